/* Manual 4, 4.6: states: lua_newstate and its allocator, lua_close, extra space, versions, warnings;
** memory that runs out at every place. */
#include <pthread.h>

#include "api_test.h"

/* ---- The allocator --------------------------------------------------------------------------- */

/* An allocator that counts what new blocks say they are for. */
typedef struct Kinds {
    Account account;
    long of_type[LUA_NUMTYPES], others;
} Kinds;

static void *count_kinds(void *ud, void *block, size_t old_size, size_t new_size) {
    Kinds *const k = ud;
    if (block == NULL && new_size > 0) {
        if (old_size >= LUA_TSTRING && old_size < LUA_NUMTYPES)
            k->of_type[old_size]++;
        else
            k->others++;
    }
    return account_allocate(&k->account, block, old_size, new_size);
}

static void make_one_of_each(lua_State *S) {
    lua_pushliteral(S, "a string that nobody has made yet, and so long that it is not interned");
    lua_newtable(S);
    lua_pushvalue(S, 1);
    lua_pushcclosure(S, report_panic, 1);
    lua_newuserdatauv(S, 10, 0);
    lua_newthread(S);
}

/* "osize encodes the kind of object": a hint for statistics. Our blocks hold many objects, so none
** is for one object of a type; 0 is no type's code. */
static void kinds_of_new_blocks(void) {
    Kinds kinds = {.account = ACCOUNT_UNLIMITED};
    lua_State *const S = lua_newstate(count_kinds, &kinds);
    for (int i = 0; i < LUA_NUMTYPES; i++)
        kinds.of_type[i] = 0;
    make_one_of_each(S);
    CHECK_EQUAL(kinds.of_type[LUA_TSTRING] > 0, on_peer);
    CHECK_EQUAL(kinds.of_type[LUA_TTABLE] > 0, on_peer);
    CHECK_EQUAL(kinds.of_type[LUA_TFUNCTION] > 0, on_peer);
    CHECK_EQUAL(kinds.of_type[LUA_TUSERDATA] > 0, on_peer);
    CHECK_EQUAL(kinds.of_type[LUA_TTHREAD] > 0, on_peer);
    lua_close(S);
    CHECK_EQUAL(kinds.account.held, 0);
    CHECK_EQUAL(kinds.account.misstated, 0);
}

/* All memory comes from the allocator, with the user's pointer in each call. */
static void all_memory_comes_from_it(void) {
    Account account = ACCOUNT_UNLIMITED;
    lua_State *const S = lua_newstate(account_allocate, &account);
    CHECK(account.held > 500);
    luaL_openlibs(S);
    const size_t before = account.held;
    lua_newuserdatauv(S, 100000, 0);
    CHECK(account.held >= before + 100000);
    lua_close(S);
    CHECK_EQUAL(account.held, 0);
    CHECK_EQUAL(account.misstated, 0);
    CHECK(account.requests > 10);
}

/* Refused at any request: no state, and nothing lost. */
static void newstate_without_memory(void) {
    lua_State *S = NULL;
    long n = 0;
    for (; n < 1000 && S == NULL; n++) {
        Account account = ACCOUNT_UNLIMITED;
        account.left = n;
        S = lua_newstate(account_allocate, &account);
        if (S == NULL) CHECK_EQUAL(account.held, 0);
        if (S != NULL) lua_close(S);
        CHECK_EQUAL(account.held, 0);
    }
    CHECK(S != NULL && n > 1);
}

static void *refuse_all(void *ud, void *block, size_t old_size, size_t new_size) {
    (void)block, (void)old_size, (void)new_size;
    ++*(int *)ud;
    return NULL;
}

static void an_allocator_that_always_refuses(void) {
    int calls = 0;
    CHECK(lua_newstate(refuse_all, &calls) == NULL);
    CHECK(calls >= 1);
}

static void getallocf_and_setallocf(void) {
    Account first = ACCOUNT_UNLIMITED;
    Kinds second = {.account = ACCOUNT_UNLIMITED};
    void *ud = NULL;
    lua_State *const S = lua_newstate(account_allocate, &first);
    CHECK(lua_getallocf(S, &ud) == account_allocate && ud == &first);
    CHECK(lua_getallocf(S, NULL) == account_allocate);
    lua_setallocf(S, count_kinds, &second);
    CHECK(lua_getallocf(S, &ud) == count_kinds && ud == &second);
    const long requests = first.requests;
    make_one_of_each(S);
    lua_newuserdatauv(S, 100000, 0);
    CHECK_EQUAL(first.requests, requests);
    CHECK(second.account.requests > 0);
    lua_setallocf(S, account_allocate, &first);
    CHECK(lua_getallocf(S, &ud) == account_allocate && ud == &first);
    first.held += second.account.held; /* the first frees the blocks of both */
    lua_close(S);
    CHECK_EQUAL(first.held, 0);
}

/* ---- Memory that runs out -------------------------------------------------------------------- */

static int refuse_chunk(lua_State *S, const void *bytes, size_t size, void *ud) {
    (void)S, (void)bytes, (void)size, (void)ud;
    return 0;
}

/* Uses everything that allocates. */
static int busy(lua_State *S) {
    luaL_Buffer b;
    luaL_checkstack(S, 500, "no room");
    make_one_of_each(S);
    for (int i = 0; i < 50; i++) {
        lua_pushinteger(S, i);
        lua_rawseti(S, 2, i * i);
        lua_pushfstring(S, "key %d %f %p", i, 0.5, (void *)S);
        lua_pushinteger(S, i);
        lua_rawset(S, 2);
    }
    luaL_buffinit(S, &b);
    for (int i = 0; i < 200; i++)
        luaL_addstring(&b, "some text to fill the buffer with, until it is large ");
    luaL_pushresult(&b);
    lua_pushvalue(S, -1);
    lua_concat(S, 2);
    luaL_traceback(S, S, "message", 0);
    luaL_newmetatable(S, "some type");
    luaL_gsub(S, "a.b.c", ".", "::");
    luaL_unref(S, LUA_REGISTRYINDEX, (lua_pushliteral(S, "x"), luaL_ref(S, LUA_REGISTRYINDEX)));
    if (luaL_loadstring(S,
                        "local t = {} for i = 1, 20 do t[#t + 1] = {i, x = i .. ''} end "
                        "local f = function(...) local a, b = ... return function() return a end, "
                        "b, ... end return f(#t, t), {[f] = 1.5, [{}] = t}") != LUA_OK)
        lua_error(S);
    if (lua_dump(S, refuse_chunk, NULL, 0) == LUA_ERRMEM) return luaL_error(S, "no dump");
    lua_call(S, 0, LUA_MULTRET);
    return 0;
}

static int add_libraries(lua_State *S) {
    luaL_openlibs(S);
    return 0;
}

/* Whichever request is refused: an error of memory that can be caught, a state that works
** afterwards, and nothing lost. */
static void every_request_may_fail(void) {
    Account account = ACCOUNT_UNLIMITED;
    lua_State *const S = lua_newstate(account_allocate, &account);
    lua_gc(S, LUA_GCSTOP);
    int status = LUA_ERRMEM;
    long n = 0;
    for (; n < 5000 && status != LUA_OK; n++) {
        lua_gc(S, LUA_GCCOLLECT);
        account.left = n;
        lua_pushcfunction(S, busy);
        status = lua_pcall(S, 0, 0, 0);
        account.left = 1L << 40;
        if (status != LUA_OK) {
            const char *const message = lua_tostring(S, -1);
            const bool vague = strcmp(message, "stack overflow (no room)") == 0 ||
                               strcmp(message, "no dump") == 0; /* they do not tell why */
            if (!vague) CHECK_STRING(message, "not enough memory");
            CHECK_EQUAL(status, vague ? LUA_ERRRUN : LUA_ERRMEM);
            CHECK_EQUAL(lua_gettop(S), 1);
        }
        lua_settop(S, 0);
    }
    CHECK_EQUAL(status, LUA_OK);
    CHECK(n > 5);
    lua_pushcfunction(S, busy);
    CHECK_EQUAL(lua_pcall(S, 0, 0, 0), LUA_OK);
    lua_close(S);
    CHECK_EQUAL(account.held, 0);
}

static void opening_libraries_may_fail(void) {
    int status = LUA_ERRMEM;
    long n = 0;
    for (; n < 10000 && status != LUA_OK; n += 1 + n / 8) {
        Account account = ACCOUNT_UNLIMITED;
        lua_State *const S = lua_newstate(account_allocate, &account);
        account.left = n;
        lua_pushcfunction(S, add_libraries);
        status = lua_pcall(S, 0, 0, 0);
        CHECK(status == LUA_OK || status == LUA_ERRMEM);
        account.left = 1L << 40;
        lua_close(S);
        CHECK_EQUAL(account.held, 0);
    }
    CHECK_EQUAL(status, LUA_OK);
}

/* ---- Several states -------------------------------------------------------------------------- */

static void states_are_independent(void) {
    lua_State *const other = luaL_newstate();
    luaL_openlibs(other);
    run(L, "shared = 1 string.mine = true package.loaded.mod = {}");
    lua_pushinteger(L, 1);
    lua_setfield(L, LUA_REGISTRYINDEX, "key");
    push(other, "shared, string.mine, package.loaded.mod");
    CHECK_STACK(other, "nil nil nil");
    CHECK_EQUAL(lua_getfield(other, LUA_REGISTRYINDEX, "key"), LUA_TNIL);
    push(other, "debug.setmetatable(1, {__index = {here = 'other'}}) and (1).here");
    CHECK_VALUE(other, -1, "'other'");
    push(L, "pcall(function() return (1).here end)");
    CHECK_VALUE(L, 1, "false");
    lua_close(other);
    CHECK_LUA("shared == 1 and string.mine");
}

/* "It has no global variables": states in several threads of the system know nothing of each other. */
static void *work_in_thread(void *result) {
    static const char code[] =
        "local t = {} for i = 1, 3000 do t['k' .. i % 100] = {i, tostring(i)} end "
        "local co = coroutine.wrap(function() for i = 1, 300 do coroutine.yield(i) end end) "
        "local s = 0 for i = 1, 300 do s = s + co() end collectgarbage() "
        "return s + #table.concat({string.rep('x', 100), (pcall(error, {})) and 1 or 2})";
    lua_State *const S = luaL_newstate();
    luaL_openlibs(S);
    for (int i = 0; i < 5; i++) {
        if (luaL_dostring(S, code) == LUA_OK) *(lua_Integer *)result += lua_tointeger(S, -1);
        lua_settop(S, 0);
    }
    lua_close(S);
    return NULL;
}

static void states_in_threads(void) {
    pthread_t threads[4];
    lua_Integer results[4] = {0, 0, 0, 0};
    for (int i = 0; i < 4; i++)
        CHECK_EQUAL(pthread_create(&threads[i], NULL, work_in_thread, &results[i]), 0);
    for (int i = 0; i < 4; i++) {
        pthread_join(threads[i], NULL);
        CHECK_EQUAL(results[i], 5 * (45150 + 101));
    }
}

static void a_new_state_is_empty(void) {
    lua_State *const S = luaL_newstate();
    CHECK_EQUAL(lua_gettop(S), 0);
    CHECK_EQUAL(lua_status(S), LUA_OK);
    CHECK_EQUAL(lua_pushthread(S), 1); /* what lua_newstate returns is the main thread */
    CHECK_EQUAL(lua_getglobal(S, "print"), LUA_TNIL);
    lua_pushglobaltable(S);
    lua_pushnil(S);
    CHECK_EQUAL(lua_next(S, -2), 0);
    CHECK_EQUAL(lua_checkstack(S, LUA_MINSTACK), 1);
    lua_close(S);
}

/* ---- Closing --------------------------------------------------------------------------------- */

static char order[100];

static int note_gc(lua_State *S) {
    lua_getfield(S, 1, "name");
    strcat(order, lua_tostring(S, -1));
    return 0;
}

static void push_with(lua_State *S, const char *event, const char *name) {
    lua_newtable(S);
    lua_pushstring(S, name);
    lua_setfield(S, -2, "name");
    lua_newtable(S);
    lua_pushcfunction(S, note_gc);
    lua_setfield(S, -2, event);
    lua_setmetatable(S, -2);
}

/* Pending variables of the main thread, then all finalizers, in the reverse order of their marking,
** whether their objects are reachable or not. */
static void close_runs_everything(void) {
    order[0] = '\0';
    lua_State *const S = luaL_newstate();
    push_with(S, "__gc", "1");
    lua_setglobal(S, "reachable");
    push_with(S, "__gc", "2");
    lua_setfield(S, LUA_REGISTRYINDEX, "reachable");
    push_with(S, "__gc", "3");
    push_with(S, "__close", "c");
    lua_toclose(S, -1);
    push_with(S, "__close", "d");
    lua_toclose(S, -1);
    lua_close(S);
    CHECK_STRING(order, "dc321");
}

/* Closed from any of its threads. */
static void close_through_a_coroutine(void) {
    order[0] = '\0';
    lua_State *const S = luaL_newstate();
    push_with(S, "__close", "m");
    lua_toclose(S, -1);
    push_with(S, "__gc", "g");
    lua_setglobal(S, "kept");
    lua_State *const co = lua_newthread(S);
    lua_close(co);
    CHECK_STRING(order, "mg");
}

static void errors_in_finalizers_at_the_end(void) {
    order[0] = '\0';
    lua_State *const S = luaL_newstate();
    luaL_openlibs(S);
    push_with(S, "__gc", "1");
    lua_setglobal(S, "kept");
    run(S, "bad = setmetatable({}, {__gc = function() error('oops') end})");
    lua_close(S); /* goes on with the others */
    CHECK_STRING(order, "1");
}

/* ---- Extra space, versions ------------------------------------------------------------------- */

static void extra_space(void) {
    int a, b;
    CHECK(LUA_EXTRASPACE >= sizeof(void *));
    void **const mine = lua_getextraspace(L);
    *mine = &a;
    lua_State *const co = lua_newthread(L);
    void **const theirs = lua_getextraspace(co);
    CHECK(theirs != mine && *theirs == &a); /* a copy of the main thread's */
    *theirs = &b;
    lua_State *const inner = lua_newthread(co);
    CHECK(*(void **)lua_getextraspace(inner) == &a); /* not of the creator's */
    CHECK(*mine == &a && *theirs == &b);
    run(L, "collectgarbage() string.rep('x', 100000)");
    CHECK(*mine == &a && *theirs == &b); /* Lua does not use it */
}

static void versions(void) {
    CHECK(strlen(lua_ident) > 5);
    CHECK_EQUAL(lua_setcstacklimit(L, 500), 200); /* of no effect since 5.4.3 */
    CHECK(lua_version(L) == 504);
    CHECK(lua_version(NULL) == 504);
    CHECK_EQUAL(LUA_VERSION_NUM, 504);
    CHECK_STRING(LUA_VERSION, "Lua 5.4");
    CHECK_STRING(LUA_VERSION_MAJOR LUA_VERSION_MINOR, "54");
    CHECK_LUA("_VERSION == 'Lua 5.4'");
    CHECK(strncmp(LUA_RELEASE, "Lua 5.4.", 8) == 0);
}

/* ---- Warnings -------------------------------------------------------------------------------- */

static char warned[300];

static void record_warning(void *ud, const char *message, int to_be_continued) {
    strcat(warned, (const char *)ud);
    strcat(warned, message);
    strcat(warned, to_be_continued ? "+" : ";");
}

static void warnings(void) {
    warned[0] = '\0';
    lua_warning(L, "nobody set a function", 0); /* states of lua_newstate have none */
    lua_setwarnf(L, record_warning, ">");
    lua_warning(L, "one", 0);
    lua_warning(L, "two", 1);
    lua_warning(L, "", 0);
    CHECK_STRING(warned, ">one;>two+>;");
    warned[0] = '\0';
    run(L, "warn('a') warn('b', 'c', 'd') warn('@on')"); /* control messages come as they are */
    CHECK_STRING(warned, ">a;>b+>c+>d;>@on;");
    warned[0] = '\0';
    lua_State *const co = lua_newthread(L); /* one function for all threads */
    lua_setwarnf(co, record_warning, "=");
    lua_warning(L, "x", 0);
    CHECK_STRING(warned, "=x;");
    lua_setwarnf(L, NULL, NULL);
    lua_warning(L, "y", 0);
    CHECK_STRING(warned, "=x;");
}

int main(void) {
    RUN_FRESH(kinds_of_new_blocks);
    RUN_FRESH(all_memory_comes_from_it);
    RUN_FRESH(newstate_without_memory);
    RUN_FRESH(an_allocator_that_always_refuses);
    RUN_FRESH(getallocf_and_setallocf);
    /* PUC-Rio's buffers stop working when memory ended while the first of them made its metatable. */
    if (!on_peer) RUN_FRESH(every_request_may_fail);
    RUN_FRESH(opening_libraries_may_fail);
    RUN_FRESH(states_are_independent);
    RUN_FRESH(states_in_threads);
    RUN_FRESH(a_new_state_is_empty);
    RUN_FRESH(close_runs_everything);
    RUN_FRESH(close_through_a_coroutine);
    RUN_FRESH(errors_in_finalizers_at_the_end);
    RUN_FRESH(extra_space);
    RUN_FRESH(versions);
    RUN_FRESH(warnings);
    return check_result();
}
