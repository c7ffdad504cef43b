/* The hash of a run: SHA-256 (FIPS 180-4) over a stream of records.
**
** A record is one byte that says what happened, as a rule the cost so far, then its parts. Each
** part says its own length, and numbers are written with their lowest byte first, so that different
** runs make different streams, and equal ones the same on every machine:
**
**   count    8 bytes
**   bytes    count, then the bytes
**   value    1 byte: a tag of its own (run_hash.c), then what the type has: 8 bytes of a number,
**            bytes of a string
*/
#ifndef ORRERY_RUN_HASH_H
#define ORRERY_RUN_HASH_H

#include "value.h"

typedef struct RunHash {
    uint32_t state[8];
    uint64_t length;   /* bytes taken so far */
    uint8_t block[64]; /* the last length % 64 of them */
} RunHash;

/* What happened: the first byte of a record. */
typedef enum RunEvent {
    RUN_BEGIN = 'B',       /* version of this format, options */
    RUN_LIBRARIES = 'L',   /* bits */
    RUN_CALL = 'C',        /* arguments */
    RUN_RESULTS = 'R',     /* results of a call */
    RUN_ERROR = 'E',       /* kind, message */
    RUN_HOST_CALL = 'H',   /* number of the host function, arguments */
    RUN_HOST_RESULT = 'h', /* status, results */
    RUN_OPERATION = 'O',   /* which, values taken, values handed out */
    RUN_TIME = 'T',        /* time, clock */
    RUN_OUTPUT = 'P',      /* bytes */
    RUN_COLLECT = 'G',
    RUN_SUSPENDED = 'S' /* the budget is spent */
} RunEvent;

void run_hash_begin(RunHash *h);
void run_hash_event(RunHash *h, RunEvent e);
void run_hash_count(RunHash *h, uint64_t n);
void run_hash_bytes(RunHash *h, const void *bytes, size_t length);
void run_hash_value(RunHash *h, const Value *v);
void run_hash_string(RunHash *h, const char *bytes, size_t length); /* the value */
/* The hash of what was taken so far; taking may go on. */
void run_hash_result(const RunHash *h, uint8_t hash[32]);

#endif
