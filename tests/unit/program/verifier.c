/* The verifier against hostile images: thousands of damaged ones are loaded, none may crash, and
** what is accepted is executed here by a machine that knows no values but watches every promise
** that src/program/verifier.c makes to the interpreter. */
#include "check.h"
#include "disassemble.h"
#include "samples.h"

#include "image.h"

static Faults no_faults = {-1};

/* ---- The watching machine -------------------------------------------------------------------- */

typedef struct Machine {
    const Program *p;
    const ProgramFunction *f;
    const Instruction *code;
    bool *starts; /* for each word: an instruction begins there */
    uint32_t pc;
    int64_t loop_state[256]; /* pc of the loop instruction that prepared this register, or -1 */
    bool open[256];          /* a closure or the list of variables to be closed may refer to it */
    int open_results;        /* first register of open results, or -1 */
    bool done;
    const char *broken; /* the promise that was */
} Machine;

static void expect(Machine *m, bool promise, const char *text) {
    if (!promise && m->broken == NULL) m->broken = text;
}

static void read_register(Machine *m, unsigned r) {
    expect(m, r < m->f->register_count, "register exists");
}

static void write_register(Machine *m, unsigned r) {
    expect(m, r < m->f->register_count, "written register exists");
    m->loop_state[r & 255] = -1;
}

static void read_run(Machine *m, unsigned first, unsigned count) {
    for (unsigned i = 0; i < count; i++)
        read_register(m, first + i);
}

static void write_run(Machine *m, unsigned first, unsigned count) {
    for (unsigned i = 0; i < count; i++)
        write_register(m, first + i);
}

static bool anything_open(const Machine *m, unsigned from) {
    for (unsigned r = from; r < 256; r++)
        if (m->open[r]) return true;
    return false;
}

/* Other code runs, in a frame that begins at `from`: it may write its registers and open variables.
** */
static void call_from(Machine *m, unsigned from) {
    expect(m, !anything_open(m, from), "calls lie above open variables");
    for (unsigned r = 0; r < 256; r++)
        if (r >= from || m->open[r]) m->loop_state[r] = -1;
}

static const ProgramConstant *constant_at(Machine *m, uint32_t index) {
    static const ProgramConstant none = {.kind = CONSTANT_NIL};
    expect(m, index < m->f->constant_count, "constant exists");
    return index < m->f->constant_count ? program_constants(m->p, m->f) + index : &none;
}

static void jump(Machine *m, uint32_t from_next, Instruction word) {
    const int64_t target = (int64_t)from_next + instruction_e(word);
    expect(m, instruction_op(word) == OP_JMP, "jump words are jumps");
    expect(m, target >= 0 && target < m->f->code_count && m->starts[target], "jumps are good");
    if (m->broken == NULL) m->pc = (uint32_t)target;
}

static void take_results(Machine *m, unsigned own, unsigned count) {
    expect(m, (m->open_results >= 0) == (count == 0), "open results are consumed at once");
    if (count == 0) expect(m, (int)own <= m->open_results, "open results lie above");
    m->open_results = -1;
}

static void check_key(Machine *m, uint32_t word) {
    expect(m, constant_at(m, word)->kind == CONSTANT_STRING, "keys are strings");
}

static void check_operand(Machine *m, Opcode op, OperandKind kind, unsigned value) {
    uint32_t k;
    switch (kind) {
    case KIND_R:
    case KIND_W:
    case KIND_RW: read_register(m, value); break;
    case KIND_U: expect(m, value < m->f->upvalue_count, "upvalue exists"); break;
    case KIND_K:
        k = constant_at(m, value)->kind;
        if (op != OP_LOADK && op != OP_JEQK && op != OP_JNEK)
            expect(m, k == CONSTANT_INTEGER || k == CONSTANT_FLOAT, "operand is a number");
        break;
    default: break;
    }
}

static void check_all_operands(Machine *m, Instruction i) {
    const Opcode op = instruction_op(i);
    const OpcodeInfo *const info = &opcode_info[op];
    if (info->format == FORMAT_E) return;
    check_operand(m, op, (OperandKind)info->a, instruction_a(i));
    if (info->format == FORMAT_ABX) {
        check_operand(m, op, (OperandKind)info->b, instruction_bx(i));
        return;
    }
    check_operand(m, op, (OperandKind)info->b, instruction_b(i));
    check_operand(m, op, (OperandKind)info->c, instruction_c(i));
}

static void step_closure(Machine *m, uint32_t child) {
    expect(m, child < m->f->child_count, "child exists");
    if (child >= m->f->child_count) return;
    const uint32_t number = program_children(m->p, m->f)[child];
    const ProgramFunction *const g = program_function(m->p, number);
    const ProgramUpvalue *const u = program_upvalues(m->p, g);
    for (uint32_t i = 0; i < g->upvalue_count; i++) {
        if (u[i].from_stack) {
            read_register(m, u[i].index);
            m->open[u[i].index] = true;
        } else {
            expect(m, u[i].index < m->f->upvalue_count, "outer upvalue exists");
        }
    }
}

static void close_from(Machine *m, unsigned a) {
    for (unsigned r = a; r < 256; r++)
        m->open[r] = false;
}

static void leave(Machine *m, bool closes) {
    if (!closes) expect(m, !anything_open(m, 0), "nothing stays open behind a return");
    m->done = true;
}

static void expect_state(Machine *m, unsigned first, unsigned count, int64_t head, Opcode op) {
    expect(m,
           head >= 0 && head < m->f->code_count && m->starts[head] &&
               instruction_op(m->code[head]) == op,
           "loops have heads");
    for (unsigned i = 0; i < count; i++)
        expect(m, m->loop_state[first + i] == head, "loop state is as its loop left it");
}

static void set_state(Machine *m, unsigned first, unsigned count) {
    for (unsigned i = 0; i < count; i++) {
        expect(m, !m->open[first + i], "loop state lies above open variables");
        m->loop_state[first + i] = m->pc;
    }
}

/* Executes one instruction, conditions decided at random. */
static void step(Machine *m) {
    const uint32_t pc = m->pc;
    expect(m, pc < m->f->code_count && m->starts[pc], "pc is at an instruction");
    if (m->broken != NULL) return;
    const Instruction i = m->code[pc];
    const Opcode op = instruction_op(i);
    const unsigned a = instruction_a(i), b = instruction_b(i), c = instruction_c(i);
    const uint32_t words = opcode_info[op].extra == EXTRA_NONE ? 1 : 2;
    const uint32_t extra = words == 2 ? m->code[pc + 1] : 0;
    const bool coin = random_below(2) != 0;
    int opened = -1;
    check_all_operands(m, i);
    if (m->open_results >= 0)
        expect(m,
               (op == OP_CALL || op == OP_TAILCALL || op == OP_RETURN || op == OP_SETLIST) &&
                   b == 0,
               "open results have a consumer");
    if (opcode_info[op].extra == EXTRA_KEY) check_key(m, extra);
    if (opcode_info[op].a == KIND_W && op != OP_SETJT && op != OP_SETJF) write_register(m, a);
    /* Metamethods may run other closures, which may write what is open. */
    if (opcode_info[op].effects & FX_CALL) call_from(m, 256);
    switch (op) {
    case OP_LOADKX: constant_at(m, extra); break;
    case OP_LOADNIL: write_run(m, a, b + 1); break;
    case OP_LOADFALSESKIP: m->pc = pc + 2; return;
    case OP_METHOD: write_run(m, a, 2); break;
    case OP_NEWTABLE:
        expect(m, extra < m->f->template_count, "template exists");
        call_from(m, b); /* finalizers */
        break;
    case OP_INITFIELD: expect(m, c < TEMPLATE_KEY_LIMIT, "slot exists"); break;
    case OP_SETLIST:
        read_run(m, a, b + 1);
        take_results(m, a + 1, b);
        break;
    case OP_CONCAT:
        expect(m, c >= 2, "two operands");
        write_run(m, b, c);
        call_from(m, b);
        break;
    case OP_JMP: jump(m, pc + 1, i); return;
    case OP_FORPREP:
        write_run(m, a, c == 0 ? 4 : 3);
        set_state(m, a, 3);
        if (coin)
            jump(m, pc + 2, extra);
        else
            m->pc = pc + 2;
        return;
    case OP_FORLOOP:
        m->pc = pc + 2;
        expect_state(m, a, 3, (int64_t)pc + instruction_e(extra), OP_FORPREP);
        if (c == 0) write_register(m, a + 3);
        if (coin) jump(m, pc + 2, extra);
        return;
    case OP_TFORPREP:
        write_run(m, a, 4);
        set_state(m, a, 4);
        m->open[a + 3] = true; /* and yet nothing writes it: it is no upvalue */
        jump(m, pc + 2, extra);
        return;
    case OP_TFORCALL:
        expect(m, c >= 1, "one result");
        call_from(m, a + 4);
        write_run(m, a + 4, c < 3 ? 3 : c);
        break;
    case OP_TFORLOOP:
        m->pc = pc + 2;
        read_run(m, a, 5);
        m->loop_state[a + 3] = m->loop_state[a + 2];
        expect_state(m, a, 4, (int64_t)pc + instruction_e(extra), OP_TFORPREP);
        if (coin) jump(m, pc + 2, extra);
        return;
    case OP_CALL:
        read_run(m, a, b == 0 ? 1 : b);
        take_results(m, a + 1, b);
        call_from(m, a);
        if (c == 0)
            opened = (int)a;
        else
            write_run(m, a, c - 1);
        break;
    case OP_TAILCALL:
        read_run(m, a, b == 0 ? 1 : b);
        take_results(m, a + 1, b);
        leave(m, c != 0);
        return;
    case OP_RETURN:
        if (b > 0) read_run(m, a, b - 1);
        take_results(m, a, b);
        leave(m, c != 0);
        return;
    case OP_RETURN0:
    case OP_RETURN1:
        expect(m, !m->f->is_vararg, "short returns only without varargs");
        leave(m, false);
        return;
    case OP_VARARG:
        expect(m, m->f->is_vararg, "varargs only where there are some");
        if (c == 0)
            opened = (int)a;
        else
            write_run(m, a, c - 1);
        if (c == 0) read_register(m, a);
        break;
    case OP_VARARGPREP:
        expect(m, pc == 0 && m->f->is_vararg && a == m->f->parameter_count, "varargs are prepared");
        break;
    case OP_CLOSURE:
        step_closure(m, extra);
        call_from(m, b);
        break;
    case OP_CLOSE: close_from(m, a); break;
    case OP_TBC:
        expect(m, !anything_open(m, a), "variables to be closed lie above open ones");
        m->open[a] = true;
        break;
    default:
        if (opcode_info[op].extra == EXTRA_JUMP) {
            if (opcode_info[op].a == KIND_W && coin) write_register(m, a);
            if (coin)
                jump(m, pc + 2, extra);
            else
                m->pc = pc + 2;
            return;
        }
    }
    if (m->open_results >= 0) m->open_results = -1;
    m->open_results = opened;
    m->pc = pc + words;
}

static void walk(Machine *m, unsigned steps) {
    m->pc = 0;
    m->done = false;
    m->open_results = -1;
    memset(m->open, 0, sizeof m->open);
    for (unsigned r = 0; r < 256; r++)
        m->loop_state[r] = -1;
    while (steps-- > 0 && !m->done && m->broken == NULL)
        step(m);
}

static void walk_function(const Program *p, uint32_t index, unsigned walks) {
    Machine m = {.p = p, .f = program_function(p, index)};
    m.code = program_code(p, m.f);
    m.starts = calloc(m.f->code_count + 1, 1);
    for (uint32_t pc = 0; pc < m.f->code_count; pc += instruction_words(m.code[pc]))
        m.starts[pc] = true;
    CHECK(m.f->register_count > m.f->parameter_count);
    expect(&m, (instruction_op(m.code[0]) == OP_VARARGPREP) == (m.f->is_vararg != 0),
           "varargs are prepared first");
    while (walks-- > 0 && m.broken == NULL)
        walk(&m, 400);
    if (!CHECK_STRING(m.broken, NULL)) {
        fprintf(stderr, "at pc %u\n", m.pc);
        program_disassemble_function(p, index, stderr);
    }
    free(m.starts);
}

static void use_program(const Program *p, FILE *out) {
    for (uint32_t i = 0; i < p->function_count; i++)
        walk_function(p, i, 5);
    program_disassemble(p, out);
}

/* ---- Damaged images -------------------------------------------------------------------------- */

static unsigned accepted, refused;

/* Loads a copy of exactly `size` bytes; what is accepted is put to use. */
static void try_image(const uint8_t *bytes, size_t size, FILE *out) {
    Allocator a = faulty_allocator(&no_faults);
    Program *p;
    const char *error;
    uint8_t *const copy = malloc(size + 1);
    memcpy(copy + 1, bytes, size); /* off alignment */
    if (program_load(&a, copy + 1, size, &p, &error)) {
        accepted++;
        use_program(p, out);
        Program *const inner =
            program_extract(&a, p, random_below(p->function_count), random_below(2));
        program_release(inner);
    } else {
        refused++;
        CHECK(error != NULL);
        CHECK(p == NULL);
    }
    program_release(p);
    CHECK_EQUAL(a.held, 0);
    free(copy);
}

static void damage_word(uint8_t *image, size_t size) {
    static const uint32_t interesting[] = {0, 1, 2, 254, 255, 256, 0x7fffffff, UINT32_MAX};
    uint32_t word;
    uint8_t *const at = image + 4 * random_below((uint32_t)(size / 4));
    memcpy(&word, at, 4);
    switch (random_below(3)) {
    case 0: word = interesting[random_below(8)]; break;
    case 1: word += random_below(9) - 4; break;
    case 2: word ^= 1u << random_below(32); break;
    }
    memcpy(at, &word, 4);
}

/* Changes an instruction in a way that often passes: one operand, the opcode, or trading places. */
static void damage_code(const Program *p, uint8_t *image) {
    const ProgramFunction *const f = program_function(p, random_below(p->function_count));
    Instruction *const code = (Instruction *)(void *)(image + f->code);
    const uint32_t at = random_below(f->code_count), other = random_below(f->code_count);
    const Instruction i = code[at];
    switch (random_below(6)) {
    case 0: code[at] = (i & ~0xffu) | random_below(OPCODE_COUNT); break;
    case 1: code[at] = (i & ~0xff00u) | random_below(f->register_count + 1u) << 8; break;
    case 2: code[at] = (i & ~0xff0000u) | random_below(f->register_count + 1u) << 16; break;
    case 3: code[at] = (i & ~0xff000000u) | random_below(3) << 24; break;
    case 4:
        code[at] = code[other];
        code[other] = i;
        break;
    case 5:
        if (instruction_op(i) == OP_JMP)
            code[at] = instruction_je((int32_t)other - (int32_t)at - (int32_t)random_below(2));
        break;
    }
}

static void damaged_images_do_no_harm(void) {
    Allocator a = faulty_allocator(&no_faults);
    FILE *const out = fopen("/dev/null", "w");
    for (unsigned sample = 1; sample <= 25; sample++) {
        random_state = sample * 77;
        Program *const p = sample_program(&a);
        uint8_t *const image = malloc(p->size);
        for (unsigned round = 0; round < 60; round++) {
            memcpy(image, p->image, p->size);
            const unsigned kind = random_below(4), times = 1 + random_below(3);
            for (unsigned i = 0; i < times; i++) {
                if (kind == 0)
                    damage_word(image, p->size);
                else if (kind == 1)
                    image[random_below((uint32_t)p->size)] = (uint8_t)random_below(256);
                else
                    damage_code(p, image);
            }
            try_image(image, p->size, out);
        }
        free(image);
        program_release(p);
    }
    fclose(out);
    CHECK(accepted > 200);
    CHECK(refused > 500);
    printf("     %u damaged images accepted, %u refused\n", accepted, refused);
}

static void good_images_keep_promises(void) {
    Allocator a = faulty_allocator(&no_faults);
    for (unsigned sample = 1; sample <= 25; sample++) {
        random_state = sample * 1001;
        Program *const p = sample_program(&a);
        for (uint32_t i = 0; i < p->function_count; i++)
            walk_function(p, i, 30);
        program_release(p);
    }
}

/* ---- Headers --------------------------------------------------------------------------------- */

static const char *error_of(const void *bytes, size_t size) {
    Allocator a = faulty_allocator(&no_faults);
    Program *p;
    const char *error;
    if (program_load(&a, bytes, size, &p, &error)) program_release(p);
    return error;
}

static void truncated_images_say_so(void) {
    Allocator a = faulty_allocator(&no_faults);
    random_state = 5;
    Program *const p = sample_program(&a);
    for (size_t size = 0; size < p->size; size++)
        CHECK_STRING(error_of(p->image, size), "bad binary format (truncated chunk)");
    CHECK_STRING(error_of(p->image, p->size), NULL);
    program_release(p);
}

static void bytes_behind_an_image_are_ignored(void) {
    Allocator a = faulty_allocator(&no_faults);
    random_state = 6;
    Program *const p = sample_program(&a);
    uint8_t *const longer = calloc(p->size + 3, 1);
    memcpy(longer, p->image, p->size);
    CHECK_STRING(error_of(longer, p->size + 3), NULL);
    free(longer);
    program_release(p);
}

static void wrong_headers_are_named(void) {
    static const struct {
        size_t at;
        const char *error;
    } cases[] = {
        {1, "bad binary format (not a binary chunk)"},
        {4, "bad binary format (version mismatch)"},
        {5, "bad binary format (format mismatch)"},
        {8, "bad binary format (corrupted chunk)"},
        {12, "bad binary format (Instruction size mismatch)"},
        {13, "bad binary format (lua_Integer size mismatch)"},
        {14, "bad binary format (lua_Number size mismatch)"},
        {15, "bad binary format (integer format mismatch)"},
        {29, "bad binary format (float format mismatch)"},
        {40, "bad binary format (integer overflow)"}, /* as a chunk of another Lua */
        {52, "bad binary format (version mismatch)"},
    };
    Allocator a = faulty_allocator(&no_faults);
    random_state = 7;
    Program *const p = sample_program(&a);
    uint8_t *const image = malloc(p->size);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        memcpy(image, p->image, p->size);
        image[cases[i].at]++;
        CHECK_STRING(error_of(image, p->size), cases[i].error);
    }
    free(image);
    program_release(p);
}

static void memory_failure_is_no_verdict(void) {
    Allocator good = faulty_allocator(&no_faults);
    random_state = 8;
    Program *const p = sample_program(&good);
    Program *q = NULL;
    for (long n = 0; q == NULL && n < 1000; n++) {
        Faults faults = {n};
        Allocator a = faulty_allocator(&faults);
        const char *error;
        if (!program_load(&a, p->image, p->size, &q, &error)) CHECK_STRING(error, NULL);
        if (q == NULL) CHECK_EQUAL(a.held, 0);
        if (q != NULL) {
            CHECK(n > 3);
            program_release(q);
        }
    }
    CHECK(q != NULL);
    program_release(p);
}

/* ---- Single promises ------------------------------------------------------------------------- */

static bool verdict_is_metered;

/* Verifies a main function without constants, of 8 registers, made of `words`. */
static const char *verdict(const Instruction *words, size_t count, bool is_vararg) {
    Allocator a = faulty_allocator(&no_faults);
    ProgramBuilder *const b = builder_new(&a);
    FunctionBuilder *const f = builder_open(b, NULL, NO_STRING, 0);
    const char *error = NULL;
    bool too_large;
    for (size_t i = 0; i < count; i++)
        builder_emit(f, instruction_abc(OP_RETURN0, 0, 0, 0), 1);
    builder_close(f, 0, false, 8, 0);
    Program *const p = builder_finish(b, &too_large);
    ProgramFunction *const g = (ProgramFunction *)(uintptr_t)program_function(p, 0);
    g->is_vararg = is_vararg;
    g->metered = verdict_is_metered;
    memcpy((void *)(uintptr_t)program_code(p, g), words, count * sizeof *words);
    program_verify(&a, p->image, p->size, &error);
    if (error == NULL) walk_function(p, 0, 20);
    program_release(p);
    builder_free(b);
    return error;
}

#define VERDICT(...)                            \
    verdict((const Instruction[]){__VA_ARGS__}, \
            sizeof((const Instruction[]){__VA_ARGS__}) / sizeof(Instruction), false)
#define ABC(op, a, b, c)    instruction_abc(OP_##op, a, b, c)
#define JMP(e)              instruction_je(e)
#define RETURN              ABC(RETURN0, 0, 0, 0)
#define REFUSED(error, ...) CHECK_STRING(VERDICT(__VA_ARGS__), "bad binary format (" error ")")
#define ACCEPTED(...)       CHECK_STRING(VERDICT(__VA_ARGS__), NULL)

static void loops_are_structured(void) {
    ACCEPTED(ABC(FORPREP, 0, 0, 0), JMP(2), ABC(FORLOOP, 0, 0, 0), JMP(-2), RETURN);
    REFUSED("malformed loop", ABC(FORPREP, 0, 0, 0), JMP(2), ABC(FORLOOP, 0, 0, 1), JMP(-2),
            RETURN);
    REFUSED("malformed loop", ABC(FORPREP, 0, 0, 0), JMP(2), ABC(FORLOOP, 1, 0, 0), JMP(-2),
            RETURN);
    REFUSED("malformed loop", ABC(FORLOOP, 0, 0, 0), JMP(-2), RETURN);
    REFUSED("malformed loop", ABC(FORPREP, 0, 0, 0), JMP(0), RETURN);
    REFUSED("malformed loop", ABC(FORPREP, 0, 0, 0), JMP(-1), RETURN);
    REFUSED("register out of range", ABC(FORPREP, 5, 0, 0), JMP(2), ABC(FORLOOP, 5, 0, 0), JMP(-2),
            RETURN);
    REFUSED("jump into a loop", JMP(2), ABC(FORPREP, 0, 0, 0), JMP(2), ABC(FORLOOP, 0, 0, 0),
            JMP(-2), RETURN);
    REFUSED("loop state is overwritten", ABC(FORPREP, 0, 0, 0), JMP(3), ABC(LOADTRUE, 2, 0, 0),
            ABC(FORLOOP, 0, 0, 0), JMP(-3), RETURN);
    REFUSED("loop state is overwritten", ABC(FORPREP, 0, 0, 0), JMP(3), ABC(CALL, 2, 1, 1),
            ABC(FORLOOP, 0, 0, 0), JMP(-3), RETURN);
    REFUSED("loop state is overwritten", ABC(FORPREP, 0, 0, 0), JMP(6), ABC(FORPREP, 2, 0, 0),
            JMP(2), ABC(FORLOOP, 2, 0, 0), JMP(-2), ABC(FORLOOP, 0, 0, 0), JMP(-6), RETURN);
    ACCEPTED(ABC(TFORPREP, 0, 0, 0), JMP(0), ABC(TFORCALL, 0, 0, 1), ABC(TFORLOOP, 0, 0, 0),
             JMP(-3), ABC(CLOSE, 0, 0, 0), RETURN);
    REFUSED("variable left open", ABC(TFORPREP, 0, 0, 0), JMP(0), ABC(TFORCALL, 0, 0, 1),
            ABC(TFORLOOP, 0, 0, 0), JMP(-3), RETURN);
    REFUSED("malformed loop", ABC(TFORPREP, 0, 0, 0), JMP(0), ABC(TFORCALL, 0, 0, 1),
            ABC(MOVE, 4, 0, 0), ABC(TFORLOOP, 0, 0, 0), JMP(-4), RETURN);
}

static void open_results_are_consumed(void) {
    ACCEPTED(ABC(CALL, 1, 1, 0), ABC(CALL, 0, 0, 1), RETURN);
    ACCEPTED(ABC(CALL, 1, 1, 0), ABC(RETURN, 1, 0, 0));
    REFUSED("open results are not consumed", ABC(CALL, 1, 1, 0), RETURN);
    REFUSED("open results are not consumed", ABC(CALL, 1, 0, 1), RETURN);
    REFUSED("open results are not consumed", ABC(CALL, 1, 1, 0), ABC(CALL, 1, 0, 1), RETURN);
    REFUSED("open results are not consumed", ABC(CALL, 1, 1, 0), ABC(RETURN, 2, 0, 0));
    REFUSED("jump between open results and their use", ABC(JT, 0, 0, 0), JMP(1), ABC(CALL, 1, 1, 0),
            ABC(CALL, 0, 0, 1), RETURN);
    REFUSED("malformed vararg function", ABC(VARARG, 0, 0, 1), RETURN);
}

static void code_stays_inside(void) {
    REFUSED("code without end", ABC(LOADTRUE, 0, 0, 0));
    REFUSED("instruction cut off", ABC(JT, 0, 0, 0));
    REFUSED("unknown instruction", OPCODE_COUNT, RETURN);
    REFUSED("jump expected", ABC(JT, 0, 0, 0), ABC(MOVE, 0, 0, 0), RETURN);
    REFUSED("jump out of range", ABC(JT, 0, 0, 0), JMP(5), RETURN);
    REFUSED("jump out of range", JMP(-2), RETURN);
    REFUSED("jump into an instruction", JMP(1), ABC(JT, 0, 0, 0), JMP(0), RETURN);
    REFUSED("jump out of range", RETURN, ABC(LOADFALSESKIP, 0, 0, 0), RETURN);
    REFUSED("register out of range", ABC(MOVE, 0, 8, 0), RETURN);
    REFUSED("register out of range", ABC(LOADNIL, 7, 1, 0), RETURN);
    REFUSED("register out of range", ABC(CALL, 6, 1, 4), RETURN);
    REFUSED("register out of range", ABC(CALL, 6, 3, 1), RETURN);
    REFUSED("count out of range", ABC(CONCAT, 0, 0, 1), RETURN);
    REFUSED("key is no string", ABC(GETFIELD, 0, 0, 0), 0, RETURN);
    REFUSED("upvalue out of range", ABC(GETUPVAL, 0, 0, 0), RETURN);
    REFUSED("unused operand is not zero", ABC(MOVE, 0, 0, 1), RETURN);
    REFUSED("malformed vararg function", ABC(VARARGPREP, 0, 0, 0), RETURN);
}

static void metered_code_pays(void) {
    const Instruction pay = instruction_charge(1), nothing = instruction_charge(0);
    REFUSED("malformed charge", pay, RETURN);
    verdict_is_metered = true;
    ACCEPTED(pay, RETURN);
    ACCEPTED(pay, pay, ABC(JT, 0, 0, 0), JMP(-3), RETURN);
    ACCEPTED(pay, ABC(FORPREP, 0, 0, 0), JMP(3), pay, ABC(FORLOOP, 0, 0, 0), JMP(-3), RETURN);
    REFUSED("missing charge", RETURN);
    REFUSED("missing charge", ABC(LOADNIL, 0, 0, 0), pay, RETURN);
    REFUSED("malformed charge", nothing, RETURN);
    REFUSED("malformed charge", instruction_charge(0x800000), RETURN);
    REFUSED("missing charge", pay, ABC(LOADNIL, 0, 0, 0), ABC(JT, 0, 0, 0), JMP(-3), RETURN);
    REFUSED("missing charge", pay, JMP(-1));
    REFUSED("missing charge", pay, ABC(FORPREP, 0, 0, 0), JMP(2), ABC(FORLOOP, 0, 0, 0), JMP(-2),
            RETURN);
    verdict_is_metered = false;
}

static void variables_are_closed(void) {
    ACCEPTED(ABC(TBC, 0, 0, 0), ABC(RETURN, 0, 1, 1));
    ACCEPTED(ABC(TBC, 0, 0, 0), ABC(CLOSE, 0, 0, 0), RETURN);
    REFUSED("variable left open", ABC(TBC, 0, 0, 0), RETURN);
    REFUSED("variable left open", ABC(TBC, 0, 0, 0), ABC(TBC, 0, 0, 0), ABC(RETURN, 0, 1, 1));
    REFUSED("variable left open", ABC(TBC, 1, 0, 0), ABC(TBC, 0, 0, 0), ABC(RETURN, 0, 1, 1));
    REFUSED("variable left open", ABC(TBC, 3, 0, 0), ABC(CALL, 2, 1, 1), ABC(RETURN, 0, 1, 1));
    REFUSED("variable left open", ABC(TBC, 0, 0, 0), ABC(TAILCALL, 2, 1, 0));
    /* Around a loop: open at the second pass. */
    REFUSED("variable left open", ABC(JT, 0, 0, 0), JMP(2), ABC(TBC, 1, 0, 0), JMP(-4), RETURN);
}

int main(void) {
    RUN(good_images_keep_promises);
    RUN(loops_are_structured);
    RUN(open_results_are_consumed);
    RUN(code_stays_inside);
    RUN(metered_code_pays);
    RUN(variables_are_closed);
    RUN(truncated_images_say_so);
    RUN(bytes_behind_an_image_are_ignored);
    RUN(wrong_headers_are_named);
    RUN(memory_failure_is_no_verdict);
    RUN(damaged_images_do_no_harm);
    return check_result();
}
