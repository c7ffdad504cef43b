/* What the files of heap/ share: blocks, lists, sweeping. */
#ifndef ORRERY_HEAP_INTERNAL_H
#define ORRERY_HEAP_INTERNAL_H

#include "heap.h"

/* A block: header, then `cells` cells of one class.
**
**   | next | bytes, cells, class | runs | free_bytes | cell 0 | cell 1 | ...
**
** A free cell has type 0. Adjacent free cells form a run, whose first cell describes it. */
typedef struct Block {
    struct Block *next;   /* in its list of the class */
    uint32_t bytes;       /* of the whole block */
    uint16_t cells;       /* number of cells */
    uint16_t class_index; /* which class */
    struct Run *runs;     /* free runs, but not the one that the class allocates from */
    size_t free_bytes;    /* in `runs` */
} Block;

/* First cell of a run. header.own: bytes of the run. Fits the smallest cell. */
typedef struct Run {
    Cell header;
    struct Run *next; /* of the block, in no order; NULL: the last */
} Run;

_Static_assert(sizeof(Block) % 16 == 0, "cells are aligned to 16 bytes");
_Static_assert(sizeof(Run) <= 16, "a run fits the smallest cell");

/* A large cell follows this header. */
typedef struct LargeBlock {
    struct LargeBlock *next; /* in one of the Heap's three lists */
    size_t bytes;            /* header included */
} LargeBlock;

_Static_assert(sizeof(LargeBlock) % 16 == 0, "large cells are aligned to 16 bytes");

static inline char *block_cells(Block *b) {
    return (char *)b + sizeof(Block);
}
static inline char *block_end(Block *b) {
    return block_cells(b) + (size_t)b->cells * heap_class_size[b->class_index];
}
static inline Cell *large_cell(LargeBlock *b) {
    return (Cell *)((char *)b + sizeof(LargeBlock));
}

/* Lists of cells. */
bool cell_list_reserve(Heap *h, CellList *list, size_t capacity); /* false: memory is short */
void cell_list_free(Heap *h, CellList *list);
static inline bool cell_list_push(Heap *h, CellList *list, Cell *c) {
    if (list->count == list->capacity && !cell_list_reserve(h, list, list->count + 1)) return false;
    list->items[list->count++] = c;
    return true;
}

/* A request to the allocator for memory that cells and buffers are given from. */
static inline void *backing_resize(Heap *h, void *piece, size_t old_size, size_t new_size) {
    h->backing_due = true;
    void *const result = allocator_resize(h->allocator, piece, old_size, new_size);
    h->backing_due = false;
    if (result != NULL || new_size == 0) h->backing = h->backing - old_size + new_size;
    return result;
}
static inline bool audit_refuses(Heap *h, size_t more) {
    return h->audit != NULL && !h->audit(h, more);
}

/* heap_block.c */
void blocks_init(Heap *h);
void blocks_close(Heap *h); /* destroys all cells */
/* Puts unused parts of current runs back and makes every block that may hold young cells (full:
** every block) wait for the sweep. To be called when marking has ended. */
void blocks_begin_sweep(Heap *h, bool full);
void blocks_retire(Heap *h); /* puts unused parts of current runs back */
/* Sweeps about `bytes` of blocks; true if nothing waits any more. */
bool blocks_sweep(Heap *h, size_t bytes);

/* heap_buffer.c */
void buffers_init(Heap *h);
void buffers_close(Heap *h);
void buffers_trim(Heap *h); /* gives spare ones back to the allocator */
const char *buffers_check(const Heap *h);

static inline bool heap_must_stop(Heap *h) {
    return h->client->must_stop != NULL && h->client->must_stop(h);
}

/* heap_mark.c */
void mark_roots(Heap *h);
bool mark_drain(Heap *h, size_t work); /* true if nothing is gray any more; SIZE_MAX: no limit */
void mark_drain_all(
    Heap *h); /* the same without end, and with what was dropped for lack of memory */
void mark_remembered(Heap *h); /* makes remembered cells gray */
void mark_forget(Heap *h);     /* drops all lists: a full cycle begins */
/* The atomic end of marking: afterwards all that lives is black. False, if it may stop: it was given
** up, marking is to go on, and to end another time. */
bool mark_finish(Heap *h, bool full, bool may_stop);
void mark_trim(Heap *h); /* gives back room that empty lists hold */
void mark_close(Heap *h);

/* Items of heap->weak: a table, its WeakKind in the low bits. */
#define WEAK_KIND_BITS 3u
static inline WeakKind weak_kind(const Cell *item) {
    return (WeakKind)((uintptr_t)item & WEAK_KIND_BITS);
}
static inline Cell *weak_table(Cell *item) {
    return (Cell *)((uintptr_t)item & ~(uintptr_t)WEAK_KIND_BITS);
}

/* heap_ephemeron.c */
void ephemerons_converge(Heap *h); /* marks all that marked keys of weak tables keep alive */
void ephemerons_key_marked(Heap *h, Cell *key); /* a cell with MARK_KEY is traced */
void ephemerons_end(Heap *h);                   /* forgets the pairs: marking is over */

/* heap_final.c */
void finalizers_mark_pending(Heap *h);
void finalizers_mark_registered(Heap *h);
void finalizers_separate(Heap *h, bool full); /* unmarked ones become pending */
void finalizers_close(Heap *h);

#endif
