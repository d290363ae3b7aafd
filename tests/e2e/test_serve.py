"""affluent serve: what a published folder looks like from outside."""
import gzip
import http.client
import os
import signal
import socket

import pytest

FEED = "<feed xmlns='http://www.w3.org/2005/Atom'/>"


@pytest.fixture
def served(tmp_path, affluent, background):
    """A folder and the program that serves it; served(path, ...) asks."""
    return Served(tmp_path, affluent, background)


class Served:
    def __init__(self, folder, program, background):
        self.folder = folder / "public"
        self.folder.mkdir()
        self.process = background([program, "serve", "--port", 0, "--port-file",
                                   folder / "port", self.folder])
        self.line = self.process.stdout.readline()
        self.port = int((folder / "port").read_text())

    def write(self, path, content):
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return file

    def __call__(self, path, method="GET", headers=None, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            answer.body = answer.read()
            return answer
        finally:
            connection.close()


def test_says_where(served):
    assert served.line == f"serving {served.folder} at http://127.0.0.1:{served.port}/\n"


def test_get_and_head(served):
    served.write("all.atom", FEED)
    answer = served("/all.atom")
    assert (answer.status, answer.body.decode()) == (200, FEED)
    assert answer.headers["Last-Modified"].endswith(" GMT")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    head = served("/all.atom", "HEAD")
    assert (head.status, head.body) == (200, b"")
    assert head.headers["Content-Length"] == str(len(FEED))


@pytest.mark.parametrize("path, content, expected", [
    ("a.atom", FEED, "application/atom+xml; charset=utf-8"),
    ("a.rss", "", "application/rss+xml; charset=utf-8"),
    ("a.json", '{"version": "https://jsonfeed.org/version/1.1"}',
     "application/feed+json"),
    ("status.json", "{}", "application/json"),
    ("feeds.opml", "", "text/x-opml; charset=utf-8"),
    ("latin1.xml", "", "application/xml"),
    ("a.html", "", "text/html; charset=utf-8"),
    ("style.css", "", "text/css; charset=utf-8"),
    ("a.svg", "", "image/svg+xml"),
    ("a.png", "", "image/png"),
    ("unknown", "", "application/octet-stream"),
])
def test_types(served, path, content, expected):
    served.write(path, content)
    assert served("/" + path).headers["Content-Type"] == expected


def test_validators(served):
    file = served.write("all.atom", FEED)
    tag = served("/all.atom").headers["ETag"]
    modified = served("/all.atom").headers["Last-Modified"]
    assert tag.startswith('"')
    for headers in ({"If-None-Match": tag}, {"If-None-Match": f'"x", W/{tag}'},
                    {"If-None-Match": "*"}, {"If-Modified-Since": modified}):
        answer = served("/all.atom", headers=headers)
        assert (answer.status, answer.body) == (304, b""), headers
        assert answer.headers["ETag"] == tag
    for headers in ({"If-None-Match": '"x"'},
                    {"If-None-Match": '"x"', "If-Modified-Since": modified},
                    {"If-Modified-Since": "Thu, 01 Jan 1970 00:00:00 GMT"},
                    {"If-Modified-Since": "once"}):
        assert served("/all.atom", headers=headers).status == 200, headers
    os.utime(file, ns=(1, 1))
    assert served("/all.atom").headers["ETag"] != tag


def test_compressed_companions(served):
    plain = served.write("all.atom", FEED)
    packed = served.write("all.atom.gz", gzip.compress(FEED.encode()))
    answers = {}
    for accepted in ("gzip, br", "br;q=1, gzip;q=0.5", "identity", "gzip;q=0", "xgzip"):
        answers[accepted] = served("/all.atom", headers={"Accept-Encoding": accepted})
        assert answers[accepted].headers["Vary"] == "Accept-Encoding"
        assert answers[accepted].headers["Content-Type"].startswith("application/atom")
    assert [a for a in answers if answers[a].headers["Content-Encoding"] == "gzip"] == [
        "gzip, br", "br;q=1, gzip;q=0.5"]
    assert gzip.decompress(answers["gzip, br"].body).decode() == FEED
    assert answers["identity"].body.decode() == FEED
    assert answers["identity"].headers["ETag"] != answers["gzip, br"].headers["ETag"]
    os.utime(packed, ns=(1, plain.stat().st_mtime_ns - 1))
    assert served("/all.atom", headers={"Accept-Encoding": "gzip"}).body.decode() == FEED


def test_folders(served):
    served.write("index.html", "home")
    served.write("actors/index.html", "actors")
    served.write("themes/a b.atom", "")
    served.write("a\r\nX: b/index.html", "odd")
    assert served("/").body == b"home"
    assert served("/actors/").body == b"actors"
    assert served("/actors").status == 301
    assert served("/actors").headers["Location"] == "/actors/"
    assert served("/a%0d%0aX:%20b").headers["Location"] == "/a%0D%0AX%3A%20b/"
    assert served("/themes/").status == 404
    assert served("/themes/a%20b.atom").status == 200


@pytest.mark.parametrize("path", [
    "/nothing", "/.hidden", "/.well/known", "/../secret", "/%2e%2e/secret",
    "/a/../../secret", "//", "//example.org", "/link", "/up/secret", "/up/public/all.atom", "/absolute",
    "/fifo", "/all.atom/", "/" + 300 * "x", "/" + 5000 * "x", "/a%0d%0aX:%20y"])
def test_not_found(served, path):
    served.write("../secret", "secret")
    served.write(".hidden", "secret")
    served.write(".well/known", "secret")
    served.write("a/x", "")
    served.write("all.atom", FEED)
    (served.folder / "link").symlink_to("../secret")
    (served.folder / "up").symlink_to("..")
    (served.folder / "absolute").symlink_to("/etc/passwd")
    os.mkfifo(served.folder / "fifo")
    answer = served(path)
    assert answer.status == 404
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert len(answer.body) < 100 and b"secret" not in answer.body


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_other_methods(served, method):
    served.write("all.atom", FEED)
    answer = served("/all.atom", method, body=b"x" if method == "POST" else None)
    assert answer.status == 405
    assert answer.headers["Allow"] == "GET, HEAD"


def test_a_slow_client_holds_up_nobody(served):
    served.write("all.atom", FEED)
    with socket.create_connection(("127.0.0.1", served.port)) as slow:
        slow.sendall(b"GET /all.atom HTTP/1.1\r\n")
        assert served("/all.atom").status == 200


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ends_when_told(served, number):
    served.process.send_signal(number)
    assert served.process.wait(timeout=10) == 0


def test_a_port_that_is_taken(site, served):
    done = site.run("serve", "--port", served.port, ".", code=1)
    assert f"127.0.0.1 port {served.port}" in done.stderr


@pytest.mark.parametrize("words", [["--port", "x"], ["--port", "65536"], ["--bad"],
                                   ["a", "b"], ["--address", "example.org"]])
def test_mistakes(site, words):
    assert site.run("serve", *words, code=2).stderr


def test_a_folder_that_is_not_there(site):
    assert "nowhere" in site.run("serve", "--port", 0, "nowhere", code=1).stderr
