"""Pages without a feed, and what the operator says of their parts."""
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
