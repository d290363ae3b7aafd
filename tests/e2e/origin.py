"""A web server that says what a test tells it to, and remembers what it was asked.

    origin = Origin()
    origin.add("/feed", body="<rss/>", etag='"1"', headers={"Retry-After": "60"})
    origin.url("/feed")              # http://127.0.0.1:PORT/feed
    origin.requests("/feed")[0].headers["If-None-Match"]
    origin.close()

A validator that is sent back is answered with 304, as servers do.
"""
import email.utils
import gzip
import ssl
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

BOMB_CHUNK = b"\0" * (1 << 20)


@dataclass
class Answer:
    """What is said to a request for a path."""

    body: bytes = b""
    status: int = 200
    headers: dict = field(default_factory=dict)
    etag: str = None
    modified: str = None    # Last-Modified, as it is to be sent
    delay: float = 0        # seconds before the first byte
    cut: int = None         # bytes of the body after which the connection ends
    gzip: bool = False      # compress the body
    bomb: int = 0           # MiB of zeros, compressed, instead of the body
    raw: object = None      # the whole answer, as it stands; then the end: bytes,
                            # or pieces of it, numbers being seconds to wait
    times: int = None       # after so many requests the next answer counts


@dataclass
class Request:
    """What was asked."""

    method: str
    path: str
    headers: object          # email.message.Message: names in any case
    time: float              # time.monotonic()
    connection: int          # the client's port
    body: bytes = b""        # of a POST


def as_bytes(body):
    return body.encode() if isinstance(body, str) else bytes(body)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, *args):
        pass

    def send_answer(self, answer, status, body):
        self.send_response(status)
        names = {name.lower() for name in answer.headers}
        for name, value in answer.headers.items():
            for one in value if isinstance(value, list) else [value]:
                self.send_header(name, one)
        if answer.etag:
            self.send_header("ETag", answer.etag)
        if answer.modified:
            self.send_header("Last-Modified", answer.modified)
        if status != 304:
            if "content-type" not in names:
                self.send_header("Content-Type", "application/xml")
            if answer.gzip or answer.bomb:
                self.send_header("Content-Encoding", "gzip")
            if "content-length" not in names and "transfer-encoding" not in names:
                self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if status == 304 or self.command == "HEAD":
            return
        self.wfile.write(body if answer.cut is None else body[:answer.cut])
        self.close_connection = self.close_connection or answer.cut is not None

    def send_pieces(self, raw):
        for piece in [raw] if isinstance(raw, bytes) else raw:
            if isinstance(piece, bytes):
                self.wfile.write(piece)
            elif self.server.origin.closing.wait(piece):
                return

    def is_known(self, answer):
        tags = self.headers.get("If-None-Match")
        if tags is not None:
            return answer.etag is not None and answer.etag in tags
        since = self.headers.get("If-Modified-Since")
        return since is not None and since == answer.modified

    def do_GET(self):
        answer = self.server.origin.take(self)
        if answer.delay:
            self.server.origin.closing.wait(answer.delay)
        self.server.origin.count(-1)
        if answer.raw is not None:
            self.close_connection = True
            return self.send_pieces(answer.raw)
        if answer.status == 200 and self.is_known(answer):
            return self.send_answer(answer, 304, b"")
        body = answer.body
        if answer.bomb:
            body = gzip.compress(BOMB_CHUNK * answer.bomb, 9, mtime=0)
        elif answer.gzip:
            body = gzip.compress(body, mtime=0)
        self.send_answer(answer, answer.status, body)

    do_HEAD = do_POST = do_GET


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256

    def handle_error(self, request, address):
        pass  # clients that leave early are part of many tests


class Origin:
    """With a certificate, a file of it and its key, it speaks TLS."""

    def __init__(self, host="127.0.0.1", certificate=None):
        self.answers = {}
        self.asked = []
        self.busy = self.busiest = 0  # requests that wait for an answer: now, at most
        self.lock = threading.Lock()
        self.closing = threading.Event()
        self.server = Server((host, 0), Handler)
        self.server.origin = self
        self.scheme = "http"
        if certificate:
            self.scheme = "https"
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self.server.socket = context.wrap_socket(
                self.server.socket, server_side=True, do_handshake_on_connect=False)
        self.host, self.port = host, self.server.server_address[1]
        self.thread = threading.Thread(target=self.server.serve_forever,
                                       kwargs={"poll_interval": 0.02}, daemon=True)
        self.thread.start()

    def close(self):
        self.closing.set()
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def url(self, path):
        return f"{self.scheme}://{self.host}:{self.port}{path}"

    def add(self, path, body="", **said):
        """Says this from now on; returns the URL. With times=N, only N times:
        what was said before, if anything, counts again then."""
        answer = Answer(body=as_bytes(body), **said)
        with self.lock:
            before = self.answers.get(path, []) if answer.times else []
            self.answers[path] = [answer] + before
        return self.url(path)

    def redirect(self, path, to, status=302, **said):
        headers = {**said.pop("headers", {}), "Location": to}
        return self.add(path, status=status, headers=headers, **said)

    def requests(self, path=None):
        """What was asked so far, in order."""
        with self.lock:
            return [r for r in self.asked if path in (None, r.path)]

    def forget(self):
        with self.lock:
            self.asked.clear()

    def count(self, change):
        with self.lock:
            self.busy += change
            self.busiest = max(self.busiest, self.busy)

    def take(self, handler):
        body = handler.rfile.read(int(handler.headers.get("Content-Length", 0)))
        self.count(1)
        with self.lock:
            self.asked.append(Request(handler.command, handler.path, handler.headers,
                                      time.monotonic(), handler.client_address[1], body))
            said = self.answers.get(handler.path)
            if not said:
                return Answer(body=b"no such path\n", status=404)
            answer = said[0]
            if answer.times is not None:
                answer.times -= 1
                if answer.times == 0:
                    said.pop(0)
            return answer


def http_date(seconds):
    return email.utils.formatdate(seconds, usegmt=True)
