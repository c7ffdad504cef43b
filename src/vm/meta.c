/* Operations with metamethods. Manual, section 2.4. The two forms of each, for the interpreter and
** for C code, are told apart in meta.h. */
#include "meta.h"

#include <math.h>
#include <string.h>

#include "meter.h"
#include "run.h"

#define CHAIN_MAX 2000 /* __index or __newindex steps before a loop is assumed */

const uint8_t tag_types[256] = {
    [TAG_NIL] = LUA_TNIL,
    [TAG_FALSE] = LUA_TBOOLEAN,
    [TAG_TRUE] = LUA_TBOOLEAN,
    [TAG_LIGHTUSERDATA] = LUA_TLIGHTUSERDATA,
    [TAG_NATIVE] = LUA_TFUNCTION,
    [TAG_INTEGER] = LUA_TNUMBER,
    [TAG_FLOAT] = LUA_TNUMBER,
    [TAG_STRING] = LUA_TSTRING,
    [TAG_TABLE] = LUA_TTABLE,
    [TAG_CLOSURE] = LUA_TFUNCTION,
    [TAG_NATIVE_CLOSURE] = LUA_TFUNCTION,
    [TAG_USERDATA] = LUA_TUSERDATA,
    [TAG_COROUTINE] = LUA_TTHREAD,
};

/* Pushes a function and its arguments for the caller to call. */
static int push_call(lua_State *L, const Value *f, const Value *a, const Value *b, const Value *c) {
    Value *const top = L->top; /* there are EXTRA_STACK slots above any limit */
    set_value(top, f);
    set_value(top + 1, a);
    set_value(top + 2, b);
    if (c == NULL) {
        L->top = top + 3;
        return 2;
    }
    set_value(top + 3, c);
    L->top = top + 4;
    return 3;
}

/* Indexing ------------------------------------------------------------------------------------- */

/* `absent`: the key is not in `object`, a table. */
static inline int index_chain(lua_State *L, const Value *object, const Value *key, Value *out,
                              bool absent) {
    Value current, handler;
    for (int n = 0; n < CHAIN_MAX; n++) {
        if (n > COST_CHAIN_FREE) vm_charge(L, COST_ELEMENT);
        if (object->tag == TAG_TABLE) {
            const Table *const t = as_table(object);
            Value found = value_nil();
            if (!absent) table_get(objects(L), t, key, &found);
            absent = false;
            if (found.tag != TAG_NIL ||
                !table_metamethod(objects(L), t->shape->metatable, EVENT_INDEX, &handler)) {
                set_value(out, &found);
                return OP_DONE;
            }
        } else if (!vm_metamethod(L, object, EVENT_INDEX, &handler)) {
            vm_index_error(L, object, key);
        }
        if (tag_is_function(handler.tag)) return push_call(L, &handler, object, key, NULL);
        current = handler;
        object = &current;
    }
    vm_error(L, "'__index' chain too long; possible loop");
}

int op_index(lua_State *L, const Value *object, const Value *key, Value *out) {
    return index_chain(L, object, key, out, false);
}

int op_index_absent(lua_State *L, const Value *object, const Value *key, Value *out) {
    return index_chain(L, object, key, out, true);
}

static void check_key(lua_State *L, const Value *key) {
    if (key->tag == TAG_NIL) vm_error(L, "table index is nil");
    if (key->tag == TAG_FLOAT && key->u.n != key->u.n) vm_error(L, "table index is NaN");
}

int op_set_index(lua_State *L, const Value *object, const Value *key, const Value *value) {
    Value current, handler;
    for (int n = 0; n < CHAIN_MAX; n++) {
        if (n > 0) vm_charge(L, COST_ELEMENT);
        if (object->tag == TAG_TABLE) {
            Table *const t = as_table(object);
            if (t->shape->metatable == NULL) {
                check_key(L, key);
                table_set(objects(L), t, key, value);
                return OP_DONE;
            }
            Value found;
            table_get(objects(L), t, key, &found);
            if (found.tag != TAG_NIL ||
                !table_metamethod(objects(L), t->shape->metatable, EVENT_NEWINDEX, &handler)) {
                check_key(L, key);
                table_set(objects(L), t, key, value);
                return OP_DONE;
            }
        } else if (!vm_metamethod(L, object, EVENT_NEWINDEX, &handler)) {
            vm_index_error(L, object, key);
        }
        if (tag_is_function(handler.tag)) return push_call(L, &handler, object, key, value);
        current = handler;
        object = &current;
    }
    vm_error(L, "'__newindex' chain too long; possible loop");
}

/* Runs the call that an op_ function prepared; its single result goes to stack offset `out`. */
static void finish_call(lua_State *L, int nargs, ptrdiff_t out) {
    vm_call_noyield(L, L->top - nargs - 1, 1);
    L->top--;
    set_value(stack_restore(L, out), L->top);
}

void vm_index(lua_State *L, const Value *object, const Value *key, Value *out_slot) {
    const ptrdiff_t out = stack_save(L, out_slot);
    const int nargs = op_index(L, object, key, out_slot);
    if (nargs != OP_DONE) finish_call(L, nargs, out);
}

void vm_set_index(lua_State *L, const Value *object, const Value *key, const Value *value) {
    const int nargs = op_set_index(L, object, key, value);
    if (nargs != OP_DONE) vm_call_noyield(L, L->top - nargs - 1, 0);
}

/* Arithmetic ----------------------------------------------------------------------------------- */

static bool float_operand(const Value *v, double *out) {
    if (v->tag == TAG_FLOAT) {
        *out = v->u.n;
    } else if (v->tag == TAG_INTEGER) {
        *out = (double)v->u.i;
    } else {
        return false;
    }
    return true;
}

static bool bit_operand(const Value *v, int64_t *out) {
    if (v->tag == TAG_INTEGER) {
        *out = v->u.i;
        return true;
    }
    return v->tag == TAG_FLOAT && float_to_integer(v->u.n, ROUND_EXACT, out);
}

static bool bitwise(Event e, const Value *a, const Value *b, Value *out) {
    int64_t p, q;
    if (!bit_operand(a, &p) || !bit_operand(b, &q)) return false;
    const uint64_t up = (uint64_t)p, uq = (uint64_t)q;
    switch (e) {
    case EVENT_BAND: set_integer(out, (int64_t)(up & uq)); break;
    case EVENT_BOR: set_integer(out, (int64_t)(up | uq)); break;
    case EVENT_BXOR: set_integer(out, (int64_t)(up ^ uq)); break;
    case EVENT_SHL: set_integer(out, integer_shift_left(p, q)); break;
    case EVENT_SHR: set_integer(out, integer_shift_left(p, q == INT64_MIN ? INT64_MAX : -q)); break;
    default: set_integer(out, (int64_t)~up); break;
    }
    return true;
}

static void integer_arithmetic(lua_State *L, Event e, int64_t p, int64_t q, Value *out) {
    switch (e) {
    case EVENT_ADD: set_integer(out, integer_add(p, q)); break;
    case EVENT_SUB: set_integer(out, integer_subtract(p, q)); break;
    case EVENT_MUL: set_integer(out, integer_multiply(p, q)); break;
    case EVENT_MOD:
        if (q == 0) vm_error(L, "attempt to perform 'n%%0'");
        set_integer(out, integer_modulo(p, q));
        break;
    case EVENT_IDIV:
        if (q == 0) vm_error(L, "attempt to divide by zero");
        set_integer(out, integer_floor_divide(p, q));
        break;
    default: set_integer(out, integer_subtract(0, p)); break; /* unary minus */
    }
}

static void float_arithmetic(Event e, double x, double y, Value *out) {
    switch (e) {
    case EVENT_ADD: set_float(out, x + y); break;
    case EVENT_SUB: set_float(out, x - y); break;
    case EVENT_MUL: set_float(out, x * y); break;
    case EVENT_MOD: set_float(out, float_modulo(x, y)); break;
    case EVENT_POW: set_float(out, y == 2 ? x * x : pow(x, y)); break;
    case EVENT_DIV: set_float(out, x / y); break;
    case EVENT_IDIV: set_float(out, floor(x / y)); break;
    default: set_float(out, -x); break;
    }
}

bool raw_arithmetic(lua_State *L, Event e, const Value *a, const Value *b, Value *out) {
    switch (e) {
    case EVENT_BAND:
    case EVENT_BOR:
    case EVENT_BXOR:
    case EVENT_SHL:
    case EVENT_SHR:
    case EVENT_BNOT: return bitwise(e, a, b, out);
    default: break;
    }
    if (a->tag == TAG_INTEGER && b->tag == TAG_INTEGER && e != EVENT_DIV && e != EVENT_POW) {
        integer_arithmetic(L, e, a->u.i, b->u.i, out);
        return true;
    }
    double x, y;
    if (!float_operand(a, &x) || !float_operand(b, &y)) return false;
    float_arithmetic(e, x, y, out);
    return true;
}

int op_arithmetic(lua_State *L, Event e, const Value *a, const Value *b, Value *out) {
    if (is_number(a) && is_number(b) && raw_arithmetic(L, e, a, b, out)) return OP_DONE;
    Value handler;
    if (!vm_metamethod(L, a, e, &handler) && !vm_metamethod(L, b, e, &handler)) {
        vm_arithmetic_error(L, e, a, b);
    }
    return push_call(L, &handler, a, b, NULL);
}

void vm_arithmetic(lua_State *L, Event e, const Value *a, const Value *b, ptrdiff_t out) {
    const int nargs = op_arithmetic(L, e, a, b, stack_restore(L, out));
    if (nargs != OP_DONE) finish_call(L, nargs, out);
}

int op_length(lua_State *L, const Value *v, Value *out) {
    Value handler;
    if (v->tag == TAG_STRING) {
        set_integer(out, (int64_t)as_string(v)->length);
        return OP_DONE;
    }
    if (!vm_metamethod(L, v, EVENT_LEN, &handler)) {
        if (v->tag != TAG_TABLE) vm_type_error(L, v, "get length of");
        set_integer(out, (int64_t)table_length(as_table(v)));
        return OP_DONE;
    }
    return push_call(L, &handler, v, v, NULL);
}

void vm_length(lua_State *L, const Value *v, ptrdiff_t out) {
    const int nargs = op_length(L, v, stack_restore(L, out));
    if (nargs != OP_DONE) finish_call(L, nargs, out);
}

/* Comparison ----------------------------------------------------------------------------------- */

int op_equal(lua_State *L, const Value *a, const Value *b, bool *out) {
    vm_charge_equal(L, a, b);
    *out = value_raw_equal(a, b);
    if (*out || a->tag != b->tag || (a->tag != TAG_TABLE && a->tag != TAG_USERDATA)) return OP_DONE;
    Value handler;
    if (!vm_metamethod(L, a, EVENT_EQ, &handler) && !vm_metamethod(L, b, EVENT_EQ, &handler)) {
        return OP_DONE;
    }
    return push_call(L, &handler, a, b, NULL);
}

static int order(lua_State *L, const Value *a, const Value *b, Event e, bool *out) {
    const bool strict = e == EVENT_LT;
    if (is_number(a) && is_number(b)) {
        *out = strict ? number_less(a, b) : number_less_equal(a, b);
        return OP_DONE;
    }
    if (a->tag == TAG_STRING && b->tag == TAG_STRING) {
        String *const p = as_string(a), *const q = as_string(b);
        vm_charge_bytes(L, p->length < q->length ? p->length : q->length);
        const int c = L->state->profile.deterministic ? string_compare_bytes(p, q)
                                                      : string_compare(objects(L), p, q);
        *out = strict ? c < 0 : c <= 0;
        return OP_DONE;
    }
    Value handler;
    if (vm_metamethod(L, a, e, &handler) || vm_metamethod(L, b, e, &handler))
        return push_call(L, &handler, a, b, NULL);
    if (strict ||
        !(vm_metamethod(L, b, EVENT_LT, &handler) || vm_metamethod(L, a, EVENT_LT, &handler)))
        vm_compare_error(L, a, b);
    const int nargs = push_call(L, &handler, b, a, NULL);
    L->frame->status |= FRAME_SWAPPED;
    return nargs;
}

int op_less(lua_State *L, const Value *a, const Value *b, bool *out) {
    return order(L, a, b, EVENT_LT, out);
}

int op_less_equal(lua_State *L, const Value *a, const Value *b, bool *out) {
    return order(L, a, b, EVENT_LE, out);
}

bool meta_truth(Frame *frame, const Value *result) {
    const bool swapped = frame->status & FRAME_SWAPPED;
    frame->status &= ~FRAME_SWAPPED;
    return is_falsy(result) == swapped;
}

/* The truth of a comparison whose metamethod was prepared. */
static bool finish_truth(lua_State *L, int nargs) {
    /* An error leaves no mark behind: the frame may be a native that catches it. */
    const uint32_t swapped = L->frame->status & FRAME_SWAPPED;
    L->frame->status &= ~FRAME_SWAPPED;
    vm_call_noyield(L, L->top - nargs - 1, 1);
    L->top--;
    L->frame->status |= swapped;
    return meta_truth(L->frame, L->top);
}

bool vm_equal(lua_State *L, const Value *a, const Value *b) {
    bool truth;
    const int nargs = op_equal(L, a, b, &truth);
    return nargs == OP_DONE ? truth : finish_truth(L, nargs);
}

bool vm_less(lua_State *L, const Value *a, const Value *b) {
    bool truth;
    const int nargs = op_less(L, a, b, &truth);
    return nargs == OP_DONE ? truth : finish_truth(L, nargs);
}

bool vm_less_equal(lua_State *L, const Value *a, const Value *b) {
    bool truth;
    const int nargs = op_less_equal(L, a, b, &truth);
    return nargs == OP_DONE ? truth : finish_truth(L, nargs);
}

/* Concatenation -------------------------------------------------------------------------------- */

bool value_to_string(lua_State *L, Value *v) {
    if (v->tag == TAG_STRING) return true;
    if (!is_number(v)) return false;
    char buffer[NUMBER_TEXT_MAX];
    const size_t length = number_format(v, buffer);
    const ptrdiff_t offset = stack_save(L, v);
    const String *const s = string_new(objects(L), buffer, length);
    set_string(stack_restore(L, offset), s);
    return true;
}

static bool joinable(const Value *v) {
    return v->tag == TAG_STRING || is_number(v);
}

/* Texts of the numbers among the operands, the rightmost first: they need not become strings. */
#define NUMBER_TEXTS 4
typedef struct NumberTexts {
    int count;
    uint8_t lengths[NUMBER_TEXTS];
    char texts[NUMBER_TEXTS][NUMBER_TEXT_MAX];
} NumberTexts;

/* The length of an operand's text; numbers beyond what NumberTexts holds become strings. False if
** it has none. */
static inline bool operand_length(lua_State *L, Value *v, NumberTexts *numbers, size_t *length) {
    if (v->tag != TAG_STRING) {
        if (!is_number(v)) return false;
        if (numbers->count < NUMBER_TEXTS) {
            const int n = numbers->count++;
            *length = number_format(v, numbers->texts[n]);
            numbers->lengths[n] = (uint8_t)*length;
            return true;
        }
        value_to_string(L, v);
    }
    *length = as_string(v)->length;
    return true;
}

/* Writes the texts of the operands from first to last. */
static void copy_texts(lua_State *L, char *to, const Value *first, const Value *last,
                       const NumberTexts *numbers) {
    int number = numbers->count;
    for (const Value *v = first; v <= last; v++) {
        const char *text;
        size_t length;
        if (v->tag == TAG_STRING) {
            text = string_bytes(as_string(v));
            length = as_string(v)->length;
        } else {
            text = numbers->texts[--number];
            length = numbers->lengths[number];
        }
        vm_copy(L, to, text, length);
        to += length;
    }
}

/* The texts of the operands as a long string. */
static String *join_long(lua_State *L, const Value *first, const Value *last,
                         const NumberTexts *numbers, size_t length) {
    String *const left = first->tag == TAG_STRING ? as_string(first) : NULL;
    char *rest;
    String *made = left != NULL ? string_extend(objects(L), left, length, &rest) : NULL;
    if (made != NULL) {
        copy_texts(L, rest, rest == string_bytes(made) ? first : first + 1, last, numbers);
        return made;
    }
    made = string_new_long(objects(L), length);
    copy_texts(L, made->own_bytes, first, last, numbers);
    if (left != NULL) string_grows(made, left);
    return made;
}

/* Joins as many values as possible, from `last` down, at most n: result in the first of them.
** Returns how many were joined (at least 2). */
static int join(lua_State *L, Value *last, int n) {
    NumberTexts numbers;
    size_t length = 0, more;
    int count = 0;
    numbers.count = 0;
    while (count < n && operand_length(L, last - count, &numbers, &more)) {
        if (more > STRING_MAX_LENGTH - length) vm_error(L, "string length overflow");
        length += more;
        count++;
    }
    Value *const first = last - count + 1;
    String *made;
    vm_charge_bytes(L, length);
    if (length <= STRING_SHORT_MAX) {
        char buffer[STRING_SHORT_MAX];
        copy_texts(L, buffer, first, last, &numbers);
        made = string_new(objects(L), buffer, length);
    } else if (first->tag == TAG_STRING && as_string(first)->length == length) {
        made = as_string(first);
    } else {
        made = join_long(L, first, last, &numbers, length);
    }
    set_string(first, made);
    return count;
}

int op_concat(lua_State *L, Value *last, int n) {
    while (n > 1) {
        Value *const a = last - 1;
        if (!joinable(a) || !joinable(last)) {
            Value handler;
            if (!vm_metamethod(L, a, EVENT_CONCAT, &handler) &&
                !vm_metamethod(L, last, EVENT_CONCAT, &handler)) {
                vm_concat_error(L, a, last);
            }
            L->top = last + 1;
            return push_call(L, &handler, a, last, NULL);
        }
        const int joined = join(L, last, n);
        last -= joined - 1;
        n -= joined - 1;
        L->top = last + 1;
    }
    return OP_DONE;
}

void vm_concat(lua_State *L, int n) {
    const ptrdiff_t first = L->top - L->stack - n;
    for (;;) {
        const int remaining = (int)(L->top - L->stack - first);
        if (remaining <= 1) return;
        const int nargs = op_concat(L, L->top - 1, remaining);
        if (nargs == OP_DONE) return;
        vm_call_noyield(L, L->top - nargs - 1, 1);
        L->top -= 2;                       /* result and right operand */
        set_value(L->top - 1, L->top + 1); /* over the left operand */
    }
}
