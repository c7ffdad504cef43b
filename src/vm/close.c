/* Upvalues of a stack and variables to be closed.
**
** Open upvalues form a list from the top of the stack down, so closing walks only those it closes.
** Variables to be closed are a row of stack offsets. Their __close methods are not called here but
** in close_all: everybody else pushes the call (to_close_push) and lets the driver or the
** interpreter make it, so that it may yield. */
#include "close.h"

#include "collect.h"
#include "debug_info.h"
#include "error.h"
#include "meta.h"
#include "run.h"

UpValue *upvalue_find(lua_State *L, Value *slot) {
    UpValue **link = &L->open_upvalues;
    while (*link != NULL && (*link)->v >= slot) {
        if ((*link)->v == slot) return *link;
        link = &(*link)->u.open.next;
    }
    /* The allocation may collect, but never frees an open upvalue: its coroutine keeps it. */
    const ptrdiff_t offset = stack_save(L, slot);
    UpValue *const made = upvalue_new(objects(L));
    made->v = stack_restore(L, offset);
    made->u.open.next = *link;
    made->u.open.coroutine = coroutine_cell(L);
    *link = made;
    coroutine_touch(L);
    return made;
}

void upvalues_close(lua_State *L, const Value *level) {
    UpValue *u;
    while ((u = L->open_upvalues) != NULL && u->v >= level) {
        L->open_upvalues = u->u.open.next;
        const Value *const from = u->v;
        set_value(&u->u.closed, from);
        u->v = &u->u.closed;
        heap_barrier(heap(L), &u->cell);
    }
}

void to_close_mark(lua_State *L, Value *slot) {
    if (is_falsy(slot)) return;
    Value method;
    if (!vm_metamethod(L, slot, EVENT_CLOSE, &method)) {
        const char *const name = frame_slot_name(L, L->frame, slot);
        vm_error(L, "variable '%s' got a non-closable value", name != NULL ? name : "?");
    }
    if (L->to_close_count == L->to_close_capacity) {
        const uint32_t capacity = L->to_close_capacity == 0 ? 4 : 2 * L->to_close_capacity;
        L->to_close = heap_buffer(heap(L), L->to_close, L->to_close_capacity * sizeof *L->to_close,
                                  capacity * sizeof *L->to_close);
        L->to_close_capacity = capacity;
    }
    L->to_close[L->to_close_count++] = (uint32_t)stack_save(L, slot);
}

int to_close_push(lua_State *L, const Value *error) {
    const ptrdiff_t offset = (ptrdiff_t)L->to_close[--L->to_close_count];
    stack_check(L, 4);
    const Value *const slot = stack_restore(L, offset);
    Value method;
    if (!vm_metamethod(L, slot, EVENT_CLOSE, &method)) { /* taken away meanwhile */
        set_value(&method, slot); /* calling the value itself raises the error */
        if (!tag_is_function(method.tag)) {
            set_nil(&method);
        }
    }
    set_value(L->top, &method);
    set_value(L->top + 1, slot);
    if (error != NULL) {
        set_value(L->top + 2, error);
    } else {
        set_nil(L->top + 2);
    }
    L->top += 3;
    return 2;
}

void close_all(lua_State *L, ptrdiff_t level) {
    while (to_close_pending(L, stack_restore(L, level))) {
        const int nargs = to_close_push(L, NULL);
        vm_call_noyield(L, L->top - nargs - 1, 0);
    }
    upvalues_close(L, stack_restore(L, level));
}
