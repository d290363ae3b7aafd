#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "base/url.h"
#include "config.h"
#include "config/list.h"
#include "config/same.h"
#include "config/value_edition.h"

enum { SHOWN_MAX = 100, ID_MAX = 64, BYTES_MAX = 4096 };

#define LETTERS "abcdefghijklmnopqrstuvwxyz"
#define DIGITS  "0123456789"

const char *value_shown(struct arena *a, const char *text)
{
    size_t size = strlen(text);

    return size <= SHOWN_MAX
            ? text
            : arena_printf(a, "%.*s...", (int)text_cut(text, size, SHOWN_MAX),
                      text);
}

static const char *shown(const struct value *value)
{
    return value_shown(value->arena, value->text);
}

bool value_is_id(const char *text)
{
    size_t size = strspn(text, LETTERS DIGITS "._-");

    return size > 0 && size <= ID_MAX && !text[size] &&
            strchr(LETTERS DIGITS, text[0]);
}

static bool read_text(void *into, const struct value *value, struct err *err)
{
    UNUSED(err);
    *(const char **)into = arena_text(value->arena, value->text);
    return true;
}

/* ---- addresses ---- */

static bool begins(const char *text, const char *scheme)
{
    return strncasecmp(text, scheme, strlen(scheme)) == 0;
}

/* Why text is no address that can be asked; NULL where it is one. */
static const char *address_mistake(const char *text)
{
    const char *host;
    size_t size;

    if (!begins(text, "https://") && !begins(text, "http://"))
        return "begins with neither https:// nor http://";
    host = strstr(text, "://") + 3;
    size = strcspn(host, "/?#");
    if (memchr(host, '@', size))
        return "must not hold a user's name or a password";
    if (size == 0 || *host == ':')
        return "has no host";
    if (text[strcspn(text, " \t\"<>\\^`{|}")])
        return "holds a character that an address cannot have";
    return NULL;
}

static bool read_url(void *into, const struct value *value, struct err *err)
{
    const char *mistake = address_mistake(value->text);

    if (!mistake && !url_resolve(value->arena, NULL, value->text))
        mistake = "is no address";
    if (mistake)
        return fail(err, ERR_USAGE, "\"%s\" %s", shown(value), mistake);
    return read_text(into, value, err);
}

static bool read_site_url(void *into, const struct value *value,
        struct err *err)
{
    const char *url;

    if (!read_url(&url, value, err))
        return false;
    if (strpbrk(url, "?#"))
        return fail(err, ERR_USAGE,
                "\"%s\" is no folder: it holds \"?\" or \"#\"", shown(value));
    *(const char **)into = url[strlen(url) - 1] == '/'
            ? url
            : arena_printf(value->arena, "%s/", url);
    return true;
}

static bool read_contact(void *into, const struct value *value, struct err *err)
{
    const char *text = value->text;
    bool is_mail = begins(text, "mailto:") && strchr(text, '@') &&
            !strpbrk(text, " \t<>\"()");

    if (!is_mail && address_mistake(text))
        return fail(err, ERR_USAGE,
                "\"%s\" is neither mailto: with an address nor a page's URL",
                shown(value));
    return read_text(into, value, err);
}

/* ---- words ---- */

/* The shape of RFC 5646: a language, then parts of up to eight characters. */
static bool is_language(const char *text)
{
    static const char letters[] = LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    size_t size = strspn(text, letters);

    if (size < 2 || size > 3)
        return false;
    for (text += size; *text == '-'; text += size) {
        text++;
        size = strspn(text, LETTERS DIGITS "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
        if (size < 1 || size > 8)
            return false;
    }
    return !*text;
}

static bool read_lang(void *into, const struct value *value, struct err *err)
{
    if (!is_language(value->text))
        return fail(err, ERR_USAGE,
                "\"%s\" is no language tag, such as fr or pt-BR", shown(value));
    return read_text(into, value, err);
}

static const char *const flags[] = {"no", "yes", NULL};

static bool one_of(int *out, const struct value *value,
        const char *const *words, struct err *err)
{
    struct buf list = {0};
    const char *near = report_nearest(value->text, words);

    for (int i = 0; words[i]; i++)
        if (strcmp(words[i], value->text) == 0) {
            *out = i;
            return true;
        }
    if (near)
        return fail(err, ERR_USAGE, "\"%s\" is unknown: did you mean %s?",
                shown(value), near);
    for (int i = 0; words[i]; i++)
        buf_printf(&list, "%s%s", i ? ", " : "", words[i]);
    fail(err, ERR_USAGE, "\"%s\" is none of %s", shown(value), list.data);
    buf_auto(&list);
    return false;
}

static bool read_flag(void *into, const struct value *value, struct err *err)
{
    int index;

    if (!one_of(&index, value, flags, err))
        return false;
    *(bool *)into = index == 1;
    return true;
}

static bool read_choice(void *into, const struct value *value, struct err *err)
{
    int index;

    if (!one_of(&index, value, value->key->choices, err))
        return false;
    *(unsigned *)into = (unsigned)index; /* which enums without signs are */
    return true;
}

/* ---- numbers ---- */

/* Reads digits; what is past any limit stays there. */
static const char *digits(int64_t *out, const char *text)
{
    enum { FAR = 1000 * 1000 * 1000 };

    for (*out = 0; *text >= '0' && *text <= '9'; text++)
        *out = *out < FAR ? *out * 10 + (*text - '0') : *out;
    return text;
}

static bool read_count(void *into, const struct value *value, struct err *err)
{
    const struct key *key = value->key;
    int64_t count;
    const char *end = digits(&count, value->text);

    if (*end || count < key->least || count > key->most)
        return fail(err, ERR_USAGE, "\"%s\" is no number from %d to %d",
                shown(value), (int)key->least, (int)key->most);
    *(int64_t *)into = count;
    return true;
}

/* With its sign, since a bare number would be one of entries. */
static bool read_share(void *into, const struct value *value, struct err *err)
{
    int64_t percent;
    const char *end = digits(&percent, value->text);

    if (strcmp(end, "%") != 0 || percent < 1 || percent > 100)
        return fail(err, ERR_USAGE,
                "\"%s\" is no share: write 1%% to 100%%, such as 33%%",
                shown(value));
    *(int64_t *)into = percent;
    return true;
}

static const struct unit {
    const char *name;
    int seconds;
} units[] = {
        {"w",   7 * 24 * 3600},
        {"d",   24 * 3600    },
        {"h",   3600         },
        {"min", 60           },
        {"s",   1            },
};

static const struct unit *unit_named(const char *name)
{
    for (size_t i = 0; i < COUNT(units); i++)
        if (strcmp(units[i].name, name) == 0)
            return &units[i];
    return NULL;
}

static const char *duration_shown(struct arena *a, int64_t seconds)
{
    const struct unit *unit = units + 1; /* days read better than weeks */

    while (seconds % unit->seconds != 0)
        unit++;
    return arena_printf(a, "%d%s", (int)(seconds / unit->seconds), unit->name);
}

static bool read_duration(void *into, const struct value *value,
        struct err *err)
{
    const struct key *key = value->key;
    int64_t count;
    const char *end = digits(&count, value->text);
    const struct unit *unit = unit_named(end + strspn(end, " "));

    if (end == value->text || !unit)
        return fail(err, ERR_USAGE,
                "\"%s\" is no duration, such as 90min, 6h, 1d or 2w",
                shown(value));
    if (count * unit->seconds < key->least)
        return fail(err, ERR_USAGE, "\"%s\" is too short: at least %s",
                shown(value), duration_shown(value->arena, key->least));
    if (count * unit->seconds > key->most)
        return fail(err, ERR_USAGE, "\"%s\" is too long: at most %s",
                shown(value), duration_shown(value->arena, key->most));
    *(int64_t *)into = count * unit->seconds;
    return true;
}

/* ---- lists ---- */

const char *list_word(struct arena *a, const char **rest,
        const char *separators)
{
    const char *first = *rest + strspn(*rest, separators);
    size_t size;

    first += strspn(first, " \t");
    size = strcspn(first, separators);
    *rest = first + size;
    while (size > 0 && strchr(" \t", first[size - 1]))
        size--;
    return size > 0 ? arena_copy(a, first, size) : NULL;
}

static void name_add(struct name_of **list, struct arena *a, const char *text)
{
    struct name_of *name = ARENA_NEW(a, struct name_of);

    name->text = text;
    list_add(list, name);
}

bool list_names(void *into, const struct value *value, struct err *err)
{
    struct name_of *names = NULL;
    const char *rest = value->text;

    while (*rest) {
        const char *name = list_word(value->arena, &rest, ";");

        if (name)
            name_add(&names, value->arena, name);
    }
    if (!names)
        return fail(err, ERR_USAGE, "\"%s\" holds no name", shown(value));
    *(struct name_of **)into = names;
    return true;
}

static bool read_urls(void *into, const struct value *value, struct err *err)
{
    struct name_of *urls = NULL;

    if (!list_names(&urls, value, err))
        return false;
    for (struct name_of *u = urls; u; u = u->next) {
        const struct value one = {value->arena, value->key, u->text};

        if (!read_url(&u->text, &one, err))
            return false;
    }
    *(struct name_of **)into = urls;
    return true;
}

static bool read_ids(void *into, const struct value *value, struct err *err)
{
    struct name_of *ids = NULL;
    const char *rest = value->text;

    while (*rest) {
        const char *id = list_word(value->arena, &rest, ";, \t");

        if (id && !value_is_id(id))
            return fail(err, ERR_USAGE,
                    "\"%s\" cannot be an id: " VALUE_ID_RULE,
                    value_shown(value->arena, id));
        if (id)
            name_add(&ids, value->arena, id);
    }
    if (!ids)
        return fail(err, ERR_USAGE, "\"%s\" holds no id", shown(value));
    *(struct name_of **)into = ids;
    return true;
}

static bool read_selector(void *into, const struct value *value,
        struct err *err)
{
    static const char *const prefixes[] = {"css:", "xpath:"};
    struct selector *selector;

    for (size_t i = 0; i < COUNT(prefixes); i++) {
        const char *text = value->text + strlen(prefixes[i]);

        if (strncmp(value->text, prefixes[i], strlen(prefixes[i])) != 0)
            continue;
        if (!text[strspn(text, " \t")])
            return fail(err, ERR_USAGE, "\"%s\" has no selector", prefixes[i]);
        selector = ARENA_NEW(value->arena, struct selector);
        selector->part = value->key->name;
        selector->text = arena_text(value->arena, value->text);
        list_add(into, selector);
        return true;
    }
    return fail(err, ERR_USAGE,
            "\"%s\" begins with neither css: nor xpath:", shown(value));
}

bool value_read(void *into, struct arena *a, const struct key *key,
        const char *text, struct err *err)
{
    static bool (*const readers[])(void *, const struct value *,
            struct err *) = {
            [KEY_TEXT] = read_text,
            [KEY_PATH] = read_text,
            [KEY_URL] = read_url,
            [KEY_URLS] = read_urls,
            [KEY_SITE_URL] = read_site_url,
            [KEY_CONTACT] = read_contact,
            [KEY_LANG] = read_lang,
            [KEY_ZONE] = read_text, /* whether there is one, load.c asks */
            [KEY_FLAG] = read_flag,
            [KEY_CHOICE] = read_choice,
            [KEY_COUNT] = read_count,
            [KEY_SHARE] = read_share,
            [KEY_DURATION] = read_duration,
            [KEY_IDS] = read_ids,
            [KEY_NAMES] = list_names,
            [KEY_PARAMETERS] = same_parameters,
            [KEY_SAME_HOSTS] = same_hosts,
            [KEY_SELECTOR] = read_selector,
            [KEY_TITLE] = value_title,
            [KEY_CLOCK] = value_clock,
            [KEY_WEEKDAYS] = value_weekdays,
            [KEY_SMTP] = value_smtp,
            [KEY_MAILBOX] = value_mailbox,
            [KEY_MAILBOXES] = value_mailboxes,
    };
    const struct value value = {.arena = a, .key = key, .text = text};
    size_t size = strlen(text);

    if (size > BYTES_MAX)
        return fail(err, ERR_USAGE, "%s: is %zu bytes long: at most %d",
                key->name, size, BYTES_MAX);
    return readers[key->type](into, &value, err) ||
            fail_in(err, "%s", key->name);
}

/* ---- what was meant ---- */

int value_mistake_at(struct arena *a, const struct key *key, const char *text)
{
    const char *rest = text, *last = text;
    int before = 0;

    if (key->type != KEY_URLS && key->type != KEY_IDS)
        return 0;
    while (*rest) {
        const char *word = list_word(a, &rest,
                key->type == KEY_URLS ? ";" : ";, \t");

        if (!word)
            return 0;
        if (key->type == KEY_URLS ? address_mistake(word) != NULL
                                  : !value_is_id(word))
            break;
        last = rest;
    }
    last += strspn(last, ";, \t");
    for (const char *c = text; c < last; c++)
        before += ((unsigned char)*c & 0xC0) != 0x80;
    return before;
}

/* "www.lerameau.fr/feed" */
static const char *suggested_url(struct arena *a, const char *text)
{
    const char *meant = arena_printf(a, "https://%s", text);
    size_t host = strcspn(text, "/?#");
    const char *dot = memchr(text, '.', host);

    return dot && dot > text && !memchr(text, ':', host) &&
                    !address_mistake(meant)
            ? meant
            : NULL;
}

/* "fr_FR" */
static const char *suggested_lang(struct arena *a, const char *text)
{
    char *meant = arena_text(a, text);

    for (char *c = meant; *c; c++)
        if (*c == '_')
            *c = '-';
    return is_language(meant) ? meant : NULL;
}

/* "60": minutes, as in a crontab. */
static const char *suggested_duration(struct arena *a, const char *text)
{
    return *text && !text[strspn(text, DIGITS)] ? arena_printf(a, "%smin", text)
                                                : NULL;
}

/* "flux@example.org" */
static const char *suggested_contact(struct arena *a, const char *text)
{
    return strchr(text, '@') && !strpbrk(text, " \t<>\"():")
            ? arena_printf(a, "mailto:%s", text)
            : suggested_url(a, text);
}

const char *value_suggested(struct arena *a, const struct key *key,
        const char *text)
{
    static const char *(*const ways[])(struct arena *, const char *) = {
            [KEY_URL] = suggested_url,
            [KEY_SITE_URL] = suggested_url,
            [KEY_CONTACT] = suggested_contact,
            [KEY_LANG] = suggested_lang,
            [KEY_DURATION] = suggested_duration,
            [KEY_SELECTOR] = NULL, /* the last */
    };

    if (strlen(text) > BYTES_MAX)
        return NULL;
    if (key->type == KEY_CHOICE || key->type == KEY_FLAG)
        return report_nearest(text,
                key->type == KEY_FLAG ? flags : key->choices);
    return ways[key->type] ? ways[key->type](a, text) : NULL;
}
