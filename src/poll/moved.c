#include <string.h>

#include "base/url.h"
#include "poll/moved.h"

static void forget(struct source_state *state)
{
    state->moved_to = NULL;
    state->moved_since = state->moved_polls = 0;
}

bool moved_is_proved(const struct live_source *live, int64_t now)
{
    const struct source_state *state = live->state;

    return state->moved_to && state->moved_polls >= MOVED_POLLS &&
            now - state->moved_since >= MOVED_SECONDS;
}

const char *moved_address(const struct live_source *live, int64_t now)
{
    /* Credentials are for the address that was configured. */
    return moved_is_proved(live, now) && !live->source->userinfo
            ? live->state->moved_to
            : live->source->url;
}

bool moved_allows_private(const struct live_source *live, const char *address)
{
    AUTO(arena) struct arena a = {0};
    const char *host = url_host(&a, address);
    const char *own = url_host(&a, live->source->url);

    return live->source->allow_private && host && own && strcmp(host, own) == 0;
}

void moved_settle(struct live_source *live, const char *address,
        const char *moved_to, bool well, int64_t now)
{
    struct source_state *state = live->state;
    bool adopted = strcmp(address, live->source->url) != 0;

    if (adopted ? !well || moved_to : well && !moved_to)
        forget(state);
    if (adopted || !moved_to || !well)
        return;
    if (!state->moved_to || strcmp(state->moved_to, moved_to) != 0) {
        forget(state);
        state->moved_to = moved_to;
        state->moved_since = now;
    }
    state->moved_polls++;
}
