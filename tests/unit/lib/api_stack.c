/* The C API on one stack: indexes, moving values, conversions, pushes, tables, userdata. */
#include "check.h"
#include "lauxlib.h"
#include "lua.h"
#include "lualib.h"

static lua_State *L;

/* The integers on the stack as text, "1 2 3"; other values by type name. */
static const char *stack_text(void) {
    static char text[200];
    size_t used = 0;
    text[0] = '\0';
    for (int i = 1; i <= lua_gettop(L); i++) {
        const char *const gap = i > 1 ? " " : "";
        if (lua_isinteger(L, i))
            used += (size_t)snprintf(text + used, sizeof text - used, "%s%lld", gap,
                                     lua_tointeger(L, i));
        else
            used +=
                (size_t)snprintf(text + used, sizeof text - used, "%s%s", gap, luaL_typename(L, i));
    }
    return text;
}

static void push_numbers(int count) {
    lua_settop(L, 0);
    for (int i = 1; i <= count; i++)
        lua_pushinteger(L, i);
}

static void indexes(void) {
    push_numbers(3);
    CHECK_EQUAL(lua_absindex(L, -1), 3);
    CHECK_EQUAL(lua_absindex(L, 2), 2);
    CHECK_EQUAL(lua_absindex(L, LUA_REGISTRYINDEX), LUA_REGISTRYINDEX);
    CHECK_EQUAL(lua_type(L, 4), LUA_TNONE);
    CHECK_EQUAL(lua_type(L, LUA_REGISTRYINDEX), LUA_TTABLE);
    CHECK_EQUAL(lua_type(L, lua_upvalueindex(1)), LUA_TNONE);
    lua_settop(L, 5);
    CHECK_STRING(stack_text(), "1 2 3 nil nil");
    lua_settop(L, -4);
    CHECK_STRING(stack_text(), "1 2");
    lua_pop(L, 2);
    CHECK_EQUAL(lua_gettop(L), 0);
}

static void moving(void) {
    push_numbers(5);
    lua_rotate(L, 2, 1);
    CHECK_STRING(stack_text(), "1 5 2 3 4");
    lua_rotate(L, -4, -1);
    CHECK_STRING(stack_text(), "1 2 3 4 5");
    lua_rotate(L, 1, 3);
    CHECK_STRING(stack_text(), "3 4 5 1 2");
    lua_rotate(L, 1, 0);
    CHECK_STRING(stack_text(), "3 4 5 1 2");
    lua_insert(L, 1);
    CHECK_STRING(stack_text(), "2 3 4 5 1");
    lua_remove(L, 2);
    CHECK_STRING(stack_text(), "2 4 5 1");
    lua_replace(L, 1);
    CHECK_STRING(stack_text(), "1 4 5");
    lua_copy(L, 1, 3);
    lua_pushvalue(L, -2);
    CHECK_STRING(stack_text(), "1 4 1 4");
}

static void growth(void) {
    lua_settop(L, 0);
    CHECK(lua_checkstack(L, 100000));
    for (int i = 0; i < 100000; i++)
        lua_pushinteger(L, i);
    CHECK_EQUAL(lua_tointeger(L, 100000), 99999);
    CHECK(!lua_checkstack(L, LUAI_MAXSTACK));
    CHECK(!lua_checkstack(L, 0x7fffffff));
    lua_settop(L, 0);
}

static void conversions(void) {
    size_t length;
    int good;
    lua_settop(L, 0);
    lua_pushliteral(L, " 0x10 ");
    lua_pushnumber(L, 3.0);
    lua_pushnumber(L, 3.5);
    lua_pushliteral(L, "abc");
    lua_pushboolean(L, 0);
    CHECK_EQUAL(lua_tointegerx(L, 1, &good), 16);
    CHECK(good && lua_isnumber(L, 1) && !lua_isinteger(L, 1) && lua_isstring(L, 2));
    CHECK_EQUAL(lua_tointegerx(L, 2, &good), 3);
    CHECK(good);
    CHECK_EQUAL(lua_tointegerx(L, 3, &good), 0);
    CHECK(!good);
    CHECK(lua_tonumber(L, 3) == 3.5);
    CHECK_EQUAL(lua_tonumberx(L, 4, &good), 0);
    CHECK(!good && !lua_isnumber(L, 4));
    CHECK_STRING(lua_tolstring(L, 2, &length), "3.0");
    CHECK_EQUAL(length, 3);
    CHECK_EQUAL(lua_type(L, 2), LUA_TSTRING);
    CHECK_STRING(lua_tolstring(L, 5, &length), NULL);
    CHECK_EQUAL(length, 0);
    CHECK(!lua_toboolean(L, 5) && lua_toboolean(L, 4) && !lua_toboolean(L, 99));
    CHECK_EQUAL(lua_rawlen(L, 4), 3);
    CHECK_EQUAL(lua_stringtonumber(L, "0x1p4"), 6);
    CHECK(lua_tonumber(L, -1) == 16);
    CHECK_EQUAL(lua_stringtonumber(L, "1x"), 0);
    CHECK_STRING(lua_typename(L, LUA_TNONE), "no value");
    CHECK_STRING(lua_typename(L, LUA_TTHREAD), "thread");
}

static void formats(void) {
    lua_settop(L, 0);
    CHECK_STRING(lua_pushfstring(L, "%s|%d|%I|%f|%c|%U|%%", "a", -3, (LUAI_UACINT)1 << 40, 2.0, 'x',
                                 0x20acL),
                 "a|-3|1099511627776|2.0|x|\xe2\x82\xac|%");
    char big[2000];
    memset(big, 'b', sizeof big - 1);
    big[sizeof big - 1] = '\0';
    lua_pushfstring(L, "<%s%s>", big, big);
    CHECK_EQUAL(lua_rawlen(L, -1), 2 * (sizeof big - 1) + 2);
    CHECK_EQUAL(lua_gettop(L), 2);
    CHECK_STRING(lua_pushstring(L, NULL), NULL);
    CHECK(lua_isnil(L, -1));
    lua_pushlstring(L, "a\0b", 3);
    CHECK_EQUAL(lua_rawlen(L, -1), 3);
    CHECK_STRING(lua_pushliteral(L, ""), "");
}

static void tables(void) {
    lua_settop(L, 0);
    lua_createtable(L, 2, 2);
    lua_pushinteger(L, 7);
    lua_setfield(L, 1, "x");
    lua_pushinteger(L, 8);
    lua_seti(L, 1, 1);
    lua_pushliteral(L, "k");
    lua_pushinteger(L, 9);
    lua_settable(L, 1);
    lua_pushinteger(L, 10);
    lua_rawsetp(L, 1, &L);
    CHECK_EQUAL(lua_getfield(L, 1, "x"), LUA_TNUMBER);
    CHECK_EQUAL(lua_geti(L, 1, 1), LUA_TNUMBER);
    CHECK_EQUAL(lua_getfield(L, 1, "none"), LUA_TNIL);
    lua_pushliteral(L, "k");
    CHECK_EQUAL(lua_gettable(L, 1), LUA_TNUMBER);
    CHECK_EQUAL(lua_rawgetp(L, 1, &L), LUA_TNUMBER);
    CHECK_STRING(stack_text(), "table 7 8 nil 9 10");
    lua_settop(L, 1);
    int count = 0;
    for (lua_pushnil(L); lua_next(L, 1) != 0; lua_pop(L, 1))
        count++;
    CHECK_EQUAL(count, 4);
    CHECK_EQUAL(lua_gettop(L), 1);
    CHECK_EQUAL(lua_rawlen(L, 1), 1);
}

static void globals(void) {
    lua_settop(L, 0);
    lua_pushinteger(L, 5);
    lua_setglobal(L, "five");
    CHECK_EQUAL(lua_getglobal(L, "five"), LUA_TNUMBER);
    lua_pushglobaltable(L);
    CHECK_EQUAL(lua_getfield(L, -1, "five"), LUA_TNUMBER);
    CHECK_EQUAL(lua_getglobal(L, "six"), LUA_TNIL);
}

static int index_function(lua_State *S) {
    lua_pushfstring(S, "%s!", lua_tostring(S, 2));
    return 1;
}

static void metatables(void) {
    lua_settop(L, 0);
    lua_newtable(L);
    CHECK_EQUAL(lua_getmetatable(L, 1), 0);
    lua_newtable(L);
    lua_pushcfunction(L, index_function);
    lua_setfield(L, 2, "__index");
    CHECK_EQUAL(lua_setmetatable(L, 1), 1);
    CHECK_EQUAL(lua_getfield(L, 1, "name"), LUA_TSTRING);
    CHECK_STRING(lua_tostring(L, -1), "name!");
    lua_pop(L, 1);
    lua_geti(L, 1, 3);
    CHECK_STRING(lua_tostring(L, -1), "3!");
    lua_pushliteral(L, "q");
    CHECK_EQUAL(lua_rawget(L, 1), LUA_TNIL);
    lua_pushnil(L);
    lua_setmetatable(L, 1);
    CHECK_EQUAL(lua_getfield(L, 1, "name"), LUA_TNIL);
}

/* A metatable of a basic type, exchanged while a method call is warm. */
static void type_metatables(void) {
    static const char code[] = "local s, f = ... local r = {} for i = 1, 10 do "
                               "if i == 6 then f() end r[i] = s:twice() end "
                               "return r[5], r[6]";
    lua_settop(L, 0);
    CHECK_EQUAL(luaL_dostring(L, "old = {__index = {twice = function(s) return s .. s end}} "
                                 "new = {__index = {twice = function(s) return 'new' end}} "
                                 "return debug.getmetatable('')"),
                LUA_OK);
    CHECK_EQUAL(luaL_dostring(L, "debug.setmetatable('', old)"), LUA_OK);
    luaL_loadstring(L, code);
    lua_pushliteral(L, "ab");
    luaL_loadstring(L, "debug.setmetatable('', new)");
    CHECK_EQUAL(lua_pcall(L, 2, 2, 0), LUA_OK);
    CHECK_STRING(lua_tostring(L, -2), "abab");
    CHECK_STRING(lua_tostring(L, -1), "new");
    lua_pushliteral(L, "");
    lua_pushvalue(L, 1);
    lua_setmetatable(L, -2);
}

static void userdata(void) {
    lua_settop(L, 0);
    char *const block = lua_newuserdatauv(L, 100, 2);
    memset(block, 'u', 100);
    CHECK_EQUAL((size_t)block % 16, 0);
    lua_pushinteger(L, 1);
    CHECK_EQUAL(lua_setiuservalue(L, 1, 2), 1);
    lua_pushinteger(L, 1);
    CHECK_EQUAL(lua_setiuservalue(L, 1, 3), 0);
    lua_pushinteger(L, 1);
    CHECK_EQUAL(lua_setiuservalue(L, 1, 0), 0);
    CHECK_EQUAL(lua_gettop(L), 1);
    CHECK_EQUAL(lua_getiuservalue(L, 1, 2), LUA_TNUMBER);
    CHECK_EQUAL(lua_getiuservalue(L, 1, 1), LUA_TNIL);
    CHECK_EQUAL(lua_getiuservalue(L, 1, 3), LUA_TNONE);
    CHECK(lua_touserdata(L, 1) == block && lua_topointer(L, 1) == block);
    CHECK_EQUAL(lua_rawlen(L, 1), 100);
    lua_pushlightuserdata(L, block);
    CHECK(lua_islightuserdata(L, -1) && lua_isuserdata(L, -1) && lua_isuserdata(L, 1));
    CHECK(!lua_rawequal(L, 1, -1));
}

static void operators(void) {
    lua_settop(L, 0);
    lua_pushinteger(L, 7);
    lua_pushinteger(L, -2);
    lua_arith(L, LUA_OPIDIV);
    lua_pushinteger(L, 7);
    lua_pushinteger(L, -2);
    lua_arith(L, LUA_OPMOD);
    lua_pushinteger(L, 5);
    lua_arith(L, LUA_OPUNM);
    lua_pushinteger(L, 5);
    lua_arith(L, LUA_OPBNOT);
    lua_pushinteger(L, 1);
    lua_pushinteger(L, 4);
    lua_arith(L, LUA_OPSHL);
    CHECK_STRING(stack_text(), "-4 -1 -5 -6 16");
    CHECK(lua_compare(L, 1, 2, LUA_OPLT) && lua_compare(L, 1, 1, LUA_OPLE));
    CHECK(!lua_compare(L, 1, 2, LUA_OPEQ) && !lua_compare(L, 1, 99, LUA_OPEQ));
    CHECK(!lua_rawequal(L, 99, 99));
    lua_concat(L, 3);
    CHECK_STRING(lua_tostring(L, -1), "-5-616");
    lua_concat(L, 1);
    lua_concat(L, 0);
    CHECK_STRING(lua_tostring(L, -1), "");
    lua_len(L, -2);
    CHECK_EQUAL(lua_tointeger(L, -1), 6);
}

static int sum_upvalues(lua_State *S) {
    lua_pushinteger(S, lua_tointeger(S, lua_upvalueindex(1)) + 1);
    lua_copy(S, -1, lua_upvalueindex(1));
    CHECK_EQUAL(lua_type(S, lua_upvalueindex(3)), LUA_TNONE);
    lua_pushvalue(S, lua_upvalueindex(2));
    return 2;
}

static void native_upvalues(void) {
    lua_settop(L, 0);
    lua_pushinteger(L, 10);
    lua_pushliteral(L, "second");
    lua_pushcclosure(L, sum_upvalues, 2);
    CHECK(lua_iscfunction(L, 1) && lua_tocfunction(L, 1) == sum_upvalues);
    for (int i = 1; i <= 3; i++) {
        lua_pushvalue(L, 1);
        lua_call(L, 0, 2);
        CHECK_EQUAL(lua_tointeger(L, 2), 10 + i);
        CHECK_STRING(lua_tostring(L, 3), "second");
        lua_settop(L, 1);
    }
    CHECK_STRING(lua_getupvalue(L, 1, 1), "");
    CHECK_EQUAL(lua_tointeger(L, -1), 13);
    lua_pushinteger(L, 99);
    CHECK_STRING(lua_setupvalue(L, 1, 1), "");
    CHECK_STRING(lua_getupvalue(L, 1, 3), NULL);
    CHECK(lua_upvalueid(L, 1, 1) != NULL && lua_upvalueid(L, 1, 3) == NULL);
}

static void threads(void) {
    lua_settop(L, 0);
    lua_State *const other = lua_newthread(L);
    CHECK(lua_tothread(L, 1) == other);
    CHECK_EQUAL(lua_pushthread(L), 1);
    CHECK_EQUAL(lua_pushthread(other), 0);
    lua_pop(other, 1);
    lua_settop(L, 1);
    for (int i = 0; i < 3; i++)
        lua_pushfstring(L, "value %d", i);
    lua_xmove(L, other, 2);
    CHECK_EQUAL(lua_gettop(L), 2);
    lua_gc(L, LUA_GCCOLLECT);
    CHECK_STRING(lua_tostring(other, 1), "value 1");
    CHECK_STRING(lua_tostring(other, 2), "value 2");
    CHECK_EQUAL(lua_status(other), LUA_OK);
}

/* Keys that are too long to be interned are found by their bytes, whichever way they came in. */
static void long_field_names(void) {
    static const char name[] = "a name of a field that has more than forty bytes";
    lua_settop(L, 0);
    lua_newtable(L);
    lua_pushinteger(L, 1);
    lua_setfield(L, 1, name);
    lua_pushinteger(L, 2);
    lua_setfield(L, 1, name);
    CHECK_EQUAL(lua_getfield(L, 1, name), LUA_TNUMBER);
    CHECK_EQUAL(lua_tointeger(L, -1), 2);
    lua_pushnil(L);
    CHECK(lua_next(L, 1));
    CHECK_EQUAL(lua_tointeger(L, -1), 2);
    lua_pop(L, 1);
    CHECK(!lua_next(L, 1));
}

int main(void) {
    L = luaL_newstate();
    luaL_openlibs(L);
    RUN(indexes);
    RUN(long_field_names);
    RUN(moving);
    RUN(growth);
    RUN(conversions);
    RUN(formats);
    RUN(tables);
    RUN(globals);
    RUN(metatables);
    RUN(type_metatables);
    RUN(userdata);
    RUN(operators);
    RUN(native_upvalues);
    RUN(threads);
    lua_close(L);
    return check_result();
}
