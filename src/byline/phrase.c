#include <string.h>

#include "byline/phrase.h"

enum { NUMBER_DIGITS = 4 };

/* "#": digits, or a word for one. */
static bool match_number(const struct scan *s, const struct language *lang,
        size_t *at, int *number)
{
    size_t digits = 0, size = scan_word(s, *at);

    *number = 0;
    while (fold_is_digit(scan_char(s, *at + digits)) && digits <= NUMBER_DIGITS)
        *number = *number * 10 + (scan_char(s, *at + digits++) - '0');
    if (digits > 0) {
        *at += digits;
        if (scan_char(s, *at) == ' ' && scan_digits(s, *at + 1) == 3)
            *at += 4; /* "1 204" */
        return digits <= NUMBER_DIGITS;
    }
    *number = 1;
    if (size == 0 || !calendar_has(lang->one, s->f->text + *at, size))
        return false;
    *at += size;
    return true;
}

/* " ": white space, with what stands between a word and its number. */
static bool match_space(const struct scan *s, size_t *at)
{
    size_t start = *at;

    while (scan_char(s, *at) && strchr(" :<~[(", scan_char(s, *at)))
        ++*at;
    return *at > start || fold_is_digit(scan_char(s, start)) ||
            (start > 0 && fold_is_digit(s->f->text[start - 1]));
}

static bool match_one(const struct scan *s, const struct language *lang,
        char pattern, size_t *at, int *number)
{
    char c = scan_char(s, *at);
    size_t size;

    switch (pattern) {
    case '#':
        return match_number(s, lang, at, number);
    case ' ':
        return match_space(s, at);
    case '*':
        size = scan_word(s, *at);
        *at += size;
        return size > 0;
    case '.':
        if (!c || fold_is_letter(c))
            return false;
        break;
    default:
        if (c != pattern)
            return false;
    }
    ++*at;
    return true;
}

static bool match_phrase(const struct scan *s, const struct language *lang,
        const struct phrase *phrase, size_t at, struct match *out)
{
    int number = phrase->number;
    size_t start = at;

    for (const char *p = phrase->pattern; *p; p++) {
        if (match_one(s, lang, *p, &at, &number))
            p += p[1] == '?';
        else if (*++p != '?')
            return false;
    }
    if (scan_char(s, at) == '-' && fold_is_letter(s->f->text[at - 1]) &&
            fold_is_letter(scan_char(s, at + 1)))
        return false; /* "par-delà" */
    if (scan_char(s, at) && at < s->end &&
            (!fold_is_boundary(s->f, at) ||
                    (fold_is_letter(scan_char(s, at)) && at - start < 4 &&
                            fold_is_letter(s->f->text[at - 1]))))
        return false;
    *out = (struct match){phrase->role, number, at};
    return true;
}

/* What stands in English on pages of other languages, where systems were not
 * translated: not what may be a name there, as Saïd. */
static bool is_foreign(enum role role)
{
    return role != ROLE_WRITTEN && role != ROLE_RUBRIC;
}

static void find_longest(const struct scan *s, const struct language *lang,
        const struct phrase *phrases, size_t at, struct match *out)
{
    struct match m;

    for (const struct phrase *p = phrases; p->pattern; p++)
        if (match_phrase(s, lang, p, at, &m) && m.to > out->to &&
                (lang == s->lang || is_foreign(p->role)))
            *out = m;
}

bool phrase_find(const struct scan *s, size_t at, struct match *out)
{
    const struct language *english = language_named("en");

    out->to = at;
    find_longest(s, s->lang, s->lang->phrases, at, out);
    find_longest(s, english, english->phrases, at, out);
    if (s->f->upper[at])
        find_longest(s, english, language_agencies, at, out);
    return out->to > at;
}

/* ---- labels ---- */

bool phrase_is_label(enum role role)
{
    return role == ROLE_PUBLISHED || role == ROLE_UPDATED ||
            role == ROLE_CREATED || role == ROLE_AUTHOR;
}

/* Which also begin what is none. */
static bool may_begin(const struct scan *s, const struct match *m)
{
    return m->role == ROLE_GENRE || m->role >= ROLE_SECONDS_AGO ||
            (m->role == ROLE_LINK &&
                    fold_is_digit(scan_char(s, scan_skip(s, m->to, " "))));
}

static bool begins(const char *text, bool maybe)
{
    AUTO(arena) struct arena a = {0};
    struct folded f;
    struct scan s = {.f = &f};
    struct match m;

    byline_fold(&f, &a, text, strlen(text));
    s.end = f.size;
    for (size_t i = 0; (s.lang = language_at(i)); i++)
        if (phrase_find(&s, 0, &m) &&
                (phrase_is_label(m.role) || (maybe && may_begin(&s, &m))))
            return true;
    return false;
}

bool phrase_begins(const char *text)
{
    return begins(text, true);
}

bool phrase_labels(const char *text)
{
    return begins(text, false);
}

bool phrase_occurs(const char *text, enum role role)
{
    AUTO(arena) struct arena a = {0};
    struct folded f;
    struct scan s = {.f = &f};
    struct match m;

    byline_fold(&f, &a, text, strlen(text));
    s.end = f.size;
    for (size_t i = 0; (s.lang = language_at(i)); i++)
        for (size_t at = 0; at < f.size; at++)
            if (fold_is_boundary(&f, at) && phrase_find(&s, at, &m) &&
                    m.role == role)
                return true;
    return false;
}

/* ---- counts ---- */

enum { WORDS_BEFORE = 24 }; /* chars: "temps de lecture" */

/* Whether a word or a number begins there, and a number soon. */
static bool may_count(const struct folded *f, size_t at)
{
    bool digit = fold_is_digit(f->text[at]);

    if ((!digit && !fold_is_letter(f->text[at])) || !fold_is_boundary(f, at) ||
            (digit && at > 0 && fold_is_digit(f->text[at - 1])))
        return false;
    for (size_t i = at; !digit && i < f->size && i < at + WORDS_BEFORE; i++)
        digit = fold_is_digit(f->text[i]);
    return digit;
}

/* Where the count ends that begins there; there where none does. */
static size_t count_end(struct scan *s, size_t at)
{
    struct match m;

    if (!may_count(s->f, at))
        return at;
    for (size_t i = 0; (s->lang = language_at(i)); i++) {
        if (!phrase_find(s, at, &m) || m.role != ROLE_NOISE)
            continue;
        for (size_t digit = at; digit < m.to; digit++)
            if (fold_is_digit(s->f->text[digit]))
                return m.to;
    }
    return at;
}

const char *phrase_without_counts(struct arena *a, const char *text)
{
    struct folded f;
    struct scan s = {.f = &f};
    char *out;
    size_t size = 0, bytes;

    if (!strpbrk(text, "0123456789"))
        return text;
    byline_fold(&f, a, text, strlen(text));
    s.end = f.size;
    out = arena_copy(a, f.clean, f.origin[f.size]);
    for (size_t at = 0, end; at<f.size; at = end> at ? end : at + 1) {
        end = count_end(&s, at);
        if (end > at)
            continue;
        bytes = f.origin[at + 1] - f.origin[at];
        memmove(out + size, f.clean + f.origin[at], bytes);
        size += bytes;
    }
    while (size > 0 && strchr("0123456789 ()[]", out[size - 1]))
        size--;
    out[size] = '\0';
    return out;
}
