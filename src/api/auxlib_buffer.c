/* The auxiliary library: buffers.
**
** A luaL_Buffer owns the stack slot at which luaL_buffinit left the top. As long as the text fits
** into the struct, the slot holds a placeholder; after that, the userdata whose block is the text.
** Growing makes a new, larger userdata and drops the old one. The alternative, a block from the
** state's lua_Alloc that a finalizer frees, would spare some garbage, but the collector would know
** nothing of its size: a memory cap could be passed unseen, and an error would leave the block to a
** finalizer. As it is, a buffer that is abandoned needs no care at all.
*/
#include <limits.h>
#include <string.h>

#include "api_check.h"
#include "lauxlib.h"
#include "lua.h"

/* Largest size of a buffer: lengths of strings must fit into a lua_Integer. */
static const size_t size_limit =
    sizeof(size_t) < sizeof(lua_Integer) ? (size_t)-1 : (size_t)LUA_MAXINTEGER;

/* Size after growth for `extra` more bytes: twice as much, or what is needed. */
static size_t grown_size(luaL_Buffer *B, size_t extra) {
    if (luai_unlikely(extra > size_limit - B->n)) {
        luaL_error(B->L, "buffer too large");
        return 0;
    }
    const size_t needed = B->n + extra;
    const size_t grown = B->size <= size_limit / 2 ? B->size * 2 : size_limit;
    return grown > needed ? grown : needed;
}

/* Room for `extra` more bytes; the buffer's slot is at the (negative) index `slot`. */
static char *reserve(luaL_Buffer *B, size_t extra, int slot) {
    if (luai_likely(B->size - B->n >= extra)) return B->b + B->n;
    lua_State *L = B->L;
    const size_t size = grown_size(B, extra);
    char *block = (char *)lua_newuserdatauv(L, size, 0);
    memcpy(block, B->b, B->n);
    lua_replace(L, slot - 1);
    B->b = block;
    B->size = size;
    return block + B->n;
}

void luaL_buffinit(lua_State *L, luaL_Buffer *B) {
    require(room, L, 1);
    require(given, L, B != NULL, "B");
    B->L = L;
    B->b = B->init.b;
    B->n = 0;
    B->size = LUAL_BUFFERSIZE;
    lua_pushlightuserdata(L, B);
}

char *luaL_prepbuffsize(luaL_Buffer *B, size_t sz) {
    require(buffer, B, 0);
    return reserve(B, sz, -1);
}

char *luaL_buffinitsize(lua_State *L, luaL_Buffer *B, size_t sz) {
    require(room, L, 2);
    require(given, L, B != NULL, "B");
    luaL_buffinit(L, B);
    return reserve(B, sz, -1);
}

void luaL_addlstring(luaL_Buffer *B, const char *s, size_t l) {
    require(buffer, B, 0);
    require(bytes, B->L, s, l);
    if (l == 0) return;
    memcpy(reserve(B, l, -1), s, l);
    B->n += l;
}

void luaL_addstring(luaL_Buffer *B, const char *s) {
    require(buffer, B, 0);
    require(given, B->L, s != NULL, "s");
    luaL_addlstring(B, s, strlen(s));
}

void luaL_addvalue(luaL_Buffer *B) {
    require(buffer, B, 1);
    lua_State *L = B->L;
    size_t length;
    const char *text = lua_tolstring(L, -1, &length);
    memcpy(reserve(B, length, -2), text, length);
    B->n += length;
    lua_pop(L, 1);
}

void luaL_pushresult(luaL_Buffer *B) {
    require(buffer, B, 0);
    lua_State *L = B->L;
    lua_pushlstring(L, B->b, B->n);
    lua_replace(L, -2);
}

void luaL_pushresultsize(luaL_Buffer *B, size_t sz) {
    require(buffer, B, 0);
    require(buffer_room, B, sz);
    B->n += sz;
    luaL_pushresult(B);
}

void luaL_addgsub(luaL_Buffer *b, const char *s, const char *p, const char *r) {
    require(buffer, b, 0);
    require(given, b->L, s != NULL, "s");
    require(pattern, b->L, p);
    require(given, b->L, r != NULL, "r");
    const size_t length = strlen(p);
    for (const char *found; (found = strstr(s, p)) != NULL; s = found + length) {
        luaL_addlstring(b, s, (size_t)(found - s));
        luaL_addstring(b, r);
    }
    luaL_addstring(b, s);
}

const char *luaL_gsub(lua_State *L, const char *s, const char *p, const char *r) {
    require(room, L, 2);
    require(given, L, s != NULL, "s");
    require(pattern, L, p);
    require(given, L, r != NULL, "r");
    luaL_Buffer buffer;
    luaL_buffinit(L, &buffer);
    luaL_addgsub(&buffer, s, p, r);
    luaL_pushresult(&buffer);
    return lua_tostring(L, -1);
}
