/* Library functions that the interpreter knows and then need not call (DESIGN 6).
**
** The library says which native plays a known part. Instructions compare the function they are
** about to call with it and do the work in place when the arguments allow; in all other cases, and
** whenever something is out of the ordinary (other types, metamethods, errors to raise, hooks), the
** native itself is called. A script that replaces the function in its table is unaffected: it then
** calls another function.
**
** A row with a body, `direct_NAME` in direct.c, is used by CALL instructions that want at most one
** result.
*/
#ifndef ORRERY_DIRECT_H
#define ORRERY_DIRECT_H

#include <stdbool.h>

/* clang-format off */
#define DIRECT_LIST(BODY, PLAIN) \
    PLAIN(NEXT)        /* next: steps of generic loops over pairs(t) */ \
    PLAIN(IPAIRS_STEP) /* the iterator that ipairs(t) returns */ \
    BODY(TYPE, type) BODY(SELECT, select) BODY(RAWGET, rawget) BODY(RAWEQUAL, rawequal) \
    BODY(RAWLEN, rawlen) BODY(SETMETATABLE, setmetatable) BODY(GETMETATABLE, getmetatable) \
    BODY(ASSERT, assert) \
    BODY(FLOOR, floor) BODY(CEIL, ceil) BODY(ABS, abs) BODY(SQRT, sqrt) BODY(MAX, max) \
    BODY(MIN, min) \
    BODY(BYTE, byte) BODY(CHAR, char) BODY(SUB, sub) BODY(LEN, len) BODY(FIND, find) \
    BODY(INSERT, insert) BODY(REMOVE, remove)
/* clang-format on */

typedef enum DirectFunction {
#define BODY(name, function) DIRECT_##name,
#define PLAIN(name)          DIRECT_##name,
    DIRECT_LIST(BODY, PLAIN)
#undef BODY
#undef PLAIN
        DIRECT_COUNT
} DirectFunction;

struct lua_State;
struct Value;

/* Tells the State of L which native is the known function. */
void direct_register(struct lua_State *L, DirectFunction which,
                     int (*function)(struct lua_State *L));

#endif
