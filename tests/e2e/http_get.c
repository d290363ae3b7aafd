/*
 * http_get.c - usage: http_get [OPTION...] URL...
 *
 * Asks for all URLs at once and prints how each went, a JSON object a line, in
 * the order in which they end. Options hold for all of them.
 */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/record.h"
#include "http/http.h"

static void add_text(struct buf *out, const char *name, const char *value)
{
    if (!value)
        return;
    buf_printf(out, "\"%s\": ", name);
    json_text(out, value);
    buf_text(out, ", ");
}

static const char *name_of(enum http_failure failure)
{
    static const char *const names[] = {
            [HTTP_OK] = NULL,
            [HTTP_REFUSED] = "refused",
            [HTTP_DNS] = "dns",
            [HTTP_CONNECT] = "connect",
            [HTTP_TLS] = "tls",
            [HTTP_TIMEOUT] = "timeout",
            [HTTP_TOO_LARGE] = "too-large",
            [HTTP_REDIRECTS] = "redirects",
            [HTTP_CUT] = "cut",
            [HTTP_HELD] = "held",
            [HTTP_STOPPED] = "stopped",
            [HTTP_PROTOCOL] = "protocol",
    };

    return names[failure];
}

static void print(void *arg, const struct http_response *r)
{
    AUTO(buf) struct buf out = {0};

    buf_text(&out, "{");
    add_text(&out, "asked", arg);
    add_text(&out, "failure", name_of(r->failure));
    add_text(&out, "error", r->error);
    add_text(&out, "url", r->url);
    add_text(&out, "moved_to", r->moved_to);
    add_text(&out, "etag", r->etag);
    add_text(&out, "last_modified", r->last_modified);
    add_text(&out, "content_type", r->content_type);
    add_text(&out, "content_location", r->content_location);
    add_text(&out, "content_coding", r->content_coding);
    add_text(&out, "retry_after", r->retry_after);
    add_text(&out, "cache_control", r->cache_control);
    add_text(&out, "expires", r->expires);
    if (r->size > 0 && r->size < 1024 && !r->content_coding)
        add_text(&out, "body", r->body);
    printf("%s\"status\": %d, \"hops\": %d, \"date\": %lld, \"size\": %zu}\n",
            out.data, r->status, r->hops, (long long)r->date, r->size);
}

static void read_options(struct http_options *options,
        struct http_request *request, int argc, char **argv)
{
    static const struct option names[] = {
            {"accept",           required_argument, NULL, 'a'},
            {"deltas",              no_argument, NULL, 'd'},
            {"form",                  required_argument, NULL, 'f'},
            {"proxy",required_argument, NULL, 'x'},
            {"user-agent",               required_argument, NULL, 'u'},
            {"ca-file",             required_argument, NULL, 'c'},
            {"etag",              required_argument, NULL, 'e'},
            {"gap",                  required_argument, NULL, 'g'},
            {"last-modified",        required_argument, NULL, 'm'},
            {"allow-private",               no_argument, NULL, 'p'},
            {"validated",       required_argument, NULL, 'v'},
            {0             },
    };
    int option;

    while ((option = getopt_long(argc, argv, "", names, NULL)) != -1) {
        const char **texts[] = {
                ['a'] = &request->accept,
                ['c'] = &options->ca_file,
                ['f'] = &request->form,
                ['u'] = &request->user_agent,
                ['x'] = &options->proxy,
                ['e'] = &request->etag,
                ['m'] = &request->last_modified,
                ['v'] = &request->validated,
        };

        if (option == '?')
            exit(2);
        if (option == 'p')
            request->allow_private = true;
        else if (option == 'g')
            options->gap_ms = options->private_gap_ms = (int)strtol(optarg,
                    NULL, 10);
        else if (option == 'd')
            request->deltas = true;
        else
            *texts[option] = optarg;
    }
}

int main(int argc, char **argv)
{
    AUTO(http) struct http *http = NULL;
    struct http_options options = {
            .user_agent = "affluent-test/1 (mailto:test@example.org)"};
    struct http_request request = {0};
    struct err err = {0};

    read_options(&options, &request, argc, argv);
    if (!http_open(&http, &options, &err)) {
        fprintf(stderr, "%s\n", err.text);
        return 1;
    }
    for (int i = optind; i < argc; i++) {
        request.url = argv[i];
        http_get(http, &request, print, argv[i]);
    }
    while (http_pending(http) > 0) {
        if (!http_step(http, NULL, 0, 1000, &err)) {
            fprintf(stderr, "%s\n", err.text);
            return 1;
        }
    }
    return 0;
}
