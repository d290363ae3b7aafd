#include <string.h>
#include <strings.h>

#include "base/calendar.h"

const struct calendar calendars[CALENDAR_COUNT] = {
        [CALENDAR_EN] =
                {
                               .code = "en",
                               .months = {"january|jan", "february|feb", "march|mar",
                                "april|apr", "may", "june|jun", "july|jul",
                                "august|aug", "september|sept|sep",
                                "october|oct", "november|nov", "december|dec"},
                               .weekdays = "monday|tuesday|wednesday|thursday|friday|"
                                    "saturday|sunday|mon|tue|tues|wed|thu|thur|"
                                    "thurs|fri|sat|sun",                       .of = "of",
                               },
        [CALENDAR_FR] =
                {
                               .code = "fr",
                               .months = {"janvier|janv|jan", "fevrier|fevr|fev",
                                "mars|mar", "avril|avr", "mai", "juin|jun",
                                "juillet|juil|jul", "aout|aou",
                                "septembre|sept|sep", "octobre|oct",
                                "novembre|nov", "decembre|dec"},
                               .weekdays =
                                "lundi|mardi|mercredi|jeudi|vendredi|samedi|"
                                "dimanche|lun|mar|mer|jeu|ven|sam|dim",                                   .of = "",
                               },
        [CALENDAR_DE] =
                {
                               .code = "de",
                               .months = {"januar|janner|jan", "februar|feber|feb",
                                "marz|maerz|mar|mrz", "april|apr", "mai",
                                "juni|jun", "juli|jul", "august|aug",
                                "september|sept|sep", "oktober|okt",
                                "november|nov", "dezember|dez"},
                               .weekdays =
                                "montag|dienstag|mittwoch|donnerstag|freitag|"
                                "samstag|sonntag|sonnabend|mo|di|mi|do|fr|sa|"
                                "so|mon|die|mit|don|fre|sam|son",                                              .of = "",
                               },
        [CALENDAR_ES] =
                {
                               .code = "es",
                               .months = {"enero|ene", "febrero|feb", "marzo|mar",
                                "abril|abr", "mayo|may", "junio|jun",
                                "julio|jul", "agosto|ago",
                                "septiembre|setiembre|sept|sep|set",
                                "octubre|oct", "noviembre|nov",
                                "diciembre|dic"},
                               .weekdays =
                                "lunes|martes|miercoles|jueves|viernes|sabado|"
                                "domingo|lun|mar|mie|jue|vie|sab|dom",              .of = "de|del",
                               },
        [CALENDAR_IT] =
                {
                               .code = "it",
                               .months = {"gennaio|gen", "febbraio|feb", "marzo|mar",
                                "aprile|apr", "maggio|mag", "giugno|giu",
                                "luglio|lug", "agosto|ago",
                                "settembre|sett|set", "ottobre|ott",
                                "novembre|nov", "dicembre|dic"},
                               .weekdays =
                                "lunedi|martedi|mercoledi|giovedi|venerdi|"
                                "sabato|domenica|lun|mar|mer|gio|ven|sab|dom",                                   .of = "",
                               },
        [CALENDAR_NL] =
                {
                               .code = "nl",
                               .months = {"januari|jan", "februari|feb",
                                "maart|mrt|mar", "april|apr", "mei", "juni|jun",
                                "juli|jul", "augustus|aug",
                                "september|sept|sep", "oktober|okt",
                                "november|nov", "december|dec"},
                               .weekdays = "maandag|dinsdag|woensdag|donderdag|"
                                    "vrijdag|zaterdag|zondag|ma|di|wo|do|vr|za|"
                                    "zo|maa|din|woe|don|vri|zat|zon",                                              .of = "",
                               },
        [CALENDAR_PT] =
                {
                               .code = "pt",
                               .months = {"janeiro|jan", "fevereiro|fev", "marco|mar",
                                "abril|abr", "maio|mai", "junho|jun",
                                "julho|jul", "agosto|ago", "setembro|sept|set",
                                "outubro|out", "novembro|nov", "dezembro|dez"},
                               .weekdays = "segunda-feira|terca-feira|quarta-feira|"
                                    "quinta-feira|sexta-feira|sabado|domingo|"
                                    "segunda|terca|quarta|quinta|sexta|seg|ter|"
                                    "qua|qui|sex|sab|dom", .of = "de|do",
                               },
        [CALENDAR_CA] =
                {
                               .code = "ca",
                               .months = {"gener|gen", "febrer|febr|feb", "marc",
                                "abril|abr", "maig", "juny", "juliol|jul",
                                "agost|ag", "setembre|set", "octubre|oct",
                                "novembre|nov", "desembre|des"},
                               .weekdays = "dilluns|dimarts|dimecres|dijous|divendres|"
                                    "dissabte|diumenge|dl|dt|dc|dj|dv|ds|dg",                                   .of = "de|d|del",
                               },
        [CALENDAR_PL] =
                {
                               .code = "pl",
                               .months = {"stycznia|styczen|sty", "lutego|luty|lut",
                                "marca|marzec|mar", "kwietnia|kwiecien|kwi",
                                "maja|maj", "czerwca|czerwiec|cze",
                                "lipca|lipiec|lip", "sierpnia|sierpien|sie",
                                "wrzesnia|wrzesien|wrz",
                                "pazdziernika|pazdziernik|paz",
                                "listopada|listopad|lis",
                                "grudnia|grudzien|gru"},
                               .weekdays = "poniedzialek|wtorek|sroda|czwartek|piatek|"
                                    "sobota|niedziela|pon|wt|sr|czw|pt|sob|"
                                    "niedz|nie",                                              .of = "",
                               },
        [CALENDAR_CS] =
                {
                               .code = "cs",
                               .months = {"ledna|leden|led", "unora|unor|uno",
                                "brezna|brezen|bre", "dubna|duben|dub",
                                "kvetna|kveten|kve", "cervna|cerven|cvn",
                                "cervence|cervenec|cvc", "srpna|srpen|srp",
                                "zari|zar", "rijna|rijen|rij",
                                "listopadu|listopad|lis",
                                "prosince|prosinec|pro"},
                               .weekdays = "pondeli|utery|streda|ctvrtek|patek|sobota|"
                                    "nedele|po|ut|st|ct|pa|so|ne",                     .of = "",
                               },
        [CALENDAR_SV] =
                {
                               .code = "sv",
                               .months = {"januari|jan", "februari|feb", "mars|mar",
                                "april|apr", "maj", "juni|jun", "juli|jul",
                                "augusti|aug", "september|sept|sep",
                                "oktober|okt", "november|nov", "december|dec"},
                               .weekdays =
                                "mandag|tisdag|onsdag|torsdag|fredag|lordag|"
                                "sondag|man|tis|ons|tors|tor|fre|lor|son",                                   .of = "",
                               },
        [CALENDAR_DA] =
                {
                               .code = "da",
                               .months = {"januar|jan", "februar|feb", "marts|mar",
                                "april|apr", "maj", "juni|jun", "juli|jul",
                                "august|aug", "september|sept|sep",
                                "oktober|okt", "november|nov", "december|dec"},
                               .weekdays = "mandag|tirsdag|onsdag|torsdag|fredag|"
                                    "lordag|sondag|man|tir|ons|tor|fre|lor|son",                                              .of = "",
                               },
        [CALENDAR_NB] =
                {
                               .code = "nb",
                               .months = {"januar|jan", "februar|feb", "mars|mar",
                                "april|apr", "mai", "juni|jun", "juli|jul",
                                "august|aug", "september|sept|sep",
                                "oktober|okt", "november|nov", "desember|des"},
                               .weekdays = "mandag|tirsdag|onsdag|torsdag|fredag|"
                                    "lordag|sondag|man|tir|ons|tor|fre|lor|son",                               .of = "",
                               },
        [CALENDAR_FI] =
                {
                               .code = "fi",
                               .months = {"tammikuuta|tammikuu|tammi",
                                "helmikuuta|helmikuu|helmi",
                                "maaliskuuta|maaliskuu|maalis",
                                "huhtikuuta|huhtikuu|huhti",
                                "toukokuuta|toukokuu|touko",
                                "kesakuuta|kesakuu|kesa",
                                "heinakuuta|heinakuu|heina",
                                "elokuuta|elokuu|elo", "syyskuuta|syyskuu|syys",
                                "lokakuuta|lokakuu|loka",
                                "marraskuuta|marraskuu|marras",
                                "joulukuuta|joulukuu|joulu"},
                               .weekdays =
                                "maanantai|tiistai|keskiviikko|torstai|"
                                "perjantai|lauantai|sunnuntai|maanantaina|"
                                "tiistaina|keskiviikkona|torstaina|perjantaina|"
                                "lauantaina|sunnuntaina|ma|ti|ke|to|pe|la|su",                                   .of = "",
                               },
        [CALENDAR_HU] =
                {
                               .code = "hu",
                               .months = {"januar|jan", "februar|febr|feb",
                                "marcius|marc", "aprilis|apr", "majus|maj",
                                "junius|jun", "julius|jul", "augusztus|aug",
                                "szeptember|szept", "oktober|okt",
                                "november|nov", "december|dec"},
                               .weekdays = "hetfo|kedd|szerda|csutortok|pentek|"
                                    "szombat|vasarnap|h|k|sze|cs|p|szo|v",                                              .of = "",
                               },
        [CALENDAR_RO] =
                {
                               .code = "ro",
                               .months = {"ianuarie|ian", "februarie|feb",
                                "martie|mar", "aprilie|apr", "mai", "iunie|iun",
                                "iulie|iul", "august|aug",
                                "septembrie|sept|sep", "octombrie|oct",
                                "noiembrie|noi|nov", "decembrie|dec"},
                               .weekdays = "luni|marti|miercuri|joi|vineri|sambata|"
                                    "duminica|lun|mar|mie|vin|sam|dum",     .of = "",
                               },
        [CALENDAR_EL] =
                {
                               .code = "el",
                               .months = {"ιανουαριου|ιανουαριος|ιαν",
                                "φεβρουαριου|φεβρουαριος|φεβ",
                                "μαρτιου|μαρτιος|μαρ", "απριλιου|απριλιος|απρ",
                                "μαιου|μαιος|μαι", "ιουνιου|ιουνιος|ιουν",
                                "ιουλιου|ιουλιος|ιουλ",
                                "αυγουστου|αυγουστος|αυγ",
                                "σεπτεμβριου|σεπτεμβριος|σεπ|σεπτ",
                                "οκτωβριου|οκτωβριος|οκτ",
                                "νοεμβριου|νοεμβριος|νοε|νοεμ",
                                "δεκεμβριου|δεκεμβριος|δεκ"},
                               .weekdays =
                                "δευτερα|τριτη|τεταρτη|πεμπτη|παρασκευη|"
                                "σαββατο|κυριακη|δευ|τρι|τετ|πεμ|παρ|σαβ|κυρ",
                               .of = "",
                               },
        [CALENDAR_EU] =
                {
                               .code = "eu",
                               .months = {"urtarrilaren|urtarrilak|urtarrila|urt",
                                "otsailaren|otsailak|otsaila|ots",
                                "martxoaren|martxoak|martxoa|mar",
                                "apirilaren|apirilak|apirila|api",
                                "maiatzaren|maiatzak|maiatza|mai",
                                "ekainaren|ekainak|ekaina|eka",
                                "uztailaren|uztailak|uztaila|uzt",
                                "abuztuaren|abuztuak|abuztua|abu",
                                "irailaren|irailak|iraila|ira",
                                "urriaren|urriak|urria|urr",
                                "azaroaren|azaroak|azaroa|aza",
                                "abenduaren|abenduak|abendua|abe"},
                               .weekdays = "astelehena|asteartea|asteazkena|osteguna|"
                                    "ostirala|larunbata|igandea|al|ar|az|og|or|"
                                    "lr|ig",                                              .of = "",
                               },
};

const struct calendar *calendar_named(const char *tag)
{
    for (size_t i = 0; tag && i < CALENDAR_COUNT; i++)
        if (strncasecmp(tag, calendars[i].code, 2) == 0 &&
                (!tag[2] || tag[2] == '-' || tag[2] == '_'))
            return &calendars[i];
    return NULL;
}

int calendar_weekday(const struct calendar *calendar, const char *word,
        size_t size)
{
    const char *at = calendar->weekdays;

    for (int day = 1; day <= 7 && *at; day++) {
        size_t length = strcspn(at, "|");

        if (length == size && memcmp(at, word, size) == 0)
            return day;
        at += length + (at[length] == '|');
    }
    return 0;
}

bool calendar_has(const char *alternatives, const char *word, size_t size)
{
    for (const char *at = alternatives; *at;) {
        size_t length = strcspn(at, "|");

        if (length == size && memcmp(at, word, size) == 0)
            return true;
        at += length + (at[length] == '|');
    }
    return false;
}

int calendar_month(const struct calendar *calendar, const char *word,
        size_t size)
{
    for (int i = 0; i < 12; i++)
        if (calendar_has(calendar->months[i], word, size))
            return i + 1;
    return 0;
}
