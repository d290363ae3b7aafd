#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "cmd/findings.h"
#include "cmd/progress.h"
#include "cmd/work.h"
#include "judge/settle.h"
#include "judge/texts.h"
#include "publish/delivery.h"
#include "publish/ping.h"
#include "publish/publish.h"

bool work_config(const char **out, const struct call *call, struct err *err)
{
    *out = call->config;
    return *out ||
            fail(err, ERR_CONFIG,
                    "no configuration: there is no affluent.conf here and none "
                    "in /etc/affluent; affluent init writes one, --config FILE "
                    "names one");
}

bool work_load(struct config **out, const char *path, struct err *err)
{
    AUTO(report) struct report report = {0};

    if (config_load(out, path, &report))
        return true;
    findings_print(&report, NULL);
    return fail(err, ERR_CONFIG, "%s: %d mistake%s", path, report.count,
            report.count == 1 ? "" : "s");
}

static bool open_run(struct run **out, const struct call *call,
        enum run_mode mode, const char *rules, struct err *err)
{
    AUTO(report) struct report report = {0};
    struct run_wish wish = {.rules = rules, .now = call->now, .mode = mode};
    bool opened;

    if (!work_config(&wish.config, call, err))
        return false;
    opened = run_open(out, &wish, &report, err);
    findings_print(&report, NULL);
    return opened;
}

bool work_open(struct run **out, const struct call *call, enum run_mode mode,
        struct err *err)
{
    return open_run(out, call, mode, NULL, err);
}

bool work_try(struct run **out, const struct call *call, const char *rules,
        struct err *err)
{
    return open_run(out, call, RUN_TRY, rules, err);
}

bool work_write_new(const char *path, const char *text, struct err *err)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    size_t size = strlen(text);
    ssize_t written;

    if (fd < 0 && errno == EEXIST)
        return fail(err, ERR_SYSTEM,
                "%s: is there already; nothing was changed", path);
    if (fd < 0)
        return fail(err, ERR_SYSTEM, "%s: cannot be written: %s", path,
                strerror(errno));
    written = write(fd, text, size);
    if (close(fd) == 0 && written == (ssize_t)size)
        return true;
    err_set(err, ERR_SYSTEM, "%s: cannot be written: %s", path,
            strerror(errno));
    unlink(path); /* half of it would be in the way of the next try */
    return false;
}

static void remove_arguments(struct call *call, int at, int count)
{
    for (int i = at; i + count <= call->argc; i++)
        call->argv[i] = call->argv[i + count];
    call->argc -= count;
}

bool work_flag(struct call *call, const char *name)
{
    for (int i = 1; i < call->argc; i++) {
        if (strcmp(call->argv[i], name) == 0) {
            remove_arguments(call, i, 1);
            return true;
        }
    }
    return false;
}

bool work_option(const char **out, struct call *call, const char *name,
        struct err *err)
{
    size_t size = strlen(name);

    *out = NULL;
    for (int i = 1; i < call->argc; i++) {
        const char *word = call->argv[i];

        if (strncmp(word, name, size) != 0)
            continue;
        if (word[size] == '=') {
            *out = word + size + 1;
            remove_arguments(call, i, 1);
            return true;
        }
        if (word[size] != '\0')
            continue;
        if (i + 1 == call->argc)
            return fail(err, ERR_USAGE, "%s: what? A value must follow", name);
        *out = call->argv[i + 1];
        remove_arguments(call, i, 2);
        return true;
    }
    return true;
}

bool work_arguments(const struct call *call, int least, int most,
        struct err *err)
{
    int count = call->argc - 1;

    for (int i = 1; i < call->argc; i++) {
        const char *word = call->argv[i];

        if (strcmp(word, "--") == 0)
            break;
        if (word[0] == '-' && word[1] != '\0')
            return fail(err, ERR_USAGE, "%s: %s has no such option", word,
                    call->argv[0]);
    }
    if (count < least)
        return fail(err, ERR_USAGE, "%s: something is missing", call->argv[0]);
    return most < 0 || count <= most ||
            fail(err, ERR_USAGE, "%s: one argument too many for %s",
                    call->argv[most + 1], call->argv[0]);
}

bool work_known(const struct run *run, const char *name, struct err *err)
{
    return config_actor(run->config, name) ||
            config_source(run->config, name) ||
            fail(err, ERR_USAGE,
                    "%s: no actor and no source of that name: affluent status "
                    "lists them",
                    name);
}

bool work_fetch(struct run *run, const char *const *actors, bool force,
        struct err *err)
{
    struct progress progress = {0};
    struct fetch_options options = {
            .ca_file = getenv("SSL_CERT_FILE"),
            .actors = actors,
            .force = force,
            .progress = progress_is_wanted() ? progress_fetch : NULL,
            .progress_arg = &progress,
    };
    struct fetch_result result;
    bool good;

    if (!run->sources)
        log_warn("no sources: write one file per actor in %s",
                run->config->feeds);
    good = fetch_sources(run, &options, &result, err);
    progress_end(&progress);
    if (!good)
        return false;
    log_info("asked %d sources: %d unchanged, %d failed, %d new entries",
            result.asked, result.unchanged, result.failed, result.added);
    return result.failed == 0 ||
            fail(err, ERR_SOURCES, "%d source%s failed: see affluent status",
                    result.failed, result.failed == 1 ? "" : "s");
}

bool work_publish(struct run *run, struct err *err)
{
    struct publish_result result;

    settle_tell(run);
    if (!edition_build(run, err) || !publish(run, &result, err))
        return false;
    log_info("published %d streams: %d files are new or different",
            result.streams, result.written);
    return texts_keep(run, err) &&
            ping_hubs(run, getenv("SSL_CERT_FILE"), err) &&
            delivery_send(run, getenv("SSL_CERT_FILE"), err);
}
