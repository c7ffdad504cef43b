/* Modules (manual 6.3).
**
** `require` asks each searcher in turn for a loader, then calls the loader. Searchers and loaders
** are called by requests (native.h): a module's main chunk runs on the Lua stack, so it may yield,
** and modules that require modules nest as deep as Lua calls do.
**
** Open C libraries are kept in the registry, in the table CLIBRARIES: by path, and in order of
** opening as a sequence, so that its finalizer closes them in reverse when the State is closed.
*/

#include "lauxlib.h"
#include "lua.h"
#include "lualib.h"
#include "library.h"
#include "native.h"
#include "os.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define CLIBRARIES     "_CLIBS"
#define PATH_VARIABLE  "LUA_PATH"
#define CPATH_VARIABLE "LUA_CPATH"
#define OPENER_PREFIX  "luaopen_"

/* A module name up to this mark is not part of the opener's name. */
#define IGNORE_MARK '-'

/* Bytes of a message of the dynamic loader that are kept. */
#define LINK_ERROR_SIZE 512

/* ---- C libraries ----------------------------------------------------------------------------- */

/* Outcome of looking up a C function; failures leave a message on the stack. */
typedef enum LinkResult { LINK_OK, LINK_NO_LIBRARY, LINK_NO_FUNCTION } LinkResult;

static void *push_known_library(lua_State *L, const char *path) {
    lua_getfield(L, LUA_REGISTRYINDEX, CLIBRARIES);
    lua_getfield(L, -1, path);
    void *library = lua_touserdata(L, -1);
    lua_pop(L, 2);
    return library;
}

static void remember_library(lua_State *L, const char *path, void *library) {
    lua_getfield(L, LUA_REGISTRYINDEX, CLIBRARIES);
    lua_pushlightuserdata(L, library);
    lua_pushvalue(L, -1);
    lua_setfield(L, -3, path);
    lua_rawseti(L, -2, luaL_len(L, -2) + 1);
    lua_pop(L, 1);
}

/* The library of that path, opened if it is not yet; NULL and a message pushed if it cannot be. */
static void *open_library(lua_State *L, const char *path, bool global) {
    char error[LINK_ERROR_SIZE];
    void *library = push_known_library(L, path);
    if (library != NULL) return library;
    library = os_dl_open(path, global, error, sizeof error);
    if (library == NULL)
        lua_pushstring(L, error);
    else
        remember_library(L, path, library);
    return library;
}

/* Pushes a C function of a library; the name "*" only opens it, for others to link with, and
** pushes true. */
static LinkResult push_c_function(lua_State *L, const char *path, const char *name) {
    char error[LINK_ERROR_SIZE];
    void *library = open_library(L, path, *name == '*');
    if (library == NULL) return LINK_NO_LIBRARY;
    if (*name == '*') {
        lua_pushboolean(L, true);
        return LINK_OK;
    }
    const OsFunction function = os_dl_symbol(library, name, error, sizeof error);
    if (function == NULL) {
        lua_pushstring(L, error);
        return LINK_NO_FUNCTION;
    }
    lua_pushcfunction(L, (lua_CFunction)function);
    return LINK_OK;
}

static int close_libraries(lua_State *L) {
    for (lua_Integer i = luaL_len(L, 1); i >= 1; i--) {
        lua_geti(L, 1, i);
        os_dl_close(lua_touserdata(L, -1));
        lua_pop(L, 1);
    }
    return 0;
}

static void create_library_table(lua_State *L) {
    luaL_getsubtable(L, LUA_REGISTRYINDEX, CLIBRARIES);
    lua_createtable(L, 0, 1);
    lua_pushcfunction(L, close_libraries);
    lua_setfield(L, -2, "__gc");
    lua_setmetatable(L, -2);
    lua_pop(L, 1);
}

static int package_loadlib(lua_State *L) {
    const char *path = luaL_checkstring(L, 1);
    const char *name = luaL_checkstring(L, 2);
    const LinkResult result = push_c_function(L, path, name);
    if (result == LINK_OK) return 1;
    luaL_pushfail(L);
    lua_insert(L, -2);
    lua_pushstring(L, result == LINK_NO_LIBRARY ? "open" : "init");
    return 3;
}

/* ---- Searching a path ------------------------------------------------------------------------ */

/* Pushes "no file 'a'\n\tno file 'b'..." for a path of names. */
static void push_not_found(lua_State *L, const char *path) {
    luaL_Buffer buffer;
    luaL_buffinit(L, &buffer);
    luaL_addstring(&buffer, "no file '");
    luaL_addgsub(&buffer, path, LUA_PATH_SEP, "'\n\tno file '");
    luaL_addstring(&buffer, "'");
    luaL_pushresult(&buffer);
}

/* Pushes the first name of the path that is a readable file, and returns true. */
static bool push_readable(lua_State *L, const char *path) {
    for (;;) {
        const size_t length = strcspn(path, LUA_PATH_SEP);
        const char *name = lua_pushlstring(L, path, length);
        if (os_file_readable(name)) return true;
        lua_pop(L, 1);
        if (path[length] == '\0') return false;
        path += length + 1;
    }
}

/* Pushes the file for a module's name and returns true, or false and a message that lists the names
** tried. In the module's name `separator` becomes `replacement`. */
static bool push_file(lua_State *L, const char *name, const char *path, const char *separator,
                      const char *replacement) {
    if (*separator != '\0' && strchr(name, *separator) != NULL)
        name = luaL_gsub(L, name, separator, replacement);
    const char *names = luaL_gsub(L, path, LUA_PATH_MARK, name);
    if (push_readable(L, names)) return true;
    push_not_found(L, names);
    return false;
}

static int package_searchpath(lua_State *L) {
    const char *name = luaL_checkstring(L, 1);
    const char *path = luaL_checkstring(L, 2);
    const char *separator = luaL_optstring(L, 3, ".");
    const char *replacement = luaL_optstring(L, 4, LUA_DIRSEP);
    if (push_file(L, name, path, separator, replacement)) return 1;
    luaL_pushfail(L);
    lua_insert(L, -2);
    return 2;
}

/* push_file with the path in a field of the package table, which is the searcher's upvalue. */
static bool push_module_file(lua_State *L, const char *name, const char *field) {
    lua_getfield(L, lua_upvalueindex(1), field);
    const char *path = lua_tostring(L, -1);
    if (path == NULL) luaL_error(L, "'package.%s' must be a string", field);
    return push_file(L, name, path, ".", LUA_DIRSEP);
}

/* ---- Searchers: (name) -> loader, its data; or a message ------------------------------------- */

/* Raises, with the reason on top, for a file that was found but cannot be loaded. */
static int raise_load_error(lua_State *L, const char *file) {
    return luaL_error(L, "error loading module '%s' from file '%s':\n\t%s", lua_tostring(L, 1),
                      file, lua_tostring(L, -1));
}

static int search_preload(lua_State *L) {
    const char *name = luaL_checkstring(L, 1);
    lua_getfield(L, LUA_REGISTRYINDEX, LUA_PRELOAD_TABLE);
    if (lua_getfield(L, -1, name) == LUA_TNIL) {
        lua_pushfstring(L, "no field package.preload['%s']", name);
        return 1;
    }
    lua_pushliteral(L, ":preload:");
    return 2;
}

static int search_lua(lua_State *L) {
    const char *name = luaL_checkstring(L, 1);
    if (!push_module_file(L, name, "path")) return 1;
    const char *file = lua_tostring(L, -1);
    if (luaL_loadfile(L, file) != LUA_OK) return raise_load_error(L, file);
    lua_pushstring(L, file);
    return 2;
}

/* Pushes the opener of a module in a library. Of "v1-mod" the opener is that of "v1" or, for
** libraries of old, that of "mod". */
static LinkResult push_opener(lua_State *L, const char *file, const char *name) {
    name = luaL_gsub(L, name, ".", "_");
    const char *mark = strchr(name, IGNORE_MARK);
    if (mark != NULL) {
        const char *head = lua_pushlstring(L, name, (size_t)(mark - name));
        const char *opener = lua_pushfstring(L, OPENER_PREFIX "%s", head);
        const LinkResult result = push_c_function(L, file, opener);
        if (result != LINK_NO_FUNCTION) return result;
        name = mark + 1;
    }
    return push_c_function(L, file, lua_pushfstring(L, OPENER_PREFIX "%s", name));
}

static int search_c(lua_State *L) {
    const char *name = luaL_checkstring(L, 1);
    if (!push_module_file(L, name, "cpath")) return 1;
    const char *file = lua_tostring(L, -1);
    if (push_opener(L, file, name) != LINK_OK) return raise_load_error(L, file);
    lua_pushstring(L, file);
    return 2;
}

/* The submodule a.b may have its opener in the library of a. */
static int search_c_root(lua_State *L) {
    const char *name = luaL_checkstring(L, 1);
    const char *dot = strchr(name, '.');
    if (dot == NULL) return 0; /* it is a root itself */
    lua_pushlstring(L, name, (size_t)(dot - name));
    if (!push_module_file(L, lua_tostring(L, -1), "cpath")) return 1;
    const char *file = lua_tostring(L, -1);
    switch (push_opener(L, file, name)) {
    case LINK_OK: lua_pushstring(L, file); return 2;
    case LINK_NO_FUNCTION: lua_pushfstring(L, "no module '%s' in file '%s'", name, file); return 1;
    default: return raise_load_error(L, file);
    }
}

/* ---- require --------------------------------------------------------------------------------- */

/* Slots of the native while it searches and loads. */
enum {
    REQUIRE_NAME = 1,
    REQUIRE_LOADED,    /* package.loaded */
    REQUIRE_SEARCHERS, /* package.searchers */
    REQUIRE_MESSAGE,   /* what the searchers answered so far, each with "\n\t" before it */
    REQUIRE_DATA       /* the second value of the searcher that found the loader */
};

/* The loader has left its result on top. */
static int loader_called(lua_State *L, int status, lua_KContext context) {
    (void)status, (void)context;
    const char *name = lua_tostring(L, REQUIRE_NAME);
    if (!lua_isnil(L, -1))
        lua_setfield(L, REQUIRE_LOADED, name);
    else
        lua_pop(L, 1);
    if (lua_getfield(L, REQUIRE_LOADED, name) == LUA_TNIL) {
        lua_pop(L, 1);
        lua_pushboolean(L, true);
        lua_pushvalue(L, -1);
        lua_setfield(L, REQUIRE_LOADED, name);
    }
    lua_pushvalue(L, REQUIRE_DATA);
    return 2;
}

static int searcher_called(lua_State *L, int status, lua_KContext number);

/* Asks the searcher of that number, from 1. */
static int ask_searcher(lua_State *L, lua_KContext number) {
    const char *name = lua_tostring(L, REQUIRE_NAME);
    if (lua_rawgeti(L, REQUIRE_SEARCHERS, number) == LUA_TNIL)
        return luaL_error(L, "module '%s' not found:%s", name, lua_tostring(L, REQUIRE_MESSAGE));
    lua_pushvalue(L, REQUIRE_NAME);
    return native_call(L, 1, 2, number, searcher_called);
}

/* The searcher has left two values on top: loader and data, or message and nothing. */
static int searcher_called(lua_State *L, int status, lua_KContext number) {
    (void)status;
    if (lua_isfunction(L, -2)) {
        lua_pushvalue(L, -1);
        lua_insert(L, REQUIRE_DATA); /* data, loader, data */
        lua_pushvalue(L, REQUIRE_NAME);
        lua_insert(L, -2);
        return native_call(L, 2, 1, 0, loader_called);
    }
    lua_pop(L, 1);
    if (lua_isstring(L, -1)) {
        lua_pushvalue(L, REQUIRE_MESSAGE);
        lua_pushliteral(L, "\n\t");
        lua_pushvalue(L, -3);
        lua_concat(L, 3);
        lua_replace(L, REQUIRE_MESSAGE);
    }
    lua_pop(L, 1);
    return ask_searcher(L, number + 1);
}

static int package_require(lua_State *L) {
    const char *name = luaL_checkstring(L, 1);
    lua_settop(L, 1);
    lua_getfield(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
    lua_getfield(L, REQUIRE_LOADED, name);
    if (lua_toboolean(L, -1)) return 1;
    lua_pop(L, 1);
    if (lua_getfield(L, lua_upvalueindex(1), "searchers") != LUA_TTABLE)
        return luaL_error(L, "'package.searchers' must be a table");
    lua_pushliteral(L, "");
    return ask_searcher(L, 1);
}

/* ---- Paths ----------------------------------------------------------------------------------- */

static bool ignores_environment(lua_State *L) {
    lua_getfield(L, LUA_REGISTRYINDEX, "LUA_NOENV");
    const bool ignores = lua_toboolean(L, -1);
    lua_pop(L, 1);
    return ignores;
}

/* Pushes a path in which the first ";;" stands for the default path. */
static void push_with_default(lua_State *L, const char *path, const char *fallback) {
    const char *mark = strstr(path, LUA_PATH_SEP LUA_PATH_SEP);
    if (mark == NULL) {
        lua_pushstring(L, path);
        return;
    }
    const char *tail = mark + 2;
    luaL_Buffer buffer;
    luaL_buffinit(L, &buffer);
    luaL_addlstring(&buffer, path, (size_t)(mark - path));
    if (mark != path) luaL_addstring(&buffer, LUA_PATH_SEP);
    luaL_addstring(&buffer, fallback);
    if (*tail != '\0') {
        luaL_addstring(&buffer, LUA_PATH_SEP);
        luaL_addstring(&buffer, tail);
    }
    luaL_pushresult(&buffer);
}

/* Sets a path in the package table on top, from the environment or else to its default. */
static void set_path(lua_State *L, const char *field, const char *versioned, const char *variable,
                     const char *fallback) {
    const char *path = getenv(versioned);
    if (path == NULL) path = getenv(variable);
    if (path == NULL || ignores_environment(L))
        lua_pushstring(L, fallback);
    else
        push_with_default(L, path, fallback);
    lua_setfield(L, -2, field);
}

/* ---- Registration ---------------------------------------------------------------------------- */

static const luaL_Reg package_functions[] = {
    {"loadlib", package_loadlib},
    {"searchpath", package_searchpath},
    {"searchers", NULL}, /* this and those below are set by luaopen_package */
    {"path", NULL},
    {"cpath", NULL},
    {"config", NULL},
    {"loaded", NULL},
    {"preload", NULL},
    {NULL, NULL},
};

/* Makes package.searchers; each searcher has the package table, on top, as its upvalue. */
static void create_searchers(lua_State *L) {
    static const lua_CFunction searchers[] = {search_preload, search_lua, search_c, search_c_root};
    const int count = sizeof searchers / sizeof searchers[0];
    lua_createtable(L, count, 0);
    for (int i = 0; i < count; i++) {
        lua_pushvalue(L, -2);
        lua_pushcclosure(L, searchers[i], 1);
        lua_rawseti(L, -2, i + 1);
    }
    lua_setfield(L, -2, "searchers");
}

LUAMOD_API int luaopen_package(lua_State *L) {
    create_library_table(L);
    library_new(L, package_functions);
    create_searchers(L);
    set_path(L, "path", PATH_VARIABLE LUA_VERSUFFIX, PATH_VARIABLE, LUA_PATH_DEFAULT);
    set_path(L, "cpath", CPATH_VARIABLE LUA_VERSUFFIX, CPATH_VARIABLE, LUA_CPATH_DEFAULT);
    lua_pushliteral(L, LUA_DIRSEP "\n" LUA_PATH_SEP "\n" LUA_PATH_MARK "\n" LUA_EXEC_DIR "\n-\n");
    lua_setfield(L, -2, "config");
    luaL_getsubtable(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
    lua_setfield(L, -2, "loaded");
    luaL_getsubtable(L, LUA_REGISTRYINDEX, LUA_PRELOAD_TABLE);
    lua_setfield(L, -2, "preload");
    lua_pushvalue(L, -1);
    lua_pushcclosure(L, package_require, 1);
    lua_setglobal(L, "require");
    return 1;
}
