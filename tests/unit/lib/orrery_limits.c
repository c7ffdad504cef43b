/* Limits of a State: depth of calls, C recursion, sizes of strings and tables. Each is an error that
** the script can catch, has the kind ORR_LIMIT if it does not, and leaves the State usable. */
#include <stdlib.h>

#include "check.h"
#include "orrery.h"

static orr_Engine *engine;
static orr_State *state;

static void open_with(orr_StateOptions options) {
    options.size = sizeof options;
    CHECK_EQUAL(orr_state_new(engine, &options, &state), ORR_OK);
    CHECK_EQUAL(orr_open_libraries(state, ORR_LIBRARIES_SAFE), ORR_OK);
}

static void close_state(void) {
    CHECK_EQUAL(orr_state_close(state), ORR_OK);
}

/* Runs a text; its first result. */
static orr_Status run(const char *text, orr_Value *result) {
    orr_Program *program = NULL;
    orr_Anchor chunk;
    CHECK_EQUAL(orr_compile(engine, text, strlen(text), NULL, &program, NULL), ORR_OK);
    CHECK_EQUAL(orr_load(state, program, &chunk), ORR_OK);
    orr_program_release(program);
    const orr_Status status = orr_call(state, chunk, NULL, 0, result, result != NULL ? 1 : 0, NULL);
    CHECK_EQUAL(orr_release(state, chunk), ORR_OK);
    return status;
}

static void check_limit(const char *text, orr_Limit limit) {
    if (!CHECK_EQUAL(run(text, NULL), ORR_LIMIT)) {
        fprintf(stderr, "    %s: %s\n", text,
                orr_error(state) != NULL ? orr_error(state)->message : "no error");
        return;
    }
    if (!CHECK_EQUAL(orr_error(state)->limit, limit))
        fprintf(stderr, "    %s: %s\n", text, orr_error(state)->message);
}

static void check_passes(const char *text) {
    if (!CHECK_EQUAL(run(text, NULL), ORR_OK))
        fprintf(stderr, "    %s: %s\n", text, orr_error(state)->message);
}

/* A limit that every text of the list passes, also inside of a pcall, a coroutine, a finalizer, a
** __close method and a loaded chunk; and after each the State does what it should. */
static void check_everywhere(const char *const *texts, size_t count, orr_Limit limit) {
    static const char *const frames[] = {
        "%s",
        "local ok, e = pcall(function() %s end) assert(not ok) error(e, 0)",
        "local co = coroutine.create(function() %s end) local ok, e = coroutine.resume(co) "
        "assert(not ok) error(e, 0)",
        "coroutine.wrap(function() %s end)()",
        "do local c <close> = setmetatable({}, {__close = function() %s end}) end",
        "local e; setmetatable({}, {__gc = function() local ok ok, e = pcall(function() %s end) "
        "end}) "
        "collectgarbage() error(e, 0)",
        "assert(load([==[%s]==]))()",
        "local ok, e = xpcall(function() %s end, function(m) return m end) error(e, 0)",
        "table.sort({1, 2}, function() %s end)",
        "string.gsub('x', 'x', function() %s end)",
        "return setmetatable({}, {__index = function() %s end}).x",
    };
    for (size_t n = 0; n < count; n++) {
        for (size_t f = 0; f < sizeof frames / sizeof frames[0]; f++) {
            char text[2000];
            snprintf(text, sizeof text, frames[f], texts[n]);
            check_limit(text, limit);
            check_passes("local t = {} for n = 1, 200 do t[n] = ('x'):rep(n) end "
                         "assert(select('#', table.unpack(t)) == 200) "
                         "local function f(n) return n == 0 and 0 or 1 + f(n - 1) end "
                         "assert(f(15) == 15)");
        }
    }
}

/* ---- Depth ----------------------------------------------------------------------------------- */

static const char *const deep[] = {
    "local function f() return 1 + f() end f()",
    ("local function f() local t = setmetatable({}, {__index = function(t, k) return f() + 1 end}) "
     "return t.x + 1 end f()"),
    "local function f() local ok, m = pcall(f) error(m, 0) end f()",
    "local function f(s) return (s:gsub('.', f)) end f('x')",
    "local function f(a, b) table.sort({3, 2, 1}, f) return a < b end f(1, 2)",
};

static void call_depth(void) {
    open_with((orr_StateOptions){.call_depth = 100});
    check_everywhere(deep, sizeof deep / sizeof deep[0], ORR_LIMIT_DEPTH);
    close_state();
}

/* The same depth in every coroutine, and tail calls need none. */
static void depth_is_exact(void) {
    orr_Value a, b;
    static const char text[] = "local deepest = 0 local function f(n) deepest = n f(n + 1) end "
                               "pcall(f, 1) return deepest";
    open_with((orr_StateOptions){.call_depth = 200});
    CHECK_EQUAL(run(text, &a), ORR_OK);
    CHECK(a.as.integer > 180 && a.as.integer <= 200);
    CHECK_EQUAL(run(text, &b), ORR_OK);
    CHECK_EQUAL(a.as.integer, b.as.integer);
    CHECK_EQUAL(run("local deepest = 0 local function f(n) deepest = n f(n + 1) end "
                    "coroutine.wrap(function() pcall(f, 1) end)() return deepest",
                    &b),
                ORR_OK);
    CHECK(b.as.integer > 180 && b.as.integer <= 200);
    check_passes("local function f(n) if n > 0 then return f(n - 1) end end f(100000)");
    close_state();
    /* A handler has room, and one that overflows as well ends. */
    open_with((orr_StateOptions){.call_depth = 200});
    check_passes("local function f() return 1 + f() end "
                 "local ok, m = xpcall(f, function(m) return m .. '!' end) "
                 "assert(m:find('stack overflow!$'), m)");
    check_passes("local function f() return 1 + f() end "
                 "local ok, m = xpcall(f, f) assert(not ok)");
    close_state();
}

static orr_Status again(void *data, orr_State *o, const orr_Value *arguments, size_t count) {
    orr_Value v;
    (void)data, (void)count;
    return orr_call(o, arguments[0].as.anchor, arguments, 1, &v, 1, NULL);
}

static void c_recursion(void) {
    orr_Value v;
    for (uint32_t depth = 20; depth <= 200; depth += 60) {
        open_with((orr_StateOptions){.c_depth = depth});
        CHECK_EQUAL(orr_register(state, "again", again, NULL), ORR_OK);
        check_limit("local function f(g) again(f) end again(f)", ORR_LIMIT_DEPTH);
        check_passes("assert(not pcall(again, function(f) again(f) end))");
        CHECK_EQUAL(
            run("local n = 0 pcall(again, function(f) n = n + 1 again(f) end) return n", &v),
            ORR_OK);
        CHECK(v.as.integer > 2 && v.as.integer <= (int64_t)depth);
        close_state();
    }
}

/* ---- Strings --------------------------------------------------------------------------------- */

static const char *const long_strings[] = {
    "return ('x'):rep(5001)",
    "local s = 'x' while true do s = s .. s end",
    "local s = 'x' while true do s = s .. 'y' end",
    "return table.concat({('x'):rep(3000), ('y'):rep(3000)})",
    "return ('%s%s'):format(('x'):rep(3000), ('y'):rep(3000))",
    "return (('x'):rep(3000):gsub('x', 'yy'))",
    "return ('x'):rep(99):rep(99, ',')",
    "return string.char(table.unpack({('x'):byte(1, -1)})):rep(6000)",
    "return string.pack('s4s4', ('x'):rep(3000), ('y'):rep(3000))",
    "return utf8.char(65):rep(5001)",
    "return ('\\n'):rep(5000) .. 1",
};

static void string_limit(void) {
    open_with((orr_StateOptions){.string_limit = 5000});
    check_everywhere(long_strings, sizeof long_strings / sizeof long_strings[0], ORR_LIMIT_STRING);
    check_passes("assert(#('x'):rep(5000) == 5000)");
    check_passes("local ok, m = pcall(string.rep, 'x', 5001) assert(m == 'string too long', m)");
    check_limit("\nlocal s = ('x'):rep(3000) s = s .. s", ORR_LIMIT_STRING);
    CHECK_STRING(orr_error(state)->message, "script:2: string too long");
    CHECK_EQUAL(orr_error(state)->line, 2);
    char *const huge = malloc(6000);
    memset(huge, 'x', 6000);
    const orr_Value v = orr_string(huge, 6000); /* the host has the same limit */
    CHECK_EQUAL(orr_set_global(state, "x", &v), ORR_LIMIT);
    CHECK_EQUAL(orr_error(state)->limit, ORR_LIMIT_STRING);
    free(huge);
    close_state();
}

/* ---- Tables ---------------------------------------------------------------------------------- */

static const char *const large_tables[] = {
    "local t = {} for n = 1, 1001 do t[n] = n end",
    "local t = {} for n = 1, 1001 do t[#t + 1] = n end",
    "local t = {} for n = 1, 1001 do table.insert(t, n) end",
    "local t = {} for n = 1001, 1, -1 do t[n] = n end",
    "local t = {} for n = 1, 1001 do t['k' .. n] = n end",
    "local t = {} for n = 1, 1001 do t[{}] = n end",
    "local t = {} for n = 1, 1001 do t[n + 0.5] = n end",
    "local t = {} for n = 1, 1001 do t[n * 1000] = n end",
    "local t = {} for n = 1, 1001 do rawset(t, n * 7, n) end",
    "local t = {} for n = 1, 1e9 do _G['g' .. n] = n end",
    "local t = {} for n = 1, 400 do t[n] = n end return {table.unpack(t), table.unpack(t), "
    "table.unpack(t, 1, 300), table.unpack(t), table.unpack(t), table.unpack(t)}, "
    "table.pack(('x'):rep(2000):byte(1, -1))",
    "return {('x'):rep(1500):byte(1, -1)}",
    "return table.pack(('x'):rep(1500):byte(1, -1))",
    "local t = {} for n = 1, 600 do t[n] = n end table.move(t, 1, 600, 600)",
    "local t = {} for n = 1, math.huge do t[n] = n t[n - 2] = nil t[n + 0.5] = n end",
};

static void table_limit(void) {
    open_with((orr_StateOptions){.table_limit = 1000});
    for (size_t n = 0; n < sizeof large_tables / sizeof large_tables[0]; n++) {
        if (strstr(large_tables[n], "_G") == NULL)
            check_everywhere(large_tables + n, 1, ORR_LIMIT_TABLE);
    }
    check_passes("local t = {} for n = 1, 1000 do t[n] = n end assert(#t == 1000)");
    check_passes("local t = {} for n = 1, 1000 do t['k' .. n] = n end");
    check_passes("local t = {} for n = 1, 1000 do t['k' .. n] = n t[n] = n end");
    check_passes("local t = {} for n = 1000, 1, -1 do t[n] = n end assert(#t == 1000)");
    /* What comes and goes. */
    check_passes("local t = {} for n = 1, 100000 do t[n] = n t[n - 400] = nil end");
    check_passes("local t = {} for n = 1, 100000 do t['k' .. n] = n t['k' .. n - 700] = nil end");
    check_limit("\nlocal t = {}\nfor n = 1, 2000 do t[n] = 1 end", ORR_LIMIT_TABLE);
    CHECK_STRING(orr_error(state)->message, "script:3: table too large");
    /* Globals are a table, too; the State goes on. */
    check_limit("for n = 1, 1e9 do _G['g' .. n] = n end", ORR_LIMIT_TABLE);
    check_passes("local t = {1, 2, 3} assert(#t == 3)");
    close_state();
}

/* What is held up to the limit and behind an error is as it was: nothing half done. */
static void nothing_half_done(void) {
    open_with((orr_StateOptions){.table_limit = 1000});
    check_passes("local t = {} local ok = pcall(function() for n = 1, 2000 do t[n] = n end end) "
                 "assert(not ok and #t == 1000) for n = 1, 1000 do assert(t[n] == n) end "
                 "t[1000] = nil t[1000] = 'again' assert(#t == 1000)");
    check_passes("local t, count = {}, 0 "
                 "local ok = pcall(function() for n = 1, 2000 do t['k' .. n] = n end end) "
                 "for k, v in pairs(t) do count = count + 1 assert(k == 'k' .. v) end "
                 "assert(not ok and count == 1000)");
    close_state();
}

static void impossible_options(void) {
    const orr_StateOptions wrong[] = {
        {.call_depth = 19},   {.c_depth = 19},        {.c_depth = 201},
        {.table_limit = 255}, {.string_limit = 1023},
    };
    for (size_t n = 0; n < sizeof wrong / sizeof wrong[0]; n++) {
        orr_StateOptions o = wrong[n];
        o.size = sizeof o;
        CHECK_EQUAL(orr_state_new(engine, &o, &state), ORR_MISUSE);
    }
    open_with((orr_StateOptions){
        .call_depth = 20, .c_depth = 20, .table_limit = 256, .string_limit = 1024});
    check_passes("local t = {} for n = 1, 256 do t[n] = n end");
    close_state();
}

int main(void) {
    CHECK_EQUAL(orr_engine_new(NULL, &engine), ORR_OK);
    RUN(call_depth);
    RUN(depth_is_exact);
    RUN(c_recursion);
    RUN(string_limit);
    RUN(table_limit);
    RUN(nothing_half_done);
    RUN(impossible_options);
    orr_engine_release(engine);
    return check_result();
}
