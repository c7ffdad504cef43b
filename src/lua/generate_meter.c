/* Adding up costs over the syntax tree; see generate_meter.h. */
#include "generate_meter.h"

#include "cost_model.h"
#include "emit.h"

/* ---- Expressions ----------------------------------------------------------------------------- */

static uint64_t expression_cost(const Expression *e);

static uint64_t list_cost(const ExpressionList *list, uint64_t each) {
    uint64_t cost = 0;
    for (uint32_t i = 0; i < list->count; i++)
        cost += each + expression_cost(list->items[i]);
    return cost;
}

static uint64_t table_cost(const TableConstructor *table) {
    uint64_t cost = COST_TABLE;
    for (size_t i = 0; i < table->count; i++) {
        const TableItem *item = &table->items[i];
        if (item->key != NULL) cost += expression_cost(item->key);
        cost += COST_ITEM + expression_cost(item->value);
    }
    return cost;
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
static uint64_t expression_cost(const Expression *e) {
    uint64_t cost = 0;
    for (;;) {
        switch ((ExpressionKind)e->kind) {
        case EXPRESSION_NIL:
        case EXPRESSION_FALSE:
        case EXPRESSION_TRUE:
        case EXPRESSION_INTEGER:
        case EXPRESSION_FLOAT:
        case EXPRESSION_STRING:
        case EXPRESSION_LOCAL: return cost;
        case EXPRESSION_VARARG: return cost + COST_VARARG;
        case EXPRESSION_FUNCTION: return cost + COST_CLOSURE;
        case EXPRESSION_UPVALUE: return cost + COST_UPVALUE;
        case EXPRESSION_GLOBAL: return cost + COST_INDEX;
        case EXPRESSION_TABLE: return cost + table_cost(e->table);
        case EXPRESSION_INDEX:
            cost += COST_INDEX + expression_cost(e->key);
            e = e->object;
            break;
        case EXPRESSION_CALL:
            cost += COST_CALL + list_cost(e->arguments, COST_ARGUMENT);
            e = e->callee;
            break;
        case EXPRESSION_METHOD_CALL:
            cost += COST_CALL + COST_METHOD + list_cost(e->arguments, COST_ARGUMENT);
            e = e->callee;
            break;
        case EXPRESSION_PAREN: e = e->operand; break;
        case EXPRESSION_UNARY:
            cost += COST_OPERATOR;
            e = e->operand;
            break;
        case EXPRESSION_BINARY:
            cost += operator_cost((Operator)e->op) + expression_cost(e->right);
            e = e->left;
            break;
        case EXPRESSION_AND:
        case EXPRESSION_OR:
            cost += COST_LOGIC;
            e = e->left;
            break;
        }
    }
}

/* ---- Statements ------------------------------------------------------------------------------ */

static uint64_t target_cost(const Expression *e) {
    switch (e->kind) {
    case EXPRESSION_LOCAL: return COST_ASSIGN;
    case EXPRESSION_UPVALUE: return COST_UPVALUE;
    case EXPRESSION_GLOBAL: return COST_STORE;
    default: return COST_STORE + expression_cost(e->object) + expression_cost(e->key);
    }
}

static uint64_t assign_cost(const Statement *s) {
    uint64_t cost = list_cost(s->assign.values, 0);
    for (uint32_t i = 0; i < s->assign.targets->count; i++)
        cost += target_cost(s->assign.targets->items[i]);
    return cost;
}

static uint64_t condition_cost(const Expression *e) {
    return COST_CONDITION + expression_cost(e);
}

static uint64_t statement_cost(const Statement *s) {
    switch ((StatementKind)s->kind) {
    case STATEMENT_LOCAL:
        return s->local.locals->count * (uint64_t)COST_ASSIGN + list_cost(s->local.values, 0);
    case STATEMENT_LOCAL_FUNCTION: return COST_ASSIGN + COST_CLOSURE;
    case STATEMENT_FUNCTION:
    case STATEMENT_ASSIGN: return assign_cost(s);
    case STATEMENT_CALL: return expression_cost(s->call);
    case STATEMENT_WHILE: return condition_cost(s->block->condition);
    case STATEMENT_IF: return condition_cost(s->branch.first->condition);
    case STATEMENT_NUMERIC_FOR: return list_cost(s->loop->values, 0);
    case STATEMENT_GENERIC_FOR: return list_cost(s->loop->values, 0) + COST_ITERATE;
    case STATEMENT_RETURN: return COST_RETURN + list_cost(s->values, 0);
    case STATEMENT_LABEL: return COST_LABEL;
    case STATEMENT_DO:
    case STATEMENT_REPEAT:
    case STATEMENT_GOTO: return 0;
    }
    return 0;
}

static uint64_t turn_cost(const Statement *loop) {
    switch (loop->kind) {
    case STATEMENT_WHILE:
    case STATEMENT_REPEAT: return COST_TURN + condition_cost(loop->block->condition);
    case STATEMENT_GENERIC_FOR: return COST_TURN + COST_ITERATE;
    default: return COST_TURN;
    }
}

/* ---- Payments -------------------------------------------------------------------------------- */

static bool is_metered(const Generator *g) {
    return g->compiler->request->metering != METER_NONE;
}

static uint32_t emit_charge(Generator *g, uint64_t cost, uint32_t line) {
    for (; cost > CHARGE_MAX; cost -= CHARGE_MAX)
        emit(g, instruction_charge(CHARGE_MAX), line);
    return emit(g, instruction_charge((uint32_t)cost), line);
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
    meter_pay(g, statement_cost(s), s->line);
}

void meter_operand(Generator *g, const Expression *e) {
    if (!is_metered(g)) return;
    const uint64_t cost = expression_cost(e);
    if (cost > 0) emit_charge(g, cost, e->line);
}

void meter_condition(Generator *g, const Expression *e) {
    if (!is_metered(g)) return;
    meter_block(g);
    meter_pay(g, condition_cost(e), e->line);
}

void meter_turn(Generator *g, const Statement *loop) {
    if (is_metered(g)) meter_pay(g, turn_cost(loop), loop->line);
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
