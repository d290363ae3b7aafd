#include <string.h>

#include "base/text.h"
#include "config/ini.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_text(const char *text)
{
    if (!text || !text_is_utf8(text, strlen(text)))
        __builtin_trap();
}

/* What is read is clean text, and stands within the file. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO(arena) struct arena a = {0};
    AUTO(report) struct report report = {0};
    const struct bytes bytes = {(const char *)data, size};
    const struct ini_section *s = ini_read(&a, "x", bytes, &report);

    for (; s; s = s->next) {
        check_text(s->kind);
        for (const struct ini_key *k = s->keys; k; k = k->next) {
            check_text(k->name);
            if (!*k->name || (!k->value && report.count == 0))
                __builtin_trap();
            if (!k->value)
                continue;
            check_text(k->value);
            if (!*k->value || k->value_column <= k->column)
                __builtin_trap();
        }
    }
    for (const struct mistake *m = report.mistakes; m; m = m->next) {
        check_text(m->text);
        if (m->line < 1 || m->column < 1 || (size_t)m->column > size + 1)
            __builtin_trap();
    }
    return 0;
}
