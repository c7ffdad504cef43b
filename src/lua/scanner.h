/* Scanner: source bytes -> tokens, one at a time with one to look ahead.
**
** The source is one contiguous range of bytes, so a token is two pointers into it and nothing is
** copied but string literals with escapes. `token` is the token that the parser looks at; `line` is
** the line that scanning has reached (where that token ends, which is the line error messages
** name), and `last_line` the line where the token before it ended (which is the line most
** instructions get).
*/
#ifndef ORRERY_LUA_SCANNER_H
#define ORRERY_LUA_SCANNER_H

#include "compiler.h"
#include "tokens.h"

typedef struct Token {
    TokenKind kind;
    const char *start; /* its bytes in the source: [start, end) */
    const char *end;
    union {
        Name *name;      /* NAME and STRING */
        int64_t integer; /* INTEGER */
        double number;   /* FLOAT */
    };
} Token;

typedef struct Scanner {
    Compiler *compiler;
    const char *cursor; /* next byte to scan */
    const char *end;    /* behind the last byte of the source */
    uint32_t line;      /* of `cursor`, from 1 */
    uint32_t last_line;
    Token token;
    Token ahead; /* the token after `token`, when has_ahead */
    bool has_ahead;
    char *buffer; /* bytes of a literal with escapes; in the arena */
    size_t buffer_length, buffer_capacity;
} Scanner;

/* Starts at the first line of the source and scans the first token. */
void scanner_init(Scanner *s, Compiler *c, const char *text, size_t size);

/* Makes the next token the current one. */
void scanner_next(Scanner *s);

/* The kind of the token after the current one, which stays current. */
TokenKind scanner_peek(Scanner *s);

/* Raises "<text> near <current token>". */
_Noreturn void scanner_error(Scanner *s, const char *text);

/* ---- Between the scanner's files ---- */

/* The byte at the cursor, or -1 at the end of the source. */
static inline int scanner_byte(const Scanner *s) {
    return s->cursor < s->end ? (unsigned char)*s->cursor : -1;
}

static inline void scanner_count_line(Scanner *s) {
    if (++s->line == INT32_MAX) compiler_error(s->compiler, s->line, "chunk has too many lines");
}

/* Passes one line break, of one byte or two ("\r\n", "\n\r"). Not at the end of the source. */
void scanner_line_break(Scanner *s);

/* Scans a literal; the cursor is behind its opening quote, `start` at it. */
void scan_short_string(Scanner *s, Token *token, const char *start);

/* Number of '=' in the opening long bracket at `start` (at its first '['), or -1: no long
** bracket. */
int long_bracket_level(const Scanner *s, const char *start);

/* Scans a long string (`token` gets it) or a long comment (`token` NULL) whose opening bracket of
** `level` is at the cursor. */
void scan_long_bracket(Scanner *s, Token *token, int level);

#endif
