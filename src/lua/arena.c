/* Chunks of an arena. Something large gets a chunk of its own, so that the rest of the shared one
** is not lost. */
#include "arena.h"

struct ArenaChunk {
    ArenaChunk *older;
    size_t size; /* of the whole chunk, this header included */
};

_Static_assert(sizeof(ArenaChunk) % 8 == 0, "what follows a chunk's header is aligned");

/* Chunks double from one that suits a one-line `load` to one that makes their number irrelevant. */
#define FIRST_CHUNK   ((size_t)4096 - 64)
#define LARGEST_CHUNK ((size_t)1 << 20)

void arena_init(Arena *arena, Allocator *allocator) {
    *arena = (Arena){.allocator = allocator, .chunk_size = FIRST_CHUNK};
}

void arena_free(Arena *arena) {
    ArenaChunk *chunk = arena->chunks;
    while (chunk != NULL) {
        ArenaChunk *older = chunk->older;
        allocator_free(arena->allocator, chunk, chunk->size);
        chunk = older;
    }
    arena_init(arena, arena->allocator);
}

/* A chunk for `size` bytes; it becomes the newest of the list. */
static ArenaChunk *add_chunk(Arena *arena, size_t size) {
    if (size > SIZE_MAX - sizeof(ArenaChunk)) return NULL;
    ArenaChunk *chunk = allocator_new(arena->allocator, size + sizeof(ArenaChunk));
    if (chunk == NULL) return NULL;
    chunk->older = arena->chunks;
    chunk->size = size + sizeof(ArenaChunk);
    arena->chunks = chunk;
    return chunk;
}

void *arena_new_chunk(Arena *arena, size_t size) {
    if (size > arena->chunk_size / 4) { /* large: a chunk of its own, the shared one stays in use */
        ArenaChunk *chunk = add_chunk(arena, size);
        return chunk == NULL ? NULL : chunk + 1;
    }
    ArenaChunk *chunk = add_chunk(arena, arena->chunk_size);
    if (chunk == NULL) return NULL;
    arena->next = (char *)(chunk + 1);
    arena->end = arena->next + arena->chunk_size;
    if (arena->chunk_size < LARGEST_CHUNK) arena->chunk_size *= 2;
    void *result = arena->next;
    arena->next += size;
    return result;
}
