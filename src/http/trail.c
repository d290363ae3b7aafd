#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "http/trail.h"

/* RFC 9110 section 15.4 */
static const struct {
    int status;
    bool permanent;
} redirects[] = {
        {301, true },
        {302, false},
        {303, false},
        {307, false},
        {308, true },
};

bool trail_begin(struct trail *trail, const char *url, struct err *err)
{
    *trail = (struct trail){0};
    return target_read(&trail->start, url, NULL, err);
}

void trail_auto(struct trail *trail)
{
    target_auto(&trail->start);
    target_auto(&trail->hop);
    free(trail->moved_to);
    *trail = (struct trail){0};
}

const struct target *trail_now(const struct trail *trail)
{
    return trail->hop.url ? &trail->hop : &trail->start;
}

bool trail_is_redirect(int status)
{
    for (size_t i = 0; i < COUNT(redirects); i++)
        if (redirects[i].status == status)
            return true;
    return false;
}

static bool is_permanent(int status)
{
    for (size_t i = 0; i < COUNT(redirects); i++)
        if (redirects[i].status == status)
            return redirects[i].permanent;
    return false;
}

/* Credentials in the next hop's URL are the server's invention: not sent. Those
 * of the operator stay with their origin, and a way back to it through another
 * is not the operator's. */
static void settle_credentials(struct trail *trail, struct target *next)
{
    const struct target *start = &trail->start;
    bool own;

    trail->left = trail->left || !target_same_origin(next, start);
    own = start->user && !trail->left;
    free(next->user);
    free(next->password);
    next->user = own ? strdup(start->user) : NULL;
    next->password = own && start->password ? strdup(start->password) : NULL;
}

enum http_failure trail_follow(struct trail *trail, int status,
        const char *location, struct err *err)
{
    const struct target *now = trail_now(trail);
    struct target next;

    if (!location) {
        fail(err, ERR_SYSTEM, "%.200s redirects (%d) to nowhere", now->url,
                status);
        return HTTP_REDIRECTS;
    }
    if (trail->hops == HTTP_HOPS_MAX) {
        fail(err, ERR_SYSTEM, "more than %d redirects, the last to %.200s",
                HTTP_HOPS_MAX, location);
        return HTTP_REDIRECTS;
    }
    if (!target_read(&next, location, now, err)) {
        target_auto(&next);
        fail_in(err, "%.200s redirects", now->url);
        return HTTP_REFUSED;
    }
    settle_credentials(trail, &next);
    trail->insecure = trail->insecure || (now->tls && !next.tls);
    target_auto(&trail->hop);
    trail->hop = next;
    trail->hops++;
    trail->temporary = trail->temporary || !is_permanent(status) ||
            trail->insecure;
    if (!trail->temporary) {
        free(trail->moved_to);
        trail->moved_to = strdup(next.url);
    }
    return HTTP_OK;
}
