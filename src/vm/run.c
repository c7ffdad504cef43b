/* Runs: entering the interpreter from C, and what happens between frames.
**
** Whatever is not one instruction of a Lua function goes through the *driver*: a native returned
** results or a request, a frame returned to a native or to a waiting instruction, an error unwinds.
** The driver is a loop over steps, each of which does one thing and names the next; it ends with a
** coroutine whose topmost frame is Lua code ready to go on, or with the end of the run. Because
** each step leaves the frames consistent, a callee of any of them may yield, and an error in any of
** them starts an unwinding like any other.
**
**   STEP_NATIVE     the native in the topmost frame returned n: results on top, or a request
**   STEP_RETURNED   a frame with status bits n was popped; its results are where the caller wants
**                   them
**   STEP_CALL       n arguments and a function are on top: call it with `results` and `status`
**   STEP_UNWIND     an error (L->error_status, L->error) looks for whoever catches it
**   STEP_LUA        go on with Lua code
**   STEP_OVER       the run has ended
**
** Frames entered by the run itself are FRESH: returning from one ends the run. When a coroutine
** yields through lua_callk frames of inner runs, those runs are dropped by a jump and their fresh
** marks removed: the frames are then continued by the run that resumed the coroutine, through the
** natives' continuations.
*/
#include "run.h"

#include <stdlib.h>

#include "checked.h"
#include "close.h"
#include "code.h"
#include "collect.h"
#include "debug_info.h"
#include "error.h"
#include "meta.h"
#include "meter.h"
#include "poll.h"

#define HANDLER_DEPTH_MAX 10 /* message handlers failing inside each other before giving up */

typedef enum Step { STEP_NATIVE, STEP_RETURNED, STEP_CALL, STEP_UNWIND, STEP_LUA, STEP_OVER } Step;

typedef struct Driver {
    lua_State *L;
    int n;           /* see the steps */
    int results;     /* STEP_CALL */
    unsigned status; /* STEP_CALL */
} Driver;

/* Calls ---------------------------------------------------------------------------------------- */

/* How many values the chain of __call below func adds: at least one. A chain without an end is
** longer than any stack. */
static int call_chain_length(lua_State *L, Value *func) {
    Value callee = *func, method;
    for (int length = 1;; length++) {
        if (!vm_metamethod(L, &callee, EVENT_CALL, &method)) {
            set_value(func, &callee);
            vm_call_error(L, func);
        }
        if (tag_is_function(method.tag) || length > LUAI_MAXSTACK) return length;
        set_value(&callee, &method);
    }
}

void call_insert_metamethods(lua_State *L, Value *func) {
    const int length = call_chain_length(L, func);
    vm_work(L, COST_CALL * (uint64_t)length + cost_of_values((size_t)(L->top - func)));
    /* Room may cost a collection, and that a __call that only a weak metatable holds: look
    ** again. */
    func = stack_check_keeping(L, length, func);
    for (Value *p = L->top - 1; p >= func; p--)
        set_value(p + length, p);
    L->top += length;
    for (Value *p = func; p < func + length; p++)
        set_nil(p);
    for (Value *p = func + length - 1; p >= func; p--) {
        Value method;
        if (!vm_metamethod(L, p + 1, EVENT_CALL, &method)) vm_call_error(L, p + 1);
        set_value(p, &method);
    }
}

void nested_overflow(lua_State *L) {
    L->nested--;
    L->state->limits_hit |= LIMIT_DEPTH;
    vm_error(L, "C stack overflow");
}

/* Makes f the frame of the closure at func, for which the stack has room. */
static inline __attribute__((always_inline)) Frame *fill_frame(lua_State *L, Frame *f, Value *func,
                                                               int result_count, unsigned status) {
    const Code *const code = as_closure(func)->code;
    Value *const registers = func + 1;
    const Value *const arguments_end = registers + code->parameter_count;
    f->top = registers + code->register_count;
    f->func = func;
    f->result_count = result_count;
    f->status = status;
    f->u.lua.pc = code->code;
    f->u.lua.constants = code->constants;
    f->u.lua.extra_count = 0;
    while (L->top < arguments_end) {
        set_nil(L->top);
        L->top++;
    }
    L->frame = f;
    return f;
}

/* enter_closure where stack or frames have to grow first. */
static Frame *grow_and_enter(lua_State *L, Value *func, int result_count, unsigned status)
    __attribute__((noinline));
static Frame *grow_and_enter(lua_State *L, Value *func, int result_count, unsigned status) {
    func = stack_check_keeping(L, as_closure(func)->code->register_count, func);
    return fill_frame(L, frame_next(L), func, result_count, status);
}

static inline __attribute__((always_inline)) Frame *
enter_closure(lua_State *L, Value *func, int result_count, unsigned status) {
    if (__builtin_expect(L->state->natives_only, 0)) vm_error(L, "State is closing");
    Frame *const f = L->frame->next;
    const Value *const end = func + 1 + as_closure(func)->code->register_count;
    if (__builtin_expect(stack_ends_before(L, end) || f == NULL, 0))
        return grow_and_enter(L, func, result_count, status);
    return fill_frame(L, f, func, result_count, status);
}

static inline __attribute__((always_inline)) int enter_native(lua_State *L, Value *func,
                                                              int result_count, unsigned status,
                                                              NativeFunction function) {
    func = stack_check_keeping(L, LUA_MINSTACK, func);
    Frame *const f = frame_next(L);
    f->func = func;
    f->result_count = result_count;
    f->status = status | FRAME_NATIVE;
    f->top = L->top + LUA_MINSTACK;
    f->u.native.k = NULL;
    L->frame = f;
    if (L->hook_mask & LUA_MASKCALL) hook_call(L, f);
    return native_invoke(L, function);
}

Frame *call_prepare(lua_State *L, Value *func, int result_count, unsigned status,
                    int *native_result) {
    for (;;) {
        switch (func->tag) {
        case TAG_CLOSURE: return enter_closure(L, func, result_count, status);
        case TAG_NATIVE:
            *native_result = enter_native(L, func, result_count, status, func->u.native);
            return NULL;
        case TAG_NATIVE_CLOSURE:
            *native_result =
                enter_native(L, func, result_count, status, as_native_closure(func)->function);
            return NULL;
        default: {
            const ptrdiff_t saved = stack_save(L, func);
            call_insert_metamethods(L, func);
            func = stack_restore(L, saved);
        }
        }
    }
}

void call_finish(lua_State *L, Frame *f, Value *first, int count) {
    Value *to = f->func;
    const int wanted = f->result_count;
    L->frame = f->previous;
    if (wanted == 1) {
        if (count > 0) {
            set_value(to, first);
        } else {
            set_nil(to);
        }
        L->top = to + 1;
        return;
    }
    const int moved = wanted == LUA_MULTRET || count < wanted ? count : wanted;
    for (int n = 0; n < moved; n++)
        set_value(to++, first++);
    for (int n = moved; n < wanted; n++)
        set_nil(to++);
    L->top = to;
}

/* Leaves the values on top of `from` (n of them) on top of `to`. */
static void move_values(lua_State *from, lua_State *to, int n) {
    from->top -= n;
    for (int k = 0; k < n; k++)
        set_value(to->top + k, from->top + k);
    to->top += n;
}

/* Steps ---------------------------------------------------------------------------------------- */

/* A metamethod of the instruction that f waits at has returned. */
static Step finish_instruction(Driver *d, Frame *f) {
    lua_State *const L = d->L;
    L->nested--;
    const int arguments = instruction_finish(L, f);
    if (arguments == OP_DONE) return STEP_LUA;
    nested_enter(L);
    d->n = arguments, d->results = 1, d->status = FRAME_META;
    return STEP_CALL;
}

static Step go_on(Driver *d);

/* The native in L's topmost frame no longer waits: what was changed for the time is as before. */
static void stop_waiting(lua_State *L, Frame *f) {
    if (f->status & FRAME_PROTECTED) {
        L->handler = f->u.native.old_handler;
        L->handler_depth = f->u.native.old_handler_depth;
        L->nested = f->u.native.old_nested;
    } else if (f->status & FRAME_NESTED) {
        L->nested--;
    }
    f->status &= ~(FRAME_PROTECTED | FRAME_WAITING | FRAME_NESTED | FRAME_BOUNDARY | FRAME_PASS);
}

#define MANY_RESULTS 256 /* moving more through many frames takes long enough to be interrupted */

/* What it waited for becomes the results of the native in L's topmost frame, which is left. Returns
** the frame's status. */
static unsigned pass_results(lua_State *L, Frame *f) {
    if (L->top - L->stack > f->results_at + MANY_RESULTS) vm_check_poll(L);
    Value *first = stack_restore(L, f->results_at);
    stop_waiting(L, f);
    if (f->status & FRAME_PASS_TRUE) {
        first--;
        set_boolean(first, true);
    }
    call_finish(L, f, first, (int)(L->top - first));
    return f->status;
}

/* Runs the continuation of the waiting native in L's topmost frame. */
static inline Step continue_native(Driver *d, int status) {
    lua_State *const L = d->L;
    Frame *const f = L->frame;
    if ((f->status & FRAME_PASS) && status <= LUA_YIELD && L->hook_mask == 0) {
        d->n = (int)pass_results(L, f);
        return STEP_RETURNED;
    }
    stop_waiting(L, f);
    if (L->top > f->top) f->top = L->top; /* all results of the callee fit its stack */
    stack_check(L, LUA_MINSTACK);
    if (f->top < L->top + LUA_MINSTACK) f->top = L->top + LUA_MINSTACK;
    d->n = native_invoke_continuation(L, f, status);
    return STEP_NATIVE;
}

/* A coroutine that another one has resumed ended (or yielded, or failed) with n values on top: the
** other goes on with them. */
static Step back_to_coroutine(Driver *d, int status, int n) __attribute__((noinline));
static Step back_to_coroutine(Driver *d, int status, int n) {
    lua_State *const co = d->L;
    State *const s = co->state;
    lua_State *const resumer = co->resumer;
    co->resumer = NULL;
    s->current = resumer;
    coroutine_touch(resumer);
    d->L = resumer;
    if (!stack_try_grow(resumer, (size_t)n + LUA_MINSTACK)) {
        co->top -= n;
        set_string(resumer->top, string_from_c(&s->objects, "too many results to resume"));
        resumer->top++;
        return continue_native(d, LUA_ERRRUN);
    }
    move_values(co, resumer, n);
    return continue_native(d, status);
}

/* The same for any that ended; for one resumed by lua_resume the values stay, and the run ends. */
static inline Step back_to_resumer(Driver *d, int status, int n) {
    lua_State *const co = d->L;
    if (co->resumer != NULL) return back_to_coroutine(d, status, n);
    co->state->run->status = status;
    co->frame->yielded = (uint32_t)n;
    return STEP_OVER;
}

/* A coroutine that lua_resume has resumed yields the L->request_results values on top: its run
** ends. */
static inline void yield_to_host(lua_State *L, Run *r) {
    L->status = LUA_YIELD;
    r->status = LUA_YIELD;
    L->frame->yielded = (uint32_t)L->request_results;
}

/* Inner runs lie between a coroutine that yields and the run that resumed it: they are left for
** good, and their frames will be continued by that run. */
static void drop_inner_runs(lua_State *L) {
    for (Frame *f = L->frame; f != &L->base_frame; f = f->previous) {
        f->status &= ~FRAME_FRESH;
    }
    L->state->run = L->run;
}

/* Request: yields the d->L->request_results values on top. */
static Step do_yield(Driver *d) {
    lua_State *const L = d->L;
    State *const s = L->state;
    if (L->run != s->run) vm_yield_now(L);
    L->status = LUA_YIELD;
    return back_to_resumer(d, LUA_YIELD, L->request_results);
}

/* Continues a coroutine whose arguments (n) are on top of its stack. */
static inline __attribute__((always_inline)) Step start_or_continue(Driver *d, lua_State *co,
                                                                    int n) {
    d->L = co;
    co->status = LUA_OK;
    if (co->frame == &co->base_frame) {
        d->n = n, d->results = LUA_MULTRET, d->status = FRAME_BASE;
        return STEP_CALL;
    }
    Frame *const f = co->frame;
    if (frame_is_lua(f)) { /* yielded in a hook, perhaps with open results below the arguments */
        f->u.lua.pc--;
        co->top -= n;
        return STEP_LUA;
    }
    if (f->u.native.k != NULL) {
        f->status |= FRAME_WAITING;
        return continue_native(d, LUA_YIELD);
    }
    d->n = n;
    return STEP_NATIVE;
}

/* `from` resumes or closes co: what limits their nesting. */
static void count_depth(lua_State *co, const lua_State *from) {
    co->resume_depth = from != NULL ? from->resume_depth + 1 : 1;
    co->close_depth = from != NULL ? from->close_depth : 0;
    co->outer_slots = from != NULL ? from->outer_slots + (uint32_t)(from->top - from->stack) : 0;
}

static bool too_deep(const lua_State *from) {
    return from->resume_depth >= RESUME_DEPTH_MAX ||
           from->outer_slots + (uint32_t)(from->top - from->stack) > LUAI_MAXSTACK;
}

static Step do_resume(Driver *d) {
    lua_State *const L = d->L;
    lua_State *const co = L->request_other;
    const int n = L->request_arguments;
    L->frame->status |= FRAME_WAITING;
    co->resumer = L;
    co->run = L->state->run;
    count_depth(co, L);
    co->managed = true;
    L->state->current = co;
    coroutine_touch(co);
    move_values(L, co, n);
    return start_or_continue(d, co, n);
}

/* Begins closing a coroutine: an unwinding without end. */
static Step begin_close(Driver *d, lua_State *co) {
    co->closing = true;
    co->close_depth++;
    co->handler = 0;
    co->handler_due = false;
    co->error_status = co->status == LUA_YIELD ? LUA_OK : co->status;
    if (co->error_status != LUA_OK) {
        set_value(&co->error, co->top - 1);
    } else {
        set_nil(&co->error);
    }
    co->status = LUA_OK;
    co->frame = &co->base_frame;
    co->nonyieldable = 1; /* a yield would have nowhere to go */
    d->L = co;
    return STEP_UNWIND;
}

static Step do_close(Driver *d) {
    lua_State *const L = d->L;
    lua_State *const co = L->request_other;
    L->frame->status |= FRAME_WAITING;
    co->resumer = L;
    co->run = L->state->run;
    count_depth(co, L);
    L->state->current = co;
    coroutine_touch(co);
    return begin_close(d, co);
}

static Step do_tail_call(Driver *d) {
    lua_State *const L = d->L;
    Frame *const f = L->frame;
    const int n = L->request_arguments;
    const Value *from = L->top - n - 1;
    Value *to = f->func;
    for (int k = 0; k <= n; k++)
        set_value(to + k, from + k);
    L->top = to + n + 1;
    L->frame = f->previous;
    d->n = n;
    d->results = f->result_count;
    d->status = f->status & (FRAME_SLOW_RETURN | FRAME_TAIL);
    return STEP_CALL;
}

static int return_results(lua_State *L, int status, lua_KContext results) {
    (void)L, (void)status;
    return (int)results;
}

/* A native that used lua_toclose returns d->n values: the last pending variable is closed, which
** may yield, then the native returns again. */
static Step close_in_native(Driver *d, Frame *f) {
    lua_State *const L = d->L;
    f->u.native.k = return_results;
    f->u.native.ctx = d->n;
    f->status |= FRAME_WAITING;
    d->n = to_close_push(L, NULL);
    d->results = 0;
    d->status = 0;
    return STEP_CALL;
}

/* Does the request of the native in frame f begin something that catches errors? */
static bool request_catches(const Frame *f, int request) {
    return request == REQUEST_RESUME || request == REQUEST_CLOSE ||
           (request == REQUEST_CALL && (f->status & FRAME_PROTECTED));
}

static Step step_native(Driver *d) {
    lua_State *const L = d->L;
    Frame *const f = L->frame;
    const int n = d->n;
    if (__builtin_expect(vm_polled(L->state), 0)) vm_poll(L);
    if (__builtin_expect(n < 0, 0)) {
        Run *const r = L->state->run;
        if (!r->armed && request_catches(f, n)) { /* first back to call_unarmed */
            r->request = n;
            return STEP_OVER;
        }
        switch ((Request)n) {
        case REQUEST_CALL:
            nested_enter(L);
            f->status |= FRAME_WAITING | FRAME_NESTED;
            d->n = L->request_arguments;
            d->results = L->request_results;
            d->status = 0;
            return STEP_CALL;
        case REQUEST_TAIL_CALL: return do_tail_call(d);
        case REQUEST_YIELD: return do_yield(d);
        case REQUEST_RESUME: return do_resume(d);
        case REQUEST_CLOSE: return do_close(d);
        }
    }
    if (L->to_close_count != 0 && to_close_pending(L, f->func)) return close_in_native(d, f);
    if (L->hook_mask != 0) hook_return(L, f, L->top - n, n);
    const unsigned status = f->status;
    call_finish(L, f, L->top - n, n);
    d->n = (int)status;
    return STEP_RETURNED;
}

/* The error on its way, while a handler or a __close method runs: it stands on the stack below the
** call, for what is called may have errors of its own and catch them. */
static void keep_error(lua_State *L) {
    set_integer(L->top, L->error_status);
    set_value(L->top + 1, &L->error);
    L->top += 2;
}

static void take_error(lua_State *L, Value *above) {
    L->error_status = (int)above[-2].u.i;
    set_value(&L->error, above - 1);
    L->top = above - 2;
}

static Step step_returned(Driver *d) {
    lua_State *const L = d->L;
    const unsigned status = (unsigned)d->n;
    if (status & FRAME_FRESH) return STEP_OVER;
    if (status & FRAME_BASE) {
        L->status = LUA_OK;
        return back_to_resumer(d, LUA_OK, (int)(L->top - (L->base_frame.func + 1)));
    }
    if (status & FRAME_HANDLER) {
        take_error(L, L->top - 1);
        set_value(&L->error, L->top + 2);
        L->handler_due = false;
        L->handler_depth--;
        return STEP_UNWIND;
    }
    if (status & FRAME_UNWIND) {
        take_error(L, L->top);
        return STEP_UNWIND;
    }
    return go_on(d);
}

/* A native called by TAILCALL has returned: now its caller returns the same results. */
static Step finish_tail_call(Driver *d, Frame *f) {
    lua_State *const L = d->L;
    Value *first = value_at(f->func + 1, f->u.lua.pc[-1].a);
    const int count = (int)(L->top - first);
    if (L->hook_mask != 0) {
        const ptrdiff_t offset = stack_save(L, first);
        hook_return(L, f, first, count);
        first = stack_restore(L, offset);
    }
    f->func = frame_origin(f);
    d->n = f->status;
    call_finish(L, f, first, count);
    return STEP_RETURNED;
}

/* The caller of a popped frame goes on. `d->n` has the popped frame's status. */
static Step go_on(Driver *d) {
    lua_State *const L = d->L;
    Frame *const f = L->frame;
    if (!frame_is_lua(f)) return continue_native(d, LUA_YIELD);
    const unsigned status = (unsigned)d->n;
    if (status & FRAME_META) {
        return finish_instruction(d, f);
    } else if (status & FRAME_AGAIN) {
        f->u.lua.pc--;
        if (L->hook_mask & (LUA_MASKLINE | LUA_MASKCOUNT)) { /* which have seen it already */
            f->status |= FRAME_HOOKED;
            L->hook_count++;
        }
    } else if (f->u.lua.pc[-1].op == OP_TAILCALL) {
        return finish_tail_call(d, f);
    }
    return STEP_LUA;
}

/* The call hook of a Lua function that was entered by other means than an instruction. Functions
** with varargs run it when those are set aside. Returns f. */
static Frame *run_call_hook(lua_State *L, Frame *f) __attribute__((noinline));
static Frame *run_call_hook(lua_State *L, Frame *f) {
    if (!frame_closure(f)->code->is_vararg) {
        f->u.lua.pc++; /* hooks find the pc behind the instruction */
        hook_call(L, f);
        f->u.lua.pc--;
    }
    return f;
}
static inline Frame *hook_entered(lua_State *L, Frame *f) {
    return __builtin_expect(L->hook_mask & LUA_MASKCALL, 0) ? run_call_hook(L, f) : f;
}

static Step step_call(Driver *d) {
    lua_State *const L = d->L;
    vm_check_poll(L);
    Frame *const f = call_prepare(L, L->top - d->n - 1, d->results, d->status, &d->n);
    if (f == NULL) return STEP_NATIVE;
    hook_entered(L, f);
    return STEP_LUA;
}

/* Errors --------------------------------------------------------------------------------------- */

/* Calls the message handler on top of the frames that failed. */
static Step call_handler(Driver *d) {
    lua_State *const L = d->L;
    if (L->handler_depth >= HANDLER_DEPTH_MAX) {
        L->handler_due = false;
        L->error_status = LUA_ERRERR;
        set_string(&L->error, string_from_c(objects(L), "error in error handling"));
        return STEP_UNWIND;
    }
    L->handler_depth++;
    L->handler_due = false; /* an error in the handler sets it again */
    stack_check(L, 4);
    keep_error(L);
    set_value(L->top, stack_restore(L, L->handler));
    set_value(L->top + 1, &L->error);
    L->top += 2;
    d->n = 1, d->results = 1, d->status = FRAME_HANDLER;
    return STEP_CALL;
}

/* Calls the next pending __close at or above level with the error; the frames above `f` are
** gone. */
static Step call_close(Driver *d, Frame *f) {
    lua_State *const L = d->L;
    L->frame = f;
    Value *const variable = L->stack + L->to_close[L->to_close_count - 1];
    upvalues_close(L, variable); /* before the call takes their slots */
    L->top = variable + 1;
    keep_error(L);
    d->n = to_close_push(L, L->error_status == LUA_OK ? NULL : &L->error);
    d->results = 0;
    d->status = FRAME_UNWIND;
    return STEP_CALL;
}

/* The error left the C frames of f and of the natives that called it directly, up to one that the
** run itself entered (those above `floor` are its frames): it goes on with all of them. */
static void adopt_natives(Frame *f, const Frame *floor) {
    for (; f->status & FRAME_FRESH && f->previous != floor; f = f->previous) {
        f->status &= ~FRAME_FRESH;
    }
}

/* The error has reached the protected native in frame f. */
static Step catch_in_native(Driver *d, Frame *f, const Frame *floor) {
    lua_State *const L = d->L;
    adopt_natives(f, floor);
    Value *const level = stack_restore(L, f->results_at);
    if (to_close_pending(L, level)) return call_close(d, f);
    upvalues_close(L, level);
    const int status = L->error_status;
    L->frame = f;
    L->allow_hook = (f->status & FRAME_ALLOW_HOOK) != 0;
    set_value(level, &L->error);
    L->top = level + 1;
    L->error_status = LUA_OK;
    set_nil(&L->error);
    stack_recover(L);
    return continue_native(d, status);
}

/* Nothing catches the error in coroutine L, resumed in this run: it dies. */
static Step coroutine_dies(Driver *d) {
    lua_State *const L = d->L;
    const int status = L->error_status;
    L->status = (uint8_t)status;
    L->closing = false;
    if (L->top + 2 > L->stack_limit) L->top = L->stack_limit - 2;
    push_value(L, &L->error);
    if (frame_is_lua(L->frame) == 0 && L->frame->top < L->top) L->frame->top = L->top;
    L->error_status = LUA_OK;
    set_nil(&L->error);
    /* The resumer takes one; one stays for coroutine.close. */
    if (L->resumer != NULL) push_value(L, L->top - 1);
    return back_to_resumer(d, status, 1);
}

/* coroutine.close and lua_closethread: everything is dropped. */
static Step finish_close(Driver *d) {
    lua_State *const L = d->L;
    Value *const level = L->stack + 1;
    if (to_close_pending(L, level)) {
        if (L->close_depth <= CLOSE_DEPTH_MAX) return call_close(d, &L->base_frame);
        L->to_close_count--;
        L->error_status = LUA_ERRRUN;
        set_string(&L->error, string_from_c(objects(L), "C stack overflow"));
        return STEP_UNWIND;
    }
    upvalues_close(L, level);
    const int status = L->error_status;
    L->frame = &L->base_frame;
    L->closing = false;
    L->nonyieldable = 0;
    L->error_status = LUA_OK;
    L->top = level;
    L->base_frame.func = L->stack;
    if (status != LUA_OK) push_value(L, &L->error);
    set_nil(&L->error);
    return back_to_resumer(d, status, status != LUA_OK);
}

/* A termination calls no __close methods. */
static void drop_to_close(lua_State *L, const Value *level) {
    while (to_close_pending(L, level))
        L->to_close_count--;
}

/* The run itself was entered by a call that catches errors. */
static Step catch_in_run(Driver *d, Run *r) {
    lua_State *const L = d->L;
    Value *const level = stack_restore(L, r->level);
    if (L->state->termination != TERMINATION_NONE) drop_to_close(L, level);
    if (to_close_pending(L, level)) return call_close(d, r->frame);
    upvalues_close(L, level);
    L->frame = r->frame;
    L->nested = r->nested;
    r->status = L->error_status;
    set_value(level, &L->error);
    L->top = level + 1;
    L->error_status = LUA_OK;
    set_nil(&L->error);
    return STEP_OVER;
}

/* No run is left that could catch: pending variables are closed, then the host's panic function may
** leave by its own means. The error object is on top for it, and lua_status tells the error. */
static void panic(lua_State *L) __attribute__((noreturn));
static void panic(lua_State *L) {
    if (L->state->panic != NULL) {
        if (L->top >= L->stack_limit) L->top = L->stack_limit - 1;
        push_value(L, &L->error);
        int status = L->error_status;
        if (to_close_pending(L, L->stack)) {
            L->status = (uint8_t)status;
            L->state->c_depth = 0;
            status = vm_close_coroutine(L, NULL);
        }
        L->status = (uint8_t)status;
        L->error_status = LUA_OK;
        L->state->panic(L);
    }
    abort();
}

/* Drops what the run r did in L and closes its variables; the error is L->error, and may become
** another one. */
static void cut_foreign(lua_State *L, const Run *r) {
    if (L->state->termination != TERMINATION_NONE) drop_to_close(L, stack_restore(L, r->level));
    while (to_close_pending(L, stack_restore(L, r->level))) {
        Value *const variable = L->stack + L->to_close[L->to_close_count - 1];
        L->frame = r->frame;
        upvalues_close(L, variable);
        L->top = variable + 1;
        const int n = to_close_push(L, &L->error);
        const int status = vm_protected_call(L, L->top - n - 1, 0, 0);
        if (status == LUA_OK) continue;
        L->error_status = status;
        set_value(&L->error, L->top - 1);
    }
    L->frame = r->frame;
    L->top = stack_restore(L, r->level);
    upvalues_close(L, L->top);
}

/* An error in a coroutine that C code of `to` uses without having resumed it becomes an error of
** that code. Used from its base, such a coroutine is reset as by lua_closethread; otherwise what
** the run r (NULL: none) did there is dropped. */
static void hand_over(lua_State *L, const Run *r, lua_State *to) {
    State *const s = L->state;
    const Frame *const entered_from = r != NULL ? r->frame : L->frame;
    int status = L->error_status;
    L->error_status = LUA_OK;
    s->current = to;
    if (entered_from == &L->base_frame && L != s->main) {
        if (L->top >= L->stack_limit) L->top = L->stack_limit - 1;
        push_value(L, &L->error);
        L->status = (uint8_t)status;
        status = vm_close_coroutine(L, to);
        set_value(&to->error, L->top - 1);
    } else {
        if (r != NULL) cut_foreign(L, r);
        if (L->error_status != LUA_OK) status = L->error_status;
        set_value(&to->error, &L->error);
    }
    L->error_status = LUA_OK;
    set_nil(&L->error);
    to->error_status = status;
    to->handler_due = false;
    coroutine_touch(to);
}

/* Drops the runs that are not armed. Their frames become those of the run outside, which may go on
** with natives in them whose C frames are lost, since these have continuations. */
static void drop_unarmed(State *s) {
    while (s->run != NULL && !s->run->armed) {
        Frame *const f = s->run->frame->next;
        if (f != NULL) f->status &= ~FRAME_FRESH;
        s->run = s->run->previous;
    }
}

void jump_to_run(Run *r, RunJump why) {
    r->jumped = (uint8_t)why;
    JUMP_TO(r->jump);
}

/* Leaves a run that does not catch; the error goes on in the run outside. */
static void leave_run(State *s, Run *r) __attribute__((noreturn));
static void leave_run(State *s, Run *r) {
    s->run = r->previous;
    drop_unarmed(s);
    if (s->run == NULL) panic(r->thread);
    if (r->outer != NULL) hand_over(r->thread, r, r->outer);
    jump_to_run(s->run, JUMP_ERROR);
}

/* An error begins: the error object is on top. */
static void throw(lua_State * L, int status, bool handler_due) __attribute__((noreturn));
static void throw(lua_State * L, int status, bool handler_due) {
    State *const s = L->state;
    set_value(&L->error, L->top - 1);
    L->top--;
    L->error_status = status;
    L->handler_due = handler_due;
    coroutine_touch(L);
    drop_unarmed(s);
    if (s->run == NULL) panic(L);
    if (L != s->current) hand_over(L, NULL, s->current);
    jump_to_run(s->run, JUMP_ERROR);
}

void vm_throw(lua_State *L, int status) {
    throw(L, status, false);
}

void vm_raise(lua_State *L) {
    throw(L, LUA_ERRRUN, L->handler != 0);
}

void vm_throw_memory(lua_State *L) {
    set_string(L->top, L->state->objects.memory_message);
    L->top++;
    throw(L, LUA_ERRMEM, false);
}

static Step step_unwind(Driver *d) {
    lua_State *const L = d->L = d->L->state->current;
    State *const s = L->state;
    Run *const r = s->run;
    const bool terminated = s->termination != TERMINATION_NONE;
    if (L->handler_due) {
        if (L->handler != 0 && !terminated) return call_handler(d);
        L->handler_due = false;
    }
    const bool own = L == r->thread && !r->resumed;
    Frame *const floor = own ? r->frame : &L->base_frame;
    for (Frame *f = L->frame; f != floor && !terminated; f = f->previous) {
        if (f->status & FRAME_PROTECTED) return catch_in_native(d, f, floor);
    }
    if (!own) return L->closing && !terminated ? finish_close(d) : coroutine_dies(d);
    if (r->catches) return catch_in_run(d, r);
    leave_run(s, r);
}

/* Driver and runs ------------------------------------------------------------------------------ */

static lua_State *drive(Driver *d, Step step) {
    for (;;) {
        switch (step) {
        case STEP_NATIVE: step = step_native(d); break;
        case STEP_RETURNED: step = step_returned(d); break;
        case STEP_CALL: step = step_call(d); break;
        case STEP_UNWIND: step = step_unwind(d); break;
        case STEP_LUA: return d->L;
        case STEP_OVER: return NULL;
        }
    }
}

/* Is the frame on top one of Lua code that goes on behind a CALL? */
static bool goes_on(const lua_State *L) {
    return frame_is_lua(L->frame) && L->frame->u.lua.pc[-1].op != OP_TAILCALL;
}

/* ---- Switching between coroutines ------------------------------------------------------------
**
** What drive does in general for a resume, a yield and the end of a coroutine (do_resume, do_yield,
** step_returned) these do at once when nothing but values has to go from one frame of Lua code to
** the other: nobody listens, nothing waits to be closed, and the natives in between have nothing
** left to do.
*/

/* Will leaving the native frame f give its results to the code that called it, and nothing else? */
static inline bool is_between_code(const lua_State *L, const Frame *f) {
    return L->hook_mask == 0 && L->to_close_count == 0 && (f->status & FRAME_SLOW_RETURN) == 0 &&
           frame_is_lua(f->previous) && f->previous->u.lua.pc[-1].op != OP_TAILCALL;
}

/* Leaves the native frame f of `to` with the n values on top of `from` as results, behind a true
** where that is asked for. The stack of `to` has room. */
static inline void leave_with_values(lua_State *from, lua_State *to, const Frame *f, int n,
                                     bool with_true) {
    Value *result = f->func;
    int wanted = f->result_count == LUA_MULTRET ? n + with_true : f->result_count;
    from->top -= n;
    const Value *value = from->top, *const end = value + n;
    to->frame = f->previous;
    if (with_true && wanted > 0) {
        set_boolean(result, true);
        result++, wanted--;
    }
    for (; wanted > 0; wanted--) {
        if (value < end) {
            set_value(result++, value++);
        } else {
            set_nil(result++);
        }
    }
    to->top = result;
}

/* May `co` go on with values as the results of a native, or with its first function's code? */
static inline bool takes_at_once(const lua_State *co) {
    const Frame *const f = co->frame;
    if (co->status == LUA_YIELD)
        return !frame_is_lua(f) && f->u.native.k == NULL && is_between_code(co, f);
    return f == &co->base_frame && co->hook_mask == 0 && co->top[-1].tag == TAG_CLOSURE;
}

/* Resumes L->request_other with the values that the request names. False: nothing done. */
static inline bool resume_at_once(lua_State *L) {
    lua_State *const co = L->request_other;
    State *const s = L->state;
    if (!takes_at_once(co) || L->hook_mask != 0 || !s->run->armed || vm_polled(s)) return false;
    const bool started = co->status == LUA_YIELD;
    L->frame->status |= FRAME_WAITING;
    co->status = LUA_OK;
    co->resumer = L;
    co->run = s->run;
    count_depth(co, L);
    co->managed = true;
    s->current = co;
    coroutine_touch(co);
    if (started) {
        leave_with_values(L, co, co->frame, L->request_arguments, false);
    } else {
        Value *const func = co->top - 1;
        move_values(L, co, L->request_arguments);
        enter_closure(co, func, LUA_MULTRET, FRAME_BASE);
    }
    return true;
}

/* Gives L's resumer the n values on top; `status` is what L has from then on. False: nothing
** done. */
static inline bool give_at_once(lua_State *L, int n, int status) {
    lua_State *const to = L->resumer;
    State *const s = L->state;
    if (to == NULL || L->hook_mask != 0 || L->run != s->run || vm_polled(s)) return false;
    const Frame *const f = to->frame;
    if ((f->status & (FRAME_PASS | FRAME_PROTECTED | FRAME_NESTED)) != FRAME_PASS ||
        !is_between_code(to, f) || to->stack_limit - to->top <= n + LUA_MINSTACK)
        return false;
    L->status = (uint8_t)status;
    L->resumer = NULL;
    s->current = to;
    coroutine_touch(to);
    leave_with_values(L, to, f, n, f->status & FRAME_PASS_TRUE);
    return true;
}

lua_State *run_native_returned(lua_State *L, int n) {
    if (n == REQUEST_RESUME && resume_at_once(L)) return L->request_other;
    if (n == REQUEST_YIELD) {
        lua_State *const resumer = L->resumer;
        if (give_at_once(L, L->request_results, LUA_YIELD)) return resumer;
    }
    Driver d = {.L = L, .n = n};
    Value *const func = L->top - L->request_arguments - 1;
    if (n == REQUEST_CALL && func->tag == TAG_CLOSURE && L->hook_mask == 0 &&
        L->state->run->armed) { /* pcall most often */
        nested_enter(L);
        L->frame->status |= FRAME_WAITING | FRAME_NESTED;
        enter_closure(L, func, L->request_results, 0);
        return L;
    }
    return drive(&d, STEP_NATIVE);
}

lua_State *run_frame_returned(lua_State *L, unsigned status) {
    if (status & FRAME_FRESH) return NULL;
    if (status & FRAME_BASE) {
        lua_State *const resumer = L->resumer;
        const Value *const first = L->base_frame.func + 1;
        if (give_at_once(L, (int)(L->top - first), LUA_OK)) return resumer;
    }
    Driver d = {.L = L, .n = (int)status};
    if ((status & FRAME_SLOW_RETURN) == FRAME_META && frame_is_lua(L->frame)) { /* most often */
        return finish_instruction(&d, L->frame) == STEP_LUA ? L : drive(&d, STEP_CALL);
    }
    if ((status & FRAME_SLOW_RETURN) == 0 && (L->frame->status & FRAME_PASS) && L->hook_mask == 0) {
        d.n = (int)pass_results(L, L->frame);
        if (((unsigned)d.n & FRAME_SLOW_RETURN) == 0 && goes_on(L)) return L;
    }
    return drive(&d, STEP_RETURNED);
}

/* Begins a run of L whose callee's frame is the one behind `frame`. */
static inline void run_enter(lua_State *L, State *s, Run *r, Frame *frame) {
    r->previous = s->run;
    if (r->previous == NULL) checked_run_begins(s);
    r->thread = L;
    r->frame = frame;
    r->catches = r->resumed = r->armed = false;
    r->jumped = JUMP_NONE;
    r->request = 0;
    s->run = r;
}

/* What jumps to the run r will restore. */
static inline void run_arm(lua_State *L, const State *s, Run *r) {
    r->c_depth = s->c_depth;
    r->nonyieldable = L->nonyieldable;
    r->nested = L->nested;
    r->root_depth = heap_root_depth(&s->objects.heap);
    r->outer = NULL;
    r->status = LUA_OK;
    r->armed = true;
}

static void run_steps(Driver *d, Step step) __attribute__((noinline));
static void run_steps(Driver *d, Step step) {
    lua_State *const ready = drive(d, step);
    if (ready != NULL) vm_interpret(ready);
}

/* After a jump to the run r: what was changed for the runs and C frames that are lost is as before,
** and the run goes on. */
static void run_jumped(Run *r) __attribute__((noinline));
static void run_jumped(Run *r) {
    State *const s = r->thread->state;
    lua_State *const current = s->current;
    s->c_depth = r->c_depth;
    heap_set_root_depth(&s->objects.heap, r->root_depth);
    if (r->jumped == JUMP_YIELD && current->resumer == NULL) {
        yield_to_host(current, r);
        return;
    }
    current->nonyieldable = current == r->thread ? r->nonyieldable : 0;
    if (current->closing && current->nonyieldable == 0) current->nonyieldable = 1;
    Driver d = {.L = current, .n = REQUEST_YIELD};
    const Step step = r->jumped == JUMP_ERROR ? STEP_UNWIND : do_yield(&d);
    if (step != STEP_OVER) run_steps(&d, step);
}

/* Sets the jump of the run r, which has been prepared by run_arm, begins with `step`, goes on until
** it is over. Functions that set a jump do little else: the compiler keeps no value in a register
** there. */
static void run_go(Run *r, Driver *d, Step step) __attribute__((noinline));
static void run_go(Run *r, Driver *d, Step step) {
    if (JUMP_SET(r->jump) == 0)
        run_steps(d, step);
    else
        run_jumped(r);
}

/* The native that C code called returned n without more ado: its results go to the caller. */
static inline void leave_native(lua_State *L, int n) {
    Frame *const f = L->frame;
    if (L->hook_mask != 0) hook_return(L, f, L->top - n, n);
    call_finish(L, f, L->top - n, n);
}
static inline bool must_drive(const lua_State *L, int n) {
    return n < 0 || L->to_close_count != 0;
}

/* Is func a native that finalizes something? It is not called again, so that it runs whatever else
** is to end: what it releases is the host's. */
static bool must_run(const lua_State *L, const Value *func) {
    return func->tag != TAG_CLOSURE && L->frame->status & FRAME_FINALIZER;
}

/* Makes a call in a run that is armed. */
static void run_call(lua_State *L, Value *func, int result_count) __attribute__((noinline));
static void run_call(lua_State *L, Value *func, int result_count) {
    if (__builtin_expect(vm_polled(L->state), 0) && !must_run(L, func)) vm_poll(L);
    Driver d = {.L = L};
    Frame *const f = func->tag == TAG_CLOSURE
                         ? enter_closure(L, func, result_count, FRAME_FRESH)
                         : call_prepare(L, func, result_count, FRAME_FRESH, &d.n);
    if (f != NULL) {
        hook_entered(L, f);
        vm_interpret(L);
    } else if (must_drive(L, d.n)) {
        run_steps(&d, STEP_NATIVE);
    } else {
        leave_native(L, d.n);
    }
}

/* The run r ended early, for something that catches errors. */
static void arm_and_go(lua_State *L, Run *r) __attribute__((noinline));
static void arm_and_go(lua_State *L, Run *r) {
    Driver d = {.L = L, .n = r->request};
    run_arm(L, L->state, r);
    run_go(r, &d, STEP_NATIVE);
}

/* Runs the Lua function in the topmost frame f. */
static inline void call_unarmed(lua_State *L, const Frame *f) {
    Run r;
    run_enter(L, L->state, &r, f->previous);
    vm_interpret(L);
    if (__builtin_expect(r.request != 0, 0)) arm_and_go(L, &r);
    L->state->run = r.previous;
}

/* The native that C code called made a request, or has variables to close. */
static void finish_native_call(lua_State *L, Frame *caller, int n) __attribute__((noinline));
static void finish_native_call(lua_State *L, Frame *caller, int n) {
    State *const s = L->state;
    Run r;
    run_enter(L, s, &r, caller);
    Driver d = {.L = L, .n = n};
    run_steps(&d, STEP_NATIVE);
    if (r.request != 0) arm_and_go(L, &r);
    s->run = r.previous;
}

/* Raises the error when C code recurses too deep. */
static void c_overflow(lua_State *L) __attribute__((noinline, cold));
static void c_overflow(lua_State *L) {
    State *const s = L->state;
    s->limits_hit |= LIMIT_DEPTH;
    if (s->c_depth == s->c_depth_limit) vm_error(L, "C stack overflow");
    if (s->c_depth >= s->c_depth_limit + ERROR_DEPTH) vm_error_in_handling(L);
}

/* Counts a level of C recursion. */
static inline void enter_c(lua_State *L) {
    State *const s = L->state;
    if (__builtin_expect(++s->c_depth >= s->c_depth_limit, 0)) c_overflow(L);
}

/* After a call with open results: the native's stack reaches at least up to them. */
static inline void fit_results(lua_State *L, int result_count) {
    if (result_count != LUA_MULTRET) return;
    Frame *const f = L->frame;
    if (f->top < L->top && !frame_is_lua(f)) f->top = L->top;
}

/* vm_call for a coroutine that is not the current one. */
static void call_foreign(lua_State *L, Value *func, int result_count) __attribute__((noinline));
static void call_foreign(lua_State *L, Value *func, int result_count) {
    State *const s = L->state;
    enter_c(L);
    Run r;
    run_enter(L, s, &r, L->frame);
    r.level = stack_save(L, func);
    run_arm(L, s, &r);
    r.outer = s->current;
    s->current = L;
    Driver d = {
        .L = L, .n = (int)(L->top - func) - 1, .results = result_count, .status = FRAME_FRESH};
    run_go(&r, &d, STEP_CALL);
    s->run = r.previous;
    s->current = r.outer;
    s->c_depth--;
    fit_results(L, result_count);
}

/* Calls what is no Lua function. */
static void call_other(lua_State *L, Value *func, int result_count) __attribute__((noinline));
static void call_other(lua_State *L, Value *func, int result_count) {
    Frame *const caller = L->frame;
    int n = 0;
    Frame *f = NULL;
    if (__builtin_expect(func->tag == TAG_NATIVE, 1))
        n = enter_native(L, func, result_count, FRAME_FRESH, func->u.native);
    else
        f = call_prepare(L, func, result_count, FRAME_FRESH, &n);
    if (f != NULL) {
        call_unarmed(L, hook_entered(L, f));
    } else if (must_drive(L, n)) {
        finish_native_call(L, caller, n);
    } else {
        leave_native(L, n);
    }
}

static inline __attribute__((always_inline)) void call(lua_State *L, Value *func,
                                                       int result_count) {
    if (__builtin_expect(L != L->state->current, 0)) {
        call_foreign(L, func, result_count);
        return;
    }
    enter_c(L);
    if (func->tag == TAG_CLOSURE)
        call_unarmed(L, hook_entered(L, enter_closure(L, func, result_count, FRAME_FRESH)));
    else
        call_other(L, func, result_count);
    L->state->c_depth--;
    fit_results(L, result_count);
}

void vm_call(lua_State *L, Value *func, int result_count) {
    call(L, func, result_count);
}

void vm_call_noyield(lua_State *L, Value *func, int result_count) {
    L->nonyieldable++;
    call(L, func, result_count);
    L->nonyieldable--;
}

int run_too_deep(lua_State *L) {
    L->state->limits_hit |= LIMIT_DEPTH;
    vm_error(L, "C stack overflow");
}

/* A run that catches errors, and what is as before when it has ended. */
typedef struct Protected {
    Run run;
    lua_State *caller; /* State.current */
    ptrdiff_t handler;
    uint32_t handler_depth;
    uint32_t nonyieldable;
    int c_depth;
    uint8_t allow_hook;
} Protected;

static inline void protected_begin(Protected *p, lua_State *L, const Value *func,
                                   ptrdiff_t handler) {
    State *const s = L->state;
    p->caller = s->current;
    p->handler = L->handler;
    p->handler_depth = L->handler_depth;
    p->nonyieldable = L->nonyieldable;
    p->c_depth = s->c_depth;
    p->allow_hook = L->allow_hook;
    run_enter(L, s, &p->run, L->frame);
    p->run.catches = true;
    p->run.level = stack_save(L, func);
    L->handler = handler;
    L->nonyieldable = p->nonyieldable + 1;
    s->c_depth = p->c_depth + 1;
    s->current = L;
    run_arm(L, s, &p->run);
    if (p->caller != L) p->run.outer = p->caller;
}

static inline int protected_end(const Protected *p, int result_count) {
    lua_State *const L = p->run.thread;
    State *const s = L->state;
    s->run = p->run.previous;
    s->current = p->caller;
    s->c_depth = p->c_depth;
    L->nonyieldable = p->nonyieldable;
    L->handler = p->handler;
    if (p->run.previous == NULL && s->termination != TERMINATION_NONE) vm_termination_over(s);
    if (p->run.status != LUA_OK) {
        L->handler_depth = p->handler_depth;
        L->allow_hook = p->allow_hook;
        stack_recover(L);
    }
    fit_results(L, result_count);
    return p->run.status;
}

int vm_protected_call(lua_State *L, Value *func, int result_count, ptrdiff_t handler) {
    Protected p;
    protected_begin(&p, L, func, handler);
    if (JUMP_SET(p.run.jump) == 0)
        run_call(L, func, result_count);
    else
        run_jumped(&p.run);
    return protected_end(&p, result_count);
}

void vm_call_k(lua_State *L, Value *func, int result_count, lua_KContext ctx, lua_KFunction k) {
    if (L->nonyieldable > 0) {
        vm_call_noyield(L, func, result_count);
        return;
    }
    Frame *const f = L->frame;
    f->u.native.k = k;
    f->u.native.ctx = ctx;
    f->status |= FRAME_WAITING;
    vm_call(L, func, result_count);
    f->status &= ~FRAME_WAITING;
}

/* Where the callee may yield, an error takes the way of a yield: it leaves the C frame of the
** native for good, and a run outside of it continues the native with k. */
int vm_protected_call_k(lua_State *L, Value *func, int result_count, ptrdiff_t handler,
                        lua_KContext ctx, lua_KFunction k) {
    Frame *const f = L->frame;
    if (L->nonyieldable > 0 || f == &L->base_frame || L != L->state->current)
        return vm_protected_call(L, func, result_count, handler);
    f->u.native.k = k;
    f->u.native.ctx = ctx;
    f->u.native.old_handler = L->handler;
    f->u.native.old_handler_depth = L->handler_depth;
    f->u.native.old_nested = L->nested;
    f->results_at = stack_save(L, func);
    f->status |= FRAME_WAITING | FRAME_PROTECTED | (L->allow_hook ? FRAME_ALLOW_HOOK : 0u);
    L->handler = handler;
    vm_call(L, func, result_count);
    L->handler = f->u.native.old_handler;
    f->status &= ~(FRAME_WAITING | FRAME_PROTECTED | FRAME_ALLOW_HOOK);
    return LUA_OK;
}

/* A native around a C body, so that vm_protect is a call like any other. */
typedef struct Body {
    void (*body)(lua_State *L, void *context);
    void *context;
} Body;

static int run_body(lua_State *L) {
    L->frame->status |= FRAME_INTERNAL;
    Value *const argument = L->frame->func + 1;
    const Body *const b = argument->u.p;
    L->top = argument;
    b->body(L, b->context);
    return (int)(L->top - (L->frame->func + 1));
}

bool vm_is_internal(const Frame *f) {
    return f->status & FRAME_INTERNAL ||
           (f->func->tag == TAG_NATIVE && f->func->u.native == run_body);
}

int vm_protect(lua_State *L, void (*body)(lua_State *L, void *context), void *context) {
    Body b = {body, context};
    if (!stack_try_grow(L, 2 + LUA_MINSTACK)) return LUA_ERRMEM;
    Value *const func = L->top;
    *func = value_native(run_body);
    func[1] = value_light(&b);
    L->top += 2;
    return vm_protected_call(L, func, LUA_MULTRET, 0);
}

/* Coroutines from C ---------------------------------------------------------------------------- */

static int resume_error(lua_State *co, const char *message, int argument_count) {
    co->top -= argument_count;
    set_string(co->top, string_from_c(objects(co), message));
    co->top++;
    return LUA_ERRRUN;
}

static void yield_refused(lua_State *L) __attribute__((noinline, noreturn));
static void yield_refused(lua_State *L) {
    if (L != L->state->main) vm_error(L, "attempt to yield across a C-call boundary");
    vm_error(L, "attempt to yield from outside a coroutine");
}

static inline void yield_check(lua_State *L) {
    if (__builtin_expect(L->nonyieldable != 0, 0)) yield_refused(L);
}

/* Why `co` cannot be resumed by L, or NULL. argument_count: arguments already on its stack, or -1
** if they are elsewhere. */
static inline const char *not_resumable(const lua_State *L, const lua_State *co,
                                        int argument_count) {
    if (__builtin_expect(co->status == LUA_OK, 0)) {
        if (co->frame != &co->base_frame) return "cannot resume non-suspended coroutine";
        if (co->top - (co->base_frame.func + 1) <= (argument_count < 0 ? 0 : argument_count)) {
            return "cannot resume dead coroutine";
        }
    } else if (co->status != LUA_YIELD) {
        return "cannot resume dead coroutine";
    }
    if (L != NULL && too_deep(L)) return "C stack overflow";
    return NULL;
}

/* A coroutine run from C, and what is as before when that has ended. */
typedef struct Resumed {
    Run run;
    lua_State *caller; /* State.current */
    uint32_t nonyieldable;
    int *result_count; /* gets the number of values on top in the end */
} Resumed;

static void resumed_begin(Resumed *r, lua_State *L, const lua_State *from)
    __attribute__((noinline));
static void resumed_begin(Resumed *r, lua_State *L, const lua_State *from) {
    State *const s = L->state;
    r->caller = s->current;
    r->nonyieldable = L->nonyieldable;
    run_enter(L, s, &r->run, &L->base_frame);
    r->run.resumed = true;
    s->c_depth++;
    L->nonyieldable = 0;
    L->resumer = NULL;
    L->run = &r->run;
    L->managed = false; /* the host uses its stack */
    count_depth(L, from);
    s->current = L;
    coroutine_touch(L);
    run_arm(L, s, &r->run);
}

static inline int resumed_end(const Resumed *r) {
    lua_State *const L = r->run.thread;
    State *const s = L->state;
    s->run = r->run.previous;
    s->c_depth--;
    s->current = r->caller;
    L->nonyieldable = r->nonyieldable;
    L->run = NULL;
    *r->result_count = (int)L->frame->yielded;
    return r->run.status;
}

#define TO_CLOSE (-1) /* in the place of a number of arguments: the coroutine is to be closed */

static void begin_coroutine(lua_State *L, int argument_count) __attribute__((noinline));
static void begin_coroutine(lua_State *L, int argument_count) {
    Driver d;
    const Step step =
        argument_count == TO_CLOSE ? begin_close(&d, L) : start_or_continue(&d, L, argument_count);
    if (step == STEP_LUA)
        vm_interpret(L);
    else
        run_steps(&d, step);
}

/* Runs the coroutine L from C until it yields, ends or fails. */
static int run_coroutine(lua_State *L, const lua_State *from, int argument_count, int *result_count)
    __attribute__((noinline));
static int run_coroutine(lua_State *L, const lua_State *from, int argument_count,
                         int *result_count) {
    Resumed r;
    r.result_count = result_count;
    resumed_begin(&r, L, from);
    if (JUMP_SET(r.run.jump) == 0)
        begin_coroutine(L, argument_count);
    else
        run_jumped(&r.run);
    return resumed_end(&r);
}

int vm_resume(lua_State *L, lua_State *from, int argument_count, int *result_count) {
    const char *const problem = not_resumable(from, L, argument_count);
    if (problem != NULL) return resume_error(L, problem, argument_count);
    if (L->state->c_depth >= L->state->c_depth_limit - 1)
        return resume_error(L, "C stack overflow", argument_count);
    return run_coroutine(L, from, argument_count, result_count);
}

int vm_close_coroutine(lua_State *L, lua_State *from) {
    int result_count;
    const int status = run_coroutine(L, from, TO_CLOSE, &result_count);
    L->status = LUA_OK;
    return status;
}

bool vm_is_yieldable(const lua_State *L) {
    const bool runs = L->status == LUA_OK && L->frame != &L->base_frame;
    if (L->nonyieldable > 0) return L != L->state->main && !runs;
    for (const Frame *f = L->frame; f != NULL; f = f->previous) {
        if (f->status & FRAME_BOUNDARY) return false;
    }
    return true;
}

static inline void yield_now(lua_State *L) __attribute__((noreturn, always_inline));
static inline void yield_now(lua_State *L) {
    drop_inner_runs(L);
    jump_to_run(L->run, JUMP_YIELD);
}

int vm_yield(lua_State *L, int result_count, lua_KContext ctx, lua_KFunction k) {
    yield_check(L);
    Frame *const f = L->frame;
    if (frame_is_lua(f)) { /* in a hook: takes effect when the hook returns */
        L->status = LUA_YIELD;
        return 0;
    }
    f->u.native.k = k;
    f->u.native.ctx = ctx;
    L->request_results = result_count;
    yield_now(L);
}

void vm_yield_now(lua_State *L) {
    yield_now(L);
}

/* Requests ------------------------------------------------------------------------------------- */

static void request(lua_State *L, int arguments, int results, lua_KContext ctx, lua_KFunction k) {
    Frame *const f = L->frame;
    f->u.native.k = k;
    f->u.native.ctx = ctx;
    L->request_arguments = arguments;
    L->request_results = results;
}

int native_call(lua_State *L, int nargs, int nresults, lua_KContext ctx, lua_KFunction k) {
    request(L, nargs, nresults, ctx, k);
    return REQUEST_CALL;
}

int native_callback(lua_State *L, int nargs, int nresults, lua_KContext ctx, lua_KFunction k) {
    L->frame->status |= FRAME_BOUNDARY;
    return native_call(L, nargs, nresults, ctx, k);
}

int native_pcall(lua_State *L, int nargs, int nresults, int msgh, lua_KContext ctx,
                 lua_KFunction k) {
    Frame *const f = L->frame;
    request(L, nargs, nresults, ctx, k);
    f->u.native.old_handler = L->handler;
    f->u.native.old_handler_depth = L->handler_depth;
    f->u.native.old_nested = L->nested;
    f->results_at = stack_save(L, L->top - nargs - 1);
    f->status |= FRAME_PROTECTED;
    if (L->allow_hook) {
        f->status |= FRAME_ALLOW_HOOK;
    } else {
        f->status &= ~FRAME_ALLOW_HOOK;
    }
    L->handler = msgh == 0 ? 0 : stack_save(L, f->func + msgh);
    return REQUEST_CALL;
}

int native_pass(lua_State *L, int request, bool with_true) {
    Frame *const f = L->frame;
    /* A coroutine that could not be resumed: the continuation has run already. */
    if (request != REQUEST_CALL && request != REQUEST_RESUME) return request;
    if (request == REQUEST_RESUME) f->results_at = stack_save(L, L->top - L->request_arguments);
    f->status |= with_true ? FRAME_PASS | FRAME_PASS_TRUE : FRAME_PASS;
    return request;
}

int native_tailcall(lua_State *L, int nargs) {
    request(L, nargs, 0, 0, NULL);
    return REQUEST_TAIL_CALL;
}

int native_yield(lua_State *L, int nresults, lua_KContext ctx, lua_KFunction k) {
    yield_check(L);
    if (L->frame->previous->status & FRAME_BOUNDARY) {
        vm_error(L, "attempt to yield across a C-call boundary");
    }
    request(L, 0, nresults, ctx, k);
    return REQUEST_YIELD;
}

int native_resume(lua_State *L, lua_State *co, int nargs, lua_KContext ctx, lua_KFunction k) {
    const char *problem = not_resumable(L, co, -1);
    if (problem == NULL && !stack_try_grow(co, (size_t)nargs + LUA_MINSTACK)) {
        problem = "too many arguments to resume";
    }
    if (problem != NULL) {
        L->top -= nargs;
        set_string(L->top, string_from_c(objects(L), problem));
        L->top++;
        return k(L, LUA_ERRRUN, ctx);
    }
    request(L, nargs, LUA_MULTRET, ctx, k);
    L->request_other = co;
    return REQUEST_RESUME;
}

int native_close(lua_State *L, lua_State *co, lua_KContext ctx, lua_KFunction k) {
    request(L, 0, 0, ctx, k);
    L->request_other = co;
    return REQUEST_CLOSE;
}
