/* Objects: what all objects of one State share: heap, string table, root shapes, names of
** events. */
#ifndef ORRERY_OBJECTS_H
#define ORRERY_OBJECTS_H

#include "function.h"
#include "literal.h"
#include "number.h"
#include "table.h"
#include "userdata.h"

/* Strings by hash: open addressing, linear probing. Hashes stand apart, so that a search touches no
** string but the one it finds. */
typedef struct StringBuckets {
    String **strings;  /* [capacity]; NULL where the string was moved or died (`old` only) */
    uint32_t *hashes;  /* [capacity], behind the strings: the string's hash, 0 free */
    uint32_t capacity; /* power of two; 0: there is no such table */
} StringBuckets;

/* The interned strings. While the table grows or shrinks there is an `old` one, from which every
** new string moves some more to the new one: no program waits for a large table to be built
** again. */
typedef struct StringTable {
    StringBuckets now, old;
    uint32_t moved;    /* buckets of `old` that are empty now, from 0 on */
    uint32_t count;    /* strings in both, doomed ones that are not swept yet included */
    uint32_t reprieve; /* new strings until shrinking is tried again: there was no memory for it */
} StringTable;

size_t string_buckets_bytes(const StringBuckets *b); /* size of the buffer, 0 without a table */

/* Results of shape_with_metatable, by shape and metatable; emptied by every full collection. */
#define METATABLE_CACHE 32
typedef struct MetatableCache {
    Shape *from;             /* NULL: free */
    struct Table *metatable; /* or NULL */
    Shape *to;               /* shape_with_metatable(from, metatable) */
} MetatableCache;

typedef struct Objects {
    Heap heap; /* first: a Heap pointer is its Objects pointer, in cell operations */
    StringTable strings;
    uint64_t seed; /* of string hashes; never shows in any order */
    /* Limits, STRING_MAX_LENGTH and TABLE_MAX_ARRAY for none: */
    size_t string_limit; /* bytes of a string */
    uint32_t
        table_limit;   /* elements of an array part; as many entries of a dictionary. A dictionary
                          ** that is full of entries, some of them empty, is rebuilt if fewer than
                          ** three quarters are in use, and refuses more otherwise */
    uint32_t epoch;    /* bumped when a prototype table changes; see shape.h */
    Shape *root_shape; /* no keys, no metatable */
    Shape *shapes;     /* all shapes, linked by `next` */
    MetatableCache metatable_cache[METATABLE_CACHE];
    LiteralCache *literals;      /* a buffer, or literal_no_cache */
    Literal only_literal;        /* while there is no cache: the last one */
    uint32_t literals_seen;      /* while there is no cache: how many were asked for */
    String *events[EVENT_COUNT]; /* "__index", ...; never collected while the State lives */
    uint32_t
        event_slots[EVENT_COUNT]; /* slot of a metatable where the event's key was last; a guess */
    String *empty_string;
    String *memory_message; /* "not enough memory", made at start */
} Objects;

static inline Objects *objects_of(Heap *h) {
    return (Objects *)h;
}

/* The metamethod of a metatable `m` for an event: false if absent. An absent one is known by a bit
** of m's prototype shape, a present one mostly by the slot where the event was found last. NULL m
** gives false. */
static inline bool table_metamethod(Objects *o, Table *m, Event e, Value *out) {
    if (m == NULL || (m->shape->absent & ((uint32_t)1 << e))) return false;
    const uint32_t slot = o->event_slots[e];
    if (shape_has_at(m->shape, slot, o->events[e])) {
        out->u = m->slots[slot];
        out->tag = *slot_tag(m->slots, slot);
        if (out->tag != TAG_NIL) return true;
    }
    return table_metamethod_slow(o, m, e, out);
}

/* Sets up what is above on an initialized heap (the no_memory callback must already work, and roots
** must be traced by calling objects_trace_roots). */
void objects_init(Objects *o, uint64_t seed);
void objects_close(Objects *o); /* frees the string table's buffer; before heap_close */
/* Raises what is refused, by way of the heap's client. */
void objects_refuse(Objects *o, Refusal why) __attribute__((noreturn, cold));
void objects_trace_roots(Objects *o);
void objects_after_mark(Objects *o, bool full);

/* CellOps rows of the types that object/ defines: for the VM's table, and a table of these
** alone. */
#define OBJECT_CELL_OPS                                                                \
    [TAG_STRING] = {"string", NULL, string_destroy, NULL, string_prepare},             \
    [TAG_TABLE] = {"table", table_trace, table_destroy, table_trace_part, NULL},       \
    [TAG_CLOSURE] = {"closure", closure_trace, NULL, NULL, NULL},                      \
    [TAG_NATIVE_CLOSURE] = {"native closure", native_closure_trace, NULL, NULL, NULL}, \
    [TAG_USERDATA] = {"userdata", userdata_trace, userdata_destroy, NULL, NULL},       \
    [CELL_UPVALUE] = {"upvalue", upvalue_trace, NULL, NULL, NULL},                     \
    [CELL_SHAPE] = {"shape", shape_trace, shape_destroy, NULL, NULL},                  \
    [CELL_SHAPE_KEYS] = {"shape keys", shape_keys_trace, shape_keys_destroy, NULL, NULL}
extern const CellOps object_cell_ops[CELL_TYPES];

#endif
