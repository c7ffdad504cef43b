/* Finding the body of a known library function from the native itself; see direct.h.
**
** That a native can be done by a body is true of the native, in all States: so there is one index
** in the process, open addressing, which only grows. Entries are published by their `function`,
** which is stored last.
*/
#ifndef ORRERY_DIRECT_BODY_H
#define ORRERY_DIRECT_BODY_H

#include "state.h"

#define DIRECT_INDEX_BITS 7
#define DIRECT_INDEX_SIZE (1 << DIRECT_INDEX_BITS)
_Static_assert(DIRECT_COUNT * 4 < DIRECT_INDEX_SIZE, "most searches end at once");

typedef bool (*DirectBody)(lua_State *L, Value *function, int argument_count);

typedef struct DirectEntry {
    _Atomic(NativeFunction) function; /* NULL: free */
    DirectBody body;
} DirectEntry;

extern DirectEntry direct_index[DIRECT_INDEX_SIZE] __attribute__((visibility("hidden")));

static inline uint32_t direct_hash(NativeFunction f) {
    return (uint32_t)((uint64_t)(uintptr_t)f * UINT64_C(0x9E3779B97F4A7C15) >>
                      (64 - DIRECT_INDEX_BITS));
}

/* The body for a native, or NULL. */
static inline DirectBody direct_body_of(NativeFunction f) {
    for (uint32_t n = direct_hash(f);; n = (n + 1) % DIRECT_INDEX_SIZE) {
        const NativeFunction at =
            atomic_load_explicit(&direct_index[n].function, memory_order_acquire);
        if (at == f) return direct_index[n].body;
        if (at == NULL) return NULL;
    }
}

#endif
