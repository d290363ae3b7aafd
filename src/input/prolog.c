#include <string.h>

#include "input/doctype.h"
#include "input/prolog.h"
#include "input/scan.h"

enum { JUNK_MAX = 4 * 1024 }; /* before an XML declaration */

/* Where an XML declaration follows junk, such as a message of the server, the
 * document begins there; not so where a comment holds it, or a feed does. */
static const char *beginning(struct bytes text)
{
    static const char *const roots[] = {"<rss", "<feed", "<rdf", "<channel"};
    const char *end = text.data +
            (text.size < JUNK_MAX ? text.size : (size_t)JUNK_MAX);
    const char *found = scan_find(text.data, end, "<?xml");

    for (const char *c = text.data; found && c < found; c++) {
        if (scan_is(c, found, "<!--") && !scan_find(c, found, "-->"))
            return text.data;
        for (size_t i = 0; i < COUNT(roots); i++)
            if (scan_is(c, found, roots[i]))
                return text.data;
    }
    return found ? found : text.data;
}

/* The end of what may stand before the root at at; NULL where it has none. */
static const char *misc_end(struct prolog *out, const char *at, const char *end)
{
    const char *past;

    if (scan_is(at, end, "<?")) {
        past = scan_find(at, end, "?>");
        return past ? past + 2 : NULL;
    }
    if (scan_is(at, end, "<!--")) {
        past = scan_find(at + 4, end, "-->");
        return past ? past + 3 : NULL;
    }
    if (scan_is(at, end, "<!DOCTYPE")) {
        out->doctype.data = at;
        out->doctype.size = doctype_size(
                (struct bytes){at, (size_t)(end - at)});
        return out->doctype.size > 0 ? at + out->doctype.size : NULL;
    }
    if (!out->junk)
        out->junk = at;
    return memchr(at + 1, '<', (size_t)(end - at - 1));
}

void prolog_read(struct prolog *out, struct bytes text)
{
    const char *end = text.data + text.size, *at = beginning(text);

    *out = (struct prolog){.junk = at > text.data ? text.data : NULL};
    while (at) {
        at = scan_space(at, end);
        if (at >= end)
            return;
        if (*at == '<' && scan_name(at + 1, end).size > 0) {
            out->root = at;
            return;
        }
        at = misc_end(out, at, end);
    }
}

bool prolog_is(const char *text, size_t size, const char *name)
{
    struct prolog prolog;
    struct bytes root;
    const char *colon;

    prolog_read(&prolog, (struct bytes){text, size});
    if (!prolog.root)
        return false;
    root = scan_name(prolog.root + 1, text + size);
    colon = memchr(root.data, ':', root.size);
    if (colon) {
        root.size -= (size_t)(colon + 1 - root.data);
        root.data = colon + 1;
    }
    return root.size == strlen(name) &&
            strncasecmp(root.data, name, root.size) == 0;
}
