/* Literals: filling and clearing. */
#include "literal.h"

#include "objects.h"

LiteralCache literal_no_cache;

/* Without memory for a cache there is none for a while longer. */
static void make_cache(Objects *o) {
    LiteralCache *const c = heap_try_buffer(&o->heap, NULL, 0, sizeof *c);
    o->literals_seen = 0;
    if (c == NULL) return;
    memset(c, 0, sizeof *c);
    o->literals = c;
}

Literal *literal_fill(Objects *o, const char *text) {
    const size_t length = strnlen(text, STRING_SHORT_MAX + 1);
    if (length > STRING_SHORT_MAX) return NULL;
    if (o->literals == &literal_no_cache && ++o->literals_seen > LITERALS_AT_FIRST) make_cache(o);
    String *const s = string_new(o, text, length); /* may collect, which clears entries */
    Literal *const l =
        o->literals == &literal_no_cache ? &o->only_literal : literal_place(o->literals, text);
    *l = (Literal){.address = text, .string = s};
    return l;
}

void literal_close(Objects *o) {
    if (o->literals != &literal_no_cache && o->literals != NULL)
        heap_free_buffer(&o->heap, o->literals, sizeof *o->literals);
    o->literals = &literal_no_cache;
}

static void clear(const Heap *h, Literal *l) {
    if (l->address == NULL) return;
    if (!heap_is_marked(h, &l->string->cell))
        *l = (Literal){0};
    else if (l->shape != NULL && !heap_is_marked(h, &l->shape->cell))
        l->shape = NULL;
}

void literal_clear_weak(Objects *o) {
    clear(&o->heap, &o->only_literal);
    if (o->literals == &literal_no_cache || o->literals == NULL) return;
    for (size_t n = 0; n < sizeof o->literals->entries / sizeof o->literals->entries[0]; n++)
        clear(&o->heap, &o->literals->entries[n]);
}
