/* Finding the body of a known library function from the native itself; see direct.h. */
#ifndef ORRERY_DIRECT_BODY_H
#define ORRERY_DIRECT_BODY_H

#include "state.h"

static inline uint32_t direct_hash(NativeFunction f) {
    return (uint32_t)((uint64_t)(uintptr_t)f * UINT64_C(0x9E3779B97F4A7C15) >>
                      (64 - DIRECT_INDEX_BITS));
}

/* The body for a native, or NULL. */
static inline DirectBody direct_body_of(const State *s, NativeFunction f) {
    uint32_t n = direct_hash(f);
    for (; s->direct_index[n].function != f; n = (n + 1) % DIRECT_INDEX_SIZE) {
        if (s->direct_index[n].function == NULL) return NULL;
    }
    return s->direct_index[n].body;
}

#endif
