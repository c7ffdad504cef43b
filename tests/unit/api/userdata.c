/* Manual 4.6: full userdata: their block, user values, finalizers. */
#include <stdint.h>

#include "api_test.h"

static void block(void) {
    static const size_t sizes[] = {0, 1, 15, 16, 17, 100, 1000, 100000};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        char *const at = lua_newuserdatauv(L, sizes[i], 0);
        CHECK(at != NULL && (uintptr_t)at % 8 == 0);
        memset(at, (int)i, sizes[i]);
        CHECK(lua_touserdata(L, -1) == at);
        CHECK_EQUAL(lua_rawlen(L, -1), sizes[i]);
        CHECK_EQUAL(lua_type(L, -1), LUA_TUSERDATA);
        CHECK_EQUAL(lua_getmetatable(L, -1), 0);
    }
    /* The address stays, and the bytes, whatever the collector does. */
    run(L, "for i = 1, 1000 do local s = {i} end collectgarbage()");
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        const char *const at = lua_touserdata(L, (int)i + 1);
        for (size_t k = 0; k < sizes[i]; k += 1 + sizes[i] / 50)
            CHECK_EQUAL(at[k], (char)i);
    }
}

static void user_values(void) {
    lua_newuserdatauv(L, 8, 3);
    for (int i = 1; i <= 3; i++) {
        CHECK_EQUAL(lua_getiuservalue(L, 1, i), LUA_TNIL); /* they start as nil */
        lua_pop(L, 1);
    }
    push(L, "'one'");
    CHECK_EQUAL(lua_setiuservalue(L, 1, 1), 1);
    push(L, "{}");
    CHECK_EQUAL(lua_setiuservalue(L, -2, 3), 1);
    CHECK_EQUAL(lua_gettop(L), 1);
    CHECK_EQUAL(lua_getiuservalue(L, 1, 1), LUA_TSTRING);
    CHECK_EQUAL(lua_getiuservalue(L, 1, 2), LUA_TNIL);
    CHECK_EQUAL(lua_getiuservalue(L, -3, 3), LUA_TTABLE);
    CHECK_STACK(L, "userdata 'one' nil table");
}

static void user_values_that_are_not_there(void) {
    lua_newuserdatauv(L, 8, 2);
    static const int indices[] = {0, 3, -1, 1000};
    for (size_t i = 0; i < sizeof indices / sizeof *indices; i++) {
        CHECK_EQUAL(lua_getiuservalue(L, 1, indices[i]), LUA_TNONE);
        CHECK_STACK(L, "userdata nil");
        CHECK_EQUAL(lua_setiuservalue(L, 1, indices[i]), 0); /* pops all the same */
        CHECK_STACK(L, "userdata");
    }
    lua_newuserdatauv(L, 8, 0);
    CHECK_EQUAL(lua_getiuservalue(L, 2, 1), LUA_TNONE);
}

static void many_user_values(void) {
    lua_newuserdatauv(L, 1, 1000);
    for (int i = 1; i <= 1000; i++) {
        lua_pushinteger(L, i);
        CHECK_EQUAL(lua_setiuservalue(L, 1, i), 1);
    }
    lua_gc(L, LUA_GCCOLLECT);
    for (int i = 1; i <= 1000; i++) {
        lua_getiuservalue(L, 1, i);
        CHECK_EQUAL(lua_tointeger(L, -1), i);
        lua_pop(L, 1);
    }
}

/* User values are reachable through the userdata, and only as long as that lives. */
static void user_values_are_kept_alive(void) {
    run(L, "weak = setmetatable({}, {__mode = 'v'})");
    lua_newuserdatauv(L, 8, 1);
    push(L, "{}");
    lua_getglobal(L, "weak");
    lua_pushvalue(L, -2);
    lua_setfield(L, -2, "value");
    lua_pop(L, 1);
    lua_setiuservalue(L, 1, 1);
    lua_gc(L, LUA_GCCOLLECT);
    CHECK_LUA("weak.value ~= nil");
    lua_pop(L, 1);
    lua_gc(L, LUA_GCCOLLECT);
    CHECK_LUA("weak.value == nil");
}

static void old_names(void) {
    void *const at = lua_newuserdata(L, 16);
    CHECK(lua_touserdata(L, 1) == at);
    push(L, "'the only one'");
    CHECK_EQUAL(lua_setuservalue(L, 1), 1);
    CHECK_EQUAL(lua_getuservalue(L, 1), LUA_TSTRING);
    CHECK_EQUAL(lua_getiuservalue(L, 1, 2), LUA_TNONE);
}

/* ---- Finalizers ------------------------------------------------------------------------------ */

static char finalized[20];

static int note_finalizer(lua_State *S) {
    const char *const at = lua_touserdata(S, 1);
    CHECK_EQUAL(lua_gettop(S), 1);
    strncat(finalized, at, 1); /* the block is still valid */
    return 0;
}

static void new_with_finalizer(char mark) {
    char *const at = lua_newuserdatauv(L, 1, 0);
    *at = mark;
    lua_newtable(L);
    lua_pushcfunction(L, note_finalizer);
    lua_setfield(L, -2, "__gc");
    lua_setmetatable(L, -2);
}

static void finalizers(void) {
    finalized[0] = '\0';
    new_with_finalizer('a');
    new_with_finalizer('b');
    new_with_finalizer('c');
    lua_gc(L, LUA_GCCOLLECT);
    CHECK_STRING(finalized, "");
    lua_settop(L, 1);
    lua_gc(L, LUA_GCCOLLECT);
    CHECK_STRING(finalized, "cb"); /* in the reverse order of being marked */
    lua_gc(L, LUA_GCCOLLECT);
    CHECK_STRING(finalized, "cb");
    lua_settop(L, 0);
    lua_gc(L, LUA_GCCOLLECT);
    CHECK_STRING(finalized, "cba");
}

int main(void) {
    RUN_FRESH(block);
    RUN_FRESH(user_values);
    RUN_FRESH(user_values_that_are_not_there);
    RUN_FRESH(many_user_values);
    RUN_FRESH(user_values_are_kept_alive);
    RUN_FRESH(old_names);
    RUN_FRESH(finalizers);
    return check_result();
}
