/* list.c - "affluent list": what is published, or what of it matches. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "cmd/findings.h"
#include "cmd/work.h"
#include "flow/leaf.h"

enum { BATCH = 200 };

struct listing {
    struct run *run;
    struct expr *expr; /* NULL: all */
    bool json;
    int64_t left; /* entries that may still be printed */
    bool first;
};

static void print_line(const struct leaf *leaf)
{
    const struct link *link = entry_link(leaf->entry, "alternate");
    char date[DATE_SIZE];

    date_write(date, leaf->published);
    printf("%s  %-20s  %s  %s\n", date, leaf->actor, leaf->title,
            link ? link->href : leaf->id);
}

static struct link *add_link(struct arena *a, struct entry *entry,
        const char *rel, const char *href)
{
    struct link *link = ARENA_NEW(a, struct link);

    if (!href)
        return NULL;
    link->rel = rel;
    link->href = href;
    list_add(&entry->links, link);
    return link;
}

static struct entry *as_source(struct arena *a, const struct origin *origin)
{
    struct entry *source = ARENA_NEW(a, struct entry);
    struct construct *title = ARENA_NEW(a, struct construct);

    *title = (struct construct){.type = "text", .text = origin->title};
    source->id = origin->id;
    source->title = title;
    add_link(a, source, "self", origin->self);
    add_link(a, source, "alternate", origin->alternate);
    return source;
}

/* In the words of parse, as it is published: with its id, its dates, its themes
 * and where it comes from. */
static void print_json(struct listing *listing, struct arena *a,
        const struct leaf *leaf)
{
    AUTO(buf) struct buf out = {0};
    struct entry entry = *leaf->entry;
    const char *scheme = arena_printf(a, "%sthemes/",
            listing->run->config->site.url);
    struct category *categories = NULL;

    for (const struct theme_of *t = leaf->themes; t; t = t->next) {
        struct category *category = ARENA_NEW(a, struct category);

        *category = (struct category){.term = t->id,
                .scheme = scheme,
                .label = t->title};
        list_add(&categories, category);
    }
    list_add(&categories, entry.categories);
    entry.categories = categories;
    entry.id = leaf->id;
    entry.published = leaf->published;
    entry.updated = leaf->updated;
    entry.source = as_source(a, &leaf->origin);
    record_json(&out, &entry_shape, &entry);
    printf("%s%s", listing->first ? "" : ",\n", out.data);
    listing->first = false;
}

static struct tag *tags_of(struct arena *a, const struct leaf *leaf)
{
    struct tag *tags = NULL;

    for (const struct theme_of *t = leaf->themes; t; t = t->next) {
        struct tag *tag = ARENA_NEW(a, struct tag);

        tag->id = t->id;
        list_add(&tags, tag);
    }
    return tags;
}

static bool matches(bool *out, const struct listing *listing, struct arena *a,
        const struct stored *stored, const struct leaf *leaf, struct err *err)
{
    struct subject subject;

    *out = true;
    if (!listing->expr)
        return true;
    if (!run_subject(&subject, listing->run, stored, leaf->entry, err))
        return false;
    subject.tags = tags_of(a, leaf);
    *out = expr_matches(listing->expr, a, &subject, NULL);
    return true;
}

static bool print_batch(struct listing *listing, int64_t from, bool *more,
        struct err *err)
{
    AUTO(arena) struct arena a = {0};
    struct live_stream *all = listing->run->streams;
    struct stored *stored;

    if (!store_stream_entries(listing->run->store, &a, all->stored.id,
                (struct span){from, BATCH}, &stored, err))
        return false;
    *more = stored != NULL;
    for (; stored && listing->left > 0; stored = stored->next) {
        struct leaf *leaf;
        bool wanted;

        if (!run_source(listing->run, stored->source))
            continue; /* it is no longer configured: the next run takes it out
                       */
        if (!leaf_make(&leaf, listing->run, &a, stored, err) ||
                !matches(&wanted, listing, &a, stored, leaf, err))
            return false;
        if (!wanted)
            continue;
        listing->left--;
        if (listing->json)
            print_json(listing, &a, leaf);
        else
            print_line(leaf);
    }
    return true;
}

static bool print_all(struct listing *listing, struct err *err)
{
    bool more = true;

    if (listing->json)
        printf("[\n");
    for (int64_t from = 0; more && listing->left > 0; from += BATCH)
        if (!print_batch(listing, from, &more, err))
            return false;
    if (listing->json)
        printf("%s]\n", listing->first ? "" : "\n");
    return true;
}

static bool read_limit(const char *text, int64_t *out, struct err *err)
{
    char *end;

    *out = INT64_MAX;
    if (!text)
        return true;
    *out = strtoll(text, &end, 10);
    return (*text && *end == '\0' && *out > 0) ||
            fail(err, ERR_USAGE, "--limit %s: write a number from 1", text);
}

static bool read_expr(struct expr **out, const char *text,
        const struct run *run, struct err *err)
{
    AUTO(report) struct report report = {0};
    struct position start = {"EXPR", 1, 1};
    bool good = !text ||
            expr_read(out, text, &start, run->config, run->rules, &report);

    findings_print(&report);
    return good || fail(err, ERR_USAGE, "%s: not a condition", text);
}

static bool run(const struct call *call, struct err *err)
{
    AUTO(run) struct run *run = NULL;
    AUTO(expr) struct expr *expr = NULL;
    struct call mine = *call;
    struct listing listing = {.json = call->json, .first = true};
    const char *limit;

    if (!work_option(&limit, &mine, "--limit", err) ||
            !read_limit(limit, &listing.left, err) ||
            !work_arguments(&mine, 0, 1, err) ||
            !work_open(&run, &mine, RUN_LOOK, err) ||
            !read_expr(&expr, mine.argc > 1 ? mine.argv[1] : NULL, run, err))
        return false;
    listing.run = run;
    listing.expr = expr;
    return print_all(&listing, err);
}

const struct command cmd_list = {
        .name = "list",
        .synopsis = "[--limit N] [EXPR]",
        .summary = "list what is published, or what of it matches a condition",
        .run = run,
};
