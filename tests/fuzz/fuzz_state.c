/* The States of the fuzz targets and the reading of inputs.
**
** Three fences end every script. The count hook raises an error after TICKS_MAX periods and from
** then on at each instruction, so that no pcall holds it up. The allocator refuses what would exceed
** HELD_MAX, and everything when TRAFFIC_MAX has been asked for: work that a library function does in
** one instruction costs memory or is cheap. What is neither is fenced in by the prelude.
*/
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lualib.h"
#include "state.h"

#define SHARED_SLOTS    200 /* more than any target pushes */
#define SHARED_USES     256
#define TICK_PERIOD     100 /* instructions */
#define TICKS_MAX       1500
#define REFUSALS_MAX    100
#define COLLECTIONS_MAX 50
#define HELD_MAX        ((size_t)8 << 20)
#define TRAFFIC_MAX     ((size_t)96 << 20)

/* Stands before each State, as the allocator's argument. */
typedef struct FuzzState {
    size_t held;          /* bytes */
    size_t traffic;       /* bytes asked for since the State was made */
    unsigned requests;    /* for more memory */
    unsigned fail_at;     /* number of the request that fails; 0: none */
    unsigned refusals;    /* because of a limit */
    unsigned ticks;       /* of the count hook */
    unsigned collections; /* that the script asked for */
} FuzzState;

static FuzzState current;

_Noreturn void fuzz_fail(const char *file, int line, const char *claim) {
    fprintf(stderr, "%s:%d: failed: %s\n", file, line, claim);
    abort();
}

static bool refused(FuzzState *f, size_t more) {
    if (++f->requests == f->fail_at) return true;
    f->traffic += more;
    if (f->traffic <= TRAFFIC_MAX && f->held + more <= HELD_MAX) return false;
    f->refusals++;
    return true;
}

static void *allocate(void *ud, void *block, size_t old_size, size_t new_size) {
    FuzzState *const f = ud;
    if (block == NULL) old_size = 0;
    if (new_size == 0) {
        free(block);
        f->held -= old_size;
        return NULL;
    }
    if (new_size > old_size && refused(f, new_size - old_size)) return NULL;
    void *const result = realloc(block, new_size);
    FUZZ_CHECK(result != NULL);
    f->held = f->held - old_size + new_size;
    return result;
}

static void tick(lua_State *L, lua_Debug *event) {
    (void)event;
    if (++current.ticks <= TICKS_MAX && current.refusals <= REFUSALS_MAX) return;
    lua_sethook(L, tick, LUA_MASKCOUNT, 1);
    luaL_error(L, "instruction limit");
}

/* Stands for collectgarbage. In C, because chunks find values in registers that they never wrote: what
** a wrapper in Lua calls would get out. */
static int collect_garbage(lua_State *L) {
    if (++current.collections > COLLECTIONS_MAX) return luaL_error(L, "collection limit");
    lua_settop(L, 3);
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_call(L, 3, 1);
    return 1;
}

/* Runs before each script: takes away what reaches out of the State or never ends, and fences in what
** may take long for a single instruction. The wrappers end in tail calls, so that errors, yields and
** names of functions stay almost what they were. */
static const char prelude[] =
    "dofile, loadfile, debug.sethook, debug.debug, debug.getregistry = nil\n"
    "math.randomseed(42)\n"
    "print = function(...) for i = 1, select('#', ...) do tostring((select(i, ...))) end end\n"
    "local error, rawlen, type, select, tostring = error, rawlen, type, select, tostring\n"
    "local getmetatable, rawget, integer = debug.getmetatable, rawget, math.tointeger\n"
    "local function tame(t)\n"
    "    local mt = getmetatable(t)\n"
    "    return not (type(mt) == 'table' and rawget(mt, '__len') ~= nil)\n"
    "end\n"
    "for _, name in next, {'insert', 'remove', 'sort', 'concat', 'unpack'} do\n"
    "    local f = table[name]\n"
    "    table[name] = function(t, ...)\n"
    "        if not tame(t) then error('limit') end\n"
    "        return f(t, ...)\n"
    "    end\n"
    "end\n"
    "unpack = nil\n"
    "local move, concat, rep = table.move, table.concat, string.rep\n"
    "local function small(n) n = integer(n) return not n or (n < 10000 and n > -10000) end\n"
    "function table.move(t, f, e, ...)\n"
    "    if not (small(f) and small(e)) then error('limit') end\n"
    "    return move(t, f, e, ...)\n"
    "end\n"
    "local function cheap(s, p)\n"
    "    if type(s) ~= 'string' or type(p) ~= 'string' then return end\n"
    "    local n = 0\n"
    "    for i = 1, #p do\n"
    "        local c = p:byte(i)\n"
    "        if c == 42 or c == 43 or c == 45 or c == 63 then n = n + 1 end\n"
    "    end\n"
    "    if #s > (n <= 2 and 400 or n <= 5 and 40 or 10) then error('limit') end\n"
    "end\n"
    "for _, name in next, {'find', 'match', 'gmatch', 'gsub'} do\n"
    "    local f = string[name]\n"
    "    string[name] = function(s, p, ...)\n"
    "        cheap(s, p)\n"
    "        return f(s, p, ...)\n"
    "    end\n"
    "end\n";

/* The prelude as a dump, which loads faster: made once, apart from any State that counts. */
static char dumped_prelude[sizeof prelude + 6000];
static size_t dumped_size;

static int add_dumped(lua_State *L, const void *bytes, size_t length, void *ud) {
    (void)L, (void)ud;
    FUZZ_CHECK(length <= sizeof dumped_prelude - dumped_size);
    memcpy(dumped_prelude + dumped_size, bytes, length);
    dumped_size += length;
    return 0;
}

static void dump_prelude(void) {
    lua_State *const L = luaL_newstate();
    FUZZ_CHECK(L != NULL && luaL_loadbuffer(L, prelude, sizeof prelude - 1, "=prelude") == LUA_OK);
    FUZZ_CHECK(lua_dump(L, add_dumped, NULL, 0) == 0);
    lua_close(L);
}

static int prepare(lua_State *L) {
    static const luaL_Reg libraries[] = {
        {LUA_GNAME, luaopen_base},       {LUA_COLIBNAME, luaopen_coroutine},
        {LUA_TABLIBNAME, luaopen_table}, {LUA_STRLIBNAME, luaopen_string},
        {LUA_MATHLIBNAME, luaopen_math}, {LUA_UTF8LIBNAME, luaopen_utf8},
        {LUA_DBLIBNAME, luaopen_debug},
    };
    for (size_t i = 0; i < sizeof libraries / sizeof libraries[0]; i++) {
        luaL_requiref(L, libraries[i].name, libraries[i].func, 1);
        lua_pop(L, 1);
    }
    lua_getglobal(L, "collectgarbage");
    lua_pushcclosure(L, collect_garbage, 1);
    lua_setglobal(L, "collectgarbage");
    if (lua_tointeger(L, 1) == FUZZ_LIBRARIES) {
        luaL_requiref(L, LUA_OSLIBNAME, luaopen_os, 1);
    } else {
        if (luaL_loadbuffer(L, dumped_prelude, dumped_size, "=prelude") != LUA_OK) lua_error(L);
        lua_call(L, 0, 0);
    }
    return 0;
}

lua_State *fuzz_open(FuzzLibraries libraries, unsigned fail_at) {
    if (dumped_size == 0) dump_prelude();
    current = (FuzzState){.fail_at = fail_at};
    lua_State *const L = lua_newstate(allocate, &current);
    if (L == NULL) {
        FUZZ_CHECK(fail_at > 0 && current.held == 0);
        return NULL;
    }
    lua_setwarnf(L, NULL, NULL);
    if (libraries == FUZZ_BARE) return L;
    lua_pushcfunction(L, prepare);
    lua_pushinteger(L, libraries);
    if (lua_pcall(L, 1, 0, 0) == LUA_OK) return L;
    FUZZ_CHECK(fail_at > 0 && current.requests >= fail_at);
    fuzz_close(L);
    return NULL;
}

void fuzz_check_heap(lua_State *L) {
    const char *const fault = heap_check(heap(L));
    if (fault != NULL) fuzz_fail("heap_check", 0, fault);
}

void fuzz_calm(lua_State *L) {
    (void)L;
    current.fail_at = 0;
}

void fuzz_close(lua_State *L) {
    fuzz_check_heap(L);
    lua_close(L);
    FUZZ_CHECK(current.held == 0);
}

lua_State *fuzz_shared(void) {
    static lua_State *L;
    static int uses;
    if (L != NULL && (++uses % SHARED_USES == 0 || current.traffic > TRAFFIC_MAX / 2)) {
        fuzz_close(L);
        L = NULL;
    }
    if (L == NULL) L = fuzz_open(FUZZ_LIBRARIES, 0);
    lua_settop(L, 0);
    FUZZ_CHECK(lua_checkstack(L, SHARED_SLOTS));
    return L;
}

int fuzz_run(lua_State *L) {
    const int base = lua_gettop(L) - 1;
    lua_sethook(L, tick, LUA_MASKCOUNT, TICK_PERIOD);
    const int status = lua_pcall(L, 0, LUA_MULTRET, 0);
    lua_sethook(L, NULL, 0, 0);
    lua_settop(L, base);
    return status;
}

FuzzText fuzz_line(FuzzInput *in) {
    const size_t left = fuzz_left(in);
    const uint8_t *const newline = left > 0 ? memchr(in->next, '\n', left) : NULL;
    const FuzzText line = {(const char *)in->next,
                           newline != NULL ? (size_t)(newline - in->next) : left};
    in->next += line.length + (newline != NULL);
    return line;
}

FuzzText fuzz_rest(FuzzInput *in) {
    const FuzzText rest = {(const char *)in->next, fuzz_left(in)};
    in->next = in->end;
    return rest;
}

static int to_string(lua_State *L) {
    lua_pushliteral(L, "an object\0with a zero");
    return 1;
}

static void push_table(lua_State *L, uint8_t what) {
    lua_newtable(L);
    lua_newtable(L);
    if (what & 1) {
        lua_pushcfunction(L, to_string);
        lua_setfield(L, -2, "__tostring");
    }
    lua_pushliteral(L, "Name");
    lua_setfield(L, -2, "__name");
    lua_setmetatable(L, -2);
}

static double float_of(uint64_t bits) {
    double n;
    memcpy(&n, &bits, sizeof n);
    return n;
}

void fuzz_push_value(lua_State *L, FuzzInput *in) {
    const uint8_t what = fuzz_byte(in);
    switch (what % 10) {
    case 0: lua_pushnil(L); break;
    case 1: lua_pushboolean(L, what >> 4 & 1); break;
    case 2: lua_pushinteger(L, (int8_t)fuzz_byte(in)); break;
    case 3: lua_pushinteger(L, (lua_Integer)fuzz_word(in)); break;
    case 4: lua_pushnumber(L, float_of(fuzz_word(in))); break;
    case 5: lua_pushnumber(L, (int8_t)fuzz_byte(in) / 4.0); break;
    case 6: push_table(L, what >> 4); break;
    default: {
        size_t length = what >> 4;
        if (length == 15) length = fuzz_byte(in);
        if (length > fuzz_left(in)) length = fuzz_left(in);
        lua_pushlstring(L, (const char *)in->next, length);
        in->next += length;
    }
    }
}

uint32_t fuzz_hash(const uint8_t *data, size_t size) {
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < size; i++)
        hash = (hash ^ data[i]) * 16777619u;
    return hash ^ hash >> 15;
}

unsigned fuzz_choose_failure(const uint8_t *data, size_t size) {
    const uint32_t hash = fuzz_hash(data, size);
    return hash % 4 == 0 ? hash / 4 % 2000 + 1 : 0;
}
