/* The Lua 5.4 front end as the runtime sees it. */
#ifndef ORRERY_LUA_COMPILE_H
#define ORRERY_LUA_COMPILE_H

#include "language.h"

extern const Language lua_language;

#endif
