/* value_edition.h - the values that only editions and their mail have. */
#pragma once

#include "config/list.h"
#include "config/value.h"

/* Each as value_read() does it, of one type; the message is without the key. */
bool value_title(void *into, const struct value *value,
        struct err *err) MUST_USE;
bool value_clock(void *into, const struct value *value,
        struct err *err) MUST_USE;
bool value_weekdays(void *into, const struct value *value,
        struct err *err) MUST_USE;
bool value_smtp(void *into, const struct value *value,
        struct err *err) MUST_USE;
bool value_mailbox(void *into, const struct value *value,
        struct err *err) MUST_USE;
bool value_mailboxes(void *into, const struct value *value,
        struct err *err) MUST_USE;
