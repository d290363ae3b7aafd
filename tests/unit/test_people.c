#include <string.h>

#include "made.h"

/* ---- people and categories ---- */

static const struct person_row {
    const char *name;
    struct person said, want; /* all NULL: dropped */
} person_rows[] = {
        {"name",          {.name = " Ann\n B "},       {.name = "Ann B"}},
        {"escaped twice", {.name = "R&amp;D"},         {.name = "R&D"}  },
        {"markup",        {.name = "<b>Ann</b>"},      {.name = "Ann"}  },
        {"mail alone",    {.email = "a@b"},            {.email = "a@b"} },
        {"mailto",        {.email = "mailto:a@b"},     {.email = "a@b"} },
        {"no mail",       {.email = "a at b"},         {.name = NULL}   },
        {"uri",           {.name = "A", .uri = "/a"},
         {.name = "A", .uri = "https://a.example/a"}                    },
        {"unsafe uri",    {.name = "A", .uri = "x:y"}, {.name = "A"}    },
        {"nothing",       {.name = " "},               {.name = NULL}   },
};

static void check_person(void **state)
{
    AUTO(made) struct made made = new_made("feed", "atom");
    const struct person_row *row = *state;
    struct person said = row->said;
    const struct item item = {.authors = &said};
    const struct person *got = make(&made, &item)->authors;

    if (!row->want.name && !row->want.email) {
        assert_null(got);
        return;
    }
    assert_non_null(got);
    assert_text(got->name, row->want.name);
    assert_text(got->email, row->want.email);
    assert_text(got->uri, row->want.uri);
}

static void test_double_persons(void **state)
{
    AUTO(made) struct made made = new_made("feed", "atom");
    struct person bob = {.name = "Bob", .email = "a@b"};
    struct person mail = {&bob, .name = "Ann", .email = "a@b"};
    struct person ann = {&mail, .name = "Ann"};
    const struct item item = {.authors = &ann};
    const struct person *got = make(&made, &item)->authors;

    UNUSED(state);
    assert_text(got->name, "Ann");
    assert_text(got->email, "a@b");
    assert_text(got->next->name, "Bob");
    assert_null(got->next->next);
}

static void test_categories(void **state)
{
    AUTO(made) struct made made = new_made("feed", "rss");
    struct category other = {.term = "b", .scheme = "s"};
    struct category again = {&other, .term = "b"};
    struct category empty = {&again, .term = " "};
    struct category label = {&empty, .label = "R&amp;D"};
    struct category first = {&label, .term = " b\n"};
    const struct item item = {.categories = &first};
    const struct category *got = make(&made, &item)->categories;

    UNUSED(state);
    assert_text(got->term, "b");
    assert_text(got->next->term, "R&D");
    assert_text(got->next->next->scheme, "s");
    assert_null(got->next->next->next);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
            cmocka_unit_test(test_double_persons),
            cmocka_unit_test(test_categories),
    };
    int failed = 0;

    failed += RUN_TABLE(person_rows, check_person);
    failed += cmocka_run_group_tests(tests, NULL, NULL);
    return failed != 0;
}
