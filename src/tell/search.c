#include <string.h>

#include "base/log.h"
#include "base/text.h"
#include "base/url.h"
#include "judge/find.h"
#include "publish/leaf.h"
#include "tell/search.h"

/* ---- words to a condition ---- */

/* Takes what is up to a space, or in quotes. */
static struct bytes take_term(const char **at)
{
    bool quoted;
    struct bytes term;

    *at += strspn(*at, " ");
    quoted = **at == '"';
    *at += quoted;
    term = (struct bytes){*at, strcspn(*at, quoted ? "\"" : " \"")};
    *at += term.size;
    *at += quoted && **at == '"';
    return term;
}

static void add_term(struct buf *out, struct bytes term)
{
    buf_text(out, out->size > 0 ? " and " : "");
    buf_text(out, "text contains \"");
    for (size_t i = 0; i < term.size; i++) {
        if (term.data[i] == '\\')
            buf_char(out, '\\');
        buf_char(out, term.data[i]);
    }
    buf_char(out, '"');
}

/* Whether anything is left to compare. */
static bool is_term(struct arena *a, struct bytes term)
{
    return term.size > 0 && text_fold(a, term.data, term.size) != NULL;
}

static bool as_condition(struct expr **out, struct arena *a,
        const struct run *run, const char *words, struct err *err)
{
    static const struct position start = {"words", 1, 1};
    AUTO(report) struct report report = {0};
    AUTO(buf) struct buf condition = {0};
    int terms = 0;

    while (*words) {
        struct bytes term = take_term(&words);

        if (!is_term(a, term))
            continue;
        add_term(&condition, term);
        terms++;
    }
    if (terms == 0)
        return fail(err, ERR_USAGE, "no word to look for");
    if (terms > SEARCH_TERMS_MAX)
        return fail(err, ERR_USAGE, "%d words: look for %d at most", terms,
                SEARCH_TERMS_MAX);
    return expr_read(out, condition.data, &start, run->config, run->rules,
                   &report) ||
            fail(err, ERR_USAGE, "%s", report.mistakes->text);
}

/* ---- what is found ---- */

struct finding {
    int64_t numbers[SEARCH_LEAVES_MAX + 1];
    int count;
};

static bool note(void *arg, struct arena *a, const struct found *found,
        struct err *err)
{
    struct finding *finding = arg;

    UNUSED(a);
    UNUSED(err);
    if (found->matches)
        finding->numbers[finding->count++] = found->stored->id;
    return true;
}

/* Time that is over is no failure: what was found by then is told. */
static bool look(struct search *out, struct finding *finding, struct run *run,
        const struct expr *expr, struct err *err)
{
    const struct find find = {.expr = expr,
            .stream = run->streams,
            .limit = COUNT(finding->numbers),
            .tell = note,
            .arg = finding};
    bool good;

    store_limit(run->store, SEARCH_MILLISECONDS);
    good = find_entries(run, &find, err);
    store_limit(run->store, 0);
    out->late = !good && err->kind == ERR_LATE;
    out->more = out->late || finding->count > SEARCH_LEAVES_MAX;
    if (out->late)
        log_info(
                "a search took longer than %d ms: with search = yes in "
                "[site], runs keep an index of texts",
                SEARCH_MILLISECONDS);
    return good || out->late;
}

static bool add_leaves(struct stream *stream, const struct finding *finding,
        struct run *run, struct arena *a, struct err *err)
{
    struct leaf **tail = &stream->leaves;

    for (int i = 0; i < finding->count && i < SEARCH_LEAVES_MAX; i++) {
        struct stored *stored;

        if (!store_entry(run->store, a, finding->numbers[i], &stored, err))
            return false;
        if (!stored) /* since it was found */
            continue;
        if (!leaf_make(tail, run, a, stored, true, err))
            return false;
        if ((*tail)->updated > stream->updated)
            stream->updated = (*tail)->updated;
        tail = &(*tail)->next;
    }
    if (!stream->leaves)
        stream->updated = run->streams->stored.created;
    return true;
}

/* The same words are the same feed, for good. */
static void describe(struct stream *out, const struct run *run, struct arena *a,
        const char *words)
{
    const struct site *site = &run->config->site;
    const struct stored_stream *all = &run->streams->stored;
    AUTO(buf) struct buf escaped = {0};

    url_escape(&escaped, words, "");
    *out = (struct stream){.id = "search",
            .iri = arena_printf(a, "%.*ssearch/%s",
                    (int)(strlen(all->iri) - strlen(all->name)), all->iri,
                    escaped.data),
            .title = arena_printf(a, "%s – %s", words, site->title),
            .home = arena_printf(a, "%ssearch?q=%s", site->url, escaped.data),
            .self = arena_printf(a, "%ssearch.atom?q=%s", site->url,
                    escaped.data),
            .lang = site->lang,
            .site_title = site->title,
            .site_url = site->url};
}

bool search_find(struct search *out, struct run *run, struct arena *a,
        const char *words, struct err *err)
{
    AUTO(expr) struct expr *expr = NULL;
    struct finding finding = {0};

    *out = (struct search){.words = text_line(a, words, strlen(words))};
    if (strlen(words) > SEARCH_WORDS_MAX)
        return fail(err, ERR_USAGE, "more than %d bytes to look for",
                SEARCH_WORDS_MAX);
    if (!out->words)
        return fail(err, ERR_USAGE, "no word to look for");
    if (!run->streams->stored.id)
        return fail(err, ERR_STORE, "nothing was published yet");
    if (!as_condition(&expr, a, run, out->words, err) ||
            !look(out, &finding, run, expr, err))
        return false;
    describe(&out->found, run, a, out->words);
    return add_leaves(&out->found, &finding, run, a, err);
}
