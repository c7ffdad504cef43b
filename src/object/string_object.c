/* Strings: hashing, the table of interned strings, comparison.
**
** The hash reads the whole string and is seeded, so that no set of keys collides by design. It
** folds 16 bytes at a time with a 64 x 64 -> 128 bit multiplication, whose high and low halves are
** combined: every input bit reaches every output bit in one step.
**
** An interned string that died but is not swept yet is still in the table. Finding it revives it.
*/
#include <locale.h>
#include <string.h>

#include "objects.h"

#define TABLE_MIN 128u /* buckets; the names of events and of the library alone are more */
#define HASH_FREE 0u

/* ---- Hash ------------------------------------------------------------------------------------ */

/* Odd random numbers with half of their bits set. */
#define FACTOR_A 0x9e6c63d0876a9a47u
#define FACTOR_B 0xc3a5c85c97cb3127u
#define FACTOR_C 0xb492b66fbe98f273u

static inline uint64_t fold(uint64_t a, uint64_t b) {
    const __uint128_t product = (__uint128_t)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}
static inline uint64_t read8(const char *p) {
    uint64_t word;
    memcpy(&word, p, 8);
    return word;
}
static inline uint64_t read4(const char *p) {
    uint32_t word;
    memcpy(&word, p, 4);
    return word;
}

/* Up to 16 bytes in two words that overlap where the length is no power of two. */
static inline uint64_t hash_tail(uint64_t state, const char *p, size_t length) {
    uint64_t a = 0, b = 0;
    if (length >= 8) {
        a = read8(p);
        b = read8(p + length - 8);
    } else if (length >= 4) {
        a = read4(p);
        b = read4(p + length - 4);
    } else if (length > 0) {
        a = (uint64_t)(uint8_t)p[0] << 16 | (uint64_t)(uint8_t)p[length >> 1] << 8 |
            (uint8_t)p[length - 1];
    }
    return fold(a ^ state ^ FACTOR_A, b ^ FACTOR_B ^ state);
}

static inline uint32_t hash_bytes(uint64_t seed, const char *p, size_t length) {
    uint64_t state = seed ^ length * FACTOR_C;
    size_t rest = length;
    for (; rest > 16; rest -= 16, p += 16)
        state = fold(read8(p) ^ state ^ FACTOR_A, read8(p + 8) ^ FACTOR_C ^ state);
    state = fold(hash_tail(state, p, rest) ^ seed, FACTOR_B);
    const uint32_t hash = (uint32_t)(state ^ state >> 32);
    return hash == HASH_FREE ? 1 : hash;
}

uint32_t string_hash_long(Objects *o, String *s) {
    s->cell.own = hash_bytes(o->seed, string_bytes(s), s->length);
    s->cell.flags |= STRING_HASHED;
    return s->cell.own;
}

/* ---- Table of interned strings --------------------------------------------------------------- */

#define MOVED_AT_ONCE 16u  /* buckets; all are moved long before the new table is full */
#define MOVED_SPARSE  128u /* the same when few of them hold a string */

/* A table that holds less than one string per SPARSE buckets is divided by SHRINKING: the new one
** is not half full then, and not full before all strings have moved. */
#define SPARSE    16u
#define SHRINKING 8u

static size_t bytes_for(uint32_t capacity) {
    return (size_t)capacity * (sizeof(String *) + sizeof(uint32_t));
}

size_t string_buckets_bytes(const StringBuckets *b) {
    return bytes_for(b->capacity);
}

static void insert(StringBuckets *b, String *s, uint32_t hash) {
    const uint32_t mask = b->capacity - 1;
    uint32_t i = hash & mask;
    while (b->hashes[i] != HASH_FREE)
        i = (i + 1) & mask;
    b->hashes[i] = hash;
    b->strings[i] = s;
}

/* Moves some strings of the old table to the new one, without looking at them. Hashes stay, for the
** searches behind them. */
static void move_some(Objects *o, uint32_t buckets) {
    StringTable *t = &o->strings;
    const uint32_t rest = t->old.capacity - t->moved;
    const uint32_t end = t->moved + (buckets < rest ? buckets : rest);
    for (uint32_t i = t->moved; i < end; i++) {
        if (t->old.hashes[i] == HASH_FREE || t->old.strings[i] == NULL) continue;
        insert(&t->now, t->old.strings[i], t->old.hashes[i]);
        t->old.strings[i] = NULL;
    }
    t->moved = end;
    if (end < t->old.capacity) return;
    heap_free_buffer(&o->heap, t->old.strings, bytes_for(t->old.capacity));
    t->old = (StringBuckets){0};
}

static bool is_full(const StringTable *t) {
    return t->count >= t->now.capacity / 4 * 3;
}

/* Have most strings died? Not while strings move: the pieces would not be small then. */
static bool is_sparse(const StringTable *t) {
    return t->count < t->now.capacity / SPARSE && t->now.capacity >= TABLE_MIN * SHRINKING &&
           t->old.capacity == 0;
}

static void begin_table(Objects *o, String **strings, uint32_t capacity) {
    StringTable *t = &o->strings;
    t->old = t->now;
    t->moved = 0;
    t->now = (StringBuckets){strings, (uint32_t *)(strings + capacity), capacity};
    memset(t->now.hashes, 0, capacity * sizeof(uint32_t));
}

/* Begins a table for what there is and as much again. May collect, which may empty buckets. */
static void grow(Objects *o) {
    const StringTable *t = &o->strings;
    uint32_t capacity = TABLE_MIN;
    if (t->old.capacity > 0) move_some(o, UINT32_MAX);
    while (capacity / 2 <= t->count) {
        if (capacity > UINT32_MAX / 4) o->heap.client->no_memory(&o->heap);
        capacity *= 2;
    }
    begin_table(o, heap_buffer(&o->heap, NULL, 0, bytes_for(capacity)), capacity);
}

void string_table_reserve(Objects *o, uint32_t more) {
    StringTable *t = &o->strings;
    const uint64_t needed = (uint64_t)t->count + more;
    uint32_t capacity = t->now.capacity;
    while (capacity / 4 * 3 <= needed && capacity <= UINT32_MAX / 4)
        capacity *= 2;
    if (capacity == t->now.capacity) return;
    if (t->old.capacity > 0) move_some(o, UINT32_MAX);
    begin_table(o, heap_buffer(&o->heap, NULL, 0, bytes_for(capacity)), capacity);
    move_some(o, UINT32_MAX);
}

/* Begins a smaller table. Without memory for it the large one stays for a while: each attempt may
** cost a collection. */
static void shrink(Objects *o) {
    StringTable *t = &o->strings;
    const uint32_t capacity = t->now.capacity / SHRINKING;
    if (t->reprieve > 0) {
        t->reprieve--;
        return;
    }
    String **strings = heap_try_buffer(&o->heap, NULL, 0, bytes_for(capacity));
    if (strings != NULL) {
        begin_table(o, strings, capacity);
    } else {
        t->reprieve = capacity;
    }
}

void string_table_tidy(Objects *o) {
    StringTable *const t = &o->strings;
    t->reprieve = 0;
    if (t->old.capacity > 0) move_some(o, UINT32_MAX);
    while (is_sparse(t) && t->reprieve == 0) {
        shrink(o);
        if (t->old.capacity > 0) move_some(o, UINT32_MAX);
    }
}

void string_table_init(Objects *o) {
    grow(o);
}

static String *find(const StringBuckets *b, const char *bytes, size_t length, uint32_t hash) {
    const uint32_t mask = b->capacity - 1;
    for (uint32_t i = hash & mask; b->hashes[i] != HASH_FREE; i = (i + 1) & mask) {
        if (b->hashes[i] != hash) continue;
        String *s = b->strings[i];
        if (s != NULL && s->length == length && memcmp(s->own_bytes, bytes, length) == 0) return s;
    }
    return NULL;
}

/* Closes the gap at `hole`: strings behind it that could stand there, or nearer to their place,
** move up. */
static void close_gap(StringBuckets *b, uint32_t hole) {
    const uint32_t mask = b->capacity - 1;
    for (uint32_t i = (hole + 1) & mask; b->hashes[i] != HASH_FREE; i = (i + 1) & mask) {
        if (((i - b->hashes[i]) & mask) < ((i - hole) & mask)) continue;
        b->hashes[hole] = b->hashes[i];
        b->strings[hole] = b->strings[i];
        hole = i;
    }
    b->hashes[hole] = HASH_FREE;
}

/* The bucket where a string is, or -1. */
static int64_t bucket_of(const StringBuckets *b, const String *s) {
    const uint32_t mask = b->capacity - 1, hash = s->cell.own;
    if (b->capacity == 0) return -1;
    for (uint32_t i = hash & mask; b->hashes[i] != HASH_FREE; i = (i + 1) & mask) {
        if (b->strings[i] == s) return i;
    }
    return -1;
}

void string_prepare(Heap *h, const Cell *c) {
    const StringBuckets *b = &objects_of(h)->strings.now;
    const uint32_t i = c->own & (b->capacity - 1);
    if (b->capacity == 0 || !(c->flags & STRING_SHORT)) return;
    __builtin_prefetch(&b->hashes[i], 1);
    __builtin_prefetch(&b->strings[i]);
}

static size_t text_bytes(size_t capacity) {
    return sizeof(GrowingText) + capacity + 1;
}

static void leave_text(Heap *h, GrowingText *text) {
    if (--text->views == 0) heap_free_buffer(h, text, text_bytes(text->capacity));
}

static void leave_texts(Heap *h, SharingString *s) {
    if (s->text != NULL) leave_text(h, s->text);
    if (s->copy != NULL) leave_text(h, s->copy);
}

void string_destroy(Heap *h, Cell *c) {
    if (c->flags & STRING_SHARES) leave_texts(h, (SharingString *)c);
    if (!(c->flags & STRING_SHORT)) return;
    StringTable *t = &objects_of(h)->strings;
    if (t->now.capacity == 0) return;
    const String *s = (const String *)c;
    const int64_t i = bucket_of(&t->now, s);
    if (i >= 0) {
        close_gap(&t->now, (uint32_t)i);
    } else {
        const int64_t k = bucket_of(&t->old, s);
        assert(k >= 0);
        if (k >= 0) t->old.strings[k] = NULL;
    }
    t->count--;
}

/* ---- Making strings -------------------------------------------------------------------------- */

static _Noreturn void too_long(Objects *o) {
    if (o->string_limit < STRING_MAX_LENGTH) objects_refuse(o, REFUSED_STRING);
    o->heap.client->no_memory(&o->heap);
    __builtin_unreachable();
}

static String *allocate(Objects *o, size_t length) {
    if (__builtin_expect(length > o->string_limit, 0)) too_long(o);
    String *s = (String *)heap_allocate(&o->heap, sizeof(String) + length + 1, TAG_STRING);
    s->length = length;
    s->own_bytes[length] = '\0';
    return s;
}

static String *intern(Objects *o, const char *bytes, size_t length) {
    StringTable *t = &o->strings;
    const uint32_t hash = hash_bytes(o->seed, bytes, length);
    String *s = find(&t->now, bytes, length, hash);
    if (s == NULL && t->old.capacity > 0) s = find(&t->old, bytes, length, hash);
    if (s != NULL) {
        if (__builtin_expect(heap_is_doomed(&o->heap, &s->cell), 0))
            heap_revive(&o->heap, &s->cell);
        return s;
    }
    if (is_full(t)) grow(o);
    if (is_sparse(t)) shrink(o);
    if (t->old.capacity > 0)
        move_some(o, t->count < t->old.capacity / SHRINKING ? MOVED_SPARSE : MOVED_AT_ONCE);
    s = allocate(o, length);
    s->cell.flags = STRING_SHORT | STRING_HASHED;
    s->cell.own = hash;
    memcpy(s->own_bytes, bytes, length);
    insert(&t->now, s, hash);
    t->count++;
    return s;
}

String *string_new(Objects *o, const char *bytes, size_t length) {
    if (length <= STRING_SHORT_MAX) return intern(o, bytes, length);
    String *s = allocate(o, length);
    memcpy(s->own_bytes, bytes, length);
    return s;
}

String *string_from_c(Objects *o, const char *text) {
    return string_new(o, text, strlen(text));
}

String *string_new_long(Objects *o, size_t length) {
    assert(length > STRING_SHORT_MAX);
    return allocate(o, length);
}

/* ---- Growing strings ------------------------------------------------------------------------- */

#define GROWS_MIN 256 /* bytes; shorter strings are copied as fast */

void string_grows(String *made, const String *from) {
    if (from->length >= GROWS_MIN && from->length >= made->length / 2)
        made->cell.flags |= STRING_GROWS;
}

static GrowingText *text_new(Objects *o, size_t capacity) {
    GrowingText *const text = heap_try_buffer(&o->heap, NULL, 0, text_bytes(capacity));
    if (text != NULL) *text = (GrowingText){.views = 1, .capacity = capacity};
    return text;
}

/* Room for half as much again, unless memory is short. */
static GrowingText *text_for(Objects *o, size_t length) {
    const size_t more = o->string_limit - length;
    return text_new(o, length + (length / 2 < more ? length / 2 : more));
}

String *string_extend(Objects *o, String *s, size_t length, char **rest) {
    if (!(s->cell.flags & STRING_GROWS) || length > o->string_limit) return NULL;
    SharingString *const made =
        (SharingString *)heap_allocate(&o->heap, sizeof(SharingString), TAG_STRING);
    made->cell.flags = STRING_SHARES;
    made->length = length;
    made->text = made->copy = NULL;
    GrowingText *text = (s->cell.flags & STRING_SHARES) ? string_shared_text(s) : NULL;
    assert(text == NULL || text->used == s->length);
    if (text != NULL && length <= text->capacity) {
        text->views++;
        *rest = text->bytes + s->length;
    } else {
        heap_push_root(&o->heap, &made->cell);
        text = text_for(o, length);
        heap_pop_root(&o->heap);
        if (text == NULL) return NULL;
        *rest = text->bytes;
    }
    s->cell.flags &= (uint8_t)~STRING_GROWS;
    made->cell.flags |= STRING_GROWS;
    made->text = text;
    text->used = length;
    text->bytes[length] = '\0';
    return (String *)made;
}

GrowingText *string_begin_copy(Objects *o, String *s) {
    SharingString *const sharing = (SharingString *)s;
    if (sharing->copy == NULL) sharing->copy = text_new(o, s->length);
    return sharing->copy;
}

static const char *copied_text(Objects *o, String *s) {
    GrowingText *const copy = string_begin_copy(o, s);
    if (copy == NULL) return NULL;
    memcpy(copy->bytes + copy->used, string_bytes(s) + copy->used, s->length - copy->used);
    copy->used = s->length;
    copy->bytes[s->length] = '\0';
    return copy->bytes;
}

const char *string_try_text(Objects *o, String *s) {
    if (!(s->cell.flags & STRING_SHARES)) return s->own_bytes;
    const SharingString *const sharing = (SharingString *)s;
    if (string_must_copy(s)) return copied_text(o, s);
    if (sharing->text->used != s->length) return sharing->copy->bytes;
    s->cell.flags &= (uint8_t)~STRING_GROWS;
    return sharing->text->bytes;
}

const char *string_text_of_shared(Objects *o, String *s) {
    const char *const text = string_try_text(o, s);
    if (text == NULL) o->heap.client->no_memory(&o->heap);
    return text;
}

/* ---- Comparison ------------------------------------------------------------------------------ */

bool string_equal_long(const String *a, const String *b) {
    if (a->length != b->length) return false;
    if ((a->cell.flags & b->cell.flags & STRING_HASHED) && a->cell.own != b->cell.own) return false;
    return memcmp(string_bytes(a), string_bytes(b), a->length) == 0;
}

/* strcoll stops at a NUL: compare piece by piece. */
static int compare_by_locale(Objects *o, String *a, String *b) {
    const char *p = string_text(o, a), *q = string_text(o, b);
    size_t p_rest = a->length, q_rest = b->length;
    for (;;) {
        const int order = strcoll(p, q);
        if (order != 0) return order;
        const size_t p_piece = strlen(p), q_piece = strlen(q);
        if (q_piece == q_rest) return p_piece == p_rest ? 0 : 1;
        if (p_piece == p_rest) return -1;
        p += p_piece + 1;
        p_rest -= p_piece + 1;
        q += q_piece + 1;
        q_rest -= q_piece + 1;
    }
}

int string_compare_bytes(const String *a, const String *b) {
    const size_t common = a->length < b->length ? a->length : b->length;
    const int order = memcmp(string_bytes(a), string_bytes(b), common);
    return order != 0 ? order : (a->length > b->length) - (a->length < b->length);
}

int string_compare(Objects *o, String *a, String *b) {
    const char *locale = setlocale(LC_COLLATE, NULL);
    if (locale != NULL && locale[0] == 'C' && locale[1] == '\0') return string_compare_bytes(a, b);
    return compare_by_locale(o, a, b);
}
