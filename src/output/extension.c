#include <string.h>

#include "output/output.h"

static bool has(const struct stream *stream, const char *prefix)
{
    for (const struct leaf *l = stream->leaves; l; l = l->next)
        for (const struct extension *x = l->entry->extensions; x; x = x->next)
            if (strcmp(x->prefix, prefix) == 0)
                return true;
    return false;
}

static bool is_same(const char *prefix, const char *but)
{
    return but && strcmp(prefix, but) == 0;
}

void extension_declare(struct buf *out, const struct stream *stream,
        const char *but)
{
    for (size_t i = 0; i < vocabulary_count; i++) {
        if (is_same(vocabularies[i].prefix, but) ||
                !has(stream, vocabularies[i].prefix))
            continue;
        buf_printf(out, " xmlns:%s", vocabularies[i].prefix);
        buf_printf(out, "=\"%s\"", vocabularies[i].uri);
    }
}

void extension_write(struct buf *out, const struct extension *x,
        const char *but)
{
    for (; x; x = x->next) {
        if (is_same(x->prefix, but))
            continue;
        buf_printf(out, "<%s:%s", x->prefix, x->name);
        for (const struct property *p = x->properties; p; p = p->next)
            xml_attribute(out, p->name, p->value);
        if (!x->text) {
            buf_text(out, "/>\n");
            continue;
        }
        buf_char(out, '>');
        xml_escape(out, x->text);
        buf_printf(out, "</%s:%s>\n", x->prefix, x->name);
    }
}
