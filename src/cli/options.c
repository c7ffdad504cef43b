/* The options of the command: reading them, obeying them, explaining them. */
#include "options.h"

#include "console.h"
#include "script.h"
#include "subcommand.h"

#include "lauxlib.h"

#include <stdio.h>
#include <string.h>

static const char option_list[] = "  -e stat   execute string 'stat'\n"
                                  "  -i        enter interactive mode after executing 'script'\n"
                                  "  -l mod    require library 'mod' into global 'mod'\n"
                                  "  -l g=mod  require library 'mod' into global 'g'\n"
                                  "  -v        show version information\n"
                                  "  -E        ignore environment variables\n"
                                  "  -W        turn warnings on\n"
                                  "  --        stop handling options\n"
                                  "  -         stop handling options and execute stdin\n";

/* Takes one option, or option and argument, at argv[i]. Returns how many words it took; 0 when it
 * is wrong. */
static int take_option(Options *options, char **argv, int i) {
    char letter = argv[i][1];
    bool alone = argv[i][2] == '\0';
    if (letter == 'e' || letter == 'l') {
        options->has_statement |= letter == 'e';
        if (!alone) return 1;
        return argv[i + 1] != NULL && argv[i + 1][0] != '-' ? 2 : 0;
    }
    if (!alone) return 0;
    switch (letter) {
    case 'i':
        options->interactive = true;
        options->show_version = true;
        return 1;
    case 'v': options->show_version = true; return 1;
    case 'E': options->ignore_environment = true; return 1;
    case 'W': return 1;
    default: return 0;
    }
}

Options options_parse(int argc, char **argv) {
    Options options = {0};
    int i = 1;
    while (i < argc && argv[i][0] == '-' && argv[i][1] != '\0') {
        if (strcmp(argv[i], "--") == 0) {
            i++;
            break;
        }
        int taken = take_option(&options, argv, i);
        if (taken == 0) {
            options.wrong = i;
            break;
        }
        i += taken;
    }
    options.script = i;
    return options;
}

/* `-l name` or `-l global=name`. Without a global of its own, the module's is its name up to a
 * hyphen (which marks a version). */
static int require_library(lua_State *L, const char *text) {
    const char *equals = strchr(text, '=');
    const char *module = equals != NULL ? equals + 1 : text;
    size_t length = equals != NULL ? (size_t)(equals - text) : strcspn(text, "-");
    lua_pushlstring(L, text, length);
    lua_getglobal(L, "require");
    lua_pushstring(L, module);
    int status = console_call(L, 1, 1);
    if (status == LUA_OK) {
        lua_pushglobaltable(L);
        lua_insert(L, -3);
        lua_settable(L, -3);
        lua_pop(L, 1);
    }
    return console_report(L, status);
}

bool options_run(lua_State *L, char **argv, const Options *options) {
    for (int i = 1; i < options->script; i++) {
        char letter = argv[i][1];
        int status = LUA_OK;
        if (letter == 'W') {
            lua_warning(L, "@on", 0);
        } else if (letter == 'e' || letter == 'l') {
            const char *text = argv[i][2] != '\0' ? argv[i] + 2 : argv[++i];
            status = letter == 'e' ? script_run_string(L, text, "=(command line)")
                                   : require_library(L, text);
        }
        if (status != LUA_OK) return false;
    }
    return true;
}

void options_complain(const char *wrong) {
    const char *name = console_name();
    if (wrong[1] == 'e' || wrong[1] == 'l')
        fprintf(stderr, "%s: '%s' needs argument\n", name, wrong);
    else
        fprintf(stderr, "%s: unrecognized option '%s'\n", name, wrong);
    fprintf(stderr,
            "usage: %s [options] [script [args]]\n"
            "Available options are:\n%s",
            name, option_list);
}

void options_print_help(void) {
    printf("usage: orrery [options] [script [args]]\n"
           "       orrery SUBCOMMAND [args]\n\n"
           "Runs Lua 5.4 programs. Without a script: an interactive prompt, or the program\n"
           "on standard input when that is not a terminal.\n\n"
           "Options:\n%s\n"
           "Subcommands (as first word only; a script of that name runs as ./NAME):\n",
           option_list);
    subcommand_print_list();
    printf("\nEnvironment: LUA_INIT, LUA_PATH, LUA_CPATH (also with _5_4), NO_COLOR\n");
}
