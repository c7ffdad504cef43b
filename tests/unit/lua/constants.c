/* Numerals, string escapes and constant folding, seen in the constants of what is compiled. */
#include "compile_fixture.h"

/* The value of `return <expression>` must be the only instruction before the return: a load. Finds
** it as a constant, whether it is immediate or not. */
static ProgramConstant constant_of(const Program *p) {
    const ProgramFunction *f = program_function(p, 0);
    const Instruction i = program_code(p, f)[1]; /* behind VARARGPREP */
    ProgramConstant none = {0, UINT32_MAX, 0};
    double number;
    switch (instruction_op(i)) {
    case OP_LOADI: return (ProgramConstant){(uint64_t)instruction_sbx(i), CONSTANT_INTEGER, 0};
    case OP_LOADF:
        number = instruction_sbx(i);
        memcpy(&none.bits, &number, sizeof number);
        none.kind = CONSTANT_FLOAT;
        return none;
    case OP_LOADK: return program_constants(p, f)[instruction_bx(i)];
    case OP_LOADTRUE: return (ProgramConstant){0, CONSTANT_TRUE, 0};
    case OP_LOADFALSE: return (ProgramConstant){0, CONSTANT_FALSE, 0};
    default: return none;
    }
}

/* Compiles `return <expression>`. */
static ProgramConstant value_of(Compilation *c, const char *expression) {
    char text[512];
    snprintf(text, sizeof text, "return %s", expression);
    compile_text(c, text);
    CHECK_EQUAL(c->status, COMPILE_OK);
    if (c->status != COMPILE_OK) return (ProgramConstant){0, UINT32_MAX, 0};
    return constant_of(c->result.program);
}

static void check_integer(const char *expression, int64_t value) {
    Compilation c;
    const ProgramConstant k = value_of(&c, expression);
    if (!CHECK(k.kind == CONSTANT_INTEGER && (int64_t)k.bits == value))
        fprintf(stderr, "    %s\n", expression);
    compile_end(&c);
}

static void check_float(const char *expression, double value) {
    Compilation c;
    const ProgramConstant k = value_of(&c, expression);
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    if (!CHECK(k.kind == CONSTANT_FLOAT && k.bits == bits)) fprintf(stderr, "    %s\n", expression);
    compile_end(&c);
}

static void check_text(const char *expression, const char *bytes, size_t length) {
    Compilation c;
    const ProgramConstant k = value_of(&c, expression);
    size_t seen = 0;
    const char *text = NULL;
    if (k.kind == CONSTANT_STRING) text = program_string(c.result.program, (uint32_t)k.bits, &seen);
    if (!CHECK(text != NULL && seen == length && memcmp(text, bytes, length) == 0))
        fprintf(stderr, "    %s\n", expression);
    compile_end(&c);
}

/* The expression is computed when the program runs. */
static void check_not_folded(const char *expression) {
    Compilation c;
    const ProgramConstant k = value_of(&c, expression);
    const ProgramFunction *f = program_function(c.result.program, 0);
    if (!CHECK(k.kind == UINT32_MAX || f->code_count > 4)) fprintf(stderr, "    %s\n", expression);
    compile_end(&c);
}

static void integers(void) {
    check_integer("0", 0);
    check_integer("9223372036854775807", INT64_MAX);
    check_integer("0x7fffffffffffffff", INT64_MAX);
    check_integer("0xffffffffffffffff", -1);
    check_integer("0x1ffffffffffffffff", -1);
    check_integer("0XaBc", 0xabc);
    check_integer("00000000000000000000000000000017", 17);
    check_integer("-32769", -32769);
}

static void floats(void) {
    check_float("9223372036854775808", 9223372036854775808.0);
    check_float("1e0", 1.0);
    check_float(".5", 0.5);
    check_float("3.", 3.0);
    check_float("0x.8", 0.5);
    check_float("0x1p-1074", 0x1p-1074);
    check_float("0xA.8p1", 21.0);
    check_float("1e309", 1e308 * 10);
    check_float("2.2250738585072014e-308", 2.2250738585072014e-308);
    check_float("123456789012345678901234567890", 123456789012345678901234567890.0);
    check_float("0.1", 0.1);
    check_float("1e22", 1e22);
    check_float("1e23", 1e23);
    check_float("5e-324", 5e-324);
    check_float("9007199254740993.0", 9007199254740992.0);
}

static void strings(void) {
    check_text("'\\a\\b\\f\\n\\r\\t\\v\\\\\\'\\\"'", "\a\b\f\n\r\t\v\\'\"", 10);
    check_text("'\\0\\65\\0651\\x41'", "\0AA1A", 5);
    check_text("'a\\z  \n  b'", "ab", 2);
    check_text("'a\\\r\nb'", "a\nb", 3);
    check_text("'\\u{41}\\u{7ff}\\u{FFFF}'", "A\xdf\xbf\xef\xbf\xbf", 6);
    check_text("'\\u{7FFFFFFF}'", "\xfd\xbf\xbf\xbf\xbf\xbf", 6);
    check_text("[[\r\na\r\n\n\rb]]", "a\n\nb", 4);
    check_text("[==[]]]=]]==]", "]]]=]", 5);
}

static void folding(void) {
    check_integer("1 + 2 * 3 - 4", 3);
    check_integer("7 // 2", 3);
    check_integer("-7 // 2", -4);
    check_integer("-7 % 3", 2);
    check_integer("7 % -3", -2);
    check_integer("0x8000000000000000 // -1", INT64_MIN);
    check_integer("9223372036854775807 + 1", INT64_MIN);
    check_integer("1 << 63", INT64_MIN);
    check_integer("1 << 64", 0);
    check_integer("-1 >> 60", 15);
    check_integer("1 << -1", 0);
    check_integer("~0 & 0xff | 0x100 ~ 1", 0x1ff & ~0x100u ? 0x1ff : 0);
    check_integer("3.0 | 0", 3);
    check_float("7 / 2", 3.5);
    check_float("2 ^ 10", 1024.0);
    check_float("-7.5 // 2", -4.0);
    check_float("-7.5 % 2", 0.5);
    check_float("1e308 * 10", 1e308 * 10);
    check_integer("true and 5", 5);
    check_integer("nil or 6", 6);
}

static void not_folded(void) {
    check_not_folded("1 // 0");
    check_not_folded("1 % 0");
    check_not_folded("0 / 1");
    check_not_folded("-0.0");
    check_not_folded("0 / 0");
    check_not_folded("1.5 | 1");
    check_not_folded("1 + '1'");
    check_not_folded("1 .. 2");
    check_not_folded("2^53 | 1e100");
}

static void constant_variables(void) {
    Compilation c;
    compile_text(&c, "local a <const> = 2 + 3; local b <const> = a * 2; return b");
    const ProgramConstant k = constant_of(c.result.program);
    CHECK_EQUAL(k.kind, CONSTANT_INTEGER);
    CHECK_EQUAL(k.bits, 10);
    CHECK_EQUAL(program_function(c.result.program, 0)->local_count, 0);
    compile_end(&c);
}

int main(void) {
    RUN(integers);
    RUN(floats);
    RUN(strings);
    RUN(folding);
    RUN(not_folded);
    RUN(constant_variables);
    return check_result();
}
