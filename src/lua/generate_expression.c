/* Values: literals, variables, arithmetic, concatenation, lists.
**
** A left operand chain ("a + b + c") is walked down by a loop with the nodes on the spine, then
** applied from the innermost operator on; every step but the last keeps its value in one work
** register. */
#include "emit.h"

/* ---- Arithmetic ------------------------------------------------------------------------------ */

_Static_assert(OP_SHR - OP_ADD == OPERATOR_SHR && OP_SHRK - OP_ADDK == OPERATOR_SHR,
               "arithmetic opcodes and operators have one order");
_Static_assert(OP_SUB - OP_ADD == OPERATOR_SUB && OP_DIV - OP_ADD == OPERATOR_DIV &&
                   OP_BAND - OP_ADD == OPERATOR_BAND && OP_MODK - OP_ADDK == OPERATOR_MOD,
               "arithmetic opcodes and operators have one order");

#define SHORT_CONSTANT  255u /* largest constant index that an operand byte holds */
#define SHORT_IMMEDIATE 255  /* largest number in operand C of ADDI and SUBI */

/* The left operand of an arithmetic instruction: a register, or a numeral not yet loaded. */
typedef struct LeftOperand {
    const Expression *e; /* what it is, for its name and value */
    unsigned reg;        /* NO_REGISTER: a numeral */
} LeftOperand;

/* The forms with a numeral on the right. False when there is none for this numeral. */
static bool emit_with_constant(Generator *g, const Expression *e, const LeftOperand *left,
                               unsigned target) {
    const Expression *right = e->right;
    if (!expression_is_numeral(right)) return false;
    uint32_t pc;
    if (right->kind == EXPRESSION_INTEGER && right->integer >= 0 &&
        right->integer <= SHORT_IMMEDIATE && (e->op == OPERATOR_ADD || e->op == OPERATOR_SUB)) {
        pc = emit_abc(g, e->op == OPERATOR_ADD ? OP_ADDI : OP_SUBI, target, left->reg,
                      (unsigned)right->integer, e->line);
    } else {
        const uint32_t constant = constant_literal(g, right);
        if (constant > SHORT_CONSTANT) return false;
        pc = emit_abc(g, (Opcode)(OP_ADDK + e->op), target, left->reg, constant, e->line);
    }
    note_operand(g, pc, OPERAND_B, left->e);
    return true;
}

/* The forms with a numeral on the left. */
static bool emit_constant_with(Generator *g, const Expression *e, const LeftOperand *left,
                               unsigned target, unsigned work) {
    if (e->op != OPERATOR_SUB && e->op != OPERATOR_DIV) return false;
    const uint32_t constant = constant_literal(g, left->e);
    if (constant > SHORT_CONSTANT) return false;
    const unsigned right = operand(g, e->right, work);
    const uint32_t pc =
        emit_abc(g, e->op == OPERATOR_SUB ? OP_KSUB : OP_KDIV, target, constant, right, e->line);
    note_operand(g, pc, OPERAND_C, e->right);
    return true;
}

/* Applies one operator; `work` is a temporary that is free unless the left operand is in it. */
static void emit_arithmetic(Generator *g, const Expression *e, LeftOperand left, unsigned target,
                            unsigned work) {
    if (left.reg == NO_REGISTER) {
        if (emit_constant_with(g, e, &left, target, work)) return;
        load_literal(g, left.e, work);
        left.reg = work;
    }
    if (emit_with_constant(g, e, &left, target)) return;
    const unsigned right = operand(g, e->right, left.reg == work ? NO_REGISTER : work);
    const uint32_t pc = emit_abc(g, (Opcode)(OP_ADD + e->op), target, left.reg, right, e->line);
    note_operand(g, pc, OPERAND_B, left.e);
    note_operand(g, pc, OPERAND_C, e->right);
}

static bool is_arithmetic(const Expression *e) {
    return e->kind == EXPRESSION_BINARY && operator_is_arithmetic((Operator)e->op);
}

/* Walks down the left spine, then applies its operators from the innermost to the outermost. */
static void arithmetic_to(Generator *g, Expression *e, unsigned target) {
    const unsigned mark = g->free;
    const unsigned work = work_register(g, target);
    const unsigned keep = g->free;
    const size_t bottom = g->shared->spine.count;
    Expression *leaf = e;
    for (; is_arithmetic(leaf); leaf = leaf->left)
        spine_push(g, leaf);
    LeftOperand left = {leaf, NO_REGISTER};
    if (!expression_is_numeral(leaf)) left.reg = operand(g, leaf, work);
    while (g->shared->spine.count > bottom) {
        Expression *node = spine_pop(g);
        const unsigned result = node == e ? target : work;
        emit_arithmetic(g, node, left, result, work);
        g->free = keep;
        left = (LeftOperand){node, result};
    }
    g->free = mark;
}

/* ---- Other operators ------------------------------------------------------------------------- */

static bool is_concatenation(const Expression *e) {
    return e->kind == EXPRESSION_BINARY && e->op == OPERATOR_CONCAT;
}

/* a .. b .. c is one instruction on three registers. */
static void concatenation_to(Generator *g, Expression *e, unsigned target) {
    const unsigned mark = g->free;
    unsigned first = target;
    if (is_newest(g, target))
        value_to(g, e->left, target);
    else
        first = value_push(g, e->left);
    Expression *rest = e->right;
    uint32_t line = e->line; /* of the last operator, the one that runs first */
    for (; is_concatenation(rest); rest = rest->right) {
        value_push(g, rest->left);
        line = rest->line;
    }
    value_push(g, rest);
    const unsigned count = g->free - first;
    const uint32_t pc = emit_abc(g, OP_CONCAT, target, first, count, line);
    const Expression *node = e;
    for (unsigned i = 0; i + 1 < count; i++) {
        note_copy(g, pc, OPERAND_RUN + i, node->left);
        if (i + 2 == count)
            note_copy(g, pc, OPERAND_RUN + i + 1, node->right);
        else
            node = node->right;
    }
    g->free = mark;
}

static void unary_to(Generator *g, Expression *e, unsigned target) {
    static const Opcode opcodes[] = {
        [OPERATOR_NEGATE - OPERATOR_NEGATE] = OP_UNM,
        [OPERATOR_COMPLEMENT - OPERATOR_NEGATE] = OP_BNOT,
        [OPERATOR_NOT - OPERATOR_NEGATE] = OP_NOT,
        [OPERATOR_LENGTH - OPERATOR_NEGATE] = OP_LEN,
    };
    const unsigned mark = g->free;
    const unsigned work = is_temporary(g, target) ? target : NO_REGISTER;
    const unsigned reg = operand(g, e->operand, work);
    const uint32_t pc = emit_abc(g, opcodes[e->op - OPERATOR_NEGATE], target, reg, 0, e->line);
    if (e->op != OPERATOR_NOT) note_operand(g, pc, OPERAND_B, e->operand);
    g->free = mark;
}

/* Whether the operand of a `not` is itself decided by jumps. */
static bool is_decided_by_jumps(const Expression *e) {
    return e->kind == EXPRESSION_AND || e->kind == EXPRESSION_OR ||
           (e->kind == EXPRESSION_BINARY && operator_is_comparison((Operator)e->op)) ||
           (e->kind == EXPRESSION_UNARY && e->op == OPERATOR_NOT);
}

static void binary_to(Generator *g, Expression *e, unsigned target) {
    if (operator_is_arithmetic((Operator)e->op))
        arithmetic_to(g, e, target);
    else if (e->op == OPERATOR_CONCAT)
        concatenation_to(g, e, target);
    else
        boolean_to(g, e, target);
}

/* ---- Values ---------------------------------------------------------------------------------- */

void value_to(Generator *g, Expression *e, unsigned target) {
    switch ((ExpressionKind)e->kind) {
    case EXPRESSION_NIL:
    case EXPRESSION_FALSE:
    case EXPRESSION_TRUE:
    case EXPRESSION_INTEGER:
    case EXPRESSION_FLOAT:
    case EXPRESSION_STRING: load_literal(g, e, target); return;
    case EXPRESSION_VARARG: emit_abc(g, OP_VARARG, target, 0, 2, e->line); return;
    case EXPRESSION_FUNCTION: closure_to(g, e, target, e->line); return;
    case EXPRESSION_LOCAL:
        if (e->local->reg != target) emit_abc(g, OP_MOVE, target, e->local->reg, 0, e->line);
        return;
    case EXPRESSION_UPVALUE: emit_abc(g, OP_GETUPVAL, target, e->upvalue, 0, e->line); return;
    case EXPRESSION_GLOBAL:
    case EXPRESSION_INDEX:
    case EXPRESSION_CALL:
    case EXPRESSION_METHOD_CALL: suffixed_to(g, e, target); return;
    case EXPRESSION_PAREN: value_to(g, e->operand, target); return;
    case EXPRESSION_UNARY:
        if (e->op == OPERATOR_NOT && is_decided_by_jumps(e->operand))
            boolean_to(g, e, target);
        else
            unary_to(g, e, target);
        return;
    case EXPRESSION_BINARY: binary_to(g, e, target); return;
    case EXPRESSION_AND:
    case EXPRESSION_OR: logical_to(g, e, target); return;
    case EXPRESSION_TABLE: table_to(g, e, target); return;
    }
}

unsigned value_push(Generator *g, Expression *e) {
    const unsigned reg = reserve(g, 1);
    value_to(g, e, reg);
    return reg;
}

unsigned operand(Generator *g, Expression *e, unsigned work) {
    if (e->kind == EXPRESSION_LOCAL) return e->local->reg;
    const unsigned reg = work == NO_REGISTER ? reserve(g, 1) : work;
    value_to(g, e, reg);
    return reg;
}

void values_open(Generator *g, Expression *e) {
    if (e->kind != EXPRESSION_VARARG) {
        call_results(g, e, -1);
        return;
    }
    const unsigned first = reserve(g, 1);
    emit_abc(g, OP_VARARG, first, 0, 0, e->line);
    g->free = first;
}

void values_push(Generator *g, Expression *e, unsigned count) {
    if (e->kind != EXPRESSION_VARARG) {
        call_results(g, e, (int)count);
        reserve(g, count);
        return;
    }
    const unsigned first = reserve(g, count);
    emit_abc(g, OP_VARARG, first, 0, count + 1, e->line);
}

unsigned list_push(Generator *g, const ExpressionList *list) {
    if (list->count == 0) return 1;
    for (uint32_t i = 0; i + 1 < list->count; i++)
        value_push(g, list->items[i]);
    Expression *last = list->items[list->count - 1];
    if (expression_is_open(last)) {
        values_open(g, last);
        return 0;
    }
    value_push(g, last);
    return list->count + 1;
}
