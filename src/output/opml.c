/*
 * opml.c - OPML 2.0 lists of feeds (http://opml.org/spec2.opml).
 */
#include <string.h>

#include "base/date.h"
#include "output/output.h"

static bool is_same(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

static void write_head(struct buf *out, const char *title, int64_t since)
{
    char date[DATE_RFC822_SIZE];

    buf_text(out, "<head>\n<title>");
    xml_escape(out, title);
    buf_text(out, "</title>\n");
    if (since) {
        date_write_rfc822(date, since);
        buf_printf(out, "<dateCreated>%s</dateCreated>\n", date);
    }
    buf_text(out, "<ownerName>");
    xml_escape(out, title);
    buf_text(out, "</ownerName>\n</head>\n");
}

static void write_outline(struct buf *out, const struct outline *o)
{
    buf_text(out, "<outline");
    xml_attribute(out, "type", o->type ? o->type : "rss");
    xml_attribute(out, "text", o->title ? o->title : o->xml_url);
    xml_attribute(out, "title", o->title);
    xml_attribute(out, "xmlUrl", o->xml_url);
    xml_attribute(out, "htmlUrl", o->html_url);
    xml_attribute(out, "description", o->description);
    xml_attribute(out, "language", o->lang);
    xml_attribute(out, "category", o->category);
    buf_text(out, "/>\n");
}

void opml_write(struct buf *out, const char *title, int64_t since,
        const struct outline *outlines)
{
    const char *group = NULL;

    buf_text(out,
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
            "<opml version=\"2.0\">\n");
    write_head(out, title, since);
    buf_text(out, "<body>\n");
    for (const struct outline *o = outlines; o; o = o->next) {
        if (group && !is_same(group, o->group))
            buf_text(out, "</outline>\n");
        if (o->group && !is_same(group, o->group)) {
            buf_text(out, "<outline");
            xml_attribute(out, "text", o->group);
            buf_text(out, ">\n");
        }
        group = o->group;
        write_outline(out, o);
    }
    buf_text(out, group ? "</outline>\n</body>\n" : "</body>\n");
    buf_text(out, "</opml>\n");
}
