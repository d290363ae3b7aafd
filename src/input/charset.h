/* charset.h - the labels of encodings that documents may come in. */
#pragma once

#include "base/base.h"

enum charset_kind {
    CHARSET_UTF8,
    CHARSET_UTF16, /* whichever way round */
    CHARSET_UTF16LE,
    CHARSET_UTF16BE,
    CHARSET_UTF32,
    CHARSET_UTF32LE,
    CHARSET_UTF32BE,
    CHARSET_ASCII,
    CHARSET_LATIN1, /* in truth windows-1252 (WHATWG Encoding, 4.2) */
    CHARSET_TABLE,  /* iconv has it */
};

struct charset {
    enum charset_kind kind;
    const char *iconv;  /* its name there; CHARSET_TABLE only */
    const char *labels; /* letters and digits only, a space around each */
};

/* NULL where the label is not allowed. Case and punctuation do not matter. */
const struct charset *charset_find(const char *label, size_t size);

/* Every name that iconv must know, NULL after the last. */
const char *charset_iconv(size_t i);

/* What windows-1252 has where ISO-8859-1 has the controls 0x80 to 0x9F. */
uint32_t charset_c1(uint32_t c);
