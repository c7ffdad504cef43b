/* Manual 5.1: luaL_Buffer and its functions; luaL_gsub. */
#include "api_test.h"

/* ---- The patterns of use --------------------------------------------------------------------- */

static void piecemeal(void) {
    luaL_Buffer b;
    push(L, "'kept'");
    luaL_buffinit(L, &b);
    CHECK_EQUAL(luaL_bufflen(&b), 0);
    luaL_addstring(&b, "one ");
    luaL_addlstring(&b, "two\0 ", 5);
    luaL_addchar(&b, 't');
    luaL_addchar(&b, 'h');
    CHECK_EQUAL(luaL_bufflen(&b), 11);
    CHECK(memcmp(luaL_buffaddr(&b), "one two\0 th", 11) == 0);
    luaL_pushresult(&b);
    CHECK_EQUAL(lua_gettop(L), 2); /* the level at buffinit, plus the string */
    CHECK_EQUAL(lua_rawlen(L, 2), 11);
    CHECK(memcmp(lua_tostring(L, 2), "one two\0 th", 11) == 0);
}

static void known_size(void) {
    static const size_t sizes[] = {0, 1, 100, 1024, 5000, 100000};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        luaL_Buffer b;
        push(L, "'kept'");
        char *const at = luaL_buffinitsize(L, &b, sizes[i]);
        memset(at, 'x', sizes[i]);
        luaL_pushresultsize(&b, sizes[i]);
        CHECK_EQUAL(lua_gettop(L), 2);
        CHECK_EQUAL(lua_rawlen(L, 2), sizes[i]);
        CHECK(sizes[i] == 0 || lua_tostring(L, 2)[sizes[i] - 1] == 'x');
        memset(luaL_buffinitsize(L, &b, sizes[i]), 'y', sizes[i]);
        luaL_pushresultsize(&b, sizes[i] / 2); /* less than was asked for */
        CHECK_EQUAL(lua_rawlen(L, 3), sizes[i] / 2);
        lua_settop(L, 0);
    }
}

/* As the macros say it: prepare, write, add the size. */
static void prepared_space(void) {
    luaL_Buffer b;
    luaL_buffinit(L, &b);
    memcpy(luaL_prepbuffer(&b), "abc", 3);
    luaL_addsize(&b, 3);
    memcpy(luaL_prepbuffsize(&b, 5), "defgh", 5);
    luaL_addsize(&b, 2); /* only what is counted is in */
    CHECK_EQUAL(luaL_bufflen(&b), 5);
    memset(luaL_prepbuffsize(&b, LUAL_BUFFERSIZE * 3), 'x', LUAL_BUFFERSIZE * 3);
    luaL_addsize(&b, LUAL_BUFFERSIZE * 3);
    memset(luaL_prepbuffer(&b), 'y', LUAL_BUFFERSIZE);
    luaL_addsize(&b, 1);
    luaL_pushresult(&b);
    CHECK_EQUAL(lua_rawlen(L, -1), 6 + LUAL_BUFFERSIZE * 3);
    CHECK(strncmp(lua_tostring(L, -1), "abcdexxx", 8) == 0);
    CHECK_EQUAL(lua_tostring(L, -1)[5 + LUAL_BUFFERSIZE * 3], 'y');
}

static void empty(void) {
    luaL_Buffer b;
    luaL_buffinit(L, &b);
    luaL_pushresult(&b);
    luaL_buffinit(L, &b);
    luaL_addstring(&b, "");
    luaL_addlstring(&b, "x", 0);
    luaL_addlstring(&b, NULL, 0);
    luaL_pushresult(&b);
    CHECK_STACK(L, "'' ''");
}

/* ---- Growing --------------------------------------------------------------------------------- */

/* Through all sizes from the struct's own space into userdata and beyond. */
static void growth(void) {
    luaL_Buffer b;
    push(L, "'kept'");
    luaL_buffinit(L, &b);
    for (int i = 0; i < 20000; i++) {
        CHECK_EQUAL(luaL_bufflen(&b), i);
        luaL_addchar(&b, (char)('a' + i % 26));
        if (i % 1000 == 0) lua_gc(L, LUA_GCCOLLECT); /* the collector knows the buffer */
    }
    const char *const at = luaL_buffaddr(&b);
    bool same = true;
    for (int i = 0; i < 20000; i++)
        same = same && at[i] == (char)('a' + i % 26);
    CHECK(same);
    luaL_pushresult(&b);
    CHECK_EQUAL(lua_gettop(L), 2);
    CHECK_EQUAL(lua_rawlen(L, 2), 20000);
    CHECK_VALUE(L, 1, "'kept'");
}

static void large_pieces(void) {
    luaL_Buffer b;
    char *const piece = malloc(70000);
    memset(piece, 'p', 69999);
    piece[69999] = '\0';
    luaL_buffinit(L, &b);
    for (int i = 0; i < 10; i++)
        luaL_addstring(&b, piece);
    luaL_addlstring(&b, piece, 7);
    luaL_pushresult(&b);
    CHECK_EQUAL(lua_rawlen(L, -1), 699997);
    free(piece);
}

static void buffsub(void) {
    luaL_Buffer b;
    luaL_buffinit(L, &b);
    luaL_addstring(&b, "a, b, c, ");
    luaL_buffsub(&b, 2);
    CHECK_EQUAL(luaL_bufflen(&b), 7);
    luaL_addstring(&b, "!");
    luaL_pushresult(&b);
    luaL_buffinit(L, &b);
    for (int i = 0; i < 5000; i++)
        luaL_addchar(&b, 'x');
    luaL_buffsub(&b, 4998);
    luaL_buffsub(&b, 0);
    luaL_addchar(&b, 'y');
    luaL_pushresult(&b);
    CHECK_STACK(L, "'a, b, c!' 'xxy'");
}

/* ---- Values and the stack -------------------------------------------------------------------- */

static void addvalue(void) {
    luaL_Buffer b;
    luaL_buffinit(L, &b);
    push(L, "'text'");
    luaL_addvalue(&b);
    push(L, "12");
    luaL_addvalue(&b);
    push(L, "0.5");
    luaL_addvalue(&b);
    push(L, "'a\\0b'");
    luaL_addvalue(&b);
    CHECK_EQUAL(luaL_bufflen(&b), 12);
    for (int i = 0; i < 50; i++) { /* long ones make the buffer grow below the value */
        push(L, "('v'):rep(500)");
        luaL_addvalue(&b);
    }
    luaL_pushresult(&b);
    CHECK_EQUAL(lua_gettop(L), 1);
    CHECK_EQUAL(lua_rawlen(L, 1), 12 + 50 * 500);
    CHECK(memcmp(lua_tostring(L, 1), "text120.5a\0bvvv", 15) == 0);
}

/* Between operations the stack may be used, as long as it is balanced. */
static void balanced_use_of_the_stack(void) {
    luaL_Buffer b;
    push(L, "'kept'");
    luaL_buffinit(L, &b);
    for (int i = 0; i < 3000; i++) {
        lua_pushinteger(L, i);
        lua_pushfstring(L, "%d", i);
        lua_pop(L, 2);
        luaL_addchar(&b, '.');
    }
    luaL_pushresult(&b);
    CHECK_EQUAL(lua_gettop(L), 2);
    CHECK_EQUAL(lua_rawlen(L, 2), 3000);
}

/* Two at once, one inside the other. */
static void nested_buffers(void) {
    luaL_Buffer outer, inner;
    luaL_buffinit(L, &outer);
    for (int i = 0; i < 20; i++) {
        luaL_buffinit(L, &inner);
        for (int k = 0; k < 300; k++)
            luaL_addchar(&inner, (char)('a' + i));
        luaL_pushresult(&inner);
        luaL_addvalue(&outer);
    }
    luaL_pushresult(&outer);
    CHECK_EQUAL(lua_gettop(L), 1);
    CHECK_EQUAL(lua_rawlen(L, 1), 6000);
    CHECK_EQUAL(lua_tostring(L, 1)[5999], 't');
}

static int fail_with_buffer(lua_State *S) {
    luaL_Buffer b;
    luaL_buffinit(S, &b);
    luaL_prepbuffsize(&b, 1000000);
    luaL_addsize(&b, 1000000);
    return luaL_error(S, "left alone");
}

/* A buffer that an error leaves behind is collected (at once in PUC-Rio's library). */
static void abandoned_buffers(void) {
    void *ud;
    lua_getallocf(L, &ud);
    const Account *const account = ud;
    const size_t before = account->held;
    for (int i = 0; i < 5; i++)
        CHECK_FAILS(fail_with_buffer, NULL, "left alone");
    lua_gc(L, LUA_GCCOLLECT);
    CHECK(account->held < before + 500000);
}

static int too_large(lua_State *S) {
    luaL_Buffer b;
    luaL_buffinit(S, &b);
    luaL_addstring(&b, "some bytes");
    luaL_prepbuffsize(&b, (size_t)-5);
    return 0;
}

static int no_memory(lua_State *S) {
    luaL_Buffer b;
    luaL_buffinit(S, &b);
    luaL_prepbuffsize(&b, (size_t)1 << 41);
    return 0;
}

static void limits(void) {
    CHECK_FAILS(too_large, NULL, "buffer too large");
    CHECK_EQUAL(try(L, no_memory, NULL), LUA_ERRMEM);
}

/* ---- Substitution ---------------------------------------------------------------------------- */

static void gsub(void) {
    CHECK_STRING(luaL_gsub(L, "one two one", "one", "1"), "1 two 1");
    CHECK_STRING(luaL_gsub(L, "a.b%.c", ".", "::"), "a::b%::c"); /* plain text, no pattern */
    CHECK_STRING(luaL_gsub(L, "aaaa", "aa", "b"), "bb");
    CHECK_STRING(luaL_gsub(L, "abc", "x", "y"), "abc");
    CHECK_STRING(luaL_gsub(L, "abc", "b", ""), "ac");
    CHECK_STRING(luaL_gsub(L, "", "b", "c"), "");
    CHECK_STRING(luaL_gsub(L, "aXb", "X", "%1"), "a%1b");
    CHECK_EQUAL(lua_gettop(L), 7);
    CHECK(lua_tostring(L, -1) == luaL_gsub(L, "x", "y", "z") || lua_gettop(L) == 8);
    CHECK_VALUE(L, 7, "'a%1b'");
}

static void addgsub(void) {
    luaL_Buffer b;
    luaL_buffinit(L, &b);
    luaL_addstring(&b, "<");
    luaL_addgsub(&b, "x-y-z", "-", ", ");
    luaL_addstring(&b, ">");
    luaL_addgsub(&b, "", "-", "+");
    for (int i = 0; i < 100; i++)
        luaL_addgsub(&b, "..........", ".", "12345");
    luaL_pushresult(&b);
    CHECK_EQUAL(lua_gettop(L), 1);
    CHECK_EQUAL(lua_rawlen(L, 1), 9 + 100 * 50);
    CHECK(strncmp(lua_tostring(L, 1), "<x, y, z>12345123", 17) == 0);
}

int main(void) {
    RUN_FRESH(piecemeal);
    RUN_FRESH(known_size);
    RUN_FRESH(prepared_space);
    RUN_FRESH(empty);
    RUN_FRESH(growth);
    RUN_FRESH(large_pieces);
    RUN_FRESH(buffsub);
    RUN_FRESH(addvalue);
    RUN_FRESH(balanced_use_of_the_stack);
    RUN_FRESH(nested_buffers);
    RUN_FRESH(abandoned_buffers);
    RUN_FRESH(limits);
    RUN_FRESH(gsub);
    RUN_FRESH(addgsub);
    return check_result();
}
