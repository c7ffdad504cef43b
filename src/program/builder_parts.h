/* What a ProgramBuilder is made of, for program_builder.c and for program_extract.c, which fills
** one with the parts of another Program. */
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

struct FunctionBuilder {
    ProgramBuilder *builder;
    uint32_t source, line_defined, last_line_defined, child_index;
    uint8_t parameter_count, is_vararg, register_count;
    bool has_lines;           /* false: stripped */
    Vector code;              /* Instruction */
    Vector lines;             /* uint32_t, one for each word of code */
    Vector constants;         /* ProgramConstant */
    Vector children;          /* uint32_t */
    Vector upvalues;          /* ProgramUpvalue */
    Vector templates;         /* ProgramTemplate; `keys` is set by the layout */
    Vector template_keys;     /* uint32_t *, owned, one for each template; NULL without keys */
    Vector locals;            /* ProgramLocal */
    Vector names;             /* ProgramName */
    HashIndex constant_index; /* of the constants when they are many */
};

struct ProgramBuilder {
    Allocator *allocator;
    uint64_t seed;    /* of the hashes: no source text can be made to collide in advance */
    bool too_large;   /* a part did not fit into an image of 4 GiB */
    Vector functions; /* FunctionBuilder *, owned */
    Vector strings;   /* BuilderString */
    Vector bytes;     /* char: all strings, each with its NUL */
    HashIndex string_index;
};

/* Adds a constant even when there is an equal one. UINT32_MAX: out of memory. */
uint32_t builder_append_constant(FunctionBuilder *f, ConstantKind kind, uint64_t bits);

/* builder_finish for parts from strangers, which debug builds must not take for mistakes of ours: the
** caller verifies the result. */
Program *builder_finish_unchecked(ProgramBuilder *b, bool *too_large);

#endif
