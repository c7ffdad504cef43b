/* The front end links without the API: source text in, Program out. */
#include "compile.h"

#include <string.h>

int main(void) {
    Allocator allocator = {.allocate = allocator_default, .cap = SIZE_MAX};
    const char *text = "return 1 + 2";
    CompileRequest request = {
        .text = text, .size = strlen(text), .chunk_name = "=link", .allocator = &allocator};
    CompileResult result = {0};
    if (lua_language.compile(&request, &result) != COMPILE_OK) return 1;
    program_release(result.program);
    return allocator.held == 0 ? 0 : 1;
}
