/*
 * usage: history [SEED | FIRST-LAST]
 *
 * Worlds at random, each lived through twice: once in the plainest way, once in
 * any order and with changes to and fro. What is published at the end must be
 * the same bytes; nothing may be lost, nothing be there twice, and no file be
 * touched that has nothing new to say.
 *
 * A history that fails is made as small as it goes and told, with its seed:
 * "history SEED" lives through that one alone.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "place.h"

enum { OPS_MAX = 200, HISTORIES = 500 };

enum kind { POLL, AGAIN, SET, PUBLISH, REBUILD, HIDE, UNHIDE };

struct op {
    enum kind kind;
    int instant, what; /* what: a source, or what is hidden */
    int64_t now;
    struct setting setting;
    bool left_out;
};

struct history {
    uint64_t seed;
    struct world world;
    struct op ops[OPS_MAX];
    int count;
    struct setting first, last;
    bool hidden[HIDEABLE]; /* at the end */
};

/* ---- making one ---- */

static void add(struct history *h, struct op op)
{
    if (h->count < OPS_MAX)
        h->ops[h->count++] = op;
}

static void add_noise(struct history *h, struct dice *dice, int instant,
        int64_t now)
{
    struct op op = {.instant = instant, .now = now};

    while (dice_hit(dice, 40)) {
        op.kind = AGAIN + (enum kind)dice_below(dice, UNHIDE);
        op.what = dice_below(dice, op.kind == AGAIN ? SOURCES : HIDEABLE);
        if (op.kind == AGAIN &&
                (instant == 0 || !h->world.polled[instant - 1][op.what]))
            continue;
        op.instant = op.kind == AGAIN ? instant - 1 : instant;
        setting_make(&op.setting, dice);
        add(h, op);
    }
}

/* The sources of one instant, in any order. */
static void add_polls(struct history *h, struct dice *dice, int instant)
{
    int order[SOURCES];

    for (int i = 0; i < SOURCES; i++) {
        int k = dice_below(dice, i + 1);

        order[i] = order[k];
        order[k] = i;
    }
    for (int i = 0; i < SOURCES; i++) {
        if (!h->world.polled[instant][order[i]])
            continue;
        add(h,
                (struct op){.kind = POLL,
                        .instant = instant,
                        .what = order[i],
                        .now = world_instant(instant)});
        if (dice_hit(dice, 30))
            add(h,
                    (struct op){.kind = dice_hit(dice, 50) ? PUBLISH : REBUILD,
                            .now = world_instant(instant)});
    }
}

static void make(struct history *h, uint64_t seed)
{
    struct dice dice = {seed * UINT64_C(2654435761)};

    *h = (struct history){.seed = seed};
    world_make(&h->world, &dice, 2 + (int)(seed % HISTORIES) / 10);
    setting_make(&h->first, &dice);
    setting_make(&h->last, &dice);
    for (int i = 0; i < HIDEABLE; i++)
        h->hidden[i] = dice_hit(&dice, 15);
    for (int t = 0; t < h->world.instants; t++) {
        add_noise(h, &dice, t, world_instant(t) - WORLD_STEP / 2);
        add_polls(h, &dice, t);
    }
    add_noise(h, &dice, h->world.instants,
            world_instant(h->world.instants) - WORLD_STEP / 2);
}

/* ---- living through it ---- */

struct fault {
    char text[300];
};

static bool faulty(struct fault *fault, const char *what, const char *path)
{
    if (!*fault->text)
        snprintf(fault->text, sizeof(fault->text), "%s: %s", path, what);
    return false;
}

static bool same(const struct file *a, const struct file *b)
{
    return a->bytes.size == b->bytes.size &&
            memcmp(a->bytes.data, b->bytes.data, a->bytes.size) == 0;
}

/* What has the same bytes is the same file. may_change: else nothing may be
 * other than it was. */
static void publish_and_look(struct scene *place, int64_t now, bool rebuild,
        struct fault *fault)
{
    AUTO(arena) struct arena a = {0};
    const struct file *before = place_files(&a, place), *after;

    if (rebuild)
        place_rebuild(place, now);
    else
        place_publish(place, now);
    after = place_files(&a, place);
    for (; after; after = after->next) {
        const struct file *was = file_named(before, after->path);

        if (was && same(was, after) &&
                (was->inode != after->inode || was->mtime != after->mtime))
            faulty(fault, "was touched though nothing of it is new",
                    after->path);
    }
}

/* Nothing has changed: neither has any file. */
static void look_still(struct scene *place, int64_t now, bool rebuild,
        struct fault *fault)
{
    AUTO(arena) struct arena a = {0};
    const struct file *before = place_files(&a, place), *after, *other;
    const char *words = rebuild ? "a rebuild changes it"
                                : "publishing again changes it";

    if (rebuild)
        place_rebuild(place, now);
    else
        place_publish(place, now);
    after = place_files(&a, place);
    for (const struct file *f = before; f; f = f->next)
        if (!file_named(after, f->path))
            faulty(fault, words, f->path);
    for (; after; after = after->next) {
        other = file_named(before, after->path);
        if (!other || other->inode != after->inode || !same(other, after))
            faulty(fault, words, after->path);
    }
}

static void do_op(struct scene *place, bool *hidden, const struct op *op,
        struct fault *fault)
{
    switch (op->kind) {
    case POLL:
    case AGAIN:
        place_poll(place, op->what, op->instant, op->now);
        break;
    case SET:
        place_open(place, &op->setting, op->now);
        break;
    case PUBLISH:
        publish_and_look(place, op->now, false, fault);
        break;
    case REBUILD:
        publish_and_look(place, op->now, true, fault);
        look_still(place, op->now, true, fault);
        break;
    case HIDE:
    case UNHIDE:
        if (hidden[op->what] == (op->kind == HIDE))
            break;
        hidden[op->what] = op->kind == HIDE;
        place_hide(place, world_hideable(op->what), hidden[op->what], op->now);
        break;
    }
}

/* Readers are told what was published and then taken down, and when: at the end
 * that is the same. */
static void finish(struct scene *place, const struct history *h, bool *hidden)
{
    int64_t end = world_instant(h->world.instants);

    for (int i = 0; i < HIDEABLE; i++)
        if (hidden[i])
            place_hide(place, world_hideable(i), false, end);
    place_open(place, &h->last, end);
    place_publish(place, end);
    for (int i = 0; i < HIDEABLE; i++)
        if (h->hidden[i])
            place_hide(place, world_hideable(i), true, end);
    place_open(place, &h->last, end);
    place_publish(place, end);
}

/* In the order in which it was made. */
static void live(struct scene *place, const struct history *h,
        struct fault *fault)
{
    bool hidden[HIDEABLE] = {false};
    struct setting first = h->first;

    first.removed = -1;
    place_open(place, &first, WORLD_START - WORLD_STEP);
    for (int i = 0; i < h->count; i++)
        if (!h->ops[i].left_out)
            do_op(place, hidden, &h->ops[i], fault);
    finish(place, h, hidden);
}

/* The same polls, source by source, under the last setting from the first. */
static void live_plainly(struct scene *place, const struct history *h)
{
    bool hidden[HIDEABLE] = {false};
    struct setting last = h->last;

    last.removed = -1;
    place_open(place, &last, WORLD_START - WORLD_STEP);
    for (int t = 0; t < h->world.instants; t++)
        for (int s = 0; s < SOURCES; s++)
            for (int i = 0; i < h->count; i++)
                if (h->ops[i].kind == POLL && !h->ops[i].left_out &&
                        h->ops[i].instant == t && h->ops[i].what == s)
                    place_poll(place, s, t, world_instant(t));
    finish(place, h, hidden);
}

/* ---- what must hold ---- */

static int count_in(const struct file *file, const char *text)
{
    int count = 0;

    for (const char *at = file ? file->bytes.data : NULL; at;
            at = strstr(at + 1, text))
        if ((at = strstr(at, text)))
            count++;
        else
            break;
    return count;
}

static void compare(const struct file *plain, const struct file *other,
        struct fault *fault)
{
    for (const struct file *f = other; f; f = f->next)
        if (!file_named(plain, f->path))
            faulty(fault, "is there only after the history", f->path);
    for (; plain; plain = plain->next) {
        const struct file *f = file_named(other, plain->path);

        if (!f)
            faulty(fault, "is not there after the history", plain->path);
        else if (!same(plain, f))
            faulty(fault, "has other bytes after the history", plain->path);
    }
}

static bool was_polled_with(const struct history *h, int article)
{
    const struct article *x = &h->world.articles[article];

    for (int i = 0; i < h->count; i++)
        if (h->ops[i].kind == POLL && !h->ops[i].left_out &&
                h->ops[i].what == x->source && x->said[h->ops[i].instant])
            return !x->left_out;
    return false;
}

/* An entry that is stored, and how often it is published. */
struct found {
    struct found *next;
    const struct stored *stored;
    const struct actor *actor;
    int article, in_actor, in_all;
};

static int64_t cluster_of(const struct found *f)
{
    return f->stored->winner ? f->stored->winner : f->stored->id;
}

static void find_batch(struct found **list, struct arena *a,
        const struct scene *place, const struct live_source *source,
        const struct history *h)
{
    struct bytes ids;
    struct err err = {0};

    if (!store_entries_of(place->run->store, a, source->state->id, &ids, &err))
        abort();
    for (size_t at = 0; at < ids.size; at += sizeof(int64_t)) {
        struct found *f = ARENA_NEW(a, struct found);
        struct stored *stored;
        int64_t id;

        memcpy(&id, ids.data + at, sizeof(id));
        if (!store_derived(place->run->store, a, id, &stored, &err))
            abort();
        *f = (struct found){.stored = stored, .actor = source->source->actor};
        for (f->article = 0; f->article < h->world.article_count; f->article++)
            if (memmem(stored->entry.data, stored->entry.size,
                        world_token(a, f->article),
                        strlen(world_token(a, f->article))))
                break;
        list_add(list, f);
    }
}

static struct found *find_all(struct arena *a, const struct scene *place,
        const struct history *h, const struct file *files)
{
    const struct file *all = file_named(files, "all.atom");
    struct found *list = NULL;

    for (const struct live_source *s = place->run->sources; s; s = s->next)
        find_batch(&list, a, place, s, h);
    for (struct found *f = list; f; f = f->next) {
        const char *token = world_token(a, f->article);

        f->in_all = count_in(all, token);
        f->in_actor = count_in(file_named(files,
                                       arena_printf(a, "actors/%s.atom",
                                               f->actor->id)),
                token);
    }
    return list;
}

/* What is kept is in all, or what stands for it is; and in its actor's feed, or
 * another of its actor and cluster is. */
static void check_published(const struct found *list, const struct found *f,
        struct fault *fault)
{
    int of_actor = 0, winners = 0, news = 0;

    for (const struct found *other = list; other; other = other->next) {
        if (cluster_of(other) != cluster_of(f))
            continue;
        news += other->stored->kept && !other->stored->old;
        winners += other->stored->kept && !other->stored->winner;
        if (other->actor == f->actor)
            of_actor += other->in_actor;
    }
    if (f->in_all != (news > 0 && f->stored->kept && !f->stored->winner))
        faulty(fault, "is in all when it should not, or not", f->stored->iri);
    if (f->in_actor > f->stored->kept || (f->stored->kept && of_actor != 1))
        faulty(fault, "its actor has it never or twice", f->stored->iri);
    if (f->stored->kept && winners != 1)
        faulty(fault, "nothing stands for it, or several do", f->stored->iri);
}

/* RFC 4287 4.1.1: no two entries of a feed have one id. */
static void check_ids(const struct file *files, const struct found *list,
        struct fault *fault)
{
    AUTO(arena) struct arena a = {0};

    for (; files; files = files->next)
        for (const struct found *f = list; f; f = f->next)
            if (count_in(files,
                        arena_printf(&a, "<id>%s</id>\n<title",
                                f->stored->iri)) > 1)
                faulty(fault, "an id is there twice", files->path);
}

static void check_entries(struct scene *place, const struct history *h,
        const struct file *files, struct fault *fault)
{
    AUTO(arena) struct arena a = {0};
    const struct found *list = find_all(&a, place, h, files);
    int count[ARTICLES_MAX + 1] = {0};

    for (const struct found *f = list; f; f = f->next) {
        count[f->article]++;
        check_published(list, f, fault);
    }
    check_ids(files, list, fault);
    for (int n = 0; n < h->world.article_count; n++) {
        bool gone = setting_actor_of(h->world.articles[n].source) ==
                h->last.removed;

        if (count[n] != (was_polled_with(h, n) && !gone))
            faulty(fault, count[n] ? "is stored twice" : "was lost",
                    world_token(&a, n));
    }
}

static bool holds(const struct history *h, const char *folder,
        struct fault *fault)
{
    AUTO(arena) struct arena a = {0};
    struct scene plain = {.world = &h->world,
            .folder = arena_printf(&a, "%s/plain", folder)};
    struct scene other = {.world = &h->world,
            .folder = arena_printf(&a, "%s/other", folder)};
    const struct file *files;
    int64_t end = world_instant(h->world.instants);

    *fault = (struct fault){""};
    place_remove(plain.folder);
    place_remove(other.folder);
    live_plainly(&plain, h);
    live(&other, h, fault);
    files = place_files(&a, &other);
    compare(place_files(&a, &plain), files, fault);
    check_entries(&other, h, files, fault);
    look_still(&other, end, false, fault);
    look_still(&other, end, true, fault);
    place_close(&plain);
    place_close(&other);
    return !*fault->text;
}

/* ---- telling ---- */

static bool try_without(struct history *h, const char *folder, bool *part)
{
    struct fault fault;

    if (*part)
        return false;
    *part = true;
    if (!holds(h, folder, &fault))
        return true;
    *part = false;
    return false;
}

/* Leaves out what it fails without, too. */
static void reduce(struct history *h, const char *folder)
{
    bool smaller = true;

    while (smaller) {
        smaller = false;
        for (int i = h->count - 1; i >= 0; i--)
            smaller = try_without(h, folder, &h->ops[i].left_out) || smaller;
        for (int i = 0; i < h->world.article_count; i++)
            smaller = try_without(h, folder, &h->world.articles[i].left_out) ||
                    smaller;
    }
}

static void tell_setting(const char *name, const struct setting *s)
{
    AUTO(buf) struct buf text = {0};

    buf_printf(&text, "%s (swapped %d, removed %d)\n", name, s->swapped,
            s->removed);
    setting_config(&text, s);
    setting_rules(&text, s);
    fprintf(stderr, "%s", text.data);
}

static void tell(const struct history *h, const struct fault *fault)
{
    static const char *const names[] = {"poll", "poll again", "set", "publish",
            "rebuild", "hide", "unhide"};

    fprintf(stderr, "seed %llu: %s\n", (unsigned long long)h->seed,
            fault->text);
    tell_setting("first", &h->first);
    for (int i = 0; i < h->count; i++) {
        const struct op *op = &h->ops[i];
        AUTO(buf) struct buf doc = {0};

        if (op->left_out)
            continue;
        fprintf(stderr, "%+7.2f days: %s ",
                (double)(op->now - WORLD_START) / 86400, names[op->kind]);
        if (op->kind == SET)
            tell_setting("", &op->setting);
        else if (op->kind == HIDE || op->kind == UNHIDE)
            fprintf(stderr, "%s", world_hideable(op->what));
        else if (op->kind <= AGAIN)
            world_document(&doc, &h->world, op->what, op->instant);
        fprintf(stderr, "%s\n%s\n",
                op->kind <= AGAIN ? world_source(op->what) : "",
                doc.data ? doc.data : "");
    }
    tell_setting("last", &h->last);
    for (int i = 0; i < HIDEABLE; i++)
        if (h->hidden[i])
            fprintf(stderr, "hidden at the end: %s\n", world_hideable(i));
}

static bool check(uint64_t seed, const char *folder, bool small)
{
    struct history *h = xcalloc(1, sizeof(*h));
    struct fault fault;
    bool good;

    make(h, seed);
    good = holds(h, folder, &fault);
    if (!good && small) {
        reduce(h, folder);
        holds(h, folder, &fault);
        tell(h, &fault);
    } else if (!good) {
        fprintf(stderr, "seed %llu: %s\n", (unsigned long long)seed,
                fault.text);
    }
    free(h);
    return good;
}

int main(int argc, char **argv)
{
    const char *word = argc > 1 ? argv[1] : "1-500";
    char *end;
    uint64_t first = strtoull(word, &end, 10), failed = 0;
    uint64_t last = *end == '-' ? strtoull(end + 1, NULL, 10) : first;
    const char *base = getenv("TMPDIR");
    char folder[200];

    if (!base)
        base = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
    snprintf(folder, sizeof(folder), "%s/affluent-history.XXXXXX", base);
    if (!mkdtemp(folder))
        return 1;
    log_threshold = LOG_ERROR;
    for (uint64_t seed = first; seed <= last; seed++)
        failed += !check(seed, folder, failed == 0);
    place_remove(folder);
    printf("histories %s: %llu failed\n", word, (unsigned long long)failed);
    return failed > 0;
}
