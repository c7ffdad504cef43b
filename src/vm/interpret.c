/* The interpreter loop.
**
** One function holds the loop; each opcode has one body, reached by computed goto. The state of the
** running function sits in locals: L, frame, pc (next word), base (register 0). Everything else is in
** the frame, so that any instruction can be interrupted (DESIGN 7).
**
** Rules when editing this file
**  1. Before anything that may raise, call, allocate or collect: SAVE(). It stores pc (which then
**     points behind the instruction's first word, at its extra word if it has one) and sets L->top
**     to the end of the registers.
**  2. After anything that may call or grow the stack, `base` and register pointers are stale:
**     RELOAD_BASE(). op_* functions that return OP_DONE have not moved the stack.
**  3. An operation that needs a metamethod pushes function and arguments at L->top and goes to
**     `meta_get` (one result, also of comparisons) or `meta_set` (none); instruction_finish
**     (finish.c) completes it when the call returns, decoding the instruction at saved pc - 1. So
**     the fast path must leave nothing half done.
**  4. Fast paths first and straight down; anything rare goes into a noinline function or behind a
**     label below the loop.
**  5. A taken jump, a call and a return look at State.poll: that is how hooks set by other code or
**     by a signal get in. While line or count hooks are on, every instruction goes by way of
**     `trace`.
**  6. Allocation: SAVE, allocate, store the result, then SAFE_POINT. The latter names the end of
**     the live registers: a collection clears all slots above L->top, so every slot that ever
**     becomes a register again holds a value that was alive at the last collection. A handmade
**     Program can lie about what is live; it then finds nil there, so no instruction trusts a tag
**     that it has not looked at.
*/
#include <math.h>
#include <string.h>

#include "cache.h"
#include "checked.h"
#include "close.h"
#include "code.h"
#include "collect.h"
#include "debug_info.h"
#include "direct_body.h"
#include "error.h"
#include "iterate.h"
#include "meta.h"
#include "meter.h"
#include "poll.h"
#include "quicken.h"
#include "run.h"

#define likely(x)   __builtin_expect(!!(x), 1)
#define unlikely(x) __builtin_expect(!!(x), 0)
#define cold        __attribute__((noinline, cold))

/* Numbers -------------------------------------------------------------------------------------- */

static inline bool both_integers(const Value *a, const Value *b) {
    return likely(a->tag == TAG_INTEGER) && likely(b->tag == TAG_INTEGER);
}

static inline bool both_floats(const Value *a, const Value *b) {
    return a->tag == TAG_FLOAT && b->tag == TAG_FLOAT;
}

/* The value as a float, if it is a number. */
static inline bool as_float(const Value *v, double *out) {
    if (v->tag == TAG_FLOAT) {
        *out = v->u.n;
        return true;
    }
    if (v->tag == TAG_INTEGER) {
        *out = (double)v->u.i;
        return true;
    }
    return false;
}

static inline bool as_integer(const Value *v, int64_t *out) {
    if (likely(v->tag == TAG_INTEGER)) {
        *out = v->u.i;
        return true;
    }
    return v->tag == TAG_FLOAT && float_to_integer(v->u.n, ROUND_EXACT, out);
}

static inline double power(double a, double b) {
    return b == 2 ? a * a : pow(a, b);
}

static inline int64_t fast_modulo(int64_t a, int64_t b) {
    if (likely(b > 0)) {
        if (((uint64_t)a | (uint64_t)b) >> 32 == 0) return (uint32_t)a % (uint32_t)b;
        const int64_t r = a % b;
        return r < 0 ? r + b : r;
    }
    return integer_modulo(a, b);
}

/* Comparison for equality where it takes neither a look into strings nor metamethods: false if it
** does. */
static inline bool plainly_equal(const Value *a, const Value *b, bool *truth) {
    const uint8_t tag = a->tag;
    if (tag != b->tag) {
        *truth = false;
        return !is_number(a) || !is_number(b);
    }
    if (tag == TAG_FLOAT) {
        *truth = a->u.n == b->u.n;
        return true;
    }
    *truth = tag <= TAG_TRUE || a->u.bits == b->u.bits;
    return *truth || (tag == TAG_STRING ? string_is_short(as_string(a))
                                        : tag != TAG_TABLE && tag != TAG_USERDATA);
}

static inline bool equals_constant(const Value *a, const Value *constant) {
    bool truth;
    return likely(plainly_equal(a, constant, &truth)) ? truth : value_raw_equal(a, constant);
}

/* Numeric for ---------------------------------------------------------------------------------- */

/* Converts a float limit for an integer loop. True if the loop does not run at all. */
static bool for_limit(lua_State *L, const Value *limit, int64_t start, int64_t step, int64_t *out) {
    double n;
    if (limit->tag == TAG_INTEGER) {
        *out = limit->u.i;
    } else if (!value_to_integer(limit, step < 0 ? ROUND_CEIL : ROUND_FLOOR, out)) {
        if (!value_to_float(limit, &n)) vm_for_error(L, limit, "limit");
        if (n > 0) { /* out of range */
            if (step < 0) return true;
            *out = INT64_MAX;
        } else { /* negative out of range, or NaN */
            if (n != n || step > 0) return true;
            *out = INT64_MIN;
        }
    }
    return step > 0 ? start > *out : start < *out;
}

/* Prepares the loop state at ra: integer loops get the number of further iterations as their limit,
** so they never wrap. Returns false if the loop does not run. Manual 3.3.5. */
static cold bool for_prepare_slow(lua_State *L, Value *ra) {
    Value *const init = ra, *const limit = ra + 1, *const step = ra + 2;
    if (init->tag == TAG_INTEGER && step->tag == TAG_INTEGER) {
        int64_t last;
        if (step->u.i == 0) vm_error(L, "'for' step is zero");
        if (for_limit(L, limit, init->u.i, step->u.i, &last)) return false;
        uint64_t count = step->u.i > 0 ? (uint64_t)last - (uint64_t)init->u.i
                                       : (uint64_t)init->u.i - (uint64_t)last;
        if (step->u.i > 0) {
            if (step->u.i != 1) count /= (uint64_t)step->u.i;
        } else {
            count /= (uint64_t)(-(step->u.i + 1)) + 1u;
        }
        set_integer(limit, (int64_t)count);
        return true;
    }
    double start, end, by;
    if (!value_to_float(limit, &end)) vm_for_error(L, limit, "limit");
    if (!value_to_float(step, &by)) vm_for_error(L, step, "step");
    if (!value_to_float(init, &start)) vm_for_error(L, init, "initial value");
    if (by == 0) vm_error(L, "'for' step is zero");
    if (by > 0 ? end < start : start < end) return false; /* NaN lets the first turn happen */
    set_float(init, start);
    set_float(limit, end);
    set_float(step, by);
    return true;
}

static inline uint16_t for_loop_form(const Value *ra, unsigned shared) {
    if (ra->tag == TAG_FLOAT) return OP_FORLOOP_FLOAT;
    return shared ? OP_FORLOOP_INTEGER_SHARED : OP_FORLOOP_INTEGER;
}

/* Calls ---------------------------------------------------------------------------------------- */

/* Sets up the frame of a vararg function: function and parameters are copied above the extra
** arguments. */
static cold void vararg_prepare(lua_State *L, Frame *frame, const Code *code) {
    const int actual = (int)(L->top - frame->func) - 1;
    const int fixed = code->parameter_count;
    const int extra = actual > fixed ? actual - fixed : 0;
    stack_check(L, (size_t)code->register_count + (size_t)fixed + 2);
    Value *const func = frame->func;
    Value *const moved = L->top;
    set_value(moved, func);
    for (int n = 1; n <= fixed; n++) {
        set_value(moved + n, func + n);
        set_nil(func + n);
    }
    frame->func = moved;
    frame->top = moved + 1 + code->register_count;
    frame->u.lua.extra_count = (uint32_t)extra;
    L->top = frame->top;
}

static cold void new_closure(lua_State *L, Closure *enclosing, Value *base, Value *ra,
                             uint32_t child) {
    Code *const code = code_child(L, enclosing->code, child);
    const uint32_t count = code->info->upvalue_count;
    const ProgramUpvalue *const from = program_upvalues(code->program, code->info);
    Closure *const made = closure_new(objects(L), code, count);
    set_cell(ra, made, TAG_CLOSURE);
    for (uint32_t n = 0; n < count; n++) {
        made->upvalues[n] = from[n].from_stack ? upvalue_find(L, base + from[n].index)
                                               : enclosing->upvalues[from[n].index];
        /* upvalue_find may collect (emergency) and make the closure old */
        heap_barrier(heap(L), &made->cell);
    }
}

/* NULL if the value is no native. */
static inline NativeFunction native_function(const Value *v) {
    if (likely(v->tag == TAG_NATIVE)) return v->u.native;
    return v->tag == TAG_NATIVE_CLOSURE ? as_native_closure(v)->function : NULL;
}

static cold void set_list(lua_State *L, Value *ra, uint32_t count, uint32_t start) {
    table_set_run(objects(L), as_table(ra), (uint64_t)start + 1, ra + 1, count);
}

/* Hooks may have been switched on or off: the dispatch table to go on with. */
static inline bool wants_trace(const lua_State *L) {
    return (L->hook_mask & (LUA_MASKLINE | LUA_MASKCOUNT)) != 0;
}

/* State.poll was set before the instruction at pc. */
static cold void poll_before(lua_State *L, Frame *frame, Word *pc) {
    frame->u.lua.pc = pc + 1; /* as if it were being executed, for an error's line */
    vm_poll(L);
    frame->u.lua.pc = pc;
}

/* The loop ------------------------------------------------------------------------------------- */

/* The instruction that runs, until its body steps over extra words or jumps. */
#define at (pc - 1)

#define RA  value_at(base, at->a)
#define RB  value_at(base, at->b)
#define RC  value_at(base, at->c)
#define KB  constant_at(CONSTANTS(), at->b)
#define KC  constant_at(CONSTANTS(), at->c)
#define KBX constant_at(CONSTANTS(), (size_t)at->x)

/* Read where they are needed: a call and a return then have less to do. */
#define CLOSURE()   as_closure(base - 1)
#define CONSTANTS() frame->u.lua.constants

#define POLL()        vm_polled(state)
#define SAVE()        (frame->u.lua.pc = pc, L->top = frame->top)
#define RELOAD_BASE() (base = frame->func + 1)
#define SAFE_POINT(live_end)      \
    do {                          \
        if (GC_DUE()) {           \
            frame->u.lua.pc = pc; \
            L->top = (live_end);  \
            vm_collect_step(L);   \
            RELOAD_BASE();        \
        }                         \
    } while (0)
#ifdef STRESS_GC
#define GC_DUE() heap_stress_is_due(&state->objects.heap)
#else
#define GC_DUE() unlikely(heap_wants_step(&state->objects.heap))
#endif

/* An open list of `count` values is passed on. */
#define CHARGE_OPEN(count) vm_charge_values(L, (size_t)(count))

#define NEXT()                  \
    do {                        \
        pc++;                   \
        goto *dispatch[at->op]; \
    } while (0)

/* L->frame is `frame`, a Lua one that goes on behind its call. */
#define RETURNED()              \
    do {                        \
        base = frame->func + 1; \
        pc = frame->u.lua.pc;   \
        NEXT();                 \
    } while (0)

/* Taken and not taken jumps over the JMP word at pc. */
#define TAKE_JUMP()                      \
    do {                                 \
        pc = word_target(pc);            \
        if (unlikely(POLL())) goto poll; \
    } while (0)
#define JUMP_IF(condition) \
    do {                   \
        if (condition) {   \
            TAKE_JUMP();   \
            NEXT();        \
        }                  \
        pc++;              \
        NEXT();            \
    } while (0)

/* Arithmetic on two operands: integers, floats (which QUICKEN has a form for), mixed, then strings
** and metamethods. */
#define ARITHMETIC(event, left, right, QUICKEN, INTEGER, FLOAT)    \
    do {                                                           \
        const Value *const b = (left), *const c = (right);         \
        Value *const ra = RA;                                      \
        double x, y;                                               \
        if (likely(both_integers(b, c))) {                         \
            const int64_t p = b->u.i, q = c->u.i;                  \
            INTEGER;                                               \
        } else if (both_floats(b, c)) {                            \
            QUICKEN;                                               \
            x = b->u.n, y = c->u.n;                                \
            set_float(ra, FLOAT);                                  \
            NEXT();                                                \
        } else if (as_float(b, &x) && as_float(c, &y)) {           \
            set_float(ra, FLOAT);                                  \
            NEXT();                                                \
        }                                                          \
        meta_event = (event), left_operand = b, right_operand = c; \
        goto arithmetic_slow;                                      \
    } while (0)
/* The two forms of an instruction: for any operands, and where they were floats. */
#define BOTH_FORMS(name, event, left, right, integer_function, operator)  \
    L_##name##_FLOAT : {                                                  \
        const Value *const b = (left), *const c = (right);                \
        if (likely(b->tag == TAG_FLOAT) && likely(c->tag == TAG_FLOAT)) { \
            set_float(RA, b->u.n operator c->u.n);                        \
            NEXT();                                                       \
        }                                                                 \
        if (both_integers(b, c)) at->op = OP_##name;                      \
    }                                                                     \
    L_##name : ARITHMETIC(event, left, right, at->op = OP_##name##_FLOAT, \
                          INTEGER_RESULT(integer_function(p, q)), x operator y)
#define INTEGER_RESULT(expression)   \
    {                                \
        set_integer(ra, expression); \
        NEXT();                      \
    }
/* Float only operations (/ and ^): integers are converted. */
#define FLOAT_ARITHMETIC(event, left, right, FLOAT)                \
    do {                                                           \
        const Value *const b = (left), *const c = (right);         \
        double x, y;                                               \
        if (as_float(b, &x) && as_float(c, &y)) {                  \
            set_float(RA, FLOAT);                                  \
            NEXT();                                                \
        }                                                          \
        meta_event = (event), left_operand = b, right_operand = c; \
        goto arithmetic_slow;                                      \
    } while (0)
#define BITWISE(event, left, right, EXPRESSION)                    \
    do {                                                           \
        const Value *const b = (left), *const c = (right);         \
        int64_t p, q;                                              \
        if (as_integer(b, &p) && as_integer(c, &q)) {              \
            set_integer(RA, EXPRESSION);                           \
            NEXT();                                                \
        }                                                          \
        meta_event = (event), left_operand = b, right_operand = c; \
        goto arithmetic_slow;                                      \
    } while (0)

#define MOD_BODY(l, r)                                                                          \
    ARITHMETIC(EVENT_MOD, l, r, (void)0, if (likely(q != 0)) INTEGER_RESULT(fast_modulo(p, q)), \
               float_modulo(x, y))
#define IDIV_BODY(l, r)                   \
    ARITHMETIC(EVENT_IDIV, l, r, (void)0, \
               if (likely(q != 0)) INTEGER_RESULT(integer_floor_divide(p, q)), floor(x / y))
#define POW_BODY(l, r)  FLOAT_ARITHMETIC(EVENT_POW, l, r, power(x, y))
#define DIV_BODY(l, r)  FLOAT_ARITHMETIC(EVENT_DIV, l, r, x / y)
#define BAND_BODY(l, r) BITWISE(EVENT_BAND, l, r, (int64_t)((uint64_t)p & (uint64_t)q))
#define BOR_BODY(l, r)  BITWISE(EVENT_BOR, l, r, (int64_t)((uint64_t)p | (uint64_t)q))
#define BXOR_BODY(l, r) BITWISE(EVENT_BXOR, l, r, (int64_t)((uint64_t)p ^ (uint64_t)q))
#define SHL_BODY(l, r)  BITWISE(EVENT_SHL, l, r, integer_shift_left(p, q))
#define SHR_BODY(l, r) \
    BITWISE(EVENT_SHR, l, r, integer_shift_left(p, q == INT64_MIN ? INT64_MAX : -q))

/* Order comparison of two values; `op` on equal types, exact on mixed ones. `wanted`: jump when the
** result is this. */
#define COMPARE(left, right, op, mixed, slow, wanted)                             \
    do {                                                                          \
        const Value *const b = (left), *const c = (right);                        \
        if (likely(both_integers(b, c))) JUMP_IF((b->u.i op c->u.i) == (wanted)); \
        if (both_floats(b, c)) JUMP_IF((b->u.n op c->u.n) == (wanted));           \
        if (is_number(b) && is_number(c)) JUMP_IF(mixed(b, c) == (wanted));       \
        SAVE();                                                                   \
        bool truth;                                                               \
        nargs = slow(L, b, c, &truth);                                            \
        if (nargs == OP_DONE) JUMP_IF(truth == (wanted));                         \
        goto meta_get;                                                            \
    } while (0)
#define LESS(l, r, wanted)       COMPARE(l, r, <, number_less, op_less, wanted)
#define LESS_EQUAL(l, r, wanted) COMPARE(l, r, <=, number_less_equal, op_less_equal, wanted)

#define EQUAL(left, right, wanted)                         \
    do {                                                   \
        const Value *const b = (left), *const c = (right); \
        bool truth;                                        \
        if (likely(plainly_equal(b, c, &truth))) {         \
            JUMP_IF(truth == (wanted));                    \
        }                                                  \
        SAVE();                                            \
        nargs = op_equal(L, b, c, &truth);                 \
        if (nargs == OP_DONE) JUMP_IF(truth == (wanted));  \
        goto meta_get;                                     \
    } while (0)

/* Table access: what caches answer, else the slow path of cache.c. */
#define LOAD_SLOT(to, t, index)                                      \
    do {                                                             \
        const uint8_t slot_value_tag = *slot_tag((t)->slots, index); \
        (to)->u = (t)->slots[index];                                 \
        (to)->tag = slot_value_tag;                                  \
    } while (0)
#define SLOT_IS_NIL(t, index) (*slot_tag((t)->slots, index) == TAG_NIL)

void vm_interpret(lua_State *L) {
    static const void *const labels[ALL_OPCODE_COUNT] = {
#define OP(name, ...) &&L_##name,
        OPCODE_LIST(OP)
#undef OP
#define QUICK(name, ...) &&L_##name,
            QUICKENED_LIST(QUICK)
#undef QUICK
    };
    static const void *const traced_labels[ALL_OPCODE_COUNT] = {
#define OP(name, ...) &&trace,
        OPCODE_LIST(OP)
#undef OP
#define QUICK(name, ...) &&trace,
            QUICKENED_LIST(QUICK)
#undef QUICK
    };
    const void *const *dispatch = labels;
    State *const state = L->state;
    Frame *frame;
    Word *pc;
    Value *base;
    int nargs;
    Value *returned;
    Event meta_event;
    const Value *left_operand, *right_operand;

resume: /* go on with L's topmost frame, a Lua one */
    frame = L->frame;
    base = frame->func + 1;
    pc = frame->u.lua.pc;
    dispatch = labels;
    if (unlikely(L->hook_mask != 0)) {
        vm_poll_again(state);
        if (wants_trace(L)) dispatch = traced_labels;
    }
    NEXT();

enter: /* a new frame was pushed */
    frame = L->frame;
    base = frame->func + 1;
    pc = frame->u.lua.pc;
    if (unlikely(POLL())) {
    entered_polled:
        poll_before(L, frame, pc);
        if (L->hook_mask & LUA_MASKCALL) {
            if (!CLOSURE()->code->is_vararg) {
                frame->u.lua.pc = pc + 1; /* hooks assume pc is behind the instruction */
                hook_call(L, frame);
                frame->u.lua.pc = pc;
                RELOAD_BASE();
            }
        }
        dispatch = wants_trace(L) ? traced_labels : labels;
    }
    NEXT();

poll: /* somebody changed the hooks while a loop ran, or wants to end it */
    L->top = frame->top;
    poll_before(L, frame, pc);
    dispatch = wants_trace(L) ? traced_labels : labels;
    NEXT();

trace: /* before each instruction while line or count hooks are on */
    if (!wants_trace(L)) {
        dispatch = labels;
    } else {
        frame->u.lua.pc = pc;
        hook_instruction(L, pc);
        RELOAD_BASE();
    }
    goto *labels[at->op];

    /* Loads and moves */

L_MOVE : {
    set_value(RA, RB);
    NEXT();
}
L_LOADI : {
    set_integer(RA, at->x);
    NEXT();
}
L_LOADF : {
    set_float(RA, at->x);
    NEXT();
}
L_LOADK : {
    set_value(RA, KBX);
    NEXT();
}
L_LOADKX : {
    set_value(RA, CONSTANTS() + pc->number);
    pc++;
    NEXT();
}
L_LOADNIL : {
    Value *ra = RA;
    for (unsigned n = at->b + 1; n > 0; n--)
        set_nil(ra++);
    NEXT();
}
L_LOADFALSE : {
    RA->tag = TAG_FALSE;
    NEXT();
}
L_LOADTRUE : {
    RA->tag = TAG_TRUE;
    NEXT();
}
L_LOADFALSESKIP : {
    RA->tag = TAG_FALSE;
    pc++;
    NEXT();
}

    /* Upvalues and tables */

L_GETUPVAL : {
    set_value(RA, CLOSURE()->upvalues[at->b]->v);
    NEXT();
}
L_SETUPVAL : {
    UpValue *const up = CLOSURE()->upvalues[at->b];
    set_value(up->v, RA);
    heap_barrier(&state->objects.heap, &up->cell);
    NEXT();
}
L_GETENV_SLOT : {
    const InlineCache *const c = pc->cache;
    const Value *const env = CLOSURE()->upvalues[at->b]->v;
    if (likely(env->tag == TAG_TABLE)) {
        const Table *const t = as_table(env);
        if (likely(t->shape == c->shape && !SLOT_IS_NIL(t, c->index))) {
            LOAD_SLOT(RA, t, c->index);
            pc++;
            NEXT();
        }
    }
    goto L_GETENV;
}
L_GETENV_ENTRY : {
    const InlineCache *const c = pc->cache;
    const Value *const env = CLOSURE()->upvalues[at->b]->v;
    if (likely(env->tag == TAG_TABLE)) {
        const Table *const t = as_table(env);
        if (likely(entry_matches(t, c->index, c->key)) &&
            t->dictionary->value_tags[c->index] != TAG_NIL) {
            Value *const ra = RA;
            ra->u = t->dictionary->values[c->index];
            ra->tag = t->dictionary->value_tags[c->index];
            pc++;
            NEXT();
        }
    }
    goto L_GETENV;
}
L_GETENV : {
    SAVE();
    nargs = cache_get(L, at, pc->cache, CLOSURE()->upvalues[at->b]->v, RA);
    if (unlikely(nargs != OP_DONE)) goto meta_get;
    pc++;
    NEXT();
}
L_SETENV_SLOT : {
    const InlineCache *const c = pc->cache;
    const Value *const env = CLOSURE()->upvalues[at->b]->v;
    if (likely(env->tag == TAG_TABLE)) {
        Table *const t = as_table(env);
        if (likely(t->shape == c->shape && !SLOT_IS_NIL(t, c->index))) {
            const Value *const ra = RA;
            t->slots[c->index] = ra->u;
            *slot_tag(t->slots, c->index) = ra->tag;
            heap_barrier(&state->objects.heap, &t->cell);
            pc++;
            NEXT();
        }
    }
    goto L_SETENV;
}
L_SETENV_ENTRY : {
    const InlineCache *const c = pc->cache;
    const Value *const env = CLOSURE()->upvalues[at->b]->v;
    if (likely(env->tag == TAG_TABLE)) {
        Table *const t = as_table(env);
        if (likely(entry_matches(t, c->index, c->key)) &&
            t->dictionary->value_tags[c->index] != TAG_NIL && !shape_is_prototype(t->shape)) {
            const Value *const ra = RA;
            t->dictionary->values[c->index] = ra->u;
            t->dictionary->value_tags[c->index] = ra->tag;
            heap_barrier(&state->objects.heap, &t->cell);
            pc++;
            NEXT();
        }
    }
    goto L_SETENV;
}
L_SETENV : {
    SAVE();
    nargs = cache_set(L, at, pc->cache, CLOSURE()->upvalues[at->b]->v, RA);
    if (unlikely(nargs != OP_DONE)) goto meta_set;
    pc++;
    NEXT();
}
L_GETFIELD_SLOT : {
    const InlineCache *const c = pc->cache;
    const Value *const rb = RB;
    if (likely(rb->tag == TAG_TABLE)) {
        const Table *const t = as_table(rb);
        if (likely(t->shape == c->shape)) {
            const uint8_t tag = *slot_tag(t->slots, c->index);
            if (likely(tag != TAG_NIL) || c->epoch == state->objects.epoch) {
                Value *const ra = RA;
                ra->u = t->slots[c->index];
                ra->tag = tag;
                pc++;
                NEXT();
            }
        }
    }
    goto L_GETFIELD;
}
L_GETFIELD_MANY : {
    const Value *const rb = RB;
    if (likely(rb->tag == TAG_TABLE) &&
        likely(many_load(pc->cache->many, as_table(rb), state->objects.epoch, RA))) {
        pc++;
        NEXT();
    }
    goto L_GETFIELD;
}
L_GETFIELD_NAMED : {
    const InlineCache *const c = pc->cache;
    const Value *const rb = RB;
    if (likely(rb->tag == TAG_TABLE)) {
        const Table *const t = as_table(rb);
        if (likely(shape_has_at(t->shape, c->index, c->key)) && likely(!SLOT_IS_NIL(t, c->index))) {
            Value *const ra = RA;
            LOAD_SLOT(ra, t, c->index);
            pc++;
            NEXT();
        }
    }
    goto L_GETFIELD;
}
L_GETFIELD_HOLDER : {
    const InlineCache *const c = pc->cache;
    const Value *const rb = RB;
    if (likely(rb->tag == TAG_TABLE) && likely(as_table(rb)->shape == c->shape) &&
        likely(c->epoch == state->objects.epoch)) {
        holder_load(c->u.holder, c->index, RA);
        pc++;
        NEXT();
    }
    goto L_GETFIELD;
}
L_GETFIELD_ENTRY : {
    const InlineCache *const c = pc->cache;
    const Value *const rb = RB;
    if (likely(rb->tag == TAG_TABLE)) {
        const Table *const t = as_table(rb);
        if (likely(entry_matches(t, c->index, c->key)) &&
            t->dictionary->value_tags[c->index] != TAG_NIL) {
            const Dictionary *const d = t->dictionary;
            Value *const ra = RA;
            ra->u = d->values[c->index];
            ra->tag = d->value_tags[c->index];
            pc++;
            NEXT();
        }
    }
    goto L_GETFIELD;
}
L_GETFIELD : {
    SAVE();
    nargs = cache_get(L, at, pc->cache, RB, RA);
    if (unlikely(nargs != OP_DONE)) goto meta_get;
    pc++;
    NEXT();
}
L_SETFIELD_SLOT : {
    const InlineCache *const c = pc->cache;
    const Value *const ra = RA;
    if (likely(ra->tag == TAG_TABLE)) {
        Table *const t = as_table(ra);
        if (likely(t->shape == c->shape) &&
            (likely(!SLOT_IS_NIL(t, c->index)) || c->epoch == state->objects.epoch)) {
            const Value *const rb = RB;
            t->slots[c->index] = rb->u;
            *slot_tag(t->slots, c->index) = rb->tag;
            heap_barrier(&state->objects.heap, &t->cell);
            pc++;
            NEXT();
        }
    }
    goto L_SETFIELD;
}
L_SETFIELD_ADD : {
    const InlineCache *const c = pc->cache;
    const Value *const ra = RA, *const rb = RB;
    if (likely(ra->tag == TAG_TABLE)) {
        Table *const t = as_table(ra);
        if (likely(t->shape == c->shape && c->epoch == state->objects.epoch &&
                   c->index < t->cell.aux && rb->tag != TAG_NIL)) {
            t->slots[c->index] = rb->u;
            *slot_tag(t->slots, c->index) = rb->tag;
            t->shape = c->u.next;
            heap_barrier(&state->objects.heap, &t->cell);
            pc++;
            NEXT();
        }
    }
    goto L_SETFIELD;
}
L_SETFIELD_MANY : {
    const Value *const ra = RA;
    if (likely(ra->tag == TAG_TABLE)) {
        Table *const t = as_table(ra);
        if (likely(many_store(pc->cache->many, t, state->objects.epoch, RB))) {
            heap_barrier(&state->objects.heap, &t->cell);
            pc++;
            NEXT();
        }
    }
    goto L_SETFIELD;
}
L_SETFIELD_ENTRY : {
    const InlineCache *const c = pc->cache;
    const Value *const ra = RA;
    if (likely(ra->tag == TAG_TABLE)) {
        Table *const t = as_table(ra);
        if (likely(entry_matches(t, c->index, c->key)) &&
            t->dictionary->value_tags[c->index] != TAG_NIL && !shape_is_prototype(t->shape)) {
            const Value *const rb = RB;
            t->dictionary->values[c->index] = rb->u;
            t->dictionary->value_tags[c->index] = rb->tag;
            heap_barrier(&state->objects.heap, &t->cell);
            pc++;
            NEXT();
        }
    }
    goto L_SETFIELD;
}
L_SETFIELD : {
    SAVE();
    nargs = cache_set(L, at, pc->cache, RA, RB);
    if (unlikely(nargs != OP_DONE)) goto meta_set;
    pc++;
    NEXT();
}
L_GETINDEX : {
    const Value *const rb = RB, *const rc = RC;
    if (likely(rb->tag == TAG_TABLE)) {
        const Table *const t = as_table(rb);
        if (likely(rc->tag == TAG_INTEGER)) {
            const uint64_t n = (uint64_t)rc->u.i - 1;
            if (likely(n < t->cell.own)) {
                const uint8_t tag = *array_tag(t->array, n);
                if (likely(tag != TAG_NIL)) {
                    Value *const ra = RA;
                    ra->u = t->array[n];
                    ra->tag = tag;
                    NEXT();
                }
            }
        }
        Value found;
        if (rc->tag == TAG_STRING && string_is_short(as_string(rc))) {
            table_get_short(t, as_string(rc), &found);
        } else {
            table_get(&state->objects, t, rc, &found);
        }
        if (found.tag != TAG_NIL || t->shape->metatable == NULL) {
            set_value(RA, &found);
            NEXT();
        }
        SAVE();
        nargs = op_index_absent(L, rb, rc, RA);
    } else {
        SAVE();
        nargs = op_index(L, rb, rc, RA);
    }
    if (unlikely(nargs != OP_DONE)) goto meta_get;
    NEXT();
}
L_GETINDEXI : {
    const Value *const rb = RB;
    const uint64_t n = (uint64_t)at->c - 1;
    if (likely(rb->tag == TAG_TABLE)) {
        const Table *const t = as_table(rb);
        if (likely(n < t->cell.own)) {
            const uint8_t tag = *array_tag(t->array, n);
            if (likely(tag != TAG_NIL)) {
                Value *const ra = RA;
                ra->u = t->array[n];
                ra->tag = tag;
                NEXT();
            }
        }
    }
    SAVE();
    const Value key = value_integer((int64_t)at->c);
    nargs = op_index(L, rb, &key, RA);
    if (unlikely(nargs != OP_DONE)) goto meta_get;
    NEXT();
}
L_SETINDEX : {
    const Value *const ra = RA, *const rb = RB, *const rc = RC;
    if (likely(ra->tag == TAG_TABLE)) {
        Table *const t = as_table(ra);
        if (likely(rb->tag == TAG_INTEGER)) {
            const uint64_t n = (uint64_t)rb->u.i - 1;
            if (likely(n < t->cell.own)) {
                uint8_t *const tag = array_tag(t->array, n);
                if (likely(rc->tag != TAG_NIL && *tag != TAG_NIL)) {
                    t->array[n] = rc->u;
                    *tag = rc->tag;
                    if (tag_is_cell(rc->tag)) table_barrier(&state->objects, t, rc->u.cell);
                    NEXT();
                }
            }
        }
        if (t->shape->metatable == NULL && rb->tag != TAG_NIL && rb->tag != TAG_FLOAT) {
            SAVE();
            table_set(&state->objects, t, rb, rc);
            NEXT();
        }
    }
    SAVE();
    nargs = op_set_index(L, ra, rb, rc);
    if (unlikely(nargs != OP_DONE)) goto meta_set;
    NEXT();
}
L_SETINDEXI : {
    const Value *const ra = RA, *const rc = RC;
    const uint64_t n = (uint64_t)at->b - 1;
    if (likely(ra->tag == TAG_TABLE)) {
        Table *const t = as_table(ra);
        if (likely(n < t->cell.own)) {
            uint8_t *const tag = array_tag(t->array, n);
            if (likely(rc->tag != TAG_NIL && *tag != TAG_NIL)) {
                t->array[n] = rc->u;
                *tag = rc->tag;
                if (tag_is_cell(rc->tag)) table_barrier(&state->objects, t, rc->u.cell);
                NEXT();
            }
        }
    }
    SAVE();
    const Value key = value_integer((int64_t)at->b);
    nargs = op_set_index(L, ra, &key, rc);
    if (unlikely(nargs != OP_DONE)) goto meta_set;
    NEXT();
}
L_METHOD_SLOT : {
    const InlineCache *const c = pc->cache;
    const Value *const rb = RB;
    if (likely(rb->tag == TAG_TABLE)) {
        const Table *const t = as_table(rb);
        if (likely(t->shape == c->shape && !SLOT_IS_NIL(t, c->index))) {
            Value *const ra = RA;
            set_value(ra + 1, rb);
            LOAD_SLOT(ra, t, c->index);
            pc++;
            NEXT();
        }
    }
    goto L_METHOD;
}
L_METHOD_HOLDER : {
    const InlineCache *const c = pc->cache;
    const Value *const rb = RB;
    if (likely(rb->tag == TAG_TABLE) && likely(as_table(rb)->shape == c->shape) &&
        likely(c->epoch == state->objects.epoch)) {
        Value *const ra = RA;
        set_value(ra + 1, rb);
        holder_load(c->u.holder, c->index, ra);
        pc++;
        NEXT();
    }
    goto L_METHOD;
}
L_METHOD_MANY : {
    const Value *const rb = RB;
    if (likely(rb->tag == TAG_TABLE)) {
        Value *const ra = RA;
        const Table *const t = as_table(rb);
        set_value(ra + 1, rb);
        if (likely(many_load(pc->cache->many, t, state->objects.epoch, ra))) {
            pc++;
            NEXT();
        }
    }
    goto L_METHOD;
}
L_METHOD_STRING : {
    const InlineCache *const c = pc->cache;
    const Value *const rb = RB;
    if (likely(rb->tag == TAG_STRING) && likely(c->epoch == state->objects.epoch) &&
        likely(c->u.holder != NULL)) {
        Value *const ra = RA;
        set_value(ra + 1, rb);
        holder_load(c->u.holder, c->index, ra);
        pc++;
        NEXT();
    }
    goto L_METHOD;
}
L_METHOD : {
    Value *const ra = RA;
    set_value(ra + 1, RB);
    SAVE();
    nargs = cache_get(L, at, pc->cache, ra + 1, ra);
    if (unlikely(nargs != OP_DONE)) goto meta_get;
    pc++;
    NEXT();
}
L_NEWTABLE : {
    SAVE();
    const Template *const template = CLOSURE()->code->templates + pc->number;
    Table *const t = table_new_shaped(&state->objects, template->shape, template->array_size,
                                      template->hash_size);
    set_table(RA, t);
    SAFE_POINT(base + at->b);
    pc++;
    NEXT();
}
L_INITFIELD : {
    const Value *const ra = RA;
    Table *const t = as_table(ra);
    const unsigned slot = at->c;
    const Value *const rb = RB;
    if (unlikely(ra->tag != TAG_TABLE || slot >= t->cell.aux)) goto constructor_lost;
    t->slots[slot] = rb->u;
    *slot_tag(t->slots, slot) = rb->tag;
    heap_barrier(&state->objects.heap, &t->cell);
    NEXT();
}
L_SETLIST : {
    Value *const ra = RA;
    uint32_t count = at->b;
    if (unlikely(ra->tag != TAG_TABLE)) goto constructor_lost;
    if (count == 0) {
        count = (uint32_t)(L->top - ra) - 1;
        frame->u.lua.pc = pc;
        CHARGE_OPEN(count);
    } else {
        SAVE();
    }
    set_list(L, ra, count, pc->number);
    pc++;
    L->top = frame->top;
    NEXT();
}

    /* Arithmetic */

    BOTH_FORMS(ADD, EVENT_ADD, RB, RC, integer_add, +);
    BOTH_FORMS(SUB, EVENT_SUB, RB, RC, integer_subtract, -);
    BOTH_FORMS(MUL, EVENT_MUL, RB, RC, integer_multiply, *);
L_MOD:
    MOD_BODY(RB, RC);
L_POW:
    POW_BODY(RB, RC);
L_DIV:
    DIV_BODY(RB, RC);
L_IDIV:
    IDIV_BODY(RB, RC);
L_BAND:
    BAND_BODY(RB, RC);
L_BOR:
    BOR_BODY(RB, RC);
L_BXOR:
    BXOR_BODY(RB, RC);
L_SHL:
    SHL_BODY(RB, RC);
L_SHR:
    SHR_BODY(RB, RC);
    BOTH_FORMS(ADDK, EVENT_ADD, RB, KC, integer_add, +);
    BOTH_FORMS(SUBK, EVENT_SUB, RB, KC, integer_subtract, -);
    BOTH_FORMS(MULK, EVENT_MUL, RB, KC, integer_multiply, *);
L_MODK:
    MOD_BODY(RB, KC);
L_POWK:
    POW_BODY(RB, KC);
L_DIVK:
    DIV_BODY(RB, KC);
L_IDIVK:
    IDIV_BODY(RB, KC);
L_BANDK:
    BAND_BODY(RB, KC);
L_BORK:
    BOR_BODY(RB, KC);
L_BXORK:
    BXOR_BODY(RB, KC);
L_SHLK:
    SHL_BODY(RB, KC);
L_SHRK:
    SHR_BODY(RB, KC);
    BOTH_FORMS(KSUB, EVENT_SUB, KB, RC, integer_subtract, -);
L_KDIV:
    DIV_BODY(KB, RC);
L_ADDI : {
    const Value *const rb = RB;
    Value *const ra = RA;
    if (likely(rb->tag == TAG_INTEGER)) {
        set_integer(ra, integer_add(rb->u.i, at->c));
        NEXT();
    }
    if (rb->tag == TAG_FLOAT) {
        set_float(ra, rb->u.n + at->c);
        NEXT();
    }
    meta_event = EVENT_ADD;
    goto arithmetic_immediate;
}
L_SUBI : {
    const Value *const rb = RB;
    Value *const ra = RA;
    if (likely(rb->tag == TAG_INTEGER)) {
        set_integer(ra, integer_subtract(rb->u.i, at->c));
        NEXT();
    }
    if (rb->tag == TAG_FLOAT) {
        set_float(ra, rb->u.n - at->c);
        NEXT();
    }
    meta_event = EVENT_SUB;
    goto arithmetic_immediate;
}
L_UNM : {
    const Value *const rb = RB;
    if (rb->tag == TAG_INTEGER) {
        set_integer(RA, integer_subtract(0, rb->u.i));
        NEXT();
    }
    if (rb->tag == TAG_FLOAT) {
        set_float(RA, -rb->u.n);
        NEXT();
    }
    meta_event = EVENT_UNM, left_operand = right_operand = rb;
    goto arithmetic_slow;
}
L_BNOT : {
    const Value *const rb = RB;
    int64_t n;
    if (as_integer(rb, &n)) {
        set_integer(RA, (int64_t) ~(uint64_t)n);
        NEXT();
    }
    meta_event = EVENT_BNOT, left_operand = right_operand = rb;
    goto arithmetic_slow;
}
L_NOT : {
    const bool falsy = is_falsy(RB);
    set_boolean(RA, falsy);
    NEXT();
}
L_LEN : {
    const Value *const rb = RB;
    if (rb->tag == TAG_TABLE && as_table(rb)->shape->metatable == NULL) {
        set_integer(RA, (int64_t)table_length(as_table(rb)));
        NEXT();
    }
    if (rb->tag == TAG_STRING) {
        set_integer(RA, (int64_t)as_string(rb)->length);
        NEXT();
    }
    SAVE();
    nargs = op_length(L, rb, RA);
    if (nargs != OP_DONE) goto meta_get;
    NEXT();
}
L_CONCAT : {
    Value *const rb = RB;
    const int count = (int)at->c;
    frame->u.lua.pc = pc;
    L->top = rb + count;
    nargs = op_concat(L, rb + count - 1, count);
    if (unlikely(nargs != OP_DONE)) goto meta_get;
    RELOAD_BASE();
    set_value(RA, RB);
    SAFE_POINT(RA >= RB ? RA + 1 : RB); /* the run was made of the topmost registers */
    NEXT();
}

    /* Jumps */

L_JMP : {
    pc = word_target(at);
    if (unlikely(POLL())) goto poll;
    NEXT();
}
L_JT:
    JUMP_IF(!is_falsy(RA));
L_JF:
    JUMP_IF(is_falsy(RA));
L_SETJT : {
    const Value *const rb = RB;
    if (is_falsy(rb)) {
        pc++;
        NEXT();
    }
    set_value(RA, rb);
    TAKE_JUMP();
    NEXT();
}
L_SETJF : {
    const Value *const rb = RB;
    if (!is_falsy(rb)) {
        pc++;
        NEXT();
    }
    set_value(RA, rb);
    TAKE_JUMP();
    NEXT();
}
L_JEQ:
    EQUAL(RA, RB, true);
L_JNE:
    EQUAL(RA, RB, false);
L_JLT:
    LESS(RA, RB, true);
L_JNLT:
    LESS(RA, RB, false);
L_JLE:
    LESS_EQUAL(RA, RB, true);
L_JNLE:
    LESS_EQUAL(RA, RB, false);
L_JEQK:
    JUMP_IF(equals_constant(RA, KBX));
L_JNEK:
    JUMP_IF(!equals_constant(RA, KBX));
L_JLTK:
    LESS(RA, KBX, true);
L_JNLTK:
    LESS(RA, KBX, false);
L_JLEK:
    LESS_EQUAL(RA, KBX, true);
L_JNLEK:
    LESS_EQUAL(RA, KBX, false);
L_JGTK:
    LESS(KBX, RA, true);
L_JNGTK:
    LESS(KBX, RA, false);
L_JGEK:
    LESS_EQUAL(KBX, RA, true);
L_JNGEK:
    LESS_EQUAL(KBX, RA, false);

    /* Loops */

L_FORPREP : {
    Value *const ra = RA;
    if (likely(ra->tag == TAG_INTEGER && ra[1].tag == TAG_INTEGER && ra[2].tag == TAG_INTEGER &&
               ra[2].u.i == 1 && ra->u.i <= ra[1].u.i)) {
        ra[1].u.i = (int64_t)((uint64_t)ra[1].u.i - (uint64_t)ra->u.i);
    } else {
        SAVE();
        if (!for_prepare_slow(L, ra)) {
            TAKE_JUMP();
            NEXT();
        }
    }
    if (at->c == 0) set_value(ra + 3, ra);
    /* The loop instruction stands two words before the exit: quicken it to what it will see. */
    word_target(pc)[-2].op = for_loop_form(ra, at->c);
    pc++;
    NEXT();
}
L_FORLOOP_INTEGER : {
    Value *const ra = RA;
    if (unlikely(ra->tag != TAG_INTEGER)) goto L_FORLOOP;
    const uint64_t count = (uint64_t)ra[1].u.i;
    if (unlikely(count == 0)) {
        pc++;
        NEXT();
    }
    const int64_t next = integer_add(ra->u.i, ra[2].u.i);
    ra[1].u.i = (int64_t)(count - 1);
    ra->u.i = next;
    set_integer(ra + 3, next);
    TAKE_JUMP();
    NEXT();
}
L_FORLOOP_INTEGER_SHARED : {
    Value *const ra = RA;
    if (unlikely(ra->tag != TAG_INTEGER)) goto L_FORLOOP;
    const uint64_t count = (uint64_t)ra[1].u.i;
    if (unlikely(count == 0)) {
        pc++;
        NEXT();
    }
    ra->u.i = integer_add(ra->u.i, ra[2].u.i);
    ra[1].u.i = (int64_t)(count - 1);
    TAKE_JUMP();
    NEXT();
}
L_FORLOOP_FLOAT : {
    Value *const ra = RA;
    if (unlikely(ra->tag != TAG_FLOAT)) goto L_FORLOOP;
    const double step = ra[2].u.n, next = ra->u.n + step;
    if (step > 0 ? next <= ra[1].u.n : ra[1].u.n <= next) {
        ra->u.n = next;
        if (at->c == 0) set_float(ra + 3, next);
        TAKE_JUMP();
    } else {
        pc++;
    }
    NEXT();
}
L_FORLOOP : { /* another kind of loop than last time */
    const Value *const ra = RA;
    if (ra->tag != TAG_INTEGER && ra->tag != TAG_FLOAT) { /* only debug.setlocal can do that */
        SAVE();
        vm_error(L, "'for' variable changed to a %s value", vm_type_name(L, ra));
    }
    at->op = for_loop_form(ra, at->c);
    goto *labels[at->op];
}
L_TFORPREP : {
    SAVE();
    to_close_mark(L, RA + 3);
    pc = word_target(pc);
    NEXT();
}
L_TFORCALL : {
    if (likely(!POLL())) {
        const IterateStep step = iterate(L, at, RA);
        if (likely(step == ITERATE_MORE)) {
            pc++; /* the TFORLOOP */
            TAKE_JUMP();
            NEXT();
        }
        if (step == ITERATE_END) {
            pc += 2;
            NEXT();
        }
    }
    Value *const ra = RA;
    set_value(ra + 4, ra);
    set_value(ra + 5, ra + 1);
    set_value(ra + 6, ra + 2);
    frame->u.lua.pc = pc;
    L->top = ra + 7;
    Frame *const called = call_prepare(L, ra + 4, (int)at->c, 0, &nargs);
    if (called != NULL) goto enter;
    goto native_returned;
}
L_TFORLOOP : {
    Value *const ra = RA;
    if (ra[4].tag != TAG_NIL) {
        set_value(ra + 2, ra + 4);
        TAKE_JUMP();
    } else {
        pc++;
    }
    NEXT();
}

    /* Calls */

L_CALL_DIRECT : {
    Value *const ra = RA;
    const NativeFunction function = native_function(ra);
    if (likely(function != NULL && !POLL())) {
        const DirectBody body = direct_body_of(function);
        const unsigned b = at->b;
        if (likely(body != NULL)) {
            const int given = (int)((b != 0 ? value_at(ra, b) : L->top) - ra) - 1;
            if (b != 0) {
                SAVE();
            } else {
                frame->u.lua.pc = pc;
                if (unlikely(given >= 1 << COST_VALUES_SHIFT)) goto L_CALL; /* which pays */
            }
            if (likely(body(L, ra, given))) {
                SAFE_POINT(ra + 1);
                NEXT();
            }
            goto L_CALL;
        }
    }
    at->op = OP_CALL;
    goto L_CALL;
}
L_CALL : {
    Value *const ra = RA;
    size_t end = at->b; /* of the arguments, as a distance from ra */
    frame->u.lua.pc = pc;
    if (likely(end != 0)) {
        L->top = value_at(ra, end);
    } else {
        CHARGE_OPEN(L->top - ra - 1);
        end = (size_t)((char *)L->top - (char *)ra);
    }
    if (likely(ra->tag == TAG_CLOSURE)) {
        const Code *const code = as_closure(ra)->code;
        Frame *const called = likely(frame->next != NULL) ? frame->next : frame_new(L);
        base = ra + 1;
        Value *limit = value_at(base, code->register_distance);
        if (unlikely(limit >= L->stack_limit)) {
            const ptrdiff_t saved = stack_save(L, base);
            stack_grow(L, code->register_count);
            base = stack_restore(L, saved);
            limit = base + code->register_count;
        }
        called->func = base - 1;
        called->top = limit;
        frame_set_plain(called, (int16_t)at->c);
        called->u.lua.constants = code->constants;
        called->u.lua.extra_count = 0;
        if (end < code->parameter_distance) {
            Value *parameter = value_at(base - 1, end);
            L->top = value_at(base - 1, code->parameter_distance);
            for (; parameter < L->top; parameter++)
                set_nil(parameter);
        }
        pc = code->code;
        L->frame = frame = called;
        if (unlikely(POLL())) {
            frame->u.lua.pc = pc;
            goto entered_polled;
        }
        NEXT();
    }
    const NativeFunction function = native_function(ra);
    if (function != NULL && likely(!POLL())) {
        /* The frame is pushed here, the usual outcome handled here. */
        if (at->c <= 1u && direct_body_of(function) != NULL) {
            at->op = OP_CALL_DIRECT;
        }
        Value *const func = stack_check_keeping(L, LUA_MINSTACK, ra);
        Frame *const called = likely(frame->next != NULL) ? frame->next : frame_new(L);
        called->func = func;
        called->result_count = (int16_t)at->c;
        called->status = FRAME_NATIVE;
        called->top = L->top + LUA_MINSTACK;
        called->u.native.k = NULL;
        L->frame = called;
        const int n = native_invoke(L, function);
        if (unlikely(n < 0 || POLL() || L->to_close_count != 0)) {
            nargs = n;
            goto native_returned;
        }
        Value *to = called->func;
        const Value *from = L->top - n;
        const int wanted = called->result_count;
        L->frame = frame;
        if (wanted == 1) {
            if (likely(n > 0)) {
                set_value(to, from);
            } else {
                set_nil(to);
            }
        } else if (wanted == LUA_MULTRET) {
            for (int k = 0; k < n; k++)
                set_value(to++, from++);
            L->top = to;
        } else {
            for (int k = 0; k < wanted; k++) {
                if (k < n) {
                    set_value(to++, from++);
                } else {
                    set_nil(to++);
                }
            }
        }
        RELOAD_BASE();
        NEXT();
    }
    Frame *const called = call_prepare(L, ra, (int16_t)at->c, 0, &nargs);
    if (called != NULL) goto enter;
    goto native_returned;
}
L_TAILCALL : {
    Value *ra = RA;
    const unsigned b = at->b;
    frame->u.lua.pc = pc;
    if (b != 0) {
        L->top = ra + b;
    } else {
        CHARGE_OPEN(L->top - ra - 1);
    }
    if (at->c != 0) upvalues_close(L, base);
    /* A function of the language takes over this frame. Anything else is called, then returned
    ** from. */
    while (unlikely(ra->tag != TAG_CLOSURE)) {
        if (tag_is_function(ra->tag)) {
            Frame *const called = call_prepare(L, ra, LUA_MULTRET, 0, &nargs);
            if (called != NULL) goto enter;
            if (unlikely(nargs < 0 || POLL() || L->to_close_count != 0)) goto native_returned;
            L->frame = frame;
            returned = L->top - nargs;
            goto return_results;
        }
        const ptrdiff_t saved = stack_save(L, ra);
        call_insert_metamethods(L, ra);
        ra = stack_restore(L, saved);
    }
    {
        const Code *const code = as_closure(ra)->code;
        Value *const origin = frame_origin(frame);
        const ptrdiff_t saved_ra = stack_save(L, ra), saved_origin = stack_save(L, origin);
        if (unlikely(!stack_has_room(L, code->register_count))) {
            stack_grow(L, code->register_count);
        }
        Value *to = stack_restore(L, saved_origin);
        const Value *from = stack_restore(L, saved_ra);
        frame->func = to;
        while (from < L->top)
            set_value(to++, from++);
        L->top = to;
        for (int given = (int)(to - frame->func) - 1; given < code->parameter_count; given++) {
            set_nil(L->top);
            L->top++;
        }
        frame->u.lua.pc = code->code;
        frame->u.lua.constants = code->constants;
        frame->u.lua.extra_count = 0;
        frame->top = frame->func + 1 + code->register_count;
        frame->status |= FRAME_TAIL;
        goto enter;
    }
}
L_RETURN : {
    returned = RA;
    nargs = (int)at->b - 1;
    if (nargs < 0) {
        nargs = (int)(L->top - returned);
        frame->u.lua.pc = pc;
        CHARGE_OPEN(nargs);
    }
    if (at->c != 0) {
        L->top = returned + nargs;
        if (L->top < frame->top && at->b != 0) L->top = frame->top;
        frame->u.lua.pc = pc;
        if (unlikely(to_close_pending(L, base))) goto close_then_again;
        upvalues_close(L, base);
    }
    if (unlikely(POLL())) { /* results handed on through many returns take long */
        L->top = returned + nargs;
        frame->u.lua.pc = pc;
        const ptrdiff_t saved = stack_save(L, returned);
        vm_poll(L);
        hook_return(L, frame, stack_restore(L, saved), nargs);
        returned = stack_restore(L, saved);
    }
}
return_results : { /* nargs results, from `returned` on */
    frame->func = frame_origin(frame);
    const unsigned status = frame->status;
    call_finish(L, frame, returned, nargs);
    if (unlikely(status & FRAME_SLOW_RETURN)) {
        L = run_frame_returned(L, status);
        if (L == NULL) return;
        goto resume;
    }
    if (unlikely(L->frame->status & FRAME_NATIVE)) {
        L = run_frame_returned(L, status);
        if (L == NULL) return;
    }
    goto resume;
}
L_RETURN0 : {
    if (unlikely(POLL())) goto return_hooked;
    Frame *const caller = frame->previous;
    L->frame = caller;
    if (likely(frame_is_plain(frame, 0)) && likely((caller->status & FRAME_NATIVE) == 0)) {
        frame = caller;
        RETURNED();
    }
    const unsigned status = frame->status;
    const int wanted = frame->result_count;
    Value *to = frame->func;
    for (int n = wanted; n > 0; n--)
        set_nil(to++);
    L->top = to;
    if (unlikely((status & FRAME_SLOW_RETURN) | (caller->status & FRAME_NATIVE))) {
        if (status & FRAME_FRESH) return;
        L = run_frame_returned(L, status);
        if (L == NULL) return;
        goto resume;
    }
    frame = caller;
    RETURNED();
}
L_RETURN1 : {
    if (unlikely(POLL())) goto return_hooked;
    const Value *const ra = RA;
    Value *to = frame->func;
    Frame *const caller = frame->previous;
    L->frame = caller;
    if (likely(frame_is_plain(frame, 1)) && likely((caller->status & FRAME_NATIVE) == 0)) {
        set_value(to, ra);
        frame = caller;
        RETURNED();
    }
    const unsigned status = frame->status;
    const int wanted = frame->result_count;
    if (wanted != 0) set_value(to++, ra);
    for (int n = wanted; n > 1; n--)
        set_nil(to++);
    L->top = to;
    if (unlikely((status & FRAME_SLOW_RETURN) | (caller->status & FRAME_NATIVE))) {
        if (status & FRAME_FRESH) return;
        L = run_frame_returned(L, status);
        if (L == NULL) return;
        goto resume;
    }
    frame = caller;
    RETURNED();
}
L_VARARG : {
    const int extra = (int)frame->u.lua.extra_count;
    int wanted = (int)at->c - 1;
    Value *ra = RA;
    if (wanted < 0) {
        wanted = extra;
        frame->u.lua.pc = pc;
        L->top = ra;
        const ptrdiff_t saved = stack_save(L, ra);
        stack_check(L, (size_t)extra + 1);
        RELOAD_BASE();
        ra = stack_restore(L, saved);
        CHARGE_OPEN(extra);
        L->top = ra + extra;
    }
    const Value *from = frame->func - extra;
    for (int n = 0; n < wanted; n++) {
        if (n < extra) {
            set_value(ra + n, from + n);
        } else {
            set_nil(ra + n);
        }
    }
    NEXT();
}
L_VARARGPREP : {
    frame->u.lua.pc = pc;
    vararg_prepare(L, frame, CLOSURE()->code);
    if (unlikely(POLL()) && (L->hook_mask & LUA_MASKCALL)) {
        hook_call(L, frame);
        dispatch = wants_trace(L) ? traced_labels : labels;
    }
    RELOAD_BASE();
    NEXT();
}
L_CLOSURE : {
    SAVE();
    Value *const ra = RA;
    new_closure(L, CLOSURE(), base, ra, pc->number);
    SAFE_POINT(base + at->b);
    pc++;
    NEXT();
}
L_CLOSE : {
    SAVE();
    Value *const level = RA;
    if (unlikely(to_close_pending(L, level))) goto close_then_again;
    upvalues_close(L, level);
    NEXT();
}
L_TBC : {
    SAVE();
    to_close_mark(L, RA);
    NEXT();
}

    /* Metering */

L_CHARGE : {
    if (unlikely((state->fuel -= at->x) < 0)) {
        SAVE();
        vm_pay_debt(L);
        RELOAD_BASE();
    }
    NEXT();
}

    /* Shared slow ends */

arithmetic_immediate : {
    SAVE();
    const Value operand = value_integer((int64_t)at->c);
    nargs = op_arithmetic(L, meta_event, RB, &operand, RA);
    if (nargs != OP_DONE) goto meta_get;
    NEXT();
}
arithmetic_slow : {
    SAVE();
    nargs = op_arithmetic(L, meta_event, left_operand, right_operand, RA);
    if (nargs != OP_DONE) goto meta_get;
    NEXT();
}
meta_get : { /* function and nargs arguments were pushed; one result wanted */
    nested_enter(L);
    Frame *const called = call_prepare(L, L->top - nargs - 1, 1, FRAME_META, &nargs);
    if (called != NULL) goto enter;
    goto native_returned;
}
meta_set : {
    nested_enter(L);
    Frame *const called = call_prepare(L, L->top - nargs - 1, 0, FRAME_META, &nargs);
    if (called != NULL) goto enter;
    goto native_returned;
}
close_then_again : { /* calls one pending __close, then executes this instruction again */
    nargs = to_close_push(L, NULL);
    Frame *const called = call_prepare(L, L->top - nargs - 1, 0, FRAME_AGAIN, &nargs);
    if (called != NULL) goto enter;
    goto native_returned;
}
constructor_lost: /* by debug.setlocal or a handmade Program */
    SAVE();
    vm_error(L, "table under construction was replaced by a %s value", vm_type_name(L, RA));
return_hooked : {
    const bool one = at->op == OP_RETURN1;
    Value *first = RA;
    L->top = one ? first + 1 : first;
    if (L->top < frame->top) L->top = frame->top;
    frame->u.lua.pc = pc;
    const ptrdiff_t saved = stack_save(L, first);
    hook_return(L, frame, first, one);
    first = stack_restore(L, saved);
    const unsigned status = frame->status;
    call_finish(L, frame, first, one);
    L = run_frame_returned(L, status);
    if (L == NULL) return;
    goto resume;
}
native_returned : { /* a native in L->frame returned nargs: results or a request */
    L = run_native_returned(L, nargs);
    if (L == NULL) return;
    goto resume;
}
}
