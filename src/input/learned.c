#include <string.h>

#include "base/hash.h"
#include "base/text.h"
#include "input/learned.h"

enum {
    BLOCKS_MOST = 400, /* of a page */
    LETTERS_LEAST = 3,
    CONTENT_MAX = 4 * 1024 * 1024,
};

static const char from_here[] = "on several pages of this source";

struct learned {
    struct arena *a;
    struct buf *blocks;
    struct bytes chrome;
    struct item *item; /* a copy */
};

/* 0 for what is too little to be known again: a dash, a number. */
static int64_t hash_of(struct arena *a, const char *text)
{
    const char *folded = text ? text_fold(a, text, strlen(text)) : NULL;
    size_t letters = 0;

    for (const char *c = folded ? folded : ""; *c; c++)
        letters += (*c >= 'a' && *c <= 'z') || (unsigned char)*c >= 0x80;
    return letters < LETTERS_LEAST ? 0 : (int64_t)hash_text(HASH_START, folded);
}

static bool is_chrome(const struct learned *l, int64_t hash)
{
    size_t low = 0, high = l->chrome.size / sizeof(hash);

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int64_t there;

        memcpy(&there, l->chrome.data + middle * sizeof(there), sizeof(there));
        if (there == hash)
            return hash != 0;
        if (there < hash)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

/* Whether a text is chrome; else it is told of. */
static bool is_learned(struct learned *l, int64_t hash)
{
    if (is_chrome(l, hash))
        return true;
    if (hash && l->blocks->size < BLOCKS_MOST * sizeof(hash))
        buf_add(l->blocks, (const char *)&hash, sizeof(hash));
    return false;
}

/* ---- the text ---- */

static bool is_empty(struct arena *a, xmlNode *node)
{
    static const char seen[] = "img picture video audio embed svg math hr";

    for (xmlNode *n = node; n; n = html_next(node, n))
        if (html_is_one(n, seen))
            return false;
    return !block_text(a, node);
}

/* With what is around it and empty then. */
static void remove_block(struct arena *a, xmlNode *root, xmlNode *node)
{
    xmlNode *parent;

    for (; node != root; node = parent) {
        parent = node->parent;
        xmlUnlinkNode(node);
        xmlFreeNode(node);
        if (!is_empty(a, parent))
            return;
    }
}

/* A heading goes only with all that it heads. */
static bool heads_nothing(const struct blocks *blocks, const bool *gone,
        size_t i)
{
    for (i++; i < blocks->count; i++) {
        if (html_is_heading(blocks->items[i].element))
            return true;
        if (!gone[i])
            return false;
    }
    return true;
}

static size_t mark(struct learned *l, const xmlNode *root,
        const struct blocks *blocks, bool *gone)
{
    size_t count = 0;

    for (size_t i = blocks->count; i-- > 0;) {
        const struct block *b = &blocks->items[i];
        const char *whole = b->element == root || i >= BLOCKS_MOST
                ? NULL
                : block_text(l->a, b->element);

        gone[i] = whole && strcmp(whole, b->text) == 0 &&
                is_chrome(l, hash_of(l->a, b->text)) &&
                (!html_is_heading(b->element) ||
                        heads_nothing(blocks, gone, i));
        count += gone[i];
    }
    return count;
}

static void leave_out(struct learned *l, xmlNode *root,
        const struct blocks *blocks, const bool *gone)
{
    AUTO(buf) struct buf out = {.max = CONTENT_MAX};
    struct said *said = ARENA_NEW(l->a, struct said);

    for (size_t i = 0; i < blocks->count; i++) {
        if (!gone[i])
            continue;
        claim_add(&l->item->claims, l->a, "content", blocks->items[i].text,
                from_here);
        remove_block(l->a, root, blocks->items[i].element);
    }
    html_write(&out, root, false);
    *said = *l->item->content;
    said->value = arena_copy(l->a, out.data ? out.data : "", out.size);
    l->item->content = out.size > 0 ? said : NULL;
}

static void read_content(struct learned *l)
{
    const struct said *content = l->item->content;
    AUTO(htmldoc) xmlDoc *doc = NULL;
    struct blocks blocks = {0};
    struct err err = {0};
    xmlNode *body;
    bool complete, *gone;
    size_t count;

    if (!content || !content->value || strcmp(content->type, "html") != 0 ||
            !html_parse(&doc,
                    (struct bytes){content->value, strlen(content->value)},
                    &complete, &err) ||
            !complete)
        return;
    body = html_find(xmlDocGetRootElement(doc), "body");
    if (!body)
        return;
    blocks_read(&blocks, l->a, body, NULL);
    for (size_t i = 0; i < blocks.count; i++)
        is_learned(l, hash_of(l->a, blocks.items[i].text));
    gone = ARENA_ARRAY(l->a, bool, blocks.count + 1);
    count = mark(l, body, &blocks, gone);
    if (count > 0 && count < blocks.count)
        leave_out(l, body, &blocks, gone);
}

/* ---- the lead and the image ---- */

/* The first that is the page's own. */
static const char *own_claim(struct learned *l, const char *field)
{
    for (const struct claim *c = l->item->claims; c; c = c->next)
        if (strcmp(c->field, field) == 0 &&
                !is_chrome(l, hash_of(l->a, c->value)))
            return c->value;
    return NULL;
}

static void read_summary(struct learned *l)
{
    const struct said *summary = l->item->summary;
    struct said *said = ARENA_NEW(l->a, struct said);
    const char *own;

    if (!summary || !is_learned(l, hash_of(l->a, summary->value)))
        return;
    own = own_claim(l, "summary");
    *said = *summary;
    said->value = own;
    l->item->summary = own ? said : NULL;
    claim_add(&l->item->claims, l->a, "summary", summary->value, from_here);
}

static void read_image(struct learned *l)
{
    const char *image = l->item->image;

    if (!image || !is_learned(l, hash_of(l->a, image)))
        return;
    l->item->image = own_claim(l, "image");
    claim_add(&l->item->claims, l->a, "image", image, from_here);
}

/* The first claim of a field is what was taken. */
static void put_first(struct learned *l, const char *field, const char *value)
{
    struct claim *claim = ARENA_NEW(l->a, struct claim);

    for (const struct claim *c = l->item->claims; value && c; c = c->next)
        if (strcmp(c->field, field) == 0 && strcmp(c->value, value) == 0) {
            *claim = *c;
            claim->next = l->item->claims;
            l->item->claims = claim;
            return;
        }
}

const struct item *learned_without(struct buf *blocks, struct arena *a,
        const struct item *item, struct bytes chrome)
{
    struct learned l = {a, blocks, chrome, ARENA_NEW(a, struct item)};

    *l.item = *item;
    l.item->claims = NULL;
    for (const struct claim *c = item->claims; c; c = c->next)
        claim_add(&l.item->claims, a, c->field, c->value, c->from);
    read_content(&l);
    read_summary(&l);
    read_image(&l);
    if (l.item->image != item->image)
        put_first(&l, "image", l.item->image);
    if (l.item->summary != item->summary && l.item->summary)
        put_first(&l, "summary", l.item->summary->value);
    return l.item;
}
