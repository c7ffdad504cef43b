/* What the custom mutators share: random numbers from libFuzzer's seed, and small damage. */
#ifndef FUZZ_MUTATE_H
#define FUZZ_MUTATE_H

#include <stddef.h>
#include <stdint.h>

typedef struct Random {
    uint64_t state; /* never 0 */
} Random;

static inline Random random_start(unsigned seed) {
    return (Random){((uint64_t)seed << 1 | 1) * 0x9e3779b97f4a7c15u};
}

/* 32 bits: the upper half of a xorshift generator multiplied. */
static inline uint32_t random_next(Random *r) {
    r->state ^= r->state >> 12;
    r->state ^= r->state << 25;
    r->state ^= r->state >> 27;
    return (uint32_t)(r->state * 0x2545f4914f6cdd1du >> 32);
}

/* 0 .. limit - 1; 0 for limit 0. */
static inline uint32_t random_below(Random *r, uint32_t limit) {
    return limit > 0 ? random_next(r) % limit : 0;
}

/* A number at the edge of something, or any. */
static inline uint32_t random_interesting(Random *r) {
    static const uint32_t edges[] = {0,          1,          2,         3,      0x7f,   0x80,
                                     0xfe,       0xff,       0x100,     0x7fff, 0x8000, 0xffff,
                                     0x7fffff,   0x800000,   249,       250,    255,    0x7fffffff,
                                     0x80000000, 0xfffffffe, 0xffffffff};
    const uint32_t choice = random_below(r, 2 * sizeof edges / sizeof edges[0]);
    return choice < sizeof edges / sizeof edges[0] ? edges[choice] : random_next(r);
}

/* Changes one byte of some. */
static inline void random_damage(Random *r, uint8_t *bytes, uint64_t size) {
    if (size == 0) return;
    uint8_t *const byte = bytes + random_below(r, (uint32_t)size);
    switch (random_below(r, 4)) {
    case 0: *byte = (uint8_t)random_interesting(r); break;
    case 1: *byte ^= (uint8_t)(1u << random_below(r, 8)); break;
    case 2: *byte += (uint8_t)(random_below(r, 2) ? 1 : 255); break;
    default: *byte = (uint8_t)random_below(r, 8); break;
    }
}

#endif
