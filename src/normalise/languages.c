#include <string.h>
#include <strings.h>

#include "normalise/languages.h"
#include "normalise/languages_all.h"

static const struct language *const languages[] = {
        &language_fr,
        &language_en,
        &language_de,
        &language_es,
        &language_it,
        &language_nl,
        &language_pt,
};

const struct language *language_at(size_t i)
{
    return i < COUNT(languages) ? languages[i] : NULL;
}

const struct language *language_named(const char *tag)
{
    for (size_t i = 0; tag && i < COUNT(languages); i++)
        if (strncasecmp(tag, languages[i]->code, 2) == 0 &&
                (!tag[2] || tag[2] == '-' || tag[2] == '_'))
            return languages[i];
    return NULL;
}

bool language_has(const char *alternatives, const char *word, size_t size)
{
    for (const char *at = alternatives; *at;) {
        size_t length = strcspn(at, "|");

        if (length == size && memcmp(at, word, size) == 0)
            return true;
        at += length + (at[length] == '|');
    }
    return false;
}
