/* coding_nozstd.c - for builds without libzstd. */
#include "base/compress.h"

const struct coding coding_zstd = {"zstd", ".zst", NULL};
