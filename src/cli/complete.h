/*
 * complete.h: the names that can continue a word at the prompt.
 *
 * A word is a path such as `string.fo` or `s:up`: its head is looked up in the globals, without
 * calling any metamethod (completing must not run the user's code), and the fields of what it
 * names that start like its last name are the candidates; for a path of one name keywords too.
 */
#ifndef COMPLETE_H
#define COMPLETE_H

#include "lua.h"

/* Candidates come from the globals of `L`. */
void complete_start(lua_State *L);

/* The generator that line editors ask: `state` is 0 for the first candidate of `word`, then not
 * 0. The caller frees the result; NULL when there is no further candidate. */
char *complete_next(const char *word, int state);

#endif
