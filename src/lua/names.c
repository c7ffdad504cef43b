/* The table of names: hashing and searching; reserved words are told when a name is first met. */
#include "names.h"

#include <string.h>

#include "compiler.h"
#include "tokens.h"

const char *const token_texts[TOKEN_COUNT] = {
#define T(name, text, sort) text,
    TOKEN_LIST(T)
#undef T
};

#define FIRST_CAPACITY 64 /* slots; enough for a short script without growing */

void names_init(NameTable *table, uint64_t seed) {
    *table = (NameTable){.seed = seed};
}

/* Folds the 128-bit product of two words: every bit of both moves every bit of the result. */
static inline uint64_t mix(uint64_t a, uint64_t b) {
    const unsigned __int128 product = (unsigned __int128)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* The last, short word of a text: of one to eight bytes, it holds all of them. */
static inline uint64_t load_tail(const char *text, size_t length) {
    if (length == 8) {
        uint64_t word;
        memcpy(&word, text, 8);
        return word;
    }
    if (length >= 4) {
        uint32_t head, tail;
        memcpy(&head, text, 4);
        memcpy(&tail, text + length - 4, 4);
        return (uint64_t)head << 32 | tail;
    }
    if (length == 0) return 0;
    const unsigned char *bytes = (const unsigned char *)text;
    return (uint64_t)bytes[0] << 16 | (uint64_t)bytes[length / 2] << 8 | bytes[length - 1];
}

/* Gives the last word too, which tells texts of one length up to eight apart. */
static inline uint32_t hash_text(const NameTable *table, const char *text, size_t length,
                                 uint64_t *last_word) {
    uint64_t hash = table->seed ^ length * 0x9e3779b97f4a7c15u;
    while (length > 8) {
        uint64_t word;
        memcpy(&word, text, 8);
        hash = mix(hash ^ word, 0xd6e8feb86659fd93u);
        text += 8;
        length -= 8;
    }
    *last_word = load_tail(text, length);
    hash = mix(hash ^ *last_word, 0xd6e8feb86659fd93u);
    return (uint32_t)(hash ^ hash >> 32);
}

/* The token of a text when it appears as a word. */
static TokenKind word_token(const char *text, size_t length) {
    if (length < 2 || length > 8) return TOKEN_NAME;
    for (int kind = TOKEN_AND; kind <= TOKEN_WHILE; kind++) {
        const char *word = token_texts[kind];
        if (word[0] == text[0] && strlen(word) == length && memcmp(word, text, length) == 0)
            return (TokenKind)kind;
    }
    return TOKEN_NAME;
}

static void place(Name **slots, size_t capacity, Name *name) {
    size_t index = name->hash & (capacity - 1);
    while (slots[index] != NULL)
        index = (index + 1) & (capacity - 1);
    slots[index] = name;
}

static void grow_table(Compiler *c) {
    NameTable *table = &c->names;
    const size_t capacity = table->capacity == 0 ? FIRST_CAPACITY : table->capacity * 2;
    Name **slots = compiler_new(c, capacity * sizeof *slots);
    memset(slots, 0, capacity * sizeof *slots);
    for (size_t i = 0; i < table->capacity; i++)
        if (table->slots[i] != NULL) place(slots, capacity, table->slots[i]);
    table->slots = slots;
    table->capacity = capacity;
}

/* Adds a name that is known not to be there. */
static Name *add_name(Compiler *c, const char *text, size_t length, uint32_t hash,
                      uint64_t last_word) {
    Name *name = compiler_new(c, sizeof *name);
    *name = (Name){
        .text = text,
        .length = length,
        .last_word = last_word,
        .hash = hash,
        .token = (uint8_t)word_token(text, length),
        .string = NO_STRING,
    };
    place(c->names.slots, c->names.capacity, name);
    c->names.count++;
    return name;
}

static inline Name *intern(Compiler *c, const char *text, size_t length, bool copy) {
    NameTable *table = &c->names;
    if (table->count * 2 >= table->capacity) grow_table(c);
    uint64_t last_word;
    const uint32_t hash = hash_text(table, text, length, &last_word);
    size_t index = hash & (table->capacity - 1);
    for (Name *name; (name = table->slots[index]) != NULL;) {
        if (name->last_word == last_word && name->length == length && name->hash == hash &&
            (length <= 8 || memcmp(name->text, text, length) == 0))
            return name;
        index = (index + 1) & (table->capacity - 1);
    }
    if (copy) {
        char *own = compiler_new(c, length);
        memcpy(own, text, length);
        text = own;
    }
    return add_name(c, text, length, hash, last_word);
}

Name *name_intern(Compiler *c, const char *text, size_t length) {
    return intern(c, text, length, false);
}

Name *name_intern_copy(Compiler *c, const char *text, size_t length) {
    if (length == 0) return intern(c, "", 0, false); /* text may be NULL then */
    return intern(c, text, length, true);
}
