/*
 * options.h: the command line of `lua`, which is ours too.
 *
 *     orrery [options] [script [args]]
 *
 * Reading and obeying are two steps: options_parse looks at all options before anything runs (a
 * wrong one stops the command with nothing done), and options_run obeys those that run something
 * (-e, -l, -W), in their order.
 */
#ifndef OPTIONS_H
#define OPTIONS_H

#include "lua.h"

#include <stdbool.h>

typedef struct Options {
    bool interactive;        /* -i: prompt after the script */
    bool show_version;       /* -v, or -i */
    bool ignore_environment; /* -E */
    bool has_statement;      /* -e at least once */
    int script;              /* index in argv of the script or "-"; argc when there is none */
    int wrong; /* index in argv of the first option that is wrong; 0 when all is well */
} Options;

/* Reads argv[1 .. argc - 1], where argv[argc] is NULL. */
Options options_parse(int argc, char **argv);

/* Obeys -e, -l and -W among argv[1 .. options->script - 1]. False after an error, which has been
 * reported. */
bool options_run(lua_State *L, char **argv, const Options *options);

/* Says on standard error what is wrong with the option `wrong`, and which options there are. */
void options_complain(const char *wrong);

/* The page of `orrery --help`, on standard output. At most 24 lines of 80 columns. */
void options_print_help(void);

#endif
