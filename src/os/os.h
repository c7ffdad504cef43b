/* The one door to the machine.
**
** Whatever depends on the operating system or differs from run to run passes through here: clocks,
** entropy, calendars, files' existence, processes, dynamic loading. The layers above are otherwise
** plain C, so a port writes one file (os_posix.c is the only one now), and a deterministic profile
** knows what it has to replace. The alternative, calling the system where it is needed, scatters
** both questions over the library.
**
** Conventions: nothing here knows Lua, allocates for the caller or raises. A function that can fail
** says so by its value and leaves the reason in `errno`, unless it takes an error buffer.
*/
#ifndef ORRERY_OS_H
#define ORRERY_OS_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <time.h>

/* ---- Time ------------------------------------------------------------------------------------ */

/* Processor time used by the process, in seconds, from an arbitrary origin; never decreases.
** Negative when the system cannot tell. */
double os_cpu_time(void);

/* Seconds since 1970-01-01 00:00 UTC, leap seconds not counted. May jump when the clock is set. */
int64_t os_wall_time(void);

/* Nanoseconds from an arbitrary origin; never decreases, not even when the clock is set. */
uint64_t os_monotonic_ns(void);

/* Breaks a time down into calendar fields, local or UTC. False when the year does not fit in an
** int; `fields` is unspecified then. Safe to call from several threads. */
bool os_calendar(int64_t seconds, bool utc, struct tm *fields);

/* ---- Entropy --------------------------------------------------------------------------------- */

/* 64 bits that nobody can guess; where the system gives none, a mix of clock and addresses.
** Never fails. */
uint64_t os_entropy64(void);

/* ---- Files ----------------------------------------------------------------------------------- */

/* True if a file of that name can be opened for reading. */
bool os_file_readable(const char *name);

/* Moves the position of a stream, or tells it, with 64-bit offsets; `whence` as for fseek.
** os_seek: true on success. os_tell: -1 on failure. */
bool os_seek(FILE *stream, int64_t offset, int whence);
int64_t os_tell(FILE *stream);

/* Size of a buffer for os_temp_name. */
#define OS_TEMP_NAME_SIZE 32

/* Creates an empty file under a name that did not exist and stores that name. False on failure. */
bool os_temp_name(char name[OS_TEMP_NAME_SIZE]);

/* ---- Processes ------------------------------------------------------------------------------- */

/* Runs a shell command with a pipe to its input (mode "w") or from its output (mode "r"), after
** flushing all streams. NULL on failure. os_process_close waits for the command and returns its
** wait status, or -1. */
FILE *os_process_open(const char *command, const char *mode);
int os_process_close(FILE *stream);

/* Runs a shell command and returns its wait status, or -1. Without a command: nonzero if there is a
** shell. */
int os_run(const char *command);

/* ---- Threads --------------------------------------------------------------------------------- */

/* One thread at a time holds a lock. */
typedef pthread_mutex_t OsLock;
void os_lock_init(OsLock *lock);
void os_lock_close(OsLock *lock); /* held by nobody */
void os_lock(OsLock *lock);
void os_unlock(OsLock *lock);

/* An alarm: a thread that sleeps until a time, in nanoseconds of os_monotonic_ns, calls `ring` with
** the present time, and sleeps again until the time that this returns. */
typedef struct OsAlarm {
    OsLock lock;
    pthread_cond_t changed;
    pthread_t thread;
    atomic_uint_fast64_t next; /* when to ring; UINT64_MAX: not now */
    bool stop;
    uint64_t (*ring)(void *ud, uint64_t now);
    void *ud;
} OsAlarm;

/* Starts one, with nothing to ring for. False when there is no thread to be had. */
bool os_alarm_start(OsAlarm *a, uint64_t (*ring)(void *ud, uint64_t now), void *ud);
void os_alarm_stop(OsAlarm *a); /* waits until the thread has ended; not from `ring` */

/* Makes it ring at `time` at the latest. Whatever was stored (in order, seq_cst) before this call
** is seen by the `ring` that follows. Any thread. */
void os_alarm_set(OsAlarm *a, uint64_t time);

/* A number that no other living thread of the process has; never 0. */
uintptr_t os_thread_id(void);

/* ---- Stacks ---------------------------------------------------------------------------------- */

/* A stack of its own for a function that shall be left in the middle and gone on with later,
** perhaps in another thread. OS_FIBER_STACK bytes of address space, of which only what is touched
** takes memory; below them a page that nothing may touch. */
typedef struct OsFiber OsFiber;
#define OS_FIBER_STACK ((size_t)1 << 20)

OsFiber *os_fiber_new(void);    /* NULL: no room */
void os_fiber_free(OsFiber *f); /* nothing on it is in the middle of something; NULL: nothing */

/* Calls body(ud) on that stack. True when it has returned, false when it has left. */
bool os_fiber_start(OsFiber *f, void (*body)(void *ud), void *ud);
/* Goes on where it left. Returns as os_fiber_start. */
bool os_fiber_resume(OsFiber *f);
/* Called by what runs on the stack: goes back to who started or resumed it. Returns when
** resumed. */
void os_fiber_leave(OsFiber *f);

/* ---- Dynamic loading ------------------------------------------------------------------------- */

/* A function out of a library. ISO C cannot convert `void *` to it; os_dl_symbol does. */
typedef void (*OsFunction)(void);

/* Opens a library; `global` makes its symbols visible to those opened later. On failure NULL, and
** the system's message in `error` (always terminated, cut at `size` bytes). */
void *os_dl_open(const char *path, bool global, char *error, size_t size);

/* The function of that name in an open library; on failure NULL and a message, as above. */
OsFunction os_dl_symbol(void *library, const char *name, char *error, size_t size);

/* Likewise the variable of that name, or NULL. */
void *os_dl_variable(void *library, const char *name);

/* Closes a library that os_dl_open gave; its functions must not be called any more. */
void os_dl_close(void *library);

#endif
