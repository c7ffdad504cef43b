/* Elements of whatever can be indexed. */
#include "element_access.h"

#include "lauxlib.h"

/* Longest chain of __index or __newindex objects, as in the VM: a longer one is taken for a
** loop. */
enum { CHAIN_MAX = 2000 };

/* Does the table on top have element i, not nil? Pushes it then. */
static bool push_present(lua_State *L, lua_Integer i) {
    if (!lua_istable(L, -1)) return false;
    if (lua_rawgeti(L, -1, i) != LUA_TNIL) return true;
    lua_pop(L, 1);
    return false;
}

bool access_get(lua_State *L, int index, lua_Integer i) {
    lua_pushvalue(L, index);
    for (int links = 0; links < CHAIN_MAX; links++) {
        if (push_present(L, i)) {
            lua_replace(L, -2);
            return true;
        }
        if (luaL_getmetafield(L, -1, "__index") == LUA_TNIL) {
            lua_geti(L, -1, i); /* nil, or an error */
            lua_replace(L, -2);
            return true;
        }
        if (lua_isfunction(L, -1)) {
            lua_insert(L, -2);
            lua_pushinteger(L, i);
            return false;
        }
        lua_replace(L, -2);
    }
    luaL_error(L, "'__index' chain too long; possibly a loop");
    return false;
}

bool access_set(lua_State *L, int index, lua_Integer i) {
    lua_pushvalue(L, index); /* above the value */
    for (int links = 0; links < CHAIN_MAX; links++) {
        if (push_present(L, i)) {
            lua_pop(L, 1);
            lua_insert(L, -2);
            lua_rawseti(L, -2, i);
            lua_pop(L, 1);
            return true;
        }
        if (luaL_getmetafield(L, -1, "__newindex") == LUA_TNIL) {
            lua_insert(L, -2);
            lua_seti(L, -2, i); /* a new element, or an error */
            lua_pop(L, 1);
            return true;
        }
        if (lua_isfunction(L, -1)) {
            lua_insert(L, -3); /* method, value, object */
            lua_insert(L, -2);
            lua_pushinteger(L, i);
            lua_insert(L, -2); /* method, object, i, value */
            return false;
        }
        lua_replace(L, -2);
    }
    luaL_error(L, "'__newindex' chain too long; possibly a loop");
    return false;
}

bool access_length(lua_State *L, int index) {
    const bool is_string = lua_type(L, index) == LUA_TSTRING; /* has its own length always */
    if (is_string || luaL_getmetafield(L, index, "__len") == LUA_TNIL) {
        lua_len(L, index);
        return true;
    }
    lua_pushvalue(L, index);
    lua_pushvalue(L, index);
    return false;
}

lua_Integer access_take_length(lua_State *L) {
    int is_integer;
    const lua_Integer length = lua_tointegerx(L, -1, &is_integer);
    if (!is_integer) luaL_error(L, "object length is not an integer");
    lua_pop(L, 1);
    return length;
}
