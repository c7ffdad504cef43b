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

#if defined(ORRERY_HAS_LIBEDIT)

#include "complete.h"

#include <editline/readline.h>

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
    if (history_path[0] != '\0') write_history(history_path);
}

static char **complete_word(const char *word, int start, int end) {
    (void)start;
    (void)end;
    rl_attempted_completion_over = 1;
    return rl_completion_matches(word, complete_next);
}

void line_edit_start(lua_State *L) {
    editing = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
    if (!editing) return;
    complete_start(L);
    rl_readline_name = "orrery";
    rl_basic_word_break_characters = " \t\r\n!\"#$%&'()*+,-/;<=>?@[\\]^`{|}~";
    rl_attempted_completion_function = complete_word;
    rl_completion_append_character = '\0';
    using_history();
    stifle_history(HISTORY_LINES);
    find_history();
    if (history_path[0] != '\0') read_history(history_path);
    atexit(save_history);
}

/* The marks 1 and 2 tell libedit that what stands between them takes no room on the screen. It
 * shows such a sequence with the character that follows, so colour has to end before the last one;
 * a prompt that does not end in a space is left as it is. */
static char *read_edited(const char *prompt) {
    size_t length = strlen(prompt);
    if (!console_has_color(stdout) || length < 2 || prompt[length - 1] != ' ')
        return readline(prompt);
    size_t size = length + COLOR_ROOM;
    char *colored = malloc(size);
    if (colored == NULL) return NULL;
    snprintf(colored, size, "\1\033[1;32m\2%.*s\1\033[0m\2 ", (int)(length - 1), prompt);
    char *line = readline(colored);
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
    HIST_ENTRY *last = history_get(history_base + history_length - 1);
    if (last == NULL || strcmp(last->line, line) != 0) add_history(line);
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
