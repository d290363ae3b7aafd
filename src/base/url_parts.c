#include <string.h>

#include "base/text.h"
#include "base/url_parts.h"

#define BIT(c)            (UINT64_C(1) << ((c)&63))
#define BITS(first, last) (2 * BIT(last) - BIT(first))
#define DIGITS            BITS('0', '9')
#define LETTERS           (BITS('A', 'Z') | BITS('a', 'z'))
#define LOW_MARKS         (BIT('!') | BIT('$') | BITS('&', '.') | BIT(';') | BIT('='))
#define HIGH_MARKS        (BIT('_') | BIT('~'))

const struct set url_digits = {DIGITS, 0};
const struct set url_hex = {DIGITS, BITS('A', 'F') | BITS('a', 'f')};
const struct set url_alpha = {0, LETTERS};
const struct set url_in_scheme = {DIGITS | BIT('+') | BIT('-') | BIT('.'),
        LETTERS};
const struct set url_plain = {DIGITS | LOW_MARKS, LETTERS | HIGH_MARKS};
const struct set url_in_part = {BITS('/', ':') | BIT('?') | LOW_MARKS,
        BIT('@') | LETTERS | HIGH_MARKS};
const struct set url_in_host = {DIGITS | BIT('-') | BIT('.'),
        LETTERS | BIT('_')};

bool span_is(struct span span, const char *lower_case)
{
    for (size_t i = 0; i < span.size; i++)
        if (text_lower(span.at[i]) != lower_case[i])
            return false;
    return lower_case[span.size] == '\0';
}

bool span_is_web(struct span scheme)
{
    return span_is(scheme, "http") || span_is(scheme, "https");
}

size_t url_scheme(const char *text)
{
    size_t size = 0;

    if (!is(*text, &url_alpha))
        return 0;
    while (is(text[size], &url_in_scheme))
        size++;
    return text[size] == ':' ? size : 0;
}

struct span span_take(const char **at, const char *ends)
{
    struct span span = {*at, strcspn(*at, ends)};

    *at += span.size;
    return span;
}

struct span url_cut_port(struct span *host)
{
    size_t start = host->size;
    struct span port = {0};

    while (start > 0 && is(host->at[start - 1], &url_digits))
        start--;
    if (start == 0 || host->at[start - 1] != ':')
        return port;
    port = (struct span){host->at + start, host->size - start};
    host->size = start - 1;
    while (port.size > 0 && *port.at == '0')
        port.at++, port.size--;
    return port;
}

static bool is_default_port(struct span scheme, struct span port)
{
    return port.size == 0 || (span_is(scheme, "http") && span_is(port, "80")) ||
            (span_is(scheme, "https") && span_is(port, "443"));
}

struct span url_without_userinfo(struct span authority)
{
    for (size_t i = authority.size; i > 0; i--)
        if (authority.at[i - 1] == '@')
            return (struct span){authority.at + i, authority.size - i};
    return authority;
}

void url_put_host(struct buf *out, struct span host)
{
    bool literal = host.size > 0 && host.at[host.size - 1] == ']';
    const char *also = literal ? "[]:%" : "%";

    for (size_t i = 0; i < host.size; i++) {
        char c = host.at[i];

        if (is(c, &url_plain) || strchr(also, c) || (unsigned char)c >= 0x80)
            buf_char(out, c);
        else
            buf_printf(out, "%%%02X", (unsigned char)c);
    }
}

void url_put_port(struct buf *out, struct span scheme, struct span port)
{
    if (is_default_port(scheme, port))
        return;
    buf_char(out, ':');
    buf_add(out, port.at, port.size);
}
