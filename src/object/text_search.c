/* The C library's memmem prepares a table before it searches. Most searches are over before that
** would pay: a few occurrences of the first byte are tried first. */
#define _GNU_SOURCE
#include "text_search.h"

#include <stdint.h>
#include <string.h>

#define CANDIDATES 8 /* occurrences of the first byte that are tried by comparison */

const char *text_search(const char *from, const char *end, const char *text, size_t length) {
    if (length == 0) return from;
    if (length > (size_t)(end - from)) return NULL;
    const char *const last = end - length;
    for (int n = 0; n < CANDIDATES; n++) {
        from = memchr(from, (unsigned char)*text, (size_t)(last - from) + 1);
        if (from == NULL || memcmp(from + 1, text + 1, length - 1) == 0) return from;
        if (from++ == last) return NULL;
    }
    return memmem(from, (size_t)(end - from), text, length);
}

bool pattern_is_plain(const char *text, size_t length) {
    static const bool special[256] = {
        ['^'] = true, ['$'] = true, ['*'] = true, ['+'] = true, ['?'] = true,
        ['.'] = true, ['('] = true, ['['] = true, ['%'] = true, ['-'] = true};
    for (size_t i = 0; i < length; i++) {
        if (special[(unsigned char)text[i]]) return false;
    }
    return true;
}
