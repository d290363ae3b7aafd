#include <string.h>

#include "input/page.h"

static bool is_of_comments(const xmlNode *link)
{
    return strcasestr(html_raw(link, "title"), "comment") ||
            strcasestr(html_raw(link, "href"), "comment");
}

void discover_feeds(struct page *page, struct item *head)
{
    xmlNode *root = xmlDocGetRootElement(page->html);
    struct arena *a = page->a;
    const char *type, *href;
    struct link *link;

    for (xmlNode *n = root; n; n = html_next(root, n)) {
        type = html_is(n, "link") ? html_attribute(a, n, "type") : NULL;
        href = html_attribute(a, n, "href");
        if (!href || !feed_is_type(type) || is_of_comments(n) ||
                !html_has_word(n, "rel", "alternate"))
            continue;
        link = page_link(page, head, "alternate", href);
        link->type = type;
        link->title = html_attribute(a, n, "title");
    }
}
