#include <string.h>
#include <strings.h>

#include "base/date.h"
#include "serve/negotiate.h"

enum { FULL_QUALITY = 1000 };

/* ---- Accept-Encoding ---- */

/* ";q=0.5" in thousandths (RFC 9110 section 12.4.2). */
static int quality(const char *parameters, size_t size)
{
    const char *q = memmem(parameters, size, "q=", 2);
    int value = 0, digit = FULL_QUALITY;

    if (!q)
        return FULL_QUALITY;
    for (q += 2; (*q >= '0' && *q <= '9') || *q == '.'; q++) {
        if (*q == '.')
            continue;
        value += (*q - '0') * digit;
        digit /= 10;
    }
    return value < FULL_QUALITY ? value : FULL_QUALITY;
}

/* That of the coding; -1 where the header does not name it. */
static int quality_of(const char *accept_encoding, const char *coding)
{
    size_t size = strlen(coding);
    const char *at = accept_encoding;

    while (*at) {
        size_t item;

        at += strspn(at, " ,\t");
        item = strcspn(at, ",");
        if (strncasecmp(at, coding, size) == 0 && strchr(" ,;\t", at[size]))
            return quality(at + size, item - size);
        at += item;
    }
    return -1;
}

bool negotiate_gzip(const char *accept_encoding)
{
    int gzip, plain;

    if (!accept_encoding)
        return false;
    gzip = quality_of(accept_encoding, "gzip");
    if (gzip < 0)
        gzip = quality_of(accept_encoding, "*");
    plain = quality_of(accept_encoding, "identity");
    return gzip > 0 && gzip >= plain;
}

/* ---- preconditions ---- */

/* Whether the header names the tag; by the weak comparison, a weak one, too. */
static bool names(const char *tags, const char *tag, bool weakly)
{
    const char *at = tags;
    size_t size = strlen(tag);

    while (*at) {
        at += strspn(at, " ,\t");
        if (*at == '*')
            return true;
        if (weakly && strncmp(at, "W/", 2) == 0)
            at += 2;
        if (strncmp(at, tag, size) == 0)
            return true;
        at += strcspn(at, ",");
    }
    return false;
}

/* What is no date says nothing. */
static bool is_since(const char *date, int64_t modified, bool otherwise)
{
    int64_t seconds;

    if (!date || !modified || !date_read(date, &seconds, NULL))
        return otherwise;
    return modified > seconds;
}

/* In the order of RFC 9110 section 13.2.2: a tag is asked before a date. */
unsigned negotiate_status(const struct conditions *c, const char *tag,
        int64_t modified)
{
    enum { OK = 200, NOT_MODIFIED = 304, FAILED = 412 };

    if (c->match ? !names(c->match, tag, false)
                 : is_since(c->unmodified_since, modified, false))
        return FAILED;
    if (c->none_match ? names(c->none_match, tag, true)
                      : !is_since(c->modified_since, modified, true))
        return NOT_MODIFIED;
    return OK;
}
