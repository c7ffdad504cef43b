/* Runs, calls and errors.
**
** A *run* is one activation of the interpreter on the C stack. It begins when C code calls into the
** VM (lua_call, lua_pcall, lua_resume ...) and ends when the frame it entered returns. Inside a
** run, Lua functions, metamethods, pcall, coroutine switches and library callbacks do not recurse
** in C: frames are pushed and popped, State.current changes, natives return requests (native.h).
**
** Errors. `vm_throw` jumps to the innermost run, which unwinds: message handler first (on top of
** the frames that failed), then frames are dropped down to the nearest protected one *of this run*,
** pending variables are closed, and the protected native's continuation goes on with the error. A
** coroutine without a protected frame dies and its resumer goes on. If the run has none at all it
** is dropped and the error goes to the run outside.
**
** A run that can catch something is *armed*: it has set a jump (jump.h). lua_call enters one that
** is not, which is about half as expensive. Errors in it go to the nearest armed run outside at
** once, and its frames become that one's. When code in it asks for something that catches errors
** (pcall, resuming a coroutine), the interpreter first goes back to where the run was entered, and
** that arms it. pcall inside an armed run sets none.
**
** All of this is a state machine (run.c), so that handlers, __close methods and continuations may
** yield.
*/
#ifndef ORRERY_RUN_H
#define ORRERY_RUN_H

#include "jump.h"
#include "native.h"
#include "state.h"

/* Negative results of natives: requests of native.h; details in lua_State's request_ fields. */
typedef enum Request {
    REQUEST_CALL = -2,
    REQUEST_TAIL_CALL = -3,
    REQUEST_YIELD = -4,
    REQUEST_RESUME = -5,
    REQUEST_CLOSE = -6
} Request;

/* What comes back to an armed run. */
typedef enum RunJump {
    JUMP_NONE,
    JUMP_ERROR, /* an error, in State.current */
    JUMP_YIELD  /* a yield of C code, past the runs inside */
} RunJump;

typedef struct Run {
    struct Run *previous;  /* the run outside, NULL: none */
    lua_State *thread;     /* coroutine that entered */
    Frame *frame;          /* its frame at entry: not part of the run */
    lua_State *outer;      /* armed: State.current at entry if that was another one, whose C code
                           ** uses `thread` without resuming it; else NULL */
    ptrdiff_t level;       /* catches, outer: stack offset of the function called; cut to there on
                           ** error */
    bool catches;          /* by lua_pcall or vm_protect: errors end it with a status */
    bool resumed;          /* entered by lua_resume: the thread itself may yield or die in it */
    bool armed;            /* `jump` is set; always, if it catches, is resumed or has an `outer` */
    uint8_t jumped;        /* armed: why something came back to `jump`: RunJump */
    int request;           /* why a run that is not armed ended early: the request that it will go
                           ** on with when it is; else 0 */
    uint32_t root_depth;   /* armed: heap roots at entry */
    uint32_t nonyieldable; /* armed: thread->nonyieldable at entry */
    uint32_t nested;       /* armed: thread->nested at entry */
    int c_depth;           /* armed: State.c_depth at entry */
    int status;            /* armed, result: LUA_OK, LUA_YIELD or an error's status */
    JumpTarget jump;       /* armed: where errors and dropped inner runs come back to */
} Run;

/* Calls the function at `func` with the values above it; results replace function and arguments
** (top is adjusted; with LUA_MULTRET it says how many, and the caller's frame reaches up to
** there). Errors pass through. vm_call_noyield
** forbids yields. */
void vm_call(lua_State *L, Value *func, int result_count);
void vm_call_noyield(lua_State *L, Value *func, int result_count);
/* The same, catching errors: returns the status; after an error the stack is cut to `func` and the
** error object pushed there. `handler`: stack offset or 0. */
int vm_protected_call(lua_State *L, Value *func, int result_count, ptrdiff_t handler);
/* For protected calls from the host's code: when runs nest too deep on the C stack already,
** replaces the function about to be called by one that raises the error. */
int run_too_deep(lua_State *L);
static inline void vm_bound_depth(const lua_State *L, Value *func) {
    const State *const s = L->state;
    if (__builtin_expect(s->c_depth >= s->c_depth_limit, 0)) *func = value_native(run_too_deep);
}
/* Runs a C body under protection, as a native without arguments; what it leaves on its stack is
** pushed. Returns the status; after an error the error object is pushed. */
int vm_protect(lua_State *L, void (*body)(lua_State *L, void *context), void *context);
/* Whether a frame is vm_protect's, which nobody outside shall see. */
bool vm_is_internal(const Frame *f);

/* lua_resume: see there. */
int vm_resume(lua_State *L, lua_State *from, int argument_count, int *result_count);
/* lua_yieldk from a native: never returns, except from a hook. */
int vm_yield(lua_State *L, int result_count, lua_KContext ctx, lua_KFunction k);
/* What lua_isyieldable answers: false also inside callbacks where Lua 5.4 could not yield. */
bool vm_is_yieldable(const lua_State *L);
/* After a hook in which vm_yield was called: leaves. */
void vm_yield_now(lua_State *L) __attribute__((noreturn));
/* Closes a suspended or dead coroutine; error object (if status is not LUA_OK) on its stack. */
int vm_close_coroutine(lua_State *L, lua_State *from);
/* lua_callk / lua_pcallk with a continuation, k, which is not NULL. */
void vm_call_k(lua_State *L, Value *func, int result_count, lua_KContext ctx, lua_KFunction k);
int vm_protected_call_k(lua_State *L, Value *func, int result_count, ptrdiff_t handler,
                        lua_KContext ctx, lua_KFunction k);

/* Errors: all of these never return. The error object is on top of L's stack. */
void vm_throw(lua_State *L, int status) __attribute__((noreturn));
void vm_throw_memory(lua_State *L) __attribute__((noreturn));

/* Leaves all C frames inside the armed run r. */
void jump_to_run(Run *r, RunJump why) __attribute__((noreturn));

/* Interpreter entry: runs L->frame (a Lua frame) of State.current until the run's fresh frame
** returned; interpret.c. */
void vm_interpret(lua_State *L);

/* For interpret.c: carries on after a native returned `n` (results on top, or a request) in
** L->frame, or after a frame returned slowly. Returns the coroutine whose topmost frame is a Lua
** frame ready to go on, or NULL when the run is over. */
lua_State *run_native_returned(lua_State *L, int n);
lua_State *run_frame_returned(lua_State *L, unsigned status);

/* Prepares a call: for a Lua function pushes its frame and returns it; a native is called and its
** outcome stored in *native_result (NULL returned). `status`: FRAME_ bits for the new frame. */
Frame *call_prepare(lua_State *L, Value *func, int result_count, unsigned status,
                    int *native_result);
/* The value at `func` is no function: puts its __call metamethod in front of it as the function to
** call, itself the first argument, and so on while that is no function either; linear in the length
** of the chain. Raises "attempt to call a ... value". May move the stack. */
void call_insert_metamethods(lua_State *L, Value *func);
/* Counts a metamethod or callback that is about to be called; raises an error when they nest too
** deep. */
void nested_overflow(lua_State *L) __attribute__((noreturn, cold));
static inline void nested_enter(lua_State *L) {
    if (__builtin_expect(++L->nested > NESTED_MAX, 0)) nested_overflow(L);
}
/* Completes the instruction before the saved pc of L's topmost (Lua) frame, whose metamethod has
** returned: its result, if it wants one, is below L->top. Sets the pc to go on with. Like an op_*
** function returns OP_DONE, or the number of arguments of a further metamethod call that it pushed
** (concatenation). finish.c. */
int instruction_finish(lua_State *L, Frame *frame);
/* Pops the frame f (== L->frame), moving `count` results at `first` to where the caller wants them;
** sets L->top behind them (LUA_MULTRET) or behind the wanted ones. */
void call_finish(lua_State *L, Frame *f, Value *first, int count);

#endif
