/*
 * lead.c - what introduces an article.
 */
#include "input/chrome.h"
#include "input/stated.h"

enum {
    LEAD_LEAST = 40,  /* bytes */
    LEAD_BLOCKS = 12, /* between title and body that are looked at */
};

/* What stands between title and body, and is neither links nor a byline. */
static const char *lead_between(const struct stated *s)
{
    struct page *page = s->page;
    struct blocks blocks = {0};
    bool below = false;

    blocks_read(&blocks, page->a, s->scope, NULL);
    for (size_t i = 0; s->heading && i < blocks.count; i++) {
        const struct block *b = &blocks.items[i];
        struct byline byline;

        if (body_holds(s->body, b->element))
            return NULL;
        if (below && b->size >= LEAD_LEAST && b->linked * 2 < b->size &&
                !chrome_says(page->a, b->text) &&
                !stated_read(&byline, page, b->text))
            return b->text;
        below = below || html_contains(s->heading, b->element);
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
