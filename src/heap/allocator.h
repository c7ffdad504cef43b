/* The accounted door to a host's allocator.
**
** Every byte that a State, a Program or a compilation holds comes through an Allocator, which wraps
** a function with the contract of `lua_Alloc`, counts what is held and refuses what would exceed
** the cap *before* asking the host. Callers state old sizes exactly; the count depends on it.
** Nothing here raises errors: a failed request is NULL and the caller's state is unchanged.
*/
#ifndef ORRERY_ALLOCATOR_H
#define ORRERY_ALLOCATOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Contract of lua_Alloc: new_size 0 frees (never fails), otherwise reallocates or returns NULL. */
typedef void *(*AllocateFunction)(void *ud, void *block, size_t old_size, size_t new_size);

typedef struct Allocator {
    AllocateFunction allocate; /* the host's function, never NULL */
    void *ud;                  /* the host's first argument to it */
    size_t held;               /* bytes obtained and not yet freed */
    size_t cap;                /* refuse to hold more than this; SIZE_MAX means no cap */
} Allocator;

/* With STRESS_ALLOC=n the nth request of the process fails, and the heap's own requests (each cell,
** each buffer) count as well as those to the host: so every place that can run out of memory can be
** tried. With -n all requests from the nth on fail; 0: none. The environment variable
** ORRERY_STRESS_ALLOC replaces n. */
#ifdef STRESS_ALLOC
extern long allocator_countdown; /* rest of n; positive ones end at 0, negative ones at -1 */
static inline bool allocator_must_fail(void) {
    if (allocator_countdown == 0) return false;
    if (allocator_countdown > 0) return --allocator_countdown == 0;
    return allocator_countdown == -1 || ++allocator_countdown == 0;
}
#else
static inline bool allocator_must_fail(void) {
    return false;
}
#endif

/* Resizes `block` from `old_size` (0 with NULL) to `new_size` bytes. NULL on refusal, with the old
** block untouched; new_size 0 frees and returns NULL. */
static inline void *allocator_resize(Allocator *a, void *block, size_t old_size, size_t new_size) {
    if (new_size > old_size) {
        if (new_size - old_size > a->cap - (a->held < a->cap ? a->held : a->cap)) return NULL;
        if (allocator_must_fail()) return NULL;
    }
    void *result = a->allocate(a->ud, block, old_size, new_size);
    if (result != NULL || new_size == 0) a->held = a->held - old_size + new_size;
    return result;
}

static inline void *allocator_new(Allocator *a, size_t size) {
    return allocator_resize(a, NULL, 0, size);
}

static inline void allocator_free(Allocator *a, void *block, size_t size) {
    if (block != NULL) allocator_resize(a, block, size, 0);
}

/* The C library's realloc and free with lua_Alloc's contract, for hosts that bring no allocator. */
void *allocator_default(void *ud, void *block, size_t old_size, size_t new_size);

#endif
