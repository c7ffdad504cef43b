/* The test library `T`: eyes and hands for scripts, in the test command orrery_t only.
**
** A script that runs under orrery_t finds a global table T. Its functions walk and validate the
** heap, let memory run out at a chosen byte or request, tell color and age of objects, stop the
** collector in the middle of a cycle, show how tables are laid out, run mini-programs of C API calls
** (script.c), and make further States. The names are those that the internal tests of Lua's
** official suite ask for; what they answer is about this runtime.
**
** All States of the process that orrery_t makes get their memory through memory.c, which knows
** every byte and can refuse any request.
*/
#ifndef ORRERY_TESTS_INTERNALS_H
#define ORRERY_TESTS_INTERNALS_H

#include "lauxlib.h"
#include "lua.h"
#include "lualib.h"

#include "code.h"
#include "state.h"

/* memory.c: States with counted memory. */

lua_State *counted_state_new(void); /* NULL when memory is short, or was made to be */
/* Bytes in use by all such States, and the most there ever were. The room of blocks that is free
** does not count. */
size_t memory_in_use(void);
/* Sets the limit of memory_in_use; 0: none. Returns the one before. */
size_t memory_set_limit(size_t bytes);
size_t memory_pieces(void); /* how many pieces all such States hold */
/* From now on request number n is refused (1: the next one; 0: none any more) and, with `onwards`,
** all that follow. With `host` only requests that reach the host count, blocks and slabs that the
** heap gives cells and buffers from among them, otherwise all but these. */
void memory_refuse(long n, bool onwards, bool host);
long memory_refusal_due(void);       /* rest of n; 0: the request was refused */
int memory_totalmem(lua_State *L);   /* T.totalmem */
int memory_alloccount(lua_State *L); /* T.alloccount */

/* script.c: mini-programs of C API calls. */

/* Runs `text` on the stack of `on`, errors of the mini-language are raised in L. Returns the number
** of results on top of `on`. */
int script_execute(lua_State *L, lua_State *on, const char *text);
const char *script_status_name(int status);
/* Moves n values from one coroutine to another, which may be one of another State: then numbers,
** strings, booleans and nil are copied, and all else becomes nil. */
void script_transfer(lua_State *from, lua_State *to, int n);
int script_testC(lua_State *L);
int script_makeCfunc(lua_State *L);
int script_sethook(lua_State *L);

/* validate.c */

/* Walks the heap and validates every object in it; NULL or what is wrong. `where`, if given,
** receives the cell that was being looked at. */
const char *heap_validate(State *s, const Cell **where);

/* The library's other functions, by file. */
int states_newstate(lua_State *L);
int states_closestate(lua_State *L);
int states_doremote(lua_State *L);
int states_loadlib(lua_State *L);
int states_checkpanic(lua_State *L);
int states_doonnewstack(lua_State *L);
int states_resume(lua_State *L);
int views_checkmemory(lua_State *L);
int views_gccolor(lua_State *L);
int views_gcage(lua_State *L);
int views_gcstate(lua_State *L);
int views_querytab(lua_State *L);
int views_querystr(lua_State *L);
int views_hash(lua_State *L);
int views_stacklevel(lua_State *L);
int views_listcode(lua_State *L);
int views_listk(lua_State *L);
int views_shape(lua_State *L);

int luaopen_T(lua_State *L); /* library.c */

#endif
