/* Making the tables of the standard libraries; see library.h. */
#include "library.h"

#include <string.h>

#include "lualib.h"
#include "state.h"

#define NAMES_MAX 64

static Shape *shape_of(lua_State *L, const luaL_Reg *rows) {
    const char *names[NAMES_MAX];
    uint32_t count = 0;
    for (; rows[count].name != NULL && count < NAMES_MAX; count++)
        names[count] = rows[count].name;
    return shape_declare(objects(L), names, count);
}

void library_table(lua_State *L, const luaL_Reg *rows) {
    luaL_checkstack(L, 1, NULL);
    Table *const t = table_new_shaped(objects(L), shape_of(L, rows), 0, 0);
    const Value v = value_cell(t);
    push_value(L, &v);
}

void library_places(lua_State *L, const luaL_Reg *rows, unsigned more) {
    Table *const t = as_table(L->top - 1);
    const Objects *const o = objects(L);
    if (t->shape != o->root_shape || t->cell.aux != 0 || t->dictionary != NULL) return;
    table_adopt_shape(objects(L), t, shape_of(L, rows), more);
}

/* The name of row n: most often key n of the table's shape already. */
static String *name_of(lua_State *L, const Shape *shape, uint32_t n, const char *name) {
    String *const key = n < shape_count(shape) ? shape_key(shape, n) : NULL;
    return key != NULL && strcmp(key->own_bytes, name) == 0 ? key : string_from_c(objects(L), name);
}

void library_functions(lua_State *L, const luaL_Reg *rows, int upvalues) {
    luaL_checkstack(L, upvalues + 2, NULL);
    const int table = lua_gettop(L) - upvalues;
    for (uint32_t row = 0; rows->name != NULL; rows++, row++) {
        if (rows->func == NULL) continue;
        const Shape *const shape = as_table(L->frame->func + table)->shape;
        String *const name = name_of(L, shape, row, rows->name);
        set_string(L->top, name);
        L->top++;
        for (int n = 1; n <= upvalues; n++)
            lua_pushvalue(L, table + n);
        lua_pushcclosure(L, rows->func, upvalues);
        table_set_string(objects(L), as_table(L->frame->func + table), name, L->top - 1);
        L->top -= 2;
    }
    lua_settop(L, table);
}

void library_new(lua_State *L, const luaL_Reg *rows) {
    library_table(L, rows);
    library_functions(L, rows, 0);
}

void library_loaded(lua_State *L) {
    static const luaL_Reg places[] = {
        {LUA_GNAME, NULL},
        {LUA_LOADLIBNAME, NULL},
        {LUA_COLIBNAME, NULL},
        {LUA_TABLIBNAME, NULL},
        {LUA_IOLIBNAME, NULL},
        {LUA_OSLIBNAME, NULL},
        {LUA_STRLIBNAME, NULL},
        {LUA_MATHLIBNAME, NULL},
        {LUA_UTF8LIBNAME, NULL},
        {LUA_DBLIBNAME, NULL},
        {NULL, NULL},
    };
    if (lua_getfield(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE) == LUA_TNIL) {
        library_table(L, places);
        lua_setfield(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
    }
    lua_pop(L, 1);
}
