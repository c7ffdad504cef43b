/* The debug library (manual 6.10). Many functions take an optional first argument, the coroutine to
** look at; `Target` holds what follows from that. */

#include "lauxlib.h"
#include "lua.h"
#include "lualib.h"
#include "library.h"
#include "native.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* Registry key of the table coroutine -> hook function, with weak keys. */
#define HOOK_TABLE "_HOOKKEY"

/* ---- The coroutine argument ------------------------------------------------------------------ */

typedef struct Target {
    lua_State *co; /* coroutine to look at; the running one by default */
    int shift;     /* 1 if it was given, so that all other arguments are one further */
} Target;

static Target get_target(lua_State *L) {
    if (lua_isthread(L, 1)) return (Target){lua_tothread(L, 1), 1};
    return (Target){L, 0};
}

/* Makes room for values that are passed through another coroutine's stack. */
static void reserve(lua_State *L, lua_State *co, int count) {
    if (co != L && !lua_checkstack(co, count)) luaL_error(L, "stack overflow");
}

/* ---- Registry, metatables, user values ------------------------------------------------------- */

static int debug_getregistry(lua_State *L) {
    lua_pushvalue(L, LUA_REGISTRYINDEX);
    return 1;
}

static int debug_getmetatable(lua_State *L) {
    luaL_checkany(L, 1);
    if (!lua_getmetatable(L, 1)) lua_pushnil(L);
    return 1;
}

static int debug_setmetatable(lua_State *L) {
    const int type = lua_type(L, 2);
    luaL_argexpected(L, type == LUA_TNIL || type == LUA_TTABLE, 2, "nil or table");
    lua_settop(L, 2);
    lua_setmetatable(L, 1);
    return 1;
}

static int debug_getuservalue(lua_State *L) {
    const int number = (int)luaL_optinteger(L, 2, 1);
    if (lua_type(L, 1) != LUA_TUSERDATA) {
        luaL_pushfail(L);
        return 1;
    }
    if (lua_getiuservalue(L, 1, number) == LUA_TNONE) return 1;
    lua_pushboolean(L, true);
    return 2;
}

static int debug_setuservalue(lua_State *L) {
    const int number = (int)luaL_optinteger(L, 3, 1);
    luaL_checktype(L, 1, LUA_TUSERDATA);
    luaL_checkany(L, 2);
    lua_settop(L, 2);
    if (!lua_setiuservalue(L, 1, number)) luaL_pushfail(L);
    return 1;
}

/* ---- getinfo --------------------------------------------------------------------------------- */

static void set_string(lua_State *L, const char *key, const char *value) {
    lua_pushstring(L, value);
    lua_setfield(L, -2, key);
}

static void set_integer(lua_State *L, const char *key, int value) {
    lua_pushinteger(L, value);
    lua_setfield(L, -2, key);
}

static void set_boolean(lua_State *L, const char *key, int value) {
    lua_pushboolean(L, value);
    lua_setfield(L, -2, key);
}

/* Moves a value that lua_getinfo left on top of co's stack into a field of the table on top. In L's
** own stack it lies just below that table. */
static void set_moved(lua_State *L, lua_State *co, const char *key) {
    if (L == co)
        lua_rotate(L, -2, 1);
    else
        lua_xmove(co, L, 1);
    lua_setfield(L, -2, key);
}

static void set_source(lua_State *L, const lua_Debug *info) {
    lua_pushlstring(L, info->source, info->srclen);
    lua_setfield(L, -2, "source");
    set_string(L, "short_src", info->short_src);
    set_integer(L, "linedefined", info->linedefined);
    set_integer(L, "lastlinedefined", info->lastlinedefined);
    set_string(L, "what", info->what);
}

static void set_parameters(lua_State *L, const lua_Debug *info) {
    set_integer(L, "nups", info->nups);
    set_integer(L, "nparams", info->nparams);
    set_boolean(L, "isvararg", info->isvararg);
}

/* Pushes the table with the fields that `options` ask for. lua_getinfo pushed the function first
** and the lines last, so they are taken in the reverse order. */
static void push_info(lua_State *L, lua_State *co, const char *options, const lua_Debug *info) {
    lua_newtable(L);
    if (strchr(options, 'S') != NULL) set_source(L, info);
    if (strchr(options, 'l') != NULL) set_integer(L, "currentline", info->currentline);
    if (strchr(options, 'u') != NULL) set_parameters(L, info);
    if (strchr(options, 'n') != NULL) {
        set_string(L, "name", info->name);
        set_string(L, "namewhat", info->namewhat);
    }
    if (strchr(options, 'r') != NULL) {
        set_integer(L, "ftransfer", info->ftransfer);
        set_integer(L, "ntransfer", info->ntransfer);
    }
    if (strchr(options, 't') != NULL) set_boolean(L, "istailcall", info->istailcall);
    if (strchr(options, 'L') != NULL) set_moved(L, co, "activelines");
    if (strchr(options, 'f') != NULL) set_moved(L, co, "func");
}

static int debug_getinfo(lua_State *L) {
    const Target target = get_target(L);
    const int subject = target.shift + 1;
    const char *options = luaL_optstring(L, target.shift + 2, "flnSrtu");
    lua_Debug info;
    reserve(L, target.co, 3);
    luaL_argcheck(L, options[0] != '>', target.shift + 2, "invalid option '>'");
    if (lua_isfunction(L, subject)) {
        options = lua_pushfstring(L, ">%s", options);
        lua_pushvalue(L, subject);
        lua_xmove(L, target.co, 1);
    } else if (!lua_getstack(target.co, (int)luaL_checkinteger(L, subject), &info)) {
        luaL_pushfail(L);
        return 1;
    }
    if (!lua_getinfo(target.co, options, &info))
        return luaL_argerror(L, target.shift + 2, "invalid option");
    push_info(L, target.co, options, &info);
    return 1;
}

/* ---- Local variables ------------------------------------------------------------------------- */

/* Finds the frame whose level is the argument; raises if there is none. */
static void check_level(lua_State *L, Target target, lua_Debug *frame) {
    const int level = (int)luaL_checkinteger(L, target.shift + 1);
    if (!lua_getstack(target.co, level, frame))
        luaL_argerror(L, target.shift + 1, "level out of range");
}

static int debug_getlocal(lua_State *L) {
    const Target target = get_target(L);
    const int number = (int)luaL_checkinteger(L, target.shift + 2);
    if (lua_isfunction(L, target.shift + 1)) {
        lua_pushvalue(L, target.shift + 1);
        lua_pushstring(L, lua_getlocal(L, NULL, number));
        return 1;
    }
    lua_Debug frame;
    check_level(L, target, &frame);
    reserve(L, target.co, 1);
    const char *name = lua_getlocal(target.co, &frame, number);
    if (name == NULL) {
        luaL_pushfail(L);
        return 1;
    }
    lua_xmove(target.co, L, 1);
    lua_pushstring(L, name);
    lua_insert(L, -2);
    return 2;
}

static int debug_setlocal(lua_State *L) {
    const Target target = get_target(L);
    luaL_checkinteger(L, target.shift + 1);
    const int number = (int)luaL_checkinteger(L, target.shift + 2);
    lua_Debug frame;
    check_level(L, target, &frame);
    luaL_checkany(L, target.shift + 3);
    lua_settop(L, target.shift + 3);
    reserve(L, target.co, 1);
    lua_xmove(L, target.co, 1);
    const char *name = lua_setlocal(target.co, &frame, number);
    if (name == NULL) lua_pop(target.co, 1);
    lua_pushstring(L, name);
    return 1;
}

/* ---- Upvalues -------------------------------------------------------------------------------- */

static int debug_getupvalue(lua_State *L) {
    const int number = (int)luaL_checkinteger(L, 2);
    luaL_checktype(L, 1, LUA_TFUNCTION);
    const char *name = lua_getupvalue(L, 1, number);
    if (name == NULL) return 0;
    lua_pushstring(L, name);
    lua_insert(L, -2);
    return 2;
}

static int debug_setupvalue(lua_State *L) {
    luaL_checkany(L, 3);
    const int number = (int)luaL_checkinteger(L, 2);
    luaL_checktype(L, 1, LUA_TFUNCTION);
    lua_settop(L, 3);
    const char *name = lua_setupvalue(L, 1, number);
    if (name == NULL) return 0;
    lua_pushstring(L, name);
    return 1;
}

/* Identity of an upvalue of the function in an argument, or NULL if it has none of that number. */
static void *get_upvalue_id(lua_State *L, int function, int number) {
    luaL_checktype(L, function, LUA_TFUNCTION);
    return lua_upvalueid(L, function, number);
}

static int debug_upvalueid(lua_State *L) {
    const int number = (int)luaL_checkinteger(L, 2);
    void *id = get_upvalue_id(L, 1, number);
    if (id == NULL)
        luaL_pushfail(L);
    else
        lua_pushlightuserdata(L, id);
    return 1;
}

/* Number of an upvalue, in the argument after its function; it must exist. */
static int check_upvalue(lua_State *L, int function) {
    const int number = (int)luaL_checkinteger(L, function + 1);
    luaL_argcheck(L, get_upvalue_id(L, function, number) != NULL, function + 1,
                  "invalid upvalue index");
    return number;
}

static int debug_upvaluejoin(lua_State *L) {
    const int to = check_upvalue(L, 1);
    const int from = check_upvalue(L, 3);
    luaL_argcheck(L, !lua_iscfunction(L, 1), 1, "Lua function expected");
    luaL_argcheck(L, !lua_iscfunction(L, 3), 3, "Lua function expected");
    lua_upvaluejoin(L, 1, to, 3, from);
    return 0;
}

/* ---- Hooks ----------------------------------------------------------------------------------- */

/* Pushes the table of hooks; returns whether it was there already. */
static bool push_hook_table(lua_State *L) {
    return luaL_getsubtable(L, LUA_REGISTRYINDEX, HOOK_TABLE);
}

/* Pushes the hook function of co from the table on top; that of a co that is not L needs a slot
** there too. */
static int push_hook_of(lua_State *L, lua_State *co) {
    reserve(L, co, 1);
    lua_pushthread(co);
    lua_xmove(co, L, 1);
    return lua_rawget(L, -2);
}

/* The C hook: calls the Lua function that is registered for this coroutine. */
static void call_hook(lua_State *L, lua_Debug *event) {
    static const char *const names[] = {"call", "return", "line", "count", "tail call"};
    _Static_assert(LUA_HOOKCALL == 0 && LUA_HOOKRET == 1 && LUA_HOOKLINE == 2 &&
                       LUA_HOOKCOUNT == 3 && LUA_HOOKTAILCALL == 4,
                   "names are in the order of the events");
    push_hook_table(L);
    if (push_hook_of(L, L) != LUA_TFUNCTION) return;
    lua_pushstring(L, names[event->event]);
    if (event->currentline >= 0)
        lua_pushinteger(L, event->currentline);
    else
        lua_pushnil(L);
    lua_call(L, 2, 0);
}

static int mask_of_text(const char *text, int count) {
    int mask = 0;
    if (strchr(text, 'c') != NULL) mask |= LUA_MASKCALL;
    if (strchr(text, 'r') != NULL) mask |= LUA_MASKRET;
    if (strchr(text, 'l') != NULL) mask |= LUA_MASKLINE;
    if (count > 0) mask |= LUA_MASKCOUNT;
    return mask;
}

static void push_mask(lua_State *L, int mask) {
    char text[4];
    int length = 0;
    if (mask & LUA_MASKCALL) text[length++] = 'c';
    if (mask & LUA_MASKRET) text[length++] = 'r';
    if (mask & LUA_MASKLINE) text[length++] = 'l';
    lua_pushlstring(L, text, (size_t)length);
}

/* Registers the value at `function` as the hook of co, nil for none. */
static void register_hook(lua_State *L, lua_State *co, int function) {
    if (!push_hook_table(L)) {
        lua_pushliteral(L, "k");
        lua_setfield(L, -2, "__mode");
        lua_pushvalue(L, -1);
        lua_setmetatable(L, -2); /* it is its own metatable */
    }
    reserve(L, co, 1);
    lua_pushthread(co);
    lua_xmove(co, L, 1);
    lua_pushvalue(L, function);
    lua_rawset(L, -3);
}

static int debug_sethook(lua_State *L) {
    const Target target = get_target(L);
    const int function = target.shift + 1;
    lua_Hook hook = NULL;
    int mask = 0, count = 0;
    if (lua_isnoneornil(L, function))
        lua_settop(L, function);
    else {
        const char *text = luaL_checkstring(L, target.shift + 2);
        luaL_checktype(L, function, LUA_TFUNCTION);
        count = (int)luaL_optinteger(L, target.shift + 3, 0);
        hook = call_hook;
        mask = mask_of_text(text, count);
    }
    register_hook(L, target.co, function);
    lua_sethook(target.co, hook, mask, count);
    return 0;
}

static int debug_gethook(lua_State *L) {
    const Target target = get_target(L);
    const lua_Hook hook = lua_gethook(target.co);
    if (hook == NULL) {
        luaL_pushfail(L);
        return 1;
    }
    if (hook != call_hook)
        lua_pushliteral(L, "external hook");
    else {
        push_hook_table(L);
        push_hook_of(L, target.co);
        lua_remove(L, -2);
    }
    push_mask(L, lua_gethookmask(target.co));
    lua_pushinteger(L, lua_gethookcount(target.co));
    return 3;
}

/* ---- Others ---------------------------------------------------------------------------------- */

static int debug_traceback(lua_State *L) {
    const Target target = get_target(L);
    const int message = target.shift + 1;
    const char *text = lua_tostring(L, message);
    if (text == NULL && !lua_isnoneornil(L, message)) {
        lua_pushvalue(L, message); /* no text: hand it back as it is */
        return 1;
    }
    const int level = (int)luaL_optinteger(L, target.shift + 2, target.co == L ? 1 : 0);
    luaL_traceback(L, target.co, text, level);
    return 1;
}

static int debug_setcstacklimit(lua_State *L) {
    const lua_Integer limit = luaL_checkinteger(L, 1);
    lua_pushinteger(L, lua_setcstacklimit(L, (unsigned int)limit));
    return 1;
}

/* Longest command of debug.debug, in bytes. */
#define COMMAND_SIZE 250

static int command_called(lua_State *L, int status, lua_KContext context);

static void report_error(lua_State *L) {
    lua_writestringerror("%s\n", luaL_tolstring(L, -1, NULL));
}

/* Reads commands until one has to be called, or there are no more. */
static int ask_for_command(lua_State *L) {
    for (;;) {
        char command[COMMAND_SIZE];
        lua_settop(L, 0);
        lua_writestringerror("%s", "lua_debug> ");
        if (fgets(command, sizeof command, stdin) == NULL || strcmp(command, "cont\n") == 0)
            return 0;
        if (luaL_loadbuffer(L, command, strlen(command), "=(debug command)") == LUA_OK)
            return native_pcall(L, 0, 0, 0, 0, command_called);
        report_error(L);
    }
}

static int command_called(lua_State *L, int status, lua_KContext context) {
    (void)context;
    if (status != LUA_OK && status != LUA_YIELD) report_error(L);
    return ask_for_command(L);
}

static int debug_debug(lua_State *L) {
    return ask_for_command(L);
}

static const luaL_Reg debug_functions[] = {
    {"debug", debug_debug},
    {"gethook", debug_gethook},
    {"getinfo", debug_getinfo},
    {"getlocal", debug_getlocal},
    {"getmetatable", debug_getmetatable},
    {"getregistry", debug_getregistry},
    {"getupvalue", debug_getupvalue},
    {"getuservalue", debug_getuservalue},
    {"setcstacklimit", debug_setcstacklimit},
    {"sethook", debug_sethook},
    {"setlocal", debug_setlocal},
    {"setmetatable", debug_setmetatable},
    {"setupvalue", debug_setupvalue},
    {"setuservalue", debug_setuservalue},
    {"traceback", debug_traceback},
    {"upvalueid", debug_upvalueid},
    {"upvaluejoin", debug_upvaluejoin},
    {NULL, NULL},
};

LUAMOD_API int luaopen_debug(lua_State *L) {
    library_new(L, debug_functions);
    return 1;
}
