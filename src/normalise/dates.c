/*
 * dates.c - when an entry was published and updated.
 *
 * Candidates are tried in a fixed order: what the document says for machines,
 * the line it shows to people, and what only hints at a date. The first that
 * can be read wins; the cross-checks then look at both winners together.
 */
#include <string.h>

#include "base/date.h"
#include "normalise/work.h"

struct found {
    int64_t instant;       /* 0: none */
    const char *precision; /* "day", or NULL */
};

/* Pages print the time of their place, feeds that of nowhere: UTC. */
static bool read_said(const struct work *w, const struct dated *said,
        struct found *out)
{
    bool day_only, zoned;
    struct civil wall;

    *out = (struct found){0};
    if (!date_read_zoned(said->value, w->lang, &out->instant, &day_only,
                &zoned)) {
        work_problem(w, "a date", said->value);
        return false;
    }
    wall = civil_of(out->instant);
    if (!zoned && work_is_page(w) && w->context->zone)
        out->instant = zone_instant(w->context->zone, &wall, NULL);
    if (day_only)
        out->precision = "day";
    return out->instant != 0;
}

/* The first readable row of `rows`; *first tells whether it was the first. */
static const struct dated *find(const struct work *w, const char *rows,
        struct found *out, bool *first)
{
    *first = true;
    for (const struct dated *d = w->item->dates; d; d = d->next) {
        if (!d->value || strcmp(d->field, rows) != 0)
            continue;
        if (read_said(w, d, out))
            return d;
        *first = false;
    }
    return NULL;
}

static struct found seen(const struct byline_date *date)
{
    static const char *const coarse[] = {"year", "month", "day"};
    struct found found = {.instant = date->instant};

    for (size_t i = 0; i < COUNT(coarse); i++)
        if (date->precision && strcmp(date->precision, coarse[i]) == 0)
            found.precision = "day";
    return found;
}

/* Takes the best candidate of one field. */
static struct found choose(const struct work *w, struct entry *e,
        const char *field, const char *weak, const struct byline_date *byline)
{
    struct found found = {0};
    const struct dated *d;
    bool first;

    d = find(w, field, &found, &first);
    if (d && first)
        return found;
    if (!d && byline->instant) {
        work_note(w, e, field, "byline", w->item->byline);
        return seen(byline);
    }
    if (!d)
        d = find(w, weak, &found, &first);
    if (d)
        work_note(w, e, field, d->from ? d->from : field, d->value);
    return found;
}

/* What makes two dates that are right by themselves wrong together. */
static void cross_check(const struct work *w, const struct found *published,
        struct found *updated)
{
    if (work_is_page(w) && updated->instant &&
            updated->instant < published->instant)
        *updated = *published;
}

void work_dates(const struct work *w, struct entry *e)
{
    struct found published = choose(w, e, "published", "published-weak",
            &w->byline.published);
    struct found updated = choose(w, e, "updated", "updated-weak",
            &w->byline.updated);

    cross_check(w, &published, &updated);
    e->published = published.instant;
    e->published_precision = published.precision;
    e->updated = updated.instant;
    e->updated_precision = updated.precision;
}
