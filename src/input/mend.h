/* mend.h - the state of a repair, and the mending of characters. */
#pragma once

#include "input/repair.h"

struct mend {
    struct reading *reading;
    struct arena *a;
    const char *at, *end; /* what is still to be looked at */
    const char *from;     /* what is still to be copied */
    struct buf out, text; /* text: of one that is being lifted out */
    struct lifted **lifted;
    struct kept_place **places; /* NULL: nobody will ask */
    bool expanded;              /* what there is to say of places is wrong */
    struct bytes open[XML_DEPTH_MAX]; /* names of elements */
    size_t namespaces[XML_DEPTH_MAX]; /* that are declared in each */
    size_t depth;
    const char *begin;   /* of the text, in first_line */
    const char *counted; /* the beginning of line */
    int64_t first_line, line;
    int problems, looks;
    bool external; /* entities may be declared elsewhere */
    bool is_cut;   /* the document ends within a tag or the like */
};

void mend_auto(struct mend *m);

/* Begins with text, which begins in that line. */
void mend_begin(struct mend *m, struct bytes text, int64_t line);

void mend_problem(struct mend *m, const char *where, const char *fmt, ...)
        PRINTF(3, 4);

/* The size of a name that a message shows. */
int mend_shown(struct bytes name);

/* with stands in the place of what is between from and to. */
void mend_replace(struct mend *m, const char *from, const char *to,
        const char *with);

/* The same for the one byte at m->at, and moves past it. */
void mend_escape(struct mend *m, const char *with, const char *what);

/* Drops from text the characters that no XML document can hold. */
void mend_characters(struct mend *m, struct bytes *text);

/* text becomes what it is now, up to end. */
void mend_finish(struct mend *m, struct bytes *text, const char *end);

/* Mends the references from m->at on, and moves to end: of an attribute's
 * value, and of a text, which is lifted out unless it is short. */
void mend_value(struct mend *m, const char *end);
void mend_text(struct mend *m, const char *end);

/* Lifts text out; it stood between from and to. */
void mend_lift(struct mend *m, struct bytes text, const char *from,
        const char *to);
