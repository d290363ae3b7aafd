"""The sample configurations of web servers in doc/servers: what they say of what is
published is what affluent serve says of it."""
import os
import pathlib
import shutil
import socket
import time

import pytest

import codings
from test_run import CORAL, rss
from test_serve import Server

SAMPLES = pathlib.Path(__file__).parents[2] / "doc/servers"
MODULES = "/usr/lib/apache2/modules"
APACHE = "\n".join(f"LoadModule {name}_module {MODULES}/mod_{name}.so" for name in (
    "mpm_event", "authz_core", "alias", "dir", "headers", "mime", "rewrite", "proxy", "proxy_http"))
ROOT = "user root; " if os.geteuid() == 0 else ""
NGINX = ROOT + """daemon off; error_log stderr; pid nginx.pid; events {{ }}
http {{ access_log off; client_body_temp_path b; proxy_temp_path p; fastcgi_temp_path f;
uwsgi_temp_path u; scgi_temp_path s;
{sample} }}"""

# Its name, the sample, how it is called in the folder of its configuration, what
# stands around the sample, and what instead of where the sample listens.
SERVERS = {
    "nginx": ("nginx.conf", ["nginx", "-p", ".", "-e", "stderr", "-c", "conf"], NGINX, "listen 80;",
              "listen 127.0.0.1:{port};"),
    "apache2": ("apache.conf", ["apache2", "-d", ".", "-f", "conf", "-DFOREGROUND"],
                APACHE + "\nListen 127.0.0.1:{port}\nServerName x\nPidFile pid\nErrorLog log\n"
                "User nobody\nTypesConfig /dev/null\n{sample}", "<VirtualHost *:80>",
                "<VirtualHost 127.0.0.1:{port}>"),
    "caddy": ("Caddyfile", ["caddy", "run", "--adapter", "caddyfile", "--config", "conf"],
              "{{\n\tadmin off\n\tstorage file_system store\n}}\n{sample}", "news.example.org {",
              "http://127.0.0.1:{port} {{"),
}


def program(name):
    return shutil.which(name, path=os.environ["PATH"] + ":/usr/sbin")


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Other:
    """Another server for what site publishes; asked like the own one."""

    def __init__(self, name, site, behind, background):
        sample, words, around, listens, at = SERVERS[name]
        port = free_port()
        text = (SAMPLES / sample).read_text()
        assert listens in text
        text = (text.replace(listens, at.format(port=port))
                .replace("/srv/news/public", str(site.folder / "public"))
                .replace("127.0.0.1:8080", f"127.0.0.1:{behind}"))
        folder = site.folder / name
        folder.mkdir()
        (folder / "conf").write_text(around.format(sample=text, port=port))
        self.name, self.port = name, port
        self.log = (folder / "said").open("w")
        self.process = background([program(words[0]), *words[1:]], cwd=folder,
                                  stderr=self.log)
        self.wait(folder)

    def wait(self, folder):
        until = time.monotonic() + 20
        while time.monotonic() < until and self.process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", self.port)).close()
                return
            except OSError:
                time.sleep(0.05)
        pytest.fail((folder / "said").read_text())

    def close(self):
        """Its workers end only when it ends itself."""
        self.process.terminate()
        self.process.wait(timeout=20)
        self.log.close()

    __call__ = Server.__call__


@pytest.fixture(params=SERVERS)
def served(request, site, origin, background):
    """The same site by one of the servers, and by affluent serve."""
    if not program(request.param):
        pytest.skip(f"no {request.param} here")
    site.folder.chmod(0o755)
    site.config(compress="yes")
    site.actor("reef", feed=origin.add("/feed", body=rss(CORAL)))
    site.run("run")
    site.write("public/.hidden", "secret")
    (site.folder / "public/actors/link.html").symlink_to(site.write("secret.html", "secret"))
    own = Server(site.folder / "port", site.command("serve"), background)
    other = Other(request.param, site, own.port, background)
    yield other, own
    other.close()


# Of those that there are, which each server can send.
CODINGS = {name: [c for c in codings.made() if c in known] for name, known in {
    "nginx": ["gzip"], "apache2": codings.SUFFIXES, "caddy": codings.SUFFIXES}.items()}


def test_what_is_smallest_is_sent(served):
    other, _ = served
    for path in "/", "/all.atom", "/all.json", "/style.css":
        answer = other(path, headers={"Accept-Encoding": "gzip, deflate, br, zstd"})
        assert answer.headers["Content-Encoding"] == CODINGS[other.name][0], path


@pytest.mark.parametrize("dest", [None, "document"])
def test_types_are_the_same(served, dest):
    other, own = served
    headers = {"Sec-Fetch-Dest": dest} if dest else {}
    for path in ("/", "/all.atom", "/all.rss", "/all.json", "/feeds.opml", "/style.css", "/health.atom",
                 "/robots.txt", "/status.html", "/status.json", "/actors/reef.atom", "/search?q=coral",
                 "/search.atom?q=coral", "/status"):
        for coding in ("identity", *CODINGS[other.name]):
            asked = {**headers, "Accept-Encoding": coding}
            answers = [server(path, headers=asked) for server in (other, own)]
            assert [a.status for a in answers] == [200, 200], path
            types = [a.headers.get_all("Content-Type") for a in answers]
            assert types[0] == types[1], (path, coding)
            said = [a.headers["Content-Encoding"] for a in answers]
            assert said[0] == said[1] == (None if coding == "identity" else coding), path
            bodies = [codings.undo(coding, a.body) for a in answers]
            assert bodies[0] == bodies[1], path
            assert answers[0].headers["X-Content-Type-Options"] == "nosniff"


def test_copies_are_kept_for_a_while_and_asked_about(served):
    other, own = served
    for path, fresh in (("/all.atom", "public, max-age=900"), ("/status.html", "no-cache"),
                        ("/status.json", "no-cache"), ("/", "public, max-age=900"),
                        ("/search.atom?q=coral", "no-cache"), ("/status", "no-cache")):
        answer = other(path, headers={"Accept-Encoding": "gzip"})
        assert answer.headers.get_all("Cache-Control") == [fresh], path
        assert own(path).headers.get_all("Cache-Control") == [fresh], path
        vary = ", ".join(answer.headers.get_all("Vary"))
        assert "Accept-Encoding" in vary and ("Sec-Fetch-Dest" in vary or path == "/status"), path
        again = other(path, headers={"Accept-Encoding": "gzip",
                                     "If-None-Match": answer.headers["ETag"]})
        assert (again.status, again.body) == (304, b""), path


def test_where_nothing_is_a_page_says_so(served):
    for server in served:
        for path in ("/none.atom", "/actors/none.html"):
            answer = server(path)
            assert answer.status == 404 and b'href="/style.css"' in answer.body
            assert answer.headers["Content-Type"] == "text/html; charset=utf-8"


def test_other_pages_may_read_feeds(served):
    for server in served:
        for path in ("/all.json", "/status.json", "/search.atom?q=coral"):
            assert server(path).headers.get_all("Access-Control-Allow-Origin") == ["*"], path


def test_nothing_is_listed_and_nothing_hidden_is_given(served):
    other, _ = served
    paths = ["/actors/", "/themes/", "/.hidden", "/.xml/all.atom", "/.json/all.json", "/none.atom",
             "/%2e%2e/affluent.db"]
    if other.name != "caddy":  # which follows links wherever they lead
        paths.append("/actors/link.html")
    for path in paths:
        answer = other(path)
        assert answer.status in (400, 403, 404), path
        assert b"secret" not in answer.body and b"reef.atom" not in answer.body
