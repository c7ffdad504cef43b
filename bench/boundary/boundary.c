/* Benchmark of the C API: what crossing the boundary between C and Lua costs.
**
** A row is a function that does one thing `count` times in a state with all libraries and returns a
** check sum, the same with every implementation of lua.h. The program is linked against the shared
** library by its common name, so that LD_LIBRARY_PATH says which one is measured; run.py does that
** for two of them and compares.
**
**   boundary [-s SCALE] [-r REPEATS] [ROW ...]
**
** prints for each row its name, nanoseconds of processor time per operation (best of REPEATS), and
** the check sum. SCALE, in percent of the counts below, is for tests that only want the sums.
*/
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "lauxlib.h"
#include "lua.h"
#include "lualib.h"

/* Name; function; operations in a measurement of about ten milliseconds. */
#define ROWS(X)                                              \
    X("push scalars", push_scalars, 800000)                  \
    X("push pointers", push_pointers, 800000)                \
    X("push same string", push_same_string, 400000)          \
    X("push new strings", push_new_strings, 100000)          \
    X("pushfstring", push_formatted, 30000)                  \
    X("read numbers", read_numbers, 400000)                  \
    X("read strings", read_strings, 400000)                  \
    X("number to string", number_to_string, 50000)           \
    X("string to number", string_to_number, 200000)          \
    X("check arguments", check_arguments, 200000)            \
    X("checkudata", check_userdata, 200000)                  \
    X("shuffle stack", shuffle_stack, 200000)                \
    X("getfield", get_field, 400000)                         \
    X("setfield", set_field, 400000)                         \
    X("getfield, 1000 keys", get_field_large, 200000)        \
    X("setfield, 1000 keys", set_field_large, 200000)        \
    X("globals", globals, 200000)                            \
    X("geti, seti", get_and_set_index, 400000)               \
    X("rawgeti, rawseti", raw_get_and_set_index, 400000)     \
    X("gettable", get_table, 200000)                         \
    X("settable", set_table, 200000)                         \
    X("rawget, rawset", raw_get_and_set, 200000)             \
    X("rawgetp, rawsetp", raw_get_and_set_pointer, 400000)   \
    X("getfield by __index", get_inherited, 200000)          \
    X("new table, 3 fields", new_record, 40000)              \
    X("sized table, 3 fields", new_sized_record, 40000)      \
    X("sized table, 10 elements", new_array, 40000)          \
    X("next, array of 1000", next_array, 600)                \
    X("next, 100 fields", next_fields, 6000)                 \
    X("lengths", lengths, 300000)                            \
    X("call Lua, no argument", call_lua_0, 100000)           \
    X("call Lua, 2 arguments", call_lua_2, 100000)           \
    X("call Lua, 5 arguments", call_lua_5, 100000)           \
    X("call C from C", call_c, 200000)                       \
    X("pcall", call_protected, 100000)                       \
    X("pcall with handler", call_with_handler, 100000)       \
    X("pcall, lua_error", raise_value, 30000)                \
    X("pcall, luaL_error", raise_message, 10000)             \
    X("Lua calls C, no argument", lua_calls_c_0, 300000)     \
    X("Lua calls C, 2 arguments", lua_calls_c_2, 300000)     \
    X("Lua calls C with upvalue", lua_calls_upvalue, 300000) \
    X("userdata methods", userdata_methods, 100000)          \
    X("new closure", new_closure, 100000)                    \
    X("new userdata", new_userdata, 50000)                   \
    X("metatable by name", metatable_by_name, 100000)        \
    X("getmetafield", get_metafield, 200000)                 \
    X("buffer, characters", buffer_characters, 10000)        \
    X("buffer, pieces", buffer_pieces, 20000)                \
    X("buffer, 100 KB", buffer_large, 100)                   \
    X("ref, unref", references, 200000)                      \
    X("concat", concatenate, 50000)                          \
    X("arith, compare", arith_and_compare, 200000)           \
    X("coroutine, whole", coroutine_whole, 10000)            \
    X("coroutine, resume C", coroutine_resume_c, 50000)      \
    X("coroutine, resume Lua", coroutine_resume_lua, 50000)  \
    X("load chunk", load_chunk, 1500)                        \
    X("luaL_tolstring", to_string, 50000)                    \
    X("traceback", traceback, 2000)                          \
    X("gc count", gc_count, 800000)                          \
    X("state without libraries", bare_state, 1000)           \
    X("state with libraries", full_state, 250)

typedef lua_Integer RowFunction(lua_State *L, int count);

/* ---- Pushing --------------------------------------------------------------------------------- */

static lua_Integer push_scalars(lua_State *L, int count) {
    lua_Integer sum = 0;
    for (int i = 0; i < count; i++) {
        lua_pushinteger(L, i);
        lua_pushnumber(L, 0.5);
        lua_pushboolean(L, i & 1);
        lua_pushnil(L);
        sum += lua_gettop(L);
        lua_settop(L, 0);
    }
    return sum;
}

static int no_results(lua_State *L) {
    (void)L;
    return 0;
}

static lua_Integer push_pointers(lua_State *L, int count) {
    lua_Integer sum = 0;
    for (int i = 0; i < count; i++) {
        lua_pushlightuserdata(L, &sum);
        lua_pushcfunction(L, no_results);
        sum += lua_gettop(L);
        lua_pop(L, 2);
    }
    return sum;
}

static lua_Integer push_same_string(lua_State *L, int count) {
    lua_Integer sum = 0;
    for (int i = 0; i < count; i++) {
        sum += *lua_pushstring(L, "description");
        lua_pop(L, 1);
    }
    return sum;
}

static lua_Integer push_new_strings(lua_State *L, int count) {
    char text[] = "entry-0000-of-many";
    lua_Integer sum = 0;
    for (int i = 0; i < count; i++) {
        memcpy(text + 6, &i, sizeof i);
        const char *s = lua_pushlstring(L, text, sizeof text - 1);
        sum += (unsigned char)s[6];
        lua_pop(L, 1);
    }
    return sum;
}

static lua_Integer push_formatted(lua_State *L, int count) {
    lua_Integer sum = 0;
    for (int i = 0; i < count; i++) {
        sum += lua_pushfstring(L, "%s:%d: %s (%c, %%)", "name", i, "message", 'x')[5];
        lua_pop(L, 1);
    }
    return sum;
}

/* ---- Reading --------------------------------------------------------------------------------- */

static lua_Integer read_numbers(lua_State *L, int count) {
    lua_Integer sum = 0;
    lua_pushinteger(L, 7);
    lua_pushnumber(L, 2.5);
    for (int i = 0; i < count; i++) {
        int good;
        sum += lua_tointegerx(L, 1, &good) + good;
        sum += (lua_Integer)lua_tonumberx(L, 2, &good) + good;
        sum += lua_isinteger(L, 1) + lua_isnumber(L, -1) + lua_toboolean(L, 2);
        sum += lua_type(L, 1) + lua_type(L, 3);
    }
    return sum;
}

static lua_Integer read_strings(lua_State *L, int count) {
    lua_Integer sum = 0;
    lua_pushstring(L, "some text");
    for (int i = 0; i < count; i++) {
        size_t length;
        sum += lua_tolstring(L, 1, &length)[i & 7] + (lua_Integer)length;
        sum += lua_isstring(L, 1) + (lua_Integer)lua_rawlen(L, -1);
    }
    return sum;
}

static lua_Integer number_to_string(lua_State *L, int count) {
    lua_Integer sum = 0;
    for (int i = 0; i < count; i++) {
        size_t length;
        lua_pushinteger(L, i);
        sum += lua_tolstring(L, 1, &length)[0] + (lua_Integer)length;
        lua_settop(L, 0);
    }
    return sum;
}

static lua_Integer string_to_number(lua_State *L, int count) {
    lua_Integer sum = 0;
    for (int i = 0; i < count; i++) {
        sum += (lua_Integer)lua_stringtonumber(L, i & 1 ? "12345" : "0.25e3");
        sum += (lua_Integer)lua_tonumber(L, -1);
        lua_settop(L, 0);
    }
    return sum;
}

static lua_Integer check_arguments(lua_State *L, int count) {
    lua_Integer sum = 0;
    lua_pushinteger(L, 3);
    lua_pushnumber(L, 2.5);
    lua_pushstring(L, "text");
    for (int i = 0; i < count; i++) {
        size_t length;
        sum += luaL_checkinteger(L, 1) + (lua_Integer)luaL_checknumber(L, 2);
        sum += *luaL_checklstring(L, 3, &length) + (lua_Integer)length;
        sum += luaL_optinteger(L, 4, 5) + *luaL_optstring(L, 5, "none");
        luaL_checktype(L, 3, LUA_TSTRING);
    }
    return sum;
}

/* A userdata with a metatable that has __index, as modules make them. */
typedef struct Point {
    lua_Number x, y;
} Point;

#define POINT_NAME "boundary.point"

static Point *make_point(lua_State *L) {
    Point *const p = lua_newuserdatauv(L, sizeof *p, 0);
    p->x = 1, p->y = 2;
    luaL_setmetatable(L, POINT_NAME);
    return p;
}

static int point_get_x(lua_State *L) {
    const Point *const p = luaL_checkudata(L, 1, POINT_NAME);
    lua_pushnumber(L, p->x);
    return 1;
}

static int point_move(lua_State *L) {
    Point *const p = luaL_checkudata(L, 1, POINT_NAME);
    p->x += luaL_checknumber(L, 2);
    p->y += luaL_checknumber(L, 3);
    return 0;
}

static void define_point(lua_State *L) {
    static const luaL_Reg methods[] = {{"get_x", point_get_x}, {"move", point_move}, {NULL, NULL}};
    luaL_newmetatable(L, POINT_NAME);
    luaL_newlib(L, methods);
    lua_setfield(L, -2, "__index");
    lua_pop(L, 1);
}

static lua_Integer check_userdata(lua_State *L, int count) {
    lua_Integer sum = 0;
    define_point(L);
    make_point(L);
    for (int i = 0; i < count; i++) {
        const Point *const p = luaL_checkudata(L, 1, POINT_NAME);
        sum += (lua_Integer)p->y;
    }
    return sum;
}

/* ---- The stack ------------------------------------------------------------------------------- */

static lua_Integer shuffle_stack(lua_State *L, int count) {
    lua_Integer sum = 0;
    for (int i = 0; i < 4; i++)
        lua_pushinteger(L, i);
    for (int i = 0; i < count; i++) {
        lua_pushvalue(L, 1);
        lua_insert(L, 2);
        lua_rotate(L, 1, 2);
        lua_remove(L, 3);
        lua_pushvalue(L, -1);
        lua_replace(L, 1);
        lua_copy(L, 2, 3);
        lua_settop(L, 6);
        lua_settop(L, 4);
        sum += lua_absindex(L, -1) + lua_checkstack(L, 10);
    }
    return sum + lua_tointeger(L, 1);
}

/* ---- Fields and elements --------------------------------------------------------------------- */

static void push_record(lua_State *L) {
    lua_createtable(L, 0, 3);
    lua_pushinteger(L, 1);
    lua_setfield(L, -2, "x");
    lua_pushinteger(L, 2);
    lua_setfield(L, -2, "y");
    lua_pushstring(L, "anonymous");
    lua_setfield(L, -2, "name");
}

static lua_Integer get_field(lua_State *L, int count) {
    lua_Integer sum = 0;
    push_record(L);
    for (int i = 0; i < count; i++) {
        sum += lua_getfield(L, 1, "name");
        lua_getfield(L, 1, "y");
        sum += lua_tointeger(L, -1);
        lua_pop(L, 2);
    }
    return sum;
}

static lua_Integer set_field(lua_State *L, int count) {
    push_record(L);
    for (int i = 0; i < count; i++) {
        lua_pushinteger(L, i);
        lua_setfield(L, 1, "x");
        lua_pushboolean(L, 1);
        lua_setfield(L, 1, "name");
    }
    lua_getfield(L, 1, "x");
    return lua_tointeger(L, -1);
}

#define LARGE 1000

static void push_large_map(lua_State *L) {
    lua_newtable(L);
    for (int i = 0; i < LARGE; i++) {
        lua_pushfstring(L, "key %d", i);
        lua_pushinteger(L, i);
        lua_settable(L, -3);
    }
}

static const char *const large_keys[8] = {"key 0",   "key 123", "key 999", "key 500",
                                          "key 501", "key 77",  "key 42",  "key 640"};

static lua_Integer get_field_large(lua_State *L, int count) {
    lua_Integer sum = 0;
    push_large_map(L);
    for (int i = 0; i < count; i++) {
        lua_getfield(L, 1, large_keys[i & 7]);
        sum += lua_tointeger(L, -1);
        lua_pop(L, 1);
    }
    return sum;
}

static lua_Integer set_field_large(lua_State *L, int count) {
    push_large_map(L);
    for (int i = 0; i < count; i++) {
        lua_pushinteger(L, i);
        lua_setfield(L, 1, large_keys[i & 7]);
    }
    lua_getfield(L, 1, large_keys[3]);
    return lua_tointeger(L, -1);
}

static lua_Integer globals(lua_State *L, int count) {
    lua_Integer sum = 0;
    for (int i = 0; i < count; i++) {
        lua_pushinteger(L, i);
        lua_setglobal(L, "counter");
        lua_getglobal(L, "counter");
        sum += lua_tointeger(L, -1);
        sum += lua_getglobal(L, "print");
        lua_pop(L, 2);
    }
    return sum;
}

static void push_array(lua_State *L, int length) {
    lua_createtable(L, length, 0);
    for (int i = 1; i <= length; i++) {
        lua_pushinteger(L, i);
        lua_rawseti(L, -2, i);
    }
}

static lua_Integer get_and_set_index(lua_State *L, int count) {
    lua_Integer sum = 0;
    push_array(L, 64);
    for (int i = 0; i < count; i++) {
        lua_geti(L, 1, (i & 31) + 1);
        sum += lua_tointeger(L, -1);
        lua_seti(L, 1, (i & 31) + 2);
    }
    return sum;
}

static lua_Integer raw_get_and_set_index(lua_State *L, int count) {
    lua_Integer sum = 0;
    push_array(L, 64);
    for (int i = 0; i < count; i++) {
        lua_rawgeti(L, 1, (i & 31) + 1);
        sum += lua_tointeger(L, -1);
        lua_rawseti(L, 1, (i & 31) + 2);
    }
    return sum;
}

/* The record at 1, an array at 2, the string "x" at 3. */
static void push_keyed(lua_State *L) {
    push_record(L);
    push_array(L, 64);
    lua_pushstring(L, "x");
}

static lua_Integer get_table(lua_State *L, int count) {
    lua_Integer sum = 0;
    push_keyed(L);
    for (int i = 0; i < count; i++) {
        lua_pushvalue(L, 3);
        lua_gettable(L, 1);
        lua_pushinteger(L, (i & 63) + 1);
        lua_gettable(L, 2);
        sum += lua_tointeger(L, -1) + lua_tointeger(L, -2);
        lua_pop(L, 2);
    }
    return sum;
}

static lua_Integer set_table(lua_State *L, int count) {
    push_keyed(L);
    for (int i = 0; i < count; i++) {
        lua_pushvalue(L, 3);
        lua_pushinteger(L, i);
        lua_settable(L, 1);
        lua_pushinteger(L, (i & 63) + 1);
        lua_pushinteger(L, i);
        lua_settable(L, 2);
    }
    lua_getfield(L, 1, "x");
    lua_geti(L, 2, 7);
    return lua_tointeger(L, -1) + lua_tointeger(L, -2);
}

static lua_Integer raw_get_and_set(lua_State *L, int count) {
    lua_Integer sum = 0;
    push_keyed(L);
    for (int i = 0; i < count; i++) {
        lua_pushvalue(L, 3);
        lua_pushvalue(L, 3);
        lua_rawget(L, 1);
        sum += lua_tointeger(L, -1);
        lua_rawset(L, 1);
        lua_pushinteger(L, (i & 63) + 1);
        lua_rawget(L, 2);
        sum += lua_tointeger(L, -1);
        lua_pop(L, 1);
    }
    return sum;
}

static lua_Integer raw_get_and_set_pointer(lua_State *L, int count) {
    static const char keys[4];
    lua_Integer sum = 0;
    for (int i = 0; i < count; i++) {
        lua_pushinteger(L, i);
        lua_rawsetp(L, LUA_REGISTRYINDEX, &keys[i & 3]);
        lua_rawgetp(L, LUA_REGISTRYINDEX, &keys[i & 3]);
        sum += lua_tointeger(L, -1);
        lua_pop(L, 1);
    }
    return sum;
}

/* The field is found in the second table of the chain. */
static lua_Integer get_inherited(lua_State *L, int count) {
    lua_Integer sum = 0;
    lua_newtable(L);
    lua_createtable(L, 0, 1);
    push_record(L);
    lua_setfield(L, -2, "__index");
    lua_setmetatable(L, -2);
    for (int i = 0; i < count; i++) {
        lua_getfield(L, 1, "y");
        sum += lua_tointeger(L, -1);
        lua_pop(L, 1);
    }
    return sum;
}

static lua_Integer new_record(lua_State *L, int count) {
    lua_Integer sum = 0;
    for (int i = 0; i < count; i++) {
        lua_newtable(L);
        lua_pushinteger(L, i);
        lua_setfield(L, -2, "x");
        lua_pushinteger(L, 2);
        lua_setfield(L, -2, "y");
        lua_pushboolean(L, 1);
        lua_setfield(L, -2, "visible");
        sum += lua_type(L, -1);
        lua_pop(L, 1);
    }
    return sum;
}

static lua_Integer new_sized_record(lua_State *L, int count) {
    lua_Integer sum = 0;
    for (int i = 0; i < count; i++) {
        push_record(L);
        sum += lua_type(L, -1);
        lua_pop(L, 1);
    }
    return sum;
}

static lua_Integer new_array(lua_State *L, int count) {
    lua_Integer sum = 0;
    for (int i = 0; i < count; i++) {
        push_array(L, 10);
        sum += (lua_Integer)lua_rawlen(L, -1);
        lua_pop(L, 1);
    }
    return sum;
}

static lua_Integer walk(lua_State *L, int count) {
    lua_Integer sum = 0;
    for (int i = 0; i < count; i++) {
        lua_pushnil(L);
        while (lua_next(L, 1)) {
            sum += lua_tointeger(L, -1);
            lua_pop(L, 1);
        }
    }
    return sum;
}

static lua_Integer next_array(lua_State *L, int count) {
    push_array(L, 1000);
    return walk(L, count);
}

static lua_Integer next_fields(lua_State *L, int count) {
    lua_newtable(L);
    for (int i = 0; i < 100; i++) {
        lua_pushfstring(L, "field%d", i);
        lua_pushinteger(L, i);
        lua_settable(L, 1);
    }
    return walk(L, count);
}

static lua_Integer lengths(lua_State *L, int count) {
    lua_Integer sum = 0;
    push_array(L, 30);
    for (int i = 0; i < count; i++) {
        sum += luaL_len(L, 1) + (lua_Integer)lua_rawlen(L, 1);
        lua_len(L, 1);
        sum += lua_tointeger(L, -1);
        lua_pop(L, 1);
    }
    return sum;
}

/* ---- Calls ----------------------------------------------------------------------------------- */

/* Pushes the value of a Lua expression. */
static void push_lua(lua_State *L, const char *expression) {
    if (luaL_loadstring(L, lua_pushfstring(L, "return %s", expression)) != LUA_OK) abort();
    lua_remove(L, -2);
    lua_call(L, 0, 1);
}

static lua_Integer call_lua_0(lua_State *L, int count) {
    lua_Integer sum = 0;
    push_lua(L, "function() end");
    for (int i = 0; i < count; i++) {
        lua_pushvalue(L, 1);
        lua_call(L, 0, 0);
        sum += lua_gettop(L);
    }
    return sum;
}

static lua_Integer call_lua_2(lua_State *L, int count) {
    lua_Integer sum = 0;
    push_lua(L, "function(a, b) return a + b end");
    for (int i = 0; i < count; i++) {
        lua_pushvalue(L, 1);
        lua_pushinteger(L, i);
        lua_pushinteger(L, 2);
        lua_call(L, 2, 1);
        sum += lua_tointeger(L, -1);
        lua_pop(L, 1);
    }
    return sum;
}

static lua_Integer call_lua_5(lua_State *L, int count) {
    lua_Integer sum = 0;
    push_lua(L, "function(a, b, c, d, e) return e, a, c end");
    for (int i = 0; i < count; i++) {
        lua_pushvalue(L, 1);
        for (int n = 0; n < 5; n++)
            lua_pushinteger(L, i + n);
        lua_call(L, 5, LUA_MULTRET);
        sum += lua_tointeger(L, -1) + lua_tointeger(L, -3);
        lua_settop(L, 1);
    }
    return sum;
}

static int add_two(lua_State *L) {
    lua_pushinteger(L, luaL_checkinteger(L, 1) + luaL_checkinteger(L, 2));
    return 1;
}

static lua_Integer call_c(lua_State *L, int count) {
    lua_Integer sum = 0;
    for (int i = 0; i < count; i++) {
        lua_pushcfunction(L, add_two);
        lua_pushinteger(L, i);
        lua_pushinteger(L, 2);
        lua_call(L, 2, 1);
        sum += lua_tointeger(L, -1);
        lua_pop(L, 1);
    }
    return sum;
}

static int message_handler(lua_State *L) {
    lua_pushliteral(L, "handled");
    return 1;
}

static lua_Integer protected_calls(lua_State *L, int count, int handler) {
    lua_Integer sum = 0;
    lua_pushcfunction(L, message_handler);
    push_lua(L, "function(a) return a end");
    for (int i = 0; i < count; i++) {
        lua_pushvalue(L, 2);
        lua_pushinteger(L, i);
        sum += lua_pcall(L, 1, 1, handler);
        sum += lua_tointeger(L, -1);
        lua_pop(L, 1);
    }
    return sum;
}

static lua_Integer call_protected(lua_State *L, int count) {
    return protected_calls(L, count, 0);
}

static lua_Integer call_with_handler(lua_State *L, int count) {
    return protected_calls(L, count, 1);
}

static int raise_argument(lua_State *L) {
    return lua_error(L);
}

static lua_Integer raise_value(lua_State *L, int count) {
    lua_Integer sum = 0;
    for (int i = 0; i < count; i++) {
        lua_pushcfunction(L, raise_argument);
        lua_pushinteger(L, i);
        sum += lua_pcall(L, 1, 0, 0);
        sum += lua_tointeger(L, -1);
        lua_settop(L, 0);
    }
    return sum;
}

static int raise_text(lua_State *L) {
    return luaL_error(L, "bad value %d", (int)lua_tointeger(L, 1));
}

static lua_Integer raise_message(lua_State *L, int count) {
    lua_Integer sum = 0;
    push_lua(L, "function(f, x) f(x) end");
    for (int i = 0; i < count; i++) {
        lua_pushvalue(L, 1);
        lua_pushcfunction(L, raise_text);
        lua_pushinteger(L, i);
        sum += lua_pcall(L, 2, 0, 0);
        sum += (lua_Integer)lua_rawlen(L, -1);
        lua_settop(L, 1);
    }
    return sum;
}

/* Runs `body` with the function at -1 as `f`, `count` as `n`; the sum is the chunk's result. */
static lua_Integer run_loop(lua_State *L, const char *body, int count) {
    if (luaL_loadstring(L, body) != LUA_OK) abort();
    lua_insert(L, -2);
    lua_pushinteger(L, count);
    lua_call(L, 2, 1);
    return lua_tointeger(L, -1);
}

static lua_Integer lua_calls_c_0(lua_State *L, int count) {
    lua_pushcfunction(L, no_results);
    return run_loop(L, "local f, n = ... for i = 1, n do f() end return n", count);
}

static lua_Integer lua_calls_c_2(lua_State *L, int count) {
    lua_pushcfunction(L, add_two);
    return run_loop(L, "local f, n = ... local s = 0 for i = 1, n do s = f(s, i) end return s",
                    count);
}

static int count_upvalue(lua_State *L) {
    lua_pushinteger(L, lua_tointeger(L, lua_upvalueindex(1)) + 1);
    lua_copy(L, -1, lua_upvalueindex(1));
    return 1;
}

static lua_Integer lua_calls_upvalue(lua_State *L, int count) {
    lua_pushinteger(L, 0);
    lua_pushcclosure(L, count_upvalue, 1);
    return run_loop(L, "local f, n = ... local s = 0 for i = 1, n do s = s + f() end return s",
                    count);
}

static lua_Integer userdata_methods(lua_State *L, int count) {
    define_point(L);
    make_point(L);
    return run_loop(
        L, "local p, n = ... for i = 1, n do p:move(1, i) end return p:get_x() // 1 | 0", count);
}

/* ---- Objects --------------------------------------------------------------------------------- */

static lua_Integer new_closure(lua_State *L, int count) {
    lua_Integer sum = 0;
    for (int i = 0; i < count; i++) {
        lua_pushinteger(L, i);
        lua_pushnil(L);
        lua_pushcclosure(L, count_upvalue, 2);
        sum += lua_iscfunction(L, -1);
        lua_pop(L, 1);
    }
    return sum;
}

static lua_Integer new_userdata(lua_State *L, int count) {
    lua_Integer sum = 0;
    define_point(L);
    for (int i = 0; i < count; i++) {
        sum += (lua_Integer)make_point(L)->y;
        lua_pop(L, 1);
    }
    return sum;
}

static lua_Integer metatable_by_name(lua_State *L, int count) {
    lua_Integer sum = 0;
    define_point(L);
    make_point(L);
    for (int i = 0; i < count; i++) {
        sum += luaL_getmetatable(L, POINT_NAME);
        lua_pop(L, 1);
        luaL_setmetatable(L, POINT_NAME);
        sum += luaL_testudata(L, 1, POINT_NAME) != NULL;
    }
    return sum;
}

static lua_Integer get_metafield(lua_State *L, int count) {
    lua_Integer sum = 0;
    define_point(L);
    make_point(L);
    for (int i = 0; i < count; i++) {
        sum += luaL_getmetafield(L, 1, "__name");
        lua_pop(L, 1);
        sum += luaL_getmetafield(L, 1, "__len");
    }
    return sum;
}

/* ---- Strings --------------------------------------------------------------------------------- */

static lua_Integer buffer_characters(lua_State *L, int count) {
    lua_Integer sum = 0;
    for (int i = 0; i < count; i++) {
        luaL_Buffer b;
        luaL_buffinit(L, &b);
        for (int n = 0; n < 60; n++)
            luaL_addchar(&b, (char)('a' + (i + n) % 26));
        luaL_pushresult(&b);
        sum += (lua_Integer)lua_rawlen(L, -1);
        lua_pop(L, 1);
    }
    return sum;
}

static lua_Integer buffer_pieces(lua_State *L, int count) {
    lua_Integer sum = 0;
    for (int i = 0; i < count; i++) {
        luaL_Buffer b;
        luaL_buffinit(L, &b);
        luaL_addlstring(&b, "some bytes", 10);
        luaL_addstring(&b, ", ");
        lua_pushinteger(L, i & 1023);
        luaL_addvalue(&b);
        luaL_pushresult(&b);
        sum += (lua_Integer)lua_rawlen(L, -1);
        lua_pop(L, 1);
    }
    return sum;
}

static lua_Integer buffer_large(lua_State *L, int count) {
    static const char line[] = "a line of forty characters and one more\n";
    lua_Integer sum = 0;
    for (int i = 0; i < count; i++) {
        luaL_Buffer b;
        luaL_buffinit(L, &b);
        for (int n = 0; n < 2500; n++)
            luaL_addlstring(&b, line, sizeof line - 1);
        luaL_pushresult(&b);
        sum += (lua_Integer)lua_rawlen(L, -1);
        lua_pop(L, 1);
    }
    return sum;
}

static lua_Integer references(lua_State *L, int count) {
    lua_Integer sum = 0;
    for (int i = 0; i < count; i++) {
        lua_pushinteger(L, i);
        const int reference = luaL_ref(L, LUA_REGISTRYINDEX);
        lua_rawgeti(L, LUA_REGISTRYINDEX, reference);
        sum += lua_tointeger(L, -1);
        lua_pop(L, 1);
        luaL_unref(L, LUA_REGISTRYINDEX, reference);
    }
    return sum;
}

static lua_Integer concatenate(lua_State *L, int count) {
    lua_Integer sum = 0;
    for (int i = 0; i < count; i++) {
        lua_pushstring(L, "prefix ");
        lua_pushinteger(L, i);
        lua_pushstring(L, " suffix");
        lua_concat(L, 3);
        sum += (lua_Integer)lua_rawlen(L, -1);
        lua_pop(L, 1);
    }
    return sum;
}

static lua_Integer arith_and_compare(lua_State *L, int count) {
    lua_Integer sum = 0;
    lua_pushinteger(L, 12);
    lua_pushnumber(L, 0.5);
    for (int i = 0; i < count; i++) {
        lua_pushvalue(L, 1);
        lua_pushinteger(L, i);
        lua_arith(L, LUA_OPADD);
        lua_pushvalue(L, 2);
        lua_arith(L, LUA_OPMUL);
        sum += lua_compare(L, 1, -1, LUA_OPLT) + lua_compare(L, 1, 2, LUA_OPEQ);
        sum += lua_rawequal(L, 1, 1);
        lua_pop(L, 1);
    }
    return sum;
}

static lua_Integer to_string(lua_State *L, int count) {
    lua_Integer sum = 0;
    lua_pushboolean(L, 1);
    lua_pushstring(L, "text");
    lua_pushnumber(L, 0.5);
    for (int i = 0; i < count; i++) {
        for (int n = 1; n <= 3; n++) {
            size_t length;
            sum += *luaL_tolstring(L, n, &length) + (lua_Integer)length;
            lua_pop(L, 1);
        }
    }
    return sum;
}

/* ---- Coroutines ------------------------------------------------------------------------------ */

static lua_Integer coroutine_whole(lua_State *L, int count) {
    lua_Integer sum = 0;
    push_lua(L, "function(a) return a end");
    for (int i = 0; i < count; i++) {
        int results;
        lua_State *const co = lua_newthread(L);
        lua_pushvalue(L, 1);
        lua_xmove(L, co, 1);
        lua_pushinteger(co, i);
        sum += lua_resume(co, L, 1, &results);
        sum += lua_tointeger(co, -1) + results;
        lua_pop(L, 1);
    }
    return sum;
}

/* Resumes the coroutine of the function at -1 `count` times, handing it a number each time. */
static lua_Integer resume_loop(lua_State *L, int count) {
    lua_Integer sum = 0;
    lua_State *const co = lua_newthread(L);
    lua_insert(L, -2);
    lua_xmove(L, co, 1);
    for (int i = 0; i < count; i++) {
        int results;
        lua_pushinteger(co, i);
        sum += lua_resume(co, L, 1, &results);
        sum += lua_tointeger(co, -1);
        lua_pop(co, results);
    }
    return sum;
}

static int yield_again(lua_State *L, int status, lua_KContext context) {
    (void)status;
    return lua_yieldk(L, lua_gettop(L), context, yield_again);
}

static int yield_forever(lua_State *L) {
    return yield_again(L, LUA_OK, 0);
}

static lua_Integer coroutine_resume_c(lua_State *L, int count) {
    lua_pushcfunction(L, yield_forever);
    return resume_loop(L, count);
}

static lua_Integer coroutine_resume_lua(lua_State *L, int count) {
    push_lua(L, "function(a) while true do a = coroutine.yield(a) end end");
    return resume_loop(L, count);
}

/* ---- Chunks, messages, states ---------------------------------------------------------------- */

static lua_Integer load_chunk(lua_State *L, int count) {
    static const char chunk[] =
        "local function area(shape)\n"
        "  if shape.kind == 'circle' then return 3.14 * shape.r ^ 2 end\n"
        "  return shape.width * shape.height\n"
        "end\n"
        "local total = 0\n"
        "for _, shape in ipairs(shapes) do total = total + area(shape) end\n"
        "return total\n";
    lua_Integer sum = 0;
    for (int i = 0; i < count; i++) {
        sum += luaL_loadbuffer(L, chunk, sizeof chunk - 1, "=chunk") == LUA_OK;
        lua_pop(L, 1);
    }
    return sum;
}

static int count_lines(lua_State *L) {
    lua_Integer lines = 1;
    luaL_traceback(L, L, "message", 0);
    for (const char *s = lua_tostring(L, -1); (s = strchr(s, '\n')) != NULL; s++)
        lines++;
    lua_pushinteger(L, lines);
    return 1;
}

static lua_Integer traceback(lua_State *L, int count) {
    lua_pushcfunction(L, count_lines);
    lua_setglobal(L, "count_lines");
    push_lua(L, "function(n) local function f(d)\n"
                "if d > 0 then local x = f(d - 1) return x end return count_lines() + 0 end\n"
                "local s = 0 for i = 1, n do s = s + f(5) end return s end");
    lua_pushinteger(L, count);
    lua_call(L, 1, 1);
    return lua_tointeger(L, -1);
}

static lua_Integer gc_count(lua_State *L, int count) {
    lua_Integer sum = 0;
    for (int i = 0; i < count; i++)
        sum += lua_gc(L, LUA_GCCOUNT) > 0;
    return sum;
}

static lua_Integer make_states(int count, void (*prepare)(lua_State *L)) {
    lua_Integer sum = 0;
    for (int i = 0; i < count; i++) {
        lua_State *const made = luaL_newstate();
        if (made == NULL) abort();
        if (prepare != NULL) prepare(made);
        sum += lua_gettop(made) + 1;
        lua_close(made);
    }
    return sum;
}

static lua_Integer bare_state(lua_State *L, int count) {
    (void)L;
    return make_states(count, NULL);
}

static lua_Integer full_state(lua_State *L, int count) {
    (void)L;
    return make_states(count, luaL_openlibs);
}

/* ---- Measuring ------------------------------------------------------------------------------- */

typedef struct Row {
    const char *name;
    RowFunction *function;
    int count;
} Row;

#define ROW(name, function, count) {name, function, count},
static const Row rows[] = {ROWS(ROW)};
#undef ROW

enum { ROW_COUNT = sizeof rows / sizeof rows[0] };

static double seconds(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* As a native of its own, so that a row starts with an empty stack inside a call. */
static int measure(lua_State *L) {
    const Row *const row = lua_touserdata(L, 1);
    const int count = (int)lua_tointeger(L, 2);
    lua_settop(L, 0);
    luaL_checkstack(L, 100, NULL);
    const double start = seconds();
    const lua_Integer sum = row->function(L, count);
    const double time = seconds() - start;
    lua_pushinteger(L, sum);
    lua_pushnumber(L, time / count);
    return 2;
}

static void run_row(const Row *row, int percent, int repeats) {
    const int count = row->count * (long long)percent / 100 > 0
                          ? (int)(row->count * (long long)percent / 100)
                          : 1;
    lua_State *const L = luaL_newstate();
    if (L == NULL) abort();
    luaL_openlibs(L);
    double best = 1e9;
    lua_Integer sum = 0;
    for (int i = 0; i < repeats; i++) {
        lua_pushcfunction(L, measure);
        lua_pushlightuserdata(L, (void *)(size_t)row);
        lua_pushinteger(L, count);
        if (lua_pcall(L, 2, 2, 0) != LUA_OK) {
            fprintf(stderr, "%s: %s\n", row->name, lua_tostring(L, -1));
            exit(EXIT_FAILURE);
        }
        if (i > 0 && lua_tointeger(L, 1) != sum) {
            fprintf(stderr, "%s: another check sum in repetition %d\n", row->name, i);
            exit(EXIT_FAILURE);
        }
        sum = lua_tointeger(L, 1);
        if (lua_tonumber(L, 2) < best) best = lua_tonumber(L, 2);
        lua_settop(L, 0);
    }
    lua_close(L);
    printf("%s\t%.2f\t" LUA_INTEGER_FMT "\n", row->name, 1e9 * best, sum);
    fflush(stdout);
}

static int is_chosen(const Row *row, char **names) {
    if (*names == NULL) return 1;
    for (; *names != NULL; names++) {
        if (strstr(row->name, *names) != NULL) return 1;
    }
    return 0;
}

int main(int argc, char **argv) {
    int percent = 100, repeats = 3;
    argv++;
    for (; argc > 2 && argv[0] != NULL && argv[1] != NULL && argv[0][0] == '-'; argv += 2) {
        if (argv[0][1] == 's') percent = atoi(argv[1]);
        if (argv[0][1] == 'r') repeats = atoi(argv[1]);
    }
    for (int i = 0; i < ROW_COUNT; i++) {
        if (is_chosen(&rows[i], argv)) run_row(&rows[i], percent, repeats);
    }
    return EXIT_SUCCESS;
}
