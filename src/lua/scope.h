/* Scopes: which variable, upvalue or label a name means (the resolver).
**
** Lua wants names declared before they are used, so the parser can resolve each name the moment it
** reads it: it tells this module where functions and blocks begin and end and what they declare,
** and asks what a name means. A separate walk over the finished tree would cost time and would
** report errors out of their order in the source; the price is that the tree is not there yet, so
** whatever is only known at the end of a scope (is a variable captured? is it assigned?) is written
** into the Local and read by the generator, which runs after the parser.
**
** Looking up is reading Name.binding, kept right by a list of shadowed bindings in each scope.
**
** Order. Declarations, labels, gotos and scopes draw numbers from one counter. "Is variable v
** declared after goto g?" is a comparison of their numbers, so a goto that waits for its label
** needs no bookkeeping when scopes close.
*/
#ifndef ORRERY_LUA_SCOPE_H
#define ORRERY_LUA_SCOPE_H

#include "ast.h"
#include "compiler.h"

/* A goto or break that is not resolved when it is read. */
typedef struct Goto {
    Name *name;          /* NULL: `break` */
    GotoStatement *jump; /* gets the label */
    struct Goto *older;  /* the older goto waiting for the same name, or NULL */
    struct Goto *next;   /* the next goto of the same function, resolved or not */
    uint64_t order;
    uint32_t line;
    bool resolved;
} Goto;

/* A function being parsed. */
typedef struct FunctionScope {
    struct FunctionScope *outer; /* of the enclosing function, NULL for the main one */
    Function *function;
    struct Scope *innermost; /* its open scopes */
    Local *locals;           /* its active variables, innermost first */
    unsigned local_count;    /* its variables, active or declared just now */
    Goto *first_goto, *last_goto;
    Expression *environment;        /* what globals are fields of: a LOCAL or UPVALUE, */
    const Local *environment_local; /* that reads this variable; NULL before the first */
} FunctionScope;

/* A block being parsed. Lives on the parser's C stack. */
typedef struct Scope {
    struct Scope *outer; /* in the same function, or NULL: the function's body */
    Block *block;
    Local *outer_locals;  /* FunctionScope.locals when it opened */
    unsigned outer_count; /* FunctionScope.local_count then */
    Label *labels;        /* declared in it, newest first */
    uint64_t order;
    bool is_loop;
    Label *exit; /* is_loop: where its breaks go; NULL before the first break */
} Scope;

/* All scopes of a compilation. */
typedef struct Scopes {
    Compiler *compiler;
    FunctionScope *current; /* innermost function */
    uint64_t order;         /* last number drawn */
    Name *environment;      /* "_ENV" */
    Local *outside;         /* the variable that the main function's first upvalue is */
} Scopes;

void scopes_init(Scopes *scopes, Compiler *c);

/* Functions. Closing checks that all gotos found their labels; `line` is for that error. */
void scope_open_function(Scopes *scopes, FunctionScope *f, Function *function);
void scope_close_function(Scopes *scopes, uint32_t line);

/* Blocks. */
void scope_open(Scopes *scopes, Scope *scope, Block *block, bool is_loop);
void scope_close(Scopes *scopes);

/* Declares a variable of the innermost block. It is not visible before scope_activate, but counts.
** Returns NULL when the function has LOCAL_LIMIT variables already. */
Local *scope_declare(Scopes *scopes, Name *name, LocalAttribute attribute);
void scope_activate(Scopes *scopes, Local *local);

/* What a name means here, as an expression: LOCAL, UPVALUE, GLOBAL, or the literal value of a
** constant. NULL when a function would get more than UPVALUE_LIMIT upvalues; *full is that function
** then. */
Expression *scope_resolve(Scopes *scopes, Name *name, uint32_t line, Function **full);

/* A field's constant key. All fields of one name share it. */
Expression *scope_key(Scopes *scopes, Name *name, uint32_t line);

/* The variable that an expression made by scope_resolve reads; NULL for GLOBAL. */
Local *scope_variable(Scopes *scopes, const Expression *e);

/* Labels and jumps. A label is first made, then declared where it stands. `at_end`: only void
** statements follow in the block, so that the label counts as being outside of the scopes of the
** block's variables. `line` is the label's, `error_line` where errors are reported. */
Label *scope_make_label(Scopes *scopes, Name *name, uint32_t line);
void scope_declare_label(Scopes *scopes, Label *label, bool at_end, uint32_t error_line);
void scope_goto(Scopes *scopes, GotoStatement *jump, Name *name, uint32_t line);
void scope_break(Scopes *scopes, GotoStatement *jump, uint32_t line);

#endif
