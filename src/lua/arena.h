/* Arena: memory that is given back all at once.
**
** A compilation makes many small things that live until it ends: names, syntax tree nodes, label
** lists. They are cut from large chunks and never freed one by one, so allocation is an addition
** and every way out of the compiler, errors included, frees everything by walking a short chunk
** list. Growing arrays live here too: each doubling leaves the old copy behind, so they cost at
** most twice their final size.
*/
#ifndef ORRERY_LUA_ARENA_H
#define ORRERY_LUA_ARENA_H

#include "allocator.h"

typedef struct ArenaChunk ArenaChunk;

/* Everything between `next` and `end` is free; both are multiples of 8. */
typedef struct Arena {
    Allocator *allocator; /* where chunks come from; not owned */
    char *next;           /* first free byte of the newest shared chunk, NULL before the first */
    char *end;
    ArenaChunk *chunks; /* all chunks, newest first; owned */
    size_t chunk_size;  /* size in bytes of the next shared chunk */
} Arena;

void arena_init(Arena *arena, Allocator *allocator);
void arena_free(Arena *arena);

/* The slow path of arena_new: a fresh chunk. NULL when memory is short. */
void *arena_new_chunk(Arena *arena, size_t size);

/* `size` uninitialized bytes aligned for any type of ours; NULL when memory is short. */
static inline void *arena_new(Arena *arena, size_t size) {
    size = (size + 7) & ~(size_t)7;
    if (size > (size_t)(arena->end - arena->next)) return arena_new_chunk(arena, size);
    void *result = arena->next;
    arena->next += size;
    return result;
}

#endif
