#include <string.h>
#include <strings.h>

#include "base/month.h"

/* Names that mean one month only, in whichever language. */
static const struct row {
    const char *name;
    int month;
} rows[] = {
        {"jan",       1 },
        {"january",   1 },
        {"feb",       2 },
        {"february",  2 },
        {"mar",       3 },
        {"march",     3 },
        {"apr",       4 },
        {"april",     4 },
        {"may",       5 },
        {"jun",       6 },
        {"june",      6 },
        {"jul",       7 },
        {"july",      7 },
        {"aug",       8 },
        {"august",    8 },
        {"sep",       9 },
        {"sept",      9 },
        {"september", 9 },
        {"oct",       10},
        {"october",   10},
        {"nov",       11},
        {"november",  11},
        {"dec",       12},
        {"december",  12},
};

int month_named(const char *name, size_t size)
{
    for (size_t i = 0; i < COUNT(rows); i++)
        if (strlen(rows[i].name) == size &&
                strncasecmp(rows[i].name, name, size) == 0)
            return rows[i].month;
    return 0;
}
