#include <string.h>

#include "base/date.h"
#include "base/record.h"
#include "base/text.h"

enum { DEPTH_MAX = 8, LIST_MAX = 100 * 1000 };

struct chain {
    struct chain *next;
};

void list_add(void *list, void *last)
{
    struct chain **tail = list;

    while (*tail)
        tail = &(*tail)->next;
    *tail = last;
}

void list_add_most(void *list, void *last, size_t most)
{
    struct chain **tail = list;

    for (; *tail && most > 0; most--)
        tail = &(*tail)->next;
    if (most > 0)
        *tail = last;
}

static const void *at(const void *record, const struct member *member)
{
    return (const char *)record + member->offset;
}

/* ---- packing ---- */

/* Seven bits a byte, the lowest first. */
static void put_number(struct buf *out, uint64_t number)
{
    while (number >= 0x80) {
        buf_char(out, (char)(number | 0x80));
        number >>= 7;
    }
    buf_char(out, (char)number);
}

/* Small negative numbers are short, too. */
static void put_signed(struct buf *out, int64_t number)
{
    put_number(out, ((uint64_t)number << 1) ^ (uint64_t)(number >> 63));
}

/* The length plus one, the bytes, and a NUL for the reader; 0: absent. */
static void put_bytes(struct buf *out, const char *bytes, size_t size)
{
    if (!bytes) {
        put_number(out, 0);
        return;
    }
    put_number(out, size + 1);
    buf_add(out, bytes, size);
    buf_char(out, '\0');
}

static void put_list(struct buf *out, const struct shape *shape,
        const struct chain *first)
{
    uint64_t count = 0;

    for (const struct chain *c = first; c; c = c->next)
        count++;
    put_number(out, count);
    for (const struct chain *c = first; c; c = c->next)
        record_pack(out, shape, c);
}

static void put_member(struct buf *out, const struct member *member,
        const void *value)
{
    const char *text;
    const struct bytes *bytes;
    const void *one;

    switch (member->type) {
    case MEMBER_TEXT:
        text = *(const char *const *)value;
        put_bytes(out, text, text ? strlen(text) : 0);
        break;
    case MEMBER_BYTES:
        bytes = value;
        put_bytes(out, bytes->data, bytes->size);
        break;
    case MEMBER_INT:
    case MEMBER_TIME:
        put_signed(out, *(const int64_t *)value);
        break;
    case MEMBER_FLAG:
        put_number(out, *(const bool *)value);
        break;
    case MEMBER_ONE:
        one = *(const void *const *)value;
        put_number(out, one != NULL);
        if (one)
            record_pack(out, member->of, one);
        break;
    case MEMBER_LIST:
        put_list(out, member->of, *(const struct chain *const *)value);
        break;
    }
}

/* The length has a fixed width, so that it can be filled in afterwards. */
void record_pack(struct buf *out, const struct shape *shape, const void *record)
{
    static const char room[4] = {0};
    size_t start = out->size;
    uint32_t size;

    buf_add(out, room, sizeof(room));
    for (size_t i = 0; i < shape->count; i++)
        put_member(out, &shape->members[i], at(record, &shape->members[i]));
    if (out->full)
        return;
    size = (uint32_t)(out->size - start - sizeof(room));
    for (size_t i = 0; i < sizeof(room); i++)
        out->data[start + i] = (char)(size >> (8 * i));
}

/* ---- reading back ---- */

struct reader {
    const char *at, *end;
    struct arena *arena;
    struct err *err;
    int depth;
};

static bool broken(struct reader *r)
{
    return fail(r->err, ERR_SYSTEM, "a packed record is broken");
}

static bool get_number(struct reader *r, uint64_t *out)
{
    uint64_t number = 0;

    for (int shift = 0; shift < 64 && r->at < r->end; shift += 7) {
        unsigned char byte = (unsigned char)*r->at++;

        number |= (uint64_t)(byte & 0x7F) << shift;
        if (byte < 0x80) {
            *out = number;
            return true;
        }
    }
    return broken(r);
}

static bool get_signed(struct reader *r, int64_t *out)
{
    uint64_t number;

    if (!get_number(r, &number))
        return false;
    *out = (int64_t)(number >> 1) ^ -(int64_t)(number & 1);
    return true;
}

static bool get_bytes(struct reader *r, struct bytes *out)
{
    uint64_t size;

    *out = (struct bytes){0};
    if (!get_number(r, &size))
        return false;
    if (size == 0)
        return true;
    /* size - 1 bytes and a NUL */
    if (size > (uint64_t)(r->end - r->at) || r->at[size - 1] != '\0')
        return broken(r);
    *out = (struct bytes){r->at, (size_t)size - 1};
    r->at += size;
    return true;
}

static bool is_text(struct bytes bytes)
{
    for (size_t i = 0; i < bytes.size; i++) {
        unsigned char c = (unsigned char)bytes.data[i];

        if (c < ' ' && c != '\t' && c != '\n' && c != '\r')
            return false;
    }
    return text_is_utf8(bytes.data, bytes.size);
}

/* What date_write() can write: the years 1 to 9999. */
static bool is_time(int64_t seconds)
{
    return seconds >= -62135596800 && seconds <= 253402300799;
}

static bool get_record(struct reader *r, const struct shape *shape, void *out);

static bool get_list(struct reader *r, const struct shape *shape,
        struct chain **out)
{
    uint64_t count;

    if (!get_number(r, &count))
        return false;
    if (count > LIST_MAX)
        return broken(r);
    for (struct chain **tail = out; count > 0; count--) {
        *tail = arena_alloc(r->arena, shape->size);
        if (!get_record(r, shape, *tail))
            return false;
        tail = &(*tail)->next;
    }
    return true;
}

static bool get_one(struct reader *r, const struct shape *shape, void **out)
{
    uint64_t there;

    if (!get_number(r, &there))
        return false;
    if (there == 0)
        return true;
    *out = arena_alloc(r->arena, shape->size);
    return get_record(r, shape, *out);
}

static bool get_member(struct reader *r, const struct member *member, void *out)
{
    struct bytes bytes;
    uint64_t flag;

    switch (member->type) {
    case MEMBER_TEXT:
        if (!get_bytes(r, &bytes))
            return false;
        if (!is_text(bytes))
            return broken(r);
        *(const char **)out = bytes.data;
        return true;
    case MEMBER_BYTES:
        return get_bytes(r, out);
    case MEMBER_INT:
        return get_signed(r, out);
    case MEMBER_TIME:
        return get_signed(r, out) && (is_time(*(int64_t *)out) || broken(r));
    case MEMBER_FLAG:
        if (!get_number(r, &flag))
            return false;
        *(bool *)out = flag != 0;
        return true;
    case MEMBER_ONE:
        return get_one(r, member->of, out);
    case MEMBER_LIST:
        return get_list(r, member->of, out);
    }
    return broken(r);
}

static bool get_size(struct reader *r, size_t *out)
{
    *out = 0;
    if (r->end - r->at < 4)
        return broken(r);
    for (int i = 0; i < 4; i++)
        *out |= (size_t)(unsigned char)r->at[i] << (8 * i);
    r->at += 4;
    return *out <= (size_t)(r->end - r->at) || broken(r);
}

static bool get_record(struct reader *r, const struct shape *shape, void *out)
{
    const char *outer_end = r->end;
    size_t size;

    if (!get_size(r, &size) || ++r->depth > DEPTH_MAX)
        return broken(r);
    r->end = r->at + size;
    for (size_t i = 0; i < shape->count && r->at < r->end; i++) {
        const struct member *member = &shape->members[i];

        if (!get_member(r, member, (char *)out + member->offset))
            return false;
    }
    r->at = r->end; /* members of a newer program */
    r->end = outer_end;
    r->depth--;
    return true;
}

bool record_unpack(void *out, struct arena *a, const struct shape *shape,
        struct bytes packed, struct err *err)
{
    struct reader r = {packed.data, packed.data + packed.size, a, err, 0};

    memset(out, 0, shape->size);
    return get_record(&r, shape, out);
}

/* ---- JSON ---- */

void json_text(struct buf *out, const char *text)
{
    const char *plain = text;

    buf_char(out, '"');
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;

        if (c >= ' ' && c != '"' && c != '\\' && c != 0x7F)
            continue;
        buf_add(out, plain, (size_t)(text - plain));
        plain = text + 1;
        if (c == '"' || c == '\\')
            buf_printf(out, "\\%c", c);
        else if (c == '\n')
            buf_text(out, "\\n");
        else
            buf_printf(out, "\\u%04x", c);
    }
    buf_add(out, plain, (size_t)(text - plain));
    buf_char(out, '"');
}

static void new_line(struct buf *out, int depth)
{
    buf_printf(out, "\n%*s", 2 * depth, "");
}

static void json_record(struct buf *out, const struct shape *shape,
        const void *record, int depth);

static void json_list(struct buf *out, const struct shape *shape,
        const struct chain *first, int depth)
{
    buf_char(out, '[');
    for (const struct chain *c = first; c; c = c->next) {
        new_line(out, depth + 1);
        json_record(out, shape, c, depth + 1);
        if (c->next)
            buf_char(out, ',');
    }
    if (first)
        new_line(out, depth);
    buf_char(out, ']');
}

static void json_time(struct buf *out, int64_t seconds)
{
    char date[DATE_SIZE];

    date_write(date, seconds);
    json_text(out, date);
}

static bool is_absent(const struct member *member, const void *value)
{
    if (member->always)
        return false;
    switch (member->type) {
    case MEMBER_TEXT:
    case MEMBER_ONE:
    case MEMBER_LIST:
        return *(const void *const *)value == NULL;
    case MEMBER_INT:
    case MEMBER_TIME:
        return *(const int64_t *)value == 0;
    case MEMBER_FLAG:
        return !*(const bool *)value;
    case MEMBER_BYTES:
        break;
    }
    return true; /* bytes have no JSON */
}

static void json_value(struct buf *out, const struct member *member,
        const void *value, int depth)
{
    switch (member->type) {
    case MEMBER_TEXT:
        json_text(out, *(const char *const *)value);
        break;
    case MEMBER_INT:
        buf_printf(out, "%lld", (long long)*(const int64_t *)value);
        break;
    case MEMBER_TIME:
        json_time(out, *(const int64_t *)value);
        break;
    case MEMBER_FLAG:
        buf_text(out, "true");
        break;
    case MEMBER_ONE:
        json_record(out, member->of, *(const void *const *)value, depth);
        break;
    case MEMBER_LIST:
        json_list(out, member->of, *(const struct chain *const *)value, depth);
        break;
    case MEMBER_BYTES:
        break;
    }
}

static void json_record(struct buf *out, const struct shape *shape,
        const void *record, int depth)
{
    const struct member *first = shape->members;
    const char *before = "";

    if (record && first->name && !*first->name) {
        json_value(out, first, at(record, first), depth);
        return;
    }
    buf_char(out, '{');
    for (size_t i = 0; record && i < shape->count; i++) {
        const struct member *member = &shape->members[i];
        const void *value = at(record, member);

        if (!member->name || is_absent(member, value))
            continue;
        buf_text(out, before);
        new_line(out, depth + 1);
        json_text(out, member->name);
        buf_text(out, ": ");
        json_value(out, member, value, depth + 1);
        before = ",";
    }
    if (*before)
        new_line(out, depth);
    buf_char(out, '}');
}

void record_json(struct buf *out, const struct shape *shape, const void *record)
{
    json_record(out, shape, record, 0);
}
