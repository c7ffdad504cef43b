/* Program: the immutable, position-independent result of a compilation (DESIGN 3).
**
** A Program is one block of bytes, its *image*, that is at once the in-memory form and the format
** of `string.dump`: functions refer to their parts by offsets from the image's start, and all
** functions share one table of strings. Nothing in it changes after it was made: no caches, no
** pointers. So it is shared between threads under a reference count, and loading bytes is a copy
** and a verification (program_load). The price: dumping an inner function has to build a new image.
**
**   image:  ImageHeader | functions | per function: constants, code, children, upvalues,
**           templates, their keys, locals, names, lines | string table | string bytes
**
** Function 0 is the main function. Multi-byte fields are in the machine's order; the header says
** which, and an image from another kind of machine is refused.
*/
#ifndef ORRERY_PROGRAM_H
#define ORRERY_PROGRAM_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "allocator.h"
#include "opcodes.h"

#define NO_STRING UINT32_MAX /* a string reference that refers to none (stripped or unnamed) */

/* What a constant is. */
typedef enum ConstantKind {
    CONSTANT_NIL,
    CONSTANT_FALSE,
    CONSTANT_TRUE,
    CONSTANT_INTEGER, /* bits: the two's complement */
    CONSTANT_FLOAT,   /* bits: the IEEE 754 double */
    CONSTANT_STRING   /* bits: index into the string table */
} ConstantKind;

typedef struct ProgramConstant {
    uint64_t bits; /* as the kind says */
    uint32_t kind; /* ConstantKind */
    uint32_t zero; /* padding, 0 */
} ProgramConstant;

/* Where a closure gets an upvalue from when it is made. */
typedef struct ProgramUpvalue {
    uint32_t name;      /* string, or NO_STRING */
    uint8_t from_stack; /* 1: register `index` of the enclosing frame; 0: its upvalue `index` */
    uint8_t index;
    uint8_t kind; /* 0 regular, 1 const, 2 to-be-closed, 3 compile-time constant */
    uint8_t zero;
} ProgramUpvalue;

/* What a table constructor starts with. Key number i lives in slot i of the new table. */
typedef struct ProgramTemplate {
    uint32_t array_size; /* expected elements of the array part */
    uint32_t hash_size;  /* expected further entries with computed keys */
    uint32_t keys;       /* offset of key_count uint32_t: indexes of string constants, distinct */
    uint32_t key_count;  /* at most TEMPLATE_KEY_LIMIT */
} ProgramTemplate;

#ifdef TINY_LIMITS
#define TEMPLATE_KEY_LIMIT 4
#else
#define TEMPLATE_KEY_LIMIT 64 /* more constant keys than this are set one by one */
#endif
#define TEMPLATE_KEY_LENGTH_MAX 40 /* bytes: shapes know short strings only */

/* A local variable's life: active from word start_pc up to but not including end_pc. Sorted by
** start_pc; several entries may share a register (a shared loop variable). */
typedef struct ProgramLocal {
    uint32_t name;             /* string */
    uint32_t start_pc, end_pc; /* words */
    uint32_t reg;              /* register */
} ProgramLocal;

/* How source text calls the value that an instruction uses; for error messages and `getinfo("n")`.
** Only for values that are not simply a named local in its own register. */
typedef enum NameKind {
    NAME_LOCAL,
    NAME_UPVALUE,
    NAME_GLOBAL,
    NAME_FIELD,
    NAME_METHOD,
    NAME_CONSTANT,
    NAME_FOR_ITERATOR
} NameKind;

/* Which operand of an instruction a name is for; OPERAND_CALLEE for the function of a call. */
typedef enum NameOperand { OPERAND_A, OPERAND_B, OPERAND_C, OPERAND_CALLEE } NameOperand;

/* Operands of CONCAT are numbered otherwise: the value in R[B+i] is OPERAND_RUN + i. */
#define OPERAND_RUN 0u

typedef struct ProgramName {
    uint32_t pc;     /* first word of the instruction; the table is sorted by (pc, operand) */
    uint32_t string; /* index into the string table */
    uint8_t operand; /* NameOperand: which operand of it */
    uint8_t kind;    /* NameKind */
    uint16_t zero;
} ProgramName;

typedef struct ProgramFunction {
    uint32_t code, code_count; /* offset of, and number of, words */
    uint32_t constants, constant_count;
    uint32_t children, child_count;   /* uint32_t function numbers, each greater than this one's */
    uint32_t upvalues, upvalue_count; /* at most 255 */
    uint32_t templates, template_count;
    uint32_t key_count; /* instructions with a KEY word = inline caches needed */
    uint32_t source;    /* string: chunk name as given ("@file", "=name", text) */
    uint32_t line_defined, last_line_defined;           /* 0 for the main function */
    uint8_t parameter_count, is_vararg, register_count; /* register_count <= REGISTER_LIMIT */
    uint8_t metered; /* 1: its code pays for itself; the same in all functions of a Program */
    /* Debug information; all counts are 0 in a stripped Program. */
    uint32_t lines, line_bytes; /* encoded lines, see program_line */
    uint32_t locals, local_count;
    uint32_t names, name_count;
} ProgramFunction;

typedef struct Program {
    atomic_uint references; /* program_retain, program_release */
    const uint8_t *image;   /* owned */
    size_t size;
    Allocator *allocator; /* owns image and this struct; outlives them */
    uint32_t function_count;
    void (*released)(void *owner); /* called when all is freed; NULL: nobody asks */
    void *owner;                   /* its argument, who may own the allocator */
} Program;

/* Loading from bytes: copies and verifies. On failure *result is NULL and *error says why (a static
** text such as "bad binary format (truncated chunk)" or "bad binary format (jump out of range)");
** when memory is short, *error is NULL too. Bytes behind the image's end are ignored. */
bool program_load(Allocator *a, const void *bytes, size_t size, Program **result,
                  const char **error);

/* Checks all that the interpreter relies on (listed at the head of verifier.c) in an image that
** image_check has accepted. False: *error is a static text, or NULL when memory is short. */
bool program_verify(Allocator *a, const uint8_t *image, size_t size, const char **error);

void program_retain(Program *p);
void program_release(Program *p); /* frees when the last reference goes */

/* Makes a Program whose main function is function `index` of `p`, with what it needs and no more;
** `strip` leaves out debug information. NULL when memory is short. For `string.dump`. */
Program *program_extract(Allocator *a, const Program *p, uint32_t index, bool strip);

const ProgramFunction *program_function(const Program *p, uint32_t index);

/* Bytes of string `index`; *length receives their number (`length` may be NULL). NUL follows them.
** NULL and 0 for NO_STRING. */
const char *program_string(const Program *p, uint32_t index, size_t *length);

/* Source line of word `pc` of a function; -1 without debug information. */
int program_line(const Program *p, const ProgramFunction *f, uint32_t pc);

static inline const void *program_at(const Program *p, uint32_t offset) {
    return p->image + offset;
}
static inline const Instruction *program_code(const Program *p, const ProgramFunction *f) {
    return (const Instruction *)program_at(p, f->code);
}
static inline const ProgramConstant *program_constants(const Program *p, const ProgramFunction *f) {
    return (const ProgramConstant *)program_at(p, f->constants);
}
static inline const uint32_t *program_children(const Program *p, const ProgramFunction *f) {
    return (const uint32_t *)program_at(p, f->children);
}
static inline const ProgramUpvalue *program_upvalues(const Program *p, const ProgramFunction *f) {
    return (const ProgramUpvalue *)program_at(p, f->upvalues);
}
static inline const ProgramTemplate *program_templates(const Program *p, const ProgramFunction *f) {
    return (const ProgramTemplate *)program_at(p, f->templates);
}
static inline const ProgramLocal *program_locals(const Program *p, const ProgramFunction *f) {
    return (const ProgramLocal *)program_at(p, f->locals);
}

/* Does the code pay for what it does? */
static inline bool program_is_metered(const Program *p) {
    return program_function(p, 0)->metered != 0;
}

/* The name recorded for an operand of the instruction at `pc`, or NULL. */
const ProgramName *program_name(const Program *p, const ProgramFunction *f, uint32_t pc,
                                NameOperand operand);

/* Number of words of the instruction `i` (1 or 2). */
unsigned instruction_words(Instruction i);

#endif
