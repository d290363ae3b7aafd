"""How sources are is told once when it changes: on the line that cron mails, in
status, in status.html and status.json, and as an entry of health.atom."""
import html
import json
import os
import re
import stat
import xml.etree.ElementTree as ET
from html.parser import HTMLParser

import pytest

from test_run import ATOM, CORAL, KELP, entries, rss, titles

BAD = "<script>alert(1)</script> & \"'"
FEED = rss(CORAL)


def run(site, *words, code=0):
    """What cron would mail."""
    done = site.run("run", *words, code=code)
    assert done.stdout == ""
    return done.stderr.splitlines()


def changes(site):
    return titles(site, "health.atom")


def source(site, id="reef/feed"):
    return next(s for s in site.json("status")["sources"] if s["source"] == id)


class Page(HTMLParser):
    """The texts of a page's table: a list of rows of cells; and its tags."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.rows, self.tags, self.text = [], [], text
        self.inside = False
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")
            self.inside = True

    def handle_endtag(self, tag):
        if tag in ("td", "th"):
            self.rows[-1][-1] = self.rows[-1][-1].strip()
            self.inside = False

    def handle_data(self, data):
        if self.inside:
            self.rows[-1][-1] += data

    def of(self, tag):
        return [attrs for name, attrs in self.tags if name == tag]


def page(site):
    return Page(site.published("status.html"))


def lasted(site):
    """Of the newest change: what it says."""
    return entries(site, "health.atom")[0].findtext(ATOM + "content")


# ---- failures and recoveries ----

def test_a_failure_is_told_once_and_so_is_the_recovery(origin, site):
    site.actor("reef", feed=origin.add("/feed", body=FEED))
    assert run(site) == [] and changes(site) == []
    origin.add("/feed", status=500)
    site.wait(days=1)
    [line] = run(site, code=3)
    assert "reef/feed: failing: 500: its server failed (http://127.0.0.1:" in line
    assert changes(site) == ["Reef (reef/feed) est en panne"]
    assert lasted(site) == "500: its server failed"
    before = site.files()
    for _ in range(2):
        site.wait(days=2)
        assert run(site, code=3) == [] and site.files() == before
    origin.add("/feed", body=FEED)
    site.wait(days=2)
    [line] = run(site)
    assert "reef/feed: is well again" in line
    assert changes(site) == ["Reef (reef/feed) est rétablie", "Reef (reef/feed) est en panne"]
    assert lasted(site) == "Cela avait duré 6 jours."
    before = site.files()
    site.wait(days=1)
    assert run(site) == [] and site.files() == before


def test_entries_have_ids_and_dates_of_the_change_itself(origin, site):
    site.actor("reef", feed=origin.add("/feed", status=404))
    run(site, code=3)
    [entry] = entries(site, "health.atom")
    assert entry.findtext(ATOM + "updated") == "2026-03-02T12:00:00Z"
    assert entry.findtext(ATOM + "id") == (
        "tag:test.example,2026-03-02:health/reef/feed/1772452800/failing")
    assert entry.find(ATOM + "link").get("href") == "https://test.example/status.html#reef/feed"
    feed = ET.fromstring(site.published("health.atom"))
    assert feed.findtext(ATOM + "id") == "tag:test.example,2026-03-02:health"
    assert feed.find(ATOM + "link[@rel='self']").get("href") == "https://test.example/health.atom"
    before = site.files()["health.atom"]
    site.wait(days=400)
    site.config(title="Test")
    (site.folder / "public/health.atom").unlink()
    site.run("publish")
    assert site.files()["health.atom"][0] == before[0]


def test_what_is_gone_is_told(origin, site):
    site.actor("reef", feed=origin.add("/feed", body=FEED))
    run(site)
    origin.add("/feed", status=410)
    site.wait(days=1)
    [line] = run(site, code=3)
    assert "reef/feed: gone: 410" in line
    assert changes(site) == ["Reef (reef/feed) a disparu pour de bon"]
    assert site.json("status")["state"] == "failed"
    assert "next_poll" not in source(site)
    assert page(site).rows[1][4] == "jamais"


def test_a_move_is_told_when_it_has_proved_true(origin, site):
    new = origin.add("/new", body=FEED)
    site.actor("reef", feed=origin.redirect("/feed", new, status=301))
    for _ in range(6):
        assert run(site) == []
        site.wait(days=1)
    assert changes(site) == ["Reef (reef/feed) a déménagé pour de bon"]
    assert lasted(site) == f"Sa nouvelle adresse est {new}"


def test_who_comes_and_goes_is_told_once_a_day(origin, site):
    site.actor("reef", every="1h", slowest="1h", feed=origin.add("/feed", body=FEED))
    run(site)
    days = [0, 0, 0]
    for hour in range(72):
        site.wait(hours=3 if hour == 0 else 1)
        origin.add("/feed", **({"body": FEED} if hour % 2 else {"status": 500}))
        days[hour // 24] += len(run(site, "--force", code=None))
    assert days[0] == 4 and days[1] <= 2 and days[2] <= 2
    assert len(changes(site)) == sum(days)
    origin.add("/feed", status=500)
    said = []
    for _ in range(30):  # and how it is in the end is told, too
        site.wait(hours=1)
        said += run(site, "--force", code=3)
    assert len(said) <= 1 and "en panne" in changes(site)[0]
    origin.add("/feed", status=410)
    site.wait(hours=1)
    assert len(run(site, "--force", code=3)) == 1


def test_an_address_that_is_mended_is_well_again(origin, site):
    site.actor("reef", feed=origin.add("/feed", status=404))
    run(site, code=3)
    site.actor("reef", feed=origin.add("/better", body=FEED))
    site.wait(hours=1)
    [line] = run(site)
    assert "reef/feed: is well again" in line and changes(site)[0].endswith("est rétablie")


def test_the_newest_hundred_changes_are_kept(origin, site):
    site.actor("reef", feed=origin.add("/feed", body=FEED))
    run(site)
    site.sql("INSERT INTO event (source, at, what, since, words)"
             " WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 150)"
             " SELECT 1, n, 'failing', 0, 'no ' || n FROM n")
    origin.add("/feed", status=500)
    site.wait(days=1)
    run(site, code=3)
    assert len(changes(site)) == 100 and lasted(site) == "500: its server failed"
    assert site.sql("SELECT min(at), count(*) FROM event") == [(52, 100)]


# ---- quiet ----

def test_a_source_without_news_is_quiet_once(origin, site):
    site.actor("reef", expect="14d", feed=origin.add("/feed", body=FEED, etag='"1"'))
    run(site)
    for _ in range(13):
        site.wait(days=1)
        assert run(site) == [] and source(site)["health"] == "ok"
    site.wait(days=1)
    [line] = run(site)
    assert ("reef/feed: quiet: nothing new since 2026-03-02T12:00:00Z, where something is "
            "expected within 14 days (") in line
    assert changes(site) == ["Reef (reef/feed) ne publie plus"]
    state = source(site)
    assert state["health"] == "quiet" and state["since"] == "2026-03-16T12:00:00Z"
    assert state["expect"] == 14 * 86400 and state["answer"] == "not modified"
    assert site.json("status")["state"] == "degraded"
    before = site.files()
    for _ in range(3):
        site.wait(days=1)
        assert run(site) == [] and site.files() == before
    assert source(site)["since"] == "2026-03-16T12:00:00Z"
    origin.add("/feed", body=rss(CORAL, KELP))
    site.wait(days=1)
    [line] = run(site)
    assert "reef/feed: has news again" in line
    assert changes(site)[0] == "Reef (reef/feed) publie de nouveau"
    assert lasted(site) == "Cela avait duré 4 jours."
    assert site.json("status")["state"] == "ok" and "reason" not in source(site)


def test_what_is_expected_may_be_said_for_all_and_otherwise_for_one(origin, site):
    site.config({"fetch": {"expect": "36h"}})
    site.actor("reef", feed=origin.add("/feed", body=FEED))
    site.actor("kelp", expect="52w", feed=origin.add("/kelp", body=rss(KELP)))
    run(site)
    site.wait(days=2)
    [line] = run(site)
    assert "reef/feed: quiet: " in line and "expected within 36 hours" in line
    site.actor("reef", expect="30d", feed=origin.url("/feed"))
    [line] = run(site)
    assert "reef/feed: is well again" in line


def test_a_new_source_and_a_new_address_have_their_whole_span(origin, site):
    empty = rss()
    site.actor("reef", expect="14d", feed=origin.add("/feed", body=empty))
    run(site)
    site.wait(days=13)
    assert run(site) == []
    site.actor("reef", expect="14d", feed=origin.add("/other", body=empty))
    run(site)
    site.wait(days=13)
    assert run(site) == [] and source(site)["health"] == "ok"
    site.wait(days=1)
    [line] = run(site)
    assert "reef/feed: quiet: nothing new since 2026-03-15T12:00:00Z" in line


def test_without_expectations_nothing_is_quiet(origin, site):
    site.actor("reef", feed=origin.add("/feed", body=FEED))
    run(site)
    site.wait(days=900)
    assert run(site) == [] and source(site)["health"] == "ok"


# ---- status.html, status.json ----

def test_the_table_says_how_each_source_is(origin, site):
    site.actor("kelp", name="Kelp", feed=origin.add("/kelp", status=404))
    site.actor("reef", feed=origin.add("/feed", body=FEED))
    run(site, code=3)
    site.wait(hours=6)
    run(site, code=3)
    shown = page(site)
    assert shown.rows[0] == [
        "Source", "État", "Dernière nouveauté", "Dernière visite", "Prochaine visite",
        "Articles", "Remarques"]
    kelp, reef = shown.rows[1:]
    assert kelp[:2] == ["Kelpkelp/feed", "en pannedepuis le 2026-03-02 13:00"]
    assert kelp[3] == "2026-03-02 19:00HTTP 404" and kelp[2] == "jamais"
    assert kelp[6] == "404: there is nothing at this address"
    assert reef[0] == "Reefreef/feed" and reef[1].startswith("en ordre")
    assert reef[2] == "2026-03-02 13:00" and reef[5] == "1" and reef[6] == ""
    assert reef[3] == "2026-03-02 19:00HTTP 200the same bytes"
    assert "Certaines sources ne vont pas bien." in shown.text
    assert "Dernier passage : <time datetime=\"2026-03-02T19:00:00+01:00\">" in shown.text
    assert "Fuseau horaire : Europe/Paris" in shown.text
    assert '<a href="#kelp/feed">' in shown.text and '<a href="#reef/feed">' not in shown.text


def test_the_page_can_be_read_by_all(origin, site):
    site.actor("reef", feed=origin.add("/feed", body=FEED))
    run(site)
    shown = page(site)
    assert shown.of("html") == [{"lang": "fr"}] and len(shown.of("h1")) == 1
    assert {th.get("scope") for th in shown.of("th")} == {"row", "col"}
    assert len(shown.of("caption")) == 1 and len(shown.of("main")) == 1
    assert not shown.of("script") and not shown.of("style") and not shown.of("img")
    [scrolled] = [div for div in shown.of("div") if div.get("class") == "wide"]
    assert scrolled["tabindex"] == "0" and scrolled["aria-labelledby"] == "sources"
    assert any("default-src 'none'" in m.get("content", "") for m in shown.of("meta"))
    for path in ("status.html", "index.html"):
        links = Page(site.published(path)).of("link")
        assert {"rel": "alternate", "type": "application/atom+xml", "href": "health.atom"}.items() \
            <= next(link for link in links if link["href"] == "health.atom").items()
    assert '<a href="status.html">État</a>' in site.published("index.html")


def test_english_is_for_all_others(origin, site):
    site.config(language="en-GB")
    site.actor("reef", feed=origin.add("/feed", status=404))
    run(site, code=3)
    assert page(site).of("html") == [{"lang": "en"}]
    assert "No source can be read." in site.published("status.html")
    assert changes(site) == ["Reef (reef/feed) is failing"]


def test_only_status_tells_when_it_was(origin, site):
    site.actor("reef", feed=origin.add("/feed", body=FEED))
    run(site)
    public = site.folder / "public"
    others = site.files()

    def status():
        return {name: ((public / name).read_bytes(), (public / name).stat().st_ino)
                for name in ("status.html", "status.json")}

    before = status()
    run(site)
    assert status() == before and site.files() == others
    site.wait(minutes=10)
    run(site)
    assert json.loads(site.published("status.json"))["run"] == "2026-03-02T12:10:00Z"
    assert all(status()[name] != before[name] for name in before)
    assert site.files() == others


def test_what_asks_nobody_leaves_every_file_alone(origin, site):
    site.actor("reef", feed=origin.add("/feed", body=FEED))
    run(site)
    before = site.files(status=True)
    for word in ("publish", "rebuild"):
        site.wait(minutes=10)
        site.run(word)
        assert site.files(status=True) == before
    site.run("fetch")
    site.run("publish")
    assert json.loads(site.published("status.json"))["run"] == "2026-03-02T12:20:00Z"


def test_the_command_says_what_the_file_does(origin, site):
    site.actor("kelp", feed=origin.add("/kelp", status=404))
    site.actor("reef", feed=origin.add("/feed", body=FEED))
    run(site, code=3)
    said = site.json("status")
    assert said == json.loads(site.published("status.json"))
    assert (said["state"], said["ok"], said["failing"], said["entries"]) == ("degraded", 1, 1, 1)
    assert said["run"] == "2026-03-02T12:00:00Z"
    kelp = said["sources"][0]
    assert kelp["status"] == 404 and kelp["failures"] == 1
    assert kelp["answer"] == kelp["reason"] == "404: there is nothing at this address"
    assert site.run("status").stdout.splitlines()[-1] == (
        "degraded: 1 ok, 1 failing, 1 entries; last run 2026-03-02T12:00:00Z")


def test_a_run_that_does_not_end_is_no_run(origin, site):
    site.actor("reef", feed=origin.add("/feed", body=FEED))
    run(site)
    site.wait(days=1)
    site.rules("drop when")
    site.run("run", code=2)
    assert json.loads(site.published("status.json"))["run"] == "2026-03-02T12:00:00Z"


def test_what_is_wrong_with_a_document_is_shown_until_it_is_mended(origin, site):
    broken = FEED.replace("<title>Coral</title>", "<title>Coral & co</title>")
    site.actor("reef", feed=origin.add("/feed", body=broken))
    run(site)
    [problem] = source(site)["problems"]
    assert problem["line"] == 1 and problem["message"] in site.run("status").stdout
    assert html.escape(problem["message"], quote=False) in (
        site.published("status.html").replace("&quot;", '"'))
    site.wait(days=1)
    run(site)
    assert source(site)["problems"] == [problem]
    origin.add("/feed", body=FEED)
    site.wait(days=1)
    run(site)
    assert "problems" not in source(site)


def test_a_run_counts_no_entries(origin, site):
    """The counters are those of the sources' rows."""
    site.actor("reef", feed=origin.add("/feed", body=FEED))
    run(site)
    site.sql("UPDATE source SET entries = 123456")
    assert source(site)["entries"] == 123456 and site.json("status")["entries"] == 123456


# ---- what comes from outside ----

def hostile(site, origin):
    answer = (f"HTTP/1.1 500 {BAD}\r\nContent-Length: 0\r\nServer: {BAD}\r\n\r\n").encode()
    page = (f'<html><head><title>{BAD}</title><link rel="alternate" type="application/rss+xml" '
            'href="/&quot;>&lt;script>alert(1)&lt;/script>"></head></html>')
    feed = rss((BAD.replace("&", "&amp;").replace("<", "&lt;"), "javascript:alert(1)", BAD),
               head=f"<{'x' * 40}>&lt;script>").replace("<title>Feed", f"<title>{BAD}")
    site.config(title=BAD)
    site.actor("broken", name=BAD, feed=origin.add("/broken", raw=answer))
    site.actor("page", feed=origin.add("/page", body=page, headers={"Content-Type": "text/html"}))
    site.actor("feed", feed=origin.add("/feed", body=feed))
    site.actor("moved", feed=origin.redirect("/moved", "javascript:alert(1)", status=301))


def test_nothing_from_outside_is_markup(origin, site):
    hostile(site, origin)
    for _ in range(4):
        site.run("run", code=3)
        site.wait(days=1)
    shown = page(site)
    assert not shown.of("script") and "<script" not in shown.text.lower()
    assert {a["href"].split(":")[0] for a in shown.of("a") if ":" in a["href"]} == {"http"}
    assert all(not key.startswith("on") for _, attrs in shown.tags for key in attrs)
    assert BAD in ET.fromstring(site.published("health.atom")).findtext(ATOM + "title")
    assert "<script" not in site.published("health.atom")
    assert len(json.loads(site.published("status.json"))["sources"]) == 4
    assert shown.rows and shown.rows[1][0].startswith(BAD)


@pytest.mark.parametrize("path", ["status.html", "status.json", "health.atom"])
def test_a_web_server_can_read_it(origin, site, path):
    site.actor("reef", feed=origin.add("/feed", body=FEED))
    mask = os.umask(0o077)
    try:
        run(site)
    finally:
        os.umask(mask)
    assert stat.S_IMODE((site.folder / "public" / path).stat().st_mode) == 0o644


def test_passwords_in_files_are_in_no_status(origin, site):
    secret = site.write("secret", "ann:s3cret\n")
    secret.chmod(0o600)
    site.actor("reef", credentials="secret", feed=origin.add("/feed", status=401))
    run(site, code=3)
    for text in (site.published("status.html"), site.published("status.json"),
                 site.published("health.atom")):
        assert "s3cret" not in text and not re.search(r"//[^/]*@", text)
