/* Source text: compiled; what compiles is dumped, stripped and not, the dumps must load; then one of
** the three functions runs. */
#include <string.h>

#include "fuzz.h"

typedef struct Dump {
    size_t length;
    char bytes[1 << 16]; /* of larger dumps the rest is left out, and they are not loaded */
} Dump;

static Dump dump;

static int append(lua_State *L, const void *bytes, size_t length, void *ud) {
    Dump *const to = ud;
    (void)L;
    if (length <= sizeof to->bytes - (to->length < sizeof to->bytes ? to->length : 0))
        memcpy(to->bytes + to->length, bytes, length);
    to->length += length;
    return 0;
}

/* Pushes what the dump of the function on the top loads as; a refusal for want of memory leaves the
** function itself there again. */
static void push_reloaded(lua_State *L, bool strip) {
    dump.length = 0;
    const int top = lua_gettop(L);
    const bool written = lua_dump(L, append, &dump, strip) == 0;
    FUZZ_CHECK(lua_gettop(L) == top);
    if (!written || dump.length > sizeof dump.bytes) {
        lua_pushvalue(L, -1);
        return;
    }
    const int status = luaL_loadbufferx(L, dump.bytes, dump.length, "=dump", "b");
    FUZZ_CHECK(status == LUA_OK || status == LUA_ERRMEM);
    if (status != LUA_OK) {
        lua_pop(L, 1);
        lua_pushvalue(L, -1);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    lua_State *const L = fuzz_open(FUZZ_SCRIPT, fuzz_choose_failure(data, size));
    if (L == NULL) return 0;
    const int status = luaL_loadbufferx(L, (const char *)data, size, "=input", "t");
    FUZZ_CHECK(status == LUA_OK || status == LUA_ERRSYNTAX || status == LUA_ERRMEM);
    if (status == LUA_OK) {
        push_reloaded(L, false);
        push_reloaded(L, true);
        lua_pushvalue(L, 1 + (int)(size % 3));
        fuzz_run(L);
    }
    fuzz_close(L);
    return 0;
}
