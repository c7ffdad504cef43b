/* Manual 4.1: the stack, its size, indices, and pointers to strings; the functions of 4.6 that move
** values about. */
#include "api_test.h"

/* ---- Indices --------------------------------------------------------------------------------- */

static void positive_and_negative_indices(void) {
    push(L, "'first', 'second', 'third'");
    CHECK_EQUAL(lua_gettop(L), 3);
    for (int i = 1; i <= 3; i++)
        CHECK(lua_rawequal(L, i, i - 4));
    CHECK_VALUE(L, 1, "'first'");
    CHECK_VALUE(L, -1, "'third'");
    CHECK_VALUE(L, -3, "'first'");
}

static void absindex(void) {
    push(L, "1, 2, 3, 4");
    CHECK_EQUAL(lua_absindex(L, -1), 4);
    CHECK_EQUAL(lua_absindex(L, -4), 1);
    CHECK_EQUAL(lua_absindex(L, 2), 2);
    CHECK_EQUAL(lua_absindex(L, 9), 9); /* acceptable, not valid */
    CHECK_EQUAL(lua_absindex(L, LUA_REGISTRYINDEX), LUA_REGISTRYINDEX);
    CHECK_EQUAL(lua_absindex(L, lua_upvalueindex(3)), lua_upvalueindex(3));
    CHECK_STACK(L, "1 2 3 4");
}

static int read_beyond(lua_State *S) {
    lua_settop(S, 2);
    for (int i = 3; i <= LUA_MINSTACK; i++) {
        CHECK_EQUAL(lua_type(S, i), LUA_TNONE);
        CHECK(lua_isnone(S, i) && lua_isnoneornil(S, i) && !lua_isnil(S, i));
    }
    for (int i = 3; i <= 256; i++)
        CHECK_EQUAL(lua_type(S, lua_upvalueindex(i)), LUA_TNONE);
    return 0;
}

static void acceptable_indices_behave_like_nil(void) {
    int converted = 7;
    size_t length = 7;
    push(L, "1");
    CHECK_EQUAL(lua_type(L, 5), LUA_TNONE);
    CHECK(!lua_isnil(L, 5) && !lua_isboolean(L, 5) && !lua_isnumber(L, 5) && !lua_isstring(L, 5));
    CHECK(!lua_istable(L, 5) && !lua_isfunction(L, 5) && !lua_iscfunction(L, 5));
    CHECK(!lua_isuserdata(L, 5) && !lua_islightuserdata(L, 5) && !lua_isthread(L, 5));
    CHECK(!lua_isinteger(L, 5));
    CHECK_EQUAL(lua_toboolean(L, 5), 0);
    CHECK_EQUAL(lua_tointegerx(L, 5, &converted), 0);
    CHECK_EQUAL(converted, 0);
    converted = 7;
    CHECK(lua_tonumberx(L, 5, &converted) == 0);
    CHECK_EQUAL(converted, 0);
    CHECK(lua_tolstring(L, 5, &length) == NULL);
    CHECK_EQUAL(length, 0);
    CHECK_EQUAL(lua_rawlen(L, 5), 0);
    CHECK(lua_touserdata(L, 5) == NULL && lua_tothread(L, 5) == NULL);
    CHECK(lua_tocfunction(L, 5) == NULL && lua_topointer(L, 5) == NULL);
    CHECK_EQUAL(lua_rawequal(L, 5, 5), 0);
    CHECK_EQUAL(lua_compare(L, 5, 1, LUA_OPEQ), 0);
    CHECK_EQUAL(lua_compare(L, 1, 5, LUA_OPLT), 0);
    CHECK_EQUAL(lua_getmetatable(L, 5), 0);
    lua_pushvalue(L, 5); /* a copy of it is nil */
    CHECK_STACK(L, "1 nil");
    lua_settop(L, 0);
    push(L, "'a', 'b'");
    lua_pushcclosure(L, read_beyond, 2);
    lua_call(L, 0, 0);
}

static int own_stack(lua_State *S) {
    CHECK_STACK(S, "'argument' 2");
    lua_settop(S, 0);
    lua_pushliteral(S, "below the result");
    lua_pushliteral(S, "result");
    return 1;
}

static void a_c_function_has_its_own_stack(void) {
    push(L, "'mine'");
    lua_pushcfunction(L, own_stack);
    push(L, "'argument', 2");
    lua_call(L, 2, LUA_MULTRET);
    CHECK_STACK(L, "'mine' 'result'");
}

/* ---- Size ------------------------------------------------------------------------------------ */

static int fill_reserve(lua_State *S) {
    const int arguments = lua_gettop(S);
    for (int i = 1; i <= LUA_MINSTACK; i++)
        lua_pushinteger(S, i);
    CHECK_EQUAL(lua_gettop(S), arguments + LUA_MINSTACK);
    for (int i = 1; i <= LUA_MINSTACK; i++)
        CHECK_EQUAL(lua_tointeger(S, arguments + i), i);
    return LUA_MINSTACK;
}

static void each_call_has_room_for_minstack(void) {
    CHECK_EQUAL(LUA_MINSTACK, 20);
    lua_pushcfunction(L, fill_reserve);
    lua_setglobal(L, "fill");
    /* with any number of arguments, so that the stack ends anywhere */
    run(L, "for n = 0, 200 do assert(select('#', fill(table.unpack({}, 1, n))) == 20) end");
}

static void multret_makes_room_for_all_results(void) {
    push(L, "function(n) return table.unpack({}, 1, n) end");
    for (int n = 1; n < 20000; n *= 3) {
        lua_pushvalue(L, 1);
        lua_pushinteger(L, n);
        lua_call(L, 1, LUA_MULTRET);
        CHECK_EQUAL(lua_gettop(L), n + 1);
        lua_settop(L, 1);
    }
}

static void checkstack(void) {
    push(L, "'kept'");
    CHECK_EQUAL(lua_checkstack(L, 0), 1);
    CHECK_EQUAL(lua_checkstack(L, 5000), 1);
    CHECK_STACK(L, "'kept'");
    for (int i = 0; i < 5000; i++)
        lua_pushinteger(L, i);
    CHECK_EQUAL(lua_tointeger(L, -1), 4999);
    CHECK_VALUE(L, 1, "'kept'");
    CHECK_EQUAL(lua_checkstack(L, LUAI_MAXSTACK), 0);
    CHECK_EQUAL(lua_checkstack(L, INT_MAX), 0);
    CHECK_EQUAL(lua_gettop(L), 5001);
    CHECK_EQUAL(lua_checkstack(L, LUAI_MAXSTACK - 10000), 1);
}

static void checkstack_without_memory(void) {
    Account account = ACCOUNT_UNLIMITED;
    lua_State *const S = lua_newstate(account_allocate, &account);
    lua_pushliteral(S, "kept");
    account.left = 0;
    CHECK_EQUAL(lua_checkstack(S, 500000), 0);
    CHECK_EQUAL(lua_checkstack(S, 10), 1); /* what is there is left unchanged */
    CHECK_STACK(S, "'kept'");
    account.left = 1000;
    CHECK_EQUAL(lua_checkstack(S, 500000), 1);
    lua_close(S);
    CHECK_EQUAL(account.held, 0);
}

/* ---- Moving values --------------------------------------------------------------------------- */

static void settop_and_pop(void) {
    push(L, "1, 2, 3");
    lua_settop(L, 5);
    CHECK_STACK(L, "1 2 3 nil nil");
    lua_settop(L, -1);
    CHECK_STACK(L, "1 2 3 nil nil");
    lua_settop(L, -4);
    CHECK_STACK(L, "1 2");
    lua_settop(L, 2);
    CHECK_STACK(L, "1 2");
    lua_settop(L, 3); /* what was there before is gone */
    CHECK_STACK(L, "1 2 nil");
    lua_pop(L, 0);
    lua_pop(L, 2);
    CHECK_STACK(L, "1");
    lua_settop(L, 0);
    CHECK_EQUAL(lua_gettop(L), 0);
}

static int push_upvalue_and_registry(lua_State *S) {
    lua_pushvalue(S, lua_upvalueindex(1));
    lua_pushvalue(S, LUA_REGISTRYINDEX);
    CHECK_STACK(S, "'upvalue' table");
    CHECK(lua_rawequal(S, 2, LUA_REGISTRYINDEX));
    return 0;
}

static void pushvalue(void) {
    push(L, "1, 'two', 3");
    lua_pushvalue(L, 2);
    lua_pushvalue(L, -4);
    CHECK_STACK(L, "1 'two' 3 'two' 1");
    lua_pushvalue(L, -1);
    CHECK_EQUAL(lua_gettop(L), 6);
    push(L, "'upvalue'");
    lua_pushcclosure(L, push_upvalue_and_registry, 1);
    lua_call(L, 0, 0);
}

static void rotate(void) {
    push(L, "1, 2, 3, 4, 5");
    lua_rotate(L, 2, 1);
    CHECK_STACK(L, "1 5 2 3 4");
    lua_rotate(L, 2, -1);
    CHECK_STACK(L, "1 2 3 4 5");
    lua_rotate(L, 1, 2);
    CHECK_STACK(L, "4 5 1 2 3");
    lua_rotate(L, -5, -2);
    CHECK_STACK(L, "1 2 3 4 5");
    lua_rotate(L, -3, 3); /* by the size of the slice: nothing moves */
    CHECK_STACK(L, "1 2 3 4 5");
    lua_rotate(L, -3, -3);
    lua_rotate(L, 1, 0);
    lua_rotate(L, -1, 1);
    CHECK_STACK(L, "1 2 3 4 5");
    lua_rotate(L, 1, 4);
    CHECK_STACK(L, "2 3 4 5 1");
}

static void insert_remove_replace(void) {
    push(L, "1, 2, 3, 4");
    lua_insert(L, 2);
    CHECK_STACK(L, "1 4 2 3");
    lua_insert(L, -1);
    CHECK_STACK(L, "1 4 2 3");
    lua_insert(L, -4);
    CHECK_STACK(L, "3 1 4 2");
    lua_remove(L, 1);
    CHECK_STACK(L, "1 4 2");
    lua_remove(L, -2);
    CHECK_STACK(L, "1 2");
    lua_remove(L, -1);
    CHECK_STACK(L, "1");
    push(L, "'x', 'y'");
    lua_replace(L, 1);
    CHECK_STACK(L, "'y' 'x'");
    lua_replace(L, -2);
    CHECK_STACK(L, "'x'");
    lua_replace(L, -1); /* over itself, then gone */
    CHECK_EQUAL(lua_gettop(L), 0);
}

static int change_upvalues(lua_State *S) {
    lua_pushliteral(S, "new");
    lua_replace(S, lua_upvalueindex(2));
    lua_copy(S, 1, lua_upvalueindex(1));
    lua_copy(S, lua_upvalueindex(2), 1);
    return lua_gettop(S);
}

static void copy(void) {
    push(L, "1, 2, 3");
    lua_copy(L, 1, 3);
    CHECK_STACK(L, "1 2 1");
    lua_copy(L, -2, -3);
    CHECK_STACK(L, "2 2 1");
    lua_copy(L, 3, 3);
    CHECK_STACK(L, "2 2 1");
    lua_settop(L, 0);
    push(L, "'old 1', 'old 2'");
    lua_pushcclosure(L, change_upvalues, 2);
    lua_pushvalue(L, 1);
    push(L, "'argument'");
    lua_call(L, 1, LUA_MULTRET);
    CHECK_STACK(L, "function 'new'");
    CHECK_STRING(lua_getupvalue(L, 1, 1), "");
    CHECK_STRING(lua_getupvalue(L, 1, 2), "");
    CHECK_STACK(L, "function 'new' 'argument' 'new'");
}

static void xmove(void) {
    lua_State *const other = lua_newthread(L);
    push(L, "1, 'two', 3");
    lua_pushliteral(other, "there");
    lua_xmove(L, other, 2);
    CHECK_STACK(L, "thread 1");
    CHECK_STACK(other, "'there' 'two' 3");
    lua_xmove(other, L, 0);
    CHECK_STACK(L, "thread 1");
    lua_xmove(other, L, 3);
    CHECK_STACK(L, "thread 1 'there' 'two' 3");
    CHECK_EQUAL(lua_gettop(other), 0);
    lua_xmove(L, L, 2); /* to itself */
    CHECK_STACK(L, "thread 1 'there' 'two' 3");
}

/* The registry may be replaced as a whole through its pseudo-index, since that is valid. */
static void registry_index_is_writable(void) {
    lua_pushvalue(L, LUA_REGISTRYINDEX);
    lua_newtable(L);
    lua_copy(L, -1, LUA_REGISTRYINDEX);
    CHECK_EQUAL(lua_getfield(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE), LUA_TNIL);
    lua_pop(L, 2);
    lua_replace(L, LUA_REGISTRYINDEX);
    CHECK_EQUAL(lua_getfield(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE), LUA_TTABLE);
}

/* ---- Pointers to strings --------------------------------------------------------------------- */

static const char *const texts[] = {"short",
                                    "a string that is too long to be interned, of 56 bytes"};

/* Garbage enough to reuse what was freed. */
static void churn(void) {
    lua_gc(L, LUA_GCCOLLECT);
    run(L, "for i = 1, 300 do local s = ('%d garbage'):format(i):rep(1 + i % 9) end");
    lua_gc(L, LUA_GCCOLLECT);
}

static int check_upvalue_pointer(lua_State *S) {
    const char *const text = lua_tostring(S, lua_upvalueindex(1));
    const char wanted = text[0];
    churn();
    CHECK_EQUAL(text[0], wanted);
    CHECK(lua_tostring(S, lua_upvalueindex(1)) == text);
    return 0;
}

static void pointers_live_as_long_as_the_value(void) {
    for (int i = 0; i < 2; i++) {
        char *const copy_of_text = malloc(strlen(texts[i]) + 1);
        strcpy(copy_of_text, texts[i]);
        const char *const pushed = lua_pushstring(L, copy_of_text);
        memset(copy_of_text, 'X', strlen(texts[i])); /* the library has its own copy */
        free(copy_of_text);
        CHECK(pushed == lua_tostring(L, -1));
        churn();
        CHECK_STRING(pushed, texts[i]);
        lua_pushinteger(L, 1);
        lua_insert(L, 1); /* moving the value does not matter */
        churn();
        CHECK_STRING(pushed, texts[i]);
        CHECK(pushed == lua_tostring(L, -1));
        const char *const other = lua_pushlstring(L, texts[i], strlen(texts[i]));
        const char *const formatted = lua_pushfstring(L, "<%s>", texts[i]);
        const char *const checked = luaL_checkstring(L, -1);
        CHECK(checked == formatted);
        churn();
        CHECK_STRING(other, texts[i]);
        CHECK(formatted[0] == '<' && strncmp(formatted + 1, texts[i], strlen(texts[i])) == 0);
        lua_settop(L, 0);
        lua_pushstring(L, texts[i]);
        lua_pushcclosure(L, check_upvalue_pointer, 1);
        lua_call(L, 0, 0);
    }
}

static void names_of_variables_live_with_the_closure(void) {
    push(L, "(function() local upvalue_name <const>, another_name = {}, {} "
            "return function(parameter_name) return another_name end end)()");
    const char *const parameter = lua_getlocal(L, NULL, 1);
    const char *const upvalue = lua_getupvalue(L, 1, 1);
    lua_pop(L, 1);
    churn();
    CHECK_STRING(parameter, "parameter_name");
    CHECK_STRING(upvalue, "another_name");
}

int main(void) {
    RUN_FRESH(positive_and_negative_indices);
    RUN_FRESH(absindex);
    RUN_FRESH(acceptable_indices_behave_like_nil);
    RUN_FRESH(a_c_function_has_its_own_stack);
    RUN_FRESH(each_call_has_room_for_minstack);
    RUN_FRESH(multret_makes_room_for_all_results);
    RUN_FRESH(checkstack);
    RUN_FRESH(checkstack_without_memory);
    RUN_FRESH(settop_and_pop);
    RUN_FRESH(pushvalue);
    RUN_FRESH(rotate);
    RUN_FRESH(insert_remove_replace);
    RUN_FRESH(copy);
    RUN_FRESH(xmove);
    RUN_FRESH(registry_index_is_writable);
    RUN_FRESH(pointers_live_as_long_as_the_value);
    RUN_FRESH(names_of_variables_live_with_the_closure);
    return check_result();
}
