#include <string.h>

#include "base/text.h"
#include "config/ini.h"

struct reader {
    struct arena *arena;
    const char *file;
    struct report *report;
    struct ini_section **next_section;
    struct ini_key **next_key; /* where the section's next key goes */
    const char *text;          /* the current line, NUL-terminated */
    int line;
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* Columns count characters, as editors do. */
static int column_of(const struct reader *r, const char *at)
{
    int column = 1;

    for (const char *c = r->text; c < at; c++)
        column += ((unsigned char)*c & 0xC0) != 0x80;
    return column;
}

#define mistake(r, at, ...)                                             \
    report_add((r)->report, (r)->file, (r)->line, column_of((r), (at)), \
            __VA_ARGS__)

/* What is left of [first, end) without white space around it; or NULL. */
static const char *trim(const struct reader *r, const char **first,
        const char *end)
{
    while (*first < end && is_blank(**first))
        (*first)++;
    while (end > *first && is_blank(end[-1]))
        end--;
    return end > *first ? arena_copy(r->arena, *first, (size_t)(end - *first))
                        : NULL;
}

/* Where the comment's "#" is, or the end of the line. */
static const char *content_end(const char *text)
{
    const char *c = text;

    while (*c && !(*c == '#' && (c == text || is_blank(c[-1]))))
        c++;
    return c;
}

/* Moves *end to where the "]" is; or should be, which is reported. */
static bool find_close(struct reader *r, const char *open, const char **end)
{
    const char *close = memchr(open, ']', (size_t)(*end - open));
    const char *last = *end - 1;

    while (is_blank(*last))
        last--;
    *end = close ? close : last + 1;
    if (close == last)
        return true;
    mistake(r, last, "a section ends with \"]\" and stands alone");
    return false;
}

/* What follows a section without a word is read, but belongs nowhere. */
static void read_section(struct reader *r, const char *open, const char *end)
{
    struct ini_section *section = ARENA_NEW(r->arena, struct ini_section);
    const char *kind_at = open + 1, *name_at;
    bool closed = find_close(r, open, &end);

    while (kind_at < end && is_blank(*kind_at))
        kind_at++;
    name_at = kind_at;
    while (name_at < end && !is_blank(*name_at))
        name_at++;
    section->kind = arena_copy(r->arena, kind_at,
            name_at > kind_at ? (size_t)(name_at - kind_at) : 0);
    section->name = trim(r, &name_at, end);
    section->line = r->line;
    section->column = column_of(r, open);
    section->name_column = column_of(r, name_at);
    r->next_key = &section->keys;
    if (!*section->kind && closed)
        mistake(r, end, "a section needs a word between \"[\" and \"]\"");
    if (!*section->kind)
        return;
    *r->next_section = section;
    r->next_section = &section->next;
}

static void add_key(struct reader *r, const struct ini_key *key)
{
    *r->next_key = ARENA_NEW(r->arena, struct ini_key);
    **r->next_key = *key;
    r->next_key = &(*r->next_key)->next;
}

static void read_key(struct reader *r, const char *first, const char *end)
{
    const char *equals = memchr(first, '=', (size_t)(end - first));
    struct ini_key key = {.line = r->line, .column = column_of(r, first)};
    const char *value_at = equals ? equals + 1 : end;

    if (!equals) {
        mistake(r, first, "neither \"[section]\" nor \"key = value\"");
        return;
    }
    key.name = trim(r, &first, equals);
    key.value = trim(r, &value_at, end);
    key.value_column = column_of(r, value_at);
    key.comment = *end ? arena_text(r->arena, end + 1) : NULL;
    key.comment_column = column_of(r, end);
    if (!key.name) {
        mistake(r, equals, "the name of a key is missing before \"=\"");
        return;
    }
    if (!key.value)
        mistake(r, equals, "%s has no value", key.name);
    add_key(r, &key);
}

/* A control character would reach logs, headers and terminals. Reports the
 * first that cannot stand there, which is then *bad. */
static bool is_clean(const char **bad, const struct reader *r, size_t size)
{
    for (size_t at = 0; at < size;) {
        uint32_t c;

        *bad = r->text + at;
        c = text_next(r->text, size, &at);
        if (c == 0xFFFD && strncmp(*bad, TEXT_REPLACEMENT, 3) != 0) {
            mistake(r, *bad, "not UTF-8");
            return false;
        }
        if (c == '\r' || !text_is_publishable(c)) {
            mistake(r, *bad, "the character U+%04X cannot stand here", c);
            return false;
        }
    }
    return true;
}

/* So that one mistake does not look like two, a key is there all the same, and
 * what follows a section is not another's. */
static void read_unclean(struct reader *r, const char *bad)
{
    const char *first = r->text + strspn(r->text, " \t");
    const char *equals = memchr(r->text, '=', (size_t)(bad - r->text));
    struct ini_key key = {.line = r->line, .column = column_of(r, first)};

    if (*first == '[')
        r->next_key = &ARENA_NEW(r->arena, struct ini_section)->keys;
    else if (equals && *first != '#')
        key.name = trim(r, &first, equals);
    if (key.name)
        add_key(r, &key);
}

static void read_line(struct reader *r, const char *line, size_t size)
{
    const char *first, *end, *bad = NULL;

    if (size > 0 && line[size - 1] == '\r')
        size--;
    r->line++;
    r->text = first = arena_copy(r->arena, line, size);
    if (!is_clean(&bad, r, size)) {
        read_unclean(r, bad);
        return;
    }
    end = content_end(r->text);
    while (first < end && is_blank(*first))
        first++;
    if (first == end)
        return;
    if (*first == '[')
        read_section(r, first, end);
    else
        read_key(r, first, end);
}

struct ini_section *ini_read(struct arena *a, const char *file,
        struct bytes bytes, struct report *report)
{
    static const char bom[] = "\xEF\xBB\xBF";
    struct ini_section *top = ARENA_NEW(a, struct ini_section);
    struct reader r = {.arena = a,
            .file = file,
            .report = report,
            .next_section = &top->next,
            .next_key = &top->keys};
    size_t at = 0;

    top->kind = "";
    if (bytes.size >= strlen(bom) && memcmp(bytes.data, bom, strlen(bom)) == 0)
        at = strlen(bom);
    while (at < bytes.size) {
        const char *line = bytes.data + at;
        const char *end = memchr(line, '\n', bytes.size - at);
        size_t size = end ? (size_t)(end - line) : bytes.size - at;

        read_line(&r, line, size);
        at += size + 1;
    }
    return top;
}

static struct bytes line_of(struct bytes bytes, int line)
{
    const char *at = bytes.data, *end = bytes.data + bytes.size, *newline;

    while ((newline = memchr(at, '\n', (size_t)(end - at))) && --line > 0)
        at = newline + 1;
    return (struct bytes){at, (size_t)((newline ? newline : end) - at)};
}

void ini_replace(struct buf *out, struct bytes bytes, int line,
        const char *value)
{
    AUTO(arena) struct arena a = {0};
    struct bytes found = line_of(bytes, line);
    const char *text = arena_copy(&a, found.data, found.size);
    const char *end = content_end(text), *first = strchr(text, '=');
    size_t before = (size_t)(found.data - bytes.data), after;

    first = first ? first + 1 : end;
    while (first < end && is_blank(*first))
        first++;
    while (end > first && (is_blank(end[-1]) || end[-1] == '\r'))
        end--;
    after = before + (size_t)(end - text);
    buf_add(out, bytes.data, before + (size_t)(first - text));
    buf_text(out, value);
    buf_add(out, bytes.data + after, bytes.size - after);
}
