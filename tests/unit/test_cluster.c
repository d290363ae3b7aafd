/*
 * Clusters and winners are a function of what is stored and configured. Every
 * shuffle makes a history: entries come in any order, some said other things
 * at first, sources are taken out and put back, addresses are hidden and shown.
 * It must end as if all had come at once, in order.
 */
#include <stdio.h>
#include <string.h>

#include "base/hash.h"
#include "judge/cluster.h"
#include "judge/item.h"
#include "judge/settle.h"
#include "normalise/alike.h"
#include "run/keys.h"
#include "test.h"

enum {
    WORLDS = 60,
    SHUFFLES = 5, /* of each */
    SOURCES = 4,
    ENTRIES = 4, /* of a source */
    DAY = 24 * 60 * 60,
    NOW = 1700000000,
};

#define DO(call)                                  \
    do {                                          \
        struct err err_ = {0};                    \
        if (!(call))                              \
            fail_msg("%s: %s", #call, err_.text); \
    } while (0)

/* ---- chance ---- */

static uint64_t next(uint64_t *seed)
{
    *seed = hash_bytes(*seed, "x", 1);
    return *seed;
}

static size_t any(uint64_t *seed, size_t below)
{
    return (size_t)(next(seed) % below);
}

static bool often(uint64_t *seed, size_t of_ten)
{
    return any(seed, 10) < of_ten;
}

/* ---- what entries say ---- */

struct post {
    const char *id, *link, *address, *title, *text;
    int64_t published;
};

/* Words of a text, of which an edit changes some. */
static const char *text_of(struct arena *a, size_t which, size_t edits,
        size_t words)
{
    struct buf out = {0};
    const char *text;

    for (size_t i = 0; i < words; i++)
        buf_printf(&out, "%s%c%zu%s ",
                i % 9 == 0 && i / 9 < edits ? "new" : "w", (int)('a' + which),
                i * 7 % 50 + which, i % 3 ? "" : "s");
    text = arena_text(a, out.data);
    buf_auto(&out);
    return text;
}

static struct post say(struct arena *a, uint64_t *seed, size_t number)
{
    static const char *const titles[] = {"The garden opens again",
            "News of the harbour", "A bridge for the village", "Agenda"};
    size_t article = any(seed, 4);
    struct post said = {.published = NOW - 20 * DAY + (int64_t)article * DAY +
                    (int64_t)any(seed, 9) * DAY};

    said.id = often(seed, 3)
            ? arena_printf(a, "tag:a.example,2023:%zu", article)
            : arena_printf(a, "urn:x:%zu", number);
    if (often(seed, 7))
        said.link = often(seed, 4)
                ? arena_printf(a, "https://www.a.example/%zu?utm_source=x",
                          article)
                : arena_printf(a, "https://s%zu.example/%zu", any(seed, 5),
                          any(seed, 20));
    if (often(seed, 2))
        said.address = arena_printf(a, "http://a.example/%zu", any(seed, 4));
    if (often(seed, 8))
        said.title = often(seed, 7) ? titles[article % COUNT(titles)]
                                    : titles[any(seed, COUNT(titles))];
    if (often(seed, 8))
        said.text = text_of(a, often(seed, 8) ? article : any(seed, 4),
                any(seed, 3), often(seed, 7) ? 80 : 25);
    return said;
}

/* ---- a world, and the history of one store ---- */

struct world {
    struct arena arena;
    struct post before[SOURCES][ENTRIES], last[SOURCES][ENTRIES];
    bool edited[SOURCES][ENTRIES];
    bool removed[SOURCES]; /* in the end */
    const char *hidden;    /* in the end */
    enum prefer prefer;
};

static void world_make(struct world *w, uint64_t seed)
{
    size_t number = 0;

    *w = (struct world){.prefer = (enum prefer)any(&seed, PREFERENCES)};
    for (size_t s = 0; s < SOURCES; s++) {
        w->removed[s] = often(&seed, 1);
        for (size_t e = 0; e < ENTRIES; e++) {
            w->before[s][e] = say(&w->arena, &seed, number++);
            w->last[s][e] = say(&w->arena, &seed, number++);
            w->edited[s][e] = often(&seed, 4);
            /* what its published id is made of, and where it was found first,
             * stay */
            w->before[s][e].id = w->last[s][e].id;
            w->before[s][e].address = w->last[s][e].address;
        }
    }
    if (often(&seed, 5))
        w->hidden = arena_printf(&w->arena, "https://a.example/%zu",
                any(&seed, 4));
}

struct life {
    struct run run;
    struct config config;
    struct actor actors[SOURCES];
    struct source sources[SOURCES];
    struct live_source live[SOURCES];
    struct source_state states[SOURCES];
    bool there[SOURCES];
    struct live_stream streams[2]; /* all, and the theme t */
    struct tag theme;
};

static void add_stream(struct life *l, struct live_stream *stream,
        const char *name, enum prefer prefer)
{
    stream->stored.name = name;
    stream->stored.iri = name;
    stream->prefer = prefer;
    DO(store_add_stream(l->run.store, &stream->stored, &err_));
    index_put(&l->run.streams_by_name, &l->run.arena, name, stream);
    index_put_number(&l->run.streams_by_id, &l->run.arena, stream->stored.id,
            stream);
    l->run.preferred |= 1U << prefer;
}

static void configure(struct life *l, size_t s, bool there)
{
    l->there[s] = there;
    l->run.sources_by_id = (struct index){0};
    for (size_t i = 0; i < SOURCES; i++)
        if (l->there[i])
            index_put_number(&l->run.sources_by_id, &l->run.arena,
                    l->states[i].id, &l->live[i]);
}

static void life_begin(struct life *l, const struct world *w)
{
    AUTO(report) struct report report = {0};

    *l = (struct life){
            .config = {.site.url = "https://site.example/",
                       .prefer = w->prefer,
                       .window = (int64_t)5 * DAY},
            .theme = {.id = "t"         },
    };
    l->run.config = &l->config;
    l->run.now = NOW;
    assert_true(rules_read(&l->run.rules, "x", (struct bytes){"", 0},
            &l->config, &report));
    DO(store_open(&l->run.store, ":memory:", false, &err_));
    add_stream(l, &l->streams[0], "all", w->prefer);
    add_stream(l, &l->streams[1], "themes/t", PREFER_LONGEST);
    for (size_t s = 0; s < SOURCES; s++) {
        const char *name = arena_printf(&l->run.arena, "s%zu", s);

        l->actors[s] = (struct actor){.id = name,
                .name = name,
                .site = arena_printf(&l->run.arena, "https://%s.example/",
                        name)};
        l->sources[s] = (struct source){.id = name,
                .kind = "feed",
                .actor = &l->actors[s],
                .order = (int)s};
        DO(store_add_source(l->run.store, name, &l->states[s].id, &err_));
        l->live[s] = (struct live_source){.source = &l->sources[s],
                .state = &l->states[s],
                .themes = &l->theme};
        configure(l, s, true);
    }
}

static void life_end(struct life *l)
{
    rules_auto(&l->run.rules);
    store_auto(&l->run.store);
    arena_auto(&l->run.arena);
}

static void arrive(struct life *l, size_t s, size_t e, const struct post *said)
{
    AUTO(arena) struct arena a = {0};
    AUTO(buf) struct buf packed = {0};
    struct link link = {.rel = "alternate", .href = said->link};
    struct construct title = {.type = "text", .text = said->title},
                     text = {.type = "text", .text = said->text};
    struct entry entry = {.id = said->id,
            .key = said->id,
            .published = said->published,
            .links = said->link ? &link : NULL,
            .title = said->title ? &title : NULL,
            .content = said->text ? &text : NULL};
    struct yield yield = {
            .key = (int64_t)e + 1,
            .item = {"item", 4},
            .address = said->address
    };
    struct saved saved = {.old = false};

    alike_mark(&entry, &a);
    record_pack(&packed, &entry_shape, &entry);
    yield.entry = (struct bytes){packed.data, packed.size};
    yield.digest = (int64_t)hash_bytes(1, packed.data, packed.size);
    DO(item_save(&l->run, &a, &l->live[s], &yield, &saved, &err_));
}

/* All entries of a source are judged again, as when it was taken out. */
static void judge(struct life *l, size_t s)
{
    AUTO(arena) struct arena a = {0};
    struct stored *stored;
    struct bytes ids;
    int64_t id;

    DO(store_entries_of(l->run.store, &a, l->states[s].id, &ids, &err_));
    for (size_t at = 0; at < ids.size; at += sizeof(id)) {
        memcpy(&id, ids.data + at, sizeof(id));
        DO(store_derived(l->run.store, &a, id, &stored, &err_));
        DO(settle_again(&l->run, &a, stored, &err_));
    }
}

static void hide(struct life *l, const char *what, bool hidden)
{
    AUTO(arena) struct arena a = {0};
    const struct suppression s = {.what = what, .reason = "asked to"};
    struct stored *stored;

    if (hidden)
        DO(store_suppress(l->run.store, &s, &err_));
    else
        DO(store_release(l->run.store, what, &err_));
    DO(run_suppressed(&l->run, &err_));
    DO(store_find_entries(l->run.store, &a, what, keys_of(&l->run, &a, what),
            &stored, &err_));
    for (; stored; stored = stored->next)
        DO(settle_again(&l->run, &a, stored, &err_));
}

/* ---- what became of it ---- */

static bool is_member(struct life *l, struct arena *a, size_t stream,
        int64_t entry)
{
    struct membership *m;

    DO(store_memberships(l->run.store, a, entry, false, &m, &err_));
    while (m && m->stream != l->streams[stream].stored.id)
        m = m->next;
    return m != NULL;
}

static void tell(struct buf *out, struct life *l, size_t s, size_t e)
{
    AUTO(arena) struct arena a = {0};
    struct stored *stored, *winner = NULL;

    DO(store_find_item(l->run.store, &a, l->states[s].id, (int64_t)e + 1,
            &stored, &err_));
    assert_non_null(stored);
    if (stored->winner)
        DO(store_slim(l->run.store, &a, stored->winner, &winner, &err_));
    buf_printf(out, "%zu.%zu:", s, e);
    if (winner)
        buf_printf(out, " by %lld.%lld", (long long)winner->source - 1,
                (long long)winner->key - 1);
    buf_printf(out, "%s%s%s%s\n", stored->kept ? " kept" : "",
            strcmp(stored->iri, stored->claim) == 0 ? " named" : "",
            is_member(l, &a, 0, stored->id) ? " all" : "",
            is_member(l, &a, 1, stored->id) ? " theme" : "");
}

static void tell_all(struct buf *out, struct life *l)
{
    buf_clear(out);
    for (size_t s = 0; s < SOURCES; s++)
        for (size_t e = 0; e < ENTRIES; e++)
            tell(out, l, s, e);
}

/* ---- histories ---- */

/* All at once, in order. */
static void straight(struct buf *out, const struct world *w)
{
    struct life l;

    life_begin(&l, w);
    if (w->hidden)
        hide(&l, w->hidden, true);
    for (size_t s = 0; s < SOURCES; s++)
        for (size_t e = 0; e < ENTRIES; e++) {
            if (w->edited[s][e])
                arrive(&l, s, e, &w->before[s][e]);
            arrive(&l, s, e, &w->last[s][e]);
        }
    for (size_t s = 0; s < SOURCES; s++)
        configure(&l, s, !w->removed[s]);
    for (size_t s = 0; s < SOURCES; s++)
        if (w->removed[s])
            judge(&l, s);
    tell_all(out, &l);
    life_end(&l);
}

static void disturb(struct life *l, uint64_t *seed)
{
    size_t s = any(seed, SOURCES);

    if (often(seed, 5)) {
        configure(l, s, false);
        judge(l, s);
        configure(l, s, true);
        judge(l, s);
    } else {
        hide(l, "https://a.example/1", true);
        hide(l, "https://a.example/1", false);
    }
}

static void crooked(struct buf *out, const struct world *w, uint64_t seed)
{
    size_t left = 0, deck[SOURCES * ENTRIES];
    struct life l;

    life_begin(&l, w);
    for (size_t s = 0; s < SOURCES; s++)
        for (size_t e = 0; e < ENTRIES; e++) {
            deck[left++] = s * ENTRIES + e;
            if (w->edited[s][e] && often(&seed, 5))
                arrive(&l, s, e, &w->before[s][e]);
        }
    while (left > 0) {
        size_t at = any(&seed, left), one = deck[at];

        deck[at] = deck[--left];
        if (w->edited[one / ENTRIES][one % ENTRIES])
            arrive(&l, one / ENTRIES, one % ENTRIES,
                    &w->before[one / ENTRIES][one % ENTRIES]);
        if (any(&seed, 20) == 0)
            disturb(&l, &seed);
        arrive(&l, one / ENTRIES, one % ENTRIES,
                &w->last[one / ENTRIES][one % ENTRIES]);
    }
    if (w->hidden)
        hide(&l, w->hidden, true);
    for (size_t s = 0; s < SOURCES; s++) {
        if (!w->removed[s])
            continue;
        configure(&l, s, false);
        judge(&l, s);
    }
    tell_all(out, &l);
    life_end(&l);
}

static void check_same(size_t shuffle, const char *ordered, const char *came)
{
    AUTO(arena) struct arena a = {0};
    char *want = arena_text(&a, ordered), *got = arena_text(&a, came);
    char *rest_want, *rest_got;
    bool same = strcmp(want, got) == 0;

    want = strtok_r(want, "\n", &rest_want);
    got = strtok_r(got, "\n", &rest_got);
    for (; !same && want && got; want = strtok_r(NULL, "\n", &rest_want),
                                 got = strtok_r(NULL, "\n", &rest_got))
        if (strcmp(want, got) != 0)
            print_message("# shuffle %zu: \"%s\" in order, \"%s\" as it came\n",
                    shuffle, want, got);
    assert_true(same);
}

static void test_whatever_happened_before(void **state)
{
    size_t clusters = 0;

    UNUSED(state);
    for (uint64_t i = 0; i < WORLDS; i++) {
        AUTO(buf) struct buf want = {0};
        AUTO(buf) struct buf got = {0};
        struct world w;

        world_make(&w, i + 1);
        straight(&want, &w);
        for (const char *c = want.data; (c = strstr(c, " by ")); c++)
            clusters++;
        for (uint64_t k = 0; k < SHUFFLES; k++) {
            crooked(&got, &w, i * SHUFFLES + k + 1000);
            check_same((size_t)(i * SHUFFLES + k), want.data, got.data);
        }
        arena_auto(&w.arena);
    }
    print_message("# %zu entries had others that stood for them\n", clusters);
    assert_true(clusters > WORLDS);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
            cmocka_unit_test(test_whatever_happened_before),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
