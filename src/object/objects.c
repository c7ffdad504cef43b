/* Objects: start and end of what a State's objects share, and the cell operations of their
** types. */
#include <string.h>

#include "objects.h"

static void make_names(Objects *o) {
    static const char *const names[EVENT_COUNT] = {
#define EV(name, text) "__" text,
        EVENT_LIST(EV)
#undef EV
    };
    for (int e = 0; e < EVENT_COUNT; e++) {
        o->events[e] = string_from_c(o, names[e]);
        o->events[e]->cell.aux = (uint8_t)(e + 1);
    }
    o->empty_string = string_new(o, "", 0);
    o->memory_message = string_from_c(o, "not enough memory");
}

void objects_init(Objects *o, uint64_t seed) {
    memset((char *)o + sizeof(Heap), 0, sizeof(Objects) - sizeof(Heap));
    o->seed = seed;
    o->string_limit = STRING_MAX_LENGTH;
    o->table_limit = TABLE_MAX_ARRAY;
    o->literals = &literal_no_cache;
    o->epoch = 1; /* caches take 0 for none */
    Shape *root = (Shape *)heap_allocate_old(&o->heap, sizeof(Shape), CELL_SHAPE);
    memset((char *)root + sizeof(Cell), 0, sizeof(Shape) - sizeof(Cell));
    o->root_shape = o->shapes = root;
    string_table_init(o);
    make_names(o);
}

/* The cells die one by one in heap_close; strings then find no table to be forgotten in. */
void objects_close(Objects *o) {
    literal_close(o);
    heap_free_buffer(&o->heap, o->strings.now.strings, string_buckets_bytes(&o->strings.now));
    heap_free_buffer(&o->heap, o->strings.old.strings, string_buckets_bytes(&o->strings.old));
    o->strings = (StringTable){0};
}

void objects_trace_roots(Objects *o) {
    Heap *h = &o->heap;
    if (o->root_shape != NULL) heap_mark(h, &o->root_shape->cell);
    for (int e = 0; e < EVENT_COUNT; e++)
        if (o->events[e] != NULL) heap_mark(h, &o->events[e]->cell);
    if (o->empty_string != NULL) heap_mark(h, &o->empty_string->cell);
    if (o->memory_message != NULL) heap_mark(h, &o->memory_message->cell);
}

void objects_after_mark(Objects *o, bool full) {
    if (full) shape_clear_weak(o);
    literal_clear_weak(o);
}

bool value_raw_equal(const Value *a, const Value *b) {
    int64_t i;
    if (a->tag != b->tag) {
        if (a->tag == TAG_INTEGER && b->tag == TAG_FLOAT)
            return float_to_integer(b->u.n, ROUND_EXACT, &i) && i == a->u.i;
        if (a->tag == TAG_FLOAT && b->tag == TAG_INTEGER)
            return float_to_integer(a->u.n, ROUND_EXACT, &i) && i == b->u.i;
        return false;
    }
    switch (a->tag) {
    case TAG_NIL:
    case TAG_FALSE:
    case TAG_TRUE: return true;
    case TAG_FLOAT: return a->u.n == b->u.n;
    case TAG_STRING: return string_equal(as_string(a), as_string(b));
    default: return a->u.bits == b->u.bits;
    }
}

const CellOps object_cell_ops[CELL_TYPES] = {OBJECT_CELL_OPS};
