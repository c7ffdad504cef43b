/* Metering: what the code of a metered Program pays, and where.
**
** Costs are those of program/cost_model.h. They are added up over the syntax tree, so that they do
** not depend on the instructions that the generator finds for an operation. A *block* here is what
** is executed as a whole when its first statement is, and its costs are paid by one CHARGE there:
**
**   - The statements of a block of the source text, in one sum, together with those behind a nested
**     `if`, loop or `do`. If that can be left by `return`, `goto` or a `break` out of it, what
**     comes behind it is a block of its own.
**   - A block that an `if` or loop may execute or not is one of its own. The condition of an
**     `elseif`, and the right operand of `and` and `or`, are too; one that costs nothing pays
**     nothing.
**   - A loop's turn is paid at the beginning of its body: the turn, the condition that decides
**     about the next turn, or the call of the iterator for it. What decides about the first is paid
**     before the loop.
**   - A label begins a block.
**
** So what is paid is the sum of what is executed, but when something leaves early that is none of
** these: an error, or a coroutine that is never resumed.
*/
#ifndef ORRERY_LUA_GENERATE_METER_H
#define ORRERY_LUA_GENERATE_METER_H

#include "generator.h"

/* Where a nested part of the code began: what is paid behind it. */
typedef struct MeterState {
    uint32_t charge, charge_line;
    uint64_t escapes;
} MeterState;

/* Begins a part that may or may not be executed. */
MeterState meter_enter(Generator *g);
/* Ends it. `exit`: of the loop that it was, or NULL. */
void meter_leave(Generator *g, MeterState state, const Label *exit);

/* The next payment is the first of a block. */
static inline void meter_block(Generator *g) {
    g->charge = NO_JUMP;
}

/* A jump to this label is generated, other than by a loop. */
static inline void meter_escape(Generator *g, Label *label) {
    g->escapes++;
    if (label != NULL) label->breaks++;
}

/* Adds a cost to the present block. */
void meter_pay(Generator *g, uint64_t cost, uint32_t line);

/* What a statement pays when it begins, without what nested blocks pay. */
void meter_statement(Generator *g, const Statement *s);

/* The right operand of `and` and `or` is about to be generated. */
void meter_operand(Generator *g, const Expression *e);

/* The condition of an `elseif`; the beginning of a loop's body. */
void meter_condition(Generator *g, const Expression *e);
void meter_turn(Generator *g, const Statement *loop);

#endif
