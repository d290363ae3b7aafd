#include <string.h>

#include "base/buf.h"
#include "byline/byline.h"
#include "test.h"

/*
 * Each is read on Friday, 20 November 2026, 12:00 in Paris, as want: names, and
 * "p" or "u" with a date and "/" its precision. "": no byline.
 */
/* clang-format off */
static const struct row {
    const char *name, *lang, *text, *want;
} rows[] = {
        {"label, date, time", "fr",
            "Par Awa Diop - Publié le 3 juin 2021 - 08:15",
            "Awa Diop; p 2021-06-03T08:15:00+02:00/minute"},
        {"updated as well", "fr",
            "Publié le 3 juin 2021 à 8h15, mis à jour le 4 juin 2021 à 9 h 05",
            "p 2021-06-03T08:15:00+02:00/minute; u "
            "2021-06-04T09:05:00+02:00/minute"},
        {"updated first", "fr", "Modifié le 04/06/2021\nPublié le 03/06/2021",
            "p 2021-06-03T00:00:00+02:00/day; u 2021-06-04T00:00:00+02:00/day"},
        {"updated at a time", "fr",
            "Publié le 3 juin 2021 à 8h15, modifié à 9h30",
            "p 2021-06-03T08:15:00+02:00/minute; u "
            "2021-06-03T09:30:00+02:00/minute"},
        {"updated on a day of the month", "fr",
            "Publié le 3 juin 2021, mis à jour le 14",
            "p 2021-06-03T00:00:00+02:00/day; u 2021-06-14T00:00:00+02:00/day"},
        {"updated only", "fr", "Dernière mise à jour : 3 juin 2021",
            "u 2021-06-03T00:00:00+02:00/day"},
        {"created stands in for published", "fr", "Créé le 3 juin 2021",
            "p 2021-06-03T00:00:00+02:00/day"},
        {"date alone", "fr", "jeudi 3 juin 2021",
            "p 2021-06-03T00:00:00+02:00/day"},
        {"weekday that lies", "fr", "lundi 3 juin 2021",
            "p 2021-06-03T00:00:00+02:00/day"},
        {"mar is Tuesday", "fr", "le mar 01/06/2021",
            "p 2021-06-01T00:00:00+02:00/day"},
        {"mar is March", "fr", "1er mar. 2021",
            "p 2021-03-01T00:00:00+01:00/day"},
        {"capitals without accents", "fr", "PUBLIE LE 3 FEVRIER 2021 A 9H05",
            "p 2021-02-03T09:05:00+01:00/minute"},
        {"decomposed letters", "fr",
            "Par Ame\xcc\x81lie Noe\xcc\x88l, le 3 fe\xcc\x81vrier 2021",
            "Amélie Noël; p 2021-02-03T00:00:00+01:00/day"},
        {"no-break spaces", "fr",
            "Publié le\xc2\xa0" "3\xe2\x80\xafjuin\xc2\xa0" "2021\xc2\xa0: "
            "8\xc2\xa0h", "p 2021-06-03T08:00:00+02:00/minute"},
        {"en dash", "fr", "Marie Petit – 3 juin 2021",
            "Marie Petit; p 2021-06-03T00:00:00+02:00/day"},
        {"glued label", "fr",
            "Un jardin pour tousPar Awa Diop - Publié le 3 juin 2021",
            "Awa Diop; p 2021-06-03T00:00:00+02:00/day"},
        {"glued time", "fr",
            "Publié le 3 juin 2021 à 08:15Mis à jour le 4 juin 2021 à 09:05",
            "p 2021-06-03T08:15:00+02:00/minute; u "
            "2021-06-04T09:05:00+02:00/minute"},
        {"glued years", "fr", "3 juin 20214 juin 2021",
            "p 2021-06-03T00:00:00+02:00/day; u 2021-06-04T00:00:00+02:00/day"},
        {"the same date twice", "fr", "3 juin 202103/06/2021 | 08:15",
            "p 2021-06-03T08:15:00+02:00/minute"},
        {"the same date twice, numbered weekday", "fr",
            "3 juin 2021 4 03 /06 /juin /2021 08:15",
            "p 2021-06-03T08:15:00+02:00/minute"},
        {"two-digit year", "fr", "MAJ : 03/06/21 8h15",
            "u 2021-06-03T08:15:00+02:00/minute"},
        {"two-digit year of the last century", "fr", "Publié le 03/06/98",
            "p 1998-06-03T00:00:00+02:00/day"},
        {"no year", "fr", "Publié le 6 juillet",
            "p 2026-07-06T00:00:00+02:00/day"},
        {"no year, of last year", "fr", "Publié le 6 décembre à 10h",
            "p 2025-12-06T10:00:00+01:00/minute"},
        {"month alone", "fr", "Mars 2021", "p 2021-03-01T00:00:00+01:00/month"},
        {"ISO 8601", "fr", "2021-06-03", "p 2021-06-03T00:00:00+02:00/day"},
        {"seconds", "fr", "03-06-2021 08:15:07",
            "p 2021-06-03T08:15:07+02:00/second"},
        {"noon", "fr", "Publié le 3 juin 2021 à midi",
            "p 2021-06-03T12:00:00+02:00/minute"},
        {"midnight", "fr", "Publié le 3 juin 2021 à minuit",
            "p 2021-06-03T00:00:00+02:00/minute"},
        {"24h00", "fr", "Publié le 3 juin 2021 à 24h00",
            "p 2021-06-04T00:00:00+02:00/minute"},
        {"impossible time", "fr", "Publié le 3 juin 2021 à 25h61",
            "p 2021-06-03T00:00:00+02:00/day"},
        {"clocks go forward", "fr", "Publié le 29 mars 2026 à 02h30",
            "p 2026-03-29T03:30:00+02:00/minute"},
        {"clocks go back", "fr", "Publié le 25 octobre 2026 à 02h15",
            "p 2026-10-25T02:15:00+02:00/minute"},
        {"named zone", "fr", "Publié le 4 novembre 2025 à 16 h 04 HNE",
            "p 2025-11-04T16:04:00-05:00/minute"},
        {"a zone for both", "es",
            "15 oct 2024 - 08:22Actualizado: 15 oct 2024 - 17:38 GMT",
            "p 2024-10-15T08:22:00+00:00/minute; u "
            "2024-10-15T17:38:00+00:00/minute"},
        {"hours ago", "fr", "il y a 3 heures",
            "p 2026-11-20T09:00:00+01:00/hour"},
        {"minutes ago", "fr", "Mis à jour il y a 5 min",
            "u 2026-11-20T11:55:00+01:00/minute"},
        {"days ago", "fr", "publié il y a 3 jours",
            "p 2026-11-17T00:00:00+01:00/day"},
        {"a month ago", "fr", "il y a un mois",
            "p 2026-10-20T00:00:00+02:00/month"},
        {"yesterday", "fr", "Publié hier à 22h10",
            "p 2026-11-19T22:10:00+01:00/minute"},
        {"the day before", "fr", "avant-hier",
            "p 2026-11-18T00:00:00+01:00/day"},
        {"republican calendar", "fr",
            "Publié le 5 prairial an CCXXIX (24 mai 2021)",
            "p 2021-05-24T00:00:00+02:00/day"},
        {"event in the title", "fr",
            "Fête le 9 mai 2021 | Publié le 3 mai 2021",
            "p 2021-05-03T00:00:00+02:00/day"},
        {"reading time and comments", "fr",
            "Publié le 3 juin 2021 - Lecture 3 min - 5 commentaires",
            "p 2021-06-03T00:00:00+02:00/day"},
        {"category", "fr", "Publié le 3 juin 2021 par admin dans Vie locale",
            "admin; p 2021-06-03T00:00:00+02:00/day"},
        {"several authors", "fr",
            "Par Awa Diop, Jean Petit et Zoé Blanc (avec AFP)",
            "Awa Diop; Jean Petit; Zoé Blanc; AFP"},
        {"and within a name", "fr",
            "Par Terre et Humanisme - Publié le 3 juin 2021",
            "Terre et Humanisme; p 2021-06-03T00:00:00+02:00/day"},
        {"by within a name", "fr",
            "Par Lettres par Jean Petit - Publié le 3 juin 2021",
            "Lettres par Jean Petit; p 2021-06-03T00:00:00+02:00/day"},
        {"known name, never split", "fr",
            "Par Le Pont et Jean Petit, le 3 juin 2021",
            "Le Pont et Jean Petit; p 2021-06-03T00:00:00+02:00/day"},
        {"pseudonym", "fr", "jeudi 3 juin 2021, par kiki59",
            "kiki59; p 2021-06-03T00:00:00+02:00/day"},
        {"editors", "fr", "La rédaction, le 3 juin 2021",
            "La rédaction; p 2021-06-03T00:00:00+02:00/day"},
        {"agency", "fr", "AFP 3 juin 2021 à 07:19",
            "AFP; p 2021-06-03T07:19:00+02:00/minute"},
        {"author on a line alone", "fr", "Jean Petit\n3 juin 2021 à 6h",
            "Jean Petit; p 2021-06-03T06:00:00+02:00/minute"},
        {"title behind the date", "fr",
            "jeudi 3 juin 2021\nRéunion de Conseil",
            "p 2021-06-03T00:00:00+02:00/day"},
        {"label behind the name", "fr",
            "Jean-Luc a répondu le 3 juin 2021 à 17h24",
            "Jean-Luc; p 2021-06-03T17:24:00+02:00/minute"},
        {"dateline", "fr", "Paris, le 3 juin 2021 –",
            "p 2021-06-03T00:00:00+02:00/day"},
        {"rubric", "fr", "Vidéo // 3 juin 2021",
            "p 2021-06-03T00:00:00+02:00/day"},
        {"English month on a French page", "fr",
            "par admin | Jun 3, 2021 | Actualités | 0 commentaires",
            "admin; p 2021-06-03T00:00:00+02:00/day"},
        {"unknown language", NULL, "Veröffentlicht am 3. Juni 2021",
            "p 2021-06-03T00:00:00+02:00/day"},
        {"English", "en",
            "By Sam Okafor and Jo Reed | June 3, 2021 at 4:05 p.m. EST",
            "Sam Okafor; Jo Reed; p 2021-06-03T16:05:00-05:00/minute"},
        {"English, zone without a season", "en", "June 3, 2021 4:05pm ET",
            "p 2021-06-03T16:05:00-04:00/minute"},
        {"English, day first", "en-GB", "03/04/2021 by Sam Okafor",
            "Sam Okafor; p 2021-04-03T00:00:00+02:00/day"},
        {"English, month first", "en-US", "03/04/2021 by Sam Okafor",
            "Sam Okafor; p 2021-03-04T00:00:00+01:00/day"},
        {"English, it must be the month", "en", "Posted: 06-13-21 12:41 AM",
            "p 2021-06-13T00:41:00+02:00/minute"},
        {"German", "de", "von Anna Weiß 3. Juni 2021, 10.15 Uhr",
            "Anna Weiß; p 2021-06-03T10:15:00+02:00/minute"},
        {"German, ago", "de", "vor 2 Stunden",
            "p 2026-11-20T10:00:00+01:00/hour"},
        {"Spanish", "es", "Por Ana Gil 3 junio, 2021, 6:12 pm",
            "Ana Gil; p 2021-06-03T18:12:00+02:00/minute"},
        {"Italian", "it", "Scritto da Ugo Neri il 3 giugno 2021, ore 18.30",
            "Ugo Neri; p 2021-06-03T18:30:00+02:00/minute"},
        {"Dutch", "nl",
            "Geplaatst op 3 juni 2021 om 10.45 uur door Jan de Wit",
            "Jan de Wit; p 2021-06-03T10:45:00+02:00/minute"},
        {"Portuguese", "pt", "quinta-feira, 3 de junho de 2021 às 10h45",
            "p 2021-06-03T10:45:00+02:00/minute"},
        {"prose: par ailleurs", "fr",
            "Par ailleurs, le 3 avril 2023, la mairie a voté", ""},
        {"prose: by a date", "en",
            "By 3 May 2021, the hall had been full twice.", ""},
        {"prose: von", "de",
            "Von Anfang an war der 3. März 2021 ein Tag der Freude.", ""},
        {"prose: por", "pt",
            "Por volta das 10h de 3 de junho de 2021, a porta abriu.", ""},
        {"prose: door", "nl", "Door omstandigheden is 3 juni 2021 vervallen",
            ""},
        {"prose after a label", "fr",
            "Publié le 3 juin 2021 sur le site de la mairie, un guide "
            "explique tout", ""},
        {"prose: label without a date", "fr",
            "Mis à jour souvent par nos amis", ""},
        {"prose: created by", "fr",
            "Créé le 3 juin 2021 par 12 voisins, le jardin grandit", ""},
        {"prose: every month", "fr",
            "un journal publié le 1er de chaque mois.", ""},
        {"invitation", "fr", "Par Bacchus, rendez-vous le 3 juin 2021 !", ""},
        {"event", "fr", "Conférence - jeudi 3 juin 2021 - 18h30", ""},
        {"period", "fr", "Du 3 au 5 juin 2021", ""},
        {"deadline", "fr", "Inscriptions jusqu'au 3 juin 2021 - 18:00", ""},
        {"birth", "fr", "Née le 3 juin 1962 à Nantes", ""},
        {"citation", "fr", "Consulté le 3 juin 2021", ""},
        {"elsewhere", "fr", "Article paru dans La Gazette le 3 juin 2021", ""},
        {"bibliography", "fr", "Publié par les Presses du Lac, 2012, 240 p.",
            ""},
        {"caption", "fr",
            "Le maire, le 3 juin 2021 à Nantes (Photo Jean Petit)", ""},
        {"credit", "fr", "© Jean Petit, 3 juin 2021", ""},
        {"file", "fr", "Télécharger le rapport PDF - 0,40 Mo - 03/06/2021", ""},
        {"handle", "fr", "— Awa Diop (@awa) June 3, 2021", ""},
        {"impossible date", "fr", "Publié le 31 février 2021", ""},
        {"impossible numbers", "fr", "Publié le 31/13/2021", ""},
        {"far too long ago", "fr", "il y a 9999 ans", ""},
        {"year alone", "fr", "2021", ""},
        {"words alone", "fr", "Recevoir les nouvelles", ""},
        {"a name alone", "fr", "Jean Petit", ""},
        {"nothing", "fr", "", ""},

};
/* clang-format on */

static void add_date(struct buf *out, const char *sign,
        const struct byline_date *date)
{
    char text[DATE_SIZE];

    if (!date->precision)
        return;
    date_write_offset(text, date->instant, date->offset);
    buf_printf(out, "; %s %s/%s", sign, text, date->precision);
}

/* Central Europe's time, so that no file is needed. */
static const struct zone *paris(struct arena *a)
{
    static const char file[] =
            "TZif2\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
            "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1\0\0\0\1\0\0\0\0\0\0\0"
            "TZif2\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
            "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1\0\0\0\1\0\0\x0e\x10\0\0\0"
            "\nCET-1CEST,M3.5.0,M10.5.0/3\n";
    const struct zone *zone;
    struct err err = {0};

    assert_true(zone_read(&zone, a, "test", file, sizeof(file) - 1, &err));
    return zone;
}

static void check(void **state)
{
    static const char *const names[] = {"Le Pont et Jean Petit", NULL};
    AUTO(arena) struct arena a = {0};
    AUTO(buf) struct buf got = {.max = 1000};
    const struct row *row = *state;
    const struct byline_context context = {.lang = row->lang,
            .zone = paris(&a),
            .now = 1795172400,
            .names = names};
    struct byline byline;

    assert_int_equal(byline_read(&byline, &a, row->text, &context),
            *row->want != '\0');
    for (const struct person *p = byline.authors; p; p = p->next)
        buf_printf(&got, "; %s", p->name);
    add_date(&got, "p", &byline.published);
    add_date(&got, "u", &byline.updated);
    assert_string_equal(got.size ? got.data + 2 : "", row->want);
}

int main(void)
{
    return RUN_TABLE(rows, check);
}
