/*
 * world.h - random worlds: actors, what their feeds say at which instant, and
 * what the operator may write. All of it follows from one number.
 */
#pragma once

#include "base/buf.h"
#include "base/record.h"

enum {
    SOURCES = 5,
    INSTANTS_MAX = 5,
    ARTICLES_MAX = 40, /* of all sources */
    HIDEABLE = 6,
    WORLD_START = 1772452800, /* 2 March 2026, noon */
    WORLD_STEP = 2 * 24 * 60 * 60,
};

/* Numbers that follow from one. */
struct dice {
    uint64_t state;
};
uint64_t dice_next(struct dice *dice);
int dice_below(struct dice *dice, int sides);
bool dice_hit(struct dice *dice, int percent);

/* What one source says of one article. How it says it: see world.c. */
struct article {
    int source;
    int story; /* shared with articles of other sources; -1: with none */
    int id, link, date, updated; /* kinds */
    int words;
    bool said[INSTANTS_MAX];   /* in its source's document then */
    int version[INSTANTS_MAX]; /* as it is then */
    bool left_out;             /* while a failing history is made smaller */
};

struct world {
    struct article articles[ARTICLES_MAX];
    int article_count, instants;
    bool polled[INSTANTS_MAX][SOURCES];
};

void world_make(struct world *world, struct dice *dice, int size);

int64_t world_instant(int instant);

/* The name of a source; the actor's is what stands before the slash. */
const char *world_source(int source);

/* The document of a source at an instant. */
void world_document(struct buf *out, const struct world *world, int source,
        int instant);

/* What is in the published text of an article, and of no other. */
const char *world_token(struct arena *a, int article);

/* What can be taken down: URLs, an id, a source, an actor. */
const char *world_hideable(int what);

/* What the operator wrote. */
struct setting {
    unsigned rules; /* a bit for each line */
    int prefer, select, limit, share;
    bool swapped; /* the sources of one actor */
    int removed;  /* an actor's number; -1: none */
};

void setting_make(struct setting *setting, struct dice *dice);

/* affluent.conf, the rules, and the file of an actor; "" where it is removed.
 */
enum { ACTORS = 4 };
void setting_config(struct buf *out, const struct setting *setting);
void setting_rules(struct buf *out, const struct setting *setting);
void setting_actor(struct buf *out, const struct setting *setting, int actor);
const char *setting_actor_name(int actor);
int setting_actor_of(int source);
