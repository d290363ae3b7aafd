"""When sources are asked: what servers and feeds wish is waited for."""
import os
import pty
import re
import socket
import sqlite3
import subprocess
import time

import pytest

from test_run import ATOM, CORAL, KELP, entries, rss


def polls(origin, path="/feed"):
    return len(origin.requests(path))


def asked_after(site, origin, **duration):
    """Whether a run after so long asks."""
    before = polls(origin)
    site.wait(**duration)
    site.run("run", code=None)
    return polls(origin) > before


@pytest.mark.parametrize("header", ["max-age=21600", "public, MAX-AGE=\"21600\""])
def test_max_age_is_waited_for(origin, site, header):
    site.actor("reef", feed=origin.add("/feed", body=rss(CORAL),
                                       headers={"Cache-Control": header}))
    site.run("run")
    assert not asked_after(site, origin, hours=3)
    assert asked_after(site, origin, hours=4)


def test_the_freshness_of_a_304_counts_from_the_304(origin, site):
    site.actor("reef", feed=origin.add("/feed", body=rss(CORAL), etag='"a"',
                                       headers={"Cache-Control": "max-age=21600"}))
    site.run("run")
    assert asked_after(site, origin, hours=7)
    assert origin.requests("/feed")[-1].headers["If-None-Match"] == '"a"'
    assert not asked_after(site, origin, hours=3)
    assert asked_after(site, origin, hours=4)


def test_no_cache_does_not_undercut_the_interval(origin, site):
    site.actor("reef", feed=origin.add("/feed", body=rss(CORAL),
                                       headers={"Cache-Control": "no-cache, max-age=0"}))
    site.run("run")
    assert not asked_after(site, origin, minutes=10)
    assert asked_after(site, origin, hours=2)


@pytest.mark.parametrize("head, hours", [
    ("<ttl>360</ttl>", 6),
    ("<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>", 12),
])
def test_what_the_feed_asks_for_is_waited_for(origin, site, head, hours):
    site.actor("reef", feed=origin.add("/feed", body=rss(CORAL, head=head), etag='"a"'))
    site.run("run")
    assert not asked_after(site, origin, hours=hours - 1)
    assert asked_after(site, origin, hours=2)
    assert not asked_after(site, origin, hours=hours - 1)  # a 304 does not say it again


def test_skipped_hours_and_days_are_skipped(origin, site):
    head = ("<skipHours><hour>13</hour><hour>14</hour></skipHours>"
            "<skipDays><day>Tuesday</day></skipDays>")
    site.actor("reef", feed=origin.add("/feed", body=rss(CORAL, head=head)))
    site.run("run")  # on a Monday at noon
    assert not asked_after(site, origin, hours=2, minutes=30)  # 14:30
    assert asked_after(site, origin, hours=1)
    assert not asked_after(site, origin, days=1)  # Tuesday
    assert asked_after(site, origin, days=1)


def test_absurd_wishes_are_bounded(origin, site):
    site.actor("reef", feed=origin.add("/feed", body=rss(CORAL, head="<ttl>5256000</ttl>")))
    site.run("run")
    assert not asked_after(site, origin, days=20)
    assert asked_after(site, origin, days=12)


def test_sources_added_together_are_spread(origin, site):
    for n in range(20):
        site.actor(f"s{n}", feed=origin.add(f"/{n}", body=rss(CORAL)))
    site.run("run")
    counts = []
    site.wait(minutes=45)
    for _ in range(5):
        origin.forget()
        site.wait(minutes=15)
        site.run("run")
        counts.append(len(origin.requests()))
    assert sum(counts) >= 20 and max(counts) <= 15


def test_a_304_may_bring_newer_validators(origin, site):
    site.actor("reef", feed=origin.add("/feed", body=rss(CORAL), etag='"a"'))
    site.run("run")
    origin.add("/feed", status=304, body="", headers={"Last-Modified": "Mon, 02 Mar 2026 13:00:00 GMT"})
    assert asked_after(site, origin, hours=3)
    assert asked_after(site, origin, hours=3)
    asked = origin.requests("/feed")[-1].headers
    assert asked["If-None-Match"] == '"a"'
    assert asked["If-Modified-Since"] == "Mon, 02 Mar 2026 13:00:00 GMT"


def test_a_failure_names_the_address(origin, site):
    url = origin.add("/feed", status=500, body="no")
    site.actor("reef", feed=url)
    assert url in site.run("run", code=3).stderr


@pytest.mark.parametrize("status", [301, 308])
def test_a_permanent_redirect_is_adopted_when_it_proved_true(origin, site, status):
    new = origin.add("/new", body=rss(CORAL), etag='"a"')
    site.actor("reef", feed=origin.redirect("/feed", new, status=status))
    for _ in range(3):
        site.run("run")
        site.wait(hours=26)
    assert polls(origin) == 3
    site.run("run")
    assert polls(origin) == 3 and polls(origin, "/new") == 4
    assert site.json("status")["sources"][0]["moved_to"] == new
    origin.add("/new", status=404, body="")
    site.wait(hours=26)
    site.run("run", code=3)  # what it moved to is gone: back to what was configured
    site.wait(days=3)
    site.run("run", code=3)
    assert polls(origin) == 4


def moved_reef(site, origin, polls=3, **keys):
    """A source that permanent redirects led away from in so many polls."""
    new = origin.add("/new", body=rss(CORAL), etag='"a"')
    file = site.actor("reef", feed=origin.redirect("/feed", new, status=301), **keys)
    for _ in range(polls):
        site.run("run")
        site.wait(hours=26)
    return new, file


def test_a_move_is_written_only_when_told_so(origin, site):
    new, file = moved_reef(site, origin)
    file.write_text("# Mine\n" + file.read_text().replace("url = ", "url   =  ").replace(
        "/feed\n", "/feed   # its feed\n"))
    before = file.read_text()
    file.chmod(0o640)
    said = site.run("moved").stdout
    assert f"reef/feed: {origin.url('/feed')} moved to {new}: in 3 polls" in said
    assert file.read_text() == before
    assert f"url = {new}" in site.run("moved", "reef", "--apply").stdout
    assert file.read_text() == before.replace(origin.url("/feed"), new)
    assert file.stat().st_mode & 0o777 == 0o640
    ids = [e.findtext(ATOM + "id") for e in entries(site, "all.atom")]
    site.run("run")
    [asked] = origin.requests("/new")[3:]
    assert asked.headers["If-None-Match"] == '"a"'  # it is known there
    assert [e.findtext(ATOM + "id") for e in entries(site, "all.atom")] == ids
    assert site.run("moved").stdout == ""


def test_a_move_that_has_not_proved_true_is_not_written(origin, site):
    _, file = moved_reef(site, origin, polls=2)
    before = file.read_text()
    assert "has not proved true yet" in site.run("moved", "reef", "--apply").stdout
    assert file.read_text() == before
    [told] = site.json("moved")["sources"]
    assert told["moved_polls"] == 2 and told["moved_since"] == "2026-03-02T12:00:00Z"


def test_a_move_to_what_is_polled_already_is_not_written(origin, site):
    new, file = moved_reef(site, origin)
    site.actor("twin", feed=new)
    assert "polled already, as twin/feed" in site.run("moved", "reef", "--apply").stdout
    site.run("check")


@pytest.mark.parametrize("fragment", ["", "#top"])
def test_two_that_moved_to_one_address_are_not_both_written(origin, site, fragment):
    new = origin.add("/new", body=rss(CORAL))
    site.actor("reef", feed=origin.redirect("/rss", new, status=301))
    file = site.actor("twin", feed=origin.redirect("/atom", new, status=301) + fragment)
    for _ in range(3):
        site.run("run")
        site.wait(hours=26)
    assert "url = " + new in site.run("moved", "reef", "--apply").stdout
    assert "is polled already, as reef/feed" in site.run("moved", "twin", "--apply").stdout
    assert new not in file.read_text()
    site.run("check")


def test_two_of_one_actor_that_moved_to_one_address_are_not_both_written(origin, site):
    new = origin.add("/new", body=rss(CORAL))
    urls = [origin.redirect(f"/{n}", new, status=301) for n in ("rss", "atom")]
    site.write("feeds.d/reef.conf", "name = Reef\n" + "".join(
        f"[feed f{n}]\nurl = {url}\nallow-private = yes\n" for n, url in enumerate(urls)))
    for _ in range(3):
        site.run("run")
        site.wait(hours=26)
    assert "is where reef/f0 moved, too" in site.run("moved", "reef", "--apply").stdout
    site.run("check")


def test_credentials_stay_with_the_address_that_was_configured(origin, site):
    secret(site)
    new = origin.add("/new", body=rss(CORAL))
    site.actor("reef", feed=origin.redirect("/feed", new, status=301), credentials="secrets/reef")
    for n in range(1, 6):
        site.run("run")
        site.wait(hours=26)
        assert polls(origin) == polls(origin, "/new") == n
    assert "it is not asked itself" in site.run("moved").stdout
    assert "would get the credentials" in site.run("moved", "reef", "--apply").stdout


def test_a_poll_that_did_not_happen_says_nothing_of_a_move(origins, site):
    busy, other = origins(), origins()
    new = other.add("/new", body=rss(CORAL))
    site.actor("reef", feed=busy.redirect("/feed", new, status=301))
    site.actor("asker", feed=busy.add("/asker", body=rss(KELP)), every="5min", slowest="5min")
    for _ in range(2):
        site.run("run")
        site.wait(hours=26)
    for n in range(3):
        site.actor(f"a{n}", feed=busy.add(f"/a{n}", status=429, delay=0.3, body=""))
    busy.add("/asker", status=429, body="", delay=0.3)
    site.run("run", code=3)
    [told] = [s for s in site.json("moved")["sources"] if s["actor"] == "reef"]
    assert told["moved_polls"] == 2 and polls(busy) == 2


def test_a_move_of_nobody_is_a_mistake(site):
    site.actor("reef", feed="https://reef.example/feed")
    site.run("publish")
    assert "no actor and no source" in site.run("moved", "nobody", "--apply", code=2).stderr


def test_a_temporary_redirect_is_never_adopted(origin, site):
    site.actor("reef", feed=origin.redirect("/feed", origin.add("/new", body=rss(CORAL))))
    for n in range(1, 6):
        site.run("run")
        site.wait(hours=26)
        assert polls(origin) == n


def test_a_redirect_to_what_is_no_feed_is_never_adopted(origin, site):
    page = origin.add("/new", body="<html><body>parked</body></html>")
    site.actor("reef", feed=origin.redirect("/feed", page, status=301))
    for n in range(1, 6):
        site.run("run", code=3)
        site.wait(days=9)
        assert polls(origin) == n


def secret(site, text="ann:s3:cr t\n", mode=0o600):
    file = site.write("secrets/reef", text)
    file.chmod(mode)
    return file


def test_credentials_go_to_their_own_origin_only(origins, site):
    own, other = origins(), origins()
    target = other.add("/new", body=rss(CORAL))
    secret(site)
    site.actor("reef", feed=own.redirect("/feed", target), credentials="secrets/reef")
    said = site.run("-v", "run")
    assert own.requests("/feed")[0].headers["Authorization"] == "Basic YW5uOnMzOmNyIHQ="
    assert "Authorization" not in other.requests("/new")[0].headers
    assert "s3:cr" not in said.stdout + said.stderr
    assert "s3" not in site.run("status").stdout


@pytest.mark.parametrize("text, mode, want", [
    ("ann:secret", 0o644, "can be read by others"),
    ("ann", 0o600, "holds no line user:password"),
    ("", 0o600, "holds no line user:password"),
])
def test_credentials_that_are_no_use_are_a_mistake(origin, site, text, mode, want):
    secret(site, text, mode)
    site.actor("reef", feed=origin.add("/feed", body=rss(CORAL)), credentials="secrets/reef")
    assert want in site.run("check", code=2).stderr


def test_credentials_are_not_sent_in_the_clear(site):
    secret(site)
    site.write("feeds.d/reef.conf", "name = R\n[feed]\nurl = http://reef.example/feed\n"
                                    "credentials = secrets/reef\n")
    assert "must begin with https://" in site.run("check", code=2).stderr


# ---- the source's own rhythm, the run's time, the host's patience

def times_asked(site, origin, path, runs, **between):
    before = polls(origin, path)
    for _ in range(runs):
        site.run("run", code=None)
        site.wait(**between)
    return polls(origin, path) - before


def test_a_quiet_source_is_asked_less_often_than_a_busy_one(origin, site):
    counts = {}
    for name in "busy", "quiet":
        site.actor(name, feed=origin.url("/" + name))
    for n in range(36):
        origin.add("/busy", body=rss(("Busy", f"https://reef.example/{n}", "Again.")))
        origin.add("/quiet", body=rss(CORAL))
        site.run("run")
        site.wait(hours=2)
        counts = {name: polls(origin, "/" + name) for name in ("busy", "quiet")}
    assert counts["busy"] >= 35 and counts["quiet"] <= 25


def test_slowest_bounds_the_interval(origin, site):
    site.actor("reef", feed=origin.add("/feed", body=rss(CORAL)), slowest="1h")
    site.run("run")
    site.wait(days=30)
    assert times_asked(site, origin, "/feed", 10, hours=1, minutes=10) == 10


def test_what_a_run_has_no_time_for_comes_first_in_the_next(origin, site):
    site.config({"fetch": {"within": "1s"}})
    for n in range(8):
        site.actor(f"s{n}", feed=origin.add(f"/{n}", body=rss(CORAL), delay=0.7))
    said = site.run("run").stderr
    asked = {r.path for r in origin.requests()}
    assert 2 <= len(asked) <= 6
    assert "the time of this run is over" in said
    origin.forget()
    site.wait(minutes=1)
    site.run("run")
    assert asked.isdisjoint(r.path for r in origin.requests())
    states = {s["source"][:2]: s["health"] for s in site.json("status")["sources"]}
    assert all(states[f"s{path[1:]}"] == "ok" for path in asked)


def test_a_redirect_may_ask_to_wait(origin, site):
    site.actor("reef", feed=origin.redirect("/feed", origin.add("/new", body=rss(CORAL)),
                                            headers={"Retry-After": "21600"}))
    site.run("run")
    assert "Coral" in site.published("all.atom")
    assert not asked_after(site, origin, hours=3)
    site.run("fetch", "--force")
    assert polls(origin) == 1
    assert asked_after(site, origin, hours=4)


def test_what_changed_alone_is_asked_for_and_added(origin, site):
    site.actor("reef", feed=origin.add("/feed", body=rss(CORAL), etag='"a"'))
    site.run("run")
    assert "A-IM" not in origin.requests("/feed")[0].headers
    origin.add("/feed", status=226, body=rss(KELP), etag='"b"', headers={"IM": "feed"})
    assert asked_after(site, origin, hours=3)
    assert origin.requests("/feed")[1].headers["A-IM"] == "feed"
    both = site.published("all.atom")
    assert "Coral" in both and "Kelp" in both
    origin.add("/feed", body=rss(CORAL, KELP), etag='"b"')
    assert asked_after(site, origin, hours=3)
    assert origin.requests("/feed")[2].headers["If-None-Match"] == '"b"'
    assert site.published("all.atom") == both


def test_a_part_that_nobody_asked_for_is_no_document(origin, site):
    site.actor("reef", feed=origin.add("/feed", status=226, body=rss(CORAL)))
    site.run("run", code=3)
    assert "226" in site.json("status")["sources"][0]["reason"]


def test_the_user_agent_says_who_asks_for_how_many_streams(origin, site):
    site.config({"stream corals": {"select": "actor = reef"},
                 "stream kelps": {"select": 'title contains "kelp"'}})
    site.rules('theme sea "The sea"')
    site.actor("reef", feed=origin.add("/feed", body=rss(CORAL)), keys={"themes": "sea"})
    site.run("run")
    agent = origin.requests("/feed")[0].headers["User-Agent"]
    assert agent.startswith("affluent/") and "+mailto:test@test.example" in agent
    assert agent.endswith("; 4 streams)")


def test_a_host_that_takes_no_connection_is_not_waited_for_again_and_again(origin, site):
    deaf, callers = socket.socket(), [socket.socket() for _ in range(4)]
    deaf.bind(("127.0.0.1", 0))
    deaf.listen(0)
    for caller in callers:  # those that fit wait to be taken, others for ever
        caller.setblocking(False)
        caller.connect_ex(deaf.getsockname())
    for n in range(20):
        site.actor(f"s{n}", feed=f"http://127.0.0.1:{deaf.getsockname()[1]}/{n}")
    site.actor("reef", feed=origin.add("/feed", body=rss(CORAL)))
    start = time.monotonic()
    site.run("run", code=3)
    assert time.monotonic() - start < 30
    reasons = [s.get("reason") for s in site.json("status")["sources"]]
    assert reasons.count("127.0.0.1 is too slow: no connection within 10 s") == 20
    assert reasons.count(None) == 1
    for each in [deaf, *callers]:
        each.close()


def test_a_poll_without_news_is_three_transactions_at_most(origin, site):
    for n in range(250):
        site.actor(f"s{n}", feed=origin.add(f"/{n}", body=rss(CORAL), etag='"a"'))
    site.run("run")
    reader = sqlite3.connect(site.folder / "affluent.db")  # keeps the log of writes
    reader.execute("SELECT count(*) FROM source").fetchone()
    site.wait(hours=3)
    site.run("run")
    log = (site.folder / "affluent.db-wal").read_bytes()
    page = int.from_bytes(log[8:12], "big")
    frames = [log[at:at + 24] for at in range(32, len(log), 24 + page)]
    commits = sum(1 for f in frames if f[8:16] == log[16:24] and f[4:8] != b"\0\0\0\0")
    reader.close()
    assert len(origin.requests()) == 500 and 1 <= commits <= 3


# ---- what is told of it

def test_fetch_tells_why_each_source_was_asked_or_not(origin, origins, site):
    site.actor("coral", feed=origin.add("/coral", body=rss(CORAL), etag='"a"'))
    site.actor("kelp", feed=origin.add("/kelp", body=rss(KELP)), every="6h")
    site.actor("gone", feed=origin.add("/gone", status=410, body=""))
    site.actor("busy", feed=origins().add("/busy", status=503, body="",
                                          headers={"Retry-After": "86400"}))
    first = site.run("fetch", "--why", code=3).stdout
    assert first.count("it was never asked") == 4
    assert first.count(" not asked ") == 0
    assert "it was never asked: 1 new" in first
    site.wait(hours=3)
    lines = {line.split()[0]: line for line in site.run("fetch", "--why").stdout.splitlines()}
    assert "  asked     it was due at 2026-03-02T" in lines["coral/feed"]
    assert lines["coral/feed"].endswith("Z: not modified")
    assert "  not asked not due until 2026-03-02T" in lines["kelp/feed"]
    assert "gone for good (410)" in lines["gone/feed"]
    assert "its server asked to be left alone until 2026-03-03T12:00:00Z" in lines["busy/feed"]
    said = {s["source"]: s for s in site.json("fetch", "--why", "--force", code=3)["sources"]}
    assert said["kelp/feed"]["asked"] and said["kelp/feed"]["why"] == "--force"
    assert said["kelp/feed"]["outcome"] == "the same bytes"
    assert "asked" not in said["busy/feed"]  # not even then
    site.actor("kelp", feed=origin.url("/kelp"), every="7h")
    assert "its settings changed" in site.run("fetch", "--why", "kelp").stdout


def test_a_source_whose_host_had_enough_is_not_asked_and_told_so(origin, site):
    for n in range(6):
        site.actor(f"s{n}", feed=origin.add(f"/{n}", status=429, body=""))
    said = site.run("fetch", "--why", code=3).stdout
    asked = len(origin.requests())
    assert said.count("  asked     it was never asked: 429: ") == asked <= 3
    assert said.count(f"not asked 127.0.0.1:{origin.port} told another source to wait (429)") == 6 - asked
    history = "".join(site.run("status", "--history", f"s{n}").stdout for n in range(6))
    assert "told another source to wait (429)" in history


def test_a_wish_that_a_wrong_clock_stored_silences_nothing(origin, site):
    site.actor("reef", feed=origin.add("/feed", status=429, body=""))
    before = site.now
    site.now = site.now.replace(year=2037)
    site.run("run", code=3)
    site.now = before
    assert asked_after(site, origin, hours=2)


def test_a_run_that_ends_between_two_hops_still_heeds_the_first(origin, site):
    site.config({"fetch": {"within": "1s"}})
    origin.add("/new", body=rss(CORAL))
    site.actor("reef", feed=origin.redirect("/feed", "/new", delay=2,
                                            headers={"Retry-After": "86400"}))
    site.run("run")
    assert not asked_after(site, origin, hours=23)
    assert asked_after(site, origin, hours=2)


def test_status_tells_the_next_try(origin, site):
    site.actor("reef", feed=origin.add("/feed", status=500, body=""))
    site.actor("gone", feed=origin.add("/gone", status=410, body=""))
    site.run("run", code=3)
    reef, gone = (next(s for s in site.json("status")["sources"] if s["actor"] == name)
                  for name in ("reef", "gone"))
    assert reef["polled"] == "2026-03-02T12:00:00Z"
    assert "2026-03-02T12:57:00Z" <= reef["next_poll"] <= "2026-03-02T14:00:00Z"
    assert "next_poll" not in gone
    assert "next never, unless forced" in site.run("status").stdout
    assert f'"next_poll": "{reef["next_poll"]}"' in site.published("status.json")


def on_terminal(words, folder):
    """What a run writes to a terminal."""
    try:
        master, slave = pty.openpty()
    except OSError:
        pytest.skip("no terminals can be made here")
    with subprocess.Popen(words, cwd=folder, stdout=slave, stderr=slave):
        os.close(slave)
        said = b""
        while True:
            try:
                more = os.read(master, 4096)
            except OSError:  # the other side is closed
                more = b""
            if not more:
                break
            said += more
    os.close(master)
    return said.decode()


def test_progress_is_shown_on_a_terminal_and_nowhere_else(origin, site):
    for n in range(4):
        site.actor(f"s{n}", feed=origin.add(f"/{n}", body=rss(CORAL), delay=0.3))
    site.actor("bad", feed=origin.add("/bad", status=500, body=""))
    said = on_terminal(site.command("run"), site.folder)
    assert re.search(r"\r\x1b\[K[0-4] of 5 sources, [0-2] in flight, [01] failed, 0\.0 MB", said)
    assert "\r\x1b[Kwarn: bad/feed: failing" in said
    assert said.endswith("\r\x1b[K")
    site.wait(hours=3)
    assert site.run("run", code=3).stderr == ""
