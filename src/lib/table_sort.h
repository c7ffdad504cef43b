/* table.sort, apart from the rest of the table library because it is an algorithm of its own. */
#ifndef ORRERY_TABLE_SORT_H
#define ORRERY_TABLE_SORT_H

#include "lua.h"

/* Checks the arguments of a native that is going to sort `count` elements, at least 2, and leaves
** just the first two on the stack. */
void table_sort_check(lua_State *L, lua_Integer count);

/* Sorts the elements 1 to `count` of the table in slot 1, which has no metatable, by the function
** in slot 2 or, if that is nil, by `<`. The stack holds these two and, in slot 3, nil or an object
** that gets the sorted elements. Use as the operand of the native's `return`. */
int table_sort(lua_State *L, lua_Integer count);

#endif
