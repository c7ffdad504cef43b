/* Operators on values of the stack. */
#include "api_check.h"
#include "api_stack.h"

_Static_assert(EVENT_ADD + LUA_OPSUB == EVENT_SUB && EVENT_ADD + LUA_OPMUL == EVENT_MUL &&
                   EVENT_ADD + LUA_OPMOD == EVENT_MOD && EVENT_ADD + LUA_OPPOW == EVENT_POW &&
                   EVENT_ADD + LUA_OPDIV == EVENT_DIV && EVENT_ADD + LUA_OPIDIV == EVENT_IDIV &&
                   EVENT_ADD + LUA_OPBAND == EVENT_BAND && EVENT_ADD + LUA_OPBOR == EVENT_BOR &&
                   EVENT_ADD + LUA_OPBXOR == EVENT_BXOR && EVENT_ADD + LUA_OPSHL == EVENT_SHL &&
                   EVENT_ADD + LUA_OPSHR == EVENT_SHR && EVENT_ADD + LUA_OPUNM == EVENT_UNM &&
                   EVENT_ADD + LUA_OPBNOT == EVENT_BNOT,
               "operators and events have one order");

void lua_arith(lua_State *L, int op) {
    require(range, L, op, LUA_OPADD, LUA_OPBNOT, "op");
    require(values, L, op == LUA_OPUNM || op == LUA_OPBNOT ? 1 : 2);
    const bool unary = op == LUA_OPUNM || op == LUA_OPBNOT;
    if (unary) api_push(L, L->top - 1); /* the operand counts twice */
    Value *const a = L->top - 2, *const b = L->top - 1;
    const Event event = (Event)(EVENT_ADD + op);
    if (!raw_arithmetic(L, event, a, b, a)) vm_arithmetic(L, event, a, b, stack_save(L, a));
    L->top--;
}

int lua_rawequal(lua_State *L, int idx1, int idx2) {
    require(index, L, idx1);
    require(index, L, idx2);
    const Value *const a = api_slot(L, idx1), *const b = api_slot(L, idx2);
    if (!slot_is_valid(a) || !slot_is_valid(b)) return 0;
    if (tag_is_cell(a->tag) && a->u.bits == b->u.bits && a->tag == b->tag) return 1;
    return value_raw_equal(a, b);
}

static inline bool compare_integers(int64_t a, int64_t b, int op) {
    switch (op) {
    case LUA_OPEQ: return a == b;
    case LUA_OPLT: return a < b;
    case LUA_OPLE: return a <= b;
    default: return false;
    }
}

static inline bool compare_numbers(const Value *a, const Value *b, int op) {
    if (a->tag == TAG_INTEGER && b->tag == TAG_INTEGER) return compare_integers(a->u.i, b->u.i, op);
    switch (op) {
    case LUA_OPEQ: return value_raw_equal(a, b);
    case LUA_OPLT: return number_less(a, b);
    case LUA_OPLE: return number_less_equal(a, b);
    default: return false;
    }
}

int lua_compare(lua_State *L, int idx1, int idx2, int op) {
    require(index, L, idx1);
    require(index, L, idx2);
    require(range, L, op, LUA_OPEQ, LUA_OPLE, "op");
    const Value *const a = api_slot(L, idx1), *const b = api_slot(L, idx2);
    if (!slot_is_valid(a) || !slot_is_valid(b)) return 0;
    if (is_number(a) && is_number(b)) return compare_numbers(a, b, op);
    switch (op) {
    case LUA_OPEQ: return vm_equal(L, a, b);
    case LUA_OPLT: return vm_less(L, a, b);
    case LUA_OPLE: return vm_less_equal(L, a, b);
    default: return 0;
    }
}

void lua_concat(lua_State *L, int n) {
    require(values, L, n);
    require(room, L, n == 0);
    if (n == 0) {
        api_push_cell(L, objects(L)->empty_string, TAG_STRING);
        return;
    }
    vm_concat(L, n);
    coroutine_touch(L);
    vm_safe_point(L);
}

void lua_len(lua_State *L, int idx) {
    require(index, L, idx);
    require(room, L, 1);
    const Value *const v = api_slot(L, idx);
    set_nil(L->top++);
    vm_length(L, v, stack_save(L, L->top - 1));
    coroutine_touch(L);
}
