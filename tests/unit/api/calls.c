/* Manual 4.4, 4.6: calling functions from C, C functions called by Lua, protected calls, message
** handlers, status codes, the panic function. */
#include <setjmp.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "api_test.h"

/* ---- lua_call -------------------------------------------------------------------------------- */

static void results_are_adjusted(void) {
    push(L, "function(...) return ... end");
    for (int wanted = 0; wanted <= 4; wanted++) {
        static const char *const stacks[] = {"function", "function 1", "function 1 2",
                                             "function 1 2 nil", "function 1 2 nil nil"};
        lua_pushvalue(L, 1);
        push(L, "1, 2");
        lua_call(L, 2, wanted);
        CHECK_STACK(L, stacks[wanted]);
        lua_settop(L, 1);
    }
    lua_pushvalue(L, 1);
    push(L, "1, nil, 3, nil");
    lua_call(L, 4, LUA_MULTRET);
    CHECK_STACK(L, "function 1 nil 3 nil");
    CHECK_EQUAL(LUA_MULTRET, -1);
}

static void arguments_in_order(void) {
    push(L, "'kept', function(a, b, ...) return b, a, select('#', ...), ... end");
    push(L, "1, 2, 3, 4");
    lua_call(L, 4, LUA_MULTRET);
    CHECK_STACK(L, "'kept' 2 1 2 3 4");
}

static void call_respects_the_call_metamethod(void) {
    push(L, "setmetatable({}, {__call = function(self, a) return type(self), a end}), 5");
    lua_call(L, 1, 2);
    CHECK_STACK(L, "'table' 5");
    lua_settop(L, 0);
    push(L, "setmetatable({}, {__call = setmetatable({}, {__call = function(...) "
            "return select('#', ...) end})}), 5");
    CHECK_EQUAL(lua_pcall(L, 1, 1, 0), LUA_OK);
    CHECK_STACK(L, "3");
}

/* The example of the manual: a = f("how", t.x, 14). */
static void balanced_example(void) {
    run(L, "t = {x = 'ex'} function f(...) return table.concat({...}, ' ') end");
    lua_getglobal(L, "f");
    lua_pushliteral(L, "how");
    lua_getglobal(L, "t");
    lua_getfield(L, -1, "x");
    lua_remove(L, -2);
    lua_pushinteger(L, 14);
    lua_call(L, 3, 1);
    lua_setglobal(L, "a");
    CHECK_EQUAL(lua_gettop(L), 0);
    CHECK_LUA("a == 'how ex 14'");
}

static int call_argument(lua_State *S) {
    lua_call(S, lua_gettop(S) - 1, LUA_MULTRET);
    return lua_gettop(S);
}

static void errors_pass_through_calls(void) {
    CHECK_FAILS(call_argument, "call_nothing", "attempt to call a nil value");
    CHECK_FAILS(call_argument, "error, 'x', 0", "x");
    CHECK_EQUAL(try(L, call_argument, "error, {}"), LUA_ERRRUN);
    CHECK_STACK(L, "table");
    lua_settop(L, 0);
    lua_pushcfunction(L, call_argument);
    lua_setglobal(L, "call");
    CHECK_LUA("select(2, pcall(call, call, call, error, 'deep', 0)) == 'deep'");
    CHECK_LUA("select('#', call(call, call, table.unpack, {1, 2, 3})) == 3");
}

/* ---- C functions ----------------------------------------------------------------------------- */

static int average_and_sum(lua_State *S) {
    const int n = lua_gettop(S);
    lua_Number sum = 0;
    for (int i = 1; i <= n; i++) {
        if (!lua_isnumber(S, i)) {
            lua_pushliteral(S, "incorrect argument");
            lua_error(S);
        }
        sum += lua_tonumber(S, i);
    }
    lua_pushliteral(S, "not a result");
    lua_pushnumber(S, sum / n);
    lua_pushnumber(S, sum);
    return 2;
}

static int how_many(lua_State *S) {
    lua_pushinteger(S, lua_gettop(S));
    return 1;
}

static int all_arguments(lua_State *S) {
    return lua_gettop(S);
}

static int nothing_of_much(lua_State *S) {
    lua_settop(S, 10);
    return 0;
}

static void c_functions(void) {
    lua_register(L, "average_and_sum", average_and_sum);
    lua_register(L, "how_many", how_many);
    lua_register(L, "all", all_arguments);
    lua_register(L, "nothing", nothing_of_much);
    push(L, "average_and_sum(1, 2, '6')"); /* what lies below the results is discarded */
    CHECK_STACK(L, "3.0 9.0");
    lua_settop(L, 0);
    CHECK_LUA("how_many() == 0 and how_many(nil) == 1 and how_many(nil, nil, 3) == 3");
    CHECK_LUA("select('#', nothing(1, 2)) == 0");
    CHECK_LUA("select('#', all(table.unpack({}, 1, 200))) == 200");
    CHECK_LUA("select(-1, all(1, 2, 3)) == 3 and (all(1, 2, 3)) == 1");
    CHECK_LUA("select(2, pcall(average_and_sum, {})) == 'incorrect argument'");
}

/* ---- Protected calls ------------------------------------------------------------------------- */

static void pcall_without_error(void) {
    push(L, "'kept', function(...) return ..., 'more' end, 1, 2");
    CHECK_EQUAL(lua_pcall(L, 2, LUA_MULTRET, 0), LUA_OK);
    CHECK_STACK(L, "'kept' 1 'more'");
    push(L, "function() end");
    CHECK_EQUAL(lua_pcall(L, 0, 2, 0), LUA_OK);
    CHECK_STACK(L, "'kept' 1 'more' nil nil");
}

/* Without handler the object is exactly the one that was raised; function and arguments go. */
static void pcall_with_error(void) {
    static const char *const objects[][2] = {
        {"'text'", "'kept' 'text'"}, {"{}", "'kept' table"},    {"nil", "'kept' nil"},
        {"17", "'kept' 17"},         {"false", "'kept' false"},
    };
    for (size_t i = 0; i < sizeof objects / sizeof *objects; i++) {
        push(L, "'kept', error");
        push(L, objects[i][0]);
        push(L, "0");
        CHECK_EQUAL(lua_pcall(L, 2, 5, 0), LUA_ERRRUN);
        CHECK_STACK(L, objects[i][1]);
        lua_settop(L, 0);
    }
    push(L, "nil, 1, 2");
    CHECK_EQUAL(lua_pcall(L, 2, 0, 0), LUA_ERRRUN);
    CHECK_STACK(L, "'attempt to call a nil value'");
}

static int raise_table(lua_State *S) {
    lua_getfield(S, LUA_REGISTRYINDEX, "object");
    return lua_error(S);
}

static void the_error_object_is_the_same(void) {
    lua_newtable(L);
    lua_pushvalue(L, 1);
    lua_setfield(L, LUA_REGISTRYINDEX, "object");
    lua_pushcfunction(L, raise_table);
    CHECK_EQUAL(lua_pcall(L, 0, 0, 0), LUA_ERRRUN);
    CHECK(lua_rawequal(L, 1, 2));
}

static int mark_message(lua_State *S) {
    CHECK_EQUAL(lua_gettop(S), 1);
    lua_pushfstring(S, "<%s>", lua_tostring(S, 1));
    return 1;
}

static int depth_of_stack(lua_State *S) {
    lua_Debug ar;
    int depth = 0;
    while (lua_getstack(S, depth, &ar))
        depth++;
    lua_pushinteger(S, depth);
    return 1;
}

static void message_handlers(void) {
    lua_pushcfunction(L, mark_message);
    push(L, "error, 'x', 0");
    CHECK_EQUAL(lua_pcall(L, 2, 0, 1), LUA_ERRRUN);
    CHECK_STACK(L, "function '<x>'");
    push(L, "function() local x = nil; x() end");
    CHECK_EQUAL(lua_pcall(L, 0, 0, -3), LUA_ERRRUN); /* relative to what is called */
    CHECK_VALUE(L, -1, "'<test:1: attempt to call a nil value (local 'x')>'");
    push(L, "function() return 'no error' end");
    CHECK_EQUAL(lua_pcall(L, 0, 1, 1), LUA_OK);
    CHECK_VALUE(L, -1, "'no error'");
    lua_settop(L, 0);
    push(L, "function(message) return {message} end"); /* any object, from a Lua function too */
    push(L, "error, 'y', 0");
    CHECK_EQUAL(lua_pcall(L, 2, 0, 1), LUA_ERRRUN);
    CHECK_EQUAL(lua_geti(L, 2, 1), LUA_TSTRING);
    CHECK_STACK(L, "function table 'y'");
}

/* The stack that failed is still there while the handler runs. */
static void handlers_run_on_the_stack_that_failed(void) {
    lua_pushcfunction(L, depth_of_stack);
    push(L, "function() local function f(n) if n == 0 then error('x') end f(n - 1) return 1 end "
            "f(10) end");
    CHECK_EQUAL(lua_pcall(L, 0, 0, 1), LUA_ERRRUN);
    CHECK_EQUAL(lua_tointeger(L, -1), 14); /* handler, error, eleven of f, function */
}

static int failing_handler(lua_State *S) {
    return luaL_error(S, "handler failed");
}

static int only_strings(lua_State *S) {
    if (lua_type(S, 1) != LUA_TSTRING) luaL_error(S, "converted");
    return 1;
}

static void errors_in_handlers(void) {
    lua_pushcfunction(L, failing_handler);
    push(L, "error, 'x', 0");
    CHECK_EQUAL(lua_pcall(L, 2, 0, 1), LUA_ERRERR);
    CHECK_EQUAL(lua_gettop(L), 2);
    lua_settop(L, 0);
    lua_pushcfunction(L, only_strings); /* a handler is called for the error that it raises */
    push(L, "error, {}");
    const int status = lua_pcall(L, 1, 0, 1);
    CHECK_EQUAL(status, LUA_ERRRUN);
    CHECK_STACK(L, "function 'converted'");
}

static int use_memory(lua_State *S) {
    lua_newuserdatauv(S, (size_t)1 << 41, 0); /* more than the account allows */
    return 0;
}

static int never_called(lua_State *S) {
    CHECK(false);
    return lua_gettop(S);
}

/* For memory errors the handler is not called. */
static void memory_errors(void) {
    lua_pushcfunction(L, never_called);
    lua_pushcfunction(L, use_memory);
    CHECK_EQUAL(lua_pcall(L, 0, 0, 1), LUA_ERRMEM);
    CHECK_STACK(L, "function 'not enough memory'");
    CHECK_LUA("not pcall(string.rep, 'x', 1 << 41) or true");
}

static void status_codes(void) {
    CHECK_EQUAL(LUA_OK, 0);
    CHECK_EQUAL(LUA_YIELD, 1);
    CHECK_EQUAL(LUA_ERRRUN, 2);
    CHECK_EQUAL(LUA_ERRSYNTAX, 3);
    CHECK_EQUAL(LUA_ERRMEM, 4);
    CHECK_EQUAL(LUA_ERRERR, 5);
    CHECK_EQUAL(LUA_ERRFILE, 6);
}

static int nested_pcall(lua_State *S) {
    const int depth = (int)lua_tointeger(S, 1);
    if (depth == 0) return luaL_error(S, "bottom");
    lua_pushcfunction(S, nested_pcall);
    lua_pushinteger(S, depth - 1);
    const int status = lua_pcall(S, 1, 0, 0);
    if (depth % 2 == 1) {
        CHECK_EQUAL(status, LUA_ERRRUN);
        lua_pushfstring(S, "%s %d", lua_tostring(S, -1), depth);
        return lua_error(S);
    }
    CHECK_EQUAL(status, LUA_ERRRUN);
    return lua_error(S); /* the same object goes on */
}

/* An error goes to the innermost protected call. */
static void protected_calls_nest(void) {
    CHECK_FAILS(nested_pcall, "4", "bottom 1 3");
}

static int back_in_lua(lua_State *S) {
    lua_pushvalue(S, 1);
    lua_pushvalue(S, 1);
    lua_call(S, 1, 0);
    return 0;
}

/* Runaway recursion through C ends in an error that can be caught. */
static void deep_c_calls(void) {
    lua_pushcfunction(L, back_in_lua);
    lua_setglobal(L, "back");
    lua_pushcfunction(L, back_in_lua);
    lua_pushcfunction(L, back_in_lua);
    CHECK_EQUAL(lua_pcall(L, 1, 0, 0), LUA_ERRRUN);
    CHECK(strstr(lua_tostring(L, -1), "C stack overflow") != NULL);
    CHECK_LUA("1 + 1 == 2");
}

/* ---- Panic ----------------------------------------------------------------------------------- */

static jmp_buf way_out;
static char panic_message[100];
static int panic_top;

static int panic(lua_State *S) {
    panic_top = lua_gettop(S);
    snprintf(panic_message, sizeof panic_message, "%s", lua_tostring(S, -1));
    longjmp(way_out, 1);
}

static void atpanic(void) {
    CHECK(lua_atpanic(L, panic) == report_panic); /* the old one */
    CHECK(lua_atpanic(L, panic) == panic);
    panic_message[0] = '\0';
    if (setjmp(way_out) == 0) {
        lua_pushliteral(L, "nobody is there");
        lua_error(L);
    }
    CHECK_STRING(panic_message, "nobody is there");
    CHECK(panic_top >= 1); /* the error object is on top */
    if (setjmp(way_out) == 0) {
        lua_pushnil(L);
        lua_call(L, 0, 0);
    }
    CHECK_STRING(panic_message, "attempt to call a nil value");
    panic_message[0] = '\0';
    push(L, "error, 'x'");
    CHECK_EQUAL(lua_pcall(L, 1, 0, 0), LUA_ERRRUN); /* errors in protected calls are none of its */
    CHECK_STRING(panic_message, "");
    lua_settop(L, 0);
#ifndef ORRERY_CHECKED /* which reports an error in a thread that does not run as misuse */
    lua_State *const other = lua_newthread(L); /* threads have no recovery point of their own */
    if (setjmp(way_out) == 0) {
        lua_pushliteral(other, "in a thread");
        lua_error(other);
    }
    CHECK_STRING(panic_message, "in a thread");
#endif
    lua_atpanic(L, report_panic);
}

static int quiet_panic(lua_State *S) {
    return lua_gettop(S);
}

/* A panic function that returns does not save the program. */
static void a_panic_function_that_returns(void) {
    fflush(NULL);
    const pid_t child = fork();
    if (child == 0) {
        lua_atpanic(L, quiet_panic);
        lua_pushliteral(L, "end");
        lua_error(L);
        _exit(0);
    }
    int status = 0;
    CHECK(waitpid(child, &status, 0) == child);
    CHECK(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
}

int main(void) {
    RUN_FRESH(results_are_adjusted);
    RUN_FRESH(arguments_in_order);
    RUN_FRESH(call_respects_the_call_metamethod);
    RUN_FRESH(balanced_example);
    RUN_FRESH(errors_pass_through_calls);
    RUN_FRESH(c_functions);
    RUN_FRESH(pcall_without_error);
    RUN_FRESH(pcall_with_error);
    RUN_FRESH(the_error_object_is_the_same);
    RUN_FRESH(message_handlers);
    RUN_FRESH(handlers_run_on_the_stack_that_failed);
    RUN_FRESH(errors_in_handlers);
    RUN_FRESH(memory_errors);
    RUN_FRESH(status_codes);
    RUN_FRESH(protected_calls_nest);
    RUN_FRESH(deep_c_calls);
    RUN_FRESH(atpanic);
    RUN_FRESH(a_panic_function_that_returns);
    return check_result();
}
