/* Interrupts from another thread in every kind of loop, time limits, and terminations that scripts
** try to swallow.
**
** How soon an interrupt is seen is measured in processor time of the thread that runs the script,
** from orr_interrupt to the return of orr_call: the machine may have other things to do. And now and
** then it has them in that thread (interrupts, other virtual machines), so a loop fails the test
** when it was late in LATE_MAX of LATE_TRIES runs. Builds with assertions, which sanitizers and
** stress switches slow down, are only held to an end. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "check.h"
#include "lauxlib.h"
#include "lua.h"
#include "orrery.h"

#define END_MAX 5.0  /* seconds of real time, for all that must end */
#define DELAY   3000 /* microseconds until the interrupt */
#ifdef NDEBUG
#define LATENCY_MAX 0.001 /* seconds of processor time */
#else
#define LATENCY_MAX END_MAX
#endif
#define LATE_TRIES 5
#define LATE_MAX   3

static double clock_seconds(clockid_t clock) {
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static double now(void) {
    return clock_seconds(CLOCK_MONOTONIC);
}

static orr_Engine *engine;
static orr_State *state;

/* The loop has begun. Set before the script runs where it does not say so itself. */
static atomic_bool is_ready;

static orr_Status ready(void *data, orr_State *s, const orr_Value *a, size_t count) {
    (void)data, (void)s, (void)a, (void)count;
    atomic_store(&is_ready, true);
    return ORR_OK;
}

static orr_Status host_pcall(void *data, orr_State *s, const orr_Value *a, size_t count) {
    (void)data;
    if (count == 0 || a[0].type != ORR_FUNCTION) return orr_fail(s, "no function", 11);
    orr_call(s, a[0].as.anchor, NULL, 0, NULL, 0, NULL); /* whatever happens */
    orr_call(s, a[0].as.anchor, NULL, 0, NULL, 0, NULL);
    return ORR_OK;
}

/* A foreign function of lua.h that catches what it can. */
static int lua_catcher(lua_State *L) {
    lua_settop(L, 1);
    lua_pushvalue(L, 1);
    lua_pushboolean(L, lua_pcall(L, 0, 0, 0) == LUA_OK);
    return 1;
}

static int catcher_with_continuation(lua_State *L, int status, lua_KContext context) {
    (void)status, (void)context;
    lua_pushboolean(L, 0);
    return 1;
}
static int lua_catcher_k(lua_State *L) {
    lua_settop(L, 1);
    return catcher_with_continuation(L, lua_pcallk(L, 0, 0, 0, 0, catcher_with_continuation), 0);
}

static void open_state(uint64_t memory) {
    const orr_StateOptions o = {.size = sizeof o, .memory = memory};
    CHECK_EQUAL(orr_state_new(engine, &o, &state), ORR_OK);
    CHECK_EQUAL(orr_open_libraries(state, ORR_LIBRARIES_SAFE | ORR_LIBRARY_DEBUG), ORR_OK);
    CHECK_EQUAL(orr_register(state, "host_pcall", host_pcall, NULL), ORR_OK);
    CHECK_EQUAL(orr_register(state, "ready", ready, NULL), ORR_OK);
    lua_register(orr_lua(state), "catcher", lua_catcher);
    lua_register(orr_lua(state), "catcher_k", lua_catcher_k);
}

static orr_Status run(const char *text, orr_Value *result) {
    orr_Program *program;
    orr_Anchor chunk;
    orr_Error *error;
    if (orr_compile(engine, text, strlen(text), NULL, &program, &error) != ORR_OK) {
        fprintf(stderr, "%s\n", error->message);
        orr_error_free(error);
        return ORR_SYNTAX;
    }
    orr_Status status = orr_load(state, program, &chunk);
    orr_program_release(program);
    if (status != ORR_OK) return status;
    status = orr_call(state, chunk, NULL, 0, result, result != NULL ? 1 : 0, NULL);
    orr_release(state, chunk);
    return status;
}

/* The State must be as good as new. */
static void check_whole(void) {
    orr_Value r;
    CHECK_EQUAL(orr_set_timeout(state, 0), ORR_OK);
    const orr_Status status = run(
        "local t = {} for n = 1, 100 do t[n] = n .. '' end table.sort(t) "
        "assert(select(2, pcall(error, 'x')) == 'x') "
        "assert(coroutine.wrap(function() coroutine.yield(1) end)() == 1) "
        "local ok, e = xpcall(error, function(m) return m .. '!' end, 'y') assert(e == 'y!') "
        "local closed do local c <close> = setmetatable({}, {__close = function() closed = 1 end}) "
        "end assert(closed) collectgarbage() return #table.concat(t)",
        &r);
    if (!CHECK_EQUAL(status, ORR_OK)) fprintf(stderr, "%s\n", orr_error(state)->message);
    CHECK_EQUAL(r.as.integer, 192);
}

/* ---- Loops ----------------------------------------------------------------------------------- */

typedef struct Interrupt {
    clockid_t clock; /* processor time of the thread that runs the script */
    double asked_at; /* by it */
} Interrupt;

static void *interrupter(void *argument) {
    Interrupt *const i = argument;
    while (!atomic_load(&is_ready))
        usleep(100);
    usleep(DELAY);
    i->asked_at = clock_seconds(i->clock);
    orr_interrupt(state);
    return NULL;
}

/* Each would take very long. What needs things that take their time calls ready() when it has
** them. Nothing is so large that giving it back to the system takes long: 20 MiB in a millisecond. */
static const char *const loops[] = {
    "while true do end",
    "for i = 1, math.maxinteger do end",
    "for i = 1.0, 1e300 do end",
    "repeat until false",
    "::again:: goto again",
    "local function f() return f() end f()",
    "local function f() f() end while true do pcall(f) end",
    "local t = setmetatable({}, {__index = function(t, k) return k end}) "
    "while true do local x = t.x end",
    "for x in function() return 1 end do end",
    "local t = {1} while true do for k, v in pairs(t) do end end",
    "while true do coroutine.wrap(function() end)() end",
    "local co = coroutine.wrap(function() while true do coroutine.yield() end end) "
    "while true do co() end",
    "coroutine.wrap(function() coroutine.wrap(function() while true do end end)() end)()",
    "string.rep('a', 30):find(('a?'):rep(30) .. ('a'):rep(30) .. 'b')",
    "('a'):rep(40000):find('.-.-.-b')",
    "('a'):rep(1000000):find('a-b.*')",
    "('('):rep(300000):find('%b()x')",
    "local s = ('a'):rep(1000) ready() while true do s:gsub('a', 'b') end",
    "local s = ('a'):rep(30000000) ready() s:gsub('.', '%0%0')",
    "local s = ('a'):rep(30000000) ready() s:gsub('a', string.upper)",
    "local s = ('x'):rep(30000000) ready() s:gsub('x', {x = 'y'})",
    "local s = ('a'):rep(100000000) ready() for w in s:gmatch('a') do end",
    "while true do ('ab'):rep(10000000) end",
    "while true do ('a'):rep(20000000) end",
    "local s = ('ab'):rep(10000000) ready() while true do s:upper() end",
    "local s = ('ab'):rep(10000000) ready() while true do s:reverse() end",
    "local s = ('ab'):rep(5000000) ready() while true do local x = s .. s end",
    "local s = ('ab'):rep(50000000) ready() while true do s:find('abb', 1, true) end",
    "local s = ('ab'):rep(5000000) ready() while true do ('%s'):format(s) end",
    "local s = ('ab'):rep(2000000) ready() while true do ('%q'):format(s) end",
    "local s = ('ab'):rep(20000000) ready() while true do utf8.len(s) end",
    /* u and v share a text, so u must be copied to have a NUL behind it. */
    "local t = ('ab'):rep(20000000) .. 'c' local u = t .. 'd' local v = u .. 'e' ready() u:byte() "
    "while true do end",
    "local t = ('ab'):rep(20000000) .. 'c' local u = t .. 'd' local v = u .. 'e' ready() ready(u) "
    "while true do end",
    "local t = ('ab'):rep(20000000) .. 'c' local u = t .. 'd' local v = u .. 'e' ready() load(u) "
    "while true do end",
    "local s = ('i1'):rep(10000000) ready() while true do string.packsize(s) end",
    "local t = {} for n = 1, 200000 do t[n] = n * 7919 % 200003 end "
    "ready() while true do table.sort(t, function(a, b) return a < b end) end",
    "local t = {} for n = 1, 1000000 do t[n] = n * 7919 % 1000003 end "
    "ready() while true do table.sort(t) t[1], t[#t] = t[#t], t[1] end",
    "local t = {} for n = 1, 300000 do t[n] = n .. '' end ready() while true do table.sort(t) "
    "t[1], t[#t] = t[#t], t[1] end",
    "local t = {} for n = 1, 10000 do t[n] = setmetatable({}, {__lt = function() return true end}) "
    "end table.sort(t)",
    "table.move({}, 1, math.maxinteger - 1, 2, {})",
    "table.move(setmetatable({}, {__index = function() end}), 1, 1 << 60, 2)",
    "table.concat(setmetatable({}, {__index = function() return 'x' end, "
    "__len = function() return 1 << 60 end}))",
    "local t = {} for n = 1, 3000000 do t[n] = 'x' end ready() while true do table.concat(t) end",
    "local t = {} for n = 1, 3000000 do t[n] = 'x' end ready() while true do table.insert(t, 1, "
    "'y') "
    "table.remove(t, 1) end",
    "local t = {} for n = 1, 100000 do t[n] = n end ready() while true do table.unpack(t) end",
    "local s = ('x = 1 '):rep(100000) ready() while true do load(s) end",
    "local s = ('x = 1 + (2 * y) '):rep(3000) ready() while true do load(s) end",
    "load(function() return 'x = 1 ' end)",
    "local t = setmetatable({}, {__concat = function(a, b) return a end}) "
    "while true do local x = t .. 1 .. t end",
    "while true do setmetatable({}, {__gc = function() end}) end",
    "setmetatable({}, {__gc = function() while true do end end}) "
    "while true do local t = {} end",
    "debug.sethook(function() while true do end end, 'l')\n local x = 1\n x = 2",
    "local function f() return setmetatable({}, {__index = f}) end "
    "while true do local x = tostring(f) end",
    "host_pcall(function() while true do end end)",
};

/* Seconds of processor time from the interrupt to the end. */
static double interrupt_loop(const char *text) {
    pthread_t thread;
    Interrupt i;
    pthread_getcpuclockid(pthread_self(), &i.clock);
    atomic_store(&is_ready, strstr(text, "ready()") == NULL);
    pthread_create(&thread, NULL, interrupter, &i);
    const orr_Status status = run(text, NULL);
    const double ended_at = clock_seconds(i.clock);
    atomic_store(&is_ready, true); /* should it have failed before */
    pthread_join(thread, NULL);
    if (!CHECK_EQUAL(status, ORR_INTERRUPTED))
        fprintf(stderr, "    %s: %s\n", text, status == ORR_OK ? "" : orr_error(state)->message);
    CHECK_STRING(orr_error(state)->message, "interrupted");
    orr_clear_interrupt(state);
    lua_sethook(orr_lua(state), NULL, 0, 0);
    orr_set_timeout(state, 5000000); /* a finalizer of the script's may not end */
    orr_collect(state);
    orr_set_timeout(state, 0);
    return ended_at - i.asked_at;
}

static double worst;
static const char *worst_text = "";

static void check_loop(const char *text) {
    int late = 0, tries = 1;
    double latency = interrupt_loop(text), least = latency;
    while (latency > LATENCY_MAX && ++late < LATE_MAX && tries++ < LATE_TRIES) {
        printf("     %6.2f ms: %.70s\n", latency * 1e3, text);
        latency = interrupt_loop(text);
        if (latency < least) least = latency;
    }
    if (!CHECK(late < LATE_MAX)) fprintf(stderr, "    %.2f ms: %s\n", latency * 1e3, text);
    if (least > worst) worst = least, worst_text = text;
}

static void interrupts_in_loops(void) {
    open_state(0);
    for (size_t n = 0; n < sizeof loops / sizeof loops[0]; n++)
        check_loop(loops[n]);
    check_whole();
    CHECK_EQUAL(orr_state_close(state), ORR_OK);
    printf("worst of %zu: %.2f ms: %s\n", sizeof loops / sizeof loops[0], worst * 1e3, worst_text);
}

/* One repetition of a pattern that takes all of a long subject. */
static void lazy_repetitions(void) {
    static const char *const patterns[] = {"^a-b", "a-b", "^.-b", "^[ac]-b", "^%l-%d", "^(a-)()b"};
    open_state(0);
    for (size_t n = 0; n < sizeof patterns / sizeof patterns[0]; n++) {
        char text[128];
        snprintf(text, sizeof text,
                 "local s = ('a'):rep(30000000) ready() while true do s:find('%s') end",
                 patterns[n]);
        check_loop(text);
    }
    CHECK_EQUAL(orr_state_close(state), ORR_OK);
}

/* A string that others have grown from is copied when a library function wants it. Wherever that is
** left, the next one goes on with it. */
static void copies_left_in_the_middle(void) {
    int late = 0;
    open_state(0);
    CHECK_EQUAL(run("base = ('abcdefghij'):rep(400000) .. 'x'", NULL), ORR_OK);
    for (unsigned n = 0; n < 40; n++) {
        CHECK_EQUAL(
            run("s = base .. 'y' s = s .. 'z' more = s .. '!' collectgarbage('step')", NULL),
            ORR_OK);
        CHECK_EQUAL(orr_set_timeout(state, (n + 1) * 40000), ORR_OK);
        for (int again = 0; again < 3; again++)
            late +=
                run("local s <const> = s ready(s) s:byte() s:find('', 1, true)", NULL) != ORR_OK;
        CHECK_EQUAL(orr_set_timeout(state, 0), ORR_OK);
        if (!CHECK_EQUAL(run("assert(s:lower() == base .. 'yz' and s:sub(-3) == 'xyz' and #s == "
                             "4000003 and more:lower() == base .. 'yz!')",
                             NULL),
                         ORR_OK))
            break;
    }
    printf("     %d of 120 runs were late\n", late);
    check_whole();
    CHECK_EQUAL(orr_state_close(state), ORR_OK);
}

/* ---- Attempts to go on ----------------------------------------------------------------------- */

static const char *const swallowers[] = {
    "while true do pcall(function() while true do end end) end",
    "while true do xpcall(function() while true do end end, function() while true do end end) end",
    "while true do xpcall(function() while true do end end, function(m) return m end) end",
    "while true do coroutine.wrap(function() while true do end end)() end",
    "while true do coroutine.resume(coroutine.create(function() while true do end end)) end",
    "while true do pcall(coroutine.wrap(function() pcall(function() while true do end end) end)) "
    "end",
    "while true do local c <close> = setmetatable({}, {__close = function() while true do end "
    "end}) "
    "while true do end end",
    "local co = coroutine.create(function() local c <close> = setmetatable({}, {__close = "
    "function() "
    "while true do end end}) coroutine.yield() end) coroutine.resume(co) coroutine.close(co) "
    "while true do end",
    "setmetatable({}, {__gc = function(o) setmetatable(o, getmetatable(o)) while true do end end}) "
    "collectgarbage() while true do end",
    "for n = 1, 1000 do setmetatable({}, {__gc = function() while true do end end}) end "
    "while true do collectgarbage() end",
    "while true do pcall(table.sort, {3, 2, 1}, function() while true do end end) end",
    "while true do pcall(string.gsub, 'abc', '.', function() while true do end end) end",
    "while true do pcall(error, setmetatable({}, {__tostring = function() while true do end end})) "
    "end",
    "error(setmetatable({}, {__tostring = function() while true do end end}))",
    "while true do pcall(load, function() while true do end end) end",
    "local t = setmetatable({}, {__index = function() while true do end end}) "
    "while true do pcall(function() return t.x end) end",
    "local function e() error(e) end while true do xpcall(e, e) end",
    "while true do pcall(pcall, pcall, pcall, function() while true do end end) end",
    "while true do host_pcall(function() while true do end end) end",
    "while true do catcher(function() while true do end end) end",
    "while true do catcher_k(function() while true do end end) end",
    "while true do catcher(function() catcher_k(function() pcall(catcher, function() while true do "
    "end end) end) end) end",
    "local co = coroutine.wrap(function() catcher_k(function() while true do end end) end) "
    "while true do pcall(co) end",
    "debug.sethook(function() pcall(function() while true do end end) end, '', 100) "
    "while true do end",
    "local function f() local ok = pcall(f) return f() end f()",
    "local t = setmetatable({}, {__eq = function() while true do end end, __lt = function() "
    "while true do end end}) while true do pcall(function() return t < t end) end",
    "for k in setmetatable({}, {__call = function() while true do end end}) do end",
    "while true do pcall(setmetatable({}, {__call = function() while true do end end})) end",
    "while true do pcall(string.rep, ('x'):rep(1000), 1000000) end",
    "local s = ('while true do end '):rep(100000) while true do pcall(load, s) end",
};

static void nothing_swallows_a_time_limit(void) {
    for (size_t n = 0; n < sizeof swallowers / sizeof swallowers[0]; n++) {
        open_state(64u << 20);
        CHECK_EQUAL(orr_set_timeout(state, 5000000), ORR_OK);
        const double start = now();
        const orr_Status status = run(swallowers[n], NULL);
        const double took = now() - start;
        if (!CHECK_EQUAL(status, ORR_LIMIT)) {
            fprintf(stderr, "    %s: %s\n", swallowers[n],
                    status == ORR_OK ? "" : orr_error(state)->message);
        } else {
            CHECK_EQUAL(orr_error(state)->limit, ORR_LIMIT_TIME);
            CHECK_STRING(orr_error(state)->detail, "time limit exceeded");
        }
        if (!CHECK(took < 0.005 + END_MAX)) fprintf(stderr, "    %s\n", swallowers[n]);
        lua_sethook(orr_lua(state), NULL, 0, 0);
        CHECK_EQUAL(orr_set_timeout(state, 5000000), ORR_OK);
        const double closing = now();
        CHECK_EQUAL(orr_state_close(state), ORR_OK);
        if (!CHECK(now() - closing < 0.005 + END_MAX)) fprintf(stderr, "    %s\n", swallowers[n]);
    }
}

static void nothing_swallows_an_interrupt(void) {
    open_state(0);
    for (size_t n = 0; n < sizeof swallowers / sizeof swallowers[0]; n++) {
        if (strstr(swallowers[n], "__gc") != NULL) continue; /* would stay in this State */
        pthread_t thread;
        Interrupt i;
        pthread_getcpuclockid(pthread_self(), &i.clock);
        atomic_store(&is_ready, true);
        pthread_create(&thread, NULL, interrupter, &i);
        const orr_Status status = run(swallowers[n], NULL);
        pthread_join(thread, NULL);
        if (!CHECK_EQUAL(status, ORR_INTERRUPTED)) fprintf(stderr, "    %s\n", swallowers[n]);
        lua_sethook(orr_lua(state), NULL, 0, 0);
        CHECK_EQUAL(run("return 1", NULL), ORR_OK);
    }
    check_whole();
    CHECK_EQUAL(orr_state_close(state), ORR_OK);
}

/* ---- What else is promised ------------------------------------------------------------------- */

static void where_it_was(void) {
    open_state(0);
    CHECK_EQUAL(orr_set_timeout(state, 100000000), ORR_OK);
    CHECK_EQUAL(run("local function f()\n  while true do\n  end\nend\nf()", NULL), ORR_LIMIT);
    const orr_Error *const e = orr_error(state);
    CHECK_STRING(e->chunk, "script");
    CHECK(e->line == 2 || e->line == 3);
    CHECK(strstr(e->traceback, "in local 'f'") != NULL);
    CHECK_EQUAL(orr_set_timeout(state, 0), ORR_OK);
    CHECK_EQUAL(run("for i = 1, 1000000 do end", NULL), ORR_OK);
    check_whole();
    CHECK_EQUAL(orr_state_close(state), ORR_OK);
}

/* An interrupt while nothing runs hits the next entry, and that one only. */
static void interrupts_wait(void) {
    open_state(0);
    orr_interrupt(state);
    CHECK_EQUAL(run("return 1", NULL), ORR_INTERRUPTED);
    CHECK_EQUAL(orr_set_deadline(state, 0), ORR_OK);
    CHECK_EQUAL(run("return 1", NULL), ORR_OK);
    orr_interrupt(state);
    orr_clear_interrupt(state);
    CHECK_EQUAL(run("return 1", NULL), ORR_OK);
    orr_interrupt(state); /* the C API from outside of all calls does not fail by it */
    lua_State *const L = orr_lua(state);
    char *const bytes = calloc(1, 1000000);
    lua_pushlstring(L, bytes, 1000000);
    lua_pushvalue(L, -1);
    lua_concat(L, 2);
    lua_settop(L, 0);
    free(bytes);
    CHECK(luaL_dostring(L, "while true do end") != LUA_OK);
    CHECK_STRING(lua_tostring(L, -1), "interrupted");
    lua_settop(L, 0);
    CHECK_EQUAL(luaL_dostring(L, "return 1"), LUA_OK);
    lua_settop(L, 0);
    check_whole();
    CHECK_EQUAL(orr_state_close(state), ORR_OK);
}

static void deadlines(void) {
    open_state(0);
    CHECK_EQUAL(orr_set_deadline(state, 200000000), ORR_OK);
    int entries = 0;
    while (run("for i = 1, 100000 do end", NULL) == ORR_OK)
        entries++;
    CHECK(entries > 0);
    CHECK_EQUAL(orr_error(state)->limit, ORR_LIMIT_TIME);
    CHECK_EQUAL(run("for i = 1, 100000000 do end", NULL), ORR_LIMIT); /* and so from now on */
    CHECK_EQUAL(orr_set_deadline(state, 0), ORR_OK);
    CHECK_EQUAL(run("for i = 1, 100000 do end", NULL), ORR_OK);
    CHECK_EQUAL(orr_set_timeout(state, UINT64_MAX), ORR_OK);
    CHECK_EQUAL(run("return 1", NULL), ORR_OK);
    CHECK_EQUAL(orr_set_timeout(state, 1000000000), ORR_OK);
    for (int n = 0; n < 1000; n++) /* armed anew each time */
        CHECK_EQUAL(run("return 1", NULL), ORR_OK);
    CHECK_EQUAL(orr_state_close(state), ORR_OK);
}

static int released;
static void count_release(void *object) {
    (void)object;
    released++;
}
static const orr_ObjectType counted = {sizeof counted, "Counted", count_release};

/* Finalizers that do not end cannot hold up closing, and the host's objects are released. */
static void finalizers_at_the_end(void) {
    orr_Anchor a;
    released = 0;
    open_state(0);
    CHECK_EQUAL(orr_object_new(state, &counted, state, &a), ORR_OK);
    CHECK_EQUAL(run("kept = {} for n = 1, 100 do "
                    "kept[n] = setmetatable({}, {__gc = function() while true do end end}) end "
                    "more = setmetatable({}, {__gc = pcall, __call = function() while true do end "
                    "end})",
                    NULL),
                ORR_OK);
    CHECK_EQUAL(orr_object_new(state, &counted, state, &a), ORR_OK);
    CHECK_EQUAL(orr_set_timeout(state, 5000000), ORR_OK);
    const double start = now();
    CHECK_EQUAL(orr_state_close(state), ORR_OK);
    CHECK(now() - start < END_MAX);
    CHECK_EQUAL(released, 2);
}

/* Time that is up before a finalizer begins takes it away from scripts only. */
static void objects_released_late(void) {
    orr_Anchor a;
    for (uint64_t time = 1; time < 2000000; time = 2 * time + 1) {
        released = 0;
        open_state(0);
        CHECK_EQUAL(orr_object_new(state, &counted, state, &a), ORR_OK);
        CHECK_EQUAL(orr_object_new(state, &counted, state, &a), ORR_OK);
        CHECK_EQUAL(orr_set_timeout(state, time), ORR_OK);
        CHECK_EQUAL(orr_state_close(state), ORR_OK);
        if (!CHECK_EQUAL(released, 2)) break;
    }
}

/* A host function sees the status, may do what it must, and whatever it returns does not help. */
static orr_Status seen;
static orr_Status watcher(void *data, orr_State *s, const orr_Value *a, size_t count) {
    orr_Value v;
    (void)data, (void)count;
    seen = orr_call(s, a[0].as.anchor, NULL, 0, &v, 1, NULL);
    CHECK_EQUAL(orr_call(s, a[0].as.anchor, NULL, 0, &v, 1, NULL), seen);
    return ORR_OK;
}

static void host_functions_see_it(void) {
    open_state(0);
    CHECK_EQUAL(orr_register(state, "watcher", watcher, NULL), ORR_OK);
    CHECK_EQUAL(orr_set_timeout(state, 200000000), ORR_OK); /* the script has begun by then */
    CHECK_EQUAL(run("watcher(function() while true do end end) done = true", NULL), ORR_LIMIT);
    CHECK_EQUAL(seen, ORR_LIMIT);
    orr_Value v;
    CHECK_EQUAL(orr_get_global(state, "done", &v), ORR_OK);
    CHECK_EQUAL(v.type, ORR_NIL);
    check_whole();
    CHECK_EQUAL(orr_state_close(state), ORR_OK);
}

/* Under a cap and a time limit together, with every place as the one where it ends. */
static void many_places(void) {
    open_state(4u << 20);
    for (int n = 1; n < 200; n++) {
        CHECK_EQUAL(orr_set_timeout(state, (uint64_t)n * 20000), ORR_OK);
        const orr_Status status = run(
            "local t = {} for n = 1, 1e9 do "
            "pcall(function() local c <close> = setmetatable({}, {__close = function() t[n] = n "
            "end}) t[n % 100] = ('x'):rep(n % 50):gsub('.', function(c) return c .. n end) "
            "coroutine.wrap(function(...) table.sort({...}, function(a, b) return a > b end) "
            "end)(3, 2, 1, 4) load('return ' .. n)() end) t[n] = nil end",
            NULL);
        CHECK(status == ORR_LIMIT || status == ORR_MEMORY);
    }
    check_whole();
    CHECK_EQUAL(orr_state_close(state), ORR_OK);
}

int main(void) {
    setvbuf(stdout, NULL, _IOLBF, 0);
    CHECK_EQUAL(orr_engine_new(NULL, &engine), ORR_OK);
    RUN(interrupts_in_loops);
    RUN(lazy_repetitions);
    RUN(copies_left_in_the_middle);
    RUN(nothing_swallows_a_time_limit);
    RUN(nothing_swallows_an_interrupt);
    RUN(where_it_was);
    RUN(interrupts_wait);
    RUN(deadlines);
    RUN(finalizers_at_the_end);
    RUN(objects_released_late);
    RUN(host_functions_see_it);
    RUN(many_places);
    orr_engine_release(engine);
    return check_result();
}
