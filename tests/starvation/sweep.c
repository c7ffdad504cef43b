/* The sweep of STRESS_ALLOC: memory runs out at every request in turn that a program makes.
**
**     starvation [--most N] FOLDER [PROGRAM...]
**
** Each program in FOLDER/programs gets a new State for every n, and its nth request for memory is
** refused: the program ends well nevertheless, or with the error "not enough memory", which can be
** caught, in C and by `pcall` in a script by turns. After each run the heap is valid, the State runs
** aftermath.lua and the program itself, and when it is closed no byte is left. n grows until the
** program ends without having made so many requests. That happens in four ways:
**
**   cells, once      each cell, each buffer and everything else counts as a request; one is refused
**   cells, onwards   the same, and all that follow are refused too
**   host, once       only what reaches the host's lua_Alloc counts: mostly blocks of the heap. The
**   host, onwards    heap collects and asks again, so that a program rarely notices a single one
**
** Then making a State is swept in the same ways. With STRESS_ALLOC the switch itself refuses cells,
** in other builds the test library's account of memory does (internals/memory.c). --most leaves out
** so many n, evenly, that no more than N are tried of a program in each way.
*/
#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>

#include "check.h"
#include "internals.h"

#define PROGRAM_MAX 100
#define PATH_BYTES  4096

typedef struct Way {
    const char *name;
    bool host, onwards;
} Way;

static const Way ways[] = {{"cells, once", false, false},
                           {"cells, onwards", false, true},
                           {"host, once", true, false},
                           {"host, onwards", true, true}};

#define WAYS (sizeof ways / sizeof ways[0])

static const char *folder;
static long most;       /* n tried of a program in one way; 0: all */
static long total_runs; /* in which memory ran out */

/* ---- Refusal --------------------------------------------------------------------------------- */

/* From here on request number n is refused; 0: none. */
static void arm(const Way *way, long n) {
#ifdef STRESS_ALLOC
    if (!way->host) {
        allocator_countdown = way->onwards ? -n : n;
        return;
    }
#endif
    memory_refuse(n, way->onwards, way->host);
}

/* How many more requests would have been granted; 0 when one was refused. */
static long requests_left(const Way *way) {
#ifdef STRESS_ALLOC
    if (!way->host) {
        const long left = allocator_countdown < 0 ? -allocator_countdown : allocator_countdown;
        return way->onwards ? left - 1 : left;
    }
#endif
    (void)way;
    return memory_refusal_due();
}

/* ---- One run --------------------------------------------------------------------------------- */

static void complain(const char *name, const Way *way, long n, const char *what) {
    CHECK(!"a run short of memory");
    fprintf(stderr, "    %s, %s, request %ld: %s\n", name, way->name, n, what);
}

static bool is_lack_of_memory(const char *message, bool exactly) {
    if (message == NULL) return false;
    if (exactly) return strcmp(message, "not enough memory") == 0;
    /* lua_checkstack does not tell lack of memory from too deep a stack */
    return strstr(message, "not enough memory") != NULL || strstr(message, "too many ") != NULL ||
           strstr(message, "stack overflow") != NULL;
}

/* (path): compiles and runs a file. */
static int run_directly(lua_State *L) {
    if (luaL_loadfile(L, lua_touserdata(L, 1)) != LUA_OK) return lua_error(L);
    lua_call(L, 0, 0);
    return 0;
}

/* (path): the same under a script's pcall, whose results are returned. */
static int run_by_pcall(lua_State *L) {
    lua_getglobal(L, "pcall");
    if (luaL_loadfile(L, lua_touserdata(L, 1)) != LUA_OK) return lua_error(L);
    lua_call(L, 1, 2);
    return 2;
}

/* A status; the message is on top of the stack when it is not LUA_OK. */
static int run_file(lua_State *L, const char *path, bool by_pcall) {
    lua_pushcfunction(L, by_pcall ? run_by_pcall : run_directly);
    lua_pushlightuserdata(L, (void *)path);
    const int status = lua_pcall(L, 1, by_pcall ? 2 : 0, 0);
    if (status != LUA_OK || !by_pcall || lua_toboolean(L, -2)) return status;
    return LUA_ERRRUN;
}

static void check_message(lua_State *L, const char *name, const Way *way, long n, int status) {
    const char *const message = lua_tostring(L, -1);
    if (is_lack_of_memory(message, status == LUA_ERRMEM)) return;
    complain(name, way, n, message != NULL ? message : "an error that is not a string");
}

static void check_usable(lua_State *L, const char *name, const char *program, const Way *way,
                         long n) {
    char path[PATH_BYTES];
    const Cell *where;
    lua_settop(L, 0);
    lua_sethook(L, NULL, 0, 0);
    const char *const fault = heap_validate(L->state, &where);
    if (fault != NULL) complain(name, way, n, fault);
    snprintf(path, sizeof path, "%s/aftermath.lua", folder);
    if (run_file(L, path, false) != LUA_OK) complain(name, way, n, lua_tostring(L, -1));
    if (program != NULL && run_file(L, program, false) != LUA_OK)
        complain(name, way, n, lua_tostring(L, -1));
    lua_settop(L, 0);
}

static void check_closed(const char *name, const Way *way, long n) {
    if (memory_in_use() == 0 && memory_pieces() == 0) return;
    complain(name, way, n, "memory was not given back");
    exit(1); /* what is left belongs to no State: no further run would be right */
}

/* Returns how many requests were left. */
static long starve(const char *name, const char *program, const Way *way, long n) {
    lua_State *const L = luaL_newstate();
    luaL_openlibs(L);
    arm(way, n);
    const int status = run_file(L, program, n % 2 == 0);
    const long left = requests_left(way);
    arm(way, 0);
    if (status != LUA_OK) {
        if (left > 0) complain(name, way, n, "an error, though nothing was refused");
        check_message(L, name, way, n, status);
    }
    check_usable(L, name, program, way, n);
    lua_close(L);
    check_closed(name, way, n);
    return left;
}

static int open_libraries(lua_State *L) {
    luaL_openlibs(L);
    return 0;
}

/* The same for making a State with its libraries. */
static long starve_start(const char *name, const char *program, const Way *way, long n) {
    (void)program;
    arm(way, n);
    lua_State *const L = luaL_newstate();
    int status = LUA_OK;
    if (L != NULL) {
        lua_pushcfunction(L, open_libraries);
        status = lua_pcall(L, 0, 0, 0);
    }
    const long left = requests_left(way);
    arm(way, 0);
    if (L == NULL && left > 0) complain(name, way, n, "no State, though nothing was refused");
    if (status != LUA_OK) check_message(L, name, way, n, status);
    if (L != NULL) {
        lua_settop(L, 0);
        luaL_openlibs(L);
        check_usable(L, name, NULL, way, n);
        lua_close(L);
    }
    check_closed(name, way, n);
    return left;
}

/* ---- All runs -------------------------------------------------------------------------------- */

typedef long Starve(const char *name, const char *program, const Way *way, long n);

static void sweep(Starve *run, const char *name, const char *program) {
    printf("%-18s", name);
    for (size_t w = 0; w < WAYS; w++) {
        const Way *const way = &ways[w];
        const long requests = LONG_MAX / 2 - run(name, program, way, LONG_MAX / 2);
        const long step = most == 0 ? 1 : (requests + most - 1) / most;
        long runs = 0;
        for (long n = 1; run(name, program, way, n) == 0; n += step)
            runs++;
        if (requests > 0 && runs == 0) complain(name, way, 1, "no request was refused");
        total_runs += runs;
        printf("%7ld", runs);
        fflush(stdout);
    }
    printf("\n");
}

static int by_name(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The names of the files in FOLDER/programs, sorted; the caller's forever. */
static int list_programs(char **names) {
    char path[PATH_BYTES];
    snprintf(path, sizeof path, "%s/programs", folder);
    DIR *const d = opendir(path);
    int count = 0;
    if (d == NULL) {
        fprintf(stderr, "starvation: %s: %s\n", path, strerror(errno));
        return 0;
    }
    for (struct dirent *e = readdir(d); e != NULL && count < PROGRAM_MAX; e = readdir(d)) {
        const size_t length = strlen(e->d_name);
        if (length > 4 && strcmp(e->d_name + length - 4, ".lua") == 0)
            names[count++] = strndup(e->d_name, length - 4);
    }
    closedir(d);
    qsort(names, (size_t)count, sizeof names[0], by_name);
    return count;
}

static bool is_wanted(const char *name, char **wanted) {
    if (*wanted == NULL) return true;
    for (; *wanted != NULL; wanted++)
        if (strcmp(name, *wanted) == 0) return true;
    return false;
}

int main(int argc, char **argv) {
    (void)argc;
    argv++;
    if (*argv != NULL && strcmp(*argv, "--most") == 0 && argv[1] != NULL) {
        most = strtol(argv[1], NULL, 10);
        argv += 2;
    }
    if (*argv == NULL) {
        fprintf(stderr, "usage: starvation [--most N] FOLDER [PROGRAM...]\n");
        return 2;
    }
    folder = *argv++;
    char *names[PROGRAM_MAX];
    const int count = list_programs(names);
    if (count == 0) return 2;
    int programs = 0;
    printf("%-18s  cells onward   host onward\n", "runs, refused");
    for (int i = 0; i < count; i++) {
        char path[PATH_BYTES];
        snprintf(path, sizeof path, "%s/programs/%s.lua", folder, names[i]);
        if (is_wanted(names[i], argv)) {
            sweep(starve, names[i], path);
            programs++;
        }
        free(names[i]);
    }
    if (is_wanted("start", argv)) sweep(starve_start, "start", NULL);
    printf("starvation: %d programs, memory ran out %ld times, %d complaints\n", programs,
           total_runs, check_failures);
    return check_failures == 0 && total_runs > 0 ? 0 : 1;
}
