/* A host that gives scripts a type of its own: a canvas of characters.
 *
 *     cc objects.c $(pkg-config --cflags --libs orrery) -o objects && ./objects
 *
 * Shown here: userdata with a metatable, methods and properties side by side, checked arguments,
 * `#`, tostring, equality, a resource that goes with `<close>` or the collector, and how the host
 * runs a script and reports its errors. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lua.h"

#include "lauxlib.h"
#include "lualib.h"

#define CANVAS_TYPE "example.canvas" /* name in the registry, and in error messages */

/* The block of the userdata. The characters are our own memory, so the type needs __gc. */
typedef struct Canvas {
    int width, height;
    char *cells; /* width * height characters; NULL once closed */
} Canvas;

static int open_canvases; /* those whose cells are not freed yet: the host checks for leaks */

/* ---- The type -------------------------------------------------------------------------------- */

static Canvas *check_canvas(lua_State *L, int arg) {
    Canvas *canvas = luaL_checkudata(L, arg, CANVAS_TYPE);
    luaL_argcheck(L, canvas->cells != NULL, arg, "canvas is closed");
    return canvas;
}

static char *check_cell(lua_State *L, Canvas *canvas, int arg) {
    const lua_Integer x = luaL_checkinteger(L, arg), y = luaL_checkinteger(L, arg + 1);
    luaL_argcheck(L, x >= 1 && x <= canvas->width, arg, "outside of the canvas");
    luaL_argcheck(L, y >= 1 && y <= canvas->height, arg + 1, "outside of the canvas");
    return &canvas->cells[(y - 1) * canvas->width + (x - 1)];
}

/* canvas.new(width, height [, fill]) */
static int canvas_new(lua_State *L) {
    const lua_Integer width = luaL_checkinteger(L, 1), height = luaL_checkinteger(L, 2);
    const char *fill = luaL_optstring(L, 3, ".");
    luaL_argcheck(L, width >= 1 && width <= 1000, 1, "width out of range");
    luaL_argcheck(L, height >= 1 && height <= 1000, 2, "height out of range");
    /* The userdata first: from here on whatever fails, the collector cleans up. */
    Canvas *canvas = lua_newuserdatauv(L, sizeof *canvas, 0);
    *canvas = (Canvas){.width = (int)width, .height = (int)height};
    luaL_setmetatable(L, CANVAS_TYPE);
    canvas->cells = malloc((size_t)(width * height));
    if (canvas->cells == NULL) return luaL_error(L, "no memory for a canvas");
    memset(canvas->cells, fill[0], (size_t)(width * height));
    open_canvases++;
    return 1;
}

/* c:set(x, y, char) returns the canvas, so that calls can be chained. */
static int canvas_set(lua_State *L) {
    Canvas *canvas = check_canvas(L, 1);
    char *cell = check_cell(L, canvas, 2);
    *cell = luaL_checkstring(L, 4)[0];
    lua_settop(L, 1);
    return 1;
}

static int canvas_get(lua_State *L) {
    lua_pushlstring(L, check_cell(L, check_canvas(L, 1), 2), 1);
    return 1;
}

/* c:map(f): replaces each character by f(char, x, y). The function may raise an error. */
static int canvas_map(lua_State *L) {
    Canvas *canvas = check_canvas(L, 1);
    luaL_checktype(L, 2, LUA_TFUNCTION);
    for (int i = 0; i < canvas->width * canvas->height; i++) {
        lua_pushvalue(L, 2);
        lua_pushlstring(L, &canvas->cells[i], 1);
        lua_pushinteger(L, i % canvas->width + 1);
        lua_pushinteger(L, i / canvas->width + 1);
        lua_call(L, 3, 1);
        canvas = check_canvas(L, 1); /* the function may have closed it */
        canvas->cells[i] = luaL_checkstring(L, -1)[0];
        lua_pop(L, 1);
    }
    lua_settop(L, 1);
    return 1;
}

static int canvas_to_string(lua_State *L) {
    const Canvas *canvas = check_canvas(L, 1);
    luaL_Buffer text;
    luaL_buffinit(L, &text);
    for (int y = 0; y < canvas->height; y++) {
        if (y > 0) luaL_addchar(&text, '\n');
        luaL_addlstring(&text, canvas->cells + y * canvas->width, (size_t)canvas->width);
    }
    luaL_pushresult(&text);
    return 1;
}

static int canvas_length(lua_State *L) {
    const Canvas *canvas = check_canvas(L, 1);
    lua_pushinteger(L, (lua_Integer)canvas->width * canvas->height);
    return 1;
}

static int canvas_equal(lua_State *L) {
    const Canvas *a = check_canvas(L, 1), *b = check_canvas(L, 2);
    lua_pushboolean(L, a->width == b->width && a->height == b->height &&
                           memcmp(a->cells, b->cells, (size_t)(a->width * a->height)) == 0);
    return 1;
}

/* For __gc and __close alike: may come twice, and to a canvas that never got its cells. */
static int canvas_release(lua_State *L) {
    Canvas *canvas = luaL_checkudata(L, 1, CANVAS_TYPE);
    if (canvas->cells != NULL) open_canvases--;
    free(canvas->cells);
    canvas->cells = NULL;
    return 0;
}

/* c.name: properties are computed, everything else is looked up among the methods, which are the
 * upvalue. */
static int canvas_index(lua_State *L) {
    const Canvas *canvas = check_canvas(L, 1);
    const char *name = luaL_checkstring(L, 2);
    if (strcmp(name, "width") == 0)
        lua_pushinteger(L, canvas->width);
    else if (strcmp(name, "height") == 0)
        lua_pushinteger(L, canvas->height);
    else
        lua_getfield(L, lua_upvalueindex(1), name);
    return 1;
}

static const luaL_Reg canvas_methods[] = {
    {"set", canvas_set},
    {"get", canvas_get},
    {"map", canvas_map},
    {NULL, NULL},
};

static const luaL_Reg canvas_metamethods[] = {
    {"__tostring", canvas_to_string}, {"__len", canvas_length},    {"__eq", canvas_equal},
    {"__gc", canvas_release},         {"__close", canvas_release}, {NULL, NULL},
};

static const luaL_Reg canvas_functions[] = {
    {"new", canvas_new},
    {NULL, NULL},
};

/* Opener of the module `canvas`. */
static int open_canvas(lua_State *L) {
    luaL_newmetatable(L, CANVAS_TYPE);
    luaL_setfuncs(L, canvas_metamethods, 0);
    luaL_newlib(L, canvas_methods);
    lua_pushcclosure(L, canvas_index, 1);
    lua_setfield(L, -2, "__index");
    lua_pushliteral(L, "locked"); /* what getmetatable says to scripts */
    lua_setfield(L, -2, "__metatable");
    luaL_newlib(L, canvas_functions);
    return 1;
}

/* ---- The host -------------------------------------------------------------------------------- */

static const char script[] =
    "local canvas = require 'canvas'\n"
    "local house <close> = canvas.new(7, 4)\n"
    "house:set(4, 1, '^'):set(3, 2, '/'):set(5, 2, '\\\\')\n"
    "house:map(function(c, x, y) return y > 2 and x > 1 and x < 7 and '#' or c end)\n"
    "assert(house.width == 7 and house.height == 4 and #house == 28)\n"
    "assert(house:get(2, 4) == '#' and house.nothing == nil)\n"
    "assert(house == house and house ~= canvas.new(7, 4) and canvas.new(2, 2) == canvas.new(2, "
    "2))\n"
    "local good, problem = pcall(house.set, house, 8, 1, 'x')\n"
    "assert(not good and problem:find('outside of the canvas', 1, true), problem)\n"
    "good, problem = pcall(house.get, io.stdout, 1, 1)\n"
    "assert(not good and problem:find('example.canvas expected, got FILE', 1, true), problem)\n"
    "good, problem = pcall(function() house:map(function() error('no more', 0) end) end)\n"
    "assert(not good and problem == 'no more')\n"
    "for i = 1, 100 do canvas.new(10, 10) end -- left to the collector\n"
    "return tostring(house)\n";

static const char drawing[] = "...^...\n../.\\..\n.#####.\n.#####.";

/* Message handler: the message with a traceback. */
static int explain(lua_State *L) {
    luaL_traceback(L, L, luaL_tolstring(L, 1, NULL), 1);
    return 1;
}

/* Runs a chunk with one result, which is left on the stack; false, with a message there, if it
 * fails. */
static int run(lua_State *L, const char *name, const char *text) {
    lua_pushcfunction(L, explain);
    const int handler = lua_gettop(L);
    int status = luaL_loadbuffer(L, text, strlen(text), name);
    if (status == LUA_OK) status = lua_pcall(L, 0, 1, handler);
    lua_remove(L, handler);
    return status == LUA_OK;
}

int main(void) {
    lua_State *L = luaL_newstate();
    if (L == NULL) {
        fprintf(stderr, "no memory\n");
        return EXIT_FAILURE;
    }
    luaL_openlibs(L);
    luaL_getsubtable(L, LUA_REGISTRYINDEX, LUA_PRELOAD_TABLE); /* for `require` */
    lua_pushcfunction(L, open_canvas);
    lua_setfield(L, -2, "canvas");
    lua_pop(L, 1);

    int good = run(L, "=script", script);
    const char *result = lua_tostring(L, -1);
    fprintf(good ? stdout : stderr, "%s\n", result);
    good = good && strcmp(result, drawing) == 0;

    good = good && !run(L, "=broken", "local function f() local c = nil; c:set() end f()");
    good =
        good && strstr(lua_tostring(L, -1), "broken:1: attempt to index a nil value (local 'c')");
    good = good && strstr(lua_tostring(L, -1), "in local 'f'");

    lua_close(L); /* finalizes what is left */
    good = good && open_canvases == 0;
    if (!good) fprintf(stderr, "objects: not as expected\n");
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
