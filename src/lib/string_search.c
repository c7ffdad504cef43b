/* The string library: find, match, gmatch. */
#include <string.h>

#include "arguments.h"
#include "lauxlib.h"
#include "lua.h"
#include "meter.h"
#include "string_library.h"
#include "string_pattern.h"
#include "text_search.h"

/* ---- find and match -------------------------------------------------------------------------- */

/* What find and match have in common: subject, pattern, and where to start. */
typedef struct Search {
    const char *subject;
    size_t length;
    const char *pattern;
    size_t pattern_length;
    const char *from; /* inside the subject or at its end; NULL if the start lies beyond */
} Search;

static void read_arguments(lua_State *L, Search *search) {
    search->subject = argument_string(L, 1, &search->length);
    search->pattern = argument_string(L, 2, &search->pattern_length);
    const size_t position = start_position(argument_optional_integer(L, 3, 1), search->length);
    search->from = position <= search->length + 1 ? search->subject + position - 1 : NULL;
}

/* Runs the pattern; the end of the match and its start in *start, or NULL. Slot 5 may be used. */
static const char *run_pattern(lua_State *L, Search *search, Match *match, PatternScratch *scratch,
                               const char **start) {
    const bool anchored = search->pattern_length > 0 && *search->pattern == PATTERN_ANCHOR;
    const char *const text = search->pattern + anchored;
    const Pattern *pattern = pattern_get(L, scratch, 5, text, search->pattern_length - anchored);
    match_init(match, L, pattern, search->subject, search->length);
    if (!anchored) return match_search(match, search->from, start);
    *start = search->from;
    return match_at(match, search->from);
}

/* Pushes the positions of the first and last character, from 1 on. */
static void push_positions(lua_State *L, const Search *search, const char *start, const char *end) {
    lua_pushinteger(L, start - search->subject + 1);
    lua_pushinteger(L, end - search->subject);
}

static int find_text(lua_State *L, const Search *search) {
    const char *const start = vm_text_search(L, search->from, search->subject + search->length,
                                             search->pattern, search->pattern_length);
    if (start == NULL) {
        luaL_pushfail(L);
        return 1;
    }
    push_positions(L, search, start, start + search->pattern_length);
    return 2;
}

int strlib_find(lua_State *L) {
    Search search;
    Match match;
    PatternScratch scratch;
    const char *start;
    read_arguments(L, &search);
    if (search.from == NULL) {
        luaL_pushfail(L);
        return 1;
    }
    if (lua_toboolean(L, 4) || pattern_is_plain(search.pattern, search.pattern_length))
        return find_text(L, &search);
    const char *const end = run_pattern(L, &search, &match, &scratch, &start);
    if (end == NULL) {
        luaL_pushfail(L);
        return 1;
    }
    push_positions(L, &search, start, end);
    return 2 + (match.shape.count > 0 ? match_push_values(&match, start, end) : 0);
}

int strlib_match(lua_State *L) {
    Search search;
    Match match;
    PatternScratch scratch;
    const char *start;
    read_arguments(L, &search);
    const char *const end =
        search.from == NULL ? NULL : run_pattern(L, &search, &match, &scratch, &start);
    if (end == NULL) {
        luaL_pushfail(L);
        return 1;
    }
    return match_push_values(&match, start, end);
}

/* ---- gmatch ---------------------------------------------------------------------------------- */

/* Upvalues of the iterator: the two strings, so that they live on, and the userdata of this. */
enum { GMATCH_SUBJECT = 1, GMATCH_PATTERN, GMATCH_STATE };

/* State of the iteration; the pattern's room follows it in the userdata. */
typedef struct Gmatch {
    Pattern pattern;
    const char *subject;
    size_t length;
    const char *from;       /* where the search goes on, at most one past the subject's end */
    const char *last_match; /* end of the match before, which the next one must not be empty at */
    _Alignas(16) char room[];
} Gmatch;

static int gmatch_next(lua_State *L) {
    Gmatch *state = (Gmatch *)lua_touserdata(L, lua_upvalueindex(GMATCH_STATE));
    const char *const subject_end = state->subject + state->length;
    Match match;
    match_init(&match, L, &state->pattern, state->subject, state->length);
    while (state->from <= subject_end) {
        const char *start;
        const char *const end = match_search(&match, state->from, &start);
        if (end == NULL) {
            state->from = subject_end + 1;
            break;
        }
        if (end != state->last_match) {
            state->from = state->last_match = end;
            return match_push_values(&match, start, end);
        }
        state->from = start + 1;
    }
    return 0;
}

int strlib_gmatch(lua_State *L) {
    PatternScratch scratch;
    size_t length, pattern_length;
    const char *subject = argument_string(L, 1, &length);
    const char *text = argument_string(L, 2, &pattern_length);
    const size_t position = start_position(argument_optional_integer(L, 3, 1), length);
    lua_settop(L, 3);
    const Pattern *pattern = pattern_get(L, &scratch, 3, text, pattern_length);
    pattern = pattern_keep(&scratch, pattern, text);
    Gmatch *state = (Gmatch *)lua_newuserdatauv(L, sizeof(Gmatch) + pattern_copy_size(pattern), 0);
    pattern_copy(&state->pattern, state->room, text, pattern);
    state->subject = subject;
    state->length = length;
    state->from = subject + (position <= length + 1 ? position - 1 : length + 1);
    state->last_match = NULL;
    lua_replace(L, 3);
    lua_pushcclosure(L, gmatch_next, GMATCH_STATE);
    return 1;
}
