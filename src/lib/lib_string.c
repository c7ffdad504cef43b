/* The string library: registration, the simple functions, and arithmetic on strings.
**
** Patterns, `format` and `pack` have files of their own. Letters are those of ASCII, whatever the
** locale: the same script does the same everywhere.
*/
#include <limits.h>
#include <string.h>

#include "arguments.h"
#include "direct.h"
#include "lauxlib.h"
#include "lua.h"
#include "lualib.h"
#include "library.h"
#include "native.h"
#include "meter.h"
#include "run.h"
#include "string_library.h"
#include "string_pattern.h"
#include "text_buffer.h"

/* ---- Length and parts ------------------------------------------------------------------------ */

int strlib_len(lua_State *L) {
    size_t length;
    argument_string(L, 1, &length);
    lua_pushinteger(L, (lua_Integer)length);
    return 1;
}

int strlib_sub(lua_State *L) {
    size_t length;
    const char *text = argument_string(L, 1, &length);
    const size_t start = start_position(argument_integer(L, 2), length);
    const size_t end = end_position(argument_optional_integer(L, 3, -1), length);
    if (start > end)
        lua_pushliteral(L, "");
    else if (start == 1 && end == length)
        lua_pushvalue(L, 1);
    else {
        vm_charge_bytes(L, end - start + 1);
        lua_pushlstring(L, text + start - 1, end - start + 1);
    }
    return 1;
}

int strlib_byte(lua_State *L) {
    size_t length;
    const char *text = argument_string(L, 1, &length);
    const lua_Integer first = argument_optional_integer(L, 2, 1);
    const size_t start = start_position(first, length);
    const size_t end = end_position(argument_optional_integer(L, 3, first), length);
    if (start > end) return 0;
    if (luai_unlikely(end - start >= (size_t)INT_MAX))
        return luaL_error(L, "string slice too long");
    const int count = (int)(end - start) + 1;
    vm_charge_values(L, (size_t)count);
    luaL_checkstack(L, count, "string slice too long");
    for (int i = 0; i < count; i++)
        lua_pushinteger(L, (unsigned char)text[start - 1 + (size_t)i]);
    return count;
}

int strlib_char(lua_State *L) {
    const int count = lua_gettop(L);
    char memory[TEXT_BUFFER_LOCAL];
    TextBuffer buffer;
    lua_pushnil(L);
    vm_charge_values(L, (size_t)count);
    char *bytes = text_start_sized(&buffer, L, count + 1, memory, sizeof(memory), (size_t)count);
    for (int i = 1; i <= count; i++) {
        vm_check_poll(L);
        const lua_Unsigned code = (lua_Unsigned)argument_integer(L, i);
        luaL_argcheck(L, code <= UCHAR_MAX, i, "value out of range");
        bytes[i - 1] = (char)code;
    }
    text_push_sized(&buffer, (size_t)count);
    return 1;
}

/* ---- Whole strings --------------------------------------------------------------------------- */

/* What to do with all bytes of a string. */
typedef enum Mapping { MAP_LOWER, MAP_UPPER, MAP_REVERSE } Mapping;

/* Written so that the compiler turns the loops into vector code. */
static inline void map_bytes(char *to, const char *from, size_t length, Mapping mapping) {
    const unsigned char first = mapping == MAP_LOWER ? 'A' : 'a';
    if (mapping == MAP_REVERSE) {
        for (size_t i = 0; i < length; i++)
            to[i] = from[length - 1 - i];
        return;
    }
    for (size_t i = 0; i < length; i++) {
        const unsigned char byte = (unsigned char)from[i];
        to[i] = (char)(byte ^ ((unsigned char)(byte - first) < 26 ? 0x20 : 0));
    }
}

/* Pushes the string at 1, mapped. */
static inline int push_mapped(lua_State *L, Mapping mapping) {
    size_t length;
    char memory[TEXT_BUFFER_LOCAL];
    TextBuffer buffer;
    const char *text = argument_string(L, 1, &length);
    lua_settop(L, 2);
    char *bytes = text_start_sized(&buffer, L, 2, memory, sizeof(memory), length);
    for (size_t done = 0; done < length;) {
        const size_t piece = length - done < POLL_BYTES ? length - done : POLL_BYTES;
        const char *const from =
            mapping == MAP_REVERSE ? text + length - done - piece : text + done;
        map_bytes(bytes + done, from, piece, mapping);
        done += piece;
        vm_check_poll(L);
    }
    text_push_sized(&buffer, length);
    return 1;
}

int strlib_lower(lua_State *L) {
    return push_mapped(L, MAP_LOWER);
}

int strlib_upper(lua_State *L) {
    return push_mapped(L, MAP_UPPER);
}

int strlib_reverse(lua_State *L) {
    return push_mapped(L, MAP_REVERSE);
}

/* Fills `total` bytes with repetitions of the `unit` bytes at their start, by doubling. */
static void repeat_bytes(lua_State *L, char *bytes, size_t unit, size_t total) {
    size_t ready = unit; /* at the start, to be copied: a multiple of the unit */
    for (size_t done = unit; done < total;) {
        const size_t count = ready < total - done ? ready : total - done;
        vm_copy(L, bytes + done, bytes, count);
        done += count;
        if (done <= POLL_BYTES) ready = done;
        vm_check_poll(L);
    }
}

int strlib_rep(lua_State *L) {
    size_t length, separator_length;
    const char *text = argument_string(L, 1, &length);
    const lua_Integer count = argument_integer(L, 2);
    const char *separator = luaL_optlstring(L, 3, "", &separator_length);
    const size_t unit = length + separator_length;
    if (count <= 0 || unit == 0) {
        lua_pushliteral(L, "");
        return 1;
    }
    if (count == 1) {
        lua_pushvalue(L, 1);
        return 1;
    }
    if (unit < length || unit > STRING_RESULT_LIMIT / (lua_Unsigned)count)
        return luaL_error(L, "resulting string too large");
    const size_t total = (size_t)count * unit - separator_length;
    char memory[TEXT_BUFFER_LOCAL];
    TextBuffer buffer;
    lua_settop(L, 4);
    char *bytes = text_start_sized(&buffer, L, 4, memory, sizeof(memory), total);
    vm_copy(L, bytes, text, length);
    vm_copy(L, bytes + length, separator, separator_length);
    repeat_bytes(L, bytes, unit, total);
    text_push_sized(&buffer, total);
    return 1;
}

/* ---- dump ------------------------------------------------------------------------------------ */

static int write_to_buffer(lua_State *L, const void *bytes, size_t size, void *ud) {
    (void)L;
    text_add_bytes((TextBuffer *)ud, (const char *)bytes, size);
    return 0;
}

int strlib_dump(lua_State *L) {
    const int strip = lua_toboolean(L, 2);
    char memory[TEXT_BUFFER_LOCAL];
    TextBuffer buffer;
    luaL_checktype(L, 1, LUA_TFUNCTION);
    lua_settop(L, 2);
    text_start(&buffer, L, 2, memory, sizeof(memory));
    lua_pushvalue(L, 1);
    const int status = lua_dump(L, write_to_buffer, &buffer, strip);
    if (status == LUA_ERRMEM) vm_throw_memory(L);
    if (status != 0) return luaL_error(L, "unable to dump given function");
    text_push(&buffer);
    return 1;
}

/* ---- Arithmetic ------------------------------------------------------------------------------ */

/* The metamethods that strings come with: strings that are numerals take part in arithmetic. One
** row an operator: O(name of the event without its underscores, operator of lua_arith). */
#define ARITHMETIC_EVENTS(O) \
    O(add, LUA_OPADD)        \
    O(sub, LUA_OPSUB)        \
    O(mul, LUA_OPMUL)        \
    O(mod, LUA_OPMOD)        \
    O(pow, LUA_OPPOW)        \
    O(div, LUA_OPDIV)        \
    O(idiv, LUA_OPIDIV)      \
    O(unm, LUA_OPUNM)

/* Pushes the number that an operand is or denotes; 0, and nothing pushed, if there is none. */
static int push_number(lua_State *L, int index) {
    if (lua_type(L, index) == LUA_TNUMBER) {
        lua_pushvalue(L, index);
        return 1;
    }
    size_t length;
    const char *text = lua_tolstring(L, index, &length);
    if (text != NULL) vm_charge(L, (uint64_t)length * COST_CHARACTER);
    return text != NULL && lua_stringtonumber(L, text) == length + 1;
}

/* Leaves the operation to the second operand's metamethod. A string's own one would come here. */
static int try_other_metamethod(lua_State *L, const char *event) {
    lua_settop(L, 2);
    if (lua_type(L, 2) == LUA_TSTRING || luaL_getmetafield(L, 2, event) == LUA_TNIL)
        return luaL_error(L, "attempt to %s a '%s' with a '%s'", event + 2, luaL_typename(L, 1),
                          luaL_typename(L, 2));
    lua_insert(L, 1);
    return native_tailcall(L, 2);
}

static int string_arithmetic(lua_State *L, int operator, const char * event) {
    if (push_number(L, 1) && push_number(L, 2)) {
        lua_arith(L, operator); /* the second operand of a negation is the first one again */
        return 1;
    }
    return try_other_metamethod(L, event);
}

#define DEFINE_METAMETHOD(name, operator)                  \
    static int arithmetic_##name(lua_State *L) {           \
        return string_arithmetic(L, operator, "__" #name); \
    }
ARITHMETIC_EVENTS(DEFINE_METAMETHOD)
#undef DEFINE_METAMETHOD

/* ---- Registration ---------------------------------------------------------------------------- */

#define ROW(name)   {#name, strlib_##name},
#define LATER(name) {#name, NULL},
static const luaL_Reg functions[] = {STRING_FUNCTIONS(ROW) PATTERN_FUNCTIONS(LATER){NULL, NULL}};
static const luaL_Reg pattern_functions[] = {PATTERN_FUNCTIONS(ROW){NULL, NULL}};
#undef LATER
#undef ROW

static const luaL_Reg metamethods[] = {
#define ROW(name, operator) {"__" #name, arithmetic_##name},
    ARITHMETIC_EVENTS(ROW)
#undef ROW
        {"__index", NULL}, /* set below */
    {NULL, NULL},
};

/* Gives all strings a metatable whose __index is the library's table, which is on top. */
static void set_string_metatable(lua_State *L) {
    library_new(L, metamethods);
    lua_pushvalue(L, -2);
    lua_setfield(L, -2, "__index");
    lua_pushliteral(L, "");
    lua_insert(L, -2);
    lua_setmetatable(L, -2);
    lua_pop(L, 1);
}

int luaopen_string(lua_State *L) {
    direct_register(L, DIRECT_BYTE, strlib_byte);
    direct_register(L, DIRECT_CHAR, strlib_char);
    direct_register(L, DIRECT_SUB, strlib_sub);
    direct_register(L, DIRECT_LEN, strlib_len);
    direct_register(L, DIRECT_FIND, strlib_find);
    library_new(L, functions);
    pattern_push_cache(L);
    library_functions(L, pattern_functions, PATTERN_CACHE_UPVALUE);
    set_string_metatable(L);
    return 1;
}
