#include <string.h>

#include "mail/message.h"
#include "test.h"

/* A subject, and its header as it is written. */
/* clang-format off */
static const struct row {
    const char *name, *subject, *want;
} rows[] = {
        {"plain", "The weekly 22", "Subject: The weekly 22\r\n"},
        {"nothing", "", "Subject: \r\n"},
        {"accents", "L’hebdo – été", "Subject: =?UTF-8?Q?L=E2=80=99hebdo_=E2=80=93_=C3=A9t=C3=A9?=\r\n"},
        {"what looks encoded", "=?UTF-8?Q?x?=", "Subject: =?UTF-8?Q?=3D=3FUTF=2D8=3FQ=3Fx=3F=3D?=\r\n"},
        {"a line's end", "A\r\nBcc: eve@e.example", "Subject: =?UTF-8?Q?A__Bcc=3A_eve=40e=2Eexample?=\r\n"},
        {"controls", "A\x01\x7F\tB", "Subject: =?UTF-8?Q?A___B?=\r\n"},
        {"long and plain", "aaaaaaaaa bbbbbbbbb ccccccccc ddddddddd eeeeeeeee fffffffff g",
         "Subject: =?UTF-8?Q?aaaaaaaaa_bbbbbbbbb_ccccccccc_ddddddddd_eeeeeeeee_?=\r\n =?UTF-8?Q?fffffffff_g?=\r\n"},
        {"a character is not cut", "aaaaaaaaa bbbbbbbbb ccccccccc ddddddddd eeeee é",
         "Subject: =?UTF-8?Q?aaaaaaaaa_bbbbbbbbb_ccccccccc_ddddddddd_eeeee_?=\r\n =?UTF-8?Q?=C3=A9?=\r\n"},
};

/* A text, and its body as it is written. */
static const struct body {
    const char *name, *text, *want;
} bodies[] = {
        {"a line", "abc\n", "abc\r\n"},
        {"no end of the last line", "abc", "abc\r\n"},
        {"an empty line", "a\n\nb\n", "a\r\n\r\nb\r\n"},
        {"accents and =", "é=\n", "=C3=A9=3D\r\n"},
        {"space at the end", "a \nb ", "a=20\r\nb=20\r\n"},
        {"tab and return", "a\tb\r\n", "a=09b=0D\r\n"},
        {"75 in a line", "aaaaaaaaaabbbbbbbbbbaaaaaaaaaabbbbbbbbbbaaaaaaaaaabbbbbbbbbbaaaaaaaaaabbbbb\n",
         "aaaaaaaaaabbbbbbbbbbaaaaaaaaaabbbbbbbbbbaaaaaaaaaabbbbbbbbbbaaaaaaaaaabbbbb\r\n"},
        {"76 in a line", "aaaaaaaaaabbbbbbbbbbaaaaaaaaaabbbbbbbbbbaaaaaaaaaabbbbbbbbbbaaaaaaaaaabbbbbc\n",
         "aaaaaaaaaabbbbbbbbbbaaaaaaaaaabbbbbbbbbbaaaaaaaaaabbbbbbbbbbaaaaaaaaaabbbbb=\r\nc\r\n"},
        {"a code is not cut", "aaaaaaaaaabbbbbbbbbbaaaaaaaaaabbbbbbbbbbaaaaaaaaaabbbbbbbbbbaaaaaaaaaabbb=\n",
         "aaaaaaaaaabbbbbbbbbbaaaaaaaaaabbbbbbbbbbaaaaaaaaaabbbbbbbbbbaaaaaaaaaabbb=\r\n=3D\r\n"},
        {"a dot alone, which the server's door doubles", ".\n", ".\r\n"},
};
/* clang-format on */

static void write(struct buf *out, struct message message)
{
    message.to = "ann@a.example";
    message.id = "a.2022-05-31.0@n.example";
    message.list_id = "a.n.example";
    message.date = 1653975000;
    message.offset = 7200;
    message.html = "<p>x</p>\n";
    message_write(out, &message);
}

static void check_subject(void **state)
{
    const struct row *row = *state;
    AUTO(buf) struct buf out = {0};

    write(&out,
            (struct message){.from = "n@n.example",
                    .subject = row->subject,
                    .list_name = "A",
                    .text = "x"});
    if (!strstr(out.data, row->want))
        fail_msg("%s", out.data);
}

static void check_body(void **state)
{
    static const char before[] =
            "Content-Type: text/plain; charset=utf-8\r\n"
            "Content-Transfer-Encoding: quoted-printable\r\n\r\n";
    const struct body *row = *state;
    AUTO(buf) struct buf out = {0};
    const char *body;

    write(&out,
            (struct message){.from = "n@n.example",
                    .subject = "S",
                    .list_name = "A",
                    .text = row->text});
    body = strstr(out.data, before);
    assert_non_null(body);
    body += sizeof(before) - 1;
    if (strncmp(body, row->want, strlen(row->want)) != 0 ||
            strncmp(body + strlen(row->want), "--=_", 4) != 0)
        fail_msg("%s", body);
}

static void test_a_whole_message(void **state)
{
    AUTO(buf) struct buf out = {0};

    UNUSED(state);
    write(&out,
            (struct message){.from = "Le journal, à nous <n@n.example>",
                    .subject = "S",
                    .list_name = "L’hebdo",
                    .unsubscribe = "mailto:out@n.example",
                    .text = "x\n"});
    assert_string_equal(out.data,
            "From: =?UTF-8?Q?Le_journal=2C_=C3=A0_nous?= <n@n.example>\r\n"
            "To: <ann@a.example>\r\n"
            "Subject: S\r\n"
            "Date: Tue, 31 May 2022 07:30:00 +0200\r\n"
            "Message-ID: <a.2022-05-31.0@n.example>\r\n"
            "List-Id: =?UTF-8?Q?L=E2=80=99hebdo?=\r\n"
            " <a.n.example>\r\n"
            "List-Unsubscribe: <mailto:out@n.example>\r\n"
            "Auto-Submitted: auto-generated\r\n"
            "Precedence: bulk\r\n"
            "MIME-Version: 1.0\r\n"
            "Content-Type: multipart/alternative; "
            "boundary=\"=_8cffdd57b5b73166\"\r\n"
            "\r\n"
            "--=_8cffdd57b5b73166\r\n"
            "Content-Type: text/plain; charset=utf-8\r\n"
            "Content-Transfer-Encoding: quoted-printable\r\n"
            "\r\n"
            "x\r\n"
            "--=_8cffdd57b5b73166\r\n"
            "Content-Type: text/html; charset=utf-8\r\n"
            "Content-Transfer-Encoding: quoted-printable\r\n"
            "\r\n"
            "<p>x</p>\r\n"
            "--=_8cffdd57b5b73166--\r\n");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
            cmocka_unit_test(test_a_whole_message),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);

    failed += RUN_TABLE(rows, check_subject);
    return RUN_TABLE(bodies, check_body) + failed;
}
