"""What an entry is called and when it came, whatever its source does later; and
what sources may do to one another."""
import re
import xml.etree.ElementTree as ET

import pytest

from test_page import TITLES, article
from test_run import ATOM, HTML, entries, titles
from test_traps import START, atom, bytes_of, dates, entry

OLD = "2026-02-0{}T08:00:00Z"


def ids(site, path="all.atom"):
    return {e.findtext(ATOM + "title"): e.findtext(ATOM + "id") for e in entries(site, path)}


def story(n, id=None, url=None, title=None, date=OLD):
    return entry(title or f"Story {n}", id and id.format(n), url and url.format(n),
                 date and date.format(n))


def stories(id=None, url=None, numbers=(3, 2, 1), **more):
    return atom(*(story(n, id, url, **more) for n in numbers))


CHANGES = {
    "scheme of ids and links": (("http://f.example/{}", "http://f.example/{}"),
                                ("https://f.example/{}", "https://f.example/{}")),
    "scheme of ids": (("http://f.example/?p={}", "https://f.example/{}"),
                      ("https://f.example/?p={}", "https://f.example/{}")),
    "www": (("https://www.f.example/{}", "https://www.f.example/{}"),
            ("https://f.example/{}", "https://f.example/{}")),
    "host": (("https://old.example/{}", "https://old.example/{}"),
             ("https://new.example/{}", "https://new.example/{}")),
    "host and path": (("https://old.example/?p={}", "https://old.example/{}"),
                      ("https://new.example/?id={}", "https://new.example/blog/{}")),
    "kind of id": (("tag:f.example,2020:{}", "https://f.example/{}"),
                   ("urn:x-f:{}", "https://f.example/{}")),
    "word to address": (("urn:word-{}", "https://f.example/{}"),
                        ("https://f.example/?p={}", "https://f.example/{}")),
    "ids that were none": ((None, "https://f.example/{}"),
                           ("tag:f.example,2020:{}", "https://f.example/{}")),
    "ids that are none any more": (("tag:f.example,2020:{}", "https://f.example/{}"),
                                   (None, "https://f.example/{}")),
}


@pytest.mark.parametrize("date", [OLD, None], ids=["dated", "undated"])
@pytest.mark.parametrize("was, becomes", CHANGES.values(), ids=CHANGES)
def test_a_change_of_scheme_host_or_guid_publishes_nothing_as_new(origin, site, was, becomes, date):
    if date is None and "/blog/" in becomes[1]:
        pytest.skip("nothing but the title tells that they are the same")
    site.actor("reef", feed=origin.add("/feed", body=stories(*was, date=date)))
    site.run("run")
    first, seen = ids(site), dates(site)
    assert len(first) == 3
    for pair in (becomes, was, becomes):
        origin.add("/feed", body=stories(*pair, date=date))
        site.wait(days=1)
        site.run("run")
        assert ids(site) == first and dates(site) == seen
        assert site.json("status")["sources"][0]["entries"] == 3
    site.wait(days=1)
    origin.add("/feed", body=stories(*becomes, numbers=(4, 3, 2), date=date))
    site.run("run")
    assert {**ids(site), "Story 4": None} == {**first, "Story 4": None} and len(ids(site)) == 4
    site.run("rebuild")
    assert len(ids(site)) == 4


def test_an_old_item_that_is_said_again_under_another_scheme_is_the_old_one(origin, site):
    http, https = "http://f.example/{}", "https://f.example/{}"
    site.actor("reef", feed=origin.add("/feed", body=stories(http, http, numbers=(1,))))
    site.run("run")
    first = ids(site)
    for numbers in ((2,), (3,), (4,), (1, 4)):
        origin.add("/feed", body=stories(https, https, numbers=numbers))
        site.wait(days=1)
        site.run("run")
    assert ids(site)["Story 1"] == first["Story 1"] == "http://f.example/1"
    assert len(entries(site, "all.atom")) == 4


def test_two_items_that_differ_in_scheme_alone_are_two_where_both_are_said(origin, site):
    both = atom(story(1, "http://f.example/{}", "https://a.example/1"),
                story(2, "https://f.example/1", "https://a.example/2"))
    site.actor("reef", feed=origin.add("/feed", body=both))
    for _ in range(3):
        site.run("run", "--force")
        assert ids(site) == {"Story 1": "http://f.example/1", "Story 2": "https://f.example/1"}
        site.wait(days=1)


@pytest.mark.parametrize("url", ["https://f.example/{}", "https://f.example/", None],
                         ids=["links", "one link", "no links"])
def test_items_that_share_an_id_are_all_there_and_stay_what_they_are(origin, site, url):
    def feed(*numbers, mended=()):
        return atom(*(story(n, "tag:f.example,2020:all", url) .replace(
            "at length", "mended" if n in mended else "at length") for n in numbers))

    site.actor("reef", feed=origin.add("/feed", body=feed(2, 1)))
    site.run("run")
    first = ids(site)
    assert len(set(first.values())) == 2 and len(first) == 2
    before = bytes_of(site)
    site.wait(days=1)
    site.run("run", "--force")
    assert bytes_of(site) == before
    for numbers, mended in (((3, 2, 1), ()), ((3, 2, 1), (1,)), ((4, 3), (1,)), ((5, 4, 3, 1), (1, 4))):
        origin.add("/feed", body=feed(*numbers, mended=mended))
        site.wait(days=1)
        site.run("run")
        now = ids(site)
        assert len(set(now.values())) == len(now) and now.items() >= first.items()
        first = now
    assert set(first) == {f"Story {n}" for n in range(1, 6)}


def test_first_seen_is_fixed_for_ever(origin, site):
    site.actor("reef", feed=origin.add("/feed", body=stories("tag:f,2020:{}", date=None)))
    site.run("run")
    assert set(dates(site).values()) == {START}
    for n in range(4):
        site.wait(days=30)
        origin.add("/feed", body=stories("tag:f,2020:{}", date=None).replace("length", f"length {n}"))
        site.run("run")
        site.run("rebuild")
        assert set(dates(site).values()) == {START}
    (told,) = site.json("explain", "tag:f,2020:1")["stories"]
    assert told["first_seen"] == START


def test_a_future_date_is_held_and_one_too_far_is_a_mistake(origin, site):
    site.actor("reef", feed=origin.add("/feed", body=atom(
        entry("Soon", "tag:f,2020:1", date="2026-03-05T12:00:00Z"),
        entry("Far", "tag:f,2020:2", date="2027-03-05T12:00:00Z"))))
    site.run("run")
    assert dates(site) == {"Far": START}
    site.wait(days=2)
    site.run("run")
    site.run("rebuild")
    assert dates(site) == {"Far": START}
    site.wait(days=1)
    site.run("run")
    assert dates(site) == {"Far": START, "Soon": "2026-03-05T12:00:00Z"}
    site.wait(days=500)
    site.run("rebuild")
    assert dates(site) == {"Far": START, "Soon": "2026-03-05T12:00:00Z"}


RSS = ('<rss version="2.0"><channel><title>Feed</title><item><title>It</title>'
       "<link>https://f.example/1</link><guid isPermaLink='false'>{}</guid></item></channel></rss>")
KEPT = ["tag:f.example,2020:A/b", "HTTP://F.Example:80/%7ea/../b?x=1&amp;utm_source=y#z",
        "urn:uuid:F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6", "https://f.example/é?q=ü"]


@pytest.mark.parametrize("id", KEPT)
def test_an_id_that_is_an_address_or_name_is_kept_byte_for_byte(origin, site, id):
    site.actor("rss", feed=origin.add("/rss", body=RSS.format(id).replace(">It<", ">The story of the reef<")))
    site.actor("atom", feed=origin.add("/atom", body=atom(
        entry("The story of the reef", id, "https://g.example/2", OLD.format(1)))))
    site.run("run")
    for path in ("actors/rss.atom", "actors/atom.atom", "all.atom"):
        assert f"<id>{id}</id>" in site.published(path)


@pytest.mark.parametrize("id", ["1234", "post-7", "/a/b?c", "f.example/1", "//f.example/1"])
def test_another_guid_gets_a_tag_uri_that_is_minted_once(origin, site, id):
    site.actor("reef", feed=origin.add("/feed", body=RSS.format(id)))
    site.run("run")
    (minted,) = ids(site).values()
    assert re.fullmatch(r"tag:test\.example,2026-03-02:reef/feed/[0-9a-f]{16}", minted)
    for change in (("It", "Itself"), ("<link>https://f.example/1", "<link>https://f.example/moved")):
        origin.add("/feed", body=RSS.format(id).replace(*change))
        site.wait(days=400)
        site.config(title="Other", url="https://elsewhere.example/")
        site.run("run")
        site.run("rebuild")
        assert set(ids(site).values()) == {minted}


def test_an_id_that_another_source_claims_stays_with_the_first(origin, site):
    mine = story(1, "tag:f.example,2020:1", "https://f.example/1")
    site.actor("reef", feed=origin.add("/reef", body=atom(mine)))
    site.run("run")
    first = ids(site)
    # two entries of one source with one id: it tells nothing about any of them
    theirs = atom(*(entry(f"Theirs {n}", "tag:f.example,2020:1", f"https://t.example/{n}")
                    for n in (1, 2)))
    site.actor("alien", feed=origin.add("/alien", body=theirs))
    for _ in range(3):
        site.wait(days=1)
        site.run("run")
        assert ids(site)["Story 1"] == first["Story 1"] == "tag:f.example,2020:1"
        assert len(ids(site)) == len(set(ids(site).values())) == 3
        for n in (1, 2):
            assert ids(site)[f"Theirs {n}"].startswith("tag:test.example,2026-03-03:alien/feed/")
            assert ids(site)[f"Theirs {n}"] == ids(site, "actors/alien.atom")[f"Theirs {n}"]
        site.run("rebuild")
    told = {s["actor"]: s.get("claims", []) for s in site.json("status")["sources"]}
    assert [c["claimed"] for c in told["alien"]] == ["tag:f.example,2020:1"] * 2
    assert [c["id"] for c in told["alien"]] == [ids(site)[f"Theirs {n}"] for n in (1, 2)]
    assert told["reef"] == []
    text = site.run("status").stdout
    for claim in told["alien"]:
        assert (f"the id tag:f.example,2020:1 is of another entry, and here it is {claim['id']}"
                in text)


def catalogue(*numbers):
    """Entries of a January, the oldest first."""
    return atom(*(entry(f"Story {n}", f"tag:f,2020:{n}", f"https://f.example/{n}",
                        f"2026-01-{n:02}T08:00:00Z") for n in numbers))


def test_of_a_new_source_the_newest_ten_are_news_and_the_rest_is_history(origin, site):
    site.actor("reef", feed=origin.add("/reef", body=catalogue(*range(1, 26))),
               keys={"themes": "sea"})
    site.config({"stream own": {"title": "Own"}})
    site.run("run")
    newest = [f"Story {n}" for n in range(25, 15, -1)]
    for path in ("all", "themes/sea", "streams/own"):
        assert titles(site, f"{path}.atom") == newest
    assert titles(site, "actors/reef.atom") == [f"Story {n}" for n in range(25, 0, -1)]
    assert dates(site)["Story 16"] == "2026-01-16T08:00:00Z"
    told = site.run("explain", "https://f.example/3").stdout
    assert "came with the back catalogue of its source: only its actor's stream has it" in told
    assert "back catalogue" not in site.run("explain", "https://f.example/25").stdout
    before = bytes_of(site)
    site.wait(days=1)
    site.run("run", "--force")
    site.run("rebuild")
    assert bytes_of(site) == before
    # what comes later is news, however old it says it is; what was history stays so
    origin.add("/reef", body=catalogue(1, 2, 3, 29, 30).replace(
        ">Story 3<", ">Story 3, mended<").replace("2026-01-30", "2025-12-24"))
    site.wait(days=1)
    site.run("run")
    assert titles(site, "all.atom") == ["Story 29", *newest, "Story 30"]


def test_history_that_another_source_brings_as_news_is_news(origin, site):
    site.actor("reef", feed=origin.add("/reef", body=catalogue(*range(1, 13))))
    site.run("run")
    assert "Story 2" not in titles(site, "all.atom")
    site.actor("tide", feed=origin.add("/tide", body=catalogue(2)))
    site.run("run")
    assert titles(site, "all.atom").count("Story 2") == 1
    assert titles(site, "actors/tide.atom") == ["Story 2"]


def test_what_is_in_a_stream_stays_in_its_order_whatever_else_comes(origin, site):
    site.config({"stream own": {"title": "Own", "limit": 6}})
    days = [5, 11, 3, 20, 8, 15, 2, 28, 9, 17, 6, 25]
    seen = {path: [] for path in ("all.atom", "streams/own.atom", "actors/a.atom")}
    for n, day in enumerate(days):
        for id in "ab" if n % 2 else "ba":
            shift = day if id == "a" else (day + 13) % 28 + 1
            origin.add(f"/{id}", body=atom(entry(f"{id}{n}", f"tag:{id},2020:{n}", None,
                                                 f"2026-01-{shift:02}T08:00:00Z")))
            site.actor(id, feed=origin.url(f"/{id}"))
        site.wait(days=1)
        site.run("run")
        for path, snapshots in seen.items():
            if site.publishes(path):
                snapshots.append(titles(site, path))
    for snapshots in seen.values():
        gone = set()
        for before, after in zip(snapshots, snapshots[1:]):
            stay = [t for t in before if t in after]
            assert [t for t in after if t in before] == stay  # in their order
            gone |= set(before) - set(after)
            assert not gone & set(after)  # what is out stays out
    assert len(seen["all.atom"][-1]) == 24 and len(seen["streams/own.atom"][-1]) == 6


def test_a_double_that_comes_later_moves_only_what_it_doubles(origin, site):
    site.actor("m", feed=origin.add("/m", body=stories("tag:m,2020:{}", "https://f.example/{}")))
    site.run("run")
    first = titles(site, "all.atom")
    seen = ids(site)
    for id, count in (("z", 1), ("a", 2)):  # the file of z comes after m's, that of a before
        other = stories(f"tag:{id},2020:" + "{}", "https://f.example/{}", numbers=(2,))
        site.actor(id, feed=origin.add(f"/{id}", body=other))
        site.wait(days=1)
        site.run("run")
        assert titles(site, "all.atom") == first
        assert ids(site)["Story 1"] == seen["Story 1"] and ids(site)["Story 3"] == seen["Story 3"]
        assert ids(site)["Story 2"] == ("tag:m,2020:2", "tag:a,2020:2")[count - 1]


@pytest.mark.parametrize("link", ["/news/{}/", "/news/{}?utm_source=list"])
def test_articles_that_a_list_links_to_otherwise_are_the_old_ones(origin, site, link):
    def add(link):
        rows = "".join(f"<h3><a href='{link.format(n)}'>{title}</a></h3>"
                       for n, title in enumerate(TITLES))
        for n, title in enumerate(TITLES):
            origin.add(link.format(n),
                       body=article(title), headers=HTML)
        return origin.add("/", body=f"<html lang=fr><body><h1>Tous</h1>{rows}</body></html>",
                          headers=HTML)

    site.actor("rameau", page=add("/news/{}"))
    site.run("run")
    first = ids(site)
    assert sorted(first) == sorted(TITLES)
    for way in (link, "/news/{}"):
        add(way)
        site.wait(days=1)
        site.run("run")
        assert ids(site) == first and len(entries(site, "all.atom")) == 3


def test_a_rebuild_resolves_links_where_redirects_led(origin, site):
    origin.add("/deep/feed", body=stories("tag:f,2020:{}", "story/{}"))
    site.actor("reef", feed=origin.redirect("/feed", "/deep/feed"))
    site.run("run")
    assert origin.url("/deep/story/1") in site.published("all.atom")
    before = bytes_of(site)
    site.run("rebuild")
    assert bytes_of(site) == before


def test_ranks_are_as_in_the_file(origin, site):
    site.config({"stream few": {"limit": "2"}})
    site.actor("c", feed=origin.add("/c", body=atom(*(
        entry(f"Story {n}", f"tag:c.example,2026:{n}", f"https://c.example/{n}", OLD.format(1))
        for n in range(5)))))
    site.run("run")
    told = {n: site.run("explain", f"tag:c.example,2026:{n}").stdout for n in range(5)}
    assert [f"streams/few, number {n + 1}" in told[n] for n in range(5)] == [True] * 5
    assert len(ids(site, "streams/few.atom")) == 2


def test_an_id_that_this_site_gave_is_of_no_other(origin, site):
    site.actor("v", feed=origin.add("/v", body=RSS.format("42")))
    site.run("run")
    (minted,) = ids(site).values()
    site.actor("z", feed=origin.add("/z", body=atom(
        entry("Thief", minted, "https://z.example/1", OLD.format(1)))))
    site.wait(hours=2)
    assert site.run("run").stderr == ""
    assert minted in ids(site).values() and ids(site)["Thief"] != minted
    # what the site itself publishes comes back as what it is
    site.actor("self", feed=origin.add("/self", body=site.published("all.atom")))
    before = ids(site)
    site.wait(hours=2)
    site.run("run")
    assert ids(site) == before


def test_an_id_that_was_kept_through_a_move_is_of_no_other(origin, site):
    site.actor("v", feed=origin.add("/v", body=stories("urn:x-old:{}", "https://f.example/{}")))
    site.run("run")
    kept = ids(site)
    origin.add("/v", body=stories("urn:x-new:{}", "https://f.example/{}"))
    site.wait(hours=2)
    site.run("run")
    site.actor("a", feed=origin.add("/a", body=atom(
        entry("Thief", "urn:x-old:2", "https://a.example/1", OLD.format(1)))))
    site.wait(hours=2)
    site.run("run")
    assert set(ids(site)) == {*kept, "Thief"} and kept.items() <= ids(site).items()
    assert ids(site)["Thief"].startswith("tag:test.example,")
    assert "the id urn:x-old:2 is of another entry" in site.run("status").stdout


SAME = "http://localhost/?p=12"


def test_an_id_alone_makes_no_two_articles_one(origin, site):
    """Blogs that were moved say addresses of the machine where they were written."""
    for n, name in enumerate(("reef", "tide")):
        site.actor(name, feed=origin.add(f"/{name}", body=atom(
            entry(f"News of {name}", SAME, f"https://{name}.example/12", OLD.format(n + 1)))))
    site.run("run")
    assert set(ids(site)) == {"News of reef", "News of tide"}
    assert len(set(ids(site).values())) == 2 and ids(site)["News of reef"] == SAME


@pytest.mark.parametrize("theirs", [
    ("Another title", "https://reef.example/12?utm_source=x"),
    ("The news of reef and tide", "https://planet.example/9")], ids=["URL", "title"])
def test_an_id_that_something_bears_out_does(origin, site, theirs):
    site.actor("reef", feed=origin.add("/reef", body=atom(
        entry("The news of reef and tide", SAME, "https://reef.example/12", OLD.format(2)))))
    site.actor("tide", feed=origin.add("/tide", body=atom(
        entry(theirs[0], SAME, theirs[1], OLD.format(3)))))
    site.run("run")
    assert list(ids(site).values()) == [SAME]


def test_an_id_goes_back_to_its_entry_when_they_are_one_again(origin, site):
    mine = entry("The news of reef and tide", SAME, "https://reef.example/12", OLD.format(2))
    site.actor("reef", feed=origin.add("/reef", body=atom(mine)))
    site.actor("tide", feed=origin.add("/tide", body=atom(
        entry("Elsewhere", SAME, "https://tide.example/12", OLD.format(3)))))
    site.run("run")
    assert len(ids(site)) == 2
    origin.add("/tide", body=atom(mine))
    site.wait(hours=2)
    site.run("run")
    assert list(ids(site).values()) == [SAME]
    assert "is of another entry" not in site.run("status").stdout


def test_an_id_that_was_given_to_whom_another_was_refused_is_of_no_other(origin, site):
    for name in "vw":
        site.actor(name, feed=origin.add(f"/{name}", body=atom(
            entry(f"Of {name}", SAME, f"https://{name}.example/1", OLD.format(1)))))
    site.run("run")
    before = ids(site)
    site.actor("z", feed=origin.add("/z", body=atom(
        entry("Thief", before["Of w"], "https://z.example/1", OLD.format(3)))))
    site.wait(hours=2)
    assert site.run("run").stderr == ""
    assert before.items() <= ids(site).items() and len(set(ids(site).values())) == 3
    # that of one who guessed what would be given stays in the store, and is told
    (site.folder / "affluent.db").unlink()
    for name in "vw":
        (site.folder / f"feeds.d/{name}.conf").rename(site.folder / f"{name}.conf")
    site.wait(hours=-2)
    site.run("run")
    for name in "vw":
        (site.folder / f"{name}.conf").rename(site.folder / f"feeds.d/{name}.conf")
    site.wait(hours=2)
    assert f"all: two entries have the id {before['Of w']}" in site.run("run").stderr
    assert len(site.json("explain", before["Of w"])["stories"]) == 2
