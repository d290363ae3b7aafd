#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/index.h"
#include "byline/phrase.h"
#include "input/coding.h"
#include "input/input.h"
#include "input/learned.h"
#include "normalise/normalise.h"
#include "run/reader.h"

struct named_zone {
    struct named_zone *next;
    const char *name;
    const struct zone *zone;
};

struct reader {
    struct arena arena;
    struct named_zone *zones;
};

bool reader_open(struct reader **out, const struct name_of *zones,
        struct err *err)
{
    AUTO(reader) struct reader *reader = xcalloc(1, sizeof(*reader));

    input_warm();
    for (; zones; zones = zones->next) {
        struct named_zone *zone = ARENA_NEW(&reader->arena, struct named_zone);

        zone->name = arena_text(&reader->arena, zones->text);
        if (!zone_load(&zone->zone, &reader->arena, zone->name, err))
            return false;
        list_add(&reader->zones, zone);
    }
    *out = reader;
    reader = NULL; /* it is the caller's now */
    return true;
}

void reader_auto(struct reader **reader)
{
    if (!*reader)
        return;
    arena_auto(&(*reader)->arena);
    free(*reader);
    *reader = NULL;
}

static const struct zone *find_zone(const struct reader *reader,
        const char *name)
{
    for (const struct named_zone *z = reader->zones; z; z = z->next)
        if (name && strcmp(z->name, name) == 0)
            return z->zone;
    return zone_utc();
}

/* ---- items that the store has already ---- */

/*
 * An item that says what it said is known by its digest, before anything is
 * made of it. What a list says of an article is less than what the store has of
 * it: there the key decides, and what of it lasts.
 */
struct known_set {
    bool by_key;
    struct index items;
};

bool reader_is_list(const char *kind)
{
    return kind && (strcmp(kind, "page") == 0 || strcmp(kind, "sitemap") == 0);
}

static struct known_set known_set(struct arena *a, const struct document *doc)
{
    struct known_set set = {.by_key = reader_is_list(doc->kind)};

    for (struct known *k = doc->known; k; k = k->next)
        index_put_number(&set.items, a, set.by_key ? k->key : k->digest, k);
    return set;
}

/* ---- one document ---- */

static struct bytes packed(struct arena *a, struct buf *scratch,
        const struct shape *shape, const void *record)
{
    buf_clear(scratch);
    record_pack(scratch, shape, record);
    return (struct bytes){arena_copy(a, scratch->data, scratch->size),
            scratch->size};
}

static void yield_known(struct yield *yield, const struct known *known)
{
    yield->known = true;
    yield->key = known->key;
    yield->item = yield->entry = (struct bytes){0};
}

static bool is_html(const char *format)
{
    return format && strcmp(format, "html") == 0;
}

/* What a list says of an article, but for counts and "two hours ago". */
static int64_t lasting(struct arena *a, const struct entry *entry)
{
    AUTO(buf) struct buf title = {0};
    const int64_t dates[] = {entry->published_reckoned ? 0 : entry->published,
            entry->updated_reckoned ? 0 : entry->updated};
    uint64_t hash = hash_bytes(HASH_START, dates, sizeof(dates));

    construct_show(&title, entry->title);
    hash = hash_text(hash,
            phrase_without_counts(a,
                    arena_copy(a, title.data ? title.data : "", title.size)));
    return hash ? (int64_t)hash : 1;
}

static struct yield *yield_item(struct arena *a, struct buf *scratch,
        const struct context *context, const struct known_set *set,
        const struct item *item)
{
    AUTO(arena) struct arena own = {0}; /* of the entry, until it is packed */
    AUTO(buf) struct buf blocks = {0};
    struct yield *yield = ARENA_NEW(a, struct yield);
    const char *kind = context->doc->kind ? context->doc->kind : "";
    const struct known *known;
    const struct entry *entry;
    bool cut = false;

    yield->item = packed(a, scratch, &item_shape, item);
    yield->digest = (int64_t)hash_bytes(HASH_START, yield->item.data,
            yield->item.size);
    known = index_get_number(&set->items, yield->digest);
    if (known && !set->by_key) {
        yield_known(yield, known);
        return yield;
    }
    if (strcmp(kind, "article") == 0 ||
            (strcmp(kind, "item") == 0 && is_html(context->doc->format)))
        item = learned_without(&blocks, &cut, &own, item, context->doc->chrome);
    if (cut)
        problem_add(&context->reading->problems, a, "content", 0, 0,
                "more than %d blocks of text: chrome was looked for before "
                "them only",
                (int)LEARNED_BLOCKS);
    entry = normalise_item(&own, context, item);
    yield->blocks = (struct bytes){arena_copy(a, blocks.data ? blocks.data : "",
                                           blocks.size),
            blocks.size};
    yield->key = (int64_t)hash_text(HASH_START, entry->key);
    yield->entry = packed(a, scratch, &entry_shape, entry);
    if (!set->by_key)
        return yield;
    yield->digest = lasting(a, entry);
    known = index_get_number(&set->items, yield->key);
    if (known && (!known->digest || known->digest == yield->digest))
        yield_known(yield, known);
    return yield;
}

/* A packed item is read as if it were the document's only one. */
static bool read_item(struct reading *out, struct arena *a,
        const struct document *doc, struct err *err)
{
    struct item *item = ARENA_NEW(a, struct item);
    struct item *feed = ARENA_NEW(a, struct item);
    struct entry head = {0};

    if (!record_unpack(item, a, &item_shape, doc->bytes, err) ||
            (doc->head.size > 0 &&
                    !record_unpack(&head, a, &entry_shape, doc->head, err)))
        return false;
    item->next = NULL;
    out->format = doc->format;
    out->items = item;
    feed->lang = is_html(doc->format) ? item->lang : head.lang;
    feed->base = is_html(doc->format) ? item->base : head.base;
    out->feed = feed;
    out->complete = true;
    return true;
}

static bool read_any(struct reading *out, struct arena *a,
        const struct document *doc, struct err *err)
{
    if (doc->kind && strcmp(doc->kind, "item") == 0)
        return read_item(out, a, doc, err);
    return input_read(out, a, doc, err);
}

static void read_document(struct answer *answer, struct arena *a,
        const struct reader *reader, const struct document *doc)
{
    AUTO(buf) struct buf scratch = {0};
    struct reading *reading = ARENA_NEW(a, struct reading);
    struct known_set known = known_set(a, doc);
    struct context context = {.doc = doc,
            .zone = find_zone(reader, doc->timezone),
            .problems = a,
            .reading = reading};
    struct yield **tail = &answer->yields;
    struct err err = {0};

    if (!read_any(reading, a, doc, &err))
        answer->error = arena_text(a, err.text);
    context.feed = reading->feed;
    if (reading->feed)
        answer->feed = normalise_feed(a, &context, reading->feed);
    for (const struct item *item = reading->items; item; item = item->next) {
        *tail = yield_item(a, &scratch, &context, &known, item);
        tail = &(*tail)->next;
    }
    answer->format = reading->format;
    answer->version = reading->version;
    answer->encoding = reading->encoding;
    answer->problems = reading->problems;
    answer->complete = reading->complete;
}

/* A document was given to this worker by the weight that it claims. */
static bool undo_coding(struct document *doc, struct buf *plain, bool *cut,
        struct err *err)
{
    size_t weight = coding_weight(doc);

    if (!coding_undo(plain, &doc->bytes, doc->content_coding, cut, err))
        return false;
    return *cut || doc->bytes.size <= weight || doc->bytes.size <= POOL_HEAVY ||
            fail(err, ERR_DOCUMENT,
                    "the document is larger than its coding says: %zu KiB",
                    doc->bytes.size / 1024);
}

void reader_work(void *reader, struct buf *out, struct bytes job)
{
    AUTO(arena) struct arena a = {0};
    AUTO(buf) struct buf plain = {0};
    struct document doc;
    struct answer answer = {0};
    struct err err = {0};

    if (record_unpack(&doc, &a, &document_shape, job, &err) &&
            undo_coding(&doc, &plain, &answer.cut, &err)) {
        read_document(&answer, &a, reader, &doc);
        answer.complete = answer.complete && !answer.cut;
    } else {
        answer.error = err.text;
    }
    record_pack(out, &answer_shape, &answer);
}
