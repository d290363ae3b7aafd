/*
 * publish.h - from streams to files: only those whose entries changed are
 * rendered, and only files whose bytes differ are replaced.
 */
#pragma once

#include "run/run.h"

struct publish_result {
    int streams; /* that there are */
    int written; /* files that were new or different */
};

bool publish(struct run *run, struct publish_result *out,
        struct err *err) MUST_USE;
