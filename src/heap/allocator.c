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
