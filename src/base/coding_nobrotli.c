/* coding_nobrotli.c - for builds without libbrotlienc. */
#include "base/compress.h"

const struct coding coding_brotli = {"br", ".br", NULL};
