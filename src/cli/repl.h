/*
 * repl.h: the interactive prompt.
 *
 * Reads a statement or expression, over as many lines as it needs, runs it, prints its values.
 */
#ifndef REPL_H
#define REPL_H

#include "lua.h"

/* Reads and runs until the end of standard input. Empties the stack. */
void repl_run(lua_State *L);

#endif
