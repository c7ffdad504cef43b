/* What the debug interface and error messages ask about frames; hooks. */
#ifndef ORRERY_DEBUG_INFO_H
#define ORRERY_DEBUG_INFO_H

#include "code.h"
#include "opcode_info.h"

int frame_line(const Frame *f);    /* current line, -1 if unknown; Lua frames */
uint32_t frame_pc(const Frame *f); /* word index of the instruction being executed */
/* Name of local variable n (1-based) of a frame, active now, and its slot; negative n: varargs.
** NULL if there is none. Temporaries are "(temporary)" / "(C temporary)" as Lua names them. */
const char *frame_local(lua_State *L, Frame *f, int n, Value **slot);
/* Name of the local variable in a slot of a frame, or NULL. */
const char *frame_slot_name(lua_State *L, Frame *f, const Value *slot);
/* How the function running in `f` was called: name and kind ("global", "method", "metamethod" ...),
** or NULL. */
const char *frame_function_name(lua_State *L, const Frame *f, const char **name);
/* How the function that frame `f` is calling now is named; as frame_function_name. */
const char *running_call_name(lua_State *L, const Frame *f, const char **name);
/* Name for a value that is an operand of the running instruction: " (local 'x')" into buffer or
** "". */
void value_variable_info(lua_State *L, const Value *v, char *buffer, size_t size);

/* Hooks. */
void hook_call(lua_State *L, Frame *f); /* call event for the frame just entered */
void hook_return(lua_State *L, Frame *f, Value *first, int count);
void hook_run(lua_State *L, int event, int line, int transfer_first, int transfer_count);
/* Before executing the instruction at pc of a Lua frame: line and count hooks. False when a hook
** yielded. */
void hook_instruction(lua_State *L, Word *pc);
void hook_set(lua_State *L, lua_Hook hook, int mask, int count); /* safe in signal handlers */

#endif
