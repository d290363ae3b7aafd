#include <string.h>

#include "http/headers.h"
#include "http/http.h"
#include "test.h"

struct row {
    const char *name;
    const char *lines; /* as they come, each with CRLF */
    enum field field;
    const char *value;
};

static const struct row rows[] = {
        {"a value, trimmed",                "ETag: \t\"a\" \r\n",                        FIELD_ETAG,          "\"a\""             },
        {"names in any case",               "eTAG: \"a\"\r\n",                           FIELD_ETAG,          "\"a\""             },
        {"no space after the colon",        "ETag:\"a\"\r\n",                            FIELD_ETAG,          "\"a\""             },
        {"an ETag without quotes",          "ETag: a\r\n",                               FIELD_ETAG,          "a"                 },
        {"an empty value",                  "ETag:\r\n",                                 FIELD_ETAG,          NULL                },
        {"a name that only begins so",      "ETag-X: a\r\n",                             FIELD_ETAG,          NULL                },
        {"a name that is only begun",       "ETa: a\r\n",                                FIELD_ETAG,          NULL                },
        {"a line without a colon",          "ETag\r\n",                                  FIELD_ETAG,          NULL                },
        {"an ETag with a space",            "ETag: \"a b\"\r\n",                         FIELD_ETAG,          NULL                },
        {"an ETag with Latin-1",            "ETag: \"\xe9\"\r\n",                        FIELD_ETAG,          NULL                },
        {"a date with spaces",              "Last-Modified: Mon, 02 Mar\r\n",
         FIELD_LAST_MODIFIED,                                                                                 "Mon, 02 Mar"       },
        {"a date with a control character", "Last-Modified: a\001b\r\n",
         FIELD_LAST_MODIFIED,                                                                                 NULL                },
        {"a Location with UTF-8",           "Location: /\xc3\xa9\r\n",                   FIELD_LOCATION,
         "/\xc3\xa9"                                                                                                              },
        {"the first of two",                "ETag: \"a\"\r\nETag: \"b\"\r\n",            FIELD_ETAG,
         "\"a\""                                                                                                                  },
        {"Cache-Control is one list",
         "Cache-Control: public\r\ncache-control: max-age=60\r\n",                       FIELD_CACHE_CONTROL, "public, max-age=60"},
        {"an answer before the last",
         "HTTP/1.1 103 Early Hints\r\nETag: \"a\"\r\n\r\n"
                "HTTP/1.1 200 OK\r\nDate: now\r\n",                                      FIELD_ETAG,          NULL                },
        {"the last answer",
         "HTTP/1.1 103 Early Hints\r\n\r\n"
                "HTTP/1.1 200 OK\r\nETag: \"b\"\r\n",                                    FIELD_ETAG,          "\"b\""             },
        {"a trailer",                       "HTTP/1.1 200 OK\r\n\r\nETag: \"late\"\r\n", FIELD_ETAG,
         NULL                                                                                                                     },
};

static void take_all(struct headers *headers, struct arena *a,
        const char *lines)
{
    while (*lines) {
        size_t size = strcspn(lines, "\n") + 1;

        headers_take(headers, a, (struct bytes){lines, size});
        lines += size;
    }
}

static void check(void **state)
{
    const struct row *row = *state;
    AUTO(arena) struct arena a = {0};
    struct headers headers = {0};

    take_all(&headers, &a, row->lines);
    if (row->value)
        assert_string_equal(headers.value[row->field], row->value);
    else
        assert_null(headers.value[row->field]);
}

struct length_row {
    const char *name;
    size_t size;
    bool kept;
};

static const struct length_row lengths[] = {
        {"the longest validator", HTTP_VALIDATOR_MAX,     true },
        {"one that is too long",  HTTP_VALIDATOR_MAX + 1, false},
};

static void check_length(void **state)
{
    const struct length_row *row = *state;
    AUTO(arena) struct arena a = {0};
    struct headers headers = {0};
    char *value = arena_alloc(&a, row->size + 1);

    memset(value, 'x', row->size);
    take_all(&headers, &a, arena_printf(&a, "ETag: %s\r\n", value));
    assert_int_equal(headers.value[FIELD_ETAG] != NULL, row->kept);
}

int main(void)
{
    return RUN_TABLE(rows, check) + RUN_TABLE(lengths, check_length) != 0;
}
