/*
 * dates.c - when an entry was published and updated.
 *
 * Candidates are tried in a fixed order: what the document says for machines,
 * the line it shows to people, and what only hints at a date. The first that
 * can be read and be true wins. What a page says for machines is then held
 * against what it shows: publishing systems mislabel zones, swap dates and make
 * up times, and nobody who reads the page would see it.
 */
#include <string.h>

#include "base/date.h"
#include "normalise/work.h"

enum { DAY = 24 * 60 * 60, YEAR_1995 = 788918400 };

struct found {
    int64_t instant;       /* 0: none */
    const char *precision; /* "day", or NULL */
    bool seen;             /* in the byline */
    bool reckoned;
    enum zone_fit fit;
};

/* Feeds may announce, or hold archives; pages have neither. */
static bool is_too_old(const struct work *w, int64_t instant)
{
    return work_is_page(w) && instant < YEAR_1995;
}

static bool is_to_come(const struct work *w, int64_t instant)
{
    return work_is_page(w) && instant > w->context->doc->now + DAY;
}

/* Pages print the time of their place; feeds that of nowhere, UTC, unless the
 * operator says where. */
static bool read_said(const struct work *w, const struct claim *said,
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
    if (!zoned && w->context->zone &&
            (work_is_page(w) || w->context->doc->zone_said))
        out->instant = zone_instant(w->context->zone, &wall, &out->fit);
    if (day_only)
        out->precision = "day";
    if (is_too_old(w, out->instant))
        *out = (struct found){0};
    return out->instant != 0;
}

/* The first readable row of `rows`; *first tells whether it was the first. One
 * that is still to come is the last choice: our own clock may be wrong. */
static const struct claim *find(const struct work *w, const char *rows,
        struct found *out, bool *first)
{
    const struct claim *to_come = NULL;
    struct found found;

    *first = true;
    for (const struct claim *d = w->item->dates; d; d = d->next) {
        if (!d->value || strcmp(d->field, rows) != 0)
            continue;
        if (read_said(w, d, &found) && !is_to_come(w, found.instant)) {
            *out = found;
            return d;
        }
        if (found.instant && !to_come) {
            to_come = d;
            *out = found;
        }
        *first = false;
    }
    return to_come;
}

static struct found seen(const struct byline_date *date)
{
    static const char *const coarse[] = {"year", "month", "day"};
    struct found found = {.instant = date->instant,
            .seen = true,
            .reckoned = date->reckoned,
            .fit = date->fit};

    for (size_t i = 0; i < COUNT(coarse); i++)
        if (date->precision && strcmp(date->precision, coarse[i]) == 0)
            found.precision = "day";
    return found;
}

/* Of a page all that was said, for whoever wonders; of a feed only what is not
 * plain. */
static void tell(const struct work *w, struct entry *e, const char *field,
        const struct claim *winner, bool plain)
{
    if (!work_is_page(w)) {
        if (!plain)
            work_note(w, e, field, winner->from ? winner->from : field,
                    winner->value);
        return;
    }
    if (winner && (!plain || winner->from))
        work_note(w, e, field, winner->from ? winner->from : field,
                winner->value);
    for (const struct claim *d = w->item->dates; d; d = d->next)
        if (d != winner && d->value && d->from &&
                strncmp(d->field, field, strlen(field)) == 0)
            work_note(w, e, field,
                    arena_printf(w->scratch, "passed over: %s", d->from),
                    d->value);
}

/* Takes the best candidate of one field. */
static struct found choose(const struct work *w, struct entry *e,
        const char *field, const char *weak, const struct byline_date *byline)
{
    struct found found = {0};
    const struct claim *d;
    bool first, plain;

    d = find(w, field, &found, &first);
    if (d && is_to_come(w, found.instant) && byline->instant &&
            !is_to_come(w, byline->instant))
        d = NULL;
    plain = d && first;
    if (!d && byline->instant) {
        work_note(w, e, field, "byline", w->item->byline);
        found = seen(byline);
        plain = true;
    } else if (!d) {
        d = find(w, weak, &found, &first);
    }
    if (d || work_is_page(w))
        tell(w, e, field, d, plain);
    return found;
}

/* ---- what a page says, and what it shows ---- */

static bool is_precise(const struct byline_date *shown)
{
    return shown->instant && !seen(shown).precision;
}

/* Bylines have no seconds. */
static bool is_same_minute(int64_t a, int64_t b)
{
    return a / 60 == b / 60;
}

static bool is_same_day(int64_t a, int64_t b, int offset)
{
    return (a + offset) / DAY == (b + offset) / DAY;
}

/* The wall's clock under the name of UTC. */
static bool is_mislabelled(const struct found *said,
        const struct byline_date *shown)
{
    return said->instant && !said->seen && !said->precision &&
            is_precise(shown) && shown->offset != 0 &&
            is_same_minute(said->instant, shown->instant + shown->offset);
}

static void mend_zones(const struct work *w, struct entry *e,
        struct found *published, struct found *updated)
{
    const struct byline *shown = &w->byline;
    int offset = shown->published.offset;

    if (!is_mislabelled(published, &shown->published))
        return;
    work_note(w, e, "published",
            "local time that was called UTC, by the byline", w->item->byline);
    published->instant -= offset;
    if (updated->instant && !updated->seen && !updated->precision &&
            (!shown->updated.instant ||
                    is_mislabelled(updated, &shown->updated)))
        updated->instant -= offset;
}

static void mend_order(const struct work *w, struct entry *e,
        struct found *published, struct found *updated)
{
    const struct byline_date *shown = &w->byline.published;
    struct found kept = *published;

    if (!updated->instant || published->instant <= updated->instant)
        return;
    if (is_precise(shown) && is_same_minute(updated->instant, shown->instant)) {
        work_note(w, e, "published", "the two were swapped, by the byline",
                w->item->byline);
        *published = *updated;
        *updated = kept;
    } else {
        *updated = *published;
    }
}

/* Midnight, or noon in Greenwich: what systems make of a mere day. */
static bool is_made_up(int64_t instant, int offset)
{
    return instant % DAY == 0 || instant % DAY == DAY / 2 ||
            (instant + offset) % DAY == 0;
}

static void mend_precision(const struct work *w, struct entry *e,
        const char *field, struct found *said, const struct byline_date *shown)
{
    bool finer = said->precision && is_precise(shown);
    bool coarser = !said->precision && seen(shown).precision &&
            is_made_up(said->instant, shown->offset);

    if (!said->instant || said->seen || !shown->instant ||
            !is_same_day(said->instant, shown->instant, shown->offset) ||
            (!finer && !coarser))
        return;
    work_note(w, e, field,
            finer ? "the time is the byline's" : "the time was made up: byline",
            w->item->byline);
    *said = seen(shown);
}

static void mend(const struct work *w, struct entry *e, struct found *published,
        struct found *updated)
{
    mend_zones(w, e, published, updated);
    mend_precision(w, e, "published", published, &w->byline.published);
    mend_precision(w, e, "updated", updated, &w->byline.updated);
    mend_order(w, e, published, updated);
}

/* What is true of a date and cannot be seen in it. */
static void tell_doubts(const struct work *w, struct entry *e,
        const char *field, const struct found *found)
{
    static const char *const clocks[] = {
            [ZONE_AMBIGUOUS] = "the clock showed that time twice: taken as",
            [ZONE_NONEXISTENT] = "the clock left that time out: taken as",
    };
    char date[DATE_SIZE];

    date_write(date, found->instant);
    if (found->instant && !found->precision && found->fit != ZONE_UNIQUE)
        work_note(w, e, field, clocks[found->fit], date);
    if (found->instant && found->reckoned)
        work_note(w, e, field, "reckoned from when it was first read", date);
}

void work_dates(const struct work *w, struct entry *e)
{
    struct found published = choose(w, e, "published", "published-weak",
            &w->byline.published);
    struct found updated = choose(w, e, "updated", "updated-weak",
            &w->byline.updated);

    if (work_is_page(w))
        mend(w, e, &published, &updated);
    tell_doubts(w, e, "published", &published);
    tell_doubts(w, e, "updated", &updated);
    e->published_reckoned = published.reckoned;
    e->updated_reckoned = updated.reckoned;
    e->published = published.instant;
    e->published_precision = published.precision;
    e->updated = updated.instant;
    e->updated_precision = updated.precision;
}
