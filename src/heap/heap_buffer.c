/* Buffers: raw memory owned by cells.
**
** Small buffers are items of slabs. A slab is aligned to its size, so that a buffer finds its slab
** by masking the address, and each slab has its own list of free items: a slab that becomes empty
** can be given back at once, which a list for each class would not allow. Slabs come in chunks from
** the Allocator (alignment costs one slab a chunk).
**
**   chunk   | SlabChunk | ... alignment ... | slab | slab | slab | ... |
**   slab    | Slab | item | item | ... |
**
** A slab holds seven items at least. So there are three pools of slabs: of 1 KiB for items up to
** 128 bytes, of 2 KiB up to 256, of 4 KiB for others. Larger slabs are hardly faster, but a State
** that has a few buffers of each class would have more of its memory in them than in all else.
**
** Medium buffers (up to MEDIUM_MAX: stacks of coroutines, tables that grow) are pieces of their own
** from the Allocator, rounded up to the size of their class. Some that were given back are kept for
** the next requests until a full collection ends, since programs that make and drop coroutines
** would otherwise ask the Allocator for each.
*/
#include <string.h>

#include "heap_internal.h"

#define CHUNK_SLABS_MIN 2u /* slabs in the first chunk of a pool */
#define CHUNK_SLABS_MAX 63u

typedef struct SlabChunk {
    struct SlabChunk *next, *previous; /* chunks with a free slab */
    size_t bytes;                      /* of the allocation */
    struct Slab *free;                 /* slabs given back, linked by next */
    char *fresh;                       /* first slab never used */
    uint32_t fresh_count;              /* how many such */
    uint32_t used;                     /* slabs in use */
} SlabChunk;

typedef struct Slab {
    struct Slab *next, *previous; /* slabs of the class with room */
    SlabChunk *chunk;
    void **free;       /* items given back; each holds the next */
    uint16_t used;     /* items in use */
    uint16_t fresh;    /* items never used stand from here on */
    uint16_t capacity; /* items */
    uint16_t class_index;
} Slab;

#define SLAB_HEADER 48
_Static_assert(sizeof(Slab) <= SLAB_HEADER && SLAB_HEADER % 16 == 0, "items are aligned to 16");

/* Classes 0 to 7: up to 128 bytes, 8 to 11: up to 256, 12 to 15: up to 512. */
static inline uint32_t pool_of(uint32_t class_index) {
    return class_index < 8 ? 0 : class_index < 12 ? 1 : 2;
}
static inline size_t slab_size(uint32_t class_index) {
    return (size_t)1024 << pool_of(class_index);
}
_Static_assert(BUFFER_CLASSES == 16 && BUFFER_POOLS == 3, "every class is in a pool");

/* ---- Chunks ---------------------------------------------------------------------------------- */

static bool chunk_has_free(const SlabChunk *c) {
    return c->free != NULL || c->fresh_count > 0;
}

static void chunk_link(Heap *h, uint32_t pool, SlabChunk *c) {
    c->previous = NULL;
    c->next = h->chunks[pool];
    if (c->next != NULL) c->next->previous = c;
    h->chunks[pool] = c;
}

static void chunk_unlink(Heap *h, uint32_t pool, SlabChunk *c) {
    if (c->previous != NULL)
        c->previous->next = c->next;
    else
        h->chunks[pool] = c->next;
    if (c->next != NULL) c->next->previous = c->previous;
}

static SlabChunk *new_chunk(Heap *h, uint32_t pool, size_t size) {
    const uint32_t slabs = h->chunk_slabs[pool];
    const size_t bytes = sizeof(SlabChunk) + size - 16 + slabs * size;
    SlabChunk *c = backing_resize(h, NULL, 0, bytes);
    if (c == NULL) return NULL;
    const uintptr_t first = ((uintptr_t)(c + 1) + size - 1) & ~(uintptr_t)(size - 1);
    const size_t room = (size_t)((char *)c + bytes - (char *)first);
    *c = (SlabChunk){.bytes = bytes, .fresh = (char *)first};
    c->fresh_count = (uint32_t)(room / size);
    chunk_link(h, pool, c);
    h->chunk_slabs[pool] = slabs * 2 > CHUNK_SLABS_MAX ? CHUNK_SLABS_MAX : slabs * 2;
    return c;
}

/* ---- Slabs ----------------------------------------------------------------------------------- */

static void slab_link(Heap *h, Slab *s) {
    s->previous = NULL;
    s->next = h->slabs[s->class_index];
    if (s->next != NULL) s->next->previous = s;
    h->slabs[s->class_index] = s;
}

static void slab_unlink(Heap *h, Slab *s) {
    if (s->previous != NULL)
        s->previous->next = s->next;
    else
        h->slabs[s->class_index] = s->next;
    if (s->next != NULL) s->next->previous = s->previous;
}

static Slab *new_slab(Heap *h, uint32_t class_index) {
    const uint32_t pool = pool_of(class_index);
    const size_t size = slab_size(class_index);
    SlabChunk *c = h->chunks[pool];
    if (c == NULL && (c = new_chunk(h, pool, size)) == NULL) return NULL;
    Slab *s = c->free;
    if (s != NULL) {
        c->free = s->next;
    } else {
        s = (Slab *)c->fresh;
        c->fresh += size;
        c->fresh_count--;
    }
    c->used++;
    if (!chunk_has_free(c)) chunk_unlink(h, pool, c);
    *s = (Slab){.chunk = c, .class_index = (uint16_t)class_index};
    s->capacity = (uint16_t)((size - SLAB_HEADER) / heap_class_size[class_index]);
    poison((char *)s + SLAB_HEADER, size - SLAB_HEADER);
    slab_link(h, s);
    return s;
}

static void free_slab(Heap *h, Slab *s) {
    SlabChunk *c = s->chunk;
    const uint32_t pool = pool_of(s->class_index);
    unpoison(s, slab_size(s->class_index));
    slab_unlink(h, s);
    if (!chunk_has_free(c)) chunk_link(h, pool, c);
    s->next = c->free;
    c->free = s;
    if (--c->used == 0) {
        chunk_unlink(h, pool, c);
        backing_resize(h, c, c->bytes, 0);
    }
}

/* ---- Medium buffers -------------------------------------------------------------------------- */

#define MEDIUM_MAX      CELL_SMALL_MAX
#define SPARE_BYTES_MAX ((size_t)64 << 10) /* kept, of all classes together */
_Static_assert(BUFFER_CLASSES + MEDIUM_CLASSES == CELL_CLASSES, "medium buffers have the rest");

static inline bool is_medium(size_t size) {
    return size > BUFFER_SMALL_MAX && size <= MEDIUM_MAX;
}

static void *take_medium(Heap *h, size_t size) {
    const uint32_t class_index = heap_class(size);
    const size_t bytes = heap_class_size[class_index];
    void **const spare = h->spare[class_index - BUFFER_CLASSES];
    if (spare == NULL) return backing_resize(h, NULL, 0, bytes);
    unpoison(spare, bytes);
    h->spare[class_index - BUFFER_CLASSES] = *spare;
    h->spare_bytes -= bytes;
    return spare;
}

static void give_back_medium(Heap *h, void *buffer, size_t size) {
    const uint32_t class_index = heap_class(size);
    const size_t bytes = heap_class_size[class_index];
    if (h->spare_bytes + bytes > SPARE_BYTES_MAX) {
        backing_resize(h, buffer, bytes, 0);
        return;
    }
    *(void **)buffer = h->spare[class_index - BUFFER_CLASSES];
    h->spare[class_index - BUFFER_CLASSES] = buffer;
    h->spare_bytes += bytes;
    poison((void **)buffer + 1, bytes - sizeof(void *)); /* leak checkers follow the link */
}

void buffers_trim(Heap *h) {
    for (uint32_t n = 0; n < MEDIUM_CLASSES; n++) {
        const size_t bytes = heap_class_size[BUFFER_CLASSES + n];
        while (h->spare[n] != NULL) {
            void **const spare = h->spare[n];
            unpoison(spare, bytes);
            h->spare[n] = *spare;
            backing_resize(h, spare, bytes, 0);
        }
    }
    h->spare_bytes = 0;
}

/* ---- Items ----------------------------------------------------------------------------------- */

/* Unlinks a slab that has become full. */
static inline void *take_item(Heap *h, Slab *s, uint32_t class_index, size_t size) {
    void **item = s->free;
    if (item != NULL) {
        unpoison(item, sizeof(void *));
        s->free = *item;
    } else {
        item = (void **)((char *)s + SLAB_HEADER + (size_t)s->fresh * heap_class_size[class_index]);
        s->fresh++;
    }
    if (++s->used == s->capacity) slab_unlink(h, s);
    unpoison(item, size);
    return item;
}

static inline void free_item(Heap *h, void *item, uint32_t class_index) {
    Slab *s = (Slab *)((uintptr_t)item & ~(uintptr_t)(slab_size(class_index) - 1));
    assert(s->class_index == class_index && s->used > 0);
    unpoison(item, heap_class_size[class_index]);
    *(void **)item = s->free;
    s->free = item;
    poison(item, heap_class_size[class_index]);
    if (s->used-- == s->capacity) slab_link(h, s);
    if (s->used == 0 && (s->next != NULL || s->previous != NULL)) free_slab(h, s);
}

static inline void *take(Heap *h, size_t size) {
    if (is_medium(size)) return take_medium(h, size);
    if (size > BUFFER_SMALL_MAX) return backing_resize(h, NULL, 0, size);
    const uint32_t class_index = heap_class(size);
    Slab *s = h->slabs[class_index];
    if (s == NULL && (s = new_slab(h, class_index)) == NULL) return NULL;
    return take_item(h, s, class_index, size);
}

static inline void give_back(Heap *h, void *buffer, size_t size) {
    if (is_medium(size))
        give_back_medium(h, buffer, size);
    else if (size > BUFFER_SMALL_MAX)
        backing_resize(h, buffer, size, 0);
    else
        free_item(h, buffer, heap_class(size));
}

/* ---- Resizing -------------------------------------------------------------------------------- */

static inline void account(Heap *h, size_t old_size, size_t new_size) {
    const int64_t more = (int64_t)new_size - (int64_t)old_size;
    h->used += (size_t)more;
    h->allocated += more;
    h->debt += more;
}

void heap_count_other(Heap *h, size_t old_size, size_t new_size) {
    account(h, old_size, new_size);
}

static void *resize(Heap *h, void *buffer, size_t old_size, size_t new_size) {
    if (old_size > MEDIUM_MAX && new_size > MEDIUM_MAX)
        return backing_resize(h, buffer, old_size, new_size);
    if (old_size <= MEDIUM_MAX && new_size <= MEDIUM_MAX &&
        heap_class(old_size) == heap_class(new_size)) {
        unpoison(buffer, new_size);
        return buffer;
    }
    void *result = take(h, new_size);
    if (result == NULL) return NULL;
    memcpy(result, buffer, old_size < new_size ? old_size : new_size);
    give_back(h, buffer, old_size);
    return result;
}

static void *try_once(Heap *h, void *buffer, size_t old_size, size_t new_size) {
    if (new_size > old_size && audit_refuses(h, new_size - old_size)) return NULL;
    void *result = buffer == NULL ? take(h, new_size) : resize(h, buffer, old_size, new_size);
    if (result != NULL) account(h, old_size, new_size);
    return result;
}

void heap_free_buffer(Heap *h, void *buffer, size_t size) {
    if (buffer == NULL) return;
    give_back(h, buffer, size);
    account(h, size, 0);
}

__attribute__((noinline)) static void *try_hard(Heap *h, void *buffer, size_t old_size,
                                                size_t new_size) {
    assert((buffer == NULL) == (old_size == 0));
    if (new_size == 0) {
        heap_free_buffer(h, buffer, old_size);
        return NULL;
    }
#ifdef STRESS_GC
    if (new_size > old_size && heap_stress_is_due(h)) heap_collect(h, true);
#endif
    if (new_size > old_size && allocator_must_fail()) {
        heap_collect(h, true);
        return NULL;
    }
    void *result = try_once(h, buffer, old_size, new_size);
    if (result == NULL && !h->busy) {
        heap_collect(h, true);
        result = try_once(h, buffer, old_size, new_size);
    }
    return result;
}

/* A new small buffer where a slab has room; NULL otherwise. */
static inline void *take_quickly(Heap *h, const void *buffer, size_t size) {
#if !defined(STRESS_GC) && !defined(STRESS_ALLOC)
    if (buffer == NULL && size - 1 < h->quick_buffer) {
        const uint32_t class_index = heap_class(size);
        Slab *s = h->slabs[class_index];
        if (s != NULL) {
            account(h, 0, size);
            return take_item(h, s, class_index, size);
        }
    }
#else
    (void)h, (void)buffer, (void)size;
#endif
    return NULL;
}

void *heap_try_buffer(Heap *h, void *buffer, size_t old_size, size_t new_size) {
    void *result = take_quickly(h, buffer, new_size);
    return result != NULL ? result : try_hard(h, buffer, old_size, new_size);
}

void *heap_buffer(Heap *h, void *buffer, size_t old_size, size_t new_size) {
    void *result = take_quickly(h, buffer, new_size);
    if (result == NULL) result = try_hard(h, buffer, old_size, new_size);
    if (result == NULL && new_size != 0) h->client->no_memory(h);
    return result;
}

/* ---- Start, end, check ----------------------------------------------------------------------- */

void buffers_init(Heap *h) {
    h->quick_buffer = BUFFER_SMALL_MAX;
    for (uint32_t pool = 0; pool < BUFFER_POOLS; pool++)
        h->chunk_slabs[pool] = CHUNK_SLABS_MIN;
}

/* All buffers have been given back: only the last empty slab of a class may be left. */
void buffers_close(Heap *h) {
    buffers_trim(h);
    for (uint32_t i = 0; i < BUFFER_CLASSES; i++) {
        assert(h->slabs[i] == NULL || (h->slabs[i]->used == 0 && h->slabs[i]->next == NULL));
        while (h->slabs[i] != NULL)
            free_slab(h, h->slabs[i]);
    }
    assert(h->chunks[0] == NULL && h->chunks[1] == NULL && h->chunks[2] == NULL);
}

static const char *slab_fault(const Slab *s, uint32_t class_index) {
    if (s->class_index != class_index) return "slab in the list of another class";
    if (((uintptr_t)s & (slab_size(class_index) - 1)) != 0) return "slab not aligned";
    if (s->used >= s->capacity) return "full slab in the list of slabs with room";
    if (s->next != NULL && s->next->previous != s) return "slab list broken";
    if (s->fresh > s->capacity || s->used > s->fresh) return "slab counts wrong";
    return NULL;
}

const char *buffers_check(const Heap *h) {
    for (uint32_t i = 0; i < BUFFER_CLASSES; i++) {
        for (const Slab *s = h->slabs[i]; s != NULL; s = s->next) {
            const char *fault = slab_fault(s, i);
            if (fault != NULL) return fault;
        }
    }
    return NULL;
}
