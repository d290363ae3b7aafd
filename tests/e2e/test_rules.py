"""What servers may expect of whoever polls them, rule by rule: conditional
requests, times, what is asked, what goes wrong, connections."""
import gzip
import signal
import socket
import subprocess
import sys
import threading
import time
import zlib

import pytest

from origin import http_date
from test_faults import coded, http
from test_http import certificate  # noqa: F401 (a fixture)
from test_polite import asked_after, polls, times_asked
from test_run import CORAL, KELP, rss, titles, wait_for

EARLY = "Sun, 01 Mar 2026 08:00:00 GMT"
LATE = "Mon, 02 Mar 2026 08:00:00 GMT"
FEED = rss(CORAL).encode()
PAGE = b"<!DOCTYPE html><html><head><title>Back soon</title></head><body>Later.</body></html>"
HOUR = 60 * 60


def add_reef(site, origin, every=None, **answer):
    """A source; with every, that is how often it is asked, news or none."""
    site.actor("reef", feed=origin.add("/feed", **{"body": FEED, **answer}),
               every=every, slowest=every)


def again(site, code=0, hours=26):
    """A run when everything is due again."""
    site.wait(hours=hours)
    return site.run("run", code=code)


def conditions(origin, path="/feed"):
    """The validators of each request: of ETag, of Last-Modified."""
    return [(r.headers["If-None-Match"], r.headers["If-Modified-Since"])
            for r in origin.requests(path)]


def validators(etag, modified):
    """Headers, which no request is compared with: the answer is never 304."""
    given = {"ETag": etag, "Last-Modified": modified}
    return {name: value for name, value in given.items() if value}


def reason(site, actor="reef"):
    return next(s.get("reason") for s in site.json("status")["sources"]
                if s["actor"] == actor)


# ---- conditional requests

@pytest.mark.parametrize("etag", ['"x1,y2;z=3/4+5"', 'W/"weak-1"', "5f3c-noquotes", '"abc-gzip"'],
                         ids=["strong", "weak", "unquoted", "of a compressed document"])
def test_an_etag_goes_back_unaltered_and_no_date_beside_it(origin, site, etag):
    add_reef(site, origin, etag=etag)
    site.run("run")
    again(site)
    assert conditions(origin) == [(None, None), (etag, None)]


@pytest.mark.parametrize("modified", [LATE, LATE.replace("Mon", "Tue"), "yesterday evening"],
                         ids=["good", "wrong weekday", "no date"])
def test_a_last_modified_goes_back_unaltered_and_no_etag_beside_it(origin, site, modified):
    add_reef(site, origin, modified=modified)
    site.run("run")
    again(site)
    assert conditions(origin) == [(None, None), (None, modified)]
    assert titles(site, "all.atom") == ["Coral"]


def test_both_validators_go_back(origin, site):
    add_reef(site, origin, etag='"a"', modified=LATE)
    site.run("run")
    again(site)
    assert conditions(origin)[1] == ('"a"', LATE)


def test_where_no_validators_were_given_none_are_sent(origin, site):
    add_reef(site, origin)
    site.run("run")
    again(site)
    again(site)
    assert conditions(origin) == [(None, None)] * 3


@pytest.mark.parametrize("body", [FEED, rss(CORAL, KELP)], ids=["same bytes", "other bytes"])
@pytest.mark.parametrize("before, after", [
    (('"a"', LATE), ('"b"', LATE)),
    (('"a"', EARLY), ('"a"', LATE)),
    (('"a"', LATE), ('"b"', None)),
    ((None, EARLY), ('"b"', None)),
    (('"a"', None), (None, LATE)),
    (('"a"', LATE), (None, None)),
    ((None, LATE), (None, EARLY)),
], ids=["new etag", "new date", "date dropped", "etag for date", "date for etag", "both dropped",
        "date goes back"])
def test_the_validators_of_the_last_document_count(origin, site, before, after, body):
    add_reef(site, origin, headers=validators(*before))
    site.run("run")
    add_reef(site, origin, headers=validators(*after), body=body)
    again(site)
    again(site)
    assert conditions(origin) == [(None, None), before, after]


def test_a_304_without_validators_leaves_the_stored_ones(origin, site):
    add_reef(site, origin, etag='"a"', modified=LATE)
    site.run("run")
    before = site.files()
    origin.add("/feed", status=304)
    again(site)
    again(site)
    assert conditions(origin) == [(None, None), ('"a"', LATE), ('"a"', LATE)]
    assert site.files() == before


@pytest.mark.parametrize("given", [(None, None), ('"ghost"', LATE)], ids=["bare", "validators"])
def test_a_304_that_was_not_asked_for_is_not_believed_nor_remembered(origin, site, given):
    add_reef(site, origin, status=304, headers=validators(*given))
    site.run("run", code=3)
    assert "304" in reason(site)
    origin.add("/feed", body=FEED, etag='"ghost"', modified=LATE)
    again(site)
    assert conditions(origin)[1] == (None, None)
    assert titles(site, "all.atom") == ["Coral"]


GHOSTS = {"ETag": '"ghost"', "Last_Modified": LATE}
ZIPPED = gzip.compress(FEED)
USELESS = {
    "a web page": http(PAGE, **GHOSTS),
    "an error": http(rss(KELP).encode(), "500 Internal Server Error", **GHOSTS),
    "a refusal": http(rss(KELP).encode(), "403 Forbidden", **GHOSTS),
    "nothing": http(**GHOSTS),
    "a cut document": http(FEED, length=len(FEED) + 1000, **GHOSTS),
    "cut chunks": http(b"ffff\r\n" + FEED, Transfer_Encoding="chunked", **GHOSTS),
    "cut gzip": http(ZIPPED[:len(ZIPPED) // 2], Content_Encoding="gzip", **GHOSTS),
}


@pytest.mark.parametrize("raw", USELESS.values(), ids=USELESS)
def test_of_what_is_no_use_no_validators_are_remembered(origin, site, raw):
    add_reef(site, origin, raw=raw)
    site.run("run", code=3)
    origin.add("/feed", body=rss(CORAL, KELP), etag='"ghost"', modified=LATE)
    again(site)
    assert conditions(origin) == [(None, None)] * 2
    assert sorted(titles(site, "all.atom")) == ["Coral", "Kelp"]


@pytest.mark.parametrize("raw", USELESS.values(), ids=USELESS)
def test_what_is_no_use_costs_nothing_that_was_there_before(origin, site, raw):
    tuna = ("Tuna", "https://reef.example/tuna", "Far out.")
    add_reef(site, origin, body=rss(tuna), etag='"good"', modified=EARLY)
    site.run("run")
    origin.add("/feed", raw=raw)
    again(site, code=3)
    assert "Tuna" in titles(site, "all.atom")
    origin.add("/feed", body=rss(tuna, CORAL), headers=validators('"better"', LATE))
    again(site)
    assert conditions(origin)[2] in [('"good"', EARLY), (None, None)]
    assert sorted(titles(site, "all.atom")) == ["Coral", "Tuna"]


@pytest.mark.parametrize("given", [(None, None), ('"end"', EARLY)], ids=["none", "its own"])
def test_a_redirects_validators_are_not_its_targets(origin, site, given):
    end = origin.add("/end", body=FEED, headers=validators(*given))
    site.actor("reef", feed=origin.redirect("/feed", end, headers=validators('"ghost"', LATE)))
    site.run("run")
    again(site)
    assert conditions(origin) == [(None, None)] * 2
    assert conditions(origin, "/end") == [(None, None), given]


def test_what_must_not_be_cached_is_validated_all_the_same(origin, site):
    add_reef(site, origin, etag='"a"', modified=LATE, headers={
        "Cache-Control": "no-cache, no-store, max-age=0, must-revalidate",
        "Pragma": "no-cache", "Expires": "0"})
    site.run("run")
    again(site)
    assert conditions(origin)[1] == ('"a"', LATE)


# ---- times

def test_a_source_is_asked_once_an_hour_at_most(origin, site):
    add_reef(site, origin, every="1h")
    for _ in range(3):
        again(site)
        for minutes in 0, 11, 29:
            assert not asked_after(site, origin, minutes=minutes)
    assert asked_after(site, origin, hours=26)


@pytest.mark.parametrize("days", [0, 300, -300], ids=["right", "fast", "slow"])
def test_expires_is_waited_for_by_the_servers_own_clock(origin, site, days):
    there = site.now.timestamp() + days * 24 * HOUR
    add_reef(site, origin, raw=http(FEED, Date=http_date(there),
                                    Expires=http_date(there + 6 * HOUR)))
    site.run("run")
    assert not asked_after(site, origin, hours=3)
    assert asked_after(site, origin, hours=4)


@pytest.mark.parametrize("name, value", [
    ("Cache-Control", "max-age=315360000"), ("Expires", http_date(time.time() + 315360000))])
def test_ten_years_of_freshness_are_a_month(origin, site, name, value):
    add_reef(site, origin, headers={name: value})
    site.run("run")
    assert not asked_after(site, origin, days=20)
    assert asked_after(site, origin, days=12)


REFUSALS = {429: "429 Too Many Requests", 503: "503 Service Unavailable"}


@pytest.mark.parametrize("days", [0, 2, -2], ids=["right", "fast", "slow"])
@pytest.mark.parametrize("status", REFUSALS)
def test_a_date_to_come_back_at_is_waited_for_by_the_servers_own_clock(origin, site, status, days):
    add_reef(site, origin, etag='"a"')
    site.run("run")
    site.wait(hours=26)
    there = site.now.timestamp() + days * 24 * HOUR
    origin.add("/feed", raw=http(status=REFUSALS[status], Date=http_date(there),
                                 Retry_After=http_date(there + 6 * HOUR)))
    site.run("run", code=3)
    assert not asked_after(site, origin, hours=3)
    assert asked_after(site, origin, hours=5)


@pytest.mark.parametrize("status", REFUSALS)
def test_seconds_to_wait_are_waited(origin, site, status):
    add_reef(site, origin, etag='"a"')
    site.run("run")
    origin.add("/feed", status=status, headers={"Retry-After": "21600"})
    again(site, code=3)
    assert not asked_after(site, origin, hours=3)
    assert asked_after(site, origin, hours=5)
    assert conditions(origin)[2] == ('"a"', None)


def test_a_429_that_names_no_time_is_heeded(origin, site):
    add_reef(site, origin, every="5min")
    site.run("run")
    origin.add("/feed", status=429)
    again(site, code=3)
    assert not asked_after(site, origin, minutes=10)
    assert asked_after(site, origin, hours=3)


def test_a_429_pauses_the_other_sources_of_that_host_and_none_else(origins, site):
    busy, other = origins(), origins()
    for n in range(8):
        site.actor(f"s{n}", feed=busy.add(f"/{n}", body=FEED), every="5min", slowest="5min")
    site.actor("other", feed=other.add("/feed", body=FEED))
    site.run("run")
    for n in range(8):
        busy.add(f"/{n}", status=429, delay=0.05, headers={"Retry-After": "7200"})
    busy.forget()
    again(site, code=3)
    assert 1 <= len(busy.requests()) <= 3
    assert polls(other) == 2
    busy.forget()
    again(site, hours=0.5)
    assert busy.requests() == []
    for n in range(8):
        busy.add(f"/{n}", body=FEED)
    again(site, hours=3)
    assert len(busy.requests()) == 8


@pytest.mark.parametrize("status", [403, 404, 500])
def test_a_source_that_fails_is_asked_less_and_less(origin, site, status):
    add_reef(site, origin, every="30min")
    site.run("run")
    origin.add("/feed", status=status)
    again(site, code=3)
    assert 2 <= times_asked(site, origin, "/feed", 24, hours=1) <= 12


@pytest.mark.parametrize("status", [403, 404, 500])
def test_a_source_that_fails_is_never_given_up(origin, site, status):
    add_reef(site, origin)
    site.run("run")
    origin.add("/feed", status=status)
    site.wait(days=30)  # without news it is asked rarely already
    assert times_asked(site, origin, "/feed", 12, days=8) == 12
    origin.add("/feed", body=rss(CORAL, KELP))
    site.run("run")
    assert sorted(titles(site, "all.atom")) == ["Coral", "Kelp"]


def test_what_is_gone_is_never_asked_for_again(origin, site):
    add_reef(site, origin)
    site.run("run")
    origin.add("/feed", status=410)
    again(site, code=3)
    for days in 1, 2, 8, 30, 400:
        assert not asked_after(site, origin, days=days)
    assert titles(site, "all.atom") == ["Coral"]


def test_a_clock_that_goes_back_silences_nothing(origin, site):
    add_reef(site, origin)
    site.run("run")
    site.wait(days=-10)
    site.run("run")
    assert asked_after(site, origin, hours=26)


@pytest.mark.parametrize("said", [{"status": s} for s in (401, 403, 404, 429, 500, 503)] + [
    {"raw": b""}, {"raw": http(FEED, length=len(FEED) + 1000)}],
    ids=lambda said: str(said.get("status", "cut")))
def test_what_is_refused_is_not_asked_for_twice_in_a_run(origin, site, said):
    add_reef(site, origin, **said)
    site.run("run", code=3)
    assert polls(origin) == 1


# ---- what is asked

ALWAYS = {"Host", "User-Agent", "Accept", "Accept-Encoding"}
VALIDATORS = {"If-None-Match", "If-Modified-Since", "A-IM"}


def test_a_request_has_the_headers_it_needs_and_no_others(origin, site):
    site.actor("reef", feed=origin.redirect("/old", "/feed"))
    origin.add("/feed", body=FEED, etag='"a"', modified=LATE)
    site.run("run")
    again(site)
    assert [set(r.headers) for r in origin.requests()] == [
        ALWAYS, ALWAYS, ALWAYS, ALWAYS | VALIDATORS]


def test_accept_names_the_types_of_feeds_and_takes_any_other(origin, site):
    add_reef(site, origin)
    site.run("run")
    accept = origin.requests()[0].headers["Accept"]
    for name in "application/rss+xml", "application/atom+xml", "application/feed+json", "*/*":
        assert name in accept


def test_no_cookie_goes_from_one_poll_to_the_next(origin, site):
    start = origin.redirect("/feed", "/end", headers={"Set-Cookie": "a=1; Path=/; Max-Age=999999"})
    origin.add("/end", body=FEED, headers={"Set-Cookie": "b=2; Path=/; Max-Age=999999"})
    site.actor("reef", feed=start)
    site.run("run")
    again(site)
    assert [r.headers["Cookie"] for r in origin.requests()] == [None, "a=1"] * 2


def test_a_poll_is_one_get_and_nothing_beside_it(origin, site):
    body = rss(CORAL).replace("https://feed.example", origin.url("")).replace(
        "https://reef.example", origin.url(""))
    add_reef(site, origin, body=body)
    for _ in range(3):
        again(site)
    assert [(r.method, r.path) for r in origin.requests()] == [("GET", "/feed")] * 3


def test_an_address_is_asked_for_as_it_is_written(origin, site):
    path = "/a%20b/~user/feed.xml?b=2&a=1&&empty="
    site.actor("reef", feed=origin.add(path, body=FEED) + "#part")
    again(site)
    again(site)
    assert [r.path for r in origin.requests()] == [path] * 2


@pytest.mark.parametrize("location", ["new?x=1", "./new?x=1#part", "../a/./new?x=1", "/a/new?x=1",
                                      "//127.0.0.1:PORT/a/new?x=1"])
def test_a_relative_redirect_starts_where_it_was_met(origin, site, location):
    site.actor("reef", feed=origin.redirect("/a/feed", location.replace("PORT", str(origin.port))))
    origin.add("/a/new?x=1", body=FEED)
    site.run("run")
    assert titles(site, "all.atom") == ["Coral"]


@pytest.mark.parametrize("status", [302, 303, 307])
def test_a_temporary_redirect_is_followed_from_its_start_each_time(origin, site, status):
    site.actor("reef", feed=origin.redirect("/feed", "/new", status))
    origin.add("/new", body=FEED)
    for _ in range(5):
        again(site)
    assert [r.path for r in origin.requests()] == ["/feed", "/new"] * 5


def test_what_is_behind_a_temporary_redirect_is_never_asked_directly(origin, site):
    site.actor("reef", feed=origin.redirect("/feed", "/for-good", 301))
    origin.redirect("/for-good", "/for-now", 302)
    origin.redirect("/for-now", "/end", 301)
    origin.add("/end", body=FEED)
    for n in range(6):
        origin.forget()
        again(site)
        assert [r.path for r in origin.requests()][-3:] == ["/for-good", "/for-now", "/end"]
    assert polls(origin) == 0


def test_a_circle_of_redirects_ends(origin, site):
    site.actor("reef", feed=origin.redirect("/feed", "/other", 301))
    origin.redirect("/other", "/feed", 301, headers={"Set-Cookie": "seen=1"})
    site.run("run", code=3)
    assert len(origin.requests()) <= 20
    assert "redirects" in reason(site)


def test_a_redirect_to_a_file_is_not_followed(origin, site):
    file = site.write("local.xml", rss(CORAL))
    site.actor("reef", feed=origin.redirect("/feed", file.as_uri()))
    site.run("run", code=3)
    assert "only http: and https: are" in reason(site)
    assert titles(site, "all.atom") == []


CODINGS = {"gzip": gzip.compress, "deflate": zlib.compress}


def test_every_coding_that_is_offered_is_understood(origin, site):
    add_reef(site, origin)
    site.run("run")
    offered = origin.requests()[0].headers["Accept-Encoding"].split(", ")
    assert "gzip" in offered
    for n, coding in enumerate(offered):
        item = (f"Coral {n}", f"https://reef.example/{n}", "On the reef.")
        origin.add("/feed", raw=coded(CODINGS[coding](rss(item).encode()), coding))
        again(site)
        assert f"Coral {n}" in titles(site, "all.atom")


@pytest.mark.parametrize("label", ["text/html; charset=utf-8", "text/plain", "image/png",
                                   "application/octet-stream", "nonsense"])
def test_a_feed_under_a_wrong_label_is_read(origin, site, label):
    add_reef(site, origin, headers={"Content-Type": label})
    site.run("run")
    assert titles(site, "all.atom") == ["Coral"]


def test_a_feed_without_a_label_is_read(origin, site):
    add_reef(site, origin, raw=b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(FEED) + FEED)
    site.run("run")
    assert titles(site, "all.atom") == ["Coral"]


def test_a_web_page_is_told_even_where_it_names_a_feed(origin, site):
    link = b"<link rel=alternate type=application/rss+xml href=/real>"
    page = PAGE.replace(b"<title>", link + b"<title>")
    add_reef(site, origin, body=page, headers={"Content-Type": "text/html"})
    said = site.run("run", code=3).stderr
    assert "web page" in said and origin.url("/feed") in said


ODD = {
    "early hints": b'HTTP/1.1 103 Early Hints\r\nETag: "hint"\r\nLink: </x.css>\r\n\r\n'
                   + http(FEED, ETag='"a"'),
    "interim answers": b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n"
                       + http(FEED, ETag='"a"'),
    "trailers": http(b'%x;ext="v;1"\r\n%b\r\n0\r\nETag: "late"\r\n\r\n' % (len(FEED), FEED),
                     Transfer_Encoding="chunked", ETag='"a"', Trailer="ETag"),
    "lower case": http(FEED, etag='"a"'),
    "upper case": http(FEED, ETAG='"a"'),
    "HTTP/1.0": b'HTTP/1.0 200 OK\r\nETag: "a"\r\n\r\n' + FEED,
}


@pytest.mark.parametrize("raw", ODD.values(), ids=ODD)
def test_of_an_odd_answer_the_document_and_its_own_validators_are_taken(origin, site, raw):
    add_reef(site, origin, raw=raw)
    site.run("run")
    assert titles(site, "all.atom") == ["Coral"]
    again(site)
    assert conditions(origin)[1] == ('"a"', None)


# ---- what goes wrong

def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.mark.parametrize("host", ["127.0.0.1", "a" * 63 + ".invalid"], ids=["port", "name"])
def test_a_host_that_is_not_there_is_told_and_costs_no_other(origin, site, host):
    url = f"http://{host}:{free_port()}/feed"
    site.actor("absent", feed=url)
    add_reef(site, origin)
    said = site.run("run", code=3).stderr
    assert "absent/feed" in said and url in said
    assert titles(site, "all.atom") == ["Coral"]


# An answer of 200 MB needs a process that is not this one to be measured: what a
# parent took is counted for its children, too.
MEASURE = ("import resource, subprocess, sys; code = subprocess.call(sys.argv[1:]);"
           "print(code, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)")


def test_what_unpacks_to_200_mb_takes_no_such_memory(origin, site):
    add_reef(site, origin, bomb=200)
    code, most = subprocess.check_output([sys.executable, "-c", MEASURE, *site.command("run")],
                                         cwd=site.folder, text=True).split()
    assert int(code) == 3 and int(most) < 150 * 1024
    assert "is more than 8192 KiB without its coding gzip" in reason(site)


def test_a_document_without_an_end_is_cut_off(origin, site):
    taken = []

    def endless():
        yield http(FEED, Transfer_Encoding="chunked")[:-len(FEED)]
        while True:
            yield b"10000\r\n" + b" " * 0x10000 + b"\r\n"
            taken.append(0x10000)

    add_reef(site, origin, raw=endless())
    site.run("run", code=3)
    assert "is more than 8192 KiB" in reason(site)
    assert sum(taken) < 64 * 1024 * 1024


def drip(start, piece, pause):
    yield start
    while True:
        yield pause
        yield piece


def test_slow_servers_are_given_up_and_hold_up_nobody(origins, site):
    head = http(length=1_000_000)
    slow = [[300], [300], [head + FEED[:200], 300],
            drip(b"HTTP/1.1 200 OK\r\nX-Slow: ", b"x", 0.5),
            drip(head, FEED[:5], 0.5),
            drip(head, b" " * 100, 0.25)]
    quick = [origins() for _ in range(12)]
    for n, pieces in enumerate(slow):
        site.actor(f"a{n}", feed=origins().add("/feed", raw=pieces))
    for n, each in enumerate(quick):
        site.actor(f"b{n}", feed=each.add("/feed", body=FEED))
    start = time.monotonic()
    site.run("run", code=3)
    assert time.monotonic() - start < 65
    assert all(each.requests()[0].time - start < 10 for each in quick)
    assert [reason(site, f"a{n}") for n in range(6)] == ["127.0.0.1 is too slow"] * 6


def expire(file):
    """The same certificate, whose time was over yesterday."""
    over = subprocess.run(["openssl", "x509", "-in", file, "-signkey", file, "-days", "-1"],
                          check=True, capture_output=True).stdout
    file.write_bytes(file.read_bytes().partition(b"-----BEGIN CERTIFICATE")[0] + over)
    return file


def test_a_certificate_of_an_authority_that_is_named_is_good(origins, site, certificate):
    file = certificate("127.0.0.1")
    add_reef(site, origins(certificate=file))
    site.run("run", env={"SSL_CERT_FILE": str(file)})
    assert titles(site, "all.atom") == ["Coral"]


@pytest.mark.parametrize("address, is_over, is_known", [
    ("127.0.0.1", False, False), ("127.0.0.9", False, True), ("127.0.0.1", True, True)],
    ids=["of an unknown authority", "of another host", "of another time"])
def test_a_certificate_that_is_no_good_is_told_and_nothing_is_asked(
        origins, site, certificate, address, is_over, is_known):
    file = certificate(address)
    if is_over:
        expire(file)
    origin = origins(certificate=file)
    add_reef(site, origin)
    said = site.run("run", code=3, env={"SSL_CERT_FILE": str(file)} if is_known else {}).stderr
    assert "reef/feed: failing: no safe connection" in said and origin.url("/feed") in said
    assert origin.requests() == []


def test_a_host_with_two_addresses_is_asked_at_the_one_that_answers(origin, site):
    url = origin.add("/feed", body=FEED).replace("127.0.0.1", "localhost")
    site.actor("reef", feed=url)  # also [::1], where nobody listens
    site.run("run")
    assert titles(site, "all.atom") == ["Coral"]


def test_a_run_that_is_ended_remembers_what_it_fetched(origins, site, background):
    quick, slow = origins(), origins()
    for n in range(4):
        site.actor(f"s{n}", feed=quick.add(f"/{n}", body=FEED, etag=f'"{n}"'))
    site.actor("slow", feed=slow.add("/feed", body=FEED, delay=300, times=1))
    run = background(site.command("run"), cwd=site.folder)
    wait_for(slow.requests)
    wait_for(lambda: [s["health"] for s in site.json("status")["sources"]].count("ok") == 4)
    run.send_signal(signal.SIGTERM)
    assert run.wait(timeout=10) != 0
    slow.add("/feed", body=rss(KELP))
    again(site)
    assert [conditions(quick, f"/{n}")[1:] for n in range(4)] == [
        [(f'"{n}"', None)] for n in range(4)]
    assert "Kelp" in titles(site, "all.atom")


def test_of_two_runs_at_once_one_asks(origins, site, background):
    quick, slow, go = origins(), origins(), threading.Event()

    def held():
        go.wait(30)
        yield http(FEED)

    site.actor("slow", feed=slow.add("/feed", raw=held()))
    site.actor("quick", feed=quick.add("/feed", body=rss(KELP)))
    first = background(site.command("run"), cwd=site.folder)
    wait_for(lambda: slow.requests() and quick.requests())
    assert "another run" in site.run("run", code=4).stderr
    go.set()
    assert first.wait(timeout=30) == 0
    assert polls(slow) == polls(quick) == 1
    assert sorted(titles(site, "all.atom")) == ["Coral", "Kelp"]


@pytest.mark.parametrize("head", ["", "<generator>{}</generator>"],
                         ids=["same bytes", "other bytes"])
def test_the_same_entries_again_are_no_doubles(origin, site, head):
    for n in range(3):
        add_reef(site, origin, body=rss(CORAL, KELP, head=head.format(n)))
        again(site)
    assert sorted(titles(site, "all.atom")) == ["Coral", "Kelp"]


# ---- connections

def test_a_host_has_two_connections_at_most_and_they_are_used_again(origin, site):
    for n in range(50):
        site.actor(f"s{n}", feed=origin.add(f"/{n}", body=FEED, delay=0.02))
    site.run("run")
    assert len(origin.requests()) == 50
    assert origin.busiest <= 2
    assert len({r.connection for r in origin.requests()}) <= 10


def test_hosts_are_asked_at_the_same_time(origins, site):
    meeting = threading.Barrier(10)

    def when_all_are_asked():
        meeting.wait(10)
        yield http(FEED)

    for n in range(10):
        site.actor(f"s{n}", feed=origins().add("/feed", raw=when_all_are_asked()))
    site.run("run")


@pytest.mark.parametrize("twin", ["http://reef.example/feed", "HTTP://REEF.example:80/feed",
                                  "http://reef.example/feed#part"])
def test_an_address_that_is_listed_twice_is_a_mistake(origin, site, twin):
    site.config({"fetch": {"proxy": origin.url("/")}})
    site.actor("reef", feed="http://reef.example/feed")
    site.actor("twin", feed=twin)
    for command in "check", "run":
        assert "twin/feed has the same url as reef/feed" in site.run(command, code=2).stderr
    assert origin.requests() == []
