/* Manual 4.6: functions that ask for the type of a value or convert it to C, and lua_stringtonumber. */
#include <math.h>

#include "api_test.h"

static int native(lua_State *S) {
    return lua_gettop(S);
}

/* ---- Types ----------------------------------------------------------------------------------- */

/* One value of each type, at the index type + 1; a Lua function behind them. */
static void push_all_types(void) {
    static char place;
    push(L, "nil, true");
    lua_pushlightuserdata(L, &place);
    push(L, "1.5, 'text', {}");
    lua_pushcfunction(L, native);
    lua_newuserdatauv(L, 8, 0);
    lua_newthread(L);
    push(L, "function() end, 7, '0x10', false");
}
enum { LUA_FUNCTION = LUA_TTHREAD + 2, INTEGER, NUMERAL, FALSE_VALUE };

static void types(void) {
    static const char *const names[] = {"nil",   "boolean",  "userdata", "number", "string",
                                        "table", "function", "userdata", "thread"};
    push_all_types();
    CHECK_EQUAL(LUA_NUMTYPES, 9);
    for (int t = LUA_TNIL; t < LUA_NUMTYPES; t++) {
        CHECK_EQUAL(lua_type(L, t + 1), t);
        CHECK_STRING(lua_typename(L, t), names[t]);
        CHECK_STRING(luaL_typename(L, t + 1), names[t]);
    }
    CHECK_STRING(lua_typename(L, LUA_TNONE), "no value");
    CHECK_STRING(luaL_typename(L, 20), "no value");
    CHECK_EQUAL(lua_type(L, LUA_FUNCTION), LUA_TFUNCTION);
    CHECK_EQUAL(lua_type(L, INTEGER), LUA_TNUMBER);
    CHECK_EQUAL(lua_type(L, FALSE_VALUE), LUA_TBOOLEAN);
}

/* Which of the indices 1, 2 ... the test accepts, as a row of digits 0 and 1. */
static const char *accepted(int (*test)(lua_State *, int)) {
    static char row[20];
    int n = 0;
    while (n < lua_gettop(L)) {
        row[n] = (char)('0' + test(L, n + 1));
        n++;
    }
    row[n] = '\0';
    return row;
}

#define AS_FUNCTION(name)                         \
    static int test_##name(lua_State *S, int i) { \
        return lua_##name(S, i);                  \
    }
AS_FUNCTION(isnil)
AS_FUNCTION(isboolean)
AS_FUNCTION(islightuserdata)
AS_FUNCTION(istable)
AS_FUNCTION(isfunction)
AS_FUNCTION(isthread)
AS_FUNCTION(isnone)
AS_FUNCTION(isnoneornil)

/* Each answers exactly 1 or 0. */
static void tests_of_types(void) {
    push_all_types();
    /*                                            nblnstfutLi'f */
    CHECK_STRING(accepted(test_isnil), "1000000000000");
    CHECK_STRING(accepted(test_isboolean), "0100000000001");
    CHECK_STRING(accepted(test_islightuserdata), "0010000000000");
    CHECK_STRING(accepted(lua_isnumber), "0001000000110");
    CHECK_STRING(accepted(lua_isinteger), "0000000000100");
    CHECK_STRING(accepted(lua_isstring), "0001100000110");
    CHECK_STRING(accepted(test_istable), "0000010000000");
    CHECK_STRING(accepted(test_isfunction), "0000001001000");
    CHECK_STRING(accepted(lua_iscfunction), "0000001000000");
    CHECK_STRING(accepted(lua_isuserdata), "0010000100000");
    CHECK_STRING(accepted(test_isthread), "0000000010000");
    CHECK_STRING(accepted(test_isnone), "0000000000000");
    CHECK_STRING(accepted(test_isnoneornil), "1000000000000");
    CHECK_STRING(accepted(lua_toboolean), "0111111111110");
    CHECK_EQUAL(lua_isnone(L, 20), 1);
    CHECK_EQUAL(lua_isnoneornil(L, 20), 1);
    CHECK_EQUAL(lua_isnil(L, 20), 0);
}

/* ---- Numbers --------------------------------------------------------------------------------- */

static void tointegerx(void) {
    static const struct {
        const char *value;
        int good;
        lua_Integer integer;
    } rows[] = {
        {"5", 1, 5},
        {"-5.0", 1, -5},
        {"5.5", 0, 0},
        {"2^62", 1, (lua_Integer)1 << 62},
        {"2^63", 0, 0},
        {"-2^63", 1, LUA_MININTEGER},
        {"0/0", 0, 0},
        {"math.huge", 0, 0},
        {"'12'", 1, 12},
        {"' 0x1F '", 1, 31},
        {"'7.0'", 1, 7},
        {"'1e2'", 1, 100},
        {"'7.5'", 0, 0},
        {"'9223372036854775807'", 1, LUA_MAXINTEGER},
        {"'9223372036854775808'", 0, 0},
        {"'7x'", 0, 0},
        {"''", 0, 0},
        {"true", 0, 0},
        {"nil", 0, 0},
        {"{}", 0, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int good = 9;
        push(L, rows[i].value);
        const int type = lua_type(L, 1);
        const bool same = CHECK_EQUAL(lua_tointegerx(L, 1, &good), rows[i].integer);
        if (!CHECK_EQUAL(good, rows[i].good) || !same)
            fprintf(stderr, "    of %s\n", rows[i].value);
        CHECK_EQUAL(lua_tointegerx(L, 1, NULL), rows[i].integer);
        CHECK_EQUAL(lua_tointeger(L, -1), rows[i].integer);
        CHECK_EQUAL(lua_type(L, 1), type); /* converting a string leaves the string */
        CHECK_EQUAL(lua_gettop(L), 1);
        lua_settop(L, 0);
    }
}

static void tonumberx(void) {
    static const struct {
        const char *value;
        int good;
        double number;
    } rows[] = {
        {"5", 1, 5},
        {"-0.5", 1, -0.5},
        {"'0x.8p1'", 1, 1},
        {"' 1e1\\n'", 1, 10},
        {"'1e'", 0, 0},
        {"math.huge", 1, INFINITY},
        {"'inf'", 0, 0},
        {"'nan'", 0, 0},
        {"false", 0, 0},
        {"{}", 0, 0},
        {"'1 2'", 0, 0},
        {"'-0x10'", 1, -16},
        {"1 << 53", 1, 0x1p53},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int good = 9;
        push(L, rows[i].value);
        const int type = lua_type(L, 1);
        const bool same = CHECK(lua_tonumberx(L, 1, &good) == rows[i].number);
        if (!CHECK_EQUAL(good, rows[i].good) || !same)
            fprintf(stderr, "    of %s\n", rows[i].value);
        CHECK(lua_tonumberx(L, 1, NULL) == rows[i].number);
        CHECK(lua_tonumber(L, -1) == rows[i].number);
        CHECK_EQUAL(lua_type(L, 1), type);
        CHECK_EQUAL(lua_gettop(L), 1);
        lua_settop(L, 0);
    }
    push(L, "0/0");
    int good = 0;
    CHECK(isnan(lua_tonumberx(L, 1, &good)));
    CHECK_EQUAL(good, 1);
}

static void stringtonumber(void) {
    static const struct {
        const char *text, *value;
    } rows[] = {
        {"10", "10"},
        {"  -7 ", "-7"},
        {"\t+3\n", "3"},
        {"0x10", "16"},
        {"-0xA", "-10"},
        {"1.", "1.0"},
        {".5", "0.5"},
        {"1e2", "100.0"},
        {"0x1p4", "16.0"},
        {"9223372036854775807", "9223372036854775807"},
        {"9223372036854775808", "9.2233720368548e+18"},
        {"0xffffffffffffffff", "-1"},
        {"", NULL},
        {"   ", NULL},
        {"1x", NULL},
        {"1 1", NULL},
        {"0x", NULL},
        {"--1", NULL},
        {"- 1", NULL},
        {"1e", NULL},
        {"nan", NULL},
        {"inf", NULL},
        {"abc", NULL},
        {"1_000", NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const size_t size = lua_stringtonumber(L, rows[i].text);
        if (rows[i].value != NULL) {
            CHECK_EQUAL(size, strlen(rows[i].text) + 1);
            CHECK_STACK(L, rows[i].value);
        } else {
            CHECK_EQUAL(size, 0);
            CHECK_EQUAL(lua_gettop(L), 0);
        }
        lua_settop(L, 0);
    }
}

static void numbertointeger(void) {
    lua_Integer n = 99;
    CHECK(lua_numbertointeger(-3.0, &n));
    CHECK_EQUAL(n, -3);
    CHECK(lua_numbertointeger(-0x1p63, &n));
    CHECK_EQUAL(n, LUA_MININTEGER);
    CHECK(lua_numbertointeger(0x1.fffffffffffffp62, &n));
    CHECK_EQUAL(n, LUA_MAXINTEGER - 1023);
    n = 99;
    CHECK(!lua_numbertointeger(0x1p63, &n));
    CHECK(!lua_numbertointeger(-0x1.0000000000001p63, &n));
    CHECK(!lua_numbertointeger((lua_Number)INFINITY, &n));
    CHECK_EQUAL(n, 99);
}

static void number_types(void) {
    CHECK_EQUAL(sizeof(lua_Integer), 8);
    CHECK_EQUAL(sizeof(lua_Number), 8);
    CHECK_EQUAL(sizeof(lua_Unsigned), sizeof(lua_Integer));
    CHECK((lua_Unsigned)-1 > 0 && (lua_Integer)-1 < 0);
    CHECK(LUA_MININTEGER == -LUA_MAXINTEGER - 1);
    CHECK_EQUAL(LUA_MAXINTEGER, 0x7fffffffffffffff);
    CHECK(sizeof(lua_KContext) >= sizeof(void *));
}

/* ---- Strings --------------------------------------------------------------------------------- */

static void tolstring(void) {
    size_t length = 99;
    push(L, "'a\\0b', 12, 1.0, true, {}, nil");
    const char *text = lua_tolstring(L, 1, &length);
    CHECK_EQUAL(length, 3);
    CHECK(memcmp(text, "a\0b", 4) == 0); /* with the zero behind it */
    CHECK_STRING(lua_tolstring(L, 2, &length), "12");
    CHECK_EQUAL(length, 2);
    CHECK_STRING(lua_tolstring(L, 3, NULL), "1.0");
    CHECK_EQUAL(lua_type(L, 2), LUA_TSTRING); /* the values themselves have changed */
    CHECK_EQUAL(lua_type(L, 3), LUA_TSTRING);
    for (int i = 4; i <= 6; i++) {
        length = 99;
        CHECK(lua_tolstring(L, i, &length) == NULL);
        CHECK_EQUAL(length, 0);
        CHECK(lua_tostring(L, i) == NULL);
    }
    CHECK_EQUAL(lua_type(L, 4), LUA_TBOOLEAN);
    CHECK_EQUAL(lua_gettop(L), 6);
}

static void tolstring_of_numbers(void) {
    static const char *const rows[][2] = {
        {"0", "0"},
        {"-1", "-1"},
        {"math.mininteger", "-9223372036854775808"},
        {"-0.0", "-0.0"},
        {"1e15", "1e+15"},
        {"1e100", "1e+100"},
        {"0.1", "0.1"},
        {"1/3", "0.33333333333333"},
        {"math.huge", "inf"},
        {"-math.huge", "-inf"},
        {"2^53", "9.007199254741e+15"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        push(L, rows[i][0]);
        CHECK_STRING(lua_tostring(L, 1), rows[i][1]);
        CHECK_STRING(lua_tostring(L, 1), rows[i][1]);
        lua_settop(L, 0);
    }
}

/* The slot becomes a string; the key in the table stays a number. */
static void tolstring_confuses_next(void) {
    push(L, "{[10] = true}, 10");
    lua_tostring(L, 2);
    CHECK_EQUAL(lua_rawget(L, 1), LUA_TNIL);
}

static void rawlen(void) {
    static const char *const others[] = {"nil", "5", "true", "print", "function() end"};
    push(L, "'a\\0bc', '', {1, 2, 3}, setmetatable({1}, {__len = function() return 99 end})");
    CHECK_EQUAL(lua_rawlen(L, 1), 4);
    CHECK_EQUAL(lua_rawlen(L, 2), 0);
    CHECK_EQUAL(lua_rawlen(L, 3), 3);
    CHECK_EQUAL(lua_rawlen(L, 4), 1);
    push(L, "('x'):rep(100)");
    CHECK_EQUAL(lua_rawlen(L, -1), 100);
    lua_newuserdatauv(L, 77, 1);
    CHECK_EQUAL(lua_rawlen(L, -1), 77);
    lua_newuserdatauv(L, 0, 0);
    CHECK_EQUAL(lua_rawlen(L, -1), 0);
    lua_pushlightuserdata(L, L);
    CHECK_EQUAL(lua_rawlen(L, -1), 0);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        push(L, others[i]);
        CHECK_EQUAL(lua_rawlen(L, -1), 0);
    }
}

/* ---- Pointers -------------------------------------------------------------------------------- */

static void tocfunction_touserdata_tothread(void) {
    push_all_types();
    CHECK(lua_tocfunction(L, LUA_TFUNCTION + 1) == native);
    lua_pushinteger(L, 1);
    lua_pushcclosure(L, native, 1);
    CHECK(lua_tocfunction(L, -1) == native && lua_iscfunction(L, -1) == 1);
    lua_pop(L, 1);
    for (int i = 1; i <= lua_gettop(L); i++) {
        const int type = lua_type(L, i);
        CHECK((lua_tocfunction(L, i) != NULL) == (i == LUA_TFUNCTION + 1));
        CHECK((lua_touserdata(L, i) != NULL) ==
              (type == LUA_TUSERDATA || type == LUA_TLIGHTUSERDATA));
        CHECK((lua_tothread(L, i) != NULL) == (type == LUA_TTHREAD));
    }
    lua_pushthread(L);
    CHECK(lua_tothread(L, -1) == L);
    lua_pushlightuserdata(L, NULL);
    CHECK(lua_touserdata(L, -1) == NULL && lua_islightuserdata(L, -1));
}

static void topointer(void) {
    push_all_types();
    for (int i = 1; i <= lua_gettop(L); i++) {
        const int type = lua_type(L, i);
        const bool object = type >= LUA_TSTRING || type == LUA_TLIGHTUSERDATA;
        CHECK((lua_topointer(L, i) != NULL) == object);
        for (int other = 1; object && other < i; other++)
            CHECK(lua_topointer(L, i) != lua_topointer(L, other));
        lua_pushvalue(L, i);
        CHECK(lua_topointer(L, -1) == lua_topointer(L, i));
        lua_pop(L, 1);
    }
    CHECK(lua_topointer(L, LUA_TUSERDATA + 1) == lua_touserdata(L, LUA_TUSERDATA + 1));
    CHECK(lua_topointer(L, LUA_TLIGHTUSERDATA + 1) == lua_touserdata(L, LUA_TLIGHTUSERDATA + 1));
    push(L, "('l'):rep(100), ('m'):rep(100)");
    CHECK(lua_topointer(L, -1) != lua_topointer(L, -2));
}

/* What was returned stays, ended by a NUL, whatever is appended to the string afterwards. */
static void tolstring_of_growing_strings(void) {
    enum { FIRST = 400, COUNT = 40 };
    const char *texts[COUNT];
    lua_checkstack(L, 2 * COUNT);
    push(L, "('a'):rep(400)");
    for (int i = 0; i < COUNT; i++) {
        lua_pushvalue(L, -1);
        lua_pushliteral(L, "b");
        lua_concat(L, 2);
        if (i % 3 != 0) continue;
        texts[i] = lua_tostring(L, -1);
        CHECK_EQUAL(strlen(texts[i]), FIRST + i + 1);
    }
    lua_gc(L, LUA_GCCOLLECT);
    for (int i = 0; i < COUNT; i++) {
        size_t length;
        const char *const text = lua_tolstring(L, i + 2, &length);
        CHECK(i % 3 != 0 || text == texts[i]);
        CHECK_EQUAL(length, FIRST + i + 1);
        CHECK_EQUAL(strlen(text), length);
        CHECK(text[FIRST - 1] == 'a' && text[FIRST] == 'b' && text[length - 1] == 'b');
    }
}

int main(void) {
    RUN_FRESH(tolstring_of_growing_strings);
    RUN_FRESH(types);
    RUN_FRESH(tests_of_types);
    RUN_FRESH(tointegerx);
    RUN_FRESH(tonumberx);
    RUN_FRESH(stringtonumber);
    RUN_FRESH(numbertointeger);
    RUN_FRESH(number_types);
    RUN_FRESH(tolstring);
    RUN_FRESH(tolstring_of_numbers);
    RUN_FRESH(tolstring_confuses_next);
    RUN_FRESH(rawlen);
    RUN_FRESH(tocfunction_touserdata_tothread);
    RUN_FRESH(topointer);
    return check_result();
}
