/* From source text to Program.
**
**   scanner.c, scan_string.c, numeral.c, names.c    bytes -> tokens; equal names become one object
**   parser.c, parser_expression.c                   tokens -> tree (ast.h)
**     with scope.c                                  names -> variables, upvalues, labels
**     and  fold.c                                   constant expressions -> constants
**   generator.h and the files it lists              tree -> code, one function after another
**
** The parser finishes before the generator starts. So the generator knows of every variable whether
** an inner function captures it and whether it is ever assigned to: only blocks with captured
** variables close anything, a loop may share its counter with the program's variable, and returns
** are the cheap ones where nothing is open. All names are resolved, all gotos have labels, and the
** only errors left are limits of the machine (registers, jump distances).
**
** Time is linear in the source. Names and constants are found by hashing, bindings are read from
** the name itself, and no walk goes over all variables, labels or jumps; what is walked is bounded
** by a limit (LOCAL_LIMIT, UPVALUE_LIMIT). The C stack is bounded by LEVEL_LIMIT: everything that
** the grammar lets grow without nesting (statements, else-ifs, suffixes, left operands, list items)
** is a loop.
**
** Errors leave by longjmp from wherever they are found to compile() below. That is sound because
** every temporary belongs to the arena and all of the Program in the making to the builder.
*/
#include "compile.h"

#include <string.h>

#include "compiler.h"
#include "cost_model.h"
#include "generator.h"
#include "parser.h"

/* An image has a limit of its own; nothing in the source says where it was passed. */
static _Noreturn void too_large(Compiler *c) {
    compiler_error(c, 0, "program too large");
}

/* Everything that may raise. */
static void run(Compiler *c) {
    const CompileRequest *request = c->request;
    const char *text = request->text == NULL ? "" : request->text;
    compiler_pay(c, COST_LOAD + request->size * COST_CHARACTER);
    Function *main_function = parse(c, text, request->size);
    c->builder = builder_new(request->allocator);
    if (c->builder == NULL) compiler_no_memory(c);
    if (request->metering != METER_NONE) builder_set_metered(c->builder);
    generate(c, main_function);
    arena_free(&c->arena); /* the tree has served; there may be little room for the image */
    bool beyond_limit = false;
    c->result->program = builder_finish(c->builder, &beyond_limit);
    if (beyond_limit) too_large(c);
    if (c->result->program == NULL) compiler_no_memory(c);
}

/* In a function of its own: nothing that changes lives in the frame that longjmp returns to. */
static void run_guarded(Compiler *c) {
    if (setjmp(c->escape) == 0) run(c);
}

static CompileStatus compile(const CompileRequest *request, CompileResult *result) {
    Compiler c = {.request = request, .result = result, .status = COMPILE_OK};
    *result = (CompileResult){0};
    arena_init(&c.arena, request->allocator);
    names_init(&c.names, (uintptr_t)&c);
    run_guarded(&c);
    if (c.builder != NULL) builder_free(c.builder);
    arena_free(&c.arena);
    return c.status;
}

const Language lua_language = {"Lua 5.4", ".lua", compile};
