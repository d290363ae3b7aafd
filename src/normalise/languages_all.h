/* languages_all.h - the tables of languages.c, each in a file of its own. */
#pragma once

#include "normalise/languages.h"

extern const struct language language_de, language_en, language_es, language_fr,
        language_it, language_nl, language_pt;
