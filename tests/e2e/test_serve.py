"""affluent serve: what a published folder looks like from outside."""
import contextlib
import email.utils
import http.client
import json
import os
import re
import select
import signal
import socket
import sqlite3
import time
import urllib.parse
import xml.etree.ElementTree as ET

import pytest

import codings

from test_run import ATOM, CORAL, KELP, rss, titles

FEED = "<feed xmlns='http://www.w3.org/2005/Atom'/>"


class Server:
    """A program that serves; server(path, ...) asks."""

    def __init__(self, port_file, words, background, **options):
        self.process = background([*words, "--port", 0, "--port-file", port_file], **options)
        self.line = self.process.stdout.readline()
        self.port = int(port_file.read_text())

    def url(self, path):
        return f"http://127.0.0.1:{self.port}{path}"

    def __call__(self, path, method="GET", headers=None, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            answer.body = answer.read()
            return answer
        finally:
            connection.close()

    def connect(self, said=b""):
        """A connection on which so much was sent."""
        connection = socket.create_connection(("127.0.0.1", self.port), timeout=30)
        connection.sendall(said)
        return connection


class Served(Server):
    """A folder of its own, and nothing else."""

    def __init__(self, folder, program, background):
        self.folder = folder / "public"
        self.folder.mkdir()
        super().__init__(folder / "port", [program, "serve", self.folder], background)

    def write(self, path, content):
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        before = file.stat().st_mtime_ns - 10 ** 10
        os.utime(file, ns=(before, before))
        return file


@pytest.fixture
def served(tmp_path, affluent, background):
    return Served(tmp_path, affluent, background)


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
    ("a.atom.gz", "", "application/gzip"),
    ("a.atom.zst", "", "application/zstd"),
    ("a.atom.br", "", "application/octet-stream"),
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
    """Whatever made them: they are told apart by their names."""
    files = {None: served.write("all.atom", FEED)}
    for coding, suffix in codings.SUFFIXES.items():
        files[coding] = served.write("all.atom" + suffix, coding * 3)
    tags = {}
    for accepted, coding in {
            "gzip": "gzip", "gzip, deflate, br, zstd": "br", "gzip, zstd": "zstd", "*": "br",
            "br;q=0.5, gzip;q=0.9": "gzip", "br;q=0, *;q=0.1": "zstd", "identity;q=0, gzip": "gzip",
            "identity": None, "": None, "gzip;q=0": None, "xgzip": None, "*;q=0": None,
            "gzip;q=0.4, identity;q=0.5": None, "identity;q=0": None}.items():
        for method in "GET", "HEAD":
            answer = served("/all.atom", method, headers={"Accept-Encoding": accepted})
            assert answer.headers["Content-Encoding"] == coding, accepted
            assert answer.headers["Vary"] == "Accept-Encoding, Sec-Fetch-Dest"
            assert answer.headers["Content-Type"].startswith("application/atom")
            assert answer.headers["Content-Length"] == str(files[coding].stat().st_size)
            assert answer.body == (files[coding].read_bytes() if method == "GET" else b"")
            assert tags.setdefault(coding, answer.headers["ETag"]) == answer.headers["ETag"]
        again = served("/all.atom", headers={"Accept-Encoding": accepted, "If-None-Match": tags[coding]})
        assert (again.status, again.headers["ETag"]) == (304, tags[coding])
        assert again.headers["Vary"] == "Accept-Encoding, Sec-Fetch-Dest"
    assert len(set(tags.values())) == 4 and not [t for t in tags.values() if not t.startswith('"')]
    assert served("/all.atom", headers={"Accept-Encoding": "br", "If-None-Match": tags["gzip"]}).status == 200


def test_a_companion_that_is_older_or_gone_is_passed_over(served):
    plain = served.write("all.atom", FEED)
    for coding, suffix in codings.SUFFIXES.items():
        served.write("all.atom" + suffix, coding)

    def coding():
        return served("/all.atom", headers={"Accept-Encoding": "br, zstd, gzip"}).headers["Content-Encoding"]
    assert coding() == "br"
    os.utime(served.folder / "all.atom.br", ns=(1, plain.stat().st_mtime_ns - 1))
    assert coding() == "zstd"
    (served.folder / "all.atom.zst").unlink()
    assert coding() == "gzip"
    (served.folder / "all.atom.gz").unlink()
    assert coding() is None


def test_what_may_be_kept_and_who_may_read_it(served):
    """As doc/servers says it for others; test_servers.py compares them."""
    for path, fresh in (("all.atom", "public, max-age=900"), ("style.css", "public, max-age=900"),
                        ("archives/all/2026-05.atom", "public, max-age=900"),
                        ("actors/status.html", "public, max-age=900"),
                        ("status.html", "no-cache"), ("status.json", "no-cache")):
        served.write(path, "{}")
        answer = served("/" + path)
        assert answer.headers["Cache-Control"] == fresh, path
        again = served("/" + path, headers={"If-None-Match": answer.headers["ETag"]})
        assert (again.status, again.headers["Cache-Control"]) == (304, fresh), path
    for path in ("/all.atom", "/none.atom"):
        assert served(path).headers["Access-Control-Allow-Origin"] == "*"


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
    assert [served(path).status for path in ("/themes/", "/themes", "/%74hemes")] == 3 * [404]
    assert served("/themes/a%20b.atom").status == 200


@pytest.mark.parametrize("path", [
    "/nothing", "/.hidden", "/.well/known", "/../secret", "/%2e%2e/secret",
    "/a/../../secret", "//", "//example.org", "/link", "/up/secret", "/up/public/all.atom", "/absolute",
    "/fifo", "/all.atom/", "/" + 300 * "x", "/" + 5000 * "x", "/a%0d%0aX:%20y",
    "/%00secret", "/all.atom%00", "/all.atom%00.html", "/a%00/x", "/a/%00x"])
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


def test_what_is_not_there_has_a_page_where_the_site_has_one(served):
    served.write("404.html", "<p>Nothing</p>")
    for path in ("/nothing", "/a/b.atom"):
        answer = served(path, headers={"Accept-Encoding": "gzip"})
        assert (answer.status, answer.body) == (404, b"<p>Nothing</p>")
        assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    head = served("/nothing", "HEAD")
    assert (head.status, head.body, head.headers["Content-Length"]) == (404, b"", "14")
    assert served("/404.html").status == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_other_methods(served, method):
    served.write("all.atom", FEED)
    answer = served("/all.atom", method, body=b"x" if method == "POST" else None)
    assert answer.status == 405
    assert answer.headers["Allow"] == "GET, HEAD"


# ---- what is asked for

@pytest.mark.parametrize("path, content, asked, seen", [
    ("a.atom", FEED, "application/atom+xml; charset=utf-8", "application/xml"),
    ("a.rss", "", "application/rss+xml; charset=utf-8", "application/xml"),
    ("a.opml", "", "text/x-opml; charset=utf-8", "application/xml"),
    ("a.json", '{"version": "https://jsonfeed.org/version/1.1"}', "application/feed+json",
     "application/json"),
    ("a.html", "", "text/html; charset=utf-8", "text/html; charset=utf-8"),
])
def test_a_browser_that_shows_a_feed_is_told_that_it_is_xml(served, path, content, asked, seen):
    served.write(path, content)
    types = {}
    for dest in ("document", "empty", "image", None):
        answer = served("/" + path, headers={"Sec-Fetch-Dest": dest} if dest else {})
        types[dest] = answer.headers["Content-Type"]
        assert ("Sec-Fetch-Dest" in answer.headers["Vary"]) == (seen != asked)
    assert types == {"document": seen, "empty": asked, "image": asked, None: asked}


def test_what_is_written_twice_in_a_second_has_no_date_yet(served):
    file = served.write("all.atom", FEED)
    time.sleep(1 - time.time() % 1)
    os.utime(file)
    date = email.utils.formatdate(file.stat().st_mtime, usegmt=True)
    first = served("/all.atom", headers={"If-Modified-Since": date})
    if int(time.time()) == int(file.stat().st_mtime):  # the machine was not held up
        assert (first.status, first.headers["Last-Modified"]) == (200, None)
    time.sleep(1.1)
    assert served("/all.atom").headers["Last-Modified"] == date
    assert served("/all.atom", headers={"If-Modified-Since": date}).status == 304


def test_preconditions(served):
    served.write("all.atom", FEED)
    plain = served("/all.atom").headers
    for headers, status in (({"If-Match": plain["ETag"]}, 200), ({"If-Match": "*"}, 200),
                            ({"If-Match": '"x"'}, 412), ({"If-Match": "W/" + plain["ETag"]}, 412),
                            ({"If-Unmodified-Since": plain["Last-Modified"]}, 200),
                            ({"If-Unmodified-Since": "Thu, 01 Jan 1970 00:00:00 GMT"}, 412),
                            ({"If-Match": '"x"', "If-None-Match": plain["ETag"]}, 412)):
        assert served("/all.atom", headers=headers).status == status, headers


def test_ranges_are_ignored(served):
    served.write("all.atom", FEED)
    answer = served("/all.atom", headers={"Range": "bytes=1-3"})
    assert (answer.status, answer.body.decode()) == (200, FEED)
    assert answer.headers["Accept-Ranges"] == "none"
    assert answer.headers["Content-Range"] is None


def test_a_body_is_not_waited_for(served):
    served.write("all.atom", FEED)
    for said in (b"Content-Length: 1000000000", b"Transfer-Encoding: chunked"):
        with served.connect(b"GET /all.atom HTTP/1.1\r\nHost: x\r\n" + said + b"\r\n\r\n") as one:
            assert one.recv(99).startswith(b"HTTP/1.1 400 ")


def said(served, request):
    """The status line of what is answered, and the body."""
    with served.connect(request.encode() + b"Connection: close\r\n\r\n") as one:
        head, _, body = b"".join(iter(lambda: one.recv(9999), b"")).partition(b"\r\n\r\n")
        return head.split(b"\r\n")[0].decode(), body.decode()


@pytest.mark.parametrize("request_line, hosts, want", [
    ("GET /all.atom HTTP/1.1", [], 400), ("HEAD /all.atom HTTP/1.1", [], 400),
    ("GET /all.atom HTTP/1.1", ["a", "b"], 400), ("GET /all.atom HTTP/1.1", ["a", "a"], 400),
    ("GET /all.atom HTTP/1.1", ["a"], 200), ("GET /all.atom HTTP/1.1", [""], 200),
    ("GET /all.atom HTTP/1.0", [], 200),
    ("GET http://a.example/all.atom HTTP/1.1", [], 400),
    ("GET http://a.example/all.atom HTTP/1.1", ["a.example"], 200),
    ("GET HTTPS://a.example:80/all.atom?x=/y HTTP/1.1", ["b"], 200),
    ("GET http://a.example HTTP/1.1", ["a"], 200), ("GET http://a.example?x HTTP/1.1", ["a"], 200),
    ("GET http://a.example/none HTTP/1.1", ["a"], 404),
    ("GET http:///all.atom HTTP/1.1", ["a"], 400), ("GET ftp://a/all.atom HTTP/1.1", ["a"], 400),
    ("GET all.atom HTTP/1.1", ["a"], 400), ("GET * HTTP/1.1", ["a"], 400),
])
def test_a_request_says_whom_it_asks(served, request_line, hosts, want):
    """RFC 9112 sections 3.2 and 3.2.2."""
    for path in ("all.atom", "index.html"):
        served.write(path, FEED)
    line, body = said(served, request_line + "\r\n" + "".join(f"Host: {host}\r\n" for host in hosts))
    assert line.split()[1] == str(want), line
    assert (body == FEED) == (want == 200)


def test_a_connection_serves_several_requests(served):
    served.write("all.atom", FEED)
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=10)
    ports = set()
    for path, status in (("/all.atom", 200), ("/none", 404), ("/all.atom", 200)):
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        assert answer.status == status
        ports.add(connection.sock.getsockname()[1])
    connection.close()
    assert len(ports) == 1


# ---- clients that wait, and that ask for too much

def test_headers_have_a_limit(served):
    with served.connect(b"GET / HTTP/1.1\r\nX: " + 20000 * b"x" + b"\r\n\r\n") as big:
        assert re.match(rb"HTTP/1.[01] (413|414|431) ", big.recv(99))
    assert served("/").status == 404


def test_one_address_has_so_many_connections(served):
    served.write("all.atom", FEED)
    waiting = [served.connect(b"GET / HTTP/1.1\r\n") for _ in range(64)]
    with pytest.raises((OSError, http.client.HTTPException)):
        served("/all.atom")
    waiting.pop().close()
    until = time.monotonic() + 10
    while time.monotonic() < until:
        with contextlib.suppress(OSError, http.client.HTTPException):
            assert served("/all.atom").status == 200
            break
    else:
        pytest.fail("a connection that ended still counts")
    for one in waiting:
        one.close()


def ends(connection):
    """Whether the other side left."""
    try:
        return select.select([connection], [], [], 0)[0] != [] and connection.recv(99) == b""
    except OSError:
        return True


def test_who_says_nothing_or_little_is_left(served):
    served.write("all.atom", FEED)
    silent, slow = (served.connect(b"GET /all.atom HTTP/1.1\r\n") for _ in range(2))
    left, start = {}, time.monotonic()
    while len(left) < 2 and time.monotonic() < start + 40:
        with contextlib.suppress(OSError):
            slow.sendall(b"X")
        time.sleep(0.5)
        for name, connection in (("silent", silent), ("slow", slow)):
            if name not in left and ends(connection):
                left[name] = time.monotonic() - start
        assert served("/all.atom").status == 200
    assert 13 < left["silent"] < 19
    assert 19 < left["slow"] < 30
    silent.close()
    slow.close()


def test_a_slow_client_holds_up_nobody(served):
    served.write("all.atom", FEED)
    with socket.create_connection(("127.0.0.1", served.port)) as slow:
        slow.sendall(b"GET /all.atom HTTP/1.1\r\n")
        assert served("/all.atom").status == 200


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ends_when_told(served, number):
    served.process.send_signal(number)
    assert served.process.wait(timeout=10) == 0


def test_an_answer_under_way_is_sent_to_its_end(served):
    big = os.urandom(1 << 24)
    served.write("big", big)
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=10)
    connection.request("GET", "/big")
    answer = connection.getresponse()
    first = answer.read(1 << 16)
    served.process.send_signal(signal.SIGTERM)
    time.sleep(0.3)
    with pytest.raises(OSError):
        served.connect()
    assert first + answer.read() == big
    connection.close()
    assert served.process.wait(timeout=10) == 0


def test_who_keeps_a_connection_does_not_hold_up_the_end(served):
    with served.connect(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n") as kept:
        assert kept.recv(99).startswith(b"HTTP/1.1 404 ")
        before = time.monotonic()
        served.process.send_signal(signal.SIGTERM)
        assert served.process.wait(timeout=10) == 0
    assert time.monotonic() - before < 3


def test_a_port_that_is_taken(site, served):
    done = site.run("serve", "--port", served.port, ".", code=1)
    assert f"127.0.0.1 port {served.port}" in done.stderr


@pytest.mark.parametrize("words", [["--port", "x"], ["--port", "65536"], ["--bad"],
                                   ["a", "b"], ["--address", "example.org"]])
def test_mistakes(site, words):
    assert site.run("serve", *words, code=2).stderr


def test_a_folder_that_is_not_there(site):
    assert "nowhere" in site.run("serve", "--port", 0, "nowhere", code=1).stderr


# ---- pages of the store

@pytest.fixture
def library(site, origin, background):
    """A site with two articles, served: library(path)."""
    site.config(search="yes")
    site.actor("reef", name="The reef", every="1h", slowest="1h",
               feed=origin.add("/feed", body=rss(CORAL, KELP)))
    site.run("run")
    return Server(site.folder / "port", site.command("-v", "serve"), background)


def hits(answer):
    assert answer.status == 200
    return [e.findtext(ATOM + "title") for e in ET.fromstring(answer.body).findall(ATOM + "entry")]


def search(library, words):
    return hits(library("/search.atom?q=" + urllib.parse.quote(words)))


def test_status_is_how_sources_are_now(library, site, origin):
    page = library("/status")
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert page.body.decode() == site.published("status.html")
    assert library("/status.json").body.decode() == site.published("status.json")
    origin.add("/feed", status=410)
    site.wait(hours=2)
    site.run("fetch", code=3)
    assert "gone" not in json.loads(site.published("status.json"))
    assert json.loads(library("/status.json").body)["gone"] == 1


@pytest.mark.parametrize("words, want", [
    ("reef", ["Coral"]), ("REÉF", ["Coral"]), ("on the reef", ["Coral"]),
    ("the", ["Coral", "Kelp"]), ("reef on", ["Coral"]), ('"reef on"', []), ('"on the reef', ["Coral"]),
    ("forest kelp", ["Kelp"]), ("forest coral", []), ("in", ["Kelp"]), ("whale", []),
    ('the"forest"', ["Kelp"]), ("\\", []), ('x" or title contains "coral', []),
    ("<b>", []), ("%_*", []), ("text NEAR reef", []),
])
def test_search(library, words, want):
    assert search(library, words) == want
    page = library("/search?q=" + urllib.parse.quote(words)).body.decode()
    assert [title for title in ("Coral", "Kelp") if f">{title}</a></h3>" in page] == want
    assert ("No article" in page or "Aucun article" in page) == (not want)


def test_what_is_found_is_a_feed_of_its_own(library, site):
    feed = ET.fromstring(library("/search.atom?q=the%20reef%26").body)
    assert feed.findtext(ATOM + "id").endswith(":search/the%20reef%26")
    (own,) = [x.get("href") for x in feed.findall(ATOM + "link") if x.get("rel") == "self"]
    assert own == "https://test.example/search.atom?q=the%20reef%26"
    whole = ET.fromstring(site.published("all.atom"))
    feed = ET.fromstring(library("/search.atom?q=the").body)
    for mine, theirs in zip(feed.findall(ATOM + "entry"), whole.findall(ATOM + "entry"), strict=True):
        assert ET.tostring(mine) == ET.tostring(theirs)
    answer = library("/search.atom?q=the", headers={"Sec-Fetch-Dest": "document"})
    assert answer.headers["Content-Type"] == "application/xml"
    tag = answer.headers["ETag"]
    assert library("/search.atom?q=the", headers={"If-None-Match": tag}).status == 304
    tags = {tag}
    for coding in codings.made():
        small = library("/search.atom?q=the", headers={"Accept-Encoding": coding})
        assert small.headers["Content-Encoding"] == coding
        assert codings.undo(coding, small.body) == answer.body
        tags.add(small.headers["ETag"])
    assert len(tags) == 1 + len(codings.made())
    best = library("/search.atom?q=the", headers={"Accept-Encoding": "*"})
    assert best.headers["Content-Encoding"] == codings.made()[0]


def test_what_is_asked_is_shown_as_text(library):
    page = library("/search?q=" + urllib.parse.quote("<script>'\"&\x01")).body.decode()
    assert "<script" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize("path, words", [
    ("/search?q=%FF", "UTF-8"), ("/search?q=a%00b", "UTF-8"), ("/search.atom?q=" + 401 * "x", "400 bytes"),
    ("/search.atom?q=" + "+".join("abcdefghi"), "8 at most"), ("/search.atom?q=%22%22", "no word"),
    ("/search.atom?q=+", "no word"), ("/search.atom", "q=WORDS"), ("/search.atom?q=", "no word")])
def test_what_cannot_be_looked_for(library, path, words):
    answer = library(path)
    assert answer.status == 400
    assert words in answer.body.decode()


def test_the_page_says_what_it_is_and_its_feed(library):
    alternate = '<link rel="alternate" type="application/atom\\+xml" title="([^"]*)" href="([^"]*)">'
    canonical = '<link rel="canonical" href="https://test.example/([^"]*)">'
    page = library("/search?q=the+reef%2F%26").body.decode()
    ((title, feed),) = re.findall(alternate, page)
    assert (title, feed) == ("Recherche – the reef/&amp;", "search.atom?q=the%20reef%2F%26")
    assert library("/" + feed).status == 200
    assert re.findall(canonical, page) == ["search?q=the%20reef%2F%26"]
    page = library("/search").body.decode()
    assert [href for _, href in re.findall(alternate, page)] == ["health.atom"]
    assert re.findall(canonical, page) == ["search"]


def test_too_many_words_can_be_changed_in_the_form(library):
    for words in (401 * "x", " ".join("abcdefghi")):
        answer = library("/search?q=" + urllib.parse.quote(words))
        assert (answer.status, answer.headers["Content-Type"]) == (400, "text/html; charset=utf-8")
        page = answer.body.decode()
        assert "cherchez moins de mots" in page and "<title>Recherche – " in page
        assert f'value="{words}"' in page and "search.atom" not in page
        head = library("/search?q=" + urllib.parse.quote(words), "HEAD")
        assert (head.status, head.body) == (400, b"")


def test_without_words_there_is_a_form(library):
    for path in ("/search", "/search?q=", "/search?q", "/search?x=y", "/search?q=+", "/search?q=%22%22",
                 "/search?q=%01+%22", "/search?q=" + 500 * "+"):
        answer = library(path)
        assert (answer.status, answer.headers["Content-Type"]) == (200, "text/html; charset=utf-8"), path
        page = answer.body.decode()
        assert '<input id="q" name="q"' in page
        assert "<article" not in page
    head = library("/search", "HEAD")
    assert (head.status, head.body) == (200, b"")
    assert head.headers["Content-Length"] == str(len(library("/search").body))


def test_only_what_is_published_is_found(library, site):
    site.rules('drop when title = "Kelp"')
    site.run("publish")
    assert search(library, "the") == ["Coral"]
    site.run("hide", CORAL[1], "--reason", "asked to")
    assert search(library, "the") == []


WORDS = [(title, f"https://reef.example/{n}", text) for n, (title, text) in enumerate((
    ("Une économie", "L’Œuvre d’élus : porte-avions."), ("Bold", "Threshold of gold_rush."),
    ("Экономика", "Новости, «рынок»."), ("東京の天気", "生成AI 2026年"),
    ("Old 2026", "C++ &amp;lt;b&amp;gt; 90%\tof\nit.")))]


@pytest.mark.parametrize("search", ["yes", "no"])
def test_words_are_found_from_where_they_begin(site, origin, background, search):
    site.config(search=search)
    site.actor("reef", feed=origin.add("/feed", body=rss(*WORDS)))
    site.run("run")
    library = Server(site.folder / "port", site.command("serve"), background)
    for words, numbers in (
            ("econom", [0]), ("ÉCONOMIE", [0]), ("conomie", []), ("elus", [0]), ("oeuvre", [0]), ("uvre", []),
            ("avions", [0]), ("vions", []), ("'élus", [0]), ("old", [4]), ("OLD of", [4]), ("bold", [1]),
            ("of", [1, 4]), ("rush", [1]), ("hold", []), ("эконом", [2]), ("номика", []), ("рын", [2]),
            ("京", [3]), ("天気", [3]), ("ai", [3]), ("2026", [3, 4]), ("26", []), ("年", [3]),
            ("++", [4]), ("c++", [4]), ("b>", [4]), ("%", [4]), ('"+ <"', [4]), ('"+ b"', []), ('"of it"', [4]),
            ('"f it"', []), ('"old 2"', [4]), ("old gold", []), ("gold bold", [1])):
        assert sorted(search_for(library, words)) == sorted(WORDS[n][0] for n in numbers), words


def test_what_only_has_pieces_of_words_takes_no_place(site, origin, background):
    """Of the fifty that are shown."""
    items = [(f"Bold {n}", f"https://reef.example/{n}", "Text.") for n in range(60)]
    site.config({"fetch": {"first": "1000"}}, search="yes")
    site.actor("reef", feed=origin.add("/feed", body=rss(("Old", "https://reef.example/z", "Text."), *items)))
    site.run("run")
    library = Server(site.folder / "port", site.command("serve"), background)
    assert search_for(library, "old") == ["Old"]
    assert len(search_for(library, "bold")) == 50


def search_for(library, words):
    """The titles that the page has, and the feed."""
    found = search(library, words)
    page = library("/search?q=" + urllib.parse.quote(words)).body.decode()
    assert re.findall(r"<h3[^>]*><a [^>]*>([^<]*)</a>", page) == found
    return found


@pytest.mark.parametrize("search", ["yes", "no"])
def test_what_only_its_actors_stream_has_is_found(site, origin, background, search):
    """What is no news: a back catalogue."""
    site.config({"fetch": {"first": "1"}}, search=search)
    site.actor("reef", feed=origin.add("/feed", body=rss(CORAL, KELP)))
    site.run("run")
    found = {path: set(titles(site, path)) for path in ("all.atom", "actors/reef.atom")}
    assert found == {"all.atom": {"Coral"}, "actors/reef.atom": {"Coral", "Kelp"}}
    library = Server(site.folder / "port", site.command("serve"), background)
    assert sorted(search_for(library, "the")) == ["Coral", "Kelp"]
    assert search_for(library, "forest") == ["Kelp"]


def test_search_needs_no_index(site, origin, background):
    site.actor("reef", feed=origin.add("/feed", body=rss(CORAL, KELP)))
    site.run("run")
    library = Server(site.folder / "port", site.command("serve"), background)
    assert search(library, "reef") == ["Coral"]
    assert site.sql("SELECT * FROM fingerprint WHERE name = 'indexed'") == []


def multiply(site, count):
    """So many more entries, each a second older, that differ in their ids alone."""
    own = {"item": {"id": "n + 1", "key": "(key >> 1) + n", "iri": "iri || n"},
           "entry": {"id": "n + 1", "published": "published - n"},
           "stream_entry": {"entry": "n + 1", "published": "published - n"}}
    for table, changes in own.items():
        names = [row[1] for row in site.sql(f"PRAGMA table_info({table})")]
        site.sql("WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers "
                 f"WHERE n < {count}) INSERT INTO {table} ({', '.join(names)}) "
                 f"SELECT {', '.join(changes.get(name, name) for name in names)} "
                 f"FROM {table}, numbers")


def test_a_search_ends_in_time(site, origin, background):
    site.actor("reef", feed=origin.add("/feed", body=rss(CORAL)))
    site.run("run")
    multiply(site, 300000)
    library = Server(site.folder / "port", site.command("-v", "serve"), background)
    before = time.monotonic()
    page = library("/search?q=whale").body.decode()
    assert time.monotonic() - before < 10
    assert "a duré trop longtemps" in page
    assert len(search(library, "reef")) == 50
    assert "Voici les plus récents" in library("/search?q=reef").body.decode()


def test_who_searches_is_in_nobodys_way(library, site, origin):
    """A run goes on while somebody writes into the store, and the other way round."""
    with contextlib.closing(sqlite3.connect(site.folder / "affluent.db")) as other:
        other.execute("BEGIN IMMEDIATE")
        assert search(library, "reef") == ["Coral"]
        assert library("/status").status == 200
    origin.add("/feed", body=rss(CORAL, KELP, ("Whale", "https://reef.example/whale", "At sea.")))
    site.wait(hours=2)
    site.run("run")
    assert search(library, "whale") == ["Whale"]
    held = [name for name in os.listdir(f"/proc/{library.process.pid}/fd")
            if "affluent.db" in os.readlink(f"/proc/{library.process.pid}/fd/{name}")]
    assert held == []


def test_without_a_store_it_says_so_to_the_operator(site, background, tmp_path):
    for name in ("public", "feeds.d"):
        site.folder.joinpath(name).mkdir()
    log = (tmp_path / "log").open("w")
    library = Server(site.folder / "port", site.command("serve"), background, stderr=log)
    assert library("/search").status == 503
    assert b"log says why" in library("/status").body
    assert "there is none yet: affluent run makes it" in (tmp_path / "log").read_text()


def test_a_folder_alone_has_no_such_pages(served):
    assert [served(path).status for path in ("/status", "/search", "/search.atom")] == 3 * [404]
