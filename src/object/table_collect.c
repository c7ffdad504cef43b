/* Tables: what the collector asks. Weakness is read from the metatable's __mode at tracing.
**
** Keys of empty entries are not kept alive: they become TAG_DEAD_KEY when the table is traced, with
** their address left for `next`. Strings count as values: a weak reference to one is never
** cleared. */
#include <string.h>

#include "table_internal.h"

#define SLICE   4096u             /* elements traced at once: some 20 microseconds */
#define ENTRIES ((size_t)1 << 40) /* positions: entries of the dictionary from here on */
#define AHEAD   8u                /* elements whose cells are prefetched */

typedef enum Weakness { STRONG, WEAK_V, WEAK_K, WEAK_KV } Weakness;

static Weakness weakness_of(Objects *o, const Table *t) {
    Value mode;
    Table *m = t->shape->metatable;
    if (!table_metamethod(o, m, EVENT_MODE, &mode) || mode.tag != TAG_STRING) return STRONG;
    const bool keys = memchr(string_bytes(as_string(&mode)), 'k', as_string(&mode)->length) != NULL;
    const bool values =
        memchr(string_bytes(as_string(&mode)), 'v', as_string(&mode)->length) != NULL;
    return keys ? (values ? WEAK_KV : WEAK_K) : (values ? WEAK_V : STRONG);
}

/* ---- Tracing --------------------------------------------------------------------------------- */

static void trace_elements(Heap *h, const Table *t, size_t from, size_t to) {
    for (size_t i = from; i < to; i++) {
        if (i + AHEAD < to && tag_is_cell(*array_tag(t->array, i + AHEAD)))
            __builtin_prefetch(t->array[i + AHEAD].cell);
        if (tag_is_cell(*array_tag(t->array, i))) heap_mark(h, t->array[i].cell);
    }
    heap_note_work(h, (to - from) * (sizeof(Payload) + 1));
}

static void trace_array_from(Heap *h, Cell *c, size_t from) {
    const Table *t = (const Table *)c;
    const size_t count = c->own;
    size_t to = count;
    if (from >= count) return;
    if (count - from > SLICE && heap_trace_later(h, c, from + SLICE)) to = from + SLICE;
    trace_elements(h, t, from, to);
}

static void trace_slots(Heap *h, const Table *t) {
    const uint32_t count = shape_count(t->shape);
    for (uint32_t i = 0; i < count; i++)
        if (tag_is_cell(*slot_tag(t->slots, i))) heap_mark(h, t->slots[i].cell);
}

/* Traces strong parts of one entry, or lets its key die. */
static inline void trace_entry(Heap *h, Dictionary *d, uint32_t e, Weakness w) {
    if (d->value_tags[e] == TAG_NIL) {
        if (tag_is_cell(d->key_tags[e]) && !h->verifying) d->key_tags[e] = TAG_DEAD_KEY;
        return;
    }
    const bool key_is_cell = tag_is_cell(d->key_tags[e]);
    const bool value_is_cell = tag_is_cell(d->value_tags[e]);
    if (key_is_cell &&
        (w == STRONG || w == WEAK_V || (w == WEAK_K && d->key_tags[e] == TAG_STRING)))
        heap_mark(h, d->keys[e].cell);
    if (!value_is_cell) return;
    if (w == STRONG || (w == WEAK_K && (!key_is_cell || heap_is_marked(h, d->keys[e].cell))))
        heap_mark(h, d->values[e].cell);
}

static void trace_dictionary_from(Heap *h, Cell *c, size_t from, Weakness w) {
    Dictionary *d = ((Table *)c)->dictionary;
    if (d == NULL || from >= d->count) return;
    uint32_t to = d->count;
    if (w == STRONG && to - from > SLICE && heap_trace_later(h, c, ENTRIES | (from + SLICE)))
        to = (uint32_t)from + SLICE;
    for (uint32_t e = (uint32_t)from; e < to; e++)
        trace_entry(h, d, e, w);
    heap_note_work(h, (to - from) * 2 * (sizeof(Payload) + 1));
}

void table_trace(Heap *h, Cell *c) {
    static const WeakKind kinds[] = {WEAK_VALUES, WEAK_VALUES, WEAK_KEYS, WEAK_BOTH};
    const Table *t = (const Table *)c;
    heap_mark(h, &t->shape->cell);
    Weakness w = weakness_of(objects_of(h), t);
    const bool holds = heap_is_discreet(h) && !(c->flags & TABLE_UNSEEN);
    if (w != STRONG && (holds || !heap_defer_weak(h, c, kinds[w]))) w = STRONG;
    if (w == STRONG || w == WEAK_K) {
        trace_array_from(h, c, 0);
        trace_slots(h, t);
    }
    trace_dictionary_from(h, c, 0, w);
}

void table_trace_part(Heap *h, Cell *c, size_t position) {
    if (position & ENTRIES)
        trace_dictionary_from(h, c, position & ~ENTRIES, STRONG);
    else
        trace_array_from(h, c, position);
}

bool table_trace_ephemeron(Heap *h, Cell *c, EphemeronMode mode) {
    const Dictionary *d = ((const Table *)c)->dictionary;
    bool marked = false;
    for (uint32_t e = 0; d != NULL && e < d->count; e++) {
        if (!tag_is_cell(d->value_tags[e]) || heap_is_marked(h, d->values[e].cell)) continue;
        const bool is_open = tag_is_cell(d->key_tags[e]) && !heap_is_marked(h, d->keys[e].cell);
        if (is_open && mode == EPHEMERON_NOTE)
            heap_note_ephemeron(h, d->keys[e].cell, d->values[e].cell);
        if (is_open && mode != EPHEMERON_HOLD) continue;
        heap_mark(h, d->values[e].cell);
        marked = true;
    }
    return marked;
}

/* ---- Clearing -------------------------------------------------------------------------------- */

/* True if a reference has to be cleared; keeps strings. */
static bool is_dead(Heap *h, uint8_t tag, Payload p) {
    if (!tag_is_cell(tag) || heap_is_marked(h, p.cell)) return false;
    if (tag != TAG_STRING) return true;
    heap_mark(h, p.cell);
    return false;
}

static void clear_entries(Heap *h, Dictionary *d, bool values, bool keys) {
    for (uint32_t e = 0; e < d->count; e++) {
        if (d->value_tags[e] == TAG_NIL) continue;
        if ((values && is_dead(h, d->value_tags[e], d->values[e])) ||
            (keys && is_dead(h, d->key_tags[e], d->keys[e]))) {
            d->value_tags[e] = TAG_NIL;
            if (tag_is_cell(d->key_tags[e])) d->key_tags[e] = TAG_DEAD_KEY;
        }
    }
}

void table_clear_weak(Heap *h, Cell *c, bool values, bool keys) {
    Table *t = (Table *)c;
    if (values) {
        for (uint32_t i = 0; i < c->own; i++)
            if (is_dead(h, *array_tag(t->array, i), t->array[i])) *array_tag(t->array, i) = TAG_NIL;
        array_shrink_count(t);
        for (uint32_t i = 0; i < shape_count(t->shape); i++)
            if (is_dead(h, *slot_tag(t->slots, i), t->slots[i])) *slot_tag(t->slots, i) = TAG_NIL;
        if (shape_is_prototype(t->shape)) objects_of(h)->epoch++;
    }
    if (t->dictionary != NULL) clear_entries(h, t->dictionary, values, keys);
}

void table_destroy(Heap *h, Cell *c) {
    Table *t = (Table *)c;
    if (t->array != NULL && !array_is_inline(t))
        heap_free_buffer(h, array_buffer(t), array_bytes(table_array_capacity(t)));
    if (t->slots != NULL && !slots_are_inline(t))
        heap_free_buffer(h, slots_buffer(t), slots_bytes(t->cell.aux));
    if (t->dictionary != NULL)
        heap_free_buffer(h, t->dictionary, dictionary_bytes(t->dictionary->capacity));
}
