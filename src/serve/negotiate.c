#include <string.h>
#include <strings.h>

#include "base/date.h"
#include "serve/negotiate.h"

enum { FULL_QUALITY = 1000 };

/* ---- Accept-Encoding ---- */

/* ";q=0.5" in thousandths (RFC 9110 section 12.4.2). */
static int quality(const char *parameters)
{
    const char *q = parameters + strspn(parameters, " \t");
    int value = 0, digit = FULL_QUALITY;

    q += *q == ';';
    q += strspn(q, " \t");
    if (strncasecmp(q, "q=", 2) != 0)
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
        at += strspn(at, " ,\t");
        if (strncasecmp(at, coding, size) == 0 && strchr(" ,;\t", at[size]))
            return quality(at + size);
        at += strcspn(at, ",");
    }
    return -1;
}

void negotiate_codings(struct accepted *out, const char *accept_encoding)
{
    int others, plain, qualities[CODING_COUNT];

    out->count = 0;
    if (!accept_encoding)
        return;
    others = quality_of(accept_encoding, "*");
    plain = quality_of(accept_encoding, "identity");
    for (size_t i = 0; i < CODING_COUNT; i++) {
        int named = quality_of(accept_encoding, codings[i]->name);
        int wanted = named >= 0 ? named : others;
        size_t at = out->count;

        if (wanted <= 0 || wanted < plain)
            continue;
        for (; at > 0 && qualities[at - 1] < wanted; at--) {
            qualities[at] = qualities[at - 1];
            out->codings[at] = out->codings[at - 1];
        }
        qualities[at] = wanted;
        out->codings[at] = codings[i];
        out->count++;
    }
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
