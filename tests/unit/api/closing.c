/* Manual 4.6: lua_toclose, lua_closeslot: slots that are closed when they go out of scope. */
#include "api_test.h"

/* What was closed: "<name>:<error or none>;" in order. */
static char closed[500];

static int note_close(lua_State *S) {
    CHECK_EQUAL(lua_gettop(S), 2); /* the value and the error, or nil */
    lua_getfield(S, 1, "name");
    const char *const error = luaL_tolstring(S, 2, NULL);
    const size_t used = strlen(closed);
    snprintf(closed + used, sizeof closed - used, "%s:%s;", lua_tostring(S, 3), error);
    lua_getfield(S, 1, "fails");
    if (lua_toboolean(S, -1)) {
        lua_pushfstring(S, "from %s", lua_tostring(S, 3));
        lua_error(S);
    }
    return 0;
}

static void push_closable(lua_State *S, const char *name, bool fails) {
    lua_newtable(S);
    lua_pushstring(S, name);
    lua_setfield(S, -2, "name");
    lua_pushboolean(S, fails);
    lua_setfield(S, -2, "fails");
    lua_newtable(S);
    lua_pushcfunction(S, note_close);
    lua_setfield(S, -2, "__close");
    lua_setmetatable(S, -2);
}

static void push_marked(lua_State *S, const char *name) {
    push_closable(S, name, false);
    lua_toclose(S, -1);
}

/* ---- Going out of scope ---------------------------------------------------------------------- */

static int marks_and_returns(lua_State *S) {
    push_marked(S, "a");
    lua_pushliteral(S, "first");
    push_marked(S, "b");
    lua_pushliteral(S, "second");
    return 2; /* b and "second" */
}

static void on_return(void) {
    closed[0] = '\0';
    lua_pushcfunction(L, marks_and_returns);
    lua_call(L, 0, LUA_MULTRET);
    CHECK_STACK(L, "table 'second'");
    CHECK_STRING(closed, "b:nil;a:nil;");
}

static int marks_and_fails(lua_State *S) {
    push_marked(S, "a");
    push_marked(S, "b");
    return luaL_error(S, "oops");
}

static void on_error(void) {
    closed[0] = '\0';
    CHECK_FAILS(marks_and_fails, NULL, "oops");
    CHECK_STRING(closed, "b:oops;a:oops;");
}

static int fails_while_closing(lua_State *S) {
    push_marked(S, "a");
    push_closable(S, "b", true);
    lua_toclose(S, -1);
    push_marked(S, "c");
    return 0;
}

static int fails_twice(lua_State *S) {
    push_marked(S, "a");
    push_closable(S, "b", true);
    lua_toclose(S, -1);
    return luaL_error(S, "oops");
}

static void errors_in_closing_methods(void) {
    closed[0] = '\0';
    CHECK_FAILS(fails_while_closing, NULL, "from b");
    CHECK_STRING(closed, "c:nil;b:nil;a:from b;");
    closed[0] = '\0';
    CHECK_FAILS(fails_twice, NULL, "from b");
    CHECK_STRING(closed, "b:oops;a:from b;");
}

static void on_settop_and_pop(void) {
    closed[0] = '\0';
    push(L, "1");
    push_marked(L, "a");
    push(L, "2");
    push_marked(L, "b");
    push(L, "3");
    lua_settop(L, 4); /* the top stays above the slot */
    CHECK_STRING(closed, "");
    lua_pop(L, 1);
    CHECK_STRING(closed, "b:nil;");
    CHECK_STACK(L, "1 table 2");
    lua_settop(L, 0);
    CHECK_STRING(closed, "b:nil;a:nil;");
}

static void several_at_once(void) {
    closed[0] = '\0';
    push_marked(L, "a");
    push_marked(L, "b");
    push_marked(L, "c");
    lua_settop(L, 0);
    CHECK_STRING(closed, "c:nil;b:nil;a:nil;");
    CHECK_EQUAL(lua_gettop(L), 0);
}

static int pops_with_error(lua_State *S) {
    push_closable(S, "a", true);
    lua_toclose(S, -1);
    lua_pop(S, 1);
    CHECK(false);
    return 0;
}

static void settop_may_raise(void) {
    CHECK_FAILS(pops_with_error, NULL, "from a");
}

/* ---- lua_closeslot --------------------------------------------------------------------------- */

static void closeslot(void) {
    closed[0] = '\0';
    push_marked(L, "a");
    push_marked(L, "b");
    push(L, "'above'");
    lua_closeslot(L, 2);
    CHECK_STRING(closed, "b:nil;");
    CHECK_STACK(L, "table nil 'above'");
    lua_closeslot(L, -3); /* now that is the last active one */
    CHECK_STRING(closed, "b:nil;a:nil;");
    CHECK_STACK(L, "nil nil 'above'");
    lua_settop(L, 0); /* nothing is closed twice */
    CHECK_STRING(closed, "b:nil;a:nil;");
}

/* A slot that was deactivated may be removed by other functions, and used again. */
static void slots_may_be_marked_again(void) {
    closed[0] = '\0';
    push_marked(L, "a");
    lua_closeslot(L, 1);
    push_closable(L, "b", false);
    lua_replace(L, 1);
    lua_toclose(L, 1);
    lua_closeslot(L, 1);
    lua_remove(L, 1);
    CHECK_STRING(closed, "a:nil;b:nil;");
}

static int closes_with_error(lua_State *S) {
    push_closable(S, "a", true);
    lua_toclose(S, 1);
    lua_closeslot(S, 1);
    return 0;
}

static void closeslot_may_raise(void) {
    CHECK_FAILS(closes_with_error, NULL, "from a");
}

static int yield_nothing(lua_State *S) {
    return lua_yield(S, 0);
}

static int closes_a_yielder(lua_State *S) {
    lua_settop(S, 1);
    lua_toclose(S, 1);
    lua_closeslot(S, 1);
    return 0;
}

static int returns_with_a_yielder(lua_State *S) {
    lua_settop(S, 1);
    lua_toclose(S, 1);
    lua_pushliteral(S, "returned");
    return 1;
}

static void close_methods_and_yields(void) {
    int count;
    lua_register(L, "yield", yield_nothing);
    lua_State *co = lua_newthread(L);
    lua_pushcfunction(co, closes_a_yielder);
    push(co, "setmetatable({}, {__close = function() yield() end})");
    CHECK_EQUAL(lua_resume(co, L, 1, &count), LUA_ERRRUN); /* not through lua_closeslot */
    CHECK_VALUE(co, -1, "'attempt to yield across a C-call boundary'");
    co = lua_newthread(L);
    lua_pushcfunction(co, returns_with_a_yielder); /* but when the function returns */
    push(co, "setmetatable({}, {__close = function() yield() end})");
    CHECK_EQUAL(lua_resume(co, L, 1, &count), LUA_YIELD);
    CHECK_EQUAL(lua_resume(co, L, 0, &count), LUA_OK);
    CHECK_STACK(co, "'returned'");
}

/* ---- What may be marked ---------------------------------------------------------------------- */

static int mark_argument(lua_State *S) {
    lua_settop(S, 1);
    lua_toclose(S, 1);
    return 0;
}

static void false_values_are_ignored(void) {
    CHECK_EQUAL(try(L, mark_argument, "nil"), LUA_OK);
    CHECK_EQUAL(try(L, mark_argument, "false"), LUA_OK);
    CHECK_EQUAL(try(L, mark_argument, "{}"), LUA_ERRRUN);
    CHECK(strstr(lua_tostring(L, -1), "got a non-closable value") != NULL);
    CHECK_EQUAL(try(L, mark_argument, "true"), LUA_ERRRUN);
    CHECK_EQUAL(try(L, mark_argument, "5"), LUA_ERRRUN);
}

static int mark_user_block(lua_State *S) {
    lua_newuserdatauv(S, 0, 0);
    lua_newtable(S);
    lua_pushvalue(S, 1);
    lua_setfield(S, -2, "__close");
    lua_setmetatable(S, -2);
    lua_toclose(S, -1);
    return 0;
}

static void any_value_with_a_method(void) {
    run(L, "function closing(v) closed_type = type(v) end");
    push(L, "closing");
    lua_pushcfunction(L, mark_user_block);
    lua_insert(L, 1);
    lua_call(L, 1, 0);
    CHECK_LUA("closed_type == 'userdata'");
}

static int marks_and_counts_c_stack(lua_State *S) {
    volatile char local[64]; /* out of scope when the method runs */
    memset((char *)local, 'x', sizeof local);
    push_marked(S, "a");
    lua_newuserdatauv(S, 10, 0);
    return local[0] == 'x' ? 1 : 0;
}

static void results_survive_closing(void) {
    closed[0] = '\0';
    lua_pushcfunction(L, marks_and_counts_c_stack);
    lua_call(L, 0, 1);
    CHECK_STACK(L, "userdata");
    CHECK_STRING(closed, "a:nil;");
}

/* lua_close closes what is pending in the main thread. */
static void closing_a_state(void) {
    closed[0] = '\0';
    lua_State *const S = luaL_newstate();
    push_marked(S, "first");
    push_marked(S, "second");
    lua_close(S);
    CHECK_STRING(closed, "second:nil;first:nil;");
}

int main(void) {
    RUN_FRESH(on_return);
    RUN_FRESH(on_error);
    RUN_FRESH(errors_in_closing_methods);
    RUN_FRESH(on_settop_and_pop);
    RUN_FRESH(several_at_once);
    RUN_FRESH(settop_may_raise);
    RUN_FRESH(closeslot);
    RUN_FRESH(slots_may_be_marked_again);
    RUN_FRESH(closeslot_may_raise);
    RUN_FRESH(close_methods_and_yields);
    RUN_FRESH(false_values_are_ignored);
    RUN_FRESH(any_value_with_a_method);
    RUN_FRESH(results_survive_closing);
    RUN_FRESH(closing_a_state);
    return check_result();
}
