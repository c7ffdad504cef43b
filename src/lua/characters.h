/* What a byte can be in Lua source, by table: independent of the C locale, one load a test. */
#ifndef ORRERY_LUA_CHARACTERS_H
#define ORRERY_LUA_CHARACTERS_H

#include <stdbool.h>

enum {
    CHARACTER_LETTER = 1, /* begins a word: A-Z a-z _ */
    CHARACTER_WORD = 2,   /* goes on in a word: a letter or a digit */
    CHARACTER_DIGIT = 4,  /* 0-9 */
    CHARACTER_HEX = 8,    /* 0-9 A-F a-f */
    CHARACTER_BLANK = 16  /* separates tokens, line breaks included */
};

extern const unsigned char character_classes[256];

static inline bool character_is(char byte, unsigned classes) {
    return (character_classes[(unsigned char)byte] & classes) != 0;
}

/* Value of a hexadecimal digit. */
static inline unsigned character_hex(char byte) {
    return byte <= '9' ? (unsigned)(byte - '0') : (unsigned)((byte | 0x20) - 'a' + 10);
}

#endif
