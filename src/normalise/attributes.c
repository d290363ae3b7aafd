#include <string.h>

#include "base/text.h"
#include "base/url.h"
#include "normalise/attributes.h"
#include "normalise/escape.h"

enum { CANDIDATES_MAX = 16, DESCRIPTOR_MAX = 8 };

/* RFC 3986, beside letters and digits. */
static const char url_characters[] = "/-._%=&?;#:+,~@!$'()*[]";

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter_or_digit(char c)
{
    return is_digit(c) || (text_lower(c) >= 'a' && text_lower(c) <= 'z');
}

/* A loop is faster than strchr() here; frequent characters come first. */
static bool is_one_of(char c, const char *these)
{
    while (*these && *these != c)
        these++;
    return *these != '\0';
}

/* Whether all of text is made of letters, digits and the others. */
static bool is_made_of(struct slice text, const char *others)
{
    for (size_t i = 0; i < text.size; i++)
        if (!is_letter_or_digit(text.data[i]) &&
                !is_one_of(text.data[i], others))
            return false;
    return text.size > 0;
}

static bool starts_with(struct slice *text, const char *start)
{
    size_t size = strlen(start);

    if (text->size < size || memcmp(text->data, start, size) != 0)
        return false;
    text->data += size;
    text->size -= size;
    return true;
}

static struct slice slice_of(const char *text)
{
    return (struct slice){.data = text, .size = strlen(text)};
}

/* Cuts off and returns what comes before the first of the characters. */
static struct slice take_until(struct slice *text, const char *stops)
{
    struct slice taken = {.data = text->data};

    while (taken.size < text->size && !is_one_of(taken.data[taken.size], stops))
        taken.size++;
    text->data += taken.size;
    text->size -= taken.size;
    return taken;
}

/* A host and a port: no user, and no white space in other scripts. */
static bool is_authority(struct slice text)
{
    if (text.size == 0 || text.data[0] == ':' ||
            html_plain(text.data, text.size, true) < text.size)
        return false;
    for (size_t at = 0; at < text.size;) {
        uint32_t c = text_next(text.data, text.size, &at);

        if (c < 0x80 ? !is_letter_or_digit((char)c) &&
                                !is_one_of((char)c, ".-:_~%[]")
                     : text_is_space(c))
            return false;
    }
    return true;
}

/* RFC 3986 in its form with an authority, or mailto: where mail is welcome. */
static bool is_url(struct slice text, bool mail)
{
    if (text.size > URL_MAX)
        return false;
    if (starts_with(&text, "http://") || starts_with(&text, "https://")) {
        if (!is_authority(take_until(&text, "/?#")))
            return false;
        return text.size == 0 || is_made_of(text, url_characters);
    }
    return mail && starts_with(&text, "mailto:") &&
            is_made_of(text, url_characters);
}

/* "2x", "1.5x", "640w" */
static bool is_descriptor(struct slice text)
{
    size_t last = text.size - 1;

    if (text.size < 2 || text.size > DESCRIPTOR_MAX || !is_digit(text.data[0]))
        return false;
    for (size_t i = 0; i < last; i++)
        if (!is_digit(text.data[i]) &&
                (text.data[i] != '.' || text.data[last] == 'w'))
            return false;
    return text.data[last] == 'x' || text.data[last] == 'w';
}

/* "URL 640w, URL 1280w": with a comma in it, a URL is not read alike by all. */
static bool is_set(struct slice text)
{
    do {
        if (!is_url(take_until(&text, " ,"), false))
            return false;
        if (text.size > 0 && text.data[0] == ' ') {
            starts_with(&text, " ");
            if (!is_descriptor(take_until(&text, ",")))
                return false;
        }
    } while (starts_with(&text, ", "));
    return text.size == 0;
}

static bool is_number(struct slice text)
{
    for (size_t i = 0; i < text.size; i++)
        if (!is_digit(text.data[i]))
            return false;
    return text.size > 0 && text.data[0] != '0';
}

/* The one of the words, separated by spaces, that text is; NULL for none. */
static const char *choose(const char *words, struct slice text)
{
    for (const char *at = words; at; at = strchr(at, ' ')) {
        at += *at == ' ' ? 1 : 0;
        if (strcspn(at, " ") == text.size &&
                memcmp(at, text.data, text.size) == 0)
            return at;
    }
    return NULL;
}

bool attribute_is_valid(const struct attribute *attribute, struct slice text)
{
    if (!html_is_escaped(text, true) ||
            (attribute->size > 0 && text.size > attribute->size))
        return false;
    switch (attribute->kind) {
    case ATTRIBUTE_LINK:
        return is_url(text, true);
    case ATTRIBUTE_WEB:
    case ATTRIBUTE_PICTURE:
        return is_url(text, false);
    case ATTRIBUTE_SET:
        return is_set(text);
    case ATTRIBUTE_TEXT:
        return attribute->blank || text.size > 0;
    case ATTRIBUTE_CHOICE:
        return choose(attribute->words, text) != NULL;
    case ATTRIBUTE_NUMBER:
        return is_number(text);
    case ATTRIBUTE_TOKEN:
        return is_made_of(text, attribute->words);
    case ATTRIBUTE_FLAG:
        return text.size == 0;
    }
    return false;
}

/* The value with its references read, without white space around it. */
static char *trimmed(struct arena *scratch, struct slice raw)
{
    AUTO(buf) struct buf read = {0};
    char *value;
    size_t size;

    if (memchr(raw.data, '&', raw.size)) {
        html_read(&read, raw, true);
        raw = (struct slice){.data = read.data, .size = read.size};
    }
    if (memchr(raw.data, '\0', raw.size))
        return NULL;
    value = arena_copy(scratch, raw.data, raw.size);
    while (html_is_space(*value))
        value++;
    size = strlen(value);
    while (size > 0 && html_is_space(value[size - 1]))
        value[--size] = '\0';
    return value;
}

/*
 * Of a page that came over https, browsers ask for all pictures over https (W3C
 * Mixed Content, section 4.1): so is it written, for those who show it
 * elsewhere.
 */
static const char *resolve_picture(struct arena *scratch, const char *base,
        const char *value)
{
    const char *url = url_resolve(scratch, base, value), *host;

    if (!url || !base || strncmp(base, "https:", 6) != 0 ||
            strncmp(url, "http://", 7) != 0)
        return url;
    host = url + 7;
    if (strcspn(host, ":") < strcspn(host, "/?#"))
        return url; /* the port is that of http */
    return arena_printf(scratch, "https://%s", host);
}

/*
 * HTML, section 4.8.4.2.1: the candidates with their URLs resolved, as is_set()
 * wants them. NULL where one has no URL.
 */
const char *attributes_resolve_set(struct arena *scratch, const char *base,
        const char *value)
{
    const char *set = NULL;

    for (int i = 0; i < CANDIDATES_MAX; i++) {
        const char *url, *resolved, *descriptor = "";
        size_t size;
        bool ended;

        value += strspn(value, ", \t\n\f\r");
        if (*value == '\0')
            return set;
        size = strcspn(value, " \t\n\f\r");
        value += size;
        ended = value[-1] == ',';
        url = arena_copy(scratch, value - size, size - ended);
        if (!ended) {
            value += strspn(value, " \t\n\f\r");
            size = strcspn(value, ", \t\n\f\r");
            descriptor = arena_copy(scratch, value, size);
            value += size;
            value += strcspn(value, ",");
        }
        resolved = resolve_picture(scratch, base, url);
        if (!resolved)
            return NULL;
        set = arena_printf(scratch, "%s%s%s%s%s", set ? set : "",
                set ? ", " : "", resolved, *descriptor ? " " : "", descriptor);
    }
    return NULL;
}

static const char *lowered(const char *words, char *value)
{
    if (!choose(words, slice_of(value)))
        for (char *c = value; *c; c++)
            *c = text_lower(*c);
    return value;
}

/* The value as it is to be published, but for what escapes it. */
static const char *wanted(struct arena *scratch,
        const struct attribute *attribute, char *value, const char *base)
{
    switch (attribute->kind) {
    case ATTRIBUTE_LINK:
    case ATTRIBUTE_WEB:
        return url_resolve(scratch, base, value);
    case ATTRIBUTE_PICTURE:
        return resolve_picture(scratch, base, value);
    case ATTRIBUTE_SET:
        return attributes_resolve_set(scratch, base, value);
    case ATTRIBUTE_CHOICE:
        return lowered(attribute->words, value);
    case ATTRIBUTE_FLAG:
        return "";
    case ATTRIBUTE_TEXT:
    case ATTRIBUTE_NUMBER:
    case ATTRIBUTE_TOKEN:
        break;
    }
    return value;
}

static void put_value(struct buf *out, struct arena *scratch,
        const struct attribute *attribute, struct slice raw, const char *base)
{
    char *value;
    const char *want;

    if (attribute->kind == ATTRIBUTE_TEXT) {
        html_escape(out, raw, true, attribute->size);
        return;
    }
    value = trimmed(scratch, raw);
    want = value ? wanted(scratch, attribute, value, base) : NULL;
    if (!want)
        want = "<"; /* no value of anything */
    for (const char *amp; (amp = strchr(want, '&')); want = amp + 1) {
        buf_add(out, want, (size_t)(amp - want));
        buf_text(out, "&amp;");
    }
    buf_text(out, want);
}

/* Writes one, or nothing where its value says nothing. */
static bool put(struct buf *out, struct arena *scratch,
        const struct attribute *attribute, struct slice raw, const char *base)
{
    size_t before = out->size, start;
    struct slice value;

    buf_char(out, ' ');
    buf_text(out, attribute->as ? attribute->as : attribute->name);
    buf_text(out, "=\"");
    start = out->size;
    put_value(out, scratch, attribute, raw, base);
    value.data = out->data + start;
    value.size = out->size - start;
    if (!attribute_is_valid(attribute, value)) {
        out->size = before;
        return false;
    }
    buf_char(out, '"');
    return true;
}

bool attributes_write(struct buf *out, struct arena *scratch,
        const struct element *element, const struct token *token,
        const char *base)
{
    const struct token_attribute *found[ATTRIBUTES_MAX + 1] = {NULL};
    bool complete = (element->has & (HAS_HREF | HAS_IMAGE)) == 0;
    const char *written = "";

    if (token->count == 0)
        return complete;
    for (size_t i = token->count; i-- > 0;)
        found[attribute_find(token->attributes[i].name)] =
                &token->attributes[i];
    for (size_t i = 0; i < attribute_count; i++) {
        const struct attribute *attribute = &attributes[i];

        if (!found[i] || !(attribute->of & (element->has | HAS_ALL)) ||
                (attribute->as && strcmp(attribute->as, written) == 0))
            continue;
        if (!put(out, scratch, attribute, found[i]->value, base))
            continue;
        written = attribute->as ? attribute->as : attribute->name;
        complete = complete || attribute->needed;
    }
    return complete;
}
