/*
 * guests.h - who is connected, and until when. A client that says a byte now
 * and then, or takes one, is never idle, and would stay for ever.
 */
#pragma once

#include <microhttpd.h>
#include <pthread.h>

struct guest;

struct guests {
    pthread_mutex_t lock; /* of the list */
    struct guest *first;
};

/* As libmicrohttpd wants it; arg is a struct guests. */
void guests_notify(void *arg, struct MHD_Connection *connection, void **guest,
        enum MHD_ConnectionNotificationCode what);

/* From now on it may stay for so many seconds. */
void guest_may_stay(struct MHD_Connection *connection, int seconds);

/* Ends those whose time is over. */
void guests_tidy(struct guests *guests);
