#include <string.h>

#include "base/hash.h"
#include "base/url.h"
#include "normalise/alike.h"
#include "run/keys.h"

static int64_t hashed(const char *text)
{
    return text ? (int64_t)hash_text(HASH_START, text) : 0;
}

static const char *of_url(const struct run *run, struct arena *a,
        const char *url)
{
    return url ? url_key_same(a, url, &run->config->same) : NULL;
}

static const char *of_id(const struct run *run, struct arena *a, const char *id)
{
    if (!id || !url_is_absolute(id))
        return NULL;
    return url_is_web(id) ? of_url(run, a, id) : id;
}

/* One that is there twice counts once. */
static void clear_doubles(int64_t keys[KEYS])
{
    for (int i = 1; i < KEYS; i++)
        for (int k = 0; k < i; k++)
            if (keys[k] == keys[i])
                keys[i] = 0;
}

void keys_set(const struct run *run, struct arena *a, struct stored *stored,
        const struct entry *entry)
{
    const struct link *link = entry_link(entry, "alternate");
    int64_t *keys = stored->keys;

    keys[KEY_OF_ID] = hashed(of_id(run, a, entry->id));
    keys[KEY_OF_LINK] = hashed(of_url(run, a, link ? link->href : NULL));
    keys[KEY_OF_ADDRESS] = hashed(of_url(run, a, stored->address));
    keys[KEY_OF_FIRST] = hashed(of_url(run, a, stored->first_url));
    alike_marks(keys + KEY_OF_TITLE, entry);
    clear_doubles(keys);
    for (int i = 0; i < KEYS && !run_source(run, stored->source); i++)
        keys[i] = keys[i] ? ~keys[i] : 0;
}

int64_t keys_of(const struct run *run, struct arena *a, const char *what)
{
    const char *key = url_is_web(what) ? of_url(run, a, what) : NULL;

    return hashed(key ? key : what);
}
