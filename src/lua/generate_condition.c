/* Truth: conditions as jumps, and the values of comparisons and logical operators.
**
** `a and b and c` is walked as a list. With `and`, a false operand decides; with `or`, a true one.
** An operand that decides jumps to the end, the last one is the value. `branch` answers both
** questions that come up on the way: "jump if this is (not) true", and "jump, and leave the value
** in a register".
*/
#include "emit.h"
#include "generate_meter.h"

/* ---- Comparisons ----------------------------------------------------------------------------- */

/* The opcodes of a comparison and of its negation. */
typedef struct ComparisonCode {
    Opcode holds, fails;
} ComparisonCode;

static const ComparisonCode equal_constant = {OP_JEQK, OP_JNEK};
static const ComparisonCode less_constant = {OP_JLTK, OP_JNLTK};
static const ComparisonCode less_equal_constant = {OP_JLEK, OP_JNLEK};
static const ComparisonCode greater_constant = {OP_JGTK, OP_JNGTK};
static const ComparisonCode greater_equal_constant = {OP_JGEK, OP_JNGEK};

/* The form `register op constant` of an operator; `swapped`: of `constant op register`. */
static const ComparisonCode *constant_code(Operator op, bool swapped) {
    switch (op) {
    case OPERATOR_LESS: return swapped ? &greater_constant : &less_constant;
    case OPERATOR_LESS_EQUAL: return swapped ? &greater_equal_constant : &less_equal_constant;
    case OPERATOR_GREATER: return swapped ? &less_constant : &greater_constant;
    case OPERATOR_GREATER_EQUAL: return swapped ? &less_equal_constant : &greater_equal_constant;
    default: return &equal_constant;
    }
}

static bool is_equality(Operator op) {
    return op == OPERATOR_EQUAL || op == OPERATOR_NOT_EQUAL;
}

/* Whether there is a form of `op` with this operand as a constant. */
static bool fits_constant(Operator op, const Expression *e) {
    return is_equality(op) ? expression_is_literal(e) : expression_is_numeral(e);
}

/* Emits `reg op constant` as a jump taken when the result is `sense`. False: no such form. */
static bool compare_constant(Generator *g, const Expression *e, unsigned reg,
                             const Expression *constant, bool swapped, bool sense,
                             uint32_t *jumps) {
    const uint32_t index = constant_literal(g, constant);
    if (index > UINT16_MAX) return false;
    const ComparisonCode *code = constant_code((Operator)e->op, swapped);
    emit(g, instruction_abx(sense ? code->holds : code->fails, reg, index), e->line);
    emit_jump(g, jumps, e->line);
    return true;
}

static void compare_registers(Generator *g, const Expression *e, unsigned left, unsigned right,
                              bool sense, uint32_t *jumps) {
    Opcode op;
    const bool swap = e->op == OPERATOR_GREATER || e->op == OPERATOR_GREATER_EQUAL;
    if (is_equality((Operator)e->op))
        op = sense ? OP_JEQ : OP_JNE;
    else if (e->op == OPERATOR_LESS || e->op == OPERATOR_GREATER)
        op = sense ? OP_JLT : OP_JNLT;
    else
        op = sense ? OP_JLE : OP_JNLE;
    emit_abc(g, op, swap ? right : left, swap ? left : right, 0, e->line);
    emit_jump(g, jumps, e->line);
}

/* Compares; the left operand is in register `left` already unless that is NO_REGISTER. */
static void compare_node(Generator *g, const Expression *e, unsigned left, bool sense,
                         uint32_t *jumps) {
    const unsigned mark = g->free;
    if (e->op == OPERATOR_NOT_EQUAL) sense = !sense;
    if (left == NO_REGISTER && fits_constant((Operator)e->op, e->left) &&
        !expression_is_literal(e->right)) {
        const unsigned right = operand(g, e->right, NO_REGISTER);
        if (!compare_constant(g, e, right, e->left, true, sense, jumps))
            compare_registers(g, e, operand(g, e->left, NO_REGISTER), right, sense, jumps);
    } else {
        if (left == NO_REGISTER) left = operand(g, e->left, NO_REGISTER);
        if (!fits_constant((Operator)e->op, e->right) ||
            !compare_constant(g, e, left, e->right, false, sense, jumps))
            compare_registers(g, e, left, operand(g, e->right, NO_REGISTER), sense, jumps);
    }
    g->free = mark;
}

static bool is_comparison(const Expression *e) {
    return e->kind == EXPRESSION_BINARY && operator_is_comparison((Operator)e->op);
}

/* Makes a boolean of jumps: those that are taken stand for true. */
static void materialize(Generator *g, uint32_t jumps, unsigned target, uint32_t line) {
    emit_abc(g, OP_LOADFALSESKIP, target, 0, 0, line);
    patch_here(g, jumps);
    emit_abc(g, OP_LOADTRUE, target, 0, 0, line);
}

/* Compares; in `a == b == c` the boolean of the inner comparison is the outer one's left
** operand. */
static void compare(Generator *g, Expression *e, bool sense, uint32_t *jumps) {
    if (!is_comparison(e->left)) {
        compare_node(g, e, NO_REGISTER, sense, jumps);
        return;
    }
    const unsigned mark = g->free;
    const unsigned work = reserve(g, 1);
    const size_t bottom = g->shared->spine.count;
    for (Expression *node = e; is_comparison(node); node = node->left)
        spine_push(g, node);
    unsigned left = NO_REGISTER;
    while (g->shared->spine.count > bottom + 1) {
        Expression *node = spine_pop(g);
        uint32_t inner = NO_JUMP;
        compare_node(g, node, left, true, &inner);
        materialize(g, inner, work, node->line);
        left = work;
    }
    compare_node(g, spine_pop(g), left, sense, jumps);
    g->free = mark;
}

void boolean_to(Generator *g, Expression *e, unsigned target) {
    uint32_t jumps = NO_JUMP;
    branch_if(g, e, true, e->line, &jumps);
    materialize(g, jumps, target, e->line);
}

/* ---- Branches -------------------------------------------------------------------------------- */

static bool literal_truth(const Expression *e) {
    return e->kind != EXPRESSION_NIL && e->kind != EXPRESSION_FALSE;
}

static void branch_literal(Generator *g, Expression *e, Branch b) {
    if (literal_truth(e) != b.sense) return;
    if (b.target != NO_REGISTER) load_literal(g, e, b.target);
    emit_jump(g, b.jumps, b.line);
}

/* What is true or false by a comparison or by `not`: its value, when wanted, is the sense. */
static void branch_boolean(Generator *g, Expression *e, Branch b) {
    uint32_t skip = NO_JUMP;
    branch_if(g, e, !b.sense, b.line, &skip);
    emit_abc(g, b.sense ? OP_LOADTRUE : OP_LOADFALSE, b.target, 0, 0, b.line);
    emit_jump(g, b.jumps, b.line);
    patch_here(g, skip);
}

/* Walks the list of operands of one logical operator. When the operator's decision is the sense,
** each operand may jump to the end with its value; else only the last can, and the others jump over
** it. */
static void branch_logical(Generator *g, Expression *e, Branch b) {
    const bool decisive = e->kind == EXPRESSION_OR; /* the truth that decides */
    const size_t bottom = g->shared->spine.count;
    uint32_t skip = NO_JUMP;
    Expression *item = e;
    for (; item->kind == e->kind; item = item->left)
        spine_push(g, item);
    while (g->shared->spine.count > bottom) {
        Expression *node = spine_pop(g);
        if (decisive == b.sense)
            branch(g, item, (Branch){b.sense, b.target, node->line, b.jumps});
        else
            branch_if(g, item, decisive, node->line, &skip);
        item = node->right;
        meter_operand(g, item);
    }
    branch(g, item, b);
    patch_here(g, skip);
}

/* Tests a value in a register. */
static void branch_value(Generator *g, Expression *e, Branch b) {
    const unsigned mark = g->free;
    const bool early = b.target != NO_REGISTER && is_temporary(g, b.target);
    const unsigned reg = operand(g, e, early ? b.target : NO_REGISTER);
    if (b.target == NO_REGISTER || reg == b.target)
        emit_abc(g, b.sense ? OP_JT : OP_JF, reg, 0, 0, b.line);
    else
        emit_abc(g, b.sense ? OP_SETJT : OP_SETJF, b.target, reg, 0, b.line);
    emit_jump(g, b.jumps, b.line);
    g->free = mark;
}

void branch(Generator *g, Expression *e, Branch b) {
    while (e->kind == EXPRESSION_UNARY && e->op == OPERATOR_NOT && b.target == NO_REGISTER) {
        e = e->operand;
        b.sense = !b.sense;
    }
    const bool is_boolean =
        is_comparison(e) || (e->kind == EXPRESSION_UNARY && e->op == OPERATOR_NOT);
    if (expression_is_literal(e))
        branch_literal(g, e, b);
    else if (e->kind == EXPRESSION_AND || e->kind == EXPRESSION_OR)
        branch_logical(g, e, b);
    else if (is_boolean && b.target != NO_REGISTER)
        branch_boolean(g, e, b);
    else if (is_boolean)
        compare(g, e, b.sense, b.jumps);
    else
        branch_value(g, e, b);
}

void logical_to(Generator *g, Expression *e, unsigned target) {
    const bool decisive = e->kind == EXPRESSION_OR;
    const size_t bottom = g->shared->spine.count;
    uint32_t end = NO_JUMP;
    Expression *item = e;
    for (; item->kind == e->kind; item = item->left)
        spine_push(g, item);
    while (g->shared->spine.count > bottom) {
        Expression *node = spine_pop(g);
        branch(g, item, (Branch){decisive, target, node->line, &end});
        item = node->right;
        meter_operand(g, item);
    }
    value_to(g, item, target);
    patch_here(g, end);
}
