/* Folding. What is computed here must be what the operation gives at run time, bit for bit;
** whatever is in doubt is left to run time. */
#include "fold.h"

#include <math.h>

static double as_float(const Expression *e) {
    return e->kind == EXPRESSION_INTEGER ? (double)e->integer : e->number;
}

/* The integer that a numeral equals, if there is one. */
static bool as_integer(const Expression *e, int64_t *result) {
    if (e->kind == EXPRESSION_INTEGER) {
        *result = e->integer;
        return true;
    }
    if (!(e->number >= -0x1p63 && e->number < 0x1p63) || floor(e->number) != e->number)
        return false;
    *result = (int64_t)e->number;
    return true;
}

static bool give_integer(Expression *result, uint64_t bits) {
    result->kind = EXPRESSION_INTEGER;
    result->integer = (int64_t)bits;
    return true;
}

static bool give_float(Expression *result, double value) {
    if (isnan(value) || value == 0) return false;
    result->kind = EXPRESSION_FLOAT;
    result->number = value;
    return true;
}

static bool give_boolean(Expression *result, bool value) {
    result->kind = value ? EXPRESSION_TRUE : EXPRESSION_FALSE;
    return true;
}

/* Shifts left by `count`, right when it is negative; bits shifted out are lost. */
static uint64_t shift(uint64_t value, int64_t count) {
    if (count <= -64 || count >= 64) return 0;
    return count >= 0 ? value << count : value >> -count;
}

static bool fold_bitwise(Operator op, const Expression *left, const Expression *right,
                         Expression *result) {
    int64_t l, r;
    if (!as_integer(left, &l) || !as_integer(right, &r)) return false;
    const uint64_t a = (uint64_t)l, b = (uint64_t)r;
    switch (op) {
    case OPERATOR_BAND: return give_integer(result, a & b);
    case OPERATOR_BOR: return give_integer(result, a | b);
    case OPERATOR_BXOR: return give_integer(result, a ^ b);
    case OPERATOR_SHL: return give_integer(result, shift(a, r));
    case OPERATOR_SHR: return give_integer(result, r == INT64_MIN ? 0 : shift(a, -r));
    default: return false;
    }
}

/* Quotient towards minus infinity; `b` is not 0. */
static int64_t floor_divide(int64_t a, int64_t b) {
    if (b == -1) return (int64_t)(0 - (uint64_t)a); /* the one quotient that may overflow */
    return a / b - (a % b != 0 && (a ^ b) < 0);
}

static int64_t floor_modulo(int64_t a, int64_t b) {
    if (b == -1) return 0;
    const int64_t rest = a % b;
    return rest != 0 && (rest ^ b) < 0 ? rest + b : rest;
}

static bool fold_integers(Operator op, int64_t a, int64_t b, Expression *result) {
    const uint64_t x = (uint64_t)a, y = (uint64_t)b;
    switch (op) {
    case OPERATOR_ADD: return give_integer(result, x + y);
    case OPERATOR_SUB: return give_integer(result, x - y);
    case OPERATOR_MUL: return give_integer(result, x * y);
    case OPERATOR_IDIV: return b != 0 && give_integer(result, (uint64_t)floor_divide(a, b));
    case OPERATOR_MOD: return b != 0 && give_integer(result, (uint64_t)floor_modulo(a, b));
    default: return false;
    }
}

/* The remainder has the sign of the divisor. */
static double float_modulo(double a, double b) {
    const double rest = fmod(a, b);
    return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
}

static bool fold_floats(Operator op, double a, double b, Expression *result) {
    switch (op) {
    case OPERATOR_ADD: return give_float(result, a + b);
    case OPERATOR_SUB: return give_float(result, a - b);
    case OPERATOR_MUL: return give_float(result, a * b);
    case OPERATOR_DIV: return b != 0 && give_float(result, a / b);
    case OPERATOR_POW: return give_float(result, b == 2 ? a * a : pow(a, b));
    case OPERATOR_IDIV: return b != 0 && give_float(result, floor(a / b));
    case OPERATOR_MOD: return b != 0 && give_float(result, float_modulo(a, b));
    default: return false;
    }
}

bool fold_binary(Operator op, const Expression *left, const Expression *right, Expression *result) {
    if (!operator_is_arithmetic(op)) return false;
    if (!expression_is_numeral(left) || !expression_is_numeral(right)) return false;
    if (op >= OPERATOR_BAND) return fold_bitwise(op, left, right, result);
    if (left->kind == EXPRESSION_INTEGER && right->kind == EXPRESSION_INTEGER &&
        op != OPERATOR_DIV && op != OPERATOR_POW)
        return fold_integers(op, left->integer, right->integer, result);
    return fold_floats(op, as_float(left), as_float(right), result);
}

bool fold_unary(Operator op, const Expression *operand, Expression *result) {
    int64_t integer;
    switch (op) {
    case OPERATOR_NOT:
        return expression_is_literal(operand) && give_boolean(result, !literal_is_true(operand));
    case OPERATOR_NEGATE:
        if (operand->kind == EXPRESSION_INTEGER)
            return give_integer(result, 0 - (uint64_t)operand->integer);
        return operand->kind == EXPRESSION_FLOAT && give_float(result, -operand->number);
    case OPERATOR_COMPLEMENT:
        return expression_is_numeral(operand) && as_integer(operand, &integer) &&
               give_integer(result, ~(uint64_t)integer);
    default: return false;
    }
}
