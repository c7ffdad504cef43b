/* States of orrery.h: making and ending them, the way in, limits. */
#include "orrery_state.h"

#include <string.h>

#include "os.h"

/* ---- The way in ------------------------------------------------------------------------------ */

bool orrery_enter(orr_State *o) {
    const uintptr_t me = os_thread_id();
    uintptr_t owner = 0;
    if (!atomic_compare_exchange_strong_explicit(&o->owner, &owner, me, memory_order_acquire,
                                                 memory_order_relaxed) &&
        owner != me)
        return false;
    o->depth++;
    return true;
}

void orrery_leave(orr_State *o) {
    if (--o->depth == 0) atomic_store_explicit(&o->owner, 0, memory_order_release);
}

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

orr_Status orrery_perform(orr_State *o, NativeFunction body, void *context, int result_count) {
    lua_State *const L = o->L;
    const bool placed = o->placed; /* by an error that unwinds, while a __close method got here */
    o->placed = false;
    o->vm->limit = LIMIT_NONE;
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

static size_t cap_of(uint64_t memory) {
    return memory == 0 || memory > SIZE_MAX ? SIZE_MAX : (size_t)memory;
}

orr_Status orr_state_new(orr_Engine *engine, const orr_StateOptions *options, orr_State **state) {
    orr_StateOptions options_known = {0};
    if (engine == NULL || state == NULL) return ORR_MISUSE;
    if (options != NULL) {
        if (options->size < sizeof options->size) return ORR_MISUSE;
        memcpy(&options_known, options,
               options->size < sizeof options_known ? options->size : sizeof options_known);
    }
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
    o->host_data = options_known.host_data;
    s->host = o;
    s->text_only = options_known.bytecode == 0;
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
    if (!orrery_enter(o)) return ORR_MISUSE;
    if (o->depth > 1) {
        orrery_leave(o);
        return orrery_misuse(o, "a State cannot be closed while it runs");
    }
    State *const s = o->vm;
    orr_Engine *const engine = o->engine;
    o->L = s->main;
    state_close(s); /* finalizers may still call host functions, which use the State */
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
    if (!orrery_enter(o)) return ORR_MISUSE;
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
    const orr_Status status = o->vm->finalizing ? orrery_misuse(o, "a finalizer cannot collect")
                                                : orrery_perform(o, collect, NULL, 0);
    orrery_leave(o);
    return status;
}
