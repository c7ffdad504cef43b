/* The auxiliary library: buffers.
**
** A luaL_Buffer owns the stack slot at which luaL_buffinit left the top. As long as the text fits
** into the struct, the slot holds a placeholder; after that, a box whose block is the text (object/
** userdata.h). A growing block moves at most, so it leaves no garbage, and luaL_pushresult gives it
** back at once. The alternatives: a larger userdata for each growth is garbage of twice the text's
** size; a block from the state's lua_Alloc that a finalizer frees is nothing the collector knows
** the size of. A buffer that is abandoned needs no care.
*/
#include <limits.h>
#include <string.h>

#include "api_check.h"
#include "api_stack.h"
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

/* Moves the text into a box, `above` values below the top. */
static Box *make_box(luaL_Buffer *B, int above) {
    lua_State *const L = B->L;
    Value *const slot = L->top - above - 1;
    set_cell(slot, userdata_new_box(objects(L)), TAG_USERDATA);
    coroutine_touch(L);
    return userdata_box(slot);
}

/* The buffer is too small for `extra` more bytes. */
static char *grow(luaL_Buffer *B, size_t extra, int above) __attribute__((noinline));
static char *grow(luaL_Buffer *B, size_t extra, int above) {
    lua_State *const L = B->L;
    const size_t size = grown_size(B, extra);
    Box *box = userdata_box(L->top - above - 1);
    const bool is_new = box == NULL;
    if (is_new) box = make_box(B, above);
    box_resize(objects(L), box, size);
    if (is_new) memcpy(box->block, B->b, B->n);
    B->b = box->block;
    B->size = size;
    vm_safe_point(L);
    return B->b + B->n;
}

/* Room for `extra` more bytes; there are `above` values above the buffer's slot. */
static inline char *reserve(luaL_Buffer *B, size_t extra, int above) {
    if (luai_likely(B->size - B->n >= extra)) return B->b + B->n;
    return grow(B, extra, above);
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
    return reserve(B, sz, 0);
}

char *luaL_buffinitsize(lua_State *L, luaL_Buffer *B, size_t sz) {
    require(room, L, 2);
    require(given, L, B != NULL, "B");
    luaL_buffinit(L, B);
    return reserve(B, sz, 0);
}

void luaL_addlstring(luaL_Buffer *B, const char *s, size_t l) {
    require(buffer, B, 0);
    require(bytes, B->L, s, l);
    if (l == 0) return;
    memcpy(reserve(B, l, 0), s, l);
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
    memcpy(reserve(B, length, 1), text, length);
    B->n += length;
    lua_pop(L, 1);
}

void luaL_pushresult(luaL_Buffer *B) {
    require(buffer, B, 0);
    lua_State *L = B->L;
    lua_pushlstring(L, B->b, B->n);
    Box *const box = userdata_box(L->top - 2);
    if (box != NULL) box_resize(objects(L), box, 0);
    set_value(L->top - 2, L->top - 1);
    L->top--;
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
