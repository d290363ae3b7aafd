"""Which entries are one article, by what, and which of them is published."""
import pytest

WORDS = ("Les habitants du quartier ont planté une haie de noisetiers, refait les allées et "
         "installé deux composteurs neufs derrière le portail que la mairie a prêté. Une "
         "pépinière voisine a donné les plants, et les enfants de l’école ont peint les "
         "pancartes qui disent le nom de chaque parcelle à ceux qui passent.")
MORE = ("Le jardin est ouvert du mercredi au dimanche, et l’adhésion donne droit à une "
        "parcelle quand il en reste une.")


def rss(*items):
    return ("<?xml version='1.0'?><rss version='2.0'><channel><title>F</title>"
            + "".join(items) + "</channel></rss>")


def item(link, title="Le jardin rouvre ses portes", text=WORDS, day=1, guid=None):
    return (f"<item><title>{title}</title><link>{link}</link>"
            f"<guid isPermaLink='false'>{guid or link}</guid>"
            f"<pubDate>{day:02} Mar 2026 08:00:00 GMT</pubDate>"
            f"<description>{text}</description></item>")


class Feeds:
    """A source for each name, whose items can be changed."""

    def __init__(self, origin, site):
        self.origin, self.site = origin, site

    def say(self, name, *items, **keys):
        url = self.origin.add(f"/{name}", body=rss(*items))
        self.site.actor(name, feed=url, keys=keys or None)

    def run(self):
        self.site.wait(hours=2)
        self.site.run("run", "--force")

    def clusters(self):
        """The sources of each cluster, its winner's first."""
        return sorted([[c["source"][:-5] for c in sorted(
            d["copies"], key=lambda c: not c.get("winner"))]
            for d in self.site.json("dupes")])


@pytest.fixture
def feeds(origin, site):
    return Feeds(origin, site)


def test_a_text_is_found_under_another_title(feeds, site):
    feeds.say("a", item("https://a.example/1"))
    feeds.say("b", item("https://b.example/x", title="Trois mois de travaux", text=WORDS + MORE))
    feeds.run()
    assert feeds.clusters() == [["a", "b"]]
    copy = site.json("dupes")[0]["copies"][1]
    assert copy["by"] == "texts that are alike"
    assert copy["with"] == "a/feed" and 700 <= copy["score"] < 1000
    told = site.run("explain", "https://b.example/x", code=None).stdout
    assert "a/feed: texts that are alike" in told
    assert "texts that are alike as in a/feed" in site.run("dupes").stdout


def test_what_is_not_published_itself_is_a_link_of_what_is(feeds, site):
    feeds.say("a", item("https://a.example/1"))
    feeds.say("b", item("https://b.example/x"), site="https://b.example/")
    feeds.say("c", item("https://c.example/y"))
    feeds.run()
    published = site.published("all.atom")
    assert published.count("<entry") == 1
    assert ('<link rel="via" type="text/html" href="https://b.example/x" title="B"/>'
            in published)
    assert ('<link rel="related" type="text/html" href="https://c.example/y" title="C"/>'
            in published)
    assert 'rel="related"' not in site.published("actors/c.atom")
    site.run("hide", "https://c.example/y", "--reason", "asked to")
    assert "c.example/y" not in site.published("all.atom")


def test_a_window_of_days_keeps_texts_apart(feeds, site):
    feeds.say("a", item("https://a.example/1", day=1))
    feeds.say("b", item("https://b.example/1", day=2))
    site.now = site.now.replace(day=20)
    feeds.run()
    assert feeds.clusters() == [["a", "b"]]
    site.config({"doubles": {"window": "12h"}})
    site.run("publish")
    assert feeds.clusters() == []
    site.config({"doubles": {"window": "2d"}})
    site.run("publish")
    assert feeds.clusters() == [["a", "b"]]


def test_settings_of_urls_reach_history(feeds, site):
    feeds.say("a", item("https://example.org/1?ref=home", text="A."))
    feeds.say("b", item("https://m.example.org/1", text="B."))
    feeds.run()
    assert feeds.clusters() == []
    site.config({"doubles": {"tracking": "re*"}})
    site.run("publish")
    assert feeds.clusters() == []
    site.config({"doubles": {"tracking": "re*", "same_host": "m.example.org = example.org"}})
    site.run("publish")
    assert feeds.clusters() == [["a", "b"]]
    assert site.json("dupes")[0]["copies"][1]["by"] in ("the same URL", "the same id")
    # and what was hidden by another address of it stays hidden
    site.run("hide", "https://m.example.org/1?reason=x", "--reason", "asked to")
    assert "<entry" not in site.published("all.atom")
    site.config()
    site.run("publish")
    assert feeds.clusters() == []


@pytest.mark.parametrize("keys, column", [
    ({"tracking": "a&b"}, 'tracking: "a&b" is no name of a parameter'),
    ({"same_host": "example.org"}, 'same-host: "example.org" names no two hosts'),
    ({"same_host": "a.example = b.example; b.example = c.example"},
     'same-host: "b.example" is in two groups'),
    ({"same_host": "a.example = b/c"}, 'same-host: "b/c" is no host'),
    ({"window": "31d"}, 'window: "31d" is too long'),
])
def test_mistakes_are_told(site, keys, column):
    site.config({"doubles": keys})
    done = site.run("check", code=2)
    assert column in done.stdout + done.stderr


def test_a_theme_that_nobody_names_is_a_mistake(feeds, site):
    site.config({"theme gardens": {"prefer": "longest"}})
    feeds.say("a", item("https://a.example/1"))
    done = site.run("check", code=2)
    assert ("[theme gardens]: neither a rule nor an actor names that theme"
            in done.stdout + done.stderr)
    site.rules('theme gardens "Gardens"\n')
    site.run("check")


def test_streams_prefer_otherwise(feeds, site):
    site.rules('theme gardens "Gardens"\ntag gardens when title contains "jardin"\n')
    site.config({"theme gardens": {"prefer": "longest"},
                 "stream first": {"prefer": "earliest"}})
    feeds.say("a", item("https://a.example/1", day=2))
    feeds.say("b", item("https://b.example/1", text=WORDS + MORE, day=2))
    feeds.say("c", item("https://c.example/1", day=1))
    feeds.run()
    for stream, winner in (("all", "a"), ("themes/gardens", "b"), ("streams/first", "c")):
        published = site.published(f"{stream}.atom")
        assert published.count("<entry") == 1
        assert f"<id>https://{winner}.example/1</id>" in published
        assert published.count('rel="related"') == 2
    stands = {c["source"]: c.get("stands_in") for c in site.json("dupes")[0]["copies"]}
    assert stands == {"a/feed": None, "b/feed": "themes/gardens", "c/feed": "streams/first"}


def test_the_original_is_what_others_name_as_their_source(origin, site, feeds):
    site.config({"doubles": {"prefer": "original"}})
    entry = ("<feed xmlns='http://www.w3.org/2005/Atom'><id>tag:a.example,2026:f</id>"
             "<title>A</title><updated>2026-03-01T08:00:00Z</updated><entry>"
             "<id>tag:a.example,2026:1</id><title>Le jardin rouvre ses portes</title>"
             "<link href='https://a.example/1'/><link rel='via' href='https://b.example/1'/>"
             f"<updated>2026-03-01T08:00:00Z</updated><summary>{WORDS}</summary></entry></feed>")
    site.actor("a", feed=origin.add("/a", body=entry))
    feeds.say("b", item("https://b.example/1"))
    feeds.run()
    assert feeds.clusters() == [["b", "a"]]
    feeds.say("c", item("https://c.example/1"), site="https://www.c.example/")
    feeds.run()
    assert feeds.clusters() == [["c", "a", "b"]]


def test_within_a_source_title_and_day_make_one(feeds, site):
    feeds.say("a", item("https://a.example/1"), item("https://a.example/1-2", text=WORDS + MORE),
              item("https://a.example/2", text="Tout autre chose que ce que dit la première, qui "
                   "parle de vélos, de remorques et de la minoterie au bord du canal."),
              item("https://a.example/3", day=2))
    feeds.run()
    assert feeds.clusters() == [["a", "a"]]
    assert site.published("all.atom").count("<entry") == 3


def test_one_that_joins_others_may_come_last_and_go(feeds, site):
    other = "Rien de ce texte ne dit la même chose, et il n’y a là que peu de mots."
    feeds.say("a", item("https://a.example/1", guid="tag:x.example,2026:1", text=other))
    feeds.say("b", item("https://b.example/1", title="Un autre titre ici", text=""))
    feeds.run()
    assert feeds.clusters() == []
    feeds.say("c", item("https://b.example/1", guid="tag:x.example,2026:1", text="Court."))
    feeds.run()
    assert feeds.clusters() == [["a", "b", "c"]]
    (site.folder / "feeds.d/c.conf").unlink()
    feeds.run()
    assert feeds.clusters() == []
    assert site.published("all.atom").count("<entry") == 2


def test_an_edit_parts_what_a_text_joined(feeds, site):
    feeds.say("a", item("https://a.example/1"))
    feeds.say("b", item("https://b.example/1"))
    feeds.run()
    assert feeds.clusters() == [["a", "b"]]
    feeds.say("b", item("https://b.example/1", title="Autre chose", text="Un tout autre texte."))
    feeds.run()
    assert feeds.clusters() == []
    assert site.published("all.atom").count("<entry") == 2


def test_a_text_that_is_like_two_of_one_source_is_like_none(feeds):
    feeds.say("a", item("https://a.example/1"))
    feeds.say("b", item("https://b.example/1", day=1), item("https://b.example/2", day=2))
    feeds.run()
    assert feeds.clusters() == []


def test_the_address_that_redirects_led_from_is_a_key(origin, site, feeds):
    html = {"Content-Type": "text/html"}
    origin.add("/list", headers=html, body="<main><h3><a href='/go/7'>Un récif devant la "
               "vieille jetée</a></h3></main>")
    origin.add("/go/7", status=301, headers={"Location": origin.url("/news/reef")})
    origin.add("/news/reef", headers=html, body="<html><body><article><h1>Un récif devant la "
               f"vieille jetée</h1><p>{MORE} {MORE}</p></article></body></html>")
    site.actor("page", page=origin.url("/list"), items="css: h3 a")
    feeds.say("zed", item(origin.url("/go/7"), title="Récif", text="Court."))
    feeds.run()
    assert feeds.clusters() == [["page", "zed"]]
    assert (site.json("dupes")[0]["copies"][1]["by"]
            == "a redirect from one's URL to the other's")


def test_since_when(feeds, site):
    feeds.say("a", item("https://a.example/1"))
    feeds.say("b", item("https://b.example/1"))
    feeds.run()
    site.wait(days=9)
    assert len(site.json("dupes", "--since", "30d")) == 1
    assert site.json("dupes", "--since", "3d") == []
    assert site.run("dupes", "--since", "3d").stdout == ""


def test_a_condition_that_changes_finds_the_copy_that_its_stream_prefers(feeds, site):
    def planet(select):
        site.config({"stream planet": {"prefer": "longest", "select": select}})

    feeds.say("a", item("https://a.example/1", guid="https://a.example/1"))
    feeds.say("b", item("https://b.example/x", guid="https://a.example/1", text=WORDS + MORE,
                        title="Le jardin, tout au long"))
    planet("title = Rien")
    feeds.run()
    assert "https://a.example/1" in site.published("all.atom")
    assert "<entry" not in site.published("streams/planet.atom")
    planet('title contains "tout au long"')  # which only the longer copy is called
    site.run("publish")
    assert "Le jardin, tout au long" in site.published("streams/planet.atom")
    kept = site.files()
    site.run("rebuild")
    assert site.files() == kept
    planet('title contains "rouvre"')  # which only the other one is
    site.run("publish")
    assert "<entry" not in site.published("streams/planet.atom")


def ids(site, path="all.atom"):
    return [e["id"] for e in site.json("explain", path)["file"]["holds"]]


def test_an_id_that_a_title_bears_out_does(feeds, site):
    feeds.say("a", item("https://a.example/1", guid="tag:a.example,2026:1", text="En bref."))
    feeds.say("b", item("https://b.example/1", guid="tag:a.example,2026:1"))
    feeds.run()
    assert feeds.clusters() == [["a", "b"]]


def test_a_query_by_a_theme_finds_what_stands_in_all(feeds, site):
    site.config({"theme gardens": {"prefer": "longest"},
                 "stream planet": {"select": "title = Rien"}})
    site.rules('tag gardens when title contains "jardin"\ntheme gardens "Gardens"')
    feeds.say("a", item("https://a.example/1"))
    feeds.say("b", item("https://b.example/1", text=WORDS + MORE))
    feeds.run()
    assert ids(site, "themes/gardens.atom") == ["https://b.example/1"]
    assert [e["id"] for e in site.json("query", "tag = gardens")] == ["https://a.example/1"]
    assert "looked at 1 entries, of which 1 match, found by tag gardens" in site.run(
        "-v", "query", "tag = gardens").stderr
    site.config({"theme gardens": {"prefer": "longest"},
                 "stream planet": {"select": "tag = gardens"}})
    site.run("publish")
    assert ids(site, "streams/planet.atom") == ["https://a.example/1"]
    kept = site.files()
    site.run("rebuild")
    assert site.files() == kept


def test_a_take_down_that_names_nothing_says_so(feeds, site):
    feeds.say("a", item("https://a.example/1"))
    feeds.run()
    said = site.run("hide", "https://a.example/typo", "--reason", "a court").stderr
    assert "https://a.example/typo: nothing stored has that address" in said


def test_explain_knows_where_rules_stand_and_what_is_not_applied(feeds, site):
    feeds.say("a", item("https://a.example/1"))
    site.rules('drop when title contains "jardin"', name="10-old")
    feeds.run()
    (site.folder / "filters/10-old.rules").unlink()
    site.rules('# moved\n\ndrop when title contains "jardin"', name="60-new")
    site.run("publish")
    told = site.run("explain", "https://a.example/1", code=1).stdout
    assert "dropped by 60-new.rules:3" in told and "10-old" not in told
    site.rules("# nothing", name="60-new")
    told = site.run("explain", "https://a.example/1", code=1).stdout
    assert "affluent publish applies them" in told
    site.run("publish")
    assert "applies them" not in site.run("explain", "https://a.example/1").stdout
