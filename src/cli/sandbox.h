/*
 * sandbox.h: scripts that the command runs as a host of orrery.h: with a budget, a memory cap and a
 * time limit, and without reach beyond the State unless it is granted. Shared by `orrery run` and
 * `orrery cost`.
 */
#ifndef SANDBOX_H
#define SANDBOX_H

#include "orrery.h"

#include <stdbool.h>
#include <stdio.h>

/* What the command line asks for. A new option is one row of the table in sandbox.c. */
typedef struct SandboxOptions {
    uint64_t limit;     /* budget; ORR_NO_BUDGET: none */
    uint64_t memory;    /* cap in bytes; 0: none */
    double timeout;     /* seconds; 0: none */
    uint32_t libraries; /* ORR_LIBRARY_ bits */
    int32_t metered;    /* ORR_METERED ... */
    bool deterministic; /* the deterministic profile */
    uint64_t seed;      /* of its random numbers */
    bool report;        /* say what was used */
    bool run;           /* `orrery cost`: run it too */
    const char *script; /* file; "-": standard input */
    int arguments;      /* place in argv of its first argument */
} SandboxOptions;

/* Reads options up to the script. False after a complaint, with the tool's usage. */
bool sandbox_options(int argc, char **argv, SandboxOptions *o);

/* A script, compiled, and the State that it runs in. */
typedef struct Sandbox {
    orr_Engine *engine;
    orr_Program *program;
    orr_State *state; /* NULL until sandbox_open */
    char *text;       /* of the script; malloc'ed */
    size_t size;
    uint64_t began; /* cost that was used before the script */
    double seconds; /* that it ran */
    orr_Status status;
} Sandbox;

/* Reads and compiles the script; false after a message. sandbox_close in any case. */
bool sandbox_load(Sandbox *s, const SandboxOptions *o);
/* Makes its State. */
bool sandbox_open(Sandbox *s, const SandboxOptions *o);
/* Runs it with the arguments behind it. Prints the error that ends it. */
bool sandbox_run(Sandbox *s, const SandboxOptions *o, int argc, char **argv);
/* Says what was used, to standard error. */
void sandbox_report(const Sandbox *s, const SandboxOptions *o);
void sandbox_close(Sandbox *s);

#endif
