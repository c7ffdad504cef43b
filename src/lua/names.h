/* Name: an interned piece of text: identifier, label, field key or string literal.
**
** Within one compilation equal texts are one Name, so comparing is comparing pointers, and what the
** compiler wants to know about a text (is it reserved, which variable does it mean here, which
** constant is it) is a field instead of a lookup. The variable that a name means is kept right by
** scope.c: entering a scope hangs new bindings in front, leaving it takes them off again.
**
** Texts that stand unchanged in the source are not copied; the source outlives the compilation.
*/
#ifndef ORRERY_LUA_NAMES_H
#define ORRERY_LUA_NAMES_H

#include <stddef.h>
#include <stdint.h>

struct Compiler;
struct Local;
struct Label;
struct Goto;
struct Function;
struct Expression;

typedef struct Name {
    const char *text;   /* not NUL-terminated; in the source or in the arena */
    size_t length;      /* bytes */
    uint64_t last_word; /* see names.c */
    uint32_t hash;
    uint8_t token; /* TokenKind: a reserved word's, or TOKEN_NAME */

    /* What the name means at the place the parser has reached; see scope.h. */
    struct Local *binding; /* innermost visible variable, or NULL: a global */
    struct Label *label;   /* innermost visible label, or NULL */
    struct Goto *pending;  /* newest goto to this name that found no label yet, or NULL */
    struct Function *upvalue_function; /* the last function that met it as an upvalue, */
    uint32_t upvalue_index;            /* and the upvalue's index there */

    struct Expression *key; /* the STRING that fields of this name have as their key, or NULL */

    /* Caches of the generator. */
    uint32_t string;         /* index in the Program's strings, or NO_STRING */
    uint32_t constant;       /* index among constant_owner's constants */
    uint64_t constant_owner; /* serial of the last function that used it so, 0: none */
    uint64_t table_serial;   /* the last table constructor it was a key of, */
    uint32_t table_slot;     /* and its slot there */
} Name;

/* Open addressing with linear probing; at most half full. */
typedef struct NameTable {
    Name **slots;    /* NULL: free */
    size_t capacity; /* a power of 2, or 0 before the first name */
    size_t count;
    uint64_t seed; /* unlike from run to run, against texts made to collide; never shows */
} NameTable;

void names_init(NameTable *table, uint64_t seed);

/* The Name for these bytes, which must stay where they are until the compilation ends. */
Name *name_intern(struct Compiler *c, const char *text, size_t length);

/* The same for bytes that may change: they are copied when the Name is new. */
Name *name_intern_copy(struct Compiler *c, const char *text, size_t length);

#endif
