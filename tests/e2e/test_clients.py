"""What readers hold who subscribed: newsboat, sfeed and feedparser, through several
publishes of what affluent serve gives them."""
import calendar
import html
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from dataclasses import dataclass

import pytest

from test_http import certificate  # noqa: F401 (a fixture)
from test_serve import Server

FORMATS = ("atom", "rss")


@dataclass
class Held:
    """An item as a client holds it."""

    id: str
    title: str
    link: str
    published: int  # Unix seconds
    author: str
    text: str       # markup
    new: bool       # since everything was marked as read


def run(words, folder, **options):
    """In a home of its own, without a proxy."""
    environment = {**os.environ, "HOME": str(folder), "TZ": "UTC", "LC_ALL": "C.UTF-8",
                   "no_proxy": "*", **options}
    return subprocess.run(list(map(str, words)), env=environment, cwd=folder, timeout=60, check=True,
                          stdin=subprocess.DEVNULL, capture_output=True, text=True).stdout


class Newsboat:
    """Keeps what it saw, and whether it was read, in a database."""

    needs = ("newsboat",)
    keeps = True      # what is no longer in the feed
    follows = True    # changes of what it has

    def __init__(self, folder, url):
        self.folder = folder
        (folder / "urls").write_text(url + "\n")
        (folder / "conf").write_text("reload-threads 1\n")

    def poll(self):
        run(["newsboat", "-q", "-u", "urls", "-C", "conf", "-c", "cache.db", "-x", "reload"],
            self.folder)
        with sqlite3.connect(self.folder / "cache.db") as cache:
            return [Held(*row[:6], bool(row[6])) for row in cache.execute(
                "SELECT guid, title, url, pubDate, author, content, unread FROM rss_item")]

    def mark_read(self):
        with sqlite3.connect(self.folder / "cache.db") as cache:
            cache.execute("UPDATE rss_item SET unread = 0")


class Sfeed:
    """Adds lines to a file: for it an item is its id, its title and its link."""

    needs = ("sfeed_update", "curl")
    keeps, follows = True, False

    def __init__(self, folder, url):
        self.folder, self.seen = folder, set()
        (folder / "feeds").mkdir()
        (folder / "rc").write_text(f'sfeedpath="{folder}/feeds"\nfeeds() {{\n\tfeed "it" "{url}"\n}}\n')

    def lines(self):
        return (self.folder / "feeds/it").read_text().splitlines()

    def poll(self):
        run(["sfeed_update", "rc"], self.folder)
        return [self.held(line) for line in self.lines()]

    def held(self, line):
        seconds, title, link, text, _, id, author = line.split("\t")[:7]
        text = re.sub(r"\\(.)", lambda m: {"n": "\n", "t": "\t"}.get(m[1], m[1]), text)
        return Held(id, title, link, int(seconds), author, text, line not in self.seen)

    def mark_read(self):
        self.seen = set(self.lines())


# It guesses what a title of RSS is, and tells its guess.
FEEDPARSER = """
import feedparser, html, json, sys
def title(e):
    return html.unescape(e.title) if e.title_detail.type == "text/html" else e.title
print(json.dumps([[e.id, title(e), e.link, e.published_parsed, e.author,
                   e.content[0].value if "content" in e else e.summary]
                  for e in feedparser.parse(sys.argv[1]).entries]))
"""


class Feedparser:
    """Remembers nothing: whoever uses it goes by the id."""

    needs = ()
    keeps, follows = False, True

    def __init__(self, folder, url):
        self.folder, self.url, self.seen, self.items = folder, url, set(), []

    def poll(self):
        rows = json.loads(run([sys.executable, "-c", FEEDPARSER, self.url], self.folder))
        self.items = [Held(*row[:3], calendar.timegm(row[3]), *row[4:], row[0] not in self.seen)
                      for row in rows]
        return self.items

    def mark_read(self):
        self.seen |= {item.id for item in self.items}


# ---- what is published

@dataclass
class Article:
    number: int
    title: str
    author: str
    published: str
    seconds: int
    text: str
    updated: str = None

    def entry(self, scheme, links):
        return (f"<entry><id>{scheme}://reef.example/?p={self.number}</id>"
                f"<title>{html.escape(self.title)}</title><link href='{links}/{self.number}'/>"
                f"<author><name>{self.author}</name></author><published>{self.published}</published>"
                f"<updated>{self.updated or self.published}</updated>"
                f"<content type='html'>{html.escape(self.text)}</content></entry>")


LINKS = "https://reef.example/article"
OLD = Article(1, "L’été & <b>AT&T</b> \"dit\"", "Zoé D’Été", "2026-02-27T23:59:58+01:00", 1772233198,
              "<p>Un <a href=\"https://reef.example/a?b=1&amp;c=2\">récif</a> &amp; 1 &lt; 2.</p>")
MIDDLE = Article(2, "Kelp", "Le RAMEAU", "2026-02-28T00:00:01Z", 1772236801, "<p>In the forest.</p>")
NEW = Article(3, "Whale 🐋", "Ann", "2026-03-02T12:30:07.5-02:00", 1772461807, "<p>At sea.</p>")


def feed(*articles, scheme="http", links=LINKS):
    return ("<feed xmlns='http://www.w3.org/2005/Atom'><id>tag:reef.example,2026:f</id>"
            f"<title>The reef</title>{''.join(a.entry(scheme, links) for a in articles)}</feed>")


def squeezed(markup):
    return re.sub(r"\s+", "", html.unescape(markup))


class Subscriber:
    """A client with a subscription in each format."""

    def __init__(self, client, folder, server):
        self.client = client
        self.subscriptions = {}
        for suffix in FORMATS:
            (folder / suffix).mkdir(parents=True)
            self.subscriptions[suffix] = client(folder / suffix, server.url(f"/all.{suffix}"))

    def sees(self, *articles, new=(), links=LINKS):
        """Polls: these are held, each once and as it was published, and those are
        new; then all is read."""
        for suffix, subscription in self.subscriptions.items():
            held = sorted(subscription.poll(), key=lambda item: item.published)
            assert [item.title for item in held] == [a.title for a in articles], suffix
            assert [item.title for item in held if item.new] == [a.title for a in new], suffix
            for item, article in zip(held, articles):
                assert item.id == f"http://reef.example/?p={article.number}"
                assert item.link == f"{links}/{article.number}"
                assert item.published == article.seconds
                assert item.author == article.author
                assert squeezed(item.text) == squeezed(article.text)
            subscription.mark_read()


@pytest.fixture(params=[Newsboat, Sfeed, Feedparser], ids=lambda client: client.__name__)
def client(request):
    for program in request.param.needs:
        if not shutil.which(program):
            pytest.skip(f"no {program}: scripts/packages.sh test installs it")
    if request.param is Feedparser:
        pytest.importorskip("feedparser")
    return request.param


@pytest.fixture
def library(site, origin, background):
    """Two articles, published and served."""
    site.actor("reef", feed=origin.add("/feed", body=feed(MIDDLE, OLD)), every="1h", slowest="1h")
    site.run("run")
    return Server(site.folder / "port", site.command("serve"), background)


def again(site, **options):
    site.wait(hours=2)
    site.run("run", **options)


def test_what_subscribers_hold(site, origin, library, client):
    reader = Subscriber(client, site.folder / "reader", library)
    reader.sees(OLD, MIDDLE, new=(OLD, MIDDLE))
    reader.sees(OLD, MIDDLE)
    again(site)
    reader.sees(OLD, MIDDLE)

    origin.add("/feed", body=feed(NEW, MIDDLE, OLD))
    again(site)
    reader.sees(OLD, MIDDLE, NEW, new=(NEW,))

    edited = Article(**{**vars(MIDDLE), "text": "<p>In the <em>deep</em> forest.</p>",
                        "updated": "2026-03-02T15:00:00Z"})
    origin.add("/feed", body=feed(NEW, edited, OLD))
    again(site)
    reader.sees(OLD, edited if client.follows else MIDDLE, NEW)

    site.run("hide", f"{LINKS}/2", "--reason", "asked to")
    left = (OLD, edited if client.follows else MIDDLE, NEW) if client.keeps else (OLD, NEW)
    reader.sees(*left)
    again(site)
    reader.sees(*left)


def test_a_source_that_moves_brings_nothing_again(site, origin, origins, library, client,
                                                  certificate):  # noqa: F811
    """To another server and https, with its ids; the addresses of articles stay."""
    reader = Subscriber(client, site.folder / "reader", library)
    reader.sees(OLD, MIDDLE, new=(OLD, MIDDLE))
    file = certificate("127.0.0.1")
    moved = origins(certificate=file)
    site.actor("reef", every="1h", slowest="1h",
               feed=moved.add("/new/feed", body=feed(MIDDLE, OLD, scheme="https")))
    again(site, env={"SSL_CERT_FILE": str(file)})
    assert len(moved.requests()) == 1
    reader.sees(OLD, MIDDLE)
    moved.add("/new/feed", body=feed(NEW, MIDDLE, OLD, scheme="https"))
    again(site, env={"SSL_CERT_FILE": str(file)})
    for subscription in reader.subscriptions.values():
        held = subscription.poll()
        assert {item.title for item in held} == {OLD.title, MIDDLE.title, NEW.title}
        assert len(held) == 3
        assert [item.title for item in held if item.new] == [NEW.title]


def test_articles_that_move_bring_nothing_again(site, origin, library, client):
    """What goes by id follows; sfeed goes by the address, too, and has them twice."""
    reader = Subscriber(client, site.folder / "reader", library)
    reader.sees(OLD, MIDDLE, new=(OLD, MIDDLE))
    moved = "https://new.example/article"
    origin.add("/feed", body=feed(MIDDLE, OLD, scheme="https", links=moved))
    again(site)
    if client.follows:
        reader.sees(OLD, MIDDLE, links=moved)
    else:
        assert [len(s.poll()) for s in reader.subscriptions.values()] == [4, 4]
