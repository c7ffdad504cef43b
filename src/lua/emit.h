/* Emitting: one step above ProgramBuilder. Failure to get memory raises.
**
** Jumps that go to the same, not yet known place form a list, threaded through the E fields of
** their JMP words: each holds the distance back to the next older one, 0 ends the list. A list is
** named by the pc of its newest JMP word, NO_JUMP when it is empty. A jump's target counts from the
** word behind it.
*/
#ifndef ORRERY_LUA_EMIT_H
#define ORRERY_LUA_EMIT_H

#include "generator.h"

static inline uint32_t here(const Generator *g) {
    return builder_pc(g->builder);
}

/* Appends a word; returns its pc. */
static inline uint32_t emit(Generator *g, Instruction word, uint32_t line) {
    const uint32_t pc = builder_pc(g->builder);
    if (!builder_emit(g->builder, word, line)) compiler_no_memory(g->compiler);
    return pc;
}
static inline uint32_t emit_abc(Generator *g, Opcode op, unsigned a, unsigned b, unsigned c,
                                uint32_t line) {
    return emit(g, instruction_abc(op, a, b, c), line);
}
/* An instruction with an extra word. */
static inline uint32_t emit_abc_extra(Generator *g, Opcode op, unsigned a, unsigned b, unsigned c,
                                      uint32_t extra, uint32_t line) {
    const uint32_t pc = emit_abc(g, op, a, b, c, line);
    emit(g, extra, line);
    return pc;
}

/* ---- Jumps */

/* Appends a JMP, or the JMP word of the conditional jump just emitted, and adds it to a list. */
void emit_jump(Generator *g, uint32_t *jumps, uint32_t line);

/* The same with a known target. */
void emit_jump_back(Generator *g, uint32_t target, uint32_t line);

/* Lets all jumps of a list go to `target`. */
void patch_jumps(Generator *g, uint32_t jumps, uint32_t target);

/* The next instruction's pc, which something jumps to. */
static inline uint32_t jump_target(Generator *g) {
    g->last_nil = NO_JUMP;
    return here(g);
}
static inline void patch_here(Generator *g, uint32_t jumps) {
    if (jumps != NO_JUMP) patch_jumps(g, jumps, jump_target(g));
}

/* ---- Constants */

uint32_t constant_name(Generator *g, Name *name);
/* Of a literal. */
uint32_t constant_literal(Generator *g, const Expression *e);
void load_literal(Generator *g, const Expression *e, unsigned target);

/* ---- Names for error messages */

/* The name of the value that operand number `operand_number` of the instruction at `pc` holds, when
** the value of `e` was put there. Nothing for a local variable in its own register. */
void note_operand(Generator *g, uint32_t pc, unsigned operand_number, const Expression *e);
/* The same for a local variable's copy too. */
void note_copy(Generator *g, uint32_t pc, unsigned operand_number, const Expression *e);
void note_name(Generator *g, uint32_t pc, unsigned operand_number, NameKind kind, Name *name);
void note_text(Generator *g, uint32_t pc, unsigned operand_number, NameKind kind, const char *text);

#endif
