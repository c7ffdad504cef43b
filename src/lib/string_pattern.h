/* Lua patterns: compiled to a row of items, then matched without recursion.
**
** A pattern is a plain sequence: there is no alternative and no group that repeats. So compiled
** form and matcher are simple. Compiling turns the text into items (drawn in string_pattern.c),
** each a single-character test with its repetition, a run of plain text, or a step like "open
** capture 2".
** Captures get their numbers here, once. Interpreting the text directly, as the reference does,
** starts a little faster but reads classes and sets anew for every character of the subject.
**
** A mistake in a pattern becomes an item too, whose "match" raises the error: by the language's
** practice a mistake counts only when matching gets to it.
**
** Words: *subject*, the string that is searched; *set*, the characters that a test accepts;
** *repetition*, one of none ? * + -; *choice*, a place the matcher can come back to.
*/
#ifndef ORRERY_STRING_PATTERN_H
#define ORRERY_STRING_PATTERN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lua.h"

/* Most captures of a pattern, as in the reference. A bit each fits into a uint32_t. */
enum { PATTERN_MAX_CAPTURES = 32 };

/* Most choices that are open at the same time, i.e. repetitions under way that could go another
** way. Beyond this the pattern is "too complex"; the limit is the reference's. */
enum { PATTERN_MAX_CHOICES = 200 };

/* Starts every pattern that is tied to the start of the subject (not for gmatch). */
#define PATTERN_ANCHOR '^'

/* A set of bytes: bit c of the 256. */
typedef struct CharSet {
    uint64_t bits[4];
} CharSet;

static inline bool set_has(const CharSet *set, unsigned char byte) {
    return (set->bits[byte >> 6] >> (byte & 63)) & 1;
}

typedef struct PatternItem PatternItem;

/* The captures of a pattern, as far as they are the same for every match. */
typedef struct CaptureShape {
    int count;          /* 0 to PATTERN_MAX_CAPTURES */
    uint32_t positions; /* bit k: capture k is a position "()" */
    uint32_t unclosed;  /* bit k: capture k lacks its ')' */
} CaptureShape;

/* A compiled pattern. It refers to its text and to the room that it was compiled into. */
typedef struct Pattern {
    const PatternItem *items;   /* the last one is a "match" or an error */
    const PatternItem *leading; /* test or text that every match starts with, or NULL */
    const CharSet *sets;        /* behind the items in the room */
    const char *text;           /* the source, without its anchor */
    uint32_t item_count;
    uint32_t set_count;
    CaptureShape shape;
} Pattern;

/* Compiles a pattern without its anchor into `room`, which is aligned for any object and has
** pattern_room_size bytes or more. Never fails. The text must outlive the pattern. */
void pattern_compile(Pattern *pattern, void *room, const char *text, size_t length);
size_t pattern_room_size(const char *text, size_t length);

/* Copies a pattern to another room, of pattern_copy_size bytes, and another copy of its text. */
void pattern_copy(Pattern *to, void *room, const char *text, const Pattern *from);
size_t pattern_copy_size(const Pattern *pattern);

/* A pattern with room for most patterns, for a function's own frame. */
typedef struct PatternScratch {
    Pattern pattern;
    _Alignas(16) char room[1024];
} PatternScratch;

/* The compiled form of a pattern without its anchor. Looked up in the cache that is upvalue
** PATTERN_CACHE_UPVALUE of the running function; or compiled into `scratch`; or, a long one, into a
** userdata in the stack slot `slot` (absolute; the top is raised to it if it is lower). A cached
** form is only good until other Lua code may run, as in an allocation, which may run finalizers:
** pattern_keep moves it into the scratch.
** [-0, +0, m] */
const Pattern *pattern_get(lua_State *L, PatternScratch *scratch, int slot, const char *text,
                           size_t length);
const Pattern *pattern_keep(PatternScratch *scratch, const Pattern *pattern, const char *text);

enum { PATTERN_CACHE_UPVALUE = 1 };

/* Pushes an empty cache, a userdata that several functions may have as their upvalue.
** [-0, +1, m] */
void pattern_push_cache(lua_State *L);

/* A match under way, or done. Captures are those of the last success. */
typedef struct Match {
    lua_State *L;           /* for errors and results */
    const Pattern *pattern; /* need not be valid any more when captures are read */
    CaptureShape shape;     /* the pattern's */
    const char *subject;    /* whole subject: [subject, end); a zero byte stands at `end` */
    const char *end;
    struct {
        const char *start;
        const char *end; /* not set for positions */
    } captures[PATTERN_MAX_CAPTURES];
} Match;

static inline void match_init(Match *match, lua_State *L, const Pattern *pattern,
                              const char *subject, size_t length) {
    match->L = L;
    match->pattern = pattern;
    match->shape = pattern->shape;
    match->subject = subject;
    match->end = subject + length;
}

/* Matches at exactly `at`; the end of the match, or NULL. Raises the pattern's errors.
** [-0, +0, v] */
const char *match_at(Match *match, const char *at);

/* Finds the first match that starts at `from` or later; its end, with the start in *start, or NULL.
** [-0, +0, v] */
const char *match_search(Match *match, const char *from, const char **start);

/* How many values a match yields: its captures, or itself when it has none. */
static inline int match_value_count(const Match *match) {
    return match->shape.count > 0 ? match->shape.count : 1;
}

/* Pushes capture k (from 0) of the match [start, end); capture 0 of a pattern without captures is
** the match itself. Raises "invalid capture index", "unfinished capture". [-0, +1, v] */
void match_push_capture(const Match *match, int k, const char *start, const char *end);

/* Pushes all values of a match and returns their number. [-0, +n, v] */
int match_push_values(const Match *match, const char *start, const char *end);

#endif
