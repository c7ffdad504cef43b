/* Compiler: what all parts of one compilation share: memory, names, and the way out.
**
** A compilation knows no State and no global variable; two may run in two threads. It succeeds or
** fails as a whole: whoever finds an error, however deep, calls compiler_error or runs out of
** memory in compiler_new and control returns to compile.c by one longjmp. That is safe since
** everything temporary belongs to the arena or to the builder that the Compiler knows.
*/
#ifndef ORRERY_LUA_COMPILER_H
#define ORRERY_LUA_COMPILER_H

#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>

#include "arena.h"
#include "language.h"
#include "names.h"
#include "program_builder.h"

/* Nesting of statements, expressions and assignment targets that one source may have. It bounds the
** C stack that parser and generator use; the number is the one of Lua 5.4 (LUAI_MAXCCALLS). */
#define LEVEL_LIMIT 200

#define LOCAL_LIMIT   200 /* active local variables of a function, as in Lua 5.4 */
#define UPVALUE_LIMIT 255 /* upvalues of a function: operand U is a byte, count and index fit it */

typedef struct Compiler {
    const CompileRequest *request;
    CompileResult *result;
    CompileStatus status; /* what compile.c returns after the longjmp */
    Arena arena;
    NameTable names;
    ProgramBuilder *builder; /* NULL until code generation starts; owned */
    unsigned level;          /* present nesting, see LEVEL_LIMIT */
    jmp_buf escape;
} Compiler;

/* Memory of the arena; raises when there is none. */
void *compiler_new(Compiler *c, size_t size);

/* An array of the arena with room for at least one element more than `count`: `array` itself while
** `count` is below `*capacity`, else a copy with at least twice the room. */
void *compiler_grow(Compiler *c, void *array, size_t count, size_t *capacity, size_t element_size);

_Noreturn void compiler_no_memory(Compiler *c);

/* Ends the compilation when the request says so; to be called in everything that can take long. */
_Noreturn void compiler_stop(Compiler *c);
static inline void compiler_poll(Compiler *c) {
    const CompileRequest *const r = c->request;
    if (__builtin_expect(r->poll != NULL, 1) &&
        __builtin_expect(atomic_load_explicit(r->poll, memory_order_relaxed) != 0, 0) &&
        r->must_stop(r->asked))
        compiler_stop(c);
}

/* Pays for a part of the compilation. */
static inline void compiler_pay(Compiler *c, uint64_t cost) {
    const CompileRequest *const r = c->request;
    if (__builtin_expect(r->pay != NULL, 0) && !r->pay(r->asked, cost)) compiler_stop(c);
}

/* Ends the compilation with the message "chunk:line: <text>". */
_Noreturn void compiler_error(Compiler *c, uint32_t line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The same; when `near` is not NULL, " near <near>" follows, its `near_length` bytes in quotes when
** `quoted`. */
_Noreturn void compiler_error_near(Compiler *c, uint32_t line, const char *text, const char *near,
                                   size_t near_length, bool quoted);

/* Counts a level of nesting; raises "C stack overflow" beyond LEVEL_LIMIT. */
static inline void compiler_enter(Compiler *c, uint32_t line) {
    if (++c->level > LEVEL_LIMIT) compiler_error(c, line, "C stack overflow");
}
static inline void compiler_leave(Compiler *c) {
    c->level--;
}

/* Index of the name in the Program's string table. */
uint32_t compiler_string(Compiler *c, Name *name);

#endif
