#include <string.h>
#include <strings.h>

#include "config.h"
#include "config/credentials.h"
#include "config/editions.h"

enum { DAY = 86400 };

/* By period: the days of a long one, and what its issues are called. */
static const struct kind {
    int64_t days;
    const char *title;
} kinds[] = {
        [PERIOD_DAY] = {1,  "{name} – {date}"        },
        [PERIOD_WEEK] = {7,  "{name} – {key}"         },
        [PERIOD_MONTH] = {31, "{name} – {month} {year}"},
};

#define mistake(l, key, ...)                                             \
    report_add((l)->report, (l)->file, (key)->line, (key)->value_column, \
            __VA_ARGS__)

/* Keys that would be without effect. */
static void check_kind(struct loader *l, const struct target *target,
        const struct edition *edition)
{
    static const struct {
        const char *key;
        enum period_kind kind;
        const char *said;
    } rows[] = {
            {"week-start", PERIOD_WEEK, "period = week"},
            {"days",       PERIOD_DAY,  "period = day" },
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct ini_key *key = section_key(target, rows[i].key);

        if (key && edition->period != rows[i].kind)
            mistake(l, key, "%s: only with %s", rows[i].key, rows[i].said);
    }
}

static void check_publish(struct loader *l, const struct target *target,
        struct edition *edition)
{
    const struct ini_key *key = section_key(target, "publish");

    if (!key)
        edition->publish = edition->cutoff;
    else if (edition->publish < edition->cutoff)
        mistake(l, key, "publish: \"%s\" is before the cutoff", key->value);
}

void edition_read(struct loader *l, const struct ini_section *section)
{
    struct arena *a = &l->config->arena;
    struct edition *edition = ARENA_NEW(a, struct edition);
    const struct target target = {SECTION_EDITION, section, edition};
    const struct ini_key *select = section_key(&target, "select");
    const struct kind *kind;

    edition->id = arena_text(a, section->name);
    edition->file = l->config->file;
    edition->line = select ? select->line : section->line;
    edition->select_column = select ? select->value_column : 0;
    section_read(l, &target);
    check_kind(l, &target, edition);
    check_publish(l, &target, edition);
    kind = &kinds[edition->period];
    if (!edition->name)
        edition->name = edition->id;
    if (!edition->title)
        edition->title = kind->title;
    if (!edition->max_age)
        edition->max_age = 2 * kind->days * DAY;
    if (!edition->days)
        edition->days = PERIOD_EVERY_DAY;
    *l->next_edition = edition;
    l->next_edition = &edition->next;
}

/* ---- mail ---- */

static bool is_tls(const struct mail_server *mail)
{
    return strncasecmp(mail->server, "smtps:", 6) == 0;
}

void mail_read(struct loader *l, const struct ini_section *section)
{
    struct mail_server *mail = &l->config->mail;
    const struct target target = {SECTION_MAIL, section, mail};
    const struct ini_key *starttls = section_key(&target, "starttls");

    section_read(l, &target);
    if (!mail->server)
        return;
    if (starttls && is_tls(mail))
        mistake(l, starttls, "starttls: only with smtp://");
}

/* ---- the rest ---- */

static void finish_mail(struct loader *l, const struct ini_section *top)
{
    struct mail_server *mail = &l->config->mail;
    const struct ini_section *s = top->next;
    struct target target = {SECTION_MAIL, NULL, NULL};

    while (s && strcmp(s->kind, "mail") != 0)
        s = s->next;
    target.section = s;
    if (!mail->server || !mail->credentials)
        return;
    mail->userinfo = credentials_read(l, mail->credentials,
            section_key(&target, "credentials"),
            is_tls(mail) || mail->starttls
                    ? NULL
                    : "take starttls = no away, or write smtps://");
}

static const struct ini_key *key_of(const struct ini_section *top,
        const struct edition *edition, const char *name)
{
    const struct ini_section *s = top->next;

    while (s &&
            (strcmp(s->kind, "edition") != 0 || !s->name ||
                    strcmp(s->name, edition->id) != 0))
        s = s->next;
    return section_key(&(struct target){SECTION_EDITION, s, NULL}, name);
}

void editions_finish(struct loader *l, const struct ini_section *top)
{
    struct config *config = l->config;
    struct err err = {0};

    finish_mail(l, top);
    for (struct edition *e = config->editions; e; e = e->next) {
        const struct ini_key *mail = key_of(top, e, "mail");

        if (!e->lang)
            e->lang = config->site.lang;
        e->rule = (struct period_rule){.kind = e->period,
                .cutoff = e->cutoff,
                .publish = e->publish,
                .first_day = e->week_start,
                .days = e->days,
                .zone = config->site.zone};
        if (e->zone_name &&
                !zone_load(&e->rule.zone, &config->arena, e->zone_name, &err))
            e->rule.zone = zone_utc(); /* the mistake is reported already */
        if (e->mail && mail && !config->mail.server)
            mistake(l, mail,
                    "mail: no server takes it: name one in a section [mail]");
    }
}
