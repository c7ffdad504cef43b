/* Requests that a native function hands to the VM.
**
** A library function that has to call back (a comparator, a replacement function, a reader) does
** not call `lua_call`: that would run the callee on top of the C stack, where it could neither
** yield nor recurse deeply (DESIGN 7). Instead it puts function and arguments on its stack and
** *returns* one of the requests below. The VM makes the call on the Lua stack and, when the
** callee has returned, runs the continuation `k` in the native's own frame, its stack as it was,
** the results on top. A loop over callbacks is thus a state machine whose state lives in the
** native's stack slots and in `ctx`.
**
** The rejected alternative is lua_callk: it recurses in C until somebody yields. It stays for
** foreign modules; code of ours that may run under a script's control uses requests.
*/
#ifndef ORRERY_NATIVE_H
#define ORRERY_NATIVE_H

#include <stdbool.h>

#include "lua.h"

/* Calls the function below the `nargs` topmost values and continues in `k`, with status LUA_YIELD
** and `nresults` results (or all, with LUA_MULTRET) in place of function and arguments.
** [-(nargs + 1), +nresults, e] Use only as the operand of the native's `return`. */
int native_call(lua_State *L, int nargs, int nresults, lua_KContext ctx, lua_KFunction k);

/* native_call for callbacks that Lua 5.4's own library makes across a C boundary (comparators,
** replacement functions): a function written in Lua may yield in them here, but
** `coroutine.isyieldable` answers as Lua 5.4 does, and `coroutine.yield` itself is refused as the
** callback, as there. */
int native_callback(lua_State *L, int nargs, int nresults, lua_KContext ctx, lua_KFunction k);

/* Like native_call, but an error inside the call continues in `k` too: status is then the error's,
** the stack is cut to where the function was, with the error object on top. `msgh` is the absolute
** index of a message handler, or 0. [-(nargs + 1), +(nresults|1), -] */
int native_pcall(lua_State *L, int nargs, int nresults, int msgh, lua_KContext ctx,
                 lua_KFunction k);

/* Around native_pcall or native_resume: on success the results become the native's own, with `true`
** before them if `with_true`, and `k` does not run. (While hooks are on, it does: `k` must do the
** same then.) The slot below the function called, or below the arguments of the resume, is free for
** the `true`. */
int native_pass(lua_State *L, int request, bool with_true);

/* Calls the function below the `nargs` topmost values; all its results become the results of the
** native itself. [-(nargs + 1), +?, e] */
int native_tailcall(lua_State *L, int nargs);

/* Yields the `nresults` topmost values; when the coroutine is resumed, `k` runs with status
** LUA_YIELD and the resume's arguments on the stack, the yielded values gone. Without `k` the
** arguments become the native's results. Raises an error where yielding is not allowed. */
int native_yield(lua_State *L, int nresults, lua_KContext ctx, lua_KFunction k);

/* Resumes the coroutine `co` with the `nargs` topmost values of L as arguments; `co` must not be
** one of them, but must be kept alive by L (its stack, an upvalue). When co stops, `k` runs with
** status LUA_YIELD (co yielded), LUA_OK (co returned) or the error's status; the arguments have
** been replaced on top of L's stack by the values yielded or returned, or by the error object. A co
** that cannot be resumed is left as it was, and k gets LUA_ERRRUN with "cannot resume dead
** coroutine" or "cannot resume non-suspended coroutine"; so too with "too many arguments to resume"
** and "too many results to resume". An error never propagates from here, and nothing recurses in C.
** [-nargs, +?, -] */
int native_resume(lua_State *L, lua_State *co, int nargs, lua_KContext ctx, lua_KFunction k);

/* Closes the coroutine `co`, which must be suspended or dead: runs its pending to-be-closed
** variables and leaves it dead with an empty stack. Then `k` runs with status LUA_OK, nothing
** pushed, or with an error's status and the error object on top of L's stack. The error is that of
** a closing method or, if co had died by an error that no close has reported yet, that error.
** [-0, +(0|1), -] */
int native_close(lua_State *L, lua_State *co, lua_KContext ctx, lua_KFunction k);

#endif
