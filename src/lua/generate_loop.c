/* Loops.
**
** A `while` loop tests at its end: a jump leads to the condition, which jumps back to the body when
** it holds. So each round costs one jump, and conditional jumps go backwards, as in `repeat`.
**
** A `break` jumps to the loop's exit label. What has to be closed on the way out is closed by the
** break, except in a generic `for`, whose closing value makes a CLOSE behind the exit necessary
** anyway.
*/
#include "emit.h"
#include "generate_meter.h"

/* Ends a loop whose body began with meter_enter. */
static void place_exit(Generator *g, Label *exit, MeterState meter) {
    if (exit != NULL) label_place(g, exit);
    meter_leave(g, meter, exit);
}

static bool is_true_literal(const Expression *e) {
    return expression_is_literal(e) && e->kind != EXPRESSION_NIL && e->kind != EXPRESSION_FALSE;
}

void generate_while(Generator *g, Statement *s) {
    BlockStatement *loop = s->block;
    const bool forever = is_true_literal(loop->condition);
    uint32_t entry = NO_JUMP, again = NO_JUMP;
    if (!forever) emit_jump(g, &entry, s->line);
    const uint32_t start = jump_target(g);
    const MeterState meter = meter_enter(g);
    meter_turn(g, s);
    generate_block(g, &loop->body);
    if (forever) {
        emit_jump_back(g, start, loop->body.end_line);
    } else {
        patch_here(g, entry);
        branch_if(g, loop->condition, true, loop->test_line, &again);
        patch_jumps(g, again, start);
    }
    place_exit(g, loop->exit, meter);
}

/* The condition sees the body's variables; where these must be closed, both ways out of the
** condition do so. */
void generate_repeat(Generator *g, Statement *s) {
    BlockStatement *loop = s->block;
    const uint32_t start = jump_target(g);
    uint32_t jumps = NO_JUMP;
    const MeterState meter = meter_enter(g);
    meter_turn(g, s);
    const BlockState state = block_enter(g);
    generate_statements(g, &loop->body);
    if (loop->body.needs_close) {
        branch_if(g, loop->condition, true, loop->test_line, &jumps);
        emit_abc(g, OP_CLOSE, state.active, 0, 0, loop->test_line);
        emit_jump_back(g, start, loop->test_line);
        patch_here(g, jumps);
    } else {
        branch_if(g, loop->condition, false, loop->test_line, &jumps);
        patch_jumps(g, jumps, start);
    }
    block_leave(g, &state, loop->body.needs_close, loop->test_line);
    place_exit(g, loop->exit, meter);
}

/* ---- for ------------------------------------------------------------------------------------- */

static void activate_state(Generator *g, ForStatement *loop, unsigned first, unsigned count) {
    for (unsigned i = 0; i < count; i++)
        activate(g, loop->state[i], first + i);
}

/* The body with the loop's variables in registers from `first` on. */
static void generate_for_body(Generator *g, const Statement *s, unsigned first) {
    ForStatement *loop = s->loop;
    meter_turn(g, s);
    const BlockState state = block_enter(g);
    for (uint32_t i = 0; i < loop->variables->count; i++)
        activate(g, loop->variables->items[i], first + i);
    generate_statements(g, &loop->body);
    block_leave(g, &state, loop->body.needs_close && !block_jumps_away(&loop->body),
                loop->body.end_line);
}

static void push_numeric_state(Generator *g, const ForStatement *loop) {
    value_push(g, loop->values->items[0]);
    value_push(g, loop->values->items[1]);
    if (loop->values->count > 2) {
        value_push(g, loop->values->items[2]);
    } else {
        const Expression one = {.kind = EXPRESSION_INTEGER, .line = loop->do_line, .integer = 1};
        load_literal(g, &one, reserve(g, 1));
    }
}

/* The variable shares the register of the counter unless the body could change it or keep it. */
void generate_numeric_for(Generator *g, Statement *s) {
    ForStatement *loop = s->loop;
    const Local *variable = loop->variables->items[0];
    const bool shared = !variable->captured && !variable->assigned;
    const BlockState state = block_enter(g);
    const unsigned first = g->free;
    push_numeric_state(g, loop);
    activate_state(g, loop, first, 3);
    uint32_t skip = NO_JUMP, again = NO_JUMP;
    emit_abc(g, OP_FORPREP, first, 0, shared, loop->do_line);
    emit_jump(g, &skip, loop->do_line);
    const uint32_t start = jump_target(g);
    if (!shared) reserve(g, 1);
    const MeterState meter = meter_enter(g);
    generate_for_body(g, s, shared ? first : first + 3);
    emit_abc(g, OP_FORLOOP, first, 0, shared, loop->loop_line);
    emit_jump(g, &again, loop->loop_line);
    patch_jumps(g, again, start);
    patch_here(g, skip);
    block_leave(g, &state, false, s->end_line);
    place_exit(g, loop->exit, meter);
}

void generate_generic_for(Generator *g, Statement *s) {
    ForStatement *loop = s->loop;
    const uint32_t count = loop->variables->count;
    const BlockState state = block_enter(g);
    const unsigned first = g->free;
    push_exactly(g, loop->values, 4, s->loop->do_line);
    activate_state(g, loop, first, 4);
    if (loop->exit != NULL) loop->exit->level = UINT64_MAX; /* a break closes nothing */
    reserve(g, count < 3 ? 3 : count); /* the call's function and arguments take three */
    g->free = g->active;
    uint32_t entry = NO_JUMP, again = NO_JUMP;
    emit_abc(g, OP_TFORPREP, first, 0, 0, loop->do_line);
    emit_jump(g, &entry, loop->do_line);
    const uint32_t start = jump_target(g);
    reserve(g, count);
    const MeterState meter = meter_enter(g);
    generate_for_body(g, s, first + 4);
    patch_here(g, entry);
    const uint32_t call = emit_abc(g, OP_TFORCALL, first, 0, count, loop->loop_line);
    note_text(g, call, OPERAND_CALLEE, NAME_FOR_ITERATOR, "for iterator");
    emit_abc(g, OP_TFORLOOP, first, 0, 0, loop->loop_line);
    emit_jump(g, &again, loop->loop_line);
    patch_jumps(g, again, start);
    place_exit(g, loop->exit, meter);
    block_leave(g, &state, true, s->end_line);
}
