/* One Program in many States on several threads, States that change threads, interrupts and time
** limits meanwhile; what a State costs. With the preset `thread` ThreadSanitizer watches. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "check.h"
#include "orrery.h"

#define THREADS 4
#define STATES  1000
#define ROUNDS  3

static const char script[] =
    "local Account = {} Account.__index = Account\n"
    "function Account.new(n) return setmetatable({balance = n, log = {}}, Account) end\n"
    "function Account:add(n) self.balance = self.balance + n\n"
    "  self.log[#self.log + 1] = ('%d:%d'):format(tenant(), n) end\n"
    "local mine = Account.new(0)\n"
    "return function(n)\n"
    "  for i = 1, n do mine:add(i) end\n"
    "  local ok, e = pcall(function() error({n}) end)\n"
    "  local co = coroutine.wrap(function() for i = 1, 3 do coroutine.yield(i) end end)\n"
    "  return mine.balance + co() + co() + e[1], table.concat(mine.log, ','):sub(1, 20)\n"
    "end\n";

static orr_Engine *engine;
static orr_Program *program;

/* A tenant: its State, and whose turn it is. */
typedef struct Tenant {
    pthread_mutex_t lock; /* the State is used by one thread at a time */
    orr_State *state;
    orr_Anchor serve;
    int number;
    int64_t expected; /* balance */
} Tenant;

static Tenant tenants[STATES];
static atomic_int failures;

static orr_Status tenant_number(void *data, orr_State *s, const orr_Value *a, size_t count) {
    const Tenant *const t = orr_host_data(s);
    const orr_Value v = orr_integer(t->number);
    (void)data, (void)a, (void)count;
    return orr_return(s, &v, 1);
}

static void open_tenant(Tenant *t, int number) {
    orr_StateOptions o = {.size = sizeof o, .host_data = t, .memory = 1u << 20};
    orr_Anchor chunk;
    orr_Value f;
    t->number = number;
    if (orr_state_new(engine, &o, &t->state) != ORR_OK ||
        orr_open_libraries(t->state, ORR_LIBRARIES_SAFE) != ORR_OK ||
        orr_register(t->state, "tenant", tenant_number, NULL) != ORR_OK ||
        orr_load(t->state, program, &chunk) != ORR_OK ||
        orr_call(t->state, chunk, NULL, 0, &f, 1, NULL) != ORR_OK ||
        orr_release(t->state, chunk) != ORR_OK) {
        failures++;
        return;
    }
    t->serve = f.as.anchor;
    if (number % 3 == 0) orr_set_timeout(t->state, 60000000000);
}

static void serve(Tenant *t) {
    const orr_Value n = orr_integer(10);
    orr_Value r[2];
    char start[32];
    t->expected += 55;
    const orr_Status status = orr_call(t->state, t->serve, &n, 1, r, 2, NULL);
    snprintf(start, sizeof start, "%d:1,", t->number);
    if (status != ORR_OK || r[0].as.integer != t->expected + 1 + 2 + 10 ||
        strncmp(r[1].as.string.bytes, start, strlen(start)) != 0) {
        fprintf(stderr, "tenant %d: status %d\n", t->number, (int)status);
        failures++;
    }
}

/* Makes a quarter of the States, serves all of them in an order of its own, compiles meanwhile. */
static void *worker(void *argument) {
    const int me = *(int *)argument;
    for (int n = me; n < STATES; n += THREADS) {
        pthread_mutex_lock(&tenants[n].lock);
        open_tenant(&tenants[n], n);
        pthread_mutex_unlock(&tenants[n].lock);
    }
    for (int round = 0; round < ROUNDS; round++) {
        for (int k = 0; k < STATES; k++) {
            Tenant *const t = &tenants[(k * 7 + me * (STATES / THREADS)) % STATES];
            pthread_mutex_lock(&t->lock);
            if (t->state != NULL) serve(t);
            pthread_mutex_unlock(&t->lock);
        }
        orr_Program *own;
        orr_Error *error;
        if (orr_compile(engine, script, strlen(script), NULL, &own, NULL) != ORR_OK) failures++;
        orr_program_release(own);
        if (orr_compile(engine, "x =", 3, NULL, &own, &error) != ORR_SYNTAX) failures++;
        orr_error_free(error);
    }
    return NULL;
}

static void run_threads(void *(*body)(void *)) {
    pthread_t threads[THREADS];
    static int numbers[THREADS];
    for (int n = 0; n < THREADS; n++) {
        numbers[n] = n;
        pthread_create(&threads[n], NULL, body, &numbers[n]);
    }
    for (int n = 0; n < THREADS; n++)
        pthread_join(threads[n], NULL);
}

static void *closer(void *argument) {
    for (int n = *(int *)argument; n < STATES; n += THREADS) {
        Tenant *const t = &tenants[n];
        if (orr_state_close(t->state) != ORR_OK) failures++;
        pthread_mutex_destroy(&t->lock);
    }
    return NULL;
}

static void one_program_in_many_states(void) {
    CHECK_EQUAL(orr_engine_new(NULL, &engine), ORR_OK);
    CHECK_EQUAL(orr_compile(engine, script, strlen(script), NULL, &program, NULL), ORR_OK);
    for (int n = 0; n < STATES; n++)
        pthread_mutex_init(&tenants[n].lock, NULL);
    run_threads(worker);
    orr_program_release(program);
    run_threads(closer);
    orr_engine_release(engine);
    CHECK_EQUAL(atomic_load(&failures), 0);
}

/* ---- Interrupts ------------------------------------------------------------------------------ */

static atomic_int stop;
static orr_State *spinning;

static void *pester(void *unused) {
    (void)unused;
    while (!atomic_load(&stop)) {
        orr_interrupt(spinning);
        usleep(200);
    }
    return NULL;
}

static void interrupts_at_any_time(void) {
    pthread_t thread;
    orr_Program *p;
    orr_Anchor chunk;
    int interrupted = 0;
    static const char loop[] =
        "local t = {} for i = 1, 3000 do coroutine.wrap(function() pcall(function() "
        "t[i % 10] = ('x'):rep(i % 20):gsub('x', function(c) return c .. i end) end) end)() end";
    CHECK_EQUAL(orr_engine_new(NULL, &engine), ORR_OK);
    CHECK_EQUAL(orr_compile(engine, loop, strlen(loop), NULL, &p, NULL), ORR_OK);
    CHECK_EQUAL(orr_state_new(engine, NULL, &spinning), ORR_OK);
    CHECK_EQUAL(orr_open_libraries(spinning, ORR_LIBRARIES_SAFE), ORR_OK);
    CHECK_EQUAL(orr_load(spinning, p, &chunk), ORR_OK);
    CHECK_EQUAL(orr_set_timeout(spinning, 1000000), ORR_OK);
    atomic_store(&stop, 0);
    pthread_create(&thread, NULL, pester, NULL);
    for (int n = 0; n < 300; n++) {
        const orr_Status status = orr_call(spinning, chunk, NULL, 0, NULL, 0, NULL);
        if (status != ORR_OK && status != ORR_INTERRUPTED && status != ORR_LIMIT) failures++;
        interrupted += status != ORR_OK;
    }
    atomic_store(&stop, 1);
    pthread_join(thread, NULL);
    orr_clear_interrupt(spinning);
    CHECK_EQUAL(orr_set_timeout(spinning, 0), ORR_OK);
    CHECK_EQUAL(orr_call(spinning, chunk, NULL, 0, NULL, 0, NULL), ORR_OK);
    CHECK(interrupted > 0);
    CHECK_EQUAL(orr_state_close(spinning), ORR_OK);
    orr_program_release(p);
    orr_engine_release(engine);
    CHECK_EQUAL(atomic_load(&failures), 0);
}

/* ---- Misuse ---------------------------------------------------------------------------------- */

static atomic_int inside, leave;

static orr_Status wait_inside(void *data, orr_State *s, const orr_Value *a, size_t count) {
    (void)data, (void)s, (void)a, (void)count;
    atomic_store(&inside, 1);
    while (!atomic_load(&leave))
        usleep(100);
    return ORR_OK;
}

static void *call_waiting(void *state) {
    orr_Value f;
    if (orr_get_global(state, "wait", &f) != ORR_OK ||
        orr_call(state, f.as.anchor, NULL, 0, NULL, 0, NULL) != ORR_OK ||
        orr_value_release(state, &f) != ORR_OK)
        failures++;
    return NULL;
}

static void two_threads_in_one_state(void) {
    orr_State *s;
    pthread_t thread;
    orr_Value v;
    orr_Anchor a;
    CHECK_EQUAL(orr_engine_new(NULL, &engine), ORR_OK);
    CHECK_EQUAL(orr_state_new(engine, NULL, &s), ORR_OK);
    CHECK_EQUAL(orr_register(s, "wait", wait_inside, NULL), ORR_OK);
    pthread_create(&thread, NULL, call_waiting, s);
    while (!atomic_load(&inside))
        usleep(100);
    CHECK_EQUAL(orr_get_global(s, "wait", &v), ORR_MISUSE);
    CHECK_EQUAL(orr_table_new(s, &a), ORR_MISUSE);
    CHECK_EQUAL(orr_collect(s), ORR_MISUSE);
    CHECK_EQUAL(orr_set_timeout(s, 1), ORR_MISUSE);
    CHECK_EQUAL(orr_state_close(s), ORR_MISUSE);
    atomic_store(&leave, 1);
    pthread_join(thread, NULL);
    CHECK_EQUAL(orr_get_global(s, "wait", &v), ORR_OK);
    CHECK_EQUAL(orr_state_close(s), ORR_OK);
    orr_engine_release(engine);
    CHECK_EQUAL(atomic_load(&failures), 0);
}

/* ---- What a State costs ---------------------------------------------------------------------- */

static void *counting(void *ud, void *block, size_t old_size, size_t new_size) {
    *(size_t *)ud += new_size - (block != NULL ? old_size : 0);
    if (new_size == 0) {
        free(block);
        return NULL;
    }
    return realloc(block, new_size);
}

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e6 + (double)t.tv_nsec * 1e-3;
}

/* Bytes and microseconds of processor time for a State with `libraries`. */
static void measure(const char *name, uint32_t libraries, size_t most) {
    enum { COUNT = 200 };
    static orr_State *states[COUNT];
    size_t held = 0;
    const orr_EngineOptions o = {sizeof o, counting, &held};
    CHECK_EQUAL(orr_engine_new(&o, &engine), ORR_OK);
    const size_t before = held;
    const double start = now();
    for (int n = 0; n < COUNT; n++) {
        CHECK_EQUAL(orr_state_new(engine, NULL, &states[n]), ORR_OK);
        if (libraries != 0) CHECK_EQUAL(orr_open_libraries(states[n], libraries), ORR_OK);
    }
    const double took = now() - start;
    const size_t each = (held - before) / COUNT;
    for (int n = 0; n < COUNT; n++)
        orr_state_close(states[n]);
    printf("     a State with %s: %.1f KiB, %.1f us\n", name, (double)each / 1024, took / COUNT);
    CHECK(each <= most);
    CHECK_EQUAL(held, before);
    orr_engine_release(engine);
    CHECK_EQUAL(held, 0);
}

#ifdef TINY_LIMITS
enum { MORE = 2 }; /* times: small tables that had to grow */
#else
enum { MORE = 1 };
#endif

static void cost_of_states(void) {
    measure("nothing", 0, MORE * 20 << 10);
    measure("safe libraries", ORR_LIBRARIES_SAFE, MORE * 40 << 10);
    measure("all libraries", ORR_LIBRARIES_ALL, MORE * 48 << 10);
}

int main(void) {
    RUN(one_program_in_many_states);
    RUN(interrupts_at_any_time);
    RUN(two_threads_in_one_state);
    RUN(cost_of_states);
    return check_result();
}
