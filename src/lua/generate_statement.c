/* Statements: declarations, assignments, if, goto, return.
**
** In a multiple assignment all parts of the targets are evaluated before anything is stored. A
** variable that is both a target and a part of one ("i, t[i] = ...") is therefore copied first: the
** serial number of the assignment marks the variables that are targets. */
#include "emit.h"
#include "generate_meter.h"

/* ---- Declarations ---------------------------------------------------------------------------- */

/* A LOADNIL directly before, of the registers directly before, is made longer. */
static void load_nils(Generator *g, unsigned first, unsigned count, uint32_t line) {
    if (g->last_nil != NO_JUMP && g->last_nil + 1 == here(g)) {
        const Instruction last = builder_get(g->builder, g->last_nil);
        const unsigned a = instruction_a(last), b = instruction_b(last);
        if (a + b + 1 == first) {
            builder_patch(g->builder, g->last_nil, instruction_abc(OP_LOADNIL, a, b + count, 0));
            return;
        }
    }
    g->last_nil = emit_abc(g, OP_LOADNIL, first, count - 1, 0, line);
}

/* Evaluates and drops values that nothing takes. */
static void drop_values(Generator *g, const ExpressionList *values, uint32_t from) {
    const unsigned mark = g->free;
    for (uint32_t i = from; i < values->count; i++) {
        Expression *e = values->items[i];
        if (expression_is_call(e))
            call_results(g, e, i + 1 == values->count ? 0 : 1);
        else
            value_push(g, e);
        g->free = mark;
    }
}

void push_exactly(Generator *g, const ExpressionList *values, uint32_t count, uint32_t line) {
    const uint32_t given = values->count;
    for (uint32_t i = 0; i < given && i < count; i++) {
        Expression *e = values->items[i];
        if (i + 1 == given && i + 1 < count && expression_is_open(e)) {
            values_push(g, e, count - i);
            return;
        }
        value_push(g, e);
    }
    if (given > count) {
        drop_values(g, values, count);
    } else if (given < count) {
        const unsigned missing = count - given;
        load_nils(g, reserve(g, missing), missing, line);
    }
}

static void close_variable(Generator *g, const Local *local, uint32_t line) {
    if (local->attribute == LOCAL_CLOSE) emit_abc(g, OP_TBC, local->reg, 0, 0, line);
}

/* The variables and values of `local`; the last variable may be a constant without a register. */
static void generate_local(Generator *g, const Statement *s) {
    const LocalList *locals = s->local.locals;
    const ExpressionList *values = s->local.values;
    uint32_t count = locals->count;
    const unsigned first = g->free;
    if (locals->items[count - 1]->attribute == LOCAL_CONSTANT) {
        count--;
        for (uint32_t i = 0; i < count; i++)
            value_push(g, values->items[i]);
    } else {
        push_exactly(g, values, count, s->end_line);
    }
    for (uint32_t i = 0; i < locals->count; i++)
        activate(g, locals->items[i], first + i);
    for (uint32_t i = 0; i < count; i++)
        close_variable(g, locals->items[i], s->end_line);
}

/* The variable is visible in the function; debug information shows it behind the CLOSURE. */
static void generate_local_function(Generator *g, const Statement *s) {
    Local *local = s->local_function.local;
    const unsigned reg = reserve(g, 1);
    activate(g, local, reg);
    closure_to(g, s->local_function.function, reg, s->end_line);
    local->start_pc = here(g);
}

/* ---- Assignments ----------------------------------------------------------------------------- */

/* An assignment's target whose parts have been evaluated. */
typedef struct Reference {
    const Expression *e;
    unsigned object; /* INDEX, GLOBAL: register of the table, or NO_REGISTER: field of an upvalue */
    unsigned key;    /* INDEX by a computed key: its register */
} Reference;

static bool is_short_integer(const Expression *e) {
    return e->kind == EXPRESSION_INTEGER && e->integer >= 0 && e->integer <= 255;
}

/* Whether the statement with this serial assigns to the variable that `e` is. */
static bool is_also_target(const Generator *g, const Expression *e, uint64_t serial) {
    if (serial == 0) return false;
    if (e->kind == EXPRESSION_LOCAL) return e->local->store_serial == serial;
    return e->kind == EXPRESSION_UPVALUE &&
           g->function->upvalues[e->upvalue].store_serial == serial;
}

/* The register of a target's part; a variable that the same statement assigns to is copied. */
static unsigned target_part(Generator *g, Expression *e, uint64_t serial) {
    return is_also_target(g, e, serial) ? value_push(g, e) : operand(g, e, NO_REGISTER);
}

/* Evaluates table and key of a target; the registers stay reserved. */
static Reference make_reference(Generator *g, Expression *e, uint64_t serial) {
    Reference r = {e, NO_REGISTER, NO_REGISTER};
    if (e->kind != EXPRESSION_INDEX && e->kind != EXPRESSION_GLOBAL) return r;
    const bool named = e->key->kind == EXPRESSION_STRING;
    if (!named || e->object->kind != EXPRESSION_UPVALUE || is_also_target(g, e->object, serial))
        r.object = target_part(g, e->object, serial);
    if (!named && !is_short_integer(e->key)) r.key = target_part(g, e->key, serial);
    return r;
}

static void store_field(Generator *g, const Reference *r, unsigned value, uint32_t line) {
    const Expression *key = r->e->key;
    uint32_t pc;
    if (r->object == NO_REGISTER) {
        emit_abc_extra(g, OP_SETENV, value, r->e->object->upvalue, 0, constant_name(g, key->name),
                       line);
        return;
    }
    if (key->kind == EXPRESSION_STRING)
        pc = emit_abc_extra(g, OP_SETFIELD, r->object, value, 0, constant_name(g, key->name), line);
    else if (r->key == NO_REGISTER)
        pc = emit_abc(g, OP_SETINDEXI, r->object, (unsigned)key->integer, value, line);
    else
        pc = emit_abc(g, OP_SETINDEX, r->object, r->key, value, line);
    if (r->e->object->kind != EXPRESSION_LOCAL || r->e->object->local->reg != r->object)
        note_copy(g, pc, OPERAND_A, r->e->object);
}

/* Stores register `value`. */
static void store(Generator *g, const Reference *r, unsigned value, uint32_t line) {
    if (r->e->kind == EXPRESSION_LOCAL)
        emit_abc(g, OP_MOVE, r->e->local->reg, value, 0, line);
    else if (r->e->kind == EXPRESSION_UPVALUE)
        emit_abc(g, OP_SETUPVAL, value, r->e->upvalue, 0, line);
    else
        store_field(g, r, value, line);
}

/* Evaluates an expression and stores it. */
static void store_value(Generator *g, const Reference *r, Expression *value, uint32_t line) {
    if (r->e->kind == EXPRESSION_LOCAL) {
        if (value->kind == EXPRESSION_FUNCTION)
            closure_to(g, value, r->e->local->reg, line);
        else
            value_to(g, value, r->e->local->reg);
        return;
    }
    const unsigned mark = g->free;
    store(g, r, operand(g, value, NO_REGISTER), line);
    g->free = mark;
}

static void assign_single(Generator *g, const Statement *s, uint32_t line) {
    const unsigned mark = g->free;
    const Reference r = make_reference(g, s->assign.targets->items[0], 0);
    store_value(g, &r, s->assign.values->items[0], line);
    g->free = mark;
}

/* Marks the variables that the statement assigns to with its serial number. */
static void mark_targets(Generator *g, const ExpressionList *targets, uint64_t serial) {
    for (uint32_t i = 0; i < targets->count; i++) {
        const Expression *e = targets->items[i];
        if (e->kind == EXPRESSION_LOCAL)
            e->local->store_serial = serial;
        else if (e->kind == EXPRESSION_UPVALUE)
            g->function->upvalues[e->upvalue].store_serial = serial;
    }
}

/* Evaluates the targets' parts, then the values, then stores from the last to the first. When there
** are as many values as targets the last value needs no temporary. */
static void assign_multiple(Generator *g, const Statement *s) {
    const ExpressionList *targets = s->assign.targets, *values = s->assign.values;
    const unsigned mark = g->free;
    const uint64_t serial = ++g->shared->serial;
    uint32_t count = targets->count;
    Reference *references = compiler_new(g->compiler, count * sizeof *references);
    mark_targets(g, targets, serial);
    for (uint32_t i = 0; i < count; i++)
        references[i] = make_reference(g, targets->items[i], serial);
    const unsigned first = g->free;
    if (values->count == count) {
        count--;
        for (uint32_t i = 0; i < count; i++)
            value_push(g, values->items[i]);
        store_value(g, &references[count], values->items[count], s->end_line);
    } else {
        push_exactly(g, values, count, s->end_line);
    }
    while (count-- > 0)
        store(g, &references[count], first + count, s->end_line);
    g->free = mark;
}

static void generate_assign(Generator *g, const Statement *s) {
    if (s->kind == STATEMENT_FUNCTION)
        assign_single(g, s, s->line);
    else if (s->assign.targets->count == 1 && s->assign.values->count == 1)
        assign_single(g, s, s->end_line);
    else
        assign_multiple(g, s);
}

/* ---- if, goto -------------------------------------------------------------------------------- */

/* The goto that is all that a block consists of, if no variable has to be closed on its way. */
static const Statement *lone_jump(const Generator *g, const Block *block) {
    const Statement *s = block->first;
    if (s == NULL || s->next != NULL || s->kind != STATEMENT_GOTO) return NULL;
    return close_level(g, s->jump.label) == NO_REGISTER ? s : NULL;
}

static void generate_goto(Generator *g, const Statement *s) {
    Label *label = s->jump.label;
    meter_escape(g, label);
    const unsigned level = close_level(g, label);
    if (level != NO_REGISTER) emit_abc(g, OP_CLOSE, level, 0, 0, s->line);
    if (label->placed)
        emit_jump_back(g, label->pc, s->line);
    else
        emit_jump(g, &label->pc, s->line);
}

/* `if condition then goto label end`: the condition itself jumps. False: the block is something
** else. */
static bool jump_if(Generator *g, const IfClause *clause) {
    const Statement *s = lone_jump(g, &clause->body);
    if (s == NULL) return false;
    Label *label = s->jump.label;
    meter_escape(g, label);
    if (label->placed) {
        uint32_t jumps = NO_JUMP;
        branch_if(g, clause->condition, true, clause->then_line, &jumps);
        patch_jumps(g, jumps, label->pc);
    } else {
        branch_if(g, clause->condition, true, clause->then_line, &label->pc);
    }
    return true;
}

static void generate_if(Generator *g, const Statement *s) {
    uint32_t end = NO_JUMP;
    const MeterState meter = meter_enter(g);
    for (const IfClause *clause = s->branch.first; clause != NULL; clause = clause->next) {
        const bool is_last = clause->next == NULL && s->branch.otherwise == NULL;
        uint32_t next = NO_JUMP;
        if (clause != s->branch.first) meter_condition(g, clause->condition);
        if (jump_if(g, clause)) continue;
        branch_if(g, clause->condition, false, clause->then_line, &next);
        meter_block(g);
        generate_block(g, &clause->body);
        if (!is_last && !block_jumps_away(&clause->body)) emit_jump(g, &end, clause->body.end_line);
        patch_here(g, next);
    }
    meter_block(g);
    if (s->branch.otherwise != NULL) generate_block(g, s->branch.otherwise);
    patch_here(g, end);
    meter_leave(g, meter, NULL);
}

/* ---- return ---------------------------------------------------------------------------------- */

static void return_one(Generator *g, Expression *e, uint32_t line) {
    const unsigned mark = g->free;
    const bool plain = g->to_close == 0 && !g->function->is_vararg;
    const unsigned reg = g->closing > 0 ? value_push(g, e) : operand(g, e, NO_REGISTER);
    if (plain)
        emit_abc(g, OP_RETURN1, reg, 0, 0, line);
    else
        emit_abc(g, OP_RETURN, reg, 2, g->to_close > 0, line);
    g->free = mark;
}

static void generate_return(Generator *g, const Statement *s) {
    const ExpressionList *values = s->values;
    meter_escape(g, NULL);
    if (values->count == 0) {
        return_nothing(g, s->end_line);
        return;
    }
    if (values->count == 1) {
        Expression *e = values->items[0];
        if (expression_is_call(e) && g->closing == 0) {
            call_tail(g, e);
            return;
        }
        if (!expression_is_open(e)) {
            return_one(g, e, s->end_line);
            return;
        }
    }
    const unsigned first = g->free;
    const unsigned count = list_push(g, values);
    emit_abc(g, OP_RETURN, first, count, g->to_close > 0, s->end_line);
    g->free = first;
}

/* ---- Statements ------------------------------------------------------------------------------ */

static void generate_statement(Generator *g, Statement *s) {
    compiler_poll(g->compiler);
    g->line = s->line;
    meter_statement(g, s);
    switch ((StatementKind)s->kind) {
    case STATEMENT_LOCAL: generate_local(g, s); return;
    case STATEMENT_LOCAL_FUNCTION: generate_local_function(g, s); return;
    case STATEMENT_FUNCTION:
    case STATEMENT_ASSIGN: generate_assign(g, s); return;
    case STATEMENT_CALL: call_results(g, s->call, 0); return;
    case STATEMENT_DO: generate_block(g, &s->block->body); return;
    case STATEMENT_WHILE: generate_while(g, s); return;
    case STATEMENT_REPEAT: generate_repeat(g, s); return;
    case STATEMENT_IF: generate_if(g, s); return;
    case STATEMENT_NUMERIC_FOR: generate_numeric_for(g, s); return;
    case STATEMENT_GENERIC_FOR: generate_generic_for(g, s); return;
    case STATEMENT_RETURN: generate_return(g, s); return;
    case STATEMENT_GOTO: generate_goto(g, s); return;
    case STATEMENT_LABEL: label_place(g, s->label); return;
    }
}

void generate_statements(Generator *g, const Block *block) {
    for (Statement *s = block->first; s != NULL; s = s->next)
        generate_statement(g, s);
}
