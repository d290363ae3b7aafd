/*
 * charset.c - an allow-list: nothing that is not a superset of ASCII (but
 * UTF-16 and UTF-32), so that no encoding can hide markup from whoever looks at
 * the bytes. Narrow labels stand for what is really sent under them, as
 * browsers do: gb2312 is gb18030, shift_jis is windows-31j, euc-kr is uhc.
 */
#include <string.h>

#include "base/text.h"
#include "input/charset.h"

enum { LABEL_MAX = 32 };

static const struct charset charsets[] = {
        {CHARSET_UTF8,    NULL,                " utf8 unicode11utf8 65001 "   },
        {CHARSET_UTF16,   NULL,                " utf16 u16 ucs2 iso10646ucs2 "},
        {CHARSET_UTF16LE, NULL,                " utf16le "                    },
        {CHARSET_UTF16BE, NULL,                " utf16be "                    },
        {CHARSET_UTF32,   NULL,                " utf32 u32 ucs4 iso10646ucs4 "},
        {CHARSET_UTF32LE, NULL,                " utf32le "                    },
        {CHARSET_UTF32BE, NULL,                " utf32be "                    },
        {CHARSET_ASCII,   NULL,                " usascii ascii iso646us us "  },
        {CHARSET_LATIN1,  NULL,                " iso88591 latin1 l1 819 1252 "},
        {CHARSET_TABLE,   "BIG5-HKSCS",        " big5 big5hkscs cnbig5 "      },
        {CHARSET_TABLE,   "CP1250",            " 1250 "                       },
        {CHARSET_TABLE,   "CP1251",            " 1251 "                       },
        {CHARSET_TABLE,   "CP1253",            " 1253 "                       },
        {CHARSET_TABLE,   "CP1254",            " 1254 iso88599 latin5 "       },
        {CHARSET_TABLE,   "CP1255",            " 1255 "                       },
        {CHARSET_TABLE,   "CP1256",            " 1256 "                       },
        {CHARSET_TABLE,   "CP1257",            " 1257 "                       },
        {CHARSET_TABLE,   "CP1258",            " 1258 "                       },
        {CHARSET_TABLE,   "CP437",             " 437 pc8codepage437 "         },
        {CHARSET_TABLE,   "CP775",             " 775 pc775baltic "            },
        {CHARSET_TABLE,   "CP850",             " 850 "                        },
        {CHARSET_TABLE,   "CP852",             " 852 "                        },
        {CHARSET_TABLE,   "CP855",             " 855 "                        },
        {CHARSET_TABLE,   "CP856",             " 856 "                        },
        {CHARSET_TABLE,   "CP857",             " 857 "                        },
        {CHARSET_TABLE,   "CP858",             " 858 "                        },
        {CHARSET_TABLE,   "CP860",             " 860 "                        },
        {CHARSET_TABLE,   "CP861",             " 861 is "                     },
        {CHARSET_TABLE,   "CP862",             " 862 pc862latinhebrew "       },
        {CHARSET_TABLE,   "CP863",             " 863 "                        },
        {CHARSET_TABLE,   "CP864",             " 864 "                        },
        {CHARSET_TABLE,   "CP865",             " 865 "                        },
        {CHARSET_TABLE,   "CP866",             " 866 "                        },
        {CHARSET_TABLE,   "CP1125",            " 1125 "                       },
        {CHARSET_TABLE,   "CP932",             " shiftjis sjis 31j 932 "      },
        {CHARSET_TABLE,   "EUC-JP",            " eucjp "                      },
        {CHARSET_TABLE,   "GB18030",           " gb2312 gbk gb18030 936 "     },
        {CHARSET_TABLE,   "ISO-2022-JP",       " iso2022jp "                  },
        {CHARSET_TABLE,   "ISO-8859-2",        " iso88592 latin2 l2 "         },
        {CHARSET_TABLE,   "ISO-8859-3",        " iso88593 latin3 "            },
        {CHARSET_TABLE,   "ISO-8859-4",        " iso88594 latin4 "            },
        {CHARSET_TABLE,   "ISO-8859-5",        " iso88595 cyrillic "          },
        {CHARSET_TABLE,   "ISO-8859-6",        " iso88596 arabic "            },
        {CHARSET_TABLE,   "ISO-8859-7",        " iso88597 greek "             },
        {CHARSET_TABLE,   "ISO-8859-8",        " iso88598 iso88598i hebrew "  },
        {CHARSET_TABLE,   "ISO-8859-10",       " iso885910 latin6 "           },
        {CHARSET_TABLE,   "ISO-8859-13",       " iso885913 latin7 "           },
        {CHARSET_TABLE,   "ISO-8859-14",       " iso885914 latin8 "           },
        {CHARSET_TABLE,   "ISO-8859-15",       " iso885915 latin9 "           },
        {CHARSET_TABLE,   "ISO-8859-16",       " iso885916 latin10 "          },
        {CHARSET_TABLE,   "KOI8-R",            " koi8r koi8 "                 },
        {CHARSET_TABLE,   "KOI8-T",            " koi8t "                      },
        {CHARSET_TABLE,   "KOI8-U",            " koi8u "                      },
        {CHARSET_TABLE,   "MAC-CENTRALEUROPE", " maccentraleurope "           },
        {CHARSET_TABLE,   "MAC-CYRILLIC",      " maccyrillic "                },
        {CHARSET_TABLE,   "MAC-IS",            " maciceland "                 },
        {CHARSET_TABLE,   "MACINTOSH",         " macintosh macroman mac "     },
        {CHARSET_TABLE,   "TIS-620",           " tis620 iso885911 874 "       },
        {CHARSET_TABLE,   "UHC",               " euckr ksc56011987 949 uhc "  },
};

/* What an author or a vendor puts before a code page's number. */
static const char *const prefixes[] = {"cs", "x", "windows", "ibm", "cp"};

/* "ISO_8859-15" and "x-cp1250" become " iso885915 " and " 1250 ", as they stand
 * in the table. */
static bool letters(char out[LABEL_MAX], const char *label, size_t size)
{
    size_t n = 1;

    for (size_t i = 0; i < size; i++) {
        char c = text_lower(label[i]);

        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')))
            continue;
        if (n == LABEL_MAX - 2)
            return false;
        out[n++] = c;
    }
    out[0] = out[n] = ' ';
    out[n + 1] = '\0';
    for (size_t i = 0; i < COUNT(prefixes); i++) {
        size_t length = strlen(prefixes[i]);

        if (strncmp(out + 1, prefixes[i], length) != 0)
            continue;
        memmove(out + 1, out + 1 + length, n + 1 - length);
        n -= length;
    }
    return n > 1;
}

const struct charset *charset_find(const char *label, size_t size)
{
    char word[LABEL_MAX];

    if (!letters(word, label, size))
        return NULL;
    for (size_t i = 0; i < COUNT(charsets); i++)
        if (strstr(charsets[i].labels, word))
            return &charsets[i];
    return NULL;
}

const char *charset_iconv(size_t i)
{
    for (size_t at = 0; at < COUNT(charsets); at++)
        if (charsets[at].iconv && i-- == 0)
            return charsets[at].iconv;
    return NULL;
}

uint32_t charset_c1(uint32_t c)
{
    /* The five that are not assigned stay what they are. */
    static const uint16_t table[32] = {0x20AC, 0x81, 0x201A, 0x0192, 0x201E,
            0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152,
            0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
            0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,
            0x017E, 0x0178};

    return c >= 0x80 && c < 0xA0 ? table[c - 0x80] : c;
}
