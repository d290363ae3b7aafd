#include <string.h>

#include "base/hash.h"
#include "base/log.h"
#include "mail/message.h"
#include "mail/smtp.h"
#include "publish/delivery.h"
#include "publish/issue.h"

enum {
    FIRST_WAIT = 10 * 60,
    DOUBLINGS_MAX = 5,
    TRIES_MAX = 16, /* which takes about three days */
};

/* The deliveries of one edition. */
struct round {
    struct turn turn;
    struct smtp *smtp;
    const char *from;          /* the address alone */
    const struct issue *issue; /* the one that is sent now */
    const struct stored_issue *stored;
    bool down; /* the server is: why is said */
    struct err why;
};

/* ---- the message ---- */

static const char *message_id(const struct turn *t, const char *key,
        const char *iri, const char *recipient)
{
    uint64_t hash = hash_text(hash_text(HASH_START, iri), recipient);

    return arena_printf(t->arena, "%s.%s.%016llx@%s", t->live->edition->id, key,
            (unsigned long long)hash, run_host(t->run, t->arena));
}

static void compose(struct buf *out, const struct round *r,
        const char *recipient)
{
    const struct turn *t = &r->turn;
    const struct edition *edition = t->live->edition;
    AUTO(buf) struct buf text = {0}, html = {0};

    issue_text(&text, r->issue);
    issue_mail(&html, r->issue);
    message_write(out,
            &(struct message){.from = t->run->config->mail.from,
                    .to = recipient,
                    .subject = r->issue->title,
                    .id = message_id(t, r->stored->key, r->stored->iri,
                            recipient),
                    .date = r->stored->published,
                    .offset = zone_offset(edition->rule.zone,
                            r->stored->published),
                    .list_id = arena_printf(t->arena, "%s.%s", edition->id,
                            run_host(t->run, t->arena)),
                    .list_name = edition->name,
                    .unsubscribe = edition->unsubscribe,
                    .text = text.data,
                    .html = html.data});
}

/* ---- what became of it ---- */

static bool is_wanted(const struct edition *edition, const char *recipient)
{
    const struct name_of *m = edition->mail;

    while (m && strcmp(m->text, recipient) != 0)
        m = m->next;
    return m != NULL;
}

static const char *later(const struct round *r, struct delivery *d)
{
    int64_t wait = FIRST_WAIT;
    bool first = d->failures == 0;

    for (int64_t n = 0; n < d->failures && n < DOUBLINGS_MAX; n++)
        wait *= 2;
    d->failures++;
    d->next_try = r->turn.run->now + wait;
    if (d->failures < TRIES_MAX) {
        LOG(first ? LOG_WARN : LOG_INFO,
                "edition %s: issue %s was not sent to %s: %s; it is tried "
                "again later",
                r->turn.live->edition->id, r->stored->key, d->recipient,
                r->why.text);
        return "pending";
    }
    log_warn("edition %s: issue %s is not sent to %s any more: %s",
            r->turn.live->edition->id, r->stored->key, d->recipient,
            r->why.text);
    return "given up";
}

static const char *refused(const struct round *r, const struct delivery *d)
{
    log_warn("edition %s: issue %s is not sent to %s: %s",
            r->turn.live->edition->id, r->stored->key, d->recipient,
            r->why.text);
    return "refused";
}

/* Tries it; the state that it then is in. */
static const char *try(struct round *r, struct delivery *d)
{
    AUTO(buf) struct buf bytes = {0};
    enum smtp_outcome outcome = SMTP_DOWN;

    d->reason = NULL;
    if (!r->down) {
        compose(&bytes, r, d->recipient);
        outcome = smtp_send(r->smtp, r->from, d->recipient,
                (struct bytes){bytes.data, bytes.size}, &r->why);
    }
    r->down = outcome == SMTP_DOWN;
    if (outcome == SMTP_SENT)
        return "sent";
    d->reason = r->why.text;
    return outcome == SMTP_REFUSED ? refused(r, d) : later(r, d);
}

/* ---- the round ---- */

static bool load_issue(struct round *r, int64_t id, struct err *err)
{
    struct stored_issue *stored;
    struct issue *issue;

    if (r->stored && r->stored->id == id)
        return true;
    if (!store_issue(r->turn.run->store, r->turn.arena, id, &stored, err) ||
            !issue_load(&issue, &r->turn, stored, err))
        return false;
    r->stored = stored;
    r->issue = issue;
    return true;
}

static bool deliver(struct round *r, struct delivery *d, struct err *err)
{
    struct store *store = r->turn.run->store;
    const char *state;

    if (!load_issue(r, d->issue, err))
        return false;
    if (is_wanted(r->turn.live->edition, d->recipient)) {
        state = try(r, d);
    } else {
        state = "given up";
        d->reason = "it is no longer configured";
    }
    return store_begin(store, err) &&
            store_save_delivery(store, d, state, err) &&
            store_commit(store, err);
}

static bool deliver_all(struct round *r, struct delivery *d,
        const char *ca_file, struct err *err)
{
    const struct mail_server *mail = &r->turn.run->config->mail;
    const struct smtp_options options = {.server = mail->server,
            .userinfo = mail->userinfo,
            .ca_file = ca_file,
            .starttls = mail->starttls};
    AUTO(smtp) struct smtp *smtp = NULL;
    size_t size;
    const char *from = message_address(mail->from, &size);

    if (!smtp_open(&smtp, &options, err))
        return false;
    r->smtp = smtp;
    r->from = arena_copy(r->turn.arena, from, size);
    for (; d; d = d->next)
        if (!deliver(r, d, err))
            return false;
    return true;
}

bool delivery_send(struct run *run, const char *ca_file, struct err *err)
{
    if (!run->config->mail.server)
        return true;
    for (struct live_edition *e = run->editions; e; e = e->next) {
        AUTO(arena) struct arena a = {0};
        struct round round = {
                .turn = {run, e, &a}
        };
        struct delivery *owed;

        if (!store_deliveries(run->store, &a, e->stored.id, run->now, &owed,
                    err) ||
                (owed && !deliver_all(&round, owed, ca_file, err)))
            return false;
    }
    return true;
}
