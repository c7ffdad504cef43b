/* Table manipulation (manual 6.6). Functions work on whatever can be indexed. Here are tables whose
** elements are what they hold, the common case; table_indirect.c has those with metamethods. */

#include "api_stack.h"
#include "arguments.h"
#include "direct.h"
#include "lauxlib.h"
#include "lua.h"
#include "lualib.h"
#include "library.h"
#include "meter.h"
#include "table.h"
#include "table_indirect.h"
#include "table_sort.h"

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* ---- Access ---------------------------------------------------------------------------------- */

/* What a function does with an argument that need not be a table. */
enum { READS = 1, WRITES = 2, MEASURES = 4 };

/* Is there a field of that name in the metatable on top? */
static bool has_field(lua_State *L, const char *name) {
    lua_pushstring(L, name);
    const bool found = lua_rawget(L, -2) != LUA_TNIL;
    lua_pop(L, 1);
    return found;
}

/* Raises unless the argument is a table or has the metamethods to act like one. Returns those kinds
** of access for which a metamethod may have to be called. */
static int check_table(lua_State *L, int argument, int access) {
    const bool is_table = lua_type(L, argument) == LUA_TTABLE;
    if (!lua_getmetatable(L, argument)) {
        if (!is_table) luaL_checktype(L, argument, LUA_TTABLE);
        return 0;
    }
    int indirect = 0;
    if ((access & READS) && has_field(L, "__index")) indirect |= READS;
    if ((access & WRITES) && has_field(L, "__newindex")) indirect |= WRITES;
    if ((access & MEASURES) && has_field(L, "__len")) indirect |= MEASURES;
    if (!is_table && indirect != access) luaL_checktype(L, argument, LUA_TTABLE);
    lua_pop(L, 1);
    return indirect;
}

static void copy_element(lua_State *L, lua_Integer from, lua_Integer to) {
    vm_work(L, 2 * COST_ELEMENT);
    lua_rawgeti(L, 1, from);
    lua_rawseti(L, 1, to);
}

/* ---- Insertion and removal ------------------------------------------------------------------- */

static int table_insert(lua_State *L) {
    const int indirect = check_table(L, 1, READS | WRITES | MEASURES);
    if (lua_gettop(L) == 2 ? indirect & ~READS : indirect) return indirect_insert(L);
    const lua_Integer end = (lua_Integer)lua_rawlen(L, 1) + 1; /* first empty element */
    lua_Integer position = end;
    switch (lua_gettop(L)) {
    case 2: break;
    case 3:
        position = argument_integer(L, 2);
        luaL_argcheck(L, (lua_Unsigned)position - 1u < (lua_Unsigned)end, 2,
                      "position out of bounds");
        for (lua_Integer i = end; i > position; i--)
            copy_element(L, i - 1, i);
        break;
    default: return luaL_error(L, "wrong number of arguments to 'insert'");
    }
    lua_rawseti(L, 1, position);
    return 0;
}

static int table_remove(lua_State *L) {
    if (check_table(L, 1, READS | WRITES | MEASURES)) return indirect_remove(L);
    const lua_Integer length = (lua_Integer)lua_rawlen(L, 1);
    lua_Integer position = argument_optional_integer(L, 2, length);
    if (position != length) /* in [1, length + 1] */
        luaL_argcheck(L, (lua_Unsigned)position - 1u <= (lua_Unsigned)length, 2,
                      "position out of bounds");
    lua_rawgeti(L, 1, position);
    for (; position < length; position++)
        copy_element(L, position + 1, position);
    lua_pushnil(L);
    lua_rawseti(L, 1, position);
    return 1;
}

/* Elements [first, last] of argument 1 go to `to` and following of the table at `target`. Neither
** range reaches beyond the integers. */
static void move_elements(lua_State *L, lua_Integer first, lua_Integer last, lua_Integer to,
                          int target, bool upwards) {
    const lua_Integer steps = last - first;
    for (lua_Integer n = 0; n <= steps; n++) {
        vm_work(L, 2 * COST_ELEMENT);
        const lua_Integer offset = upwards ? n : steps - n;
        lua_rawgeti(L, 1, first + offset);
        lua_rawseti(L, target, to + offset);
    }
}

static int table_move(lua_State *L) {
    const lua_Integer first = argument_integer(L, 2);
    const lua_Integer last = argument_integer(L, 3);
    const lua_Integer to = argument_integer(L, 4);
    const int target = lua_isnoneornil(L, 5) ? 1 : 5;
    const int indirect = check_table(L, 1, READS) | check_table(L, target, WRITES);
    if (last >= first) {
        luaL_argcheck(L, first > 0 || last < LUA_MAXINTEGER + first, 3,
                      "too many elements to move");
        luaL_argcheck(L, to <= LUA_MAXINTEGER - (last - first), 4, "destination wrap around");
        /* Upwards, unless that would overwrite elements before they are read. */
        const bool upwards =
            to > last || to <= first || (target != 1 && !lua_compare(L, 1, target, LUA_OPEQ));
        if (indirect) return indirect_move(L, first, last, to, target, upwards);
        move_elements(L, first, last, to, target, upwards);
    }
    lua_pushvalue(L, target);
    return 1;
}

/* ---- Concatenation --------------------------------------------------------------------------- */

/* Arguments of concat. */
typedef struct Concatenation {
    const char *separator;
    size_t separator_length; /* bytes */
    lua_Integer first, last; /* elements; none if first > last */
} Concatenation;

/* Length of the result if all elements are strings, so that concat_strings can do it; otherwise
** SIZE_MAX. */
static size_t measure_strings(lua_State *L, const Table *t, const Concatenation *c) {
    size_t total = 0;
    for (lua_Integer i = c->first;; i++) {
        vm_work(L, COST_ELEMENT);
        Value element;
        table_get_integer(t, i, &element);
        if (element.tag != TAG_STRING) return SIZE_MAX;
        const size_t length = as_string(&element)->length;
        if (length > PTRDIFF_MAX - total) return SIZE_MAX;
        total += length;
        if (i == c->last) return total;
        if (c->separator_length > PTRDIFF_MAX - total) return SIZE_MAX;
        total += c->separator_length;
    }
}

/* Copies the elements and separators to where they go. */
static void copy_strings(lua_State *L, const Table *t, const Concatenation *c, char *to) {
    for (lua_Integer i = c->first;; i++) {
        vm_check_poll(L);
        Value element;
        table_get_integer(t, i, &element);
        vm_copy(L, to, string_bytes(as_string(&element)), as_string(&element)->length);
        if (i == c->last) return;
        to += as_string(&element)->length;
        if (c->separator_length > 0) vm_copy(L, to, c->separator, c->separator_length);
        to += c->separator_length;
    }
}

/* The result's size is known and the elements stay in the table: copies them into place. No
** finalizer, which could change the table, may run from when it was measured on. */
static int concat_strings(lua_State *L, const Table *t, const Concatenation *c, size_t total) {
    String *result;
    vm_charge_bytes(L, total);
    if (total > STRING_SHORT_MAX) {
        if (total > STRING_MAX_LENGTH) return luaL_error(L, "resulting string too large");
        result = string_new_long(objects(L), total);
        copy_strings(L, t, c, result->own_bytes);
    } else {
        char bytes[STRING_SHORT_MAX];
        copy_strings(L, t, c, bytes);
        result = string_new(objects(L), bytes, total);
    }
    api_push_cell(L, result, TAG_STRING);
    vm_safe_point(L);
    return 1;
}

static int concat_values(lua_State *L, const Concatenation *c) {
    luaL_Buffer buffer;
    luaL_buffinit(L, &buffer);
    for (lua_Integer i = c->first;; i++) {
        vm_work(L, COST_ELEMENT);
        lua_rawgeti(L, 1, i);
        if (!lua_isstring(L, -1))
            return luaL_error(L, "invalid value (%s) at index %I in table for 'concat'",
                              luaL_typename(L, -1), (LUAI_UACINT)i);
        if (lua_type(L, -1) == LUA_TNUMBER) vm_charge(L, COST_NUMBER);
        vm_charge_bytes(L, lua_rawlen(L, -1) + c->separator_length); /* of a number 0 */
        luaL_addvalue(&buffer);
        if (i == c->last) break;
        luaL_addlstring(&buffer, c->separator, c->separator_length);
    }
    luaL_pushresult(&buffer);
    return 1;
}

int concat_plain(lua_State *L) {
    Concatenation c;
    c.separator = luaL_optlstring(L, 2, "", &c.separator_length);
    c.first = argument_optional_integer(L, 3, 1);
    c.last = argument_optional_integer(L, 4, (lua_Integer)lua_rawlen(L, 1));
    if (c.first > c.last) {
        lua_pushliteral(L, "");
        return 1;
    }
    const Table *const t = as_table(L->frame->func + 1);
    const size_t total = measure_strings(L, t, &c);
    return total == SIZE_MAX ? concat_values(L, &c) : concat_strings(L, t, &c, total);
}

static int table_concat(lua_State *L) {
    return check_table(L, 1, READS | MEASURES) ? indirect_concat(L) : concat_plain(L);
}

/* ---- Packing --------------------------------------------------------------------------------- */

static int table_pack(lua_State *L) {
    const int count = lua_gettop(L);
    vm_charge(L, (uint64_t)count * COST_ELEMENT);
    lua_createtable(L, count, 1);
    lua_insert(L, 1);
    for (int i = count; i >= 1; i--)
        lua_rawseti(L, 1, i);
    lua_pushinteger(L, count);
    lua_setfield(L, 1, "n");
    return 1;
}

/* The stack grows piece by piece, since a new one that is large takes long to fill. */
#define UNPACK_PIECE 8192

static inline int least(int a, int b) {
    return a < b ? a : b;
}

static int table_unpack(lua_State *L) {
    if (lua_type(L, 1) != LUA_TTABLE || check_table(L, 1, READS | MEASURES))
        return indirect_unpack(L);
    const lua_Integer first = argument_optional_integer(L, 2, 1);
    const lua_Integer last = argument_optional_integer(L, 3, (lua_Integer)lua_rawlen(L, 1));
    if (first > last) return 0;
    const lua_Unsigned steps = (lua_Unsigned)last - (lua_Unsigned)first;
    if (steps >= LUAI_MAXSTACK) return luaL_error(L, "too many results to unpack");
    const int count = (int)steps + 1;
    for (int i = 0; i < count; i++) {
        if (i % UNPACK_PIECE == 0 && !lua_checkstack(L, least(count - i, UNPACK_PIECE)))
            return luaL_error(L, "too many results to unpack");
        vm_work(L, COST_ELEMENT);
        lua_rawgeti(L, 1, first + i);
    }
    return count;
}

/* ---- Sorting --------------------------------------------------------------------------------- */

static int table_sort_checked(lua_State *L) {
    if (check_table(L, 1, READS | WRITES | MEASURES)) return indirect_sort(L);
    const lua_Integer length = (lua_Integer)lua_rawlen(L, 1);
    if (length < 2) return 0;
    table_sort_check(L, length);
    return table_sort(L, length);
}

static const luaL_Reg table_functions[] = {
    {"concat", table_concat}, {"insert", table_insert},
    {"move", table_move},     {"pack", table_pack},
    {"remove", table_remove}, {"sort", table_sort_checked},
    {"unpack", table_unpack}, {NULL, NULL},
};

LUAMOD_API int luaopen_table(lua_State *L) {
    direct_register(L, DIRECT_INSERT, table_insert);
    direct_register(L, DIRECT_REMOVE, table_remove);
    library_new(L, table_functions);
    return 1;
}
