/* Upvalues of a stack and variables to be closed. */
#ifndef ORRERY_CLOSE_H
#define ORRERY_CLOSE_H

#include "state.h"

UpValue *upvalue_find(lua_State *L, Value *slot); /* the open upvalue of a slot, made if need be */
void upvalues_close(lua_State *L, const Value *level); /* closes all at or above level */

/* Marks a slot to be closed; raises an error if its value has no __close (false and nil are
** ignored). */
void to_close_mark(lua_State *L, Value *slot);
/* Is there a variable to close at or above level? */
static inline bool to_close_pending(const lua_State *L, const Value *level) {
    return L->to_close_count > 0 && L->stack + L->to_close[L->to_close_count - 1] >= level;
}
/* Takes the last variable to be closed off the list and pushes its __close call (function, value,
** error object or nil) at L->top. Returns the number of arguments: 2. */
int to_close_push(lua_State *L, const Value *error);
/* For C code: closes upvalues and variables from level up, calling __close in nested runs (yields
** not allowed). Errors pass through. */
void close_all(lua_State *L, ptrdiff_t level);

#endif
