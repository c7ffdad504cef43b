/* The opcode list as a table, and what derives from it. */
#include "opcode_info.h"

#include <stdatomic.h>

#include "program.h"

const OpcodeInfo opcode_info[OPCODE_COUNT] = {
#define OP(name, format, a, b, c, extra, effects, synopsis) \
    {#name, FORMAT_##format, KIND_##a, KIND_##b, KIND_##c, EXTRA_##extra, effects, synopsis},
    OPCODE_LIST(OP)
#undef OP
};

/* Words by opcode byte; private forms have the length of the form they replace, which only those
** who know them can tell, so they count as one word here. */
unsigned instruction_words(Instruction i) {
    const Opcode op = instruction_op(i);
    return op < OPCODE_COUNT && opcode_info[op].extra != EXTRA_NONE ? 2 : 1;
}

static uint32_t mix(uint32_t hash, uint32_t byte) {
    return (hash ^ byte) * 16777619u; /* FNV-1a */
}

static uint32_t compute_fingerprint(void) {
    uint32_t hash = 2166136261u;
    for (int op = 0; op < OPCODE_COUNT; op++) {
        const OpcodeInfo *const info = &opcode_info[op];
        for (const char *c = info->name; *c != '\0'; c++)
            hash = mix(hash, (uint8_t)*c);
        const uint8_t row[] = {info->format, info->a, info->b, info->c, info->extra};
        for (unsigned i = 0; i < sizeof row; i++)
            hash = mix(hash, row[i]);
    }
    return hash;
}

uint32_t instruction_set_fingerprint(void) {
    static atomic_uint known; /* 0: not computed yet; whoever computes it finds the same */
    uint32_t hash = atomic_load_explicit(&known, memory_order_relaxed);
    if (hash == 0) {
        hash = compute_fingerprint();
        atomic_store_explicit(&known, hash, memory_order_relaxed);
    }
    return hash;
}
