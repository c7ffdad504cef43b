/* Marking: gray cells, remembered cells, weak tables. The algorithm is told in heap_collect.c.
**
** Rules
** 1. A cell is made black when it is reached, and gets MARK_BARRIER when it is traced. So black
**    without MARK_BARRIER means: stands in `gray` or `remembered`, or was dropped because a list
**    could not grow. In the last case `overflow` is set and a walk over all cells finds it again
**    (rescan).
** 2. Nothing here fails: a list that cannot grow sets `overflow`, or `force_full` where the list
**    would have served the next young collection.
** 3. Cells of types without `trace` are black and never gray.
*/
#include "heap_internal.h"

#define TRACE_COST 48    /* bytes of work that a traced cell counts */
#define LEAF_COST  16    /* the same for a cell without references */
#define TRIM_ITEMS 4096u /* lists up to this many elements keep their room */

/* ---- Lists ----------------------------------------------------------------------------------- */

bool cell_list_reserve(Heap *h, CellList *list, size_t capacity) {
    if (capacity <= list->capacity) return true;
    size_t room = list->capacity < 32 ? 32 : list->capacity * 2;
    if (room < capacity) room = capacity;
    if (room > SIZE_MAX / sizeof(Cell *)) return false;
    Cell **items = allocator_resize(h->allocator, list->items, list->capacity * sizeof(Cell *),
                                    room * sizeof(Cell *));
    if (items == NULL) return false;
    list->items = items;
    list->capacity = room;
    return true;
}

void cell_list_free(Heap *h, CellList *list) {
    allocator_free(h->allocator, list->items, list->capacity * sizeof(Cell *));
    *list = (CellList){0};
}

static bool push_part(Heap *h, Cell *c, size_t position) {
    if (h->part_count == h->part_capacity) {
        const size_t room = h->part_capacity == 0 ? 16 : h->part_capacity * 2;
        TracePart *parts = allocator_resize(
            h->allocator, h->parts, h->part_capacity * sizeof(TracePart), room * sizeof(TracePart));
        if (parts == NULL) return false;
        h->parts = parts;
        h->part_capacity = room;
    }
    h->parts[h->part_count++] = (TracePart){c, position};
    return true;
}

static void trim(Heap *h, CellList *list) {
    if (list->count == 0 && list->capacity > TRIM_ITEMS) cell_list_free(h, list);
}

void mark_trim(Heap *h) {
    trim(h, &h->gray);
    trim(h, &h->remembered);
    trim(h, &h->weak);
}

void mark_close(Heap *h) {
    cell_list_free(h, &h->gray);
    cell_list_free(h, &h->remembered);
    cell_list_free(h, &h->volatiles);
    cell_list_free(h, &h->weak);
    allocator_free(h->allocator, h->parts, h->part_capacity * sizeof(TracePart));
}

/* ---- Marking --------------------------------------------------------------------------------- */

static void verify(Heap *h, const Cell *c) {
    if (c->type == 0 || c->type >= CELL_TYPES)
        h->fault = "reference to a freed cell";
    else if (heap_is_doomed(h, c))
        h->fault = "reference to a doomed cell";
    else if (h->verify_black)
        h->fault = "black cell, not remembered, refers to a white one";
}

/* Makes a black cell gray. */
static void push_gray(Heap *h, Cell *c) {
    if (!cell_list_push(h, &h->gray, c)) h->overflow = true;
}

void heap_mark_slow(Heap *h, Cell *c) {
    if (h->verifying) {
        verify(h, c);
        return;
    }
    assert(c->type != 0);
    c->mark = (uint8_t)((c->mark & ~(MARK_COLOR | MARK_BARRIER)) | h->black);
    if (h->ops[c->type].trace != NULL)
        push_gray(h, c);
    else
        h->work += LEAF_COST;
}

static void trace_cell(Heap *h, Cell *c) {
    c->mark |= MARK_BARRIER;
    h->work += TRACE_COST;
    if (__builtin_expect(c->mark & MARK_KEY, 0)) ephemerons_key_marked(h, c);
    h->ops[c->type].trace(h, c);
}

bool heap_trace_later(Heap *h, Cell *c, size_t position) {
    return !h->atomic && !h->verifying && push_part(h, c, position);
}

bool mark_drain(Heap *h, size_t work) {
    const size_t limit = work > SIZE_MAX - h->work ? SIZE_MAX : h->work + work;
    for (;;) {
        while (h->gray.count > 0) {
            trace_cell(h, h->gray.items[--h->gray.count]);
            if (h->work >= limit) return false;
        }
        if (h->part_count == 0) return true;
        const TracePart part = h->parts[--h->part_count];
        h->ops[part.cell->type].trace_part(h, part.cell, part.position);
        if (h->work >= limit) return false;
    }
}

/* Is the atomic end to be given up? */
static bool gives_up(Heap *h) {
    if (h->may_stop && !h->stopping && h->work >= h->next_look) {
        h->next_look = h->work + h->slice;
        h->stopping = heap_must_stop(h);
    }
    return h->stopping;
}

static void drain(Heap *h) {
    while (!mark_drain(h, h->may_stop ? h->slice : SIZE_MAX))
        if (gives_up(h)) return;
}

static void rescan_cell(Heap *h, Cell *c, void *context) {
    (void)context;
    h->work += LEAF_COST;
    if (gives_up(h) || !heap_color_is(c, h->black) || (c->mark & MARK_BARRIER)) return;
    if (h->ops[c->type].trace == NULL) return;
    trace_cell(h, c);
    drain(h);
}

/* Traces everything that is reachable from gray cells, whatever it takes, unless it gives up. */
void mark_drain_all(Heap *h) {
    drain(h);
    while (h->overflow && !h->stopping) {
        h->overflow = false;
        heap_each_cell(h, rescan_cell, NULL);
        if (h->stopping) h->overflow = true; /* the walk was not finished */
    }
}

void mark_roots(Heap *h) {
    for (uint32_t i = 0; i < h->root_count; i++)
        heap_mark(h, h->roots[i]);
    finalizers_mark_pending(h);
    if (heap_is_discreet(h)) finalizers_mark_registered(h);
    h->client->trace_roots(h);
}

/* ---- Remembered and volatile cells ----------------------------------------------------------- */

void heap_remember(Heap *h, Cell *c) {
    c->mark &= (uint8_t)~MARK_BARRIER;
    if (!heap_color_is(c, h->black)) return; /* will be traced when it is reached */
    if (h->phase == PHASE_MARK) {
        if (!cell_list_push(h, &h->remembered, c)) h->overflow = true;
    } else if (h->mode == HEAP_GENERATIONAL) {
        if (!cell_list_push(h, &h->remembered, c)) h->force_full = true;
    }
}

void heap_barrier_stored(Heap *h, Cell *c) {
    if (heap_is_marked(h, c)) return;
    if (h->phase == PHASE_MARK) {
        heap_mark(h, c);
    } else if (h->mode == HEAP_GENERATIONAL) {
        c->mark = (uint8_t)((c->mark & ~(MARK_COLOR | MARK_BARRIER)) | h->black);
        if (h->ops[c->type].trace != NULL) heap_remember(h, c);
    }
}

void mark_remembered(Heap *h) {
    for (size_t i = 0; i < h->remembered.count; i++)
        push_gray(h, h->remembered.items[i]);
    h->remembered.count = 0;
}

void heap_trace_again(Heap *h, Cell *c) {
    if (h->verifying || (c->mark & MARK_VOLATILE)) return;
    if (cell_list_push(h, &h->volatiles, c)) {
        c->mark |= MARK_VOLATILE;
    } else {
        h->force_full = true;
        h->may_stop = false; /* nobody would know that it changes */
        if (!h->atomic) {
            h->overflow = true;
            c->mark &= (uint8_t)~MARK_BARRIER;
        }
    }
}

static void mark_volatiles(Heap *h) {
    for (size_t i = 0; i < h->volatiles.count; i++) {
        Cell *c = h->volatiles.items[i];
        c->mark &= (uint8_t) ~(MARK_VOLATILE | MARK_BARRIER);
        push_gray(h, c);
    }
    h->volatiles.count = 0;
}

void mark_forget(Heap *h) {
    for (size_t i = 0; i < h->volatiles.count; i++)
        h->volatiles.items[i]->mark &= (uint8_t)~MARK_VOLATILE;
    h->volatiles.count = h->remembered.count = 0;
    h->overflow = h->force_full = false;
}

/* ---- Weak tables ----------------------------------------------------------------------------- */

bool heap_defer_weak(Heap *h, Cell *table, WeakKind kind) {
    if (h->verifying) return true;
    if (h->atomic) return cell_list_push(h, &h->weak, (Cell *)((uintptr_t)table | kind));
    table->mark &= (uint8_t)~MARK_BARRIER;
    if (!cell_list_push(h, &h->remembered, table)) h->overflow = true;
    return true;
}

static void clear_weak(Heap *h, size_t i, bool values, bool keys) {
    const WeakKind kind = weak_kind(h->weak.items[i]);
    values = values && kind != WEAK_KEYS;
    keys = keys && kind != WEAK_VALUES;
    if (values || keys) h->client->clear_weak(h, weak_table(h->weak.items[i]), values, keys);
}

/* ---- The atomic end -------------------------------------------------------------------------- */

/* Marks what is due at the end; false if that was given up. */
static bool mark_rest(Heap *h) {
    mark_drain_all(h);
    if (!h->stopping) ephemerons_converge(h);
    return !h->stopping;
}

static bool mark_to_end(Heap *h, bool full) {
    mark_roots(h);
    mark_remembered(h);
    mark_volatiles(h);
    if (!mark_rest(h)) return false;
    const size_t before = h->weak.count; /* those met later are referred to by the resurrected */
    for (size_t i = 0; i < before; i++)
        clear_weak(h, i, true, false);
    finalizers_separate(h, full);
    if (!mark_rest(h)) return false;
    for (size_t i = 0; i < h->weak.count; i++)
        clear_weak(h, i, i >= before, true);
    return true;
}

/* Weak tables wait for the next attempt, as heap_defer_weak has them wait while marking goes on. */
static void give_up(Heap *h) {
    for (size_t i = 0; i < h->weak.count; i++) {
        Cell *const table = weak_table(h->weak.items[i]);
        table->mark &= (uint8_t)~MARK_BARRIER;
        if (!cell_list_push(h, &h->remembered, table)) h->overflow = true;
    }
    h->stopping = false;
}

bool mark_finish(Heap *h, bool full, bool may_stop) {
    h->atomic = true;
    h->may_stop = may_stop;
    h->next_look = h->work + h->slice;
    const bool finished = mark_to_end(h, full);
    if (!finished) give_up(h);
    h->weak.count = 0;
    ephemerons_end(h);
    if (finished) h->client->after_mark(h, full);
    h->atomic = h->may_stop = false;
    return finished;
}

void heap_revive(Heap *h, Cell *c) {
    if (heap_is_doomed(h, c)) c->mark = (uint8_t)((c->mark & ~MARK_COLOR) | h->black);
}
