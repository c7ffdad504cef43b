/* Names of functions for messages, shared by the parts of the auxiliary library. */
#ifndef ORRERY_AUXLIB_TRACE_H
#define ORRERY_AUXLIB_TRACE_H

#include "lua.h"

/* Looks for the function of an activation, found by lua_getstack in the thread `owner`, in the
** tables of package.loaded. Pushes "module.name", or "name" for a global one, onto L and returns 1;
** or pushes nothing and returns 0. */
int trace_push_module_name(lua_State *L, lua_State *owner, lua_Debug *info);

#endif
