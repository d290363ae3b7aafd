#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/text.h"
#include "normalise/alike.h"

enum {
    WORDS_MAX = 300, /* of a text: what follows tells no more */
    FIGURES_MAX = 128,
    TITLE_LEAST = 3, /* words of a title that can identify a text */
    TEXT_LEAST = 30, /* words of a text that has marks */
    SHINGLE = 4,     /* words in a row that are compared; */
    OPENING = 9,     /* of them that say how a text begins */
    MARK = 8,        /* and that make a mark, so that what all say has none */
    MARKS = ALIKE_MARKS - ALIKE_TEXT,
};

/* Measured on the pairs of tests/unit/alike_pairs.inc: see there. In
 * thousandths but the first two. */
enum {
    SHINGLES_LEAST = 8, /* of the shorter, where titles are the same */
    WORDS_LEAST = 40,   /* of the shorter, where they are not */
    SAME_TITLE = 450,
    EXCERPT = 850,
    OTHER_TITLE = 700,
    FIGURES = 600, /* of the numbers in the shorter that the longer has */
    OPENED = 300,  /* of one's opening that stands in the other */
};

/* The first words of a text, hashed. */
struct words {
    uint64_t list[WORDS_MAX];
    size_t count;
    uint64_t figures[FIGURES_MAX];
    size_t figure_count;
    uint64_t word; /* that is being read; 0: none */
    bool figure;   /* it began with a digit */
};

/* ---- words ---- */

static uint64_t scatter(uint64_t x)
{
    x = (x ^ x >> 31) * UINT64_C(0x9E3779B97F4A7C15);
    return x ^ x >> 29;
}

static inline uint64_t join(uint64_t word, unsigned char c)
{
    return (word << 7 | word >> 57) ^ c;
}

static inline void letter(struct words *w, unsigned char c)
{
    if (w->word == 0) {
        w->figure = c >= '0' && c <= '9';
        w->word = 1;
    }
    w->word = join(w->word, c);
}

static inline void end_word(struct words *w)
{
    if (w->word == 0)
        return;
    w->word = scatter(w->word);
    if (w->count < WORDS_MAX)
        w->list[w->count++] = w->word;
    if (w->figure && w->figure_count < FIGURES_MAX)
        w->figures[w->figure_count++] = w->word;
    w->word = 0;
}

/* Signs, spaces and pictures. */
static bool parts_words(uint32_t c)
{
    return c < 0xC0 || c == 0xD7 || c == 0xF7 ||
            (c >= 0x2000 && c < 0x2C00 && c != 0x200D) ||
            (c >= 0x3000 && c < 0x3040) || (c >= 0xFE00 && c < 0xFF10) ||
            c >= 0x1F000;
}

/* Scripts that put no spaces between words. */
static bool is_word(uint32_t c)
{
    return c >= 0x3040 && c < 0xD7A4;
}

static void character(struct words *w, uint32_t c)
{
    const char *folded;
    char bytes[4];
    size_t size;

    if (text_is_unseen(c))
        return;
    if (parts_words(c)) {
        end_word(w);
        return;
    }
    folded = text_folded(c);
    size = folded ? strlen(folded) : text_encode(bytes, c);
    if (is_word(c))
        end_word(w);
    for (size_t i = 0; i < size; i++)
        letter(w, (unsigned char)(folded ? folded[i] : bytes[i]));
    if (is_word(c))
        end_word(w);
}

/* Letters and digits of ASCII, which in lower case are c | 0x20. */
static inline bool is_plain(unsigned char c)
{
    return (unsigned char)((c | 0x20) - 'a') < 26 ||
            (unsigned char)(c - '0') < 10;
}

/* Takes what is plain of the text at `at`, which begins with some. */
static size_t plain_letters(struct words *w, const char *text, size_t size,
        size_t at)
{
    uint64_t word;

    letter(w, (unsigned char)text[at] | 0x20);
    word = w->word;
    while (++at < size && is_plain((unsigned char)text[at]))
        word = join(word, (unsigned char)text[at] | 0x20);
    w->word = word;
    return at;
}

/* The place behind a tag or a reference; where there is none, behind its first
 * character. */
static size_t skip(const char *text, size_t size, size_t at)
{
    const char *end = text[at] == '<'
            ? memchr(text + at, '>', size - at)
            : memchr(text + at, ';', size - at < 10 ? size - at : 10);

    return end ? (size_t)(end - text) + 1 : at + 1;
}

static void read_words(struct words *w, const char *text, size_t size,
        bool markup)
{
    for (size_t at = 0; at < size && w->count < WORDS_MAX;) {
        unsigned char c = (unsigned char)text[at];

        if (c >= 0x80) {
            character(w, text_next(text, size, &at));
        } else if (is_plain(c)) {
            at = plain_letters(w, text, size, at);
        } else {
            end_word(w);
            at = markup && (c == '<' || c == '&') ? skip(text, size, at)
                                                  : at + 1;
        }
    }
    end_word(w);
}

static void words_of(struct words *w, const struct construct *construct)
{
    const char *markup = construct ? construct->html.markup : NULL;
    const char *text = construct ? construct->text : NULL;

    w->count = w->figure_count = 0;
    w->word = 0;
    if (markup)
        read_words(w, markup, strlen(markup), true);
    else if (text)
        read_words(w, text, strlen(text), false);
}

static const struct construct *text_of(const struct entry *entry)
{
    const struct construct *content = entry->content;

    return content && !content->src ? content : entry->summary;
}

/* ---- marks ---- */

/* Of words in a row: a polynomial, so that the next row costs two steps. */
static const uint64_t base = UINT64_C(0xD6E8FEB86659FD93);

static uint64_t row_of(const uint64_t *words, size_t size)
{
    uint64_t row = 0;

    for (size_t i = 0; i < size; i++)
        row = row * base + words[i];
    return row;
}

static uint64_t power(size_t exponent)
{
    uint64_t power = 1;

    while (exponent-- > 0)
        power *= base;
    return power;
}

static uint64_t title_of(const struct words *w)
{
    return w->count < TITLE_LEAST ? 0 : scatter(row_of(w->list, w->count)) | 1;
}

/* Shingles fall into as many classes as there are marks; the least of a class
 * is its mark. */
static void text_marks(int64_t *marks, const struct words *w)
{
    const uint64_t first = power(MARK), *words = w->list;
    uint64_t least[MARKS] = {0}, row;

    if (w->count < TEXT_LEAST)
        return;
    row = row_of(words, MARK);
    for (size_t i = 0;; i++) {
        uint64_t hash = scatter(row);
        size_t class = (size_t)((hash & 0xFFFFFFFF) * MARKS >> 32);

        if (least[class] == 0 || hash < least[class])
            least[class] = hash;
        if (i + MARK == w->count)
            break;
        row = row * base + words[i + MARK] - words[i] * first;
    }
    memcpy(marks, least, sizeof(least));
}

void alike_mark(struct entry *entry, struct arena *a)
{
    struct words w;
    int64_t marks[ALIKE_MARKS] = {0};

    words_of(&w, entry->title);
    marks[ALIKE_TITLE] = (int64_t)title_of(&w);
    words_of(&w, text_of(entry));
    text_marks(marks + ALIKE_TEXT, &w);
    entry->words = (int64_t)w.count;
    entry->marks = (struct bytes){arena_copy(a, (const char *)marks,
                                          sizeof(marks)),
            sizeof(marks)};
}

void alike_marks(int64_t marks[ALIKE_MARKS], const struct entry *entry)
{
    size_t size = ALIKE_MARKS * sizeof(*marks);

    memset(marks, 0, size);
    if (entry->marks.size == size)
        memcpy(marks, entry->marks.data, size);
}

/* ---- sketches ---- */

static int by_value(const void *a, const void *b)
{
    uint64_t left = *(const uint64_t *)a, right = *(const uint64_t *)b;

    return (left > right) - (left < right);
}

static struct numbers once_each(uint64_t *list, size_t count)
{
    size_t kept = 0;

    qsort(list, count, sizeof(*list), by_value);
    for (size_t i = 0; i < count; i++)
        if (kept == 0 || list[kept - 1] != list[i])
            list[kept++] = list[i];
    return (struct numbers){list, kept};
}

static struct numbers figures_of(struct arena *a, const struct words *w)
{
    uint64_t *list = ARENA_ARRAY(a, uint64_t, w->figure_count + 1);

    memcpy(list, w->figures, w->figure_count * sizeof(*list));
    return once_each(list, w->figure_count);
}

static struct numbers opening_of(struct arena *a, const uint64_t *shingles,
        size_t count)
{
    uint64_t *list = ARENA_ARRAY(a, uint64_t, OPENING);

    count = count < OPENING ? count : OPENING;
    memcpy(list, shingles, count * sizeof(*list));
    return once_each(list, count);
}

void alike_sketch(struct sketch *out, struct arena *a,
        const struct entry *entry)
{
    struct words w;
    uint64_t *list;
    size_t count;

    words_of(&w, entry->title);
    out->title = title_of(&w);
    out->title_figures = figures_of(a, &w);
    words_of(&w, text_of(entry));
    out->words = w.count;
    out->figures = figures_of(a, &w);
    count = w.count < SHINGLE ? 0 : w.count - SHINGLE + 1;
    list = ARENA_ARRAY(a, uint64_t, count + 1);
    for (size_t i = 0; i < count; i++)
        list[i] = scatter(row_of(w.list + i, SHINGLE));
    out->opening = opening_of(a, list, count);
    out->shingles = once_each(list, count);
}

/* ---- comparing ---- */

static size_t common(const struct numbers *a, const struct numbers *b)
{
    size_t i = 0, k = 0, count = 0;

    while (i < a->count && k < b->count) {
        uint64_t left = a->list[i], right = b->list[k];

        count += left == right;
        i += left <= right;
        k += right <= left;
    }
    return count;
}

static size_t lesser(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Of two posts made from a template, days, hours and places differ. */
static bool figures_agree(const struct numbers *a, const struct numbers *b)
{
    size_t least = lesser(a->count, b->count);

    return common(a, b) * 1000 >= least * FIGURES;
}

/* Of different posts above one boilerplate, neither begins within the other. */
static bool begins_in(const struct sketch *a, const struct sketch *b)
{
    return common(&a->opening, &b->shingles) * 1000 >=
            a->opening.count * OPENED;
}

static bool agree(const struct sketch *a, const struct sketch *b)
{
    return figures_agree(&a->figures, &b->figures) &&
            figures_agree(&a->title_figures, &b->title_figures) &&
            (begins_in(a, b) || begins_in(b, a));
}

bool alike(int64_t *score, const struct sketch *a, const struct sketch *b)
{
    size_t both = common(&a->shingles, &b->shingles);
    size_t all = a->shingles.count + b->shingles.count - both;
    size_t least = lesser(a->shingles.count, b->shingles.count);
    size_t resemblance = all ? both * 1000 / all : 0;
    size_t held = least ? both * 1000 / least : 0;

    *score = (int64_t)resemblance;
    if (!agree(a, b))
        return false;
    if (!a->title || a->title != b->title)
        return lesser(a->words, b->words) >= WORDS_LEAST &&
                resemblance >= OTHER_TITLE;
    if (resemblance < SAME_TITLE)
        *score = (int64_t)held;
    return least >= SHINGLES_LEAST &&
            (resemblance >= SAME_TITLE || held >= EXCERPT);
}
