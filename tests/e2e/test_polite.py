"""When sources are asked: what servers and feeds wish is waited for."""
import pytest

from test_run import CORAL, rss


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
