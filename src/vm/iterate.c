/* Steps of generic loops over the plain `next` and ipairs: iterate.h. */
#include "iterate.h"

#include "error.h"
#include "meter.h"

static __attribute__((noinline, cold)) IterateStep next_slow(lua_State *L, const Word *instruction,
                                                             Value *ra) {
    const Table *const t = as_table(ra + 1);
    uint64_t position;
    L->frame->u.lua.pc = (Word *)(uintptr_t)(instruction + 1);
    L->top = L->frame->top;
    if (!table_position_after(objects(L), t, ra + 2, &position)) {
        vm_native_error(L, "invalid key to 'next'");
    }
    const uint64_t from = position;
    const bool found = table_next_at(t, &position, ra + 4, ra + 5);
    vm_charge_passed(L, t, from, found ? position : TABLE_END);
    set_value(ra + 2, ra + 4);
    return found ? ITERATE_MORE : ITERATE_END;
}

/* The element behind the first n: ITERATE_ELSE if it is nil. */
static inline IterateStep step_to_element(const Table *t, uint64_t n, Value *ra) {
    const uint8_t tag = *array_tag(t->array, n);
    if (__builtin_expect(tag == TAG_NIL, 0)) return ITERATE_ELSE;
    set_integer(ra + 2, (int64_t)n + 1);
    set_integer(ra + 4, (int64_t)n + 1);
    ra[5].u = t->array[n];
    ra[5].tag = tag;
    return ITERATE_MORE;
}

/* The first slot with a value from s on. `visited` remembers it for the next turn. */
static inline IterateStep step_to_slot(const Table *t, uint32_t s, uint16_t *visited, Value *ra) {
    for (const uint32_t count = shape_count(t->shape); s < count; s++) {
        const uint8_t tag = *slot_tag(t->slots, s);
        if (tag == TAG_NIL) continue;
        set_string(ra + 2, t->shape->keys->keys[s]);
        set_string(ra + 4, t->shape->keys->keys[s]);
        ra[5].u = t->slots[s];
        ra[5].tag = tag;
        *visited = (uint16_t)(s + 1);
        return ITERATE_MORE;
    }
    return t->dictionary == NULL ? ITERATE_END : ITERATE_ELSE;
}

/* The entry behind the one visited last, if the control variable is its key. */
static inline IterateStep step_to_entry(Dictionary *d, Value *ra) {
    if (d == NULL || !dictionary_visited(d, ra + 2)) return ITERATE_ELSE;
    const uint32_t e = d->hint + 1;
    if (e == d->count) return ITERATE_END;
    const uint8_t tag = d->value_tags[e], key_tag = d->key_tags[e];
    if (__builtin_expect(tag == TAG_NIL, 0)) return ITERATE_ELSE;
    const Payload key = d->keys[e], value = d->values[e];
    d->hint = e;
    ra[2].u = ra[4].u = key;
    ra[2].tag = ra[4].tag = key_tag;
    ra[5].u = value;
    ra[5].tag = tag;
    return ITERATE_MORE;
}

/* next, where the place of the control variable is known: in the array part, the slot that a loop
** at this instruction visited last (its B says which), or the entry visited last. ITERATE_ELSE where
** it is not, and where places without a value follow, which may be many and are paid for. */
static inline IterateStep step_next(Word *instruction, Value *ra) {
    const Table *const t = as_table(ra + 1);
    const Value *const control = ra + 2;
    const uint32_t visited = instruction->b, count = t->cell.own;
    switch (control->tag) {
    case TAG_NIL:
        if (count > 0) return step_to_element(t, 0, ra);
        return step_to_slot(t, 0, &instruction->b, ra);
    case TAG_INTEGER:
        if ((uint64_t)control->u.i - 1 >= count) return ITERATE_ELSE;
        if ((uint64_t)control->u.i < count) return step_to_element(t, (uint64_t)control->u.i, ra);
        return step_to_slot(t, 0, &instruction->b, ra);
    case TAG_STRING:
        if (visited > 0 && shape_has_at(t->shape, visited - 1, as_string(control)))
            return step_to_slot(t, visited, &instruction->b, ra);
        return step_to_entry(t->dictionary, ra);
    default: return step_to_entry(t->dictionary, ra);
    }
}

/* ipairs over the array part; ITERATE_ELSE where a metamethod may have its say. */
static inline IterateStep step_ipairs(Value *ra) {
    const Table *const t = as_table(ra + 1);
    if (ra[2].tag != TAG_INTEGER) return ITERATE_ELSE;
    const uint64_t n = (uint64_t)ra[2].u.i; /* the next index, from 0 */
    if (n < t->cell.own) {
        const IterateStep step = step_to_element(t, n, ra);
        return step == ITERATE_ELSE && t->shape->metatable == NULL ? ITERATE_END : step;
    }
    return t->cell.own == n && t->shape->metatable == NULL ? ITERATE_END : ITERATE_ELSE;
}

IterateStep iterate(lua_State *L, Word *instruction, Value *ra) {
    const State *const state = L->state;
    IterateStep step = ITERATE_ELSE;
    if (ra->tag != TAG_NATIVE || ra[1].tag != TAG_TABLE) return ITERATE_ELSE;
    if (ra->u.native == state->direct[DIRECT_NEXT]) {
        step = step_next(instruction, ra);
        if (__builtin_expect(step == ITERATE_ELSE, 0)) step = next_slow(L, instruction, ra);
    } else if (ra->u.native == state->direct[DIRECT_IPAIRS_STEP]) {
        step = step_ipairs(ra);
    }
    if (__builtin_expect(instruction->c > 2, 0) && step == ITERATE_MORE) {
        for (unsigned n = instruction->c; n > 2; n--)
            set_nil(ra + 3 + n);
    }
    return step;
}
