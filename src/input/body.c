/*
 * body.c - where an article's text is, and its markup without the rest.
 *
 * Where no well-known class names the body, it is the innermost element that
 * holds most of the prose.
 */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "input/chrome.h"
#include "input/page.h"

enum {
    NAMED_LEAST = 10,    /* per cent of it in what a class calls the body */
    MOST = 70,           /* per cent of the page's prose */
    PICTURE_LEAST = 200, /* pixels */
    BODY_MAX = 2 * 1024 * 1024,
};

/* An element's prose stands in its _private while the body is looked for. */
size_t body_prose(const xmlNode *node)
{
    return (size_t)(uintptr_t)node->_private;
}

size_t body_measure(struct page *page)
{
    struct blocks blocks = {0};
    size_t prose, total = 0;

    for (xmlNode *n = page->body; n; n = html_next(page->body, n))
        n->_private = NULL;
    blocks_read(&blocks, page->a, page->body, NULL);
    for (size_t i = 0; i < blocks.count; i++) {
        prose = block_prose(&blocks.items[i]);
        total += prose;
        for (xmlNode *n = blocks.items[i].element; prose && n;
                n = n == page->body ? NULL : n->parent)
            n->_private = (void *)(uintptr_t)(body_prose(n) + prose);
    }
    return total;
}

/* ---- finding ---- */

/* Classes that name the body of an article; what stands first is trusted
 * before what stands later. */
static const char *const body_classes[] = {
        "e-content",
        "entry-content",
        "post-content article-content article-body article__body",
        "field--name-body field-name-body",
        "texte",
        "gh-content",
        "post-body story-body content-body",
};

enum { NAMED_ROWS = COUNT(body_classes) + 1 };

static bool is_named_body(const xmlNode *node, size_t row)
{
    return row == 0 ? html_has_word(node, "itemprop", "articleBody")
                    : html_has_class(node, body_classes[row - 1]);
}

bool body_is_mostly(const xmlNode *node)
{
    for (const xmlNode *n = node; n && n->type == XML_ELEMENT_NODE;
            n = n->parent)
        for (size_t row = 0; row < NAMED_ROWS; row++)
            if (is_named_body(n, row))
                return body_prose(node) * 2 > body_prose(n);
    return false;
}

/* The one with most prose: others are teasers. */
static xmlNode *find_named(struct page *page, size_t total, const char **name)
{
    xmlNode *best;

    for (size_t row = 0; row < NAMED_ROWS; row++) {
        best = NULL;
        for (xmlNode *n = page->body; n; n = html_next(page->body, n))
            if (is_named_body(n, row) &&
                    body_prose(n) * 100 > total * NAMED_LEAST &&
                    (!best || body_prose(n) > body_prose(best)))
                best = n;
        *name = row == 0 ? "itemprop articleBody" : "class of bodies";
        if (best)
            return best;
    }
    return NULL;
}

static bool is_paragraph(const xmlNode *node)
{
    return html_is_heading(node) ||
            html_is_one(node,
                    "p li ul ol dl dd dt pre blockquote figure address");
}

static xmlNode *find_dense(struct page *page, size_t total)
{
    xmlNode *node = page->body, *child, *next = node;

    while (next) {
        node = next;
        next = NULL;
        for (child = node->children; child; child = child->next)
            if (child->type == XML_ELEMENT_NODE && !is_paragraph(child) &&
                    body_prose(child) * 100 >= total * MOST)
                next = child;
    }
    return node;
}

static bool is_afterword(const xmlNode *node)
{
    const xmlNode *child = node->children;

    while (child && !html_has_class(child, "ps notes"))
        child = child->next;
    return child || html_has_class(node, "ps notes");
}

/* What SPIP, and others after it, put beside the text: a lead, a postscript and
 * notes. */
static void add_beside(struct body *out, xmlNode *text)
{
    xmlNode *lead = NULL;

    for (xmlNode *n = text->prev; n && !lead; n = n->prev)
        if (html_has_class_part(n, "chapo chapeau standfirst"))
            lead = n;
    out->count = 0;
    if (lead)
        out->parts[out->count++] = lead;
    out->parts[out->count++] = text;
    for (xmlNode *n = text->next; n; n = n->next)
        if (is_afterword(n) && out->count < BODY_PARTS)
            out->parts[out->count++] = n;
}

void body_find(struct body *out, struct page *page)
{
    const struct html_nodes *selected = &page->selected.body;
    size_t total = body_measure(page);
    xmlNode *found;

    out->from = "selector body";
    for (size_t i = 0; i < selected->count && i < BODY_PARTS; i++)
        if (!body_holds(out, selected->items[i].element))
            out->parts[out->count++] = selected->items[i].element;
    if (out->count == 0 && total > 0) {
        found = find_named(page, total, &out->from);
        if (!found) {
            found = find_dense(page, total);
            out->from = "most of the prose";
        }
        out->parts[out->count++] = found;
    }
    if (out->count == 1)
        add_beside(out, out->parts[0]);
    for (size_t i = 0; i < out->count; i++)
        out->prose += body_prose(out->parts[i]);
}

bool body_holds(const struct body *body, const xmlNode *node)
{
    for (size_t i = 0; i < body->count; i++)
        if (html_contains(body->parts[i], node))
            return true;
    return false;
}

/* ---- cleaning ---- */

static bool is_hidden(const xmlNode *node)
{
    const char *style = html_raw(node, "style");

    for (const xmlAttr *at = node->properties; at; at = at->next)
        if (strcmp((const char *)at->name, "hidden") == 0)
            return true;
    return strstr(style, "display:none") || strstr(style, "display: none");
}

/* A quotation's footer names its author. */
static bool is_in_quotation(const xmlNode *node)
{
    while (node && !html_is(node, "blockquote"))
        node = node->parent;
    return node != NULL;
}

/* Classes lie: what holds half of the text is the text. */
static void remove_boxes(struct page *page, xmlNode *part)
{
    xmlNode *next;

    for (xmlNode *n = html_next(part, part); n; n = next) {
        next = html_next(part, n);
        if (!is_hidden(n) && !chrome_is(n) &&
                (!chrome_is_margin(n) || is_in_quotation(n)))
            continue;
        if (body_prose(n) * 2 > body_prose(part))
            continue;
        next = html_after(part, n);
        page_remove(page, n);
    }
}

/* Whether no block beside it is of the same element: lines between <br>. */
static bool is_alone(const struct blocks *blocks, size_t i)
{
    const struct block *b = &blocks->items[i];

    return (i == 0 || b[-1].element != b->element) &&
            (i + 1 == blocks->count || b[1].element != b->element);
}

static void remove_labels(struct page *page, xmlNode *part)
{
    struct blocks blocks = {0};

    blocks_read(&blocks, page->a, part, NULL);
    for (size_t i = 0; i < blocks.count; i++) {
        const struct block *block = &blocks.items[i];
        const char *whole;

        if (!chrome_says(page->a, block->text))
            continue;
        whole = is_alone(&blocks, i) ? block_text(page->a, block->element)
                                     : NULL;
        if (block->element != part && whole && strcmp(whole, block->text) == 0)
            page_remove(page, block->element);
        else if (block->first != part && block->first != block->element)
            page_remove(page, block->first);
    }
}

static void remove_empty(struct page *page, xmlNode *part)
{
    xmlNode *next;

    block_mark_full(part);
    for (xmlNode *n = html_next(part, part); n; n = next) {
        next = html_next(part, n);
        if (n->_private ||
                !(html_is_heading(n) ||
                        html_is_one(n, "p div section ul ol li dl figure")))
            continue;
        next = html_after(part, n);
        page_remove(page, n);
    }
}

bool body_is_picture(const xmlNode *img)
{
    const char *width = html_raw(img, "width"),
               *height = html_raw(img, "height");

    return (!*width || strtol(width, NULL, 10) >= PICTURE_LEAST ||
                   strchr(width, '%')) &&
            (!*height || strtol(height, NULL, 10) >= PICTURE_LEAST / 2 ||
                    strchr(height, '%'));
}

static void show_images(struct page *page, xmlNode *part)
{
    const char *source;

    for (xmlNode *n = part; n; n = html_next(part, n)) {
        if (!html_is(n, "img"))
            continue;
        source = page_image(page, n);
        if (!source)
            continue;
        xmlSetProp(n, (const xmlChar *)"src", (const xmlChar *)source);
    }
}

const struct said *body_write(struct page *page, const struct body *body)
{
    AUTO(buf) struct buf out = {.max = BODY_MAX};

    for (size_t i = 0; i < body->count; i++) {
        remove_boxes(page, body->parts[i]);
        remove_labels(page, body->parts[i]);
        remove_empty(page, body->parts[i]);
        show_images(page, body->parts[i]);
        html_write(&out, body->parts[i], false);
    }
    return out.size > 0
            ? page_said(page, "html", arena_copy(page->a, out.data, out.size))
            : NULL;
}
