/*
 * model.h - the content model of what is published: what is open, and how to
 * get to where an element may stand.
 *
 * Everything that is begun here is ended here, in the right order, and there is
 * always room left to do so.
 */
#pragma once

#include "base/buf.h"
#include "normalise/elements.h"
#include "normalise/sanitise.h"

enum { MODEL_PHRASES_MAX = 128 };

/*
 * An element among text, such as <b>. Those that the markup has begun and not
 * ended are kept apart from the blocks: they are ended before a block begins or
 * ends, and begun again where there is more to say. Nothing is written of one
 * that has nothing in it.
 */
struct phrase {
    const struct element *element;
    const char *tag; /* ready to write; NULL where it has no attributes */
    size_t size;     /* of its tag; 0: it is never written */
    size_t depth;    /* the number of blocks it began in */
    bool open;       /* written, and not ended */
};

struct model {
    struct buf *out;
    size_t limit; /* of out->size */
    bool cut;
    const struct element *blocks[SANITISE_DEPTH];
    size_t depth;
    struct phrase phrases[MODEL_PHRASES_MAX]; /* the open ones first, but for
                                                those that are never written */
    size_t count, open;
    size_t pre; /* out->size behind the last "<pre>" */
};

struct slice model_name(const char *name);
const struct element *model_element(const char *name);

/* Whether size bytes may be written such that everything can still be ended. */
bool model_has_room(struct model *m, size_t size);

/* Whether the innermost block holds its items, and no text. */
bool model_in_framework(const struct model *m);

/* Ends the phrases from that one on, which stay to be begun again; all blocks
 * but the first `depth`; the phrase, for good. */
void model_suspend(struct model *m, size_t from);
void model_end_blocks(struct model *m, size_t depth);
void model_end_phrase(struct model *m, size_t i);

/* Begins a block, where it may stand: see below. tag is its start tag. */
void model_push(struct model *m, const struct element *element, const char *tag,
        size_t size);

/* Brings a block, an item, more bytes of phrases where they may stand, and
 * begins what they need around them. Return false where they cannot. */
bool model_return_to_flow(struct model *m);
bool model_enter_framework(struct model *m, const struct element *item);
bool model_enter_phrases(struct model *m, size_t more);

/* Writes raw, its references read. */
void model_put_text(struct model *m, struct slice raw);
