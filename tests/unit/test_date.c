#include "base/date.h"
#include "test.h"

/* Each is read as want, in UTC; NULL: no date. */
/* clang-format off */
static const struct row {
    const char *name, *text, *want;
    bool day_only;
} rows[] = {
        {"RFC 3339, UTC", "2006-01-02T15:04:05Z", "2006-01-02T15:04:05Z",
            false},
        {"RFC 3339, offset", "2006-01-02T15:04:05-07:00",
            "2006-01-02T22:04:05Z", false},
        {"RFC 3339, fraction", "2006-01-02T15:04:05.999Z",
            "2006-01-02T15:04:05Z", false},
        {"RFC 3339, fraction behind a comma", "2006-01-02T15:04:05,5Z",
            "2006-01-02T15:04:05Z", false},
        {"RFC 3339, no seconds", "2006-01-02T15:04Z", "2006-01-02T15:04:00Z",
            false},
        {"RFC 3339, space for T", "2006-01-02 15:04:05",
            "2006-01-02T15:04:05Z", false},
        {"RFC 3339, space before the offset", "2006-01-02 15:04:05 +01:00",
            "2006-01-02T14:04:05Z", false},
        {"RFC 3339, small letters", "2006-01-02t15:04:05z",
            "2006-01-02T15:04:05Z", false},
        {"RFC 3339, leap second", "1990-12-31T23:59:60Z",
            "1991-01-01T00:00:00Z", false},
        {"24:00 is the next day", "2006-01-02T24:00:00Z",
            "2006-01-03T00:00:00Z", false},
        {"24:01 is no time", "2006-01-02T24:01:00Z", NULL, false},
        {"minute 61", "2006-01-02T10:61:00Z", NULL, false},
        {"second 61", "2006-01-02T10:01:61Z", NULL, false},
        {"ISO 8601, basic", "20060102", "2006-01-02T00:00:00Z", true},
        {"ISO 8601, basic with a time", "20060102T150405Z",
            "2006-01-02T15:04:05Z", false},
        {"ISO 8601, digits alone", "20060102150405", "2006-01-02T15:04:05Z",
            false},
        {"ISO 8601, time without colons", "2006-01-02T1504",
            "2006-01-02T15:04:00Z", false},
        {"ISO 8601, day of the year", "2003-151", "2003-05-31T00:00:00Z", true},
        {"ISO 8601, day of the year, basic", "2003151", "2003-05-31T00:00:00Z",
            true},
        {"ISO 8601, day 366 of a leap year", "2004-366",
            "2004-12-31T00:00:00Z", true},
        {"ISO 8601, day 366 of another", "2003-366", NULL, false},
        {"ISO 8601, day of a week", "2003-W22-6", "2003-05-31T00:00:00Z", true},
        {"ISO 8601, day of a week, basic", "2003W226", "2003-05-31T00:00:00Z",
            true},
        {"ISO 8601, week 53 ends in January", "2020-W53-7",
            "2021-01-03T00:00:00Z", true},
        {"ISO 8601, no week 53", "2003-W53-1", NULL, false},
        {"ISO 8601, year", "2003", "2003-01-01T00:00:00Z", true},
        {"ISO 8601, month", "2003-12", "2003-12-01T00:00:00Z", true},
        {"ISO 8601, two-digit year", "03-12-31", "2003-12-31T00:00:00Z", true},
        {"day alone", "2006-01-02", "2006-01-02T00:00:00Z", true},
        {"day alone, slashes", "2006/1/2", "2006-01-02T00:00:00Z", true},
        {"day with an offset", "2006-01-02+01:00", "2006-01-01T23:00:00Z",
            true},
        {"numbers, day first", "14/01/2020", "2020-01-14T00:00:00Z", true},
        {"numbers, day cannot be first", "01/14/2020", "2020-01-14T00:00:00Z",
            true},
        {"RFC 822", "Mon, 02 Jan 2006 15:04:05 -0700", "2006-01-02T22:04:05Z",
            false},
        {"RFC 822, no weekday", "2 Jan 2006 15:04:05 GMT",
            "2006-01-02T15:04:05Z", false},
        {"RFC 822, wrong weekday", "Fri, 02 Jan 2006 15:04:05 GMT",
            "2006-01-02T15:04:05Z", false},
        {"RFC 822, foreign weekday", "lun., 02 Jan 2006 15:04:05 GMT",
            "2006-01-02T15:04:05Z", false},
        {"RFC 822, no space", "Mon,2 Jan 2006 15:04:05 GMT",
            "2006-01-02T15:04:05Z", false},
        {"RFC 822, no seconds", "Mon, 2 Jan 2006 15:04 GMT",
            "2006-01-02T15:04:00Z", false},
        {"RFC 822, no time", "Mon, 2 Jan 2006", "2006-01-02T00:00:00Z", true},
        {"RFC 822, two-digit year", "2 Jan 06 15:04 GMT",
            "2006-01-02T15:04:00Z", false},
        {"RFC 822, last century", "2 Jan 94 15:04 GMT", "1994-01-02T15:04:00Z",
            false},
        {"RFC 822, whole month", "2 January 2006 15:04",
            "2006-01-02T15:04:00Z", false},
        {"RFC 822, American zone", "2 Jan 2006 15:04 EST",
            "2006-01-02T20:04:00Z", false},
        {"RFC 822, European zone", "2 Jul 2006 15:04 CEST",
            "2006-07-02T13:04:00Z", false},
        {"RFC 822, military zone", "2 Jan 2006 15:04 A",
            "2006-01-02T16:04:00Z", false},
        {"RFC 822, unknown zone", "2 Jan 2006 15:04 XYZT",
            "2006-01-02T15:04:00Z", false},
        {"RFC 822, zone without season, winter", "2 Jan 2006 15:04 ET",
            "2006-01-02T20:04:00Z", false},
        {"RFC 822, zone without season, summer", "2 Jul 2006 15:04 ET",
            "2006-07-02T19:04:00Z", false},
        {"RFC 822, zone of tzdata", "31 Mar 2023 20:19:00 America/Los_Angeles",
            "2023-04-01T03:19:00Z", false},
        {"RFC 822, summer time ends", "29 Oct 2023 03:00 Europe/Paris",
            "2023-10-29T02:00:00Z", false},
        {"RFC 822, offset with a colon", "2 Jan 2006 15:04:05 +01:00",
            "2006-01-02T14:04:05Z", false},
        {"RFC 822, name and offset", "2 Jan 2006 15:04:05 GMT+0100",
            "2006-01-02T14:04:05Z", false},
        {"RFC 822, comment", "2 Jan 2006 15:04:05 +0100 (CET)",
            "2006-01-02T14:04:05Z", false},
        {"RFC 822, half", "January 2nd, 2006 at 3:04 p.m. EST",
            "2006-01-02T20:04:00Z", false},
        {"RFC 822, noon and midnight", "2 Jan 2006 12:04 AM",
            "2006-01-02T00:04:00Z", false},
        {"asctime", "Mon Jan  2 15:04:05 2006", "2006-01-02T15:04:05Z", false},
        {"asctime, zone before the year", "Mon Jan 2 15:04:05 GMT 2006",
            "2006-01-02T15:04:05Z", false},
        {"asctime, offset before the year", "Mon Jan 2 15:04:05 +0100 2006",
            "2006-01-02T14:04:05Z", false},
        {"JavaScript", "Mon Jan 02 2006 15:04:05 GMT+0100 (CET)",
            "2006-01-02T14:04:05Z", false},
        {"white space around", " \n2006-01-02\t", "2006-01-02T00:00:00Z", true},
        {"leap day", "2024-02-29T00:00:00Z", "2024-02-29T00:00:00Z", false},
        {"before 1970", "1969-12-31", "1969-12-31T00:00:00Z", true},
        {"30 February", "2006-02-30", NULL, false},
        {"31 April", "Mon, 31 Apr 2006 00:00:00 GMT", NULL, false},
        {"month 13", "2006-13-02", NULL, false},
        {"no such month", "Mon, 2 Xyz 2006 15:04 GMT", NULL, false},
        {"offset of words", "Mon, 2 Jan 2006 15:04 +xx:00", NULL, false},
        {"offset too far", "9999-12-31T23:59:59-99:99", NULL, false},
        {"offset into the year 10000", "9999-12-31T23:59:59-01:00", NULL,
            false},
        {"trailing words", "2006-01-02T15:04:05 yesterday", NULL, false},
        {"five digits", "22013", NULL, false},
        {"three digits", "013", NULL, false},
        {"many digits", "99999999999999999999999999", NULL, false},
        {"words", "yesterday", NULL, false},
        {"white space", "  ", NULL, false},
        {"nothing", "", NULL, false},
};
/* clang-format on */

static void check_read(void **state)
{
    const struct row *row = *state;
    char text[DATE_SIZE];
    bool day_only = false;
    int64_t got = -1;

    assert_int_equal(date_read(row->text, &got, &day_only), row->want != NULL);
    assert_int_equal(day_only, row->day_only);
    if (!row->want) {
        assert_int_equal(got, -1);
        return;
    }
    date_write(text, got);
    assert_string_equal(text, row->want);
}

/* clang-format off */
static const struct written {
    const char *name;
    int64_t seconds;
    int offset;
    const char *utc, *local, *rfc822;
} written[] = {
        {"an evening in winter", 1136214245, 3600, "2006-01-02T15:04:05Z",
            "2006-01-02T16:04:05+01:00", "Mon, 02 Jan 2006 15:04:05 GMT"},
        {"west, over midnight", 1136163845, -12600, "2006-01-02T01:04:05Z",
            "2006-01-01T21:34:05-03:30", "Mon, 02 Jan 2006 01:04:05 GMT"},
        {"the epoch", 0, 0, "1970-01-01T00:00:00Z",
            "1970-01-01T00:00:00+00:00", "Thu, 01 Jan 1970 00:00:00 GMT"},
        {"a second before it", -1, 0, "1969-12-31T23:59:59Z",
            "1969-12-31T23:59:59+00:00", "Wed, 31 Dec 1969 23:59:59 GMT"},
        {"a leap day", 951782400, 0, "2000-02-29T00:00:00Z",
            "2000-02-29T00:00:00+00:00", "Tue, 29 Feb 2000 00:00:00 GMT"},
};
/* clang-format on */

static void check_written(void **state)
{
    const struct written *row = *state;
    char date[DATE_SIZE], rfc822[DATE_RFC822_SIZE];
    struct civil t = civil_of(row->seconds);

    assert_int_equal(civil_seconds(&t), row->seconds);
    date_write(date, row->seconds);
    assert_string_equal(date, row->utc);
    date_write_offset(date, row->seconds, row->offset);
    assert_string_equal(date, row->local);
    date_write_rfc822(rfc822, row->seconds);
    assert_string_equal(rfc822, row->rfc822);
}

/* clang-format off */
static const struct language_row {
    const char *name, *lang, *text, *want;
} language_rows[] = {
    {"French", "fr", "jeu., 02 avril 2020 00:00:00 +0200", "2020-04-01T22:00:00Z"},
    {"French, a weekday that could be a month", "fr-CA", "mar., 01 déc. 2020 16:11:02 +0000", "2020-12-01T16:11:02Z"},
    {"French under an English label", "en", "1 août 2020", "2020-08-01T00:00:00Z"},
    {"German", "de", "Di, 5 März 2019 10:00", "2019-03-05T10:00:00Z"},
    {"Spanish", "es", "12 de enero de 2020", "2020-01-12T00:00:00Z"},
    {"Catalan", "ca", "3 d'agost de 2021", "2021-08-03T00:00:00Z"},
    {"Italian", NULL, "ven, 7 giugno 2019 09:30:00 +0200", "2019-06-07T07:30:00Z"},
    {"Portuguese", "pt_BR", "4 de março de 2022", "2022-03-04T00:00:00Z"},
    {"Dutch", "nl", "2 mei 2020 12:00 CEST", "2020-05-02T10:00:00Z"},
    {"Polish", "pl", "śr., 3 października 2018 08:00:00 +0200", "2018-10-03T06:00:00Z"},
    {"Czech", "cs", "5. července 2017", "2017-07-05T00:00:00Z"},
    {"Swedish", NULL, "fre, 6 maj 2022", "2022-05-06T00:00:00Z"},
    {"Danish", "da", "7. marts 2022 kl. 10:15", "2022-03-07T10:15:00Z"},
    {"Norwegian", "nb", "8 desember 2022", "2022-12-08T00:00:00Z"},
    {"Finnish", "fi", "9. kesäkuuta 2022", "2022-06-09T00:00:00Z"},
    {"Hungarian", NULL, "2004-július-13T9:15-05:00", "2004-07-13T14:15:00Z"},
    {"Romanian", "ro", "10 iunie 2022", "2022-06-10T00:00:00Z"},
    {"Greek", "el", "Κυρ, 11 Ιούλ 2004 12:00:00 +0300", "2004-07-11T09:00:00Z"},
    {"Basque", "eu", "2022 martxoaren 12", "2022-03-12T00:00:00Z"},
    {"Korean", NULL, "2004년 05월 28일 01:31:15", "2004-05-27T16:31:15Z"},
    {"Korean, after noon", NULL, "2004-05-25 오후 11:23:17", "2004-05-25T14:23:17Z"},
    {"Chinese", NULL, "2004年5月28日 下午 1:30", "2004-05-28T13:30:00Z"},
    {"no language's month", NULL, "16 zzz 2012", NULL},
    {"more than a date can be", NULL, "16 Mar 2012 10:00:00 +0000 (in the comment of this date there is so much to say that it is longer than any date that there ever was)", NULL},
    {"a span of days", NULL, "December 5-6, 2020", NULL},
    {"a span of days, in German", "de", "5.-6. Mai 2020", NULL},
    {"an English span in German", "de", "June 10-12, 2020", NULL},
    {"Korean, before noon", "ko", "2020년 5월 1일 오전 12:30", "2020-04-30T15:30:00Z"},
    {"Korean, no time", NULL, "2020년 5월 1일", "2020-05-01T00:00:00Z"},
    {"French, an ordinal", "fr", "1er mai 2020", "2020-05-01T00:00:00Z"},
    {"German, o'clock", "de", "5. Mai 2020 10:00 Uhr", "2020-05-05T10:00:00Z"},
    {"German, a time between", "de", "Montag, 4. Mai 2020 um 10:00", "2020-05-04T10:00:00Z"},
    {"a weekday last", NULL, "5 May 2020, Tuesday", "2020-05-05T00:00:00Z"},
    {"an hour alone", NULL, "May 5th, 2020 3pm", "2020-05-05T15:00:00Z"},
    {"an hour with a space", NULL, "May 5, 2020 at 12 am", "2020-05-05T00:00:00Z"},
    {"a year of one digit", NULL, "5 May 7", NULL},
    {"a version", NULL, "1.2.3", NULL},
    {"two months", NULL, "16 mars april 2012", NULL},
    {"a century left out", NULL, "-03-12", "2003-12-01T00:00:00Z"},
    {"the same without a dash", NULL, "-0312", "2003-12-01T00:00:00Z"},
};
/* clang-format on */

static void check_language(void **state)
{
    const struct language_row *row = *state;
    bool day_only, zoned;
    char text[DATE_SIZE];
    int64_t instant;

    assert_int_equal(date_read_zoned(row->text, row->lang, &instant, &day_only,
                             &zoned),
            row->want != NULL);
    if (!row->want)
        return;
    date_write(text, instant);
    assert_string_equal(text, row->want);
}

int main(void)
{
    int failed = RUN_TABLE(rows, check_read) +
            RUN_TABLE(language_rows, check_language);

    return failed + RUN_TABLE(written, check_written) != 0;
}
