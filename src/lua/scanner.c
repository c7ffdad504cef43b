#include "scanner.h"

#include <stdio.h>
#include <string.h>

#include "characters.h"
#include "cost_model.h"
#include "numeral.h"

/* ---- Errors ---------------------------------------------------------------------------------- */

/* Text up to its first NUL; messages are C strings. */
static size_t shown_length(const char *text, size_t length) {
    const char *nul = memchr(text, '\0', length);
    return nul == NULL ? length : (size_t)(nul - text);
}

/* A string literal is shown as its delimiters around its value. */
static _Noreturn void error_near_string(Scanner *s, const char *text, const Token *token) {
    const Name *value = token->name;
    const int level = *token->start == '[' ? long_bracket_level(s, token->start) : -1;
    const size_t delimiter = level < 0 ? 1 : (size_t)level + 2;
    char *shown = compiler_new(s->compiler, value->length + 2 * delimiter);
    memcpy(shown, token->start, delimiter);
    memcpy(shown + delimiter, value->text, value->length);
    memcpy(shown + delimiter + value->length, token->end - delimiter, delimiter);
    const size_t length = shown_length(shown, value->length + 2 * delimiter);
    compiler_error_near(s->compiler, s->line, text, shown, length, true);
}

static _Noreturn void error_near_byte(Scanner *s, const char *text, unsigned char byte) {
    if (byte == 0)
        compiler_error(s->compiler, s->line, "%s", text); /* as Lua 5.4: nothing to show */
    char shown[8];
    const int length = byte >= ' ' && byte < 127 ? snprintf(shown, sizeof shown, "%c", byte)
                                                 : snprintf(shown, sizeof shown, "<\\%d>", byte);
    compiler_error_near(s->compiler, s->line, text, shown, (size_t)length, true);
}

_Noreturn void scanner_error(Scanner *s, const char *text) {
    const Token *token = &s->token;
    switch (token->kind) {
    case TOKEN_END_OF_TEXT: compiler_error_near(s->compiler, s->line, text, "<eof>", 5, false);
    case TOKEN_STRING: error_near_string(s, text, token);
    case TOKEN_UNKNOWN: error_near_byte(s, text, (unsigned char)*token->start);
    default:
        compiler_error_near(s->compiler, s->line, text, token->start,
                            (size_t)(token->end - token->start), true);
    }
}

/* ---- Blanks and comments --------------------------------------------------------------------- */

void scanner_line_break(Scanner *s) {
    const char first = *s->cursor++;
    if (s->cursor < s->end && (*s->cursor == '\n' || *s->cursor == '\r') && *s->cursor != first)
        s->cursor++;
    scanner_count_line(s);
}

/* The cursor is behind "--". */
static void skip_comment(Scanner *s) {
    if (scanner_byte(s) == '[') {
        const int level = long_bracket_level(s, s->cursor);
        if (level >= 0) {
            scan_long_bracket(s, NULL, level);
            return;
        }
    }
    const char *p = s->cursor;
    while (p < s->end && *p != '\n' && *p != '\r')
        p++;
    s->cursor = p;
}

/* ---- Tokens ---------------------------------------------------------------------------------- */

static void scan_word(Scanner *s, Token *token) {
    const char *const start = s->cursor;
    const char *p = start + 1;
    while (p < s->end && character_is(*p, CHARACTER_WORD))
        p++;
    s->cursor = p;
    token->name = name_intern(s->compiler, start, (size_t)(p - start));
    token->kind = (TokenKind)token->name->token;
}

/* Passes the bytes that belong to a numeral, well formed or not: digits of either base, points, an
** exponent mark with its sign, and one letter that spoils it. */
static void pass_numeral(Scanner *s) {
    const char *p = *s->cursor == '.' ? s->cursor + 1 : s->cursor;
    char mark = 'e';
    if (*p == '0' && p + 1 < s->end && (p[1] | 0x20) == 'x') {
        mark = 'p';
        p += 2;
    }
    while (p < s->end) {
        if ((*p | 0x20) == mark) {
            p++;
            if (p < s->end && (*p == '+' || *p == '-')) p++;
        } else if (character_is(*p, CHARACTER_HEX) || *p == '.') {
            p++;
        } else {
            break;
        }
    }
    if (p < s->end && character_is(*p, CHARACTER_LETTER)) p++;
    s->cursor = p;
}

static void scan_numeral(Scanner *s, Token *token) {
    const char *const start = s->cursor;
    pass_numeral(s);
    const size_t length = (size_t)(s->cursor - start);
    Numeral numeral;
    switch (numeral_convert(s->compiler, start, length, &numeral)) {
    case NUMERAL_INTEGER:
        token->kind = TOKEN_INTEGER;
        token->integer = numeral.integer;
        break;
    case NUMERAL_FLOAT:
        token->kind = TOKEN_FLOAT;
        token->number = numeral.number;
        break;
    case NUMERAL_MALFORMED:
        compiler_error_near(s->compiler, s->line, "malformed number", start, length, true);
    }
}

/* A symbol of `length` bytes at the cursor. */
static inline void symbol(Scanner *s, Token *token, TokenKind kind, unsigned length) {
    token->kind = kind;
    s->cursor += length;
}

/* A symbol of two bytes when `second` follows, else one of one byte. */
static inline void symbol_pair(Scanner *s, Token *token, char second, TokenKind pair,
                               TokenKind single) {
    if (s->cursor + 1 < s->end && s->cursor[1] == second)
        symbol(s, token, pair, 2);
    else
        symbol(s, token, single, 1);
}

static void scan_angle(Scanner *s, Token *token, TokenKind shift, TokenKind or_equal,
                       TokenKind single) {
    if (s->cursor + 1 < s->end && s->cursor[1] == *s->cursor)
        symbol(s, token, shift, 2);
    else
        symbol_pair(s, token, '=', or_equal, single);
}

static void scan_dots(Scanner *s, Token *token) {
    const char *p = s->cursor + 1;
    if (p < s->end && *p == '.') {
        if (p + 1 < s->end && p[1] == '.')
            symbol(s, token, TOKEN_ELLIPSIS, 3);
        else
            symbol(s, token, TOKEN_CONCAT, 2);
    } else if (p < s->end && character_is(*p, CHARACTER_DIGIT)) {
        scan_numeral(s, token);
    } else {
        symbol(s, token, TOKEN_DOT, 1);
    }
}

static void scan_left_bracket(Scanner *s, Token *token) {
    const int level = long_bracket_level(s, s->cursor);
    if (level >= 0) {
        scan_long_bracket(s, token, level);
        return;
    }
    const char *p = s->cursor + 1;
    while (p < s->end && *p == '=')
        p++;
    if (p > s->cursor + 1)
        compiler_error_near(s->compiler, s->line, "invalid long string delimiter", s->cursor,
                            (size_t)(p - s->cursor), true);
    symbol(s, token, TOKEN_LEFT_BRACKET, 1);
}

/* Scans a token that begins at the cursor with neither a letter nor a digit. */
static void scan_symbol(Scanner *s, Token *token) {
    switch (*s->cursor) {
    case '+': symbol(s, token, TOKEN_PLUS, 1); break;
    case '-': symbol(s, token, TOKEN_MINUS, 1); break;
    case '*': symbol(s, token, TOKEN_STAR, 1); break;
    case '%': symbol(s, token, TOKEN_PERCENT, 1); break;
    case '^': symbol(s, token, TOKEN_CARET, 1); break;
    case '#': symbol(s, token, TOKEN_HASH, 1); break;
    case '&': symbol(s, token, TOKEN_AMPERSAND, 1); break;
    case '|': symbol(s, token, TOKEN_BAR, 1); break;
    case '(': symbol(s, token, TOKEN_LEFT_PAREN, 1); break;
    case ')': symbol(s, token, TOKEN_RIGHT_PAREN, 1); break;
    case '{': symbol(s, token, TOKEN_LEFT_BRACE, 1); break;
    case '}': symbol(s, token, TOKEN_RIGHT_BRACE, 1); break;
    case ']': symbol(s, token, TOKEN_RIGHT_BRACKET, 1); break;
    case ';': symbol(s, token, TOKEN_SEMICOLON, 1); break;
    case ',': symbol(s, token, TOKEN_COMMA, 1); break;
    case '/': symbol_pair(s, token, '/', TOKEN_DOUBLE_SLASH, TOKEN_SLASH); break;
    case '~': symbol_pair(s, token, '=', TOKEN_NOT_EQUAL, TOKEN_TILDE); break;
    case '=': symbol_pair(s, token, '=', TOKEN_EQUAL, TOKEN_ASSIGN); break;
    case ':': symbol_pair(s, token, ':', TOKEN_DOUBLE_COLON, TOKEN_COLON); break;
    case '<': scan_angle(s, token, TOKEN_SHIFT_LEFT, TOKEN_LESS_EQUAL, TOKEN_LESS); break;
    case '>': scan_angle(s, token, TOKEN_SHIFT_RIGHT, TOKEN_GREATER_EQUAL, TOKEN_GREATER); break;
    case '.': scan_dots(s, token); break;
    case '[': scan_left_bracket(s, token); break;
    case '"':
    case '\'':
        s->cursor++;
        scan_short_string(s, token, token->start);
        break;
    default: symbol(s, token, TOKEN_UNKNOWN, 1);
    }
}

/* Scans the token at the cursor after passing what separates tokens. */
static void scan(Scanner *s, Token *token) {
    while (s->cursor < s->end) {
        const char byte = *s->cursor;
        if (byte == '\n' || byte == '\r') {
            scanner_line_break(s);
        } else if (character_is(byte, CHARACTER_BLANK)) {
            s->cursor++;
        } else if (byte == '-' && s->cursor + 1 < s->end && s->cursor[1] == '-') {
            s->cursor += 2;
            skip_comment(s);
        } else {
            break;
        }
    }
    token->start = s->cursor;
    if (s->cursor == s->end)
        token->kind = TOKEN_END_OF_TEXT;
    else if (character_is(*s->cursor, CHARACTER_LETTER))
        scan_word(s, token);
    else if (character_is(*s->cursor, CHARACTER_DIGIT))
        scan_numeral(s, token);
    else
        scan_symbol(s, token);
    token->end = s->cursor;
}

void scanner_init(Scanner *s, Compiler *c, const char *text, size_t size) {
    *s = (Scanner){.compiler = c, .cursor = text, .end = text + size, .line = 1, .last_line = 1};
    scan(s, &s->token);
}

void scanner_next(Scanner *s) {
    s->last_line = s->line;
    compiler_poll(s->compiler);
    compiler_pay(s->compiler, COST_TOKEN);
    if (s->has_ahead) {
        s->token = s->ahead;
        s->has_ahead = false;
    } else {
        scan(s, &s->token);
    }
}

TokenKind scanner_peek(Scanner *s) {
    if (!s->has_ahead) {
        scan(s, &s->ahead);
        s->has_ahead = true;
    }
    return s->ahead.kind;
}
