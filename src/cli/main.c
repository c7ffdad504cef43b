/*
 * The `orrery` command: the same arguments and behaviour as `lua` 5.4, and tools as subcommands.
 *
 *     main.c        the order of events
 *     options.c     the options: reading, obeying, explaining
 *     script.c      files, strings, the script and its arguments
 *     console.c     messages, tracebacks, calls that Ctrl-C stops
 *     repl.c        the prompt; line_edit.c reads its lines, complete.c knows the names
 *     subcommand.c  the tools; tool_<name>.c each
 *
 * The command is an ordinary host: it uses lua.h, lauxlib.h and lualib.h as any other program may.
 */
#include "console.h"
#include "options.h"
#include "repl.h"
#include "script.h"
#include "subcommand.h"

#include "lauxlib.h"
#include "lualib.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What run_command works on; it lives in main's frame. */
typedef struct Command {
    int argc;
    char **argv;
    Options options;
    bool succeeded; /* everything that was asked for ran to its end */
} Command;

/* What happens without a script: the prompt for people, a program for pipes. */
static void run_standard_input(lua_State *L) {
    if (isatty(STDIN_FILENO)) {
        console_print_version();
        repl_run(L);
    } else {
        script_run_file(L, NULL);
    }
}

static void prepare(lua_State *L, const Command *command) {
    luaL_checkversion(L);
    if (command->options.ignore_environment) {
        lua_pushboolean(L, 1);
        lua_setfield(L, LUA_REGISTRYINDEX, "LUA_NOENV");
    }
    luaL_openlibs(L);
    script_set_arguments(L, command->argc, command->argv, command->options.script);
    lua_gc(L, LUA_GCRESTART);
    lua_gc(L, LUA_GCGEN, 0, 0);
}

/* (command as light userdata) -> (). Runs in protected mode: a missing library table or a lack of
 * memory outside of the user's code ends up in main. */
static int run_command(lua_State *L) {
    Command *command = lua_touserdata(L, 1);
    const Options *options = &command->options;
    if (options->show_version) console_print_version();
    prepare(L, command);
    if (!options->ignore_environment && script_run_init(L) != LUA_OK) return 0;
    if (!options_run(L, command->argv, options)) return 0;
    bool has_script = options->script < command->argc;
    if (has_script && script_run(L, command->argv, options->script) != LUA_OK) return 0;
    if (options->interactive)
        repl_run(L);
    else if (!has_script && !options->has_statement && !options->show_version)
        run_standard_input(L);
    command->succeeded = true;
    return 0;
}

static int run_tool(int argc, char **argv) {
    if (strcmp(argv[1], "--help") == 0) {
        options_print_help();
        return EXIT_SUCCESS;
    }
    return subcommand_find(argv[1])(argc - 1, argv + 1);
}

static bool names_tool(int argc, char **argv) {
    return argc > 1 && (strcmp(argv[1], "--help") == 0 || subcommand_find(argv[1]) != NULL);
}

int main(int argc, char **argv) {
    if (argc > 0 && argv[0][0] != '\0') console_set_name(argv[0]);
    if (names_tool(argc, argv)) return run_tool(argc, argv);
    Command command = {argc, argv, options_parse(argc, argv), false};
    if (command.options.wrong != 0) {
        options_complain(argv[command.options.wrong]);
        return EXIT_FAILURE;
    }
    lua_State *L = luaL_newstate();
    if (L == NULL) {
        console_message(console_name(), "cannot create state: not enough memory");
        return EXIT_FAILURE;
    }
    lua_gc(L, LUA_GCSTOP); /* nothing to collect while the libraries are opened */
    lua_pushcfunction(L, run_command);
    lua_pushlightuserdata(L, &command);
    int status = console_report(L, lua_pcall(L, 1, 0, 0));
    lua_close(L);
    return status == LUA_OK && command.succeeded ? EXIT_SUCCESS : EXIT_FAILURE;
}
