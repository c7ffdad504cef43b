/* Objects link with what lies below them: heap, os. */
#include "objects.h"

int main(void) {
    Value value;
    set_nil(&value);
    return value.tag == TAG_NIL && object_cell_ops[TAG_STRING].name != NULL ? 0 : 1;
}
