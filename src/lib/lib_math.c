/* Mathematical functions (manual 6.7). */

#include "direct.h"
#include "lauxlib.h"
#include "lua.h"
#include "lualib.h"
#include "library.h"
#include "profile.h"

#include <float.h>
#include <limits.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>

static const lua_Number pi = 3.141592653589793238462643383279502884;

_Static_assert(sizeof(lua_Number) == 8 && DBL_MANT_DIG == 53, "floats are IEEE doubles");
_Static_assert(sizeof(lua_Integer) == 8, "integers have 64 bits");

/* ---- Rounding and integers ------------------------------------------------------------------- */

/* Pushes an integral float as an integer if it fits. */
static int push_integral(lua_State *L, lua_Number value) {
    lua_Integer integer;
    if (lua_numbertointeger(value, &integer))
        lua_pushinteger(L, integer);
    else
        lua_pushnumber(L, value);
    return 1;
}

static int math_floor(lua_State *L) {
    if (!lua_isinteger(L, 1)) return push_integral(L, floor(luaL_checknumber(L, 1)));
    lua_settop(L, 1);
    return 1;
}

static int math_ceil(lua_State *L) {
    if (!lua_isinteger(L, 1)) return push_integral(L, ceil(luaL_checknumber(L, 1)));
    lua_settop(L, 1);
    return 1;
}

static int math_abs(lua_State *L) {
    if (lua_isinteger(L, 1)) {
        const lua_Integer value = lua_tointeger(L, 1);
        lua_pushinteger(L, value < 0 ? luaL_intop(-, 0, value) : value);
    } else
        lua_pushnumber(L, fabs(luaL_checknumber(L, 1)));
    return 1;
}

static int math_modf(lua_State *L) {
    if (lua_isinteger(L, 1)) {
        lua_settop(L, 1);
        lua_pushnumber(L, 0);
        return 2;
    }
    const lua_Number value = luaL_checknumber(L, 1);
    const lua_Number whole = trunc(value);
    push_integral(L, whole);
    lua_pushnumber(L, value == whole ? 0.0 : value - whole); /* infinities have no fraction */
    return 2;
}

static int fmod_integers(lua_State *L, lua_Integer dividend, lua_Integer divisor) {
    luaL_argcheck(L, divisor != 0, 2, "zero");
    lua_pushinteger(L, divisor == -1 ? 0 : dividend % divisor); /* mininteger % -1 overflows */
    return 1;
}

static int math_fmod(lua_State *L) {
    if (lua_isinteger(L, 1) && lua_isinteger(L, 2))
        return fmod_integers(L, lua_tointeger(L, 1), lua_tointeger(L, 2));
    const lua_Number divisor = luaL_checknumber(L, 2);
    lua_pushnumber(L, fmod(luaL_checknumber(L, 1), divisor));
    return 1;
}

static int math_tointeger(lua_State *L) {
    int is_integer;
    const lua_Integer value = lua_tointegerx(L, 1, &is_integer);
    if (is_integer)
        lua_pushinteger(L, value);
    else {
        luaL_checkany(L, 1);
        luaL_pushfail(L);
    }
    return 1;
}

static int math_ult(lua_State *L) {
    const lua_Integer a = luaL_checkinteger(L, 1);
    const lua_Integer b = luaL_checkinteger(L, 2);
    lua_pushboolean(L, (lua_Unsigned)a < (lua_Unsigned)b);
    return 1;
}

static int math_type(lua_State *L) {
    if (lua_type(L, 1) == LUA_TNUMBER)
        lua_pushstring(L, lua_isinteger(L, 1) ? "integer" : "float");
    else {
        luaL_checkany(L, 1);
        luaL_pushfail(L);
    }
    return 1;
}

/* ---- Extremes -------------------------------------------------------------------------------- */

static int math_min(lua_State *L) {
    const int count = lua_gettop(L);
    int best = 1;
    luaL_argcheck(L, count >= 1, 1, "value expected");
    for (int i = 2; i <= count; i++)
        if (lua_compare(L, i, best, LUA_OPLT)) best = i;
    lua_pushvalue(L, best);
    return 1;
}

static int math_max(lua_State *L) {
    const int count = lua_gettop(L);
    int best = 1;
    luaL_argcheck(L, count >= 1, 1, "value expected");
    for (int i = 2; i <= count; i++)
        if (lua_compare(L, best, i, LUA_OPLT)) best = i;
    lua_pushvalue(L, best);
    return 1;
}

/* ---- Functions of floats --------------------------------------------------------------------- */

/* Functions float -> float that C has too: name in Lua, expression of x. */
#define FLOAT_FUNCTIONS(X)  \
    X(acos, acos(x))        \
    X(asin, asin(x))        \
    X(cos, cos(x))          \
    X(deg, x *(180.0 / pi)) \
    X(exp, exp(x))          \
    X(rad, x *(pi / 180.0)) \
    X(sin, sin(x))          \
    X(sqrt, sqrt(x))        \
    X(tan, tan(x))

/* The like from earlier versions, kept because everybody's lua5.4 keeps them. */
#define OLD_FLOAT_FUNCTIONS(X) \
    X(cosh, cosh(x))           \
    X(log10, log10(x))         \
    X(sinh, sinh(x))           \
    X(tanh, tanh(x))

#define DEFINE(name, expression)                     \
    static int math_##name(lua_State *L) {           \
        const lua_Number x = luaL_checknumber(L, 1); \
        lua_pushnumber(L, expression);               \
        return 1;                                    \
    }
FLOAT_FUNCTIONS(DEFINE)
OLD_FLOAT_FUNCTIONS(DEFINE)
#undef DEFINE

static int math_atan(lua_State *L) {
    const lua_Number y = luaL_checknumber(L, 1);
    const lua_Number x = luaL_optnumber(L, 2, 1);
    lua_pushnumber(L, atan2(y, x));
    return 1;
}

static lua_Number logarithm(lua_Number x, lua_Number base) {
    if (base == 2.0) return log2(x);
    if (base == 10.0) return log10(x);
    return log(x) / log(base);
}

static int math_log(lua_State *L) {
    const lua_Number x = luaL_checknumber(L, 1);
    if (lua_isnoneornil(L, 2))
        lua_pushnumber(L, log(x));
    else
        lua_pushnumber(L, logarithm(x, luaL_checknumber(L, 2)));
    return 1;
}

static int math_pow(lua_State *L) {
    const lua_Number x = luaL_checknumber(L, 1);
    lua_pushnumber(L, pow(x, luaL_checknumber(L, 2)));
    return 1;
}

static int math_frexp(lua_State *L) {
    int exponent;
    lua_pushnumber(L, frexp(luaL_checknumber(L, 1), &exponent));
    lua_pushinteger(L, exponent);
    return 2;
}

static int math_ldexp(lua_State *L) {
    const lua_Number x = luaL_checknumber(L, 1);
    const lua_Integer exponent = luaL_checkinteger(L, 2);
    lua_pushnumber(L, ldexp(x, (int)exponent));
    return 1;
}

/* ---- Random numbers -------------------------------------------------------------------------- */

/* State of a xoshiro256** generator (Blackman and Vigna); not all zero. Lives in a userdata that is
** the upvalue of random and randomseed, so each State has its own sequence. */
typedef struct Random {
    uint64_t s[4];
} Random;

static uint64_t rotate_left(uint64_t x, int bits) {
    return (x << bits) | (x >> (64 - bits));
}

static uint64_t random_next(Random *random) {
    uint64_t *s = random->s;
    const uint64_t result = rotate_left(s[1] * 5, 7) * 9;
    const uint64_t shifted = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= shifted;
    s[3] = rotate_left(s[3], 45);
    return result;
}

/* Seeds with 128 bits. The constant keeps the state from being zero; the first sixteen numbers are
** thrown away because they still resemble the seed. */
static void random_seed(Random *random, uint64_t low, uint64_t high) {
    random->s[0] = low;
    random->s[1] = 0xff;
    random->s[2] = high;
    random->s[3] = 0;
    for (int i = 0; i < 16; i++)
        random_next(random);
}

/* The 53 high bits as a float in [0, 1). */
static lua_Number random_float(uint64_t bits) {
    return (lua_Number)(bits >> 11) * 0x1p-53;
}

/* An unbiased number in [0, limit]: takes as many low bits as the limit has, from `bits` or from
** fresh numbers, until they are within it. */
static uint64_t random_below(Random *random, uint64_t bits, uint64_t limit) {
    const uint64_t mask = limit == 0 ? 0 : UINT64_MAX >> __builtin_clzll(limit);
    while ((bits & mask) > limit)
        bits = random_next(random);
    return bits & mask;
}

static int math_random(lua_State *L) {
    Random *random = lua_touserdata(L, lua_upvalueindex(1));
    const uint64_t bits = random_next(random);
    lua_Integer low = 1, high;
    switch (lua_gettop(L)) {
    case 0: lua_pushnumber(L, random_float(bits)); return 1;
    case 1:
        high = luaL_checkinteger(L, 1);
        if (high == 0) {
            lua_pushinteger(L, (lua_Integer)bits);
            return 1;
        }
        break;
    case 2:
        low = luaL_checkinteger(L, 1);
        high = luaL_checkinteger(L, 2);
        break;
    default: return luaL_error(L, "wrong number of arguments");
    }
    luaL_argcheck(L, low <= high, 1, "interval is empty");
    const uint64_t offset = random_below(random, bits, (uint64_t)high - (uint64_t)low);
    lua_pushinteger(L, (lua_Integer)((uint64_t)low + offset));
    return 1;
}

/* Seeds the generator and pushes the two halves of the seed. */
static int seed_and_push(lua_State *L, Random *random, uint64_t low, uint64_t high) {
    random_seed(random, low, high);
    lua_pushinteger(L, (lua_Integer)low);
    lua_pushinteger(L, (lua_Integer)high);
    return 2;
}

static int math_randomseed(lua_State *L) {
    Random *random = lua_touserdata(L, lua_upvalueindex(1));
    if (lua_isnone(L, 1)) {
        const uint64_t low = vm_entropy64(L);
        return seed_and_push(L, random, low, vm_entropy64(L));
    }
    const lua_Integer low = luaL_checkinteger(L, 1);
    const lua_Integer high = luaL_optinteger(L, 2, 0);
    return seed_and_push(L, random, (uint64_t)low, (uint64_t)high);
}

static const luaL_Reg random_functions[] = {
    {"random", math_random},
    {"randomseed", math_randomseed},
    {NULL, NULL},
};

static void add_random_functions(lua_State *L) {
    Random *random = lua_newuserdatauv(L, sizeof *random, 0);
    const uint64_t low = vm_entropy64(L);
    random_seed(random, low, vm_entropy64(L));
    library_functions(L, random_functions, 1);
}

/* ---- Registration ---------------------------------------------------------------------------- */

#define ROW(name, expression) {#name, math_##name},
static const luaL_Reg math_functions[] = {
    FLOAT_FUNCTIONS(ROW) OLD_FLOAT_FUNCTIONS(ROW){"abs", math_abs},
    {"atan", math_atan},
    {"atan2", math_atan},
    {"ceil", math_ceil},
    {"floor", math_floor},
    {"fmod", math_fmod},
    {"frexp", math_frexp},
    {"ldexp", math_ldexp},
    {"log", math_log},
    {"max", math_max},
    {"min", math_min},
    {"modf", math_modf},
    {"pow", math_pow},
    {"tointeger", math_tointeger},
    {"type", math_type},
    {"ult", math_ult},
    {"pi", NULL}, /* this and those below are set by luaopen_math */
    {"huge", NULL},
    {"maxinteger", NULL},
    {"mininteger", NULL},
    {"random", NULL},
    {"randomseed", NULL},
    {NULL, NULL},
};
#undef ROW

LUAMOD_API int luaopen_math(lua_State *L) {
    direct_register(L, DIRECT_FLOOR, math_floor);
    direct_register(L, DIRECT_CEIL, math_ceil);
    direct_register(L, DIRECT_ABS, math_abs);
    direct_register(L, DIRECT_SQRT, math_sqrt);
    direct_register(L, DIRECT_MAX, math_max);
    direct_register(L, DIRECT_MIN, math_min);
    library_new(L, math_functions);
    lua_pushnumber(L, pi);
    lua_setfield(L, -2, "pi");
    lua_pushnumber(L, (lua_Number)HUGE_VAL);
    lua_setfield(L, -2, "huge");
    lua_pushinteger(L, LUA_MAXINTEGER);
    lua_setfield(L, -2, "maxinteger");
    lua_pushinteger(L, LUA_MININTEGER);
    lua_setfield(L, -2, "mininteger");
    add_random_functions(L);
    return 1;
}
