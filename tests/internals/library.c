/* The table T, the warnings of orrery_t, and how they come into the command.
**
** orrery_t is made of the objects of the orrery command; the linker leads the command's calls of
** luaL_newstate and luaL_openlibs to the functions here (--wrap).
*/
#include "internals.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- Small functions ------------------------------------------------------------------------- */

static int make_userdata(lua_State *L) {
    const lua_Integer size = luaL_checkinteger(L, 1);
    lua_newuserdatauv(L, (size_t)size, (int)luaL_optinteger(L, 2, 0));
    return 1;
}

static int push_userdata(lua_State *L) {
    lua_pushlightuserdata(L, (void *)(intptr_t)luaL_checkinteger(L, 1));
    return 1;
}

static int userdata_value(lua_State *L) {
    lua_pushinteger(L, (lua_Integer)(intptr_t)lua_touserdata(L, 1));
    return 1;
}

/* (function, number [, value]) -> value, name */
static int upvalue(lua_State *L) {
    luaL_checkany(L, 2);
    const int n = (int)luaL_checkinteger(L, 2);
    luaL_checktype(L, 1, LUA_TFUNCTION);
    const char *name;
    if (lua_isnone(L, 3)) {
        name = lua_getupvalue(L, 1, n);
        if (name == NULL) return 0;
        lua_pushstring(L, name);
        return 2;
    }
    lua_settop(L, 3);
    name = lua_setupvalue(L, 1, n);
    lua_pushstring(L, name);
    return 1;
}

static int double_to_string(lua_State *L) {
    const double d = luaL_checknumber(L, 1);
    lua_pushlstring(L, (const char *)&d, sizeof d);
    return 1;
}

static int string_to_double(lua_State *L) {
    double d;
    size_t length;
    const char *const bytes = luaL_checklstring(L, 1, &length);
    luaL_argcheck(L, length == sizeof d, 1, "a double's bytes expected");
    memcpy(&d, bytes, sizeof d);
    lua_pushnumber(L, d);
    return 1;
}

static int reference(lua_State *L) {
    luaL_checkany(L, 1);
    lua_settop(L, 1);
    lua_pushinteger(L, luaL_ref(L, LUA_REGISTRYINDEX));
    return 1;
}

static int get_reference(lua_State *L) {
    lua_rawgeti(L, LUA_REGISTRYINDEX, luaL_checkinteger(L, 1));
    return 1;
}

static int drop_reference(lua_State *L) {
    luaL_unref(L, LUA_REGISTRYINDEX, (int)luaL_checkinteger(L, 1));
    return 0;
}

/* ---- The list -------------------------------------------------------------------------------- */

static const luaL_Reg functions[] = {
    {"testC", script_testC},
    {"makeCfunc", script_makeCfunc},
    {"sethook", script_sethook},
    {"totalmem", memory_totalmem},
    {"alloccount", memory_alloccount},
    {"checkmemory", views_checkmemory},
    {"gccolor", views_gccolor},
    {"gcage", views_gcage},
    {"gcstate", views_gcstate},
    {"querytab", views_querytab},
    {"querystr", views_querystr},
    {"hash", views_hash},
    {"stacklevel", views_stacklevel},
    {"listcode", views_listcode},
    {"listk", views_listk},
    {"shape", views_shape},
    {"newstate", states_newstate},
    {"closestate", states_closestate},
    {"doremote", states_doremote},
    {"loadlib", states_loadlib},
    {"checkpanic", states_checkpanic},
    {"doonnewstack", states_doonnewstack},
    {"resume", states_resume},
    {"newuserdata", make_userdata},
    {"pushuserdata", push_userdata},
    {"udataval", userdata_value},
    {"upvalue", upvalue},
    {"d2s", double_to_string},
    {"s2d", string_to_double},
    {"ref", reference},
    {"getref", get_reference},
    {"unref", drop_reference},
    {NULL, NULL},
};

int luaopen_T(lua_State *L) {
    luaL_newlib(L, functions);
    return 1;
}

/* ---- Warnings -------------------------------------------------------------------------------- */

/* What becomes of a warning. A test announces those it expects: they begin with '#'. */
typedef enum WarningMode {
    WARNING_NORMAL, /* "@normal": printed if on; one that is not expected ends the process */
    WARNING_ALLOW,  /* "@allow": printed if on */
    WARNING_STORE   /* "@store": becomes the global _WARN */
} WarningMode;

static struct {
    lua_State *L; /* main coroutine of the command's State */
    WarningMode mode;
    bool on;
    bool goes_on; /* the next piece continues this warning */
    size_t length;
    char text[4096];
} warning;

static bool warning_control(const char *message) {
    if (strcmp(message, "@on") == 0)
        warning.on = true;
    else if (strcmp(message, "@off") == 0)
        warning.on = false;
    else if (strcmp(message, "@normal") == 0)
        warning.mode = WARNING_NORMAL;
    else if (strcmp(message, "@allow") == 0)
        warning.mode = WARNING_ALLOW;
    else if (strcmp(message, "@store") == 0)
        warning.mode = WARNING_STORE;
    return message[0] == '@';
}

static void warning_end(void) {
    if (warning.mode == WARNING_STORE) {
        lua_State *const L = warning.L->state->current;
        luaL_checkstack(L, 4, "warning");
        lua_pushstring(L, warning.text);
        lua_setglobal(L, "_WARN");
    } else if (warning.on) {
        fprintf(stderr, "Lua warning: %s\n", warning.text);
        if (warning.mode == WARNING_NORMAL && warning.text[0] != '#') {
            fputs("orrery_t: this warning was not expected\n", stderr);
            abort();
        }
    }
}

static void take_warning(void *ud, const char *message, int to_continue) {
    (void)ud;
    if (!warning.goes_on && !to_continue && warning_control(message)) return;
    if (!warning.goes_on) warning.length = 0;
    const size_t room = sizeof warning.text - 1 - warning.length;
    const size_t length = strlen(message) < room ? strlen(message) : room;
    memcpy(warning.text + warning.length, message, length);
    warning.length += length;
    warning.text[warning.length] = '\0';
    warning.goes_on = to_continue != 0;
    if (!to_continue) warning_end();
}

/* ---- Into the command ------------------------------------------------------------------------ */

void __real_luaL_openlibs(lua_State *L);
lua_State *__wrap_luaL_newstate(void);
void __wrap_luaL_openlibs(lua_State *L);

static int panic(lua_State *L) {
    const char *const message = lua_tostring(L, -1);
    fprintf(stderr, "orrery_t: error outside of protected calls: %s\n",
            message != NULL ? message : "not a string");
    return 0;
}

/* With the variable MEMLIMIT of the environment, a number of bytes, memory is limited from the
** start. */
lua_State *__wrap_luaL_newstate(void) {
    const char *const memory = getenv("MEMLIMIT");
    if (memory != NULL) memory_set_limit((size_t)strtoull(memory, NULL, 10));
    lua_State *const L = counted_state_new();
    if (L == NULL) return NULL;
    lua_atpanic(L, panic);
    warning.L = L;
    lua_setwarnf(L, take_warning, NULL);
    return L;
}

void __wrap_luaL_openlibs(lua_State *L) {
    __real_luaL_openlibs(L);
    luaL_requiref(L, "T", luaopen_T, 1);
    lua_pop(L, 1);
}
