/* Pack formats. An input is a letter and a line, the format; then values (p, fuzz_push_value) or the
** bytes to unpack (any other letter).
**
** Packed values unpack, and what unpacks packs again to the same bytes where padding is not in play;
** a size from packsize is the size of what pack makes. */
#include <string.h>

#include "fuzz.h"

#define VALUES_MAX 40

static void push_function(lua_State *L, const char *function) {
    lua_getglobal(L, "string");
    lua_getfield(L, -1, function);
    lua_remove(L, -2);
}

/* The size that packsize gives, or -1. */
static lua_Integer fixed_size(lua_State *L, FuzzText format) {
    push_function(L, "packsize");
    lua_pushlstring(L, format.bytes, format.length);
    const bool fixed = lua_pcall(L, 1, 1, 0) == LUA_OK;
    const lua_Integer size = fixed ? lua_tointeger(L, -1) : -1;
    FUZZ_CHECK(!fixed || size >= 0);
    lua_pop(L, 1);
    return size;
}

/* Unpacks the string at index 1 from `start` on; the number of results on the stack, the position
** among them, or 0 after an error. */
static int unpack(lua_State *L, FuzzText format, lua_Integer start) {
    const int base = lua_gettop(L);
    push_function(L, "unpack");
    lua_pushlstring(L, format.bytes, format.length);
    lua_pushvalue(L, 1);
    lua_pushinteger(L, start);
    if (lua_pcall(L, 3, LUA_MULTRET, 0) != LUA_OK) {
        lua_settop(L, base);
        return 0;
    }
    const lua_Integer next = lua_tointeger(L, -1);
    FUZZ_CHECK(next >= 1 && next <= (lua_Integer)lua_rawlen(L, 1) + 1);
    return lua_gettop(L) - base;
}

/* Packs the `count` values on the top, which go; the result replaces index 1. */
static bool pack(lua_State *L, FuzzText format, int count) {
    push_function(L, "pack");
    lua_insert(L, -count - 1);
    lua_pushlstring(L, format.bytes, format.length);
    lua_insert(L, -count - 1);
    if (lua_pcall(L, count + 1, 1, 0) != LUA_OK) {
        lua_pop(L, 1);
        return false;
    }
    FUZZ_CHECK(lua_type(L, -1) == LUA_TSTRING);
    lua_replace(L, 1);
    return true;
}

static void pack_values(lua_State *L, FuzzText format, FuzzInput *in) {
    int count = 0;
    for (; fuzz_left(in) > 0 && count < VALUES_MAX; count++)
        fuzz_push_value(L, in);
    if (!pack(L, format, count)) return;
    const lua_Integer size = fixed_size(L, format);
    FUZZ_CHECK(size < 0 || (lua_Integer)lua_rawlen(L, 1) == size);
    /* A zero-terminated or padded string or a 'X' at the end is all that may differ. */
    if (size >= 0) FUZZ_CHECK(unpack(L, format, 1) > 0);
}

static void unpack_bytes(lua_State *L, FuzzText format, lua_Integer start) {
    const int count = unpack(L, format, start);
    if (count == 0) return;
    const lua_Integer next = lua_tointeger(L, -1);
    FUZZ_CHECK(lua_rawlen(L, 1) >= (size_t)(next - 1));
    lua_pop(L, 1);
    pack(L, format, count - 1);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    FuzzInput in = fuzz_input(data, size);
    lua_State *const L = fuzz_shared();
    const uint8_t what = fuzz_byte(&in);
    const FuzzText format = fuzz_line(&in);
    if (what == 'p') {
        lua_pushnil(L);
        pack_values(L, format, &in);
        return 0;
    }
    const FuzzText bytes = fuzz_rest(&in);
    lua_pushlstring(L, bytes.bytes, bytes.length);
    fixed_size(L, format);
    unpack_bytes(L, format, (int8_t)(what - 'u') + 1);
    return 0;
}
