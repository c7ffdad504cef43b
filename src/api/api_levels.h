/* Walking the activations of a thread. lua_getstack counts from the top each time, which takes long
** near the end of a stack that has overflowed; a walk from one activation to its caller does
** not. */
#ifndef ORRERY_API_LEVELS_H
#define ORRERY_API_LEVELS_H

#include "lua.h"

/* Number of activations, if there are no more than `most`, else `most`: lua_getstack succeeds for
** levels below it. */
int api_level_count(const lua_State *L, int most);

/* Makes `info`, which lua_getstack or this function has set, stand for the activation `steps`
** levels further out. Returns 0 when there is none, as lua_getstack. */
int api_level_outwards(const lua_State *L, lua_Debug *info, int steps);

#endif
