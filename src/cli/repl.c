/*
 * The prompt. Whether a line is finished is not for us to judge: the compiler is asked. A line is
 * tried as `return <line>` first, so that expressions show their value, then as a statement; while
 * the compiler complains about `<eof>` another line is asked for and appended.
 */
#include "repl.h"

#include "console.h"
#include "line_edit.h"

#include "lauxlib.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CHUNK_NAME "=stdin"

/* (name, default) -> text of the global `name`, or the default when it is nil. */
static int prompt_text(lua_State *L) {
    lua_getglobal(L, lua_tostring(L, 1));
    luaL_tolstring(L, lua_isnil(L, -1) ? 2 : -1, NULL);
    return 1;
}

/* Pushes the prompt, which may be any object that has a text. */
static const char *push_prompt(lua_State *L, bool first) {
    lua_pushcfunction(L, prompt_text);
    lua_pushstring(L, first ? "_PROMPT" : "_PROMPT2");
    lua_pushstring(L, first ? "> " : ">> ");
    int status = lua_pcall(L, 2, 1, 0);
    const char *text = lua_tostring(L, -1);
    return status == LUA_OK && text != NULL ? text : "> ";
}

/* Pushes the next line of input; false, and nothing pushed, at its end. */
static bool push_line(lua_State *L, bool first) {
    size_t length = 0;
    char *line = line_edit_read(push_prompt(L, first), &length);
    lua_pop(L, 1);
    if (line == NULL) return false;
    line_edit_remember(line);
    if (first && line[0] == '=')
        lua_pushfstring(L, "return %s", line + 1);
    else
        lua_pushlstring(L, line, length);
    free(line);
    return true;
}

/* Replaces the line on top by the function `return <line>`, if it is one. */
static bool load_expression(lua_State *L) {
    lua_pushliteral(L, "return ");
    lua_pushvalue(L, -2);
    lua_concat(L, 2);
    size_t length;
    const char *code = lua_tolstring(L, -1, &length);
    if (luaL_loadbuffer(L, code, length, CHUNK_NAME) != LUA_OK) {
        lua_pop(L, 2);
        return false;
    }
    lua_replace(L, -3);
    lua_pop(L, 1);
    return true;
}

/* True when `status` and the message on top say that the text ended too early. */
static bool is_incomplete(lua_State *L, int status) {
    static const char end_mark[] = "<eof>";
    const size_t mark = sizeof end_mark - 1;
    if (status != LUA_ERRSYNTAX) return false;
    size_t length;
    const char *message = lua_tolstring(L, -1, &length);
    return message != NULL && length >= mark && strcmp(message + length - mark, end_mark) == 0;
}

/* Replaces the text on top by a function or an error message, after reading as many further lines
 * as it needs. */
static int load_statement(lua_State *L) {
    for (;;) {
        size_t length;
        const char *code = lua_tolstring(L, -1, &length);
        int status = luaL_loadbuffer(L, code, length, CHUNK_NAME);
        if (!is_incomplete(L, status) || !push_line(L, false)) {
            lua_remove(L, -2);
            return status;
        }
        lua_remove(L, -2); /* the complaint about <eof> */
        lua_pushliteral(L, "\n");
        lua_insert(L, -2);
        lua_concat(L, 3);
    }
}

/* Prints all values on the stack with the global `print`, and removes them. */
static void print_values(lua_State *L) {
    int count = lua_gettop(L);
    if (count == 0) return;
    luaL_checkstack(L, LUA_MINSTACK, "too many results to print");
    lua_getglobal(L, "print");
    lua_insert(L, 1);
    if (lua_pcall(L, count, 0, 0) != LUA_OK) {
        const char *why = lua_tostring(L, -1);
        console_message(console_name(), lua_pushfstring(L, "error calling 'print' (%s)", why));
    }
}

void repl_run(lua_State *L) {
    const char *name = console_name();
    console_set_name(NULL);
    line_edit_start(L);
    lua_settop(L, 0);
    while (push_line(L, true)) {
        int status = load_expression(L) ? LUA_OK : load_statement(L);
        if (status == LUA_OK) status = console_call(L, 0, LUA_MULTRET);
        if (console_report(L, status) == LUA_OK) print_values(L);
        lua_settop(L, 0);
    }
    fputc('\n', stdout);
    fflush(stdout);
    console_set_name(name);
}
