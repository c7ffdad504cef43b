/* Dictionaries: insertion-ordered open-addressing hash maps, the general part of a table.
**
** Entries stand in an array in order of insertion (keys, values, and their tags split as
** everywhere); an index array of uint32_t maps hash positions to entry numbers. Deleting sets the
** value to nil and keeps the entry, so that traversal may assign nil; rebuilding on growth drops
** empty entries. An entry's number stays valid until the next rebuild: caches remember it and check
** the key.
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
    uint32_t unused;
    Payload *keys;   /* [capacity]; the four arrays and the index share this dictionary's buffer */
    Payload *values; /* [capacity] */
    uint8_t *key_tags;
    uint8_t *value_tags;
    uint32_t *index; /* entry number + 1, 0 free */
} Dictionary;

/* Entry number of a key, or -1. `d` may not be NULL; a key that is a float must have no integer
** value. */
int64_t dictionary_find(const struct Objects *o, const Dictionary *d, const Value *key);

/* Hash of a payload, mixed with a number that differs from process to process (the address of
** something), so that nobody can prepare keys that collide. Never shows in any order. */
extern const char dictionary_anchor;
static inline uint32_t dictionary_hash_bits(uint64_t bits) {
    const __uint128_t product =
        (__uint128_t)(bits ^ (uint64_t)(uintptr_t)&dictionary_anchor) * 0x9e3779b97f4a7c15u;
    const uint64_t mixed = (uint64_t)product ^ (uint64_t)(product >> 64);
    return (uint32_t)(mixed ^ mixed >> 32);
}

/* Keys whose payload and tag are all that counts. */
static inline int64_t dictionary_find_bits(const Dictionary *d, uint64_t bits, uint8_t tag) {
    const uint32_t mask = d->index_mask;
    for (uint32_t i = dictionary_hash_bits(bits) & mask;; i = (i + 1) & mask) {
        const uint32_t e = d->index[i];
        if (e == 0) return -1;
        if (d->keys[e - 1].bits == bits && d->key_tags[e - 1] == tag) return e - 1;
    }
}

static inline int64_t dictionary_find_short(const Dictionary *d, const String *key) {
    const uint32_t mask = d->index_mask;
    for (uint32_t i = key->cell.own & mask;; i = (i + 1) & mask) {
        const uint32_t e = d->index[i];
        if (e == 0) return -1;
        if (d->keys[e - 1].cell == &key->cell && d->key_tags[e - 1] == TAG_STRING) return e - 1;
    }
}

static inline int64_t dictionary_find_integer(const Dictionary *d, int64_t key) {
    return d->integer_count == 0 ? -1 : dictionary_find_bits(d, (uint64_t)key, TAG_INTEGER);
}

/* Hash of any key that dictionary_find takes. */
uint32_t dictionary_hash(const struct Objects *o, const Value *key);

/* The parts below work on a dictionary's buffer alone; tables decide (table_grow.c). */

#define DICTIONARY_MAX ((uint32_t)3 << 28) /* entries */
/* Least capacity that `entries` fit in: three quarters of a power of two. */
uint32_t dictionary_fitting(uint64_t entries);
size_t dictionary_bytes(uint32_t capacity);
/* Makes an empty dictionary of a fresh buffer of dictionary_bytes(capacity) bytes. */
Dictionary *dictionary_format(void *buffer, uint32_t capacity);
/* Adds a key that is absent; there must be room. Returns its entry, whose value is nil. */
uint32_t dictionary_append(const struct Objects *o, Dictionary *d, const Value *key);
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
