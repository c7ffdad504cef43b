/* Expressions: literals, suffixes, constructors, operators by precedence climbing.
**
** What may grow without nesting is read by loops: suffixes, list items, left operands. Right
** operands of operators recurse and count as a level (compiler_enter). */
#include <stdio.h>
#include <string.h>

#include "fold.h"
#include "parser.h"

/* ---- Making nodes ---------------------------------------------------------------------------- */

static Expression *new_node(Parser *p, ExpressionKind kind, uint32_t line) {
    Expression *e = compiler_new(p->compiler, sizeof *e);
    *e = (Expression){.kind = (uint8_t)kind, .op = OPERATOR_NONE, .line = line};
    return e;
}

static Expression *new_string(Parser *p, Name *name, uint32_t line) {
    Expression *e = new_node(p, EXPRESSION_STRING, line);
    e->name = name;
    return e;
}

/* Keeps an expression from giving other than one value. */
static Expression *make_single(Parser *p, Expression *e) {
    if (!expression_is_open(e)) return e;
    Expression *paren = new_node(p, EXPRESSION_PAREN, e->line);
    paren->operand = e;
    return paren;
}

static Expression *make_unary(Parser *p, Operator op, Expression *operand, uint32_t line) {
    Expression folded;
    if (fold_unary(op, operand, &folded)) {
        folded.op = OPERATOR_NONE;
        folded.template_slot = 0;
        folded.line = consumed_line(p);
        *operand = folded;
        return operand;
    }
    Expression *e = new_node(p, EXPRESSION_UNARY, line);
    e->op = (uint8_t)op;
    e->operand = operand;
    return e;
}

/* `and`, `or`. With a literal on the left only one side counts. */
static Expression *make_logical(Parser *p, Operator op, Expression *left, Expression *right,
                                uint32_t line) {
    if (expression_is_literal(left))
        return literal_is_true(left) == (op == OPERATOR_AND) ? make_single(p, right) : left;
    Expression *e = new_node(p, op == OPERATOR_AND ? EXPRESSION_AND : EXPRESSION_OR, line);
    e->left = left;
    e->right = right;
    return e;
}

/* A left operand that is a variable, field or literal is loaded when its operator is read. */
static void load_at_operator(Expression *left, uint32_t line) {
    if (expression_is_literal(left) || left->kind == EXPRESSION_LOCAL ||
        left->kind == EXPRESSION_UPVALUE || left->kind == EXPRESSION_GLOBAL ||
        left->kind == EXPRESSION_INDEX)
        left->line = line;
}

static Expression *make_binary(Parser *p, Operator op, Expression *left, Expression *right,
                               uint32_t line) {
    load_at_operator(left, line);
    if (op >= OPERATOR_AND) return make_logical(p, op, left, right, line);
    Expression folded;
    if (fold_binary(op, left, right, &folded)) {
        folded.op = OPERATOR_NONE;
        folded.template_slot = 0;
        folded.line = consumed_line(p);
        *left = folded;
        return left;
    }
    Expression *e =
        new_node(p, EXPRESSION_BINARY, operator_is_comparison(op) ? consumed_line(p) : line);
    e->op = (uint8_t)op;
    e->left = left;
    e->right = right;
    return e;
}

/* ---- Variables and suffixes ------------------------------------------------------------------ */

_Noreturn void limit_error(Parser *p, const Function *f, const char *what, unsigned limit) {
    char text[96];
    if (f->parent == NULL)
        snprintf(text, sizeof text, "too many %s (limit is %u) in main function", what, limit);
    else
        snprintf(text, sizeof text, "too many %s (limit is %u) in function at line %u", what, limit,
                 (unsigned)f->line);
    scanner_error(&p->scanner, text);
}

Expression *parse_variable(Parser *p, Name *name) {
    Function *full = NULL;
    Expression *e = scope_resolve(&p->scopes, name, consumed_line(p), &full);
    if (e == NULL) limit_error(p, full, "upvalues", UPVALUE_LIMIT);
    p->constant = expression_is_literal(e) ? name->binding : NULL;
    return e;
}

static Expression *parse_primary(Parser *p) {
    if (current(p) == TOKEN_NAME) return parse_variable(p, expect_name(p));
    if (current(p) != TOKEN_LEFT_PAREN) scanner_error(&p->scanner, "unexpected symbol");
    const uint32_t line = current_line(p);
    advance(p);
    Expression *inner = parse_expression(p);
    expect_closing(p, TOKEN_RIGHT_PAREN, TOKEN_LEFT_PAREN, line);
    return make_single(p, inner);
}

Expression *parse_field(Parser *p, Expression *object) {
    Name *name = expect_name(p);
    Expression *e = new_node(p, EXPRESSION_INDEX, consumed_line(p));
    e->object = object;
    e->key = scope_key(&p->scopes, name, e->line);
    return e;
}

/* object[key]; the current token is '['. */
static Expression *parse_subscript(Parser *p, Expression *object) {
    advance(p);
    Expression *key = parse_expression(p);
    expect(p, TOKEN_RIGHT_BRACKET);
    Expression *e = new_node(p, EXPRESSION_INDEX, consumed_line(p));
    e->object = object;
    e->key = key;
    return e;
}

static Expression *parse_table(Parser *p);

/* `line` is where the called expression begins; an unclosed parenthesis is said to be there. */
static ExpressionList *parse_arguments(Parser *p, uint32_t line) {
    switch (current(p)) {
    case TOKEN_STRING: {
        Expression *e = new_string(p, p->scanner.token.name, current_line(p));
        advance(p);
        return single_expression(p, e);
    }
    case TOKEN_LEFT_BRACE: return single_expression(p, parse_table(p));
    case TOKEN_LEFT_PAREN: {
        advance(p);
        if (accept(p, TOKEN_RIGHT_PAREN)) return single_expression(p, NULL);
        ExpressionList *list = parse_expression_list(p);
        expect_closing(p, TOKEN_RIGHT_PAREN, TOKEN_LEFT_PAREN, line);
        return list;
    }
    default: scanner_error(&p->scanner, "function arguments expected");
    }
}

static Expression *parse_call(Parser *p, ExpressionKind kind, Expression *callee, uint32_t line) {
    Expression *e = new_node(p, kind, line);
    e->callee = callee;
    e->arguments = parse_arguments(p, line);
    return e;
}

/* The suffix that the current token begins, applied to `e`; NULL when it begins none. */
static Expression *parse_suffix(Parser *p, Expression *e, uint32_t line) {
    switch (current(p)) {
    case TOKEN_DOT: advance(p); return parse_field(p, e);
    case TOKEN_LEFT_BRACKET: return parse_subscript(p, e);
    case TOKEN_COLON:
        advance(p);
        return parse_call(p, EXPRESSION_METHOD_CALL, parse_field(p, e), line);
    case TOKEN_LEFT_PAREN:
    case TOKEN_STRING:
    case TOKEN_LEFT_BRACE: return parse_call(p, EXPRESSION_CALL, e, line);
    default: return NULL;
    }
}

Expression *parse_suffixed(Parser *p) {
    const uint32_t line = current_line(p);
    const bool parenthesized = current(p) == TOKEN_LEFT_PAREN;
    Expression *e = parse_primary(p);
    Expression *longer = parse_suffix(p, e, line);
    if (longer == NULL) {
        p->parenthesized = parenthesized;
        return e;
    }
    do {
        e = longer;
        longer = parse_suffix(p, e, line);
    } while (longer != NULL);
    p->parenthesized = false;
    return e;
}

/* ---- Table constructors ---------------------------------------------------------------------- */

/* Pushes key (NULL: positional) and value of one field. */
static void parse_table_field(Parser *p) {
    Expression *key = NULL;
    if (current(p) == TOKEN_LEFT_BRACKET) {
        advance(p);
        key = parse_expression(p);
        expect(p, TOKEN_RIGHT_BRACKET);
        expect(p, TOKEN_ASSIGN);
    } else if (current(p) == TOKEN_NAME && scanner_peek(&p->scanner) == TOKEN_ASSIGN) {
        Name *name = expect_name(p);
        key = new_string(p, name, consumed_line(p));
        advance(p);
    }
    Expression *value = parse_expression(p);
    push_item(p, key);
    push_item(p, value);
}

static TableConstructor *pop_table(Parser *p, size_t base) {
    const size_t count = (p->stack_count - base) / 2;
    TableConstructor *table =
        compiler_new(p->compiler, sizeof *table + count * sizeof *table->items);
    table->count = count;
    table->end_line = consumed_line(p);
    for (size_t i = 0; i < count; i++) {
        table->items[i].key = p->stack[base + 2 * i];
        table->items[i].value = p->stack[base + 2 * i + 1];
    }
    p->stack_count = base;
    return table;
}

static Expression *parse_table(Parser *p) {
    const uint32_t line = current_line(p);
    const size_t base = p->stack_count;
    expect(p, TOKEN_LEFT_BRACE);
    while (current(p) != TOKEN_RIGHT_BRACE) {
        parse_table_field(p);
        if (!accept(p, TOKEN_COMMA) && !accept(p, TOKEN_SEMICOLON)) break;
    }
    expect_closing(p, TOKEN_RIGHT_BRACE, TOKEN_LEFT_BRACE, line);
    Expression *e = new_node(p, EXPRESSION_TABLE, line);
    e->table = pop_table(p, base);
    return e;
}

/* ---- Expressions ----------------------------------------------------------------------------- */

/* A literal that is the current token. */
static Expression *parse_literal(Parser *p, ExpressionKind kind) {
    Expression *e = new_node(p, kind, current_line(p));
    const Token *token = &p->scanner.token;
    if (kind == EXPRESSION_INTEGER)
        e->integer = token->integer;
    else if (kind == EXPRESSION_FLOAT)
        e->number = token->number;
    else if (kind == EXPRESSION_STRING)
        e->name = token->name;
    advance(p);
    return e;
}

static Expression *parse_vararg(Parser *p) {
    if (!p->scopes.current->function->is_vararg)
        scanner_error(&p->scanner, "cannot use '...' outside a vararg function");
    return parse_literal(p, EXPRESSION_VARARG);
}

static Expression *parse_simple(Parser *p) {
    switch (current(p)) {
    case TOKEN_FLOAT: return parse_literal(p, EXPRESSION_FLOAT);
    case TOKEN_INTEGER: return parse_literal(p, EXPRESSION_INTEGER);
    case TOKEN_STRING: return parse_literal(p, EXPRESSION_STRING);
    case TOKEN_NIL: return parse_literal(p, EXPRESSION_NIL);
    case TOKEN_TRUE: return parse_literal(p, EXPRESSION_TRUE);
    case TOKEN_FALSE: return parse_literal(p, EXPRESSION_FALSE);
    case TOKEN_ELLIPSIS: return parse_vararg(p);
    case TOKEN_LEFT_BRACE: return parse_table(p);
    case TOKEN_FUNCTION: advance(p); return parse_function(p, false, current_line(p));
    default: return parse_suffixed(p);
    }
}

typedef struct Precedence {
    uint8_t left, right;
} Precedence;

static const Precedence precedences[] = {
#define B(name, token, left_side, right_side, sort) [OPERATOR_##name] = {left_side, right_side},
    BINARY_OPERATOR_LIST(B)
#undef B
        [OPERATOR_NONE] = {0, 0}};

/* Operator plus one of each token, 0: none. */
static const uint8_t binary_operators[TOKEN_COUNT] = {
#define B(name, token, left_side, right_side, sort) [TOKEN_##token] = OPERATOR_##name + 1,
    BINARY_OPERATOR_LIST(B)
#undef B
};
static const uint8_t unary_operators[TOKEN_COUNT] = {
#define U(name, token) [TOKEN_##token] = OPERATOR_##name + 1,
    UNARY_OPERATOR_LIST(U)
#undef U
};

static inline Operator binary_operator(TokenKind kind) {
    return binary_operators[kind] == 0 ? OPERATOR_NONE : (Operator)(binary_operators[kind] - 1);
}

static Expression *parse_binary(Parser *p, unsigned limit);

static Expression *parse_operand(Parser *p) {
    if (unary_operators[current(p)] == 0) return parse_simple(p);
    const Operator op = (Operator)(unary_operators[current(p)] - 1);
    const uint32_t line = current_line(p);
    advance(p);
    return make_unary(p, op, parse_binary(p, UNARY_PRECEDENCE), line);
}

/* An expression whose binary operators all bind tighter than `limit`. */
static Expression *parse_binary(Parser *p, unsigned limit) {
    compiler_enter(p->compiler, current_line(p));
    Expression *left = parse_operand(p);
    Operator op = binary_operator(current(p));
    while (precedences[op].left > limit) {
        const uint32_t line = current_line(p);
        advance(p);
        Expression *right = parse_binary(p, precedences[op].right);
        left = make_binary(p, op, left, right, line);
        op = binary_operator(current(p));
    }
    compiler_leave(p->compiler);
    return left;
}

Expression *parse_expression(Parser *p) {
    return parse_binary(p, 0);
}

ExpressionList *parse_expression_list(Parser *p) {
    const size_t base = p->stack_count;
    Expression *first = parse_expression(p);
    if (current(p) != TOKEN_COMMA) return single_expression(p, first);
    push_item(p, first);
    while (accept(p, TOKEN_COMMA))
        push_item(p, parse_expression(p));
    return pop_expressions(p, base);
}
