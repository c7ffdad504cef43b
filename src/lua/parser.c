#include "parser.h"

#include <stdio.h>
#include <string.h>

/* ---- Tokens that must come ------------------------------------------------------------------- */

/* How "expected" errors call a token. */
static void describe(TokenKind kind, char *buffer, size_t size) {
    snprintf(buffer, size, token_is_class(kind) ? "%s" : "'%s'", token_texts[kind]);
}

static _Noreturn void expected_error(Parser *p, TokenKind kind) {
    char token[32], text[64];
    describe(kind, token, sizeof token);
    snprintf(text, sizeof text, "%s expected", token);
    scanner_error(&p->scanner, text);
}

void expect(Parser *p, TokenKind kind) {
    if (current(p) != kind) expected_error(p, kind);
    advance(p);
}

void expect_closing(Parser *p, TokenKind kind, TokenKind opening, uint32_t line) {
    if (accept(p, kind)) return;
    if (line == current_line(p)) expected_error(p, kind);
    char wanted[32], opened[32], text[128];
    describe(kind, wanted, sizeof wanted);
    describe(opening, opened, sizeof opened);
    snprintf(text, sizeof text, "%s expected (to close %s at line %u)", wanted, opened,
             (unsigned)line);
    scanner_error(&p->scanner, text);
}

Name *expect_name(Parser *p) {
    if (current(p) != TOKEN_NAME) expected_error(p, TOKEN_NAME);
    Name *name = p->scanner.token.name;
    advance(p);
    return name;
}

/* ---- Lists ----------------------------------------------------------------------------------- */

static ExpressionList *new_list(Parser *p, size_t count) {
    if (count > INT32_MAX) scanner_error(&p->scanner, "too many expressions");
    ExpressionList *list = compiler_new(p->compiler, sizeof *list + count * sizeof *list->items);
    list->count = (uint32_t)count;
    return list;
}

ExpressionList *pop_expressions(Parser *p, size_t base) {
    const size_t count = p->stack_count - base;
    ExpressionList *list = new_list(p, count);
    if (count > 0) memcpy(list->items, p->stack + base, count * sizeof *list->items);
    p->stack_count = base;
    return list;
}

ExpressionList *single_expression(Parser *p, Expression *e) {
    ExpressionList *list = new_list(p, e != NULL);
    if (e != NULL) list->items[0] = e;
    return list;
}

static LocalList *pop_locals(Parser *p, size_t base) {
    const size_t count = p->stack_count - base;
    LocalList *list = compiler_new(p->compiler, sizeof *list + count * sizeof *list->items);
    list->count = (uint32_t)count;
    if (count > 0) memcpy(list->items, p->stack + base, count * sizeof *list->items);
    p->stack_count = base;
    return list;
}

/* ---- Variables ------------------------------------------------------------------------------- */

Local *declare(Parser *p, Name *name, LocalAttribute attribute) {
    Local *local = scope_declare(&p->scopes, name, attribute);
    if (local == NULL) limit_error(p, p->scopes.current->function, "local variables", LOCAL_LIMIT);
    return local;
}

static void activate_all(Parser *p, const LocalList *locals) {
    for (uint32_t i = 0; i < locals->count; i++)
        scope_activate(&p->scopes, locals->items[i]);
}

static _Noreturn void constant_error(Parser *p, const Local *local) {
    compiler_error(p->compiler, current_line(p), "attempt to assign to const variable '%.*s'",
                   (int)local->name->length, local->name->text);
}

void check_assignable(Parser *p, Expression *target) {
    if (expression_is_literal(target)) constant_error(p, p->constant);
    Local *local = scope_variable(&p->scopes, target);
    if (local == NULL) return;
    if (local->attribute != LOCAL_REGULAR) constant_error(p, local);
    local->assigned = true;
}

/* ---- Functions ------------------------------------------------------------------------------- */

static void parse_statements(Parser *p, Block *block);

/* Parameters up to the closing parenthesis, which stays. */
static void parse_parameters(Parser *p, Function *f) {
    if (current(p) == TOKEN_RIGHT_PAREN) return;
    do {
        if (current(p) == TOKEN_NAME) {
            push_item(p, declare(p, expect_name(p), LOCAL_REGULAR));
        } else if (accept(p, TOKEN_ELLIPSIS)) {
            f->is_vararg = true;
        } else {
            scanner_error(&p->scanner, "<name> or '...' expected");
        }
    } while (!f->is_vararg && accept(p, TOKEN_COMMA));
}

static Function *new_function(Parser *p, uint32_t line) {
    Function *f = compiler_new(p->compiler, sizeof *f);
    *f = (Function){.line = line};
    if (p->scopes.current != NULL) f->parent = p->scopes.current->function;
    return f;
}

Expression *parse_function(Parser *p, bool is_method, uint32_t line) {
    Function *f = new_function(p, line);
    FunctionScope scope;
    Scope body;
    scope_open_function(&p->scopes, &scope, f);
    scope_open(&p->scopes, &body, &f->body, false);
    expect(p, TOKEN_LEFT_PAREN);
    const size_t base = p->stack_count;
    if (is_method) push_item(p, declare(p, name_intern(p->compiler, "self", 4), LOCAL_REGULAR));
    parse_parameters(p, f);
    f->parameters = pop_locals(p, base);
    activate_all(p, f->parameters);
    expect(p, TOKEN_RIGHT_PAREN);
    parse_statements(p, &f->body);
    f->end_line = current_line(p);
    expect_closing(p, TOKEN_END, TOKEN_FUNCTION, line);
    scope_close(&p->scopes);
    scope_close_function(&p->scopes, current_line(p));
    Expression *e = compiler_new(p->compiler, sizeof *e);
    *e = (Expression){.kind = EXPRESSION_FUNCTION, .op = OPERATOR_NONE, .line = f->end_line};
    e->function = f;
    return e;
}

/* ---- Statements ------------------------------------------------------------------------------ */

/* Whether the current token ends a block. `until` ends a block, but the scope goes on behind it. */
static bool block_ends(const Parser *p, bool until_counts) {
    switch (current(p)) {
    case TOKEN_ELSE:
    case TOKEN_ELSEIF:
    case TOKEN_END:
    case TOKEN_END_OF_TEXT: return true;
    case TOKEN_UNTIL: return until_counts;
    default: return false;
    }
}

static Statement *new_statement(Parser *p, StatementKind kind, uint32_t line) {
    Statement *s = compiler_new(p->compiler, sizeof *s);
    *s = (Statement){.kind = (uint8_t)kind, .line = line};
    return s;
}

/* One with a block. */
static Statement *new_block_statement(Parser *p, StatementKind kind, uint32_t line) {
    Statement *s = new_statement(p, kind, line);
    s->block = compiler_new(p->compiler, sizeof *s->block);
    *s->block = (BlockStatement){0};
    return s;
}

/* Statements up to the end of the block, in a scope of their own. */
static void parse_block(Parser *p, Block *block, bool is_loop) {
    Scope scope;
    scope_open(&p->scopes, &scope, block, is_loop);
    parse_statements(p, block);
    scope_close(&p->scopes);
}

static Statement *parse_do(Parser *p, uint32_t line) {
    Statement *s = new_block_statement(p, STATEMENT_DO, line);
    advance(p);
    parse_block(p, &s->block->body, false);
    expect_closing(p, TOKEN_END, TOKEN_DO, line);
    return s;
}

static Statement *parse_while(Parser *p, uint32_t line) {
    Statement *s = new_block_statement(p, STATEMENT_WHILE, line);
    advance(p);
    s->block->condition = parse_expression(p);
    s->block->test_line = consumed_line(p);
    expect(p, TOKEN_DO);
    Scope scope;
    scope_open(&p->scopes, &scope, &s->block->body, true);
    parse_statements(p, &s->block->body);
    scope_close(&p->scopes);
    s->block->exit = scope.exit;
    expect_closing(p, TOKEN_END, TOKEN_WHILE, line);
    return s;
}

/* The condition belongs to the scope of the body, so there are two scopes: `break` leaves both. */
static Statement *parse_repeat(Parser *p, uint32_t line) {
    Statement *s = new_block_statement(p, STATEMENT_REPEAT, line);
    advance(p);
    Scope loop;
    scope_open(&p->scopes, &loop, &s->block->body, true);
    parse_statements(p, &s->block->body);
    expect_closing(p, TOKEN_UNTIL, TOKEN_REPEAT, line);
    s->block->condition = parse_expression(p);
    s->block->test_line = consumed_line(p);
    scope_close(&p->scopes);
    s->block->exit = loop.exit;
    return s;
}

/* One `if` or `elseif`, its keyword being the current token. */
static IfClause *parse_clause(Parser *p) {
    IfClause *clause = compiler_new(p->compiler, sizeof *clause);
    *clause = (IfClause){0};
    advance(p);
    clause->condition = parse_expression(p);
    expect(p, TOKEN_THEN);
    clause->then_line = consumed_line(p);
    parse_block(p, &clause->body, false);
    return clause;
}

static Statement *parse_if(Parser *p, uint32_t line) {
    Statement *s = new_statement(p, STATEMENT_IF, line);
    IfClause *last = s->branch.first = parse_clause(p);
    while (current(p) == TOKEN_ELSEIF)
        last = last->next = parse_clause(p);
    if (accept(p, TOKEN_ELSE)) {
        Block *block = compiler_new(p->compiler, sizeof *block);
        *block = (Block){0};
        parse_block(p, block, false);
        s->branch.otherwise = block;
    }
    expect_closing(p, TOKEN_END, TOKEN_IF, line);
    return s;
}

/* ---- for */

static void declare_state(Parser *p, ForStatement *loop, int count) {
    Name *name = name_intern(p->compiler, "(for state)", 11);
    for (int i = 0; i < count; i++)
        loop->state[i] = declare(p, name, i == 3 ? LOCAL_CLOSE : LOCAL_HIDDEN);
}

static void activate_state(Parser *p, ForStatement *loop, int count) {
    for (int i = 0; i < count; i++)
        scope_activate(&p->scopes, loop->state[i]);
}

/* `do` block `end`; the variables become visible in it. */
static void parse_for_body(Parser *p, ForStatement *loop) {
    loop->do_line = current_line(p);
    expect(p, TOKEN_DO);
    Scope scope;
    scope_open(&p->scopes, &scope, &loop->body, false);
    activate_all(p, loop->variables);
    parse_statements(p, &loop->body);
    scope_close(&p->scopes);
}

/* The current token is '='. */
static void parse_numeric_for(Parser *p, ForStatement *loop, Name *name, uint32_t line) {
    const size_t base = p->stack_count;
    declare_state(p, loop, 3);
    push_item(p, declare(p, name, LOCAL_REGULAR));
    loop->variables = pop_locals(p, base);
    advance(p);
    push_item(p, parse_expression(p));
    expect(p, TOKEN_COMMA);
    push_item(p, parse_expression(p));
    if (accept(p, TOKEN_COMMA)) push_item(p, parse_expression(p));
    loop->values = pop_expressions(p, base);
    loop->loop_line = line;
    activate_state(p, loop, 3);
    parse_for_body(p, loop);
}

/* The current token is ',' or `in`. */
static void parse_generic_for(Parser *p, ForStatement *loop, Name *name) {
    const size_t base = p->stack_count;
    declare_state(p, loop, 4);
    push_item(p, declare(p, name, LOCAL_REGULAR));
    while (accept(p, TOKEN_COMMA))
        push_item(p, declare(p, expect_name(p), LOCAL_REGULAR));
    loop->variables = pop_locals(p, base);
    expect(p, TOKEN_IN);
    loop->loop_line = current_line(p);
    loop->values = parse_expression_list(p);
    activate_state(p, loop, 4);
    parse_for_body(p, loop);
}

static Statement *parse_for(Parser *p, uint32_t line) {
    Statement *s = new_statement(p, STATEMENT_NUMERIC_FOR, line);
    ForStatement *loop = compiler_new(p->compiler, sizeof *loop);
    *loop = (ForStatement){0};
    s->loop = loop;
    Scope scope;
    scope_open(&p->scopes, &scope, &loop->outer, true);
    advance(p);
    Name *name = expect_name(p);
    switch (current(p)) {
    case TOKEN_ASSIGN: parse_numeric_for(p, loop, name, line); break;
    case TOKEN_COMMA:
    case TOKEN_IN:
        s->kind = STATEMENT_GENERIC_FOR;
        parse_generic_for(p, loop, name);
        break;
    default: scanner_error(&p->scanner, "'=' or 'in' expected");
    }
    expect_closing(p, TOKEN_END, TOKEN_FOR, line);
    scope_close(&p->scopes);
    loop->exit = scope.exit;
    return s;
}

/* ---- function, local */

/* `function` Name {'.' Name} [':' Name]; returns the variable to assign to. */
static Expression *parse_function_name(Parser *p, bool *is_method) {
    Expression *e = parse_variable(p, expect_name(p));
    while (accept(p, TOKEN_DOT))
        e = parse_field(p, e);
    *is_method = accept(p, TOKEN_COLON);
    return *is_method ? parse_field(p, e) : e;
}

static Statement *parse_function_statement(Parser *p, uint32_t line) {
    Statement *s = new_statement(p, STATEMENT_FUNCTION, line);
    bool is_method;
    advance(p);
    Expression *target = parse_function_name(p, &is_method);
    const bool is_constant = expression_is_literal(target);
    Local *const constant = p->constant;
    Expression *function = parse_function(p, is_method, line);
    if (is_constant) p->constant = constant;
    check_assignable(p, target);
    s->assign.targets = single_expression(p, target);
    s->assign.values = single_expression(p, function);
    return s;
}

/* `local function Name body`; the current token is `function`. */
static Statement *parse_local_function(Parser *p, uint32_t line) {
    Statement *s = new_statement(p, STATEMENT_LOCAL_FUNCTION, line);
    advance(p);
    Local *local = declare(p, expect_name(p), LOCAL_REGULAR);
    scope_activate(&p->scopes, local);
    s->local_function.local = local;
    s->local_function.function = parse_function(p, false, current_line(p));
    return s;
}

/* The optional `<const>` or `<close>` behind a name. */
static LocalAttribute parse_attribute(Parser *p) {
    if (!accept(p, TOKEN_LESS)) return LOCAL_REGULAR;
    const Name *name = expect_name(p);
    expect(p, TOKEN_GREATER);
    if (name->length == 5 && memcmp(name->text, "const", 5) == 0) return LOCAL_CONST;
    if (name->length == 5 && memcmp(name->text, "close", 5) == 0) return LOCAL_CLOSE;
    compiler_error(p->compiler, current_line(p), "unknown attribute '%.*s'", (int)name->length,
                   name->text);
}

static LocalList *parse_local_names(Parser *p) {
    const size_t base = p->stack_count;
    bool has_close = false;
    do {
        Local *local = declare(p, expect_name(p), LOCAL_REGULAR);
        local->attribute = (uint8_t)parse_attribute(p);
        if (local->attribute == LOCAL_CLOSE) {
            if (has_close)
                compiler_error(p->compiler, current_line(p),
                               "multiple to-be-closed variables in local list");
            has_close = true;
        }
        push_item(p, local);
    } while (accept(p, TOKEN_COMMA));
    return pop_locals(p, base);
}

/* The last variable of a list with as many literals needs no register when it is constant. */
static void find_constant(const LocalList *locals, const ExpressionList *values) {
    if (locals->count != values->count) return;
    Local *last = locals->items[locals->count - 1];
    Expression *value = values->items[values->count - 1];
    if (last->attribute != LOCAL_CONST || !expression_is_literal(value)) return;
    last->attribute = LOCAL_CONSTANT;
    last->constant = value;
}

static Statement *parse_local(Parser *p, uint32_t line) {
    advance(p);
    if (current(p) == TOKEN_FUNCTION) return parse_local_function(p, line);
    Statement *s = new_statement(p, STATEMENT_LOCAL, line);
    s->local.locals = parse_local_names(p);
    s->local.values =
        accept(p, TOKEN_ASSIGN) ? parse_expression_list(p) : single_expression(p, NULL);
    find_constant(s->local.locals, s->local.values);
    activate_all(p, s->local.locals);
    return s;
}

/* ---- labels and jumps */

static Statement *parse_goto(Parser *p, uint32_t line) {
    Statement *s = new_statement(p, STATEMENT_GOTO, line);
    advance(p);
    scope_goto(&p->scopes, &s->jump, expect_name(p), line);
    return s;
}

static Statement *parse_break(Parser *p, uint32_t line) {
    Statement *s = new_statement(p, STATEMENT_GOTO, line);
    advance(p);
    scope_break(&p->scopes, &s->jump, line);
    return s;
}

/* '::' Name '::' and the void statements behind it. Whether a label ends its block is known when no
** void statement follows any more, so the labels are declared then: the last one first, as in Lua
** 5.4, which shows in errors. Returns the last label; the others follow it. */
static Statement *parse_labels(Parser *p) {
    Statement *last = NULL;
    while (current(p) == TOKEN_DOUBLE_COLON || current(p) == TOKEN_SEMICOLON) {
        if (accept(p, TOKEN_SEMICOLON)) continue;
        Statement *s = new_statement(p, STATEMENT_LABEL, current_line(p));
        advance(p);
        s->label = scope_make_label(&p->scopes, expect_name(p), s->line);
        expect(p, TOKEN_DOUBLE_COLON);
        s->next = last;
        last = s;
    }
    for (Statement *s = last; s != NULL; s = s->next)
        scope_declare_label(&p->scopes, s->label, block_ends(p, false), current_line(p));
    return last;
}

static Statement *parse_return(Parser *p, uint32_t line) {
    Statement *s = new_statement(p, STATEMENT_RETURN, line);
    advance(p);
    s->values = block_ends(p, true) || current(p) == TOKEN_SEMICOLON ? single_expression(p, NULL)
                                                                     : parse_expression_list(p);
    s->end_line = consumed_line(p);
    accept(p, TOKEN_SEMICOLON);
    return s;
}

/* ---- calls and assignments */

/* The targets behind the first, each counted as a level of nesting as in Lua 5.4. */
static ExpressionList *parse_targets(Parser *p, Expression *first) {
    const size_t base = p->stack_count;
    const unsigned level = p->compiler->level;
    Expression *target = first;
    for (;;) {
        const bool is_variable = !p->parenthesized && !expression_is_call(target) &&
                                 (!expression_is_literal(target) || p->constant != NULL);
        if (!is_variable) scanner_error(&p->scanner, "syntax error");
        check_assignable(p, target);
        push_item(p, target);
        if (!accept(p, TOKEN_COMMA)) break;
        target = parse_suffixed(p);
        compiler_enter(p->compiler, current_line(p));
    }
    p->compiler->level = level;
    return pop_expressions(p, base);
}

static Statement *parse_expression_statement(Parser *p, uint32_t line) {
    Expression *e = parse_suffixed(p);
    if (current(p) == TOKEN_ASSIGN || current(p) == TOKEN_COMMA) {
        Statement *s = new_statement(p, STATEMENT_ASSIGN, line);
        s->assign.targets = parse_targets(p, e);
        expect(p, TOKEN_ASSIGN);
        s->assign.values = parse_expression_list(p);
        return s;
    }
    if (!expression_is_call(e) || p->parenthesized) scanner_error(&p->scanner, "syntax error");
    Statement *s = new_statement(p, STATEMENT_CALL, line);
    s->call = e;
    return s;
}

/* One statement, or a list of labels. NULL for an empty one. */
static Statement *parse_statement(Parser *p) {
    const uint32_t line = current_line(p);
    switch (current(p)) {
    case TOKEN_SEMICOLON: advance(p); return NULL;
    case TOKEN_IF: return parse_if(p, line);
    case TOKEN_WHILE: return parse_while(p, line);
    case TOKEN_DO: return parse_do(p, line);
    case TOKEN_FOR: return parse_for(p, line);
    case TOKEN_REPEAT: return parse_repeat(p, line);
    case TOKEN_FUNCTION: return parse_function_statement(p, line);
    case TOKEN_LOCAL: return parse_local(p, line);
    case TOKEN_DOUBLE_COLON: return parse_labels(p);
    case TOKEN_RETURN: return parse_return(p, line);
    case TOKEN_BREAK: return parse_break(p, line);
    case TOKEN_GOTO: return parse_goto(p, line);
    default: return parse_expression_statement(p, line);
    }
}

static void parse_statements(Parser *p, Block *block) {
    Statement **link = &block->first;
    while (!block_ends(p, true)) {
        compiler_enter(p->compiler, current_line(p));
        Statement *s = parse_statement(p);
        compiler_leave(p->compiler);
        if (s == NULL) continue;
        *link = s;
        while (s->next != NULL)
            s = s->next;
        if (s->end_line == 0) s->end_line = consumed_line(p);
        link = &s->next;
        if (s->kind == STATEMENT_RETURN) break;
    }
    block->end_line = consumed_line(p);
}

Function *parse(Compiler *c, const char *text, size_t size) {
    Parser p = {.compiler = c};
    scopes_init(&p.scopes, c);
    Function *f = new_function(&p, 0);
    f->is_vararg = true;
    f->parameters = pop_locals(&p, 0);
    FunctionScope scope;
    Scope body;
    scope_open_function(&p.scopes, &scope, f);
    scope_open(&p.scopes, &body, &f->body, false);
    scanner_init(&p.scanner, c, text, size);
    parse_statements(&p, &f->body);
    f->end_line = consumed_line(&p);
    if (current(&p) != TOKEN_END_OF_TEXT) expected_error(&p, TOKEN_END_OF_TEXT);
    scope_close(&p.scopes);
    scope_close_function(&p.scopes, current_line(&p));
    return f;
}
