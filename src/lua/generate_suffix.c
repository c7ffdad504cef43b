/* Indexing and calls.
**
** `a.b.c(x):d(y)` is a left spine: what the suffixes apply to, then one suffix after another. The
** value of each step stays in one *work* register, the newest temporary, so that a call finds its
** function there with the arguments right behind it. Only the last step writes elsewhere.
*/
#include "emit.h"

#define INDEX_IMMEDIATE 255 /* largest integer key in an operand byte */

static bool is_short_integer(const Expression *e) {
    return e->kind == EXPRESSION_INTEGER && e->integer >= 0 && e->integer <= INDEX_IMMEDIATE;
}

/* ---- Indexing -------------------------------------------------------------------------------- */

/* target = object[key of e], `object` a register; the temporary `work` is free or holds it. */
static void emit_get(Generator *g, Expression *e, unsigned object, unsigned target, unsigned work) {
    uint32_t pc;
    if (e->key->kind == EXPRESSION_STRING) {
        const uint32_t key = constant_name(g, e->key->name);
        pc = emit_abc_extra(g, OP_GETFIELD, target, object, 0, key, e->line);
    } else if (is_short_integer(e->key)) {
        pc = emit_abc(g, OP_GETINDEXI, target, object, (unsigned)e->key->integer, e->line);
    } else {
        const unsigned mark = g->free;
        const unsigned key = operand(g, e->key, object == work ? NO_REGISTER : work);
        pc = emit_abc(g, OP_GETINDEX, target, object, key, e->line);
        g->free = mark;
    }
    note_operand(g, pc, OPERAND_B, e->object);
}

/* target = U[upvalue][name]. */
static void emit_get_upvalue_field(Generator *g, const Expression *e, unsigned target) {
    const uint32_t key = constant_name(g, e->key->name);
    emit_abc_extra(g, OP_GETENV, target, e->object->upvalue, 0, key, e->line);
}

/* Whether `e` indexes an upvalue by a constant name, which needs no register for the upvalue. */
static bool is_upvalue_field(const Expression *e) {
    return (e->kind == EXPRESSION_INDEX || e->kind == EXPRESSION_GLOBAL) &&
           e->object->kind == EXPRESSION_UPVALUE && e->key->kind == EXPRESSION_STRING;
}

/* ---- Calls ----------------------------------------------------------------------------------- */

/* How a call's results are wanted. */
typedef struct CallMode {
    int results; /* how many; fewer than 0: all */
    bool tail;   /* they are the function's results */
} CallMode;

/* Calls what is in the work register, the newest one but for `extra` arguments that stand behind it
** already. */
static uint32_t emit_call(Generator *g, const Expression *e, unsigned work, unsigned extra,
                          CallMode mode) {
    unsigned count = list_push(g, e->arguments);
    if (count > 0) count += extra;
    uint32_t pc;
    if (mode.tail)
        pc = emit_abc(g, OP_TAILCALL, work, count, g->to_close > 0, e->line);
    else
        pc = emit_abc(g, OP_CALL, work, count, (unsigned)(mode.results + 1), e->line);
    g->free = work + 1;
    return pc;
}

static void emit_function_call(Generator *g, const Expression *e, unsigned work, CallMode mode) {
    const uint32_t pc = emit_call(g, e, work, 0, mode);
    note_copy(g, pc, OPERAND_CALLEE, e->callee);
}

static void emit_method_call(Generator *g, const Expression *e, unsigned object, unsigned work,
                             CallMode mode) {
    const Expression *method = e->callee;
    const uint32_t key = constant_name(g, method->key->name);
    reserve(g, 1); /* the object as first argument */
    const uint32_t get = emit_abc_extra(g, OP_METHOD, work, object, 0, key, method->line);
    note_operand(g, get, OPERAND_B, method->object);
    const uint32_t pc = emit_call(g, e, work, 1, mode);
    note_name(g, pc, OPERAND_CALLEE, NAME_METHOD, method->key->name);
}

/* ---- Spines ---------------------------------------------------------------------------------- */

/* What a suffix applies to; NULL when `e` is none, or one that starts from an upvalue. */
static Expression *suffix_base(const Expression *e) {
    if (is_upvalue_field(e)) return NULL;
    switch (e->kind) {
    case EXPRESSION_INDEX:
    case EXPRESSION_GLOBAL: return e->object;
    case EXPRESSION_CALL: return e->callee;
    case EXPRESSION_METHOD_CALL: {
        const Expression *method = e->callee;
        return method->object;
    }
    default: return NULL;
    }
}

/* Applies suffix `e` to the value in register `object`. An index's value goes to `target`, a call's
** results to `work`. */
static void apply_suffix(Generator *g, Expression *e, unsigned object, unsigned target,
                         unsigned work, CallMode mode) {
    switch (e->kind) {
    case EXPRESSION_CALL: emit_function_call(g, e, work, mode); return;
    case EXPRESSION_METHOD_CALL: emit_method_call(g, e, object, work, mode); return;
    default: emit_get(g, e, object, target, work);
    }
}

/* The value that the innermost suffix, `first`, applies to; returns its register. */
static unsigned generate_base(Generator *g, Expression *base, const Expression *first,
                              unsigned work) {
    if (is_upvalue_field(base)) {
        emit_get_upvalue_field(g, base, work);
        return work;
    }
    if (first->kind != EXPRESSION_CALL) return operand(g, base, work);
    value_to(g, base, work);
    return work;
}

/* All of `e`, a suffix other than an upvalue's field. Leaves free as it was, with `work` the newest
** register. */
static void generate_suffixes(Generator *g, Expression *e, unsigned target, unsigned work,
                              CallMode mode) {
    static const CallMode single = {1, false};
    const size_t bottom = g->shared->spine.count;
    Expression *base = e;
    for (Expression *next; (next = suffix_base(base)) != NULL; base = next)
        spine_push(g, base);
    unsigned object =
        generate_base(g, base, g->shared->spine.nodes[g->shared->spine.count - 1], work);
    while (g->shared->spine.count > bottom + 1) {
        apply_suffix(g, spine_pop(g), object, work, work, single);
        object = work;
    }
    apply_suffix(g, spine_pop(g), object, target, work, mode);
}

void suffixed_to(Generator *g, Expression *e, unsigned target) {
    if (is_upvalue_field(e)) {
        emit_get_upvalue_field(g, e, target);
        return;
    }
    const unsigned mark = g->free;
    const unsigned work = newest_register(g, target);
    generate_suffixes(g, e, target, work, (CallMode){1, false});
    if (expression_is_call(e) && target != work) emit_abc(g, OP_MOVE, target, work, 0, e->line);
    g->free = mark;
}

unsigned call_results(Generator *g, Expression *e, int results) {
    const unsigned work = reserve(g, 1);
    generate_suffixes(g, e, work, work, (CallMode){results, false});
    g->free = work;
    return work;
}

void call_tail(Generator *g, Expression *e) {
    const unsigned work = reserve(g, 1);
    generate_suffixes(g, e, work, work, (CallMode){-1, true});
    g->free = work;
}
