#include <string.h>

#include "http/trail.h"
#include "test.h"

/* What becomes of a URL, and of a Location beside it. */
struct row {
    const char *name;
    const char *start, *location; /* NULL: no redirect */
    const char *url;              /* NULL: refused */
    const char *user;
};

#define O "http://example.org"

static const struct row rows[] = {
        {"as written",                     O "/a%20b?c=%C3%A9",          NULL,                      O "/a%20b?c=%C3%A9",     NULL},
        {"no path",                        O,                            NULL,                      O "/",                   NULL},
        {"a fragment",                     O "/a#b",                     NULL,                      O "/a",                  NULL},
        {"a user",                         "http://u:p%40@example.org/", NULL,                      O "/",                   "u" },
        {"the scheme's own port",          O ":80/",                     NULL,                      O "/",                   NULL},
        {"a low port of the operator's",   O ":81/",                     NULL,                      O ":81/",                NULL},
        {"UTF-8 in the path",              O "/\xc3\xa9",                NULL,                      O "/%c3%a9",             NULL},
        {"ftp",                            "ftp://example.org/",         NULL,                      NULL,                    NULL},
        {"httpx",                          "httpx://example.org/",       NULL,                      NULL,                    NULL},
        {"javascript",                     "javascript:alert(1)",        NULL,                      NULL,                    NULL},
        {"a line feed",                    O "/a\nb",                    NULL,                      NULL,                    NULL},
        {"no host",                        "http:///",                   NULL,                      NULL,                    NULL},
        {"port 0",                         O ":0/",                      NULL,                      NULL,                    NULL},
        {"port 65536",                     O ":65536/",                  NULL,                      NULL,                    NULL},
        {"to a path",                      O "/a/b",                     "/c",                      O "/c",                  NULL},
        {"to a relative path",             O "/a/b",                     "../c",                    O "/c",                  NULL},
        {"to a query",                     O "/a/b?c",                   "?d",                      O "/a/b?d",              NULL},
        {"to another host",                O "/a",                       "//b.example/c",           "http://b.example/c",
         NULL                                                                                                                    },
        {"to https",                       O "/a",                       "https://example.org/a",   "https://example.org/a",
         NULL                                                                                                                    },
        {"with spaces",                    O "/a",                       "/b c",                    O "/b%20c",              NULL},
        {"to a user",                      O "/a",                       "http://u:p@example.org/", O "/",                   NULL},
        {"the user stays with the origin", "http://u:p@example.org/a",   "/b",
         O "/b",                                                                                                             "u" },
        {"not with another scheme",        "http://u:p@example.org/a",
         "https://example.org/b",                                                                   "https://example.org/b", NULL},
        {"not with another port",          "http://u:p@example.org/a",   O ":8080/b",
         O ":8080/b",                                                                                                        NULL},
        {"to a file",                      O "/a",                       "file:///etc/passwd",      NULL,                    NULL},
        {"to a port for mail",             O "/a",                       O ":25/",                  NULL,                    NULL},
        {"to a high port",                 O "/a",                       O ":1024/",                O ":1024/",              NULL},
        {"to a low port that is the own",  O ":81/a",                    O ":81/b",                 O ":81/b",
         NULL                                                                                                                    },
        {"to a low port of another host",  O ":81/a",                    "http://b.example:81/",
         NULL,                                                                                                               NULL},
};

static void check(void **state)
{
    const struct row *row = *state;
    struct trail trail;
    struct err err = {0};
    bool good = trail_begin(&trail, row->start, &err);

    if (good && row->location)
        good = trail_follow(&trail, 302, row->location, &err) == HTTP_OK;
    assert_int_equal(good, row->url != NULL);
    if (good) {
        assert_string_equal(trail_now(&trail)->url, row->url);
        if (row->user)
            assert_string_equal(trail_now(&trail)->user, row->user);
        else
            assert_null(trail_now(&trail)->user);
    } else {
        assert_true(err.text[0] && !strchr(err.text, '\n'));
    }
    trail_auto(&trail);
}

/* Hops from /0 to /1, /2, ... by these statuses. */
struct chain_row {
    const char *name;
    const char *moved_to;
    int statuses[HTTP_HOPS_MAX + 2];
    enum http_failure failure; /* of the last */
};

static const struct chain_row chains[] = {
        {"permanent",          O "/2", {301, 308},                     HTTP_OK       },
        {"permanent at first", O "/1", {301, 302, 301},                HTTP_OK       },
        {"temporary at first", NULL,   {307, 301},                     HTTP_OK       },
        {"see other",          NULL,   {303},                          HTTP_OK       },
        {"five",               O "/5", {301, 301, 301, 301, 301},      HTTP_OK       },
        {"six",                O "/5", {301, 301, 301, 301, 301, 301}, HTTP_REDIRECTS},
};

static void check_chain(void **state)
{
    const struct chain_row *row = *state;
    enum http_failure failure = HTTP_OK;
    struct trail trail;
    struct err err = {0};

    assert_true(trail_begin(&trail, O "/0", &err));
    for (int i = 0; row->statuses[i]; i++) {
        const char location[] = {'/', (char)('1' + i), '\0'};

        assert_true(trail_is_redirect(row->statuses[i]));
        failure = trail_follow(&trail, row->statuses[i], location, &err);
    }
    assert_int_equal(failure, row->failure);
    if (row->moved_to)
        assert_string_equal(trail.moved_to, row->moved_to);
    else
        assert_null(trail.moved_to);
    trail_auto(&trail);
}

struct status_row {
    const char *name;
    int status;
    bool is_redirect;
};

static const struct status_row statuses[] = {
        {"200", 200, false},
        {"300", 300, false},
        {"302", 302, true },
        {"304", 304, false},
        {"305", 305, false},
        {"308", 308, true },
};

static void check_status(void **state)
{
    const struct status_row *row = *state;

    assert_int_equal(trail_is_redirect(row->status), row->is_redirect);
}

int main(void)
{
    return RUN_TABLE(rows, check) + RUN_TABLE(chains, check_chain) +
            RUN_TABLE(statuses, check_status) !=
            0;
}
