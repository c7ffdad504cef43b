/* The table of tools. */
#include "subcommand.h"

#include <stdio.h>
#include <string.h>

typedef struct Subcommand {
    const char *name;
    const char *arguments; /* as shown to users */
    const char *summary;   /* one line */
    SubcommandFunction run;
} Subcommand;

static const Subcommand subcommands[] = {
    {"run", "FILE", "run a script in a sandbox: --limit, --memory, --timeout ...", tool_run},
    {"cost", "FILE", "what functions cost; with --run, what lines did cost", tool_cost},
    {"dis", "FILE", "list the bytecode of a Lua file ('-': standard input)", tool_dis},
};

#define SUBCOMMAND_COUNT (sizeof subcommands / sizeof subcommands[0])

SubcommandFunction subcommand_find(const char *name) {
    for (size_t i = 0; i < SUBCOMMAND_COUNT; i++) {
        if (strcmp(name, subcommands[i].name) == 0) return subcommands[i].run;
    }
    return NULL;
}

void subcommand_print_list(void) {
    for (size_t i = 0; i < SUBCOMMAND_COUNT; i++) {
        const Subcommand *tool = &subcommands[i];
        printf("  %-4s %-6s%s\n", tool->name, tool->arguments, tool->summary);
    }
}
