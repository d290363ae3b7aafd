"""What would change is told before it does, and what is derived is made anew."""

FEED = """<feed xmlns='http://www.w3.org/2005/Atom'><id>tag:a,2026:f</id><title>F</title>{}</feed>"""
ENTRY = """<entry><id>tag:a,2026:{n}</id><title>{title}</title><link href='https://a.example/{n}'/>
<updated>2026-0{month}-02T03:04:05Z</updated><content>Text {n}.</content></entry>"""


def entries(*titles):
    return FEED.format("".join(ENTRY.format(n=n, title=title, month=n % 2 + 1)
                               for n, title in enumerate(titles)))


def filled(origin, site):
    site.actor("reef", feed=origin.add("/feed", body=entries("Coral", "Kelp", "[pub] Boats")))
    site.rules("drop when title matches /^\\[pub\\]/\n", name="10-drop")
    site.rules("theme sea \"The sea\"\ntag sea when title contains \"kelp\"\n", name="50-themes")
    site.run("run")
    origin.forget()
    return site.files(), site.sql("SELECT * FROM stream_entry ORDER BY 1, 2")


def test_rules_are_tried_in_the_place_of_the_file_of_their_name(origin, site):
    before = filled(origin, site)
    rules = site.write("tried/50-themes.rules", (
        'theme sea "The sea"\ntag sea when title contains "coral"\n'
        'drop when title contains "kelp"\nreplace title /Coral/ "Reef"\n'))
    said = site.run("preview", "--rules", rules).stdout.splitlines()
    assert "vanishes  2026-02-02T03:04:05Z  all  Kelp  https://a.example/1" in said
    assert "vanishes  2026-02-02T03:04:05Z  themes/sea  Kelp  https://a.example/1" in said
    assert "appears   2026-01-02T03:04:05Z  themes/sea  Reef  https://a.example/0" in said
    assert "title     2026-01-02T03:04:05Z  Reef" in said and "          was: Coral" in said
    assert not [line for line in said if "Boats" in line]
    assert (site.files(), site.sql("SELECT * FROM stream_entry ORDER BY 1, 2")) == before
    assert origin.requests() == []
    site.rules(rules.read_text(), name="50-themes")
    site.run("publish")
    assert "Kelp" not in site.published("all.atom") and "Reef" in site.published("themes/sea.atom")


def test_a_further_file_of_rules_is_tried_with_the_others(origin, site):
    filled(origin, site)
    rules = site.write("tried/60-more.rules", 'drop when title contains "coral"\n')
    told = site.json("preview", "--rules", rules)
    assert {(c["what"], c["stream"], c["title"]) for c in told} == {
        ("vanishes", stream, "Coral") for stream in ("all", "actors/reef")}
    assert site.json("preview", "--rules", rules, "--since", "40d") == []


def test_rules_that_change_nothing_are_told_so(origin, site):
    filled(origin, site)
    rules = site.write("tried/50-themes.rules", (site.folder / "filters/50-themes.rules").read_text())
    assert site.run("preview", "--rules", rules).stdout == "nothing would change\n"


def test_mistakes_in_tried_rules_are_shown_where_they_are(origin, site):
    filled(origin, site)
    rules = site.write("tried/50-themes.rules", "tag nothing when titel contains \"x\"\n")
    said = site.run("preview", "--rules", rules, code=2).stderr
    assert "50-themes.rules:1:" in said and "titel" in said
    said = site.run("preview", "--rules", "absent.rules", code=2).stderr
    assert "absent.rules: there is no such file" in said
    site.run("preview", "--rules", rules, "--since", "soon", code=2)


def test_a_rebuild_of_what_is_right_changes_no_byte(origin, site):
    files, members = filled(origin, site)
    site.wait(days=2)
    assert site.run("rebuild", "--dry-run").stdout == "nothing would change\n"
    site.run("rebuild")
    assert site.files() == files
    assert site.sql("SELECT * FROM stream_entry ORDER BY 1, 2") == members


def test_a_rebuild_mends_what_was_derived_wrongly_and_tells_before(origin, site):
    files, _ = filled(origin, site)
    site.sql("UPDATE entry SET kept = 0, reason = 'no' WHERE id = 1")
    site.sql("DELETE FROM stream_entry WHERE entry = 1")
    site.sql("UPDATE stream SET changed = 1")
    site.run("publish")
    assert "Coral" not in site.published("all.atom")
    told = site.json("rebuild", "--dry-run")
    assert {(c["what"], c["stream"]) for c in told} == {
        ("appears", "all"), ("appears", "actors/reef")}
    assert "Coral" not in site.published("all.atom")
    site.run("rebuild")
    assert {path: file[0] for path, file in site.files().items()} == {
        path: file[0] for path, file in files.items()}


def test_nothing_can_be_tried_before_there_is_anything(site):
    site.actor("reef", feed="https://a.example/feed")
    rules = site.write("tried/a.rules", "")
    for words in (("rebuild", "--dry-run"), ("preview", "--rules", rules)):
        assert "affluent run makes it" in site.run(*words, code=5).stderr
    assert not (site.folder / "affluent.db").exists()


def test_what_rules_change_but_a_title_is_told(origin, site):
    filled(origin, site)
    rule = 'set author "Somebody else" when title = "Coral"\n'
    said = site.run("preview", "--rules", site.write("60-author.rules", rule)).stdout
    (line,) = said.splitlines()
    assert line.startswith("changes") and "Coral" in line and "https://a.example/0" in line
    site.rules(rule, name="60-author")
    assert "changes" in site.run("rebuild", "--dry-run").stdout
    site.run("publish")
    assert "Somebody else" in site.published("all.atom")
    assert site.run("rebuild", "--dry-run").stdout == "nothing would change\n"


def test_what_the_files_of_a_stream_would_show_is_told(origin, site):
    days = "".join(ENTRY.format(n=n, title=f"Day {n}", month=1).replace("-02T", f"-0{n}T")
                   for n in range(1, 6))
    site.actor("reef", feed=origin.add("/feed", body=FEED.format(days)))
    site.config({"stream two": {"limit": "2"}})
    site.rules('drop when title in ("Day 2", "Day 4")')
    site.run("run")

    def told(rule):
        rules = site.write("tried/50-test.rules", rule)
        changes = site.json("preview", "--rules", rules)
        lines = site.run("preview", "--rules", rules).stdout
        assert lines.count("not in the files, which have at most 2") == len(
            [c for c in changes if c.get("beyond") == 2])
        return sorted((c["what"], c["title"], c.get("beyond"))
                      for c in changes if c["stream"] == "streams/two")

    assert told('drop when title = "Day 2"') == [
        ("appears", "Day 4", None), ("sinks", "Day 3", None)]
    assert told('drop when title = "Day 4"') == [("appears", "Day 2", 2)]
    assert told('drop when title in ("Day 2", "Day 4", "Day 5")') == [
        ("rises", "Day 1", None), ("vanishes", "Day 5", None)]
    assert told('drop when title in ("Day 1", "Day 2", "Day 4")') == [("vanishes", "Day 1", 2)]
    rules = site.write("tried/50-test.rules", 'drop when title = "Day 2"')
    assert [c["title"] for c in site.json("preview", "--rules", rules)
            if c["stream"] == "all"] == ["Day 4"]
