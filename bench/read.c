/*
 * read.c - what reading costs, as multiples of libxml2's bare pass over the
 * same bytes: documents into items ("items"), and these into sanitised entries
 * ("entries"). All three in turn, the least CPU of several runs.
 *
 * usage: read RUNS [WORK] < FILES
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <libxml/parser.h>

#include "base/file.h"
#include "input/input.h"
#include "normalise/normalise.h"

enum { FILES_MAX = 20 * 1000, CHUNK_BYTES = 16 * 1024 };

struct sample {
    struct bytes files[FILES_MAX];
    size_t count, size;
    int64_t found; /* so that no work is left out */
    int refused;   /* documents that are no feeds */
};

static void see_element(void *data, const xmlChar *name, const xmlChar *prefix,
        const xmlChar *uri, int namespaces, const xmlChar **declared,
        int attributes, int defaulted, const xmlChar **values)
{
    struct sample *sample = data;

    UNUSED(name);
    UNUSED(prefix);
    UNUSED(uri);
    UNUSED(namespaces);
    UNUSED(declared);
    UNUSED(attributes);
    UNUSED(defaulted);
    UNUSED(values);
    sample->found++;
}

static void see_end(void *data, const xmlChar *name, const xmlChar *prefix,
        const xmlChar *uri)
{
    UNUSED(data);
    UNUSED(name);
    UNUSED(prefix);
    UNUSED(uri);
}

static void see_text(void *data, const xmlChar *text, int size)
{
    struct sample *sample = data;

    UNUSED(text);
    sample->found += size;
}

static void pass(struct sample *sample, struct bytes file)
{
    xmlSAXHandler sax = {.startElementNs = see_element,
            .endElementNs = see_end,
            .characters = see_text,
            .cdataBlock = see_text,
            .initialized = XML_SAX2_MAGIC};
    xmlParserCtxt *parser = xmlCreatePushParserCtxt(&sax, sample, NULL, 0,
            NULL);

    xmlCtxtUseOptions(parser, XML_PARSE_HUGE | XML_PARSE_NOERROR);
    for (size_t at = 0; at < file.size; at += CHUNK_BYTES) {
        size_t left = file.size - at;

        xmlParseChunk(parser, file.data + at,
                (int)(left < CHUNK_BYTES ? left : CHUNK_BYTES), 0);
    }
    xmlParseChunk(parser, NULL, 0, 1);
    xmlFreeParserCtxt(parser);
}

static void read_file(struct sample *sample, struct bytes file, bool entries)
{
    AUTO(arena) struct arena a = {0};
    struct document doc = {.kind = "feed",
            .url = "https://bench.example/feed",
            .bytes = file,
            .now = 1800000000};
    struct reading reading;
    struct context context = {.doc = &doc,
            .zone = zone_utc(),
            .reading = &reading,
            .problems = &a};
    struct err err = {0};

    if (!input_read(&reading, &a, &doc, &err)) {
        sample->refused++;
        return;
    }
    context.feed = reading.feed;
    for (const struct item *i = reading.items; i; i = i->next)
        sample->found += entries ? normalise_item(&a, &context, i)->published
                                 : 1;
}

static void bare(struct sample *sample)
{
    for (size_t i = 0; i < sample->count; i++)
        pass(sample, sample->files[i]);
}

static void items(struct sample *sample)
{
    for (size_t i = 0; i < sample->count; i++)
        read_file(sample, sample->files[i], false);
}

static void entries(struct sample *sample)
{
    for (size_t i = 0; i < sample->count; i++)
        read_file(sample, sample->files[i], true);
}

static double seconds(void (*work)(struct sample *), struct sample *sample)
{
    clock_t start = clock();

    work(sample);
    return (double)(clock() - start) / CLOCKS_PER_SEC;
}

static void load(struct sample *sample, struct arena *a)
{
    char path[4096];

    while (sample->count < FILES_MAX && fgets(path, sizeof(path), stdin)) {
        struct bytes *file = &sample->files[sample->count++];
        struct err err = {0};

        path[strcspn(path, "\n")] = '\0';
        if (!file_read(file, a, path, 64 * 1024 * 1024, &err)) {
            fprintf(stderr, "read: %s\n", err.text);
            exit(1);
        }
        sample->size += file->size;
    }
}

int main(int argc, char **argv)
{
    static const struct {
        const char *name;
        void (*work)(struct sample *);
    } works[] = {
            {"bare",    bare   },
            {"items",   items  },
            {"entries", entries}
    };
    double best[COUNT(works)] = {0};
    AUTO(arena) struct arena a = {0};
    struct sample *sample = ARENA_NEW(&a, struct sample);

    input_warm();
    load(sample, &a);
    for (int run = argc > 1 ? atoi(argv[1]) : 3; run > 0; run--)
        for (size_t i = 0; i < COUNT(works); i++) {
            double spent;

            if (argc > 2 && strcmp(argv[2], works[i].name) != 0)
                continue;
            spent = seconds(works[i].work, sample);
            if (best[i] == 0 || spent < best[i])
                best[i] = spent;
        }
    for (size_t i = 0; i < COUNT(works); i++)
        if (best[i] > 0)
            printf("%-8s %7.3f   %4.0f MB/s   ratio %5.2f\n", works[i].name,
                    best[i], (double)sample->size / 1e6 / best[i],
                    best[0] > 0 ? best[i] / best[0] : 0);
    if (sample->refused > 0)
        printf("%d times a document was refused\n", sample->refused);
    return 0;
}
