#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "config.h"
#include "config/value_edition.h"

enum { HOUR = 3600, MINUTE = 60, ADDRESS_MAX = 254 }; /* RFC 5321 4.5.3.1 */

static const char *shown(const struct value *value)
{
    return value_shown(value->arena, value->text);
}

static bool take(void *into, const struct value *value)
{
    *(const char **)into = arena_text(value->arena, value->text);
    return true;
}

/* ---- titles ---- */

bool value_title(void *into, const struct value *value, struct err *err)
{
    const char *at = value->text;
    enum placeholder which;

    for (at += strcspn(at, "{"); *at; at += strcspn(at, "{")) {
        size_t size = edition_placeholder(at, &which);

        if (size == 0)
            return fail(err, ERR_USAGE,
                    "\"%s\" begins with none of {name}, {date}, {key}, {week}, "
                    "{month}, {year} and {number}",
                    value_shown(value->arena, at));
        at += size;
    }
    return take(into, value);
}

/* ---- times ---- */

static bool two_digits(int64_t *out, const char *text)
{
    if (text[0] < '0' || text[0] > '9' || text[1] < '0' || text[1] > '9')
        return false;
    *out = (text[0] - '0') * INT64_C(10) + (text[1] - '0');
    return true;
}

bool value_clock(void *into, const struct value *value, struct err *err)
{
    const char *text = value->text;
    int64_t hour, minute;

    if (strlen(text) != sizeof("07:30") - 1 || text[2] != ':' ||
            !two_digits(&hour, text) || !two_digits(&minute, text + 3) ||
            hour > 23 || minute > 59)
        return fail(err, ERR_USAGE,
                "\"%s\" is no time of day, such as 07:30 or 18:00",
                shown(value));
    *(int64_t *)into = hour * HOUR + minute * MINUTE;
    return true;
}

static const char weekdays[][4] = {"mon", "tue", "wed", "thu", "fri", "sat",
        "sun"};

/* The weekday that text begins with, from 0; -1 where it begins with none. */
static int weekday(const char *text)
{
    for (size_t i = 0; i < COUNT(weekdays); i++)
        if (strncasecmp(text, weekdays[i], 3) == 0)
            return (int)i;
    return -1;
}

/* Takes "mon" or "mon-fri", and what divides it from the next; NULL where it is
 * neither. */
static const char *take_days(int64_t *days, const char *text)
{
    int first = weekday(text), last = first;

    if (first < 0)
        return NULL;
    text += 3;
    if (*text == '-') {
        last = weekday(text + 1);
        text += 4;
    }
    if (last < 0 || (*text && !strchr(",; \t", *text)))
        return NULL;
    for (int day = first;; day = (day + 1) % (int)COUNT(weekdays)) {
        *days |= INT64_C(1) << day;
        if (day == last)
            break;
    }
    return text + strspn(text, ",; \t");
}

bool value_weekdays(void *into, const struct value *value, struct err *err)
{
    const char *at = value->text;
    int64_t days = 0;

    while (at && *at)
        at = take_days(&days, at);
    if (!at || !days)
        return fail(err, ERR_USAGE,
                "\"%s\" are no weekdays, such as mon-fri or mon, thu",
                shown(value));
    *(int64_t *)into = days;
    return true;
}

/* ---- mail ---- */

/* The shape that is sent without quoting: RFC 5321 section 4.1.2, Dot-string;
 * of other letters there are some in addresses, but servers that take them are
 * few. */
static bool is_address(const char *text, size_t size)
{
    static const char plain[] =
            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
            "!#$%&'*+/=?^_`{|}~.-";
    size_t local = strspn(text, plain), host;

    if (local == 0 || local >= size || text[local] != '@' || text[0] == '.' ||
            text[local - 1] == '.')
        return false;
    host = size - local - 1;
    return size <= ADDRESS_MAX && host > 0 &&
            strspn(text + local + 1,
                    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                    "0123456789.-") >= host &&
            text[local + 1] != '.';
}

bool value_mailbox(void *into, const struct value *value, struct err *err)
{
    const char *text = value->text, *open = strrchr(text, '<');
    size_t size = strlen(text);

    if (open ? text[size - 1] != '>' ||
                            !is_address(open + 1,
                                    (size_t)(text + size - open) - 2)
             : !is_address(text, size))
        return fail(err, ERR_USAGE,
                "\"%s\" is neither an address nor Name <address>",
                shown(value));
    return take(into, value);
}

bool value_mailboxes(void *into, const struct value *value, struct err *err)
{
    const char *at = value->text + strspn(value->text, "; \t");
    struct name_of *list = NULL;

    while (*at) {
        size_t size = strcspn(at, "; \t");
        const char *address = arena_copy(value->arena, at, size);
        struct name_of *name;

        if (!is_address(address, size))
            return fail(err, ERR_USAGE, "\"%s\" is no address",
                    value_shown(value->arena, address));
        for (name = list; name && strcmp(name->text, address) != 0;)
            name = name->next;
        if (name)
            return fail(err, ERR_USAGE, "\"%s\" is there twice", address);
        name = ARENA_NEW(value->arena, struct name_of);
        name->text = address;
        list_add(&list, name);
        at += size;
        at += strspn(at, "; \t");
    }
    if (!list)
        return fail(err, ERR_USAGE, "\"%s\" holds no address", shown(value));
    *(struct name_of **)into = list;
    return true;
}

/* Host and port alone: who sends is said by other keys. */
bool value_smtp(void *into, const struct value *value, struct err *err)
{
    const char *text = value->text;
    size_t scheme = strncasecmp(text, "smtps://", 8) == 0 ? 8
            : strncasecmp(text, "smtp://", 7) == 0        ? 7
                                                          : 0;
    const char *host = text + scheme;

    if (scheme == 0)
        return fail(err, ERR_USAGE,
                "\"%s\" begins with neither smtp:// nor smtps://",
                shown(value));
    if (strchr(host, '@'))
        return fail(err, ERR_USAGE,
                "\"%s\" must not hold a user's name or a password: credentials "
                "names a file for them",
                shown(value));
    if (!*host || *host == ':' || host[strcspn(host, "/?# \t\"<>\\^`{|}")])
        return fail(err, ERR_USAGE,
                "\"%s\" is not smtp:// with a host and perhaps a port",
                shown(value));
    return take(into, value);
}
