/* Tables: traversal. A position names the part of the table above POSITION_SHIFT and the index in
** it below, so that a part that shrinks while its elements are set to nil does not shift the
** others. */
#include "table_internal.h"

static inline uint64_t position_of(uint64_t part, uint64_t index) {
    return part << POSITION_SHIFT | index;
}

static bool next_in_array(const Table *t, uint64_t i, uint64_t *position, Value *key,
                          Value *value) {
    for (; i < t->cell.own; i++) {
        if (*array_tag(t->array, i) == TAG_NIL) continue;
        set_integer(key, (int64_t)i + 1);
        array_get(t, i, value);
        *position = i + 1;
        return true;
    }
    return false;
}

static bool next_in_slots(const Table *t, uint64_t i, uint64_t *position, Value *key,
                          Value *value) {
    const uint32_t count = shape_count(t->shape);
    for (; i < count; i++) {
        if (*slot_tag(t->slots, i) == TAG_NIL) continue;
        set_string(key, shape_key(t->shape, (uint32_t)i));
        slot_get(t, i, value);
        *position = position_of(PART_SLOTS, i + 1);
        return true;
    }
    return false;
}

static bool next_in_dictionary(const Table *t, uint64_t i, uint64_t *position, Value *key,
                               Value *value) {
    Dictionary *d = t->dictionary;
    if (d == NULL) return false;
    for (; i < d->count; i++) {
        if (d->value_tags[i] == TAG_NIL) continue;
        dictionary_key(d, (uint32_t)i, key);
        dictionary_value(d, (uint32_t)i, value);
        d->hint = (uint32_t)i;
        *position = position_of(PART_DICTIONARY, i + 1);
        return true;
    }
    return false;
}

uint64_t table_passed(const Table *t, uint64_t from, uint64_t to) {
    const uint64_t mask = ((uint64_t)1 << POSITION_SHIFT) - 1;
    const uint64_t from_part = from >> POSITION_SHIFT, i = from & mask;
    uint64_t part = to >> POSITION_SHIFT, end = (to & mask) - 1;
    if (to == TABLE_END) {
        part = PART_DICTIONARY;
        end = t->dictionary != NULL ? t->dictionary->count : 0;
    }
    if (from_part == part) return end > i ? end - i : 0;
    const uint64_t in_array = from_part == PART_ARRAY && t->cell.own > i ? t->cell.own - i : 0;
    return in_array + (part == PART_DICTIONARY ? end : 0);
}

bool table_next_at(const Table *t, uint64_t *position, Value *key, Value *value) {
    uint64_t part = *position >> POSITION_SHIFT;
    uint64_t i = *position & (((uint64_t)1 << POSITION_SHIFT) - 1);
    if (part == PART_ARRAY) {
        if (next_in_array(t, i, position, key, value)) return true;
        part = PART_SLOTS;
        i = 0;
    }
    if (part == PART_SLOTS) {
        if (next_in_slots(t, i, position, key, value)) return true;
        i = 0;
    }
    return next_in_dictionary(t, i, position, key, value);
}

/* The entry of a key that died while the traversal stood on it. */
static int64_t find_dead(const Dictionary *d, const Value *key) {
    if (!tag_is_cell(key->tag)) return -1;
    for (uint32_t e = 0; e < d->count; e++)
        if (d->key_tags[e] == TAG_DEAD_KEY && d->keys[e].cell == key->u.cell) return e;
    return -1;
}

static int64_t find_entry(const Objects *o, const Dictionary *d, const Value *key) {
    const uint32_t hint = d->hint;
    if (dictionary_visited(d, key)) return hint;
    if (hint < d->count && d->key_tags[hint] == TAG_DEAD_KEY && d->keys[hint].cell == key->u.cell &&
        tag_is_cell(key->tag))
        return hint;
    const int64_t e = dictionary_find(o, d, key);
    return e >= 0 ? e : find_dead(d, key);
}

bool table_position_after(const Objects *o, const Table *t, const Value *key, uint64_t *position) {
    Value k = *key;
    if (k.tag == TAG_NIL) {
        *position = 0;
        return true;
    }
    if (k.tag == TAG_FLOAT && float_to_integer(k.u.n, ROUND_EXACT, &k.u.i)) k.tag = TAG_INTEGER;
    if (k.tag == TAG_INTEGER && (uint64_t)k.u.i - 1 < t->cell.own) {
        *position = (uint64_t)k.u.i;
        return true;
    }
    if (k.tag == TAG_STRING) {
        const int slot = shape_find(t->shape, as_string(&k));
        if (slot >= 0) {
            *position = position_of(PART_SLOTS, (uint64_t)slot + 1);
            return true;
        }
    }
    const int64_t e = t->dictionary == NULL ? -1 : find_entry(o, t->dictionary, &k);
    if (e >= 0) {
        *position = position_of(PART_DICTIONARY, (uint64_t)e + 1);
        return true;
    }
    *position = (uint64_t)k.u.i;
    return k.tag == TAG_INTEGER && (uint64_t)k.u.i - 1 < array_high_mark(t);
}
