/* Budgets: what programs cost, the same in every build; suspending at every unit of cost; the end of a
** budget that no script escapes. */
#include <pthread.h>
#include <stdlib.h>

#include "check.h"
#include "lauxlib.h"
#include "lua.h"
#include "orrery.h"

static orr_Engine *engine;

/* ---- Programs -------------------------------------------------------------------------------- */

/* What a program says by `out`. */
typedef struct Output {
    char bytes[4096];
    size_t length;
} Output;

static orr_Status out(void *data, orr_State *s, const orr_Value *a, size_t count) {
    Output *const output = data;
    for (size_t n = 0; n < count; n++) {
        orr_String text;
        if (orr_text(s, a + n, &text) != ORR_OK) return ORR_RUNTIME;
        if (output->length + text.length + 1 >= sizeof output->bytes) abort();
        memcpy(output->bytes + output->length, text.bytes, text.length);
        output->length += text.length;
        output->bytes[output->length++] = ' ';
    }
    output->bytes[output->length] = '\0';
    return ORR_OK;
}

/* Host function and foreign function in the way of a suspension. */
static orr_Status host_call(void *data, orr_State *s, const orr_Value *a, size_t count) {
    (void)data;
    orr_Value r = orr_nil();
    if (count == 0 || a[0].type != ORR_FUNCTION) return orr_fail(s, "no function", 11);
    const orr_Status status = orr_call(s, a[0].as.anchor, a + 1, count - 1, &r, 1, NULL);
    if (status != ORR_OK) return status;
    const orr_Status returned = orr_return(s, &r, 1);
    orr_value_release(s, &r);
    return returned;
}

static int foreign_call(lua_State *L) {
    lua_call(L, lua_gettop(L) - 1, LUA_MULTRET);
    return lua_gettop(L);
}

static int foreign_pcall(lua_State *L) {
    lua_pushboolean(L, lua_pcall(L, lua_gettop(L) - 1, 0, 0) == LUA_OK);
    return 1;
}

typedef struct Run {
    orr_State *state;
    Output output;
    orr_Status status;
    uint64_t cost;
    unsigned suspensions;
} Run;

static void open_run(Run *r, int32_t metered) {
    const orr_StateOptions o = {.size = sizeof o, .metered = metered};
    r->output.length = 0;
    r->output.bytes[0] = '\0';
    r->suspensions = 0;
    CHECK_EQUAL(orr_state_new(engine, &o, &r->state), ORR_OK);
    CHECK_EQUAL(orr_open_libraries(r->state, ORR_LIBRARIES_SAFE), ORR_OK);
    CHECK_EQUAL(orr_register(r->state, "out", out, &r->output), ORR_OK);
    CHECK_EQUAL(orr_register(r->state, "host_call", host_call, NULL), ORR_OK);
    lua_register(orr_lua(r->state), "foreign_call", foreign_call);
    lua_register(orr_lua(r->state), "foreign_pcall", foreign_pcall);
}

static orr_Program *compile(const char *text, int32_t metered) {
    const orr_CompileOptions o = {.size = sizeof o, .chunk_name = "=test", .metered = metered};
    orr_Program *program = NULL;
    orr_Error *error;
    if (orr_compile(engine, text, strlen(text), &o, &program, &error) != ORR_OK) {
        fprintf(stderr, "%s\n", error->message);
        orr_error_free(error);
        abort();
    }
    return program;
}

static void run_with(Run *r, const char *text, int32_t metered, uint64_t budget, int32_t way) {
    open_run(r, metered);
    orr_Program *const program = compile(text, metered);
    orr_Anchor chunk;
    CHECK_EQUAL(orr_load(r->state, program, &chunk), ORR_OK);
    orr_program_release(program);
    const uint64_t before = orr_cost_used(r->state);
    if (metered) CHECK_EQUAL(orr_set_budget(r->state, budget, way), ORR_OK);
    r->status = orr_call(r->state, chunk, NULL, 0, NULL, 0, NULL);
    while (r->status == ORR_SUSPENDED) {
        r->suspensions++;
        if (orr_cost_used(r->state) - before > budget * r->suspensions) CHECK(!"overdrawn");
        CHECK_EQUAL(orr_budget_left(r->state), 0);
        orr_add_budget(r->state, budget);
        r->status = orr_resume(r->state, NULL, 0, NULL);
    }
    r->cost = orr_cost_used(r->state) - before;
}

static void close_run(Run *r) {
    CHECK_EQUAL(orr_state_close(r->state), ORR_OK);
}

/* Programs and what they say and cost. A cost here changes only with COST_MODEL_VERSION. */
typedef struct Sample {
    const char *name, *text, *output;
    uint64_t cost;
} Sample;

static const Sample samples[] = {
#include "orrery_budget_samples.h"
};
#define SAMPLE_COUNT (sizeof samples / sizeof *samples)

static bool showing; /* costs, to record them */

static void recorded_costs(void) {
    for (size_t n = 0; n < SAMPLE_COUNT; n++) {
        Run r;
        run_with(&r, samples[n].text, ORR_METERED, ORR_NO_BUDGET, ORR_TERMINATE);
        if (r.status != ORR_OK) fprintf(stderr, "%s\n", orr_error(r.state)->message);
        CHECK_EQUAL(r.status, ORR_OK);
        if (showing) {
            printf("%s\t%llu\t%s\n", samples[n].name, (unsigned long long)r.cost, r.output.bytes);
            close_run(&r);
            continue;
        }
        const bool good = CHECK_STRING(r.output.bytes, samples[n].output);
        if (!CHECK_EQUAL(r.cost, samples[n].cost) || !good)
            fprintf(stderr, "in %s\n", samples[n].name);
        close_run(&r);
        run_with(&r, samples[n].text, ORR_METERED_LINES, ORR_NO_BUDGET, ORR_TERMINATE);
        if (!CHECK_EQUAL(r.cost, samples[n].cost))
            fprintf(stderr, "by lines: %s\n", samples[n].name);
        close_run(&r);
        run_with(&r, samples[n].text, ORR_UNMETERED, 0, ORR_TERMINATE);
        CHECK_STRING(r.output.bytes, samples[n].output);
        close_run(&r);
    }
}

/* Suspended every `step` units, a program does the same, for the same cost. */
static void suspend_every(const Sample *s, uint64_t step) {
    Run r;
    run_with(&r, s->text, ORR_METERED, step, ORR_SUSPEND);
    bool good = CHECK_EQUAL(r.status, ORR_OK);
    good &= CHECK_STRING(r.output.bytes, s->output);
    good &= CHECK_EQUAL(r.cost, s->cost);
    good &= CHECK(r.suspensions >= (s->cost - 1) / step);
    if (!good) fprintf(stderr, "in %s by steps of %llu\n", s->name, (unsigned long long)step);
    close_run(&r);
}

static void suspended_everywhere(void) {
    static const uint64_t steps[] = {1, 2, 3, 7, 19, 64, 1000};
    for (size_t n = 0; n < SAMPLE_COUNT; n++) {
        for (size_t k = 0; k < sizeof steps / sizeof *steps; k++)
            if (samples[n].cost / steps[k] < 40000) suspend_every(&samples[n], steps[k]);
    }
}

/* Whatever the budget, it is spent to the last unit and not exceeded; then all ends. */
static void terminated_anywhere(void) {
    for (size_t n = 0; n < SAMPLE_COUNT; n++) {
        const uint64_t step = samples[n].cost / 61 + 1;
        for (uint64_t budget = 0; budget < samples[n].cost; budget += step) {
            Run r;
            run_with(&r, samples[n].text, ORR_METERED, budget, ORR_TERMINATE);
            CHECK_EQUAL(r.status, ORR_LIMIT);
            CHECK_EQUAL(orr_error(r.state)->limit, ORR_LIMIT_COST);
            CHECK_EQUAL(r.cost, budget);
            CHECK_EQUAL(memcmp(r.output.bytes, samples[n].output, r.output.length), 0);
            close_run(&r);
        }
    }
}

/* Cancelled or closed in the middle of anything, a State is whole. */
static void cancelled_anywhere(void) {
    for (size_t n = 0; n < SAMPLE_COUNT; n++) {
        const uint64_t step = samples[n].cost / 31 + 1;
        for (uint64_t budget = 1; budget < samples[n].cost; budget += step) {
            Run r;
            orr_Anchor chunk;
            open_run(&r, ORR_METERED);
            orr_Program *const program = compile(samples[n].text, ORR_METERED);
            CHECK_EQUAL(orr_load(r.state, program, &chunk), ORR_OK);
            CHECK_EQUAL(orr_set_budget(r.state, budget, ORR_SUSPEND), ORR_OK);
            CHECK_EQUAL(orr_call(r.state, chunk, NULL, 0, NULL, 0, NULL), ORR_SUSPENDED);
            CHECK(orr_is_suspended(r.state));
            CHECK_EQUAL(orr_call(r.state, chunk, NULL, 0, NULL, 0, NULL), ORR_MISUSE);
            if (budget % 2 == 0) {
                CHECK_EQUAL(orr_cancel(r.state), ORR_OK);
                CHECK_EQUAL(orr_error(r.state)->limit, ORR_LIMIT_COST);
                CHECK_EQUAL(orr_cancel(r.state), ORR_MISUSE);
                CHECK_EQUAL(orr_set_budget(r.state, ORR_NO_BUDGET, ORR_TERMINATE), ORR_OK);
                r.output.length = 0;
                CHECK_EQUAL(orr_call(r.state, chunk, NULL, 0, NULL, 0, NULL), ORR_OK);
                CHECK_STRING(r.output.bytes, samples[n].output);
            }
            orr_program_release(program);
            close_run(&r);
        }
    }
}

/* ---- The interface --------------------------------------------------------------------------- */

static void misuse(void) {
    Run r;
    orr_Anchor chunk;
    open_run(&r, ORR_UNMETERED);
    CHECK_EQUAL(orr_set_budget(r.state, 1, ORR_TERMINATE), ORR_MISUSE);
    CHECK_EQUAL(orr_add_budget(r.state, 1), ORR_MISUSE);
    CHECK_EQUAL(orr_resume(r.state, NULL, 0, NULL), ORR_MISUSE);
    CHECK_EQUAL(orr_budget_left(r.state), ORR_NO_BUDGET);
    close_run(&r);
    open_run(&r, ORR_METERED);
    orr_Program *program = compile("return 1", ORR_UNMETERED);
    CHECK_EQUAL(orr_load(r.state, program, &chunk), ORR_MISUSE);
    orr_program_release(program);
    CHECK_EQUAL(orr_set_budget(r.state, 1, 2), ORR_MISUSE);
    close_run(&r);
    const orr_StateOptions o = {.size = sizeof o, .metered = 3};
    CHECK_EQUAL(orr_state_new(engine, &o, &r.state), ORR_MISUSE);
    CHECK_EQUAL(orr_cost_model(), ORR_COST_MODEL);
}

static void unmetered_chunks(void) {
    const orr_StateOptions o = {.size = sizeof o, .metered = ORR_METERED, .bytecode = 1};
    orr_State *s;
    orr_Value r[2];
    orr_Anchor chunk;
    CHECK_EQUAL(orr_state_new(engine, &o, &s), ORR_OK);
    CHECK_EQUAL(orr_open_libraries(s, ORR_LIBRARIES_SAFE), ORR_OK);
    orr_Program *const inner = compile("return 7", ORR_UNMETERED);
    size_t length;
    const char *const bytes = orr_program_bytes(inner, &length);
    const orr_Value text = orr_string(bytes, length);
    CHECK_EQUAL(orr_set_global(s, "bytes", &text), ORR_OK);
    orr_Program *const program =
        compile("local f, m = load(bytes) local g = load(string.dump(load('return 8')))"
                "return m, g()",
                ORR_METERED);
    CHECK_EQUAL(orr_load(s, program, &chunk), ORR_OK);
    CHECK_EQUAL(orr_call(s, chunk, NULL, 0, r, 2, NULL), ORR_OK);
    CHECK_EQUAL(r[0].type, ORR_STRING);
    CHECK(r[0].type == ORR_STRING && strstr(r[0].as.string.bytes, "not metered") != NULL);
    CHECK_EQUAL(r[1].as.integer, 8);
    orr_program_release(program);
    orr_program_release(inner);
    CHECK_EQUAL(orr_state_close(s), ORR_OK);
}

/* Each entry anew, and results that come late. */
static void entries_and_results(void) {
    Run r;
    orr_Anchor chunk;
    orr_Value results[2];
    size_t count = 0;
    open_run(&r, ORR_METERED);
    orr_Program *const program =
        compile("local n = 0 for i = 1, 100 do n = n + i end return n, 'done', ...", ORR_METERED);
    CHECK_EQUAL(orr_load(r.state, program, &chunk), ORR_OK);
    orr_program_release(program);
    CHECK_EQUAL(orr_set_entry_budget(r.state, 200, ORR_SUSPEND), ORR_OK);
    for (int turn = 0; turn < 3; turn++) {
        const orr_Value argument = orr_string("last", 4);
        CHECK_EQUAL(orr_call(r.state, chunk, &argument, 1, NULL, 0, NULL), ORR_SUSPENDED);
        CHECK_EQUAL(orr_budget_left(r.state), 0);
        CHECK_EQUAL(orr_add_budget(r.state, 50), ORR_OK);
        CHECK_EQUAL(orr_resume(r.state, results, 2, &count), ORR_SUSPENDED);
        CHECK_EQUAL(orr_add_budget(r.state, 1000), ORR_OK);
        CHECK_EQUAL(orr_resume(r.state, results, 2, &count), ORR_OK);
        CHECK_EQUAL(count, 3);
        CHECK_EQUAL(results[0].as.integer, 5050);
        CHECK_STRING(results[1].as.string.bytes, "done");
    }
    CHECK_EQUAL(orr_set_entry_budget(r.state, 200, ORR_TERMINATE), ORR_OK);
    CHECK_EQUAL(orr_call(r.state, chunk, NULL, 0, NULL, 0, NULL), ORR_LIMIT);
    close_run(&r);
}

static void interrupted_while_suspended(void) {
    Run r;
    orr_Anchor chunk;
    open_run(&r, ORR_METERED);
    orr_Program *const program = compile("while true do end", ORR_METERED);
    CHECK_EQUAL(orr_load(r.state, program, &chunk), ORR_OK);
    orr_program_release(program);
    CHECK_EQUAL(orr_set_budget(r.state, 100, ORR_SUSPEND), ORR_OK);
    CHECK_EQUAL(orr_call(r.state, chunk, NULL, 0, NULL, 0, NULL), ORR_SUSPENDED);
    orr_interrupt(r.state);
    CHECK_EQUAL(orr_resume(r.state, NULL, 0, NULL), ORR_INTERRUPTED);
    CHECK(!orr_is_suspended(r.state));
    close_run(&r);
}

/* Resumed by one thread after the other. */
static void *resume_in_thread(void *ud) {
    Run *const r = ud;
    orr_add_budget(r->state, 5000);
    r->status = orr_resume(r->state, NULL, 0, NULL);
    return NULL;
}

static void from_thread_to_thread(void) {
    for (size_t n = 0; n < SAMPLE_COUNT; n++) {
        Run r;
        orr_Anchor chunk;
        open_run(&r, ORR_METERED);
        orr_Program *const program = compile(samples[n].text, ORR_METERED);
        CHECK_EQUAL(orr_load(r.state, program, &chunk), ORR_OK);
        orr_program_release(program);
        CHECK_EQUAL(orr_set_budget(r.state, 100, ORR_SUSPEND), ORR_OK);
        r.status = orr_call(r.state, chunk, NULL, 0, NULL, 0, NULL);
        while (r.status == ORR_SUSPENDED) {
            pthread_t thread;
            if (pthread_create(&thread, NULL, resume_in_thread, &r) != 0) abort();
            pthread_join(thread, NULL);
        }
        CHECK_EQUAL(r.status, ORR_OK);
        CHECK_STRING(r.output.bytes, samples[n].output);
        close_run(&r);
    }
}

/* ---- What a script may try ------------------------------------------------------------------- */

static const char *const escapes[] = {
    "while true do end",
    "::a:: goto a",
    "repeat until false",
    "local function f() return f() end f()",
    "local function f() f() end while true do pcall(f) end",
    "while true do pcall(error) end",
    "while true do pcall(function() while true do end end) end",
    "while true do xpcall(error, function() while true do end end) end",
    "local c = coroutine.wrap(function() while true do coroutine.yield() end end) while true do "
    "c() end",
    "for i = 1, 1e9 do coroutine.wrap(function() while true do end end)() end",
    "setmetatable({}, {__gc = function() while true do end end}) collectgarbage()",
    "do local x <close> = setmetatable({}, {__close = function() while true do end end}) end",
    "table.sort({3, 2, 1}, function() while true do end end)",
    "('x'):rep(1000):gsub('.', function() while true do end end)",
    "local t = setmetatable({}, {__index = function(t, k) return t[k + 1] end}) while true do "
    "pcall(function() return t[1] end) end",
    "while true do load('return 1')() end",
    "load(function() while true do end end)",
    "load(function() return ' ' end)",
    "while true do string.rep('x', 100000) end",
    "local s = ('a'):rep(30) string.find(s, ('a?'):rep(30) .. ('a'):rep(30))",
    "string.find(('a'):rep(100000), '.-.-.-.-b')",
    "local t = {} for i = 1, 1e9 do t[i % 1000] = i end",
    "while true do host_call(function() while true do end end) end",
    "while true do foreign_call(function() while true do end end) end",
    "while true do foreign_pcall(function() while true do end end) end",
    "for _ in next, {} do end for _ in function() return 1 end do end",
    "for k in pairs(setmetatable({}, {__pairs = function() return function() return 1 end end})) "
    "do end",
    "while true do local s = ('x'):rep(1e5) .. 'y' end",
    "while true do table.concat({('x'):rep(1e5), ('y'):rep(1e5)}) end",
    "while true do table.unpack({}, 1, 200) end",
    "table.move({}, 1, 1e9, 2)",
    "table.concat(setmetatable({}, {__index = function() return 'x' end}), '', 1, 1e8)",
    "local s = ('x'):rep(1e5) while true do local u = s:upper() end",
    "local s = ('x'):rep(1e5) while true do local b = s == ('x'):rep(1e5) end",
    "local s = ('0'):rep(1e5) .. '1' while true do local b = s + 1 end",
    "while true do tostring({}) tonumber('12') select('#', 1, 2) math.floor(1.5) end",
    "local s = ('x'):rep(1e5) while true do s:byte(1, 200) utf8.len(s) end",
    "while true do ('x'):format(('%99d'):format(1)) string.pack('z', 'x') end",
};

static void no_escape(void) {
    for (size_t n = 0; n < sizeof escapes / sizeof *escapes; n++) {
        Run r;
        if (getenv("TRACE")) fprintf(stderr, "%s\n", escapes[n]);
        run_with(&r, escapes[n], ORR_METERED, 300000, ORR_TERMINATE);
        if (!(CHECK_EQUAL(r.status, ORR_LIMIT) && CHECK_EQUAL(r.cost, 300000)))
            fprintf(stderr, "in: %s\n", escapes[n]);
        close_run(&r);
    }
}

/* ---- The account before it runs -------------------------------------------------------------- */

typedef struct Seen {
    unsigned functions, blocks, loops, deepest;
    uint64_t cost, first;
} Seen;

static int see(void *data, const orr_FunctionCost *f) {
    Seen *const seen = data;
    if (seen->functions++ == 0) seen->first = f->blocks[0].cost;
    seen->blocks += f->block_count;
    seen->loops += f->loops;
    seen->cost += f->cost;
    for (uint32_t n = 0; n < f->block_count; n++)
        if (f->blocks[n].loop_depth > seen->deepest) seen->deepest = f->blocks[n].loop_depth;
    return 0;
}

static void accounts(void) {
    Seen seen = {0};
    orr_Program *program = compile("local x = 1\n"
                                   "for i = 1, 10 do\n"
                                   "  while x < 5 do x = x + 1 end\n"
                                   "end\n"
                                   "local function f(a) if a then return a * 2 end end\n"
                                   "return f(x)",
                                   ORR_METERED);
    CHECK_EQUAL(orr_analyze_cost(program, see, &seen), ORR_OK);
    CHECK_EQUAL(seen.functions, 2);
    CHECK_EQUAL(seen.loops, 2);
    CHECK_EQUAL(seen.deepest, 2);
    CHECK_EQUAL(seen.blocks, 5);
    orr_program_release(program);
    program = compile("return 1", ORR_UNMETERED);
    CHECK_EQUAL(orr_analyze_cost(program, see, &seen), ORR_MISUSE);
    orr_program_release(program);
}

int main(int argc, char **argv) {
    (void)argv;
    showing = argc > 1;
    if (orr_engine_new(NULL, &engine) != ORR_OK) return 1;
    RUN(recorded_costs);
    if (!showing) {
        RUN(suspended_everywhere);
        RUN(terminated_anywhere);
        RUN(cancelled_anywhere);
        RUN(misuse);
        RUN(unmetered_chunks);
        RUN(entries_and_results);
        RUN(interrupted_while_suspended);
        RUN(from_thread_to_thread);
        RUN(no_escape);
        RUN(accounts);
    }
    orr_engine_release(engine);
    return check_result();
}
