#include <string.h>

#include "base/url.h"
#include "extension.h"

const struct vocabulary vocabularies[] = {
        {
         .prefix = "georss",
         .uri = "http://www.georss.org/georss",
         .names = "point line polygon box circle featureName "
                         "featureTypeTag relationshipTag elev floor radius",           .properties = "",
         .addresses = "",
         .located = "",
         },
        {
         .prefix = "itunes",
         .uri = "http://www.itunes.com/dtds/podcast-1.0.dtd",
         .names = "duration episode episodeType season explicit image",
         .properties = "href",
         .addresses = "href",
         .located = "image",
         },
        {
         .prefix = "media",
         .uri = "http://search.yahoo.com/mrss/",
         .names = "content thumbnail",
         .properties = "url type medium width height fileSize duration "
                              "lang expression isDefault bitrate",                                                                                                        .addresses = "url",
         .located = "content thumbnail",
         },
        {
         .prefix = "podcast",
         .uri = "https://podcastindex.org/namespace/1.0",
         .names = "transcript chapters season episode person soundbite",
         .properties = "url type language rel name display role group "
                              "href img startTime duration",                                                                .addresses = "url href img",
         .located = "transcript chapters",
         },
};

const size_t vocabulary_count = COUNT(vocabularies);

static const struct member property_members[] = {
        ROW(property, name, MEMBER_TEXT),
        ROW(property, value, MEMBER_TEXT),
};
static const struct shape property_shape = SHAPE(struct property,
        property_members);

static const struct member extension_members[] = {
        ROW(extension, prefix, MEMBER_TEXT),
        ROW(extension, name, MEMBER_TEXT),
        ROW(extension, text, MEMBER_TEXT),
        ROW_OF(extension, properties, MEMBER_LIST, property_shape),
};
const struct shape extension_shape = SHAPE(struct extension, extension_members);

const struct vocabulary *vocabulary_of(const char *prefix)
{
    for (size_t i = 0; i < vocabulary_count; i++)
        if (strcmp(vocabularies[i].prefix, prefix) == 0)
            return &vocabularies[i];
    return NULL;
}

/* The one of words, of *size bytes, that word is, in whichever case. */
static const char *find(const char *words, const char *word, size_t *size)
{
    size_t length = strlen(word);

    while (*words) {
        *size = strcspn(words, " ");
        if (*size == length && strncasecmp(words, word, length) == 0)
            return words;
        words += *size + (words[*size] == ' ');
    }
    return NULL;
}

const char *vocabulary_word(struct arena *a, const char *words,
        const char *word)
{
    size_t size;
    const char *found = find(words, word, &size);

    return found ? arena_copy(a, found, size) : NULL;
}

bool vocabulary_has(const char *words, const char *word)
{
    size_t size;
    const char *found = word ? find(words, word, &size) : NULL;

    return found && strncmp(found, word, size) == 0;
}

bool extension_is_known(const struct extension *extension)
{
    const struct vocabulary *v = extension->prefix
            ? vocabulary_of(extension->prefix)
            : NULL;

    if (!v || !vocabulary_has(v->names, extension->name))
        return false;
    for (const struct property *p = extension->properties; p; p = p->next)
        if (!p->value || !vocabulary_has(v->properties, p->name) ||
                (vocabulary_has(v->addresses, p->name) &&
                        !url_is_web(p->value)))
            return false;
    return true;
}
