#include "output/spoken.h"
#include "output/output.h"

static const struct {
    const char *tag;
    const char *months[12], *after_first; /* 1er */
    const char *weekdays[7];
} languages[SPOKEN_COUNT] = {
        [SPOKEN_EN] =
                {
                             .tag = "en",
                             .months = {"January", "February", "March", "April",
                                "May", "June", "July", "August", "September",
                                "October", "November", "December"},
                             .after_first = "",
                             .weekdays = {"Monday", "Tuesday", "Wednesday",
                                "Thursday", "Friday", "Saturday", "Sunday"},
                             },
        [SPOKEN_FR] =
                {
                             .tag = "fr",
                             .months = {"janvier", "février", "mars", "avril", "mai",
                                "juin", "juillet", "août", "septembre",
                                "octobre", "novembre", "décembre"},
                             .after_first = "er",
                             .weekdays = {"lundi", "mardi", "mercredi", "jeudi",
                                "vendredi", "samedi", "dimanche"},
                             },
};

enum spoken spoken_of(const char *tag)
{
    for (int i = 0; i < SPOKEN_COUNT; i++)
        if (output_speaks(tag, languages[i].tag))
            return (enum spoken)i;
    return SPOKEN_EN;
}

const char *spoken_tag(enum spoken language)
{
    return languages[language].tag;
}

const char *spoken_month(enum spoken language, int month)
{
    return languages[language].months[month - 1];
}

void spoken_day(struct buf *out, enum spoken language, const struct civil *day)
{
    buf_printf(out, "%d%s %s %d", day->day,
            day->day == 1 ? languages[language].after_first : "",
            spoken_month(language, day->month), day->year);
}

void spoken_date(struct buf *out, enum spoken language, const struct civil *day)
{
    buf_text(out, languages[language].weekdays[civil_weekday(day)]);
    buf_char(out, ' ');
    spoken_day(out, language, day);
}
