/*
 * object_fixture.h: a State in miniature for tests of the heap and of objects.
 *
 * It has a stack of values as roots, an allocator that counts and can be told to fail, and a memory
 * error that jumps to the test:
 *
 *     Fixture f;
 *     fixture_open(&f);
 *     fixture_push(&f, value_cell(table_new(&f.objects)));
 *     ...
 *     fixture_close(&f);                   checks that all memory came back
 */
#ifndef OBJECT_FIXTURE_H
#define OBJECT_FIXTURE_H

#include <setjmp.h>
#include <stdlib.h>

#include "check.h"
#include "objects.h"

#define FIXTURE_STACK 4096

typedef struct Fixture {
    Objects objects; /* first: a Heap pointer is the Fixture */
    Allocator allocator;
    long fail_at;   /* the request that brings this to 0 fails, and all after it; below 0: none */
    bool fail_once; /* only that one request fails */
    jmp_buf *on_no_memory;
    long stop_in; /* collections are to stop after so many questions; below 0: never */
    uint32_t top;
    Value stack[FIXTURE_STACK];
} Fixture;

static void *fixture_allocate(void *ud, void *block, size_t old_size, size_t new_size) {
    Fixture *f = ud;
    (void)old_size;
    if (new_size == 0) {
        free(block);
        return NULL;
    }
    if (new_size > old_size && f->fail_at >= 0) {
        if (f->fail_at == 0) {
            if (f->fail_once) f->fail_at = -1;
            return NULL;
        }
        f->fail_at--;
    }
    return realloc(block, new_size);
}

static void fixture_trace_roots(Heap *h) {
    Fixture *f = (Fixture *)h;
    objects_trace_roots(&f->objects);
    for (uint32_t i = 0; i < f->top; i++)
        heap_mark_value(h, &f->stack[i]);
}

static void fixture_after_mark(Heap *h, bool full) {
    objects_after_mark(objects_of(h), full);
}

__attribute__((noreturn)) static void fixture_no_memory(Heap *h) {
    Fixture *f = (Fixture *)h;
    if (f->on_no_memory == NULL) {
        fprintf(stderr, "unexpected lack of memory\n");
        abort();
    }
    longjmp(*f->on_no_memory, 1);
}

static bool fixture_must_stop(Heap *h) {
    Fixture *f = (Fixture *)h;
    if (f->stop_in > 0) f->stop_in--;
    return f->stop_in == 0;
}

static const HeapClient fixture_client = {
    .ops = object_cell_ops,
    .trace_roots = fixture_trace_roots,
    .trace_ephemeron = table_trace_ephemeron,
    .clear_weak = table_clear_weak,
    .after_mark = fixture_after_mark,
    .no_memory = fixture_no_memory,
    .must_stop = fixture_must_stop,
};

static inline void fixture_open(Fixture *f) {
    memset(f, 0, sizeof(*f));
    f->fail_at = f->stop_in = -1;
    f->allocator = (Allocator){.allocate = fixture_allocate, .ud = f, .cap = SIZE_MAX};
    CHECK(heap_init(&f->objects.heap, &f->allocator, &fixture_client, f));
    objects_init(&f->objects, 0x1234567890abcdefu);
}

static inline void fixture_close(Fixture *f) {
    CHECK_STRING(heap_check(&f->objects.heap), NULL);
    objects_close(&f->objects);
    heap_close(&f->objects.heap);
    CHECK_EQUAL(f->allocator.held, 0);
}

static inline Value *fixture_push(Fixture *f, Value v) {
    f->stack[f->top] = v;
    return &f->stack[f->top++];
}

static inline Value fixture_string(Fixture *f, const char *text) {
    return value_cell(string_from_c(&f->objects, text));
}

/* What the VM does at safe points. */
static inline void fixture_safe_point(Fixture *f) {
    if (heap_wants_step(&f->objects.heap)) heap_step(&f->objects.heap);
}

/* A small random generator: xorshift. */
static uint64_t fixture_random_state = 88172645463325252u;
static inline uint32_t fixture_random(uint32_t below) {
    fixture_random_state ^= fixture_random_state << 13;
    fixture_random_state ^= fixture_random_state >> 7;
    fixture_random_state ^= fixture_random_state << 17;
    return (uint32_t)(fixture_random_state >> 33) % below;
}

/* Tests that repeat an operation do it fewer times where each one collects everything. */
#ifdef STRESS_GC
#define FIXTURE_ROUNDS(n) ((n) / 20 + 1)
#else
#define FIXTURE_ROUNDS(n) (n)
#endif

#endif
