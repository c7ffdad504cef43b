/* Numbers to text: exactly what "%d" and "%.14g" print, in the C locale.
**
** Floats from 1e-9 to 1e14 are scaled by a power of ten that is itself a double, so that 14 digits
** stand before the point. fma gives the part of the product that the multiplication rounded away;
** the two together are the exact product, so rounding to 14 digits, ties to even, is exact. What is
** outside goes through snprintf.
*/
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "number.h"

#define DIGITS      14
#define EXACT_POWER 22   /* 10^22 is the largest power of ten that is a double */
#define LOWEST      1e-9 /* 13 + 9 == EXACT_POWER */
#define HIGHEST     1e14

static size_t format_unsigned(uint64_t n, char *buffer) {
    char reversed[20];
    size_t length = 0;
    do {
        reversed[length++] = (char)('0' + n % 10);
        n /= 10;
    } while (n > 0);
    for (size_t i = 0; i < length; i++)
        buffer[i] = reversed[length - 1 - i];
    return length;
}

static size_t format_integer(int64_t i, char *buffer) {
    size_t length = 0;
    if (i < 0) buffer[length++] = '-';
    length += format_unsigned(i < 0 ? 0 - (uint64_t)i : (uint64_t)i, buffer + length);
    buffer[length] = '\0';
    return length;
}

/* ---- Floats ---------------------------------------------------------------------------------- */

typedef struct Decimal {
    uint64_t digits; /* DIGITS of them */
    int exponent;    /* of the first digit */
} Decimal;

/* The first DIGITS digits of n, LOWEST <= n < HIGHEST. */
static Decimal to_decimal(double n) {
    static const double powers[EXACT_POWER + 2] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                                   1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                                   1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22, 1e23};
    int binary;
    frexp(n, &binary);
    int exponent = ((binary - 1) * 1233 >> 12); /* log10(2); at most one too small or too large */
    double high, low;
    for (;;) {
        const double power = powers[DIGITS - 1 - exponent];
        high = n * power;
        low = fma(n, power, -high);
        if (high < 1e13 || (high == 1e13 && low < 0))
            exponent--;
        else if (high > 1e14 || (high == 1e14 && low >= 0))
            exponent++;
        else
            break;
    }
    const double whole = floor(high);
    const double above_half = high - whole - 0.5; /* exact; the true value is low more */
    uint64_t digits = (uint64_t)whole;
    if (above_half > -low || (above_half == -low && (digits & 1))) digits++;
    if (digits == (uint64_t)HIGHEST) return (Decimal){digits / 10, exponent + 1};
    return (Decimal){digits, exponent};
}

static size_t put_exponent(char *buffer, int exponent) {
    const int size = exponent < 0 ? -exponent : exponent;
    buffer[0] = 'e';
    buffer[1] = exponent < 0 ? '-' : '+';
    buffer[2] = (char)('0' + size / 10);
    buffer[3] = (char)('0' + size % 10);
    return 4;
}

/* Lays out digits as %g does: without trailing zeros, with an exponent when it is below -4. */
static size_t put_decimal(Decimal d, char *buffer) {
    char digits[24];
    size_t count = format_unsigned(d.digits, digits), length = 0;
    while (count > 1 && digits[count - 1] == '0')
        count--;
    if (d.exponent >= DIGITS || d.exponent < -4) {
        buffer[length++] = digits[0];
        if (count > 1) {
            buffer[length++] = '.';
            memcpy(buffer + length, digits + 1, count - 1);
            length += count - 1;
        }
        return length + put_exponent(buffer + length, d.exponent);
    }
    if (d.exponent < 0) {
        memcpy(buffer, "0.000", 5);
        length = 1 + (size_t)-d.exponent;
        memcpy(buffer + length, digits, count);
        return length + count;
    }
    const size_t before = (size_t)d.exponent + 1;
    for (size_t i = 0; i < before; i++)
        buffer[length++] = i < count ? digits[i] : '0';
    if (count <= before) return length;
    buffer[length++] = '.';
    memcpy(buffer + length, digits + before, count - before);
    return length + count - before;
}

static size_t format_slowly(double n, char *buffer) {
    const size_t length = (size_t)snprintf(buffer, NUMBER_TEXT_MAX, "%.14g", n);
    for (size_t i = 0; i < length; i++) { /* the locale's decimal point, whatever it is */
        const char c = buffer[i];
        const bool is_letter = (unsigned char)((c | 0x20) - 'a') < 26;
        if ((unsigned char)(c - '0') >= 10 && c != '-' && c != '+' && !is_letter) buffer[i] = '.';
    }
    return length;
}

static bool looks_like_integer(const char *text, size_t length) {
    for (size_t i = 0; i < length; i++)
        if (text[i] != '-' && (unsigned char)(text[i] - '0') >= 10) return false;
    return true;
}

static size_t format_float(double n, char *buffer) {
    size_t length = 0;
    const double size = fabs(n);
    if (size >= LOWEST && size < HIGHEST) {
        if (n < 0) buffer[length++] = '-';
        if (size == floor(size))
            length += format_unsigned((uint64_t)size, buffer + length);
        else
            length += put_decimal(to_decimal(size), buffer + length);
    } else {
        length = format_slowly(n, buffer);
    }
    if (looks_like_integer(buffer, length)) {
        buffer[length++] = '.';
        buffer[length++] = '0';
    }
    buffer[length] = '\0';
    return length;
}

size_t number_format(const Value *v, char *buffer) {
    return v->tag == TAG_INTEGER ? format_integer(v->u.i, buffer) : format_float(v->u.n, buffer);
}
