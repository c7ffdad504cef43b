/* Elements of whatever can be indexed, for library functions that may not call metamethods from C
** (native.h).
**
** Each function below either does its work, or pushes a metamethod with its arguments and returns
** false; then the caller requests the call, for example
**
**     if (!access_get(L, 1, i))
**         return native_callback(L, ACCESS_GET_ARGUMENTS, 1, context, continuation);
**
** and finds the result on top in its continuation. The alternative, lua_geti and its kin, calls the
** metamethod in a run of its own, where it cannot yield.
**
** Indexes are absolute. A chain of __index or __newindex objects is followed; raises what the
** language raises for values that cannot be indexed.
*/
#ifndef ORRERY_ELEMENT_ACCESS_H
#define ORRERY_ELEMENT_ACCESS_H

#include "lua.h"

#include <stdbool.h>

/* Arguments of the metamethods pushed. */
enum { ACCESS_GET_ARGUMENTS = 2, ACCESS_SET_ARGUMENTS = 3, ACCESS_LENGTH_ARGUMENTS = 2 };

/* Pushes element i of the value at `index`. [-0, +(1|3), e] */
bool access_get(lua_State *L, int index, lua_Integer i);

/* Pops a value and makes it element i of the value at `index`. [-1, +(0|4), e] */
bool access_set(lua_State *L, int index, lua_Integer i);

/* Pushes the length of the value at `index`, which need not be an integer yet. [-0, +(1|3), e] */
bool access_length(lua_State *L, int index);

/* Pops the length on top; raises unless it is an integer. */
lua_Integer access_take_length(lua_State *L);

#endif
