#include <string.h>

#include "base/url.h"
#include "test.h"

#define BASE "http://a/b/c/d;p?q"

/* RFC 3986 section 5.4 */
static const struct join_row {
    const char *name, *base, *reference;
    const char *want; /* NULL: none */
} rfc_rows[] = {
        {"another scheme",          BASE, "g:h",           "g:h"                  },
        {"name",                    BASE, "g",             "http://a/b/c/g"       },
        {"dot, name",               BASE, "./g",           "http://a/b/c/g"       },
        {"name, slash",             BASE, "g/",            "http://a/b/c/g/"      },
        {"slash, name",             BASE, "/g",            "http://a/g"           },
        {"host",                    BASE, "//g",           "http://g"             },
        {"query",                   BASE, "?y",            "http://a/b/c/d;p?y"   },
        {"name, query",             BASE, "g?y",           "http://a/b/c/g?y"     },
        {"fragment",                BASE, "#s",            "http://a/b/c/d;p?q#s" },
        {"name, fragment",          BASE, "g#s",           "http://a/b/c/g#s"     },
        {"name, query, fragment",   BASE, "g?y#s",         "http://a/b/c/g?y#s"   },
        {"parameter",               BASE, ";x",            "http://a/b/c/;x"      },
        {"name, parameter",         BASE, "g;x",           "http://a/b/c/g;x"     },
        {"name, parameter, all",    BASE, "g;x?y#s",       "http://a/b/c/g;x?y#s" },
        {"nothing",                 BASE, "",              "http://a/b/c/d;p?q"   },
        {"dot",                     BASE, ".",             "http://a/b/c/"        },
        {"dot, slash",              BASE, "./",            "http://a/b/c/"        },
        {"dots",                    BASE, "..",            "http://a/b/"          },
        {"dots, slash",             BASE, "../",           "http://a/b/"          },
        {"dots, name",              BASE, "../g",          "http://a/b/g"         },
        {"dots twice",              BASE, "../..",         "http://a/"            },
        {"dots twice, slash",       BASE, "../../",        "http://a/"            },
        {"dots twice, name",        BASE, "../../g",       "http://a/g"           },
        {"above the root",          BASE, "../../../g",    "http://a/g"           },
        {"far above the root",      BASE, "../../../../g", "http://a/g"           },
        {"slash, dot",              BASE, "/./g",          "http://a/g"           },
        {"slash, dots",             BASE, "/../g",         "http://a/g"           },
        {"name ends in a dot",      BASE, "g.",            "http://a/b/c/g."      },
        {"name starts with a dot",  BASE, ".g",            "http://a/b/c/.g"      },
        {"name ends in dots",       BASE, "g..",           "http://a/b/c/g.."     },
        {"name starts with dots",   BASE, "..g",           "http://a/b/c/..g"     },
        {"dot, dots, name",         BASE, "./../g",        "http://a/b/g"         },
        {"dot, name, dot",          BASE, "./g/.",         "http://a/b/c/g/"      },
        {"name, dot, name",         BASE, "g/./h",         "http://a/b/c/g/h"     },
        {"name, dots, name",        BASE, "g/../h",        "http://a/b/c/h"       },
        {"parameter, dot",          BASE, "g;x=1/./y",     "http://a/b/c/g;x=1/y" },
        {"parameter, dots",         BASE, "g;x=1/../y",    "http://a/b/c/y"       },
        {"dot in a query",          BASE, "g?y/./x",       "http://a/b/c/g?y/./x" },
        {"dots in a query",         BASE, "g?y/../x",      "http://a/b/c/g?y/../x"},
        {"dot in a fragment",       BASE, "g#s/./x",       "http://a/b/c/g#s/./x" },
        {"dots in a fragment",      BASE, "g#s/../x",      "http://a/b/c/g#s/../x"},
        {"the base's scheme again", BASE, "http:g",        "http:g"               },
};

static const struct join_row join_rows[] = {
        {"base without a path",        "http://a",        "g",            "http://a/g"   },
        {"base with a fragment",       "http://a/b#c",    "",             "http://a/b"   },
        {"base is relative",           "/b",              "g",            NULL           },
        {"base is broken, not needed", "/b",              "http://a/g",   "http://a/g"   },
        {"base with dots",             "http://a/b/../c", "#d",           "http://a/c#d" },
        {"no base",                    NULL,              "g",            NULL           },
        {"no base, not needed",        NULL,              "http://a/",    "http://a/"    },
        {"tag",                        NULL,              "tag:a,2005:B", "tag:a,2005:B" },
        {"a path is no host",          "foo:/a",          "/..//b",       "foo:/.//b"    },
        {"another scheme's authority", "foo://A/b",       "\\c",          "foo://A/%5Cc" },
        {"xml:base of xml:base",       "http://a/b/",     "c/",           "http://a/b/c/"},
        {"dots without a slash",       NULL,              "foo:a/../b",   "foo:/b"       },
        {"dots alone",                 NULL,              "foo:../..",    "foo:"         },
};

/* Made fit to publish. */
static const struct join_row resolve_rows[] = {
        {"white space outside",     NULL,           " \t\n http://a/b \r\n",    "http://a/b"            },
        {"white space inside",      NULL,           "ht\ntp://a/\tb\r",         "http://a/b"            },
        {"space inside",            NULL,           "http://a/b c?d e#f g",
         "http://a/b%20c?d%20e#f%20g"                                                                   },
        {"control characters",      NULL,           "\001http://a/\002b",       "http://a/%02b"         },
        {"capitals",                NULL,           "HTTPS://Example.ORG/A",    "https://Example.ORG/A" },
        {"no path",                 NULL,           "http://a",                 "http://a"              },
        {"no path but a query",     NULL,           "http://a?b",               "http://a?b"            },
        {"empty query",             NULL,           "http://a/?",               "http://a/?"            },
        {"default port, http",      NULL,           "http://a:80/",             "http://a/"             },
        {"default port, https",     NULL,           "https://a:443/",           "https://a/"            },
        {"the other's port",        NULL,           "http://a:443/",            "http://a:443/"         },
        {"port with zeros",         NULL,           "http://a:008080/",         "http://a:8080/"        },
        {"empty port",              NULL,           "http://a:/",               "http://a/"             },
        {"user",                    NULL,           "http://u:p@a/",            "http://a/"             },
        {"user with an at",         NULL,           "http://b@c:80@a/@",        "http://a/@"            },
        {"IDN",                     NULL,           "http://CAF\303\211.fr/",   "http://CAF\303\211.fr/"},
        {"accent in a path",        NULL,           "http://a/caf\303\251",
         "http://a/caf%C3%A9"                                                                           },
        {"accent in a query",       NULL,           "http://a/?caf\303\251",
         "http://a/?caf%C3%A9"                                                                          },
        {"encoded stays",           NULL,           "http://a/%c3%A9%2F",       "http://a/%c3%A9%2F"    },
        {"percent alone",           NULL,           "http://a/100%/%4",         "http://a/100%25/%254"  },
        {"percent, one digit",      NULL,           "http://a/%4g",             "http://a/%254g"        },
        {"brackets, quotes",        NULL,           "http://a/[\"<>`{|}^]",
         "http://a/%5B%22%3C%3E%60%7B%7C%7D%5E%5D"                                                      },
        {"second hash",             NULL,           "http://a/#b#c",            "http://a/#b%23c"       },
        {"backslashes",             NULL,           "http:\\\\a\\b?\\",         "http://a/b?%5C"        },
        {"backslashes, relative",   "http://a/",    "b\\c.png",                 "http://a/b/c.png"      },
        {"slashes too many",        NULL,           "http:////a/b",             "http://a/b"            },
        {"no scheme",               "https://a/",   "//B/c",                    "https://B/c"           },
        {"IPv6",                    NULL,           "http://[2001:DB8::1]:80/", "http://[2001:DB8::1]/" },
        {"underscore",              NULL,           "http://a_b.example/",      "http://a_b.example/"   },
        {"mailto",                  "http://a/",    "MAILTO:a@b?subject=c d",
         "mailto:a@b?subject=c%20d"                                                                     },
        {"query of a relative one", "http://a/b?c", "?d=\"",
         "http://a/b?d=%22"                                                                             },
};

/* Never fit to publish. */
static const struct join_row refused_rows[] = {
        {"nothing",                  NULL,             "",                      NULL},
        {"relative",                 NULL,             "b/c",                   NULL},
        {"script",                   "http://a/",      "javascript:alert(1)",   NULL},
        {"script, hidden",           "http://a/",      " \001JaVa\tScript\n:x", NULL},
        {"script in a base",         "javascript:x/y", "z",                     NULL},
        {"data",                     "http://a/",      "data:text/html,x",      NULL},
        {"file",                     NULL,             "file:///etc/passwd",    NULL},
        {"vbscript",                 NULL,             "vbscript://a/",         NULL},
        {"mailto to nobody",         NULL,             "mailto:",               NULL},
        {"mailto with a host",       NULL,             "mailto://a/b",          NULL},
        {"no host",                  NULL,             "http:///",              NULL},
        {"no authority",             NULL,             "http:a/b",              NULL},
        {"user alone",               NULL,             "http://u@/",            NULL},
        {"space in the host",        NULL,             "http://a b/",           NULL},
        {"wide space in the host",   NULL,             "http://a\302\240b/",    NULL},
        {"control in the host",      NULL,             "http://a\302\205b/",    NULL},
        {"broken UTF-8 in the host", NULL,             "http://a\303/",         NULL},
        {"percent in the host",      NULL,             "http://a%2Fb/",         NULL},
        {"markup in the host",       NULL,             "http://<b>/",           NULL},
        {"port is a word",           NULL,             "http://a:b/",           NULL},
        {"colons",                   NULL,             "http://a::/",           NULL},
        {"port too high",            NULL,             "http://a:65536/",       NULL},
        {"port far too high",        NULL,             "http://a:4294967376/",  NULL},
        {"bracket not closed",       NULL,             "http://[::1/",          NULL},
        {"bracket with a word",      NULL,             "http://[example]/",     NULL},
};

static const struct row {
    const char *name, *text;
    const char *want; /* NULL: none */
} key_rows[] = {
        {"plain",                "http://a/b",                     "a/b"              },
        {"scheme",               "https://a/b",                    "a/b"              },
        {"www",                  "https://WWW.a/b",                "a/b"              },
        {"www alone",            "https://www./b",                 "www./b"           },
        {"port",                 "http://a:8080/b",                "a:8080/b"         },
        {"default port",         "https://a:443/b",                "a/b"              },
        {"trailing slash",       "http://a/b/",                    "a/b"              },
        {"root",                 "http://a/",                      "a"                },
        {"fragment",             "http://a/b#c",                   "a/b"              },
        {"query",                "http://a/b?id=1",                "a/b?id=1"         },
        {"query, fragment",      "http://a/b?id=1#c",              "a/b?id=1"         },
        {"sorted",               "http://a/?b=2&a=1",              "a?a=1&b=2"        },
        {"utm",                  "http://a/b?utm_source=x&id=1",   "a/b?id=1"         },
        {"tracking alone",       "http://a/b?fbclid=x&xtor=RSS-1", "a/b"              },
        {"no prefix of names",   "http://a/b?gclidx=1&fb=2",       "a/b?fb=2&gclidx=1"},
        {"empty parameters",     "http://a/b?&&id=1&",             "a/b?id=1"         },
        {"hex in small letters", "http://a/%c3%a9",                "a/%C3%A9"         },
        {"hex and letters",      "http://a/\303\251",              "a/%C3%A9"         },
        {"mail",                 "mailto:a@b",                     NULL               },
        {"relative",             "/a/b",                           NULL               },
};

static const struct row host_rows[] = {
        {"plain",        "http://Example.org/a", "example.org"},
        {"port",         "http://a:8080",        "a:8080"     },
        {"default port", "https://a:443",        "a"          },
        {"user",         "https://u:p@a/",       "a"          },
        {"backslash",    "http://a\\@b/",        "a"          },
        {"IPv6",         "http://[::1]:81/",     "[::1]:81"   },
        {"mail",         "mailto:a@b",           NULL         },
        {"no host",      "http:///a",            NULL         },
};

static const struct sameness_row {
    const char *name, *a, *b;
    bool is_same;
} sameness_rows[] = {
        {"equal",            "http://a/b", "http://a/b",  true },
        {"host in capitals", "http://A/b", "http://a/b",  true },
        {"path in capitals", "http://a/B", "http://a/b",  false},
        {"no path",          "http://a",   "http://a/",   true },
        {"no path, a query", "http://a?b", "http://a/?b", true },
        {"another path",     "http://a",   "http://a/b",  false},
        {"a longer host",    "http://a",   "http://a.b",  false},
        {"mail",             "mailto:a@b", "mailto:A@b",  false},
};

static void check_sameness(void **state)
{
    const struct sameness_row *row = *state;

    assert_int_equal(url_compare(row->a, row->b) == 0, row->is_same);
    assert_int_equal(url_compare(row->b, row->a) == 0, row->is_same);
}

static void assert_text(const char *got, const char *want)
{
    if (want) {
        assert_non_null(got);
        assert_string_equal(got, want);
    } else {
        assert_null(got);
    }
}

static void check_join(void **state)
{
    AUTO(arena) struct arena a = {0};
    const struct join_row *row = *state;

    assert_text(url_join(&a, row->base, row->reference), row->want);
}

static void check_resolve(void **state)
{
    AUTO(arena) struct arena a = {0};
    const struct join_row *row = *state;
    const char *url = url_resolve(&a, row->base, row->reference);

    assert_text(url, row->want);
    if (url)
        assert_text(url_resolve(&a, NULL, url), url);
}

static void check_key(void **state)
{
    AUTO(arena) struct arena a = {0};
    const struct row *row = *state;

    assert_text(url_key(&a, row->text), row->want);
}

static void check_host(void **state)
{
    AUTO(arena) struct arena a = {0};
    const struct row *row = *state;

    assert_text(url_host(&a, row->text), row->want);
    assert_int_equal(url_is_web(row->text), row->want != NULL);
}

/* "http://a/bbb...", size bytes of it. */
static char *long_url(struct arena *a, size_t size)
{
    char *path = arena_alloc(a, size);

    memset(path, 'b', size - strlen("http://a/"));
    return arena_printf(a, "http://a/%s", path);
}

static void test_longest(void **state)
{
    AUTO(arena) struct arena a = {0};
    const char *longest = long_url(&a, URL_MAX);

    UNUSED(state);
    assert_text(url_resolve(&a, NULL, longest), longest);
    assert_text(url_resolve(&a, NULL, long_url(&a, URL_MAX + 1)), NULL);
    assert_text(url_resolve(&a, longest, "b"), "http://a/b");
}

/* Encoding makes it too long. */
static void test_too_long_when_encoded(void **state)
{
    AUTO(arena) struct arena a = {0};
    char *url = long_url(&a, URL_MAX);

    UNUSED(state);
    url[100] = '"';
    assert_text(url_resolve(&a, NULL, url), NULL);
}

static const struct id_row {
    const char *name, *iri;
    bool want;
} id_rows[] = {
        {"a URL",                 "https://a.example/?b=c#d",        true },
        {"a URL as it was typed", "HTTP://A.example:80/%7e",         true },
        {"a tag",                 "tag:a.example,2026:b/c",          true },
        {"an IRI",                "https://a.example/\u00E9t\u00E9", true },
        {"a word",                "cafe-42",                         false},
        {"a blank",               "https://a.example/ b",            false},
        {"a no-break space",      "https://a.example/\u00A0b",       false},
        {"a quote",               "https://a.example/\"onclick",     false},
        {"a tag of markup",       "urn:<script>",                    false},
        {"a backslash",           "http:\\\\a.example",              false},
        {"a document",            "data:text/html,a",                false},
        {"a script",              "JavaScript:a()",                  false},
        {"an address of IPv6",    "http://[2001:db8::1]/a",          true },
        {"half a bracket",        "http://a.ex[mple/",               false},
        {"brackets in a path",    "http://a.example/[b]",            false},
};

static void check_id(void **state)
{
    const struct id_row *row = *state;

    assert_int_equal(url_is_id(row->iri), row->want);
}

static void test_absolute(void **state)
{
    UNUSED(state);
    assert_true(url_is_absolute("tag:a"));
    assert_true(url_is_absolute("a+b-c.1:"));
    assert_false(url_is_absolute("1a:b"));
    assert_false(url_is_absolute(":b"));
    assert_false(url_is_absolute("a/b:c"));
    assert_false(url_is_absolute(""));
}

static void test_escape(void **state)
{
    AUTO(buf) struct buf part = {0}, path = {0};

    UNUSED(state);
    url_escape(&part, "aZ09-._~ /?#&=+%\"\n\xc3\xa9", "");
    assert_string_equal(part.data,
            "aZ09-._~%20%2F%3F%23%26%3D%2B%25%22%0A%C3%A9");
    url_escape(&path, "/a b/c", "/");
    assert_string_equal(path.data, "/a%20b/c");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
            cmocka_unit_test(test_longest),
            cmocka_unit_test(test_too_long_when_encoded),
            cmocka_unit_test(test_absolute),
            cmocka_unit_test(test_escape),
    };
    int failed = 0;

    failed += RUN_TABLE(rfc_rows, check_join);
    failed += RUN_TABLE(join_rows, check_join);
    failed += RUN_TABLE(resolve_rows, check_resolve);
    failed += RUN_TABLE(refused_rows, check_resolve);
    failed += RUN_TABLE(key_rows, check_key);
    failed += RUN_TABLE(host_rows, check_host);
    failed += RUN_TABLE(sameness_rows, check_sameness);
    failed += RUN_TABLE(id_rows, check_id);
    failed += cmocka_run_group_tests(tests, NULL, NULL);
    return failed != 0;
}
