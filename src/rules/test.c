/* test.c - one test of a condition: FIELD TEST VALUE. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "rules/expr.h"
#include "rules/probe.h"

enum { MINUTE = 60, HOUR = 60 * MINUTE, DAY = 24 * HOUR, WEEK = 7 * DAY };

/* ---- values ---- */

static struct word *read_value(struct parser *parser, enum field field)
{
    if (field == FIELD_TAG)
        return read_theme(parser);
    if (field == FIELD_ACTOR || field == FIELD_SOURCE)
        return read_id(parser, field == FIELD_SOURCE);
    return read_word(parser, "a value");
}

static bool read_matches(struct parser *parser, struct node *node)
{
    struct token token = parser->token;

    node->test = TEST_MATCHES;
    if (!read_pattern(parser, &node->pattern))
        return false;
    if (!probe_matches_all(node->pattern))
        return true;
    parser->token = token;
    return mistake(parser,
            "the pattern matches every text, as it can match nothing: where "
            "that is meant, write %s is present",
            field_name(node->field));
}

static bool read_contains(struct parser *parser, struct node *node)
{
    struct arena *a = &parser->program->arena;
    struct token token = parser->token;
    const char *folded;

    node->test = TEST_CONTAINS;
    node->words = read_word(parser, "a \"text\"");
    if (!node->words)
        return false;
    folded = text_fold(a, node->words->text, node->words->size);
    if (!folded || !*folded) {
        parser->token = token;
        return mistake(parser, "there is no letter in this text to look for");
    }
    node->words->text = folded;
    node->words->size = strlen(folded);
    return true;
}

static bool read_equals(struct parser *parser, struct node *node)
{
    node->test = TEST_IN;
    node->words = read_value(parser, node->field);
    return node->words != NULL;
}

static bool read_in(struct parser *parser, struct node *node)
{
    struct word **tail = &node->words;

    node->test = TEST_IN;
    if (parser->token.kind != TOKEN_OPEN)
        return expected(parser, "(");
    do {
        advance(parser);
        *tail = read_value(parser, node->field);
        if (!*tail)
            return false;
        tail = &(*tail)->next;
    } while (parser->token.kind == TOKEN_COMMA);
    if (parser->token.kind != TOKEN_CLOSE)
        return expected(parser, ", or )");
    advance(parser);
    return true;
}

/* ---- dates ---- */

static bool read_digits(const char **at, int count, int *out)
{
    *out = 0;
    for (int i = 0; i < count; i++, (*at)++) {
        if (**at < '0' || **at > '9')
            return false;
        *out = *out * 10 + (**at - '0');
    }
    return true;
}

/* 2024-05-31; what follows may be a time. */
static bool read_civil(struct civil *day, const char **text)
{
    return read_digits(text, 4, &day->year) && *(*text)++ == '-' &&
            read_digits(text, 2, &day->month) && *(*text)++ == '-' &&
            read_digits(text, 2, &day->day);
}

/* 2024-02-31, with or without a time */
static bool is_no_day(const char *text)
{
    struct civil day = {0};

    return read_civil(&day, &text) && (!*text || *text == 'T') &&
            !civil_is_real(&day);
}

/* The midnights around that day, where the site is. */
static bool read_day(struct node *node, const char *text,
        const struct zone *zone)
{
    struct civil day = {0}, next;

    if (!read_civil(&day, &text) || *text || !civil_is_real(&day))
        return false;
    next = civil_of(civil_seconds(&day) + DAY);
    node->from = zone_instant(zone, &day, NULL);
    node->to = zone_instant(zone, &next, NULL);
    return true;
}

/* With its zone: 2024-05-31T11:31:00+02:00 */
static bool read_instant(struct node *node, const char *text)
{
    const char *time = strchr(text, 'T'), *last = text + strlen(text) - 1;

    if (!time || (*last != 'Z' && !strpbrk(time, "+-")) ||
            strspn(text, "0123456789") != 4 ||
            !date_read(text, &node->from, NULL))
        return false;
    node->to = node->from + 1;
    return true;
}

static bool read_date(struct parser *parser, struct node *node)
{
    static const char wanted[] =
            "a date such as 2024-05-31 or 2024-05-31T11:31:00Z";
    const struct zone *zone = parser->config->site.zone;

    if (parser->token.kind != TOKEN_WORD)
        return expected(parser, wanted);
    if (is_no_day(parser->token.text))
        return mistake(parser, "there is no day %.10s", parser->token.text);
    if (!read_day(node, parser->token.text, zone ? zone : zone_utc()) &&
            !read_instant(node, parser->token.text))
        return expected(parser, wanted);
    advance(parser);
    return true;
}

static bool read_before(struct parser *parser, struct node *node)
{
    node->test = TEST_BEFORE;
    return read_date(parser, node);
}

static bool read_after(struct parser *parser, struct node *node)
{
    node->test = TEST_AFTER;
    return read_date(parser, node);
}

/* 90d, 36h, 30min, 2w */
static bool read_span(const char *text, int64_t *out)
{
    static const struct {
        const char *unit;
        int seconds;
    } units[] = {
            {"min", MINUTE},
            {"h",   HOUR  },
            {"d",   DAY   },
            {"w",   WEEK  },
    };
    size_t digits = strspn(text, "0123456789");

    if (digits == 0 || digits > 6)
        return false;
    for (size_t i = 0; i < COUNT(units); i++) {
        if (strcmp(text + digits, units[i].unit) != 0)
            continue;
        *out = strtol(text, NULL, 10) * units[i].seconds;
        return *out > 0;
    }
    return false;
}

static bool no_span(struct parser *parser)
{
    AUTO(buf) struct buf days = {0};
    const struct token *t = &parser->token;

    if (t->kind != TOKEN_WORD || t->size > 6 ||
            strspn(t->text, "0123456789") != t->size)
        return expected(parser, "a span such as 30min, 36h, 90d or 2w");
    buf_printf(&days, "%sd", t->text);
    mistake(parser, "%s of what? Did you mean %s?", t->text, days.data);
    report_suggest(parser->lexer.report, days.data);
    return false;
}

static bool read_older(struct parser *parser, struct node *node)
{
    node->test = TEST_OLDER;
    if (!at_word(parser, "than"))
        return expected(parser, "than");
    advance(parser);
    if (parser->token.kind != TOKEN_WORD ||
            !read_span(parser->token.text, &node->to))
        return no_span(parser);
    advance(parser);
    return true;
}

static bool read_is(struct parser *parser, struct node *node)
{
    if (!at_word(parser, "absent") && !at_word(parser, "present"))
        return expected(parser, "absent or present");
    node->test = at_word(parser, "absent") ? TEST_ABSENT : TEST_PRESENT;
    advance(parser);
    return true;
}

/* ---- tests ---- */

static const struct test_name {
    const char *name;
    bool of_text, of_time;
    bool (*read)(struct parser *, struct node *);
} test_names[] = {
        {"matches",  true,  false, read_matches },
        {"contains", true,  false, read_contains},
        {"=",        true,  false, read_equals  },
        {"in",       true,  false, read_in      },
        {"before",   false, true,  read_before  },
        {"after",    false, true,  read_after   },
        {"older",    false, true,  read_older   },
        {"is",       true,  true,  read_is      },
};

static const char *const test_words[] = {"matches", "contains", "=", "in",
        "before", "after", "older than", "is", NULL};

static const struct test_name *find_test(const struct token *token)
{
    const char *name = token->kind == TOKEN_EQUALS ? "=" : token->text;

    if (token->kind != TOKEN_EQUALS && token->kind != TOKEN_WORD)
        return NULL;
    for (size_t i = 0; i < COUNT(test_names); i++)
        if (strcmp(test_names[i].name, name) == 0)
            return &test_names[i];
    return NULL;
}

static bool no_test(struct parser *parser, enum field field)
{
    if (at_word(parser, "not"))
        return mistake(parser, "not stands before the field: not %s ...",
                field_name(field));
    if (parser->token.kind == TOKEN_WORD)
        return unknown(parser, "test", test_words, true);
    return expected(parser, "a test such as contains or =");
}

bool read_test(struct parser *parser, struct node *node)
{
    const struct test_name *test;
    bool time;

    node->field = FIELD_PUBLISHED;
    if (parser->token.kind != TOKEN_WORD)
        return expected(parser, "a field");
    if (!at_word(parser, "older")) {
        if (!field_find(&node->field, parser->token.text))
            return unknown(parser, "field", field_names, true);
        advance(parser);
    }
    test = find_test(&parser->token);
    if (!test)
        return no_test(parser, node->field);
    time = field_is_time(node->field);
    if (time && !test->of_time)
        return mistake(parser,
                "%s is a date: it takes before, after, older than or is",
                field_name(node->field));
    if (!time && !test->of_text)
        return mistake(parser,
                "%s is no date: it takes matches, contains, =, in or is",
                field_name(node->field));
    advance(parser);
    node->line = parser->token.line;
    node->column = parser->token.column;
    return test->read(parser, node);
}
