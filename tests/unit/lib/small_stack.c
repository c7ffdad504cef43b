/* Recursion to a million through everything that calls back, on a thread with a stack of 256 KiB:
** each script returns or raises an error that its caller can catch, and the state works afterwards. */
#include <limits.h>
#include <pthread.h>

#include "check.h"
#include "lauxlib.h"
#include "lua.h"
#include "lualib.h"

#define STACK_SIZE (256 * 1024)

/* Deep recursion under "collect at every allocation" would take hours. */
#ifdef STRESS_GC
#define DEPTH 300
#else
#define DEPTH 1000000
#endif

/* A way of recursion: `body` is a Lua chunk that gets the depth and recurses that far. */
typedef struct Way {
    const char *name, *body;
} Way;

static const Way ways[] = {
    {"call", "local function f(n) if n > 0 then return 1 + f(n - 1) end return 0 end f(...)"},
    {"tail call", "local function f(n) if n > 0 then return f(n - 1) end end f(...)"},
    {"pcall", "local function f(n) if n > 0 then local ok, e = pcall(f, n - 1)"
              " if not ok then error(e, 0) end end end f(...)"},
    {"pcall, error swallowed", "local function f(n) if n > 0 then pcall(f, n - 1) end end f(...)"},
    {"xpcall", "local function f(n) if n > 0 then local ok, e = xpcall(f, function(m) return m end,"
               " n - 1) if not ok then error(e, 0) end end end f(...)"},
    {"xpcall handler", "local function f(n) if n > 0 then local ok, e = xpcall(error, function()"
                       " return f(n - 1) end) end end f(...)"},
    {"handler that fails", "local function h(m) error(m) end xpcall(error, h, 'x') error 'end'"},
    {"sort", "local function f(n) if n > 0 then table.sort({2, 1}, function(a, b)"
             " f(n - 1) return a < b end) end end f(...)"},
    {"sort through __lt",
     "local m = {} local n = ... m.__lt = function(a, b) n = n - 1 if n > 0 then"
     " table.sort{a, b} end return false end"
     " table.sort{setmetatable({}, m), setmetatable({}, m)}"},
    {"gsub function", "local function f(n) if n > 0 then string.gsub('x', 'x', function()"
                      " f(n - 1) end) end end f(...)"},
    {"gsub table", "local n = ... local t = setmetatable({}, {__index = function(t)"
                   " n = n - 1 if n > 0 then string.gsub('x', 'x', t) end return ''"
                   " end}); ('x'):gsub('x', t)"},
    {"gmatch loop",
     "local function f(n) if n > 0 then for w in ('x'):gmatch 'x' do f(n - 1) end end"
     " end f(...)"},
    {"load reader",
     "local function f(n) if n > 0 then load(function() f(n - 1) end) end end f(...)"},
    {"load and run", "F = function(n) if n > 0 then assert(load('F(...)'))(n - 1) end end F(...)"},
    {"require", "local function f(n) if n > 0 then package.preload['m' .. n] = function()"
                " f(n - 1) end require('m' .. n) end end f(...)"},
    {"required file",
     "local name = os.tmpname() N = ... local f = assert(io.open(name, 'w'))"
     " f:write[[N = N - 1 package.loaded.again = nil if N > 0 then require 'again' end]] f:close()"
     " package.path = name local ok, e = pcall(require, 'again') os.remove(name)"
     " if not ok then error(e, 0) end"},
    {"chunk of a searcher",
     "N = ... table.insert(package.searchers, 1, function() return load("
     "'N = N - 1 if N > 0 then package.loaded.m = nil require [[m]] end') end) require 'm'"},
    {"searcher", "local n = ... table.insert(package.searchers, 1, function(name) n = n - 1"
                 " if n > 0 then require('s' .. n) end return function() end end) require 's'"},
    {"tostring",
     "local function f(n) if n > 0 then tostring(setmetatable({}, {__tostring = function()"
     " f(n - 1) return '' end})) end end f(...)"},
    {"string.format",
     "local function f(n) if n > 0 then ('%s'):format(setmetatable({}, {__tostring ="
     " function() f(n - 1) return '' end})) end end f(...)"},
    {"print", "local function f(n) if n > 0 then print(setmetatable({}, {__tostring = function()"
              " f(n - 1) return '' end})) end end f(...)"},
    {"__index", "local n = ... local t t = setmetatable({}, {__index = function(_, k) n = n - 1"
                " return n > 0 and t[k] end}) return t.x"},
    {"__newindex",
     "local n = ... local t t = setmetatable({}, {__newindex = function(_, k, v) n = n - 1"
     " if n > 0 then t[k] = v end end}) t.x = 1"},
    {"__call", "local n = ... local t t = setmetatable({}, {__call = function() n = n - 1"
               " if n > 0 then t() end end}) t()"},
    {"__call chain", "local t = print for i = 1, math.min(..., 10000) do t ="
                     " setmetatable({}, {__call = t}) end t()"},
    {"__index chain", "local t = {} for i = 1, ... do t = setmetatable({}, {__index = t}) end"
                      " return t.x"},
    {"__eq", "local n = ... local m = {} local a, b = setmetatable({}, m), setmetatable({}, m)"
             " m.__eq = function() n = n - 1 return n > 0 and a == b end return a == b"},
    {"__lt", "local n = ... local m = {} local a = setmetatable({}, m)"
             " m.__lt = function() n = n - 1 return n > 0 and a < a end return a < a"},
    {"__le", "local n = ... local m = {} local a = setmetatable({}, m)"
             " m.__le = function() n = n - 1 return n > 0 and a <= a end return a <= a"},
    {"__concat",
     "local n = ... local m = {} local a = setmetatable({}, m)"
     " m.__concat = function() n = n - 1 return n > 0 and a .. a end return a .. a .. a"},
    {"__len", "local n = ... local m = {} local a = setmetatable({}, m)"
              " m.__len = function() n = n - 1 return n > 0 and #a or 0 end return #a"},
    {"arithmetic",
     "local n = ... local m = {} local a = setmetatable({}, m)"
     " local names = {'add', 'sub', 'mul', 'div', 'mod', 'pow', 'idiv', 'band', 'bor',"
     " 'bxor', 'shl', 'shr'} for _, k in ipairs(names) do m['__' .. k] = function()"
     " n = n - 1 if n > 0 then return a + a - a * a / a end return a end end"
     " return (a << a) | (a >> a) & a ~ a // a % a ^ a"},
    {"__unm and __bnot", "local n = ... local m = {} local a = setmetatable({}, m)"
                         " m.__unm = function() n = n - 1 return n > 0 and ~a or a end"
                         " m.__bnot = function() n = n - 1 return n > 0 and -a or a end return -a"},
    {"__close", "local function f(n) if n > 0 then local x <close> = setmetatable({}, {__close ="
                " function() f(n - 1) end}) end end f(...)"},
    {"__close of errors",
     "local function f(n) if n > 0 then local x <close> = setmetatable({}, {__close"
     " = function() f(n - 1) end}) error 'x' end end f(...)"},
    {"__pairs",
     "local function f(n) if n > 0 then for k in pairs(setmetatable({}, {__pairs = function()"
     " f(n - 1) return next, {} end})) do end end end f(...)"},
    {"iterator",
     "local function f(n) for i in function(_, c) if n > 0 and not c then f(n - 1) end end do"
     " end end f(...)"},
    {"table library", "local n = ... local t t = setmetatable({}, {__len = function() return 2 end,"
                      " __index = function(_, i) n = n - 1 if n > 0 then table.concat(t) end"
                      " return 'x' end}) table.concat(t)"},
    {"table.insert", "local n = ... local t t = setmetatable({}, {__len = function() n = n - 1"
                     " if n > 0 then table.insert(t, 1) end return 0 end}) table.insert(t, 1)"},
    {"unpack",
     "local n = ... local t t = setmetatable({}, {__index = function() n = n - 1 if n > 0 then"
     " table.unpack(t, 1, 2) end end}) table.unpack(t, 1, 2)"},
    {"coroutine.wrap", "local function f(n) if n > 0 then coroutine.wrap(f)(n - 1) end end f(...)"},
    {"coroutine.resume", "local function f(n) if n > 0 then assert(coroutine.resume("
                         "coroutine.create(f), n - 1)) end end f(...)"},
    {"coroutine.close", "local function f(n) if n > 0 then local co = coroutine.create(function()"
                        " local x <close> = setmetatable({}, {__close = function() f(n - 1) end})"
                        " coroutine.yield() end) coroutine.resume(co) assert(coroutine.close(co))"
                        " end end f(...)"},
    {"table.remove", "local n = ... local t t = setmetatable({}, {__len = function() n = n - 1"
                     " if n > 0 then table.remove(t) end return 0 end}) table.remove(t)"},
    {"table.move",
     "local n = ... local t t = setmetatable({}, {__index = function() n = n - 1"
     " if n > 0 then table.move(t, 1, 2, 3, {}) end end}) table.move(t, 1, 2, 3, {})"},
    {"table.concat through __len",
     "local n = ... local t t = setmetatable({}, {__len = function() n = n - 1"
     " if n > 0 then table.concat(t) end return 0 end}) table.concat(t)"},
    {"ipairs", "local n = ... local t t = setmetatable({}, {__index = function() n = n - 1"
               " if n > 0 then for i in ipairs(t) do end end end}) for i in ipairs(t) do end"},
    {"arithmetic of strings", "local n = ... local m = {} local a = setmetatable({}, m)"
                              " m.__add = function() n = n - 1 return n > 0 and '1' + a or 1 end"
                              " return '1' + a"},
    {"__index of strings", "local n = ... local m = getmetatable '' local old = m.__index"
                           " m.__index = function(s, k) n = n - 1 return n > 0 and s[k] or 1 end"
                           " local ok, e = pcall(function() return ('x').y end) m.__index = old"
                           " if not ok then error(e, 0) end"},
    {"tail __call", "local n = ... local t t = setmetatable({}, {__call = function(self, ...)"
                    " n = n - 1 if n > 0 then return t(...) end end}) return t(1, 2)"},
    {"__close at return", "local function f(n) if n > 0 then local x <close> = setmetatable({},"
                          " {__close = function() f(n - 1) end}) return n end end f(...)"},
    {"__close at break",
     "local function f(n) if n > 0 then while true do local x <close> = setmetatable({},"
     " {__close = function() f(n - 1) end}) break end end end f(...)"},
    {"__close of for", "local function f(n) if n > 0 then for i in next, {1}, nil,"
                       " setmetatable({}, {__close = function() f(n - 1) end}) do break end end"
                       " end f(...)"},
    {"yields on the way", "local function f(n) if n > 0 then table.sort({2, 1}, function(a, b)"
                          " coroutine.yield() f(n - 1) return a < b end) end end"
                          " local co = coroutine.create(f) local n = ... local ok, e repeat"
                          " ok, e = coroutine.resume(co, n) until coroutine.status(co) == 'dead'"
                          " if not ok then error(e, 0) end"},
    {"generic for over an object",
     "local n = ... local t t = setmetatable({}, {__call = function() n = n - 1"
     " if n > 0 then for i in t do end end end}) for i in t do end"},
    {"dofile", "F = function(n) if n > 0 then assert(pcall(dofile, '/dev/null')) F(n - 1) end end"
               " F(...)"},
    {"__gc", "local function f(n) if n > 0 then setmetatable({}, {__gc = function() f(n - 1) end})"
             " collectgarbage() end end f((...) > 1000 and 1000 or ...)"},
    {"hook",
     "local function f(n) if n > 0 then debug.sethook(function() debug.sethook() f(n - 1) end,"
     " 'l') local x = 1 end end f(...) debug.sethook()"},
    {"nested source", "return load(('('):rep(...) .. '1' .. (')'):rep(...))"},
    {"nested functions", "return load(('function f() '):rep(...))"},
    {"nested tables", "return load('return ' .. ('{'):rep(...))"},
    {"pattern",
     "return pcall(string.find, ('a'):rep(...), ('a?'):rep((...) // 10) .. ('a'):rep(5))"},
};

/* An operator with a metamethod that uses the same operator again: `a` is the object, `...` none. */
typedef struct Operator {
    const char *event, *expression;
} Operator;

static const Operator operators[] = {
    {"add", "a + a"},       {"add", "a + 1"},     {"add", "1 + a"},
    {"add", "a + 1.5"},     {"sub", "a - a"},     {"sub", "a - 1"},
    {"mul", "a * a"},       {"mul", "2 * a"},     {"div", "a / a"},
    {"div", "a / 2"},       {"mod", "a % a"},     {"mod", "a % 3"},
    {"pow", "a ^ a"},       {"pow", "a ^ 2"},     {"idiv", "a // a"},
    {"idiv", "a // 2"},     {"band", "a & a"},    {"band", "a & 1"},
    {"bor", "a | a"},       {"bor", "1 | a"},     {"bxor", "a ~ a"},
    {"bxor", "a ~ 1"},      {"shl", "a << a"},    {"shl", "a << 1"},
    {"shr", "a >> a"},      {"shr", "a >> 1"},    {"unm", "-a"},
    {"bnot", "~a"},         {"len", "#a"},        {"concat", "a .. a"},
    {"concat", "a .. 'x'"}, {"concat", "1 .. a"}, {"eq", "a == b"},
    {"eq", "a ~= b"},       {"lt", "a < b"},      {"lt", "a > b"},
    {"lt", "a < 1"},        {"lt", "1 < a"},      {"lt", "a > 1.5"},
    {"le", "a <= b"},       {"le", "a >= b"},     {"le", "a <= 1"},
    {"le", "1 <= a"},       {"index", "a.x"},     {"index", "a[1]"},
    {"index", "a[b]"},      {"index", "a:x()"},   {"call", "a()"},
    {"call", "(a(b))"},     {"call", "1 + a(b)"}, {"tostring", "tostring(a)"},
    {"pairs", "pairs(a)"},
};

static int discard(lua_State *L) {
    for (int i = lua_gettop(L); i > 0; i--) {
        luaL_tolstring(L, i, NULL);
        lua_pop(L, 1);
    }
    return 0;
}

/* A fresh state for each way: a million objects of one shall not burden the next. */
static void recurse(const Way *way) {
    lua_State *L = luaL_newstate();
    luaL_openlibs(L);
    if (strcmp(way->name, "print") == 0) {
        lua_getglobal(L, "tostring");
        lua_setglobal(L, "print");
    } else {
        lua_register(L, "print", discard);
    }
    if (luaL_loadstring(L, way->body) != LUA_OK) {
        fprintf(stderr, "%s: %s\n", way->name, lua_tostring(L, -1));
        CHECK(false);
    } else {
        lua_pushinteger(L, DEPTH);
        const int status = lua_pcall(L, 1, 0, 0);
        CHECK(status == LUA_OK || status == LUA_ERRRUN || status == LUA_ERRERR ||
              status == LUA_ERRMEM);
        printf("%-24s %.100s\n", way->name,
               status == LUA_OK ? "succeeds" : luaL_tolstring(L, -1, NULL));
        fflush(stdout);
        lua_settop(L, 0);
        CHECK_EQUAL(luaL_dostring(L, "return #('x'):rep(10) + select('#', pcall(error))"), LUA_OK);
        CHECK_EQUAL(lua_tointeger(L, -1), 12);
    }
    lua_close(L);
}

static void recurse_operator(const Operator *o) {
    char body[400];
    snprintf(body, sizeof body,
             "local n = ... local m = {} local a, b = setmetatable({}, m), setmetatable({}, m)"
             " function m.__%s() n = n - 1 if n > 0 then return %s end return '' end"
             " return %s",
             o->event, o->expression, o->expression);
    recurse(&(Way){o->expression, body});
}

static void *run_all(void *unused) {
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
        recurse(&ways[i]);
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
        recurse_operator(&operators[i]);
    return unused;
}

static void million_deep(void) {
    pthread_attr_t attributes;
    pthread_t thread;
    CHECK_EQUAL(pthread_attr_init(&attributes), 0);
    CHECK_EQUAL(pthread_attr_setstacksize(&attributes, STACK_SIZE), 0);
    if (CHECK_EQUAL(pthread_create(&thread, &attributes, run_all, NULL), 0))
        pthread_join(thread, NULL);
    pthread_attr_destroy(&attributes);
}

int main(void) {
    RUN(million_deep);
    return check_result();
}
