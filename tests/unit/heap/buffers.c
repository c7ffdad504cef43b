/* The heap alone: buffers and cells of every size, with contents that must not be disturbed. */
#include <setjmp.h>
#include <stdlib.h>

#include "check.h"
#include "heap.h"

enum { CELL_BLOB = 8, CELL_NODE = 9 };

/* A cell that owns a buffer, and one that refers to others. */
typedef struct Blob {
    Cell cell;
    uint8_t *buffer;
    size_t size;
} Blob;
typedef struct Node {
    Cell cell; /* own: number of links */
    Cell *links[];
} Node;

static Heap heap;
static Allocator allocator;
static Cell *roots[200];
static int destroyed;

static void blob_destroy(Heap *h, Cell *c) {
    Blob *b = (Blob *)c;
    destroyed++;
    heap_free_buffer(h, b->buffer, b->size);
}
static void node_trace(Heap *h, Cell *c) {
    for (uint32_t i = 0; i < c->own; i++)
        if (((Node *)c)->links[i] != NULL) heap_mark(h, ((Node *)c)->links[i]);
}
static void trace_roots(Heap *h) {
    for (size_t i = 0; i < 200; i++)
        if (roots[i] != NULL) heap_mark(h, roots[i]);
}
static bool no_ephemerons(Heap *h, Cell *c, EphemeronMode mode) {
    (void)h, (void)c, (void)mode;
    return false;
}
static void no_weak(Heap *h, Cell *c, bool values, bool keys) {
    (void)h, (void)c, (void)values, (void)keys;
}
static void nothing(Heap *h, bool full) {
    (void)h, (void)full;
}
__attribute__((noreturn)) static void no_memory(Heap *h) {
    (void)h;
    abort();
}

static const CellOps ops[CELL_TYPES] = {
    [CELL_BLOB] = {.name = "blob", .destroy = blob_destroy},
    [CELL_NODE] = {.name = "node", .trace = node_trace},
};
static const HeapClient client = {
    .ops = ops,
    .trace_roots = trace_roots,
    .trace_ephemeron = no_ephemerons,
    .clear_weak = no_weak,
    .after_mark = nothing,
    .no_memory = no_memory,
};

static void open(void) {
    memset(roots, 0, sizeof(roots));
    allocator = (Allocator){.allocate = allocator_default, .cap = SIZE_MAX};
    CHECK(heap_init(&heap, &allocator, &client, NULL));
}
static void close(void) {
    CHECK_STRING(heap_check(&heap), NULL);
    heap_close(&heap);
    CHECK_EQUAL(allocator.held, 0);
}

static size_t random_size(void) {
    const size_t limits[] = {16, 64, 130, 520, 1100, 5000, 70000};
    return 1 + (size_t)rand() % limits[rand() % 7];
}
static bool holds(const uint8_t *p, size_t size, uint8_t byte) {
    for (size_t i = 0; i < size; i++)
        if (p[i] != byte) return false;
    return true;
}

static void buffers_keep_their_contents(void) {
    static struct {
        uint8_t *p;
        size_t size;
    } all[300];
    open();
    memset(all, 0, sizeof(all));
    for (int n = 0; n < 20000; n++) {
        const int i = rand() % 300;
        const size_t size = rand() % 3 == 0 ? 0 : random_size();
        uint8_t *p = heap_buffer(&heap, all[i].p, all[i].size, size);
        CHECK(holds(p, size < all[i].size ? size : all[i].size, (uint8_t)i));
        if (size > 0) memset(p, i, size);
        all[i].p = p;
        all[i].size = size;
        CHECK((uintptr_t)p % 16 == 0);
    }
    CHECK_STRING(heap_check(&heap), NULL);
    for (int i = 0; i < 300; i++)
        heap_free_buffer(&heap, all[i].p, all[i].size);
    CHECK_EQUAL(heap_used(&heap), 0);
    close();
}

static Blob *new_blob(size_t size, size_t owned) {
    Blob *b = (Blob *)heap_allocate(&heap, size < sizeof(Blob) ? sizeof(Blob) : size, CELL_BLOB);
    b->buffer = NULL;
    b->size = 0;
    heap_push_root(&heap, &b->cell);
    b->buffer = heap_buffer(&heap, NULL, 0, owned);
    heap_pop_root(&heap);
    b->size = owned;
    memset(b->buffer, (int)(owned & 0xff), owned);
    return b;
}

static void cells_of_every_size(void) {
    open();
    for (int round = 0; round < 30; round++) {
        for (int i = 0; i < 200; i++) {
            Blob *b = new_blob(random_size(), random_size());
            if (rand() % 2) roots[rand() % 200] = &b->cell;
        }
        if (round % 3 == 0) heap_collect(&heap, false);
        if (round % 3 == 1) heap_manual_step(&heap, 0);
        CHECK_STRING(heap_check(&heap), NULL);
        for (int i = 0; i < 200; i++) {
            const Blob *b = (const Blob *)roots[i];
            CHECK(b == NULL ||
                  (b->cell.type == CELL_BLOB && holds(b->buffer, b->size, (uint8_t)b->size)));
        }
    }
    memset(roots, 0, sizeof(roots));
    heap_collect(&heap, false);
    CHECK_EQUAL(heap_used(&heap), 0);
    close();
}

static void closing_destroys_all(void) {
    open();
    destroyed = 0;
    for (int i = 0; i < 200; i++)
        roots[i] = &new_blob(40, 100)->cell;
    close();
    CHECK_EQUAL(destroyed, 200);
}

static void old_cells_survive_young_collections(void) {
    open();
    Node *old = (Node *)heap_allocate_old(&heap, sizeof(Node) + 2 * sizeof(Cell *), CELL_NODE);
    old->cell.own = 2;
    old->links[0] = old->links[1] = NULL;
    roots[0] = &old->cell;
    old->links[0] = &new_blob(24, 30)->cell;
    heap_barrier(&heap, &old->cell);
    heap_manual_step(&heap, 0);
    CHECK_STRING(heap_check(&heap), NULL);
    CHECK(old->links[0]->type == CELL_BLOB);
    old->links[1] = &new_blob(24, 30)->cell;
    heap_barrier(&heap, &old->cell);
    old->links[0] = NULL;
    heap_manual_step(&heap, 0);
    CHECK_STRING(heap_check(&heap), NULL);
    CHECK(old->links[1]->type == CELL_BLOB);
    destroyed = 0;
    roots[0] = NULL;
    heap_manual_step(&heap, 0); /* both blobs are old: a young collection keeps them */
#ifndef STRESS_GC
    CHECK_EQUAL(destroyed, 0);
#endif
    heap_collect(&heap, false);
    CHECK_EQUAL(destroyed, 2);
    close();
}

static void barrier_of_what_is_stored(void) {
    open();
    Node *large = (Node *)heap_allocate(&heap, sizeof(Node) + 5000 * sizeof(Cell *), CELL_NODE);
    large->cell.own = 5000;
    memset(large->links, 0, 5000 * sizeof(Cell *));
    roots[0] = &large->cell;
    heap_collect(&heap, false);
    for (int i = 0; i < 5000; i += 50) {
        Node *n = (Node *)heap_allocate(&heap, sizeof(Node) + sizeof(Cell *), CELL_NODE);
        n->cell.own = 1;
        n->links[0] = NULL;
        large->links[i] = &n->cell;
        heap_barrier_stored(&heap, &n->cell);
        n->links[0] = &new_blob(16, 10)->cell;
        heap_barrier(&heap, &n->cell);
        if (i % 500 == 0) heap_manual_step(&heap, 0);
        CHECK_STRING(heap_check(&heap), NULL);
    }
    heap_manual_step(&heap, 0);
    for (int i = 0; i < 5000; i += 50) {
        const Node *n = (const Node *)large->links[i];
        CHECK(n->cell.type == CELL_NODE && n->links[0]->type == CELL_BLOB);
    }
    close();
}

int main(void) {
    RUN(buffers_keep_their_contents);
    RUN(cells_of_every_size);
    RUN(closing_destroys_all);
    RUN(old_cells_survive_young_collections);
    RUN(barrier_of_what_is_stored);
    return check_result();
}
