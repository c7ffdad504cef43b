/* Patterns. An input is text: a line with the function (f find, m match, g gmatch, s gsub, all
** others: all of them) and a digit, the place to start at; a line with the pattern; one with the
** replacement; the rest is the subject.
**
** The matcher backtracks, as the language's patterns are meant to, so what n repetitions cost grows
** with the n-th power of the subject's length: the subject is cut to what 10 million steps allow. */
#include <string.h>

#include "fuzz.h"

#define STEPS_MAX   1e7
#define SUBJECT_MAX 4096
#define RESULTS_MAX 5000 /* matches of one gmatch */

typedef struct Case {
    char function;
    lua_Integer start;
    FuzzText pattern, replacement, subject;
} Case;

/* Choices that the worst way through the pattern makes with `n` characters, without the sign: about
** n^repetitions / repetitions!, and twice for each optional character; n times, for each start. */
static double steps(FuzzText pattern, size_t n) {
    double ways = (double)n + 1;
    int repetitions = 0;
    for (size_t i = 0; i < pattern.length && ways <= STEPS_MAX; i++) {
        const char c = pattern.bytes[i];
        if (c == '*' || c == '+' || c == '-')
            repetitions++, ways *= ((double)n + repetitions) / repetitions;
        else if (c == '?')
            ways *= 2;
    }
    return ways;
}

static size_t affordable_length(FuzzText pattern, size_t length) {
    if (length > SUBJECT_MAX) length = SUBJECT_MAX;
    while (length > 1 && steps(pattern, length) > STEPS_MAX)
        length -= length / 16 + 1;
    return length;
}

/* Positions that find answers lie in the subject, and match captures the same. */
static void check_find(lua_State *L, int base, lua_Integer subject_length) {
    if (lua_gettop(L) == base || lua_isnil(L, base + 1)) return;
    const lua_Integer start = lua_tointeger(L, base + 1), end = lua_tointeger(L, base + 2);
    FUZZ_CHECK(1 <= start && start <= end + 1 && end <= subject_length);
}

static void push_arguments(lua_State *L, const Case *c, const char *function) {
    lua_getglobal(L, "string");
    lua_getfield(L, -1, function);
    lua_remove(L, -2);
    lua_pushlstring(L, c->subject.bytes, c->subject.length);
    lua_pushlstring(L, c->pattern.bytes, c->pattern.length);
}

static void find(lua_State *L, const Case *c, const char *function) {
    const int base = lua_gettop(L);
    push_arguments(L, c, function);
    lua_pushinteger(L, c->start);
    const int status = lua_pcall(L, 3, LUA_MULTRET, 0);
    if (status == LUA_OK && strcmp(function, "find") == 0)
        check_find(L, base, (lua_Integer)c->subject.length);
    lua_settop(L, base);
}

static void each_match(lua_State *L, const Case *c) {
    const int base = lua_gettop(L);
    push_arguments(L, c, "gmatch");
    lua_pushinteger(L, c->start);
    if (lua_pcall(L, 3, 1, 0) == LUA_OK) {
        for (int i = 0; i < RESULTS_MAX; i++) {
            lua_settop(L, base + 1);
            lua_pushvalue(L, -1);
            if (lua_pcall(L, 0, LUA_MULTRET, 0) != LUA_OK || lua_gettop(L) == base + 1 ||
                lua_isnil(L, base + 2))
                break;
        }
    }
    lua_settop(L, base);
}

/* A replacement function: alternates its results between all that are allowed and one that is not. */
static int replace(lua_State *L) {
    const lua_Integer calls = lua_tointeger(L, lua_upvalueindex(1)) + 1;
    lua_pushinteger(L, calls);
    lua_replace(L, lua_upvalueindex(1));
    switch (calls % 8) {
    case 0: return 0;
    case 1: lua_pushboolean(L, 0); return 1;
    case 2: lua_pushinteger(L, calls); return 1;
    case 3: lua_pushnumber(L, 1.5); return 1;
    case 7: lua_pushboolean(L, calls > 100); return 1;
    default: return lua_gettop(L);
    }
}

static void push_replacement_table(lua_State *L, const Case *c) {
    lua_newtable(L);
    lua_pushlstring(L, c->replacement.bytes, c->replacement.length);
    lua_setfield(L, -2, "a");
    lua_newtable(L);
    lua_pushliteral(L, "from the metatable");
    lua_setfield(L, -2, "b");
    lua_pushvalue(L, -1);
    lua_setfield(L, -2, "__index");
    lua_setmetatable(L, -2);
}

static void substitute(lua_State *L, const Case *c) {
    const int base = lua_gettop(L);
    for (int kind = 0; kind < 3; kind++) {
        push_arguments(L, c, "gsub");
        if (kind == 0) {
            lua_pushlstring(L, c->replacement.bytes, c->replacement.length);
        } else if (kind == 1) {
            push_replacement_table(L, c);
        } else {
            lua_pushinteger(L, 0);
            lua_pushcclosure(L, replace, 1);
        }
        lua_pushinteger(L, c->start < 0 ? RESULTS_MAX : c->start);
        lua_pcall(L, 4, LUA_MULTRET, 0);
        lua_settop(L, base);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    FuzzInput in = fuzz_input(data, size);
    const FuzzText what = fuzz_line(&in);
    Case c = {.function = what.length > 0 ? what.bytes[0] : 'f', .start = 1};
    if (what.length > 1) c.start = what.bytes[1] - '0';
    c.pattern = fuzz_line(&in);
    c.replacement = fuzz_line(&in);
    c.subject = fuzz_rest(&in);
    c.subject.length = affordable_length(c.pattern, c.subject.length);

    lua_State *const L = fuzz_shared();
    const bool all = strchr("fmgs", c.function) == NULL;
    if (all || c.function == 'f') find(L, &c, "find");
    if (all || c.function == 'm') find(L, &c, "match");
    if (all || c.function == 'g') each_match(L, &c);
    if (all || c.function == 's') substitute(L, &c);
    return 0;
}
