/* Lua patterns: the compiler and the matcher.
**
** An item:
**
**     operation   repetition  flags        first      second
**     TEXT        -           -            -          -         `text`, `length` bytes
**     CHAR        yes         yes          the char   follower
**     NOT_CHAR    yes         yes          the char   follower  any byte but this: [^c]
**     ANY         yes         yes          -          follower
**     SET         yes         yes          -          follower  `set`
**     OPEN        -           -            capture    -
**     CLOSE       -           -            capture    -
**     POSITION    -           -            capture    -
**     SAME        -           -            capture    -         %1 to %9
**     BALANCE     -           -            opening    closing   %bxy
**     FRONTIER    -           -            -          -         `set`, %f
**     AT_END      -           -            -          -         final $
**     NEVER       -           -            -          -         %1 where capture 1 is a position
**     MATCH       -           -            -          -         the end
**     ERROR       -           -            digit      -         `text` is the message
**
** Matching walks along the items with a position in the subject. A repetition that could also take
** fewer (greedy) or more (lazy) characters pushes a choice; a test that fails goes back to the
** latest choice, moves it by one character, and walks on behind its item. Captures need no undoing:
** whatever walks past their items again sets them again, and nobody looks before the end.
**
** Two facts about what follows a repetition, found at compile time, spare most of the backtracking:
**
** - Possessive: when the follower (past any captures) cannot match a character of the repeated set,
**   giving back characters never helps, so no choice is pushed. The end of the pattern and `$` are
**   such followers too. "[^,]*," or "%d+" run without a choice.
** - Follower character: when the follower must be one particular character, a choice moves directly
**   to the next place where that character stands.
**
** Rule when editing this file: a choice may be left out only if every way through it fails *without
** raising an error*; errors of the pattern behind it are reached through the first way already.
*/
#define _GNU_SOURCE /* memmem, memrchr */
#include "string_pattern.h"

#include <string.h>

#include "lauxlib.h"
#include "lua.h"
#include "function.h"
#include "userdata.h"
#include "meter.h"
#include "text_search.h"

typedef enum Operation {
    ITEM_TEXT,
    ITEM_CHAR,
    ITEM_NOT_CHAR,
    ITEM_ANY,
    ITEM_SET,
    ITEM_OPEN,
    ITEM_CLOSE,
    ITEM_POSITION,
    ITEM_SAME,
    ITEM_BALANCE,
    ITEM_FRONTIER,
    ITEM_AT_END,
    ITEM_NEVER,
    ITEM_MATCH,
    ITEM_ERROR
} Operation;

typedef enum Repetition { ONCE, OPTIONAL, ANY_NUMBER, AT_LEAST_ONE, LAZY } Repetition;

enum {
    FLAG_POSSESSIVE = 1, /* no choice needed */
    FLAG_FOLLOWER = 2    /* `second` is the only character that can follow */
};

struct PatternItem {
    uint8_t operation;      /* an Operation */
    uint8_t repetition : 4; /* a Repetition */
    uint8_t flags : 4;
    uint8_t first;
    uint8_t second;
    uint32_t length;
    union {
        const char *text;   /* inside the pattern; for an error, a literal */
        const CharSet *set; /* inside the room, or a constant */
    };
};

_Static_assert(sizeof(PatternItem) == 16, "small patterns fit into a PatternRoom");

static inline bool is_single(const PatternItem *item) {
    return item->operation >= ITEM_CHAR && item->operation <= ITEM_SET;
}

/* ---- Classes --------------------------------------------------------------------------------- */

/* Classes of ASCII, one row each: C(letter, bits of bytes 0 to 63, bits of bytes 64 to 127). */
#define CHARACTER_CLASSES(C)                       \
    C('a', 0x0000000000000000, 0x07FFFFFE07FFFFFE) \
    C('c', 0x00000000FFFFFFFF, 0x8000000000000000) \
    C('d', 0x03FF000000000000, 0x0000000000000000) \
    C('g', 0xFFFFFFFE00000000, 0x7FFFFFFFFFFFFFFF) \
    C('l', 0x0000000000000000, 0x07FFFFFE00000000) \
    C('p', 0xFC00FFFE00000000, 0x78000001F8000001) \
    C('s', 0x0000000100003E00, 0x0000000000000000) \
    C('u', 0x0000000000000000, 0x0000000007FFFFFE) \
    C('w', 0x03FF000000000000, 0x07FFFFFE07FFFFFE) \
    C('x', 0x03FF000000000000, 0x0000007E0000007E) \
    C('z', 0x0000000000000001, 0x0000000000000000) /* of Lua 5.1, still honoured */

/* By letter, the class and its complement, which the capital letter names. */
static const struct {
    bool exists;
    CharSet sets[2];
} classes[26] = {
#define ROW(letter, low, high) \
    [letter - 'a'] = {         \
        true,                  \
        {{{low, high, 0, 0}}, {{~(uint64_t)(low), ~(uint64_t)(high), UINT64_MAX, UINT64_MAX}}}},
    CHARACTER_CLASSES(ROW)
#undef ROW
};

/* The class that a letter names, or NULL for any other character. */
static const CharSet *class_named(unsigned char letter) {
    const unsigned index = (letter | 0x20u) - 'a';
    if (index >= 26 || !classes[index].exists) return NULL;
    return &classes[index].sets[(letter & 0x20) == 0];
}

static inline void set_add(CharSet *set, unsigned char byte) {
    set->bits[byte >> 6] |= (uint64_t)1 << (byte & 63);
}

static void set_add_range(CharSet *set, unsigned char first, unsigned char last) {
    for (unsigned byte = first; byte <= last; byte++)
        set_add(set, (unsigned char)byte);
}

static void set_add_class(CharSet *set, unsigned char letter) {
    const CharSet *class = class_named(letter);
    if (class == NULL) {
        set_add(set, letter);
        return;
    }
    for (int i = 0; i < 4; i++)
        set->bits[i] |= class->bits[i];
}

static void set_invert(CharSet *set) {
    for (int i = 0; i < 4; i++)
        set->bits[i] = ~set->bits[i];
}

/* ---- Compiler -------------------------------------------------------------------------------- */

/* Where compiling stands. */
typedef struct Compiler {
    const char *at;  /* next character of the pattern */
    const char *end; /* end of the pattern */
    PatternItem *next;
    PatternItem *items;
    CharSet *sets; /* next free one */
    int level;     /* captures so far */
    uint32_t open; /* bit k: capture k waits for its ')' */
    uint32_t positions;
    bool failed; /* an error item was the last one */
} Compiler;

static PatternItem *add_item(Compiler *c, Operation operation) {
    PatternItem *item = c->next++;
    memset(item, 0, sizeof(*item));
    item->operation = (uint8_t)operation;
    return item;
}

static void add_error(Compiler *c, const char *message) {
    add_item(c, ITEM_ERROR)->text = message;
    c->failed = true;
}

static void open_capture(Compiler *c) {
    const bool is_position = c->at + 1 < c->end && c->at[1] == ')';
    if (c->level >= PATTERN_MAX_CAPTURES) {
        add_error(c, "too many captures");
        return;
    }
    add_item(c, is_position ? ITEM_POSITION : ITEM_OPEN)->first = (uint8_t)c->level;
    if (is_position)
        c->positions |= UINT32_C(1) << c->level;
    else
        c->open |= UINT32_C(1) << c->level;
    c->level++;
    c->at += is_position ? 2 : 1;
}

static void close_capture(Compiler *c) {
    if (c->open == 0) {
        add_error(c, "invalid pattern capture");
        return;
    }
    int k = c->level - 1;
    while (!((c->open >> k) & 1))
        k--;
    add_item(c, ITEM_CLOSE)->first = (uint8_t)k;
    c->open &= ~(UINT32_C(1) << k);
    c->at++;
}

/* %1 to %9, %0 being a mistake; `at` is at the digit. */
static void same_as_capture(Compiler *c) {
    const int digit = *c->at - '0';
    const int k = digit - 1;
    if (k < 0 || k >= c->level || ((c->open >> k) & 1)) {
        add_error(c, "invalid capture index %%%d");
        c->next[-1].first = (uint8_t)digit;
        return;
    }
    const bool is_position = (c->positions >> k) & 1;
    add_item(c, is_position ? ITEM_NEVER : ITEM_SAME)->first = (uint8_t)k;
    c->at++;
}

/* %bxy; `at` is at x. */
static void balance(Compiler *c) {
    if (c->end - c->at < 2) {
        add_error(c, "malformed pattern (missing arguments to '%%b')");
        return;
    }
    PatternItem *item = add_item(c, ITEM_BALANCE);
    item->first = (uint8_t)c->at[0];
    item->second = (uint8_t)c->at[1];
    c->at += 2;
}

/* One member of a bracketed set: an escape, a range, or a character. `close` is at the last ']'. */
static void add_member(Compiler *c, CharSet *set, const char *close) {
    const unsigned char byte = (unsigned char)*c->at++;
    if (byte == '%' && c->at < close) {
        set_add_class(set, (unsigned char)*c->at++);
    } else if (close - c->at >= 2 && *c->at == '-') {
        set_add_range(set, byte, (unsigned char)c->at[1]);
        c->at += 2;
    } else {
        set_add(set, byte);
    }
}

/* The ']' that ends the set whose members start at `at`, or NULL. A first ']' is a member. */
static const char *set_close(const char *at, const char *end) {
    const char *const first = at;
    while (at < end) {
        if (*at == ']' && at > first) return at;
        at += *at == '%' && at + 1 < end ? 2 : 1;
    }
    return NULL;
}

/* A bracketed set; `at` is at the '['. Fills the item, or turns it into an error. */
static void bracketed_set(Compiler *c, PatternItem *item) {
    const bool inverted = c->at + 1 < c->end && c->at[1] == '^';
    const char *const first = c->at + (inverted ? 2 : 1);
    const char *const close = set_close(first, c->end);
    if (close == NULL) {
        c->next--;
        add_error(c, "malformed pattern (missing ']')");
        return;
    }
    c->at = first;
    if (inverted && close - first == 1 && item->operation == ITEM_SET) {
        item->operation = ITEM_NOT_CHAR;
        item->first = (uint8_t)*first;
    } else {
        CharSet *set = c->sets++;
        memset(set, 0, sizeof(*set));
        while (c->at < close)
            add_member(c, set, close);
        if (inverted) set_invert(set);
        item->set = set;
    }
    c->at = close + 1;
}

/* %f[set]; `at` is behind the 'f'. */
static void frontier(Compiler *c) {
    if (c->at == c->end || *c->at != '[')
        add_error(c, "missing '[' after '%%f' in pattern");
    else
        bracketed_set(c, add_item(c, ITEM_FRONTIER));
}

/* Repetition that the character at `at` stands for. */
static Repetition repetition_at(const Compiler *c) {
    if (c->at == c->end) return ONCE;
    switch (*c->at) {
    case '?': return OPTIONAL;
    case '*': return ANY_NUMBER;
    case '+': return AT_LEAST_ONE;
    case '-': return LAZY;
    default: return ONCE;
    }
}

/* A character that stands for itself, just read: the character before `at`. */
static void plain_character(Compiler *c) {
    const char *const character = c->at - 1;
    const Repetition repetition = repetition_at(c);
    if (repetition != ONCE) {
        PatternItem *item = add_item(c, ITEM_CHAR);
        item->first = (uint8_t)*character;
        item->repetition = (uint8_t)repetition & 15;
        c->at++;
        return;
    }
    PatternItem *last = c->next - 1;
    if (c->next > c->items && last->operation == ITEM_TEXT && last->length < UINT32_MAX &&
        last->text + last->length == character) {
        last->length++;
        return;
    }
    PatternItem *item = add_item(c, ITEM_TEXT);
    item->text = character;
    item->length = 1;
}

/* A test that is not a plain character has been added; reads its repetition. */
static void finish_test(Compiler *c, PatternItem *item) {
    if (c->failed) return;
    item->repetition = (uint8_t)repetition_at(c) & 15;
    if (item->repetition != ONCE) c->at++;
}

/* A test of one character, with its repetition. */
static void single_character(Compiler *c) {
    PatternItem *item;
    switch (*c->at) {
    case '.':
        item = add_item(c, ITEM_ANY);
        c->at++;
        break;
    case '[':
        item = add_item(c, ITEM_SET);
        bracketed_set(c, item);
        break;
    default:
        c->at++;
        plain_character(c);
        return;
    }
    finish_test(c, item);
}

/* What a '%' starts; `at` is at the '%'. */
static void escape(Compiler *c) {
    c->at++;
    if (c->at == c->end) {
        add_error(c, "malformed pattern (ends with '%%')");
        return;
    }
    const unsigned char letter = (unsigned char)*c->at;
    if (letter >= '0' && letter <= '9') {
        same_as_capture(c);
        return;
    }
    c->at++;
    if (letter == 'b') {
        balance(c);
    } else if (letter == 'f') {
        frontier(c);
    } else if (class_named(letter) != NULL) {
        PatternItem *item = add_item(c, ITEM_SET);
        item->set = class_named(letter);
        finish_test(c, item);
    } else {
        plain_character(c);
    }
}

static void compile_next(Compiler *c) {
    switch (*c->at) {
    case '(': open_capture(c); break;
    case ')': close_capture(c); break;
    case '%': escape(c); break;
    case '$':
        if (c->at + 1 == c->end) {
            add_item(c, ITEM_AT_END);
            c->at++;
            break;
        }
        /* fallthrough */
    default: single_character(c);
    }
}

/* The first item from `item` on that looks at the subject. */
static const PatternItem *skip_captures(const PatternItem *item) {
    while (item->operation >= ITEM_OPEN && item->operation <= ITEM_POSITION)
        item++;
    return item;
}

static bool single_accepts(const PatternItem *item, unsigned char byte) {
    switch (item->operation) {
    case ITEM_CHAR: return byte == item->first;
    case ITEM_NOT_CHAR: return byte != item->first;
    case ITEM_ANY: return true;
    default: return set_has(item->set, byte);
    }
}

/* Whether no byte passes both single-character tests. May say no where the answer is yes. */
static bool are_disjoint(const PatternItem *a, const PatternItem *b) {
    if (a->operation == ITEM_CHAR) return !single_accepts(b, a->first);
    if (b->operation == ITEM_CHAR) return !single_accepts(a, b->first);
    if (a->operation != ITEM_SET || b->operation != ITEM_SET) return false;
    uint64_t common = 0;
    for (int i = 0; i < 4; i++)
        common |= a->set->bits[i] & b->set->bits[i];
    return common == 0;
}

/* Sets the flags of a repeated test from what follows it. */
static void analyse_follower(PatternItem *item) {
    const PatternItem *follower = skip_captures(item + 1);
    const bool needs_one = follower->repetition == ONCE || follower->repetition == AT_LEAST_ONE;
    if (follower->operation == ITEM_MATCH || follower->operation == ITEM_AT_END) {
        if (item->repetition != LAZY) item->flags |= FLAG_POSSESSIVE;
    } else if (follower->operation == ITEM_TEXT || follower->operation == ITEM_BALANCE ||
               (follower->operation == ITEM_CHAR && needs_one)) {
        const unsigned char character =
            follower->operation == ITEM_TEXT ? (unsigned char)follower->text[0] : follower->first;
        item->flags |= FLAG_FOLLOWER;
        item->second = character;
        if (item->repetition != LAZY && !single_accepts(item, character))
            item->flags |= FLAG_POSSESSIVE;
    } else if (is_single(follower) && needs_one && item->repetition != LAZY &&
               are_disjoint(item, follower)) {
        item->flags |= FLAG_POSSESSIVE;
    }
}

/* The item that every match must start with, if it is a test or text. */
static const PatternItem *leading_item(const PatternItem *items) {
    const PatternItem *item = skip_captures(items);
    if (item->operation == ITEM_TEXT || item->operation == ITEM_BALANCE) return item;
    const bool needs_one = item->repetition == ONCE || item->repetition == AT_LEAST_ONE;
    return is_single(item) && item->operation != ITEM_ANY && needs_one ? item : NULL;
}

void pattern_compile(Pattern *pattern, void *room, const char *text, size_t length) {
    Compiler c = {.at = text, .end = text + length, .items = (PatternItem *)room};
    c.next = c.items;
    /* Each byte makes at most one item; the sets follow the items. */
    CharSet *const sets = (CharSet *)(void *)(c.items + length + 1);
    c.sets = sets;
    while (c.at < c.end && !c.failed)
        compile_next(&c);
    if (!c.failed) add_item(&c, ITEM_MATCH);
    for (PatternItem *item = c.items; item < c.next; item++) {
        if (is_single(item) && item->repetition != ONCE) analyse_follower(item);
    }
    *pattern = (Pattern){
        .items = c.items,
        .leading = leading_item(c.items),
        .sets = sets,
        .text = text,
        .item_count = (uint32_t)(c.next - c.items),
        .set_count = (uint32_t)(c.sets - sets),
        .shape = {.count = c.level, .positions = c.positions, .unclosed = c.open},
    };
}

size_t pattern_room_size(const char *text, size_t length) {
    size_t sets = 0;
    for (size_t i = 0; i < length; i++)
        sets += text[i] == '[';
    return (length + 1) * sizeof(PatternItem) + sets * sizeof(CharSet);
}

size_t pattern_copy_size(const Pattern *pattern) {
    return pattern->item_count * sizeof(PatternItem) + pattern->set_count * sizeof(CharSet);
}

static bool uses_set(const PatternItem *item) {
    return item->operation == ITEM_SET || item->operation == ITEM_FRONTIER;
}

void pattern_copy(Pattern *to, void *room, const char *text, const Pattern *from) {
    PatternItem *items = (PatternItem *)room;
    CharSet *sets = (CharSet *)(void *)(items + from->item_count);
    const uintptr_t old_sets = (uintptr_t)from->sets;
    memcpy(items, from->items, from->item_count * sizeof(*items));
    memcpy(sets, from->sets, from->set_count * sizeof(*sets));
    for (uint32_t i = 0; i < from->item_count; i++) {
        PatternItem *item = &items[i];
        if (item->operation == ITEM_TEXT) {
            item->text = text + (item->text - from->text);
        } else if (uses_set(item)) { /* a set in the room, or a constant */
            const uintptr_t offset = (uintptr_t)item->set - old_sets;
            if (offset < from->set_count * sizeof(*sets)) item->set = sets + offset / sizeof(*sets);
        }
    }
    *to = *from;
    to->items = items;
    to->leading = from->leading == NULL ? NULL : items + (from->leading - from->items);
    to->sets = sets;
    to->text = text;
}

/* ---- Cache ----------------------------------------------------------------------------------- */

/* Compiling takes as long as matching a short string, and scripts use the same few patterns again
** and again. So the short ones are kept, each in the one place that its text chooses. An entry has
** a copy of the text to compare with, so it needs no care from the collector. */

enum {
    CACHE_BITS = 4,
    CACHE_ENTRIES = 1 << CACHE_BITS,
    CACHE_MAX_TEXT = 32, /* bytes of the longest pattern that is kept */
    CACHE_MAX_ROOM = 256 /* bytes of the largest compiled one */
};

#define HASH_FACTOR UINT64_C(0x9E3779B97F4A7C15) /* of a multiplicative hash: 2^64 / golden ratio */

typedef struct CacheEntry {
    size_t length; /* of the text; SIZE_MAX in an empty entry */
    Pattern pattern;
    char text[CACHE_MAX_TEXT];
    _Alignas(16) char room[CACHE_MAX_ROOM];
} CacheEntry;

/* The block of a box, which is empty until the first pattern comes. */
typedef struct PatternCache {
    const void *kind; /* &cache_kind: no other box that debug.setupvalue put there */
    CacheEntry entries[CACHE_ENTRIES];
} PatternCache;

static const char cache_kind = 0;

void pattern_push_cache(lua_State *L) {
    const Value box = value_cell(userdata_new_box(objects(L)));
    push_value(L, &box);
}

/* Gives memory to the cache in an empty box. */
static PatternCache *make_cache(lua_State *L, Box *box) {
    box_resize(objects(L), box, sizeof(PatternCache));
    PatternCache *const cache = (PatternCache *)box->block;
    cache->kind = &cache_kind;
    for (int i = 0; i < CACHE_ENTRIES; i++)
        cache->entries[i].length = SIZE_MAX;
    return cache;
}

static inline uint64_t word_at(const char *text) {
    uint64_t word;
    memcpy(&word, text, sizeof word);
    return word;
}

/* The entry where a text belongs. */
static CacheEntry *cache_place(PatternCache *cache, const char *text, size_t length) {
    uint64_t hash = length;
    if (length >= 8) {
        hash ^= word_at(text) * HASH_FACTOR;
        hash ^= word_at(text + length - 8);
        if (length > 16) hash ^= word_at(text + 8) ^ word_at(text + length - 16) << 1;
    } else {
        for (size_t i = 0; i < length; i++)
            hash = hash << 8 ^ (unsigned char)text[i];
    }
    return &cache->entries[hash * HASH_FACTOR >> (64 - CACHE_BITS)];
}

/* Keeps a newly compiled pattern, if it fits. */
static void cache_fill(CacheEntry *entry, const char *text, size_t length, const Pattern *pattern) {
    if (pattern_copy_size(pattern) > CACHE_MAX_ROOM) return;
    entry->length = length;
    memcpy(entry->text, text, length);
    pattern_copy(&entry->pattern, entry->room, entry->text, pattern);
}

/* The cache of the running function, or NULL. */
static inline PatternCache *cache_of(lua_State *L) {
    const Value *const f = L->frame->func;
    if (f->tag != TAG_NATIVE_CLOSURE) return NULL;
    const Value *const upvalue = &as_native_closure(f)->upvalues[PATTERN_CACHE_UPVALUE - 1];
    Box *const box = userdata_box(upvalue);
    if (box == NULL) return NULL; /* debug.setupvalue */
    if (box->size == 0) return make_cache(L, box);
    PatternCache *const cache = (PatternCache *)box->block;
    return box->size == sizeof *cache && cache->kind == &cache_kind ? cache : NULL;
}

const Pattern *pattern_get(lua_State *L, PatternScratch *scratch, int slot, const char *text,
                           size_t length) {
    CacheEntry *entry = NULL;
    vm_charge(L, (uint64_t)length * COST_CHARACTER); /* in the cache or not */
    if (length <= CACHE_MAX_TEXT) {
        PatternCache *const cache = cache_of(L);
        if (cache != NULL) {
            entry = cache_place(cache, text, length);
            if (entry->length == length && memcmp(entry->text, text, length) == 0)
                return &entry->pattern;
        }
    }
    void *room = scratch->room;
    const size_t size = pattern_room_size(text, length);
    if (size > sizeof(scratch->room)) {
        if (lua_gettop(L) < slot) lua_settop(L, slot);
        room = lua_newuserdatauv(L, size, 0);
        lua_replace(L, slot);
    }
    pattern_compile(&scratch->pattern, room, text, length);
    if (entry != NULL) cache_fill(entry, text, length, &scratch->pattern);
    return &scratch->pattern;
}

const Pattern *pattern_keep(PatternScratch *scratch, const Pattern *pattern, const char *text) {
    _Static_assert(sizeof(scratch->room) >= CACHE_MAX_ROOM, "a cached pattern fits");
    if (pattern != &scratch->pattern) pattern_copy(&scratch->pattern, scratch->room, text, pattern);
    return &scratch->pattern;
}

/* ---- Matcher --------------------------------------------------------------------------------- */

/* A repetition under way that could go another way. */
typedef struct Choice {
    const PatternItem *item; /* the repeated test */
    const char *least;       /* greedy: where it stops at the earliest; lazy: not used */
    const char *at;          /* where it stopped last */
} Choice;

static _Noreturn void raise_error(lua_State *L, const char *format, int digit) {
    luaL_error(L, format, digit);
    __builtin_unreachable();
}

/* End of the longest run of bytes from `at` on that pass the test. */
static const char *short_run_end(const PatternItem *item, const char *at, const char *end) {
    const void *stop;
    switch (item->operation) {
    case ITEM_CHAR:
        while (at < end && (unsigned char)*at == item->first)
            at++;
        return at;
    case ITEM_NOT_CHAR:
        stop = memchr(at, item->first, (size_t)(end - at));
        return stop != NULL ? (const char *)stop : end;
    case ITEM_ANY: return end;
    default:
        while (at < end && set_has(item->set, (unsigned char)*at))
            at++;
        return at;
    }
}

/* Where to look at State.poll next, on a way from `at` to `end`. */
static inline const char *poll_stop(const char *at, const char *end) {
    return end - at > POLL_BYTES ? at + POLL_BYTES : end;
}

/* What it costs to look at so many bytes with a test; `.` looks at none. */
static inline uint64_t look_cost(const PatternItem *item, size_t count) {
    switch (item->operation) {
    case ITEM_ANY: return 0;
    case ITEM_NOT_CHAR: return cost_of_bytes(count);
    default: return count * COST_CHARACTER;
    }
}

static const char *run_end(lua_State *L, const PatternItem *item, const char *at, const char *end) {
    for (;;) {
        const char *const stop = poll_stop(at, end), *const start = at;
        at = short_run_end(item, at, stop);
        vm_charge(L, look_cost(item, (size_t)(at - start)));
        if (at < stop || stop == end) return at;
        vm_check_poll(L);
    }
}

static inline bool single_matches(const PatternItem *item, const char *at, const char *end) {
    return at < end && single_accepts(item, (unsigned char)*at);
}

/* End of the balanced stretch at `at`, or NULL. */
static const char *match_balance(lua_State *L, const PatternItem *item, const char *at,
                                 const char *end) {
    size_t depth = 1;
    if (at == end || (unsigned char)*at != item->first) return NULL;
    const char *paid = at, *stop = poll_stop(at, end);
    for (at++; at < end; at++) {
        if (luai_unlikely(at == stop)) {
            vm_work(L, (uint64_t)(at - paid) * COST_CHARACTER);
            paid = at;
            stop = poll_stop(at, end);
        }
        const unsigned char byte = (unsigned char)*at;
        if (byte == item->second) {
            if (--depth == 0) break;
        } else if (byte == item->first) {
            depth++;
        }
    }
    vm_work(L, (uint64_t)(at - paid) * COST_CHARACTER);
    return at < end ? at + 1 : NULL;
}

/* End of a repetition of capture k at `at`, or NULL. */
static const char *match_same(const Match *match, int k, const char *at) {
    const size_t length = (size_t)(match->captures[k].end - match->captures[k].start);
    vm_charge_bytes(match->L, length);
    if ((size_t)(match->end - at) < length || memcmp(match->captures[k].start, at, length) != 0)
        return NULL;
    return at + length;
}

static bool is_frontier(const Match *match, const CharSet *set, const char *at) {
    const unsigned char before = at == match->subject ? '\0' : (unsigned char)at[-1];
    const unsigned char after = at == match->end ? '\0' : (unsigned char)*at;
    return !set_has(set, before) && set_has(set, after);
}

/* How far a choice moves at once, in bytes that are tested one by one. Where it stops then, nothing
** follows; that costs a step, and the way goes on when interrupts have been looked at. */
#define MOVE_MAX 16384

/* Moves a greedy choice back to the next place worth trying, or some way; false when there is none
** left. */
static bool give_back(Choice *choice) {
    const PatternItem *item = choice->item;
    if (choice->at == choice->least) return false;
    if (!(item->flags & FLAG_FOLLOWER)) {
        choice->at--;
        return true;
    }
    const size_t rest = (size_t)(choice->at - choice->least);
    const size_t span = rest < POLL_BYTES ? rest : POLL_BYTES;
    const char *const from = choice->at - span;
    const char *const place = memrchr(from, item->second, span);
    choice->at = place == NULL && span < rest ? from : place;
    return choice->at != NULL;
}

/* Moves a lazy choice forward likewise. */
static bool take_more(Choice *choice, const char *end) {
    const PatternItem *item = choice->item;
    const bool has_follower = (item->flags & FLAG_FOLLOWER) != 0;
    if (!single_matches(item, choice->at, end)) return false;
    choice->at++;
    if (has_follower && item->operation == ITEM_ANY) {
        const char *const stop = poll_stop(choice->at, end);
        const char *const place = memchr(choice->at, item->second, (size_t)(stop - choice->at));
        choice->at = place == NULL && stop < end ? stop : place;
        return choice->at != NULL;
    }
    const char *const stop = end - choice->at > MOVE_MAX ? choice->at + MOVE_MAX : end;
    while (has_follower && choice->at < stop && (unsigned char)*choice->at != item->second) {
        if (!single_accepts(item, (unsigned char)*choice->at)) return false;
        choice->at++;
    }
    return true;
}

/* Goes back to the latest choice that has another way; its item, with the new position in *at, or
** NULL. */
static const PatternItem *next_choice(lua_State *L, Choice *choices, int *count, const char *end,
                                      const char **at) {
    while (*count > 0) {
        Choice *choice = &choices[*count - 1];
        const PatternItem *const item = choice->item;
        const char *const before = choice->at;
        const bool is_lazy = item->repetition == LAZY;
        const bool moved = is_lazy ? take_more(choice, end) : give_back(choice);
        /* A search for the follower that failed went to the very end. */
        const char *const after = choice->at != NULL ? choice->at : is_lazy ? end : choice->least;
        vm_charge(L, is_lazy ? look_cost(item, (size_t)(after - before)) +
                                   cost_of_bytes((size_t)(after - before))
                             : cost_of_bytes((size_t)(before - after)));
        if (after - before >= MOVE_MAX || before - after >= MOVE_MAX) vm_check_poll(L);
        if (moved) {
            *at = choice->at;
            return item;
        }
        --*count;
    }
    return NULL;
}

#define STEPS_AT_A_TIME 64 /* of matching, between two looks: below a microsecond */

const char *match_at(Match *match, const char *at) {
    Choice choices[PATTERN_MAX_CHOICES];
    int count = 0;
    const char *const end = match->end;
    const PatternItem *item = match->pattern->items;
    unsigned steps = 0; /* not yet paid for */
    for (;;) {
        if (luai_unlikely(++steps == STEPS_AT_A_TIME)) {
            vm_work(match->L, STEPS_AT_A_TIME * COST_STEP);
            steps = 0;
        }
        const char *next = NULL; /* where matching the item leads to, if it succeeds */
        switch ((Operation)item->operation) {
        case ITEM_TEXT:
            if ((size_t)(end - at) >= item->length && *at == *item->text &&
                (item->length == 1 || memcmp(at, item->text, item->length) == 0))
                next = at + item->length;
            break;
        case ITEM_CHAR:
        case ITEM_NOT_CHAR:
        case ITEM_ANY:
        case ITEM_SET: {
            const char *least = at;
            const char *most = at;
            if (item->repetition == ONCE) {
                if (single_matches(item, at, end)) next = at + 1;
                break;
            } else if (item->repetition == OPTIONAL) {
                most += single_matches(item, at, end);
            } else if (item->repetition != LAZY) {
                most = run_end(match->L, item, at, end);
                least += item->repetition == AT_LEAST_ONE;
                if (least > most) break;
            }
            next = most;
            if (item->repetition != LAZY && (least == most || (item->flags & FLAG_POSSESSIVE)))
                break;
            if (luai_unlikely(count == PATTERN_MAX_CHOICES))
                raise_error(match->L, "pattern too complex", 0);
            choices[count++] = (Choice){item, least, most};
            break;
        }
        case ITEM_OPEN:
        case ITEM_POSITION:
            match->captures[item->first].start = at;
            next = at;
            break;
        case ITEM_CLOSE:
            match->captures[item->first].end = at;
            next = at;
            break;
        case ITEM_SAME: next = match_same(match, item->first, at); break;
        case ITEM_BALANCE: next = match_balance(match->L, item, at, end); break;
        case ITEM_FRONTIER: next = is_frontier(match, item->set, at) ? at : NULL; break;
        case ITEM_AT_END: next = at == end ? at : NULL; break;
        case ITEM_NEVER: break;
        case ITEM_MATCH: vm_work(match->L, steps * COST_STEP); return at;
        case ITEM_ERROR: raise_error(match->L, item->text, item->first);
        }
        if (next == NULL) {
            item = next_choice(match->L, choices, &count, end, &next);
            if (item == NULL) {
                vm_work(match->L, steps * COST_STEP);
                return NULL;
            }
        }
        at = next;
        item++;
    }
}

/* ---- Search ---------------------------------------------------------------------------------- */

/* First place from `at` on where the pattern's leading item matches, or NULL. */
static const char *near_candidate(const PatternItem *leading, const char *at, const char *end) {
    switch (leading->operation) {
    case ITEM_CHAR:
    case ITEM_BALANCE: return (const char *)memchr(at, leading->first, (size_t)(end - at));
    case ITEM_SET:
        while (at < end && !set_has(leading->set, (unsigned char)*at))
            at++;
        return at < end ? at : NULL;
    default:
        while (at < end && !single_accepts(leading, (unsigned char)*at))
            at++;
        return at < end ? at : NULL;
    }
}

static const char *next_candidate(lua_State *L, const PatternItem *leading, const char *at,
                                  const char *end) {
    if (leading->operation == ITEM_TEXT)
        return vm_text_search(L, at, end, leading->text, leading->length);
    for (;;) {
        const char *const stop = poll_stop(at, end);
        const char *const found = near_candidate(leading, at, stop);
        const size_t looked = (size_t)((found != NULL ? found : stop) - at);
        const bool is_byte = leading->operation == ITEM_CHAR || leading->operation == ITEM_BALANCE;
        vm_charge(L, is_byte ? cost_of_bytes(looked) : looked * COST_CHARACTER);
        if (found != NULL || stop == end) return found;
        vm_check_poll(L);
        at = stop;
    }
}

/* Is that one character all that a match consists of? */
static inline bool is_whole_pattern(const PatternItem *item, const Pattern *pattern) {
    return item == pattern->items && is_single(item) && item->repetition == ONCE &&
           item[1].operation == ITEM_MATCH;
}

const char *match_search(Match *match, const char *from, const char **start) {
    const PatternItem *const leading = match->pattern->leading;
    const bool is_all = leading != NULL && is_whole_pattern(leading, match->pattern);
    for (const char *at = from; at <= match->end; at++) {
        if (leading != NULL) {
            at = next_candidate(match->L, leading, at, match->end);
            if (at == NULL) return NULL;
        }
        const char *const found = is_all ? at + 1 : match_at(match, at);
        if (found != NULL) {
            *start = at;
            return found;
        }
    }
    return NULL;
}

/* ---- Captures -------------------------------------------------------------------------------- */

void match_push_capture(const Match *match, int k, const char *start, const char *end) {
    const CaptureShape *shape = &match->shape;
    lua_State *L = match->L;
    if (k >= shape->count) {
        if (k != 0) luaL_error(L, "invalid capture index %%%d", k + 1);
        vm_charge_bytes(L, (size_t)(end - start));
        lua_pushlstring(L, start, (size_t)(end - start));
        return;
    }
    const char *const first = match->captures[k].start;
    if ((shape->positions >> k) & 1)
        lua_pushinteger(L, first - match->subject + 1);
    else if ((shape->unclosed >> k) & 1)
        luaL_error(L, "unfinished capture");
    else {
        vm_charge_bytes(L, (size_t)(match->captures[k].end - first));
        lua_pushlstring(L, first, (size_t)(match->captures[k].end - first));
    }
}

int match_push_values(const Match *match, const char *start, const char *end) {
    const int count = match_value_count(match);
    luaL_checkstack(match->L, count, "too many captures");
    for (int k = 0; k < count; k++)
        match_push_capture(match, k, start, end);
    return count;
}
