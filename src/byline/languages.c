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
