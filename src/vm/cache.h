/* Inline caches: the slow paths that fill them. The fast paths stand in the interpreter. */
#ifndef ORRERY_CACHE_H
#define ORRERY_CACHE_H

#include "code.h"
#include "meta.h"

#define CACHE_ENTRY_BIT 0x80000000u /* in a holder's index: it is a dictionary entry, not a slot */

/* object[key] for the instruction `*at` with its cache: finds the value, fills the cache and
** quickens the instruction when that will serve again. Results as op_index. */
int cache_get(lua_State *L, Word *at, InlineCache *c, const Value *object, Value *out);
/* object[key] = value, likewise. Results as op_set_index. */
int cache_set(lua_State *L, Word *at, InlineCache *c, const Value *object, const Value *value);

/* The value at a holder's cached place. */
static inline void holder_load(const Table *holder, uint32_t index, Value *out) {
    if (__builtin_expect((index & CACHE_ENTRY_BIT) == 0, 1)) {
        out->u = holder->slots[index];
        out->tag = *slot_tag(holder->slots, index);
    } else {
        const Dictionary *const d = holder->dictionary;
        index &= ~CACHE_ENTRY_BIT;
        out->u = d->values[index];
        out->tag = d->value_tags[index];
    }
}

/* The field of t as an entry of a polymorphic cache says. False if none does. */
static inline bool many_load(const CacheSet *many, const Table *t, uint32_t epoch, Value *out) {
    for (const CacheEntry *e = many->entries, *const end = e + many->count; e < end; e++) {
        if (e->shape != t->shape) continue;
        if (e->u.holder != NULL) {
            if (e->epoch != epoch) return false;
            holder_load(e->u.holder, e->index, out);
            return true;
        }
        if (e->index != CACHE_ABSENT) {
            const uint8_t tag = *slot_tag(t->slots, e->index);
            if (tag != TAG_NIL) {
                out->u = t->slots[e->index];
                out->tag = tag;
                return true;
            }
        }
        if (e->epoch != epoch) return false;
        set_nil(out);
        return true;
    }
    return false;
}

/* Stores to the field of t as an entry says, without barrier. False if none does. */
static inline bool many_store(const CacheSet *many, Table *t, uint32_t epoch, const Value *value) {
    for (const CacheEntry *e = many->entries, *const end = e + many->count; e < end; e++) {
        if (e->shape != t->shape) continue;
        if (e->u.next != NULL) {
            if (e->epoch != epoch || e->index >= t->cell.aux || value->tag == TAG_NIL) return false;
            t->shape = e->u.next;
        } else if (*slot_tag(t->slots, e->index) == TAG_NIL && e->epoch != epoch) {
            return false;
        }
        t->slots[e->index] = value->u;
        *slot_tag(t->slots, e->index) = value->tag;
        return true;
    }
    return false;
}

/* Is entry `index` of t's dictionary the one for `key`? Any index may be asked. */
static inline bool entry_matches(const Table *t, uint32_t index, const String *key) {
    const Dictionary *const d = t->dictionary;
    return d != NULL && index < d->count && d->keys[index].cell == &key->cell &&
           d->key_tags[index] == TAG_STRING;
}

#endif
