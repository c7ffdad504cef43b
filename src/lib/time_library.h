/* The part of `os` that is about time. */
#ifndef ORRERY_TIME_LIBRARY_H
#define ORRERY_TIME_LIBRARY_H

#include "lua.h"

/* Opens `os` with clock, date, difftime and time alone. */
int lib_open_time(lua_State *L);

#endif
