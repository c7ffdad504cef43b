/* program_extract: an inner function as a Program of its own, with and without debug information.
** */
#include "check.h"
#include "samples.h"

static Faults no_faults = {-1};

static void check_same_string(const Program *p, uint32_t i, const Program *q, uint32_t j) {
    size_t length, other_length;
    const char *const bytes = program_string(p, i, &length);
    const char *const other = program_string(q, j, &other_length);
    CHECK_EQUAL(length, other_length);
    CHECK((bytes == NULL) == (other == NULL));
    if (bytes != NULL && other != NULL) CHECK(memcmp(bytes, other, length + 1) == 0);
}

static void check_same_constants(const Program *p, const ProgramFunction *f, const Program *q,
                                 const ProgramFunction *g) {
    const ProgramConstant *const k = program_constants(p, f), *const l = program_constants(q, g);
    for (uint32_t i = 0; i < f->constant_count; i++) {
        CHECK_EQUAL(k[i].kind, l[i].kind);
        if (k[i].kind == CONSTANT_STRING)
            check_same_string(p, (uint32_t)k[i].bits, q, (uint32_t)l[i].bits);
        else
            CHECK(k[i].bits == l[i].bits);
    }
}

static void check_same_debug(const Program *p, const ProgramFunction *f, const Program *q,
                             const ProgramFunction *g) {
    CHECK_EQUAL(f->local_count, g->local_count);
    CHECK_EQUAL(f->name_count, g->name_count);
    check_same_string(p, f->source, q, g->source);
    const ProgramLocal *const l = program_locals(p, f), *const m = program_locals(q, g);
    for (uint32_t i = 0; i < f->local_count; i++) {
        check_same_string(p, l[i].name, q, m[i].name);
        CHECK_EQUAL(l[i].start_pc, m[i].start_pc);
        CHECK_EQUAL(l[i].reg, m[i].reg);
    }
    for (uint32_t pc = 0; pc < f->code_count; pc++)
        CHECK_EQUAL(program_line(p, f, pc), program_line(q, g, pc));
}

static void check_stripped(const Program *q, const ProgramFunction *g) {
    const ProgramUpvalue *const u = program_upvalues(q, g);
    CHECK_EQUAL(g->local_count + g->name_count + g->line_bytes, 0);
    CHECK_EQUAL(g->source, NO_STRING);
    for (uint32_t i = 0; i < g->upvalue_count; i++)
        CHECK_EQUAL(u[i].name, NO_STRING);
    CHECK_EQUAL(program_line(q, g, 0), -1);
}

static void check_same(const Program *p, uint32_t i, const Program *q, uint32_t j, bool stripped) {
    const ProgramFunction *const f = program_function(p, i), *const g = program_function(q, j);
    CHECK_EQUAL(f->code_count, g->code_count);
    CHECK(memcmp(program_code(p, f), program_code(q, g), f->code_count * sizeof(Instruction)) == 0);
    CHECK_EQUAL(f->constant_count, g->constant_count);
    CHECK_EQUAL(f->child_count, g->child_count);
    CHECK_EQUAL(f->upvalue_count, g->upvalue_count);
    CHECK_EQUAL(f->template_count, g->template_count);
    CHECK_EQUAL(f->key_count, g->key_count);
    CHECK_EQUAL(f->register_count, g->register_count);
    CHECK_EQUAL(f->line_defined, g->line_defined);
    CHECK_EQUAL(f->last_line_defined, g->last_line_defined);
    check_same_constants(p, f, q, g);
    if (stripped)
        check_stripped(q, g);
    else
        check_same_debug(p, f, q, g);
    for (uint32_t c = 0; c < f->child_count; c++)
        check_same(p, program_children(p, f)[c], q, program_children(q, g)[c], stripped);
}

static void extracts_are_the_same_functions(void) {
    Allocator a = faulty_allocator(&no_faults);
    for (unsigned sample = 1; sample <= 40; sample++) {
        random_state = sample * 31;
        Program *const p = sample_program(&a);
        for (uint32_t i = 0; i < p->function_count; i++) {
            for (int strip = 0; strip < 2; strip++) {
                Program *const q = program_extract(&a, p, i, strip != 0), *back;
                const char *error;
                check_same(p, i, q, 0, strip != 0);
                CHECK(program_load(&a, q->image, q->size, &back, &error));
                CHECK(q->size <= p->size);
                program_release(back);
                program_release(q);
            }
        }
        program_release(p);
    }
    CHECK_EQUAL(a.held, 0);
}

static void extracting_may_run_out_of_memory(void) {
    Allocator good = faulty_allocator(&no_faults);
    random_state = 4242;
    Program *const p = sample_program(&good);
    for (uint32_t index = 0; index < 2; index++) {
        Program *q = NULL;
        for (long n = 0; q == NULL && n < 10000; n++) {
            Faults faults = {n};
            Allocator a = faulty_allocator(&faults);
            q = program_extract(&a, p, index, true);
            if (q == NULL) CHECK_EQUAL(a.held, 0);
            if (q != NULL) program_release(q);
        }
        CHECK(q != NULL);
    }
    program_release(p);
}

static void references_are_counted(void) {
    Allocator a = faulty_allocator(&no_faults);
    random_state = 1;
    Program *const p = sample_program(&a);
    program_retain(p);
    program_release(p);
    CHECK(a.held > 0);
    program_release(p);
    CHECK_EQUAL(a.held, 0);
}

int main(void) {
    RUN(extracts_are_the_same_functions);
    RUN(extracting_may_run_out_of_memory);
    RUN(references_are_counted);
    return check_result();
}
