/* Full userdata. */
#include "objects.h"

_Static_assert(sizeof(Userdata) % _Alignof(max_align_t) == 0, "host memory is aligned");

Userdata *userdata_new(Objects *o, size_t size, uint32_t user_value_count) {
    const size_t header = sizeof(Userdata) + user_value_count * sizeof(Value);
    if (size > (size_t)PTRDIFF_MAX - header) o->heap.client->no_memory(&o->heap);
    Userdata *u = (Userdata *)heap_allocate(&o->heap, header + size, TAG_USERDATA);
    u->cell.own = user_value_count;
    u->metatable = NULL;
    u->size = size;
    for (uint32_t i = 0; i < user_value_count; i++)
        u->user_values[i] = value_nil();
    return u;
}

Userdata *userdata_new_box(Objects *o) {
    Userdata *const u = userdata_new(o, sizeof(Box), 0);
    u->cell.flags = USERDATA_BOX;
    *(Box *)userdata_memory(u) = (Box){0};
    return u;
}

void box_resize(Objects *o, Box *b, size_t size) {
    b->block = heap_buffer(&o->heap, b->block, b->size, size);
    b->size = size;
}

void userdata_destroy(Heap *h, Cell *c) {
    if ((c->flags & USERDATA_BOX) == 0) return;
    const Box *const b = userdata_memory((Userdata *)c);
    heap_free_buffer(h, b->block, b->size);
}

void userdata_trace(Heap *h, Cell *c) {
    const Userdata *u = (const Userdata *)c;
    if (u->metatable != NULL) heap_mark(h, &u->metatable->cell);
    for (uint32_t i = 0; i < c->own; i++)
        heap_mark_value(h, &u->user_values[i]);
}
