/* Functions and blocks: what is active, what has to be closed, and what debug information says.
**
** A variable is described when its block is left, since only then its end is known. */
#include <string.h>

#include "cost_model.h"
#include "emit.h"
#include "generate_meter.h"

/* ---- Variables ------------------------------------------------------------------------------- */

static bool needs_close(const Local *local) {
    return local->captured || local->attribute == LOCAL_CLOSE;
}

void activate(Generator *g, Local *local, unsigned reg) {
    g->locals = local;
    if (local->attribute == LOCAL_CONSTANT) return;
    local->reg = (uint8_t)reg;
    local->start_pc = here(g);
    if (g->active <= reg) g->active = reg + 1;
    g->to_close += needs_close(local);
    g->closing += local->attribute == LOCAL_CLOSE;
}

BlockState block_enter(Generator *g) {
    return (BlockState){g->active, g->locals, g->to_close, g->closing};
}

/* Tells the debug information about the innermost variables, the outermost of them first. */
static void describe_locals(Generator *g, Local *local, const Local *end) {
    const size_t bottom = g->shared->locals_count;
    for (; local != end; local = local->outer) {
        Generation *s = g->shared;
        s->locals = compiler_grow(g->compiler, s->locals, s->locals_count, &s->locals_capacity,
                                  sizeof *s->locals);
        s->locals[s->locals_count++] = local;
    }
    while (g->shared->locals_count > bottom) {
        local = g->shared->locals[--g->shared->locals_count];
        if (local->attribute == LOCAL_CONSTANT) continue;
        const uint32_t name = compiler_string(g->compiler, local->name);
        if (!builder_local(g->builder, name, local->reg, local->start_pc, here(g)))
            compiler_no_memory(g->compiler);
    }
}

void block_leave(Generator *g, const BlockState *state, bool close, uint32_t line) {
    describe_locals(g, g->locals, state->locals);
    if (close) emit_abc(g, OP_CLOSE, state->active, 0, 0, line);
    g->active = g->free = state->active;
    g->locals = state->locals;
    g->to_close = state->to_close;
    g->closing = state->closing;
}

/* ---- Blocks ---------------------------------------------------------------------------------- */

bool block_jumps_away(const Block *block) {
    const Statement *s = block->first;
    if (s == NULL) return false;
    while (s->next != NULL)
        s = s->next;
    return s->kind == STATEMENT_RETURN || s->kind == STATEMENT_GOTO;
}

void generate_block(Generator *g, const Block *block) {
    const BlockState state = block_enter(g);
    generate_statements(g, block);
    block_leave(g, &state, block->needs_close && !block_jumps_away(block), block->end_line);
}

unsigned close_level(const Generator *g, const Label *label) {
    unsigned level = NO_REGISTER;
    for (const Local *local = g->locals; local != NULL && local->order > label->level;
         local = local->outer)
        if (needs_close(local)) level = local->reg;
    return level;
}

void label_place(Generator *g, Label *label) {
    patch_here(g, label->pc);
    label->placed = true;
    label->pc = jump_target(g);
    if (label->name == NULL) return; /* the end of a loop */
    meter_block(g);
    meter_pay(g, COST_LABEL, label->line);
}

/* ---- Functions ------------------------------------------------------------------------------- */

void return_nothing(Generator *g, uint32_t line) {
    if (g->to_close == 0 && !g->function->is_vararg)
        emit_abc(g, OP_RETURN0, 0, 0, 0, line);
    else
        emit_abc(g, OP_RETURN, g->active, 1, g->to_close > 0, line);
}

/* Values are those of ProgramUpvalue.kind. */
static unsigned upvalue_kind(const Local *local) {
    switch ((LocalAttribute)local->attribute) {
    case LOCAL_CONST: return 1;
    case LOCAL_CLOSE: return 2;
    case LOCAL_CONSTANT: return 3;
    default: return 0;
    }
}

static void describe_upvalues(Generator *g) {
    const Function *f = g->function;
    for (size_t i = 0; i < f->upvalue_count; i++) {
        const Upvalue *upvalue = &f->upvalues[i];
        const uint32_t name = compiler_string(g->compiler, upvalue->local->name);
        const unsigned index = upvalue->from_parent ? upvalue->local->reg : upvalue->index;
        if (!builder_upvalue(g->builder, name, upvalue->from_parent, index,
                             upvalue_kind(upvalue->local)))
            compiler_no_memory(g->compiler);
    }
}

static void generate_body(Generator *g) {
    Function *f = g->function;
    const BlockState state = block_enter(g);
    for (uint32_t i = 0; i < f->parameters->count; i++)
        activate(g, f->parameters->items[i], reserve(g, 1));
    if (f->is_vararg)
        emit_abc(g, OP_VARARGPREP, f->parameters->count, 0, 0, f->line > 0 ? f->line : 1);
    meter_pay(g, COST_ENTRY, f->line > 0 ? f->line : 1);
    generate_statements(g, &f->body);
    g->line = f->end_line;
    return_nothing(g, f->end_line);
    block_leave(g, &state, false, f->end_line);
}

/* Generates a function; `outer` is the enclosing one, open and in the middle of its code. Returns
** its index among the enclosing function's children, or 0. */
static uint32_t generate_function(Generation *shared, Function *f, Generator *outer) {
    Compiler *c = shared->compiler;
    Generator g = {
        .shared = shared,
        .compiler = c,
        .function = f,
        .outer = outer,
        .line = f->line,
        .serial = ++shared->serial,
        .last_nil = NO_JUMP,
        .empty_template = UINT32_MAX,
        .charge = NO_JUMP,
    };
    g.builder =
        builder_open(c->builder, outer == NULL ? NULL : outer->builder, shared->source, f->line);
    if (g.builder == NULL) compiler_no_memory(c);
    describe_upvalues(&g);
    generate_body(&g);
    const unsigned least = f->parameters->count + 2; /* a temporary beside the parameters */
    const unsigned registers = g.used < least ? least : g.used;
    const uint32_t child_index = builder_child_index(g.builder);
    if (!builder_close(g.builder, f->parameters->count, f->is_vararg, registers,
                       outer == NULL ? 0 : f->end_line))
        compiler_no_memory(c);
    return child_index;
}

void closure_to(Generator *g, Expression *e, unsigned target, uint32_t line) {
    const uint32_t child = generate_function(g->shared, e->function, g);
    emit_abc_extra(g, OP_CLOSURE, target, live_registers(g, target), 0, child, line);
}

void generate(Compiler *c, Function *main_function) {
    Generation shared = {.compiler = c};
    const char *name = c->request->chunk_name;
    shared.source = builder_string(c->builder, name, strlen(name));
    if (shared.source == UINT32_MAX) compiler_no_memory(c);
    generate_function(&shared, main_function, NULL);
}
