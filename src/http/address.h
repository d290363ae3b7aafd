/* address.h - addresses as libcurl hands them out. */
#pragma once

#include <netinet/in.h>
#include <sys/socket.h>

#include "base/base.h"

union address {
    struct sockaddr any;
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;
};

/* Reads "192.0.2.1" or "2001:db8::1". */
bool address_read(union address *out, const char *text) MUST_USE;

enum { ADDRESS_SIZE = INET6_ADDRSTRLEN };
void address_write(char out[ADDRESS_SIZE], const struct sockaddr *address);
