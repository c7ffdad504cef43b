/* Programs link with what lies below them: object, heap, os. */
#include "program_builder.h"

int main(void) {
    Allocator allocator = {.allocate = allocator_default, .cap = SIZE_MAX};
    ProgramBuilder *builder = builder_new(&allocator);
    builder_free(builder);
    return allocator.held == 0 ? 0 : 1;
}
