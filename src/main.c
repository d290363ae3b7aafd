#include <locale.h>
#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/compress.h"
#include "base/date.h"
#include "base/log.h"
#include "cmd/command.h"
#include "cmd/commands.h"

/* What a script can tell apart; documented in affluent(1). */
static const int exit_codes[] = {
        [ERR_NONE] = 0,
        [ERR_SYSTEM] = 1,
        [ERR_USAGE] = 2,
        [ERR_CONFIG] = 2,
        [ERR_DOCUMENT] = 1,
        [ERR_SOURCES] = 3,
        [ERR_LOCKED] = 4,
        [ERR_STORE] = 5,
        [ERR_ABSENT] = 1,
        [ERR_LATE] = 1,
};

/* What every command takes, before or after its name. */
enum global { CONFIG, NOW, JSON, QUIET, VERBOSE, VERSION, HELP, GLOBALS };

static const struct {
    const char *name, *short_name;
    bool has_value;
} globals[GLOBALS] = {
        [CONFIG] = {"--config",  NULL, true },
        [NOW] = {"--now",     NULL, true },
        [JSON] = {"--json",    NULL, false},
        [QUIET] = {"--quiet",   "-q", false},
        [VERBOSE] = {"--verbose", "-v", false},
        [VERSION] = {"--version", NULL, false},
        [HELP] = {"--help",    "-h", false},
};

/* The options that were given; the rest of the line is left in argv. */
struct given {
    const char *values[GLOBALS]; /* "" for those without a value */
};

/* GLOBALS where word is none of them; *value is what follows a "=". */
static enum global find_global(const char *word, const char **value)
{
    for (int i = 0; i < GLOBALS; i++) {
        size_t size = strlen(globals[i].name);

        *value = NULL;
        if (strcmp(word, globals[i].name) == 0 ||
                (globals[i].short_name &&
                        strcmp(word, globals[i].short_name) == 0))
            return (enum global)i;
        if (globals[i].has_value && strncmp(word, globals[i].name, size) == 0 &&
                word[size] == '=') {
            *value = word + size + 1;
            return (enum global)i;
        }
    }
    return GLOBALS;
}

static bool take_globals(struct given *given, int *argc, char **argv,
        struct err *err)
{
    int left = 1, i;

    for (i = 1; i < *argc && strcmp(argv[i], "--") != 0; i++) {
        const char *value;
        enum global which = find_global(argv[i], &value);

        if (which == GLOBALS) {
            argv[left++] = argv[i];
            continue;
        }
        if (globals[which].has_value && !value) {
            if (i + 1 == *argc)
                return fail(err, ERR_USAGE, "%s: what? A value must follow",
                        argv[i]);
            value = argv[++i];
        }
        given->values[which] = value ? value : "";
    }
    while (i < *argc)
        argv[left++] = argv[i++];
    argv[left] = NULL;
    *argc = left;
    return true;
}

/* RFC 3339, or seconds since 1970. */
static bool read_now(const char *text, int64_t *out, struct err *err)
{
    char *end;

    if (!text) {
        *out = (int64_t)time(NULL);
        return true;
    }
    *out = strtoll(text, &end, 10);
    if (*text && *end == '\0')
        return true;
    return date_read(text, out, NULL) ||
            fail(err, ERR_USAGE,
                    "%s: not a time: write 2022-05-31T11:31:00Z, or seconds",
                    text);
}

static const char *find_config(const char *given)
{
    static const char *const places[] = {"affluent.conf",
            "/etc/affluent/affluent.conf"};

    if (given)
        return given;
    if (getenv("AFFLUENT_CONFIG"))
        return getenv("AFFLUENT_CONFIG");
    for (size_t i = 0; i < COUNT(places); i++)
        if (access(places[i], F_OK) == 0)
            return places[i];
    return NULL;
}

static bool fill_call(struct call *call, const struct given *given,
        struct err *err)
{
    const char *now = given->values[NOW];

    call->config = find_config(given->values[CONFIG]);
    call->json = given->values[JSON] != NULL;
    call->verbosity = given->values[VERBOSE] ? 1
            : given->values[QUIET]           ? -1
                                             : 0;
    if (call->verbosity != 0)
        log_threshold = call->verbosity > 0 ? LOG_INFO : LOG_ERROR;
    return read_now(now ? now : getenv("AFFLUENT_NOW"), &call->now, err);
}

static int complain(const struct err *err, const struct command *command)
{
    /* That something is not published is an answer, and printed already. */
    if (err->kind == ERR_SOURCES)
        log_info("%s", err->text);
    else if (err->kind != ERR_ABSENT)
        log_error("%s", err->text);
    if (err->kind == ERR_USAGE && command)
        fprintf(stderr, "See: affluent help %s\n", command->name);
    return exit_codes[err->kind];
}

static bool run_command(const struct command *command, const struct call *call,
        struct err *err)
{
    if (!command->run(call, err))
        return false;
    return (fflush(stdout) == 0 && !ferror(stdout)) ||
            fail(err, ERR_SYSTEM, "cannot write the output");
}

/* What one large document needed goes back to the system: glibc would keep it
 * for the next. */
static void return_memory(void)
{
    enum { MIB = 1024 * 1024 };

    mallopt(M_MMAP_THRESHOLD, MIB);
    mallopt(M_TRIM_THRESHOLD, 2 * MIB);
}

/* And what the build can do besides. */
static void print_version(void)
{
    printf("affluent %s\ncompresses:", AFFLUENT_VERSION);
    for (size_t i = 0; i < CODING_COUNT; i++)
        if (codings[i]->compress)
            printf(" %s", codings[i]->name);
    putchar('\n');
}

int main(int argc, char **argv)
{
    const struct command *command = NULL;
    struct given given = {0};
    struct call call = {0};
    struct err err = {0};

    setlocale(LC_CTYPE, "C.UTF-8"); /* host names beyond ASCII ask for it */
    signal(SIGPIPE, SIG_IGN);
    return_memory();
    umask(077); /* what is published gets its mode by itself */
    if (!take_globals(&given, &argc, argv, &err) ||
            !fill_call(&call, &given, &err))
        return complain(&err, NULL);
    if (given.values[VERSION]) {
        print_version();
        return 0;
    }
    if (argc > 1)
        command = command_find(argv[1]);
    if (argc > 1 && !command) {
        command_unknown(&err, argv[1]);
        return complain(&err, NULL);
    }
    if (!command || given.values[HELP]) {
        command_help(given.values[HELP] ? stdout : stderr, command);
        return given.values[HELP] ? 0 : exit_codes[ERR_USAGE];
    }
    call.argc = argc - 1;
    call.argv = argv + 1;
    return run_command(command, &call, &err) ? 0 : complain(&err, command);
}
