/* Ephemerons: tables whose values live as long as their keys.
**
** A value can be the key of another entry, in this table or another one, so marking one may decide
** about the next. Looking through all tables again until nothing changes is quick as a rule: once
** or twice. But a chain of n such entries in the wrong order takes n rounds, and scripts can make
** one. So after ROUNDS of them every entry that is still open, its key and its value unmarked,
** becomes a pair in an index by key; its key gets MARK_KEY, and whoever traces a cell with that
** mark looks up what it keeps alive. That is linear.
**
** When there is no memory for the index, all values of open entries are marked: they live for one
** collection longer than they need.
*/
#include <string.h>

#include "heap_internal.h"

#define ROUNDS       3
#define CAPACITY_MIN 64u

static uint32_t hash_of(const Ephemerons *e, const Cell *key) {
    return (uint32_t)((uint64_t)(uintptr_t)key * UINT64_C(0x9e3779b97f4a7c15) >> 32) &
           (e->capacity - 1);
}

static void link_pair(Ephemerons *e, uint32_t index) {
    uint32_t *const head = &e->heads[hash_of(e, e->pairs[index].key)];
    e->pairs[index].next = *head;
    *head = index + 1;
}

static bool grow(Heap *h) {
    Ephemerons *const e = &h->ephemerons;
    const uint32_t old = e->capacity, capacity = old == 0 ? CAPACITY_MIN : old * 2;
    if (old > UINT32_MAX / 4) return false;
    EphemeronPair *const pairs =
        allocator_resize(h->allocator, e->pairs, old * sizeof *pairs, capacity * sizeof *pairs);
    if (pairs == NULL) return false;
    e->pairs = pairs;
    uint32_t *const heads =
        allocator_resize(h->allocator, e->heads, old * sizeof *heads, capacity * sizeof *heads);
    if (heads == NULL) { /* the capacity is that of both */
        e->pairs =
            allocator_resize(h->allocator, pairs, capacity * sizeof *pairs, old * sizeof *pairs);
        return false;
    }
    e->heads = heads;
    e->capacity = capacity;
    memset(heads, 0, capacity * sizeof *heads);
    for (uint32_t n = 0; n < e->count; n++)
        link_pair(e, n);
    return true;
}

void heap_note_ephemeron(Heap *h, Cell *key, Cell *value) {
    Ephemerons *const e = &h->ephemerons;
    if (e->failed) return;
    if (e->count == e->capacity && !grow(h)) {
        e->failed = true;
        return;
    }
    key->mark |= MARK_KEY;
    e->pairs[e->count] = (EphemeronPair){.key = key, .value = value};
    link_pair(e, e->count++);
}

void ephemerons_key_marked(Heap *h, Cell *key) {
    const Ephemerons *const e = &h->ephemerons;
    key->mark &= (uint8_t)~MARK_KEY;
    for (uint32_t n = e->heads[hash_of(e, key)]; n != 0; n = e->pairs[n - 1].next) {
        if (e->pairs[n - 1].key == key) heap_mark(h, e->pairs[n - 1].value);
    }
}

/* One round over the weak tables from `first` on, those that are met meanwhile included; true if it
** marked anything. */
static bool look(Heap *h, EphemeronMode mode, size_t first) {
    bool marked = false;
    for (size_t i = first; i < h->weak.count; i++) {
        if (weak_kind(h->weak.items[i]) != WEAK_KEYS) continue;
        if (h->client->trace_ephemeron(h, weak_table(h->weak.items[i]), mode)) {
            marked = true;
            mark_drain_all(h);
        }
    }
    return marked;
}

void ephemerons_converge(Heap *h) {
    Ephemerons *const e = &h->ephemerons;
    if (e->noted == 0) {
        for (int round = 0; round < ROUNDS; round++)
            if (!look(h, EPHEMERON_LOOK, 0)) return;
    }
    look(h, EPHEMERON_NOTE, e->noted);
    e->noted = h->weak.count;
    if (e->failed) look(h, EPHEMERON_HOLD, 0);
}

void ephemerons_end(Heap *h) {
    Ephemerons *const e = &h->ephemerons;
    for (uint32_t n = 0; n < e->count; n++)
        e->pairs[n].key->mark &= (uint8_t)~MARK_KEY;
    allocator_free(h->allocator, e->pairs, e->capacity * sizeof *e->pairs);
    allocator_free(h->allocator, e->heads, e->capacity * sizeof *e->heads);
    *e = (Ephemerons){.count = 0};
}
