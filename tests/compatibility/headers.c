/* Compiled against one set of Lua headers, prints what the ABI consists of: sizes and offsets of
 * structs, types, what macros come to. headers.py compares the output for two sets. */
#include <float.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lua.h"

#include "lauxlib.h"
#include "lualib.h"

#define SIZE(type) printf("sizeof " #type " %zu align %zu\n", sizeof(type), _Alignof(type))
#define FIELD(type, field)                                                    \
    printf("%s.%s at %zu, %zu bytes\n", #type, #field, offsetof(type, field), \
           sizeof(((type *)0)->field))
/* Whether an expression or type has the C type that is written here. */
#define HAS_TYPE(what, type) \
    printf("%s is %s: %d\n", #what, #type, __builtin_types_compatible_p(__typeof__(what), type))
#define NUMBER(expression) printf("%s = %lld\n", #expression, (long long)(expression))
#define TEXT(expression)   printf("%s = %s\n", #expression, expression)

static void types(void) {
    SIZE(lua_Number);
    SIZE(lua_Integer);
    SIZE(lua_Unsigned);
    SIZE(lua_KContext);
    HAS_TYPE(lua_Number, double);
    HAS_TYPE(lua_Integer, long long);
    HAS_TYPE(lua_Unsigned, unsigned long long);
    HAS_TYPE(lua_KContext, intptr_t);
    HAS_TYPE(lua_CFunction, int (*)(lua_State *));
    HAS_TYPE(lua_KFunction, int (*)(lua_State *, int, lua_KContext));
    HAS_TYPE(lua_Reader, const char *(*)(lua_State *, void *, size_t *));
    HAS_TYPE(lua_Writer, int (*)(lua_State *, const void *, size_t, void *));
    HAS_TYPE(lua_Alloc, void *(*)(void *, void *, size_t, size_t));
    HAS_TYPE(lua_WarnFunction, void (*)(void *, const char *, int));
    HAS_TYPE(lua_Hook, void (*)(lua_State *, lua_Debug *));
    HAS_TYPE(lua_ident, const char[]);
}

static void structs(void) {
    SIZE(lua_Debug);
    FIELD(lua_Debug, event);
    FIELD(lua_Debug, name);
    FIELD(lua_Debug, namewhat);
    FIELD(lua_Debug, what);
    FIELD(lua_Debug, source);
    FIELD(lua_Debug, srclen);
    FIELD(lua_Debug, currentline);
    FIELD(lua_Debug, linedefined);
    FIELD(lua_Debug, lastlinedefined);
    FIELD(lua_Debug, nups);
    FIELD(lua_Debug, nparams);
    FIELD(lua_Debug, isvararg);
    FIELD(lua_Debug, istailcall);
    FIELD(lua_Debug, ftransfer);
    FIELD(lua_Debug, ntransfer);
    FIELD(lua_Debug, short_src);
    FIELD(lua_Debug, i_ci);
    HAS_TYPE(((lua_Debug *)0)->i_ci, struct CallInfo *);
    SIZE(luaL_Buffer);
    FIELD(luaL_Buffer, b);
    FIELD(luaL_Buffer, size);
    FIELD(luaL_Buffer, n);
    FIELD(luaL_Buffer, L);
    FIELD(luaL_Buffer, init);
    FIELD(luaL_Buffer, init.b);
    SIZE(luaL_Stream);
    FIELD(luaL_Stream, f);
    FIELD(luaL_Stream, closef);
    SIZE(luaL_Reg);
    FIELD(luaL_Reg, name);
    FIELD(luaL_Reg, func);
    union {
        LUAI_MAXALIGN;
    } strictest;
    NUMBER(sizeof strictest);
    NUMBER(_Alignof(__typeof__(strictest)));
}

/* Macros with parameters, as far as they can be told without a state. */
static void macros(void) {
    lua_Integer converted = 0;
    luaL_Buffer buffer = {.n = 3};
    char text[100];
    NUMBER(lua_upvalueindex(1));
    NUMBER(lua_upvalueindex(255));
    NUMBER((char *)lua_getextraspace((lua_State *)4096) - (char *)4096);
    NUMBER(luaL_intop(+, LUA_MAXINTEGER, 1));
    NUMBER(luaL_intop(<<, -1, 3));
    NUMBER(lua_numbertointeger(3.0, &converted));
    NUMBER(lua_numbertointeger(9223372036854775808.0, &converted));
    NUMBER(lua_numbertointeger(-9223372036854775808.0, &converted));
    NUMBER(converted);
    NUMBER(luaL_bufflen(&buffer));
    NUMBER(luaL_addsize(&buffer, 4));
    NUMBER(luaL_buffsub(&buffer, 2));
    NUMBER(luaL_buffaddr(&buffer) == NULL);
    NUMBER((luaL_addsize(&buffer, 1), luaL_bufflen(&buffer)));
    NUMBER(lua_number2str(text, sizeof text, 0.1));
    TEXT(text);
    NUMBER(lua_integer2str(text, sizeof text, LUA_MININTEGER));
    TEXT(text);
    NUMBER(lua_str2number("12.5e1", NULL));
    NUMBER(lua_strx2number("0x10", NULL));
    NUMBER(lua_getlocaledecpoint());
    NUMBER(l_mathop(floor)(2.5));
    NUMBER(l_floor(-2.5));
    NUMBER(l_floatatt(MANT_DIG));
    NUMBER(luai_likely(3));
    NUMBER(luai_unlikely(0));
    NUMBER(sizeof(LUAI_UACNUMBER) + sizeof(LUAI_UACINT));
}

int main(void) {
    types();
    structs();
    macros();
    return 0;
}
