/* place.h - a site in a folder of its own, that is worked on as the program
 * does, but that documents come from a world. */
#pragma once

#include "run/run.h"
#include "world.h"

struct scene {
    const struct world *world;
    const char *folder;
    struct run *run; /* NULL: closed */
    struct setting setting;
    struct arena arena;
};

/* All of these end the test with a message where something fails that cannot.
 */
void place_open(struct scene *place, const struct setting *setting,
        int64_t now);
void place_close(struct scene *place);
void place_poll(struct scene *place, int source, int instant, int64_t now);
void place_publish(struct scene *place, int64_t now);
void place_rebuild(struct scene *place, int64_t now);
void place_hide(struct scene *place, const char *what, bool hidden,
        int64_t now);

/* A published file. */
struct file {
    struct file *next;
    const char *path; /* below public/ */
    struct bytes bytes;
    int64_t mtime;
    uint64_t inode;
};

/* All but what tells of the run itself, in the order of their paths. */
struct file *place_files(struct arena *a, const struct scene *place);
const struct file *file_named(const struct file *files, const char *path);

void place_remove(const char *folder); /* with all that is in it */
