/* What the C API does, as text: behaviour.py runs this on our library and on the installed one, and
 * compares. Each function below is one case; none prints anything that may differ between right
 * implementations (addresses, sizes, orders of traversal). */
#include <errno.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lua.h"

#include "lauxlib.h"
#include "lualib.h"

/* ---- Showing --------------------------------------------------------------------------------- */

static void show_value(lua_State *L, int i) {
    switch (lua_type(L, i)) {
    case LUA_TNIL: printf("nil"); break;
    case LUA_TBOOLEAN: printf(lua_toboolean(L, i) ? "true" : "false"); break;
    case LUA_TNUMBER:
        if (lua_isinteger(L, i))
            printf("%lld", (long long)lua_tointeger(L, i));
        else
            printf("float %.17g", lua_tonumber(L, i));
        break;
    case LUA_TSTRING: printf("\"%s\"", lua_tostring(L, i)); break;
    default: printf("%s", luaL_typename(L, i)); break;
    }
}

/* The whole stack of L, under a label. */
static void show(lua_State *L, const char *label) {
    printf("  %s:", label);
    for (int i = 1, n = lua_gettop(L); i <= n; i++) {
        printf(" ");
        show_value(L, i);
    }
    printf("\n");
}

static void push_some(lua_State *L, int n) {
    for (int i = 1; i <= n; i++)
        lua_pushinteger(L, i * 10);
}

/* Calls f(udata) protected and shows status and error. */
static void try_it(lua_State *L, const char *label, lua_CFunction f) {
    const int top = lua_gettop(L);
    lua_pushcfunction(L, f);
    const int status = lua_pcall(L, 0, LUA_MULTRET, 0);
    printf("  %s: status %d:", label, status);
    for (int i = top + 1; i <= lua_gettop(L); i++) {
        printf(" ");
        show_value(L, i);
    }
    printf("\n");
    lua_settop(L, top);
}

static int run(lua_State *L, const char *text) {
    const int status = luaL_loadstring(L, text) ? -1 : lua_pcall(L, 0, LUA_MULTRET, 0);
    return status;
}

/* ---- The stack ------------------------------------------------------------------------------- */

static void stack(lua_State *L) {
    push_some(L, 5);
    lua_insert(L, 2);
    show(L, "insert 2");
    lua_remove(L, 1);
    show(L, "remove 1");
    lua_replace(L, -2);
    show(L, "replace -2");
    lua_rotate(L, 1, -1);
    show(L, "rotate -1");
    lua_rotate(L, -2, 1);
    show(L, "rotate top two");
    lua_rotate(L, 1, 3);
    show(L, "rotate by all");
    lua_copy(L, 1, 3);
    show(L, "copy");
    lua_settop(L, 5);
    show(L, "settop 5");
    lua_settop(L, -3);
    show(L, "settop -3");
    printf("  %d %d %d\n", lua_absindex(L, -1), lua_absindex(L, 2),
           lua_absindex(L, LUA_REGISTRYINDEX) == LUA_REGISTRYINDEX);
    printf("  none: %d %s %d %d %d\n", lua_type(L, 15), lua_typename(L, LUA_TNONE),
           lua_isnone(L, 15), lua_isnoneornil(L, 15), lua_toboolean(L, 15));
    printf("  none reads as: %lld %g %d %d %d\n", (long long)lua_tointeger(L, 15),
           lua_tonumber(L, 15), lua_tostring(L, 15) == NULL, lua_touserdata(L, 15) == NULL,
           (int)lua_rawlen(L, 15));
    printf("  checkstack %d %d %d\n", lua_checkstack(L, 100), lua_checkstack(L, 2000000),
           lua_checkstack(L, 900000));
}

static int too_many(lua_State *L) {
    luaL_checkstack(L, 2000000, "too many values");
    return 0;
}

static int too_many_plain(lua_State *L) {
    luaL_checkstack(L, 2000000, NULL);
    return 0;
}

static void threads_and_stacks(lua_State *L) {
    lua_State *A = lua_newthread(L), *B = lua_newthread(L);
    push_some(A, 4);
    lua_xmove(A, B, 3);
    show(A, "A");
    show(B, "B");
    lua_xmove(B, B, 2);
    show(B, "B to itself");
    printf("  main: %d %d %d\n", lua_pushthread(L), lua_pushthread(A), lua_tothread(L, 1) == A);
    *(void **)lua_getextraspace(L) = &A;
    lua_State *C = lua_newthread(A);
    printf("  extra space %d\n", *(void **)lua_getextraspace(C) == &A);
    *(void **)lua_getextraspace(L) = NULL;
    try_it(L, "luaL_checkstack", too_many);
    try_it(L, "luaL_checkstack without message", too_many_plain);
}

/* ---- Conversions ----------------------------------------------------------------------------- */

static void conversions(lua_State *L) {
    static const char *const texts[] = {"10",
                                        " 0x10 ",
                                        "1e1",
                                        "10.5",
                                        "0x1p4",
                                        "1e400",
                                        "nan",
                                        "inf",
                                        "",
                                        " ",
                                        "1 2",
                                        "0x",
                                        "1e",
                                        "+5",
                                        "--5",
                                        "9223372036854775807",
                                        "9223372036854775808",
                                        "-9223372036854775808",
                                        "0xffffffffffffffff",
                                        "1_0",
                                        "1f"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        int is_integer, is_number;
        const size_t length = lua_stringtonumber(L, texts[i]);
        printf("  '%s': %d", texts[i], (int)length);
        if (length > 0) {
            printf(" ");
            show_value(L, -1);
            lua_pop(L, 1);
        }
        lua_pushstring(L, texts[i]);
        const lua_Integer n = lua_tointegerx(L, -1, &is_integer);
        const lua_Number x = lua_tonumberx(L, -1, &is_number);
        printf(" %d %lld %d %.17g %d%d%d\n", is_integer, (long long)n, is_number, x,
               lua_isnumber(L, -1), lua_isstring(L, -1), lua_isinteger(L, -1));
        lua_pop(L, 1);
    }
    static const double numbers[] = {0.0,    -0.0, 1.5,    1e15,   1e16,    1e100,
                                     -1e300, 3.0,  0x1p53, 0x1p63, -0x1p63, 1.0 / 3};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        int is_integer;
        lua_pushnumber(L, numbers[i]);
        const lua_Integer n = lua_tointegerx(L, -1, &is_integer);
        printf("  %d %lld", is_integer, (long long)n);
        printf(" '%s' %d\n", lua_tostring(L, -1), lua_type(L, -1));
        lua_pop(L, 1);
    }
    lua_pushlstring(L, "a\0b", 3);
    size_t length;
    lua_tolstring(L, -1, &length);
    printf("  length %d %d\n", (int)length, (int)lua_rawlen(L, -1));
    lua_pushboolean(L, 7);
    length = 99;
    printf("  no string: %d %d\n", lua_tolstring(L, -1, &length) == NULL, (int)length);
    printf("  NULL pushes: %d", lua_pushstring(L, NULL) == NULL);
    printf(" %s\n", luaL_typename(L, -1));
}

static void formats(lua_State *L) {
    lua_pushfstring(L, "%s|%d|%I|%f|%c|%U|%U|%%", "text", -7, (LUAI_UACINT)LUA_MININTEGER, 0.1, 'x',
                    (long)0x20AC, (long)0x7FFFFFFF);
    lua_pushfstring(L, "%f %f %f %f", 3.0, 1e100, -0.0, 1e15);
    lua_pushfstring(L, "%s", (char *)NULL);
    lua_pushfstring(L, "");
    char large[5000];
    memset(large, 'y', sizeof large - 1);
    large[sizeof large - 1] = '\0';
    lua_pushfstring(L, "<%s%s>%d", large, large, 5);
    printf("  large: %d\n", (int)lua_rawlen(L, -1));
    lua_pop(L, 1);
    show(L, "formats");
}

static int tolstrings(lua_State *L) {
    lua_settop(L, 0);
    lua_pushinteger(L, 5);
    lua_pushnumber(L, 5);
    lua_pushboolean(L, 0);
    lua_pushnil(L);
    lua_pushliteral(L, "text");
    for (int i = 1; i <= 5; i++) {
        printf("  tolstring %s", luaL_tolstring(L, i, NULL));
        lua_pop(L, 1);
    }
    printf("\n  types unchanged: %d%d\n", lua_type(L, 1), lua_type(L, 2));
    run(L, "return setmetatable({}, {__tostring = function() return 'mine' end}),"
           "setmetatable({}, {__name = 'My.Type'}), setmetatable({}, {__tostring = function() "
           "return 1 end})");
    printf("  %s", luaL_tolstring(L, 6, NULL));
    printf(" %.9s\n", luaL_tolstring(L, 7, NULL));
    luaL_tolstring(L, 8, NULL);
    return 0;
}

/* ---- Operators ------------------------------------------------------------------------------- */

static void operators(lua_State *L) {
    static const lua_Integer operands[][2] = {{7, 3}, {-7, 3}, {7, -3}, {1, 63}, {1, 64}, {-1, -1}};
    for (size_t i = 0; i < sizeof operands / sizeof *operands; i++) {
        printf("  %lld %lld:", (long long)operands[i][0], (long long)operands[i][1]);
        for (int op = LUA_OPADD; op <= LUA_OPSHR; op++) {
            lua_pushinteger(L, operands[i][0]);
            lua_pushinteger(L, operands[i][1]);
            lua_arith(L, op);
            printf(" ");
            show_value(L, -1);
            lua_pop(L, 1);
        }
        printf("\n");
    }
    lua_pushliteral(L, "10");
    lua_pushnumber(L, 2.5);
    lua_arith(L, LUA_OPMUL);
    lua_pushinteger(L, 6);
    lua_arith(L, LUA_OPUNM);
    lua_pushnumber(L, 5);
    lua_arith(L, LUA_OPBNOT);
    lua_pushliteral(L, "a");
    lua_pushinteger(L, 1);
    lua_pushnumber(L, 2);
    lua_concat(L, 3);
    lua_concat(L, 1);
    lua_concat(L, 0);
    show(L, "results");
    lua_settop(L, 0);
    lua_pushinteger(L, 1);
    lua_pushnumber(L, 1);
    lua_pushliteral(L, "1");
    lua_pushnil(L);
    printf("  ");
    for (int a = 1; a <= 5; a++)
        for (int b = 1; b <= 5; b++)
            printf("%d%d ", lua_rawequal(L, a, b), lua_compare(L, a, b, LUA_OPEQ));
    printf("\n  %d %d %d %d\n", lua_compare(L, 1, 2, LUA_OPLT), lua_compare(L, 1, 2, LUA_OPLE),
           lua_compare(L, 1, 9, LUA_OPLT), lua_compare(L, 9, 9, LUA_OPLE));
}

static int compare_different(lua_State *L) {
    lua_pushinteger(L, 1);
    lua_pushliteral(L, "1");
    return lua_compare(L, 1, 2, LUA_OPLT);
}

static int arith_on_nil(lua_State *L) {
    lua_pushnil(L);
    lua_pushinteger(L, 1);
    lua_arith(L, LUA_OPADD);
    return 1;
}

static int divide_by_zero(lua_State *L) {
    lua_pushinteger(L, 1);
    lua_pushinteger(L, 0);
    lua_arith(L, LUA_OPIDIV);
    return 1;
}

static int concat_table(lua_State *L) {
    lua_pushliteral(L, "x");
    lua_newtable(L);
    lua_concat(L, 2);
    return 1;
}

static int length_of_nil(lua_State *L) {
    lua_pushnil(L);
    lua_len(L, -1);
    return 1;
}

static int luaL_length(lua_State *L) {
    run(L, "return setmetatable({}, {__len = function() return 'x' end})");
    lua_pushinteger(L, luaL_len(L, -1));
    return 1;
}

/* ---- Tables ---------------------------------------------------------------------------------- */

static void tables(lua_State *L) {
    char key[60];
    memset(key, 'k', sizeof key - 1);
    key[sizeof key - 1] = '\0';
    lua_newtable(L);
    for (int i = 1; i <= 20; i++) {
        lua_pushinteger(L, i * i);
        lua_rawseti(L, 1, i);
    }
    lua_pushliteral(L, "long");
    lua_setfield(L, 1, key);
    lua_pushliteral(L, "pointer");
    lua_rawsetp(L, 1, key);
    lua_pushnumber(L, 7);
    lua_pushliteral(L, "seven");
    lua_settable(L, 1);
    printf("  types %d %d %d %d %d %d\n", lua_getfield(L, 1, key), lua_rawgetp(L, 1, key),
           lua_geti(L, 1, 7), lua_rawgeti(L, 1, 21), lua_getfield(L, 1, "none"),
           lua_rawgeti(L, 1, 4));
    show(L, "read");
    lua_settop(L, 1);
    printf("  length %d\n", (int)lua_rawlen(L, 1));
    int count = 0;
    lua_Integer sum = 0;
    for (lua_pushnil(L); lua_next(L, 1); lua_pop(L, 1)) {
        count++;
        if (lua_isinteger(L, -2)) sum += lua_tointeger(L, -2);
    }
    printf("  next: %d keys, sum %d, top %d\n", count, (int)sum, lua_gettop(L));
    run(L, "return setmetatable({}, {__index = function(t, k) return k end,"
           "__newindex = function(t, k, v) rawset(t, k, v) rawset(t, 'last', k) end, __len = "
           "function() return 42 end})");
    printf("  metamethods %d %d %d", lua_getfield(L, 2, "abc"), lua_geti(L, 2, 3),
           lua_rawgeti(L, 2, 3));
    lua_len(L, 2);
    printf(" %d\n", (int)luaL_len(L, 2));
    lua_pushboolean(L, 1);
    lua_seti(L, 2, 8);
    lua_getfield(L, 2, "last");
    lua_pushboolean(L, 0);
    lua_setfield(L, 2, key);
    lua_getfield(L, 2, "last");
    show(L, "after");
    lua_settop(L, 0);
    lua_pushliteral(L, "text");
    printf("  string methods: %d\n", lua_getfield(L, 1, "rep"));
    lua_pushglobaltable(L);
    lua_pushinteger(L, 99);
    lua_setglobal(L, "a_global");
    printf("  global %d %d %d\n", lua_getfield(L, 3, "a_global"), lua_getglobal(L, "a_global"),
           lua_getglobal(L, "no_global"));
    printf("  registry %d %d\n", lua_rawgeti(L, LUA_REGISTRYINDEX, LUA_RIDX_MAINTHREAD),
           lua_rawgeti(L, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS));
    lua_settop(L, 0);
    lua_newtable(L);
    printf("  subtable %d", luaL_getsubtable(L, 1, "sub"));
    lua_pop(L, 1);
    printf(" %d\n", luaL_getsubtable(L, 1, "sub"));
}

static int index_nil(lua_State *L) {
    lua_pushnil(L);
    lua_getfield(L, -1, "field");
    return 1;
}

static int set_on_number(lua_State *L) {
    lua_pushinteger(L, 5);
    lua_pushnil(L);
    lua_setfield(L, -2, "field");
    return 0;
}

static int nil_key(lua_State *L) {
    lua_newtable(L);
    lua_pushnil(L);
    lua_pushnil(L);
    lua_settable(L, -3);
    return 0;
}

static int nan_key(lua_State *L) {
    lua_newtable(L);
    lua_pushnumber(L, 0.0 / 0.0);
    lua_pushinteger(L, 1);
    lua_settable(L, -3);
    return 0;
}

static int bad_next(lua_State *L) {
    lua_newtable(L);
    lua_pushliteral(L, "no key");
    return lua_next(L, -2);
}

static void references(lua_State *L) {
    lua_newtable(L);
    int made[6];
    for (int i = 0; i < 6; i++) {
        lua_pushinteger(L, 100 + i);
        made[i] = luaL_ref(L, 1);
    }
    luaL_unref(L, 1, made[1]);
    luaL_unref(L, 1, made[4]);
    luaL_unref(L, 1, LUA_NOREF);
    luaL_unref(L, 1, LUA_REFNIL);
    lua_pushliteral(L, "reused");
    const int again = luaL_ref(L, 1);
    lua_pushliteral(L, "reused too");
    const int twice = luaL_ref(L, 1);
    lua_pushnil(L);
    printf("  distinct %d, reused %d %d, nil %d\n", made[0] != made[1] && made[4] != made[5],
           again == made[4], twice == made[1], luaL_ref(L, 1));
    lua_rawgeti(L, 1, made[5]);
    lua_rawgeti(L, 1, again);
    show(L, "references");
}

/* ---- Userdata, upvalues, metatables ---------------------------------------------------------- */

static int count_upvalue(lua_State *L) {
    lua_pushinteger(L, lua_tointeger(L, lua_upvalueindex(1)) + 1);
    lua_copy(L, -1, lua_upvalueindex(1));
    printf("  upvalues: %d %d %d\n", (int)lua_tointeger(L, -1), lua_type(L, lua_upvalueindex(2)),
           lua_type(L, lua_upvalueindex(3)));
    return 1;
}

static void closures(lua_State *L) {
    lua_pushinteger(L, 5);
    lua_pushliteral(L, "second");
    lua_pushcclosure(L, count_upvalue, 2);
    for (int i = 0; i < 3; i++) {
        lua_pushvalue(L, 1);
        lua_call(L, 0, 0);
    }
    printf("  '%s'", lua_getupvalue(L, 1, 1));
    show_value(L, -1);
    printf(" %d", lua_getupvalue(L, 1, 3) == NULL);
    lua_pushliteral(L, "changed");
    printf(" '%s'", lua_setupvalue(L, 1, 2));
    printf(" %d\n", lua_gettop(L));
    lua_settop(L, 1);
    run(L,
        "local a, b = 1, 2; return function() return a, b end, function() b = b + 1 return a end");
    printf("  %s %s\n", lua_getupvalue(L, 2, 1), lua_getupvalue(L, 2, 2));
    printf("  ids %d %d %d\n",
           lua_upvalueid(L, 2, 1) == lua_upvalueid(L, 3, 1) ||
               lua_upvalueid(L, 2, 1) == lua_upvalueid(L, 3, 2),
           lua_upvalueid(L, 2, 1) == lua_upvalueid(L, 2, 2), lua_upvalueid(L, 2, 9) == NULL);
    lua_settop(L, 3);
    lua_upvaluejoin(L, 2, 1, 2, 2);
    lua_call(L, 0, 0);
    lua_call(L, 0, 2);
    show(L, "joined");
}

static void userdata(lua_State *L) {
    char *block = lua_newuserdatauv(L, 100, 2);
    memset(block, 1, 100);
    printf("  %d %d %d\n", (int)lua_rawlen(L, 1), lua_touserdata(L, 1) == block,
           lua_isuserdata(L, 1));
    lua_pushliteral(L, "one");
    printf("  set %d", lua_setiuservalue(L, 1, 1));
    lua_pushliteral(L, "three");
    printf(" %d", lua_setiuservalue(L, 1, 3));
    lua_pushliteral(L, "zero");
    printf(" %d top %d\n", lua_setiuservalue(L, 1, 0), lua_gettop(L));
    printf("  get %d %d %d\n", lua_getiuservalue(L, 1, 1), lua_getiuservalue(L, 1, 2),
           lua_getiuservalue(L, 1, 3));
    show(L, "user values");
    lua_settop(L, 1);
    printf("  metatable %d %d", luaL_newmetatable(L, "Some.Type"),
           luaL_newmetatable(L, "Some.Type"));
    lua_getfield(L, -1, "__name");
    printf(" %s\n", lua_tostring(L, -1));
    lua_settop(L, 1);
    printf("  test %d", luaL_testudata(L, 1, "Some.Type") == NULL);
    luaL_setmetatable(L, "Some.Type");
    printf(" %d %d\n", luaL_testudata(L, 1, "Some.Type") == block,
           luaL_testudata(L, 1, "Other") == NULL);
    lua_pushlightuserdata(L, block);
    printf("  light %d %d %d\n", lua_islightuserdata(L, -1), lua_touserdata(L, -1) == block,
           lua_isuserdata(L, -1));
    printf("  metafield %d %d\n", luaL_getmetafield(L, 1, "__name"),
           luaL_getmetafield(L, 1, "__no"));
    printf("  callmeta %d\n", luaL_callmeta(L, 1, "__tostring"));
    lua_pushnil(L);
    lua_setmetatable(L, 1);
    printf("  removed %d\n", lua_getmetatable(L, 1));
    printf("  empty block %d\n", lua_newuserdatauv(L, 0, 0) != NULL);
}

/* ---- Arguments ------------------------------------------------------------------------------- */

static int arguments(lua_State *L) {
    static const char *const options[] = {"first", "second", NULL};
    const char *what = lua_tostring(L, lua_upvalueindex(1));
    if (strcmp(what, "integer") == 0)
        lua_pushinteger(L, luaL_checkinteger(L, 1));
    else if (strcmp(what, "optinteger") == 0)
        lua_pushinteger(L, luaL_optinteger(L, 1, 77));
    else if (strcmp(what, "number") == 0)
        lua_pushnumber(L, luaL_checknumber(L, 1));
    else if (strcmp(what, "string") == 0)
        lua_pushstring(L, luaL_checkstring(L, 1));
    else if (strcmp(what, "optstring") == 0)
        lua_pushstring(L, luaL_optstring(L, 1, "default"));
    else if (strcmp(what, "option") == 0)
        lua_pushinteger(L, luaL_checkoption(L, 1, "second", options));
    else if (strcmp(what, "any") == 0)
        luaL_checkany(L, 1);
    else if (strcmp(what, "table") == 0)
        luaL_checktype(L, 1, LUA_TTABLE);
    else if (strcmp(what, "udata") == 0)
        luaL_checkudata(L, 1, "Wanted");
    else if (strcmp(what, "argcheck") == 0)
        luaL_argcheck(L, 0, 2, "some message");
    else if (strcmp(what, "expected") == 0)
        luaL_argexpected(L, 0, 1, "something");
    else if (strcmp(what, "error") == 0)
        luaL_error(L, "plain %s %d", "error", 5);
    return lua_gettop(L) > 1 ? 1 : 0;
}

static void argument_errors(lua_State *L) {
    static const char *const kinds[] = {"integer",   "optinteger", "number",   "string",
                                        "optstring", "option",     "any",      "table",
                                        "udata",     "argcheck",   "expected", "error"};
    static const char *const calls[] = {"global()",
                                        "global('x')",
                                        "global(1.5)",
                                        "global('7')",
                                        "global(nil)",
                                        "global({})",
                                        "global(io.stdout)",
                                        "t.field('x')",
                                        "t.field:method('x')",
                                        "t:field('x')",
                                        "local f = global; f('x')",
                                        "return global('x')",
                                        "pcall(global, 'x')",
                                        "global('second')",
                                        "string.rep()",
                                        "('x'):rep({})",
                                        "('x').rep()",
                                        "t.unnamed[1]('x')"};
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        lua_pushstring(L, kinds[k]);
        lua_pushcclosure(L, arguments, 1);
        lua_setglobal(L, "global");
        run(L, "t = setmetatable({field = global, unnamed = {global}}, {__name = 'T'})"
               "debug.setmetatable(global, {__index = function(f, k) return global end})");
        for (size_t c = 0; c < sizeof calls / sizeof *calls; c++) {
            lua_settop(L, 0);
            const int status = run(L, calls[c]);
            printf("  %s %s: %d", kinds[k], calls[c], status);
            for (int i = 1; i <= lua_gettop(L); i++) {
                printf(" ");
                show_value(L, i);
            }
            printf("\n");
        }
        run(L, "debug.setmetatable(global, nil)");
    }
    lua_settop(L, 0);
}

/* ---- Buffers --------------------------------------------------------------------------------- */

static void buffers(lua_State *L) {
    luaL_Buffer b;
    luaL_buffinit(L, &b);
    for (int i = 0; i < 3000; i++) {
        luaL_addchar(&b, (char)('a' + i % 26));
        if (i % 100 == 0) {
            lua_pushinteger(L, i);
            luaL_addvalue(&b);
        }
    }
    luaL_addlstring(&b, "x\0y", 3);
    luaL_buffsub(&b, 1);
    luaL_addgsub(&b, "one two one", "one", "three");
    memcpy(luaL_prepbuffsize(&b, 10000), "tail", 4);
    luaL_addsize(&b, 4);
    printf("  length %d\n", (int)luaL_bufflen(&b));
    luaL_pushresult(&b);
    size_t length;
    const char *text = lua_tolstring(L, -1, &length);
    unsigned hash = 0;
    for (size_t i = 0; i < length; i++)
        hash = hash * 31 + (unsigned char)text[i];
    printf("  top %d length %d hash %u\n", lua_gettop(L), (int)length, hash);
    char *at = luaL_buffinitsize(L, &b, 5000);
    memset(at, 'z', 5000);
    luaL_pushresultsize(&b, 5000);
    luaL_buffinit(L, &b);
    lua_pushvalue(L, -2);
    luaL_addvalue(&b);
    luaL_addstring(&b, "end");
    luaL_pushresult(&b);
    printf("  top %d %d %d\n", lua_gettop(L), (int)lua_rawlen(L, -1), (int)lua_rawlen(L, -2));
    lua_settop(L, 0);
    printf("  %s|%s\n", luaL_gsub(L, "a.b.c", ".", "::"), luaL_gsub(L, "", "x", "y"));
    luaL_buffinit(L, &b);
    luaL_pushresult(&b);
    show(L, "empty");
}

static int buffer_too_large(lua_State *L) {
    luaL_Buffer b;
    luaL_buffinit(L, &b);
    luaL_addstring(&b, "x");
    luaL_prepbuffsize(&b, (size_t)-1);
    return 0;
}

/* ---- Calls and errors ------------------------------------------------------------------------ */

static int raise_value(lua_State *L) {
    lua_settop(L, 1);
    return lua_error(L);
}

static int add_mark(lua_State *L) {
    lua_pushfstring(L, "<%s>", luaL_tolstring(L, 1, NULL));
    return 1;
}

static int fails_again(lua_State *L) {
    return luaL_error(L, "in the handler");
}

static int deep_call(lua_State *L) {
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_pushcclosure(L, deep_call, 1);
    lua_call(L, 0, 0);
    return 0;
}

static void calls(lua_State *L) {
    lua_pushcfunction(L, add_mark);
    for (int i = 0; i < 5; i++) {
        lua_pushcfunction(L, raise_value);
        switch (i) {
        case 0: lua_pushliteral(L, "text"); break;
        case 1: lua_pushinteger(L, 7); break;
        case 2: lua_pushnil(L); break;
        case 3: lua_newtable(L); break;
        default: lua_pushboolean(L, 1); break;
        }
        const int status = lua_pcall(L, 1, 3, 0);
        printf("  error %d: %d %s top %d\n", i, status, luaL_typename(L, -1), lua_gettop(L));
        lua_settop(L, 1);
    }
    lua_pushcfunction(L, raise_value);
    lua_pushliteral(L, "marked");
    printf("  handler: %d", lua_pcall(L, 1, 0, 1));
    printf(" %s\n", lua_tostring(L, -1));
    lua_settop(L, 0);
    lua_pushcfunction(L, fails_again);
    lua_pushcfunction(L, raise_value);
    printf("  failing handler: %d", lua_pcall(L, 0, 0, 1));
    printf(" %s\n", luaL_typename(L, -1));
    lua_settop(L, 0);
    lua_pushnil(L);
    printf("  call nil: %d", lua_pcall(L, 0, 0, 0));
    printf(" %s\n", lua_tostring(L, -1));
    run(L, "return function(...) return select('#', ...), ... end");
    lua_pushinteger(L, 1);
    lua_pushinteger(L, 2);
    lua_call(L, 2, 5);
    show(L, "five results");
    lua_settop(L, 0);
    lua_pushnil(L);
    lua_pushcclosure(L, deep_call, 1);
    printf("  deep C calls: %d", lua_pcall(L, 0, 0, 0));
    printf(" %d\n", strstr(lua_tostring(L, -1), "C stack overflow") != NULL);
    printf("  deep Lua calls: %d", run(L, "local function f() return 1 + f() end return f()"));
    printf(" %d\n", strstr(lua_tostring(L, -1), "stack overflow") != NULL);
    lua_settop(L, 0);
}

/* ---- Coroutines and continuations ------------------------------------------------------------ */

static int continued(lua_State *L, int status, lua_KContext context) {
    printf("    continued: status %d context %d:", status, (int)context);
    for (int i = 1; i <= lua_gettop(L); i++) {
        printf(" ");
        show_value(L, i);
    }
    printf("\n");
    if (context < 3 && context > 0) {
        lua_pushinteger(L, context);
        return lua_yieldk(L, 1, context + 1, continued);
    }
    return lua_gettop(L);
}

static int yields_thrice(lua_State *L) {
    lua_pushliteral(L, "kept");
    lua_pushliteral(L, "given");
    return lua_yieldk(L, 1, 1, continued);
}

static int calls_k(lua_State *L) {
    lua_pushliteral(L, "below");
    lua_insert(L, 1);
    lua_callk(L, lua_gettop(L) - 2, LUA_MULTRET, 0, continued);
    return continued(L, LUA_OK, 0);
}

static int pcalls_k(lua_State *L) {
    lua_pushliteral(L, "below");
    lua_insert(L, 1);
    return continued(L, lua_pcallk(L, lua_gettop(L) - 2, 2, 0, 9, continued), 9);
}

static int plain_call(lua_State *L) {
    lua_call(L, lua_gettop(L) - 1, LUA_MULTRET);
    return lua_gettop(L);
}

static int plain_yield(lua_State *L) {
    return lua_yield(L, lua_gettop(L));
}

static int yield_pcall(lua_State *L) {
    lua_pushcfunction(L, plain_yield);
    lua_pushinteger(L, lua_pcall(L, 0, 1, 0));
    lua_insert(L, -2);
    return 2;
}

static void drive(lua_State *L, const char *label, const char *text) {
    lua_State *co = lua_newthread(L);
    int status = luaL_loadstring(co, text), arguments_count = 0, results;
    printf("  %s: %d\n", label, status);
    for (int step = 0; step < 8; step++) {
        status = lua_resume(co, L, arguments_count, &results);
        printf("   status %d %d, %d results, yieldable %d:", status, lua_status(co),
               status <= LUA_YIELD ? results : 1, lua_isyieldable(co));
        /* After an error what lies below the error object is anybody's. */
        for (int i = status <= LUA_YIELD ? 1 : lua_gettop(co); i <= lua_gettop(co); i++) {
            printf(" ");
            show_value(co, i);
        }
        printf("\n");
        if (status != LUA_YIELD) break;
        lua_pop(co, results);
        lua_pushfstring(co, "resumed %d", step);
        arguments_count = 1;
    }
    lua_settop(co, 0);
    if (status == LUA_OK) {
        printf("   dead: %d", lua_resume(co, L, 0, &results));
        printf(" %s\n", lua_tostring(co, -1));
    }
    printf("   reset: %d top %d status %d\n", lua_resetthread(co), lua_gettop(co), lua_status(co));
    lua_pop(L, 1);
}

static void coroutines(lua_State *L) {
    static const luaL_Reg functions[] = {
        {"yields_thrice", yields_thrice}, {"calls_k", calls_k},
        {"pcalls_k", pcalls_k},           {"plain_call", plain_call},
        {"plain_yield", plain_yield},     {"yield_pcall", yield_pcall},
        {"raise_value", raise_value},     {NULL, NULL}};
    lua_pushglobaltable(L);
    luaL_setfuncs(L, functions, 0);
    lua_pop(L, 1);
    drive(L, "yieldk", "return 'end', yields_thrice('argument')");
    drive(L, "callk", "return calls_k(function(...) return coroutine.yield(...) end, 1, 2)");
    drive(L, "callk, no yield", "return calls_k(function(...) return ... end, 1, 2)");
    drive(L, "pcallk", "return pcalls_k(function(...) return coroutine.yield(...) end, 1, 2)");
    drive(L, "pcallk, error later",
          "return pcalls_k(function(...) coroutine.yield(...) error('late', 0) end, 1)");
    drive(L, "pcallk, error at once", "return pcalls_k(error, 'now', 0)");
    drive(L, "pcallk in pcallk",
          "return pcalls_k(pcalls_k, function() coroutine.yield('x') error({}) end)");
    drive(L, "across lua_call", "return plain_call(coroutine.yield, 1)");
    drive(L, "across lua_pcall", "return yield_pcall()");
    drive(L, "plain yield", "return plain_yield(1, 2, 3)");
    drive(L, "yield in pcall", "return pcall(plain_yield, 1)");
    drive(L, "in metamethod",
          "local t = setmetatable({}, {__index = function(t, k) return plain_yield(k) end, "
          "__lt = plain_yield, __concat = plain_yield}) return t.key, t < t, t .. 'x'");
    drive(L, "in for",
          "for a in plain_yield, 1, 2 do if a == 'resumed 2' then return 'out' end end");
    drive(L, "error", "plain_yield(1) error('failed', 0)");
    drive(L, "error object", "plain_yield(1) raise_value(nil)");
    drive(
        L, "close",
        "local x <close> = setmetatable({}, {__close = function(_, e) plain_yield('closing') end}) "
        "plain_yield('open') return 'returned'");
    drive(L, "close and error",
          "local x <close> = setmetatable({}, {__close = function(_, e) error('in close', 0) end}) "
          "error('first', 0)");
    drive(L, "left open",
          "local x <close> = setmetatable({}, {__close = function(_, e) print_closing(e) end}) "
          "while true do plain_yield('again') end");
    int results;
    printf("  resume of nothing: %d", lua_resume(lua_newthread(L), L, 0, &results));
    printf(" %s\n", lua_tostring(lua_tothread(L, -1), -1));
    printf("  main yieldable %d\n", lua_isyieldable(L));
    printf("  yield from main: %d", run(L, "return plain_yield()"));
    printf(" %s\n", lua_tostring(L, -1));
    printf("  resume the running one: %d", run(L, "return coroutine.resume(coroutine.running())"));
    printf(" %s\n", lua_tostring(L, -1));
    lua_settop(L, 0);
}

/* ---- To-be-closed slots ---------------------------------------------------------------------- */

static int note_close(lua_State *L) {
    lua_getfield(L, 1, "name");
    printf("    closes %s, error %s\n", lua_tostring(L, -1), luaL_typename(L, 2));
    return 0;
}

static void push_closable(lua_State *L, const char *name) {
    lua_newtable(L);
    lua_pushstring(L, name);
    lua_setfield(L, -2, "name");
    lua_newtable(L);
    lua_pushcfunction(L, note_close);
    lua_setfield(L, -2, "__close");
    lua_setmetatable(L, -2);
}

static int closing(lua_State *L) {
    push_closable(L, "a");
    lua_toclose(L, -1);
    lua_pushinteger(L, 1);
    push_closable(L, "b");
    lua_toclose(L, -1);
    push_closable(L, "c");
    lua_toclose(L, -1);
    lua_pushinteger(L, 2);
    lua_closeslot(L, -2);
    show(L, "after closeslot");
    lua_settop(L, 2);
    show(L, "after settop");
    lua_pushnil(L);
    lua_toclose(L, -1);
    lua_pushboolean(L, 0);
    lua_toclose(L, -1);
    push_closable(L, "d");
    lua_toclose(L, -1);
    lua_pushliteral(L, "result");
    return 1;
}

static int closing_with_error(lua_State *L) {
    push_closable(L, "e");
    lua_toclose(L, -1);
    return luaL_error(L, "passes");
}

static int not_closable(lua_State *L) {
    lua_newtable(L);
    lua_toclose(L, -1);
    return 0;
}

/* ---- Debugging ------------------------------------------------------------------------------- */

static void show_info(lua_State *L, lua_Debug *ar) {
    (void)L;
    printf("    name %s '%s' what %s source %.20s (%d) line %d def %d-%d ups %d params %d vararg "
           "%d tail %d\n",
           ar->name ? ar->name : "-", ar->namewhat, ar->what, ar->source, (int)ar->srclen,
           ar->currentline, ar->linedefined, ar->lastlinedefined, ar->nups, ar->nparams,
           ar->isvararg, ar->istailcall != 0);
    printf("    short '%s'\n", ar->short_src);
}

static int look_around(lua_State *L) {
    lua_Debug ar;
    for (int level = 0; lua_getstack(L, level, &ar); level++) {
        printf("   level %d: %d\n", level, lua_getinfo(L, "nSltu", &ar));
        show_info(L, &ar);
        for (int i = -3; i <= 6; i++) {
            const char *name = lua_getlocal(L, &ar, i);
            if (name == NULL) continue;
            printf("    local %d %s = ", i, name);
            show_value(L, -1);
            printf("\n");
            lua_pop(L, 1);
        }
    }
    printf("   bad option %d\n", (lua_getstack(L, 0, &ar), lua_getinfo(L, "nX", &ar)));
    return 0;
}

static int set_locals(lua_State *L) {
    lua_Debug ar;
    lua_getstack(L, 1, &ar);
    const int top = lua_gettop(L);
    lua_pushliteral(L, "changed");
    const char *name = lua_setlocal(L, &ar, 1);
    printf("   setlocal %s top %d", name, lua_gettop(L) - top);
    lua_settop(L, top);
    lua_pushliteral(L, "nowhere");
    printf(" %d", lua_setlocal(L, &ar, 99) == NULL);
    printf(" top %d\n", lua_gettop(L) - top);
    lua_settop(L, top);
    return 0;
}

static void debugging(lua_State *L) {
    lua_pushcfunction(L, look_around);
    lua_setglobal(L, "look");
    lua_pushcfunction(L, set_locals);
    lua_setglobal(L, "set_locals");
    static const char text[] =
        "local function inner(a, b, ...)\n"
        "  local c <const>, d = 5, 'd'\n"
        "  for i = 1, 1 do look(c) end\n"
        "  return (set_locals()), a\n"
        "end\n"
        "local t = {method = function(self, ...) return inner(self.x, ...) end, x = 'x'}\n"
        "local _, a = t:method(1, 2, 3)\n"
        "return a, select('#', pcall(look)), (function() return look() end)()\n";
    printf("  %d", luaL_loadbufferx(L, text, sizeof text - 1, "@file name.lua", "t"));
    printf(" %d\n", lua_pcall(L, 0, LUA_MULTRET, 0));
    show(L, "results");
    lua_settop(L, 0);
    run(L, "return function(first, second, ...) local third end, print");
    lua_Debug ar;
    lua_pushvalue(L, 1);
    printf("  parameters %s", lua_getlocal(L, NULL, 1));
    printf(" %s", lua_getlocal(L, NULL, 2));
    printf(" %d top %d\n", lua_getlocal(L, NULL, 3) == NULL, lua_gettop(L));
    lua_pushvalue(L, 2);
    printf("  of a C function %d\n", lua_getlocal(L, NULL, 1) == NULL);
    lua_settop(L, 2);
    printf("  > %d", lua_getinfo(L, ">SufL", &ar));
    printf(" top %d %s %s\n", lua_gettop(L), luaL_typename(L, -1), luaL_typename(L, -2));
    show_info(L, (ar.name = NULL, ar.namewhat = "", ar.currentline = -1, ar.istailcall = 0, &ar));
    lua_settop(L, 1);
    printf("  >L %d", lua_getinfo(L, ">L", &ar));
    printf(" %s top %d\n", luaL_typename(L, -1), lua_gettop(L));
    lua_settop(L, 0);
    static const char *const names[] = {
        "=stdin",
        "@a/path",
        "return 1",
        "line one\nline two",
        "=0123456789012345678901234567890123456789012345678901234567890123456789",
        "@0123456789012345678901234567890123456789012345678901234567890123456789",
        "0123456789012345678901234567890123456789012345678901234567890123456789",
        "",
        "\n"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        luaL_loadbuffer(L, "x =", 3, names[i]);
        printf("  %s\n", lua_tostring(L, -1));
        lua_settop(L, 0);
    }
}

static int hook_count;
static void hook(lua_State *L, lua_Debug *ar) {
    static const char *const events[] = {"call", "return", "line", "count", "tail call"};
    lua_getinfo(L, "nSlr", ar);
    if (ar->event == LUA_HOOKCOUNT) {
        hook_count++;
        return;
    }
    printf("    %s %s line %d transfer %d %d\n", events[ar->event], ar->name ? ar->name : "-",
           ar->currentline, ar->event == LUA_HOOKLINE ? 0 : ar->ftransfer,
           ar->event == LUA_HOOKLINE ? 0 : ar->ntransfer);
}

static void yielding_hook(lua_State *L, lua_Debug *ar) {
    (void)ar;
    lua_yield(L, 0);
}

static void hooks(lua_State *L) {
    static const char text[] =
        "local function f(a, b)\n  return a, b\nend\nlocal function g(...)\n"
        "  return f(...)\nend\nlocal x = f(1, 2)\nx = g(3)\nif x then\n  x = nil\nend\n"
        "for i = 1, 2 do\n  x = i\nend\nreturn x\n";
    lua_sethook(L, hook, LUA_MASKCALL | LUA_MASKRET | LUA_MASKLINE, 0);
    printf("  mask %d count %d hook %d\n", lua_gethookmask(L), lua_gethookcount(L),
           lua_gethook(L) == hook);
    luaL_loadstring(L, text);
    lua_call(L, 0, 0);
    lua_sethook(L, hook, LUA_MASKCOUNT, 100);
    run(L, "for i = 1, 10000 do end");
    lua_sethook(L, NULL, 0, 0);
    printf("  counted %d, off %d %d\n", hook_count >= 50 && hook_count <= 400, lua_gethookmask(L),
           lua_gethook(L) == NULL);
    lua_State *co = lua_newthread(L);
    lua_sethook(co, yielding_hook, LUA_MASKLINE, 0);
    luaL_loadstring(co, "local a = 1\nlocal b = 2\nlocal c = 3\nreturn a + b + c");
    int results, status;
    do {
        status = lua_resume(co, L, 0, &results);
        printf("   hook yields: %d results %d\n", status, results);
    } while (status == LUA_YIELD);
    show(co, "result");
    lua_settop(L, 0);
}

static int traced(lua_State *L) {
    luaL_traceback(L, L, lua_tostring(L, 1), (int)luaL_optinteger(L, 2, 0));
    printf("%s\n", lua_tostring(L, -1));
    luaL_where(L, 0);
    luaL_where(L, 1);
    luaL_where(L, 50);
    printf("  where '%s' '%s' '%s'\n", lua_tostring(L, -3), lua_tostring(L, -2),
           lua_tostring(L, -1));
    return 0;
}

static void tracebacks(lua_State *L) {
    lua_pushcfunction(L, traced);
    lua_setglobal(L, "traced");
    run(L, "local function deep(n) if n == 0 then traced('message') else deep(n - 1) end end\n"
           "deep(3) deep(15)\n"
           "local t = {} function t.field() traced('in field', 1) end t.field()\n"
           "function global_function() return traced('tail') end global_function()\n"
           "string.gsub('x', 'x', function() traced('callback') end)\n"
           "local co = coroutine.create(function() local x = coroutine.yield() end) "
           "coroutine.resume(co)\n"
           "print(debug.traceback(co)) print(debug.traceback(co, 'm', 1)) "
           "print(debug.traceback('m', 1))\n"
           "local mt = setmetatable({}, {__index = function() traced('index') end, __add = "
           "function() traced('add') end})\n"
           "local _ = mt.x, mt + 1\n"
           "for _ in traced, 'iterator' do end");
}

/* ---- Loading and dumping --------------------------------------------------------------------- */

typedef struct Pieces {
    const char *text;
    int left, fail_at;
} Pieces;

static const char *read_piece(lua_State *L, void *ud, size_t *size) {
    Pieces *p = ud;
    if (p->fail_at > 0 && --p->fail_at == 0) luaL_error(L, "reader failed");
    *size = p->left > 0 ? 1 : 0;
    return p->left-- > 0 ? p->text++ : NULL;
}

static int write_piece(lua_State *L, const void *piece, size_t size, void *ud) {
    luaL_Buffer *b = ud;
    (void)L;
    luaL_addlstring(b, piece, size);
    return 0;
}

static int refuse_piece(lua_State *L, const void *piece, size_t size, void *ud) {
    (void)L, (void)piece, (void)size, (void)ud;
    return 13;
}

static int load_in_reader(lua_State *L) {
    static const char text[] = "return 1 + 1";
    Pieces p = {text, sizeof text - 1, 5};
    lua_pushinteger(L, lua_load(L, read_piece, &p, "=pieces", NULL));
    lua_insert(L, -2);
    return 2;
}

static void loading(lua_State *L) {
    static const char text[] = "local a <const> = ...; return a, x, function(...) return ... end";
    Pieces p = {text, sizeof text - 1, 0};
    printf("  load %d", lua_load(L, read_piece, &p, "=pieces", NULL));
    printf(" %s\n", lua_getupvalue(L, -1, 1));
    lua_settop(L, 1);
    luaL_Buffer b;
    luaL_buffinit(L, &b);
    lua_pushvalue(L, 1);
    printf("  dump %d", lua_dump(L, refuse_piece, NULL, 0));
    lua_pop(L, 1);
    lua_settop(L, 1);
    lua_pushvalue(L, 1);
    luaL_buffinit(L, &b);
    lua_pushvalue(L, 1);
    /* The writer finds the buffer below the function. */
    printf(" %d\n", lua_gettop(L));
    lua_settop(L, 1);
    printf("  of a C function %d\n",
           (lua_pushcfunction(L, traced), lua_dump(L, write_piece, &b, 0)));
    lua_settop(L, 0);
    try_it(L, "reader fails", load_in_reader);
    static const char *const modes[] = {"t", "b", "bt", NULL};
    static const char *const chunks[] = {"return 1", "\x1bLua",     "",
                                         "x = = 1",  "return \x80", "#!/bin/sh\nreturn 2"};
    for (size_t c = 0; c < sizeof chunks / sizeof *chunks; c++) {
        for (int m = 0; m < 4; m++) {
            const int status =
                luaL_loadbufferx(L, chunks[c], strlen(chunks[c]), "=chunk", modes[m]);
            printf("  chunk %d mode %d: %d", (int)c, m, status);
            if (status != LUA_OK && c != 1) printf(" %s", lua_tostring(L, -1));
            printf("\n");
            lua_settop(L, 0);
        }
    }
    printf("  no file: %d", luaL_loadfile(L, "/nowhere/file.lua"));
    printf(" %s\n", lua_tostring(L, -1));
    printf("  folder: %d\n", luaL_loadfile(L, "/"));
    lua_settop(L, 0);
    printf("  dostring %d %d %d\n", luaL_dostring(L, "return 1, 2"), luaL_dostring(L, "return +"),
           luaL_dostring(L, "error()"));
    printf("  types %s %s %s\n", luaL_typename(L, 1), luaL_typename(L, 3), luaL_typename(L, 4));
    lua_settop(L, 0);
}

static int open_it(lua_State *L) {
    printf("    opens %s, %d arguments\n", lua_tostring(L, 1), lua_gettop(L));
    lua_newtable(L);
    return 1;
}

static int open_nothing(lua_State *L) {
    (void)L;
    return 0;
}

static void modules(lua_State *L) {
    luaL_requiref(L, "some.module", open_it, 1);
    luaL_requiref(L, "some.module", open_it, 0);
    luaL_requiref(L, "nothing", open_nothing, 0);
    printf("  same %d, global %d, nothing %s\n", lua_rawequal(L, 1, 2),
           lua_getglobal(L, "some.module"), luaL_typename(L, 3));
    lua_settop(L, 0);
    static const luaL_Reg functions[] = {{"f", open_it}, {"placeholder", NULL}, {NULL, NULL}};
    luaL_newlibtable(L, functions);
    lua_pushinteger(L, 1);
    lua_pushinteger(L, 2);
    luaL_setfuncs(L, functions, 2);
    printf("  %d %d %s", lua_getfield(L, 1, "f"), lua_getfield(L, 1, "placeholder"),
           lua_getupvalue(L, 2, 2));
    show(L, " library");
    lua_settop(L, 0);
    luaL_checkversion(L);
    printf("  version %g %g\n", lua_version(L), lua_version(NULL));
}

static int wrong_version(lua_State *L) {
    luaL_checkversion_(L, 503, LUAL_NUMSIZES);
    return 0;
}

static int wrong_sizes(lua_State *L) {
    luaL_checkversion_(L, LUA_VERSION_NUM, 1);
    return 0;
}

/* ---- States ---------------------------------------------------------------------------------- */

typedef struct Account {
    size_t used, limit;
    int wrong;
} Account;

static void *account_alloc(void *ud, void *ptr, size_t osize, size_t nsize) {
    Account *a = ud;
    if (ptr == NULL) osize = 0;
    if (nsize > osize && a->used + (nsize - osize) > a->limit) return NULL;
    if (osize > a->used) a->wrong++;
    a->used = a->used - osize + nsize;
    if (nsize == 0) {
        free(ptr);
        return NULL;
    }
    return realloc(ptr, nsize);
}

static void memory(lua_State *unused) {
    Account account = {0, (size_t)1 << 30, 0};
    (void)unused;
    lua_State *L = lua_newstate(account_alloc, &account);
    void *ud;
    printf("  allocator %d %d\n", lua_getallocf(L, &ud) == account_alloc, ud == &account);
    luaL_openlibs(L);
    account.limit = account.used + 2000000;
    printf("  limited: %d", run(L, "local t = {} for i = 1, 1e8 do t[i] = 'string ' .. i end"));
    printf(" %s\n", lua_tostring(L, -1));
    lua_settop(L, 0);
    printf("  caught: %d", run(L, "local good, e = pcall(string.rep, 'x', 1e8) return good, e"));
    show(L, " memory");
    lua_settop(L, 0);
    printf("  works on: %d\n", run(L, "assert(#('x'):rep(1000) == 1000)"));
    lua_close(L);
    printf("  left %d wrong %d\n", (int)account.used, account.wrong);
    account.limit = 100;
    printf("  refused %d\n", lua_newstate(account_alloc, &account) == NULL);
    int made = 0;
    for (account.limit = 0; account.limit < 300000 && made < 1; account.limit += 512) {
        L = lua_newstate(account_alloc, &account);
        if (L == NULL) continue;
        made++;
        lua_close(L);
    }
    printf("  made at last %d, left %d\n", made, (int)account.used);
}

static jmp_buf panic_exit;
static int panic(lua_State *L) {
    printf("  panic: %s\n", lua_tostring(L, -1));
    longjmp(panic_exit, 1);
}

static void panics(lua_State *unused) {
    (void)unused;
    lua_State *L = luaL_newstate();
    const lua_CFunction old = lua_atpanic(L, panic);
    printf("  old %d %d\n", old != NULL, lua_atpanic(L, panic) == panic);
    lua_pushliteral(L, "below");
    if (setjmp(panic_exit) == 0) {
        lua_pushliteral(L, "for nobody");
        lua_error(L);
    }
    lua_close(L);
}

static void warn(void *ud, const char *message, int to_be_continued) {
    (void)ud;
    printf("    warning '%s' %d\n", message, to_be_continued);
}

static void warnings(lua_State *L) {
    lua_setwarnf(L, warn, NULL);
    lua_warning(L, "one", 1);
    lua_warning(L, "two", 0);
    run(L, "warn('a', 'b', 'c') warn('@on')");
    run(L, "setmetatable({}, {__gc = function() error('in gc') end}) collectgarbage()");
    run(L, "setmetatable({}, {__gc = function() error({}) end}) collectgarbage()");
    lua_setwarnf(L, NULL, NULL);
    lua_warning(L, "nobody", 0);
}

static void collecting(lua_State *L) {
    printf("  running %d", lua_gc(L, LUA_GCISRUNNING));
    lua_gc(L, LUA_GCSTOP);
    printf(" %d", lua_gc(L, LUA_GCISRUNNING));
    lua_gc(L, LUA_GCRESTART);
    printf(" %d\n", lua_gc(L, LUA_GCISRUNNING));
    lua_gc(L, LUA_GCINC, 0, 0, 0);
    printf("  modes %d", lua_gc(L, LUA_GCGEN, 0, 0));
    printf(" %d", lua_gc(L, LUA_GCGEN, 0, 0));
    printf(" %d", lua_gc(L, LUA_GCINC, 200, 100, 13));
    printf(" %d\n", lua_gc(L, LUA_GCINC, 0, 0, 0));
    lua_gc(L, LUA_GCSETPAUSE, 160);
    printf("  pause %d", lua_gc(L, LUA_GCSETPAUSE, 200));
    lua_gc(L, LUA_GCSETSTEPMUL, 300);
    printf(" stepmul %d\n", lua_gc(L, LUA_GCSETSTEPMUL, 100));
    printf("  count %d %d\n", lua_gc(L, LUA_GCCOUNT) > 0, lua_gc(L, LUA_GCCOUNTB) < 1024);
    printf("  full %d, unknown %d\n", lua_gc(L, LUA_GCCOLLECT), lua_gc(L, 77));
    int steps = 0;
    while (!lua_gc(L, LUA_GCSTEP, 1) && steps < 1000000)
        steps++;
    printf("  steps end %d\n", steps < 1000000);
    run(L,
        "gone = setmetatable({}, {__mode = 'v'}) gone[1] = {} gone[2] = 'string' gone[3] = print");
    lua_gc(L, LUA_GCCOLLECT);
    run(L, "return gone[1], gone[2], gone[3]");
    show(L, "weak");
    lua_settop(L, 0);
}

static int finalized(lua_State *L) {
    printf("    finalizes %s %d\n", luaL_typename(L, 1), lua_gc(L, LUA_GCCOLLECT));
    return 0;
}

static void closing_state(lua_State *unused) {
    (void)unused;
    lua_State *L = luaL_newstate();
    luaL_openlibs(L);
    for (int i = 0; i < 3; i++) {
        lua_newuserdatauv(L, 10, 1);
        lua_newtable(L);
        lua_pushcfunction(L, finalized);
        lua_setfield(L, -2, "__gc");
        lua_setmetatable(L, -2);
    }
    push_closable(L, "slot of the main thread");
    lua_toclose(L, -1);
    run(L, "local t = setmetatable({}, {__gc = function() io.write('    Lua finalizer\\n') end}) "
           "kept = t");
    fflush(stdout);
    lua_close(L);
}

static void results(lua_State *L) {
    errno = 0;
    printf("  execresult %d", luaL_execresult(L, 0));
    printf(" %d", luaL_execresult(L, 3 << 8));
    printf(" %d\n", luaL_execresult(L, 9));
    show(L, "exec");
    lua_settop(L, 0);
    FILE *none = fopen("/nowhere/at/all", "r");
    printf("  fileresult %d %d\n", none == NULL, luaL_fileresult(L, 0, "/nowhere/at/all"));
    show(L, "file");
    lua_settop(L, 0);
    printf("  %d", luaL_fileresult(L, 1, NULL));
    show(L, " good");
}

/* ---- Main ------------------------------------------------------------------------------------ */

static const struct Case {
    const char *name;
    void (*run)(lua_State *L);
} cases[] = {
    {"stack", stack},
    {"threads and stacks", threads_and_stacks},
    {"conversions", conversions},
    {"formats", formats},
    {"operators", operators},
    {"tables", tables},
    {"references", references},
    {"closures", closures},
    {"userdata", userdata},
    {"argument errors", argument_errors},
    {"buffers", buffers},
    {"calls", calls},
    {"coroutines", coroutines},
    {"debugging", debugging},
    {"hooks", hooks},
    {"tracebacks", tracebacks},
    {"loading", loading},
    {"modules", modules},
    {"memory", memory},
    {"panics", panics},
    {"warnings", warnings},
    {"collecting", collecting},
    {"closing a state", closing_state},
    {"results", results},
};

static const struct Attempt {
    const char *name;
    lua_CFunction run;
} attempts[] = {
    {"tolstring", tolstrings},
    {"compare different", compare_different},
    {"arith on nil", arith_on_nil},
    {"divide by zero", divide_by_zero},
    {"concat table", concat_table},
    {"length of nil", length_of_nil},
    {"luaL_len", luaL_length},
    {"index nil", index_nil},
    {"set on number", set_on_number},
    {"nil key", nil_key},
    {"nan key", nan_key},
    {"bad next", bad_next},
    {"buffer too large", buffer_too_large},
    {"closing", closing},
    {"closing with error", closing_with_error},
    {"not closable", not_closable},
    {"wrong version", wrong_version},
    {"wrong sizes", wrong_sizes},
};

int main(int argc, char **argv) {
    setvbuf(stdout, NULL, _IOFBF, 1 << 16);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if (argc > 1 && strcmp(argv[1], cases[i].name) != 0) continue;
        lua_State *L = luaL_newstate();
        luaL_openlibs(L);
        printf("%s\n", cases[i].name);
        cases[i].run(L);
        lua_close(L);
        fflush(stdout);
    }
    lua_State *L = luaL_newstate();
    luaL_openlibs(L);
    printf("errors\n");
    for (size_t i = 0; i < sizeof attempts / sizeof *attempts; i++) {
        try_it(L, attempts[i].name, attempts[i].run);
        fflush(stdout);
    }
    lua_close(L);
    return 0;
}
