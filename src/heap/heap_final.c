/* Finalizers: registered cells and those that wait for their finalizer.
**
** `finalizers` keeps the order of registration. When marking ends, registered cells that are not
** reachable move to `pending`, last registered first, and are marked so that they and what they
** refer to live until the finalizer has run. A young collection only looks at those registered
** since the last one: all others are old or were looked at then.
**
** Separation must not fail, so registering reserves the room that `pending` may need.
*/
#include <string.h>

#include "heap_internal.h"

size_t heap_pending_count(const Heap *h) {
    return h->pending.count - h->pending_head;
}

static bool reserve(Heap *h) {
    const size_t all = h->finalizers.count + 1;
    return cell_list_reserve(h, &h->finalizers, all) &&
           cell_list_reserve(h, &h->pending, all + heap_pending_count(h));
}

void heap_register_finalizer(Heap *h, Cell *c) {
    if (c->mark & MARK_FINALIZER) return;
    if (!reserve(h)) {
        if (!h->busy) heap_collect(h, true);
        if (!reserve(h)) h->client->no_memory(h);
    }
    c->mark |= MARK_FINALIZER;
    h->finalizers.items[h->finalizers.count++] = c;
}

#define AHEAD 8 /* cells: when many are taken and left alone, cache misses are what it costs */

Cell *heap_take_pending(Heap *h) {
    if (heap_pending_count(h) == 0) return NULL;
    if (heap_pending_count(h) > AHEAD)
        __builtin_prefetch(h->pending.items[h->pending_head + AHEAD], 1);
    Cell *c = h->pending.items[h->pending_head++];
    if (heap_pending_count(h) == 0) h->pending_head = h->pending.count = 0;
    c->mark &= (uint8_t)~MARK_FINALIZER;
    return c;
}

bool heap_has_pending(const Heap *h) {
    return heap_pending_count(h) > 0;
}

void finalizers_mark_pending(Heap *h) {
    for (size_t i = h->pending_head; i < h->pending.count; i++)
        heap_mark(h, h->pending.items[i]);
}

void finalizers_mark_registered(Heap *h) {
    for (size_t i = 0; i < h->finalizers.count; i++)
        heap_mark(h, h->finalizers.items[i]);
}

static void make_pending(Heap *h, Cell *c) {
    if (h->pending.count == h->pending.capacity) { /* room is at the front */
        const size_t count = heap_pending_count(h);
        memmove(h->pending.items, h->pending.items + h->pending_head, count * sizeof(Cell *));
        h->pending_head = 0;
        h->pending.count = count;
    }
    assert(h->pending.count < h->pending.capacity);
    h->pending.items[h->pending.count++] = c;
}

/* Keeps those of the registered from `first` on that are marked. */
static void compact(Heap *h, size_t first) {
    Cell **items = h->finalizers.items;
    size_t kept = first;
    for (size_t i = first; i < h->finalizers.count; i++)
        if (heap_is_marked(h, items[i])) items[kept++] = items[i];
    h->finalizers.count = kept;
}

void finalizers_separate(Heap *h, bool full) {
    const size_t first = full ? 0 : h->finalizers_old;
    const size_t before = heap_pending_count(h);
    for (size_t i = h->finalizers.count; i > first; i--) {
        Cell *c = h->finalizers.items[i - 1];
        if (!heap_is_marked(h, c)) make_pending(h, c);
    }
    if (heap_pending_count(h) > before) {
        compact(h, first);
        finalizers_mark_pending(h);
    }
    h->finalizers_old = h->finalizers.count;
}

void heap_finalize_all(Heap *h) {
    for (size_t i = h->finalizers.count; i > 0; i--)
        make_pending(h, h->finalizers.items[i - 1]);
    h->finalizers.count = h->finalizers_old = 0;
}

void finalizers_close(Heap *h) {
    cell_list_free(h, &h->finalizers);
    cell_list_free(h, &h->pending);
}
