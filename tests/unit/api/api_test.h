/*
 * api_test.h: what a test of the C API needs.
 *
 * The programs of this folder use the public headers alone, so that each can be built twice: with
 * our library, and with the one of PUC-Rio that the system has installed (with API_PEER defined),
 * which proves the expectations. A test is a function without parameters that finds a fresh State
 * in `L`, with the standard libraries and an empty stack:
 *
 *     static void pushes(void) {
 *         push(L, "1, 'a', {}");
 *         CHECK_STACK(L, "1 'a' table");
 *     }
 *     int main(void) {
 *         RUN_FRESH(pushes);
 *         return check_result();
 *     }
 *
 * The State's allocator counts: a test fails when closing the State leaves memory, or when the
 * library misstates the size of a block.
 */
#ifndef API_TEST_H
#define API_TEST_H

#include <limits.h>
#include <stdlib.h>

#include "check.h"
#include "lua.h"

#include "lauxlib.h"
#include "lualib.h"

/* The State of the running test. */
static lua_State *L;

#if LUA_VERSION_RELEASE_NUM < 50406
#define lua_closethread(S, from) ((void)(from), lua_resetthread(S))
#endif

/* True in the programs that run on PUC-Rio's library. */
#if defined(API_PEER)
static const bool on_peer = true;
#else
static const bool on_peer = false;
#endif

/* ---- Memory ---------------------------------------------------------------------------------- */

/* What an allocator of the tests knows. */
typedef struct Account {
    size_t held;   /* bytes in blocks that live */
    size_t limit;  /* `held` never grows beyond */
    long left;     /* requests that will be granted, of those that grow */
    long requests; /* calls so far */
    int misstated; /* blocks whose old size was not what was asked for */
} Account;

#define ACCOUNT_UNLIMITED ((Account){0, (size_t)1 << 40, 1L << 40, 0, 0})

/* In front of each block: its size. 16 bytes, so that the block keeps malloc's alignment. */
typedef union BlockHead {
    size_t size;
    char space[16];
} BlockHead;

static inline void *account_allocate(void *ud, void *block, size_t old_size, size_t new_size) {
    Account *const a = ud;
    BlockHead *head = block != NULL ? (BlockHead *)block - 1 : NULL;
    a->requests++;
    if (head == NULL)
        old_size = 0;
    else if (head->size != old_size)
        a->misstated++;
    if (new_size == 0) {
        a->held -= old_size;
        free(head);
        return NULL;
    }
    if (new_size > old_size) {
        if (a->held - old_size + new_size > a->limit || a->left <= 0) return NULL;
        a->left--;
    }
    head = realloc(head, sizeof(BlockHead) + new_size);
    if (head == NULL) return NULL;
    head->size = new_size;
    a->held = a->held - old_size + new_size;
    return head + 1;
}

/* ---- Values as text -------------------------------------------------------------------------- */

/* Appends one value: 1, 1.5 (floats always with a point or exponent), 'text', nil, true, or the
** name of its type. */
static inline void append_value(lua_State *S, int i, char *text, size_t size) {
    const size_t used = strlen(text);
    char *const at = text + used;
    const size_t room = size - used;
    switch (lua_type(S, i)) {
    case LUA_TNUMBER:
        if (lua_isinteger(S, i))
            snprintf(at, room, "%lld", (long long)lua_tointeger(S, i));
        else {
            snprintf(at, room, "%.14g", lua_tonumber(S, i));
            if (strpbrk(at, ".eni") == NULL)
                snprintf(text + strlen(text), size - strlen(text), ".0");
        }
        break;
    case LUA_TSTRING: snprintf(at, room, "'%s'", lua_tostring(S, i)); break;
    case LUA_TBOOLEAN: snprintf(at, room, "%s", lua_toboolean(S, i) ? "true" : "false"); break;
    default: snprintf(at, room, "%s", luaL_typename(S, i)); break;
    }
}

/* The value at index i; valid until the next call of this function or stack_text. */
static char shown_text[2000];

static inline const char *value_text(lua_State *S, int i) {
    shown_text[0] = '\0';
    append_value(S, i, shown_text, sizeof shown_text);
    return shown_text;
}

/* The whole stack, from the bottom, with single spaces between the values. */
static inline const char *stack_text(lua_State *S) {
    shown_text[0] = '\0';
    for (int i = 1; i <= lua_gettop(S) && strlen(shown_text) < sizeof shown_text - 100; i++) {
        if (i > 1) strcat(shown_text, " ");
        append_value(S, i, shown_text, sizeof shown_text);
    }
    return shown_text;
}

#define CHECK_STACK(S, text)    CHECK_STRING(stack_text(S), text)
#define CHECK_VALUE(S, i, text) CHECK_STRING(value_text(S, i), text)

/* ---- Running Lua ----------------------------------------------------------------------------- */

/* Runs a chunk with the values given by `results` on top (LUA_MULTRET: all of them). The chunk's
** name is "test". */
static inline void run_chunk(lua_State *S, const char *code, int results) {
    if (luaL_loadbufferx(S, code, strlen(code), "=test", "t") != LUA_OK ||
        lua_pcall(S, 0, results, 0) != LUA_OK) {
        fprintf(stderr, "in <%s>: %s\n", code, lua_tostring(S, -1));
        check_that(false, __FILE__, __LINE__, "a chunk of the test runs");
        lua_pop(S, 1);
        for (int i = 0; i < results; i++)
            lua_pushnil(S);
    }
}

/* Runs statements. */
static inline void run(lua_State *S, const char *code) {
    run_chunk(S, code, 0);
}

/* Pushes the values of a list of expressions: push(L, "1, 'a', {}"). */
static inline void push(lua_State *S, const char *expressions) {
    lua_pushfstring(S, "return %s", expressions);
    const char *const code = lua_tostring(S, -1);
    const int bottom = lua_gettop(S);
    run_chunk(S, code, LUA_MULTRET);
    lua_remove(S, bottom);
}

/* Calls f(arguments) protected: `arguments` is a list of expressions as for push. What it leaves on
** the stack, and the value returned, are those of lua_pcall. */
static inline int try(lua_State *S, lua_CFunction f, const char *arguments) {
    const int bottom = lua_gettop(S);
    lua_pushcfunction(S, f);
    if (arguments != NULL) push(S, arguments);
    return lua_pcall(S, lua_gettop(S) - bottom - 1, LUA_MULTRET, 0);
}

/* Checks that f(arguments) fails with that status and exactly that message. */
static inline void check_error(lua_State *S, lua_CFunction f, const char *arguments, int status,
                               const char *message, const char *file, int line) {
    const int top = lua_gettop(S);
    check_equal(try(S, f, arguments), status, file, line, "status of the call");
    check_equal(lua_gettop(S), top + 1, file, line, "an error leaves one value");
    check_string(lua_tostring(S, -1), message, file, line, "message");
    lua_settop(S, top);
}
#define CHECK_FAILS(f, arguments, message) \
    check_error(L, f, arguments, LUA_ERRRUN, message, __FILE__, __LINE__)

/* Checks the value of an expression: CHECK_LUA("#t == 3"). */
static inline void check_lua(lua_State *S, const char *expression, const char *file, int line) {
    push(S, expression);
    check_that(lua_toboolean(S, -1), file, line, expression);
    lua_pop(S, 1);
}
#define CHECK_LUA(expression) check_lua(L, expression, __FILE__, __LINE__)

/* ---- Tests in a State of their own ----------------------------------------------------------- */

static inline int report_panic(lua_State *S) {
    fprintf(stderr, "panic: %s\n", lua_tostring(S, -1));
    return 0;
}

static inline void check_run_fresh(const char *name, void (*test)(void)) {
    const int before = check_failures;
    Account account = ACCOUNT_UNLIMITED;
    L = lua_newstate(account_allocate, &account);
    lua_atpanic(L, report_panic);
    luaL_openlibs(L);
    test();
    lua_close(L);
    CHECK_EQUAL(account.held, 0);
    CHECK_EQUAL(account.misstated, 0);
    printf("%s %s\n", check_failures == before ? "ok  " : "FAIL", name);
    fflush(stdout);
}
#define RUN_FRESH(test) check_run_fresh(#test, test)

#endif
