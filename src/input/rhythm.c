#include <string.h>

#include "input/rhythm.h"

enum { HOUR = 60 * 60, DAY = 24 * HOUR, HOURS = 24 };

static const char *const days[] = {"monday", "tuesday", "wednesday", "thursday",
        "friday", "saturday", "sunday"};

/* A bit for each hour in GMT; "24" is midnight, as many write it. */
static int64_t hour_bit(const char *text)
{
    int64_t hour = element_number(text);

    if (hour == 0 && strcmp(text, "0") != 0 && strcmp(text, "00") != 0)
        return 0;
    return hour <= HOURS ? INT64_C(1) << hour % HOURS : 0;
}

/* A bit for each day, Monday's first. */
static int64_t day_bit(const char *text)
{
    for (size_t i = 0; i < COUNT(days); i++)
        if (strcasecmp(text, days[i]) == 0)
            return INT64_C(1) << i;
    return 0;
}

static int64_t bits(struct taker *t, const struct xml_node *list,
        const char *key, int64_t (*bit)(const char *text))
{
    int64_t all = 0;

    for (const struct xml_node *n = list ? list->children : NULL; n;
            n = n->next) {
        const char *text = element_is(t, n, key) ? xml_text(t->a, n) : NULL;

        if (text)
            all |= bit(text);
    }
    return all;
}

/* web.resource.org/rss/1.0/modules/syndication: so often in each period. */
static int64_t update_every(struct taker *t, const struct xml_node *channel)
{
    static const struct {
        const char *name;
        int64_t seconds;
    } periods[] = {
            {"hourly",  HOUR              },
            {"daily",   DAY               },
            {"weekly",  (int64_t)7 * DAY  },
            {"monthly", (int64_t)30 * DAY },
            {"yearly",  (int64_t)365 * DAY},
    };
    const struct xml_node *period = xml_child(channel, NS_SY, "updateperiod");
    const struct xml_node *often = xml_child(channel, NS_SY, "updatefrequency");
    const char *text = period ? xml_text(t->a, period) : NULL;
    int64_t times = often ? element_number(xml_text(t->a, often)) : 1;

    for (size_t i = 0; text && i < COUNT(periods); i++)
        if (strcasecmp(text, periods[i].name) == 0)
            return periods[i].seconds / (times > 0 ? times : 1);
    return 0;
}

void rhythm_take(struct taker *t, const struct xml_node *channel)
{
    t->item->skip_hours = bits(t, element_child(t, channel, "skiphours"),
            "hour", hour_bit);
    t->item->skip_days = bits(t, element_child(t, channel, "skipdays"), "day",
            day_bit);
    t->item->update_every = update_every(t, channel);
}
