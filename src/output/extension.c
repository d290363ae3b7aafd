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

void extension_declare(struct buf *out, const struct stream *stream)
{
    for (size_t i = 0; i < vocabulary_count; i++) {
        if (!has(stream, vocabularies[i].prefix))
            continue;
        buf_printf(out, " xmlns:%s", vocabularies[i].prefix);
        buf_printf(out, "=\"%s\"", vocabularies[i].uri);
    }
}

void extension_write(struct buf *out, const struct extension *x)
{
    for (; x; x = x->next) {
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
