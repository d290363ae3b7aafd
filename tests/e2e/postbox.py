"""A mail server that takes what it is given, and remembers it.

    box = Postbox()
    box.answers["a@b.example"] = "550 5.1.1 nobody of that name"
    box.url                     # smtp://127.0.0.1:PORT
    box.messages[0].to, box.messages[0].parsed["Subject"]
    box.close()
"""
import email
import email.policy
import socketserver
import ssl
import threading
from dataclasses import dataclass


@dataclass
class Taken:
    """A message as it came."""

    sender: str
    to: list
    bytes: bytes

    @property
    def parsed(self):
        return email.message_from_bytes(self.bytes, policy=email.policy.default)


class Session(socketserver.StreamRequestHandler):
    def say(self, line):
        self.wfile.write(line.encode() + b"\r\n")

    def handle(self):
        box = self.server.box
        self.sender, self.to = None, []
        box.sessions += 1
        self.say(box.greeting)
        while line := self.rfile.readline():
            word, _, rest = line.decode().strip().partition(" ")
            box.commands.append(line.decode().strip())
            if getattr(self, "do_" + word.lower(), None) is None:
                self.say("502 5.5.2 what?")
            elif getattr(self, "do_" + word.lower())(rest) == "end":
                return

    def do_ehlo(self, _):
        for line in self.server.box.offers:
            self.say("250-" + line)
        self.say("250 8BITMIME")

    def do_auth(self, rest):
        box = self.server.box
        if rest == "PLAIN":
            self.say("334 ")
            rest += " " + self.rfile.readline().decode().strip()
        box.logins.append(rest)
        self.say("235 2.7.0 welcome" if rest == box.login else "535 5.7.8 no")

    def do_mail(self, rest):
        self.sender, self.to = rest.partition("<")[2].partition(">")[0], []
        self.say("250 2.1.0 well")

    def do_rcpt(self, rest):
        address = rest.partition("<")[2].partition(">")[0]
        answer = self.server.box.answers.get(address, "250 2.1.5 well")
        if answer.startswith("250"):
            self.to.append(address)
        self.say(answer)

    def do_data(self, _):
        box = self.server.box
        self.say("354 go on")
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line[1:] if line.startswith(b".") else line)
        box.messages.append(Taken(self.sender, self.to, b"".join(lines)))
        if box.on_taken:
            box.on_taken()
        self.say(box.after_data)

    def do_rset(self, _):
        self.say("250 2.0.0 well")

    def do_quit(self, _):
        self.say("221 2.0.0 bye")
        return "end"


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def handle_error(self, request, client_address):
        pass


class Postbox:
    """With a certificate, a file of it and its key, it speaks TLS from the first
    byte on, and asks who it is."""

    def __init__(self, certificate=None, port=0):
        self.messages, self.commands, self.logins, self.sessions = [], [], [], 0
        self.answers, self.offers = {}, []
        self.greeting = "220 box.example ESMTP"
        self.after_data, self.on_taken, self.login = "250 2.0.0 taken", None, None
        self.server = Server(("127.0.0.1", port), Session)
        self.server.box = self
        self.port = self.server.server_address[1]
        self.url = f"{'smtps' if certificate else 'smtp'}://127.0.0.1:{self.port}"
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.thread = threading.Thread(target=self.server.serve_forever,
                                       kwargs={"poll_interval": 0.02}, daemon=True)
        self.thread.start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()
