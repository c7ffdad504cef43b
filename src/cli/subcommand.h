/*
 * subcommand.h: the tools of the command, `orrery NAME [args]`.
 *
 * A name counts only as the first word of the command line, so `orrery ./dis` and `orrery -- dis`
 * still run a script of that name. A new tool is one row of the table in subcommand.c and one file
 * tool_<name>.c.
 */
#ifndef SUBCOMMAND_H
#define SUBCOMMAND_H

/* What runs a tool: argv[0] is the tool's name, argv[argc] is NULL. Returns an exit code. */
typedef int (*SubcommandFunction)(int argc, char **argv);

/* The function of the tool `name`, NULL when there is none. */
SubcommandFunction subcommand_find(const char *name);

/* One line for each tool, as in `orrery --help`. */
void subcommand_print_list(void);

int tool_run(int argc, char **argv);  /* `orrery run FILE`: tool_run.c */
int tool_cost(int argc, char **argv); /* `orrery cost FILE`: tool_cost.c */
int tool_dis(int argc, char **argv);  /* `orrery dis FILE`: tool_dis.c */

#endif
