/* Dictionaries: insertion-ordered open-addressing hash maps, the general part of a table.
**
** Entries stand in an array in order of insertion (keys, values, and their tags split as everywhere); an
** index array of uint32_t maps hash positions to entry numbers. Deleting sets the value to nil and keeps
** the entry, so that traversal may assign nil; rebuilding on growth drops empty entries. An entry's
** number stays valid until the next rebuild: caches remember it and check the key.
*/
#ifndef ORRERY_DICTIONARY_H
#define ORRERY_DICTIONARY_H

#include "string_object.h"

struct Objects;

typedef struct Dictionary {
    uint32_t count;         /* entries used, including empty ones */
    uint32_t capacity;      /* entries there is room for */
    uint32_t integer_count; /* entries with integer keys, including empty ones: 0 means none to migrate */
    uint32_t index_mask;    /* size of the index array - 1 */
    uint32_t hint;          /* entry at which the last traversal step ended */
    uint32_t unused;
    Payload *keys;   /* [capacity]; the four arrays and the index share this dictionary's buffer */
    Payload *values; /* [capacity] */
    uint8_t *key_tags;
    uint8_t *value_tags;
    uint32_t *index; /* entry number + 1, 0 free */
} Dictionary;

/* Entry number of a key, or -1. */
int64_t dictionary_find(const struct Objects *o, const Dictionary *d, const Value *key);
int64_t dictionary_find_short(const Dictionary *d, const String *key);
int64_t dictionary_find_integer(const Dictionary *d, int64_t key);

#endif
