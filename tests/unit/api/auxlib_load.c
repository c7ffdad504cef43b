/* Manual 5.1: loading from files, buffers and strings; modules and libraries; luaL_newstate. */
#include <stdio.h>
#include <unistd.h>

#include "api_test.h"

/* ---- Files ----------------------------------------------------------------------------------- */

/* A literal and its size. */
#define BYTES(text) text, sizeof(text) - 1

static char file_name[] = "/tmp/api_test_XXXXXX";

/* Makes a file with these bytes; its name is in file_name until remove_file. */
static void make_file(const char *bytes, size_t size) {
    strcpy(file_name, "/tmp/api_test_XXXXXX");
    const int file = mkstemp(file_name);
    CHECK(file >= 0 && write(file, bytes, size) == (ssize_t)size);
    close(file);
}

static void remove_file(void) {
    remove(file_name);
}

/* What luaL_loadfilex and a call make of a file: the stack afterwards. */
static void check_file(const char *bytes, size_t size, const char *mode, int status,
                       const char *result) {
    make_file(bytes, size);
    CHECK_EQUAL(luaL_loadfilex(L, file_name, mode), status);
    if (status == LUA_OK) {
        CHECK_EQUAL(lua_gettop(L), 1); /* loaded, not run */
        lua_call(L, 0, LUA_MULTRET);
    }
    if (result != NULL) CHECK_STACK(L, result);
    lua_settop(L, 0);
    remove_file();
}

static void files(void) {
    check_file(BYTES("return 1, 'two'"), NULL, LUA_OK, "1 'two'");
    check_file(BYTES(""), NULL, LUA_OK, "");
    check_file(BYTES("#!/usr/bin/lua\nreturn 5"), NULL, LUA_OK, "5");
    check_file(BYTES("# no newline"), NULL, LUA_OK, "");
    check_file(BYTES("#\n#\nreturn 1"), NULL, LUA_ERRSYNTAX, NULL); /* the first line alone */
    check_file(BYTES("\xef\xbb\xbfreturn 6"), NULL, LUA_OK, "6");   /* a byte order mark */
    check_file(BYTES("\xef\xbb\xbf# comment\nreturn 7"), NULL, LUA_OK, "7");
    check_file(BYTES("return 8"), "t", LUA_OK, "8");
    check_file(BYTES("return 8"), "b", LUA_ERRSYNTAX, NULL);
    /* The line that was skipped counts. */
    check_file(BYTES("#!lua\nlocal t = debug.getinfo(1, 'l') return t.currentline"), NULL, LUA_OK,
               "2");
}

static void large_files(void) {
    const size_t size = 200000;
    char *const text = malloc(size);
    memset(text, ' ', size);
    memcpy(text, "local a = 1", 11);
    memcpy(text + size - 9, "return a ", 9);
    check_file(text, size, NULL, LUA_OK, "1");
    free(text);
}

static void names_of_chunks(void) {
    char wanted[100];
    make_file(BYTES("x x"));
    CHECK_EQUAL(luaL_loadfile(L, file_name), LUA_ERRSYNTAX);
    snprintf(wanted, sizeof wanted, "%s:1: syntax error near 'x'", file_name);
    CHECK_STRING(lua_tostring(L, -1), wanted);
    remove_file();
    lua_settop(L, 0);
    make_file(BYTES("return debug.getinfo(1, 'S').source"));
    CHECK_EQUAL(luaL_loadfile(L, file_name), LUA_OK);
    lua_call(L, 0, 1);
    snprintf(wanted, sizeof wanted, "@%s", file_name);
    CHECK_STRING(lua_tostring(L, -1), wanted);
    remove_file();
}

static int gather(lua_State *S, const void *bytes, size_t size, void *data) {
    (void)S;
    return fwrite(bytes, 1, size, data) != size;
}

static void binary_files(void) {
    static const char *const comments[] = {"", "# a comment\n"};
    for (int i = 0; i < 2; i++) {
        make_file(BYTES(""));
        FILE *const file = fopen(file_name, "wb");
        fputs(comments[i], file);
        luaL_loadstring(L, "return 'from a binary'");
        CHECK_EQUAL(lua_dump(L, gather, file, 0), 0);
        fclose(file);
        lua_settop(L, 0);
        CHECK_EQUAL(luaL_loadfilex(L, file_name, "b"), LUA_OK);
        lua_call(L, 0, 1);
        CHECK_STACK(L, "'from a binary'");
        lua_settop(L, 0);
        CHECK_EQUAL(luaL_loadfilex(L, file_name, "t"), LUA_ERRSYNTAX);
        lua_settop(L, 0);
        remove_file();
    }
}

static void files_that_cannot_be_read(void) {
    CHECK_EQUAL(luaL_loadfile(L, "/no/such/file.lua"), LUA_ERRFILE);
    CHECK_STACK(L, "'cannot open /no/such/file.lua: No such file or directory'");
    lua_settop(L, 0);
    CHECK_EQUAL(luaL_loadfile(L, "/tmp"), LUA_ERRFILE); /* a folder opens, but cannot be read */
    CHECK(strncmp(lua_tostring(L, -1), "cannot read /tmp", 16) == 0);
    CHECK_EQUAL(lua_gettop(L), 1);
}

/* NULL stands for the standard input. */
static void standard_input(void) {
    make_file(BYTES("# first line\nreturn 'read from the standard input'"));
    CHECK(freopen(file_name, "r", stdin) != NULL);
    CHECK_EQUAL(luaL_loadfilex(L, NULL, NULL), LUA_OK);
    lua_Debug ar;
    lua_pushvalue(L, -1);
    CHECK(lua_getinfo(L, ">S", &ar));
    CHECK_STRING(ar.source, "=stdin");
    lua_call(L, 0, 1);
    CHECK_STACK(L, "'read from the standard input'");
    remove_file();
}

static void dofile(void) {
    make_file(BYTES("return 1, 2"));
    CHECK_EQUAL(luaL_dofile(L, file_name), 0);
    CHECK_STACK(L, "1 2");
    lua_settop(L, 0);
    remove_file();
    make_file(BYTES("error('x', 0)"));
    CHECK_EQUAL(luaL_dofile(L, file_name), 1);
    CHECK_STACK(L, "'x'");
    remove_file();
    CHECK_EQUAL(luaL_dofile(L, "/no/such/file.lua"), 1);
}

/* ---- Buffers and strings --------------------------------------------------------------------- */

static void buffers_and_strings(void) {
    CHECK_EQUAL(luaL_loadbuffer(L, "return 1 -- cut here", 8, "=b"), LUA_OK);
    lua_call(L, 0, 1);
    CHECK_EQUAL(luaL_loadbufferx(L, "return '\0'", 10, "=b", "t"), LUA_OK); /* zeros inside */
    lua_call(L, 0, 1);
    CHECK_EQUAL(lua_rawlen(L, 2), 1);
    CHECK_EQUAL(luaL_loadstring(L, "return 3"), LUA_OK);
    CHECK(lua_isfunction(L, 3));
    lua_call(L, 0, 1);
    CHECK_VALUE(L, 3, "3");
    CHECK_EQUAL(luaL_loadstring(L, "return +"), LUA_ERRSYNTAX);
    lua_settop(L, 0);
    CHECK_EQUAL(luaL_loadbuffer(L, "# no comment here", 17, "=b"), LUA_ERRSYNTAX);
    lua_settop(L, 0);
    CHECK_EQUAL(luaL_dostring(L, "return 1, 2, 3"), 0);
    CHECK_STACK(L, "1 2 3");
    lua_settop(L, 0);
    CHECK_EQUAL(luaL_dostring(L, "error({})"), 1);
    CHECK_STACK(L, "table");
    lua_settop(L, 0);
    CHECK_EQUAL(luaL_dostring(L, "syntax error"), 1);
    CHECK_EQUAL(lua_gettop(L), 1);
}

/* ---- Libraries ------------------------------------------------------------------------------- */

static int upvalues_as_results(lua_State *S) {
    lua_pushvalue(S, lua_upvalueindex(1));
    lua_pushvalue(S, lua_upvalueindex(2));
    return 2;
}

static int set_first_upvalue(lua_State *S) {
    lua_settop(S, 1);
    lua_replace(S, lua_upvalueindex(1));
    return 0;
}

static const luaL_Reg functions[] = {
    {"get", upvalues_as_results}, {"set", set_first_upvalue}, {"placeholder", NULL}, {NULL, NULL}};

static void setfuncs(void) {
    push(L, "{old = 1}");
    luaL_setfuncs(L, functions, 0);
    CHECK_STACK(L, "table");
    lua_setglobal(L, "lib");
    CHECK_LUA("lib.old == 1 and type(lib.get) == 'function' and type(lib.set) == 'function'");
    CHECK_LUA("lib.placeholder == false");
    push(L, "{}, 'first', 'second'");
    luaL_setfuncs(L, functions, 2); /* the upvalues are popped */
    CHECK_STACK(L, "table");
    lua_setglobal(L, "lib");
    push(L, "lib.get()");
    CHECK_STACK(L, "'first' 'second'");
    CHECK_LUA("lib.placeholder == false");
    run(L, "lib.set('changed')"); /* each function has copies of its own */
    CHECK_LUA("lib.get() == 'first'");
}

static void newlib(void) {
    luaL_newlib(L, functions);
    CHECK_STACK(L, "table");
    CHECK_EQUAL(lua_getfield(L, 1, "get"), LUA_TFUNCTION);
    CHECK(lua_tocfunction(L, -1) == upvalues_as_results);
    CHECK_EQUAL(lua_getfield(L, 1, "placeholder"), LUA_TBOOLEAN);
    lua_settop(L, 0);
    luaL_newlibtable(L, functions);
    CHECK_STACK(L, "table");
    lua_pushnil(L);
    CHECK_EQUAL(lua_next(L, 1), 0); /* empty yet */
}

static int opened;

static int open_module(lua_State *S) {
    opened++;
    CHECK_EQUAL(lua_gettop(S), 1); /* called with the name, as by require */
    CHECK_STRING(lua_tostring(S, 1), "a.module");
    lua_newtable(S);
    return 1;
}

static int open_without_result(lua_State *S) {
    (void)S;
    return 0;
}

static void requiref(void) {
    opened = 0;
    luaL_requiref(L, "a.module", open_module, 0);
    CHECK_STACK(L, "table");
    CHECK_EQUAL(opened, 1);
    CHECK_EQUAL(lua_getglobal(L, "a.module"), LUA_TNIL);
    lua_pop(L, 1);
    luaL_requiref(L, "a.module", open_module, 1); /* loaded already; now a global as well */
    CHECK_EQUAL(opened, 1);
    CHECK(lua_rawequal(L, 1, 2));
    lua_getglobal(L, "a.module");
    CHECK(lua_rawequal(L, 1, 3));
    push(L, "require 'a.module', package.loaded['a.module']");
    CHECK(lua_rawequal(L, 1, 4) && lua_rawequal(L, 1, lua_gettop(L)));
    lua_settop(L, 0);
    run(L, "package.loaded['a.module'] = false");
    luaL_requiref(L, "a.module", open_module, 0); /* not true: opened again */
    CHECK_EQUAL(opened, 2);
    CHECK_STACK(L, "table");
    luaL_requiref(L, "none", open_without_result, 0);
    CHECK_STACK(L, "table nil");
    CHECK_LUA("package.loaded.none == nil");
}

static void openlibs(void) {
    lua_State *const S = luaL_newstate();
    luaL_openlibs(S);
    CHECK_EQUAL(lua_gettop(S), 0);
    static const char *const names[] = {"_G", "package", "coroutine", "table", "io",
                                        "os", "string",  "math",      "utf8",  "debug"};
    lua_getfield(S, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        CHECK_EQUAL(lua_getfield(S, 1, names[i]), LUA_TTABLE);
        CHECK_EQUAL(lua_getglobal(S, names[i]), LUA_TTABLE);
        CHECK(lua_rawequal(S, -1, -2));
        lua_settop(S, 1);
    }
    lua_close(S);
}

/* Each library alone, as luaL_requiref opens it. */
static void single_libraries(void) {
    static const luaL_Reg libraries[] = {{"_G", luaopen_base},     {"coroutine", luaopen_coroutine},
                                         {"table", luaopen_table}, {"io", luaopen_io},
                                         {"os", luaopen_os},       {"string", luaopen_string},
                                         {"utf8", luaopen_utf8},   {"math", luaopen_math},
                                         {"debug", luaopen_debug}, {"package", luaopen_package}};
    lua_State *const S = luaL_newstate();
    for (size_t i = 0; i < sizeof libraries / sizeof *libraries; i++) {
        luaL_requiref(S, libraries[i].name, libraries[i].func, 1);
        CHECK_EQUAL(lua_gettop(S), 1);
        CHECK(lua_istable(S, 1));
        lua_pop(S, 1);
        CHECK_EQUAL(lua_getglobal(S, libraries[i].name), LUA_TTABLE);
        lua_pop(S, 1);
    }
    lua_close(S);
}

static void getsubtable(void) {
    push(L, "{there = {}, number = 5}");
    CHECK_EQUAL(luaL_getsubtable(L, 1, "there"), 1);
    lua_getfield(L, 1, "there");
    CHECK(lua_rawequal(L, 2, 3));
    lua_settop(L, 1);
    CHECK_EQUAL(luaL_getsubtable(L, -1, "new"), 0);
    CHECK_STACK(L, "table table");
    CHECK_EQUAL(luaL_getsubtable(L, 1, "new"), 1);
    CHECK(lua_rawequal(L, 2, 3));
    CHECK_EQUAL(luaL_getsubtable(L, 1, "number"), 0); /* what is no table is replaced */
    lua_getfield(L, 1, "number");
    CHECK(lua_rawequal(L, 4, 5));
}

/* ---- Versions, new states -------------------------------------------------------------------- */

static int other_version(lua_State *S) {
    luaL_checkversion_(S, 503, LUAL_NUMSIZES);
    return 0;
}

static int other_sizes(lua_State *S) {
    luaL_checkversion_(S, LUA_VERSION_NUM, 4 * 16 + 4);
    return 0;
}

static void checkversion(void) {
    luaL_checkversion(L);
    CHECK_EQUAL(lua_gettop(L), 0);
    CHECK_EQUAL(LUAL_NUMSIZES, 8 * 16 + 8);
    CHECK_FAILS(other_version, NULL, "version mismatch: app. needs 503.0, Lua core provides 504.0");
    CHECK_FAILS(other_sizes, NULL, "core and library have incompatible numeric types");
}

/* Runs f with the standard error in a file; the text that it wrote. */
static const char *standard_error_of(void (*f)(lua_State *S), lua_State *S) {
    static char text[1000];
    fflush(stderr);
    const int saved = dup(STDERR_FILENO);
    FILE *const file = tmpfile();
    dup2(fileno(file), STDERR_FILENO);
    f(S);
    fflush(stderr);
    dup2(saved, STDERR_FILENO);
    close(saved);
    rewind(file);
    const size_t size = fread(text, 1, sizeof text - 1, file);
    text[size] = '\0';
    fclose(file);
    return text;
}

static void warn_this_and_that(lua_State *S) {
    lua_warning(S, "off at first", 0);
    lua_warning(S, "@on", 0);
    lua_warning(S, "one", 0);
    lua_warning(S, "in ", 1);
    lua_warning(S, "@off", 1); /* no control message, being a piece */
    lua_warning(S, " pieces", 0);
    lua_warning(S, "@unknown", 0);
    lua_warning(S, "@off", 0);
    lua_warning(S, "two", 0);
}

static void call_panic(lua_State *S) {
    const lua_CFunction panic = lua_atpanic(S, NULL);
    CHECK(panic != NULL);
    lua_pushliteral(S, "the message");
    CHECK_EQUAL(panic(S), 0);
    lua_newtable(S);
    panic(S);
}

static void newstate(void) {
    lua_State *const S = luaL_newstate();
    CHECK(S != NULL);
    void *ud;
    CHECK(lua_getallocf(S, &ud) != NULL);
    CHECK_STRING(standard_error_of(warn_this_and_that, S),
                 "Lua warning: one\nLua warning: in @off pieces\n");
    const char *const text = standard_error_of(call_panic, S);
    CHECK(strstr(text, "PANIC: unprotected error in call to Lua API (the message)\n") == text);
    CHECK(strstr(text, "(error object is not a string)\n") != NULL);
    lua_close(S);
}

int main(void) {
    RUN_FRESH(files);
    RUN_FRESH(large_files);
    RUN_FRESH(names_of_chunks);
    RUN_FRESH(binary_files);
    RUN_FRESH(files_that_cannot_be_read);
    RUN_FRESH(standard_input);
    RUN_FRESH(dofile);
    RUN_FRESH(buffers_and_strings);
    RUN_FRESH(setfuncs);
    RUN_FRESH(newlib);
    RUN_FRESH(requiref);
    RUN_FRESH(openlibs);
    RUN_FRESH(single_libraries);
    RUN_FRESH(getsubtable);
    RUN_FRESH(checkversion);
    RUN_FRESH(newstate);
    return check_result();
}
