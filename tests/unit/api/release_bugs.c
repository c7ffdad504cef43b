/* Bugs that releases of Lua 5.4 had in the C API, and what should happen instead; those that scripts
** can show stand in tests/bugs, whose README.md has the whole list. On the peer a test runs from the
** release on that has the fix. */
#include <locale.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "api_test.h"

/* Runs a test unless this is a peer that still has the bug. */
#define RUN_SINCE(release, test) \
    if (!on_peer || LUA_VERSION_RELEASE_NUM >= (release)) check_run_fresh(#test, test)

/* ---- 5.4.0 ----------------------------------------------------------------------------------- */

/* The main thread cannot yield, not even where no call is running. */
static void main_thread_at_its_base(void) {
    CHECK(!lua_isyieldable(L));
    CHECK(lua_isyieldable(lua_newthread(L)));
}

static int rethrow(lua_State *S) {
    lua_settop(S, 1);
    return lua_error(S);
}

static int fill_buffer(lua_State *S) {
    luaL_Buffer b;
    luaL_buffinit(S, &b);
    luaL_prepbuffsize(&b, (size_t)lua_tointeger(S, 1));
    luaL_pushresult(&b);
    return 1;
}

/* A memory error stays one when it is caught and raised again, when it comes out of a coroutine and
** when the memory was for a buffer. */
static void memory_errors_keep_their_kind(void) {
    void *ud;
    lua_getallocf(L, &ud);
    Account *const account = ud;
    lua_gc(L, LUA_GCCOLLECT);
    account->limit = account->held + (1 << 20);
    CHECK_EQUAL(try(L, fill_buffer, "1 << 22"), LUA_ERRMEM);
    CHECK_STACK(L, "'not enough memory'");
    lua_pushcfunction(L, rethrow);
    lua_insert(L, 1);
    CHECK_EQUAL(lua_pcall(L, 1, 0, 0), LUA_ERRMEM);
    lua_settop(L, 0);
    lua_pushcfunction(L, fill_buffer);
    lua_setglobal(L, "fill");
    luaL_loadstring(L, "coroutine.wrap(function() fill(1 << 22) end)()");
    CHECK_EQUAL(lua_pcall(L, 0, 0, 0), LUA_ERRMEM);
    CHECK_STACK(L, "'not enough memory'");
    account->limit = (size_t)1 << 40;
}

/* ---- 5.4.1 ----------------------------------------------------------------------------------- */

static int nothing(lua_State *S) {
    (void)S;
    return 0;
}

static void identity_of_no_upvalue(void) {
    push(L, "(function() local a return function() return a end end)()");
    lua_pushcfunction(L, nothing);
    lua_pushinteger(L, 1);
    lua_pushcclosure(L, nothing, 1);
    CHECK(lua_upvalueid(L, 1, 1) != NULL && lua_upvalueid(L, 3, 1) != NULL);
    for (int n = -1; n < 300; n++) {
        if (n == 1) continue;
        CHECK(lua_upvalueid(L, 1, n) == NULL);
        CHECK(lua_upvalueid(L, 2, n) == NULL);
        CHECK(lua_upvalueid(L, 3, n) == NULL);
    }
}

/* ---- 5.4.2 ----------------------------------------------------------------------------------- */

/* The return hook comes after the variables that a C function has marked are closed. */
static char events[200];

static int note_close(lua_State *S) {
    (void)S;
    strcat(events, "close ");
    return 0;
}

static int has_variable(lua_State *S) {
    lua_newtable(S);
    lua_newtable(S);
    lua_pushcfunction(S, note_close);
    lua_setfield(S, -2, "__close");
    lua_setmetatable(S, -2);
    lua_toclose(S, -1);
    lua_pushinteger(S, 7);
    return 1;
}

static void note_return(lua_State *S, lua_Debug *ar) {
    lua_getinfo(S, "f", ar);
    if (lua_tocfunction(S, -1) == has_variable) strcat(events, "return ");
    lua_pop(S, 1);
}

static void return_hook_after_closing(void) {
    events[0] = '\0';
    lua_sethook(L, note_return, LUA_MASKRET, 0);
    lua_pushcfunction(L, has_variable);
    lua_call(L, 0, 1);
    lua_sethook(L, NULL, 0, 0);
    CHECK_STRING(events, "close return ");
    CHECK_STACK(L, "7");
}

/* References are positive, none is twice in use, and the table keeps its other values. */
static void references(void) {
    lua_createtable(L, 0, 0);
    int all[40];
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < 40; i++) {
            lua_pushinteger(L, 1000 + i);
            all[i] = luaL_ref(L, 1);
            CHECK(all[i] > 0);
        }
        for (int i = 0; i < 40; i++) {
            CHECK_EQUAL(lua_rawgeti(L, 1, all[i]), LUA_TNUMBER);
            CHECK_EQUAL(lua_tointeger(L, -1), 1000 + i);
            lua_pop(L, 1);
        }
        for (int i = 0; i < 40; i++)
            luaL_unref(L, 1, all[(i * 7) % 40]);
    }
    lua_pushnil(L);
    CHECK_EQUAL(luaL_ref(L, 1), LUA_REFNIL);
    luaL_unref(L, 1, LUA_REFNIL);
    luaL_unref(L, 1, LUA_NOREF);
}

/* ---- 5.4.3 ----------------------------------------------------------------------------------- */

/* luaL_tolstring looked at a negative index again after it had pushed __name. */
static void text_of_negative_index(void) {
    push(L, "setmetatable({}, {__name = 'Thing'}), 'above', setmetatable({}, {__name = 3})");
    CHECK(strncmp(luaL_tolstring(L, -3, NULL), "Thing: ", 7) == 0);
    CHECK(strncmp(luaL_tolstring(L, -2, NULL), "table: ", 7) == 0);
    CHECK_EQUAL(lua_gettop(L), 5);
}

/* An upvalue index means none where a hook interrupted a Lua function. */
static int hook_saw = -100;

static void look_at_upvalues(lua_State *S, lua_Debug *ar) {
    (void)ar;
    hook_saw = lua_type(S, lua_upvalueindex(1));
    CHECK_EQUAL(lua_type(S, lua_upvalueindex(255)), LUA_TNONE);
    CHECK_EQUAL(lua_type(S, LUA_REGISTRYINDEX), LUA_TTABLE);
}

static void upvalue_index_in_hook(void) {
    lua_sethook(L, look_at_upvalues, LUA_MASKLINE, 0);
    run(L, "local a = 1\nlocal b = function() return a end\nb()");
    lua_sethook(L, NULL, 0, 0);
    CHECK_EQUAL(hook_saw, LUA_TNONE);
}

/* ---- 5.4.4 ----------------------------------------------------------------------------------- */

static int grow_in_close(lua_State *S) {
    CHECK(lua_checkstack(S, 20001));
    for (int i = 0; i < 20000; i++)
        lua_pushinteger(S, i);
    lua_pushcfunction(S, note_close);
    lua_call(S, 0, 0);
    return 0;
}

/* lua_settop went on with an address in the old stack when a closing method made the stack grow. */
static int settop_closes(lua_State *S) {
    lua_pushinteger(S, 1);
    lua_newtable(S);
    lua_newtable(S);
    lua_pushcfunction(S, grow_in_close);
    lua_setfield(S, -2, "__close");
    lua_setmetatable(S, -2);
    lua_toclose(S, -1);
    lua_pushinteger(S, 2);
    lua_settop(S, 1);
    CHECK_STACK(S, "1");
    lua_settop(S, 3);
    CHECK_STACK(S, "1 nil nil");
    return 3;
}

static void settop_while_the_stack_moves(void) {
    events[0] = '\0';
    lua_State *const S = lua_newthread(L);
    lua_pushcfunction(S, settop_closes);
    CHECK_EQUAL(lua_pcall(S, 0, LUA_MULTRET, 0), LUA_OK);
    CHECK_STACK(S, "1 nil nil");
    CHECK_STRING(events, "close ");
}

static void room_for_too_much(void) {
    CHECK(!lua_checkstack(L, INT_MAX));
    CHECK(!lua_checkstack(L, INT_MAX - 100));
    CHECK(!lua_checkstack(L, 2 * LUAI_MAXSTACK));
    CHECK(lua_checkstack(L, 10000));
    CHECK_EQUAL(lua_gettop(L), 0);
}

/* ---- 5.4.6 ----------------------------------------------------------------------------------- */

/* Equal by strcoll, though not of the same length: our strcoll overlooks hyphens. With PUC-Rio's
** library as a shared one, this function takes the place of the C library's there too. */
int strcoll(const char *a, const char *b);

static bool with_own_order;

int strcoll(const char *a, const char *b) {
    for (;; a++, b++) {
        while (with_own_order && *a == '-')
            a++;
        while (with_own_order && *b == '-')
            b++;
        if (*a != *b || *a == '\0') return (unsigned char)*a - (unsigned char)*b;
    }
}

static void order_that_ignores_bytes(void) {
    if (setlocale(LC_COLLATE, "C.UTF-8") == NULL) return;
    with_own_order = true;
    CHECK_LUA("not ('a-b' < 'ab') and not ('ab' < 'a-b') and 'a-b' <= 'ab' and 'ab' <= 'a-b'");
    CHECK_LUA("'a-----' < 'a\\0' and not ('a\\0' < 'a-----')");
    CHECK_LUA("'a-\\0b' < 'a\\0-----c' and not ('a\\0-----c' < 'a-\\0b')");
    CHECK_LUA("'a----------------\\0x' > 'a' and 'a' < 'a----\\0' and not ('------' < '')");
    CHECK_LUA("not ('x\\0------------' < 'x\\0') and not ('x\\0' < 'x\\0------------')");
    with_own_order = false;
    setlocale(LC_COLLATE, "C");
}

/* Hooks that yield: events are counted, and each count or line event yields once. */
static int calls_seen, yields_made;

static void count_and_yield(lua_State *S, lua_Debug *ar) {
    if (ar->event == LUA_HOOKCALL || ar->event == LUA_HOOKTAILCALL) {
        calls_seen++;
    } else {
        yields_made++;
        lua_yield(S, 0);
    }
}

/* A count hook that yielded at the first instruction of a function: on resumption the call hook was
** called a second time. */
static void call_hook_once_for_each_call(void) {
    lua_State *const S = lua_newthread(L);
    int results;
    calls_seen = yields_made = 0;
    luaL_loadstring(S, "local function f(...) return ... end f(1) f(2) return f(3)");
    lua_sethook(S, count_and_yield, LUA_MASKCALL | LUA_MASKCOUNT, 1);
    int status;
    while ((status = lua_resume(S, NULL, 0, &results)) == LUA_YIELD) {
        CHECK_EQUAL(results, 0);
        if (yields_made > 1000) break;
    }
    CHECK_EQUAL(status, LUA_OK);
    CHECK_STACK(S, "3");
    CHECK_EQUAL(calls_seen, 4);
    CHECK(yields_made > 4);
}

static void yield_at_line(lua_State *S, lua_Debug *ar) {
    (void)ar;
    lua_yield(S, 0);
}

/* While a hook has yielded at a line, the function is seen at that line, with the variables of the
** lines before it. */
static void look_at_function_in_hook(void) {
    static const char *const variables[] = {NULL, NULL, "a", "b"};
    lua_State *const S = lua_newthread(L);
    int results;
    luaL_loadstring(S, "-- no code\nlocal a = 10\nlocal b = a + 1\nreturn a + b");
    lua_sethook(S, yield_at_line, LUA_MASKLINE, 0);
    for (int line = 2; line <= 4; line++) {
        lua_Debug ar;
        CHECK_EQUAL(lua_resume(S, NULL, 0, &results), LUA_YIELD);
        CHECK_EQUAL(lua_getstack(S, 0, &ar), 1);
        CHECK_EQUAL(lua_getinfo(S, "l", &ar), 1);
        CHECK_EQUAL(ar.currentline, line);
        if (variables[line - 1] != NULL) {
            CHECK_STRING(lua_getlocal(S, &ar, line - 2), variables[line - 1]);
            lua_pop(S, 1);
        }
        const char *const next = lua_getlocal(S, &ar, line - 1);
        CHECK(next == NULL || strcmp(next, "b") != 0);
        if (next != NULL) lua_pop(S, 1);
    }
    CHECK_EQUAL(lua_resume(S, NULL, 0, &results), LUA_OK);
    CHECK_STACK(S, "21");
}

/* luaL_traceback makes its own room on the stack. */
static int trace_with_full_stack(lua_State *S) {
    for (int i = 0; i < LUA_MINSTACK - 6; i++)
        lua_pushinteger(S, i);
    luaL_traceback(S, S, "message", 0);
    return 1;
}

static void traceback_makes_room(void) {
    lua_register(L, "named", trace_with_full_stack);
    push(L, "(function() return (named()) end)()");
    CHECK(strstr(lua_tostring(L, -1), "in function 'named'") != NULL);
}

/* What a process that ends by an error without protection writes. */
static void last_words(void (*die)(void), char *text, size_t size) {
    int ends[2];
    text[0] = '\0';
    if (!CHECK_EQUAL(pipe(ends), 0)) return;
    fflush(stdout);
    const pid_t child = fork();
    if (child == 0) {
        setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
        signal(SIGABRT, SIG_DFL);
        dup2(ends[1], STDERR_FILENO);
        die();
        _exit(0);
    }
    close(ends[1]);
    size_t used = 0;
    for (ssize_t got; used < size - 1 && (got = read(ends[0], text + used, size - 1 - used)) > 0;)
        used += (size_t)got;
    text[used] = '\0';
    close(ends[0]);
    int status = 0;
    waitpid(child, &status, 0);
    CHECK(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
}

static void die_of_number(void) {
    lua_State *const S = luaL_newstate();
    lua_pushnumber(S, 12.5);
    lua_error(S);
}

static void die_of_table(void) {
    lua_State *const S = luaL_newstate();
    lua_newtable(S);
    lua_error(S);
}

/* The panic function of luaL_newstate does not convert, which would need memory. */
static void panic_without_string(void) {
    char text[2000];
    last_words(die_of_number, text, sizeof text);
    CHECK(strstr(text, "error object is not a string") != NULL);
    last_words(die_of_table, text, sizeof text);
    CHECK(strstr(text, "error object is not a string") != NULL);
}

/* ---- 5.4.7 ----------------------------------------------------------------------------------- */

static int tell_status(lua_State *S) {
    fprintf(stderr, "status %d top %d error %s\n", lua_status(S), lua_gettop(S),
            lua_tostring(S, -1));
    return 0;
}

static void die_with_status(void) {
    lua_State *const S = luaL_newstate();
    lua_atpanic(S, tell_status);
    lua_pushliteral(S, "last");
    lua_error(S);
}

static void die_with_variable(void) {
    lua_State *const S = luaL_newstate();
    luaL_openlibs(S);
    lua_atpanic(S, tell_status);
    luaL_loadstring(S, "local x <close> = setmetatable({}, {__close = function() end})\n"
                       "error('last', 0)");
    lua_call(S, 0, 0);
}

/* The panic function finds the error in lua_status. */
static void status_in_panic(void) {
    char text[2000], expected[100];
    last_words(die_with_status, text, sizeof text);
    snprintf(expected, sizeof expected, "status %d top 1 error last", LUA_ERRRUN);
    CHECK(strstr(text, expected) != NULL);
    last_words(die_with_variable, text, sizeof text);
    CHECK(strstr(text, expected) != NULL);
}

/* A state whose handler has a pending variable to close is closed: the variable's method is called
** once, whatever it does, and the handler is not. */
static int handler_calls;

static int handle(lua_State *S) {
    (void)S;
    handler_calls++;
    return 1;
}

static void closed_while_handler_is_pending(void) {
    lua_State *const S = lua_newthread(L);
    int results;
    handler_calls = 0;
    events[0] = '\0';
    lua_register(L, "handle", handle);
    lua_register(L, "note", note_close);
    luaL_loadstring(S, "xpcall(function()\n"
                       "  local x <close> = setmetatable({}, {__close = function()\n"
                       "    local a, b, c, d = 1, 2, 3, 4\n"
                       "    note()\n"
                       "  end})\n"
                       "  coroutine.yield()\n"
                       "end, handle)");
    CHECK_EQUAL(lua_resume(S, L, 0, &results), LUA_YIELD);
    CHECK_EQUAL(lua_closethread(S, L), LUA_OK);
    CHECK_STRING(events, "close ");
    CHECK_EQUAL(handler_calls, 0);
}

int main(void) {
    RUN_SINCE(50401, main_thread_at_its_base);
    RUN_SINCE(50401, memory_errors_keep_their_kind);
    RUN_SINCE(50402, identity_of_no_upvalue);
    RUN_SINCE(50403, return_hook_after_closing);
    RUN_SINCE(50403, references);
    RUN_SINCE(50404, text_of_negative_index);
    RUN_SINCE(50404, upvalue_index_in_hook);
    RUN_SINCE(50405, settop_while_the_stack_moves);
    RUN_SINCE(50405, room_for_too_much);
    RUN_SINCE(50407, order_that_ignores_bytes);
    RUN_SINCE(50407, call_hook_once_for_each_call);
    RUN_SINCE(50407, look_at_function_in_hook);
    RUN_SINCE(50407, traceback_makes_room);
    RUN_SINCE(50407, panic_without_string);
    RUN_SINCE(50408, status_in_panic);
    RUN_SINCE(50408, closed_while_handler_is_pending);
    return check_result();
}
