#include "http/address.h"
#include "http/http.h"
#include "test.h"

struct row {
    const char *address;
    bool is_public;
};

static const struct row rows[] = {
        {"1.1.1.1",              true },
        {"0.0.0.0",              false},
        {"0.255.255.255",        false},
        {"1.0.0.0",              true },
        {"9.255.255.255",        true },
        {"10.0.0.0",             false},
        {"10.255.255.255",       false},
        {"11.0.0.0",             true },
        {"100.63.255.255",       true },
        {"100.64.0.0",           false},
        {"100.127.255.255",      false},
        {"100.128.0.0",          true },
        {"127.0.0.1",            false},
        {"127.255.255.255",      false},
        {"128.0.0.0",            true },
        {"169.253.255.255",      true },
        {"169.254.169.254",      false},
        {"172.15.255.255",       true },
        {"172.16.0.0",           false},
        {"172.31.255.255",       false},
        {"172.32.0.0",           true },
        {"192.0.0.8",            false},
        {"192.0.1.0",            true },
        {"192.0.2.1",            false},
        {"192.88.99.1",          false},
        {"192.167.255.255",      true },
        {"192.168.0.1",          false},
        {"192.169.0.0",          true },
        {"198.17.255.255",       true },
        {"198.18.0.0",           false},
        {"198.19.255.255",       false},
        {"198.20.0.0",           true },
        {"198.51.100.1",         false},
        {"203.0.113.1",          false},
        {"223.255.255.255",      true },
        {"224.0.0.1",            false},
        {"240.0.0.1",            false},
        {"255.255.255.255",      false},
        {"2606:4700:4700::1111", true },
        {"2a01:e0a::1",          true },
        {"::",                   false},
        {"::1",                  false},
        {"::1.1.1.1",            false},
        {"::ffff:127.0.0.1",     false},
        {"::ffff:1.1.1.1",       true },
        {"64:ff9b::7f00:1",      false},
        {"64:ff9b::101:101",     true },
        {"64:ff9b:1::101:101",   false},
        {"100::1",               false},
        {"2001::1",              false},
        {"2001:1ff:ffff::1",     false},
        {"2001:200::1",          true },
        {"2001:db8::1",          false},
        {"2002:7f00:1::",        false},
        {"2002:a00:1::1",        false},
        {"2002:101:101::1",      true },
        {"3fff:fff::1",          false},
        {"3fff:1000::1",         true },
        {"5f00::1",              false},
        {"fc00::1",              false},
        {"fdff::1",              false},
        {"fe80::1",              false},
        {"febf::1",              false},
        {"fec0::1",              false},
        {"ff02::1",              false},
};

static void check(void **state)
{
    const struct row *row = *state;
    union address address;

    assert_true(address_read(&address, row->address));
    assert_int_equal(http_address_is_public(&address.any), row->is_public);
}

static void other_families(void **state)
{
    struct sockaddr local = {.sa_family = AF_UNIX};
    union address address;

    UNUSED(state);
    assert_false(http_address_is_public(&local));
    assert_false(address_read(&address, "example.org"));
}

int main(void)
{
    const struct CMUnitTest others[] = {cmocka_unit_test(other_families)};

    return RUN_TABLE(rows, check) +
            cmocka_run_group_tests(others, NULL, NULL) !=
            0;
}
