/* Operations with metamethods, in two forms.
**
** For the interpreter, `op_*`: does the operation if it needs no metamethod function and returns
** OP_DONE; otherwise pushes function and arguments at L->top and returns the number of arguments:
** the interpreter calls it with FRAME_META on the Lua stack and finishes the instruction later.
** OP_DONE results are in *out (which may be a register: the functions do not move the stack when
** they return OP_DONE).
**
** For C code, `vm_*`: the whole operation, calling metamethods in a nested run.
*/
#ifndef ORRERY_META_H
#define ORRERY_META_H

#include "error.h"
#include "state.h"

#define OP_DONE 0

static inline Table *value_metatable(const lua_State *L, const Value *v) {
    switch (v->tag) {
    case TAG_TABLE: return as_table(v)->shape->metatable;
    case TAG_USERDATA: return as_userdata(v)->metatable;
    default: {
        extern const uint8_t tag_types[];
        return L->state->metatables[tag_types[v->tag]];
    }
    }
}
/* LUA_T number of a tag. */
extern const uint8_t tag_types[];
static inline int value_type(const Value *v) {
    return tag_types[v->tag];
}
static inline bool vm_metamethod(lua_State *L, const Value *v, Event e, Value *out) {
    return table_metamethod(objects(L), value_metatable(L, v), e, out);
}

int op_index(lua_State *L, const Value *object, const Value *key, Value *out);
/* The same for a table that is known to lack the key. */
int op_index_absent(lua_State *L, const Value *object, const Value *key, Value *out);
int op_set_index(lua_State *L, const Value *object, const Value *key, const Value *value);
int op_arithmetic(lua_State *L, Event e, const Value *a, const Value *b, Value *out);
int op_length(lua_State *L, const Value *v, Value *out);
/* Comparisons: result truth in out (a boolean). EQ never raises. Without a metamethod __le,
** op_less_equal prepares __lt with the operands swapped, as Lua 5.3 did and builds with
** LUA_COMPAT_5_3 do; the result of such a call says the opposite: see meta_truth. */
int op_equal(lua_State *L, const Value *a, const Value *b, bool *out);
int op_less(lua_State *L, const Value *a, const Value *b, bool *out);
int op_less_equal(lua_State *L, const Value *a, const Value *b, bool *out);
/* What the result of a comparison's metamethod, called for `frame`, says. */
bool meta_truth(Frame *frame, const Value *result);
/* Concatenates the `n` values ending at `last` (from the right). OP_DONE: result in last[1 - n].
** Else the call's function was pushed at last'[1], where last' is the slot of the right operand:
** its result belongs into last'[-1] and n - (operands consumed) values remain. See
** op_concat_finish. */
int op_concat(lua_State *L, Value *last, int n);

void vm_index(lua_State *L, const Value *object, const Value *key, Value *out_slot);
void vm_set_index(lua_State *L, const Value *object, const Value *key, const Value *value);
void vm_arithmetic(lua_State *L, Event e, const Value *a, const Value *b, ptrdiff_t out);
void vm_length(lua_State *L, const Value *v, ptrdiff_t out);
bool vm_equal(lua_State *L, const Value *a, const Value *b);
bool vm_less(lua_State *L, const Value *a, const Value *b);
bool vm_less_equal(lua_State *L, const Value *a, const Value *b);
void vm_concat(lua_State *L, int n); /* the n topmost values become one */

/* Raw arithmetic on numbers (no strings): false if an operand is no number or, for bitwise
** operations, has no integer representation. Raises on integer division by zero. */
bool raw_arithmetic(lua_State *L, Event e, const Value *a, const Value *b, Value *out);

/* Number to string in place (strings stay). False if it is neither. */
bool value_to_string(lua_State *L, Value *v);

#endif
