#include "output/output.h"
#include "output/spoken.h"

const char page_style[] =
#include "style.css.inc"
        ;

static const char feed_style[] =
#include "feed.css.inc"
        ;

/* Strings of CSS: no quotation marks in them. */
static const char *const explained[SPOKEN_COUNT] = {
        [SPOKEN_EN] =
                "This is a feed. Copy its address into a feed reader, and you "
                "will see there what is new here.",
        [SPOKEN_FR] =
                "Ceci est un flux. Copiez son adresse dans un lecteur de flux, "
                "et vous y verrez ce qu’il y a de nouveau ici.",
};

void feed_style_write(struct buf *out, const char *lang)
{
    buf_text(out, feed_style);
    buf_printf(out, ":root::before { content: \"%s\"; }\n",
            explained[spoken_of(lang)]);
}

/* Archives lie in folders of their own: archives/ID/2022-05.atom. */
void feed_style_name(struct buf *out, const struct stream *stream)
{
    buf_text(out, "<?xml-stylesheet type=\"text/css\" href=\"");
    buf_text(out, stream->current ? "../../" : "");
    for (const char *c = stream->id; *c; c++)
        buf_text(out, *c == '/' ? "../" : "");
    buf_text(out, "feed.css\"?>\n");
}
