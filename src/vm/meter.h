/* Paying: the account of a State (program/cost_model.h has the prices).
**
** State.fuel is what may be spent before anybody has to be asked. Metered code and library
** functions take what they cost from it *before* they do it; when that leaves a debt, vm_settle
** asks the State's owner (State.when_spent) for more. That either grants some, perhaps much later
** and from another thread, or not: then the State is *broke*, and what runs is terminated as by an
** interrupt (poll.h). Whoever has to pay a lot pays in instalments, so that any grant brings it
** nearer to its end, and the account never shows more than was granted.
**
** Without a budget the fuel lasts for centuries: nothing asks whether there is one. State.granted
** is all that was ever put in, so granted - fuel is what was spent.
**
** Alternatives rejected: to count upwards and compare with a limit (two loads for one), and to
** leave by an error when the fuel is out, with a continuation for everything that pays: library
** functions would have to be able to stop in the middle of their loops, all of them.
*/
#ifndef ORRERY_METER_H
#define ORRERY_METER_H

#include "cost_model.h"
#include "poll.h"

/* The fuel is negative: pays the debt. False when that cannot be; then what runs must end. Returns
** with anything that a host may do having happened, except to what belongs to the State. */
bool vm_settle(State *s) __attribute__((cold));

/* The same; raises. The frame is as for raising an error. */
void vm_pay_debt(lua_State *L) __attribute__((cold));

/* Pays for work that is about to be done. */
static inline void vm_charge(lua_State *L, uint64_t cost) {
    State *const s = L->state;
    if (__builtin_expect((s->fuel -= (int64_t)cost) < 0, 0)) vm_pay_debt(L);
}

/* The same in a loop that can take long: looks at State.poll too. */
static inline void vm_work(lua_State *L, uint64_t cost) {
    vm_charge(L, cost);
    vm_check_poll(L);
}

static inline void vm_charge_bytes(lua_State *L, size_t count) {
    if (count >> COST_BYTES_SHIFT != 0) vm_charge(L, cost_of_bytes(count));
}
static inline void vm_charge_values(lua_State *L, size_t count) {
    if (count >> COST_VALUES_SHIFT != 0) vm_charge(L, cost_of_values(count));
}

/* A traversal went from one position to another, over places without values. Few of them are free,
** so that how many there are does not show before there are very many. */
static inline void vm_charge_passed(lua_State *L, const Table *t, uint64_t from, uint64_t to) {
    const uint64_t passed = table_passed(t, from, to);
    if (__builtin_expect(passed >= COST_PASSED_FREE, 0)) vm_charge(L, cost_of_values(passed));
}

/* Two values are about to be compared for equality: long strings of one length may differ in their
** last byte only. */
static inline void vm_charge_equal(lua_State *L, const Value *a, const Value *b) {
    if (a->tag == TAG_STRING && b->tag == TAG_STRING &&
        as_string(a)->length == as_string(b)->length)
        vm_charge_bytes(L, as_string(a)->length);
}

/* text_search that can be interrupted, and pays for the bytes up to what it finds. */
const char *vm_text_search(lua_State *L, const char *from, const char *end, const char *text,
                           size_t length);

/* What was spent since the State was made. */
static inline uint64_t vm_cost_used(const State *s) {
    return s->granted - (uint64_t)s->fuel;
}

/* Lets `cost` be spent from now on; UINT64_MAX: no bound. */
void vm_set_fuel(State *s, uint64_t cost);

#define FUEL_MAX INT64_MAX /* no budget */

#endif
