"""What is done only as far as it must be: rules that are tried or changed touch
no more than they can change, and find what they must."""
import pathlib
import subprocess
import sys
import time

FEED = "<feed xmlns='http://www.w3.org/2005/Atom'><id>tag:{0},2026:f</id><title>{0}</title>{1}</feed>"
ENTRY = """<entry><id>{id}</id><title>{title}</title><link href='{link}'/>
<updated>{date}</updated><content>Text of {title}.</content></entry>"""


def feed(name, *rows):
    """Rows are (number, title, date, link)."""
    return FEED.format(name, "".join(
        ENTRY.format(id=f"tag:{name},2026:{n}", title=title, date=f"{date}T03:04:05Z", link=link)
        for n, title, date, link in rows))


def two_sources(origin, site):
    """The first one's old article is the second one's new one."""
    site.actor("atoll", feed=origin.add("/a", body=feed(
        "a", (0, "Coral as the atoll has it", "2025-11-02", "https://x.example/coral"),
        (1, "Kelp", "2026-02-20", "https://a.example/kelp"))))
    site.actor("reef", feed=origin.add("/b", body=feed(
        "b", (0, "Coral as the reef has it", "2026-02-21", "https://x.example/coral"),
        (1, "Boats", "2025-10-01", "https://b.example/boats"))))
    site.rules("theme sea \"The sea\"\ntag sea when title contains \"kelp\"\n", name="50-themes")
    site.run("run")


def told(changes):
    return {(c["what"], c.get("stream"), c["title"]) for c in changes}


def test_what_stood_for_a_new_entry_may_be_older_than_what_is_asked_for(origin, site):
    two_sources(origin, site)
    rules = site.write("tried/60-more.rules", "drop from atoll when title contains \"coral\"\n")
    assert told(site.json("preview", "--rules", rules, "--since", "30d")) == {
        ("appears", "all", "Coral as the reef has it")}


def test_since_leaves_out_only_what_is_older(origin, site):
    two_sources(origin, site)
    rules = site.write("tried/50-themes.rules", (
        "theme sea \"The sea\"\ntag sea when title contains \"coral\"\ndrop when title contains \"boats\"\n"
        "replace title /(Kelp|Boats)/ \"$1, again\"\n"))
    every = site.json("preview", "--rules", rules)
    since = site.json("preview", "--rules", rules, "--since", "30d")
    assert since == [c for c in every if c["published"] > "2026-01-31"]
    assert 0 < len(since) < len(every)


def test_an_old_entry_brings_its_theme_to_the_new_one_that_stands_for_it(origin, site):
    two_sources(origin, site)
    site.config({"doubles": {"prefer": "longest"}})
    site.run("publish")
    rules = site.write("tried/50-themes.rules", (
        "theme sea \"The sea\"\ntag sea from atoll when title contains \"atoll\"\n"))
    winner = site.sql("SELECT item.iri FROM entry JOIN item USING (id) WHERE winner = 0"
                      " AND url LIKE '%coral'")
    changes = site.json("preview", "--rules", rules, "--since", "200d")
    assert ("appears", "themes/sea") in {(c["what"], c["stream"]) for c in changes}
    assert len(winner) == 1
    assert site.json("preview", "--rules", rules, "--since", "30d") == [
        c for c in changes if c["published"] > "2026-01-31"]


def test_rules_of_one_actor_leave_the_others_as_they_are(origin, site):
    two_sources(origin, site)
    site.sql("UPDATE entry SET reason = 'as it was', kept = 0 WHERE url LIKE '%boats'")
    site.rules("drop from atoll when title contains \"kelp\"\n"
               "drop when actor = atoll and text contains \"nothing\"\n", name="60-more")
    site.run("publish")
    assert "Kelp" not in site.published("all.atom")
    assert site.sql("SELECT reason FROM entry WHERE url LIKE '%boats'") == [("as it was",)]
    site.rules("drop when title contains \"kelp\"\n", name="60-more")
    site.run("publish")
    assert site.sql("SELECT reason, kept FROM entry WHERE url LIKE '%boats'") == [(None, 1)]


def test_entries_whose_verdict_stands_are_not_written(origin, site):
    two_sources(origin, site)
    site.sql("CREATE TABLE written (entry)")
    site.sql("CREATE TRIGGER note AFTER UPDATE ON entry BEGIN"
             " INSERT INTO written VALUES (new.url); END")
    site.rules("drop when title contains \"boats\"\n", name="60-more")
    site.run("publish")
    assert site.sql("SELECT DISTINCT entry FROM written") == [("https://b.example/boats",)]
    assert "Boats" not in site.published("all.atom")


def test_rules_that_were_applied_in_part_can_be_taken_back(origin, site, background):
    site.actor("reef", feed=origin.add("/b", body=feed("b", *(
        (n, f"Boat {n}", "2026-02-20", f"https://b.example/{n}") for n in range(3000)))))
    site.run("run")
    site.rules("drop when title contains \"boat\"\n")
    running = background(site.command("publish"))
    while running.poll() is None and site.sql("SELECT count(*) FROM entry WHERE kept = 0") == [(0,)]:
        time.sleep(0.001)
    running.kill()
    running.wait()
    site.rules("")
    site.run("publish")
    assert site.sql("SELECT count(*) FROM entry WHERE kept = 0") == [(0,)]
    assert site.run("rebuild", "--dry-run").stdout == "nothing would change\n"


def test_order_of_actors_places_again_what_no_rule_changed(origin, site):
    two_sources(origin, site)
    assert "as the atoll has it" in site.published("all.atom")
    site.config({"doubles": {"prefer": "longest"}})
    (site.folder / "feeds.d/atoll.conf").rename(site.folder / "feeds.d/zebra.conf")
    site.run("publish")
    assert "as the reef has it" in site.published("all.atom")


def test_explain_finds_ids_as_given_and_ids_that_were_minted(origin, site):
    site.actor("reef", feed=origin.add("/b", body=(
        "<rss version='2.0'><channel><title>R</title><item><title>Coral</title><guid"
        " isPermaLink='false'>17</guid><link>https://b.example/coral</link></item>"
        "</channel></rss>")))
    site.actor("atoll", feed=origin.add("/a", body=feed(
        "a", (0, "Kelp", "2026-02-20", "https://a.example/kelp"))))
    site.run("run")
    (minted,) = site.sql("SELECT iri FROM item WHERE iri LIKE 'tag:test.example,%'")[0]
    assert "Coral" in site.run("explain", minted).stdout
    assert "Kelp" in site.run("explain", "tag:a,2026:0").stdout
    assert "Coral" not in site.run("explain", minted.replace("reef", "atoll"), code=None).stdout


def test_the_bench_of_large_stores_runs(affluent, tmp_path):
    script = pathlib.Path(__file__).parents[2] / "bench/scale.py"
    done = subprocess.run([sys.executable, script, "--build", pathlib.Path(affluent).parents[1],
                           "--entries", "60,300", "--sources", "12", "--runs", "2", "--keep",
                           tmp_path], capture_output=True, text=True, timeout=250, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "apply a changed rule" in done.stdout
