/*
 * console.h: what the command says, and how it runs a function for its user.
 *
 * Everything for people goes to standard error, prefixed by the program's name while a script runs
 * and bare at the prompt. Colour is used only on a terminal, and never when NO_COLOR is set.
 */
#ifndef CONSOLE_H
#define CONSOLE_H

#include "lua.h"

#include <stdbool.h>
#include <stdio.h>

/* The name under which messages appear: argv[0] of the process. NULL makes messages appear without
 * a prefix. The string is not copied. */
void console_set_name(const char *name);
const char *console_name(void);

/* Our version, and the version of the language. On standard output. */
void console_print_version(void);

/* Writes `name: message` to standard error; only `message` when `name` is NULL. */
void console_message(const char *name, const char *message);

/* True when `stream` is a terminal that understands colour and the user did not refuse it. */
bool console_has_color(FILE *stream);

/* When `status` is an error, prints the error object on top of the stack. Returns `status`.
 * [-(0|1), +0, -] */
int console_report(lua_State *L, int status);

/* Calls the function below the `nargs` topmost values, in protected mode, as lua_pcall. An error
 * object becomes a message with a traceback. SIGINT during the call raises the error "interrupted!"
 * in it; a second SIGINT that finds the first one pending ends the process.
 * [-(nargs + 1), +(nresults|1), -] */
int console_call(lua_State *L, int nargs, int nresults);

#endif
