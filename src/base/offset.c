#include <string.h>
#include <strings.h>

#include "base/offset.h"

enum { HOUR = 3600, HALF = HOUR / 2 };

/* When clocks go forward, where a name does not say whether they are. */
enum season {
    FIXED,
    EUROPE,  /* last Sunday of March to last Sunday of October, 01:00 UTC */
    AMERICA, /* second Sunday of March to first Sunday of November, 02:00 */
};

static const struct row {
    const char *name;
    int offset; /* in winter */
    enum season season;
} rows[] = {
        {"z",                   0,                FIXED  },
        {"ut",                  0,                FIXED  },
        {"utc",                 0,                FIXED  },
        {"gmt",                 0,                FIXED  },
        {"tu",                  0,                FIXED  },
        {"wet",                 0,                FIXED  },
        {"west",                1 * HOUR,         FIXED  },
        {"bst",                 1 * HOUR,         FIXED  },
        {"cet",                 1 * HOUR,         FIXED  },
        {"met",                 1 * HOUR,         FIXED  },
        {"mez",                 1 * HOUR,         FIXED  },
        {"hnec",                1 * HOUR,         FIXED  },
        {"cest",                2 * HOUR,         FIXED  },
        {"mest",                2 * HOUR,         FIXED  },
        {"mesz",                2 * HOUR,         FIXED  },
        {"haec",                2 * HOUR,         FIXED  },
        {"eet",                 2 * HOUR,         FIXED  },
        {"sast",                2 * HOUR,         FIXED  },
        {"eest",                3 * HOUR,         FIXED  },
        {"msk",                 3 * HOUR,         FIXED  },
        {"ist",                 5 * HOUR + HALF,  FIXED  },
        {"hkt",                 8 * HOUR,         FIXED  },
        {"sgt",                 8 * HOUR,         FIXED  },
        {"awst",                8 * HOUR,         FIXED  },
        {"jst",                 9 * HOUR,         FIXED  },
        {"kst",                 9 * HOUR,         FIXED  },
        {"aest",                10 * HOUR,        FIXED  },
        {"aedt",                11 * HOUR,        FIXED  },
        {"nzst",                12 * HOUR,        FIXED  },
        {"nzdt",                13 * HOUR,        FIXED  },
        {"brt",                 -3 * HOUR,        FIXED  },
        {"adt",                 -3 * HOUR,        FIXED  },
        {"haa",                 -3 * HOUR,        FIXED  },
        {"nst",                 -3 * HOUR - HALF, FIXED  },
        {"ndt",                 -2 * HOUR - HALF, FIXED  },
        {"ast",                 -4 * HOUR,        FIXED  },
        {"hna",                 -4 * HOUR,        FIXED  },
        {"edt",                 -4 * HOUR,        FIXED  },
        {"hae",                 -4 * HOUR,        FIXED  },
        {"est",                 -5 * HOUR,        FIXED  },
        {"hne",                 -5 * HOUR,        FIXED  },
        {"cdt",                 -5 * HOUR,        FIXED  },
        {"hac",                 -5 * HOUR,        FIXED  },
        {"cst",                 -6 * HOUR,        FIXED  },
        {"hnc",                 -6 * HOUR,        FIXED  },
        {"mdt",                 -6 * HOUR,        FIXED  },
        {"har",                 -6 * HOUR,        FIXED  },
        {"mst",                 -7 * HOUR,        FIXED  },
        {"hnr",                 -7 * HOUR,        FIXED  },
        {"pdt",                 -7 * HOUR,        FIXED  },
        {"hap",                 -7 * HOUR,        FIXED  },
        {"pst",                 -8 * HOUR,        FIXED  },
        {"hnp",                 -8 * HOUR,        FIXED  },
        {"akdt",                -8 * HOUR,        FIXED  },
        {"akst",                -9 * HOUR,        FIXED  },
        {"hst",                 -10 * HOUR,       FIXED  },
        {"at",                  -4 * HOUR,        AMERICA},
        {"et",                  -5 * HOUR,        AMERICA},
        {"ct",                  -6 * HOUR,        AMERICA},
        {"mt",                  -7 * HOUR,        AMERICA},
        {"pt",                  -8 * HOUR,        AMERICA},
        {"america/halifax",     -4 * HOUR,        AMERICA},
        {"america/montreal",    -5 * HOUR,        AMERICA},
        {"america/new_york",    -5 * HOUR,        AMERICA},
        {"america/toronto",     -5 * HOUR,        AMERICA},
        {"america/chicago",     -6 * HOUR,        AMERICA},
        {"america/denver",      -7 * HOUR,        AMERICA},
        {"america/phoenix",     -7 * HOUR,        FIXED  },
        {"america/los_angeles", -8 * HOUR,        AMERICA},
        {"america/vancouver",   -8 * HOUR,        AMERICA},
        {"europe/dublin",       0,                EUROPE },
        {"europe/lisbon",       0,                EUROPE },
        {"europe/london",       0,                EUROPE },
        {"europe/amsterdam",    1 * HOUR,         EUROPE },
        {"europe/berlin",       1 * HOUR,         EUROPE },
        {"europe/brussels",     1 * HOUR,         EUROPE },
        {"europe/copenhagen",   1 * HOUR,         EUROPE },
        {"europe/luxembourg",   1 * HOUR,         EUROPE },
        {"europe/madrid",       1 * HOUR,         EUROPE },
        {"europe/oslo",         1 * HOUR,         EUROPE },
        {"europe/paris",        1 * HOUR,         EUROPE },
        {"europe/prague",       1 * HOUR,         EUROPE },
        {"europe/rome",         1 * HOUR,         EUROPE },
        {"europe/stockholm",    1 * HOUR,         EUROPE },
        {"europe/vienna",       1 * HOUR,         EUROPE },
        {"europe/warsaw",       1 * HOUR,         EUROPE },
        {"europe/zurich",       1 * HOUR,         EUROPE },
        {"europe/athens",       2 * HOUR,         EUROPE },
        {"europe/bucharest",    2 * HOUR,         EUROPE },
        {"europe/helsinki",     2 * HOUR,         EUROPE },
        {"europe/kiev",         2 * HOUR,         EUROPE },
        {"europe/kyiv",         2 * HOUR,         EUROPE },
        {"europe/moscow",       3 * HOUR,         FIXED  },
};

/* The military zones of RFC 822 section 5.1, as they are written there. */
static bool military(int *out, char letter)
{
    static const char east[] = "nopqrstuvwxy", west[] = "abcdefghiklm";
    const char *at = NULL;

    letter |= 0x20; /* lower case, and no NUL */
    if ((at = strchr(east, letter)))
        *out = (int)(at - east + 1) * HOUR;
    else if ((at = strchr(west, letter)))
        *out = (int)(at - west + 1) * -HOUR;
    return at != NULL;
}

/* Midnight of the first Sunday on or after that day. */
static int64_t sunday_from(int year, int month, int day)
{
    struct civil t = {.year = year, .month = month, .day = day};

    return civil_seconds(&t) + (int64_t)(6 - civil_weekday(&t)) * 24 * HOUR;
}

static bool is_summer(enum season season, const struct civil *wall, int winter)
{
    int64_t now = civil_seconds(wall), from, to;
    int year = wall->year;

    switch (season) {
    case EUROPE: /* the wall shows summer time when it ends */
        from = sunday_from(year, 3, 25) + HOUR + winter;
        to = sunday_from(year, 10, 25) + HOUR + HOUR + winter;
        break;
    case AMERICA: /* 1987 to 2006 it was shorter */
        from = sunday_from(year, year < 2007 ? 4 : 3, year < 2007 ? 1 : 8);
        to = sunday_from(year, year < 2007 ? 10 : 11, year < 2007 ? 25 : 1);
        from += 2 * (int64_t)HOUR;
        to += 2 * (int64_t)HOUR;
        break;
    case FIXED:
    default:
        return false;
    }
    return now >= from && now < to;
}

bool offset_named(int *out, const char *name, size_t size,
        const struct civil *wall)
{
    for (size_t i = 0; i < COUNT(rows); i++)
        if (strlen(rows[i].name) == size &&
                strncasecmp(rows[i].name, name, size) == 0) {
            *out = rows[i].offset +
                    is_summer(rows[i].season, wall, rows[i].offset) * HOUR;
            return true;
        }
    return size == 1 && military(out, *name);
}
