/*
 * anchor_group.c - which links of a page are its list: the group that repeats
 * most, and stands in headings or beside dates.
 */
#include <string.h>

#include "input/anchor.h"
#include "input/chrome.h"

enum {
    REPEATS = 3,      /* from so many on links are a list */
    TITLE_LEAST = 15, /* bytes of a link that no heading holds */
    TITLE_MOST = 60,  /* bytes that count */
};

bool anchor_is_usable(const struct page *page, const struct anchor *anchor)
{
    return anchor->title && anchor->card &&
            (anchor->heading || anchor->dated ||
                    strlen(anchor->title) >= TITLE_LEAST) &&
            !chrome_says(page->a, anchor->title);
}

/* Points of the group of anchor `first`, counting each address once. */
static size_t weigh(const struct page *page, const struct anchors *anchors,
        size_t first)
{
    size_t count = 0, headings = 0, dates = 0, marks = 0, length = 0, same = 0;
    const char *last = "", *title = "";

    for (size_t i = first; i < anchors->count; i++) {
        const struct anchor *anchor = &anchors->items[i];
        size_t size;

        if (anchor->group != anchors->items[first].group ||
                !anchor_is_usable(page, anchor) ||
                strcmp(anchor->key, last) == 0)
            continue;
        last = anchor->key;
        same += strcmp(anchor->title, title) == 0;
        title = anchor->title;
        size = strlen(title);
        count++;
        headings += anchor->heading != NULL;
        dates += anchor->dated;
        marks += anchor->marked;
        length += size < TITLE_MOST ? size : TITLE_MOST;
    }
    if (count < (marks == count ? REPEATS_MARKED : REPEATS) ||
            (headings * 2 < count && dates * 2 < count) || same * 2 > count)
        return 0;
    return length * (count + 2 * headings + 2 * dates + marks) / count;
}

uint64_t anchors_best(const struct page *page, const struct anchors *anchors,
        size_t *most)
{
    uint64_t best = 0;
    size_t points;

    *most = 0;
    for (size_t i = 0; i < anchors->count; i++) {
        bool seen = false;

        for (size_t j = 0; j < i && !seen; j++)
            seen = anchors->items[j].group == anchors->items[i].group;
        points = seen ? 0 : weigh(page, anchors, i);
        if (points > *most) {
            *most = points;
            best = anchors->items[i].group;
        }
    }
    return best;
}
