/* What all fuzz targets share: a State that cannot run away, and a reader of the input's bytes.
**
** A target is one file, <name>.c, that defines LLVMFuzzerTestOneInput. With clang and ORRERY_FUZZ it
** is linked with libFuzzer, elsewhere with replay.c, whose main runs files through it. A finding is
** whatever stops the process: a sanitizer, an assertion, FUZZ_CHECK, a leak, or the fuzzer's clock.
**
** The same input does the same in every run: no clock, no addresses, no entropy decide anything.
*/
#ifndef FUZZ_H
#define FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lauxlib.h"
#include "lua.h"

/* The entry points that libFuzzer knows by name. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t room, unsigned seed);
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t room);

/* Stops the process with the failed claim, which makes the input a finding. */
#define FUZZ_CHECK(claim) ((claim) ? (void)0 : fuzz_fail(__FILE__, __LINE__, #claim))
_Noreturn void fuzz_fail(const char *file, int line, const char *claim);

/* ---- States ---- */

/* Which libraries a State gets. None of them reaches files, the clock or other processes. */
typedef enum FuzzLibraries {
    FUZZ_BARE,      /* none */
    FUZZ_LIBRARIES, /* all but io and package, as they are; for calls that the target itself makes */
    FUZZ_SCRIPT     /* all but io, os and package, slow functions fenced in (fuzz_state.c) */
} FuzzLibraries;

/* A State under limits: memory held, memory asked for in all, instructions. `fail_at` n > 0 lets the
** nth request for memory fail, once; 0 none. NULL when not even the State could be made. */
lua_State *fuzz_open(FuzzLibraries libraries, unsigned fail_at);

/* Checks the heap, closes the State, and checks that all its memory came back. */
void fuzz_close(lua_State *L);

/* Checks the heap as it stands. */
void fuzz_check_heap(lua_State *L);

/* From now on requests for memory do not fail before the cap: for work of the target itself. */
void fuzz_calm(lua_State *L);

/* The State of targets that leave little behind in it: the same one for some hundred inputs, then a new
** one. Nothing is on its stack, and no request for memory fails before the cap. */
lua_State *fuzz_shared(void);

/* Calls the function on top of the stack, without arguments, for at most as many instructions as the
** State still has; drops results and error. Returns the status. */
int fuzz_run(lua_State *L);

/* ---- The input as a stream ---- */

typedef struct FuzzInput {
    const uint8_t *next, *end;
} FuzzInput;

static inline FuzzInput fuzz_input(const uint8_t *data, size_t size) {
    return (FuzzInput){data, size > 0 ? data + size : data};
}
static inline size_t fuzz_left(const FuzzInput *in) {
    return (size_t)(in->end - in->next);
}
/* The next byte; 0 at the end. */
static inline uint8_t fuzz_byte(FuzzInput *in) {
    return in->next < in->end ? *in->next++ : 0;
}
/* The next eight bytes, least first. */
static inline uint64_t fuzz_word(FuzzInput *in) {
    uint64_t word = 0;
    for (int i = 0; i < 64; i += 8)
        word |= (uint64_t)fuzz_byte(in) << i;
    return word;
}

typedef struct FuzzText {
    const char *bytes;
    size_t length;
} FuzzText;

/* Everything up to the next newline, which is skipped; or to the end. */
FuzzText fuzz_line(FuzzInput *in);
/* Everything that is left. */
FuzzText fuzz_rest(FuzzInput *in);

/* Pushes a value that the next bytes describe: number, string, boolean, nil, or a table with
** __tostring or __name. */
void fuzz_push_value(lua_State *L, FuzzInput *in);

/* A hash of bytes, to choose what the bytes themselves do not say (like `fail_at`). */
uint32_t fuzz_hash(const uint8_t *data, size_t size);

/* For three inputs out of four 0, else the number of the request for memory that shall fail. */
unsigned fuzz_choose_failure(const uint8_t *data, size_t size);

#endif
