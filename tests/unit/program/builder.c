/* The builder: interning, sharing of constants, debug information in order, layout, memory failure.
** */
#include "check.h"
#include "disassemble.h"
#include "samples.h"

static Faults no_faults = {-1};

static void strings_are_interned(void) {
    Allocator a = faulty_allocator(&no_faults);
    ProgramBuilder *const b = builder_new(&a);
    char text[16];
    for (unsigned round = 0; round < 2; round++)
        for (unsigned i = 0; i < 1000; i++)
            CHECK_EQUAL(builder_string(b, text, (size_t)snprintf(text, sizeof text, "s%u", i)), i);
    CHECK_EQUAL(builder_string(b, "a\0b", 3), 1000);
    CHECK_EQUAL(builder_string(b, "a\0c", 3), 1001);
    CHECK_EQUAL(builder_string(b, "", 0), 1002);
    builder_free(b);
    CHECK_EQUAL(a.held, 0);
}

static void constants_are_shared(void) {
    Allocator a = faulty_allocator(&no_faults);
    ProgramBuilder *const b = builder_new(&a);
    FunctionBuilder *const f = builder_open(b, NULL, NO_STRING, 0);
    for (unsigned round = 0; round < 2; round++)
        for (unsigned i = 0; i < 500; i++) {
            CHECK_EQUAL(builder_constant(f, CONSTANT_INTEGER, i), 2 * i);
            CHECK_EQUAL(builder_constant(f, CONSTANT_FLOAT, i), 2 * i + 1);
        }
    builder_free(b);
    CHECK_EQUAL(a.held, 0);
}

/* What a function knew of its constants does not count in the next one. */
static void constants_of_many_functions(void) {
    Allocator a = faulty_allocator(&no_faults);
    ProgramBuilder *const b = builder_new(&a);
    FunctionBuilder *const outer = builder_open(b, NULL, NO_STRING, 0);
    for (uint32_t n = 0; n < 50; n++) {
        FunctionBuilder *const f = builder_open(b, outer, NO_STRING, 0);
        CHECK_EQUAL(builder_child_index(f), n);
        for (int times = 0; times < 2; times++)
            for (uint32_t i = 0; i < n; i++)
                CHECK_EQUAL(builder_constant(f, CONSTANT_INTEGER, 1000 * n + i), i);
        CHECK(builder_close(f, 0, false, 1, 9));
    }
    builder_free(b);
    CHECK_EQUAL(a.held, 0);
}

/* A main function that returns nothing, with whatever the caller adds. */
static Program *finish_empty(ProgramBuilder *b, FunctionBuilder *f) {
    bool too_large;
    builder_emit(f, instruction_abc(OP_RETURN0, 0, 0, 0), 7);
    builder_close(f, 0, false, 1, 9);
    Program *const p = builder_finish(b, &too_large);
    CHECK(!too_large);
    builder_free(b);
    return p;
}

static void names_and_locals_are_sorted(void) {
    Allocator a = faulty_allocator(&no_faults);
    ProgramBuilder *const b = builder_new(&a);
    const uint32_t x = builder_string(b, "x", 1), y = builder_string(b, "y", 1);
    FunctionBuilder *const f = builder_open(b, NULL, x, 1);
    for (unsigned i = 0; i < 3; i++)
        builder_emit(f, instruction_abc(OP_LOADTRUE, 0, 0, 0), i);
    builder_name(f, 2, OPERAND_B, NAME_LOCAL, x);
    builder_name(f, 0, OPERAND_CALLEE, NAME_METHOD, y);
    builder_name(f, 2, OPERAND_A, NAME_FIELD, y);
    builder_name(f, 0, OPERAND_CALLEE, NAME_METHOD, y);
    builder_local(f, x, 0, 2, 3);
    builder_local(f, y, 0, 0, 2);
    builder_local(f, x, 0, 0, 1);
    Program *const p = finish_empty(b, f);
    const ProgramFunction *const g = program_function(p, 0);
    const ProgramLocal *const locals = program_locals(p, g);
    CHECK_EQUAL(g->local_count, 3);
    CHECK_EQUAL(locals[0].name, y);
    CHECK_EQUAL(locals[1].name, x);
    CHECK_EQUAL(locals[2].start_pc, 2);
    CHECK_EQUAL(g->name_count, 3);
    CHECK_EQUAL(program_name(p, g, 2, OPERAND_B)->string, x);
    CHECK_EQUAL(program_name(p, g, 2, OPERAND_A)->kind, NAME_FIELD);
    CHECK_EQUAL(program_name(p, g, 0, OPERAND_CALLEE)->kind, NAME_METHOD);
    CHECK(program_name(p, g, 1, OPERAND_A) == NULL);
    program_release(p);
    CHECK_EQUAL(a.held, 0);
}

static void truncation_forgets_names(void) {
    Allocator a = faulty_allocator(&no_faults);
    ProgramBuilder *const b = builder_new(&a);
    const uint32_t x = builder_string(b, "x", 1);
    FunctionBuilder *const f = builder_open(b, NULL, x, 1);
    builder_emit(f, instruction_abc(OP_LOADTRUE, 0, 0, 0), 1);
    builder_name(f, 1, OPERAND_A, NAME_LOCAL, x);
    builder_emit(f, instruction_abc(OP_GETFIELD, 0, 0, 0), 1);
    builder_emit(f, 0, 1);
    builder_truncate(f, 1);
    CHECK_EQUAL(builder_pc(f), 1);
    Program *const p = finish_empty(b, f);
    CHECK_EQUAL(program_function(p, 0)->name_count, 0);
    CHECK_EQUAL(program_line(p, program_function(p, 0), 1), 7);
    program_release(p);
    CHECK_EQUAL(a.held, 0);
}

static void lines_come_back(void) {
    Allocator a = faulty_allocator(&no_faults);
    static uint32_t lines[5000];
    ProgramBuilder *const b = builder_new(&a);
    FunctionBuilder *const f = builder_open(b, NULL, NO_STRING, 1);
    uint32_t line = 1;
    for (unsigned i = 0; i < 5000; i++) {
        if (i > 2000) line += random_below(3);
        if (random_below(50) == 0) line = random_below(1000000);
        if (random_below(500) == 0) line = INT32_MAX;
        if (random_below(4) == 0) line = line > 130 ? line - random_below(130) : 0;
        if (line > INT32_MAX) line = INT32_MAX;
        lines[i] = line;
        builder_emit(f, instruction_abc(OP_LOADTRUE, 0, 0, 0), line);
    }
    builder_set_line(f, 77, lines[77] = 4);
    Program *const p = finish_empty(b, f);
    for (unsigned i = 0; i < 5000; i++)
        CHECK_EQUAL(program_line(p, program_function(p, 0), i), lines[i]);
    CHECK_EQUAL(program_line(p, program_function(p, 0), 5000), 7);
    CHECK_EQUAL(program_line(p, program_function(p, 0), 5001), -1);
    program_release(p);
    CHECK_EQUAL(a.held, 0);
}

static void every_sample_verifies(void) {
    Allocator a = faulty_allocator(&no_faults);
    for (unsigned i = 1; i <= 500; i++) {
        const char *error = NULL;
        random_state = i;
        Program *const p = sample_program(&a);
        if (!CHECK(p != NULL)) continue;
        program_verify(&a, p->image, p->size, &error);
        if (!CHECK_STRING(error, NULL)) program_disassemble(p, stdout);
        program_release(p);
    }
    CHECK_EQUAL(a.held, 0);
}

static void any_allocation_may_fail(void) {
    for (long n = 0; n < 100000; n++) {
        Faults faults = {n};
        Allocator a = faulty_allocator(&faults);
        random_state = 12345;
        Program *const p = sample_program(&a);
        if (p != NULL) n = 100000;
        program_release(p);
        CHECK_EQUAL(a.held, 0);
    }
}

/* The image must not depend on addresses or seeds. */
static void images_are_reproducible(void) {
    Allocator a = faulty_allocator(&no_faults);
    random_state = 99;
    Program *const p = sample_program(&a);
    random_state = 99;
    Program *const q = sample_program(&a);
    CHECK_EQUAL(p->size, q->size);
    CHECK(memcmp(p->image, q->image, p->size) == 0);
    program_release(p);
    program_release(q);
}

int main(void) {
    RUN(strings_are_interned);
    RUN(constants_are_shared);
    RUN(constants_of_many_functions);
    RUN(names_and_locals_are_sorted);
    RUN(truncation_forgets_names);
    RUN(lines_come_back);
    RUN(every_sample_verifies);
    RUN(any_allocation_may_fail);
    RUN(images_are_reproducible);
    return check_result();
}
