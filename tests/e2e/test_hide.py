"""What is taken down leaves every output at once, and stays away."""
import json
import re

import pytest

from test_run import ATOM, entries

FEED = """<feed xmlns='http://www.w3.org/2005/Atom'><id>tag:a,2026:f</id><title>F</title>{}</feed>"""
ENTRY = """<entry><id>tag:a,2026:{n}</id><title>Story {n}</title><link href='https://a.example/{n}'/>
<updated>2026-01-0{n}T03:04:05Z</updated><content>Text {n}.</content></entry>"""


RSS = "<rss version='2.0'><channel><title>F</title>{}</channel></rss>"
RSS_ITEM = ("<item><title>Story {n}</title><guid isPermaLink='false'>post-{n}</guid>"
            "<link>https://a.example/{n}</link></item>")


def feed(*numbers):
    return FEED.format("".join(ENTRY.format(n=n) for n in numbers))


@pytest.fixture
def filled(origin, site):
    site.actor("reef", feed=origin.add("/feed", body=feed(1, 2, 3)), keys={"themes": "sea"})
    site.run("run")
    return site


def shows(site, n):
    return [f"Story {n}" in site.published(path)
            for path in ("all.atom", "actors/reef.atom", "themes/sea.atom", "index.html")]


@pytest.mark.parametrize("what", [
    "https://a.example/2", "HTTPS://A.example/2?utm_source=x#top", "tag:a,2026:2"])
def test_an_article_is_taken_down_everywhere_and_comes_back(filled, what):
    before = filled.files()
    filled.run("hide", what, "--reason", "a letter of 3 March")
    assert not any(shows(filled, 2)) and all(shows(filled, 1))
    told = filled.run("explain", "https://a.example/2", code=1).stdout
    assert f'taken down on 2026-03-02T12:00:00Z, by "hide {what}": a letter of 3 March' in told
    assert what in filled.run("hide").stdout
    filled.run("rebuild")
    assert not any(shows(filled, 2))
    filled.run("unhide", what)
    assert filled.run("hide").stdout == ""
    assert {p: f[0] for p, f in filled.files().items()} == {p: f[0] for p, f in before.items()}


@pytest.mark.parametrize("what", ["reef", "reef/feed"])
def test_all_of_a_source_or_an_actor_is_taken_down(filled, origin, what):
    filled.run("hide", what, "--reason", "asked to")
    assert not any(any(shows(filled, n)) for n in (1, 2, 3))
    origin.add("/feed", body=feed(1, 2, 3, 4))
    filled.wait(days=1)
    filled.run("run")
    assert not any(shows(filled, 4))
    filled.run("unhide", what)
    assert all(all(shows(filled, n)) for n in (1, 2, 3, 4))


def test_an_address_stays_away_whoever_brings_it(filled, origin):
    filled.run("hide", "https://a.example/2", "--reason", "spam")
    filled.actor("tide", feed=origin.add("/other", body=feed(2).replace("tag:a,", "tag:b,")))
    filled.run("run")
    assert "Story 2" not in filled.published("all.atom")
    assert "Story 2" not in filled.published("actors/tide.atom")


def test_an_article_stays_away_when_its_source_moves(filled, origin):
    filled.run("hide", "https://a.example/2", "--reason", "spam")
    origin.add("/feed", body=feed(1, 2, 3).replace("https://a.", "https://b."))
    filled.wait(days=1)
    filled.run("run")
    assert not any(shows(filled, 2)) and all(shows(filled, 1))
    filled.run("unhide", "https://a.example/2")
    assert all(shows(filled, 2))


TOLD = ("The harbour bridge was closed on Monday after an inspector found that the cables of its "
        "northern span had rusted through, and the ferry will carry the people who live beyond "
        "until the council has found the money for another.")


@pytest.mark.parametrize("what", ["https://a.example/2", "tag:a,2026:2", "https://b.example/x"])
def test_no_copy_takes_its_place(filled, origin, what):
    own, other = (feed(2).replace("Text 2.", TOLD).replace("Story 2", "The bridge is closed")
                  for _ in range(2))
    other = other.replace("tag:a,", "tag:b,").replace("a.example/2", "b.example/x")
    origin.add("/feed", body=own)
    filled.actor("tide", feed=origin.add("/other", body=other))
    filled.wait(days=1)
    filled.run("run")
    paths = ("all.atom", "actors/reef.atom", "actors/tide.atom", "index.html")
    assert all("The bridge is closed" in filled.published(p) for p in paths)
    published = {p: next(e.findtext(ATOM + "id") for e in entries(filled, p)
                         if e.findtext(ATOM + "title") == "The bridge is closed")
                 for p in paths if p.endswith(".atom")}
    filled.run("hide", what, "--reason", "a letter")
    assert not any("The bridge is closed" in filled.published(p) for p in paths)
    for path in ("all.atom", "actors/reef.atom", "actors/tide.atom"):
        gone = re.findall(r'<at:deleted-entry ref="([^"]+)"', filled.published(path))
        assert gone == [published[path]], path
    copy = "https://a.example/2" if what.startswith("https://b.") else "https://b.example/x"
    told = filled.run("explain", copy, code=1).stdout
    assert 'a copy of it was taken down on' in told and f'"hide {what}": a letter' in told
    assert "not in" not in told # which would be for another reason
    filled.run("rebuild")
    assert not any("The bridge is closed" in filled.published(p) for p in paths)
    config = filled.folder / "affluent.conf"
    config.write_text(config.read_text() + "[stream b]\ntitle = B\nselect = text contains \"ferry\"\n")
    filled.run("publish")
    assert "The bridge is closed" not in filled.published("streams/b.atom")
    assert "The bridge" not in filled.run("query", 'text contains "ferry"').stdout
    filled.run("unhide", what)
    assert all("The bridge is closed" in filled.published(p) for p in paths)


@pytest.mark.parametrize("what", ["https://new.example/2", "post-2"])
def test_an_article_is_called_as_a_rule_or_its_source_does(filled, origin, what):
    origin.add("/feed", body=RSS.format("".join(RSS_ITEM.format(n=n) for n in (1, 2, 3))))
    filled.write("filters/10.rules", "replace link /a.example/ \"new.example\"\n")
    filled.wait(days=1)
    filled.run("run")
    assert all(shows(filled, 2))
    filled.run("hide", what, "--reason", "a letter")
    assert not any(shows(filled, 2)) and all(shows(filled, 1))
    assert json.loads(filled.run("hide", "--json").stdout)[0]["what"] in filled.run(
        "explain", "https://a.example/2", code=1).stdout
    filled.run("unhide", what)
    assert all(shows(filled, 2))


def test_what_is_not_there_yet_can_be_hidden_by_its_address_only(filled, origin):
    filled.run("hide", "https://a.example/5", "--reason", "announced")
    said = filled.run("hide", "reeef", "--reason", "x", code=2).stderr
    assert "reeef: no actor, no source, and nothing stored has that id" in said
    assert "reeef" not in filled.run("hide").stdout
    origin.add("/feed", body=feed(1, 2, 3, 5))
    filled.wait(days=1)
    filled.run("run")
    assert not any(shows(filled, 5))


def test_a_reason_must_be_said(filled):
    assert "say why, with --reason" in filled.run("hide", "https://a.example/2", code=2).stderr
    assert "is not hidden" in filled.run("unhide", "https://a.example/2", code=2).stderr
    assert all(shows(filled, 2))


def test_what_is_hidden_is_told_as_json(filled):
    one = {"what": "https://a.example/2", "reason": "a letter", "since": "2026-03-02T12:00:00Z"}
    assert filled.json("hide") == []
    assert filled.json("hide", one["what"], "--reason", "a letter") == one
    assert filled.json("hide", "reef", "--reason", "asked to")["what"] == "reef"
    assert [h["what"] for h in filled.json("hide")] == ["https://a.example/2", "reef"]
    assert filled.json("unhide", one["what"]) == one
    assert [h["what"] for h in filled.json("hide")] == ["reef"]
