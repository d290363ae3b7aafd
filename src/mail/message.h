/*
 * message.h - an Internet message (RFC 5322) that says one thing twice: as text
 * and as HTML (RFC 2046, multipart/alternative).
 *
 * The same arguments always give the same bytes. Lines end with CR LF and have
 * at most 998 characters, those of bodies 76; nothing but ASCII is in them.
 * What is in a header cannot begin another one, whatever it holds.
 */
#pragma once

#include "base/buf.h"

struct message {
    const char *from; /* "Name <address>", or an address */
    const char *to;   /* an address */
    const char *subject;
    const char *id; /* Message-ID, without "<" and ">" */
    int64_t date;
    int offset;          /* of its zone, in seconds east */
    const char *list_id; /* as RFC 2919 has it, without "<" and ">" */
    const char *list_name;
    const char *unsubscribe; /* mailto: or a page (RFC 2369); or NULL */
    const char *text, *html;
};

void message_write(struct buf *out, const struct message *message);

/* The address of "Name <address>", which is that itself where there is no name;
 * *size is its length. */
const char *message_address(const char *mailbox, size_t *size);
