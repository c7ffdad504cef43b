/* Strings: immutable bytes with a length, any content, a NUL behind them.
**
** Strings of at most STRING_SHORT_MAX bytes are *interned*: one cell for each content, so equality
** is identity. Longer ones are not: interning them would hash and compare every large buffer a
** script builds; they are compared by content and hashed when first used as a key.
**
**      | Cell: flags SHORT HASHED, aux event + 1 or 0, own hash | length 8 | bytes ... | NUL |
**
** *Growing strings.* `s = s .. x` in a loop would copy all of s in every turn. A long string that
** was made by appending to a long string GROWS: appending to it once more gives a string that
** SHARES a GrowingText with room at the end, and appending to that one, the last that shares it,
** writes behind its bytes and makes a new small cell with a greater length.
**
**      | Cell: flags SHARES | length 5 | text |---.
**      | Cell: flags SHARES GROWS | length 8 | text |---> | views 2 | used 8 | capacity 12 | bytes
**      ... | NUL |
**
** The bytes of all of them begin at the same place, but only the last has a NUL behind it. So bytes
** are read in two ways: string_bytes, with the length, and string_text, which sees to the NUL
** and that it stays: nothing is written behind those bytes any more. What GROWS does so once, since
** a string that many others begin with is no growing one.
*/
#ifndef ORRERY_STRING_OBJECT_H
#define ORRERY_STRING_OBJECT_H

#include "value.h"

#define STRING_SHORT_MAX 40 /* as PUC: covers nearly all identifiers and keys */

#define STRING_SHORT  0x01u /* interned */
#define STRING_HASHED 0x02u /* cell.own holds the hash (always, for short ones) */
#define STRING_GROWS  0x04u /* long: made by appending, and nothing was appended to it */
#define STRING_SHARES 0x08u /* long: a SharingString */

struct Objects;

typedef struct String {
    Cell cell;        /* flags STRING_; own: hash; aux: Event + 1 of a metamethod's name, or 0 */
    size_t length;    /* bytes, the NUL behind them not counted */
    char own_bytes[]; /* [length + 1], unless STRING_SHARES */
} String;

typedef struct GrowingText {
    size_t views;    /* strings that share it */
    size_t used;     /* bytes written, a NUL behind them not counted: length of the last of these */
    size_t capacity; /* room for so many, and a NUL */
    char bytes[];
} GrowingText;

typedef struct SharingString {
    Cell cell;
    size_t length;
    GrowingText *text; /* its first `length` bytes are the string's; NULL: being made */
    GrowingText *copy; /* of them, made when a NUL was wanted and they were not the last; or NULL.
                       ** copy->used < length: not finished, see string_begin_copy */
} SharingString;

#define STRING_MAX_LENGTH ((size_t)PTRDIFF_MAX - sizeof(String) - 1)

static inline bool string_is_short(const String *s) {
    return (s->cell.flags & STRING_SHORT) != 0;
}

static inline GrowingText *string_shared_text(const String *s) {
    return ((const SharingString *)s)->text;
}
/* The bytes, perhaps without a NUL behind them. Valid until the string is collected. */
static inline const char *string_bytes(const String *s) {
    if (__builtin_expect(s->cell.flags & STRING_SHARES, 0)) return string_shared_text(s)->bytes;
    return s->own_bytes;
}
/* The bytes with a NUL behind them, valid as long. May raise a memory error; string_try_text gives
** NULL instead. */
const char *string_try_text(struct Objects *o, String *s);
const char *string_text_of_shared(struct Objects *o, String *s);
static inline const char *string_text(struct Objects *o, String *s) {
    if (__builtin_expect(s->cell.flags & STRING_SHARES, 0)) return string_text_of_shared(o, s);
    return s->own_bytes;
}
/* Must string_text copy bytes first? Whoever wants to do so piece by piece copies them from
** string_bytes to the text that string_begin_copy gives, behind the `used` bytes that are there,
** and adds to `used`; string_text does the rest, at once. It may also be left as it is, for the next
** who asks. NULL: memory is short. May collect. */
static inline bool string_must_copy(const String *s) {
    const SharingString *const sharing = (const SharingString *)s;
    return (s->cell.flags & STRING_SHARES) && sharing->text->used != s->length &&
           (sharing->copy == NULL || sharing->copy->used < s->length);
}
GrowingText *string_begin_copy(struct Objects *o, String *s);

/* The string with these bytes (interned when short). May allocate; the result is not anchored.
** `bytes` must not lie in a collectable cell that only the caller knows of. */
String *string_new(struct Objects *o, const char *bytes, size_t length);
String *string_from_c(struct Objects *o, const char *text);
/* A long string (length > STRING_SHORT_MAX) whose bytes the caller fills in before anything
** else. */
String *string_new_long(struct Objects *o, size_t length);
/* The result of appending to s, as a string of `length` bytes, if s GROWS; the caller fills in what
** begins at *rest before anything else: all bytes if *rest is where the string's begin, else what
** is behind those of s. NULL: the caller makes a string_new_long (string_grows says whether that
** one GROWS). May collect. */
String *string_extend(struct Objects *o, String *s, size_t length, char **rest);
void string_grows(String *made, const String *from);
bool string_equal_long(const String *a, const String *b);
uint32_t string_hash_long(struct Objects *o, String *s);

static inline bool string_equal(const String *a, const String *b) {
    return a == b || (!string_is_short(a) && !string_is_short(b) && string_equal_long(a, b));
}
static inline uint32_t string_hash(struct Objects *o, String *s) {
    return (s->cell.flags & STRING_HASHED) ? s->cell.own : string_hash_long(o, s);
}
/* Order by the current locale's strcoll, chunk by chunk at embedded zeros (as the manual's `<`). */
int string_compare(struct Objects *o, String *a, String *b);
int string_compare_bytes(const String *a, const String *b); /* in any locale as in that of C */

/* Makes the table of interned strings, empty. */
void string_table_init(struct Objects *o);
/* Makes room for so many more strings at once. May collect. */
void string_table_reserve(struct Objects *o, uint32_t more);
/* After a full collection, or when much was made that stays: at once what making strings does piece
** by piece, so that the memory of strings that have died, or moved, is given back. May collect. */
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
