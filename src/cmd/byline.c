/* byline.c - "affluent byline": how a line with authors and dates is read. */
#include <stdio.h>

#include "byline/byline.h"
#include "cmd/work.h"

struct options {
    const char *lang, *timezone, *text;
};

static bool read_options(struct options *out, const struct call *call,
        struct err *err)
{
    struct call mine = *call;

    if (call->argc < 2)
        return fail(err, ERR_USAGE, "which text?");
    *out = (struct options){0};
    out->text = mine.argv[--mine.argc]; /* it may well begin with a dash */
    return work_option(&out->lang, &mine, "--lang", err) &&
            work_option(&out->timezone, &mine, "--timezone", err) &&
            work_arguments(&mine, 0, 0, err);
}

static void add_date(struct buf *out, const char *name,
        const struct byline_date *date)
{
    char text[DATE_SIZE];

    if (!date->precision)
        return;
    date_write_offset(text, date->instant, date->offset);
    buf_printf(out, ",\n  \"%s\": \"%s\",\n  \"%s_precision\": \"%s\"", name,
            text, name, date->precision);
}

static void add_authors(struct buf *out, const struct person *authors)
{
    if (!authors)
        return;
    buf_text(out, ",\n  \"authors\": [");
    for (const struct person *p = authors; p; p = p->next) {
        buf_text(out,
                p == authors ? "\n    {\"name\": " : ",\n    {\"name\": ");
        json_text(out, p->name);
        buf_char(out, '}');
    }
    buf_text(out, "\n  ]");
}

static void print(const struct byline *byline)
{
    AUTO(buf) struct buf out = {.max = 0};

    add_authors(&out, byline->authors);
    add_date(&out, "published", &byline->published);
    add_date(&out, "updated", &byline->updated);
    if (out.size > 0)
        printf("{%s\n}\n", out.data + 1); /* without the first comma */
    else
        puts("{}");
}

static bool run(const struct call *call, struct err *err)
{
    AUTO(arena) struct arena a = {0};
    struct byline_context context = {.now = call->now};
    struct options options;
    struct byline byline;

    if (!read_options(&options, call, err) ||
            !zone_load(&context.zone, &a,
                    options.timezone ? options.timezone : "UTC", err))
        return false;
    context.lang = options.lang;
    if (!byline_read(&byline, &a, options.text, &context))
        byline = (struct byline){.authors = NULL};
    print(&byline);
    return true;
}

const struct command cmd_byline = {
        .name = "byline",
        .synopsis = "[--lang LANGUAGE] [--timezone ZONE] TEXT",
        .summary = "show which authors and dates are read in a line",
        .run = run,
};
