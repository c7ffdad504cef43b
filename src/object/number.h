/* Numbers: conversions between integers, floats and strings, exact comparison, arithmetic that C
** leaves undefined. Manual sections 3.4.1 to 3.4.3. */
#ifndef ORRERY_NUMBER_H
#define ORRERY_NUMBER_H

#include "value.h"

typedef enum RoundMode { ROUND_EXACT, ROUND_FLOOR, ROUND_CEIL } RoundMode;

/* Float to integer: false if not representable (ROUND_EXACT: also if it has a fraction). */
bool float_to_integer(double n, RoundMode mode, int64_t *out);
/* Reads a whole numeral as the manual's `tonumber` does: spaces around, hexadecimal, exponents;
** integers that do not fit become floats (decimal) or wrap (hexadecimal). False if it is none. No
** locale. */
bool number_parse(const char *text, size_t length, Value *out);

#define NUMBER_TEXT_MAX 64 /* bytes that number_format may write, NUL included */
/* Writes a number as `tostring` does (%d; %.14g with ".0" added where it looks like an integer;
** inf, -inf, nan, -nan). Returns the length; NUL added. */
size_t number_format(const Value *v, char *buffer);

/* Coercions of arithmetic: numbers and numerals in strings. False if there is none. */
bool value_to_number(const Value *v, Value *out);
bool value_to_float(const Value *v, double *out);
/* Integer, float with exact integer value, or string convertible to such. */
bool value_to_integer(const Value *v, RoundMode mode, int64_t *out);

/* Exact comparison of mixed numbers. */
bool number_less(const Value *a, const Value *b);
bool number_less_equal(const Value *a, const Value *b);

static inline int64_t integer_add(int64_t a, int64_t b) {
    return (int64_t)((uint64_t)a + (uint64_t)b);
}
static inline int64_t integer_subtract(int64_t a, int64_t b) {
    return (int64_t)((uint64_t)a - (uint64_t)b);
}
static inline int64_t integer_multiply(int64_t a, int64_t b) {
    return (int64_t)((uint64_t)a * (uint64_t)b);
}
/* Floor division and modulo; the divisor must not be 0. */
int64_t integer_floor_divide(int64_t a, int64_t b);
int64_t integer_modulo(int64_t a, int64_t b);
double float_modulo(double a, double b);
/* Shift left by any amount (negative: right), logical. */
static inline int64_t integer_shift_left(int64_t a, int64_t n) {
    if (n <= -64 || n >= 64) return 0;
    return n >= 0 ? (int64_t)((uint64_t)a << n) : (int64_t)((uint64_t)a >> -n);
}

#endif
