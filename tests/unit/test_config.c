#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "config.h"
#include "test.h"

#define SITE    "[site]\nurl = https://news.example/\n"
#define EDITION "[edition e]\nperiod = day\n"
#define MAIL    "[mail]\nserver = smtp://b.example\nfrom = a@b.example\n"
#define ACTOR   "name = A\n[feed]\nurl = https://a.example/feed\n"

/* affluent.conf, feeds.d/a.conf, and the mistakes: "file:line:column: text" */
/* clang-format off */
static const struct row {
    const char *name, *main, *actor, *want;
} rows[] = {
        /* affluent.conf */
        {"nothing", "", NULL, "affluent.conf:1:1: no [site] with its url\n"},
        {"no url", "[site]\ntitle = x\n", NULL, "affluent.conf:1:1: [site] has no url\n"},
        {"unknown key, near", SITE "langage = fr\n", NULL,
         "affluent.conf:3:1: unknown key \"langage\" in [site]: did you mean \"language\"?\n"},
        {"unknown key, far", SITE "colour = red\n", NULL,
         "affluent.conf:3:1: unknown key \"colour\" in [site]: known are title, url, language, timezone, contact, hub, compress, archives, share, max-age, content, search, remote-images\n"},
        {"key of another section", SITE "every = 1h\n", NULL,
         "affluent.conf:3:1: unknown key \"every\" in [site]: it belongs in [fetch]\n"},
        {"key before the sections", "title = x\n" SITE, NULL,
         "affluent.conf:1:1: unknown key \"title\" before the first section: it belongs in [site] or in [stream] or in [edition]\n"},
        {"nonsense before the sections", "x = y\n" SITE, NULL,
         "affluent.conf:1:1: unknown key \"x\" before the first section\n"},
        {"key twice", SITE "url = https://x.example/\n", NULL,
         "affluent.conf:3:1: second url: line 2 has one already\n"},
        {"section twice", SITE "[site]\n", NULL,
         "affluent.conf:3:1: second [site]: line 1 has one already\n"},
        {"unknown section, near", SITE "[sites]\n", NULL,
         "affluent.conf:3:1: unknown section [sites]: did you mean [site]? known are [site], [paths], [fetch], [doubles], [stream NAME], [theme NAME], [edition NAME], [mail]\n"},
        {"unknown section, far", SITE "[database]\n", NULL,
         "affluent.conf:3:1: unknown section [database]: known are [site], [paths], [fetch], [doubles], [stream NAME], [theme NAME], [edition NAME], [mail]\n"},
        {"section of the other file", SITE "[feed]\n", NULL,
         "affluent.conf:3:1: [feed] belongs in an actor's file\n"},
        {"name where none goes", "[site x]\n" SITE, NULL,
         "affluent.conf:1:1: [site] takes no name\n"},
        {"stream without a name", SITE "[stream]\n", NULL,
         "affluent.conf:3:1: [stream] needs a name, such as [stream news]\n"},
        {"stream's name", SITE "[stream Große]\n", NULL,
         "affluent.conf:3:9: \"Große\" cannot be a name: an id is made of a to z, 0 to 9, \".\", \"_\" and \"-\", begins with a letter or digit, and has at most 64 characters\n"},
        {"stream twice", SITE "[stream x]\n[stream x]\n", NULL,
         "affluent.conf:4:1: second [stream x]: line 3 has one already\n"},
        {"stream named site", SITE "[stream site]\n", NULL, ""},
        {"syntax", SITE "oops\n", NULL,
         "affluent.conf:3:1: neither \"[section]\" nor \"key = value\"\n"},
        /* values */
        {"url without a scheme", "[site]\nurl = news.example\n", NULL,
         "affluent.conf:2:7: url: \"news.example\" begins with neither https:// nor http://: did you mean https://news.example?\n"},
        {"url without a host", "[site]\nurl = https:///x\n", NULL,
         "affluent.conf:2:7: url: \"https:///x\" has no host\n"},
        {"url with a password", "[site]\nurl = https://a:b@x.example/\n", NULL,
         "affluent.conf:2:7: url: \"https://a:b@x.example/\" must not hold a user's name or a password\n"},
        {"url with a space", "[site]\nurl = https://x.example/a b\n", NULL,
         "affluent.conf:2:7: url: \"https://x.example/a b\" holds a character that an address cannot have\n"},
        {"site's url with a query", "[site]\nurl = https://x.example/?a\n", NULL,
         "affluent.conf:2:7: url: \"https://x.example/?a\" is no folder: it holds \"?\" or \"#\"\n"},
        {"language", SITE "language = french\n", NULL,
         "affluent.conf:3:12: language: \"french\" is no language tag, such as fr or pt-BR\n"},
        {"language with _", SITE "language = fr_FR\n", NULL,
         "affluent.conf:3:12: language: \"fr_FR\" is no language tag, such as fr or pt-BR: did you mean fr-FR?\n"},
        {"time zone", SITE "timezone = Europe/Pari\n", NULL,
         "affluent.conf:3:12: there is no time zone Europe/Pari: did you mean Europe/Paris?\n"},
        {"time zone's name", SITE "timezone = ../../etc/passwd\n", NULL,
         "affluent.conf:3:12: ../../etc/passwd is no name of a time zone\n"},
        {"contact", SITE "contact = a@b.example\n", NULL,
         "affluent.conf:3:11: contact: \"a@b.example\" is neither mailto: with an address nor a page's URL: did you mean mailto:a@b.example?\n"},
        {"contact with a comment", SITE "contact = mailto:a@b.example (x)\n", NULL,
         "affluent.conf:3:11: contact: \"mailto:a@b.example (x)\" is neither mailto: with an address nor a page's URL\n"},
        {"duration", SITE "[fetch]\nevery = 1 hour\n", NULL,
         "affluent.conf:4:9: every: \"1 hour\" is no duration, such as 90min, 6h, 1d or 2w\n"},
        {"duration without a unit", SITE "[fetch]\nevery = 60\n", NULL,
         "affluent.conf:4:9: every: \"60\" is no duration, such as 90min, 6h, 1d or 2w: did you mean 60min?\n"},
        {"duration without a number", SITE "[fetch]\nevery = h\n", NULL,
         "affluent.conf:4:9: every: \"h\" is no duration, such as 90min, 6h, 1d or 2w\n"},
        {"too often", SITE "[fetch]\nevery = 299s\n", NULL,
         "affluent.conf:4:9: every: \"299s\" is too short: at least 5min\n"},
        {"too seldom", SITE "[fetch]\nevery = 31d\n", NULL,
         "affluent.conf:4:9: every: \"31d\" is too long: at most 30d\n"},
        {"a huge duration", SITE "[fetch]\nevery = 99999999999999999999w\n", NULL,
         "affluent.conf:4:9: every: \"99999999999999999999w\" is too long: at most 30d\n"},
        {"choice, near", SITE "[doubles]\nprefer = earlyest\n", NULL,
         "affluent.conf:4:10: prefer: \"earlyest\" is unknown: did you mean earliest?\n"},
        {"choice, far", SITE "[doubles]\nprefer = best\n", NULL,
         "affluent.conf:4:10: prefer: \"best\" is none of order, original, longest, earliest\n"},
        {"limit", SITE "[stream x]\nlimit = 0\n", NULL,
         "affluent.conf:4:9: limit: \"0\" is no number from 1 to 1000\n"},
        {"limit past all", SITE "[stream x]\nlimit = 18446744073709551617\n", NULL,
         "affluent.conf:4:9: limit: \"18446744073709551617\" is no number from 1 to 1000\n"},
        {"share", SITE "share = 33\n", NULL,
         "affluent.conf:3:9: share: \"33\" is no share: write 1% to 100%, such as 33%\n"},
        {"no share", SITE "[stream x]\nshare = 0%\n", NULL,
         "affluent.conf:4:9: share: \"0%\" is no share: write 1% to 100%, such as 33%\n"},
        {"more than all", SITE "[theme x]\nshare = 101%\n", NULL,
         "affluent.conf:4:9: share: \"101%\" is no share: write 1% to 100%, such as 33%\n"},
        {"feeds that are not there", SITE "[paths]\nfeeds = away\n", NULL,
         "affluent.conf:4:9: cannot open away: No such file or directory\n"},
        /* editions */
        {"edition without a period", SITE "[edition e]\n", NULL,
         "affluent.conf:3:1: [edition] has no period\n"},
        {"edition without a name", SITE "[edition]\nperiod = day\n", NULL,
         "affluent.conf:3:1: [edition] needs a name, such as [edition news]\n"},
        {"all that an edition may say", SITE EDITION
         "name = E\ntitle = {name} {date} {key} {week} {month} {year} {number}\nlanguage = fr\n"
         "timezone = Europe/Paris\ncutoff = 07:00\npublish = 07:30\ndays = mon-wed, fri; sun\n"
         "grace = 0s\nmax-age = 3d\ncatch-up = 1\nlimit = 5\norder = oldest\ngroup-by = none\n"
         "content = full\ninclude-updates = yes\nempty = carry\nkeep = 3\nselect = lang = fr\n", NULL, ""},
        {"unknown period", SITE "[edition e]\nperiod = year\n", NULL,
         "affluent.conf:4:10: period: \"year\" is none of day, week, month\n"},
        {"unknown placeholder", SITE EDITION "title = A {dat}\n", NULL,
         "affluent.conf:5:9: title: \"{dat}\" begins with none of {name}, {date}, {key}, {week}, {month}, {year} and {number}\n"},
        {"brace that stays open", SITE EDITION "title = A {date\n", NULL,
         "affluent.conf:5:9: title: \"{date\" begins with none of {name}, {date}, {key}, {week}, {month}, {year} and {number}\n"},
        {"hour past the last", SITE EDITION "cutoff = 24:00\n", NULL,
         "affluent.conf:5:10: cutoff: \"24:00\" is no time of day, such as 07:30 or 18:00\n"},
        {"hour with one digit", SITE EDITION "cutoff = 7:00\n", NULL,
         "affluent.conf:5:10: cutoff: \"7:00\" is no time of day, such as 07:30 or 18:00\n"},
        {"minute past the last", SITE EDITION "publish = 07:60\n", NULL,
         "affluent.conf:5:11: publish: \"07:60\" is no time of day, such as 07:30 or 18:00\n"},
        {"published before the cutoff", SITE EDITION "cutoff = 07:00\npublish = 06:59\n", NULL,
         "affluent.conf:6:11: publish: \"06:59\" is before the cutoff\n"},
        {"no weekday", SITE EDITION "days = mon-fry\n", NULL,
         "affluent.conf:5:8: days: \"mon-fry\" are no weekdays, such as mon-fri or mon, thu\n"},
        {"days without a comma", SITE EDITION "days = montue\n", NULL,
         "affluent.conf:5:8: days: \"montue\" are no weekdays, such as mon-fri or mon, thu\n"},
        {"days of a week", SITE "[edition e]\nperiod = week\ndays = mon\n", NULL,
         "affluent.conf:5:8: days: only with period = day\n"},
        {"a day's week", SITE EDITION "week-start = sunday\n", NULL,
         "affluent.conf:5:14: week-start: only with period = week\n"},
        {"edition's zone", SITE EDITION "timezone = Europe/Pari\n", NULL,
         "affluent.conf:5:12: there is no time zone Europe/Pari: did you mean Europe/Paris?\n"},
        {"grace past all", SITE EDITION "grace = 8d\n", NULL,
         "affluent.conf:5:9: grace: \"8d\" is too long: at most 7d\n"},
        {"mail without a server", SITE EDITION "mail = a@b.example\n", NULL,
         "affluent.conf:5:8: mail: no server takes it: name one in a section [mail]\n"},
        {"no address", SITE EDITION "mail = a@b.example; c\n" MAIL, NULL,
         "affluent.conf:5:8: mail: \"c\" is no address\n"},
        {"an address that would end a line", SITE EDITION "mail = a>@b.example\n" MAIL, NULL,
         "affluent.conf:5:8: mail: \"a>@b.example\" is no address\n"},
        {"an address twice", SITE EDITION "mail = a@b.example; a@b.example\n" MAIL, NULL,
         "affluent.conf:5:8: mail: \"a@b.example\" is there twice\n"},
        {"mail", SITE EDITION "mail = a@b.example; c@d.example\nunsubscribe = mailto:x@y.example\n" MAIL, NULL, ""},
        {"mail before its edition", SITE MAIL EDITION "mail = a@b.example\n", NULL, ""},
        {"mail without a sender", SITE "[mail]\nserver = smtp://b.example\n", NULL,
         "affluent.conf:3:1: [mail] has no from\n"},
        {"a sender that is none", SITE "[mail]\nserver = smtps://b.example\nfrom = Ann\n", NULL,
         "affluent.conf:5:8: from: \"Ann\" is neither an address nor Name <address>\n"},
        {"a sender with a name", SITE "[mail]\nserver = smtps://b.example:465\nfrom = Ann O. <ann@b.example>\n", NULL, ""},
        {"a server of another kind", SITE "[mail]\nserver = https://b.example\nfrom = a@b.example\n", NULL,
         "affluent.conf:4:10: server: \"https://b.example\" begins with neither smtp:// nor smtps://\n"},
        {"a server with a password", SITE "[mail]\nserver = smtp://u:p@b.example\nfrom = a@b.example\n", NULL,
         "affluent.conf:4:10: server: \"smtp://u:p@b.example\" must not hold a user's name or a password: credentials names a file for them\n"},
        {"a server with a path", SITE "[mail]\nserver = smtp://b.example/x\nfrom = a@b.example\n", NULL,
         "affluent.conf:4:10: server: \"smtp://b.example/x\" is not smtp:// with a host and perhaps a port\n"},
        {"starttls within tls", SITE "[mail]\nserver = smtps://b.example\nfrom = a@b.example\nstarttls = no\n", NULL,
         "affluent.conf:6:12: starttls: only with smtp://\n"},
        {"credentials in the clear", SITE MAIL "starttls = no\ncredentials = secret\n", NULL,
         "affluent.conf:7:15: credentials: secret would be sent in the clear: take starttls = no away, or write smtps://\n"},
        {"credentials for mail among what is published", SITE MAIL "credentials = public/secret\n", NULL,
         "affluent.conf:6:15: credentials: public/secret would be published: keep it in another folder\n"},
        {"credentials that are not there", SITE MAIL "credentials = secret\n", NULL,
         "affluent.conf:6:15: credentials: secret cannot open secret: No such file or directory\n"},
        /* actors' files */
        {"filters that are not there", SITE "[paths]\nfilters = away\n", ACTOR,
         "affluent.conf:4:11: cannot open away: there is no such folder\n"},
        {"store among what is published", SITE "[paths]\nstore = public/db\n", ACTOR,
         "affluent.conf:4:9: the store public/db would be published in public: give them different folders\n"},
        {"a folder for the store", SITE "[paths]\nstore = ./filters/\n", ACTOR,
         "affluent.conf:4:9: the store ./filters/ is the folder of the filters: it is a file of its own\n"},
        {"this folder is published", SITE "[paths]\npublic = .\n", ACTOR,
         "affluent.conf:4:10: the store affluent.db would be published in .: give them different folders\n"
         "affluent.conf:4:10: the feeds feeds.d would be published in .: give them different folders\n"
         "affluent.conf:4:10: the filters filters would be published in .: give them different folders\n"
         "affluent.conf:4:10: the pages pages would be published in .: give them different folders\n"},
        {"an empty actor", SITE, "",
         "feeds.d/a.conf:1:1: no name before the first section\n"
         "feeds.d/a.conf:1:1: no source: add [feed], [page] or [sitemap] with its url\n"},
        {"feed without a url", SITE, "name = A\n[feed]\n",
         "feeds.d/a.conf:2:1: [feed] has no url\n"},
        {"url before the sections", SITE, "name = A\nurl = https://a.example/\n[feed]\nurl = https://a.example/\n",
         "feeds.d/a.conf:2:1: unknown key \"url\" before the first section: it belongs in [feed] or in [page] or in [sitemap]\n"},
        {"name in a section", SITE, "name = A\n[feed]\nurl = https://a.example/\nname = A\n",
         "feeds.d/a.conf:4:1: unknown key \"name\" in [feed]: it belongs before the first section\n"},
        {"selector in a feed", SITE, ACTOR "body = css: p\n",
         "feeds.d/a.conf:4:1: unknown key \"body\" in [feed]: it belongs in [page]\n"},
        {"second feed", SITE, ACTOR "[feed]\nurl = https://b.example/\n",
         "feeds.d/a.conf:4:1: second [feed] in this file: give it a name, such as [feed news]\n"},
        {"a page with a feed's name", SITE, ACTOR "[page feed]\nurl = https://b.example/\n",
         "feeds.d/a.conf:4:1: second source \"feed\": line 2 has one already\n"},
        {"feed and page", SITE, ACTOR "[page]\nurl = https://b.example/\n[page x]\nurl = https://c.example/\n", ""},
        {"section of the main file", SITE, ACTOR "[site]\n",
         "feeds.d/a.conf:4:1: [site] belongs in affluent.conf\n"},
        {"a misspelt section that is needed", "[sites]\nurl = https://news.example/\n", ACTOR,
         "affluent.conf:1:1: unknown section [sites]: did you mean [site]? known are [site], [paths], [fetch], [doubles], [stream NAME], [theme NAME], [edition NAME], [mail]\n"},
        {"a section without its bracket", "[site\nurl = https://news.example/\ntitel = x\n", ACTOR,
         "affluent.conf:1:5: a section ends with \"]\" and stands alone\n"
         "affluent.conf:3:1: unknown key \"titel\" in [site]: did you mean \"title\"?\n"},
        {"no value", SITE "language =\n[stream x]\nlimit =\n", "name =\n[feed]\nurl =\n",
         "affluent.conf:3:10: language has no value\naffluent.conf:5:7: limit has no value\n"
         "feeds.d/a.conf:1:6: name has no value\nfeeds.d/a.conf:3:5: url has no value\n"},
        {"bytes that are no text", SITE, "name = \xE9t\xE9\n[feed]\nurl = https://a.example/\n",
         "feeds.d/a.conf:1:8: not UTF-8\n"},
        {"a key that is no text", SITE, "na\xFFme = x\n" ACTOR,
         "feeds.d/a.conf:1:3: not UTF-8\n"},
        {"feeds among what is published", SITE "[paths]\npublic = ./www//\nfilters = www/filters/.\n", ACTOR,
         "affluent.conf:5:11: cannot open www/filters/.: there is no such folder\n"
         "affluent.conf:4:10: the filters www/filters/. would be published in ./www//: give them different folders\n"},
        {"unknown section", SITE, ACTOR "[rss]\n",
         "feeds.d/a.conf:4:1: unknown section [rss]: known are [feed], [page], [sitemap]\n"},
        {"yes or no", SITE, ACTOR "allow-private = true\n",
         "feeds.d/a.conf:4:17: allow-private: \"true\" is none of no, yes\n"},
        {"theme", SITE, "themes = a, B\n" ACTOR,
         "feeds.d/a.conf:1:13: themes: \"B\" cannot be an id: an id is made of a to z, 0 to 9, \".\", \"_\" and \"-\", begins with a letter or digit, and has at most 64 characters\n"},
        {"no theme at all", SITE, "themes = ,\n" ACTOR,
         "feeds.d/a.conf:1:10: themes: \",\" holds no id\n"},
        {"no alias at all", SITE, "aliases = ;\n" ACTOR,
         "feeds.d/a.conf:1:11: aliases: \";\" holds no name\n"},
        {"selector without a prefix", SITE, "name = A\n[page]\nurl = https://a.example/\nbody = .text\n",
         "feeds.d/a.conf:4:8: body: \".text\" begins with neither css: nor xpath:\n"},
        {"empty selector", SITE, "name = A\n[page]\nurl = https://a.example/\nbody = css: # x\n",
         "feeds.d/a.conf:4:8: body: \"css:\" has no selector\n"},
        {"selector that cannot be", SITE, "name = A\n[page]\nurl = https://a.example/\nbody = css: div >> p\n",
         "feeds.d/a.conf:4:18: selector: an element, class or condition is missing\n"},
        {"selector cut by a comment", SITE, "name = A\n[page]\nurl = https://a.example/\nbody = css: div #main\n",
         "feeds.d/a.conf:4:17: body: a \"#\" after white space begins a comment: write \"css:#main\" or \"*#main\"\n"},
        {"one url twice", SITE, ACTOR "[feed x]\nurl = HTTPS://A.example:443/feed\n",
         "feeds.d/a.conf:5:7: a/x has the same url as a/feed (feeds.d/a.conf:3)\n"},
        {"all at once", SITE "langage = fr\n[fetch]\nevery = x\n", "nam = A\n[feed]\nurl = ftp://a.example/\n",
         "affluent.conf:3:1: unknown key \"langage\" in [site]: did you mean \"language\"?\n"
         "affluent.conf:5:9: every: \"x\" is no duration, such as 90min, 6h, 1d or 2w\n"
         "feeds.d/a.conf:1:1: unknown key \"nam\" before the first section: did you mean \"name\"?\n"
         "feeds.d/a.conf:3:7: url: \"ftp://a.example/\" begins with neither https:// nor http://\n"},
};
/* clang-format on */

/* A file in feeds.d beside a good a.conf. */
static const struct row_of_file {
    const char *name, *file, *text, *want;
} file_rows[] = {
        {"one url in two files", "b.conf",   ACTOR,
         "feeds.d/b.conf:3:7: b/feed has the same url as a/feed "
                "(feeds.d/a.conf:3)\n"                                   },
        {"file's name",          "A b.conf", ACTOR,
         "feeds.d/A b.conf:0:0: the file's name cannot be an id: an id "
                "is made of a to z, 0 to 9, \".\", \"_\" and \"-\", begins "
                "with a letter or digit, and has at most 64 characters\n"},
        {"an editor's copy",     "a.conf~",  "oops\n", ""                },
        {"a hidden file",        ".a.conf",  "oops\n", ""                },
};

/* ---- files ---- */

static void write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");

    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static void write_actor(const char *name, const char *text)
{
    char path[100];

    snprintf(path, sizeof(path), "feeds.d/%s", name);
    if (text)
        write_file(path, text);
}

static void remove_actor(const char *name)
{
    char path[100];

    snprintf(path, sizeof(path), "feeds.d/%s", name);
    unlink(path);
}

static void check_load(const char *want)
{
    AUTO(config) struct config *config = NULL;
    AUTO(report) struct report report = {0};
    AUTO(buf) struct buf got = {0};

    assert_int_equal(config_load(&config, "affluent.conf", &report), !*want);
    assert_non_null(config);
    buf_text(&got, "");
    for (const struct mistake *m = report.mistakes; m; m = m->next)
        buf_printf(&got, "%s:%d:%d: %s\n", m->file, m->line, m->column,
                m->text);
    assert_string_equal(got.data, want);
}

static void check(void **state)
{
    const struct row *row = *state;

    write_file("affluent.conf", row->main);
    write_actor("a.conf", row->actor);
    check_load(row->want);
    remove_actor("a.conf");
}

static void check_file(void **state)
{
    const struct row_of_file *row = *state;

    write_file("affluent.conf", SITE);
    write_actor("a.conf", ACTOR);
    write_actor(row->file, row->text);
    check_load(row->want);
    remove_actor("a.conf");
    remove_actor(row->file);
}

/* ---- what is read ---- */

static void load(struct config **config, const char *main, const char *actor)
{
    AUTO(report) struct report report = {0};

    write_file("affluent.conf", main);
    write_actor("le-rameau.conf", actor);
    assert_true(config_load(config, "./affluent.conf", &report));
    assert_int_equal(report.count, 0);
    remove_actor("le-rameau.conf");
}

static void test_site(void **state)
{
    AUTO(config) struct config *config = NULL;

    UNUSED(state);
    load(&config,
            "[site]\ntitle = Le bien commun\nurl = https://news.example/p\n"
            "language = fr\ntimezone = Europe/Paris\n"
            "contact = mailto:flux@news.example\n"
            "[paths]\npublic = /srv/www\nstore = x/y.db\n"
            "[fetch]\nevery = 90 min\nexpect = 2w\n[doubles]\nprefer = "
            "longest\n"
            "[stream planet]\nselect = lang = fr\n[stream all2]\n"
            "title = Tout\nlimit = 7\nshare = 50%\n",
            NULL);
    assert_string_equal(config->file, "./affluent.conf");
    assert_string_equal(config->site.title, "Le bien commun");
    assert_string_equal(config->site.url, "https://news.example/p/");
    assert_string_equal(config->site.lang, "fr");
    assert_string_equal(config->site.contact, "mailto:flux@news.example");
    assert_int_equal(zone_offset(config->site.zone, 0), 3600);
    assert_string_equal(config->public, "/srv/www");
    assert_string_equal(config->store, "x/y.db");
    assert_string_equal(config->filters, "filters");
    assert_int_equal(config->every, 5400);
    assert_int_equal(config->expect, 14 * 86400);
    assert_int_equal(config->prefer, PREFER_LONGEST);
    assert_null(config->actors);
    assert_string_equal(config->streams->id, "planet");
    assert_string_equal(config->streams->title, "planet");
    assert_string_equal(config->streams->select, "lang = fr");
    assert_int_equal(config->streams->select_column, 10);
    assert_int_equal(config->streams->limit, 100);
    assert_string_equal(config->streams->next->title, "Tout");
    assert_int_equal(config->streams->next->limit, 7);
    assert_int_equal(config->streams->next->share, 50);
    assert_int_equal(config->site.share, 33);
    assert_null(config->streams->next->next);
}

static void test_actor(void **state)
{
    AUTO(config) struct config *config = NULL;
    const struct source *feed, *page;

    UNUSED(state);
    load(&config, SITE "language = fr\n[fetch]\nexpect = 30d\n",
            "name = Le RAMEAU\nsite = https://www.lerameau.example\n"
            "themes = alliances, odd-17; x\naliases = LE RAMEAU; Rameau, Le;\n"
            "timezone = Europe/Paris\n"
            "[feed]\nurl = https://www.lerameau.example/feed/\nevery = 2h\n"
            "expect = 36h\n"
            "[page carenews]\nurl = https://care.example/le-rameau\n"
            "language = en\nallow-private = yes\n"
            "items = css: .views-row h3 a\ndrop = xpath: //aside\n");
    assert_string_equal(config->actors->id, "le-rameau");
    assert_string_equal(config->actors->name, "Le RAMEAU");
    assert_string_equal(config->actors->themes->next->text, "odd-17");
    assert_string_equal(config->actors->themes->next->next->text, "x");
    assert_string_equal(config->actors->aliases->next->text, "Rameau, Le");
    assert_null(config->actors->aliases->next->next);
    assert_int_equal(config->actors->source_count, 2);
    feed = config_source(config, "le-rameau/feed");
    page = config_source(config, "le-rameau/carenews");
    assert_ptr_equal(feed, config->sources);
    assert_ptr_equal(feed, config->actors->sources);
    assert_ptr_equal(feed->next, page);
    assert_int_equal(feed->every, 7200);
    assert_int_equal(feed->expect, 36 * 3600);
    assert_string_equal(feed->lang, "fr");
    assert_string_equal(feed->zone_name, "Europe/Paris");
    assert_null(feed->selectors);
    assert_string_equal(page->kind, "page");
    assert_int_equal(page->every, 3600);
    assert_int_equal(page->expect, 30 * 86400);
    assert_string_equal(page->lang, "en");
    assert_true(page->allow_private);
    assert_int_equal(page->line, 10);
    assert_string_equal(page->selectors->part, "items");
    assert_string_equal(page->selectors->text, "css: .views-row h3 a");
    assert_string_equal(page->selectors->next->part, "drop");
    assert_ptr_equal(config_actor(config, "le-rameau"), page->actor);
    assert_null(config_source(config, "le-rameau/page"));
    assert_null(config_actor(config, "le"));
}

static void test_nothing_said(void **state)
{
    AUTO(config) struct config *config = NULL;
    AUTO(report) struct report report = {0};

    UNUSED(state);
    assert_true(config_load(&config, "", &report));
    assert_string_equal(config->store, "affluent.db");
    assert_int_equal(config->every, 3600);
    assert_string_equal(config->site.zone_name, "UTC");
    assert_null(config_actor(config, "x"));
}

static void test_other_folder(void **state)
{
    AUTO(config) struct config *config = NULL;
    AUTO(report) struct report report = {0};

    UNUSED(state);
    write_file("feeds.d/main", SITE "[paths]\nfilters = .\nfeeds = /\n");
    assert_true(config_load(&config, "feeds.d/main", &report));
    assert_string_equal(config->folder, "feeds.d");
    assert_string_equal(config->filters, "feeds.d/.");
    assert_string_equal(config->feeds, "/");
    assert_string_equal(config->site.title, "news.example");
    remove_actor("main");
}

static void test_unreadable(void **state)
{
    AUTO(config) struct config *config = NULL;
    AUTO(report) struct report report = {0};

    UNUSED(state);
    assert_false(config_load(&config, "away.conf", &report));
    assert_string_equal(report.mistakes->text,
            "cannot open away.conf: No such file or directory");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
            cmocka_unit_test(test_site),
            cmocka_unit_test(test_actor),
            cmocka_unit_test(test_nothing_said),
            cmocka_unit_test(test_other_folder),
            cmocka_unit_test(test_unreadable),
    };
    char folder[] = "/tmp/test_config.XXXXXX";
    int failed;

    if (!mkdtemp(folder) || chdir(folder) < 0 || mkdir("feeds.d", 0700) < 0)
        return 1;
    failed = RUN_TABLE(rows, check) + RUN_TABLE(file_rows, check_file);
    failed += cmocka_run_group_tests(tests, NULL, NULL);
    unlink("affluent.conf");
    rmdir("feeds.d");
    rmdir(folder);
    return failed != 0;
}
