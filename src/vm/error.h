/* Raising errors with Lua's messages. All functions here never return. */
#ifndef ORRERY_ERROR_H
#define ORRERY_ERROR_H

#include <stdarg.h>

#include "state.h"

/* "chunk:line: " + formatted message, with the position of the running Lua function. Formats as
** lua_pushfstring: %s %d %I %f %p %c %U %%. */
void vm_error(lua_State *L, const char *format, ...) __attribute__((noreturn));
/* "error in error handling": a limit was passed again while the error of having reached it was
** handled. */
void vm_error_in_handling(lua_State *L) __attribute__((noreturn, cold));
/* `text` with the position of the Lua function that runs, or that called the native which runs. */
void vm_refuse(lua_State *L, const char *text) __attribute__((noreturn, cold));
/* `text` without a position, as from a library function that runs in place of a call to it. */
void vm_native_error(lua_State *L, const char *text) __attribute__((noreturn));
/* "attempt to <operation> a <type> value (local 'x')": v is an operand of the running instruction,
** in a register, an upvalue or elsewhere (then without a name). */
void vm_type_error(lua_State *L, const Value *v, const char *operation) __attribute__((noreturn));
/* For indexing: mentions the key where lua does. */
void vm_index_error(lua_State *L, const Value *object, const Value *key) __attribute__((noreturn));
void vm_call_error(lua_State *L, const Value *v) __attribute__((noreturn));
void vm_for_error(lua_State *L, const Value *v, const char *what) __attribute__((noreturn));
void vm_concat_error(lua_State *L, const Value *a, const Value *b) __attribute__((noreturn));
void vm_arithmetic_error(lua_State *L, Event e, const Value *a, const Value *b)
    __attribute__((noreturn));
void vm_compare_error(lua_State *L, const Value *a, const Value *b) __attribute__((noreturn));
/* Raises the value on top, through the message handler. */
void vm_raise(lua_State *L) __attribute__((noreturn));

/* Name of a basic type by its LUA_T number. */
const char *vm_basic_type_name(int type);
/* Type name for messages: __name of the metatable, or the basic type's. */
const char *vm_type_name(lua_State *L, const Value *v);

/* Pushes a formatted string; formats as above. */
const char *vm_push_format(lua_State *L, const char *format, ...);
const char *vm_push_vformat(lua_State *L, const char *format, va_list arguments);

/* Readable form of a chunk name (at most LUA_IDSIZE bytes with NUL). */
void chunk_id(char *out, const char *source, size_t length);

#endif
