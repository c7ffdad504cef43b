/* Constant folding, done while the tree is built.
**
** Arithmetic on numerals is computed when the result is a number that the program could not tell
** from the one computed at run time: never when the operation would raise an error, never with a
** result of NaN or zero of float type (whose sign is lost in a constant), never a division by zero.
** These are the folds of Lua 5.4; comparisons and concatenations stay as they are written.
*/
#ifndef ORRERY_LUA_FOLD_H
#define ORRERY_LUA_FOLD_H

#include "ast.h"

/* Whether `left op right` is such a numeral; *result gets kind and value then. */
bool fold_binary(Operator op, const Expression *left, const Expression *right, Expression *result);

/* The same for `op operand`, and for `not` of any literal. */
bool fold_unary(Operator op, const Expression *operand, Expression *result);

/* Truth of a literal. */
static inline bool literal_is_true(const Expression *e) {
    return e->kind != EXPRESSION_NIL && e->kind != EXPRESSION_FALSE;
}

#endif
