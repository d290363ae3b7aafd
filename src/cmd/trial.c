#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "cmd/trial.h"
#include "judge/settle.h"
#include "tell/trial.h"

struct printing {
    bool json;
    size_t count;
};

static void print_json(const struct printing *p, const struct change *change)
{
    AUTO(buf) struct buf out = {0};

    record_json(&out, &change_shape, change);
    printf("%s%s", p->count > 1 ? ",\n" : "", out.data);
}

static void print(void *arg, const struct change *change)
{
    struct printing *p = arg;
    char date[DATE_SIZE];

    p->count++;
    if (p->json) {
        print_json(p, change);
        return;
    }
    date_write(date, change->published);
    if (change->was) {
        printf("title     %s  %s\n          was: %s\n", date, change->title,
                change->was);
        return;
    }
    printf("%-8s  %s  %s%s%s%s%s", change->what, date,
            change->stream ? change->stream : "", change->stream ? "  " : "",
            change->title, change->url ? "  " : "",
            change->url ? change->url : "");
    if (change->beyond)
        printf("  (not in the files, which have at most %" PRId64 ")",
                change->beyond);
    printf("\n");
}

bool trial_print(struct run *run, int64_t since, bool json, struct err *err)
{
    struct printing p = {.json = json};

    if (json)
        printf("[\n");
    if (!settle_trial(run, since, err) ||
            !trial_tell(run, since, print, &p, err))
        return false;
    if (json)
        printf("%s]\n", p.count > 0 ? "\n" : "");
    else if (p.count == 0)
        printf("nothing would change\n");
    return true;
}
