/* Limits of the language and of the machine, and sources that are long but not deep. */
#include "compile_fixture.h"

static void check_repeated_error(const char *head, const char *part, size_t times, const char *tail,
                                 const char *message) {
    char *text = repeated(head, part, times, tail);
    check_error(text, message);
    free(text);
}

static void check_repeated(const char *head, const char *part, size_t times, const char *tail) {
    char *text = repeated(head, part, times, tail);
    check_compiles(text);
    free(text);
}

static void counts(void) {
    check_repeated("local a", ",a", 199, "");
    check_repeated_error("local a", ",a", 200, " = 1",
                         "t:1: too many local variables (limit is 200) in main function near '='");
    check_repeated_error("\nfunction f()\n local a", ",a", 200, " = 1",
                         "t:3: too many local variables (limit is 200) in function at line 2 "
                         "near '='");
    check_repeated_error("function f(a", ",a", 200, ") end",
                         "t:1: too many local variables (limit is 200) in function at line 1 "
                         "near ')'");
    check_repeated("f(a", ",a", 250, ")");
    check_repeated_error("f(a", ",a", 300, ")",
                         "t:1: function or expression needs too many registers");
}

/* `times` openings, `middle`, and as many closings. */
static void check_nested(const char *open, size_t times, const char *middle, const char *close) {
    char *head = repeated("x = ", open, times, middle);
    check_repeated(head, close, times, "");
    free(head);
}

static void check_too_deep(const char *head, const char *part) {
    check_repeated_error(head, part, 300, "a", "t:1: C stack overflow");
}

static void nesting(void) {
    check_nested("(", 190, "1", ")");
    check_nested("{", 190, "", "}");
    check_nested("a[", 190, "1", "]");
    check_nested("f(", 190, "", ")");
    check_nested("function() return ", 90, "1", " end");
    check_nested("function() while a do x = ", 60, "1", " end end");
    check_repeated("x = ", "a .. ", 190, "a");
    check_repeated("x = ", "- ", 190, "a");
    check_repeated("x = ", "a ^ ", 190, "a");
    check_too_deep("x = ", "(");
    check_too_deep("x = ", "- ");
    check_too_deep("x = ", "not ");
    check_too_deep("x = ", "{");
    check_too_deep("x = ", "f{");
    check_too_deep("x = ", "a[");
    check_too_deep("x = ", "a .. ");
    check_too_deep("x = ", "a ^ ");
    check_too_deep("", "do ");
    check_too_deep("", "while a do ");
    check_too_deep("", "if a then else ");
    check_too_deep("", "repeat ");
    check_too_deep("x = ", "function() return ");
    check_too_deep("local a; a", ", a");
}

/* None of these may recurse. */
static void length(void) {
    const size_t many = 50000;
    check_repeated("return a", " + a", many, "");
    check_repeated("return a", " * a - a", many, "");
    check_repeated("return a", " and a", many, "");
    check_repeated("return a", " or a and b", many, "");
    check_repeated("if a", " or a and not b", many, " then f() end");
    check_repeated("return a", " == a", many, "");
    check_repeated("return a", ".b", many, "");
    check_repeated("return a", "()", many, "");
    check_repeated("return a", ":b()", many, "");
    check_repeated("return a", "[1]", many, "");
    check_repeated("if a then f() ", "elseif b then g() ", many, "end");
    check_repeated("return {", "1,", many, "}");
    check_repeated("return {", "x = 1,", many, "}");
    check_repeated("return {", "[f()] = 1,", many, "}");
    check_repeated("return {", "{},", many, "}");
    check_repeated("", "goto x ", many, "::x::");
    check_repeated("::x:: ", "goto x ", many, "");
    check_repeated("", "do goto x ::x:: end ", many, "");
    check_repeated("", "local function f() return f end f = nil ", 1, "");
    check_repeated("return '", "x", many, "'");
    check_repeated("--[[", "\n", many, "]]");
    check_repeated("", ";", many, "");
}

/* More constants than the short operands hold. */
static void constants(void) {
    const size_t size = 4000000;
    char *text = malloc(size), *p = text;
    p = stpcpy(p, "local t = ...\n");
    for (int i = 0; i < 70000; i++)
        p += sprintf(p, "t[1] = t.k%d + %d\n", i, 100000 + i);
    p = stpcpy(p, "return t == 'late', t < 1.25, {late2 = 1}, 3.5 - t");
    check_compiles(text);
    free(text);
}

int main(void) {
    RUN(counts);
    RUN(nesting);
    RUN(length);
    RUN(constants);
    return check_result();
}
