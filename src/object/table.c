/* Tables: making, reading, storing, metatables. Growth is in table_grow.c. */
#include <string.h>

#include "table_internal.h"

/* Parts larger than this are not put into the cell: it would not be a small one, and they mostly
** grow. */
#define INLINE_SLOTS_MAX 88u
#define INLINE_ARRAY_MAX 16u

_Static_assert(sizeof(Table) + INLINE_SLOTS_MAX * 9 + INLINE_ARRAY_MAX * 9 + 22 <= CELL_SMALL_MAX,
               "a table cell is a small one");

/* ---- Making ---------------------------------------------------------------------------------- */

/* Most elements of 9 bytes, the tags rounded up to 8, that fit in a multiple of 8 bytes. */
static inline uint32_t fitting_elements(size_t bytes) {
    uint32_t n = (uint32_t)(bytes / (sizeof(Payload) + 1));
    return n - (slots_bytes(n) > bytes);
}

static inline void inline_slots(Table *t, char *at, uint32_t capacity) {
    t->cell.flags |= TABLE_INLINE_SLOTS;
    t->cell.aux = (uint8_t)capacity;
    t->slots = (Payload *)(at + round_up_8(capacity));
    memset(at, TAG_NIL, round_up_8(capacity));
}

static inline void inline_array(Table *t, char *at, uint32_t capacity) {
    t->cell.flags |= TABLE_INLINE_ARRAY;
    t->array = (Payload *)(at + round_up_8(capacity) + 8);
    memset(at, TAG_NIL, round_up_8(capacity));
    ((uint32_t *)t->array)[-2] = capacity;
    ((uint32_t *)t->array)[-1] = 0;
}

/* A table with these many slots and elements in the cell, or more where the size class has room. */
static inline Table *allocate(Objects *o, uint32_t slots, uint32_t elements, Shape *shape) {
    const size_t for_slots = slots > 0 ? slots_bytes(slots) : 0;
    const size_t least = sizeof(Table) + for_slots + (elements > 0 ? array_bytes(elements) : 0);
    const size_t bytes = heap_rounded_size(least);
    heap_push_root(&o->heap, &shape->cell); /* caches know it only weakly */
    Table *t = (Table *)heap_allocate(&o->heap, bytes, TAG_TABLE);
    heap_pop_root(&o->heap);
    t->shape = shape;
    t->array = NULL;
    t->slots = NULL;
    t->dictionary = NULL;
    char *const body = (char *)(t + 1);
    if (elements > 0) {
        const size_t room = bytes - sizeof(Table) - for_slots - 8;
        inline_array(t, body + for_slots, fitting_elements(room));
        if (slots > 0) inline_slots(t, body, slots);
    } else if (slots > 0) {
        inline_slots(t, body, fitting_elements(bytes - sizeof(Table)));
    }
    return t;
}

static void reserve_dictionary(Objects *o, Table *t, uint32_t entries) {
    const uint32_t capacity = dictionary_fitting(entries);
    if (entries > o->table_limit) objects_refuse(o, REFUSED_TABLE);
    if (capacity == 0) o->heap.client->no_memory(&o->heap);
    void *buffer = heap_buffer(&o->heap, NULL, 0, dictionary_bytes(capacity));
    t->dictionary = dictionary_format(o, buffer, capacity);
}

/* Parts outside of the cell. */
static void reserve_parts(Objects *o, Table *t, uint32_t array_size, uint32_t hash_size) {
    if (array_size <= INLINE_ARRAY_MAX && hash_size == 0) return;
    heap_push_root(&o->heap, &t->cell);
    table_reserve_array(o, t, array_size);
    if (hash_size > 0) reserve_dictionary(o, t, hash_size);
    heap_pop_root(&o->heap);
}

Table *table_new(Objects *o) {
    return allocate(o, 0, 0, o->root_shape);
}

static uint32_t inline_elements(uint32_t array_size) {
    return array_size <= INLINE_ARRAY_MAX ? array_size : 0;
}

Table *table_new_sized(Objects *o, uint32_t array_size, uint32_t slot_count, uint32_t hash_size) {
    if (slot_count > INLINE_SLOTS_MAX) slot_count = INLINE_SLOTS_MAX;
    Table *t = allocate(o, slot_count, inline_elements(array_size), o->root_shape);
    reserve_parts(o, t, array_size, hash_size);
    return t;
}

/* The slots of a table that is just made, in a buffer. */
static void new_slots_buffer(Objects *o, Table *t, uint32_t count) {
    const size_t tags = round_up_8(count);
    heap_push_root(&o->heap, &t->cell);
    char *buffer = heap_buffer(&o->heap, NULL, 0, slots_bytes(count));
    heap_pop_root(&o->heap);
    memset(buffer, TAG_NIL, tags);
    t->slots = (Payload *)(buffer + tags);
    t->cell.aux = (uint8_t)count;
}

Table *table_new_shaped(Objects *o, Shape *shape, uint32_t array_size, uint32_t hash_size) {
    const uint32_t count = shape_count(shape);
    assert(!shape_is_prototype(shape));
    Table *t;
    if (count <= INLINE_SLOTS_MAX) {
        t = allocate(o, count, inline_elements(array_size), shape);
    } else {
        heap_push_root(&o->heap, &shape->cell);
        t = allocate(o, 0, inline_elements(array_size), o->root_shape);
        new_slots_buffer(o, t, count);
        t->shape = shape;
        heap_barrier(&o->heap, &t->cell);
        heap_pop_root(&o->heap);
    }
    reserve_parts(o, t, array_size, hash_size);
    return t;
}

void table_adopt_shape(Objects *o, Table *t, Shape *shape, uint32_t more) {
    const uint32_t count = shape_count(shape) + more;
    assert(t->shape == o->root_shape && t->cell.aux == 0);
    heap_push_root(&o->heap, &shape->cell);
    new_slots_buffer(o, t, count > SHAPE_MAX_SLOTS ? SHAPE_MAX_SLOTS : count);
    t->shape = shape;
    heap_barrier(&o->heap, &t->cell);
    heap_pop_root(&o->heap);
}

/* ---- Reading --------------------------------------------------------------------------------- */

static void entry_get(const Dictionary *d, int64_t e, Value *out) {
    if (e < 0)
        set_nil(out);
    else
        dictionary_value(d, (uint32_t)e, out);
}

void table_get_integer_slow(const Table *t, int64_t key, Value *out) {
    const Dictionary *d = t->dictionary;
    if (d == NULL)
        set_nil(out);
    else
        entry_get(d, dictionary_find_integer(d, key), out);
}

void table_get_short(const Table *t, const String *key, Value *out) {
    if (!shape_is_dictionary(t->shape)) {
        const int slot = shape_find(t->shape, key);
        if (slot < 0)
            set_nil(out);
        else
            slot_get(t, (size_t)slot, out);
    } else if (t->dictionary == NULL) {
        set_nil(out);
    } else {
        entry_get(t->dictionary, dictionary_find_short(t->dictionary, key), out);
    }
}

static void get_from_dictionary(const Objects *o, const Table *t, const Value *key, Value *out) {
    if (t->dictionary == NULL)
        set_nil(out);
    else
        entry_get(t->dictionary, dictionary_find(o, t->dictionary, key), out);
}

void table_get_string(const Objects *o, const Table *t, const String *key, Value *out) {
    if (string_is_short(key)) {
        table_get_short(t, key, out);
    } else {
        const Value k = value_cell(key);
        get_from_dictionary(o, t, &k, out);
    }
}

void table_get(const Objects *o, const Table *t, const Value *key, Value *out) {
    int64_t i;
    switch (key->tag) {
    case TAG_NIL: set_nil(out); return;
    case TAG_STRING: table_get_string(o, t, as_string(key), out); return;
    case TAG_INTEGER: table_get_integer(t, key->u.i, out); return;
    case TAG_FLOAT:
        if (float_to_integer(key->u.n, ROUND_EXACT, &i)) {
            table_get_integer(t, i, out);
            return;
        }
        break;
    default: break;
    }
    get_from_dictionary(o, t, key, out);
}

Place table_find(const Table *t, const String *key) {
    if (!shape_is_dictionary(t->shape)) {
        const int slot = shape_find(t->shape, key);
        if (slot >= 0) return (Place){PLACE_SLOT, (uint32_t)slot};
    } else if (t->dictionary != NULL) {
        const int64_t e = dictionary_find_short(t->dictionary, key);
        if (e >= 0) return (Place){PLACE_ENTRY, (uint32_t)e};
    }
    return (Place){PLACE_NONE, 0};
}

/* ---- Storing --------------------------------------------------------------------------------- */

/* A string key of a prototype table is about to change: caches that looked through it expire. */
static void note_change(Objects *o, Table *t, const String *key, bool was_nil, bool becomes_nil) {
    if (!shape_is_prototype(t->shape)) return;
    const uint8_t event = key->cell.aux;
    if (event != 0) t->shape->absent &= ~((uint32_t)1 << (event - 1));
    const bool is_special = key->length >= 2 && memcmp(string_bytes(key), "__", 2) == 0;
    if (is_special || was_nil != becomes_nil) o->epoch++;
}

void objects_refuse(Objects *o, Refusal why) {
    o->heap.client->refused(&o->heap, why);
}

static inline void check_frozen(Objects *o, const Table *t) {
    if (__builtin_expect(t->cell.flags & TABLE_FROZEN, 0)) objects_refuse(o, REFUSED_FROZEN);
}

/* Stores at a key whose place is the dictionary and whose entry is `e`, or -1. */
static void set_entry_at(Objects *o, Table *t, const Value *key, const Value *value, int64_t e) {
    const bool was_nil = e < 0 || t->dictionary->value_tags[e] == TAG_NIL;
    check_frozen(o, t);
    if (was_nil && is_nil(value)) return;
    if (was_nil)
        table_insert(o, t, key, value, e);
    else
        dictionary_set_value(t->dictionary, (uint32_t)e, value);
    barrier_for(o, t, key);
    barrier_for(o, t, value);
    if (key->tag == TAG_STRING) note_change(o, t, as_string(key), was_nil, is_nil(value));
}

static void set_entry(Objects *o, Table *t, const Value *key, const Value *value) {
    const Dictionary *d = t->dictionary;
    set_entry_at(o, t, key, value, d == NULL ? -1 : dictionary_find(o, d, key));
}

static void set_short_entry(Objects *o, Table *t, const String *key, const Value *value) {
    const Dictionary *d = t->dictionary;
    const Value k = value_cell(key);
    set_entry_at(o, t, &k, value, d == NULL ? -1 : dictionary_find_short(d, key));
}

static void set_slot(Objects *o, Table *t, uint32_t slot, const String *key, const Value *value) {
    note_change(o, t, key, *slot_tag(t->slots, slot) == TAG_NIL, is_nil(value));
    slot_put(t, slot, value);
    barrier_for(o, t, value);
}

/* Adds a key as a new slot; false if the table has to become a dictionary. */
static bool add_slot(Objects *o, Table *t, String *key, const Value *value, bool computed) {
    const uint32_t slot = shape_count(t->shape);
    Shape *next = computed ? shape_add_computed(o, t->shape, key) : shape_add(o, t->shape, key);
    if (next == NULL) return false;
    if (slot == t->cell.aux) {
        heap_push_root(&o->heap, &next->cell);
        table_grow_slots(o, t, next);
        heap_pop_root(&o->heap);
    }
    t->shape = next;
    slot_put(t, slot, value);
    heap_barrier(&o->heap, &t->cell);
    note_change(o, t, key, true, false);
    return true;
}

static void add_short(Objects *o, Table *t, String *key, const Value *value, bool computed)
    __attribute__((noinline));
static void add_short(Objects *o, Table *t, String *key, const Value *value, bool computed) {
    if (is_nil(value) || add_slot(o, t, key, value, computed)) return;
    table_become_dictionary(o, t);
    set_short_entry(o, t, key, value);
}

/* In a prototype or a dictionary. */
static void set_short_special(Objects *o, Table *t, String *key, const Value *value, bool computed)
    __attribute__((noinline));
static void set_short_special(Objects *o, Table *t, String *key, const Value *value,
                              bool computed) {
    check_frozen(o, t);
    if (shape_is_dictionary(t->shape)) {
        set_short_entry(o, t, key, value);
        return;
    }
    const int slot = shape_find(t->shape, key);
    if (slot >= 0)
        set_slot(o, t, (uint32_t)slot, key, value);
    else
        add_short(o, t, key, value, computed);
}

static inline void set_short(Objects *o, Table *t, String *key, const Value *value, bool computed) {
    if (shape_is_dictionary(t->shape) || shape_is_prototype(t->shape)) {
        set_short_special(o, t, key, value, computed);
        return;
    }
    const int slot = shape_find(t->shape, key);
    if (slot >= 0) {
        slot_put(t, (uint32_t)slot, value);
        barrier_for(o, t, value);
    } else {
        add_short(o, t, key, value, computed);
    }
}

void table_set_field(Objects *o, Table *t, String *key, const Value *value) {
    assert(string_is_short(key));
    set_short(o, t, key, value, false);
}

void table_set_string(Objects *o, Table *t, String *key, const Value *value) {
    if (string_is_short(key)) {
        set_short(o, t, key, value, true);
    } else {
        const Value k = value_cell(key);
        set_entry(o, t, &k, value);
    }
}

void table_set_integer_slow(Objects *o, Table *t, int64_t key, const Value *value) {
    const uint64_t i = (uint64_t)key - 1;
    check_frozen(o, t);
    if (i < t->cell.own) {
        array_put(t, i, value);
        barrier_for(o, t, value);
        array_shrink_count(t);
    } else if (i == t->cell.own && !is_nil(value)) {
        table_append(o, t, value);
        barrier_for(o, t, value);
    } else {
        const Dictionary *d = t->dictionary;
        const Value k = value_integer(key);
        set_entry_at(o, t, &k, value, d == NULL ? -1 : dictionary_find_integer(d, key));
    }
}

void table_set(Objects *o, Table *t, const Value *key, const Value *value) {
    int64_t i;
    switch (key->tag) {
    case TAG_STRING: table_set_string(o, t, as_string(key), value); return;
    case TAG_INTEGER: table_set_integer(o, t, key->u.i, value); return;
    case TAG_FLOAT:
        if (float_to_integer(key->u.n, ROUND_EXACT, &i)) {
            table_set_integer(o, t, i, value);
            return;
        }
        break;
    default: break;
    }
    set_entry(o, t, key, value);
}

void table_set_run(Objects *o, Table *t, uint64_t first, const Value *values, uint32_t n) {
    const uint64_t start = first - 1;
    const bool alone =
        t->cell.own <= start && (t->dictionary == NULL || t->dictionary->integer_count == 0);
    if (alone) {
        while (n > 0 && is_nil(&values[n - 1]))
            n--;
        if (n == 0) return;
    }
    const uint64_t end = start + n;
    if (alone && start == t->cell.own && end <= TABLE_MAX_ARRAY && end > table_array_capacity(t))
        table_reserve_array(o, t, (uint32_t)end);
    if (!alone || end > table_array_capacity(t)) {
        for (uint32_t i = 0; i < n; i++)
            table_set_integer(o, t, (int64_t)(first + i), &values[i]);
        return;
    }
    for (uint32_t i = 0; i < n; i++)
        array_put(t, start + i, &values[i]);
    t->cell.own = (uint32_t)end;
    heap_barrier(&o->heap, &t->cell);
}

bool table_move_run(Objects *o, Table *t, uint64_t from, uint64_t to, uint64_t n) {
    const uint64_t count = t->cell.own, source = from - 1, target = to - 1;
    if (n > count || source > count - n || target > count - n) return false;
    if (n == 0) return true;
    memmove(t->array + target, t->array + source, n * sizeof(Payload));
    memmove(array_tag(t->array, target + n - 1), array_tag(t->array, source + n - 1), n);
    array_shrink_count(t);
    heap_barrier(&o->heap, &t->cell);
    return true;
}

/* ---- Metatables ------------------------------------------------------------------------------ */

void table_make_prototype(Objects *o, Table *t) {
    if (shape_is_prototype(t->shape)) return;
    t->shape = shape_to_prototype(o, t->shape);
    heap_barrier(&o->heap, &t->cell);
}

void table_freeze(Objects *o, Table *t) {
    assert(t->array == NULL);
    table_make_prototype(o, t);
    t->cell.flags |= TABLE_FROZEN;
}

void table_set_metatable(Objects *o, Table *t, Table *m) {
    check_frozen(o, t);
    if (t->shape->metatable == m) return;
    if (m != NULL) table_make_prototype(o, m);
    t->shape = shape_with_metatable(o, t->shape, m);
    heap_barrier(&o->heap, &t->cell);
    if (shape_is_prototype(t->shape)) o->epoch++;
}

bool table_metamethod_slow(Objects *o, Table *m, Event e, Value *out) {
    const Place place = table_find(m, o->events[e]);
    if (place.kind == PLACE_SLOT) o->event_slots[e] = place.index;
    table_get_short(m, o->events[e], out);
    if (!is_nil(out)) return true;
    if (shape_is_prototype(m->shape)) m->shape->absent |= (uint32_t)1 << e;
    return false;
}

/* ---- Check ----------------------------------------------------------------------------------- */

static const char *array_fault(const Table *t) {
    const uint32_t count = t->cell.own, capacity = table_array_capacity(t);
    Value next;
    if (count > capacity) return "array count exceeds capacity";
    if (count > 0 && *array_tag(t->array, count - 1) == TAG_NIL) return "array ends with nil";
    for (uint32_t i = count; i < capacity; i++)
        if (*array_tag(t->array, i) != TAG_NIL) return "value above the array's count";
    if (t->dictionary == NULL) return NULL;
    table_get_integer_slow(t, (int64_t)count + 1, &next);
    return is_nil(&next) ? NULL : "key after the array is in the dictionary";
}

static const char *entry_fault(const Table *t, uint32_t e) {
    Value key;
    dictionary_key(t->dictionary, e, &key);
    if (key.tag == TAG_INTEGER && (uint64_t)key.u.i - 1 < t->cell.own)
        return "key of the array part in the dictionary";
    if (t->dictionary->value_tags[e] == TAG_NIL) return NULL;
    if (key.tag == TAG_DEAD_KEY) return "dead key with a value";
    if (key.tag == TAG_NIL) return "nil key";
    if (key.tag == TAG_STRING && string_is_short(as_string(&key)) && !shape_is_dictionary(t->shape))
        return "short string in the dictionary of a table with slots";
    return NULL;
}

static const char *dictionary_fault(const Table *t) {
    const Dictionary *d = t->dictionary;
    uint32_t integers = 0;
    if (d == NULL) return NULL;
    if (d->count > d->capacity) return "dictionary overfull";
    for (uint32_t e = 0; e < d->count; e++) {
        const char *fault = entry_fault(t, e);
        if (fault != NULL) return fault;
        integers += d->key_tags[e] == TAG_INTEGER;
    }
    return integers == d->integer_count ? NULL : "integer keys miscounted";
}

const char *table_check(const Table *t) {
    if (t->shape == NULL) return "no shape";
    if (shape_count(t->shape) > t->cell.aux) return "more slots than room";
    if (shape_is_dictionary(t->shape) && shape_count(t->shape) != 0) return "dictionary with slots";
    const char *fault = array_fault(t);
    return fault != NULL ? fault : dictionary_fault(t);
}
