/* parse.c - "affluent parse": what a document says, as JSON. */
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "cmd/work.h"
#include "judge/ask.h"

struct options {
    const char *base, *content_type, *kind, *timezone, *lang;
};

static bool check_kind(const char *kind, struct err *err)
{
    static const char *const kinds[] = {"feed", "page", "article", "sitemap",
            "opml"};

    for (size_t i = 0; i < COUNT(kinds); i++)
        if (!kind || strcmp(kind, kinds[i]) == 0)
            return true;
    return fail(err, ERR_USAGE,
            "--kind %s: write feed, page, article, sitemap or opml", kind);
}

static bool read_options(struct options *out, struct call *call,
        struct err *err)
{
    return work_option(&out->base, call, "--base", err) &&
            work_option(&out->content_type, call, "--content-type", err) &&
            work_option(&out->kind, call, "--kind", err) &&
            work_option(&out->timezone, call, "--timezone", err) &&
            work_option(&out->lang, call, "--lang", err) &&
            check_kind(out->kind, err) && work_arguments(call, 1, 1, err);
}

static void print(const struct answer *answer, struct entry *entries)
{
    AUTO(buf) struct buf out = {0};
    const struct parsed parsed = {.format = answer->format,
            .version = answer->version,
            .encoding = answer->encoding,
            .problems = answer->problems,
            .feed = answer->feed,
            .entries = entries};

    parsed_json(&out, &parsed);
    fwrite(out.data, 1, out.size, stdout);
}

static bool run(const struct call *call, struct err *err)
{
    AUTO(arena) struct arena a = {0};
    AUTO(reader) struct reader *reader = NULL;
    AUTO(pool) struct pool *pool = NULL;
    struct call mine = *call;
    struct options options;
    struct document doc = {.now = call->now};
    struct answer answer;
    struct entry *entries = NULL;
    struct name_of zone = {0};

    if (!read_options(&options, &mine, err))
        return false;
    zone.text = options.timezone;
    if (!ask_open(&reader, &pool, options.timezone ? &zone : NULL, err) ||
            !file_read(&doc.bytes, &a, mine.argv[1], DOCUMENT_MAX, err))
        return false;
    doc.url = options.base;
    doc.content_type = options.content_type;
    doc.kind = options.kind;
    doc.timezone = options.timezone;
    doc.lang = options.lang;
    doc.as_said = true;
    if (!ask_reader(&answer, &a, pool, &doc, err)) {
        if (err->kind != ERR_DOCUMENT)
            return false;
        print(&answer, NULL); /* with the problems that say why */
        return fail_in(err, "%s", mine.argv[1]);
    }
    if (!ask_entries(&entries, &a, &answer, err))
        return false;
    print(&answer, entries);
    return true;
}

const struct command cmd_parse = {
        .name = "parse",
        .synopsis =
                "[--base URL] [--content-type TYPE] [--kind KIND] "
                "[--timezone ZONE] [--lang LANG] FILE",
        .summary = "print what one document says, as JSON",
        .run = run,
};
