/* SHA-256, and how records become bytes; see run_hash.h. */
#include "run_hash.h"

#include <string.h>

#include "string_object.h"

/* ---- SHA-256 --------------------------------------------------------------------------------- */

/* The first 32 bits of the fractional parts of the square roots of the first 8 primes ... */
static const uint32_t initial[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                    0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
/* ... and of the cube roots of the first 64. */
static const uint32_t rounds[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

static inline uint32_t rotate(uint32_t x, int n) {
    return x >> n | x << (32 - n);
}

static uint32_t read_word(const uint8_t *p) {
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static void expand(uint32_t w[64], const uint8_t *block) {
    for (int n = 0; n < 16; n++)
        w[n] = read_word(block + 4 * n);
    for (int n = 16; n < 64; n++) {
        const uint32_t a = w[n - 15], b = w[n - 2];
        w[n] = w[n - 16] + w[n - 7] + (rotate(a, 7) ^ rotate(a, 18) ^ a >> 3) +
               (rotate(b, 17) ^ rotate(b, 19) ^ b >> 10);
    }
}

/* s: the eight working variables a to h of the standard. */
static void compress(uint32_t state[8], const uint8_t *block) {
    uint32_t w[64], s[8];
    expand(w, block);
    memcpy(s, state, sizeof s);
    for (int n = 0; n < 64; n++) {
        const uint32_t a = s[0], e = s[4];
        const uint32_t choice = (e & s[5]) ^ (~e & s[6]);
        const uint32_t majority = (a & s[1]) ^ (a & s[2]) ^ (s[1] & s[2]);
        const uint32_t first =
            s[7] + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + choice + rounds[n] + w[n];
        const uint32_t second = (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + majority;
        memmove(s + 1, s, 7 * sizeof *s);
        s[4] += first;
        s[0] = first + second;
    }
    for (int n = 0; n < 8; n++)
        state[n] += s[n];
}

static void take(RunHash *h, const void *bytes, size_t length) {
    const uint8_t *p = bytes;
    size_t used = h->length % sizeof h->block;
    h->length += length;
    while (length > 0) {
        const size_t room = sizeof h->block - used, n = length < room ? length : room;
        memcpy(h->block + used, p, n);
        p += n;
        length -= n;
        used += n;
        if (used < sizeof h->block) return;
        compress(h->state, h->block);
        used = 0;
    }
}

void run_hash_result(const RunHash *h, uint8_t hash[32]) {
    static const uint8_t padding[64] = {0x80};
    RunHash end = *h;
    const uint64_t bits = h->length * 8;
    const size_t used = h->length % 64;
    uint8_t size[8];
    for (int n = 0; n < 8; n++)
        size[n] = (uint8_t)(bits >> (56 - 8 * n));
    take(&end, padding, used < 56 ? 56 - used : 120 - used);
    take(&end, size, sizeof size);
    for (int n = 0; n < 32; n++)
        hash[n] = (uint8_t)(end.state[n / 4] >> (24 - 8 * (n % 4)));
}

/* ---- Records --------------------------------------------------------------------------------- */

void run_hash_begin(RunHash *h) {
    *h = (RunHash){.length = 0};
    memcpy(h->state, initial, sizeof initial);
}

void run_hash_event(RunHash *h, RunEvent e) {
    const uint8_t byte = (uint8_t)e;
    take(h, &byte, 1);
}

void run_hash_count(RunHash *h, uint64_t n) {
    uint8_t bytes[8];
    for (int i = 0; i < 8; i++)
        bytes[i] = (uint8_t)(n >> 8 * i);
    take(h, bytes, sizeof bytes);
}

void run_hash_bytes(RunHash *h, const void *bytes, size_t length) {
    run_hash_count(h, length);
    take(h, bytes, length);
}

/* By type, not by Value.tag: those are free to change. */
static uint8_t letter_of(const Value *v) {
    switch (v->tag) {
    case TAG_NIL: return '0';
    case TAG_FALSE: return 'f';
    case TAG_TRUE: return 't';
    case TAG_INTEGER: return 'i';
    case TAG_FLOAT: return 'n';
    case TAG_TABLE: return 'T';
    case TAG_COROUTINE: return 'C';
    case TAG_LIGHTUSERDATA: return 'l';
    case TAG_USERDATA: return 'U';
    default: return 'F'; /* functions of all kinds */
    }
}

void run_hash_string(RunHash *h, const char *bytes, size_t length) {
    take(h, "s", 1);
    run_hash_bytes(h, bytes, length);
}

void run_hash_value(RunHash *h, const Value *v) {
    static const uint64_t nan = UINT64_C(0x7ff8) << 48; /* they have signs and payloads */
    const uint8_t letter = letter_of(v);
    if (v->tag == TAG_STRING) {
        run_hash_string(h, string_bytes(as_string(v)), as_string(v)->length);
        return;
    }
    take(h, &letter, 1);
    switch (v->tag) {
    case TAG_INTEGER: run_hash_count(h, v->u.bits); return;
    case TAG_FLOAT: run_hash_count(h, v->u.n == v->u.n ? v->u.bits : nan); return;
    default: return;
    }
}
