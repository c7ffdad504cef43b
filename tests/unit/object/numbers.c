/* Numbers: formatting against snprintf, parsing against strtod, comparison, arithmetic. */
#include <math.h>

#include "object_fixture.h"

static uint64_t random_bits(void) {
    return (uint64_t)fixture_random(1u << 31) << 33 ^ (uint64_t)fixture_random(1u << 31) << 11 ^
           fixture_random(1u << 31);
}

static double random_double(int kind) {
    double n;
    uint64_t bits = random_bits();
    switch (kind) {
    case 0: memcpy(&n, &bits, 8); return n;
    case 1: return (double)(int64_t)(bits >> 20) / 1000.0;
    case 2: return (double)(int32_t)bits / pow(10, fixture_random(12));
    case 3: return (double)(bits >> 11) * 0x1p-53;
    case 4: return (double)(bits % 100000) * 0.5 * pow(2, (int)fixture_random(60) - 40);
    default: return ldexp((double)(bits >> 11), -(int)fixture_random(100));
    }
}

static void check_format(double n) {
    char expected[NUMBER_TEXT_MAX + 8], got[NUMBER_TEXT_MAX];
    const Value v = value_float(n);
    snprintf(expected, sizeof(expected), "%.14g", n);
    if (expected[strspn(expected, "-0123456789")] == '\0') strcat(expected, ".0");
    const size_t length = number_format(&v, got);
    CHECK_STRING(got, expected);
    CHECK_EQUAL(length, strlen(expected));
}

static void formats_as_printf(void) {
    const double some[] = {0.0,
                           -0.0,
                           1,
                           -1,
                           0.1,
                           0.5,
                           1e14,
                           1e15,
                           99999999999999.0,
                           99999999999999.5,
                           9999999999999.95,
                           123456789012345.0,
                           1e-5,
                           1e-4,
                           0.0001234,
                           1e-9,
                           9.9999999999999e-10,
                           1e100,
                           1e308,
                           5e-324,
                           2.5,
                           1.5,
                           0.99999999999999,
                           0.999999999999999,
                           HUGE_VAL,
                           -HUGE_VAL,
                           NAN,
                           3.14159265358979,
                           1e13,
                           12345678901234.5,
                           12345678901235.5,
                           0.000123456789012345,
                           1.00000000000005,
                           1.000000000000005,
                           9.9999999999999949};
    for (size_t i = 0; i < sizeof(some) / sizeof(*some); i++)
        check_format(some[i]);
    for (int kind = 0; kind < 6; kind++)
        for (int i = 0; i < 50000; i++)
            check_format(random_double(kind));
    char text[NUMBER_TEXT_MAX];
    Value v = value_integer(INT64_MIN);
    number_format(&v, text);
    CHECK_STRING(text, "-9223372036854775808");
    v = value_integer(0);
    number_format(&v, text);
    CHECK_STRING(text, "0");
}

static bool parses(const char *text, Value *out) {
    return number_parse(text, strlen(text), out);
}

static void check_integer(const char *text, int64_t expected) {
    Value v;
    if (CHECK(parses(text, &v) && v.tag == TAG_INTEGER))
        CHECK_EQUAL(v.u.i, expected);
    else
        fprintf(stderr, "    %s\n", text);
}

static void check_float(const char *text, double expected) {
    Value v;
    const bool ok = parses(text, &v) && v.tag == TAG_FLOAT;
    if (!CHECK(ok && memcmp(&v.u.n, &expected, 8) == 0))
        fprintf(stderr, "    %s: %a, expected %a\n", text, ok ? v.u.n : NAN, expected);
}

static void parses_as_strtod(void) {
    char text[400];
    for (int kind = 0; kind < 6; kind++)
        for (int i = 0; i < 20000; i++) {
            const double n = random_double(kind);
            if (isnan(n) || isinf(n)) continue;
            snprintf(text, sizeof(text), "%.*e", (int)fixture_random(20), n);
            check_float(text, strtod(text, NULL));
            snprintf(text, sizeof(text), "%.*a", (int)fixture_random(16), n);
            if (strchr(text, 'p')) check_float(text, strtod(text, NULL));
            if (fabs(n) < 1e30) {
                snprintf(text, sizeof(text), "%.17f", n);
                check_float(text, strtod(text, NULL));
            }
        }
}

static void numerals(void) {
    static const char *const bad[] = {"",     " ",  "-",   "+",   ".",     "e1",    "1e",
                                      "1e+",  "0x", "0xg", "1 2", "1.2.3", "nan",   "inf",
                                      "0x1p", "1f", "--1", "- 1", "0x.p1", "1e1.0", "infinity"};
    Value v;
    for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
        CHECK(!parses(bad[i], &v));
    CHECK(!number_parse("1\0", 2, &v));
    CHECK(!number_parse("1\0 2", 4, &v));
    check_integer("  12 \n", 12);
    check_integer("-0", 0);
    check_integer("+7", 7);
    check_integer("9223372036854775807", INT64_MAX);
    check_integer("-9223372036854775808", INT64_MIN);
    check_float("9223372036854775808", 9223372036854775808.0);
    check_float("-9223372036854775809", -9223372036854775808.0);
    check_float("123456789012345678901234567890", 123456789012345678901234567890.0);
    check_integer("0x10", 16);
    check_integer("0xFFFFFFFFFFFFFFFF", -1);
    check_integer("0x1FFFFFFFFFFFFFFFF", -1);
    check_integer("-0x8000000000000000", INT64_MIN);
    check_integer("000000000000000000000000000000000000001", 1);
    check_float("0x.8", 0.5);
    check_float("0xA.", 10.0);
    check_float("0x1p4", 16.0);
    check_float("0x1P-1074", 0x1p-1074);
    check_float("0x1p-1075", 0.0);
    check_float("0x1.8p-1075", 0x1p-1074);
    check_float("0x1.fffffffffffff8p0", 2.0);
    check_float("0x1.fffffffffffff7fffffffffffffffp0", 0x1.fffffffffffffp0);
    check_float("0x0.00000000000000000000000000000000000000001p164", 1.0);
    check_float("0x1p1024", HUGE_VAL);
    check_float("0x1p99999999999999999999", HUGE_VAL);
    check_float("0x0p99999999999999999999", 0.0);
    check_float("1e99999999999999999999", HUGE_VAL);
    check_float("1e-99999999999999999999", 0.0);
    check_float("0e99999999999999999999", 0.0);
    check_float("-0.0", -0.0);
    check_float(".5", 0.5);
    check_float("5.", 5.0);
    check_float("1E2", 100.0);
}

/* Halfway between two doubles, with a digit far behind that decides. */
static void long_numerals(void) {
    static char text[3000];
    snprintf(text, sizeof(text), "%.1100f", ldexp(1.0, -1075));
    const size_t end = strlen(text);
    check_float(text, strtod(text, NULL));
    memset(text + end, '0', 1000);
    strcpy(text + end + 1000, "1");
    check_float(text, strtod(text, NULL));
    memset(text, '9', 2000);
    text[2000] = '\0';
    check_float(text, HUGE_VAL);
    memset(text, '0', 1000);
    text[1] = '.';
    strcpy(text + 1000, "123e1000");
    check_float(text, strtod(text, NULL));
    memset(text, '1', 300);
    strcpy(text + 300, ".5e-250");
    check_float(text, strtod(text, NULL));
}

static void compares_exactly(void) {
    const Value big = value_integer(INT64_MAX), two63 = value_float(0x1p63), nan = value_float(NAN);
    const Value least = value_integer(INT64_MIN), minus63 = value_float(-0x1p63);
    const Value i53 = value_integer(((int64_t)1 << 53) + 1), f53 = value_float(0x1p53);
    CHECK(number_less(&big, &two63) && !number_less(&two63, &big));
    CHECK(number_less_equal(&big, &two63) && !number_less_equal(&two63, &big));
    CHECK(!number_less(&least, &minus63) && number_less_equal(&least, &minus63));
    CHECK(number_less_equal(&minus63, &least));
    CHECK(number_less(&f53, &i53) && !number_less_equal(&i53, &f53));
    CHECK(!value_raw_equal(&f53, &i53) && value_raw_equal(&least, &minus63));
    CHECK(!number_less(&nan, &big) && !number_less(&big, &nan) && !number_less_equal(&big, &nan));
    CHECK(!number_less_equal(&nan, &big));
    const Value one = value_integer(1), half = value_float(0.5), more = value_float(1.5);
    CHECK(number_less(&half, &one) && number_less(&one, &more) && !number_less(&one, &half));
    CHECK(number_less_equal(&one, &more) && !number_less_equal(&more, &one));
    const Value infinity = value_float(HUGE_VAL), minus = value_float(-HUGE_VAL);
    CHECK(number_less(&big, &infinity) && number_less(&minus, &least));
}

static void divides_and_rounds(void) {
    CHECK_EQUAL(integer_floor_divide(7, 2), 3);
    CHECK_EQUAL(integer_floor_divide(-7, 2), -4);
    CHECK_EQUAL(integer_floor_divide(7, -2), -4);
    CHECK_EQUAL(integer_floor_divide(INT64_MIN, -1), INT64_MIN);
    CHECK_EQUAL(integer_modulo(-7, 3), 2);
    CHECK_EQUAL(integer_modulo(7, -3), -2);
    CHECK_EQUAL(integer_modulo(INT64_MIN, -1), 0);
    CHECK(float_modulo(-7, 3) == 2 && float_modulo(7, -3) == -2);
    CHECK(float_modulo(1, HUGE_VAL) == 1 && float_modulo(-1, HUGE_VAL) == HUGE_VAL);
    CHECK(isnan(float_modulo(1, 0)));
    CHECK(signbit(float_modulo(-0.0, 1)));
    int64_t i;
    CHECK(float_to_integer(-2.5, ROUND_FLOOR, &i) && i == -3);
    CHECK(float_to_integer(-2.5, ROUND_CEIL, &i) && i == -2);
    CHECK(float_to_integer(2.5, ROUND_CEIL, &i) && i == 3);
    CHECK(!float_to_integer(2.5, ROUND_EXACT, &i) && !float_to_integer(NAN, ROUND_FLOOR, &i));
    CHECK(!float_to_integer(0x1p63, ROUND_EXACT, &i) && float_to_integer(-0x1p63, ROUND_EXACT, &i));
    CHECK_EQUAL(integer_shift_left(1, 63), INT64_MIN);
    CHECK_EQUAL(integer_shift_left(-1, -63), 1);
    CHECK_EQUAL(integer_shift_left(1, INT64_MIN), 0);
}

int main(void) {
    RUN(formats_as_printf);
    RUN(parses_as_strtod);
    RUN(numerals);
    RUN(long_numerals);
    RUN(compares_exactly);
    RUN(divides_and_rounds);
    return check_result();
}
