/* The attack set: scripts that try to hang, exhaust, crash or escape, each in a State of its own.
**
**     attacks [--timeout MS] [--slack MS] [--memory MIB] [--verbose] FOLDER [NAME]
**
** Each script runs in several ways (`ways`, below; set_limits is where a new kind of limit is added).
** Of each run is checked that
**
**   - it ends as the script's second line says, or by the time limit; on a budget, without one;
**   - it takes no more than 110 % of its time and the slack, of the processor's time, so that the test
**     does not depend on what else runs on the machine; closing the State neither;
**   - it spends no more than its budget, and the same whenever it runs: cost, run hash and end agree;
**   - the State held no more memory than its cap, as the allocator saw it;
**   - the State either works afterwards or says why not;
**   - after closing it nothing is left, and a new State of the same Engine works.
**
** A script's first line says what it tries, the second how it may end: ok, error, memory, time, depth.
** "libraries: debug" in the third grants that one too. */
#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "orrery.h"

/* ---- What is set up ---------------------------------------------------------------------------- */

#define EMERGENCY_MS 120000 /* for what a budget must end */
static double timeout_ms = 50, slack_ms = 10;
static uint64_t memory_cap = (uint64_t)8 << 20;
static bool verbose;
static int failures, runs;

static orr_Engine *engine;
/* `return 6 * 7`, and one that calls a function again and again; without and with metering. */
static orr_Program *probe[2], *repeat[2];

/* Everything the Engine allocates. */
static size_t held, peak;

static void *counted(void *ud, void *block, size_t old_size, size_t new_size) {
    (void)ud;
    if (new_size == 0) {
        held -= old_size;
        free(block);
        return NULL;
    }
    void *const result = realloc(block, new_size);
    if (result == NULL) return NULL;
    held += new_size - old_size;
    if (held > peak) peak = held;
    return result;
}

typedef enum Way { ONCE, AGAIN, LIMITED, BUDGET, BUDGET_AGAIN, WAYS } Way;

static const struct {
    const char *name;
    bool again; /* called in a loop, under pcall: ends by time, budget or memory alone */
    uint64_t
        budget; /* not 0: it is this, not the time, that must end what does not end by itself */
    orr_StateOptions options;
} ways[WAYS] = {
    [ONCE] = {"once", false, 0, {0}},
    [AGAIN] = {"again and again", true, 0, {0}},
    [LIMITED] = {.name = "with limits",
                 .options = {.protect_libraries = 1,
                             .deterministic = 1,
                             .call_depth = 200,
                             .c_depth = 100,
                             .table_limit = 100000,
                             .string_limit = 1u << 20}},
    [BUDGET] = {.name = "on a budget",
                .budget = 300000,
                .options = {.metered = ORR_METERED, .deterministic = 1}},
    [BUDGET_AGAIN] = {.name = "again, on a budget",
                      .again = true,
                      .budget = 300000,
                      .options = {.metered = ORR_METERED}},
};

/* ---- Small things ------------------------------------------------------------------------------ */

static double milliseconds(clockid_t clock) {
    struct timespec now;
    clock_gettime(clock, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec * 1e-6;
}

static char *read_file(const char *path) {
    FILE *const file = fopen(path, "rb");
    if (file == NULL) return NULL;
    char *const text = calloc(1, 1 << 16);
    const size_t length = text != NULL ? fread(text, 1, (1 << 16) - 1, file) : 0;
    fclose(file);
    if (length > 0) return text;
    free(text);
    return NULL;
}

/* Does the comment line "-- <key>: ..." name the word? */
static bool says(const char *text, const char *key, const char *word) {
    char wanted[64];
    snprintf(wanted, sizeof wanted, "-- %s: ", key);
    const char *line = strstr(text, wanted);
    if (line == NULL) return false;
    const char *const end = strchr(line, '\n');
    line = strstr(line, word);
    return line != NULL && line < end;
}

static orr_Program *compile(const char *text, const char *name, bool metered) {
    char chunk_name[128];
    orr_Program *program = NULL;
    snprintf(chunk_name, sizeof chunk_name, "=%s", name);
    const orr_CompileOptions options = {.size = sizeof options,
                                        .chunk_name = chunk_name,
                                        .metered = metered ? ORR_METERED : ORR_UNMETERED};
    if (orr_compile(engine, text, strlen(text), &options, &program, NULL) != ORR_OK) return NULL;
    return program;
}

/* ---- One run ----------------------------------------------------------------------------------- */

typedef struct Run {
    const char *name;
    const char *text;
    Way way;
    orr_State *state;
    char end[16];                /* how the attack ended */
    uint64_t cost;               /* what it spent, on a budget, */
    uint8_t hash[ORR_HASH_SIZE]; /* and its hash, where it has one */
} Run;

static bool is_metered(const Run *r) {
    return ways[r->way].budget != 0;
}

static void fail(const Run *r, const char *what, const char *detail) {
    failures++;
    printf("FAIL %s, %s: %s (%s)\n", r->name, ways[r->way].name, what, detail);
}

static const char *outcome(const orr_State *state, orr_Status status) {
    switch (status) {
    case ORR_OK: return "ok";
    case ORR_RUNTIME: return "error";
    case ORR_MEMORY: return "memory";
    case ORR_LIMIT: break;
    default: return orr_status_name(status);
    }
    switch (orr_error(state)->limit) {
    case ORR_LIMIT_TIME: return "time";
    case ORR_LIMIT_COST: return "cost";
    case ORR_LIMIT_DEPTH: return "depth";
    case ORR_LIMIT_STRING: return "string";
    case ORR_LIMIT_TABLE: return "table";
    default: return "limit";
    }
}

static bool is_expected(const Run *r, const char *end) {
    if (is_metered(r) && strcmp(end, "cost") == 0) return true;
    if (strcmp(end, "time") == 0) return !is_metered(r); /* the machine may be slow */
    if (strcmp(end, "misuse") == 0 || strcmp(end, "interrupted") == 0) return false;
    if (ways[r->way].again) return strcmp(end, "memory") == 0;
    if (strcmp(end, "memory") == 0 && says(r->text, "ends", "time")) return true; /* full first */
    if (r->way == LIMITED) return true; /* other limits may come first, and may be caught */
    return says(r->text, "ends", end);
}

static double worst_late;
static char worst_name[128];

/* What was late in the run under way: other work of the machine may have kept the thread that watches
** the deadline from running, so late runs are repeated. */
#define ATTEMPTS 3
static char late_what[128];

static void check_time(const Run *r, const char *what, double began) {
    const double took = milliseconds(CLOCK_THREAD_CPUTIME_ID) - began;
    const double late = took - timeout_ms * 1.1;
    if (is_metered(r)) return; /* has no time limit but one for emergencies */
    if (late > slack_ms)
        snprintf(late_what, sizeof late_what, "%s took %.1f ms of %.0f", what, took, timeout_ms);
    if (late > worst_late) {
        worst_late = late;
        snprintf(worst_name, sizeof worst_name, "%s, %s, %s", r->name, ways[r->way].name, what);
    }
}

/* Loads and calls a Program. */
static orr_Status run_program(orr_State *state, orr_Program *program, const orr_Anchor *argument,
                              orr_Value *result) {
    orr_Anchor chunk;
    const orr_Status status = orr_load(state, program, &chunk);
    if (status != ORR_OK) return status;
    const orr_Value given = argument != NULL ? orr_anchored(*argument) : orr_nil();
    const orr_Status ended = orr_call(state, chunk, &given, argument != NULL, result, 1, NULL);
    orr_release(state, chunk);
    return ended;
}

static void attack(Run *r, orr_Program *program) {
    orr_Value result = orr_nil();
    orr_Status status;
    const double began = milliseconds(CLOCK_THREAD_CPUTIME_ID);
    if (ways[r->way].again) {
        orr_Anchor function;
        status = orr_load(r->state, program, &function);
        if (status == ORR_OK)
            status = run_program(r->state, repeat[is_metered(r)], &function, &result);
    } else {
        status = run_program(r->state, program, NULL, &result);
    }
    const char *const end = outcome(r->state, status);
    check_time(r, "the attack", began);
    if (verbose)
        printf("  %-24s %-16s %-7s %6.1f ms  %5.1f MiB  %.60s\n", r->name, ways[r->way].name, end,
               milliseconds(CLOCK_THREAD_CPUTIME_ID) - began, (double)peak / 1048576,
               status != ORR_OK ? orr_error(r->state)->detail : "");
    if (!is_expected(r, end)) fail(r, "ended otherwise", end);
    snprintf(r->end, sizeof r->end, "%s", end);
    if (is_metered(r)) r->cost = orr_cost_used(r->state);
    if (ways[r->way].options.deterministic) orr_run_hash(r->state, r->hash);
    if (is_metered(r) && r->cost > ways[r->way].budget) fail(r, "more cost than the budget", end);
    orr_value_release(r->state, &result);
}

static bool answers(orr_State *state, bool metered, orr_Status *status) {
    orr_Value v = orr_nil();
    *status = run_program(state, probe[metered], NULL, &v);
    return *status == ORR_OK && v.type == ORR_INTEGER && v.as.integer == 42;
}

/* The State that was attacked: works, or says that it is full, or that what it was left with takes all
** its time (finalizers, hooks). */
static int full, stuck;
static void check_state(const Run *r) {
    orr_Status status;
    const double began = milliseconds(CLOCK_THREAD_CPUTIME_ID);
    if (is_metered(r)) orr_set_budget(r->state, ways[r->way].budget, ORR_TERMINATE);
    const bool works = answers(r->state, is_metered(r), &status);
    const char *const end = outcome(r->state, status);
    check_time(r, "using the State afterwards", began);
    full += strcmp(end, "memory") == 0;
    stuck += strcmp(end, "time") == 0 || strcmp(end, "cost") == 0;
    if (!works && strcmp(end, "memory") != 0 && strcmp(end, is_metered(r) ? "cost" : "time") != 0)
        fail(r, "the State does not work any more", end);
}

static void check_new_state(const Run *r) {
    orr_State *state = NULL;
    orr_Status status = orr_state_new(engine, NULL, &state);
    if (status != ORR_OK || !answers(state, false, &status))
        fail(r, "a new State does not work", orr_status_name(status));
    orr_state_close(state);
}

/* Where new kinds of limits are set. */
static orr_Status set_limits(const Run *r) {
    const double limit_ms = is_metered(r) ? EMERGENCY_MS : timeout_ms;
    const orr_Status status = orr_set_timeout(r->state, (uint64_t)(limit_ms * 1e6));
    if (status != ORR_OK || !is_metered(r)) return status;
    return orr_set_budget(r->state, ways[r->way].budget, ORR_TERMINATE);
}

static void run_one(Run *r, orr_Program *program) {
    orr_StateOptions options = ways[r->way].options;
    const uint32_t more = says(r->text, "libraries", "debug") ? ORR_LIBRARY_DEBUG : 0;
    const size_t base = held;
    options.size = sizeof options;
    options.memory = memory_cap;
    peak = held;
    runs++;
    if (orr_state_new(engine, &options, &r->state) != ORR_OK ||
        orr_open_libraries(r->state, ORR_LIBRARIES_SAFE | more) != ORR_OK ||
        set_limits(r) != ORR_OK) {
        fail(r, "no State", "");
        return;
    }
    attack(r, program);
    check_state(r);
    if (peak - base > memory_cap) fail(r, "more memory than the cap", "");
    const double began = milliseconds(CLOCK_THREAD_CPUTIME_ID);
    orr_state_close(r->state);
    check_time(r, "closing", began);
    if (held != base) fail(r, "memory is left", "");
    check_new_state(r);
}

static void run_in_time(Run *r, orr_Program *program) {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
        late_what[0] = '\0';
        run_one(r, program);
        if (late_what[0] == '\0') return;
    }
    fail(r, late_what, "each time");
}

/* On the same budget it costs the same, does the same, and ends in the same way; where memory ends it
** is not promised. */
static void run_same(const Run *first, orr_Program *program) {
    Run r = *first;
    if (strcmp(first->end, "memory") == 0) return;
    run_one(&r, program);
    if (r.cost != first->cost) fail(&r, "the cost differs from run to run", first->end);
    if (memcmp(r.hash, first->hash, sizeof r.hash) != 0 || strcmp(r.end, first->end) != 0)
        fail(&r, "two runs differ", first->end);
}

static void run_file(const char *folder, const char *file) {
    char path[1024], name[64];
    snprintf(path, sizeof path, "%s/%s", folder, file);
    snprintf(name, sizeof name, "%.*s", (int)(strlen(file) - 4), file);
    char *const text = read_file(path);
    Run r = {.name = name, .text = text};
    orr_Program *const program[2] = {text != NULL ? compile(text, name, false) : NULL,
                                     text != NULL ? compile(text, name, true) : NULL};
    if (program[0] == NULL || program[1] == NULL || strstr(text, "\n-- ends: ") == NULL) {
        fail(&r, "no script", path);
    } else {
        for (int way = 0; way < WAYS; way++) {
            r.way = (Way)way;
            run_in_time(&r, program[is_metered(&r)]);
            if (way == BUDGET) run_same(&r, program[1]);
        }
    }
    orr_program_release(program[0]);
    orr_program_release(program[1]);
    free(text);
}

/* ---- All --------------------------------------------------------------------------------------- */

static int is_script(const struct dirent *entry) {
    const size_t length = strlen(entry->d_name);
    return length > 4 && strcmp(entry->d_name + length - 4, ".lua") == 0;
}

static int run_folder(const char *folder, const char *only) {
    struct dirent **files;
    const int count = scandir(folder, &files, is_script, alphasort);
    int done = 0;
    for (int n = 0; n < count; n++) {
        if (only == NULL || strncmp(files[n]->d_name, only, strlen(only)) == 0) {
            run_file(folder, files[n]->d_name);
            done++;
        }
        free(files[n]);
    }
    if (count >= 0) free(files);
    return done;
}

int main(int argc, char **argv) {
    const char *folder = NULL, *only = NULL;
    for (int n = 1; n < argc; n++) {
        const bool has_value = n + 1 < argc;
        if (strcmp(argv[n], "--verbose") == 0) {
            verbose = true;
        } else if (has_value && strcmp(argv[n], "--timeout") == 0) {
            timeout_ms = atof(argv[++n]);
        } else if (has_value && strcmp(argv[n], "--slack") == 0) {
            slack_ms = atof(argv[++n]);
        } else if (has_value && strcmp(argv[n], "--memory") == 0) {
            memory_cap = (uint64_t)atoi(argv[++n]) << 20;
        } else if (folder == NULL) {
            folder = argv[n];
        } else {
            only = argv[n];
        }
    }
    setvbuf(stdout, NULL, _IOLBF, 0);
    const orr_EngineOptions options = {sizeof options, counted, NULL};
    if (folder == NULL || orr_engine_new(&options, &engine) != ORR_OK) return 2;
    for (int n = 0; n < 2; n++) {
        probe[n] = compile("return 6 * 7", "probe", n == 1);
        repeat[n] =
            compile("local f, pcall = ..., pcall while true do pcall(f) end", "repeat", n == 1);
    }
    const int scripts = run_folder(folder, only);
    for (int n = 0; n < 2; n++) {
        orr_program_release(probe[n]);
        orr_program_release(repeat[n]);
    }
    orr_engine_release(engine);
    if (held != 0) printf("FAIL %zu bytes left at the end\n", held), failures++;
    printf("%d attacks, %d runs, %d failures; afterwards %d States were full, %d had finalizers or "
           "hooks that do not end\n",
           scripts, runs, failures, full, stuck);
    printf("worst: %.1f ms beyond 110 %% of the time: %s\n", worst_late, worst_name);
    return failures > 0 || scripts == 0;
}
