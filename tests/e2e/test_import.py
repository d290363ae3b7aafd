"""Lists of feeds that operators bring along become files in feeds.d."""
import pytest

LIST = """<?xml version="1.0"?>
<opml version="2.0"><head><title>Mine</title></head><body>
<outline text="Reefs &amp; tides">
  <outline type="rss" text="The reef" xmlUrl="https://reef.example/feed"
    htmlUrl="https://reef.example/"/>
  <outline title="Été #1" xmlUrl="feed://ete.example/rss"/>
</outline>
<outline text="evil" xmlUrl="javascript:a()"/>
<outline text="The reef" xmlUrl="https://other.example/feed"/>
<outline text="again" xmlUrl="https://REEF.example/feed"/>
<outline text="Paid" xmlUrl="https://ann:secret@paid.example/feed"/>
</body></opml>
"""


@pytest.fixture(autouse=True)
def feeds(site):
    (site.folder / "feeds.d").mkdir()


def actors(site):
    return {f.name: f.read_text(encoding="utf-8") for f in (site.folder / "feeds.d").glob("*.conf")}


def test_each_feed_becomes_an_actor(site):
    site.write("mine.opml", LIST)
    said = site.run("import", "mine.opml")
    assert actors(site) == {
        "the-reef.conf": "name = The reef\nsite = https://reef.example/\n"
                         "themes = reefs-tides\n\n[feed]\nurl = https://reef.example/feed\n",
        "ete-1.conf": "name = Été -1\nthemes = reefs-tides\n\n[feed]\n"
                      "url = http://ete.example/rss\n",
        "paid.conf": "name = Paid\n\n[feed]\nurl = https://paid.example/feed\n",
        "the-reef-2.conf": "name = The reef\n\n[feed]\nurl = https://other.example/feed\n",
    }
    assert "https://REEF.example/feed: left out: the-reef polls it already" in said.stdout
    assert "javascript:a()" in said.stderr
    assert "a user and password are left out of an address of paid.example" in said.stderr
    assert "secret" not in said.stdout + said.stderr
    site.run("check")


def test_a_second_import_changes_nothing(site):
    site.write("mine.opml", LIST)
    site.run("import", "mine.opml")
    before = actors(site)
    assert "0 written, 6 left out" in site.run("import", "mine.opml").stdout
    assert actors(site) == before


def test_what_is_no_list_is_refused(site):
    site.write("no.opml", "<rss version='2.0'><channel><title>t</title></channel></rss>")
    assert "no.opml: " in site.run("import", "no.opml", code=1).stderr
    site.write("empty.opml", "<opml><body/></opml>")
    assert "no feed is in this list" in site.run("import", "empty.opml", code=1).stderr
    assert actors(site) == {}


def test_a_list_is_no_feed(origin, site):
    site.actor("reef", feed=origin.add("/feed", body=LIST,
                                       headers={"Content-Type": "text/xml"}))
    site.run("run", code=3)
    assert "affluent import reads it" in site.json("status")["sources"][0]["reason"]
