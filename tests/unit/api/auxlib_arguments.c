/* Manual 5.1: functions that check the arguments of C functions, and the errors they raise. */
#include "api_test.h"

/* ---- A function for each check --------------------------------------------------------------- */

static int check_integer(lua_State *S) {
    lua_pushinteger(S, luaL_checkinteger(S, 1));
    return 1;
}

static int opt_integer(lua_State *S) {
    lua_pushinteger(S, luaL_optinteger(S, 1, 77));
    return 1;
}

static int check_number(lua_State *S) {
    lua_pushnumber(S, luaL_checknumber(S, 1));
    return 1;
}

static int opt_number(lua_State *S) {
    lua_pushnumber(S, luaL_optnumber(S, 1, 7.5));
    return 1;
}

static int check_text(lua_State *S) {
    size_t length = 99;
    const char *const text = luaL_checklstring(S, 1, &length);
    CHECK(text == lua_tostring(S, 1));
    CHECK(text == luaL_checklstring(S, 1, NULL));
    CHECK(luaL_checkstring(S, 1) == text);
    lua_pushinteger(S, (lua_Integer)length);
    return 2; /* the argument itself, and the length */
}

static int opt_string(lua_State *S) {
    size_t length = 99;
    const char *text = luaL_optlstring(S, 1, "default", &length);
    lua_settop(S, 1);
    lua_pushlstring(S, text, length);
    CHECK_STRING(luaL_optstring(S, 1, "default"), text);
    if (lua_isnoneornil(S, 1)) {
        length = 99;
        CHECK(luaL_optlstring(S, 1, NULL, &length) == NULL);
        CHECK_EQUAL(length, 0);
        CHECK(luaL_optstring(S, 1, NULL) == NULL);
    }
    return 1;
}

static int check_any(lua_State *S) {
    luaL_checkany(S, 2);
    return 0;
}

static int check_table(lua_State *S) {
    luaL_checktype(S, 1, LUA_TTABLE);
    return 0;
}

static int check_nil(lua_State *S) {
    luaL_checktype(S, 1, LUA_TNIL);
    return 0;
}

static const char *const options[] = {"first", "second", "", NULL};

static int check_option(lua_State *S) {
    lua_pushinteger(S, luaL_checkoption(S, 1, NULL, options));
    return 1;
}

static int opt_option(lua_State *S) {
    lua_pushinteger(S, luaL_checkoption(S, 1, "second", options));
    return 1;
}

static int bad_default(lua_State *S) {
    lua_pushinteger(S, luaL_checkoption(S, 1, "unknown", options));
    return 1;
}

/* Checks the results of f(arguments). */
static void gives(lua_CFunction f, const char *arguments, const char *results) {
    const bool done = CHECK_EQUAL(try(L, f, arguments), LUA_OK);
    if (!CHECK_STRING(stack_text(L), results) || !done) fprintf(stderr, "    of (%s)\n", arguments);
    lua_settop(L, 0);
}

/* ---- Conversions ----------------------------------------------------------------------------- */

static void integers(void) {
    gives(check_integer, "5", "5");
    gives(check_integer, "5.0", "5");
    gives(check_integer, "'0x10'", "16");
    gives(check_integer, "' -3.0 '", "-3");
    gives(opt_integer, NULL, "77");
    gives(opt_integer, "nil", "77");
    gives(opt_integer, "1, 2", "1");
    CHECK_FAILS(check_integer, NULL, "bad argument #1 to '?' (number expected, got no value)");
    CHECK_FAILS(check_integer, "nil", "bad argument #1 to '?' (number expected, got nil)");
    CHECK_FAILS(check_integer, "{}", "bad argument #1 to '?' (number expected, got table)");
    CHECK_FAILS(check_integer, "'x'", "bad argument #1 to '?' (number expected, got string)");
    CHECK_FAILS(check_integer, "1.5",
                "bad argument #1 to '?' (number has no integer representation)");
    CHECK_FAILS(check_integer, "'1.5'",
                "bad argument #1 to '?' (number has no integer representation)");
    CHECK_FAILS(check_integer, "2^63",
                "bad argument #1 to '?' (number has no integer representation)");
    CHECK_FAILS(opt_integer, "true", "bad argument #1 to '?' (number expected, got boolean)");
    CHECK_FAILS(opt_integer, "0.5",
                "bad argument #1 to '?' (number has no integer representation)");
}

static void numbers(void) {
    gives(check_number, "5", "5.0");
    gives(check_number, "0.25", "0.25");
    gives(check_number, "'1e2'", "100.0");
    gives(opt_number, NULL, "7.5");
    gives(opt_number, "nil", "7.5");
    gives(opt_number, "'3'", "3.0");
    CHECK_FAILS(check_number, NULL, "bad argument #1 to '?' (number expected, got no value)");
    CHECK_FAILS(check_number, "'x'", "bad argument #1 to '?' (number expected, got string)");
    CHECK_FAILS(opt_number, "{}", "bad argument #1 to '?' (number expected, got table)");
}

static void strings(void) {
    gives(check_text, "'text'", "'text' 4");
    gives(check_text, "'a\\0b'", "'a' 3");
    gives(check_text, "12", "'12' 2"); /* the argument itself has changed, as lua_tolstring does */
    gives(check_text, "1.0", "'1.0' 3");
    gives(opt_string, "'x'", "'x'");
    gives(opt_string, NULL, "'default'");
    gives(opt_string, "nil", "'default'");
    gives(opt_string, "5", "'5'");
    CHECK_FAILS(check_text, NULL, "bad argument #1 to '?' (string expected, got no value)");
    CHECK_FAILS(check_text, "true", "bad argument #1 to '?' (string expected, got boolean)");
    CHECK_FAILS(opt_string, "{}", "bad argument #1 to '?' (string expected, got table)");
}

static void types(void) {
    gives(check_any, "1, nil", "");
    gives(check_any, "1, 2, 3", "");
    CHECK_FAILS(check_any, "1", "bad argument #2 to '?' (value expected)");
    gives(check_table, "{}", "");
    CHECK_FAILS(check_table, "5", "bad argument #1 to '?' (table expected, got number)");
    CHECK_FAILS(check_table, NULL, "bad argument #1 to '?' (table expected, got no value)");
    gives(check_nil, "nil", "");
    CHECK_FAILS(check_nil, NULL, "bad argument #1 to '?' (nil expected, got no value)");
    CHECK_FAILS(check_nil, "print", "bad argument #1 to '?' (nil expected, got function)");
}

static void checkoption(void) {
    gives(check_option, "'first'", "0");
    gives(check_option, "'second'", "1");
    gives(check_option, "''", "2");
    gives(opt_option, NULL, "1");
    gives(opt_option, "nil", "1");
    gives(opt_option, "'first'", "0");
    CHECK_FAILS(check_option, "'third'", "bad argument #1 to '?' (invalid option 'third')");
    CHECK_FAILS(check_option, "'firs'", "bad argument #1 to '?' (invalid option 'firs')");
    CHECK_FAILS(check_option, "{}", "bad argument #1 to '?' (string expected, got table)");
    CHECK_FAILS(check_option, NULL, "bad argument #1 to '?' (string expected, got no value)");
    CHECK_FAILS(opt_option, "5", "bad argument #1 to '?' (invalid option '5')");
    CHECK_FAILS(bad_default, NULL, "bad argument #1 to '?' (invalid option 'unknown')");
}

/* ---- luaL_opt -------------------------------------------------------------------------------- */

static int defaults_evaluated;

static lua_Integer a_default(void) {
    defaults_evaluated++;
    return 10;
}

static int use_opt(lua_State *S) {
    lua_pushinteger(S, luaL_opt(S, luaL_checkinteger, 1, a_default()));
    return 1;
}

static void opt_evaluates_its_default_only_if_needed(void) {
    defaults_evaluated = 0;
    gives(use_opt, "5", "5");
    CHECK_EQUAL(defaults_evaluated, 0);
    gives(use_opt, "nil", "10");
    gives(use_opt, NULL, "10");
    CHECK_EQUAL(defaults_evaluated, 2);
    CHECK_FAILS(use_opt, "{}", "bad argument #1 to '?' (number expected, got table)");
}

/* ---- Errors about arguments ------------------------------------------------------------------ */

static int arg_error(lua_State *S) {
    return luaL_argerror(S, (int)lua_tointeger(S, 1), "some comment");
}

static int type_error(lua_State *S) {
    return luaL_typeerror(S, 1, "wanted");
}

static int arg_check(lua_State *S) {
    int checked = 0;
    luaL_argcheck(S, lua_toboolean(S, (checked++, 1)), 2, "not true");
    CHECK_EQUAL(checked, 1);
    return 0;
}

static int arg_expected(lua_State *S) {
    luaL_argexpected(S, lua_isstring(S, 1), 1, "text");
    return 0;
}

static void standard_messages(void) {
    CHECK_FAILS(arg_error, "3", "bad argument #3 to '?' (some comment)");
    CHECK_FAILS(type_error, "5", "bad argument #1 to '?' (wanted expected, got number)");
    gives(arg_check, "true", "");
    CHECK_FAILS(arg_check, "false", "bad argument #2 to '?' (not true)");
    gives(arg_expected, "'x'", "");
    CHECK_FAILS(arg_expected, "{}", "bad argument #1 to '?' (text expected, got table)");
}

/* The actual type: __name of the metatable, "light userdata", or the name of the type. */
static void names_of_actual_types(void) {
    CHECK_FAILS(type_error, "setmetatable({}, {__name = 'My.Type'})",
                "bad argument #1 to '?' (wanted expected, got My.Type)");
    CHECK_FAILS(type_error, "setmetatable({}, {__name = 5})",
                "bad argument #1 to '?' (wanted expected, got table)");
    lua_pushcfunction(L, type_error);
    lua_pushlightuserdata(L, L);
    CHECK_EQUAL(lua_pcall(L, 1, 0, 0), LUA_ERRRUN);
    CHECK_STACK(L, "'bad argument #1 to '?' (wanted expected, got light userdata)'");
    lua_settop(L, 0);
    CHECK_FAILS(type_error, "io.stdout", "bad argument #1 to '?' (wanted expected, got FILE*)");
}

/* The function's name as the caller wrote it; methods do not count their object. */
static void names_of_functions(void) {
    static const char *const rows[][2] = {
        {"global(1)", "test:1: bad argument #1 to 'global' (some comment)"},
        {"local l = global; l(2)", "test:1: bad argument #2 to 'l' (some comment)"},
        {"t.field(1)", "test:1: bad argument #1 to 'field' (some comment)"},
        {"local up = global; (function() up(1) return 1 end)()",
         "test:1: bad argument #1 to 'up' (some comment)"},
        {"t2:method()", "test:1: calling 'method' on bad self (some comment)"},
        {"t3:method()", "test:1: bad argument #1 to 'method' (some comment)"},
        {"t.module.f(1)", "test:1: bad argument #1 to 'f' (some comment)"},
        {"return global(1)", "test:1: bad argument #1 to 'global' (some comment)"},
    };
    lua_register(L, "global", arg_error);
    run(L, "t = {field = global, module = {f = global}} "
           "debug.setmetatable(1, {__index = {method = global}}) t2, t3 = 1, 2");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        CHECK_EQUAL(luaL_loadbuffer(L, rows[i][0], strlen(rows[i][0]), "=test"), LUA_OK);
        CHECK_EQUAL(lua_pcall(L, 0, 0, 0), LUA_ERRRUN);
        CHECK_STRING(lua_tostring(L, -1), rows[i][1]);
        lua_settop(L, 0);
    }
    run(L, "debug.setmetatable(1, nil)");
}

/* Functions of loaded modules are called by their full names where the call does not tell one. */
static void names_from_loaded_modules(void) {
    lua_register(L, "global", arg_error);
    push(L, "select(2, pcall(string.rep))");
    CHECK_STACK(L, "'bad argument #1 to 'string.rep' (string expected, got no value)'");
    lua_settop(L, 0);
    push(L, "select(2, pcall(global, 1))");
    CHECK_STACK(L, "'bad argument #1 to 'global' (some comment)'");
}

/* ---- luaL_error, luaL_where, luaL_checkstack ------------------------------------------------- */

static int plain_error(lua_State *S) {
    return luaL_error(S, "%s %d %f%%", "text", 5, 0.5);
}

static void error_adds_the_position(void) {
    CHECK_FAILS(plain_error, NULL, "text 5 0.5%"); /* called from C: no position */
    lua_register(L, "fail", plain_error);
    CHECK_EQUAL(luaL_loadbuffer(L, "\nfail()", 7, "@file.lua"), LUA_OK);
    CHECK_EQUAL(lua_pcall(L, 0, 0, 0), LUA_ERRRUN);
    CHECK_STACK(L, "'file.lua:2: text 5 0.5%'");
}

static int where(lua_State *S) {
    for (int level = 0; level <= 3; level++)
        luaL_where(S, level);
    luaL_where(S, 1000);
    return 5;
}

static void check_where(const char *code, const char *results) {
    CHECK_EQUAL(luaL_loadbuffer(L, code, strlen(code), "=chunk"), LUA_OK);
    lua_call(L, 0, LUA_MULTRET);
    CHECK_STACK(L, results);
    lua_settop(L, 0);
}

static void where_tells_the_position(void) {
    lua_register(L, "where", where);
    check_where("local function f()\n  local c, one, two = where() return c, one, two\nend\n\n"
                "local a, b, c = f()\nreturn a, b, c",
                "'' 'chunk:2: ' 'chunk:5: '");
    check_where("local t = {where()}\nreturn t[2], t[3], t[4], t[5]", "'chunk:1: ' '' '' ''");
    check_where("local function f()\n local t = {where()} return t[2], t[3]\nend\nreturn f()",
                "'chunk:2: ' ''"); /* who called f is gone */
}

static int grow(lua_State *S) {
    luaL_checkstack(S, (int)lua_tointeger(S, 1), lua_tostring(S, 2));
    for (lua_Integer i = 0, n = lua_tointeger(S, 1); i < n; i++)
        lua_pushinteger(S, i);
    return 1;
}

static void checkstack(void) {
    gives(grow, "10000, 'x'", "9999");
    CHECK_FAILS(grow, "2000000, 'too many things'", "stack overflow (too many things)");
    CHECK_FAILS(grow, "2000000", "stack overflow");
}

int main(void) {
    RUN_FRESH(integers);
    RUN_FRESH(numbers);
    RUN_FRESH(strings);
    RUN_FRESH(types);
    RUN_FRESH(checkoption);
    RUN_FRESH(opt_evaluates_its_default_only_if_needed);
    RUN_FRESH(standard_messages);
    RUN_FRESH(names_of_actual_types);
    RUN_FRESH(names_of_functions);
    RUN_FRESH(names_from_loaded_modules);
    RUN_FRESH(error_adds_the_position);
    RUN_FRESH(where_tells_the_position);
    RUN_FRESH(checkstack);
    return check_result();
}
