#include "base/compress.h"

const struct coding *const codings[CODING_COUNT] = {
        &coding_brotli,
        &coding_zstd,
        &coding_gzip,
};
