/* Profiles of orrery.h: libraries granted one by one and protected, determinism, the run hash. */
#include <stdlib.h>

#include "check.h"
#include "orrery.h"

static orr_Engine *engine;
static orr_State *state;
static int32_t metered; /* of States and Programs to come */

static void open_with(orr_StateOptions options, uint32_t libraries) {
    options.size = sizeof options;
    options.metered = metered;
    CHECK_EQUAL(orr_state_new(engine, &options, &state), ORR_OK);
    CHECK_EQUAL(orr_open_libraries(state, libraries), ORR_OK);
}

static void close_state(void) {
    CHECK_EQUAL(orr_state_close(state), ORR_OK);
}

/* Runs a text; its first result. */
static orr_Status run(const char *text, orr_Value *result) {
    const orr_CompileOptions options = {.size = sizeof options, .metered = metered};
    orr_Program *program = NULL;
    orr_Anchor chunk;
    CHECK_EQUAL(orr_compile(engine, text, strlen(text), &options, &program, NULL), ORR_OK);
    CHECK_EQUAL(orr_load(state, program, &chunk), ORR_OK);
    orr_program_release(program);
    const orr_Status status = orr_call(state, chunk, NULL, 0, result, result != NULL ? 1 : 0, NULL);
    CHECK_EQUAL(orr_release(state, chunk), ORR_OK);
    return status;
}

static void check_result_of(const char *text, const char *wanted) {
    orr_Value v;
    if (!CHECK_EQUAL(run(text, &v), ORR_OK)) {
        fprintf(stderr, "    %s: %s\n", text, orr_error(state)->message);
        return;
    }
    if (CHECK_EQUAL(v.type, ORR_STRING)) CHECK_STRING(v.as.string.bytes, wanted);
}

/* ---- Libraries one by one -------------------------------------------------------------------- */

static const struct {
    uint32_t bit;
    const char *probe; /* is true when the library is there, and it alone */
} grants[] = {
    {ORR_LIBRARY_BASE, "return pcall and not print and not dofile and not loadfile"},
    {ORR_LIBRARY_PRINT, "return print and not dofile"},
    {ORR_LIBRARY_LOADFILE, "return dofile and loadfile and not print"},
    {ORR_LIBRARY_COROUTINE, "return coroutine.wrap ~= nil"},
    {ORR_LIBRARY_TABLE, "return table.sort ~= nil"},
    {ORR_LIBRARY_STRING, "return string.rep ~= nil and (''):rep(3) == ''"},
    {ORR_LIBRARY_MATH, "return math.sin ~= nil"},
    {ORR_LIBRARY_UTF8, "return utf8.char ~= nil"},
    {ORR_LIBRARY_OS, "return os.execute ~= nil"},
    {ORR_LIBRARY_IO, "return io.open ~= nil"},
    {ORR_LIBRARY_PACKAGE, "return require and package.loaded ~= nil"},
    {ORR_LIBRARY_DEBUG, "return debug.getinfo ~= nil"},
    {ORR_LIBRARY_TIME, "return os.time and os.clock and os.date and os.difftime and not os.execute "
                       "and not os.getenv and not os.exit and not os.setlocale"},
};

static const char *const names[] = {"pcall", "coroutine", "table",   "string", "math",   "utf8",
                                    "os",    "io",        "package", "debug",  "require"};

/* What a script has with one library: itself, and none of the others. */
static void one_by_one(void) {
    uint32_t all = 0;
    for (size_t n = 0; n < sizeof grants / sizeof grants[0]; n++) {
        orr_Value v;
        int found = 0;
        open_with((orr_StateOptions){0}, grants[n].bit);
        CHECK_EQUAL(run(grants[n].probe, &v), ORR_OK);
        CHECK(v.type != ORR_NIL && (v.type != ORR_BOOLEAN || v.as.boolean));
        orr_value_release(state, &v);
        for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
            CHECK_EQUAL(orr_get_global(state, names[i], &v), ORR_OK);
            found += v.type != ORR_NIL;
            orr_value_release(state, &v);
        }
        CHECK_EQUAL(found, grants[n].bit == ORR_LIBRARY_PACKAGE ? 2 : 1);
        close_state();
        all |= grants[n].bit;
    }
    CHECK_EQUAL(all, ORR_LIBRARIES_ALL);
    open_with((orr_StateOptions){0}, ORR_LIBRARY_TIME);
    CHECK_EQUAL(orr_open_libraries(state, ORR_LIBRARY_OS), ORR_OK);        /* grants the rest */
    CHECK_EQUAL(run("assert(os.execute and os.time)", NULL), ORR_RUNTIME); /* no assert, but: */
    CHECK_EQUAL(run("local f = os.execute.x", NULL), ORR_RUNTIME);
    CHECK(strstr(orr_error(state)->message, "a function value (field 'execute')") != NULL);
    close_state();
}

/* ---- Protection ------------------------------------------------------------------------------ */

/* Each would change what other scripts in the State get. */
static const char *const tampering[] = {
    "string.format = print",
    "string.new = 1",
    "string['format'] = nil",
    "local k = 'rep' string[k] = 1",
    "rawset(string, 'format', 1)",
    "rawset(math, 1, 1)",
    "math[1] = 1",
    "math[1.5] = 1",
    "math[{}] = 1",
    "math[('x'):rep(100)] = 1",
    "setmetatable(string, {})",
    "setmetatable(table, {__index = {}})",
    "table.insert(string, 1)",
    "table.move({1, 2}, 1, 2, 1, utf8)",
    "for k in pairs(math) do math[k] = 0 end",
    "function coroutine.wrap() end",
    "string.rep, string.sub = string.sub, string.rep",
    "local s = string for n = 1, 100 do s.rep = n end",
    "table.sort = function() end",
    "next(string, nil) string.len = nil",
    "getmetatable('').__index = {}",
    "getmetatable('').x = 1",
    "setmetatable('', nil)",
    "debug.getmetatable('').__index = {}",
    "debug.getmetatable('').__add = print",
    "rawset(debug.getmetatable(''), '__index', 1)",
    "debug.setmetatable(string, {})",
};

static void protection(void) {
    open_with((orr_StateOptions){.protect_libraries = 1}, ORR_LIBRARIES_ALL);
    for (size_t n = 0; n < sizeof tampering / sizeof tampering[0]; n++) {
        if (!CHECK_EQUAL(run(tampering[n], NULL), ORR_RUNTIME))
            fprintf(stderr, "    %s\n", tampering[n]);
    }
    CHECK_EQUAL(run("\nstring.format = 1", NULL), ORR_RUNTIME);
    CHECK_STRING(orr_error(state)->message, "script:2: attempt to change a protected table");
    CHECK_EQUAL(orr_error(state)->line, 2);
    CHECK_EQUAL(run("\nrawset(string, 'format', 1)", NULL), ORR_RUNTIME);
    CHECK_STRING(orr_error(state)->message, "script:2: attempt to change a protected table");
    check_result_of("return tostring(getmetatable(''))", "false");
    check_result_of("return ('x'):rep(3) .. string.format('%d', 7) .. #table.pack(1, 2)", "xxx72");
    check_result_of("local n = 0 for k, v in pairs(string) do n = n + 1 assert(v == string[k]) end "
                    "return tostring(n > 15)",
                    "true");
    /* What is the script's stays so. */
    check_result_of("x = 1 print = nil string = {mine = true} math = nil "
                    "return tostring(string.mine) .. ('y'):rep(2)",
                    "trueyy");
    check_result_of("local o = setmetatable({}, {__index = table}) o.insert = 1 o:unpack() "
                    "return tostring(o.insert)",
                    "1");
    close_state();
    open_with((orr_StateOptions){0}, ORR_LIBRARIES_SAFE); /* and without it all is as in Lua */
    check_result_of("string.rep = function() return 'mine' end return ('x'):rep(3)", "mine");
    close_state();
}

/* ---- Determinism ----------------------------------------------------------------------------- */

typedef uint8_t Hash[ORR_HASH_SIZE];

static orr_Status echo(void *data, orr_State *o, const orr_Value *arguments, size_t count) {
    (void)data;
    return orr_return(o, arguments, count);
}

static orr_Status refuse(void *data, orr_State *o, const orr_Value *arguments, size_t count) {
    (void)data, (void)arguments, (void)count;
    return orr_fail(o, "refused", 7);
}

#ifdef STRESS_GC /* where each object costs a collection of all that wait for one that is asked for */
#define LITTER "500"
#else
#define LITTER "300000"
#endif

/* Everything that differs between two runs of an ordinary State, and what might. */
static const char everything[] =
    "local out = {}\n"
    "local function say(...) for _, v in ipairs({...}) do out[#out + 1] = tostring(v) end end\n"
    "say(math.random(0), math.random(), math.random(1, 1000))\n"
    "say(math.randomseed()) say(math.random(0))\n"
    "say({}, next, function() end, coroutine.create(next), string.rep)\n"
    "local t = {} say(t) say({}) say(t) say(setmetatable({}, {__name = 'My'}))\n"
    "say(os.time(), os.clock(), os.date(), os.date('*t').isdst, os.time({year = 2000, month = 1, "
    "day = 1}))\n"
    "say(collectgarbage('count'), collectgarbage('step'), collectgarbage('isrunning'))\n"
    "say(select(2, pcall(string.format, '%p', t)))\n"
    "local dead, weak = 0, setmetatable({}, {__mode = 'k'})\n"
    "for n = 1, 2000 do\n"
    "    local o = setmetatable({}, {__gc = function() dead = dead + 1 end})\n"
    "    weak[{}] = n  weak[o] = tostring(o)\n"
    "    if n % 500 == 0 then\n"
    "        local c = 0 for k in pairs(weak) do c = c + 1 end say(n, dead, c)\n"
    "        if n == 1000 then collectgarbage() elseif n == 1500 then collectgarbage('step') end\n"
    "        c = 0 for k in pairs(weak) do c = c + 1 end say(n, dead, c)\n"
    "    end\n"
    "end\n"
    "local keys = {} for n = 1, 100 do keys[{}] = n keys[n * 7 % 101] = n keys['k' .. n] = n end\n"
    "for k, v in pairs(keys) do out[#out + 1] = v end\n"
    "table.sort(out, function(a, b) return tostring(a) < tostring(b) end)\n"
    "say(pcall(host_refuse)) say(host_echo(1, 'two', 3.5, nil, t))\n"
    "say(pcall(error, {})) say(load('x ='))\n"
    "say(select(2, pcall(function() local function f() return 1 + f() end return f() end)))\n"
    "return table.concat(out, ' ')\n";

static void one_run(uint64_t seed, const char *text, Hash hash, char **copy) {
    orr_Value v;
    open_with((orr_StateOptions){.deterministic = 1, .seed = seed},
              ORR_LIBRARIES_SAFE | ORR_LIBRARY_TIME);
    CHECK_EQUAL(orr_register(state, "host_echo", echo, NULL), ORR_OK);
    CHECK_EQUAL(orr_register(state, "host_refuse", refuse, NULL), ORR_OK);
    CHECK_EQUAL(orr_set_time(state, 1700000000123456789, 2500000000), ORR_OK);
    if (!CHECK_EQUAL(run(text, &v), ORR_OK)) fprintf(stderr, "    %s\n", orr_error(state)->message);
    *copy = strdup(v.type == ORR_STRING ? v.as.string.bytes : "");
    CHECK_EQUAL(orr_run_hash(state, hash), ORR_OK);
    close_state();
}

static void two_runs(void) {
    Hash a, b;
    char *first, *second;
    void *const between = malloc(12345); /* so that addresses differ */
    one_run(42, everything, a, &first);
    void *const more = malloc(54321);
    one_run(42, everything, b, &second);
    CHECK_STRING(first, second);
    CHECK(memcmp(a, b, sizeof a) == 0);
    CHECK(strstr(first, "table: 0x00000000000001") != NULL);
    free(second);
    one_run(43, everything, b, &second);
    CHECK(strcmp(first, second) != 0);
    CHECK(memcmp(a, b, sizeof a) != 0);
    free(first);
    free(second);
    free(between);
    free(more);
}

static void check_hash(const char *wanted) {
    Hash hash;
    char *text, hex[2 * ORR_HASH_SIZE + 1];
    one_run(42, everything, hash, &text);
    for (int n = 0; n < ORR_HASH_SIZE; n++)
        snprintf(hex + 2 * n, 3, "%02x", hash[n]);
    CHECK_STRING(hex, wanted);
    free(text);
}

/* The hash does not depend on the build: sanitizers, stress switches and compilers give these, the
** second one over the cost as well. They change with the version of the hash and of the cost model,
** and with the words of errors. */
static void the_same_in_every_build(void) {
#ifndef TINY_LIMITS /* which change the order of pairs */
    check_hash("afa5dcc8bd9b9b99e90d86ff0a9ba049180784dfc356d55748c4b633633b96eb");
    metered = ORR_METERED;
    check_hash("64b4701463a2729aa340010b58033a71d721728a08705672fd3ef54b662d7858");
    metered = ORR_UNMETERED;
#endif
}

/* In a metered State a script that waits for time to pass gets there. */
static void clocks_go_by_cost(void) {
    orr_Value v;
    metered = ORR_METERED;
    open_with((orr_StateOptions){.deterministic = 1}, ORR_LIBRARIES_SAFE | ORR_LIBRARY_TIME);
    CHECK_EQUAL(orr_set_time(state, 0, 5000000000), ORR_OK);
    const uint64_t before = orr_cost_used(state);
    CHECK_EQUAL(run("local start = os.clock() repeat until os.clock() - start >= 0.001 "
                    "return os.clock()",
                    &v),
                ORR_OK);
    CHECK(orr_cost_used(state) - before >= 1000000);
    CHECK(v.as.number >= 5.001 && v.as.number <= 5.0 + 1e-9 * (double)orr_cost_used(state));
    CHECK_EQUAL(orr_set_time(state, 0, 0), ORR_OK);
    CHECK_EQUAL(run("return os.clock()", &v), ORR_OK);
    CHECK(v.as.number < 0.001);
    close_state();
    metered = ORR_UNMETERED;
}

/* Where a State is suspended is part of the run. */
static void suspending_is_hashed(void) {
    Hash hashes[3];
    metered = ORR_METERED;
    for (int n = 0; n < 3; n++) {
        open_with((orr_StateOptions){.deterministic = 1}, ORR_LIBRARIES_SAFE);
        CHECK_EQUAL(orr_set_budget(state, n < 2 ? 1000 : 2000, ORR_SUSPEND), ORR_OK);
        orr_Status status = run("for n = 1, 10000 do end", NULL);
        while (status == ORR_SUSPENDED) {
            orr_add_budget(state, 1000);
            status = orr_resume(state, NULL, 0, NULL);
        }
        CHECK_EQUAL(status, ORR_OK);
        CHECK_EQUAL(orr_run_hash(state, hashes[n]), ORR_OK);
        close_state();
    }
    CHECK(memcmp(hashes[0], hashes[1], sizeof(Hash)) == 0);
    CHECK(memcmp(hashes[0], hashes[2], sizeof(Hash)) != 0);
    metered = ORR_UNMETERED;
}

static void what_it_shows(void) {
    open_with((orr_StateOptions){.deterministic = 1}, ORR_LIBRARIES_SAFE | ORR_LIBRARY_TIME);
    check_result_of("return tostring({})", "table: 0x00000000000001");
    check_result_of("t = {} return tostring(t)", "table: 0x00000000000002");
    check_result_of("return tostring(t) .. tostring(print)", "table: 0x00000000000002nil");
    check_result_of("return tostring(string.rep)", "function: 0x00000000000003");
    check_result_of("return os.date('%Y-%m-%d %H:%M:%S') .. ' ' .. os.clock() .. ' ' .. os.time()",
                    "1970-01-01 00:00:00 0.0 0");
    CHECK_EQUAL(orr_set_time(state, -1500000000, 1250000000), ORR_OK);
    check_result_of("return os.date('!%Y-%m-%d %H:%M:%S') .. ' ' .. os.clock() .. ' ' .. os.time()",
                    "1969-12-31 23:59:58 1.25 -2");
    check_result_of("local d = os.date('*t', 86400) return d.year .. ' ' .. d.day .. ' ' .. d.hour "
                    ".. ' ' .. os.time(d)",
                    "1970 2 0 86400");
    CHECK_EQUAL(run("return ('%p'):format({})", NULL), ORR_RUNTIME);
    check_result_of("return tostring(collectgarbage('count'))", "0.0");
    close_state();
    Hash h;
    open_with((orr_StateOptions){0}, ORR_LIBRARIES_SAFE | ORR_LIBRARY_TIME);
    CHECK_EQUAL(orr_run_hash(state, h), ORR_MISUSE);
    CHECK_EQUAL(orr_set_time(state, 5000000000, 0), ORR_OK); /* any State may have clocks */
    check_result_of("return tostring(os.time()) .. os.clock()", "50.0");
    close_state();
}

/* Finalizers and weak references wait for a collection that was asked for. */
static void collections_are_discreet(void) {
    static const char *const asked[] = {"collectgarbage()", "collectgarbage('step')", NULL};
    for (int n = 0; n < 3; n++) {
        open_with((orr_StateOptions){.deterministic = 1, .memory = 24u << 20}, ORR_LIBRARIES_SAFE);
        CHECK_EQUAL(run("dead = 0 weak = setmetatable({}, {__mode = 'v'}) "
                        "mixed = setmetatable({}, {__mode = 'k'}) "
                        "for n = 1, 1000 do weak[n] = {} mixed[{}] = n "
                        "setmetatable({}, {__gc = function() dead = dead + 1 end}) end "
                        "collectgarbage('incremental') "
                        "for n = 1, " LITTER " do local t = {n} end "
                        "collectgarbage('generational') "
                        "for n = 1, " LITTER " do local t = {n} tostring(t) end "
                        "assert(dead == 0 and #weak == 1000)",
                        NULL),
                    ORR_OK);
        if (asked[n] != NULL) {
            CHECK_EQUAL(run(asked[n], NULL), ORR_OK);
        } else {
            CHECK_EQUAL(orr_collect(state), ORR_OK);
        }
        CHECK_EQUAL(run("assert(dead == 1000 and next(weak) == nil and next(mixed) == nil)", NULL),
                    ORR_OK);
        close_state();
    }
}

/* ---- The run hash ---------------------------------------------------------------------------- */

/* Each step but the last is one that the hash must see. */
static orr_Status step(int n) {
    orr_Value v = orr_nil();
    orr_Anchor t;
    switch (n) {
    case 0: return orr_set_time(state, 1, 0);
    case 1: return run("return 1", NULL);
    case 2: return run("return 2", NULL);
    case 3: v = orr_integer(5); return orr_set_global(state, "x", &v);
    case 4: return orr_get_global(state, "x", &v);
    case 5: return orr_collect(state);
    case 6: return orr_open_libraries(state, ORR_LIBRARY_UTF8);
    case 7: return run("error('no')", NULL) == ORR_RUNTIME ? ORR_OK : ORR_RUNTIME;
    case 8: return run("host_echo(1)", NULL);
    case 9: return run("host_echo(1.0)", NULL);
    case 10: return run("pcall(host_refuse)", NULL);
    case 11:
        orr_table_new(state, &t);
        v = orr_integer(1);
        return orr_set(state, t, &v, &v);
    default: return ORR_OK;
    }
}

static void what_it_hashes(void) {
    Hash hashes[13];
    for (int n = 0; n <= 12; n++) {
        open_with((orr_StateOptions){.deterministic = 1}, ORR_LIBRARIES_SAFE);
        CHECK_EQUAL(orr_register(state, "host_echo", echo, NULL), ORR_OK);
        CHECK_EQUAL(orr_register(state, "host_refuse", refuse, NULL), ORR_OK);
        CHECK_EQUAL(step(n), ORR_OK);
        CHECK_EQUAL(orr_run_hash(state, hashes[n]), ORR_OK);
        for (int i = 0; i < n; i++)
            CHECK(memcmp(hashes[i], hashes[n], sizeof(Hash)) != 0);
        close_state();
    }
}

/* What print writes counts. */
static void output_is_hashed(void) {
    Hash a, b;
    for (int n = 0; n < 2; n++) {
        open_with((orr_StateOptions){.deterministic = 1}, ORR_LIBRARIES_SAFE | ORR_LIBRARY_PRINT);
        CHECK_EQUAL(run(n == 0 ? "print('hash', 1)" : "print('hash', 2)", NULL), ORR_OK);
        CHECK_EQUAL(orr_run_hash(state, n == 0 ? a : b), ORR_OK);
        close_state();
    }
    CHECK(memcmp(a, b, sizeof a) != 0);
}

int main(void) {
    CHECK_EQUAL(orr_engine_new(NULL, &engine), ORR_OK);
    RUN(one_by_one);
    RUN(protection);
    RUN(two_runs);
    RUN(the_same_in_every_build);
    RUN(what_it_shows);
    RUN(collections_are_discreet);
    RUN(what_it_hashes);
    RUN(output_is_hashed);
    RUN(clocks_go_by_cost);
    RUN(suspending_is_hashed);
    orr_engine_release(engine);
    return check_result();
}
