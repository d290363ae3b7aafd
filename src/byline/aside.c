#include "byline/aside.h"

enum { CATEGORY_TOKENS = 14, ROLE_TOKENS = 10 };

static bool is_field(const struct token *t)
{
    return t->kind == TOKEN_DATE || t->kind == TOKEN_TIME ||
            (t->kind == TOKEN_PHRASE &&
                    (t->role == ROLE_AUTHOR || t->role == ROLE_REVISER ||
                            t->role == ROLE_PUBLISHED ||
                            t->role == ROLE_UPDATED ||
                            t->role == ROLE_CREATED));
}

bool aside_category(const struct draft *d, const struct line *line, size_t from,
        size_t *i)
{
    size_t at = *i + 1, last;

    if (*i == from || !segment_is_within(line, segment_token(line, *i)))
        return false;
    if (!draft_has_date(d) && !d->labelled && !d->label)
        return false;
    while (segment_is_sign(segment_token(line, at), ":#"))
        at++;
    if (!segment_token(line, at)->upper)
        return false;
    last = at + CATEGORY_TOKENS;
    while (at < line->count && at < last && !is_field(&line->list[at]) &&
            (line->list[at].kind != TOKEN_SIGN ||
                    segment_is_sign(&line->list[at], ",&")))
        at++;
    if (at == last)
        return false;
    *i = at;
    return true;
}

bool aside_role(const struct line *line, size_t *i)
{
    const struct token *first = segment_token(line, *i + 1);
    size_t at = *i + 1, last = at + ROLE_TOKENS;

    if (!segment_is_sign(segment_token(line, *i), ",") || first->upper ||
            first->kind == TOKEN_SIGN || is_field(first) ||
            !fold_is_letter(line->s->f->text[first->from]) ||
            segment_is_divider(line, *i + 1) ||
            segment_is_phrase(first, ROLE_PROSE))
        return false;
    while (at < line->count && at < last && line->list[at].kind != TOKEN_SIGN &&
            (!is_field(&line->list[at]) ||
                    (line->list[at].role == ROLE_AUTHOR &&
                            !line->list[at].upper)) &&
            !segment_is_divider(line, at))
        at++;
    if (at == last)
        return false;
    *i = at;
    aside_remark(line, i);
    return true;
}

bool aside_remark(const struct line *line, size_t *i)
{
    size_t next = *i + 1;

    if (!segment_is_sign(segment_token(line, *i), "("))
        return false;
    while (segment_is_part(line, next, false) || segment_is_divider(line, next))
        next++;
    if (!segment_is_sign(segment_token(line, next), ")"))
        return false;
    *i = next + 1;
    return true;
}

bool aside_credit(const struct line *line, size_t *i)
{
    if (!segment_is_phrase(segment_token(line, *i), ROLE_CREDIT))
        return false;
    ++*i;
    while (*i < line->count && !is_field(&line->list[*i]) &&
            !segment_is_sign(&line->list[*i], "-|/;(."))
        ++*i;
    return true;
}
