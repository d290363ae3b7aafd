/* list.c - "affluent list", "affluent query": what of all is so. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "cmd/findings.h"
#include "cmd/progress.h"
#include "cmd/work.h"
#include "judge/find.h"
#include "judge/texts.h"
#include "publish/leaf.h"

struct listing {
    struct run *run;
    bool dropped;
    bool json;
    bool first;
};

/* What was asked for. */
struct wish {
    const struct expr *expr; /* NULL: all */
    int64_t limit;
    bool dropped;
};

/* reason: why it is not published; or NULL. */
static void print_line(const struct leaf *leaf, const char *reason)
{
    const struct link *link = entry_link(leaf->entry, "alternate");
    char date[DATE_SIZE];

    date_write(date, leaf->published);
    printf("%s  %-20s  %s  %s%s%s\n", date, leaf->actor, leaf->title,
            link ? link->href : leaf->id, reason ? "  " : "",
            reason ? reason : "");
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

static bool print(void *arg, struct arena *a, const struct found *found,
        struct err *err)
{
    struct listing *listing = arg;
    struct leaf *leaf;

    if (!found->matches)
        return true;
    if (!leaf_make(&leaf, listing->run, a, found->stored, !listing->dropped,
                err))
        return false;
    if (listing->json)
        print_json(listing, a, leaf);
    else
        print_line(leaf, listing->dropped ? found->stored->reason : NULL);
    return true;
}

/* Only a terminal is told how far it has come. */
static void index_texts(struct run *run, const struct expr *expr)
{
    struct progress progress = {0};
    const struct texts_progress shown = {progress_texts, &progress},
                                silent = {0};

    texts_make(run, expr, progress_is_wanted() ? &shown : &silent);
    progress_end(&progress);
}

static bool print_all(struct run *run, const struct wish *wish, bool json,
        struct err *err)
{
    struct listing listing = {.run = run,
            .dropped = wish->dropped,
            .json = json,
            .first = true};
    const struct find find = {.expr = wish->expr,
            .dropped = wish->dropped,
            .limit = wish->limit,
            .tell = print,
            .arg = &listing};

    if (wish->expr)
        index_texts(run, wish->expr);
    if (json)
        printf("[\n");
    if (!find_entries(run, &find, err))
        return false;
    if (json)
        printf("%s]\n", listing.first ? "" : "\n");
    return true;
}

static bool read_limit(const char *text, int64_t *out, struct err *err)
{
    char *end;

    *out = 0;
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

    findings_print(&report, text);
    return good || fail(err, ERR_USAGE, "%s: not a condition", text);
}

static bool list(const struct call *call, int least, struct err *err)
{
    AUTO(run) struct run *run = NULL;
    AUTO(expr) struct expr *expr = NULL;
    struct call mine = *call;
    struct wish wish = {.dropped = work_flag(&mine, "--dropped")};
    const char *text;

    if (!work_option(&text, &mine, "--limit", err) ||
            !read_limit(text, &wish.limit, err) ||
            !work_arguments(&mine, least, 1, err) ||
            !work_open(&run, &mine, RUN_LOOK, err) ||
            !read_expr(&expr, mine.argc > 1 ? mine.argv[1] : NULL, run, err))
        return false;
    wish.expr = expr;
    return print_all(run, &wish, call->json, err);
}

static bool list_any(const struct call *call, struct err *err)
{
    return list(call, 0, err);
}

static bool query(const struct call *call, struct err *err)
{
    return list(call, 1, err);
}

const struct command cmd_list = {
        .name = "list",
        .synopsis = "[--dropped] [--limit N] [EXPR]",
        .summary = "list all articles, or those that match a condition",
        .run = list_any,
};

const struct command cmd_query = {
        .name = "query",
        .synopsis = "[--dropped] [--limit N] EXPR",
        .summary =
                "find articles by a condition, such as text contains "
                "\"word\"",
        .run = query,
};
