/* Dictionaries: insertion-ordered open-addressing hash maps, the general part of a table.
**
** Entries stand in an array in order of insertion (keys, values, and their tags split as
** everywhere); an index of uint32_t leads from hashes to entry numbers. Deleting sets the value to
** nil and keeps the entry, so that traversal may assign nil; rebuilding on growth drops empty
** entries. An entry's number stays valid until the next rebuild: caches remember it and check the
** key.
**
** Large dictionaries cost what they miss in the caches, and the index is made for that:
** - Its elements hold, above the entry's number + 1, those bits of the hash that did not choose the
**   place. So a key is looked at only where it is most likely the one.
** - Integers, and cells by their addresses, that stand close together have places close together:
**   a key's hash is its lower bits, as many as choose a place, plus a hash of all above. Filling in
**   any near order then walks through the index.
** - A search goes DICTIONARY_NEAR places upward, mostly in one cache line, and then by growing steps
**   that the hash begins. Runs of neighbours may be as long as they like: they are left at once.
**
** A key that comes back after it was deleted is a new key: it goes to the end, and its old entry is
** dead. So the order does not depend on whether a collection or a rebuild came in between.
**
**   | Dictionary | keys | values | index | key tags | value tags |      one buffer
*/
#ifndef ORRERY_DICTIONARY_H
#define ORRERY_DICTIONARY_H

#include "string_object.h"

struct Objects;

typedef struct Dictionary {
    uint32_t count;         /* entries used, including empty ones */
    uint32_t capacity;      /* entries there is room for */
    uint32_t integer_count; /* entries with integer keys, including empty ones */
    uint32_t index_mask;    /* size of the index array - 1 */
    uint32_t hint;          /* entry at which the last traversal step ended */
    uint32_t seed;          /* of the hashes: the State's */
    Payload *keys;   /* [capacity]; the four arrays and the index share this dictionary's buffer */
    Payload *values; /* [capacity] */
    uint8_t *key_tags;
    uint8_t *value_tags;
    uint32_t *index; /* upper bits of the hash, and entry number + 1 below them; 0: free */
} Dictionary;

/* Entry number of a key, or -1. `d` may not be NULL; a key that is a float must have no integer
** value. */
int64_t dictionary_find(const struct Objects *o, const Dictionary *d, const Value *key);

/* Hash of a payload. The seed differs from State to State, so that nobody can prepare keys that
** collide. It never shows in any order. */
static inline uint32_t dictionary_hash_bits(uint32_t seed, uint64_t bits) {
    const uint64_t factor = 0x9e3779b97f4a7c15u ^ (uint64_t)seed << 16; /* odd */
    const __uint128_t product = (__uint128_t)(bits ^ seed) * factor;
    const uint64_t mixed = (uint64_t)product ^ (uint64_t)(product >> 64);
    return (uint32_t)(mixed ^ mixed >> 32);
}

/* The same for a number whose neighbours shall have the places beside it. */
static inline uint32_t dictionary_hash_near(const Dictionary *d, uint64_t bits) {
    return dictionary_hash_bits(d->seed, bits & ~(uint64_t)d->index_mask) + (uint32_t)bits;
}
static inline uint32_t dictionary_hash_integer(const Dictionary *d, int64_t key) {
    return dictionary_hash_near(d, (uint64_t)key);
}

#define DICTIONARY_NEAR 8

/* dictionary_find_hashed from the first place that is not near. */
int64_t dictionary_find_far(const Dictionary *d, uint32_t hash, uint64_t bits, uint8_t tag);

/* Keys whose payload and tag are all that counts. */
static inline int64_t dictionary_find_hashed(const Dictionary *d, uint32_t hash, uint64_t bits,
                                             uint8_t tag) {
    const uint32_t mask = d->index_mask, fragment = hash & ~mask;
    for (uint32_t n = 0; n < DICTIONARY_NEAR; n++) {
        const uint32_t element = d->index[(hash + n) & mask];
        if (element == 0) return -1;
        const uint32_t e = (element ^ fragment) - 1; /* above the mask: another fragment */
        if (e < mask && d->keys[e].bits == bits && d->key_tags[e] == tag) return e;
    }
    return dictionary_find_far(d, hash, bits, tag);
}

static inline int64_t dictionary_find_short(const Dictionary *d, const String *key) {
    const Value v = {{.cell = (Cell *)(uintptr_t)&key->cell}, TAG_STRING};
    return dictionary_find_hashed(d, key->cell.own, v.u.bits, TAG_STRING);
}

static inline int64_t dictionary_find_integer(const Dictionary *d, int64_t key) {
    if (d->integer_count == 0) return -1;
    return dictionary_find_hashed(d, dictionary_hash_integer(d, key), (uint64_t)key, TAG_INTEGER);
}

/* The parts below work on a dictionary's buffer alone; tables decide (table_grow.c). */

#define DICTIONARY_MAX ((uint32_t)3 << 28) /* entries */
/* Least capacity that `entries` fit in: three quarters of a power of two. */
uint32_t dictionary_fitting(uint64_t entries);
size_t dictionary_bytes(uint32_t capacity);
/* Makes an empty dictionary of a fresh buffer of dictionary_bytes(capacity) bytes. */
Dictionary *dictionary_format(const struct Objects *o, void *buffer, uint32_t capacity);
/* Adds a key that is absent; there must be room. Returns its entry, whose value is nil. */
uint32_t dictionary_append(const struct Objects *o, Dictionary *d, const Value *key);
/* Fetches the place where that would begin to look. */
void dictionary_prefetch(const struct Objects *o, const Dictionary *d, const Value *key);
/* Empties an entry so that no search finds it again; the room comes back when the dictionary is
** rebuilt. */
static inline void dictionary_kill(Dictionary *d, uint32_t entry) {
    d->integer_count -= d->key_tags[entry] == TAG_INTEGER;
    d->value_tags[entry] = TAG_NIL;
    d->key_tags[entry] = TAG_DEAD_KEY;
}
static inline void dictionary_key(const Dictionary *d, uint32_t entry, Value *out) {
    out->u = d->keys[entry];
    out->tag = d->key_tags[entry];
}
static inline void dictionary_value(const Dictionary *d, uint32_t entry, Value *out) {
    out->u = d->values[entry];
    out->tag = d->value_tags[entry];
}
/* Is `key`, a cell, that of the entry visited last? */
static inline bool dictionary_visited(const Dictionary *d, const Value *key) {
    const uint32_t e = d->hint;
    return e < d->count && d->keys[e].bits == key->u.bits && d->key_tags[e] == key->tag &&
           tag_is_cell(key->tag);
}
static inline void dictionary_set_value(Dictionary *d, uint32_t entry, const Value *value) {
    d->values[entry] = value->u;
    d->value_tags[entry] = value->tag;
}

#endif
