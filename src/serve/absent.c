/* absent.c - in the place of serve.c, where there is no libmicrohttpd. */
#include "serve/serve.h"

bool serve_open(struct serve **out, const struct serve_options *options,
        struct err *err)
{
    UNUSED(out);
    UNUSED(options);
    return fail(err, ERR_USAGE,
            "this program was built without libmicrohttpd, which serving "
            "needs");
}

void serve_auto(struct serve **serve)
{
    UNUSED(serve);
}

void serve_tidy(struct serve *serve)
{
    UNUSED(serve);
}

int serve_port(const struct serve *serve)
{
    UNUSED(serve);
    return 0;
}

const char *serve_url(const struct serve *serve)
{
    UNUSED(serve);
    return NULL;
}
