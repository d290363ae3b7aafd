"""Traps that other aggregators fell into: what must hold instead."""
import itertools
import re
import stat
import subprocess
import threading
import xml.etree.ElementTree as ET

import pytest

from conftest import Site, ini, program
from test_page import PROSE
from test_run import ATOM, CORAL, HTML, KELP, entries, rss, titles

START = "2026-03-02T12:00:00Z"
ENTRY = ("<entry>{id}<title>{title}</title>{link}{date}<content>{title}, at length.</content>"
         "</entry>")


def atom(*items, head=""):
    return (f'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom">'
            f"<id>tag:feed.example,2026:f</id><title>Feed</title>{head}{''.join(items)}</feed>")


def entry(title, id=None, url=None, date=None):
    return ENTRY.format(title=title, id=f"<id>{id}</id>" if id else "",
                        link=f'<link href="{url}"/>' if url else "",
                        date=f"<updated>{date}</updated>" if date else "")


def bytes_of(site):
    return {path: file[0] for path, file in site.files().items()}


def dates(site, path="all.atom"):
    return {e.findtext(ATOM + "title"): e.findtext(ATOM + "published")
            for e in entries(site, path)}


def updated(site, path="all.atom"):
    return ET.fromstring(site.published(path)).findtext(ATOM + "updated")


def test_one_undated_entry_does_not_redate_a_build(origin, site):
    old = entry("Old", "tag:f,2026:1", date="2026-02-01T08:00:00Z")
    bare = entry("Bare", "tag:f,2026:2")
    site.actor("reef", feed=origin.add("/feed", body=atom(bare, old)))
    site.run("run")
    first = {"Old": "2026-02-01T08:00:00Z", "Bare": START}
    assert dates(site) == first and updated(site) == START
    assert titles(site, "all.atom") == ["Bare", "Old"]
    before = site.files()
    site.wait(days=3)
    site.run("run", "--force")
    site.run("rebuild")
    assert site.files() == before
    new = entry("New", "tag:f,2026:3", date="2026-03-04T08:00:00Z")
    origin.add("/feed", body=atom(new, bare, old))
    site.wait(days=3)
    site.run("run")
    assert dates(site) == {**first, "New": "2026-03-04T08:00:00Z"}
    assert updated(site) == "2026-03-04T08:00:00Z"
    assert titles(site, "all.atom") == ["New", "Bare", "Old"]


def test_ids_are_the_same_across_runs_machines_and_rebuilds(origin, site, tmp_path, affluent):
    feed = atom(entry("Own id", "tag:f,2026:1"), entry("Word", "n-1", "https://f.example/1"),
                entry("Link", None, "https://f.example/2"), entry("Nothing"))
    url = origin.add("/feed", body=feed)
    site.actor("reef", feed=url)
    site.run("run")

    def ids(of):
        return {path: [ET.fromstring(of.published(path)).findtext(ATOM + "id")]
                + [e.findtext(ATOM + "id") for e in entries(of, path)]
                for path in ("all.atom", "actors/reef.atom")}

    first = ids(site)
    assert len(set(first["all.atom"])) == 5
    assert "tag:f,2026:1" in first["all.atom"]
    other = Site(tmp_path / "other machine", affluent)
    other.actor("reef", feed=url)
    other.run("run")
    assert ids(other) == first
    for _ in range(2):
        site.wait(days=40)
        site.run("run", "--force")
        assert ids(site) == first
    site.run("rebuild")
    assert ids(site) == first
    site.folder.rename(tmp_path.parent / (tmp_path.name + " moved"))
    moved = Site(tmp_path.parent / (tmp_path.name + " moved"), affluent)
    moved.now = site.now
    moved.run("rebuild")
    assert ids(moved) == first


def test_two_runs_without_news_leave_bytes_and_mtimes(origin, site):
    def body(n):
        return rss(CORAL, KELP, head=f"<lastBuildDate>Mon, 02 Mar 2026 1{n}:00:00 GMT"
                                     f"</lastBuildDate><generator>{n}</generator>")

    site.actor("reef", feed=origin.add("/feed", body=body(2)))
    site.actor("wreck", feed=origin.add("/wreck", status=500))
    site.run("run", code=3)
    before = site.files()
    for n in range(3, 6):
        origin.add("/feed", body=body(n))
        site.wait(hours=5)
        site.run("run", code=3)
        assert site.files() == before
    assert len(origin.requests("/feed")) == 4


FAILURES = {
    "500": {"status": 500, "body": "oops"},
    "404": {"status": 404, "body": "<html>no</html>"},
    "410": {"status": 410},
    "a page": {"body": "<html><body><h1>Back soon</h1></body></html>", "headers": HTML},
    "nothing": {"body": ""},
    "no feed": {"body": "<error>quota</error>"},
    "bytes": {"body": bytes(range(256))},
    "an empty feed": {"body": rss()},
    "half a feed": {"body": rss(CORAL, KELP), "cut": 300},
}


@pytest.mark.parametrize("failure", FAILURES.values(), ids=FAILURES)
def test_a_failed_source_injects_nothing_and_empties_nothing(origin, site, failure):
    site.actor("reef", feed=origin.add("/reef", body=rss(CORAL, KELP)), keys={"themes": "sea"})
    site.actor("tide", feed=origin.add("/tide", body=rss(("Tide", "https://t.example/1", "High."))))
    site.run("run")
    before = site.files()
    origin.add("/reef", **failure)
    for _ in range(3):
        site.wait(days=2)
        site.run("run", code=None)
    after = site.files()
    before.pop("health.atom"), after.pop("health.atom")  # where failures belong
    assert after == before
    site.run("rebuild")
    assert {path: site.files()[path][0] for path in before} == {
        path: file[0] for path, file in before.items()}


def test_redirects_are_followed_and_each_failure_is_told_with_its_reason_and_first_day(origin, site):
    for status in (301, 302, 307, 308):
        origin.add(f"/end{status}", body=rss((f"From {status}", f"https://r.example/{status}", "x")))
        site.actor(f"moved{status}", feed=origin.redirect(f"/{status}", f"/end{status}", status))
    failing = {401: "password", 403: "forbids", 404: "nothing at this address", 410: "gone for good",
               429: "too often", 500: "failed", 502: "failed", 503: "not available"}
    for status in failing:
        site.actor(f"bad{status}", feed=origin.add(f"/{status}", body=rss(KELP)))
    site.run("run")
    assert {f"From {s}" for s in (301, 302, 307, 308)} < set(titles(site, "all.atom"))
    site.wait(days=1)
    began = site.now.strftime("%Y-%m-%dT%H:%M:%SZ")
    for status in failing:
        origin.add(f"/{status}", status=status, body="no")
    for _ in range(3):  # a host that says 429 is not asked further: each at its time
        for status in failing:
            site.run("fetch", "--force", f"bad{status}", code=None)
    for _ in range(2):
        site.wait(days=3)
        site.run("run", code=None)
    told = {s["actor"]: s for s in site.json("status")["sources"]}
    text = site.run("status").stdout
    for status, words in failing.items():
        bad = told[f"bad{status}"]
        assert bad["health"] == ("gone" if status == 410 else "failing")
        assert str(status) in bad["reason"] and words in bad["reason"]
        assert bad["since"] == began
        (line,) = [x for x in text.splitlines() if f"bad{status}/feed" in x]
        assert bad["reason"] in text and began[:10] in line
    assert all(told[f"moved{s}"]["health"] == "ok" for s in (301, 302, 307, 308))


def test_feeds_of_all_formats_merge(origin, site):
    json = ('{"version": "https://jsonfeed.org/version/1.1", "title": "J", "items": [{"id": "j1",'
            '"url": "https://j.example/1", "title": "Of JSON", "content_text": "x",'
            '"date_published": "2026-03-01T09:00:00Z"}]}')
    rdf = ('<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
           ' xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
           '<channel rdf:about="https://d.example/"><title>D</title><link>https://d.example/</link>'
           '</channel><item rdf:about="https://d.example/1"><title>Of RDF</title>'
           "<link>https://d.example/1</link><dc:date>2026-03-01T08:00:00Z</dc:date></item></rdf:RDF>")
    bodies = {"atom": atom(entry("Of Atom", "tag:a,2026:1", "https://a.example/1",
                                 "2026-03-01T11:00:00Z")),
              "rss": rss(CORAL), "json": json, "rdf": rdf}
    for id, body in bodies.items():
        site.actor(id, feed=origin.add(f"/{id}", body=body), keys={"themes": "one"})
    site.run("run")
    assert titles(site, "all.atom") == ["Of Atom", "Coral", "Of JSON", "Of RDF"]
    assert titles(site, "themes/one.atom") == titles(site, "all.atom")


def test_the_owner_of_a_double_does_not_depend_on_fetch_order(origin, tmp_path, affluent):
    bodies = {"a": rss(("Ours", "https://reef.example/coral", "Ours.")),
              "b": rss(("Theirs", "https://www.reef.example/coral/?utm_source=x", "Theirs, longer.")),
              "c": rss(("Another", "http://reef.example/coral#top", "Another."))}
    published = []
    for order in itertools.permutations("abc"):
        for at_once in (True, False):
            site = Site(tmp_path / f"{''.join(order)}{at_once}", affluent)
            for n, id in enumerate(order):
                site.actor(id, feed=origin.add(f"/{id}", body=bodies[id],
                                               delay=0.05 * n if at_once else 0))
            if not at_once:
                for id in order:
                    site.run("fetch", id)
            site.run("run")
            assert titles(site, "all.atom") == ["Ours"]
            published.append(bytes_of(site))
    assert all(p == published[0] for p in published)


# ---- every key has an effect

SHORT = "Un article assez long pour en être un"
ARTICLE = (f"<html><head><title>Titre | Site</title></head><body><main><h1>{SHORT}</h1>"
           "<h2 class=other>Un autre titre, qui n’est pas le premier</h2>"
           "<div class=infos>Par Rameau - Publié le 1 février 2026 - 10:00</div>"
           "<div class=late>Par Jeanne Martin - Publié le 3 février 2026 - 10:00</div>"
           "<p class=who>Luc Petit</p><p class=when>5 février 2026 10:00</p>"
           f"<div class=texte><p>{PROSE}</p><p>{SHORT}.</p><p class=lezard>{SHORT}, un perroquet.</p></div>"
           f"<div class=annexe><p>{SHORT}: {PROSE}</p></div></main></body></html>")
BARE_RSS = ("<rss version='2.0'><channel><title>Feed</title><item><title>Coral</title>"
            "<link>https://reef.example/coral</link><dc:date xmlns:dc="
            "'http://purl.org/dc/elements/1.1/'>2026-02-01T10:00:00</dc:date></item></channel></rss>")


def page_links(*paths):
    rows = "".join(f"<div class=row{i}><h3><a href='{p}'>{SHORT} {i}</a></h3></div>"
                   for i, p in enumerate(paths))
    return f"<html><body><h1>Tous</h1>{rows}</body></html>"


class Case:
    """A site with one source of each kind, of which a test sets one key."""

    def __init__(self, folder, path, origin):
        self.origin, self.site = origin, Site(folder, path)
        origin.add("/feed", body=BARE_RSS)
        for n in (1, 2, 3):
            origin.add(f"/a{n}", body=ARTICLE.replace(SHORT, f"{SHORT} {n}"), headers=HTML)
        origin.add("/page", body=page_links("/a1", "/a2", "/a3"), headers=HTML)
        origin.add("/sitemap", body="<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>"
                   f"<url><loc>{origin.url('/a1')}</loc></url></urlset>")
        self.conf = {"site": {"url": "https://test.example/"}}
        self.actor = {"name": "Le RAMEAU"}
        self.kind, self.source = "feed", {"allow-private": "yes"}
        self.more = {}  # files

    def set(self, heading, key, value):
        if heading == "ACTOR":
            self.actor[key] = value
        elif heading in ("[feed]", "[page]", "[sitemap]"):
            self.kind = heading[1:-1]
            self.source[key] = value
        else:
            self.conf.setdefault(heading[1:-1].replace("NAME", "own"), {})[key] = value

    def write(self):
        self.source.setdefault("url", self.origin.url("/" + self.kind))
        self.site.write("affluent.conf", ini(self.conf))
        self.site.write("feeds.d/reef.conf", ini({"": self.actor, self.kind: self.source}))
        for path, text in self.more.items():
            self.site.write(path, text).chmod(0o600)

    def run(self, *words, code=None):
        self.write()
        return self.site.run(*(words or ("run",)), code=code)

    def seen(self, path="all.atom"):
        self.run()
        return self.site.published(path)

    def next_poll(self, **quiet):
        """Hours to the next poll, after a time without news."""
        self.run()
        if quiet:
            self.site.wait(**quiet)
            self.site.run("run")
        (source,) = self.site.json("status", "--history", "reef")["sources"]
        return (hours(source["next_poll"]) - hours(source["polled"]))


def hours(text):
    import datetime
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp() / 3600


def as_page(look):
    def on_page(case):
        if case.kind == "feed":
            case.kind = "page"
        return look(case)
    return on_page


def published_at(case):
    return re.findall("<published>(.*?)</published>", case.seen())[0]


def with_files(files, look):
    def on(case):
        case.more.update({name: text.replace("FEED", case.origin.url("/other"))
                          for name, text in files.items()})
        case.origin.add("/other", body=rss(KELP))
        return look(case)
    return on


def asked(case, path):
    case.run()
    return bool(case.origin.requests(path))


def hub_is_told(case):
    case.origin.add("/hub", status=204)
    case.conf["site"] = {k: v.replace("ORIGIN", case.origin.url("")) for k, v in
                         case.conf["site"].items()}
    case.run()
    return bool(case.origin.requests("/hub"))


def slow_second(case):
    """Whether the sources that are asked later in a run still are."""
    case.origin.add("/feed", body=BARE_RSS, delay=1.5)
    for n in range(6):
        case.more[f"feeds.d/z{n}.conf"] = (f"name = z\n[feed]\nurl = {case.origin.url(f'/z{n}')}\n"
                                           "allow-private = yes\n")
        case.origin.add(f"/z{n}", body=rss(KELP), delay=1.5)
    case.run()
    return len([r for r in case.origin.requests() if r.path.startswith("/z")]) == 6


def gap(case):
    case.more["feeds.d/z.conf"] = (f"name = z\n[feed]\nurl = {case.origin.add('/z', body=rss(KELP))}"
                                   "\nallow-private = yes\n")
    case.run()
    first, second = case.origin.requests()
    return second.time - first.time >= 0.9


def proxied(case):
    case.conf["fetch"] = {k: v.replace("ORIGIN", case.origin.url("/")) for k, v in
                          case.conf.get("fetch", {}).items()}
    case.source["url"] = "http://reef.invalid/feed"
    case.run()
    return bool(case.origin.requests("http://reef.invalid/feed"))


def preferred(case):
    case.more["feeds.d/z.conf"] = (f"name = z\n[feed]\nurl = {case.origin.url('/z')}\n"
                                   "allow-private = yes\n")
    case.origin.add("/z", body=rss(("Coral, longer", "https://reef.example/coral", PROSE * 9)))
    return re.findall("<title>(Coral.*?)</title>", case.seen())


def add_copy(case, title, url, text):
    case.more["feeds.d/z.conf"] = (f"name = z\n[feed]\nurl = {case.origin.url('/z')}\n"
                                   "allow-private = yes\n")
    case.origin.add("/z", body=rss((title, url, text)))


def is_copy(url):
    def look(case):
        add_copy(case, "Another", url, "Short.")
        return "Another" not in case.seen()
    return look


def is_alike(case):
    case.origin.add("/feed", body=rss(("Coral", CORAL[1], PROSE * 9)))
    add_copy(case, "Coral", "https://z.example/1", PROSE * 9)
    return case.seen().count("<entry") == 1


def prefers(path):
    def look(case):
        case.actor["themes"] = "own"
        case.conf.setdefault("stream own", {})
        add_copy(case, "Coral, longer", CORAL[1], PROSE * 9)
        return "Coral, longer" in case.seen(path)
    return look


def aged(case):
    """How many are in a file whose newest came 40 days after the others."""
    case.conf["fetch"] = {"first": "1000"}
    items = [(f"A{n}", f"https://a.example/{n}", "x") for n in range(21)]
    case.origin.add("/feed", body=rss(*items[1:]))
    case.run()
    case.site.wait(days=40)
    case.origin.add("/feed", body=rss(*items))
    return case.seen().count("<entry>")


def shared(path):
    """How many of the file are of who has older entries than who has most."""
    def look(case):
        case.actor["themes"] = "own"
        case.conf.setdefault("stream own", {})
        case.conf["fetch"] = {"first": "1000"}
        case.origin.add("/feed", body=rss(*((f"A{n}", f"https://a.example/{n}", "x") for n in range(150))))
        case.more["feeds.d/z.conf"] = (f"name = z\nthemes = own\n[feed]\nurl = {case.origin.url('/z')}\n"
                                       "allow-private = yes\n")
        case.origin.add("/z", body=rss(*((f"Z{n}", f"https://z.example/{n}", "x") for n in range(80))))
        return case.seen(path).count("<id>https://z.example/")
    return look


def own(case):
    case.origin.add("/feed", body=rss(CORAL, KELP))
    case.conf.setdefault("stream own", {})
    return case.seen("streams/own.atom")


def secret(case):
    case.more["secret"] = "ann:x\n"
    case.run()
    return case.origin.requests("/" + case.kind)[0].headers["Authorization"]


def is_quiet(case):
    case.run()
    case.site.wait(days=3)
    case.run()
    return "quiet" in case.site.run("status").stdout


def is_archived(case):
    case.run()
    case.site.wait(days=40)
    case.run("publish")
    return case.site.publishes("archives/all/2026-03.atom")


def has_text(case):
    case.origin.add("/feed", body=BARE_RSS.replace("<link>", f"<description>{PROSE}</description><link>"))
    return PROSE[:30] in case.seen() or "perroquet" in case.seen()


def entry_lang(case):
    return re.findall('<entry xml:lang="(..)"|<entry', case.seen())[0]


# What a key does, as (heading, key): (value, how it is seen, and what is seen). It
# must not be seen without the key.
EFFECTS = {
    ("[site]", "title"): ("Other", lambda c: "<title>Other</title>" in c.seen(), True),
    ("[site]", "url"): ("https://o.example/",
                        lambda c: 'href="https://o.example/all.atom"' in c.seen(), True),
    ("[site]", "language"): ("de", lambda c: 'xml:lang="de"' in c.seen(), True),
    ("[site]", "timezone"): ("Asia/Tokyo", as_page(published_at), "2026-02-01T01:00:00Z"),
    ("[site]", "contact"): ("mailto:me@o.example", lambda c: c.run() and "me@o.example" in
                            c.origin.requests("/feed")[0].headers["User-Agent"], True),
    ("[site]", "compress"): ("yes", lambda c: c.run() and c.site.publishes("all.atom.gz"), True),
    ("[site]", "content"): ("titles", has_text, False),
    ("[site]", "search"): ("yes", lambda c: c.run() and c.site.sql(
        "SELECT value > 0 FROM fingerprint WHERE name = 'indexed'"), [(1,)]),
    ("[site]", "remote-images"): ("yes", lambda c: "img-src 'self' https:" in c.seen("index.html"), True),
    ("[site]", "archives"): ("no", is_archived, False),
    ("[site]", "max-age"): ("31d", aged, 10),
    ("[site]", "share"): ("10%", shared("all.atom"), 10),
    ("[stream NAME]", "share"): ("10%", shared("streams/own.atom"), 10),
    ("[theme NAME]", "share"): ("10%", shared("themes/own.atom"), 10),
    ("[site]", "hub"): ("ORIGIN/hub", hub_is_told, True),
    ("[paths]", "feeds"): ("else", with_files(
        {"else/kelp.conf": "name = K\n[feed]\nurl = FEED\nallow-private = yes\n"},
        lambda c: "Kelp" in c.seen()), True),
    ("[paths]", "filters"): ("else", with_files(
        {"else/1.rules": 'drop when title = "Coral"\n'}, lambda c: "Coral" not in c.seen()), True),
    ("[paths]", "pages"): ("else", with_files(
        {"else/footer.html": "<p>Ours</p>"}, lambda c: "<p>Ours</p>" in c.seen("index.html")), True),
    ("[paths]", "store"): ("other.db", lambda c: c.run() and
                           (c.site.folder / "other.db").is_file(), True),
    ("[paths]", "public"): ("www", lambda c: c.run() and
                            (c.site.folder / "www/all.atom").is_file(), True),
    ("[fetch]", "every"): ("5h", lambda c: c.next_poll() > 4, True),
    ("[fetch]", "slowest"): ("30d", lambda c: c.next_poll(days=25) > 24, True),
    ("[fetch]", "expect"): ("1d", is_quiet, True),
    ("[fetch]", "first"): ("1", as_page(lambda c: c.seen().count("<entry")), 1),
    ("[fetch]", "within"): ("1s", slow_second, False),
    ("[fetch]", "per-second"): ("1", gap, True),
    ("[fetch]", "proxy"): ("ORIGIN", proxied, True),
    ("[doubles]", "prefer"): ("longest", preferred, ["Coral, longer"]),
    ("[doubles]", "window"): ("0d", is_alike, False),
    ("[doubles]", "tracking"): ("ref", is_copy(CORAL[1] + "?ref=x"), True),
    ("[doubles]", "same-host"): ("m.reef.example = reef.example",
                                 is_copy(CORAL[1].replace("//", "//m.")), True),
    ("[stream NAME]", "prefer"): ("longest", prefers("streams/own.atom"), True),
    ("[theme NAME]", "prefer"): ("longest", prefers("themes/own.atom"), True),
    ("[stream NAME]", "title"): ("Mine", lambda c: "<title>Mine</title>" in own(c), True),
    ("[stream NAME]", "select"): ("title = Kelp", lambda c: "Coral" in own(c), False),
    ("[stream NAME]", "limit"): ("1", lambda c: own(c).count("<entry"), 1),
    ("ACTOR", "name"): ("Others", lambda c: "<name>Others</name>" in c.seen(), True),
    ("ACTOR", "site"): ("https://o.example/", lambda c: '"https://o.example/"' in
                        c.seen("actors/reef.atom"), True),
    ("ACTOR", "language"): ("de", entry_lang, "de"),
    ("ACTOR", "timezone"): ("Asia/Tokyo", published_at, "2026-02-01T01:00:00Z"),
    ("ACTOR", "themes"): ("sea", lambda c: c.run() and c.site.publishes("themes/sea.atom"), True),
    ("ACTOR", "aliases"): ("Rameau; X", as_page(lambda c: c.run() and "none of them is the actor" in
                                               c.site.run("explain", c.origin.url("/a1")).stdout), False),
    ("[page]", "items"): ("css: .row1 a", lambda c: c.seen().count("<entry"), 1),
    ("[page]", "title"): ("css: .other", lambda c: "<title>Un autre titre" in c.seen(), True),
    ("[page]", "byline"): ("css: .late", lambda c: "<name>Jeanne Martin</name>" in c.seen(), True),
    ("[page]", "body"): ("css: .annexe", lambda c: "perroquet" in c.seen(), False),
    ("[page]", "date"): ("css: .when", published_at, "2026-02-05T10:00:00Z"),
    ("[page]", "author"): ("css: .who", lambda c: "<name>Luc Petit</name>" in c.seen(), True),
    ("[page]", "drop"): ("css: .lezard", lambda c: "perroquet" in c.seen(), False),
}
for KIND in ("feed", "page", "sitemap"):
    EFFECTS.update({
        (f"[{KIND}]", "url"): ("ORIGIN/x", lambda c: asked(c, "/x"), True),
        (f"[{KIND}]", "every"): ("5h", lambda c: c.next_poll() > 4, True),
        (f"[{KIND}]", "slowest"): ("30d", lambda c: c.next_poll(days=25) > 24, True),
        (f"[{KIND}]", "expect"): ("1d", is_quiet, True),
        (f"[{KIND}]", "allow-private"): ("no", lambda c: asked(c, "/" + c.kind), False),
        (f"[{KIND}]", "credentials"): ("secret", secret, "Basic YW5uOng="),
        (f"[{KIND}]", "content"): ("titles", has_text, False),
        (f"[{KIND}]", "language"): ("de", entry_lang, "de"),
        (f"[{KIND}]", "timezone"): ("Asia/Tokyo", published_at, "2026-02-01T01:00:00Z"),
    })


def listed_keys():
    """Of "affluent help keys", which writes the table that configurations are read by."""
    heading, found = None, []
    words = subprocess.run([program("AFFLUENT"), "help", "keys"], check=True,
                           capture_output=True, text=True).stdout
    for line in filter(None, words.splitlines()):
        if line.startswith(" "):
            found.append((heading, line.split()[0]))
        else:
            heading = line
    return found


# Those of editions take effect over days: test_editions.py and test_mail.py have them.
ELSEWHERE = ("[edition NAME]", "[mail]")


def test_every_key_has_a_test_of_its_effect():
    assert sorted(EFFECTS) == sorted(key for key in listed_keys() if key[0] not in ELSEWHERE)


@pytest.mark.parametrize("heading, key", EFFECTS, ids=lambda word: word)
def test_every_key_has_an_effect(origin, origins, tmp_path, affluent, heading, key):
    value, look, want = EFFECTS[heading, key]
    without, case = Case(tmp_path / "without", affluent, origins()), Case(tmp_path / "with", affluent,
                                                                          origin)
    case.set(heading, key, value.replace("ORIGIN/x", origin.url("/x")))
    if heading in ("[feed]", "[page]", "[sitemap]"):
        without.kind = case.kind
    assert look(case) == want
    assert look(without) != want


@pytest.mark.parametrize("heading, key", EFFECTS, ids=lambda word: word)
def test_every_unknown_key_is_a_mistake_with_a_suggestion(tmp_path, affluent, origin, heading, key):
    case = Case(tmp_path / "site", affluent, origin)
    wrong = key[0] + key[2:] + "x" if len(key) > 4 else key + "x"
    if heading == "[stream NAME]":
        case.set(heading, "title", "x")
    if heading == "[theme NAME]":
        case.actor["themes"] = "own"
    case.set(heading, wrong, "x")
    for command in "check", "run":
        said = case.run(command, code=2).stderr
        assert re.search(rf'\.conf:\d+:\d+: error: unknown key "{wrong}"', said)
        assert f'did you mean "{key}"?' in said
    assert origin.requests() == []


# ---- rules

@pytest.mark.parametrize("rule, words", [
    ("drop when title matches //", "empty pattern"),
    ("drop when title matches /(pub)?/", "matches every text"),
    ("drop when title matches /x*/i", "matches every text"),
    ("drop when title matches /^/", "matches every text"),
    ("drop when title matches /[/", "in the pattern"),
    ("drop when title matches /(a/", "in the pattern"),
    ('drop when title contains ""', ""),
    ('drop when title contains "  "', ""),
    ('drop when title = ""', "empty text"),
    ("drop when", ""),
    ("drop title", ""),
    ("drop from nobody", "nobody"),
    ("drop when titel = x", "title"),
    ("drop when title in ()", ""),
    ("dorp when title = x", "drop"),
])
def test_an_invalid_or_empty_match_is_refused_before_it_drops(origin, site, rule, words):
    site.actor("reef", feed=origin.add("/feed", body=rss(CORAL, KELP)))
    site.run("run")
    before, stored = site.files(), site.sql("SELECT id, kept, reason FROM entry")
    site.rules(rule)
    for command in "check", "publish", "run", "rebuild":
        said = site.run(command, code=2).stderr
        assert "50-test.rules:1:" in said and words in said
    assert site.files() == before
    assert site.sql("SELECT id, kept, reason FROM entry") == stored


@pytest.mark.parametrize("pattern", [r"/^$/", r"/^(?!coral)/i", r"/(?<!x)kelp|^$/i"])
def test_a_pattern_that_is_not_everywhere_is_a_good_one(origin, site, pattern):
    site.actor("reef", feed=origin.add("/feed", body=rss(CORAL, KELP)))
    site.rules(f"drop when title matches {pattern}")
    site.run("run")
    assert "Coral" in titles(site, "all.atom")


# ---- what arrives of an entry, and how

def test_all_categories_enclosures_and_authors_survive(origin, site):
    media = "".join(f'<enclosure url="https://reef.example/{n}.mp3" type="audio/mpeg" length="{n}00"/>'
                    for n in (1, 2, 3))
    more = "".join(f"<category>{c}</category>" for c in ("Sea", "Mer &amp; côte", "Zoo"))
    item = CORAL + ("<author>ann@reef.example (Ann)</author>" + more + media,)
    full = (entry("Full", "tag:a,2026:1", "https://a.example/1", "2026-03-01T08:00:00Z")
            .replace("<content>", "<author><name>Bo</name></author><author><name>Cy</name></author>"
                     '<category term="x" scheme="https://s.example/" label="The X"/>'
                     '<category term="y"/><link rel="enclosure" href="https://a.example/1.pdf"'
                     ' type="application/pdf" length="7"/><link rel="enclosure"'
                     ' href="https://a.example/1.ogg" type="audio/ogg"/><content>'))
    site.actor("reef", feed=origin.add("/rss", body=rss(item)))
    site.actor("tide", feed=origin.add("/atom", body=atom(full)))
    site.run("run")
    for path, title in (("all.atom", "Coral"), ("actors/reef.atom", "Coral")):
        (coral,) = [e for e in entries(site, path) if e.findtext(ATOM + "title") == title]
        assert [c.get("term") for c in coral.findall(ATOM + "category")] == ["Sea", "Mer & côte", "Zoo"]
        assert [(x.get("href"), x.get("length")) for x in coral.findall(ATOM + "link")
                if x.get("rel") == "enclosure"] == [
            (f"https://reef.example/{n}.mp3", f"{n}00") for n in (1, 2, 3)]
        assert [a.findtext(ATOM + "name") for a in coral.findall(ATOM + "author")] == ["Ann"]
    (full,) = [e for e in entries(site, "all.atom") if e.findtext(ATOM + "title") == "Full"]
    assert [a.findtext(ATOM + "name") for a in full.findall(ATOM + "author")] == ["Bo", "Cy"]
    assert [(c.get("term"), c.get("scheme"), c.get("label")) for c in full.findall(ATOM + "category")] \
        == [("x", "https://s.example/", "The X"), ("y", None, None)]
    assert [(x.get("href"), x.get("type"), x.get("length")) for x in full.findall(ATOM + "link")
            if x.get("rel") == "enclosure"] == [
        ("https://a.example/1.pdf", "application/pdf", "7"), ("https://a.example/1.ogg", "audio/ogg", None)]


def test_modes_and_self_links_are_right_and_readers_see_whole_files(origin, site):
    site.config({"fetch": {"first": 1000}})
    many = [(f"Coral {n}", f"https://reef.example/{n}", PROSE * 40) for n in range(100)]
    site.actor("reef", feed=origin.add("/feed", body=rss(*many)), keys={"themes": "sea"})
    subprocess.run(["sh", "-c", 'umask 077; exec "$@"', "sh", *site.command("run")], check=True,
                   cwd=site.folder)
    public = site.folder / "public"
    for path in public.rglob("*"):
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode == (0o755 if path.is_dir() else 0o644), path
    for path in ("all", "actors/reef", "themes/sea"):
        feed = ET.fromstring(site.published(f"{path}.atom"))
        assert [x.get("href") for x in feed.findall(ATOM + "link") if x.get("rel") == "self"] == [
            f"https://test.example/{path}.atom"]
    done, torn, inodes = threading.Event(), [], set()

    def read():
        while not done.is_set():
            with open(public / "all.atom", "rb") as file:
                inodes.add(stat.S_ISREG(0) or file.fileno() and (public / "all.atom").stat().st_ino)
                text = file.read()
            if not (text.startswith(b"<?xml") and text.endswith(b"</feed>\n")):
                torn.append(len(text))

    reader = threading.Thread(target=read)
    reader.start()
    try:
        for n in range(4):
            site.rules(f'replace title /Coral/ "Reef {n}"')
            site.run("publish")
    finally:
        done.set()
        reader.join()
    assert torn == [] and len(inodes) > 1
    assert not list(public.rglob(".*"))


def test_a_filter_of_today_hides_what_came_yesterday_and_without_it_that_is_back(origin, site):
    site.actor("reef", feed=origin.add("/feed", body=rss(CORAL, KELP)), keys={"themes": "sea"})
    site.run("run")
    before = bytes_of(site)
    origin.add("/feed", body=rss())  # it is no longer said by anyone
    site.wait(days=1)
    site.run("run")
    site.rules('drop when title = "Kelp"')
    site.run("run")
    for path in ("all.atom", "actors/reef.atom", "themes/sea.atom"):
        assert titles(site, path) == ["Coral"]
    assert "Kelp" not in site.published("index.html")
    site.wait(days=1)
    (site.folder / "filters/50-test.rules").unlink()
    site.run("run")
    assert bytes_of(site) == before
