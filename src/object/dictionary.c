/* Dictionaries: hashing and searching; growth is table_grow.c's. */
#include <string.h>

#include "objects.h"

#define INDEX_MIN 4u

/* Of numbers, and of what is known by its address. */
static inline uint32_t hash_payload(const Dictionary *d, const Value *key) {
    const uint64_t bits = key->u.bits;
    if (key->tag == TAG_INTEGER) return dictionary_hash_near(d, bits);
    if (key->tag == TAG_FLOAT) return dictionary_hash_bits(d->seed, bits);
    return dictionary_hash_near(d, bits >> 4 | bits << 60);
}

/* Of any key that dictionary_find takes. */
static uint32_t hash_key(const Objects *o, const Dictionary *d, const Value *key) {
    if (key->tag == TAG_STRING) return string_hash((Objects *)(uintptr_t)o, as_string(key));
    if (key->tag <= TAG_TRUE) return dictionary_hash_bits(d->seed, key->tag);
    return hash_payload(d, key);
}

#define STEPS_GROW 0x9e3779b8u /* even, and with no pattern */

/* The place that a search looks at after n others. Every place comes in the end: the n-th step is
** odd and grows by an even number. That it grows matters where all keys of a run begin with the
** same step, which may be small: they would not come out of the run. */
static uint32_t place(const Dictionary *d, uint32_t hash, uint32_t n) {
    const uint32_t step = (hash >> 16 | hash << 16) | 1;
    if (n >= DICTIONARY_NEAR) {
        const uint32_t far = n - DICTIONARY_NEAR + 1;
        n = far * (step + far * STEPS_GROW);
    }
    return (hash + n) & d->index_mask;
}

int64_t dictionary_find_far(const Dictionary *d, uint32_t hash, uint64_t bits, uint8_t tag) {
    const uint32_t mask = d->index_mask, fragment = hash & ~mask;
    for (uint32_t n = DICTIONARY_NEAR;; n++) {
        const uint32_t element = d->index[place(d, hash, n)];
        if (element == 0) return -1;
        const uint32_t e = (element ^ fragment) - 1;
        if (e < mask && d->keys[e].bits == bits && d->key_tags[e] == tag) return e;
    }
}

static bool key_equals(const Dictionary *d, uint32_t e, const Value *key) {
    if (d->key_tags[e] != key->tag) return false;
    if (key->tag <= TAG_TRUE || d->keys[e].bits == key->u.bits) return true;
    return key->tag == TAG_STRING && string_equal((const String *)d->keys[e].cell, as_string(key));
}

/* For long strings and booleans. */
static int64_t find_by_content(const Objects *o, const Dictionary *d, const Value *key) {
    const uint32_t mask = d->index_mask, hash = hash_key(o, d, key);
    for (uint32_t n = 0;; n++) {
        const uint32_t element = d->index[place(d, hash, n)];
        if (element == 0) return -1;
        const uint32_t e = (element ^ (hash & ~mask)) - 1;
        if (e < mask && key_equals(d, e, key)) return e;
    }
}

int64_t dictionary_find(const Objects *o, const Dictionary *d, const Value *key) {
    if (key->tag == TAG_STRING && string_is_short(as_string(key)))
        return dictionary_find_short(d, as_string(key));
    if (key->tag == TAG_STRING || key->tag <= TAG_TRUE) return find_by_content(o, d, key);
    return dictionary_find_hashed(d, hash_payload(d, key), key->u.bits, key->tag);
}

uint32_t dictionary_fitting(uint64_t entries) {
    uint64_t index = INDEX_MIN;
    while (index / 4 * 3 < entries)
        index *= 2;
    return index / 4 * 3 > DICTIONARY_MAX ? 0 : (uint32_t)(index / 4 * 3);
}

static uint32_t index_size(uint32_t capacity) {
    return capacity / 3 * 4;
}

size_t dictionary_bytes(uint32_t capacity) {
    return sizeof(Dictionary) + (size_t)capacity * (2 * sizeof(Payload) + 2) +
           (size_t)index_size(capacity) * sizeof(uint32_t);
}

Dictionary *dictionary_format(const Objects *o, void *buffer, uint32_t capacity) {
    Dictionary *d = buffer;
    const uint32_t index = index_size(capacity);
    *d = (Dictionary){
        .capacity = capacity, .index_mask = index - 1, .seed = (uint32_t)(o->seed ^ o->seed >> 32)};
    d->keys = (Payload *)(d + 1);
    d->values = d->keys + capacity;
    d->index = (uint32_t *)(d->values + capacity);
    d->key_tags = (uint8_t *)(d->index + index);
    d->value_tags = d->key_tags + capacity;
    memset(d->index, 0, index * sizeof(uint32_t));
    return d;
}

uint32_t dictionary_append(const Objects *o, Dictionary *d, const Value *key) {
    assert(d->count < d->capacity);
    const bool is_short = key->tag == TAG_STRING && string_is_short(as_string(key));
    const uint32_t hash = is_short ? key->u.cell->own : hash_key(o, d, key);
    uint32_t n = 0;
    while (d->index[place(d, hash, n)] != 0)
        n++;
    const uint32_t e = d->count++;
    d->index[place(d, hash, n)] = (hash & ~d->index_mask) | (e + 1);
    d->keys[e] = key->u;
    d->key_tags[e] = key->tag;
    d->value_tags[e] = TAG_NIL;
    d->integer_count += key->tag == TAG_INTEGER;
    return e;
}

void dictionary_prefetch(const Objects *o, const Dictionary *d, const Value *key) {
    __builtin_prefetch(&d->index[place(d, hash_key(o, d, key), 0)], 1);
}
