/*
 * lead.c - what introduces an article.
 */
#include "input/chrome.h"
#include "input/stated.h"

enum {
    LEAD_LEAST = 40,  /* bytes */
    LEAD_BLOCKS = 12, /* between title and body that are looked at */
};

/* In a list, a table, or a box for what belongs to a picture or to the site. */
static bool is_boxed(const struct stated *s, const xmlNode *node)
{
    static const char parts[] =
            "caption credit credits legend legende photo tags topics";

    for (; node && node != s->scope; node = node->parent)
        if (html_is_one(node, "aside dl figure figcaption ol table ul") ||
                html_has_class_part(node, parts))
            return true;
    return false;
}

/* Long enough, and a sentence where the page describes itself otherwise. */
static bool is_lead(const struct stated *s, const struct block *b)
{
    struct page *page = s->page;
    struct byline byline;

    return b->size >= LEAD_LEAST && b->linked * 2 < b->size &&
            (!page->metadata.summary || block_prose(b) > 0) &&
            !is_boxed(s, b->element) && !chrome_says(page->a, b->text) &&
            !chrome_appeals(page->a, b->text) &&
            !stated_read(&byline, page, b->text);
}

/* What stands between title and body, and is neither links nor a byline. */
static const char *lead_between(const struct stated *s)
{
    struct blocks blocks = {0};
    size_t below = 0;

    blocks_read(&blocks, s->page->a, s->scope, NULL);
    for (size_t i = 0; s->heading && i < blocks.count && below <= LEAD_BLOCKS;
            i++) {
        const struct block *b = &blocks.items[i];

        if (body_holds(s->body, b->element))
            return NULL;
        if (below > 0 && is_lead(s, b))
            return b->text;
        below += below > 0 || html_contains(s->heading, b->element);
    }
    return NULL;
}

const struct said *stated_lead(const struct stated *s, struct item *item)
{
    struct page *page = s->page;
    const char *text = NULL;

    for (xmlNode *n = page->body; n && !text; n = html_next(page->body, n))
        if (html_has_class_part(n, "chapo chapeau standfirst") ||
                html_has_class(n, "p-summary"))
            text = html_contains(s->scope, n) ? block_text(page->a, n) : NULL;
    claim_add(&item->claims, page->a, "summary", text, "class of leads");
    if (!text) {
        text = lead_between(s);
        claim_add(&item->claims, page->a, "summary", text, "below the title");
    }
    return page_said(page, "text", text ? text : page->metadata.summary);
}
