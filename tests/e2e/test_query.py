"""Finding what is published by a condition, with and without an index."""
import random
import sqlite3

import pytest

from test_run import rss, titles

NEVER = "(id is absent and id is present)"
THEMES = """theme emploi "Emploi"
theme mer "La mer"
tag emploi when text contains "emploi"
tag mer when title matches /mer|océan/i
"""
WORDS = ("emploi", "mer", "océan", "forêt", "œuvre", "L’association", "straße", "aujourd'hui",
         "peut-être", "naïveté", "Σίσυφος", "мост", "北京市民", "a<b", "50 %", "\"dit\"")


def item(title, path, text="", day=1, more=""):
    link = f"https://reef.example/{path}"
    return (f"<item><title>{title}</title><link>{link}</link><guid>{link}</guid>"
            f"<pubDate>{day:02} Feb 2026 10:00:00 GMT</pubDate>"
            f"<description><![CDATA[{text}]]></description>{more}</item>")


def feed(*items, lang=""):
    return ('<?xml version="1.0"?><rss version="2.0"><channel><title>Feed</title>'
            f"<link>https://reef.example/</link>{lang}{''.join(items)}</channel></rss>")


def found(site, expression, *options):
    return [e["title"]["value"] for e in site.json("query", expression, *options)]


def looked_at(site, expression):
    """How many entries were looked at, and by what they were found."""
    said = site.run("-v", "query", expression).stderr.split("looked at ")[-1].strip()
    return int(said.split()[0]), said.split("found by ")[1]


def add_reef(site, origin, *items, id="reef", **keys):
    site.actor(id, feed=origin.add(f"/{id}", body=feed(*items)), every="1h", slowest="1h", **keys)


def again(site):
    site.wait(hours=3)
    site.run("run")


# ---- what each index finds

@pytest.fixture
def library(origin, site):
    """Six entries of two actors; titles are their numbers."""
    site.rules(THEMES)
    add_reef(site, origin,
             item("1 mer", "1", "<p>Offres d'<b>em</b>ploi</p>", 1),
             item("2 océan", "2", "Bénévolat", 2, "<category>Écologie</category>"),
             item("3", "3", "macroéconomie", 20))
    add_reef(site, origin,
             item("4 mer", "a/4", "emploi", 4),
             item("5", "a/5", "Économie sociale et solidaire", 25),
             item("6 œuvre", "a/6", "", 6), id="kelp")
    site.run("run")
    return site


@pytest.mark.parametrize("expression, want, by", [
    ("tag = emploi", "41", "tag emploi"),
    ("tag = emploi and actor = kelp", "4", "tag emploi, actor kelp"),
    ("actor = reef", "321", "actor reef"),
    ("source = kelp/feed", "564", "source kelp/feed"),
    ("source = kelp/feed and tag = mer", "4", "tag mer, source kelp/feed"),
    ("published after 2026-02-05", "536", "published"),
    ("not older than 12d", "53", "published"),
    ("older than 12d and not older than 27d", "64", "published"),
    ("updated before 2026-02-02", "1", "updated"),
    ('text contains "offres d\'emploi"', "1", "texts"),
    ('text contains "BENEVOLAT"', "2", "texts"),
    ('text contains "conom"', "53", "texts"),
    ('text contains "économie sociale"', "5", "texts"),
    ('title contains "œu"', "6", "texts"),
    ('title contains "oeuvre" or text contains "benevolat"', "62", "texts"),
    ('category = "Écologie"', "2", "texts"),
    ('link = "https://reef.example/a/5"', "5", "texts"),
    ('id contains "example/a"', "564", "texts"),
    ('tag = mer and text contains "emploi" and older than 12d', "41",
     "tag mer, published, texts"),
    ("lang = fr and not tag = mer", "536", "nothing but their dates"),
    ('title contains "oe" or title contains "er"', "641", "nothing but their dates"),
], ids=lambda value: value if " " in value else None)
def test_what_each_index_finds(library, expression, want, by):
    assert "".join(t[0] for t in found(library, expression)) == want
    count, way = looked_at(library, expression)
    assert way == by
    assert count == (6 if by.startswith("nothing") else len(want))


def test_the_newest_come_first_up_to_a_limit(library):
    assert [t[0] for t in found(library, "actor = reef", "--limit", "2")] == ["3", "2"]
    assert [t[0] for t in found(library, 'link contains "reef"', "--limit", "2")] == ["5", "3"]
    (line,) = library.run("query", "tag = mer", "--limit=1").stdout.splitlines()
    assert line.split()[:2] == ["2026-02-04T10:00:00Z", "kelp"]


def test_a_mistake_is_pointed_at(library):
    done = library.run("query", "tag = mer and\n\tétat = 1", code=2)
    assert done.stderr.splitlines()[:3] == [
        "EXPR:2:2: error: unknown field état; there are title, summary, content, text, author, "
        "category, link, id, lang, actor, source, tag, published and updated",
        "    \tétat = 1", "    \t^"]
    done = library.run("query", "title contains \"é\" and tag = emplois", code=2)
    assert done.stderr.splitlines()[:3] == [
        "EXPR:1:30: error: unknown theme emplois; did you mean emploi?",
        '    title contains "é" and tag = emplois', " " * 33 + "^"]
    assert "something is missing" in library.run("query", code=2).stderr


# ---- the index of texts follows the entries

def test_the_index_follows_changes_removals_and_rules(origin, site):
    add_reef(site, origin, item("Coral", "1", "alpha"), item("Kelp", "2", "beta"))
    site.run("run")
    assert found(site, 'text contains "alpha"') == ["Coral"]
    assert looked_at(site, 'text contains "alpha"')[0] == 1
    add_reef(site, origin, item("Coral", "1", "gamma"), item("Kelp", "2", "beta"),
             item("Tuna", "3", "alpha"))
    again(site)
    assert found(site, 'text contains "alpha"') == ["Tuna"]
    assert found(site, 'text contains "gamma"') == ["Coral"]
    site.rules('replace title /Coral/ "Anemone"')
    site.run("publish")
    assert found(site, 'title contains "anemone"') == ["Anemone"]
    assert found(site, 'title contains "coral"') == []
    site.run("hide", "https://reef.example/1", "--reason", "asked to")
    assert found(site, 'title contains "anemone"') == []
    site.run("unhide", "https://reef.example/1")
    assert found(site, 'title contains "anemone"') == ["Anemone"]
    site.run("rebuild")
    assert found(site, 'title contains "anemone"') == ["Anemone"]
    assert looked_at(site, 'title contains "anemone"') == (1, "texts")


def test_the_number_of_a_removed_entry_may_come_again(origin, site):
    add_reef(site, origin, item("Coral", "1", "alpha"))
    site.run("run")
    assert found(site, 'text contains "alpha"') == ["Coral"]
    with sqlite3.connect(site.folder / "affluent.db") as store:
        store.execute("PRAGMA foreign_keys = ON")
        store.execute("DELETE FROM item")
    add_reef(site, origin, item("Kelp", "2", "beta"))
    again(site)
    assert site.sql("SELECT max(id) FROM item") == [(1,)]
    assert found(site, 'text contains "beta"') == ["Kelp"]


def test_runs_keep_an_index_that_is_used_and_make_none(origin, site):
    add_reef(site, origin, item("Coral", "1", "alpha"))
    site.run("run")
    assert site.sql("SELECT * FROM fingerprint WHERE name = 'indexed'") == []
    found(site, "actor = reef")
    assert site.sql("SELECT * FROM fingerprint WHERE name = 'indexed'") == []
    found(site, 'text contains "alpha"')
    add_reef(site, origin, item("Coral", "1", "gamma"), item("Kelp", "2", "beta"))
    again(site)
    assert site.sql("SELECT value FROM fingerprint WHERE name = 'indexed'") == [(2,)]
    assert site.sql("SELECT * FROM unindexed") == []


def test_what_is_not_indexed_is_found_all_the_same(origin, site):
    add_reef(site, origin, *(item(f"Coral {n}", n, "alpha") for n in range(9)))
    site.run("run")
    assert len(found(site, 'text contains "alpha"')) == 9
    site.sql("UPDATE fingerprint SET value = 4 WHERE name = 'indexed'")
    site.sql("INSERT INTO texts (texts) VALUES ('delete-all')")
    site.config({"stream alpha": {"select": 'text contains "alpha"'}})
    assert "found by texts" in site.run("-v", "publish").stderr
    assert len(titles(site, "streams/alpha.atom")) == 5


def test_a_query_waits_for_nobody_who_writes(origin, site):
    add_reef(site, origin, item("Coral", "1", "alpha"))
    site.run("run")
    other = sqlite3.connect(site.folder / "affluent.db")
    other.execute("BEGIN IMMEDIATE")
    done = site.run("-v", "query", 'text contains "alpha"', timeout=20)
    other.close()
    assert "texts are not indexed: database is locked" in done.stderr
    assert "Coral" in done.stdout
    assert looked_at(site, 'text contains "alphabet"') == (0, "texts")


def test_many_that_may_match_are_looked_at_by_date(origin, site):
    site.config({"fetch": {"first": "1000"}})
    for actor in range(12):
        add_reef(site, origin, *(item(f"{n} alpha", n, "beta" if n % 198 == 0 else "", 1 + n % 28)
                                 for n in range(actor * 850, (actor + 1) * 850)), id=f"a{actor}")
    site.run("run")
    some = found(site, 'title contains "alpha" and text matches /beta/')
    assert len(some) == 52
    assert looked_at(site, 'title contains "alpha" and text matches /beta/') == (10200, "texts")
    assert found(site, 'title contains "alpha" and published after 2026-02-27') == found(
        site, f'(title contains "alpha" and published after 2026-02-27) or {NEVER}')
    assert looked_at(site, 'text contains "beta"') == (52, "texts")
    assert found(site, 'text contains "beta"') == some
    assert found(site, 'text contains "beta"', "--limit", "3") == some[:3]


def test_an_index_of_another_version_is_made_anew(origin, site):
    add_reef(site, origin, item("Coral", "1", "alpha"))
    site.run("run")
    found(site, 'text contains "alpha"')
    site.sql("UPDATE fingerprint SET value = 999 WHERE name = 'index'")
    site.sql("INSERT INTO texts (texts) VALUES ('delete-all')")
    site.run("publish")
    assert looked_at(site, 'text contains "alpha"') == (1, "texts")


def test_an_older_store_is_not_looked_into(origin, site):
    add_reef(site, origin, item("Coral", "1", "alpha"))
    site.run("run")
    site.sql("PRAGMA user_version = 5")
    assert "older version" in site.run("query", "actor = reef", code=5).stderr


# ---- an index finds what a walk over all finds

def made_up_text(rng):
    return " ".join(rng.choice(WORDS) for _ in range(rng.randint(0, 6)))


def made_up_test(rng):
    word = rng.choice(WORDS)
    start = rng.randrange(len(word))
    part = word[start:start + rng.randint(1, 6)].replace('"', '\\"')
    field = rng.choice(("title", "text", "category", "link", "id"))
    return rng.choice((
        f'{field} contains "{part.strip() or "x"}"',
        f'{field} contains "{part.strip().upper() or "x"}"',
        f'category in ("{rng.choice(WORDS[:9])}", "{rng.choice(WORDS[:9])}")',
        f'link = "https://reef.example/{rng.randint(0, 60)}"',
        f"tag = {rng.choice(('emploi', 'mer'))}",
        f"actor = {rng.choice(('reef', 'kelp'))}",
        f"source = {rng.choice(('reef', 'kelp'))}/feed",
        f"{rng.choice(('published', 'updated'))} {rng.choice(('before', 'after'))} "
        f"2026-02-{rng.randint(1, 28):02}",
        f"older than {rng.randint(1, 40)}d",
        'title matches /m.r/i',
    ))


def made_up(rng, depth=0):
    if depth == 3 or rng.random() < 0.35:
        return made_up_test(rng)
    if rng.random() < 0.2:
        return f"not ({made_up(rng, depth + 1)})"
    joint = rng.choice((" and ", " and ", " or "))
    return "(" + joint.join(made_up(rng, depth + 1) for _ in range(rng.randint(2, 3))) + ")"


@pytest.mark.parametrize("seed", range(3))
def test_an_index_finds_what_a_walk_over_all_finds(origin, site, seed):
    rng = random.Random(seed)

    def items(first, count):
        return [item(made_up_text(rng).replace("<", "&lt;") or "x", n, made_up_text(rng), 1 + n % 28,
                     f"<category>{rng.choice(WORDS[:9])}</category>")
                for n in range(first, first + count)]

    site.rules(THEMES)
    add_reef(site, origin, *items(0, 30))
    add_reef(site, origin, *items(20, 30), id="kelp")
    site.run("run")
    some = 0
    for step in range(40):
        if step == 20: # some are changed, some are new
            add_reef(site, origin, *items(5, 40))
            again(site)
        expression = made_up(rng)
        want = [e["id"] for e in site.json("query", f"({expression}) or {NEVER}")]
        assert [e["id"] for e in site.json("query", expression)] == want, expression
        some += 0 < len(want) < 50
    assert some > 10


# ---- streams are selected by the same conditions

def test_a_stream_is_selected_anew_when_its_condition_changes(origin, site):
    site.rules(THEMES)
    add_reef(site, origin, item("1 mer", "1", "emploi"), item("2", "2", "emploi", 2),
             item("3 mer", "3", "", 3))
    site.config({"stream planet": {"select": "tag = emploi"}})
    site.run("run")
    (judged,) = site.sql("SELECT judged FROM source")
    assert titles(site, "streams/planet.atom") == ["2", "1 mer"]
    entered = site.sql("SELECT entry, entered FROM stream_entry ORDER BY entry, stream")
    site.wait(hours=1)
    for select, want in (("tag = mer", ["3 mer", "1 mer"]), ("actor = reef", ["3 mer", "2", "1 mer"]),
                         (None, ["3 mer", "2", "1 mer"]), ('text contains "emploi"', ["2", "1 mer"])):
        site.config({"stream planet": {"title": "Planet", "select": select}})
        site.run("publish")
        assert titles(site, "streams/planet.atom") == want
    assert site.sql("SELECT judged FROM source") == [judged]
    site.config()
    site.run("publish")
    site.config({"stream planet": {"select": 'text contains "emploi"'}})
    site.run("publish")
    assert titles(site, "streams/planet.atom") == ["2", "1 mer"]
    assert len(site.sql("SELECT * FROM stream_entry")) == len(entered)


def test_a_new_condition_heeds_time(origin, site):
    site.rules(THEMES)
    add_reef(site, origin, item("1 mer", "1", "", 28), item("2", "2", "", 28))
    site.run("run")
    site.config({"stream old": {"select": "tag = mer and older than 7d"},
                 "stream new": {"select": "not older than 7d"}})
    site.run("publish")
    assert titles(site, "streams/old.atom") == []
    assert titles(site, "streams/new.atom") == ["1 mer", "2"]
    site.wait(days=8)
    site.run("publish")
    assert titles(site, "streams/old.atom") == ["1 mer"]
    assert titles(site, "streams/new.atom") == []


def test_a_time_comes_for_a_winner_with_a_doubles_theme(origin, site):
    site.rules('theme mer "Mer"\ntag mer from kelp')
    site.config({"stream old": {"select": "tag = mer and actor = coral and older than 7d"}})
    add_reef(site, origin, item("Coral", "1", "", 28), id="coral")
    add_reef(site, origin, item("Copy", "1", "", 28), id="kelp")
    site.run("run")
    assert titles(site, "streams/old.atom") == []
    site.wait(days=8)
    site.run("publish")
    assert titles(site, "streams/old.atom") == ["Coral"]


def test_a_changed_condition_can_be_tried(origin, site):
    add_reef(site, origin, item("Coral", "1", "alpha"), item("Kelp", "2", "beta"))
    site.config({"stream planet": {"select": 'text contains "alpha"'}})
    site.run("run")
    site.config({"stream planet": {"select": 'text contains "beta"'}})
    changes = {(c["what"], c["title"]) for c in site.json("rebuild", "--dry-run")
               if c["stream"] == "streams/planet"}
    assert changes == {("appears", "Kelp"), ("vanishes", "Coral")}
    assert titles(site, "streams/planet.atom") == ["Coral"]


# ---- what a list is of

def test_the_back_catalogue_is_found_and_what_is_dropped_only_where_asked_for(origin, site):
    site.config({"fetch": {"first": "1"}})
    site.rules('theme mer "La mer"\ntag mer when title contains "mer"\n'
               'drop when title contains "pub"')
    add_reef(site, origin, item("1 mer", "1", "alpha", 1), item("2 pub mer", "2", "alpha", 2),
             item("3 mer", "3", "alpha", 3))
    site.run("run")
    assert titles(site, "all.atom") == ["3 mer"]
    for expression in ("tag = mer", "actor = reef", "source = reef/feed", 'text contains "alpha"',
                       "published after 2026-01-01", "title matches /mer/"):
        assert found(site, expression) == ["3 mer", "1 mer"], expression
        assert found(site, expression, "--dropped") == ["2 pub mer"], expression
    assert len(site.run("list").stdout.splitlines()) == 2
    (line,) = site.run("list", "--dropped").stdout.splitlines()
    assert "2 pub mer" in line and "dropped by 50-test.rules:3: drop when title" in line
    assert looked_at(site, "tag = mer") == (2, "tag mer")


# ---- who tells an article is joined over its copies, as tags are

@pytest.mark.parametrize("first", ["coral", "kelp"])
def test_a_condition_asks_of_all_actors_that_tell_an_article(origin, site, first):
    site.config({"stream kelp": {"select": "actor = kelp"},
                 "stream feed": {"select": "source = kelp/feed"},
                 "stream other": {"select": "not actor = kelp"},
                 "stream early": {"select": "actor = kelp", "prefer": "earliest"}})
    add_reef(site, origin, id="kelp")
    for id in (first, "kelp" if first == "coral" else "coral"):
        add_reef(site, origin, item("Told by both", "1", "", 2 if id == "coral" else 1),
                 item(f"Told by {id}", id, "", 3), id=id)
        again(site)
    for stream in "kelp", "feed", "early":
        assert titles(site, f"streams/{stream}.atom") == ["Told by kelp", "Told by both"]
    assert "2026-02-02T10:00:00Z" in site.published("streams/kelp.atom") # it stands for both
    assert "2026-02-01T10:00:00Z" in site.published("streams/early.atom")
    assert titles(site, "streams/other.atom") == ["Told by coral"]
    assert found(site, "actor = kelp") == ["Told by kelp", "Told by both"]
    assert looked_at(site, "actor = kelp") == (2, "actor kelp")
    site.rules("drop from kelp when title contains \"both\"")
    site.run("publish")
    assert titles(site, "streams/kelp.atom") == ["Told by kelp"]
    assert sorted(titles(site, "streams/other.atom")) == ["Told by both", "Told by coral"]
    site.rules("")
    site.run("publish")
    assert titles(site, "streams/kelp.atom") == ["Told by kelp", "Told by both"]
