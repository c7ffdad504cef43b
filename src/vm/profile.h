/* The profile of a State: what its scripts can notice of the machine.
**
** An ordinary State shows the system's clocks, randomness and addresses. A *deterministic* one
** shows numbers that depend on nothing but what the host and the script did before, so that the
** same script with the same inputs does the same on every run:
**
**   randomness   a sequence that begins with the host's seed
**   clocks       what the host set (a State may have such clocks without being deterministic); in a
**                metered State os.clock goes on by a nanosecond for each unit of cost
**   addresses    the number under which the object was first asked for: 1, 2, 3 ...
**   collections  show by finalizers, weak tables and collectgarbage("count"): the first two happen
**                only when the script or the host asks for a collection (heap_be_discreet), the
**                last is 0
**
** Hashes stay seeded by the system in all States. They show in no order and no result, and a known
** seed would let scripts choose keys that collide.
*/
#ifndef ORRERY_PROFILE_H
#define ORRERY_PROFILE_H

#include "state.h"

static inline bool vm_is_deterministic(const lua_State *L) {
    return L->state->profile.deterministic;
}
/* Makes a new State deterministic. */
void vm_make_deterministic(State *s, uint64_t seed);
/* Gives it clocks that stand still. `time`: nanoseconds since 1970-01-01 UTC; `clock`: nanoseconds
** for os.clock. */
void vm_set_clocks(State *s, int64_t time, uint64_t clock);

/* 64 bits for seeding: os_entropy64, or the next of the sequence. */
uint64_t vm_entropy64(lua_State *L);
/* Seconds as os_wall_time and os_cpu_time give them. */
int64_t vm_wall_time(const lua_State *L);
double vm_cpu_time(const lua_State *L);

/* Pushes what stands for an object's address in texts: "0x" and 14 digits of a number of its own,
** or the address as %p shows it. `address` is that of lua_topointer. One slot on the stack. */
void vm_push_address(lua_State *L, int index, const void *address);

/* The script wrote these bytes somewhere. */
static inline void vm_note_output(lua_State *L, const char *bytes, size_t length) {
    if (__builtin_expect(L->state->profile.output != NULL, 0))
        L->state->profile.output(L, bytes, length);
}

#endif
