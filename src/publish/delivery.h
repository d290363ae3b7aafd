/*
 * delivery.h - sending issues to those whom the configuration names.
 *
 * What is owed is stored with the issue, and that it was sent as soon as the
 * server took it: a run that is killed between the two sends the same message
 * once more, with the same Message-ID.
 */
#pragma once

#include "publish/edition.h"

/* Sends what is owed. What cannot be sent is tried again, ever less often; that
 * fails nothing else. */
bool delivery_send(struct run *run, const char *ca_file,
        struct err *err) MUST_USE;
