/* String literals.
**
** Most literals hold no escape: their value stands in the source and is interned from there. The
** first escape moves what was read so far to the scanner's buffer, where the rest is put together.
** A faulty escape is reported with the value so far and the escape as it is written.
*/
#include <stdio.h>
#include <string.h>

#include "characters.h"
#include "scanner.h"

/* Appends bytes to the buffer. */
static void append(Scanner *s, const char *bytes, size_t length) {
    if (s->buffer_capacity - s->buffer_length < length) {
        size_t capacity = s->buffer_capacity < 64 ? 64 : s->buffer_capacity * 2;
        while (capacity - s->buffer_length < length)
            capacity *= 2;
        char *larger = compiler_new(s->compiler, capacity);
        if (s->buffer_length > 0) memcpy(larger, s->buffer, s->buffer_length);
        s->buffer = larger;
        s->buffer_capacity = capacity;
    }
    if (length > 0) memcpy(s->buffer + s->buffer_length, bytes, length);
    s->buffer_length += length;
}

/* Raises `text` near the literal: opening quote, the buffer, and the source in [from, to). */
static _Noreturn void literal_error(Scanner *s, const char *text, char quote, const char *from,
                                    const char *to) {
    append(s, from, (size_t)(to - from));
    char *near = compiler_new(s->compiler, s->buffer_length + 2);
    near[0] = quote;
    if (s->buffer_length > 0) memcpy(near + 1, s->buffer, s->buffer_length);
    near[s->buffer_length + 1] = '\0';
    compiler_error_near(s->compiler, s->line, text, near, strlen(near), true);
}

static _Noreturn void end_of_text_error(Scanner *s, const char *text) {
    compiler_error_near(s->compiler, s->line, text, "<eof>", 5, false);
}

/* Where an escape stands. */
typedef struct Escape {
    const char *start; /* its backslash */
    char quote;        /* the literal's */
} Escape;

/* A fault at the cursor: the byte there, if any, is shown too. */
static _Noreturn void escape_error(Scanner *s, const Escape *escape, const char *text) {
    literal_error(s, text, escape->quote, escape->start,
                  s->cursor < s->end ? s->cursor + 1 : s->cursor);
}

static unsigned escape_hex_digit(Scanner *s, const Escape *escape) {
    if (s->cursor == s->end || !character_is(*s->cursor, CHARACTER_HEX))
        escape_error(s, escape, "hexadecimal digit expected");
    return character_hex(*s->cursor++);
}

/* The cursor is behind "\x". */
static void escape_hex(Scanner *s, const Escape *escape) {
    const unsigned high = escape_hex_digit(s, escape);
    const char byte = (char)(high << 4 | escape_hex_digit(s, escape));
    append(s, &byte, 1);
}

/* Up to three digits at the cursor. */
static void escape_decimal(Scanner *s, const Escape *escape) {
    unsigned value = 0;
    for (int i = 0; i < 3 && s->cursor < s->end && character_is(*s->cursor, CHARACTER_DIGIT); i++)
        value = value * 10 + (unsigned)(*s->cursor++ - '0');
    if (value > 255) escape_error(s, escape, "decimal escape too large");
    const char byte = (char)value;
    append(s, &byte, 1);
}

/* Appends a code point below 2^31 in UTF-8 of up to six bytes. */
static void append_utf8(Scanner *s, uint32_t code) {
    static const uint32_t limits[] = {0x80, 0x800, 0x10000, 0x200000, 0x4000000, 0x80000000};
    unsigned count = 1; /* bytes needed */
    while (code >= limits[count - 1])
        count++;
    char bytes[6];
    const unsigned mark = count == 1 ? 0 : 0xff00u >> count; /* count ones, then a zero */
    bytes[0] = (char)(mark | code >> 6 * (count - 1));
    for (unsigned i = 1; i < count; i++)
        bytes[i] = (char)(0x80 | (code >> 6 * (count - 1 - i) & 0x3f));
    append(s, bytes, count);
}

/* The cursor is behind "\u". */
static void escape_unicode(Scanner *s, const Escape *escape) {
    if (scanner_byte(s) != '{') escape_error(s, escape, "missing '{'");
    s->cursor++;
    uint32_t code = escape_hex_digit(s, escape);
    while (s->cursor < s->end && character_is(*s->cursor, CHARACTER_HEX)) {
        if (code > 0x7fffffff >> 4) escape_error(s, escape, "UTF-8 value too large");
        code = code << 4 | character_hex(*s->cursor++);
    }
    if (scanner_byte(s) != '}') escape_error(s, escape, "missing '}'");
    s->cursor++;
    append_utf8(s, code);
}

/* The cursor is behind "\z". */
static void skip_blanks(Scanner *s) {
    while (s->cursor < s->end && character_is(*s->cursor, CHARACTER_BLANK)) {
        if (*s->cursor == '\n' || *s->cursor == '\r')
            scanner_line_break(s);
        else
            s->cursor++;
    }
}

/* The byte that a one-letter escape stands for, or 0. */
static char simple_escape(char letter) {
    switch (letter) {
    case 'a': return '\a';
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    case 'v': return '\v';
    case '\\':
    case '"':
    case '\'': return letter;
    default: return 0;
    }
}

/* Reads one escape into the buffer; the cursor is at its backslash. */
static void read_escape(Scanner *s, char quote) {
    const Escape escape = {s->cursor, quote};
    s->cursor++;
    if (s->cursor == s->end) end_of_text_error(s, "unfinished string");
    const char letter = *s->cursor;
    const char simple = simple_escape(letter);
    if (simple != 0) {
        s->cursor++;
        append(s, &simple, 1);
    } else if (letter == '\n' || letter == '\r') {
        scanner_line_break(s);
        append(s, "\n", 1);
    } else if (letter == 'x') {
        s->cursor++;
        escape_hex(s, &escape);
    } else if (letter == 'u') {
        s->cursor++;
        escape_unicode(s, &escape);
    } else if (letter == 'z') {
        s->cursor++;
        skip_blanks(s);
    } else if (character_is(letter, CHARACTER_DIGIT)) {
        escape_decimal(s, &escape);
    } else {
        escape_error(s, &escape, "invalid escape sequence");
    }
}

/* Moves the cursor to the next byte that is not an ordinary part of a short literal. */
static void pass_ordinary(Scanner *s, char quote) {
    const char *p = s->cursor;
    while (p < s->end && *p != quote && *p != '\\' && *p != '\n' && *p != '\r')
        p++;
    s->cursor = p;
}

void scan_short_string(Scanner *s, Token *token, const char *start) {
    const char quote = *start;
    const char *run = s->cursor; /* ordinary bytes not yet in the buffer begin here */
    bool escaped = false;
    s->buffer_length = 0;
    for (;;) {
        pass_ordinary(s, quote);
        if (s->cursor == s->end) end_of_text_error(s, "unfinished string");
        if (*s->cursor == quote) break;
        if (*s->cursor != '\\') literal_error(s, "unfinished string", quote, run, s->cursor);
        append(s, run, (size_t)(s->cursor - run));
        read_escape(s, quote);
        run = s->cursor;
        escaped = true;
    }
    const size_t length = (size_t)(s->cursor - run);
    if (escaped) {
        append(s, run, length);
        token->name = name_intern_copy(s->compiler, s->buffer, s->buffer_length);
    } else {
        token->name = name_intern(s->compiler, run, length);
    }
    token->kind = TOKEN_STRING;
    s->cursor++;
}

/* ---- Long brackets --------------------------------------------------------------------------- */

int long_bracket_level(const Scanner *s, const char *start) {
    const char *p = start + 1;
    while (p < s->end && *p == '=')
        p++;
    if (p == s->end || *p != '[' || p - start - 1 > INT32_MAX / 2) return -1;
    return (int)(p - start - 1);
}

/* Whether the closing bracket of `level` is at `p` (at its first ']'). */
static bool closes(const Scanner *s, const char *p, int level) {
    if (s->end - p < level + 2 || p[level + 1] != ']') return false;
    for (int i = 1; i <= level; i++)
        if (p[i] != '=') return false;
    return true;
}

static _Noreturn void unfinished(Scanner *s, const char *what, uint32_t first_line) {
    char text[64];
    snprintf(text, sizeof text, "unfinished long %s (starting at line %u)", what,
             (unsigned)first_line);
    end_of_text_error(s, text);
}

void scan_long_bracket(Scanner *s, Token *token, int level) {
    const uint32_t first_line = s->line;
    s->cursor += level + 2;
    if (s->cursor < s->end && (*s->cursor == '\n' || *s->cursor == '\r')) scanner_line_break(s);
    const char *run = s->cursor; /* bytes not yet in the buffer begin here */
    bool changed = false;        /* a line break was not a single '\n' */
    s->buffer_length = 0;
    for (;;) {
        const char *p = s->cursor;
        while (p < s->end && *p != ']' && *p != '\n' && *p != '\r')
            p++;
        s->cursor = p;
        if (p == s->end) unfinished(s, token == NULL ? "comment" : "string", first_line);
        if (*p == ']') {
            if (closes(s, p, level)) break;
            s->cursor++;
            continue;
        }
        scanner_line_break(s);
        if (token != NULL && (*p != '\n' || s->cursor != p + 1)) {
            append(s, run, (size_t)(p - run));
            append(s, "\n", 1);
            run = s->cursor;
            changed = true;
        }
    }
    if (token != NULL) {
        const size_t length = (size_t)(s->cursor - run);
        if (changed) append(s, run, length);
        token->name = changed ? name_intern_copy(s->compiler, s->buffer, s->buffer_length)
                              : name_intern(s->compiler, run, length);
        token->kind = TOKEN_STRING;
    }
    s->cursor += level + 2;
}
