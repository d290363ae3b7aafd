"""The main job: sources that are polled, streams that are published."""
import fcntl
import os
import re
import signal
import sqlite3
import time
import xml.etree.ElementTree as ET

import pytest

ATOM = "{http://www.w3.org/2005/Atom}"
HTML = {"Content-Type": "text/html; charset=utf-8"}
DAY = "2026-03-01T10:00:00Z"


def rss(*items, head=""):
    body = "".join(
        f"<item><title>{title}</title><link>{link}</link><guid>{link}</guid>"
        f"<pubDate>Sun, 01 Mar 2026 10:00:00 GMT</pubDate>"
        f"<description>{text}</description>{more}</item>"
        for title, link, text, more in (tuple(i) + ("",) * (4 - len(i)) for i in items))
    return (f'<?xml version="1.0"?><rss version="2.0"><channel><title>Feed</title>'
            f"<link>https://feed.example/</link>{head}{body}</channel></rss>")


CORAL = ("Coral", "https://reef.example/coral", "On the reef.")
KELP = ("Kelp", "https://reef.example/kelp", "In the forest.")


def entries(site, path):
    return ET.fromstring(site.published(path)).findall(ATOM + "entry")


def titles(site, path):
    return [e.findtext(ATOM + "title") for e in entries(site, path)]


def test_a_feed_becomes_streams(origin, site):
    site.actor("reef", name="The reef", feed=origin.add("/feed", body=rss(CORAL)))
    site.run("run")
    entry = entries(site, "all.atom")[0]
    assert entry.findtext(ATOM + "title") == "Coral"
    assert entry.findtext(ATOM + "id") == "https://reef.example/coral"
    assert entry.findtext(ATOM + "published") == DAY
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "The reef"
    assert titles(site, "actors/reef.atom") == ["Coral"]
    assert site.json("status")["sources"][0]["health"] == "ok"


def test_the_author_is_the_nearest_one(origin, site):
    feed = rss(CORAL, KELP + ("<author>ann@reef.example (Ann)</author>",),
               head="<managingEditor>bob@reef.example (Bob)</managingEditor>")
    site.actor("reef", feed=origin.add("/feed", body=feed))
    site.run("run")
    names = {e.findtext(ATOM + "title"): e.findtext(f"{ATOM}author/{ATOM}name")
             for e in entries(site, "all.atom")}
    assert names == {"Coral": "Bob", "Kelp": "Ann"}


def test_it_is_quiet_when_all_is_well(origin, site):
    site.actor("reef", feed=origin.add("/feed", body=rss(CORAL)))
    done = site.run("run")
    assert done.stdout + done.stderr == ""


def test_an_unchanged_feed_is_asked_with_validators_and_changes_nothing(origin, site):
    site.actor("reef", feed=origin.add("/feed", body=rss(CORAL), etag='"1"'))
    site.run("run")
    before = site.files()
    site.wait(hours=2)
    site.run("run")
    assert [r.headers.get("If-None-Match") for r in origin.requests("/feed")] == [None, '"1"']
    assert site.files() == before
    assert "not modified" in site.run("status", "--history", "reef").stdout


def test_validators_go_to_where_redirects_led(origin, site):
    end = origin.add("/end", body=rss(CORAL), etag='"1"')
    site.actor("reef", feed=origin.add("/feed", status=302, body="",
                                       headers={"Location": end}))
    site.run("run")
    site.wait(hours=2)
    site.run("run")
    assert [r.headers.get("If-None-Match") for r in origin.requests("/feed")] == [None, None]
    assert [r.headers.get("If-None-Match") for r in origin.requests("/end")] == [None, '"1"']


def test_a_host_that_is_held_fails_no_other_source(origin, site):
    site.actor("a", feed=origin.add("/a", status=429, body="", delay=0.3,
                                    headers={"Retry-After": "60"}))
    for id in "bcdef":
        site.actor(id, feed=origin.add(f"/{id}", body=rss(CORAL), delay=0.3))
    site.run("run", code=3)
    health = {s["actor"]: s["health"] for s in site.json("status")["sources"]}
    assert health["a"] == "failing"
    assert "failing" not in [health[id] for id in "bcdef"]
    site.wait(hours=2)
    origin.add("/a", body=rss(KELP))
    site.run("run")
    assert {s["health"] for s in site.json("status")["sources"]} == {"ok"}


def test_the_same_bytes_without_validators_change_nothing(origin, site):
    site.actor("reef", feed=origin.add("/feed", body=rss(CORAL)))
    site.run("run")
    before = site.files()
    site.wait(hours=2)
    site.run("run")
    assert site.files() == before
    assert "the same bytes" in site.run("status", "--history", "reef").stdout


def test_a_source_that_is_not_due_is_not_asked(origin, site):
    site.actor("reef", feed=origin.add("/feed", body=rss(CORAL)))
    site.run("run")
    site.wait(minutes=10)
    site.run("run")
    assert len(origin.requests("/feed")) == 1
    site.run("run", "--force")
    assert len(origin.requests("/feed")) == 2


def test_new_entries_keep_the_old_ones(origin, site):
    site.actor("reef", feed=origin.add("/feed", body=rss(CORAL)))
    site.run("run")
    origin.add("/feed", body=rss(KELP))
    site.wait(hours=2)
    site.run("run")
    assert sorted(titles(site, "all.atom")) == ["Coral", "Kelp"]


def test_an_edit_keeps_the_id_and_moves_updated(origin, site):
    site.actor("reef", feed=origin.add("/feed", body=rss(CORAL)))
    site.run("run")
    origin.add("/feed", body=rss(("Corals", "https://reef.example/coral", "On the reef.")))
    site.wait(hours=2)
    site.run("run")
    (entry,) = entries(site, "all.atom")
    assert entry.findtext(ATOM + "title") == "Corals"
    assert entry.findtext(ATOM + "published") == DAY
    assert entry.findtext(ATOM + "updated") == "2026-03-02T14:00:00Z"


@pytest.mark.parametrize("answer, words", [
    ({"status": 404, "body": ""}, "404: there is nothing at this address"),
    ({"status": 500, "body": "oops"}, "500: its server failed"),
    ({"body": "<html><body><p>maintenance</p></body></html>"}, "it is a web page"),
    ({"status": 418, "body": ""}, "418: its server sent no document"),
    ({"body": ""}, "the document is empty"),
    ({"body": "<svg/>"}, "no feed of a known format"),
])
def test_a_broken_source_harms_nothing(origin, site, answer, words):
    site.actor("reef", feed=origin.add("/reef", body=rss(CORAL)))
    site.actor("wreck", feed=origin.add("/wreck", **answer))
    done = site.run("run", code=3)
    assert re.fullmatch(r"warn: wreck/feed: failing: .+\n", done.stderr)
    assert titles(site, "all.atom") == ["Coral"]
    wreck = site.json("status")["sources"][1]
    assert wreck["health"] == "failing" and words in wreck["reason"]
    site.wait(hours=3)
    assert site.run("run", code=3).stderr == "", "only a change is told"


def test_a_source_that_breaks_keeps_what_it_had(origin, site):
    site.actor("reef", feed=origin.add("/feed", body=rss(CORAL)))
    site.run("run")
    before = site.published("all.atom")
    origin.add("/feed", status=500, body="")
    site.wait(hours=2)
    site.run("run", code=3)
    assert site.published("all.atom") == before
    origin.add("/feed", body=rss(CORAL, KELP))
    site.wait(hours=2)
    assert "is well again" in site.run("run").stderr


def test_a_changed_section_is_due_at_once(origin, site):
    origin.add("/new", body=rss(CORAL))
    site.actor("reef", feed=origin.add("/old", status=404, body=""))
    site.run("run", code=3)
    site.run("run")
    assert len(origin.requests("/old")) == 1
    site.actor("reef", feed=origin.url("/new"))
    site.run("run")
    assert titles(site, "all.atom") == ["Coral"]
    site.run("run")
    assert len(origin.requests("/new")) == 1


def test_a_new_address_forgets_what_the_old_one_said(origin, site):
    for status, headers in ((410, {}), (503, {"Retry-After": "86400"})):
        old = origin.add(f"/{status}", status=status, body="", headers=headers)
        site.actor("reef", feed=old)
        site.run("run", code=3)
        site.actor("reef", feed=origin.add(f"/new{status}", body=rss(CORAL)))
        site.run("run")
        assert len(origin.requests(f"/new{status}")) == 1


def test_a_missing_folder_unpublishes_nothing(origin, site):
    site.actor("reef", feed=origin.add("/feed", body=rss(CORAL)))
    site.run("run")
    before = site.files()
    (site.folder / "feeds.d").rename(site.folder / "feeds.old")
    assert "cannot open" in site.run("run", code=2).stderr
    assert site.files() == before


def test_an_edited_file_is_mended(origin, site):
    site.actor("reef", feed=origin.add("/feed", body=rss(CORAL)))
    site.run("run")
    before = site.published("all.atom")
    (site.folder / "public/all.atom").write_text(before + "<oops>")
    site.run("publish")
    assert site.published("all.atom") == before


def test_a_server_that_asks_for_patience_gets_it(origin, site):
    site.actor("reef", feed=origin.add("/feed", status=503, body="",
                                       headers={"Retry-After": "7200"}))
    site.run("run", code=3)
    site.wait(hours=1)
    site.run("run", "--force")
    assert len(origin.requests("/feed")) == 1
    origin.add("/feed", body=rss(CORAL))
    site.wait(hours=2)
    site.run("run")
    assert titles(site, "all.atom") == ["Coral"]


def test_a_private_address_needs_leave(origin, site):
    site.write("feeds.d/reef.conf",
               f"name = Reef\n[feed]\nurl = {origin.add('/feed', body=rss(CORAL))}\n")
    site.run("run", code=3)
    assert origin.requests("/feed") == []
    assert "allow-private" in site.json("status")["sources"][0]["reason"]


def test_a_changed_rule_needs_no_fetch_and_is_undone(origin, site):
    site.actor("reef", feed=origin.add("/feed", body=rss(CORAL, KELP)))
    site.run("run")
    before = site.files()
    site.rules('drop when title = "Kelp"')
    site.run("publish")
    assert titles(site, "all.atom") == ["Coral"]
    (site.folder / "filters/50-test.rules").unlink()
    site.run("publish")
    assert site.published("all.atom") == before["all.atom"][0].decode()
    assert len(origin.requests("/feed")) == 1


def test_themes_come_from_rules_and_actors(origin, site):
    site.actor("reef", feed=origin.add("/feed", body=rss(CORAL, KELP)),
               keys={"themes": "sea"})
    site.rules('theme plants "Plants"\ntag plants when title matches /kelp/i')
    site.run("run")
    assert titles(site, "themes/plants.atom") == ["Kelp"]
    assert sorted(titles(site, "themes/sea.atom")) == ["Coral", "Kelp"]


def test_a_rule_changes_a_title(origin, site):
    site.actor("reef", feed=origin.add("/feed", body=rss(("Coral | Reef", CORAL[1], "x"))))
    site.rules(r'replace title /\s+\| Reef$/ ""')
    site.run("run")
    assert titles(site, "all.atom") == ["Coral"]


def test_a_stream_of_ones_own(origin, site):
    site.config({"stream planet": {"title": "Planet", "select": 'title contains "kelp"'}})
    site.actor("reef", feed=origin.add("/feed", body=rss(CORAL, KELP)))
    site.run("run")
    assert titles(site, "streams/planet.atom") == ["Kelp"]


@pytest.mark.parametrize("first, second", [("a", "b"), ("b", "a")])
def test_a_double_has_a_winner_whatever_came_first(origin, site, first, second):
    bodies = {"a": rss(("Coral", "https://reef.example/coral", "Ours.")),
              "b": rss(("Coral, seen elsewhere",
                        "https://www.reef.example/coral/?utm_source=x", "Theirs."))}
    for id in (first, second):
        site.actor(id, feed=origin.add(f"/{id}", body=bodies[id]))
        site.run("run")
    assert titles(site, "all.atom") == ["Coral"]
    assert titles(site, "actors/b.atom") == ["Coral, seen elsewhere"]
    done = site.run("explain", "https://reef.example/coral")
    assert "stands for all" in done.stdout
    assert "prefers the order of the files in feeds.d" in done.stdout


def test_a_dropped_winner_gives_way(origin, site):
    site.actor("a", feed=origin.add("/a", body=rss(CORAL)))
    site.actor("b", feed=origin.add("/b", body=rss(("Copy",) + CORAL[1:])))
    site.run("run")
    assert titles(site, "all.atom") == ["Coral"]
    site.rules("drop from a")
    site.run("publish")
    assert titles(site, "all.atom") == ["Copy"]


def test_a_removed_actor_gives_way_and_comes_back(origin, site):
    site.config({"stream planet": {"select": 'title contains "c"'},
                 "doubles": {"prefer": "longest"}})
    long = rss(("Copy", CORAL[1], "A much longer text than the other one. " * 9))
    site.actor("a", feed=origin.add("/a", body=rss(CORAL)))
    conf = site.actor("b", feed=origin.add("/b", body=long))
    site.run("run")
    assert titles(site, "all.atom") == ["Copy"]
    feed_id = ET.fromstring(site.published("actors/b.atom")).findtext(ATOM + "id")
    text = conf.read_text()
    conf.unlink()
    site.run("list")
    site.run("publish")
    assert titles(site, "all.atom") == titles(site, "streams/planet.atom") == ["Coral"]
    assert not site.publishes("actors/b.atom")
    conf.write_text(text)
    site.wait(days=3)
    site.run("run")
    assert titles(site, "all.atom") == ["Copy"]
    feed = ET.fromstring(site.published("actors/b.atom"))
    assert feed.findtext(ATOM + "id") == feed_id


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1), (1, 2, 0)])
def test_a_key_that_becomes_vague_parts_what_it_joined(origin, site, order):
    def at_l(name):
        return (f"<item><title>{name}</title><link>https://l.example/</link>"
                f"<guid isPermaLink='false'>{name}</guid></item>")

    steps = [("a", ["A1"]), ("b", ["B1"]), ("a", ["A1", "A2"])]
    if order != (0, 1, 2):
        steps = [("a", ["A1", "A2"]), ("b", ["B1"])]
    for id, names in steps:
        site.actor(id, feed=origin.add(f"/{id}",
                                       body=rss(head="".join(map(at_l, names)))))
        site.wait(hours=2)
        site.run("run")
    assert sorted(titles(site, "all.atom")) == ["A1", "A2", "B1"]


def test_doubles_that_waited_together_have_one_winner(origin, site):
    later = rss(CORAL).replace("01 Mar", "04 Mar")
    for id in "ab":
        site.actor(id, feed=origin.add(f"/{id}", body=later))
    site.run("run")
    site.wait(days=3)
    site.run("publish")
    assert titles(site, "all.atom") == ["Coral"]
    assert site.run("explain", CORAL[1]).stdout.count("(stands for all)") == 2


def test_links_to_the_front_page_do_not_make_doubles(origin, site):
    items = "".join(f"<item><title>{i}</title><link>https://reef.example/</link>"
                    f"<guid isPermaLink='false'>g{i}</guid></item>" for i in range(3))
    site.actor("reef", feed=origin.add("/feed", body=rss(head=items)))
    site.run("run")
    assert sorted(titles(site, "all.atom")) == ["0", "1", "2"]


def test_an_entry_of_tomorrow_waits(origin, site):
    later = rss(CORAL).replace("01 Mar", "03 Mar")
    site.actor("reef", feed=origin.add("/feed", body=later))
    site.run("run")
    assert titles(site, "all.atom") == []
    assert "held until" in site.run("explain", CORAL[1], code=1).stdout
    site.wait(days=2)
    site.run("publish")
    assert titles(site, "all.atom") == ["Coral"]


def test_a_page_without_a_feed(origin, site):
    body = ("<h2>Titre</h2><p>Le récit commence par une longue phrase, qui dit où l’on est "
            "et pourquoi l’on y est venu.</p><p>Une autre la suit.</p>")

    def article(name):
        return (f"<html lang=fr><head><title>{name} | Site</title></head><body>"
                f"<a class=skip-link href='#m'>Aller au contenu principal</a><main id=m>"
                f"<div class=infos>Par Le RAMEAU - Publié le 31 mai 2022 - 11:31 - "
                f"Mise à jour le 31 mai 2022 - 13:54</div><h1>{name}</h1>"
                f"<div class='field--name-body'>{body}</div></main></body></html>")

    names = ("Un premier article assez long", "Un deuxième article assez long",
             "Un troisième article assez long")
    for i, name in enumerate(names):
        origin.add(f"/news/{i}", body=article(name),
                   headers=HTML)
    links = "".join(f"<div class=row><h3><a href='/news/{i}'>{n}</a></h3></div>"
                    for i, n in enumerate(names))
    page = origin.add("/", body=f"<html lang=fr><body><h1>Tous</h1>{links}</body></html>",
                      headers=HTML, etag='"list"')
    site.actor("le-rameau", name="Le RAMEAU", page=page)
    site.run("run")
    entry = entries(site, "actors/le-rameau.atom")[0]
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "Le RAMEAU"
    assert entry.findtext(ATOM + "published") == "2022-05-31T09:31:00Z"
    assert entry.findtext(ATOM + "updated") == "2022-05-31T11:54:00Z"
    assert "<h2>Titre</h2>" in entry.findtext(ATOM + "content")
    assert sorted(titles(site, "all.atom")) == sorted(names)
    site.wait(hours=2)
    site.run("run")
    assert all(len(origin.requests(f"/news/{i}")) == 1 for i in range(3))
    assert origin.requests("/")[1].headers["If-None-Match"] == '"list"'


def test_mistakes_are_told_in_one_go_and_nothing_is_lost(origin, site):
    site.actor("reef", feed=origin.add("/feed", body=rss(CORAL)))
    site.run("run")
    before = site.files()
    site.rules("drop when titel = x\ntag nowhere")
    site.config(titel="x")
    done = site.run("run", code=2)
    for place in ('affluent.conf:7:1: error: unknown key "titel" in [site]: did you mean "title"?',
                  "50-test.rules:1:11: ", "50-test.rules:2:5: "):
        assert place in done.stderr
    assert site.files() == before


def test_two_runs_do_not_meet(origin, site):
    site.actor("reef", feed=origin.add("/feed", body=rss(CORAL)))
    site.run("run")
    with open(site.folder / "affluent.db-lock", "r+", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert "another run" in site.run("run", code=4).stderr
    site.run("run")


def test_a_database_of_another_program_is_left_as_it_is(site):
    site.actor("reef", feed="http://127.0.0.1:1/")
    path = site.folder / "affluent.db"
    database = sqlite3.connect(path)
    database.execute("CREATE TABLE theirs (a)")
    database.close()
    before = path.read_bytes()
    assert "another program" in site.run("run", code=5).stderr
    assert path.read_bytes() == before


def test_a_store_of_another_program_is_left_alone(site):
    site.actor("reef", feed="http://127.0.0.1:1/")
    (site.folder / "affluent.db").write_bytes(b"not a database, but forty bytes of text!")
    assert "affluent.db" in site.run("run", code=5).stderr
    assert (site.folder / "affluent.db").read_bytes().startswith(b"not a database")


def test_list_says_what_is_published(origin, site):
    site.actor("reef", feed=origin.add("/feed", body=rss(CORAL, KELP)))
    site.run("run")
    assert [e["title"]["value"] for e in site.json("list", 'title = "Kelp"')] == ["Kelp"]
    (line,) = site.run("list", 'title = "Coral"').stdout.splitlines()
    assert line.split() == [DAY, "reef", "Coral", CORAL[1]]
    assert site.json("list", 'title = "Tuna"') == []


def test_explain_tells_of_an_absence(origin, site):
    site.actor("reef", feed=origin.add("/feed", body=rss(CORAL)))
    site.rules('drop when title contains "coral"')
    site.run("run")
    done = site.run("explain", CORAL[1], code=1)
    assert "dropped by 50-test.rules:1" in done.stdout
    assert "nothing of that URL" in site.run("explain", KELP[1], code=1).stdout


def workers(pid):
    """The workers of a run: the children of its only child."""
    def children(of):
        with open(f"/proc/{of}/task/{of}/children", encoding="ascii") as file:
            return [int(word) for word in file.read().split()]
    return [w for nursery in children(pid) for w in children(nursery)]


def seccomp_mode(pid):
    with open(f"/proc/{pid}/status", encoding="ascii") as status:
        return dict(line.split(":\t", 1) for line in status)["Seccomp"].strip()


def wait_for(what):
    for _ in range(400):
        found = what()
        if found:
            return found
        time.sleep(0.025)
    raise AssertionError("it did not happen within ten seconds")


def test_a_killed_worker_costs_one_source_one_poll(origin, site, background):
    site.actor("a", feed=origin.add("/a", body=rss(CORAL)))
    site.actor("b", feed=origin.add("/b", body=rss(KELP), delay=1))
    run = background(site.command("run"), cwd=site.folder)
    (worker,) = wait_for(lambda: workers(run.pid))
    wait_for(lambda: seccomp_mode(worker) == "2")  # it can do nothing else
    os.kill(worker, signal.SIGSTOP)  # with a's document, or before b's
    wait_for(lambda: origin.requests("/b"))
    time.sleep(1.5)
    os.kill(worker, signal.SIGKILL)
    assert run.wait(timeout=30) == 3
    sources = site.json("status")["sources"]
    (lost,) = [s for s in sources if s["health"] == "failing"]
    (kept,) = [s for s in sources if s["health"] == "ok"]
    assert "its reader died" in lost["reason"]
    assert titles(site, "all.atom") == [{"a": "Coral", "b": "Kelp"}[kept["actor"]]]
    origin.add("/b", body=rss(KELP))
    site.wait(hours=2)
    site.run("run")
    assert sorted(titles(site, "all.atom")) == ["Coral", "Kelp"]


def test_a_page_without_an_address_is_read(site):
    site.actor("reef", feed="http://127.0.0.1:1/")
    page = site.write("page.html", "<html lang=fr><title>T</title><h1>Un titre</h1><p>"
                      + "Une phrase assez longue pour faire un article. " * 9)
    (entry,) = site.json("parse", page)["entries"]
    assert entry["title"]["value"] == "Un titre"
    assert "Un titre" in site.run("preview", page).stdout


def test_init_writes_what_check_accepts(site):
    (site.folder / "affluent.conf").unlink()
    site.run("init")
    assert "good" in site.run("check").stdout
    site.run("init", code=1)
