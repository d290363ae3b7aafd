#include <string.h>

#include "edition.h"

static const char *const placeholders[PLACEHOLDERS] = {
        [PLACE_NAME] = "{name}",
        [PLACE_DATE] = "{date}",
        [PLACE_KEY] = "{key}",
        [PLACE_WEEK] = "{week}",
        [PLACE_MONTH] = "{month}",
        [PLACE_YEAR] = "{year}",
        [PLACE_NUMBER] = "{number}",
};

size_t edition_placeholder(const char *text, enum placeholder *which)
{
    for (int i = 0; i < PLACEHOLDERS; i++) {
        size_t size = strlen(placeholders[i]);

        *which = (enum placeholder)i;
        if (strncmp(text, placeholders[i], size) == 0)
            return size;
    }
    return 0;
}
