/* Messages, tracebacks, and calls that Ctrl-C can stop. */
#include "console.h"

#include "lauxlib.h"
#include "lualib.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Colours, as terminals know them. */
#define COLOR_ERROR "\033[1;31m"
#define COLOR_DIM   "\033[2m"
#define COLOR_NONE  "\033[0m"

static const char *program_name = "orrery";

/* The state that SIGINT stops: set while console_call runs. */
static lua_State *interruptible;

void console_set_name(const char *name) {
    program_name = name;
}

const char *console_name(void) {
    return program_name;
}

void console_print_version(void) {
    printf("Orrery %s (%s)  the language by Lua.org, PUC-Rio\n", ORRERY_VERSION, LUA_VERSION);
    fflush(stdout);
}

bool console_has_color(FILE *stream) {
    const char *refused = getenv("NO_COLOR");
    const char *terminal = getenv("TERM");
    if (refused != NULL && refused[0] != '\0') return false;
    return terminal != NULL && strcmp(terminal, "dumb") != 0 && isatty(fileno(stream));
}

/* The first line stands out, the traceback stands back. */
static void write_colored(const char *message) {
    size_t first = strcspn(message, "\n");
    fprintf(stderr, COLOR_ERROR "%.*s" COLOR_NONE, (int)first, message);
    if (message[first] != '\0') fprintf(stderr, COLOR_DIM "%s" COLOR_NONE, message + first);
    fputc('\n', stderr);
}

void console_message(const char *name, const char *message) {
    fflush(stdout);
    if (name != NULL) fprintf(stderr, "%s: ", name);
    if (console_has_color(stderr))
        write_colored(message);
    else
        fprintf(stderr, "%s\n", message);
    fflush(stderr);
}

int console_report(lua_State *L, int status) {
    if (status != LUA_OK) {
        const char *message = lua_tostring(L, -1);
        console_message(program_name, message ? message : "(error message is not a string)");
        lua_pop(L, 1);
    }
    return status;
}

/* The message handler of console_call: error object -> text. An object that knows how to print
 * itself speaks for itself, everything else gets a traceback. */
static int add_traceback(lua_State *L) {
    const char *message = lua_tostring(L, 1);
    if (message == NULL) {
        if (luaL_callmeta(L, 1, "__tostring") && lua_type(L, -1) == LUA_TSTRING) return 1;
        message = lua_pushfstring(L, "(error object is a %s value)", luaL_typename(L, 1));
    }
    luaL_traceback(L, L, message, 1);
    return 1;
}

/* The hook that a signal left behind: runs at the next instruction, in the script's own time. */
static void raise_interrupt(lua_State *L, lua_Debug *event) {
    (void)event;
    lua_sethook(L, NULL, 0, 0);
    luaL_error(L, "interrupted!");
}

/* Nothing but lua_sethook may be called from here. The default action comes back at once, so that
 * a second signal ends a process which does not come to its next instruction. */
static void on_interrupt(int signal_number) {
    signal(signal_number, SIG_DFL);
    const int every_event = LUA_MASKCALL | LUA_MASKRET | LUA_MASKLINE | LUA_MASKCOUNT;
    lua_sethook(interruptible, raise_interrupt, every_event, 1);
}

/* signal() would restart an interrupted read, so that Ctrl-C in io.read were lost. */
static void set_interrupt_action(void (*action)(int)) {
    struct sigaction how = {.sa_handler = action};
    sigemptyset(&how.sa_mask);
    sigaction(SIGINT, &how, NULL);
}

int console_call(lua_State *L, int nargs, int nresults) {
    int handler = lua_gettop(L) - nargs;
    lua_pushcfunction(L, add_traceback);
    lua_insert(L, handler);
    interruptible = L;
    set_interrupt_action(on_interrupt);
    int status = lua_pcall(L, nargs, nresults, handler);
    set_interrupt_action(SIG_DFL);
    lua_remove(L, handler);
    return status;
}
