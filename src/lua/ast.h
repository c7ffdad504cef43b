/* The syntax tree.
**
** The parser builds one tree for the whole source, in the arena. While it builds, scope.c resolves
** names: a name in the tree is already a variable (LOCAL, UPVALUE) or a field of the environment
** (GLOBAL), a goto knows its label, and constant expressions are folded (fold.c). So the generator
** only walks: Function -> Block -> Statement -> Expression.
**
** Depth. Parentheses, unary operators, right operands and statements nest at most LEVEL_LIMIT deep,
** so walks may recurse into them. The *left* operand of binary operators, and what a suffix (index,
** call) is applied to, nest without limit ("a+a+a+...", "f()()()..."): walks must iterate there.
**
** Lines are those that Lua 5.4 gives to the instructions, see each node.
*/
#ifndef ORRERY_LUA_AST_H
#define ORRERY_LUA_AST_H

#include <stdbool.h>
#include <stdint.h>

#include "names.h"
#include "operators.h"

typedef struct Expression Expression;
typedef struct Statement Statement;
typedef struct Function Function;
typedef struct Block Block;
typedef struct Local Local;
typedef struct Label Label;

/* ---- Variables ------------------------------------------------------------------------------- */

typedef enum LocalAttribute {
    LOCAL_REGULAR,
    LOCAL_CONST,
    LOCAL_CLOSE,    /* <close>; also the closing value of a generic for */
    LOCAL_CONSTANT, /* <const> with a value known to the compiler; has no register */
    LOCAL_HIDDEN    /* state of a for loop: no source text can name it */
} LocalAttribute;

struct Local {
    Name *name;
    Local *shadowed;       /* what `name` meant before, or NULL */
    Local *outer;          /* the variable of the same function declared before it, or NULL */
    Function *function;    /* the one it belongs to */
    Block *block;          /* the one it belongs to */
    Expression *constant;  /* LOCAL_CONSTANT: its value, a literal; else NULL */
    uint64_t order;        /* place in the order of declarations, labels and gotos; see scope.h */
    uint32_t start_pc;     /* generator: first word where it is active */
    uint8_t attribute;     /* LocalAttribute */
    uint8_t reg;           /* generator: its register */
    bool captured;         /* an inner function uses it */
    bool assigned;         /* assigned after its declaration */
    uint64_t store_serial; /* generator: the last multiple assignment that has it as a target */
};

/* One upvalue of a function: a variable of the enclosing function, or an upvalue of it. */
typedef struct Upvalue {
    Local *local;          /* the variable, of whatever enclosing function */
    bool from_parent;      /* `local` belongs to the function directly around this one */
    uint32_t index;        /* !from_parent: index of the upvalue there */
    uint64_t store_serial; /* generator: as in Local */
} Upvalue;

/* ---- Expressions ----------------------------------------------------------------------------- */

typedef enum ExpressionKind {
    EXPRESSION_NIL,
    EXPRESSION_FALSE,
    EXPRESSION_TRUE,
    EXPRESSION_INTEGER,
    EXPRESSION_FLOAT,
    EXPRESSION_STRING,
    EXPRESSION_VARARG,
    EXPRESSION_FUNCTION,
    EXPRESSION_LOCAL,
    EXPRESSION_UPVALUE,
    EXPRESSION_GLOBAL, /* a free name: the field `key` of the variable _ENV */
    EXPRESSION_INDEX,
    EXPRESSION_CALL,
    EXPRESSION_METHOD_CALL,
    EXPRESSION_PAREN, /* only around what could give several values: makes it one */
    EXPRESSION_UNARY,
    EXPRESSION_BINARY,
    EXPRESSION_AND,
    EXPRESSION_OR,
    EXPRESSION_TABLE
} ExpressionKind;

typedef struct ExpressionList {
    uint32_t count;
    Expression *items[];
} ExpressionList;

/* `{key = value}`, `{[key] = value}`, or `{value}` with key NULL. */
typedef struct TableItem {
    Expression *key;
    Expression *value;
} TableItem;

typedef struct TableConstructor {
    size_t count;
    uint32_t end_line; /* of the closing brace */
    TableItem items[];
} TableConstructor;

/* 24 bytes a node: large tables of data are common and each element is one. The same node may stand
** in several places as the key of a field or as the environment of a global. */
struct Expression {
    uint8_t kind;           /* ExpressionKind */
    uint8_t op;             /* UNARY, BINARY: Operator */
    uint16_t template_slot; /* generator: STRING key of a table constructor, slot number + 1 */
    uint32_t line; /* of its last token; calls: of the first token of what is called; UNARY, AND,
                      OR and arithmetic: of the operator; FUNCTION: of its `end` */
    union {
        int64_t integer;
        double number;
        Name *name; /* STRING */
        Function *function;
        Local *local;
        uint32_t upvalue;
        Expression *operand; /* UNARY, PAREN */
        TableConstructor *table;
        struct {
            Expression *left, *right; /* BINARY, AND, OR */
        };
        struct {
            Expression *object, *key; /* INDEX, GLOBAL */
        };
        struct {
            Expression *callee; /* METHOD_CALL: an INDEX whose key is the method's name */
            ExpressionList *arguments;
        };
    };
};

_Static_assert(sizeof(Expression) == 24, "a node stays small");

static inline bool expression_is_literal(const Expression *e) {
    return e->kind <= EXPRESSION_STRING;
}
static inline bool expression_is_numeral(const Expression *e) {
    return e->kind == EXPRESSION_INTEGER || e->kind == EXPRESSION_FLOAT;
}
/* May give any number of values. */
static inline bool expression_is_open(const Expression *e) {
    return e->kind == EXPRESSION_CALL || e->kind == EXPRESSION_METHOD_CALL ||
           e->kind == EXPRESSION_VARARG;
}
static inline bool expression_is_call(const Expression *e) {
    return e->kind == EXPRESSION_CALL || e->kind == EXPRESSION_METHOD_CALL;
}

/* ---- Statements ------------------------------------------------------------------------------ */

struct Block {
    Statement *first;  /* NULL when empty */
    uint32_t end_line; /* of the last token in it, or before it when it is empty */
    bool needs_close;  /* a variable of it is captured or to be closed */
};

typedef enum StatementKind {
    STATEMENT_LOCAL,
    STATEMENT_LOCAL_FUNCTION,
    STATEMENT_FUNCTION, /* `function a.b:c() ... end` */
    STATEMENT_ASSIGN,
    STATEMENT_CALL,
    STATEMENT_DO,
    STATEMENT_WHILE,
    STATEMENT_REPEAT,
    STATEMENT_IF,
    STATEMENT_NUMERIC_FOR,
    STATEMENT_GENERIC_FOR,
    STATEMENT_RETURN,
    STATEMENT_GOTO, /* also `break` */
    STATEMENT_LABEL
} StatementKind;

typedef struct LocalList {
    uint32_t count;
    Local *items[];
} LocalList;

typedef struct LocalStatement {
    LocalList *locals;
    ExpressionList *values;
} LocalStatement;

typedef struct LocalFunctionStatement {
    Local *local;
    Expression *function;
} LocalFunctionStatement;

/* Also FUNCTION, with one target and one value. */
typedef struct AssignStatement {
    ExpressionList *targets; /* LOCAL, UPVALUE, GLOBAL and INDEX */
    ExpressionList *values;
} AssignStatement;

/* DO, WHILE and REPEAT. */
typedef struct BlockStatement {
    Block body;
    Expression *condition; /* WHILE, REPEAT */
    Label *exit;           /* WHILE, REPEAT: where `break` goes; NULL without a break */
    uint32_t test_line;    /* WHILE, REPEAT: of the condition's last token */
} BlockStatement;

/* One `if` or `elseif` with its block. */
typedef struct IfClause {
    Expression *condition;
    Block body;
    uint32_t then_line;    /* of `then` */
    struct IfClause *next; /* NULL: the last */
} IfClause;

typedef struct IfStatement {
    IfClause *first;
    Block *otherwise; /* NULL: no else */
} IfStatement;

/* Hidden state in three (numeric) or four (generic) registers, then the variables. */
typedef struct ForStatement {
    Local *state[4];
    LocalList *variables;
    ExpressionList *values; /* numeric: start, limit and perhaps step; generic: explist */
    Block outer;            /* holds the state */
    Block body;             /* holds the variables */
    Label *exit;
    uint32_t do_line;   /* of `do` */
    uint32_t loop_line; /* numeric: of `for`; generic: of the first token behind `in` */
} ForStatement;

typedef struct GotoStatement {
    Label *label;
} GotoStatement;

struct Statement {
    uint8_t kind;      /* StatementKind */
    uint32_t line;     /* of its first token */
    uint32_t end_line; /* of its last token */
    Statement *next;   /* in its block */
    union {
        LocalStatement local;
        LocalFunctionStatement local_function;
        AssignStatement assign;
        Expression *call;
        BlockStatement *block;
        IfStatement branch;
        ForStatement *loop;
        ExpressionList *values; /* RETURN */
        GotoStatement jump;
        Label *label;
    };
};

/* An empty list of jumps; see emit.h. */
#define NO_JUMP UINT32_MAX

/* A label, or the end of a loop as the target of its `break`s. */
struct Label {
    Name *name;      /* NULL: the end of a loop */
    Label *shadowed; /* label of the same name in an enclosing function, or NULL */
    Label *outer;    /* the label declared before it in the same scope, or NULL */
    Function *function;
    uint32_t line;
    uint64_t level;  /* order of the innermost variable still alive at the label, 0: none */
    bool placed;     /* generator: its place in the code is known, */
    uint32_t breaks; /* generator: jumps to the end of a loop so far */
    uint32_t pc;     /* and is this; before, the newest of the jumps that wait for it, or NO_JUMP */
};

struct Function {
    Function *parent; /* NULL: the main function */
    LocalList *parameters;
    Block body;
    Upvalue *upvalues; /* array in the arena */
    size_t upvalue_count, upvalue_capacity;
    uint32_t line;     /* of `function`; 0 for the main function */
    uint32_t end_line; /* of its `end`; for the main function, of the last token */
    bool is_vararg;
};

#endif
