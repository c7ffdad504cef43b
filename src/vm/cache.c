/* Filling inline caches. An instruction starts in its general form. The first time it finds what it
** looks for, the place is remembered and the opcode becomes the form that expects it there. A
** second shape makes a field read polymorphic (up to CACHE_SHAPES shapes), any further one
** megamorphic: the general form again, which then asks the shape's own index.
** What else is remembered, and until when it is good, is told in code.h. All of it are guesses that
** the fast paths check: nobody tells a cache that a table changed. Only full collections go over
** the caches, to clear what is about to be freed.
*/
#include "cache.h"

#include "quicken.h"

static void quicken(Instruction *at, unsigned op) {
    *at = (*at & ~(Instruction)0xff) | op;
}

/* The form of a read that expects `kind`, for the read that `at` is. */
typedef enum ReadForm { READ_SLOT, READ_HOLDER, READ_ENTRY } ReadForm;

static unsigned read_opcode(Opcode base, ReadForm form) {
    switch (base) {
    case OP_GETENV:
        return form == READ_SLOT    ? OP_GETENV_SLOT
               : form == READ_ENTRY ? OP_GETENV_ENTRY
                                    : OP_GETENV;
    case OP_GETFIELD:
        return form == READ_SLOT    ? OP_GETFIELD_SLOT
               : form == READ_ENTRY ? OP_GETFIELD_ENTRY
                                    : OP_GETFIELD_HOLDER;
    default:
        return form == READ_SLOT     ? OP_METHOD_SLOT
               : form == READ_HOLDER ? OP_METHOD_HOLDER
                                     : OP_METHOD;
    }
}

/* Adds a shape to a polymorphic read; false when there are too many. */
static bool add_shape(lua_State *L, InlineCache *c, Shape *shape, uint32_t slot) {
    if (c->many == NULL) {
        CacheSet *set = heap_try_buffer(heap(L), NULL, 0, sizeof *set);
        if (set == NULL) return false;
        set->count = 0;
        set->full = false;
        c->many = set;
    }
    CacheSet *const set = c->many;
    for (uint32_t i = 0; i < set->count; i++) {
        if (set->shapes[i] == shape) return true;
    }
    if (set->count == CACHE_SHAPES) {
        set->full = true;
        return false;
    }
    set->shapes[set->count] = shape;
    set->slots[set->count++] = slot;
    return true;
}

static void remember_slot(lua_State *L, Instruction *at, InlineCache *c, Shape *shape,
                          uint32_t slot) {
    const unsigned op = *at & 0xff;
    if (op == OP_GETFIELD_SLOT && c->shape != NULL && c->shape != shape) {
        if (add_shape(L, c, c->shape, c->index) && add_shape(L, c, shape, slot)) {
            quicken(at, OP_GETFIELD_MANY);
        }
    } else if (op == OP_GETFIELD_MANY) {
        if (!add_shape(L, c, shape, slot)) quicken(at, OP_GETFIELD);
        return;
    } else if (op == OP_GETFIELD && c->many != NULL && c->many->full) {
        return; /* megamorphic */
    } else {
        quicken(at, read_opcode(opcode_base(op), READ_SLOT));
    }
    c->shape = shape;
    c->index = slot;
}

/* Follows __index tables from `t`, which lacks the key. True if a holder was found and cached.
** Others of the shape must lack the key too: not so if it has a slot, which is empty in `t` alone,
** or is a dictionary's. Of a prototype's shape there are no others. */
static bool remember_holder(lua_State *L, Instruction *at, InlineCache *c, const Table *t,
                            Value *out) {
    Objects *const o = objects(L);
    const bool may_differ = shape_is_dictionary(t->shape) || shape_find(t->shape, c->key) >= 0;
    if (may_differ && !shape_is_prototype(t->shape)) return false;
    Table *m = table_metatable(t);
    for (int depth = 0; depth < 32 && m != NULL; depth++) {
        Value index;
        if (!table_metamethod(o, m, EVENT_INDEX, &index) || index.tag != TAG_TABLE) return false;
        Table *const holder = as_table(&index);
        table_make_prototype(o, holder);
        const Place place = table_find(holder, c->key);
        if (place.kind != PLACE_NONE) {
            const uint32_t where = place.index | (place.kind == PLACE_ENTRY ? CACHE_ENTRY_BIT : 0);
            holder_load(holder, where, out);
            if (out->tag != TAG_NIL) {
                quicken(at, read_opcode(opcode_base(*at & 0xff), READ_HOLDER));
                c->shape = t->shape;
                c->u.holder = holder;
                c->index = where;
                c->epoch = o->epoch;
                return true;
            }
        }
        m = table_metatable(holder);
    }
    return false;
}

static bool remember_string_method(lua_State *L, Instruction *at, InlineCache *c, Value *out) {
    Objects *const o = objects(L);
    Value index;
    if (!table_metamethod(o, L->state->metatables[LUA_TSTRING], EVENT_INDEX, &index) ||
        index.tag != TAG_TABLE) {
        return false;
    }
    Table *const holder = as_table(&index);
    table_make_prototype(o, holder);
    const Place place = table_find(holder, c->key);
    if (place.kind == PLACE_NONE) return false;
    const uint32_t where = place.index | (place.kind == PLACE_ENTRY ? CACHE_ENTRY_BIT : 0);
    holder_load(holder, where, out);
    if (out->tag == TAG_NIL) return false;
    quicken(at, OP_METHOD_STRING);
    c->shape = NULL;
    c->u.holder = holder;
    c->index = where;
    c->epoch = o->epoch;
    return true;
}

int cache_get(lua_State *L, Instruction *at, InlineCache *c, const Value *object, Value *out) {
    if (object->tag == TAG_TABLE && string_is_short(c->key)) {
        const Table *const t = as_table(object);
        const Place place = table_find(t, c->key);
        if (place.kind == PLACE_SLOT && *slot_tag(t->slots, place.index) != TAG_NIL) {
            out->u = t->slots[place.index];
            out->tag = *slot_tag(t->slots, place.index);
            remember_slot(L, at, c, t->shape, place.index);
            return OP_DONE;
        }
        if (place.kind == PLACE_ENTRY && t->dictionary->value_tags[place.index] != TAG_NIL) {
            out->u = t->dictionary->values[place.index];
            out->tag = t->dictionary->value_tags[place.index];
            if (opcode_base(*at & 0xff) != OP_METHOD) {
                quicken(at, read_opcode(opcode_base(*at & 0xff), READ_ENTRY));
                c->index = place.index;
            }
            return OP_DONE;
        }
        if (opcode_base(*at & 0xff) != OP_GETENV && remember_holder(L, at, c, t, out)) {
            return OP_DONE;
        }
    } else if (object->tag == TAG_STRING && opcode_base(*at & 0xff) == OP_METHOD &&
               string_is_short(c->key) && remember_string_method(L, at, c, out)) {
        return OP_DONE;
    }
    Value key;
    set_string(&key, c->key);
    return op_index(L, object, &key, out);
}

/* Stores to a field that exists. */
static void set_present(lua_State *L, Instruction *at, InlineCache *c, Table *t, Place place,
                        const Value *value) {
    const bool env = opcode_base(*at & 0xff) == OP_SETENV;
    if (place.kind == PLACE_SLOT) {
        t->slots[place.index] = value->u;
        *slot_tag(t->slots, place.index) = value->tag;
        quicken(at, env ? OP_SETENV_SLOT : OP_SETFIELD_SLOT);
        c->shape = t->shape;
    } else {
        t->dictionary->values[place.index] = value->u;
        t->dictionary->value_tags[place.index] = value->tag;
        quicken(at, env ? OP_SETENV_ENTRY : OP_SETFIELD_ENTRY);
    }
    c->index = place.index;
    heap_barrier(heap(L), &t->cell);
}

static bool place_is_nil(const Table *t, Place place) {
    return place.kind == PLACE_SLOT ? *slot_tag(t->slots, place.index) == TAG_NIL
                                    : t->dictionary->value_tags[place.index] == TAG_NIL;
}

int cache_set(lua_State *L, Instruction *at, InlineCache *c, const Value *object,
              const Value *value) {
    if (object->tag == TAG_TABLE && string_is_short(c->key)) {
        Table *const t = as_table(object);
        const Place place = table_find(t, c->key);
        const bool private = shape_is_prototype(t->shape);
        Value handler;
        if (place.kind != PLACE_NONE && !place_is_nil(t, place) && !private) {
            set_present(L, at, c, t, place, value);
            return OP_DONE;
        }
        if ((place.kind != PLACE_NONE && !place_is_nil(t, place)) ||
            !table_metamethod(objects(L), table_metatable(t), EVENT_NEWINDEX, &handler)) {
            Shape *const before = t->shape;
            table_set_field(objects(L), t, c->key, value);
            /* An added slot: remember the transition, if it is one in the tree. */
            if (!private && !shape_is_dictionary(before) && t->shape->parent == before &&
                opcode_base(*at & 0xff) == OP_SETFIELD && t->shape != before) {
                quicken(at, OP_SETFIELD_ADD);
                c->shape = before;
                c->u.next = t->shape;
                c->index = shape_count(before);
                c->epoch = objects(L)->epoch;
            }
            return OP_DONE;
        }
    }
    Value key;
    set_string(&key, c->key);
    return op_set_index(L, object, &key, value);
}
