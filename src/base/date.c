#include <stdio.h>
#include <string.h>

#include "base/date.h"

enum { MINUTE = 60, HOUR = 60 * MINUTE, DAY = 24 * HOUR };

static bool is_leap(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int days_in(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    return days[month - 1] + (month == 2 && is_leap(year));
}

bool civil_is_real(const struct civil *t)
{
    return t->year >= 1 && t->year <= 9999 && t->month >= 1 && t->month <= 12 &&
            t->day >= 1 && t->day <= days_in(t->year, t->month) &&
            t->hour >= 0 && t->hour <= 23 && t->minute >= 0 &&
            t->minute <= 59 && t->second >= 0 && t->second <= 60;
}

/*
 * Days from 1970-01-01, counted in eras of 400 years that begin on 1 March, so
 * that the leap day is the last of its year (Howard Hinnant's algorithm).
 */
static int64_t days_from(int64_t year, int month, int day)
{
    int64_t y = month <= 2 ? year - 1 : year;
    int64_t era = (y >= 0 ? y : y - 399) / 400;
    int64_t year_of_era = y - era * 400;
    int64_t day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;

    return era * 146097 + year_of_era * 365 + year_of_era / 4 -
            year_of_era / 100 + day_of_year - 719468;
}

int64_t civil_seconds(const struct civil *t)
{
    int64_t seconds = t->second;

    seconds += (int64_t)t->minute * MINUTE + (int64_t)t->hour * HOUR;
    return seconds + days_from(t->year, t->month, t->day) * DAY;
}

struct civil civil_of(int64_t seconds)
{
    int64_t days = (seconds >= 0 ? seconds : seconds - (DAY - 1)) / DAY;
    int rest = (int)(seconds - days * DAY);
    int64_t z = days + 719468;
    int64_t era = (z >= 0 ? z : z - 146096) / 146097;
    int64_t day_of_era = z - era * 146097;
    int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 -
                                  day_of_era / 146096) /
            365;
    int64_t day_of_year = day_of_era -
            (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int month_from_march = (int)((5 * day_of_year + 2) / 153);
    int month = month_from_march < 10 ? month_from_march + 3
                                      : month_from_march - 9;

    return (struct civil){
            .year = (int)(year_of_era + era * 400) + (month <= 2),
            .month = month,
            .day = (int)day_of_year - (153 * month_from_march + 2) / 5 + 1,
            .hour = rest / HOUR,
            .minute = rest % HOUR / MINUTE,
            .second = rest % MINUTE,
    };
}

int civil_weekday(const struct civil *t)
{
    int64_t days = days_from(t->year, t->month, t->day);

    return (int)(((days + 3) % 7 + 7) % 7); /* 1970-01-01 was a Thursday */
}

/* By hand, since snprintf() takes a tenth of the time of writing a feed. */
void date_write(char out[DATE_SIZE], int64_t seconds)
{
    struct civil t = civil_of(seconds);
    const struct {
        int value;
        char after;
    } pairs[] = {
            {t.year / 100 % 100, '\0'},
            {t.year % 100,       '-' },
            {t.month,            '-' },
            {t.day,              'T' },
            {t.hour,             ':' },
            {t.minute,           ':' },
            {t.second,           'Z' },
    };

    for (size_t i = 0; i < COUNT(pairs); i++) {
        *out++ = (char)('0' + pairs[i].value / 10);
        *out++ = (char)('0' + pairs[i].value % 10);
        if (pairs[i].after)
            *out++ = pairs[i].after;
    }
    *out = '\0';
}

void date_write_offset(char out[DATE_SIZE], int64_t seconds, int offset)
{
    int east = offset < 0 ? -offset : offset;
    int hours = east / HOUR, minutes = east % HOUR / MINUTE;
    char *to;

    date_write(out, seconds + offset);
    to = strchr(out, 'Z');
    *to++ = offset < 0 ? '-' : '+';
    *to++ = (char)('0' + hours / 10);
    *to++ = (char)('0' + hours % 10);
    *to++ = ':';
    *to++ = (char)('0' + minutes / 10);
    *to++ = (char)('0' + minutes % 10);
    *to = '\0';
}

void date_write_rfc822(char out[DATE_RFC822_SIZE], int64_t seconds)
{
    static const char days[][4] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat",
            "Sun"};
    static const char months[][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
            "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    struct civil t = civil_of(seconds);

    snprintf(out, DATE_RFC822_SIZE, "%s, %02d %s %04d %02d:%02d:%02d GMT",
            days[civil_weekday(&t)], t.day, months[t.month - 1], t.year, t.hour,
            t.minute, t.second);
}
