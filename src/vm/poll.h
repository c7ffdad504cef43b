/* Polling: how signals, hooks and other threads get the attention of what runs in a State.
**
** State.poll is one word that anybody may set to 1 at any time. The interpreter looks at it at
** taken jumps and calls, the driver (run.c) whenever it calls a function or a native has returned,
** the compiler at each token, and library functions that can take long in their loops: nothing else
** costs anything. Whoever finds it set calls vm_poll, which clears it, looks at what there may be
** to do, and sets it again if it must be seen again (hooks are on, a termination is under way).
**
** Termination. An interrupt or a deadline ends all that runs in the State. It unwinds as an error
** does, but nothing of the script's stops it: protected frames are passed over, message handlers
** and __close methods are not called, coroutines die one after the other, finalizers wait. C code
** that called lua_pcall gets its status, so that it can clean up; but as long as State.termination
** is set, whatever that C code calls or returns to goes on with the termination. It is over when
** the outermost run has ended: then State.ended tells that it was.
**
** Rejected: a flag in each coroutine, which another thread could not find while coroutines are
** switched and collected; an error that scripts cannot name, which every place that catches would
** have to know.
*/
#ifndef ORRERY_POLL_H
#define ORRERY_POLL_H

#include "state.h"

static inline bool vm_polled(State *s) {
    return atomic_load_explicit(&s->poll, memory_order_relaxed) != 0;
}
/* Makes the next look find something. Any thread, any time. */
static inline void vm_poll_again(State *s) {
    atomic_store_explicit(&s->poll, 1, memory_order_seq_cst);
}

/* State.poll was found set. Returns, with nothing changed but State.poll, or raises. The frame is
** as for raising an error. */
void vm_poll(lua_State *L) __attribute__((cold));

/* For loops of library functions, every few thousand steps at least. */
static inline void vm_check_poll(lua_State *L) {
    if (__builtin_expect(vm_polled(L->state), 0)) vm_poll(L);
}

/* Is there a reason to end what runs? For loops that cannot be left by an error; vm_poll must
** follow when they have ended. */
bool vm_must_stop(const State *s);

/* The outermost run has ended. */
static inline void vm_termination_over(State *s) {
    s->ended = s->termination;
    s->termination = TERMINATION_NONE;
}

/* Work of many bytes at a time is done in pieces of this size, with a look between them: about 50
** microseconds each. */
#define POLL_BYTES 262144

/* memcpy that can be interrupted. */
static inline void vm_copy(lua_State *L, void *to, const void *from, size_t size) {
    while (__builtin_expect(size > POLL_BYTES, 0)) {
        memcpy(to, from, POLL_BYTES);
        vm_check_poll(L);
        to = (char *)to + POLL_BYTES;
        from = (const char *)from + POLL_BYTES;
        size -= POLL_BYTES;
    }
    memcpy(to, from, size);
}

/* string_text that can be interrupted when the bytes must be copied. The string is anchored. */
const char *vm_text_of_shared(lua_State *L, String *s);
static inline const char *vm_text(lua_State *L, String *s) {
    if (__builtin_expect(s->cell.flags & STRING_SHARES, 0)) return vm_text_of_shared(L, s);
    return s->own_bytes;
}
/* Does nearly all of what string_text will have to copy; nothing if memory is short. */
void vm_prepare_text(lua_State *L, String *s);

#endif
