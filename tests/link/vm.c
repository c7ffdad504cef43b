/* The VM links with what lies below it, and without any front end: it only knows their record. */
#include "state.h"

static CompileStatus refuse(const CompileRequest *request, CompileResult *result) {
    (void)request;
    (void)result;
    return COMPILE_NO_MEMORY;
}

int main(void) {
    static const Language none = {"none", "", refuse};
    State *state = state_new(allocator_default, NULL, &none, 1, SIZE_MAX);
    if (state == NULL) return 1;
    state_close(state);
    return 0;
}
