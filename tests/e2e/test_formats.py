"""What the other formats of a stream say: the same as its Atom feed."""
import email.utils
import json
import xml.etree.ElementTree as ET

import pytest

import codings

DC = "{http://purl.org/dc/elements/1.1/}"
ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"

FEED = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<id>tag:reef.example,2026:feed</id><title>The reef &amp; the sea</title>
<updated>2026-03-01T10:00:00Z</updated>
<link rel="alternate" href="https://reef.example/"/>
<entry><id>tag:reef.example,2026:1</id><title>Fish &amp; &lt;chips&gt;</title>
<link rel="alternate" type="text/html" href="https://reef.example/1"/>
<link rel="enclosure" type="audio/mpeg" length="1234" href="https://reef.example/1.mp3"/>
<link rel="enclosure" type="image/png" href="https://reef.example/1.png"/>
<author><name>Ann</name><email>ann@reef.example</email></author><author><name>Bob</name></author>
<author><name>ann@reef.example</name></author>
<category term="sea" label="The sea"/><category term="food"/>
<summary>In short: a &lt; b.</summary>
<content type="html">&lt;p&gt;At &lt;em&gt;length&lt;/em&gt;.&lt;/p&gt;</content>
<published>2026-03-01T09:00:00+01:00</published><updated>2026-03-01T10:00:00Z</updated></entry>
<entry xml:lang=""><id>tag:reef.example,2026:2</id><title>A word</title>
<summary>Only a &lt;b&gt; summary.</summary>
<updated>2026-02-28T10:00:00Z</updated></entry>
</feed>"""


@pytest.fixture
def reef(origin, site):
    site.actor("reef", name="The Reef", keys={"themes": "food"}, feed=origin.add("/feed", body=FEED))
    site.rules('theme food "What is eaten"')
    site.config(hub="https://hub.example/", compress="yes")
    site.run("run", code=None)
    return site


def test_rss_says_what_atom_says(origin, reef):
    channel = ET.fromstring(reef.published("themes/food.rss")).find("channel")
    links = {l.get("rel"): l.get("href") for l in channel.findall(ATOM + "link")}
    assert links == {"self": "https://test.example/themes/food.rss", "hub": "https://hub.example/"}
    assert channel.findtext("title") == "What is eaten" and channel.findtext("language") == "fr"
    assert channel.findtext("lastBuildDate") == "Sun, 01 Mar 2026 10:00:00 GMT"
    first, second = channel.findall("item")
    assert first.findtext("title") == "Fish & <chips>"
    assert first.findtext("link") == "https://reef.example/1"
    assert first.find("guid").text == "tag:reef.example,2026:1"
    assert first.find("guid").get("isPermaLink") == "false"
    assert email.utils.parsedate_to_datetime(first.findtext("pubDate")).isoformat() == (
        "2026-03-01T08:00:00+00:00")
    assert first.findtext(ATOM + "updated") == "2026-03-01T10:00:00Z"
    assert [c.text for c in first.findall(DC + "creator")] == ["Ann", "Bob"]
    assert [(c.get("domain"), c.text) for c in first.findall("category")] == [
        ("https://test.example/themes/", "food"), (None, "The sea"), (None, "food")]
    assert first.findtext("description") == "In short: a &lt; b."
    assert first.findtext(CONTENT + "encoded") == "<p>At <em>length</em>.</p>"
    (enclosure,) = first.findall("enclosure")
    assert enclosure.attrib == {"url": "https://reef.example/1.mp3", "length": "1234",
                                "type": "audio/mpeg"}
    assert first.find(ATOM + "link").attrib == {"rel": "enclosure", "type": "image/png",
                                                "href": "https://reef.example/1.png"}
    assert first.findtext(DC + "language") == "en"
    assert first.find("source").get("url") == origin.url("/feed")
    assert first.findtext("source") == "The reef & the sea"
    assert second.findtext("description") == "Only a &lt;b&gt; summary."
    assert second.find(CONTENT + "encoded") is None and second.find(DC + "language") is None
    assert "ann@reef.example" not in reef.published("themes/food.rss")


def test_json_feed_says_what_atom_says(origin, reef):
    feed = json.loads(reef.published("themes/food.json"))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == "https://test.example/themes/food.json"
    assert feed["hubs"] == [{"type": "WebSub", "url": "https://hub.example/"}]
    assert feed["language"] == "fr" and feed["title"] == "What is eaten"
    first, second = feed["items"]
    assert first["_source"]["feed_url"] == origin.url("/feed")
    assert first["_source"]["id"] == "tag:reef.example,2026:feed"
    del first["_source"]
    assert first == {
        "id": "tag:reef.example,2026:1", "url": "https://reef.example/1",
        "title": "Fish & <chips>", "content_html": "<p>At <em>length</em>.</p>",
        "summary": "In short: a < b.", "language": "en",
        "date_published": "2026-03-01T08:00:00Z", "date_modified": "2026-03-01T10:00:00Z",
        "authors": [{"name": "Ann"}, {"name": "Bob"}], "tags": ["food", "The sea", "food"],
        "attachments": [
            {"url": "https://reef.example/1.mp3", "mime_type": "audio/mpeg",
             "size_in_bytes": 1234},
            {"url": "https://reef.example/1.png", "mime_type": "image/png"}]}
    assert second["content_text"] == "Only a <b> summary." and "content_html" not in second
    assert second["url"] == "https://reef.example/"
    assert "summary" not in second and "language" not in second


def test_all_formats_of_a_stream_change_together(origin, reef):
    before = reef.files()
    origin.add("/feed", body=FEED.replace("At &lt;em", "Now at &lt;em").replace(
        "2026-03-01T10:00:00Z", "2026-03-02T10:00:00Z"))
    reef.wait(hours=3)
    reef.run("run", code=None)
    after = reef.files()
    changed = {path for path, file in after.items() if before.get(path) != file}
    feeds = {path for path in after if path.endswith((".atom", ".rss", ".json"))
             and path != "health.atom"}
    assert feeds <= changed
    assert all("Now at" in reef.published(path) for path in feeds)
    reef.run("publish")
    assert reef.files() == after


def test_a_date_before_the_web_is_when_it_was_first_seen(origin, site):
    site.actor("old", feed=origin.add("/feed", body=FEED.replace("2026-02-28", "1978-07-03")))
    site.run("run")
    assert "1978" not in site.published("all.atom")
    story = site.json("explain", "tag:reef.example,2026:2")["stories"][0]
    assert story["dated"] == "2026-03-02T12:00:00Z"
    assert story["said_updated"] == "1978-07-03T10:00:00Z"


CODINGS = codings.made()


def plain_of(files):
    return {path for path in files if not path.endswith(tuple(codings.SUFFIXES.values()))}


def test_what_is_compressed_beside_each_file_holds_the_same(origin, reef):
    assert CODINGS and set(CODINGS) <= set(codings.SUFFIXES)
    large = "".join(chr(0x4e00 + (n * n * 7919) % 20000) for n in range(200000))
    reef.actor("large", feed=origin.add("/large", body=FEED.replace(":2026:", ":large:")
                                        .replace("Only a", large)))
    reef.run("run", code=None)
    public = reef.folder / "public"
    files = {str(p.relative_to(public)): p for p in public.rglob("*") if p.is_file()}
    assert files["all.atom"].stat().st_size > 500_000
    plain = plain_of(files)
    assert set(files) == plain | {path + codings.SUFFIXES[c] for path in plain for c in CODINGS}
    for path in plain:
        for coding in CODINGS:
            small = files[path + codings.SUFFIXES[coding]]
            assert codings.undo(coding, small.read_bytes()) == files[path].read_bytes(), small
            assert small.stat().st_mtime_ns >= files[path].stat().st_mtime_ns, small
    head = files["all.atom.gz"].read_bytes()[:8]
    assert head[3] == 0 and head[4:] == bytes(4)  # no name, no time


@pytest.mark.parametrize("coding", CODINGS)
@pytest.mark.parametrize("spoil", [lambda p: p.unlink(), lambda p: p.write_bytes(b"other")],
                         ids=["removed", "edited"])
def test_what_somebody_spoils_is_written_again(reef, coding, spoil):
    path = "all.atom" + codings.SUFFIXES[coding]
    before = reef.files()
    spoil(reef.folder / "public" / path)
    reef.run("publish")
    after = reef.files()
    assert after[path][0] == before[path][0]
    assert {p for p in after if before.get(p) != after[p]} == {path}


def test_nothing_is_compressed_where_it_is_not_wanted(reef):
    reef.config(hub="https://hub.example/", compress="no")
    before = reef.files()
    reef.run("publish")
    assert reef.files() == {path: before[path] for path in plain_of(before)}


@pytest.mark.parametrize("coding", CODINGS)
def test_what_is_compressed_is_of_the_stream(reef, coding):
    told = reef.json("explain", "themes/food.atom" + codings.SUFFIXES[coding])["file"]
    assert told["stream"] == "themes/food" and told["published"]


# ---- what is published of each entry ----

def atom(*entries, head=""):
    return f"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
<id>tag:reef.example,2026:feed</id><title>The reef</title><updated>2026-03-01T10:00:00Z</updated>
<link rel="alternate" href="https://reef.example/"/>{head}
{"".join(entries)}</feed>"""


def entry(number, inner="", links=True):
    link = f'<link rel="alternate" href="https://reef.example/{number}"/>' if links else ""
    return f"""<entry><id>tag:reef.example,2026:{number}</id><title>Fish {number}</title>{link}
<updated>2026-02-28T10:00:0{number}Z</updated>{inner}</entry>"""


def rss(*items, head="", declare=""):
    return f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" {declare}><channel><title>The reef</title><link>https://reef.example/</link>
<description>What lives there</description>{head}{"".join(items)}</channel></rss>"""


def item(number, inner=""):
    return f"""<item><title>Fish {number}</title><guid isPermaLink="false">reef-{number}</guid>
<link>https://reef.example/{number}</link>
<pubDate>Sat, 28 Feb 2026 10:00:0{number} GMT</pubDate>{inner}</item>"""


@pytest.fixture
def poll(origin, site):
    """Polls a document: poll(body); returns the site."""
    def again(body, **actor):
        address = origin.add("/feed", body=body)
        site.actor("reef", name="The Reef's people", feed=address, **actor)
        site.wait(hours=3)
        site.run("run")
        return site
    return again


def atom_entries(site, path="all.atom"):
    return ET.fromstring(site.published(path)).findall(ATOM + "entry")


def rss_items(site):
    return ET.fromstring(site.published("all.rss")).find("channel").findall("item")


def json_items(site):
    return json.loads(site.published("all.json"))["items"]


@pytest.mark.parametrize("vocabulary", ["http://www.w3.org/2007/app", "http://purl.org/atom/app#"])
def test_a_draft_is_not_published_for_as_long_as_it_is_one(poll, vocabulary):
    draft = (f'<app:control xmlns:app="{vocabulary}"><app:draft>yes</app:draft></app:control>')

    def titles(*bodies):
        site = poll(atom(*bodies))
        return [e.findtext(ATOM + "title") for e in atom_entries(site)], site

    shown, site = titles(entry(1), entry(2, draft))
    assert shown == ["Fish 1"]
    assert not any(b"Fish 2" in file[0] for file in site.files().values())
    story = site.json("explain", "tag:reef.example,2026:2", code=1)["stories"][0]
    assert "app:draft" in story["reason"]
    assert titles(entry(1), entry(2, draft.replace("yes", "no")))[0] == ["Fish 2", "Fish 1"]
    assert titles(entry(1), entry(2, draft))[0] == ["Fish 1"]
    assert titles(entry(1), entry(2))[0] == ["Fish 2", "Fish 1"]


LICENSE = "https://creativecommons.org/licenses/by/4.0/"
CC = "{http://backend.userland.com/creativeCommonsRssModule}"
CHANNEL_TERMS = f"<copyright>© The reef</copyright><cc:license>{LICENSE}</cc:license>"
FEED_TERMS = f'<rights>© The reef</rights><link rel="license" href="{LICENSE}"/>'


@pytest.mark.parametrize("body", [
    rss(item(1), head=CHANNEL_TERMS,
        declare='xmlns:cc="http://backend.userland.com/creativeCommonsRssModule"'),
    atom(entry(1), head=FEED_TERMS)], ids=["rss", "atom"])
def test_what_a_feed_says_of_rights_reaches_its_entries(poll, body):
    site = poll(body)
    feed = ET.fromstring(site.published("all.atom"))
    (shown,) = feed.findall(ATOM + "entry")
    source = shown.find(ATOM + "source")
    assert source.findtext(ATOM + "rights") == "© The reef"
    assert [l.get("href") for l in source.findall(ATOM + "link[@rel='license']")] == [LICENSE]
    assert feed.find(ATOM + "rights") is None and feed.find(ATOM + "link[@rel='license']") is None
    (shown,) = rss_items(site)
    assert shown.findtext(DC + "rights") == "© The reef"
    assert shown.findtext(CC + "license") == LICENSE
    terms = json_items(site)[0]["_rights"]
    assert terms["text"] == "© The reef" and terms["license"] == LICENSE


def test_what_an_entry_says_of_rights_comes_first(poll):
    own = LICENSE.replace("/by/", "/by-nc/")
    site = poll(atom(entry(1, f'<rights>Mine</rights><link rel="license" href="{own}"/>'),
                     head=FEED_TERMS))
    (shown,) = atom_entries(site)
    assert shown.findtext(ATOM + "rights") == "Mine"
    assert shown.find(ATOM + "link[@rel='license']").get("href") == own
    (shown,) = rss_items(site)
    assert shown.findtext(DC + "rights") == "Mine" and shown.findtext(CC + "license") == own
    assert json_items(site)[0]["_rights"]["license"] == own


def said_of(source):
    links = {l.get("rel"): l.get("href") for l in source.findall(ATOM + "link")}
    return source.findtext(ATOM + "id"), source.findtext(ATOM + "title"), links


def test_of_a_former_feed_only_what_was_said(poll, origin):
    site = poll(rss(item(1, '<source url="http://orig.example/rss">Orig</source>'), item(2)))
    second, first = atom_entries(site)
    assert said_of(first.find(ATOM + "source")) == (
        "http://orig.example/rss", "Orig",
        {"self": "http://orig.example/rss", "alternate": "http://orig.example/"})
    assert first.find(ATOM + "link[@rel='via']").get("href") == origin.url("/feed")
    assert first.findtext(f"{ATOM}author/{ATOM}name") == "Orig"
    assert said_of(second.find(ATOM + "source"))[1] == "The reef"
    assert second.find(ATOM + "link[@rel='via']") is None
    assert json_items(site)[1]["_source"] == {
        "about": "https://www.rfc-editor.org/rfc/rfc4287#section-4.2.11",
        "id": "http://orig.example/rss", "title": "Orig", "feed_url": "http://orig.example/rss",
        "home_page_url": "http://orig.example/"}


def test_a_title_alone_names_no_former_feed(poll, origin):
    site = poll(atom(entry(1, "<source><title>Blog 2</title></source>", links=False)))
    (shown,) = atom_entries(site)
    assert said_of(shown.find(ATOM + "source")) == (
        "tag:reef.example,2026:feed", "The reef",
        {"self": origin.url("/feed"), "alternate": "https://reef.example/"})
    assert shown.find(ATOM + "link[@rel='alternate']").get("href") == "https://reef.example/"


def test_a_former_feed_keeps_all_that_it_said(poll):
    site = poll(atom(entry(1, f"""<source><id>tag:b.example,2026:2</id><title>Blog 2</title>
        <subtitle>Of fish</subtitle><updated>2026-02-27T10:00:00Z</updated>
        <icon>https://b.example/i.png</icon><logo>https://b.example/l.png</logo>
        <author><name>Bea</name></author><contributor><name>Cy</name></contributor>
        <rights>Bea's</rights><link rel="license" href="{LICENSE}"/></source>""")))
    source = atom_entries(site)[0].find(ATOM + "source")
    assert [e.tag.removeprefix(ATOM) for e in source] == [
        "id", "title", "updated", "author", "contributor", "rights", "link", "icon", "logo",
        "subtitle"]
    assert source.findtext(ATOM + "updated") == "2026-02-27T10:00:00Z"


def test_one_page_of_several_and_no_mail(poll):
    site = poll(atom(entry(1, """<link rel="alternate" href="mailto:ann@reef.example"/>
        <link rel="alternate" type="application/pdf" href="https://reef.example/1.pdf"/>
        <link rel="alternate" type="application/xhtml+xml" href="https://reef.example/1.xhtml"/>
        <link rel="alternate" hreflang="en" href="https://reef.example/1.en"/>
        <link rel="http://schemas.google.com/g/2005#feed" href="https://reef.example/g"/>
        """, links=False), entry(2, '<link href="mailto:ann@reef.example"/>', links=False)))
    second, first = atom_entries(site)
    assert [(l.get("rel"), l.get("href")[-9:]) for l in first.findall(ATOM + "link")] == [
        ("alternate", "e/1.xhtml"), ("related", "f.example"), ("related", "ple/1.pdf"),
        ("related", "mple/1.en")]
    assert second.find(ATOM + "link[@rel='alternate']").get("href") == "https://reef.example/"
    assert [i["url"] for i in json_items(site)] == ["https://reef.example/",
                                                    "https://reef.example/1.xhtml"]


def test_an_author_without_a_name_is_none(poll, origin):
    site = poll(rss(item(1, "<author>ann@reef.example</author>"),
                    head="<managingEditor>ed@reef.example (Eddie)</managingEditor>"))
    assert [c.text for c in rss_items(site)[0].findall(DC + "creator")] == ["Eddie"]
    site = poll(json.dumps({
        "version": "https://jsonfeed.org/version/1.1", "title": "The reef",
        "authors": [{"name": "Eddie"}],
        "items": [{"id": "9", "content_text": "Cod", "date_published": "2026-03-01T00:00:00Z",
                   "authors": [{"name": "", "url": "https://reef.example/ann"}]}]}))
    assert [i["authors"] for i in json_items(site) if i["title"] == "Cod"] == [[{"name": "Eddie"}]]


def test_of_podcasts_only_atom_tells(poll):
    site = poll(rss(item(1, """<itunes:explicit>yes</itunes:explicit>
        <itunes:image href="https://reef.example/i.png"/>"""),
        declare='xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'))
    assert "<itunes:explicit>true</itunes:explicit>" in site.published("all.atom")
    assert '<itunes:image href="https://reef.example/i.png"/>' in site.published("all.atom")
    assert "itunes" not in site.published("all.rss")  # its channel is no podcast


LOST = "\N{REPLACEMENT CHARACTER}"


def test_what_was_lost_is_a_question_in_all_formats(poll):
    site = poll(atom(entry(1, f"<category term='d{LOST}j'/><content>d{LOST}j</content>"), entry(
        2, f"<content type='html'>d{LOST}j &amp;#xD800; &amp;#xFFFD;</content>")))
    for path in ("all.atom", "all.rss", "all.json", "index.html"):
        assert LOST not in site.published(path), path
    assert json_items(site)[0]["content_html"] == "d?j ? ?"
    assert json_items(site)[1]["content_text"] == "d?j" == json_items(site)[1]["tags"][0]


def test_a_text_that_looks_like_markup_stays_a_text(poll):
    site = poll(atom(entry(1, "<content>Say &lt;b&gt;it&lt;/b&gt;\n\nagain</content>"
                              "<category term='a' scheme='not an iri'/>"
                              "<link rel='enclosure' type='mp3' href='https://reef.example/a'/>")))
    (shown,) = atom_entries(site)
    content = shown.find(ATOM + "content")
    want = "Say &lt;b&gt;it&lt;/b&gt;<br>\n<br>\nagain"
    assert content.get("type") == "html" and content.text == want
    assert rss_items(site)[0].findtext("description") == want
    assert json_items(site)[0]["content_text"] == "Say <b>it</b>\n\nagain"
    assert shown.find(ATOM + "category").attrib == {"term": "a"}
    assert "type" not in shown.find(ATOM + "link[@rel='enclosure']").attrib


def test_a_theme_says_so_and_rss_when_to_come_again(poll):
    site = poll(atom(entry(1)), keys={"themes": "food"})
    said = {"term": "food", "scheme": "https://test.example/themes/", "label": "food"}
    assert ET.fromstring(site.published("themes/food.atom")).find(ATOM + "category").attrib == said
    assert ET.fromstring(site.published("all.atom")).find(ATOM + "category") is None
    channel = ET.fromstring(site.published("themes/food.rss")).find("channel")
    assert channel.findtext("category") == "food" and channel.findtext("ttl") == "60"


def test_the_length_of_a_second_enclosure(poll):
    site = poll(rss(item(1, "".join(f'<enclosure url="https://reef.example/{n}.mp3" length="{n}"'
                                    ' type="audio/mpeg"/>' for n in (5, 7)))))
    (second,) = rss_items(site)[0].findall(ATOM + "link")
    assert second.get("length") == "7"


def test_a_list_of_sources_says_what_their_feeds_say(origin, site):
    def feed(path, title, language=""):
        return origin.add(path, body=rss(item(1), head=language).replace("The reef", title))

    site.write("feeds.d/reef.conf", f"""name = The Reef
site = https://people.example/
themes = food

[feed]
url = {feed("/a", "News", "<language>de</language>")}
allow-private = yes

[feed talks]
url = {feed("/b", "Talks")}
allow-private = yes

[feed more]
url = {feed("/c", "Talks")}
allow-private = yes
""")
    site.run("run")
    list = ET.fromstring(site.published("subscriptions.opml"))
    assert list.findtext("head/ownerName") == "Test"
    assert list.findtext("head/dateCreated") == "Mon, 02 Mar 2026 12:00:00 GMT"
    leaves = [dict(o.attrib) for o in list.iter("outline")]
    assert leaves[0] == {
        "type": "rss", "text": "News", "title": "News", "xmlUrl": origin.url("/a"),
        "htmlUrl": "https://reef.example/", "description": "What lives there",
        "language": "de", "category": "/theme/food,/actor/reef"}
    assert leaves[1]["title"] == "Talks" and "language" not in leaves[1]
    assert leaves[2]["title"] == "Talks: " + origin.url("/c")
