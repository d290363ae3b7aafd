/*
 * render.c - what rendering costs, as a multiple of a bare writer of the same
 * bytes: one that has all of them at hand, copies what is the same in both, and
 * escapes the articles with no look at what XML cannot hold. Both in turn, the
 * least CPU of several runs.
 *
 * usage: render RUNS [ENTRIES] < FILES
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/file.h"
#include "input/input.h"
#include "normalise/normalise.h"
#include "output/output.h"

enum { ENTRIES = 500, REPEATS = 20 };

/* What the bare writer writes: as it is, or escaped. */
struct piece {
    struct piece *next;
    const char *text;
    size_t size;
    bool escaped;
};

struct sample {
    struct arena arena;
    struct stream stream;
    struct leaf **tail;
    struct piece *pieces;
    struct buf out; /* whose memory is there: it is not what is measured */
    int left;       /* entries that are wanted */
};

/* ---- a stream of the files' entries ---- */

/* As markup; NULL: it has none. */
static const char *article_of(const struct leaf *leaf)
{
    const struct construct *body = leaf_body(leaf);

    return body ? body->html.markup : NULL;
}

static void add(struct sample *s, const struct entry *entry)
{
    struct leaf *leaf = ARENA_NEW(&s->arena, struct leaf);

    leaf->entry = entry;
    if (!article_of(leaf) || s->left == 0)
        return;
    leaf->id = entry->id ? entry->id : "tag:bench.example,2026:entry";
    leaf->title = entry->title && entry->title->text ? entry->title->text
                                                     : "Title";
    leaf->published = entry->published;
    leaf->updated = entry->updated ? entry->updated : entry->published;
    leaf->actor = "bench";
    leaf->actor_name = "Bench";
    leaf->origin = (struct origin){.id = "https://bench.example/feed",
            .title = "Bench",
            .self = "https://bench.example/feed",
            .alternate = "https://bench.example/",
            .updated = leaf->updated};
    *s->tail = leaf;
    s->tail = &leaf->next;
    s->left--;
}

static void read_file(struct sample *s, struct bytes file)
{
    struct document doc = {.kind = "feed",
            .url = "https://bench.example/feed",
            .bytes = file,
            .now = 1800000000};
    struct reading *reading = ARENA_NEW(&s->arena, struct reading);
    struct context context = {.doc = &doc,
            .zone = zone_utc(),
            .reading = reading,
            .problems = &s->arena};
    struct err err = {0};

    if (!input_read(reading, &s->arena, &doc, &err))
        return;
    context.feed = reading->feed;
    for (const struct item *i = reading->items; i; i = i->next)
        add(s, normalise_item(&s->arena, &context, i));
}

static void load(struct sample *s)
{
    char path[4096];

    s->tail = &s->stream.leaves;
    while (s->left > 0 && fgets(path, sizeof(path), stdin)) {
        struct bytes file;
        struct err err = {0};

        path[strcspn(path, "\n")] = '\0';
        if (!file_read(&file, &s->arena, path, 64 * 1024 * 1024, &err)) {
            fprintf(stderr, "render: %s\n", err.text);
            exit(1);
        }
        read_file(s, file);
    }
}

/* ---- the bare writer ---- */

static void bare_escape(struct buf *out, const char *text)
{
    size_t size = strlen(text);
    char *first = buf_room(out, size * 6), *to = first;
    const char *end = text + size;

    while (text < end) {
        const char *run = text, *escape = NULL;

        while (run < end && *run != '<' && *run != '>' && *run != '&' &&
                *run != '"')
            run++;
        memcpy(to, text, (size_t)(run - text));
        to += run - text;
        if (run < end) {
            escape = *run == '<'  ? "&lt;"
                    : *run == '>' ? "&gt;"
                    : *run == '&' ? "&amp;"
                                  : "&quot;";
            memcpy(to, escape, strlen(escape));
            to += strlen(escape);
            run++;
        }
        text = run;
    }
    buf_grew(out, (size_t)(to - first));
}

static void write_ours(struct sample *s)
{
    buf_clear(&s->out);
    output_atom.write(&s->out, &s->stream);
}

static void write_bare(struct sample *s)
{
    buf_clear(&s->out);
    for (const struct piece *p = s->pieces; p; p = p->next) {
        if (p->escaped)
            bare_escape(&s->out, p->text);
        else
            buf_add(&s->out, p->text, p->size);
    }
}

static struct piece **add_piece(struct sample *s, struct piece **tail,
        const char *text, size_t size, bool escaped)
{
    struct piece *piece = *tail = ARENA_NEW(&s->arena, struct piece);

    piece->text = text;
    piece->size = size;
    piece->escaped = escaped;
    return &piece->next;
}

/* Takes apart what was written: where each article stands in it. */
static void take_apart(struct sample *s, const char *all, size_t size)
{
    struct piece **tail = &s->pieces;
    const char *at = all;

    for (const struct leaf *leaf = s->stream.leaves; leaf; leaf = leaf->next) {
        const char *markup = article_of(leaf), *article;
        AUTO(buf) struct buf escaped = {0};

        bare_escape(&escaped, markup);
        article = escaped.size > 0 ? strstr(at, escaped.data) : NULL;
        if (!article)
            continue;
        tail = add_piece(s, tail, at, (size_t)(article - at), false);
        tail = add_piece(s, tail, markup, strlen(markup), true);
        at = article + escaped.size;
    }
    add_piece(s, tail, at, (size_t)(all + size - at), false);
}

/* ---- the whole ---- */

static double seconds(void (*work)(struct sample *), struct sample *sample)
{
    clock_t start = clock();

    for (int i = 0; i < REPEATS; i++)
        work(sample);
    return (double)(clock() - start) / CLOCKS_PER_SEC / REPEATS;
}

int main(int argc, char **argv)
{
    static const struct {
        const char *name;
        void (*work)(struct sample *);
    } works[] = {
            {"bare", write_bare},
            {"ours", write_ours}
    };
    double best[COUNT(works)] = {0};
    struct sample s = {
            .stream = {.id = "bench",
                       .iri = "tag:bench.example,2026:bench",
                       .title = "Bench",
                       .home = "https://bench.example/",
                       .self = "https://bench.example/bench.atom",
                       .lang = "en",
                       .site_title = "Bench",
                       .site_url = "https://bench.example/",
                       .updated = 1800000000},
            .left = argc > 2 ? atoi(argv[2]) : ENTRIES
    };
    struct bytes all;

    input_warm();
    load(&s);
    write_ours(&s);
    all = (struct bytes){arena_copy(&s.arena, s.out.data, s.out.size),
            s.out.size};
    take_apart(&s, all.data, all.size);
    write_bare(&s);
    if (s.out.size != all.size || memcmp(s.out.data, all.data, all.size) != 0) {
        fprintf(stderr, "render: the bare writer writes other bytes\n");
        return 1;
    }
    for (int run = argc > 1 ? atoi(argv[1]) : 5; run > 0; run--)
        for (size_t i = 0; i < COUNT(works); i++) {
            double spent = seconds(works[i].work, &s);

            if (best[i] == 0 || spent < best[i])
                best[i] = spent;
        }
    for (size_t i = 0; i < COUNT(works); i++)
        printf("%-5s %8.3f ms  %5.0f MB/s   ratio %5.2f\n", works[i].name,
                best[i] * 1e3, (double)all.size / 1e6 / best[i],
                best[i] / best[0]);
    if (s.left > 0)
        printf("%d entries fewer than wanted\n", s.left);
    buf_auto(&s.out);
    arena_auto(&s.arena);
    return 0;
}
