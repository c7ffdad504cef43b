/* The stack itself: indexes, top, moving values about. Manual, sections 4.1 and 4.6. */
#include "api_check.h"
#include "api_stack.h"

#include "close.h"

const Value api_none = {{.bits = 0}, TAG_NIL};

Value *api_pseudo_slot(lua_State *L, int idx) {
    Value *const none = (Value *)(uintptr_t)&api_none;
    if (idx == LUA_REGISTRYINDEX) return &L->state->registry;
    const Value *const func = L->frame->func;
    if (func->tag != TAG_NATIVE_CLOSURE) return none;
    NativeClosure *const closure = as_native_closure(func);
    const uint32_t number = (uint32_t)(LUA_REGISTRYINDEX - idx);
    return number <= closure->cell.own ? &closure->upvalues[number - 1] : none;
}

int lua_absindex(lua_State *L, int idx) {
    require(index, L, idx);
    return idx > 0 || index_is_pseudo(idx) ? idx : (int)(L->top - L->frame->func) + idx;
}

int lua_gettop(lua_State *L) {
    require(stack, L);
    return (int)(L->top - (L->frame->func + 1));
}

/* Moves the top, closing marked slots that fall off, filling new ones with nil. */
static void move_top(lua_State *L, Value *top) __attribute__((noinline));
static void move_top(lua_State *L, Value *top) {
    Value *p = L->top;
    for (; p < top; p++)
        set_nil(p);
    if (to_close_pending(L, top)) {
        const ptrdiff_t level = stack_save(L, top);
        close_all(L, level);
        top = stack_restore(L, level);
    }
    L->top = top;
}

void lua_settop(lua_State *L, int idx) {
    require(top, L, idx);
    Value *const top = idx >= 0 ? L->frame->func + 1 + idx : L->top + (idx + 1);
    if (__builtin_expect(top > L->top || L->to_close_count != 0, 0))
        move_top(L, top);
    else
        L->top = top;
}

void lua_closeslot(lua_State *L, int idx) {
    require(closeslot, L, idx);
    const ptrdiff_t level = stack_save(L, api_slot(L, idx));
    close_all(L, level);
    set_nil(stack_restore(L, level));
}

void lua_toclose(lua_State *L, int idx) {
    require(to_close, L, idx);
    to_close_mark(L, api_slot(L, idx));
}

void lua_pushvalue(lua_State *L, int idx) {
    require(index, L, idx);
    require(room, L, 1);
    api_push(L, api_slot(L, idx));
}

static inline void reverse(Value *from, Value *to) {
    for (; from < to; from++, to--) {
        const Value v = *from;
        set_value(from, to);
        set_value(to, &v);
    }
}

/* One step in either direction is what lua_insert and lua_remove ask for. */
static void rotate_up(Value *first, Value *last) {
    const Value v = *last;
    for (; last > first; last--)
        set_value(last, last - 1);
    set_value(first, &v);
}

static void rotate_down(Value *first, Value *last) {
    const Value v = *first;
    for (; first < last; first++)
        set_value(first, first + 1);
    set_value(last, &v);
}

void lua_rotate(lua_State *L, int idx, int n) {
    require(rotation, L, idx, n);
    Value *const first = api_slot(L, idx), *const last = L->top - 1;
    if (n == 1) {
        rotate_up(first, last);
        return;
    }
    if (n == -1) {
        rotate_down(first, last);
        return;
    }
    Value *const middle = n >= 0 ? last - n : first - n - 1;
    reverse(first, middle);
    reverse(middle + 1, last);
    reverse(first, last);
}

void lua_copy(lua_State *L, int fromidx, int toidx) {
    require(copy, L, fromidx, toidx);
    Value *const to = api_slot(L, toidx);
    if (!slot_is_valid(to)) return;
    set_value(to, api_slot(L, fromidx));
    if (tag_is_cell(to->tag)) api_slot_barrier(L, toidx);
}

int lua_checkstack(lua_State *L, int n) {
    require(stack, L);
    require(count, L, n, "n");
    if (n < 0) n = 0;
    if (!stack_try_grow(L, (size_t)n)) return 0;
    if (L->frame->top < L->top + n) L->frame->top = L->top + n;
    return 1;
}

void lua_xmove(lua_State *from, lua_State *to, int n) {
    require(siblings, from, to);
    require(values, from, n);
    require(room, to, from != to ? n : 0);
    if (from == to) return;
    from->top -= n;
    for (int i = 0; i < n; i++)
        set_value(to->top + i, from->top + i);
    to->top += n;
    coroutine_touch(to);
}
