/* Shapes: hidden classes of tables (DESIGN 5).
**
** A shape maps string keys to slot numbers and holds the metatable. Tables that got the same keys
** in the same order share one; adding a key moves a table to the child shape, `setmetatable` to the
** shape with the same keys below that metatable's own root. Equal shape pointer thus means: same
** keys at same slots, same metatable: that is what an inline cache compares.
**
** Special shapes:
** - *dictionary* shapes (SHAPE_DICTIONARY) have no slots: all string keys of their tables are in
**   the dictionary part. One per metatable (shared by all its dictionary-mode tables).
** - *prototype* shapes (SHAPE_PROTOTYPE) belong to one table alone, which is used as a metatable or
**   was found as an `__index` holder by a cache. Every change to such a table that can change a
**   lookup's outcome (a key added; a value set over nil or to nil; any value of a "__" key; its
**   metatable; array or dictionary keys do not matter for string lookups unless in dictionary mode)
**   bumps objects->epoch, which method caches compare. Stores into prototype tables are never
**   cached, so the fast paths pay nothing. A prototype shape caches which metamethods are absent
**   (`absent`), and the root shape of the tables that have the table as metatable.
**
** Keys of a line of shapes are kept in one ShapeKeys, append-only and shared by the line: a shape
** with n slots uses its first n keys. A branch copies.
**
** Shapes are born old (the collector treats them so): references to them from caches and from
** parents (transitions) are weak and dropped in full collections only.
*/
#ifndef ORRERY_SHAPE_H
#define ORRERY_SHAPE_H

#include "events.h"
#include "string_object.h"

struct Table;
struct Objects;

#define SHAPE_DICTIONARY 0x01u
#define SHAPE_PROTOTYPE  0x02u

#ifdef TINY_LIMITS
#define SHAPE_MAX_SLOTS 6
#else
#define SHAPE_MAX_SLOTS 128 /* more keys than this go to the dictionary; slot capacity is a byte */
#endif
/* Keys added by computed access (t[k] = v) make slots only up to here, then the table becomes a
** dictionary: such tables are mostly maps, and shapes for their keys would never be shared. */
#define SHAPE_MAX_COMPUTED 12
#define SHAPE_MAX_BRANCHES 32 /* transitions that computed access makes from one shape */

/* Shared key list with a hash index; shape.c. */
typedef struct ShapeKeys {
    Cell cell;           /* own: number of keys */
    uint32_t capacity;   /* keys there is room for */
    uint32_t index_mask; /* size of the index - 1; 0: none */
    String **keys;       /* [capacity]; a buffer, or behind this struct (shape_declare) */
} ShapeKeys;
typedef struct ShapeTransitions ShapeTransitions;

typedef struct Shape {
    Cell cell;               /* flags SHAPE_; own: number of slots */
    struct Table *metatable; /* or NULL */
    ShapeKeys *keys;         /* NULL while there are no slots */
    struct Shape *parent;    /* without the last key; NULL for roots, dictionary, prototypes, and
                              ** those that were declared */
    String *child_key;       /* first transition, inline: key and child (weak), or NULL */
    struct Shape *child;
    ShapeTransitions *transitions; /* further ones (weak), NULL if none; buffer */
    struct Shape *instances;  /* prototype: root shape of tables with this metatable, or NULL */
    struct Shape *dictionary; /* roots and prototypes' instances root: the dictionary shape with the
                              ** same metatable, or NULL until needed */
    struct Shape *next;       /* in objects->shapes */
    uint32_t absent;          /* prototype: bit e set: event e is known to be absent */
    uint32_t child_count;     /* transitions, the inline one included */
} Shape;

static inline uint32_t shape_count(const Shape *s) {
    return s->cell.own;
}
static inline bool shape_is_dictionary(const Shape *s) {
    return (s->cell.flags & SHAPE_DICTIONARY) != 0;
}
static inline bool shape_is_prototype(const Shape *s) {
    return (s->cell.flags & SHAPE_PROTOTYPE) != 0;
}

/* Slot of a key, or -1: always -1 for a long key, since those are never in slots. */
int shape_find(const Shape *s, const String *key);
String *shape_key(const Shape *s, uint32_t slot);
/* Is `key` at `slot`? Any slot may be asked. */
static inline bool shape_has_at(const Shape *s, uint32_t slot, const String *key) {
    return slot < shape_count(s) && s->keys->keys[slot] == key;
}

/* The child of `s` with `key` (short, absent) as its next slot. May allocate. NULL if `s` is at
** SHAPE_MAX_SLOTS or a dictionary: the table must go to dictionary mode. For a prototype shape: a
** new private one. */
Shape *shape_add(struct Objects *o, Shape *s, String *key);
/* The same for a key added by computed access: NULL also where the table looks like a map (more
** than SHAPE_MAX_COMPUTED slots, or a new branch where there are SHAPE_MAX_BRANCHES already). */
Shape *shape_add_computed(struct Objects *o, Shape *s, String *key);
/* The shape with the keys of `s` and metatable `m` (NULL for none), where m is a prototype. */
Shape *shape_with_metatable(struct Objects *o, Shape *s, struct Table *m);
/* The dictionary shape with the metatable of `s`. Private (prototype) if `s` is. */
Shape *shape_to_dictionary(struct Objects *o, Shape *s);
/* A private copy of `s`, SHAPE_PROTOTYPE. */
Shape *shape_to_prototype(struct Objects *o, Shape *s);
/* A shape of these keys, without metatable, that no transitions lead to and that costs as little as
** can be: for tables of which there is one. Names that are repeated or too long for slots are left
** out, and those beyond SHAPE_MAX_SLOTS. */
Shape *shape_declare(struct Objects *o, const char *const *names, uint32_t count);
/* The root shape for tables with metatable `m` (NULL: none). */
Shape *shape_root(struct Objects *o, struct Table *m);

void shape_trace(Heap *h, Cell *c);
void shape_destroy(Heap *h, Cell *c);
void shape_keys_trace(Heap *h, Cell *c);
void shape_keys_destroy(Heap *h, Cell *c);
/* After full marking: forgets transitions to unmarked shapes, for all live shapes. */
void shape_clear_weak(struct Objects *o);

/* Tests: checks the invariants of a shape; NULL or what is wrong. */
const char *shape_check(const Shape *s);
/* Tests: bytes of buffers that a shape or a list of keys owns. */
size_t shape_buffer_bytes(const Cell *c);

#endif
