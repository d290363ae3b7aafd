"""affluent check: every mistake in one run, each where it is, and nothing else.

What is wrong stands in tests/mistakes/; what cannot stand in a repository (bytes
that are no text, rights, links to nowhere) is added here.
"""
import json
import os
import pathlib
import re
import shutil
import subprocess

import pytest

FOLDERS = pathlib.Path(__file__).parent.parent / "mistakes"

ERRORS = {
    "key before any section":
        'affluent.conf:2:1: error: unknown key "title" before the first section: it belongs in '
        '[site] or in [stream] or in [edition]',
    "address without a scheme":
        'affluent.conf:5:12: error: url: "news.example.org/" begins with neither https:// nor '
        'http://: did you mean https://news.example.org/?',
    "misspelt key":
        'affluent.conf:6:1: error: unknown key "langage" in [site]: did you mean "language"?',
    "language with an underscore":
        'affluent.conf:7:12: error: language: "fr_FR" is no language tag, such as fr or pt-BR: '
        'did you mean fr-FR?',
    "misspelt time zone":
        "affluent.conf:8:12: error: there is no time zone Europe/Pari: did you mean Europe/Paris?",
    "contact without mailto":
        'affluent.conf:9:12: error: contact: "flux@example.org" is neither mailto: with an '
        'address nor a page\'s URL: did you mean mailto:flux@example.org?',
    "key twice": "affluent.conf:11:1: error: second title: line 10 has one already",
    "relative address in a list":
        'affluent.conf:12:39: error: hub: "/hub" begins with neither https:// nor http://',
    "store among what is published":
        "affluent.conf:15:10: error: the store www/private/affluent.db would be published in "
        "./www/: give them different folders",
    "misspelt key of paths":
        'affluent.conf:17:1: error: unknown key "filter" in [paths]: did you mean "filters"?',
    "section without its bracket":
        'affluent.conf:19:6: error: a section ends with "]" and stands alone',
    "duration without a unit":
        'affluent.conf:20:14: error: every: "60" is no duration, such as 90min, 6h, 1d or 2w: '
        'did you mean 60min?',
    "duration too long": 'affluent.conf:21:14: error: slowest: "40d" is too long: at most 30d',
    "word for a duration":
        'affluent.conf:22:14: error: within: "soon" is no duration, such as 90min, 6h, 1d or 2w',
    "word for a number":
        'affluent.conf:23:14: error: per-second: "many" is no number from 1 to 1000',
    "password in an address":
        'affluent.conf:24:14: error: proxy: "http://me:secret@proxy.example.org/" must not hold '
        'a user\'s name or a password',
    "misspelt choice":
        'affluent.conf:27:10: error: prefer: "longset" is unknown: did you mean longest?',
    "section twice": "affluent.conf:29:1: error: second [doubles]: line 26 has one already",
    "misspelt section":
        "affluent.conf:32:1: error: unknown section [streem]: did you mean [stream]? known are "
        "[site], [paths], [fetch], [doubles], [stream NAME], [theme NAME], [edition NAME], "
        "[mail]",
    "section without its name":
        "affluent.conf:35:1: error: [stream] needs a name, such as [stream news]",
    "name that is no id":
        'affluent.conf:38:9: error: "Été" cannot be a name: an id is made of a to z, 0 to 9, '
        '".", "_" and "-", begins with a letter or digit, and has at most 64 characters',
    "number out of range": 'affluent.conf:42:9: error: limit: "1001" is no number from 1 to 1000',
    "stream twice": "affluent.conf:44:1: error: second [stream twice]: line 41 has one already",
    "empty value": "affluent.conf:48:7: error: title has no value",
    "section with a name too many": "affluent.conf:50:1: error: [paths] takes no name",
    "line that is nothing": 'affluent.conf:53:1: error: neither "[section]" nor "key = value"',
    "unknown field in a select":
        "affluent.conf:56:10: error: unknown field titel; did you mean title?",
    "open parenthesis in a select":
        "affluent.conf:59:33: error: expected and, or, or ), but the rule ends here",
    "pattern in a select":
        "affluent.conf:62:52: error: in the pattern: missing closing parenthesis",
    "unknown theme in a select":
        'affluent.conf:65:16: error: unknown theme nowhere; theme ID "Title" declares one',
    "unknown source in a select":
        "affluent.conf:68:19: error: unknown source reef/feeds; did you mean reef/feed?",
    "contradiction in a select":
        "affluent.conf:71:10: warning: the stream both stays empty: there can be no entry that "
        "its select takes",
    "section without a word":
        'affluent.conf:73:2: error: a section needs a word between "[" and "]"',
    "file name that is no id":
        'feeds.d/Bad Name.conf: error: the file\'s name cannot be an id: an id is made of a to '
        'z, 0 to 9, ".", "_" and "-", begins with a letter or digit, and has at most 64 '
        'characters',
    "site that is no page":
        'feeds.d/atoll.conf:3:11: error: site: "mailto:atoll@example.org" begins with neither '
        'https:// nor http://',
    "theme that is no id":
        'feeds.d/atoll.conf:4:11: error: themes: "Coast" cannot be an id: an id is made of a to '
        'z, 0 to 9, ".", "_" and "-", begins with a letter or digit, and has at most 64 '
        'characters',
    "source's name that is no id":
        'feeds.d/atoll.conf:9:7: error: "Atoll" cannot be a name: an id is made of a to z, 0 to '
        '9, ".", "_" and "-", begins with a letter or digit, and has at most 64 characters',
    "unreadable actor":
        "feeds.d/gone.conf: error: cannot open feeds.d/gone.conf: No such file or directory",
    "misspelt name":
        'feeds.d/lagoon.conf:1:1: error: unknown key "nam" before the first section: did you '
        'mean "name"?',
    "key without a name": 'feeds.d/lagoon.conf:4:1: error: the name of a key is missing before "="',
    "bytes that are no UTF-8": "feeds.d/latin.conf:1:8: error: not UTF-8",
    "value too long": "feeds.d/long.conf:3:7: error: url: is 4121 bytes long: at most 4096",
    "actor without a name": "feeds.d/nameless.conf:1:1: error: no name before the first section",
    "two actors of one name":
        'feeds.d/reef.conf:2:11: warning: "The Reef" is a name of atoll, too '
        '(feeds.d/atoll.conf:2)',
    "relative address":
        'feeds.d/reef.conf:6:10: error: url: "/feed.xml" begins with neither https:// nor http://',
    "selector in a feed":
        'feeds.d/reef.conf:8:1: error: unknown key "byline" in [feed]: it belongs in [page]',
    "one address in two files":
        "feeds.d/reef.conf:11:17: error: reef/news has the same url as atoll/feed "
        "(feeds.d/atoll.conf:7)",
    "neither yes nor no":
        'feeds.d/reef.conf:12:17: error: allow-private: "maybe" is none of no, yes',
    "css": "feeds.d/reef.conf:16:20: error: selector: an element, class or condition is missing",
    "xpath": "feeds.d/reef.conf:17:22: error: selector: this is no XPath 1.0",
    "selector without its kind":
        'feeds.d/reef.conf:18:10: error: byline: ".meta" begins with neither css: nor xpath:',
    "selector cut by a comment":
        'feeds.d/reef.conf:19:19: error: body: a "#" after white space begins a comment: write '
        '"css:#main" or "*#main"',
    "selector without a text": 'feeds.d/reef.conf:20:10: error: date: "xpath:" has no selector',
    "source twice": 'feeds.d/reef.conf:22:1: error: second source "news": line 10 has one already',
    "unknown section":
        "feeds.d/reef.conf:25:1: error: unknown section [rss]: known are [feed], [page], "
        "[sitemap]",
    "credentials in the clear":
        "feeds.d/reef.conf:30:15: error: credentials: secret.txt would be sent in the clear: the "
        "url must begin with https://",
    "credentials that others can read":
        "feeds.d/reef.conf:34:15: error: credentials: open.txt can be read by others: take that "
        "right away with chmod 600",
    "source without an address": "feeds.d/reef.conf:36:1: error: [feed] has no url",
    "section of the other file": "feeds.d/reef.conf:39:1: error: [site] belongs in affluent.conf",
    "credentials that are none":
        "feeds.d/reef.conf:44:15: error: credentials: empty.txt holds no line user:password",
    "credentials that would be published":
        "feeds.d/reef.conf:48:15: error: credentials: www/./secret.txt would be published: keep it "
        "in another folder",
    "actor without a source":
        "feeds.d/shoal.conf:1:1: error: no source: add [feed], [page] or [sitemap] with its url",
    "NUL": "feeds.d/zero.conf:1:11: error: the character U+0000 cannot stand here",
    "control character": "feeds.d/zero.conf:3:32: error: the character U+0007 cannot stand here",
    "indented rule": "filters/05-indented.rules:1:2: error: a rule begins at the start of its line",
    "theme twice":
        "filters/10-mistakes.rules:2:7: error: theme coast is declared already: "
        "filters/10-mistakes.rules:1",
    "theme that cannot be one":
        "filters/10-mistakes.rules:3:7: error: the id of a theme is of a-z, 0-9, - and _, at "
        "most 64",
    "theme without a title":
        'filters/10-mistakes.rules:4:15: error: expected the "Title" of the theme, but the rule '
        'ends here',
    "misspelt action":
        "filters/10-mistakes.rules:5:1: error: unknown rule dorp; did you mean drop?",
    "misspelt field":
        "filters/10-mistakes.rules:6:11: error: unknown field titel; did you mean title?",
    "unknown test": "filters/10-mistakes.rules:7:17: error: unknown test has; did you mean is?",
    "date test of a text":
        "filters/10-mistakes.rules:8:17: error: title is no date: it takes matches, contains, =, "
        "in or is",
    "text test of a date":
        "filters/10-mistakes.rules:9:21: error: published is a date: it takes before, after, "
        "older than or is",
    "day that does not exist": "filters/10-mistakes.rules:10:28: error: there is no day 2024-02-31",
    "word for a date":
        "filters/10-mistakes.rules:11:27: error: expected a date such as 2024-05-31 or "
        "2024-05-31T11:31:00Z, not yesterday",
    "span without a unit": "filters/10-mistakes.rules:12:22: error: 30 of what? Did you mean 30d?",
    "older without than": "filters/10-mistakes.rules:13:17: error: expected than, not 30d",
    "open group":
        "filters/10-mistakes.rules:14:29: error: in the pattern: missing closing parenthesis",
    "reference to no group":
        "filters/10-mistakes.rules:15:31: error: in the pattern: reference to non-existent "
        "subpattern",
    "unknown flag":
        "filters/10-mistakes.rules:16:28: error: unknown flag q after the pattern; there are i, "
        "m, s and x",
    "open pattern": "filters/10-mistakes.rules:17:25: error: pattern without its closing /",
    "open text": 'filters/10-mistakes.rules:18:26: error: text without its closing "',
    "empty text":
        "filters/10-mistakes.rules:19:19: error: an empty text is never there; write is absent",
    "open parenthesis":
        "filters/10-mistakes.rules:20:37: error: expected and, or, or ), but the rule ends here",
    "closed parenthesis":
        "filters/10-mistakes.rules:21:20: error: expected and, or, or the end of the rule, not )",
    "not of nothing":
        "filters/10-mistakes.rules:22:14: error: expected a field, but the rule ends here",
    "pattern that matches everything":
        "filters/10-mistakes.rules:23:25: error: the pattern matches every text, as it can match "
        "nothing: where that is meant, write title is present",
    "unknown actor":
        "filters/10-mistakes.rules:24:11: error: unknown actor ref; did you mean reef?",
    "unknown source":
        "filters/10-mistakes.rules:25:11: error: unknown source reef/feeds; did you mean "
        "reef/feed?",
    "unknown actor in a test":
        "filters/10-mistakes.rules:26:19: error: unknown actor atol; did you mean atoll?",
    "condition without when":
        "filters/10-mistakes.rules:27:6: error: expected from or when, not title",
    "tag without a theme":
        "filters/10-mistakes.rules:28:4: error: expected the id of a theme, but the rule ends "
        "here",
    "unknown theme":
        "filters/10-mistakes.rules:29:5: error: unknown theme cost; did you mean coast?",
    "field that cannot be set":
        "filters/10-mistakes.rules:30:5: error: summary cannot be set; title, author, category, "
        "link and lang can",
    "set of no language":
        'filters/10-mistakes.rules:31:10: error: expected a language such as fr or pt-BR, not '
        '"french!"',
    "set of no address":
        'filters/10-mistakes.rules:32:10: error: expected an http or https URL, not "not a link"',
    "replace without a replacement":
        'filters/10-mistakes.rules:33:18: error: expected a "replacement", but the rule ends here',
    "replacement of no group":
        "filters/10-mistakes.rules:34:23: error: the pattern has no group $2; write $$ for a "
        "dollar",
    "field that cannot be replaced":
        "filters/10-mistakes.rules:35:9: error: text cannot be replaced; title, author, "
        "category, link and lang can",
    "replace without a pattern":
        'filters/10-mistakes.rules:36:15: error: expected a /pattern/, not "a"',
    "is of neither":
        "filters/10-mistakes.rules:37:20: error: expected absent or present, not missing",
    "open list": "filters/10-mistakes.rules:38:26: error: expected , or ), but the rule ends here",
    "words after a rule": "filters/10-mistakes.rules:39:13: error: expected from or when, not now",
    "NUL in a rule": "filters/30-bytes.rules:1:21: error: the character U+0000 cannot stand here",
    "mistake after a NUL":
        "filters/30-bytes.rules:2:11: error: unknown field titel; did you mean title?",
    "rule that is no UTF-8": "filters/30-bytes.rules:3:25: error: not UTF-8",
    "unreadable rules":
        "filters/40-gone.rules: error: cannot open filters/40-gone.rules: No such file or "
        "directory",
}

WARNINGS = {
    "contradiction in a select":
        "affluent.conf:8:10: warning: the stream both stays empty: there can be no entry that "
        "its select takes",
    "theme that nothing has":
        "affluent.conf:11:10: warning: the stream unfilled stays empty: there can be no entry "
        "that its select takes",
    "stream of a dropped actor":
        "affluent.conf:14:10: warning: the stream dropped stays empty: there can be no entry "
        "that its select takes",
    "slow pattern in a select":
        'affluent.conf:17:46: warning: the pattern hits its limit of 5000000 steps on texts such '
        'as "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx...": the rule will not match them',
    "two actors of one name":
        'feeds.d/reef.conf:2:11: warning: "The Reef" is a name of atoll, too '
        '(feeds.d/atoll.conf:2)',
    "theme without entries":
        "filters/10-lints.rules:2:7: warning: the theme unfilled stays empty: no rule tags it "
        "and no actor's file names it",
    "two languages":
        "filters/10-lints.rules:6:1: warning: the rule can never match: there can be no entry "
        "that meets its conditions",
    "actor of another file":
        "filters/10-lints.rules:7:1: warning: the rule can never match: there can be no entry "
        "that meets its conditions",
    "older and not older":
        "filters/10-lints.rules:8:1: warning: the rule can never match: there can be no entry "
        "that meets its conditions",
    "before and after":
        "filters/10-lints.rules:9:1: warning: the rule can never match: there can be no entry "
        "that meets its conditions",
    "equal and contained":
        "filters/10-lints.rules:10:1: warning: the rule can never match: there can be no entry "
        "that meets its conditions",
    "pattern and not contained":
        "filters/10-lints.rules:11:1: warning: the rule can never match: there can be no entry "
        "that meets its conditions",
    "equal and not matched":
        "filters/10-lints.rules:12:1: warning: the rule can never match: there can be no entry "
        "that meets its conditions",
    "actor that a pattern excludes":
        "filters/10-lints.rules:13:1: warning: the rule can never match: there can be no entry "
        "that meets its conditions",
    "link that is no address":
        "filters/10-lints.rules:14:1: warning: the rule can never match: there can be no entry "
        "that meets its conditions",
    "absent and contained":
        "filters/10-lints.rules:15:1: warning: the rule can never match: there can be no entry "
        "that meets its conditions",
    "theme that all have":
        "filters/10-lints.rules:16:1: warning: the rule can never match: there can be no entry "
        "that meets its conditions",
    "theme before its rule":
        "filters/10-lints.rules:17:1: warning: the rule can never match: there can be no entry "
        "that meets its conditions",
    "narrower than a drop":
        "filters/10-lints.rules:21:1: warning: the rule has no effect: what it is for was "
        "dropped before, at filters/10-lints.rules:20",
    "dropped from its source":
        "filters/10-lints.rules:23:1: warning: the rule has no effect: what it is for was "
        "dropped before, at filters/10-lints.rules:22",
    "dropped from all its sources":
        "filters/10-lints.rules:24:1: warning: the rule has no effect: what it is for was "
        "dropped before, at filters/10-lints.rules:22",
    "narrower than a keep":
        "filters/10-lints.rules:26:1: warning: the rule has no effect: what it is for was kept "
        "before, at filters/10-lints.rules:25",
    "untag of nothing":
        "filters/10-lints.rules:29:1: warning: the rule has no effect: nothing has the theme "
        "unfilled here",
    "repeated group":
        'filters/10-lints.rules:32:25: warning: the pattern hits its limit of 5000000 steps on '
        'texts such as "wwwwwwwwwwwwwwwwwwwwwwwwwwwwww...": the rule will not match them',
    "overlapping alternatives":
        'filters/10-lints.rules:33:24: warning: the pattern hits its limit of 5000000 steps on '
        'texts such as "aabbaabbaabbaabbaabbaabbaabbaa...": the rule will not match them',
    "repetitions side by side":
        'filters/10-lints.rules:34:24: warning: the pattern hits its limit of 5000000 steps on '
        'texts such as "                              ...": the rule will not match them',
    "slow replacement":
        'filters/10-lints.rules:35:15: warning: the pattern hits its limit of 5000000 steps on '
        'texts such as "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx...": the rule will not match them',
    "after a keep":
        "filters/10-lints.rules:37:1: warning: the rule has no effect: what it is for was kept "
        "before, at filters/10-lints.rules:36",
}


def check(folder, *words):
    done = subprocess.run([os.environ["AFFLUENT"], "check", *words], cwd=folder,
                          capture_output=True, text=True, timeout=60, check=False)
    return done.returncode, done.stdout, done.stderr


def spoil(folder):
    """Adds what cannot be kept in a repository."""
    latin = "name = été\n[feed]\nurl = https://latin.example.org/\n"
    (folder / "feeds.d/latin.conf").write_bytes(latin.encode("latin-1"))
    (folder / "feeds.d/zero.conf").write_text(
        "name = Été\0\n[feed]\nurl = https://zero.example.org/\7\n", encoding="utf-8")
    (folder / "feeds.d/long.conf").write_text(
        f"name = Long\n[feed]\nurl = https://long.example.org/{'x' * 4096}\n", encoding="utf-8")
    (folder / "feeds.d/Bad Name.conf").write_text("name = Bad\n", encoding="utf-8")
    (folder / "feeds.d/gone.conf").symlink_to("nowhere")
    rules = 'drop when title = "é\0"\ndrop when titel = "x"\n'.encode()
    (folder / "filters/30-bytes.rules").write_bytes(rules + b'tag coast when title = "\xe9"\n')
    (folder / "filters/40-gone.rules").symlink_to("nowhere")
    for name, text, mode in (("open.txt", "me:secret\n", 0o644),
                             ("secret.txt", "me:secret\n", 0o600), ("empty.txt", "", 0o600)):
        (folder / name).write_text(text, encoding="utf-8")
        (folder / name).chmod(mode)


def copy(kind, tmp_path_factory):
    folder = tmp_path_factory.mktemp("mistakes") / kind
    shutil.copytree(FOLDERS / kind, folder)
    return folder


@pytest.fixture(scope="module")
def errors(tmp_path_factory):
    folder = copy("errors", tmp_path_factory)
    spoil(folder)
    return folder


@pytest.fixture(scope="module")
def warnings(tmp_path_factory):
    return copy("warnings", tmp_path_factory)


@pytest.fixture(scope="module")
def told(errors):
    return check(errors)[2].splitlines()


@pytest.fixture(scope="module")
def warned(warnings):
    return check(warnings)[2].splitlines()


@pytest.mark.parametrize("kind", ERRORS)
def test_mistake(told, kind):
    assert ERRORS[kind] in told


@pytest.mark.parametrize("kind", WARNINGS)
def test_warning(warned, kind):
    assert WARNINGS[kind] in warned


def test_nothing_else_is_reported(errors):
    code, out, said = check(errors)
    assert (code, out) == (2, "")
    assert said.splitlines() == [*ERRORS.values(), "error: affluent.conf and what it names: "
                                 "105 mistakes, 2 warnings"]


def test_warnings_are_no_errors(warnings):
    code, out, said = check(warnings)
    assert code == 0
    assert out == f"affluent.conf: good: 3 actors, 4 sources, {len(WARNINGS)} warnings\n"
    assert said.splitlines() == list(WARNINGS.values())


def test_strict_makes_errors_of_warnings(warnings):
    code, out, said = check(warnings, "--strict")
    assert (code, out) == (2, "")
    assert said.splitlines() == [*WARNINGS.values(), "error: affluent.conf and what it names: "
                                 f"{len(WARNINGS)} warnings"]


LINE = re.compile(r"(.*?)(?::(\d+):(\d+))?: (error|warning): (.*)")


@pytest.mark.parametrize("kind", ["errors", "warnings"])
def test_programs_are_told_the_same(errors, warnings, kind):
    folder, want = (errors, ERRORS) if kind == "errors" else (warnings, WARNINGS)
    findings = json.loads(check(folder, "--json")[1])["findings"]
    assert len(findings) == len(want)
    for finding, line in zip(findings, want.values()):
        file, number, column, severity, text = LINE.fullmatch(line).groups()
        meant = re.search(r"[Dd]id you mean \[?\"?([^]?\"]*)", text)
        where = {"line": int(number), "column": int(column)} if number else {}
        suggestion = {"suggestion": meant.group(1)} if meant else {}
        assert finding == {"file": file, **where, "severity": severity, "text": text,
                           **suggestion}


def test_the_place_is_shown_to_who_wants_more(errors):
    said = check(errors, "-v")[2]
    assert ('affluent.conf:62:52: error: in the pattern: missing closing parenthesis\n'
            '    select = text contains "été" and title matches /é(b/\n'
            f'    {" " * 51}^\n') in said
    assert ("feeds.d/zero.conf:1:11: error: the character U+0000 cannot stand here\n"
            f"    name = Été\N{REPLACEMENT CHARACTER}\n    {' ' * 10}^\n") in said
    assert "\0" not in said and "\7" not in said


def test_what_is_right_is_not_warned_of(tmp_path):
    root = FOLDERS.parent.parent
    shutil.copy(root / "affluent.conf", tmp_path)
    for folder in "feeds.d", "filters":
        shutil.copytree(root / folder, tmp_path / folder)
    assert check(tmp_path, "--strict") == (
        0, "affluent.conf: good: 5 actors, 5 sources\n", "")


def test_what_init_writes_is_not_warned_of(tmp_path):
    subprocess.run([os.environ["AFFLUENT"], "init"], cwd=tmp_path, check=True, capture_output=True)
    assert check(tmp_path, "--strict") == (0, "affluent.conf: good: 0 actors, 0 sources\n", "")
    (tmp_path / "feeds.d/example.conf.sample").rename(tmp_path / "feeds.d/example.conf")
    assert check(tmp_path, "--strict") == (0, "affluent.conf: good: 1 actors, 1 sources\n", "")


def test_a_rule_that_could_not_judge_keeps_and_is_told(origin, site):
    title, other = "a" * 60 + "!", "b" + "a" * 60 + "!"
    items = "".join(f"<item><guid>{n}</guid><title>{t}</title></item>"
                    for n, t in enumerate((title, other, "drop aaa")))
    site.actor("reef", feed=origin.add("/feed", body="<rss version=\"2.0\"><channel>"
                                       f"<title>Reef</title>{items}</channel></rss>"))
    site.rules("drop when title matches /(a+)+$/\ntheme a \"A\"\ntag a\n")
    said = site.run("run").stderr
    assert ("50-test.rules:1: a pattern hit its limit on this text, 2 times: there it is as if the "
            "rule did not match; affluent explain shows where\n") in said
    published = site.published("all.atom")
    assert title in published and other in published and "drop aaa" not in published
    assert site.run("run").stderr == ""  # told once
    site.config(sections={"stream long": {"select": f'title = "{title}"'}})
    site.run("run")
    iri = re.search("<entry>.*?<id>(.*?)</id>", site.published("streams/long.atom"),
                    re.S).group(1)
    assert "a pattern hit its limit on this text" in site.run("explain", iri).stdout
