/*
 * line_edit.h: reading one line from the user.
 *
 * On a terminal, and when libedit was there at build time and is there now, lines can be edited, are
 * kept in a history over sessions ($XDG_STATE_HOME/orrery_history, else ~/.orrery_history), and names
 * can be completed with the tabulator. Everywhere else the prompt is written and a line is read.
 */
#ifndef LINE_EDIT_H
#define LINE_EDIT_H

#include "lua.h"

#include <stdbool.h>
#include <stddef.h>

/* Before the first line. Names are completed from the globals of `L`, which has to live until the
 * last call of line_edit_read. */
void line_edit_start(lua_State *L);

/* Shows `prompt` and reads a line, without its newline. The caller frees the result; NULL at the
 * end of the input (or without memory). `length` gets its length, for lines that hold zeros. */
char *line_edit_read(const char *prompt, size_t *length);

/* Keeps a line in the history. */
void line_edit_remember(const char *line);

#endif
