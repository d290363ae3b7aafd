/*
 * file.h - reading whole files and replacing them whole.
 */
#pragma once

#include "base/arena.h"
#include "base/err.h"
#include "base/record.h"

/* Reads a regular file of at most max bytes into the arena. ERR_SYSTEM. */
bool file_read(struct bytes *out, struct arena *a, const char *path, size_t max,
        struct err *err) MUST_USE;

bool file_exists(const char *path);

/* Another content for a file that is there: it keeps its mode, and has the old
 * bytes or the new ones. ERR_SYSTEM. */
bool file_replace(const char *path, struct bytes bytes,
        struct err *err) MUST_USE;

/* Whether nobody but its owner may read or write it. */
bool file_is_private(const char *path);

/* Differs when a file was written or replaced since; 0: there is none. */
int64_t file_stamp(const char *path);

/*
 * A folder whose files are replaced together. Paths in it are relative, made of
 * [A-Za-z0-9._-] and "/", and never leave it; sub-folders are made as needed.
 *
 * folder_stage() compares with what is there: the same bytes leave the file as
 * it is (bytes, mtime, inode). Others are written beside it under a temporary
 * name (".NAME.XXXXXX.tmp") and synced. folder_commit() then renames all that
 * were staged, in that order and with one mtime, and syncs the folders: a full
 * disk changes nothing that is published. Temporary files that a killed run
 * left are swept away by folder_open().
 */
struct folder;

bool folder_open(struct folder **out, const char *path,
        struct err *err) MUST_USE;
void folder_auto(struct folder **folder);

bool folder_stage(struct folder *folder, const char *path, struct bytes bytes,
        bool *changed, struct err *err) MUST_USE;
bool folder_remove(struct folder *folder, const char *path,
        struct err *err) MUST_USE;
bool folder_commit(struct folder *folder, struct err *err) MUST_USE;

/* The names of the regular files that end in suffix, sorted by bytes; and of
 * those that cannot be looked at, so that reading them tells why. */
struct name {
    struct name *next;
    const char *text;
};
bool folder_list(struct name **out, struct arena *a, const char *path,
        const char *suffix, struct err *err) MUST_USE;
