/* Jumps out of C frames, for runs (run.h).
**
** What the compiler builds in is about a third of setjmp's work, which saves every register that a
** caller may rely on, and of longjmp's, which looks for handlers of thread cancellation: here the
** function that is jumped to keeps its own values in memory. There is no value to be brought along.
** Sanitizers have to see the jumps, so they get the library's; other processors do too, since not
** every compiler builds it in for them, and clang, with whose own jumps (14) natives that yield or
** fail crash.
**
** Rules: JUMP_SET stands in a function of its own, which does not return before the last JUMP_TO
** (and never itself jumps there); what it needs after a jump it does not change after the setting.
*/
#ifndef ORRERY_JUMP_H
#define ORRERY_JUMP_H

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || \
    __has_feature(memory_sanitizer)
#define JUMP_BY_LIBRARY 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || !defined(__x86_64__) || \
    !defined(__GNUC__) || defined(__clang__)
#define JUMP_BY_LIBRARY 1
#endif

#ifdef JUMP_BY_LIBRARY
#include <setjmp.h>
typedef jmp_buf JumpTarget;
#define JUMP_SET(target) _setjmp(target)
#define JUMP_TO(target)  longjmp(target, 1)
#else
typedef void *JumpTarget[5]; /* the compiler's size */
#define JUMP_SET(target) __builtin_setjmp(target)
#define JUMP_TO(target)  __builtin_longjmp(target, 1)
#endif

#endif
