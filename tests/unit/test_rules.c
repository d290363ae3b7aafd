#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "rules/rules.h"
#include "test.h"

/* ---- what the rules are asked about ---- */

static const struct name_of theme_names[] = {{.text = "alliances"}};

static const struct actor actors[] = {
        {.id = "le-rameau",
         .file = "le-rameau.conf",
         .themes = (void *)theme_names,
         .next = (void *)&actors[1]},
        {.id = "carenews"},
};

static const struct source sources[] = {
        {.id = "le-rameau/feed", .next = (void *)&sources[1]},
        {.id = "carenews/page"                     },
};

static const struct config config = {
        .actors = (void *)actors,
        .sources = (void *)sources,
        .site = {.zone_name = "UTC"},
};

static const struct construct title = {.type = "text",
        .text = "Alliances | Carenews"};
static const struct person persons[] = {
        {.name = "Par Anne",
         .uri = "https://a.example/",
         .next = (void *)&persons[1]},
        {.name = "Jean"},
};
static const struct category categories[] = {
        {.term = "t:emploi",              .label = "Emploi", .next = (void *)&categories[1]},
        {.term = "divers"},
};
static const struct link links[] = {
        {.rel = "alternate",
         .href = "http://a.example/x",
         .next = (void *)&links[1]},
        {.rel = "enclosure",                  .href = "http://a.example/x.mp3"        },
};
static const struct tag tags[] = {{.id = "alliances"}};
static const struct entry entry = {
        .id = "urn:x:1",
        .title = &title,
        .authors = (void *)persons,
        .categories = (void *)categories,
        .links = (void *)links,
};

enum { NOW = 1717200000, DAY = 24 * 60 * 60 };

static const struct subject subject = {
        .entry = &entry,
        .actor = "le-rameau",
        .source = "le-rameau/feed",
        .lang = "fr",
        .tags = tags,
        .published = NOW - 10 * DAY,
        .now = NOW,
};

static bool read_text(struct rules **out, const char *text,
        struct report *report)
{
    const struct bytes bytes = {text, strlen(text)};

    return rules_read(out, "10.rules", bytes, &config, report);
}

/* ---- judging ---- */

/* Lists only where they changed. */
static void describe_lists(struct buf *out, const struct entry *e)
{
    for (const struct person *p = e->authors; p && p != persons; p = p->next)
        buf_printf(out, " author=%s%s", p->name, p->uri ? "@" : "");
    for (const struct category *c = e->categories; c && c != categories;
            c = c->next)
        buf_printf(out, " category=%s/%s", c->term, c->label ? c->label : "");
    for (const struct link *l = e->links; l && l != links; l = l->next)
        buf_printf(out, " %s=%s", l->rel, l->href);
}

/* A verdict as one line. */
static void describe(struct buf *out, const struct verdict *v)
{
    const struct entry *e = v->entry;
    int errors = 0;

    buf_text(out, v->keep ? "keep" : "drop");
    if (v->by)
        buf_printf(out, " by %d", v->by->line);
    for (const struct tag *t = v->tags; t; t = t->next)
        buf_printf(out, " #%s%s", t->id, t->by ? "" : "*");
    if (e->title != &title)
        buf_printf(out, " title=%s", e->title ? e->title->text : "-");
    if (e->lang)
        buf_printf(out, " lang=%s", e->lang);
    describe_lists(out, e);
    for (const struct trial *t = v->errors; t; t = t->next)
        errors++;
    if (errors > 0)
        buf_printf(out, " errors=%d", errors);
    if (v->until)
        buf_printf(out, " until=%d", (int)(v->until - NOW));
}

#define THEMES "theme a \"A\"\ntheme b \"B\"\n"

static const struct judge_row {
    const char *name, *text;
    const char *want;
} judge_rows[] = {
        {"no rules",               "",                                                "keep #alliances*"                         },
        {"comments only",          "# one\n\n  # two\n",                              "keep #alliances*"                         },
        {"drop",                   "drop",                                            "drop by 1 #alliances*"                    },
        {"keep ends the run",      "keep\ndrop\n",                                    "keep by 1 #alliances*"                    },
        {"the first that matches",
         "drop when lang = en\nkeep when lang = fr\ndrop\n",                          "keep by 2 #alliances*"                    },
        {"from the actor",         "drop from le-rameau",                             "drop by 1 #alliances*"                    },
        {"from another",           "drop from carenews",                              "keep #alliances*"                         },
        {"from the source",        "drop from carenews, le-rameau/feed",
         "drop by 1 #alliances*"                                                                                                 },
        {"from and when",          "drop from le-rameau when lang = en",
         "keep #alliances*"                                                                                                      },
        {"over lines",
         "drop\n  from le-rameau\n# between\n\n\twhen lang = fr\n",                   "drop by 1 #alliances*"                    },
        {"CR LF and BOM",
         "\xEF\xBB\xBF"
                "keep when lang = en\r\ndrop\r\n",                                    "drop by 2 #alliances*"                    },
        {"tags in order",          THEMES "tag b\ntag a\n",                           "keep #alliances* #b #a"                   },
        {"tagged once",            THEMES "tag a\ntag a\ntag alliances\n",
         "keep #alliances* #a"                                                                                                   },
        {"untag",                  THEMES "tag a\nuntag alliances\nuntag b\n",        "keep #a"                                  },
        {"tags seen later",
         THEMES "tag a\ntag b when tag = a\nuntag a when tag = b\ndrop "
                       "when tag = a\n",                                              "keep #alliances* #b"                      },
        {"tags stay with a drop",  THEMES "tag a\ndrop\ntag b\n",
         "drop by 4 #alliances* #a"                                                                                              },
        {"replace title",          "replace title /\\s+\\|.*$/ \"\"",
         "keep #alliances* title=Alliances"                                                                                      },
        {"replace, group",         "replace title /(.*) \\| (.*)/ \"$2: ${1}\"",
         "keep #alliances* title=Carenews: Alliances"                                                                            },
        {"replace, made a line",   "replace title / \\| / \"  \"",
         "keep #alliances* title=Alliances Carenews"                                                                             },
        {"replace, nothing left",
         "replace title /.+/ \"\"\ndrop when title is absent\n",                      "drop by 2 #alliances* title=-"            },
        {"replace, no match",      "replace title /x/ \"y\"",                         "keep #alliances*"                         },
        {"replace is seen later",
         "replace title /Carenews/ \"x\"\ndrop when title contains "
                "carenews or text contains carenews\n",                               "keep #alliances* title=Alliances | x"     },
        {"replace twice",
         "replace title /\\| / \"\"\nreplace title /s/ \"z\"\n",                      "keep #alliances* title=Alliancez Carenewz"},
        {"replace author",         "replace author /^Par / \"\"",
         "keep #alliances* author=Anne@ author=Jean"                                                                             },
        {"an author gone",         "replace author /^Jean$/ \"\"",
         "keep #alliances* author=Par Anne@"                                                                                     },
        {"replace category",       "replace category /^t:|Em/ \"\"",
         "keep #alliances* category=emploi/ploi category=divers/"                                                                },
        {"a category gone",        "replace category /^t:.*/ \"\"",
         "keep #alliances* category=divers/"                                                                                     },
        {"replace link",           "replace link /^http:/ \"https:\"",
         "keep #alliances* alternate=https://a.example/x "
                "enclosure=http://a.example/x.mp3"                                                                               },
        {"no safe link",           "replace link /^http:/ \"javascript:\"",
         "keep #alliances* errors=1"                                                                                             },
        {"no link at all",         "replace link /.*/ \"\"",
         "keep #alliances* errors=1"                                                                                             },
        {"replace lang",           "replace lang /^fr$/ \"fr-CA\"",
         "keep #alliances* lang=fr-CA"                                                                                           },
        {"no such lang",           "replace lang /^fr$/ \"f r\"",
         "keep #alliances* errors=1"                                                                                             },
        {"set title",              "set title \"Neuf\" when lang = fr",
         "keep #alliances* title=Neuf"                                                                                           },
        {"set author",             "set author \"A. B.\"",                            "keep #alliances* author=A. B."            },
        {"set category adds",      "set category \"x\"",
         "keep #alliances* category=x/"                                                                                          },
        {"set category there",     "set category \"divers\"",                         "keep #alliances*"                         },
        {"set link",               "set link \"HTTPS://B.example\"",
         "keep #alliances* alternate=https://B.example "
                "enclosure=http://a.example/x.mp3"                                                                               },
        {"set lang",               "set lang \"en\"\ndrop when lang = fr\n",
         "keep #alliances* lang=en"                                                                                              },
        {"limit keeps",            "drop when title matches /(?:.|.|..|..)*[!§]/",
         "keep #alliances* errors=1"                                                                                             },
        {"limit, replacing",       "replace title /(?:.|.|..|..)*[!§]/ \"\"",
         "keep #alliances* errors=1"                                                                                             },
        {"time",
         "drop when older than 30d\ndrop when older than 20d and lang = "
                "fr\n",                                                               "keep #alliances* until=864001"            },
        {"time not asked",         "keep when lang = fr\ndrop when older than 30d\n",
         "keep by 1 #alliances*"                                                                                                 },
};

static void check_judge(void **state)
{
    const struct judge_row *row = *state;
    AUTO(rules) struct rules *rules = NULL;
    AUTO(report) struct report report = {0};
    AUTO(arena) struct arena a = {0};
    AUTO(buf) struct buf got = {0};
    const struct entry before = entry;
    struct verdict verdict;

    if (!read_text(&rules, row->text, &report))
        fail_msg("%d: %s", report.mistakes->line, report.mistakes->text);
    for (int trace = 0; trace < 2; trace++) {
        rules_judge(&verdict, &a, rules, &subject, trace);
        buf_clear(&got);
        describe(&got, &verdict);
        assert_string_equal(got.data, row->want);
        assert_memory_equal(&before, &entry, sizeof(entry));
        assert_string_equal(persons[0].name, "Par Anne");
    }
}

/* ---- what explain shows ---- */

static const struct trace_row {
    const char *name, *text;
    const char *want; /* of the first trial */
} trace_rows[] = {
        {"not matched",     "drop when lang = en",                           "1 no: drop when lang = en"                                 },
        {"matched text",    "drop when title matches /all\\w+/i",
         "1 yes [Alliances]: drop when title matches /all\\w+/i"                                                                         },
        {"contains",        "drop when title contains \"CARE\"",
         "1 yes [care]: drop when title contains \"CARE\""                                                                               },
        {"equals",          "drop when lang in (en,fr)",
         "1 yes [fr]: drop when lang in (en, fr)"                                                                                        },
        {"nothing to show", "drop when updated is absent",
         "1 yes: drop when updated is absent"                                                                                            },
        {"replaced",        "replace title / .*/ \"\"",
         "1 yes [Alliances | Carenews]: replace title / .*/ \"\""                                                                        },
        {"one line",
         "drop # all\n\tfrom   le-rameau ,carenews\n  when ( lang=fr "
                ")\n",                                                       "1 yes [fr]: drop from le-rameau, carenews when (lang = fr)"},
        {"limit",           "drop when title matches /(?:.|.|..|..)*[!§]/",
         "1 no (a pattern hit its limit on this text): drop when title "
                "matches /(?:.|.|..|..)*[!§]/"                                                                                          },
        {"no URL",          "replace link /.*/ \"x\"",
         "1 no (link cannot be \"x\"): replace link /.*/ \"x\""                                                                          },
};

static void check_trace(void **state)
{
    const struct trace_row *row = *state;
    AUTO(rules) struct rules *rules = NULL;
    AUTO(report) struct report report = {0};
    AUTO(arena) struct arena a = {0};
    AUTO(buf) struct buf got = {0};
    struct verdict verdict;
    const struct trial *t;

    assert_true(read_text(&rules, row->text, &report));
    rules_judge(&verdict, &a, rules, &subject, true);
    t = verdict.trials;
    assert_non_null(t);
    assert_string_equal(t->rule->file, "10.rules");
    buf_printf(&got, "%d %s", t->rule->line, t->matched ? "yes" : "no");
    if (t->text)
        buf_printf(&got, " [%s]", t->text);
    if (t->error)
        buf_printf(&got, " (%s)", t->error);
    buf_printf(&got, ": %s", t->rule->text);
    assert_string_equal(got.data, row->want);
    rules_judge(&verdict, &a, rules, &subject, false);
    assert_null(verdict.trials);
}

static void check_notes(void **state)
{
    AUTO(rules) struct rules *rules = NULL;
    AUTO(report) struct report report = {0};
    AUTO(arena) struct arena a = {0};
    struct verdict verdict;

    UNUSED(state);
    assert_true(read_text(&rules,
            "replace title /x/ \"y\"\nset lang \"en\"\nset title \"T\"\n",
            &report));
    rules_judge(&verdict, &a, rules, &subject, false);
    assert_string_equal(verdict.notes->field, "lang");
    assert_string_equal(verdict.notes->text, "10.rules:2: set lang \"en\"");
    assert_string_equal(verdict.notes->next->text,
            "10.rules:3: set title \"T\"");
    assert_null(verdict.notes->next->next);
}

/* ---- mistakes: all of them, as LINE:COLUMN: TEXT ---- */

static const struct mistake_row {
    const char *name, *text;
    const char *want;
} mistake_rows[] = {
        {"unknown rule",             "dorp when lang = fr",
         "1:1: unknown rule dorp; did you mean drop?\n"                                                                                 },
        {"unlike any rule",          "zzzzzz",
         "1:1: unknown rule zzzzzz; there are drop, keep, tag, untag, "
                "replace, set and theme\n"                                                                                              },
        {"no word",                  "\"drop\"",
         "1:1: expected a rule such as drop or tag, not \"drop\"\n"                                                                     },
        {"indented",                 "  drop",                                           "1:3: a rule begins at the start of its line\n"},
        {"stray word",               "drop all",                                         "1:6: expected from or when, not all\n"        },
        {"when before from",         "drop when lang = fr from carenews",
         "1:21: expected and, or, or the end of the rule, not from\n"                                                                   },
        {"two names",                "drop from carenews le-rameau",
         "1:20: expected , or when, not le-rameau\n"                                                                                    },
        {"unknown actor",            "drop from carenew",
         "1:11: unknown actor carenew; did you mean carenews?\n"                                                                        },
        {"unknown source",           "drop from carenews/pages",
         "1:11: unknown source carenews/pages; did you mean "
                "carenews/page?\n"                                                                                                      },
        {"no actor",                 "drop from when lang = fr",
         "1:11: expected an actor, not when\n"                                                                                          },
        {"theme without id",         "theme",
         "1:6: expected the id of a theme, but the rule ends here\n"                                                                    },
        {"theme's id",               "theme Ecole \"École\"",
         "1:7: the id of a theme is of a-z, 0-9, - and _, at most 64\n"                                                                 },
        {"theme's title",            "theme ecole École",
         "1:13: expected the \"Title\" of the theme, not École\n"                                                                      },
        {"theme twice",              "theme a \"A\"\ntheme a \"B\"",
         "2:7: theme a is declared already: 10.rules:1\n"                                                                               },
        {"theme when",               "theme a \"A\" when lang = fr",
         "1:13: expected the end of the rule, not when\n"                                                                               },
        {"unknown theme",            "theme emploi \"E\"\ntag emplois",
         "2:5: unknown theme emplois; did you mean emploi?\n"                                                                           },
        {"unlike any theme",         "tag zzzzzz",
         "1:5: unknown theme zzzzzz; theme ID \"Title\" declares one\n"                                                                 },
        {"theme in a test",          "drop when tag = aliances",
         "1:17: unknown theme aliances; did you mean alliances?\n"                                                                      },
        {"replace content",          "replace content /a/ \"b\"",
         "1:9: content cannot be replaced; title, author, category, "
                "link and lang can\n"                                                                                                   },
        {"replace what",             "replace titel /a/ \"b\"",
         "1:9: unknown field titel; did you mean title?\n"                                                                              },
        {"replace, no pattern",      "replace title \"a\" \"b\"",
         "1:15: expected a /pattern/, not \"a\"\n"                                                                                      },
        {"replace by nothing",       "replace title /a/ when lang = fr",
         "1:19: expected a \"replacement\", not when\n"                                                                                 },
        {"no such group",            "replace title /a/ \"é $1\"",
         "1:22: the pattern has no group $1; write $$ for a dollar\n"                                                                   },
        {"no group, behind escapes", "replace title /a/ \"\\\"$x\"",
         "1:22: the pattern has no group $; write $$ for a dollar\n"                                                                    },
        {"set published",            "set published \"2024-05-31\"",
         "1:5: published cannot be set; title, author, category, link "
                "and lang can\n"                                                                                                        },
        {"set to nothing",           "set title \"\"",
         "1:11: expected a \"value\", not \"\"\n"                                                                                       },
        {"set link",                 "set link \"ftp://a.example/\"",
         "1:10: expected an http or https URL, not "
                "\"ftp://a.example/\"\n"                                                                                                },
        {"set lang",                 "set lang \"french!\"",
         "1:10: expected a language such as fr or pt-BR, not "
                "\"french!\"\n"                                                                                                         },
        {"set a word",               "set lang fr",                                      "1:10: expected a \"value\", not fr\n"         },
        {"pattern over lines",       "drop when title matches /a\n  b/",
         "1:25: pattern without its closing /\n"                                                                                        },
        {"not UTF-8",                "drop\n# \xE9t\xE9\n",                              "2:3: not UTF-8\n"                             },
        {"control character",        "drop when lang = f\x01r",
         "1:19: the character U+0001 cannot stand here\n"                                                                               },
        {"a line that is no text",   "drop when lang = \"f\xE9\"\ndorp\n",
         "1:20: not UTF-8\n2:1: unknown rule dorp; did you mean "
                "drop?\n"                                                                                                               },
        {"a pattern of all",         "drop when lang = fr and not title matches /x*|y/",
         "1:43: the pattern matches every text, as it can match "
                "nothing: where "
                "that is meant, write title is present\n"                                                                               },
        {"no such day",              "drop when published before 2024-02-30",
         "1:28: there is no day 2024-02-30\n"                                                                                           },
        {"no such day, with a time",
         "drop when updated after 2024-13-01T00:00:00Z",                                 "1:25: there is no day 2024-13-01\n"           },
        {"a span without a unit",    "drop when older than 90",
         "1:22: 90 of what? Did you mean 90d?\n"                                                                                        },
        {"all of them",              "dorp\n  when x\ntag x\nset lang \"x\"\n",
         "1:1: unknown rule dorp; did you mean drop?\n4:10: expected a "
                "language such as fr or pt-BR, not \"x\"\n3:5: unknown theme "
                "x; theme ID \"Title\" declares one\n"                                                                                  },
        {"later lines count",        "keep\n\n# x\n  from carenews\n\tand\n",
         "5:2: expected , or when, not and\n"                                                                                           },
};

static void check_mistake(void **state)
{
    const struct mistake_row *row = *state;
    AUTO(rules) struct rules *rules = NULL;
    AUTO(report) struct report report = {0};
    AUTO(buf) struct buf got = {0};

    assert_false(read_text(&rules, row->text, &report));
    assert_null(rules);
    for (const struct mistake *m = report.mistakes; m; m = m->next) {
        assert_string_equal(m->file, "10.rules");
        buf_printf(&got, "%d:%d: %s\n", m->line, m->column, m->text);
    }
    assert_string_equal(got.data, row->want);
}

/* ---- fingerprints ---- */

static const struct print_row {
    const char *name, *one, *other;
    bool same;
} print_rows[] = {
        {"comments and blanks",    "drop when lang = fr",
         "# x\n\ndrop   when lang=fr # y\n",                                                                 true },
        {"line breaks",            "drop when lang = fr",                       "drop\n when\n lang = fr\n",
         true                                                                                                     },
        {"another value",          "drop when lang = fr",                       "drop when lang = en",       false},
        {"another order",          "drop from carenews\nkeep\n",
         "keep\ndrop from carenews\n",                                                                       false},
        {"blanks in a text",       "drop when id = \"a b\"",
         "drop when id = \"a  b\"",                                                                          false},
        {"one rule less",          "drop from carenews\nkeep\n",                "drop from carenews\n",
         false                                                                                                    },
        {"a theme's title",        "theme a \"A\"",                             "theme a \"B\"",             true },
        {"from others only",       "drop from le-rameau",                       "keep from le-rameau/feed",
         true                                                                                                     },
        {"never of this one",
         "drop when lang = fr and not source = carenews/page",                  "",                          true },
        {"perhaps of this one",    "drop when lang = fr or actor = le-rameau",  "",
         false                                                                                                    },
        {"of this one or another",
         "drop when actor in (le-rameau, carenews) and lang = fr",              "",
         false                                                                                                    },
        {"of another",             "drop when actor = le-rameau and lang = fr", "",                          true },
};

static void check_print(void **state)
{
    const struct print_row *row = *state;
    AUTO(rules) struct rules *one = NULL, *other = NULL;
    AUTO(report) struct report report = {0};

    assert_true(read_text(&one, row->one, &report));
    assert_true(read_text(&other, row->other, &report));
    assert_int_equal(rules_fingerprint(one, "carenews", "carenews/page") ==
                    rules_fingerprint(other, "carenews", "carenews/page"),
            row->same);
}

/* ---- a folder of files ---- */

static void put_file(const char *folder, const char *name, const char *text)
{
    char path[200];
    FILE *file;

    snprintf(path, sizeof(path), "%s/%s", folder, name);
    file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

static void remove_files(const char *folder, const char *const *names)
{
    char path[200];

    for (; *names; names++) {
        snprintf(path, sizeof(path), "%s/%s", folder, *names);
        unlink(path);
    }
    rmdir(folder);
}

static void check_folder(void **state)
{
    static const char *const names[] = {"20-b.rules", "10-a.rules",
            "30-c.rules", "ignored.txt", NULL};
    char folder[] = "/tmp/affluent-rules-XXXXXX";
    AUTO(rules) struct rules *rules = NULL;
    AUTO(report) struct report report = {0};
    AUTO(arena) struct arena a = {0};
    const struct theme *theme;
    struct verdict verdict;

    UNUSED(state);
    assert_non_null(mkdtemp(folder));
    put_file(folder, "20-b.rules", "\ndrop when tag = late\n");
    put_file(folder, "10-a.rules", "tag late # declared later\n");
    put_file(folder, "30-c.rules", "theme late \"Late\"\n");
    put_file(folder, "ignored.txt", "nonsense");
    assert_true(rules_load(&rules, folder, NULL, &config, &report));
    rules_judge(&verdict, &a, rules, &subject, false);
    assert_string_equal(verdict.by->file, "20-b.rules");
    assert_int_equal(verdict.by->line, 2);
    theme = rules_themes(rules);
    assert_string_equal(theme->title, "Late");
    assert_string_equal(theme->place.file, "30-c.rules");
    assert_string_equal(theme->next->title, "alliances");
    assert_string_equal(theme->next->place.file, "le-rameau.conf");
    assert_null(theme->next->next);
    remove_files(folder, names);
    rules_auto(&rules);
    assert_true(rules_load(&rules, folder, NULL, &config, &report));
    rules_judge(&verdict, &a, rules, &subject, false);
    assert_true(verdict.keep);
}

struct name_row {
    const char *name;
};
static const struct name_row folder_rows[] = {{"in the order of names"}};
static const struct name_row note_rows[] = {{"only of what changed"}};

int main(void)
{
    int failed = RUN_TABLE(judge_rows, check_judge);

    failed += RUN_TABLE(trace_rows, check_trace);
    failed += RUN_TABLE(note_rows, check_notes);
    failed += RUN_TABLE(mistake_rows, check_mistake);
    failed += RUN_TABLE(print_rows, check_print);
    failed += RUN_TABLE(folder_rows, check_folder);
    return failed != 0;
}
