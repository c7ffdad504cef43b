/* The utf8 library.
**
** Accepts the original UTF-8: sequences of up to six bytes, values up to 2^31 - 1, each in its
** shortest form. Unless a function is told to be lax, values must also be valid in Unicode.
*/
#include <limits.h>
#include <stdbool.h>
#include <stdint.h>

#include "arguments.h"
#include "lauxlib.h"
#include "lua.h"
#include "lualib.h"
#include "library.h"
#include "meter.h"
#include "text_buffer.h"

enum {
    MAX_SEQUENCE = 6, /* bytes of the longest sequence */
    FIRST_SURROGATE = 0xD800,
    LAST_SURROGATE = 0xDFFF,
    MAX_UNICODE = 0x10FFFF,
    MAX_CODE = 0x7FFFFFFF
};

static const char invalid_code[] = "invalid UTF-8 code";

static inline bool is_continuation(char byte) {
    return ((unsigned char)byte & 0xC0) == 0x80;
}

/* A position as a script gives it, as one from 1 on; one before the string becomes 0. */
static lua_Integer absolute_position(lua_Integer position, size_t length) {
    if (position >= 0) return position;
    if (position < -(lua_Integer)length) return 0;
    return (lua_Integer)length + position + 1;
}

/* Number of bytes of the sequence that starts with `lead`, or 0 for a byte that starts none. */
static int sequence_length(unsigned char lead) {
    if (lead < 0x80) return 1;
    if (lead < 0xC0 || lead >= 0xFE) return 0;
    return lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF8 ? 4 : lead < 0xFC ? 5 : 6;
}

/* Decodes the sequence at `text`, which a zero byte ends at the latest. Returns its end, or NULL
** for an invalid one. */
static const char *decode(const char *text, uint32_t *code, bool strict) {
    static const uint32_t least[MAX_SEQUENCE + 1] = {0,       0,        0x80,     0x800,
                                                     0x10000, 0x200000, 0x4000000};
    const unsigned char lead = (unsigned char)*text;
    const int length = sequence_length(lead);
    if (length <= 1) {
        *code = lead;
        return length == 1 ? text + 1 : NULL;
    }
    uint32_t value = lead & (0x7Fu >> length);
    for (int i = 1; i < length; i++) {
        if (!is_continuation(text[i])) return NULL;
        value = value << 6 | ((unsigned char)text[i] & 0x3F);
    }
    const bool in_unicode =
        value <= MAX_UNICODE && !(value >= FIRST_SURROGATE && value <= LAST_SURROGATE);
    if (value < least[length] || (strict && !in_unicode)) return NULL;
    *code = value;
    return text + length;
}

/* Writes the sequence of a value to `text`; returns its length. */
static int encode(char *text, uint32_t code) {
    if (code < 0x80) {
        text[0] = (char)code;
        return 1;
    }
    int length = 2;
    while (length < MAX_SEQUENCE && code >> (5 * length + 1) != 0)
        length++;
    for (int i = length - 1; i > 0; i--) {
        text[i] = (char)(0x80 | (code & 0x3F));
        code >>= 6;
    }
    text[0] = (char)((0xFF00u >> length & 0xFF) | code);
    return length;
}

/* ---- len, codepoint, char, offset ------------------------------------------------------------ */

static int utf8_len(lua_State *L) {
    size_t length;
    const char *text = argument_string(L, 1, &length);
    lua_Integer from = absolute_position(argument_optional_integer(L, 2, 1), length);
    const lua_Integer to = absolute_position(argument_optional_integer(L, 3, -1), length);
    const bool lax = lua_toboolean(L, 4);
    luaL_argcheck(L, from >= 1 && from <= (lua_Integer)length + 1, 2,
                  "initial position out of bounds");
    luaL_argcheck(L, to <= (lua_Integer)length, 3, "final position out of bounds");
    lua_Integer count = 0;
    for (from--; from < to; count++) {
        vm_work(L, COST_CHARACTER);
        uint32_t code;
        const char *next = decode(text + from, &code, !lax);
        if (next == NULL) {
            luaL_pushfail(L);
            lua_pushinteger(L, from + 1);
            return 2;
        }
        from = next - text;
    }
    lua_pushinteger(L, count);
    return 1;
}

static int utf8_codepoint(lua_State *L) {
    size_t length;
    const char *text = argument_string(L, 1, &length);
    const lua_Integer from = absolute_position(argument_optional_integer(L, 2, 1), length);
    const lua_Integer to = absolute_position(argument_optional_integer(L, 3, from), length);
    const bool lax = lua_toboolean(L, 4);
    luaL_argcheck(L, from >= 1, 2, "out of bounds");
    luaL_argcheck(L, to <= (lua_Integer)length, 3, "out of bounds");
    if (from > to) return 0;
    if (to - from >= INT_MAX) return luaL_error(L, "string slice too long");
    luaL_checkstack(L, (int)(to - from) + 1, "string slice too long");
    const char *const end = text + to;
    int count = 0;
    for (text += from - 1; text < end; count++) {
        vm_work(L, COST_CHARACTER);
        uint32_t code;
        text = decode(text, &code, !lax);
        if (text == NULL) return luaL_error(L, invalid_code);
        lua_pushinteger(L, code);
    }
    return count;
}

static int utf8_char(lua_State *L) {
    const int count = lua_gettop(L);
    char memory[TEXT_BUFFER_LOCAL];
    TextBuffer buffer;
    lua_pushnil(L);
    text_start(&buffer, L, count + 1, memory, sizeof(memory));
    for (int i = 1; i <= count; i++) {
        vm_work(L, COST_CHARACTER);
        const lua_Unsigned code = (lua_Unsigned)argument_integer(L, i);
        luaL_argcheck(L, code <= MAX_CODE, i, "value out of range");
        char *to = text_reserve(&buffer, MAX_SEQUENCE);
        buffer.length += (size_t)encode(to, (uint32_t)code);
    }
    text_push(&buffer);
    return 1;
}

/* Moves back over n characters, from the start of one; what is left of n at the string's start. */
static lua_Integer move_back(lua_State *L, const char *text, lua_Integer *at, lua_Integer n) {
    while (n > 0 && *at > 0) {
        const lua_Integer start = *at;
        do {
            --*at;
        } while (*at > 0 && is_continuation(text[*at]));
        vm_work(L, (uint64_t)(start - *at) * COST_CHARACTER);
        n--;
    }
    return n;
}

/* Moves forward likewise, at most behind the last character. */
static lua_Integer move_forward(lua_State *L, const char *text, size_t length, lua_Integer *at,
                                lua_Integer n) {
    while (n > 0 && *at < (lua_Integer)length) {
        const lua_Integer start = *at;
        do {
            ++*at;
        } while (is_continuation(text[*at])); /* the zero at the end is none */
        vm_work(L, (uint64_t)(*at - start) * COST_CHARACTER);
        n--;
    }
    return n;
}

static int utf8_offset(lua_State *L) {
    size_t length;
    const char *text = argument_string(L, 1, &length);
    const lua_Integer n = argument_integer(L, 2);
    const lua_Integer origin = n >= 0 ? 1 : (lua_Integer)length + 1;
    lua_Integer at = absolute_position(argument_optional_integer(L, 3, origin), length) - 1;
    luaL_argcheck(L, at >= 0 && at <= (lua_Integer)length, 3, "position out of bounds");
    lua_Integer rest = 0;
    if (n == 0) {
        const lua_Integer start = at;
        while (at > 0 && is_continuation(text[at]))
            at--;
        vm_charge(L, (uint64_t)(start - at) * COST_CHARACTER);
    } else if (is_continuation(text[at])) {
        return luaL_error(L, "initial position is a continuation byte");
    } else if (n < 0) {
        /* More steps than bytes lead nowhere; so -n cannot overflow. */
        rest = n < -(lua_Integer)length ? 1 : move_back(L, text, &at, -n);
    } else {
        rest = move_forward(L, text, length, &at, n - 1);
    }
    if (rest == 0)
        lua_pushinteger(L, at + 1);
    else
        luaL_pushfail(L);
    return 1;
}

/* ---- codes ----------------------------------------------------------------------------------- */

/* Step of the iteration: the string and the position of the character before (0 at the start) give
** the next character's position and value. */
static int next_code(lua_State *L, bool strict) {
    size_t length;
    const char *text = argument_string(L, 1, &length);
    lua_Unsigned at = (lua_Unsigned)lua_tointeger(L, 2);
    if (at < length) {
        const lua_Unsigned start = at;
        while (is_continuation(text[at]))
            at++;
        vm_charge(L, (at - start + 1) * COST_CHARACTER);
    }
    if (at >= length) /* a negative position, too */
        return 0;
    uint32_t code;
    const char *next = decode(text + at, &code, strict);
    if (next == NULL || is_continuation(*next)) return luaL_error(L, invalid_code);
    lua_pushinteger(L, (lua_Integer)at + 1);
    lua_pushinteger(L, code);
    return 2;
}

static int next_code_strict(lua_State *L) {
    return next_code(L, true);
}

static int next_code_lax(lua_State *L) {
    return next_code(L, false);
}

static int utf8_codes(lua_State *L) {
    const bool lax = lua_toboolean(L, 2);
    const char *text = luaL_checkstring(L, 1);
    luaL_argcheck(L, !is_continuation(*text), 1, invalid_code);
    lua_pushcfunction(L, lax ? next_code_lax : next_code_strict);
    lua_pushvalue(L, 1);
    lua_pushinteger(L, 0);
    return 3;
}

/* ---- Registration ---------------------------------------------------------------------------- */

/* One row a function: F(name). */
#define UTF8_FUNCTIONS(F) F(offset) F(codepoint) F(char) F(len) F(codes)

/* Matches one character of a valid string. */
static const char character_pattern[] = "[\0-\x7F\xC2-\xFD][\x80-\xBF]*";

int luaopen_utf8(lua_State *L) {
    static const luaL_Reg functions[] = {
#define ROW(name) {#name, utf8_##name},
        UTF8_FUNCTIONS(ROW)
#undef ROW
            {"charpattern", NULL}, /* set below */
        {NULL, NULL},
    };
    library_new(L, functions);
    lua_pushlstring(L, character_pattern, sizeof(character_pattern) - 1);
    lua_setfield(L, -2, "charpattern");
    return 1;
}
