#include <string.h>

#include "byline/aside.h"
#include "byline/names.h"

static void add(struct draft *d, const struct line *line,
        const struct segment *s)
{
    const struct folded *f = line->s->f;
    size_t last = s->to - 1;
    size_t from = f->origin[line->list[s->from].from], to;
    struct person *person = ARENA_NEW(line->a, struct person);

    while (last > s->from && segment_is_phrase(&line->list[last], ROLE_LINK))
        last--; /* "à", where the time stood elsewhere */
    to = f->origin[line->list[last].to];
    while (to > from && f->clean[to - 1] == ' ')
        to--;
    person->name = arena_copy(line->a, f->clean + from, to - from);
    list_add(&d->authors, person);
}

static bool is_when(const struct token *t)
{
    return t->kind == TOKEN_DATE || segment_is_phrase(t, ROLE_PUBLISHED) ||
            segment_is_phrase(t, ROLE_UPDATED);
}

/* Whether the field that began with a label plainly ends there. */
static bool is_closed(const struct line *line, size_t i)
{
    const struct token *t = segment_token(line, i),
                       *next = segment_token(line, i + 1);

    return i >= line->count || segment_is_sign(t, "(") || is_when(t) ||
            t->kind == TOKEN_TIME ||
            (segment_is_sign(t, "-|,\x01") &&
                    (is_when(next) || next->kind == TOKEN_TIME));
}

static bool fits_label(const struct line *line, const struct segment *s)
{
    const struct token *first = &line->list[s->from];

    if (s->named && s->words == 1)
        return true;
    if (s->words > NAME_WORDS || s->numbers == s->words ||
            fold_is_digit(line->s->f->text[first->from]))
        return false;
    if (s->capitals == 0) /* a pseudonym: "loldf" */
        return s->words == 1 && s->small == 1;
    return s->small == 0 ||
            (segment_has_capital(line, first) && s->small <= SMALL_WORDS &&
                    is_closed(line, s->to)) ||
            (s->small == 1 && s->from + 1 < s->to &&
                    !segment_has_capital(line, first) &&
                    is_closed(line, s->to));
}

/* Passes "," "&" "et" "(avec", and says whether more names follow. */
static bool pass_divider(const struct line *line, size_t *i)
{
    size_t next = *i;

    if (segment_is_sign(segment_token(line, next), "(") &&
            segment_is_divider(line, next + 1))
        next++;
    while (segment_is_sign(segment_token(line, next), ",;/") ||
            segment_is_divider(line, next))
        next++;
    if (next == *i || !segment_is_part(line, next, true))
        return false;
    *i = next;
    return true;
}

/*
 * "Par 1001 Fontaines - Publié le": the end of one name between a label and
 * another, whatever it is made of. 0 where there are no such two, or several
 * names between them.
 */
static size_t field_end(const struct line *line, size_t from)
{
    bool dated = false; /* "Collectif 8 mars" */

    for (size_t i = from; i < line->count; i++) {
        const struct token *t = &line->list[i],
                           *next = segment_token(line, i + 1);
        bool day = t->kind == TOKEN_DATE && t->moment.yearless;

        if (segment_is_sign(t, "-|") && t->spaced && next->spaced)
            return segment_is_phrase(next, ROLE_PUBLISHED) ||
                            segment_is_phrase(next, ROLE_UPDATED) ||
                            (dated && next->kind == TOKEN_DATE &&
                                    !next->moment.yearless)
                    ? i
                    : 0;
        dated |= day && i > from;
        if ((t->kind != TOKEN_WORD && t->kind != TOKEN_PHRASE && !day &&
                    !segment_is_sign(t, "()&'+.")) ||
                segment_is_divider(line, i) || i - from >= NAME_WORDS)
            return 0;
    }
    return 0;
}

static bool has_char(const struct line *line, const struct token *t, char c)
{
    return memchr(line->s->f->text + t->from, c, t->to - t->from) != NULL;
}

/* One word that neither its form nor its label make a name. */
static bool is_weak(const struct line *line, const struct segment *s,
        const struct token *label)
{
    const struct token *word = &line->list[s->from];

    return s->words == 1 && !s->named && !segment_is_acronym(line, word) &&
            !has_char(line, word, '.') && !has_char(line, label, ' ');
}

/* "Marie Martin, Paris" */
static bool is_outlet(const struct line *line, const struct segment *s)
{
    return s->words == 1 && s->capitals == 1 && !s->named &&
            !segment_is_acronym(line, &line->list[s->from]);
}

void names_labelled(struct draft *d, const struct line *line, size_t *i)
{
    const struct token *label = &line->list[*i - 1];
    size_t count = 0, start = *i, end = field_end(line, *i);

    if (!d->labelled)
        d->authors = NULL;
    d->labelled = true;
    if (end > *i) {
        const struct segment s = {.from = *i, .to = end};

        add(d, line, &s);
        *i = end;
        return;
    }
    while (segment_is_sign(segment_token(line, *i), ":,\x01"))
        ++*i;
    do {
        struct segment s = segment_at(line, *i);

        *i = s.to;
        if (s.words == 0)
            break;
        aside_role(line, i);
        if (count > 0 && !d->weak && is_outlet(line, &s))
            continue;
        if (fits_label(line, &s) && (count == 0 || s.capitals > 0 || s.named)) {
            add(d, line, &s);
            d->weak = count++ == 0 && is_weak(line, &s, label);
        } else {
            d->residue += s.words;
        }
    } while (pass_divider(line, i));
    aside_remark(line, i);
    if (count == 0 && start < line->count)
        d->residue++; /* a label that labels nothing */
}

/* ---- names without a label ---- */

/* Two capitals at least, or known to be a name. */
static bool is_full(const struct line *line, const struct segment *s)
{
    if (s->named ||
            (s->words == 1 && segment_is_acronym(line, &line->list[s->from])))
        return true;
    return s->capitals >= 2 && s->small == 0 && s->numbers == 0 &&
            s->words <= PERSON_WORDS && line->list[s->from].upper;
}

/* "Madrid - 15 oct 2024 - 08:22": one word more than there should be. */
static bool is_place(const struct line *line, const struct segment *s)
{
    const struct token *next = segment_token(line, s->to + 1);

    return (s->from == 0 || line->list[s->from - 1].kind == TOKEN_SIGN) &&
            s->words == 1 && s->capitals == 1 &&
            segment_is_sign(segment_token(line, s->to), "-.") &&
            next->kind == TOKEN_DATE && next->moment.timed;
}

/* Nothing but signs follows. */
static bool is_end(const struct line *line, size_t i)
{
    while (i < line->count && line->list[i].kind == TOKEN_SIGN)
        i++;
    return i >= line->count;
}

/* "Paris, le 12 mars 2019", "Article // 31 octobre": no name, but no prose. */
static bool is_rubric(const struct line *line, const struct segment *s)
{
    const struct token *sign = segment_token(line, s->to);
    const struct token *next = segment_token(line, s->to + 1);
    bool two = segment_is_sign(sign, "/") && segment_is_sign(next, "/");

    if (s->words != 1 || s->capitals != 1)
        return false;
    if (segment_is_sign(sign, ",") && next->kind == TOKEN_DATE)
        return next->linked || fold_is_letter(line->s->f->text[next->from]) ||
                is_end(line, s->to + 2);
    return two || segment_is_sign(sign, "|");
}

/* "Claude - Le 24/11/2019", "- Wikipedia, 30/01/2012" */
static bool is_single_name(const struct line *line, const struct segment *s)
{
    const struct token *sign = segment_token(line, s->to);
    const struct token *next = segment_token(line, s->to + 1);

    if (s->words != 1 || s->capitals != 1 || next->kind != TOKEN_DATE)
        return false;
    return (segment_is_sign(sign, "-") && next->led) ||
            (s->from > 0 && segment_is_sign(&line->list[s->from - 1], "-") &&
                    segment_is_sign(sign, ","));
}

/* "Union départementale FO de la Sarthe - 8 juin 2016", and no more. */
static bool is_body(const struct line *line, const struct segment *s)
{
    const struct token *first = &line->list[s->from];
    const struct token *next = segment_token(line, s->to + 1);

    return s->from == 0 && first->upper && s->words <= NAME_WORDS &&
            calendar_has(line->s->lang->bodies, line->s->f->text + first->from,
                    first->to - first->from) &&
            segment_is_sign(segment_token(line, s->to), "-") &&
            next->kind == TOKEN_DATE && !next->moment.timed &&
            is_end(line, s->to + 2);
}

/* "20 Minutes avec AFP", "La Croix (avec AFP)" */
static bool is_beside_agency(const struct line *line, const struct segment *s)
{
    size_t at = s->to + segment_is_sign(segment_token(line, s->to), "(");

    return s->from == 0 && s->capitals > 0 && s->words <= PERSON_WORDS &&
            segment_is_phrase(segment_token(line, at), ROLE_WITH) &&
            (segment_is_phrase(segment_token(line, at + 1), ROLE_NAME) ||
                    segment_is_acronym(line, segment_token(line, at + 1)));
}

static bool fits_before_date(const struct line *line, const struct segment *s)
{
    const struct token *next = segment_token(line, s->to);

    if (is_single_name(line, s) || is_body(line, s) ||
            is_beside_agency(line, s))
        return true;
    if (!is_full(line, s))
        return false;
    if (next->kind == TOKEN_DATE)
        return s->named || next->moment.timed || next->linked;
    return next->kind == TOKEN_SIGN || segment_is_divider(line, s->to) ||
            (next->kind == TOKEN_PHRASE && next->upper);
}

/* "Lun, 14/09/2015 - 08:55 — webmestre", and no more: Drupal's. */
static bool is_signed(const struct draft *d, const struct line *line,
        const struct segment *s)
{
    const struct token *dash = &line->list[s->from - 1];
    const struct folded *f = line->s->f;

    return s->from == 2 && (s->words == 1 || is_full(line, s)) &&
            s->to == line->count && d->bares == 1 && d->bare[0]->timed &&
            segment_is_sign(dash, "-") &&
            strncmp(f->clean + f->origin[dash->from], "\xE2\x80\x94", 3) == 0;
}

static bool fits_after_date(const struct draft *d, const struct line *line,
        const struct segment *s)
{
    const struct token *before = &line->list[s->from - 1];
    const struct token *next = segment_token(line, s->to);
    const struct token *first = &line->list[s->from];

    if ((d->published || d->updated) && segment_is_sign(before, "-|") &&
            first->upper && s->words <= NAME_WORDS &&
            calendar_has(line->s->lang->bodies, line->s->f->text + first->from,
                    first->to - first->from))
        return true;
    if (is_signed(d, line, s))
        return true;
    if (!is_full(line, s))
        return false;
    if (segment_is_sign(before, "|\x01"))
        return s->to >= line->count || next->kind == TOKEN_SIGN ||
                segment_is_phrase(next, ROLE_NOISE);
    if (segment_is_sign(next, "-,|"))
        next = segment_token(line, s->to + 1);
    return segment_is_phrase(next, ROLE_NOISE);
}

/* A rubric, a place or an outlet, where such stand. */
static bool is_aside(const struct draft *d, const struct line *line,
        const struct segment *s, bool after)
{
    bool one = s->words == 1 && s->capitals == 1;

    if (after && segment_is_sign(&line->list[s->from - 1], "-"))
        return one && d->labelled && draft_has_date(d);
    if (after)
        return segment_is_sign(&line->list[s->from - 1], "|,") &&
                (one ||
                        ((d->labelled || d->published || d->updated) &&
                                s->words <= SMALL_WORDS && s->numbers == 0));
    return is_rubric(line, s) || (d->authors && one) ||
            (d->authors && s->to == line->count && s->from > 0 &&
                    segment_is_sign(&line->list[s->from - 1], "|"));
}

/* More names behind the first, and what is no name at the end of the block. */
static void add_others(struct draft *d, const struct line *line, size_t *i)
{
    size_t next = *i;
    struct segment s;

    while (pass_divider(line, &next)) {
        s = segment_at(line, next);
        if (!is_full(line, &s))
            break;
        add(d, line, &s);
        *i = next = s.to;
    }
    aside_remark(line, i);
    next = *i;
    if (aside_role(line, &next) &&
            (next == line->count || is_closed(line, next)))
        *i = next;
    if (segment_is_within(line, segment_token(line, *i)) &&
            *i + 2 == line->count && line->list[*i + 1].upper)
        *i += 2; /* "Jo Reed in Nairobi" */
    if (segment_is_sign(segment_token(line, *i), ",") &&
            *i + 2 == line->count && line->list[*i + 1].upper)
        *i += 2; /* "La Presse canadienne, Montréal" */
}

void names_bare(struct draft *d, const struct line *line, size_t from,
        size_t *i)
{
    struct segment s = segment_at(line, *i);
    const struct token *next = segment_token(line, s.to);
    bool after = draft_has_date(d) && s.from > from, fits;

    if (s.words == 0) { /* a divider without names */
        ++*i;
        d->residue++;
        return;
    }
    *i = s.to;
    if (segment_is_phrase(next, ROLE_WRITTEN))
        fits = s.words == 1 ||
                (s.small == 0 && s.words <= PERSON_WORDS && s.capitals > 0);
    else
        fits = after ? fits_after_date(d, line, &s)
                     : fits_before_date(line, &s);
    if ((!fits && is_place(line, &s)) ||
            ((!fits || d->authors) && is_aside(d, line, &s, after)))
        return;
    if (!fits || (d->authors && !d->labelled)) {
        d->residue += s.words;
        return;
    }
    if (d->labelled)
        return; /* the publisher, beside the author */
    add(d, line, &s);
    add_others(d, line, i);
}
