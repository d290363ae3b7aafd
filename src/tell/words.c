#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "rules/pattern.h"
#include "tell/words.h"

/* A letter or digit, or a mark on one, of a script with gaps between words. */
#define LETTER                                                          \
    "(?![\\p{Han}\\p{Hiragana}\\p{Katakana}\\p{Thai}\\p{Lao}\\p{Khmer}" \
    "\\p{Myanmar}])[\\p{L}\\p{N}\\p{M}]"

struct words {
    struct arena arena;
    struct matcher *matcher;
    const char *terms[WORDS_MAX]; /* folded */
    struct pattern *patterns[WORDS_MAX];
    int count;
};

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

/* The next of which anything is left to compare, folded; or NULL. */
static const char *next_term(const char **at, struct arena *a)
{
    const char *term = NULL;

    while (!term && **at) {
        struct bytes raw = take_term(at);

        term = text_fold(a, raw.data, raw.size);
    }
    return term;
}

bool words_are_any(const char *text)
{
    AUTO(arena) struct arena a = {0};
    const char *line = text_line(&a, text, strlen(text));

    return line && next_term(&line, &a);
}

static void quote(struct buf *out, const char *term)
{
    for (; *term; term++) {
        if (ispunct((unsigned char)*term))
            buf_char(out, '\\');
        buf_char(out, *term);
    }
}

/* The term comes first, as it is found fast; then that it does not go on from a
 * letter before it. */
static bool make_pattern(struct pattern **out, const char *term,
        struct err *err)
{
    AUTO(buf) struct buf text = {0};
    size_t at;

    quote(&text, term);
    buf_text(&text, "(?<!" LETTER "(?=" LETTER ")");
    quote(&text, term);
    buf_char(&text, ')');
    return pattern_new(out, text.data, text.size, "", &at, err);
}

bool words_read(struct words **out, const char *text, struct err *err)
{
    struct words *words = xcalloc(1, sizeof(*words));
    const char *line = text_line(&words->arena, text, strlen(text)), *term;

    *out = words;
    matcher_new(&words->matcher);
    if (strlen(text) > WORDS_BYTES_MAX)
        return fail(err, ERR_USAGE, "more than %d bytes to look for",
                WORDS_BYTES_MAX);
    while (line && (term = next_term(&line, &words->arena))) {
        if (words->count == WORDS_MAX)
            return fail(err, ERR_USAGE, "too many words: look for %d at most",
                    WORDS_MAX);
        words->terms[words->count] = term;
        if (!make_pattern(&words->patterns[words->count++], term, err))
            return false;
    }
    return words->count > 0 || fail(err, ERR_USAGE, "no word to look for");
}

void words_auto(struct words **words)
{
    if (!*words)
        return;
    for (int i = 0; i < (*words)->count; i++)
        pattern_auto(&(*words)->patterns[i]);
    matcher_auto(&(*words)->matcher);
    arena_auto(&(*words)->arena);
    free(*words);
    *words = NULL;
}

void words_condition(struct buf *out, const struct words *words)
{
    for (int i = 0; i < words->count; i++) {
        buf_text(out, i > 0 ? " and text contains \"" : "text contains \"");
        for (const char *c = words->terms[i]; *c; c++) {
            if (*c == '\\' || *c == '"')
                buf_char(out, '\\');
            buf_char(out, *c);
        }
        buf_char(out, '"');
    }
}

bool words_are_in(const struct words *words, struct arena *a,
        const struct entry *entry)
{
    const struct construct *const texts[] = {entry->title, entry->summary,
            entry->content};
    AUTO(buf) struct buf all = {0};
    const char *folded;
    struct span span;

    for (size_t i = 0; i < COUNT(texts); i++) {
        construct_show(&all, texts[i]);
        buf_char(&all, ' ');
    }
    folded = text_fold(a, all.data, all.size);
    if (!folded)
        return false;
    for (int i = 0; i < words->count; i++)
        if (pattern_match(&span, words->matcher, words->patterns[i], folded,
                    strlen(folded)) == MATCHED_NO)
            return false;
    return true;
}
