#include <stdio.h>
#include <string.h>

#include "normalise/alike.h"
#include "test.h"

struct post {
    const char *title, *text;
};

static const struct pair {
    const char *name;
    bool one;
    struct post left, right;
} pairs[] = {
#include "alike_pairs.inc"
};

/* Pairs that are one and may be missed: what is found must not become less. */
enum { MISSED_MOST = 2, PAIRS_LEAST = 60 };

static struct entry entry_of(struct arena *a, const struct post *post)
{
    struct construct *title = ARENA_NEW(a, struct construct);
    struct construct *content = ARENA_NEW(a, struct construct);

    *title = (struct construct){.type = "text", .text = post->title};
    *content = (struct construct){.type = "html",
            .html.markup = *post->text ? post->text : NULL};
    return (struct entry){.title = title, .content = content};
}

static bool share_a_mark(struct arena *a, struct entry *left,
        struct entry *right)
{
    int64_t mine[ALIKE_MARKS], its[ALIKE_MARKS];

    alike_mark(left, a);
    alike_mark(right, a);
    alike_marks(mine, left);
    alike_marks(its, right);
    for (int i = 0; i < ALIKE_MARKS; i++)
        if (mine[i] && mine[i] == its[i])
            return true;
    return false;
}

/* Whether they would be found, and be taken for one. */
static bool found(const struct pair *pair, int64_t *score)
{
    AUTO(arena) struct arena a = {0};
    struct entry left = entry_of(&a, &pair->left);
    struct entry right = entry_of(&a, &pair->right);
    struct sketch one, other;
    bool like;

    alike_sketch(&one, &a, &left);
    alike_sketch(&other, &a, &right);
    like = alike(score, &one, &other);
    return share_a_mark(&a, &left, &right) && like;
}

/* Precision is a must: not one pair that is none. Recall is told, and must not
 * fall. */
static void test_no_pair_is_false_and_few_are_missed(void **state)
{
    int missed = 0, wrong = 0, ones = 0;
    int64_t score;

    UNUSED(state);
    assert_true(COUNT(pairs) >= PAIRS_LEAST);
    for (size_t i = 0; i < COUNT(pairs); i++) {
        bool is_one = found(&pairs[i], &score);

        ones += pairs[i].one;
        missed += pairs[i].one && !is_one;
        wrong += !pairs[i].one && is_one;
        if (is_one != pairs[i].one)
            print_message("# %s: %s, %d of 1000\n",
                    pairs[i].one ? "missed" : "false", pairs[i].name,
                    (int)score);
    }
    print_message("# %d pairs of %zu are one: precision %.3f, recall %.3f\n",
            ones, COUNT(pairs), 1.0 * (ones - missed) / (ones - missed + wrong),
            1.0 * (ones - missed) / ones);
    assert_int_equal(wrong, 0);
    assert_true(missed <= MISSED_MOST);
}

static void test_it_does_not_matter_which_is_first(void **state)
{
    UNUSED(state);
    for (size_t i = 0; i < COUNT(pairs); i++) {
        struct pair turned = pairs[i];
        int64_t left, right;

        turned.left = pairs[i].right;
        turned.right = pairs[i].left;
        assert_int_equal(found(&pairs[i], &left), found(&turned, &right));
        assert_int_equal(left, right);
    }
}

/* ---- marks ---- */

#define TEN "one two three four five six seven eight nine ten "

static const struct row {
    const char *name;
    struct post post;
    int marks; /* that it has */
    int words;
} rows[] = {
        {"nothing",              {"", ""},                                   0, 0 },
        {"two words above 29",   {"Two words", TEN TEN "a b c d e f g h i"}, 0,
         29                                                                       },
        {"three words above 10", {"Three short words", TEN},                 1, 10},
        {"no title above 40",
         {"",
                        TEN TEN TEN "<b>A</b>B <p>c</p>d "
                                    "e f g h i j"},
         3,                                                                     40},
        {"a title above a text", {"Three short words", TEN TEN TEN},         4, 30},
};

static void check_marks(void **state)
{
    AUTO(arena) struct arena a = {0};
    const struct row *row = *state;
    struct entry entry = entry_of(&a, &row->post);
    int64_t marks[ALIKE_MARKS];
    int count = 0;

    alike_mark(&entry, &a);
    alike_marks(marks, &entry);
    for (int i = 0; i < ALIKE_MARKS; i++)
        count += marks[i] != 0;
    assert_int_equal(count, row->marks);
    assert_int_equal(entry.words, row->words);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
            cmocka_unit_test(test_no_pair_is_false_and_few_are_missed),
            cmocka_unit_test(test_it_does_not_matter_which_is_first),
    };

    return cmocka_run_group_tests(tests, NULL, NULL) +
            RUN_TABLE(rows, check_marks);
}
