#include <string.h>

#include "byline/phrase.h"
#include "byline/tokens.h"

enum { AGO_MAX = 999 };

/* ---- words and signs ---- */

/* A label begins inside of what has no space: "titlePar", "HNEMis à jour". */
static bool is_glued_label(const struct scan *s, size_t at)
{
    struct match m;

    return s->f->upper[at] && fold_is_boundary(s->f, at) &&
            phrase_find(s, at, &m) && phrase_is_label(m.role);
}

/* "J." */
static bool is_initial(const struct scan *s, size_t from, size_t at)
{
    return at == from + 1 && fold_is_letter(s->f->text[from]) &&
            s->f->upper[from];
}

/* "J.-M." and "A.M." are one. */
static size_t initials_end(const struct scan *s, size_t at)
{
    for (;;) {
        size_t next = at + (scan_char(s, at) == '-');

        if (!fold_is_letter(scan_char(s, next)) || !s->f->upper[next] ||
                scan_char(s, next + 1) != '.')
            return at;
        at = next + 2;
    }
}

/* Letters and digits, with signs between them: "d'eau", "Vegolosi.it". */
static size_t word_end(const struct scan *s, size_t from)
{
    size_t at = from + 1;

    for (;; at++) {
        char c = scan_char(s, at), next = scan_char(s, at + 1);

        if (at > from + 1 && is_glued_label(s, at))
            return at;
        if (fold_is_letter(c) || fold_is_digit(c))
            continue;
        if (c == '.' && is_initial(s, from, at))
            return initials_end(s, at + 1);
        if (!c || !strchr(".-_&+*',@", c) ||
                !(fold_is_letter(next) || fold_is_digit(next)) ||
                (c == ',' && !fold_is_digit(next)) || is_glued_label(s, at + 1))
            return at;
    }
}

/* A name that is known beforehand, and may hold anything. */
static size_t known_name(const struct scan *s, size_t at)
{
    for (const char **name = s->names; *name; name++) {
        size_t size = strlen(*name);

        if (size > 0 && size <= s->end - at &&
                memcmp(s->f->text + at, *name, size) == 0 &&
                fold_is_boundary(s->f, at + size))
            return size;
    }
    return 0;
}

static bool is_mail(const struct scan *s, size_t from, size_t to)
{
    return memchr(s->f->text + from, '@', to - from) != NULL;
}

/* A phrase, or the date or time that it stands for. */
static void set_phrase(struct token *t, const struct scan *s,
        const struct match *m)
{
    t->kind = TOKEN_PHRASE;
    t->role = m->role;
    t->to = m->to;
    if (m->role >= ROLE_SECONDS_AGO) {
        t->kind = m->number > AGO_MAX ? TOKEN_BAD : TOKEN_DATE;
        if (t->kind == TOKEN_DATE)
            t->moment = moment_ago(s, m->role, m->number);
    } else if (m->role == ROLE_NOON || m->role == ROLE_MIDNIGHT) {
        t->kind = TOKEN_TIME;
        t->moment = (struct moment){.timed = true,
                .wall = {.hour = m->role == ROLE_NOON ? 12 : 0}};
    }
}

/* "Mercredi 08:30", and nothing more. */
static bool is_dated_hour(struct token *t, const struct scan *s)
{
    struct moment day, time;
    size_t at = t->from, next;

    if (!weekday_at(s, &at, &day))
        return false;
    next = scan_skip(s, at, " ,");
    if (scan_digits(s, next) == 0 ||
            scan_char(s, next + (size_t)scan_digits(s, next)) != ':' ||
            time_at(s, &next, &time, false) != FOUND || next < s->end)
        return false;
    t->to = at;
    t->moment = day;
    return true;
}

/* What can be a date only because of what stands before it. */
static bool read_after(struct token *t, const struct scan *s,
        const struct token *before, const struct token *second)
{
    bool linked = before && before->role == ROLE_LINK && second;
    enum role role = linked ? second->role : before ? before->role : ROLE_NONE;

    if (!before)
        return is_dated_hour(t, s);
    if (!linked && phrase_is_label(role) && year_at(s, &t->to, &t->moment))
        return true;
    if ((role == ROLE_PUBLISHED || role == ROLE_UPDATED) &&
            weekday_at(s, &t->to, &t->moment))
        return true;
    return linked && role == ROLE_UPDATED && day_at(s, &t->to, &t->moment);
}

/* A date, a time or a phrase: whichever is longest. */
static bool read_known(struct token *t, const struct scan *s, bool dotted)
{
    size_t date_to = t->from, time_to = t->from;
    struct moment date_moment, time_moment;
    enum found date = date_at(s, &date_to, &date_moment);
    enum found time = time_at(s, &time_to, &time_moment, dotted);
    struct match phrase;

    if (phrase_find(s, t->from, &phrase) && phrase.to > date_to &&
            phrase.to > time_to) {
        set_phrase(t, s, &phrase);
    } else if (date != FOUND_NOTHING && date_to >= time_to) {
        t->to = date_to;
        t->kind = date == FOUND ? TOKEN_DATE : TOKEN_BAD;
        t->moment = date_moment;
    } else if (time != FOUND_NOTHING) { /* an impossible one is but noise */
        t->to = time_to;
        t->kind = time == FOUND ? TOKEN_TIME : TOKEN_PHRASE;
        t->role = time == FOUND ? ROLE_NONE : ROLE_NOISE;
        t->moment = time_moment;
    } else {
        return false;
    }
    return true;
}

static struct token next_token(const struct scan *s,
        const struct tokens *so_far, size_t at)
{
    struct token t = {.from = at, .to = at, .upper = s->f->upper[at]};
    const struct token *end = so_far->list + so_far->count;
    const struct token *before = so_far->count > 0 ? end - 1 : NULL;
    const struct token *second = so_far->count > 1 ? end - 2 : NULL;
    size_t known = known_name(s, at);
    bool dotted = before &&
            (before->kind == TOKEN_DATE || before->role == ROLE_LINK ||
                    before->role == ROLE_UPDATED ||
                    (before->sign == '|' && second &&
                            second->kind == TOKEN_DATE));

    if (known > 0) {
        t.kind = TOKEN_PHRASE;
        t.role = ROLE_NAME;
        t.to = at + known;
    } else if (scan_char(s, at + 1) == '.' && is_initial(s, at, at + 1)) {
        t.to = word_end(s, at);
    } else if (read_known(&t, s, dotted)) {
        ;
    } else if (read_after(&t, s, before, second)) {
        t.kind = TOKEN_DATE;
    } else if (fold_is_letter(s->f->text[at]) ||
            fold_is_digit(s->f->text[at])) {
        t.to = word_end(s, at);
        if (is_mail(s, at, t.to))
            t = (struct token){TOKEN_PHRASE, .role = ROLE_NOISE, .from = at,
                    .to = t.to};
    } else {
        t.to = at + 1;
        t.kind = TOKEN_SIGN;
        t.sign = s->f->text[at];
    }
    return t;
}

/* ---- what belongs together ---- */

static void remove_token(struct tokens *t, size_t i, size_t count)
{
    memmove(&t->list[i], &t->list[i + count],
            (t->count - i - count) * sizeof(*t->list));
    t->count -= count;
}

/* The next token that is no sign a date and its time are divided by. */
static size_t after_signs(const struct tokens *t, size_t i)
{
    while (i < t->count && t->list[i].kind == TOKEN_SIGN &&
            strchr("-,:|@./\x01", t->list[i].sign))
        i++;
    return i;
}

/* "le", "à" before a date or a time are part of it. */
static void join_links(struct tokens *t)
{
    for (size_t i = t->count; i-- > 0;) {
        struct token *link = &t->list[i], *next = link + 1;
        size_t after = i + 1;

        if (link->role != ROLE_LINK || link->kind != TOKEN_PHRASE)
            continue;
        if (after < t->count && next->kind == TOKEN_SIGN && next->sign == ':')
            next = &t->list[++after];
        if (after >= t->count ||
                (next->kind != TOKEN_DATE && next->kind != TOKEN_TIME &&
                        next->kind != TOKEN_BAD))
            continue;
        next->from = link->from;
        next->led = link->upper;
        next->linked = true;
        next->upper = link->upper;
        next->spaced = link->spaced;
        remove_token(t, i, after - i);
    }
}

/* Whether a date and a time, or the same date twice, can be made one. */
static bool join(struct token *first, const struct token *second)
{
    struct moment *a = &first->moment;
    const struct moment *b = &second->moment;

    if (first->kind == TOKEN_DATE && second->kind == TOKEN_TIME && !a->timed) {
        moment_join(a, b);
        return true;
    }
    if (first->kind == TOKEN_TIME && second->kind == TOKEN_DATE && !b->timed) {
        struct moment time = *a;

        *a = *b;
        moment_join(a, &time);
        first->kind = TOKEN_DATE;
        return true;
    }
    if (first->kind == TOKEN_DATE && second->kind == TOKEN_DATE &&
            moment_same_day(a, b)) {
        if (!a->timed && b->timed)
            moment_join(a, b);
        return true;
    }
    return false;
}

/* Over-blog puts the weekday's number between the two forms of a date. */
static bool is_weekday_number(const struct scan *s, const struct token *t)
{
    return t->kind == TOKEN_WORD && t->to == t->from + 1 &&
            s->f->text[t->from] >= '1' && s->f->text[t->from] <= '7';
}

static void join_dates(struct tokens *t, const struct scan *s)
{
    for (size_t i = 0; i < t->count; i++) {
        struct token *first = &t->list[i];
        size_t next = after_signs(t, i + 1);

        if (first->kind != TOKEN_DATE && first->kind != TOKEN_TIME)
            continue;
        if (next + 1 < t->count && is_weekday_number(s, &t->list[next]) &&
                t->list[next + 1].kind == TOKEN_DATE)
            next++;
        if (next >= t->count || !join(first, &t->list[next]))
            continue;
        first->to = t->list[next].to;
        remove_token(t, i + 1, next - i);
        i--; /* there may be a third */
    }
}

/* "2.", "#4": the number of a comment, before all else. */
static void drop_number(struct tokens *t, const struct scan *s)
{
    size_t mark = t->count > 1 && t->list[0].kind == TOKEN_SIGN &&
            t->list[0].sign == '#';
    const struct token *number = &t->list[mark], *next = number + 1;
    bool point = mark + 2 < t->count && next->kind == TOKEN_SIGN &&
            next->sign == '.';

    if (mark + 2 >= t->count || number->kind != TOKEN_WORD ||
            scan_digits(s, number->from) != (int)(number->to - number->from) ||
            (!mark && !point && !is_weekday_number(s, number)))
        return;
    next += point;
    if (next->kind == TOKEN_DATE ||
            (next->kind == TOKEN_PHRASE && next->role == ROLE_AUTHOR))
        remove_token(t, 0, (size_t)(next - t->list));
}

static void cut_rest(struct tokens *t)
{
    for (size_t i = 1; i < t->count; i++)
        if (t->list[i].role == ROLE_REST)
            t->count = i;
}

bool byline_tokens(struct tokens *out, struct arena *a, const struct scan *s,
        size_t from)
{
    struct tokens t = {.list = ARENA_ARRAY(a, struct token, TOKENS_MAX)};
    bool spaced = true;

    for (size_t at = from; at < s->end;) {
        if (s->f->text[at] == ' ') {
            spaced = true;
            at++;
            continue;
        }
        if (t.count == TOKENS_MAX)
            return false;
        t.list[t.count] = next_token(s, &t, at);
        t.list[t.count].spaced = spaced;
        at = t.list[t.count++].to;
        spaced = false;
    }
    cut_rest(&t);
    join_links(&t);
    join_dates(&t, s);
    tokens_settle(&t, s);
    drop_number(&t, s);
    *out = t;
    return true;
}
