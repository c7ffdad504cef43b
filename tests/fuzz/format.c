/* Formats. An input is a letter and a line, the format, and then values (fuzz_push_value).
**
** s string.format, d os.date; q %q of one value, which must read back as the same value. */
#include <string.h>

#include "fuzz.h"

#define VALUES_MAX 20

static void push_function(lua_State *L, const char *library, const char *function) {
    lua_getglobal(L, library);
    lua_getfield(L, -1, function);
    lua_remove(L, -2);
}

static void format(lua_State *L, FuzzText text, FuzzInput *in) {
    int count = 1;
    push_function(L, "string", "format");
    lua_pushlstring(L, text.bytes, text.length);
    for (; fuzz_left(in) > 0 && count < VALUES_MAX; count++)
        fuzz_push_value(L, in);
    if (lua_pcall(L, count, 1, 0) == LUA_OK) FUZZ_CHECK(lua_type(L, -1) == LUA_TSTRING);
}

static void date(lua_State *L, FuzzText text, FuzzInput *in) {
    push_function(L, "os", "date");
    lua_pushlstring(L, text.bytes, text.length);
    fuzz_push_value(L, in);
    if (lua_isnil(L, -1)) lua_pushinteger(L, 86400), lua_replace(L, -2);
    if (lua_pcall(L, 2, 1, 0) != LUA_OK) return;
    /* A table of fields makes a time again, perhaps one that does not fit. */
    if (!lua_istable(L, -1)) return;
    push_function(L, "os", "time");
    lua_insert(L, -2);
    lua_pcall(L, 1, 1, 0);
}

static bool same(lua_State *L, int a, int b) {
    const bool both_nan =
        lua_type(L, a) == LUA_TNUMBER && !lua_rawequal(L, a, a) && !lua_rawequal(L, b, b);
    return both_nan || (lua_rawequal(L, a, b) && lua_isinteger(L, a) == lua_isinteger(L, b));
}

static void quote(lua_State *L, FuzzInput *in) {
    fuzz_push_value(L, in);
    push_function(L, "string", "format");
    lua_pushliteral(L, "return %q");
    lua_pushvalue(L, 1);
    if (lua_pcall(L, 2, 1, 0) != LUA_OK) {
        FUZZ_CHECK(lua_istable(L, 1));
        return;
    }
    size_t length;
    const char *const text = lua_tolstring(L, -1, &length);
    FUZZ_CHECK(luaL_loadbufferx(L, text, length, "=quoted", "t") == LUA_OK);
    FUZZ_CHECK(lua_pcall(L, 0, 1, 0) == LUA_OK && same(L, 1, -1));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    FuzzInput in = fuzz_input(data, size);
    lua_State *const L = fuzz_shared();
    const uint8_t what = fuzz_byte(&in);
    const FuzzText text = what == 'q' ? (FuzzText){"", 0} : fuzz_line(&in);
    if (what == 'q')
        quote(L, &in);
    else if (what == 'd')
        date(L, text, &in);
    else
        format(L, text, &in);
    return 0;
}
