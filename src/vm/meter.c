/* The slow side of paying. */
#include "meter.h"

#include "poll.h"

bool vm_settle(State *s) {
    while (s->fuel < 0) {
        const uint64_t debt = (uint64_t)-s->fuel;
        s->fuel = 0;
        /* Nobody can be asked: a host uses the C API from outside, or ends things. */
        if (s->run == NULL || s->deaf || s->termination != TERMINATION_NONE) {
            s->granted += debt;
            return true;
        }
        if (s->when_spent == NULL || !s->when_spent(s)) {
            s->broke = true;
            vm_poll_again(s);
            return false;
        }
        s->fuel -= (int64_t)debt;
    }
    return !s->broke;
}

void vm_pay_debt(lua_State *L) {
    if (!vm_settle(L->state)) vm_poll(L);
}

void vm_set_fuel(State *s, uint64_t cost) {
    const uint64_t used = vm_cost_used(s);
    s->fuel = cost > FUEL_MAX ? FUEL_MAX : (int64_t)cost;
    s->granted = used + (uint64_t)s->fuel;
}
