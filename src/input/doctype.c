/*
 * doctype.c - general entities of the internal subset (XML 1.0, 4.4 and 4.5).
 *
 * They are expanded before the parser sees the document, and the DOCTYPE is
 * taken away, so that no library ever resolves, nests or loads an entity.
 * External and parameter entities are not read: references to them stay as
 * they were typed.
 */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "input/doctype.h"
#include "input/scan.h"

enum { ENTITIES_MAX = 1024, NESTED_MAX = 16, NAME_MAX_BYTES = 100 };

struct entity_value {
    const char *name;
    struct bytes value;
};

/* These mean themselves, even where they are declared. */
static const char *const predefined[] = {"amp", "apos", "gt", "lt", "quot"};

/* A position in the declaration. */
struct cursor {
    const char *at, *end;
};

static void skip_space(struct cursor *c)
{
    while (c->at < c->end && scan_is_space(*c->at))
        c->at++;
}

static bool skip(struct cursor *c, const char *word)
{
    size_t size = strlen(word);

    if ((size_t)(c->end - c->at) < size || memcmp(c->at, word, size) != 0)
        return false;
    c->at += size;
    return true;
}

static void skip_past(struct cursor *c, const char *word)
{
    const char *found = memmem(c->at, (size_t)(c->end - c->at), word,
            strlen(word));

    c->at = found ? found + strlen(word) : c->end;
}

static struct bytes take_word(struct cursor *c)
{
    const char *from = c->at;

    while (c->at < c->end && !scan_is_space(*c->at) &&
            !strchr("<>[]\"'", *c->at))
        c->at++;
    return (struct bytes){from, (size_t)(c->at - from)};
}

static bool take_quoted(struct bytes *out, struct cursor *c)
{
    const char *end;

    if (c->at >= c->end || (*c->at != '"' && *c->at != '\''))
        return false;
    end = memchr(c->at + 1, *c->at, (size_t)(c->end - c->at - 1));
    if (!end)
        return false;
    *out = (struct bytes){c->at + 1, (size_t)(end - c->at - 1)};
    c->at = end + 1;
    return true;
}

/* A numeric reference at c becomes its character: XML does that where an entity
 * is declared, so that "&#38;#60;" is a "<" that is no markup. */
static bool put_character(struct buf *out, struct cursor *c)
{
    struct cursor look = *c;
    unsigned long number;
    char *end, bytes[4];

    if (!skip(&look, "&#") || look.at >= look.end)
        return false;
    number = *look.at == 'x' ? strtoul(look.at + 1, &end, 16)
                             : strtoul(look.at, &end, 10);
    if (end >= look.end || *end != ';' || number == 0 || number > 0x10FFFF)
        return false;
    buf_add(out, bytes, text_encode(bytes, (uint32_t)number));
    c->at = end + 1;
    return true;
}

static void declare(struct doctype *doctype, struct arena *a, struct bytes name,
        struct bytes value)
{
    struct cursor c = {value.data, value.data + value.size};
    struct entity_value *entity = &doctype->entities[doctype->count];
    AUTO(buf) struct buf plain = {0};

    entity->name = arena_copy(a, name.data, name.size);
    for (size_t i = 0; i < COUNT(predefined); i++)
        if (strcmp(entity->name, predefined[i]) == 0)
            return;
    while (c.at < c.end)
        if (!put_character(&plain, &c))
            buf_char(&plain, *c.at++);
    entity->value.data = arena_copy(a, plain.data ? plain.data : "",
            plain.size);
    entity->value.size = plain.size;
    doctype->count++;
}

/* After "<!ENTITY". */
static bool read_entity(struct doctype *doctype, struct arena *a,
        struct cursor *c, struct err *err)
{
    struct bytes name, value;
    bool is_general;

    skip_space(c);
    is_general = !skip(c, "%");
    skip_space(c);
    name = take_word(c);
    skip_space(c);
    if (take_quoted(&value, c) && is_general) {
        if (doctype->count == ENTITIES_MAX)
            return fail(err, ERR_DOCUMENT, "more than %d entities are declared",
                    ENTITIES_MAX);
        declare(doctype, a, name, value);
    }
    skip_past(c, ">");
    return true;
}

/* A declaration that does not matter; its quotes may hold a ">". */
static void skip_declaration(struct cursor *c)
{
    struct bytes ignored;

    while (c->at < c->end && *c->at != '>')
        if (!take_quoted(&ignored, c))
            c->at++;
    if (c->at < c->end)
        c->at++;
}

static bool read_subset(struct doctype *doctype, struct arena *a,
        struct cursor *c, struct err *err)
{
    while (c->at < c->end && !skip(c, "]")) {
        if (skip(c, "<!--"))
            skip_past(c, "-->");
        else if (skip(c, "<?"))
            skip_past(c, "?>");
        else if (skip(c, "<!ENTITY")) {
            if (!read_entity(doctype, a, c, err))
                return false;
        } else if (skip(c, "<!"))
            skip_declaration(c);
        else {
            doctype->external |= *c->at == '%';
            c->at++;
        }
    }
    return true;
}

static int by_name(const void *a, const void *b)
{
    const struct entity_value *left = a, *right = b;

    return strcmp(left->name, right->name);
}

size_t doctype_size(struct bytes text)
{
    struct cursor c = {text.data, text.data + text.size};
    struct bytes ignored;
    bool in_subset = false;

    for (; c.at < c.end && (in_subset || *c.at != '>'); c.at++) {
        if (in_subset && skip(&c, "<!--"))
            skip_past(&c, "--");
        else if (take_quoted(&ignored, &c))
            c.at--;
        else if (*c.at == '[' || *c.at == ']')
            in_subset = *c.at == '[';
    }
    return c.at < c.end ? (size_t)(c.at + 1 - text.data) : 0;
}

bool doctype_read(struct doctype *out, struct arena *a, struct bytes text,
        struct err *err)
{
    struct cursor c = {text.data, text.data + text.size};
    struct bytes ignored;

    *out = (struct doctype){0};
    out->entities = ARENA_ARRAY(a, struct entity_value, ENTITIES_MAX);
    while (c.at < c.end) {
        if (skip(&c, "[")) {
            if (!read_subset(out, a, &c, err))
                return false;
        } else if (take_quoted(&ignored, &c)) {
            out->external = true;
        } else {
            c.at++;
        }
    }
    qsort(out->entities, out->count, sizeof(*out->entities), by_name);
    return true;
}

/* Where in a document a reference stands. */
struct place {
    int nested;  /* in so many values */
    bool in_tag; /* and there in */
    char quote;  /* that attribute; 0: none */
};

static const struct entity_value *referred(const struct doctype *doctype,
        struct cursor *c)
{
    char name[NAME_MAX_BYTES];
    const struct entity_value key = {.name = name}, *found;
    size_t size = 0;

    while (c->at + 1 + size < c->end && c->at[1 + size] != ';') {
        if (size == sizeof(name) - 1)
            return NULL;
        name[size] = c->at[1 + size];
        size++;
    }
    name[size] = '\0';
    found = bsearch(&key, doctype->entities, doctype->count, sizeof(key),
            by_name);
    if (found && c->at + 1 + size < c->end)
        c->at += size + 2;
    else
        found = NULL;
    return found;
}

/* Copies what may hold neither tags nor references. */
static bool copy_opaque(struct buf *out, struct cursor *c)
{
    static const char *const kinds[][2] = {
            {"<!--",      "-->"},
            {"<![CDATA[", "]]>"},
            {"<?",        "?>" },
    };
    const char *from = c->at;

    for (size_t i = 0; i < COUNT(kinds); i++) {
        if (!skip(c, kinds[i][0]))
            continue;
        skip_past(c, kinds[i][1]);
        buf_add(out, from, (size_t)(c->at - from));
        return true;
    }
    return false;
}

static void copy_one(struct buf *out, struct place *place, struct cursor *c)
{
    char byte = *c->at;

    if (!place->in_tag && copy_opaque(out, c))
        return;
    c->at++;
    if (place->nested > 0 && place->quote && strchr("<\"'", byte)) {
        buf_printf(out, "&#%d;", byte); /* cannot end the attribute */
        return;
    }
    buf_char(out, byte);
    if (!place->in_tag)
        place->in_tag = byte == '<';
    else if (place->quote && byte == place->quote)
        place->quote = '\0';
    else if (!place->quote && (byte == '"' || byte == '\''))
        place->quote = byte;
    else if (!place->quote)
        place->in_tag = byte != '>';
}

static bool expand(struct buf *out, struct doctype *doctype, struct bytes text,
        struct place place, struct err *err)
{
    struct cursor c = {text.data, text.data + text.size};
    const struct entity_value *entity;

    while (c.at < c.end) {
        struct place inner = place;

        if (*c.at != '&' || !(entity = referred(doctype, &c))) {
            copy_one(out, &place, &c);
            continue;
        }
        inner.nested++;
        doctype->spent += (int64_t)entity->value.size + 1;
        if (doctype->spent > XML_EXPANSION_MAX || inner.nested > NESTED_MAX)
            return fail(err, ERR_DOCUMENT,
                    "its entities expand to more than %d bytes",
                    XML_EXPANSION_MAX);
        if (!expand(out, doctype, entity->value, inner, err))
            return false;
    }
    return true;
}

bool doctype_expand(struct buf *out, struct doctype *doctype, struct bytes text,
        struct err *err)
{
    return expand(out, doctype, text, (struct place){0}, err);
}
