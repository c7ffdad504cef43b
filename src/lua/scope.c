#include "scope.h"

#include <string.h>

#include "tokens.h"

void scopes_init(Scopes *scopes, Compiler *c) {
    *scopes = (Scopes){.compiler = c};
    scopes->environment = name_intern(c, "_ENV", 4);
    Local *outside = compiler_new(c, sizeof *outside);
    *outside = (Local){.name = scopes->environment};
    scopes->environment->binding = outside;
    scopes->outside = outside;
}

/* ---- Functions and blocks -------------------------------------------------------------------- */

static bool add_upvalue(Scopes *scopes, Function *f, Upvalue upvalue) {
    if (f->upvalue_count == UPVALUE_LIMIT) return false;
    f->upvalues = compiler_grow(scopes->compiler, f->upvalues, f->upvalue_count,
                                &f->upvalue_capacity, sizeof *f->upvalues);
    f->upvalues[f->upvalue_count++] = upvalue;
    return true;
}

void scope_open_function(Scopes *scopes, FunctionScope *f, Function *function) {
    *f = (FunctionScope){.outer = scopes->current, .function = function};
    scopes->current = f;
    if (function->parent == NULL)
        add_upvalue(scopes, function, (Upvalue){.local = scopes->outside, .from_parent = true});
}

static _Noreturn void unresolved(Scopes *scopes, const Goto *jump, uint32_t line) {
    if (jump->name == NULL)
        compiler_error(scopes->compiler, line, "break outside loop at line %u",
                       (unsigned)jump->line);
    compiler_error(scopes->compiler, line, "no visible label '%.*s' for <goto> at line %u",
                   (int)jump->name->length, jump->name->text, (unsigned)jump->line);
}

void scope_close_function(Scopes *scopes, uint32_t line) {
    for (const Goto *jump = scopes->current->first_goto; jump != NULL; jump = jump->next)
        if (!jump->resolved) unresolved(scopes, jump, line);
    scopes->current = scopes->current->outer;
}

void scope_open(Scopes *scopes, Scope *scope, Block *block, bool is_loop) {
    FunctionScope *f = scopes->current;
    *scope = (Scope){
        .outer = f->innermost,
        .block = block,
        .outer_locals = f->locals,
        .outer_count = f->local_count,
        .order = ++scopes->order,
        .is_loop = is_loop,
    };
    f->innermost = scope;
}

void scope_close(Scopes *scopes) {
    FunctionScope *f = scopes->current;
    Scope *scope = f->innermost;
    for (Local *local = f->locals; local != scope->outer_locals; local = local->outer)
        local->name->binding = local->shadowed;
    for (Label *label = scope->labels; label != NULL; label = label->outer)
        label->name->label = label->shadowed;
    f->locals = scope->outer_locals;
    f->local_count = scope->outer_count;
    f->innermost = scope->outer;
}

/* ---- Variables ------------------------------------------------------------------------------- */

Local *scope_declare(Scopes *scopes, Name *name, LocalAttribute attribute) {
    FunctionScope *f = scopes->current;
    if (f->local_count == LOCAL_LIMIT) return NULL;
    f->local_count++;
    Local *local = compiler_new(scopes->compiler, sizeof *local);
    *local = (Local){
        .name = name,
        .function = f->function,
        .attribute = (uint8_t)attribute,
    };
    return local;
}

void scope_activate(Scopes *scopes, Local *local) {
    FunctionScope *f = scopes->current;
    local->order = ++scopes->order;
    local->block = f->innermost->block;
    local->shadowed = local->name->binding;
    local->name->binding = local;
    local->outer = f->locals;
    f->locals = local;
    if (local->attribute == LOCAL_CLOSE) local->block->needs_close = true;
}

/* Index of the upvalue of `f` that is `local`, or -1. */
static int find_upvalue(const Function *f, const Local *local) {
    const Name *name = local->name;
    if (name->upvalue_function == f && name->upvalue_index < f->upvalue_count &&
        f->upvalues[name->upvalue_index].local == local)
        return (int)name->upvalue_index;
    for (size_t i = 0; i < f->upvalue_count; i++)
        if (f->upvalues[i].local == local) return (int)i;
    return -1;
}

/* Makes `local`, of a function around `f`, an upvalue of `f` and of the functions between. Returns
** its index in `f`, or -1 when a function is full. */
static int capture(Scopes *scopes, Function *f, Local *local, Function **full) {
    int index = find_upvalue(f, local);
    if (index < 0) {
        Upvalue upvalue = {.local = local, .from_parent = f->parent == local->function};
        if (upvalue.from_parent) {
            local->captured = true;
            local->block->needs_close = true;
        } else {
            const int outer = capture(scopes, f->parent, local, full);
            if (outer < 0) return -1;
            upvalue.index = (uint32_t)outer;
        }
        index = (int)f->upvalue_count;
        if (!add_upvalue(scopes, f, upvalue)) {
            *full = f;
            return -1;
        }
    }
    local->name->upvalue_function = f;
    local->name->upvalue_index = (uint32_t)index;
    return index;
}

static Expression *new_expression(Scopes *scopes, ExpressionKind kind, uint32_t line) {
    Expression *e = compiler_new(scopes->compiler, sizeof *e);
    *e = (Expression){.kind = (uint8_t)kind, .line = line};
    return e;
}

/* The expression that reads a visible variable. */
static Expression *read_variable(Scopes *scopes, Local *local, uint32_t line, Function **full) {
    Function *f = scopes->current->function;
    if (local->attribute == LOCAL_CONSTANT) {
        Expression *e = compiler_new(scopes->compiler, sizeof *e);
        *e = *local->constant;
        e->line = line;
        return e;
    }
    if (local->function == f) {
        Expression *e = new_expression(scopes, EXPRESSION_LOCAL, line);
        e->local = local;
        return e;
    }
    const int index = capture(scopes, f, local, full);
    if (index < 0) return NULL;
    Expression *e = new_expression(scopes, EXPRESSION_UPVALUE, line);
    e->upvalue = (uint32_t)index;
    return e;
}

/* The present _ENV. All globals of a function that are fields of one variable share the node. */
static Expression *read_environment(Scopes *scopes, uint32_t line, Function **full) {
    FunctionScope *f = scopes->current;
    Local *local = scopes->environment->binding;
    if (f->environment_local == local) return f->environment;
    Expression *e = read_variable(scopes, local, line, full);
    if (e == NULL || expression_is_literal(e)) return e;
    f->environment = e;
    f->environment_local = local;
    return e;
}

Expression *scope_key(Scopes *scopes, Name *name, uint32_t line) {
    if (name->key == NULL) {
        name->key = new_expression(scopes, EXPRESSION_STRING, line);
        name->key->name = name;
    }
    return name->key;
}

Expression *scope_resolve(Scopes *scopes, Name *name, uint32_t line, Function **full) {
    if (name->binding != NULL) return read_variable(scopes, name->binding, line, full);
    Expression *object = read_environment(scopes, line, full);
    if (object == NULL) return NULL;
    Expression *key = scope_key(scopes, name, line);
    Expression *e = new_expression(scopes, EXPRESSION_GLOBAL, line);
    e->object = object;
    e->key = key;
    return e;
}

Local *scope_variable(Scopes *scopes, const Expression *e) {
    if (e->kind == EXPRESSION_LOCAL) return e->local;
    if (e->kind == EXPRESSION_UPVALUE) return scopes->current->function->upvalues[e->upvalue].local;
    return NULL;
}

/* ---- Labels and jumps ------------------------------------------------------------------------ */

static bool is_visible(const Scopes *scopes, const Label *label) {
    return label != NULL && label->function == scopes->current->function;
}

/* `jump` is the newest of several gotos that cannot reach the label; the oldest is reported. */
static _Noreturn void jumps_into_scope(Scopes *scopes, const Goto *jump, uint32_t line) {
    const uint64_t block_start = scopes->current->innermost->order;
    const Local *first = scopes->current->locals; /* the first variable declared behind the goto */
    while (jump->older != NULL && jump->older->order > block_start)
        jump = jump->older;
    while (first->outer != NULL && first->outer->order > jump->order)
        first = first->outer;
    compiler_error(scopes->compiler, line,
                   "<goto %.*s> at line %u jumps into the scope of local '%.*s'",
                   (int)jump->name->length, jump->name->text, (unsigned)jump->line,
                   (int)first->name->length, first->name->text);
}

/* Resolves the gotos that wait for this name and can see the label: those read since its block
** began. */
static void resolve_waiting(Scopes *scopes, Label *label, uint32_t error_line) {
    Name *name = label->name;
    const uint64_t block_start = scopes->current->innermost->order;
    while (name->pending != NULL && name->pending->order > block_start) {
        Goto *jump = name->pending;
        if (label->level > jump->order) jumps_into_scope(scopes, jump, error_line);
        jump->resolved = true;
        jump->jump->label = label;
        name->pending = jump->older;
    }
}

Label *scope_make_label(Scopes *scopes, Name *name, uint32_t line) {
    Label *label = compiler_new(scopes->compiler, sizeof *label);
    *label = (Label){
        .name = name,
        .function = scopes->current->function,
        .line = line,
        .pc = NO_JUMP,
    };
    return label;
}

void scope_declare_label(Scopes *scopes, Label *label, bool at_end, uint32_t error_line) {
    const FunctionScope *f = scopes->current;
    const Local *alive = at_end ? f->innermost->outer_locals : f->locals;
    Name *name = label->name;
    if (is_visible(scopes, name->label))
        compiler_error(scopes->compiler, error_line, "label '%.*s' already defined on line %u",
                       (int)name->length, name->text, (unsigned)name->label->line);
    label->shadowed = name->label;
    name->label = label;
    label->outer = f->innermost->labels;
    f->innermost->labels = label;
    label->level = alive == NULL ? 0 : alive->order;
    resolve_waiting(scopes, label, error_line);
}

/* Records a goto in its function's list. */
static Goto *new_goto(Scopes *scopes, GotoStatement *jump, Name *name, uint32_t line) {
    FunctionScope *f = scopes->current;
    Goto *waiting = compiler_new(scopes->compiler, sizeof *waiting);
    *waiting = (Goto){.name = name, .jump = jump, .order = ++scopes->order, .line = line};
    if (f->last_goto == NULL)
        f->first_goto = waiting;
    else
        f->last_goto->next = waiting;
    f->last_goto = waiting;
    return waiting;
}

void scope_goto(Scopes *scopes, GotoStatement *jump, Name *name, uint32_t line) {
    if (is_visible(scopes, name->label)) {
        jump->label = name->label;
        return;
    }
    Goto *waiting = new_goto(scopes, jump, name, line);
    waiting->older = name->pending;
    name->pending = waiting;
}

void scope_break(Scopes *scopes, GotoStatement *jump, uint32_t line) {
    Scope *loop = scopes->current->innermost;
    while (loop != NULL && !loop->is_loop)
        loop = loop->outer;
    if (loop == NULL) {
        new_goto(scopes, jump, NULL, line);
        return;
    }
    if (loop->exit == NULL) {
        loop->exit = scope_make_label(scopes, NULL, line);
        loop->exit->level = loop->outer_locals == NULL ? 0 : loop->outer_locals->order;
    }
    jump->label = loop->exit;
}
