/* Coroutines (manual 6.2). Resuming and closing are requests to the VM (native.h), so neither a
** deep chain of coroutines nor a __close that yields ever rests on the C stack. */

#include "lauxlib.h"
#include "lua.h"
#include "lualib.h"
#include "library.h"
#include "meter.h"
#include "native.h"

#include <stdbool.h>

/* What coroutine.status tells. */
typedef enum CoroutineState { RUNNING, DEAD, SUSPENDED, NORMAL } CoroutineState;

static const char *const state_names[] = {"running", "dead", "suspended", "normal"};

static lua_State *check_coroutine(lua_State *L) {
    lua_State *co = lua_tothread(L, 1);
    luaL_argexpected(L, co != NULL, 1, "thread");
    return co;
}

static CoroutineState coroutine_state(lua_State *L, lua_State *co) {
    if (co == L) return RUNNING;
    switch (lua_status(co)) {
    case LUA_YIELD: return SUSPENDED;
    case LUA_OK: {
        lua_Debug frame;
        if (lua_getstack(co, 0, &frame)) return NORMAL; /* it runs, but has resumed another */
        return lua_gettop(co) == 0 ? DEAD : SUSPENDED;
    }
    default: return DEAD; /* by an error */
    }
}

static bool succeeded(int status) {
    return status == LUA_OK || status == LUA_YIELD;
}

static int coroutine_create(lua_State *L) {
    luaL_checktype(L, 1, LUA_TFUNCTION);
    vm_charge(L, COST_COROUTINE);
    lua_State *co = lua_newthread(L);
    lua_pushvalue(L, 1);
    lua_xmove(L, co, 1);
    return 1;
}

/* Slot 1 holds the coroutine, then come its results or the error object. */
static int resume_called(lua_State *L, int status, lua_KContext context) {
    (void)context;
    lua_pushboolean(L, succeeded(status));
    lua_replace(L, 1);
    return lua_gettop(L);
}

static int coroutine_resume(lua_State *L) {
    lua_State *co = check_coroutine(L);
    return native_pass(L, native_resume(L, co, lua_gettop(L) - 1, 0, resume_called), true);
}

static int coroutine_yield(lua_State *L) {
    return native_yield(L, lua_gettop(L), 0, NULL);
}

/* Raises the error object on top on behalf of a wrapped coroutine; a text gets a position. */
static int raise_from_wrap(lua_State *L, int status) {
    if (status != LUA_ERRMEM && lua_type(L, -1) == LUA_TSTRING) {
        luaL_where(L, 1);
        lua_insert(L, -2);
        lua_concat(L, 2);
    }
    return lua_error(L);
}

/* The object on top is the latest error: that of the coroutine, or that of its closing. */
static int wrap_closed(lua_State *L, int status, lua_KContext first_status) {
    return raise_from_wrap(L, status == LUA_OK ? (int)first_status : status);
}

static int wrap_called(lua_State *L, int status, lua_KContext context) {
    (void)context;
    if (succeeded(status)) return lua_gettop(L);
    lua_State *co = lua_tothread(L, lua_upvalueindex(1));
    if (succeeded(lua_status(co))) /* it was not resumed at all */
        return raise_from_wrap(L, status);
    return native_close(L, co, status, wrap_closed);
}

static int wrap_resume(lua_State *L) {
    lua_State *co = lua_tothread(L, lua_upvalueindex(1));
    return native_pass(L, native_resume(L, co, lua_gettop(L), 0, wrap_called), false);
}

static int coroutine_wrap(lua_State *L) {
    coroutine_create(L);
    lua_pushcclosure(L, wrap_resume, 1);
    return 1;
}

static int coroutine_status(lua_State *L) {
    lua_State *co = check_coroutine(L);
    lua_pushstring(L, state_names[coroutine_state(L, co)]);
    return 1;
}

static int coroutine_isyieldable(lua_State *L) {
    lua_State *co = lua_isnone(L, 1) ? L : check_coroutine(L);
    lua_pushboolean(L, lua_isyieldable(co));
    return 1;
}

static int coroutine_running(lua_State *L) {
    const int is_main = lua_pushthread(L);
    lua_pushboolean(L, is_main);
    return 2;
}

static int close_called(lua_State *L, int status, lua_KContext context) {
    (void)context;
    lua_pushboolean(L, status == LUA_OK);
    if (status == LUA_OK) return 1;
    lua_insert(L, -2);
    return 2;
}

static int coroutine_close(lua_State *L) {
    lua_State *co = check_coroutine(L);
    const CoroutineState state = coroutine_state(L, co);
    if (state != DEAD && state != SUSPENDED)
        return luaL_error(L, "cannot close a %s coroutine", state_names[state]);
    return native_close(L, co, 0, close_called);
}

static const luaL_Reg coroutine_functions[] = {
    {"close", coroutine_close},
    {"create", coroutine_create},
    {"isyieldable", coroutine_isyieldable},
    {"resume", coroutine_resume},
    {"running", coroutine_running},
    {"status", coroutine_status},
    {"wrap", coroutine_wrap},
    {"yield", coroutine_yield},
    {NULL, NULL},
};

LUAMOD_API int luaopen_coroutine(lua_State *L) {
    library_new(L, coroutine_functions);
    return 1;
}
