/* Language: what the runtime knows of a front end (DESIGN 2: vm/ never names lua/).
**
** A front end turns source bytes into a Program. It knows no State: memory comes from the given
** Allocator and failure is a result, so an Engine can compile in any thread.
*/
#ifndef ORRERY_LANGUAGE_H
#define ORRERY_LANGUAGE_H

#include "program.h"

typedef enum CompileStatus {
    COMPILE_OK,
    COMPILE_SYNTAX_ERROR,
    COMPILE_NO_MEMORY,
    COMPILE_STOPPED
} CompileStatus;

/* Whether the Program pays for what it does (program/cost_model.h). */
typedef enum CompileMetering {
    METER_NONE,
    METER_BLOCKS, /* one charge for each block */
    METER_LINES   /* each line's share apart, so that it can be told what a line costs; the sums are
                  ** the same */
} CompileMetering;

typedef struct CompileRequest {
    const char *text; /* source bytes; need not end in NUL, may contain it */
    size_t size;
    const char *chunk_name; /* as for lua_load: "@file", "=name" or the text itself */
    Allocator *allocator;   /* for everything: temporaries, the Program, the message */
    CompileMetering metering;
    /* When `poll` (NULL: never) is nonzero, must_stop(asked) says whether to give up. */
    const atomic_int *poll;
    bool (*must_stop)(void *asked);
    /* NULL, or pays for the compilation as it goes on. False: give up. */
    bool (*pay)(void *asked, uint64_t cost);
    void *asked;
} CompileRequest;

typedef struct CompileResult {
    Program *program; /* COMPILE_OK: one reference, the caller's; else NULL */
    char *message;    /* COMPILE_SYNTAX_ERROR: "chunk:line: text near 'token'", NUL-terminated; */
    size_t message_size; /* bytes allocated for it; the caller frees it with the allocator */
    size_t place_size;   /* bytes of "chunk:line: " in it */
    uint32_t line;       /* COMPILE_SYNTAX_ERROR: from 1 */
    uint32_t column;     /* byte in the line, from 1; 0 where no token is to blame */
} CompileResult;

typedef struct Language {
    const char *name;   /* "Lua 5.4" */
    const char *suffix; /* ".lua" */
    CompileStatus (*compile)(const CompileRequest *request, CompileResult *result);
} Language;

#endif
