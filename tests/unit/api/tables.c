/* Manual 4.6: tables, globals and metatables, with and without metamethods; traversal. */
#include "api_test.h"

/* A table that tells what its metamethods saw: reads give "index <key>", writes end in the global
** `log` as "<key>=<value>". */
static void push_talker(void) {
    run(L, "log = nil");
    push(L, "setmetatable({}, {__index = function(t, k) return 'index ' .. tostring(k) end, "
            "__newindex = function(t, k, v) log = tostring(k) .. '=' .. tostring(v) end})");
}

/* ---- Reading --------------------------------------------------------------------------------- */

static void gettable(void) {
    push(L, "{x = 1, [2] = 'two', [true] = false}, 'x'");
    CHECK_EQUAL(lua_gettable(L, 1), LUA_TNUMBER);
    CHECK_STACK(L, "table 1"); /* the key is replaced */
    push(L, "2");
    CHECK_EQUAL(lua_gettable(L, -3), LUA_TSTRING);
    push(L, "true");
    CHECK_EQUAL(lua_gettable(L, 1), LUA_TBOOLEAN);
    push(L, "{}");
    CHECK_EQUAL(lua_gettable(L, 1), LUA_TNIL);
    lua_pushnil(L);
    CHECK_EQUAL(lua_gettable(L, 1), LUA_TNIL);
    push(L, "2.0");
    CHECK_EQUAL(lua_gettable(L, 1), LUA_TSTRING);
    CHECK_STACK(L, "table 1 'two' false nil nil 'two'");
    lua_settop(L, 0);
    push_talker();
    push(L, "'k'");
    CHECK_EQUAL(lua_gettable(L, 1), LUA_TSTRING);
    CHECK_STACK(L, "table 'index k'");
}

static void getfield_and_geti(void) {
    push(L, "{x = 1, [3] = 'three', [''] = 'empty'}");
    CHECK_EQUAL(lua_getfield(L, 1, "x"), LUA_TNUMBER);
    CHECK_EQUAL(lua_getfield(L, -2, "y"), LUA_TNIL);
    CHECK_EQUAL(lua_getfield(L, 1, ""), LUA_TSTRING);
    CHECK_EQUAL(lua_geti(L, 1, 3), LUA_TSTRING);
    CHECK_EQUAL(lua_geti(L, -5, 4), LUA_TNIL);
    CHECK_EQUAL(lua_geti(L, 1, LUA_MININTEGER), LUA_TNIL);
    CHECK_STACK(L, "table 1 nil 'empty' 'three' nil nil");
    lua_settop(L, 0);
    push_talker();
    CHECK_EQUAL(lua_getfield(L, 1, "name"), LUA_TSTRING);
    CHECK_EQUAL(lua_geti(L, 1, 9), LUA_TSTRING);
    CHECK_STACK(L, "table 'index name' 'index 9'");
    lua_settop(L, 0);
    push(L, "'text'"); /* any value that can be indexed */
    CHECK_EQUAL(lua_getfield(L, 1, "upper"), LUA_TFUNCTION);
    CHECK_EQUAL(lua_geti(L, 1, 1), LUA_TNIL);
}

static int index_it(lua_State *S) {
    lua_getfield(S, 1, "field");
    return 1;
}

static int geti_it(lua_State *S) {
    lua_geti(S, 1, 5);
    return 1;
}

static int gettable_it(lua_State *S) {
    lua_settop(S, 2);
    lua_gettable(S, 1);
    return 1;
}

static int setfield_it(lua_State *S) {
    lua_pushnil(S);
    lua_setfield(S, 1, "field");
    return 0;
}

static int seti_it(lua_State *S) {
    lua_pushnil(S);
    lua_seti(S, 1, 5);
    return 0;
}

static int settable_it(lua_State *S) {
    lua_settop(S, 3);
    lua_settable(S, 1);
    return 0;
}

static void errors(void) {
    CHECK_FAILS(index_it, "nil", "attempt to index a nil value");
    CHECK_FAILS(geti_it, "5", "attempt to index a number value");
    CHECK_FAILS(gettable_it, "print, 1", "attempt to index a function value");
    CHECK_FAILS(setfield_it, "true", "attempt to index a boolean value");
    CHECK_FAILS(seti_it, "nil", "attempt to index a nil value");
    CHECK_FAILS(settable_it, "1, 2, 3", "attempt to index a number value");
    CHECK_FAILS(settable_it, "{}, nil, 3", "table index is nil");
    CHECK_FAILS(settable_it, "{}, 0/0, 3", "table index is NaN");
    CHECK_FAILS(index_it, "setmetatable({}, {__index = function() error('mine', 0) end})", "mine");
    CHECK_FAILS(setfield_it, "setmetatable({}, {__newindex = function() error('mine', 0) end})",
                "mine");
}

static void globals(void) {
    lua_pushinteger(L, 5);
    lua_setglobal(L, "five");
    CHECK_EQUAL(lua_gettop(L), 0);
    CHECK_EQUAL(lua_getglobal(L, "five"), LUA_TNUMBER);
    CHECK_EQUAL(lua_getglobal(L, "nobody"), LUA_TNIL);
    CHECK_STACK(L, "5 nil");
    CHECK_LUA("five == 5");
    run(L, "setmetatable(_G, {__index = function(_, k) return k .. '?' end, "
           "__newindex = function(_, k, v) rawset(_G, k, v + 1) end})");
    lua_settop(L, 0);
    CHECK_EQUAL(lua_getglobal(L, "unknown"), LUA_TSTRING);
    lua_pushinteger(L, 10);
    lua_setglobal(L, "made");
    lua_getglobal(L, "made");
    CHECK_STACK(L, "'unknown?' 11");
}

static int registered(lua_State *S) {
    lua_pushliteral(S, "called");
    return 1;
}

static void register_function(void) {
    lua_register(L, "registered", registered);
    CHECK_EQUAL(lua_gettop(L), 0);
    CHECK_LUA("registered() == 'called'");
    lua_getglobal(L, "registered");
    CHECK(lua_tocfunction(L, 1) == registered);
}

/* ---- Writing --------------------------------------------------------------------------------- */

static void settable(void) {
    push(L, "{}, 'k', 'v'");
    lua_settable(L, 1);
    CHECK_STACK(L, "table");
    push(L, "1.0, 'one'");
    lua_settable(L, -3);
    lua_setglobal(L, "t");
    CHECK_LUA("t.k == 'v' and t[1] == 'one' and next(t, next(t, next(t))) == nil");
    push_talker();
    push(L, "'key', 'value'");
    lua_settable(L, 1);
    CHECK_STACK(L, "table");
    CHECK_LUA("log == 'key=value'");
}

static void setfield_and_seti(void) {
    push(L, "{}, 'v'");
    lua_setfield(L, 1, "name");
    push(L, "'seven'");
    lua_seti(L, -2, 7);
    push(L, "nil");
    lua_setfield(L, 1, "absent");
    CHECK_STACK(L, "table");
    lua_setglobal(L, "t");
    CHECK_LUA("t.name == 'v' and t[7] == 'seven' and next(t, next(t, next(t))) == nil");
    push_talker();
    push(L, "1");
    lua_setfield(L, 1, "f");
    CHECK_LUA("log == 'f=1'");
    push(L, "2");
    lua_seti(L, 1, 3);
    CHECK_LUA("log == '3=2'");
    CHECK_STACK(L, "table");
}

/* ---- Raw access ------------------------------------------------------------------------------ */

static void raw_access_knows_no_metamethods(void) {
    static int place;
    push_talker();
    push(L, "'k'");
    CHECK_EQUAL(lua_rawget(L, 1), LUA_TNIL);
    CHECK_EQUAL(lua_rawgeti(L, 1, 1), LUA_TNIL);
    CHECK_EQUAL(lua_rawgetp(L, 1, &place), LUA_TNIL);
    CHECK_STACK(L, "table nil nil nil");
    lua_settop(L, 1);
    push(L, "'k', 'raw k'");
    lua_rawset(L, 1);
    push(L, "'raw 1'");
    lua_rawseti(L, -2, 1);
    push(L, "'raw p'");
    lua_rawsetp(L, 1, &place);
    CHECK_STACK(L, "table");
    CHECK_LUA("log == nil");
    push(L, "'k'");
    CHECK_EQUAL(lua_rawget(L, 1), LUA_TSTRING);
    CHECK_EQUAL(lua_rawgeti(L, 1, 1), LUA_TSTRING);
    CHECK_EQUAL(lua_rawgetp(L, -3, &place), LUA_TSTRING);
    CHECK_STACK(L, "table 'raw k' 'raw 1' 'raw p'");
    lua_pushlightuserdata(L, &place); /* the key of the pointer forms */
    CHECK_EQUAL(lua_rawget(L, 1), LUA_TSTRING);
    lua_pushlightuserdata(L, &L);
    CHECK_EQUAL(lua_rawget(L, 1), LUA_TNIL);
}

static int rawset_it(lua_State *S) {
    lua_settop(S, 3);
    lua_rawset(S, 1);
    return 0;
}

static void raw_keys(void) {
    CHECK_FAILS(rawset_it, "{}, nil, 1", "table index is nil");
    CHECK_FAILS(rawset_it, "{}, 0/0, 1", "table index is NaN");
    push(L, "{}, 2.0, 'two'");
    lua_rawset(L, 1);
    CHECK_EQUAL(lua_rawgeti(L, 1, 2), LUA_TSTRING);
    push(L, "'far'");
    lua_rawseti(L, 1, LUA_MAXINTEGER);
    CHECK_EQUAL(lua_rawgeti(L, 1, LUA_MAXINTEGER), LUA_TSTRING);
    lua_pushnil(L);
    lua_rawseti(L, 1, 2);
    CHECK_EQUAL(lua_rawgeti(L, 1, 2), LUA_TNIL);
}

static void rawequal(void) {
    push(L,
         "setmetatable({}, {__eq = function() return true end}), "
         "setmetatable({}, {__eq = function() return true end}), 1, 1.0, '1', 'a', 'a', nil, nil");
    CHECK_EQUAL(lua_rawequal(L, 1, 2), 0);
    CHECK_EQUAL(lua_rawequal(L, 1, 1), 1);
    CHECK_EQUAL(lua_rawequal(L, 3, 4), 1);
    CHECK_EQUAL(lua_rawequal(L, 3, 5), 0);
    CHECK_EQUAL(lua_rawequal(L, 6, -3), 1);
    CHECK_EQUAL(lua_rawequal(L, 8, 9), 1);
    CHECK_EQUAL(lua_rawequal(L, 9, 12), 0);
    CHECK_EQUAL(lua_rawequal(L, 12, 12), 0);
    push(L, "('x'):rep(100), ('x'):rep(100), ('x'):rep(99) .. 'y'");
    CHECK_EQUAL(lua_rawequal(L, -3, -2), 1);
    CHECK_EQUAL(lua_rawequal(L, -2, -1), 0);
    CHECK_EQUAL(lua_gettop(L), 12);
}

/* ---- Creating -------------------------------------------------------------------------------- */

static void createtable(void) {
    lua_createtable(L, 100, 100);
    lua_createtable(L, 0, 0);
    lua_newtable(L);
    CHECK_STACK(L, "table table table");
    for (int i = 1; i <= 3; i++) {
        lua_pushnil(L);
        CHECK_EQUAL(lua_next(L, i), 0); /* all empty, whatever the hints */
        CHECK_EQUAL(lua_rawlen(L, i), 0);
        CHECK_EQUAL(lua_getmetatable(L, i), 0);
    }
    CHECK(!lua_rawequal(L, 2, 3));
}

/* A table whose hints were right asks for no more memory while it is filled. */
static void hints_preallocate(void) {
    Account account = ACCOUNT_UNLIMITED;
    lua_State *const S = lua_newstate(account_allocate, &account);
    lua_gc(S, LUA_GCSTOP);
    lua_createtable(S, 1000, 0);
    const size_t held = account.held;
    for (int i = 1; i <= 1000; i++) {
        lua_pushinteger(S, i);
        lua_rawseti(S, 1, i);
    }
    CHECK_EQUAL(account.held, held);
    lua_close(S);
}

/* ---- Metatables ------------------------------------------------------------------------------ */

static void metatables(void) {
    push(L, "{}, {}");
    CHECK_EQUAL(lua_getmetatable(L, 1), 0);
    CHECK_EQUAL(lua_gettop(L), 2);
    lua_pushvalue(L, 2);
    CHECK_EQUAL(lua_setmetatable(L, 1), 1);
    CHECK_EQUAL(lua_getmetatable(L, 1), 1);
    CHECK(lua_rawequal(L, 2, 3));
    lua_pop(L, 1);
    lua_pushnil(L);
    CHECK_EQUAL(lua_setmetatable(L, -3), 1);
    CHECK_EQUAL(lua_gettop(L), 2);
    CHECK_EQUAL(lua_getmetatable(L, 1), 0);
    push(L, "setmetatable({}, {__metatable = 'hidden'})"); /* no matter for C */
    CHECK_EQUAL(lua_getmetatable(L, -1), 1);
    CHECK_EQUAL(lua_type(L, -1), LUA_TTABLE);
}

static void metatables_of_types(void) {
    static const char *const values[] = {"5",     "2.5", "true",
                                         "print", "nil", "coroutine.create(print)"};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        push(L, values[i]);
        CHECK_EQUAL(lua_getmetatable(L, 1), 0);
        push(L, "{__index = function(v, k) return type(v) .. k end}");
        CHECK_EQUAL(lua_setmetatable(L, 1), 1);
        CHECK_EQUAL(lua_getmetatable(L, 1), 1);
        CHECK_EQUAL(lua_getfield(L, 1, "!"), LUA_TSTRING);
        lua_pushnil(L);
        lua_setmetatable(L, 1);
        CHECK_EQUAL(lua_getmetatable(L, 1), 0);
        lua_settop(L, 0);
    }
    push(L, "'any string'"); /* the string library gave strings one */
    CHECK_EQUAL(lua_getmetatable(L, 1), 1);
}

/* ---- Traversal ------------------------------------------------------------------------------- */

static void next_visits_each_pair_once(void) {
    push(L, "{10, 20, 30, x = 'a', y = 'b', [2.5] = 'c', [true] = 'd', [print] = 'e', [-1] = 'f'}");
    push(L, "{}");
    int pairs = 0;
    lua_pushnil(L);
    while (lua_next(L, 1) != 0) {
        CHECK_EQUAL(lua_gettop(L), 4);
        pairs++;
        lua_pushvalue(L, -2);
        CHECK_EQUAL(lua_rawget(L, 2), LUA_TNIL); /* not seen before */
        lua_pop(L, 1);
        lua_pushvalue(L, -2);
        lua_pushvalue(L, -2);
        lua_rawset(L, 2);
        lua_pop(L, 1);
    }
    CHECK_EQUAL(pairs, 9);
    CHECK_EQUAL(lua_gettop(L), 2); /* at the end the key is gone, too */
    lua_setglobal(L, "seen");
    CHECK_LUA("seen[1] == 10 and seen[2] == 20 and seen[3] == 30 and seen.x == 'a' and "
              "seen.y == 'b' and seen[2.5] == 'c' and seen[true] == 'd' and seen[print] == 'e' and "
              "seen[-1] == 'f'");
}

static void next_allows_changes_of_fields(void) {
    run(L, "t = {} for i = 1, 50 do t[i] = i t['k' .. i] = i end");
    lua_getglobal(L, "t");
    int pairs = 0;
    for (lua_pushnil(L); lua_next(L, 1) != 0; lua_pop(L, 1)) {
        pairs++;
        lua_pushvalue(L, -2);
        if (pairs % 2 == 0)
            lua_pushnil(L); /* fields may be cleared while a traversal goes on */
        else
            lua_pushliteral(L, "changed");
        lua_rawset(L, 1);
    }
    CHECK_EQUAL(pairs, 100);
    pairs = 0;
    for (lua_pushnil(L); lua_next(L, 1) != 0; lua_pop(L, 1)) {
        pairs++;
        CHECK_VALUE(L, -1, "'changed'");
    }
    CHECK_EQUAL(pairs, 50);
}

static void next_ignores_metamethods(void) {
    push(L, "setmetatable({1}, {__pairs = error, __index = error, __len = error})");
    lua_pushnil(L);
    CHECK_EQUAL(lua_next(L, 1), 1);
    CHECK_STACK(L, "table 1 1");
    lua_pop(L, 1);
    CHECK_EQUAL(lua_next(L, 1), 0);
    CHECK_STACK(L, "table");
}

static int next_of(lua_State *S) {
    lua_settop(S, 2);
    lua_next(S, 1);
    return 0;
}

static void next_with_a_foreign_key(void) {
    CHECK_EQUAL(try(L, next_of, "{a = 1}, 'b'"), LUA_ERRRUN);
    CHECK_STRING(lua_tostring(L, -1), "invalid key to 'next'");
    CHECK_EQUAL(try(L, next_of, "{}, {}"), LUA_ERRRUN);
    CHECK_EQUAL(try(L, next_of, "{1, 2}, 2.5"), LUA_ERRRUN);
}

/* ---- Macros ---------------------------------------------------------------------------------- */

/* "All such macros use each of their arguments exactly once." */
static void macros_evaluate_arguments_once(void) {
    int n;
    push(L, "{}, 2, 'three', 4, 5, 6");
    n = 0;
    CHECK(lua_istable(L, ++n) && n == 1);
    CHECK(!lua_isfunction(L, ++n) && n == 2);
    CHECK(!lua_isnil(L, ++n) && n == 3);
    CHECK(!lua_isboolean(L, ++n) && n == 4);
    CHECK(!lua_isthread(L, ++n) && n == 5);
    CHECK(!lua_isnone(L, ++n) && n == 6);
    n = 0;
    CHECK(!lua_isnoneornil(L, ++n) && n == 1);
    CHECK(lua_tointeger(L, ++n) == 2 && n == 2);
    CHECK(lua_tostring(L, ++n) != NULL && n == 3);
    CHECK(lua_tonumber(L, ++n) == 4 && n == 4);
    CHECK(!lua_islightuserdata(L, ++n) && n == 5);
    lua_pop(L, ++n - 4);
    CHECK(n == 6 && lua_gettop(L) == 4);
    n = 0;
    lua_insert(L, ++n);
    CHECK_STACK(L, "4 table 2 'three'");
    CHECK_EQUAL(n, 1);
    lua_remove(L, ++n);
    CHECK_STACK(L, "4 2 'three'");
    CHECK_EQUAL(n, 2);
    n = 0;
    lua_replace(L, ++n);
    CHECK_STACK(L, "'three' 2");
    CHECK_EQUAL(n, 1);
    n = 0;
    CHECK_STRING(luaL_typename(L, ++n), "string");
    CHECK_EQUAL(n, 1);
    CHECK_EQUAL(lua_upvalueindex(3), LUA_REGISTRYINDEX - 3);
}

int main(void) {
    RUN_FRESH(gettable);
    RUN_FRESH(getfield_and_geti);
    RUN_FRESH(errors);
    RUN_FRESH(globals);
    RUN_FRESH(register_function);
    RUN_FRESH(settable);
    RUN_FRESH(setfield_and_seti);
    RUN_FRESH(raw_access_knows_no_metamethods);
    RUN_FRESH(raw_keys);
    RUN_FRESH(rawequal);
    RUN_FRESH(createtable);
    RUN_FRESH(hints_preallocate);
    RUN_FRESH(metatables);
    RUN_FRESH(metatables_of_types);
    RUN_FRESH(next_visits_each_pair_once);
    RUN_FRESH(next_allows_changes_of_fields);
    RUN_FRESH(next_ignores_metamethods);
    RUN_FRESH(next_with_a_foreign_key);
    RUN_FRESH(macros_evaluate_arguments_once);
    return check_result();
}
