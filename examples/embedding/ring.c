/* A module as a shared object: ring buffers of Lua values.
 *
 *     cc -shared -fPIC ring.c $(pkg-config --cflags orrery) -o ring.so
 *     LUA_CPATH="./?.so" orrery module.lua
 *
 * It is linked to no Lua library: the program that loads it has the API, be it `orrery`, a host with
 * liborrery, or Lua's own `lua`. The values lie in the userdata's user value, a table, where the
 * collector sees them. */
#include "lua.h"

#include "lauxlib.h"

#define RING_TYPE "example.ring"

/* Elements stand at 1 .. capacity of the table in user value 1. */
typedef struct Ring {
    lua_Integer capacity;
    lua_Integer first; /* position of the oldest, from 0 */
    lua_Integer count;
} Ring;

static Ring *check_ring(lua_State *L) {
    return luaL_checkudata(L, 1, RING_TYPE);
}

/* Index in the table of element i, counted from 1 for the oldest. */
static lua_Integer place(const Ring *ring, lua_Integer i) {
    return (ring->first + i - 1) % ring->capacity + 1;
}

/* ring.new(capacity) */
static int ring_new(lua_State *L) {
    const lua_Integer capacity = luaL_checkinteger(L, 1);
    luaL_argcheck(L, capacity >= 1 && capacity <= 1000000, 1, "capacity out of range");
    Ring *ring = lua_newuserdatauv(L, sizeof *ring, 1);
    *ring = (Ring){.capacity = capacity};
    lua_createtable(L, (int)capacity, 0);
    lua_setiuservalue(L, -2, 1);
    luaL_setmetatable(L, RING_TYPE);
    return 1;
}

/* r:push(value): the oldest goes when there is no room; returns it then. */
static int ring_push(lua_State *L) {
    Ring *ring = check_ring(L);
    luaL_checkany(L, 2);
    lua_settop(L, 2);
    lua_getiuservalue(L, 1, 1);
    const int full = ring->count == ring->capacity;
    if (full) {
        lua_rawgeti(L, 3, place(ring, 1));
        ring->first = (ring->first + 1) % ring->capacity;
        ring->count--;
    }
    lua_pushvalue(L, 2);
    lua_rawseti(L, 3, place(ring, ++ring->count));
    return full;
}

/* r:pop(): the oldest, or nothing. */
static int ring_pop(lua_State *L) {
    Ring *ring = check_ring(L);
    if (ring->count == 0) return 0;
    lua_getiuservalue(L, 1, 1);
    lua_rawgeti(L, -1, place(ring, 1));
    lua_pushnil(L); /* the table shall not keep it alive */
    lua_rawseti(L, -3, place(ring, 1));
    ring->first = (ring->first + 1) % ring->capacity;
    ring->count--;
    return 1;
}

static int ring_length(lua_State *L) {
    lua_pushinteger(L, check_ring(L)->count);
    return 1;
}

/* One step of `for i, v in r:each()`. */
static int ring_step(lua_State *L) {
    const Ring *ring = check_ring(L);
    const lua_Integer i = luaL_checkinteger(L, 2) + 1;
    if (i > ring->count) return 0;
    lua_pushinteger(L, i);
    lua_getiuservalue(L, 1, 1);
    lua_rawgeti(L, -1, place(ring, i));
    lua_remove(L, -2);
    return 2;
}

static int ring_each(lua_State *L) {
    check_ring(L);
    lua_pushcfunction(L, ring_step);
    lua_pushvalue(L, 1);
    lua_pushinteger(L, 0);
    return 3;
}

/* r:concat(separator): all elements as text. */
static int ring_concat(lua_State *L) {
    const Ring *ring = check_ring(L);
    const char *separator = luaL_optstring(L, 2, "");
    luaL_Buffer text;
    lua_settop(L, 2);
    lua_getiuservalue(L, 1, 1);
    luaL_buffinit(L, &text);
    for (lua_Integer i = 1; i <= ring->count; i++) {
        if (i > 1) luaL_addstring(&text, separator);
        lua_rawgeti(L, 3, place(ring, i));
        luaL_tolstring(L, -1, NULL);
        lua_remove(L, -2);
        luaL_addvalue(&text);
    }
    luaL_pushresult(&text);
    return 1;
}

LUAMOD_API int luaopen_ring(lua_State *L);

int luaopen_ring(lua_State *L) {
    static const luaL_Reg methods[] = {
        {"push", ring_push},     {"pop", ring_pop},      {"each", ring_each},
        {"concat", ring_concat}, {"__len", ring_length}, {NULL, NULL},
    };
    static const luaL_Reg functions[] = {
        {"new", ring_new},
        {NULL, NULL},
    };
    luaL_newmetatable(L, RING_TYPE);
    luaL_setfuncs(L, methods, 0);
    lua_pushvalue(L, -1);
    lua_setfield(L, -2, "__index");
    luaL_newlib(L, functions);
    return 1;
}
