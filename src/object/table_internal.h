/* What the files of tables share. */
#ifndef ORRERY_TABLE_INTERNAL_H
#define ORRERY_TABLE_INTERNAL_H

#include "objects.h"

#define POSITION_SHIFT  40 /* table_next: number of the part above, index in it below */
#define PART_ARRAY      0u
#define PART_SLOTS      1u
#define PART_DICTIONARY 2u

static inline size_t round_up_8(size_t n) {
    return (n + 7) & ~(size_t)7;
}
static inline size_t slots_bytes(size_t capacity) {
    return round_up_8(capacity) + capacity * sizeof(Payload);
}
static inline size_t array_bytes(size_t capacity) {
    return 8 + round_up_8(capacity) + capacity * sizeof(Payload);
}
static inline void *slots_buffer(const Table *t) {
    return (char *)t->slots - round_up_8(t->cell.aux);
}
static inline void *array_buffer(const Table *t) {
    return (char *)t->array - 8 - round_up_8(table_array_capacity(t));
}
static inline bool array_is_inline(const Table *t) {
    return (t->cell.flags & TABLE_INLINE_ARRAY) != 0;
}
static inline bool slots_are_inline(const Table *t) {
    return (t->cell.flags & TABLE_INLINE_SLOTS) != 0;
}
static inline void array_get(const Table *t, size_t i, Value *out) {
    out->u = t->array[i];
    out->tag = *array_tag(t->array, i);
}
static inline void array_put(Table *t, size_t i, const Value *value) {
    t->array[i] = value->u;
    *array_tag(t->array, i) = value->tag;
}
static inline void slot_get(const Table *t, size_t i, Value *out) {
    out->u = t->slots[i];
    out->tag = *slot_tag(t->slots, i);
}
static inline void slot_put(Table *t, size_t i, const Value *value) {
    t->slots[i] = value->u;
    *slot_tag(t->slots, i) = value->tag;
}
static inline void barrier_for(Objects *o, Table *t, const Value *value) {
    if (tag_is_cell(value->tag)) table_barrier(o, t, value->u.cell);
}

/* The most elements the array had since its buffer was made: a traversal may stand on a key up to
** here although the count has shrunk below it. */
static inline uint32_t array_high_mark(const Table *t) {
    if (t->array == NULL) return 0;
    const uint32_t high = ((const uint32_t *)t->array)[-1];
    return high > t->cell.own ? high : t->cell.own;
}

/* Drops trailing nils of the array part. */
static inline void array_shrink_count(Table *t) {
    uint32_t n = t->cell.own;
    if (n > 0) ((uint32_t *)t->array)[-1] = array_high_mark(t);
    while (n > 0 && *array_tag(t->array, n - 1) == TAG_NIL)
        n--;
    t->cell.own = n;
}

/* table_grow.c. All may allocate and leave the table unchanged when that fails. */

/* Room for one slot more than there are; `next` is the shape that the table is about to get. */
void table_grow_slots(Objects *o, Table *t, const Shape *next);
/* Stores a non-nil value at key count + 1. */
void table_append(Objects *o, Table *t, const Value *value);
/* Stores a non-nil value at a key whose value is nil and whose place is the dictionary; an integer
** key may end in the array after all. `old`: the key's empty entry, or -1. */
void table_insert(Objects *o, Table *t, const Value *key, const Value *value, int64_t old);
/* Moves all slots to the dictionary, with room for one more entry; the shape changes
** accordingly. */
void table_become_dictionary(Objects *o, Table *t);

#endif
