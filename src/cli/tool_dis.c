/*
 * `orrery dis FILE`: the bytecode of a file, readably.
 *
 * The file is loaded as any script is, source or binary. What is listed is then what string.dump
 * would write, read back: so the tool needs no way into the running State.
 */
#include "console.h"
#include "disassemble.h"
#include "subcommand.h"

#include "lauxlib.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The bytes of a dump, in plain memory: lua_dump wants the function to stay on top of the stack. */
typedef struct Image {
    char *bytes; /* malloc'ed, NULL when empty */
    size_t size; /* bytes in use, and allocated */
} Image;

/* lua_Writer: appends to the Image `target`. */
static int append(lua_State *L, const void *bytes, size_t size, void *target) {
    (void)L;
    Image *image = target;
    char *grown = realloc(image->bytes, image->size + size + 1);
    if (grown == NULL) return 1;
    memcpy(grown + image->size, bytes, size);
    image->bytes = grown;
    image->size += size;
    return 0;
}

/* Lists the Lua function on top of the stack. Returns NULL, or why it could not. */
static const char *list_function(lua_State *L, FILE *out) {
    static const char no_memory[] = "not enough memory";
    Image image = {NULL, 0};
    Allocator allocator = {.allocate = allocator_default, .cap = SIZE_MAX};
    Program *program = NULL;
    const char *why = no_memory;
    if (lua_dump(L, append, &image, 0) == 0) {
        if (program_load(&allocator, image.bytes, image.size, &program, &why)) {
            program_disassemble(program, out);
            program_release(program);
            why = NULL;
        } else if (why == NULL) {
            why = no_memory;
        }
    }
    free(image.bytes);
    return why;
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
    bool listed = false;
    if (console_report(L, luaL_loadfile(L, path)) == LUA_OK) {
        const char *why = list_function(L, stdout);
        listed = why == NULL;
        if (!listed) console_message(console_name(), why);
    }
    lua_close(L);
    return listed ? EXIT_SUCCESS : EXIT_FAILURE;
}
