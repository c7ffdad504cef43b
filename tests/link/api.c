/* The public API links without a standard library and without the command. */
#include "lauxlib.h"

int main(void) {
    lua_State *L = luaL_newstate();
    int sum = luaL_dostring(L, "return 1 + 2") == LUA_OK ? (int)lua_tointeger(L, -1) : 0;
    lua_close(L);
    return sum == 3 ? 0 : 1;
}
