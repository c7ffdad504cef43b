/* Values: 8 bytes of payload and a tag (DESIGN 4).
**
**      registers, upvalues:  | payload 8 | tag 1 | padding 7 |      16 bytes
**      tables:               payloads and tags in separate runs      9 bytes a value
**
** Tags are ordered so that the questions asked most are one compare: falsy (nil, false), number,
** collectable. The payload of nil, false and true is unspecified and never compared.
*/
#ifndef ORRERY_VALUE_H
#define ORRERY_VALUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "heap.h"

struct lua_State;
typedef int (*NativeFunction)(struct lua_State *L); /* the same type as lua_CFunction */

/* Tags of values and, from TAG_STRING on, types of cells. */
typedef enum Tag {
    TAG_NIL,
    TAG_FALSE,
    TAG_TRUE,
    TAG_LIGHTUSERDATA,
    TAG_NATIVE, /* a C function without upvalues */
    TAG_INTEGER,
    TAG_FLOAT,
    TAG_STRING, /* from here on: a cell */
    TAG_TABLE,
    TAG_CLOSURE,        /* a function written in the language */
    TAG_NATIVE_CLOSURE, /* a C function with upvalues */
    TAG_USERDATA,
    TAG_COROUTINE,
    CELL_UPVALUE, /* from here on: cells that are no values */
    CELL_CODE,
    CELL_SHAPE,
    CELL_SHAPE_KEYS,
    CELL_TYPE_COUNT,
    TAG_DEAD_KEY = 0x7f /* in a dictionary: key of an empty entry whose cell may be gone */
} Tag;

_Static_assert(TAG_FALSE == TAG_NIL + 1 && TAG_TRUE == TAG_FALSE + 1, "falsy is one compare");
_Static_assert(TAG_FLOAT == TAG_INTEGER + 1, "number is one compare");
_Static_assert((int)CELL_TYPE_COUNT <= CELL_TYPES, "every cell type has its row of CellOps");

typedef union Payload {
    int64_t i;             /* TAG_INTEGER */
    uint64_t bits;         /* any: for hashing and comparing */
    double n;              /* TAG_FLOAT */
    void *p;               /* TAG_LIGHTUSERDATA */
    Cell *cell;            /* TAG_STRING and above */
    NativeFunction native; /* TAG_NATIVE */
} Payload;

typedef struct Value {
    Payload u;
    uint8_t tag; /* Tag */
} Value;

_Static_assert(sizeof(Value) == 16, "a register is 16 bytes");

static inline bool tag_is_falsy(uint8_t tag) {
    return tag <= TAG_FALSE;
}
static inline bool tag_is_number(uint8_t tag) {
    return (uint8_t)(tag - TAG_INTEGER) <= 1;
}
static inline bool tag_is_cell(uint8_t tag) {
    return tag >= TAG_STRING;
}
static inline bool tag_is_function(uint8_t tag) {
    return tag == TAG_NATIVE || tag == TAG_CLOSURE || tag == TAG_NATIVE_CLOSURE;
}

static inline bool is_nil(const Value *v) {
    return v->tag == TAG_NIL;
}
static inline bool is_falsy(const Value *v) {
    return tag_is_falsy(v->tag);
}
static inline bool is_number(const Value *v) {
    return tag_is_number(v->tag);
}

static inline Value value_nil(void) {
    return (Value){{.bits = 0}, TAG_NIL};
}
static inline Value value_boolean(bool b) {
    return (Value){{.bits = 0}, b ? TAG_TRUE : TAG_FALSE};
}
static inline Value value_integer(int64_t i) {
    return (Value){{.i = i}, TAG_INTEGER};
}
static inline Value value_float(double n) {
    return (Value){{.n = n}, TAG_FLOAT};
}
static inline Value value_cell(const void *cell) { /* a cell's type is its values' tag */
    return (Value){{.cell = (Cell *)(uintptr_t)cell}, ((const Cell *)cell)->type};
}
static inline Value value_native(NativeFunction f) {
    return (Value){{.native = f}, TAG_NATIVE};
}
static inline Value value_light(void *p) {
    return (Value){{.p = p}, TAG_LIGHTUSERDATA};
}

static inline void set_nil(Value *v) {
    v->tag = TAG_NIL;
}
static inline void set_boolean(Value *v, bool b) {
    v->tag = b ? TAG_TRUE : TAG_FALSE;
}
static inline void set_integer(Value *v, int64_t i) {
    v->u.i = i;
    v->tag = TAG_INTEGER;
}
static inline void set_float(Value *v, double n) {
    v->u.n = n;
    v->tag = TAG_FLOAT;
}
static inline void set_cell(Value *v, const void *cell, uint8_t tag) {
    v->u.cell = (Cell *)(uintptr_t)cell;
    v->tag = tag;
}
/* Copies payload and tag, not the padding. */
static inline void set_value(Value *to, const Value *from) {
    const Payload u = from->u;
    const uint8_t tag = from->tag;
    to->u = u;
    to->tag = tag;
}

static inline void heap_mark_value(Heap *h, const Value *v) {
    if (tag_is_cell(v->tag)) heap_mark(h, v->u.cell);
}

/* Primitive equality (`rawequal`): no metamethods; 1 == 1.0; strings by content. */
bool value_raw_equal(const Value *a, const Value *b);

#endif
