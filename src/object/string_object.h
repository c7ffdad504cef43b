/* Strings: immutable bytes with a length, any content, a NUL behind them.
**
** Strings of at most STRING_SHORT_MAX bytes are *interned*: one cell for each content, so equality
** is identity. Longer ones are not: interning them would hash and compare every large buffer a
** script builds; they are compared by content and hashed when first used as a key.
**
**      | Cell: flags SHORT HASHED, aux event + 1 or 0, own hash | length 8 | bytes ... | NUL |
*/
#ifndef ORRERY_STRING_OBJECT_H
#define ORRERY_STRING_OBJECT_H

#include "value.h"

#define STRING_SHORT_MAX 40 /* as PUC: covers nearly all identifiers and keys */

#define STRING_SHORT  0x01u /* interned */
#define STRING_HASHED 0x02u /* cell.own holds the hash (always, for short ones) */

struct Objects;

typedef struct String {
    Cell cell;     /* flags STRING_; own: hash; aux: Event + 1 of a metamethod's name, or 0 */
    size_t length; /* bytes, the NUL behind them not counted */
    char bytes[];  /* [length + 1] */
} String;

#define STRING_MAX_LENGTH ((size_t)PTRDIFF_MAX - sizeof(String) - 1)

static inline bool string_is_short(const String *s) {
    return (s->cell.flags & STRING_SHORT) != 0;
}

/* The string with these bytes (interned when short). May allocate; the result is not anchored.
** `bytes` must not lie in a collectable cell that only the caller knows of. */
String *string_new(struct Objects *o, const char *bytes, size_t length);
String *string_from_c(struct Objects *o, const char *text);
/* A long string (length > STRING_SHORT_MAX) whose bytes the caller fills in before anything
** else. */
String *string_new_long(struct Objects *o, size_t length);
bool string_equal_long(const String *a, const String *b);
uint32_t string_hash_long(struct Objects *o, String *s);

static inline bool string_equal(const String *a, const String *b) {
    return a == b || (!string_is_short(a) && !string_is_short(b) && string_equal_long(a, b));
}
static inline uint32_t string_hash(struct Objects *o, String *s) {
    return (s->cell.flags & STRING_HASHED) ? s->cell.own : string_hash_long(o, s);
}
/* Order by the current locale's strcoll, chunk by chunk at embedded zeros (as the manual's `<`). */
int string_compare(const String *a, const String *b);
int string_compare_bytes(const String *a, const String *b); /* in any locale as in that of C */

/* Makes the table of interned strings, empty. */
void string_table_init(struct Objects *o);
/* After a full collection, or when much was made that stays: at once what making strings does piece by
** piece, so that the memory of strings that have died, or moved, is given back. May collect. */
void string_table_tidy(struct Objects *o);
/* Forgets an interned string. */
void string_destroy(Heap *h, Cell *c);
void string_prepare(Heap *h, const Cell *c);

static inline String *as_string(const Value *v) {
    return (String *)v->u.cell;
}
static inline void set_string(Value *v, const String *s) {
    set_cell(v, s, TAG_STRING);
}

#endif
