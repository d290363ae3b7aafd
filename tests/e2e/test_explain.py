"""Why something is published, or is not: entries, files, and what never came."""
import pytest
from test_page import HTML, article, listing, TITLES
from test_run import CORAL, KELP, rss


@pytest.fixture
def reef(origin, site):
    site.actor("reef", feed=origin.add("/feed", body=rss(CORAL, KELP)), keys={
        "site": "https://www.reef.example/", "themes": "sea"})
    site.rules('theme sea "The sea"\ndrop when title = "Kelp"')
    site.config({"stream planet": {"title": "Planet", "select": "tag = sea"}})
    site.run("run")
    return site


def test_an_entry_is_told_with_the_polls_and_what_was_read(origin, reef):
    reef.wait(hours=2)
    reef.run("run")
    story = reef.json("explain", CORAL[1])["stories"][0]
    assert [p["outcome"] for p in story["polls"]] == ["the same bytes", "2 new"]
    assert story["item"]["title"]["value"] == "Coral"
    said = reef.run("explain", CORAL[1]).stdout
    assert said.count("  polled ") == 2 and "200: 2 new" in said and '"value": "Coral"' not in said
    assert '"value": "Coral"' in reef.run("explain", "-v", CORAL[1]).stdout


@pytest.mark.parametrize("form", ["{path}", "public/{path}", "{folder}/public/{path}",
                                  "./public/{path}", "https://test.example/{path}"])
def test_a_file_is_told_by_any_of_its_names(reef, form):
    told = reef.json("explain", form.format(path="themes/sea.atom", folder=reef.folder))
    assert told["published"] and told["file"]["stream"] == "themes/sea"
    assert [(e["rank"], e["title"], e["source"]) for e in told["file"]["holds"]] == [
        (1, "Coral", "reef/feed")]


def test_a_file_tells_what_it_takes(reef):
    assert "all of the actor reef" in reef.run("explain", "actors/reef.atom").stdout
    assert "this is true: tag = sea" in reef.run("explain", "streams/planet.atom").stdout
    assert "a file of the site" in reef.run("explain", "style.css").stdout
    for path in "themes/sky.atom", "actors/reef.htm", "index.atom", "all.atom.gz":
        told = reef.run("explain", path, code=1).stdout
        assert "published   no" in told and "makes a file of that name" in told


def test_a_file_that_is_not_written_yet_is_told(origin, site):
    site.actor("reef", feed=origin.add("/feed", body=rss(CORAL)))
    site.run("fetch")
    told = site.run("explain", "all.atom", code=1).stdout
    assert "affluent publish does it" in told and "1 in all" in told


def test_what_never_came_names_the_sources_that_should_have_had_it(origin, reef):
    told = reef.json("explain", "https://reef.example/never", code=1)
    (absence,) = told["absences"]
    assert absence["source"] == "reef/feed" and absence["outcome"] == "2 new"
    assert absence["status"] == 200 and absence["health"] == "ok"
    said = reef.run("explain", "https://reef.example/never", code=1).stdout
    assert "200: 2 new" in said and "next poll" in said
    origin.add("/feed", status=503)
    reef.wait(hours=2)
    reef.run("run", code=3)
    said = reef.run("explain", "https://reef.example/never", code=1).stdout
    assert "503: its server is not available" in said and "failing" in said
    assert "none that is configured" in reef.run("explain", "https://other.example/", code=1).stdout


def test_an_article_that_could_not_be_read_is_told(origin, site):
    for n, title in enumerate(TITLES):
        origin.add(f"/news/{n}", body=article(title), headers=HTML)
    origin.add("/news/1", status=500)
    site.actor("rameau", page=origin.add("/", body=listing(*TITLES), headers=HTML))
    site.run("run")
    (absence,) = site.json("explain", origin.url("/news/1"), code=1)["absences"]
    assert absence["failures"] == 1 and absence["next_try"] == "2026-03-02T13:00:00Z"
    assert "could not be read" in site.run("explain", origin.url("/news/1"), code=1).stdout


def test_what_was_hidden_before_it_came_is_told(reef):
    reef.run("hide", "https://reef.example/soon", "--reason", "a promise")
    told = reef.run("explain", "https://reef.example/soon", code=1).stdout
    assert "hidden      a promise" in told


def dated(n, more=""):
    return (f"<item><title>Post {n}</title><guid>post-{n}</guid>"
            f"<link>https://reef.example/{n}</link><description>Text {n}.</description>{more}</item>")


def feed(*items):
    return ("<rss version='2.0'><channel><title>Feed</title>"
            f"<link>https://reef.example/</link>{''.join(items)}</channel></rss>")


def test_a_date_that_is_absent_is_told_from_one_that_cannot_be_read(origin, site):
    site.actor("reef", feed=origin.add("/feed", body=feed(
        dated(1), dated(2, "<pubDate>soon</pubDate>"),
        dated(3, "<pubDate>Mon, 02 Feb 2026 10:00:00 GMT</pubDate>"))))
    site.run("run")
    said = [site.run("explain", f"https://reef.example/{n}").stdout for n in (1, 2, 3)]
    assert "published   2026-03-02T12:00:00Z (the document has none)" in said[0]
    assert "published   2026-03-02T12:00:00Z (the document says \"soon\", which is no date" in said[1]
    assert "published   2026-02-02T10:00:00Z\n" in said[2]
    assert all("(the document has none)" in text.split("  updated ")[1] for text in said)


def missing(site, url, code=0):
    (story,) = site.json("explain", url, code=code)["stories"]
    return {m["reason"]: m["streams"] for m in story.get("missing", [])}


def test_why_an_entry_is_in_no_file_of_a_stream_is_told(origin, site):
    site.rules('theme sea "Sea"\ntheme sky "Sky"\ntheme sun "Sun"\ntag sea when title = "Post 1"\n'
               'drop when title = "Post 4"')
    site.config({"fetch": {"first": "2"},
                 "stream both": {"select": "lang = en and not (tag = sea or tag = sky) and actor = reef"},
                 "stream one": {"limit": "1"}})
    site.actor("reef", feed=origin.add("/feed", body=feed(
        *(dated(n, f"<pubDate>0{5 - n} Feb 2026 10:00:00 GMT</pubDate>") for n in (1, 2, 3, 4)))))
    site.actor("tide", feed=origin.add("/other", body=feed(
        dated(2, "<pubDate>03 Feb 2026 10:00:00 GMT</pubDate>"))))
    site.run("run")
    post = "https://reef.example/{}".format
    assert missing(site, post(1)) == {
        "neither a rule nor its actor gives it that theme": ["themes/sky", "themes/sun"],
        "this is not true of it: lang = en; not (tag = sea or tag = sky)": ["streams/both"]}
    said = site.run("explain", post(1)).stdout
    assert ("  not in      themes/sky, themes/sun: neither a rule nor its actor gives it that theme\n"
            in said)
    first, copy = sorted(site.json("explain", post(2))["stories"], key=lambda s: s["source"])
    assert {m["reason"]: m["streams"] for m in first["missing"]}[
        "it is number 2 there, and the stream's own file has the last 1"] == ["streams/one"]
    (there,) = [m for m in copy["missing"] if "all" in m["streams"]]
    assert there["reason"] == (f"{first['id']} of reef/feed stands for it there: "
                               "the order of the files in feeds.d is preferred")
    assert there["streams"] == ["all", "streams/one"]
    (old,) = [m for m in site.json("explain", post(3))["stories"][0]["missing"]
              if "all" in m["streams"]]
    assert old["reason"].startswith("it was not among the first 2 entries when its source was new")
    assert old["streams"] == ["all", "streams/one"]
    assert missing(site, post(4), code=1) == {} # a rule dropped it, which is told


def test_a_stream_that_would_have_it_by_now_is_told(reef):
    reef.config({"stream planet": {"select": "actor = reef"}, "stream new": {"select": "tag = sea"}})
    assert missing(reef, CORAL[1]) == {
        "rules or settings have changed since: affluent publish applies them": ["streams/new"]}


def test_an_entry_is_found_by_the_link_that_a_rule_made(origin, site):
    site.rules("replace link /reef.example/ \"new.example\"")
    site.actor("reef", feed=origin.add("/feed", body=feed(dated(1))))
    site.run("run")
    for url in ("https://new.example/1", "https://reef.example/1", "http://www.new.example/1?utm_source=x"):
        assert site.json("explain", url)["stories"][0]["title"] == "Post 1"
    site.rules("")
    site.run("publish")
    site.run("explain", "https://new.example/1", code=1)
    site.run("explain", "https://reef.example/1")


def test_a_store_that_had_links_of_rules_finds_them(origin, site):
    site.rules("replace link /reef.example/ \"new.example\"")
    site.actor("reef", feed=origin.add("/feed", body=feed(dated(1), dated(2))))
    site.run("run")
    site.sql("UPDATE entry SET link = 0, stale = 1") # as a store of an older version becomes
    site.run("publish")
    assert site.json("explain", "https://new.example/2")["stories"][0]["title"] == "Post 2"


def test_an_entry_is_found_by_the_id_of_its_source(origin, site):
    site.actor("reef", feed=origin.add("/feed", body=feed(dated(1), dated(2))))
    site.actor("tide", feed=origin.add("/other", body=feed(dated(1).replace("/1", "/t").replace(
        "Post 1", "Another matter"))))
    site.run("run")
    told = site.json("explain", "post-1")["stories"]
    assert sorted((s["source"], s["title"]) for s in told) == [
        ("reef/feed", "Post 1"), ("tide/feed", "Another matter")]
    assert [s["title"] for s in site.json("explain", "post-2")["stories"]] == ["Post 2"]
    site.run("explain", "post-3", code=1)
