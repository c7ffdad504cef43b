/* Library functions that the interpreter knows and then need not call (DESIGN 6).
**
** The library says which native plays a known part; instructions compare the function they are about to call with
** it and do the work in place when the arguments allow. A script that replaces the function in its table is
** unaffected: it then calls another function.
*/
#ifndef ORRERY_DIRECT_H
#define ORRERY_DIRECT_H

/* clang-format off */
#define DIRECT_LIST(DIRECT) \
    DIRECT(NEXT)        /* next: steps of generic loops over pairs(t) */ \
    DIRECT(IPAIRS_STEP) /* the iterator that ipairs(t) returns */
/* clang-format on */

typedef enum DirectFunction {
#define DIRECT(name) DIRECT_##name,
    DIRECT_LIST(DIRECT)
#undef DIRECT
        DIRECT_COUNT
} DirectFunction;

struct lua_State;

/* Tells the State of L which native is the known function. */
void direct_register(struct lua_State *L, DirectFunction which, int (*function)(struct lua_State *L));

#endif
