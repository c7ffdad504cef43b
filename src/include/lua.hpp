// The Lua headers for C++. The library is compiled as C, so its names need C linkage.
#ifndef ORRERY_LUA_HPP
#define ORRERY_LUA_HPP

extern "C" {
#include "lua.h"

#include "lauxlib.h"
#include "lualib.h"
}

#endif
