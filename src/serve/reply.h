/* reply.h - one request, answered. */
#pragma once

#include <microhttpd.h>
#include <semaphore.h>
#include <stdatomic.h>

#include "serve/guests.h"
#include "serve/serve.h"

/* What requests are answered from; all of their threads share it. */
struct desk {
    int folder;
    const struct serve_page *pages;
    size_t page_count;
    void *arg;
    struct guests guests;
    sem_t free;       /* pages that may be made besides those that are */
    atomic_int busy;  /* requests under way */
    atomic_bool ends; /* no connection is kept after its answer */
};

/* As libmicrohttpd wants them; arg is a struct desk. */
enum MHD_Result reply(void *arg, struct MHD_Connection *connection,
        const char *target, const char *method, const char *version,
        const char *upload, size_t *upload_size, void **state);
void reply_over(void *arg, struct MHD_Connection *connection, void **state,
        enum MHD_RequestTerminationCode how);

/* A NUL would end the text where it goes on: it becomes a byte that no UTF-8
 * has, and so no path and no word. */
size_t reply_unescape(void *arg, struct MHD_Connection *connection, char *text);
