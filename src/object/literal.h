/* Literals: strings that C code names by their address.
**
** A host says `lua_getfield(L, 1, "name")` again and again, mostly with the same few literals. This
** cache finds the interned string by the address of the C string, which saves the hash, and is sure
** of it by comparing the bytes, since what is at an address may change. It also remembers where the
** key was found last, as an inline cache of the interpreter does: a shape and a slot of it, or for
** dictionaries, which share a shape, an entry whose key is looked at again.
**
** References to strings and shapes are weak: every end of marking drops those that are about to
** die.
**
** A State has a cache as soon as its host has named some dozens of literals: many States never see
** more than those that opening the libraries takes. Until then each literal is forgotten at the
** next.
*/
#ifndef ORRERY_LITERAL_H
#define ORRERY_LITERAL_H

#include <string.h>

#include "table.h"

#ifdef TINY_LIMITS
#define LITERAL_BITS 1
#else
#define LITERAL_BITS 7
#endif

typedef struct Literal {
    const char *address; /* of the C string; NULL: free */
    String *string;      /* short; NULL: free */
    Shape *shape;        /* of the table in which it was found last, NULL: none */
    uint32_t index;      /* of its slot in that shape, or of its entry if that is a dictionary's */
} Literal;

typedef struct LiteralCache {
    Literal entries[1 << LITERAL_BITS];
} LiteralCache;

#define LITERALS_AT_FIRST 128 /* before there is a cache */

/* The cache of who has none: nothing is found there, and nothing stored. */
extern LiteralCache literal_no_cache;

/* Gives the place of `text` to it; NULL if it is too long to be interned. May allocate. */
Literal *literal_fill(struct Objects *o, const char *text);
/* Frees the cache. */
void literal_close(struct Objects *o);
/* After marking: forgets what is not marked. */
void literal_clear_weak(struct Objects *o);

/* The only place of a C string. */
static inline Literal *literal_place(LiteralCache *c, const char *text) {
    const uint64_t hash = (uint64_t)(uintptr_t)text * 0x9e6c63d0876a9a47u;
    return &c->entries[hash >> (64 - LITERAL_BITS)];
}

/* The entry of `text`, NULL if it is too long to be interned. May allocate; the string is not
** anchored. */
static inline Literal *literal_get(struct Objects *o, LiteralCache *c, const char *text) {
    Literal *const l = literal_place(c, text);
    if (__builtin_expect(l->address == text && strcmp(l->string->own_bytes, text) == 0, 1))
        return l;
    return literal_fill(o, text);
}

/* Where the literal's value is in t, if it is where it was found last and not nil: the payload, and
** the tag in *tag. Else NULL. */
static inline Payload *literal_find(const Literal *l, const Table *t, uint8_t **tag) {
    if (t->shape != l->shape) return NULL;
    if (__builtin_expect(!shape_is_dictionary(t->shape), 1)) {
        *tag = slot_tag(t->slots, l->index);
        return **tag != TAG_NIL ? &t->slots[l->index] : NULL;
    }
    Dictionary *const d = t->dictionary;
    if (d == NULL || l->index >= d->count || d->keys[l->index].cell != &l->string->cell ||
        d->key_tags[l->index] != TAG_STRING)
        return NULL;
    *tag = &d->value_tags[l->index];
    return **tag != TAG_NIL ? &d->values[l->index] : NULL;
}

/* Remembers where t has the key, if it has. */
static inline void literal_remember(Literal *l, const Table *t) {
    const Place place = table_find(t, l->string);
    if (place.kind == PLACE_NONE) return;
    l->shape = t->shape;
    l->index = place.index;
}

#endif
