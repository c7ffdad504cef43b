/* Loading chunks into a State. */
#ifndef ORRERY_LOAD_H
#define ORRERY_LOAD_H

#include "state.h"

/* Loads a chunk (text through the State's Language, or a Program image) and pushes it as a function
** with its upvalues made fresh (the first set to the globals table). `mode`: as lua_load. Returns
** LUA_OK or an error status with the message pushed. */
int vm_load(lua_State *L, const char *bytes, size_t size, const char *chunk_name, const char *mode);
/* Pushes a closure of a Program's main function with fresh nil upvalues. Takes no reference of its
** own. */
void vm_push_program(lua_State *L, Program *p);
/* The same with the first upvalue, if there is one, set to the globals table. A safe point. */
void vm_push_main(lua_State *L, Program *p);
/* The Program and function number behind a closure; for dump and listings. */
const Program *closure_program(const Closure *c, uint32_t *index);

#endif
