/* Validation of a whole heap, for tests and debug builds. */
#include "heap_internal.h"

static const char *block_fault(const Heap *h, Block *b, uint32_t class_index, bool unswept) {
    if (b->class_index != class_index) return "block in a list of another class";
    size_t in_runs = 0;
    for (const Run *r = b->runs; r != NULL; r = r->next) {
        if (r->header.type != 0) return "run starts with a live cell";
        if ((const char *)r < block_cells(b) || (const char *)r >= block_end(b))
            return "run outside of its block";
        in_runs += r->header.own;
    }
    if (in_runs != b->free_bytes) return "free bytes of a block do not add up";
    for (char *at = block_cells(b); at != block_end(b); at += heap_class_size[class_index]) {
        const Cell *c = (const Cell *)at;
        if (c->type >= CELL_TYPES) return "cell of no known type";
        if (c->type != 0 && !unswept && heap_is_doomed(h, c)) return "doomed cell in a swept block";
    }
    return NULL;
}

static const char *list_fault(const Heap *h, const BlockList *list, uint32_t class_index,
                              bool unswept) {
    const Block *last = NULL;
    for (Block *b = list->head; b != NULL; b = b->next) {
        const char *fault = block_fault(h, b, class_index, unswept);
        if (fault != NULL) return fault;
        last = b;
    }
    return last == list->tail ? NULL : "tail of a block list is wrong";
}

static const char *class_fault(const Heap *h, uint32_t i) {
    const CellClass *k = &h->classes[i];
    const char *fault = NULL;
    if (h->phase != PHASE_SWEEP && k->unswept.head != NULL) return "unswept blocks out of season";
    if (h->cursor[i] > h->limit[i]) return "allocation ran past its run";
    for (const char *at = h->cursor[i]; at < h->limit[i]; at += k->size)
        if (((const Cell *)at)->type != 0) return "live cell in the current run";
    if (k->current != NULL) fault = block_fault(h, k->current, i, false);
    if (fault == NULL) fault = list_fault(h, &k->nursery, i, false);
    if (fault == NULL) fault = list_fault(h, &k->unswept, i, true);
    if (fault == NULL) fault = list_fault(h, &k->available, i, false);
    if (fault == NULL) fault = list_fault(h, &k->full, i, false);
    return fault;
}

static bool is_in_parts(const Heap *h, const Cell *c) {
    for (size_t i = 0; i < h->part_count; i++)
        if (h->parts[i].cell == c) return true;
    return false;
}

/* Traces one cell without marking. */
static void check_cell(Heap *h, Cell *c, void *context) {
    (void)context;
    if (h->fault != NULL || h->ops[c->type].trace == NULL) return;
    const bool has_invariant = h->phase == PHASE_MARK || h->mode == HEAP_GENERATIONAL;
    h->verify_black = has_invariant && heap_color_is(c, h->black) && (c->mark & MARK_BARRIER) &&
                      !(c->mark & MARK_VOLATILE) && !h->force_full && !h->overflow &&
                      !is_in_parts(h, c);
    h->fault_at = c;
    h->ops[c->type].trace(h, c);
}

static const char *remembered_fault(const Heap *h) {
    for (size_t i = 0; i < h->remembered.count; i++) {
        const Cell *c = h->remembered.items[i];
        if (c->type == 0) return "freed cell in the remembered set";
        if (c->mark & MARK_BARRIER) return "remembered cell with barrier flag";
        if (!heap_color_is(c, h->black)) return "remembered cell is not black";
    }
    for (size_t i = 0; i < h->volatiles.count; i++)
        if (!(h->volatiles.items[i]->mark & MARK_VOLATILE)) return "volatile cell without its flag";
    return NULL;
}

const char *heap_check(Heap *h) {
    for (uint32_t i = 0; i < CELL_CLASSES; i++) {
        const char *fault = class_fault(h, i);
        if (fault != NULL) return fault;
    }
    const char *fault = buffers_check(h);
    if (fault == NULL) fault = remembered_fault(h);
    if (fault != NULL) return fault;
    const size_t work = h->work;
    h->fault = NULL;
    h->fault_at = NULL;
    h->verifying = true;
    heap_each_cell(h, check_cell, NULL);
    h->verifying = false;
    h->work = work;
    return h->fault;
}
