/* Coroutines. */
#include "api_check.h"
#include "api_stack.h"

lua_State *lua_newthread(lua_State *L) {
    require(room, L, 1);
    lua_State *const made = coroutine_new(L);
    set_coroutine(L->top, made);
    api_pushed(L);
    vm_safe_point(L);
    return made;
}

int lua_resume(lua_State *L, lua_State *from, int narg, int *nres) {
    require(caller, L, from);
    require(values, L, narg);
    require(given, L, nres != NULL, "nres");
    *nres = 1; /* an error's object */
    return vm_resume(L, from, narg, nres);
}

int lua_yieldk(lua_State *L, int nresults, lua_KContext ctx, lua_KFunction k) {
    require(yield, L, nresults, k != NULL);
    return vm_yield(L, nresults, ctx, k);
}

int lua_status(lua_State *L) {
    require(state, L);
    return L->status;
}

int lua_isyieldable(lua_State *L) {
    require(state, L);
    return vm_is_yieldable(L);
}

int lua_closethread(lua_State *L, lua_State *from) {
    require(caller, L, from);
    require(stopped, L);
    return vm_close_coroutine(L, from);
}

int lua_resetthread(lua_State *L) {
    require(stopped, L);
    return lua_closethread(L, NULL);
}
