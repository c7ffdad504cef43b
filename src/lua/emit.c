/* Jump lists, constants, names for error messages. */
#include "emit.h"

#include <string.h>

/* ---- Jumps ----------------------------------------------------------------------------------- */

static _Noreturn void too_long(Generator *g) {
    compiler_error(g->compiler, g->line, "control structure too long");
}

void emit_jump(Generator *g, uint32_t *jumps, uint32_t line) {
    const uint32_t pc = here(g);
    const uint32_t distance = *jumps == NO_JUMP ? 0 : pc - *jumps;
    if (distance > JUMP_MAX) too_long(g);
    *jumps = emit(g, instruction_je((int32_t)distance), line);
}

static void set_target(Generator *g, uint32_t jump, uint32_t target) {
    const int64_t offset = (int64_t)target - ((int64_t)jump + 1);
    if (offset > JUMP_MAX || offset < -JUMP_MAX) too_long(g);
    builder_patch(g->builder, jump, instruction_je((int32_t)offset));
}

void emit_jump_back(Generator *g, uint32_t target, uint32_t line) {
    uint32_t jump = NO_JUMP;
    emit_jump(g, &jump, line);
    set_target(g, jump, target);
}

void patch_jumps(Generator *g, uint32_t jumps, uint32_t target) {
    while (jumps != NO_JUMP) {
        const int32_t distance = instruction_e(builder_get(g->builder, jumps));
        const uint32_t older = distance == 0 ? NO_JUMP : jumps - (uint32_t)distance;
        set_target(g, jumps, target);
        jumps = older;
    }
}

/* ---- Constants ------------------------------------------------------------------------------- */

static uint32_t constant_bits(Generator *g, ConstantKind kind, uint64_t bits) {
    const uint32_t index = builder_constant(g->builder, kind, bits);
    if (index == UINT32_MAX) compiler_no_memory(g->compiler);
    return index;
}

uint32_t constant_name(Generator *g, Name *name) {
    if (name->constant_owner != g->serial) {
        name->constant = constant_bits(g, CONSTANT_STRING, compiler_string(g->compiler, name));
        name->constant_owner = g->serial;
    }
    return name->constant;
}

uint32_t constant_literal(Generator *g, const Expression *e) {
    uint64_t bits;
    switch (e->kind) {
    case EXPRESSION_FALSE: return constant_bits(g, CONSTANT_FALSE, 0);
    case EXPRESSION_TRUE: return constant_bits(g, CONSTANT_TRUE, 0);
    case EXPRESSION_INTEGER: return constant_bits(g, CONSTANT_INTEGER, (uint64_t)e->integer);
    case EXPRESSION_FLOAT:
        memcpy(&bits, &e->number, sizeof bits);
        return constant_bits(g, CONSTANT_FLOAT, bits);
    case EXPRESSION_STRING: return constant_name(g, e->name);
    default: return constant_bits(g, CONSTANT_NIL, 0);
    }
}

static bool fits_immediate(int64_t value) {
    return value >= INT16_MIN && value <= INT16_MAX;
}

/* Whether a float is a small integer other than -0. */
static bool is_immediate_float(double number) {
    if (!(number >= INT16_MIN && number <= INT16_MAX)) return false;
    const double whole = (double)(int16_t)number;
    return memcmp(&whole, &number, sizeof whole) == 0;
}

static void load_constant(Generator *g, const Expression *e, unsigned target) {
    const uint32_t index = constant_literal(g, e);
    if (index <= UINT16_MAX)
        emit(g, instruction_abx(OP_LOADK, target, index), e->line);
    else
        emit_abc_extra(g, OP_LOADKX, target, 0, 0, index, e->line);
}

void load_literal(Generator *g, const Expression *e, unsigned target) {
    switch (e->kind) {
    case EXPRESSION_NIL: emit_abc(g, OP_LOADNIL, target, 0, 0, e->line); return;
    case EXPRESSION_FALSE: emit_abc(g, OP_LOADFALSE, target, 0, 0, e->line); return;
    case EXPRESSION_TRUE: emit_abc(g, OP_LOADTRUE, target, 0, 0, e->line); return;
    case EXPRESSION_INTEGER:
        if (!fits_immediate(e->integer)) break;
        emit(g, instruction_abx(OP_LOADI, target, (uint16_t)e->integer), e->line);
        return;
    case EXPRESSION_FLOAT:
        if (!is_immediate_float(e->number)) break;
        emit(g, instruction_abx(OP_LOADF, target, (uint16_t)(int16_t)e->number), e->line);
        return;
    default: break;
    }
    load_constant(g, e, target);
}

/* ---- Names for error messages ---------------------------------------------------------------- */

static void note(Generator *g, uint32_t pc, unsigned operand_number, NameKind kind,
                 uint32_t string) {
    if (!builder_name(g->builder, pc, (NameOperand)operand_number, kind, string))
        compiler_no_memory(g->compiler);
}

void note_name(Generator *g, uint32_t pc, unsigned operand_number, NameKind kind, Name *name) {
    note(g, pc, operand_number, kind, compiler_string(g->compiler, name));
}

void note_text(Generator *g, uint32_t pc, unsigned operand_number, NameKind kind,
               const char *text) {
    note_name(g, pc, operand_number, kind, name_intern(g->compiler, text, strlen(text)));
}

static Name *variable_name(const Generator *g, const Expression *e) {
    if (e->kind == EXPRESSION_LOCAL) return e->local->name;
    if (e->kind == EXPRESSION_UPVALUE) return g->function->upvalues[e->upvalue].local->name;
    return NULL;
}

static bool is_environment(const Generator *g, const Expression *e) {
    const Name *name = variable_name(g, e);
    return name != NULL && name->length == 4 && memcmp(name->text, "_ENV", 4) == 0;
}

static void note_field(Generator *g, uint32_t pc, unsigned operand_number, const Expression *e) {
    const Expression *key = e->key;
    if (key->kind == EXPRESSION_STRING)
        note_name(g, pc, operand_number, is_environment(g, e->object) ? NAME_GLOBAL : NAME_FIELD,
                  key->name);
    else if (key->kind == EXPRESSION_INTEGER && key->integer >= 0 && key->integer <= 255)
        note_text(g, pc, operand_number, NAME_FIELD, "integer index");
    else
        note_text(g, pc, operand_number, NAME_FIELD, "?");
}

void note_copy(Generator *g, uint32_t pc, unsigned operand_number, const Expression *e) {
    if (e->kind == EXPRESSION_LOCAL)
        note_name(g, pc, operand_number, NAME_LOCAL, e->local->name);
    else
        note_operand(g, pc, operand_number, e);
}

void note_operand(Generator *g, uint32_t pc, unsigned operand_number, const Expression *e) {
    switch (e->kind) {
    case EXPRESSION_UPVALUE:
        note_name(g, pc, operand_number, NAME_UPVALUE, variable_name(g, e));
        return;
    case EXPRESSION_GLOBAL: note_name(g, pc, operand_number, NAME_GLOBAL, e->key->name); return;
    case EXPRESSION_INDEX: note_field(g, pc, operand_number, e); return;
    case EXPRESSION_STRING: note_name(g, pc, operand_number, NAME_CONSTANT, e->name); return;
    default: return;
    }
}
