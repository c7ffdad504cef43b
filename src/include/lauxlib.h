/* The auxiliary library: conveniences for C code, built on lua.h alone.
**
** Arguments are called by their position `arg` in the running C function; the checking functions
** raise messages that name function and position. The [-pops, +pushes, raises] notation is that of
** lua.h.
*/
#ifndef lauxlib_h
#define lauxlib_h

#include <stddef.h>
#include <stdio.h>

#include "lua.h"
#include "luaconf.h"

/* Name of the global table. */
#define LUA_GNAME "_G"

typedef struct luaL_Buffer luaL_Buffer;

/* Status of luaL_loadfilex for a file that cannot be opened or read. */
#define LUA_ERRFILE (LUA_ERRERR + 1)

/* Registry keys of the tables of loaded modules and of preloaders. */
#define LUA_LOADED_TABLE  "_LOADED"
#define LUA_PRELOAD_TABLE "_PRELOAD"

/* One row of a library: a name and its function. A row of NULLs ends the array; a NULL function
** alone reserves the name with the value false. */
typedef struct luaL_Reg {
    const char *name;
    lua_CFunction func;
} luaL_Reg;

/* ---- Version --------------------------------------------------------------------------------- */

/* Sizes of the number types, in one figure that differs between incompatible builds. */
#define LUAL_NUMSIZES (sizeof(lua_Integer) * 16 + sizeof(lua_Number))

/* Raises when caller and library disagree about version or number types. [-0, +0, v] */
LUALIB_API void(luaL_checkversion_)(lua_State *L, lua_Number ver, size_t sz);
#define luaL_checkversion(L) luaL_checkversion_(L, LUA_VERSION_NUM, LUAL_NUMSIZES)

/* ---- Metatables and conversion --------------------------------------------------------------- */

/* Pushes field e of the object's metatable and returns its type; without metatable or field pushes
** nothing and returns LUA_TNIL. [-0, +(0|1), m] */
LUALIB_API int(luaL_getmetafield)(lua_State *L, int obj, const char *e);

/* Calls that field with the object and pushes its result; 0 without such a field.
** [-0, +(0|1), e] */
LUALIB_API int(luaL_callmeta)(lua_State *L, int obj, const char *e);

/* Pushes the value as a readable string, as `tostring` does (honours __tostring and __name), and
** returns its bytes. [-0, +1, e] */
LUALIB_API const char *(luaL_tolstring)(lua_State *L, int idx, size_t *len);

/* Makes (value 1) or finds (value 0) the metatable registered under a type's name, and pushes it.
** A new one gets the field __name. [-0, +1, m] */
LUALIB_API int(luaL_newmetatable)(lua_State *L, const char *tname);

/* Gives the value on top the metatable registered under that name. [-0, +0, m] */
LUALIB_API void(luaL_setmetatable)(lua_State *L, const char *tname);

/* The block of a userdata whose metatable is that one; else NULL / an error.
** [-0, +0, m] / [-0, +0, v] */
LUALIB_API void *(luaL_testudata)(lua_State *L, int ud, const char *tname);
LUALIB_API void *(luaL_checkudata)(lua_State *L, int ud, const char *tname);

/* ---- Errors ---------------------------------------------------------------------------------- */

/* Raises "bad argument #arg to 'function' (extramsg)". [-0, +0, v] */
LUALIB_API int(luaL_argerror)(lua_State *L, int arg, const char *extramsg);

/* Raises such an error with "tname expected, got <type>". [-0, +0, v] */
LUALIB_API int(luaL_typeerror)(lua_State *L, int arg, const char *tname);

/* Pushes "source:line: " of the function at that level, or "". [-0, +1, m] */
LUALIB_API void(luaL_where)(lua_State *L, int lvl);

/* Raises a message made as by lua_pushfstring, with luaL_where(1) before it. [-0, +0, v] */
LUALIB_API int(luaL_error)(lua_State *L, const char *fmt, ...);

/* Pushes a listing of the calls of L1 from `level` on, under the line `msg` if that is not NULL.
** [-0, +1, m] */
LUALIB_API void(luaL_traceback)(lua_State *L, lua_State *L1, const char *msg, int level);

/* ---- Arguments ------------------------------------------------------------------------------- */

/* The argument as a string, float or integer, converted as Lua does; raises if it is none. The opt
** forms give `def` for an argument that is absent or nil. [-0, +0, v] */
LUALIB_API const char *(luaL_checklstring)(lua_State *L, int arg, size_t *l);
LUALIB_API const char *(luaL_optlstring)(lua_State *L, int arg, const char *def, size_t *l);
LUALIB_API lua_Number(luaL_checknumber)(lua_State *L, int arg);
LUALIB_API lua_Number(luaL_optnumber)(lua_State *L, int arg, lua_Number def);
LUALIB_API lua_Integer(luaL_checkinteger)(lua_State *L, int arg);
LUALIB_API lua_Integer(luaL_optinteger)(lua_State *L, int arg, lua_Integer def);

/* Reserves sz more slots, or raises "stack overflow (msg)". [-0, +0, v] */
LUALIB_API void(luaL_checkstack)(lua_State *L, int sz, const char *msg);

/* Raises unless the argument has type t / is there at all. [-0, +0, v] */
LUALIB_API void(luaL_checktype)(lua_State *L, int arg, int t);
LUALIB_API void(luaL_checkany)(lua_State *L, int arg);

/* Position of the string argument (of `def`, unless that is NULL, if absent or nil) in a list that
** NULL ends; raises if it is not there. [-0, +0, v] */
LUALIB_API int(luaL_checkoption)(lua_State *L, int arg, const char *def, const char *const lst[]);

#define luaL_argcheck(L, cond, arg, extramsg) \
    ((void)(luai_likely(cond) || luaL_argerror(L, (arg), (extramsg))))

#define luaL_argexpected(L, cond, arg, tname) \
    ((void)(luai_likely(cond) || luaL_typeerror(L, (arg), (tname))))

#define luaL_checkstring(L, n)  (luaL_checklstring(L, (n), NULL))
#define luaL_optstring(L, n, d) (luaL_optlstring(L, (n), (d), NULL))

/* f(L, n) for an argument that is there, else d. */
#define luaL_opt(L, f, n, d) (lua_isnoneornil(L, (n)) ? (d) : f(L, (n)))

#define luaL_typename(L, i) lua_typename(L, lua_type(L, (i)))

/* ---- Results of the C library ---------------------------------------------------------------- */

/* Pushes true if `stat`, else fail, errno's text (after fname, if given) and errno; returns how
** many. [-0, +(1|3), m] */
LUALIB_API int(luaL_fileresult)(lua_State *L, int stat, const char *fname);

/* Pushes the three results of os.execute for the value of system() or pclose(). [-0, +3, m] */
LUALIB_API int(luaL_execresult)(lua_State *L, int stat);

/* The value that stands for failure. */
#define luaL_pushfail(L) lua_pushnil(L)

/* ---- References ------------------------------------------------------------------------------ */

/* References that no object has: luaL_ref gives LUA_REFNIL for nil. */
#define LUA_NOREF  (-2)
#define LUA_REFNIL (-1)

/* Pops a value, stores it in the table at t under a fresh integer, and returns that. [-1, +0, m] */
LUALIB_API int(luaL_ref)(lua_State *L, int t);

/* Forgets the value; the integer may be given out again. [-0, +0, -] */
LUALIB_API void(luaL_unref)(lua_State *L, int t, int ref);

/* ---- Loading --------------------------------------------------------------------------------- */

/* Load a chunk from a file (NULL: standard input; a first line that starts with '#' is skipped; its
** status may be LUA_ERRFILE) [-0, +1, m], from a buffer, from a zero-terminated string, which is
** also its name, as lua_load does [-0, +1, -]. */
LUALIB_API int(luaL_loadfilex)(lua_State *L, const char *filename, const char *mode);
LUALIB_API int(luaL_loadbufferx)(lua_State *L, const char *buff, size_t sz, const char *name,
                                 const char *mode);
LUALIB_API int(luaL_loadstring)(lua_State *L, const char *s);

#define luaL_loadfile(L, f)          luaL_loadfilex(L, f, NULL)
#define luaL_loadbuffer(L, s, sz, n) luaL_loadbufferx(L, s, sz, n, NULL)

/* Load and run; true means an error. */
#define luaL_dofile(L, fn)  (luaL_loadfile(L, fn) || lua_pcall(L, 0, LUA_MULTRET, 0))
#define luaL_dostring(L, s) (luaL_loadstring(L, s) || lua_pcall(L, 0, LUA_MULTRET, 0))

/* ---- States and modules ---------------------------------------------------------------------- */

/* A state on top of the C allocator, with panic and warning functions that write to the standard
** error (warnings after the message "@on"); NULL without memory. [-0, +0, -] */
LUALIB_API lua_State *(luaL_newstate)(void);

/* Adds the functions of an array to the table below the nup topmost values, which become upvalues
** of each of them and are popped. [-nup, +0, m] */
LUALIB_API void(luaL_setfuncs)(lua_State *L, const luaL_Reg *l, int nup);

/* Pushes the table t[fname], making it first if it is no table; value 1 if it was there already.
** [-0, +1, e] */
LUALIB_API int(luaL_getsubtable)(lua_State *L, int idx, const char *fname);

/* Pushes the module modname; if package.loaded lacks it, `openf` makes it, with modname as the
** argument. With `glb` it becomes a global variable too. [-0, +1, e] */
LUALIB_API void(luaL_requiref)(lua_State *L, const char *modname, lua_CFunction openf, int glb);

#define luaL_newlibtable(L, l) lua_createtable(L, 0, sizeof(l) / sizeof((l)[0]) - 1)
#define luaL_newlib(L, l)      (luaL_checkversion(L), luaL_newlibtable(L, l), luaL_setfuncs(L, l, 0))

#define luaL_getmetatable(L, n) (lua_getfield(L, LUA_REGISTRYINDEX, (n)))

/* ---- Others ---------------------------------------------------------------------------------- */

/* `#value` as a C integer; raises if it is none. [-0, +0, e] */
LUALIB_API lua_Integer(luaL_len)(lua_State *L, int idx);

/* Copies s with every p replaced by r (plain text): into a buffer [-?, +?, m], or onto the stack
** [-0, +1, m]. */
LUALIB_API void(luaL_addgsub)(luaL_Buffer *b, const char *s, const char *p, const char *r);
LUALIB_API const char *(luaL_gsub)(lua_State *L, const char *s, const char *p, const char *r);

/* Integer arithmetic that wraps around. */
#define luaL_intop(op, v1, v2) ((lua_Integer)((lua_Unsigned)(v1)op(lua_Unsigned)(v2)))

/* Assertion of library code; the build defines it to have it checked. */
#if !defined(lua_assert)
#if defined LUAI_ASSERT
#include <assert.h>
#define lua_assert(c) assert(c)
#else
#define lua_assert(c) ((void)0)
#endif
#endif

/* ---- Buffers --------------------------------------------------------------------------------- */

/* A string under construction. It starts in `init`, inside the struct itself; when that is full the
** text moves to a userdata. While in use a buffer owns one stack slot, which must be on top
** whenever a buffer function runs (luaL_addvalue: just below the value). The layout
** is part of the ABI. */
struct luaL_Buffer {
    char *b;     /* the text: `init.b`, or the userdata's block */
    size_t size; /* bytes at b */
    size_t n;    /* bytes used, at most `size` */
    lua_State *L;
    union {
        LUAI_MAXALIGN;           /* alignment only */
        char b[LUAL_BUFFERSIZE]; /* first home of the text */
    } init;
};

#define luaL_bufflen(bf)  ((bf)->n)
#define luaL_buffaddr(bf) ((bf)->b)

#define luaL_addchar(B, c) \
    ((void)((B)->n < (B)->size || luaL_prepbuffsize((B), 1)), ((B)->b[(B)->n++] = (c)))

/* Count bytes written to what luaL_prepbuffer gave; take bytes back. */
#define luaL_addsize(B, s) ((B)->n += (s))
#define luaL_buffsub(B, s) ((B)->n -= (s))

/* Starts a buffer. [-0, +1, -] */
LUALIB_API void(luaL_buffinit)(lua_State *L, luaL_Buffer *B);

/* Room for sz more bytes at the returned address; raises "buffer too large". [-?, +?, m] */
LUALIB_API char *(luaL_prepbuffsize)(luaL_Buffer *B, size_t sz);

/* Append bytes / a zero-terminated string [-?, +?, m] / the value on top, popped [-1, +?, m]. */
LUALIB_API void(luaL_addlstring)(luaL_Buffer *B, const char *s, size_t l);
LUALIB_API void(luaL_addstring)(luaL_Buffer *B, const char *s);
LUALIB_API void(luaL_addvalue)(luaL_Buffer *B);

/* Ends a buffer and leaves its string in the buffer's slot; the second form counts sz more bytes
** first. [-1, +1, m] */
LUALIB_API void(luaL_pushresult)(luaL_Buffer *B);
LUALIB_API void(luaL_pushresultsize)(luaL_Buffer *B, size_t sz);

/* luaL_buffinit and luaL_prepbuffsize in one. [-0, +1, m] */
LUALIB_API char *(luaL_buffinitsize)(lua_State *L, luaL_Buffer *B, size_t sz);

#define luaL_prepbuffer(B) luaL_prepbuffsize(B, LUAL_BUFFERSIZE)

/* ---- Files ----------------------------------------------------------------------------------- */

/* Registered metatable's name of the io library's files. */
#define LUA_FILEHANDLE "FILE*"

/* Block of such a userdata. The layout is part of the ABI. */
typedef struct luaL_Stream {
    FILE *f;              /* NULL while the file is being opened */
    lua_CFunction closef; /* closes it, with the userdata as argument; NULL once it is closed */
} luaL_Stream;

/* ---- Output of the stand-alone programs ------------------------------------------------------ */

#if !defined(lua_writestring)
#define lua_writestring(s, l) fwrite((s), sizeof(char), (l), stdout)
#endif

#if !defined(lua_writeline)
#define lua_writeline() (lua_writestring("\n", 1), fflush(stdout))
#endif

/* A format with one %s, and its argument. */
#if !defined(lua_writestringerror)
#define lua_writestringerror(s, p) (fprintf(stderr, (s), (p)), fflush(stderr))
#endif

/* ---- Names of earlier versions --------------------------------------------------------------- */

#if defined(LUA_COMPAT_APIINTCASTS)
#define luaL_checkunsigned(L, a)  ((lua_Unsigned)luaL_checkinteger(L, a))
#define luaL_optunsigned(L, a, d) ((lua_Unsigned)luaL_optinteger(L, a, (lua_Integer)(d)))
#define luaL_checkint(L, n)       ((int)luaL_checkinteger(L, (n)))
#define luaL_optint(L, n, d)      ((int)luaL_optinteger(L, (n), (d)))
#define luaL_checklong(L, n)      ((long)luaL_checkinteger(L, (n)))
#define luaL_optlong(L, n, d)     ((long)luaL_optinteger(L, (n), (d)))
#endif

#endif
