/* Completion of names from the live globals. */
#include "complete.h"

#include "tokens.h"

#include "lauxlib.h"

#include <stdlib.h>
#include <string.h>

/* How far an __index chain is followed; longer ones may be circles. */
#define MAX_CHAIN 10

/* Stack slots that the walk over one table needs. */
#define WALK_SLOTS 10

/* Registry key of the array of candidates for the word at hand. */
static const char candidates_key = 0;

static lua_State *names_of;
static lua_Integer next_candidate;

void complete_start(lua_State *L) {
    names_of = L;
}

static int is_identifier(const char *name) {
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_";
    if (name[0] == '\0' || strchr(letters, name[0]) == NULL) return 0;
    size_t extent = strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789");
    return name[extent] == '\0';
}

/* Replaces the value on top by the table that its missing fields come from; false (and the value
 * popped) when there is none. */
static int go_to_index(lua_State *L) {
    if (luaL_getmetafield(L, -1, "__index") == LUA_TNIL) {
        lua_pop(L, 1);
        return 0;
    }
    lua_remove(L, -2);
    return 1;
}

/* Replaces the value on top by its field `name`, nil when it has none. */
static void go_to_field(lua_State *L, const char *name, size_t length) {
    for (int i = 0; i < MAX_CHAIN; i++) {
        if (lua_istable(L, -1)) {
            lua_pushlstring(L, name, length);
            if (lua_rawget(L, -2) != LUA_TNIL) {
                lua_remove(L, -2);
                return;
            }
            lua_pop(L, 1);
        }
        if (!go_to_index(L)) {
            lua_pushnil(L);
            return;
        }
    }
    lua_pop(L, 1);
    lua_pushnil(L);
}

/* Appends the candidate `head` .. `name` to the array at index `list`. */
static void add_candidate(lua_State *L, int list, const char *head, size_t head_length,
                          const char *name) {
    lua_pushlstring(L, head, head_length);
    lua_pushstring(L, name);
    lua_concat(L, 2);
    lua_rawseti(L, list, (lua_Integer)lua_rawlen(L, list) + 1);
}

/* Adds the fields of the table on top of the stack whose names start with `prefix`. */
static void add_fields(lua_State *L, int list, const char *head, size_t head_length,
                       const char *prefix) {
    size_t length = strlen(prefix);
    lua_pushnil(L);
    while (lua_next(L, -2)) {
        lua_pop(L, 1);
        if (lua_type(L, -1) != LUA_TSTRING) continue;
        const char *name = lua_tostring(L, -1);
        if (strncmp(name, prefix, length) == 0 && is_identifier(name))
            add_candidate(L, list, head, head_length, name);
    }
}

/* Adds the fields of the value on top and of the tables it inherits from; pops it. */
static void add_inherited(lua_State *L, int list, const char *word, const char *prefix) {
    for (int i = 0; i < MAX_CHAIN; i++) {
        if (lua_istable(L, -1)) add_fields(L, list, word, (size_t)(prefix - word), prefix);
        if (!go_to_index(L)) return;
    }
    lua_pop(L, 1);
}

static void add_keywords(lua_State *L, int list, const char *word) {
    size_t length = strlen(word);
    for (int i = 0; i <= TOKEN_WHILE; i++) { /* the reserved words come first in the list */
        if (strncmp(token_texts[i], word, length) == 0)
            add_candidate(L, list, "", 0, token_texts[i]);
    }
}

/* (word as light userdata) -> (): collects all candidates in a fresh array in the registry. */
static int collect(lua_State *L) {
    const char *word = lua_touserdata(L, 1);
    luaL_checkstack(L, WALK_SLOTS, "completion");
    lua_newtable(L);
    int list = lua_gettop(L);
    lua_pushglobaltable(L);
    const char *name = word;
    for (size_t extent; name[extent = strcspn(name, ".:")] != '\0'; name += extent + 1)
        go_to_field(L, name, extent);
    if (name == word) add_keywords(L, list, word);
    add_inherited(L, list, word, name);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &candidates_key);
    return 0;
}

static int collect_protected(lua_State *L, const char *word) {
    lua_pushcfunction(L, collect);
    lua_pushlightuserdata(L, (void *)word);
    int status = lua_pcall(L, 1, 0, 0);
    if (status != LUA_OK) lua_pop(L, 1);
    return status == LUA_OK;
}

char *complete_next(const char *word, int state) {
    lua_State *L = names_of;
    if (!lua_checkstack(L, WALK_SLOTS)) return NULL;
    if (state == 0) {
        next_candidate = 1;
        if (!collect_protected(L, word)) return NULL;
    }
    lua_rawgetp(L, LUA_REGISTRYINDEX, &candidates_key);
    lua_rawgeti(L, -1, next_candidate++);
    const char *candidate = lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1) : NULL;
    char *copy = candidate != NULL ? strdup(candidate) : NULL;
    lua_pop(L, 2);
    return copy;
}
