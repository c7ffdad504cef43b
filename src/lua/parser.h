/* Parser: tokens -> syntax tree, by recursive descent with one token of look-ahead.
**
** parser.c reads statements and functions' bodies, parser_expression.c expressions. Both resolve
** names as they go (scope.h). Lists of unknown length are collected on a stack of pointers that the
** nested levels share, then copied to the arena in their exact size.
*/
#ifndef ORRERY_LUA_PARSER_H
#define ORRERY_LUA_PARSER_H

#include "ast.h"
#include "scanner.h"
#include "scope.h"

typedef struct Parser {
    Compiler *compiler;
    Scanner scanner;
    Scopes scopes;
    Local *constant;    /* what the last name meant, if it is a compile-time constant */
    bool parenthesized; /* the last suffixed expression was one in parentheses without a suffix */
    void **stack;       /* list items being collected; in the arena */
    size_t stack_count, stack_capacity;
} Parser;

/* Parses the whole source; the tree lives in the compiler's arena. */
Function *parse(Compiler *c, const char *text, size_t size);

/* ---- Between the parser's files ---- */

static inline TokenKind current(const Parser *p) {
    return p->scanner.token.kind;
}
static inline void advance(Parser *p) {
    scanner_next(&p->scanner);
}
static inline uint32_t current_line(const Parser *p) {
    return p->scanner.line;
}

/* Line of the token consumed last. */
static inline uint32_t consumed_line(const Parser *p) {
    return p->scanner.last_line;
}

/* Consumes the current token if it is `kind`. */
static inline bool accept(Parser *p, TokenKind kind) {
    if (current(p) != kind) return false;
    advance(p);
    return true;
}

/* Consumes a token that must be `kind`: "'kind' expected near ...". */
void expect(Parser *p, TokenKind kind);

/* The same for the end of something that `opening` on `line` began. */
void expect_closing(Parser *p, TokenKind kind, TokenKind opening, uint32_t line);

/* Consumes a name. */
Name *expect_name(Parser *p);

static inline void push_item(Parser *p, void *item) {
    p->stack =
        compiler_grow(p->compiler, p->stack, p->stack_count, &p->stack_capacity, sizeof *p->stack);
    p->stack[p->stack_count++] = item;
}

/* Takes the expressions pushed since the stack held `base` items off it, as a list. */
ExpressionList *pop_expressions(Parser *p, size_t base);

/* A list of one expression, or of none when it is NULL. */
ExpressionList *single_expression(Parser *p, Expression *e);

Expression *parse_expression(Parser *p);
ExpressionList *parse_expression_list(Parser *p);

/* A name, a call, or an index: what may begin a statement. */
Expression *parse_suffixed(Parser *p);

/* `Name` as an expression; the name was consumed. */
Expression *parse_variable(Parser *p, Name *name);

/* object.Name; the current token is the name. */
Expression *parse_field(Parser *p, Expression *object);

/* Parameters and body of a function whose keyword, on `line`, was consumed. */
Expression *parse_function(Parser *p, bool is_method, uint32_t line);

/* Raises an error without a token when `target` may not be assigned to; marks it as assigned. */
void check_assignable(Parser *p, Expression *target);

/* Declares a variable; raises "too many local variables". */
Local *declare(Parser *p, Name *name, LocalAttribute attribute);

_Noreturn void limit_error(Parser *p, const Function *f, const char *what, unsigned limit);

#endif
