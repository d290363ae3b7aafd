/*
 * sitemap.c - the site's own pages, for search engines (sitemaps.org). It does
 * not say when they changed: that is in the pages' feeds.
 */
#include <string.h>

#include "output/output.h"

enum { PAGES_MAX = 50 * 1000 }; /* what one sitemap may name */

static void page(struct buf *out, const char *site, const char *path)
{
    bool front = strcmp(path, "index.html") == 0;

    buf_text(out, "<url><loc>");
    xml_escape(out, site);
    xml_escape(out, front ? "" : path);
    buf_text(out, "</loc></url>\n");
}

void sitemap_write(struct buf *out, const char *site,
        const struct name_of *pages)
{
    buf_text(out,
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
            "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for (int i = 0; pages && i < PAGES_MAX; pages = pages->next, i++)
        page(out, site, pages->text);
    buf_text(out, "</urlset>\n");
}
