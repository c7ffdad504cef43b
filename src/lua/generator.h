/* Generator: syntax tree -> code of one function after another.
**
** Values go where they are wanted: whoever needs a value names the register that shall hold it
** (value_to), or asks where it is (operand), in which case a local variable stays in its own
** register. A comparison or logical operator asked for its truth becomes jumps (branch).
**
** Registers are a stack. Those of active variables come first, [0, active); above them are
** temporaries, [active, free). A function of this module that takes temporaries gives them back;
** what it leaves is said where it is declared. A *temporary* register as destination may be written
** early, with parts of the value; a variable's register is written last, since the expression may
** read the variable.
**
**   emit.h                  instructions, constants, jump lists, names for error messages
**   generate_expression.c   values: literals, variables, operators
**   generate_suffix.c       indexing, calls
**   generate_condition.c    truth, comparisons, `and`, `or`, `not`
**   generate_table.c        table constructors
**   generate_statement.c    declarations, assignments, if, goto, return
**   generate_loop.c         while, repeat, for
**   generate_function.c     functions, blocks, variables
**   generate_meter.h        what metered code pays
*/
#ifndef ORRERY_LUA_GENERATOR_H
#define ORRERY_LUA_GENERATOR_H

#include "ast.h"
#include "compiler.h"

#define NO_REGISTER 256u /* no register: above all of them */

/* Nodes of left spines being walked (see ast.h); a stack that all functions of a compilation
** share. */
typedef struct Spine {
    Expression **nodes; /* in the arena */
    size_t count, capacity;
} Spine;

/* What the generators of a compilation share. */
typedef struct Generation {
    Compiler *compiler;
    Spine spine;
    Local **locals; /* a list being turned around; in the arena */
    size_t locals_count, locals_capacity;
    uint32_t source; /* string: the chunk's name */
    uint64_t serial; /* last number drawn by a function, multiple assignment or table constructor */
} Generation;

/* A function being generated. */
typedef struct Generator {
    Generation *shared;
    Compiler *compiler; /* shared->compiler */
    FunctionBuilder *builder;
    Function *function;
    struct Generator *outer; /* of the enclosing function, NULL for the main one */
    unsigned active;         /* registers of active variables */
    unsigned free;           /* first register not in use; >= active */
    unsigned used;           /* highest `free` so far */
    Local *locals;           /* innermost active variable, linked by `outer` */
    unsigned to_close;       /* active variables that are captured or to be closed */
    unsigned closing;        /* active variables to be closed */
    uint32_t line;           /* of the statement being generated */
    uint64_t serial;         /* names the function; from 1 */
    uint32_t last_nil;       /* pc of the last LOADNIL, NO_JUMP if none can be made longer */
    uint32_t empty_template; /* of `{}`, UINT32_MAX before the first */
    uint32_t charge; /* pc of the present block's CHARGE (generate_meter.h), NO_JUMP: none yet */
    uint32_t charge_line; /* whose costs it pays, with METER_LINES */
    uint64_t escapes;     /* returns, gotos and breaks so far, without the breaks of loops that
                             ** have ended */
} Generator;

/* ---- Registers */

/* Takes the next `count` registers; returns the first. */
static inline unsigned reserve(Generator *g, unsigned count) {
    const unsigned first = g->free;
    if (first + count > REGISTER_LIMIT)
        compiler_error(g->compiler, g->line, "function or expression needs too many registers");
    g->free = first + count;
    if (g->free > g->used) g->used = g->free;
    return first;
}

static inline bool is_temporary(const Generator *g, unsigned reg) {
    return reg >= g->active;
}

/* Whether `reg` is the newest temporary, so that what is reserved next stands right behind it. */
static inline bool is_newest(const Generator *g, unsigned reg) {
    return reg >= g->active && reg + 1 == g->free;
}

/* A temporary to work in: `target` if it is one that may be written early, else a new one. */
static inline unsigned work_register(Generator *g, unsigned target) {
    return is_temporary(g, target) ? target : reserve(g, 1);
}

/* The same, but the newest temporary. */
static inline unsigned newest_register(Generator *g, unsigned target) {
    return is_newest(g, target) ? target : reserve(g, 1);
}

/* ---- Left spines */

static inline void spine_push(Generator *g, Expression *node) {
    Spine *s = &g->shared->spine;
    s->nodes = compiler_grow(g->compiler, s->nodes, s->count, &s->capacity, sizeof *s->nodes);
    s->nodes[s->count++] = node;
}
static inline Expression *spine_pop(Generator *g) {
    return g->shared->spine.nodes[--g->shared->spine.count];
}

/* ---- Expressions */

/* Puts the value of `e` into register `target`. */
void value_to(Generator *g, Expression *e, unsigned target);

/* Puts it into a new register, which stays reserved; returns it. */
unsigned value_push(Generator *g, Expression *e);

/* The register of a local variable, else puts the value into `work`, or into a new register, which
** stays reserved, when that is NO_REGISTER. */
unsigned operand(Generator *g, Expression *e, unsigned work);

/* How many registers hold something of use once `target` has been written: what a collection at
** that instruction has to keep. */
static inline unsigned live_registers(const Generator *g, unsigned target) {
    return g->free > target ? g->free : target + 1;
}

/* Puts all values of an open expression (call, vararg) from register g->free on and sets the
** top. */
void values_open(Generator *g, Expression *e);

/* Puts `count` values of an open expression into new registers, which stay reserved. */
void values_push(Generator *g, Expression *e, unsigned count);

/* Puts a list's values into new registers; `*count` is their number when all are single. Returns
** the count field of an instruction that takes them: their number plus one, or 0 when the last is
** open. */
unsigned list_push(Generator *g, const ExpressionList *list);

/* Value of GLOBAL, INDEX, CALL and METHOD_CALL. */
void suffixed_to(Generator *g, Expression *e, unsigned target);

/* Makes a call that gives `results` values (fewer than 0: all, open) in new registers at g->free;
** none of them stay reserved. Returns the first. */
unsigned call_results(Generator *g, Expression *e, int results);

/* `return` of a call. */
void call_tail(Generator *g, Expression *e);

/* The boolean that a comparison or `not` gives. */
void boolean_to(Generator *g, Expression *e, unsigned target);

/* Value of AND and OR. */
void logical_to(Generator *g, Expression *e, unsigned target);

/* A jump that depends on an expression. */
typedef struct Branch {
    bool sense;      /* jump when the expression has this truth; otherwise go on behind the jump */
    unsigned target; /* register that holds its value when the jump is taken, or NO_REGISTER */
    uint32_t line;   /* of the token behind the expression: tests of values belong there */
    uint32_t *jumps; /* the list to add the jump to */
} Branch;

void branch(Generator *g, Expression *e, Branch b);

/* The same without a value. */
static inline void branch_if(Generator *g, Expression *e, bool sense, uint32_t line,
                             uint32_t *jumps) {
    branch(g, e, (Branch){sense, NO_REGISTER, line, jumps});
}

void table_to(Generator *g, Expression *e, unsigned target);

/* A new closure of an EXPRESSION_FUNCTION, made by an instruction of the given line. */
void closure_to(Generator *g, Expression *e, unsigned target, uint32_t line);

/* ---- Statements and blocks */

/* State of the registers and variables to return to at the end of a block. */
typedef struct BlockState {
    unsigned active;
    Local *locals;
    unsigned to_close, closing;
} BlockState;

BlockState block_enter(Generator *g);
/* Ends the variables declared since; closes them when `needs_close`. */
void block_leave(Generator *g, const BlockState *state, bool needs_close, uint32_t line);

void generate_statements(Generator *g, const Block *block);
/* A whole block. */
void generate_block(Generator *g, const Block *block);
/* Whether control never reaches the end of the block. */
bool block_jumps_away(const Block *block);

/* Makes a variable active in the register that it has got. */
void activate(Generator *g, Local *local, unsigned reg);

/* Register from which on a jump to `label` has to close variables, or NO_REGISTER. */
unsigned close_level(const Generator *g, const Label *label);
void label_place(Generator *g, Label *label);

/* `return` without values. */
void return_nothing(Generator *g, uint32_t line);

/* Puts exactly `count` values into new registers, which stay reserved. */
void push_exactly(Generator *g, const ExpressionList *values, uint32_t count, uint32_t line);

void generate_while(Generator *g, Statement *s);
void generate_repeat(Generator *g, Statement *s);
void generate_numeric_for(Generator *g, Statement *s);
void generate_generic_for(Generator *g, Statement *s);

/* Generates the whole Program into c->builder. */
void generate(Compiler *c, Function *main_function);

#endif
