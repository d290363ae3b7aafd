#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <curl/curl.h>

#include "base/text.h"
#include "mail/smtp.h"

enum { CONNECT_MS = 10 * 1000, TOTAL_MS = 60 * 1000 };

struct smtp {
    CURL *easy;
    struct bytes message;
    size_t sent;
    struct buf reply; /* the server's last line that says no */
    char detail[CURL_ERROR_SIZE];
};

static const struct {
    CURLoption option;
    long value;
} constants[] = {
        {CURLOPT_NOSIGNAL,          1                      },
        {CURLOPT_CONNECTTIMEOUT_MS, CONNECT_MS             },
        {CURLOPT_TIMEOUT_MS,        TOTAL_MS               },
        {CURLOPT_NETRC,             CURL_NETRC_IGNORED     },
        {CURLOPT_SSL_VERIFYPEER,    1                      },
        {CURLOPT_SSL_VERIFYHOST,    2                      },
        {CURLOPT_SSLVERSION,        CURL_SSLVERSION_TLSv1_2},
        {CURLOPT_UPLOAD,            1                      },
};

static size_t on_read(char *data, size_t one, size_t room, void *arg)
{
    struct smtp *smtp = arg;
    size_t size = smtp->message.size - smtp->sent;

    room *= one;
    if (size > room)
        size = room;
    memcpy(data, smtp->message.data + smtp->sent, size);
    smtp->sent += size;
    return size;
}

static size_t on_reply(char *data, size_t one, size_t size, void *arg)
{
    struct smtp *smtp = arg;

    UNUSED(one);
    if (size > 0 && (data[0] == '4' || data[0] == '5')) {
        buf_clear(&smtp->reply);
        buf_add(&smtp->reply, data, size);
    }
    return size;
}

#define SET(easy, option, value) \
    (curl_easy_setopt((easy), (option), (value)) == CURLE_OK)

static bool set_user(CURL *easy, const char *userinfo)
{
    const char *colon = userinfo ? strchr(userinfo, ':') : NULL;
    char *user, *password;
    bool good;

    if (!colon)
        return true;
    user = curl_easy_unescape(easy, userinfo, (int)(colon - userinfo), NULL);
    password = curl_easy_unescape(easy, colon + 1, 0, NULL);
    good = user && password && SET(easy, CURLOPT_USERNAME, user) &&
            SET(easy, CURLOPT_PASSWORD, password);
    curl_free(user);
    curl_free(password);
    return good;
}

static bool set_up(struct smtp *smtp, const struct smtp_options *options)
{
    CURL *easy = smtp->easy;
    long tls = options->starttls ? CURLUSESSL_ALL : CURLUSESSL_NONE;

    for (size_t i = 0; i < COUNT(constants); i++)
        if (!SET(easy, constants[i].option, constants[i].value))
            return false;
    return SET(easy, CURLOPT_PROTOCOLS_STR, "smtp,smtps") &&
            SET(easy, CURLOPT_PROXY, "") &&
            SET(easy, CURLOPT_URL, options->server) &&
            SET(easy, CURLOPT_USE_SSL, tls) &&
            set_user(easy, options->userinfo) &&
            (!options->ca_file ||
                    SET(easy, CURLOPT_CAINFO, options->ca_file)) &&
            SET(easy, CURLOPT_ERRORBUFFER, smtp->detail) &&
            SET(easy, CURLOPT_READFUNCTION, on_read) &&
            SET(easy, CURLOPT_READDATA, smtp) &&
            SET(easy, CURLOPT_HEADERFUNCTION, on_reply) &&
            SET(easy, CURLOPT_HEADERDATA, smtp);
}

bool smtp_open(struct smtp **out, const struct smtp_options *options,
        struct err *err)
{
    AUTO(smtp) struct smtp *smtp = xcalloc(1, sizeof(*smtp));

    signal(SIGPIPE, SIG_IGN); /* TLS writes cannot be told to spare us */
    smtp->reply.max = sizeof(err->text);
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
        return fail(err, ERR_SYSTEM, "cannot start libcurl");
    smtp->easy = curl_easy_init();
    if (!smtp->easy || !set_up(smtp, options))
        return fail(err, ERR_SYSTEM,
                "libcurl %s lacks something that is needed for mail",
                curl_version_info(CURLVERSION_NOW)->version);
    *out = smtp;
    smtp = NULL; /* it is the caller's now */
    return true;
}

void smtp_auto(struct smtp **smtp)
{
    if (!*smtp)
        return;
    curl_easy_cleanup((*smtp)->easy);
    buf_auto(&(*smtp)->reply);
    free(*smtp);
    *smtp = NULL;
    curl_global_cleanup();
}

/* libcurl tells by its words alone which command it was that was refused. */
static enum smtp_outcome outcome_of(const struct smtp *smtp, CURLcode code)
{
    long status = 0;

    if (code == CURLE_OK)
        return SMTP_SENT;
    curl_easy_getinfo(smtp->easy, CURLINFO_RESPONSE_CODE, &status);
    if (code == CURLE_SEND_ERROR && strncmp(smtp->detail, "RCPT", 4) == 0)
        return status >= 500 && status <= 599 ? SMTP_REFUSED : SMTP_LATER;
    return smtp->sent > 0 ? SMTP_LATER : SMTP_DOWN;
}

static void explain(const struct smtp *smtp, CURLcode code, struct err *why)
{
    AUTO(arena) struct arena a = {0};
    const char *reply = smtp->reply.size > 0
            ? text_line(&a, smtp->reply.data, smtp->reply.size)
            : NULL;

    if (reply)
        err_set(why, ERR_SYSTEM, "it answers %s", reply);
    else
        err_set(why, ERR_SYSTEM, "%s",
                *smtp->detail ? smtp->detail : curl_easy_strerror(code));
}

enum smtp_outcome smtp_send(struct smtp *smtp, const char *from, const char *to,
        struct bytes message, struct err *why)
{
    struct curl_slist recipient = {.data = NULL};
    enum smtp_outcome outcome;
    CURLcode code;

    recipient.data = strdup(to);
    smtp->message = message;
    smtp->sent = 0;
    smtp->detail[0] = '\0';
    buf_clear(&smtp->reply);
    if (recipient.data && SET(smtp->easy, CURLOPT_MAIL_FROM, from) &&
            SET(smtp->easy, CURLOPT_MAIL_RCPT, &recipient) &&
            SET(smtp->easy, CURLOPT_INFILESIZE_LARGE, (curl_off_t)message.size))
        code = curl_easy_perform(smtp->easy);
    else
        code = CURLE_OUT_OF_MEMORY;
    outcome = outcome_of(smtp, code);
    if (outcome != SMTP_SENT)
        explain(smtp, code, why);
    curl_easy_setopt(smtp->easy, CURLOPT_MAIL_RCPT, NULL);
    free(recipient.data);
    return outcome;
}
