/* Adding up costs over the syntax tree; see generate_meter.h. */
#include "generate_meter.h"

#include "cost_model.h"
#include "emit.h"

/* ---- Bills ----------------------------------------------------------------------------------- */

#define BILL_LINES 16

/* What a statement costs; with METER_LINES, each of its lines apart. */
typedef struct Bill {
    Generator *payer; /* NULL: only the sum is wanted */
    bool is_operand;  /* it must not join what is paid outside of the operand */
    uint64_t sum;     /* of what was not paid yet */
    uint32_t count;   /* of the lines so far */
    uint32_t lines[BILL_LINES];
    uint64_t costs[BILL_LINES];
} Bill;

static uint32_t emit_charge(Generator *g, uint64_t cost, uint32_t line) {
    for (; cost > CHARGE_MAX; cost -= CHARGE_MAX)
        emit(g, instruction_charge(CHARGE_MAX), line);
    return emit(g, instruction_charge((uint32_t)cost), line);
}

static void settle(Bill *b) {
    for (uint32_t n = 0; n < b->count; n++) {
        if (b->is_operand)
            emit_charge(b->payer, b->costs[n], b->lines[n]);
        else
            meter_pay(b->payer, b->costs[n], b->lines[n]);
    }
    b->count = 0;
}

static void charge(Bill *b, uint64_t cost, uint32_t line) {
    uint32_t n = 0;
    b->sum += cost;
    if (b->payer == NULL || cost == 0) return;
    while (n < b->count && b->lines[n] != line)
        n++;
    if (n == BILL_LINES) {
        settle(b);
        n = 0;
    }
    if (n == b->count) {
        b->lines[n] = line;
        b->costs[n] = 0;
        b->count++;
    }
    b->costs[n] += cost;
}

/* ---- Expressions ----------------------------------------------------------------------------- */

static void charge_expression(Bill *b, const Expression *e);

static void charge_list(Bill *b, const ExpressionList *list, uint64_t each) {
    for (uint32_t i = 0; i < list->count; i++) {
        charge(b, each, list->items[i]->line);
        charge_expression(b, list->items[i]);
    }
}

static void charge_table(Bill *b, const TableConstructor *table, uint32_t line) {
    charge(b, COST_TABLE, line);
    for (size_t i = 0; i < table->count; i++) {
        const TableItem *item = &table->items[i];
        if (item->key != NULL) charge_expression(b, item->key);
        charge(b, COST_ITEM, item->value->line);
        charge_expression(b, item->value);
    }
}

static uint64_t operator_cost(Operator op) {
    switch (op) {
    case OPERATOR_CONCAT: return COST_CONCAT;
    case OPERATOR_POW: return COST_POWER;
    default: return COST_OPERATOR;
    }
}

/* Without the right operands of `and` and `or`. Left operands and what suffixes apply to are
** walked by the loop, since they nest without limit. */
static void charge_expression(Bill *b, const Expression *e) {
    for (;;) {
        switch ((ExpressionKind)e->kind) {
        case EXPRESSION_NIL:
        case EXPRESSION_FALSE:
        case EXPRESSION_TRUE:
        case EXPRESSION_INTEGER:
        case EXPRESSION_FLOAT:
        case EXPRESSION_STRING:
        case EXPRESSION_LOCAL: return;
        case EXPRESSION_VARARG: charge(b, COST_VARARG, e->line); return;
        case EXPRESSION_FUNCTION: charge(b, COST_CLOSURE, e->line); return;
        case EXPRESSION_UPVALUE: charge(b, COST_UPVALUE, e->line); return;
        case EXPRESSION_GLOBAL: charge(b, COST_INDEX, e->line); return;
        case EXPRESSION_TABLE: charge_table(b, e->table, e->line); return;
        case EXPRESSION_INDEX:
            charge(b, COST_INDEX, e->line);
            charge_expression(b, e->key);
            e = e->object;
            break;
        case EXPRESSION_CALL:
            charge(b, COST_CALL, e->line);
            charge_list(b, e->arguments, COST_ARGUMENT);
            e = e->callee;
            break;
        case EXPRESSION_METHOD_CALL:
            charge(b, COST_CALL + COST_METHOD, e->line);
            charge_list(b, e->arguments, COST_ARGUMENT);
            e = e->callee;
            break;
        case EXPRESSION_PAREN: e = e->operand; break;
        case EXPRESSION_UNARY:
            charge(b, COST_OPERATOR, e->line);
            e = e->operand;
            break;
        case EXPRESSION_BINARY:
            charge(b, operator_cost((Operator)e->op), e->line);
            charge_expression(b, e->right);
            e = e->left;
            break;
        case EXPRESSION_AND:
        case EXPRESSION_OR:
            charge(b, COST_LOGIC, e->line);
            e = e->left;
            break;
        }
    }
}

/* ---- Statements ------------------------------------------------------------------------------ */

static void charge_target(Bill *b, const Expression *e) {
    switch (e->kind) {
    case EXPRESSION_LOCAL: charge(b, COST_ASSIGN, e->line); break;
    case EXPRESSION_UPVALUE: charge(b, COST_UPVALUE, e->line); break;
    case EXPRESSION_GLOBAL: charge(b, COST_STORE, e->line); break;
    default:
        charge(b, COST_STORE, e->line);
        charge_expression(b, e->object);
        charge_expression(b, e->key);
    }
}

static void charge_assignment(Bill *b, const Statement *s) {
    charge_list(b, s->assign.values, 0);
    for (uint32_t i = 0; i < s->assign.targets->count; i++)
        charge_target(b, s->assign.targets->items[i]);
}

static void charge_condition(Bill *b, const Expression *e) {
    charge(b, COST_CONDITION, e->line);
    charge_expression(b, e);
}

static void charge_statement(Bill *b, const Statement *s) {
    switch ((StatementKind)s->kind) {
    case STATEMENT_LOCAL:
        charge(b, s->local.locals->count * (uint64_t)COST_ASSIGN, s->line);
        charge_list(b, s->local.values, 0);
        break;
    case STATEMENT_LOCAL_FUNCTION: charge(b, COST_ASSIGN + COST_CLOSURE, s->line); break;
    case STATEMENT_FUNCTION:
    case STATEMENT_ASSIGN: charge_assignment(b, s); break;
    case STATEMENT_CALL: charge_expression(b, s->call); break;
    case STATEMENT_WHILE: charge_condition(b, s->block->condition); break;
    case STATEMENT_IF: charge_condition(b, s->branch.first->condition); break;
    case STATEMENT_NUMERIC_FOR: charge_list(b, s->loop->values, 0); break;
    case STATEMENT_GENERIC_FOR:
        charge_list(b, s->loop->values, 0);
        charge(b, COST_ITERATE, s->line);
        break;
    case STATEMENT_RETURN:
        charge(b, COST_RETURN, s->line);
        charge_list(b, s->values, 0);
        break;
    case STATEMENT_LABEL: charge(b, COST_LABEL, s->line); break;
    case STATEMENT_DO:
    case STATEMENT_REPEAT:
    case STATEMENT_GOTO: break;
    }
}

static void charge_turn(Bill *b, const Statement *loop) {
    charge(b, COST_TURN, loop->line);
    switch (loop->kind) {
    case STATEMENT_WHILE:
    case STATEMENT_REPEAT: charge_condition(b, loop->block->condition); break;
    case STATEMENT_GENERIC_FOR: charge(b, COST_ITERATE, loop->line); break;
    default: break;
    }
}

/* ---- Payments -------------------------------------------------------------------------------- */

static bool is_metered(const Generator *g) {
    return g->compiler->request->metering != METER_NONE;
}

static Bill new_bill(Generator *g) {
    return (Bill){.payer = g->compiler->request->metering == METER_LINES ? g : NULL};
}

/* Pays a bill, the sum at `line` if its lines are not told apart. */
static void pay_bill(Generator *g, Bill *b, uint32_t line) {
    if (b->payer != NULL)
        settle(b);
    else
        meter_pay(g, b->sum, line);
}

void meter_pay(Generator *g, uint64_t cost, uint32_t line) {
    if (!is_metered(g) || cost == 0) return;
    const bool apart = g->compiler->request->metering == METER_LINES && g->charge_line != line;
    if (g->charge != NO_JUMP && !apart) {
        const uint64_t sum = cost + (uint32_t)instruction_e(builder_get(g->builder, g->charge));
        if (sum <= CHARGE_MAX) {
            builder_patch(g->builder, g->charge, instruction_charge((uint32_t)sum));
            return;
        }
    }
    g->charge = emit_charge(g, cost, line);
    g->charge_line = line;
}

void meter_statement(Generator *g, const Statement *s) {
    if (!is_metered(g)) return;
    if (s->kind == STATEMENT_LABEL) return; /* paid behind the label, by label_place */
    Bill b = new_bill(g);
    charge_statement(&b, s);
    pay_bill(g, &b, s->line);
}

void meter_operand(Generator *g, const Expression *e) {
    if (!is_metered(g)) return;
    Bill b = new_bill(g);
    b.is_operand = true;
    charge_expression(&b, e);
    if (b.payer != NULL)
        settle(&b);
    else if (b.sum > 0)
        emit_charge(g, b.sum, e->line);
}

void meter_condition(Generator *g, const Expression *e) {
    if (!is_metered(g)) return;
    meter_block(g);
    Bill b = new_bill(g);
    charge_condition(&b, e);
    pay_bill(g, &b, e->line);
}

void meter_turn(Generator *g, const Statement *loop) {
    if (!is_metered(g)) return;
    Bill b = new_bill(g);
    charge_turn(&b, loop);
    pay_bill(g, &b, loop->line);
}

MeterState meter_enter(Generator *g) {
    const MeterState state = {g->charge, g->charge_line, g->escapes};
    meter_block(g);
    return state;
}

void meter_leave(Generator *g, MeterState state, const Label *exit) {
    if (exit != NULL) g->escapes -= exit->breaks;
    g->charge = g->escapes == state.escapes ? state.charge : NO_JUMP;
    g->charge_line = state.charge_line;
}
