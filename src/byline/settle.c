/*
 * settle.c - phrases that are one thing or another, by what stands beside them.
 */
#include <string.h>

#include "byline/phrase.h"
#include "byline/tokens.h"

static bool is_phrase(const struct token *t, enum role role)
{
    return t->kind == TOKEN_PHRASE && t->role == role;
}

static bool is_start(const struct tokens *t, size_t i)
{
    return i == 0 || t->list[i - 1].kind == TOKEN_SIGN;
}

/* Whether another field follows, or nothing. */
static bool is_field(const struct tokens *t, size_t i)
{
    const struct token *next = i + 1 < t->count ? &t->list[i + 1] : NULL;

    return !next || next->kind == TOKEN_SIGN || next->kind == TOKEN_DATE ||
            is_phrase(next, ROLE_NOISE) ||
            (next->kind == TOKEN_PHRASE && phrase_is_label(next->role));
}

/* What a text may be called says nothing, where it does not belong to a name;
 * what else may be one thing or another is settled by what follows. */
static void settle_rubric(const struct tokens *t, size_t i)
{
    struct token *own = &t->list[i];
    bool noise = is_start(t, i) && is_field(t, i);

    own->kind = noise ? TOKEN_PHRASE : TOKEN_WORD;
    own->role = noise ? ROLE_NOISE : ROLE_NONE;
}

static bool is_capital_word(const struct tokens *t, size_t i)
{
    return i < t->count && t->list[i].upper &&
            (t->list[i].kind == TOKEN_WORD || t->list[i].kind == TOKEN_PHRASE);
}

static bool is_particle(const struct tokens *t, const struct scan *s, size_t i)
{
    const struct token *own = &t->list[i];

    return i < t->count && !own->upper && own->kind != TOKEN_SIGN &&
            calendar_has(s->lang->particles, s->f->text + own->from,
                    own->to - own->from);
}

static bool is_acronym(const struct tokens *t, const struct scan *s, size_t i)
{
    const struct token *own = &t->list[i];

    for (size_t at = own->from; at < own->to; at++)
        if (!s->f->upper[at])
            return false;
    return own->kind == TOKEN_WORD && own->to > own->from + 1;
}

/* "Marie Petit", "Lotte van der Meer", "ATTAC", "the editors" */
static bool is_author(const struct tokens *t, const struct scan *s, size_t i)
{
    if (i < t->count &&
            (is_phrase(&t->list[i], ROLE_NAME) || is_acronym(t, s, i)))
        return true;
    if (!is_capital_word(t, i++))
        return false;
    while (is_particle(t, s, i))
        i++;
    return is_capital_word(t, i);
}

/* "Chronique de Marie Petit", but not "Chronique de Palestine". */
static void settle_genre(const struct tokens *t, const struct scan *s, size_t i)
{
    struct token *own = &t->list[i];
    bool colon = i + 2 < t->count && own[1].kind == TOKEN_SIGN &&
            own[1].sign == ':';

    if (colon || is_author(t, s, i + 1))
        own->role = ROLE_AUTHOR;
    else if (is_start(t, i) && !is_field(t, i))
        own->role = ROLE_PROSE;
    else
        settle_rubric(t, i);
}

/* "Photos:", "photos by", behind something else. */
static bool is_credit(const struct tokens *t, const struct scan *s, size_t i)
{
    const struct token *own = &t->list[i], *next = own + 1;

    if (i == 0 || i + 1 == t->count)
        return false;
    return memchr(s->f->text + own->from, ' ', own->to - own->from) ||
            (next->kind == TOKEN_SIGN && next->sign == ':');
}

void tokens_settle(const struct tokens *t, const struct scan *s)
{
    for (size_t i = t->count; i-- > 0;) {
        struct token *own = &t->list[i];
        bool dated = i + 1 < t->count && own[1].kind == TOKEN_DATE;

        if (is_phrase(own, ROLE_RUBRIC))
            settle_rubric(t, i);
        else if (is_phrase(own, ROLE_GENRE))
            settle_genre(t, s, i);
        else if (is_phrase(own, ROLE_ELSEWHERE))
            own->role = dated ? ROLE_PUBLISHED : ROLE_PROSE;
        else if (is_phrase(own, ROLE_CREDIT) && !is_credit(t, s, i))
            own->role = ROLE_PROSE;
    }
}
