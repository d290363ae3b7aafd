#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/date.h"
#include "base/hash.h"
#include "base/text.h"
#include "mail/message.h"

enum {
    LINE_MAX_QP = 76, /* RFC 2045 section 6.7 */
    WORD_MAX = 50,    /* of an encoded word, beside "=?UTF-8?Q?" and "?=" and
                         a header's name: RFC 2047 section 2 allows 75 */
    PLAIN_MAX = 60,   /* of a text that needs no folding */
};

static void end_line(struct buf *out)
{
    buf_add(out, "\r\n", 2);
}

/* ---- headers ---- */

/* Fits in one line as it is. */
static bool is_plain(const char *text)
{
    size_t size = strlen(text);

    for (size_t i = 0; i < size; i++)
        if (!isalnum((unsigned char)text[i]) && !strchr(" -.,/!'", text[i]))
            return false;
    return size <= PLAIN_MAX;
}

/* Controls end words like spaces do. */
static void add_encoded(struct buf *out, const char *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        unsigned char c = (unsigned char)bytes[i];

        if (c <= ' ' || c == 0x7F)
            buf_char(out, '_');
        else if (c < 0x80 && isalnum(c))
            buf_char(out, (char)c);
        else
            buf_printf(out, "=%02X", c);
    }
}

/* As words of RFC 2047 that no character is cut by, each in a line of its own.
 */
static void words(struct buf *out, const char *text)
{
    size_t size = strlen(text), at = 0;
    AUTO(buf) struct buf word = {0};

    if (is_plain(text)) {
        buf_text(out, text);
        return;
    }
    while (at < size) {
        size_t first = at, before = word.size;

        text_next(text, size, &at);
        add_encoded(&word, text + first, at - first);
        if (word.size <= WORD_MAX)
            continue;
        buf_text(out, "=?UTF-8?Q?");
        buf_add(out, word.data, before);
        buf_text(out, "?=\r\n ");
        at = first;
        buf_clear(&word);
    }
    buf_printf(out, "=?UTF-8?Q?%s?=", word.size > 0 ? word.data : "");
}

const char *message_address(const char *mailbox, size_t *size)
{
    const char *open = strrchr(mailbox, '<');

    *size = open ? strcspn(open + 1, ">") : strlen(mailbox);
    return open ? open + 1 : mailbox;
}

static void mailbox(struct buf *out, const char *name, const char *mailbox)
{
    const char *open = strrchr(mailbox, '<');
    size_t size;
    const char *address = message_address(mailbox, &size);

    buf_printf(out, "%s: ", name);
    if (open) {
        AUTO(arena) struct arena a = {0};
        char *said = text_line(&a, mailbox, (size_t)(open - mailbox));

        if (said)
            words(out, said);
        buf_text(out, said ? " " : "");
    }
    buf_printf(out, "<%.*s>", (int)size, address);
    end_line(out);
}

static void date(struct buf *out, const struct message *m)
{
    int east = m->offset < 0 ? -m->offset : m->offset;
    char text[DATE_RFC822_SIZE];

    date_write_rfc822(text, m->date + m->offset);
    *strrchr(text, ' ') = '\0'; /* "GMT" */
    buf_printf(out, "Date: %s %c%02d%02d\r\n", text, m->offset < 0 ? '-' : '+',
            east / 3600, east / 60 % 60);
}

/* One click is enough where the page is safe (RFC 8058 section 3). */
static void list(struct buf *out, const struct message *m)
{
    buf_text(out, "List-Id: ");
    words(out, m->list_name);
    buf_printf(out, "\r\n <%s>\r\n", m->list_id);
    if (!m->unsubscribe)
        return;
    buf_printf(out, "List-Unsubscribe: <%s>\r\n", m->unsubscribe);
    if (strncasecmp(m->unsubscribe, "https:", 6) == 0)
        buf_text(out, "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n");
}

/* ---- bodies ---- */

/* A soft break, where so much more would be too much. */
static void make_room(struct buf *out, size_t *column, size_t more)
{
    if (*column + more < LINE_MAX_QP)
        return;
    buf_text(out, "=\r\n");
    *column = 0;
}

/* RFC 2045 section 6.7. */
static void quoted_printable(struct buf *out, const char *text)
{
    size_t column = 0;

    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        bool ends = text[1] == '\n' || text[1] == '\0';

        if (c == '\n') {
            end_line(out);
            column = 0;
        } else if ((c > ' ' && c < 0x7F && c != '=') || (c == ' ' && !ends)) {
            make_room(out, &column, 1);
            buf_char(out, (char)c);
            column++;
        } else {
            make_room(out, &column, 3);
            buf_printf(out, "=%02X", c);
            column += 3;
        }
    }
    if (column > 0)
        end_line(out);
}

static void part(struct buf *out, const char *boundary, const char *type,
        const char *text)
{
    buf_printf(out,
            "--%s\r\nContent-Type: %s; charset=utf-8\r\n"
            "Content-Transfer-Encoding: quoted-printable\r\n\r\n",
            boundary, type);
    quoted_printable(out, text);
}

/* No line of a body that is encoded holds "=_". */
static void write_boundary(struct buf *out, const struct message *m)
{
    uint64_t hash = hash_text(hash_text(HASH_START, m->id), m->html);

    buf_printf(out, "=_%016llx", (unsigned long long)hash);
}

void message_write(struct buf *out, const struct message *m)
{
    AUTO(buf) struct buf boundary = {0};

    write_boundary(&boundary, m);
    mailbox(out, "From", m->from);
    mailbox(out, "To", m->to);
    buf_text(out, "Subject: ");
    words(out, m->subject);
    end_line(out);
    date(out, m);
    buf_printf(out, "Message-ID: <%s>\r\n", m->id);
    list(out, m);
    buf_text(out, "Auto-Submitted: auto-generated\r\nPrecedence: bulk\r\n");
    buf_printf(out,
            "MIME-Version: 1.0\r\n"
            "Content-Type: multipart/alternative; boundary=\"%s\"\r\n\r\n",
            boundary.data);
    part(out, boundary.data, "text/plain", m->text);
    part(out, boundary.data, "text/html", m->html);
    buf_printf(out, "--%s--\r\n", boundary.data);
}
