/* orrery.h, function by function: what each does, each error, each misuse. */
#include <stdlib.h>

#include "check.h"
#include "lua.h"
#include "lauxlib.h"
#include "orrery.h"

/* ---- Fixture --------------------------------------------------------------------------------- */

/* An allocator that counts what is held, and fails the nth request. */
typedef struct Meter {
    size_t held;
    long countdown; /* requests until one fails; 0: never */
    bool failed;
} Meter;

static void *metered(void *ud, void *block, size_t old_size, size_t new_size) {
    Meter *const m = ud;
    if (new_size > old_size && m->countdown > 0 && --m->countdown == 0) {
        m->failed = true;
        return NULL;
    }
    m->held += new_size - (block != NULL ? old_size : 0);
    if (new_size == 0) {
        free(block);
        return NULL;
    }
    return realloc(block, new_size);
}

static orr_Engine *engine;
static orr_State *state;

static void open_state(void) {
    CHECK_EQUAL(orr_engine_new(NULL, &engine), ORR_OK);
    CHECK_EQUAL(orr_state_new(engine, NULL, &state), ORR_OK);
    CHECK_EQUAL(orr_open_libraries(state, ORR_LIBRARIES_SAFE), ORR_OK);
}

static void close_state(void) {
    CHECK_EQUAL(orr_state_close(state), ORR_OK);
    orr_engine_release(engine);
}

static orr_Program *compile(const char *text) {
    orr_Program *program = NULL;
    CHECK_EQUAL(orr_compile(engine, text, strlen(text), NULL, &program, NULL), ORR_OK);
    return program;
}

static orr_Anchor load(const char *text) {
    orr_Anchor chunk = {0, 0, 0};
    orr_Program *const program = compile(text);
    CHECK_EQUAL(orr_load(state, program, &chunk), ORR_OK);
    orr_program_release(program);
    return chunk;
}

/* Runs a text; its first result. */
static orr_Status run(const char *text, orr_Value *result) {
    const orr_Anchor chunk = load(text);
    const orr_Status status = orr_call(state, chunk, NULL, 0, result, result != NULL ? 1 : 0, NULL);
    CHECK_EQUAL(orr_release(state, chunk), ORR_OK);
    return status;
}

#define CHECK_TEXT(value, wanted) \
    (CHECK_EQUAL((value).type, ORR_STRING) ? CHECK_STRING((value).as.string.bytes, wanted) : false)

static orr_Value text(const char *s) {
    return orr_string(s, strlen(s));
}

/* ---- Engine, Program ------------------------------------------------------------------------- */

static void engines(void) {
    Meter m = {0};
    orr_Engine *e = NULL;
    const orr_EngineOptions o = {sizeof o, metered, &m};
    CHECK_EQUAL(orr_engine_new(&o, &e), ORR_OK);
    orr_engine_retain(e);
    orr_engine_release(e);
    CHECK(m.held > 0);
    orr_engine_release(e);
    CHECK_EQUAL(m.held, 0);
    m.countdown = 1;
    CHECK_EQUAL(orr_engine_new(&o, &e), ORR_MEMORY);
    CHECK_EQUAL(orr_engine_new(&o, NULL), ORR_MISUSE);
    const orr_EngineOptions wrong = {0, NULL, NULL};
    CHECK_EQUAL(orr_engine_new(&wrong, &e), ORR_MISUSE);
    orr_engine_release(NULL);
}

static void names_of_statuses(void) {
    CHECK_STRING(orr_status_name(ORR_OK), "ok");
    CHECK_STRING(orr_status_name(ORR_INTERRUPTED), "interrupted");
    CHECK_STRING(orr_status_name(ORR_MISUSE), "misuse");
    CHECK_STRING(orr_status_name(99), "unknown");
}

static void syntax_errors(void) {
    orr_Program *program = NULL;
    orr_Error *error = NULL;
    static const char bad[] = "local a = 1\nlocal b = = 2";
    const orr_CompileOptions o = {.size = sizeof o, .chunk_name = "=rules"};
    CHECK_EQUAL(orr_compile(engine, bad, strlen(bad), &o, &program, &error), ORR_SYNTAX);
    CHECK(program == NULL && error != NULL);
    CHECK_EQUAL(error->kind, ORR_SYNTAX);
    CHECK_STRING(error->message, "rules:2: unexpected symbol near '='");
    CHECK_EQUAL(error->message_length, strlen(error->message));
    CHECK_STRING(error->detail, "unexpected symbol near '='");
    CHECK_STRING(error->chunk, "rules");
    CHECK_EQUAL(error->line, 2);
    CHECK_EQUAL(error->column, 11);
    CHECK_STRING(error->traceback, "");
    orr_error_free(error);
    CHECK_EQUAL(orr_compile(engine, bad, strlen(bad), NULL, &program, NULL), ORR_SYNTAX);
    CHECK_EQUAL(orr_compile(engine, "x=", 2, NULL, &program, &error), ORR_SYNTAX);
    CHECK_STRING(error->message, "script:1: unexpected symbol near <eof>");
    orr_error_free(error);
    CHECK_EQUAL(orr_compile(engine, NULL, 2, NULL, &program, &error), ORR_MISUSE);
    CHECK_EQUAL(error->kind, ORR_MISUSE);
    orr_error_free(error);
    CHECK_EQUAL(orr_compile(NULL, "", 0, NULL, &program, NULL), ORR_MISUSE);
    CHECK_EQUAL(orr_compile(engine, "", 0, NULL, NULL, NULL), ORR_MISUSE);
    orr_error_free(NULL);
}

static void programs_as_bytes(void) {
    orr_Program *const program = compile("local a, b = ...; return a .. b");
    orr_Program *copy = NULL;
    size_t length;
    const void *const bytes = orr_program_bytes(program, &length);
    CHECK_EQUAL(orr_program_load(engine, bytes, length, &copy, NULL), ORR_OK);
    char *const damaged = malloc(length);
    orr_Program *none = NULL;
    orr_Error *error;
    for (size_t n = 0; n < length; n += 3) { /* whatever comes, it is an error or a Program */
        memcpy(damaged, bytes, length);
        damaged[n] ^= (char)0x41;
        if (orr_program_load(engine, damaged, length, &none, &error) == ORR_OK) {
            orr_program_release(none);
        } else {
            CHECK_EQUAL(error->kind, ORR_SYNTAX);
            orr_error_free(error);
        }
    }
    CHECK_EQUAL(orr_program_load(engine, bytes, length / 2, &none, &error), ORR_SYNTAX);
    CHECK_STRING(error->message, "bad binary format (truncated chunk)");
    orr_error_free(error);
    CHECK_EQUAL(orr_program_load(engine, NULL, 0, &none, NULL), ORR_MISUSE);
    free(damaged);
    orr_program_release(program);
    orr_Anchor chunk;
    CHECK_EQUAL(orr_load(state, copy, &chunk), ORR_OK);
    orr_program_release(copy);
    const orr_Value arguments[] = {text("x"), orr_integer(7)};
    orr_Value result;
    CHECK_EQUAL(orr_call(state, chunk, arguments, 2, &result, 1, NULL), ORR_OK);
    CHECK_TEXT(result, "x7");
    CHECK_EQUAL(orr_release(state, chunk), ORR_OK);
}

static void stripped_programs(void) {
    const orr_CompileOptions o = {.size = sizeof o, .chunk_name = "=rules", .strip = 1};
    orr_Program *program;
    orr_Anchor chunk;
    CHECK_EQUAL(orr_compile(engine, "local x; x()", 12, &o, &program, NULL), ORR_OK);
    CHECK_EQUAL(orr_load(state, program, &chunk), ORR_OK);
    orr_program_release(program);
    CHECK_EQUAL(orr_call(state, chunk, NULL, 0, NULL, 0, NULL), ORR_RUNTIME);
    CHECK_EQUAL(orr_error(state)->line, 0);
    orr_release(state, chunk);
}

/* The Program goes when the last State that loaded it does, whatever was released before. */
static void order_of_release(void) {
    Meter m = {0};
    orr_Engine *e;
    orr_State *s;
    orr_Program *p;
    orr_Anchor chunk;
    orr_Value result;
    const orr_EngineOptions o = {sizeof o, metered, &m};
    CHECK_EQUAL(orr_engine_new(&o, &e), ORR_OK);
    CHECK_EQUAL(orr_compile(e, "return 42", 9, NULL, &p, NULL), ORR_OK);
    CHECK_EQUAL(orr_state_new(e, NULL, &s), ORR_OK);
    CHECK(orr_engine_of(s) == e);
    CHECK_EQUAL(orr_load(s, p, &chunk), ORR_OK);
    orr_program_retain(p);
    orr_program_release(p);
    orr_program_release(p);
    orr_engine_release(e);
    CHECK_EQUAL(orr_call(s, chunk, NULL, 0, &result, 1, NULL), ORR_OK);
    CHECK_EQUAL(result.as.integer, 42);
    CHECK_EQUAL(orr_state_close(s), ORR_OK);
    CHECK_EQUAL(m.held, 0);
    CHECK_EQUAL(orr_state_close(NULL), ORR_OK);
}

/* ---- Calls, values --------------------------------------------------------------------------- */

static void all_kinds_of_values(void) {
    const orr_Anchor echo = load("return ...");
    int thing;
    orr_Value in[8], out[8], pointer = orr_nil();
    size_t count = 0;
    pointer.type = ORR_POINTER;
    pointer.as.pointer = &thing;
    in[0] = orr_nil(), in[1] = orr_boolean(1), in[2] = orr_integer(INT64_MIN);
    in[3] = orr_number(0.5), in[4] = orr_string("a\0b", 3), in[5] = pointer;
    in[6] = orr_anchored(echo), in[7] = orr_string("", 0);
    CHECK_EQUAL(orr_call(state, echo, in, 8, out, 8, &count), ORR_OK);
    CHECK_EQUAL(count, 8);
    CHECK_EQUAL(out[0].type, ORR_NIL);
    CHECK(out[1].type == ORR_BOOLEAN && out[1].as.boolean);
    CHECK(out[2].type == ORR_INTEGER && out[2].as.integer == INT64_MIN);
    CHECK(out[3].type == ORR_NUMBER && out[3].as.number == 0.5);
    CHECK(out[4].type == ORR_STRING && out[4].as.string.length == 3 &&
          memcmp(out[4].as.string.bytes, "a\0b", 4) == 0);
    CHECK(out[5].type == ORR_POINTER && out[5].as.pointer == &thing);
    CHECK_EQUAL(out[6].type, ORR_FUNCTION);
    CHECK(out[7].type == ORR_STRING && out[7].as.string.length == 0);
    CHECK(out[6].as.anchor.slot != echo.slot);
    CHECK_EQUAL(orr_value_release(state, &out[6]), ORR_OK);
    CHECK_EQUAL(out[6].type, ORR_NIL);
    CHECK_EQUAL(orr_value_release(state, &out[6]), ORR_OK);
    /* Fewer places than results, none at all. */
    CHECK_EQUAL(orr_call(state, echo, in, 8, out, 2, &count), ORR_OK);
    CHECK_EQUAL(count, 8);
    CHECK_EQUAL(orr_call(state, echo, in, 8, NULL, 0, NULL), ORR_OK);
    orr_release(state, echo);
    orr_Value r;
    CHECK_EQUAL(run("return {}", &r), ORR_OK);
    CHECK_EQUAL(r.type, ORR_TABLE);
    orr_value_release(state, &r);
    CHECK_EQUAL(run("return coroutine.create(load)", &r), ORR_OK);
    CHECK_EQUAL(r.type, ORR_COROUTINE);
    orr_value_release(state, &r);
    CHECK_EQUAL(run("return string.rep", &r), ORR_OK);
    CHECK_EQUAL(r.type, ORR_FUNCTION);
    orr_value_release(state, &r);
}

static void many_arguments(void) {
    enum { MANY = 10000 };
    static orr_Value in[MANY], out[MANY];
    const orr_Anchor echo = load("return ...");
    size_t count;
    for (int n = 0; n < MANY; n++)
        in[n] = n % 2 ? orr_integer(n) : text("even");
    CHECK_EQUAL(orr_call(state, echo, in, MANY, out, MANY, &count), ORR_OK);
    CHECK_EQUAL(count, MANY);
    CHECK_EQUAL(out[MANY - 1].as.integer, MANY - 1);
    CHECK_TEXT(out[MANY - 2], "even");
    orr_release(state, echo);
}

static void strings_live_until_the_next(void) {
    orr_Value a, b;
    CHECK_EQUAL(run("return ('x'):rep(100)", &a), ORR_OK);
    CHECK_EQUAL(orr_collect(state), ORR_OK);
    CHECK_EQUAL(a.as.string.bytes[99], 'x');
    CHECK_EQUAL(orr_set_global(state, "kept", &a), ORR_OK);
    CHECK_EQUAL(orr_get_global(state, "kept", &b), ORR_OK);
    CHECK_EQUAL(b.as.string.length, 100);
}

static void globals(void) {
    orr_Value v = orr_integer(5), r;
    CHECK_EQUAL(orr_set_global(state, "five", &v), ORR_OK);
    CHECK_EQUAL(run("return five + 1", &r), ORR_OK);
    CHECK_EQUAL(r.as.integer, 6);
    CHECK_EQUAL(orr_get_global(state, "five", &r), ORR_OK);
    CHECK_EQUAL(r.as.integer, 5);
    CHECK_EQUAL(orr_get_global(state, "none", &r), ORR_OK);
    CHECK_EQUAL(r.type, ORR_NIL);
    CHECK_EQUAL(orr_get_global(state, NULL, &r), ORR_MISUSE);
    CHECK_EQUAL(orr_get_global(state, "five", NULL), ORR_MISUSE);
    CHECK_EQUAL(orr_set_global(state, "five", NULL), ORR_MISUSE);
}

static void tables(void) {
    orr_Anchor t;
    orr_Value key = text("k"), value = orr_integer(1), r;
    int64_t length;
    CHECK_EQUAL(orr_table_new(state, &t), ORR_OK);
    CHECK_EQUAL(orr_set(state, t, &key, &value), ORR_OK);
    for (int n = 1; n <= 3; n++) {
        const orr_Value i = orr_integer(n), square = orr_integer(n * n);
        CHECK_EQUAL(orr_set(state, t, &i, &square), ORR_OK);
    }
    CHECK_EQUAL(orr_length(state, t, &length), ORR_OK);
    CHECK_EQUAL(length, 3);
    CHECK_EQUAL(orr_get(state, t, &key, &r), ORR_OK);
    CHECK_EQUAL(r.as.integer, 1);
    int64_t sum = 0;
    int seen = 0;
    orr_Value k = orr_nil(), v;
    while (CHECK_EQUAL(orr_next(state, t, &k, &v), ORR_OK) && k.type != ORR_NIL) {
        sum += v.as.integer;
        seen++;
    }
    CHECK_EQUAL(sum, 1 + 4 + 9 + 1);
    CHECK_EQUAL(seen, 4);
    k = text("not there");
    CHECK_EQUAL(orr_next(state, t, &k, &v), ORR_RUNTIME);
    CHECK_TEXT(k, "not there");
    const orr_Value nil = orr_nil();
    CHECK_EQUAL(orr_set(state, t, &nil, &value), ORR_RUNTIME);
    CHECK_STRING(orr_error(state)->message, "table index is nil");
    CHECK_EQUAL(orr_get(state, t, NULL, &r), ORR_MISUSE);
    CHECK_EQUAL(orr_table_new(state, NULL), ORR_MISUSE);
    orr_release(state, t);
}

static void metamethods(void) {
    orr_Value o, r;
    const orr_Value key = text("name");
    int64_t length;
    orr_String shown;
    CHECK_EQUAL(run("return setmetatable({}, {__index = function(_, k) return k .. '!' end,"
                    "__len = function() return 7 end, __tostring = function() return 'me' end,"
                    "__newindex = function() error('read-only', 0) end})",
                    &o),
                ORR_OK);
    const orr_Anchor a = o.as.anchor;
    CHECK_EQUAL(orr_get(state, a, &key, &r), ORR_OK);
    CHECK_TEXT(r, "name!");
    CHECK_EQUAL(orr_length(state, a, &length), ORR_OK);
    CHECK_EQUAL(length, 7);
    CHECK_EQUAL(orr_text(state, &o, &shown), ORR_OK);
    CHECK_STRING(shown.bytes, "me");
    CHECK_EQUAL(orr_set(state, a, &key, &r), ORR_RUNTIME);
    CHECK_STRING(orr_error(state)->message, "read-only");
    const orr_Value number = orr_number(1);
    CHECK_EQUAL(orr_text(state, &number, &shown), ORR_OK);
    CHECK_STRING(shown.bytes, "1.0");
    orr_release(state, a);
}

/* ---- Anchors --------------------------------------------------------------------------------- */

static void anchors(void) {
    orr_Anchor a, b, copy;
    orr_Value v;
    CHECK_EQUAL(orr_table_new(state, &a), ORR_OK);
    CHECK_EQUAL(orr_anchor_copy(state, a, &copy), ORR_OK);
    CHECK_EQUAL(orr_collect(state), ORR_OK);
    CHECK_EQUAL(orr_anchor_value(state, copy, &v), ORR_OK);
    CHECK(v.type == ORR_TABLE && v.as.anchor.slot == copy.slot);
    CHECK_EQUAL(orr_release(state, a), ORR_OK);
    CHECK_EQUAL(orr_release(state, a), ORR_MISUSE); /* twice */
    CHECK_EQUAL(orr_error(state)->kind, ORR_MISUSE);
    CHECK_EQUAL(orr_table_new(state, &b), ORR_OK);
    CHECK_EQUAL(a.slot, b.slot);
    CHECK_EQUAL(orr_anchor_value(state, a, &v), ORR_MISUSE); /* its slot has a new owner */
    CHECK_EQUAL(orr_call(state, a, NULL, 0, NULL, 0, NULL), ORR_MISUSE);
    const orr_Value stale = orr_anchored(a);
    CHECK_EQUAL(orr_set_global(state, "x", &stale), ORR_MISUSE);
    CHECK_EQUAL(orr_call(state, b, NULL, 0, NULL, 0, NULL),
                ORR_RUNTIME); /* a table is no function */
    CHECK_STRING(orr_error(state)->message, "attempt to call a table value");
    const orr_Anchor nobody = {0, 0, 0};
    CHECK_EQUAL(orr_release(state, nobody), ORR_MISUSE);
    orr_Anchor forged = b;
    forged.slot = 1u << 30;
    CHECK_EQUAL(orr_release(state, forged), ORR_MISUSE);
    forged = b;
    forged.generation++;
    CHECK_EQUAL(orr_release(state, forged), ORR_MISUSE);
    orr_State *other;
    CHECK_EQUAL(orr_state_new(engine, NULL, &other), ORR_OK);
    CHECK_EQUAL(orr_anchor_value(other, b, &v), ORR_MISUSE); /* another State */
    CHECK_EQUAL(orr_state_close(other), ORR_OK);
    CHECK_EQUAL(orr_release(state, b), ORR_OK);
    CHECK_EQUAL(orr_release(state, copy), ORR_OK);
}

static void many_anchors(void) {
    enum { MANY = 5000 };
    static orr_Anchor a[MANY];
    const orr_Value key = text("n");
    orr_Value v;
    for (int n = 0; n < MANY; n++) {
        v = orr_integer(n);
        orr_table_new(state, &a[n]);
        orr_set(state, a[n], &key, &v);
    }
    orr_collect(state);
    for (int n = 0; n < MANY; n += 2)
        orr_release(state, a[n]);
    int wrong = 0;
    for (int n = 0; n < MANY; n++) {
        const orr_Status status = orr_get(state, a[n], &key, &v);
        wrong += n % 2 == 0 ? status != ORR_MISUSE : status != ORR_OK || v.as.integer != n;
    }
    CHECK_EQUAL(wrong, 0);
    for (int n = 1; n < MANY; n += 2)
        orr_release(state, a[n]);
}

/* ---- Errors ---------------------------------------------------------------------------------- */

static void runtime_errors(void) {
    CHECK_EQUAL(run("local function f()\n  local t\n  return t.x\nend\nreturn 1 + f()", NULL),
                ORR_RUNTIME);
    const orr_Error *e = orr_error(state);
    CHECK_EQUAL(e->kind, ORR_RUNTIME);
    CHECK_EQUAL(e->size, sizeof *e);
    CHECK_STRING(e->message, "script:3: attempt to index a nil value (local 't')");
    CHECK_STRING(e->detail, "attempt to index a nil value (local 't')");
    CHECK_STRING(e->chunk, "script");
    CHECK_EQUAL(e->line, 3);
    CHECK_STRING(e->traceback, "stack traceback:\n\tscript:3: in local 'f'\n\tscript:5: in "
                               "main chunk");
    /* The level of error() says which place. */
    CHECK_EQUAL(run("local function f()\n  error('bad', 2)\nend\n\nf()", NULL), ORR_RUNTIME);
    e = orr_error(state);
    CHECK_STRING(e->message, "script:5: bad");
    CHECK_EQUAL(e->line, 5);
    CHECK_STRING(e->detail, "bad");
    CHECK_EQUAL(run("\nerror('bare', 0)", NULL), ORR_RUNTIME);
    e = orr_error(state);
    CHECK_STRING(e->message, "bare");
    CHECK_STRING(e->detail, "bare");
    CHECK_EQUAL(e->line, 2);
    CHECK_EQUAL(run("error({})", NULL), ORR_RUNTIME);
    CHECK_STRING(orr_error(state)->message, "(error object is a table value)");
    CHECK_EQUAL(run("error()", NULL), ORR_RUNTIME);
    CHECK_STRING(orr_error(state)->message, "(error object is a nil value)");
    CHECK_EQUAL(run("error(42)", NULL), ORR_RUNTIME);
    CHECK_STRING(orr_error(state)->message, "42");
    CHECK_EQUAL(run("error(setmetatable({}, {__tostring = function() return 'shown' end}))", NULL),
                ORR_RUNTIME);
    CHECK_STRING(orr_error(state)->message, "shown");
    CHECK_EQUAL(run("error(setmetatable({}, {__tostring = function() error('x') end}))", NULL),
                ORR_RUNTIME);
    CHECK_EQUAL(run("coroutine.wrap(function() error('deep') end)()", NULL), ORR_RUNTIME);
    CHECK_STRING(orr_error(state)->message, "script:1: script:1: deep");
    CHECK_EQUAL(run("return 1", NULL), ORR_OK); /* whole again */
}

static void depth_errors(void) {
    CHECK_EQUAL(run("local function f() return 1 + f() end f()", NULL), ORR_LIMIT);
    CHECK_EQUAL(orr_error(state)->limit, ORR_LIMIT_DEPTH);
    CHECK_EQUAL(run("local t = {} setmetatable(t, {__index = function(_, k) return t[k] end}) "
                    "return t.x",
                    NULL),
                ORR_LIMIT);
    CHECK_EQUAL(
        run("pcall(function() local function f() return 1 + f() end f() end) error('x')", NULL),
        ORR_RUNTIME);
}

static void memory_cap(void) {
    orr_State *const usual = state;
    const orr_StateOptions o = {.size = sizeof o, .memory = 1u << 20};
    CHECK_EQUAL(orr_state_new(engine, &o, &state), ORR_OK);
    CHECK_EQUAL(orr_open_libraries(state, ORR_LIBRARIES_SAFE), ORR_OK);
    orr_Value r;
    CHECK_EQUAL(run("local t = {} for n = 1, 1e9 do t[n] = {n} end", NULL), ORR_MEMORY);
    CHECK_EQUAL(orr_error(state)->kind, ORR_MEMORY);
    CHECK_STRING(orr_error(state)->message, "not enough memory");
    CHECK(orr_memory_used(state) <= 1u << 20);
    CHECK_EQUAL(run("return ('x'):rep(1e9)", NULL), ORR_MEMORY);
    CHECK_EQUAL(run("return select(2, pcall(string.rep, 'x', 1e9))", &r), ORR_OK);
    CHECK_TEXT(r, "not enough memory");
    CHECK_EQUAL(run("local s = 'x' for n = 1, 100 do s = s .. s end", NULL), ORR_MEMORY);
    CHECK_EQUAL(run("return #(('x'):rep(1000))", &r), ORR_OK);
    CHECK_EQUAL(r.as.integer, 1000);
    CHECK_EQUAL(orr_set_memory_cap(state, 4u << 20), ORR_OK);
    CHECK_EQUAL(run("return #(('x'):rep(2000000))", &r), ORR_OK);
    CHECK_EQUAL(orr_set_memory_cap(state, 1000), ORR_OK); /* below what is held */
    const orr_Anchor chunk = {0, 0, 0};
    CHECK_EQUAL(orr_call(state, chunk, NULL, 0, NULL, 0, NULL), ORR_MISUSE);
    CHECK_EQUAL(orr_set_memory_cap(state, 0), ORR_OK);
    CHECK_EQUAL(run("return 1", &r), ORR_OK);
    CHECK_EQUAL(orr_state_close(state), ORR_OK);
    state = usual;
    orr_State *none = NULL;
    for (uint64_t cap = 1; cap < 60000; cap += 777) {
        const orr_StateOptions small = {.size = sizeof small, .memory = cap};
        orr_Status status = orr_state_new(engine, &small, &none);
        CHECK(status == ORR_OK || status == ORR_MEMORY);
        if (status != ORR_OK) continue;
        status = orr_open_libraries(none, ORR_LIBRARIES_SAFE);
        CHECK(status == ORR_OK || status == ORR_MEMORY);
        CHECK(orr_memory_used(none) <= cap);
        CHECK_EQUAL(orr_state_close(none), ORR_OK);
    }
}

/* ---- Libraries ------------------------------------------------------------------------------- */

static void libraries(void) {
    orr_State *const usual = state;
    orr_Value r;
    CHECK_EQUAL(orr_state_new(engine, NULL, &state), ORR_OK);
    CHECK_EQUAL(orr_get_global(state, "string", &r), ORR_OK);
    CHECK_EQUAL(r.type, ORR_NIL);
    CHECK_EQUAL(run("return next == nil and ...", &r), ORR_OK);
    CHECK_EQUAL(orr_open_libraries(state, ORR_LIBRARIES_SAFE), ORR_OK);
    CHECK_EQUAL(run("assert(not (io or os or package or require or debug or dofile or loadfile "
                    "or print)) return ('x'):upper()",
                    &r),
                ORR_OK);
    CHECK_TEXT(r, "X");
    CHECK_EQUAL(run("return load(string.dump(function() end))", &r), ORR_OK);
    CHECK_EQUAL(r.type, ORR_NIL);
    CHECK_EQUAL(orr_open_libraries(state, ORR_LIBRARY_PRINT | ORR_LIBRARY_OS), ORR_OK);
    CHECK_EQUAL(run("assert(print and os and not dofile and not io)", NULL), ORR_OK);
    CHECK_EQUAL(orr_open_libraries(state, ORR_LIBRARY_BASE), ORR_OK);
    CHECK_EQUAL(run("assert(print and not dofile)", NULL), ORR_OK);
    CHECK_EQUAL(orr_open_libraries(state, ORR_LIBRARIES_ALL), ORR_OK);
    CHECK_EQUAL(run("assert(dofile and io and debug and require 'string')", NULL), ORR_OK);
    CHECK_EQUAL(orr_open_libraries(state, 0x10000), ORR_MISUSE);
    CHECK_EQUAL(orr_state_close(state), ORR_OK);
    const orr_StateOptions o = {.size = sizeof o, .bytecode = 1};
    CHECK_EQUAL(orr_state_new(engine, &o, &state), ORR_OK);
    CHECK_EQUAL(orr_open_libraries(state, ORR_LIBRARIES_SAFE), ORR_OK);
    CHECK_EQUAL(run("return load(string.dump(function() return 3 end))()", &r), ORR_OK);
    CHECK_EQUAL(r.as.integer, 3);
    CHECK_EQUAL(orr_state_close(state), ORR_OK);
    state = usual;
}

/* ---- Host functions -------------------------------------------------------------------------- */

static orr_Status add(void *data, orr_State *s, const orr_Value *a, size_t count) {
    int64_t sum = *(int *)data;
    for (size_t n = 0; n < count; n++)
        sum += a[n].as.integer;
    const orr_Value results[] = {orr_integer(sum), text("sum")};
    return orr_return(s, results, 2);
}

static orr_Status refuse(void *data, orr_State *s, const orr_Value *a, size_t count) {
    (void)data, (void)a, (void)count;
    return orr_fail(s, "refused", 7);
}

static orr_Status bare_status(void *data, orr_State *s, const orr_Value *a, size_t count) {
    (void)s, (void)a, (void)count;
    return *(orr_Status *)data;
}

/* call_back(f, ...): calls it and returns the first result. */
static orr_Status call_back(void *data, orr_State *s, const orr_Value *a, size_t count) {
    orr_Value result;
    (void)data;
    if (count == 0 || a[0].type != ORR_FUNCTION) return orr_fail(s, "no function", 11);
    const orr_Status status = orr_call(s, a[0].as.anchor, a + 1, count - 1, &result, 1, NULL);
    if (status != ORR_OK) return status;
    const orr_Status returned = orr_return(s, &result, 1);
    orr_value_release(s, &result);
    return returned;
}

static orr_Anchor borrowed;
static orr_Status borrow(void *data, orr_State *s, const orr_Value *a, size_t count) {
    (void)data, (void)s, (void)count;
    borrowed = a[0].as.anchor;
    return ORR_OK;
}

static orr_Status close_it(void *data, orr_State *s, const orr_Value *a, size_t count) {
    (void)data, (void)a, (void)count;
    return orr_state_close(s);
}

static void host_functions(void) {
    static int base = 100;
    static orr_Status limit = ORR_LIMIT;
    orr_Value r;
    CHECK_EQUAL(orr_register(state, "add", add, &base), ORR_OK);
    CHECK_EQUAL(orr_register(state, "refuse", refuse, NULL), ORR_OK);
    CHECK_EQUAL(orr_register(state, "call_back", call_back, NULL), ORR_OK);
    CHECK_EQUAL(orr_register(state, "bare", bare_status, &limit), ORR_OK);
    CHECK_EQUAL(orr_register(state, "borrow", borrow, NULL), ORR_OK);
    CHECK_EQUAL(orr_register(state, "close_it", close_it, NULL), ORR_OK);
    CHECK_EQUAL(run("local s, name = add(1, 2, 3) assert(name == 'sum') return s", &r), ORR_OK);
    CHECK_EQUAL(r.as.integer, 106);
    CHECK_EQUAL(run("return add(1,2,3,4,5,6,7,8,9,10)", &r), ORR_OK); /* more than a few */
    CHECK_EQUAL(r.as.integer, 155);
    CHECK_EQUAL(run("\nrefuse()", NULL), ORR_RUNTIME);
    CHECK_STRING(orr_error(state)->message, "script:2: refused");
    CHECK_EQUAL(run("return select(2, pcall(refuse))", &r), ORR_OK);
    CHECK_TEXT(r, "refused");
    CHECK_EQUAL(run("return call_back(function(a, b) return a * b end, 6, 7)", &r), ORR_OK);
    CHECK_EQUAL(r.as.integer, 42);
    CHECK_EQUAL(run("local e = {} local ok, x = pcall(call_back, function() error(e) end) "
                    "return x == e",
                    &r),
                ORR_OK); /* the very object comes through */
    CHECK(r.as.boolean);
    CHECK_EQUAL(run("call_back(function()\n error('inner') end)", NULL), ORR_RUNTIME);
    CHECK_STRING(orr_error(state)->message, "script:2: inner");
    CHECK_EQUAL(run("bare()", NULL), ORR_RUNTIME);
    CHECK_STRING(orr_error(state)->message, "script:1: limit");
    CHECK_EQUAL(run("borrow({})", NULL), ORR_OK);
    CHECK_EQUAL(orr_release(state, borrowed), ORR_MISUSE);
    CHECK_EQUAL(run("close_it()", NULL), ORR_RUNTIME);
    CHECK_STRING(orr_error(state)->detail, "a State cannot be closed while it runs");
    CHECK_EQUAL(run("return coroutine.wrap(function() return call_back(add, 1) end)()", &r),
                ORR_OK);
    CHECK_EQUAL(r.as.integer, 101);
    CHECK_EQUAL(run("local n = 0 local function f() n = n + 1 return call_back(f) end "
                    "local ok, e = pcall(f) assert(not ok) assert(n > 100) return e",
                    &r),
                ORR_OK);
    CHECK(r.type == ORR_STRING && strstr(r.as.string.bytes, "C stack overflow") != NULL);
    orr_Anchor f;
    CHECK_EQUAL(orr_function_new(state, add, &base, &f), ORR_OK);
    const orr_Value one = orr_integer(1);
    CHECK_EQUAL(orr_call(state, f, &one, 1, &r, 1, NULL), ORR_OK);
    CHECK_EQUAL(r.as.integer, 101);
    orr_release(state, f);
    CHECK_EQUAL(orr_function_new(state, NULL, NULL, &f), ORR_MISUSE);
    CHECK_EQUAL(orr_register(state, NULL, add, NULL), ORR_MISUSE);
    CHECK_EQUAL(orr_return(state, &one, 1), ORR_MISUSE);
    CHECK_EQUAL(orr_fail(state, "x", 1), ORR_MISUSE);
}

static int released;
static void release_object(void *object) {
    released += *(int *)object;
}
static const orr_ObjectType thing_type = {sizeof thing_type, "Thing", release_object};
static const orr_ObjectType other_type = {sizeof other_type, "Other", NULL};

static orr_Status thing_value(void *data, orr_State *s, const orr_Value *a, size_t count) {
    void *object;
    (void)data;
    if (count == 0 || a[0].type != ORR_OBJECT) return orr_fail(s, "no Thing", 8);
    const orr_Status status = orr_object_of(s, a[0].as.anchor, &thing_type, &object);
    if (status != ORR_OK) return status;
    const orr_Value v = orr_integer(*(int *)object);
    return orr_return(s, &v, 1);
}

static void host_objects(void) {
    static int number = 7;
    orr_Anchor a, methods, f;
    orr_Value r;
    void *object = NULL;
    released = 0;
    CHECK_EQUAL(orr_object_new(state, &thing_type, &number, &a), ORR_OK);
    CHECK_EQUAL(orr_object_of(state, a, &thing_type, &object), ORR_OK);
    CHECK(object == &number);
    CHECK_EQUAL(orr_object_of(state, a, &other_type, &object), ORR_MISUSE);
    CHECK_EQUAL(orr_table_new(state, &methods), ORR_OK);
    CHECK_EQUAL(orr_object_of(state, methods, &thing_type, &object), ORR_MISUSE);
    CHECK_EQUAL(orr_function_new(state, thing_value, NULL, &f), ORR_OK);
    const orr_Value key = text("value"), method = orr_anchored(f), thing = orr_anchored(a);
    CHECK_EQUAL(orr_set(state, methods, &key, &method), ORR_OK);
    CHECK_EQUAL(orr_object_methods(state, &thing_type, methods), ORR_OK);
    CHECK_EQUAL(orr_set_global(state, "thing", &thing), ORR_OK);
    CHECK_EQUAL(run("return thing:value()", &r), ORR_OK);
    CHECK_EQUAL(r.as.integer, 7);
    CHECK_EQUAL(run("return getmetatable(thing)", &r), ORR_OK);
    CHECK(r.type == ORR_BOOLEAN);
    CHECK_EQUAL(run("return (tostring(thing):gsub(':.*', ''))", &r), ORR_OK);
    CHECK_TEXT(r, "Thing");
    CHECK_EQUAL(run("thing.value({})", NULL), ORR_RUNTIME);
    orr_release(state, a);
    orr_release(state, f);
    orr_release(state, methods);
    CHECK_EQUAL(orr_collect(state), ORR_OK);
    CHECK_EQUAL(released, 0);
    CHECK_EQUAL(run("thing = nil", NULL), ORR_OK);
    CHECK_EQUAL(orr_collect(state), ORR_OK);
    CHECK_EQUAL(orr_collect(state), ORR_OK);
    CHECK_EQUAL(released, 7);
    CHECK_EQUAL(orr_object_new(state, NULL, &number, &a), ORR_MISUSE);
    CHECK_EQUAL(orr_object_methods(state, NULL, methods), ORR_MISUSE);
}

static void objects_end_with_the_state(void) {
    static int number = 1;
    orr_State *s;
    orr_Anchor a;
    released = 0;
    CHECK_EQUAL(orr_state_new(engine, NULL, &s), ORR_OK);
    CHECK_EQUAL(orr_object_new(s, &thing_type, &number, &a), ORR_OK);
    CHECK_EQUAL(orr_state_close(s), ORR_OK);
    CHECK_EQUAL(released, 1);
}

static void host_data_and_lua(void) {
    orr_State *s;
    int tenant;
    const orr_StateOptions o = {.size = sizeof o, .host_data = &tenant};
    CHECK_EQUAL(orr_state_new(engine, &o, &s), ORR_OK);
    CHECK(orr_host_data(s) == &tenant);
    lua_State *const L = orr_lua(s);
    CHECK_EQUAL(lua_gettop(L), 0);
    lua_pushinteger(L, 9);
    lua_setglobal(L, "nine");
    orr_Value r;
    CHECK_EQUAL(orr_get_global(s, "nine", &r), ORR_OK);
    CHECK_EQUAL(r.as.integer, 9);
    lua_pushliteral(L, "left here");
    CHECK_EQUAL(orr_get_global(s, "nine", &r), ORR_OK);
    CHECK_STRING(lua_tostring(L, -1), "left here");
    CHECK_EQUAL(lua_gettop(L), 1);
    CHECK(orr_error(s) == NULL);
    CHECK_EQUAL(orr_state_close(s), ORR_OK);
    const orr_StateOptions wrong = {0};
    CHECK_EQUAL(orr_state_new(engine, &wrong, &s), ORR_MISUSE);
    CHECK_EQUAL(orr_state_new(NULL, NULL, &s), ORR_MISUSE);
    CHECK_EQUAL(orr_state_new(engine, NULL, NULL), ORR_MISUSE);
    orr_Anchor a;
    CHECK_EQUAL(orr_load(state, NULL, &a), ORR_MISUSE);
    const orr_Value bad = {99, 0, {0}}, empty = orr_string(NULL, 3);
    CHECK_EQUAL(orr_set_global(state, "x", &bad), ORR_MISUSE);
    CHECK_EQUAL(orr_set_global(state, "x", &empty), ORR_MISUSE);
}

/* ---- Every request refused ------------------------------------------------------------------- */

/* A small host: everything it does may fail; what fails must leave all in order. */
static orr_Status small_host(orr_Engine *e) {
    static const char script[] =
        "local t = {} for n = 1, 20 do t[n] = call_back(function(x) return 'v' .. x end, n) end "
        "thing:value() local ok = pcall(refuse) return table.concat(t), t, function() end";
    static int number = 3;
    orr_Program *p = NULL, *q = NULL;
    orr_State *s = NULL;
    orr_Error *error = NULL;
    orr_Anchor chunk, a;
    orr_Value r[3], v;
    size_t count, length;
    orr_Status status = orr_compile(e, script, strlen(script), NULL, &p, &error);
    orr_error_free(error);
    if (status != ORR_OK) return status;
    const void *const bytes = orr_program_bytes(p, &length);
    status = orr_program_load(e, bytes, length, &q, NULL);
    orr_program_release(p);
    if (status != ORR_OK) return status;
    status = orr_state_new(e, NULL, &s);
    if (status == ORR_OK) {
        status = orr_open_libraries(s, ORR_LIBRARIES_SAFE);
        if (status == ORR_OK) status = orr_register(s, "call_back", call_back, NULL);
        if (status == ORR_OK) status = orr_register(s, "refuse", refuse, NULL);
        if (status == ORR_OK) status = orr_object_new(s, &thing_type, &number, &a);
        if (status == ORR_OK) v = orr_anchored(a), status = orr_set_global(s, "thing", &v);
        if (status == ORR_OK) status = orr_release(s, a);
        if (status == ORR_OK) status = orr_table_new(s, &a);
        if (status == ORR_OK) {
            orr_Anchor f;
            const orr_Value key = text("value");
            status = orr_function_new(s, thing_value, NULL, &f);
            if (status == ORR_OK) v = orr_anchored(f), status = orr_set(s, a, &key, &v);
        }
        if (status == ORR_OK) status = orr_object_methods(s, &thing_type, a);
        if (status == ORR_OK) status = orr_load(s, q, &chunk);
        if (status == ORR_OK) status = orr_call(s, chunk, NULL, 0, r, 3, &count);
        if (status == ORR_OK) {
            CHECK_EQUAL(count, 3);
            CHECK_EQUAL(r[0].as.string.length, 9 * 2 + 11 * 3);
            CHECK(r[1].type == ORR_TABLE && r[2].type == ORR_FUNCTION);
        } else {
            CHECK(orr_error(s) == NULL || orr_error(s)->message[0] != '\0');
        }
        CHECK_EQUAL(orr_state_close(s), ORR_OK);
    }
    orr_program_release(q);
    return status;
}

static void every_request_refused(void) {
    for (long n = 1;; n++) {
        Meter m = {0};
        orr_Engine *e;
        const orr_EngineOptions o = {sizeof o, metered, &m};
        CHECK_EQUAL(orr_engine_new(&o, &e), ORR_OK);
        m.countdown = n;
        const orr_Status status = small_host(e);
        m.countdown = 0;
        orr_engine_release(e);
        if (!CHECK_EQUAL(m.held, 0)) break;
        if (!m.failed) {
            CHECK_EQUAL(status, ORR_OK);
            printf("%ld requests\n", n - 1);
            break;
        }
        if (!CHECK(status == ORR_MEMORY || status == ORR_RUNTIME || status == ORR_OK)) break;
    }
}

/* The same with caps in place of failing requests. */
static void every_cap(void) {
    orr_Program *const p = compile("local t = {} for n = 1, 50 do t[n] = ('x'):rep(n) .. n end "
                                   "return select(2, pcall(string.rep, 'x', 500)), #t");
    for (uint64_t cap = 30000; cap < 90000; cap += 500) {
        const orr_StateOptions o = {.size = sizeof o, .memory = cap};
        orr_State *s;
        orr_Anchor chunk;
        orr_Value r[2];
        if (orr_state_new(engine, &o, &s) != ORR_OK) continue;
        orr_Status status = orr_open_libraries(s, ORR_LIBRARIES_SAFE);
        if (status == ORR_OK) status = orr_load(s, p, &chunk);
        if (status == ORR_OK) status = orr_call(s, chunk, NULL, 0, r, 2, NULL);
        CHECK(status == ORR_OK || status == ORR_MEMORY);
        CHECK(orr_memory_used(s) <= cap);
        CHECK_EQUAL(orr_set_memory_cap(s, 0), ORR_OK);
        CHECK_EQUAL(orr_open_libraries(s, ORR_LIBRARIES_SAFE), ORR_OK);
        CHECK_EQUAL(orr_load(s, p, &chunk), ORR_OK);
        CHECK_EQUAL(orr_call(s, chunk, NULL, 0, r, 2, NULL), ORR_OK);
        CHECK_EQUAL(r[1].as.integer, 50);
        CHECK_EQUAL(orr_state_close(s), ORR_OK);
    }
    orr_program_release(p);
}

int main(void) {
    RUN(engines);
    RUN(names_of_statuses);
    open_state();
    RUN(syntax_errors);
    RUN(programs_as_bytes);
    RUN(stripped_programs);
    RUN(order_of_release);
    RUN(all_kinds_of_values);
    RUN(many_arguments);
    RUN(strings_live_until_the_next);
    RUN(globals);
    RUN(tables);
    RUN(metamethods);
    RUN(anchors);
    RUN(many_anchors);
    RUN(runtime_errors);
    RUN(depth_errors);
    RUN(memory_cap);
    RUN(libraries);
    RUN(host_functions);
    RUN(host_objects);
    RUN(objects_end_with_the_state);
    RUN(host_data_and_lua);
    RUN(every_request_refused);
    RUN(every_cap);
    close_state();
    return check_result();
}
