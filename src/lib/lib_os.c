/* Operating system facilities (manual 6.9). */

#define _GNU_SOURCE

#include "lauxlib.h"
#include "lua.h"
#include "lualib.h"
#include "library.h"
#include "time_library.h"
#include "os.h"
#include "profile.h"

#include <errno.h>
#include <limits.h>
#include <locale.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* ---- Dates as tables ------------------------------------------------------------------------- */

static void set_field(lua_State *L, const char *key, lua_Integer value) {
    lua_pushinteger(L, value);
    lua_setfield(L, -2, key);
}

/* Stores all fields into the table on top. */
static void set_date(lua_State *L, const struct tm *date) {
    set_field(L, "year", (lua_Integer)date->tm_year + 1900);
    set_field(L, "month", (lua_Integer)date->tm_mon + 1);
    set_field(L, "day", date->tm_mday);
    set_field(L, "hour", date->tm_hour);
    set_field(L, "min", date->tm_min);
    set_field(L, "sec", date->tm_sec);
    set_field(L, "yday", (lua_Integer)date->tm_yday + 1);
    set_field(L, "wday", (lua_Integer)date->tm_wday + 1);
    if (date->tm_isdst >= 0) { /* unknown otherwise */
        lua_pushboolean(L, date->tm_isdst);
        lua_setfield(L, -2, "isdst");
    }
}

/* Default of a field that must be there. */
#define REQUIRED (-1)

/* Field of the table on top as struct tm counts it, from `origin`. */
static int get_field(lua_State *L, const char *key, int fallback, int origin) {
    const int type = lua_getfield(L, -1, key);
    int is_integer;
    lua_Integer value = lua_tointegerx(L, -1, &is_integer);
    lua_pop(L, 1);
    if (!is_integer) {
        if (type != LUA_TNIL) return luaL_error(L, "field '%s' is not an integer", key);
        if (fallback == REQUIRED) return luaL_error(L, "field '%s' missing in date table", key);
        return fallback;
    }
    const bool fits =
        value >= 0 ? value - origin <= INT_MAX : value >= (lua_Integer)INT_MIN + origin;
    if (!fits) return luaL_error(L, "field '%s' is out-of-bound", key);
    return (int)(value - origin);
}

/* Daylight saving time: 1, 0, or -1 for unknown. */
static int get_dst(lua_State *L) {
    const int type = lua_getfield(L, -1, "isdst");
    const int value = type == LUA_TNIL ? -1 : lua_toboolean(L, -1);
    lua_pop(L, 1);
    return value;
}

static void get_date(lua_State *L, struct tm *date) {
    memset(date, 0, sizeof *date);
    date->tm_year = get_field(L, "year", REQUIRED, 1900);
    date->tm_mon = get_field(L, "month", REQUIRED, 1);
    date->tm_mday = get_field(L, "day", REQUIRED, 0);
    date->tm_hour = get_field(L, "hour", 12, 0);
    date->tm_min = get_field(L, "min", 0, 0);
    date->tm_sec = get_field(L, "sec", 0, 0);
    date->tm_isdst = get_dst(L);
}

/* ---- Dates as text --------------------------------------------------------------------------- */

/* Conversions of strftime in C99: plain ones, and those that may follow E and O. */
static const char plain_conversions[] = "aAbBcCdDeFgGhHIjmMnprRStTuUVwWxXyYzZ%";
static const char e_conversions[] = "cCxXyY";
static const char o_conversions[] = "deHImMSuUVwWy";

/* Most bytes that one conversion gives. */
#define CONVERSION_SIZE 250

static bool is_conversion(char c, const char *conversions) {
    return c != '\0' && strchr(conversions, c) != NULL;
}

/* Length of the conversion at the start of `text`, which follows a '%'; raises if there is none. */
static size_t conversion_length(lua_State *L, const char *text) {
    if (is_conversion(text[0], plain_conversions)) return 1;
    if (text[0] == 'E' && is_conversion(text[1], e_conversions)) return 2;
    if (text[0] == 'O' && is_conversion(text[1], o_conversions)) return 2;
    luaL_argerror(L, 1, lua_pushfstring(L, "invalid conversion specifier '%%%s'", text));
    return 0;
}

static void add_conversion(luaL_Buffer *buffer, const char *text, size_t length,
                           const struct tm *date) {
    char format[4] = "%";
    memcpy(format + 1, text, length);
    char *to = luaL_prepbuffsize(buffer, CONVERSION_SIZE);
    luaL_addsize(buffer, strftime(to, CONVERSION_SIZE, format, date));
}

static int format_date(lua_State *L, const char *format, const char *end, const struct tm *date) {
    luaL_Buffer buffer;
    luaL_buffinit(L, &buffer);
    while (format < end) {
        if (*format != '%') {
            luaL_addchar(&buffer, *format++);
            continue;
        }
        const size_t length = conversion_length(L, ++format);
        add_conversion(&buffer, format, length, date);
        format += length;
    }
    luaL_pushresult(&buffer);
    return 1;
}

/* ---- Time ------------------------------------------------------------------------------------ */

/* With clocks that the host set, local time is UTC. */
static bool has_own_clocks(const lua_State *L) {
    return L->state->profile.has_clocks;
}

static int os_library_date(lua_State *L) {
    size_t length;
    const char *format = luaL_optlstring(L, 1, "%c", &length);
    const char *const end = format + length;
    const int64_t moment = luaL_opt(L, luaL_checkinteger, 2, vm_wall_time(L));
    const bool utc = *format == '!';
    struct tm date;
    if (utc) format++;
    if (!os_calendar(moment, utc || has_own_clocks(L), &date))
        return luaL_error(L, "date result cannot be represented in this installation");
    if (strcmp(format, "*t") != 0) return format_date(L, format, end, &date);
    lua_createtable(L, 0, 9);
    set_date(L, &date);
    return 1;
}

static int os_library_time(lua_State *L) {
    if (lua_isnoneornil(L, 1)) {
        lua_pushinteger(L, vm_wall_time(L));
        return 1;
    }
    struct tm date;
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_settop(L, 1);
    get_date(L, &date);
    errno = 0;
    const time_t moment = has_own_clocks(L) ? timegm(&date) : mktime(&date);
    if (moment == (time_t)-1 && errno != 0)
        return luaL_error(L, "time result cannot be represented in this installation");
    set_date(L, &date); /* normalized */
    lua_pushinteger(L, (lua_Integer)moment);
    return 1;
}

static int os_library_clock(lua_State *L) {
    lua_pushnumber(L, vm_cpu_time(L));
    return 1;
}

static int os_library_difftime(lua_State *L) {
    const lua_Integer later = luaL_checkinteger(L, 1);
    const lua_Integer earlier = luaL_checkinteger(L, 2);
    lua_pushnumber(L, difftime((time_t)later, (time_t)earlier));
    return 1;
}

/* ---- Files, processes, environment ----------------------------------------------------------- */

static int os_library_execute(lua_State *L) {
    const char *command = luaL_optstring(L, 1, NULL);
    errno = 0;
    const int status = os_run(command);
    if (command != NULL) return luaL_execresult(L, status);
    lua_pushboolean(L, status);
    return 1;
}

static int os_library_exit(lua_State *L) {
    int status;
    if (lua_isboolean(L, 1))
        status = lua_toboolean(L, 1) ? EXIT_SUCCESS : EXIT_FAILURE;
    else
        status = (int)luaL_optinteger(L, 1, EXIT_SUCCESS);
    if (lua_toboolean(L, 2)) lua_close(L);
    exit(status);
}

static int os_library_getenv(lua_State *L) {
    lua_pushstring(L, getenv(luaL_checkstring(L, 1))); /* nil if there is none */
    return 1;
}

static int os_library_remove(lua_State *L) {
    const char *name = luaL_checkstring(L, 1);
    errno = 0;
    return luaL_fileresult(L, remove(name) == 0, name);
}

static int os_library_rename(lua_State *L) {
    const char *from = luaL_checkstring(L, 1);
    const char *to = luaL_checkstring(L, 2);
    errno = 0;
    return luaL_fileresult(L, rename(from, to) == 0, NULL);
}

static int os_library_tmpname(lua_State *L) {
    char name[OS_TEMP_NAME_SIZE];
    if (!os_temp_name(name)) return luaL_error(L, "unable to generate a unique filename");
    lua_pushstring(L, name);
    return 1;
}

static int os_library_setlocale(lua_State *L) {
    static const char *const names[] = {"all",     "collate", "ctype", "monetary",
                                        "numeric", "time",    NULL};
    static const int categories[] = {LC_ALL,      LC_COLLATE, LC_CTYPE,
                                     LC_MONETARY, LC_NUMERIC, LC_TIME};
    const char *locale = luaL_optstring(L, 1, NULL);
    const int category = luaL_checkoption(L, 2, "all", names);
    lua_pushstring(L, setlocale(categories[category], locale));
    return 1;
}

static const luaL_Reg os_functions[] = {
    {"clock", os_library_clock},         {"date", os_library_date},
    {"difftime", os_library_difftime},   {"execute", os_library_execute},
    {"exit", os_library_exit},           {"getenv", os_library_getenv},
    {"remove", os_library_remove},       {"rename", os_library_rename},
    {"setlocale", os_library_setlocale}, {"time", os_library_time},
    {"tmpname", os_library_tmpname},     {NULL, NULL},
};

/* What ORR_LIBRARY_TIME grants. */
static const char *const time_functions[] = {"clock", "date", "difftime", "time", NULL};

int lib_open_time(lua_State *L) {
    lua_createtable(L, 0, 4);
    for (const luaL_Reg *f = os_functions; f->name != NULL; f++) {
        for (const char *const *name = time_functions; *name != NULL; name++) {
            if (strcmp(*name, f->name) != 0) continue;
            lua_pushcfunction(L, f->func);
            lua_setfield(L, -2, f->name);
        }
    }
    return 1;
}

LUAMOD_API int luaopen_os(lua_State *L) {
    library_new(L, os_functions);
    return 1;
}
