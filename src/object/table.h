/* Tables: array part, slots described by a shape, dictionary part (DESIGN 5).
**
**   Table     | Cell: flags, aux = slot capacity, own = array count |
**             | shape | array | slots | dictionary | inline slots ... | inline array ... |
**
** Array and slots are split storage with one pointer in the middle: payload i lies upward, tag i
** downward, so neither needs the capacity to be found:
**
**   slots   ... tag[2] tag[1] tag[0] | payload[0] payload[1] ...     tag i at (uint8_t*)p - 1 - i
**                                    ^ slots
**   array   ... tag[1] tag[0] | capacity 4, high 4 | payload[0] ...  tag i at (uint8_t*)p - 9 - i
**                                                    ^ array
**
** Slots and a short array that a constructor asks for sit inside the cell (TABLE_INLINE_SLOTS,
** TABLE_INLINE_ARRAY) until they grow, later in buffers.
**
** Invariants
** - Array part: keys 1..count (cell.own) are in the array. If count > 0 the value at count is not
**   nil, and key count + 1 is never in the dictionary with a non-nil value: so count is a border
**   and `#t` is O(1). Values below count may be nil. Storing nil at count shrinks it past all
**   trailing nils; appending at count + 1 takes following keys over from the dictionary. Elements
**   above count up to the capacity have tag nil.
** - A short string key is in the slots or (shape is dictionary) in the dictionary, never in both. A
**   nil value in a slot means absent; the key keeps its place. Long strings always live in the
**   dictionary part, since shapes only know short ones.
** - Float keys with integer value are normalized to integers before they get here or by table_set.
**
** Order of traversal is defined: array part, slots in order, dictionary entries in order of
** insertion.
*/
#ifndef ORRERY_TABLE_H
#define ORRERY_TABLE_H

#include "dictionary.h"
#include "shape.h"

struct Objects;

#define TABLE_INLINE_SLOTS 0x01u
#define TABLE_INLINE_ARRAY 0x02u
#define TABLE_FROZEN       0x04u /* table_freeze */
#define TABLE_UNSEEN       0x08u /* no script sees it: weak in all collections (heap_be_discreet) */

typedef struct Table {
    Cell cell;
    Shape *shape;           /* never NULL */
    Payload *array;         /* NULL while the capacity is 0 */
    Payload *slots;         /* NULL while the slot capacity is 0 */
    Dictionary *dictionary; /* buffer, or NULL */
} Table;

#define TABLE_MAX_ARRAY ((uint32_t)1 << 31) /* elements */

static inline Table *as_table(const Value *v) {
    return (Table *)v->u.cell;
}
static inline void set_table(Value *v, const Table *t) {
    set_cell(v, t, TAG_TABLE);
}
static inline uint32_t table_array_count(const Table *t) {
    return t->cell.own;
}
static inline uint32_t table_array_capacity(const Table *t) {
    return t->array == NULL ? 0 : ((const uint32_t *)t->array)[-2];
}
static inline uint8_t *array_tag(Payload *array, size_t i) { /* i from 0 */
    return (uint8_t *)array - 9 - i;
}
static inline uint8_t *slot_tag(Payload *slots, size_t i) {
    return (uint8_t *)slots - 1 - i;
}
static inline Table *table_metatable(const Table *t) {
    return t->shape->metatable;
}

/* A new empty table. The result is not anchored (but its own parts are safe). */
Table *table_new(struct Objects *o);
/* With room: `array_size` elements, inline room for `slot_count` slots, `hash_size` dictionary
** entries. */
Table *table_new_sized(struct Objects *o, uint32_t array_size, uint32_t slot_count,
                       uint32_t hash_size);
/* A table that starts at `shape` with all its slots (inline, nil): constructors. */
Table *table_new_shaped(struct Objects *o, Shape *shape, uint32_t array_size, uint32_t hash_size);

/* Prepares an empty table without metatable for the keys of a shape that was declared, all nil for
** now, and for `more` others. */
void table_adopt_shape(struct Objects *o, Table *t, Shape *shape, uint32_t more);

/* Raw lookup: *out receives the value, nil if absent. No allocation, no errors. `key` any value. */
void table_get(const struct Objects *o, const Table *t, const Value *key, Value *out);
/* Any string. */
void table_get_string(const struct Objects *o, const Table *t, const String *key, Value *out);
void table_get_short(const Table *t, const String *key, Value *out);  /* short strings only */
void table_get_integer_slow(const Table *t, int64_t key, Value *out); /* not in the array part */
static inline void table_get_integer(const Table *t, int64_t key, Value *out) {
    const uint64_t i = (uint64_t)key - 1;
    if (__builtin_expect(i < t->cell.own, 1)) {
        out->u = t->array[i];
        out->tag = *array_tag(t->array, i);
    } else {
        table_get_integer_slow(t, key, out);
    }
}

/* Raw store, barrier included; nil value deletes. The key must not be nil or NaN (callers raise
** those errors). May allocate: table, key and value must be anchored. Storing over an existing key,
** or nil, never allocates (so it is safe while traversing). On memory failure the table is
** unchanged. */
void table_set(struct Objects *o, Table *t, const Value *key, const Value *value);
void table_set_string(struct Objects *o, Table *t, String *key, const Value *value);
void table_set_integer_slow(struct Objects *o, Table *t, int64_t key, const Value *value);
static inline void table_set_integer(struct Objects *o, Table *t, int64_t key, const Value *value);
/* Field store from an instruction with constant key, a short string: may make slots up to
** SHAPE_MAX_SLOTS. */
void table_set_field(struct Objects *o, Table *t, String *key, const Value *value);

/* Where a string key was found: for caches. */
typedef enum PlaceKind { PLACE_NONE, PLACE_SLOT, PLACE_ENTRY } PlaceKind;
typedef struct Place {
    PlaceKind kind;
    uint32_t index; /* slot number, or entry number in the dictionary */
} Place;
/* Short strings; present even if the value is nil. */
Place table_find(const Table *t, const String *key);

/* Length: a border (O(1)). */
static inline uint64_t table_length(const Table *t);

/* Makes room. table_resize_array never drops elements. */
void table_reserve_array(struct Objects *o, Table *t, uint32_t capacity);
/* Appends `n` values at `first` (1-based) for SETLIST; equivalent to n integer stores. */
void table_set_run(struct Objects *o, Table *t, uint64_t first, const Value *values, uint32_t n);
/* Moves array elements for table.insert/remove: true if [from, from+n) and the target lie wholly
** inside the array part (then done by memmove, barrier included), false if not (nothing done).
** 1-based. */
bool table_move_run(struct Objects *o, Table *t, uint64_t from, uint64_t to, uint64_t n);

/* Sets the metatable (NULL: none), a shape transition; makes `m` a prototype. Weak mode (from m's
** __mode) is read by the collector when it traces, not here. Barrier included. May allocate. */
void table_set_metatable(struct Objects *o, Table *t, Table *m);
void table_make_prototype(struct Objects *o, Table *t);
/* From now on every store into the table, and a change of its metatable, is refused
** (REFUSED_FROZEN). It becomes a prototype, since stores into those are never cached, and must not
** have had an array part, which is stored into without asking. */
void table_freeze(struct Objects *o, Table *t);

/* Traversal by position: 0 starts; returns false at the end, else stores key and value of the next
** entry with a non-nil value at or after *position, and advances *position behind it. */
bool table_next_at(const Table *t, uint64_t *position, Value *key, Value *value);
#define TABLE_END UINT64_MAX
/* How many places without a value table_next_at went over on its way from position `from` to `to`
** (TABLE_END: it found none), those in slots left out, which are few. */
uint64_t table_passed(const Table *t, uint64_t from, uint64_t to);
/* Position behind `key`, for `next`; false if the key is not in the table (invalid key to 'next').
** nil key: position 0. Quick for array keys, slots and dictionary entries visited in order. */
bool table_position_after(const struct Objects *o, const Table *t, const Value *key,
                          uint64_t *position);

/* table_metamethod (objects.h) by looking the key up; remembers what it finds, and that it finds
** nothing. */
bool table_metamethod_slow(struct Objects *o, Table *m, Event e, Value *out);

/* Refused to heap->client (HeapClient.refused), with these reasons: */
typedef enum Refusal {
    REFUSED_FROZEN, /* a store into a frozen table */
    REFUSED_STRING, /* a string longer than objects->string_limit */
    REFUSED_TABLE   /* a table with more elements than objects->table_limit */
} Refusal;

/* Collector. */
void table_trace(Heap *h, Cell *c);
void table_trace_part(Heap *h, Cell *c, size_t position);
void table_destroy(Heap *h, Cell *c);
bool table_trace_ephemeron(Heap *h, Cell *c, EphemeronMode mode);
void table_clear_weak(Heap *h, Cell *c, bool values, bool keys);

/* Debug builds: checks every invariant above; NULL or what is wrong. */
const char *table_check(const Table *t);

#include "table_inline.h"

#endif
