"""http/: what goes over the wire, and what is made of what comes back."""
import gzip
import shutil
import socket
import subprocess
import time

import pytest

DATE = "Mon, 02 Mar 2026 08:00:00 GMT"


def test_asks_plainly(origin, get):
    [answer] = get(origin.add("/feed?a=1&b=%20", body="hello") + "#part")
    [request] = origin.requests("/feed?a=1&b=%20")
    assert (answer["status"], answer["body"]) == (200, "hello")
    assert sorted(map(str.lower, request.headers)) == [
        "accept", "accept-encoding", "host", "user-agent"]
    assert request.headers["Accept-Encoding"] == "gzip, deflate"
    assert "mailto:" in request.headers["User-Agent"]


def test_hands_on_headers(origin, get):
    [answer] = get(origin.add("/feed", etag='W/"1,x"', modified=DATE, headers={
        "Content-Type": "text/xml; charset=x", "Content-Location": "/other",
        "cache-control": ["public", "max-age=60"], "Expires": "0"}))
    assert answer["etag"] == 'W/"1,x"'
    assert answer["last_modified"] == DATE
    assert answer["content_type"] == "text/xml; charset=x"
    assert answer["content_location"] == "/other"
    assert answer["cache_control"] == "public, max-age=60"
    assert answer["expires"] == "0"
    assert abs(answer["date"] - time.time()) < 60


def test_sends_validators_back_as_they_came(origin, get):
    url = origin.add("/feed", body="x", etag='W/"1,x"', modified="yesterday")
    [answer] = get(url, etag='W/"1,x"', last_modified="yesterday")
    [request] = origin.requests()
    assert request.headers["If-None-Match"] == 'W/"1,x"'
    assert request.headers["If-Modified-Since"] == "yesterday"
    assert answer["status"] == 304 and "failure" not in answer


def test_believes_no_304_that_was_not_asked_for(origin, get):
    [answer] = get(origin.add("/feed", status=304, etag='"ghost"'))
    assert answer["failure"] == "protocol"
    assert "etag" not in answer


def test_error_pages_have_no_validators(origin, get):
    [answer] = get(origin.add("/feed", status=503, etag='"1"', modified=DATE))
    assert answer["status"] == 503
    assert "etag" not in answer and "last_modified" not in answer


@pytest.mark.parametrize("etag", ['"' + 5000 * "x" + '"', '"\xe9"', '"a b"'])
def test_validators_that_are_not_fit_to_send_back(origin, get, etag):
    [answer] = get(origin.add("/feed", body="x", etag=etag))
    assert answer["status"] == 200 and "etag" not in answer


def test_headers_before_and_after_the_answer_do_not_count(origin, get):
    raw = (b'HTTP/1.1 103 Early Hints\r\nETag: "early"\r\n\r\n'
           b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
           b'2;x=y\r\nok\r\n0\r\nETag: "late"\r\n\r\n')
    [answer] = get(origin.add("/feed", raw=raw))
    assert answer["body"] == "ok" and "etag" not in answer


# ---- redirects

def test_permanent_redirects_are_told(origin, get):
    start = origin.redirect("/a", "/b", 301)
    origin.redirect("/b", "c?d", 308)
    origin.add("/c?d", body="x")
    [answer] = get(start)
    assert answer["hops"] == 2
    assert answer["url"] == answer["moved_to"] == origin.url("/c?d")


def test_nothing_behind_a_temporary_redirect_is_a_move(origin, get):
    start = origin.redirect("/a", "/b", 301)
    origin.redirect("/b", "/c", 302)
    origin.redirect("/c", "/d", 301)
    origin.add("/d", body="x")
    [answer] = get(start)
    assert answer["url"] == origin.url("/d")
    assert answer["moved_to"] == origin.url("/b")


@pytest.mark.parametrize("status", [302, 303, 307])
def test_temporary_redirects_are_no_move(origin, get, status):
    origin.add("/b", body="x")
    [answer] = get(origin.redirect("/a", "/b", status))
    assert answer["body"] == "x" and "moved_to" not in answer


def test_a_redirects_own_validators_are_not_its_targets(origin, get):
    origin.add("/b", body="x")
    [answer] = get(origin.redirect("/a", "/b", etag='"redirect"'))
    assert "etag" not in answer


def test_validators_go_to_the_url_that_gave_them(origin, get):
    start = origin.redirect("/a", "/b")
    end = origin.add("/b", body="x", etag='"1"')
    [answer] = get(start, etag='"1"', validated=end)
    assert answer["status"] == 304
    assert [r.headers["If-None-Match"] for r in origin.requests()] == [None, '"1"']


def test_five_hops_and_no_more(origin, get):
    for i in range(6):
        origin.redirect(f"/{i}", f"/{i + 1}")
    origin.add("/6", body="x")
    five, six = get(origin.url("/1"), origin.url("/0"))
    assert five["body"] == "x" and five["hops"] == 5
    assert six["failure"] == "redirects" and "more than 5" in six["error"]


def test_a_circle_ends(origin, get):
    [answer] = get(origin.redirect("/a", "/a"))
    assert answer["failure"] == "redirects"
    assert len(origin.requests()) == 6


@pytest.mark.parametrize("headers", [{}, {"Location": ""}])
def test_a_redirect_to_nowhere(origin, get, headers):
    [answer] = get(origin.add("/a", status=302, headers=headers))
    assert answer["failure"] == "redirects" and "nowhere" in answer["error"]


@pytest.mark.parametrize("to", ["file:///etc/passwd", "ftp://127.0.0.1/x",
                                "gopher://127.0.0.1/", "http://127.0.0.1:22/"])
def test_redirects_that_are_not_followed(origin, get, to):
    [answer] = get(origin.redirect("/a", to))
    assert answer["failure"] == "refused"
    assert answer["url"] == origin.url("/a")


def test_a_redirects_user_is_not_sent_nor_shown(origin, get):
    origin.add("/b", body="x")
    [answer] = get(origin.redirect("/a", f"http://u:pw@127.0.0.1:{origin.port}/b"))
    assert answer["url"] == origin.url("/b")
    assert "Authorization" not in origin.requests("/b")[0].headers


def test_credentials_stay_with_their_origin(origins, get):
    one, other = origins(), origins()
    one.redirect("/a", "/b")
    one.redirect("/b", other.add("/c", body="x"))
    [answer] = get(one.url("/a").replace("//", "//me:p%40ss@"))
    assert answer["body"] == "x"
    assert [r.headers["Authorization"] for r in one.requests()] == [
        "Basic bWU6cEBzcw==", "Basic bWU6cEBzcw=="]
    assert "Authorization" not in other.requests()[0].headers


def test_cookies_live_for_one_chain(origin, get):
    start = origin.redirect("/a", "/b", headers={"Set-Cookie": "k=v; Path=/"})
    urls = [start] + [origin.add(f"/{i}", body="x") for i in range(20)]
    origin.add("/b", body="x", headers={"Set-Cookie": "late=1; Path=/"})
    get(*urls)
    assert origin.requests("/b")[0].headers["Cookie"] == "k=v"
    assert [r.path for r in origin.requests() if "Cookie" in r.headers] == ["/b"]


def test_a_cookie_that_is_too_long_to_be_looked_at_stays_in_its_chain_too(origin, get):
    large = f"big={'x' * 4090}; Path=/"
    urls = [origin.add(f"/{i}", body="x", headers={"Set-Cookie": large}) for i in range(12)]
    get(*urls)
    assert all("Cookie" not in r.headers for r in origin.requests())


# ---- addresses

@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "2130706433",
                                  "0x7f.1", "[::ffff:127.0.0.1]", "0.0.0.0"])
def test_private_addresses_are_not_connected_to(origin, get, host):
    [answer] = get(f"http://{host}:{origin.port}/", allow_private=False)
    assert answer["failure"] == "refused"
    assert "is private: write allow-private = yes" in answer["error"]
    assert origin.requests() == []


def test_leave_holds_for_the_own_host_only(origins, get):
    one, other = origins(), origins(host="127.0.0.2")
    one.redirect("/a", other.add("/b", body="x"))
    [answer] = get(one.url("/a"))
    assert answer["failure"] == "refused"
    assert answer["error"] == "the redirect leads to 127.0.0.2, a private address"
    assert other.requests() == []


def test_a_connection_made_with_leave_serves_no_other(origins, get):
    one, other = origins(), origins()
    redirect = other.redirect("/", one.add("/secret", body="x"), delay=0.2)
    allowed, answer = get(one.add("/feed", body="x"),
                          redirect.replace("127.0.0.1", "localhost"))
    assert allowed["body"] == "x"
    assert answer["failure"] == "refused" and "private" in answer["error"]
    assert one.requests("/secret") == []


def test_the_environments_proxy_is_not_used(origin, get):
    url = origin.add("/feed", body="x")
    [answer] = get(url, env={"http_proxy": "http://127.0.0.1:1/"})
    assert answer["body"] == "x"


@pytest.mark.parametrize("url, words", [
    ("ftp://example.org/", "ftp"), ("file:///etc/passwd", "file"),
    ("no url", "cannot be read"), ("http://", "cannot be read")])
def test_urls_that_are_not_asked_for(get, url, words):
    [answer] = get(url)
    assert answer["failure"] == "refused" and words in answer["error"]


# ---- limits

def test_a_body_that_is_too_large(origin, get):
    size = 8 * 1024 * 1024
    fits, not_one_more = get(origin.add("/a", body=b"x" * size),
                             origin.add("/b", body=b"x" * (size + 1)))
    assert fits["size"] == size
    assert not_one_more["failure"] == "too-large"


def test_too_many_headers(origin, get):
    raw = b"HTTP/1.1 200 OK\r\n" + b"".join(
        b"X-%d: %s\r\n" % (i, b"x" * 1000) for i in range(300))
    [answer] = get(origin.add("/a", raw=raw + b"Content-Length: 0\r\n\r\n"))
    assert answer["failure"] == "too-large" and "headers" in answer["error"]


def test_a_header_line_that_is_too_long(origin, get):
    raw = b"HTTP/1.1 200 OK\r\nETag: " + 200_000 * b"x" + b"\r\n\r\n"
    [answer] = get(origin.add("/a", raw=raw))
    assert answer["failure"] == "too-large"


def test_headers_are_counted_over_all_hops(origin, get):
    pad = {f"X-{i}": "x" * 1000 for i in range(60)}
    for i in range(5):
        origin.redirect(f"/{i}", f"/{i + 1}", headers=pad)
    origin.add("/5", body="x")
    [answer] = get(origin.url("/0"))
    assert answer["failure"] == "too-large"


@pytest.mark.parametrize("said", [
    {"cut": 3},
    {"raw": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nabc"},
    {"raw": b""}])
def test_a_cut_answer_is_a_failure(origin, get, said):
    [answer] = get(origin.add("/a", body="0123456789", etag='"1"', **said))
    assert answer["failure"] == "cut"
    assert answer["size"] == 0 and "etag" not in answer


def test_what_is_no_http(origin, get):
    [answer] = get(origin.add("/a", raw=b"hello\r\n\r\n"))
    assert answer["failure"] == "protocol"


def test_codings_are_handed_on(origin, get):
    [answer] = get(origin.add("/a", body="hello", gzip=True, headers={"X": "y"}))
    assert answer["content_coding"] == "gzip"
    assert answer["size"] == len(gzip.compress(b"hello", mtime=0))


def test_large_bodies_wait_for_each_other_and_all_come(origins, get):
    size = 6 * 1024 * 1024
    many = [origins() for _ in range(12)]
    answers = get(*(o.add("/a", body=b"x" * size) for o in many))
    assert [a["size"] for a in answers] == [size] * 12


# ---- many at once

def test_two_at_a_time_and_in_order(origin, get):
    urls = [origin.add(f"/{i}", body="x", delay=0.05) for i in range(10)]
    get(*urls)
    asked = origin.requests()
    assert all(abs(int(r.path[1:]) - i) <= 1 for i, r in enumerate(asked))
    assert len({r.connection for r in asked}) == 2
    assert asked[-1].time - asked[0].time > 0.15


def test_hosts_do_not_wait_for_each_other(origins, get):
    many = [origins() for _ in range(8)]
    start = time.monotonic()
    get(*(o.add("/feed", body="x", delay=0.3) for o in many))
    assert time.monotonic() - start < 1.5


def test_a_gap_between_requests(origin, get):
    get(*(origin.add(f"/{i}", body="x") for i in range(4)), gap=100)
    times = [r.time for r in origin.requests()]
    assert all(b - a > 0.08 for a, b in zip(times, times[1:]))


def test_a_host_that_says_wait_is_asked_no_more(origins, get):
    busy, other = origins(), origins()
    urls = [busy.add(f"/{i}", status=429, headers={"Retry-After": "120"})
            for i in range(8)]
    *answers, last = get(*urls, other.add("/feed", body="x"))
    asked = len(busy.requests())
    assert asked <= 3
    assert [a.get("failure") for a in answers].count("held") == 8 - asked
    assert {a["retry_after"] for a in answers} == {"120"}
    assert last["body"] == "x"


def test_a_refused_connection(get):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    [answer] = get(f"http://127.0.0.1:{port}/")
    assert answer["failure"] == "connect"
    assert answer["error"] == "cannot connect to 127.0.0.1: Connection refused"


def test_an_unknown_name(get):
    [answer] = get("http://nowhere.invalid/")
    assert answer["failure"] == "dns"
    assert answer["error"] == "the host nowhere.invalid is not known"


def test_plain_http_where_tls_is_expected(origin, get):
    [answer] = get(f"https://127.0.0.1:{origin.port}/")
    assert answer["failure"] == "tls"


@pytest.fixture
def certificate(tmp_path):
    """Makes a file of a self-signed certificate for that address and its key."""
    if not shutil.which("openssl"):
        pytest.skip("no openssl to make certificates with")

    def make(address):
        file = tmp_path / f"{address}.pem"
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
             "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj", "/CN=test",
             "-addext", f"subjectAltName=IP:{address}", "-keyout", file, "-out",
             tmp_path / "certificate"], check=True, capture_output=True)
        file.write_bytes(file.read_bytes() + (tmp_path / "certificate").read_bytes())
        return file

    return make


def test_a_certificate_that_is_known(origins, get, certificate):
    file = certificate("127.0.0.1")
    [answer] = get(origins(certificate=file).add("/a", body="x"), ca_file=file)
    assert answer["body"] == "x"


def test_a_certificate_that_nobody_knows(origins, get, certificate):
    origin = origins(certificate=certificate("127.0.0.1"))
    [answer] = get(origin.add("/a", body="x"))
    assert answer["failure"] == "tls" and "certificate" in answer["error"]
    assert origin.requests() == []


def test_a_certificate_of_somebody_else(origins, get, certificate):
    file = certificate("127.0.0.9")
    origin = origins(certificate=file)
    [answer] = get(origin.add("/a", body="x"), ca_file=file)
    assert answer["failure"] == "tls" and origin.requests() == []
