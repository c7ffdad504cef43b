/* Coroutines. */
#include "api_stack.h"

lua_State *lua_newthread(lua_State *L) {
    lua_State *const made = coroutine_new(L);
    set_coroutine(L->top, made);
    api_pushed(L);
    vm_safe_point(L);
    return made;
}

int lua_resume(lua_State *L, lua_State *from, int narg, int *nres) {
    *nres = 1; /* an error's object */
    return vm_resume(L, from, narg, nres);
}

int lua_yieldk(lua_State *L, int nresults, lua_KContext ctx, lua_KFunction k) {
    return vm_yield(L, nresults, ctx, k);
}

int lua_status(lua_State *L) {
    return L->status;
}

int lua_isyieldable(lua_State *L) {
    return vm_is_yieldable(L);
}

int lua_closethread(lua_State *L, lua_State *from) {
    return vm_close_coroutine(L, from);
}

int lua_resetthread(lua_State *L) {
    return lua_closethread(L, NULL);
}
