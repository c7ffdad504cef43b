/* Shapes: keys, transitions, prototypes. See shape.h.
**
** ShapeKeys. A line of shapes s0 -> s1 -> s2 (each child adding one key) shares one list of keys;
** shape si uses the first i of them. Whoever adds a key at the end of the line appends to the list;
** whoever branches off in the middle copies its part. A lookup finds the key's number in the list
** and then tests it against the shape's own count, for later keys belong to longer shapes. Beyond
** LINEAR_KEYS keys the list has a hash index of bytes.
**
** Transitions are weak: a child keeps its parent alive, not the other way round. The key of a
** transition lives as long as the child. Only full collections free shapes, and after_mark then
** drops the transitions to those that die.
*/
#include <string.h>

#include "objects.h"

#define LINEAR_KEYS 8u /* as many pointers as a cache line has are compared one by one */

typedef struct Transition {
    String *key;  /* NULL: free */
    Shape *child; /* NULL: deleted */
} Transition;

struct ShapeTransitions {
    uint32_t capacity; /* power of two */
    uint32_t used;     /* deleted ones included */
    Transition items[];
};

_Static_assert(SHAPE_MAX_SLOTS <= 255, "a slot number + 1 fits the index of bytes");

/* ---- Keys ------------------------------------------------------------------------------------ */

/* ShapeKeys.keys are the keys, then (beyond LINEAR_KEYS) the index of slot + 1, 0 free, at least
** twice as large. */
static uint32_t index_size(uint32_t capacity) {
    uint32_t size = LINEAR_KEYS * 2;
    if (capacity <= LINEAR_KEYS) return 0;
    while (size < capacity * 2)
        size *= 2;
    return size;
}
static bool keys_are_inline(const ShapeKeys *k) {
    return k->keys == (String **)(uintptr_t)(k + 1);
}
static size_t keys_bytes(uint32_t capacity) {
    return capacity * sizeof(String *) + index_size(capacity);
}
static uint8_t *keys_index(const ShapeKeys *k) {
    return (uint8_t *)(k->keys + k->capacity);
}

static void index_key(ShapeKeys *k, uint32_t slot) {
    uint8_t *index = keys_index(k);
    const uint32_t mask = k->index_mask;
    uint32_t i = k->keys[slot]->cell.own & mask;
    while (index[i] != 0)
        i = (i + 1) & mask;
    index[i] = (uint8_t)(slot + 1);
}

static void reindex(ShapeKeys *k) {
    k->index_mask = 0;
    if (k->capacity <= LINEAR_KEYS) return;
    k->index_mask = index_size(k->capacity) - 1;
    memset(keys_index(k), 0, k->index_mask + 1);
    for (uint32_t i = 0; i < k->cell.own; i++)
        index_key(k, i);
}

/* A list with the first `count` keys of `from` and room for one more. Not anchored. */
static ShapeKeys *keys_new(Objects *o, const ShapeKeys *from, uint32_t count) {
    uint32_t capacity = 4;
    while (capacity <= count)
        capacity *= 2;
    ShapeKeys *k = (ShapeKeys *)heap_allocate(&o->heap, sizeof(ShapeKeys), CELL_SHAPE_KEYS);
    k->capacity = 0;
    k->index_mask = 0;
    k->keys = NULL;
    heap_push_root(&o->heap, &k->cell);
    k->keys = heap_buffer(&o->heap, NULL, 0, keys_bytes(capacity));
    heap_pop_root(&o->heap);
    k->capacity = capacity;
    k->cell.own = count;
    if (count > 0) memcpy(k->keys, from->keys, count * sizeof(String *));
    reindex(k);
    /* Keys copied to a cell that may have become black in the meantime. */
    heap_barrier(&o->heap, &k->cell);
    return k;
}

static void keys_grow(Objects *o, ShapeKeys *k) {
    const uint32_t capacity = k->capacity * 2;
    if (keys_are_inline(k)) {
        String **const keys = heap_buffer(&o->heap, NULL, 0, keys_bytes(capacity));
        memcpy(keys, k->keys, k->cell.own * sizeof *keys);
        k->keys = keys;
    } else {
        k->keys = heap_buffer(&o->heap, k->keys, keys_bytes(k->capacity), keys_bytes(capacity));
    }
    k->capacity = capacity;
    reindex(k);
}

/* An empty list with its keys in the cell. Not anchored. */
static ShapeKeys *keys_new_inline(Objects *o, uint32_t capacity) {
    const size_t bytes = sizeof(ShapeKeys) + keys_bytes(capacity);
    ShapeKeys *k = (ShapeKeys *)heap_allocate(&o->heap, bytes, CELL_SHAPE_KEYS);
    k->capacity = capacity;
    k->keys = (String **)(k + 1);
    reindex(k);
    return k;
}

static void keys_append(Objects *o, ShapeKeys *k, String *key) {
    if (k->cell.own == k->capacity) keys_grow(o, k);
    k->keys[k->cell.own++] = key;
    if (k->capacity > LINEAR_KEYS) index_key(k, k->cell.own - 1);
    heap_barrier(&o->heap, &k->cell);
}

static inline int keys_find(const ShapeKeys *k, const String *key, uint32_t count) {
    if (k->capacity <= LINEAR_KEYS) {
        for (uint32_t i = 0; i < count; i++)
            if (k->keys[i] == key) return (int)i;
        return -1;
    }
    const uint8_t *index = keys_index(k);
    const uint32_t mask = k->index_mask;
    for (uint32_t i = key->cell.own & mask; index[i] != 0; i = (i + 1) & mask) {
        const uint32_t slot = index[i] - 1u;
        if (k->keys[slot] == key) return slot < count ? (int)slot : -1;
    }
    return -1;
}

int shape_find(const Shape *s, const String *key) {
    if (shape_count(s) == 0 || !string_is_short(key)) return -1;
    return keys_find(s->keys, key, shape_count(s));
}

String *shape_key(const Shape *s, uint32_t slot) {
    assert(slot < shape_count(s));
    return s->keys->keys[slot];
}

/* ---- Transitions ----------------------------------------------------------------------------- */

static size_t transitions_bytes(uint32_t capacity) {
    return sizeof(ShapeTransitions) + capacity * sizeof(Transition);
}

static Shape *find_transition(const Shape *s, const String *key) {
    if (s->child_key == key) return s->child;
    const ShapeTransitions *t = s->transitions;
    if (t == NULL) return NULL;
    const uint32_t mask = t->capacity - 1;
    for (uint32_t i = key->cell.own & mask; t->items[i].key != NULL; i = (i + 1) & mask)
        if (t->items[i].key == key && t->items[i].child != NULL) return t->items[i].child;
    return NULL;
}

static void put_transition(ShapeTransitions *t, String *key, Shape *child) {
    const uint32_t mask = t->capacity - 1;
    uint32_t i = key->cell.own & mask;
    while (t->items[i].key != NULL)
        i = (i + 1) & mask;
    t->items[i] = (Transition){key, child};
    t->used++;
}

static uint32_t live_transitions(const ShapeTransitions *t) {
    uint32_t live = 0;
    for (uint32_t i = 0; t != NULL && i < t->capacity; i++)
        live += t->items[i].child != NULL;
    return live;
}

/* Makes room for one more transition. */
static void reserve_transition(Objects *o, Shape *s) {
    if (s->child_key == NULL) return;
    ShapeTransitions *t = s->transitions;
    if (t != NULL && (t->used + 1) * 4 <= t->capacity * 3) return;
    uint32_t capacity = 4;
    while (capacity < (live_transitions(t) + 1) * 2)
        capacity *= 2;
    ShapeTransitions *grown = heap_buffer(&o->heap, NULL, 0, transitions_bytes(capacity));
    t = s->transitions; /* a collection may have dropped it */
    memset(grown, 0, transitions_bytes(capacity));
    grown->capacity = capacity;
    for (uint32_t i = 0; t != NULL && i < t->capacity; i++)
        if (t->items[i].child != NULL) put_transition(grown, t->items[i].key, t->items[i].child);
    if (t != NULL) heap_free_buffer(&o->heap, t, transitions_bytes(t->capacity));
    s->transitions = grown;
}

/* NOBARRIER: transitions are weak. */
static void add_transition(Shape *s, String *key, Shape *child) {
    s->child_count++;
    if (s->child_key == NULL) {
        s->child_key = key;
        s->child = child;
    } else {
        put_transition(s->transitions, key, child);
    }
}

/* ---- Shapes ---------------------------------------------------------------------------------- */

static Shape *allocate(Objects *o, uint8_t flags, Table *metatable) {
    Shape *s = (Shape *)heap_allocate_old(&o->heap, sizeof(Shape), CELL_SHAPE);
    memset((char *)s + sizeof(Cell), 0, sizeof(Shape) - sizeof(Cell));
    s->cell.flags = flags;
    s->metatable = metatable;
    s->next = o->shapes;
    o->shapes = s;
    return s;
}

/* A shape with the keys of `like` and one more. `like` must be anchored, and `key`. */
static Shape *extend(Objects *o, Shape *like, String *key, uint8_t flags) {
    const uint32_t count = shape_count(like);
    Shape *s = allocate(o, flags, like->metatable);
    heap_push_root(&o->heap, &s->cell);
    ShapeKeys *k = like->keys;
    if (k == NULL || k->cell.own != count) k = keys_new(o, k, count);
    s->keys = k;
    heap_barrier(&o->heap, &s->cell);
    keys_append(o, k, key);
    s->cell.own = count + 1;
    heap_pop_root(&o->heap);
    return s;
}

/* Copies what belongs to a prototype table itself to its next private shape. */
static void inherit_prototype(Objects *o, Shape *s, const Shape *from) {
    s->instances = from->instances;
    s->absent = from->absent;
    heap_barrier(&o->heap, &s->cell);
}

static Shape *new_child(Objects *o, Shape *s, String *key) {
    reserve_transition(o, s);
    Shape *child = extend(o, s, key, 0);
    child->parent = s;
    heap_barrier(&o->heap, &child->cell);
    heap_push_root(&o->heap, &child->cell);
    reserve_transition(o, s); /* what was reserved may have been dropped by a collection */
    heap_pop_root(&o->heap);
    add_transition(s, key, child);
    return child;
}

static Shape *add(Objects *o, Shape *s, String *key, bool computed) {
    assert(string_is_short(key) && shape_find(s, key) < 0);
    if (shape_is_dictionary(s) || shape_count(s) >= SHAPE_MAX_SLOTS) return NULL;
    if (computed && shape_count(s) >= SHAPE_MAX_COMPUTED) return NULL;
    if (shape_is_prototype(s)) {
        Shape *private = extend(o, s, key, SHAPE_PROTOTYPE);
        inherit_prototype(o, private, s);
        if (key->cell.aux != 0) private->absent &= ~((uint32_t)1 << (key->cell.aux - 1));
        return private;
    }
    Shape *child = find_transition(s, key);
    if (child != NULL) return child;
    if (computed && s->child_count >= SHAPE_MAX_BRANCHES) return NULL;
    return new_child(o, s, key);
}

Shape *shape_add(Objects *o, Shape *s, String *key) {
    return add(o, s, key, false);
}

Shape *shape_add_computed(Objects *o, Shape *s, String *key) {
    return add(o, s, key, true);
}

/* A private shape with the keys of `s` and the given metatable. It is one more in the line of the
** list: whoever of its users adds a key first appends, the others copy. */
static Shape *private_copy(Objects *o, Shape *s, Table *metatable) {
    Shape *copy = allocate(o, (uint8_t)(s->cell.flags | SHAPE_PROTOTYPE), metatable);
    copy->keys = s->keys;
    copy->cell.own = shape_count(s);
    heap_barrier(&o->heap, &copy->cell);
    if (shape_is_prototype(s)) inherit_prototype(o, copy, s);
    return copy;
}

Shape *shape_to_prototype(Objects *o, Shape *s) {
    return shape_is_prototype(s) ? s : private_copy(o, s, s->metatable);
}

#define DECLARED_MAX 64u /* so that keys and their index fit a small cell */
_Static_assert(sizeof(ShapeKeys) + DECLARED_MAX * (sizeof(String *) + 2) <= CELL_SMALL_MAX,
               "the index of 64 keys has 128 bytes");

Shape *shape_declare(Objects *o, const char *const *names, uint32_t count) {
    if (count > DECLARED_MAX) count = DECLARED_MAX;
    if (count > SHAPE_MAX_SLOTS) count = SHAPE_MAX_SLOTS;
    if (count == 0) return o->root_shape;
    ShapeKeys *k = keys_new_inline(o, count);
    heap_push_root(&o->heap, &k->cell);
    for (uint32_t i = 0; i < count; i++) {
        String *const key = string_from_c(o, names[i]);
        if (string_is_short(key) && keys_find(k, key, k->cell.own) < 0) keys_append(o, k, key);
    }
    Shape *s = allocate(o, 0, NULL);
    s->keys = k;
    s->cell.own = k->cell.own;
    heap_barrier(&o->heap, &s->cell);
    heap_pop_root(&o->heap);
    return s;
}

Shape *shape_root(Objects *o, Table *m) {
    if (m == NULL) return o->root_shape;
    Shape *own = m->shape;
    assert(shape_is_prototype(own));
    if (own->instances == NULL) {
        Shape *root = allocate(o, 0, m);
        m->shape->instances = root;
        heap_barrier(&o->heap, &m->shape->cell);
        return root;
    }
    return own->instances;
}

Shape *shape_to_dictionary(Objects *o, Shape *s) {
    if (shape_is_dictionary(s)) return s;
    if (shape_is_prototype(s)) {
        Shape *copy = allocate(o, SHAPE_DICTIONARY | SHAPE_PROTOTYPE, s->metatable);
        inherit_prototype(o, copy, s);
        return copy;
    }
    Shape *root = shape_root(o, s->metatable);
    if (root->dictionary == NULL) {
        Shape *d = allocate(o, SHAPE_DICTIONARY, s->metatable);
        root->dictionary = d;
        heap_barrier(&o->heap, &root->cell);
    }
    return root->dictionary;
}

/* ---- Metatables ------------------------------------------------------------------------------ */

static MetatableCache *cache_of(Objects *o, const Shape *s, const Table *m) {
    const uint64_t bits = (uint64_t)(uintptr_t)s ^ (uint64_t)(uintptr_t)m << 7;
    return &o->metatable_cache[bits * 0x9e3779b97f4a7c15u >> 59];
}
_Static_assert(METATABLE_CACHE == 32, "cache_of takes five bits");

/* Walks from the root shape of `m` along the keys of `s`. */
static Shape *follow_keys(Objects *o, Shape *s, Table *m) {
    Shape *to = shape_root(o, m);
    for (uint32_t i = 0; i < shape_count(s); i++) {
        heap_push_root(&o->heap, &to->cell);
        Shape *next = shape_add(o, to, s->keys->keys[i]);
        heap_pop_root(&o->heap);
        to = next;
    }
    return to;
}

Shape *shape_with_metatable(Objects *o, Shape *s, Table *m) {
    if (s->metatable == m) return s;
    if (shape_is_prototype(s)) return private_copy(o, s, m);
    if (shape_is_dictionary(s)) return shape_to_dictionary(o, shape_root(o, m));
    if (shape_count(s) == 0) return shape_root(o, m);
    MetatableCache *c = cache_of(o, s, m);
    if (c->from == s && c->metatable == m) return c->to;
    Shape *to = follow_keys(o, s, m);
    *c = (MetatableCache){s, m, to};
    return to;
}

/* ---- Collector ------------------------------------------------------------------------------- */

void shape_trace(Heap *h, Cell *c) {
    const Shape *s = (const Shape *)c;
    if (s->metatable != NULL) heap_mark(h, &s->metatable->cell);
    if (s->keys != NULL) heap_mark(h, &s->keys->cell);
    if (s->parent != NULL) heap_mark(h, &s->parent->cell);
    if (s->instances != NULL) heap_mark(h, &s->instances->cell);
    if (s->dictionary != NULL) heap_mark(h, &s->dictionary->cell);
}

void shape_destroy(Heap *h, Cell *c) {
    ShapeTransitions *t = ((Shape *)c)->transitions;
    if (t != NULL) heap_free_buffer(h, t, transitions_bytes(t->capacity));
}

void shape_keys_trace(Heap *h, Cell *c) {
    const ShapeKeys *k = (const ShapeKeys *)c;
    for (uint32_t i = 0; i < c->own; i++)
        heap_mark(h, &k->keys[i]->cell);
}

void shape_keys_destroy(Heap *h, Cell *c) {
    const ShapeKeys *k = (const ShapeKeys *)c;
    if (!keys_are_inline(k)) heap_free_buffer(h, k->keys, keys_bytes(k->capacity));
}

static void clear_transitions(Heap *h, Shape *s) {
    if (s->child != NULL && !heap_is_marked(h, &s->child->cell)) {
        s->child_key = NULL;
        s->child = NULL;
        s->child_count--;
    }
    ShapeTransitions *t = s->transitions;
    if (t == NULL) return;
    bool any = false;
    for (uint32_t i = 0; i < t->capacity; i++) {
        Transition *item = &t->items[i];
        if (item->child == NULL) continue;
        if (heap_is_marked(h, &item->child->cell)) {
            any = true;
        } else {
            item->child = NULL;
            s->child_count--;
        }
    }
    if (any) return;
    heap_free_buffer(h, t, transitions_bytes(t->capacity));
    s->transitions = NULL;
}

void shape_clear_weak(Objects *o) {
    Shape **link = &o->shapes;
    for (Shape *s = o->shapes; s != NULL; s = s->next) {
        if (heap_is_marked(&o->heap, &s->cell)) {
            clear_transitions(&o->heap, s);
            *link = s;
            link = &s->next;
        }
    }
    *link = NULL;
    memset(o->metatable_cache, 0, sizeof(o->metatable_cache));
}

/* ---- Check ----------------------------------------------------------------------------------- */

static const char *keys_fault(const Shape *s) {
    const ShapeKeys *k = s->keys;
    if (shape_count(s) == 0) return NULL;
    if (k == NULL || k->cell.type != CELL_SHAPE_KEYS) return "shape with slots but without keys";
    if (k->cell.own < shape_count(s) || k->capacity < k->cell.own) return "too few keys";
    for (uint32_t i = 0; i < shape_count(s); i++) {
        const String *key = k->keys[i];
        if (key->cell.type != TAG_STRING || !string_is_short(key)) return "key is no short string";
        if (keys_find(k, key, shape_count(s)) != (int)i) return "key is not found in its place";
    }
    return NULL;
}

static const char *child_fault(const Shape *s, const String *key, const Shape *child) {
    if (child->cell.type != CELL_SHAPE) return "transition to something else than a shape";
    if (child->parent != s || shape_count(child) != shape_count(s) + 1) return "child of another";
    if (child->metatable != s->metatable) return "child with another metatable";
    return shape_key(child, shape_count(s)) == key ? NULL : "transition with another key";
}

static const char *transitions_fault(const Shape *s) {
    const ShapeTransitions *t = s->transitions;
    const char *fault = NULL;
    uint32_t children = s->child != NULL;
    if (s->child != NULL) fault = child_fault(s, s->child_key, s->child);
    for (uint32_t i = 0; fault == NULL && t != NULL && i < t->capacity; i++) {
        if (t->items[i].child == NULL) continue;
        children++;
        fault = child_fault(s, t->items[i].key, t->items[i].child);
    }
    if (fault == NULL && children != s->child_count) fault = "children miscounted";
    return fault;
}

const char *shape_check(const Shape *s) {
    if (s->metatable != NULL) {
        if (s->metatable->cell.type != TAG_TABLE) return "metatable is no table";
        if (!shape_is_prototype(s->metatable->shape)) return "metatable is no prototype";
    }
    if (shape_is_dictionary(s) && shape_count(s) != 0) return "dictionary shape with slots";
    if (s->parent != NULL && shape_count(s->parent) + 1 != shape_count(s)) return "wrong parent";
    const char *fault = keys_fault(s);
    return fault != NULL ? fault : transitions_fault(s);
}

size_t shape_buffer_bytes(const Cell *c) {
    if (c->type == CELL_SHAPE_KEYS) {
        const ShapeKeys *k = (const ShapeKeys *)c;
        return k->keys == NULL || keys_are_inline(k) ? 0 : keys_bytes(k->capacity);
    }
    const ShapeTransitions *t = ((const Shape *)c)->transitions;
    return t == NULL ? 0 : transitions_bytes(t->capacity);
}
