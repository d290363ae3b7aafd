#!/usr/bin/env python3
"""usage: run.py [--build DIR] [--feeds N] [--runs N] [--keep DIR]

What affluent costs, as multiples of the floor program in one and the same run:
CPU seconds (user and system) of the whole process family, the least of several
runs. Feeds are made from a seed and served by "affluent serve" on 127.0.0.1, whose
own time does not count. And what reading alone costs, as multiples of libxml2's
bare pass, and rendering alone, as multiples of a bare writer of the same bytes, over
the same feeds or over files of yours:

    build-release/bench/read 3 < LIST-OF-FILES
    build-release/bench/render 3 < LIST-OF-FILES
"""
import argparse
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import time

WORDS = ("coral reef kelp tide harbour union garden bridge letter window river "
         "member partner school market season village theatre bicycle forest").split()
CONFIG = """[site]
title = Bench
url = https://bench.example/
language = en
timezone = UTC
[fetch]
every = 1h
"""


def sentence(rng, words=12):
    return " ".join(rng.choice(WORDS) for _ in range(words)).capitalize() + "."


def body(rng):
    parts = []
    for _ in range(rng.randint(3, 12)):
        parts.append(f"<p>{sentence(rng, 30)} <a href=\"/{rng.choice(WORDS)}\">"
                     f"{rng.choice(WORDS)}</a> <em>{sentence(rng, 6)}</em></p>")
    return "\n".join(parts)


def item(rng, feed, number):
    link = f"https://f{feed}.example/{number}"
    day = f"{rng.randint(1, 28):02} Feb 2026 {rng.randint(0, 23):02}:00:00 GMT"
    return (f"<item><title>{sentence(rng, 6)}</title><link>{link}</link><guid>{link}</guid>"
            f"<pubDate>{day}</pubDate><category>{rng.choice(WORDS)}</category>"
            f"<description><![CDATA[{body(rng)}]]></description></item>")


def make(folder, feeds):
    rng = random.Random(1)
    for n in range(feeds):
        items = "".join(item(rng, n, i) for i in range(rng.randint(10, 40)))
        (folder / f"{n}.xml").write_text(
            f'<?xml version="1.0"?><rss version="2.0"><channel><title>Feed {n}</title>'
            f"<link>https://f{n}.example/</link>{items}</channel></rss>")


def configure(folder, feeds, port):
    (folder / "feeds.d").mkdir(parents=True)
    (folder / "affluent.conf").write_text(CONFIG)
    for n in range(feeds):
        (folder / f"feeds.d/f{n}.conf").write_text(
            f"name = Feed {n}\n[feed]\nurl = http://127.0.0.1:{port}/{n}.xml\n"
            f"allow-private = yes\n")


def cpu(words, **options):
    """CPU seconds of a command and of all that it started; and its peak memory."""
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, **options)
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit(f"{' '.join(map(str, words))} failed")
    return usage.ru_utime + usage.ru_stime


def family(words, **options):
    """The same for affluent, whose workers are nobody's children when they end:
    the whole group's time is what the kernel tells of it."""
    before = os.times()
    subprocess.run(words, stdout=subprocess.DEVNULL, check=True, **options)
    after = os.times()
    return (after.children_user - before.children_user
            + after.children_system - before.children_system)


def measure(args, work, port):
    affluent = args.build / "src/affluent"
    urls = "".join(f"http://127.0.0.1:{port}/{n}.xml\n" for n in range(args.feeds))
    (work / "urls").write_text(urls)
    best = {}

    def least(name, seconds):
        best[name] = min(best.get(name, seconds), seconds)

    def floor(name, database):
        with open(work / "urls", encoding="ascii") as file:
            least(name, cpu([args.build / "bench/floor", database], stdin=file))

    for run in range(args.runs):
        site = work / f"site{run}"
        configure(site, args.feeds, port)
        floor("floor cold", work / f"floor{run}.db")
        least("cold", family([affluent, "run"], cwd=site))
        floor("floor warm", work / f"floor{run}.db")
        least("warm", family([affluent, "run", "--force"], cwd=site))
        least("publish", family([affluent, "publish"], cwd=site))
        shutil.rmtree(site)
    return best


def alone(args, work, program, what):
    """A program that does one thing with the feeds, beside the least that it can cost."""
    files = "".join(f"{work}/www/{n}.xml\n" for n in range(args.feeds))
    print(what)
    sys.stdout.flush()
    subprocess.run([args.build / "bench" / program, str(args.runs)], input=files,
                   text=True, check=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", type=pathlib.Path, default=pathlib.Path("build-release"))
    parser.add_argument("--feeds", type=int, default=300)
    parser.add_argument("--runs", type=int, default=3)
    args = parser.parse_args()
    args.build = args.build.resolve()
    subprocess.run(["ninja", "-C", args.build, "src/affluent", "bench/floor", "bench/read",
                    "bench/render"], check=True, stdout=subprocess.DEVNULL)
    with tempfile.TemporaryDirectory() as temporary:
        work = pathlib.Path(temporary)
        (work / "www").mkdir()
        make(work / "www", args.feeds)
        server = subprocess.Popen([args.build / "src/affluent", "serve", "--port", "0",
                                   "--port-file", work / "port", work / "www"],
                                  stdout=subprocess.DEVNULL)
        try:
            while not (work / "port").exists() or not (work / "port").read_text().strip():
                time.sleep(0.02)
            best = measure(args, work, int((work / "port").read_text()))
        finally:
            server.terminate()
            server.wait()
        alone(args, work, "read", "reading, CPU seconds")
        alone(args, work, "render", "rendering 500 entries")
    size = sum(1 for _ in range(args.feeds))
    print(f"{size} feeds, least of {args.runs} runs, CPU seconds")
    for name in ("cold", "warm"):
        floor = best[f"floor {name}"]
        print(f"{name:8} {best[name]:7.3f}   floor {floor:7.3f}   ratio {best[name] / floor:5.2f}")
    print(f"publish  {best['publish']:7.3f}   without news")


if __name__ == "__main__":
    main()
