/* The slow side of paying. */
#include "meter.h"

#include "text_search.h"

bool vm_settle(State *s) {
    while (s->fuel < 0) {
        const uint64_t debt = (uint64_t)-s->fuel;
        s->fuel = 0;
        /* Nothing of the script's: a host uses the C API from outside, or things are being
        ** ended. */
        if (s->run == NULL || s->deaf || s->termination != TERMINATION_NONE) return true;
        if (s->when_spent == NULL || !s->when_spent(s)) {
            s->broke = true;
            vm_poll_again(s);
            return false;
        }
        if (vm_must_stop(s)) { /* interrupted meanwhile */
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

/* Pieces are paid for when they have been searched: only then it is known how far that was. */
const char *vm_text_search(lua_State *L, const char *from, const char *end, const char *text,
                           size_t length) {
    const char *const start = from;
    const char *found = NULL;
    /* Pieces overlap, so that no occurrence is cut. */
    const size_t piece = length < POLL_BYTES ? POLL_BYTES : 4 * length;
    uint64_t paid = 0;
    while (found == NULL && (size_t)(end - from) > piece) {
        found = text_search(from, from + piece, text, length);
        from += piece - length + 1;
        const uint64_t cost = cost_of_bytes((size_t)((found != NULL ? found : from) - start));
        vm_work(L, cost - paid);
        paid = cost;
    }
    if (found == NULL) {
        found = text_search(from, end, text, length);
        vm_charge(L, cost_of_bytes((size_t)((found != NULL ? found : end) - start)) - paid);
    }
    return found;
}
