/* Numerals. A decimal whose digits are a number up to 2^53, with a small power of ten, is one exact
** operation on doubles; everything else goes to the C library, with the locale's decimal point put
** in. */
#include "numeral.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "characters.h"

/* A decimal numeral taken apart: value = digits * 10^exponent, if exact. */
typedef struct Decimal {
    uint64_t digits;  /* the significant digits as a number, while they fit */
    int64_t exponent; /* of ten */
    bool exact;       /* `digits` holds all significant digits and `exponent` is right */
    bool integer;     /* neither point nor exponent */
} Decimal;

/* Powers of ten that a double holds exactly. */
static const double exact_powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                      1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                      1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
#define LARGEST_EXACT_POWER 22
#define EXPONENT_CAP        100000000 /* larger exponents count as this: all are infinite or 0 */

/* Adds the digits at `*p`; returns how many there were. */
static size_t take_digits(const char **p, const char *end, Decimal *decimal) {
    const char *const start = *p;
    for (; *p < end && character_is(**p, CHARACTER_DIGIT); ++*p) {
        const unsigned digit = (unsigned)(**p - '0');
        if (decimal->digits > (UINT64_MAX - 9) / 10)
            decimal->exact = false;
        else
            decimal->digits = decimal->digits * 10 + digit;
    }
    return (size_t)(*p - start);
}

/* Reads an exponent at `*p`, which is behind its mark. False when it has no digit. */
static bool take_exponent(const char **p, const char *end, int64_t *exponent) {
    const bool negative = *p < end && **p == '-';
    if (*p < end && (**p == '-' || **p == '+')) ++*p;
    if (*p == end || !character_is(**p, CHARACTER_DIGIT)) return false;
    int64_t value = 0;
    for (; *p < end && character_is(**p, CHARACTER_DIGIT); ++*p)
        if (value < EXPONENT_CAP) value = value * 10 + (**p - '0');
    *exponent += negative ? -value : value;
    return true;
}

/* Takes a decimal numeral apart. False: malformed. */
static bool read_decimal(const char *p, const char *end, Decimal *decimal) {
    *decimal = (Decimal){.exact = true, .integer = true};
    size_t count = take_digits(&p, end, decimal);
    if (p < end && *p == '.') {
        p++;
        const size_t fraction = take_digits(&p, end, decimal);
        decimal->exponent = -(int64_t)fraction;
        decimal->integer = false;
        count += fraction;
    }
    if (count == 0) return false;
    if (p < end && (*p | 0x20) == 'e') {
        p++;
        decimal->integer = false;
        if (!take_exponent(&p, end, &decimal->exponent)) return false;
    }
    return p == end;
}

/* The C library's conversion, which rounds correctly but reads the locale's decimal point. */
static double convert_slowly(Compiler *c, const char *text, size_t length) {
    const char *const local_point = localeconv()->decimal_point;
    const size_t point_length = strlen(local_point);
    const char *const point = memchr(text, '.', length);
    char *copy = compiler_new(c, length + point_length + 1);
    if (point == NULL) {
        memcpy(copy, text, length);
        copy[length] = '\0';
    } else {
        const size_t before = (size_t)(point - text);
        memcpy(copy, text, before);
        memcpy(copy + before, local_point, point_length);
        memcpy(copy + before + point_length, point + 1, length - before - 1);
        copy[length - 1 + point_length] = '\0';
    }
    return strtod(copy, NULL);
}

/* One exact operation on two exact doubles rounds once, hence correctly. */
static bool convert_quickly(const Decimal *decimal, double *result) {
    if (!decimal->exact || decimal->digits > (uint64_t)1 << 53) return false;
    if (decimal->exponent < -LARGEST_EXACT_POWER || decimal->exponent > LARGEST_EXACT_POWER)
        return false;
    const double digits = (double)decimal->digits;
    *result = decimal->exponent < 0 ? digits / exact_powers[-decimal->exponent]
                                    : digits * exact_powers[decimal->exponent];
    return true;
}

static NumeralKind convert_decimal(Compiler *c, const char *text, size_t length, Numeral *result) {
    Decimal decimal;
    if (!read_decimal(text, text + length, &decimal)) return NUMERAL_MALFORMED;
    if (decimal.integer && decimal.exact && decimal.digits <= INT64_MAX) {
        result->integer = (int64_t)decimal.digits;
        return NUMERAL_INTEGER;
    }
    if (!convert_quickly(&decimal, &result->number))
        result->number = convert_slowly(c, text, length);
    return NUMERAL_FLOAT;
}

/* Passes hexadecimal digits, shifting them into `*value`; returns how many there were. */
static size_t take_hex_digits(const char **p, const char *end, uint64_t *value) {
    const char *const start = *p;
    for (; *p < end && character_is(**p, CHARACTER_HEX); ++*p)
        *value = *value << 4 | character_hex(**p);
    return (size_t)(*p - start);
}

/* `text` begins with "0x". */
static NumeralKind convert_hexadecimal(Compiler *c, const char *text, size_t length,
                                       Numeral *result) {
    const char *const end = text + length;
    const char *p = text + 2;
    uint64_t value = 0;
    size_t count = take_hex_digits(&p, end, &value);
    if (count > 0 && p == end) {
        memcpy(&result->integer, &value, sizeof value);
        return NUMERAL_INTEGER;
    }
    if (p < end && *p == '.') {
        p++;
        count += take_hex_digits(&p, end, &value);
    }
    if (count == 0) return NUMERAL_MALFORMED;
    int64_t exponent = 0;
    if (p < end && (*p | 0x20) == 'p') {
        p++;
        if (!take_exponent(&p, end, &exponent)) return NUMERAL_MALFORMED;
    }
    if (p != end) return NUMERAL_MALFORMED;
    result->number = convert_slowly(c, text, length);
    return NUMERAL_FLOAT;
}

NumeralKind numeral_convert(Compiler *c, const char *text, size_t length, Numeral *result) {
    if (length >= 2 && text[0] == '0' && (text[1] | 0x20) == 'x')
        return convert_hexadecimal(c, text, length, result);
    return convert_decimal(c, text, length, result);
}
