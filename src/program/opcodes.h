/* The instruction set: one list from which enum, names, disassembler, verifier, dispatch table and
** documentation derive.
**
** An instruction is one 32-bit word, some are followed by one extra word:
**
**      31    24 23    16 15     8 7      0
**     +--------+--------+--------+--------+
**     |   C    |   B    |   A    |   op   |   format ABC
**     +--------+--------+--------+--------+
**     |       Bx        |   A    |   op   |   format ABX (sBx: the same 16 bits, signed)
**     +--------+--------+--------+--------+
**     |          E (signed)      |   op   |   format E
**     +--------+--------+--------+--------+
**     |             extra word            |   a 32-bit number, or a whole JMP instruction
**     +-----------------------------------+
**
** The machine is a register machine: R[n] is register n of the running frame, K[n] a constant, U[n]
** an upvalue. A conditional jump is followed by a JMP word: when its condition holds, the jump is
** taken (relative to the word behind the JMP), otherwise execution goes on behind the JMP word.
** Loop instructions use their JMP word the same way. So every code offset lives in an E field.
**
** An extra word of kind KEY is the index of a string constant in a Program. When a State
** instantiates the function (DESIGN 3), its private copy (vm/word.h) gets an inline cache there
** instead; the key then lives in the cache. Such copies may also hold quickened forms, which the
** interpreter writes over general ones (vm/quicken.h); the verifier refuses them in a Program.
**
** Open results: CALL, VARARG with C = 0 leave a variable number of values and set the frame's top;
** the next instruction must consume it (CALL, TAILCALL, RETURN, SETLIST with B = 0).
**
** Live registers: NEWTABLE and CLOSURE say how many registers are in use; a collection there takes
** the others for dead, so that dead temporaries keep nothing alive.
**
** Metering: in a metered Program a CHARGE stands where control enters: at the start of each
** function (behind VARARGPREP) and wherever something jumps back to. Its E is a number, from 1 to
** JUMP_MAX.
**
** Columns: name, format, kinds of A, B, C, kind of the extra word, effects, synopsis.
**   W writes R, R reads R, RW both, K constant index (8 bits, in Bx: 16), U upvalue index,
**   I unsigned number, S signed number, N a count plus one (0: open), F first of a run of registers
**   whose extent the synopsis gives, _ none.
** Effects, a set of: ALLOC may collect garbage, CALL may run other code (metamethods included),
**   RAISE may raise an error, READ / WRITE touch the heap, JUMP may not go to the next instruction,
**   END never goes there.
*/
#ifndef ORRERY_OPCODES_H
#define ORRERY_OPCODES_H

#include <stdint.h>

typedef uint32_t Instruction;

/* clang-format off */
#define FX_NONE  0x00u
#define FX_READ  0x01u
#define FX_WRITE 0x02u
#define FX_CALL  0x04u
#define FX_RAISE 0x08u
#define FX_ALLOC 0x10u
#define FX_JUMP  0x20u
#define FX_END   0x40u
#define FX_ANY (FX_READ | FX_WRITE | FX_CALL | FX_RAISE | FX_ALLOC)

#define OPCODE_LIST(OP) \
    /* Loads and moves */ \
    OP(MOVE,       ABC, W, R, _, NONE, FX_NONE, "R[A] = R[B]") \
    OP(LOADI,      ABX, W, S, _, NONE, FX_NONE, "R[A] = integer sBx") \
    OP(LOADF,      ABX, W, S, _, NONE, FX_NONE, "R[A] = float sBx") \
    OP(LOADK,      ABX, W, K, _, NONE, FX_NONE, "R[A] = K[Bx]") \
    OP(LOADKX,     ABC, W, _, _, CONSTANT, FX_NONE, "R[A] = K[extra]") \
    OP(LOADNIL,    ABC, F, I, _, NONE, FX_NONE, "R[A .. A+B] = nil") \
    OP(LOADFALSE,  ABC, W, _, _, NONE, FX_NONE, "R[A] = false") \
    OP(LOADTRUE,   ABC, W, _, _, NONE, FX_NONE, "R[A] = true") \
    OP(LOADFALSESKIP, ABC, W, _, _, NONE, FX_JUMP, "R[A] = false; skip the next word") \
    /* Upvalues and tables */ \
    OP(GETUPVAL,   ABC, W, U, _, NONE, FX_READ, "R[A] = U[B]") \
    OP(SETUPVAL,   ABC, R, U, _, NONE, FX_WRITE, "U[B] = R[A]") \
    OP(GETENV,     ABC, W, U, _, KEY, FX_ANY, "R[A] = U[B][key]") \
    OP(SETENV,     ABC, R, U, _, KEY, FX_ANY, "U[B][key] = R[A]") \
    OP(GETFIELD,   ABC, W, R, _, KEY, FX_ANY, "R[A] = R[B][key]") \
    OP(SETFIELD,   ABC, R, R, _, KEY, FX_ANY, "R[A][key] = R[B]") \
    OP(GETINDEX,   ABC, W, R, R, NONE, FX_ANY, "R[A] = R[B][R[C]]") \
    OP(SETINDEX,   ABC, R, R, R, NONE, FX_ANY, "R[A][R[B]] = R[C]") \
    OP(GETINDEXI,  ABC, W, R, I, NONE, FX_ANY, "R[A] = R[B][C]") \
    OP(SETINDEXI,  ABC, R, I, R, NONE, FX_ANY, "R[A][B] = R[C]") \
    OP(METHOD,     ABC, F, R, _, KEY, FX_ANY, "R[A+1] = R[B]; R[A] = R[B][key]") \
    OP(NEWTABLE,   ABC, W, I, _, TEMPLATE, FX_ALLOC, "R[A] = new table with the template's shape and sizes; B registers are live") \
    OP(INITFIELD,  ABC, R, R, I, NONE, FX_WRITE, "slot C of the template table R[A] = R[B]") \
    OP(SETLIST,    ABC, F, I, _, NUMBER, FX_WRITE | FX_ALLOC, "R[A][extra+i] = R[A+i] for 1 <= i <= B (B = 0: up to top)") \
    /* Arithmetic; the K forms take a number constant */ \
    OP(ADD,        ABC, W, R, R, NONE, FX_ANY, "R[A] = R[B] + R[C]") \
    OP(SUB,        ABC, W, R, R, NONE, FX_ANY, "R[A] = R[B] - R[C]") \
    OP(MUL,        ABC, W, R, R, NONE, FX_ANY, "R[A] = R[B] * R[C]") \
    OP(MOD,        ABC, W, R, R, NONE, FX_ANY, "R[A] = R[B] % R[C]") \
    OP(POW,        ABC, W, R, R, NONE, FX_ANY, "R[A] = R[B] ^ R[C]") \
    OP(DIV,        ABC, W, R, R, NONE, FX_ANY, "R[A] = R[B] / R[C]") \
    OP(IDIV,       ABC, W, R, R, NONE, FX_ANY, "R[A] = R[B] // R[C]") \
    OP(BAND,       ABC, W, R, R, NONE, FX_ANY, "R[A] = R[B] & R[C]") \
    OP(BOR,        ABC, W, R, R, NONE, FX_ANY, "R[A] = R[B] | R[C]") \
    OP(BXOR,       ABC, W, R, R, NONE, FX_ANY, "R[A] = R[B] ~ R[C]") \
    OP(SHL,        ABC, W, R, R, NONE, FX_ANY, "R[A] = R[B] << R[C]") \
    OP(SHR,        ABC, W, R, R, NONE, FX_ANY, "R[A] = R[B] >> R[C]") \
    OP(ADDK,       ABC, W, R, K, NONE, FX_ANY, "R[A] = R[B] + K[C]") \
    OP(SUBK,       ABC, W, R, K, NONE, FX_ANY, "R[A] = R[B] - K[C]") \
    OP(MULK,       ABC, W, R, K, NONE, FX_ANY, "R[A] = R[B] * K[C]") \
    OP(MODK,       ABC, W, R, K, NONE, FX_ANY, "R[A] = R[B] % K[C]") \
    OP(POWK,       ABC, W, R, K, NONE, FX_ANY, "R[A] = R[B] ^ K[C]") \
    OP(DIVK,       ABC, W, R, K, NONE, FX_ANY, "R[A] = R[B] / K[C]") \
    OP(IDIVK,      ABC, W, R, K, NONE, FX_ANY, "R[A] = R[B] // K[C]") \
    OP(BANDK,      ABC, W, R, K, NONE, FX_ANY, "R[A] = R[B] & K[C]") \
    OP(BORK,       ABC, W, R, K, NONE, FX_ANY, "R[A] = R[B] | K[C]") \
    OP(BXORK,      ABC, W, R, K, NONE, FX_ANY, "R[A] = R[B] ~ K[C]") \
    OP(SHLK,       ABC, W, R, K, NONE, FX_ANY, "R[A] = R[B] << K[C]") \
    OP(SHRK,       ABC, W, R, K, NONE, FX_ANY, "R[A] = R[B] >> K[C]") \
    OP(KSUB,       ABC, W, K, R, NONE, FX_ANY, "R[A] = K[B] - R[C]") \
    OP(KDIV,       ABC, W, K, R, NONE, FX_ANY, "R[A] = K[B] / R[C]") \
    OP(ADDI,       ABC, W, R, I, NONE, FX_ANY, "R[A] = R[B] + C") \
    OP(SUBI,       ABC, W, R, I, NONE, FX_ANY, "R[A] = R[B] - C") \
    OP(UNM,        ABC, W, R, _, NONE, FX_ANY, "R[A] = -R[B]") \
    OP(BNOT,       ABC, W, R, _, NONE, FX_ANY, "R[A] = ~R[B]") \
    OP(NOT,        ABC, W, R, _, NONE, FX_NONE, "R[A] = not R[B]") \
    OP(LEN,        ABC, W, R, _, NONE, FX_ANY, "R[A] = #R[B]") \
    OP(CONCAT,     ABC, W, F, I, NONE, FX_ANY, "R[A] = R[B] .. ... .. R[B+C-1] (clobbers that run; C >= 2)") \
    /* Jumps; the N forms jump when the comparison is false (not the reverse comparison: NaN) */ \
    OP(JMP,        E,   S, _, _, NONE, FX_JUMP | FX_END, "go to E words behind the next word") \
    OP(JT,         ABC, R, _, _, JUMP, FX_JUMP, "jump if R[A] is true") \
    OP(JF,         ABC, R, _, _, JUMP, FX_JUMP, "jump if R[A] is false or nil") \
    OP(SETJT,      ABC, W, R, _, JUMP, FX_JUMP, "if R[B] is true then R[A] = R[B], jump") \
    OP(SETJF,      ABC, W, R, _, JUMP, FX_JUMP, "if R[B] is false or nil then R[A] = R[B], jump") \
    OP(JEQ,        ABC, R, R, _, JUMP, FX_JUMP | FX_ANY, "jump if R[A] == R[B]") \
    OP(JNE,        ABC, R, R, _, JUMP, FX_JUMP | FX_ANY, "jump if not R[A] == R[B]") \
    OP(JLT,        ABC, R, R, _, JUMP, FX_JUMP | FX_ANY, "jump if R[A] < R[B]") \
    OP(JNLT,       ABC, R, R, _, JUMP, FX_JUMP | FX_ANY, "jump if not R[A] < R[B]") \
    OP(JLE,        ABC, R, R, _, JUMP, FX_JUMP | FX_ANY, "jump if R[A] <= R[B]") \
    OP(JNLE,       ABC, R, R, _, JUMP, FX_JUMP | FX_ANY, "jump if not R[A] <= R[B]") \
    OP(JEQK,       ABX, R, K, _, JUMP, FX_JUMP, "jump if R[A] == K[Bx] (raw; any constant)") \
    OP(JNEK,       ABX, R, K, _, JUMP, FX_JUMP, "jump if not R[A] == K[Bx]") \
    OP(JLTK,       ABX, R, K, _, JUMP, FX_JUMP | FX_ANY, "jump if R[A] < K[Bx] (a number, as in the rows below)") \
    OP(JNLTK,      ABX, R, K, _, JUMP, FX_JUMP | FX_ANY, "jump if not R[A] < K[Bx]") \
    OP(JLEK,       ABX, R, K, _, JUMP, FX_JUMP | FX_ANY, "jump if R[A] <= K[Bx]") \
    OP(JNLEK,      ABX, R, K, _, JUMP, FX_JUMP | FX_ANY, "jump if not R[A] <= K[Bx]") \
    OP(JGTK,       ABX, R, K, _, JUMP, FX_JUMP | FX_ANY, "jump if K[Bx] < R[A]") \
    OP(JNGTK,      ABX, R, K, _, JUMP, FX_JUMP | FX_ANY, "jump if not K[Bx] < R[A]") \
    OP(JGEK,       ABX, R, K, _, JUMP, FX_JUMP | FX_ANY, "jump if K[Bx] <= R[A]") \
    OP(JNGEK,      ABX, R, K, _, JUMP, FX_JUMP | FX_ANY, "jump if not K[Bx] <= R[A]") \
    /* Loops */ \
    OP(FORPREP,    ABC, F, _, I, JUMP, FX_JUMP | FX_RAISE, "prepare the loop over R[A], R[A+1], R[A+2]; jump if it never runs; C = 0: copy R[A] to R[A+3]") \
    OP(FORLOOP,    ABC, F, _, I, JUMP, FX_JUMP, "step R[A]; jump if the loop goes on; C as in its FORPREP") \
    OP(TFORPREP,   ABC, F, _, _, JUMP, FX_JUMP | FX_RAISE, "mark R[A+3] to be closed; jump") \
    OP(TFORCALL,   ABC, F, _, I, NONE, FX_ANY, "R[A+4 .. A+3+C] = R[A](R[A+1], R[A+2])") \
    OP(TFORLOOP,   ABC, F, _, _, JUMP, FX_JUMP, "if R[A+4] is not nil then R[A+2] = R[A+4], jump") \
    /* Calls */ \
    OP(CALL,       ABC, F, N, N, NONE, FX_ANY, "R[A ..] = R[A](R[A+1 .. A+B-1]), C - 1 results") \
    OP(TAILCALL,   ABC, F, N, I, NONE, FX_ANY | FX_END, "return R[A](R[A+1 .. A+B-1]); C = 1: close upvalues first") \
    OP(RETURN,     ABC, F, N, I, NONE, FX_ANY | FX_END, "return R[A .. A+B-2]; C = 1: close upvalues and variables first") \
    OP(RETURN0,    ABC, _, _, _, NONE, FX_END, "return nothing (function without varargs, nothing to close)") \
    OP(RETURN1,    ABC, R, _, _, NONE, FX_END, "return R[A] (function without varargs, nothing to close)") \
    OP(VARARG,     ABC, F, _, N, NONE, FX_RAISE | FX_ALLOC, "R[A .. A+C-2] = the extra arguments") \
    OP(VARARGPREP, ABC, I, _, _, NONE, FX_RAISE | FX_ALLOC, "move aside the extra arguments of a function with A parameters; first in it") \
    OP(CLOSURE,    ABC, W, I, _, FUNCTION, FX_ALLOC, "R[A] = closure of the function's child number extra; B registers are live") \
    OP(CLOSE,      ABC, F, _, _, NONE, FX_ANY, "close upvalues and variables from R[A] up") \
    OP(TBC,        ABC, R, _, _, NONE, FX_RAISE | FX_ALLOC, "mark R[A] to be closed") \
    /* Metering: only in metered Programs (program/cost_model.h) */ \
    OP(CHARGE,     E,   I, _, _, NONE, FX_RAISE, "pay E, the cost of the block that begins here") \
/* clang-format on */

typedef enum Opcode {
#define OP(name, format, a, b, c, extra, effects, synopsis) OP_##name,
    OPCODE_LIST(OP)
#undef OP
        OPCODE_COUNT /* quickened private forms continue from here, see vm/quicken.h */
} Opcode;

_Static_assert(OPCODE_COUNT <= 256, "an opcode is one byte");

static inline Opcode instruction_op(Instruction i) {
    return (Opcode)(i & 0xff);
}
static inline unsigned instruction_a(Instruction i) {
    return (i >> 8) & 0xff;
}
static inline unsigned instruction_b(Instruction i) {
    return (i >> 16) & 0xff;
}
static inline unsigned instruction_c(Instruction i) {
    return i >> 24;
}
static inline unsigned instruction_bx(Instruction i) {
    return i >> 16;
}
static inline int instruction_sbx(Instruction i) {
    return (int16_t)(i >> 16);
}
static inline int32_t instruction_e(Instruction i) {
    return (int32_t)i >> 8;
}
static inline Instruction instruction_abc(Opcode op, unsigned a, unsigned b, unsigned c) {
    return (Instruction)op | a << 8 | b << 16 | c << 24;
}
static inline Instruction instruction_abx(Opcode op, unsigned a, unsigned bx) {
    return (Instruction)op | a << 8 | bx << 16;
}
static inline Instruction instruction_je(int32_t e) {
    return (Instruction)OP_JMP | (uint32_t)e << 8;
}
static inline Instruction instruction_charge(uint32_t cost) {
    return (Instruction)OP_CHARGE | cost << 8;
}

#define JUMP_MAX 0x7fffff /* largest E: 23 bits and a sign */
#define CHARGE_MAX JUMP_MAX /* largest cost that one instruction pays */
#define REGISTER_LIMIT 255 /* registers a function may use: operands are bytes, 255 stays free */

#endif
