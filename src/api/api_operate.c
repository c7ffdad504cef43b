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
    const Value *const a = L->top - 2;
    vm_arithmetic(L, (Event)(EVENT_ADD + op), a, L->top - 1, stack_save(L, a));
    L->top--;
}

int lua_rawequal(lua_State *L, int idx1, int idx2) {
    require(index, L, idx1);
    require(index, L, idx2);
    const Value *const a = api_slot(L, idx1), *const b = api_slot(L, idx2);
    return slot_is_valid(a) && slot_is_valid(b) && value_raw_equal(a, b);
}

int lua_compare(lua_State *L, int idx1, int idx2, int op) {
    require(index, L, idx1);
    require(index, L, idx2);
    require(range, L, op, LUA_OPEQ, LUA_OPLE, "op");
    const Value *const a = api_slot(L, idx1), *const b = api_slot(L, idx2);
    if (!slot_is_valid(a) || !slot_is_valid(b)) return 0;
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
