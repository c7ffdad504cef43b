/* The auxiliary library: stack tracebacks. */
#include "auxlib_trace.h"

#include <limits.h>
#include <string.h>

#include "api_check.h"
#include "api_levels.h"
#include "lauxlib.h"
#include "lua.h"
#include "poll.h"

/* A long traceback shows this many calls from either end of the stack. */
enum { SHOWN_FIRST = 10, SHOWN_LAST = 11 };

/* What runs is ended because its time is up, or by an interrupt: neither stacks that have overflowed
** nor tables that are full of the script's things are walked through then. */
enum { HURRIED_LEVELS = 4000, HURRIED_FIELDS = 500 };

/* Looks for the value at `object` among the fields of the table on top, and in tables inside it
** down to `depth` levels, but at no more than *fields of them. Pushes the path "a.b" and returns 1,
** or pushes nothing. */
static int push_path_to(lua_State *L, int object, int depth, int *fields) {
    if (depth == 0 || !lua_istable(L, -1)) return 0;
    lua_pushnil(L);
    while (lua_next(L, -2)) {
        vm_check_poll(L);
        if (--*fields < 0) {
            lua_pop(L, 2);
            return 0;
        }
        if (lua_type(L, -2) == LUA_TSTRING) {
            if (lua_rawequal(L, object, -1)) {
                lua_pop(L, 1); /* the key stays: it is the path */
                return 1;
            }
            if (push_path_to(L, object, depth - 1, fields)) {
                /* key, value, path of the value's field */
                lua_pushliteral(L, ".");
                lua_replace(L, -3);
                lua_concat(L, 3);
                return 1;
            }
        }
        lua_pop(L, 1);
    }
    return 0;
}

/* Drops the name of the global table from the path on top. */
static void strip_global_prefix(lua_State *L) {
    static const char prefix[] = LUA_GNAME ".";
    const char *path = lua_tostring(L, -1);
    if (strncmp(path, prefix, sizeof(prefix) - 1) == 0) {
        lua_pushstring(L, path + sizeof(prefix) - 1);
        lua_remove(L, -2);
    }
}

int trace_push_module_name(lua_State *L, lua_State *owner, lua_Debug *info) {
    const int base = lua_gettop(L);
    int fields = L->state->hurried ? HURRIED_FIELDS : INT_MAX;
    luaL_checkstack(L, 10, "not enough stack for traceback");
    if (!lua_checkstack(owner, 1)) return 0;
    lua_getinfo(owner, "f", info);
    if (owner != L) lua_xmove(owner, L, 1);
    lua_getfield(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
    if (!push_path_to(L, base + 1, 2, &fields)) {
        lua_settop(L, base);
        return 0;
    }
    strip_global_prefix(L);
    lua_replace(L, base + 1);
    lua_settop(L, base + 1);
    return 1;
}

/* What the listing calls a function. The name found in a module goes first: unlike the caller's, it
** is the same for everybody. */
static void add_function_name(luaL_Buffer *buffer, lua_State *L, lua_State *L1, lua_Debug *info) {
    if (trace_push_module_name(L, L1, info)) {
        lua_pushfstring(L, "function '%s'", lua_tostring(L, -1));
        lua_remove(L, -2);
    } else if (*info->namewhat != '\0') {
        lua_pushfstring(L, "%s '%s'", info->namewhat, info->name);
    } else if (*info->what == 'm') {
        lua_pushliteral(L, "main chunk");
    } else if (*info->what != 'C') {
        lua_pushfstring(L, "function <%s:%d>", info->short_src, info->linedefined);
    } else {
        lua_pushliteral(L, "?");
    }
    luaL_addvalue(buffer);
}

static void add_call(luaL_Buffer *buffer, lua_State *L, lua_State *L1, lua_Debug *info) {
    lua_getinfo(L1, "Slnt", info);
    if (info->currentline > 0)
        lua_pushfstring(L, "\n\t%s:%d: in ", info->short_src, info->currentline);
    else
        lua_pushfstring(L, "\n\t%s: in ", info->short_src);
    luaL_addvalue(buffer);
    add_function_name(buffer, L, L1, info);
    if (info->istailcall) luaL_addstring(buffer, "\n\t(...tail calls...)");
}

void luaL_traceback(lua_State *L, lua_State *L1, const char *msg, int level) {
    require(room, L, 3);
    require(state, L1);
    luaL_Buffer buffer;
    lua_Debug info;
    const int most = L->state->hurried ? HURRIED_LEVELS : INT_MAX;
    const int count = api_level_count(L1, most), last = count - 1;
    /* Leave a gap only where it hides more than the one line that tells of it. */
    const int has_gap = last - level > SHOWN_FIRST + SHOWN_LAST;
    const int gap_start = level + SHOWN_FIRST;
    luaL_buffinit(L, &buffer);
    if (msg != NULL) {
        luaL_addstring(&buffer, msg);
        luaL_addchar(&buffer, '\n');
    }
    luaL_addstring(&buffer, "stack traceback:");
    for (int found = lua_getstack(L1, level, &info); found;) {
        int step = 1;
        if (has_gap && level == gap_start && count == most) {
            luaL_addstring(&buffer, "\n\t...\t(thousands of levels)");
            break;
        } else if (has_gap && level == gap_start) {
            step = last - SHOWN_LAST + 1 - level;
            /* one less than are left out: programs read this text as Lua 5.4 writes it */
            lua_pushfstring(L, "\n\t...\t(skipping %d levels)", step - 1);
            luaL_addvalue(&buffer);
        } else {
            add_call(&buffer, L, L1, &info);
        }
        level += step;
        found = api_level_outwards(L1, &info, step);
    }
    luaL_pushresult(&buffer);
}
