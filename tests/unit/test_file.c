#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "test.h"

static struct bytes bytes_of(const char *text)
{
    return (struct bytes){text, strlen(text)};
}

static void write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");

    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static void assert_file(const char *path, const char *want)
{
    AUTO(arena) struct arena a = {0};
    struct bytes got;
    struct err err = {0};

    assert_true(file_read(&got, &a, path, 100, &err));
    assert_string_equal(got.data, want);
    assert_int_equal(got.size, strlen(want));
}

/* How many files are in public/ and its folder a/, hidden ones included. */
static int files_in(const char *path)
{
    DIR *dir = opendir(path);
    int count = 0;

    assert_non_null(dir);
    for (const struct dirent *item; (item = readdir(dir));)
        count += item->d_type != DT_DIR;
    closedir(dir);
    return count;
}

static struct folder *opened(void)
{
    struct folder *folder = NULL;
    struct err err = {0};

    assert_true(folder_open(&folder, "public", &err));
    return folder;
}

static bool stage(struct folder *folder, const char *path, const char *text)
{
    struct err err = {0};
    bool changed = false;

    assert_true(folder_stage(folder, path, bytes_of(text), &changed, &err));
    return changed;
}

static void commit(struct folder *folder)
{
    struct err err = {0};

    assert_true(folder_commit(folder, &err));
}

static void publish(const char *path, const char *text)
{
    AUTO(folder) struct folder *folder = opened();

    stage(folder, path, text);
    commit(folder);
}

/* ---- paths ---- */

static const struct row {
    const char *name, *path;
    bool want;
} rows[] = {
        {"a name",             "index.html",        true },
        {"a folder's",         "a/b/c.atom",        true },
        {"a hidden one",       ".well-known/x",     true },
        {"dots inside",        "a..b",              true },
        {"nothing",            "",                  false},
        {"absolute",           "/etc/passwd",       false},
        {"the folder above",   "../x",              false},
        {"above in between",   "a/../../x",         false},
        {"above at the end",   "a/..",              false},
        {"the folder itself",  ".",                 false},
        {"an empty part",      "a//b",              false},
        {"a slash at the end", "a/",                false},
        {"a space",            "a b",               false},
        {"not ASCII",          "\xC3\xA9",          false},
        {"a temporary name",   ".x.abcdef.tmp",     false},
        {"one in a folder",    "a/.x.abcdef.tmp/b", false},
};

static void check(void **state)
{
    AUTO(folder) struct folder *folder = opened();
    const struct row *row = *state;
    struct err err = {0};
    bool changed;

    assert_int_equal(folder_stage(folder, row->path, bytes_of("x"), &changed,
                             &err),
            row->want);
    assert_int_equal(err.kind, row->want ? ERR_NONE : ERR_SYSTEM);
    assert_int_equal(folder_remove(folder, row->path, &err), row->want);
}

/* ---- replacing ---- */

static void test_replaces(void **state)
{
    AUTO(folder) struct folder *folder = opened();
    struct stat st;

    UNUSED(state);
    write_file("public/x", "old");
    assert_true(stage(folder, "x", "new"));
    assert_true(stage(folder, "a/y", ""));
    assert_file("public/x", "old");
    assert_false(file_exists("public/a/y"));
    commit(folder);
    assert_file("public/x", "new");
    assert_file("public/a/y", "");
    assert_int_equal(files_in("public") + files_in("public/a"), 2);
    assert_int_equal(stat("public/x", &st), 0);
    assert_int_equal(st.st_mode & 07777, 0644);
    assert_int_equal(stat("public/a", &st), 0);
    assert_int_equal(st.st_mode & 07777, 0755);
}

static void test_leaves_the_same(void **state)
{
    struct stat before, after;

    UNUSED(state);
    publish("x", "same");
    assert_int_equal(stat("public/x", &before), 0);
    {
        AUTO(folder) struct folder *folder = opened();

        assert_false(stage(folder, "x", "same"));
        commit(folder);
    }
    assert_int_equal(stat("public/x", &after), 0);
    assert_int_equal(before.st_ino, after.st_ino);
    assert_int_equal(before.st_mtim.tv_nsec, after.st_mtim.tv_nsec);
    assert_int_equal(before.st_ctim.tv_nsec, after.st_ctim.tv_nsec);
    {
        AUTO(folder) struct folder *folder = opened();

        assert_true(stage(folder, "x", "samE"));
    }
}

static void test_without_commit_nothing(void **state)
{
    UNUSED(state);
    publish("x", "old");
    {
        AUTO(folder) struct folder *folder = opened();

        assert_true(stage(folder, "x", "new"));
        assert_true(stage(folder, "a/y", "new"));
    }
    assert_file("public/x", "old");
    assert_int_equal(files_in("public") + files_in("public/a"), 1);
}

static void test_removes(void **state)
{
    AUTO(folder) struct folder *folder = NULL;
    struct err err = {0};

    UNUSED(state);
    publish("a/x", "1");
    folder = opened();
    assert_true(folder_remove(folder, "a/x", &err));
    assert_true(folder_remove(folder, "a/x", &err));
    assert_true(folder_remove(folder, "nowhere/x", &err));
    assert_file("public/a/x", "1");
    commit(folder);
    assert_false(file_exists("public/a/x"));
}

/* ---- what others left ---- */

static void test_sweeps(void **state)
{
    UNUSED(state);
    publish("a/x", "1");
    write_file("public/.x.abcdef.tmp", "1");
    write_file("public/a/.y.abcdef.tmp", "1");
    write_file("public/a/mine.tmp", "1");
    write_file("public/.htaccess", "1");
    assert_int_equal(symlink("x", "public/.l.abcdef.tmp"), 0);
    {
        AUTO(folder) struct folder *folder = opened();

        assert_non_null(folder);
    }
    assert_int_equal(files_in("public"), 2); /* .htaccess and the link */
    assert_int_equal(files_in("public/a"), 2);
}

static void test_sweeps_no_other_folder(void **state)
{
    UNUSED(state);
    assert_int_equal(mkdir("outside", 0700), 0);
    write_file("outside/.x.abcdef.tmp", "1");
    assert_int_equal(mkdir("public", 0700), 0);
    assert_int_equal(symlink("../outside", "public/a"), 0);
    {
        AUTO(folder) struct folder *folder = opened();

        assert_non_null(folder);
    }
    assert_true(file_exists("outside/.x.abcdef.tmp"));
}

static void test_follows_no_file(void **state)
{
    struct stat st;

    UNUSED(state);
    write_file("outside", "secret");
    assert_int_equal(mkdir("public", 0700), 0);
    assert_int_equal(symlink("../outside", "public/x"), 0);
    publish("x", "secret");
    assert_int_equal(lstat("public/x", &st), 0);
    assert_true(S_ISREG(st.st_mode));
    publish("x", "new");
    assert_file("outside", "secret");
}

static void test_follows_no_folder(void **state)
{
    AUTO(folder) struct folder *folder = opened();
    struct err err = {0};
    bool changed;

    UNUSED(state);
    assert_int_equal(mkdir("outside", 0700), 0);
    assert_int_equal(symlink("../outside", "public/a"), 0);
    assert_false(folder_stage(folder, "a/x", bytes_of("1"), &changed, &err));
    assert_string_equal(err.text,
            "cannot open the folder of a/x: Not a directory");
    assert_int_equal(files_in("outside"), 0);
}

static void test_needs_a_folder(void **state)
{
    struct folder *folder = NULL;
    struct err err = {0};

    UNUSED(state);
    write_file("public", "");
    assert_false(folder_open(&folder, "public", &err));
    assert_string_equal(err.text, "cannot open public: Not a directory");
    assert_null(folder);
}

/* ---- reading ---- */

static void test_reads_what_it_may(void **state)
{
    AUTO(arena) struct arena a = {0};
    struct bytes bytes;
    struct err err = {0};

    UNUSED(state);
    write_file("public", "12345");
    assert_true(file_read(&bytes, &a, "public", 5, &err));
    assert_int_equal(bytes.size, 5);
    assert_false(file_read(&bytes, &a, "public", 4, &err));
    assert_string_equal(err.text, "public is larger than 4 bytes");
    assert_false(file_read(&bytes, &a, "away", 4, &err));
    assert_string_equal(err.text,
            "cannot open away: No such file or directory");
    assert_false(file_read(&bytes, &a, ".", 4, &err));
    assert_string_equal(err.text, ". is no file");
    assert_int_equal(mkfifo("outside", 0600), 0);
    assert_false(file_read(&bytes, &a, "outside", 4, &err));
}

static void test_lists_in_order(void **state)
{
    AUTO(arena) struct arena a = {0};
    struct name *names = NULL;
    struct err err = {0};

    UNUSED(state);
    publish("b.x", "");
    publish("a.x", "");
    publish("B.x", "");
    publish("a.xy", "");
    publish(".c.x", "");
    publish(".x", "");
    publish("d.x/e", "");
    assert_true(folder_list(&names, &a, "public", ".x", &err));
    assert_string_equal(names->text, "B.x");
    assert_string_equal(names->next->text, "a.x");
    assert_string_equal(names->next->next->text, "b.x");
    assert_null(names->next->next->next);
    assert_false(folder_list(&names, &a, "away", ".x", &err));
}

/* ---- */

static void remove_all(const char *path)
{
    DIR *dir = opendir(path);

    for (const struct dirent *item; dir && (item = readdir(dir));) {
        char below[400];

        snprintf(below, sizeof(below), "%s/%s", path, item->d_name);
        if (item->d_name[strspn(item->d_name, ".")] == '\0')
            continue;
        if (item->d_type == DT_DIR)
            remove_all(below);
        else
            unlink(below);
    }
    if (dir)
        closedir(dir);
    if (rmdir(path) < 0)
        unlink(path);
}

static int clean(void **state)
{
    UNUSED(state);
    remove_all("public");
    remove_all("outside");
    return 0;
}

#define TEST(name) cmocka_unit_test_teardown(test_##name, clean)

int main(void)
{
    const struct CMUnitTest tests[] = {
            TEST(replaces),
            TEST(leaves_the_same),
            TEST(without_commit_nothing),
            TEST(removes),
            TEST(sweeps),
            TEST(sweeps_no_other_folder),
            TEST(follows_no_file),
            TEST(follows_no_folder),
            TEST(needs_a_folder),
            TEST(reads_what_it_may),
            TEST(lists_in_order),
    };
    char folder[] = "/tmp/test_file.XXXXXX";
    int failed;

    if (!mkdtemp(folder) || chdir(folder) < 0)
        return 1;
    umask(077);
    failed = RUN_TABLE(rows, check);
    clean(NULL);
    failed += cmocka_run_group_tests(tests, NULL, NULL);
    rmdir(folder);
    return failed != 0;
}
