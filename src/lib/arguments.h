/* Arguments of natives, read in place.
**
** Each does what its namesake in lauxlib.h does, which it calls unless the argument has the usual
** type: the same conversions and errors, but no call on the way that nearly all take.
*/
#ifndef ORRERY_ARGUMENTS_H
#define ORRERY_ARGUMENTS_H

#include "lauxlib.h"
#include "lua.h"
#include "function.h"
#include "poll.h"
#include "string_object.h"
#include "state.h"

/* Argument n if it has this tag, else NULL. */
static inline const Value *argument_tagged(const lua_State *L, int n, uint8_t tag) {
    const Value *const v = L->frame->func + n;
    return luai_likely(v < L->top && v->tag == tag) ? v : NULL;
}

static inline const char *argument_string(lua_State *L, int n, size_t *length) {
    const Value *const v = argument_tagged(L, n, TAG_STRING);
    if (v == NULL) return luaL_checklstring(L, n, length);
    *length = as_string(v)->length;
    return vm_text(L, as_string(v));
}

static inline lua_Integer argument_integer(lua_State *L, int n) {
    const Value *const v = argument_tagged(L, n, TAG_INTEGER);
    return v != NULL ? v->u.i : luaL_checkinteger(L, n);
}

static inline lua_Integer argument_optional_integer(lua_State *L, int n, lua_Integer otherwise) {
    if (L->frame->func + n >= L->top) return otherwise;
    const Value *const v = argument_tagged(L, n, TAG_INTEGER);
    return v != NULL ? v->u.i : luaL_optinteger(L, n, otherwise);
}

#endif
