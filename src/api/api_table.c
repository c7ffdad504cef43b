/* Tables, metatables and user values. */
#include "api_check.h"
#include "api_stack.h"

#include "error.h"
#include "meter.h"

/* The type of the value on top. */
static int type_of_top(const lua_State *L) {
    return value_type(L->top - 1);
}

/* ---- Reading --------------------------------------------------------------------------------- */

/* Replaces the key on top by object[key]. `object` is a slot, or another place that stays. */
static int index_with_top(lua_State *L, const Value *object) {
    vm_index(L, object, L->top - 1, L->top - 1);
    coroutine_touch(L);
    return type_of_top(L);
}

/* table_get, with short ways for the most frequent keys. */
static inline void raw_get(const lua_State *L, const Table *t, const Value *key, Value *out) {
    if (key->tag == TAG_INTEGER)
        table_get_integer(t, key->u.i, out);
    else if (key->tag == TAG_STRING && string_is_short(as_string(key)))
        table_get_short(t, as_string(key), out);
    else
        table_get(objects(L), t, key, out);
}

int lua_gettable(lua_State *L, int idx) {
    require(index, L, idx);
    require(values, L, 1);
    const Value *const object = api_slot(L, idx);
    if (object->tag == TAG_TABLE) {
        Value found;
        raw_get(L, as_table(object), L->top - 1, &found);
        if (!is_nil(&found)) {
            set_value(L->top - 1, &found);
            if (tag_is_cell(found.tag)) coroutine_touch(L);
            return value_type(&found);
        }
    }
    return index_with_top(L, object);
}

/* Pushes object[key]. */
static int get_by_string(lua_State *L, const Value *object, const String *key) {
    if (object->tag == TAG_TABLE) {
        Value found;
        table_get_string(objects(L), as_table(object), key, &found);
        if (!is_nil(&found)) {
            api_push(L, &found);
            return type_of_top(L);
        }
    }
    api_push_cell(L, key, TAG_STRING);
    return index_with_top(L, object);
}

#define INHERITED_MAX 8 /* tables that find_inherited looks at */

/* Finds a value of the key in the table, or the next ones in a chain of __index tables. */
static bool find_inherited(const lua_State *L, const Table *t, Literal *l, Value *out) {
    for (int n = 0; n < INHERITED_MAX; n++) {
        uint8_t *tag;
        const Payload *const value = literal_find(l, t, &tag);
        if (value != NULL) {
            out->u = *value;
            out->tag = *tag;
            return true;
        }
        const Place place = table_find(t, l->string);
        if (place.kind != PLACE_NONE) {
            l->shape = t->shape;
            l->index = place.index;
            table_get_short(t, l->string, out);
            if (!is_nil(out)) return true;
        }
        Value next;
        if (!table_metamethod(objects(L), table_metatable(t), EVENT_INDEX, &next)) return false;
        if (next.tag != TAG_TABLE) return false;
        t = as_table(&next);
    }
    return false;
}

static int get_field_slow(lua_State *L, const Value *object, Literal *l, const char *key)
    __attribute__((noinline));
static int get_field_slow(lua_State *L, const Value *object, Literal *l, const char *key) {
    if (l == NULL) return get_by_string(L, object, string_from_c(objects(L), key));
    if (object->tag == TAG_TABLE && find_inherited(L, as_table(object), l, L->top)) {
        api_pushed(L);
        return type_of_top(L);
    }
    return get_by_string(L, object, l->string);
}

static inline int get_field(lua_State *L, const Value *object, const char *key) {
    Literal *const l = literal_get(objects(L), objects(L)->literals, key);
    if (__builtin_expect(l != NULL && object->tag == TAG_TABLE, 1)) {
        uint8_t *tag;
        const Payload *const value = literal_find(l, as_table(object), &tag);
        if (__builtin_expect(value != NULL, 1)) {
            L->top->u = *value;
            L->top->tag = *tag;
            api_pushed(L);
            return type_of_top(L);
        }
    }
    return get_field_slow(L, object, l, key);
}

int lua_getfield(lua_State *L, int idx, const char *k) {
    require(index, L, idx);
    require(room, L, 1);
    require(given, L, k != NULL, "k");
    return get_field(L, api_slot(L, idx), k);
}

/* The globals table, where the registry has it. */
static Value globals(const lua_State *L) {
    Value v;
    table_get_integer(as_table(&L->state->registry), LUA_RIDX_GLOBALS, &v);
    return v;
}

int lua_getglobal(lua_State *L, const char *name) {
    require(room, L, 1);
    require(given, L, name != NULL, "name");
    const Value table = globals(L);
    return get_field(L, &table, name);
}

int lua_geti(lua_State *L, int idx, lua_Integer n) {
    require(index, L, idx);
    require(room, L, 1);
    const Value *const object = api_slot(L, idx);
    if (object->tag == TAG_TABLE) {
        Value found;
        table_get_integer(as_table(object), n, &found);
        if (!is_nil(&found)) {
            api_push(L, &found);
            return type_of_top(L);
        }
    }
    lua_pushinteger(L, n);
    return index_with_top(L, object);
}

int lua_rawget(lua_State *L, int idx) {
    require(table, L, idx);
    require(values, L, 1);
    const Table *const t = as_table(api_slot(L, idx));
    raw_get(L, t, L->top - 1, L->top - 1);
    coroutine_touch(L);
    return type_of_top(L);
}

int lua_rawgeti(lua_State *L, int idx, lua_Integer n) {
    require(table, L, idx);
    require(room, L, 1);
    Value found;
    table_get_integer(as_table(api_slot(L, idx)), n, &found);
    api_push(L, &found);
    return type_of_top(L);
}

int lua_rawgetp(lua_State *L, int idx, const void *p) {
    require(table, L, idx);
    require(room, L, 1);
    const Value key = value_light((void *)(uintptr_t)p);
    Value found;
    table_get(objects(L), as_table(api_slot(L, idx)), &key, &found);
    api_push(L, &found);
    return type_of_top(L);
}

#define SLOTS_RESERVED_MAX 32 /* more "other elements" are likely a map's, which has no slots */

void lua_createtable(lua_State *L, int narr, int nrec) {
    require(room, L, 1);
    const uint32_t elements = narr > 0 ? (uint32_t)narr : 0, others = nrec > 0 ? (uint32_t)nrec : 0;
    const bool slots = others <= SLOTS_RESERVED_MAX && others <= SHAPE_MAX_SLOTS;
    Table *const t = table_new_sized(objects(L), elements, slots ? others : 0, slots ? 0 : others);
    api_push_cell(L, t, TAG_TABLE);
    vm_safe_point(L);
}

int lua_next(lua_State *L, int idx) {
    require(table, L, idx);
    require(values, L, 1);
    require(room, L, 1);
    const Table *const t = as_table(api_slot(L, idx));
    Value *const at = L->top - 1;
    if (at->tag == TAG_INTEGER && (uint64_t)at->u.i < table_array_count(t)) {
        const uint64_t i = (uint64_t)at->u.i;
        const uint8_t tag = *array_tag(t->array, i);
        if (tag != TAG_NIL) { /* key i + 1 follows */
            at->u.i++;
            at[1].u = t->array[i];
            at[1].tag = tag;
            api_pushed(L);
            return 1;
        }
    }
    uint64_t position;
    Value key, value;
    if (!table_position_after(objects(L), t, L->top - 1, &position))
        vm_error(L, "invalid key to 'next'");
    L->top--;
    const uint64_t from = position;
    const bool found = table_next_at(t, &position, &key, &value);
    if (L->state->metered) vm_charge_passed(L, t, from, found ? position : TABLE_END);
    if (!found) return 0;
    api_push(L, &key);
    api_push(L, &value);
    return 1;
}

/* ---- Writing --------------------------------------------------------------------------------- */

/* A table without metatable, so that its fields can be set at once. */
static inline bool is_plain_table(const Value *object) {
    return object->tag == TAG_TABLE && table_metatable(as_table(object)) == NULL;
}

void lua_settable(lua_State *L, int idx) {
    require(index, L, idx);
    require(values, L, 2);
    const Value *const object = api_slot(L, idx), *const key = L->top - 2;
    if (key->tag == TAG_INTEGER && is_plain_table(object))
        table_set_integer(objects(L), as_table(object), key->u.i, L->top - 1);
    else if (key->tag == TAG_STRING && is_plain_table(object))
        table_set_string(objects(L), as_table(object), as_string(key), L->top - 1);
    else
        vm_set_index(L, object, key, L->top - 1);
    L->top -= 2;
}

/* object[key] = the value on top, which is popped. */
static void set_by_string(lua_State *L, const Value *object, String *key) {
    api_push_cell(L, key, TAG_STRING);
    if (is_plain_table(object) && string_is_short(key))
        table_set_field(objects(L), as_table(object), key, L->top - 2);
    else
        vm_set_index(L, object, L->top - 1, L->top - 2);
    L->top -= 2;
}

static void set_field_slow(lua_State *L, const Value *object, Literal *l, const char *key)
    __attribute__((noinline));
static void set_field_slow(lua_State *L, const Value *object, Literal *l, const char *key) {
    if (l == NULL) {
        set_by_string(L, object, string_from_c(objects(L), key));
        return;
    }
    if (object->tag == TAG_TABLE) literal_remember(l, as_table(object));
    set_by_string(L, object, l->string);
}

/* Stores over a value that is there need to know neither metatable nor, but for prototypes, key. */
static inline void set_field(lua_State *L, const Value *object, const char *key) {
    Literal *const l = literal_get(objects(L), objects(L)->literals, key);
    if (__builtin_expect(l != NULL && object->tag == TAG_TABLE, 1)) {
        Table *const t = as_table(object);
        const Value *const value = L->top - 1;
        uint8_t *tag;
        Payload *const place = literal_find(l, t, &tag);
        if (place != NULL && !is_nil(value) && !shape_is_prototype(t->shape)) {
            *place = value->u;
            *tag = value->tag;
            if (tag_is_cell(value->tag)) table_barrier(objects(L), t, value->u.cell);
            L->top--;
            return;
        }
    }
    set_field_slow(L, object, l, key);
}

void lua_setfield(lua_State *L, int idx, const char *k) {
    require(index, L, idx);
    require(values, L, 1);
    require(given, L, k != NULL, "k");
    set_field(L, api_slot(L, idx), k);
}

void lua_setglobal(lua_State *L, const char *name) {
    require(values, L, 1);
    require(given, L, name != NULL, "name");
    const Value table = globals(L);
    set_field(L, &table, name);
}

void lua_seti(lua_State *L, int idx, lua_Integer n) {
    require(index, L, idx);
    require(values, L, 1);
    const Value *const object = api_slot(L, idx);
    if (is_plain_table(object)) {
        table_set_integer(objects(L), as_table(object), n, L->top - 1);
        L->top--;
        return;
    }
    set_integer(L->top++, n);
    vm_set_index(L, object, L->top - 1, L->top - 2);
    L->top -= 2;
}

void lua_rawset(lua_State *L, int idx) {
    require(values, L, 2);
    require(table, L, idx);
    Table *const t = as_table(api_slot(L, idx));
    const Value *const key = L->top - 2;
    if (key->tag == TAG_INTEGER) {
        table_set_integer(objects(L), t, key->u.i, L->top - 1);
    } else if (key->tag == TAG_STRING) {
        table_set_string(objects(L), t, as_string(key), L->top - 1);
    } else {
        if (is_nil(key)) vm_error(L, "table index is nil");
        if (key->tag == TAG_FLOAT && key->u.n != key->u.n) vm_error(L, "table index is NaN");
        table_set(objects(L), t, key, L->top - 1);
    }
    L->top -= 2;
}

void lua_rawseti(lua_State *L, int idx, lua_Integer n) {
    require(values, L, 1);
    require(table, L, idx);
    table_set_integer(objects(L), as_table(api_slot(L, idx)), n, L->top - 1);
    L->top--;
}

void lua_rawsetp(lua_State *L, int idx, const void *p) {
    require(values, L, 1);
    require(table, L, idx);
    const Value key = value_light((void *)(uintptr_t)p);
    table_set(objects(L), as_table(api_slot(L, idx)), &key, L->top - 1);
    L->top--;
}

/* ---- Metatables and user values -------------------------------------------------------------- */

int lua_getmetatable(lua_State *L, int objindex) {
    require(index, L, objindex);
    require(room, L, 1);
    const Table *const m = value_metatable(L, api_slot(L, objindex));
    if (m == NULL) return 0;
    api_push_cell(L, m, TAG_TABLE);
    return 1;
}

/* Metatables of basic types belong to the State; method caches may depend on the old one. */
static void set_type_metatable(lua_State *L, int type, Table *m) {
    if (m != NULL) table_make_prototype(objects(L), m);
    L->state->metatables[type] = m;
    objects(L)->epoch++;
}

static void set_userdata_metatable(lua_State *L, Userdata *u, Table *m) {
    if (m != NULL) table_make_prototype(objects(L), m);
    u->metatable = m;
    heap_barrier(heap(L), &u->cell);
}

int lua_setmetatable(lua_State *L, int objindex) {
    require(valid, L, objindex);
    require(metatable, L);
    const Value *const object = api_slot(L, objindex);
    Table *const m = is_nil(L->top - 1) ? NULL : as_table(L->top - 1);
    switch (object->tag) {
    case TAG_TABLE: table_set_metatable(objects(L), as_table(object), m); break;
    case TAG_USERDATA: set_userdata_metatable(L, as_userdata(object), m); break;
    default: set_type_metatable(L, value_type(object), m); break;
    }
    if (m != NULL && (object->tag == TAG_TABLE || object->tag == TAG_USERDATA))
        vm_check_finalizer(L, object->u.cell, m);
    L->top--;
    return 1;
}

/* User value n of the userdata at idx, or NULL. */
static Value *user_value(lua_State *L, int idx, int n) {
    Userdata *const u = as_userdata(api_slot(L, idx));
    return n >= 1 && (uint32_t)n <= u->cell.own ? &u->user_values[n - 1] : NULL;
}

int lua_getiuservalue(lua_State *L, int idx, int n) {
    require(userdata, L, idx);
    require(room, L, 1);
    const Value *const v = user_value(L, idx, n);
    if (v == NULL) {
        lua_pushnil(L);
        return LUA_TNONE;
    }
    api_push(L, v);
    return type_of_top(L);
}

int lua_setiuservalue(lua_State *L, int idx, int n) {
    require(userdata, L, idx);
    require(values, L, 1);
    Value *const v = user_value(L, idx, n);
    Cell *const userdata = api_slot(L, idx)->u.cell;
    L->top--;
    if (v == NULL) return 0;
    set_value(v, L->top);
    heap_barrier(heap(L), userdata);
    return 1;
}
