#include <stdlib.h>
#include <string.h>

#include "base/url.h"
#include "normalise/work.h"

enum { EXTENSIONS_MAX = 32, DIGITS_MAX = 15 };

/* ---- values ---- */

/*
 * What a value must be: a row of the table below. Returns the value as it is to
 * be published; NULL where what it means is not plain.
 */
struct check {
    const char *prefix, *names;
    const char *properties; /* NULL: the element's text */
    const char *(*mend)(const struct work *w, const char *text,
            const struct check *check); /* NULL: it has no such property */
    const char *words;
    size_t least, most; /* numbers in it */
    bool once;          /* an entry has one of them */
};

static const char digits[] = "0123456789";

/* The length of an integer, or of a decimal number, at text; 0: none. */
static size_t number_at(const char *text)
{
    size_t whole = strspn(text, digits);

    if (whole == 0 || whole > DIGITS_MAX || text[whole] != '.')
        return whole > DIGITS_MAX ? 0 : whole;
    return whole + 1 + strspn(text + whole + 1, digits);
}

static const char *word(const struct work *w, const char *text,
        const struct check *check)
{
    return vocabulary_word(w->arena, check->words, text);
}

static const char *flag(const struct work *w, const char *text,
        const struct check *check)
{
    UNUSED(check);
    if (vocabulary_word(w->scratch, "true yes explicit 1", text))
        return "true";
    return vocabulary_word(w->scratch, "false no clean 0", text) ? "false"
                                                                 : NULL;
}

/* More than 0; pixels are what is meant. */
static const char *count(const struct work *w, const char *text,
        const struct check *check)
{
    size_t size = strspn(text, digits);
    const char *unit = text + size;

    UNUSED(check);
    if (size > DIGITS_MAX || strspn(text, "0") == size ||
            (*unit && strcasecmp(unit, "px") != 0))
        return NULL;
    return arena_copy(w->arena, text, size);
}

static const char *number(const struct work *w, const char *text,
        const struct check *check)
{
    size_t size = number_at(text);

    UNUSED(w);
    UNUSED(check);
    return size > 0 && !text[size] ? text : NULL;
}

static const char *signed_number(const struct work *w, const char *text,
        const struct check *check)
{
    return number(w, text + strspn(text, "+-"), check) &&
                    strspn(text, "+-") <= 1
            ? text
            : NULL;
}

/* Seconds, M:SS or H:MM:SS; fractions are left out. */
static const char *duration(const struct work *w, const char *text,
        const struct check *check)
{
    size_t size = strspn(text, digits);

    UNUSED(check);
    if (size == 0 || size > DIGITS_MAX)
        return NULL;
    for (int i = 0; i < 2 && text[size] == ':'; i++) {
        const char *part = text + size + 1;

        if (strspn(part, digits) != 2 || *part > '5')
            return NULL;
        size += 3;
    }
    if (text[size] == '.' && !text[size + 1 + strspn(text + size + 1, digits)])
        return arena_copy(w->arena, text, size);
    return text[size] ? NULL : text;
}

static const char *media_type(const struct work *w, const char *text,
        const struct check *check)
{
    size_t size = strcspn(text, "; ");
    const char *slash = memchr(text, '/', size);

    UNUSED(check);
    return slash && slash > text && slash + 1 < text + size &&
                    !memchr(slash + 1, '/', size - (size_t)(slash + 1 - text))
            ? arena_copy(w->arena, text, size)
            : NULL;
}

static const char *language(const struct work *w, const char *text,
        const struct check *check)
{
    const char *lang = work_lang(w, text);

    UNUSED(check);
    return lang && *lang ? lang : NULL;
}

/* GeoRSS: latitude, longitude, and so on; a circle ends with its radius. */
static bool is_in_range(const char *text, size_t at, const struct check *check)
{
    double value = strtod(text, NULL), most = at % 2 == 0 ? 90 : 180;

    if (at == 2 && check->most == 3)
        return value > 0;
    return value >= -most && value <= most;
}

static const char *places(const struct work *w, const char *text,
        const struct check *check)
{
    const char *made = NULL;
    size_t numbers = 0;

    for (text += strspn(text, ", "); *text; text += strspn(text, ", ")) {
        size_t sign = *text == '-' || *text == '+';
        size_t size = number_at(text + sign);

        if (size == 0 || !strchr(", ", text[sign + size]) ||
                !is_in_range(text, numbers, check) || ++numbers > check->most)
            return NULL;
        made = arena_printf(w->arena, "%s%s%.*s", made ? made : "",
                made ? " " : "", (int)(sign + size), text);
        text += sign + size;
    }
    return numbers >= check->least && (numbers % 2 == 0 || check->most == 3)
            ? made
            : NULL;
}

enum { PLACES_MAX = 200 }; /* as many as a line holds */

/* clang-format off */
static const struct check checks[] = {
        {"itunes",  "explicit",          NULL, .mend = flag, .once = true},
        {"itunes",  "duration",          NULL, .mend = duration, .once = true},
        {"itunes",  "season",            NULL, .mend = count, .once = true},
        {"itunes",  "episode",           NULL, .mend = count, .once = true},
        {"itunes",  "episodeType",       NULL, .mend = word, .words = "full trailer bonus", .once = true},
        {"podcast", "season episode",    NULL, .mend = number},
        {"media",   "thumbnail",         "type medium fileSize duration lang expression isDefault bitrate", .mend = NULL},
        {"media",   "content thumbnail", "width height fileSize", .mend = count},
        {"media",   "content",           "duration bitrate", .mend = number},
        {"media",   "content",           "medium", .mend = word, .words = "image audio video document executable"},
        {"media",   "content",           "expression", .mend = word, .words = "sample full nonstop"},
        {"media",   "content",           "isDefault", .mend = flag},
        {"media",   "content",           "type", .mend = media_type},
        {"media",   "content",           "lang", .mend = language},
        {"georss",  "point",             NULL, .mend = places, .least = 2, .most = 2, .once = true},
        {"georss",  "circle",            NULL, .mend = places, .least = 3, .most = 3, .once = true},
        {"georss",  "box",               NULL, .mend = places, .least = 4, .most = 4, .once = true},
        {"georss",  "line",              NULL, .mend = places, .least = 4, .most = PLACES_MAX, .once = true},
        {"georss",  "polygon",           NULL, .mend = places, .least = 8, .most = PLACES_MAX, .once = true},
        {"georss",  "elev floor",        NULL, .mend = signed_number},
        {"georss",  "radius",            NULL, .mend = number},
};
/* clang-format on */

/* Of a property, or of the text where that is NULL; NULL: anything goes. */
static const struct check *check_of(const struct extension *x,
        const char *property)
{
    for (size_t i = 0; i < COUNT(checks); i++) {
        const struct check *c = &checks[i];

        if (strcmp(c->prefix, x->prefix) == 0 &&
                vocabulary_has(c->names, x->name) &&
                (property ? c->properties &&
                                        vocabulary_has(c->properties, property)
                          : !c->properties))
            return c;
    }
    return NULL;
}

static const char *mended(const struct work *w, const struct extension *x,
        const char *property, const char *said)
{
    const struct check *check = check_of(x, property);
    const char *text = work_line(w, said);

    if (!check || !text)
        return text;
    return check->mend ? check->mend(w, text, check) : NULL;
}

/* ---- elements ---- */

/* Podcasts say one thing once; an entry is in one place, whatever its shape. */
static bool is_told(const struct extension *told, const struct extension *x)
{
    const struct check *check = check_of(x, NULL);

    if (!check || !check->once)
        return false;
    for (; told; told = told->next) {
        const struct check *other = check_of(told, NULL);

        if (other == check ||
                (other && other->mend == places && check->mend == places))
            return true;
    }
    return false;
}

static bool is_located(const struct vocabulary *v, const struct property *p)
{
    size_t size = strcspn(v->addresses, " ");

    while (p &&
            (strlen(p->name) != size ||
                    strncmp(p->name, v->addresses, size) != 0))
        p = p->next;
    return p != NULL;
}

static bool says_something(const struct vocabulary *v,
        const struct extension *x)
{
    if (vocabulary_has(v->located, x->name))
        return is_located(v, x->properties);
    return x->text != NULL;
}

static struct property *properties(const struct work *w,
        const struct vocabulary *v, const struct extension *x)
{
    struct property *first = NULL;

    for (const struct property *said = x->properties; said; said = said->next) {
        bool is_url = vocabulary_has(v->addresses, said->name);
        const char *value = is_url
                ? work_url(w, NULL, said->value, "an address")
                : mended(w, x, said->name, said->value);
        struct property *made;

        if (!value || (is_url && !url_is_web(value)))
            continue;
        made = ARENA_NEW(w->arena, struct property);
        made->name = said->name;
        made->value = value;
        list_add(&first, made);
    }
    return first;
}

void work_extensions(const struct work *w, struct entry *e)
{
    int count = 0;

    for (const struct extension *x = w->item->extensions;
            x && count < EXTENSIONS_MAX; x = x->next) {
        const struct vocabulary *v = vocabulary_of(x->prefix);
        struct extension made = {.prefix = x->prefix, .name = x->name}, *copy;

        made.text = mended(w, x, NULL, x->text);
        made.properties = properties(w, v, x);
        if (!says_something(v, &made) || is_told(e->extensions, &made))
            continue;
        copy = ARENA_NEW(w->arena, struct extension);
        *copy = made;
        list_add(&e->extensions, copy);
        count++;
    }
}
