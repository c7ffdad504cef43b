/* Full userdata: a block of host memory with a metatable and user values. */
#ifndef ORRERY_USERDATA_H
#define ORRERY_USERDATA_H

#include "table.h"

#define USERDATA_BOX 0x01u /* the host memory is a Box */

typedef struct Userdata {
    Cell cell;        /* own: number of user values, at most 65535; flags: USERDATA_BOX or 0 */
    Table *metatable; /* or NULL; a prototype table */
    size_t size;      /* bytes of host memory */
    _Alignas(16) Value user_values[]; /* then the host memory */
} Userdata;

/* Alignment of the host memory is that of max_align_t: header and Value are multiples of 8 and
** 16. */
Userdata *userdata_new(struct Objects *o, size_t size, uint32_t user_value_count);
static inline void *userdata_memory(Userdata *u);

static inline Userdata *as_userdata(const Value *v) {
    return (Userdata *)v->u.cell;
}
static inline void *userdata_memory(Userdata *u) {
    return u->user_values + u->cell.own;
}

/* A box: a userdata that owns a block of memory that may grow and move, as cells cannot. The block
** counts like all memory of the State's, and is given back with the box at the latest. */
typedef struct Box {
    char *block; /* a buffer of the heap's; NULL: none */
    size_t size; /* of the block, in bytes */
} Box;

Userdata *userdata_new_box(struct Objects *o);    /* an empty one */
static inline Box *userdata_box(const Value *v) { /* NULL: not a box */
    const bool is_box = v->tag == TAG_USERDATA && (v->u.cell->flags & USERDATA_BOX) != 0;
    return is_box ? userdata_memory(as_userdata(v)) : NULL;
}
void box_resize(struct Objects *o, Box *b, size_t size); /* 0: empties it */

void userdata_trace(Heap *h, Cell *c);
void userdata_destroy(Heap *h, Cell *c);

#endif
