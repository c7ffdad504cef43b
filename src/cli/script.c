/* Loading and running what the command line names. */
#include "script.h"

#include "console.h"

#include "lauxlib.h"
#include "lualib.h"

#include <stdlib.h>
#include <string.h>

/* Runs the chunk on top of the stack, or reports why there is none. */
static int run_chunk(lua_State *L, int status) {
    if (status == LUA_OK) status = console_call(L, 0, 0);
    return console_report(L, status);
}

int script_run_file(lua_State *L, const char *path) {
    return run_chunk(L, luaL_loadfile(L, path));
}

int script_run_string(lua_State *L, const char *code, const char *name) {
    return run_chunk(L, luaL_loadbuffer(L, code, strlen(code), name));
}

int script_run_init(lua_State *L) {
    static const char *const names[] = {"=LUA_INIT" LUA_VERSUFFIX, "=LUA_INIT"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *init = getenv(names[i] + 1);
        if (init == NULL) continue;
        if (init[0] == '@') return script_run_file(L, init + 1);
        return script_run_string(L, init, names[i]);
    }
    return LUA_OK;
}

void script_set_arguments(lua_State *L, int argc, char **argv, int script) {
    int origin = script < argc ? script : 0;
    lua_createtable(L, argc - origin - 1, origin + 1);
    for (int i = 0; i < argc; i++) {
        lua_pushstring(L, argv[i]);
        lua_rawseti(L, -2, i - origin);
    }
    lua_setglobal(L, "arg");
}

/* Pushes arg[1], arg[2] ... as the script before this one left them. Returns how many. */
static int push_arguments(lua_State *L) {
    if (lua_getglobal(L, "arg") != LUA_TTABLE) luaL_error(L, "'arg' is not a table");
    int count = (int)luaL_len(L, -1);
    luaL_checkstack(L, count + 3, "too many arguments to script");
    for (int i = 1; i <= count; i++)
        lua_rawgeti(L, -i, i);
    lua_remove(L, -count - 1);
    return count;
}

int script_run(lua_State *L, char **argv, int script) {
    const char *path = argv[script];
    if (strcmp(path, "-") == 0 && strcmp(argv[script - 1], "--") != 0) path = NULL;
    int status = luaL_loadfile(L, path);
    if (status == LUA_OK) status = console_call(L, push_arguments(L), 0);
    return console_report(L, status);
}
