#include <stdio.h>

#include "base/period.h"

enum { DAY = 86400, THURSDAY = 3, WEEK_DAYS = 7 };

/* Days are counted from 1970-01-01. */
static struct civil civil_day(int64_t day)
{
    return civil_of(day * DAY);
}

/* The instant of a time of that day, in seconds after its midnight. */
static int64_t instant_of(const struct period_rule *rule, int64_t day,
        int64_t time)
{
    struct civil wall = civil_of(day * DAY + time);

    return zone_instant(rule->zone, &wall, NULL);
}

static int64_t cut(const struct period_rule *rule, int64_t day)
{
    return instant_of(rule, day, rule->cutoff);
}

/* Whether periods are cut on that day. */
static bool is_cut(const struct period_rule *rule, int64_t day)
{
    struct civil t = civil_day(day);

    if (rule->kind == PERIOD_MONTH)
        return t.day == 1;
    if (rule->kind == PERIOD_WEEK)
        return civil_weekday(&t) == rule->first_day;
    return rule->days >> civil_weekday(&t) & 1;
}

int period_week(const struct civil *day, int *year)
{
    int64_t at = civil_seconds(day) / DAY;
    struct civil thursday = civil_day(at - civil_weekday(day) + THURSDAY);
    struct civil first = {.year = thursday.year, .month = 1, .day = 1};
    int64_t since = civil_seconds(&thursday) - civil_seconds(&first);

    *year = thursday.year;
    return (int)(since / DAY / WEEK_DAYS) + 1;
}

static void name(struct period *out, const struct period_rule *rule,
        int64_t first, int64_t end)
{
    struct civil middle;

    out->day = civil_day(rule->kind == PERIOD_DAY ? end : first);
    middle = rule->kind == PERIOD_WEEK ? civil_day(first + THURSDAY) : out->day;
    out->week = period_week(&middle, &out->year);
    if (rule->kind == PERIOD_WEEK)
        snprintf(out->key, sizeof(out->key), "%04d-W%02d", out->year,
                out->week);
    else if (rule->kind == PERIOD_MONTH)
        snprintf(out->key, sizeof(out->key), "%04d-%02d", out->day.year,
                out->day.month);
    else
        snprintf(out->key, sizeof(out->key), "%04d-%02d-%02d", out->day.year,
                out->day.month, out->day.day);
}

void period_at(struct period *out, const struct period_rule *rule,
        int64_t instant)
{
    int64_t local = instant + zone_offset(rule->zone, instant);
    int64_t first = local / DAY + 1, end; /* zones may skip a day */

    while (!is_cut(rule, first) || cut(rule, first) > instant)
        first--;
    end = first + 1;
    while (!is_cut(rule, end))
        end++;
    out->starts = cut(rule, first);
    out->ends = cut(rule, end);
    out->publish = instant_of(rule, end, rule->publish);
    if (out->publish < out->ends)
        out->publish = out->ends;
    name(out, rule, first, end);
}
