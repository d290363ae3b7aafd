#include "input/scan.h"
#include "base/text.h"

/* Beyond ASCII: XML 1.0, section 2.3, NameStartChar. */
static bool starts_name(uint32_t c)
{
    static const uint32_t ranges[][2] = {
            {0xC0,    0xD6   },
            {0xD8,    0xF6   },
            {0xF8,    0x2FF  },
            {0x370,   0x37D  },
            {0x37F,   0x1FFF },
            {0x200C,  0x200D },
            {0x2070,  0x218F },
            {0x2C00,  0x2FEF },
            {0x3001,  0xD7FF },
            {0xF900,  0xFDCF },
            {0xFDF0,  0xFFFC },
            {0x10000, 0xEFFFF},
    };

    for (size_t i = 0; i < COUNT(ranges); i++)
        if (c >= ranges[i][0] && c <= ranges[i][1])
            return true;
    return false;
}

static bool is_in_name(uint32_t c)
{
    return starts_name(c) || c == 0xB7 || (c >= 0x300 && c <= 0x36F) ||
            c == 0x203F || c == 0x2040;
}

struct bytes scan_name(const char *at, const char *end)
{
    size_t size = 0, left = (size_t)(end - at);

    while (size < left) {
        size_t next = size;
        bool first = size == 0, fits;

        if ((unsigned char)at[size] < 0x80) {
            next++;
            fits = first ? scan_starts_name(at[size])
                         : scan_is_in_name(at[size]);
        } else {
            uint32_t c = text_next(at, left, &next);

            fits = first ? starts_name(c) : is_in_name(c);
        }
        if (!fits)
            break;
        size = next;
        if (size > SCAN_NAME_MAX)
            return (struct bytes){at, 0};
    }
    return (struct bytes){at, size};
}
