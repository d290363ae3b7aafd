#include <string.h>

#include "base/index.h"
#include "test.h"

enum { MANY = 5000 };

static void test_empty(void **state)
{
    struct index index = {0};

    UNUSED(state);
    assert_null(index_get(&index, "a"));
    assert_null(index_get_number(&index, 0));
}

static void test_texts_and_numbers_do_not_meet(void **state)
{
    AUTO(arena) struct arena a = {0};
    struct index index = {0};
    int one, two;

    UNUSED(state);
    index_put(&index, &a, "1", &one);
    index_put_number(&index, &a, 1, &two);
    assert_ptr_equal(index_get(&index, "1"), &one);
    assert_ptr_equal(index_get_number(&index, 1), &two);
    assert_null(index_get_number(&index, 2));
}

static void test_the_last_value_counts(void **state)
{
    AUTO(arena) struct arena a = {0};
    struct index index = {0};
    int one, two;

    UNUSED(state);
    index_put(&index, &a, "a", &one);
    index_put(&index, &a, "a", &two);
    assert_ptr_equal(index_get(&index, "a"), &two);
    assert_int_equal(index.count, 1);
}

static void test_grows(void **state)
{
    AUTO(arena) struct arena a = {0};
    struct index index = {0};
    static char values[MANY];

    UNUSED(state);
    for (int i = 0; i < MANY; i++) {
        index_put(&index, &a, arena_printf(&a, "key %d", i), &values[i]);
        index_put_number(&index, &a, (int64_t)i << 32, &values[i]);
    }
    for (int i = 0; i < MANY; i++) {
        assert_ptr_equal(index_get(&index, arena_printf(&a, "key %d", i)),
                &values[i]);
        assert_ptr_equal(index_get_number(&index, (int64_t)i << 32),
                &values[i]);
    }
    assert_null(index_get(&index, "key 5000"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
            cmocka_unit_test(test_empty),
            cmocka_unit_test(test_texts_and_numbers_do_not_meet),
            cmocka_unit_test(test_the_last_value_counts),
            cmocka_unit_test(test_grows),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
