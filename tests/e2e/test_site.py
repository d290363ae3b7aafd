"""The site's pages: which there are, what is on them, and when they change.
How they look is for test_browser.py."""
import re

import pytest

HTML = ("index.html", "all.html", "about.html", "status.html", "actors/reef.html", "actors/kelp.html",
        "themes/sea.html", "streams/own.html", "editions/daily.html")


def rss(*items, more=""):
    said = "".join(f"<item><title>{title}</title><link>https://reef.example/{title}</link>"
                   f"<pubDate>Sun, 01 Mar 2026 {10 + n}:00:00 GMT</pubDate>"
                   f"<description>About {title}.</description>{more}</item>"
                   for n, title in enumerate(items))
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>F</title>{said}</channel></rss>'


@pytest.fixture
def reef(site, origin):
    """Two actors, a theme, a stream and an edition."""
    site.config({"stream own": {"title": "Own"}, "edition daily": {"period": "day", "name": "Daily"}},
                language="en")
    site.actor("reef", name="The reef", feed=origin.add("/reef", body=rss("Coral", "Polyp")),
               keys={"themes": "sea", "site": "https://www.reef.example/"})
    site.actor("kelp", name="Kelp & co", feed=origin.add("/kelp", body=rss("Algae")))
    site.run("run")
    return site


def changed(site, before):
    after = site.files()
    return {path for path in {*before, *after} if before.get(path) != after.get(path)}


def links(page):
    return re.findall(r' href="([^"]*)"', page)


def test_each_stream_has_a_page_that_the_front_page_leads_to(reef):
    front = reef.published("index.html")
    for path in HTML:
        page = reef.published(path)
        assert page.count("<h1") == 1 and "<script" not in page, path
        if path not in ("index.html", "about.html"):
            assert path in links(front), path
    page = reef.published("actors/reef.html")
    assert "Coral" in page and "Polyp" in page and "Algae" not in page
    assert {"../style.css", "../index.html", "reef.atom", "https://www.reef.example/"} <= {*links(page)}


def test_all_links_within_the_site_lead_somewhere(reef):
    reef.wait(days=40)
    reef.run("publish")
    public = reef.folder / "public"
    pages = {str(p.relative_to(public)) for p in public.rglob("*.html")}
    assert {*HTML, "archives/themes/sea/2026-03.html"} < pages
    for path in pages:
        page = reef.published(path)
        (own,) = re.findall('<link rel="canonical" href="https://test.example/([^"]*)"', page)
        assert own == path.replace("index.html", "")
        for link in links(page):
            if ":" in link:
                continue
            name, _, part = link.partition("#")
            folder = public if name.startswith("/") else (public / path).parent
            target = folder / name.lstrip("/") if name else public / path
            assert target.resolve().is_file(), f"{path}: {link}"
            assert not part or f' id="{part}"' in target.read_text(), f"{path}: {link}"


def test_the_page_for_missing_ones_is_right_at_any_address(reef):
    for url, root in (("https://test.example/", "/"), ("https://test.example/news/", "/news/")):
        reef.config(language="en", url=url)
        reef.run("publish")
        page = reef.published("404.html")
        assert {root + p for p in ("style.css", "index.html", "about.html", "status.html")} <= {*links(page)}
        assert all(link.startswith((root, url, "#")) for link in links(page))
        assert "nothing at this address" in page and "noindex" in page
        assert "404.html" not in reef.published("sitemap.xml")


def test_a_link_to_a_page_can_be_shown_with_what_it_is(reef):
    for path, title, said in (("index.html", "Test", "This site gathers what 2 actors publish elsewhere."),
                              ("actors/kelp.html", "Kelp &amp; co",
                               "Kelp &amp; co: the newest articles and links to their originals")):
        page = reef.published(path)
        for name, content in (('property="og:title"', title), ('name="description"', said),
                              ('property="og:description"', said)):
            assert f'<meta {name} content="{content}">' in page


def test_only_pages_of_streams_that_changed_are_written(reef, origin):
    before = reef.files()
    reef.wait(hours=2)
    reef.run("run")
    assert changed(reef, before) == set()
    origin.add("/kelp", body=rss("Algae", "Wrack"))
    reef.wait(hours=2)
    reef.run("run")
    pages = {p for p in changed(reef, before) if p.endswith(".html")}
    assert pages == {"index.html", "all.html", "actors/kelp.html", "streams/own.html"}


def test_a_page_that_was_removed_or_edited_is_written_again(reef):
    before = reef.published("themes/sea.html")
    (reef.folder / "public/themes/sea.html").unlink()
    reef.write("public/about.html", "else")
    reef.run("publish")
    assert reef.published("themes/sea.html") == before
    assert "<h1" in reef.published("about.html")


def test_what_the_operator_adds_is_on_every_page(reef):
    for name, text in {"head": "<meta name=a>", "header": "<p>H</p>", "aside": "<p>A</p>",
                       "footer": "<p>F</p>"}.items():
        reef.write(f"pages/{name}.html", text)
    reef.write("pages/about.html", "<p>Who we are</p>")
    reef.write("pages/user.css", ":root { --link: red; }\n")
    reef.run("publish")
    for path in HTML:
        page = reef.published(path)
        for text in ("<meta name=a>\n</head>", "<p>H</p>\n</header>", "<p>A</p>\n</aside>", "<p>F</p>"):
            assert text in page, (path, text)
        assert any(link.endswith("user.css") for link in links(page))
        assert "img-src 'self'" in page
    assert "<p>Who we are</p>" in reef.published("about.html")
    assert reef.published("user.css") == ":root { --link: red; }\n"
    (reef.folder / "pages/user.css").unlink()
    reef.run("publish")
    assert not reef.publishes("user.css") and "user.css" not in reef.published("index.html")


@pytest.mark.parametrize("name, content, told", [
    ("heeader.html", b"x", 'heeader.html: warning: is added to no page: .*did you mean "header.html"'),
    ("other.css", b"x", "other.css: warning: is added to no page"),
    ("head.html", b"\xff", "head.html: error: is not UTF-8"),
    pytest.param("head.html", b"x" * 300000, "head.html.* is larger than 262144 bytes", id="large"),
])
def test_what_cannot_be_added_is_told(reef, name, content, told):
    reef.write("pages/" + name, "").write_bytes(content)
    said = reef.run("check", code=None)
    assert re.search(told, said.stdout + said.stderr), said.stdout + said.stderr


def test_images_are_only_there_where_the_operator_says_so(reef, origin):
    more = ('<media:thumbnail xmlns:media="http://search.yahoo.com/mrss/" '
            'url="{}://reef.example/i.jpg"/>')
    origin.add("/reef", body=rss("Coral", more=more.format("https")))
    origin.add("/kelp", body=rss("Algae", more=more.format("http")))
    reef.wait(hours=2)
    reef.run("run")
    page = reef.published("index.html")
    assert "<img" not in page and "img-src" not in page
    reef.config(language="en", remote_images="yes")
    reef.run("publish")
    page = reef.published("index.html")
    assert re.findall('src="([^"]*)"', page) == ["https://reef.example/i.jpg"]
    assert 'referrerpolicy="no-referrer"' in page and "img-src 'self' https:" in page


def test_feeds_name_their_style(reef):
    for path, way in {"all.atom": "", "actors/reef.rss": "../", "editions/daily.atom": "../",
                      "health.atom": ""}.items():
        assert f'<?xml-stylesheet type="text/css" href="{way}feed.css"?>' in reef.published(path)
    assert "This is a feed." in reef.published("feed.css")


def test_pages_have_a_form_where_there_is_a_search(reef):
    for path in HTML:
        assert "<form" not in reef.published(path) and "form-action 'none'" in reef.published(path)
    reef.config(language="en", search="yes")
    reef.run("publish")
    for path in ("index.html", "all.html", "about.html", "status.html", "actors/reef.html"):
        page = reef.published(path)
        assert re.findall('<form role="search" action="([^"]*)"', page) == ["../" * path.count("/") + "search"]
        assert "form-action 'self'" in page and page.count('<label for="q">') == 1
    assert "<button>Search</button>" in reef.published("index.html")
    reef.config(language="fr", search="yes")
    reef.run("publish")
    assert "<button>Rechercher</button>" in reef.published("index.html")


def test_robots_are_told_where_the_pages_are(reef):
    said = "User-agent: *\nDisallow:{}\n\nSitemap: https://test.example{}/sitemap.xml\n"
    assert reef.published("robots.txt") == said.format("", "")
    reef.config(search="yes", url="https://test.example")
    reef.run("publish")
    assert reef.published("robots.txt") == said.format(" /search", "")
    (reef.folder / "public/robots.txt").unlink()
    reef.run("publish")
    assert reef.published("robots.txt") == said.format(" /search", "")
    reef.config(url="https://test.example/news/")
    reef.run("publish")
    assert not reef.publishes("robots.txt")


def test_a_page_can_be_explained(reef):
    assert "Coral" in reef.run("explain", "actors/reef.html").stdout
    assert "Algae" in reef.run("explain", "index.html").stdout
