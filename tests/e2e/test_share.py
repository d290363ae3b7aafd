"""What a stream's file has of what is in the stream: the share of a source, the age of
its entries."""
import datetime

import pytest

from test_archive import FEED, Document, ids, walk

LIMIT = 100
OTHERS = "bcd"
START = datetime.datetime(2025, 1, 1, tzinfo=datetime.timezone.utc)


def feed(*numbers, name):
    """Entries that are the newer the higher their number."""
    return FEED.format(name, name, "".join(
        f"<entry><id>tag:{name},2026:{n}</id><title>Story {name} {n}</title>"
        f"<link href='https://{name}.example/{n}'/>"
        f"<updated>{(START + datetime.timedelta(hours=n)).isoformat()}</updated></entry>"
        for n in numbers))


def bring(site, origin, **feeds):
    """New entries, by the names of feeds; all arrive at once."""
    for name, numbers in feeds.items():
        site.actor(name, feed=origin.add(f"/{name}", body=feed(*numbers, name=name)),
                   keys={"themes": "sea"})
    site.run("run")
    site.wait(hours=3)


@pytest.fixture
def shared(origin, site):
    """Of new sources all entries are news."""
    def config(share=None, sections=None, **keys):
        site.config({"fetch": {"first": "1000"}, **(sections or {})}, share=share, **keys)
    site.share = config
    config()
    return site


def of(site, path, name):
    return [e for e in Document(site, path).entries if e.startswith(f"tag:{name},")]


def is_whole(site, path, expected):
    """Its file and its archives have all that is in the stream."""
    assert set().union(*(d.entries for d in walk(site, path))) == expected


@pytest.mark.parametrize("stream", ["all", "themes/sea", "streams/own"])
def test_a_flood_leaves_what_others_had(shared, origin, stream):
    shared.share(sections={"stream own": {"select": "not lang = x"}})
    bring(shared, origin, a=[0], **{name: range(10) for name in OTHERS})
    bring(shared, origin, a=range(500))
    path = f"{stream}.atom"
    for name in OTHERS:
        assert len(of(shared, path, name)) == 10
    assert set(of(shared, path, "a")) == ids(*range(430, 500))  # others have no more
    everything = ids(*range(500)).union(*(ids(*range(10), name=n) for n in OTHERS))
    is_whole(shared, path, everything)
    assert set(Document(shared, "actors/a.atom").entries) == ids(*range(400, 500))
    before = shared.files()
    shared.run("publish")
    shared.run("rebuild")
    assert shared.files() == before


def test_who_has_enough_has_the_rest(shared, origin):
    bring(shared, origin, b=range(50), c=range(50), d=range(3))
    bring(shared, origin, a=range(500))
    own = "all.atom"
    assert [len(of(shared, own, name)) for name in "abcd"] == [33, 33, 33, 1]
    assert len(Document(shared, own).entries) == LIMIT
    is_whole(shared, own, ids(*range(500)) | ids(*range(50), name="b") |
             ids(*range(50), name="c") | ids(*range(3), name="d"))


def test_who_is_alone_has_all(shared, origin):
    bring(shared, origin, a=range(150))
    assert set(of(shared, "all.atom", "a")) == ids(*range(50, 150))
    bring(shared, origin, b=[1])
    assert len(of(shared, "all.atom", "a")) == 99 and len(of(shared, "all.atom", "b")) == 1


def test_how_far_back_others_are_looked_for_is_bounded(shared, origin):
    shared.share(sections={"stream own": {"limit": 5, "share": "20%"}})
    bring(shared, origin, b=[1])
    bring(shared, origin, a=range(999))
    assert [len(of(shared, "streams/own.atom", name)) for name in "ab"] == [4, 1]
    bring(shared, origin, a=range(999, 1000))
    assert [len(of(shared, "streams/own.atom", name)) for name in "ab"] == [5, 0]
    is_whole(shared, "streams/own.atom", ids(*range(1000)) | ids(1, name="b"))


def test_each_stream_may_have_another_share(shared, origin):
    bring(shared, origin, b=range(100))
    bring(shared, origin, a=range(200))
    streams = "all.atom", "themes/sea.atom", "streams/own.atom"

    def shares():
        shared.run("publish")
        for path in streams:
            is_whole(shared, path, ids(*range(200)) | ids(*range(100), name="b"))
        return [len(of(shared, path, "b")) for path in streams]
    shared.share("50%", {"stream own": {"limit": 10}})
    assert shares() == [50, 50, 5]
    shared.share("100%", {"stream own": {"limit": 10, "share": "25%"}, "theme sea": {"share": "20%"}})
    assert shares() == [0, 20, 3]
    shared.share("1%", {"stream own": {"limit": 10, "share": "1%"}})
    assert shares() == [1, 1, 1]


def test_what_arrives_brings_nothing_back(shared, origin):
    bring(shared, origin, b=range(60), c=range(60))
    bring(shared, origin, a=range(200))
    had = set(Document(shared, "all.atom").entries)
    every = ids(*range(200)) | ids(*range(60), name="b") | ids(*range(60), name="c")
    for n in range(1, 9):
        out = every - had
        name, numbers = "abcd"[n % 4], range(200 + 50 * n, 200 + 60 * n)
        bring(shared, origin, **{name: numbers})
        every |= ids(*numbers, name=name)
        had = set(Document(shared, "all.atom").entries)
        assert len(had) == LIMIT and not had & out
        is_whole(shared, "all.atom", every)


def test_archives_that_were_not_wanted_come_whole(shared, origin):
    bring(shared, origin, b=range(50), c=range(50))
    bring(shared, origin, a=range(150))
    before = shared.files()
    shared.share(archives="no")
    shared.run("publish")
    assert len(walk(shared)) == 1
    shared.share()
    shared.run("publish")
    assert {p: f[0] for p, f in shared.files().items()} == {p: f[0] for p, f in before.items()}


def test_what_is_taken_down_makes_room(shared, origin):
    bring(shared, origin, b=range(50))
    bring(shared, origin, a=range(150))
    assert [len(of(shared, "all.atom", name)) for name in "ab"] == [67, 33]
    shared.run("hide", "a/feed", "--reason", "it floods")
    shared.run("publish")
    assert [len(of(shared, "all.atom", name)) for name in "ab"] == [0, 50]
    shared.run("unhide", "a/feed")
    shared.run("publish")
    assert [len(of(shared, "all.atom", name)) for name in "ab"] == [67, 33]
    is_whole(shared, "all.atom", ids(*range(150)) | ids(*range(50), name="b"))


def test_explain_tells_that_its_source_has_its_share(shared, origin):
    bring(shared, origin, b=range(50), c=range(50))
    bring(shared, origin, a=range(100))
    story = shared.json("explain", "https://a.example/50")["stories"][0]
    (place,) = [s for s in story["streams"] if s["stream"] == "all"]
    assert place["archive"] in [d.path.removesuffix(".atom") for d in walk(shared)]
    assert "tag:a,2026:50" in Document(shared, place["archive"] + ".atom").entries
    (missing,) = story["missing"]
    assert sorted(s["text"] if isinstance(s, dict) else s for s in missing["streams"]) == [
        "all", "themes/sea"]
    assert missing["reason"] == (
        f"it is number {place['rank']} there, and its source has its share of the stream's own file: "
        "33 of 100, and what others leave")
    file = shared.json("explain", "all.atom")["file"]
    assert [e["id"] for e in file["holds"]] == Document(shared, "all.atom").entries
    # beyond all that is in the file it is as ever
    (old,) = [m for m in shared.json("explain", "https://b.example/1")["stories"][0]["missing"]]
    assert "the stream's own file has the last 100" in old["reason"]


def test_a_trial_tells_what_comes_into_the_file_and_what_leaves_it(shared, origin):
    shared.share(sections={"stream own": {"limit": 4, "share": "50%"}})
    bring(shared, origin, b=[1, 2])
    bring(shared, origin, a=range(5))
    assert set(Document(shared, "streams/own.atom").entries) == ids(3, 4) | ids(1, 2, name="b")
    changes = shared.json("preview", "--rules", shared.write("tried/50-test.rules", "drop from b\n"))
    assert {(c["what"], c["title"]) for c in changes if c["stream"] == "streams/own"} == {
        ("vanishes", "Story b 1"), ("vanishes", "Story b 2"),
        ("rises", "Story a 1"), ("rises", "Story a 2")}


@pytest.fixture
def aged(shared, origin):
    """Fifteen entries, thirty days later five, and seventy days later one."""
    for days, numbers in (0, range(15)), (30, range(20)), (70, range(21)):
        shared.wait(days=days)
        bring(shared, origin, b=numbers)
    return shared


def test_what_came_long_before_the_newest_is_archived_but_for_the_last_ten(aged, origin):
    assert set(Document(aged, "all.atom").entries) == ids(*range(11, 21), name="b")
    is_whole(aged, "all.atom", ids(*range(21), name="b"))
    bring(aged, origin, b=range(30))
    assert set(Document(aged, "all.atom").entries) == ids(*range(15, 30), name="b")
    assert set(Document(aged, "actors/b.atom").entries) == ids(*range(15, 30), name="b")
    is_whole(aged, "all.atom", ids(*range(30), name="b"))
    aged.share(max_age="101d")
    aged.run("publish")
    assert set(Document(aged, "all.atom").entries) == ids(*range(30), name="b")


def test_time_alone_changes_no_file(aged, origin):
    bring(aged, origin, b=range(30))
    before = Document(aged, "all.atom").entries
    aged.wait(days=300)
    aged.run("publish")
    assert Document(aged, "all.atom").entries == before


def test_explain_tells_that_it_came_too_long_ago(aged, origin):
    story = aged.json("explain", "https://b.example/1")["stories"][0]
    (missing,) = story["missing"]
    assert missing["reason"] == ("it came more than 90 days before the newest entry there, "
                                 "too long for the stream's own file")
    assert all(s["archive"] for s in story["streams"]) and story["published"]
