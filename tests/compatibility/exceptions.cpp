// A C++ host: exceptions in its own frames, Lua errors below them, and how one becomes the other.
#include "lua.hpp"

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <new>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

int checks_failed = 0;
int alive = 0; // objects of class Tracked

void check(bool condition, const char *what) {
    if (condition) return;
    std::fprintf(stderr, "failed: %s\n", what);
    checks_failed++;
}

struct Tracked {
    std::string text;
    explicit Tracked(const char *t) : text(t) {
        alive++;
    }
    Tracked(const Tracked &other) : text(other.text) {
        alive++;
    }
    ~Tracked() {
        alive--;
    }
};

// Work of the host, which may throw at some depth.
std::size_t work(const std::string &text, int depth) {
    const Tracked here(text.c_str());
    if (depth > 0) return work(text + "x", depth - 1);
    if (text.compare(0, 4, "fail") == 0) throw std::runtime_error("cannot work on " + text);
    return text.size();
}

// A function for Lua: no exception leaves it. The message is on the Lua stack and all objects are
// destroyed before lua_error jumps.
int safe_work(lua_State *L) {
    const char *text = luaL_checkstring(L, 1);
    bool failed = false;
    try {
        lua_pushinteger(L, static_cast<lua_Integer>(work(text, 5)));
    } catch (const std::exception &problem) {
        lua_pushstring(L, problem.what());
        failed = true;
    }
    return failed ? lua_error(L) : 1;
}

// A pcall inside of a C++ frame with objects: the Lua error ends at the pcall, nothing is skipped.
int protected_work(lua_State *L) {
    const Tracked before("before");
    lua_pushvalue(L, 1);
    const int status = lua_pcall(L, 0, 0, 0);
    const Tracked after("after");
    lua_pushinteger(L, status);
    return 1;
}

// An exception that starts and ends in the host, inside of a function called from Lua.
int catches_itself(lua_State *L) {
    std::vector<std::string> log;
    for (int i = 0; i < 3; i++) {
        try {
            work("fail", i);
        } catch (const std::exception &problem) {
            log.push_back(problem.what());
        }
    }
    lua_pushstring(L, log.back().c_str());
    return 1;
}

// Objects inside of userdata: constructed in place, destroyed by __gc.
int new_tracked(lua_State *L) {
    void *block = lua_newuserdatauv(L, sizeof(Tracked), 0);
    new (block) Tracked(luaL_checkstring(L, 1));
    luaL_setmetatable(L, "Tracked");
    return 1;
}

int tracked_text(lua_State *L) {
    lua_pushstring(L, static_cast<Tracked *>(luaL_checkudata(L, 1, "Tracked"))->text.c_str());
    return 1;
}

int destroy_tracked(lua_State *L) {
    static_cast<Tracked *>(luaL_checkudata(L, 1, "Tracked"))->~Tracked();
    return 0;
}

// Continuations with C++ linkage.
int resumed(lua_State *L, int status, lua_KContext context) {
    lua_pushinteger(L, status * 100 + static_cast<int>(context));
    return 1;
}

int yields(lua_State *L) {
    return lua_yieldk(L, 0, 7, resumed);
}

const char script[] = "assert(safe_work('abc') == 8)\n"
                      "local good, problem = pcall(safe_work, 'fail')\n"
                      "assert(not good and problem == 'cannot work on failxxxxx', problem)\n"
                      "assert(not pcall(safe_work, {}))\n"
                      "assert(protected_work(function() error('below') end) == 2)\n"
                      "assert(protected_work(function() safe_work('fail') end) == 2)\n"
                      "assert(protected_work(function() end) == 0)\n"
                      "assert(catches_itself() == 'cannot work on failxx')\n"
                      "local co = coroutine.wrap(function() return yields() end)\n"
                      "co()\n"
                      "assert(co() == 107)\n"
                      "local kept = new_tracked('kept')\n"
                      "for i = 1, 100 do new_tracked('dropped') end\n"
                      "assert(kept:text() == 'kept')\n"
                      "for i = 1, 1000 do pcall(safe_work, 'fail' .. i) end\n";

// The host calls Lua from frames with objects, and throws when a script fails.
void run(lua_State *L, const char *text) {
    const Tracked frame("run");
    if (luaL_dostring(L, text)) throw std::runtime_error(lua_tostring(L, -1));
}

const luaL_Reg functions[] = {
    {"safe_work", safe_work},
    {"protected_work", protected_work},
    {"catches_itself", catches_itself},
    {"new_tracked", new_tracked},
    {"yields", yields},
    {nullptr, nullptr},
};

} // namespace

int main() {
    lua_State *L = luaL_newstate();
    if (L == nullptr) return EXIT_FAILURE;
    luaL_openlibs(L);
    luaL_newmetatable(L, "Tracked");
    lua_pushcfunction(L, destroy_tracked);
    lua_setfield(L, -2, "__gc");
    lua_newtable(L);
    lua_pushcfunction(L, tracked_text);
    lua_setfield(L, -2, "text");
    lua_setfield(L, -2, "__index");
    lua_pop(L, 1);
    lua_pushglobaltable(L);
    luaL_setfuncs(L, functions, 0);
    lua_pop(L, 1);

    try {
        run(L, script);
    } catch (const std::exception &problem) {
        check(false, problem.what());
    }
    bool thrown = false;
    try {
        run(L, "error('for the host', 0)");
    } catch (const std::exception &problem) {
        thrown = std::string(problem.what()) == "for the host";
    }
    check(thrown, "a script's error as an exception");
    lua_close(L);
    check(alive == 0, "all objects are destroyed");
    return checks_failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
