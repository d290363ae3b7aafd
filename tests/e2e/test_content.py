"""How much of articles is published: [site] content, and what sources say of theirs."""
import json

import pytest

TEXT = "<p>The reef is <b>growing</b>.</p>" + "<p>Nobody knows why it does so.</p>" * 40
FEED = f"""<feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/">
<id>tag:reef.example,2026:f</id><title>Reef</title><updated>2026-02-01T10:00:00Z</updated>
<entry><id>tag:reef.example,2026:1</id><title>Coral</title>
<link href="https://reef.example/1"/><link rel="enclosure" type="audio/mpeg" length="9"
href="https://reef.example/1.mp3"/><updated>2026-02-01T10:00:00Z</updated>
<media:thumbnail url="https://reef.example/1.png"/>
<content type="html"><![CDATA[{TEXT}]]></content></entry></feed>"""
BEGINNING = "The reef is growing. Nobody knows why"


@pytest.fixture
def reef(origin, site):
    site.address = origin.add("/feed", body=FEED)
    site.actor("reef", feed=site.address)
    site.run("run")
    return site


def everywhere(site):
    """What is published of texts, but for the styles."""
    return "".join(site.published(path) for path in site.files() if "css" not in path)


def test_all_of_it_is_published_by_default(reef):
    assert "Nobody knows" in reef.published("all.atom")
    assert "1.png" in reef.published("all.atom")
    assert len(json.loads(reef.published("all.json"))["items"][0]["content_html"]) > 1000


def test_a_source_may_give_its_beginning_alone(reef):
    reef.actor("reef", feed=reef.address, content="summary")
    reef.run("publish")
    atom = reef.published("all.atom")
    summary = atom.split('<summary type="html">')[1].split("</summary>")[0]
    assert summary.startswith(BEGINNING) and summary.endswith(" …") and len(summary) < 510
    assert "<content" not in atom and "1.mp3" in atom
    assert "1.png" not in everywhere(reef)
    (item,) = json.loads(reef.published("all.json"))["items"]
    assert item["content_text"] == summary
    assert BEGINNING in reef.published("actors/reef.html")


def test_or_its_titles(reef):
    reef.actor("reef", feed=reef.address, content="titles")
    reef.run("publish")
    assert "growing" not in everywhere(reef)
    assert '<summary type="html">Coral</summary>' in reef.published("all.atom")


def test_what_the_site_says_holds_for_sources_that_do_not(reef, origin):
    reef.actor("kelp", feed=origin.add("/kelp", body=FEED.replace("reef.example", "kelp.example")
                                       .replace("growing", "shrinking")), content="full")
    reef.config(content="titles")
    reef.run("run")
    assert "growing" not in everywhere(reef)
    assert "Nobody knows" in reef.published("actors/kelp.atom")


def test_archives_follow(reef):
    reef.wait(days=40)
    reef.run("publish")
    path = "archives/all/2026-03.atom"
    assert "growing" in reef.published(path)
    reef.actor("reef", feed=reef.address, content="titles")
    reef.run("publish")
    assert "growing" not in reef.published(path)
    reef.actor("reef", feed=reef.address)
    reef.run("publish")
    assert "growing" in reef.published(path)


def test_issues_tell_no_more_than_that(origin, site):
    site.actor("reef", feed=origin.add("/feed", body=FEED.replace("2026-02-01", "2026-03-02")),
               content="summary")
    site.config({"edition daily": {"period": "day", "content": "full"}})
    site.run("run")
    site.wait(days=2)
    site.run("run")
    (page,) = (p for p in site.files() if p.startswith("editions/daily/") and "html" in p)
    assert BEGINNING in site.published(page)
    assert site.published(page).count("Nobody knows") < 20


def test_rules_and_searches_see_all_of_it(reef):
    reef.actor("reef", feed=reef.address, content="titles")
    reef.rules('drop when content contains "growing"')
    reef.run("publish")
    assert "Coral" not in reef.published("all.atom")
