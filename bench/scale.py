#!/usr/bin/env python3
"""usage: scale.py [--build DIR] [--entries N,N] [--sources N] [--runs N] [--keep DIR]
                [--archives]

What affluent costs when much is stored: the same commands on a store of few and on
one of many entries, of as many sources. The stores are made by the program itself,
of feeds that are made from a seed and served by "affluent serve": five years of
articles in French and English, some with whole texts, some told by several sources,
sorted into themes by rules. --keep holds them for the next call. --archives publishes them,
which for a million entries are tens of gigabytes.

For each command the least of several runs: seconds on the clock, CPU seconds of the
whole process family, and the most memory of any one of its processes.
"""
import argparse
import dataclasses
import datetime
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import time

NOW = datetime.datetime(2026, 2, 1, 12, tzinfo=datetime.timezone.utc)
DAYS = 5 * 365
THEMES = 20
WORDS = {
    "en": ("coral reef kelp tide harbour union garden bridge letter window river member partner "
           "school market season village theatre bicycle forest volunteer library neighbour "
           "orchard railway museum kitchen workshop meadow lantern council choir ferry mill "
           "hospital newspaper shelter seed grant harvest island journey lesson mountain").split(),
    "fr": ("corail récif marée port syndicat jardin pont lettre fenêtre rivière membre partenaire "
           "école marché saison village théâtre vélo forêt bénévole bibliothèque voisin verger "
           "musée cuisine atelier prairie lanterne conseil chorale moulin hôpital journal abri "
           "graine récolte île voyage leçon montagne solidarité fête énergie réseau").split(),
}
SMALL = {"en": "the of and a to in is with for their".split(),
         "fr": "le la de et un à dans est avec pour leur".split()}
CONFIG = """[site]
title = Scale
url = https://scale.example/
language = fr
timezone = Europe/Paris
archives = {archives}
[fetch]
every = 1h
first = 1000
[stream long]
title = What is about harbours, in French
select = lang = fr and title contains "port"
"""


# ---- feeds ----

SYLLABLES = [a + b for a in "bcdfglmnprstv" for b in ("a", "e", "i", "o", "ou", "an")]


RARE = [a + b + c for a in SYLLABLES for b in SYLLABLES[::3] for c in SYLLABLES[::2]]


def sentence(rng, lang, words, rare=None):
    picked = [rng.choice(SMALL[lang]) if n % 2 == 0 else
              rng.choice(WORDS[lang]) if n % 4 == 1 else rare or rng.choice(RARE) for n in range(words)]
    return " ".join(picked).capitalize()


def paragraphs(lang):
    """Enough different ones, since a million entries are to be made; in each of their
    sentences words are left open, so that no two entries have the same."""
    rng = random.Random(lang)
    return [f"<p>{sentence(rng, lang, 24, '{}')}. <a href=\"/{rng.choice(WORDS[lang])}\">"
            f"{sentence(rng, lang, 4, '{}')}</a> <em>{sentence(rng, lang, 8, '{}')}</em>. "
            f"{sentence(rng, lang, 14, '{}')}.</p>" for _ in range(2000)]


OPEN = 12  # words of a paragraph


def item(rng, lang, texts, link, age):
    date = (NOW - datetime.timedelta(seconds=age)).strftime("%a, %d %b %Y %H:%M:%S GMT")
    whole = rng.random() < 0.4
    body = "".join(rng.choice(texts).format(*rng.choices(RARE, k=OPEN))
                   for _ in range(rng.randint(4, 9) if whole else 1))
    if not whole:
        body = body[:body.index(".") + 1] + "</p>"
    return (f"<item><title>{sentence(rng, lang, rng.randint(5, 11))}</title><link>{link}</link>"
            f"<guid>{link}</guid><pubDate>{date}</pubDate>"
            f"<category>{rng.choice(WORDS[lang])}</category>"
            f"<description><![CDATA[{body}]]></description></item>")


def make_feed(source, entries, sources):
    """One entry in thirty is another source's, too: both tell it with its address."""
    rng = random.Random(source)
    lang = "fr" if source % 3 else "en"
    texts = make_feed.texts[lang]
    items = []
    for n in range(entries):
        of = rng.randrange(sources) if rng.random() < 1 / 30 else source
        age = int(DAYS * 86400 * (n + rng.random()) / entries)
        items.append(item(rng, lang, texts, f"https://s{of}.example/{n}", age))
    return (f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>'
            f"<title>Source {source}</title><link>https://s{source}.example/</link>"
            f"<language>{lang}</language>{''.join(items)}</channel></rss>")


make_feed.texts = {lang: paragraphs(lang) for lang in WORDS}


def make_rules(changed):
    """Rules that sort by title and by text, clean titles and drop; one of them in two states."""
    lines = []
    for n in range(THEMES):
        word = WORDS["fr"][n] if n % 2 else WORDS["en"][n]
        lines.append(f'theme t{n} "About {word}"')
        lines.append(f"tag t{n} when title matches /\\b{word}\\b/i" if n % 3 else
                     f'tag t{n} when text contains "{word} {SMALL["fr" if n % 2 else "en"][n % 10]}"')
    lines.append("drop when title matches /^(the|le) (island|île)\\b/i")
    lines.append("replace title /\\s+lantern$/ \"\"")
    lines.append('tag t5 when text contains "solidarite et"' if changed else
                 'tag t5 when text contains "solidarité de"')
    return "\n".join(lines) + "\n"


# ---- stores ----

@dataclasses.dataclass
class Site:
    folder: pathlib.Path
    affluent: pathlib.Path
    entries: int
    sources: int
    archives: bool

    def command(self, *words, codes=(0,)):
        """Seconds on the clock, CPU seconds, and memory in MB."""
        env = dict(os.environ, AFFLUENT_NOW=str(int(NOW.timestamp())))
        before, start = os.times(), time.monotonic()
        process = subprocess.Popen([self.affluent, *words], cwd=self.folder, env=env,
                                   stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        wall, after = time.monotonic() - start, os.times()
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in codes:
            sys.exit(f"affluent {' '.join(words)} ended with {process.returncode}")
        return (wall, after.children_user - before.children_user
                + after.children_system - before.children_system, usage.ru_maxrss / 1024)

    def rules(self, changed, path="filters/50-themes.rules"):
        file = self.folder / path
        file.parent.mkdir(exist_ok=True)
        file.write_text(make_rules(changed))
        return path

    def configure(self, port):
        (self.folder / "feeds.d").mkdir(parents=True, exist_ok=True)
        (self.folder / "affluent.conf").write_text(
            CONFIG.format(archives="yes" if self.archives else "no"))
        for n in range(self.sources):
            (self.folder / f"feeds.d/s{n}.conf").write_text(
                f"name = Source {n}\nsite = https://s{n}.example/\n"
                f"[feed]\nurl = http://127.0.0.1:{port}/{n}.xml\nallow-private = yes\n")

    def serve(self):
        """On the port that its sources name: the server, once it listens."""
        www, known = self.folder / "www", self.folder / "port"
        port = known.read_text().strip() if known.exists() else "0"
        known.unlink(missing_ok=True)
        server = subprocess.Popen([self.affluent, "serve", "--port", port, "--port-file", known, www],
                                  stdout=subprocess.DEVNULL)
        while not known.exists() or not known.read_text().strip():
            if server.poll() is not None:
                sys.exit("affluent serve ended")
            time.sleep(0.02)
        return server, int(known.read_text())

    def make(self):
        """Its feeds, its store and what is published of it, unless they are there."""
        done = self.folder / "made"
        if not done.exists():
            shutil.rmtree(self.folder, ignore_errors=True)
            (self.folder / "www").mkdir(parents=True)
            for n in range(self.sources):
                share = self.entries // self.sources + (n < self.entries % self.sources)
                (self.folder / f"www/{n}.xml").write_text(make_feed(n, share, self.sources))
        server, port = self.serve()
        self.configure(port)
        if not done.exists():
            self.rules(False)
            wall, cpu, memory = self.command("run")
            print(f"made {self.entries} entries in {wall:.1f} s, {cpu:.1f} s of CPU, "
                  f"{memory:.0f} MB", flush=True)
            done.touch()
        self.rules(False)
        self.command("publish")
        return server


# ---- what is measured ----

def preview(site, turn):
    return site.command("preview", "--rules", site.rules(True, "tried/50-themes.rules"),
                        "--since", "90d")


def apply(site, turn):
    site.rules(turn % 2 == 0)
    return site.command("publish")


def explain(site, turn):
    return site.command("explain", f"https://s{turn + 1}.example/{site.entries // site.sources // 2}",
                        codes=(0, 1))


def explain_id(site, turn):
    return site.command("explain", "tag:scale.example,2026-02-01:s1/feed/0123456789abcdef",
                        codes=(0, 1))


def status(site, turn):
    return site.command("status", *(["--json"] if turn % 2 else []))


def idle(site, turn):
    return site.command("run")


def unchanged(site, turn):
    return site.command("run", "--force")


MEASURES = {
    "preview a changed rule": preview,
    "apply a changed rule": apply,
    "explain a URL": explain,
    "explain an id": explain_id,
    "status": status,
    "run, nothing due": idle,
    "run, nothing new": unchanged,
}


def measure(site, runs, wanted):
    """The least of each figure by itself. Rules are left as they were: an even number of turns."""
    best = {}
    for name in wanted:
        for turn in range(runs + runs % 2):
            found = MEASURES[name](site, turn)
            best[name] = tuple(map(min, zip(found, best.get(name, found))))
    return best


def print_table(sizes, results):
    print(f"\n{'':24}" + "".join(f"{n:>14} entries       " for n in sizes) + " ratio")
    for name in results[0]:
        print(f"{name:24}", end="")
        for best in results:
            print("{:8.3f} s {:7.3f} cpu {:4.0f} MB".format(*best[name]), end="")
        print(f"  {results[-1][name][0] / results[0][name][0]:6.2f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=pathlib.Path, default=pathlib.Path("build-release"))
    parser.add_argument("--entries", default="10000,1000000")
    parser.add_argument("--sources", type=int, default=2000)
    parser.add_argument("--runs", type=int, default=4)
    parser.add_argument("--keep", type=pathlib.Path)
    parser.add_argument("--archives", action="store_true")
    parser.add_argument("--only", help="those measures whose names begin so")
    args = parser.parse_args()
    affluent = (args.build / "src/affluent").resolve()
    sizes = [int(n) for n in args.entries.split(",")]
    wanted = [name for name in MEASURES if name.startswith(args.only or "")]
    results = []
    with tempfile.TemporaryDirectory() as temporary:
        for size in sizes:
            site = Site((args.keep or pathlib.Path(temporary)).resolve() / str(size), affluent,
                        size, min(args.sources, size), args.archives)
            server = site.make()
            try:
                results.append(measure(site, args.runs, wanted))
            finally:
                server.terminate()
                server.wait()
    print_table(sizes, results)


if __name__ == "__main__":
    main()
