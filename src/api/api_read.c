/* Questions about values on the stack, and C values from them. */
#include "api_check.h"
#include "api_stack.h"
#include "poll.h"

int lua_type(lua_State *L, int idx) {
    require(index, L, idx);
    const Value *const v = api_slot(L, idx);
    return slot_is_valid(v) ? value_type(v) : LUA_TNONE;
}

const char *lua_typename(lua_State *L, int tp) {
    require(range, L, tp, LUA_TNONE, LUA_NUMTYPES - 1, "tp");
    static const char *const names[] = {"no value", "nil",   "boolean",  "userdata", "number",
                                        "string",   "table", "function", "userdata", "thread"};
    _Static_assert(sizeof names / sizeof names[0] == LUA_NUMTYPES + 1, "one name for each type");
    (void)L;
    return names[tp + 1];
}

static bool is_numeral(const Value *v) __attribute__((noinline));
static bool is_numeral(const Value *v) {
    Value number;
    return value_to_number(v, &number);
}

int lua_isnumber(lua_State *L, int idx) {
    require(index, L, idx);
    const Value *const v = api_slot(L, idx);
    return is_number(v) || is_numeral(v);
}

int lua_isstring(lua_State *L, int idx) {
    require(index, L, idx);
    const Value *const v = api_slot(L, idx);
    return v->tag == TAG_STRING || is_number(v);
}

int lua_iscfunction(lua_State *L, int idx) {
    require(index, L, idx);
    const uint8_t tag = api_slot(L, idx)->tag;
    return tag == TAG_NATIVE || tag == TAG_NATIVE_CLOSURE;
}

int lua_isinteger(lua_State *L, int idx) {
    require(index, L, idx);
    return api_slot(L, idx)->tag == TAG_INTEGER;
}

int lua_isuserdata(lua_State *L, int idx) {
    require(index, L, idx);
    const uint8_t tag = api_slot(L, idx)->tag;
    return tag == TAG_USERDATA || tag == TAG_LIGHTUSERDATA;
}

static lua_Number convert_to_float(const Value *v, int *isnum) __attribute__((noinline));
static lua_Number convert_to_float(const Value *v, int *isnum) {
    double number = 0;
    const bool good = value_to_float(v, &number);
    if (isnum != NULL) *isnum = good;
    return good ? number : 0;
}

lua_Number lua_tonumberx(lua_State *L, int idx, int *isnum) {
    require(index, L, idx);
    const Value *const v = api_slot(L, idx);
    if (__builtin_expect(v->tag != TAG_FLOAT, 0)) return convert_to_float(v, isnum);
    if (isnum != NULL) *isnum = 1;
    return v->u.n;
}

static lua_Integer convert_to_integer(const Value *v, int *isnum) __attribute__((noinline));
static lua_Integer convert_to_integer(const Value *v, int *isnum) {
    int64_t integer = 0;
    const bool good = value_to_integer(v, ROUND_EXACT, &integer);
    if (isnum != NULL) *isnum = good;
    return good ? integer : 0;
}

lua_Integer lua_tointegerx(lua_State *L, int idx, int *isnum) {
    require(index, L, idx);
    const Value *const v = api_slot(L, idx);
    if (__builtin_expect(v->tag != TAG_INTEGER, 0)) return convert_to_integer(v, isnum);
    if (isnum != NULL) *isnum = 1;
    return v->u.i;
}

int lua_toboolean(lua_State *L, int idx) {
    require(index, L, idx);
    return !is_falsy(api_slot(L, idx));
}

/* Turns a number at `idx` into a string, in its slot. */
static const char *convert_to_string(lua_State *L, int idx, size_t *len) __attribute__((noinline));
static const char *convert_to_string(lua_State *L, int idx, size_t *len) {
    if (len != NULL) *len = 0;
    if (!is_number(api_slot(L, idx))) return NULL;
    char buffer[NUMBER_TEXT_MAX];
    const size_t length = number_format(api_slot(L, idx), buffer);
    const String *const s = string_new(objects(L), buffer, length);
    set_string(api_slot(L, idx), s);
    api_slot_barrier(L, idx);
    vm_safe_point(L);
    if (len != NULL) *len = length;
    return s->own_bytes;
}

const char *lua_tolstring(lua_State *L, int idx, size_t *len) {
    require(index, L, idx);
    const Value *const v = api_slot(L, idx);
    if (__builtin_expect(v->tag != TAG_STRING, 0)) return convert_to_string(L, idx, len);
    if (len != NULL) *len = as_string(v)->length;
    return vm_text(L, as_string(v));
}

lua_Unsigned lua_rawlen(lua_State *L, int idx) {
    require(index, L, idx);
    const Value *const v = api_slot(L, idx);
    switch (v->tag) {
    case TAG_STRING: return as_string(v)->length;
    case TAG_TABLE: return table_length(as_table(v));
    case TAG_USERDATA: return as_userdata(v)->size;
    default: return 0;
    }
}

lua_CFunction lua_tocfunction(lua_State *L, int idx) {
    require(index, L, idx);
    const Value *const v = api_slot(L, idx);
    if (v->tag == TAG_NATIVE) return v->u.native;
    return v->tag == TAG_NATIVE_CLOSURE ? as_native_closure(v)->function : NULL;
}

static void *userdata_pointer(const Value *v) {
    if (v->tag == TAG_LIGHTUSERDATA) return v->u.p;
    return v->tag == TAG_USERDATA ? userdata_memory(as_userdata(v)) : NULL;
}

void *lua_touserdata(lua_State *L, int idx) {
    require(index, L, idx);
    return userdata_pointer(api_slot(L, idx));
}

lua_State *lua_tothread(lua_State *L, int idx) {
    require(index, L, idx);
    const Value *const v = api_slot(L, idx);
    return v->tag == TAG_COROUTINE ? as_coroutine(v) : NULL;
}

const void *lua_topointer(lua_State *L, int idx) {
    require(index, L, idx);
    const Value *const v = api_slot(L, idx);
    switch (v->tag) {
    case TAG_NATIVE: return (const void *)(uintptr_t)v->u.native;
    case TAG_LIGHTUSERDATA:
    case TAG_USERDATA: return userdata_pointer(v);
    case TAG_COROUTINE: return as_coroutine(v);
    default: return tag_is_cell(v->tag) ? v->u.cell : NULL;
    }
}
