/* Values and Anchors of orrery.h. */
#include <string.h>

#include "lauxlib.h"
#include "orrery_state.h"
#include "poll.h"

/* ---- Anchors --------------------------------------------------------------------------------- */

static bool is_valid(const orr_State *o, orr_Anchor a) {
    return a.state == o->number && a.slot < o->slot_count && (a.generation & 1) != 0 &&
           o->slots[a.slot].generation == a.generation;
}

bool orrery_anchored(const orr_State *o, orr_Anchor a, Value *out) {
    if (!is_valid(o, a)) return false;
    table_get_integer(o->vm->host_values[ANCHORED], (int64_t)a.slot + 1, out);
    return true;
}

/* Adds a slot behind the others, free. */
static void add_slot(lua_State *L, orr_State *o) {
    const Value none = value_boolean(false);
    if (o->slot_count == o->slot_capacity) {
        const size_t old = o->slot_capacity, larger = old < 8 ? 8 : old * 2;
        if (larger > UINT32_MAX) vm_throw_memory(L);
        AnchorSlot *const slots = allocator_resize(&o->vm->allocator, o->slots, old * sizeof *slots,
                                                   larger * sizeof *slots);
        if (slots == NULL) vm_throw_memory(L);
        o->slots = slots;
        o->slot_capacity = (uint32_t)larger;
    }
    const uint32_t n = o->slot_count;
    table_set_integer(&o->vm->objects, o->vm->host_values[ANCHORED], (int64_t)n + 1, &none);
    o->slots[n] = (AnchorSlot){.generation = 0, .next_free = o->free_slot};
    o->free_slot = n + 1;
    o->free_count++;
    o->slot_count++;
}

void orrery_reserve_anchors(lua_State *L, orr_State *o, size_t count) {
    while (o->free_count < count)
        add_slot(L, o);
}

static orr_Anchor take_slot(orr_State *o, const Value *v) {
    const uint32_t n = o->free_slot - 1;
    AnchorSlot *const slot = o->slots + n;
    o->free_slot = slot->next_free;
    o->free_count--;
    slot->generation++;
    table_set_integer(&o->vm->objects, o->vm->host_values[ANCHORED], (int64_t)n + 1, v);
    return (orr_Anchor){o->number, n, slot->generation};
}

void orrery_drop(orr_State *o, orr_Anchor a) {
    const Value none = value_boolean(false);
    AnchorSlot *const slot = o->slots + a.slot;
    table_set_integer(&o->vm->objects, o->vm->host_values[ANCHORED], (int64_t)a.slot + 1, &none);
    slot->generation++;
    if (slot->generation == 0) return; /* all generations used: nobody gets this slot again */
    slot->next_free = o->free_slot;
    o->free_slot = a.slot + 1;
    o->free_count++;
}

/* ---- Out ------------------------------------------------------------------------------------- */

void orrery_reserve_kept(lua_State *L, orr_State *o, size_t count) {
    (void)L;
    Objects *const all = &o->vm->objects;
    Table *const t = o->vm->host_values[KEPT];
    const Value none = value_boolean(false);
    while (table_length(t) < count + KEPT_STRINGS - 1)
        table_set_integer(all, t, (int64_t)table_length(t) + 1, &none);
    while (o->kept > 0)
        table_set_integer(all, t, KEPT_STRINGS + --o->kept, &none);
}

static int32_t type_of(const Value *v) {
    switch (v->tag) {
    case TAG_NATIVE:
    case TAG_CLOSURE:
    case TAG_NATIVE_CLOSURE: return ORR_FUNCTION;
    case TAG_TABLE: return ORR_TABLE;
    case TAG_USERDATA: return ORR_OBJECT;
    default: return ORR_COROUTINE;
    }
}

void orrery_give(orr_State *o, const Value *v, bool keep, orr_Value *out) {
    const char *text;
    *out = orr_nil();
    switch (v->tag) {
    case TAG_NIL: return;
    case TAG_FALSE:
    case TAG_TRUE: *out = orr_boolean(v->tag == TAG_TRUE); return;
    case TAG_INTEGER: *out = orr_integer(v->u.i); return;
    case TAG_FLOAT: *out = orr_number(v->u.n); return;
    case TAG_LIGHTUSERDATA:
        out->type = ORR_POINTER;
        out->as.pointer = v->u.p;
        return;
    case TAG_STRING:
        if (keep)
            table_set_integer(&o->vm->objects, o->vm->host_values[KEPT], KEPT_STRINGS + o->kept++,
                              v);
        text = string_try_text(&o->vm->objects, as_string(v));
        *out = orr_string(text != NULL ? text : string_bytes(as_string(v)), as_string(v)->length);
        return;
    default: out->type = type_of(v); out->as.anchor = take_slot(o, v);
    }
}

void orrery_give_all(lua_State *L, int first, size_t count, orr_Value *out) {
    orr_State *const o = orrery_of(L);
    size_t anchors = 0, strings = 0;
    for (size_t n = 0; n < count; n++) {
        const Value *const v = L->frame->func + first + n;
        anchors += value_needs_anchor(v);
        strings += v->tag == TAG_STRING;
        if (v->tag == TAG_STRING) vm_prepare_text(L, as_string(v));
    }
    orrery_reserve_anchors(L, o, anchors);
    orrery_reserve_kept(L, o, strings);
    for (size_t n = 0; n < count; n++)
        orrery_give(o, L->frame->func + first + n, true, out + n);
}

/* ---- In -------------------------------------------------------------------------------------- */

bool orrery_acceptable(orr_State *o, const orr_Value *values, size_t count) {
    if (values == NULL && count > 0) {
        orrery_misuse(o, "values missing");
        return false;
    }
    for (size_t n = 0; n < count; n++) {
        const orr_Value *const v = values + n;
        if (v->type < ORR_NIL || v->type > ORR_COROUTINE) {
            orrery_misuse(o, "a value of no known type");
            return false;
        }
        if (v->type == ORR_STRING && v->as.string.bytes == NULL && v->as.string.length > 0) {
            orrery_misuse(o, "a string without bytes");
            return false;
        }
        if (v->type >= ORR_TABLE && !is_valid(o, v->as.anchor)) {
            orrery_misuse(o, "an Anchor that was released or belongs to another State");
            return false;
        }
    }
    return true;
}

void orrery_take(lua_State *L, const orr_Value *v) {
    Value anchored;
    switch (v->type) {
    case ORR_NIL: lua_pushnil(L); return;
    case ORR_BOOLEAN: lua_pushboolean(L, v->as.boolean); return;
    case ORR_INTEGER: lua_pushinteger(L, v->as.integer); return;
    case ORR_NUMBER: lua_pushnumber(L, v->as.number); return;
    case ORR_POINTER: lua_pushlightuserdata(L, v->as.pointer); return;
    case ORR_STRING: lua_pushlstring(L, v->as.string.bytes, v->as.string.length); return;
    default: orrery_anchored(orrery_of(L), v->as.anchor, &anchored); push_value(L, &anchored);
    }
}

/* ---- Functions of handles -------------------------------------------------------------------- */

/* What an operation on values works with; the fields mean what the operation says. */
typedef struct Operation {
    char note; /* what the run hash calls it; 0: nothing passes between host and script */
    const orr_Value *object, *key, *value;
    const char *name;
    orr_Value out[2];
} Operation;

static void note_value(orr_State *o, const orr_Value *v) {
    Value plain = value_nil();
    switch (v->type) {
    case ORR_NIL: break;
    case ORR_BOOLEAN: plain = value_boolean(v->as.boolean); break;
    case ORR_INTEGER: plain = value_integer(v->as.integer); break;
    case ORR_NUMBER: plain = value_float(v->as.number); break;
    case ORR_POINTER: plain = value_light(v->as.pointer); break;
    case ORR_STRING: run_hash_string(&o->run_hash, v->as.string.bytes, v->as.string.length); return;
    default: orrery_anchored(o, v->as.anchor, &plain);
    }
    run_hash_value(&o->run_hash, &plain);
}

/* Notes what an operation was given, or what it handed out. */
static void note_operation(orr_State *o, const Operation *op, bool done) {
    if (op->note == 0 || !orrery_is_hashed(o)) return;
    if (done) {
        note_value(o, &op->out[0]);
        note_value(o, &op->out[1]);
        return;
    }
    const orr_Value *const given[] = {op->object, op->key, op->value};
    orrery_note(o, RUN_OPERATION, (uint64_t)op->note, o->L, 0, 0);
    if (op->name != NULL) run_hash_string(&o->run_hash, op->name, strlen(op->name));
    for (int n = 0; n < 3; n++) {
        if (given[n] != NULL) note_value(o, given[n]);
    }
}

/* Runs one, when `given` may be taken in, and NULL-terminates nothing: the operation's results are
** in `out`. */
static orr_Status operate(orr_State *o, NativeFunction body, Operation *op) {
    const orr_Value *const given[] = {op->object, op->key, op->value};
    if (!orrery_enter(o)) return ORR_MISUSE;
    orr_Status status = ORR_OK;
    for (int n = 0; n < 3; n++) {
        if (given[n] != NULL && !orrery_acceptable(o, given[n], 1)) status = ORR_MISUSE;
    }
    if (status == ORR_OK) {
        note_operation(o, op, false);
        status = orrery_perform(o, body, op, 0);
        if (status == ORR_OK) note_operation(o, op, true);
    }
    orrery_leave(o);
    return status;
}

static orr_Status missing(orr_State *o) {
    if (!orrery_enter(o)) return ORR_MISUSE;
    orrery_misuse(o, "an argument is missing");
    orrery_leave(o);
    return ORR_MISUSE;
}

static int copy_body(lua_State *L) {
    Operation *const op = orrery_context(L);
    orrery_take(L, op->object);
    orrery_give_all(L, 1, 1, op->out);
    return 0;
}

orr_Status orr_anchor_copy(orr_State *o, orr_Anchor anchor, orr_Anchor *copy) {
    const orr_Value object = orr_anchored(anchor);
    Operation op = {.object = &object};
    if (copy == NULL) return missing(o);
    const orr_Status status = operate(o, copy_body, &op);
    if (status == ORR_OK) *copy = op.out[0].as.anchor;
    return status;
}

orr_Status orr_release(orr_State *o, orr_Anchor anchor) {
    const orr_Value v = orr_anchored(anchor);
    if (!orrery_enter_suspended(o)) return ORR_MISUSE;
    const bool valid = orrery_acceptable(o, &v, 1);
    if (valid) orrery_drop(o, anchor);
    orrery_leave(o);
    return valid ? ORR_OK : ORR_MISUSE;
}

orr_Status orr_value_release(orr_State *o, orr_Value *value) {
    if (value == NULL) return missing(o);
    const orr_Value old = *value;
    *value = orr_nil();
    return old.type >= ORR_TABLE ? orr_release(o, old.as.anchor) : ORR_OK;
}

orr_Status orr_anchor_value(orr_State *o, orr_Anchor anchor, orr_Value *value) {
    const orr_Value v = orr_anchored(anchor);
    Value found;
    if (value == NULL) return missing(o);
    if (!orrery_enter(o)) return ORR_MISUSE;
    const bool valid = orrery_acceptable(o, &v, 1);
    if (valid) {
        orrery_anchored(o, anchor, &found);
        *value = v;
        value->type = type_of(&found);
    }
    orrery_leave(o);
    return valid ? ORR_OK : ORR_MISUSE;
}

/* ---- Globals --------------------------------------------------------------------------------- */

static int get_global_body(lua_State *L) {
    Operation *const op = orrery_context(L);
    lua_pushglobaltable(L);
    lua_pushstring(L, op->name);
    lua_rawget(L, 1);
    orrery_give_all(L, 2, 1, op->out);
    return 0;
}

orr_Status orr_get_global(orr_State *o, const char *name, orr_Value *value) {
    Operation op = {.note = 'g', .name = name};
    if (name == NULL || value == NULL) return missing(o);
    const orr_Status status = operate(o, get_global_body, &op);
    if (status == ORR_OK) *value = op.out[0];
    return status;
}

static int set_global_body(lua_State *L) {
    Operation *const op = orrery_context(L);
    lua_pushglobaltable(L);
    lua_pushstring(L, op->name);
    orrery_take(L, op->value);
    lua_rawset(L, 1);
    return 0;
}

orr_Status orr_set_global(orr_State *o, const char *name, const orr_Value *value) {
    Operation op = {.note = 's', .name = name, .value = value};
    if (name == NULL || value == NULL) return missing(o);
    return operate(o, set_global_body, &op);
}

/* ---- Tables ---------------------------------------------------------------------------------- */

static int table_body(lua_State *L) {
    Operation *const op = orrery_context(L);
    lua_newtable(L);
    orrery_give_all(L, 1, 1, op->out);
    return 0;
}

orr_Status orr_table_new(orr_State *o, orr_Anchor *table) {
    Operation op = {0};
    if (table == NULL) return missing(o);
    const orr_Status status = operate(o, table_body, &op);
    if (status == ORR_OK) *table = op.out[0].as.anchor;
    return status;
}

static int get_body(lua_State *L) {
    Operation *const op = orrery_context(L);
    orrery_take(L, op->object);
    orrery_take(L, op->key);
    lua_gettable(L, 1);
    orrery_give_all(L, 2, 1, op->out);
    return 0;
}

orr_Status orr_get(orr_State *o, orr_Anchor object, const orr_Value *key, orr_Value *value) {
    const orr_Value v = orr_anchored(object);
    Operation op = {.note = 'G', .object = &v, .key = key};
    if (key == NULL || value == NULL) return missing(o);
    const orr_Status status = operate(o, get_body, &op);
    if (status == ORR_OK) *value = op.out[0];
    return status;
}

static int set_body(lua_State *L) {
    Operation *const op = orrery_context(L);
    orrery_take(L, op->object);
    orrery_take(L, op->key);
    orrery_take(L, op->value);
    lua_settable(L, 1);
    return 0;
}

orr_Status orr_set(orr_State *o, orr_Anchor object, const orr_Value *key, const orr_Value *value) {
    const orr_Value v = orr_anchored(object);
    Operation op = {.note = 'S', .object = &v, .key = key, .value = value};
    if (key == NULL || value == NULL) return missing(o);
    return operate(o, set_body, &op);
}

static int length_body(lua_State *L) {
    Operation *const op = orrery_context(L);
    orrery_take(L, op->object);
    op->out[0] = orr_integer(luaL_len(L, 1));
    return 0;
}

orr_Status orr_length(orr_State *o, orr_Anchor object, int64_t *length) {
    const orr_Value v = orr_anchored(object);
    Operation op = {.note = 'L', .object = &v};
    if (length == NULL) return missing(o);
    const orr_Status status = operate(o, length_body, &op);
    if (status == ORR_OK) *length = op.out[0].as.integer;
    return status;
}

static int next_body(lua_State *L) {
    Operation *const op = orrery_context(L);
    orrery_take(L, op->object);
    orrery_take(L, op->key);
    if (!lua_istable(L, 1)) luaL_typeerror(L, 1, "table");
    if (lua_next(L, 1)) {
        orrery_give_all(L, 2, 2, op->out);
    } else {
        op->out[0] = op->out[1] = orr_nil();
    }
    return 0;
}

orr_Status orr_next(orr_State *o, orr_Anchor table, orr_Value *key, orr_Value *value) {
    const orr_Value v = orr_anchored(table);
    Operation op = {.note = 'N', .object = &v, .key = key};
    if (key == NULL || value == NULL) return missing(o);
    const orr_Status status = operate(o, next_body, &op);
    if (status != ORR_OK) return status;
    orr_value_release(o, key);
    *key = op.out[0];
    *value = op.out[1];
    return ORR_OK;
}

static int text_body(lua_State *L) {
    Operation *const op = orrery_context(L);
    orrery_take(L, op->value);
    luaL_tolstring(L, 1, NULL);
    orrery_give_all(L, 2, 1, op->out);
    return 0;
}

orr_Status orr_text(orr_State *o, const orr_Value *value, orr_String *text) {
    Operation op = {.note = 'T', .value = value};
    if (value == NULL || text == NULL) return missing(o);
    const orr_Status status = operate(o, text_body, &op);
    if (status == ORR_OK) *text = op.out[0].as.string;
    return status;
}
