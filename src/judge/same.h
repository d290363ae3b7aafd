/*
 * same.h - which entries are the same article as one, and by what.
 *
 * Across sources: the same URL or address; the same id, where URL, title or
 * text bear it out, since anybody can say any id; or, within the configured
 * window of days, a text that is alike. Within a source: the same title, on the
 * same day or at the same URL, above texts that are alike.
 *
 * What several entries have in common that are not the same identifies none:
 * a key that one source uses for entries that differ, one that more than
 * HOLDERS_MAX entries have, a text that resembles two of one source.
 *
 * All of it is a function of what is stored and configured: the order in which
 * entries came has no part in it.
 */
#pragma once

#include "run/run.h"

enum { HOLDERS_MAX = 30 };

/* What is known already while clusters are made; lives in its arena. Nothing
 * may be stored meanwhile but winners and memberships. */
struct same {
    struct run *run;
    struct arena *arena;
    struct index nodes, holders, sketches, neighbours;
};

/* Another entry that is the same, and why. */
struct edge {
    struct edge *next;
    const struct stored *to;
    enum key_of by; /* KEY_OF_TITLE: title and text; KEY_OF_TEXT: text alone */
    int64_t score;  /* of texts, in thousandths; else 1000 */
};

/* The one struct that stands for the entry from now on. */
const struct stored *same_node(struct same *same, const struct stored *stored);

/* All that is the same by itself, not through others. */
bool same_neighbours(const struct edge **out, struct same *same,
        const struct stored *of, struct err *err) MUST_USE;

/* Entries that have a key: all; or, where they would be too many without any of
 * them, too, HOLDERS_MANY of which none is listed. */
enum { HOLDERS_MANY = HOLDERS_MAX + 2 };
struct holders {
    const struct stored *list[HOLDERS_MANY - 1];
    size_t count;
};
bool same_holders(const struct holders **out, struct same *same, int64_t key,
        struct err *err) MUST_USE;
