/* What a ProgramBuilder is made of, for program_builder.c and builder_layout.c, and for
** program_extract.c, which fills one with the parts of another Program. */
#ifndef ORRERY_BUILDER_PARTS_H
#define ORRERY_BUILDER_PARTS_H

#include "image.h"
#include "program_builder.h"

/* A growing array; the owner knows the type of its items. */
typedef struct Vector {
    void *items;
    uint32_t count, capacity;
} Vector;

/* Finds items of a vector by their hash. */
typedef struct HashIndex {
    uint32_t *places; /* index of an item plus one, or 0: free */
    uint32_t size;    /* places; a power of two, or 0 */
} HashIndex;

typedef struct BuilderString {
    ImageString place; /* in ProgramBuilder.bytes */
    uint32_t hash;
} BuilderString;

/* The parts of a function that is open: field, type of an item. There is a line for each word of
** code; the keys are those of all templates in their order, whose `keys` the layout sets. */
#define FUNCTION_VECTORS(VECTOR)       \
    VECTOR(code, Instruction)          \
    VECTOR(lines, uint32_t)            \
    VECTOR(constants, ProgramConstant) \
    VECTOR(children, uint32_t)         \
    VECTOR(upvalues, ProgramUpvalue)   \
    VECTOR(templates, ProgramTemplate) \
    VECTOR(keys, uint32_t)             \
    VECTOR(locals, ProgramLocal)       \
    VECTOR(names, ProgramName)

struct FunctionBuilder {
    ProgramBuilder *builder;
    FunctionBuilder *next;     /* in the list of open ones, or of spare ones */
    FunctionBuilder *previous; /* in the list of open ones */
    uint32_t number;           /* in the Program */
    uint32_t child_index;      /* among the parent's children */
    bool has_lines;            /* false: stripped */
#define FIELD(name, Type) Vector name;
    FUNCTION_VECTORS(FIELD)
#undef FIELD
    HashIndex constant_index; /* of the constants when they are many */
};

/* A function that has been opened; its parts are there when it has been closed. */
typedef struct BuiltFunction {
    ProgramFunction f;    /* offsets count from `start` until the image is laid out */
    uint32_t start, size; /* of its parts in ProgramBuilder.parts, in bytes */
} BuiltFunction;

struct ProgramBuilder {
    Allocator *allocator;
    uint64_t seed;          /* of the hashes: no source text can be made to collide in advance */
    bool metered;           /* functions are marked so when they are closed */
    bool too_large;         /* a part did not fit into an image of 4 GiB */
    FunctionBuilder *open;  /* newest first; owned */
    FunctionBuilder *spare; /* of closed functions, to be used again; owned */
    Vector functions;       /* BuiltFunction */
    Vector parts;           /* uint8_t: of the functions that have been closed, in that order */
    Vector strings;         /* BuilderString */
    Vector bytes;           /* char: all strings, each with its NUL */
    HashIndex string_index;
};

/* Room for `extra` more items; false: out of memory. */
bool vector_reserve(Allocator *a, Vector *v, uint32_t extra, size_t item_size);

/* Moves the parts of a function to ProgramBuilder.parts; false: out of memory. */
bool builder_lay_out(FunctionBuilder *f, BuiltFunction *built);

/* Adds a constant even when there is an equal one. UINT32_MAX: out of memory. */
uint32_t builder_append_constant(FunctionBuilder *f, ConstantKind kind, uint64_t bits);

/* builder_finish for parts from strangers, which debug builds must not take for mistakes of ours:
** the caller verifies the result. */
Program *builder_finish_unchecked(ProgramBuilder *b, bool *too_large);

#endif
