/*
 * script.h: chunks that the command runs: files, strings, the script with its arguments.
 *
 * Each function reports an error on standard error and returns its status, LUA_OK or an error's.
 */
#ifndef SCRIPT_H
#define SCRIPT_H

#include "lua.h"

/* Runs a file; standard input when `path` is NULL. [-0, +0, -] */
int script_run_file(lua_State *L, const char *path);

/* Runs the text `code` under the chunk name `name`. [-0, +0, -] */
int script_run_string(lua_State *L, const char *code, const char *name);

/* Runs what LUA_INIT_5_4, or else LUA_INIT, holds: code, or `@` and the name of a file. */
int script_run_init(lua_State *L);

/* Sets the global `arg`: the script at index 0, its arguments from 1, what stood before it on
 * the command line at negative indices. `script` is argc when there is no script: then the
 * command's own name has index 0. [-0, +0, m] */
void script_set_arguments(lua_State *L, int argc, char **argv, int script);

/* Runs the script argv[script], with arg[1], arg[2] ... as its arguments; "-" means standard
 * input unless "--" stands before it. [-0, +0, e] */
int script_run(lua_State *L, char **argv, int script);

#endif
