/* What scripts notice of the machine; see profile.h. */
#include "profile.h"

#include <stdio.h>

#include "error.h"
#include "meter.h"
#include "os.h"

#define NANOSECONDS 1000000000

void vm_make_deterministic(State *s, uint64_t seed) {
    s->profile.deterministic = true;
    s->profile.seed = seed;
    heap_be_discreet(&s->objects.heap);
    vm_set_clocks(s, 0, 0);
}

void vm_set_clocks(State *s, int64_t time, uint64_t clock) {
    s->profile.has_clocks = true;
    s->profile.time = time;
    s->profile.clock = clock;
    s->profile.cost = s->metered ? vm_cost_used(s) : 0;
}

/* The sequence is a counter that goes in steps of an odd number, each mixed well. */
uint64_t vm_entropy64(lua_State *L) {
    Profile *const p = &L->state->profile;
    if (!p->deterministic) return os_entropy64();
    uint64_t x = p->seed += UINT64_C(0x9e3779b97f4a7c15);
    x = (x ^ x >> 32) * UINT64_C(0xd6e8feb86659fd93);
    x = (x ^ x >> 32) * UINT64_C(0xd6e8feb86659fd93);
    return x ^ x >> 32;
}

int64_t vm_wall_time(const lua_State *L) {
    const Profile *const p = &L->state->profile;
    if (!p->has_clocks) return os_wall_time();
    const int64_t seconds = p->time / NANOSECONDS;
    return seconds - (p->time % NANOSECONDS < 0);
}

double vm_cpu_time(const lua_State *L) {
    const Profile *const p = &L->state->profile;
    if (!p->has_clocks) return os_cpu_time();
    const uint64_t spent = L->state->metered ? vm_cost_used(L->state) - p->cost : 0;
    return (double)(p->clock + spent) / NANOSECONDS;
}

/* ---- Numbers of objects ---------------------------------------------------------------------- */

/* The table of numbers: weak keys, since a number is of no use when its object is gone. */
static Table *numbers(lua_State *L) {
    State *const s = L->state;
    Objects *const o = objects(L);
    if (s->profile.numbers != NULL) return s->profile.numbers;
    Table *const made = table_new(o);
    set_table(L->top, made);
    L->top++;
    Table *const weak = table_new(o);
    set_table(L->top, weak);
    L->top++;
    Value mode;
    set_string(L->top, string_from_c(o, "k"));
    mode = *L->top;
    L->top++;
    table_set_string(o, weak, o->events[EVENT_MODE], &mode);
    table_set_metatable(o, made, weak);
    made->cell.flags |= TABLE_UNSEEN;
    L->top -= 3;
    s->profile.numbers = made;
    return made;
}

static uint64_t number_of(lua_State *L, const Value *v) {
    Table *const all = numbers(L);
    Value number;
    table_get(objects(L), all, v, &number);
    if (number.tag == TAG_INTEGER) return (uint64_t)number.u.i;
    set_integer(&number, (int64_t)L->state->profile.next_number + 1);
    table_set(objects(L), all, v, &number);
    return ++L->state->profile.next_number;
}

void vm_push_address(lua_State *L, int index, const void *address) {
    char text[32];
    stack_check(L, 4);
    if (vm_is_deterministic(L)) {
        const Value v = index > 0 ? L->frame->func[index] : L->top[index];
        snprintf(text, sizeof text, "0x%014llx", (unsigned long long)number_of(L, &v));
    } else {
        snprintf(text, sizeof text, "%p", address);
    }
    String *const s = string_from_c(objects(L), text);
    set_string(L->top, s);
    L->top++;
}
