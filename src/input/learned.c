#include <string.h>

#include "base/hash.h"
#include "base/text.h"
#include "input/learned.h"

enum {
    LETTERS_LEAST = 3,
    ALONE_LEAST = 16, /* bytes of one with none beside it: "Yes, of course." */
    LEFT_LEAST = 4,   /* one in so many bytes of a text is its own */
    CONTENT_MAX = 4 * 1024 * 1024,
};

static const char from_here[] = "on several pages of this source";

struct learned {
    struct arena *a;
    struct buf *blocks;
    struct bytes chrome;
    struct item *item; /* a copy */
    bool cut;
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
    if (hash)
        buf_add(l->blocks, (const char *)&hash, sizeof(hash));
    return false;
}

/* ---- the text ---- */

struct text {
    struct learned *l;
    xmlNode *root;
    struct blocks blocks;
    int64_t *hashes; /* of the blocks */
    bool *gone;
};

/* Whether its element holds this block alone. Blocks stand in the order of the
 * document: where there is another, one stands beside it. */
static bool is_whole(const struct text *t, size_t i)
{
    const struct block *b = &t->blocks.items[i];

    return b->element != t->root &&
            (i == 0 || !html_contains(b->element, b[-1].element)) &&
            (i + 1 == t->blocks.count ||
                    !html_contains(b->element, b[1].element));
}

/* What a list, a table or code is made of says little alone. */
static const xmlNode *set_around(const struct text *t, size_t i)
{
    const xmlNode *found = NULL;

    for (const xmlNode *n = t->blocks.items[i].element; n && n != t->root;
            n = n->parent)
        if (html_is_one(n, "ul ol dl table pre"))
            found = n;
    return found;
}

static bool is_in(const struct text *t, size_t i, const xmlNode *box)
{
    return i < t->blocks.count &&
            html_contains(box, t->blocks.items[i].element);
}

/* Whether all blocks of the box, one of which is i, go. */
static bool goes_whole(const struct text *t, size_t i, const xmlNode *box)
{
    while (i > 0 && is_in(t, i - 1, box))
        i--;
    while (is_in(t, i, box) && t->gone[i])
        i++;
    return !is_in(t, i, box);
}

static bool is_linked(const struct text *t, size_t i, size_t end)
{
    size_t size = 0, linked = 0;

    for (; i < end; i++) {
        size += t->blocks.items[i].size;
        linked += t->blocks.items[i].linked;
    }
    return linked * 2 > size;
}

/* Such a set goes whole, and where it is of links, or in a box that goes. */
static void keep_sets(struct text *t)
{
    const xmlNode *set;
    size_t end;

    for (size_t i = 0; i < t->blocks.count; i = end) {
        end = i + 1;
        set = set_around(t, i);
        if (!set)
            continue;
        while (is_in(t, end, set))
            end++;
        if (!html_is(set, "pre") && goes_whole(t, i, set) &&
                (is_linked(t, i, end) ||
                        (set->parent != t->root &&
                                goes_whole(t, i, set->parent))))
            continue;
        memset(&t->gone[i], 0, (end - i) * sizeof(*t->gone));
    }
}

static bool is_short(const struct block *b)
{
    return b->size < ALONE_LEAST && !html_is_heading(b->element);
}

static void keep_short(struct text *t)
{
    for (size_t i = 0; i < t->blocks.count; i++)
        if (t->gone[i] && is_short(&t->blocks.items[i]) &&
                (i == 0 || !t->gone[i - 1]) &&
                (i + 1 == t->blocks.count || !t->gone[i + 1]))
            t->gone[i] = false;
}

/* A question, "Among them:", or a line that is bold. */
static bool introduces(struct arena *a, const struct block *b)
{
    const char *bold = html_is_one(b->first, "b strong")
            ? block_text(a, b->first)
            : NULL;

    return strchr(":?", b->text[b->size - 1]) ||
            (bold && strcmp(bold, b->text) == 0);
}

/* A heading goes only with all that it heads. */
static bool heads_nothing(const struct text *t, size_t i)
{
    bool alone = !html_is_heading(t->blocks.items[i].element);

    for (i++; i < t->blocks.count; i++) {
        if (html_is_heading(t->blocks.items[i].element))
            return true;
        if (!t->gone[i])
            return false;
        if (alone)
            return true;
    }
    return true;
}

static void keep_heads(struct text *t)
{
    for (size_t i = t->blocks.count; i-- > 0;) {
        const struct block *b = &t->blocks.items[i];

        if (t->gone[i] &&
                (html_is_heading(b->element) || introduces(t->l->a, b)))
            t->gone[i] = heads_nothing(t, i);
    }
}

/* Whether any goes, and enough is left: the same text for another day is an
 * article. */
static bool mark(struct text *t)
{
    size_t all = 0, left = 0;

    for (size_t i = 0; i < t->blocks.count; i++)
        t->gone[i] = i < LEARNED_BLOCKS && is_chrome(t->l, t->hashes[i]) &&
                is_whole(t, i);
    keep_sets(t);
    keep_short(t);
    keep_heads(t);
    for (size_t i = 0; i < t->blocks.count; i++) {
        all += t->blocks.items[i].size;
        left += t->gone[i] ? 0 : t->blocks.items[i].size;
    }
    return left < all && left * LEFT_LEAST >= all;
}

/* The largest around node that is empty, or NULL. */
static xmlNode *empty_around(const struct text *t, xmlNode *node)
{
    xmlNode *empty = NULL;

    for (; node != t->root && !node->_private; node = node->parent)
        empty = node;
    return empty;
}

/* What goes, and what is around it and empty then, goes to a holder outside of
 * the text, which the document owns: what holds it may go before or after. */
static void remove_blocks(struct text *t)
{
    xmlNode **around = ARENA_ARRAY(t->l->a, xmlNode *, t->blocks.count + 1),
            *empty;
    xmlNode *holder = xmlNewChild(t->root->parent, NULL, (const xmlChar *)"div",
            NULL);
    size_t count = 0;

    for (size_t i = 0; holder && i < t->blocks.count; i++) {
        xmlNode *element = t->blocks.items[i].element;

        if (!t->gone[i])
            continue;
        around[count++] = element->parent;
        xmlUnlinkNode(element);
        xmlAddChild(holder, element);
    }
    block_mark_full(t->root);
    for (size_t i = 0; i < count; i++) {
        empty = html_contains(t->root, around[i]) ? empty_around(t, around[i])
                                                  : NULL;
        if (!empty)
            continue;
        xmlUnlinkNode(empty);
        xmlAddChild(holder, empty);
    }
}

static void leave_out(struct text *t)
{
    AUTO(buf) struct buf out = {.max = CONTENT_MAX};
    struct learned *l = t->l;
    struct said *said = ARENA_NEW(l->a, struct said);

    for (size_t i = 0; i < t->blocks.count; i++)
        if (t->gone[i])
            claim_add(&l->item->claims, l->a, "content",
                    t->blocks.items[i].text, from_here);
    remove_blocks(t);
    html_write(&out, t->root, false);
    *said = *l->item->content;
    said->value = arena_copy(l->a, out.data ? out.data : "", out.size);
    l->item->content = out.size > 0 ? said : NULL;
}

static void read_blocks(struct text *t)
{
    struct arena *a = t->l->a;

    blocks_read(&t->blocks, a, t->root, NULL);
    t->hashes = ARENA_ARRAY(a, int64_t, t->blocks.count + 1);
    t->gone = ARENA_ARRAY(a, bool, t->blocks.count + 1);
    t->l->cut = t->blocks.count > LEARNED_BLOCKS;
    for (size_t i = 0; i < t->blocks.count && i < LEARNED_BLOCKS; i++) {
        t->hashes[i] = hash_of(a, t->blocks.items[i].text);
        is_learned(t->l, t->hashes[i]);
    }
    if (mark(t))
        leave_out(t);
}

static void read_content(struct learned *l)
{
    const struct said *content = l->item->content;
    AUTO(htmldoc) xmlDoc *doc = NULL;
    struct text text = {.l = l};
    struct err err = {0};
    bool complete;

    if (!content || !content->value || strcmp(content->type, "html") != 0 ||
            !html_parse(&doc,
                    (struct bytes){content->value, strlen(content->value)},
                    &complete, &err) ||
            !complete)
        return;
    text.root = html_find(xmlDocGetRootElement(doc), "body");
    if (text.root)
        read_blocks(&text);
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

const struct item *learned_without(struct buf *blocks, bool *cut,
        struct arena *a, const struct item *item, struct bytes chrome)
{
    struct learned l = {a, blocks, chrome, ARENA_NEW(a, struct item), false};

    *l.item = *item;
    l.item->claims = NULL;
    for (const struct claim *c = item->claims; c; c = c->next)
        claim_add(&l.item->claims, a, c->field, c->value, c->from);
    read_content(&l);
    *cut = l.cut;
    read_summary(&l);
    read_image(&l);
    if (l.item->image != item->image)
        put_first(&l, "image", l.item->image);
    if (l.item->summary != item->summary && l.item->summary)
        put_first(&l, "summary", l.item->summary->value);
    return l.item;
}
