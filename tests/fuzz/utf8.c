/* The utf8 library. An input is three bytes, two positions and whether to be lax, and the string.
**
** What the functions say of the same string must agree: see check_valid. */
#include <string.h>

#include "fuzz.h"

#define STRING_MAX 4096

typedef struct Case {
    lua_Integer i, j;
    bool lax;
    FuzzText text;
} Case;

static void push_function(lua_State *L, const char *library, const char *function) {
    lua_getglobal(L, library);
    lua_getfield(L, -1, function);
    lua_remove(L, -2);
}

/* Calls utf8[function](text, i, j, lax); the number of results, -1 for an error. */
static int call(lua_State *L, const Case *c, const char *function, lua_Integer i, lua_Integer j) {
    const int base = lua_gettop(L);
    push_function(L, "utf8", function);
    lua_pushlstring(L, c->text.bytes, c->text.length);
    lua_pushinteger(L, i);
    lua_pushinteger(L, j);
    lua_pushboolean(L, c->lax);
    if (lua_pcall(L, 4, LUA_MULTRET, 0) == LUA_OK) return lua_gettop(L) - base;
    lua_settop(L, base);
    return -1;
}

static void offset(lua_State *L, const Case *c, lua_Integer n, lua_Integer i) {
    const int base = lua_gettop(L);
    push_function(L, "utf8", "offset");
    lua_pushlstring(L, c->text.bytes, c->text.length);
    lua_pushinteger(L, n);
    lua_pushinteger(L, i);
    if (lua_pcall(L, 3, 1, 0) == LUA_OK && !lua_isnil(L, -1)) {
        const lua_Integer place = lua_tointeger(L, -1);
        FUZZ_CHECK(place >= 1 && place <= (lua_Integer)c->text.length + 1);
    }
    lua_settop(L, base);
}

/* Walks with utf8.codes; the number of characters, or -1 when it ended in an error. */
static lua_Integer walk(lua_State *L, const Case *c) {
    const int base = lua_gettop(L);
    lua_Integer count = 0, before = 0;
    push_function(L, "utf8", "codes");
    lua_pushlstring(L, c->text.bytes, c->text.length);
    lua_pushboolean(L, c->lax);
    if (lua_pcall(L, 2, 3, 0) != LUA_OK) count = -1;
    while (count >= 0) {
        lua_pushvalue(L, base + 1);
        lua_pushvalue(L, base + 2);
        lua_pushvalue(L, base + 3);
        if (lua_pcall(L, 2, 2, 0) != LUA_OK) {
            count = -1;
            break;
        }
        if (lua_isnil(L, -2)) break;
        FUZZ_CHECK(lua_tointeger(L, -2) > before);
        before = lua_tointeger(L, -2);
        lua_pop(L, 1);
        lua_replace(L, base + 3);
        count++;
    }
    lua_settop(L, base);
    return count;
}

/* A string of n characters: codes finds n, codepoint gives n, char makes the string of them, the
** n+1st starts behind it, and charpattern finds each of them. */
static void check_valid(lua_State *L, const Case *c, lua_Integer n) {
    const int base = lua_gettop(L);
    FUZZ_CHECK(walk(L, c) == n);
    push_function(L, "utf8", "char");
    const int points = call(L, c, "codepoint", 1, -1);
    FUZZ_CHECK(points == n);
    FUZZ_CHECK(lua_pcall(L, points, 1, 0) == LUA_OK);
    FUZZ_CHECK(lua_rawlen(L, -1) == c->text.length);
    FUZZ_CHECK(memcmp(lua_tostring(L, -1), c->text.bytes, c->text.length) == 0);
    push_function(L, "utf8", "offset");
    lua_pushlstring(L, c->text.bytes, c->text.length);
    lua_pushinteger(L, n + 1);
    FUZZ_CHECK(lua_pcall(L, 2, 1, 0) == LUA_OK);
    FUZZ_CHECK(lua_tointeger(L, -1) == (lua_Integer)c->text.length + 1);
    push_function(L, "string", "gsub");
    lua_pushlstring(L, c->text.bytes, c->text.length);
    push_function(L, "utf8", "charpattern");
    lua_pushliteral(L, "");
    FUZZ_CHECK(lua_pcall(L, 3, 2, 0) == LUA_OK);
    FUZZ_CHECK(lua_rawlen(L, -2) == 0 && lua_tointeger(L, -1) == n);
    lua_settop(L, base);
}

/* utf8.char of any numbers: what it makes has as many characters, by the lax rules. */
static void make(lua_State *L, const Case *c) {
    FuzzInput in = fuzz_input((const uint8_t *)c->text.bytes, c->text.length);
    int count = 0;
    push_function(L, "utf8", "char");
    for (; fuzz_left(&in) > 0 && count < 20; count++)
        lua_pushinteger(L, (lua_Integer)(fuzz_word(&in) >> (fuzz_byte(&in) & 63)));
    if (lua_pcall(L, count, 1, 0) == LUA_OK) {
        size_t length;
        const char *const text = lua_tolstring(L, -1, &length);
        const Case made = {1, -1, true, {text, length}};
        FUZZ_CHECK(call(L, &made, "len", 1, -1) == 1);
        FUZZ_CHECK(lua_tointeger(L, -1) == count);
        check_valid(L, &made, count);
    }
    lua_settop(L, 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    FuzzInput in = fuzz_input(data, size);
    lua_State *const L = fuzz_shared();
    Case c = {.i = (int8_t)fuzz_byte(&in), .j = (int8_t)fuzz_byte(&in), .lax = fuzz_byte(&in) & 1};
    c.text = fuzz_rest(&in);
    if (c.text.length > STRING_MAX) c.text.length = STRING_MAX;
    call(L, &c, "len", c.i, c.j);
    call(L, &c, "codepoint", c.i, c.j);
    offset(L, &c, c.i, c.j);
    lua_settop(L, 0);
    const int results = call(L, &c, "len", 1, -1);
    FUZZ_CHECK(results == 1 || results == 2);
    if (results == 1)
        check_valid(L, &c, lua_tointeger(L, 1));
    else
        FUZZ_CHECK(walk(L, &c) == -1);
    lua_settop(L, 0);
    make(L, &c);
    return 0;
}
