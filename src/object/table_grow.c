/* Tables: growth, and where integer keys belong.
**
** Array part. It grows by appending: geometrically, in place where the allocator can. Integer keys
** that come in any other order go to the dictionary first. When the dictionary has to get larger,
** the integer keys are counted in ranges (2^(b-1), 2^b], and the array takes all keys up to the
** largest n = 2^b of which more than half are in use. So filling 1..n in reverse or at random ends
** in the array part after at most a handful of moves, each paid for by as many insertions as the
** dictionary has entries: linear altogether.
**
** The other way round, an array about to grow that is mostly holes (a queue whose head was
** consumed) is counted too, and what is too sparse goes to the dictionary.
**
** Counting walks the array, so it must not happen at every insertion: it happens when the
** dictionary's capacity rises, or the array's, and when a first look at the numbers says that it
** may pay.
**
** Order of work everywhere: allocate all, then move. What fails half-way leaves at most unused
** room.
*/
#include <string.h>

#include "table_internal.h"

#define DEMOTE_SHARE 4   /* an array with less than 1/4 in use is counted when it would grow */
#define DEMOTE_MIN   32u /* smaller arrays are left alone */
#define SLOTS_AHEAD  12  /* slots made before they are needed, at most */
#define RANGES       33  /* range b: keys in (2^(b-1), 2^b] */

static _Noreturn void no_memory(Objects *o) {
    o->heap.client->no_memory(&o->heap);
    __builtin_unreachable();
}

/* A part of a table would have more elements than are allowed, or than can be. */
static _Noreturn void too_large(Objects *o) {
    if (o->table_limit < TABLE_MAX_ARRAY) objects_refuse(o, REFUSED_TABLE);
    no_memory(o);
}

/* ---- Slots ----------------------------------------------------------------------------------- */

/* How many slots a table that now gets the shape `s` will need: as many as the first table that
** went this way, if that is not far. */
static uint32_t expected_slots(const Shape *s) {
    uint32_t count = shape_count(s);
    const uint32_t limit = count + SLOTS_AHEAD;
    while (s->child != NULL && count < limit) {
        s = s->child;
        count = shape_count(s);
    }
    return count;
}

/* What is expected, or twice as much as there is; more where the heap's size class has room. */
static uint32_t next_slot_capacity(uint32_t capacity, const Shape *next) {
    const uint32_t expected = expected_slots(next);
    uint32_t more = next->child == NULL && capacity >= 2 ? capacity * 2 : 3;
    if (more < expected) more = expected;
    const size_t room = heap_rounded_size(slots_bytes(more));
    while (slots_bytes(more + 1) <= room)
        more++;
    return more > SHAPE_MAX_SLOTS + 1 ? SHAPE_MAX_SLOTS + 1 : more;
}

void table_grow_slots(Objects *o, Table *t, const Shape *next) {
    const uint32_t old = t->cell.aux, capacity = next_slot_capacity(old, next);
    assert(capacity > old);
    char *buffer = heap_buffer(&o->heap, NULL, 0, slots_bytes(capacity));
    Payload *slots = (Payload *)(buffer + round_up_8(capacity));
    if (old > 0) {
        memcpy(slots, t->slots, old * sizeof(Payload));
        memcpy(slot_tag(slots, old - 1), slot_tag(t->slots, old - 1), old);
        if (!slots_are_inline(t)) heap_free_buffer(&o->heap, slots_buffer(t), slots_bytes(old));
    }
    t->slots = slots;
    t->cell.aux = (uint8_t)capacity;
    t->cell.flags &= (uint8_t)~TABLE_INLINE_SLOTS;
}

/* ---- Array capacity -------------------------------------------------------------------------- */

static uint32_t fitting_capacity(uint64_t capacity) {
    if (capacity < 4) capacity = 4;
    const size_t bytes = array_bytes(capacity), room = heap_rounded_size(bytes);
    while (room > bytes && array_bytes(capacity + 1) <= room)
        capacity++;
    return (uint32_t)capacity;
}

/* Resizes the buffer; content, tags and the capacity in front of it move with the payloads. */
static void set_array_capacity(Objects *o, Table *t, uint32_t capacity) {
    const uint32_t old = table_array_capacity(t);
    assert(capacity >= old);
    char *buffer;
    if (old == 0) {
        buffer = heap_buffer(&o->heap, NULL, 0, array_bytes(capacity));
    } else if (array_is_inline(t)) {
        buffer = heap_buffer(&o->heap, NULL, 0, array_bytes(capacity));
        memcpy(buffer + (round_up_8(capacity) - round_up_8(old)), array_buffer(t),
               array_bytes(old));
        t->cell.flags &= (uint8_t)~TABLE_INLINE_ARRAY;
    } else {
        buffer = heap_buffer(&o->heap, array_buffer(t), array_bytes(old), array_bytes(capacity));
        memmove(buffer + (round_up_8(capacity) - round_up_8(old)), buffer,
                array_bytes(t->cell.own) + round_up_8(old) - round_up_8(t->cell.own));
    }
    t->array = (Payload *)(buffer + round_up_8(capacity) + 8);
    ((uint32_t *)t->array)[-2] = capacity;
    ((uint32_t *)t->array)[-1] = 0;
    memset(array_tag(t->array, capacity - 1), TAG_NIL, capacity - old);
}

void table_reserve_array(Objects *o, Table *t, uint32_t capacity) {
    if (capacity <= table_array_capacity(t)) return;
    if (capacity > o->table_limit) too_large(o);
    const uint32_t fitting = fitting_capacity(capacity);
    set_array_capacity(o, t, fitting < o->table_limit ? fitting : o->table_limit);
}

static void grow_array(Objects *o, Table *t, uint64_t needed) {
    uint64_t capacity = (uint64_t)table_array_capacity(t) * 2;
    if (capacity < needed) capacity = needed;
    if (needed > o->table_limit) too_large(o);
    if (capacity > o->table_limit) capacity = o->table_limit;
    table_reserve_array(o, t, (uint32_t)capacity);
}

/* ---- Dictionary capacity --------------------------------------------------------------------- */

static uint32_t live_entries(const Dictionary *d) {
    uint32_t live = 0;
    for (uint32_t e = 0; d != NULL && e < d->count; e++)
        live += d->value_tags[e] != TAG_NIL;
    return live;
}

static Dictionary *new_dictionary(Objects *o, uint64_t entries) {
    const uint32_t capacity = dictionary_fitting(entries);
    if (capacity == 0) no_memory(o);
    void *const buffer = heap_buffer(&o->heap, NULL, 0, dictionary_bytes(capacity));
    return dictionary_format(o, buffer, capacity);
}

static void append_entry(const Objects *o, Dictionary *d, const Value *key, const Value *value) {
    const uint32_t e = dictionary_append(o, d, key);
    dictionary_set_value(d, e, value);
}

/* Entries ahead of the one that is copied: at INDEX_AHEAD its place in the index is prefetched, for
** which a string's hash is read, and that at CELLS_AHEAD. */
#define INDEX_AHEAD 12
#define CELLS_AHEAD 24

static inline void prefetch_entries(const Objects *o, const Dictionary *to, const Dictionary *from,
                                    uint32_t e) {
    if (e + CELLS_AHEAD < from->count && from->key_tags[e + CELLS_AHEAD] == TAG_STRING)
        __builtin_prefetch(from->keys[e + CELLS_AHEAD].cell);
    if (e + INDEX_AHEAD < from->count && from->value_tags[e + INDEX_AHEAD] != TAG_NIL) {
        Value key;
        dictionary_key(from, e + INDEX_AHEAD, &key);
        dictionary_prefetch(o, to, &key);
    }
}

/* Copies the live entries, in order. */
static void copy_entries(const Objects *o, Dictionary *to, const Dictionary *from) {
    const bool is_large = from != NULL && from->count > 4096;
    Value key, value;
    for (uint32_t e = 0; from != NULL && e < from->count; e++) {
        if (is_large) prefetch_entries(o, to, from, e);
        dictionary_value(from, e, &value);
        if (is_nil(&value)) continue;
        dictionary_key(from, e, &key);
        append_entry(o, to, &key, &value);
    }
}

/* Values or entries moved from one place of the table to another: when its tracing is cut, some
** might move from where it has not been to where it has. */
static inline void note_moves(Objects *o, Table *t) {
    if (heap_has_parts(&o->heap)) heap_barrier(&o->heap, &t->cell);
}

static void replace_dictionary(Objects *o, Table *t, Dictionary *d) {
    Dictionary *old = t->dictionary;
    t->dictionary = d;
    note_moves(o, t);
    if (old != NULL) heap_free_buffer(&o->heap, old, dictionary_bytes(old->capacity));
}

/* Entries that a dictionary with `live` ones and one to come should have room for: a third more, so
** that rebuilding is paid for by the insertions until the next. */
static uint64_t roomy(uint32_t live) {
    return live < 3 ? live + 1 : (uint64_t)live + live / 3 + 1;
}

static void rebuild_dictionary(Objects *o, Table *t, uint64_t entries) {
    Dictionary *d = new_dictionary(o, entries);
    copy_entries(o, d, t->dictionary);
    replace_dictionary(o, t, d);
}

void table_become_dictionary(Objects *o, Table *t) {
    const Shape *old = t->shape;
    const uint32_t slots = shape_count(old);
    Shape *shape = shape_to_dictionary(o, t->shape);
    heap_push_root(&o->heap, &shape->cell);
    Dictionary *d = new_dictionary(o, (uint64_t)slots + live_entries(t->dictionary) + 1);
    heap_pop_root(&o->heap);
    for (uint32_t i = 0; i < slots; i++) {
        if (*slot_tag(t->slots, i) == TAG_NIL) continue;
        Value key, value;
        set_string(&key, shape_key(old, i));
        slot_get(t, i, &value);
        append_entry(o, d, &key, &value);
    }
    copy_entries(o, d, t->dictionary);
    replace_dictionary(o, t, d);
    t->shape = shape;
    if (!slots_are_inline(t) && t->slots != NULL)
        heap_free_buffer(&o->heap, slots_buffer(t), slots_bytes(t->cell.aux));
    t->slots = NULL;
    t->cell.aux = 0;
    t->cell.flags &= (uint8_t)~TABLE_INLINE_SLOTS;
    heap_barrier(&o->heap, &t->cell);
}

/* ---- Counting integer keys ------------------------------------------------------------------- */

static uint32_t range_of(uint64_t key) { /* key >= 1 */
    return key == 1 ? 0 : 64 - (uint32_t)__builtin_clzll(key - 1);
}

static bool is_candidate(const Value *key) {
    return key->tag == TAG_INTEGER && (uint64_t)key->u.i - 1 < TABLE_MAX_ARRAY;
}

static void count_dictionary(const Dictionary *d, uint32_t *ranges) {
    Value key;
    for (uint32_t e = 0; d != NULL && e < d->count; e++) {
        if (d->value_tags[e] == TAG_NIL) continue;
        dictionary_key(d, e, &key);
        if (is_candidate(&key)) ranges[range_of((uint64_t)key.u.i)]++;
    }
}

static void count_array(const Table *t, uint32_t *ranges) {
    const uint32_t count = t->cell.own;
    uint64_t key = 1;
    for (uint32_t b = 0; key <= count; b++) {
        const uint64_t end = (uint64_t)1 << b;
        for (; key <= end && key <= count; key++)
            ranges[b] += *array_tag(t->array, key - 1) != TAG_NIL;
    }
}

/* Largest n = 2^b of which more than half are in use; 0 if none. */
static uint64_t best_size(const uint32_t *ranges) {
    uint64_t best = 0, total = 0;
    for (uint32_t b = 0; b <= 31; b++) {
        total += ranges[b];
        if (total > ((uint64_t)1 << b) / 2) best = (uint64_t)1 << b;
    }
    return best;
}

/* ---- Moving integer keys --------------------------------------------------------------------- */

static uint32_t entries_up_to(const Dictionary *d, uint64_t n) {
    uint32_t found = 0;
    for (uint32_t e = 0; d != NULL && e < d->count; e++)
        found += d->value_tags[e] != TAG_NIL && d->key_tags[e] == TAG_INTEGER &&
                 (uint64_t)d->keys[e].i - 1 < n;
    return found;
}

/* Array and dictionary hold what they should; keys that follow the array directly are still to be
** taken over, for which there is room. */
static void take_over(Objects *o, Table *t) {
    Dictionary *d = t->dictionary;
    if (d != NULL && d->integer_count > 0) note_moves(o, t);
    while (d != NULL && d->integer_count > 0) {
        const int64_t e = dictionary_find_integer(d, (int64_t)t->cell.own + 1);
        if (e < 0 || d->value_tags[e] == TAG_NIL) return;
        Value value;
        dictionary_value(d, (uint32_t)e, &value);
        array_put(t, t->cell.own++, &value);
        dictionary_kill(d, (uint32_t)e);
    }
}

static bool has_live_integer(const Dictionary *d, uint64_t key) {
    const int64_t e = d == NULL ? -1 : dictionary_find_integer(d, (int64_t)key);
    return e >= 0 && d->value_tags[e] != TAG_NIL;
}

/* Keys in the dictionary that follow `key` directly, without a gap. */
static uint64_t followers(const Dictionary *d, uint64_t key) {
    uint64_t n = 0;
    while (has_live_integer(d, key + n + 1))
        n++;
    return n;
}

/* A key that goes to the array leaves no entry in the dictionary, not even an empty one: a
** traversal that stands on it would go on from there. */
static void kill_integer(Dictionary *d, uint64_t key) {
    if (d == NULL || d->integer_count == 0) return;
    const int64_t e = dictionary_find_integer(d, (int64_t)key);
    if (e >= 0) dictionary_kill(d, (uint32_t)e);
}

/* Moves keys up to n from the dictionary to the array, which has room, and stores the new one. */
static void fill_array(Objects *o, Table *t, uint64_t n, uint64_t key, const Value *value) {
    Dictionary *d = t->dictionary;
    uint64_t count = t->cell.own > key ? t->cell.own : key;
    for (uint32_t e = 0; d != NULL && e < d->count; e++) {
        if (d->key_tags[e] != TAG_INTEGER) continue;
        const uint64_t k = (uint64_t)d->keys[e].i;
        if (k - 1 >= n) continue;
        Value moved;
        dictionary_value(d, e, &moved);
        dictionary_kill(d, e);
        if (is_nil(&moved)) continue;
        array_put(t, k - 1, &moved);
        if (k > count) count = k;
    }
    array_put(t, key - 1, value);
    t->cell.own = (uint32_t)count;
    note_moves(o, t);
    take_over(o, t);
}

/* Lets the array take all keys up to n, the new one included. Keys behind n follow them only if
** there is a key n. */
static void promote(Objects *o, Table *t, uint64_t n, uint64_t key, const Value *value) {
    const bool has_last = key == n || has_live_integer(t->dictionary, n);
    const uint64_t more = has_last ? followers(t->dictionary, n) : 0;
    const uint32_t moved = entries_up_to(t->dictionary, n) + (uint32_t)more;
    const uint32_t rest = live_entries(t->dictionary) - moved;
    table_reserve_array(o, t, (uint32_t)(n + more < TABLE_MAX_ARRAY ? n + more : TABLE_MAX_ARRAY));
    Dictionary *d = rest > 0 ? new_dictionary(o, roomy(rest)) : NULL;
    fill_array(o, t, n, key, value);
    if (d != NULL) copy_entries(o, d, t->dictionary);
    if (d != NULL || !shape_is_dictionary(t->shape)) replace_dictionary(o, t, d);
}

/* The dictionary is full. Stores an integer key in the array if that is large enough then. */
static bool try_promote(Objects *o, Table *t, uint64_t key, const Value *value) {
    uint32_t ranges[RANGES] = {0};
    const Dictionary *d = t->dictionary;
    const uint64_t most = (uint64_t)t->cell.own + (d == NULL ? 0 : d->integer_count) + 1;
    if (key > most * 2) return false; /* the first look */
    count_dictionary(d, ranges);
    count_array(t, ranges);
    ranges[range_of(key)]++;
    const uint64_t n = best_size(ranges);
    if (n < key || n > o->table_limit) return false;
    promote(o, t, n, key, value);
    return true;
}

/* Gives back room that the array has beyond its count; keeps it if memory is short. */
static void trim_array(Objects *o, Table *t) {
    const uint32_t old = table_array_capacity(t), capacity = fitting_capacity(t->cell.own);
    char *buffer = NULL;
    if (array_is_inline(t)) return;
    if (t->cell.own > 0) {
        if (capacity >= old) return;
        buffer = heap_try_buffer(&o->heap, NULL, 0, array_bytes(capacity));
        if (buffer == NULL) return;
    }
    Payload *array = NULL;
    if (buffer != NULL && t->cell.own > 0) {
        const uint32_t count = t->cell.own;
        array = (Payload *)(buffer + round_up_8(capacity) + 8);
        ((uint32_t *)array)[-2] = capacity;
        ((uint32_t *)array)[-1] = 0;
        memcpy(array, t->array, count * sizeof(Payload));
        memset(buffer, TAG_NIL, round_up_8(capacity));
        memcpy(array_tag(array, count - 1), array_tag(t->array, count - 1), count);
    } else {
        heap_free_buffer(&o->heap, buffer, array_bytes(capacity));
    }
    heap_free_buffer(&o->heap, array_buffer(t), array_bytes(old));
    t->array = array;
}

/* Gives a mostly empty array up beyond n. */
static void demote(Objects *o, Table *t, uint64_t n, uint32_t moved) {
    const uint32_t count = t->cell.own;
    Dictionary *d = new_dictionary(o, roomy(moved + live_entries(t->dictionary)));
    Value key, value;
    for (uint64_t i = n; i < count; i++) {
        array_get(t, i, &value);
        if (is_nil(&value)) continue;
        set_integer(&key, (int64_t)i + 1);
        append_entry(o, d, &key, &value);
        *array_tag(t->array, i) = TAG_NIL;
    }
    copy_entries(o, d, t->dictionary);
    t->cell.own = n < count ? (uint32_t)n : count;
    replace_dictionary(o, t, d);
    array_shrink_count(t);
    trim_array(o, t);
}

/* The array is full, and `at_limit` may not grow: if it is mostly holes, or at the limit for the
** greater part, moves what is too sparse to the dictionary. */
static bool try_demote(Objects *o, Table *t, bool at_limit) {
    const uint32_t count = t->cell.own;
    uint32_t used = 0, ranges[RANGES] = {0};
    if (count < DEMOTE_MIN) return false;
    for (uint32_t i = 0; i < count; i++)
        used += *array_tag(t->array, i) != TAG_NIL;
    if (used >= count / (at_limit ? 2 : DEMOTE_SHARE)) return false;
    count_array(t, ranges);
    count_dictionary(t->dictionary, ranges);
    const uint64_t n = best_size(ranges);
    if (n >= count) return false;
    uint32_t moved = 0;
    for (uint64_t i = n; i < count; i++)
        moved += *array_tag(t->array, i) != TAG_NIL;
    demote(o, t, n, moved);
    return true;
}

/* ---- Insertion ------------------------------------------------------------------------------- */

void table_append(Objects *o, Table *t, const Value *value) {
    const uint64_t key = (uint64_t)t->cell.own + 1;
    const uint64_t needed = key + followers(t->dictionary, key);
    if (needed > table_array_capacity(t)) {
        if (try_demote(o, t, needed > o->table_limit)) {
            const Value k = value_integer((int64_t)key);
            table_set(o, t, &k, value);
            return;
        }
        grow_array(o, t, needed); /* a weak table may be shorter now: that leaves holes */
    }
    array_put(t, key - 1, value);
    t->cell.own = (uint32_t)key;
    kill_integer(t->dictionary, key);
    take_over(o, t);
}

/* Makes room for a new entry, or stores the new key in the array: true then. */
static bool make_room(Objects *o, Table *t, const Value *key, const Value *value) {
    const Dictionary *d = t->dictionary;
    const uint32_t live = live_entries(d), limit = o->table_limit;
    if (d != NULL && d->count >= limit && live >= limit / 4 * 3) too_large(o);
    const uint64_t entries = roomy(live);
    const bool grows = d != NULL && dictionary_fitting(entries) > d->capacity;
    if (grows && is_candidate(key) && try_promote(o, t, (uint64_t)key->u.i, value)) return true;
    rebuild_dictionary(o, t, entries);
    return false;
}

#define GAP_SHARE 8 /* an array takes a key that is less than 1/8 of its count away */

/* Stores a key that comes soon after a large array, in room that is there: a list with some nils,
** filled in order, then does not go by way of the dictionary, again and again. */
static bool bridge_gap(Table *t, const Value *key, const Value *value) {
    const Dictionary *d = t->dictionary;
    if (key->tag != TAG_INTEGER || (d != NULL && d->integer_count > 0)) return false;
    const uint64_t count = t->cell.own, n = (uint64_t)key->u.i;
    if (n <= count || n > table_array_capacity(t) || n - count > count / GAP_SHARE) return false;
    array_put(t, n - 1, value);
    t->cell.own = (uint32_t)n;
    return true;
}

void table_insert(Objects *o, Table *t, const Value *key, const Value *value, int64_t old) {
    Dictionary *d = t->dictionary;
    if (old < 0 && bridge_gap(t, key, value)) return;
    if (d == NULL || d->count == d->capacity || d->count >= o->table_limit) {
        if (make_room(o, t, key, value)) return;
        d = t->dictionary;
        old = -1; /* rebuilding dropped it */
    }
    if (old >= 0 && (uint32_t)old + 1 == d->count) { /* empty and last: already in its place */
        dictionary_set_value(d, (uint32_t)old, value);
        return;
    }
    if (old >= 0) dictionary_kill(d, (uint32_t)old);
    append_entry(o, d, key, value);
}
