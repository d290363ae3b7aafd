#include <string.h>

#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>

#include "base/css.h"
#include "base/selector.h"

/* libxml2 2.12 made the error const. */
#if LIBXML_VERSION >= 21200
#define XML_ERROR_PARAMETER const xmlError *
#else
#define XML_ERROR_PARAMETER xmlError *
#endif

static void note_place(void *data, XML_ERROR_PARAMETER error)
{
    *(int *)data = error->int1;
}

static bool compile_xpath(const char **out, struct arena *a, const char *text,
        int *column, struct err *err)
{
    xmlXPathContext *context = xmlXPathNewContext(NULL);
    xmlXPathCompExpr *compiled = NULL;
    int place = 0;

    if (context) {
        context->error = note_place;
        context->userData = &place;
        compiled = xmlXPathCtxtCompile(context, (const xmlChar *)text);
    }
    *out = arena_text(a, text);
    *column = place + 1;
    xmlXPathFreeCompExpr(compiled);
    xmlXPathFreeContext(context);
    return compiled || fail(err, ERR_USAGE, "selector: this is no XPath 1.0");
}

static const struct language {
    const char *prefix;
    bool (*compile)(const char **out, struct arena *a, const char *text,
            int *column, struct err *err);
} languages[] = {
        {"css:",   css_compile  },
        {"xpath:", compile_xpath},
};

bool selector_xpath(const char **out, struct arena *a, const char *text,
        int *column, struct err *err)
{
    for (size_t i = 0; i < COUNT(languages); i++) {
        size_t start = strlen(languages[i].prefix);

        if (strncmp(text, languages[i].prefix, start) != 0)
            continue;
        start += strspn(text + start, " \t");
        if (languages[i].compile(out, a, text + start, column, err))
            return true;
        *column += (int)start;
        return false;
    }
    *column = 1;
    return fail(err, ERR_USAGE,
            "selector: it starts with \"css:\" or \"xpath:\"");
}

bool selector_check(const char *text, int *column, struct err *err)
{
    AUTO(arena) struct arena a = {0};
    const char *xpath;

    return selector_xpath(&xpath, &a, text, column, err);
}
