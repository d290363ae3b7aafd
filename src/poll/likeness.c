#include <string.h>

#include "base/hash.h"
#include "base/index.h"
#include "base/strip.h"
#include "base/text.h"
#include "poll/likeness.h"

enum {
    LONG = 400, /* bytes of a text of which half is missed */
    RUN = 3,    /* words in a row that two texts share by no accident */
    SHARED = 4, /* one of so many such runs is enough to be the same article */
};

/* Folded; NULL: nothing. */
static const char *plain(struct arena *a, const struct construct *construct)
{
    AUTO(buf) struct buf text = {0};

    if (construct && construct->html.markup)
        strip(&text, construct->html.markup, strlen(construct->html.markup));
    else if (construct && construct->text)
        buf_text(&text, construct->text);
    return text.size ? text_fold(a, text.data, text.size) : NULL;
}

static bool same(const char *a, const char *b)
{
    return a && b && strcmp(a, b) == 0;
}

/* Its runs of words go into `runs`, or are looked for there: how many there
 * are, and how many were found. */
static size_t find_runs(struct index *runs, struct arena *a, const char *text,
        size_t *found)
{
    uint64_t words[RUN] = {0};
    size_t count = 0;

    while (*text) {
        size_t size = strcspn(text, " ");
        int64_t run;

        memmove(words, words + 1, sizeof(words) - sizeof(*words));
        words[RUN - 1] = hash_bytes(HASH_START, text, size);
        text += size + strspn(text + size, " ");
        if (++count < RUN)
            continue;
        run = (int64_t)hash_bytes(HASH_START, words, sizeof(words));
        if (found)
            *found += index_get_number(runs, run) != NULL;
        else
            index_put_number(runs, a, run, runs);
    }
    return count < RUN ? 0 : count - RUN + 1;
}

/* Whether enough of a text was there before. */
static bool is_edited(struct arena *a, const char *was, const char *is)
{
    struct index runs = {0};
    size_t found = 0, count;

    find_runs(&runs, a, was, NULL);
    count = find_runs(&runs, a, is, &found);
    return count > 0 && found * SHARED >= count;
}

const char *likeness_refuses(const struct entry *was, const struct entry *is,
        const struct construct *listed)
{
    AUTO(arena) struct arena a = {0};
    const char *old_text = plain(&a, was->content);
    const char *new_text = plain(&a, is->content);
    const char *title = plain(&a, is->title);

    if (!old_text)
        return NULL;
    if (!new_text)
        return "it came without its text";
    if (strlen(old_text) >= LONG && strlen(new_text) < strlen(old_text) / 2)
        return "it came with less than half of its text";
    if (same(title, plain(&a, was->title)) || same(title, plain(&a, listed)) ||
            is_edited(&a, old_text, new_text))
        return NULL;
    return "another page came in its place";
}
