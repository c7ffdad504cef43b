/* The Lua 5.4 C interface, as Orrery implements it.
**
** Source and binary compatible with Lua 5.4 on Linux x86-64: names, values, signatures and the
** layout of lua_Debug are those that compiled modules and hosts expect. lauxlib.h adds conveniences
** that need nothing but this file; orrery.h is our own interface.
**
** A C function sees a private stack. Index 1 is its first argument, -1 the top; an index above
** the top but within the reserved space is "acceptable" and reads as none. Two pseudo-indices lie
** outside of the stack: LUA_REGISTRYINDEX and lua_upvalueindex(i).
**
** Behind each description stands what the function does to the stack, as [-pops, +pushes, raises]:
**   x|y   one or the other, depending on the case;   ?   as many as the situation demands
**   -     never raises        m   only "not enough memory"
**   v     raises as described  e   whatever the Lua code that it runs may raise
*/
#ifndef lua_h
#define lua_h

#include <stdarg.h>
#include <stddef.h>

#include "luaconf.h"

/* ---- Version --------------------------------------------------------------------------------- */

#define LUA_VERSION_MAJOR   "5"
#define LUA_VERSION_MINOR   "4"
#define LUA_VERSION_RELEASE "6"

#define LUA_VERSION_NUM         504
#define LUA_VERSION_RELEASE_NUM (LUA_VERSION_NUM * 100 + 6)

#define LUA_VERSION   "Lua " LUA_VERSION_MAJOR "." LUA_VERSION_MINOR
#define LUA_RELEASE   LUA_VERSION "." LUA_VERSION_RELEASE
#define LUA_COPYRIGHT LUA_RELEASE "  (Orrery, an independent implementation by its authors)"
#define LUA_AUTHORS   "the Orrery authors"

/* First bytes of a binary chunk. */
#define LUA_SIGNATURE "\x1bLua"

/* ---- Constants ------------------------------------------------------------------------------- */

/* As a number of results: all of them. */
#define LUA_MULTRET (-1)

/* The registry, a table for C code that no script sees, and the upvalues of the running function.
** Any index below the registry's names an upvalue. */
#define LUA_REGISTRYINDEX   (-LUAI_MAXSTACK - 1000)
#define lua_upvalueindex(i) (LUA_REGISTRYINDEX - (i))

/* Integer keys of the registry that Lua itself fills. */
#define LUA_RIDX_MAINTHREAD 1
#define LUA_RIDX_GLOBALS    2
#define LUA_RIDX_LAST       LUA_RIDX_GLOBALS

/* Status of a call, a load, or a thread. */
#define LUA_OK        0
#define LUA_YIELD     1
#define LUA_ERRRUN    2
#define LUA_ERRSYNTAX 3
#define LUA_ERRMEM    4
#define LUA_ERRERR    5

/* Types of values. */
#define LUA_TNONE          (-1)
#define LUA_TNIL           0
#define LUA_TBOOLEAN       1
#define LUA_TLIGHTUSERDATA 2
#define LUA_TNUMBER        3
#define LUA_TSTRING        4
#define LUA_TTABLE         5
#define LUA_TFUNCTION      6
#define LUA_TUSERDATA      7
#define LUA_TTHREAD        8
#define LUA_NUMTYPES       9

/* Free slots that every C function finds on entry. */
#define LUA_MINSTACK 20

/* ---- Types ----------------------------------------------------------------------------------- */

typedef struct lua_State lua_State;

typedef LUA_NUMBER lua_Number;
typedef LUA_INTEGER lua_Integer;
typedef LUA_UNSIGNED lua_Unsigned;
typedef LUA_KCONTEXT lua_KContext;

/* A function for Lua: arguments on its stack, its value is how many results lie on top. */
typedef int (*lua_CFunction)(lua_State *L);

/* A continuation: runs in the frame of the function that named it, when the call or yield in
** between is over. `status` is LUA_YIELD, or the status that lua_pcallk would have returned. */
typedef int (*lua_KFunction)(lua_State *L, int status, lua_KContext ctx);

/* Gives lua_load the next piece of a chunk and its size; NULL or size zero is the end. */
typedef const char *(*lua_Reader)(lua_State *L, void *ud, size_t *sz);

/* Takes the next piece of a dumped function; a value other than zero stops lua_dump. */
typedef int (*lua_Writer)(lua_State *L, const void *p, size_t sz, void *ud);

/* Allocates (ptr NULL; osize is then no size), resizes, or frees (nsize 0) a block; osize is the
** size that was asked for last. NULL for "no memory"; freeing must succeed. */
typedef void *(*lua_Alloc)(void *ud, void *ptr, size_t osize, size_t nsize);

/* Receives one piece of a warning; `tocont` says that more pieces follow. */
typedef void (*lua_WarnFunction)(void *ud, const char *msg, int tocont);

/* What a hook, or somebody who asks lua_getinfo, learns about a running function. */
typedef struct lua_Debug lua_Debug;
typedef void (*lua_Hook)(lua_State *L, lua_Debug *ar);

/* A host may have its own declarations seen by everybody who includes this file. */
#if defined(LUA_USER_H)
#include LUA_USER_H
#endif

/* Text in the library's data that names its release, for tools that look through binaries. */
LUA_API const char lua_ident[];

/* ---- States and threads ---------------------------------------------------------------------- */

/* Makes an independent state whose memory comes from `f`; NULL without memory. [-0, +0, -] */
LUA_API lua_State *(lua_newstate)(lua_Alloc f, void *ud);

/* Closes pending variables of the main thread, runs all finalizers, frees the state. [-0, +0, -] */
LUA_API void(lua_close)(lua_State *L);

/* Pushes a new coroutine, which shares all but the stack with L, and returns it. [-0, +1, m] */
LUA_API lua_State *(lua_newthread)(lua_State *L);

/* Unwinds a coroutine, closing its pending variables, and makes it usable anew. Returns the
** status; after an error the error object is on top of L's stack. `from` is the thread that asks,
** or NULL, and counts for the limit of nested C calls. [-0, +?, -] */
LUA_API int(lua_closethread)(lua_State *L, lua_State *from);

/* lua_closethread without a `from`; obsolete. [-0, +?, -] */
LUA_API int(lua_resetthread)(lua_State *L);

/* Sets the function for errors outside any protected call; returns the old one. [-0, +0, -] */
LUA_API lua_CFunction(lua_atpanic)(lua_State *L, lua_CFunction panicf);

/* LUA_VERSION_NUM of the library at run time. [-0, +0, -] */
LUA_API lua_Number(lua_version)(lua_State *L);

/* ---- The stack ------------------------------------------------------------------------------- */

/* The same slot, counted from the bottom. [-0, +0, -] */
LUA_API int(lua_absindex)(lua_State *L, int idx);

/* Index of the top, which is the number of values. [-0, +0, -] */
LUA_API int(lua_gettop)(lua_State *L);

/* Makes `idx` the top: drops values or fills with nil; closes slots marked by lua_toclose that it
** drops. [-?, +?, e] */
LUA_API void(lua_settop)(lua_State *L, int idx);

/* Pushes a copy of the value at `idx`. [-0, +1, -] */
LUA_API void(lua_pushvalue)(lua_State *L, int idx);

/* Rotates the slots from `idx` to the top by n places towards the top. [-0, +0, -] */
LUA_API void(lua_rotate)(lua_State *L, int idx, int n);

/* Overwrites the value at `toidx` with the one at `fromidx`. [-0, +0, -] */
LUA_API void(lua_copy)(lua_State *L, int fromidx, int toidx);

/* Reserves n more slots; zero when the stack would pass its limit or for lack of memory.
** [-0, +0, -] */
LUA_API int(lua_checkstack)(lua_State *L, int n);

/* Moves the n topmost values from one thread of a state to another. [-?, +?, -] */
LUA_API void(lua_xmove)(lua_State *from, lua_State *to, int n);

/* ---- Reading values -------------------------------------------------------------------------- */

/* Tests; none is never accepted. lua_isnumber and lua_isstring go by convertibility: a numeral
** counts as a number, a number as a string. [-0, +0, -] */
LUA_API int(lua_isnumber)(lua_State *L, int idx);
LUA_API int(lua_isstring)(lua_State *L, int idx);
LUA_API int(lua_iscfunction)(lua_State *L, int idx);
LUA_API int(lua_isinteger)(lua_State *L, int idx);
LUA_API int(lua_isuserdata)(lua_State *L, int idx);

/* The LUA_T constant of the value, and the name that belongs to a constant. [-0, +0, -] */
LUA_API int(lua_type)(lua_State *L, int idx);
LUA_API const char *(lua_typename)(lua_State *L, int tp);

/* Value as a number, converting strings; zero when that fails, and *isnum (if given) tells.
** lua_tointegerx wants a float to have an exact integer value. [-0, +0, -] */
LUA_API lua_Number(lua_tonumberx)(lua_State *L, int idx, int *isnum);
LUA_API lua_Integer(lua_tointegerx)(lua_State *L, int idx, int *isnum);

/* 0 for nil, false and none; else 1. [-0, +0, -] */
LUA_API int(lua_toboolean)(lua_State *L, int idx);

/* The bytes of a string, zero behind them, length in *len (if given); NULL for other types. A
** number is *changed in its slot* into a string first. Lives as long as the value. [-0, +0, m] */
LUA_API const char *(lua_tolstring)(lua_State *L, int idx, size_t *len);

/* Length of a string or table, size of a userdata, zero else; no metamethods. [-0, +0, -] */
LUA_API lua_Unsigned(lua_rawlen)(lua_State *L, int idx);

/* The C function, block of a full or pointer of a light userdata, thread, or any object's address;
** NULL for values of another type. [-0, +0, -] */
LUA_API lua_CFunction(lua_tocfunction)(lua_State *L, int idx);
LUA_API void *(lua_touserdata)(lua_State *L, int idx);
LUA_API lua_State *(lua_tothread)(lua_State *L, int idx);
LUA_API const void *(lua_topointer)(lua_State *L, int idx);

/* ---- Arithmetic and comparison --------------------------------------------------------------- */

/* Operators of lua_arith. */
#define LUA_OPADD  0
#define LUA_OPSUB  1
#define LUA_OPMUL  2
#define LUA_OPMOD  3
#define LUA_OPPOW  4
#define LUA_OPDIV  5
#define LUA_OPIDIV 6
#define LUA_OPBAND 7
#define LUA_OPBOR  8
#define LUA_OPBXOR 9
#define LUA_OPSHL  10
#define LUA_OPSHR  11
#define LUA_OPUNM  12
#define LUA_OPBNOT 13

/* Operators of lua_compare. */
#define LUA_OPEQ 0
#define LUA_OPLT 1
#define LUA_OPLE 2

/* Replaces the operand(s) on top, second one topmost, by the result. [-(2|1), +1, e] */
LUA_API void(lua_arith)(lua_State *L, int op);

/* Equality without metamethods; 0 if an index is not valid. [-0, +0, -] */
LUA_API int(lua_rawequal)(lua_State *L, int idx1, int idx2);

/* Comparison as in Lua; 0 if an index is not valid. [-0, +0, e] */
LUA_API int(lua_compare)(lua_State *L, int idx1, int idx2, int op);

/* Replaces the n topmost values by their concatenation (n = 0: pushes ""). [-n, +1, e] */
LUA_API void(lua_concat)(lua_State *L, int n);

/* Pushes `#value`. [-0, +1, e] */
LUA_API void(lua_len)(lua_State *L, int idx);

/* Pushes the number that the numeral s denotes and returns strlen(s) + 1; zero, and nothing pushed,
** when s is no numeral. [-0, +(1|0), -] */
LUA_API size_t(lua_stringtonumber)(lua_State *L, const char *s);

/* ---- Pushing values -------------------------------------------------------------------------- */

/* [-0, +1, -] */
LUA_API void(lua_pushnil)(lua_State *L);
LUA_API void(lua_pushnumber)(lua_State *L, lua_Number n);
LUA_API void(lua_pushinteger)(lua_State *L, lua_Integer n);
LUA_API void(lua_pushboolean)(lua_State *L, int b);
LUA_API void(lua_pushlightuserdata)(lua_State *L, void *p);

/* Pushes the thread L itself; 1 if it is the main thread. [-0, +1, -] */
LUA_API int(lua_pushthread)(lua_State *L);

/* Pushes a copy of `len` bytes (any bytes) / of a zero-terminated string (NULL pushes nil) and
** returns where the copy lies. [-0, +1, m] */
LUA_API const char *(lua_pushlstring)(lua_State *L, const char *s, size_t len);
LUA_API const char *(lua_pushstring)(lua_State *L, const char *s);

/* Pushes a formatted string and returns its bytes. Conversions: %s (char *, zero-terminated),
** %d (int), %I (lua_Integer), %f (lua_Number), %p (pointer), %c (int as a byte), %U (long as a
** UTF-8 sequence), %%; no widths or flags. [-0, +1, v] */
LUA_API const char *(lua_pushvfstring)(lua_State *L, const char *fmt, va_list argp);
LUA_API const char *(lua_pushfstring)(lua_State *L, const char *fmt, ...);

/* Pushes a C function with the n topmost values (at most 255) as its upvalues. [-n, +1, m] */
LUA_API void(lua_pushcclosure)(lua_State *L, lua_CFunction fn, int n);

/* ---- Reading tables; each returns the type of what it pushed --------------------------------- */

/* [-0, +1, e] value of a global variable */
LUA_API int(lua_getglobal)(lua_State *L, const char *name);

/* [-1, +1, e] t[k], k popped from the top */
LUA_API int(lua_gettable)(lua_State *L, int idx);

/* [-0, +1, e] t[k] for a string / integer key */
LUA_API int(lua_getfield)(lua_State *L, int idx, const char *k);
LUA_API int(lua_geti)(lua_State *L, int idx, lua_Integer n);

/* The same without metamethods: key on the stack [-1, +1, -], integer key, and light userdata p as
** the key [-0, +1, -]. The value at idx must be a table. */
LUA_API int(lua_rawget)(lua_State *L, int idx);
LUA_API int(lua_rawgeti)(lua_State *L, int idx, lua_Integer n);
LUA_API int(lua_rawgetp)(lua_State *L, int idx, const void *p);

/* Pushes a table with room for narr array elements and nrec other entries. [-0, +1, m] */
LUA_API void(lua_createtable)(lua_State *L, int narr, int nrec);

/* Pushes a userdata with a block of sz bytes and nuvalue user values; returns the block.
** [-0, +1, m] */
LUA_API void *(lua_newuserdatauv)(lua_State *L, size_t sz, int nuvalue);

/* Pushes the value's metatable and returns 1, or pushes nothing and returns 0. [-0, +(0|1), -] */
LUA_API int(lua_getmetatable)(lua_State *L, int objindex);

/* Pushes user value n; pushes nil and returns LUA_TNONE when there is no such one. [-0, +1, -] */
LUA_API int(lua_getiuservalue)(lua_State *L, int idx, int n);

/* ---- Writing tables: each pops the value to store -------------------------------------------- */

/* [-1, +0, e] */
LUA_API void(lua_setglobal)(lua_State *L, const char *name);

/* t[k] = v with v on top and k below it. [-2, +0, e] */
LUA_API void(lua_settable)(lua_State *L, int idx);

/* [-1, +0, e] */
LUA_API void(lua_setfield)(lua_State *L, int idx, const char *k);
LUA_API void(lua_seti)(lua_State *L, int idx, lua_Integer n);

/* The same without metamethods: [-2, +0, m] for the first, [-1, +0, m] for the others. */
LUA_API void(lua_rawset)(lua_State *L, int idx);
LUA_API void(lua_rawseti)(lua_State *L, int idx, lua_Integer n);
LUA_API void(lua_rawsetp)(lua_State *L, int idx, const void *p);

/* Pops a table or nil: the new metatable of the value at objindex. Returns 1. [-1, +0, m] */
LUA_API int(lua_setmetatable)(lua_State *L, int objindex);

/* Pops a value, the new user value n; returns 0 when the userdata has no such one (the value is
** popped all the same). [-1, +0, -] */
LUA_API int(lua_setiuservalue)(lua_State *L, int idx, int n);

/* ---- Calling, loading, dumping --------------------------------------------------------------- */

/* Calls the function below its nargs arguments; errors pass through. With `k` the callee may yield,
** and then k continues. [-(nargs + 1), +nresults, e] */
LUA_API void(lua_callk)(lua_State *L, int nargs, int nresults, lua_KContext ctx, lua_KFunction k);
#define lua_call(L, n, r) lua_callk(L, (n), (r), 0, NULL)

/* The same, but an error ends here: returns its status with the error object on the stack.
** `errfunc` is the index of a message handler, or 0. With `k` the callee may yield, and in a
** coroutine k then continues after errors as well: lua_pcallk returns only from a call without
** either. [-(nargs + 1), +(nresults|1), -] */
LUA_API int(lua_pcallk)(lua_State *L, int nargs, int nresults, int errfunc, lua_KContext ctx,
                        lua_KFunction k);
#define lua_pcall(L, n, r, f) lua_pcallk(L, (n), (r), (f), 0, NULL)

/* Compiles what `reader` delivers and pushes the function, its first upvalue set to the globals;
** or pushes a message and returns LUA_ERRSYNTAX, LUA_ERRMEM, or the status of the reader's error.
** The chunk is named `chunkname` ("?" for NULL). `mode` is "b", "t", or "bt" (NULL is
** the same): binary, text, either. [-0, +1, -] */
LUA_API int(lua_load)(lua_State *L, lua_Reader reader, void *dt, const char *chunkname,
                      const char *mode);

/* Hands the binary form of the Lua function on top to `writer`, without debug information if
** `strip`; returns the writer's last value, 1 for a C function, or LUA_ERRMEM when there is no
** memory for it. [-0, +0, -] */
LUA_API int(lua_dump)(lua_State *L, lua_Writer writer, void *data, int strip);

/* ---- Coroutines ------------------------------------------------------------------------------ */

/* Suspends the running coroutine with nresults values; k continues, or else the caller does. Must
** be the value of the C function's return. In a line or count hook (nresults 0, no k) it returns,
** the hook must end at once, and the hooked function goes on when resumed. Raises outside of
** coroutines and across calls that have no continuation. [-?, +?, v] */
LUA_API int(lua_yieldk)(lua_State *L, int nresults, lua_KContext ctx, lua_KFunction k);
#define lua_yield(L, n) lua_yieldk(L, (n), 0, NULL)

/* Starts (function and arguments on L) or continues (arguments on L) a coroutine. Returns
** LUA_YIELD, LUA_OK or an error's status; *nres results lie on top of L, or the
** error object. [-?, +?, -] */
LUA_API int(lua_resume)(lua_State *L, lua_State *from, int narg, int *nres);

/* LUA_YIELD for a suspended coroutine, an error's status for a dead one, else LUA_OK.
** [-0, +0, -] */
LUA_API int(lua_status)(lua_State *L);

/* Whether the coroutine L could yield now. [-0, +0, -] */
LUA_API int(lua_isyieldable)(lua_State *L);

/* ---- Warnings -------------------------------------------------------------------------------- */

/* Sets who receives warnings; `ud` is its first argument. [-0, +0, -] */
LUA_API void(lua_setwarnf)(lua_State *L, lua_WarnFunction f, void *ud);

/* Emits a piece of a warning, the last one unless `tocont`. [-0, +0, -] */
LUA_API void(lua_warning)(lua_State *L, const char *msg, int tocont);

/* ---- The collector --------------------------------------------------------------------------- */

#define LUA_GCSTOP       0  /* stop collecting */
#define LUA_GCRESTART    1  /* go on */
#define LUA_GCCOLLECT    2  /* one full cycle */
#define LUA_GCCOUNT      3  /* kilobytes in use */
#define LUA_GCCOUNTB     4  /* remainder of the bytes in use by 1024 */
#define LUA_GCSTEP       5  /* (int kilobytes): a step; 1 if it ended a cycle */
#define LUA_GCSETPAUSE   6  /* (int percent): obsolete, see LUA_GCINC; returns the old value */
#define LUA_GCSETSTEPMUL 7  /* (int percent): obsolete, see LUA_GCINC; returns the old value */
#define LUA_GCISRUNNING  9  /* whether it is not stopped */
#define LUA_GCGEN        10 /* (int minor, int major percents): returns the old mode */
#define LUA_GCINC        11 /* (int pause, int step factor, int log2 step): returns the old mode */

/* Controls the collector. -1 for an unknown option, and for any in a finalizer. [-0, +0, -] */
LUA_API int(lua_gc)(lua_State *L, int what, ...);

/* ---- Others ---------------------------------------------------------------------------------- */

/* Raises the value on top as an error; never returns. [-1, +0, v] */
LUA_API int(lua_error)(lua_State *L);

/* Pops a key and pushes the next key and its value, or, after the last, nothing (value 0). nil
** starts. Raises for a key that is not in the table. [-1, +(2|0), v] */
LUA_API int(lua_next)(lua_State *L, int idx);

/* Has the value at idx closed when the C function returns or fails, or when lua_settop or lua_pop
** drop its slot, like a to-be-closed variable; idx must be above all such slots. nil and false need
** no closing. Raises for another value without __close. [-0, +0, v] */
LUA_API void(lua_toclose)(lua_State *L, int idx);

/* Closes the last such slot now, without yields, and sets it to nil. [-0, +0, e] */
LUA_API void(lua_closeslot)(lua_State *L, int idx);

/* The state's allocation function, its `ud` in *ud (if given); and its replacement, which must
** understand all blocks of the old one. [-0, +0, -] */
LUA_API lua_Alloc(lua_getallocf)(lua_State *L, void **ud);
LUA_API void(lua_setallocf)(lua_State *L, lua_Alloc f, void *ud);

/* ---- Conveniences made of the above ---------------------------------------------------------- */

/* LUA_EXTRASPACE bytes that the host may use as it likes; a new thread starts with a copy of the
** main thread's. */
#define lua_getextraspace(L) ((void *)((char *)(L)-LUA_EXTRASPACE))

#define lua_tonumber(L, i)  lua_tonumberx(L, (i), NULL)
#define lua_tointeger(L, i) lua_tointegerx(L, (i), NULL)

#define lua_pop(L, n) lua_settop(L, -(n)-1)

#define lua_newtable(L) lua_createtable(L, 0, 0)

/* Makes a C function a global variable. */
#define lua_register(L, n, f) (lua_pushcfunction(L, (f)), lua_setglobal(L, (n)))

#define lua_pushcfunction(L, f) lua_pushcclosure(L, (f), 0)

#define lua_isfunction(L, n)      (lua_type(L, (n)) == LUA_TFUNCTION)
#define lua_istable(L, n)         (lua_type(L, (n)) == LUA_TTABLE)
#define lua_islightuserdata(L, n) (lua_type(L, (n)) == LUA_TLIGHTUSERDATA)
#define lua_isnil(L, n)           (lua_type(L, (n)) == LUA_TNIL)
#define lua_isboolean(L, n)       (lua_type(L, (n)) == LUA_TBOOLEAN)
#define lua_isthread(L, n)        (lua_type(L, (n)) == LUA_TTHREAD)
#define lua_isnone(L, n)          (lua_type(L, (n)) == LUA_TNONE)
#define lua_isnoneornil(L, n)     (lua_type(L, (n)) <= 0)

/* Only for a string literal: anything else does not compile. */
#define lua_pushliteral(L, s) lua_pushstring(L, "" s)

#define lua_pushglobaltable(L) ((void)lua_rawgeti(L, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS))

#define lua_tostring(L, i) lua_tolstring(L, (i), NULL)

/* Moves the top below idx; drops the value at idx; overwrites it with the top, which is popped. */
#define lua_insert(L, idx)  lua_rotate(L, (idx), 1)
#define lua_remove(L, idx)  (lua_rotate(L, (idx), -1), lua_pop(L, 1))
#define lua_replace(L, idx) (lua_copy(L, -1, (idx)), lua_pop(L, 1))

/* ---- Names of earlier versions --------------------------------------------------------------- */

#if defined(LUA_COMPAT_APIINTCASTS)
#define lua_pushunsigned(L, n)    lua_pushinteger(L, (lua_Integer)(n))
#define lua_tounsignedx(L, i, is) ((lua_Unsigned)lua_tointegerx(L, i, is))
#define lua_tounsigned(L, i)      lua_tounsignedx(L, (i), NULL)
#endif

#define lua_newuserdata(L, s)    lua_newuserdatauv(L, s, 1)
#define lua_getuservalue(L, idx) lua_getiuservalue(L, idx, 1)
#define lua_setuservalue(L, idx) lua_setiuservalue(L, idx, 1)

#define LUA_NUMTAGS LUA_NUMTYPES

/* ---- Debugging ------------------------------------------------------------------------------- */

/* Events that a hook is called for, and the masks that ask for them. */
#define LUA_HOOKCALL     0
#define LUA_HOOKRET      1
#define LUA_HOOKLINE     2
#define LUA_HOOKCOUNT    3
#define LUA_HOOKTAILCALL 4

#define LUA_MASKCALL  (1 << LUA_HOOKCALL)
#define LUA_MASKRET   (1 << LUA_HOOKRET)
#define LUA_MASKLINE  (1 << LUA_HOOKLINE)
#define LUA_MASKCOUNT (1 << LUA_HOOKCOUNT)

/* Finds the function `level` calls below the running one (level 0); 0 if the stack is not that
** deep. [-0, +0, -] */
LUA_API int(lua_getstack)(lua_State *L, int level, lua_Debug *ar);

/* Fills the fields of *ar that the letters of `what` ask for (see there). A leading '>' asks about
** the function on top, which is popped; 'f' pushes the function, then 'L' a table whose keys are
** the function's lines with code (nil for a C function). 0 for an unknown letter; the others are
** served all the same. [-(0|1), +(0|1|2), m] */
LUA_API int(lua_getinfo)(lua_State *L, const char *what, lua_Debug *ar);

/* Pushes the value of local n of the function *ar and returns its name; NULL, and nothing pushed,
** without such a local. Negative n: extra arguments. With ar NULL: returns the name of parameter n
** of the Lua function on top, which stays there (NULL for a C function); nothing is pushed.
** [-0, +(0|1), -] */
LUA_API const char *(lua_getlocal)(lua_State *L, const lua_Debug *ar, int n);

/* Pops a value into local n and returns its name; NULL, and nothing popped, when there is none.
** [-(0|1), +0, -] */
LUA_API const char *(lua_setlocal)(lua_State *L, const lua_Debug *ar, int n);

/* Pushes / pops the value of upvalue n and returns its name ("" for C functions); NULL, and the
** stack as it was, without such an upvalue. [-0, +(0|1), -] / [-(0|1), +0, -] */
LUA_API const char *(lua_getupvalue)(lua_State *L, int funcindex, int n);
LUA_API const char *(lua_setupvalue)(lua_State *L, int funcindex, int n);

/* An address that two closures' upvalues have in common exactly if they share the variable; NULL
** without such an upvalue. [-0, +0, -] */
LUA_API void *(lua_upvalueid)(lua_State *L, int fidx, int n);

/* Makes upvalue n1 of one Lua closure refer to the variable of upvalue n2 of another.
** [-0, +0, -] */
LUA_API void(lua_upvaluejoin)(lua_State *L, int fidx1, int n1, int fidx2, int n2);

/* Sets the hook of a thread (func NULL or mask 0: none), which threads that it makes will start
** with; `count` is the number of instructions between count events. And what was set. No hooks are
** called while one runs. [-0, +0, -] */
LUA_API void(lua_sethook)(lua_State *L, lua_Hook func, int mask, int count);
LUA_API lua_Hook(lua_gethook)(lua_State *L);
LUA_API int(lua_gethookmask)(lua_State *L);
LUA_API int(lua_gethookcount)(lua_State *L);

/* Without effect since 5.4.3; returns the limit of nested C calls. [-0, +0, -] */
LUA_API int(lua_setcstacklimit)(lua_State *L, unsigned int limit);

/* Fields carry the letter of lua_getinfo that fills them. The layout is part of the ABI. */
struct lua_Debug {
    int event;                  /* in a hook: LUA_HOOK constant */
    const char *name;           /* (n) a name of the function, or NULL */
    const char *namewhat;       /* (n) "global", "local", "method", "field", "upvalue", ... or "" */
    const char *what;           /* (S) "Lua", "C", or "main" */
    const char *source;         /* (S) chunk name, with its first character '@', '=' or text */
    size_t srclen;              /* (S) bytes of `source` */
    int currentline;            /* (l) line being run, or -1 */
    int linedefined;            /* (S) first line of the definition */
    int lastlinedefined;        /* (S) last line of the definition */
    unsigned char nups;         /* (u) number of upvalues */
    unsigned char nparams;      /* (u) number of parameters */
    char isvararg;              /* (u) takes extra arguments; true for C functions */
    char istailcall;            /* (t) its caller is gone: it was tail-called */
    unsigned short ftransfer;   /* (r) in a call or return hook: index of the first value passed */
    unsigned short ntransfer;   /* (r) and their number */
    char short_src[LUA_IDSIZE]; /* (S) `source` in readable form */

    /* For the library only: which activation lua_getstack found. The type stays incomplete. */
    struct CallInfo *i_ci;
};

#endif
