/* Words: instructions as the interpreter runs them.
**
** A Program holds instructions of 32 bits: small, the same everywhere, what the verifier checks. A
** Code holds a word of 64 bits for each of them, with the same numbering, so a pc means the same
** place in both. A word says the same thing in the form that takes the interpreter least to use:
**
**   operands     a register or constant number is a distance in bytes, any other operand the plain
**                number
**                CALL: B is the distance of the arguments' end from R[A] (0: open), C the number
**                of results (-1: open)
**   x            Bx, sBx or E; a constant's distance, and how far to jump, in bytes
**   extra words  the address of the cache for a key, a widened JMP, or the number as it was
**
** Only the opcode ever changes (quicken.h), and B of TFORCALL: the slot behind that at which a loop
** over `next` stands there, or stood, a guess. Who wants to know what an instruction is, not run it,
** asks the Program.
*/
#ifndef ORRERY_WORD_H
#define ORRERY_WORD_H

#include "opcodes.h"
#include "value.h"

struct InlineCache;

typedef union Word {
    struct {
        uint16_t op; /* an Opcode, or a quickened form of one */
        uint16_t a;
        union {
            struct {
                uint16_t b, c;
            };
            int32_t x;
        };
    };
    struct InlineCache *cache; /* EXTRA_KEY */
    uint32_t number;           /* other extra words that are not jumps */
} Word;

_Static_assert(sizeof(Word) == 8, "a word has 64 bits");
_Static_assert(UINT8_MAX * sizeof(Value) <= UINT16_MAX, "a register's distance is an operand");
_Static_assert((int64_t)JUMP_MAX *(int64_t)sizeof(Word) <= INT32_MAX, "a jump's distance is an x");

/* The word that an instruction becomes, or the JMP behind it. */
Word word_widen(Instruction i);

/* The value `distance` bytes from `first`. */
static inline Value *value_at(Value *first, size_t distance) {
    return (Value *)((char *)first + distance);
}
static inline const Value *constant_at(const Value *first, size_t distance) {
    return (const Value *)((const char *)first + distance);
}

/* Where a jump word leads: counted from behind it. */
static inline Word *word_target(const Word *jump) {
    return (Word *)((char *)(uintptr_t)(jump + 1) + jump->x);
}

#endif
