/* Numbers and text, against the C library. An input is eight bytes, the bits of an integer and of a
** float, and a text that may be a numeral.
**
** The text: lua_stringtonumber, the scanner and `tonumber` agree with strtod and with arithmetic
** done here. The numbers: tostring, %.14g, %.17g, %a and %d agree with snprintf, and read back. */
#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"

#define TEXT_MAX 400 /* longer numerals are checked for crashes only */

typedef struct Number {
    enum { NONE, INTEGER, FLOAT } kind;
    lua_Integer i;
    lua_Number n;
} Number;

static bool is_space(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static int digit(char c, int base) {
    const int lower = c | 0x20;
    const int value = c >= '0' && c <= '9'           ? c - '0'
                      : lower >= 'a' && lower <= 'f' ? lower - 'a' + 10
                                                     : 99;
    return value < base ? value : -1;
}

/* Digits of an integer, without sign; false when they are none or, decimal ones, do not fit. */
static bool read_integer(const char *s, int base, bool negative, lua_Integer *result) {
    const uint64_t most = (uint64_t)INT64_MAX + negative;
    uint64_t value = 0;
    if (*s == '\0') return false;
    for (; *s != '\0'; s++) {
        const int d = digit(*s, base);
        if (d < 0) return false;
        if (base == 10 && (value > most / 10 || value * 10 > most - (uint64_t)d)) return false;
        value = value * (uint64_t)base + (uint64_t)d;
    }
    *result = (lua_Integer)(negative ? 0 - value : value);
    return true;
}

/* What a trimmed numeral means: the manual's rules, strtod for the value of floats. */
static Number meaning(const char *s) {
    Number result = {NONE, 0, 0};
    const bool negative = *s == '-';
    const char *const digits = s + (*s == '-' || *s == '+');
    const bool hex = digits[0] == '0' && (digits[1] | 0x20) == 'x';
    if (read_integer(digits + 2 * hex, hex ? 16 : 10, negative, &result.i)) {
        result.kind = INTEGER;
        return result;
    }
    /* strtod takes more than Lua does: "inf", "nan", blanks, another sign. */
    if (!(digit(*digits, 10) >= 0 || *digits == '.')) return result;
    if (strpbrk(digits, hex ? "nN \t\n\v\f\r" : "nNxX \t\n\v\f\r") != NULL) return result;
    char *end;
    result.n = strtod(s, &end);
    if (*end == '\0') result.kind = FLOAT;
    return result;
}

static Number reference(const char *text) {
    char trimmed[TEXT_MAX + 1];
    while (is_space(*text))
        text++;
    size_t length = strlen(text);
    while (length > 0 && is_space(text[length - 1]))
        length--;
    memcpy(trimmed, text, length);
    trimmed[length] = '\0';
    return meaning(trimmed);
}

static bool same_float(lua_Number a, lua_Number b) {
    return isnan(a) ? isnan(b) : a == b && !signbit(a) == !signbit(b);
}

static void check_value(lua_State *L, Number wanted) {
    FUZZ_CHECK(lua_type(L, -1) == LUA_TNUMBER);
    FUZZ_CHECK(lua_isinteger(L, -1) == (wanted.kind == INTEGER));
    if (wanted.kind == INTEGER)
        FUZZ_CHECK(lua_tointeger(L, -1) == wanted.i);
    else
        FUZZ_CHECK(same_float(lua_tonumber(L, -1), wanted.n));
}

/* A text of numeral characters alone is also a token of the language; a sign is an operator. */
static void check_scanner(lua_State *L, const char *text, Number wanted) {
    if (text[strspn(text, "0123456789abcdefABCDEFxXpP.")] != '\0') return;
    if (digit(text[text[0] == '.'], 10) < 0) return; /* not a numeral at all: "..", a name */
    const int top = lua_gettop(L);
    lua_pushfstring(L, "return %s", text);
    const int status = luaL_loadstring(L, lua_tostring(L, -1));
    FUZZ_CHECK((status == LUA_OK) == (wanted.kind != NONE));
    if (status == LUA_OK) {
        FUZZ_CHECK(lua_pcall(L, 0, 1, 0) == LUA_OK);
        check_value(L, wanted);
    }
    lua_settop(L, top);
}

static void check_text(lua_State *L, const char *text) {
    const size_t length = strlen(text);
    const size_t size = lua_stringtonumber(L, text);
    FUZZ_CHECK(size == 0 || size == length + 1);
    if (length > TEXT_MAX) return;
    const Number wanted = reference(text);
    FUZZ_CHECK((wanted.kind != NONE) == (size != 0));
    if (size != 0) check_value(L, wanted);
    lua_settop(L, 0);
    check_scanner(L, text, wanted);
}

/* tonumber(text, base) agrees with arithmetic. */
static void check_based(lua_State *L, int base, lua_Integer value) {
    char digits[70];
    char *p = digits + sizeof digits - 1;
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    *p = '\0';
    do
        *--p = "0123456789abcdefghijklmnopqrstuvwxyz"[rest % (unsigned)base];
    while ((rest /= (unsigned)base) != 0);
    if (value < 0) *--p = '-';
    lua_getglobal(L, "tonumber");
    lua_pushstring(L, p);
    lua_pushinteger(L, base);
    FUZZ_CHECK(lua_pcall(L, 2, 1, 0) == LUA_OK);
    check_value(L, (Number){INTEGER, value, 0});
    lua_settop(L, 0);
}

/* string.format(format, value at index 1) is `wanted`. */
static void check_format(lua_State *L, const char *format, const char *wanted) {
    lua_getglobal(L, "string");
    lua_getfield(L, -1, "format");
    lua_pushstring(L, format);
    lua_pushvalue(L, 1);
    FUZZ_CHECK(lua_pcall(L, 2, 1, 0) == LUA_OK);
    FUZZ_CHECK(strcmp(lua_tostring(L, -1), wanted) == 0);
    lua_settop(L, 1);
}

/* tostring makes `wanted`, of the value at index 1. */
static void check_tostring(lua_State *L, const char *wanted) {
    FUZZ_CHECK(strcmp(luaL_tolstring(L, 1, NULL), wanted) == 0);
    lua_settop(L, 1);
}

static void check_integer(lua_State *L, lua_Integer i) {
    char text[64];
    lua_pushinteger(L, i);
    snprintf(text, sizeof text, "%" PRId64, (int64_t)i);
    check_tostring(L, text);
    check_format(L, "%d", text);
    FUZZ_CHECK(lua_stringtonumber(L, text) != 0);
    check_value(L, (Number){INTEGER, i, 0});
    lua_settop(L, 1);
    snprintf(text, sizeof text, "%" PRIx64, (uint64_t)i);
    check_format(L, "%x", text);
    lua_settop(L, 0);
    check_based(L, 2 + (int)((uint64_t)i % 35), i);
}

/* A float in text: as %.14g, and like a float even when it has no fraction. */
static void check_float_text(lua_State *L, lua_Number n) {
    char text[64];
    snprintf(text, sizeof text, "%.14g", n);
    check_format(L, "%.14g", text);
    if (text[strspn(text, "-0123456789")] == '\0') strcat(text, ".0");
    check_tostring(L, text);
}

static void check_float(lua_State *L, lua_Number n) {
    static const char *const formats[] = {"%.17g", "%a", "%e", "%.3f", "%g", "%.99f"};
    char text[500];
    lua_pushnumber(L, n);
    check_float_text(L, n);
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        snprintf(text, sizeof text, formats[i], n);
        check_format(L, formats[i], text);
        if (i > 1 || !isfinite(n) || n == 0) continue; /* "-0" is an integer */
        FUZZ_CHECK(lua_stringtonumber(L, text) != 0);
        FUZZ_CHECK(same_float(lua_tonumber(L, -1), n));
        lua_settop(L, 1);
    }
    int exact;
    const lua_Integer i = lua_tointegerx(L, 1, &exact);
    const bool fits = n >= -0x1p63 && n < 0x1p63 && floor(n) == n;
    FUZZ_CHECK((exact != 0) == fits);
    FUZZ_CHECK(!fits || i == (lua_Integer)n);
    lua_settop(L, 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    FuzzInput in = fuzz_input(data, size);
    lua_State *const L = fuzz_shared();
    const uint64_t bits = fuzz_word(&in);
    lua_Number n;
    memcpy(&n, &bits, sizeof n);
    check_integer(L, (lua_Integer)bits);
    check_float(L, n);
    check_float(L, (lua_Number)(lua_Integer)bits);
    const FuzzText text = fuzz_rest(&in);
    char *const copy = strndup(text.length > 0 ? text.bytes : "", text.length);
    check_text(L, copy);
    free(copy);
    return 0;
}
