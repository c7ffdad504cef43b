/* The whole engine links without the command. */
#include "lauxlib.h"
#include "lualib.h"

int main(void) {
    lua_State *L = luaL_newstate();
    luaL_openlibs(L);
    int failed = luaL_dostring(L, "assert(('x'):rep(3) == 'xxx' and math.type(1) == 'integer')");
    lua_close(L);
    return failed;
}
