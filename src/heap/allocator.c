/* The allocator for hosts that bring none. */
#include "allocator.h"

#include <stdlib.h>

void *allocator_default(void *ud, void *block, size_t old_size, size_t new_size) {
    (void)ud;
    (void)old_size;
    if (new_size == 0) {
        free(block);
        return NULL;
    }
    return realloc(block, new_size);
}

#ifdef STRESS_ALLOC
long allocator_countdown = STRESS_ALLOC;

__attribute__((constructor)) static void read_countdown(void) {
    const char *const n = getenv("ORRERY_STRESS_ALLOC");
    if (n != NULL) allocator_countdown = strtol(n, NULL, 10);
}
#endif
