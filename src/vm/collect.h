/* The VM's side of collection: safe points, roots, finalizers. */
#ifndef ORRERY_COLLECT_H
#define ORRERY_COLLECT_H

#include "state.h"

/* A safe point: everything alive is in the stack below L->top, or reachable. Runs due collection
** work and pending finalizers (in nested runs). May move the stack of L. */
void vm_collect_step(lua_State *L);
static inline void vm_safe_point(lua_State *L) {
#ifdef STRESS_GC
    if (heap_stress_is_due(heap(L))) vm_collect_step(L);
#else
    if (__builtin_expect(heap_wants_step(heap(L)), 0)) vm_collect_step(L);
#endif
}
void vm_full_collect(lua_State *L); /* then runs finalizers */
void vm_run_finalizers(lua_State *L, bool all);
void vm_warn(lua_State *L, const char *message, bool to_continue);
void vm_warn_error(lua_State *L, const char *where); /* error object on top: "error in %s (%s)" */
/* Registers v's finalizer if metatable m has __gc. */
void vm_check_finalizer(lua_State *L, Cell *c, Table *m);

/* Makes a barrier on L (its stack changes while another coroutine runs). */
static inline void coroutine_touch(lua_State *L) {
    heap_barrier(heap(L), coroutine_cell(L));
}

bool vm_heap_init(State *s); /* heap_init with the VM as client */

#endif
