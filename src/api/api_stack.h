/* The C API's view of a stack: indexes to slots, pushes, barriers. For the api_*.c files.
**
** Every API function works on L->frame, the running native's (or, in a hook, the hooked function's;
** outside of all calls, the base frame). Index 1 is the slot behind frame->func, the top is L->top.
**
** Rules for these files. The stack may move, and a collection may run, in every call that makes an
** object or runs code: slots are looked up again afterwards, new objects are pushed at once. A
** function that made an object ends with vm_safe_point, so that C loops that only use the API are
** collected too; a pointer into a string or userdata survives that, because its value is on the
** stack. What a host does wrong (bad indexes, too few values) is not checked, as the manual says,
** except where it costs nothing.
*/
#ifndef ORRERY_API_STACK_H
#define ORRERY_API_STACK_H

#include "collect.h"
#include "meta.h"
#include "run.h"
#include "state.h"

/* What an acceptable index without a value finds: compared by address, never written. */
extern const Value api_none __attribute__((visibility("hidden")));

/* The slot at a pseudo-index. */
Value *api_pseudo_slot(lua_State *L, int idx);

static inline bool index_is_pseudo(int idx) {
    return idx <= LUA_REGISTRYINDEX;
}

/* The slot at any acceptable index; &api_none (not to be written) when there is no value. */
static inline Value *api_slot(lua_State *L, int idx) {
    if (__builtin_expect(idx > 0, 1)) {
        Value *const slot = L->frame->func + idx;
        return __builtin_expect(slot < L->top, 1) ? slot : (Value *)(uintptr_t)&api_none;
    }
    return __builtin_expect(index_is_pseudo(idx), 0) ? api_pseudo_slot(L, idx) : L->top + idx;
}

static inline bool slot_is_valid(const Value *slot) {
    return slot != &api_none;
}

/* Must follow (or precede) the writing of a cell into a slot: upvalues of natives are part of a
** closure, and the stack of a suspended coroutine is not looked at again by itself. */
static inline void api_slot_barrier(lua_State *L, int idx) {
    if (index_is_pseudo(idx)) {
        if (idx != LUA_REGISTRYINDEX) heap_barrier(heap(L), L->frame->func->u.cell);
    } else {
        coroutine_touch(L);
    }
}

/* Counts the value that was written at L->top. */
static inline void api_pushed(lua_State *L) {
    L->top++;
    if (tag_is_cell(L->top[-1].tag)) coroutine_touch(L);
}

static inline void api_push(lua_State *L, const Value *v) {
    set_value(L->top, v);
    api_pushed(L);
}

static inline void api_push_cell(lua_State *L, const void *cell, uint8_t tag) {
    set_cell(L->top, cell, tag);
    api_pushed(L);
}

#endif
