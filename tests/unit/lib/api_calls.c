/* The C API that runs code: calls, errors, continuations, coroutines, loading, dumping, closing,
** the debug interface, the collector, and all of it with memory that runs out. */
#include <stdlib.h>

#include "check.h"
#include "lauxlib.h"
#include "lua.h"
#include "lualib.h"

/* How much of the long tests is bearable. */
#ifdef STRESS_GC
#define STRING_COUNT 500
#define SWEEP_STEPS  8
#else
#define STRING_COUNT 2000000
#define SWEEP_STEPS  60
#endif

static lua_State *L;

static void push_code(const char *code) {
    if (!CHECK_EQUAL(luaL_loadstring(L, code), LUA_OK))
        fprintf(stderr, "%s\n", lua_tostring(L, -1));
}

/* ---- Calls and errors ------------------------------------------------------------------------ */

static void results(void) {
    lua_settop(L, 0);
    push_code("return ...");
    for (int i = 1; i <= 3; i++)
        lua_pushinteger(L, i);
    lua_call(L, 3, 5);
    CHECK_EQUAL(lua_gettop(L), 5);
    CHECK(lua_isnil(L, 4) && lua_isnil(L, 5));
    lua_settop(L, 0);
    push_code("return table.unpack({}, 1, 5000)");
    lua_call(L, 0, LUA_MULTRET);
    CHECK_EQUAL(lua_gettop(L), 5000);
    lua_settop(L, 0);
}

static int handler(lua_State *S) {
    lua_pushfstring(S, "<%s>", lua_tostring(S, 1));
    return 1;
}

static void errors(void) {
    lua_settop(L, 0);
    lua_pushcfunction(L, handler);
    push_code("error('x', 0)");
    lua_pushinteger(L, 1);
    CHECK_EQUAL(lua_pcall(L, 1, 3, 1), LUA_ERRRUN);
    CHECK_EQUAL(lua_gettop(L), 2);
    CHECK_STRING(lua_tostring(L, 2), "<x>");
    push_code("error(setmetatable({}, {__tostring = function() return 'obj' end}))");
    CHECK_EQUAL(lua_pcall(L, 0, 0, 0), LUA_ERRRUN);
    CHECK_EQUAL(lua_type(L, -1), LUA_TTABLE);
    lua_settop(L, 0);
}

static void recursion_in_lua_ends(void) {
#ifndef STRESS_STACK /* moving the stack at every call takes hours */
    lua_settop(L, 0);
    push_code("local function f() return f() + 1 end f()");
    CHECK_EQUAL(lua_pcall(L, 0, 0, 0), LUA_ERRRUN);
    CHECK(strstr(lua_tostring(L, -1), "stack overflow") != NULL);
    lua_settop(L, 0);
#endif
}

static int call_again(lua_State *S) {
    lua_pushvalue(S, 1);
    lua_pushvalue(S, 1);
    lua_call(S, 1, 0);
    return 0;
}

static void recursion_in_c_ends(void) {
    lua_settop(L, 0);
    lua_pushcfunction(L, call_again);
    lua_pushcfunction(L, call_again);
    CHECK_EQUAL(lua_pcall(L, 1, 0, 0), LUA_ERRRUN);
    CHECK(strstr(lua_tostring(L, -1), "overflow") != NULL);
    lua_settop(L, 0);
}

/* ---- Coroutines ------------------------------------------------------------------------------ */

static int yield_twice_k(lua_State *S, int status, lua_KContext ctx) {
    CHECK_EQUAL(status, LUA_YIELD);
    if (ctx == 2) return lua_gettop(S);
    lua_settop(S, 0);
    lua_pushinteger(S, ctx);
    return lua_yieldk(S, 1, ctx + 1, yield_twice_k);
}

static int yield_twice(lua_State *S) {
    return yield_twice_k(S, LUA_YIELD, 0);
}

static void yields_with_continuation(void) {
    int count;
    lua_settop(L, 0);
    lua_State *const co = lua_newthread(L);
    lua_pushcfunction(co, yield_twice);
    for (int i = 0; i < 2; i++) {
        CHECK_EQUAL(lua_resume(co, L, 0, &count), LUA_YIELD);
        CHECK_EQUAL(count, 1);
        CHECK_EQUAL(lua_tointeger(co, -1), i);
        lua_pop(co, count);
    }
    lua_pushliteral(co, "end");
    CHECK_EQUAL(lua_resume(co, L, 1, &count), LUA_OK);
    CHECK_EQUAL(count, 1);
    CHECK_STRING(lua_tostring(co, -1), "end");
    lua_settop(co, 0);
    CHECK_EQUAL(lua_resume(co, L, 0, &count), LUA_ERRRUN);
    CHECK_STRING(lua_tostring(co, -1), "cannot resume dead coroutine");
}

static int after_call(lua_State *S, int status, lua_KContext ctx) {
    CHECK_EQUAL(status, LUA_YIELD);
    CHECK_EQUAL(ctx, 77);
    lua_pushliteral(S, "after");
    return lua_gettop(S) - 1;
}

static int call_with_continuation(lua_State *S) {
    lua_pushvalue(S, 1);
    lua_callk(S, 0, LUA_MULTRET, 77, after_call);
    return after_call(S, LUA_YIELD, 77);
}

static int after_pcall(lua_State *S, int status, lua_KContext ctx) {
    (void)ctx;
    lua_pushinteger(S, status);
    return lua_gettop(S) - 1;
}

static int pcall_with_continuation(lua_State *S) {
    lua_pushvalue(S, 1);
    return after_pcall(S, lua_pcallk(S, 0, LUA_MULTRET, 0, 0, after_pcall), 0);
}

/* Resumes a coroutine of `f` over the chunk `code` once, which must yield, and again. */
static lua_State *run_twice(lua_CFunction f, const char *code, int status) {
    int count;
    lua_settop(L, 0);
    lua_State *const co = lua_newthread(L);
    lua_pushcfunction(co, f);
    CHECK_EQUAL(luaL_loadstring(co, code), LUA_OK);
    CHECK_EQUAL(lua_resume(co, L, 1, &count), LUA_YIELD);
    CHECK_STRING(lua_tostring(co, -1), "y");
    lua_pop(co, count);
    lua_pushliteral(co, "r");
    CHECK_EQUAL(lua_resume(co, L, 1, &count), status);
    return co;
}

static void calls_yield_through_continuations(void) {
    lua_State *co = run_twice(call_with_continuation, "return coroutine.yield('y'), 2", LUA_OK);
    CHECK_STRING(lua_tostring(co, -3), "r");
    CHECK_STRING(lua_tostring(co, -1), "after");
    co = run_twice(pcall_with_continuation, "error(coroutine.yield('y'), 0)", LUA_OK);
    CHECK_STRING(lua_tostring(co, -2), "r");
    CHECK_EQUAL(lua_tointeger(co, -1), LUA_ERRRUN);
    co = run_twice(pcall_with_continuation, "return coroutine.yield('y')", LUA_OK);
    CHECK_EQUAL(lua_tointeger(co, -1), LUA_YIELD);
    co = run_twice(call_with_continuation, "error(coroutine.yield('y'), 0)", LUA_ERRRUN);
    CHECK_STRING(lua_tostring(co, -1), "r");
    CHECK_EQUAL(lua_status(co), LUA_ERRRUN);
    CHECK_EQUAL(lua_closethread(co, L), LUA_ERRRUN);
    CHECK_EQUAL(lua_status(co), LUA_OK);
}

static int call_plainly(lua_State *S) {
    lua_settop(S, 1);
    lua_call(S, 0, 0);
    return 0;
}

static void no_yield_across_plain_calls(void) {
    int count;
    lua_settop(L, 0);
    lua_State *const co = lua_newthread(L);
    lua_pushcfunction(co, call_plainly);
    luaL_loadstring(co, "coroutine.yield()");
    CHECK_EQUAL(lua_resume(co, L, 1, &count), LUA_ERRRUN);
    CHECK(strstr(lua_tostring(co, -1), "attempt to yield across a C-call boundary") != NULL);
    CHECK(!lua_isyieldable(L));
}

/* ---- Closing --------------------------------------------------------------------------------- */

static int closable(lua_State *S) {
    luaL_loadstring(S, "local n = ... return setmetatable({}, {__close = "
                       "function(_, e) log = log .. n .. tostring(e) .. ';' end})");
    lua_insert(S, -2);
    lua_call(S, 1, 1);
    return 1;
}

static void push_closable(lua_State *S, const char *name) {
    lua_pushcfunction(S, closable);
    lua_pushstring(S, name);
    lua_call(S, 1, 1);
    lua_toclose(S, -1);
}

static const char *log_text(void) {
    lua_getglobal(L, "log");
    const char *const text = lua_tostring(L, -1);
    lua_pop(L, 1);
    return text;
}

static int returns_with_closables(lua_State *S) {
    push_closable(S, "a");
    push_closable(S, "b");
    lua_pushinteger(S, 42);
    return 1;
}

static int fails_with_closables(lua_State *S) {
    push_closable(S, "a");
    return luaL_error(S, "oops");
}

static void closing(void) {
    lua_settop(L, 0);
    CHECK_EQUAL(luaL_dostring(L, "log = ''"), LUA_OK);
    push_closable(L, "x");
    push_closable(L, "y");
    lua_closeslot(L, 2);
    CHECK_STRING(log_text(), "ynil;");
    CHECK(lua_isnil(L, 2));
    lua_settop(L, 0);
    CHECK_STRING(log_text(), "ynil;xnil;");
    lua_pushliteral(L, "");
    lua_setglobal(L, "log");
    lua_pushcfunction(L, returns_with_closables);
    lua_call(L, 0, 1);
    CHECK_EQUAL(lua_tointeger(L, 1), 42);
    CHECK_STRING(log_text(), "bnil;anil;");
    lua_pushliteral(L, "");
    lua_setglobal(L, "log");
    lua_pushcfunction(L, fails_with_closables);
    CHECK_EQUAL(lua_pcall(L, 0, 0, 0), LUA_ERRRUN);
    CHECK_STRING(log_text(), "aoops;");
    lua_settop(L, 0);
}

/* ---- Loading and dumping --------------------------------------------------------------------- */

typedef struct Pieces {
    const char *const *texts; /* NULL ends */
    int next;
} Pieces;

static const char *read_piece(lua_State *S, void *data, size_t *size) {
    Pieces *const p = data;
    const char *const text = p->texts[p->next];
    if (text == NULL) return NULL;
    p->next++;
    if (strcmp(text, "!") == 0) luaL_error(S, "broken reader over %s", lua_tostring(S, 1));
    *size = strlen(text);
    return text;
}

static int load_pieces(const char *const *texts, const char *mode) {
    Pieces p = {texts, 0};
    return lua_load(L, read_piece, &p, "=pieces", mode);
}

static void loading(void) {
    lua_settop(L, 0);
    CHECK_EQUAL(load_pieces((const char *[]){"retu", "rn 1 ", "+ 2", NULL}, NULL), LUA_OK);
    CHECK_EQUAL(lua_gettop(L), 1);
    lua_call(L, 0, 1);
    CHECK_EQUAL(lua_tointeger(L, 1), 3);
    CHECK_EQUAL(load_pieces((const char *[]){"x x", NULL}, "t"), LUA_ERRSYNTAX);
    CHECK_EQUAL(lua_gettop(L), 2);
    CHECK(strncmp(lua_tostring(L, 2), "pieces:1:", 9) == 0);
    CHECK_EQUAL(load_pieces((const char *[]){"x", NULL}, "b"), LUA_ERRSYNTAX);
    CHECK_STRING(lua_tostring(L, 3), "attempt to load a text chunk (mode is 'b')");
    CHECK_EQUAL(load_pieces((const char *[]){"x", "!", NULL}, NULL), LUA_ERRRUN);
    CHECK_STRING(lua_tostring(L, 4), "broken reader over 3");
    CHECK_EQUAL(load_pieces((const char *[]){NULL}, NULL), LUA_OK);
    CHECK_EQUAL(load_pieces((const char *[]){"\x1bLua", NULL}, "bt"), LUA_ERRSYNTAX);
    CHECK_STRING(lua_tostring(L, -1), "pieces: bad binary format (truncated chunk)");
    lua_settop(L, 0);
}

/* The function must be on top for lua_dump, the buffer for its functions: it begins here. */
typedef struct Dump {
    luaL_Buffer buffer;
    bool begun;
} Dump;

static int append(lua_State *S, const void *bytes, size_t size, void *data) {
    Dump *const dump = data;
    if (!dump->begun) luaL_buffinit(S, &dump->buffer);
    dump->begun = true;
    luaL_addlstring(&dump->buffer, bytes, size);
    return 0;
}

static int refuse(lua_State *S, const void *bytes, size_t size, void *data) {
    (void)bytes, (void)size, (void)data;
    return data == NULL ? 33 : luaL_error(S, "disk full");
}

static int dump_and_fail(lua_State *S) {
    return lua_dump(S, refuse, S, 0);
}

static void dumping(void) {
    lua_settop(L, 0);
    push_code("local a, b = ... local function f() return a + b end return f()");
    for (int strip = 0; strip < 2; strip++) {
        Dump dump = {.begun = false};
        CHECK_EQUAL(lua_dump(L, append, &dump, strip), 0);
        luaL_pushresult(&dump.buffer);
        size_t size;
        const char *const image = lua_tolstring(L, 2, &size);
        CHECK_EQUAL(luaL_loadbufferx(L, image, size, "dump", "b"), LUA_OK);
        lua_pushinteger(L, 1);
        lua_pushinteger(L, 2);
        lua_call(L, 2, 1);
        CHECK_EQUAL(lua_tointeger(L, -1), 3);
        lua_settop(L, 1);
    }
    CHECK_EQUAL(lua_dump(L, refuse, NULL, 0), 33);
    CHECK_EQUAL(lua_gettop(L), 1);
    lua_pushcfunction(L, dump_and_fail);
    CHECK_EQUAL(lua_dump(L, refuse, NULL, 0), 1);
    lua_pushvalue(L, 1);
    CHECK_EQUAL(lua_pcall(L, 1, 0, 0), LUA_ERRRUN);
    CHECK_STRING(lua_tostring(L, -1), "disk full");
    lua_settop(L, 0);
}

/* ---- Debug interface ------------------------------------------------------------------------- */

static int look_at_caller(lua_State *S) {
    lua_Debug ar;
    CHECK(lua_getstack(S, 1, &ar));
    CHECK(lua_getinfo(S, "nSlutf", &ar));
    CHECK(lua_isfunction(S, -1));
    lua_pop(S, 1);
    CHECK_STRING(ar.name, "inner");
    CHECK_STRING(ar.namewhat, "local");
    CHECK_STRING(ar.what, "Lua");
    CHECK_STRING(ar.short_src, "here");
    CHECK_EQUAL(ar.currentline, 3);
    CHECK_EQUAL(ar.linedefined, 1);
    CHECK_EQUAL(ar.nparams, 2);
    CHECK_EQUAL(ar.isvararg, 0);
    CHECK_EQUAL(ar.nups, 1);
    CHECK_STRING(lua_getlocal(S, &ar, 2), "b");
    CHECK_EQUAL(lua_tointeger(S, -1), 20);
    lua_pushinteger(S, 25);
    CHECK_STRING(lua_setlocal(S, &ar, 2), "b");
    CHECK_STRING(lua_getlocal(S, &ar, 40), NULL);
    CHECK(!lua_getinfo(S, "?", &ar));
    CHECK(lua_getstack(S, 0, &ar) && lua_getinfo(S, "S", &ar));
    CHECK_STRING(ar.what, "C");
    CHECK(!lua_getstack(S, 9, &ar));
    return 0;
}

static void debug_information(void) {
    static const char code[] = "local function inner(a, b)\n"
                               "  local c = 3\n"
                               "  look()\n"
                               "  return a + b + c\n"
                               "end\n"
                               "local r = inner(1, 20) return r, inner";
    lua_Debug ar;
    lua_settop(L, 0);
    lua_register(L, "look", look_at_caller);
    CHECK_EQUAL(luaL_loadbuffer(L, code, sizeof code - 1, "=here"), LUA_OK);
    lua_call(L, 0, 2);
    CHECK_EQUAL(lua_tointeger(L, 1), 29);
    CHECK_STRING(lua_getlocal(L, NULL, 1), "a");
    CHECK_STRING(lua_getlocal(L, NULL, 2), "b");
    CHECK_STRING(lua_getlocal(L, NULL, 3), NULL);
    lua_pushvalue(L, 2);
    CHECK(lua_getinfo(L, ">SL", &ar));
    CHECK_EQUAL(lua_gettop(L), 3);
    CHECK_EQUAL(ar.lastlinedefined, 5);
    CHECK_EQUAL(lua_geti(L, 3, 4), LUA_TBOOLEAN);
    CHECK_EQUAL(lua_geti(L, 3, 6), LUA_TNIL);
    lua_pushvalue(L, 2);
    CHECK(lua_getinfo(L, ">fL", &ar));
    CHECK(lua_istable(L, -1) && lua_isfunction(L, -2));
    CHECK_STRING(lua_getupvalue(L, 2, 1), "_ENV");
    lua_settop(L, 0);
}

static void joined_upvalues(void) {
    lua_settop(L, 0);
    push_code("local a, b = 1, 2 return function() return a end, function() return b end");
    lua_call(L, 0, 2);
    CHECK(lua_upvalueid(L, 1, 1) != lua_upvalueid(L, 2, 1));
    lua_upvaluejoin(L, 1, 1, 2, 1);
    CHECK(lua_upvalueid(L, 1, 1) == lua_upvalueid(L, 2, 1));
    lua_pushinteger(L, 7);
    CHECK_STRING(lua_setupvalue(L, 2, 1), "b");
    lua_pushvalue(L, 1);
    lua_call(L, 0, 1);
    CHECK_EQUAL(lua_tointeger(L, -1), 7);
    lua_settop(L, 0);
}

static int hook_events[5];

static void count_events(lua_State *S, lua_Debug *ar) {
    hook_events[ar->event]++;
    lua_getinfo(S, "nSl", ar);
}

static void hooks(void) {
    lua_settop(L, 0);
    push_code("local function f() return 1 end\nfor i = 1, 10 do f() end\nreturn 2");
    lua_sethook(L, count_events, LUA_MASKCALL | LUA_MASKRET | LUA_MASKLINE | LUA_MASKCOUNT, 5);
    CHECK_EQUAL(lua_gethookmask(L), 15);
    CHECK_EQUAL(lua_gethookcount(L), 5);
    CHECK(lua_gethook(L) == count_events);
    lua_call(L, 0, 0);
    lua_sethook(L, NULL, 0, 0);
    CHECK_EQUAL(hook_events[LUA_HOOKCALL], 11);
    CHECK_EQUAL(hook_events[LUA_HOOKRET], 11);
    CHECK(hook_events[LUA_HOOKLINE] >= 20 && hook_events[LUA_HOOKCOUNT] > 5);
    CHECK(lua_gethook(L) == NULL);
}

/* ---- Collector and memory -------------------------------------------------------------------- */

static void collector(void) {
    lua_settop(L, 0);
    lua_gc(L, LUA_GCCOLLECT);
    const int before = lua_gc(L, LUA_GCCOUNT);
    for (int i = 0; i < STRING_COUNT; i++) { /* the API alone must keep the heap small */
        lua_pushfstring(L, "a string that is not shared %d and is quite long", i);
        lua_pop(L, 1);
    }
    CHECK(lua_gc(L, LUA_GCCOUNT) < 3 * before + 4000);
    CHECK(lua_gc(L, LUA_GCISRUNNING));
    lua_gc(L, LUA_GCSTOP);
    CHECK(!lua_gc(L, LUA_GCISRUNNING));
    lua_gc(L, LUA_GCRESTART);
    const int mode = lua_gc(L, LUA_GCINC, 0, 0, 0);
    CHECK(mode == LUA_GCGEN || mode == LUA_GCINC);
    CHECK_EQUAL(lua_gc(L, LUA_GCGEN, 0, 0), LUA_GCINC);
    CHECK_EQUAL(lua_gc(L, LUA_GCINC, 150, 0, 0), LUA_GCGEN);
    CHECK_EQUAL(lua_gc(L, LUA_GCSETPAUSE, 200) / 4, 150 / 4);
    CHECK_EQUAL(lua_gc(L, 99), -1);
    CHECK(lua_gc(L, LUA_GCCOUNTB) < 1024);
}

typedef struct Limited {
    long left; /* requests that succeed */
    size_t held;
} Limited;

static void *limited_allocate(void *ud, void *block, size_t old_size, size_t new_size) {
    Limited *const m = ud;
    if (block == NULL) old_size = 0;
    if (new_size == 0) {
        free(block);
        m->held -= old_size;
        return NULL;
    }
    if (new_size > old_size && m->left-- <= 0) return NULL;
    void *const result = realloc(block, new_size);
    if (result != NULL) m->held += new_size - old_size;
    return result;
}

static int work(lua_State *S) {
    luaL_openlibs(S);
    static const char code[] =
        "local t = setmetatable({}, {__index = function(_, k) return k .. k end}) "
        "for i = 1, 200 do t[i] = ('x'):rep(i) .. t.y end "
        "local co = coroutine.wrap(function(...) local a <close> = setmetatable({}, "
        "{__close = function() end}) for i = 1, 10 do coroutine.yield(i) end end) co() co() "
        "local f = load(string.dump(function(...) return select('#', ...) end)) "
        "return f(table.unpack(t)), string.format('%5.2f', 1), pcall(error, {}) ";
    if (luaL_loadbufferx(S, code, sizeof code - 1, "=work", NULL) != LUA_OK) return lua_error(S);
    lua_call(S, 0, LUA_MULTRET);
    lua_dump(S, refuse, NULL, 0);
    lua_newthread(S);
    lua_newuserdatauv(S, 100, 3);
    return 0;
}

/* True when it got through with that many requests. */
static bool works_with(long requests) {
    Limited m = {requests, 0};
    int status = LUA_ERRMEM;
    lua_State *const S = lua_newstate(limited_allocate, &m);
    if (S != NULL) {
        lua_pushcfunction(S, work);
        status = lua_pcall(S, 0, 0, 0);
        /* lua_checkstack does not tell lack of memory from too deep a stack */
        if (status != LUA_OK && status != LUA_ERRMEM)
            CHECK_STRING(lua_tostring(S, -1), "work:1: too many results to unpack");
        m.left = 1000000;
        lua_close(S);
    }
    CHECK_EQUAL(m.held, 0);
    return status == LUA_OK;
}

static void memory_may_run_out(void) {
    long requests = 0;
    while (requests < 20000 && !works_with(requests))
        requests += 1 + requests / SWEEP_STEPS;
    CHECK(requests < 20000);
}

int main(void) {
    L = luaL_newstate();
    luaL_openlibs(L);
    RUN(results);
    RUN(errors);
    RUN(recursion_in_lua_ends);
    RUN(recursion_in_c_ends);
    RUN(yields_with_continuation);
    RUN(calls_yield_through_continuations);
    RUN(no_yield_across_plain_calls);
    RUN(closing);
    RUN(loading);
    RUN(dumping);
    RUN(debug_information);
    RUN(joined_upvalues);
    RUN(hooks);
    RUN(collector);
    RUN(memory_may_run_out);
    lua_close(L);
    return check_result();
}
