/* findings.h - what is wrong in a configuration, for people and programs. */
#pragma once

#include "base/buf.h"
#include "config.h"

/* To standard error, one a line: FILE:LINE:COLUMN: error|warning: TEXT; without
 * LINE and COLUMN where it is the file as a whole. With the line that it is in
 * where one wants to hear more (-v), and of text, which is in no file; or NULL.
 */
void findings_print(const struct report *report, const char *text);

/* {"findings": [{"file", "line", "column", "severity", "text", "suggestion"}]}
 */
void findings_json(struct buf *out, const struct report *report);
