"""Pages without a feed, and what the operator says of their parts."""
import gzip

from test_faults import coded

HTML = {"Content-Type": "text/html; charset=utf-8"}
PROSE = ("Le récit commence par une longue phrase, qui dit où l’on est et pourquoi l’on "
         "y est venu; une autre la suit, puis une troisième, qui est plus courte.")


def article(title, byline="Par Le RAMEAU - Publié le 31 mai 2022 - 11:31", body=""):
    return (f"<html lang=fr><head><title>{title} | Site</title></head><body>"
            f"<main><div class=infos>{byline}</div><h1>{title}</h1>"
            f"<div class=texte><p>{PROSE}</p>{body}</div></main></body></html>")


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
