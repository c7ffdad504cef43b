/* A host whose scripts are tasks: coroutines that sleep, wait for each other and fail alone.
 *
 *     cc scheduler.c $(pkg-config --cflags --libs orrery) -o scheduler && ./scheduler
 *
 * Shown here: a coroutine for each task, anchored in the registry; C functions that yield, with and
 * without a continuation; passing values in and out of lua_resume; the error and traceback of one
 * task without harm to the others; closing a task that will never end. The clock is virtual, so the
 * program is the same in every run. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lua.h"

#include "lauxlib.h"
#include "lualib.h"

#define TASKS_MAX 64

typedef enum TaskState { TASK_FREE, TASK_READY, TASK_WAITING, TASK_DONE, TASK_FAILED } TaskState;

typedef struct Task {
    lua_State *thread;
    int anchor;          /* reference that keeps the thread alive */
    TaskState state;     /* WAITING: for `awaited` */
    lua_Integer wake_at; /* READY: when it goes on */
    int awaited;         /* number of a task, or -1 */
    int arguments;       /* values on the thread's stack for the next resume */
} Task;

/* One scheduler; its address lies in the extra space before each thread of the State. */
typedef struct Scheduler {
    Task tasks[TASKS_MAX];
    int count;
    int running; /* the task that runs now */
    lua_Integer now;
} Scheduler;

static Scheduler *scheduler_of(lua_State *L) {
    return *(Scheduler **)lua_getextraspace(L);
}

/* ---- What scripts call ----------------------------------------------------------------------- */

/* spawn(f, ...): starts a task and returns its number. */
static int task_spawn(lua_State *L) {
    Scheduler *s = scheduler_of(L);
    const int arguments = lua_gettop(L) - 1;
    luaL_checktype(L, 1, LUA_TFUNCTION);
    if (s->count == TASKS_MAX) return luaL_error(L, "too many tasks");
    lua_State *thread = lua_newthread(L); /* inherits the extra space of the main thread */
    Task *task = &s->tasks[s->count];
    *task = (Task){.thread = thread, .state = TASK_READY, .wake_at = s->now, .awaited = -1};
    task->arguments = arguments;
    task->anchor = luaL_ref(L, LUA_REGISTRYINDEX);
    if (!lua_checkstack(thread, arguments + 1)) return luaL_error(L, "too many arguments");
    lua_xmove(L, thread, arguments + 1);
    lua_pushinteger(L, s->count++);
    return 1;
}

/* sleep(n): the task goes on n ticks later. Returns nothing, so no continuation is needed. */
static int task_sleep(lua_State *L) {
    Scheduler *s = scheduler_of(L);
    s->tasks[s->running].wake_at = s->now + luaL_checkinteger(L, 1);
    return lua_yield(L, 0);
}

/* The awaited task has ended: its results are those of `wait`. */
static int task_waited(lua_State *L, int status, lua_KContext number) {
    Scheduler *s = scheduler_of(L);
    Task *awaited = &s->tasks[number];
    (void)status;
    if (awaited->state == TASK_FAILED)
        return luaL_error(L, "task %d failed: %s", (int)number, lua_tostring(awaited->thread, -1));
    const int results = lua_gettop(awaited->thread);
    luaL_checkstack(L, results, "too many results");
    for (int i = 1; i <= results; i++)
        lua_pushvalue(awaited->thread, i);
    lua_xmove(awaited->thread, L, results);
    return results;
}

/* wait(task): its results, when it has ended; an error if it failed. */
static int task_wait(lua_State *L) {
    Scheduler *s = scheduler_of(L);
    const lua_Integer number = luaL_checkinteger(L, 1);
    luaL_argcheck(L, number >= 0 && number < s->count, 1, "no such task");
    const Task *awaited = &s->tasks[number];
    if (awaited->state == TASK_DONE || awaited->state == TASK_FAILED)
        return task_waited(L, LUA_OK, (lua_KContext)number);
    s->tasks[s->running].state = TASK_WAITING;
    s->tasks[s->running].awaited = (int)number;
    return lua_yieldk(L, 0, (lua_KContext)number, task_waited);
}

/* log(...): a line with the time. */
static int task_log(lua_State *L) {
    printf("%3d ", (int)scheduler_of(L)->now);
    for (int i = 1, n = lua_gettop(L); i <= n; i++) {
        printf(" %s", luaL_tolstring(L, i, NULL));
        lua_pop(L, 1);
    }
    printf("\n");
    return 0;
}

static const luaL_Reg task_functions[] = {
    {"spawn", task_spawn}, {"sleep", task_sleep}, {"wait", task_wait},
    {"log", task_log},     {NULL, NULL},
};

/* ---- The loop -------------------------------------------------------------------------------- */

static void wake_those_waiting(Scheduler *s, int number) {
    for (int i = 0; i < s->count; i++) {
        Task *task = &s->tasks[i];
        if (task->state != TASK_WAITING || task->awaited != number) continue;
        task->state = TASK_READY;
        task->wake_at = s->now;
    }
}

static void end_task(lua_State *L, Scheduler *s, int number, int status) {
    Task *task = &s->tasks[number];
    if (status == LUA_OK) {
        task->state = TASK_DONE; /* the results stay on its stack */
    } else {
        luaL_traceback(L, task->thread, lua_tostring(task->thread, -1), 0);
        printf("%3d  task %d: %s\n", (int)s->now, number, lua_tostring(L, -1));
        lua_pop(L, 1);
        task->state = TASK_FAILED; /* the error object stays on its stack */
    }
    wake_those_waiting(s, number);
}

/* The ready task that is due first; of several, the one that was started first. -1: none. */
static int next_task(const Scheduler *s) {
    int found = -1;
    for (int i = 0; i < s->count; i++) {
        if (s->tasks[i].state != TASK_READY) continue;
        if (found < 0 || s->tasks[i].wake_at < s->tasks[found].wake_at) found = i;
    }
    return found;
}

static void run_tasks(lua_State *L, Scheduler *s) {
    for (int number; (number = next_task(s)) >= 0;) {
        Task *task = &s->tasks[number];
        int results;
        if (task->wake_at > s->now) s->now = task->wake_at;
        s->running = number;
        const int status = lua_resume(task->thread, L, task->arguments, &results);
        task = &s->tasks[number];
        task->arguments = 0;
        if (status == LUA_YIELD)
            lua_pop(task->thread, results);
        else
            end_task(L, s, number, status);
    }
}

/* Tasks that wait for each other never end: their pending variables are closed all the same. */
static int close_tasks(lua_State *L, Scheduler *s) {
    int waiting = 0;
    for (int i = 0; i < s->count; i++) {
        Task *task = &s->tasks[i];
        if (task->state == TASK_WAITING) waiting++;
        if (task->state == TASK_WAITING && lua_resetthread(task->thread) != LUA_OK)
            printf("task %d: %s\n", i, lua_tostring(task->thread, -1));
        luaL_unref(L, LUA_REGISTRYINDEX, task->anchor);
    }
    return waiting;
}

/* ---- The host -------------------------------------------------------------------------------- */

static const char script[] =
    "local events = {}\n"
    "local function note(...) log(...) events[#events + 1] = table.concat({ ... }, ' ') end\n"
    "function seen() return table.concat(events, '; ') end\n"
    "local function worker(name, pause, rounds)\n"
    "    for i = 1, rounds do\n"
    "        sleep(pause)\n"
    "        note(name, i)\n"
    "    end\n"
    "    return name, rounds * pause\n"
    "end\n"
    "local a = spawn(worker, 'a', 3, 2)\n"
    "local b = spawn(worker, 'b', 2, 3)\n"
    "local broken = spawn(function() sleep(1) error('out of order') end)\n"
    "spawn(function()\n"
    "    local name, time = wait(a)\n"
    "    note(name, 'took', time)\n"
    "    local good, problem = pcall(wait, broken)\n"
    "    assert(not good and problem:find('out of order', 1, true))\n"
    "    -- Yielding from a metamethod and an iterator is as good as from a plain call.\n"
    "    local slow = setmetatable({}, { __add = function(x, y) sleep(10) return y end })\n"
    "    note('sum', slow + 5)\n"
    "    for n in function(_, n) sleep(1) if n < 2 then return n + 1 end end, nil, 0 do note('n', "
    "n) end\n"
    "    assert(select('#', wait(spawn(function() end))) == 0)\n"
    "end)\n"
    "local first, second\n"
    "first = spawn(function()\n"
    "    local guard <close> = setmetatable({}, { __close = function() note('closed') end })\n"
    "    wait(second)\n"
    "end)\n"
    "second = spawn(function() wait(first) end)\n";

static const char expected[] = "b 1; a 1; b 2; a 2; b 3; a took 6; sum 5; n 1; n 2; closed";

int main(void) {
    static Scheduler scheduler;
    lua_State *L = luaL_newstate();
    if (L == NULL) return EXIT_FAILURE;
    *(Scheduler **)lua_getextraspace(L) = &scheduler;
    luaL_openlibs(L);
    lua_pushglobaltable(L);
    luaL_setfuncs(L, task_functions, 0);
    lua_pop(L, 1);

    if (luaL_loadbuffer(L, script, sizeof script - 1, "=script") || lua_pcall(L, 0, 0, 0)) {
        fprintf(stderr, "%s\n", lua_tostring(L, -1));
        return EXIT_FAILURE;
    }
    run_tasks(L, &scheduler);
    const int waiting = close_tasks(L, &scheduler);

    lua_getglobal(L, "seen");
    lua_call(L, 0, 1);
    const int good = strcmp(lua_tostring(L, -1), expected) == 0 && waiting == 2;
    if (!good) fprintf(stderr, "scheduler: not as expected: %s\n", lua_tostring(L, -1));
    lua_close(L);
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
