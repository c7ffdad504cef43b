/* Manual 4.2, 4.3 and 4.6: functions that push values from C, C closures and their upvalues, the
** registry. */
#include <stdarg.h>

#include "api_test.h"

static void simple_values(void) {
    lua_pushnil(L);
    lua_pushboolean(L, 0);
    lua_pushboolean(L, 1);
    lua_pushboolean(L, 42);
    lua_pushinteger(L, LUA_MININTEGER);
    lua_pushinteger(L, 3);
    lua_pushnumber(L, 3);
    lua_pushnumber(L, 0.5);
    CHECK_STACK(L, "nil false true true -9223372036854775808 3 3.0 0.5");
    CHECK(lua_rawequal(L, 3, 4));
    CHECK(!lua_isinteger(L, 7));
}

static void strings(void) {
    static const char bytes[] = "a\0b\xff";
    const char *at = lua_pushlstring(L, bytes, 4);
    CHECK(at != bytes && memcmp(at, "a\0b\xff", 5) == 0);
    CHECK_EQUAL(lua_rawlen(L, 1), 4);
    CHECK(at == lua_tostring(L, 1));
    CHECK_STRING(lua_pushlstring(L, bytes, 0), "");
    CHECK_STRING(lua_pushlstring(L, NULL, 0), ""); /* no bytes need no address */
    CHECK_STRING(lua_pushstring(L, bytes), "a");
    CHECK_STRING(lua_pushliteral(L, "literal"), "literal");
    CHECK_EQUAL(lua_gettop(L), 5);
    CHECK(lua_pushstring(L, NULL) == NULL);
    CHECK_VALUE(L, 6, "nil");
}

static void light_userdata(void) {
    int a, b;
    lua_pushlightuserdata(L, &a);
    lua_pushlightuserdata(L, &a);
    lua_pushlightuserdata(L, &b);
    CHECK(lua_rawequal(L, 1, 2) && !lua_rawequal(L, 1, 3));
    CHECK(lua_touserdata(L, 1) == &a);
    lua_newtable(L); /* all of them share one metatable */
    lua_setmetatable(L, 1);
    CHECK_EQUAL(lua_getmetatable(L, 3), 1);
    lua_pop(L, 1);
    lua_pushnil(L);
    lua_setmetatable(L, 1);
}

static void threads_and_globals(void) {
    lua_State *const other = lua_newthread(L);
    CHECK_EQUAL(lua_pushthread(L), 1);
    CHECK(lua_tothread(L, -1) == L);
    CHECK_EQUAL(lua_pushthread(other), 0);
    CHECK(lua_tothread(other, 1) == other);
    lua_settop(L, 0);
    lua_pushglobaltable(L);
    lua_getglobal(L, "_G");
    CHECK(lua_istable(L, 1) && lua_rawequal(L, 1, 2));
}

/* ---- Formats --------------------------------------------------------------------------------- */

static const char *format(const char *text, ...) {
    va_list arguments;
    va_start(arguments, text);
    const char *const result = lua_pushvfstring(L, text, arguments);
    va_end(arguments);
    return result;
}

static void pushfstring(void) {
    int place;
    char pointer[40];
    CHECK_STRING(lua_pushfstring(L, "%%|%s|%c|%d", "text", 'x', -42), "%|text|x|-42");
    CHECK_STRING(lua_pushfstring(L, "%I %I", (LUAI_UACINT)LUA_MININTEGER, (LUAI_UACINT)7),
                 "-9223372036854775808 7");
    CHECK_STRING(lua_pushfstring(L, "%f %f %f", 1.5, 2.0, -1e100), "1.5 2.0 -1e+100");
    CHECK_STRING(lua_pushfstring(L, "%s", (char *)NULL), "(null)");
    snprintf(pointer, sizeof pointer, "<%p>", (void *)&place);
    CHECK_STRING(lua_pushfstring(L, "<%p>", (void *)&place), pointer);
    CHECK_STRING(lua_pushfstring(L, "%U%U%U%U", 0x24L, 0xA2L, 0x20ACL, 0x10348L),
                 "$\xc2\xa2\xe2\x82\xac\xf0\x90\x8d\x88");
    CHECK_STRING(lua_pushfstring(L, "%U", 0x7FFFFFFFL), "\xfd\xbf\xbf\xbf\xbf\xbf");
    CHECK_STRING(lua_pushfstring(L, ""), "");
    CHECK_STRING(lua_pushfstring(L, "%d%%", 100), "100%");
    CHECK_EQUAL(lua_gettop(L), 9);
    CHECK(lua_tostring(L, -1) == lua_pushfstring(L, "%d%%", 100) || lua_rawequal(L, -1, -2));
    lua_pushfstring(L, "a%cb", 0);
    CHECK_EQUAL(lua_rawlen(L, -1), 3);
    CHECK_STRING(format("%s=%d", "x", 5), "x=5");
}

/* No size restrictions: pieces beyond any buffer, many conversions. */
static void long_formats(void) {
    static char text[100001];
    memset(text, 'y', sizeof text - 1);
    lua_pushfstring(L, "%s-%s", text, text);
    CHECK_EQUAL(lua_rawlen(L, -1), 200001);
    CHECK_EQUAL(lua_tostring(L, -1)[100000], '-');
    lua_settop(L, 0);
    char many[201] = "";
    for (int i = 0; i < 10; i++)
        strcat(many, "%d,%s;");
    CHECK_STRING(lua_pushfstring(L, many, 1, "a", 2, "b", 3, "c", 4, "d", 5, "e", 6, "f", 7, "g", 8,
                                 "h", 9, "i", 10, "j"),
                 "1,a;2,b;3,c;4,d;5,e;6,f;7,g;8,h;9,i;10,j;");
    CHECK_EQUAL(lua_gettop(L), 1);
}

#ifndef ORRERY_CHECKED /* where these are reported as misuse */

static int wrong_format(lua_State *S) {
    lua_pushfstring(S, luaL_checkstring(S, 1), 1, 2);
    return 1;
}

static void invalid_conversions(void) {
    CHECK_FAILS(wrong_format, "'%x'", "invalid option '%x' to 'lua_pushfstring'");
    CHECK_FAILS(wrong_format, "'%5d'", "invalid option '%5' to 'lua_pushfstring'");
}

#endif

/* ---- C closures ------------------------------------------------------------------------------ */

static int all_upvalues(lua_State *S) {
    int n = 0;
    lua_settop(S, 0);
    while (n < 255 && lua_type(S, lua_upvalueindex(n + 1)) != LUA_TNONE)
        n++;
    luaL_checkstack(S, n, NULL);
    for (int i = 1; i <= n; i++)
        lua_pushvalue(S, lua_upvalueindex(i));
    for (int i = n + 1; i <= 256; i++) /* beyond them: acceptable, but none */
        CHECK_EQUAL(lua_type(S, lua_upvalueindex(i)), LUA_TNONE);
    return n;
}

static void upvalues_in_order(void) {
    push(L, "'below', 'first', 'second', nil");
    lua_pushcclosure(L, all_upvalues, 3);
    CHECK_STACK(L, "'below' function");
    lua_call(L, 0, LUA_MULTRET);
    CHECK_STACK(L, "'below' 'first' 'second' nil");
}

static void as_many_as_255_upvalues(void) {
    lua_checkstack(L, 300);
    for (int i = 1; i <= 255; i++)
        lua_pushinteger(L, i);
    lua_pushcclosure(L, all_upvalues, 255);
    CHECK_EQUAL(lua_gettop(L), 1);
    lua_call(L, 0, LUA_MULTRET);
    CHECK_EQUAL(lua_gettop(L), 255);
    CHECK_EQUAL(lua_tointeger(L, 1), 1);
    CHECK_EQUAL(lua_tointeger(L, 255), 255);
}

static int count(lua_State *S) {
    lua_pushinteger(S, lua_tointeger(S, lua_upvalueindex(1)) + 1);
    lua_copy(S, -1, lua_upvalueindex(1));
    return 1;
}

/* Two closures of one function have upvalues of their own, and keep what they change. */
static void closures_keep_their_upvalues(void) {
    for (int i = 0; i < 2; i++) {
        lua_pushinteger(L, i * 100);
        lua_pushcclosure(L, count, 1);
    }
    for (int i = 1; i <= 5; i++) {
        for (int which = 1; which <= 2; which++) {
            lua_pushvalue(L, which);
            lua_call(L, 0, 1);
            CHECK_EQUAL(lua_tointeger(L, -1), (which - 1) * 100 + i);
            lua_pop(L, 1);
        }
    }
    CHECK(!lua_rawequal(L, 1, 2));
}

static void light_functions(void) {
    lua_pushcfunction(L, count);
    lua_pushcclosure(L, count, 0);
    CHECK(lua_rawequal(L, 1, 2)); /* just a pointer */
    CHECK(lua_getupvalue(L, 1, 1) == NULL);
}

static void light_functions_need_no_memory(void) {
    Account account = ACCOUNT_UNLIMITED;
    lua_State *const S = lua_newstate(account_allocate, &account);
    account.left = 0;
    for (int i = 0; i < 10; i++)
        lua_pushcfunction(S, count);
    CHECK_EQUAL(lua_gettop(S), 10);
    account.left = 1000;
    lua_close(S);
}

/* ---- The registry ---------------------------------------------------------------------------- */

static void registry(void) {
    int place;
    CHECK_EQUAL(lua_type(L, LUA_REGISTRYINDEX), LUA_TTABLE);
    CHECK_EQUAL(LUA_RIDX_MAINTHREAD, 1);
    CHECK_EQUAL(LUA_RIDX_GLOBALS, 2);
    CHECK_EQUAL(lua_rawgeti(L, LUA_REGISTRYINDEX, LUA_RIDX_MAINTHREAD), LUA_TTHREAD);
    CHECK(lua_tothread(L, 1) == L);
    CHECK_EQUAL(lua_rawgeti(L, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS), LUA_TTABLE);
    lua_getglobal(L, "_G");
    CHECK(lua_rawequal(L, 2, 3));
    lua_pushliteral(L, "by name");
    lua_setfield(L, LUA_REGISTRYINDEX, "test.key");
    lua_pushliteral(L, "by address");
    lua_rawsetp(L, LUA_REGISTRYINDEX, &place);
    lua_State *const other = lua_newthread(L); /* one registry for all threads */
    lua_getfield(other, LUA_REGISTRYINDEX, "test.key");
    lua_rawgetp(other, LUA_REGISTRYINDEX, &place);
    CHECK_STACK(other, "'by name' 'by address'");
    lua_rawgeti(other, LUA_REGISTRYINDEX, LUA_RIDX_MAINTHREAD);
    CHECK(lua_tothread(other, -1) == L);
}

/* The global environment is whatever stands there. */
static void globals_come_from_the_registry(void) {
    lua_newtable(L);
    lua_pushinteger(L, 77);
    lua_setfield(L, 1, "only");
    lua_rawgeti(L, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
    lua_pushvalue(L, 1);
    lua_rawseti(L, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
    CHECK_EQUAL(lua_getglobal(L, "only"), LUA_TNUMBER);
    CHECK_EQUAL(lua_getglobal(L, "print"), LUA_TNIL);
    lua_pushboolean(L, 1);
    lua_setglobal(L, "new");
    CHECK_EQUAL(lua_getfield(L, 1, "new"), LUA_TBOOLEAN);
    lua_pushglobaltable(L);
    CHECK(lua_rawequal(L, 1, -1));
    CHECK_EQUAL(luaL_loadstring(L, "return only, print"), LUA_OK);
    lua_call(L, 0, 2);
    CHECK_VALUE(L, -2, "77");
    CHECK_VALUE(L, -1, "nil");
    lua_pushvalue(L, 2);
    lua_rawseti(L, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
}

int main(void) {
    RUN_FRESH(simple_values);
    RUN_FRESH(strings);
    RUN_FRESH(light_userdata);
    RUN_FRESH(threads_and_globals);
    RUN_FRESH(pushfstring);
    RUN_FRESH(long_formats);
#ifndef ORRERY_CHECKED
    RUN_FRESH(invalid_conversions);
#endif
    RUN_FRESH(upvalues_in_order);
    RUN_FRESH(as_many_as_255_upvalues);
    RUN_FRESH(closures_keep_their_upvalues);
    RUN_FRESH(light_functions);
    RUN_FRESH(light_functions_need_no_memory);
    RUN_FRESH(registry);
    RUN_FRESH(globals_come_from_the_registry);
    return check_result();
}
