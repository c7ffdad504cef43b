/* Table manipulation (manual 6.6). Functions work on whatever can be indexed; a table without
** metatable, the common case, is accessed raw. */

#include "direct.h"
#include "lauxlib.h"
#include "lua.h"
#include "lualib.h"
#include "native.h"
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

/* Raises unless the argument is a table or has the metamethods to act like one. Returns whether it
** is plain: a table without metatable. */
static bool check_table(lua_State *L, int argument, int access) {
    const bool is_table = lua_type(L, argument) == LUA_TTABLE;
    if (!lua_getmetatable(L, argument)) {
        if (!is_table)
            luaL_checktype(L, argument, LUA_TTABLE);
        return true;
    }
    const bool enough = is_table || ((!(access & READS) || has_field(L, "__index")) &&
                                     (!(access & WRITES) || has_field(L, "__newindex")) &&
                                     (!(access & MEASURES) || has_field(L, "__len")));
    if (!enough)
        luaL_checktype(L, argument, LUA_TTABLE);
    lua_pop(L, 1);
    return false;
}

static lua_Integer table_length(lua_State *L, int argument, bool plain) {
    return plain ? (lua_Integer)lua_rawlen(L, argument) : luaL_len(L, argument);
}

static int get_element(lua_State *L, int index, lua_Integer i, bool plain) {
    return plain ? lua_rawgeti(L, index, i) : lua_geti(L, index, i);
}

static void set_element(lua_State *L, int index, lua_Integer i, bool plain) {
    if (plain)
        lua_rawseti(L, index, i);
    else
        lua_seti(L, index, i);
}

static void copy_element(lua_State *L, lua_Integer from, lua_Integer to, bool plain) {
    get_element(L, 1, from, plain);
    set_element(L, 1, to, plain);
}

/* ---- Insertion and removal ------------------------------------------------------------------- */

static int table_insert(lua_State *L) {
    const bool plain = check_table(L, 1, READS | WRITES | MEASURES);
    const lua_Integer end = luaL_intop(+, table_length(L, 1, plain), 1); /* first empty element */
    lua_Integer position = end;
    switch (lua_gettop(L)) {
    case 2:
        break;
    case 3:
        position = luaL_checkinteger(L, 2);
        luaL_argcheck(L, (lua_Unsigned)position - 1u < (lua_Unsigned)end, 2,
                      "position out of bounds");
        for (lua_Integer i = end; i > position; i--)
            copy_element(L, i - 1, i, plain);
        break;
    default:
        return luaL_error(L, "wrong number of arguments to 'insert'");
    }
    set_element(L, 1, position, plain);
    return 0;
}

static int table_remove(lua_State *L) {
    const bool plain = check_table(L, 1, READS | WRITES | MEASURES);
    const lua_Integer length = table_length(L, 1, plain);
    lua_Integer position = luaL_optinteger(L, 2, length);
    if (position != length) /* in [1, length + 1] */
        luaL_argcheck(L, (lua_Unsigned)position - 1u <= (lua_Unsigned)length, 1,
                      "position out of bounds");
    get_element(L, 1, position, plain);
    for (; position < length; position++)
        copy_element(L, position + 1, position, plain);
    lua_pushnil(L);
    set_element(L, 1, position, plain);
    return 1;
}

/* A call of table.move: elements [first, last] of argument 1 go to `to` and following of the table
** at `target`. Neither range reaches beyond the integers. */
typedef struct Move {
    lua_Integer first, last, to;
    int target;                      /* index: 1 or 5 */
    bool plain_source, plain_target; /* see check_table */
} Move;

static void move_element(lua_State *L, const Move *move, lua_Integer offset) {
    get_element(L, 1, move->first + offset, move->plain_source);
    set_element(L, move->target, move->to + offset, move->plain_target);
}

/* Upwards, unless that would overwrite elements before they are read. */
static void move_elements(lua_State *L, const Move *move) {
    const lua_Integer steps = move->last - move->first;
    const bool upwards = move->to > move->last || move->to <= move->first ||
                         (move->target != 1 && !lua_compare(L, 1, move->target, LUA_OPEQ));
    if (upwards) {
        for (lua_Integer i = 0; i <= steps; i++)
            move_element(L, move, i);
    } else {
        for (lua_Integer i = steps; i >= 0; i--)
            move_element(L, move, i);
    }
}

static int table_move(lua_State *L) {
    Move move;
    move.first = luaL_checkinteger(L, 2);
    move.last = luaL_checkinteger(L, 3);
    move.to = luaL_checkinteger(L, 4);
    move.target = lua_isnoneornil(L, 5) ? 1 : 5;
    move.plain_source = check_table(L, 1, READS);
    move.plain_target = check_table(L, move.target, WRITES);
    if (move.last >= move.first) {
        luaL_argcheck(L, move.first > 0 || move.last < LUA_MAXINTEGER + move.first, 3,
                      "too many elements to move");
        luaL_argcheck(L, move.to <= LUA_MAXINTEGER - (move.last - move.first), 4,
                      "destination wrap around");
        move_elements(L, &move);
    }
    lua_pushvalue(L, move.target);
    return 1;
}

/* ---- Concatenation --------------------------------------------------------------------------- */

/* Arguments of concat. */
typedef struct Concatenation {
    const char *separator;
    size_t separator_length; /* bytes */
    lua_Integer first, last; /* elements; none if first > last */
    bool plain;              /* see check_table */
} Concatenation;

/* Length of the result if the table is plain and all elements are strings, so that concat_strings
** can do it; otherwise SIZE_MAX. */
static size_t measure_strings(lua_State *L, const Concatenation *c) {
    size_t total = 0;
    if (!c->plain)
        return SIZE_MAX;
    for (lua_Integer i = c->first;; i++) {
        const bool is_string = lua_rawgeti(L, 1, i) == LUA_TSTRING;
        const size_t length = is_string ? lua_rawlen(L, -1) : 0;
        lua_pop(L, 1);
        if (!is_string || length > PTRDIFF_MAX - total)
            return SIZE_MAX;
        total += length;
        if (i == c->last)
            return total;
        if (c->separator_length > PTRDIFF_MAX - total)
            return SIZE_MAX;
        total += c->separator_length;
    }
}

/* The result's size is known and the elements stay in the table: copies them into place. */
static int concat_strings(lua_State *L, const Concatenation *c, size_t total) {
    luaL_Buffer buffer;
    char *to = luaL_buffinitsize(L, &buffer, total);
    for (lua_Integer i = c->first;; i++) {
        size_t length;
        lua_rawgeti(L, 1, i);
        const char *text = lua_tolstring(L, -1, &length);
        memcpy(to, text, length);
        to += length;
        lua_pop(L, 1);
        if (i == c->last)
            break;
        memcpy(to, c->separator, c->separator_length);
        to += c->separator_length;
    }
    luaL_pushresultsize(&buffer, total);
    return 1;
}

static int concat_values(lua_State *L, const Concatenation *c) {
    luaL_Buffer buffer;
    luaL_buffinit(L, &buffer);
    for (lua_Integer i = c->first;; i++) {
        get_element(L, 1, i, c->plain);
        if (!lua_isstring(L, -1))
            return luaL_error(L, "invalid value (%s) at index %I in table for 'concat'",
                              luaL_typename(L, -1), (LUAI_UACINT)i);
        luaL_addvalue(&buffer);
        if (i == c->last)
            break;
        luaL_addlstring(&buffer, c->separator, c->separator_length);
    }
    luaL_pushresult(&buffer);
    return 1;
}

static int table_concat(lua_State *L) {
    Concatenation c;
    c.plain = check_table(L, 1, READS | MEASURES);
    const lua_Integer length = table_length(L, 1, c.plain);
    c.separator = luaL_optlstring(L, 2, "", &c.separator_length);
    c.first = luaL_optinteger(L, 3, 1);
    c.last = luaL_optinteger(L, 4, length);
    if (c.first > c.last) {
        lua_pushliteral(L, "");
        return 1;
    }
    const size_t total = measure_strings(L, &c);
    return total == SIZE_MAX ? concat_values(L, &c) : concat_strings(L, &c, total);
}

/* ---- Packing --------------------------------------------------------------------------------- */

static int table_pack(lua_State *L) {
    const int count = lua_gettop(L);
    lua_createtable(L, count, 1);
    lua_insert(L, 1);
    for (int i = count; i >= 1; i--)
        lua_rawseti(L, 1, i);
    lua_pushinteger(L, count);
    lua_setfield(L, 1, "n");
    return 1;
}

static int table_unpack(lua_State *L) {
    const lua_Integer first = luaL_optinteger(L, 2, 1);
    const lua_Integer last = luaL_opt(L, luaL_checkinteger, 3, luaL_len(L, 1));
    if (first > last)
        return 0;
    const lua_Unsigned steps = (lua_Unsigned)last - (lua_Unsigned)first;
    if (steps >= (lua_Unsigned)INT_MAX || !lua_checkstack(L, (int)steps + 1))
        return luaL_error(L, "too many results to unpack");
    const int count = (int)steps + 1;
    const bool plain = lua_type(L, 1) == LUA_TTABLE && !lua_getmetatable(L, 1);
    if (!plain)
        lua_settop(L, 1);
    for (int i = 0; i < count; i++)
        get_element(L, 1, first + i, plain);
    return count;
}

/* ---- Sorting --------------------------------------------------------------------------------- */

static int table_sort_checked(lua_State *L) {
    const bool plain = check_table(L, 1, READS | WRITES | MEASURES);
    const lua_Integer length = table_length(L, 1, plain);
    if (length < 2)
        return 0;
    luaL_argcheck(L, length < INT_MAX, 1, "array too big");
    if (!lua_isnoneornil(L, 2))
        luaL_checktype(L, 2, LUA_TFUNCTION);
    lua_settop(L, 2);
    return table_sort(L, length, plain);
}

static const luaL_Reg table_functions[] = {
    {"concat", table_concat}, {"insert", table_insert}, {"move", table_move},
    {"pack", table_pack},     {"remove", table_remove}, {"sort", table_sort_checked},
    {"unpack", table_unpack}, {NULL, NULL},
};

LUAMOD_API int luaopen_table(lua_State *L) {
    direct_register(L, DIRECT_INSERT, table_insert);
    direct_register(L, DIRECT_REMOVE, table_remove);
    luaL_newlib(L, table_functions);
    return 1;
}
