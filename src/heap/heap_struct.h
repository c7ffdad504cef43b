/* The Heap's struct, public so that allocation, marking and barriers inline. Part of heap.h.
**
** Glossary
** - class      sizes of cells are rounded up to one of CELL_CLASSES sizes
** - run        adjacent free cells of a block; allocation moves `cursor` through one run at a time
** - color      white: not reached; black: reached. Two whites and two blacks alternate, so that
**              "made after marking ended" and "doomed" differ while the lazy sweep still goes on
** - old        black since an earlier collection; young: white
*/
#ifndef ORRERY_HEAP_STRUCT_H
#define ORRERY_HEAP_STRUCT_H

/* Colors: bits 0 and 1 of the mark byte. */
#define MARK_COLOR    0x03u
#define COLOR_WHITE   0x00u /* or 0x01 */
#define COLOR_BLACK   0x02u /* or 0x03 */
#define MARK_KEY      0x08u /* key of a pair in heap->ephemerons */
#define MARK_VOLATILE 0x04u /* stands in heap->volatiles */

#define CELL_CLASSES     20
#define CELL_SMALL_MAX   1024u /* bytes; larger cells live alone */
#define BUFFER_CLASSES   16    /* the first of the same classes */
#define BUFFER_SMALL_MAX 512u
#define MEDIUM_CLASSES   4  /* of buffers: the others */
#define BUFFER_POOLS     3  /* of slabs of one size */
#define HEAP_ROOTS       64 /* temporary roots: more than any nesting of object operations needs */

/* Class of a size given in units of 16 bytes, rounded up. Steps of 16 up to 128, then a quarter of
** the power of two below: at most a fifth is lost. */
static const uint8_t heap_class_of_units[CELL_SMALL_MAX / 16 + 1] = {
    0,  0,  1,  2,  3,  4,  5,  6,  7,  8,  8,  9,  9,  10, 10, 11, 11, 12, 12, 12, 12, 13,
    13, 13, 13, 14, 14, 14, 14, 15, 15, 15, 15, 16, 16, 16, 16, 16, 16, 16, 16, 17, 17, 17,
    17, 17, 17, 17, 17, 18, 18, 18, 18, 18, 18, 18, 18, 19, 19, 19, 19, 19, 19, 19, 19};
static const uint16_t heap_class_size[CELL_CLASSES] = {
    16, 32, 48, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384, 448, 512, 640, 768, 896, 1024};

static inline uint32_t heap_class(size_t size) {
    return heap_class_of_units[(size + 15) >> 4];
}
/* The bytes really given for a request of `size`: room that a caller may use. */
static inline size_t heap_rounded_size(size_t size) {
    return size <= CELL_SMALL_MAX ? heap_class_size[heap_class(size)] : size;
}

struct Block;
struct LargeBlock;
struct Slab;
struct SlabChunk;

typedef struct BlockList {
    struct Block *head, *tail; /* both NULL when empty */
} BlockList;

/* Every block of a class is `current` or in exactly one list. */
typedef struct CellClass {
    struct Block *current; /* block that the class's run belongs to, or NULL */
    uint32_t size;         /* bytes of a cell */
    uint32_t block_bytes;  /* size of the next new block */
    BlockList nursery;     /* allocated into since the last collection */
    BlockList unswept;     /* holds doomed cells */
    BlockList available;   /* swept, with room worth using */
    BlockList full;        /* swept, (nearly) without room */
} CellClass;

typedef struct CellList {
    Cell **items;           /* [capacity]; NULL with capacity 0 */
    size_t count, capacity; /* elements */
} CellList;

/* What to mark when a key is marked: heap_ephemeron.c. */
typedef struct EphemeronPair {
    Cell *key, *value;
    uint32_t next; /* index + 1 of the next pair with this hash; 0: none */
} EphemeronPair;

typedef struct Ephemerons {
    EphemeronPair *pairs; /* [capacity] */
    uint32_t *heads;      /* [capacity], by hash of the key: index + 1 of a pair, or 0 */
    uint32_t count;
    uint32_t capacity; /* power of two, or 0 */
    size_t noted;      /* of heap->weak, so many were searched for pairs */
    bool failed;       /* memory was too short for one */
} Ephemerons;

/* A large cell whose tracing goes on at `position` (heap_trace_later). */
typedef struct TracePart {
    Cell *cell;
    size_t position;
} TracePart;

typedef enum HeapPhase { PHASE_IDLE, PHASE_MARK, PHASE_SWEEP } HeapPhase;

struct Heap {
    /* Allocation. */
    int64_t debt;         /* bytes allocated beyond the allowance; > 0: a step is due */
    uint8_t white, black; /* current colors; new cells are white */
    uint8_t phase;        /* HeapPhase */
    uint8_t mode;         /* HeapMode */
    bool sweeping_full;   /* PHASE_SWEEP: after a full collection */
    bool atomic;          /* marking with the program stopped until the end */
    bool may_stop;        /* ... which is given up when the client says must_stop */
    bool stopping;        /* ... and it has said so */
    bool busy;            /* inside a collection: allocation does not collect */
    bool stopped;         /* heap_stop */
    bool overflow;        /* a black cell without MARK_BARRIER may be in no list: rescan */
    bool force_full;      /* the remembered set is incomplete: no young collection */
    bool verifying;       /* heap_check traces: marking only looks */
    bool verify_black;    /* ... and what it sees must be black */
    bool discreet;        /* heap_be_discreet */
    bool asked;           /* the collection under way is one that the program asked for */
    size_t limits;        /* sum of `limit` */
    /* By class. Apart from `classes`, so that allocation needs few addresses, and heap_used is a
    ** sum over neighbors, no two of which that it reads at once lie in different lines of the
    ** cache. */
    char *cursor[CELL_CLASSES]; /* next cell of the current run; == limit when it is used up */
    char *limit[CELL_CLASSES];  /* end of the current run; both NULL: none */
    CellClass classes[CELL_CLASSES];
    struct LargeBlock *large_nursery;       /* large cells: made since the last collection, */
    struct LargeBlock *large_unswept;       /* waiting for the sweep, */
    struct LargeBlock *large_old;           /* swept */
    struct Slab *slabs[BUFFER_CLASSES];     /* with room; the first serves */
    struct SlabChunk *chunks[BUFFER_POOLS]; /* with a free slab; by size of the slabs */
    uint32_t chunk_slabs[BUFFER_POOLS];     /* slabs in the next chunk */
    void *spare[MEDIUM_CLASSES];            /* medium buffers given back; each holds the next */
    size_t spare_bytes;                     /* in them */
    size_t quick_buffer; /* largest buffer taken without asking the audit, or 0 */
    HeapAudit audit;     /* heap_set_audit; NULL: none */

    Allocator *allocator; /* where all memory comes from; the State's */
    const HeapClient *client;
    const CellOps *ops; /* client->ops */
    void *owner;        /* the client's own: its State */

    /* Sizes, in bytes. */
    size_t used;       /* in cells (whole runs handed out) and buffers */
    int64_t allocated; /* added to `used` by the program since marking ended; may be negative */
    size_t live;       /* used when the last collection had been swept, without `allocated` */
    size_t major_base; /* `live` of the last full collection */
    size_t backing;    /* obtained from the allocator for blocks, slabs and large pieces */
    bool backing_due;  /* such a request is under way */
    HeapTuning tuning;

    /* Marking. */
    CellList gray;         /* black, to be traced */
    CellList remembered;   /* black, without MARK_BARRIER: to be traced again */
    CellList volatiles;    /* heap_trace_again */
    CellList weak;         /* weak tables met in the atomic phase, the WeakKind in the low bits */
    Ephemerons ephemerons; /* empty but in the atomic phase */
    TracePart *parts;      /* tracings that were cut; elements are taken from the end */
    size_t part_count, part_capacity;
    size_t work;          /* bytes traced, approximately */
    size_t slice;         /* of work between two questions whether to stop: 100 microseconds */
    size_t next_look;     /* may_stop: at so much of it to ask the client again */
    unsigned round;       /* how often roots and remembered cells were traced in this cycle */
    uint32_t sweep_class; /* where the stepwise sweep goes on; CELL_CLASSES: large cells */
    const char *fault;    /* heap_check: what was found */
    const Cell *fault_at; /* heap_check: the cell that is looked at */

    /* Finalizers. `pending` has room for all registered ones. */
    CellList finalizers;   /* registered, in order of registration */
    size_t finalizers_old; /* those before were there at the last collection */
    CellList pending;      /* from pending_head on: to be finalized, in this order */
    size_t pending_head;   /* those before were taken */

#ifdef STRESS_GC
    size_t stress_wait; /* allocations until the next forced collection */
#endif
    uint32_t root_count;     /* temporary roots in use, at most HEAP_ROOTS */
    Cell *roots[HEAP_ROOTS]; /* heap_push_root */
};

/* Out-of-line halves of the inline functions. */
Cell *heap_allocate_slow(Heap *h, size_t size, uint8_t type);
void heap_mark_slow(Heap *h, Cell *c);
void heap_remember(Heap *h, Cell *holder);

#endif
