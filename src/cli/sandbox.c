/* Options, files and reports of `orrery run` and `orrery cost`. */
#include "sandbox.h"

#include "console.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* ---- Options --------------------------------------------------------------------------------- */

/* A number with an optional suffix, each worth 1,000 or 1,024 times the one before. */
static bool read_count(const char *text, unsigned step, uint64_t *out) {
    static const char suffixes[] = "kmgt";
    char *end;
    errno = 0;
    const double number = strtod(text, &end);
    double factor = 1;
    if (end == text || errno != 0 || !(number >= 0)) return false;
    if (*end != '\0') {
        const char *const suffix = strchr(suffixes, *end | 0x20);
        if (suffix == NULL || end[1] != '\0') return false;
        for (long n = suffix - suffixes; n >= 0; n--)
            factor *= step;
    }
    if (number * factor >= 0x1p63) return false;
    *out = (uint64_t)(number * factor);
    return true;
}

static bool set_limit(SandboxOptions *o, const char *text) {
    return read_count(text, 1000, &o->limit);
}

static bool set_memory(SandboxOptions *o, const char *text) {
    return read_count(text, 1024, &o->memory) && o->memory > 0;
}

static bool set_timeout(SandboxOptions *o, const char *text) {
    char *end;
    o->timeout = strtod(text, &end);
    return end != text && *end == '\0' && o->timeout > 0 && o->timeout < 1e9;
}

static bool set_grant(SandboxOptions *o, const char *text) {
    static const struct {
        const char *name;
        uint32_t libraries;
    } known[] = {{"io", ORR_LIBRARY_IO},           {"os", ORR_LIBRARY_OS},
                 {"time", ORR_LIBRARY_TIME},       {"files", ORR_LIBRARY_LOADFILE},
                 {"package", ORR_LIBRARY_PACKAGE}, {"debug", ORR_LIBRARY_DEBUG},
                 {"all", ORR_LIBRARIES_ALL}};
    while (*text != '\0') {
        const size_t length = strcspn(text, ",");
        size_t n = 0;
        while (n < sizeof known / sizeof known[0] &&
               (strlen(known[n].name) != length || strncmp(known[n].name, text, length) != 0))
            n++;
        if (n == sizeof known / sizeof known[0]) return false;
        o->libraries |= known[n].libraries;
        text += length + (text[length] == ',');
    }
    return true;
}

static bool set_deterministic(SandboxOptions *o, const char *text) {
    (void)text;
    o->deterministic = true;
    return true;
}

static bool set_seed(SandboxOptions *o, const char *text) {
    char *end;
    errno = 0;
    o->seed = strtoull(text, &end, 0);
    o->deterministic = true;
    return *text >= '0' && *text <= '9' && *end == '\0' && errno == 0;
}

static bool set_report(SandboxOptions *o, const char *text) {
    (void)text;
    o->report = true;
    return true;
}

static bool set_run(SandboxOptions *o, const char *text) {
    (void)text;
    o->run = true;
    return true;
}

static const struct {
    const char *name;
    const char *argument; /* NULL: none */
    bool cost_only;
    bool (*set)(SandboxOptions *o, const char *text);
} options[] = {
    {"--limit", "COST", false, set_limit},
    {"--memory", "SIZE", false, set_memory},
    {"--timeout", "SECONDS", false, set_timeout},
    {"--grant", "LIBRARIES", false, set_grant},
    {"--deterministic", NULL, false, set_deterministic},
    {"--seed", "NUMBER", false, set_seed},
    {"--report", NULL, false, set_report},
    {"--run", NULL, true, set_run},
};
#define OPTION_COUNT (sizeof options / sizeof options[0])

static bool complain(const char *tool, const char *what, const char *about) {
    fprintf(stderr, "%s: %s '%s'\nusage: %s %s", console_name(), what, about, console_name(), tool);
    for (size_t n = 0; n < OPTION_COUNT; n++) {
        if (options[n].cost_only && strcmp(tool, "cost") != 0) continue;
        fprintf(stderr, options[n].argument != NULL ? " [%s %s]" : " [%s]", options[n].name,
                options[n].argument);
    }
    fprintf(stderr, " FILE [ARGUMENTS]\n");
    return false;
}

bool sandbox_options(int argc, char **argv, SandboxOptions *o) {
    const bool is_cost = strcmp(argv[0], "cost") == 0;
    *o = (SandboxOptions){.limit = ORR_NO_BUDGET,
                          .libraries = ORR_LIBRARIES_SAFE | ORR_LIBRARY_PRINT,
                          .metered = is_cost ? ORR_METERED_LINES : ORR_METERED};
    int at = 1;
    for (; at < argc && strncmp(argv[at], "--", 2) == 0; at++) {
        size_t n = 0;
        while (n < OPTION_COUNT && strcmp(options[n].name, argv[at]) != 0)
            n++;
        if (n == OPTION_COUNT || (options[n].cost_only && !is_cost))
            return complain(argv[0], "unrecognized option", argv[at]);
        const char *value = NULL;
        if (options[n].argument != NULL) {
            if (at + 1 == argc) return complain(argv[0], "an argument is missing behind", argv[at]);
            value = argv[++at];
        }
        if (!options[n].set(o, value)) return complain(argv[0], "wrong value", value);
    }
    if (at == argc) return complain(argv[0], "no file for", argv[0]);
    o->script = argv[at];
    o->arguments = at + 1;
    return true;
}

/* ---- Scripts --------------------------------------------------------------------------------- */

static bool fails(const char *message) {
    console_message(console_name(), message);
    return false;
}

static bool fails_with(const char *message, const char *path) {
    fprintf(stderr, "%s: %s %s: %s\n", console_name(), message, path, strerror(errno));
    return false;
}

static bool read_all(Sandbox *s, FILE *file) {
    size_t capacity = 0;
    for (;;) {
        if (s->size == capacity) {
            capacity = capacity == 0 ? 65536 : capacity * 2;
            char *const larger = realloc(s->text, capacity);
            if (larger == NULL) return false;
            s->text = larger;
        }
        const size_t count = fread(s->text + s->size, 1, capacity - s->size, file);
        if (count == 0) return !ferror(file);
        s->size += count;
    }
}

/* A byte order mark, and a first line for the system's loader, are no Lua; its end stays. */
static const char *skip_first_line(const Sandbox *s, size_t *length) {
    const char *text = s->text, *const end = s->text + s->size;
    if (s->size >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) text += 3;
    if (text < end && *text == '#') {
        while (text < end && *text != '\n')
            text++;
    }
    *length = (size_t)(end - text);
    return text;
}

bool sandbox_load(Sandbox *s, const SandboxOptions *o) {
    char name[1024];
    *s = (Sandbox){0};
    const bool is_input = strcmp(o->script, "-") == 0;
    FILE *const file = is_input ? stdin : fopen(o->script, "rb");
    if (file == NULL) return fails_with("cannot open", o->script);
    const bool is_read = read_all(s, file);
    if (!is_read) fails_with("cannot read", o->script);
    if (!is_input) fclose(file);
    if (!is_read) return false;
    if (orr_engine_new(NULL, &s->engine) != ORR_OK) return fails("not enough memory");
    snprintf(name, sizeof name, is_input ? "=stdin" : "@%s", o->script);
    const orr_CompileOptions options_of = {
        .size = sizeof options_of, .chunk_name = name, .metered = o->metered};
    orr_Error *error;
    size_t length;
    const char *const text = skip_first_line(s, &length);
    if (orr_compile(s->engine, text, length, &options_of, &s->program, &error) == ORR_OK)
        return true;
    fails(error != NULL ? error->message : "not enough memory");
    orr_error_free(error);
    return false;
}

bool sandbox_open(Sandbox *s, const SandboxOptions *o) {
    const orr_StateOptions options_of = {.size = sizeof options_of,
                                         .memory = o->memory,
                                         .metered = o->metered,
                                         .deterministic = o->deterministic,
                                         .seed = o->seed};
    if (orr_state_new(s->engine, &options_of, &s->state) != ORR_OK ||
        orr_open_libraries(s->state, o->libraries) != ORR_OK ||
        orr_set_timeout(s->state, (uint64_t)(o->timeout * 1e9)) != ORR_OK)
        return fails("cannot create state: not enough memory");
    return true;
}

/* ---- Running --------------------------------------------------------------------------------- */

static double now(void) {
    struct timespec t;
    timespec_get(&t, TIME_UTC);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* Global `arg`, and the arguments as values. */
static orr_Value *make_arguments(Sandbox *s, const SandboxOptions *o, int argc, char **argv) {
    orr_Anchor table;
    orr_Value *const values = malloc((size_t)(argc + 1) * sizeof *values);
    if (values == NULL || orr_table_new(s->state, &table) != ORR_OK) return values;
    for (int n = o->arguments - 1; n < argc; n++) {
        const orr_Value key = orr_integer(n - o->arguments + 1);
        const orr_Value value = orr_string(argv[n], strlen(argv[n]));
        orr_set(s->state, table, &key, &value);
        if (n >= o->arguments) values[n - o->arguments] = value;
    }
    const orr_Value arg = orr_anchored(table);
    orr_set_global(s->state, "arg", &arg);
    orr_release(s->state, table);
    return values;
}

static void print_error(const orr_State *state) {
    const orr_Error *const error = orr_error(state);
    const bool placed = error->detail != error->message || error->line == 0;
    fprintf(stderr, "%s: ", console_name());
    if (!placed) fprintf(stderr, "%s:%d: ", error->chunk, (int)error->line);
    fprintf(stderr, "%s\n", error->message);
    if (error->traceback[0] != '\0') fprintf(stderr, "%s\n", error->traceback);
}

bool sandbox_run(Sandbox *s, const SandboxOptions *o, int argc, char **argv) {
    orr_Anchor chunk;
    orr_Value *const arguments = make_arguments(s, o, argc, argv);
    if (arguments == NULL || orr_load(s->state, s->program, &chunk) != ORR_OK) {
        free(arguments);
        return fails("not enough memory");
    }
    orr_set_budget(s->state, o->limit, ORR_TERMINATE);
    s->began = orr_cost_used(s->state);
    const double began = now();
    s->status = orr_call(s->state, chunk, arguments, (size_t)(argc - o->arguments), NULL, 0, NULL);
    s->seconds = now() - began;
    free(arguments);
    fflush(stdout);
    if (s->status != ORR_OK) print_error(s->state);
    return s->status == ORR_OK;
}

static const char *limit_name(orr_Limit limit) {
    static const char *const names[] = {
        [ORR_LIMIT_DEPTH] = "depth",   [ORR_LIMIT_TIME] = "time",   [ORR_LIMIT_COST] = "cost",
        [ORR_LIMIT_STRING] = "string", [ORR_LIMIT_TABLE] = "table",
    };
    return limit > 0 && limit < (orr_Limit)(sizeof names / sizeof names[0]) ? names[limit] : "";
}

static void print_hash(const Sandbox *s) {
    uint8_t hash[ORR_HASH_SIZE];
    if (orr_run_hash(s->state, hash) != ORR_OK) return;
    fprintf(stderr, "hash     ");
    for (size_t n = 0; n < sizeof hash; n++)
        fprintf(stderr, "%02x", hash[n]);
    fprintf(stderr, "\n");
}

void sandbox_report(const Sandbox *s, const SandboxOptions *o) {
    const bool limited = s->status == ORR_LIMIT;
    fprintf(stderr, "outcome  %s%s%s\n", orr_status_name(s->status), limited ? ": " : "",
            limited ? limit_name(orr_error(s->state)->limit) : "");
    fprintf(stderr, "cost     %llu", (unsigned long long)(orr_cost_used(s->state) - s->began));
    if (o->limit != ORR_NO_BUDGET) fprintf(stderr, " of %llu", (unsigned long long)o->limit);
    fprintf(stderr, " (model %d)\n", (int)orr_cost_model());
    fprintf(stderr, "memory   %llu", (unsigned long long)orr_memory_used(s->state));
    if (o->memory != 0) fprintf(stderr, " of %llu", (unsigned long long)o->memory);
    fprintf(stderr, " bytes at the end\ntime     %.3f", s->seconds);
    if (o->timeout != 0) fprintf(stderr, " of %.3f", o->timeout);
    fprintf(stderr, " seconds\n");
    if (o->deterministic) print_hash(s);
}

void sandbox_close(Sandbox *s) {
    orr_state_close(s->state);
    orr_program_release(s->program);
    orr_engine_release(s->engine);
    free(s->text);
}
