/* Manual 4.7: lua_getstack, lua_getinfo, locals, upvalues. (Hooks: hooks.c.) */
#include "api_test.h"

/* Loads `code` as the chunk `name` and calls it. */
static void run_named(const char *code, const char *name) {
    if (!CHECK_EQUAL(luaL_loadbuffer(L, code, strlen(code), name), LUA_OK) ||
        !CHECK_EQUAL(lua_pcall(L, 0, 0, 0), LUA_OK))
        fprintf(stderr, "    %s\n", lua_tostring(L, -1));
}

/* Runs `code` with the global function `look`, which calls `inspect`. */
static void (*inspect)(lua_State *S);
static int inspected;

static int look(lua_State *S) {
    inspected++;
    inspect(S);
    lua_settop(S, 0);
    return 0;
}

static void run_with(void (*f)(lua_State *S), const char *code, const char *name) {
    inspect = f;
    inspected = 0;
    lua_register(L, "look", look);
    run_named(code, name);
    CHECK(inspected > 0);
}

/* ---- lua_getstack ---------------------------------------------------------------------------- */

static void check_levels(lua_State *S) {
    static const char *const names[] = {"look", "inner", "middle", NULL};
    lua_Debug ar;
    for (int level = 0; level < 4; level++) {
        CHECK_EQUAL(lua_getstack(S, level, &ar), 1);
        CHECK_EQUAL(lua_getinfo(S, "n", &ar), 1);
        CHECK_STRING(ar.name, names[level]);
    }
    CHECK_EQUAL(lua_getstack(S, 4, &ar), 0);
    CHECK_EQUAL(lua_getstack(S, 1000, &ar), 0);
    CHECK_EQUAL(lua_getstack(S, -1, &ar), 0);
}

static void levels(void) {
    lua_Debug ar;
    CHECK_EQUAL(lua_getstack(L, 0, &ar), 0); /* nothing runs */
    run_with(check_levels,
             "local function inner() look() return 1 end\n"
             "local function middle() inner() return 2 end\nmiddle() return 3",
             "=levels");
}

/* Tail calls do not count in the stack. */
static void check_tail_call(lua_State *S) {
    lua_Debug ar;
    CHECK(lua_getstack(S, 0, &ar) && lua_getinfo(S, "nt", &ar));
    CHECK_EQUAL(ar.istailcall, 0);
    CHECK(lua_getstack(S, 1, &ar) && lua_getinfo(S, "nSt", &ar));
    CHECK(ar.istailcall);
    CHECK_EQUAL(ar.linedefined, 1);
    CHECK(ar.name == NULL);
    CHECK_STRING(ar.namewhat, "");
    CHECK(lua_getstack(S, 2, &ar) && lua_getinfo(S, "St", &ar));
    CHECK_STRING(ar.what, "main");
    CHECK_EQUAL(ar.istailcall, 0);
}

static void tail_calls(void) {
    run_with(check_tail_call,
             "local function callee() look() return 1 end\n"
             "local function caller() return callee() end\ncaller() return 1",
             "=tail");
}

/* The stack of another thread. */
static void stack_of_a_coroutine(void) {
    lua_Debug ar;
    push(L, "coroutine.create(function() local x = 5; coroutine.yield() end)");
    lua_State *const co = lua_tothread(L, 1);
    CHECK_EQUAL(lua_getstack(co, 0, &ar), 0); /* not started */
    int count;
    CHECK_EQUAL(lua_resume(co, L, 0, &count), LUA_YIELD);
    CHECK(lua_getstack(co, 0, &ar) && lua_getinfo(co, "S", &ar));
    CHECK_STRING(ar.what, "C"); /* coroutine.yield */
    CHECK(lua_getstack(co, 1, &ar) && lua_getinfo(co, "Sl", &ar));
    CHECK_STRING(ar.what, "Lua");
    CHECK_STRING(lua_getlocal(co, &ar, 1), "x");
    CHECK_VALUE(co, -1, "5");
    CHECK_EQUAL(lua_getstack(co, 2, &ar), 0);
}

/* ---- lua_getinfo: S -------------------------------------------------------------------------- */

static void check_source(const char *name, const char *short_name) {
    lua_Debug ar;
    const char *const code = "\nreturn function()\n\nend, 1";
    luaL_loadbuffer(L, code, strlen(code), name);
    lua_pushvalue(L, -1);
    CHECK_EQUAL(lua_getinfo(L, ">S", &ar), 1);
    CHECK_STRING(ar.source, name);
    CHECK_EQUAL(ar.srclen, strlen(name));
    CHECK_STRING(ar.short_src, short_name);
    CHECK_STRING(ar.what, "main");
    CHECK_EQUAL(ar.linedefined, 0);
    lua_call(L, 0, 1);
    CHECK_EQUAL(lua_getinfo(L, ">S", &ar), 1);
    CHECK_STRING(ar.source, name);
    CHECK_STRING(ar.short_src, short_name);
    CHECK_STRING(ar.what, "Lua");
    CHECK_EQUAL(ar.linedefined, 2);
    CHECK_EQUAL(ar.lastlinedefined, 4);
    CHECK_EQUAL(lua_gettop(L), 0);
}

static void sources(void) {
    lua_Debug ar;
    check_source("@path/to/file.lua", "path/to/file.lua");
    check_source("=(name)", "(name)");
    check_source("return 5", "[string \"return 5\"]");
    check_source("first line\nsecond", "[string \"first line...\"]");
    CHECK_EQUAL(LUA_IDSIZE, 60);
    check_source("@a/very/long/path/that/goes/on/and/on/and/ends/only/in/a/file/name.lua",
                 "...ath/that/goes/on/and/on/and/ends/only/in/a/file/name.lua");
    check_source("=a very long name that goes on and on and on, beyond the room of 60 bytes",
                 "a very long name that goes on and on and on, beyond the roo");
    check_source("return 'a very long string that goes on and on, beyond what there is room for'",
                 "[string \"return 'a very long string that goes on and o...\"]");
    lua_pushcfunction(L, look);
    CHECK_EQUAL(lua_getinfo(L, ">S", &ar), 1);
    CHECK_STRING(ar.what, "C");
    CHECK_STRING(ar.source, "=[C]");
    CHECK_STRING(ar.short_src, "[C]");
    CHECK_EQUAL(ar.srclen, 4);
    CHECK_EQUAL(ar.linedefined, -1);
    CHECK_EQUAL(ar.lastlinedefined, -1);
}

/* ---- l, n ------------------------------------------------------------------------------------ */

static int line_seen;
static void note_line(lua_State *S) {
    lua_Debug ar;
    CHECK(lua_getstack(S, 1, &ar) && lua_getinfo(S, "l", &ar));
    line_seen = line_seen * 10 + ar.currentline;
    CHECK(lua_getstack(S, 0, &ar) && lua_getinfo(S, "l", &ar));
    CHECK_EQUAL(ar.currentline, -1); /* no information in C */
}

static void current_lines(void) {
    line_seen = 0;
    run_with(note_line, "look()\n\nlook()\nif true then\n look()\nend\nlook(\n)", "=lines");
    CHECK_EQUAL(line_seen, 1357);
}

static char names_seen[500];

static void note_name(lua_State *S) {
    lua_Debug ar;
    CHECK(lua_getstack(S, 0, &ar) && lua_getinfo(S, "n", &ar));
    strcat(names_seen, ar.namewhat);
    strcat(names_seen, " ");
    strcat(names_seen, ar.name != NULL ? ar.name : "-");
    strcat(names_seen, ";");
}

static void names(void) {
    names_seen[0] = '\0';
    run_with(note_name,
             "look()\n"
             "local l = look; l()\n"
             "local t = {f = look, m = look, [1] = look}; t.f() t:m()\n"
             "local function up() l() end up()\n"
             "setmetatable(t, {__index = look, __add = look, __lt = look, __len = look, "
             "__concat = look, __unm = look, __newindex = look, __eq = look, __close = look})\n"
             "local _ = t.x, t + 1, t < t, #t, t .. 'x', -t; t.new = 1\n"
             "do local c <close> = t end\n"
             "for _ in look do end\n"
             "pcall(look);\n"
             "(look)()\n",
             "=names");
    CHECK_STRING(
        names_seen,
        "global look;local l;field f;method m;upvalue l;metamethod index;metamethod add;"
        "metamethod lt;metamethod len;metamethod concat;metamethod unm;metamethod newindex;"
        "metamethod close;for iterator for iterator; -;global look;");
}

/* ---- u, t, r, f, L --------------------------------------------------------------------------- */

static void parameters_and_upvalues(void) {
    static const struct {
        const char *function;
        int upvalues, parameters, vararg;
    } rows[] = {
        {"function() end", 0, 0, 0},
        {"function(a, b) end", 0, 2, 0},
        {"function(a, ...) end", 0, 1, 1},
        {"function(...) return print end", 1, 0, 1},
        {"(function() local x, y return function() return x, y, print end end)()", 3, 0, 0},
        {"load('return 1')", 1, 0, 1},
        {"print", 0, 0, 1}, /* C functions: any arguments */
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        lua_Debug ar;
        push(L, rows[i].function);
        CHECK_EQUAL(lua_getinfo(L, ">u", &ar), 1);
        CHECK_EQUAL(ar.nups, rows[i].upvalues);
        CHECK_EQUAL(ar.nparams, rows[i].parameters);
        CHECK_EQUAL(ar.isvararg != 0, rows[i].vararg);
    }
    lua_Debug ar;
    push(L, "1, 2, 3");
    lua_pushcclosure(L, look, 3);
    CHECK_EQUAL(lua_getinfo(L, ">u", &ar), 1);
    CHECK_EQUAL(ar.nups, 3);
}

static void check_function_and_lines(lua_State *S) {
    lua_Debug ar;
    CHECK(lua_getstack(S, 1, &ar));
    CHECK_EQUAL(lua_getinfo(S, "f", &ar), 1);
    lua_getglobal(S, "running");
    CHECK(lua_rawequal(S, -1, -2));
    lua_settop(S, 0);
    CHECK_EQUAL(lua_getinfo(S, "Lf", &ar), 1); /* in whatever order they are asked for */
    CHECK_STACK(S, "function table");
    char lines[50] = "";
    for (int i = 0; i < 20; i++) {
        const int type = lua_rawgeti(S, 2, i);
        CHECK(type == LUA_TNIL || lua_toboolean(S, -1));
        if (type != LUA_TNIL) snprintf(lines + strlen(lines), 14, "%d ", i);
        lua_pop(S, 1);
    }
    CHECK_STRING(lines, "3 5 7 8 9 ");
    CHECK(lua_getstack(S, 0, &ar));
    CHECK_EQUAL(lua_getinfo(S, "fL", &ar), 1);
    CHECK_STACK(S, "function table function nil"); /* C functions have no lines */
}

static void function_and_lines(void) {
    run_with(
        check_function_and_lines,
        "\nfunction running(a)\n  local x = 1\n\n  look()\n  -- comment\n  return x,\n    a.b\n"
        "end running{}",
        "=lines");
    lua_Debug ar;
    push(L, "'kept', function()\nreturn 1\nend");
    CHECK_EQUAL(lua_getinfo(L, ">fL", &ar), 1); /* the function is popped, then pushed */
    CHECK_STACK(L, "'kept' function table");
    CHECK_EQUAL(lua_rawgeti(L, -1, 2), LUA_TBOOLEAN);
    lua_settop(L, 1);
    push(L, "print");
    CHECK_EQUAL(lua_getinfo(L, ">S", &ar), 1);
    CHECK_STACK(L, "'kept'");
}

/* An unknown letter is reported, and the others are served all the same. */
static void invalid_options(void) {
    lua_Debug ar;
    push(L, "function(a, b) end");
    lua_pushvalue(L, 1);
    CHECK_EQUAL(lua_getinfo(L, ">XuS", &ar), 0);
    CHECK_EQUAL(ar.nparams, 2);
    CHECK_STRING(ar.what, "Lua");
    lua_pushvalue(L, 1);
    CHECK_EQUAL(lua_getinfo(L, ">fX", &ar), 0);
    CHECK_STACK(L, "function function");
    CHECK_EQUAL(lua_getinfo(L, ">", &ar), 1); /* nothing asked for */
    CHECK_STACK(L, "function");
}

/* ---- Locals ---------------------------------------------------------------------------------- */

static void check_locals(lua_State *S) {
    lua_Debug ar;
    static const struct {
        int n;
        const char *name, *value;
    } rows[] = {{1, "a", "1"},
                {2, "b", "'two'"},
                {3, "c", "3.5"},
                {-1, "(vararg)", "8"},
                {-2, "(vararg)", "'nine'"}};
    CHECK(lua_getstack(S, 1, &ar));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        CHECK_STRING(lua_getlocal(S, &ar, rows[i].n), rows[i].name);
        CHECK_STACK(S, rows[i].value);
        lua_settop(S, 0);
    }
    CHECK(lua_getlocal(S, &ar, -3) == NULL);
    CHECK(lua_getlocal(S, &ar, 1000) == NULL);
    CHECK(lua_getlocal(S, &ar, 0) == NULL);
    CHECK_EQUAL(lua_gettop(S), 0); /* and nothing is pushed */
}

static void locals(void) {
    run_with(check_locals,
             "local function f(a, b, ...)\n  do local gone = 0 end\n  local c = 3.5\n  look()\n"
             "  local later = 1\nend f(1, 'two', 8, 'nine')",
             "=locals");
}

static void change_locals(lua_State *S) {
    lua_Debug ar;
    CHECK(lua_getstack(S, 1, &ar));
    push(S, "'new a'");
    CHECK_STRING(lua_setlocal(S, &ar, 1), "a");
    CHECK_EQUAL(lua_gettop(S), 0);
    push(S, "{'new c'}");
    CHECK_STRING(lua_setlocal(S, &ar, 3), "c");
    push(S, "'new extra'");
    CHECK_STRING(lua_setlocal(S, &ar, -2), "(vararg)");
    push(S, "'nowhere'");
    CHECK(lua_setlocal(S, &ar, 1000) == NULL);
    lua_settop(S, 0);
    push(S, "'nowhere'");
    CHECK(lua_setlocal(S, &ar, -9) == NULL);
}

static void setting_locals(void) {
    run_with(
        change_locals,
        "local function f(a, b, ...)\n  local c = 3.5\n  look()\n"
        "  assert(a == 'new a' and b == 2 and c[1] == 'new c')\n"
        "  assert(select(1, ...) == 'x' and select(2, ...) == 'new extra')\nend f(1, 2, 'x', 'y')",
        "=locals");
}

/* Values without a name of their own, and the arguments of C functions. */
static void check_temporaries(lua_State *S) {
    lua_Debug ar;
    lua_settop(S, 0);
    push(S, "'argument'");
    CHECK(lua_getstack(S, 0, &ar));
    CHECK_STRING(lua_getlocal(S, &ar, 1), "(C temporary)");
    CHECK_STACK(S, "'argument' 'argument'");
    push(S, "'changed'");
    CHECK_STRING(lua_setlocal(S, &ar, 1), "(C temporary)");
    CHECK_STACK(S, "'changed' 'argument'");
    CHECK(lua_getlocal(S, &ar, 9) == NULL);
    CHECK(lua_getstack(S, 1, &ar));
    CHECK_STRING(lua_getlocal(S, &ar, 1), "a");
    CHECK_STRING(lua_getlocal(S, &ar, 2), "(temporary)"); /* the value 5, waiting for the sum */
    CHECK_VALUE(S, -1, "5");
}

static void temporaries(void) {
    run_with(check_temporaries,
             "local a = 1\nlocal function g() return 5 end\n"
             "(function(a) return g() + (look() or 0) end)(7)",
             "=temporaries");
}

/* With no activation record: the parameters of the function on top, which stays. */
static void parameter_names(void) {
    push(L, "function(first, second, ...) local third end");
    CHECK_STRING(lua_getlocal(L, NULL, 1), "first");
    CHECK_STRING(lua_getlocal(L, NULL, 2), "second");
    CHECK(lua_getlocal(L, NULL, 3) == NULL);
    CHECK(lua_getlocal(L, NULL, 0) == NULL);
    CHECK_STACK(L, "function");
    push(L, "print");
    CHECK(lua_getlocal(L, NULL, 1) == NULL);
    CHECK_STACK(L, "function function");
}

/* ---- Upvalues -------------------------------------------------------------------------------- */

static void upvalues(void) {
    push(L, "(function() local a, b = 1, 'two' return function() return a, b, print end end)()");
    CHECK_STRING(lua_getupvalue(L, 1, 1), "a");
    CHECK_STRING(lua_getupvalue(L, 1, 2), "b");
    CHECK_STRING(lua_getupvalue(L, 1, 3), "_ENV");
    CHECK_STACK(L, "function 1 'two' table");
    CHECK(lua_getupvalue(L, 1, 4) == NULL && lua_getupvalue(L, 1, 0) == NULL);
    CHECK_EQUAL(lua_gettop(L), 4);
    lua_settop(L, 1);
    push(L, "'changed'");
    CHECK_STRING(lua_setupvalue(L, 1, 2), "b");
    CHECK_STACK(L, "function");
    push(L, "'nowhere'");
    CHECK(lua_setupvalue(L, 1, 4) == NULL);
    CHECK_STACK(L, "function 'nowhere'"); /* nothing is popped */
    lua_settop(L, 1);
    lua_call(L, 0, 2);
    CHECK_STACK(L, "1 'changed'");
}

static void upvalues_of_c_functions(void) {
    push(L, "'x', 'y'");
    lua_pushcclosure(L, look, 2);
    CHECK_STRING(lua_getupvalue(L, 1, 1), "");
    CHECK_STRING(lua_getupvalue(L, -2, 2), "");
    CHECK_STACK(L, "function 'x' 'y'");
    CHECK(lua_getupvalue(L, 1, 3) == NULL);
    CHECK_STRING(lua_setupvalue(L, 1, 1), "");
    CHECK_STACK(L, "function 'x'");
    CHECK_STRING(lua_getupvalue(L, 1, 1), "");
    CHECK_VALUE(L, -1, "'y'");
    lua_pushcfunction(L, look);
    CHECK(lua_getupvalue(L, -1, 1) == NULL);
}

/* Without debug information there are no names. */
static void upvalues_of_stripped_functions(void) {
    push(L, "load(string.dump(load('local a = 1 return function() return a, print end'), true))()");
    CHECK_STRING(lua_getupvalue(L, 1, 1), "(no name)");
    CHECK_STRING(lua_getupvalue(L, 1, 2), "(no name)");
    CHECK_STACK(L, "function 1 table");
    lua_Debug ar;
    lua_settop(L, 1);
    CHECK_EQUAL(lua_getinfo(L, ">S", &ar), 1);
    CHECK_STRING(ar.source, "=?");
    CHECK_STRING(ar.short_src, "?");
}

static void upvalue_ids(void) {
    push(L, "(function() local a, b = 1, 2 return function() return a, b end, "
            "function() return b end end)()");
    CHECK(lua_upvalueid(L, 1, 1) != NULL);
    CHECK(lua_upvalueid(L, 1, 1) != lua_upvalueid(L, 1, 2));
    CHECK(lua_upvalueid(L, 1, 2) == lua_upvalueid(L, 2, 1)); /* both are b */
    CHECK(lua_upvalueid(L, 1, 1) == lua_upvalueid(L, 1, 1));
    push(L, "1, 2");
    lua_pushcclosure(L, look, 2);
    CHECK(lua_upvalueid(L, 3, 1) != NULL && lua_upvalueid(L, 3, 1) != lua_upvalueid(L, 3, 2));
    /* a loop makes a new variable in each turn */
    lua_settop(L, 0);
    push(L, "(function() local t = {} for i = 1, 2 do t[i] = function() return i end end "
            "return t[1], t[2] end)()");
    CHECK(lua_upvalueid(L, 1, 1) != lua_upvalueid(L, 2, 1));
}

static void upvaluejoin(void) {
    run(L, "local a, b = 1, 2 function geta() return a end function getb() return b end "
           "function setb(v) b = v end");
    push(L, "geta, getb");
    lua_upvaluejoin(L, 1, 1, 2, 1);
    CHECK(lua_upvalueid(L, 1, 1) == lua_upvalueid(L, 2, 1));
    CHECK_EQUAL(lua_gettop(L), 2);
    run(L, "setb(50)");
    CHECK_LUA("geta() == 50 and getb() == 50");
    lua_gc(L, LUA_GCCOLLECT);
    CHECK_LUA("geta() == 50");
}

int main(void) {
    RUN_FRESH(levels);
    RUN_FRESH(tail_calls);
    RUN_FRESH(stack_of_a_coroutine);
    RUN_FRESH(sources);
    RUN_FRESH(current_lines);
    RUN_FRESH(names);
    RUN_FRESH(parameters_and_upvalues);
    RUN_FRESH(function_and_lines);
    RUN_FRESH(invalid_options);
    RUN_FRESH(locals);
    RUN_FRESH(setting_locals);
    RUN_FRESH(temporaries);
    RUN_FRESH(parameter_names);
    RUN_FRESH(upvalues);
    RUN_FRESH(upvalues_of_c_functions);
    RUN_FRESH(upvalues_of_stripped_functions);
    RUN_FRESH(upvalue_ids);
    RUN_FRESH(upvaluejoin);
    return check_result();
}
