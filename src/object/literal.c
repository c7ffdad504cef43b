/* Literals: filling and clearing. */
#include "literal.h"

#include "objects.h"

Literal *literal_fill(Objects *o, const char *text) {
    const size_t length = strnlen(text, STRING_SHORT_MAX + 1);
    if (length > STRING_SHORT_MAX) return NULL;
    String *const s = string_new(o, text, length); /* may collect, which clears entries */
    Literal *const l = literal_place(&o->literals, text);
    *l = (Literal){.address = text, .string = s};
    return l;
}

void literal_clear_weak(Objects *o) {
    for (size_t n = 0; n < sizeof o->literals.entries / sizeof o->literals.entries[0]; n++) {
        Literal *const l = &o->literals.entries[n];
        if (l->address == NULL) continue;
        if (!heap_is_marked(&o->heap, &l->string->cell))
            *l = (Literal){0};
        else if (l->shape != NULL && !heap_is_marked(&o->heap, &l->shape->cell))
            l->shape = NULL;
    }
}
