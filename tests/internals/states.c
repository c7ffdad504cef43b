/* T's functions about States and coroutines: making, running code in, closing them. */
#include "internals.h"

#include <setjmp.h>
#include <stdio.h>
#include <string.h>

static lua_State *check_state(lua_State *L) {
    lua_State *const other = lua_touserdata(L, 1);
    luaL_argcheck(L, other != NULL, 1, "State expected");
    return other;
}

static int state_panic(lua_State *L) {
    const char *const message = lua_tostring(L, -1);
    fprintf(stderr, "orrery_t: error outside of protected calls in a State of T.newstate: %s\n",
            message != NULL ? message : "not a string");
    return 0;
}

/* () -> State, or nil when memory is short. */
int states_newstate(lua_State *L) {
    lua_State *const made = counted_state_new();
    if (made == NULL) {
        lua_pushnil(L);
        return 1;
    }
    lua_atpanic(made, state_panic);
    lua_pushlightuserdata(L, made);
    return 1;
}

int states_closestate(lua_State *L) {
    lua_close(check_state(L));
    return 0;
}

/* (State): gives it the basic and package libraries; the others can be required. */
int states_loadlib(lua_State *L) {
    static const luaL_Reg others[] = {
        {"coroutine", luaopen_coroutine}, {"debug", luaopen_debug}, {"io", luaopen_io},
        {"math", luaopen_math},           {"os", luaopen_os},       {"string", luaopen_string},
        {"table", luaopen_table},         {"utf8", luaopen_utf8},   {"T", luaopen_T}};
    lua_State *const to = check_state(L);
    luaL_requiref(to, "_G", luaopen_base, 1);
    luaL_requiref(to, "package", luaopen_package, 1);
    luaL_getsubtable(to, LUA_REGISTRYINDEX, LUA_PRELOAD_TABLE);
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        lua_pushcfunction(to, others[i].func);
        lua_setfield(to, -2, others[i].name);
    }
    lua_pop(to, 3);
    return 0;
}

/* (State, source) -> results as strings; or nil, message, status number. */
int states_doremote(lua_State *L) {
    lua_State *const on = check_state(L);
    size_t length;
    const char *const source = luaL_checklstring(L, 2, &length);
    lua_settop(on, 0);
    int status = luaL_loadbuffer(on, source, length, source);
    if (status == LUA_OK) status = lua_pcall(on, 0, LUA_MULTRET, 0);
    if (status != LUA_OK) {
        lua_pushnil(L);
        lua_pushstring(L, lua_tostring(on, -1));
        lua_pushinteger(L, status);
        lua_settop(on, 0);
        return 3;
    }
    const int results = lua_gettop(on);
    luaL_checkstack(L, results, "results");
    for (int i = 1; i <= results; i++)
        lua_pushstring(L, lua_tostring(on, i));
    lua_settop(on, 0);
    return results;
}

/* ---- Panic ----------------------------------------------------------------------------------- */

typedef struct Panic {
    jmp_buf jump;
    lua_State *L;     /* who called checkpanic */
    const char *text; /* program for the panic function, or NULL */
} Panic;

static Panic *panic_of(lua_State *on) {
    return *(Panic **)lua_getextraspace(on);
}

static int jump_from_panic(lua_State *on) {
    Panic *const p = panic_of(on);
    if (p->text != NULL) script_execute(p->L, on, p->text);
    longjmp(p->jump, 1);
}

static void run_until_panic(Panic *p, lua_State *on, const char *text) {
    if (setjmp(p->jump) != 0) return;
    script_execute(p->L, on, text);
    lua_settop(on, 0);
    lua_pushliteral(on, "no errors");
}

/* (program [, program for the panic function]) -> string on top when that has ended. The programs
** run in a State of their own, made whatever the limit of memory is. */
int states_checkpanic(lua_State *L) {
    Panic p = {.L = L, .text = luaL_optstring(L, 2, NULL)};
    const char *const text = luaL_checkstring(L, 1);
    const size_t limit = memory_set_limit(0);
    lua_State *const on = counted_state_new();
    memory_set_limit(limit);
    if (on == NULL) return luaL_error(L, "not enough memory for a State");
    *(Panic **)lua_getextraspace(on) = &p;
    lua_atpanic(on, jump_from_panic);
    run_until_panic(&p, on, text);
    lua_pushstring(L, lua_tostring(on, -1));
    lua_close(on);
    return 1;
}

/* ---- Coroutines ------------------------------------------------------------------------------ */

/* (source) -> status of running it on a coroutine of its own, which is not resumed for that. */
int states_doonnewstack(lua_State *L) {
    size_t length;
    const char *const source = luaL_checklstring(L, 1, &length);
    lua_State *const on = lua_newthread(L);
    int status = luaL_loadbuffer(on, source, length, source);
    if (status == LUA_OK) status = lua_pcall(on, 0, 0, 0);
    lua_pushinteger(L, status);
    return 1;
}

/* (coroutine) -> true, or false and the error. */
int states_resume(lua_State *L) {
    lua_State *const co = lua_tothread(L, 1);
    luaL_argcheck(L, co != NULL, 1, "coroutine expected");
    int results;
    const int status = lua_resume(co, L, 0, &results);
    lua_pushboolean(L, status == LUA_OK || status == LUA_YIELD);
    if (status == LUA_OK || status == LUA_YIELD) return 1;
    lua_xmove(co, L, 1);
    return 2;
}
