#include "run/editions.h"

bool edition_select(struct expr **out, const struct edition *edition,
        const struct config *config, const struct rules *rules,
        struct report *report)
{
    struct position start = {edition->file, edition->line,
            edition->select_column};

    *out = NULL;
    return !edition->select ||
            expr_read(out, edition->select, &start, config, rules, report);
}

bool editions_configure(struct run *run, struct report *report)
{
    bool good = true;

    for (const struct edition *e = run->config->editions; e; e = e->next) {
        struct live_edition *live = ARENA_NEW(&run->arena, struct live_edition);

        live->edition = e;
        live->stored.name = e->id;
        good = edition_select(&live->select, e, run->config, run->rules,
                       report) &&
                good;
        list_add(&run->editions, live);
    }
    return good;
}
