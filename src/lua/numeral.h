/* Numerals: the text of a number in the source -> its value.
**
** Decimal and hexadecimal integers, decimal and hexadecimal floats, as the manual (3.1) has them: a
** hexadecimal integer wraps around modulo 2^64, a decimal one that does not fit becomes a float.
** The conversion is exact (correctly rounded) and independent of the C locale.
*/
#ifndef ORRERY_LUA_NUMERAL_H
#define ORRERY_LUA_NUMERAL_H

#include "compiler.h"

typedef enum NumeralKind { NUMERAL_MALFORMED, NUMERAL_INTEGER, NUMERAL_FLOAT } NumeralKind;

typedef union Numeral {
    int64_t integer;
    double number;
} Numeral;

/* Converts `length` bytes, which begin with a digit or with a point and a digit. Raises only when
** memory is short. */
NumeralKind numeral_convert(Compiler *c, const char *text, size_t length, Numeral *result);

#endif
