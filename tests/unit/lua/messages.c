/* What the front end says about faulty sources, where, and how it names the chunk. */
#include "compile_fixture.h"

static void scanner_errors(void) {
    check_error("x = 3x", "t:1: malformed number near '3x'");
    check_error("x = .0x1p4+", "t:1: malformed number near '.0x1p4'");
    check_error("x = 0x", "t:1: malformed number near '0x'");
    check_error("x = 1..2", "t:1: malformed number near '1..2'");
    check_error("x = '\\q'", "t:1: invalid escape sequence near ''\\q'");
    check_error("x = 'a\\zb\\65\\q'", "t:1: invalid escape sequence near ''abA\\q'");
    check_error("x = '\\300'", "t:1: decimal escape too large near ''\\300''");
    check_error("x = '\\xZ'", "t:1: hexadecimal digit expected near ''\\xZ'");
    check_error("x = '\\u12'", "t:1: missing '{' near ''\\u1'");
    check_error("x = '\\u{12'", "t:1: missing '}' near ''\\u{12''");
    check_error("x = '\\u{80000000}'", "t:1: UTF-8 value too large near ''\\u{80000000'");
    check_error("x = \"abc\nd\"", "t:1: unfinished string near '\"abc'");
    check_error("x = 'abc", "t:1: unfinished string near <eof>");
    check_error("x = [[\n\n", "t:3: unfinished long string (starting at line 1) near <eof>");
    check_error("--[==[ x", "t:1: unfinished long comment (starting at line 1) near <eof>");
    check_error("x = [==", "t:1: invalid long string delimiter near '[=='");
    check_error("x = \1", "t:1: unexpected symbol near '<\\1>'");
    check_error("x = @", "t:1: unexpected symbol near '@'");
}

static void parser_errors(void) {
    check_error("if x then", "t:1: 'end' expected near <eof>");
    check_error("if x then\n\n", "t:3: 'end' expected (to close 'if' at line 1) near <eof>");
    check_error("x = {\n1, 2", "t:2: '}' expected (to close '{' at line 1) near <eof>");
    check_error("a\n.b\n(\n1 2", "t:4: ')' expected (to close '(' at line 1) near '2'");
    check_error("for 1", "t:1: <name> expected near '1'");
    check_error("for i", "t:1: '=' or 'in' expected near <eof>");
    check_error("function f(a,) end", "t:1: <name> or '...' expected near ')'");
    check_error("a:b", "t:1: function arguments expected near <eof>");
    check_error("x = = 1", "t:1: unexpected symbol near '='");
    check_error("f", "t:1: syntax error near <eof>");
    check_error("f() = 1", "t:1: syntax error near '='");
    check_error("(a) = 1", "t:1: syntax error near '='");
    check_error("return 1 x", "t:1: <eof> expected near 'x'");
    check_error("x = 1 [[a]]", "t:1: unexpected symbol near '[[a]]'");
    check_error("function f() return ... end",
                "t:1: cannot use '...' outside a vararg function near '...'");
}

static void scope_errors(void) {
    check_error("local x <const> = 1; x = 2", "t:1: attempt to assign to const variable 'x'");
    check_error("local x <close> = nil; function x() end\n",
                "t:2: attempt to assign to const variable 'x'");
    check_error("local x <const> = f(); return function() x = 1 end",
                "t:1: attempt to assign to const variable 'x'");
    check_error("local a <close>, b <close> = 1",
                "t:1: multiple to-be-closed variables in local list");
    check_error("local a <foo> = 1", "t:1: unknown attribute 'foo'");
    check_error("\n\ngoto x\n\n", "t:5: no visible label 'x' for <goto> at line 3");
    check_error("do ::x:: end goto x", "t:1: no visible label 'x' for <goto> at line 1");
    check_error("break", "t:1: break outside loop at line 1");
    check_error("while x do local f = function() break end end",
                "t:1: break outside loop at line 1");
    check_error("::x:: do ::x:: end", "t:1: label 'x' already defined on line 1");
    check_error("::x::\n::x::\n;::y::", "t:3: label 'x' already defined on line 2");
    check_error("goto x\ngoto x; local y; ::x:: f()",
                "t:2: <goto x> at line 1 jumps into the scope of local 'y'");
    check_error("goto x; local y; ::x:: f()",
                "t:1: <goto x> at line 1 jumps into the scope of local 'y'");
    check_error("repeat goto x; local y; ::x:: until y",
                "t:1: <goto x> at line 1 jumps into the scope of local 'y'");
}

static void scopes_that_are_fine(void) {
    check_compiles("do goto x; local y; ::x:: ; ::z:: end");
    check_compiles("::x:: return function() ::x:: goto x end");
    check_compiles("do ::x:: end ::x:: goto x");
    check_compiles("goto x; do local a end ::x:: f()");
    check_compiles("while x do if y then break end local z; goto continue; ::continue:: end");
    check_compiles("local x <const>, y = 1, 2; y = x");
    check_compiles("local _ENV <const> = {}; x = 1");
    check_compiles("");
    check_compiles(";;;");
    check_compiles("return;");
}

static void chunk_error(const char *chunk_name, const char *message) {
    Compilation c;
    compile_bytes(&c, "x x", 3, chunk_name);
    CHECK_STRING(c.result.message, message);
    compile_end(&c);
}

static void chunk_names(void) {
    chunk_error("=stdin", "stdin:1: syntax error near 'x'");
    chunk_error("@dir/file.lua", "dir/file.lua:1: syntax error near 'x'");
    chunk_error("@", ":1: syntax error near 'x'");
    chunk_error("x x", "[string \"x x\"]:1: syntax error near 'x'");
    chunk_error("x\nx", "[string \"x...\"]:1: syntax error near 'x'");
    chunk_error("", "[string \"\"]:1: syntax error near 'x'");
    chunk_error("0123456789012345678901234567890123456789012345",
                "[string \"012345678901234567890123456789012345678901234...\"]:1: "
                "syntax error near 'x'");
    chunk_error("@/0123456789/0123456789/0123456789/0123456789/0123456789/01234567",
                "...789/0123456789/0123456789/0123456789/0123456789/01234567:1: "
                "syntax error near 'x'");
}

static void nul_bytes(void) {
    Compilation c;
    compile_bytes(&c, "return 'a\0b'", 12, "=t");
    CHECK_EQUAL(c.status, COMPILE_OK);
    compile_end(&c);
    compile_bytes(&c, "x = 1 \0", 7, "=t");
    CHECK_STRING(c.result.message, "t:1: unexpected symbol");
    compile_end(&c);
}

int main(void) {
    RUN(scanner_errors);
    RUN(parser_errors);
    RUN(scope_errors);
    RUN(scopes_that_are_fine);
    RUN(chunk_names);
    RUN(nul_bytes);
    return check_result();
}
