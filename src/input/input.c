#include <jansson.h>
#include <libxml/parser.h>

#include "input/decode.h"
#include "input/html.h"
#include "input/input.h"
#include "input/page.h"

enum { HEAD_BYTES = 64 * 1024 };

/* In the order in which they are asked. */
static const struct input *const inputs[] = {
        &input_opml,
        &input_rss,
        &input_atom,
        &input_json,
        &input_sitemap,
        &input_page,
};

void input_warm(void)
{
    xmlInitParser();
    json_object_seed(0);
    decode_warm();
}

static const struct input *find_input(const struct document *doc,
        struct bytes text)
{
    size_t size = text.size < HEAD_BYTES ? text.size : (size_t)HEAD_BYTES;

    for (size_t i = 0; i < COUNT(inputs); i++)
        if (inputs[i]->claims(doc, text.data, size))
            return inputs[i];
    return NULL;
}

/* For the operator, who meant it to be a feed. */
static const char *what_it_is(struct arena *a, const struct document *doc,
        struct bytes text)
{
    const char *feed;

    if (text.size == 0)
        return "the document is empty";
    if (!html_claims(text.data, text.size))
        return "it is no feed of a known format";
    feed = page_feed(a, doc, text);
    if (feed)
        return arena_printf(a,
                "it is a web page and no feed; its feed is %.200s", feed);
    return "it is a web page and no feed: give the address of its feed, or "
           "make its section a [page]";
}

bool input_read(struct reading *out, struct arena *a,
        const struct document *doc, struct err *err)
{
    const struct input *input;
    struct bytes text;

    *out = (struct reading){0};
    decode(&text, out, a, doc);
    input = find_input(doc, text);
    if (input && input->read(out, a, doc, text, err)) {
        out->format = input->name;
        return true;
    }
    if (!input)
        err_set(err, ERR_DOCUMENT, "%s", what_it_is(a, doc, text));
    problem_add(&out->problems, a, "not-a-feed", 0, 0, "%s", err->text);
    return false;
}
