/* Manual 4.6: lua_arith, lua_compare, lua_concat, lua_len: the operators of Lua, from C. */
#include "api_test.h"

/* ---- Arithmetic ------------------------------------------------------------------------------ */

static const struct Operator {
    int code;
    const char *text, *event;
} operators[] = {
    {LUA_OPADD, "+", "__add"},    {LUA_OPSUB, "-", "__sub"},   {LUA_OPMUL, "*", "__mul"},
    {LUA_OPMOD, "%", "__mod"},    {LUA_OPPOW, "^", "__pow"},   {LUA_OPDIV, "/", "__div"},
    {LUA_OPIDIV, "//", "__idiv"}, {LUA_OPBAND, "&", "__band"}, {LUA_OPBOR, "|", "__bor"},
    {LUA_OPBXOR, "~", "__bxor"},  {LUA_OPSHL, "<<", "__shl"},  {LUA_OPSHR, ">>", "__shr"},
};
#define OPERATOR_COUNT (sizeof operators / sizeof *operators)

/* Each operator on each pair of operands gives what the expression in Lua gives, type included. */
static void arith_is_lua_arithmetic(void) {
    static const char *const operands[] = {"7",  "-7", "3",   "-3",  "0.5",   "64",
                                           "-1", "2",  "1.0", "'5'", "'2.0'", "math.maxinteger"};
    const size_t n = sizeof operands / sizeof *operands;
    for (size_t o = 0; o < OPERATOR_COUNT; o++) {
        for (size_t i = 0; i < n * n; i++) {
            const char *const a = operands[i / n], *const b = operands[i % n];
            char code[100];
            snprintf(code, sizeof code, "return (%s) %s (%s)", a, operators[o].text, b);
            push(L, "'kept'");
            push(L, a);
            push(L, b);
            luaL_loadstring(L, code);
            if (lua_pcall(L, 0, 1, 0) == LUA_OK) {
                char wanted[sizeof shown_text];
                strcpy(wanted, value_text(L, -1));
                lua_pop(L, 1);
                lua_arith(L, operators[o].code);
                if (!CHECK_STRING(value_text(L, -1), wanted)) fprintf(stderr, "    %s\n", code);
                CHECK_EQUAL(lua_gettop(L), 2);
                CHECK_VALUE(L, 1, "'kept'");
            }
            lua_settop(L, 0);
        }
    }
}

static void second_operand_is_on_top(void) {
    push(L, "10, 3");
    lua_arith(L, LUA_OPSUB);
    push(L, "2, 10");
    lua_arith(L, LUA_OPPOW);
    push(L, "1, 4");
    lua_arith(L, LUA_OPSHL);
    push(L, "-7, 2");
    lua_arith(L, LUA_OPIDIV);
    push(L, "-7, 2");
    lua_arith(L, LUA_OPMOD);
    CHECK_STACK(L, "7 1024.0 16 -4 1");
}

static void unary_operators(void) {
    push(L, "'kept', 5");
    lua_arith(L, LUA_OPUNM);
    CHECK_STACK(L, "'kept' -5");
    lua_arith(L, LUA_OPBNOT);
    CHECK_STACK(L, "'kept' 4");
    push(L, "2.5");
    lua_arith(L, LUA_OPUNM);
    push(L, "3.0");
    lua_arith(L, LUA_OPBNOT);
    push(L, "'10'");
    lua_arith(L, LUA_OPUNM);
    CHECK_STACK(L, "'kept' 4 -2.5 -4 -10");
}

static void arith_calls_metamethods(void) {
    for (size_t o = 0; o < OPERATOR_COUNT; o++) {
        lua_pushfstring(L,
                        "setmetatable({}, {%s = function(a, b) "
                        "return type(a) .. ' ' .. type(b) end})",
                        operators[o].event);
        push(L, lua_tostring(L, -1));
        lua_pushinteger(L, 1);
        lua_arith(L, operators[o].code);
        CHECK_VALUE(L, -1, "'table number'");
        lua_pop(L, 1);
        lua_pushinteger(L, 1);
        push(L, lua_tostring(L, -2));
        lua_arith(L, operators[o].code);
        CHECK_VALUE(L, -1, "'number table'");
        CHECK_EQUAL(lua_gettop(L), 2);
        lua_settop(L, 0);
    }
    push(L, "setmetatable({}, {__unm = function(a, b) return rawequal(a, b) and 'unm' end, "
            "__bnot = function(a, b) return rawequal(a, b) and 'bnot' end})");
    lua_pushvalue(L, 1);
    lua_arith(L, LUA_OPUNM);
    lua_pushvalue(L, 1);
    lua_arith(L, LUA_OPBNOT);
    CHECK_STACK(L, "table 'unm' 'bnot'");
}

static int arith(lua_State *S) {
    lua_arith(S, (int)lua_tointeger(S, 1));
    return 1;
}

static void arith_errors(void) {
    CHECK_FAILS(arith, "0, nil, 1", "attempt to perform arithmetic on a nil value");
    CHECK_FAILS(arith, "0, 1, {}", "attempt to perform arithmetic on a table value");
    CHECK_FAILS(arith, "7, 1, {}", "attempt to perform bitwise operation on a table value");
    CHECK_FAILS(arith, "7, 1, 1.5", "number has no integer representation");
    CHECK_FAILS(arith, "6, 1, 0", "attempt to divide by zero");
    CHECK_FAILS(arith, "3, 1, 0", "attempt to perform 'n%0'");
    CHECK_FAILS(arith, "12, {}", "attempt to perform arithmetic on a table value");
    CHECK_FAILS(arith, "13, 0.5", "number has no integer representation");
}

/* ---- Comparison ------------------------------------------------------------------------------ */

static void compare(void) {
    push(L, "1, 2, 2.0, 'a', 'b', {}, {}, 0/0");
    CHECK_EQUAL(lua_compare(L, 2, 3, LUA_OPEQ), 1);
    CHECK_EQUAL(lua_compare(L, 1, 2, LUA_OPEQ), 0);
    CHECK_EQUAL(lua_compare(L, 1, 2, LUA_OPLT), 1);
    CHECK_EQUAL(lua_compare(L, 2, 1, LUA_OPLT), 0);
    CHECK_EQUAL(lua_compare(L, 2, 3, LUA_OPLT), 0);
    CHECK_EQUAL(lua_compare(L, 2, 3, LUA_OPLE), 1);
    CHECK_EQUAL(lua_compare(L, 2, 1, LUA_OPLE), 0);
    CHECK_EQUAL(lua_compare(L, 4, 5, LUA_OPLT), 1);
    CHECK_EQUAL(lua_compare(L, -4, -5, LUA_OPLE), 0);
    CHECK_EQUAL(lua_compare(L, 6, 7, LUA_OPEQ), 0);
    CHECK_EQUAL(lua_compare(L, 6, 6, LUA_OPEQ), 1);
    CHECK_EQUAL(lua_compare(L, 8, 8, LUA_OPEQ), 0);
    CHECK_EQUAL(lua_compare(L, 8, 8, LUA_OPLE), 0);
    CHECK_EQUAL(lua_compare(L, 1, 4, LUA_OPEQ), 0);
    CHECK_EQUAL(lua_gettop(L), 8);
}

/* An index that is not valid makes the answer 0, before any error or metamethod. */
static void compare_without_a_value(void) {
    push(L, "nil, setmetatable({}, {__eq = error, __lt = error, __le = error})");
    for (int op = LUA_OPEQ; op <= LUA_OPLE; op++) {
        CHECK_EQUAL(lua_compare(L, 1, 9, op), 0);
        CHECK_EQUAL(lua_compare(L, 9, 2, op), 0);
        CHECK_EQUAL(lua_compare(L, 9, 9, op), 0);
    }
}

static void compare_calls_metamethods(void) {
    run(L, "mt = {__eq = function() return 1 end, __lt = function() return 'true' end, "
           "__le = function() return nil end}");
    push(L, "setmetatable({}, mt), setmetatable({}, mt)");
    CHECK_EQUAL(lua_compare(L, 1, 2, LUA_OPEQ), 1);
    CHECK_EQUAL(lua_compare(L, 1, 2, LUA_OPLT), 1);
    CHECK_EQUAL(lua_compare(L, 1, 2, LUA_OPLE), 0);
}

static int compare_arguments(lua_State *S) {
    lua_pushboolean(S, lua_compare(S, 1, 2, LUA_OPLT));
    return 1;
}

static void compare_errors(void) {
    CHECK_FAILS(compare_arguments, "1, 'x'", "attempt to compare number with string");
    CHECK_FAILS(compare_arguments, "{}, {}", "attempt to compare two table values");
}

/* ---- Concatenation and length ---------------------------------------------------------------- */

static void concat(void) {
    push(L, "'kept', 'a', 1, 2.5, 'b'");
    lua_concat(L, 4);
    CHECK_STACK(L, "'kept' 'a12.5b'");
    lua_concat(L, 1);
    CHECK_STACK(L, "'kept' 'a12.5b'");
    lua_concat(L, 0);
    CHECK_STACK(L, "'kept' 'a12.5b' ''");
    lua_settop(L, 0);
    push(L, "{}");
    lua_concat(L, 1); /* one value of any type stays what it is */
    CHECK_STACK(L, "table");
    lua_settop(L, 0);
    push(L, "7");
    lua_concat(L, 1);
    CHECK_STACK(L, "7");
    push(L, "8");
    lua_concat(L, 2);
    CHECK_STACK(L, "'78'");
    lua_settop(L, 0);
    push(L, "('x'):rep(100), ('y'):rep(1000), ''");
    lua_concat(L, 3);
    CHECK_EQUAL(lua_rawlen(L, 1), 1100);
}

static void concat_calls_metamethods_from_the_right(void) {
    run(L, "log = {} function show(v) return type(v) == 'table' and 't' or tostring(v) end "
           "mt = {__concat = function(a, b) log[#log + 1] = show(a) .. show(b) "
           "return 'r' end}");
    push(L, "'a', setmetatable({}, mt), 'b', 'c'");
    lua_concat(L, 4);
    CHECK_STACK(L, "'ar'");
    CHECK_LUA("#log == 1 and log[1] == 'tbc'");
}

static int concat_all(lua_State *S) {
    lua_concat(S, lua_gettop(S));
    return 1;
}

static void concat_errors(void) {
    CHECK_FAILS(concat_all, "'a', nil", "attempt to concatenate a nil value");
    CHECK_FAILS(concat_all, "{}, 'a'", "attempt to concatenate a table value");
}

static void len(void) {
    push(L, "'four', {1, 2, 3}, setmetatable({}, {__len = function() return 'any' end})");
    for (int i = 1; i <= 3; i++)
        lua_len(L, i);
    CHECK_STACK(L, "'four' table table 4 3 'any'");
    lua_len(L, -6);
    CHECK_VALUE(L, -1, "4");
}

static int length_of(lua_State *S) {
    lua_len(S, 1);
    return 1;
}

static void len_errors(void) {
    CHECK_FAILS(length_of, "5", "attempt to get length of a number value");
    CHECK_FAILS(length_of, "nil", "attempt to get length of a nil value");
}

int main(void) {
    RUN_FRESH(arith_is_lua_arithmetic);
    RUN_FRESH(second_operand_is_on_top);
    RUN_FRESH(unary_operators);
    RUN_FRESH(arith_calls_metamethods);
    RUN_FRESH(arith_errors);
    RUN_FRESH(compare);
    RUN_FRESH(compare_without_a_value);
    RUN_FRESH(compare_calls_metamethods);
    RUN_FRESH(compare_errors);
    RUN_FRESH(concat);
    RUN_FRESH(concat_calls_metamethods_from_the_right);
    RUN_FRESH(concat_errors);
    RUN_FRESH(len);
    RUN_FRESH(len_errors);
    return check_result();
}
