/* Manual 4.7: hooks: lua_sethook, lua_gethook..., the events, values being transferred, yields. */
#include "api_test.h"

static const char *const event_names[] = {"call", "return", "line", "count", "tail call"};

/* Events seen by `record`: "<event> <name or line>;". */
static char events[2000];

static void record(lua_State *S, lua_Debug *ar) {
    const size_t used = strlen(events);
    if (used > sizeof events - 200) return;
    if (ar->event == LUA_HOOKLINE) {
        snprintf(events + used, sizeof events - used, "line %d;", ar->currentline);
        return;
    }
    CHECK_EQUAL(lua_getinfo(S, "nS", ar), 1);
    snprintf(events + used, sizeof events - used, "%s %s;", event_names[ar->event],
             ar->name != NULL ? ar->name : ar->what);
}

/* Runs `code` under a hook. */
static void run_hooked(lua_Hook hook, int mask, int count, const char *code) {
    events[0] = '\0';
    luaL_loadbuffer(L, code, strlen(code), "=hooked");
    lua_sethook(L, hook, mask, count);
    if (!CHECK_EQUAL(lua_pcall(L, 0, 0, 0), LUA_OK))
        fprintf(stderr, "    %s\n", lua_tostring(L, -1));
    lua_sethook(L, NULL, 0, 0);
}

/* ---- Setting --------------------------------------------------------------------------------- */

static void constants(void) {
    CHECK_EQUAL(LUA_HOOKCALL, 0);
    CHECK_EQUAL(LUA_HOOKRET, 1);
    CHECK_EQUAL(LUA_HOOKLINE, 2);
    CHECK_EQUAL(LUA_HOOKCOUNT, 3);
    CHECK_EQUAL(LUA_HOOKTAILCALL, 4);
    CHECK_EQUAL(LUA_MASKCALL, 1);
    CHECK_EQUAL(LUA_MASKRET, 2);
    CHECK_EQUAL(LUA_MASKLINE, 4);
    CHECK_EQUAL(LUA_MASKCOUNT, 8);
}

static void setting_and_asking(void) {
    CHECK(lua_gethook(L) == NULL);
    CHECK_EQUAL(lua_gethookmask(L), 0);
    CHECK_EQUAL(lua_gethookcount(L), 0);
    lua_sethook(L, record, LUA_MASKLINE | LUA_MASKCOUNT, 1000);
    CHECK(lua_gethook(L) == record);
    CHECK_EQUAL(lua_gethookmask(L), LUA_MASKLINE | LUA_MASKCOUNT);
    CHECK_EQUAL(lua_gethookcount(L), 1000);
    lua_sethook(L, record, 0, 0); /* a mask of zero disables */
    CHECK(lua_gethook(L) == NULL);
    CHECK_EQUAL(lua_gethookmask(L), 0);
    lua_sethook(L, NULL, LUA_MASKCALL, 0); /* and so does no function */
    CHECK(lua_gethook(L) == NULL);
    CHECK_EQUAL(lua_gethookmask(L), 0);
}

/* Each thread has a hook of its own; a new one starts with that of its creator. */
static void hooks_of_threads(void) {
    lua_State *const before = lua_newthread(L);
    lua_sethook(L, record, LUA_MASKRET, 0);
    lua_State *const after = lua_newthread(L);
    CHECK(lua_gethook(before) == NULL && lua_gethookmask(before) == 0);
    CHECK(lua_gethook(after) == record && lua_gethookmask(after) == LUA_MASKRET);
    lua_sethook(after, NULL, 0, 0);
    CHECK(lua_gethook(L) == record);
    lua_sethook(L, NULL, 0, 0);
}

/* ---- Events ---------------------------------------------------------------------------------- */

static void calls_and_returns(void) {
    run_hooked(record, LUA_MASKCALL | LUA_MASKRET, 0,
               "local function f(a) local x = #a return x end\n"
               "f('x') string.rep('x', 2)\n");
    CHECK_STRING(events, "call main;call f;return f;call rep;return rep;return main;");
    run_hooked(record, LUA_MASKCALL, 0, "local function f(a) return #a end f('x')");
    CHECK_STRING(events, "call main;call f;");
    run_hooked(record, LUA_MASKRET, 0, "local function f(a) return #a end f('x')");
    CHECK_STRING(events, "return f;return main;");
}

/* A tail call has an event of its own and no return. */
static void tail_calls(void) {
    run_hooked(record, LUA_MASKCALL | LUA_MASKRET, 0,
               "local function g() return 1 end\nlocal function f() return g() end\nf()\n");
    CHECK_STRING(events, "call main;call f;tail call Lua;return Lua;return main;");
}

static void metamethods_and_iterators(void) {
    run_hooked(record, LUA_MASKCALL, 0,
               "local t = setmetatable({}, {__index = function() end, __add = function() end})\n"
               "local _ = t.x, t + 1\nfor _ in function() end do end\n");
    CHECK_STRING(events, "call main;call setmetatable;call index;call add;call for iterator;");
}

static void lines(void) {
    run_hooked(record, LUA_MASKLINE, 0,
               "local a = 1\n\n-- comment\na = 2\nif a == 1 then\n  a = 3\nelse\n  a = 4\nend\n"
               "local function f()\n  return a\nend\nf()\nreturn a\n");
    CHECK_STRING(events, "line 1;line 4;line 5;line 8;line 12;line 13;line 11;line 14;");
}

/* When the code jumps back the line is new again, also if it is the same one. */
static void lines_in_loops(void) {
    run_hooked(record, LUA_MASKLINE, 0, "for i = 1, 3 do local x = i end");
    CHECK_STRING(events, "line 1;line 1;line 1;");
    run_hooked(record, LUA_MASKLINE, 0, "local i = 1\nwhile i < 3 do\n  i = i + 1\nend\n");
    CHECK_STRING(events, "line 1;line 2;line 3;line 2;line 3;line 2;line 4;");
}

static int counted;
static void count_event(lua_State *S, lua_Debug *ar) {
    (void)S;
    CHECK_EQUAL(ar->event, LUA_HOOKCOUNT);
    counted++;
}

static void counts(void) {
    static const int steps[] = {1, 10, 100, 1000};
    int all = 0;
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        counted = 0;
        run_hooked(count_event, LUA_MASKCOUNT, steps[i], "local x for i = 1, 20000 do x = i end");
        if (i == 0) {
            all = counted;
            CHECK(all >= 20000 && all <= 100000);
        }
        CHECK(counted >= all / steps[i] - 1 && counted <= all / steps[i] + 1);
    }
    counted = 0;
    run_hooked(count_event, LUA_MASKCOUNT, 1, ""); /* C code counts nothing */
    const int nothing = counted;
    counted = 0;
    run_hooked(count_event, LUA_MASKCOUNT, 10, "string.rep('x', 100000)");
    CHECK(counted <= 1 && nothing < 5);
}

/* `currentline` is set for line events without being asked for, and no other field is. */
static void check_untouched(lua_State *S, lua_Debug *ar) {
    (void)S;
    CHECK_EQUAL(ar->event, LUA_HOOKLINE);
    CHECK(ar->currentline >= 1);
    counted++;
}

static void line_events_know_their_line(void) {
    counted = 0;
    run_hooked(check_untouched, LUA_MASKLINE, 0, "local x = 1\nx = 2\nx = 3");
    CHECK_EQUAL(counted, 3);
}

/* ---- Inside a hook --------------------------------------------------------------------------- */

static void run_lua_in_hook(lua_State *S, lua_Debug *ar) {
    (void)ar;
    counted++;
    CHECK(lua_checkstack(S, 10));
    run(S, "for i = 1, 100 do local f = function() end f() end"); /* no hooks in here */
    CHECK(lua_gethook(S) == run_lua_in_hook);
}

static void no_hooks_inside_hooks(void) {
    counted = 0;
    run_hooked(run_lua_in_hook, LUA_MASKLINE, 0, "local a = 1\na = 2\na = 3");
    CHECK_EQUAL(counted, 3);
}

static void change_local_in_hook(lua_State *S, lua_Debug *ar) {
    if (ar->currentline != 2) return;
    lua_pushinteger(S, 77);
    CHECK_STRING(lua_setlocal(S, ar, 1), "a");
    CHECK_STRING(lua_getlocal(S, ar, 1), "a");
    CHECK_VALUE(S, -1, "77");
    lua_pop(S, 1);
}

static void hooks_see_and_change_locals(void) {
    run_hooked(change_local_in_hook, LUA_MASKLINE, 0, "local a = 1\nglobal = a");
    CHECK_LUA("global == 77");
}

static void fail_in_hook(lua_State *S, lua_Debug *ar) {
    if (ar->currentline == 3) luaL_error(S, "stop");
}

/* The way to end a script from outside: an error. It is caught like any other. */
static void errors_in_hooks(void) {
    lua_sethook(L, fail_in_hook, LUA_MASKLINE, 0);
    CHECK_EQUAL(luaL_dostring(L, "local a\na = 1\na = 2\na = 3"), 1);
    CHECK_STACK(L, "'stop'"); /* hooks are no level of their own: level 1 is who called the chunk */
    lua_pop(L, 1);
    CHECK_EQUAL(luaL_dostring(L, "local ok, e = pcall(function()\n\nlocal x\nend) return ok, e"),
                0);
    lua_sethook(L, NULL, 0, 0);
    CHECK_VALUE(L, 1, "false");
    CHECK_EQUAL(luaL_dostring(L, "return 1\n\n+ 1"), 0);
}

static int hook_sets_hook(lua_State *S) {
    lua_sethook(S, record, LUA_MASKLINE, 0);
    return 0;
}

/* Set while the function runs: from the next line on. */
static void hooks_set_on_the_way(void) {
    lua_register(L, "set", hook_sets_hook);
    events[0] = '\0';
    run(L, "local a = 1\nset()\na = 2\na = 3");
    lua_sethook(L, NULL, 0, 0);
    CHECK_STRING(events, "line 3;line 4;");
}

/* ---- Transferred values ---------------------------------------------------------------------- */

static char transferred[1000];

static void note_transfer(lua_State *S, lua_Debug *ar) {
    CHECK_EQUAL(lua_getinfo(S, "nSr", ar), 1);
    if (strcmp(ar->what, "main") == 0) return;
    snprintf(transferred + strlen(transferred), 100, "%s", event_names[ar->event]);
    if (ar->event == LUA_HOOKCALL && ar->ntransfer > 0) CHECK_EQUAL(ar->ftransfer, 1);
    for (int i = 0; i < ar->ntransfer; i++) {
        CHECK(lua_getlocal(S, ar, ar->ftransfer + i) != NULL);
        strcat(strcat(transferred, " "), value_text(S, -1));
        lua_pop(S, 1);
    }
    strcat(transferred, ";");
}

static void transfers(void) {
    transferred[0] = '\0';
    run_hooked(note_transfer, LUA_MASKCALL | LUA_MASKRET, 0,
               "local function f(a, b) local c = a return b, c, 'end' end\nf(1, 2, 3)\n"
               "math.max(7, 9)\nlocal function none() end none()\n");
    CHECK_STRING(transferred, "call 1 2;return 2 1 'end';call 7 9;return 9;call;return;");
}

static void change_result_in_hook(lua_State *S, lua_Debug *ar) {
    CHECK_EQUAL(lua_getinfo(S, "nr", ar), 1);
    if (ar->name == NULL || strcmp(ar->name, "f") != 0) return;
    lua_pushliteral(S, "changed");
    CHECK(lua_setlocal(S, ar, ar->ftransfer) != NULL);
}

static void results_may_be_changed(void) {
    run_hooked(change_result_in_hook, LUA_MASKRET, 0,
               "local function f() return 'original', 2 end\na, b = f()");
    CHECK_LUA("a == 'changed' and b == 2");
}

/* ---- Yields ---------------------------------------------------------------------------------- */

static char lines_seen[100];

static void yield_in_hook(lua_State *S, lua_Debug *ar) {
    const size_t used = strlen(lines_seen);
    if (ar->event == LUA_HOOKLINE && used < 80)
        snprintf(lines_seen + used, 12, "%d ", ar->currentline);
    lua_yield(S, 0);
}

static void line_hooks_may_yield(void) {
    int count, yields = 0;
    lines_seen[0] = '\0';
    lua_State *const co = lua_newthread(L);
    luaL_loadstring(co, "local a, b = 1\nb = a + 1\nlocal t = {a,\n b}\nreturn a, b, #t");
    lua_sethook(co, yield_in_hook, LUA_MASKLINE, 0);
    while (lua_resume(co, L, 0, &count) == LUA_YIELD && yields++ < 50) {
        CHECK_EQUAL(count, 0);
    }
    CHECK_STRING(lines_seen, "1 2 3 4 5 ");
    CHECK_EQUAL(lua_status(co), LUA_OK);
    CHECK_STACK(co, "1 2 2");
}

static void count_hooks_may_yield(void) {
    int count, yields = 0;
    lua_State *const co = lua_newthread(L);
    luaL_loadstring(co,
                    "local s = 0 for i = 1, 1000 do s = s + i end return s, table.unpack({1, 2})");
    lua_sethook(co, yield_in_hook, LUA_MASKCOUNT, 7);
    while (lua_resume(co, L, 0, &count) == LUA_YIELD)
        yields++;
    CHECK(yields > 200 && yields < 2000);
    CHECK_STACK(co, "500500 1 2");
}

/* What the script itself yields arrives as well. */
static void hooks_and_other_yields(void) {
    int count, by_hook = 0, by_script = 0, sum = 0;
    lua_State *const co = lua_newthread(L);
    luaL_loadstring(co,
                    "for i = 1, 5 do\n  local got = coroutine.yield(i)\n  assert(got == i * 10)\n"
                    "end\nreturn 'end'");
    lua_sethook(co, yield_in_hook, LUA_MASKLINE, 0);
    int arguments = 0, status;
    while ((status = lua_resume(co, L, arguments, &count)) == LUA_YIELD) {
        arguments = count;
        if (count == 0) {
            by_hook++;
        } else {
            by_script++;
            const int i = (int)lua_tointeger(co, -1);
            sum += i;
            lua_pop(co, 1);
            lua_pushinteger(co, i * 10);
        }
    }
    CHECK_EQUAL(status, LUA_OK);
    CHECK_EQUAL(by_script, 5);
    CHECK_EQUAL(sum, 15);
    CHECK(by_hook >= 15);
    CHECK_VALUE(co, -1, "'end'");
}

int main(void) {
    RUN_FRESH(constants);
    RUN_FRESH(setting_and_asking);
    RUN_FRESH(hooks_of_threads);
    RUN_FRESH(calls_and_returns);
    RUN_FRESH(tail_calls);
    RUN_FRESH(metamethods_and_iterators);
    RUN_FRESH(lines);
    RUN_FRESH(lines_in_loops);
    RUN_FRESH(counts);
    RUN_FRESH(line_events_know_their_line);
    RUN_FRESH(no_hooks_inside_hooks);
    RUN_FRESH(hooks_see_and_change_locals);
    RUN_FRESH(errors_in_hooks);
    RUN_FRESH(hooks_set_on_the_way);
    RUN_FRESH(transfers);
    RUN_FRESH(results_may_be_changed);
    RUN_FRESH(line_hooks_may_yield);
    RUN_FRESH(count_hooks_may_yield);
    RUN_FRESH(hooks_and_other_yields);
    return check_result();
}
