/* Functions and upvalues. The code of a closure (CELL_CODE) is the VM's, see vm/code.h. */
#ifndef ORRERY_FUNCTION_H
#define ORRERY_FUNCTION_H

#include "value.h"

struct Code;
struct Objects;

/* An upvalue is *open* while the variable it stands for lives in a stack slot (`v` points there)
** and *closed* afterwards (`v` points to `closed`). */
typedef struct UpValue {
    Cell cell;
    Value *v; /* never NULL */
    union {
        Value closed; /* closed: the variable's value */
        struct {
            struct UpValue *next; /* the next one down the same stack */
            Cell *coroutine;      /* whose stack it is: kept, though it may never run again */
        } open;
    } u;
} UpValue;

static inline bool upvalue_is_open(const UpValue *u) {
    return u->v != &u->u.closed;
}

typedef struct Closure {
    Cell cell; /* own: number of upvalues */
    struct Code *code;
    UpValue *upvalues[]; /* all set before anything can see the closure */
} Closure;

typedef struct NativeClosure {
    Cell cell; /* own: number of upvalues, at most 255 */
    NativeFunction function;
    Value upvalues[]; /* [own] */
} NativeClosure;

/* New functions; upvalues of a Closure start NULL, of a NativeClosure nil. Not anchored. */
Closure *closure_new(struct Objects *o, struct Code *code, uint32_t upvalue_count);
NativeClosure *native_closure_new(struct Objects *o, NativeFunction f, uint32_t upvalue_count);
/* A closed upvalue holding nil. */
UpValue *upvalue_new(struct Objects *o);

static inline Closure *as_closure(const Value *v) {
    return (Closure *)v->u.cell;
}
static inline NativeClosure *as_native_closure(const Value *v) {
    return (NativeClosure *)v->u.cell;
}

void closure_trace(Heap *h, Cell *c);
void native_closure_trace(Heap *h, Cell *c);
/* Open upvalues trace their coroutine too, and still their value: a store through one is behind the
** coroutine's back. */
void upvalue_trace(Heap *h, Cell *c);

#endif
