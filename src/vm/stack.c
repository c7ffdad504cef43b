/* Stacks and frame chains of coroutines: growing, moving, shrinking.
**
** A stack doubles, up to LUAI_MAXSTACK slots; beyond it gets ERROR_STACK more, once, so that the
** error can be handled. Pointers into it are corrected wherever they are kept (see state.h). Slots
** that were never used hold nil, since registers are not cleared when a frame is entered. Frames
** are buffers of their own and stay linked when they are popped, so that calling again finds
** them. */
#include <string.h>

#include "error.h"
#include "run.h"
#include "state.h"

#ifdef STRESS_STACK
enum { STRESS_SMALL_STACK = 10000 }; /* slots; smaller ones grow by what is needed only */
#endif

/* After the stack moved by `delta` bytes: corrects every pointer into it. */
static void correct_pointers(lua_State *L, const Value *old) {
    for (Frame *f = &L->base_frame; f != NULL; f = f->next) {
        f->func = L->stack + (f->func - old);
        f->top = L->stack + (f->top - old);
        if (f == L->frame) break;
    }
    for (UpValue *u = L->open_upvalues; u != NULL; u = u->u.open.next) {
        u->v = L->stack + (u->v - old);
    }
    L->top = L->stack + (L->top - old);
}

static bool stack_resize(lua_State *L, uint32_t size) {
    Value *const old = L->stack;
    const size_t old_bytes = (size_t)L->stack_size * sizeof(Value);
#ifdef STRESS_STACK
    Value *const moved = heap_try_buffer(heap(L), NULL, 0, size * sizeof(Value));
    if (moved == NULL) return false;
    memcpy(moved, old, (L->stack_size < size ? L->stack_size : size) * sizeof(Value));
    memset(old, 0x5a, old_bytes);
    heap_free_buffer(heap(L), old, old_bytes);
#else
    Value *const moved = heap_try_buffer(heap(L), old, old_bytes, size * sizeof(Value));
    if (moved == NULL) return false;
#endif
    for (uint32_t n = L->stack_size; n < size; n++)
        set_nil(moved + n);
    L->stack = moved;
    L->stack_size = size;
    L->stack_limit = moved + size - EXTRA_STACK;
    correct_pointers(L, old);
    return true;
}

/* Size for at least n more slots; 0 if that is beyond the limit. */
static uint32_t grown_size(const lua_State *L, size_t n) {
    const size_t used = (size_t)(L->top - L->stack);
    const size_t needed = used + n + EXTRA_STACK;
    if (n > LUAI_MAXSTACK || needed > LUAI_MAXSTACK + EXTRA_STACK) return 0;
    size_t size = 2 * (size_t)L->stack_size;
#ifdef STRESS_STACK
    if (L->stack_size < STRESS_SMALL_STACK) size = L->stack_size;
#endif
    if (size < needed) size = needed;
    if (size > LUAI_MAXSTACK + EXTRA_STACK) size = LUAI_MAXSTACK + EXTRA_STACK;
    return (uint32_t)size;
}

bool stack_try_grow(lua_State *L, size_t n) {
    if (stack_has_room(L, n)) return true;
    const uint32_t size = grown_size(L, n + 1);
    return size != 0 && stack_resize(L, size);
}

/* Under STRESS_STACK a stack moves though it has room: a small one always, a deep one at some
** depths only, since recursion would cost the square of its depth. */
static bool moves_anyway(const lua_State *L) {
#ifdef STRESS_STACK
    return L->stack_size < STRESS_SMALL_STACK || (L->top - L->stack) % 1000 == 0;
#else
    (void)L;
    return false;
#endif
}

void stack_grow(lua_State *L, size_t n) {
    if (stack_has_room(L, n)) {
        if (moves_anyway(L) && !stack_resize(L, L->stack_size)) vm_throw_memory(L);
        return;
    }
    const uint32_t size = grown_size(L, n + 1);
    if (size != 0) {
        if (!stack_resize(L, size)) vm_throw_memory(L);
        return;
    }
    L->state->limits_hit |= LIMIT_DEPTH;
    if (L->stack_size > LUAI_MAXSTACK + EXTRA_STACK) vm_error_in_handling(L);
    if (!stack_resize(L, LUAI_MAXSTACK + EXTRA_STACK + ERROR_STACK)) vm_throw_memory(L);
    vm_error(L, "stack overflow");
}

/* Slots in use, by any frame. */
static size_t stack_in_use(const lua_State *L) {
    const Value *limit = L->top;
    for (const Frame *f = L->frame; f != NULL; f = f->previous) {
        if (limit < f->top) limit = f->top;
    }
    const size_t used = (size_t)(limit - L->stack) + 1;
    return used < BASIC_STACK_SIZE ? BASIC_STACK_SIZE : used;
}

void stack_shrink(lua_State *L) {
    const size_t used = stack_in_use(L);
    const size_t most = used > LUAI_MAXSTACK / 3 ? LUAI_MAXSTACK : used * 3;
    if (used <= LUAI_MAXSTACK && L->stack_size > most + EXTRA_STACK) {
        const size_t size = used > LUAI_MAXSTACK / 2 ? LUAI_MAXSTACK : used * 2;
        stack_resize(L, (uint32_t)(size + EXTRA_STACK)); /* failing does no harm */
    }
#ifdef STRESS_STACK
    else {
        stack_resize(L, L->stack_size);
    }
#endif
    frames_shrink(L);
}

/* No frame is left. A message handler gets some more. */
static void check_depth(lua_State *L) {
    State *const s = L->state;
    s->limits_hit |= LIMIT_DEPTH;
    if (L->frame_count >= s->frame_limit + ERROR_DEPTH) vm_error_in_handling(L);
    if (L->handler_depth == 0) vm_error(L, "stack overflow");
}

Frame *frame_new(lua_State *L) {
    if (__builtin_expect(L->frame_count >= L->state->frame_limit, 0)) check_depth(L);
    Frame *const f = heap_buffer(heap(L), NULL, 0, sizeof *f);
    memset(f, 0, sizeof *f);
    L->frame->next = f;
    f->previous = L->frame;
    f->next = NULL;
    f->func = f->top = L->top;
    L->frame_count++;
    return f;
}

/* Frees half of the frames that are not in use: the farther half, from its end, so that the frames
** made next stand in memory as they are used. */
void frames_shrink(lua_State *L) {
    Frame *middle = L->frame->next, *last = middle;
    if (middle == NULL) return;
    while (last->next != NULL && last->next->next != NULL) {
        middle = middle->next;
        last = last->next->next;
    }
    if (last->next != NULL) last = last->next;
    while (last != middle) {
        Frame *const drop = last;
        last = drop->previous;
        heap_free_buffer(heap(L), drop, sizeof *drop);
        L->frame_count--;
    }
    middle->next = NULL;
}
