/* Functions and upvalues. */
#include <string.h>

#include "objects.h"

Closure *closure_new(Objects *o, struct Code *code, uint32_t upvalue_count) {
    const size_t bytes = sizeof(Closure) + upvalue_count * sizeof(UpValue *);
    Closure *c = (Closure *)heap_allocate(&o->heap, bytes, TAG_CLOSURE);
    c->cell.own = upvalue_count;
    c->code = code;
    memset(c->upvalues, 0, upvalue_count * sizeof(UpValue *));
    return c;
}

NativeClosure *native_closure_new(Objects *o, NativeFunction f, uint32_t upvalue_count) {
    const size_t bytes = sizeof(NativeClosure) + upvalue_count * sizeof(Value);
    NativeClosure *c = (NativeClosure *)heap_allocate(&o->heap, bytes, TAG_NATIVE_CLOSURE);
    c->cell.own = upvalue_count;
    c->function = f;
    for (uint32_t i = 0; i < upvalue_count; i++)
        c->upvalues[i] = value_nil();
    return c;
}

UpValue *upvalue_new(Objects *o) {
    UpValue *u = (UpValue *)heap_allocate(&o->heap, sizeof(UpValue), CELL_UPVALUE);
    u->u.closed = value_nil();
    u->v = &u->u.closed;
    return u;
}

void closure_trace(Heap *h, Cell *c) {
    const Closure *f = (const Closure *)c;
    if (f->code != NULL) heap_mark(h, (Cell *)f->code);
    for (uint32_t i = 0; i < c->own; i++)
        if (f->upvalues[i] != NULL) heap_mark(h, &f->upvalues[i]->cell);
}

void native_closure_trace(Heap *h, Cell *c) {
    const NativeClosure *f = (const NativeClosure *)c;
    for (uint32_t i = 0; i < c->own; i++)
        heap_mark_value(h, &f->upvalues[i]);
}

void upvalue_trace(Heap *h, Cell *c) {
    const UpValue *u = (const UpValue *)c;
    if (upvalue_is_open(u)) {
        heap_mark(h, u->u.open.coroutine);
        if (heap_overlooks(h, u->u.open.coroutine)) return; /* who traces its stack again */
    }
    heap_mark_value(h, u->v);
}
