#include <string.h>

#include "input/decode.h"
#include "test.h"

#define XML(label) "<?xml encoding=\"" label "\"?>"

/* With the size, since NULs are in some. */
#define BYTES(text) (text), sizeof(text) - 1

/* clang-format off */
static const struct row {
    const char *name, *bytes;
    size_t size;
    const char *content_type, *text, *encoding;
    bool is_clean; /* no problem was met */
} rows[] = {
    {"nothing", BYTES(""), NULL, "", "utf-8", true},
    {"ASCII", BYTES("<a/>"), NULL, "<a/>", "utf-8", true},
    {"UTF-8", BYTES("caf\xC3\xA9"), NULL, "café", "utf-8", true},
    {"the mark of UTF-8", BYTES("\xEF\xBB\xBF<"), NULL, "<", "utf-8", true},
    {"nothing but a mark", BYTES("\xEF\xBB\xBF"), NULL, "", "utf-8", true},
    {"the mark of UTF-16LE", BYTES("\xFF\xFE<\0\xE9\0"), NULL, "<é",
     "utf-16le", true},
    {"the mark of UTF-16BE", BYTES("\xFE\xFF\0<\0\xE9"), NULL, "<é",
     "utf-16be", true},
    {"UTF-16LE without a mark", BYTES("<\0a\0>\0"), NULL, "<a>", "utf-16le", true},
    {"UTF-16BE without a mark", BYTES("\0<\0a\0>"), NULL, "<a>", "utf-16be",
     true},
    {"the mark of UTF-32LE", BYTES("\xFF\xFE\0\0<\0\0\0"), NULL, "<",
     "utf-32le", true},
    {"UTF-32BE without a mark", BYTES("\0\0\0<\0\0\0a"), NULL, "<a", "utf-32be",
     true},
    {"a surrogate pair", BYTES("\xFE\xFF\xD8\x3D\xDE\x00"), NULL, "😀",
     "utf-16be", true},
    {"half a surrogate pair", BYTES("\xFE\xFF\xD8\x3D\0a"), NULL, "�a",
     "utf-16be", false},
    {"UTF-16 cut within a unit", BYTES("\xFE\xFF\0a\0"), NULL, "a�", "utf-16be",
     false},
    {"declared", BYTES(XML("iso-8859-2") "\xB1"), NULL,
     "<?xml encoding=\"iso-8859-2\"?>ą", "iso-8859-2", true},
    {"declared by an alias", BYTES(XML("CP1251") "\xCF"), NULL,
     "<?xml encoding=\"CP1251\"?>П", "cp1251", true},
    {"declared in many bytes", BYTES(XML("Shift_JIS") "\x93\xFA"), NULL,
     "<?xml encoding=\"Shift_JIS\"?>日", "shift_jis", true},
    {"declared, and a mark", BYTES("\xEF\xBB\xBF" XML("iso-8859-1") "\xC3\xA9"),
     NULL, "<?xml encoding=\"iso-8859-1\"?>é", "utf-8", false},
    {"the header wins", BYTES(XML("iso-8859-1") "\xB1"),
     "text/xml; charset=ISO-8859-2", "<?xml encoding=\"iso-8859-1\"?>ą",
     "iso-8859-2", true},
    {"a header in quotes", BYTES("\xB1"),
     "text/xml; Charset=\"iso-8859-2\"; x=y", "ą", "iso-8859-2", true},
    {"an empty header", BYTES("\xC3\xA9"), "text/xml; charset=", "é", "utf-8",
     true},
    {"a header nobody knows", BYTES(XML("iso-8859-2") "\xB1"),
     "text/xml; charset=bogus", "<?xml encoding=\"iso-8859-2\"?>ą",
     "iso-8859-2", false},
    {"a meta element", BYTES("<meta charset='iso-8859-2'>\xB1"), NULL,
     "<meta charset='iso-8859-2'>ą", "iso-8859-2", true},
    {"what ISO-8859-1 means", BYTES(XML("iso-8859-1") "\x93"), NULL,
     "<?xml encoding=\"iso-8859-1\"?>“", "windows-1252", true},
    {"ISO-8859-1 that is UTF-8", BYTES(XML("iso-8859-1") "\xC3\xA9"), NULL,
     "<?xml encoding=\"iso-8859-1\"?>é", "utf-8", false},
    {"ASCII that is UTF-8", BYTES(XML("us-ascii") "\xC3\xA9"), NULL,
     "<?xml encoding=\"us-ascii\"?>é", "utf-8", false},
    {"UTF-16 that is not wide", BYTES(XML("utf-16") "\xC3\xA9"), NULL,
     "<?xml encoding=\"utf-16\"?>é", "utf-8", false},
    {"UTF-8 that is windows-1252", BYTES(XML("utf-8") "caf\xE9"), NULL,
     "<?xml encoding=\"utf-8\"?>café", "windows-1252", false},
    {"one bad byte in UTF-8", BYTES("\xC3\xA9\xFF\xC3\xA9"), NULL, "é�é",
     "utf-8", false},
    {"UTF-7 is refused", BYTES(XML("utf-7") "+ADw-"), NULL,
     "<?xml encoding=\"utf-7\"?>+ADw-", "utf-8", false},
};
/* clang-format on */

static void check(void **state)
{
    AUTO(arena) struct arena a = {0};
    const struct row *row = *state;
    const struct document doc = {
            .content_type = row->content_type,
            .bytes = {row->bytes, row->size}
    };
    struct reading reading = {0};
    struct bytes text;

    decode(&text, &reading, &a, &doc);
    assert_string_equal(text.data, row->text);
    assert_int_equal(text.size, strlen(row->text));
    assert_string_equal(reading.encoding, row->encoding);
    assert_int_equal(reading.problems == NULL, row->is_clean);
}

int main(void)
{
    return RUN_TABLE(rows, check);
}
