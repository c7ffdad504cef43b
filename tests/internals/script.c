/* Mini-programs: a script says in a string which functions of the C API are to be called.
**
**     T.testC("pushnum 10; pushvalue 2; arith +; return 1", 20)
**
** A program is a list of instructions with operands; blanks, commas and semicolons separate, `#`
** begins a comment. Most instructions are named like a function of the API and take its arguments
** in the same order; the list at the end of this file has them all.
**
**   number   decimal digits, perhaps a minus; `*`: the number of values on the stack; `.`: an integer
**            popped from the stack
**   index    a number; `R`: the registry; `U` and digits: that upvalue
**   string   in quotes of either kind, or a word
**
** The program works on its caller's stack: with testC its first value is the program itself, with
** makeCfunc it is the function's first argument, the program being its first upvalue. It ends at
** `return`, at an instruction that never returns, or at its end (no results). A continuation
** (callk, pcallk, yieldk) is given as the index of its text; it begins with the globals `status` and
** `ctx` set.
**
** The text must stay alive while it runs: it is read where it is.
*/
#include "internals.h"

#include <stdlib.h>
#include <string.h>

#define WORD_MAX   512
#define CONTINUE   (-1) /* an instruction's answer: go on; others: that many results */
#define SEPARATORS " \t\r\n,;"

typedef struct Script {
    lua_State *L;  /* raises errors of the mini-language */
    lua_State *on; /* whose stack it works on */
    const char *at;
    int status; /* of the last pcall, resume ... */
    char word[WORD_MAX];
} Script;

static int continuation(lua_State *L, int status, lua_KContext context);

/* ---- Reading --------------------------------------------------------------------------------- */

static void skip(Script *s) {
    for (;;) {
        s->at += strspn(s->at, SEPARATORS);
        if (*s->at != '#') return;
        s->at += strcspn(s->at, "\n");
    }
}

static void store_word(Script *s, const char *from, size_t length) {
    if (length >= WORD_MAX) luaL_error(s->L, "word too long in mini-program");
    memcpy(s->word, from, length);
    s->word[length] = '\0';
}

static const char *read_string(Script *s) {
    skip(s);
    const char quote = *s->at;
    if (quote == '"' || quote == '\'') {
        const char *const end = strchr(s->at + 1, quote);
        if (end == NULL) luaL_error(s->L, "string without end in mini-program");
        store_word(s, s->at + 1, (size_t)(end - s->at - 1));
        s->at = end + 1;
    } else {
        const size_t length = strcspn(s->at, SEPARATORS);
        store_word(s, s->at, length);
        s->at += length;
    }
    return s->word;
}

static lua_Integer read_integer(Script *s) {
    skip(s);
    if (*s->at == '.') {
        s->at++;
        const lua_Integer popped = lua_tointeger(s->on, -1);
        lua_pop(s->on, 1);
        return popped;
    }
    if (*s->at == '*') {
        s->at++;
        return lua_gettop(s->on);
    }
    char *end;
    const long long number = strtoll(s->at, &end, 10);
    if (end == s->at) luaL_error(s->L, "number expected at '%s' in mini-program", read_string(s));
    s->at = end;
    return number;
}

static int read_number(Script *s) {
    return (int)read_integer(s);
}

static int read_index(Script *s) {
    skip(s);
    if (*s->at == 'R') {
        s->at++;
        return LUA_REGISTRYINDEX;
    }
    if (*s->at == 'U') {
        s->at++;
        return lua_upvalueindex(read_number(s));
    }
    return read_number(s);
}

/* The names are strings that exist already where memory is short. */
const char *script_status_name(int status) {
    static const char *const names[] = {
        "OK", "YIELD", "ERRRUN", "ERRSYNTAX", "not enough memory", "ERRERR"};
    return status >= 0 && status <= LUA_ERRERR ? names[status] : "unknown";
}

/* ---- Stack ----------------------------------------------------------------------------------- */

#define INSTRUCTION(name) static int do_##name(Script *s)

INSTRUCTION(absindex) {
    const int index = read_index(s);
    lua_pushinteger(s->on, lua_absindex(s->on, index));
    return CONTINUE;
}
INSTRUCTION(checkstack) {
    const int n = read_number(s);
    const char *const message = read_string(s);
    luaL_checkstack(s->on, n, message[0] == '\0' ? NULL : message);
    return CONTINUE;
}
INSTRUCTION(rawcheckstack) {
    const int n = read_number(s);
    lua_pushboolean(s->on, lua_checkstack(s->on, n));
    return CONTINUE;
}
INSTRUCTION(copy) {
    const int from = read_index(s);
    lua_copy(s->on, from, read_index(s));
    return CONTINUE;
}
INSTRUCTION(gettop) {
    lua_pushinteger(s->on, lua_gettop(s->on));
    return CONTINUE;
}
INSTRUCTION(insert) {
    lua_insert(s->on, read_index(s));
    return CONTINUE;
}
INSTRUCTION(pop) {
    lua_pop(s->on, read_number(s));
    return CONTINUE;
}
INSTRUCTION(remove) {
    lua_remove(s->on, read_index(s));
    return CONTINUE;
}
INSTRUCTION(replace) {
    lua_replace(s->on, read_index(s));
    return CONTINUE;
}
INSTRUCTION(rotate) {
    const int index = read_index(s);
    lua_rotate(s->on, index, read_number(s));
    return CONTINUE;
}
INSTRUCTION(settop) {
    lua_settop(s->on, read_number(s));
    return CONTINUE;
}
INSTRUCTION(toclose) {
    lua_toclose(s->on, read_index(s));
    return CONTINUE;
}
INSTRUCTION(closeslot) {
    lua_closeslot(s->on, read_index(s));
    return CONTINUE;
}
INSTRUCTION(xmove) { /* from, to, count; 0: this coroutine; count 0: all */
    const int from_index = read_index(s), to_index = read_index(s);
    lua_State *const from = from_index == 0 ? s->on : lua_tothread(s->on, from_index);
    lua_State *const to = to_index == 0 ? s->on : lua_tothread(s->on, to_index);
    const int n = read_number(s);
    lua_xmove(from, to, n == 0 ? lua_gettop(from) : n);
    return CONTINUE;
}

/* ---- Pushing --------------------------------------------------------------------------------- */

INSTRUCTION(pushbool) {
    lua_pushboolean(s->on, read_number(s));
    return CONTINUE;
}
INSTRUCTION(pushcclosure) {
    lua_pushcclosure(s->on, script_testC, read_number(s));
    return CONTINUE;
}
INSTRUCTION(pushint) {
    lua_pushinteger(s->on, read_integer(s));
    return CONTINUE;
}
INSTRUCTION(pushnil) {
    lua_pushnil(s->on);
    return CONTINUE;
}
INSTRUCTION(pushnum) {
    lua_pushnumber(s->on, (lua_Number)read_integer(s));
    return CONTINUE;
}
INSTRUCTION(pushstatus) {
    lua_pushstring(s->on, script_status_name(s->status));
    return CONTINUE;
}
INSTRUCTION(pushstring) {
    lua_pushstring(s->on, read_string(s));
    return CONTINUE;
}
INSTRUCTION(pushupvalueindex) {
    lua_pushinteger(s->on, lua_upvalueindex(read_number(s)));
    return CONTINUE;
}
INSTRUCTION(pushvalue) {
    lua_pushvalue(s->on, read_index(s));
    return CONTINUE;
}
INSTRUCTION(pushfstringI) { /* format and integer from the stack, and so below */
    lua_pushfstring(s->on, lua_tostring(s->on, -2), (int)lua_tointeger(s->on, -1));
    return CONTINUE;
}
INSTRUCTION(pushfstringS) {
    lua_pushfstring(s->on, lua_tostring(s->on, -2), lua_tostring(s->on, -1));
    return CONTINUE;
}
INSTRUCTION(pushfstringP) {
    lua_pushfstring(s->on, lua_tostring(s->on, -2), lua_topointer(s->on, -1));
    return CONTINUE;
}
INSTRUCTION(newtable) {
    lua_newtable(s->on);
    return CONTINUE;
}
INSTRUCTION(newthread) {
    lua_newthread(s->on);
    return CONTINUE;
}
INSTRUCTION(newuserdata) {
    lua_newuserdatauv(s->on, (size_t)read_integer(s), 0);
    return CONTINUE;
}

/* ---- Asking and converting ------------------------------------------------------------------- */

#define ASKS(name, function)                                 \
    INSTRUCTION(name) {                                      \
        const int index = read_index(s);                     \
        lua_pushboolean(s->on, function(s->on, index) != 0); \
        return CONTINUE;                                     \
    }
ASKS(iscfunction, lua_iscfunction)
ASKS(isfunction, lua_isfunction)
ASKS(isnil, lua_isnil)
ASKS(isnull, lua_isnone)
ASKS(isnumber, lua_isnumber)
ASKS(isstring, lua_isstring)
ASKS(istable, lua_istable)
ASKS(isuserdata, lua_isuserdata)
ASKS(isudataval, lua_islightuserdata)
ASKS(tobool, lua_toboolean)

INSTRUCTION(isyieldable) {
    lua_pushboolean(s->on, lua_isyieldable(lua_tothread(s->on, read_index(s))));
    return CONTINUE;
}
INSTRUCTION(threadstatus) {
    lua_pushstring(s->on, script_status_name(lua_status(lua_tothread(s->on, read_index(s)))));
    return CONTINUE;
}
INSTRUCTION(type) {
    lua_pushstring(s->on, luaL_typename(s->on, read_index(s)));
    return CONTINUE;
}
INSTRUCTION(tonumber) {
    lua_pushnumber(s->on, lua_tonumber(s->on, read_index(s)));
    return CONTINUE;
}
INSTRUCTION(tointeger) {
    lua_pushinteger(s->on, lua_tointeger(s->on, read_index(s)));
    return CONTINUE;
}
INSTRUCTION(tostring) {
    const char *const text = lua_tostring(s->on, read_index(s));
    const char *const pushed = lua_pushstring(s->on, text);
    if (text != NULL && strcmp(text, pushed) != 0) luaL_error(s->L, "lua_pushstring: other text");
    return CONTINUE;
}
INSTRUCTION(Ltolstring) {
    luaL_tolstring(s->on, read_index(s), NULL);
    return CONTINUE;
}
INSTRUCTION(topointer) {
    lua_pushlightuserdata(s->on, (void *)(uintptr_t)lua_topointer(s->on, read_index(s)));
    return CONTINUE;
}
INSTRUCTION(touserdata) {
    lua_pushlightuserdata(s->on, lua_touserdata(s->on, read_index(s)));
    return CONTINUE;
}
INSTRUCTION(func2num) {
    const lua_CFunction function = lua_tocfunction(s->on, read_index(s));
    lua_pushinteger(s->on, (lua_Integer)(uintptr_t)function);
    return CONTINUE;
}
INSTRUCTION(tocfunction) {
    lua_pushcfunction(s->on, lua_tocfunction(s->on, read_index(s)));
    return CONTINUE;
}
INSTRUCTION(objsize) {
    lua_pushinteger(s->on, (lua_Integer)lua_rawlen(s->on, read_index(s)));
    return CONTINUE;
}
INSTRUCTION(len) {
    lua_len(s->on, read_index(s));
    return CONTINUE;
}
INSTRUCTION(Llen) {
    lua_pushinteger(s->on, luaL_len(s->on, read_index(s)));
    return CONTINUE;
}
INSTRUCTION(testudata) {
    const int index = read_index(s);
    lua_pushboolean(s->on, luaL_testudata(s->on, index, read_string(s)) != NULL);
    return CONTINUE;
}

/* ---- Operators ------------------------------------------------------------------------------- */

INSTRUCTION(arith) {
    static const char signs[] = "+-*%^/\\&|~<>_!"; /* in the order of LUA_OPADD ... LUA_OPBNOT */
    const char *const sign = strchr(signs, read_string(s)[0]);
    if (sign == NULL || *sign == '\0') luaL_error(s->L, "unknown operator '%s'", s->word);
    lua_arith(s->on, (int)(sign - signs));
    return CONTINUE;
}
INSTRUCTION(compare) {
    const char *const name = read_string(s);
    const int op = name[0] == 'E' ? LUA_OPEQ : name[1] == 'T' ? LUA_OPLT : LUA_OPLE;
    const int a = read_index(s), b = read_index(s);
    lua_pushboolean(s->on, lua_compare(s->on, a, b, op));
    return CONTINUE;
}
INSTRUCTION(rawequal) {
    const int a = read_index(s), b = read_index(s);
    lua_pushboolean(s->on, lua_rawequal(s->on, a, b));
    return CONTINUE;
}
INSTRUCTION(concat) {
    lua_concat(s->on, read_number(s));
    return CONTINUE;
}
INSTRUCTION(gsub) {
    const int text = read_index(s), pattern = read_index(s), by = read_index(s);
    luaL_gsub(s->on, lua_tostring(s->on, text), lua_tostring(s->on, pattern),
              lua_tostring(s->on, by));
    return CONTINUE;
}

/* ---- Tables and globals ---------------------------------------------------------------------- */

INSTRUCTION(append) {
    const int index = lua_absindex(s->on, read_index(s));
    lua_rawseti(s->on, index, (lua_Integer)lua_rawlen(s->on, index) + 1);
    return CONTINUE;
}
INSTRUCTION(getfield) {
    const int index = read_index(s);
    lua_getfield(s->on, index, read_string(s));
    return CONTINUE;
}
INSTRUCTION(setfield) {
    const int index = read_index(s);
    lua_setfield(s->on, index, read_string(s));
    return CONTINUE;
}
INSTRUCTION(getglobal) {
    lua_getglobal(s->on, read_string(s));
    return CONTINUE;
}
INSTRUCTION(setglobal) {
    lua_setglobal(s->on, read_string(s));
    return CONTINUE;
}
INSTRUCTION(geti) {
    const int index = read_index(s);
    lua_geti(s->on, index, read_integer(s));
    return CONTINUE;
}
INSTRUCTION(seti) {
    const int index = read_index(s);
    lua_seti(s->on, index, read_integer(s));
    return CONTINUE;
}
INSTRUCTION(gettable) {
    lua_gettable(s->on, read_index(s));
    return CONTINUE;
}
INSTRUCTION(settable) {
    lua_settable(s->on, read_index(s));
    return CONTINUE;
}
INSTRUCTION(rawget) {
    lua_rawget(s->on, read_index(s));
    return CONTINUE;
}
INSTRUCTION(rawset) {
    lua_rawset(s->on, read_index(s));
    return CONTINUE;
}
INSTRUCTION(rawgeti) {
    const int index = read_index(s);
    lua_rawgeti(s->on, index, read_integer(s));
    return CONTINUE;
}
INSTRUCTION(rawseti) {
    const int index = read_index(s);
    lua_rawseti(s->on, index, read_integer(s));
    return CONTINUE;
}
INSTRUCTION(rawgetp) {
    const int index = read_index(s);
    lua_rawgetp(s->on, index, (void *)(intptr_t)read_integer(s));
    return CONTINUE;
}
INSTRUCTION(rawsetp) {
    const int index = read_index(s);
    lua_rawsetp(s->on, index, (void *)(intptr_t)read_integer(s));
    return CONTINUE;
}
INSTRUCTION(next) {
    lua_next(s->on, -2);
    return CONTINUE;
}
INSTRUCTION(getmetatable) {
    if (!lua_getmetatable(s->on, read_index(s))) lua_pushnil(s->on);
    return CONTINUE;
}
INSTRUCTION(setmetatable) {
    lua_setmetatable(s->on, read_index(s));
    return CONTINUE;
}
INSTRUCTION(newmetatable) {
    lua_pushboolean(s->on, luaL_newmetatable(s->on, read_string(s)));
    return CONTINUE;
}
INSTRUCTION(getiuservalue) {
    const int index = read_index(s);
    lua_getiuservalue(s->on, index, read_number(s));
    return CONTINUE;
}
INSTRUCTION(setiuservalue) {
    const int index = read_index(s);
    lua_setiuservalue(s->on, index, read_number(s));
    return CONTINUE;
}

/* ---- Calls, errors, coroutines --------------------------------------------------------------- */

INSTRUCTION(call) {
    const int arguments = read_number(s);
    lua_call(s->on, arguments, read_number(s));
    return CONTINUE;
}
INSTRUCTION(callk) { /* arguments, results, index of the continuation */
    const int arguments = read_number(s), results = read_number(s), context = read_index(s);
    lua_callk(s->on, arguments, results, context, continuation);
    return CONTINUE;
}
INSTRUCTION(pcall) { /* arguments, results, index of the message handler */
    const int arguments = read_number(s), results = read_number(s);
    s->status = lua_pcall(s->on, arguments, results, read_index(s));
    return CONTINUE;
}
/* Arguments, results, index of the continuation. As the manual has it for an error that is caught
** after a yield, the continuation goes on also if there was none. */
INSTRUCTION(pcallk) {
    const int arguments = read_number(s), results = read_number(s), context = read_index(s);
    s->status = lua_pcallk(s->on, arguments, results, 0, context, continuation);
    return s->status == LUA_OK ? CONTINUE : continuation(s->on, s->status, context);
}
/* clang-format off */
INSTRUCTION(return) { /* clang-format on */
    return read_number(s);
}
INSTRUCTION(error) {
    return lua_error(s->on);
}
INSTRUCTION(abort) {
    (void)s;
    abort();
}
INSTRUCTION(loadstring) {
    size_t length;
    const char *const text = luaL_checklstring(s->on, read_index(s), &length);
    s->status = luaL_loadbuffer(s->on, text, length, text);
    return CONTINUE;
}
INSTRUCTION(loadfile) {
    s->status = luaL_loadfile(s->on, luaL_checkstring(s->on, read_index(s)));
    return CONTINUE;
}
INSTRUCTION(resume) { /* index of the coroutine, arguments */
    lua_State *const co = lua_tothread(s->on, read_index(s));
    int results;
    const int arguments = read_number(s);
    s->status = lua_resume(co, s->L, arguments, &results);
    return CONTINUE;
}
INSTRUCTION(resetthread) {
    s->status = lua_closethread(lua_tothread(s->on, read_index(s)), s->on);
    return CONTINUE;
}
INSTRUCTION(yield) {
    return lua_yield(s->on, read_number(s));
}
INSTRUCTION(yieldk) { /* results, index of the continuation */
    const int results = read_number(s);
    const int context = read_index(s);
    return lua_yieldk(s->on, results, context, continuation);
}
INSTRUCTION(warning) {
    lua_warning(s->on, read_string(s), 0);
    return CONTINUE;
}
INSTRUCTION(warningC) { /* to be continued */
    lua_warning(s->on, read_string(s), 1);
    return CONTINUE;
}

static void set_hook(lua_State *L, const char *text, int mask, int count);

INSTRUCTION(sethook) { /* mask, count, program */
    const int mask = read_number(s), count = read_number(s);
    set_hook(s->on, read_string(s), mask, count);
    return CONTINUE;
}

/* ---- Running --------------------------------------------------------------------------------- */

/* clang-format off */
#define INSTRUCTION_LIST(I) \
    I(absindex) I(checkstack) I(rawcheckstack) I(copy) I(gettop) I(insert) I(pop) \
    I(remove) I(replace) I(rotate) I(settop) I(toclose) I(closeslot) I(xmove) I(pushbool) \
    I(pushcclosure) I(pushint) I(pushnil) I(pushnum) I(pushstatus) I(pushstring) \
    I(pushupvalueindex) I(pushvalue) I(pushfstringI) I(pushfstringS) I(pushfstringP) \
    I(newtable) I(newthread) I(newuserdata) I(iscfunction) I(isfunction) I(isnil) \
    I(isnull) I(isnumber) I(isstring) I(istable) I(isuserdata) I(isudataval) I(tobool) \
    I(isyieldable) I(threadstatus) I(type) I(tonumber) I(tointeger) I(tostring) \
    I(Ltolstring) I(topointer) I(touserdata) I(func2num) I(tocfunction) I(objsize) I(len) \
    I(Llen) I(testudata) I(arith) I(compare) I(rawequal) I(concat) I(gsub) I(append) \
    I(getfield) I(setfield) I(getglobal) I(setglobal) I(geti) I(seti) I(gettable) \
    I(settable) I(rawget) I(rawset) I(rawgeti) I(rawseti) I(rawgetp) I(rawsetp) I(next) \
    I(getmetatable) I(setmetatable) I(newmetatable) I(getiuservalue) I(setiuservalue) \
    I(call) I(callk) I(pcall) I(pcallk) I(return) I(error) I(abort) I(loadstring) \
    I(loadfile) I(resume) I(resetthread) I(yield) I(yieldk) I(warning) I(warningC) \
    I(sethook)
/* clang-format on */

typedef struct InstructionEntry {
    const char *name;
    int (*body)(Script *s);
} InstructionEntry;

static const InstructionEntry instructions[] = {
#define ENTRY(name) {#name, do_##name},
    INSTRUCTION_LIST(ENTRY)
#undef ENTRY
};

static int run_instruction(Script *s) {
    const char *const name = read_string(s);
    for (size_t i = 0; i < sizeof instructions / sizeof instructions[0]; i++)
        if (strcmp(instructions[i].name, name) == 0) return instructions[i].body(s);
    return luaL_error(s->L, "unknown instruction '%s' in mini-program", name);
}

int script_execute(lua_State *L, lua_State *on, const char *text) {
    Script s = {.L = L, .on = on, .at = text, .status = LUA_OK};
    for (;;) {
        skip(&s);
        if (*s.at == '\0') return 0;
        const int results = run_instruction(&s);
        if (results != CONTINUE) return results;
    }
}

static int continuation(lua_State *L, int status, lua_KContext context) {
    lua_pushstring(L, script_status_name(status));
    lua_setglobal(L, "status");
    lua_pushinteger(L, context);
    lua_setglobal(L, "ctx");
    return script_execute(L, L, lua_tostring(L, (int)context));
}

/* ---- Hooks ----------------------------------------------------------------------------------- */

static const char hooks_key; /* its address: registry key of the table coroutine -> program */

/* The stack of a hook's program: the event's name and, for line events, the line. */
static void run_hook(lua_State *L, lua_Debug *ar) {
    static const char *const events[] = {"call", "return", "line", "count", "tail call"};
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &hooks_key) != LUA_TTABLE) {
        lua_pop(L, 1);
        return;
    }
    lua_pushthread(L);
    lua_rawget(L, -2);
    const char *const text = lua_tostring(L, -1);
    if (text == NULL) {
        lua_pop(L, 2);
        return;
    }
    lua_pushstring(L, events[ar->event]);
    lua_pushinteger(L, ar->currentline);
    script_execute(L, L, text);
}

static void hooks_table(lua_State *L) {
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &hooks_key) == LUA_TTABLE) return;
    lua_pop(L, 1);
    lua_newtable(L);
    lua_pushvalue(L, -1);
    lua_pushliteral(L, "k");
    lua_setfield(L, -2, "__mode");
    lua_setmetatable(L, -2);
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &hooks_key);
}

static void set_hook(lua_State *L, const char *text, int mask, int count) {
    luaL_checkstack(L, 5, "hook");
    hooks_table(L);
    lua_pushthread(L);
    lua_pushstring(L, text);
    lua_rawset(L, -3);
    lua_pop(L, 1);
    lua_sethook(L, text == NULL ? NULL : run_hook, mask, count);
}

/* (program, mask, count); () turns the hook off. */
int script_sethook(lua_State *L) {
    if (lua_isnoneornil(L, 1)) {
        set_hook(L, NULL, 0, 0);
        return 0;
    }
    const char *const text = luaL_checkstring(L, 1);
    const char *const letters = luaL_checkstring(L, 2);
    const int count = (int)luaL_optinteger(L, 3, 0);
    int mask = count > 0 ? LUA_MASKCOUNT : 0;
    if (strchr(letters, 'c') != NULL) mask |= LUA_MASKCALL;
    if (strchr(letters, 'r') != NULL) mask |= LUA_MASKRET;
    if (strchr(letters, 'l') != NULL) mask |= LUA_MASKLINE;
    set_hook(L, text, mask, count);
    return 0;
}

/* ---- Functions ------------------------------------------------------------------------------- */

void script_transfer(lua_State *from, lua_State *to, int n) {
    luaL_checkstack(to, n, "transfer");
    if (from->state == to->state) {
        if (from != to) lua_xmove(from, to, n);
        return;
    }
    for (int i = -n; i < 0; i++) {
        size_t length;
        switch (lua_type(from, i)) {
        case LUA_TBOOLEAN: lua_pushboolean(to, lua_toboolean(from, i)); break;
        case LUA_TNUMBER:
            if (lua_isinteger(from, i))
                lua_pushinteger(to, lua_tointeger(from, i));
            else
                lua_pushnumber(to, lua_tonumber(from, i));
            break;
        case LUA_TSTRING: {
            const char *const bytes = lua_tolstring(from, i, &length);
            lua_pushlstring(to, bytes, length);
            break;
        }
        default: lua_pushnil(to); break;
        }
    }
    lua_pop(from, n);
}

/* ([coroutine or State,] program, ...) -> results of the program, which works on the stack of this
** call or of that coroutine. */
int script_testC(lua_State *L) {
    lua_State *on = L;
    int text_index = 2;
    if (lua_isuserdata(L, 1))
        on = lua_touserdata(L, 1);
    else if (lua_isthread(L, 1))
        on = lua_tothread(L, 1);
    else
        text_index = 1;
    const int results = script_execute(L, on, luaL_checkstring(L, text_index));
    if (on != L) script_transfer(on, L, results);
    return results;
}

static int run_c_function(lua_State *L) {
    return script_execute(L, L, lua_tostring(L, lua_upvalueindex(1)));
}

/* (program, ...) -> C function with these upvalues. */
int script_makeCfunc(lua_State *L) {
    luaL_checkstring(L, 1);
    lua_pushcclosure(L, run_c_function, lua_gettop(L));
    return 1;
}
