/* Inline functions of the heap: allocation, marking, roots. Part of heap.h. */
#ifndef ORRERY_HEAP_INLINE_H
#define ORRERY_HEAP_INLINE_H

#include <assert.h>

#include "heap_poison.h"

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "headers are written as one word");

/* Writes a whole header: type and mark, the rest zero. */
static inline void heap_write_header(Cell *c, uint8_t type, uint8_t mark) {
    const uint64_t word = (uint64_t)type | (uint64_t)mark << 8;
    __builtin_memcpy(c, &word, sizeof(word));
}

static inline Cell *heap_allocate(Heap *h, size_t size, uint8_t type) {
#if !defined(STRESS_GC) && !defined(STRESS_ALLOC)
    if (__builtin_expect(size <= CELL_SMALL_MAX, 1)) {
        const uint32_t class_index = heap_class(size);
        char *at = h->cursor[class_index];
        if (__builtin_expect(at != h->limit[class_index], 1)) {
            h->cursor[class_index] = at + heap_class_size[class_index];
            unpoison(at, size);
            heap_write_header((Cell *)at, type, h->white);
            return (Cell *)at;
        }
    }
#endif
    return heap_allocate_slow(h, size, type);
}

/* What is left of all runs is not used. Two classes at a time: hosts ask often. */
static inline size_t heap_used(const Heap *h) {
    typedef size_t Pair __attribute__((vector_size(16), aligned(8), may_alias));
    _Static_assert(sizeof(Pair) == 2 * sizeof(h->cursor[0]) && CELL_CLASSES % 2 == 0, "pairs");
    _Static_assert(offsetof(Heap, cursor) % sizeof(Pair) == 0, "none in two lines of the cache");
    const Pair *const cursors = (const Pair *)h->cursor;
    Pair sum = cursors[0];
#pragma GCC unroll 10
    for (uint32_t i = 1; i < CELL_CLASSES / 2; i++)
        sum += cursors[i];
    const Pair second = {sum[1], 0};
    sum += second;
    return h->used - h->limits + sum[0];
}

static inline void heap_push_root(Heap *h, Cell *c) {
    assert(h->root_count < HEAP_ROOTS);
    h->roots[h->root_count++] = c;
}
static inline void heap_pop_root(Heap *h) {
    assert(h->root_count > 0);
    h->root_count--;
}
static inline uint32_t heap_root_depth(const Heap *h) {
    return h->root_count;
}
static inline void heap_set_root_depth(Heap *h, uint32_t depth) {
    h->root_count = depth;
}

static inline bool heap_color_is(const Cell *c, uint8_t color) {
    return (c->mark & MARK_COLOR) == color;
}
static inline void heap_mark(Heap *h, Cell *c) {
    if (!heap_color_is(c, h->black)) heap_mark_slow(h, c);
}
static inline bool heap_is_marked(const Heap *h, const Cell *c) {
    return heap_color_is(c, h->black);
}
static inline bool heap_is_checking(const Heap *h) {
    return h->verifying;
}
static inline bool heap_overlooks(const Heap *h, const Cell *c) {
    return h->verifying && (c->mark & (MARK_BARRIER | MARK_VOLATILE)) != MARK_BARRIER;
}
static inline bool heap_is_doomed(const Heap *h, const Cell *c) {
    return h->phase == PHASE_SWEEP && !heap_color_is(c, h->black) && !heap_color_is(c, h->white);
}

#endif
