"""Servers that misbehave: each costs its own source one poll, says why, and
harms nothing else: not the source beside it, nor what was published before."""
import gzip
import time
import zlib

import pytest

from test_run import CORAL, KELP, rss, titles

FEED = rss(CORAL).encode()


def http(body=b"", status="200 OK", length=None, **headers):
    """An answer as it goes over the wire, then the end of the connection."""
    lines = [f"HTTP/1.1 {status}", "Content-Type: application/xml"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    if length is None and "Transfer_Encoding" not in headers:
        length = len(body)
    if length is not None:
        lines.append(f"Content-Length: {length}")
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


def chunked(body):
    return http(body, Transfer_Encoding="chunked")


def coded(body, coding="gzip"):
    return http(body, Content_Encoding=coding)


def bare(body):
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(body) + packer.flush()


def many(name, count):
    return http(FEED, **{f"{name}{n}": "x" * 900 for n in range(count)})


REFUSED = {
    "length too large": (http(FEED, length=len(FEED) + 1000), "came only in part"),
    "length negative": (http(FEED, length=-1), "cannot be used"),
    "length too large to be true": (http(FEED, length=1 << 60), "is more than 8192 KiB"),
    "chunk without a size": (chunked(b"coral\r\n" + FEED), "came only in part"),
    "chunk of all there is": (chunked(b"FFFFFFFFFFFFFFFF\r\n" + FEED), "came only in part"),
    "chunks without an end": (chunked(b"%x\r\n" % len(FEED) + FEED), "came only in part"),
    "a status that is none": (b"GET / lol\r\n\r\n" + FEED, "cannot be used"),
    "no status at all": (FEED, "cannot be used"),
    "nothing": (b"", "came only in part"),
    "a NUL in a header": (http(FEED, Server="x\0y"), "cannot be used"),
    "a header of 200 KB": (http(FEED, ETag='"' + "x" * 200_000 + '"'), "the headers of 127.0.0.1 have a line of more than 100 KiB"),
    "300 KB of headers": (many("X-", 300), "the headers of 127.0.0.1 are more than 256 KiB"),
    "informed too often": (b"HTTP/1.1 100 Continue\r\n\r\n" * 20_000 + http(FEED), "are more than 256 KiB"),
    "9 MB": (http(b"x" * 9_000_000), "the document of 127.0.0.1 is more than 8192 KiB"),
    "9 MB in gzip": (coded(gzip.compress(b"x" * 9_000_000)), "is more than 8192 KiB without its coding gzip"),
    "a coding that is none": (coded(FEED), "the document's coding gzip is broken"),
    "a broken coding": (coded(gzip.compress(FEED)[:60] + b"coral" * 30), "the document's coding gzip is broken"),
    "too many codings": (coded(FEED, "gzip, gzip, gzip, gzip, gzip"), "broken"),
    "a coding nobody asked for": (coded(FEED, "br"), "the coding br, which nobody asked for"),
    "more than its coding says": (coded(gzip.compress(FEED + b" " * 3_000_000) + b"\0" * 8), "larger than its coding says"),
    "gzip that is not said to be": (http(gzip.compress(FEED)), "no feed"),
    "nothing in it": (http(), "the document is empty"),
    "201": (http(FEED, "201 Created"), "201"),
    "204": (b"HTTP/1.1 204 No Content\r\n\r\n", "204"),
    "206": (http(FEED, "206 Partial Content", Content_Range="bytes 0-9/99"), "206"),
    "300": (http(FEED, "300 Multiple Choices"), "300"),
    "400": (http(FEED, "400 Bad Request"), "400"),
    "418": (http(FEED, "418 I am a teapot"), "418"),
    "502": (http(FEED, "502 Bad Gateway"), "502: its server failed"),
    "999": (http(FEED, "999 No"), "999"),
}

TAKEN = {
    "gzip": coded(gzip.compress(FEED)),
    "deflate": coded(zlib.compress(FEED), "deflate"),
    "deflate without zlib's wrapping": coded(bare(FEED), "deflate"),
    "gzip twice": coded(gzip.compress(gzip.compress(FEED)), "gzip, gzip"),
    "until the connection ends": b"HTTP/1.0 200 OK\r\n\r\n" + FEED,
    "a validator of 60 KB": http(FEED, ETag='"' + "x" * 60_000 + '"'),
    "labelled as an image": b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n" + FEED,
    "labelled with 60 KB": b"HTTP/1.1 200 OK\r\nContent-Type: " + b"x" * 60_000 + b"\r\n\r\n" + FEED,
}


def beside_kelp(site, origin, url):
    site.actor("kelp", feed=origin.add("/kelp", body=rss(KELP)))
    site.actor("reef", feed=url)


def reef(site):
    return next(s for s in site.json("status")["sources"] if s["actor"] == "reef")


@pytest.mark.parametrize("fault", REFUSED)
def test_a_fault_is_told_and_harms_nothing(origin, site, fault):
    raw, reason = REFUSED[fault]
    beside_kelp(site, origin, origin.add("/feed", body=FEED, etag='"good"'))
    site.run("run")
    origin.add("/feed", raw=raw)
    site.wait(hours=3)
    said = site.run("run", code=3)
    assert said.stderr.count("\n") == 1 and "reef/feed: failing: " in said.stderr
    state = reef(site)
    assert state["health"] == "failing" and reason in state["reason"]
    assert state["since"] == "2026-03-02T15:00:00Z" and state["next_poll"]
    assert sorted(titles(site, "all.atom")) == ["Coral", "Kelp"]
    origin.add("/feed", body=FEED, etag='"good"')
    site.wait(hours=3)
    assert "reef/feed: is well again" in site.run("run").stderr


@pytest.mark.parametrize("raw", TAKEN.values(), ids=TAKEN)
def test_what_is_odd_is_read(origin, site, raw):
    beside_kelp(site, origin, origin.add("/feed", raw=raw))
    site.run("run")
    assert sorted(titles(site, "all.atom")) == ["Coral", "Kelp"]


@pytest.mark.parametrize("raw", [
    http(rss(CORAL, KELP).encode()[:-200]),
    coded(gzip.compress(rss(CORAL, KELP).encode())[:-30])], ids=["plain", "gzip"])
def test_what_came_of_a_cut_document_is_kept_and_the_rest_asked_for(origin, site, raw):
    site.actor("reef", feed=origin.add("/feed", raw=raw.replace(
        b"Content-Type", b'ETag: "half"\r\nContent-Type', 1)))
    site.run("run", code=3)
    assert titles(site, "all.atom") == ["Coral"]
    assert "1 new, but the document has no end" in reef(site)["reason"]
    origin.add("/feed", body=rss(CORAL, KELP))
    site.wait(hours=2)
    site.run("run")
    assert "If-None-Match" not in origin.requests("/feed")[1].headers
    assert sorted(titles(site, "all.atom")) == ["Coral", "Kelp"]


def test_a_page_instead_of_a_feed_names_its_feed(origin, site):
    page = ('<html><head><link rel="alternate" type="application/rss+xml" '
            'href="/real.xml"></head><body><p>Coral</p></body></html>')
    site.actor("reef", feed=origin.add("/feed", body=page, headers={"Content-Type": "text/html"}))
    site.run("run", code=3)
    assert reef(site)["reason"] == (
        f"it is a web page and no feed; its feed is {origin.url('/real.xml')}")
    assert [r.path for r in origin.requests()] == ["/feed"]


def test_a_slow_server_is_given_up_and_delays_nobody(origin, origins, site, background):
    slow = origins()
    beside_kelp(site, origin, slow.add("/feed", body=FEED, delay=300))
    for n in range(3):  # the third and fourth get less time than the first two
        site.actor(f"slow{n}", feed=slow.add(f"/{n}", body=FEED, delay=300))
    run = background(site.command("run"))
    end = time.monotonic() + 10
    while not site.publishes("all.atom") and not origin.requests("/kelp"):
        assert time.monotonic() < end
        time.sleep(0.05)
    assert run.wait(timeout=50) == 3
    reasons = [s.get("reason") for s in site.json("status")["sources"]]
    assert reasons.count("127.0.0.1 is too slow") == 4 and reasons.count(None) == 1
    assert titles(site, "all.atom") == ["Kelp"]


def test_a_name_that_nobody_knows(origin, site):
    beside_kelp(site, origin, "http://nowhere.invalid/feed")
    site.run("run", code=3)
    assert reef(site)["reason"] == "the host nowhere.invalid is not known"
    assert titles(site, "all.atom") == ["Kelp"]


@pytest.mark.parametrize("value", ["0", "-1", "5", "1e9", "", "garbage",
                                   "Thu, 01 Jan 1970 00:00:00 GMT"])
def test_enough_is_enough_for_an_hour(origin, site, value):
    site.actor("reef", every="5min", feed=origin.add(
        "/feed", status=429, body="", headers={"Retry-After": value}))
    site.run("run", code=3)
    site.wait(minutes=55)
    site.run("run", "--force")
    assert len(origin.requests()) == 1
    site.wait(minutes=10)
    site.run("run", code=3)
    assert len(origin.requests()) == 2


@pytest.mark.parametrize("value", ["999999999", "Fri, 31 Dec 9999 23:59:59 GMT",
                                   "99999999999999999999999999"])
def test_no_server_silences_a_source_for_more_than_a_week(origin, site, value):
    site.actor("reef", feed=origin.add("/feed", status=503, body="",
                                       headers={"Retry-After": value}))
    site.run("run", code=3)
    site.wait(days=6, hours=23)
    site.run("run")
    assert len(origin.requests()) == 1
    site.wait(hours=2)
    site.run("run", code=3)
    assert len(origin.requests()) == 2


def test_a_source_that_fails_now_and_then_has_no_doubles(origin, site):
    beside_kelp(site, origin, origin.url("/feed"))
    for n in range(12):
        origin.add("/feed", **({"status": 500} if n % 3 == 1 else {"body": FEED}))
        site.run("run", code=None)
        site.wait(hours=5)
    assert len(origin.requests("/feed")) >= 10
    assert sorted(titles(site, "all.atom")) == ["Coral", "Kelp"]


def test_user_and_password_in_a_redirect_are_neither_sent_nor_kept(origin, site):
    to = origin.add("/new", body=FEED).replace("://", "://ann:s3cret@")
    site.actor("reef", feed=origin.redirect("/feed", to, status=301))
    site.run("run")
    assert "Authorization" not in origin.requests("/new")[0].headers
    assert "s3cret" not in site.run("status").stdout + site.run("moved").stdout
    assert "s3cret" not in site.published("status.json") + site.published("all.atom")


def test_no_password_file_of_the_system_is_used(origin, site, tmp_path):
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login ann password s3cret\n")
    site.actor("reef", feed=origin.add("/feed", body=FEED))
    site.run("run", env={"HOME": str(tmp_path), "NETRC": str(tmp_path / ".netrc")})
    assert "Authorization" not in origin.requests("/feed")[0].headers


def test_the_environments_proxy_is_not_used_but_the_configured_one_is(origins, site):
    proxy = origins()
    proxy.add("http://reef.example/feed", body=FEED)
    site.actor("reef", feed="http://reef.example/feed")
    site.config({"fetch": {"proxy": proxy.url("/")}})
    site.run("run", env={"http_proxy": "http://127.0.0.1:1/"})
    assert titles(site, "all.atom") == ["Coral"]
    assert proxy.requests()[0].headers["User-Agent"].startswith("affluent/")
