/*
 * `orrery cost`: what the functions of a script cost, before it runs; with --run, what its lines have
 * cost.
 *
 * For the latter the code pays line by line, and hooks look at the account whenever a line begins, a
 * function is called or returns: what has been spent since is the line's that ran meanwhile. Work of
 * library functions counts for the line that called them.
 */
#include "sandbox.h"
#include "subcommand.h"

#include "lua.h"

#include <stdlib.h>
#include <string.h>

/* ---- Functions ------------------------------------------------------------------------------- */

static int print_function(void *data, const orr_FunctionCost *f) {
    (void)data;
    uint32_t deepest = 0;
    for (uint32_t n = 0; n < f->block_count; n++)
        if (f->blocks[n].loop_depth > deepest) deepest = f->blocks[n].loop_depth;
    char lines[32];
    snprintf(lines, sizeof lines, "%d-%d", (int)f->line, (int)f->last_line);
    printf("%-12s%8u%8u%8u%12llu%12llu\n", f->line == 0 ? "main" : lines, f->block_count, f->loops,
           deepest, (unsigned long long)f->blocks[0].cost, (unsigned long long)f->cost);
    return 0;
}

static void print_functions(const Sandbox *s) {
    printf("%-12s%8s%8s%8s%12s%12s\n", "function", "blocks", "loops", "nested", "at least", "once");
    orr_analyze_cost(s->program, print_function, NULL);
}

/* ---- Lines ----------------------------------------------------------------------------------- */

/* The account of the lines of the script; one script runs in a process. */
typedef struct Profile {
    orr_State *state;
    uint64_t *costs; /* [line_count + 1]; 0: what belongs to no line of the script */
    int line_count;
    int line;      /* that runs */
    uint64_t seen; /* of the account so far */
    char source[1030];
} Profile;

static Profile profile;

static void settle(void) {
    const uint64_t used = orr_cost_used(profile.state);
    profile.costs[profile.line] += used - profile.seen;
    profile.seen = used;
}

static int line_in(const char *source, int line) {
    return line > 0 && line <= profile.line_count && strcmp(source, profile.source) == 0 ? line : 0;
}

/* The innermost line of the script, from `level` on. */
static int line_at(lua_State *L, int level) {
    lua_Debug info;
    for (; lua_getstack(L, level, &info); level++) {
        lua_getinfo(L, "Sl", &info);
        const int line = line_in(info.source, info.currentline);
        if (line != 0) return line;
    }
    return 0;
}

static void look(lua_State *L, lua_Debug *event) {
    settle();
    if (event->event == LUA_HOOKLINE) {
        lua_getinfo(L, "S", event);
        const int line = line_in(event->source, event->currentline);
        if (line != 0) profile.line = line;
    } else if (event->event == LUA_HOOKRET) {
        profile.line = line_at(L, 1);
    }
}

static int count_lines(const Sandbox *s) {
    int count = 1;
    for (size_t n = 0; n < s->size; n++)
        count += s->text[n] == '\n';
    return count;
}

static bool profile_begin(const Sandbox *s, const SandboxOptions *o) {
    profile.state = s->state;
    profile.line_count = count_lines(s);
    profile.costs = calloc((size_t)profile.line_count + 1, sizeof *profile.costs);
    if (profile.costs == NULL) return false;
    const bool is_input = strcmp(o->script, "-") == 0;
    snprintf(profile.source, sizeof profile.source, is_input ? "=stdin" : "@%s", o->script);
    profile.seen = orr_cost_used(s->state);
    lua_sethook(orr_lua(s->state), look, LUA_MASKLINE | LUA_MASKRET, 0);
    return true;
}

static void print_lines(const Sandbox *s) {
    uint64_t total = 0;
    for (int n = 0; n <= profile.line_count; n++)
        total += profile.costs[n];
    const char *text = s->text;
    const char *const end = s->text + s->size;
    printf("%14s %7s %6s\n", "cost", "share", "line");
    for (int n = 1; n <= profile.line_count && text < end; n++) {
        const char *stop = memchr(text, '\n', (size_t)(end - text));
        if (stop == NULL) stop = end;
        if (profile.costs[n] > 0)
            printf("%14llu %6.1f%% %6d  %.*s\n", (unsigned long long)profile.costs[n],
                   (double)profile.costs[n] / (double)total * 100, n, (int)(stop - text), text);
        text = stop + 1;
    }
    if (profile.costs[0] > 0)
        printf("%14llu %6.1f%%      -  elsewhere\n", (unsigned long long)profile.costs[0],
               (double)profile.costs[0] / (double)total * 100);
    printf("%14llu          total\n", (unsigned long long)total);
}

static bool run_lines(Sandbox *s, const SandboxOptions *o, int argc, char **argv) {
    if (!sandbox_open(s, o) || !profile_begin(s, o)) return false;
    const bool good = sandbox_run(s, o, argc, argv);
    lua_sethook(orr_lua(s->state), NULL, 0, 0);
    settle();
    print_lines(s);
    if (o->report) sandbox_report(s, o);
    free(profile.costs);
    return good;
}

int tool_cost(int argc, char **argv) {
    SandboxOptions options;
    Sandbox sandbox;
    if (!sandbox_options(argc, argv, &options)) return EXIT_FAILURE;
    if (!options.run) options.metered = ORR_METERED;
    bool good = sandbox_load(&sandbox, &options);
    if (good && options.run) {
        good = run_lines(&sandbox, &options, argc, argv);
    } else if (good) {
        print_functions(&sandbox);
    }
    sandbox_close(&sandbox);
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
