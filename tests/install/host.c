/* A host as others build it: opens a state, runs a line, says whose library that was. */
#include <stdio.h>

#include "lua.h"

#include "lauxlib.h"
#include "lualib.h"

int main(void) {
    lua_State *L = luaL_newstate();
    if (L == NULL) return 2;
    luaL_openlibs(L);
    const int failed = luaL_dostring(L, "return table.concat({ _VERSION, 6 * 7 }, ' ')");
    printf("%s\n%s\n", lua_tostring(L, -1), lua_ident);
    lua_close(L);
    return failed;
}
