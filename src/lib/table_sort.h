/* table.sort, apart from the rest of the table library because it is an algorithm of its own. */
#ifndef ORRERY_TABLE_SORT_H
#define ORRERY_TABLE_SORT_H

#include "lua.h"

#include <stdbool.h>

/* Sorts the elements 1 to `count` (at least 2) of the table in slot 1 by the function in slot 2 or,
** if that is nil, by `<`; the stack holds just these two. `plain` says that the table has no
** metatable, so that raw access will do. Use as the operand of the native's `return`. */
int table_sort(lua_State *L, lua_Integer count, bool plain);

#endif
