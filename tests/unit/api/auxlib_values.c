/* Manual 5.1: metatables by name, conversion to text, references, tracebacks, results of the C
** library, file handles. */
#include <errno.h>

#include "api_test.h"

/* ---- Metatables by name ---------------------------------------------------------------------- */

static void newmetatable(void) {
    CHECK_EQUAL(luaL_newmetatable(L, "Some.Type"), 1);
    CHECK_STACK(L, "table");
    CHECK_EQUAL(lua_getfield(L, 1, "__name"), LUA_TSTRING);
    CHECK_VALUE(L, -1, "'Some.Type'");
    lua_pop(L, 1);
    CHECK_EQUAL(luaL_newmetatable(L, "Some.Type"), 0); /* it is there */
    CHECK(lua_rawequal(L, 1, 2));
    CHECK_EQUAL(lua_getfield(L, LUA_REGISTRYINDEX, "Some.Type"), LUA_TTABLE);
    CHECK(lua_rawequal(L, 1, 3));
    CHECK_EQUAL(luaL_getmetatable(L, "Some.Type"), LUA_TTABLE);
    CHECK(lua_rawequal(L, 1, 4));
    CHECK_EQUAL(luaL_getmetatable(L, "Other.Type"), LUA_TNIL);
    CHECK_VALUE(L, 5, "nil");
    lua_settop(L, 0);
    push(L, "'taken'"); /* whatever the registry has under that name */
    lua_setfield(L, LUA_REGISTRYINDEX, "Name");
    CHECK_EQUAL(luaL_newmetatable(L, "Name"), 0);
    CHECK_STACK(L, "'taken'");
}

static int check_udata(lua_State *S) {
    lua_pushlightuserdata(S, luaL_checkudata(S, 1, "Some.Type"));
    return 1;
}

static void typed_userdata(void) {
    luaL_newmetatable(L, "Some.Type");
    luaL_newmetatable(L, "Other.Type");
    void *const block = lua_newuserdatauv(L, 8, 0);
    CHECK(luaL_testudata(L, 3, "Some.Type") == NULL); /* no metatable yet */
    luaL_setmetatable(L, "Some.Type");
    CHECK_EQUAL(lua_gettop(L), 3);
    CHECK_EQUAL(lua_getmetatable(L, 3), 1);
    CHECK(lua_rawequal(L, 1, 4));
    CHECK(luaL_testudata(L, 3, "Some.Type") == block);
    CHECK(luaL_testudata(L, 3, "Other.Type") == NULL);
    CHECK(luaL_testudata(L, 3, "No.Type") == NULL);
    CHECK(luaL_testudata(L, 1, "Some.Type") == NULL); /* not a userdata */
    CHECK(luaL_testudata(L, 15, "Some.Type") == NULL);
    CHECK_EQUAL(lua_gettop(L), 4);
    lua_pushcfunction(L, check_udata);
    lua_pushvalue(L, 3);
    lua_call(L, 1, 1);
    CHECK(lua_touserdata(L, -1) == block);
    lua_settop(L, 0);
    CHECK_FAILS(check_udata, "io.stdout", "bad argument #1 to '?' (Some.Type expected, got FILE*)");
    CHECK_FAILS(check_udata, NULL, "bad argument #1 to '?' (Some.Type expected, got no value)");
    CHECK_FAILS(check_udata, "{}", "bad argument #1 to '?' (Some.Type expected, got table)");
    push(L, "{}"); /* an object of any type may be given one */
    luaL_setmetatable(L, "Some.Type");
    CHECK_EQUAL(lua_getmetatable(L, 1), 1);
    luaL_setmetatable(L, "Unknown"); /* and none with an unknown name */
    CHECK_EQUAL(lua_getmetatable(L, 2), 0);
}

static void getmetafield_and_callmeta(void) {
    push(L, "setmetatable({v = 5}, {field = 'x', method = function(...) "
            "return select('#', ...), (...).v end, no = false}), {}");
    CHECK_EQUAL(luaL_getmetafield(L, 1, "field"), LUA_TSTRING);
    CHECK_STACK(L, "table table 'x'");
    lua_pop(L, 1);
    CHECK_EQUAL(luaL_getmetafield(L, -2, "no"), LUA_TBOOLEAN);
    lua_pop(L, 1);
    CHECK_EQUAL(luaL_getmetafield(L, 1, "absent"), LUA_TNIL);
    CHECK_EQUAL(luaL_getmetafield(L, 2, "field"), LUA_TNIL);
    CHECK_EQUAL(lua_gettop(L), 2);
    CHECK_EQUAL(luaL_callmeta(L, 1, "method"), 1);
    CHECK_STACK(L, "table table 1"); /* one argument, one result */
    lua_pop(L, 1);
    CHECK_EQUAL(luaL_callmeta(L, -2, "method"), 1); /* relative to the stack before the call */
    CHECK_STACK(L, "table table 1");
    lua_pop(L, 1);
    CHECK_EQUAL(luaL_callmeta(L, 1, "absent"), 0);
    CHECK_EQUAL(luaL_callmeta(L, 2, "method"), 0);
    CHECK_EQUAL(lua_gettop(L), 2);
}

/* ---- Text and length ------------------------------------------------------------------------- */

static void tolstring(void) {
    static const char *const rows[][2] = {
        {"5", "5"},
        {"5.0", "5.0"},
        {"-0.0", "-0.0"},
        {"1e100", "1e+100"},
        {"'text'", "text"},
        {"true", "true"},
        {"false", "false"},
        {"nil", "nil"},
        {"setmetatable({}, {__tostring = function(t) return type(t) .. '!' end})", "table!"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t length = 99;
        push(L, rows[i][0]);
        const int type = lua_type(L, 1);
        CHECK_STRING(luaL_tolstring(L, -1, &length), rows[i][1]);
        CHECK_EQUAL(length, strlen(rows[i][1]));
        CHECK_EQUAL(lua_gettop(L), 2);
        CHECK(lua_isstring(L, 2) && lua_type(L, 2) == LUA_TSTRING);
        CHECK_EQUAL(lua_type(L, 1), type); /* the value itself stays what it is */
        CHECK(luaL_tolstring(L, 1, NULL) != NULL);
        lua_settop(L, 0);
    }
    push(L, "'a\\0b'");
    size_t length;
    CHECK(memcmp(luaL_tolstring(L, 1, &length), "a\0b", 4) == 0);
    CHECK_EQUAL(length, 3);
}

static void tolstring_of_objects(void) {
    char wanted[100];
    push(L, "{}, print, coroutine.create(print), setmetatable({}, {__name = 'My.Type'}), "
            "setmetatable({}, {__name = 5})");
    static const char *const names[] = {"table", "function", "thread", "My.Type", "table"};
    for (int i = 1; i <= 5; i++) {
        snprintf(wanted, sizeof wanted, "%s: %p", names[i - 1], lua_topointer(L, i));
        if (i == 2) continue; /* addresses of functions print in several ways */
        CHECK_STRING(luaL_tolstring(L, i, NULL), wanted);
        lua_pop(L, 1);
    }
    CHECK(strncmp(luaL_tolstring(L, 2, NULL), "function: ", 10) == 0);
}

static int tolstring_of(lua_State *S) {
    luaL_tolstring(S, 1, NULL);
    return 1;
}

static void tolstring_errors(void) {
    CHECK_FAILS(tolstring_of, "setmetatable({}, {__tostring = function() return {} end})",
                "'__tostring' must return a string");
    CHECK_FAILS(tolstring_of, "setmetatable({}, {__tostring = function() error('x', 0) end})", "x");
}

static int len_of(lua_State *S) {
    const int top = lua_gettop(S);
    lua_pushinteger(S, luaL_len(S, 1));
    CHECK_EQUAL(lua_gettop(S), top + 1);
    return 1;
}

static void len(void) {
    push(L, "'four', {1, 2}, setmetatable({}, {__len = function() return 7.0 end})");
    CHECK_EQUAL(luaL_len(L, 1), 4);
    CHECK_EQUAL(luaL_len(L, 2), 2);
    CHECK_EQUAL(luaL_len(L, -1), 7);
    CHECK_EQUAL(lua_gettop(L), 3);
    lua_settop(L, 0);
    CHECK_FAILS(len_of, "setmetatable({}, {__len = function() return 'x' end})",
                "object length is not an integer");
    CHECK_FAILS(len_of, "setmetatable({}, {__len = function() return 1.5 end})",
                "object length is not an integer");
    CHECK_FAILS(len_of, "5", "attempt to get length of a number value");
}

/* ---- References ------------------------------------------------------------------------------ */

static void references(void) {
    int made[100];
    lua_newtable(L);
    for (int i = 0; i < 100; i++) {
        lua_pushinteger(L, i * 10);
        made[i] = luaL_ref(L, 1);
        CHECK_EQUAL(lua_gettop(L), 1);
        CHECK(made[i] != LUA_NOREF && made[i] != LUA_REFNIL);
        for (int k = 0; k < i; k++)
            CHECK(made[k] != made[i]);
    }
    for (int i = 0; i < 100; i++) {
        CHECK_EQUAL(lua_rawgeti(L, 1, made[i]), LUA_TNUMBER);
        CHECK_EQUAL(lua_tointeger(L, -1), i * 10);
        lua_pop(L, 1);
    }
}

static void references_are_used_again(void) {
    lua_newtable(L);
    push(L, "'a', 'b', 'c'");
    int refs[3];
    for (int i = 2; i >= 0; i--)
        refs[i] = luaL_ref(L, 1);
    luaL_unref(L, 1, refs[1]);
    luaL_unref(L, 1, refs[0]);
    push(L, "'d', 'e'");
    const int e = luaL_ref(L, 1), d = luaL_ref(L, 1);
    CHECK((e == refs[0] && d == refs[1]) || (e == refs[1] && d == refs[0]));
    lua_rawgeti(L, 1, e);
    lua_rawgeti(L, 1, d);
    lua_rawgeti(L, 1, refs[2]);
    CHECK_STACK(L, "table 'e' 'd' 'c'");
}

static void nil_and_no_reference(void) {
    CHECK_EQUAL(LUA_NOREF, -2);
    CHECK_EQUAL(LUA_REFNIL, -1);
    lua_newtable(L);
    lua_pushnil(L);
    CHECK_EQUAL(luaL_ref(L, 1), LUA_REFNIL);
    luaL_unref(L, 1, LUA_NOREF); /* do nothing */
    luaL_unref(L, 1, LUA_REFNIL);
    CHECK_EQUAL(lua_rawgeti(L, 1, LUA_REFNIL), LUA_TNIL); /* and give nil back */
    CHECK_EQUAL(lua_rawgeti(L, 1, LUA_NOREF), LUA_TNIL);
    lua_settop(L, 1);
    lua_pushnil(L);
    CHECK_EQUAL(luaL_ref(L, 1), LUA_REFNIL);
}

static void released_values_are_collected(void) {
    run(L, "weak = setmetatable({}, {__mode = 'v'}) weak.value = {}");
    lua_getglobal(L, "weak");
    lua_getfield(L, 1, "value");
    const int ref = luaL_ref(L, LUA_REGISTRYINDEX);
    lua_settop(L, 0);
    lua_gc(L, LUA_GCCOLLECT);
    CHECK_LUA("weak.value ~= nil");
    CHECK_EQUAL(lua_rawgeti(L, LUA_REGISTRYINDEX, ref), LUA_TTABLE);
    lua_settop(L, 0);
    luaL_unref(L, LUA_REGISTRYINDEX, ref);
    lua_gc(L, LUA_GCCOLLECT);
    CHECK_LUA("weak.value == nil");
    CHECK_EQUAL(lua_rawgeti(L, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS), LUA_TTABLE); /* untouched */
}

/* ---- Tracebacks ------------------------------------------------------------------------------ */

static int trace(lua_State *S) {
    const char *const message = lua_tostring(S, 1);
    const int level = (int)luaL_optinteger(S, 2, 1), top = lua_gettop(S);
    luaL_traceback(S, S, message, level);
    CHECK_EQUAL(lua_gettop(S), top + 1);
    return 1;
}

/* Runs the chunk "chunk", which calls the global functions trace(message, level). */
static void check_trace(const char *code, const char *wanted) {
    CHECK_EQUAL(luaL_loadbuffer(L, code, strlen(code), "=chunk"), LUA_OK);
    lua_call(L, 0, 1);
    CHECK_STRING(lua_tostring(L, -1), wanted);
    lua_settop(L, 0);
}

static void tracebacks(void) {
    lua_register(L, "trace", trace);
    check_trace("local t = trace('message')\nreturn t",
                "message\nstack traceback:\n\tchunk:1: in main chunk");
    check_trace("local t = trace(nil)\nreturn t", "stack traceback:\n\tchunk:1: in main chunk");
    check_trace("local t = trace('', 0)\nreturn t",
                "\nstack traceback:\n\t[C]: in function 'trace'\n\tchunk:1: in main chunk");
    check_trace("local t = trace('m', 5)\nreturn t", "m\nstack traceback:");
    check_trace("local function l()\n  local t = trace('m')\n  return t\nend\n"
                "function global()\n  local t = l()\n  return t\nend\n"
                "local t = {field = function() local t = global() return t end}\n"
                "local up = function() local t = t.field() return t end\n"
                "local r = (function() local t = up() return t end)()\nreturn r",
                "m\nstack traceback:\n"
                "\tchunk:2: in upvalue 'l'\n"
                "\tchunk:6: in function 'global'\n"
                "\tchunk:9: in field 'field'\n"
                "\tchunk:10: in upvalue 'up'\n"
                "\tchunk:11: in function <chunk:11>\n"
                "\tchunk:11: in main chunk");
    check_trace("local function g() local t = trace('m', 0) return t end\n"
                "local function f() return g() end\nlocal t = f()\nreturn t",
                "m\nstack traceback:\n\t[C]: in function 'trace'\n"
                "\tchunk:1: in function <chunk:1>\n\t(...tail calls...)\n"
                "\tchunk:3: in main chunk");
}

/* Deep stacks are cut in the middle. */
static void long_tracebacks(void) {
    char wanted[3000] = "m\nstack traceback:\n\tchunk:1: in function <chunk:1>\n";
    lua_register(L, "trace", trace);
    for (int i = 0; i < 9; i++)
        strcat(wanted, "\tchunk:1: in upvalue 'f'\n");
    strcat(wanted, "\t...\t(skipping 79 levels)\n");
    for (int i = 0; i < 9; i++)
        strcat(wanted, "\tchunk:1: in upvalue 'f'\n");
    strcat(wanted, "\tchunk:1: in local 'f'\n\tchunk:2: in main chunk");
    char *const first = strstr(wanted, "function <chunk:1>");
    memmove(first + 11, first + 18, strlen(first + 18) + 1);
    memcpy(first, "upvalue 'f'", 11);
    check_trace("local f; f = function(n) local t if n == 0 then t = trace('m') else t = f(n - 1) "
                "end return t end\nlocal t = f(99)\nreturn t",
                wanted);
}

/* Of another thread: running, suspended, dead, not started. */
static void tracebacks_of_threads(void) {
    int count;
    lua_State *const co = lua_newthread(L);
    luaL_traceback(L, co, "new", 0);
    CHECK_STRING(lua_tostring(L, -1), "new\nstack traceback:");
    luaL_loadbuffer(co, "local function f()\n  coroutine.yield()\n  error('x')\nend\nf() f()", 63,
                    "=co");
    CHECK_EQUAL(lua_resume(co, L, 0, &count), LUA_YIELD);
    luaL_traceback(L, co, NULL, 0);
    CHECK_STRING(lua_tostring(L, -1),
                 "stack traceback:\n\t[C]: in function 'coroutine.yield'\n\tco:2: in local 'f'\n"
                 "\tco:5: in main chunk");
    luaL_traceback(L, co, NULL, 1);
    CHECK_STRING(lua_tostring(L, -1),
                 "stack traceback:\n\tco:2: in local 'f'\n\tco:5: in main chunk");
    CHECK_EQUAL(lua_resume(co, L, 0, &count), LUA_ERRRUN);
    luaL_traceback(L, co, "dead", 1);
    CHECK_STRING(lua_tostring(L, -1),
                 "dead\nstack traceback:\n\tco:3: in local 'f'\n\tco:5: in main chunk");
}

/* ---- Results of the C library ---------------------------------------------------------------- */

static void fileresult(void) {
    errno = ENOENT;
    CHECK_EQUAL(luaL_fileresult(L, 1, "name"), 1);
    CHECK_STACK(L, "true");
    lua_settop(L, 0);
    errno = ENOENT;
    CHECK_EQUAL(luaL_fileresult(L, 0, "name"), 3);
    CHECK_STACK(L, "nil 'name: No such file or directory' 2");
    lua_settop(L, 0);
    errno = EACCES;
    CHECK_EQUAL(luaL_fileresult(L, 0, NULL), 3);
    CHECK_STACK(L, "nil 'Permission denied' 13");
    lua_settop(L, 0);
    luaL_pushfail(L);
    CHECK_STACK(L, "nil");
}

/* Values of system and pclose, as POSIX encodes them. */
static void execresult(void) {
    errno = 0;
    CHECK_EQUAL(luaL_execresult(L, 0), 3);
    CHECK_STACK(L, "true 'exit' 0");
    lua_settop(L, 0);
    CHECK_EQUAL(luaL_execresult(L, 3 << 8), 3);
    CHECK_STACK(L, "nil 'exit' 3");
    lua_settop(L, 0);
    CHECK_EQUAL(luaL_execresult(L, 9), 3);
    CHECK_STACK(L, "nil 'signal' 9");
    lua_settop(L, 0);
    errno = ENOMEM;
    CHECK_EQUAL(luaL_execresult(L, -1), 3);
    CHECK_STACK(L, "nil 'Cannot allocate memory' 12");
}

/* ---- File handles ---------------------------------------------------------------------------- */

static int closings;

static int close_stream(lua_State *S) {
    luaL_Stream *const stream = luaL_checkudata(S, 1, LUA_FILEHANDLE);
    CHECK_EQUAL(lua_gettop(S), 1);
    closings++;
    if (fclose(stream->f) != 0) return luaL_fileresult(S, 0, NULL);
    lua_pushboolean(S, 1);
    lua_pushliteral(S, "closed by us");
    return 2;
}

static luaL_Stream *new_stream(void) {
    luaL_Stream *const stream = lua_newuserdatauv(L, sizeof *stream + 10, 0);
    stream->closef = NULL; /* "closed" until it is complete */
    luaL_setmetatable(L, LUA_FILEHANDLE);
    return stream;
}

/* A handle that C code makes is a file for the io library. */
static void file_handles(void) {
    closings = 0;
    luaL_Stream *const stream = new_stream();
    stream->f = tmpfile();
    stream->closef = close_stream;
    fputs("first line\n", stream->f);
    rewind(stream->f);
    lua_setglobal(L, "f");
    CHECK_LUA("io.type(f) == 'file' and f:read('l') == 'first line'");
    push(L, "f:close()");
    CHECK_STACK(L, "true 'closed by us'");
    CHECK(stream->closef == NULL);
    CHECK_EQUAL(closings, 1);
    CHECK_LUA("io.type(f) == 'closed file' and not pcall(f.read, f)");
}

static int fail_to_close(lua_State *S) {
    luaL_Stream *const stream = lua_touserdata(S, 1);
    fclose(stream->f);
    luaL_pushfail(S);
    lua_pushliteral(S, "cannot close");
    return 2;
}

static void handles_that_fail_to_close(void) {
    luaL_Stream *const stream = new_stream();
    stream->f = tmpfile();
    stream->closef = fail_to_close;
    lua_setglobal(L, "f");
    push(L, "f:close()");
    CHECK_STACK(L, "nil 'cannot close'");
    CHECK(stream->closef == NULL);
}

static void incomplete_and_collected_handles(void) {
    closings = 0;
    luaL_Stream *stream = new_stream();
    stream->f = NULL;
    lua_setglobal(L, "f");
    CHECK_LUA("io.type(f) == 'closed file'");
    run(L, "f = nil collectgarbage()"); /* nothing to close */
    CHECK_EQUAL(closings, 0);
    stream = new_stream();
    stream->f = tmpfile();
    stream->closef = close_stream;
    lua_settop(L, 0);
    lua_gc(L, LUA_GCCOLLECT);
    CHECK_EQUAL(closings, 1);
}

int main(void) {
    RUN_FRESH(newmetatable);
    RUN_FRESH(typed_userdata);
    RUN_FRESH(getmetafield_and_callmeta);
    RUN_FRESH(tolstring);
    RUN_FRESH(tolstring_of_objects);
    RUN_FRESH(tolstring_errors);
    RUN_FRESH(len);
    RUN_FRESH(references);
    RUN_FRESH(references_are_used_again);
    RUN_FRESH(nil_and_no_reference);
    RUN_FRESH(released_values_are_collected);
    RUN_FRESH(tracebacks);
    RUN_FRESH(long_tracebacks);
    RUN_FRESH(tracebacks_of_threads);
    RUN_FRESH(fileresult);
    RUN_FRESH(execresult);
    RUN_FRESH(file_handles);
    RUN_FRESH(handles_that_fail_to_close);
    RUN_FRESH(incomplete_and_collected_handles);
    return check_result();
}
