/* The string library: gsub.
**
** One loop serves all kinds of replacement. A string is taken apart on the spot. A table without
** metatable is read on the spot. A function, or a table whose __index may be one, is called through
** requests (native.h): the loop then lives in a userdata at STATE, and each call ends the native's
** run until its continuation takes the result and goes on. Captures need not survive a call, so
** only positions are kept.
*/
#include <string.h>

#include "arguments.h"
#include "lauxlib.h"
#include "lua.h"
#include "native.h"
#include "meter.h"
#include "string_library.h"
#include "string_pattern.h"
#include "text_buffer.h"

/* Stack slots of the function. */
enum {
    SUBJECT = 1,
    PATTERN,
    REPLACEMENT,
    ROOM,   /* of a long pattern */
    OUTPUT, /* the text buffer's */
    STATE,  /* userdata of a Substitution that outlives calls */
    SLOTS = STATE
};

/* Bytes of output that fit into the userdata. */
enum { STATE_OUTPUT = 256 };

/* Longest chain of __index tables, as in a plain index operation. */
enum { MAX_INDEX_CHAIN = 2000 };

/* A gsub under way. Of the subject, what lies before `done` has been handled. */
typedef struct Substitution {
    lua_State *L;
    const char *subject;
    const char *end;       /* of the subject */
    const char *done;      /* up to here the output stands for the subject */
    const char *from;      /* where the next search starts; `end` + 1 when it is over */
    const char *start;     /* the match in hand: [start, match_end) */
    const char *match_end; /* also the end of the last match, once that is handled */
    bool anchored;
    bool changed;      /* some match was replaced */
    lua_Integer count; /* matches so far */
    lua_Integer limit; /* at most so many */
    TextBuffer output;
    Pattern pattern; /* only where calls are made */
} Substitution;

/* Finds the next match and copies what lies before it; false at the end. An empty match right
** behind the one before does not count. */
static bool next_match(Substitution *gsub, Match *match) {
    while (gsub->count < gsub->limit && gsub->from <= gsub->end) {
        vm_work(gsub->L, COST_ELEMENT);
        const char *start = gsub->from;
        const char *end =
            gsub->anchored ? match_at(match, start) : match_search(match, start, &start);
        if (end == NULL) return false;
        gsub->from = gsub->anchored ? gsub->end + 1 : end;
        if (end != gsub->match_end) {
            text_add_bytes(&gsub->output, gsub->done, (size_t)(start - gsub->done));
            gsub->start = start;
            gsub->done = gsub->match_end = end;
            gsub->count++;
            return true;
        }
        if (!gsub->anchored) gsub->from = start + 1;
    }
    return false;
}

/* Pushes the two results. */
static int finish(Substitution *gsub) {
    lua_State *L = gsub->L;
    if (gsub->changed) {
        text_add_bytes(&gsub->output, gsub->done, (size_t)(gsub->end - gsub->done));
        text_push(&gsub->output);
    } else {
        lua_pushvalue(L, SUBJECT);
    }
    lua_pushinteger(L, gsub->count);
    return 2;
}

/* ---- Replacement by a string ----------------------------------------------------------------- */

/* Appends capture k; a position as its digits. */
static void add_capture(Substitution *gsub, const Match *match, int k) {
    lua_State *L = gsub->L;
    match_push_capture(match, k, gsub->start, gsub->match_end);
    text_add_value(&gsub->output, -1);
    lua_pop(L, 1);
}

/* Appends the replacement text, %0 to %9 and %% replaced. */
static void add_template(Substitution *gsub, const Match *match, const char *text, size_t length) {
    const char *const end = text + length;
    const char *percent;
    while ((percent = (const char *)memchr(text, '%', (size_t)(end - text))) != NULL) {
        const char code = percent[1]; /* a zero at the end of the text */
        text_add_bytes(&gsub->output, text, (size_t)(percent - text));
        if (code == '%')
            text_add_byte(&gsub->output, '%');
        else if (code == '0')
            text_add_bytes(&gsub->output, gsub->start, (size_t)(gsub->match_end - gsub->start));
        else if (code >= '1' && code <= '9')
            add_capture(gsub, match, code - '1');
        else
            luaL_error(gsub->L, "invalid use of '%c' in replacement string", '%');
        text = percent + 2;
    }
    text_add_bytes(&gsub->output, text, (size_t)(end - text));
}

static int replace_by_string(Substitution *gsub, Match *match) {
    size_t length;
    const char *text = lua_tolstring(gsub->L, REPLACEMENT, &length);
    const bool is_plain = memchr(text, '%', length) == NULL;
    while (next_match(gsub, match)) {
        if (is_plain)
            text_add_bytes(&gsub->output, text, length);
        else
            add_template(gsub, match, text, length);
        gsub->changed = true;
    }
    return finish(gsub);
}

/* ---- Replacement by a value ------------------------------------------------------------------ */

/* Pops the value that stands for the match in hand: false or nil keep the match as it is. */
static void take_value(Substitution *gsub) {
    lua_State *L = gsub->L;
    if (!lua_toboolean(L, -1)) {
        text_add_bytes(&gsub->output, gsub->start, (size_t)(gsub->match_end - gsub->start));
    } else {
        if (!lua_isstring(L, -1))
            luaL_error(L, "invalid replacement value (a %s)", luaL_typename(L, -1));
        text_add_value(&gsub->output, -1);
        gsub->changed = true;
    }
    lua_pop(L, 1);
}

static int replace_by_raw_table(Substitution *gsub, Match *match) {
    while (next_match(gsub, match)) {
        match_push_capture(match, 0, gsub->start, gsub->match_end);
        lua_rawget(gsub->L, REPLACEMENT);
        take_value(gsub);
    }
    return finish(gsub);
}

static int replace_by_calls(Substitution *gsub);

/* Continues with the result of a call on top. */
static int take_result(lua_State *L, int status, lua_KContext ctx) {
    Substitution *gsub = (Substitution *)lua_touserdata(L, STATE);
    (void)status;
    (void)ctx;
    take_value(gsub);
    return replace_by_calls(gsub);
}

/* With a key on top, replaces it by the replacement table's value for it and returns false; or,
** when a function has to be asked, puts that and its arguments there and returns true. */
static bool index_needs_call(lua_State *L) {
    const int key = lua_gettop(L);
    lua_pushvalue(L, REPLACEMENT);
    for (int i = 0; i < MAX_INDEX_CHAIN; i++) {
        /* key, object */
        if (lua_istable(L, -1)) {
            lua_pushvalue(L, key);
            if (lua_rawget(L, -2) != LUA_TNIL) {
                lua_replace(L, key);
                lua_settop(L, key);
                return false;
            }
            lua_pop(L, 1);
        }
        const int handler = luaL_getmetafield(L, -1, "__index");
        if (handler == LUA_TNIL) {
            lua_pushvalue(L, key);
            lua_gettable(L, -2); /* nil of a table; the proper error of anything else */
            lua_replace(L, key);
            lua_settop(L, key);
            return false;
        }
        if (handler == LUA_TFUNCTION) {
            /* key, object, handler -> handler, object, key */
            lua_rotate(L, key, 1);
            lua_insert(L, -2);
            return true;
        }
        lua_replace(L, -2);
    }
    luaL_error(L, "'__index' chain too long; possibly a loop");
    return false;
}

/* Runs until a function must be called or the matches are used up. */
static int replace_by_calls(Substitution *gsub) {
    lua_State *L = gsub->L;
    const bool is_function = lua_isfunction(L, REPLACEMENT);
    Match match;
    match_init(&match, L, &gsub->pattern, gsub->subject, (size_t)(gsub->end - gsub->subject));
    while (next_match(gsub, &match)) {
        if (is_function) {
            lua_pushvalue(L, REPLACEMENT);
            const int count = match_push_values(&match, gsub->start, gsub->match_end);
            return native_callback(L, count, 1, 0, take_result);
        }
        match_push_capture(&match, 0, gsub->start, gsub->match_end);
        if (index_needs_call(L)) return native_callback(L, 2, 1, 0, take_result);
        take_value(gsub);
    }
    return finish(gsub);
}

/* ---- The function ---------------------------------------------------------------------------- */

/* Sets up a gsub of the arguments. */
static void start_gsub(Substitution *gsub, lua_State *L, size_t subject_length, bool anchored,
                       lua_Integer limit) {
    gsub->L = L;
    gsub->subject = lua_tostring(L, SUBJECT);
    gsub->end = gsub->subject + subject_length;
    gsub->done = gsub->from = gsub->subject;
    gsub->start = gsub->match_end = NULL;
    gsub->anchored = anchored;
    gsub->changed = false;
    gsub->count = 0;
    gsub->limit = limit;
}

static int gsub_in_frame(Substitution *gsub, const Pattern *pattern, bool is_string) {
    char memory[TEXT_BUFFER_LOCAL];
    Match match;
    text_start(&gsub->output, gsub->L, OUTPUT, memory, sizeof(memory));
    match_init(&match, gsub->L, pattern, gsub->subject, (size_t)(gsub->end - gsub->subject));
    return is_string ? replace_by_string(gsub, &match) : replace_by_raw_table(gsub, &match);
}

/* The userdata: the Substitution, memory for the output, the pattern's room. */
static int gsub_with_calls(const Substitution *initial, const Pattern *pattern) {
    _Static_assert(sizeof(Substitution) % 8 == 0 && STATE_OUTPUT % 8 == 0, "the room is aligned");
    lua_State *L = initial->L;
    const size_t size = sizeof(Substitution) + STATE_OUTPUT + pattern_copy_size(pattern);
    Substitution *gsub = (Substitution *)lua_newuserdatauv(L, size, 0);
    char *const memory = (char *)(gsub + 1);
    lua_replace(L, STATE);
    *gsub = *initial;
    text_start(&gsub->output, L, OUTPUT, memory, STATE_OUTPUT);
    pattern_copy(&gsub->pattern, memory + STATE_OUTPUT, pattern->text, pattern);
    return replace_by_calls(gsub);
}

int strlib_gsub(lua_State *L) {
    Substitution gsub;
    PatternScratch scratch;
    size_t subject_length, length;
    argument_string(L, SUBJECT, &subject_length);
    const char *text = argument_string(L, PATTERN, &length);
    const int kind = lua_type(L, REPLACEMENT);
    const lua_Integer limit = argument_optional_integer(L, 4, (lua_Integer)subject_length + 1);
    luaL_argexpected(L,
                     kind == LUA_TNUMBER || kind == LUA_TSTRING || kind == LUA_TFUNCTION ||
                         kind == LUA_TTABLE,
                     REPLACEMENT, "string/function/table");
    const bool anchored = length > 0 && *text == PATTERN_ANCHOR;
    lua_settop(L, SLOTS);
    start_gsub(&gsub, L, subject_length, anchored, limit);
    text += anchored;
    const Pattern *pattern = pattern_get(L, &scratch, ROOM, text, length - anchored);
    pattern = pattern_keep(&scratch, pattern, text);
    if (kind == LUA_TSTRING || kind == LUA_TNUMBER) return gsub_in_frame(&gsub, pattern, true);
    if (kind == LUA_TTABLE) {
        if (!lua_getmetatable(L, REPLACEMENT)) return gsub_in_frame(&gsub, pattern, false);
        lua_pop(L, 1);
    }
    return gsub_with_calls(&gsub, pattern);
}
