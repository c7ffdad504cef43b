/* The VM's side of collection: safe points, roots, finalizers, warnings. */
#include "collect.h"

#include "checked.h"
#include "code.h"
#include "error.h"
#include "meta.h"
#include "poll.h"
#include "run.h"

static inline State *state_of(Heap *h) {
    return (State *)h;
}

/* Tracing -------------------------------------------------------------------------------------- */

/* Has the coroutine returned, or failed? */
static bool is_dead(const lua_State *L) {
    return L->frame == &L->base_frame || (L->status != LUA_OK && L->status != LUA_YIELD);
}

/* Does C code change this coroutine's stack without barriers? The running one and those that wait
** for a coroutine they resumed; and one that no script has resumed yet, because then a host may be
** using it. */
static bool is_volatile(const lua_State *L) {
    if (L == L->state->current || L == L->state->main || !L->managed) return true;
    return L->status != LUA_YIELD && !is_dead(L);
}

/* A store through an open upvalue is behind the upvalue's barrier, not the coroutine's: heap_check
** finds such a value by way of the upvalue. */
static bool is_checked_elsewhere(const Heap *h, const lua_State *L, const Value *slot) {
    if (!heap_is_checking(h)) return false;
    const UpValue *u = L->open_upvalues;
    while (u != NULL && u->v > slot)
        u = u->u.open.next;
    return u != NULL && u->v == slot;
}

static void coroutine_trace(Heap *h, Cell *c) {
    lua_State *const L = &((Coroutine *)c)->thread;
    if (L->stack == NULL) return; /* being made */
    for (const Value *v = L->stack; v < L->top; v++)
        if (!is_checked_elsewhere(h, L, v)) heap_mark_value(h, v);
    for (UpValue *u = L->open_upvalues; u != NULL; u = u->u.open.next)
        heap_mark(h, &u->cell);
    heap_mark_value(h, &L->error);
    if (L->resumer != NULL) heap_mark(h, coroutine_cell(L->resumer));
    /* Dead slots must not keep pointers to cells that are about to go: they may become registers
    ** again. */
    for (Value *v = L->top; v < L->stack + L->stack_size; v++)
        set_nil(v);
    if (is_volatile(L)) heap_trace_again(h, c);
}

static void coroutine_destroy(Heap *h, Cell *c) {
    lua_State *const L = &((Coroutine *)c)->thread;
    for (Frame *f = L->base_frame.next; f != NULL;) {
        Frame *const next = f->next;
        heap_free_buffer(h, f, sizeof *f);
        f = next;
    }
    heap_free_buffer(h, L->to_close, L->to_close_capacity * sizeof *L->to_close);
    heap_free_buffer(h, L->stack, L->stack_size * sizeof(Value));
    checked_coroutine_gone(L, state_of(h)->closing);
}

static void trace_roots(Heap *h) {
    State *const s = state_of(h);
    objects_trace_roots(&s->objects);
    heap_mark_value(h, &s->registry);
    for (int n = 0; n < LUA_NUMTYPES; n++) {
        if (s->metatables[n] != NULL) heap_mark(h, &s->metatables[n]->cell);
        if (s->type_names[n] != NULL) heap_mark(h, &s->type_names[n]->cell);
    }
    for (int n = 0; n < TERMINATION_COUNT; n++) {
        if (s->termination_texts[n] != NULL) heap_mark(h, &s->termination_texts[n]->cell);
    }
    if (s->profile.numbers != NULL) heap_mark(h, &s->profile.numbers->cell);
    for (int n = 0; n < 2; n++) {
        if (s->host_values[n] != NULL) heap_mark(h, &s->host_values[n]->cell);
    }
    if (s->main != NULL) heap_mark(h, coroutine_cell(s->main));
    if (s->current != NULL) heap_mark(h, coroutine_cell(s->current));
    for (const Run *r = s->run; r != NULL; r = r->previous) {
        if (r->thread != NULL) heap_mark(h, coroutine_cell(r->thread)); /* NULL: being made */
        if (r->armed && r->outer != NULL) heap_mark(h, coroutine_cell(r->outer));
    }
}

static void after_mark(Heap *h, bool full) {
    State *const s = state_of(h);
    objects_after_mark(&s->objects, full);
    codes_after_mark(s, full);
}

static void no_memory(Heap *h) __attribute__((noreturn));
static void no_memory(Heap *h) {
    State *const s = state_of(h);
    if (s->current == NULL) jump_to_run(s->run, JUMP_ERROR); /* the State is being made: state.c */
    vm_throw_memory(s->current);
}

static void refused(Heap *h, int reason) __attribute__((noreturn));
static void refused(Heap *h, int reason) {
    State *const s = state_of(h);
    switch ((Refusal)reason) {
    case REFUSED_STRING: s->limits_hit |= LIMIT_STRING; vm_refuse(s->current, "string too long");
    case REFUSED_TABLE: s->limits_hit |= LIMIT_TABLE; vm_refuse(s->current, "table too large");
    default: vm_refuse(s->current, "attempt to change a protected table");
    }
}

/* Outside of all runs nothing is ended: what would end it waits. */
static bool must_stop(Heap *h) {
    const State *const s = state_of(h);
    return s->run != NULL && vm_must_stop(s);
}

static const CellOps cell_ops[CELL_TYPES] = {
    OBJECT_CELL_OPS,
    [TAG_COROUTINE] = {"coroutine", coroutine_trace, coroutine_destroy, NULL, NULL},
    [CELL_CODE] = {"code", code_trace, code_destroy, NULL, NULL},
};

bool vm_heap_init(State *s) {
    static const HeapClient client = {.trace_roots = trace_roots,
                                      .trace_ephemeron = table_trace_ephemeron,
                                      .clear_weak = table_clear_weak,
                                      .after_mark = after_mark,
                                      .no_memory = no_memory,
                                      .refused = refused,
                                      .must_stop = must_stop,
                                      .ops = cell_ops};
    return heap_init(&s->objects.heap, &s->allocator, &client, s);
}

/* Safe points ---------------------------------------------------------------------------------- */

#define STACK_WORTH_SHRINKING 4096 /* slots; looking at smaller ones costs more than it gives */

void vm_collect_step(lua_State *L) {
    heap_step(heap(L));
    const size_t in_use = (size_t)(L->top - L->stack);
    if (L->stack_size > STACK_WORTH_SHRINKING && in_use < L->stack_size / 8) stack_shrink(L);
    if (heap_has_pending(heap(L))) vm_run_finalizers(L, false);
}

void vm_full_collect(lua_State *L) {
    heap_collect(heap(L), false);
    string_table_tidy(objects(L));
    vm_run_finalizers(L, true);
}

/* Calls the finalizer of one cell, in two slots above top. Errors in it become warnings. */
static void run_finalizer(lua_State *L, Cell *c) {
    State *const s = L->state;
    const Value object = value_cell(c);
    set_value(L->top, &object);
    L->top++; /* anchored */
    Value method;
    if (!vm_metamethod(L, &object, EVENT_GC, &method) ||
        (s->natives_only && method.tag == TAG_CLOSURE)) {
        L->top--;
        return;
    }
    set_value(L->top, &object);
    set_value(L->top - 1, &method);
    L->top++;
    const uint8_t allow_hook = L->allow_hook;
    const bool was_stopped = !heap_is_running(heap(L));
    L->allow_hook = 0;
    heap_stop(heap(L));
    L->frame->status |= FRAME_FINALIZER;
    s->finalizing = true;
    s->deaf = s->natives_only;
    s->ended = TERMINATION_NONE;
    const int status = vm_protected_call(L, L->top - 2, 0, 0);
    s->finalizing = false;
    s->deaf = false;
    if (s->closing && s->ended != TERMINATION_NONE) s->natives_only = true;
    L->frame->status &= ~FRAME_FINALIZER;
    if (!was_stopped) heap_restart(heap(L));
    L->allow_hook = allow_hook;
    if (status != LUA_OK) {
        if (s->termination == TERMINATION_NONE) vm_warn_error(L, "__gc");
        L->top--;
    }
}

/* Once the time for closing is up, only objects of the host are released. Tables are the script's,
** whose finalizer may be any function of the library, and any number of them. */
static bool is_due(const State *s, const Cell *c) {
    return !s->natives_only || c->type == TAG_USERDATA;
}

/* A step runs few, so that its pause stays short, or half of those that wait, so that these do not
** become more and more when a program makes many. */
#define FINALIZERS_A_STEP 10
#define FINALIZERS_SHARE  2

void vm_run_finalizers(lua_State *L, bool all) {
    const State *const s = L->state;
    if (s->finalizing || s->deaf) return;
    const size_t waiting = heap_pending_count(heap(L));
    const size_t share = waiting / FINALIZERS_SHARE;
    const size_t most = all ? SIZE_MAX : share > FINALIZERS_A_STEP ? share : FINALIZERS_A_STEP;
    for (size_t n = 0; n < most && heap_has_pending(heap(L)); n++) {
        if (s->termination != TERMINATION_NONE) return; /* they stay pending */
        stack_check(L, 2); /* may collect, while the cell is still held as pending */
        Cell *const c = heap_take_pending(heap(L));
        if (c != NULL && is_due(s, c)) run_finalizer(L, c);
    }
}

void vm_check_finalizer(lua_State *L, Cell *c, Table *m) {
    Value method;
    if ((c->mark & MARK_FINALIZER) || L->state->closing) return;
    if (table_metamethod(objects(L), m, EVENT_GC, &method)) heap_register_finalizer(heap(L), c);
}

/* Warnings ------------------------------------------------------------------------------------- */

void vm_warn(lua_State *L, const char *message, bool to_continue) {
    const State *const s = L->state;
    if (s->warn != NULL) s->warn(s->warn_ud, message, to_continue);
}

void vm_warn_error(lua_State *L, const char *where) {
    const Value *const error = L->top - 1;
    const char *const message =
        error->tag == TAG_STRING ? vm_text(L, as_string(error)) : "error object is not a string";
    vm_warn(L, "error in ", true);
    vm_warn(L, where, true);
    vm_warn(L, " (", true);
    vm_warn(L, message, true);
    vm_warn(L, ")", false);
}
