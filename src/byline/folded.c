#include <string.h>

#include "base/text.h"
#include "byline/folded.h"

/* For each combining mark, what it makes of letters: composed, base, ... */
static const struct mark {
    uint32_t mark;
    const char *pairs;
} marks[] = {
        {0x300, "àaèeìiòoùuǹnÀAÈEÌIÒOÙUǸN"                  },
        {0x301, "áaéeíióoúuýyćcńnśsźzĺlŕr"                  },
        {0x301, "ÁAÉEÍIÓOÚUÝYĆCŃNŚSŹZĹLŔR"                  },
        {0x302, "âaêeîiôoûuŷyĉcĝgĥhĵjŝsŵw"                  },
        {0x302, "ÂAÊEÎIÔOÛUŶYĈCĜGĤHĴJŜSŴW"                  },
        {0x303, "ãañnõoĩiũuÃAÑNÕOĨIŨU"                        },
        {0x304, "āaēeīiōoūuĀAĒEĪIŌOŪU"                        },
        {0x306, "ăaĕeğgĭiŏoŭuĂAĔEĞGĬIŎOŬU"                  },
        {0x307, "ċcėeġgżzĊCĖEĠGŻZİI"                           },
        {0x308, "äaëeïiöoüuÿyÄAËEÏIÖOÜUŸY"                  },
        {0x30A, "åaůuÅAŮU"                                          },
        {0x30B, "őoűuŐOŰU"                                          },
        {0x30C, "čcďděeňnřršsťtžzľlČCĎDĚEŇNŘRŠSŤTŽZĽL"},
        {0x326, "șsțtȘSȚT"                                          },
        {0x327, "çcşsţtģgķkļlņnÇCŞSŢTĢGĶKĻLŅN"            },
        {0x328, "ąaęeįiųuĄAĘEĮIŲU"                              },
};

/* What is no letter with a mark. */
static const struct special {
    const char *fold;
    uint32_t c;
    bool upper;
} specials[] = {
        {"'",  '`',    false},
        {"ss", 0xDF,   false},
        {"ae", 0xE6,   false},
        {"ae", 0xC6,   true },
        {"oe", 0x153,  false},
        {"oe", 0x152,  true },
        {"o",  0xF8,   false},
        {"o",  0xD8,   true },
        {"l",  0x142,  false},
        {"l",  0x141,  true },
        {"d",  0x111,  false},
        {"d",  0x110,  true },
        {"i",  0x131,  false},
        {"@",  0xA9,   false},
        {"o",  0xBA,   false}, /* 1º */
        {"a",  0xAA,   false},
        {"e",  0x1D49, false}, /* 1ᵉʳ */
        {"r",  0x2B3,  false},
        {"'",  0x2BC,  false},
        {"'",  0x2018, false},
        {"'",  0x2019, false},
        {"'",  0x2032, false},
        {"-",  0x2212, false},
        {"|",  0x2022, false},
        {"|",  0xB7,   false},
        {"|",  0x2219, false},
        {"|",  0x25CF, false},
        {"|",  0x2758, false},
        {"|",  0xFF5C, false},
};

/* The letter of c under its mark, or 0. */
static char base_of(uint32_t c)
{
    for (size_t i = 0; i < COUNT(marks); i++) {
        const char *pairs = marks[i].pairs;
        size_t size = strlen(pairs), at = 0;

        while (at < size) {
            uint32_t composed = text_next(pairs, size, &at);

            if (composed == c)
                return pairs[at];
            at++;
        }
    }
    return 0;
}

static uint32_t compose(uint32_t letter, uint32_t mark)
{
    for (size_t i = 0; i < COUNT(marks); i++) {
        const char *pairs = marks[i].pairs;
        size_t size = strlen(pairs), at = 0;

        while (marks[i].mark == mark && at < size) {
            uint32_t composed = text_next(pairs, size, &at);

            if ((unsigned char)pairs[at++] == letter)
                return composed;
        }
    }
    return 0;
}

static bool is_dash(uint32_t c)
{
    return c >= 0x2010 && c <= 0x2015;
}

/* What cannot be seen; text_line() drops the same. */
static bool is_invisible(uint32_t c)
{
    return c == 0xAD || (c >= 0x200B && c <= 0x200F) ||
            (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x2069) ||
            c == 0xFEFF || c >= 0xE0000 || !text_is_publishable(c);
}

static void put(struct folded *f, char c, bool upper, size_t origin)
{
    f->text[f->size] = c;
    f->upper[f->size] = upper;
    f->origin[f->size++] = origin;
}

static void put_other(struct folded *f, uint32_t c, size_t origin)
{
    bool sign = (c >= 0xA1 && c <= 0xBF) || c == 0xD7 || c == 0xF7 ||
            (c >= 0x2000 && c <= 0x2BFF) || (c >= 0x3000 && c <= 0x303F) ||
            (c >= 0xE000 && c <= 0xF8FF) || c >= 0x1F000;
    bool upper = (c >= 0x391 && c <= 0x3A9) || (c >= 0x400 && c <= 0x42F);

    put(f, sign ? SIGN : LETTER, upper, origin);
}

static void put_fold(struct folded *f, uint32_t c, size_t origin)
{
    char base;

    for (size_t i = 0; i < COUNT(specials); i++)
        if (specials[i].c == c) {
            for (const char *s = specials[i].fold; *s; s++)
                put(f, *s, specials[i].upper, origin);
            return;
        }
    if (c < 0x80) {
        bool upper = c >= 'A' && c <= 'Z';

        put(f, text_lower((char)c), upper, origin);
        return;
    }
    base = base_of(c);
    if (base)
        put(f, text_lower(base), base <= 'Z', origin);
    else if (is_dash(c))
        put(f, '-', false, origin);
    else
        put_other(f, c, origin);
}

/* The next character in NFC, as far as the table of marks knows it. */
static uint32_t next_composed(const char *text, size_t size, size_t *at)
{
    uint32_t c = text_next(text, size, at);

    while (*at < size) {
        size_t next = *at;
        uint32_t composed = compose(c, text_next(text, size, &next));

        if (!composed)
            break;
        c = composed;
        *at = next;
    }
    return c;
}

void byline_fold(struct folded *out, struct arena *a, const char *text,
        size_t size)
{
    struct folded f = {
            .text = arena_alloc(a, 2 * size + 1),
            .upper = ARENA_ARRAY(a, bool, 2 * size + 1),
            .origin = ARENA_ARRAY(a, size_t, 2 * size + 1),
            .clean = arena_alloc(a, 3 * size + 1), /* U+FFFD for a byte */
    };
    size_t at = 0, clean = 0;
    char space = '\0'; /* not yet written */

    while (at < size) {
        uint32_t c = next_composed(text, size, &at);

        if (text_is_space(c)) {
            space = c == '\n' || space == '\n' ? '\n' : ' ';
            continue;
        }
        if (is_invisible(c))
            continue;
        if (space && f.size > 0) {
            put(&f, space, false, clean);
            f.clean[clean++] = ' ';
        }
        space = '\0';
        put_fold(&f, c, clean);
        clean += text_encode(f.clean + clean, c);
    }
    f.origin[f.size] = clean;
    *out = f;
}

bool fold_is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || c == LETTER;
}

bool fold_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool fold_is_boundary(const struct folded *f, size_t at)
{
    if (at == 0 || !fold_is_letter(f->text[at - 1]) ||
            !fold_is_letter(f->text[at]))
        return true;
    if (!f->upper[at])
        return false;
    return !f->upper[at - 1] ||
            (fold_is_letter(f->text[at + 1]) && !f->upper[at + 1]);
}
