/* Objects link with what lies below them: heap, os. */
#include "objects.h"

int main(void) {
    Value value;
    set_nil(&value);
    return object_cell_ops[value.tag].name != NULL && false;
}
