/* Manual 4.6: lua_gc with all its options, collection while the API is used, finalizers seen from C. */
#include "api_test.h"

/* How much garbage the tests make: collections at every allocation bear less. */
#if defined(STRESS_GC)
#define GARBAGE 200
#else
#define GARBAGE 20000
#endif

/* A table in the global `weak` with one collectable value under `value`. */
static void plant(void) {
    run(L, "weak = setmetatable({value = {}}, {__mode = 'v'})");
}

/* ---- Options --------------------------------------------------------------------------------- */

static void constants(void) {
    CHECK_EQUAL(LUA_GCSTOP, 0);
    CHECK_EQUAL(LUA_GCRESTART, 1);
    CHECK_EQUAL(LUA_GCCOLLECT, 2);
    CHECK_EQUAL(LUA_GCCOUNT, 3);
    CHECK_EQUAL(LUA_GCCOUNTB, 4);
    CHECK_EQUAL(LUA_GCSTEP, 5);
    CHECK_EQUAL(LUA_GCSETPAUSE, 6);
    CHECK_EQUAL(LUA_GCSETSTEPMUL, 7);
    CHECK_EQUAL(LUA_GCISRUNNING, 9);
    CHECK_EQUAL(LUA_GCGEN, 10);
    CHECK_EQUAL(LUA_GCINC, 11);
    CHECK_EQUAL(lua_gc(L, 8), -1); /* invalid options */
    CHECK_EQUAL(lua_gc(L, 12), -1);
    CHECK_EQUAL(lua_gc(L, -5), -1);
}

static void collect(void) {
    for (int mode = LUA_GCGEN; mode <= LUA_GCINC; mode++) {
        lua_gc(L, mode, 0, 0, 0);
        plant();
        CHECK_EQUAL(lua_gc(L, LUA_GCCOLLECT), 0);
        CHECK_LUA("weak.value == nil");
    }
}

/* Works while the collector is stopped, too. */
static void collect_while_stopped(void) {
    plant();
    lua_gc(L, LUA_GCSTOP);
    lua_gc(L, LUA_GCCOLLECT);
    CHECK_LUA("weak.value == nil");
    CHECK_EQUAL(lua_gc(L, LUA_GCISRUNNING), 0);
}

static void make_garbage(int count) {
    for (int i = 0; i < count; i++) {
        lua_newuserdatauv(L, 1000, 0);
        lua_pop(L, 1);
    }
}

static void stop_and_restart(void) {
    CHECK_EQUAL(lua_gc(L, LUA_GCISRUNNING), 1);
    CHECK_EQUAL(lua_gc(L, LUA_GCSTOP), 0);
    CHECK_EQUAL(lua_gc(L, LUA_GCISRUNNING), 0);
    plant();
    make_garbage(GARBAGE);
#if !defined(STRESS_GC) /* which collects all the same */
    CHECK_LUA("weak.value ~= nil");
    CHECK(lua_gc(L, LUA_GCCOUNT) >= GARBAGE * 0.95); /* nothing has been collected */
#endif
    CHECK_EQUAL(lua_gc(L, LUA_GCRESTART), 0);
    CHECK_EQUAL(lua_gc(L, LUA_GCISRUNNING), 1);
    make_garbage(3 * GARBAGE);
    CHECK(lua_gc(L, LUA_GCCOUNT) < 3.5 * GARBAGE + 2000); /* but now it is */
    lua_gc(L, LUA_GCCOLLECT);
    CHECK(lua_gc(L, LUA_GCCOUNT) < 2000);
}

static long long in_use(void) {
    const int kilobytes = lua_gc(L, LUA_GCCOUNT), rest = lua_gc(L, LUA_GCCOUNTB);
    CHECK(rest >= 0 && rest < 1024);
    return kilobytes * 1024LL + rest;
}

static void count(void) {
    void *ud;
    lua_getallocf(L, &ud);
    const Account *const account = ud;
    lua_gc(L, LUA_GCSTOP);
    const long long before = in_use();
    CHECK(before > 1000 && before <= (long long)account->held);
    lua_newuserdatauv(L, 1000000, 0);
    const long long with_block = in_use();
    CHECK(with_block >= before + 1000000 && with_block < before + 1100000);
    CHECK(with_block <= (long long)account->held);
    lua_settop(L, 0);
    CHECK(in_use() >= with_block);
    lua_gc(L, LUA_GCCOLLECT);
    CHECK(in_use() < before + 50000);
    push(L, "collectgarbage 'count' * 1024"); /* the same figure, but for what this took */
    CHECK(lua_tonumber(L, -1) >= (double)in_use() - 5000 &&
          lua_tonumber(L, -1) <= (double)in_use() + 5000);
}

/* Steps go through a whole cycle, whatever their size; the last one says so. */
static void step(void) {
    static const int sizes[] = {0, 1, 100, 1000000};
    for (int mode = LUA_GCGEN; mode <= LUA_GCINC; mode++) {
        lua_gc(L, mode, 0, 0, 0);
        for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
            lua_gc(L, LUA_GCCOLLECT);
            lua_gc(L, LUA_GCSTOP); /* steps do not need the collector to run by itself */
            plant();
            int cycles = 0, steps = 0;
            while (cycles < 2 && steps++ < (mode == LUA_GCINC ? 1000000 : 50))
                cycles += lua_gc(L, LUA_GCSTEP, sizes[i]);
            /* A young collection ends no cycle for PUC-Rio's library. */
            if (mode == LUA_GCINC || !on_peer) CHECK_EQUAL(cycles, 2);
            CHECK_LUA("weak.value == nil");
            CHECK_EQUAL(lua_gc(L, LUA_GCISRUNNING), 0);
            lua_gc(L, LUA_GCRESTART);
        }
    }
}

static void modes(void) {
    lua_gc(L, LUA_GCINC, 0, 0, 0);
    CHECK_EQUAL(lua_gc(L, LUA_GCGEN, 0, 0), LUA_GCINC);
    CHECK_EQUAL(lua_gc(L, LUA_GCGEN, 20, 100), LUA_GCGEN);
    CHECK_EQUAL(lua_gc(L, LUA_GCINC, 200, 100, 13), LUA_GCGEN);
    CHECK_EQUAL(lua_gc(L, LUA_GCINC, 0, 0, 0), LUA_GCINC);
    CHECK_LUA("collectgarbage 'generational' == 'incremental'");
    CHECK_EQUAL(lua_gc(L, LUA_GCINC, 0, 0, 0), LUA_GCGEN);
}

/* The old names of parameters of the incremental mode. Zero leaves a parameter as it was. */
static void parameters(void) {
    lua_gc(L, LUA_GCINC, 160, 300, 12);
    CHECK_EQUAL(lua_gc(L, LUA_GCSETPAUSE, 200), 160);
    CHECK_EQUAL(lua_gc(L, LUA_GCSETPAUSE, 120), 200);
    CHECK_EQUAL(lua_gc(L, LUA_GCSETSTEPMUL, 400), 300);
    CHECK_EQUAL(lua_gc(L, LUA_GCSETSTEPMUL, 100), 400);
    lua_gc(L, LUA_GCINC, 0, 0, 0);
    CHECK_EQUAL(lua_gc(L, LUA_GCSETPAUSE, 200), 120);
    CHECK_EQUAL(lua_gc(L, LUA_GCSETSTEPMUL, 100), 100);
    lua_gc(L, LUA_GCSETPAUSE, 0); /* while here it is a value like any other */
    CHECK_EQUAL(lua_gc(L, LUA_GCSETPAUSE, 200), 0);
}

/* ---- Collection without being asked ---------------------------------------------------------- */

static void keep_busy(int kind, int i) {
    switch (kind) {
    case 0: lua_newuserdatauv(L, 500, 1); break;
    case 1: lua_createtable(L, 20, 0); break;
    case 2:
        lua_pushfstring(L, "%d a string that nobody keeps, and long enough to matter", i);
        break;
    case 3: lua_newthread(L); break;
    case 4:
        lua_pushinteger(L, i);
        lua_pushcclosure(L, report_panic, 1);
        break;
    default:
        lua_pushinteger(L, i);
        lua_pushliteral(L, " is a number that became a string");
        lua_concat(L, 2);
        break;
    }
    lua_pop(L, 1);
}

/* Whatever the API makes is collected, in either mode, without any Lua code running. */
static void allocation_drives_the_collector(void) {
    for (int mode = LUA_GCGEN; mode <= LUA_GCINC; mode++) {
        lua_gc(L, mode, 0, 0, 0);
        for (int kind = 0; kind <= 5; kind++) {
            int largest = 0;
            for (int i = 0; i < 2 * GARBAGE; i++) {
                keep_busy(kind, i);
                const int now = i % 500 == 0 ? lua_gc(L, LUA_GCCOUNT) : 0;
                if (now > largest) largest = now;
            }
            if (!CHECK(largest < 15000)) fprintf(stderr, "    %d KB, kind %d\n", largest, kind);
        }
    }
}

/* When the allocator refuses, garbage is collected and the request made again, also while the
** collector is stopped. */
static void emergency_collection(void) {
#if !defined(STRESS_GC) /* which leaves no garbage */
    void *ud;
    lua_getallocf(L, &ud);
    Account *const account = ud;
    lua_gc(L, LUA_GCSTOP);
    make_garbage(1000);
    account->limit = account->held + 1000;
    char *const block = lua_newuserdatauv(L, 500000, 0);
    memset(block, 1, 500000);
    CHECK_EQUAL(lua_rawlen(L, 1), 500000);
    account->limit = (size_t)1 << 40;
#endif
}

/* ---- Finalizers ------------------------------------------------------------------------------ */

static int calls_of_finalizer, answer_of_gc;

static int finalizer(lua_State *S) {
    calls_of_finalizer++;
    answer_of_gc = lua_gc(S, LUA_GCCOLLECT); /* should not be done; does nothing */
    return 0;
}

static void finalizers_and_lua_gc(void) {
    calls_of_finalizer = 0;
    answer_of_gc = 99;
    lua_newuserdatauv(L, 1, 0);
    lua_newtable(L);
    lua_pushcfunction(L, finalizer);
    lua_setfield(L, -2, "__gc");
    lua_setmetatable(L, -2);
    lua_settop(L, 0);
    lua_gc(L, LUA_GCCOLLECT);
    CHECK_EQUAL(calls_of_finalizer, 1);
    CHECK_EQUAL(answer_of_gc, -1);
    lua_gc(L, LUA_GCCOLLECT);
    CHECK_EQUAL(calls_of_finalizer, 1);
}

static char warned[300];

static void record_warning(void *ud, const char *message, int to_be_continued) {
    CHECK(ud == warned);
    strcat(warned, message);
    strcat(warned, to_be_continued ? "+" : ";");
}

/* An error in a finalizer is a warning. */
static void errors_in_finalizers(void) {
    warned[0] = '\0';
    lua_setwarnf(L, record_warning, warned);
    run(L, "setmetatable({}, {__gc = function() error('oops', 0) end})");
    lua_gc(L, LUA_GCCOLLECT);
    CHECK_STRING(warned, "error in +__gc+ (+oops+);");
    lua_setwarnf(L, NULL, NULL);
}

int main(void) {
    RUN_FRESH(constants);
    RUN_FRESH(collect);
    RUN_FRESH(collect_while_stopped);
    RUN_FRESH(stop_and_restart);
    RUN_FRESH(count);
    RUN_FRESH(step);
    RUN_FRESH(modes);
    RUN_FRESH(parameters);
    RUN_FRESH(allocation_drives_the_collector);
    RUN_FRESH(emergency_collection);
    RUN_FRESH(finalizers_and_lua_gc);
    RUN_FRESH(errors_in_finalizers);
    return check_result();
}
