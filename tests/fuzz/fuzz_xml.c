/* Whatever the text is, the parser meets what it was promised: each text that
 * was lifted out comes back in its place, and every node belongs to the tree.
 */
#include <string.h>

#include "base/text.h"
#include "input/markup.h"
#include "input/repair.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static size_t count(const char *text, size_t size, const char *word)
{
    size_t found = 0;

    for (; (text = memmem(text, size, word, strlen(word))); found++) {
        text += strlen(word);
        size = strlen(text);
    }
    return found;
}

static void check_node(const struct xml_node *node)
{
    for (const struct xml_node *n = node->children; n; n = n->next) {
        if (n->parent != node || (!n->name && n->size == 0))
            __builtin_trap();
        check_node(n);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO(arena) struct arena a = {0};
    const struct document doc = {.url = "https://a.example/feed"};
    struct bytes text = {arena_copy(&a, (const char *)data, size), size};
    struct reading reading = {0};
    struct repaired repaired;
    struct xml_document xml;
    struct err err = {0};
    size_t lifted = 0;

    if (!text_is_utf8(text.data, text.size))
        return 0;
    if (repair_xml(&repaired, &reading, &a, text, &err)) {
        const char *whole = arena_copy(&a, repaired.text.data,
                repaired.text.size);

        for (const struct lifted *l = repaired.lifted; l; l = l->next)
            lifted++;
        if (count(whole, repaired.text.size, LIFTED) != lifted)
            __builtin_trap();
    }
    if (xml_parse(&xml, &reading, &a, &doc, text, &err)) {
        check_node(xml.root);
        markup_write(&a, xml.root);
    }
    return 0;
}
