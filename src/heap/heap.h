/* The heap: cells, blocks, allocation, the collector, weak references, finalizers (DESIGN 8).
**
** A *cell* is a collected object: an 8-byte header and what its type adds. The heap does not know
** the types; it is given a table of CellOps, indexed by the header's type. Cells live in blocks of
** one size class (or alone in a large block), blocks come in chunks from the Allocator, and
** sweeping walks blocks, so a cell needs no link. Cells never move.
**
** A *buffer* is raw memory that one cell owns (array part, dictionary, stack): counted, not traced,
** freed by the owner's `destroy`. Small buffers come from size-class blocks too.
**
** Collections. Young collections use sticky mark bits: survivors keep their mark and are thereby
** old; only unmarked (young) cells are traced and swept, from the roots and the remembered cells.
** Full collections mark incrementally and sweep lazily, block by block. See heap_collect.c for the
** essay.
**
** Barrier. A store of a reference into a cell that the collector has already visited must be
** followed (or preceded) by heap_barrier(holder): a flag test, out of line the holder is remembered
** and will be traced again. Cells just allocated never carry the flag. Whoever leaves a barrier out
** says why in a `NOBARRIER: reason` comment.
**
** Safety. Any allocation may run an emergency collection when memory is short (and with STRESS_GC
** does a whole collection each time): what is not reachable from the roots then dies. So anchor a
** new cell (in a stack slot, in a reachable cell, or with heap_push_root) before the next
** allocation. Ordinary collection work happens only in heap_step, which the VM calls at safe points
** when heap->debt > 0. When even an emergency collection does not help, `no_memory` is called,
** which must not return (the VM raises a memory error): so allocation functions never return NULL
** unless named try.
*/
#ifndef ORRERY_HEAP_H
#define ORRERY_HEAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "allocator.h"

/* Cell header:  byte 0 type | 1 mark | 2 flags | 3 aux | 4..7 own */
typedef struct Cell {
    uint8_t type;  /* index into the CellOps; 0: a free cell in its block */
    uint8_t mark;  /* the collector's: color and MARK_ bits */
    uint8_t flags; /* the type's own */
    uint8_t aux;   /* the type's own */
    uint32_t own;  /* the type's own */
} Cell;

_Static_assert(sizeof(Cell) == 8, "cell header is 8 bytes");

#define CELL_TYPES 20 /* number of rows in a CellOps table */

#define MARK_BARRIER   0x80u /* visited: a reference store into this cell must be remembered */
#define MARK_FINALIZER 0x40u /* registered for finalization */

typedef struct Heap Heap;

typedef struct CellOps {
    const char *name; /* of the type, for people; NULL in unused rows */
    /* Marks (heap_mark) whatever the cell refers to. Must not allocate. */
    void (*trace)(Heap *h, Cell *c); /* NULL: refers to nothing */
    /* Frees what the cell owns outside its own memory; NULL if nothing. Must not look at other
    ** cells, they may be swept already. */
    void (*destroy)(Heap *h, Cell *c);
    /* Goes on with a tracing that was cut by heap_trace_later; NULL if that is never called. */
    void (*trace_part)(Heap *h, Cell *c, size_t position);
    /* Prefetches what destroy will touch outside of the cell; NULL if that does not pay. */
    void (*prepare)(Heap *h, const Cell *c);
} CellOps;

/* How a weak table asks to be treated when the marking ends; see heap_defer_weak. */
typedef enum WeakKind { WEAK_VALUES, WEAK_KEYS, WEAK_BOTH } WeakKind;

typedef enum EphemeronMode {
    EPHEMERON_LOOK, /* nothing */
    EPHEMERON_NOTE, /* heap_note_ephemeron */
    EPHEMERON_HOLD  /* marks them too */
} EphemeronMode;

/* What the owner of a heap provides. `owner` is passed along as heap->owner. */
typedef struct HeapClient {
    const CellOps *ops; /* CELL_TYPES rows */
    void (*trace_roots)(Heap *h);
    /* Ephemeron table (WEAK_KEYS): marks values whose keys are marked; true if it marked anything.
    ** With values that are not marked and whose keys are not either it does what `mode` says. */
    bool (*trace_ephemeron)(Heap *h, Cell *table, EphemeronMode mode);
    /* Removes entries of a weak table that refer to unmarked cells (heap_is_marked tells). Called
    ** for values before finalizers are separated, and for keys and values after resurrection, as
    ** the Lua manual's order of clearing demands (section 2.5.4). */
    void (*clear_weak)(Heap *h, Cell *table, bool values, bool keys);
    /* Marking is complete: drop other weak references (inline caches, transition tables). `full` is
    ** false after a young collection, when all old cells count as marked. */
    void (*after_mark)(Heap *h, bool full);
    void (*no_memory)(Heap *h) __attribute__((noreturn));
    /* Something is refused for another reason than memory (a number of the client's own), at a
    ** place where memory could have been refused as well. NULL: never happens. */
    void (*refused)(Heap *h, int reason) __attribute__((noreturn));
    /* Asked at every slice of a full collection: true to leave the rest for later. NULL: never. */
    bool (*must_stop)(Heap *h);
} HeapClient;

typedef enum HeapMode { HEAP_INCREMENTAL, HEAP_GENERATIONAL } HeapMode;

/* Parameters of `collectgarbage`; meanings as in the manual (section 2.5), in per cent. */
typedef struct HeapTuning {
    uint32_t pause, step_multiplier, step_size_log2; /* incremental */
    uint32_t minor_multiplier, major_multiplier;     /* generational */
} HeapTuning;

/* Asked before each single cell and buffer is given out (`more` bytes of them): false refuses, and
** the heap acts as if the allocator had refused. See heap_set_audit. */
typedef bool (*HeapAudit)(Heap *h, size_t more);

/* The struct is public for inlining; fields are the collector's. heap/ adds what it needs. */
#include "heap_struct.h"

/* Makes an empty heap; false when memory is short (nothing is left allocated then). */
bool heap_init(Heap *h, Allocator *a, const HeapClient *client, void *owner);
/* Frees everything: every cell's destroy runs, no finalizers do. */
void heap_close(Heap *h);

/* A new cell of `size` bytes (header included, >= sizeof(Cell)) with type set and the rest of the
** header zero; the body is NOT cleared. May collect (emergency only); calls no_memory on
** failure. */
static inline Cell *heap_allocate(Heap *h, size_t size, uint8_t type);
/* The same for a cell that is old from its birth (shapes): it is freed by full collections only.
** Its references may be set without a barrier until the next allocation, as always. */
Cell *heap_allocate_old(Heap *h, size_t size, uint8_t type);

/* Resizes a buffer (NULL/0 for a new one; new_size 0 frees and returns NULL). heap_buffer calls
** no_memory on failure, heap_try_buffer returns NULL; the old buffer is intact in both cases.
** Shrinking and freeing never fail. */
void *heap_buffer(Heap *h, void *buffer, size_t old_size, size_t new_size);
void *heap_try_buffer(Heap *h, void *buffer, size_t old_size, size_t new_size);
void heap_free_buffer(Heap *h, void *buffer, size_t size); /* NULL is allowed, with size 0 */

/* Memory that a cell holds without having it from the heap (a Program) grows or shrinks: it counts
** as a buffer would, so that garbage that holds much of it is collected in time. */
void heap_count_other(Heap *h, size_t old_size, size_t new_size);

/* Temporary roots for code between two allocations. The depth is reset by the VM when it catches an
** error (heap_root_depth / heap_set_root_depth). At most HEAP_ROOTS deep, asserted. */
static inline void heap_push_root(Heap *h, Cell *c);
static inline void heap_pop_root(Heap *h);
static inline uint32_t heap_root_depth(const Heap *h);
static inline void heap_set_root_depth(Heap *h, uint32_t depth);

/* For trace functions. */
static inline void heap_mark(Heap *h, Cell *c); /* NULL is not allowed */
/* The table under trace is weak. The caller still marks what is strong in it (nothing else). False:
** memory is too short to note it, so it must be traced as a strong table this time. */
bool heap_defer_weak(Heap *h, Cell *table, WeakKind kind);
/* For trace_ephemeron: `value` is to be marked when `key` is, a cell of a type with `trace`. */
void heap_note_ephemeron(Heap *h, Cell *key, Cell *value);
/* Cuts the tracing of a large cell: its trace_part is called with `position` later. False: trace it
** all now. The caller reports large pieces of work with heap_note_work. */
bool heap_trace_later(Heap *h, Cell *c, size_t position);
/* True while the tracing of some cell is cut: moving references inside a cell then needs a
** barrier. */
static inline bool heap_has_parts(const Heap *h) {
    return h->part_count > 0;
}
static inline void heap_note_work(Heap *h, size_t bytes) {
    h->work += bytes;
}
/* This cell changes without barriers (a coroutine with its stack): trace it again when marking
** ends, and treat it as remembered while it stays so. */
void heap_trace_again(Heap *h, Cell *c);
static inline bool heap_is_marked(const Heap *h, const Cell *c);
/* For trace functions: is this heap_check, which only looks? */
static inline bool heap_is_checking(const Heap *h);
/* For trace functions of cells that refer into a cell: is this heap_check, and `c` one that is
** going to be traced again, so that what it refers to may well be white? */
static inline bool heap_overlooks(const Heap *h, const Cell *c);

/* Found through a weak index (string table) while sweeping goes on: true if `c` was unreachable
** when marking ended and waits to be swept. heap_revive keeps it; only for cells without
** references. */
static inline bool heap_is_doomed(const Heap *h, const Cell *c);
void heap_revive(Heap *h, Cell *c);

/* The write barrier. */
static inline void heap_barrier(Heap *h, Cell *holder) {
    if (__builtin_expect((holder->mark & MARK_BARRIER) != 0, 0)) heap_remember(h, holder);
}

/* The other barrier, for holders that are too large to be traced again: what is stored becomes old,
** or is marked, instead. A holder that has no MARK_BARRIER, and a cell that is marked, need
** none. */
void heap_barrier_stored(Heap *h, Cell *stored);

/* Does collection work that is due. The VM calls it at safe points when heap->debt > 0, then runs
** pending finalizers. */
static inline bool heap_wants_step(const Heap *h) {
    return h->debt > 0;
}
void heap_step(Heap *h);
#ifdef STRESS_GC
/* Is a collection to be forced here? At every allocation and safe point while the heap is small; of
** a large one only at some, or a test's time would grow with the square of what it allocates. */
bool heap_stress_is_due(Heap *h);
#endif
/* Bytes in cells and buffers now, garbage included: collectgarbage "count". */
static inline size_t heap_used(const Heap *h);
/* A complete full collection, including sweeping; incomplete if the client said must_stop, and then
** gone on with later. `emergency`: not asked for by the program, as
** when memory is short. */
void heap_collect(Heap *h, bool emergency);
/* From now on only collections that the program asks for (heap_collect) do what it can see: clear
** weak references, find finalizers due. For all others weak references are strong and everything
** that has a finalizer is alive. So nothing the program sees depends on when they happen. */
void heap_be_discreet(Heap *h);
static inline bool heap_is_discreet(const Heap *h) {
    return h->discreet && !h->asked;
}
/* Performs a basic step of `kilobytes` (0: one step); true if a cycle ended. For collectgarbage
** "step". */
bool heap_manual_step(Heap *h, size_t kilobytes);
void heap_set_mode(Heap *h, HeapMode mode);
void heap_stop(Heap *h); /* no automatic collection until heap_restart, but emergency ones */
void heap_restart(Heap *h);
bool heap_is_running(const Heap *h);

/* Finalizers. Registering twice is harmless. Pending cells come in the reverse order of
** registration within a collection; taking one clears its registration (so that it may be
** registered again). */
void heap_register_finalizer(Heap *h, Cell *c);
Cell *heap_take_pending(Heap *h); /* NULL if none; the cell must be anchored at once */
bool heap_has_pending(const Heap *h);
size_t heap_pending_count(const Heap *h);
/* Makes every registered cell pending (when a State closes). */
void heap_finalize_all(Heap *h);

/* Tests: from now on every cell and buffer is asked for (NULL: no more), not only each block, so
** that each place that may run out of memory can be made to. Allocation takes its slow path. */
void heap_set_audit(Heap *h, HeapAudit audit);
/* Tests: goes on with a full cycle until it has come to a phase, beginning one if none is under
** way. PHASE_MARK: all that can be reached has been traced, but marking is not finished.
** PHASE_SWEEP: marking is finished, nothing is swept yet. PHASE_IDLE: the cycle is over. */
void heap_advance(Heap *h, HeapPhase phase);

/* Debugging and tests: walks all cells of all blocks. */
void heap_each_cell(Heap *h, void (*visit)(Heap *h, Cell *c, void *context), void *context);
/* Validates block structure, colors, remembered set; returns NULL or what is wrong. */
const char *heap_check(Heap *h);

#include "heap_inline.h"

#endif
