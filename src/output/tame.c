#include <string.h>

#include "output/tame.h"

/* Of headings: what stands above an article, and how many there are. */
enum { AROUND = 2, RANKS = 6 };

/* What is left out, and what it holds is not. */
static const char *const dropped[] = {"img", "picture", "source", "video",
        "audio", "track"};

static bool is_named(const char *name, size_t size, const char *wanted)
{
    return strlen(wanted) == size && strncmp(name, wanted, size) == 0;
}

static bool is_dropped(const char *name, size_t size)
{
    for (size_t i = 0; i < COUNT(dropped); i++)
        if (is_named(name, size, dropped[i]))
            return true;
    return false;
}

/* After the ">" of the tag that begins at tag. */
static const char *tag_end(const char *tag)
{
    for (; *tag && *tag != '>'; tag++)
        if (*tag == '"') {
            tag += 1 + strcspn(tag + 1, "\"");
            if (!*tag)
                return tag;
        }
    return *tag ? tag + 1 : tag;
}

/* An attribute's value has its entities already. */
static void write_alt(struct buf *out, const char *tag, const char *end)
{
    static const char alt[] = " alt=\"";
    const char *value = memmem(tag, (size_t)(end - tag), alt, sizeof(alt) - 1);

    if (!value)
        return;
    value += sizeof(alt) - 1;
    buf_add(out, value, strcspn(value, "\""));
}

/* Two ranks lower, and no more than one below the one before: none is left out.
 */
static int lower(int rank, int before)
{
    int least = before < RANKS ? before + 1 : RANKS;

    return rank + 2 < least ? rank + 2 : least;
}

/* rank: of the last heading. */
static void write_tag(struct buf *out, const char *tag, const char *end,
        int *rank)
{
    bool closes = tag[1] == '/';
    const char *name = tag + 1 + closes;
    size_t size = strcspn(name, " />");

    if (is_dropped(name, size)) {
        if (is_named(name, size, "img"))
            write_alt(out, tag, end);
        return;
    }
    buf_add(out, tag, (size_t)(name - tag));
    if (size == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6') {
        *rank = closes ? *rank : lower(name[1] - '0', *rank);
        buf_printf(out, "h%d", *rank);
    } else {
        buf_add(out, name, size);
    }
    buf_add(out, name + size, (size_t)(end - name) - size);
}

void tame_markup(struct buf *out, const char *markup)
{
    int rank = AROUND;

    while (*markup) {
        size_t text = strcspn(markup, "<");
        const char *end = tag_end(markup + text);

        buf_add(out, markup, text);
        markup += text;
        if (*markup)
            write_tag(out, markup, end, &rank);
        markup = end;
    }
}
