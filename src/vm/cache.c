/* Filling inline caches. An instruction starts in its general form. The first time it finds what it
** looks for, the place is remembered and the opcode becomes the form that expects it there. A
** second shape makes the cache polymorphic (up to CACHE_SHAPES shapes), any further one
** megamorphic: for good, unless a full collection thins the set out.
** What else is remembered, and until when it is good, is told in code.h. All of it are guesses that
** the fast paths check: nobody tells a cache that a table changed. Only full collections go over
** the caches, to clear what is about to be freed.
*/
#include "cache.h"

#include "cost_model.h"
#include "quicken.h"

static void quicken(Word *at, unsigned op) {
    at->op = (uint16_t)op;
}

typedef enum Form { FORM_SLOT, FORM_HOLDER, FORM_ADD, FORM_ENTRY, FORM_MANY, FORM_COUNT } Form;

/* The opcode of an instruction in a form; the general one where there is no such form. */
static unsigned form_opcode(Opcode base, Form form) {
    static const uint8_t opcodes[][FORM_COUNT] = {
        {OP_GETFIELD_SLOT, OP_GETFIELD_HOLDER, OP_GETFIELD, OP_GETFIELD_ENTRY, OP_GETFIELD_MANY},
        {OP_SETFIELD_SLOT, OP_SETFIELD, OP_SETFIELD_ADD, OP_SETFIELD_ENTRY, OP_SETFIELD_MANY},
        {OP_METHOD_SLOT, OP_METHOD_HOLDER, OP_METHOD, OP_METHOD, OP_METHOD_MANY},
        {OP_GETENV_SLOT, OP_GETENV, OP_GETENV, OP_GETENV_ENTRY, OP_GETENV},
        {OP_SETENV_SLOT, OP_SETENV, OP_SETENV, OP_SETENV_ENTRY, OP_SETENV},
    };
    return opcodes[base == OP_GETFIELD   ? 0
                   : base == OP_SETFIELD ? 1
                   : base == OP_METHOD   ? 2
                   : base == OP_GETENV   ? 3
                                         : 4][form];
}

/* Adds what is known of a shape, or replaces it; false when there are too many shapes. */
static bool add_entry(lua_State *L, InlineCache *c, const CacheEntry *entry) {
    if (c->many == NULL) {
        CacheSet *set = heap_try_buffer(heap(L), NULL, 0, sizeof *set);
        if (set == NULL) return false;
        set->count = 0;
        set->full = false;
        c->many = set;
    }
    CacheSet *const set = c->many;
    uint32_t n = 0;
    while (n < set->count && set->entries[n].shape != entry->shape)
        n++;
    if (n == CACHE_SHAPES) {
        set->full = true;
        return false;
    }
    set->entries[n] = *entry;
    if (n == set->count) set->count++;
    return true;
}

/* A cache's only shape, in the form of the instruction that has it, as an entry. */
static CacheEntry only_entry(const InlineCache *c, unsigned op) {
    CacheEntry e = {.shape = c->shape, .index = c->index, .epoch = c->epoch};
    if (op == OP_GETFIELD_HOLDER || op == OP_METHOD_HOLDER) e.u.holder = c->u.holder;
    if (op == OP_SETFIELD_ADD) e.u.next = c->u.next;
    return e;
}

/* Too many shapes: a slot may still be the same in most of them. */
static void become_megamorphic(Word *at, InlineCache *c, const CacheEntry *entry) {
    const Opcode base = opcode_base(at->op);
    const bool has_slot = entry->u.holder == NULL && entry->index != CACHE_ABSENT;
    quicken(at, base == OP_GETFIELD && has_slot ? OP_GETFIELD_NAMED : base);
    c->index = has_slot ? entry->index : 0;
    c->shape = NULL;
}

static void remember(lua_State *L, Word *at, InlineCache *c, Form form, const CacheEntry *entry) {
    const unsigned op = at->op;
    const Opcode base = opcode_base(op);
    const unsigned many = form_opcode(base, FORM_MANY);
    const bool is_single = op == form_opcode(base, FORM_SLOT) ||
                           op == form_opcode(base, FORM_HOLDER) ||
                           op == form_opcode(base, FORM_ADD);
    if (many != base && op != many && c->many != NULL && c->many->full) {
        become_megamorphic(at, c, entry);
        return;
    }
    const bool is_second = is_single && op != base && c->shape != NULL && c->shape != entry->shape;
    if (many != base && (op == many || is_second || entry->index == CACHE_ABSENT)) {
        const CacheEntry first = only_entry(c, op);
        if ((!is_second || add_entry(L, c, &first)) && add_entry(L, c, entry)) {
            quicken(at, many);
        } else {
            become_megamorphic(at, c, entry);
        }
        return;
    }
    if (entry->index == CACHE_ABSENT) return;
    quicken(at, form_opcode(base, form));
    c->shape = entry->shape;
    c->index = entry->index;
    c->epoch = entry->epoch;
    if (form == FORM_ADD) {
        c->u.next = entry->u.next;
    } else {
        c->u.holder = entry->u.holder;
    }
}

typedef enum Chain { CHAIN_ABSENT, CHAIN_FOUND, CHAIN_UNKNOWN } Chain;

/* Follows __index tables from `t`, which lacks the key, to the holder that has it. What is found
** stays true as long as the epoch does: the tables on the way become prototypes. */
static Chain follow_chain(lua_State *L, const Table *t, const String *key, CacheEntry *entry,
                          Value *out) {
    Objects *const o = objects(L);
    Table *m = table_metatable(t);
    for (int depth = 0; depth < COST_CHAIN_FREE; depth++) {
        Value index;
        if (!table_metamethod(o, m, EVENT_INDEX, &index)) return CHAIN_ABSENT;
        if (index.tag != TAG_TABLE) return CHAIN_UNKNOWN;
        Table *const holder = as_table(&index);
        table_make_prototype(o, holder);
        const Place place = table_find(holder, key);
        if (place.kind != PLACE_NONE) {
            const uint32_t where = place.index | (place.kind == PLACE_ENTRY ? CACHE_ENTRY_BIT : 0);
            holder_load(holder, where, out);
            if (out->tag != TAG_NIL) {
                entry->u.holder = holder;
                entry->index = where;
                return CHAIN_FOUND;
            }
        }
        m = table_metatable(holder);
    }
    return CHAIN_UNKNOWN;
}

/* A read of a key that `t` lacks, or has at `slot` (-1: none) with no value. True if it could be
** answered from tables alone. */
static bool get_absent(lua_State *L, Word *at, InlineCache *c, const Table *t, int slot,
                       Value *out) {
    CacheEntry entry = {.shape = t->shape, .index = CACHE_ABSENT};
    const Chain chain = follow_chain(L, t, c->key, &entry, out);
    if (chain == CHAIN_UNKNOWN) return false;
    if (chain == CHAIN_ABSENT) set_nil(out);
    /* Dictionaries of one shape have different keys; so do tables with an empty slot, where those
    ** that follow to a holder would have to look at their slot first. A prototype's shape is its
    ** own. */
    const bool may_differ = shape_is_dictionary(t->shape) || (slot >= 0 && chain == CHAIN_FOUND);
    if (may_differ && !shape_is_prototype(t->shape)) return true;
    entry.epoch = objects(L)->epoch;
    if (chain == CHAIN_ABSENT && slot >= 0) entry.index = (uint32_t)slot;
    remember(L, at, c, chain == CHAIN_FOUND ? FORM_HOLDER : FORM_SLOT, &entry);
    return true;
}

static bool remember_string_method(lua_State *L, Word *at, InlineCache *c, Value *out) {
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

static bool get_from_table(lua_State *L, Word *at, InlineCache *c, const Table *t, Value *out) {
    const Place place = table_find(t, c->key);
    if (place.kind == PLACE_SLOT && *slot_tag(t->slots, place.index) != TAG_NIL) {
        out->u = t->slots[place.index];
        out->tag = *slot_tag(t->slots, place.index);
        const CacheEntry entry = {.shape = t->shape, .index = place.index};
        remember(L, at, c, FORM_SLOT, &entry);
        return true;
    }
    const Opcode base = opcode_base(at->op);
    if (place.kind == PLACE_ENTRY && t->dictionary->value_tags[place.index] != TAG_NIL) {
        out->u = t->dictionary->values[place.index];
        out->tag = t->dictionary->value_tags[place.index];
        if (base != OP_METHOD) {
            quicken(at, form_opcode(base, FORM_ENTRY));
            c->index = place.index;
        }
        return true;
    }
    return base != OP_GETENV &&
           get_absent(L, at, c, t, place.kind == PLACE_SLOT ? (int)place.index : -1, out);
}

int cache_get(lua_State *L, Word *at, InlineCache *c, const Value *object, Value *out) {
    if (string_is_short(c->key)) {
        if (object->tag == TAG_TABLE) {
            if (get_from_table(L, at, c, as_table(object), out)) return OP_DONE;
        } else if (object->tag == TAG_STRING && opcode_base(at->op) == OP_METHOD) {
            if (remember_string_method(L, at, c, out)) return OP_DONE;
        }
    }
    Value key;
    set_string(&key, c->key);
    return op_index(L, object, &key, out);
}

static bool place_is_nil(const Table *t, Place place) {
    return place.kind == PLACE_SLOT ? *slot_tag(t->slots, place.index) == TAG_NIL
                                    : t->dictionary->value_tags[place.index] == TAG_NIL;
}

/* Stores to a slot, also an empty one if nothing handles that (`plain`). */
static void set_slot(lua_State *L, Word *at, InlineCache *c, Table *t, uint32_t slot,
                     const Value *value, bool plain) {
    t->slots[slot] = value->u;
    *slot_tag(t->slots, slot) = value->tag;
    const CacheEntry entry = {
        .shape = t->shape, .index = slot, .epoch = plain ? objects(L)->epoch : 0};
    remember(L, at, c, FORM_SLOT, &entry);
    heap_barrier(heap(L), &t->cell);
}

static void set_entry(lua_State *L, Word *at, InlineCache *c, Table *t, uint32_t index,
                      const Value *value) {
    t->dictionary->values[index] = value->u;
    t->dictionary->value_tags[index] = value->tag;
    quicken(at, form_opcode(opcode_base(at->op), FORM_ENTRY));
    c->index = index;
    heap_barrier(heap(L), &t->cell);
}

/* Any other store; an added slot is remembered, if the transition is one in the tree. */
static void set_new(lua_State *L, Word *at, InlineCache *c, Table *t, const Value *value) {
    Shape *const before = t->shape;
    table_set_field(objects(L), t, c->key, value);
    if (shape_is_prototype(before) || shape_is_dictionary(before) || t->shape == before ||
        t->shape->parent != before || opcode_base(at->op) != OP_SETFIELD) {
        return;
    }
    const CacheEntry entry = {.shape = before,
                              .u.next = t->shape,
                              .index = shape_count(before),
                              .epoch = objects(L)->epoch};
    remember(L, at, c, FORM_ADD, &entry);
}

int cache_set(lua_State *L, Word *at, InlineCache *c, const Value *object, const Value *value) {
    if (object->tag == TAG_TABLE && string_is_short(c->key)) {
        Table *const t = as_table(object);
        const Place place = table_find(t, c->key);
        const bool is_present = place.kind != PLACE_NONE && !place_is_nil(t, place);
        const bool private = shape_is_prototype(t->shape);
        Value handler;
        const bool plain =
            !table_metamethod(objects(L), table_metatable(t), EVENT_NEWINDEX, &handler);
        if (place.kind == PLACE_SLOT && (is_present || plain) && !private) {
            set_slot(L, at, c, t, place.index, value, plain);
            return OP_DONE;
        }
        if (place.kind == PLACE_ENTRY && is_present && !private) {
            set_entry(L, at, c, t, place.index, value);
            return OP_DONE;
        }
        if (is_present || plain) {
            set_new(L, at, c, t, value);
            return OP_DONE;
        }
    }
    Value key;
    set_string(&key, c->key);
    return op_set_index(L, object, &key, value);
}
