/* Manual 4.6, the third field of each function's indicator: what "never raises any error" also holds
** without memory, outside of any protected call; what is marked otherwise raises nothing else. */
#include <setjmp.h>

#include "api_test.h"

static jmp_buf way_out;
static const char *what_runs;

static int raised(lua_State *S) {
    CHECK_STRING(lua_tostring(S, -1), "not enough memory");
    longjmp(way_out, 1);
}

static Account *account_of(lua_State *S) {
    void *ud;
    lua_getallocf(S, &ud);
    return ud;
}

static int reference; /* to something in the registry */

static int native(lua_State *S) {
    return lua_gettop(S);
}

static void hook(lua_State *S, lua_Debug *ar) {
    (void)S, (void)ar;
}

/* ---- Each function that never raises --------------------------------------------------------- */

/* They find: 1 table with metatable, 2 table, 3 string, 4 float, 5 integer, 6 userdata with a user
** value, 7 Lua function with an upvalue, 8 thread, 9 numeral, 10 nil; and may leave anything. */
static void f_absindex(void) {
    lua_absindex(L, -1);
}
static void f_checkstack(void) {
    CHECK_EQUAL(lua_checkstack(L, 100000), 0);
}
static void f_copy(void) {
    lua_copy(L, 1, 5);
}
static void f_gc_stop(void) {
    lua_gc(L, LUA_GCSTOP);
    lua_gc(L, LUA_GCRESTART);
}
static void f_gc_collect(void) {
    lua_gc(L, LUA_GCCOLLECT);
}
static void f_gc_step(void) {
    lua_gc(L, LUA_GCSTEP, 100);
}
static void f_gc_modes(void) {
    lua_gc(L, LUA_GCINC, 0, 0, 0);
    lua_gc(L, LUA_GCGEN, 0, 0);
}
static void f_gc_count(void) {
    CHECK(lua_gc(L, LUA_GCCOUNT) > 0 && lua_gc(L, LUA_GCCOUNTB) >= 0);
}
static void f_getmetatable(void) {
    CHECK_EQUAL(lua_getmetatable(L, 1), 1);
}
static void f_getiuservalue(void) {
    CHECK_EQUAL(lua_getiuservalue(L, 6, 1), LUA_TSTRING);
}
static void f_insert(void) {
    lua_insert(L, 1);
}
static void f_is(void) {
    CHECK(lua_isnumber(L, 9) && lua_isstring(L, 4) && lua_istable(L, 1) && lua_isnil(L, 10));
}
static void f_isyieldable(void) {
    lua_isyieldable(L);
}
static void f_pushboolean(void) {
    lua_pushboolean(L, 1);
}
static void f_pushcfunction(void) {
    lua_pushcfunction(L, native);
}
static void f_pushglobaltable(void) {
    lua_pushglobaltable(L);
}
static void f_pushinteger(void) {
    lua_pushinteger(L, 1);
}
static void f_pushlightuserdata(void) {
    lua_pushlightuserdata(L, L);
}
static void f_pushnil(void) {
    lua_pushnil(L);
}
static void f_pushnumber(void) {
    lua_pushnumber(L, 0.5);
}
static void f_pushthread(void) {
    lua_pushthread(L);
}
static void f_pushvalue(void) {
    lua_pushvalue(L, 3);
}
static void f_rawequal(void) {
    CHECK_EQUAL(lua_rawequal(L, 4, 5), 1);
}
static void f_rawget(void) {
    lua_pushvalue(L, 3);
    CHECK_EQUAL(lua_rawget(L, 2), LUA_TNUMBER);
}
static void f_rawgeti(void) {
    CHECK_EQUAL(lua_rawgeti(L, 2, 1), LUA_TNUMBER);
}
static void f_rawgetp(void) {
    CHECK_EQUAL(lua_rawgetp(L, 2, &way_out), LUA_TNIL);
}
static void f_rawlen(void) {
    CHECK_EQUAL(lua_rawlen(L, 2), 1);
}
static void f_remove(void) {
    lua_remove(L, 1);
}
static void f_replace(void) {
    lua_replace(L, 1);
}
static void f_rotate(void) {
    lua_rotate(L, 1, 3);
}
static void f_setiuservalue(void) {
    CHECK_EQUAL(lua_setiuservalue(L, 6, 1), 1);
}
static void f_setmetatable(void) {
    lua_pushvalue(L, 2);
    lua_setmetatable(L, 1);
}
static void f_setmetatable_nil(void) {
    lua_pushnil(L);
    lua_setmetatable(L, 1);
}
static void f_setmetatable_first(void) {
    lua_pushvalue(L, 1);
    lua_setmetatable(L, 2);
}
static void f_setmetatable_userdata(void) {
    lua_pushvalue(L, 2);
    lua_setmetatable(L, 6);
}
static void f_setmetatable_type(void) {
    lua_pushvalue(L, 2);
    lua_setmetatable(L, 5);
}
static void f_settop(void) {
    lua_settop(L, 15);
    lua_settop(L, 3);
}
static void f_status(void) {
    CHECK_EQUAL(lua_status(L), LUA_OK);
}
static void f_stringtonumber(void) {
    CHECK_EQUAL(lua_stringtonumber(L, "0x10"), 5);
}
static void f_to(void) {
    CHECK(lua_toboolean(L, 1) && lua_tointeger(L, 9) == 16 && lua_tonumber(L, 4) == 5);
    CHECK(lua_touserdata(L, 6) && lua_tothread(L, 8) && !lua_tocfunction(L, 7));
    CHECK(lua_topointer(L, 1) && lua_tolstring(L, 3, NULL));
}
static void f_version(void) {
    CHECK(lua_version(L) == 504);
}
static void f_warning(void) {
    lua_warning(L, "x", 0);
}
static void f_xmove(void) {
    lua_xmove(L, lua_tothread(L, 8), 2);
}
static void f_sethook(void) {
    lua_sethook(L, hook, LUA_MASKLINE, 0);
    lua_sethook(L, NULL, 0, 0);
}
static void f_getstack(void) {
    lua_Debug ar;
    CHECK_EQUAL(lua_getstack(L, 0, &ar), 0);
}
static void f_getinfo(void) {
    lua_Debug ar;
    lua_pushvalue(L, 7);
    CHECK_EQUAL(lua_getinfo(L, ">nSltufr", &ar), 1);
}
static void f_getlocal(void) {
    lua_settop(L, 7);
    CHECK_STRING(lua_getlocal(L, NULL, 1), "p");
}
static void f_getupvalue(void) {
    CHECK_STRING(lua_getupvalue(L, 7, 1), "up");
}
static void f_setupvalue(void) {
    CHECK_STRING(lua_setupvalue(L, 7, 1), "up");
}
static void f_upvalueid(void) {
    CHECK(lua_upvalueid(L, 7, 1) != NULL);
}
static void f_upvaluejoin(void) {
    lua_upvaluejoin(L, 7, 1, 7, 1);
}
static void f_load(void) {
    CHECK_EQUAL(luaL_loadbuffer(L, "return 1", 8, "=x"), LUA_ERRMEM);
    CHECK_VALUE(L, -1, "'not enough memory'");
}
static void f_pcall(void) {
    lua_pushvalue(L, 7);
    const int status = lua_pcall(L, 0, 0, 0);
    CHECK(status == LUA_OK || status == LUA_ERRMEM);
}
static void f_resume(void) {
    int count;
    lua_State *const co = lua_tothread(L, 8);
    lua_pushvalue(L, 7);
    lua_xmove(L, co, 1);
    const int status = lua_resume(co, L, 0, &count);
    CHECK(status == LUA_OK || status == LUA_ERRMEM);
}
static void f_closethread(void) {
    CHECK_EQUAL(lua_closethread(lua_tothread(L, 8), L), LUA_OK);
}
static void f_newstate(void) {
    CHECK(lua_newstate(account_allocate, account_of(L)) == NULL);
}
static void f_unref(void) {
    luaL_unref(L, LUA_REGISTRYINDEX, reference);
}
static void f_pushfail(void) {
    luaL_pushfail(L);
}

#define ROW(name) \
    { #name, f_##name }
static const struct Row {
    const char *name;
    void (*run)(void);
} rows[] = {
    ROW(absindex),        ROW(checkstack),  ROW(copy),
    ROW(gc_stop),         ROW(gc_collect),  ROW(gc_step),
    ROW(gc_modes),        ROW(gc_count),    ROW(getmetatable),
    ROW(getiuservalue),   ROW(insert),      ROW(is),
    ROW(isyieldable),     ROW(pushboolean), ROW(pushcfunction),
    ROW(pushglobaltable), ROW(pushinteger), ROW(pushlightuserdata),
    ROW(pushnil),         ROW(pushnumber),  ROW(pushthread),
    ROW(pushvalue),       ROW(rawequal),    ROW(rawget),
    ROW(rawgeti),         ROW(rawgetp),     ROW(rawlen),
    ROW(remove),          ROW(replace),     ROW(rotate),
    ROW(setiuservalue),   ROW(settop),      ROW(status),
    ROW(stringtonumber),  ROW(to),          ROW(version),
    ROW(warning),         ROW(xmove),       ROW(sethook),
    ROW(getstack),        ROW(getinfo),     ROW(getlocal),
    ROW(getupvalue),      ROW(setupvalue),  ROW(upvalueid),
    ROW(upvaluejoin),     ROW(load),        ROW(pcall),
    ROW(resume),          ROW(closethread), ROW(newstate),
    ROW(unref),           ROW(pushfail),
};

/* Fills the table at index 1 with values of a kind (its second argument) until memory ends, so that
** none is left over in the library either. */
enum { KINDS = 30, HOARD = 100000 };

static int hoarded; /* entries of the table */

static int hoard(lua_State *S) {
    const int kind = (int)lua_tointeger(S, 2);
    while (hoarded < HOARD) {
        switch (kind % 5) {
        case 0: lua_createtable(S, kind / 5, kind / 5); break;
        case 1: lua_newuserdatauv(S, (size_t)kind * 8, kind / 10); break;
        case 2: lua_pushfstring(S, "%d%s", hoarded, &"........................"[kind % 25]); break;
        case 3:
            lua_pushnil(S);
            lua_pushcclosure(S, native, 1);
            break;
        default: lua_newthread(S); break;
        }
        lua_rawseti(S, 1, ++hoarded);
    }
    return 0;
}

static void use_up_memory(void) {
    for (int kind = 0; kind < KINDS; kind++) {
        lua_pushcfunction(L, hoard);
        lua_getfield(L, LUA_REGISTRYINDEX, "hoard");
        lua_pushinteger(L, kind);
        CHECK_EQUAL(lua_pcall(L, 2, 0, 0), LUA_ERRMEM);
        lua_pop(L, 1);
    }
}

/* What the rows expect, on the stack of L. */
static void prepare(void) {
    push(L, "setmetatable({}, {}), {7, text = 1}, 'text', 5.0, 5");
    lua_newuserdatauv(L, 8, 1);
    push(L, "'user value'");
    lua_setiuservalue(L, 6, 1);
    push(L, "(function() local up = {} return function(p) return up end end)()");
    lua_State *const co = lua_newthread(L);
    lua_checkstack(co, 20);
    push(L, "'0x10', nil");
    lua_checkstack(L, 20);
}

/* Metatables belong to shapes in our library, and a new shape needs memory; see docs/embedding.md. */
static const struct Row may_raise[] = {
    ROW(setmetatable),          ROW(setmetatable_nil),  ROW(setmetatable_first),
    ROW(setmetatable_userdata), ROW(setmetatable_type),
};

/* Each row runs on a thread that was prepared while there was memory. */
static void run_rows(const struct Row *row, size_t count, bool raises) {
    lua_State *const main_thread = L;
    lua_State *threads[100];
    Account *const account = account_of(L);
    lua_atpanic(L, raised);
    lua_checkstack(L, 100);
    push(L, "{}");
    reference = luaL_ref(L, LUA_REGISTRYINDEX);
    hoarded = 0;
    lua_createtable(L, HOARD, 0);
    lua_setfield(L, LUA_REGISTRYINDEX, "hoard");
    for (size_t i = 0; i < count; i++) {
        threads[i] = L = lua_newthread(main_thread);
        prepare();
        L = main_thread;
    }
    lua_gc(L, LUA_GCCOLLECT);
    account->left = 0;
    use_up_memory();
    for (size_t i = 0; i < count; i++) {
        what_runs = row[i].name;
        L = threads[i];
        CHECK_EQUAL(lua_gettop(L), 10);
        if (setjmp(way_out) == 0) {
            row[i].run();
        } else if (!raises && !CHECK(false)) {
            fprintf(stderr, "    in %s\n", what_runs);
        }
    }
    L = main_thread;
    account->left = 1L << 40;
    lua_pushinteger(L, 1);
    lua_pushnil(L);
    lua_setmetatable(L, -2);             /* which numbers were given */
    CHECK_LUA("#('x'):rep(100) == 100"); /* all of it still works */
    lua_atpanic(L, report_panic);
}

static void without_memory_nothing_is_raised(void) {
    run_rows(rows, sizeof rows / sizeof *rows, false);
}

static void metatables_without_memory(void) {
    run_rows(may_raise, sizeof may_raise / sizeof *may_raise, !on_peer);
}

/* Reading and compiling a chunk makes room by a collection before it gives up. */
static void loading_collects_first(void) {
    Account *const account = account_of(L);
    lua_gc(L, LUA_GCSTOP);
    lua_newuserdatauv(L, 1 << 20, 0);
    lua_pop(L, 1);
    account->limit = account->held;
    CHECK_EQUAL(luaL_loadstring(L, "local a, b = ... return function() return a + b end"), LUA_OK);
    account->limit = (size_t)1 << 40;
    lua_pop(L, 1);
    lua_gc(L, LUA_GCRESTART);
}

int main(void) {
    RUN_FRESH(loading_collects_first);
    RUN_FRESH(metatables_without_memory);
    RUN_FRESH(without_memory_nothing_is_raised);
    return check_result();
}
