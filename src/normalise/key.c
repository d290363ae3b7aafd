#include <string.h>

#include "base/hash.h"
#include "normalise/work.h"

/* 128 bits of what an item without an id and a link consists of. */
struct digest {
    uint64_t high, low;
};

static void add(struct digest *d, const char *text)
{
    d->high = hash_text(d->high, text);
    d->low = hash_text(d->low, text);
}

static const char *digest_text(const struct work *w, const struct digest *d)
{
    return arena_printf(w->arena, "digest:%016llx%016llx",
            (unsigned long long)d->high, (unsigned long long)d->low);
}

static const char *digest_of(const struct work *w)
{
    const struct said *const parts[] = {w->item->title, w->item->summary,
            w->item->content};
    struct digest d = {HASH_START, HASH_START + 1};

    for (size_t i = 0; i < COUNT(parts); i++)
        add(&d, parts[i] ? parts[i]->value : NULL);
    for (const struct claim *date = w->item->dates; date; date = date->next)
        add(&d, date->value);
    return digest_text(w, &d);
}

const char *work_key(const struct work *w, const struct entry *e)
{
    const struct link *link = entry_link(e, "alternate");
    const char *id = e->id ? e->id : w->item->id;
    const char *key = id ? id : link ? link->href : digest_of(w);
    struct digest d = {HASH_START, HASH_START + 1};

    if (strlen(key) <= KEY_MAX)
        return key;
    add(&d, key);
    return digest_text(w, &d);
}
