/* findings.c - what is wrong in a configuration, for people and programs. */
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/log.h"
#include "base/text.h"
#include "cmd/findings.h"

enum { FILE_MAX = 1024 * 1024 };

static const char *severity(const struct mistake *m)
{
    return m->warning ? "warning" : "error";
}

/* ---- for people ---- */

/* The line that m is in; without data where it cannot be had. */
static struct bytes line_of(struct bytes text, const struct mistake *m)
{
    const char *at = m->line > 0 ? text.data : NULL, *end = at + text.size, *lf;

    for (int line = 1; at && line < m->line; line++) {
        lf = memchr(at, '\n', (size_t)(end - at));
        at = lf ? lf + 1 : NULL;
    }
    if (!at)
        return (struct bytes){0};
    lf = memchr(at, '\n', (size_t)(end - at));
    return (struct bytes){at, (size_t)((lf ? lf : end) - at)};
}

/* The line, and below it a caret. What a terminal could act on is left out. */
static void show_place(struct bytes text, const struct mistake *m)
{
    struct bytes line = line_of(text, m);
    AUTO(buf) struct buf shown = {0}, below = {0};
    int column = 1;

    if (!line.data)
        return;
    for (size_t at = 0; at < line.size; column++) {
        uint32_t c = text_next(line.data, line.size, &at);
        char bytes[4];

        if (c != '\t' && (c == '\r' || !text_is_publishable(c)))
            buf_text(&shown, TEXT_REPLACEMENT);
        else
            buf_add(&shown, bytes, text_encode(bytes, c));
        if (column < m->column)
            buf_char(&below, c == '\t' ? '\t' : ' ');
    }
    fprintf(stderr, "    %s\n    %s^\n", shown.data ? shown.data : "",
            below.data ? below.data : "");
}

static void show_place_in_file(const struct mistake *m)
{
    AUTO(arena) struct arena a = {0};
    struct bytes text;
    struct err err = {0};

    if (file_read(&text, &a, m->file, FILE_MAX, &err))
        show_place(text, m);
}

void findings_print(const struct report *report, const char *text)
{
    for (const struct mistake *m = report->mistakes; m; m = m->next) {
        fprintf(stderr, "%s:", m->file);
        if (m->line > 0)
            fprintf(stderr, "%d:%d:", m->line, m->column);
        fprintf(stderr, " %s: %s\n", severity(m), m->text);
        if (text)
            show_place((struct bytes){text, strlen(text)}, m);
        else if (log_threshold >= LOG_INFO)
            show_place_in_file(m);
    }
}

/* ---- for programs ---- */

struct finding {
    struct finding *next;
    const char *file, *severity, *text, *suggestion;
    int64_t line, column;
};

static const struct member finding_members[] = {
        ROW(finding, file, MEMBER_TEXT),
        ROW(finding, line, MEMBER_INT),
        ROW(finding, column, MEMBER_INT),
        ROW(finding, severity, MEMBER_TEXT),
        ROW(finding, text, MEMBER_TEXT),
        ROW(finding, suggestion, MEMBER_TEXT),
};
static const struct shape finding_shape = SHAPE(struct finding,
        finding_members);

struct findings {
    struct finding *findings;
};

static const struct member members[] = {
        ROW_ALWAYS(findings, findings, MEMBER_LIST, finding_shape),
};
static const struct shape shape = SHAPE(struct findings, members);

void findings_json(struct buf *out, const struct report *report)
{
    AUTO(arena) struct arena a = {0};
    struct findings all = {0};
    struct finding **tail = &all.findings;

    for (const struct mistake *m = report->mistakes; m; m = m->next) {
        *tail = ARENA_NEW(&a, struct finding);
        **tail = (struct finding){.file = m->file,
                .line = m->line,
                .column = m->column,
                .severity = severity(m),
                .text = m->text,
                .suggestion = m->suggestion};
        tail = &(*tail)->next;
    }
    record_json(out, &shape, &all);
}
