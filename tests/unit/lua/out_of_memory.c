/* Every request for memory fails once: the result is a clean "no memory", and nothing leaks. */
#include "compile_fixture.h"

static void sweep(const char *text) {
    for (long n = 0;; n++) {
        Compilation c;
        requests_left = n;
        compile_text(&c, text);
        requests_left = -1;
        if (c.status == COMPILE_NO_MEMORY) CHECK(c.result.program == NULL);
        const bool done = c.status != COMPILE_NO_MEMORY;
        compile_end(&c);
        if (done) break;
    }
}

static void good_source(void) {
    sweep("local a, b <const> = 1, 2.5\n"
          "local function f(x, ...) local t <close> = x;\n"
          "return function(...) return a + x, ... end end\n"
          "for i = 1, 10 do if i > 5 then break end\n"
          "t[i] = {x = i, y = 'a\\nb', [f] = 1, ...} end\n"
          "goto done; while x do x = x.next and x.y .. 'z' .. x end ::done:: return f(a)\n");
}

static void faulty_source(void) {
    sweep("local a = {1, 2, 3} local function f() return a end x = 'abc\\65' 'def'");
}

static void long_source(void) {
    char *text = repeated("local t = ... ",
                          "function t.f(a, b) return a.x + b.y * 1.5 .. 'text' end ", 300, "");
    sweep(text);
    free(text);
}

int main(void) {
    RUN(good_source);
    RUN(faulty_source);
    RUN(long_source);
    return check_result();
}
