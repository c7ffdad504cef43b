/* orr_open_libraries: the standard libraries for States of orrery.h. It stands here because api/
** knows no library. */
#include "lauxlib.h"
#include "lualib.h"
#include "library.h"
#include "orrery_state.h"
#include "time_library.h"

/* Bit, name, opener; in the order of opening. The parts of base that bits of their own grant are
** taken away in open_base. */
#define GRANTED_LIBRARIES(X)                                   \
    X(ORR_LIBRARY_PACKAGE, LUA_LOADLIBNAME, luaopen_package)   \
    X(ORR_LIBRARY_COROUTINE, LUA_COLIBNAME, luaopen_coroutine) \
    X(ORR_LIBRARY_TABLE, LUA_TABLIBNAME, luaopen_table)        \
    X(ORR_LIBRARY_IO, LUA_IOLIBNAME, luaopen_io)               \
    X(ORR_LIBRARY_OS, LUA_OSLIBNAME, luaopen_os)               \
    X(ORR_LIBRARY_TIME, LUA_OSLIBNAME, lib_open_time)          \
    X(ORR_LIBRARY_STRING, LUA_STRLIBNAME, luaopen_string)      \
    X(ORR_LIBRARY_MATH, LUA_MATHLIBNAME, luaopen_math)         \
    X(ORR_LIBRARY_UTF8, LUA_UTF8LIBNAME, luaopen_utf8)         \
    X(ORR_LIBRARY_DEBUG, LUA_DBLIBNAME, luaopen_debug)

/* Sets a global to nil, unless it was granted. */
static void withhold(lua_State *L, const char *name, bool granted) {
    if (granted) return;
    lua_pushnil(L);
    lua_setfield(L, -2, name);
}

/* Protects the library on top, if it is to be, and leaves an empty stack. */
static void finish_library(lua_State *L, uint32_t bit) {
    const bool protects = orrery_of(L)->protects;
    if (protects && bit != ORR_LIBRARY_PACKAGE) table_freeze(objects(L), as_table(L->top - 1));
    if (protects && bit == ORR_LIBRARY_STRING) {
        lua_pushliteral(L, "");
        lua_getmetatable(L, -1);
        if (lua_getfield(L, -1, "__metatable") == LUA_TNIL) {
            lua_pushboolean(L, 0);
            lua_setfield(L, -3, "__metatable");
        }
        table_freeze(objects(L), as_table(L->top - 2));
    }
    lua_settop(L, 0);
}

/* `os` may have been opened with its clocks alone: then it is opened again. */
static void forget_clocks(lua_State *L) {
    luaL_getsubtable(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
    if (lua_getfield(L, 1, LUA_OSLIBNAME) == LUA_TTABLE &&
        lua_getfield(L, 2, "execute") == LUA_TNIL) {
        lua_pushnil(L);
        lua_setfield(L, 1, LUA_OSLIBNAME);
    }
    lua_settop(L, 0);
}

static int open_bodies(lua_State *L) {
    const uint32_t wanted = *(const uint32_t *)orrery_context(L);
    string_table_reserve(objects(L), LIBRARY_NAMES * (uint32_t)__builtin_popcount(wanted));
    library_loaded(L);
    if (wanted & ORR_LIBRARY_OS) forget_clocks(L);
    if (wanted & (ORR_LIBRARY_BASE | ORR_LIBRARY_PRINT | ORR_LIBRARY_LOADFILE)) {
        lua_pushglobaltable(L);
        const bool printed = lua_getfield(L, 1, "print") != LUA_TNIL;
        const bool loaded = lua_getfield(L, 1, "loadfile") != LUA_TNIL;
        lua_settop(L, 0);
        lua_pushcfunction(L, luaopen_base);
        lua_call(L, 0, 1);
        withhold(L, "print", printed || wanted & ORR_LIBRARY_PRINT);
        withhold(L, "loadfile", loaded || wanted & ORR_LIBRARY_LOADFILE);
        withhold(L, "dofile", loaded || wanted & ORR_LIBRARY_LOADFILE);
        luaL_getsubtable(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
        lua_pushvalue(L, 1);
        lua_setfield(L, 2, LUA_GNAME);
        lua_settop(L, 0);
    }
#define OPEN(bit, name, opener)            \
    if (wanted & (bit)) {                  \
        luaL_requiref(L, name, opener, 1); \
        finish_library(L, bit);            \
    }
    GRANTED_LIBRARIES(OPEN)
#undef OPEN
    string_table_tidy(objects(L));
    return 0;
}

orr_Status orr_open_libraries(orr_State *o, uint32_t libraries) {
    if (!orrery_enter(o)) return ORR_MISUSE;
    orrery_note(o, RUN_LIBRARIES, libraries, o->L, 0, 0);
    const orr_Status status = libraries & ~(uint32_t)ORR_LIBRARIES_ALL
                                  ? orrery_misuse(o, "orr_open_libraries: unknown library")
                                  : orrery_perform(o, open_bodies, &libraries, 0);
    orrery_leave(o);
    return status;
}
