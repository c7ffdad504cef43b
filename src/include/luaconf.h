/* What a build of the Lua interface may choose: number types, search paths, limits, markers.
**
** Orrery offers one configuration, the one that Linux distributions ship: 64-bit integers, double
** floats, pointers of eight bytes. Compiled modules and hosts rely on those sizes, so they are not
** options here. What a host may still define before including any Lua header:
**
**   LUA_COMPAT_5_3      names of Lua 5.3 that 5.4 dropped (the two groups at the end)
**   LUA_USE_APICHECK    assertions on misuse of the macros of the C API
**   LUA_NOBUILTIN       no compiler builtins in the macros
**   LUA_PATH_DEFAULT, LUA_CPATH_DEFAULT, LUA_DIRSEP    its own ones
*/
#ifndef luaconf_h
#define luaconf_h

#include <limits.h>
#include <stddef.h>
#include <stdint.h>

/* ---- Numbers --------------------------------------------------------------------------------- */

/* Names for the candidate C types; LUA_INT_TYPE and LUA_FLOAT_TYPE say which ones are in use. */
#define LUA_INT_INT      1
#define LUA_INT_LONG     2
#define LUA_INT_LONGLONG 3

#define LUA_FLOAT_FLOAT      1
#define LUA_FLOAT_DOUBLE     2
#define LUA_FLOAT_LONGDOUBLE 3

#define LUA_INT_DEFAULT   LUA_INT_LONGLONG
#define LUA_FLOAT_DEFAULT LUA_FLOAT_DOUBLE

#define LUAI_IS32INT ((UINT_MAX >> 30) >= 3) /* int has 32 bits or more */

#define LUA_32BITS      0
#define LUA_C89_NUMBERS 0

#define LUA_INT_TYPE   LUA_INT_DEFAULT
#define LUA_FLOAT_TYPE LUA_FLOAT_DEFAULT

/* The types behind lua_Number, lua_Integer and lua_Unsigned. The LUAI_UAC forms are what such a
** value becomes as an argument of a variadic function. */
#define LUA_NUMBER     double
#define LUAI_UACNUMBER double
#define LUA_INTEGER    long long
#define LUAI_UACINT    LUA_INTEGER
#define LUA_UNSIGNED   unsigned LUAI_UACINT

#define LUA_MAXINTEGER  LLONG_MAX
#define LUA_MININTEGER  LLONG_MIN
#define LUA_MAXUNSIGNED ULLONG_MAX

/* Printf formats: the length modifier alone, and the conversion that `tostring` starts from. */
#define LUA_NUMBER_FRMLEN  ""
#define LUA_NUMBER_FMT     "%.14g"
#define LUA_INTEGER_FRMLEN "ll"
#define LUA_INTEGER_FMT    "%" LUA_INTEGER_FRMLEN "d"

/* The macros from here to lua_strx2number are for code that includes <float.h>, <math.h>, <stdio.h>
** or <stdlib.h> itself.
**
** The <float.h> constant `n` of the float type, as in l_floatatt(MANT_DIG). */
#define l_floatatt(n) (DBL_##n)

/* The <math.h> function `op` in its form for the float type. */
#define l_mathop(op) op
#define l_floor(x)   (l_mathop(floor)(x))

#define l_sprintf(s, sz, f, i) snprintf(s, sz, f, i)

/* Number to text and back, with the C library. */
#define lua_number2str(s, sz, n)        l_sprintf((s), sz, LUA_NUMBER_FMT, (LUAI_UACNUMBER)(n))
#define lua_integer2str(s, sz, n)       l_sprintf((s), sz, LUA_INTEGER_FMT, (LUAI_UACINT)(n))
#define lua_number2strx(L, b, sz, f, n) ((void)L, l_sprintf(b, sz, f, (LUAI_UACNUMBER)(n)))
#define lua_pointer2str(buff, sz, p)    l_sprintf(buff, sz, "%p", p)
#define lua_str2number(s, p)            strtod((s), (p))
#define lua_strx2number(s, p)           lua_str2number(s, p)

/* Stores float `n` as an integer in *p when it lies in the range of integers (it must have no
** fractional part to survive exactly); the value is whether it did. Both bounds are powers of two,
** hence exact as floats; the upper one is the first value out of range. */
#define lua_numbertointeger(n, p)                                                  \
    ((n) >= (LUA_NUMBER)(LUA_MININTEGER) && (n) < -(LUA_NUMBER)(LUA_MININTEGER) && \
     (*(p) = (LUA_INTEGER)(n), 1))

/* The decimal point that the C library writes at present. Needs <locale.h>. */
#if !defined(lua_getlocaledecpoint)
#define lua_getlocaledecpoint() (localeconv()->decimal_point[0])
#endif

/* The integer that a continuation receives; wide enough for a pointer. */
#define LUA_KCONTEXT intptr_t

/* ---- Search paths ---------------------------------------------------------------------------- */

#define LUA_PATH_SEP  ";" /* between two templates of a path */
#define LUA_PATH_MARK "?" /* where the module's name goes in a template */
#define LUA_EXEC_DIR  "!" /* the program's folder, on systems that know it */

#define LUA_VDIR LUA_VERSION_MAJOR "." LUA_VERSION_MINOR

/* The folder that Debian and its descendants keep compiled modules in. */
#if !defined(DEB_HOST_MULTIARCH)
#if defined(__aarch64__)
#define DEB_HOST_MULTIARCH "aarch64-linux-gnu"
#else
#define DEB_HOST_MULTIARCH "x86_64-linux-gnu"
#endif
#endif

#define LUA_ROOT  "/usr/local/"
#define LUA_ROOT2 "/usr/"
#define LUA_LDIR  LUA_ROOT "share/lua/" LUA_VDIR "/"
#define LUA_LDIR2 LUA_ROOT2 "share/lua/" LUA_VDIR "/"
#define LUA_CDIR  LUA_ROOT "lib/lua/" LUA_VDIR "/"
#define LUA_CDIR2 LUA_ROOT2 "lib/" DEB_HOST_MULTIARCH "/lua/" LUA_VDIR "/"
#define LUA_CDIR3 LUA_ROOT2 "lib/lua/" LUA_VDIR "/"

#if !defined(LUA_PATH_DEFAULT)
#define LUA_PATH_DEFAULT                                                                        \
    LUA_LDIR "?.lua;" LUA_LDIR "?/init.lua;" LUA_CDIR "?.lua;" LUA_CDIR "?/init.lua;" LUA_LDIR2 \
             "?.lua;" LUA_LDIR2 "?/init.lua;"                                                   \
             "./?.lua;"                                                                         \
             "./?/init.lua"
#endif

#if !defined(LUA_CPATH_DEFAULT)
#define LUA_CPATH_DEFAULT                                                       \
    LUA_CDIR "?.so;" LUA_CDIR2 "?.so;" LUA_CDIR3 "?.so;" LUA_CDIR "loadall.so;" \
             "./?.so"
#endif

#if !defined(LUA_DIRSEP)
#define LUA_DIRSEP "/"
#endif

/* ---- Markers of declarations ----------------------------------------------------------------- */

/* LUA_API: a function of lua.h. LUALIB_API: one of lauxlib.h. LUAMOD_API: a module's luaopen_*.
** All three stay visible even in a build that hides symbols by default. */
#if defined(__GNUC__)
#define LUA_API   extern __attribute__((visibility("default")))
#define LUAI_FUNC __attribute__((visibility("hidden"))) extern
#else
#define LUA_API   extern
#define LUAI_FUNC extern
#endif

#define LUALIB_API LUA_API
#define LUAMOD_API LUA_API

#define LUAI_DDEC(dec) LUAI_FUNC dec
#define LUAI_DDEF

/* Hints on which way a condition usually goes. The short names are for code that calls itself part
** of Lua (LUA_CORE or LUA_LIB defined). */
#if !defined(luai_likely)
#if defined(__GNUC__) && !defined(LUA_NOBUILTIN)
#define luai_likely(x)   (__builtin_expect(((x) != 0), 1))
#define luai_unlikely(x) (__builtin_expect(((x) != 0), 0))
#else
#define luai_likely(x)   (x)
#define luai_unlikely(x) (x)
#endif
#endif

#if defined(LUA_CORE) || defined(LUA_LIB)
#define l_likely(x)   luai_likely(x)
#define l_unlikely(x) luai_unlikely(x)
#endif

/* Checks of the API's preconditions, for hosts under development. */
#if defined(LUA_USE_APICHECK)
#include <assert.h>
#define luai_apicheck(l, e) assert(e)
#endif

/* ---- Limits that the ABI knows --------------------------------------------------------------- */

/* Most slots of a Lua stack. LUA_REGISTRYINDEX is computed from it inside compiled modules, so it
** cannot change. */
#define LUAI_MAXSTACK 1000000

/* Bytes directly before a lua_State that belong to the host (lua_getextraspace). */
#define LUA_EXTRASPACE (sizeof(void *))

/* Bytes of lua_Debug's short_src, the final zero included. */
#define LUA_IDSIZE 60

/* Bytes that a luaL_Buffer holds before it allocates. */
#define LUAL_BUFFERSIZE ((int)(16 * sizeof(void *) * sizeof(lua_Number)))

/* Members that give a union the strictest alignment. */
#define LUAI_MAXALIGN \
    lua_Number n;     \
    double u;         \
    void *s;          \
    lua_Integer i;    \
    long l

/* ---- Names of Lua 5.3 ------------------------------------------------------------------------ */

#if defined(LUA_COMPAT_5_3)
#define LUA_COMPAT_MATHLIB     /* math.pow, math.cosh, math.frexp and their kin */
#define LUA_COMPAT_APIINTCASTS /* lua_pushunsigned, luaL_checkint, ... */
#define LUA_COMPAT_LT_LE       /* __lt stands in for a missing __le */

#define lua_strlen(L, i)            lua_rawlen(L, (i))
#define lua_objlen(L, i)            lua_rawlen(L, (i))
#define lua_equal(L, idx1, idx2)    lua_compare(L, (idx1), (idx2), LUA_OPEQ)
#define lua_lessthan(L, idx1, idx2) lua_compare(L, (idx1), (idx2), LUA_OPLT)
#endif

#endif
