/* Making and closing States and coroutines. */
#include "state.h"

#include <string.h>

#include "checked.h"
#include "close.h"
#include "collect.h"
#include "error.h"
#include "meta.h"
#include "meter.h"
#include "run.h"

/* Sets a coroutine's fields so that it can be traced and destroyed at any time. */
static void coroutine_prepare(State *s, Coroutine *c) {
    lua_State *const L = &c->thread;
    memset((char *)c + sizeof(Cell), 0, sizeof *c - sizeof(Cell));
    L->state = s;
    L->frame = &L->base_frame;
    L->base_frame.status = FRAME_NATIVE;
    L->allow_hook = 1;
    set_nil(&L->error);
    checked_coroutine_made(L);
}

_Static_assert(TAG_NIL == 0, "cleared slots are nil");

/* Gives a coroutine its stack. May raise a memory error. */
static void coroutine_equip(lua_State *L) {
    const uint32_t size = BASIC_STACK_SIZE + EXTRA_STACK;
    Value *const stack = heap_buffer(heap(L), NULL, 0, size * sizeof(Value));
    memset(stack, 0, size * sizeof(Value));
    L->stack_size = size;
    L->top = stack + 1;
    L->stack = stack;
    L->stack_limit = stack + size - EXTRA_STACK;
    L->base_frame.func = stack;
    L->base_frame.top = L->top + LUA_MINSTACK;
}

lua_State *coroutine_new(lua_State *L) {
    Coroutine *const c = (Coroutine *)heap_allocate(heap(L), sizeof(Coroutine), TAG_COROUTINE);
    lua_State *const made = &c->thread;
    coroutine_prepare(L->state, c);
    heap_push_root(heap(L), &c->cell);
    memcpy(c->extra_space, coroutine_of(L->state->main)->extra_space, LUA_EXTRASPACE);
    made->hook = L->hook;
    made->hook_mask = L->hook_mask;
    made->hook_base_count = made->hook_count = L->hook_base_count;
    coroutine_equip(made);
    heap_pop_root(heap(L));
    return made;
}

static void make_registry(lua_State *L, void *context) {
    (void)context;
    Objects *const o = objects(L);
    Table *const registry = table_new(o);
    set_table(&L->state->registry, registry);
    table_reserve_array(o, registry, LUA_RIDX_LAST);
    Value v;
    set_coroutine(&v, L);
    table_set_integer(o, registry, LUA_RIDX_MAINTHREAD, &v);
    Table *const globals = table_new(o);
    set_table(&v, globals);
    table_set_integer(o, registry, LUA_RIDX_GLOBALS, &v);
    for (int t = 0; t < LUA_NUMTYPES; t++) {
        L->state->type_names[t] = string_from_c(o, vm_basic_type_name(t));
    }
    L->state->termination_texts[TERMINATION_INTERRUPT] = string_from_c(o, "interrupted");
    L->state->termination_texts[TERMINATION_TIME] = string_from_c(o, "time limit exceeded");
    L->state->termination_texts[TERMINATION_BUDGET] = string_from_c(o, "budget exceeded");
}

/* The first objects of a State: what cannot be made inside a protected call, because that needs
** them. Any failure comes back by a jump to the run. */
static bool make_main(State *s) {
    Run r = {.armed = true};
    s->run = &r;
    if (JUMP_SET(r.jump) != 0) return false;
    objects_init(&s->objects, s->seed);
    Coroutine *const c =
        (Coroutine *)heap_allocate(&s->objects.heap, sizeof(Coroutine), TAG_COROUTINE);
    coroutine_prepare(s, c);
    s->main = &c->thread;
    s->main->nonyieldable = 1;
    coroutine_equip(s->main);
    s->current = s->main;
    s->run = NULL;
    return true;
}

/* Before there is a coroutine to carry errors, running out of memory can only jump. */
void state_free(State *s) {
    Allocator a = s->allocator;
    objects_close(&s->objects);
    heap_close(&s->objects.heap);
    a = s->allocator;
    a.allocate(a.ud, s, sizeof *s, 0);
}

State *state_new(AllocateFunction f, void *ud, const Language *language, uint64_t seed,
                 size_t cap) {
    if (cap < sizeof(State)) return NULL;
    State *const s = f(ud, NULL, 0, sizeof *s);
    if (s == NULL) return NULL;
    memset(s, 0, sizeof *s);
    s->allocator = (Allocator){.allocate = f, .ud = ud, .held = sizeof *s, .cap = cap};
    s->language = language;
    s->seed = seed;
    s->frame_limit = UINT32_MAX - ERROR_DEPTH;
    s->c_depth_limit = C_DEPTH_MAX;
    s->fuel = FUEL_MAX;
    s->granted = FUEL_MAX;
    set_nil(&s->registry);
    if (!vm_heap_init(s)) {
        f(ud, s, sizeof *s, 0);
        return NULL;
    }
    if (!make_main(s) || vm_protect(s->main, make_registry, NULL) != LUA_OK) {
        state_free(s);
        return NULL;
    }
    return s;
}

static void run_all_finalizers(lua_State *L) {
    heap_finalize_all(heap(L));
    vm_run_finalizers(L, true);
}

void state_end(State *s) {
    lua_State *const L = s->main;
    s->current = L;
    s->run = NULL;
    s->c_depth = 0;
    if (L->to_close_count > 0 || L->open_upvalues != NULL) {
        vm_close_coroutine(L, NULL);
    }
    L->frame = &L->base_frame;
    L->top = L->stack + 1;
    L->nonyieldable = 1;
    s->closing = true;
    s->termination = TERMINATION_NONE;
    s->deaf = false;
    s->finalizing = false; /* closed from within a finalizer (os.exit): the others still run */
    heap_stop(heap(L));
    run_all_finalizers(L);
}

void state_close(State *s) {
    state_end(s);
    state_free(s);
}
