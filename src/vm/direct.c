/* The bodies of known library functions.
**
** A body gets the slot of the function, with the arguments in the slots above, and their number. It
** stores one result (nil for functions without results) in the slot of the function and returns
** true, or touches nothing and returns false: then the native is called. It never raises an error
** but lack of memory, never calls back, and never moves the stack.
*/
#include "direct_body.h"

#include <math.h>

#include "meta.h"
#include "meter.h"
#include "text_search.h"

/* Base library --------------------------------------------------------------------------------- */

static bool direct_type(lua_State *L, Value *f, int nargs) {
    if (nargs < 1) return false;
    set_string(f, L->state->type_names[value_type(f + 1)]);
    return true;
}

static bool direct_select(lua_State *L, Value *f, int nargs) {
    (void)L;
    const Value *const which = f + 1;
    if (nargs < 1) return false;
    if (which->tag == TAG_STRING) {
        if (as_string(which)->length != 1 || string_bytes(as_string(which))[0] != '#') return false;
        set_integer(f, nargs - 1);
        return true;
    }
    if (which->tag != TAG_INTEGER || which->u.i < 1) return false;
    if (which->u.i >= nargs) {
        set_nil(f);
    } else {
        set_value(f, f + 1 + which->u.i);
    }
    return true;
}

static bool direct_rawget(lua_State *L, Value *f, int nargs) {
    if (nargs != 2 || f[1].tag != TAG_TABLE) return false;
    Value found;
    table_get(objects(L), as_table(f + 1), f + 2, &found);
    set_value(f, &found);
    return true;
}

static bool direct_rawequal(lua_State *L, Value *f, int nargs) {
    if (nargs != 2) return false;
    vm_charge_equal(L, f + 1, f + 2);
    set_boolean(f, value_raw_equal(f + 1, f + 2));
    return true;
}

static bool direct_rawlen(lua_State *L, Value *f, int nargs) {
    (void)L;
    if (nargs != 1 || f[1].tag != TAG_TABLE) return false;
    set_integer(f, (int64_t)table_length(as_table(f + 1)));
    return true;
}

static bool direct_setmetatable(lua_State *L, Value *f, int nargs) {
    if (nargs != 2 || f[1].tag != TAG_TABLE || f[2].tag != TAG_TABLE) return false;
    Table *const t = as_table(f + 1), *const m = as_table(f + 2);
    Value method;
    if (table_metatable(t) != NULL || table_metamethod(objects(L), m, EVENT_GC, &method))
        return false;
    table_set_metatable(objects(L), t, m);
    set_value(f, f + 1);
    return true;
}

static bool direct_getmetatable(lua_State *L, Value *f, int nargs) {
    if (nargs != 1) return false;
    Table *const m = value_metatable(L, f + 1);
    Value method;
    if (table_metamethod(objects(L), m, EVENT_METATABLE, &method)) return false;
    if (m != NULL) {
        set_table(f, m);
    } else {
        set_nil(f);
    }
    return true;
}

static bool direct_assert(lua_State *L, Value *f, int nargs) {
    (void)L;
    if (nargs < 1 || is_falsy(f + 1)) return false;
    set_value(f, f + 1);
    return true;
}

/* Mathematics ---------------------------------------------------------------------------------- */

/* A float that was rounded: an integer if it fits. */
static void set_rounded(Value *f, double n) {
    int64_t i;
    if (float_to_integer(n, ROUND_EXACT, &i)) {
        set_integer(f, i);
    } else {
        set_float(f, n);
    }
}

static bool direct_floor(lua_State *L, Value *f, int nargs) {
    (void)L;
    if (nargs != 1 || !is_number(f + 1)) return false;
    if (f[1].tag == TAG_INTEGER) {
        set_value(f, f + 1);
        return true;
    }
    const double n = f[1].u.n;
    if (n >= -0x1p62 && n < 0x1p62) { /* the conversion cuts towards zero */
        const int64_t i = (int64_t)n;
        set_integer(f, i - ((double)i > n));
    } else {
        set_rounded(f, floor(n));
    }
    return true;
}

static bool direct_ceil(lua_State *L, Value *f, int nargs) {
    (void)L;
    if (nargs != 1 || !is_number(f + 1)) return false;
    if (f[1].tag == TAG_INTEGER) {
        set_value(f, f + 1);
    } else {
        set_rounded(f, ceil(f[1].u.n));
    }
    return true;
}

static bool direct_abs(lua_State *L, Value *f, int nargs) {
    (void)L;
    if (nargs != 1 || !is_number(f + 1)) return false;
    if (f[1].tag == TAG_INTEGER) {
        const int64_t i = f[1].u.i;
        set_integer(f, i < 0 ? integer_subtract(0, i) : i);
    } else {
        set_float(f, fabs(f[1].u.n));
    }
    return true;
}

static bool direct_sqrt(lua_State *L, Value *f, int nargs) {
    (void)L;
    if (nargs != 1 || f[1].tag != TAG_FLOAT) return false;
    set_float(f, sqrt(f[1].u.n));
    return true;
}

/* Less-than of two numbers, the common cases in place. */
static inline bool less(const Value *a, const Value *b) {
    if (a->tag == TAG_INTEGER && b->tag == TAG_INTEGER) return a->u.i < b->u.i;
    if (a->tag == TAG_FLOAT && b->tag == TAG_FLOAT) return a->u.n < b->u.n;
    return number_less(a, b);
}

static bool direct_max(lua_State *L, Value *f, int nargs) {
    (void)L;
    if (nargs < 1 || !is_number(f + 1)) return false;
    const Value *greatest = f + 1;
    for (int n = 2; n <= nargs; n++) {
        if (!is_number(f + n)) return false;
        if (less(greatest, f + n)) greatest = f + n;
    }
    set_value(f, greatest);
    return true;
}

static bool direct_min(lua_State *L, Value *f, int nargs) {
    (void)L;
    if (nargs < 1 || !is_number(f + 1)) return false;
    const Value *least = f + 1;
    for (int n = 2; n <= nargs; n++) {
        if (!is_number(f + n)) return false;
        if (less(f + n, least)) least = f + n;
    }
    set_value(f, least);
    return true;
}

/* Strings -------------------------------------------------------------------------------------- */

static bool direct_byte(lua_State *L, Value *f, int nargs) {
    (void)L;
    if (nargs < 1 || nargs > 2 || f[1].tag != TAG_STRING) return false;
    if (nargs == 2 && f[2].tag != TAG_INTEGER) return false;
    const String *const s = as_string(f + 1);
    const int64_t i = nargs == 1 ? 1 : f[2].u.i;
    if (i < 1 || (uint64_t)i > s->length) return false;
    set_integer(f, (unsigned char)string_bytes(s)[i - 1]);
    return true;
}

static bool direct_char(lua_State *L, Value *f, int nargs) {
    if (nargs != 1 || f[1].tag != TAG_INTEGER || (uint64_t)f[1].u.i > 255) return false;
    const char c = (char)f[1].u.i;
    const String *const s = string_new(objects(L), &c, 1);
    set_string(f, s);
    return true;
}

/* Plain searches, of which the start alone is wanted. */
static bool direct_find(lua_State *L, Value *f, int nargs) {
    (void)L;
    if (nargs < 2 || nargs > 4 || f[1].tag != TAG_STRING || f[2].tag != TAG_STRING) return false;
    const String *const s = as_string(f + 1), *const text = as_string(f + 2);
    int64_t from = 1;
    if (nargs >= 3 && f[3].tag != TAG_NIL) {
        if (f[3].tag != TAG_INTEGER || f[3].u.i < 1) return false;
        from = f[3].u.i;
    }
    const bool plain = nargs == 4 && !is_falsy(f + 4);
    if (!plain && !pattern_is_plain(string_bytes(text), text->length)) return false;
    const char *const bytes = string_bytes(s), *found = NULL;
    if ((uint64_t)from <= s->length + 1) {
        found = vm_text_search(L, bytes + from - 1, bytes + s->length, string_bytes(text),
                               text->length);
    }
    if (found == NULL) {
        set_nil(f);
    } else {
        set_integer(f, found - bytes + 1);
    }
    return true;
}

static bool direct_sub(lua_State *L, Value *f, int nargs) {
    if (nargs < 2 || nargs > 3 || f[1].tag != TAG_STRING || f[2].tag != TAG_INTEGER) return false;
    if (nargs == 3 && f[3].tag != TAG_INTEGER) return false;
    const String *const s = as_string(f + 1);
    const int64_t length = (int64_t)s->length;
    int64_t from = f[2].u.i, to = nargs == 3 ? f[3].u.i : -1;
    if (from < 0) from = from < -length ? 1 : length + from + 1;
    if (from == 0) from = 1;
    if (to < 0) to = to < -length ? 0 : length + to + 1;
    if (to > length) to = length;
    if (from > to) {
        set_string(f, objects(L)->empty_string);
        return true;
    }
    if (from == 1 && to == length) {
        set_value(f, f + 1);
        return true;
    }
    vm_charge_bytes(L, (size_t)(to - from) + 1);
    const String *const piece =
        string_new(objects(L), string_bytes(s) + (from - 1), (size_t)(to - from) + 1);
    set_string(f, piece);
    return true;
}

static bool direct_len(lua_State *L, Value *f, int nargs) {
    (void)L;
    if (nargs != 1 || f[1].tag != TAG_STRING) return false;
    set_integer(f, (int64_t)as_string(f + 1)->length);
    return true;
}

/* Tables --------------------------------------------------------------------------------------- */

static bool direct_insert(lua_State *L, Value *f, int nargs) {
    if (nargs != 2 || f[1].tag != TAG_TABLE || f[2].tag == TAG_NIL) return false;
    Table *const t = as_table(f + 1);
    if (table_metatable(t) != NULL) return false;
    table_set_integer(objects(L), t, (int64_t)table_length(t) + 1, f + 2);
    set_nil(f);
    return true;
}

static bool direct_remove(lua_State *L, Value *f, int nargs) {
    if (nargs != 1 || f[1].tag != TAG_TABLE) return false;
    Table *const t = as_table(f + 1);
    if (table_metatable(t) != NULL) return false;
    const int64_t n = (int64_t)table_length(t);
    if (n == 0) return false;
    Value last;
    const Value nil = value_nil();
    table_get_integer(t, n, &last);
    table_set_integer(objects(L), t, n, &nil);
    set_value(f, &last);
    return true;
}

/* Registration --------------------------------------------------------------------------------- */

static const DirectBody bodies[DIRECT_COUNT] = {
#define BODY(name, function) [DIRECT_##name] = direct_##function,
#define PLAIN(name)
    DIRECT_LIST(BODY, PLAIN)
#undef BODY
#undef PLAIN
};

DirectEntry direct_index[DIRECT_INDEX_SIZE];

/* Of a table that is four times as large as all known functions; others that a host should register
** find no room once it is half full, and are called. */
static void publish(NativeFunction function, DirectBody body) {
    static atomic_flag busy = ATOMIC_FLAG_INIT;
    static uint32_t count;
    if (direct_body_of(function) != NULL) return;
    while (atomic_flag_test_and_set_explicit(&busy, memory_order_acquire)) {}
    uint32_t n = direct_hash(function);
    if (direct_body_of(function) == NULL && count < DIRECT_INDEX_SIZE / 2) {
        while (atomic_load_explicit(&direct_index[n].function, memory_order_relaxed) != NULL)
            n = (n + 1) % DIRECT_INDEX_SIZE;
        direct_index[n].body = body;
        atomic_store_explicit(&direct_index[n].function, function, memory_order_release);
        count++;
    }
    atomic_flag_clear_explicit(&busy, memory_order_release);
}

void direct_register(lua_State *L, DirectFunction which, NativeFunction function) {
    L->state->direct[which] = function;
    if (bodies[which] != NULL) publish(function, bodies[which]);
}
