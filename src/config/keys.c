#include <string.h>

#include "config.h"
#include "config/keys.h"

#define MINUTE INT64_C(60)
#define DAY    (MINUTE * 60 * 24)

static const char *const prefer_choices[] = {
        [PREFER_ORDER] = "order",
        [PREFER_ORIGINAL] = "original",
        [PREFER_LONGEST] = "longest",
        [PREFER_EARLIEST] = "earliest",
        NULL,
};

static const char *const content_choices[] = {[CONTENT_SUMMARY] = "summary",
        [CONTENT_FULL] = "full",
        [CONTENT_TITLES] = "titles",
        NULL};

const struct section config_sections[SECTIONS] = {
        [SECTION_SITE] = {"site",    false, NAME_NEVER        },
        [SECTION_PATHS] = {"paths",   false, NAME_NEVER        },
        [SECTION_FETCH] = {"fetch",   false, NAME_NEVER        },
        [SECTION_DOUBLES] = {"doubles", false, NAME_NEVER        },
        [SECTION_STREAM] = {"stream",  false, NAME_ALWAYS       },
        [SECTION_THEME] = {"theme",   false, NAME_ALWAYS       },
        [SECTION_EDITION] = {"edition", false, NAME_ALWAYS       },
        [SECTION_MAIL] = {"mail",    false, NAME_NEVER        },
        [SECTION_ACTOR] = {"",        true,  NAME_NEVER        },
        [SECTION_FEED] = {"feed",    true,  NAME_WHERE_SEVERAL},
        [SECTION_PAGE] = {"page",    true,  NAME_WHERE_SEVERAL},
        [SECTION_SITEMAP] = {"sitemap", true,  NAME_WHERE_SEVERAL},
};

#define IN(name) (1U << SECTION_##name)
#define SOURCE   (IN(FEED) | IN(PAGE) | IN(SITEMAP))

#define SITE_(member)    offsetof(struct site, member)
#define CONFIG_(member)  offsetof(struct config, member)
#define STREAM_(member)  offsetof(struct own_stream, member)
#define THEME_(member)   offsetof(struct own_theme, member)
#define EDITION_(member) offsetof(struct edition, member)
#define MAIL_(member)    offsetof(struct mail_server, member)
#define ACTOR_(member)   offsetof(struct actor, member)
#define SOURCE_(member)  offsetof(struct source, member)

#define CHOICES(...) ((const char *const[]){__VA_ARGS__, NULL})

/* In the order of the manual. */
static const struct key keys[] = {
        {
         .name = "title",
         .sections = IN(SITE),
         .type = KEY_TEXT,
         .into = SITE_(title),
         .text = "the name of the site; else its host",
         },
        {
         .name = "url",
         .sections = IN(SITE),
         .type = KEY_SITE_URL,
         .into = SITE_(url),
         .required = true,
         .text = "where the public folder is served",
         },
        {
         .name = "language",
         .sections = IN(SITE),
         .type = KEY_LANG,
         .into = SITE_(lang),
         .text = "of the site, and of sources that do not say",
         },
        {
         .name = "timezone",
         .sections = IN(SITE),
         .type = KEY_ZONE,
         .into = SITE_(zone_name),
         .initial = "UTC",
         .text = "of dates without a zone",
         },
        {
         .name = "contact",
         .sections = IN(SITE),
         .type = KEY_CONTACT,
         .into = SITE_(contact),
         .text = "told to every server that is asked",
         },
        {
         .name = "hub",
         .sections = IN(SITE),
         .type = KEY_URLS,
         .into = SITE_(hubs),
         .text = "WebSub hubs that are told when a feed changes",
         },
        {
         .name = "compress",
         .sections = IN(SITE),
         .type = KEY_FLAG,
         .into = SITE_(compress),
         .initial = "no",
         .text = "whether each file is there compressed, too",
         },
        {
         .name = "archives",
         .sections = IN(SITE),
         .type = KEY_FLAG,
         .into = SITE_(archives),
         .initial = "yes",
         .text = "whether what streams no longer hold is published",
         },
        {
         .name = "share",
         .sections = IN(SITE),
         .type = KEY_SHARE,
         .into = SITE_(share),
         .initial = "33%",
         .text = "how much of a stream's file is for one source",
         },
        {
         .name = "max-age",
         .sections = IN(SITE),
         .type = KEY_DURATION,
         .into = SITE_(max_age),
         .least = 31 * DAY,
         .most = 3650 * DAY,
         .initial = "90d",
         .text = "how long before its newest entry a stream's file "
                        "begins", },
        {
         .name = "content",
         .sections = IN(SITE),
         .type = KEY_CHOICE,
         .into = SITE_(content),
         .initial = "full",
         .choices = content_choices,
         .text = "how much of articles is published: full, summary, "
                        "titles", },
        {
         .name = "search",
         .sections = IN(SITE),
         .type = KEY_FLAG,
         .into = SITE_(search),
         .initial = "no",
         .text = "whether pages have a search, and runs its index",
         },
        {
         .name = "remote-images",
         .sections = IN(SITE),
         .type = KEY_FLAG,
         .into = SITE_(remote_images),
         .initial = "no",
         .text = "whether pages load pictures of articles from "
                        "elsewhere", },
        {
         .name = "feeds",
         .sections = IN(PATHS),
         .type = KEY_PATH,
         .into = CONFIG_(feeds),
         .initial = "feeds.d",
         .text = "the folder of the actors' files",
         },
        {
         .name = "filters",
         .sections = IN(PATHS),
         .type = KEY_PATH,
         .into = CONFIG_(filters),
         .initial = "filters",
         .text = "the folder of the rules",
         },
        {
         .name = "pages",
         .sections = IN(PATHS),
         .type = KEY_PATH,
         .into = CONFIG_(pages),
         .initial = "pages",
         .text = "the folder of what is added to the site's pages",
         },
        {
         .name = "store",
         .sections = IN(PATHS),
         .type = KEY_PATH,
         .into = CONFIG_(store),
         .initial = "affluent.db",
         .text = "the database",
         },
        {
         .name = "public",
         .sections = IN(PATHS),
         .type = KEY_PATH,
         .into = CONFIG_(public),
         .initial = "public",
         .text = "the folder that is published",
         },
        {
         .name = "every",
         .sections = IN(FETCH),
         .type = KEY_DURATION,
         .into = CONFIG_(every),
         .least = 5 * MINUTE,
         .most = 30 * DAY,
         .initial = "1h",
         .text = "how often a source is asked",
         },
        {
         .name = "slowest",
         .sections = IN(FETCH),
         .type = KEY_DURATION,
         .into = CONFIG_(slowest),
         .least = 5 * MINUTE,
         .most = 30 * DAY,
         .initial = "12h",
         .text = "how rarely one that has no news; never less than "
                        "every", },
        {
         .name = "expect",
         .sections = IN(FETCH),
         .type = KEY_DURATION,
         .into = CONFIG_(expect),
         .least = 60 * MINUTE,
         .most = 3650 * DAY,
         .text = "after how long without news a source is quiet; else "
                        "never", },
        {
         .name = "first",
         .sections = IN(FETCH),
         .type = KEY_COUNT,
         .into = CONFIG_(first),
         .least = 1,
         .most = 1000,
         .initial = "10",
         .text = "entries of a new source that are news; others are "
                        "history", },
        {
         .name = "within",
         .sections = IN(FETCH),
         .type = KEY_DURATION,
         .into = CONFIG_(within),
         .least = 1,
         .most = 1 * DAY,
         .initial = "30min",
         .text = "for how long a run goes on asking",
         },
        {
         .name = "per-second",
         .sections = IN(FETCH),
         .type = KEY_COUNT,
         .into = CONFIG_(per_second),
         .least = 1,
         .most = 1000,
         .text = "requests to one host; else 10, and to private ones "
                        "any number", },
        {
         .name = "proxy",
         .sections = IN(FETCH),
         .type = KEY_URL,
         .into = CONFIG_(proxy),
         .text = "what everything is asked through; the environment's "
                        "is not used", },
        {
         .name = "prefer",
         .sections = IN(DOUBLES),
         .type = KEY_CHOICE,
         .into = CONFIG_(prefer),
         .initial = "order",
         .choices = prefer_choices,
         .text = "which of several entries for one article is published",
         },
        {
         .name = "window",
         .sections = IN(DOUBLES),
         .type = KEY_DURATION,
         .into = CONFIG_(window),
         .least = 0,
         .most = 30 * DAY,
         .initial = "5d",
         .text = "how far apart copies may be that only their text "
                        "tells", },
        {
         .name = "tracking",
         .sections = IN(DOUBLES),
         .type = KEY_PARAMETERS,
         .into = CONFIG_(same.tracking),
         .text = "further parameters of URLs that do not count",
         },
        {
         .name = "same-host",
         .sections = IN(DOUBLES),
         .type = KEY_SAME_HOSTS,
         .into = CONFIG_(same.hosts),
         .text = "hosts that are one, such as m.example.org = "
                        "example.org", },
#include "config/keys_edition.inc"
#include "config/keys_stream.inc"
        {
         .name = "name",
         .sections = IN(ACTOR),
         .type = KEY_TEXT,
         .into = ACTOR_(name),
         .required = true,
         .text = "as readers see it",
         },
        {
         .name = "site",
         .sections = IN(ACTOR),
         .type = KEY_URL,
         .into = ACTOR_(site),
         .text = "the actor's home page",
         },
        {
         .name = "language",
         .sections = IN(ACTOR),
         .type = KEY_LANG,
         .into = ACTOR_(lang),
         .text = "else the site's",
         },
        {
         .name = "timezone",
         .sections = IN(ACTOR),
         .type = KEY_ZONE,
         .into = ACTOR_(zone_name),
         .text = "else the site's",
         },
        {
         .name = "themes",
         .sections = IN(ACTOR),
         .type = KEY_IDS,
         .into = ACTOR_(themes),
         .text = "put on every entry of the actor",
         },
        {
         .name = "aliases",
         .sections = IN(ACTOR),
         .type = KEY_NAMES,
         .into = ACTOR_(aliases),
         .text = "other spellings of the name",
         },
        {
         .name = "url",
         .sections = SOURCE,
         .type = KEY_URL,
         .into = SOURCE_(url),
         .required = true,
         .text = "what is asked",
         },
        {
         .name = "every",
         .sections = SOURCE,
         .type = KEY_DURATION,
         .into = SOURCE_(every),
         .least = 5 * MINUTE,
         .most = 30 * DAY,
         .text = "else as [fetch] says",
         },
        {
         .name = "slowest",
         .sections = SOURCE,
         .type = KEY_DURATION,
         .into = SOURCE_(slowest),
         .least = 5 * MINUTE,
         .most = 30 * DAY,
         .text = "else as [fetch] says",
         },
        {
         .name = "expect",
         .sections = SOURCE,
         .type = KEY_DURATION,
         .into = SOURCE_(expect),
         .least = 60 * MINUTE,
         .most = 3650 * DAY,
         .text = "else as [fetch] says",
         },
        {
         .name = "content",
         .sections = SOURCE,
         .type = KEY_CHOICE,
         .into = SOURCE_(content),
         .choices = content_choices,
         .text = "how much of its articles is published; else as [site] "
                        "says", },
        {
         .name = "allow-private",
         .sections = SOURCE,
         .type = KEY_FLAG,
         .into = SOURCE_(allow_private),
         .initial = "no",
         .text = "whether its host may be in a private network",
         },
        {
         .name = "credentials",
         .sections = SOURCE,
         .type = KEY_PATH,
         .into = SOURCE_(credentials),
         .text = "a file of yours alone that holds user:password",
         },
        {
         .name = "language",
         .sections = SOURCE,
         .type = KEY_LANG,
         .into = SOURCE_(lang),
         .text = "else the actor's",
         },
        {
         .name = "timezone",
         .sections = SOURCE,
         .type = KEY_ZONE,
         .into = SOURCE_(zone_name),
         .text = "else the actor's",
         },
        {
         .name = "items",
         .sections = IN(PAGE),
         .type = KEY_SELECTOR,
         .into = SOURCE_(selectors),
         .text = "the links to articles",
         },
        {
         .name = "title",
         .sections = IN(PAGE),
         .type = KEY_SELECTOR,
         .into = SOURCE_(selectors),
         .text = "of an article",
         },
        {
         .name = "byline",
         .sections = IN(PAGE),
         .type = KEY_SELECTOR,
         .into = SOURCE_(selectors),
         .text = "the line with author and dates",
         },
        {
         .name = "body",
         .sections = IN(PAGE),
         .type = KEY_SELECTOR,
         .into = SOURCE_(selectors),
         .text = "the article's text",
         },
        {
         .name = "date",
         .sections = IN(PAGE),
         .type = KEY_SELECTOR,
         .into = SOURCE_(selectors),
         .text = "when it was published",
         },
        {
         .name = "author",
         .sections = IN(PAGE),
         .type = KEY_SELECTOR,
         .into = SOURCE_(selectors),
         .text = "who wrote it",
         },
        {
         .name = "drop",
         .sections = IN(PAGE),
         .type = KEY_SELECTOR,
         .into = SOURCE_(selectors),
         .text = "what is no part of the article",
         },
};

const struct key *config_keys(size_t *count)
{
    *count = COUNT(keys);
    return keys;
}

const struct key *config_key(enum section_id section, const char *name)
{
    for (size_t i = 0; i < COUNT(keys); i++)
        if (key_is_in(&keys[i], section) && strcmp(keys[i].name, name) == 0)
            return &keys[i];
    return NULL;
}

static void write_key(struct buf *out, const struct key *key)
{
    buf_printf(out, "  %-14s %s", key->name, key->text);
    if (key->required)
        buf_text(out, " (required)");
    if (key->initial)
        buf_printf(out, " (%s)", key->initial);
    buf_char(out, '\n');
}

void config_keys_write(struct buf *out)
{
    for (int id = 0; id < SECTIONS; id++) {
        const struct section *section = &config_sections[id];

        if (*section->kind)
            buf_printf(out, "%s[%s%s]\n", id ? "\n" : "", section->kind,
                    section->naming == NAME_ALWAYS ? " NAME" : "");
        else
            buf_text(out, "\nACTOR\n");
        for (size_t i = 0; i < COUNT(keys); i++)
            if (key_is_in(&keys[i], (enum section_id)id))
                write_key(out, &keys[i]);
    }
}
