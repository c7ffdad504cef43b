/* Quickened instructions: forms that the interpreter writes over general ones in a function's
** private copy, once it has seen the operands (DESIGN 6). Each row names the general form it stands
** for; operands and extra words are the same, so writing one over the other changes only the opcode
** byte. A quickened form whose guess fails does what the general one does, and may write back
** another form.
*/
#ifndef ORRERY_QUICKEN_H
#define ORRERY_QUICKEN_H

#include "opcodes.h"

/* clang-format off */
#define QUICKENED_LIST(QUICK) \
    /* name, general form, synopsis */ \
    QUICK(GETENV_SLOT,    GETENV,   "environment's shape is known") \
    QUICK(GETENV_ENTRY,   GETENV,   "environment is a dictionary; entry remembered") \
    QUICK(SETENV_SLOT,    SETENV,   "environment's shape is known") \
    QUICK(SETENV_ENTRY,   SETENV,   "environment is a dictionary; entry remembered") \
    QUICK(GETFIELD_SLOT,  GETFIELD, "table's shape is known") \
    QUICK(GETFIELD_MANY,  GETFIELD, "table has one of several known shapes") \
    QUICK(GETFIELD_NAMED, GETFIELD, "slot is known, many shapes have it there") \
    QUICK(GETFIELD_HOLDER, GETFIELD, "shape and __index holder are known") \
    QUICK(GETFIELD_ENTRY, GETFIELD, "table is a dictionary; entry remembered") \
    QUICK(SETFIELD_SLOT,  SETFIELD, "table's shape is known") \
    QUICK(SETFIELD_ADD,   SETFIELD, "table's shape and the next one are known") \
    QUICK(SETFIELD_MANY,  SETFIELD, "table has one of several known shapes") \
    QUICK(SETFIELD_ENTRY, SETFIELD, "table is a dictionary; entry remembered") \
    QUICK(METHOD_SLOT,    METHOD,   "table's shape is known") \
    QUICK(METHOD_HOLDER,  METHOD,   "shape and __index holder are known") \
    QUICK(METHOD_MANY,    METHOD,   "table has one of several known shapes") \
    QUICK(METHOD_STRING,  METHOD,   "method of a string") \
    QUICK(ADD_FLOAT,  ADD,      "both operands were floats") \
    QUICK(SUB_FLOAT,  SUB,      "both operands were floats") \
    QUICK(MUL_FLOAT,  MUL,      "both operands were floats") \
    QUICK(ADDK_FLOAT, ADDK,     "both operands were floats") \
    QUICK(SUBK_FLOAT, SUBK,     "both operands were floats") \
    QUICK(MULK_FLOAT, MULK,     "both operands were floats") \
    QUICK(KSUB_FLOAT, KSUB,     "both operands were floats") \
    QUICK(CALL_DIRECT,    CALL,     "a known library function, one result or none wanted") \
    QUICK(FORLOOP_INTEGER, FORLOOP, "integer loop, variable copied") \
    QUICK(FORLOOP_INTEGER_SHARED, FORLOOP, "integer loop, state is the variable") \
    QUICK(FORLOOP_FLOAT,  FORLOOP,  "float loop")
/* clang-format on */

enum {
    QUICKENED_FIRST = OPCODE_COUNT - 1, /* so that the first row is OPCODE_COUNT */
#define QUICK(name, base, synopsis) OP_##name,
    QUICKENED_LIST(QUICK)
#undef QUICK
        ALL_OPCODE_COUNT
};

_Static_assert(ALL_OPCODE_COUNT <= 256, "an opcode is one byte");

/* The general form of any opcode. */
Opcode opcode_base(unsigned op);

#endif
