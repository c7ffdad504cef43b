/* Inline functions of tables. Part of table.h. */
#ifndef ORRERY_TABLE_INLINE_H
#define ORRERY_TABLE_INLINE_H

static inline uint64_t table_length(const Table *t) {
    return t->cell.own;
}

/* Tables beyond this many elements or entries are not traced again for one store. */
#define TABLE_LARGE 1024u

/* The barrier of a store into the array or dictionary part. What is stored into a large table is
** marked or remembered itself, since tracing the whole table again would make young collections and
** the end of marking as long as the table. */
static inline void table_barrier(struct Objects *o, Table *t, Cell *stored) {
    Heap *h = (Heap *)o;
    const bool needed = (t->cell.mark & MARK_BARRIER) && !heap_is_marked(h, stored);
    if (__builtin_expect(!needed, 1)) return;
    if (t->cell.own > TABLE_LARGE || (t->dictionary != NULL && t->dictionary->count > TABLE_LARGE))
        heap_barrier_stored(h, stored);
    else
        heap_remember(h, &t->cell);
}

/* Appending where there is room, and no key in the dictionary could follow, is the second fast
** path. */
static inline void table_set_integer(struct Objects *o, Table *t, int64_t key, const Value *value) {
    const uint64_t i = (uint64_t)key - 1;
    if (__builtin_expect(value->tag != TAG_NIL && i <= t->cell.own, 1)) {
        if (i < t->cell.own) {
        store:
            t->array[i] = value->u;
            *array_tag(t->array, i) = value->tag;
            if (tag_is_cell(value->tag)) table_barrier(o, t, value->u.cell);
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
