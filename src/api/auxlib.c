/* The auxiliary library: arguments, errors, metatables, references, modules, new states.
**
** Everything here (and in auxlib_load.c, auxlib_trace.c) goes through lua.h, as a
** host's own code would, but for what stands for addresses (profile.h). The descriptions are in
** lauxlib.h.
*/
#include "lauxlib.h"
#include "profile.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__unix__) || defined(__APPLE__)
#include <sys/wait.h>
#define HAS_WAIT_STATUS 1
#else
#define HAS_WAIT_STATUS 0
#endif

#include "api_check.h"
#include "auxlib_trace.h"
#include "lua.h"

/* ---- Errors ---------------------------------------------------------------------------------- */

void luaL_where(lua_State *L, int lvl) {
    require(room, L, 1);
    lua_Debug info;
    if (lua_getstack(L, lvl, &info)) {
        lua_getinfo(L, "Sl", &info);
        if (info.currentline > 0) {
            lua_pushfstring(L, "%s:%d: ", info.short_src, info.currentline);
            return;
        }
    }
    lua_pushliteral(L, "");
}

int luaL_error(lua_State *L, const char *fmt, ...) {
    require(raising, L);
    require(format, L, fmt);
    va_list arguments;
    va_start(arguments, fmt);
    luaL_where(L, 1);
    lua_pushvfstring(L, fmt, arguments);
    va_end(arguments);
    lua_concat(L, 2);
    return lua_error(L);
}

/* Name of the running function for a message: the one its caller used, else the one under which a
** module has it, else "?". May leave that name on the stack. */
static const char *running_name(lua_State *L, lua_Debug *info) {
    if (info->name != NULL) return info->name;
    return trace_push_module_name(L, L, info) ? lua_tostring(L, -1) : "?";
}

int luaL_argerror(lua_State *L, int arg, const char *extramsg) {
    require(raising, L);
    require(given, L, extramsg != NULL, "extramsg");
    lua_Debug info;
    if (!lua_getstack(L, 0, &info)) return luaL_error(L, "bad argument #%d (%s)", arg, extramsg);
    lua_getinfo(L, "n", &info);
    if (info.namewhat != NULL && strcmp(info.namewhat, "method") == 0) {
        arg--; /* the script does not count the object before the colon */
        if (arg == 0) return luaL_error(L, "calling '%s' on bad self (%s)", info.name, extramsg);
    }
    const char *name = running_name(L, &info);
    return luaL_error(L, "bad argument #%d to '%s' (%s)", arg, name, extramsg);
}

int luaL_typeerror(lua_State *L, int arg, const char *tname) {
    require(raising, L);
    require(index, L, arg);
    require(given, L, tname != NULL, "tname");
    const char *actual;
    if (luaL_getmetafield(L, arg, "__name") == LUA_TSTRING)
        actual = lua_tostring(L, -1);
    else if (lua_type(L, arg) == LUA_TLIGHTUSERDATA)
        actual = "light userdata";
    else
        actual = luaL_typename(L, arg);
    return luaL_argerror(L, arg, lua_pushfstring(L, "%s expected, got %s", tname, actual));
}

static void wrong_type(lua_State *L, int arg, int expected) {
    luaL_typeerror(L, arg, lua_typename(L, expected));
}

/* ---- Arguments ------------------------------------------------------------------------------- */

void luaL_checktype(lua_State *L, int arg, int t) {
    require(index, L, arg);
    if (luai_unlikely(lua_type(L, arg) != t)) wrong_type(L, arg, t);
}

void luaL_checkany(lua_State *L, int arg) {
    require(index, L, arg);
    if (luai_unlikely(lua_type(L, arg) == LUA_TNONE)) luaL_argerror(L, arg, "value expected");
}

const char *luaL_checklstring(lua_State *L, int arg, size_t *l) {
    require(index, L, arg);
    const char *text = lua_tolstring(L, arg, l);
    if (luai_unlikely(text == NULL)) wrong_type(L, arg, LUA_TSTRING);
    return text;
}

const char *luaL_optlstring(lua_State *L, int arg, const char *def, size_t *l) {
    require(index, L, arg);
    if (!lua_isnoneornil(L, arg)) return luaL_checklstring(L, arg, l);
    if (l != NULL) *l = def != NULL ? strlen(def) : 0;
    return def;
}

lua_Number luaL_checknumber(lua_State *L, int arg) {
    require(index, L, arg);
    int is_number;
    const lua_Number value = lua_tonumberx(L, arg, &is_number);
    if (luai_unlikely(!is_number)) wrong_type(L, arg, LUA_TNUMBER);
    return value;
}

lua_Number luaL_optnumber(lua_State *L, int arg, lua_Number def) {
    require(index, L, arg);
    return lua_isnoneornil(L, arg) ? def : luaL_checknumber(L, arg);
}

static void not_an_integer(lua_State *L, int arg) {
    if (lua_isnumber(L, arg))
        luaL_argerror(L, arg, "number has no integer representation");
    else
        wrong_type(L, arg, LUA_TNUMBER);
}

lua_Integer luaL_checkinteger(lua_State *L, int arg) {
    require(index, L, arg);
    int is_integer;
    const lua_Integer value = lua_tointegerx(L, arg, &is_integer);
    if (luai_unlikely(!is_integer)) not_an_integer(L, arg);
    return value;
}

lua_Integer luaL_optinteger(lua_State *L, int arg, lua_Integer def) {
    require(index, L, arg);
    return lua_isnoneornil(L, arg) ? def : luaL_checkinteger(L, arg);
}

void luaL_checkstack(lua_State *L, int sz, const char *msg) {
    require(stack, L);
    require(count, L, sz, "sz");
    if (luai_likely(lua_checkstack(L, sz))) return;
    if (msg != NULL)
        luaL_error(L, "stack overflow (%s)", msg);
    else
        luaL_error(L, "stack overflow");
}

int luaL_checkoption(lua_State *L, int arg, const char *def, const char *const lst[]) {
    require(index, L, arg);
    require(given, L, lst != NULL, "lst");
    const char *name = def != NULL ? luaL_optstring(L, arg, def) : luaL_checkstring(L, arg);
    for (int i = 0; lst[i] != NULL; i++) {
        if (strcmp(lst[i], name) == 0) return i;
    }
    return luaL_argerror(L, arg, lua_pushfstring(L, "invalid option '%s'", name));
}

/* ---- Metatables ------------------------------------------------------------------------------ */

int luaL_newmetatable(lua_State *L, const char *tname) {
    require(room, L, 2);
    require(given, L, tname != NULL, "tname");
    if (luaL_getmetatable(L, tname) != LUA_TNIL) return 0;
    lua_pop(L, 1);
    lua_createtable(L, 0, 2);
    lua_pushstring(L, tname);
    lua_setfield(L, -2, "__name");
    lua_pushvalue(L, -1);
    lua_setfield(L, LUA_REGISTRYINDEX, tname);
    return 1;
}

void luaL_setmetatable(lua_State *L, const char *tname) {
    require(values, L, 1);
    require(room, L, 1);
    require(given, L, tname != NULL, "tname");
    luaL_getmetatable(L, tname);
    lua_setmetatable(L, -2);
}

void *luaL_testudata(lua_State *L, int ud, const char *tname) {
    require(index, L, ud);
    require(room, L, 2);
    require(given, L, tname != NULL, "tname");
    void *block = lua_touserdata(L, ud);
    if (block == NULL || !lua_getmetatable(L, ud)) return NULL;
    luaL_getmetatable(L, tname);
    const int same = lua_rawequal(L, -1, -2);
    lua_pop(L, 2);
    return same ? block : NULL;
}

void *luaL_checkudata(lua_State *L, int ud, const char *tname) {
    require(index, L, ud);
    require(room, L, 2);
    require(given, L, tname != NULL, "tname");
    void *block = luaL_testudata(L, ud, tname);
    luaL_argexpected(L, block != NULL, ud, tname);
    return block;
}

int luaL_getmetafield(lua_State *L, int obj, const char *e) {
    require(index, L, obj);
    require(room, L, 2);
    require(given, L, e != NULL, "e");
    if (!lua_getmetatable(L, obj)) return LUA_TNIL;
    lua_pushstring(L, e);
    const int type = lua_rawget(L, -2);
    if (type == LUA_TNIL)
        lua_pop(L, 2);
    else
        lua_remove(L, -2);
    return type;
}

int luaL_callmeta(lua_State *L, int obj, const char *e) {
    require(index, L, obj);
    require(room, L, 2);
    require(given, L, e != NULL, "e");
    obj = lua_absindex(L, obj);
    if (luaL_getmetafield(L, obj, e) == LUA_TNIL) return 0;
    lua_pushvalue(L, obj);
    lua_call(L, 1, 1);
    return 1;
}

/* "type: address", with the metatable's __name as the type if that is a string. */
static void push_identity(lua_State *L, int idx) {
    const int type = luaL_getmetafield(L, idx, "__name");
    const char *kind = type == LUA_TSTRING ? lua_tostring(L, -1) : luaL_typename(L, idx);
    vm_push_address(L, idx, lua_topointer(L, idx));
    lua_pushfstring(L, "%s: %s", kind, lua_tostring(L, -1));
    lua_remove(L, -2);
    if (type != LUA_TNIL) lua_remove(L, -2);
}

const char *luaL_tolstring(lua_State *L, int idx, size_t *len) {
    require(index, L, idx);
    require(room, L, 2);
    idx = lua_absindex(L, idx);
    if (luaL_callmeta(L, idx, "__tostring")) {
        if (!lua_isstring(L, -1)) luaL_error(L, "'__tostring' must return a string");
        return lua_tolstring(L, -1, len);
    }
    switch (lua_type(L, idx)) {
    case LUA_TNUMBER:
    case LUA_TSTRING:
        lua_pushvalue(L, idx); /* lua_tolstring below converts the copy */
        break;
    case LUA_TBOOLEAN: lua_pushstring(L, lua_toboolean(L, idx) ? "true" : "false"); break;
    case LUA_TNIL: lua_pushliteral(L, "nil"); break;
    default: push_identity(L, idx);
    }
    return lua_tolstring(L, -1, len);
}

lua_Integer luaL_len(lua_State *L, int idx) {
    require(index, L, idx);
    require(room, L, 1);
    int is_integer;
    lua_len(L, idx);
    const lua_Integer length = lua_tointegerx(L, -1, &is_integer);
    if (luai_unlikely(!is_integer)) luaL_error(L, "object length is not an integer");
    lua_pop(L, 1);
    return length;
}

/* ---- Results of the C library ---------------------------------------------------------------- */

int luaL_fileresult(lua_State *L, int stat, const char *fname) {
    require(room, L, 3);
    const int code = errno; /* what follows may change it */
    if (stat) {
        lua_pushboolean(L, 1);
        return 1;
    }
    luaL_pushfail(L);
    if (fname != NULL)
        lua_pushfstring(L, "%s: %s", fname, strerror(code));
    else
        lua_pushstring(L, strerror(code));
    lua_pushinteger(L, code);
    return 3;
}

int luaL_execresult(lua_State *L, int stat) {
    require(room, L, 3);
    const char *ending = "exit";
    if (stat != 0 && errno != 0) return luaL_fileresult(L, 0, NULL);
#if HAS_WAIT_STATUS
    if (WIFEXITED(stat)) {
        stat = WEXITSTATUS(stat);
    } else if (WIFSIGNALED(stat)) {
        stat = WTERMSIG(stat);
        ending = "signal";
    }
#endif
    if (*ending == 'e' && stat == 0)
        lua_pushboolean(L, 1);
    else
        luaL_pushfail(L);
    lua_pushstring(L, ending);
    lua_pushinteger(L, stat);
    return 3;
}

/* ---- References ------------------------------------------------------------------------------ */

/* Key, in a table of references, of the reference that was freed last (0: none). Under each freed
** reference stands the one that was freed before it. The key is the first one that the registry
** does not use otherwise. */
enum { FREE_LIST = LUA_RIDX_LAST + 1 };

/* Head of the free list of the table at t, which is set up at the first use. */
static int free_list_head(lua_State *L, int t) {
    int head = 0;
    if (lua_rawgeti(L, t, FREE_LIST) == LUA_TNIL) {
        lua_pushinteger(L, 0);
        lua_rawseti(L, t, FREE_LIST);
    } else {
        head = (int)lua_tointeger(L, -1);
    }
    lua_pop(L, 1);
    return head;
}

int luaL_ref(lua_State *L, int t) {
    require(values, L, 1);
    require(table, L, t);
    require(room, L, 1);
    if (lua_isnil(L, -1)) {
        lua_pop(L, 1);
        return LUA_REFNIL;
    }
    t = lua_absindex(L, t);
    int reference = free_list_head(L, t);
    if (reference != 0) {
        lua_rawgeti(L, t, reference);
        lua_rawseti(L, t, FREE_LIST);
    } else {
        reference = (int)lua_rawlen(L, t) + 1;
    }
    lua_rawseti(L, t, reference);
    return reference;
}

void luaL_unref(lua_State *L, int t, int ref) {
    require(reference, L, t, ref, FREE_LIST);
    require(room, L, 1);
    if (ref < 0) return;
    t = lua_absindex(L, t);
    lua_rawgeti(L, t, FREE_LIST);
    lua_rawseti(L, t, ref);
    lua_pushinteger(L, ref);
    lua_rawseti(L, t, FREE_LIST);
}

/* ---- Modules --------------------------------------------------------------------------------- */

static void set_function(lua_State *L, const luaL_Reg *row, int nup) {
    if (row->func == NULL) {
        lua_pushboolean(L, 0);
    } else {
        for (int i = 0; i < nup; i++)
            lua_pushvalue(L, -nup);
        lua_pushcclosure(L, row->func, nup);
    }
    lua_setfield(L, -(nup + 2), row->name);
}

void luaL_setfuncs(lua_State *L, const luaL_Reg *l, int nup) {
    require(values, L, nup + 1);
    require(room, L, 1);
    require(given, L, l != NULL, "l");
    luaL_checkstack(L, nup, "too many upvalues");
    for (; l->name != NULL; l++)
        set_function(L, l, nup);
    lua_pop(L, nup);
}

int luaL_getsubtable(lua_State *L, int idx, const char *fname) {
    require(index, L, idx);
    require(room, L, 2);
    require(given, L, fname != NULL, "fname");
    if (lua_getfield(L, idx, fname) == LUA_TTABLE) return 1;
    lua_pop(L, 1);
    idx = lua_absindex(L, idx);
    lua_newtable(L);
    lua_pushvalue(L, -1);
    lua_setfield(L, idx, fname);
    return 0;
}

void luaL_requiref(lua_State *L, const char *modname, lua_CFunction openf, int glb) {
    require(room, L, 3);
    require(given, L, modname != NULL, "modname");
    require(given, L, openf != NULL, "openf");
    luaL_getsubtable(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
    lua_getfield(L, -1, modname);
    if (!lua_toboolean(L, -1)) {
        lua_pop(L, 1);
        lua_pushcfunction(L, openf);
        lua_pushstring(L, modname);
        lua_call(L, 1, 1);
        lua_pushvalue(L, -1);
        lua_setfield(L, -3, modname);
    }
    lua_remove(L, -2);
    if (glb) {
        lua_pushvalue(L, -1);
        lua_setglobal(L, modname);
    }
}

void luaL_checkversion_(lua_State *L, lua_Number ver, size_t sz) {
    require(room, L, 2);
    const lua_Number version = lua_version(L);
    if (sz != LUAL_NUMSIZES)
        luaL_error(L, "core and library have incompatible numeric types");
    else if (version != ver)
        luaL_error(L, "version mismatch: app. needs %f, Lua core provides %f", (LUAI_UACNUMBER)ver,
                   (LUAI_UACNUMBER)version);
}

/* ---- New states ------------------------------------------------------------------------------ */

static void *c_allocator(void *ud, void *ptr, size_t osize, size_t nsize) {
    (void)ud;
    (void)osize;
    if (nsize == 0) {
        free(ptr);
        return NULL;
    }
    return realloc(ptr, nsize);
}

/* Returning makes the library abort the process. */
static int report_panic(lua_State *L) {
    const char *message =
        lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1) : "error object is not a string";
    lua_writestringerror("PANIC: unprotected error in call to Lua API (%s)\n", message);
    return 0;
}

/* Warnings. The state's warning function is its mode: off, on, or on in the middle of a message.
** `ud` is the state. A whole message that starts with '@' is a command, not a warning. */
static void warn_off(void *ud, const char *msg, int tocont);
static void warn_on(void *ud, const char *msg, int tocont);

static int warn_command(lua_State *L, const char *msg, int tocont) {
    if (tocont || *msg != '@') return 0;
    if (strcmp(msg, "@on") == 0)
        lua_setwarnf(L, warn_on, L);
    else if (strcmp(msg, "@off") == 0)
        lua_setwarnf(L, warn_off, L);
    return 1;
}

static void warn_off(void *ud, const char *msg, int tocont) {
    warn_command((lua_State *)ud, msg, tocont);
}

static void warn_continue(void *ud, const char *msg, int tocont) {
    lua_State *L = (lua_State *)ud;
    lua_writestringerror("%s", msg);
    if (!tocont) lua_writestringerror("%s", "\n");
    lua_setwarnf(L, tocont ? warn_continue : warn_on, L);
}

static void warn_on(void *ud, const char *msg, int tocont) {
    if (warn_command((lua_State *)ud, msg, tocont)) return;
    lua_writestringerror("%s", "Lua warning: ");
    warn_continue(ud, msg, tocont);
}

lua_State *luaL_newstate(void) {
    lua_State *L = lua_newstate(c_allocator, NULL);
    if (luai_likely(L != NULL)) {
        lua_atpanic(L, report_panic);
        lua_setwarnf(L, warn_off, L);
    }
    return L;
}
