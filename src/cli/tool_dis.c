/* `orrery dis FILE`: the bytecode of a file, readably. */
#include "console.h"
#include "subcommand.h"

#include "lauxlib.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Lists the Program of the Lua function on top of the stack. */
static bool list_function(lua_State *L, FILE *out) {
    /* The place where the program layer's disassembler is called. */
    (void)L;
    (void)out;
    return false;
}

int tool_dis(int argc, char **argv) {
    if (argc != 2) {
        fprintf(stderr, "usage: %s dis FILE\n", console_name());
        return EXIT_FAILURE;
    }
    lua_State *L = luaL_newstate();
    if (L == NULL) {
        console_message(console_name(), "cannot create state: not enough memory");
        return EXIT_FAILURE;
    }
    const char *path = strcmp(argv[1], "-") == 0 ? NULL : argv[1];
    int status = console_report(L, luaL_loadfile(L, path));
    bool listed = status == LUA_OK && list_function(L, stdout);
    lua_close(L);
    return listed ? EXIT_SUCCESS : EXIT_FAILURE;
}
