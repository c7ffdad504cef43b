/* Memory runs out at each request in turn that a program makes, just there or from there on: what
** comes is the error "not enough memory", which can be caught; the State goes on to work when there
** is memory again, and closing it gives every byte back.
**
** In a build with STRESS_ALLOC each cell and each buffer is a request; in others only what reaches
** the host's allocator is. Arguments: names of programs to run, instead of all.
*/
#include <stdlib.h>

#include "check.h"
#include "lauxlib.h"
#include "lua.h"
#include "lualib.h"
#include "state.h"

typedef struct Source {
    const char *name, *code;
} Source;

static const Source sources[] = {
    {"tables",
     "local t = {} for i = 1, 40 do t[i] = i t['k' .. i] = i t[i + 0.5] = {i} end "
     "for i = 1, 40 do t['k' .. i] = nil end local o = {x = 1, y = 2, z = {}} o.w = o "
     "local u = {table.unpack(t, 1, 30)} for k, v in pairs(t) do u[v] = k end "
     "table.move(u, 1, 20, 15) table.insert(u, 1, {}) table.remove(u) "
     "table.sort(u, function(a, b) return tostring(a) < tostring(b) end) "
     "return #table.concat({1, 2.5, 'x'}, ', '), select('#', table.unpack(table.pack(1, nil, 3)))"},
    {"metatables",
     "local m = {} m.__index = function(t, k) return k .. 'x' end m.__add = function(a, b) return "
     "{a, b} end "
     "m.__concat = function(a, b) return setmetatable({a, b}, m) end m.__call = function(...) "
     "return ... end "
     "m.__eq = function() return true end m.__lt = function() return {} end m.__len = function() "
     "return 9 end "
     "m.__newindex = function(t, k, v) rawset(t, k .. 'y', v) end "
     "m.__tostring = function() return 'object' .. 1 end "
     "local a, b = setmetatable({}, m), setmetatable({}, m) for i = 1, 3 do a['f' .. i] = b end "
     "local c = a .. 'x' .. 1 .. b local base = {greet = function(s) return s.name .. '!' end} "
     "local class = setmetatable({}, {__index = base}) class.__index = class "
     "for i = 1, 5 do local o = setmetatable({name = 'n' .. i}, class) assert(o:greet()) end "
     "return a + b, a(1, 2), a == b, a < b, #a, tostring(a), a.missing"},
    {"closures",
     "local list = {} for i = 1, 10 do local n = i list[i] = function(...) n = n + 1 return n, ... "
     "end end "
     "for i = 1, 10 do list[i](i, 2, 3) end local function deep(n) if n == 0 then return {} end "
     "local r = deep(n - 1) return r end deep(300) "
     "local function tail(n, ...) if n == 0 then return select('#', ...) end return tail(n - 1, n, "
     "...) end "
     "local function counter() local c = 0 return function() c = c + 1 return c end, function() "
     "return c end end "
     "local up, get = counter() up() up() assert(get() == 2) return tail(30)"},
    {"strings",
     "local s = ('abc'):rep(50, '-') local t = {} for w in s:gmatch('%a+') do t[#t + 1] = "
     "w:upper() end "
     "s = s:gsub('b', function(c) return c .. c end) s = s:gsub('%w+', '<%0>') s = s:gsub('a', {a "
     "= 'AA'}) "
     "for i = 1, 20 do t[i] = string.format('%5d %s %q %g %a', i, s:sub(1, i), s, i / 3, i) end "
     "local p = string.pack('>i4s1zd', 7, 'abc', 'def', 1.5) string.unpack('>i4s1zd', p) "
     "return table.concat(t), s:reverse(), s:byte(1, 50), utf8.char(228, 8364, 0x10FFFF), "
     "s .. p .. 1 .. 2.5, tostring(1e100), ('%d'):rep(3), utf8.codepoint('äöü', 1, -1)"},
    {"coroutines",
     "local function gen(n) return coroutine.wrap(function() for i = 1, n do coroutine.yield(i, "
     "{i}) end end) end "
     "for v in gen(5) do end local co = coroutine.create(function(...) "
     "local x <close> = setmetatable({}, {__close = function() coroutine.yield('closing') end}) "
     "local ok, e = pcall(function(...) coroutine.yield(...) error({'inner'}) end, ...) "
     "return coroutine.yield(ok, e) end) "
     "while coroutine.status(co) ~= 'dead' do assert(coroutine.resume(co, 1, 2, 3)) end "
     "local c2 = coroutine.create(function() local y <close> = setmetatable({}, {__close = "
     "function() end}) "
     "coroutine.yield() end) coroutine.resume(c2) coroutine.close(c2) "
     "local t = {3, 1, 2} coroutine.wrap(function() table.sort(t) end)() "
     "local all = {} for i = 1, 20 do all[i] = coroutine.wrap(function(a) while true do a = "
     "coroutine.yield({a}) end end) "
     "all[i](i) end for r = 1, 3 do for i = 1, 20 do all[i](r) end end"},
    {"errors",
     "local function try(f, ...) local ok, e = pcall(f, ...) "
     "if not ok and e == 'not enough memory' then error(e, 0) end return e end "
     "try(error, 'x') try(error, {}) try(function() local a a.b = 1 end) try(function() return {} "
     "+ 1 end) "
     "try(function() return nil .. 'x' end) try(function() return {} < {} end) try(function() "
     "undefined() end) "
     "try(string.rep) try(setmetatable, 1, 2) try(function() string.format('%d', 'x') end) "
     "try(function() for i = 1, 'x' do end end) try(function() error(setmetatable({}, {__tostring "
     "= error})) end) "
     "local function traced() local t = debug.traceback('message', 1) return t end traced() "
     "local ok, e = xpcall(function() local x = nil; x() end, function(m) return {m, "
     "debug.traceback(m)} end) "
     "if not ok and type(e) == 'string' then error(e, 0) end "
     "local c <close> = setmetatable({}, {__close = function() end}) assert(true)"},
    {"chunks", "local text = 'local a, b <const>, c <close> = 1, 2, nil; local t = {1, 2, x = 3, "
               "[a] = \"s\", ...}; ' .. "
               "'for i = 1, 10 do if i % 2 == 0 then goto next end t[i] = function() return a + i "
               "end ::next:: end; ' .. "
               "'while a < 5 do a = a + 1 repeat local z = a until z end for k, v in pairs(t) do a "
               "= v end; ' .. "
               "'return function(...) return a, b, t, ... end' "
               "local f = assert(load(text, '=text', 't')) local g = assert(load(string.dump(f), "
               "'image', 'b')) "
               "local h = assert(load(string.dump(g, true))) f() g() h() "
               "local parts, n = {'return 1', '+ 2', '+ 3'}, 0 "
               "assert(load(function() n = n + 1 return parts[n] end))() "
               "local bad, e = load('x = = 1') if e == 'not enough memory' then error(e, 0) end "
               "local env = {} assert(load('y = 1', 'n', 't', env))() assert(env.y == 1) "
               "package.preload.thing = function(name) return {name} end require('thing') "
               "assert(load('return ' .. ('1 + '):rep(200) .. '1'))()"},
    {"collector", "local weak = setmetatable({}, {__mode = 'k'}) local values = setmetatable({}, "
                  "{__mode = 'v'}) "
                  "local done = 0 for i = 1, 20 do local k = setmetatable({}, {__gc = function() "
                  "done = done + 1 end}) "
                  "weak[k] = {k} values[i] = {} end collectgarbage() collectgarbage('incremental') "
                  "for i = 1, 5 do collectgarbage('step') end collectgarbage('generational') "
                  "collectgarbage('step') "
                  "collectgarbage() for k in pairs(weak) do k = nil end "
                  "local big = {} for i = 1, 300 do big[i] = {} end collectgarbage('count') "
                  "setmetatable({}, {__gc = function(o) local t = {} for i = 1, 20 do t[i] = {i .. "
                  "'x'} end end}) "
                  "collectgarbage()"},
    {"system",
     "local f = assert(io.tmpfile()) f:write('a line\\n', 12, ' ', 2.5, '\\n', ('x'):rep(3000), "
     "'\\n') f:seek('set') "
     "local l = f:read('l') f:read('n', 'n') f:read('L') f:read(10) f:read('a') f:seek('set') "
     "for s in f:lines(5) do end f:close() os.date('%c') os.date('*t') os.time({year = 2020, month "
     "= 1, day = 1}) "
     "tostring(f) os.getenv('HOME') os.tmpname() "
     "debug.getinfo(1) debug.getinfo(print) debug.getlocal(1, 1) "
     "debug.sethook(function() local t = {} end, 'crl') local x = math.max(1, 2) debug.sethook() "
     "local u = debug.setuservalue(io.stdout, 1) debug.getregistry() math.random(10) "
     "local n, v = debug.getupvalue(function() return f end, 1)"},
};

#define SOURCES (sizeof sources / sizeof sources[0])

/* ---- An allocator that can fail ------------------------------------------------------------- */

typedef struct Host {
    long left; /* as allocator_countdown */
    size_t held;
} Host;

static bool must_fail(Host *host) {
    if (host->left == 0) return false;
    if (host->left > 0) return --host->left == 0;
    return host->left == -1 || ++host->left == 0;
}

static void *host_allocate(void *ud, void *block, size_t old_size, size_t new_size) {
    Host *const host = ud;
    if (block == NULL) old_size = 0;
    if (new_size == 0) {
        free(block);
        host->held -= old_size;
        return NULL;
    }
    if (new_size > old_size && must_fail(host)) return NULL;
    void *const result = realloc(block, new_size);
    if (result != NULL) host->held += new_size - old_size;
    return result;
}

/* From here on request number n fails; -n: and all after it; 0: none. */
static void arm(Host *host, long n) {
#ifdef STRESS_ALLOC
    (void)host;
    allocator_countdown = n;
#else
    host->left = n;
#endif
}

/* Has a request failed (or is the next one to)? */
static bool has_failed(const Host *host) {
#ifdef STRESS_ALLOC
    (void)host;
    const long left = allocator_countdown;
#else
    const long left = host->left;
#endif
    return left == 0 || left == -1;
}

/* ---- Programs -------------------------------------------------------------------------------- */

static const char aftermath[] =
    "local t = {} for i = 1, 30 do t[i] = ('y'):rep(i) t['f' .. i] = {i} end "
    "assert(#table.concat(t) == 465) "
    "assert(select(2, pcall(error, 'e', 0)) == 'e') "
    "assert(select(2, pcall(function() local a = nil; a.b = 1 end)):find(\"local 'a'\")) "
    "local co = coroutine.wrap(function(a) return coroutine.yield(a) end) assert(co(1) == 1) "
    "assert(load(string.dump(load('return ...')))(7) == 7) "
    "collectgarbage() collectgarbage('step') "
    "assert(tostring(setmetatable({}, {__tostring = function() return 'm' end})) == 'm')";

static int traceback(lua_State *L) {
    luaL_traceback(L, L, lua_tostring(L, 1), 1);
    return 1;
}

static void check_usable(lua_State *L, const char *name, long n) {
    const char *const fault = heap_check(heap(L));
    if (!CHECK_STRING(fault, NULL)) fprintf(stderr, "%s, request %ld\n", name, n);
    lua_pushcfunction(L, traceback);
    int status = luaL_loadbufferx(L, aftermath, sizeof aftermath - 1, "=aftermath", NULL);
    if (status == LUA_OK) status = lua_pcall(L, 0, 0, -2);
    if (!CHECK_EQUAL(status, LUA_OK))
        fprintf(stderr, "%s, request %ld: %s\n", name, n, lua_tostring(L, -1));
    lua_settop(L, 0);
}

static bool is_lack_of_memory(lua_State *L, int status) {
    const char *const message = lua_tostring(L, -1);
    if (status == LUA_ERRMEM) return message != NULL && strcmp(message, "not enough memory") == 0;
    /* lua_checkstack does not tell lack of memory from too deep a stack */
    return message != NULL && (strstr(message, "not enough memory") != NULL ||
                               strstr(message, "too many results to unpack") != NULL ||
                               strstr(message, "too many arguments to resume") != NULL ||
                               strstr(message, "too many results to resume") != NULL ||
                               strstr(message, "stack overflow") != NULL);
}

/* Runs a program whose nth request fails; false when it did not make so many. */
static bool starve(const Source *source, long n) {
    Host host = {0, 0};
    lua_State *const L = lua_newstate(host_allocate, &host);
    luaL_openlibs(L);
    arm(&host, n);
    int status = luaL_loadbufferx(L, source->code, strlen(source->code), source->name, NULL);
    if (status == LUA_OK) status = lua_pcall(L, 0, LUA_MULTRET, 0);
    const bool failed = has_failed(&host);
    arm(&host, 0);
    if (status != LUA_OK && !CHECK(failed && is_lack_of_memory(L, status)))
        fprintf(stderr, "%s, request %ld: status %d, %s\n", source->name, n, status,
                lua_tostring(L, -1));
    lua_settop(L, 0);
    check_usable(L, source->name, n);
    lua_close(L);
    if (!CHECK_EQUAL(host.held, 0)) fprintf(stderr, "%s, request %ld\n", source->name, n);
    return failed;
}

static int open_libraries(lua_State *L) {
    luaL_openlibs(L);
    return 0;
}

/* The same for making a State with its libraries. */
static bool starve_start(long n) {
    Host host = {0, 0};
    arm(&host, n);
    lua_State *const L = lua_newstate(host_allocate, &host);
    int status = LUA_OK;
    if (L != NULL) {
        lua_pushcfunction(L, open_libraries);
        status = lua_pcall(L, 0, 0, 0);
    }
    const bool failed = has_failed(&host);
    arm(&host, 0);
    CHECK(L != NULL || failed);
    if (status != LUA_OK && !CHECK(failed && is_lack_of_memory(L, status)))
        fprintf(stderr, "start, request %ld: status %d, %s\n", n, status, lua_tostring(L, -1));
    if (L != NULL) {
        lua_settop(L, 0);
        luaL_openlibs(L);
        check_usable(L, "start", n);
        lua_close(L);
    }
    if (!CHECK_EQUAL(host.held, 0)) fprintf(stderr, "start, request %ld\n", n);
    return failed;
}

static bool is_wanted(const char *name, int argc, char **argv) {
    for (int i = 1; i < argc; i++)
        if (strcmp(name, argv[i]) == 0) return true;
    return argc < 2;
}

/* Until no request fails any more. `direction` 1: one at a time, -1: all from there on. */
static void sweep(const Source *source, const char *name, long direction) {
    long n = 1;
    while (source == NULL ? starve_start(n * direction) : starve(source, n * direction))
        n++;
    CHECK(n > 1);
    printf("%s: %ld requests\n", name, n - 1);
}

int main(int argc, char **argv) {
    for (long direction = 1; direction >= -1; direction -= 2) {
        if (is_wanted("start", argc, argv)) sweep(NULL, "start", direction);
        for (size_t i = 0; i < SOURCES; i++)
            if (is_wanted(sources[i].name, argc, argv))
                sweep(&sources[i], sources[i].name, direction);
    }
    return check_result();
}
