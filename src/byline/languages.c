#include "byline/languages.h"

static const struct language *const languages[] = {
        &language_fr,
        &language_en,
        &language_de,
        &language_es,
        &language_it,
        &language_nl,
        &language_pt,
};

const struct phrase language_agencies[] = {
        {"adnkronos",            ROLE_NAME, 0},
        {"agence france.presse", ROLE_NAME, 0},
        {"agencia brasil",       ROLE_NAME, 0},
        {"agencia efe",          ROLE_NAME, 0},
        {"agencia estado",       ROLE_NAME, 0},
        {"agencia lusa",         ROLE_NAME, 0},
        {"agenzia dire",         ROLE_NAME, 0},
        {"ansa",                 ROLE_NAME, 0},
        {"askanews",             ROLE_NAME, 0},
        {"associated press",     ROLE_NAME, 0},
        {"the associated press", ROLE_NAME, 0},
        {"belga",                ROLE_NAME, 0},
        {"bloomberg",            ROLE_NAME, 0},
        {"dpa",                  ROLE_NAME, 0},
        {"efe",                  ROLE_NAME, 0},
        {"europa press",         ROLE_NAME, 0},
        {"keystone.ats",         ROLE_NAME, 0},
        {"keystone.sda",         ROLE_NAME, 0},
        {"la presse canadienne", ROLE_NAME, 0},
        {"lapresse",             ROLE_NAME, 0},
        {"lusa",                 ROLE_NAME, 0},
        {"pa media",             ROLE_NAME, 0},
        {"presse canadienne",    ROLE_NAME, 0},
        {"press association",    ROLE_NAME, 0},
        {"reuters",              ROLE_NAME, 0},
        {"the canadian press",   ROLE_NAME, 0},
        {"xinhua",               ROLE_NAME, 0},
        {NULL,                   ROLE_NONE, 0},
};

const struct language *language_at(size_t i)
{
    return i < COUNT(languages) ? languages[i] : NULL;
}

const struct language *language_named(const char *tag)
{
    const struct calendar *calendar = calendar_named(tag);

    for (size_t i = 0; calendar && i < COUNT(languages); i++)
        if (languages[i]->calendar == calendar)
            return languages[i];
    return NULL;
}
