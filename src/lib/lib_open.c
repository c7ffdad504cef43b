/* The list of the standard libraries, and luaL_openlibs. */

#include "lauxlib.h"
#include "lua.h"
#include "lualib.h"
#include "library.h"
#include "state.h"

/* Name under which a library becomes a global and an entry of package.loaded; its opener. */
#define STANDARD_LIBRARIES(X)           \
    X(LUA_GNAME, luaopen_base)          \
    X(LUA_LOADLIBNAME, luaopen_package) \
    X(LUA_COLIBNAME, luaopen_coroutine) \
    X(LUA_TABLIBNAME, luaopen_table)    \
    X(LUA_IOLIBNAME, luaopen_io)        \
    X(LUA_OSLIBNAME, luaopen_os)        \
    X(LUA_STRLIBNAME, luaopen_string)   \
    X(LUA_MATHLIBNAME, luaopen_math)    \
    X(LUA_UTF8LIBNAME, luaopen_utf8)    \
    X(LUA_DBLIBNAME, luaopen_debug)

LUALIB_API void luaL_openlibs(lua_State *L) {
#define ROW(name, opener) {name, opener},
    static const luaL_Reg libraries[] = {STANDARD_LIBRARIES(ROW)};
#undef ROW
    string_table_reserve(objects(L), LIBRARY_NAMES * sizeof libraries / sizeof libraries[0]);
    library_loaded(L);
    for (size_t i = 0; i < sizeof libraries / sizeof libraries[0]; i++) {
        luaL_requiref(L, libraries[i].name, libraries[i].func, 1);
        lua_pop(L, 1);
    }
    string_table_tidy(objects(L));
}
