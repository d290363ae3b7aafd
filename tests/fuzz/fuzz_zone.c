#include "base/zone.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO(arena) struct arena a = {0};
    const struct zone *zone;
    struct err err = {0};

    if (!zone_read(&zone, &a, "fuzz", (const char *)data, size, &err))
        return 0;
    for (int year = 1; year <= 9999; year += 101) {
        struct civil wall = {year, 3, 29, 2, 30, 0};

        zone_instant(zone, &wall, NULL);
    }
    zone_offset(zone, INT64_MIN);
    zone_offset(zone, INT64_MAX);
    return 0;
}
