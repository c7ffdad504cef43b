/* Blocks: cells' memory. Allocation and sweeping; see heap.h and heap_struct.h for the words.
**
** Life of a block. A new block of a class is one free run. The class takes a run and hands its
** cells out by moving `cursor`; when a block has no run left it goes to `nursery`, since it may
** hold young cells. When marking ends, the nursery (full collection: every block) becomes
** `unswept`. A class that needs a run sweeps its own unswept blocks first, a few at most, so
** sweeping costs where allocation happens and finds memory that is then used while it is in the
** cache.
**
** Young collections never touch blocks that were not allocated into. A block nearly full is not
** worth allocating into (each young collection would walk it for a few cells): it counts as full
** until the next full collection, or until memory is short.
**
** Accounting goes by runs, not by cells, so that the fast path only moves a pointer.
*/
#include <string.h>

#include "heap_internal.h"

#define BLOCK_BYTES_MIN 512u          /* an empty State uses a dozen classes: small first blocks */
#define BLOCK_BYTES_MAX (32u * 1024u) /* larger ones measured no faster, and are freed less often */
#define BLOCK_CELLS_MIN 3u
#define REFILL_SWEEPS   8  /* blocks that one refill sweeps at most: bounds its time */
#define SWEEP_AHEAD     6  /* cells between preparing and destroying one: a cache miss's time */
#define FULL_SHARE      16 /* a block with less than 1/16 free counts as full */

static void list_push(BlockList *list, Block *b) {
    b->next = list->head;
    list->head = b;
    if (list->tail == NULL) list->tail = b;
}

static Block *list_pop(BlockList *list) {
    Block *b = list->head;
    if (b != NULL) {
        list->head = b->next;
        if (list->head == NULL) list->tail = NULL;
    }
    return b;
}

/* Moves all of `from` in front of `to`. */
static void list_append(BlockList *to, BlockList *from) {
    if (from->head == NULL) return;
    from->tail->next = to->head;
    if (to->tail == NULL) to->tail = from->tail;
    to->head = from->head;
    from->head = from->tail = NULL;
}

/* ---- Runs ------------------------------------------------------------------------------------ */

static void add_run(Block *b, char *at, size_t bytes) {
    Run *run = (Run *)at;
    unpoison(run, sizeof(Run));
    run->header = (Cell){0};
    run->header.own = (uint32_t)bytes;
    run->next = b->runs;
    b->runs = run;
    b->free_bytes += bytes;
}

/* Under an audit runs are one cell long, so that each cell comes through allocate_colored. */
static void split_run(Block *b, Run *run, uint32_t size) {
    const size_t bytes = run->header.own;
    if (bytes == size) return;
    b->runs = run->next;
    b->free_bytes -= bytes;
    add_run(b, (char *)run + size, bytes - size);
    add_run(b, (char *)run, size);
}

static uint32_t index_of(const Heap *h, const CellClass *k) {
    return (uint32_t)(k - h->classes);
}

static void set_run(Heap *h, uint32_t class_index, char *from, char *to) {
    h->limits += (size_t)to - (size_t)h->limit[class_index];
    h->cursor[class_index] = from;
    h->limit[class_index] = to;
}

static void take_run(Heap *h, CellClass *k, Block *b) {
    Run *run = b->runs;
    if (h->audit != NULL) split_run(b, run, k->size);
    const size_t bytes = run->header.own;
    b->runs = run->next;
    b->free_bytes -= bytes;
    k->current = b;
    set_run(h, index_of(h, k), (char *)run, (char *)run + bytes);
    h->used += bytes;
    h->allocated += (int64_t)bytes;
    h->debt += (int64_t)bytes;
}

/* Gives the rest of the current run back to its block, which goes to the nursery. */
static void retire_current(Heap *h, CellClass *k) {
    if (k->current == NULL) return;
    const uint32_t class_index = index_of(h, k);
    const size_t rest = (size_t)(h->limit[class_index] - h->cursor[class_index]);
    if (rest > 0) {
        add_run(k->current, h->cursor[class_index], rest);
        h->used -= rest;
        h->allocated -= (int64_t)rest;
        h->debt -= (int64_t)rest;
    }
    list_push(&k->nursery, k->current);
    k->current = NULL;
    set_run(h, class_index, NULL, NULL);
}

/* ---- New blocks ------------------------------------------------------------------------------ */

static uint32_t first_block_bytes(uint32_t size) {
    const uint32_t least = BLOCK_CELLS_MIN * size + (uint32_t)sizeof(Block);
    return least > BLOCK_BYTES_MIN ? least : BLOCK_BYTES_MIN;
}

static Block *new_block(Heap *h, CellClass *k) {
    const uint32_t cells = (k->block_bytes - (uint32_t)sizeof(Block)) / k->size;
    const uint32_t bytes = (uint32_t)sizeof(Block) + cells * k->size;
    Block *b = backing_resize(h, NULL, 0, bytes);
    if (b == NULL) return NULL;
    *b = (Block){.bytes = bytes, .cells = (uint16_t)cells, .class_index = (uint16_t)index_of(h, k)};
    char *at = block_cells(b);
    for (uint32_t i = 0; i < cells; i++, at += k->size) {
        ((Cell *)at)->type = 0;
        poison(at + sizeof(Cell), k->size - sizeof(Cell));
    }
    add_run(b, block_cells(b), (size_t)cells * k->size);
    if (k->block_bytes < BLOCK_BYTES_MAX) {
        k->block_bytes += k->block_bytes / 2;
        if (k->block_bytes > BLOCK_BYTES_MAX) k->block_bytes = BLOCK_BYTES_MAX;
    }
    return b;
}

static void free_block(Heap *h, Block *b) {
    unpoison(b, b->bytes);
    backing_resize(h, b, b->bytes, 0);
}

/* ---- Sweeping -------------------------------------------------------------------------------- */

/* Buffers that a cell frees while it is destroyed are not the program's doing: pacing ignores
** them. */
static inline void destroy_cell(Heap *h, Cell *c) {
    void (*destroy)(Heap *, Cell *) = h->ops[c->type].destroy;
    if (destroy == NULL) return;
    const int64_t debt = h->debt, allocated = h->allocated;
    destroy(h, c);
    h->debt = debt;
    h->allocated = allocated;
}

/* The sweep will come to this cell soon. */
static inline void prepare_cell(Heap *h, const Cell *c) {
    if (c->type != 0 && h->ops[c->type].prepare != NULL && !heap_color_is(c, h->black))
        h->ops[c->type].prepare(h, c);
}

/* Frees the doomed cells of a block and finds its runs anew. */
static void sweep_block(Heap *h, Block *b) {
    const size_t size = heap_class_size[b->class_index];
    const size_t free_before = b->free_bytes;
    const uint8_t black = h->black;
    char *const end = block_end(b);
    char *run = NULL; /* start of the run that the walk is in */
    b->runs = NULL;
    b->free_bytes = 0;
    for (char *at = block_cells(b); at != end; at += size) {
        Cell *c = (Cell *)at;
        if ((size_t)(end - at) > SWEEP_AHEAD * size)
            prepare_cell(h, (Cell *)(at + SWEEP_AHEAD * size));
        if (c->type != 0) {
            if (heap_color_is(c, black)) {
                if (run != NULL) add_run(b, run, (size_t)(at - run));
                run = NULL;
                continue;
            }
            destroy_cell(h, c);
            c->type = 0;
            poison(at + sizeof(Cell), size - sizeof(Cell));
        }
        if (run == NULL) run = at;
    }
    if (run != NULL) add_run(b, run, (size_t)(end - run));
    h->used -= b->free_bytes - free_before;
}

static void sweep_large(Heap *h) {
    LargeBlock *b = h->large_unswept;
    h->large_unswept = b->next;
    if (heap_color_is(large_cell(b), h->black)) {
        b->next = h->large_old;
        h->large_old = b;
        return;
    }
    destroy_cell(h, large_cell(b));
    h->used -= b->bytes;
    backing_resize(h, b, b->bytes, 0);
}

/* Files a swept block that nothing is allocated from now. */
static void file_swept(Heap *h, CellClass *k, Block *b) {
    const size_t all = (size_t)b->cells * k->size;
    if (b->free_bytes == all && h->sweeping_full) {
        free_block(h, b);
        if (k->block_bytes > first_block_bytes(k->size)) k->block_bytes -= k->block_bytes / 8;
    } else {
        list_push(b->free_bytes * FULL_SHARE < all ? &k->full : &k->available, b);
    }
}

bool blocks_sweep(Heap *h, size_t bytes) {
    while (h->sweep_class < CELL_CLASSES) {
        CellClass *k = &h->classes[h->sweep_class];
        Block *b;
        while ((b = list_pop(&k->unswept)) != NULL) {
            const size_t size = b->bytes;
            sweep_block(h, b);
            file_swept(h, k, b);
            if (bytes <= size) return false;
            bytes -= size;
        }
        h->sweep_class++;
    }
    while (h->large_unswept != NULL) {
        sweep_large(h);
        if (bytes <= 512) return false;
        bytes -= 512;
    }
    return true;
}

void blocks_retire(Heap *h) {
    for (uint32_t i = 0; i < CELL_CLASSES; i++)
        retire_current(h, &h->classes[i]);
}

void blocks_begin_sweep(Heap *h, bool full) {
    for (uint32_t i = 0; i < CELL_CLASSES; i++) {
        CellClass *k = &h->classes[i];
        retire_current(h, k);
        list_append(&k->unswept, &k->nursery);
        if (full) {
            list_append(&k->unswept, &k->available);
            list_append(&k->unswept, &k->full);
        }
    }
    h->sweep_class = 0;
    LargeBlock **last = &h->large_nursery;
    if (full) {
        while (*last != NULL)
            last = &(*last)->next;
        *last = h->large_old;
        h->large_old = NULL;
    }
    h->large_unswept = h->large_nursery;
    h->large_nursery = NULL;
}

/* ---- Allocation ------------------------------------------------------------------------------ */

/* Takes a block with room out of `full`: when memory is short, every cell counts. */
static Block *scrape(CellClass *k) {
    Block *previous = NULL;
    for (Block *b = k->full.head; b != NULL; previous = b, b = b->next) {
        if (b->runs == NULL) continue;
        if (previous == NULL) return list_pop(&k->full);
        previous->next = b->next;
        if (k->full.tail == b) k->full.tail = previous;
        return b;
    }
    return NULL;
}

/* Gives the class a nonempty run; false if there is no memory. */
static bool refill(Heap *h, CellClass *k) {
    Block *b = k->current;
    if (b != NULL) {
        if (b->runs != NULL) {
            take_run(h, k, b);
            return true;
        }
        retire_current(h, k);
    }
    for (int n = 0; n < REFILL_SWEEPS && (b = list_pop(&k->unswept)) != NULL; n++) {
        sweep_block(h, b);
        if (b->free_bytes * FULL_SHARE >= (size_t)b->cells * k->size) break;
        list_push(&k->full, b);
        b = NULL;
    }
    if (b == NULL) b = list_pop(&k->available);
    if (b == NULL) b = new_block(h, k);
    if (b == NULL) b = scrape(k);
    if (b == NULL) return false;
    take_run(h, k, b);
    return true;
}

static Cell *allocate_small(Heap *h, size_t size, uint8_t type, uint8_t color) {
    const uint32_t class_index = heap_class(size);
    if (h->cursor[class_index] == h->limit[class_index] && !refill(h, &h->classes[class_index]))
        return NULL;
    Cell *c = (Cell *)h->cursor[class_index];
    h->cursor[class_index] += heap_class_size[class_index];
    unpoison(c, size);
    heap_write_header(c, type, color);
    return c;
}

static Cell *allocate_large(Heap *h, size_t size, uint8_t type, uint8_t color) {
    if (size > SIZE_MAX - sizeof(LargeBlock)) return NULL;
    const size_t bytes = size + sizeof(LargeBlock);
    LargeBlock *b = backing_resize(h, NULL, 0, bytes);
    if (b == NULL) return NULL;
    b->bytes = bytes;
    b->next = h->large_nursery;
    h->large_nursery = b;
    h->used += bytes;
    h->allocated += (int64_t)bytes;
    h->debt += (int64_t)bytes;
    heap_write_header(large_cell(b), type, color);
    return large_cell(b);
}

static Cell *try_allocate(Heap *h, size_t size, uint8_t type, bool old) {
    if (audit_refuses(h, heap_rounded_size(size))) return NULL;
    const uint8_t color = old ? h->black : h->white;
    return size <= CELL_SMALL_MAX ? allocate_small(h, size, type, color)
                                  : allocate_large(h, size, type, color);
}

static Cell *allocate_colored(Heap *h, size_t size, uint8_t type, bool old) {
    assert(size >= sizeof(Cell) && type != 0 && type < CELL_TYPES);
#ifdef STRESS_GC
    if (heap_stress_is_due(h)) heap_collect(h, true);
#endif
    if (allocator_must_fail()) {
        heap_collect(h, true);
        h->client->no_memory(h);
    }
    Cell *c = try_allocate(h, size, type, old);
    if (c == NULL && !h->busy) {
        heap_collect(h, true);
        c = try_allocate(h, size, type, old);
    }
    if (c == NULL) h->client->no_memory(h);
    return c;
}

__attribute__((noinline)) Cell *heap_allocate_slow(Heap *h, size_t size, uint8_t type) {
    return allocate_colored(h, size, type, false);
}

Cell *heap_allocate_old(Heap *h, size_t size, uint8_t type) {
    Cell *c = allocate_colored(h, size, type, true);
    c->mark |= MARK_BARRIER;
    heap_remember(h, c);
    return c;
}

/* ---- Start and end --------------------------------------------------------------------------- */

void blocks_init(Heap *h) {
    for (uint32_t i = 0; i < CELL_CLASSES; i++) {
        h->classes[i].size = heap_class_size[i];
        h->classes[i].block_bytes = first_block_bytes(heap_class_size[i]);
    }
}

static void close_list(Heap *h, BlockList *list) {
    Block *b;
    while ((b = list_pop(list)) != NULL) {
        for (char *at = block_cells(b); at != block_end(b); at += heap_class_size[b->class_index])
            if (((Cell *)at)->type != 0) destroy_cell(h, (Cell *)at);
        free_block(h, b);
    }
}

static void close_large(Heap *h, LargeBlock *b) {
    while (b != NULL) {
        LargeBlock *next = b->next;
        destroy_cell(h, large_cell(b));
        backing_resize(h, b, b->bytes, 0);
        b = next;
    }
}

void blocks_close(Heap *h) {
    for (uint32_t i = 0; i < CELL_CLASSES; i++) {
        CellClass *k = &h->classes[i];
        retire_current(h, k);
        close_list(h, &k->nursery);
        close_list(h, &k->unswept);
        close_list(h, &k->available);
        close_list(h, &k->full);
    }
    close_large(h, h->large_nursery);
    close_large(h, h->large_unswept);
    close_large(h, h->large_old);
}

/* ---- Walking --------------------------------------------------------------------------------- */

typedef struct Walk {
    void (*visit)(Heap *h, Cell *c, void *context);
    void *context;
} Walk;

static void walk_block(Heap *h, Block *b, const Walk *w) {
    for (char *at = block_cells(b); at != block_end(b); at += heap_class_size[b->class_index]) {
        Cell *c = (Cell *)at;
        if (c->type != 0 && !heap_is_doomed(h, c)) w->visit(h, c, w->context);
    }
}

static void walk_list(Heap *h, Block *b, const Walk *w) {
    for (; b != NULL && !h->stopping; b = b->next)
        walk_block(h, b, w);
}

static void walk_large(Heap *h, LargeBlock *b, const Walk *w) {
    for (; b != NULL; b = b->next)
        if (!heap_is_doomed(h, large_cell(b))) w->visit(h, large_cell(b), w->context);
}

void heap_each_cell(Heap *h, void (*visit)(Heap *h, Cell *c, void *context), void *context) {
    const Walk w = {visit, context};
    for (uint32_t i = 0; i < CELL_CLASSES; i++) {
        CellClass *k = &h->classes[i];
        if (k->current != NULL) walk_block(h, k->current, &w);
        walk_list(h, k->nursery.head, &w);
        walk_list(h, k->unswept.head, &w);
        walk_list(h, k->available.head, &w);
        walk_list(h, k->full.head, &w);
    }
    walk_large(h, h->large_nursery, &w);
    walk_large(h, h->large_unswept, &w);
    walk_large(h, h->large_old, &w);
}
