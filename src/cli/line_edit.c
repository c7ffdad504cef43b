/* Lines from a terminal through libedit, or from any stream without it. */
#include "line_edit.h"

#include "console.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Reads a line from standard input: the way without libedit, and of pipes. What a terminal would
 * have shown is written for a pipe, so that its output reads like a session. */
static char *read_plain(const char *prompt, size_t *length) {
    fputs(prompt, stdout);
    fflush(stdout);
    char *line = NULL;
    size_t capacity = 0;
    ssize_t count = getline(&line, &capacity, stdin);
    if (count < 0) {
        free(line);
        return NULL;
    }
    if (count > 0 && line[count - 1] == '\n') line[--count] = '\0';
    *length = (size_t)count;
    if (!isatty(STDIN_FILENO)) {
        fwrite(line, 1, *length, stdout);
        fputc('\n', stdout);
    }
    return line;
}

#if defined(ORRERY_LIBEDIT)

#include "complete.h"
#include "os.h"

#include <editline/readline.h>

/* The library is opened at the first prompt: loading it with the program, and the three that it
 * wants, would take a third of the time in which a short script starts and runs. What is used of
 * it: F(function), V(variable). */
/* clang-format off */
#define EDIT_LIST(F, V) \
    F(readline) F(add_history) F(history_get) F(using_history) F(stifle_history) \
    F(read_history) F(write_history) F(rl_completion_matches) \
    V(rl_readline_name) V(rl_basic_word_break_characters) V(rl_attempted_completion_function) \
    V(rl_completion_append_character) V(rl_attempted_completion_over) \
    V(history_base) V(history_length)
/* clang-format on */

static struct {
#define MEMBER(name) __typeof__(name) *name;
    EDIT_LIST(MEMBER, MEMBER)
#undef MEMBER
} edit;

static bool open_library(void) {
    char error[256];
    void *const library = os_dl_open(ORRERY_LIBEDIT, false, error, sizeof error);
    if (library == NULL) return false;
    OsFunction function;
#define FUNCTION(name)                                            \
    function = os_dl_symbol(library, #name, error, sizeof error); \
    if (function == NULL) return false;                           \
    memcpy(&edit.name, &function, sizeof function);
#define VARIABLE(name)                          \
    edit.name = os_dl_variable(library, #name); \
    if (edit.name == NULL) return false;
    EDIT_LIST(FUNCTION, VARIABLE)
#undef FUNCTION
#undef VARIABLE
    return true;
}

/* Lines kept over sessions: enough to search in, little to read at the start. */
#define HISTORY_LINES 1000

static bool editing;
static char history_path[4096]; /* empty: no history file */

/* Room that colour adds to a prompt: two sequences and their four marks. */
#define COLOR_ROOM 32

static void find_history(void) {
    const char *state = getenv("XDG_STATE_HOME");
    const char *home = getenv("HOME");
    int length = -1;
    if (state != NULL && state[0] == '/')
        length = snprintf(history_path, sizeof history_path, "%s/orrery_history", state);
    else if (home != NULL && home[0] != '\0')
        length = snprintf(history_path, sizeof history_path, "%s/.orrery_history", home);
    if (length < 0 || (size_t)length >= sizeof history_path) history_path[0] = '\0';
}

static void save_history(void) {
    if (history_path[0] != '\0') edit.write_history(history_path);
}

static char **complete_word(const char *word, int start, int end) {
    (void)start;
    (void)end;
    *edit.rl_attempted_completion_over = 1;
    return edit.rl_completion_matches(word, complete_next);
}

void line_edit_start(lua_State *L) {
    editing = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO) && open_library();
    if (!editing) return;
    complete_start(L);
    *edit.rl_readline_name = "orrery";
    *edit.rl_basic_word_break_characters = " \t\r\n!\"#$%&'()*+,-/;<=>?@[\\]^`{|}~";
    *edit.rl_attempted_completion_function = complete_word;
    *edit.rl_completion_append_character = '\0';
    edit.using_history();
    edit.stifle_history(HISTORY_LINES);
    find_history();
    if (history_path[0] != '\0') edit.read_history(history_path);
    atexit(save_history);
}

/* The marks 1 and 2 tell libedit that what stands between them takes no room on the screen. It
 * shows such a sequence with the character that follows, so colour has to end before the last one;
 * a prompt that does not end in a space is left as it is. */
static char *read_edited(const char *prompt) {
    size_t length = strlen(prompt);
    if (!console_has_color(stdout) || length < 2 || prompt[length - 1] != ' ')
        return edit.readline(prompt);
    size_t size = length + COLOR_ROOM;
    char *colored = malloc(size);
    if (colored == NULL) return NULL;
    snprintf(colored, size, "\1\033[1;32m\2%.*s\1\033[0m\2 ", (int)(length - 1), prompt);
    char *line = edit.readline(colored);
    free(colored);
    return line;
}

char *line_edit_read(const char *prompt, size_t *length) {
    if (!editing) return read_plain(prompt, length);
    char *line = read_edited(prompt);
    if (line != NULL) *length = strlen(line);
    return line;
}

void line_edit_remember(const char *line) {
    if (!editing || line[0] == '\0') return;
    HIST_ENTRY *last = edit.history_get(*edit.history_base + *edit.history_length - 1);
    if (last == NULL || strcmp(last->line, line) != 0) edit.add_history(line);
}

#else

void line_edit_start(lua_State *L) {
    (void)L;
}

char *line_edit_read(const char *prompt, size_t *length) {
    return read_plain(prompt, length);
}

void line_edit_remember(const char *line) {
    (void)line;
}

#endif
