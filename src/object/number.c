/* Numbers: conversion, comparison, arithmetic with care. */
#include <math.h>

#include "number.h"
#include "string_object.h"

/* 2^63: floats below it and from -2^63 on have an integer part that fits. */
#define TWO_63 9223372036854775808.0

bool float_to_integer(double n, RoundMode mode, int64_t *out) {
    if (!(n >= -TWO_63 && n < TWO_63)) return false; /* NaN too */
    int64_t i = (int64_t)n;
    if ((double)i != n) {
        if (mode == ROUND_EXACT) return false;
        if (mode == ROUND_FLOOR && n < 0) i--;
        if (mode == ROUND_CEIL && n > 0) i++;
    }
    *out = i;
    return true;
}

/* ---- Coercions ------------------------------------------------------------------------------- */

bool value_to_number(const Value *v, Value *out) {
    if (is_number(v)) {
        set_value(out, v);
        return true;
    }
    return v->tag == TAG_STRING &&
           number_parse(string_bytes(as_string(v)), as_string(v)->length, out);
}

bool value_to_float(const Value *v, double *out) {
    Value number;
    if (!value_to_number(v, &number)) return false;
    *out = number.tag == TAG_INTEGER ? (double)number.u.i : number.u.n;
    return true;
}

bool value_to_integer(const Value *v, RoundMode mode, int64_t *out) {
    Value number;
    if (!value_to_number(v, &number)) return false;
    if (number.tag == TAG_FLOAT) return float_to_integer(number.u.n, mode, out);
    *out = number.u.i;
    return true;
}

/* ---- Comparison ------------------------------------------------------------------------------ */

/* i < n is i < ceil(n), and n < i is floor(n) < i, where the rounded float fits an integer; where
** it does not, its sign decides. */
static bool integer_less_float(int64_t i, double n) {
    int64_t limit;
    if (float_to_integer(n, ROUND_CEIL, &limit)) return i < limit;
    return n > 0; /* false for NaN */
}

static bool integer_less_equal_float(int64_t i, double n) {
    int64_t limit;
    if (float_to_integer(n, ROUND_FLOOR, &limit)) return i <= limit;
    return n > 0;
}

static bool float_less_integer(double n, int64_t i) {
    int64_t limit;
    if (float_to_integer(n, ROUND_FLOOR, &limit)) return limit < i;
    return n < 0;
}

static bool float_less_equal_integer(double n, int64_t i) {
    int64_t limit;
    if (float_to_integer(n, ROUND_CEIL, &limit)) return limit <= i;
    return n < 0;
}

bool number_less(const Value *a, const Value *b) {
    if (a->tag == TAG_INTEGER)
        return b->tag == TAG_INTEGER ? a->u.i < b->u.i : integer_less_float(a->u.i, b->u.n);
    return b->tag == TAG_FLOAT ? a->u.n < b->u.n : float_less_integer(a->u.n, b->u.i);
}

bool number_less_equal(const Value *a, const Value *b) {
    if (a->tag == TAG_INTEGER)
        return b->tag == TAG_INTEGER ? a->u.i <= b->u.i : integer_less_equal_float(a->u.i, b->u.n);
    return b->tag == TAG_FLOAT ? a->u.n <= b->u.n : float_less_equal_integer(a->u.n, b->u.i);
}

/* ---- Arithmetic ------------------------------------------------------------------------------ */

int64_t integer_floor_divide(int64_t a, int64_t b) {
    if (b == -1) return integer_subtract(0, a); /* the one quotient that may not fit */
    const int64_t quotient = a / b;
    return quotient - (a % b != 0 && (a ^ b) < 0);
}

int64_t integer_modulo(int64_t a, int64_t b) {
    if (b == -1) return 0;
    const int64_t rest = a % b;
    return rest != 0 && (rest ^ b) < 0 ? rest + b : rest;
}

double float_modulo(double a, double b) {
    const double rest = fmod(a, b);
    const bool other_side = rest > 0 ? b < 0 : rest < 0 && b > 0;
    return other_side ? rest + b : rest;
}
