/* failure.h - how transfers fail, in words that an operator understands. */
#pragma once

#include "http/transfer.h"

/* Sets *text, in the handle's arena, unless the result is HTTP_OK. */
enum http_failure failure_of(const char **text, struct handle *handle,
        CURLcode code, int status);
