/* gzip.h - a file for servers that send it compressed (RFC 1952). */
#pragma once

#include "base/buf.h"
#include "base/record.h"

/* Without a name and a time: the same bytes always give the same bytes. */
void gzip(struct buf *out, struct bytes bytes);
