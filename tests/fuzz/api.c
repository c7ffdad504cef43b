/* The C API, as a program of random but valid calls. An input is a row of bytes: a step (STEP_LIST)
** and its operands, again and again. C functions that the steps make run the row on, so steps nest in
** calls, metamethods, finalizers, continuations and coroutines in whatever order these come.
**
** Valid means: what the manual asks of a caller is checked before the call (kinds of values, number
** of arguments, slots marked to be closed, which coroutine may be touched), all else is left to the
** library. What it may raise, it raises: everything runs inside lua_pcall.
*/
#include <string.h>

#include "fuzz.h"
#include "lualib.h"

#define SLOTS_MAX   60 /* of one C function; then steps that push do not run */
#define STRING_MAX  40
#define CLOSING_MAX 4 /* slots of one C function that are marked to be closed */

/* One running C function of ours. Slots up to the floor are marked, or below marked ones: they are
** read, but not moved or overwritten. */
typedef struct Frame {
    int floor;
    int closing[CLOSING_MAX]; /* marked slots, lowest first; the last one is the floor */
    int closing_count;
    int results; /* what the frame returns or yields; -1 while it runs on */
    bool yields;
} Frame;

static FuzzInput input;
static int execute(lua_State *L, Frame *f);

/* ---- Operands ---- */

static int read_below(int limit) {
    return limit > 0 ? fuzz_byte(&input) % limit : 0;
}

/* A slot that holds a value, by either kind of index, or an upvalue. The stack is not empty. */
static int any_slot(lua_State *L) {
    const uint8_t byte = fuzz_byte(&input);
    const int top = lua_gettop(L);
    if (byte >= 248 && !lua_isnone(L, lua_upvalueindex(byte - 247)))
        return lua_upvalueindex(byte - 247);
    return byte & 1 ? -(byte / 2 % top) - 1 : byte / 2 % top + 1;
}

/* How many slots lie above the floor. */
static int loose(lua_State *L, const Frame *f) {
    return lua_gettop(L) - f->floor;
}

/* A slot above the floor, where there is one. */
static int loose_slot(lua_State *L, const Frame *f) {
    return f->floor + 1 + read_below(loose(L, f));
}

static int slot_of_type(lua_State *L, int type) {
    const int wanted = any_slot(L);
    if (lua_type(L, wanted) == type) return wanted;
    for (int i = lua_gettop(L); i > 0; i--)
        if (lua_type(L, i) == type) return i;
    return 0;
}

/* A thread on the stack that is not in the middle of a call; NULL if none. */
static lua_State *idle_thread(lua_State *L) {
    lua_Debug top;
    const int slot = slot_of_type(L, LUA_TTHREAD);
    if (slot == 0) return NULL;
    lua_State *const co = lua_tothread(L, slot);
    const int status = lua_status(co);
    if (co == L || (status == LUA_OK && lua_getstack(co, 0, &top))) return NULL;
    return co;
}

static const char *read_name(void) {
    static const char *const names[] = {
        "x",
        "y",
        "__index",
        "__newindex",
        "__call",
        "__gc",
        "__close",
        "__eq",
        "__lt",
        "__le",
        "__concat",
        "__len",
        "__add",
        "__unm",
        "__name",
        "__tostring",
        "__metatable",
        "__pairs",
        "__mode",
        "__idiv",
        "__band",
        "__bnot",
        "a name that is longer than forty bytes, so not interned",
        "",
    };
    return names[read_below(sizeof names / sizeof names[0])];
}

/* ---- C functions that run the program on ---- */

static int run(lua_State *L, int status, lua_KContext floor) {
    Frame f = {.floor = (int)floor};
    (void)status;
    return execute(L, &f);
}

static int function(lua_State *L) {
    return run(L, LUA_OK, 0);
}

static int handler(lua_State *L) {
    luaL_tolstring(L, 1, NULL);
    if (read_below(4) == 0) luaL_traceback(L, L, lua_tostring(L, -1), read_below(3));
    return 1;
}

/* ---- Steps: pushing ---- */

static void push_value(lua_State *L, Frame *f) {
    (void)f;
    fuzz_push_value(L, &input);
}

static void push_string(lua_State *L, Frame *f) {
    char text[STRING_MAX];
    const size_t length = (size_t)read_below(STRING_MAX);
    (void)f;
    memset(text, 'a' + read_below(3), sizeof text);
    const char *const copy = lua_pushlstring(L, text, length);
    FUZZ_CHECK(lua_rawlen(L, -1) == length && copy[length] == '\0');
}

static void push_formatted(lua_State *L, Frame *f) {
    const uint64_t word = fuzz_word(&input);
    (void)f;
    lua_pushfstring(L, "%d %s %I %f %c %U %p %%", (int)word, read_name(), (LUAI_UACINT)word,
                    (double)(int64_t)word, (int)(word & 0x7f), (long)(word & 0x7fffffff),
                    (void *)L);
}

static void push_slot(lua_State *L, Frame *f) {
    (void)f;
    const int slot = any_slot(L);
    lua_pushvalue(L, slot);
}

static void push_table(lua_State *L, Frame *f) {
    (void)f;
    lua_createtable(L, read_below(8), read_below(8));
}

static void push_function(lua_State *L, Frame *f) {
    int upvalues = read_below(4);
    if (upvalues > loose(L, f)) upvalues = loose(L, f);
    lua_pushcclosure(L, function, upvalues);
}

static void push_userdata(lua_State *L, Frame *f) {
    const size_t size = (size_t)read_below(64);
    (void)f;
    memset(lua_newuserdatauv(L, size, read_below(4)), 0x55, size);
}

static void push_thread(lua_State *L, Frame *f) {
    (void)f;
    if (read_below(4) == 0)
        lua_pushthread(L);
    else
        lua_newthread(L);
}

static void push_global(lua_State *L, Frame *f) {
    static const char *const names[] = {"string",   "table", "coroutine", "pcall", "next", "pairs",
                                        "tostring", "error", "select",    "load",  "x",    "_G"};
    (void)f;
    if (lua_getglobal(L, names[read_below(sizeof names / sizeof names[0])]) != LUA_TTABLE) return;
    /* Some function of the library. */
    lua_pushnil(L);
    for (int i = read_below(20); i >= 0 && lua_next(L, -2); i--)
        lua_pop(L, 1);
    lua_settop(L, lua_gettop(L));
}

static void push_chunk(lua_State *L, Frame *f) {
    static const char *const chunks[] = {
        "return ...",
        "local a, b = ... return a, b, function() a = b return a end",
        "local a <close> = ... return a",
        "local f, x = ... for i = 1, 3 do x = f(x, i) end return x",
        "local t = ... for k, v in pairs(t) do t[k] = nil end return t",
        "local f = ... return f(select(2, ...))",
        "local f = ... return pcall(f, ...)",
        "local f = ... return coroutine.wrap(f)(...)",
        "local t, f = ... table.sort(t, f) return t",
        "local f = ... return ('abc'):gsub('%w', f)",
        "return coroutine.yield(...)",
        "local a, b = ... return a + b, a .. b, a < b, a == b, #a, -a, a[b]",
        "local t, k = ... t[k] = t return t.x, t[1], t[k]",
        "local f = ... for a, b, c in f, ... do local d <close> = b end",
        "local f = ... local function g(n) return n > 0 and (g(n - 1)) or f() end return g(30)",
        "x = ... return setmetatable({}, {__gc = x, __index = x, __close = x})",
        "collectgarbage() collectgarbage('step') return collectgarbage('count')",
        "error((...))",
        "goto",
    };
    const char *const chunk = chunks[read_below(sizeof chunks / sizeof chunks[0])];
    (void)f;
    if (luaL_loadstring(L, chunk) != LUA_OK) FUZZ_CHECK(lua_isstring(L, -1));
}

/* A table full of metamethods. */
static void push_metatable(lua_State *L, Frame *f) {
    (void)f;
    lua_newtable(L);
    for (int i = read_below(6); i >= 0; i--) {
        const char *const name = read_name();
        if (strcmp(name, "__mode") == 0)
            lua_pushstring(L, &"kv"[read_below(3)]);
        else if (read_below(4) == 0)
            lua_pushvalue(L, -1);
        else
            lua_pushcfunction(L, function);
        lua_setfield(L, -2, name);
    }
}

/* ---- Steps: moving ---- */

static void set_top(lua_State *L, Frame *f) {
    lua_settop(L, f->floor + read_below(loose(L, f) + 4));
}

static void rotate(lua_State *L, Frame *f) {
    if (loose(L, f) == 0) return;
    const int slot = loose_slot(L, f), count = lua_gettop(L) - slot + 1;
    lua_rotate(L, slot, read_below(2 * count + 1) - count);
}

static void copy(lua_State *L, Frame *f) {
    if (loose(L, f) == 0) return;
    const int from = any_slot(L), to = loose_slot(L, f);
    if (lua_isnone(L, from)) return;
    lua_copy(L, from, to);
    FUZZ_CHECK(lua_type(L, from) == lua_type(L, to));
}

static void mark_to_close(lua_State *L, Frame *f) {
    if (loose(L, f) == 0 || f->closing_count == CLOSING_MAX) return;
    if (lua_toboolean(L, -1) && luaL_getmetafield(L, -1, "__close") == LUA_TNIL) return;
    if (lua_toboolean(L, -1)) lua_pop(L, 1);
    lua_toclose(L, -1);
    f->floor = lua_gettop(L);
    f->closing[f->closing_count++] = f->floor;
}

static void close_slot(lua_State *L, Frame *f) {
    if (f->closing_count == 0) return;
    const int slot = f->closing[--f->closing_count];
    f->floor = f->closing_count > 0 ? f->closing[f->closing_count - 1] : 0;
    if (read_below(2) == 0)
        lua_closeslot(L, slot);
    else
        lua_settop(L, slot - 1);
}

static void check_stack(lua_State *L, Frame *f) {
    (void)f;
    lua_checkstack(L, read_below(2) ? 1 << read_below(24) : read_below(256));
}

/* ---- Steps: reading and computing ---- */

static void convert(lua_State *L, Frame *f) {
    int is_number;
    (void)f;
    if (lua_gettop(L) == 0) return;
    const int slot = any_slot(L);
    lua_tonumberx(L, slot, &is_number);
    FUZZ_CHECK((is_number != 0) == (lua_isnumber(L, slot) != 0));
    lua_tointegerx(L, slot, NULL);
    lua_topointer(L, slot);
    lua_touserdata(L, slot);
    lua_tocfunction(L, slot);
    lua_rawlen(L, slot);
    if (read_below(2)) lua_tolstring(L, slot, NULL);
    if (read_below(2)) luaL_tolstring(L, slot, NULL);
}

static void arith(lua_State *L, Frame *f) {
    const int op = read_below(LUA_OPBNOT + 1);
    const bool unary = op == LUA_OPUNM || op == LUA_OPBNOT;
    const int top = lua_gettop(L);
    if (loose(L, f) < 2 - unary) return;
    lua_arith(L, op);
    FUZZ_CHECK(lua_gettop(L) == top - !unary);
}

static void compare(lua_State *L, Frame *f) {
    (void)f;
    const int a = any_slot(L), b = any_slot(L), top = lua_gettop(L);
    const int op = read_below(4);
    const int result = op == 3 ? lua_rawequal(L, a, b) : lua_compare(L, a, b, op);
    FUZZ_CHECK((result == 0 || result == 1) && lua_gettop(L) == top);
}

static void concat(lua_State *L, Frame *f) {
    const int n = read_below(loose(L, f) + 1), top = lua_gettop(L);
    lua_concat(L, n);
    FUZZ_CHECK(lua_gettop(L) == top - n + 1);
}

static void length(lua_State *L, Frame *f) {
    (void)f;
    const int slot = any_slot(L);
    if (read_below(2))
        lua_len(L, slot);
    else
        luaL_len(L, slot);
}

/* ---- Steps: tables ---- */

static void get(lua_State *L, Frame *f) {
    const int slot = any_slot(L), top = lua_gettop(L);
    const int table = slot_of_type(L, LUA_TTABLE);
    int type = LUA_TNONE;
    switch (read_below(6)) {
    case 0: type = lua_getfield(L, slot, read_name()); break;
    case 1: type = lua_geti(L, slot, (int8_t)fuzz_byte(&input)); break;
    case 2:
        lua_pushvalue(L, any_slot(L));
        type = lua_gettable(L, slot < 0 && slot > LUA_REGISTRYINDEX ? slot - 1 : slot);
        break;
    case 3:
        if (table != 0) type = lua_rawgeti(L, table, (int8_t)fuzz_byte(&input));
        break;
    case 4:
        if (table != 0) type = lua_rawgetp(L, table, f);
        break;
    default:
        if (table == 0) break;
        lua_pushvalue(L, any_slot(L));
        type = lua_rawget(
            L, lua_absindex(L, table < 0 && table > LUA_REGISTRYINDEX ? table - 1 : table));
    }
    if (type != LUA_TNONE) FUZZ_CHECK(lua_gettop(L) == top + 1 && lua_type(L, -1) == type);
}

static void set(lua_State *L, Frame *f) {
    if (loose(L, f) < 3) return;
    const int slot = lua_absindex(L, any_slot(L));
    const int found = slot_of_type(L, LUA_TTABLE), table = found != 0 ? lua_absindex(L, found) : 0;
    switch (read_below(7)) {
    case 0: lua_setfield(L, slot, read_name()); break;
    case 1: lua_seti(L, slot, (int8_t)fuzz_byte(&input)); break;
    case 2: lua_settable(L, slot); break;
    case 3:
        if (table != 0) lua_rawseti(L, table, (int8_t)fuzz_byte(&input));
        break;
    case 4:
        if (table != 0) lua_rawsetp(L, table, &input);
        break;
    case 5: lua_setglobal(L, read_below(2) ? "x" : "y"); break;
    default:
        if (table != 0) lua_rawset(L, table);
    }
}

static void next(lua_State *L, Frame *f) {
    const int table = slot_of_type(L, LUA_TTABLE);
    if (table == 0 || loose(L, f) == 0) return;
    const int slot = lua_absindex(L, table), top = lua_gettop(L);
    if (slot == top) lua_pushnil(L);
    const int before = lua_gettop(L);
    const int more = lua_next(L, slot);
    FUZZ_CHECK(lua_gettop(L) == (more ? before + 1 : before - 1));
}

static void walk(lua_State *L, Frame *f) {
    const int table = slot_of_type(L, LUA_TTABLE);
    (void)f;
    if (table == 0) return;
    const int slot = lua_absindex(L, table);
    lua_pushnil(L);
    for (int i = 0; i < 100 && lua_next(L, slot); i++) {
        lua_pop(L, 1);
        if (i % 8 == 7 && read_below(4) == 0) lua_gc(L, LUA_GCSTEP, 0);
    }
}

static void set_metatable(lua_State *L, Frame *f) {
    if (loose(L, f) < 2 || (!lua_istable(L, -1) && !lua_isnil(L, -1))) return;
    const int slot = any_slot(L);
    const int type = lua_type(L, slot);
    /* Those of other types are shared by all values of the type: strings keep theirs. */
    if (type == LUA_TSTRING || type == LUA_TNONE) return;
    lua_setmetatable(L, slot);
}

static void get_metatable(lua_State *L, Frame *f) {
    (void)f;
    const int slot = any_slot(L);
    if (lua_isnone(L, slot)) return;
    if (read_below(2))
        lua_getmetatable(L, slot);
    else
        luaL_getmetafield(L, slot, read_name());
}

static void user_value(lua_State *L, Frame *f) {
    const int found = slot_of_type(L, LUA_TUSERDATA);
    if (found == 0 || loose(L, f) == 0) return;
    const int slot = lua_absindex(L, found), n = read_below(6);
    memset(lua_touserdata(L, slot), 0x66, lua_rawlen(L, slot));
    if (read_below(2) || slot == lua_gettop(L))
        lua_getiuservalue(L, slot, n);
    else
        lua_setiuservalue(L, slot, n);
}

/* ---- Steps: calls ---- */

static void call(lua_State *L, Frame *f) {
    if (loose(L, f) == 0) return;
    const int arguments = read_below(loose(L, f));
    const int results = read_below(5) - 1;
    if (read_below(2))
        lua_call(L, arguments, results);
    else
        lua_callk(L, arguments, results, f->floor, f->closing_count > 0 ? NULL : run);
}

static void protected_call(lua_State *L, Frame *f) {
    if (loose(L, f) == 0) return;
    const int arguments = read_below(loose(L, f)), results = read_below(5) - 1;
    const bool handled = read_below(3) == 0, continued = read_below(2) != 0;
    const int base = lua_gettop(L) - arguments - 1;
    if (handled) {
        lua_pushcfunction(L, handler);
        lua_insert(L, base + 1);
    }
    const int status = lua_pcallk(L, arguments, results, handled ? base + 1 : 0, f->floor,
                                  continued && f->closing_count == 0 ? run : NULL);
    const int floor = base + handled;
    if (status != LUA_OK)
        FUZZ_CHECK(lua_gettop(L) == floor + 1);
    else if (results >= 0)
        FUZZ_CHECK(lua_gettop(L) == floor + results);
}

static void raise(lua_State *L, Frame *f) {
    if (loose(L, f) == 0) return;
    if (read_below(2)) lua_error(L);
    luaL_error(L, "raised: %s", read_name());
}

static int drop(lua_State *L, const void *bytes, size_t size, void *ud) {
    (void)bytes;
    *(size_t *)ud += size;
    if (read_below(16) == 0) luaL_error(L, "writer");
    return read_below(16) == 0;
}

static void dump(lua_State *L, Frame *f) {
    size_t size = 0;
    (void)f;
    if (!lua_isfunction(L, -1)) return;
    lua_dump(L, drop, &size, read_below(2));
}

/* ---- Steps: coroutines ---- */

static void resume(lua_State *L, Frame *f) {
    int results = 0;
    lua_State *const co = idle_thread(L);
    if (co == NULL || loose(L, f) == 0 || !lua_checkstack(co, SLOTS_MAX)) return;
    const int most = loose(L, f) < 4 ? loose(L, f) : 4;
    int arguments = read_below(most + 1);
    if (lua_status(co) == LUA_OK && lua_gettop(co) == 0) {
        lua_pushcfunction(co, function);
    } else if (lua_status(co) != LUA_OK && lua_status(co) != LUA_YIELD) {
        return;
    }
    lua_xmove(L, co, arguments);
    if (lua_status(co) == LUA_OK) arguments = lua_gettop(co) - 1;
    const int status = lua_resume(co, L, arguments, &results);
    if (status == LUA_OK || status == LUA_YIELD) {
        if (results > 8 || !lua_checkstack(L, 8)) {
            lua_pop(co, results);
            return;
        }
        lua_xmove(co, L, results);
    } else {
        FUZZ_CHECK(lua_gettop(co) > 0);
    }
}

static void close_thread(lua_State *L, Frame *f) {
    (void)f;
    lua_State *const co = idle_thread(L);
    if (co == NULL) return;
    const int status = lua_closethread(co, L);
    FUZZ_CHECK(lua_status(co) == LUA_OK && lua_gettop(co) == (status == LUA_OK ? 0 : 1));
    if (status != LUA_OK) lua_pop(co, 1);
}

static void yield(lua_State *L, Frame *f) {
    if (f->closing_count > 0 && read_below(2)) return;
    f->results = read_below(loose(L, f) + 1);
    f->yields = true;
}

static void finish(lua_State *L, Frame *f) {
    f->results = read_below(loose(L, f) + 1);
}

/* ---- Steps: the collector, debugging, the auxiliary library ---- */

static void collect(lua_State *L, Frame *f) {
    (void)f;
    switch (read_below(8)) {
    case 0: lua_gc(L, LUA_GCCOLLECT); break;
    case 1: lua_gc(L, LUA_GCGEN, 0, 0); break;
    case 2: lua_gc(L, LUA_GCINC, 0, 0, 0); break;
    case 3: lua_gc(L, LUA_GCSTOP); break;
    case 4: lua_gc(L, LUA_GCRESTART); break;
    case 5: fuzz_check_heap(L); break;
    default: lua_gc(L, LUA_GCSTEP, read_below(10));
    }
}

static void inspect(lua_State *L, Frame *f) {
    lua_Debug info;
    (void)f;
    if (!lua_getstack(L, read_below(6), &info)) return;
    const int top = lua_gettop(L);
    FUZZ_CHECK(lua_getinfo(L, "nSlutr", &info));
    if (lua_getlocal(L, &info, read_below(8) - 3) != NULL) lua_settop(L, top);
    if (read_below(2)) FUZZ_CHECK(lua_getinfo(L, "f", &info));
    FUZZ_CHECK(lua_gettop(L) <= top + 1);
}

static void upvalue(lua_State *L, Frame *f) {
    const int found = slot_of_type(L, LUA_TFUNCTION), n = read_below(5);
    if (found == 0 || loose(L, f) == 0) return;
    const int slot = lua_absindex(L, found);
    if (read_below(2)) {
        lua_getupvalue(L, slot, n);
    } else if (slot != lua_gettop(L)) {
        lua_setupvalue(L, slot, n);
    }
    lua_upvalueid(L, slot, n);
}

static void join_upvalues(lua_State *L, Frame *f) {
    const int a = slot_of_type(L, LUA_TFUNCTION), b = slot_of_type(L, LUA_TFUNCTION);
    const int n = read_below(4), m = read_below(4);
    (void)f;
    if (a == 0 || b == 0 || lua_iscfunction(L, a) || lua_iscfunction(L, b)) return;
    if (lua_upvalueid(L, a, n) == NULL || lua_upvalueid(L, b, m) == NULL) return;
    lua_upvaluejoin(L, a, n, b, m);
    FUZZ_CHECK(lua_upvalueid(L, a, n) == lua_upvalueid(L, b, m));
}

static void reference(lua_State *L, Frame *f) {
    const int found = slot_of_type(L, LUA_TTABLE);
    if (found == 0 || loose(L, f) == 0) return;
    const int slot = lua_absindex(L, found);
    if (slot == lua_gettop(L)) return;
    const int ref = luaL_ref(L, slot);
    if (read_below(2)) luaL_unref(L, slot, ref);
}

static void buffer(lua_State *L, Frame *f) {
    luaL_Buffer b;
    (void)f;
    luaL_buffinit(L, &b);
    for (int i = read_below(8); i > 0; i--) {
        const size_t size = (size_t)1 << read_below(13);
        switch (read_below(5)) {
        case 0: luaL_addchar(&b, 'c'); break;
        case 1: luaL_addstring(&b, read_name()); break;
        case 2: memset(luaL_prepbuffsize(&b, size), 'p', size), luaL_addsize(&b, size / 2); break;
        case 3: lua_pushinteger(L, i), luaL_addvalue(&b); break;
        default: luaL_buffsub(&b, luaL_bufflen(&b) / 2);
        }
    }
    luaL_pushresult(&b);
}

static void auxiliary(lua_State *L, Frame *f) {
    (void)f;
    switch (read_below(6)) {
    case 0: luaL_traceback(L, L, read_name(), read_below(4)); break;
    case 1: luaL_gsub(L, "a.b.a", "a", read_name()); break;
    case 2: luaL_newmetatable(L, read_below(2) ? "One" : "Two"); break;
    case 3: luaL_testudata(L, any_slot(L), "One"); break;
    case 4: luaL_where(L, read_below(4)); break;
    default: {
        const int table = slot_of_type(L, LUA_TTABLE);
        if (table != 0) luaL_getsubtable(L, table, read_name());
    }
    }
}

/* ---- The list and the loop ---- */

/* clang-format off */
/* P(function): pushes at most three values, whatever the stack. */
#define PUSH_STEP_LIST(P) \
    P(push_value) P(push_string) P(push_formatted) P(push_table) P(push_function) \
    P(push_userdata) P(push_thread) P(push_global) P(push_chunk) P(push_metatable) \
    P(buffer) P(check_stack)

/* S(function): wants at least one value on the stack. What leads further stands there twice. */
#define STEP_LIST(S) \
    S(push_slot) S(set_top) S(rotate) S(copy) S(mark_to_close) S(close_slot) \
    S(convert) S(arith) S(compare) S(concat) S(length) \
    S(get) S(get) S(set) S(set) S(next) S(walk) \
    S(set_metatable) S(set_metatable) S(get_metatable) S(user_value) \
    S(call) S(call) S(protected_call) S(protected_call) S(raise) S(dump) \
    S(resume) S(resume) S(close_thread) S(yield) S(finish) \
    S(collect) S(inspect) S(upvalue) S(join_upvalues) S(reference) S(auxiliary)
/* clang-format on */

typedef void (*Step)(lua_State *L, Frame *f);
#define ROW(name) name,
static const Step push_steps[] = {PUSH_STEP_LIST(ROW)};
static const Step steps[] = {STEP_LIST(ROW)};
#undef ROW

#define PUSH_STEPS (int)(sizeof push_steps / sizeof push_steps[0])
#define STEPS      (int)(sizeof steps / sizeof steps[0])

/* Runs steps until one ends this C function, or the input ends. Returns what the function returns. */
static int execute(lua_State *L, Frame *f) {
    f->results = -1;
    while (f->results < 0 && fuzz_left(&input) > 0) {
        const int step = fuzz_byte(&input) % (PUSH_STEPS + STEPS);
        luaL_checkstack(L, SLOTS_MAX, "steps");
        if (lua_gettop(L) > SLOTS_MAX) lua_settop(L, f->floor + 8);
        if (step < PUSH_STEPS)
            push_steps[step](L, f);
        else if (lua_gettop(L) > 0)
            steps[step - PUSH_STEPS](L, f);
    }
    if (f->results < 0) f->results = loose(L, f) < 3 ? loose(L, f) : 3;
    if (f->yields) return lua_yieldk(L, f->results, f->floor, f->closing_count > 0 ? NULL : run);
    return f->results;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    lua_State *const L = fuzz_open(FUZZ_SCRIPT, fuzz_choose_failure(data, size));
    if (L == NULL) return 0;
    input = fuzz_input(data, size);
    lua_pushcfunction(L, function);
    fuzz_run(L);
    fuzz_close(L);
    input = fuzz_input(NULL, 0);
    return 0;
}
