/* What the files of the string library share: the list of its functions, and how positions in
** strings are read. */
#ifndef ORRERY_STRING_LIBRARY_H
#define ORRERY_STRING_LIBRARY_H

#include <limits.h>
#include <stddef.h>

#include "lauxlib.h"
#include "lua.h"

/* One row a function of the table `string`: F(name). Its body is strlib_name. Those of the second
** list have the cache of compiled patterns as their upvalue. */
#define STRING_FUNCTIONS(F) \
    F(byte)                 \
    F(char)                 \
    F(dump)                 \
    F(format) F(len) F(lower) F(rep) F(reverse) F(sub) F(upper) F(pack) F(packsize) F(unpack)
#define PATTERN_FUNCTIONS(F) F(find) F(gmatch) F(gsub) F(match)

#define DECLARE_FUNCTION(name) int strlib_##name(lua_State *L);
STRING_FUNCTIONS(DECLARE_FUNCTION)
PATTERN_FUNCTIONS(DECLARE_FUNCTION)
#undef DECLARE_FUNCTION

/* Longest result of functions that compute a size from their arguments (rep, packsize). The same as
** in the reference implementation, so that scripts meet the same limit. */
#define STRING_RESULT_LIMIT ((size_t)INT_MAX)

/* A start position as a script gives it, as a position from 1 on: negative ones count from the end,
** those before the string become 1. May lie beyond the string. */
static inline size_t start_position(lua_Integer position, size_t length) {
    if (position > 0) return (size_t)position;
    if (position == 0 || position < -(lua_Integer)length) return 1;
    return length + (size_t)position + 1;
}

/* An end position likewise, but cut to the string on both sides: 0 to length. */
static inline size_t end_position(lua_Integer position, size_t length) {
    if (position > (lua_Integer)length) return length;
    if (position >= 0) return (size_t)position;
    if (position < -(lua_Integer)length) return 0;
    return length + (size_t)position + 1;
}

#endif
