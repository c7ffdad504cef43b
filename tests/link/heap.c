/* The heap links with what lies below it: os. */
#include "allocator.h"
#include "heap.h"

int main(void) {
    Allocator allocator = {.allocate = allocator_default, .cap = SIZE_MAX};
    void *block = allocator_new(&allocator, 100);
    allocator_free(&allocator, block, 100);
    return allocator.held == 0 ? 0 : 1;
}
