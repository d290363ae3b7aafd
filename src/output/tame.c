#include <string.h>

#include "base/text.h"
#include "output/tame.h"

enum {
    AROUND = 2, /* the rank of the headings that stand above an article */
    RANKS = 6,
    INDENTED = 4,  /* lists and quotations in one another; more are divisions:
                      a small window has no room for them */
    DEPTH = 64,    /* more than normalise/ writes */
    LANG_SIZE = 4, /* "fil" and NUL */
};

/* ---- what stays ---- */

enum kind {
    PHRASE,
    LEAF,    /* holds phrases only */
    HEADING, /* the same */
    FLOW,
    QUOTE, /* flow that is indented */
    LIST,
    ITEM,
    READING, /* of ruby: in parentheses */
    SILENT,  /* goes with all that is in it: ruby has parentheses of its own */
    IMAGE,   /* void, as those below; its text stays */
    BREAK,
    RULE,
};

/* What is not named goes, and what it holds stays. */
static const struct rule {
    const char *name;
    enum kind kind;
    const char *as; /* NULL: itself */
} rules[] = {
        {"a",          PHRASE,  NULL },
        {"abbr",       PHRASE,  NULL },
        {"address",    FLOW,    "div"},
        {"article",    FLOW,    "div"},
        {"aside",      FLOW,    "div"},
        {"b",          PHRASE,  NULL },
        {"bdi",        PHRASE,  NULL },
        {"bdo",        PHRASE,  "bdi"},
        {"blockquote", QUOTE,   NULL },
        {"br",         BREAK,   NULL },
        {"caption",    FLOW,    "div"},
        {"cite",       PHRASE,  NULL },
        {"code",       PHRASE,  NULL },
        {"dd",         FLOW,    "div"},
        {"del",        PHRASE,  NULL },
        {"details",    FLOW,    "div"},
        {"div",        FLOW,    NULL },
        {"dl",         FLOW,    "div"},
        {"dt",         FLOW,    "div"},
        {"em",         PHRASE,  NULL },
        {"figcaption", FLOW,    "div"},
        {"figure",     FLOW,    "div"},
        {"footer",     FLOW,    "div"},
        {"h1",         HEADING, NULL },
        {"h2",         HEADING, NULL },
        {"h3",         HEADING, NULL },
        {"h4",         HEADING, NULL },
        {"h5",         HEADING, NULL },
        {"h6",         HEADING, NULL },
        {"header",     FLOW,    "div"},
        {"hr",         RULE,    NULL },
        {"i",          PHRASE,  NULL },
        {"img",        IMAGE,   NULL },
        {"ins",        PHRASE,  NULL },
        {"kbd",        PHRASE,  NULL },
        {"li",         ITEM,    NULL },
        {"nav",        FLOW,    "div"},
        {"ol",         LIST,    NULL },
        {"p",          LEAF,    NULL },
        {"pre",        LEAF,    NULL },
        {"q",          PHRASE,  NULL },
        {"rp",         SILENT,  NULL },
        {"rt",         READING, NULL },
        {"s",          PHRASE,  NULL },
        {"samp",       PHRASE,  NULL },
        {"section",    FLOW,    "div"},
        {"small",      PHRASE,  NULL },
        {"span",       PHRASE,  NULL },
        {"strong",     PHRASE,  NULL },
        {"sub",        PHRASE,  NULL },
        {"summary",    FLOW,    "div"},
        {"sup",        PHRASE,  NULL },
        {"table",      FLOW,    "div"},
        {"tbody",      FLOW,    "div"},
        {"td",         FLOW,    "div"},
        {"tfoot",      FLOW,    "div"},
        {"th",         FLOW,    "div"},
        {"thead",      FLOW,    "div"},
        {"tr",         FLOW,    "div"},
        {"u",          PHRASE,  NULL },
        {"ul",         LIST,    NULL },
        {"var",        PHRASE,  NULL },
        {"wbr",        BREAK,   NULL },
};

/* What is written of them; on: the element that may have it, NULL: all. */
static const struct {
    const char *name, *on, *more;
} attributes[] = {
        {"href",     "a",  " rel=\"noopener ugc\""},
        {"dir",      NULL, ""                     },
        {"title",    NULL, ""                     },
        {"start",    "ol", ""                     },
        {"type",     "ol", ""                     },
        {"reversed", "ol", ""                     },
};

/* Of ISO 639, what has two letters, and some that have three. */
static const char languages[] =
        " aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce "
        "ch co cr cs cu cv cy da de dv dz ee el en eo es et eu fa ff fi fj fo "
        "fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik "
        "io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb "
        "lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl "
        "nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc "
        "sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl "
        "tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu ast "
        "ceb ckb dsb fil frp fur gcf gsw haw hsb kab lij nap nds pms rcf scn "
        "szl tzm vec yue ";

/* What says how letters look: of Chinese it matters. */
static const char *const looks[] = {"Hans", "Hant", "CN", "HK", "MO", "TW"};

static bool is_named(const char *name, size_t size, const char *wanted)
{
    return strlen(wanted) == size && strncmp(name, wanted, size) == 0;
}

static const struct rule *rule_of(const char *name, size_t size)
{
    for (size_t i = 0; i < COUNT(rules); i++)
        if (is_named(name, size, rules[i].name))
            return &rules[i];
    return NULL;
}

/* ---- languages ---- */

static void write_lang(struct buf *out, const char *lang, size_t size)
{
    size_t first = 0;
    char known[LANG_SIZE + 2] = " ";

    while (first < size && lang[first] != '-')
        first++;
    if (first >= LANG_SIZE)
        return;
    for (size_t i = 0; i < first; i++)
        known[i + 1] = text_lower(lang[i]);
    known[first + 1] = ' ';
    if (!strstr(languages, known) || first < 2)
        return;
    buf_printf(out, " lang=\"%.*s", (int)first, known + 1);
    for (size_t i = 0; i < COUNT(looks) && first < size; i++)
        if (is_named(lang + first + 1, size - first - 1, looks[i]))
            buf_printf(out, "-%s", looks[i]);
    buf_char(out, '"');
}

void tame_lang(struct buf *out, const char *lang)
{
    if (lang)
        write_lang(out, lang, strlen(lang));
}

/* ---- what is open ---- */

struct open {
    const struct rule *rule;
    const char *as;
    const char *tag, *end; /* its start tag */
    bool written;
};

/* Start tags are written when there is something to see in their elements: the
 * open ones that are written are the first. */
struct taming {
    struct buf *out;
    struct open open[DEPTH];
    size_t depth;
    int beyond;   /* elements deeper than that, which are not written */
    int rank;     /* of the last heading */
    int indented; /* lists and quotations that are open */
    int silent;
};

static bool is_phrase(const struct open *open)
{
    return open->rule->kind == PHRASE || open->rule->kind == READING ||
            open->rule->kind == SILENT;
}

/* Whether what is not seen may be written here: all blocks are, and no list
 * holds it. */
static bool is_in_text(const struct taming *t)
{
    size_t i = t->depth;

    while (i > 0 && is_phrase(&t->open[i - 1]))
        i--;
    return i == 0 ||
            (t->open[i - 1].written && t->open[i - 1].rule->kind != LIST);
}

/* ---- tags ---- */

static const char *skip_value(const char *at, const char *end)
{
    const char *quote = at < end && *at == '"'
            ? memchr(at + 1, '"', (size_t)(end - at - 1))
            : NULL;

    return quote ? quote + 1 : at;
}

static void write_attribute(struct buf *out, const char *element,
        const char *name, size_t size, const char *end)
{
    const char *value = name + size + (name[size] == '=');

    if (is_named(name, size, "lang") && end > value + 1)
        write_lang(out, value + 1, (size_t)(end - value) - 2);
    for (size_t i = 0; i < COUNT(attributes); i++) {
        if (!is_named(name, size, attributes[i].name) ||
                (attributes[i].on && strcmp(attributes[i].on, element) != 0))
            continue;
        buf_char(out, ' ');
        buf_add(out, name, (size_t)(end - name));
        buf_text(out, attributes[i].more);
    }
}

/* tag: its name, and what follows. */
static void write_attributes(struct buf *out, const char *element,
        const char *tag, const char *end)
{
    const char *at = tag + strcspn(tag, " />");

    while (at < end && *at != '>') {
        size_t size = strcspn(at, " =/>");
        const char *after = at + size;

        if (*after == '=')
            after = skip_value(after + 1, end);
        if (size > 0)
            write_attribute(out, element, at, size, after);
        at = after > at ? after : at + 1;
    }
}

/* Two ranks lower, and no more than one below the one before: none is left out.
 */
static int lower(int rank, int before)
{
    int least = before < RANKS ? before + 1 : RANKS;

    return rank + AROUND < least ? rank + AROUND : least;
}

static void write_start(struct taming *t, struct open *open)
{
    static const char *const headings[] = {"h1", "h2", "h3", "h4", "h5", "h6"};

    open->written = true;
    if (open->rule->kind == READING) {
        buf_text(t->out, " (");
        return;
    }
    if (open->rule->kind == HEADING) {
        t->rank = lower(open->rule->name[1] - '0', t->rank);
        open->as = headings[t->rank - 1];
    }
    buf_printf(t->out, "<%s", open->as);
    write_attributes(t->out, open->as, open->tag, open->end);
    buf_char(t->out, '>');
}

static void write_end(struct taming *t, const struct open *open)
{
    if (open->written && open->rule->kind == READING)
        buf_char(t->out, ')');
    else if (open->written)
        buf_printf(t->out, "</%s>", open->as);
}

/* ---- text ---- */

/* Whether there is something to see. */
static bool shows(const char *text, size_t size)
{
    for (size_t at = 0; at < size;) {
        uint32_t c = text_next(text, size, &at);

        if (!text_is_space(c) && !text_is_unseen(c))
            return true;
    }
    return false;
}

static void write_text(struct taming *t, const char *text, size_t size)
{
    if (t->silent > 0)
        return;
    if (shows(text, size)) {
        for (size_t i = 0; i < t->depth; i++)
            if (!t->open[i].written)
                write_start(t, &t->open[i]);
    } else if (!is_in_text(t)) {
        return;
    }
    buf_add(t->out, text, size);
}

/* An attribute's value has its entities already. */
static void write_alt(struct taming *t, const char *tag, const char *end)
{
    static const char alt[] = " alt=\"";
    const char *value = memmem(tag, (size_t)(end - tag), alt, sizeof(alt) - 1);

    if (!value)
        return;
    value += sizeof(alt) - 1;
    write_text(t, value, strcspn(value, "\""));
}

/* ---- elements ---- */

/* Whether it may begin: phrases hold no blocks. */
static bool may_begin(const struct taming *t, const struct rule *rule)
{
    enum kind top;

    if (t->depth == 0 || rule->kind == PHRASE || rule->kind == READING ||
            rule->kind == SILENT)
        return true;
    top = t->open[t->depth - 1].rule->kind;
    return top == FLOW || top == QUOTE || top == LIST || top == ITEM;
}

static const char *form_of(const struct taming *t, const struct rule *rule)
{
    bool indents = rule->kind == LIST || rule->kind == QUOTE;
    const struct open *top = t->depth > 0 ? &t->open[t->depth - 1] : NULL;

    if ((indents && t->indented >= INDENTED) ||
            (rule->kind == ITEM &&
                    (!top || top->rule->kind != LIST ||
                            strcmp(top->as, "div") == 0)))
        return "div";
    return rule->as ? rule->as : rule->name;
}

static void begin(struct taming *t, const struct rule *rule, const char *tag,
        const char *end)
{
    if (t->beyond > 0 || t->depth == DEPTH) {
        t->beyond++;
        return;
    }
    if (!may_begin(t, rule))
        return;
    t->open[t->depth] = (struct open){.rule = rule,
            .as = form_of(t, rule),
            .tag = tag,
            .end = end};
    t->depth++;
    t->indented += rule->kind == LIST || rule->kind == QUOTE;
    t->silent += rule->kind == SILENT;
}

static void end_last(struct taming *t)
{
    const struct open *open = &t->open[--t->depth];

    t->indented -= open->rule->kind == LIST || open->rule->kind == QUOTE;
    t->silent -= open->rule->kind == SILENT;
    write_end(t, open);
}

static void start_tag(struct taming *t, const struct rule *rule,
        const char *tag, const char *end)
{
    if (rule->kind == IMAGE)
        write_alt(t, tag, end);
    else if (rule->kind != BREAK && rule->kind != RULE)
        begin(t, rule, tag, end);
    else if (t->silent == 0 && is_in_text(t))
        buf_printf(t->out, "<%s>", rule->name);
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

static void write_tag(struct taming *t, const char *tag, const char *end)
{
    bool closes = tag[1] == '/';
    const char *name = tag + 1 + closes;
    const struct rule *rule = rule_of(name, strcspn(name, " />"));

    if (!rule)
        return;
    if (!closes)
        start_tag(t, rule, name, end);
    else if (t->beyond > 0)
        t->beyond--;
    else if (t->depth > 0 && t->open[t->depth - 1].rule == rule)
        end_last(t);
}

void tame_markup(struct buf *out, const char *markup)
{
    struct taming t = {.out = out, .rank = AROUND};

    while (*markup) {
        size_t text = strcspn(markup, "<");
        const char *end = tag_end(markup + text);

        if (text > 0)
            write_text(&t, markup, text);
        markup += text;
        if (*markup)
            write_tag(&t, markup, end);
        markup = end;
    }
    while (t.depth > 0)
        end_last(&t);
}
