#include <string.h>

#include "base/log.h"
#include "base/text.h"
#include "base/url.h"
#include "judge/find.h"
#include "publish/leaf.h"
#include "tell/search.h"
#include "tell/words.h"

struct finding {
    const struct words *words;
    int64_t numbers[SEARCH_LEAVES_MAX + 1]; /* of entries */
    int count;
};

/* ---- what is found ---- */

static bool has_words(void *arg, struct arena *a, const struct entry *entry)
{
    const struct finding *finding = arg;

    return words_are_in(finding->words, a, entry);
}

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
            .also = has_words,
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

/* The index rules out by it. */
static bool as_condition(struct expr **out, const struct run *run,
        const struct words *words, struct err *err)
{
    static const struct position start = {"words", 1, 1};
    AUTO(report) struct report report = {0};
    AUTO(buf) struct buf condition = {0};

    words_condition(&condition, words);
    return expr_read(out, condition.data, &start, run->config, run->rules,
                   &report) ||
            fail(err, ERR_USAGE, "%s", report.mistakes->text);
}

bool search_find(struct search *out, struct run *run, struct arena *a,
        const char *words, struct err *err)
{
    AUTO(words) struct words *wanted = NULL;
    AUTO(expr) struct expr *expr = NULL;
    struct finding finding = {0};

    *out = (struct search){.words = text_line(a, words, strlen(words))};
    if (!words_read(&wanted, words, err))
        return false;
    if (!run->streams->stored.id)
        return fail(err, ERR_STORE, "nothing was published yet");
    finding.words = wanted;
    if (!as_condition(&expr, run, wanted, err) ||
            !look(out, &finding, run, expr, err))
        return false;
    describe(&out->found, run, a, out->words);
    return add_leaves(&out->found, &finding, run, a, err);
}
