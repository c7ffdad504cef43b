/* Inline functions of tables. Part of table.h. */
#ifndef ORRERY_TABLE_INLINE_H
#define ORRERY_TABLE_INLINE_H

static inline uint64_t table_length(const Table *t) {
    return t->cell.own;
}

/* Appending where there is room, and no key in the dictionary could follow, is the second fast path. */
static inline void table_set_integer(struct Objects *o, Table *t, int64_t key, const Value *value) {
    const uint64_t i = (uint64_t)key - 1;
    if (__builtin_expect(value->tag != TAG_NIL && i <= t->cell.own, 1)) {
        if (i < t->cell.own) {
        store:
            t->array[i] = value->u;
            *array_tag(t->array, i) = value->tag;
            if (tag_is_cell(value->tag)) heap_barrier((Heap *)o, &t->cell);
            return;
        }
        if (i < table_array_capacity(t) &&
            (t->dictionary == NULL || t->dictionary->integer_count == 0)) {
            t->cell.own++;
            goto store;
        }
    }
    table_set_integer_slow(o, t, key, value);
}

#endif
