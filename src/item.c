#include <string.h>

#include "item.h"

void claim_add(struct claim **list, struct arena *a, const char *field,
        const char *value, const char *from)
{
    struct claim *claim;

    if (!value)
        return;
    claim = ARENA_NEW(a, struct claim);
    *claim = (struct claim){.field = field, .value = value, .from = from};
    list_add_most(list, claim, PARTS_MAX);
}

const struct claim *claim_of(const struct claim *list, const char *field)
{
    while (list && strcmp(list->field, field) != 0)
        list = list->next;
    return list;
}

static const struct member said_members[] = {
        ROW(said, type, MEMBER_TEXT),
        ROW(said, value, MEMBER_TEXT),
        ROW(said, lang, MEMBER_TEXT),
        ROW(said, base, MEMBER_TEXT),
        ROW(said, src, MEMBER_TEXT),
};
static const struct shape said_shape = SHAPE(struct said, said_members);

static const struct member claim_members[] = {
        ROW(claim, field, MEMBER_TEXT),
        ROW(claim, value, MEMBER_TEXT),
        ROW(claim, from, MEMBER_TEXT),
};
static const struct shape claim_shape = SHAPE(struct claim, claim_members);

static const struct member item_members[] = {
        ROW(item, id, MEMBER_TEXT),
        ROW_OF(item, title, MEMBER_ONE, said_shape),
        ROW_OF(item, summary, MEMBER_ONE, said_shape),
        ROW_OF(item, content, MEMBER_ONE, said_shape),
        ROW_OF(item, subtitle, MEMBER_ONE, said_shape),
        ROW_OF(item, rights, MEMBER_ONE, said_shape),
        ROW_OF(item, links, MEMBER_LIST, link_shape),
        ROW_OF(item, authors, MEMBER_LIST, person_shape),
        ROW_OF(item, contributors, MEMBER_LIST, person_shape),
        ROW_OF(item, categories, MEMBER_LIST, category_shape),
        ROW_OF(item, dates, MEMBER_LIST, claim_shape),
        ROW(item, byline, MEMBER_TEXT),
        ROW_OF(item, generator, MEMBER_ONE, generator_shape),
        ROW(item, icon, MEMBER_TEXT),
        ROW(item, logo, MEMBER_TEXT),
        ROW(item, image, MEMBER_TEXT),
        ROW_OF(item, source, MEMBER_ONE, item_shape),
        ROW_OF(item, in_reply_to, MEMBER_LIST, reply_shape),
        ROW(item, lang, MEMBER_TEXT),
        ROW(item, base, MEMBER_TEXT),
        ROW(item, ttl, MEMBER_INT),
        ROW_OF(item, extensions, MEMBER_LIST, extension_shape),
        ROW(item, update_every, MEMBER_INT),
        ROW(item, skip_hours, MEMBER_INT),
        ROW(item, skip_days, MEMBER_INT),
        ROW_OF(item, claims, MEMBER_LIST, claim_shape),
        ROW(item, draft, MEMBER_FLAG),
};
const struct shape item_shape = SHAPE(struct item, item_members);
