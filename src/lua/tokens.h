/* Tokens: the words of Lua, one list.
**
** A row names a token, gives the text by which error messages call it, and says what it is:
**   RESERVED  a word that cannot be a name (its row's text is the word itself),
**   SYMBOL    an operator or a mark of punctuation (its row's text is its spelling),
**   CLASS     a kind of token with many spellings; messages show its text without quotes.
** The rows of each sort stand together, so that a range check tells the sort.
*/
#ifndef ORRERY_LUA_TOKENS_H
#define ORRERY_LUA_TOKENS_H

#include <stdbool.h>

/* clang-format off */
#define TOKEN_LIST(T) \
    T(AND,           "and",       RESERVED) \
    T(BREAK,         "break",     RESERVED) \
    T(DO,            "do",        RESERVED) \
    T(ELSE,          "else",      RESERVED) \
    T(ELSEIF,        "elseif",    RESERVED) \
    T(END,           "end",       RESERVED) \
    T(FALSE,         "false",     RESERVED) \
    T(FOR,           "for",       RESERVED) \
    T(FUNCTION,      "function",  RESERVED) \
    T(GOTO,          "goto",      RESERVED) \
    T(IF,            "if",        RESERVED) \
    T(IN,            "in",        RESERVED) \
    T(LOCAL,         "local",     RESERVED) \
    T(NIL,           "nil",       RESERVED) \
    T(NOT,           "not",       RESERVED) \
    T(OR,            "or",        RESERVED) \
    T(REPEAT,        "repeat",    RESERVED) \
    T(RETURN,        "return",    RESERVED) \
    T(THEN,          "then",      RESERVED) \
    T(TRUE,          "true",      RESERVED) \
    T(UNTIL,         "until",     RESERVED) \
    T(WHILE,         "while",     RESERVED) \
    T(PLUS,          "+",         SYMBOL) \
    T(MINUS,         "-",         SYMBOL) \
    T(STAR,          "*",         SYMBOL) \
    T(SLASH,         "/",         SYMBOL) \
    T(DOUBLE_SLASH,  "//",        SYMBOL) \
    T(PERCENT,       "%",         SYMBOL) \
    T(CARET,         "^",         SYMBOL) \
    T(HASH,          "#",         SYMBOL) \
    T(AMPERSAND,     "&",         SYMBOL) \
    T(TILDE,         "~",         SYMBOL) \
    T(BAR,           "|",         SYMBOL) \
    T(SHIFT_LEFT,    "<<",        SYMBOL) \
    T(SHIFT_RIGHT,   ">>",        SYMBOL) \
    T(EQUAL,         "==",        SYMBOL) \
    T(NOT_EQUAL,     "~=",        SYMBOL) \
    T(LESS,          "<",         SYMBOL) \
    T(LESS_EQUAL,    "<=",        SYMBOL) \
    T(GREATER,       ">",         SYMBOL) \
    T(GREATER_EQUAL, ">=",        SYMBOL) \
    T(ASSIGN,        "=",         SYMBOL) \
    T(LEFT_PAREN,    "(",         SYMBOL) \
    T(RIGHT_PAREN,   ")",         SYMBOL) \
    T(LEFT_BRACE,    "{",         SYMBOL) \
    T(RIGHT_BRACE,   "}",         SYMBOL) \
    T(LEFT_BRACKET,  "[",         SYMBOL) \
    T(RIGHT_BRACKET, "]",         SYMBOL) \
    T(DOUBLE_COLON,  "::",        SYMBOL) \
    T(SEMICOLON,     ";",         SYMBOL) \
    T(COLON,         ":",         SYMBOL) \
    T(COMMA,         ",",         SYMBOL) \
    T(DOT,           ".",         SYMBOL) \
    T(CONCAT,        "..",        SYMBOL) \
    T(ELLIPSIS,      "...",       SYMBOL) \
    T(END_OF_TEXT,   "<eof>",     CLASS) \
    T(FLOAT,         "<number>",  CLASS) \
    T(INTEGER,       "<integer>", CLASS) \
    T(NAME,          "<name>",    CLASS) \
    T(STRING,        "<string>",  CLASS) \
    T(UNKNOWN,       "<unknown>", CLASS) /* a byte that begins no token */
/* clang-format on */

typedef enum TokenKind {
#define T(name, text, sort) TOKEN_##name,
    TOKEN_LIST(T)
#undef T
        TOKEN_COUNT
} TokenKind;

_Static_assert(TOKEN_COUNT <= 256, "Name stores a token kind in a byte");
_Static_assert(TOKEN_AND == 0 && TOKEN_WHILE + 1 == TOKEN_PLUS, "reserved words come first");

/* Text of the row. */
extern const char *const token_texts[TOKEN_COUNT];

static inline bool token_is_class(TokenKind kind) {
    return kind >= TOKEN_END_OF_TEXT;
}

#endif
