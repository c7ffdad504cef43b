/* Checked builds (ORRERY_CHECKED): the VM's part of finding what hosts do wrong.
**
** A checked build is for people who write C against lua.h. It stops at the first misuse of the
** interface with a line that names the function and the mistake, where the normal build would go on
** with a damaged stack. The preconditions of the API's functions are in api/api_check.h; here is
** what only the VM can know or do:
**
** - which coroutines are alive. A handle of a dead one points to memory that may be gone, so
**   nothing may be read through it. Every coroutine of the process is therefore listed by address,
**   the dead ones with how they died. The alternative, a magic number in the object, costs less and
**   crashes in the very case it is for: lua_close gives memory back to the system.
** - which thread of the system a State is running in. Others must not touch it until the outermost
**   run is over.
** - what natives return to the VM, and what hooks have done.
** - the report: the one place through which all messages leave.
**
** In a normal build nothing of this exists; the inline functions below are what they wrap.
*/
#ifndef ORRERY_CHECKED_H
#define ORRERY_CHECKED_H

#include "state.h"

#ifdef ORRERY_CHECKED

/* What is known of an address that is used as a lua_State. */
typedef enum Fate {
    FATE_UNKNOWN,   /* never was one */
    FATE_ALIVE,     /* is one */
    FATE_COLLECTED, /* was a coroutine that nothing referred to any more */
    FATE_CLOSED     /* belonged to a State that lua_close has freed */
} Fate;

/* Safe in signal handlers, for lua_sethook. */
Fate coroutine_fate(const lua_State *L);

/* Writes one line that names the API function (or "return"), the mistake, and, when L is alive (not
** NULL here), the C function that made it; then aborts. */
void misuse(const lua_State *L, const char *api, const char *format, ...)
    __attribute__((noreturn, cold, format(printf, 3, 4)));

/* Where the line goes, without its line end: the standard error. May be replaced. */
extern void (*misuse_sink)(const char *line);

/* Is a run in progress that another thread has begun? */
bool runs_elsewhere(const lua_State *L);

void checked_coroutine_made(const lua_State *L);
void checked_coroutine_gone(const lua_State *L, bool closing);
void checked_native_begins(lua_State *L);
void checked_native_returned(lua_State *L, int n);
void checked_hook_returned(lua_State *L, int event);
void checked_run_begins(State *s); /* the outermost one */

#else

static inline void checked_coroutine_made(const lua_State *L) {
    (void)L;
}
static inline void checked_coroutine_gone(const lua_State *L, bool closing) {
    (void)L, (void)closing;
}
static inline void checked_native_begins(lua_State *L) {
    (void)L;
}
static inline void checked_native_returned(lua_State *L, int n) {
    (void)L, (void)n;
}
static inline void checked_hook_returned(lua_State *L, int event) {
    (void)L, (void)event;
}
static inline void checked_run_begins(State *s) {
    (void)s;
}

#endif

/* Calls the native of L->frame, f, or its continuation. */
static inline int native_invoke(lua_State *L, NativeFunction function) {
    checked_native_begins(L);
    const int n = function(L);
    checked_native_returned(L, n);
    return n;
}
static inline int native_invoke_continuation(lua_State *L, Frame *f, int status) {
    checked_native_begins(L);
    const int n = f->u.native.k(L, status, f->u.native.ctx);
    checked_native_returned(L, n);
    return n;
}

#endif
