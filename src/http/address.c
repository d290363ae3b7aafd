/*
 * address.c - which addresses are of the public Internet: the special-purpose
 * registries of RFC 6890, as kept by IANA. An IPv6 address that stands for an
 * IPv4 one is judged as that.
 */
#include <arpa/inet.h>
#include <string.h>

#include "http/address.h"
#include "http/http.h"

struct range4 {
    uint32_t prefix;
    int bits;
};

struct range6 {
    uint8_t prefix[8]; /* none reaches further */
    int bits;
};

static const struct range4 special4[] = {
        {0x00000000, 8 }, /* 0.0.0.0: "this network" */
        {0x0a000000, 8 }, /* 10.0.0.0: private */
        {0x64400000, 10}, /* 100.64.0.0: shared by carriers */
        {0x7f000000, 8 }, /* 127.0.0.0: loopback */
        {0xa9fe0000, 16}, /* 169.254.0.0: link-local, clouds' metadata */
        {0xac100000, 12}, /* 172.16.0.0: private */
        {0xc0000000, 24}, /* 192.0.0.0: protocol assignments */
        {0xc0000200, 24}, /* 192.0.2.0: documentation */
        {0xc0586300, 24}, /* 192.88.99.0: 6to4 relays, retired */
        {0xc0a80000, 16}, /* 192.168.0.0: private */
        {0xc6120000, 15}, /* 198.18.0.0: benchmarks */
        {0xc6336400, 24}, /* 198.51.100.0: documentation */
        {0xcb007100, 24}, /* 203.0.113.0: documentation */
        {0xe0000000, 4 }, /* 224.0.0.0: multicast */
        {0xf0000000, 4 }, /* 240.0.0.0: reserved, broadcast */
};

static const struct range6 special6[] = {
        {{0},                                  64}, /* ::, ::1, and unused */
        {{0x00, 0x64, 0xff, 0x9b, 0x00, 0x01}, 48}, /* 64:ff9b:1::/48: NAT64 */
        {{0x01},                               64}, /* 100::/64: discarded */
        {{0x20, 0x01, 0x00},                   23}, /* 2001::/23: Teredo, ... */
        {{0x20, 0x01, 0x0d, 0xb8},             32}, /* documentation */
        {{0x3f, 0xff, 0x00},                   20}, /* documentation */
        {{0x5f, 0x00},                         16}, /* segment routing */
        {{0xfc},                               7 }, /* unique local */
        {{0xfe, 0x80},                         10}, /* link-local */
        {{0xfe, 0xc0},                         10}, /* site-local, retired */
        {{0xff},                               8 }, /* multicast */
};

/* Where IPv6 addresses hold an IPv4 one. */
static const struct {
    uint8_t prefix[12];
    size_t size, at;
} embedding[] = {
        {{[10] = 0xff, [11] = 0xff}, 12, 12}, /* ::ffff:0:0/96: mapped */
        {{0x00, 0x64, 0xff, 0x9b},   12, 12}, /* 64:ff9b::/96: NAT64 */
        {{0x20, 0x02},               2,  2 }, /* 2002::/16: 6to4 */
};

static bool is_public4(uint32_t address)
{
    for (size_t i = 0; i < COUNT(special4); i++)
        if ((address ^ special4[i].prefix) >> (32 - special4[i].bits) == 0)
            return false;
    return true;
}

static bool in_range6(const uint8_t *address, const struct range6 *range)
{
    size_t whole = (size_t)range->bits / 8;
    int rest = range->bits % 8;

    return memcmp(address, range->prefix, whole) == 0 &&
            (rest == 0 ||
                    (address[whole] ^ range->prefix[whole]) >> (8 - rest) == 0);
}

static bool is_public6(const uint8_t *address)
{
    uint32_t inner;

    for (size_t i = 0; i < COUNT(embedding); i++) {
        if (memcmp(address, embedding[i].prefix, embedding[i].size) != 0)
            continue;
        memcpy(&inner, address + embedding[i].at, sizeof(inner));
        return is_public4(ntohl(inner));
    }
    for (size_t i = 0; i < COUNT(special6); i++)
        if (in_range6(address, &special6[i]))
            return false;
    return true;
}

bool http_address_is_public(const struct sockaddr *address)
{
    union address copy = {0};

    switch (address->sa_family) {
    case AF_INET:
        memcpy(&copy.v4, address, sizeof(copy.v4));
        return is_public4(ntohl(copy.v4.sin_addr.s_addr));
    case AF_INET6:
        memcpy(&copy.v6, address, sizeof(copy.v6));
        return is_public6(copy.v6.sin6_addr.s6_addr);
    default:
        return false;
    }
}

bool address_read(union address *out, const char *text)
{
    *out = (union address){0};
    if (inet_pton(AF_INET, text, &out->v4.sin_addr) == 1)
        out->any.sa_family = AF_INET;
    else if (inet_pton(AF_INET6, text, &out->v6.sin6_addr) == 1)
        out->any.sa_family = AF_INET6;
    return out->any.sa_family != AF_UNSPEC;
}

void address_write(char out[ADDRESS_SIZE], const struct sockaddr *address)
{
    union address copy = {0};

    out[0] = '\0';
    if (address->sa_family == AF_INET) {
        memcpy(&copy.v4, address, sizeof(copy.v4));
        inet_ntop(AF_INET, &copy.v4.sin_addr, out, ADDRESS_SIZE);
    } else if (address->sa_family == AF_INET6) {
        memcpy(&copy.v6, address, sizeof(copy.v6));
        inet_ntop(AF_INET6, &copy.v6.sin6_addr, out, ADDRESS_SIZE);
    }
}
