/* What there may be to do when State.poll is set. */
#include "poll.h"

#include "os.h"
#include "run.h"

/* Why to end what runs, if there is a reason. */
static Termination reason(const State *s) {
    if (atomic_load(&s->interrupt) != 0) return TERMINATION_INTERRUPT;
    if (s->broke) return TERMINATION_BUDGET;
    const uint64_t deadline = atomic_load(&s->deadline);
    if (deadline != 0 && os_monotonic_ns() >= deadline) return TERMINATION_TIME;
    return TERMINATION_NONE;
}

bool vm_must_stop(const State *s) {
    if (s->termination != TERMINATION_NONE || s->hurried) return true;
    return !s->deaf && reason(s) != TERMINATION_NONE;
}

static void begin(lua_State *L, Termination why) {
    State *const s = L->state;
    if (why == TERMINATION_INTERRUPT) atomic_store(&s->interrupt, 0); /* it has been heard */
    s->broke = false;
    if (s->terminating != NULL) {
        const bool collects = heap_is_running(heap(L));
        s->deaf = true;
        s->hurried = why != TERMINATION_BUDGET; /* which must not depend on the memory there is */
        if (s->hurried) heap_stop(heap(L));
        s->terminating(L);
        if (collects) heap_restart(heap(L));
        s->deaf = s->hurried = false;
    }
    s->termination = (uint8_t)why;
}

void vm_poll(lua_State *L) {
    State *const s = L->state;
    /* Cleared before looking: what is set after the look sets poll again. */
    atomic_exchange(&s->poll, 0);
    if (L->hook_mask != 0) vm_poll_again(s);
    if (s->deaf || s->run == NULL) { /* not while a host uses the C API from outside of all calls */
        vm_poll_again(s);
        return;
    }
    if (s->termination == TERMINATION_NONE) {
        const Termination why = reason(s);
        if (why == TERMINATION_NONE) return;
        begin(L, why);
    }
    vm_poll_again(s);
    set_string(L->top, s->termination_texts[s->termination]);
    L->top++;
    vm_throw(L, LUA_ERRRUN);
}

/* Each piece is part of the string's copy at once, so it does not matter where this is left. */
void vm_prepare_text(lua_State *L, String *s) {
    if (!string_must_copy(s)) return;
    GrowingText *const copy = string_begin_copy(objects(L), s);
    while (copy != NULL && s->length - copy->used > POLL_BYTES) {
        memcpy(copy->bytes + copy->used, string_bytes(s) + copy->used, POLL_BYTES);
        copy->used += POLL_BYTES;
        vm_check_poll(L->state->current); /* L may be a coroutine that does not run */
    }
}

const char *vm_text_of_shared(lua_State *L, String *s) {
    vm_prepare_text(L, s);
    return string_text(objects(L), s);
}
