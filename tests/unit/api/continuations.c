/* Manual 4.5: yields across lua_callk, lua_pcallk and lua_yieldk, and what continuations see. */
#include "api_test.h"

/* Contexts tell a direct call of a continuation (by the original function) from one by Lua. */
enum { DIRECT = 100, BY_LUA };

/* What the continuation saw: "<context> <status>: <stack>". */
static char trail[3000];

static int note(lua_State *S, int status, lua_KContext ctx) {
    const size_t used = strlen(trail);
    if (used < 500)
        snprintf(trail + used, sizeof trail - used, "%s %d: %s;",
                 ctx == DIRECT ? "direct" : "by Lua", status, stack_text(S));
    return lua_gettop(S);
}

static int callk(lua_State *S) {
    lua_pushliteral(S, "below");
    lua_insert(S, 1);
    lua_callk(S, lua_gettop(S) - 2, LUA_MULTRET, BY_LUA, note);
    return note(S, LUA_OK, DIRECT);
}

static int pcallk(lua_State *S) {
    lua_pushliteral(S, "below");
    lua_insert(S, 1);
    const int status = lua_pcallk(S, lua_gettop(S) - 2, 2, 0, BY_LUA, note);
    return note(S, status, DIRECT);
}

static int plain_yield(lua_State *S) {
    return lua_yield(S, lua_gettop(S));
}

static int mark(lua_State *S) {
    lua_pushfstring(S, "<%s>", lua_tostring(S, 1));
    return 1;
}

static int pcallk_with_handler(lua_State *S) {
    lua_pushcfunction(S, mark);
    lua_insert(S, 1);
    const int status = lua_pcallk(S, lua_gettop(S) - 2, 1, 1, BY_LUA, note);
    return note(S, status, DIRECT);
}

static void register_all(void) {
    lua_register(L, "callk", callk);
    lua_register(L, "pcallk", pcallk);
    lua_register(L, "pcallk_with_handler", pcallk_with_handler);
    lua_register(L, "yield", plain_yield);
    trail[0] = '\0';
}

/* Runs `code` as a coroutine on a new thread; after each yield goes on with the string "r<n>". Checks
** the yields seen (their values as stack texts, each ended by ';'), the final status and the values
** left at the end. */
static void drive(const char *code, const char *yields, int status, const char *values) {
    char seen[500] = "";
    int results = 0, arguments = 0, step = 0, now;
    lua_State *const co = lua_newthread(L);
    CHECK_EQUAL(luaL_loadbuffer(co, code, strlen(code), "=co"), LUA_OK);
    trail[0] = '\0';
    while ((now = lua_resume(co, L, arguments, &results)) == LUA_YIELD && step < 20) {
        CHECK_EQUAL(lua_gettop(co) >= results, 1);
        while (lua_gettop(co) > results) /* what lies below is the coroutine's */
            break;
        for (int i = lua_gettop(co) - results + 1; i <= lua_gettop(co); i++) {
            strcat(seen, value_text(co, i));
            strcat(seen, i < lua_gettop(co) ? " " : "");
        }
        strcat(seen, ";");
        lua_pop(co, results);
        lua_pushfstring(co, "r%d", ++step);
        arguments = 1;
    }
    bool same = CHECK_STRING(seen, yields);
    same = CHECK_EQUAL(now, status) && same;
    same = CHECK_STRING(now == LUA_OK ? stack_text(co) : value_text(co, -1), values) && same;
    if (!same) fprintf(stderr, "    of %s\n", code);
    lua_pop(L, 1);
}

/* ---- lua_callk ------------------------------------------------------------------------------- */

static void callk_without_yield_returns(void) {
    register_all();
    drive("return callk(function(...) return 'results', ... end, 1, 2)", "", LUA_OK,
          "'below' 'results' 1 2");
    CHECK_STRING(trail, "direct 0: 'below' 'results' 1 2;");
}

static void callk_with_yield_continues(void) {
    register_all();
    drive("return callk(function(...) return yield(...) end, 1, 2)", "1 2;", LUA_OK,
          "'below' 'r1'");
    CHECK_STRING(trail, "by Lua 1: 'below' 'r1';");
    /* A C function that yields is called the same way. */
    drive("return callk(yield, 'x')", "'x';", LUA_OK, "'below' 'r1'");
    CHECK_STRING(trail, "by Lua 1: 'below' 'r1';");
    /* Two yields, one continuation. */
    drive("return callk(function() yield(1) return yield(2) end)", "1;2;", LUA_OK, "'below' 'r2'");
    CHECK_STRING(trail, "by Lua 1: 'below' 'r2';");
}

static void callk_handles_no_errors(void) {
    register_all();
    drive("callk(error, 'x', 0)", "", LUA_ERRRUN, "'x'");
    CHECK_STRING(trail, "");
    drive("callk(function() yield(1) error('after yield', 0) end)", "1;", LUA_ERRRUN,
          "'after yield'");
    CHECK_STRING(trail, "");
}

static void continuations_nest(void) {
    register_all();
    drive("return callk(callk, pcallk, yield, 'x')", "'x';", LUA_OK,
          "'below' 'below' 'below' 'r1' nil");
    CHECK_STRING(trail, "by Lua 1: 'below' 'r1' nil;by Lua 1: 'below' 'below' 'r1' nil;"
                        "by Lua 1: 'below' 'below' 'below' 'r1' nil;");
}

/* ---- lua_pcallk ------------------------------------------------------------------------------ */

static void pcallk_without_yield_returns(void) {
    register_all();
    drive("return pcallk(function(...) return ... end, 1)", "", LUA_OK, "'below' 1 nil");
    CHECK_STRING(trail, "direct 0: 'below' 1 nil;");
}

static void pcallk_with_yield_continues(void) {
    register_all();
    drive("return pcallk(yield, 'x')", "'x';", LUA_OK, "'below' 'r1' nil");
    CHECK_STRING(trail, "by Lua 1: 'below' 'r1' nil;");
}

static void pcallk_catches_errors_after_a_yield(void) {
    register_all();
    drive("return pcallk(function() yield(1) error({}) end)", "1;", LUA_OK, "'below' table");
    CHECK_STRING(trail, "by Lua 2: 'below' table;");
    drive("return pcallk(function() yield(1) error(nil) end)", "1;", LUA_OK, "'below' nil");
}

/* In a coroutine an error ends the original function, whether it comes after a yield or not: "Lua
** will call the continuation only if needed, that is, in case of errors or resuming after a yield". */
static void pcallk_continues_after_an_error_in_a_coroutine(void) {
    register_all();
    drive("return pcallk(error, 'x', 0)", "", LUA_OK, "'below' 'x'");
    CHECK_STRING(trail, "by Lua 2: 'below' 'x';");
}

/* Each of several, whoever raised the error and wherever the others stand. */
static void errors_without_yields_in_nested_calls(void) {
    register_all();
    drive("return pcallk(pcallk, error, 'x', 0)", "", LUA_OK, "'below' 'below' 'x'");
    CHECK(strstr(trail, "by Lua 2: 'below' 'x';") == trail);
    drive("return pcallk(callk, error, 'x', 0)", "", LUA_OK, "'below' 'x'");
    CHECK_STRING(trail, "by Lua 2: 'below' 'x';");
    drive("return callk(pcallk, error, 'x', 0)", "", LUA_OK, "'below' 'below' 'x'");
    CHECK_STRING(trail, "by Lua 2: 'below' 'x';by Lua 1: 'below' 'below' 'x';");
    drive("return callk(callk, callk, pcallk, error, 'x', 0)", "", LUA_OK,
          "'below' 'below' 'below' 'below' 'x'");
    drive("return callk(function() return pcallk(error, 'x', 0) end), yield(1)", "1;", LUA_OK,
          "'below' 'r1'");
    drive("local t = {} for i = 1, 3 do t[i] = select(2, pcallk(error, i)) end "
          "return table.concat(t, ' '), yield(1), select(2, pcallk(error, 'z', 0))",
          "1;", LUA_OK, "'1 2 3' 'r1' 'z'");
    drive("return pcall(function() pcallk(error, 'x', 0) error('y', 0) end)", "", LUA_OK,
          "false 'y'");
    drive("for i = 1, 1000 do local ok, e = pcallk(error, i) assert(e == i) end return 'many'", "",
          LUA_OK, "'many'");
    drive(
        "local function deep(n) if n == 0 then error('x', 0) end local _, e = pcallk(deep, n - 1) "
        "error(e .. n, 0) end return select(2, pcallk(deep, 9))",
        "", LUA_OK, "'x123456789'");
}

/* Where nothing could yield there is no need of a continuation: lua_pcallk returns. */
static void pcallk_returns_outside_of_coroutines(void) {
    register_all();
    push(L, "pcallk(error, 'x', 0)");
    CHECK_STACK(L, "'below' 'x'");
    CHECK_STRING(trail, "direct 2: 'below' 'x';");
    trail[0] = '\0';
    lua_settop(L, 0);
    push(L, "pcallk(function() return 1, 2, 3 end)");
    CHECK_STACK(L, "'below' 1 2");
    CHECK_STRING(trail, "direct 0: 'below' 1 2;");
}

static void pcallk_and_message_handlers(void) {
    register_all();
    drive("return select(2, pcallk_with_handler(function() yield(1) error('x', 0) end))", "1;",
          LUA_OK, "'<x>'");
    CHECK_STRING(trail, "by Lua 2: function '<x>';");
    drive("return select(2, pcallk_with_handler(error, 'x', 0))", "", LUA_OK, "'<x>'");
    drive("return select(2, pcallk_with_handler(yield, 'y'))", "'y';", LUA_OK, "'r1'");
    CHECK_STRING(trail, "by Lua 1: function 'r1';");
}

static void pcallk_in_pcallk(void) {
    register_all();
    drive("return pcallk(pcallk, function() yield(1) error('x', 0) end)", "1;", LUA_OK,
          "'below' 'below' 'x'");
    CHECK_STRING(trail, "by Lua 2: 'below' 'x';by Lua 1: 'below' 'below' 'x';");
    drive("return pcallk(function() callk(function() yield(1) error('x', 0) end) end)", "1;",
          LUA_OK, "'below' 'x'");
    CHECK_STRING(trail, "by Lua 2: 'below' 'x';");
}

/* ---- lua_yieldk ------------------------------------------------------------------------------ */

static int after_yield(lua_State *S, int status, lua_KContext ctx) {
    CHECK_EQUAL(status, LUA_YIELD);
    lua_pushinteger(S, (lua_Integer)ctx);
    lua_pushvalue(S, lua_upvalueindex(1));
    return lua_gettop(S);
}

static int yieldk(lua_State *S) {
    lua_pushliteral(S, "kept");
    lua_insert(S, 1);
    return lua_yieldk(S, lua_gettop(S) - 1, 42, after_yield);
}

/* The continuation finds the stack with the yielded values replaced by those of the resume, the
** context, and the upvalues of the original function. */
static void yieldk_continues(void) {
    register_all();
    push(L, "'upvalue'");
    lua_pushcclosure(L, yieldk, 1);
    lua_setglobal(L, "yieldk");
    drive("return yieldk(1, 2)", "1 2;", LUA_OK, "'kept' 'r1' 42 'upvalue'");
    drive("return yieldk()", ";", LUA_OK, "'kept' 'r1' 42 'upvalue'");
}

static int count_down(lua_State *S, int status, lua_KContext ctx) {
    (void)status;
    if (ctx == 0) {
        lua_pushliteral(S, "end");
        return 1;
    }
    lua_settop(S, 0);
    lua_pushinteger(S, (lua_Integer)ctx);
    return lua_yieldk(S, 1, ctx - 1, count_down);
}

static int start_count(lua_State *S) {
    return count_down(S, LUA_OK, (lua_KContext)luaL_checkinteger(S, 1));
}

static void yieldk_in_a_continuation(void) {
    lua_register(L, "count", start_count);
    drive("return count(4)", "4;3;2;1;", LUA_OK, "'end'");
}

/* Without continuation what is resumed is the caller of the function that yielded. */
static void yield_returns_to_the_caller(void) {
    register_all();
    drive("local a = yield('first') return a, yield(a)", "'first';'r1';", LUA_OK, "'r1' 'r2'");
    drive("return (yield())", ";", LUA_OK, "'r1'");
}

static int mixed_k(lua_State *S, int status, lua_KContext ctx) {
    switch (ctx) {
    case 0: lua_pushliteral(S, "y0"); return lua_yieldk(S, 1, 1, mixed_k);
    case 1:
        lua_getglobal(S, "yield");
        lua_pushliteral(S, "y1");
        lua_callk(S, 1, 1, 2, mixed_k);
        return mixed_k(S, LUA_OK, 2);
    case 2:
        lua_pushcfunction(S, callk); /* callk(error, ...) */
        lua_getglobal(S, "error");
        lua_pushliteral(S, "e2");
        lua_pushinteger(S, 0);
        return mixed_k(S, lua_pcallk(S, 3, 1, 0, 3, mixed_k), 3);
    default: lua_pushinteger(S, status); return lua_gettop(S);
    }
}

static int mixed(lua_State *S) {
    lua_settop(S, 0);
    return mixed_k(S, LUA_OK, 0);
}

static void all_three_in_one_function(void) {
    register_all();
    lua_register(L, "mixed", mixed);
    drive("return mixed('gone')", "'y0';'y1';", LUA_OK, "'r1' 'r2' 'e2' 2");
}

/* A pointer fits into a context. */
static int pointer_k(lua_State *S, int status, lua_KContext ctx) {
    (void)status;
    lua_pushstring(S, (const char *)ctx);
    return 1;
}

static int pass_pointer(lua_State *S) {
    static char text[] = "through a context";
    return lua_yieldk(S, 0, (lua_KContext)text, pointer_k);
}

static void contexts_hold_pointers(void) {
    lua_register(L, "pass", pass_pointer);
    drive("return pass()", ";", LUA_OK, "'through a context'");
}

/* ---- Boundaries ------------------------------------------------------------------------------ */

static int plain_call(lua_State *S) {
    lua_call(S, lua_gettop(S) - 1, LUA_MULTRET);
    return lua_gettop(S);
}

static int plain_pcall(lua_State *S) {
    lua_pushinteger(S, lua_pcall(S, lua_gettop(S) - 1, 1, 0));
    return 2;
}

static int index_in_c(lua_State *S) {
    lua_getfield(S, 1, "x");
    return 1;
}

static void no_yield_across_other_functions(void) {
    register_all();
    lua_register(L, "plain_call", plain_call);
    lua_register(L, "plain_pcall", plain_pcall);
    lua_register(L, "index_in_c", index_in_c);
    drive("plain_call(yield, 1)", "", LUA_ERRRUN, "'attempt to yield across a C-call boundary'");
    drive("return plain_pcall(yield, 1)", "", LUA_OK,
          "'attempt to yield across a C-call boundary' 2");
    drive("index_in_c(setmetatable({}, {__index = function() return yield(1) end}))", "",
          LUA_ERRRUN, "'attempt to yield across a C-call boundary'");
    drive("plain_call(function() callk(yield) end)", "", LUA_ERRRUN,
          "'attempt to yield across a C-call boundary'");
    drive("return pcallk(plain_call, yield)", "", LUA_OK,
          "'below' 'attempt to yield across a C-call boundary'");
    /* Inside such a call another coroutine may yield. */
    drive("return plain_call(function() local co = coroutine.wrap(function() yield(1) end) "
          "return co() end)",
          "", LUA_OK, "1");
}

static void no_yield_outside_of_coroutines(void) {
    CHECK_FAILS(plain_yield, NULL, "attempt to yield from outside a coroutine");
    lua_State *const co = lua_newthread(L); /* a thread that is not run by lua_resume */
    lua_pushcfunction(co, plain_yield);
    CHECK_EQUAL(lua_pcall(co, 0, 0, 0), LUA_ERRRUN);
    CHECK(strstr(lua_tostring(co, -1), "attempt to yield") != NULL);
}

int main(void) {
    RUN_FRESH(callk_without_yield_returns);
    RUN_FRESH(callk_with_yield_continues);
    RUN_FRESH(callk_handles_no_errors);
    RUN_FRESH(continuations_nest);
    RUN_FRESH(pcallk_without_yield_returns);
    RUN_FRESH(pcallk_with_yield_continues);
    RUN_FRESH(pcallk_catches_errors_after_a_yield);
    RUN_FRESH(pcallk_continues_after_an_error_in_a_coroutine);
    RUN_FRESH(errors_without_yields_in_nested_calls);
    RUN_FRESH(pcallk_returns_outside_of_coroutines);
    RUN_FRESH(pcallk_and_message_handlers);
    RUN_FRESH(pcallk_in_pcallk);
    RUN_FRESH(yieldk_continues);
    RUN_FRESH(yieldk_in_a_continuation);
    RUN_FRESH(yield_returns_to_the_caller);
    RUN_FRESH(all_three_in_one_function);
    RUN_FRESH(contexts_hold_pointers);
    RUN_FRESH(no_yield_across_other_functions);
    RUN_FRESH(no_yield_outside_of_coroutines);
    return check_result();
}
