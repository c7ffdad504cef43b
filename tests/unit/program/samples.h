/* Random but well-formed Programs, as a code generator would make them: nested functions with
** captured variables, loops of all kinds, open results, constructors, debug information. */
#ifndef SAMPLES_H
#define SAMPLES_H

#include <stdlib.h>

#include "opcode_info.h"
#include "program_builder.h"

/* ---- Random numbers (xorshift) --------------------------------------------------------------- */

static uint64_t random_state = 1;

static inline uint32_t random_below(uint32_t limit) {
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (uint32_t)((random_state >> 16) % limit);
}

/* ---- An allocator that counts, and fails on request ------------------------------------------ */

typedef struct Faults {
    long countdown; /* the request that brings it to 0 fails, and all later ones; below 0: none */
} Faults;

static inline void *faulty_allocate(void *ud, void *block, size_t old_size, size_t new_size) {
    Faults *const faults = ud;
    if (new_size > old_size && faults->countdown >= 0) {
        if (faults->countdown == 0) return NULL;
        faults->countdown--;
    }
    return allocator_default(NULL, block, old_size, new_size);
}

static inline Allocator faulty_allocator(Faults *faults) {
    return (Allocator){.allocate = faulty_allocate, .ud = faults, .cap = SIZE_MAX};
}

/* ---- Generator ------------------------------------------------------------------------------- */

typedef struct Sample {
    ProgramBuilder *builder;
    uint32_t source;
    unsigned functions; /* how many more may be made */
    bool failed;        /* out of memory */
} Sample;

typedef struct SampleFunction {
    Sample *sample;
    FunctionBuilder *f;
    unsigned free;      /* first register without a variable */
    unsigned registers; /* needed so far */
    unsigned upvalues, children;
    uint32_t line;
    bool is_vararg;
    unsigned open;  /* scopes around that have something open */
    unsigned depth; /* of nested statements */
    bool captured[256];
    bool locked[256]; /* loop state */
} SampleFunction;

static void sample_function(Sample *s, SampleFunction *outer, bool is_main);

static inline void emit(SampleFunction *x, Instruction word) {
    if (random_below(4) == 0) x->line += random_below(3);
    if (random_below(200) == 0) x->line += random_below(100000);
    if (x->line > 20 && random_below(9) == 0) x->line -= random_below(20);
    if (!builder_emit(x->f, word, x->line)) x->sample->failed = true;
}

static inline void emit_abc(SampleFunction *x, Opcode op, unsigned a, unsigned b, unsigned c) {
    emit(x, instruction_abc(op, a, b, c));
}

static inline uint32_t emit_jumping(SampleFunction *x, Instruction word) {
    emit(x, word);
    emit(x, instruction_je(0));
    return builder_pc(x->f) - 1;
}

/* Sets the jump in word `at` to go to `target`. */
static inline void set_target(SampleFunction *x, uint32_t at, uint32_t target) {
    if (x->sample->failed) return;
    builder_patch(x->f, at, instruction_je((int32_t)(target - (at + 1))));
}

static inline void reserve(SampleFunction *x, unsigned count) {
    if (x->free + count > x->registers) x->registers = x->free + count;
}

static inline unsigned any_register(SampleFunction *x) {
    return random_below(x->free);
}

static inline unsigned any_target(SampleFunction *x) {
    unsigned r;
    do
        r = any_register(x);
    while (x->locked[r]);
    return r;
}

static inline void lock(SampleFunction *x, unsigned first, unsigned count, bool locked) {
    while (count-- > 0)
        x->locked[first + count] = locked;
}

static inline uint32_t sample_string(SampleFunction *x) {
    char text[80];
    const int length = snprintf(text, sizeof text, "name%u%s", random_below(12),
                                random_below(9) == 0 ? " and a tail that makes it a long one" : "");
    const uint32_t s = builder_string(x->sample->builder, text, (size_t)length);
    if (s == UINT32_MAX) x->sample->failed = true;
    return s;
}

static inline uint32_t constant(SampleFunction *x, ConstantKind kind, uint64_t bits) {
    const uint32_t k = builder_constant(x->f, kind, bits);
    if (k == UINT32_MAX) x->sample->failed = true;
    return k;
}

static inline uint32_t string_constant(SampleFunction *x) {
    return constant(x, CONSTANT_STRING, sample_string(x));
}

static inline uint32_t number_constant(SampleFunction *x) {
    return constant(x, random_below(2) ? CONSTANT_INTEGER : CONSTANT_FLOAT, random_below(20) << 3);
}

static inline void sample_name(SampleFunction *x, NameOperand operand, NameKind kind) {
    if (!builder_name(x->f, builder_pc(x->f), operand, kind, sample_string(x)))
        x->sample->failed = true;
}

static void sample_block(SampleFunction *x);

static inline void sample_simple(SampleFunction *x) {
    const unsigned a = any_target(x), b = any_register(x), c = any_register(x);
    switch (random_below(14)) {
    case 0: emit_abc(x, OP_MOVE, a, b, 0); break;
    case 1: emit(x, instruction_abx(OP_LOADI, a, random_below(65536))); break;
    case 2: emit(x, instruction_abx(OP_LOADK, a, string_constant(x))); break;
    case 3:
        emit_abc(x, OP_LOADKX, a, 0, 0);
        emit(x, number_constant(x));
        break;
    case 4: emit_abc(x, OP_ADD, a, b, c); break;
    case 5: emit_abc(x, OP_MULK, a, b, number_constant(x)); break;
    case 6: emit_abc(x, OP_KSUB, a, number_constant(x), c); break;
    case 7:
        sample_name(x, OPERAND_B, NAME_LOCAL);
        emit_abc(x, OP_GETFIELD, a, b, 0);
        emit(x, string_constant(x));
        break;
    case 8:
        emit_abc(x, OP_SETFIELD, a, b, 0);
        emit(x, string_constant(x));
        break;
    case 9:
        if (x->upvalues == 0) return;
        emit_abc(x, OP_GETENV, a, random_below(x->upvalues), 0);
        emit(x, string_constant(x));
        break;
    case 10:
        if (x->upvalues > 0) emit_abc(x, OP_SETUPVAL, a, random_below(x->upvalues), 0);
        break;
    case 11: emit_abc(x, OP_LOADNIL, a, 0, 0); break;
    case 12: emit_abc(x, OP_ADDI, a, b, random_below(256)); break;
    case 13:
        emit_abc(x, OP_LOADFALSESKIP, a, 0, 0);
        emit_abc(x, OP_LOADTRUE, a, 0, 0);
        emit_abc(x, OP_NOT, a, b, 0);
        break;
    }
}

/* Function and arguments in fresh registers, the last argument perhaps open. */
static inline void sample_call(SampleFunction *x) {
    const unsigned a = x->free, count = random_below(3);
    reserve(x, count + 4);
    if (random_below(2)) {
        sample_name(x, OPERAND_CALLEE, NAME_METHOD);
        emit_abc(x, OP_METHOD, a, any_register(x), 0);
        emit(x, string_constant(x));
    } else {
        emit_abc(x, OP_MOVE, a, any_register(x), 0);
    }
    switch (random_below(x->is_vararg ? 3 : 2)) {
    case 0: emit_abc(x, OP_CALL, a, count + 1, 1 + random_below(3)); break;
    case 1:
        emit_abc(x, OP_CALL, a + 1, 1 + random_below(2), 0);
        emit_abc(x, OP_CALL, a, 0, 1);
        break;
    case 2:
        emit_abc(x, OP_VARARG, a + 1, 0, 0);
        emit_abc(x, OP_CALL, a, 0, 2);
        break;
    }
}

static inline void sample_constructor(SampleFunction *x) {
    const unsigned a = x->free;
    uint32_t keys[3];
    const unsigned count = random_below(4);
    for (unsigned i = 0; i < count; i++) {
        char text[8];
        const int length = snprintf(text, sizeof text, "k%u", i);
        const uint32_t s = builder_string(x->sample->builder, text, (size_t)length);
        if (s == UINT32_MAX) x->sample->failed = true;
        keys[i] = constant(x, CONSTANT_STRING, s);
    }
    const uint32_t t = builder_template(x->f, random_below(5), 1, keys, count);
    if (t == UINT32_MAX) {
        x->sample->failed = true;
        return;
    }
    reserve(x, 4);
    emit_abc(x, OP_NEWTABLE, a, a + 1, 0);
    emit(x, t);
    for (unsigned i = 0; i < count; i++)
        emit_abc(x, OP_INITFIELD, a, any_register(x), i);
    emit_abc(x, OP_LOADNIL, a + 1, 1, 0);
    if (random_below(2)) {
        emit_abc(x, OP_SETLIST, a, 2, 0);
    } else {
        emit_abc(x, OP_CALL, a + 1, 1, 0);
        emit_abc(x, OP_SETLIST, a, 0, 0);
    }
    emit(x, random_below(100));
}

static inline void sample_concat(SampleFunction *x) {
    const unsigned a = x->free, count = 2 + random_below(3);
    reserve(x, count);
    emit_abc(x, OP_LOADNIL, a, count - 1, 0);
    emit_abc(x, OP_CONCAT, any_target(x), a, count);
}

static inline void sample_if(SampleFunction *x) {
    static const Opcode tests[] = {OP_JT, OP_JF, OP_JEQ, OP_JNLT, OP_JLTK, OP_JEQK, OP_SETJT};
    const Opcode op = tests[random_below(sizeof tests / sizeof tests[0])];
    const OpcodeInfo *const info = &opcode_info[op];
    uint32_t otherwise;
    if (info->format == FORMAT_ABX)
        otherwise = emit_jumping(x, instruction_abx(op, any_register(x), number_constant(x)));
    else
        otherwise = emit_jumping(
            x, instruction_abc(op, any_target(x), info->b == KIND_R ? any_register(x) : 0, 0));
    sample_block(x);
    if (random_below(2)) {
        emit(x, instruction_je(0));
        const uint32_t end = builder_pc(x->f) - 1;
        set_target(x, otherwise, builder_pc(x->f));
        sample_block(x);
        set_target(x, end, builder_pc(x->f));
    } else {
        set_target(x, otherwise, builder_pc(x->f));
    }
}

static inline void sample_while(SampleFunction *x) {
    const uint32_t start = builder_pc(x->f);
    const uint32_t leave = emit_jumping(x, instruction_abc(OP_JF, any_register(x), 0, 0));
    sample_block(x);
    emit(x, instruction_je(0));
    set_target(x, builder_pc(x->f) - 1, start);
    set_target(x, leave, builder_pc(x->f));
}

static inline void sample_local(SampleFunction *x, unsigned reg, uint32_t start) {
    if (!builder_local(x->f, sample_string(x), reg, start, builder_pc(x->f)))
        x->sample->failed = true;
}

static inline void sample_numeric_loop(SampleFunction *x) {
    const unsigned a = x->free, own = random_below(2);
    reserve(x, 4);
    emit_abc(x, OP_LOADNIL, a, 2, 0);
    const uint32_t start = builder_pc(x->f);
    const uint32_t skip = emit_jumping(x, instruction_abc(OP_FORPREP, a, 0, own));
    x->free += 4;
    lock(x, a, 3, true);
    sample_block(x);
    lock(x, a, 3, false);
    const uint32_t back = emit_jumping(x, instruction_abc(OP_FORLOOP, a, 0, own));
    x->free -= 4;
    set_target(x, back, start + 2);
    set_target(x, skip, builder_pc(x->f));
    sample_local(x, a, start);
}

static inline void sample_generic_loop(SampleFunction *x) {
    const unsigned a = x->free, count = 1 + random_below(4);
    reserve(x, 4 + (count < 3 ? 3 : count));
    emit_abc(x, OP_LOADNIL, a, 3, 0);
    const uint32_t start = builder_pc(x->f);
    const uint32_t enter = emit_jumping(x, instruction_abc(OP_TFORPREP, a, 0, 0));
    x->free += 4 + count;
    x->open++;
    lock(x, a, 4, true);
    sample_block(x);
    lock(x, a, 4, false);
    x->open--;
    x->free -= 4 + count;
    set_target(x, enter, builder_pc(x->f));
    sample_name(x, OPERAND_CALLEE, NAME_FOR_ITERATOR);
    emit_abc(x, OP_TFORCALL, a, 0, count);
    const uint32_t back = emit_jumping(x, instruction_abc(OP_TFORLOOP, a, 0, 0));
    set_target(x, back, start + 2);
    emit_abc(x, OP_CLOSE, a, 0, 0);
}

/* A scope with a variable that closures capture or that is to be closed. */
static inline void sample_scope(SampleFunction *x) {
    const unsigned a = x->free;
    const uint32_t start = builder_pc(x->f);
    reserve(x, 2);
    emit_abc(x, OP_LOADTRUE, a, 0, 0);
    x->free++;
    x->open++;
    if (random_below(3) == 0) emit_abc(x, OP_TBC, a, 0, 0);
    x->captured[a] = true;
    if (x->sample->functions > 0) {
        const unsigned closure = x->free;
        sample_function(x->sample, x, false);
        emit_abc(x, OP_CLOSURE, closure, closure + 1, 0);
        emit(x, x->children++);
    }
    sample_block(x);
    x->captured[a] = false;
    emit_abc(x, OP_CLOSE, a, 0, 0);
    x->open--;
    x->free--;
    sample_local(x, a, start);
}

static inline void sample_return(SampleFunction *x) {
    const unsigned close = x->open > 0 || random_below(5) == 0;
    const uint32_t over = emit_jumping(x, instruction_abc(OP_JT, any_register(x), 0, 0));
    if (!close && !x->is_vararg && random_below(2)) {
        emit_abc(x, random_below(2) ? OP_RETURN0 : OP_LOADTRUE, 0, 0, 0);
        emit_abc(x, OP_RETURN1, any_register(x), 0, 0);
    } else if (random_below(2)) {
        reserve(x, 3);
        emit_abc(x, OP_TAILCALL, x->free, 1 + random_below(3), close);
    } else if (random_below(2)) {
        reserve(x, 2);
        if (x->open > 0)
            emit_abc(x, OP_LOADNIL, x->free, 1, 0);
        else
            emit_abc(x, OP_CALL, x->free, 1, 0);
        emit_abc(x, OP_RETURN, x->free, x->open > 0 ? 3 : 0, close);
    } else {
        emit_abc(x, OP_RETURN, x->free, 1, close);
    }
    set_target(x, over, builder_pc(x->f));
}

static void sample_block(SampleFunction *x) {
    const unsigned count = random_below(4);
    if (x->free > 200) return;
    x->depth++;
    for (unsigned i = 0; i <= count && !x->sample->failed; i++) {
        switch (random_below(x->depth < 5 ? 12 : 6)) {
        case 0: sample_call(x); break;
        case 1: sample_constructor(x); break;
        case 2: sample_concat(x); break;
        case 3: sample_return(x); break;
        case 4:
        case 5: sample_simple(x); break;
        case 6: sample_if(x); break;
        case 7: sample_while(x); break;
        case 8: sample_numeric_loop(x); break;
        case 9: sample_generic_loop(x); break;
        default: sample_scope(x); break;
        }
    }
    x->depth--;
}

static inline void sample_upvalues(SampleFunction *x, const SampleFunction *outer) {
    for (unsigned r = 0; outer != NULL && r < outer->free; r++) {
        if (!outer->captured[r]) continue;
        if (!builder_upvalue(x->f, sample_string(x), true, r, random_below(3)))
            x->sample->failed = true;
        x->upvalues++;
    }
    const bool from_stack = outer == NULL || outer->upvalues == 0;
    if (from_stack && outer != NULL) return;
    if (!builder_upvalue(x->f, sample_string(x), from_stack, 0, 0)) x->sample->failed = true;
    x->upvalues++;
}

static void sample_function(Sample *s, SampleFunction *outer, bool is_main) {
    SampleFunction x = {.sample = s, .line = 1 + random_below(50)};
    const unsigned parameters = is_main ? 0 : random_below(4);
    if (s->failed) return;
    s->functions--;
    x.is_vararg = is_main || random_below(3) == 0;
    x.f = builder_open(s->builder, outer != NULL ? outer->f : NULL, s->source, x.line);
    if (x.f == NULL) {
        s->failed = true;
        return;
    }
    sample_upvalues(&x, outer);
    x.free = parameters + 1;
    reserve(&x, 1);
    if (x.is_vararg) emit_abc(&x, OP_VARARGPREP, parameters, 0, 0);
    for (int i = 0; i < 4; i++)
        sample_block(&x);
    emit_abc(&x, OP_RETURN, 0, 1, 0);
    if (!builder_close(x.f, parameters, x.is_vararg, x.registers, x.line + 1)) s->failed = true;
}

/* A random Program; NULL when memory was short. */
static inline Program *sample_program(Allocator *a) {
    Program *p = NULL;
    bool too_large;
    Sample s = {.builder = builder_new(a), .functions = 12};
    if (s.builder == NULL) return NULL;
    s.source = builder_string(s.builder, "@sample.lua", 11);
    s.failed = s.source == UINT32_MAX;
    sample_function(&s, NULL, true);
    if (!s.failed) p = builder_finish(s.builder, &too_large);
    builder_free(s.builder);
    return p;
}

#endif
