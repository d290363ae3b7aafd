#include <string.h>

#include "byline/draft.h"

bool draft_has_date(const struct draft *d)
{
    return d->published || d->updated || d->created || d->bares > 0;
}

void draft_keep_first(const struct moment **slot, const struct moment *m)
{
    if (!*slot)
        *slot = m;
}

void draft_keep_later(const struct moment **slot, const struct moment *m)
{
    if (!*slot || (*slot)->wall.month == 0 ||
            civil_seconds(&m->wall) > civil_seconds(&(*slot)->wall) || m->exact)
        *slot = m;
}

/* The same day, said again with its time. */
static void refine(const struct moment **slot, const struct moment *m)
{
    if (*slot && !(*slot)->timed && m->timed && moment_same_day(*slot, m))
        *slot = m;
}

void draft_merge(struct draft *all, const struct draft *d)
{
    if (d->authors && (!all->authors || (d->labelled && !all->labelled))) {
        all->authors = d->authors;
        all->labelled = d->labelled;
        all->weak = d->weak;
    }
    if (d->published)
        draft_keep_first(&all->published, d->published);
    if (d->bares > 0)
        refine(all->published ? &all->published : &all->bare[0], d->bare[0]);
    if (d->created)
        draft_keep_first(&all->created, d->created);
    if (d->updated)
        draft_keep_later(&all->updated, d->updated);
    if (d->update_time)
        all->update_time = d->update_time;
    if (d->time && d->labelled && !draft_has_date(d))
        all->time = d->time;
    if (all->bares == 0 && d->bares > 0) {
        memcpy(all->bare, d->bare, sizeof(all->bare));
        all->bares = d->bares;
    }
}

/* ---- what it amounts to ---- */

/* Two dates without labels: the earlier and the later. */
static void place_bares(struct draft *d)
{
    const struct moment *first = d->bare[0], *second = d->bare[1];

    if (d->bares == 2 && !d->updated && !d->published) {
        bool swap = civil_seconds(&second->wall) < civil_seconds(&first->wall);

        d->published = swap ? second : first;
        d->updated = swap ? first : second;
    } else if (d->bares > 0 && !d->published) {
        d->published = first;
    } else if (d->bares > 0 && !d->updated && d->published &&
            civil_seconds(&first->wall) > civil_seconds(&d->published->wall)) {
        d->updated = first; /* "Publié le 12 mars 202115 avril 2021" */
    }
    if (!d->published)
        d->published = d->created;
}

/* A zone that is said once is meant for both. */
static struct moment with_zone(const struct moment *m, const struct moment *of)
{
    struct moment both = *m;

    if (of && m->timed && of->timed && !m->zone && !m->exact && of->zone) {
        both.zone = of->zone;
        both.zone_size = of->zone_size;
        both.zoned = of->zoned;
        both.offset = of->offset;
    }
    return both;
}

/* "| Mise à jour le 10 février": of the year of publication, or the next. */
static void take_year(struct moment *m, const struct moment *published)
{
    if (!m->yearless || !published || published->yearless || published->exact)
        return;
    m->wall.year = published->wall.year;
    if (m->wall.month < published->wall.month)
        m->wall.year++;
}

/* "mis à jour le 13": of the month of publication. */
static bool take_month(struct moment *m, const struct moment *published)
{
    if (!published || published->exact)
        return false;
    m->wall.year = published->wall.year;
    m->wall.month = published->wall.month;
    return civil_is_real(&m->wall) || m->wall.hour == 24;
}

enum { HOURS_LATER = 3 * 60 * 60 };

/* Of an hour that was twice the first is taken, unless the update would then
 * have been before the publication. */
static void prefer_later(struct byline_date *updated,
        const struct byline_date *published, const struct zone *zone)
{
    int later = zone_offset(zone, updated->instant + HOURS_LATER);

    if (updated->fit != ZONE_AMBIGUOUS ||
            updated->instant >= published->instant)
        return;
    updated->instant += updated->offset - later;
    updated->offset = later;
}

bool draft_resolve(struct byline *out, struct draft *d, const struct scan *s)
{
    struct moment m;

    place_bares(d);
    if (d->update_time && d->published && !d->updated) {
        m = *d->published;
        moment_join(&m, d->update_time);
        moment_resolve(&out->updated, s, &m);
    }
    if (d->published) {
        m = with_zone(d->published, d->updated);
        if (d->time && !m.timed)
            moment_join(&m, d->time); /* the day stood elsewhere */
        moment_resolve(&out->published, s, &m);
    }
    if (d->updated) {
        m = with_zone(d->updated, d->published);
        take_year(&m, d->published);
        if (m.wall.month != 0 || take_month(&m, d->published))
            moment_resolve(&out->updated, s, &m);
    }
    prefer_later(&out->updated, &out->published, s->context->zone);
    out->authors = d->authors;
    return out->authors || out->published.precision || out->updated.precision;
}
