/* `orrery run`: a script in a box, with a budget, a memory cap and a time limit. */
#include "sandbox.h"
#include "subcommand.h"

#include <stdlib.h>

int tool_run(int argc, char **argv) {
    SandboxOptions options;
    Sandbox sandbox;
    if (!sandbox_options(argc, argv, &options)) return EXIT_FAILURE;
    bool good = sandbox_load(&sandbox, &options) && sandbox_open(&sandbox, &options);
    if (good) {
        good = sandbox_run(&sandbox, &options, argc, argv);
        if (options.report) sandbox_report(&sandbox, &options);
    }
    sandbox_close(&sandbox);
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
