/*
 * A text is read block by block. In a block the first place is looked for from
 * where on it reads as a byline to its end: the beginning, else where a label
 * with a capital begins, since titles and bylines are often glued. What stood
 * before is then no part of it.
 */
#include <string.h>

#include "byline/aside.h"
#include "byline/byline.h"

enum {
    TEXT_MAX = 4000,
    BLOCK_MAX = 400,
    BADGE_MAX = 30,  /* of a date in several blocks */
    RESIDUE_MAX = 3, /* words behind a labelled date */
};

static bool is_label(const struct token *t)
{
    return t->kind == TOKEN_PHRASE &&
            (t->role == ROLE_PUBLISHED || t->role == ROLE_UPDATED ||
                    t->role == ROLE_CREATED);
}

static bool is_author(const struct token *t)
{
    return t->kind == TOKEN_PHRASE &&
            (t->role == ROLE_AUTHOR || t->role == ROLE_REVISER);
}

/* ---- one block, from one place on ---- */

static bool take_date(struct draft *d, const struct moment *m, enum role label)
{
    if (label == ROLE_PUBLISHED)
        draft_keep_first(&d->published, m);
    else if (label == ROLE_UPDATED)
        draft_keep_later(&d->updated, m);
    else if (label == ROLE_CREATED)
        draft_keep_first(&d->created, m);
    if (label != ROLE_NONE)
        return d->residue < RESIDUE_MAX; /* "publié dans Actualités le" */
    if (d->bares == COUNT(d->bare))
        return false;
    d->guessed |= m->yearless;
    d->bare[d->bares++] = m;
    return true;
}

/* What a token that is no name adds. False where this is no byline. */
static bool take_token(struct draft *d, const struct token *t)
{
    switch (t->kind) {
    case TOKEN_DATE:
        if (!take_date(d, &t->moment, d->label))
            return false;
        d->label = ROLE_NONE;
        return true;
    case TOKEN_TIME:
        if (d->label == ROLE_UPDATED)
            d->update_time = &t->moment;
        else
            d->time = &t->moment;
        d->label = ROLE_NONE;
        return true;
    case TOKEN_PHRASE:
        if (is_label(t))
            d->label = t->role;
        return t->role != ROLE_PROSE;
    case TOKEN_SIGN:
        return !strchr("!?@", t->sign);
    case TOKEN_WORD:
    case TOKEN_BAD:
    default:
        return false;
    }
}

static bool is_name_part(const struct token *t)
{
    return t->kind == TOKEN_WORD ||
            (t->kind == TOKEN_PHRASE &&
                    (t->role == ROLE_LINK || t->role == ROLE_NAME ||
                            t->role == ROLE_AND || t->role == ROLE_WITH));
}

/* "publiée le ... et mise à jour le ..." */
static bool is_joint(const struct line *line, size_t i)
{
    return segment_is_phrase(&line->list[i], ROLE_AND) && i + 1 < line->count &&
            is_label(&line->list[i + 1]);
}

/* "Publié le 18 mai 2015 | Date limite : 30 juin": what follows is another
 * matter. */
static bool is_done(const struct draft *d, const struct line *line, size_t i)
{
    return i > 0 && (d->published || d->updated) &&
            segment_is_sign(&line->list[i - 1], "|-,");
}

/* "Avec AFP, publié le ..." */
static bool is_with_agency(const struct line *line, size_t i)
{
    return segment_is_phrase(&line->list[i], ROLE_WITH) &&
            (segment_is_phrase(segment_token(line, i + 1), ROLE_NAME) ||
                    segment_is_acronym(line, segment_token(line, i + 1)));
}

static bool read_from(struct draft *out, const struct line *line, size_t from)
{
    struct draft d = {.residue = 0};

    for (size_t i = from; i < line->count;) {
        const struct token *t = &line->list[i];

        if (is_joint(line, i)) {
            i++;
            continue;
        }
        if (is_author(t) || (i == from && is_with_agency(line, i))) {
            i++;
            names_labelled(&d, line, &i);
            if (t->role == ROLE_REVISER)
                d.label = ROLE_UPDATED;
        } else if (aside_category(&d, line, from, &i) ||
                aside_credit(line, &i)) {
            ;
        } else if (is_name_part(t)) {
            names_bare(&d, line, from, &i);
        } else if (take_token(&d, t)) {
            i++;
        } else if (is_done(&d, line, i)) {
            break;
        } else {
            return false;
        }
    }
    *out = d;
    return true;
}

/* ---- whether that was a byline ---- */

static bool is_whole(const struct draft *d)
{
    bool vague = d->bares > 0 && d->bare[0]->precision &&
            (strcmp(d->bare[0]->precision, "year") == 0 ||
                    strcmp(d->bare[0]->precision, "month") == 0);

    if (vague && d->authors && !d->labelled)
        return false;
    return d->published || d->updated || d->created || d->update_time ||
            d->bares > 0 || d->authors;
}

/* Where a byline may begin behind something else. */
static bool is_start(const struct line *line, size_t i)
{
    const struct token *t = &line->list[i];
    const struct token *before = &line->list[i - 1];
    const struct token *next = i + 1 < line->count ? t + 1 : NULL;

    if ((is_label(t) || is_author(t)) && t->upper)
        return true;
    if (is_author(t) && segment_is_sign(before, "-") && before->spaced)
        return line->list[line->count - 1].kind == TOKEN_DATE;
    if (t->kind == TOKEN_DATE)
        return (t->led && before->kind == TOKEN_WORD) ||
                (next && is_author(next) && next->upper);
    /* "Note de service publiée le 7 avril 2017", and no more */
    return is_label(t) && t->role != ROLE_CREATED && next &&
            next->kind == TOKEN_DATE && i + 2 == line->count;
}

/* "Title - First Last, 4 décembre 2019", and no more. */
static bool is_signature(const struct line *line, size_t i,
        const struct draft *d)
{
    const struct token *last = &line->list[line->count - 1];
    size_t names = 0;

    if (i < 3 || line->list[i - 1].kind != TOKEN_SIGN ||
            line->list[i - 1].sign != '-' || !line->list[i].spaced ||
            last->kind != TOKEN_DATE || last->linked || last->moment.timed)
        return false;
    for (const struct person *p = d->authors; p; p = p->next)
        names++;
    return names == 1 && !d->labelled && d->bares == 1 && d->residue == 0 &&
            line->list[line->count - 2].kind == TOKEN_SIGN &&
            line->list[line->count - 2].sign == ',';
}

/* "18 nov. à 14:05", and no more: events have their hours otherwise. */
static bool is_dated_alone(const struct line *line, const struct draft *d)
{
    const struct token *t = line->list;

    return line->count == 1 && d->bares == 1 && t->moment.timed &&
            memchr(line->s->f->text + t->from, ':', t->to - t->from);
}

/* known: authors stand in the blocks before. */
static bool read_block(struct draft *out, const struct line *line, bool known)
{
    for (size_t i = 0; i < line->count; i++) {
        struct draft d;
        bool starts = i == 0 || is_start(line, i);
        bool labelled = is_label(&line->list[i]) &&
                line->list[i].role != ROLE_CREATED;

        if (!read_from(&d, line, i) || !is_whole(&d))
            continue;
        if (!starts && !is_signature(line, i, &d))
            continue;
        if (d.guessed && !known && !d.labelled && !d.updated &&
                !is_dated_alone(line, &d))
            continue; /* may be the day of anything */
        if (d.residue > 0 &&
                (!labelled || !(d.published || d.updated) ||
                        d.residue > RESIDUE_MAX))
            continue;
        *out = d;
        return true;
    }
    return false;
}

/* ---- all blocks together ---- */

/* Names alone are believed only where a date follows them. */
static bool is_unsure(const struct draft *d)
{
    return d->authors && !draft_has_date(d) && !d->update_time &&
            (!d->labelled || d->weak);
}

/* unsure: names that wait for a date. */
static void add_block(struct draft *all, struct draft *unsure,
        const struct draft *d)
{
    if (!is_unsure(d))
        draft_merge(all, d);
    else if (d->labelled || !draft_has_date(all))
        *unsure = *d;
    if (draft_has_date(all) && unsure->authors) {
        draft_merge(all, unsure);
        unsure->authors = NULL;
    }
}

static bool read_blocks(struct draft *all, struct arena *a, struct scan *s)
{
    const char *text = s->f->text;
    struct draft unsure = {.residue = 0};

    for (size_t from = 0; from < s->f->size;) {
        const char *end = strchr(text + from, '\n');
        struct tokens tokens;
        struct draft d;

        s->end = end ? (size_t)(end - text) : s->f->size;
        if (s->end - from <= BLOCK_MAX && byline_tokens(&tokens, a, s, from)) {
            const struct line line = {a, s, tokens.list, tokens.count};

            if (read_block(&d, &line, all->authors || unsure.authors))
                add_block(all, &unsure, &d);
        }
        from = s->end + 1;
    }
    return draft_has_date(all) || all->authors;
}

/* Folded as the text is, so that they can be found in it. */
static const char **fold_names(struct arena *a, const char *const *names)
{
    size_t count = 0;
    const char **folded;

    while (names && names[count])
        count++;
    folded = ARENA_ARRAY(a, const char *, count + 1);
    for (size_t i = 0; i < count; i++) {
        struct folded f;

        byline_fold(&f, a, names[i], strlen(names[i]));
        folded[i] = f.text;
    }
    return folded;
}

/* What was read with goes; who was found stays. */
static struct person *keep(struct arena *a, const struct person *found)
{
    struct person *first = NULL, **tail = &first;

    for (; found; found = found->next) {
        *tail = ARENA_NEW(a, struct person);
        (*tail)->name = arena_text(a, found->name);
        tail = &(*tail)->next;
    }
    return first;
}

/* In that language, or else in the first in which it is a byline. */
static bool read_languages(struct byline *out, struct arena *a, struct scan *s,
        const struct language *lang)
{
    for (size_t i = 0; (s->lang = lang ? lang : language_at(i)); i++) {
        struct draft d = {.residue = 0};

        if (read_blocks(&d, a, s) && draft_resolve(out, &d, s))
            return true;
        if (lang)
            return false;
    }
    return false;
}

/* A date may stand in boxes: "06", "Déc", "2017". Whether there were such. */
static bool join_lines(struct folded *f)
{
    bool any = false;

    for (size_t i = 0; f->size <= BADGE_MAX && i < f->size; i++) {
        if (f->text[i] == '\n') {
            f->text[i] = ' ';
            any = true;
        }
    }
    return any;
}

bool byline_read(struct byline *out, struct arena *a, const char *text,
        const struct byline_context *context)
{
    AUTO(arena) struct arena scratch = {0};
    const struct language *lang = language_named(context->lang);
    struct folded folded;
    struct scan s = {.f = &folded, .context = context};
    size_t size = strnlen(text, TEXT_MAX + 1);

    *out = (struct byline){.authors = NULL};
    if (size > TEXT_MAX)
        return false;
    byline_fold(&folded, &scratch, text, size);
    s.names = fold_names(&scratch, context->names);
    s.today = civil_of(context->now + zone_offset(context->zone, context->now));
    s.today.hour = s.today.minute = s.today.second = 0;
    s.month_first = context->lang && strcasecmp(context->lang, "en-US") == 0;
    if (!read_languages(out, &scratch, &s, lang) &&
            !(join_lines(&folded) && read_languages(out, &scratch, &s, lang)))
        return false;
    out->authors = keep(a, out->authors);
    return true;
}
