/*
 * missing.c - the page that servers show where there is nothing: at whatever
 * address that is.
 */
#include "output/river.h"

static const struct words {
    const char *title, *text;
} words[SPOKEN_COUNT] = {
        [SPOKEN_EN] = {"Page not found",
                       "There is nothing at this address, or no longer."},
        [SPOKEN_FR] = {"Page introuvable",
                       "Il n’y a rien à cette adresse, ou plus rien."},
};

void missing_write(struct buf *out, const struct site *site)
{
    const struct words *w = &words[spoken_of(site->lang)];
    const struct page page = {.site = site,
            .path = "404.html",
            .title = w->title,
            .lang = site->lang,
            .hidden = true,
            .anywhere = true};

    page_open(out, &page);
    buf_printf(out, "<p>%s</p>\n", w->text);
    page_close(out, &page, NULL);
}
