#include <string.h>

#include "base/text.h"
#include "input/block.h"

enum {
    BLOCKS_MAX = 20000,
    TEXT_MAX = 64 * 1024, /* bytes of one block */
    FIRST_ROOM = 64,
    SENTENCE_LEAST = 25, /* bytes */
    PARAGRAPH_LEAST = 80,
};

struct reader {
    struct blocks *out;
    struct arena *a;
    struct buf *text;
    xmlNode *element, *first;
    size_t linked;
    bool apart; /* an inline element begins right after another */
};

#define INLINE                                                               \
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins " \
    "kbd label mark meter nobr q s samp small span strike strong sub sup "   \
    "time tt u var wbr"
#define SILENT                                                        \
    "script style noscript template iframe svg math select textarea " \
    "object audio video canvas button head title option datalist applet"

bool block_is(const xmlNode *node)
{
    return node->type == XML_ELEMENT_NODE && !html_is_one(node, INLINE);
}

static bool is_silent(const xmlNode *node)
{
    for (const xmlAttr *at = node->properties; at; at = at->next)
        if (strcmp((const char *)at->name, "hidden") == 0)
            return true;
    return html_is_one(node, SILENT);
}

static xmlNode *block_around(xmlNode *node)
{
    while (node && !block_is(node))
        node = node->parent;
    return node;
}

static void end_block(struct reader *r)
{
    struct blocks *out = r->out;
    const char *text = text_line(r->a, r->text->data, r->text->size);
    struct block *room;

    if (text && out->count < BLOCKS_MAX) {
        if (out->count == out->room) {
            room = ARENA_ARRAY(r->a, struct block,
                    out->room ? out->room * 2 : FIRST_ROOM);
            if (out->count > 0)
                memcpy(room, out->items, out->count * sizeof(*room));
            out->items = room;
            out->room = out->room ? out->room * 2 : FIRST_ROOM;
        }
        out->items[out->count++] = (struct block){.text = text,
                .element = r->element,
                .first = r->first,
                .size = strlen(text),
                .linked = r->linked};
    }
    buf_clear(r->text);
    r->element = NULL;
    r->linked = 0;
}

static bool is_in_link(const xmlNode *node)
{
    while (node && !html_is(node, "a"))
        node = node->parent;
    return node != NULL;
}

static void add_text(struct reader *r, const xmlNode *node)
{
    const char *text = node->content ? (const char *)node->content : "";
    size_t size = strlen(text);

    if (!r->element && size > strspn(text, " \t\r\n\f")) {
        r->element = block_around(node->parent);
        r->first = node->parent;
    }
    /* Styles usually part them. */
    if (r->apart && size > 0 && !strchr(",.;:)!?", *text))
        buf_char(r->text, ' ');
    r->apart = false;
    if (is_in_link(node->parent))
        r->linked += size;
    buf_add(r->text, text, size);
}

/* Returns whether to look below node. */
static bool enter(struct reader *r, const xmlNode *node, const xmlNode *without)
{
    if (node->type == XML_TEXT_NODE) {
        add_text(r, node);
        return false;
    }
    if (node->type != XML_ELEMENT_NODE)
        return false;
    if (block_is(node) || node == without)
        end_block(r);
    else if (node->prev && node->prev->type == XML_ELEMENT_NODE &&
            html_is_one(node, "a abbr span time"))
        r->apart = true;
    return node != without && !is_silent(node);
}

void blocks_read(struct blocks *out, struct arena *a, xmlNode *root,
        const xmlNode *without)
{
    AUTO(buf) struct buf text = {.max = TEXT_MAX};
    struct reader r = {.out = out, .a = a, .text = &text};
    xmlNode *node = root;

    while (node) {
        if (enter(&r, node, without) && node->children) {
            node = node->children;
            continue;
        }
        while (node && node != root && !node->next) {
            node = node->parent;
            if (block_is(node))
                end_block(&r);
        }
        node = node == root ? NULL : node->next;
    }
    end_block(&r);
}

const char *block_text(struct arena *a, xmlNode *root)
{
    AUTO(buf) struct buf all = {.max = TEXT_MAX};
    struct blocks blocks = {0};

    blocks_read(&blocks, a, root, NULL);
    for (size_t i = 0; i < blocks.count; i++) {
        if (i > 0)
            buf_char(&all, ' ');
        buf_text(&all, blocks.items[i].text);
    }
    return all.size > 0 ? arena_copy(a, all.data, all.size) : NULL;
}

size_t block_prose(const struct block *block)
{
    static const char *const ends[] = {".", "!", "?", ":", "…", "»", "”", "。"};
    size_t size, length;

    if (block->size < block->linked + SENTENCE_LEAST)
        return 0;
    size = block->size - block->linked;
    if (size >= PARAGRAPH_LEAST)
        return size;
    for (size_t i = 0; i < COUNT(ends); i++) {
        length = strlen(ends[i]);
        if (memcmp(block->text + block->size - length, ends[i], length) == 0)
            return size;
    }
    return 0;
}

static void mark_full(xmlNode *root, xmlNode *node)
{
    static const char *const seen = "img picture video audio embed svg math hr";
    const char *text;
    size_t at, size;
    bool full = html_is_one(node, seen);

    for (xmlNode *child = node->children; !full && child; child = child->next) {
        if (child->type != XML_TEXT_NODE || !child->content)
            continue;
        text = (const char *)child->content;
        size = strlen(text);
        for (at = 0; !full && at < size;)
            full = !text_is_space(text_next(text, size, &at));
    }
    for (xmlNode *n = node; full && n && !n->_private;
            n = n == root ? NULL : n->parent)
        n->_private = root;
}

void block_mark_full(xmlNode *root)
{
    for (xmlNode *n = root; n; n = html_next(root, n))
        n->_private = NULL;
    for (xmlNode *n = root; n; n = html_next(root, n))
        mark_full(root, n);
}
