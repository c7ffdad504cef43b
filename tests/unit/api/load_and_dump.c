/* Manual 4.6 and 5.1: lua_load with its readers, lua_dump with its writers, and luaL_load... for
** buffers and strings. (Files: auxlib_load.c.) */
#include "api_test.h"

/* ---- Readers --------------------------------------------------------------------------------- */

/* A text in pieces of `step` bytes. Each piece is a copy in memory of its own, overwritten and freed
** as soon as the reader is called again. */
typedef struct Source {
    const char *text;
    size_t left, step;
    char *piece;
    int calls;
    bool end_by_size; /* say the end with a size of zero and an address, not with NULL */
    int fail_at;      /* the call that raises an error; 0: none */
} Source;

static const char *read_piece(lua_State *S, void *data, size_t *size) {
    Source *const s = data;
    const int top = lua_gettop(S);
    s->calls++;
    if (s->piece != NULL) memset(s->piece, '#', s->step);
    free(s->piece);
    s->piece = NULL;
    if (s->calls == s->fail_at) luaL_error(S, "reader fails");
    lua_pushliteral(S, "readers may use the stack");
    lua_settop(S, top);
    if (s->left == 0) {
        *size = 0;
        return s->end_by_size ? "some address" : NULL;
    }
    *size = s->step < s->left ? s->step : s->left;
    s->piece = malloc(s->step);
    memcpy(s->piece, s->text, *size);
    s->text += *size;
    s->left -= *size;
    return s->piece;
}

static int load(Source *s, const char *mode) {
    const int status = lua_load(L, read_piece, s, "=source", mode);
    free(s->piece);
    s->piece = NULL;
    return status;
}

#define SOURCE(bytes) \
    { .text = (bytes), .left = sizeof(bytes) - 1, .step = 1 }

static void pieces_of_any_size(void) {
    static const char text[] =
        "local s = 'a string' -- comment\nreturn 12.5e1, s, 0x1F, [[\nlong]]";
    for (size_t step = 1; step <= sizeof text; step++) {
        Source s = {.text = text, .left = sizeof text - 1, .step = step, .end_by_size = step % 2};
        push(L, "'kept'");
        CHECK_EQUAL(load(&s, NULL), LUA_OK);
        CHECK_STACK(L, "'kept' function");
        lua_call(L, 0, LUA_MULTRET);
        CHECK_STACK(L, "'kept' 125.0 'a string' 31 'long'");
        lua_settop(L, 0);
    }
}

static void loading_does_not_run(void) {
    Source s = SOURCE("ran = true");
    CHECK_EQUAL(load(&s, NULL), LUA_OK);
    CHECK_LUA("ran == nil");
    lua_call(L, 0, 0);
    CHECK_LUA("ran == true");
}

static void empty_chunks(void) {
    Source s = SOURCE("");
    CHECK_EQUAL(load(&s, NULL), LUA_OK);
    lua_call(L, 0, LUA_MULTRET);
    CHECK_EQUAL(lua_gettop(L), 0);
}

static void syntax_errors(void) {
    Source s = SOURCE("x =\n= 1");
    push(L, "'kept'");
    CHECK_EQUAL(load(&s, NULL), LUA_ERRSYNTAX);
    CHECK_STACK(L, "'kept' 'source:2: unexpected symbol near '=''");
}

/* An error of the reader is the result of lua_load. */
static void failing_readers(void) {
    for (int call = 1; call <= 4; call++) {
        Source s = SOURCE("return 1");
        s.fail_at = call;
        CHECK_EQUAL(load(&s, NULL), LUA_ERRRUN);
        CHECK_STACK(L, "'reader fails'");
        CHECK_EQUAL(s.calls, call);
        lua_settop(L, 0);
    }
}

static const char *read_forever(lua_State *S, void *data, size_t *size) {
    static char blanks[100000];
    (void)S, (void)data;
    if (blanks[0] == '\0') memset(blanks, 'x', sizeof blanks);
    *size = sizeof blanks;
    return blanks;
}

static void no_memory_for_the_chunk(void) {
    Account account = ACCOUNT_UNLIMITED;
    lua_State *const S = lua_newstate(account_allocate, &account);
    account.limit = account.held + 1000000;
    CHECK_EQUAL(lua_load(S, read_forever, NULL, "x", NULL), LUA_ERRMEM);
    CHECK_STACK(S, "'not enough memory'");
    lua_close(S);
    CHECK_EQUAL(account.held, 0);
}

static const char *read_with_load(lua_State *S, void *data, size_t *size) {
    int *const calls = data;
    if ((*calls)++ > 0) return NULL;
    CHECK_EQUAL(luaL_dostring(S, "return 'inner'"), LUA_OK); /* readers may run Lua */
    lua_pop(S, 1);
    *size = 14;
    return "return 'outer'";
}

static void readers_may_load(void) {
    int calls = 0;
    CHECK_EQUAL(lua_load(L, read_with_load, &calls, "=x", NULL), LUA_OK);
    lua_call(L, 0, 1);
    CHECK_STACK(L, "'outer'");
}

/* ---- Modes and names ------------------------------------------------------------------------- */

/* Replaces the function on top by its binary chunk. The buffer uses slots above the function, and
** lua_dump wants that on top: so the bytes are gathered outside. */
typedef struct Image {
    char bytes[8000];
    size_t size;
} Image;

static int gather(lua_State *S, const void *bytes, size_t size, void *data) {
    Image *const image = data;
    (void)S;
    if (size > sizeof image->bytes - image->size) return 1;
    memcpy(image->bytes + image->size, bytes, size);
    image->size += size;
    return 0;
}

static void dump_top(int strip) {
    static Image image;
    image.size = 0;
    CHECK_EQUAL(lua_dump(L, gather, &image, strip), 0);
    lua_pop(L, 1);
    lua_pushlstring(L, image.bytes, image.size);
}

static void modes(void) {
    static const struct {
        const char *mode;
        bool text, binary;
    } rows[] = {{"t", true, false},
                {"b", false, true},
                {"bt", true, true},
                {"tb", true, true},
                {NULL, true, true}};
    luaL_loadstring(L, "return 5");
    dump_top(0);
    size_t size;
    const char *const image = lua_tolstring(L, 1, &size);
    CHECK(memcmp(image, LUA_SIGNATURE, strlen(LUA_SIGNATURE)) == 0);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int status = luaL_loadbufferx(L, "return 5", 8, "=text", rows[i].mode);
        CHECK_EQUAL(status, rows[i].text ? LUA_OK : LUA_ERRSYNTAX);
        if (status != LUA_OK) CHECK_VALUE(L, -1, "'attempt to load a text chunk (mode is 'b')'");
        status = luaL_loadbufferx(L, image, size, "=binary", rows[i].mode);
        CHECK_EQUAL(status, rows[i].binary ? LUA_OK : LUA_ERRSYNTAX);
        if (status != LUA_OK) CHECK_VALUE(L, -1, "'attempt to load a binary chunk (mode is 't')'");
        lua_settop(L, 1);
    }
}

static void check_chunk_name(const char *name, const char *message) {
    CHECK_EQUAL(luaL_loadbuffer(L, "x x", 3, name), LUA_ERRSYNTAX);
    CHECK_STRING(lua_tostring(L, -1), message);
    CHECK_EQUAL(luaL_loadbuffer(L, "error('e')", 10, name), LUA_OK);
    lua_Debug ar;
    lua_pushvalue(L, -1);
    CHECK(lua_getinfo(L, ">S", &ar));
    CHECK_STRING(ar.source, name);
    lua_settop(L, 0);
}

static void chunk_names(void) {
    check_chunk_name("=name", "name:1: syntax error near 'x'");
    check_chunk_name("@file.lua", "file.lua:1: syntax error near 'x'");
    check_chunk_name("x = 1", "[string \"x = 1\"]:1: syntax error near 'x'");
    CHECK_EQUAL(luaL_loadstring(L, "x x"), LUA_ERRSYNTAX); /* a string is its own name */
    CHECK_STACK(L, "'[string \"x x\"]:1: syntax error near 'x''");
    lua_settop(L, 0);
    Source s = SOURCE("x x");
    CHECK_EQUAL(lua_load(L, read_piece, &s, NULL, NULL), LUA_ERRSYNTAX); /* "?" stands for NULL */
    CHECK_STACK(L, "'[string \"?\"]:1: syntax error near 'x''");
    free(s.piece);
}

/* ---- Upvalues -------------------------------------------------------------------------------- */

static void first_upvalue_is_the_globals(void) {
    luaL_loadstring(L, "return _ENV");
    CHECK_STRING(lua_getupvalue(L, 1, 1), "_ENV");
    lua_pushglobaltable(L);
    CHECK(lua_rawequal(L, 2, 3));
    CHECK(lua_getupvalue(L, 1, 2) == NULL);
    lua_settop(L, 0);
    push(L, "(function() local a, b = 1, 2 return function() return a, b end end)()");
    dump_top(0);
    size_t size;
    const char *const image = lua_tolstring(L, 1, &size);
    CHECK_EQUAL(luaL_loadbuffer(L, image, size, "x"), LUA_OK);
    lua_call(L, 0, 2); /* the first is set to the globals, others start as nil */
    lua_pushglobaltable(L);
    CHECK(lua_rawequal(L, 2, 4));
    CHECK_VALUE(L, 3, "nil");
}

/* ---- Dumping --------------------------------------------------------------------------------- */

static void dumped_functions_are_equivalent(void) {
    static const char code[] =
        "local function fib(n) if n < 2 then return n end return fib(n - 1) + fib(n - 2) end "
        "return function(...) local t <const> = {...} local s = 0 for i, v in ipairs(t) do "
        "s = s + v * i end goto out do s = 0 end ::out:: return s, 'text\\0', 1.5, -7, fib(10), "
        "#t, nil, true end";
    for (int strip = 0; strip <= 1; strip++) {
        push(L, "'kept'");
        CHECK_EQUAL(luaL_loadstring(L, code), LUA_OK);
        dump_top(strip);
        CHECK_EQUAL(lua_gettop(L), 2);
        size_t size;
        const char *const image = lua_tolstring(L, 2, &size);
        CHECK_EQUAL(luaL_loadbufferx(L, image, size, "=x", "b"), LUA_OK);
        lua_call(L, 0, 1);
        push(L, "10, 20");
        lua_call(L, 2, LUA_MULTRET);
        lua_remove(L, 2);
        CHECK_STACK(L, "'kept' 50 'text' 1.5 -7 55 2 nil true");
        CHECK_EQUAL(lua_rawlen(L, 3), 5);
        lua_settop(L, 0);
    }
}

/* A stripped function has no lines to tell. */
static void strip(void) {
    static const char code[] = "local a_local = 1\nerror('where')";
    for (int strip = 0; strip <= 1; strip++) {
        luaL_loadbuffer(L, code, sizeof code - 1, "=chunk");
        dump_top(strip);
        size_t size;
        const char *const image = lua_tolstring(L, 1, &size);
        CHECK_EQUAL(luaL_loadbuffer(L, image, size, "=loaded"), LUA_OK);
        CHECK_EQUAL(lua_pcall(L, 0, 0, 0), LUA_ERRRUN);
        CHECK_VALUE(L, 2, strip ? "'where'" : "'chunk:2: where'");
        lua_settop(L, 0);
    }
}

typedef struct LateBuffer {
    luaL_Buffer buffer;
    bool started;
} LateBuffer;

static int append(lua_State *S, const void *bytes, size_t size, void *data) {
    LateBuffer *const b = data;
    if (!b->started) luaL_buffinit(S, &b->buffer);
    b->started = true;
    luaL_addlstring(&b->buffer, bytes, size);
    return 0;
}

/* A writer that keeps a buffer of the auxiliary library on the stack, above the function. */
static void dump_to_buffer(void) {
    LateBuffer b = {.started = false};
    run(L, "big = {} for i = 1, 300 do big[i] = 'local v' .. i % 100 .. ' = ' .. i end");
    push(L, "load('do ' .. table.concat(big, ' end do ') .. ' end return 5')");
    const int top = lua_gettop(L);
    CHECK_EQUAL(lua_dump(L, append, &b, 0), 0);
    luaL_pushresult(&b.buffer);
    CHECK_EQUAL(lua_gettop(L), top + 1);
    CHECK(lua_isfunction(L, -2));
    size_t size;
    const char *const image = lua_tolstring(L, -1, &size);
    CHECK(size > LUAL_BUFFERSIZE);
    CHECK_EQUAL(luaL_loadbuffer(L, image, size, "x"), LUA_OK);
    lua_call(L, 0, 1);
    CHECK_VALUE(L, -1, "5");
}

typedef struct Sink {
    int calls, fail_at, code;
    size_t size;
} Sink;

static int count_pieces(lua_State *S, const void *bytes, size_t size, void *data) {
    Sink *const s = data;
    (void)S;
    CHECK(bytes != NULL || size == 0);
    s->calls++;
    s->size += size;
    return s->calls == s->fail_at ? s->code : 0;
}

/* A writer's error code ends the dump and is its value. */
static void failing_writers(void) {
    luaL_loadstring(L, "local a, b = 1, 'two' return a, b, function() return a end");
    Sink all = {0, 0, 0, 0};
    CHECK_EQUAL(lua_dump(L, count_pieces, &all, 0), 0);
    CHECK(all.calls >= 1 && all.size > 20);
    for (int call = 1; call <= all.calls; call++) {
        Sink s = {.fail_at = call, .code = call % 2 ? 33 : -1};
        CHECK_EQUAL(lua_dump(L, count_pieces, &s, 0), s.code);
        CHECK_EQUAL(s.calls, call); /* not called again */
        CHECK_STACK(L, "function");
    }
    Sink stripped = {0, 0, 0, 0};
    CHECK_EQUAL(lua_dump(L, count_pieces, &stripped, 1), 0);
    CHECK(stripped.size < all.size);
}

static int raise_in_writer(lua_State *S, const void *bytes, size_t size, void *data) {
    (void)bytes, (void)size, (void)data;
    return luaL_error(S, "disk full");
}

static int dump_with_error(lua_State *S) {
    return lua_dump(S, raise_in_writer, NULL, 0);
}

static void writers_may_raise(void) {
    CHECK_FAILS(dump_with_error, "load('return 1')", "disk full");
}

static void c_functions_cannot_be_dumped(void) {
    Sink s = {0, 0, 0, 0};
    lua_pushcfunction(L, dump_with_error);
    CHECK_EQUAL(lua_dump(L, count_pieces, &s, 0), 1);
    CHECK_EQUAL(s.calls, 0);
    CHECK_STACK(L, "function");
}

/* Truncated and damaged chunks are syntax errors. (PUC-Rio's 5.4 checks little more than the
** header, so it sees only what is cut there.) */
static void damaged_binaries(void) {
    luaL_loadstring(L, "return 5, 'text', function() end");
    dump_top(0);
    size_t size;
    const char *const image = lua_tolstring(L, 1, &size);
    for (size_t cut = 1; cut < size; cut += 1 + size / 40) {
        CHECK_EQUAL(luaL_loadbuffer(L, image, cut, "=cut"), LUA_ERRSYNTAX);
        CHECK(strstr(lua_tostring(L, -1), "cut: bad binary format") == lua_tostring(L, -1));
        lua_pop(L, 1);
    }
    luaL_loadbuffer(L, "\x1bLua\x53", 5, "=old");
    CHECK(strstr(lua_tostring(L, -1), "old: bad binary format (") == lua_tostring(L, -1));
}

int main(void) {
    RUN_FRESH(pieces_of_any_size);
    RUN_FRESH(loading_does_not_run);
    RUN_FRESH(empty_chunks);
    RUN_FRESH(syntax_errors);
    RUN_FRESH(failing_readers);
    RUN_FRESH(no_memory_for_the_chunk);
    RUN_FRESH(readers_may_load);
    RUN_FRESH(modes);
    RUN_FRESH(chunk_names);
    RUN_FRESH(first_upvalue_is_the_globals);
    RUN_FRESH(dumped_functions_are_equivalent);
    RUN_FRESH(strip);
    RUN_FRESH(dump_to_buffer);
    RUN_FRESH(failing_writers);
    RUN_FRESH(writers_may_raise);
    RUN_FRESH(c_functions_cannot_be_dumped);
    RUN_FRESH(damaged_binaries);
    return check_result();
}
