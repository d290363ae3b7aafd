/*
 * pattern.c - PCRE2 with a bound that holds.
 *
 * PCRE2's match limit starts anew at every position of the text, so that
 * (a|b)*[xy] runs for seconds on 20 kB. What bounds a match for certain is a
 * callout before every item of the pattern (PCRE2_AUTO_CALLOUT): it counts the
 * items tried and the characters moved over. But callouts cost: a pattern with
 * them takes two to three times as long. So a pattern is compiled in two ways:
 *
 *   guarded  with callouts
 *   fast     without, for texts so short that the pattern's structure alone
 *            bounds the work (effort.c)
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "rules/effort.h"
#include "rules/pattern.h"

enum {
    OPTIONS = PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C,
    GROUPS_MAX = 99,
    NESTING_MAX = 100,
    MOVES_A_STEP = 4,
    HEAP_KIB = 8 * 1024, /* of the interpreter, where there is no JIT */
    STACK_FIRST = 32 * 1024,
    STACK_MAX = 4 * 1024 * 1024,
};

struct pattern {
    char *text;
    size_t size;
    uint32_t options;
    pcre2_code *guarded, *fast;
    bool tried; /* to compile the two for the processor */
    struct effort effort;
};

struct matcher {
    pcre2_match_context *context;
    pcre2_match_data *data;
    pcre2_jit_stack *stack;
    /* of the match that is going on: */
    const struct effort *effort;
    size_t at, steps;
};

/* ---- limits ---- */

/* Characters moved over are cheaper than items tried. */
static int on_item(pcre2_callout_block *block, void *data)
{
    struct matcher *m = data;
    size_t now = block->current_position;
    size_t ahead = block->subject_length - now;
    size_t moved = now > m->at ? now - m->at : m->at - now;

    moved += ahead < m->effort->longest ? ahead : m->effort->longest;
    if (m->effort->backward && now > block->start_match)
        moved += now - block->start_match;
    m->steps += 1 + moved / MOVES_A_STEP;
    m->at = now;
    return m->steps > PATTERN_STEPS ? PCRE2_ERROR_CALLOUT : 0;
}

void matcher_new(struct matcher **out)
{
    struct matcher *m = xcalloc(1, sizeof(*m));

    m->context = pcre2_match_context_create(NULL);
    m->data = pcre2_match_data_create(GROUPS_MAX + 1, NULL);
    m->stack = pcre2_jit_stack_create(STACK_FIRST, STACK_MAX, NULL);
    if (!m->context || !m->data)
        abort();
    pcre2_jit_stack_assign(m->context, NULL, m->stack);
    pcre2_set_heap_limit(m->context, HEAP_KIB);
    pcre2_set_callout(m->context, on_item, m);
    *out = m;
}

void matcher_auto(struct matcher **matcher)
{
    struct matcher *m = *matcher;

    if (!m)
        return;
    pcre2_jit_stack_free(m->stack);
    pcre2_match_data_free(m->data);
    pcre2_match_context_free(m->context);
    free(m);
    *matcher = NULL;
}

/* ---- compiling ---- */

/* The length of the character at subject[at]; 0 at the end. */
static size_t step(const char *subject, size_t size, size_t at)
{
    size_t end = at;

    if (at < size)
        end++;
    while (end < size && ((unsigned char)subject[end] & 0xC0) == 0x80)
        end++;
    return end - at;
}

static bool read_flags(uint32_t *options, const char *flags, struct err *err)
{
    static const struct {
        char letter;
        uint32_t option;
    } known[] = {
            {'i', PCRE2_CASELESS },
            {'m', PCRE2_MULTILINE},
            {'s', PCRE2_DOTALL   },
            {'x', PCRE2_EXTENDED },
    };

    *options = OPTIONS;
    for (; *flags; flags++) {
        size_t i = 0;

        while (i < COUNT(known) && known[i].letter != *flags)
            i++;
        if (i == COUNT(known))
            return fail(err, ERR_USAGE,
                    "unknown flag %.*s after the pattern; there are i, m, s "
                    "and x",
                    (int)step(flags, strlen(flags), 0), flags);
        *options |= known[i].option;
    }
    return true;
}

static pcre2_code *compile(const struct pattern *p, uint32_t more, int *error,
        size_t *at)
{
    pcre2_compile_context *context = pcre2_compile_context_create(NULL);
    pcre2_code *code;

    if (!context)
        abort();
    pcre2_set_parens_nest_limit(context, NESTING_MAX);
    code = pcre2_compile((PCRE2_SPTR)p->text, p->size, p->options | more, error,
            at, context);
    pcre2_compile_context_free(context);
    return code;
}

/* (*UCP) asks for what is on anyway; the others lift limits or checks. */
static bool asks_verb(const char *text, size_t size)
{
    static const char ucp[] = "(*UCP)";

    if (size >= sizeof(ucp) - 1 && memcmp(text, ucp, sizeof(ucp) - 1) == 0) {
        text += sizeof(ucp) - 1;
        size -= sizeof(ucp) - 1;
    }
    return size >= 2 && memcmp(text, "(*", 2) == 0;
}

static bool start(struct pattern *p, size_t *at, struct err *err)
{
    char text[120];
    int error;

    *at = 0;
    if (p->size == 0)
        return fail(err, ERR_USAGE, "empty pattern: it matches everything");
    if (p->size > PATTERN_BYTES_MAX)
        return fail(err, ERR_USAGE, "pattern longer than %d bytes",
                PATTERN_BYTES_MAX);
    if (asks_verb(p->text, p->size))
        return fail(err, ERR_USAGE,
                "a pattern cannot begin with (* but for (*UCP)");
    p->guarded = compile(p, PCRE2_AUTO_CALLOUT, &error, at);
    if (!p->guarded) {
        pcre2_get_error_message(error, (PCRE2_UCHAR *)text, sizeof(text));
        return fail(err, ERR_USAGE, "in the pattern: %s", text);
    }
    effort_of(&p->effort, p->guarded, p->text);
    return true;
}

bool pattern_new(struct pattern **out, const char *text, size_t size,
        const char *flags, size_t *at, struct err *err)
{
    AUTO(pattern) struct pattern *p = xcalloc(1, sizeof(*p));

    p->text = xcalloc(size + 1, 1);
    p->size = size;
    memcpy(p->text, text, size);
    *at = size + 1;
    if (!read_flags(&p->options, flags, err) || !start(p, at, err))
        return false;
    *out = p;
    p = NULL;
    return true;
}

void pattern_auto(struct pattern **pattern)
{
    struct pattern *p = *pattern;

    if (!p)
        return;
    pcre2_code_free(p->guarded);
    pcre2_code_free(p->fast);
    free(p->text);
    free(p);
    *pattern = NULL;
}

const char *pattern_text(const struct pattern *pattern)
{
    return pattern->text;
}

uint32_t pattern_options(const struct pattern *pattern)
{
    return pattern->options;
}

bool pattern_is_word(const struct pattern *pattern)
{
    const char *c = pattern->text;

    while (isascii(*c) && isalnum(*c))
        c++;
    return !*c && pattern->options == OPTIONS;
}

bool pattern_is_cheap(const struct pattern *pattern, size_t size)
{
    return effort_is_small(&pattern->effort, size);
}

size_t matcher_steps(const struct matcher *matcher)
{
    return matcher->steps;
}

/* At the first use: most runs have no new text to match. Where the processor
 * or the system allows no JIT, the interpreter does the same. */
static void prepare(struct pattern *p)
{
    size_t at;
    int error;

    if (p->tried)
        return;
    p->tried = true;
    if (!p->effort.wild)
        p->fast = compile(p, 0, &error, &at);
    if (p->fast)
        pcre2_jit_compile(p->fast, PCRE2_JIT_COMPLETE);
    pcre2_jit_compile(p->guarded, PCRE2_JIT_COMPLETE);
}

/* ---- matching ---- */

static enum matched match(struct span *out, struct matcher *m,
        const pcre2_code *code, const char *subject, size_t size)
{
    const size_t *ends;
    int result = pcre2_match(code, (PCRE2_SPTR)subject, size, out->end,
            PCRE2_NO_UTF_CHECK, m->data, m->context);

    if (result == PCRE2_ERROR_NOMATCH)
        return MATCHED_NO;
    if (result < 0)
        return MATCHED_UNKNOWN;
    ends = pcre2_get_ovector_pointer(m->data);
    *out = (struct span){ends[0], ends[1]};
    return ends[0] <= ends[1] ? MATCHED_YES : MATCHED_NO; /* \K may do that */
}

enum matched pattern_match(struct span *out, struct matcher *m,
        struct pattern *p, const char *subject, size_t size)
{
    prepare(p);
    m->effort = &p->effort;
    m->at = m->steps = 0;
    *out = (struct span){0};
    return match(out, m,
            p->fast && effort_is_small(&p->effort, size) ? p->fast : p->guarded,
            subject, size);
}

/* ---- replacing ---- */

/* A piece of a replacement: characters as they are, or a group. */
struct piece {
    const char *text;
    size_t size;
    int group; /* -1: none */
};

static int group_number(const struct pattern *p, const char *name, size_t size)
{
    char copy[40] = "";
    size_t digits = strspn(name, "0123456789");
    uint32_t count = 0;
    int number;

    if (size == 0 || size >= sizeof(copy) || (digits == size && size > 2))
        return -1;
    memcpy(copy, name, size);
    number = digits < size
            ? pcre2_substring_number_from_name(p->guarded, (PCRE2_SPTR)copy)
            : (int)strtol(copy, NULL, 10);
    pcre2_pattern_info(p->guarded, PCRE2_INFO_CAPTURECOUNT, &count);
    return number >= 0 && number <= (int)count && number <= GROUPS_MAX ? number
                                                                       : -1;
}

/* Moves *at behind the piece; false where it names no group of p. */
static bool next_piece(struct piece *out, const struct pattern *p,
        const char **at)
{
    const char *text = *at, *name = text + 1;
    size_t size;

    *out = (struct piece){text, strcspn(text, "$"), -1};
    if (*text != '$') {
        *at = text + out->size;
        return true;
    }
    if (*name == '$') {
        *out = (struct piece){name, 1, -1};
        *at = name + 1;
        return true;
    }
    if (*name == '{') {
        name++;
        size = strcspn(name, "}");
        *at = name + size + (name[size] == '}');
    } else {
        size = strspn(name, "0123456789");
        size = size > 2 ? 2 : size;
        *at = name + size;
    }
    out->group = group_number(p, name, size);
    return out->group >= 0;
}

bool pattern_check_replacement(const struct pattern *pattern,
        const char *replacement, size_t *at, struct err *err)
{
    const char *rest = replacement, *here;
    struct piece piece;

    while (*rest) {
        here = rest;
        *at = (size_t)(here - replacement);
        if (!next_piece(&piece, pattern, &rest))
            return fail(err, ERR_USAGE,
                    "the pattern has no group %.*s; write $$ for a dollar",
                    rest > here + 1 ? (int)(rest - here) : 1, here);
    }
    return true;
}

static void put_group(struct buf *out, const struct matcher *m,
        const char *subject, size_t group)
{
    const size_t *ends = pcre2_get_ovector_pointer(m->data) + 2 * group;
    size_t start = ends[0], end = ends[1];

    if (start != PCRE2_UNSET && start < end)
        buf_add(out, subject + start, end - start);
}

static void put_replacement(struct buf *out, const struct matcher *m,
        const struct pattern *p, const char *replacement, const char *subject)
{
    struct piece piece;

    while (*replacement && next_piece(&piece, p, &replacement)) {
        if (piece.group >= 0)
            put_group(out, m, subject, (size_t)piece.group);
        else
            buf_add(out, piece.text, piece.size);
    }
}

enum matched pattern_replace(struct buf *out, struct matcher *m,
        struct pattern *p, const char *replacement, const char *subject,
        size_t size)
{
    enum matched matched, any = MATCHED_NO;
    struct span span = {0};
    size_t done = 0, next;
    bool behind = false; /* another match that was not empty */

    prepare(p);
    m->effort = &p->effort;
    m->at = m->steps = 0;
    while (span.end <= size) {
        matched = match(&span, m, p->guarded, subject, size);
        if (matched == MATCHED_UNKNOWN)
            return MATCHED_UNKNOWN;
        if (matched == MATCHED_NO || span.start < done)
            break;
        any = MATCHED_YES;
        buf_add(out, subject + done, span.start - done);
        if (span.end > done || !behind)
            put_replacement(out, m, p, replacement, subject);
        done = span.end;
        behind = span.start < span.end;
        if (behind)
            continue;
        next = step(subject, size, done);
        buf_add(out, subject + done, next);
        done += next;
        span.end = next > 0 ? done : size + 1;
    }
    if (any == MATCHED_YES)
        buf_add(out, subject + done, size - done);
    return out->full ? MATCHED_UNKNOWN : any;
}
