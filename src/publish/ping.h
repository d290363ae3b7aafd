/*
 * ping.h - telling WebSub hubs which feeds of ours changed, so that those who
 * subscribed there hear of it at once.
 *
 * WebSub (W3C 2018) leaves this to publisher and hub: "hub.mode=publish" with a
 * "hub.url" for each feed, by POST, is what public hubs take (PubSubHubbub 0.4,
 * section 7.1). One POST a hub tells all.
 */
#pragma once

#include "run/run.h"

/* Tells what is owed. A hub that fails is told again later, for two days; that
 * fails nothing else. */
bool ping_hubs(struct run *run, const char *ca_file, struct err *err) MUST_USE;
