/* A module as others write them: built from the public headers alone, loaded by `require`, its
 * references to the API resolved by the command that loads it. */
#include "lauxlib.h"
#include "lua.h"

#define COUNTER_TYPE "test.counter"

static int counter_new(lua_State *L) {
    lua_Integer start = luaL_optinteger(L, 1, 0);
    lua_Integer *count = lua_newuserdatauv(L, sizeof *count, 0);
    *count = start;
    luaL_setmetatable(L, COUNTER_TYPE);
    return 1;
}

static int counter_step(lua_State *L) {
    lua_Integer *count = luaL_checkudata(L, 1, COUNTER_TYPE);
    lua_pushinteger(L, ++*count);
    return 1;
}

static int counter_text(lua_State *L) {
    const lua_Integer *count = luaL_checkudata(L, 1, COUNTER_TYPE);
    luaL_Buffer text;
    luaL_buffinit(L, &text);
    for (lua_Integer i = 0; i < *count; i++)
        luaL_addchar(&text, '*');
    luaL_pushresult(&text);
    return 1;
}

LUAMOD_API int luaopen_counter(lua_State *L);

int luaopen_counter(lua_State *L) {
    static const luaL_Reg methods[] = {
        {"step", counter_step},
        {"__tostring", counter_text},
        {NULL, NULL},
    };
    static const luaL_Reg functions[] = {
        {"new", counter_new},
        {NULL, NULL},
    };
    luaL_newmetatable(L, COUNTER_TYPE);
    luaL_setfuncs(L, methods, 0);
    lua_pushvalue(L, -1);
    lua_setfield(L, -2, "__index");
    luaL_newlib(L, functions);
    return 1;
}

LUAMOD_API int luaopen_counter_names(lua_State *L);

/* The module counter.names, in the same file: gives what it was called with. */
int luaopen_counter_names(lua_State *L) {
    const int count = lua_gettop(L);
    lua_createtable(L, count, 0);
    for (int i = 1; i <= count; i++) {
        lua_pushvalue(L, i);
        lua_rawseti(L, -2, i);
    }
    return 1;
}
