/* Full userdata: a block of host memory with a metatable and user values. */
#ifndef ORRERY_USERDATA_H
#define ORRERY_USERDATA_H

#include "table.h"

typedef struct Userdata {
    Cell cell;                        /* own: number of user values, at most 65535 */
    Table *metatable;                 /* or NULL; a prototype table */
    size_t size;                      /* bytes of host memory */
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
void userdata_trace(Heap *h, Cell *c);

#endif
