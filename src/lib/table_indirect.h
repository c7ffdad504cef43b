/* The table functions for objects with metamethods. */
#ifndef ORRERY_TABLE_INDIRECT_H
#define ORRERY_TABLE_INDIRECT_H

#include "lua.h"

/* The natives of the table library for the cases that the plain ones leave to them: argument 1 has
** been checked, and accessing its elements or its length may call metamethods. To be used as
** operand of the native's `return`, with the stack as it was called. */
int indirect_insert(lua_State *L);
int indirect_remove(lua_State *L);
int indirect_concat(lua_State *L); /* gets all elements, then goes on with concat_plain */
int indirect_unpack(lua_State *L);
int indirect_sort(lua_State *L);

/* table.move with its arguments as numbers, `target` 1 or 5: elements [first, last], not empty, go
** to the target's elements from `to` on, `upwards` or from the last one down. */
int indirect_move(lua_State *L, lua_Integer first, lua_Integer last, lua_Integer to, int target,
                  int upwards);

/* Stores elements 1 to `count` of the table in slot 1 into the value in slot `target`; the native
** ends without results. */
int indirect_store(lua_State *L, lua_Integer count, int target);

/* table.concat of the plain table in slot 1, with the separator in slot 2 or nil there;
** lib_table.c. */
int concat_plain(lua_State *L);

#endif
