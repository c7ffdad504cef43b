/* Manual 4.6: threads and coroutines: lua_newthread, lua_resume, lua_yield, lua_status,
** lua_isyieldable, lua_closethread, lua_resetthread. (Continuations: continuations.c.) */
#include "api_test.h"

static int yield_arguments(lua_State *S) {
    return lua_yield(S, lua_gettop(S));
}

/* A new thread with the values of a list of expressions on its stack; left on L, too. */
static lua_State *thread_with(const char *expressions) {
    lua_State *const co = lua_newthread(L);
    lua_register(L, "yield", yield_arguments);
    push(co, expressions);
    return co;
}

/* ---- Threads --------------------------------------------------------------------------------- */

static void newthread(void) {
    push(L, "'mine'");
    lua_State *const co = lua_newthread(L);
    CHECK_STACK(L, "'mine' thread");
    CHECK(lua_tothread(L, 2) == co && co != L);
    CHECK_EQUAL(lua_gettop(co), 0);
    CHECK_EQUAL(lua_status(co), LUA_OK);
    lua_pushinteger(co, 5); /* an independent stack, shared globals */
    lua_setglobal(co, "five");
    CHECK_LUA("five == 5");
    CHECK_STACK(L, "'mine' thread");
    push(co, "'call in a thread', five");
    CHECK_STACK(co, "'call in a thread' 5");
}

static void threads_are_collected(void) {
    run(L, "weak = setmetatable({}, {__mode = 'k'})");
    lua_getglobal(L, "weak");
    lua_newthread(L);
    lua_newthread(L);
    for (int i = 2; i <= 3; i++) {
        lua_pushvalue(L, i);
        lua_pushboolean(L, 1);
        lua_rawset(L, 1);
    }
    lua_settop(L, 2);
    lua_gc(L, LUA_GCCOLLECT);
    CHECK_LUA("next(weak) ~= nil and next(weak, next(weak)) == nil");
    lua_settop(L, 0);
    lua_gc(L, LUA_GCCOLLECT);
    CHECK_LUA("next(weak) == nil");
}

/* Functions may be called in a thread of status LUA_OK. */
static void calls_in_a_thread(void) {
    lua_State *const co = thread_with("math.max, 3, 9");
    lua_call(co, 2, 1);
    CHECK_STACK(co, "9");
    push(co, "error, 'x', 0");
    CHECK_EQUAL(lua_pcall(co, 2, 0, 0), LUA_ERRRUN);
    CHECK_STACK(co, "9 'x'");
    CHECK_EQUAL(lua_status(co), LUA_OK);
}

/* ---- Starting, yielding, resuming ------------------------------------------------------------ */

static void resume_to_the_end(void) {
    int count = -1;
    lua_State *const co = thread_with("function(...) return select('#', ...), ... end, 'a', 'b'");
    CHECK_EQUAL(lua_resume(co, L, 2, &count), LUA_OK);
    CHECK_EQUAL(count, 3);
    CHECK_STACK(co, "2 'a' 'b'");
    CHECK_EQUAL(lua_status(co), LUA_OK);
    lua_settop(co, 0); /* the thread may serve for another coroutine */
    push(co, "function() end");
    CHECK_EQUAL(lua_resume(co, NULL, 0, &count), LUA_OK);
    CHECK_EQUAL(count, 0);
    CHECK_EQUAL(lua_gettop(co), 0);
}

static void yields(void) {
    int count;
    lua_State *const co = thread_with("function(...) local a, b = yield(...) local c = yield() "
                                      "return a, b, c end, 1, 2, 3");
    CHECK_EQUAL(lua_resume(co, L, 3, &count), LUA_YIELD);
    CHECK_EQUAL(count, 3);
    CHECK_EQUAL(lua_status(co), LUA_YIELD);
    CHECK_VALUE(co, -3, "1");
    CHECK_VALUE(co, -1, "3");
    lua_pop(co, count);
    push(L, "'to a', 'to b', 'to nobody'");
    lua_xmove(L, co, 3);
    CHECK_EQUAL(lua_resume(co, L, 3, &count), LUA_YIELD);
    CHECK_EQUAL(count, 0);
    lua_pushliteral(co, "to c");
    CHECK_EQUAL(lua_resume(co, L, 1, &count), LUA_OK);
    CHECK_EQUAL(count, 3);
    CHECK_STACK(co, "'to a' 'to b' 'to c'");
    CHECK_EQUAL(lua_status(co), LUA_OK);
}

static void many_values(void) {
    int count;
    lua_State *const co = thread_with("function(...) while true do yield(...) end end");
    CHECK_EQUAL(lua_checkstack(co, 5000), 1);
    for (int i = 1; i <= 4000; i++)
        lua_pushinteger(co, i);
    CHECK_EQUAL(lua_resume(co, L, 4000, &count), LUA_YIELD);
    CHECK_EQUAL(count, 4000);
    CHECK_EQUAL(lua_tointeger(co, -1), 4000);
    CHECK_EQUAL(lua_tointeger(co, -4000), 1);
    lua_pop(co, count);
}

static void body_is_any_callable(void) {
    int count;
    lua_State *co = thread_with("setmetatable({}, {__call = function(self, a) return a end}), 7");
    CHECK_EQUAL(lua_resume(co, L, 1, &count), LUA_OK);
    CHECK_STACK(co, "7");
    co = thread_with("nil");
    lua_pushinteger(co, 7);
    CHECK_EQUAL(lua_resume(co, L, 1, &count), LUA_ERRRUN);
    CHECK_VALUE(co, -1, "'attempt to call a nil value'");
    co = lua_newthread(L);
    lua_pushcfunction(co, yield_arguments); /* a C function as the body */
    lua_pushinteger(co, 8);
    CHECK_EQUAL(lua_resume(co, L, 1, &count), LUA_YIELD);
    CHECK_VALUE(co, -1, "8");
    lua_pop(co, 1);
    lua_pushinteger(co, 1);
    lua_pushinteger(co, 2);
    CHECK_EQUAL(lua_resume(co, L, 2, &count), LUA_OK);
    CHECK_EQUAL(count, 2);
    CHECK_STACK(co, "1 2");
}

static int resume_other(lua_State *S) {
    int count;
    lua_State *const co = lua_tothread(S, 1);
    const int body = lua_status(co) == LUA_OK; /* not started: a function below the arguments */
    const int status = lua_resume(co, S, lua_gettop(co) - body, &count);
    lua_pushinteger(S, status);
    lua_xmove(co, S, status <= LUA_YIELD ? count : 1);
    return lua_gettop(S) - 1;
}

/* C functions resume coroutines inside coroutines. */
static void resumes_nest(void) {
    lua_register(L, "resume_other", resume_other);
    run(L, "co = coroutine.create(function(a) while true do coroutine.yield('inner') end end)");
    push(L, "coroutine.wrap(function() local s, v = resume_other(co) coroutine.yield(s, v) "
            "return resume_other(co) end)");
    lua_pushvalue(L, 1);
    lua_call(L, 0, LUA_MULTRET);
    CHECK_STACK(L, "function 1 'inner'");
    lua_settop(L, 1);
    lua_call(L, 0, LUA_MULTRET);
    CHECK_STACK(L, "1 'inner'");
}

/* ---- Errors ---------------------------------------------------------------------------------- */

static void errors(void) {
    int count;
    lua_State *const co = thread_with("function() yield() error({code = 7}) end");
    CHECK_EQUAL(lua_resume(co, L, 0, &count), LUA_YIELD);
    CHECK_EQUAL(lua_resume(co, L, 0, &count), LUA_ERRRUN);
    CHECK_EQUAL(lua_status(co), LUA_ERRRUN);
    lua_xmove(co, L, 1); /* the object is on top */
    CHECK_EQUAL(lua_getfield(L, -1, "code"), LUA_TNUMBER);
    luaL_traceback(L, co, NULL, 0); /* the stack has not been unwound */
    CHECK(strstr(lua_tostring(L, -1), "in function <test:1>") != NULL);
    push(L, "'argument'");
    lua_xmove(L, co, 1);
    CHECK_EQUAL(lua_resume(co, L, 1, &count), LUA_ERRRUN); /* and it is dead */
    CHECK_VALUE(co, -1, "'cannot resume dead coroutine'");
}

static int resume_self(lua_State *S) {
    int count;
    lua_settop(S, 0);
    CHECK_EQUAL(lua_resume(S, S, 0, &count), LUA_ERRRUN);
    return 1;
}

static void what_cannot_be_resumed(void) {
    int count;
    lua_State *co = lua_newthread(L);
    CHECK_EQUAL(lua_resume(co, L, 0, &count), LUA_ERRRUN); /* nothing to run */
    CHECK_VALUE(co, -1, "'cannot resume dead coroutine'");
    lua_settop(co, 0);
    push(co, "1");
    lua_pushcfunction(co, resume_self);
    lua_replace(co, 1);
    CHECK_EQUAL(lua_resume(co, L, 0, &count), LUA_OK);
    CHECK_VALUE(co, -1, "'cannot resume non-suspended coroutine'");
}

static void memory_errors(void) {
    int count;
    lua_State *const co = thread_with("function() return ('x'):rep(1 << 36):rep(1 << 6) end");
    const int status = lua_resume(co, L, 0, &count);
    CHECK(status == LUA_ERRMEM ||
          status == LUA_ERRRUN); /* "resulting string too large" elsewhere */
    CHECK_EQUAL(lua_status(co), status);
}

/* ---- Yieldable ------------------------------------------------------------------------------- */

static int report_yieldable(lua_State *S) {
    lua_pushboolean(S, lua_isyieldable(S));
    return 1;
}

static int call_plainly(lua_State *S) {
    lua_call(S, lua_gettop(S) - 1, LUA_MULTRET);
    return lua_gettop(S);
}

static int continued(lua_State *S, int status, lua_KContext ctx) {
    (void)status, (void)ctx;
    return lua_gettop(S);
}

static int call_with_continuation(lua_State *S) {
    lua_callk(S, lua_gettop(S) - 1, LUA_MULTRET, 0, continued);
    return continued(S, LUA_OK, 0);
}

static void isyieldable(void) {
    int count;
    CHECK_EQUAL(lua_isyieldable(L), 0); /* the main thread */
    lua_register(L, "report", report_yieldable);
    lua_register(L, "plain", call_plainly);
    lua_register(L, "with_k", call_with_continuation);
    CHECK_LUA("report() == false and pcall(report)");
    lua_State *const co =
        thread_with("function() return report(), select(2, pcall(report)), plain(report), "
                    "with_k(report), with_k(plain, with_k, report) end");
    CHECK_EQUAL(lua_resume(co, L, 0, &count), LUA_OK);
    CHECK_STACK(co, "true true false true false");
}

/* ---- Closing --------------------------------------------------------------------------------- */

static void closethread_suspended(void) {
    int count;
    run(L, "log = ''");
    lua_State *const co = thread_with(
        "function() local a <close> = setmetatable({}, {__close = function(_, e) "
        "log = log .. 'a' .. tostring(e) end}) local b <close> = setmetatable({}, {__close = "
        "function(_, e) log = log .. 'b' .. tostring(e) end}) yield(1, 2) end");
    CHECK_EQUAL(lua_resume(co, L, 0, &count), LUA_YIELD);
    CHECK_EQUAL(lua_closethread(co, L), LUA_OK);
    CHECK_LUA("log == 'bnilanil'");
    CHECK_EQUAL(lua_status(co), LUA_OK);
    CHECK_EQUAL(lua_gettop(co), 0);
    lua_Debug ar;
    CHECK_EQUAL(lua_getstack(co, 0, &ar), 0); /* no call is left */
    push(co, "function(x) return x end, 'used again'");
    CHECK_EQUAL(lua_resume(co, L, 1, &count), LUA_OK);
    CHECK_STACK(co, "'used again'");
}

static void closethread_after_an_error(void) {
    int count;
    run(L, "log = ''");
    lua_State *const co =
        thread_with("function() local a <close> = setmetatable({}, {__close = function(_, e) "
                    "log = log .. 'a' .. tostring(e) end}) error('first', 0) end");
    CHECK_EQUAL(lua_resume(co, L, 0, &count), LUA_ERRRUN);
    CHECK_LUA("log == ''"); /* what is pending waits for lua_closethread */
    CHECK_EQUAL(lua_closethread(co, NULL), LUA_ERRRUN);
    CHECK_STACK(co, "'first'"); /* the original error */
    CHECK_LUA("log == 'afirst'");
    CHECK_EQUAL(lua_status(co), LUA_OK);
}

static void closethread_with_failing_methods(void) {
    int count;
    run(L, "log = ''");
    lua_State *const co = thread_with(
        "function() local a <close> = setmetatable({}, {__close = function(_, e) "
        "log = log .. 'a' .. tostring(e) end}) local b <close> = setmetatable({}, {__close = "
        "function(_, e) log = log .. 'b' .. tostring(e) error('in close', 0) end}) yield() end");
    CHECK_EQUAL(lua_resume(co, L, 0, &count), LUA_YIELD);
    CHECK_EQUAL(lua_closethread(co, L), LUA_ERRRUN);
    CHECK_STACK(co, "'in close'");
    CHECK_LUA("log == 'bnilain close'");
}

static void closethread_fresh_and_finished(void) {
    int count;
    lua_State *const co = lua_newthread(L);
    CHECK_EQUAL(lua_closethread(co, L), LUA_OK);
    push(co, "1, 2, 3");
    CHECK_EQUAL(lua_closethread(co, L), LUA_OK);
    CHECK_EQUAL(lua_gettop(co), 0);
    push(co, "function() return 'done' end");
    CHECK_EQUAL(lua_resume(co, L, 0, &count), LUA_OK);
    CHECK_EQUAL(lua_closethread(co, NULL), LUA_OK);
    CHECK_EQUAL(lua_gettop(co), 0);
}

static void resetthread(void) {
    int count;
    lua_State *const co = thread_with("function() yield() error('x', 0) end");
    CHECK_EQUAL(lua_resume(co, L, 0, &count), LUA_YIELD);
    CHECK_EQUAL(lua_resetthread(co), LUA_OK);
    push(co, "function() error('x', 0) end");
    CHECK_EQUAL(lua_resume(co, L, 0, &count), LUA_ERRRUN);
    CHECK_EQUAL(lua_resetthread(co), LUA_ERRRUN);
    CHECK_STACK(co, "'x'");
}

/* Upvalues that pointed into the stack keep their values. */
static void closethread_closes_upvalues(void) {
    int count;
    lua_State *const co =
        thread_with("function() local v = 'kept' function get() return v end yield() end");
    CHECK_EQUAL(lua_resume(co, L, 0, &count), LUA_YIELD);
    CHECK_EQUAL(lua_closethread(co, L), LUA_OK);
    push(co, "1, 2, 3, 4, 5");
    CHECK_LUA("get() == 'kept'");
}

int main(void) {
    RUN_FRESH(newthread);
    RUN_FRESH(threads_are_collected);
    RUN_FRESH(calls_in_a_thread);
    RUN_FRESH(resume_to_the_end);
    RUN_FRESH(yields);
    RUN_FRESH(many_values);
    RUN_FRESH(body_is_any_callable);
    RUN_FRESH(resumes_nest);
    RUN_FRESH(errors);
    RUN_FRESH(what_cannot_be_resumed);
    RUN_FRESH(memory_errors);
    RUN_FRESH(isyieldable);
    RUN_FRESH(closethread_suspended);
    RUN_FRESH(closethread_after_an_error);
    RUN_FRESH(closethread_with_failing_methods);
    RUN_FRESH(closethread_fresh_and_finished);
    RUN_FRESH(resetthread);
    RUN_FRESH(closethread_closes_upvalues);
    return check_result();
}
