/* States of orrery.h: making and ending them, the way in, limits. */
#include "orrery_state.h"

#include <string.h>

#include "meter.h"
#include "poll.h"
#include "profile.h"

/* ---- The way in ------------------------------------------------------------------------------ */

bool orrery_enter_suspended(orr_State *o) {
    const uintptr_t me = os_thread_id();
    uintptr_t owner = 0;
    if (!atomic_compare_exchange_strong_explicit(&o->owner, &owner, me, memory_order_acquire,
                                                 memory_order_relaxed) &&
        owner != me)
        return false;
    o->depth++;
    return true;
}

bool orrery_enter(orr_State *o) {
    if (!orrery_enter_suspended(o)) return false;
    if (!o->suspended) return true;
    orrery_leave(o);
    return false;
}

void orrery_leave(orr_State *o) {
    if (--o->depth == 0) atomic_store_explicit(&o->owner, 0, memory_order_release);
}

/* ---- Time ------------------------------------------------------------------------------------ */

/* The Engine's alarm: makes the States whose deadline is over look at the clock. Whether it is over
** they decide themselves: an entry may have ended meanwhile and another begun. */
static uint64_t ring(void *ud, uint64_t now) {
    orr_Engine *const e = ud;
    uint64_t next = UINT64_MAX;
    os_lock(&e->lock);
    for (const orr_State *o = e->timed; o != NULL; o = o->next_timed) {
        const uint64_t deadline = atomic_load(&o->vm->deadline);
        if (deadline == 0) continue;
        if (deadline <= now) {
            vm_poll_again(o->vm);
        } else if (deadline < next) {
            next = deadline;
        }
    }
    os_unlock(&e->lock);
    return next;
}

/* Puts a State into the Engine's list. False when no thread can be had for the alarm. */
static bool become_timed(orr_State *o) {
    orr_Engine *const e = o->engine;
    if (o->is_timed) return true;
    os_lock(&e->lock);
    if (!e->alarm_started) e->alarm_started = os_alarm_start(&e->alarm, ring, e);
    if (e->alarm_started) {
        o->next_timed = e->timed;
        e->timed = o;
        o->is_timed = true;
    }
    os_unlock(&e->lock);
    return o->is_timed;
}

static void become_untimed(orr_State *o) {
    orr_Engine *const e = o->engine;
    if (!o->is_timed) return;
    os_lock(&e->lock);
    orr_State **link = &e->timed;
    while (*link != o)
        link = &(*link)->next_timed;
    *link = o->next_timed;
    os_unlock(&e->lock);
    o->is_timed = false;
}

static uint64_t time_after(uint64_t nanoseconds) {
    const uint64_t now = os_monotonic_ns();
    return nanoseconds < UINT64_MAX - 1 - now ? now + nanoseconds : UINT64_MAX - 1;
}

void orrery_begin_entry(orr_State *o, bool resumed) {
    uint64_t deadline = o->deadline;
    if (o->entry_budget != ORR_NO_BUDGET && !resumed) vm_set_fuel(o->vm, o->entry_budget);
    if (o->timeout != 0) {
        const uint64_t end = time_after(o->timeout);
        if (deadline == 0 || end < deadline) deadline = end;
    }
    if (deadline == 0) return;
    atomic_store(&o->vm->deadline, deadline);
    os_alarm_set(&o->engine->alarm, deadline);
}

void orrery_end_entry(orr_State *o) {
    if (o->is_timed) atomic_store(&o->vm->deadline, 0);
}

orr_Status orr_set_timeout(orr_State *o, uint64_t nanoseconds) {
    if (!orrery_enter_suspended(o)) return ORR_MISUSE;
    const bool possible = nanoseconds == 0 || become_timed(o);
    if (possible) o->timeout = nanoseconds;
    const orr_Status status = possible ? ORR_OK : orrery_no_memory(o);
    orrery_leave(o);
    return status;
}

orr_Status orr_set_deadline(orr_State *o, uint64_t nanoseconds) {
    if (!orrery_enter_suspended(o)) return ORR_MISUSE;
    const bool possible = nanoseconds == 0 || become_timed(o);
    if (possible) o->deadline = nanoseconds == 0 ? 0 : time_after(nanoseconds);
    const orr_Status status = possible ? ORR_OK : orrery_no_memory(o);
    orrery_leave(o);
    return status;
}

void orr_interrupt(orr_State *o) {
    atomic_store(&o->vm->interrupt, 1);
    vm_poll_again(o->vm);
}

void orr_clear_interrupt(orr_State *o) {
    atomic_store(&o->vm->interrupt, 0);
}

/* ---- Performing ------------------------------------------------------------------------------ */

/* Nobody outside sees these frames: not tracebacks, not hooks. */
static void hide(lua_State *L) {
    L->frame->status |= FRAME_INTERNAL;
}

void *orrery_context(lua_State *L) {
    hide(L);
    void *const context = L->frame->func[1].u.p;
    L->top = L->frame->func + 1;
    return context;
}

orr_Status orrery_perform_inside(orr_State *o, NativeFunction body, void *context,
                                 int result_count) {
    lua_State *const L = o->L;
    const bool placed = o->placed; /* by an error that unwinds, while a __close method got here */
    o->placed = false;
    o->vm->limits_hit = 0;
    if (o->vm->run == NULL) o->vm->ended = TERMINATION_NONE;
    if (!stack_try_grow(L, LUA_MINSTACK)) return orrery_no_memory(o);
    L->top[0] = value_native(orrery_handler);
    L->top[1] = value_native(body);
    L->top[2] = value_light(context);
    const ptrdiff_t handler = stack_save(L, L->top);
    L->top += 3;
    vm_bound_depth(L, L->top - 2);
    const int status = vm_protected_call(L, L->top - 2, result_count, handler);
    Value *const base = stack_restore(L, handler);
    if (status != LUA_OK) {
        const orr_Status kind = orrery_record(o, status, base + 1);
        L->top = stack_restore(L, handler);
        return kind;
    }
    o->placed = placed;
    for (Value *v = base + 1; v < L->top; v++)
        set_value(v - 1, v);
    L->top--;
    coroutine_touch(L);
    if (L->frame->top < L->top) L->frame->top = L->top;
    return ORR_OK;
}

orr_Status orrery_perform(orr_State *o, NativeFunction body, void *context, int result_count) {
    if (o->depth > 1) return orrery_perform_inside(o, body, context, result_count);
    orrery_begin_entry(o, false);
    const orr_Status status = orrery_perform_inside(o, body, context, result_count);
    orrery_end_entry(o);
    return status;
}

/* ---- The run hash ---------------------------------------------------------------------------- */

#define RUN_HASH_VERSION 1 /* of what is taken, and in which form */

void orrery_note(orr_State *o, RunEvent e, uint64_t number, lua_State *L, int first, int count) {
    if (!orrery_is_hashed(o)) return;
    run_hash_event(&o->run_hash, e);
    run_hash_count(&o->run_hash, o->vm->metered ? vm_cost_used(o->vm) : 0);
    run_hash_count(&o->run_hash, number);
    run_hash_count(&o->run_hash, (uint64_t)count);
    for (int n = 0; n < count; n++)
        run_hash_value(&o->run_hash, L->frame->func + first + n);
}

static void note_output(lua_State *L, const char *bytes, size_t length) {
    RunHash *const h = &orrery_of(L)->run_hash;
    run_hash_event(h, RUN_OUTPUT);
    run_hash_bytes(h, bytes, length);
}

static void begin_hash(orr_State *o, const orr_StateOptions *options) {
    const uint64_t known[] = {RUN_HASH_VERSION,
                              options->seed,
                              options->bytecode != 0,
                              options->protect_libraries != 0,
                              options->call_depth,
                              options->c_depth,
                              options->table_limit,
                              options->string_limit,
                              options->metered != 0 ? COST_MODEL_VERSION : 0};
    RunHash *const h = &o->run_hash;
    run_hash_begin(h);
    run_hash_event(h, RUN_BEGIN);
    for (size_t n = 0; n < sizeof known / sizeof known[0]; n++)
        run_hash_count(h, known[n]);
    o->vm->profile.output = note_output;
}

orr_Status orr_run_hash(orr_State *o, uint8_t hash[ORR_HASH_SIZE]) {
    if (!orrery_enter(o)) return ORR_MISUSE;
    orr_Status status = ORR_OK;
    if (hash == NULL || !orrery_is_hashed(o)) {
        status = orrery_misuse(o, "orr_run_hash: the State is not deterministic");
    } else {
        run_hash_result(&o->run_hash, hash);
    }
    orrery_leave(o);
    return status;
}

orr_Status orr_set_time(orr_State *o, int64_t time, uint64_t clock) {
    if (!orrery_enter(o)) return ORR_MISUSE;
    vm_set_clocks(o->vm, time, clock);
    if (orrery_is_hashed(o)) {
        run_hash_event(&o->run_hash, RUN_TIME);
        run_hash_count(&o->run_hash, (uint64_t)time);
        run_hash_count(&o->run_hash, clock);
    }
    orrery_leave(o);
    return ORR_OK;
}

/* ---- Life ------------------------------------------------------------------------------------ */

static int prepare(lua_State *L) {
    orr_State *const o = orrery_context(L);
    State *const s = o->vm;
    const Value none = value_boolean(false);
    for (int n = 0; n < 2; n++) {
        Table *const made = table_new(&s->objects);
        s->host_values[n] = made;
    }
    table_set_integer(&s->objects, s->host_values[KEPT], KEPT_ERROR, &none);
    return 0;
}

#define CALL_DEPTH_MIN   20 /* libraries are opened, and errors handled, within each of these */
#define C_DEPTH_MIN      20
#define TABLE_LIMIT_MIN  256
#define STRING_LIMIT_MIN 1024

static size_t cap_of(uint64_t memory) {
    return memory == 0 || memory > SIZE_MAX ? SIZE_MAX : (size_t)memory;
}

/* 0, which means the default, or within bounds. */
static bool is_within(uint64_t value, uint64_t least, uint64_t most) {
    return value == 0 || (least <= value && value <= most);
}

static bool are_possible(const orr_StateOptions *options) {
    return is_within(options->call_depth, CALL_DEPTH_MIN, UINT32_MAX) &&
           is_within(options->c_depth, C_DEPTH_MIN, C_DEPTH_MAX) &&
           is_within(options->table_limit, TABLE_LIMIT_MIN, UINT32_MAX) &&
           is_within(options->string_limit, STRING_LIMIT_MIN, UINT64_MAX);
}

/* What only options can set. */
static void set_options(orr_State *o, const orr_StateOptions *options) {
    State *const s = o->vm;
    o->host_data = options->host_data;
    o->protects = options->protect_libraries != 0;
    s->text_only = options->bytecode == 0;
    if (options->call_depth != 0 && options->call_depth < s->frame_limit)
        s->frame_limit = options->call_depth;
    if (options->c_depth != 0) s->c_depth_limit = (int)options->c_depth;
    if (options->table_limit != 0 && options->table_limit < TABLE_MAX_ARRAY)
        s->objects.table_limit = options->table_limit;
    if (options->string_limit != 0 && options->string_limit < STRING_MAX_LENGTH)
        s->objects.string_limit = (size_t)options->string_limit;
    if (!options->deterministic) return;
    vm_make_deterministic(s, options->seed);
    begin_hash(o, options);
}

orr_Status orr_state_new(orr_Engine *engine, const orr_StateOptions *options, orr_State **state) {
    orr_StateOptions options_known = {0};
    if (engine == NULL || state == NULL) return ORR_MISUSE;
    if (options != NULL) {
        if (options->size < sizeof options->size) return ORR_MISUSE;
        memcpy(&options_known, options,
               options->size < sizeof options_known ? options->size : sizeof options_known);
        if (!are_possible(&options_known)) return ORR_MISUSE;
    }
    if (options_known.metered < ORR_UNMETERED || options_known.metered > ORR_METERED_LINES)
        return ORR_MISUSE;
    State *const s = state_new(engine->allocate, engine->allocate_ud, engine->language,
                               os_entropy64(), cap_of(options_known.memory));
    if (s == NULL) return ORR_MEMORY;
    orr_State *const o = allocator_new(&s->allocator, sizeof *o);
    if (o == NULL) {
        state_close(s);
        return ORR_MEMORY;
    }
    memset(o, 0, sizeof *o);
    atomic_init(&o->owner, 0);
    o->vm = s;
    o->L = s->main;
    o->engine = engine;
    o->number = atomic_fetch_add_explicit(&engine->next_state, 1, memory_order_relaxed);
    o->entry_budget = ORR_NO_BUDGET;
    s->host = o;
    s->when_spent = orrery_when_spent;
    s->metered = options_known.metered != ORR_UNMETERED;
    s->metering = (uint8_t)options_known.metered;
    s->terminating = orrery_terminating;
    set_options(o, &options_known);
    orr_engine_retain(engine);
    if (!orrery_enter(o)) return ORR_MISUSE; /* cannot be: nobody else knows it */
    const orr_Status status = orrery_perform(o, prepare, o, 0);
    orrery_leave(o);
    if (status != ORR_OK) {
        orr_state_close(o);
        return status;
    }
    *state = o;
    return ORR_OK;
}

/* Frees what the State had allocated when there is no VM State any more to count it. */
static void give_back(orr_Engine *engine, void *block, size_t size) {
    if (block != NULL) engine->allocate(engine->allocate_ud, block, size, 0);
}

orr_Status orr_state_close(orr_State *o) {
    if (o == NULL) return ORR_OK;
    if (!orrery_enter_suspended(o)) return ORR_MISUSE;
    if (o->depth > 1) {
        orrery_leave(o);
        return orrery_misuse(o, "a State cannot be closed while it runs");
    }
    State *const s = o->vm;
    orr_Engine *const engine = o->engine;
    orrery_cancel(o);
    o->L = s->main;
    orrery_begin_entry(o, false);
    state_end(s); /* finalizers may still call host functions, which use the State */
    orrery_end_entry(o);
    become_untimed(o);
    os_fiber_free(o->fiber);
    state_free(s);
    give_back(engine, o->message.bytes, o->message.capacity);
    give_back(engine, o->traceback.bytes, o->traceback.capacity);
    give_back(engine, o->slots, o->slot_capacity * sizeof *o->slots);
    give_back(engine, o, sizeof *o);
    orr_engine_release(engine);
    return ORR_OK;
}

/* ---- What a host asks and sets --------------------------------------------------------------- */

void *orr_host_data(const orr_State *o) {
    return o->host_data;
}

orr_Engine *orr_engine_of(const orr_State *o) {
    return o->engine;
}

lua_State *orr_lua(orr_State *o) {
    return o->L;
}

uint64_t orr_memory_used(const orr_State *o) {
    return o->vm->allocator.held;
}

orr_Status orr_set_memory_cap(orr_State *o, uint64_t bytes) {
    if (!orrery_enter_suspended(o)) return ORR_MISUSE;
    o->vm->allocator.cap = cap_of(bytes);
    orrery_leave(o);
    return ORR_OK;
}

static int collect(lua_State *L) {
    orrery_context(L);
    vm_full_collect(L);
    return 0;
}

orr_Status orr_collect(orr_State *o) {
    if (!orrery_enter(o)) return ORR_MISUSE;
    if (!o->vm->finalizing) orrery_note(o, RUN_COLLECT, 0, o->L, 0, 0);
    const orr_Status status = o->vm->finalizing ? orrery_misuse(o, "a finalizer cannot collect")
                                                : orrery_perform(o, collect, NULL, 0);
    orrery_leave(o);
    return status;
}
