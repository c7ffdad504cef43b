/* The disassembler's listing of a small Program, line for line. */
#include "check.h"
#include "disassemble.h"
#include "samples.h"

static const char wanted[] =
    "function 0 <area.lua:0-0>  0 parameters and varargs, 4 registers, 4 constants, 2 caches\n"
    "  U0    _ENV             outer R0\n"
    "  R0    width            pc 2 to 14\n"
    "     0  [1]\tVARARGPREP    0\n"
    "     1  [1]\tLOADI         R0 -3\n"
    "     2  [2]\tJGEK          R0 2.5 -> 11\n"
    "     4  [3]\tGETENV        R1 U0 \"print\"\n"
    "     6  [3]\tGETFIELD      R2 R0 \"a\\n\\\"b\\x00\"  ; B: local 'width'\n"
    "     8  [3]\tCLOSURE       R3 4 function 1\n"
    "    10  [3]\tCALL          R1 *2 *0  ; callee: global 'print'\n"
    "    11  [4]\tNEWTABLE      R1 2 array 2 hash 0 {\"x\"}\n"
    "    13  [5]\tRETURN        R1 *1 1\n"
    "\n"
    "function 1 <area.lua:3-3>  0 parameters, 1 register, 0 constants, 0 caches\n"
    "  U0    width            outer R0\n"
    "     0  [3]\tRETURN0      \n";

static uint32_t text(ProgramBuilder *b, const char *bytes) {
    return builder_string(b, bytes, strlen(bytes));
}

static void add_inner(ProgramBuilder *b, FunctionBuilder *outer, uint32_t source) {
    FunctionBuilder *const f = builder_open(b, outer, source, 3);
    builder_upvalue(f, text(b, "width"), true, 0, 0);
    builder_emit(f, instruction_abc(OP_RETURN0, 0, 0, 0), 3);
    builder_close(f, 0, false, 1, 3);
}

static void add_main(ProgramBuilder *b) {
    const uint32_t source = text(b, "@area.lua");
    FunctionBuilder *const f = builder_open(b, NULL, source, 0);
    const double limit = 2.5;
    uint64_t bits, key;
    memcpy(&bits, &limit, sizeof bits);
    builder_upvalue(f, text(b, "_ENV"), true, 0, 0);
    builder_emit(f, instruction_abc(OP_VARARGPREP, 0, 0, 0), 1);
    builder_emit(f, instruction_abx(OP_LOADI, 0, (uint16_t)-3), 1);
    builder_emit(f, instruction_abx(OP_JGEK, 0, builder_constant(f, CONSTANT_FLOAT, bits)), 2);
    builder_emit(f, instruction_je(7), 2);
    builder_emit(f, instruction_abc(OP_GETENV, 1, 0, 0), 3);
    builder_emit(f, builder_constant(f, CONSTANT_STRING, text(b, "print")), 3);
    builder_name(f, builder_pc(f), OPERAND_B, NAME_LOCAL, text(b, "width"));
    builder_emit(f, instruction_abc(OP_GETFIELD, 2, 0, 0), 3);
    key = builder_string(b, "a\n\"b\0", 5);
    builder_emit(f, builder_constant(f, CONSTANT_STRING, key), 3);
    add_inner(b, f, source);
    builder_emit(f, instruction_abc(OP_CLOSURE, 3, 4, 0), 3);
    builder_emit(f, 0, 3);
    builder_name(f, builder_pc(f), OPERAND_CALLEE, NAME_GLOBAL, text(b, "print"));
    builder_emit(f, instruction_abc(OP_CALL, 1, 3, 1), 3);
    const uint32_t x = builder_constant(f, CONSTANT_STRING, text(b, "x"));
    builder_emit(f, instruction_abc(OP_NEWTABLE, 1, 2, 0), 4);
    builder_emit(f, builder_template(f, 2, 0, &x, 1), 4);
    builder_emit(f, instruction_abc(OP_RETURN, 1, 2, 1), 5);
    builder_local(f, text(b, "width"), 0, 2, 14);
    builder_close(f, 0, true, 4, 0);
}

static void listing_is_as_promised(void) {
    Allocator a = {.allocate = allocator_default, .cap = SIZE_MAX};
    ProgramBuilder *const b = builder_new(&a);
    char *seen;
    size_t size;
    bool too_large;
    add_main(b);
    Program *const p = builder_finish(b, &too_large);
    builder_free(b);
    FILE *const out = open_memstream(&seen, &size);
    program_disassemble(p, out);
    fclose(out);
    CHECK_STRING(seen, wanted);
    free(seen);
    program_release(p);
    CHECK_EQUAL(a.held, 0);
}

int main(void) {
    RUN(listing_is_as_promised);
    return check_result();
}
