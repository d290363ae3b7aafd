"""What end-to-end tests stand on: a scripted origin, and a site in a folder of
its own that the built program works on.

    def test_one_feed(origin, site):
        site.actor("reef", name="Reef", feed=origin.add("/feed", body=FEED))
        site.run("run")
        assert "Coral" in site.published("all.atom")

The programs are named by the environment: AFFLUENT and HTTP_GET.
"""
import contextlib
import datetime
import json
import os
import pathlib
import signal
import sqlite3
import subprocess
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from origin import Origin  # noqa: E402

CONFIG = {
    "site": {
        "title": "Test",
        "url": "https://test.example/",
        "language": "fr",
        "timezone": "Europe/Paris",
        "contact": "mailto:test@test.example",
    },
}
KINDS = ("feed", "page", "sitemap")


def program(variable):
    path = os.environ.get(variable)
    if not path:
        pytest.skip(f"${variable} names no program")
    return path


def ini(sections):
    """Text of {"section": {"key": value}}; a key's "_" stands for "-", the
    section "" for what comes before the first."""
    lines = []
    for section, keys in sections.items():
        if section:
            lines.append(f"[{section}]")
        lines += [f"{key.replace('_', '-')} = {value}" for key, value in keys.items()
                  if value is not None]
        lines.append("")
    return "\n".join(lines)


class Site:
    """A configuration, the store beside it, and what was published."""

    def __init__(self, folder, path):
        self.folder, self.path = folder, path
        self.now = datetime.datetime(2026, 3, 2, 12, 0, tzinfo=datetime.timezone.utc)
        self.config()

    def write(self, path, text):
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    def config(self, sections=None, **site):
        """Writes affluent.conf: site's keys, and further sections."""
        said = {"site": {**CONFIG["site"], **site}, **(sections or {})}
        return self.write("affluent.conf", ini(said))

    def actor(self, id, name=None, feed=None, page=None, sitemap=None, keys=None,
              **source):
        """Writes feeds.d/ID.conf: an actor with a source of each kind that is
        given. keys are the actor's own, the others every source's; origins of
        tests are private, and allowed here."""
        said = {"": {"name": name or id.title(), **(keys or {})}}
        for kind, url in zip(KINDS, (feed, page, sitemap)):
            if url:
                said[kind] = {"url": url, "allow_private": "yes", **source}
        return self.write(f"feeds.d/{id}.conf", ini(said))

    def rules(self, text, name="50-test"):
        return self.write(f"filters/{name}.rules", text)

    def wait(self, **duration):
        """Lets simulated time pass: site.wait(hours=2)."""
        self.now += datetime.timedelta(**duration)

    def command(self, *words):
        return [self.path, "--config", str(self.folder / "affluent.conf"), "--now",
                self.now.strftime("%Y-%m-%dT%H:%M:%SZ"), *map(str, words)]

    def run(self, *words, code=0, stdin=None, timeout=120, env=None):
        """Runs the program, whose exit code must be `code` (None: any); env is
        added to the environment."""
        done = subprocess.run(self.command(*words), cwd=self.folder, input=stdin,
                              capture_output=True, text=True, timeout=timeout,
                              check=False, env={**os.environ, **(env or {})})
        if code is not None:
            assert done.returncode == code, (
                f"{' '.join(map(str, words))}: {done.returncode} instead of {code}\n"
                f"{done.stdout}{done.stderr}")
        return done

    def json(self, *words, **options):
        """The same with --json; returns what it printed."""
        return json.loads(self.run(*words, "--json", **options).stdout)

    def sql(self, statement):
        """Looks into the store, or changes it behind the program's back."""
        with contextlib.closing(sqlite3.connect(self.folder / "affluent.db")) as store:
            rows = store.execute(statement).fetchall()
            store.commit()
            return rows

    def published(self, path):
        return (self.folder / "public" / path).read_text(encoding="utf-8")

    def publishes(self, path):
        return (self.folder / "public" / path).is_file()

    def files(self, status=False):
        """What is published: path to (bytes, mtime in ns, inode); without status.*,
        which alone tell the time of the run."""
        public = self.folder / "public"
        return {str(p.relative_to(public)):
                (p.read_bytes(), p.stat().st_mtime_ns, p.stat().st_ino)
                for p in sorted(public.rglob("*"))
                if p.is_file() and (status or p.name.partition(".")[0] != "status")}


@pytest.fixture
def origins():
    """Makes origins: each call a further one, at a port of its own."""
    made = []

    def make(**options):
        made.append(Origin(**options))
        return made[-1]

    yield make
    for origin in made:
        origin.close()


@pytest.fixture
def origin(origins):
    return origins()


@pytest.fixture
def affluent():
    return program("AFFLUENT")


@pytest.fixture
def site(tmp_path, affluent):
    return Site(tmp_path, affluent)


@pytest.fixture
def background():
    """Starts programs that end with the test: background([PROGRAM, WORD...])."""
    running = []

    def start(words, **options):
        running.append(subprocess.Popen(list(map(str, words)), text=True,
                                        stdout=subprocess.PIPE, **options))
        return running[-1]

    yield start
    for process in running:
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()


@pytest.fixture
def get():
    """Asks for URLs by the library alone: a list of answers as dicts, in the
    order of the URLs. get(URL..., etag='"1"', allow_private=False)"""
    path = program("HTTP_GET")

    def ask(*urls, allow_private=True, env=None, **options):
        words = ["--allow-private"] if allow_private else []
        for name, value in options.items():
            words += [f"--{name.replace('_', '-')}={value}"]
        done = subprocess.run([path, *words, "--", *urls], capture_output=True,
                              text=True, timeout=120, check=False,
                              env={**os.environ, **(env or {})})
        assert done.returncode == 0, done.stderr
        answers = [json.loads(line) for line in done.stdout.splitlines()]
        assert len(answers) == len(urls)
        return sorted(answers, key=lambda a: urls.index(a["asked"]))

    return ask
