#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "cmd/progress.h"

enum { EVERY_MS = 100 };

bool progress_is_wanted(void)
{
    return log_threshold >= LOG_WARN && isatty(STDERR_FILENO);
}

static bool is_time(struct progress *progress)
{
    struct timespec clock;
    int64_t now;

    clock_gettime(CLOCK_MONOTONIC, &clock);
    now = (int64_t)clock.tv_sec * 1000 + clock.tv_nsec / 1000000;
    if (now < progress->next_ms)
        return false;
    progress->next_ms = now + EVERY_MS;
    progress->shown = true;
    return true;
}

void progress_fetch(void *arg, const struct fetch_result *result,
        size_t in_flight)
{
    if (!is_time(arg))
        return;
    fprintf(stderr,
            LOG_CLEAR "%d of %d sources, %zu in flight, %d failed, %.1f MB",
            result->done, result->due, in_flight, result->failed,
            (double)result->bytes / 1e6);
    fflush(stderr);
}

void progress_texts(void *arg, int done)
{
    if (!is_time(arg))
        return;
    fprintf(stderr, LOG_CLEAR "indexed the texts of %d entries", done);
    fflush(stderr);
}

void progress_end(const struct progress *progress)
{
    if (progress->shown)
        fputs(LOG_CLEAR, stderr);
}
