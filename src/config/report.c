#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/record.h"
#include "base/text.h"
#include "config.h"

enum { WORD_MAX = 64, TEXT_MAX = 500 };

static struct mistake *add(struct report *report, const char *file, int line,
        int column)
{
    struct mistake *mistake = ARENA_NEW(&report->arena, struct mistake);

    mistake->file = arena_text(&report->arena, file);
    mistake->line = line;
    mistake->column = column;
    list_add(report->last ? &report->last->next : &report->mistakes, mistake);
    report->last = mistake;
    return mistake;
}

static const char *formatted(struct arena *a, const char *fmt, va_list args)
        __attribute__((format(printf, 2, 0)));

static const char *formatted(struct arena *a, const char *fmt, va_list args)
{
    char text[TEXT_MAX];
    int size = vsnprintf(text, sizeof(text), fmt, args);

    if (size >= TEXT_MAX)
        text[text_cut(text, TEXT_MAX - 1, TEXT_MAX - 2)] = '\0';
    return arena_text(a, text);
}

void report_add(struct report *report, const char *file, int line, int column,
        const char *fmt, ...)
{
    struct mistake *mistake = add(report, file, line, column);
    va_list args;

    va_start(args, fmt);
    mistake->text = formatted(&report->arena, fmt, args);
    va_end(args);
    report->count++;
}

void report_warn(struct report *report, const char *file, int line, int column,
        const char *fmt, ...)
{
    struct mistake *mistake = add(report, file, line, column);
    va_list args;

    va_start(args, fmt);
    mistake->text = formatted(&report->arena, fmt, args);
    va_end(args);
    mistake->warning = true;
    report->warnings++;
}

void report_suggest(struct report *report, const char *word)
{
    report->last->suggestion = arena_text(&report->arena, word);
}

/* ---- order ---- */

struct sorted {
    struct mistake *mistake;
    int place; /* in the order of reporting */
};

static int compare(const void *a, const void *b)
{
    const struct sorted *x = a, *y = b;
    int order = strcmp(x->mistake->file, y->mistake->file);

    if (order != 0)
        return order;
    if (x->mistake->line != y->mistake->line)
        return x->mistake->line - y->mistake->line;
    if (x->mistake->column != y->mistake->column)
        return x->mistake->column - y->mistake->column;
    return x->place - y->place;
}

void report_sort(struct report *report)
{
    size_t count = (size_t)report->count + (size_t)report->warnings, used = 0;
    struct sorted *all = ARENA_ARRAY(&report->arena, struct sorted, count + 1);
    struct mistake **tail = &report->mistakes;

    for (struct mistake *m = report->mistakes; m; m = m->next, used++)
        all[used] = (struct sorted){m, (int)used};
    qsort(all, used, sizeof(*all), compare);
    for (size_t i = 0; i < used; i++) {
        *tail = report->last = all[i].mistake;
        tail = &all[i].mistake->next;
    }
    *tail = NULL;
}

void report_auto(struct report *report)
{
    arena_auto(&report->arena);
    *report = (struct report){0};
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static bool swapped(const char *a, const char *b)
{
    return text_lower(a[0]) == text_lower(b[-1]) &&
            text_lower(a[-1]) == text_lower(b[0]);
}

/*
 * How many letters must be changed, added, left out or swapped with their
 * neighbour to make b of a (optimal string alignment). Three rows of the matrix
 * are enough: row i is rows[i % 3].
 */
static size_t distance(const char *a, const char *b)
{
    size_t rows[3][WORD_MAX + 1], size_a = strlen(a), size_b = strlen(b);

    for (size_t j = 0; j <= size_b; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= size_a; i++) {
        const size_t *above = rows[(i - 1) % 3], *two_above = rows[(i + 1) % 3];
        size_t *row = rows[i % 3];

        row[0] = i;
        for (size_t j = 1; j <= size_b; j++) {
            bool same = text_lower(a[i - 1]) == text_lower(b[j - 1]);

            row[j] = least(above[j - 1] + !same,
                    least(above[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && swapped(a + i - 1, b + j - 1))
                row[j] = least(row[j], two_above[j - 2] + 1);
        }
    }
    return rows[size_a % 3][size_b];
}

/* "lang" for "language". */
static bool is_short_for(const char *word, const char *whole)
{
    size_t i = 0;

    while (word[i] && text_lower(word[i]) == text_lower(whole[i]))
        i++;
    return i >= 3 && !word[i];
}

const char *report_nearest(const char *word, const char *const *words)
{
    const char *nearest = NULL;
    size_t size = strlen(word), best = size / 3 + 1;

    if (size > WORD_MAX)
        return NULL;
    for (; *words; words++) {
        size_t far = strlen(*words) > WORD_MAX ? SIZE_MAX
                : is_short_for(word, *words)   ? 1
                                               : distance(word, *words);

        if (far <= best && (!nearest || far < best)) {
            nearest = *words;
            best = far;
        }
    }
    return nearest;
}
