/* Translating precompiled chunks of PUC-Rio Lua 5.4.
**
** Both machines are register machines with much the same instructions, so every instruction of
** theirs becomes one, or a few, of ours. What differs:
**
** - Their arithmetic with immediate or constant operands is followed by an instruction that says
**   which metamethod to call with which operand; ours finds that out by itself. The operation is
**   rebuilt from that follower.
** - Where theirs take "register or constant" and ours a register, the constant is loaded into one
**   of two scratch registers above the function's own.
** - Their conditional instructions are followed by a jump; ours contain it.
** - Words move, so jumps, lines and lives of locals are carried over by a map from their pc to
**   ours.
**
** The chunk is hostile: reads are bounded, counts are compared with the bytes that are left before
** anything is allocated, and registers and jumps need no care here because the verifier looks at
** the result. Nesting of functions recurses and is limited.
*/
#include "foreign_chunk.h"

#include <setjmp.h>
#include <string.h>

#include "builder_parts.h"
#include "program_builder.h"

#define NESTING_MAX       200
#define SCRATCH_REGISTERS 2
#define SIZE_HINT_MAX     ((uint32_t)1 << 16) /* a table's expected sizes are only hints */

/* Opcodes of Lua 5.4, in their order. */
typedef enum ForeignOpcode {
    F_MOVE,
    F_LOADI,
    F_LOADF,
    F_LOADK,
    F_LOADKX,
    F_LOADFALSE,
    F_LFALSESKIP,
    F_LOADTRUE,
    F_LOADNIL,
    F_GETUPVAL,
    F_SETUPVAL,
    F_GETTABUP,
    F_GETTABLE,
    F_GETI,
    F_GETFIELD,
    F_SETTABUP,
    F_SETTABLE,
    F_SETI,
    F_SETFIELD,
    F_NEWTABLE,
    F_SELF,
    F_ADDI,
    F_ADDK,
    F_SUBK,
    F_MULK,
    F_MODK,
    F_POWK,
    F_DIVK,
    F_IDIVK,
    F_BANDK,
    F_BORK,
    F_BXORK,
    F_SHRI,
    F_SHLI,
    F_ADD,
    F_SUB,
    F_MUL,
    F_MOD,
    F_POW,
    F_DIV,
    F_IDIV,
    F_BAND,
    F_BOR,
    F_BXOR,
    F_SHL,
    F_SHR,
    F_MMBIN,
    F_MMBINI,
    F_MMBINK,
    F_UNM,
    F_BNOT,
    F_NOT,
    F_LEN,
    F_CONCAT,
    F_CLOSE,
    F_TBC,
    F_JMP,
    F_EQ,
    F_LT,
    F_LE,
    F_EQK,
    F_EQI,
    F_LTI,
    F_LEI,
    F_GTI,
    F_GEI,
    F_TEST,
    F_TESTSET,
    F_CALL,
    F_TAILCALL,
    F_RETURN,
    F_RETURN0,
    F_RETURN1,
    F_FORLOOP,
    F_FORPREP,
    F_TFORPREP,
    F_TFORCALL,
    F_TFORLOOP,
    F_SETLIST,
    F_CLOSURE,
    F_VARARG,
    F_VARARGPREP,
    F_EXTRAARG
} ForeignOpcode;

_Static_assert(F_EXTRAARG == 82, "Lua 5.4 has 83 opcodes");
_Static_assert(F_SHR - F_ADD == OP_SHR - OP_ADD && OP_SHRK - OP_ADDK == OP_SHR - OP_ADD,
               "binary operators stand in the same order in both instruction sets");

#define FIRST_BINARY_EVENT \
    6 /* their number of the metamethod __add; the others follow as the opcodes do */
#define OPCODE_MASK 0x7fu

/* Tags of constants in a chunk. */
enum {
    TAG_OF_NIL = 0x00,
    TAG_OF_FALSE = 0x01,
    TAG_OF_TRUE = 0x11,
    TAG_OF_INTEGER = 0x03,
    TAG_OF_FLOAT = 0x13,
    TAG_OF_SHORT = 0x04,
    TAG_OF_LONG = 0x14
};

typedef struct Reader {
    const uint8_t *at, *end;
    Allocator *allocator;
    ProgramBuilder *builder;
    const char *error; /* NULL: memory is short */
    jmp_buf give_up;
    bool has_lines; /* the main function has line information */
} Reader;

/* A function being translated. */
typedef struct Translation {
    Reader *reader;
    FunctionBuilder *f;
    const uint8_t *code; /* count words of 4 bytes, in the machine's order, not aligned */
    uint32_t count;
    uint32_t pc;   /* instruction being translated */
    uint32_t *map; /* [count + 1]: our pc of each of their instructions */
    uint32_t
        *targets; /* [word capacity of map]: for each instruction, their target of its jump + 1 */
    uint32_t *jumps;  /* likewise, our pc of the JMP word */
    unsigned scratch; /* first scratch register */
} Translation;

static void give_up(Reader *r, const char *error) __attribute__((noreturn));
static void give_up(Reader *r, const char *error) {
    r->error = error;
    longjmp(r->give_up, 1);
}

static void refuse(Reader *r) __attribute__((noreturn));
static void refuse(Reader *r) {
    give_up(r, "bad binary format (unknown construction in a chunk of another Lua)");
}

static void need(Reader *r, bool made) {
    if (!made) give_up(r, NULL);
}

/* Reading -------------------------------------------------------------------------------------- */

static const uint8_t *read_block(Reader *r, size_t size) {
    if ((size_t)(r->end - r->at) < size) give_up(r, "bad binary format (truncated chunk)");
    const uint8_t *const block = r->at;
    r->at += size;
    return block;
}

static uint8_t read_byte(Reader *r) {
    return *read_block(r, 1);
}

/* Numbers come in groups of seven bits, the most significant first; the last has its top bit
** set. */
static size_t read_size(Reader *r, size_t limit) {
    size_t n = 0;
    for (;;) {
        const uint8_t b = read_byte(r);
        if (n > limit >> 7) give_up(r, "bad binary format (integer overflow)");
        n = n << 7 | (b & 0x7f);
        if (b & 0x80) return n;
    }
}

static uint32_t read_int(Reader *r) {
    return (uint32_t)read_size(r, INT32_MAX);
}

/* A count of items that take at least `least` bytes each. */
static uint32_t read_count(Reader *r, size_t least) {
    const uint32_t n = read_int(r);
    if (n > (size_t)(r->end - r->at) / least) give_up(r, "bad binary format (truncated chunk)");
    return n;
}

static uint32_t read_string(Reader *r) {
    const size_t size = read_size(r, SIZE_MAX >> 1);
    if (size == 0) return NO_STRING;
    const uint8_t *const bytes = read_block(r, size - 1);
    const uint32_t index = builder_string(r->builder, (const char *)bytes, size - 1);
    need(r, index != UINT32_MAX);
    return index;
}

static uint64_t read_eight(Reader *r) {
    uint64_t bits;
    memcpy(&bits, read_block(r, sizeof bits), sizeof bits);
    return bits;
}

static uint32_t add_constant(Reader *r, FunctionBuilder *f, ConstantKind kind, uint64_t bits) {
    const uint32_t index = builder_constant(f, kind, bits);
    need(r, index != UINT32_MAX);
    return index;
}

/* Constants of theirs may repeat, ours do not: indexes are mapped. */
static void read_constants(Reader *r, FunctionBuilder *f, uint32_t *constants, uint32_t count) {
    for (uint32_t n = 0; n < count; n++) {
        ConstantKind kind = CONSTANT_NIL;
        uint64_t bits = 0;
        switch (read_byte(r)) {
        case TAG_OF_NIL: break;
        case TAG_OF_FALSE: kind = CONSTANT_FALSE; break;
        case TAG_OF_TRUE: kind = CONSTANT_TRUE; break;
        case TAG_OF_INTEGER: kind = CONSTANT_INTEGER, bits = read_eight(r); break;
        case TAG_OF_FLOAT: kind = CONSTANT_FLOAT, bits = read_eight(r); break;
        case TAG_OF_SHORT:
        case TAG_OF_LONG:
            kind = CONSTANT_STRING, bits = read_string(r);
            if (bits == NO_STRING) refuse(r);
            break;
        default: refuse(r);
        }
        constants[n] = add_constant(r, f, kind, bits);
    }
}

/* Instructions: op 7 | A 8 | k 1 | B 8 | C 8, or op 7 | A 8 | Bx 17, or op 7 | 25 bits. */
typedef uint32_t Foreign;

static Foreign word_at(const Translation *t, uint32_t pc) {
    Foreign w;
    if (pc >= t->count) refuse(t->reader);
    memcpy(&w, t->code + 4 * (size_t)pc, sizeof w);
    return w;
}
static unsigned op_of(Foreign w) {
    return w & OPCODE_MASK;
}
static unsigned a_of(Foreign w) {
    return w >> 7 & 0xff;
}
static bool k_of(Foreign w) {
    return (w >> 15 & 1) != 0;
}
static unsigned b_of(Foreign w) {
    return w >> 16 & 0xff;
}
static unsigned c_of(Foreign w) {
    return w >> 24;
}
static uint32_t bx_of(Foreign w) {
    return w >> 15;
}
static int sbx_of(Foreign w) {
    return (int)bx_of(w) - 0xffff;
}
static int32_t sj_of(Foreign w) {
    return (int32_t)(w >> 7) - 0xffffff;
}

/* Emitting ------------------------------------------------------------------------------------- */

/* A function's constants, mapped. */
typedef struct Constants {
    const uint32_t *map;
    uint32_t count;
} Constants;

static uint32_t constant_at(const Translation *t, const Constants *k, uint32_t index) {
    if (index >= k->count) refuse(t->reader);
    return k->map[index];
}

static void emit(Translation *t, Instruction i) {
    need(t->reader, builder_emit(t->f, i, 0));
}

static void emit_abc(Translation *t, Opcode op, unsigned a, unsigned b, unsigned c) {
    emit(t, instruction_abc(op, a, b, c));
}

static void emit_extra(Translation *t, Opcode op, unsigned a, unsigned b, uint32_t extra) {
    emit_abc(t, op, a, b, 0);
    emit(t, extra);
}

/* A JMP word for this instruction, patched when all is emitted. `target`: their pc. */
static void emit_jump(Translation *t, int64_t target) {
    if (target < 0 || target >= t->count) refuse(t->reader);
    t->targets[t->pc] = (uint32_t)target + 1;
    t->jumps[t->pc] = builder_pc(t->f);
    emit(t, instruction_je(0));
}

static void load_constant(Translation *t, unsigned reg, uint32_t constant) {
    if (constant <= UINT16_MAX) {
        emit(t, instruction_abx(OP_LOADK, reg, constant));
    } else {
        emit_extra(t, OP_LOADKX, reg, 0, constant);
    }
}

/* The register that holds "register or constant" C. */
static unsigned value_operand(Translation *t, const Constants *k, Foreign w) {
    if (!k_of(w)) return c_of(w);
    load_constant(t, t->scratch, constant_at(t, k, c_of(w)));
    return t->scratch;
}

/* Arithmetic with an immediate or a constant: what to do stands in the metamethod instruction
** behind it. */
static void translate_operation(Translation *t, const Constants *k, Foreign w) {
    const Foreign next = word_at(t, t->pc + 1);
    const unsigned event = c_of(next) - FIRST_BINARY_EVENT;
    if (event > F_SHR - F_ADD) refuse(t->reader);
    if (op_of(next) == F_MMBINI) {
        emit(t, instruction_abx(OP_LOADI, t->scratch, (uint16_t)((int)b_of(next) - 127)));
    } else if (op_of(next) == F_MMBINK) {
        load_constant(t, t->scratch, constant_at(t, k, b_of(next)));
    } else {
        refuse(t->reader);
    }
    const bool flipped = k_of(next);
    emit_abc(t, (Opcode)(OP_ADD + event), a_of(w), flipped ? t->scratch : b_of(w),
             flipped ? b_of(w) : t->scratch);
}

/* A condition and the jump behind it. Ours is taken when the condition is `k`. */
static void translate_condition(Translation *t, Instruction taken, Instruction not_taken,
                                Foreign w) {
    const Foreign jump = word_at(t, t->pc + 1);
    if (op_of(jump) != F_JMP) refuse(t->reader);
    emit(t, k_of(w) ? taken : not_taken);
    emit_jump(t, (int64_t)t->pc + 2 + sj_of(jump));
}

static void translate_compare_constant(Translation *t, Opcode taken, Opcode not_taken,
                                       uint32_t constant, Foreign w) {
    if (constant > UINT16_MAX) refuse(t->reader);
    translate_condition(t, instruction_abx(taken, a_of(w), constant),
                        instruction_abx(not_taken, a_of(w), constant), w);
}

static void translate_compare_immediate(Translation *t, Opcode taken, Opcode not_taken, Foreign w) {
    const int n = (int)b_of(w) - 127;
    const double d = n;
    uint64_t bits = (uint64_t)(int64_t)n;
    if (c_of(w) != 0) memcpy(&bits, &d, sizeof bits);
    const ConstantKind kind = c_of(w) != 0 ? CONSTANT_FLOAT : CONSTANT_INTEGER;
    translate_compare_constant(t, taken, not_taken, add_constant(t->reader, t->f, kind, bits), w);
}

static void translate_compare(Translation *t, Opcode taken, Opcode not_taken, Foreign w) {
    translate_condition(t, instruction_abc(taken, a_of(w), b_of(w), 0),
                        instruction_abc(not_taken, a_of(w), b_of(w), 0), w);
}

static void translate_new_table(Translation *t, Foreign w) {
    const Foreign more = word_at(t, t->pc + 1);
    if (op_of(more) != F_EXTRAARG) refuse(t->reader);
    uint64_t array = c_of(w);
    if (k_of(w)) array += (uint64_t)(more >> 7) * 256;
    const unsigned log = b_of(w);
    uint64_t hash = log == 0 || log > 32 ? 0 : (uint64_t)1 << (log - 1);
    if (array > SIZE_HINT_MAX) array = SIZE_HINT_MAX;
    if (hash > SIZE_HINT_MAX) hash = SIZE_HINT_MAX;
    const uint32_t template = builder_template(t->f, (uint32_t)array, (uint32_t)hash, NULL, 0);
    need(t->reader, template != UINT32_MAX);
    emit_extra(t, OP_NEWTABLE, a_of(w), t->scratch, template);
}

static void translate_self(Translation *t, const Constants *k, Foreign w) {
    if (k_of(w)) {
        emit_extra(t, OP_METHOD, a_of(w), b_of(w), constant_at(t, k, c_of(w)));
        return;
    }
    emit_abc(t, OP_GETINDEX, t->scratch, b_of(w), c_of(w));
    emit_abc(t, OP_MOVE, a_of(w) + 1, b_of(w), 0);
    emit_abc(t, OP_MOVE, a_of(w), t->scratch, 0);
}

static void translate_set_list(Translation *t, Foreign w) {
    uint64_t start = c_of(w);
    if (k_of(w)) {
        const Foreign more = word_at(t, t->pc + 1);
        if (op_of(more) != F_EXTRAARG) refuse(t->reader);
        start += (uint64_t)(more >> 7) * 256;
    }
    if (start > UINT32_MAX) refuse(t->reader);
    emit_extra(t, OP_SETLIST, a_of(w), b_of(w), (uint32_t)start);
}

/* An instruction with a jump of Bx words from behind it (`offset` as given). */
static void translate_loop(Translation *t, Opcode op, Foreign w, int64_t offset) {
    emit_abc(t, op, a_of(w), 0, 0);
    emit_jump(t, (int64_t)t->pc + 1 + offset);
}

static void translate_load(Translation *t, const Constants *k, Foreign w) {
    switch (op_of(w)) {
    case F_MOVE: emit_abc(t, OP_MOVE, a_of(w), b_of(w), 0); break;
    case F_LOADI:
    case F_LOADF: {
        const int n = sbx_of(w);
        const bool integer = op_of(w) == F_LOADI;
        if (n >= INT16_MIN && n <= INT16_MAX) {
            emit(t, instruction_abx(integer ? OP_LOADI : OP_LOADF, a_of(w), (uint16_t)n));
            break;
        }
        const double d = n;
        uint64_t bits = (uint64_t)(int64_t)n;
        if (!integer) memcpy(&bits, &d, sizeof bits);
        load_constant(
            t, a_of(w),
            add_constant(t->reader, t->f, integer ? CONSTANT_INTEGER : CONSTANT_FLOAT, bits));
        break;
    }
    case F_LOADK: load_constant(t, a_of(w), constant_at(t, k, bx_of(w))); break;
    case F_LOADKX: {
        const Foreign more = word_at(t, t->pc + 1);
        if (op_of(more) != F_EXTRAARG) refuse(t->reader);
        load_constant(t, a_of(w), constant_at(t, k, more >> 7));
        break;
    }
    case F_LOADFALSE: emit_abc(t, OP_LOADFALSE, a_of(w), 0, 0); break;
    case F_LFALSESKIP:
        if (op_of(word_at(t, t->pc + 1)) != F_LOADTRUE) refuse(t->reader);
        emit_abc(t, OP_LOADFALSESKIP, a_of(w), 0, 0);
        break;
    case F_LOADTRUE: emit_abc(t, OP_LOADTRUE, a_of(w), 0, 0); break;
    default: emit_abc(t, OP_LOADNIL, a_of(w), b_of(w), 0); break;
    }
}

static void translate_access(Translation *t, const Constants *k, Foreign w) {
    const unsigned a = a_of(w), b = b_of(w), c = c_of(w);
    switch (op_of(w)) {
    case F_GETUPVAL: emit_abc(t, OP_GETUPVAL, a, b, 0); break;
    case F_SETUPVAL: emit_abc(t, OP_SETUPVAL, a, b, 0); break;
    case F_GETTABUP: emit_extra(t, OP_GETENV, a, b, constant_at(t, k, c)); break;
    case F_GETTABLE: emit_abc(t, OP_GETINDEX, a, b, c); break;
    case F_GETI: emit_abc(t, OP_GETINDEXI, a, b, c); break;
    case F_GETFIELD: emit_extra(t, OP_GETFIELD, a, b, constant_at(t, k, c)); break;
    case F_SETTABUP:
        emit_extra(t, OP_SETENV, value_operand(t, k, w), a, constant_at(t, k, b));
        break;
    case F_SETTABLE: emit_abc(t, OP_SETINDEX, a, b, value_operand(t, k, w)); break;
    case F_SETI: emit_abc(t, OP_SETINDEXI, a, b, value_operand(t, k, w)); break;
    case F_SETFIELD:
        emit_extra(t, OP_SETFIELD, a, value_operand(t, k, w), constant_at(t, k, b));
        break;
    case F_NEWTABLE: translate_new_table(t, w); break;
    case F_SELF: translate_self(t, k, w); break;
    default: translate_set_list(t, w); break;
    }
}

static void translate_control(Translation *t, const Constants *k, Foreign w) {
    const unsigned a = a_of(w), b = b_of(w);
    switch (op_of(w)) {
    case F_JMP: emit_jump(t, (int64_t)t->pc + 1 + sj_of(w)); break;
    case F_EQ: translate_compare(t, OP_JEQ, OP_JNE, w); break;
    case F_LT: translate_compare(t, OP_JLT, OP_JNLT, w); break;
    case F_LE: translate_compare(t, OP_JLE, OP_JNLE, w); break;
    case F_EQK: translate_compare_constant(t, OP_JEQK, OP_JNEK, constant_at(t, k, b), w); break;
    case F_EQI: translate_compare_immediate(t, OP_JEQK, OP_JNEK, w); break;
    case F_LTI: translate_compare_immediate(t, OP_JLTK, OP_JNLTK, w); break;
    case F_LEI: translate_compare_immediate(t, OP_JLEK, OP_JNLEK, w); break;
    case F_GTI: translate_compare_immediate(t, OP_JGTK, OP_JNGTK, w); break;
    case F_GEI: translate_compare_immediate(t, OP_JGEK, OP_JNGEK, w); break;
    case F_TEST:
        translate_condition(t, instruction_abc(OP_JT, a, 0, 0), instruction_abc(OP_JF, a, 0, 0), w);
        break;
    case F_TESTSET:
        translate_condition(t, instruction_abc(OP_SETJT, a, b, 0),
                            instruction_abc(OP_SETJF, a, b, 0), w);
        break;
    case F_FORLOOP: translate_loop(t, OP_FORLOOP, w, -(int64_t)bx_of(w)); break;
    case F_FORPREP: translate_loop(t, OP_FORPREP, w, (int64_t)bx_of(w) + 1); break;
    case F_TFORPREP: translate_loop(t, OP_TFORPREP, w, bx_of(w)); break;
    case F_TFORCALL: emit_abc(t, OP_TFORCALL, a, 0, c_of(w)); break;
    default: translate_loop(t, OP_TFORLOOP, w, -(int64_t)bx_of(w)); break;
    }
}

static void translate_call(Translation *t, Foreign w) {
    const unsigned a = a_of(w), b = b_of(w), c = c_of(w);
    switch (op_of(w)) {
    case F_CALL: emit_abc(t, OP_CALL, a, b, c); break;
    case F_TAILCALL: emit_abc(t, OP_TAILCALL, a, b, k_of(w)); break;
    case F_RETURN: emit_abc(t, OP_RETURN, a, b, k_of(w)); break;
    case F_RETURN0: emit_abc(t, OP_RETURN0, 0, 0, 0); break;
    case F_RETURN1: emit_abc(t, OP_RETURN1, a, 0, 0); break;
    case F_CLOSURE: emit_extra(t, OP_CLOSURE, a, t->scratch, bx_of(w)); break;
    case F_VARARG: emit_abc(t, OP_VARARG, a, 0, c); break;
    case F_VARARGPREP: emit_abc(t, OP_VARARGPREP, a, 0, 0); break;
    case F_CLOSE: emit_abc(t, OP_CLOSE, a, 0, 0); break;
    default: emit_abc(t, OP_TBC, a, 0, 0); break;
    }
}

static void translate_instruction(Translation *t, const Constants *k, Foreign w) {
    const unsigned op = op_of(w);
    if (op <= F_LOADNIL) {
        translate_load(t, k, w);
    } else if (op <= F_SELF || op == F_SETLIST) {
        translate_access(t, k, w);
    } else if (op <= F_SHLI) {
        translate_operation(t, k, w);
    } else if (op <= F_SHR) {
        emit_abc(t, (Opcode)(OP_ADD + (op - F_ADD)), a_of(w), b_of(w), c_of(w));
    } else if (op <= F_MMBINK || op == F_EXTRAARG) {
        return; /* part of the instruction before */
    } else if (op <= F_LEN) {
        static const uint8_t unary[] = {OP_UNM, OP_BNOT, OP_NOT, OP_LEN};
        emit_abc(t, (Opcode)unary[op - F_UNM], a_of(w), b_of(w), 0);
    } else if (op == F_CONCAT) {
        emit_abc(t, OP_CONCAT, a_of(w), a_of(w), b_of(w));
    } else if ((op >= F_JMP && op <= F_TESTSET) || (op >= F_FORLOOP && op <= F_TFORLOOP)) {
        translate_control(t, k, w);
    } else if (op <= F_VARARGPREP) {
        translate_call(t, w);
    } else {
        refuse(t->reader);
    }
}

/* Is this instruction contained in the one before it? */
static bool is_absorbed(const Translation *t, uint32_t pc) {
    if (pc == 0) return false;
    const unsigned before = op_of(word_at(t, pc - 1)), op = op_of(word_at(t, pc));
    if (op == F_JMP) return before >= F_EQ && before <= F_TESTSET;
    return before == F_TAILCALL && op == F_RETURN;
}

static void translate_code(Translation *t, const Constants *k) {
    for (t->pc = 0; t->pc < t->count; t->pc++) {
        t->map[t->pc] = builder_pc(t->f);
        if (!is_absorbed(t, t->pc)) translate_instruction(t, k, word_at(t, t->pc));
    }
    t->map[t->count] = builder_pc(t->f);
    for (uint32_t pc = 0; pc < t->count; pc++) {
        if (t->targets[pc] == 0) continue;
        const int64_t e = (int64_t)t->map[t->targets[pc] - 1] - t->jumps[pc] - 1;
        if (e > JUMP_MAX || e < -JUMP_MAX) refuse(t->reader);
        builder_patch(t->f, t->jumps[pc], instruction_je((int32_t)e));
    }
}

/* Debug information ---------------------------------------------------------------------------- */

#define ABSOLUTE_LINE (-128) /* the line stands in the other table */

static void read_lines(Reader *r, Translation *t, uint32_t line_defined) {
    const uint32_t count = read_count(r, 1);
    const int8_t *const deltas = (const int8_t *)read_block(r, count);
    const uint32_t absolute_count = read_count(r, 2);
    uint32_t left = absolute_count;
    int64_t line = line_defined;
    if (count != 0 && count != t->count) refuse(r);
    for (uint32_t pc = 0; pc < count; pc++) {
        if (deltas[pc] == ABSOLUTE_LINE) {
            if (left-- == 0 || read_int(r) != pc) refuse(r);
            line = read_int(r);
        } else {
            line += deltas[pc];
        }
        if (line < 0 || line > INT32_MAX) refuse(r);
        for (uint32_t n = t->map[pc]; n < t->map[pc + 1]; n++) {
            builder_set_line(t->f, n, (uint32_t)line);
        }
    }
    if (left != 0) refuse(r);
}

/* Their locals take registers in the order in which they become active. */
static void read_locals(Reader *r, Translation *t) {
    uint32_t ends[REGISTER_LIMIT];
    unsigned active = 0;
    uint32_t previous = 0;
    for (uint32_t left = read_count(r, 3); left > 0; left--) {
        const uint32_t name = read_string(r), start = read_int(r), end = read_int(r);
        if (start < previous || end < start || end > t->count) refuse(r);
        previous = start;
        while (active > 0 && ends[active - 1] <= start)
            active--;
        if (active >= t->scratch || active >= REGISTER_LIMIT) refuse(r);
        if (start == end) continue;
        need(r, builder_local(t->f, name, active, t->map[start], t->map[end]));
        ends[active++] = end;
    }
}

typedef struct UpvalueDescription {
    uint8_t from_stack, index, kind;
} UpvalueDescription;

static void read_upvalue_names(Reader *r, Translation *t, const UpvalueDescription *up,
                               uint32_t count) {
    const uint32_t names = read_count(r, 1);
    for (uint32_t n = 0; n < count || n < names; n++) {
        const uint32_t name = n < names ? read_string(r) : NO_STRING;
        if (n < count) {
            need(r, builder_upvalue(t->f, name, up[n].from_stack != 0, up[n].index, up[n].kind));
        }
    }
}

/* Functions ------------------------------------------------------------------------------------ */

static void read_function(Reader *r, FunctionBuilder *parent, uint32_t parent_source, int depth);

static uint32_t read_upvalues(Reader *r, UpvalueDescription *up) {
    const uint32_t count = read_count(r, 3);
    if (count > UINT8_MAX) refuse(r);
    for (uint32_t n = 0; n < count; n++) {
        up[n].from_stack = read_byte(r);
        up[n].index = read_byte(r);
        up[n].kind = read_byte(r);
        if (up[n].from_stack > 1 || up[n].kind > 3) refuse(r);
    }
    return count;
}

/* Room for the maps of a function: code words and constants. They live until the reader is done,
** chained, so that giving up frees them. */
typedef struct Room {
    struct Room *next;
    size_t size;
    uint32_t words[];
} Room;

static uint32_t *new_room(Reader *r, Room **rooms, size_t words) {
    const size_t size = sizeof(Room) + words * sizeof(uint32_t);
    Room *const room = allocator_new(r->allocator, size);
    need(r, room != NULL);
    memset(room, 0, size);
    room->size = size;
    room->next = *rooms;
    *rooms = room;
    return room->words;
}

static void free_rooms(Allocator *a, Room **rooms) {
    while (*rooms != NULL) {
        Room *const next = (*rooms)->next;
        allocator_free(a, *rooms, (*rooms)->size);
        *rooms = next;
    }
}

typedef struct ReaderWithRooms {
    Reader reader;
    Room *rooms;
} ReaderWithRooms;

static void read_function(Reader *r, FunctionBuilder *parent, uint32_t parent_source, int depth) {
    Room **const rooms = &((ReaderWithRooms *)r)->rooms;
    if (depth > NESTING_MAX) give_up(r, "bad binary format (functions nested too deep)");
    uint32_t source = read_string(r);
    if (source == NO_STRING) source = parent_source;
    const uint32_t line_defined = read_int(r), last_line = read_int(r);
    const uint8_t parameters = read_byte(r), vararg = read_byte(r), registers = read_byte(r);
    if (registers > REGISTER_LIMIT - SCRATCH_REGISTERS || parameters > registers) refuse(r);
    Translation t = {.reader = r, .scratch = registers};
    t.f = builder_open(r->builder, parent, source, line_defined);
    need(r, t.f != NULL);
    t.count = read_count(r, 4);
    if (t.count == 0) refuse(r);
    t.code = read_block(r, 4 * (size_t)t.count);
    const uint32_t constant_count = read_count(r, 1);
    uint32_t *const room = new_room(r, rooms, 3 * ((size_t)t.count + 1) + constant_count);
    t.map = room;
    t.targets = t.map + t.count + 1;
    t.jumps = t.targets + t.count + 1;
    uint32_t *const constants = t.jumps + t.count + 1;
    read_constants(r, t.f, constants, constant_count);
    translate_code(&t, &(Constants){constants, constant_count});
    UpvalueDescription up[UINT8_MAX];
    const uint32_t upvalue_count = read_upvalues(r, up);
    for (uint32_t left = read_count(r, 1); left > 0; left--) {
        read_function(r, t.f, source, depth + 1);
    }
    const uint8_t *const debug = r->at;
    read_lines(r, &t, line_defined);
    if (parent == NULL) r->has_lines = r->at - debug > 2;
    read_locals(r, &t);
    read_upvalue_names(r, &t, up, upvalue_count);
    need(r, builder_close(t.f, parameters, vararg != 0, registers + SCRATCH_REGISTERS, last_line));
}

/* Reads everything; NULL after giving up. */
static Program *translate(Reader *r) {
    bool too_large = false;
    Program *made = NULL;
    if (_setjmp(r->give_up) != 0) return NULL;
    read_byte(r); /* number of upvalues of the main function, told again in it */
    read_function(r, NULL, NO_STRING, 0);
    made = builder_finish_unchecked(r->builder, &too_large);
    if (made == NULL && too_large) r->error = "bad binary format (chunk too large)";
    return made;
}

/* Leaves out debug information, which a stripped chunk lacks: lines would all be 0. Extraction
** relies on what only the verifier promises. Takes over `p`; NULL as from
** foreign_chunk_translate. */
static Program *strip(Allocator *a, Program *p, const char **error) {
    Program *stripped = NULL;
    if (program_verify(a, p->image, p->size, error)) stripped = program_extract(a, p, 0, true);
    program_release(p);
    return stripped;
}

Program *foreign_chunk_translate(Allocator *a, const uint8_t *bytes, size_t size,
                                 const char **error) {
    ReaderWithRooms all = {.reader = {.at = bytes + FOREIGN_HEADER_SIZE,
                                      .end = bytes + size,
                                      .allocator = a,
                                      .builder = builder_new(a)}};
    Reader *const r = &all.reader;
    *error = NULL;
    if (r->builder == NULL) return NULL;
    Program *p = translate(r);
    *error = r->error;
    builder_free(r->builder);
    free_rooms(a, &all.rooms);
    if (p != NULL && !r->has_lines) p = strip(a, p, error);
    return p;
}
