"""WebSub hubs are told which feeds changed, once each, whatever happens between."""
import signal
import time
import urllib.parse

import pytest

from test_run import CORAL, KELP, rss


@pytest.fixture
def hub(origins):
    hub = origins()
    hub.add("/hub", status=204)
    return hub


FORMATS = (".atom", ".json", ".rss")


def named(form):
    """The feeds that a POST names, each in all of its formats."""
    paths = [url.removeprefix("https://test.example/") for url in form["hub.url"]]
    feeds = sorted({path.rpartition(".")[0] for path in paths})
    assert sorted(paths) == [feed + suffix for feed in feeds for suffix in FORMATS]
    return feeds


def told(hub):
    """The feeds that each POST named."""
    forms = [urllib.parse.parse_qs(r.body.decode()) for r in hub.requests("/hub")
             if r.method == "POST"]
    assert all(form["hub.mode"] == ["publish"] for form in forms)
    return [named(form) for form in forms]


def add_reef(site, origin, *items):
    site.actor("reef", feed=origin.add("/feed", body=rss(*items)))


def test_one_request_tells_of_all_feeds_that_changed(origin, site, hub):
    site.config(hub=hub.url("/hub"))
    add_reef(site, origin, CORAL)
    site.actor("kelp", feed=origin.add("/kelp", body=rss(KELP)))
    site.run("run")
    assert told(hub) == [["actors/kelp", "actors/reef", "all"]]
    assert f'<link rel="hub" href="{hub.url("/hub")}"/>' in site.published("all.atom")
    site.wait(hours=3)
    site.run("run")
    assert len(told(hub)) == 1  # nothing is new
    add_reef(site, origin, CORAL, ("More", "https://reef.example/more", "Of it."))
    site.wait(hours=3)
    site.run("run")
    assert told(hub)[1:] == [["actors/reef", "all"]]


def test_each_hub_is_told(origins, origin, site, hub):
    other = origins()
    other.add("/hub", status=202)
    site.config(hub=f"{hub.url('/hub')}; {other.url('/hub')}")
    add_reef(site, origin, CORAL)
    site.run("run")
    assert told(hub) == told(other) == [["actors/reef", "all"]]


def test_a_hub_that_fails_is_told_later_and_harms_nothing(origin, site, hub):
    hub.add("/hub", status=500, times=2)
    site.config(hub=hub.url("/hub"))
    add_reef(site, origin, CORAL)
    said = site.run("run").stderr
    assert f"{hub.url('/hub')}: this hub was not told of 6 feeds" in said
    assert "it answers 500" in said
    assert "Coral" in site.published("all.atom")
    site.wait(minutes=5)
    assert site.run("run").stderr == ""
    assert len(told(hub)) == 1
    site.wait(minutes=6)
    assert site.run("run").stderr == ""
    assert len(told(hub)) == 2
    site.wait(minutes=30)
    site.run("publish")
    assert told(hub)[2] == ["actors/reef", "all"]
    site.wait(hours=8)
    site.run("publish")
    assert len(told(hub)) == 3


def test_a_hub_may_ask_to_wait(origin, site, hub):
    hub.add("/hub", status=429, headers={"Retry-After": "7200"}, times=1)
    site.config(hub=hub.url("/hub"))
    add_reef(site, origin, CORAL)
    site.run("run")
    site.wait(minutes=110)
    site.run("publish")
    assert len(told(hub)) == 1
    site.wait(minutes=15)
    site.run("publish")
    assert len(told(hub)) == 2


def test_a_run_that_is_killed_still_owes_what_it_did_not_tell(origin, site, hub, background):
    hub.add("/hub", status=204, delay=30, times=1)
    site.config(hub=hub.url("/hub"))
    add_reef(site, origin, CORAL)
    run = background(site.command("run"))
    end = time.monotonic() + 20
    while not hub.requests("/hub") and time.monotonic() < end:
        time.sleep(0.02)
    assert "Coral" in site.published("all.atom")  # the files came first
    run.send_signal(signal.SIGKILL)
    run.wait()
    hub.forget()
    site.run("publish")
    assert told(hub) == [["actors/reef", "all"]]


def test_a_hub_that_is_no_longer_named_is_not_told(origin, site, hub):
    hub.add("/hub", status=500)
    site.config(hub=hub.url("/hub"))
    add_reef(site, origin, CORAL)
    site.run("run")
    hub.forget()
    site.config()
    site.wait(days=1)
    site.run("publish")
    assert told(hub) == []
    assert "hub" not in site.published("all.atom")


@pytest.mark.parametrize("value, want", [
    ("hub.example", "begins with neither https:// nor http://"),
    ("https://a:b@hub.example/", "must not hold a user's name"),
    (";", "holds no name")])
def test_what_is_no_hub(site, value, want):
    site.config(hub=value)
    assert want in site.run("check", code=2).stderr


def test_what_changed_meanwhile_is_told_for_as_long_again(origin, site, hub):
    hub.add("/hub", status=500)
    site.config(hub=hub.url("/hub"))
    add_reef(site, origin, CORAL)
    site.run("run")
    site.wait(hours=47)
    add_reef(site, origin, CORAL, KELP)
    site.run("run")
    site.wait(hours=6)
    site.run("publish")
    hub.add("/hub", status=204)
    hub.forget()
    site.wait(hours=8)
    site.run("publish")
    assert told(hub) == [["actors/reef", "all"]]


def test_a_hub_that_is_given_up_is_told_of(origin, site, hub):
    hub.add("/hub", status=500)
    site.config(hub=hub.url("/hub"))
    add_reef(site, origin, CORAL)
    site.run("run")
    site.wait(days=3)
    assert "this hub is not told any more" in site.run("publish").stderr
    hub.forget()
    site.wait(days=1)
    assert site.run("publish").stderr == ""
    assert told(hub) == []


def test_files_that_were_lost_and_are_written_again_are_no_news(origin, site, hub):
    site.config(hub=hub.url("/hub"))
    add_reef(site, origin, CORAL)
    site.run("run")
    (site.folder / "public/all.atom").unlink()
    site.run("publish")
    assert site.publishes("all.atom") and len(told(hub)) == 1
