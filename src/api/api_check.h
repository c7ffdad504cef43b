/* Preconditions of the API's functions, for checked builds.
**
** The manual leaves it to hosts to use the API well, and a normal build believes them. With
** ORRERY_CHECKED every function of lua.h and lauxlib.h first states what it relies on:
**
**     void lua_rawset(lua_State *L, int idx) {
**         require(values, L, 2);
**         require(table, L, idx);
**
** and a precondition that does not hold ends the process with a line like
**
**     orrery: lua_rawset: index 5 is not valid (the stack of this C function holds 3 values), in
**     function 'store.put' called from shop.lua:12
**
** Every name after `require` is a function below, with "check_" before it. It gets the name of the
** API function first. In a normal build a `require` is nothing at all, not even an evaluation.
**
** What scripts can cause is no misuse: it stays an error that they can catch (a call of nil, a
** yield outside of a coroutine, an unknown key for lua_next). What works with every Lua is none
** either, even if it looks odd: absent arguments read through acceptable indexes, or the stack of a
** coroutine that waits for another one. The functions of lauxlib.h check before the calls of lua.h
** that they are made of, so that a message names what the host has called.
*/
#ifndef ORRERY_API_CHECK_H
#define ORRERY_API_CHECK_H

#ifndef ORRERY_CHECKED
#define require(condition, ...) ((void)0)
#else
#define require(condition, ...) check_##condition(__func__, __VA_ARGS__)

#include <stdbool.h>

#include "lauxlib.h"
#include "lua.h"

/* ---- Coroutines and States; most that follow check `stack` first ----------------------------- */

void check_alive(const char *api, const lua_State *L); /* L is alive */
void check_state(const char *api, const lua_State *L); /* and not in use in another thread */
void check_stack(const char *api, lua_State *L);       /* and does not run a script just now */
void check_running(const char *api, lua_State *L);     /* is the one that runs */
void check_callable(const char *api, lua_State *L);    /* is neither suspended nor dead */
void check_stopped(const char *api, lua_State *L); /* has no call in progress, unless suspended */
void check_yield(const char *api, lua_State *L, int nresults, bool has_k);
void check_caller(const char *api, lua_State *L, const lua_State *from); /* NULL or alive */
void check_siblings(const char *api, const lua_State *L, const lua_State *other);

/* ---- The stack ------------------------------------------------------------------------------- */

void check_room(const char *api, lua_State *L, int count); /* for so many more values */
/* Is the running one and about to raise an error, for which there is room even on a full stack. */
void check_raising(const char *api, lua_State *L);
void check_values(const char *api, lua_State *L, int count); /* on top; they may be popped */
void check_top(const char *api, lua_State *L, int idx);      /* may become the top */
void check_call(const char *api, lua_State *L, int nargs, int nresults, bool has_k);
void check_handler(const char *api, lua_State *L, int errfunc);

/* ---- Indexes --------------------------------------------------------------------------------- */

void check_index(const char *api, lua_State *L, int idx);          /* acceptable */
void check_valid(const char *api, lua_State *L, int idx);          /* valid */
void check_copy(const char *api, lua_State *L, int from, int idx); /* idx may be overwritten so */
void check_rotation(const char *api, lua_State *L, int idx, int n);
void check_to_close(const char *api, lua_State *L, int idx);  /* may be marked */
void check_closeslot(const char *api, lua_State *L, int idx); /* was marked last */

/* ---- Values ---------------------------------------------------------------------------------- */

void check_table(const char *api, lua_State *L, int idx);
void check_metatable(const char *api, lua_State *L); /* on top: a table or nil */
void check_userdata(const char *api, lua_State *L, int idx);
void check_function(const char *api, lua_State *L, int idx);
void check_upvalue(const char *api, lua_State *L, int idx, int n); /* of a Lua function */
/* A reference of the table at idx that is in use; its freed ones are listed from key `list` on. */
void check_reference(const char *api, lua_State *L, int idx, int reference, int list);

/* ---- Arguments of C -------------------------------------------------------------------------- */

/* A pointer that must not be NULL; the first for functions without a state. */
void check_present(const char *api, bool given, const char *name);
void check_given(const char *api, const lua_State *L, bool given, const char *name);
void check_bytes(const char *api, const lua_State *L, const char *s, size_t length);
void check_count(const char *api, const lua_State *L, int value, const char *name); /* >= 0 */
void check_range(const char *api, const lua_State *L, int value, int least, int most,
                 const char *name);
void check_pattern(const char *api, const lua_State *L, const char *p); /* not empty */
void check_format(const char *api, const lua_State *L, const char *format);
/* From lua_getstack of this coroutine, or a hook, and its function still runs. */
void check_activation(const char *api, lua_State *L, const lua_Debug *ar);
void check_info(const char *api, lua_State *L, const char *what, const lua_Debug *ar);

/* ---- Buffers --------------------------------------------------------------------------------- */

/* In use, its slot below the `above` topmost values, with room for one more value. */
void check_buffer(const char *api, const luaL_Buffer *B, int above);
void check_buffer_room(const char *api, const luaL_Buffer *B, size_t more); /* `more` are counted */

#endif
#endif
