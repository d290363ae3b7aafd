#include <string.h>

#include "normalise/escape.h"
#include "normalise/model.h"

enum {
    ENDING_ROOM = 1024 /* bytes, for all end tags: "</blockquote>" is 13 */
};

struct slice model_name(const char *name)
{
    return (struct slice){.data = name, .size = strlen(name)};
}

const struct element *model_element(const char *name)
{
    return element_find(model_name(name));
}

/* Whether size bytes may be written such that everything can still be ended. */
bool model_has_room(struct model *m, size_t size)
{
    if (m->out->size + size + ENDING_ROOM > m->limit)
        m->cut = true;
    return !m->cut;
}

static const struct element *model_block(const struct model *m)
{
    return m->depth > 0 ? m->blocks[m->depth - 1] : NULL;
}

bool model_in_framework(const struct model *m)
{
    return m->depth > 0 && model_block(m)->kind == ELEMENT_FRAMEWORK;
}

static void put_end(struct model *m, const struct element *element)
{
    buf_text(m->out, "</");
    buf_text(m->out, element->name);
    buf_char(m->out, '>');
}

/* Ends the phrases from that one on. */
void model_suspend(struct model *m, size_t from)
{
    for (size_t i = m->count; m->open > 0 && i-- > from;) {
        if (!m->phrases[i].open)
            continue;
        put_end(m, m->phrases[i].element);
        m->phrases[i].open = false;
        m->open--;
    }
}

void model_end_phrase(struct model *m, size_t i)
{
    model_suspend(m, i);
    m->count--;
    memmove(&m->phrases[i], &m->phrases[i + 1],
            (m->count - i) * sizeof(m->phrases[0]));
}

void model_end_blocks(struct model *m, size_t depth)
{
    if (depth < m->depth)
        model_suspend(m, 0);
    while (m->depth > depth)
        put_end(m, m->blocks[--m->depth]);
    while (m->count > 0 && m->phrases[m->count - 1].depth > depth)
        m->count--;
}

void model_push(struct model *m, const struct element *element, const char *tag,
        size_t size)
{
    if (!model_has_room(m, size))
        return;
    buf_add(m->out, tag, size);
    m->blocks[m->depth++] = element;
}

/* Begins an element that the markup has left out: "ul", "li", "dd", ... */
static void push_plain(struct model *m, const char *name)
{
    char tag[] = {'<', name[0], name[1], '>'};

    model_push(m, model_element(name), tag, sizeof(tag));
}

/* In a list, a table: begins an item, where there is none. Returns false where
 * nothing more can be written. */
static bool model_enter_item(struct model *m)
{
    while (!m->cut && model_in_framework(m))
        push_plain(m, model_block(m)->inside);
    return !m->cut;
}

/* Whether an item that wants a framework of its own may be looked up no further
 * than here. */
static bool bounds(const struct element *item, const struct element *around)
{
    if (item->in & (IN_TABLE | IN_ROWS | IN_ROW))
        return around->holds & IN_TABLE;
    return around->kind == ELEMENT_FRAMEWORK ||
            (around->in && !(around->in & item->in));
}

/* Ends what is between item and the framework it belongs in. Returns false
 * where there is none. */
static bool return_to_framework(struct model *m, const struct element *item)
{
    for (size_t i = m->depth; i-- > 0;) {
        if (m->blocks[i]->holds & item->in) {
            model_end_blocks(m, i + 1);
            return true;
        }
        if (bounds(item, m->blocks[i]))
            break;
    }
    return false;
}

/* Ends what cannot hold a block. */
bool model_return_to_flow(struct model *m)
{
    model_suspend(m, 0);
    if (m->depth > 0 && model_block(m)->kind == ELEMENT_LEAF)
        model_end_blocks(m, m->depth - 1);
    return model_enter_item(m);
}

/* Brings item where it may stand, if need be in a framework of its own. */
bool model_enter_framework(struct model *m, const struct element *item)
{
    const struct element *around;

    if (return_to_framework(m, item))
        return true;
    if (!item->around)
        return false;
    around = model_element(item->around);
    if (around->in ? !return_to_framework(m, around) : !model_return_to_flow(m))
        return false;
    if (m->depth + element_levels(around) > SANITISE_DEPTH)
        return false;
    push_plain(m, item->around);
    return !m->cut;
}

static void put_start(struct model *m, const struct phrase *phrase)
{
    if (phrase->tag) {
        buf_add(m->out, phrase->tag, phrase->size);
        return;
    }
    buf_char(m->out, '<');
    buf_text(m->out, phrase->element->name);
    buf_char(m->out, '>');
}

/* Begins the phrases that are not open, as deep as they may go, and makes sure
 * that more bytes can follow. */
bool model_enter_phrases(struct model *m, size_t more)
{
    size_t first = m->count, last, levels;

    if (!model_enter_item(m))
        return false;
    while (first > 0 && !m->phrases[first - 1].open)
        first--;
    levels = m->depth + m->open;
    for (last = first; last < m->count && levels < SANITISE_DEPTH; last++) {
        more += m->phrases[last].size;
        levels += m->phrases[last].size > 0;
    }
    if (!model_has_room(m, more))
        return false;
    for (struct phrase *p = m->phrases + first; p < m->phrases + last; p++) {
        if (p->size == 0)
            continue;
        put_start(m, p);
        p->open = true;
        m->open++;
    }
    return true;
}

void model_put_text(struct model *m, struct slice raw)
{
    size_t before = 0, first = m->out->size;

    if (html_shows(raw, &before) ? !model_enter_phrases(m, before + 8)
                                 : !model_has_room(m, raw.size))
        return;
    if (!html_escape(m->out, raw, false, m->limit - ENDING_ROOM - m->out->size))
        m->cut = true;
    if (first == m->pre && m->out->size > first &&
            m->out->data[first] == '\n') {
        /* Parsers drop a line feed that comes first in <pre>: one for them. */
        buf_char(m->out, '\n');
        memmove(m->out->data + first + 1, m->out->data + first,
                m->out->size - first - 1);
    }
}
