/* Searching for a text in a text; used by the string library and by the interpreter itself. */
#ifndef ORRERY_TEXT_SEARCH_H
#define ORRERY_TEXT_SEARCH_H

#include <stdbool.h>
#include <stddef.h>

/* First occurrence of `text` in [from, end), or NULL. In linear time. */
const char *text_search(const char *from, const char *end, const char *text, size_t length);

/* Whether a pattern has no special character, so that it matches just itself (manual 6.4.1). */
bool pattern_is_plain(const char *text, size_t length);

#endif
