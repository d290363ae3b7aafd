"""The site's pages in a browser, and before a checker of HTML: all kinds of
them, with whatever feeds may bring.

Chromium and Java are Debian's; what drives and asks them is npm's, as
tests/browser/package.json pins it, installed into $BROWSER_TOOLS.
"""
import os
import pathlib
import shutil
import subprocess

import pytest

from test_editions import at
from test_serve import Server

HERE = pathlib.Path(__file__).parent.parent / "browser"
LONG = "Donaudampfschifffahrt" * 40
SCRIPT = "&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(2)&gt;"
DEEP = "<table><tr><td>" * 40 + "deep" + "</td></tr></table>" * 40
WIDE = "<table><tr>" + "<td>cell</td>" * 60 + "</tr></table>"
MARKUP = f"""<h1 id=content>Heading of theirs</h1><h3>Skipped</h3><p id=content class=skip style="color:red;
 width:4000px">Text <b><i>unclosed <a href="javascript:alert(3)">evil</a> <a href=x>x</a></p>
 <pre>{"wide " * 200}</pre><form action=/x><input name=a></form><iframe src=https://evil.example/>
 </iframe><img src="https://evil.example/huge.jpg" width=9000 height=9000><script>alert(4)</script>
 <video src="https://evil.example/v.mp4" autoplay></video><ul><li>one<li>two<ul><li>three</ul></ul>
 <blockquote>Said</blockquote><p dir=rtl>שלום עולם</p>{DEEP}{WIDE}"""
MISPLACED = """<p><a href="https://reef.example/a"><img src="https://evil.example/a.png"></a> <a
 href="https://reef.example/b">&nbsp;</a> <a href="https://reef.example/c"></a> <a
 href="https://reef.example/d"><b><br></b></a> a <a href="https://reef.example/1">1</a> <a
 href="https://reef.example/2">2</a></p><p>b <small><a href="https://reef.example/e">3</a></small></p>
 <h1></h1><h2>&nbsp;</h2><h3><img src="https://evil.example/b.png"></h3><h6>Six</h6><h1>One</h1><h4>Four</h4>
 <details>No summary</details><details><summary></summary>Empty</details><summary>Stray</summary>
 <details><summary><a href="https://reef.example/h">A</a></summary><summary>B</summary>C</details>
 <dl></dl><dl><dt>Term</dt></dl><dl><dd>Said</dd></dl><dl><p>Bare</p><dt></dt></dl><dd>Stray</dd><dt>Stray</dt>
 <figcaption>Stray</figcaption><figure><figcaption>One</figcaption><figcaption>Two</figcaption></figure>
 <figure><img src="https://evil.example/c.png"></figure><rt>Stray</rt><rp>(</rp>
 <ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp><ruby>字</ruby></ruby><ruby><rt></rt></ruby>
 <time>yesterday</time> <time datetime="soon">soon</time> <ins datetime="2026-13-45">in</ins>
 <del datetime="then" cite="https://reef.example/x y">out</del> <q cite="https://reef.example/q">q</q>
 <dfn>a <dfn>b</dfn></dfn> <bdo>x</bdo> <bdo dir=auto>y</bdo> <bdo lang=xx>z</bdo> <mark>m <a
 href="https://reef.example/i">linked</a></mark> <abbr title="">ab</abbr>
 <p lang="xx">No language</p><p lang="english">None</p><p lang="en-ZZZZ">None</p><p lang="fr-FR">Oui</p>
 <p lang="zh-Hant">漢字</p><p lang="iw">Old</p><p lang="x-mine">Mine</p>
 <ul></ul><ul>Bare<li></li></ul><ol><ol><li value=3>x</li></ol></ol><ul><li value=4 type=a>x</li></ul>
 <li>Stray</li><menu><li>m</li></menu><ul><table><tr><td>x</td></tr></table></ul>
 <table><caption>C</caption><tr><th></th><th>B</th></tr><tr><td>1</td></tr></table><tr><td>Stray</td></tr>
 <table><thead></thead><tbody><tr></tr></tbody></table><td>Stray</td><th scope=row>Stray</th>
 <table><tr><td rowspan=3 colspan=9>a</td><td>b</td></tr><tr><td>c</td></tr></table>
 <table><tr><th scope=col>Only</th></tr></table><thead><caption>x</caption></thead>
 <address><h2>In an address</h2><address>Twice</address><header><footer>x</footer></header></address>
 <section><p>No heading</p></section><article></article><nav>Ways</nav><aside>Beside</aside><main>Main</main>
 <header><header>H</header></header><footer>F</footer><form><button>B</button><label>L<input></label></form>
 <a href="https://reef.example/j">a <a href="https://reef.example/k">b</a><button>c</button></a>
 <a href="https://reef.example/l"><h2>Heading</h2><p>Text</p><table><tr><td>d</td></tr></table></a>
 <b><div>block in phrase</div></b><p><ul><li>in p</p></ul><pre>wide wide wide wide wide wide wide wide wide wide
 <h2>in pre</h2></pre><blockquote><blockquote><blockquote><blockquote><blockquote><blockquote>Deep</blockquote>
 </blockquote></blockquote></blockquote></blockquote></blockquote><hr><p><hr></p><span><hr></span>""" + (
    "<ul><li>" * 12 + "deep" + "</ul>" * 12 + "<ol><li><blockquote>" * 8 + "deep" + "</blockquote></ol>" * 8)
PROSE = ("Le récit commence par une longue phrase, qui dit où l’on est et pourquoi l’on y est venu ; "
         "une autre la suit, puis une troisième, qui est plus courte. Le reste est à lire chez qui "
         "l’a écrit, où l’on trouvera aussi les images, les notes et les réponses des lecteurs.")

ARTICLES = [  # a title, when, the text, the language
    ("Une saison sur le récif", "2026-03-02T09:30:00+01:00", PROSE, "fr"),
    ("L’association ouvre trois postes dans les Hauts-de-France, et en garde deux à Lille",
     "2026-03-02T08:05:00+01:00", PROSE, "fr"),
    ("What the tide brought: notes from a year of walking the same beach",
     "2026-03-01T22:10:00+01:00", "Every morning the beach is another one. " * 12, "en"),
    (None, "2026-03-01T20:00:00+01:00", "A short note without a title, which goes on for long enough "
     "that a title made of its beginning does not hold all of it.", "en"),
    ("🐙🪸 👩‍👩‍👧‍👦 Кораллы и 珊瑚礁", "2026-03-01T10:00:00+01:00", "🌊 " * 80, "en"),
    ("مرحبا بالعالم: قصة طويلة عن البحر", "2026-02-28T18:00:00+01:00", "نص عربي عن البحر والسماء. " * 9,
     "ar"),
    (LONG, "2026-02-28T10:00:00+01:00", LONG * 12, "de"),
    (SCRIPT, "2026-02-27T10:00:00+01:00", SCRIPT, "en"),
    ("Markup of all kinds", "2026-02-27T09:00:00+01:00", MARKUP, "en"),
    ("Markup out of place", "2026-02-27T08:00:00+01:00", MISPLACED, "x-none"),
    ("https://reef.example/" + "a/" * 200, "2026-02-26T10:00:00+01:00", "", "en"),
]


def feed(articles, name="Feed"):
    entries = ""
    for n, (title, when, text, lang) in enumerate(articles):
        said = f"<title>{title}</title>" if title else "<title/>"
        text = text.replace("&", "&amp;").replace("<", "&lt;")
        entries += (f"<entry xml:lang='{lang}'><id>tag:reef.example,2026:{name}{n}</id>{said}"
                    f"<link href='https://reef.example/{name}/{n}'/><published>{when}</published>"
                    f"<updated>{when}</updated><content type='html'>{text}</content>"
                    f"<author><name>Jeanne Martin</name></author>"
                    f"<link rel='enclosure' type='image/jpeg' href='https://evil.example/{n}.jpg'/>"
                    f"</entry>")
    return (f"<feed xmlns='http://www.w3.org/2005/Atom'><id>tag:reef.example,2026:{name}</id>"
            f"<title>{name}</title><updated>2026-03-02T10:00:00Z</updated>{entries}</feed>")


def hostile(site, origin, **keys):
    """A site with all kinds of pages, on the morning after."""
    site.config({
        "fetch": {"first": "100"},
        "stream english": {"title": "In English", "select": "lang = en"},
        "stream few": {"title": LONG[:100], "limit": "2"},
        "edition weekly": {"name": "La semaine", "period": "week", "content": "full"},
        "edition daily": {"name": "Le jour", "period": "day", "group-by": "none"},
        "edition none": {"name": "Rien", "period": "month", "select": "title = Nothing"},
    }, **{"title": "Nouvelles des communs", **keys})
    site.rules('theme mer "Mer et littoral"\ntag mer when lang = fr\n'
               'theme wide "' + LONG[:90] + '"\ntag wide when lang = en\n')
    for n, name in enumerate(("Le Récif", "<b>Bold</b> & \"Co\"", LONG[:200], "جمعية البحر", "🐙")):
        articles = [(t and f"{t}{' ' * n}{n or ''}", *rest) for t, *rest in ARTICLES[:20 if n == 0 else 3]]
        site.actor(f"a{n}", name=name, feed=origin.add(f"/{n}", body=feed(articles, f"f{n}")),
                   keys={"site": f"https://www.reef.example/{n}/", "themes": "alliances"})
    site.actor("gone", name="Gone", feed=origin.add("/gone", status=410))
    site.actor("broken", name="Broken", feed=origin.add("/broken", body="<feed><b></a>" + LONG))
    site.now = at("2026-03-01T06:00:00+01:00")
    site.run("run", code=None)
    site.now = at("2026-03-02T12:00:00+01:00")
    site.run("run", "--force", code=None)
    return site.folder / "public"


@pytest.fixture(scope="session")
def tools():
    """What drives a browser, in a folder of its own."""
    folder = pathlib.Path(os.environ.get("BROWSER_TOOLS") or pytest.skip("$BROWSER_TOOLS is no folder"))
    folder.mkdir(parents=True, exist_ok=True)
    pinned = [(HERE / name, folder / name) for name in ("package.json", "package-lock.json")]
    done = folder / "installed"
    if done.exists() and all(b.exists() and a.read_bytes() == b.read_bytes() for a, b in pinned):
        return folder
    for a, b in pinned:
        shutil.copy(a, b)
    said = subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=folder,
                          capture_output=True, text=True, timeout=240, check=False)
    assert said.returncode == 0, f"npm cannot install what tests/browser needs:\n{said.stderr}"
    done.touch()
    return folder


PAGES = ["index.html", "all.html", "about.html", "status.html", "actors/a0.html", "actors/gone.html",
         "archives/streams/few/2026-03.html", "404.html",
         "themes/wide.html", "streams/english.html", "editions/weekly.html",
         "editions/weekly/2026-W09.html", "editions/daily/2026-03-02.html", "editions/none.html"]
FEEDS = ["all.atom", "actors/a0.rss"]
SLOTS = {
    "head.html": '<meta name="author" content="Test">',
    "header.html": "<p>Une phrase de bienvenue, et <a href=\"/about.html\">un lien</a>.</p>",
    "aside.html": "<h2>Agenda</h2>\n<p>Rencontre le 3 mars.</p>",
    "footer.html": "<p>Un pied de page.</p>",
    "about.html": "<p>Qui nous sommes, en quelques mots.</p>",
    "user.css": ":root { --link: #7a1f5c; }\n@media (prefers-color-scheme: dark) "
                "{ :root { --link: #f0a8d8; } }\n",
}


def look(tools, folder, paths):
    done = subprocess.run(["node", HERE / "look.cjs", tools, folder, "https://test.example/", *paths],
                          capture_output=True, text=True, timeout=500, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def valid(tools, folder, paths):
    done = subprocess.run(["java", "-jar", tools / "node_modules/vnu-jar/build/dist/vnu.jar", "--format",
                           "gnu", *(folder / p for p in paths)], capture_output=True, text=True,
                          timeout=240, check=False)
    # "self" is no folder of files
    said = [line for line in done.stderr.splitlines() if "warning: Resource violates" not in line]
    assert said == [] and done.returncode in (0, 1), "\n".join(said)


def test_every_page_is_fit_for_all_whatever_feeds_bring(tools, site, origin):
    for name, text in SLOTS.items():
        site.write(f"pages/{name}", text)
    folder = hostile(site, origin)
    missing = [p for p in PAGES + FEEDS if not (folder / p).exists()]
    assert missing == [], sorted(str(p.relative_to(folder)) for p in folder.rglob("*.html"))
    look(tools, folder, PAGES + FEEDS)
    valid(tools, folder, PAGES)


def test_what_is_found_is_fit_for_all(tools, site, origin, background):
    folder = hostile(site, origin, search="yes", language="en")
    library = Server(site.folder / "port", site.command("serve"), background)
    asked = {"search.html": "", "found.html": "?q=the", "nothing.html": "?q=%3Cb%3Ewhale%22" + "x" * 60}
    for path, words in asked.items():
        (folder / path).write_bytes(library("/search" + words).body)
    assert (folder / "found.html").read_text().count("<article") > 1
    pages = [*asked, "index.html", "actors/a0.html"]
    look(tools, folder, pages)
    valid(tools, folder, pages)
