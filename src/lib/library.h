/* Making the tables of the standard libraries.
**
** A host may have thousands of States with libraries in each. So their tables are made at their
** final size, with a shape that is declared with all names at once, instead of one shape and now
** and then a larger buffer for each field on the way.
*/
#ifndef ORRERY_LIBRARY_H
#define ORRERY_LIBRARY_H

#include "lauxlib.h"
#include "lua.h"

#define LIBRARY_NAMES 20 /* of a library, about: for string_table_reserve */

/* Pushes an empty table with places for the names of the rows; those whose function is NULL are to
** be set otherwise. */
void library_table(lua_State *L, const luaL_Reg *rows);
/* Makes such places, and `more` others, in the table on top, if it is new. */
void library_places(lua_State *L, const luaL_Reg *rows, unsigned more);
/* Sets the functions of the rows in the table below `upvalues` values, which each of them gets, and
** which are popped. */
void library_functions(lua_State *L, const luaL_Reg *rows, int upvalues);
/* library_table and library_functions. */
void library_new(lua_State *L, const luaL_Reg *rows);
/* Makes package.loaded, if it is not there, with places for the standard libraries. */
void library_loaded(lua_State *L);

#endif
