"""Pages without a feed, and what the operator says of their parts."""
import gzip
import re

import pytest

from test_faults import coded

HTML = {"Content-Type": "text/html; charset=utf-8"}
PROSE = ("Le récit commence par une longue phrase, qui dit où l’on est et pourquoi l’on "
         "y est venu; une autre la suit, puis une troisième, qui est plus courte.")


def article(title, byline="Par Le RAMEAU - Publié le 31 mai 2022 - 11:31", body=""):
    return (f"<html lang=fr><head><title>{title} | Site</title></head><body>"
            f"<main><div class=infos>{byline}</div><h1>{title}</h1>"
            f"<div class=texte><p>{title}. {PROSE}</p>{body}</div></main></body></html>")


def listing(*titles, more=""):
    rows = "".join(f"<div class=row><h3><a href='/news/{n}'>{title}</a></h3></div>"
                   for n, title in enumerate(titles))
    return f"<html lang=fr><body><h1>Tous</h1>{rows}{more}</body></html>"


TITLES = ("Un premier article assez long", "Un deuxième article assez long",
          "Un troisième article assez long")


def test_selectors_are_tried_on_a_saved_page(site):
    site.actor("rameau", page="https://rameau.example/", items="css: .row h3 a",
               byline="css: .infos", body="css: .corps")
    saved = site.write("saved.html", listing(*TITLES))
    said = site.run("preview", "feeds.d/rameau.conf", "--page", saved).stdout
    assert "selector   items = css: .row h3 a: 3 nodes" in said
    assert "selector   byline = css: .infos: 0 nodes" in said
    assert TITLES[0] in said and "https://rameau.example/news/0" in said
    saved = site.write("saved.html", article(TITLES[0]))
    said = site.run("preview", "rameau", "--page", saved).stdout
    assert "items = css: .row h3 a: 0 nodes" in said
    assert "byline = css: .infos: 1 node\n" in said
    assert "body = css: .corps: 0 nodes" in said
    assert "published  2022-05-31T09:31:00Z" in said
    assert TITLES[0] in said


def test_a_saved_page_of_nobody_is_a_mistake(site):
    site.actor("rameau", page="https://rameau.example/")
    saved = site.write("saved.html", listing(*TITLES))
    said = site.run("preview", "nobody", "--page", saved, code=2).stderr
    assert "nobody: no source to read" in said and "feeds.d" in said


def test_a_feed_that_a_page_names_is_told(origin, site):
    head = ("<link rel=alternate type=application/rss+xml href=/comments/feed title=Comments>"
            "<link rel=alternate type=application/rss+xml href=/feed title=News>")
    page = origin.add("/", body=listing(*TITLES).replace("<body>", f"<head>{head}</head><body>"),
                      headers=HTML)
    site.actor("rameau", page=page)
    site.run("run")
    feed = origin.url("/feed")
    assert f"it names a feed, for a [feed] section: {feed}" in site.run("status").stdout
    assert site.json("status")["sources"][0]["feed"] == feed
    assert f"feed       {feed}: a [feed] section" in site.run("preview", "rameau").stdout
    assert "/feed" not in site.published("status.json")


def test_a_wall_is_no_article(origin, site):
    origin.add("/news/0", body="<html><head><title>Un instant…</title></head><body>"
                               f"<h1>site</h1><p>{PROSE}</p></body></html>", headers=HTML)
    for n in (1, 2):
        origin.add(f"/news/{n}", body=article(TITLES[n]), headers=HTML)
    site.actor("rameau", page=origin.add("/", body=listing(*TITLES), headers=HTML))
    site.run("run")
    published = site.published("all.atom")
    assert "Un instant" not in published and TITLES[0] in published


def test_an_author_who_is_not_the_actor_is_told_and_kept(origin, site):
    bylines = ("Par Le Rameau - Publié le 31 mai 2022 - 11:31",
               "Par Marie Dupont - Publié le 31 mai 2022 - 11:32",
               "Par Rameau asso - Publié le 31 mai 2022 - 11:33")
    for n, byline in enumerate(bylines):
        origin.add(f"/news/{n}", body=article(TITLES[n], byline), headers=HTML)
    page = origin.add("/", body=listing(*TITLES), headers=HTML)
    site.actor("rameau", name="Le RAMEAU", page=page, keys={"aliases": "Rameau Asso; X"})
    site.run("run")
    told = [site.run("explain", origin.url(f"/news/{n}")).stdout for n in range(3)]
    assert ["none of them is the actor: Le RAMEAU" in t for t in told] == [False, True, False]
    assert "<name>Marie Dupont</name>" in site.published("all.atom")


def paged(origin, pages, each, mark="<a rel=next href='{}'>Suite</a>", path="/p{}"):
    """Pages of a list that lead to one another, and their articles."""
    numbers = range(pages * each)
    for n in numbers:
        origin.add(f"/a/{n}", body=article(f"Un article qui est le numéro {n} de tous"),
                   headers=HTML)
    for page in range(pages):
        rows = "".join(f"<div class=row><h3><a href='/a/{n}'>Un article qui est le numéro {n} "
                       f"de tous</a></h3></div>" for n in numbers[page * each:][:each])
        more = mark.format(path.format(page + 1)) if page + 1 < pages else ""
        origin.add(path.format(page), headers=HTML,
                   body=f"<html lang=fr><body><h1>Tous</h1>{rows}{more}</body></html>")
    return origin.url(path.format(0))


def test_a_list_is_filled_from_its_further_pages_and_then_no_more(origin, site):
    site.actor("rameau", page=paged(origin, pages=3, each=4))
    site.run("run")
    assert site.json("status")["sources"][0]["entries"] == 12
    asked = [r.path for r in origin.requests()]
    assert sorted(asked[:3]) == ["/p0", "/p1", "/p2"] and len(asked) == len(set(asked)) == 15
    origin.forget()
    site.wait(days=1)
    site.run("run")
    assert [r.path for r in origin.requests()] == ["/p0"]


def test_pages_are_turned_by_what_looks_like_a_pager(origin, site):
    mark = "<ul class=pager><li class='pager__item--next'><a href='{}'>Page suivante</a></li></ul>"
    site.actor("rameau", page=paged(origin, pages=2, each=3, mark=mark))
    site.run("run")
    assert site.json("status")["sources"][0]["entries"] == 6


def test_filling_a_list_is_bounded(origin, site):
    site.actor("rameau", page=paged(origin, pages=9, each=3))
    site.run("run")
    assert len([r for r in origin.requests() if r.path.startswith("/p")]) == 5


def test_a_list_that_leads_to_itself_is_read_once_more_at_most(origin, site):
    site.actor("rameau", page=origin.add("/", body=listing(
        *TITLES, more="<a rel=next href='/'>Suite</a>"), headers=HTML))
    site.run("run")
    assert len(origin.requests("/")) <= 2


def test_a_further_page_that_fails_costs_nothing_else(origin, site):
    page = paged(origin, pages=2, each=3)
    origin.add("/p1", status=500)
    site.actor("rameau", page=page)
    site.run("run")
    assert site.json("status")["sources"][0]["entries"] == 3


def test_a_list_that_lost_its_articles_is_an_error_and_takes_nothing_away(origin, site):
    page = paged(origin, pages=1, each=3)
    site.actor("rameau", page=page)
    site.run("run")
    before = site.published("all.atom")
    origin.add("/p0", body="<html lang=fr><body><h1>Tous</h1><p>Rien.</p></body></html>",
               headers=HTML)
    site.wait(days=1)
    assert "no list of articles in it" in site.run("run", code=3).stderr
    assert site.published("all.atom") == before


MODAL = ("<div class=boite><h2>Restons en contact</h2><p>Chaque semaine, nos nouvelles chez "
         "vous.</p><ul><li>La quotidienne du canton</li><li>L’hebdo du canton</li></ul></div>")


def serve_articles(origin, bodies, path="/news/{}", **options):
    for n, body in enumerate(bodies):
        title = f"Un article qui est le numéro {n} de tous"
        origin.add(path.format(n), body=article(title, body=body), headers=HTML, **options)


def serve_list(origin, count):
    return origin.add("/", body=listing(*(f"Un article qui est le numéro {n} de tous"
                                          for n in range(count))), headers=HTML)


def test_what_stands_on_three_pages_of_a_source_is_chrome(origin, site):
    own = [f"<h2>Sources</h2><p>La source {n} est la seule de l’article.</p>" for n in range(6)]
    serve_articles(origin, [text + MODAL for text in own])
    site.actor("rameau", page=serve_list(origin, 2), items="css: h3 a")
    site.run("run")
    assert site.published("all.atom").count("Restons en contact") == 2
    serve_list(origin, 4)
    site.wait(hours=2)
    site.run("run")
    published = site.published("all.atom")
    assert "Restons" not in published and "quotidienne" not in published
    assert all(f"La source {n} est" in published for n in range(4))
    assert published.count("Sources") == 4  # a heading stays with what it heads
    told = site.run("explain", origin.url("/news/0")).stdout
    assert "content: passed over: on several pages of this source: Restons en contact" in told
    before = published
    serve_list(origin, 6)
    site.wait(hours=2)
    site.run("run")
    published = site.published("all.atom")
    assert "Restons" not in published and "La source 5 est" in published
    assert [e for e in re.findall("<entry>.*?</entry>", before, re.S) if e not in published] == []


def test_chrome_is_learned_within_one_run(origin, site):
    serve_articles(origin, [f"<p>La source {n} est seule.</p>{MODAL}" for n in range(5)])
    site.actor("rameau", page=serve_list(origin, 5))
    site.run("run")
    assert "Restons" not in site.published("all.atom")
    assert site.published("all.atom").count("est seule") == 5


def test_what_stands_on_three_pages_of_different_sources_is_not(origin, site):
    site.config({"doubles": {"window": "0d"}})  # their articles are alike
    for actor in ("a", "b", "c"):
        origin.add(f"/{actor}", headers=HTML, body=listing(*TITLES).replace("/news/", f"/{actor}/"))
        serve_articles(origin, [MODAL], path=f"/{actor}/{{}}")
        site.actor(actor, page=origin.url(f"/{actor}"), items="css: h3 a[href$='/0']")
    site.run("run")
    assert site.published("all.atom").count("Restons en contact") == 3


def test_an_image_of_all_pages_is_no_image_of_one(origin, site):
    head = "<meta property='og:image' content='/img/site.png'>"
    for n in range(3):
        body = article(f"Un article qui est le numéro {n} de tous",
                       body=f"<img src='/img/{n}.jpg' width=600>")
        origin.add(f"/news/{n}", body=body.replace("</head>", head + "</head>"), headers=HTML)
    site.actor("rameau", page=serve_list(origin, 3))
    site.run("run")
    listed = site.json("list")
    assert sorted(e["image"][-5:] for e in listed) == ["0.jpg", "1.jpg", "2.jpg"]


def test_a_run_that_was_killed_goes_on_with_what_is_stale(origin, site):
    serve_articles(origin, [f"<p>La source {n} est seule.</p>{MODAL}" for n in range(3)])
    site.actor("rameau", page=serve_list(origin, 3))
    site.run("fetch")
    site.sql("UPDATE entry SET stale = 1")
    site.run("publish")
    assert site.published("all.atom").count("est seule") == 3
    assert site.sql("SELECT count(*) FROM entry WHERE stale > 0") == [(0,)]


def soon(site):
    """The day after the articles appeared."""
    site.now = site.now.replace(year=2022, month=6, day=1)


def test_what_is_stale_waits_for_its_source(origin, site):
    serve_articles(origin, [""] * 3)
    page = serve_list(origin, 3)
    site.actor("rameau", page=page)
    site.run("run")
    site.sql("UPDATE entry SET stale = 1")
    (site.folder / "feeds.d/rameau.conf").unlink()
    site.run("publish")
    assert site.sql("SELECT sum(stale) FROM entry") == [(3,)]
    site.actor("rameau", page=page)
    site.run("publish")
    assert site.sql("SELECT sum(stale) FROM entry") == [(0,)]


def test_a_changed_setting_reaches_what_was_read_before(origin, site):
    serve_articles(origin, ["<p>Le texte.</p>"] * 3)
    page = serve_list(origin, 3)
    site.actor("rameau", page=page)
    site.run("run")
    assert site.published("all.atom").count("<published>2022-05-31T09:31:00Z") == 3
    origin.forget()
    site.actor("rameau", page=page, keys={"timezone": "America/Montreal"})
    site.run("publish")
    assert site.published("all.atom").count("<published>2022-05-31T15:31:00Z") == 3
    assert origin.requests() == []


ATOM = """<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='en' xml:base='/f/'><id>tag:a,2020:f</id>
<title>F</title><entry><id>relative</id><title>One</title><link href='1'/>
<updated>2026-01-02T03:04:05</updated><content type='html'>&lt;img src="i.png"> one</content></entry>
<entry xml:lang='fr'><id>tag:a,2020:2</id><title type='html'>T &lt;b>two</title>
<updated>2026-01-02T03:04:06Z</updated></entry></feed>"""
RSS = """<rss version='2.0'><channel><title>R</title><language>de</language><item><title>A</title>
<link>/a</link><pubDate>Fri, 2 Jan 2026 10:00</pubDate><description>&lt;p>x</description></item>
</channel></rss>"""


def test_what_is_derived_again_is_the_same(origin, site):
    serve_articles(origin, [f"<p>La source {n}.</p>{MODAL}" for n in range(4)])
    site.actor("a", page=serve_list(origin, 4))
    site.actor("b", feed=origin.add("/atom", body=ATOM))
    site.actor("c", feed=origin.add("/rss", body=RSS))
    site.run("run")
    entries = site.sql("SELECT id, packed, updated FROM entry ORDER BY id")
    before = site.files()
    assert len(entries) == 7
    site.sql("UPDATE source SET made = 1")
    site.wait(days=3)
    site.run("publish")
    assert site.sql("SELECT id, packed, updated FROM entry ORDER BY id") == entries
    assert site.files() == before
    assert {made for made, in site.sql("SELECT made FROM source")}.isdisjoint({1})


def times(origin, path):
    return len(origin.requests(path))


def test_an_edit_that_the_list_shows_is_read(origin, site):
    serve_articles(origin, ["<p>Avant.</p>"] * 3)
    site.actor("rameau", page=serve_list(origin, 3))
    site.run("run")
    body = listing("Un article qui est le numéro 0 de tous, corrigé",
                   *(f"Un article qui est le numéro {n} de tous" for n in (1, 2)))
    origin.add("/", body=body, headers=HTML)
    origin.add("/news/0", headers=HTML, body=article(
        "Un article qui est le numéro 0 de tous, corrigé", body="<p>Après.</p>"))
    site.wait(minutes=59)
    site.run("run", "--force")
    assert [times(origin, f"/news/{n}") for n in range(3)] == [2, 1, 1]
    published = site.published("all.atom")
    assert "Après." in published and published.count("<entry>") == 3
    site.wait(minutes=30)
    origin.forget()
    site.run("run", "--force")
    assert times(origin, "/news/0") == 0


def test_a_count_beside_a_title_is_no_edit(origin, site):
    serve_articles(origin, ["<p>Avant.</p>"] * 3)
    site.actor("rameau", page=origin.url("/"))
    for run in range(3):
        origin.add("/", headers=HTML, body=listing(
            *(f"Un article qui est le numéro {n} de tous <b>{run * 7 + n}</b> {run} commentaires"
              for n in range(3))))
        site.run("run", "--force")
        site.wait(minutes=20)
    assert [times(origin, f"/news/{n}") for n in range(3)] == [1, 1, 1]


def test_the_newest_articles_are_visited_ever_less_often(origin, site):
    soon(site)
    serve_articles(origin, [""] * 5, etag='"1"')
    site.actor("rameau", page=serve_list(origin, 5))
    site.run("run")
    origin.forget()
    site.wait(minutes=50)
    site.run("run", "--force")
    assert times(origin, "/news/0") == 0
    visited = []
    for _ in range(40):
        origin.forget()
        site.wait(hours=12)
        site.run("run", "--force")
        visits = [r for r in origin.requests() if r.path.startswith("/news/")]
        assert len(visits) <= 3 and all(r.headers["If-None-Match"] == '"1"' for r in visits)
        visited.append(len(visits))
    assert sum(visited) == 5 * 8 and visited[-1] == 0


def test_an_edit_that_no_list_shows_is_found(origin, site):
    byline = "Par Le RAMEAU - Publié il y a 3 heures"
    title = TITLES[0]
    origin.add("/news/0", body=article(title, byline, "<p>Avant.</p>"), headers=HTML)
    for n in (1, 2):
        origin.add(f"/news/{n}", body=article(TITLES[n], byline), headers=HTML)
    site.actor("rameau", page=origin.add("/", body=listing(*TITLES), headers=HTML))
    site.run("run")
    first = site.json("list")
    origin.add("/news/0", body=article(title, byline, "<p>Après.</p>"), headers=HTML)
    for n in (1, 2):  # only what stands around them
        origin.add(f"/news/{n}", headers=HTML, body=article(TITLES[n], byline).replace(
            "</main>", "<aside>12 lectures</aside></main>"))
    site.wait(hours=2)
    site.run("run")
    then = site.json("list")
    assert "Après." in site.published("all.atom")
    assert {e["id"]: e["published"] for e in then} == {e["id"]: e["published"] for e in first}
    moved = [e for e in then for f in first if e["id"] == f["id"] and e["updated"] != f["updated"]]
    assert [e["title"]["value"] for e in moved] == [title]
    assert "reckoned from when it was first read" in site.run(
        "explain", origin.url("/news/0")).stdout


def test_an_article_that_is_gone_stays_as_it_was(origin, site):
    soon(site)
    serve_articles(origin, [""] * 3)
    site.actor("rameau", page=serve_list(origin, 3))
    site.run("run")
    before = site.published("all.atom")
    origin.add("/news/0", status=410)
    origin.add("/news/1", status=500)
    site.wait(hours=2)
    site.run("run")
    assert times(origin, "/news/0") == 2 and site.published("all.atom") == before


def test_an_article_that_is_gone_and_listed_anew_stays_as_it_was(origin, site):
    serve_articles(origin, ["<p>Le texte.</p>"] * 3)
    site.actor("rameau", page=serve_list(origin, 3))
    site.run("run")
    before = site.published("all.atom")
    origin.add("/news/0", status=404)
    origin.add("/", headers=HTML, body=listing("Un autre titre pour le premier article", *(
        f"Un article qui est le numéro {n} de tous" for n in (1, 2))))
    site.wait(hours=2)
    site.run("run")
    assert times(origin, "/news/0") == 2 and site.published("all.atom") == before
    site.wait(hours=2)
    site.run("run")
    assert times(origin, "/news/0") == 2


def test_a_time_that_the_clock_showed_twice_or_never_is_told(origin, site):
    bylines = ("Publié le 26 octobre 2025 à 2h15", "Publié le 29 mars 2026 à 2h30",
               "Publié le 29 mars 2026 à 3h30")
    for n, byline in enumerate(bylines):
        origin.add(f"/news/{n}", body=article(TITLES[n], byline), headers=HTML)
    site.now = site.now.replace(year=2026, month=4)
    site.actor("rameau", page=origin.add("/", body=listing(*TITLES), headers=HTML))
    site.run("run")
    told = [site.run("explain", origin.url(f"/news/{n}")).stdout for n in range(3)]
    assert "the clock showed that time twice: taken as: 2025-10-26T00:15:00Z" in told[0]
    assert "the clock left that time out: taken as: 2026-03-29T01:30:00Z" in told[1]
    assert "the clock" not in told[2]


def sitemap(origin, *rows):
    """Rows of a path and a lastmod or None."""
    urls = "".join(f"<url><loc>{origin.url(path)}</loc>"
                   f"{f'<lastmod>{day}</lastmod>' if day else ''}</url>" for path, day in rows)
    return origin.add("/sitemap.xml", headers={"Content-Type": "application/xml"}, body=(
        f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{urls}</urlset>"))


def test_a_sitemap_leads_to_articles_the_newest_first(origin, site):
    serve_articles(origin, [f"<p>La source {n}.</p>" for n in range(3)])
    rows = [("/news/0", None), ("/news/1", "2026-01-05"), ("/news/2", "2026-02-05")]
    site.actor("rameau", sitemap=sitemap(origin, *rows))
    site.run("run")
    assert [r.path for r in origin.requests()][1:] == ["/news/2", "/news/1", "/news/0"]
    assert site.published("all.atom").count("est le numéro") >= 3
    entry = site.json("explain", origin.url("/news/1"))["stories"][0]
    assert entry["dated"] == "2022-05-31T09:31:00Z"
    origin.forget()
    site.wait(days=1)
    sitemap(origin, *rows[:2], ("/news/2", "2026-03-02"))
    site.run("run")
    assert [r.path for r in origin.requests()] == ["/sitemap.xml", "/news/2"]


def test_an_address_without_title_and_text_is_not_published(origin, site):
    serve_articles(origin, [""])
    origin.add("/empty", body="<html><body><script>app()</script></body></html>", headers=HTML)
    site.actor("rameau", sitemap=sitemap(origin, ("/news/0", None), ("/empty", None)))
    site.run("run")
    assert site.published("all.atom").count("<entry>") == 1
    told = site.run("explain", origin.url("/empty"), code=1).stdout
    assert "there is neither a title nor a text at its address" in told


SEED = """<!DOCTYPE html><html lang=fr><head><title>Un four pour dix villages | Le Relais</title>
</head><body><a href='#main' class='visually-hidden skip-link'>Aller au contenu principal</a>
<header role=banner><nav><ul><li><a href='/'>Accueil</a></li></ul></nav></header><main id=main>
<article class='node node--type-news'><div class=news-infos>
Par Le RAMEAU - Publié le 31 mai 2022 - 11:31 - Mise à jour le 31 mai 2022 - 13:54</div>
<div class=news-actions><a href='/flag'>Recevoir les news</a>
<a href='/rameau/news'>Tous les articles de l'acteur</a></div>
<h1><span>Un four pour dix villages</span></h1><div class='field--name-body'>
<p><strong>Né en mars 2020, le four roulant a fait le bilan de deux ans de route.</strong></p>
<h2>Les racines d’un «&nbsp;cuire ensemble&nbsp;»</h2><p>Le four est né le 20 mars 2020. À cette
date, trois boulangers décident de le partager, et d’en dire les comptes à tous.</p><p>&nbsp;</p>
<p><img src='/img/four.jpg' alt='FOUR PARTAGE'></p><p>&nbsp;</p>
<ul><li>Relais des recettes entre villages</li><li>Ateliers du samedi</li></ul>
<p>Plus que jamais, le four est indispensable&nbsp;!</p><p>&nbsp;</p></div></article>
<div id=newsletter-modal class=modal><button>Fermer</button><p>Cliquez pour vous inscrire à nos
Newsletters</p><label>La quotidienne</label><label>L'hebdo entreprise, fondation, partenaire
</label><label>L'hebdo association</label><label>L'hebdo grand public</label>
<button>Fermer</button></div></main></body></html>"""


def test_selectors_give_what_is_found_without_them(site):
    saved, found = site.write("saved.html", SEED), []
    for selectors in ({}, {"title": "css: h1", "byline": "css: .news-infos",
                           "body": "css: .field--name-body",
                           "drop": "css: .modal, .news-actions"}):
        site.actor("rameau", name="Le RAMEAU", page="https://relais.example/", **selectors)
        found.append(site.json("preview", "rameau", "--page", saved)["entries"])
    assert found[0] == found[1] and len(found[0]) == 1
    entry = found[0][0]
    assert entry["authors"] == [{"name": "Le RAMEAU"}]
    assert (entry["published"], entry["updated"]) == (
        "2022-05-31T09:31:00Z", "2022-05-31T11:54:00Z")
    text = entry["content"]["value"]
    assert "FOUR PARTAGE" in text and "Ateliers du samedi" in text and "racines" in text
    assert not [w for w in ("Fermer", "hebdo", "quotidienne", "Recevoir", "acteur", "Publié")
                if w in text]


def half(body):
    packed = gzip.compress(body.encode(), 0)  # which cuts like plain text
    return coded(packed[:len(packed) * 2 // 3])


def test_a_list_that_was_cut_is_asked_for_again(origin, site):
    page = paged(origin, pages=1, each=9)
    whole = origin.answers["/p0"]
    origin.add("/p0", raw=half(whole[0].body.decode()).replace(
        b"Content-Type", b'ETag: "half"\r\nContent-Type', 1))
    site.actor("rameau", page=page)
    assert "the document has no end" in site.run("run", code=3).stderr
    assert 0 < site.json("status")["sources"][0]["entries"] < 9
    origin.answers["/p0"] = whole
    site.wait(hours=2)
    site.run("run")
    assert "If-None-Match" not in origin.requests("/p0")[1].headers
    assert site.json("status")["sources"][0]["entries"] == 9


def test_an_article_that_was_cut_is_asked_for_again(origin, site):
    page = paged(origin, pages=1, each=3)
    whole = origin.answers["/a/1"]
    origin.add("/a/1", raw=half(whole[0].body.decode()))
    site.actor("rameau", page=page)
    site.run("run")
    assert site.json("status")["sources"][0]["entries"] == 2
    origin.answers["/a/1"] = whole
    site.wait(hours=2)
    site.run("run")
    assert site.published("all.atom").count("plus courte.") == 3


def test_an_article_is_visited_where_it_was_found_whatever_it_calls_itself(origin, site):
    soon(site)
    front = "Le blog du Phare, par ses gardiens"
    for n in range(3):
        page = article(f"Un article qui est le numéro {n} de tous", body=f"<p>Le texte {n}.</p>")
        origin.add(f"/news/{n}", etag='"1"', headers=HTML, body=page.replace(
            "<head>", f"<head><link rel=canonical href='{origin.url('/blog/')}'>"))
    origin.add("/blog/", body=article(front, body="<p>Bienvenue.</p>" * 3), headers=HTML)
    site.actor("rameau", page=serve_list(origin, 3))
    site.run("run")
    origin.forget()
    site.wait(hours=2)
    site.run("run")
    assert [times(origin, f"/news/{n}") for n in range(3)] == [1, 1, 1]
    assert times(origin, "/blog/") == 0
    assert all(r.headers["If-None-Match"] == '"1"' for r in origin.requests("/news/0"))
    assert front not in site.published("all.atom")


REGRET = article("Page introuvable sur ce site", "", "<p>Cette page a été déplacée ou "
                 "supprimée; essayez la recherche, ou écrivez à la rédaction.</p>")


def long_text(of):
    return "".join(f"<p>Le paragraphe {n} raconte {of} la suite du récit, avec {n} détails.</p>"
                   for n in range(20))


IN_ITS_PLACE = {
    "another page": lambda origin: origin.add("/news/0", status=302, headers={
        "Location": origin.add("/front", headers=HTML, body=article(
            "Le blog du Phare", "Publié le 1 mars 2026", "<p>Bienvenue à bord.</p>" * 50))}),
    "words of regret": lambda origin: origin.add("/news/0", headers=HTML, body=REGRET),
    "the frame of a script": lambda origin: origin.add("/news/0", headers=HTML, body=(
        "<html><head><title>Un article qui est le numéro 0 de tous</title></head>"
        "<body><div id=app></div></body></html>")),
    "its first lines": lambda origin: origin.add("/news/0", headers=HTML, body=article(
        "Un article qui est le numéro 0 de tous", body="<p>La suite pour nos abonnés.</p>")),
}


@pytest.mark.parametrize("name", IN_ITS_PLACE)
def test_what_comes_in_the_place_of_an_article_is_not_it(origin, site, name):
    soon(site)
    serve_articles(origin, [long_text(n) for n in range(3)])
    site.actor("rameau", page=serve_list(origin, 3))
    site.run("run")
    before = site.published("all.atom")
    IN_ITS_PLACE[name](origin)
    site.wait(hours=2)
    said = site.run("run", "-v").stderr
    assert times(origin, "/news/0") == 2 and site.published("all.atom") == before
    assert name != "another page" or "another page came in its place" in said
    serve_articles(origin, [long_text(n) + f"<p>Une correction {n}.</p>" for n in range(3)])
    site.wait(hours=12)
    site.run("run")
    assert site.published("all.atom").count("Une correction") == 3


def test_an_article_that_cannot_be_read_when_visited_is_visited_later(origin, site):
    soon(site)
    serve_articles(origin, [""] * 5)
    whole = [origin.answers[f"/news/{n}"] for n in range(5)]
    site.actor("rameau", page=serve_list(origin, 5))
    site.run("run")
    for n in range(5):
        origin.add(f"/news/{n}", raw=half(whole[n][0].body.decode()))
    origin.forget()
    site.wait(hours=1)
    site.run("run", "--force")
    site.wait(minutes=5)
    site.run("run", "--force")
    assert [times(origin, f"/news/{n}") for n in range(5)] == [1] * 5


def test_a_visit_that_was_not_made_does_not_count(origin, site):
    soon(site)
    serve_articles(origin, [""] * 3)
    site.actor("rameau", page=serve_list(origin, 3))
    site.run("run")
    first = origin.answers["/news/0"]
    for n in range(3):
        origin.add(f"/news/{n}", status=429, headers={"Retry-After": "600"})
    origin.forget()
    site.wait(hours=1)
    site.run("run", "--force")
    assert sum(times(origin, f"/news/{n}") for n in range(3)) == 1
    assert sorted(n for (n,) in site.sql("SELECT visits FROM article")) == [0, 0, 1]
    assert first


def test_articles_that_fail_are_asked_for_ever_less_and_starve_no_others(origin, site):
    count = 14
    serve_articles(origin, [""] * count)
    site.actor("rameau", page=serve_list(origin, 3))
    site.run("run")
    serve_list(origin, count)
    for n in range(3, 13):
        origin.add(f"/news/{n}", status=500)
    for _ in range(2):
        site.wait(minutes=30)
        site.run("run", "--force")
    assert [times(origin, f"/news/{n}") for n in (3, 11, 12, 13)] == [1, 1, 1, 1]
    for _ in range(60):
        site.wait(hours=2)
        site.run("run", "--force")
    assert 7 < times(origin, "/news/3") <= 7 + 8
    assert site.published("all.atom").count("Un article qui est le numéro") >= count
    assert site.sql("SELECT * FROM absent") == []


def test_what_was_reckoned_holds_when_settings_change(origin, site):
    page = listing(*TITLES)
    for n, title in enumerate(TITLES):
        origin.add(f"/news/{n}", body=article(title, "Publié hier"), headers=HTML)
    site.actor("rameau", page=origin.add("/", body=page, headers=HTML))
    site.run("run")
    first = {e["id"]: (e["published"], e["updated"]) for e in site.json("list")}
    site.wait(days=3)
    origin.add("/", body=page.replace(TITLES[0], "Un tout autre titre pour le premier"),
               headers=HTML)
    site.run("run")
    assert times(origin, "/news/0") >= 2
    assert {e["id"]: (e["published"], e["updated"]) for e in site.json("list")} == first


def test_a_changed_selector_reaches_what_was_read(origin, site):
    site.now = site.now.replace(year=2023)
    for n, title in enumerate(TITLES):
        origin.add(f"/news/{n}", etag='"1"', headers=HTML, body=article(
            title, body=f"<p>Le corps {n}.</p></div><div class=note><p>Une note {n}.</p>"))
    page = origin.add("/", body=listing(*TITLES), etag='"1"', headers=HTML)
    site.actor("rameau", page=page)
    site.run("run")
    assert site.published("all.atom").count("Le corps ") == 3
    site.actor("rameau", page=page, body="css: .note")
    site.wait(minutes=1)
    site.run("run")
    published = site.published("all.atom")
    assert published.count("Une note ") == 3 and "Le corps " not in published
    origin.forget()
    site.wait(hours=3)
    site.run("run")
    assert times(origin, "/news/0") == 0
