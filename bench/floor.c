/*
 * floor.c - the least that a poll can cost: libcurl fetches, libxml2 passes
 * over the bytes with empty callbacks, SQLite keeps a row a feed. What affluent
 * costs is told as a multiple of it.
 *
 * usage: floor DATABASE < URLS
 * A second call with the same database asks with the validators of the first.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <curl/curl.h>
#include <libxml/parser.h>
#include <sqlite3.h>

enum { HANDLES = 32, URL_BYTES = 1024, TAG_BYTES = 256 };

struct slot {
    CURL *easy;
    struct curl_slist *headers;
    xmlParserCtxt *parser;
    char url[URL_BYTES], etag[TAG_BYTES];
};

struct floor {
    CURLM *multi;
    sqlite3 *db;
    sqlite3_stmt *find, *keep;
    struct slot slots[HANDLES];
    int polls, parsed;
};

static void check(int good, const char *what)
{
    if (good)
        return;
    fprintf(stderr, "floor: %s failed\n", what);
    exit(1);
}

static void open_database(struct floor *f, const char *path)
{
    check(sqlite3_open(path, &f->db) == SQLITE_OK, "sqlite3_open");
    check(sqlite3_exec(f->db,
                  "PRAGMA journal_mode = WAL;"
                  "CREATE TABLE IF NOT EXISTS feed (url TEXT PRIMARY KEY,"
                  " etag TEXT); BEGIN",
                  NULL, NULL, NULL) == SQLITE_OK,
            "CREATE TABLE");
    sqlite3_prepare_v2(f->db, "SELECT etag FROM feed WHERE url = ?", -1,
            &f->find, NULL);
    sqlite3_prepare_v2(f->db, "REPLACE INTO feed VALUES (?, ?)", -1, &f->keep,
            NULL);
}

static size_t body(char *bytes, size_t size, size_t count, void *arg)
{
    static xmlSAXHandler empty = {.initialized = XML_SAX2_MAGIC};
    struct slot *slot = arg;

    if (!slot->parser)
        slot->parser = xmlCreatePushParserCtxt(&empty, NULL, NULL, 0, NULL);
    xmlParseChunk(slot->parser, bytes, (int)(size * count), 0);
    return size * count;
}

static size_t header(char *bytes, size_t size, size_t count, void *arg)
{
    struct slot *slot = arg;
    size_t length = size * count;

    if (length > 6 && length < TAG_BYTES &&
            strncasecmp(bytes, "etag: ", 6) == 0)
        snprintf(slot->etag, sizeof(slot->etag), "%.*s", (int)length - 8,
                bytes + 6);
    return length;
}

static int start(struct floor *f, struct slot *slot)
{
    char line[TAG_BYTES + 32];
    const char *etag;

    if (!fgets(slot->url, sizeof(slot->url), stdin))
        return 0;
    slot->url[strcspn(slot->url, "\n")] = '\0';
    curl_slist_free_all(slot->headers);
    slot->headers = NULL;
    slot->etag[0] = '\0';
    sqlite3_bind_text(f->find, 1, slot->url, -1, SQLITE_STATIC);
    if (sqlite3_step(f->find) == SQLITE_ROW) {
        etag = (const char *)sqlite3_column_text(f->find, 0);
        snprintf(line, sizeof(line), "If-None-Match: %s", etag);
        slot->headers = curl_slist_append(NULL, line);
    }
    sqlite3_reset(f->find);
    curl_easy_setopt(slot->easy, CURLOPT_URL, slot->url);
    curl_easy_setopt(slot->easy, CURLOPT_HTTPHEADER, slot->headers);
    curl_multi_add_handle(f->multi, slot->easy);
    return 1;
}

static void finish(struct floor *f, struct slot *slot)
{
    f->polls++;
    if (slot->parser) {
        xmlParseChunk(slot->parser, NULL, 0, 1);
        f->parsed += slot->parser->wellFormed;
        xmlFreeParserCtxt(slot->parser);
        slot->parser = NULL;
    }
    sqlite3_bind_text(f->keep, 1, slot->url, -1, SQLITE_STATIC);
    sqlite3_bind_text(f->keep, 2, slot->etag, -1, SQLITE_STATIC);
    check(sqlite3_step(f->keep) == SQLITE_DONE, "REPLACE");
    sqlite3_reset(f->keep);
}

static void open_slot(struct slot *slot)
{
    slot->easy = curl_easy_init();
    curl_easy_setopt(slot->easy, CURLOPT_PRIVATE, slot);
    curl_easy_setopt(slot->easy, CURLOPT_WRITEFUNCTION, body);
    curl_easy_setopt(slot->easy, CURLOPT_WRITEDATA, slot);
    curl_easy_setopt(slot->easy, CURLOPT_HEADERFUNCTION, header);
    curl_easy_setopt(slot->easy, CURLOPT_HEADERDATA, slot);
}

static void run(struct floor *f)
{
    int running = 0, left;

    for (size_t i = 0; i < HANDLES; i++) {
        open_slot(&f->slots[i]);
        running += start(f, &f->slots[i]);
    }
    while (running > 0) {
        CURLMsg *message;

        curl_multi_perform(f->multi, &running);
        while ((message = curl_multi_info_read(f->multi, &left))) {
            struct slot *slot;

            curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &slot);
            check(message->data.result == CURLE_OK, slot->url);
            finish(f, slot);
            curl_multi_remove_handle(f->multi, slot->easy);
            running += start(f, slot);
        }
        if (running > 0)
            curl_multi_poll(f->multi, NULL, 0, 1000, NULL);
    }
}

int main(int argc, char **argv)
{
    static struct floor f;

    check(argc == 2, "usage: floor DATABASE < URLS; it");
    curl_global_init(CURL_GLOBAL_ALL);
    f.multi = curl_multi_init();
    open_database(&f, argv[1]);
    run(&f);
    sqlite3_exec(f.db, "COMMIT", NULL, NULL, NULL);
    printf("%d polls, %d documents\n", f.polls, f.parsed);
    return 0;
}
