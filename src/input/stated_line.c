/*
 * stated_line.c - the lines of a page that may say who wrote an article and
 * when. What they mean is for byline/byline.c to find out; here it is only
 * where and how such lines stand.
 */
#include <string.h>

#include "byline/phrase.h"
#include "input/chrome.h"
#include "input/stated.h"

enum {
    NEAR = 6,             /* blocks before and after the title */
    BEHIND = 2,           /* and behind the body, where they begin like one */
    BYLINE_LONGEST = 200, /* bytes */
    BYLINE_SHORT = 120,   /* of one that neither class nor words tell */
    MARK_LONGEST = 60,    /* of one whose class says that it is a date */
    SENTENCE_WORDS = 4,
    LINES_MAX = 12,
    DAYS_READ = 200, /* lines of a text that are looked at as days */
    DAYS_MOST = 2,   /* so many may stand before or behind it */
    DAY = 24 * 60 * 60,
};

static const char byline_parts[] =
        "auteur auteurs author authors byline d date dateline info infos meta "
        "posted pubdate publi published signature submitted time timestamp";

bool stated_is_marked(const struct stated *s, const xmlNode *node)
{
    for (int up = 0; node && node != s->scope && up < 4;
            up++, node = node->parent)
        if (!html_is_one(node, "html body") &&
                html_has_class_part(node, byline_parts))
            return true;
    return false;
}

static bool has_digit(const char *text)
{
    return strpbrk(text, "0123456789") != NULL;
}

/* Ends like one, and is too long for a date with a full stop. */
static bool is_sentence(const char *text)
{
    size_t words = 0;

    for (const char *c = text; *c; c++)
        words += *c == ' ';
    return words >= SENTENCE_WORDS && strchr(".!?", text[strlen(text) - 1]);
}

bool stated_maybe(struct arena *a, const struct block *block)
{
    return block->size <= BYLINE_LONGEST && !chrome_says(a, block->text) &&
            ((has_digit(block->text) && !is_sentence(block->text)) ||
                    phrase_begins(block->text));
}

bool stated_read(struct byline *out, const struct page *page, const char *text)
{
    const struct byline_context context = {
            .lang = page->lang ? page->lang : page->doc->lang,
            .zone = zone_utc(),
            .now = page->doc->now,
    };

    return byline_read(out, page->a, text, &context);
}

/* The moment that the line alone says; false where it says none. */
static bool read_date(int64_t *out, const struct stated *s,
        const struct block *block)
{
    struct byline byline;

    if (block->size > BYLINE_SHORT ||
            !stated_read(&byline, s->page, block->text) ||
            (!byline.published.precision && !byline.updated.precision))
        return false;
    *out = byline.published.precision ? byline.published.instant
                                      : byline.updated.instant;
    return true;
}

static bool has_line(const struct buf *lines, const char *text)
{
    size_t size = strlen(text);
    const char *line = lines->data, *end;

    for (; line && *line; line = *end ? end + 1 : end) {
        end = line + strcspn(line, "\n");
        if ((size_t)(end - line) == size && memcmp(line, text, size) == 0)
            return true;
    }
    return false;
}

void stated_marks(struct buf *out, struct page *page, xmlNode *root)
{
    static const char parts[] =
            "date dateline datetime published pubdate time timestamp";

    for (xmlNode *n = root; n; n = html_next(root, n)) {
        const char *text = html_is(n, "time") || html_has_class_part(n, parts)
                ? block_text(page->a, n)
                : NULL;

        if (!text || strlen(text) > MARK_LONGEST || has_line(out, text))
            continue;
        if (out->size > 0)
            buf_char(out, '\n');
        buf_text(out, text);
    }
}

struct lines {
    const struct stated *stated;
    struct blocks blocks;
    struct buf *text;
    int count;
    size_t prose, prose_end; /* the blocks of the body that prose is among */
    bool days;               /* days stand within the body, as in a chronicle */
};

static void add_line(struct lines *lines, const char *text)
{
    if (lines->count++ >= LINES_MAX)
        return;
    if (lines->text->size > 0)
        buf_char(lines->text, '\n');
    buf_text(lines->text, text);
}

/* What was understood as a byline does not belong into the body. */
static void remove_block(const struct stated *s, const struct block *block)
{
    struct page *page = s->page;
    const char *whole = block_text(page->a, block->element);

    if (!body_holds(s->body, block->element))
        return;
    for (size_t i = 0; i < s->body->count; i++)
        if (html_contains(block->element, s->body->parts[i]))
            return;
    if (whole && strcmp(whole, block->text) == 0)
        page_remove(page, block->element);
}

/* Lists, captions and the like within the text hold no byline. */
static bool is_inner(const struct stated *s, const struct block *block)
{
    return html_is(block->element, "figcaption") ||
            (body_holds(s->body, block->element) &&
                    html_is_one(block->element, "li pre blockquote dd dt th"));
}

/* The first block behind the body; past all others where there is none. */
static size_t find_end(const struct lines *lines)
{
    size_t end = lines->blocks.count;

    for (size_t i = 0; i < lines->blocks.count; i++)
        if (body_holds(lines->stated->body, lines->blocks.items[i].element))
            end = i + 1;
    return end;
}

static bool is_within(const struct lines *lines, size_t i)
{
    return i >= lines->prose && i < lines->prose_end;
}

static void find_prose(struct lines *lines)
{
    const struct stated *s = lines->stated;

    lines->prose = lines->blocks.count;
    for (size_t i = 0; i < lines->blocks.count; i++) {
        const struct block *b = &lines->blocks.items[i];

        if (block_prose(b) == 0 || !body_holds(s->body, b->element) ||
                stated_maybe(s->page->a, b))
            continue;
        lines->prose = i < lines->prose ? i : lines->prose;
        lines->prose_end = i + 1;
    }
}

/* Several days, one of them among the prose. */
static void find_days(struct lines *lines)
{
    const struct stated *s = lines->stated;
    const char *before = "";
    int count = 0, within = 0, read = 0;
    int64_t time;

    for (size_t i = 0; i < lines->blocks.count && read < DAYS_READ; i++) {
        const struct block *b = &lines->blocks.items[i];

        if (b->size > BYLINE_SHORT || !has_digit(b->text) ||
                strcmp(b->text, before) == 0 || is_inner(s, b) ||
                !body_holds(s->body, b->element) || phrase_labels(b->text))
            continue;
        read++;
        if (!stated_maybe(s->page->a, b) || !read_date(&time, s, b))
            continue;
        before = b->text;
        count++;
        within += is_within(lines, i);
    }
    lines->days = count > DAYS_MOST || (count > 1 && within > 0);
}

/* In the body, what no label begins is a byline before or behind the prose,
 * unless its class says that it is one; and no day among others or to come. */
static bool is_of_text(const struct lines *lines, size_t i, bool named)
{
    const struct stated *s = lines->stated;
    const struct block *b = &lines->blocks.items[i];
    int64_t time;

    if (!body_holds(s->body, b->element) || phrase_labels(b->text))
        return false;
    return lines->days || (!named && is_within(lines, i)) ||
            (read_date(&time, s, b) && time > s->page->doc->now + DAY);
}

/* Whether it stands where bylines do; only what begins like one may stand
 * right behind the body. */
static bool is_near(const struct lines *lines, size_t i, size_t title,
        size_t behind)
{
    const struct block *b = &lines->blocks.items[i];
    bool inside = html_contains(lines->stated->scope, b->element);
    bool above = i < title && (inside || b->linked * 2 <= b->size);

    return (i + NEAR >= title && i <= title + NEAR && (above || inside)) ||
            (inside && i >= behind && i < behind + BEHIND &&
                    phrase_begins(b->text));
}

static void add_near(struct lines *lines, size_t title)
{
    const struct stated *s = lines->stated;
    size_t behind = find_end(lines);
    int64_t time;

    find_prose(lines);
    find_days(lines);
    for (size_t i = 0; i < lines->blocks.count; i++) {
        const struct block *b = &lines->blocks.items[i];
        bool named;

        if (i == title || !stated_maybe(s->page->a, b))
            continue;
        named = html_contains(s->scope, b->element) &&
                stated_is_marked(s, b->first);
        if (!named &&
                (!is_near(lines, i, title, behind) || is_inner(s, b) ||
                        (b->size > BYLINE_SHORT && !phrase_begins(b->text))))
            continue;
        if (is_of_text(lines, i, named))
            continue;
        add_line(lines, b->text);
        if (named || read_date(&time, s, b))
            remove_block(s, b);
    }
}

static void add_selected(struct lines *lines, const struct html_nodes *nodes)
{
    struct arena *a = lines->stated->page->a;

    for (size_t i = 0; i < nodes->count; i++) {
        struct blocks blocks = {0};

        if (nodes->items[i].value) {
            add_line(lines, nodes->items[i].value);
            continue;
        }
        blocks_read(&blocks, a, nodes->items[i].element, NULL);
        for (size_t j = 0; j < blocks.count; j++)
            add_line(lines, blocks.items[j].text);
        if (!html_contains(nodes->items[i].element, lines->stated->scope) &&
                lines->stated->page->body != nodes->items[i].element)
            page_remove(lines->stated->page, nodes->items[i].element);
    }
}

static size_t find_title(const struct lines *lines)
{
    const struct stated *s = lines->stated;

    for (size_t i = 0; s->heading && i < lines->blocks.count; i++)
        if (html_contains(s->heading, lines->blocks.items[i].element) ||
                html_contains(s->heading, lines->blocks.items[i].first))
            return i;
    return 0;
}

void stated_byline(const struct stated *s, struct item *item)
{
    AUTO(buf) struct buf text = {.max = (size_t)BYLINE_LONGEST * LINES_MAX};
    struct lines lines = {.stated = s, .text = &text};
    const struct selected *selected = &s->page->selected;

    if (selected->byline.count > 0 || selected->date.count > 0) {
        add_selected(&lines, &selected->byline);
        add_selected(&lines, &selected->date);
    } else {
        blocks_read(&lines.blocks, s->page->a, s->page->body, NULL);
        add_near(&lines, find_title(&lines));
    }
    if (text.size > 0)
        item->byline = arena_copy(s->page->a, text.data, text.size);
}
