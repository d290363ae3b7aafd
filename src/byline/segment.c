#include <string.h>

#include "byline/segment.h"

const struct token *segment_token(const struct line *line, size_t i)
{
    static const struct token end = {.kind = TOKEN_SIGN};

    return i < line->count ? &line->list[i] : &end;
}

bool segment_is_sign(const struct token *t, const char *signs)
{
    return t->kind == TOKEN_SIGN && t->sign && strchr(signs, t->sign);
}

bool segment_is_phrase(const struct token *t, enum role role)
{
    return t->kind == TOKEN_PHRASE && t->role == role;
}

bool segment_has_capital(const struct line *line, const struct token *t)
{
    for (size_t i = t->from; i < t->to; i++)
        if (line->s->f->upper[i])
            return true;
    return false;
}

bool segment_is_acronym(const struct line *line, const struct token *t)
{
    size_t letters = t->to - t->from;

    for (size_t i = t->from; i < t->to; i++)
        if (!line->s->f->upper[i] && line->s->f->text[i] != '-')
            return false;
    return t->kind == TOKEN_WORD && letters >= 2 && letters <= 8;
}

static bool is_particle(const struct line *line, const struct token *t)
{
    return t->kind != TOKEN_SIGN && t->to > t->from &&
            calendar_has(line->s->lang->particles, line->s->f->text + t->from,
                    t->to - t->from);
}

/* "Marie Martin", "Lotte van der Meer" */
static bool is_two_names(const struct line *line, size_t i)
{
    if (!segment_token(line, i)->upper)
        return false;
    while (is_particle(line, segment_token(line, ++i)) &&
            !segment_token(line, i)->upper)
        ;
    return segment_token(line, i)->upper;
}

bool segment_is_divider(const struct line *line, size_t i)
{
    const struct token *t = segment_token(line, i),
                       *next = segment_token(line, i + 1);
    bool with = segment_is_phrase(t, ROLE_WITH);

    if (!with && !segment_is_phrase(t, ROLE_AND) && !segment_is_sign(t, "&"))
        return false;
    return segment_is_phrase(next, ROLE_NAME) ||
            segment_is_acronym(line, next) || (with && next->upper) ||
            is_two_names(line, i + 1);
}

bool segment_is_part(const struct line *line, size_t i, bool first)
{
    const struct token *t = segment_token(line, i);

    if (t->kind == TOKEN_WORD)
        return true;
    if (segment_is_divider(line, i))
        return false;
    if (t->kind != TOKEN_PHRASE)
        return !first && segment_is_sign(t, "&");
    return t->role == ROLE_LINK || t->role == ROLE_NAME ||
            t->role == ROLE_AND || t->role == ROLE_WITH ||
            (t->role == ROLE_PROSE && t->upper && !first) ||
            (t->role == ROLE_AUTHOR && !first &&
                    (!t->upper ||
                            (is_particle(line, t) &&
                                    segment_token(line, i + 1)->upper)));
}

/* "by admin in News": a category follows. */
bool segment_is_within(const struct line *line, const struct token *t)
{
    return t->kind != TOKEN_SIGN &&
            calendar_has(line->s->lang->within, line->s->f->text + t->from,
                    t->to - t->from);
}

struct segment segment_at(const struct line *line, size_t i)
{
    struct segment s = {.from = i};

    for (; segment_is_part(line, i, i == s.from); i++) {
        const struct token *t = &line->list[i];
        const char *word = line->s->f->text + t->from;

        if (i > s.from && segment_is_within(line, t))
            break;
        s.words++;
        s.named |= segment_is_phrase(t, ROLE_NAME);
        if (segment_is_sign(t, "&"))
            continue;
        if (fold_is_digit(*word))
            s.numbers++;
        else if (segment_has_capital(line, t))
            s.capitals++;
        else if (!calendar_has(line->s->lang->particles, word, t->to - t->from))
            s.small++;
    }
    s.to = i;
    return s;
}
