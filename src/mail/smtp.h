/* smtp.h - giving messages to a mail server (RFC 5321), one recipient at a
 * time.
 */
#pragma once

#include "base/err.h"
#include "base/record.h"

struct smtp;

struct smtp_options {
    const char *server;   /* smtp:// or smtps://, a host, perhaps a port */
    const char *userinfo; /* user:password, as in a URL; or NULL */
    const char *ca_file;  /* instead of the system's; or NULL */
    bool starttls;        /* over smtp:// nothing is said before TLS */
};

/* As http_open(): call before any thread exists, but after workers were forked.
 */
bool smtp_open(struct smtp **out, const struct smtp_options *options,
        struct err *err) MUST_USE;
void smtp_auto(struct smtp **smtp);

enum smtp_outcome {
    SMTP_SENT,
    SMTP_REFUSED, /* this recipient, for good */
    SMTP_LATER,   /* this message, for now */
    SMTP_DOWN,    /* the server is not there, or lets nobody in */
};

/* *why says what was wrong, unless it was sent. Addresses are without "<" and
 * ">"; waits for the server for up to a minute. */
enum smtp_outcome smtp_send(struct smtp *smtp, const char *from, const char *to,
        struct bytes message, struct err *why);
