/* Numerals to numbers, correctly rounded, whatever the locale.
**
** Decimal floats. The digits are collected as an integer and a power of ten. When both are small,
** one exact multiplication or division of doubles gives the right result. Otherwise strtod does, on
** a text that we write ourselves: digits and exponent without a decimal point, so the locale does
** not matter. Digits beyond DIGITS_MAX cannot change the result but by not being zero; one digit 1
** stands for them.
**
** Hexadecimal floats: 64 bits of mantissa, the rest folded into the lowest, rounded once at the
** end.
*/
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "number.h"

/* No double's neighbours need more than 767 significant digits to be told apart. */
#define DIGITS_MAX     780
#define EXPONENT_LIMIT 1000000000 /* exponents are cut to this: all is 0 or infinity long before */
#define EXACT_POWER    22         /* 10^22 is the largest power of ten that is a double */

typedef struct Reader {
    const char *at, *end;
} Reader;

static inline bool is_digit(char c) {
    return (unsigned char)(c - '0') < 10;
}
static inline bool is_space(char c) {
    return c == ' ' || (unsigned char)(c - '\t') < 5;
}
static inline int hex_digit(char c) {
    if (is_digit(c)) return c - '0';
    const char lower = (char)(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}
static inline char peek(const Reader *r) {
    return r->at < r->end ? *r->at : '\0';
}
static bool accept(Reader *r, char lower) {
    if (r->at == r->end || (*r->at | 0x20) != lower) return false;
    r->at++;
    return true;
}
static bool accept_sign(Reader *r) {
    if (peek(r) == '-') {
        r->at++;
        return true;
    }
    if (peek(r) == '+') r->at++;
    return false;
}

/* The number behind `e` or `p`; false if there is none. */
static bool read_exponent(Reader *r, int64_t *out) {
    const bool negative = accept_sign(r);
    int64_t n = 0;
    if (!is_digit(peek(r))) return false;
    for (; is_digit(peek(r)); r->at++)
        if (n < EXPONENT_LIMIT) n = n * 10 + (*r->at - '0');
    *out = negative ? -n : n;
    return true;
}

/* ---- Hexadecimal ----------------------------------------------------------------------------- */

/* mantissa * 2^exponent, rounded once. */
static double scale(uint64_t mantissa, int64_t exponent) {
    if (mantissa == 0) return 0.0;
    const int width = 64 - __builtin_clzll(mantissa);
    if (exponent + width > 1025) return HUGE_VAL;
    if (exponent + width < -1080) return 0.0;
    const int64_t below = -1074 - exponent; /* bits finer than the smallest double */
    if (below > 0 && below < 64 && exponent + width <= -1021) {
        const uint64_t kept = mantissa >> below, rest = mantissa << (64 - below);
        const uint64_t half = (uint64_t)1 << 63;
        mantissa = kept + (rest > half || (rest == half && (kept & 1)));
        exponent = -1074;
    } else if (below >= 64) {
        return exponent + width <= -1075 ? 0.0 : 4.9406564584124654e-324;
    }
    return ldexp((double)mantissa, (int)exponent);
}

static bool parse_hexadecimal(Reader *r, bool negative, Value *out) {
    uint64_t mantissa = 0, whole = 0;
    int64_t exponent = 0, written = 0;
    bool any = false, dot = false, is_float = false;
    for (; r->at < r->end; r->at++) {
        if (*r->at == '.' && !dot) {
            dot = is_float = true;
            continue;
        }
        const int digit = hex_digit(*r->at);
        if (digit < 0) break;
        any = true;
        whole = whole * 16 + (uint64_t)digit;
        if (mantissa >> 58 == 0) {
            mantissa = mantissa * 16 + (uint64_t)digit;
            exponent -= dot ? 4 : 0;
        } else {
            mantissa |= digit != 0;
            exponent += dot ? 0 : 4;
        }
    }
    if (!any) return false;
    if (accept(r, 'p')) {
        is_float = true;
        if (!read_exponent(r, &written)) return false;
    }
    if (is_float) {
        const double n = scale(mantissa, exponent + written);
        set_float(out, negative ? -n : n);
    } else {
        set_integer(out, (int64_t)(negative ? 0 - whole : whole));
    }
    return true;
}

/* ---- Decimal --------------------------------------------------------------------------------- */

typedef struct Decimal {
    char digits[DIGITS_MAX + 16]; /* significant digits, then room for the exponent */
    int count;
    int64_t exponent; /* value: digits * 10^exponent */
    uint64_t small;   /* the same digits as an integer, while count <= 19 */
    bool any, is_float;
} Decimal;

static void add_digit(Decimal *d, char digit, bool behind_dot) {
    d->any = true;
    if (d->count < DIGITS_MAX) {
        if (d->count > 0 || digit != '0') {
            d->digits[d->count++] = digit;
            if (d->count <= 19) d->small = d->small * 10 + (uint64_t)(digit - '0');
        }
        d->exponent -= behind_dot;
    } else {
        if (digit != '0') d->digits[DIGITS_MAX - 1] |= 1; /* stays a digit, and above the half */
        d->exponent += !behind_dot;
    }
}

static bool read_decimal(Reader *r, Decimal *d) {
    int64_t written = 0;
    for (; r->at < r->end; r->at++) {
        if (*r->at == '.' && !d->is_float)
            d->is_float = true;
        else if (is_digit(*r->at))
            add_digit(d, *r->at, d->is_float);
        else
            break;
    }
    if (!d->any) return false;
    if (accept(r, 'e')) {
        d->is_float = true;
        if (!read_exponent(r, &written)) return false;
        d->exponent += written;
    }
    return true;
}

static double decimal_to_float(Decimal *d) {
    static const double powers[EXACT_POWER + 1] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                                   1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                                   1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    if (d->count == 0) return 0.0;
    if (d->count <= 19 && d->small <= (uint64_t)1 << 53) {
        if (d->exponent >= 0 && d->exponent <= EXACT_POWER)
            return (double)d->small * powers[d->exponent];
        if (d->exponent < 0 && d->exponent >= -EXACT_POWER)
            return (double)d->small / powers[-d->exponent];
    }
    if (d->exponent + d->count > 400) return HUGE_VAL;
    if (d->exponent + d->count < -400) return 0.0;
    snprintf(d->digits + d->count, 16, "e%d", (int)d->exponent);
    return strtod(d->digits, NULL);
}

static bool parse_decimal(Reader *r, bool negative, Value *out) {
    Decimal d;
    d.count = 0;
    d.exponent = 0;
    d.small = 0;
    d.any = d.is_float = false;
    if (!read_decimal(r, &d)) return false;
    if (!d.is_float && d.count <= 19 && d.small <= (uint64_t)INT64_MAX + negative) {
        set_integer(out, (int64_t)(negative ? 0 - d.small : d.small));
    } else {
        const double n = decimal_to_float(&d);
        set_float(out, negative ? -n : n);
    }
    return true;
}

bool number_parse(const char *text, size_t length, Value *out) {
    Reader r = {text, text + length};
    while (r.at < r.end && is_space(*r.at))
        r.at++;
    while (r.at < r.end && is_space(r.end[-1]))
        r.end--;
    const bool negative = accept_sign(&r);
    const bool is_hexadecimal = r.end - r.at > 1 && r.at[0] == '0' && (r.at[1] | 0x20) == 'x';
    if (is_hexadecimal) r.at += 2;
    const bool ok =
        is_hexadecimal ? parse_hexadecimal(&r, negative, out) : parse_decimal(&r, negative, out);
    return ok && r.at == r.end;
}
