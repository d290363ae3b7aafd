"""Archives (RFC 5005), tombstones (RFC 6721), and the list of the site's pages."""
import json
import posixpath
import re
import xml.etree.ElementTree as xml

import pytest

ATOM = "{http://www.w3.org/2005/Atom}"
HISTORY = "{http://purl.org/syndication/history/1.0}"
TOMBSTONE = "{http://purl.org/atompub/tombstones/1.0}"
FEED = "<feed xmlns='http://www.w3.org/2005/Atom'><id>tag:{0},2026:f</id><title>{1}</title>{2}</feed>"
ENTRY = """<entry><id>tag:{name},2026:{n}</id><title>Story {n}</title><link href='https://{name}.example/{n}'/>
<updated>2025-{month:02}-{day:02}T03:{minute:02}:05Z</updated><content>{text} {n}.</content></entry>"""


def feed(*numbers, name="a", title="F", text="Text of"):
    """Entries that are the newer the higher their number."""
    return FEED.format(name, title, "".join(ENTRY.format(
        name=name, n=n, month=1 + n // 60 % 12, day=1 + n % 28, minute=n % 60, text=text)
        for n in numbers))


def ids(*numbers, name="a"):
    return {f"tag:{name},2026:{n}" for n in numbers}


class Document:
    def __init__(self, site, path):
        root = xml.fromstring(site.published(path))
        self.path = path
        self.entries = [e.findtext(ATOM + "id") for e in root.findall(ATOM + "entry")]
        self.links = {e.get("rel"): e.get("href").removeprefix("https://test.example/")
                      for e in root.findall(ATOM + "link")}
        self.archive = root.find(HISTORY + "archive") is not None
        self.gone = {e.get("ref"): e.get("when") for e in root.findall(TOMBSTONE + "deleted-entry")}
        self.updated = root.findtext(ATOM + "updated")
        self.id = root.findtext(ATOM + "id")


def walk(site, path="all.atom"):
    """The stream's own file and its archives, as one who follows prev-archive
    meets them; each says rightly where it stands."""
    own = last = Document(site, path)
    found = [own]
    assert not own.archive and {"current", "next-archive"}.isdisjoint(own.links)
    while "prev-archive" in last.links:
        before = Document(site, last.links["prev-archive"])
        leads = not {"prev-archive", "next-archive"}.isdisjoint(before.links)
        assert before.archive == leads and before.id == own.id
        assert before.links["self"] == before.path
        assert before.links["current"] == path
        assert before.links.get("next-archive") == (None if last is own else last.path)
        found.append(before)
        last = before
    return found


def archives(site):
    return {path: file for path, file in site.files().items() if path.startswith("archives/")}


def bring(site, origin, *numbers, path="/feed", **options):
    origin.add(path, body=feed(*numbers, **options))
    site.run("run")


@pytest.fixture
def months(origin, site):
    """What came in January, March and April; there is nothing of February. It
    is April."""
    site.actor("reef", feed=origin.add("/feed", body=feed(1, 2, 3)), keys={"themes": "sea"})
    site.wait(days=-50)
    site.run("run")
    site.wait(days=60)
    bring(site, origin, 2, 3, 4, 5)
    site.wait(days=25)
    bring(site, origin, 5, 6)
    return site


@pytest.mark.parametrize("stream", ["all", "actors/reef", "themes/sea"])
def test_what_arrived_in_a_month_that_is_over_is_archived(months, stream):
    own, march, january = walk(months, f"{stream}.atom")
    assert (march.path, january.path) == (
        f"archives/{stream}/2026-03.atom", f"archives/{stream}/2026-01.atom")
    assert set(own.entries) == ids(1, 2, 3, 4, 5, 6)
    assert set(march.entries) == ids(4, 5)
    assert january.entries == ["tag:a,2026:3", "tag:a,2026:2", "tag:a,2026:1"]
    assert january.updated == "2025-01-04T03:03:05Z"


def test_json_leads_to_what_is_older(months):
    own = json.loads(months.published("all.json"))
    march = json.loads(months.published("archives/all/2026-03.json"))
    january = json.loads(months.published("archives/all/2026-01.json"))
    assert own["next_url"] == march["feed_url"] == "https://test.example/archives/all/2026-03.json"
    assert march["next_url"] == january["feed_url"]
    assert "next_url" not in january
    assert {i["id"] for i in march["items"]} == ids(4, 5)


def test_an_archive_is_for_good(months, origin):
    before = archives(months)
    bring(months, origin, 6, 7)
    assert archives(months) == before
    months.wait(days=10)
    months.run("publish")
    assert archives(months) == before
    months.wait(days=30)
    months.run("publish")
    after = archives(months)
    assert set(after) - set(before) == {
        f"archives/{stream}/2026-04.{suffix}" for suffix in ("atom", "json", "html")
        for stream in ("all", "actors/reef", "themes/sea")}
    # but that March is now followed by April
    assert {p for p in before if before[p] != after[p]} == {
        f"archives/{stream}/2026-03.{suffix}" for suffix in ("atom", "html")
        for stream in ("all", "actors/reef", "themes/sea")}
    assert [d.path for d in walk(months)] == [
        "all.atom", "archives/all/2026-04.atom", "archives/all/2026-03.atom",
        "archives/all/2026-01.atom"]


def test_an_edit_reaches_the_archive_of_its_month_alone(months, origin):
    before = archives(months)
    months.wait(days=1)
    bring(months, origin, 5, text="Other words of")
    after = archives(months)
    assert {p for p in before if before[p] != after[p]} == {
        f"archives/{stream}/2026-03.{suffix}" for suffix in ("atom", "json", "html")
        for stream in ("all", "actors/reef", "themes/sea")}
    assert "Other words of 5." in months.published("archives/all/2026-03.atom")


def test_a_new_entry_touches_no_file_of_other_streams(months, origin):
    months.actor("tide", feed=origin.add("/tide", body=feed(1, name="b")))
    months.run("run")
    months.wait(days=40)
    months.run("run")
    before = months.files()
    months.wait(hours=12)
    bring(months, origin, 1, 2, path="/tide", name="b")
    after = months.files()
    assert {p.partition(".")[0] for p in after if after[p] != before.get(p)} == {
        "actors/tide", "all", "index"}


def test_a_changed_name_of_the_source_reaches_the_archives(months, origin):
    months.wait(days=1)
    bring(months, origin, 5, 6, title="G")
    assert "<title>G</title>" in months.published("archives/all/2026-01.atom")


def test_a_renamed_actor_has_its_name_in_the_archives(months, origin):
    months.actor("reef", name="The atoll", feed=origin.url("/feed"), keys={"themes": "sea"})
    months.run("publish")
    assert "<name>The atoll</name>" in months.published("archives/all/2026-01.atom")


def test_a_rule_reaches_the_archives(months):
    months.rules('drop when title = "Story 2" or title = "Story 4" or title = "Story 5"\n')
    months.run("publish")
    own, january = walk(months)
    assert set(own.entries) == ids(1, 3, 6)
    assert set(january.entries) == ids(1, 3)
    assert not months.publishes("archives/all/2026-03.atom")
    months.rules("\n")
    months.run("publish")
    assert [len(d.entries) for d in walk(months)] == [6, 2, 3]


def test_a_rebuild_touches_nothing(months):
    before = months.files()
    months.run("rebuild")
    assert months.files() == before


def test_what_somebody_removed_is_written_again(months):
    before = {p: f[0] for p, f in months.files().items()}
    (months.folder / "public/archives/all/2026-01.atom").unlink()
    (months.folder / "public/archives/all/2026-03.json").write_text("{}")
    (months.folder / "public/archives/themes/sea/2026-03.html").unlink()
    months.run("publish")
    assert {p: f[0] for p, f in months.files().items()} == before


def test_archives_are_compressed_too(months):
    months.config(compress="yes")
    months.run("publish")
    assert months.publishes("archives/all/2026-01.atom.gz")
    months.config()
    months.run("publish")
    assert not months.publishes("archives/all/2026-01.atom.gz")


def test_there_may_be_none(months):
    before = {p: f[0] for p, f in months.files().items()}
    months.config(archives="no")
    months.run("publish")
    assert not archives(months) and len(walk(months)) == 1
    assert "next_url" not in json.loads(months.published("all.json"))
    months.config()
    months.run("publish")
    assert {p: f[0] for p, f in months.files().items()} == before


def test_archives_of_a_stream_that_is_no_more_are_gone(months):
    (months.folder / "feeds.d/reef.conf").unlink()
    months.run("publish")
    assert not archives(months)


# ---- more than one file holds ----

def test_what_the_file_of_a_stream_lacks_is_archived_at_once(origin, site):
    site.actor("reef", feed=origin.add("/feed", body=feed(*range(250))))
    site.run("run")
    documents = walk(site, "actors/reef.atom")
    assert [(d.path, len(d.entries)) for d in documents] == [
        ("actors/reef.atom", 100),
        ("archives/actors/reef/2026-03.2.atom", 100),
        ("archives/actors/reef/2026-03.atom", 100)]
    assert set().union(*(d.entries for d in documents)) == ids(*range(250))
    assert set(documents[1].entries).isdisjoint(documents[2].entries)

    # what is full stays as it is
    before = archives(site)
    site.wait(hours=12)
    bring(site, origin, *range(245, 260))
    assert archives(site) == before
    site.wait(hours=12)
    bring(site, origin, *range(245, 320))
    after = archives(site)
    assert set(after) - set(before) == {
        f"archives/actors/reef/2026-03.3.{suffix}" for suffix in ("atom", "json", "html")}
    documents = walk(site, "actors/reef.atom")
    assert set().union(*(d.entries for d in documents)) == ids(*range(320))

    # and when the month is over, the rest of it comes
    site.wait(days=31)
    site.run("publish")
    documents = walk(site, "actors/reef.atom")
    assert [len(d.entries) for d in documents] == [100, 20, 100, 100, 100]
    assert all(archives(site)[p] == before[p] for p in before if ".2." not in p)


def test_a_short_stream_of_the_operators_is_whole_with_its_archives(origin, site):
    site.config({"stream few": {"limit": "2"}})
    site.actor("reef", feed=origin.add("/feed", body=feed(1, 2, 3)))
    site.run("run")
    site.wait(hours=12)
    bring(site, origin, 2, 3, 4)
    own, march = walk(site, "streams/few.atom")
    assert set(own.entries) == ids(3, 4)
    assert set(march.entries) == ids(1, 2, 3, 4)
    site.config({"stream few": {"limit": "4"}})
    site.run("publish")
    assert len(walk(site, "streams/few.atom")) == 1
    assert not archives(site)


def test_what_arrives_late_is_seen(origin, site):
    """It is older than all that the file holds, and readers have not seen it."""
    site.config({"stream few": {"limit": "2"}})
    site.actor("reef", feed=origin.add("/feed", body=feed(5, 6, 7)))
    site.run("run")
    site.wait(hours=12)
    bring(site, origin, 1, 7)
    assert Document(site, "streams/few.atom").entries == ["tag:a,2026:7", "tag:a,2026:1"]
    assert site.json("explain", "https://a.example/1")["published"]


# ---- pages of archives ----

class Page:
    def __init__(self, site, path):
        self.path, text = path, site.published(path)
        self.titles = re.findall(r"<h3[^>]*>(?:<a[^>]*>)?([^<]*)", text)
        self.turns = {rel: posixpath.normpath(posixpath.join(posixpath.dirname(path), href))
                      for rel, href in re.findall(r'<a rel="(prev|next)" href="([^"]*)"', text)}
        self.links = {posixpath.normpath(posixpath.join(posixpath.dirname(path), href))
                      for href in re.findall(r' href="([^":]*)"', text)}
        self.hidden = '<meta name="robots" content="noindex, follow">' in text
        self.said = re.findall('<p class="from">([^<]+)</p>', text)
        self.feeds = re.findall('<link rel="alternate" type="[^"]*" title="[^"]*" href="([^"]*)"', text)


def leaf_through(site, path):
    """A stream's pages, from the newest on; each leads to the one that leads to it."""
    own = last = Page(site, path)
    assert "next" not in own.turns and not own.hidden
    found = [own]
    while "prev" in last.turns:
        page = Page(site, last.turns["prev"])
        assert page.turns["next"] == last.path
        assert path in page.links and page.hidden
        found.append(page)
        last = page
    return found


def stories(*numbers):
    return {f"Story {n}" for n in numbers}


@pytest.mark.parametrize("stream", ["all", "actors/reef", "themes/sea"])
def test_archives_are_pages_too(months, stream):
    own, march, january = leaf_through(months, f"{stream}.html")
    assert [p.path for p in (march, january)] == [
        f"archives/{stream}/2026-03.html", f"archives/{stream}/2026-01.html"]
    assert set(own.titles) == stories(1, 2, 3, 4, 5, 6)
    assert set(march.titles) == stories(4, 5)
    assert january.titles == ["Story 3", "Story 2", "Story 1"]
    assert (own.said, march.said) == ([], ["Articles reçus en mars 2026"])
    # whoever follows the stream from there gets what is new
    assert march.feeds == [f"../../{'../' * stream.count('/')}{stream}.{s}" for s in ("atom", "rss", "json")]


def test_the_front_page_leads_to_all_that_there_is(months):
    front = Page(months, "index.html")
    assert "all.html" in front.links
    assert Page(months, "all.html").turns == {"prev": "archives/all/2026-03.html"}


def test_no_entry_of_a_stream_is_missing_from_its_pages(origin, site):
    site.config(language="en")
    site.actor("reef", feed=origin.add("/feed", body=feed(*range(250))))
    site.run("run")
    pages = leaf_through(site, "actors/reef.html")
    assert [(p.path, len(p.titles), p.said) for p in pages] == [
        ("actors/reef.html", 100, []),
        ("archives/actors/reef/2026-03.2.html", 100, ["Articles received in March 2026 (2)"]),
        ("archives/actors/reef/2026-03.html", 100, ["Articles received in March 2026"])]
    assert set().union(*(p.titles for p in pages)) == stories(*range(250))
    assert "<title>Reef – Articles received in March 2026 (2) – Test</title>" in site.published(pages[1].path)


def test_what_all_pages_have_reaches_those_of_archives(months):
    before = {p: f[0] for p, f in archives(months).items()}
    months.write("pages/header.html", "<p>Hello</p>")
    months.run("publish")
    after = archives(months)
    assert {p for p in before if before[p] != after[p][0]} == {p for p in before if p.endswith(".html")}
    assert "<p>Hello</p>" in months.published("archives/all/2026-01.html")


def test_without_archives_no_page_leads_to_one(months):
    months.config(archives="no")
    months.run("publish")
    assert not archives(months)
    assert [p.path for p in leaf_through(months, "all.html")] == ["all.html"]


# ---- take-downs ----

def test_what_is_taken_down_leaves_the_archives_and_is_told(months):
    before = {p: f[0] for p, f in months.files().items()}
    months.wait(days=1)
    when = months.now.strftime("%Y-%m-%dT%H:%M:%SZ")
    months.run("hide", "https://a.example/2", "--reason", "a letter")
    own, march, january = walk(months)
    assert own.gone == january.gone == {"tag:a,2026:2": when}
    assert own.updated == january.updated == when
    assert march.gone == {}
    for path, (text, *_) in months.files().items():
        assert b"Story 2" not in text and b"https://a.example/2" not in text, path

    # for thirty days
    months.wait(days=29)
    months.run("publish")
    assert Document(months, "all.atom").gone
    months.wait(days=1)
    months.run("publish")
    for document in walk(months):
        assert document.gone == {} and document.updated < "2026"
        assert "xmlns:at" not in months.published(document.path)

    months.wait(days=-30)
    months.run("unhide", "https://a.example/2")
    assert {p: f[0] for p, f in months.files().items()} == before


def test_what_is_brought_back_has_no_tombstone(months):
    before = {p: f[0] for p, f in months.files().items()}
    months.run("hide", "reef", "--reason", "asked to")
    assert set(Document(months, "all.atom").gone) == ids(1, 2, 3, 4, 5, 6)
    assert Document(months, "all.atom").entries == [] and not archives(months)
    months.run("unhide", "reef")
    assert {p: f[0] for p, f in months.files().items()} == before


def test_only_what_is_taken_down_is_told(months):
    months.rules('drop when title = "Story 2"\n')
    months.run("publish")
    months.run("hide", "https://a.example/9", "--reason", "to come")
    assert not any(d.gone for d in walk(months))


# ---- what is told of them ----

def test_explain_tells_what_an_archive_holds(months):
    told = months.json("explain", "archives/all/2026-01.atom")
    assert told["file"]["published"] and told["file"]["stream"] == "all"
    assert [e["id"] for e in told["file"]["holds"]] == [
        "tag:a,2026:3", "tag:a,2026:2", "tag:a,2026:1"]


def test_explain_tells_what_its_page_shows(months):
    told = months.json("explain", "archives/all/2026-01.html")
    assert told["file"]["published"] and len(told["file"]["holds"]) == 3


def test_explain_tells_in_which_archive_an_entry_is(months):
    assert "archives/all/2026-01" in months.run("explain", "https://a.example/2").stdout
    assert "archives/" not in months.run("explain", "https://a.example/6").stdout


# ---- the site's own pages ----

def test_the_sitemap_names_the_sites_own_pages(origin, site):
    site.config({"edition daily": {"title": "Daily {date}", "period": "day", "cutoff": "07:00"}},
                url="https://test.example/a&b/")
    site.actor("reef", feed=origin.add("/feed", body=feed(1, 2, 3)))
    site.run("run")
    site.wait(days=32)
    bring(site, origin, 3, 4)
    root = xml.fromstring(site.published("sitemap.xml"))
    found = [e.text for e in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    pages = {str(p) for p in site.files() if p.endswith(".html")} - {"status.html", "404.html"}
    archived = {p for p in pages if p.startswith("archives/")}
    assert archived and "editions/daily.html" in pages
    pages -= archived
    assert set(found) == {"https://test.example/a&b/" + p.replace("index.html", "") for p in pages}
    assert len(found) == len(set(found))
    before = site.files()["sitemap.xml"]
    site.wait(hours=1)
    site.run("publish")
    assert site.files()["sitemap.xml"] == before
