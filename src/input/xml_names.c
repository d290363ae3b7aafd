#include <ctype.h>
#include <string.h>

#include "base/text.h"
#include "input/xml_names.h"

enum { URI_MAX = 100 /* of a namespace that is known */ };

/* URIs without their scheme and the last "/" or "#", in lower case. */
static const struct known_ns {
    enum xml_ns ns;
    const char *prefix, *uri;
} known_namespaces[] = {
        {NS_ADMIN,   "admin",           "webns.net/mvcb"                      },
        {NS_APP,     "app",             "www.w3.org/2007/app"                 },
        {NS_APP,     "app",             "purl.org/atom/app"                   },
        {NS_ATOM,    "atom",            "www.w3.org/2005/atom"                },
        {NS_ATOM,    "atom03",          "purl.org/atom/ns"                    },
        {NS_CC,      "cc",              "web.resource.org/cc"                 },
        {NS_CC,      "creativecommons",
         "backend.userland.com/creativecommonsrssmodule"                      },
        {NS_CC,      "cc",              "creativecommons.org/ns"              },
        {NS_CONTENT, "content",         "purl.org/rss/1.0/modules/content"    },
        {NS_DC,      "dc",              "purl.org/dc/elements/1.1"            },
        {NS_DC,      "dc",              "purl.org/dc/elements/1.0"            },
        {NS_TERMS,   "dcterms",         "purl.org/dc/terms"                   },
        {NS_GEO,     "geo",             "www.w3.org/2003/01/geo/wgs84_pos"    },
        {NS_GEORSS,  "georss",          "www.georss.org/georss"               },
        {NS_ITUNES,  "itunes",          "www.itunes.com/dtds/podcast-1.0.dtd" },
        {NS_ITUNES,  "itunes",          "example.com/dtds/podcast-1.0.dtd"    },
        {NS_MEDIA,   "media",           "search.yahoo.com/mrss"               },
        {NS_PODCAST, "podcast",         "podcastindex.org/namespace/1.0"      },
        {NS_PODCAST, "podcast",
         "github.com/podcastindex-org/podcast-namespace/blob/main/docs/"
                "1.0.md"                                                      },
        {NS_NONE,    "rss",             "purl.org/rss/1.0"                    },
        {NS_NONE,    "rss",             "my.netscape.com/rdf/simple/0.9"      },
        {NS_NONE,    "rss",             "channel.netscape.com/rdf/simple/0.9" },
        {NS_NONE,    "rss",             "backend.userland.com/rss"            },
        {NS_NONE,    "rss",             "backend.userland.com/rss2"           },
        {NS_NONE,    "rss",             "blogs.law.harvard.edu/tech/rss"      },
        {NS_RDF,     "rdf",             "www.w3.org/1999/02/22-rdf-syntax-ns" },
        {NS_SY,      "sy",              "purl.org/rss/1.0/modules/syndication"},
        {NS_THR,     "thr",             "purl.org/syndication/thread/1.0"     },
        {NS_WFW,     "wfw",             "wellformedweb.org/commentapi"        },
        {NS_XHTML,   "xhtml",           "www.w3.org/1999/xhtml"               },
        {NS_XML,     "xml",             "www.w3.org/xml/1998/namespace"       },
};

/* Leaves out what people get wrong in a namespace's URI. */
static void plain_uri(char out[URI_MAX], const char *uri)
{
    size_t n = 0;

    while (isspace((unsigned char)*uri))
        uri++;
    if (strncasecmp(uri, "http", 4) == 0) {
        const char *scheme = strstr(uri, "://");

        uri = scheme ? scheme + 3 : uri;
    }
    while (*uri && n < URI_MAX - 1)
        out[n++] = text_lower(*uri++);
    while (n > 0 &&
            (isspace((unsigned char)out[n - 1]) || out[n - 1] == '/' ||
                    out[n - 1] == '#'))
        n--;
    out[n] = '\0';
}

static enum xml_ns ns_of(const xmlChar *prefix, const xmlChar *uri)
{
    const char *given = (const char *)prefix;
    char plain[URI_MAX];

    if (uri)
        plain_uri(plain, (const char *)uri);
    else if (!prefix)
        return NS_NONE;
    for (size_t i = 0; i < COUNT(known_namespaces); i++) {
        const struct known_ns *known = &known_namespaces[i];

        if (uri ? strcmp(plain, known->uri) == 0
                : strcasecmp(given, known->prefix) == 0)
            return known->ns;
    }
    return prefix ? NS_OTHER : NS_NONE;
}

/* One copy for all names: it may be long. */
static const char *uri_of(struct xml_names *names, struct arena *a,
        const xmlChar *uri)
{
    struct xml_uri *known = names->uris;

    while (known && known->theirs != uri)
        known = known->next;
    if (!known) {
        known = ARENA_NEW(a, struct xml_uri);
        known->theirs = uri;
        known->ours = arena_text(a, (const char *)uri);
        known->next = names->uris;
        names->uris = known;
    }
    return known->ours;
}

struct xml_name *xml_name_of(struct xml_names *names, struct arena *a,
        const xmlChar *local, const xmlChar *prefix, const xmlChar *uri)
{
    struct xml_name_entry **bucket, *entry;
    struct xml_name *name;
    char *key;

    bucket = &names->buckets[((uintptr_t)local >> 3 ^ (uintptr_t)uri >> 5) %
            XML_NAME_BUCKETS];
    for (entry = *bucket; entry; entry = entry->next)
        if (entry->local == local && entry->uri == uri &&
                entry->prefix == prefix)
            return entry->name;

    names->count++;
    name = ARENA_NEW(a, struct xml_name);
    name->ns = ns_of(prefix, uri);
    name->local = arena_text(a, (const char *)local);
    name->qname = prefix ? arena_printf(a, "%s:%s", (const char *)prefix,
                                   (const char *)local)
                         : name->local;
    name->uri = uri ? uri_of(names, a, uri) : NULL;
    key = arena_text(a, (const char *)local);
    name->key = key;
    for (; *key; key++)
        *key = text_lower(*key);
    entry = ARENA_NEW(a, struct xml_name_entry);
    *entry = (struct xml_name_entry){*bucket, local, prefix, uri, name};
    *bucket = entry;
    return name;
}
