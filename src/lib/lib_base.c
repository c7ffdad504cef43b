/* The basic functions (manual 6.1): what a script finds in its globals. */

#include "lauxlib.h"
#include "lua.h"
#include "lualib.h"
#include "library.h"
#include "direct.h"
#include "element_access.h"
#include "meter.h"
#include "native.h"
#include "profile.h"

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* ---- Values as text -------------------------------------------------------------------------- */

/* Pushes the text of the value at `index` and returns true. If only the value's own __tostring can
** tell, pushes that and its argument instead and returns false: the caller has to call it. */
static bool push_text(lua_State *L, int index) {
    if (luaL_getmetafield(L, index, "__tostring") == LUA_TNIL) {
        luaL_tolstring(L, index, NULL);
        return true;
    }
    lua_pushvalue(L, index);
    return false;
}

/* The text that a __tostring left on top. */
static const char *check_text(lua_State *L, size_t *length) {
    if (!lua_isstring(L, -1)) luaL_error(L, "'__tostring' must return a string");
    return lua_tolstring(L, -1, length);
}

static int tostring_called(lua_State *L, int status, lua_KContext context) {
    (void)status, (void)context;
    check_text(L, NULL);
    return 1;
}

static int base_tostring(lua_State *L) {
    luaL_checkany(L, 1);
    if (push_text(L, 1)) return 1;
    return native_call(L, 1, 1, 0, tostring_called);
}

static void print_bytes(lua_State *L, const char *bytes, size_t length) {
    vm_note_output(L, bytes, length);
    lua_writestring(bytes, length);
}

static void print_text(lua_State *L, int position) {
    size_t length;
    const char *text = check_text(L, &length);
    vm_charge_bytes(L, length);
    if (position > 1) print_bytes(L, "\t", 1);
    print_bytes(L, text, length);
    lua_pop(L, 1);
}

static int print_called(lua_State *L, int status, lua_KContext position);

/* Prints the arguments from `position` on; the stack holds nothing but the arguments. */
static int print_from(lua_State *L, int position) {
    const int count = lua_gettop(L);
    for (; position <= count; position++) {
        if (!push_text(L, position)) return native_call(L, 1, 1, position, print_called);
        print_text(L, position);
    }
    vm_note_output(L, "\n", 1);
    lua_writeline();
    return 0;
}

static int print_called(lua_State *L, int status, lua_KContext position) {
    (void)status;
    print_text(L, (int)position);
    return print_from(L, (int)position + 1);
}

static int base_print(lua_State *L) {
    return print_from(L, 1);
}

static int base_warn(lua_State *L) {
    const int count = lua_gettop(L);
    luaL_checkstring(L, 1);
    for (int i = 2; i <= count; i++)
        luaL_checkstring(L, i);
    for (int i = 1; i <= count; i++)
        lua_warning(L, lua_tostring(L, i), i < count);
    return 0;
}

/* ---- Numbers from text ----------------------------------------------------------------------- */

#define SPACES " \f\n\r\t\v"

/* Value of an ASCII digit or letter as a digit, or 36 for other characters. */
static unsigned digit_value(unsigned char c) {
    if (c >= '0' && c <= '9') return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'z' ? (unsigned)(c - 'a') + 10 : 36;
}

/* Reads an integer of any base with optional sign and surrounding spaces; it wraps around on
** overflow. Returns the first character not read, or NULL without digits. */
static const char *read_integer(const char *text, unsigned base, lua_Integer *result) {
    text += strspn(text, SPACES);
    const bool negative = *text == '-';
    if (*text == '-' || *text == '+') text++;
    if (digit_value((unsigned char)*text) >= base) return NULL;
    lua_Unsigned value = 0;
    unsigned digit;
    for (; (digit = digit_value((unsigned char)*text)) < base; text++)
        value = value * base + digit;
    *result = (lua_Integer)(negative ? 0u - value : value);
    return text + strspn(text, SPACES);
}

static int tonumber_with_base(lua_State *L) {
    const lua_Integer base = luaL_checkinteger(L, 2);
    luaL_checktype(L, 1, LUA_TSTRING);
    luaL_argcheck(L, 2 <= base && base <= 36, 2, "base out of range");
    size_t length;
    const char *text = lua_tolstring(L, 1, &length);
    lua_Integer value;
    vm_charge(L, (uint64_t)length * COST_CHARACTER);
    if (read_integer(text, (unsigned)base, &value) == text + length)
        lua_pushinteger(L, value);
    else
        luaL_pushfail(L);
    return 1;
}

static int base_tonumber(lua_State *L) {
    if (!lua_isnoneornil(L, 2)) return tonumber_with_base(L);
    if (lua_type(L, 1) == LUA_TNUMBER) {
        lua_settop(L, 1);
        return 1;
    }
    size_t length;
    const char *text = lua_tolstring(L, 1, &length);
    if (text != NULL) vm_charge(L, (uint64_t)length * COST_CHARACTER);
    if (text != NULL && lua_stringtonumber(L, text) == length + 1) return 1;
    luaL_checkany(L, 1);
    luaL_pushfail(L);
    return 1;
}

/* ---- Types and raw access -------------------------------------------------------------------- */

static int base_type(lua_State *L) {
    const int type = lua_type(L, 1);
    luaL_argcheck(L, type != LUA_TNONE, 1, "value expected");
    lua_pushstring(L, lua_typename(L, type));
    return 1;
}

static int base_rawequal(lua_State *L) {
    luaL_checkany(L, 1);
    luaL_checkany(L, 2);
    vm_charge_equal(L, L->frame->func + 1, L->frame->func + 2);
    lua_pushboolean(L, lua_rawequal(L, 1, 2));
    return 1;
}

static int base_rawlen(lua_State *L) {
    const int type = lua_type(L, 1);
    luaL_argexpected(L, type == LUA_TTABLE || type == LUA_TSTRING, 1, "table or string");
    lua_pushinteger(L, (lua_Integer)lua_rawlen(L, 1));
    return 1;
}

static int base_rawget(lua_State *L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    luaL_checkany(L, 2);
    lua_settop(L, 2);
    lua_rawget(L, 1);
    return 1;
}

static int base_rawset(lua_State *L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    luaL_checkany(L, 2);
    luaL_checkany(L, 3);
    lua_settop(L, 3);
    lua_rawset(L, 1);
    return 1;
}

static int base_getmetatable(lua_State *L) {
    luaL_checkany(L, 1);
    if (!lua_getmetatable(L, 1)) {
        lua_pushnil(L);
        return 1;
    }
    luaL_getmetafield(L, 1, "__metatable"); /* if there is one, it hides the metatable */
    return 1;
}

static int base_setmetatable(lua_State *L) {
    const int type = lua_type(L, 2);
    luaL_checktype(L, 1, LUA_TTABLE);
    luaL_argexpected(L, type == LUA_TNIL || type == LUA_TTABLE, 2, "nil or table");
    if (luaL_getmetafield(L, 1, "__metatable") != LUA_TNIL)
        return luaL_error(L, "cannot change a protected metatable");
    lua_settop(L, 2);
    lua_setmetatable(L, 1);
    return 1;
}

/* ---- Traversal ------------------------------------------------------------------------------- */

static int base_next(lua_State *L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_settop(L, 2);
    if (lua_next(L, 1)) return 2;
    lua_pushnil(L);
    return 1;
}

static int pairs_called(lua_State *L, int status, lua_KContext context) {
    (void)L, (void)status, (void)context;
    return 3;
}

static int base_pairs(lua_State *L) {
    luaL_checkany(L, 1);
    if (luaL_getmetafield(L, 1, "__pairs") != LUA_TNIL) {
        lua_pushvalue(L, 1);
        return native_call(L, 1, 3, 0, pairs_called);
    }
    lua_pushcfunction(L, base_next);
    lua_pushvalue(L, 1);
    lua_pushnil(L);
    return 3;
}

/* Index and element are on top: the loop ends when the element is nil. */
static int ipairs_got(lua_State *L, int status, lua_KContext context) {
    (void)status, (void)context;
    return lua_isnil(L, -1) ? 1 : 2;
}

/* Iterator of ipairs: (table, i) -> i + 1, table[i + 1]. */
static int ipairs_next(lua_State *L) {
    const lua_Integer i = luaL_intop(+, luaL_checkinteger(L, 2), 1);
    lua_pushinteger(L, i);
    if (!access_get(L, 1, i)) return native_callback(L, ACCESS_GET_ARGUMENTS, 1, 0, ipairs_got);
    return ipairs_got(L, LUA_OK, 0);
}

static int base_ipairs(lua_State *L) {
    luaL_checkany(L, 1);
    lua_pushcfunction(L, ipairs_next);
    lua_pushvalue(L, 1);
    lua_pushinteger(L, 0);
    return 3;
}

static int base_select(lua_State *L) {
    const int count = lua_gettop(L);
    if (lua_type(L, 1) == LUA_TSTRING && *lua_tostring(L, 1) == '#') {
        lua_pushinteger(L, count - 1);
        return 1;
    }
    lua_Integer first = luaL_checkinteger(L, 1);
    if (first < 0)
        first += count;
    else if (first > count)
        first = count;
    luaL_argcheck(L, first >= 1, 1, "index out of range");
    return count - (int)first;
}

/* ---- Errors ---------------------------------------------------------------------------------- */

static int base_error(lua_State *L) {
    const int level = (int)luaL_optinteger(L, 2, 1);
    lua_settop(L, 1);
    if (lua_type(L, 1) == LUA_TSTRING && level > 0) {
        luaL_where(L, level);
        lua_pushvalue(L, 1);
        lua_concat(L, 2);
    }
    return lua_error(L);
}

/* Fails as error(message) would, so that a text gets the position of the assertion. */
static int base_assert(lua_State *L) {
    if (lua_toboolean(L, 1)) return lua_gettop(L);
    luaL_checkany(L, 1);
    lua_remove(L, 1);
    if (lua_gettop(L) == 0) lua_pushliteral(L, "assertion failed!");
    lua_settop(L, 1);
    return base_error(L);
}

/* Ends pcall and xpcall. `skipped` values lie below the `true` that was pushed in advance. */
static int protected_called(lua_State *L, int status, lua_KContext skipped) {
    if (status == LUA_OK || status == LUA_YIELD) return lua_gettop(L) - (int)skipped;
    lua_pushboolean(L, false);
    lua_insert(L, -2);
    return 2;
}

static int base_pcall(lua_State *L) {
    luaL_checkany(L, 1);
    lua_pushboolean(L, true);
    lua_insert(L, 1);
    const int request = native_pcall(L, lua_gettop(L) - 2, LUA_MULTRET, 0, 0, protected_called);
    return native_pass(L, request, true);
}

/* Stack: function, handler, arguments -> function, handler, true, function, arguments. */
static int base_xpcall(lua_State *L) {
    const int count = lua_gettop(L);
    luaL_checktype(L, 2, LUA_TFUNCTION);
    lua_pushboolean(L, true);
    lua_pushvalue(L, 1);
    lua_rotate(L, 3, 2);
    return native_pass(L, native_pcall(L, count - 2, LUA_MULTRET, 2, 2, protected_called), true);
}

/* ---- Chunks ---------------------------------------------------------------------------------- */

/* Results of load for a chunk on top: itself, with the value at `environment` (an index, 0 for
** none) as its first upvalue; or fail and the message on top. */
static int finish_load(lua_State *L, int status, int environment) {
    if (status != LUA_OK) {
        luaL_pushfail(L);
        lua_insert(L, -2);
        return 2;
    }
    if (environment != 0) {
        lua_pushvalue(L, environment);
        if (lua_setupvalue(L, -2, 1) == NULL) lua_pop(L, 1); /* the chunk uses no environment */
    }
    return 1;
}

static int base_loadfile(lua_State *L) {
    const char *name = luaL_optstring(L, 1, NULL);
    const char *mode = luaL_optstring(L, 2, NULL);
    const int environment = lua_isnone(L, 3) ? 0 : 3;
    return finish_load(L, luaL_loadfilex(L, name, mode), environment);
}

/* load with a function: the function is called until it has no more pieces, which are collected in
** a table; then the compiler reads the pieces from there, without joining them. So the function may
** yield, and an unfinished compilation never waits on the stack. A function that never ends meets
** the limits of a chunk while it is read. Slots of the native: */
enum {
    LOAD_READER = 1,
    LOAD_NAME,
    LOAD_MODE,
    LOAD_ENVIRONMENT, /* may be nil because absent: `has_environment` tells */
    LOAD_PIECES,
    LOAD_PROGRESS
};

#define LOAD_BYTES_MAX UINT32_MAX      /* a Program is no larger, and its source hardly smaller */
#define LOAD_LINES_MAX (INT32_MAX - 2) /* the scanner's limit */

/* How far a chunk has been read; the userdata at LOAD_PROGRESS. */
typedef struct Progress {
    lua_Integer pieces;
    size_t bytes, lines; /* of all pieces; lines are counted in text only */
    bool has_environment, is_binary;
} Progress;

/* Position of the compiler in the table of pieces. */
typedef struct PieceReader {
    lua_Integer next; /* piece to read next, from 1 */
} PieceReader;

static const char *read_piece(lua_State *L, void *data, size_t *size) {
    PieceReader *reader = data;
    if (lua_rawgeti(L, LOAD_PIECES, reader->next) == LUA_TNIL) {
        lua_pop(L, 1);
        *size = 0;
        return NULL;
    }
    reader->next++;
    const char *piece = lua_tolstring(L, -1, size);
    lua_pop(L, 1); /* the table keeps it */
    return piece;
}

static int compile_pieces(lua_State *L, bool has_environment) {
    PieceReader reader = {1};
    const char *name = luaL_optstring(L, LOAD_NAME, "=(load)");
    const char *mode = luaL_optstring(L, LOAD_MODE, "bt");
    const int status = lua_load(L, read_piece, &reader, name, mode);
    return finish_load(L, status, has_environment ? LOAD_ENVIRONMENT : 0);
}

/* Counts a piece. Returns what is wrong with a chunk that goes so far, or NULL. */
static const char *progress_add(Progress *p, const char *piece, size_t length) {
    if (p->pieces++ == 0) p->is_binary = piece[0] == LUA_SIGNATURE[0];
    if (length > LOAD_BYTES_MAX - p->bytes) return "chunk of more than 4 GiB: not enough memory";
    p->bytes += length;
    if (p->is_binary) return NULL;
    for (size_t i = 0; i < length; i++)
        p->lines += piece[i] == '\n';
    return p->lines > LOAD_LINES_MAX ? "chunk has too many lines" : NULL;
}

/* (pieces, piece, position) */
static int keep_piece(lua_State *L) {
    const lua_Integer position = lua_tointeger(L, 3);
    lua_settop(L, 2);
    lua_rawseti(L, 1, position);
    return 0;
}

/* Puts the piece on top into the table of pieces. */
static int add_piece(lua_State *L, lua_Integer position) {
    lua_pushcfunction(L, keep_piece);
    lua_insert(L, -2);
    lua_pushvalue(L, LOAD_PIECES);
    lua_insert(L, -2);
    lua_pushinteger(L, position);
    return lua_pcall(L, 3, 0, 0);
}

static int piece_called(lua_State *L, int status, lua_KContext context);

static int ask_for_piece(lua_State *L) {
    lua_pushvalue(L, LOAD_READER);
    return native_pcall(L, 0, 1, 0, 0, piece_called);
}

static int piece_called(lua_State *L, int status, lua_KContext context) {
    (void)context;
    if (status != LUA_OK && status != LUA_YIELD) return finish_load(L, status, 0);
    Progress *const progress = lua_touserdata(L, LOAD_PROGRESS);
    size_t length = 0;
    const char *piece = NULL;
    if (lua_isstring(L, -1))
        piece = lua_tolstring(L, -1, &length);
    else if (!lua_isnil(L, -1)) {
        luaL_where(L, 1);
        lua_pushliteral(L, "reader function must return a string");
        lua_concat(L, 2);
        return finish_load(L, LUA_ERRRUN, 0);
    }
    if (length == 0) {
        lua_pop(L, 1);
        return compile_pieces(L, progress->has_environment);
    }
    const char *const fault = progress_add(progress, piece, length);
    if (fault != NULL) {
        lua_pushstring(L, fault);
        return finish_load(L, LUA_ERRSYNTAX, 0);
    }
    const int kept = add_piece(L, progress->pieces);
    return kept == LUA_OK ? ask_for_piece(L) : finish_load(L, kept, 0);
}

static int base_load(lua_State *L) {
    size_t length;
    const char *text = lua_tolstring(L, 1, &length);
    const char *mode = luaL_optstring(L, 3, "bt");
    const bool has_environment = !lua_isnone(L, 4);
    if (text != NULL) {
        const char *name = luaL_optstring(L, 2, text);
        const int status = luaL_loadbufferx(L, text, length, name, mode);
        return finish_load(L, status, has_environment ? 4 : 0);
    }
    luaL_optstring(L, 2, NULL);
    luaL_checktype(L, 1, LUA_TFUNCTION);
    lua_settop(L, LOAD_ENVIRONMENT);
    lua_newtable(L);
    Progress *const progress = lua_newuserdatauv(L, sizeof *progress, 0);
    *progress = (Progress){.has_environment = has_environment};
    return ask_for_piece(L);
}

static int dofile_called(lua_State *L, int status, lua_KContext context) {
    (void)status, (void)context;
    return lua_gettop(L) - 1;
}

static int base_dofile(lua_State *L) {
    const char *name = luaL_optstring(L, 1, NULL);
    lua_settop(L, 1);
    if (luaL_loadfile(L, name) != LUA_OK) return lua_error(L);
    return native_call(L, 0, LUA_MULTRET, 0, dofile_called);
}

/* ---- Collector ------------------------------------------------------------------------------- */

/* Options of collectgarbage: name, request to lua_gc. */
#define COLLECTOR_OPTIONS(X)          \
    X("stop", LUA_GCSTOP)             \
    X("restart", LUA_GCRESTART)       \
    X("collect", LUA_GCCOLLECT)       \
    X("count", LUA_GCCOUNT)           \
    X("step", LUA_GCSTEP)             \
    X("setpause", LUA_GCSETPAUSE)     \
    X("setstepmul", LUA_GCSETSTEPMUL) \
    X("isrunning", LUA_GCISRUNNING)   \
    X("generational", LUA_GCGEN)      \
    X("incremental", LUA_GCINC)

/* All requests answer -1 when the collector cannot be used now (inside a finalizer). */
static int push_collector_result(lua_State *L, int result) {
    if (result == -1)
        luaL_pushfail(L);
    else
        lua_pushinteger(L, result);
    return 1;
}

static int push_collector_flag(lua_State *L, int result) {
    if (result == -1)
        luaL_pushfail(L);
    else
        lua_pushboolean(L, result);
    return 1;
}

static int push_collector_mode(lua_State *L, int previous) {
    if (previous == -1)
        luaL_pushfail(L);
    else
        lua_pushstring(L, previous == LUA_GCINC ? "incremental" : "generational");
    return 1;
}

static int push_collector_count(lua_State *L) {
    const int kilobytes = lua_gc(L, LUA_GCCOUNT);
    const int rest = lua_gc(L, LUA_GCCOUNTB);
    if (kilobytes == -1)
        luaL_pushfail(L);
    else
        lua_pushnumber(L, (lua_Number)kilobytes + (lua_Number)rest / 1024);
    return 1;
}

static int base_collectgarbage(lua_State *L) {
#define NAME(name, request)    name,
#define REQUEST(name, request) request,
    static const char *const names[] = {COLLECTOR_OPTIONS(NAME) NULL};
    static const int requests[] = {COLLECTOR_OPTIONS(REQUEST)};
#undef NAME
#undef REQUEST
    const int request = requests[luaL_checkoption(L, 1, "collect", names)];
    switch (request) {
    case LUA_GCCOUNT: return push_collector_count(L);
    case LUA_GCSTEP:
        vm_charge(L, COST_COLLECT);
        return push_collector_flag(L, lua_gc(L, request, (int)luaL_optinteger(L, 2, 0)));
    case LUA_GCISRUNNING: return push_collector_flag(L, lua_gc(L, request));
    case LUA_GCSETPAUSE:
    case LUA_GCSETSTEPMUL:
        return push_collector_result(L, lua_gc(L, request, (int)luaL_optinteger(L, 2, 0)));
    case LUA_GCGEN: {
        const int minor = (int)luaL_optinteger(L, 2, 0);
        const int major = (int)luaL_optinteger(L, 3, 0);
        vm_charge(L, COST_COLLECT); /* the first collection of a mode is a full one */
        return push_collector_mode(L, lua_gc(L, request, minor, major));
    }
    case LUA_GCINC: {
        const int pause = (int)luaL_optinteger(L, 2, 0);
        const int multiplier = (int)luaL_optinteger(L, 3, 0);
        const int step = (int)luaL_optinteger(L, 4, 0);
        vm_charge(L, COST_COLLECT);
        return push_collector_mode(L, lua_gc(L, request, pause, multiplier, step));
    }
    case LUA_GCCOLLECT:
        vm_charge(L, COST_COLLECT);
        return push_collector_result(L, lua_gc(L, request));
    default: return push_collector_result(L, lua_gc(L, request));
    }
}

/* ---- Registration ---------------------------------------------------------------------------- */

/* Places for globals of scripts: with them the slots are too large for the slabs of small
** buffers. */
#define GLOBALS_AHEAD 24

static const luaL_Reg base_functions[] = {
    {"assert", base_assert},
    {"collectgarbage", base_collectgarbage},
    {"dofile", base_dofile},
    {"error", base_error},
    {"getmetatable", base_getmetatable},
    {"ipairs", base_ipairs},
    {"load", base_load},
    {"loadfile", base_loadfile},
    {"next", base_next},
    {"pairs", base_pairs},
    {"pcall", base_pcall},
    {"print", base_print},
    {"rawequal", base_rawequal},
    {"rawget", base_rawget},
    {"rawlen", base_rawlen},
    {"rawset", base_rawset},
    {"select", base_select},
    {"setmetatable", base_setmetatable},
    {"tonumber", base_tonumber},
    {"tostring", base_tostring},
    {"type", base_type},
    {"warn", base_warn},
    {"xpcall", base_xpcall},
    {LUA_GNAME, NULL}, /* this and those below are set later, the libraries if they are opened */
    {"_VERSION", NULL},
    {"require", NULL},
    {LUA_LOADLIBNAME, NULL},
    {LUA_COLIBNAME, NULL},
    {LUA_TABLIBNAME, NULL},
    {LUA_IOLIBNAME, NULL},
    {LUA_OSLIBNAME, NULL},
    {LUA_STRLIBNAME, NULL},
    {LUA_MATHLIBNAME, NULL},
    {LUA_UTF8LIBNAME, NULL},
    {LUA_DBLIBNAME, NULL},
    {NULL, NULL},
};

LUAMOD_API int luaopen_base(lua_State *L) {
    direct_register(L, DIRECT_TYPE, base_type);
    direct_register(L, DIRECT_SELECT, base_select);
    direct_register(L, DIRECT_RAWGET, base_rawget);
    direct_register(L, DIRECT_RAWEQUAL, base_rawequal);
    direct_register(L, DIRECT_RAWLEN, base_rawlen);
    direct_register(L, DIRECT_SETMETATABLE, base_setmetatable);
    direct_register(L, DIRECT_GETMETATABLE, base_getmetatable);
    direct_register(L, DIRECT_ASSERT, base_assert);
    direct_register(L, DIRECT_NEXT, base_next);
    direct_register(L, DIRECT_IPAIRS_STEP, ipairs_next);
    lua_pushglobaltable(L);
    library_places(L, base_functions, GLOBALS_AHEAD);
    library_functions(L, base_functions, 0);
    lua_pushvalue(L, -1);
    lua_setfield(L, -2, LUA_GNAME);
    lua_pushliteral(L, LUA_VERSION);
    lua_setfield(L, -2, "_VERSION");
    return 1;
}
