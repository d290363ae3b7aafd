"""Editions: issues that hold what a day, a week or a month brought."""
import datetime
import json
import re
import signal
import subprocess
import time
import xml.etree.ElementTree as ET

import pytest

ATOM = "{http://www.w3.org/2005/Atom}"
FEED = "https://reef.example/"


def at(text):
    return datetime.datetime.fromisoformat(text).astimezone(datetime.timezone.utc)


def item(name, published, title=None, text="Said of it.", category=None):
    when = published if published is None else (
        f"<pubDate>{at(published):%a, %d %b %Y %H:%M:%S} GMT</pubDate>")
    themes = f"<category>{category}</category>" if category else ""
    return (f"<item><title>{title or name.title()}</title><link>{FEED}{name}</link>"
            f"<guid>{FEED}{name}</guid>{when or ''}<description>{text}</description>"
            f"{themes}</item>")


def rss(*items):
    return ('<?xml version="1.0"?><rss version="2.0"><channel><title>Feed</title>'
            f"<link>{FEED}</link>{''.join(items)}</channel></rss>")


class Paper:
    """A site with one actor, whose feed says what it is told, and editions."""

    def __init__(self, site, origin):
        self.site, self.origin, self.items = site, origin, []
        site.actor("reef", name="The reef", feed=self.feed(), every="5min")

    def feed(self):
        return self.origin.add("/feed", body=rss(*self.items))

    def editions(self, sections=None, **keys):
        """Writes affluent.conf with editions; keys are those of [edition daily]."""
        said = sections or {"edition daily": {"period": "day", **keys}}
        self.site.config({"fetch": {"first": "1000"}, **said})

    def add(self, *items):
        self.items[:0] = items
        self.feed()

    def run(self, when, **options):
        self.site.now = at(when)
        return self.site.run("run", "--force", **options)


@pytest.fixture
def paper(site, origin):
    return Paper(site, origin)


def entries(site, edition="daily"):
    return ET.fromstring(site.published(f"editions/{edition}.atom")).findall(ATOM + "entry")


def issues(site, edition="daily"):
    """Key to the titles of what is in the issue, of those in the feed, in order."""
    found = {}
    for entry in entries(site, edition):
        key = entry.findtext(ATOM + "id").rpartition("/")[2]
        found[key] = re.findall(r"<li[^>]*>(?:<a[^>]*>)?([^<]*)", entry.findtext(ATOM + "content"))
    return found


def content(site, edition="daily", which=0):
    return entries(site, edition)[which].findtext(ATOM + "content")


def test_a_day_becomes_an_issue(paper, site):
    paper.editions(name="La quotidienne", title="{name} du {date}", cutoff="07:00",
                   publish="07:30")
    paper.run("2022-05-30T12:00+02:00")
    paper.add(item("coral", "2022-05-30T18:00+02:00"), item("kelp", "2022-05-31T06:59+02:00"))
    paper.run("2022-05-31T07:05+02:00")
    assert issues(site) == {}
    paper.run("2022-05-31T07:30+02:00")
    assert issues(site) == {"2022-05-31": ["Kelp", "Coral"]}
    entry = entries(site)[0]
    assert entry.findtext(ATOM + "id") == "tag:test.example,2022:edition/daily/2022-05-31"
    assert entry.findtext(ATOM + "title") == "La quotidienne du 31 mai 2022"
    assert entry.findtext(ATOM + "published") == "2022-05-31T05:30:00Z"
    assert entry.findtext(ATOM + "updated") == "2022-05-31T05:30:00Z"
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "Test"
    links = [(l.get("rel"), l.get("href")) for l in entry.findall(ATOM + "link")]
    assert links == [("alternate", "https://test.example/editions/daily/2022-05-31.html"),
                     ("related", FEED + "kelp"), ("related", FEED + "coral")]
    # it is made of what the site publishes
    everything = ET.fromstring(site.published("all.atom")).findtext(ATOM + "id")
    source = entry.find(ATOM + "source")
    assert [(e.tag.replace(ATOM, ""), e.get("href") or e.text) for e in source] == [
        ("id", everything), ("title", "Test"), ("updated", "2022-05-31T05:30:00Z"),
        ("link", "https://test.example/all.atom"), ("link", "https://test.example/")]
    assert content(site).startswith("<p>2 articles de 1 acteur</p>\n<h2>The reef</h2>")


CLOCKS = (
    # cutoff, and the instants around two cuts of clocks: what is in which issue
    ("07:00", "2026-03-28T12:00+01:00", [("2026-03-29T06:59+02:00", "2026-03-29"),
                                         ("2026-03-29T07:00+02:00", "2026-03-30")]),
    ("07:00", "2026-10-24T12:00+02:00", [("2026-10-25T06:59+01:00", "2026-10-25"),
                                         ("2026-10-25T07:00+01:00", "2026-10-26")]),
    # 02:30 does not exist, and 03:30 is meant; it exists twice, and the first is
    ("02:30", "2026-03-28T12:00+01:00", [("2026-03-29T03:29+02:00", "2026-03-29"),
                                         ("2026-03-29T03:30+02:00", "2026-03-30")]),
    ("02:30", "2026-10-24T12:00+02:00", [("2026-10-25T02:29+02:00", "2026-10-25"),
                                         ("2026-10-25T02:30+02:00", "2026-10-26"),
                                         ("2026-10-25T02:30+01:00", "2026-10-26")]),
)


@pytest.mark.parametrize("cutoff, start, cases", CLOCKS)
def test_days_of_23_and_25_hours(paper, site, cutoff, start, cases):
    paper.editions(cutoff=cutoff)
    paper.run(start)
    paper.add(*(item(f"n{i}", when) for i, (when, _) in enumerate(cases)))
    end = at(start) + datetime.timedelta(days=3)
    paper.run(end.isoformat())
    want = {}
    for i, (_, key) in enumerate(cases):
        want.setdefault(key, []).insert(0, f"N{i}")
    assert {key: names for key, names in issues(site).items() if names} == want


def test_an_entry_at_the_cutoff_is_the_next_ones(paper, site):
    paper.editions(cutoff="07:00")
    paper.run("2022-05-30T12:00+02:00")
    paper.add(item("before", "2022-05-31T06:59:59+02:00"),
              item("at", "2022-05-31T07:00:00+02:00"))
    paper.run("2022-05-31T07:00+02:00")
    assert issues(site) == {"2022-05-31": ["Before"]}
    paper.run("2022-06-01T07:00+02:00")
    assert issues(site) == {"2022-06-01": ["At"], "2022-05-31": ["Before"]}


def test_a_late_entry_is_in_the_next_issue_once(paper, site):
    paper.editions({"edition weekly": {"period": "week", "cutoff": "07:00"}})
    paper.run("2022-05-30T12:00+02:00")
    paper.add(item("coral", "2022-06-01T12:00+02:00"))
    paper.run("2022-06-06T07:30+02:00")
    paper.add(item("late", "2022-06-05T23:00+02:00"))
    paper.run("2022-06-06T09:00+02:00")
    assert issues(site, "weekly") == {"2022-W22": ["Coral"]}
    paper.run("2022-06-13T08:00+02:00")
    paper.run("2022-06-20T08:00+02:00")
    assert issues(site, "weekly") == {"2022-W23": ["Late"], "2022-W22": ["Coral"]}
    assert "paru le <time datetime=\"2022-06-05\">5 juin 2022</time>" in content(site, "weekly")


def test_built_twice_it_is_the_same(paper, site):
    paper.editions()
    paper.run("2022-05-30T12:00+02:00")
    paper.add(item("coral", "2022-05-30T18:00+02:00"))
    paper.run("2022-05-31T00:10+02:00")
    before = site.files()
    site.run("publish")
    site.run("rebuild")
    paper.run("2022-05-31T00:40+02:00")
    assert {p: f for p, f in site.files().items() if p.startswith("editions/")} == \
        {p: f for p, f in before.items() if p.startswith("editions/")}
    for path in before:
        if path.startswith("editions/"):
            (site.folder / "public" / path).unlink()
    site.run("publish")
    assert {p: f[0] for p, f in site.files().items() if not p.startswith("status")} == \
        {p: f[0] for p, f in before.items() if not p.startswith("status")}


def test_killed_at_any_moment_it_is_the_same(paper, site, background):
    paper.editions()
    paper.run("2022-05-30T12:00+02:00")
    paper.add(*(item(f"n{i}", f"2022-05-30T18:{i:02}+02:00") for i in range(30)))
    site.now = at("2022-05-31T00:10+02:00")
    for step in range(12):
        process = background(site.command("run", "--force"), cwd=site.folder)
        time.sleep(0.01 * step)
        process.send_signal(signal.SIGKILL)
        process.wait()
    site.run("run", "--force")
    assert issues(site) == {"2022-05-31": [f"N{i}" for i in reversed(range(30))]}
    before = site.files()
    site.run("publish")
    after = site.files()
    assert {p for p in after if after[p] != before.get(p)} <= {"status.json", "status.html"}


@pytest.mark.parametrize("empty, want", (
    ("skip", {"2022-06-02": ["Coral"]}),
    ("note", {"2022-06-02": ["Coral"], "2022-06-01": [], "2022-05-31": []}),
    ("carry", {"2022-06-02": ["Coral"]}),
))
def test_empty_periods(paper, site, empty, want):
    paper.editions(empty=empty)
    paper.run("2022-05-30T12:00+02:00")
    paper.run("2022-05-31T12:00+02:00")
    paper.run("2022-06-01T06:00+02:00")
    # its day is over and was empty: a skipped one is not tried again
    paper.add(item("coral", "2022-05-31T12:00+02:00"))
    paper.run("2022-06-01T12:00+02:00")
    assert list(issues(site)) == [key for key in want if key != "2022-06-02"]
    paper.run("2022-06-02T12:00+02:00")
    assert issues(site) == want
    assert ("paru le" in content(site)) == (empty != "carry")
    if empty == "note":
        assert content(site, which=1) == "<p>Rien n’a été publié pendant ce temps.</p>\n"


def test_periods_that_were_missed_are_caught_up(paper, site):
    paper.editions(catch_up=3)
    paper.run("2022-05-30T12:00+02:00")
    paper.add(*(item(f"d{day}", f"2022-06-{day:02}T12:00+02:00") for day in range(1, 11)))
    paper.run("2022-06-11T01:00+02:00")
    assert issues(site) == {
        "2022-06-11": ["D10"], "2022-06-10": ["D9"], "2022-06-09": ["D8"],
        "2022-06-08": ["D7", "D6", "D5", "D4", "D3", "D2", "D1"]}
    assert [e.findtext(ATOM + "published") for e in entries(site)][-1] == "2022-06-07T22:00:00Z"


@pytest.mark.parametrize("start, key", (
    ("2020-12-30T12:00+01:00", "2020-W53"), ("2026-12-30T12:00+01:00", "2026-W53"),
    ("2027-01-04T12:00+01:00", "2027-W01"), ("2024-12-30T12:00+01:00", "2025-W01")))
def test_weeks_are_those_of_iso_8601(paper, site, start, key):
    paper.editions({"edition weekly": {"period": "week", "title": "Semaine {week}, {year}"}})
    paper.run(start)
    paper.add(item("coral", start))
    paper.run((at(start) + datetime.timedelta(days=7)).isoformat())
    assert issues(site, "weekly") == {key: ["Coral"]}
    year, week = key.split("-W")
    assert entries(site, "weekly")[0].findtext(ATOM + "title") == f"Semaine {int(week)}, {year}"


def test_monday_has_the_week_end(paper, site):
    paper.editions(days="mon-fri", cutoff="07:00")
    paper.run("2022-06-02T12:00+02:00")
    paper.add(item("friday", "2022-06-03T06:00+02:00"), item("evening", "2022-06-03T18:00+02:00"),
              item("saturday", "2022-06-04T12:00+02:00"), item("sunday", "2022-06-05T12:00+02:00"))
    paper.run("2022-06-05T12:01+02:00")
    assert issues(site) == {"2022-06-03": ["Friday"]}
    paper.run("2022-06-06T07:00+02:00")
    assert issues(site)["2022-06-06"] == ["Sunday", "Saturday", "Evening"]


def test_of_many_entries_the_limit_is_shown(paper, site):
    paper.editions({"edition daily": {"period": "day"},
                    "edition few": {"period": "day", "limit": 399}})
    paper.run("2022-05-30T12:00+02:00")
    paper.add(*(item(f"n{i}", f"2022-05-30T{13 + i // 60}:{i % 60:02}+02:00") for i in range(400)))
    paper.run("2022-05-31T00:10+02:00")
    assert issues(site)["2022-05-31"] == [f"N{i}" for i in range(399, 359, -1)]
    assert content(site).startswith("<p>400 articles de 1 acteur</p>")
    assert content(site).endswith("<p>et 360 autres</p>\n")
    assert content(site, "few").endswith("<p>et 1 autre</p>\n")
    assert len(entries(site)[0].findall(ATOM + "link[@rel='related']")) == 40


def test_what_is_withdrawn_goes_within_the_grace_alone(paper, site):
    paper.editions(grace="6h")
    paper.run("2022-05-30T12:00+02:00")
    paper.add(*(item(name, f"2022-05-30T1{i + 3}:00+02:00")
                for i, name in enumerate(("coral", "kelp", "moss", "fern"))))
    paper.run("2022-05-31T00:10+02:00")
    assert issues(site) == {"2022-05-31": ["Fern", "Moss", "Kelp", "Coral"]}
    site.rules('drop when title = "Coral"\n')
    paper.items[2] = item("moss", "2022-05-30T15:00+02:00", title="Moss, corrected")
    paper.feed()
    paper.run("2022-05-31T01:00+02:00")
    assert issues(site) == {"2022-05-31": ["Fern", "Moss, corrected", "Kelp"]}
    assert entries(site)[0].findtext(ATOM + "published") == "2022-05-30T22:00:00Z"
    assert entries(site)[0].findtext(ATOM + "updated") == "2022-05-30T23:00:00Z"
    # frozen: neither rules nor corrections count, what the operator hides does
    site.rules('drop when title = "Coral" or title = "Kelp"\n')
    paper.items[3] = item("fern", "2022-05-30T16:00+02:00", title="Fern, corrected")
    paper.feed()
    before = site.files()["editions/daily.atom"]
    paper.run("2022-05-31T08:00+02:00")
    assert site.files()["editions/daily.atom"] == before
    site.run("hide", FEED + "moss", "--reason", "asked")
    assert issues(site) == {"2022-05-31": ["Fern", "Kelp"]}
    assert "Moss" not in site.published("editions/daily/2022-05-31.html")
    site.run("unhide", FEED + "moss")
    assert issues(site) == {"2022-05-31": ["Fern", "Moss, corrected", "Kelp"]}
    paper.run("2022-06-01T08:00+02:00")
    assert list(issues(site)) == ["2022-05-31"]  # what was in one is in no other


def test_what_is_hidden_leaves_an_issue_by_whichever_copy_it_is_named(paper, site, origin):
    paper.editions()
    mine = item("coral", "2022-05-30T13:00+02:00", title="The coral of the reef is back")
    copy = mine.replace(f"<link>{FEED}", "<link>https://wood.example/")
    site.actor("wood", feed=origin.add("/wood", body=rss(copy)), every="5min")
    paper.run("2022-05-30T12:00+02:00")
    paper.add(mine, item("kelp", "2022-05-30T15:00+02:00"))
    paper.run("2022-05-31T09:00+02:00")
    assert issues(site) == {"2022-05-31": ["Kelp", "The coral of the reef is back"]}
    site.run("hide", "https://wood.example/coral", "--reason", "asked")
    assert issues(site) == {"2022-05-31": ["Kelp"]}
    site.run("unhide", "https://wood.example/coral")
    assert issues(site) == {"2022-05-31": ["Kelp", "The coral of the reef is back"]}


def test_a_wrong_clock_counts_from_when_it_was_seen(paper, site):
    paper.editions()
    paper.run("2022-05-30T12:00+02:00")
    paper.add(item("coral", "2030-01-01T12:00+01:00"))
    paper.run("2022-05-30T18:00+02:00")
    paper.run("2022-05-31T12:00+02:00")
    assert issues(site) == {"2022-05-31": ["Coral"]}


def test_what_is_scheduled_is_of_the_day_that_it_bears(paper, site):
    paper.editions(cutoff="07:00")
    paper.run("2022-05-30T12:00+02:00")
    paper.add(item("coral", "2022-06-01T12:00+02:00"))
    for day in ("2022-05-30T13:00", "2022-05-31T08:00", "2022-06-01T08:00", "2022-06-02T08:00"):
        paper.run(f"{day}+02:00")
    assert issues(site) == {"2022-06-02": ["Coral"]}


def test_a_date_without_a_time_counts_from_when_it_was_seen(paper, site):
    paper.editions(cutoff="07:00")
    paper.run("2022-05-30T12:00+02:00")
    paper.items = ["<item><title>Day</title><link>https://reef.example/day</link>"
                   "<pubDate>2022-05-31</pubDate></item>"]
    paper.feed()
    paper.run("2022-05-31T06:00+02:00")
    paper.run("2022-05-31T07:00+02:00")
    assert issues(site) == {"2022-05-31": ["Day"]}
    paper.items[:0] = [paper.items[0].replace("ay<", "awn<").replace("/day", "/dawn")]
    paper.feed()
    paper.run("2022-05-31T12:00+02:00")
    paper.run("2022-06-01T07:00+02:00")
    assert issues(site)["2022-06-01"] == ["Dawn"]
    assert "paru le" not in content(site)


def test_two_editions_share_an_entry(paper, site):
    paper.editions({"edition daily": {"period": "day"}, "edition weekly": {"period": "week"},
                    "edition monthly": {"period": "month"}})
    paper.run("2022-05-30T12:00+02:00")
    paper.add(item("coral", "2022-05-30T18:00+02:00"))
    for day in ("2022-05-31", "2022-06-01", "2022-06-06"):
        paper.run(f"{day}T00:10+02:00")
    assert issues(site) == {"2022-05-31": ["Coral"]}
    assert issues(site, "weekly") == {"2022-W22": ["Coral"]}
    assert issues(site, "monthly") == {"2022-05": ["Coral"]}
    assert entries(site, "monthly")[0].findtext(ATOM + "title") == "monthly – mai 2022"


def test_another_selection_changes_later_issues_alone(paper, site):
    paper.editions(select='category = "Sea"')
    paper.run("2022-05-30T12:00+02:00")
    paper.add(item("coral", "2022-05-30T18:00+02:00", category="Sea"),
              item("oak", "2022-05-30T18:00+02:00", category="Land"))
    paper.run("2022-05-31T00:10+02:00")
    paper.editions(select='category = "Land"')
    paper.add(item("kelp", "2022-05-31T18:00+02:00", category="Sea"),
              item("elm", "2022-05-31T18:00+02:00", category="Land"))
    paper.run("2022-05-31T01:00+02:00")
    assert issues(site) == {"2022-05-31": ["Coral"]}
    paper.run("2022-06-01T00:10+02:00")
    # what was not selected then is late now
    assert issues(site) == {"2022-06-01": ["Elm", "Oak"], "2022-05-31": ["Coral"]}


def test_issues_of_whole_articles_are_kept_from_search_engines(paper, site):
    page = "editions/daily/2022-05-31.html"
    paper.editions(content="full")
    paper.run("2022-05-30T12:00+02:00")
    paper.add(item("coral", "2022-05-30T18:00+02:00", text="All of it."))
    paper.run("2022-05-31T00:10+02:00")
    assert "noindex, follow" in site.published(page) and "All of it." in site.published(page)
    assert page not in site.published("sitemap.xml")
    assert "editions/daily.html" in site.published("sitemap.xml")


def test_the_feed_read_back_is_the_same(paper, site):
    paper.editions(name="Coraux & cie", content="full")
    paper.run("2022-05-30T12:00+02:00")
    paper.add(item("coral", "2022-05-30T18:00+02:00", title="A &amp;lt; B",
                   text="&lt;p&gt;Fish &amp;amp; chips&lt;/p&gt;"))
    paper.run("2022-05-31T00:10+02:00")
    paper.add(item("kelp", "2022-05-31T18:00+02:00"))
    paper.run("2022-06-01T00:10+02:00")
    said = json.loads(site.run("parse", site.folder / "public/editions/daily.atom").stdout)
    assert said.get("problems", []) == []
    for entry, read in zip(entries(site), said["entries"], strict=True):
        assert read["id"] == entry.findtext(ATOM + "id")
        assert read["content"]["value"].split() == entry.findtext(ATOM + "content").split()
        assert [l["href"] for l in read["links"]] == [l.get("href") for l in
                                                      entry.findall(ATOM + "link")]
    # RFC 4287: what a feed and its entries must have, once
    feed = ET.fromstring(site.published("editions/daily.atom"))
    for element in (feed, *feed.findall(ATOM + "entry")):
        assert [len(element.findall(ATOM + name)) for name in ("id", "title", "updated")] == [1] * 3
        assert element.find(f"{ATOM}author/{ATOM}name") is not None
    assert len({e.findtext(ATOM + "id") for e in feed.findall(ATOM + "entry")}) == 2
    assert feed.find(ATOM + "link[@rel='self']").get("href") == \
        "https://test.example/editions/daily.atom"
    assert "A &lt; B" in content(site, which=1) and "Fish &amp; chips" in content(site, which=1)


def test_a_new_edition_does_not_tell_of_what_is_old(paper, site):
    paper.add(item("old", "2022-05-20T12:00+02:00"), item("recent", "2022-05-30T06:00+02:00"))
    paper.editions()
    paper.run("2022-05-30T12:00+02:00")
    paper.run("2022-05-31T00:10+02:00")
    assert issues(site) == {"2022-05-31": ["Recent"]}
    # an archive that is restored: within two days of the period it is late, before it is old
    paper.add(item("older", "2022-05-10T12:00+02:00"), item("late", "2022-05-30T12:00+02:00"))
    paper.run("2022-06-01T00:10+02:00")
    assert issues(site)["2022-06-01"] == ["Late"]


def test_updates_are_told_again_where_that_is_wanted(paper, site):
    def dated(name, updated):
        return item(name, "2022-05-30T18:00+02:00").replace(
            "</item>", f"<updated xmlns='http://www.w3.org/2005/Atom'>{updated}</updated></item>")

    paper.editions({"edition daily": {"period": "day", "include_updates": "yes", "grace": "0s"},
                    "edition once": {"period": "day"}})
    paper.run("2022-05-30T12:00+02:00")
    paper.add(dated("coral", "2022-05-30T19:00:00+02:00"), item("kelp", "2022-05-30T18:30+02:00"))
    paper.run("2022-05-31T00:10+02:00")
    assert issues(site) == {"2022-05-31": ["Kelp", "Coral"]}
    paper.items[0] = dated("coral", "2022-05-31T12:00:00+02:00").replace("Said", "Now said")
    paper.add(item("moss", "2022-05-31T15:00+02:00"))
    paper.run("2022-05-31T18:00+02:00")
    paper.run("2022-06-01T00:10+02:00")
    assert issues(site) == {"2022-06-01": ["Moss", "Coral"], "2022-05-31": ["Kelp", "Coral"]}
    assert 'mis à jour le <time datetime="2022-05-31">31 mai 2022</time>' in content(site)
    assert "Now said of it" in content(site) and "Now said" not in content(site, which=1)
    assert issues(site, "once")["2022-06-01"] == ["Moss"]
    paper.run("2022-06-02T00:10+02:00")
    assert list(issues(site)) == ["2022-06-01", "2022-05-31"]
    site.run("hide", FEED + "coral", "--reason", "asked")
    assert issues(site) == {"2022-06-01": ["Moss"], "2022-05-31": ["Kelp"]}


def test_other_orders_and_groups(paper, site, origin):
    other = origin.add("/other", body=rss(item("oak", "2022-05-30T14:00+02:00")))
    site.actor("wood", name="The wood", feed=other, every="5min")
    paper.editions({"edition a": {"period": "day", "order": "oldest"},
                    "edition b": {"period": "day", "group_by": "none", "content": "titles"}})
    paper.run("2022-05-30T12:00+02:00")
    paper.add(item("coral", "2022-05-30T13:00+02:00"), item("kelp", "2022-05-30T15:00+02:00"))
    paper.run("2022-05-31T00:10+02:00")
    assert issues(site, "a") == {"2022-05-31": ["Coral", "Kelp", "Oak"]}
    assert re.findall("<h2>(.*)</h2>", content(site, "a")) == ["The reef", "The wood"]
    assert issues(site, "b") == {"2022-05-31": ["Kelp", "Oak", "Coral"]}
    assert "The reef</h2>" not in content(site, "b") and "Said of it" not in content(site, "b")
    assert "Said of it" in content(site, "a")


def test_pages_and_lists(paper, site):
    paper.editions(name="La quotidienne", title="{name} n° {number}")
    paper.run("2022-05-30T12:00+02:00")
    assert "Aucun numéro" in site.published("editions/daily.html")
    paper.add(item("coral", "2022-05-30T18:00+02:00", title="&amp;lt;script&amp;gt;"))
    paper.run("2022-05-31T00:10+02:00")
    first = site.files()["editions/daily/2022-05-31.html"]
    paper.add(item("kelp", "2022-05-31T18:00+02:00"))
    paper.run("2022-06-01T00:10+02:00")
    assert site.files()["editions/daily/2022-05-31.html"] == first
    page = site.published("editions/daily/2022-06-01.html")
    assert '<html lang="fr">' in page and page.count("<h1") == 1
    assert "La quotidienne n° 2</h1>" in page
    assert '<a rel="prev" href="2022-05-31.html">' in page
    assert "&lt;script&gt;" in first[0].decode() and "<script" not in first[0].decode()
    index = site.published("editions/daily.html")
    assert re.findall('href="(daily/[^"]*)"', index) == ["daily/2022-06-01.html",
                                                      "daily/2022-05-31.html"]
    assert 'xmlUrl="https://test.example/editions/daily.atom"' in site.published("feeds.opml")
    assert 'href="editions/daily.html"' in site.published("index.html")
    said = site.json("explain", "editions/daily/2022-05-31.html")
    assert "edition daily" in json.dumps(said)
    # an edition that is no longer configured is no longer published
    site.config()
    paper.run("2022-06-01T01:00+02:00")
    assert not [p for p in site.files() if p.startswith("editions/")]


def test_other_cuts_leave_no_gap(paper, site):
    paper.editions(cutoff="07:00")
    paper.run("2022-05-30T12:00+02:00")
    paper.add(item("coral", "2022-05-31T06:00+02:00"))
    paper.run("2022-05-31T07:30+02:00")
    paper.add(item("kelp", "2022-05-31T07:30+02:00"))
    paper.editions(cutoff="09:00")
    paper.run("2022-05-31T09:30+02:00")
    assert issues(site) == {"2022-05-31": ["Coral"]}
    paper.editions(period="week", cutoff="09:00")
    paper.run("2022-06-06T09:00+02:00")
    assert issues(site) == {"2022-W22": ["Kelp"], "2022-05-31": ["Coral"]}


def test_what_comes_next_is_told_where_periods_are_cut_otherwise(paper, site):
    paper.editions(cutoff="07:00")
    paper.run("2022-05-30T12:00+02:00")
    paper.add(item("coral", "2022-05-31T06:00+02:00"))
    paper.run("2022-05-31T07:30+02:00")
    paper.add(item("kelp", "2022-05-31T07:30+02:00"))
    paper.editions(cutoff="09:00")
    paper.run("2022-05-31T08:30+02:00")
    [said] = site.json("edition", "daily")
    assert (said["key"], said["publish"]) == ("2022-06-01", "2022-06-01T07:00:00Z")
    assert said["starts"] == "2022-05-31T05:00:00Z"
    assert [p["title"] for p in said["holds"]] == ["Kelp"]
    paper.run("2022-06-01T09:00+02:00")
    assert issues(site) == {"2022-06-01": ["Kelp"], "2022-05-31": ["Coral"]}


def test_doubles_are_told_once(paper, site, origin):
    paper.editions()
    paper.run("2022-05-30T12:00+02:00")
    paper.add(item("coral", "2022-05-30T18:00+02:00"))
    paper.run("2022-05-31T00:10+02:00")
    # another source has it, too, and wins
    other = origin.add("/other", body=rss(item("coral", "2022-05-31T01:00+02:00")))
    site.actor("a-first", name="First", feed=other, every="5min")
    paper.run("2022-05-31T08:10+02:00")
    paper.run("2022-06-01T00:10+02:00")
    assert issues(site) == {"2022-05-31": ["Coral"]}


def test_the_next_issue_can_be_seen(paper, site):
    paper.editions({"edition daily": {"period": "day", "title": "N° {number}"},
                    "edition weekly": {"period": "week", "select": 'title = "Kelp"'}})
    paper.run("2022-05-30T12:00+02:00")
    paper.add(item("coral", "2022-05-30T12:00+02:00"), item("kelp", "2022-05-30T13:00+02:00"))
    paper.run("2022-05-30T14:00+02:00")
    before = site.files()
    daily, weekly = site.run("edition").stdout.splitlines()
    assert daily == "2022-05-30T22:00:00Z  daily                 N° 1: 2 entries"
    assert weekly == "2022-06-05T22:00:00Z  weekly                weekly – 2022-W22: 1 entry"
    whole = site.run("edition", "daily").stdout.splitlines()
    assert whole[0] == daily and [line.split()[2] for line in whole[1:]] == ["Kelp", "Coral"]
    [said] = site.json("edition", "weekly")
    assert said["key"] == "2022-W22" and [p["title"] for p in said["holds"]] == ["Kelp"]
    assert [e["edition"] for e in site.json("edition")] == ["daily", "weekly"]
    assert "no edition of that name" in site.run("edition", "x", code=2).stderr
    assert site.files() == before


def test_selections_are_checked(paper, site):
    paper.editions(select="titel = x")
    said = site.run("check", code=2).stderr
    assert "affluent.conf:13:10: " in said and "titel" in said


def test_an_edition_speaks_its_language_in_its_zone(paper, site):
    paper.editions(language="en", timezone="America/New_York")
    paper.run("2022-05-30T12:00+02:00")
    paper.add(item("coral", "2022-05-31T05:00+02:00"), item("kelp", "2022-05-31T07:00+02:00"))
    paper.run("2022-05-31T07:00+02:00")
    assert issues(site) == {"2022-05-31": ["Coral"]}
    assert "1 article from 1 actor" in content(site) and ">30 May 2022<" in content(site)


@pytest.mark.parametrize("content, element", (("summary", "p"), ("full", "div")))
def test_what_is_of_another_language_says_so(paper, site, content, element):
    dc = "xmlns:dc='http://purl.org/dc/elements/1.1/'"
    paper.editions(content=content)
    paper.run("2022-05-30T12:00+02:00")
    said = [(name, lang, item(name, f"2022-05-30T18:0{n}+02:00", text="Said.").replace(
        "</item>", f"<dc:language {dc}>{lang}</dc:language></item>"))
            for n, (name, lang) in enumerate((("coral", "pt-BR"), ("kelp", "fr"), ("moss", "x-none")))]
    paper.add(*(i for _, _, i in said), said[0][2].replace("coral", "bare", 2).replace("<link>", "<no>")
              .replace("</link>", "</no>").replace("<guid>", "<guid isPermaLink='false'>"))
    paper.run("2022-05-31T00:10+02:00")
    page = site.published("editions/daily/2022-05-31.html")
    rel = 'rel="noopener ugc"'
    assert f'<a href="{FEED}coral" {rel} lang="pt">Coral</a>' in page
    assert f'<a href="{FEED}kelp" {rel}>Kelp</a>' in page
    assert f'<a href="{FEED}moss" {rel}>Moss</a>' in page
    assert '<span lang="pt">' in page
    assert page.count(f'<{element} lang="pt" dir="auto">') == 2
    assert page.count(f'<{element} dir="auto">') == 2


def test_weeks_may_begin_on_another_day(paper, site):
    paper.editions({"edition weekly": {"period": "week", "week_start": "sunday"}})
    paper.run("2022-06-02T12:00+02:00")
    paper.add(item("coral", "2022-06-04T23:00+02:00"), item("kelp", "2022-06-05T01:00+02:00"))
    paper.run("2022-06-05T02:00+02:00")
    assert issues(site, "weekly") == {"2022-W22": ["Coral"]}


@pytest.mark.parametrize("max_age, want", (("10d", ["Coral"]), (None, None)))
def test_how_late_an_entry_may_come(paper, site, max_age, want):
    paper.editions(max_age=max_age)
    paper.run("2022-05-20T12:00+02:00")
    paper.run("2022-05-30T12:00+02:00")
    paper.add(item("coral", "2022-05-25T12:00+02:00"))
    paper.run("2022-05-30T13:00+02:00")
    paper.run("2022-05-31T01:00+02:00")
    assert issues(site).get("2022-05-31") == want


def test_the_feed_keeps_so_many_issues(paper, site):
    paper.editions(keep=1)
    paper.run("2022-05-30T12:00+02:00")
    paper.add(item("coral", "2022-05-30T18:00+02:00"), item("kelp", "2022-05-31T18:00+02:00"))
    paper.run("2022-06-01T01:00+02:00")
    assert list(issues(site)) == ["2022-06-01"]
    assert site.publishes("editions/daily/2022-05-31.html")


def chain(site, suffix, path="editions/daily"):
    """From the feed back to its oldest archive: the documents and their issues."""
    found, seen = [], set()
    while path and path not in seen:
        seen.add(path)
        text = site.published(path + suffix)
        if suffix == ".json":
            said = json.loads(text)
            keys, previous = [i["_edition"]["key"] for i in said["items"]], said.get("next_url")
        else:
            feed = ET.fromstring(text)
            keys = [e.findtext(ATOM + "id").rpartition("/")[2] for e in feed.findall(ATOM + "entry")]
            links = {l.get("rel"): l.get("href") for l in feed.findall(ATOM + "link")}
            assert links["self"] == f"https://test.example/{path}{suffix}"
            if found:
                assert links["current"] == f"https://test.example/editions/daily{suffix}"
                newer = links.get("next-archive")
                assert newer == (len(found) > 1 and f"https://test.example/{found[-1][0]}{suffix}"
                                 or None)
            previous = links.get("prev-archive")
        found.append((path, keys))
        path = previous and previous.removeprefix("https://test.example/").removesuffix(suffix)
    return found


def test_issues_that_the_feed_no_longer_has_are_in_archives(paper, site):
    paper.editions(keep=2)
    paper.run("2022-05-30T12:00+02:00")
    paper.add(*(item(f"n{day}", f"2022-06-{day:02}T12:00+02:00") for day in range(1, 9)))
    days = [f"2022-06-{day:02}" for day in range(2, 8)]
    want = {
        1: [("editions/daily", days[:1])],
        2: [("editions/daily", days[1::-1])],
        # an archive that is made is full
        3: [("editions/daily", days[2:0:-1]), ("archives/editions/daily/1", days[1::-1])],
        5: [("editions/daily", days[4:2:-1]), ("archives/editions/daily/2", days[3:1:-1]),
            ("archives/editions/daily/1", days[1::-1])],
    }
    for n, day in enumerate(days[:5], 1):
        paper.run(f"{day}T01:00+02:00")
        for suffix in (".atom", ".json"):
            assert n not in want or chain(site, suffix) == want[n]
    before = site.files()
    assert not [p for p in before if p.startswith("archives/editions/") and p.endswith(".rss")]
    paper.run(f"{days[5]}T01:00+02:00")
    after = site.files()
    frozen = [p for p in before if p.startswith("archives/editions/")]
    assert len(frozen) == 4 and [p for p in frozen if after.get(p) != before[p]] == []
    # what the operator hides goes; nothing else is touched
    site.run("hide", FEED + "n1", "--reason", "asked")
    told = site.published("archives/editions/daily/1.atom")
    assert "edition daily" in site.json("explain", "archives/editions/daily/1.atom")["file"]["takes"]
    assert FEED + "n1" not in told and FEED + "n2" in told
    assert FEED + "n1" not in site.published("archives/editions/daily/1.json")
    assert [p for p in frozen if site.files()[p] != before[p]] == [
        p for p in frozen if "/daily/1." in p]
    # one that is lost is written again, and those that are no longer needed go
    (site.folder / "public/archives/editions/daily/1.atom").unlink()
    site.run("publish")
    assert site.published("archives/editions/daily/1.atom") == told
    paper.editions(keep=60)
    site.run("publish")
    assert chain(site, ".atom") == [("editions/daily", days[::-1])]
    assert not [p for p in site.files() if p.startswith("archives/editions/")]
    # nor are they there where nobody wants archives
    site.config({"fetch": {"first": "1000"}, "edition daily": {"period": "day", "keep": 2}},
                archives="no")
    site.run("publish")
    assert chain(site, ".atom") == [("editions/daily", days[:3:-1])]
    assert not [p for p in site.files() if p.startswith("archives/editions/")]


def test_programs_can_read_what_is_in_an_issue(paper, site):
    paper.editions(content="full")
    paper.run("2022-05-30T12:00+02:00")
    paper.add(item("coral", "2022-05-30T18:00+02:00", title="A &amp;amp; B"),
              item("kelp", "2022-05-30T19:00+02:00"))
    paper.run("2022-05-31T00:10+02:00")
    [said] = json.loads(site.published("editions/daily.json"))["items"]
    everything = json.loads(site.published("all.json"))["items"]
    assert said["_edition"] == {"key": "2022-05-31", "items": [
        {"id": i["id"], "url": i["url"], "title": i["title"], "date_published": i["date_published"],
         "authors": [{"name": "The reef"}]} for i in everything]}
    assert [i["title"] for i in said["_edition"]["items"]] == ["Kelp", "A & B"]
    assert said["_source"]["feed_url"] == "https://test.example/all.atom"
