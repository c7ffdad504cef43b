/* What checked builds (ORRERY_CHECKED) catch: each case below makes one mistake, in a process of its
** own, which must end by abort() with exactly the line that stands at its head.
**
**     unit_checked_misuse [NAME...]      only these cases
**
** A case gets a new state with the libraries. run_in_function calls a C function as a script would,
** at a known line.
*/
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"
#include "functions.h"
#include "lauxlib.h"
#include "lua.h"
#include "lualib.h"

/* ---- Cases and their processes --------------------------------------------------------------- */

typedef struct Case {
    const char *name;
    void (*run)(lua_State *L);
    const char *message; /* without "orrery: " */
    struct Case *next;
} Case;

static Case *cases, **last = &cases;

static void add_case(Case *c) {
    *last = c;
    last = &c->next;
}

/* Defines a case: its name, the line it ends with; its body follows. */
#define MISUSE(name, message)                                   \
    static void name(lua_State *L);                             \
    static Case case_##name = {#name, name, message, NULL};     \
    __attribute__((constructor)) static void add_##name(void) { \
        add_case(&case_##name);                                 \
    }                                                           \
    static void name(lua_State *L)

/* In the child: makes the mistake, with standard error in the pipe. */
static void be_child(const Case *c, int output) {
    const struct rlimit no_core = {0, 0};
    setrlimit(RLIMIT_CORE, &no_core);
    dup2(output, STDERR_FILENO);
    lua_State *const L = luaL_newstate();
    luaL_openlibs(L);
    c->run(L);
    _exit(0);
}

static void run_case(const Case *c) {
    int ends[2], status = 0;
    if (pipe(ends) != 0) abort();
    fflush(NULL);
    const pid_t child = fork();
    if (child == 0) be_child(c, ends[1]);
    close(ends[1]);
    char seen[2048];
    size_t length = 0;
    ssize_t n;
    while (length < sizeof seen - 1 &&
           (n = read(ends[0], seen + length, sizeof seen - 1 - length)) > 0)
        length += (size_t)n;
    seen[length] = '\0';
    close(ends[0]);
    waitpid(child, &status, 0);
    char wanted[2048];
    snprintf(wanted, sizeof wanted, "orrery: %s\n", c->message);
    const bool aborted = CHECK(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
    const bool good = CHECK_STRING(seen, wanted) && aborted;
    printf("%s %s\n", good ? "ok  " : "FAIL", c->name);
}

/* Calls a function from line 2 of a script. */
static void run_in_function(lua_State *L, lua_CFunction function) {
    lua_register(L, "mistake", function);
    luaL_loadbuffer(L, "\nmistake(10, 20, 30)", 20, "@script.lua");
    lua_call(L, 0, 0);
}

/* The same, with two upvalues. */
static void run_in_closure(lua_State *L, lua_CFunction function) {
    lua_pushinteger(L, 1);
    lua_pushinteger(L, 2);
    lua_pushcclosure(L, function, 2);
    lua_call(L, 0, 0);
}

#define IN_SCRIPT ", in function 'mistake' called from script.lua:2"

static int nothing(lua_State *L) {
    (void)L;
    return 0;
}

/* ---- States ---------------------------------------------------------------------------------- */

MISUSE(null_state, "lua_pushnil: the lua_State is NULL") {
    (void)L;
    lua_pushnil(NULL);
}

MISUSE(no_state, "lua_gettop: 0x10 is no lua_State") {
    (void)L;
    lua_gettop((lua_State *)16);
}

MISUSE(use_after_close, "lua_pushinteger: used after lua_close") {
    lua_close(L);
    lua_pushinteger(L, 1);
}

MISUSE(close_twice, "lua_close: used after lua_close") {
    lua_close(L);
    lua_close(L);
}

MISUSE(coroutine_of_closed_state, "lua_resume: used after lua_close") {
    lua_State *const co = lua_newthread(L);
    int n;
    lua_close(L);
    lua_resume(co, NULL, 0, &n);
}

MISUSE(collected_coroutine,
       "lua_pushnil: the coroutine has been collected; while in use it must be "
       "on a stack, in the registry or the like") {
    lua_State *const co = lua_newthread(L);
    lua_pop(L, 1);
    lua_gc(L, LUA_GCCOLLECT);
    lua_gc(L, LUA_GCCOLLECT);
    lua_pushnil(co);
}

MISUSE(move_between_states, "lua_xmove: the coroutines belong to different states") {
    lua_State *const other = luaL_newstate();
    lua_pushnil(L);
    lua_xmove(L, other, 1);
}

MISUSE(newstate_without_allocator, "lua_newstate: 'f' is NULL") {
    (void)L;
    lua_newstate(NULL, NULL);
}

static lua_State *allocating;

static void *meddling_allocator(void *ud, void *block, size_t old_size, size_t size) {
    (void)ud, (void)old_size;
    if (allocating != NULL && size > 100000) lua_gettop(allocating);
    if (size != 0) return realloc(block, size);
    free(block);
    return NULL;
}

MISUSE(api_in_allocator,
       "lua_gettop: called from an allocation or warning function while a script is running, in C "
       "code called from script.lua:1") {
    lua_setallocf(L, meddling_allocator, NULL);
    luaL_loadbuffer(L, "local a, b = ('x'):rep(200) for i = 1, 20 do a = a .. a end", 59,
                    "@script.lua");
    allocating = L;
    lua_call(L, 0, 0);
}

/* ---- Wrong coroutine ------------------------------------------------------------------------- */

static int error_in_main(lua_State *L) {
    lua_rawgeti(L, LUA_REGISTRYINDEX, LUA_RIDX_MAINTHREAD);
    lua_State *const main = lua_tothread(L, -1);
    return luaL_error(main, "oops");
}

MISUSE(error_in_waiting_coroutine,
       "luaL_error: the coroutine is not the running one, in a C function") {
    lua_State *const co = lua_newthread(L);
    int n;
    lua_pushcfunction(co, error_in_main);
    lua_pushcfunction(L, nothing);
    lua_resume(co, L, 0, &n);
}

static lua_State *created;

static int yield_other(lua_State *L) {
    (void)L;
    return lua_yield(created, 0);
}

MISUSE(yield_of_other_coroutine, "lua_yieldk: the coroutine is not the running one" IN_SCRIPT) {
    created = lua_newthread(L);
    run_in_function(L, yield_other);
}

static int yield_now(lua_State *L) {
    return lua_yield(L, 0);
}

MISUSE(call_on_suspended_coroutine,
       "lua_callk: the coroutine is suspended; lua_resume or lua_closethread is all that can "
       "follow, in a C function") {
    lua_State *const co = lua_newthread(L);
    int n;
    lua_pushcfunction(co, yield_now);
    lua_resume(co, L, 0, &n);
    lua_pushcfunction(co, nothing);
    lua_call(co, 0, 0);
}

MISUSE(call_on_dead_coroutine,
       "lua_pcallk: the coroutine has died by an error; lua_resume or lua_closethread is all that "
       "can follow, in function 'error'") {
    lua_State *const co = lua_newthread(L);
    int n;
    lua_getglobal(co, "error");
    lua_resume(co, L, 0, &n);
    lua_pushcfunction(co, nothing);
    lua_pcall(co, 0, 0, 0);
}

static int close_itself(lua_State *L) {
    return lua_closethread(L, NULL);
}

MISUSE(close_running_coroutine, "lua_closethread: the coroutine is running" IN_SCRIPT) {
    run_in_function(L, close_itself);
}

MISUSE(resume_without_arguments, "lua_resume: needs 2 values on top (the stack holds 1 value)") {
    lua_State *const co = lua_newthread(L);
    int n;
    lua_pushcfunction(co, nothing);
    lua_resume(co, L, 2, &n);
}

MISUSE(resume_without_count, "lua_resume: 'nres' is NULL") {
    lua_State *const co = lua_newthread(L);
    lua_pushcfunction(co, nothing);
    lua_resume(co, L, 0, NULL);
}

static void yield_values(lua_State *L, lua_Debug *ar) {
    (void)ar;
    lua_pushnil(L);
    lua_yield(L, 1);
}

MISUSE(hook_yields_values,
       "lua_yieldk: hooks cannot yield values, in a hook called from script.lua:1") {
    lua_State *const co = lua_newthread(L);
    int n;
    lua_sethook(co, yield_values, LUA_MASKCOUNT, 1);
    luaL_loadbuffer(co, "local a = 1", 11, "@script.lua");
    lua_resume(co, L, 0, &n);
}

static void yield_nothing(lua_State *L, lua_Debug *ar) {
    (void)ar;
    lua_yield(L, 0);
}

MISUSE(call_hook_yields,
       "lua_yieldk: hooks can yield in line and count events only, in a hook called "
       "from script.lua:1") {
    lua_State *const co = lua_newthread(L);
    int n;
    lua_sethook(co, yield_nothing, LUA_MASKRET, 0);
    luaL_loadbuffer(co, "local a = 1", 11, "@script.lua");
    lua_resume(co, L, 0, &n);
}

MISUSE(call_hook_of_c_function_yields,
       "lua_yieldk: hooks can yield in line and count events only, in a hook") {
    lua_State *const co = lua_newthread(L);
    int n;
    lua_sethook(co, yield_nothing, LUA_MASKCALL, 0);
    lua_pushcfunction(co, nothing);
    lua_resume(co, L, 0, &n);
}

static int continue_anyhow(lua_State *L, int status, lua_KContext context) {
    (void)L, (void)status, (void)context;
    return 0;
}

static int call_in_waiting(lua_State *L) {
    (void)L;
    lua_pushcfunction(created, nothing);
    lua_callk(created, 0, 0, 0, continue_anyhow);
    return 0;
}

MISUSE(continuation_in_waiting_coroutine,
       "lua_callk: the coroutine is not the running one, in function 'mistake' called from "
       "script.lua:1") {
    int n;
    lua_register(L, "mistake", call_in_waiting);
    created = lua_newthread(L);
    luaL_loadbuffer(created, "coroutine.wrap(function() mistake() end)()", 42, "@script.lua");
    lua_resume(created, L, 0, &n);
}

/* ---- Threads of the system -------------------------------------------------------------------- */

static void *push_from_elsewhere(void *L) {
    lua_pushnil(L);
    return NULL;
}

static int start_thread(lua_State *L) {
    pthread_t thread;
    pthread_create(&thread, NULL, push_from_elsewhere, L);
    pthread_join(thread, NULL);
    return 0;
}

MISUSE(use_in_two_threads, "lua_pushnil: the state is running in another thread of the system") {
    lua_register(L, "mistake", start_thread);
    (void)luaL_dostring(L, "mistake()");
}

/* ---- Room on the stack ----------------------------------------------------------------------- */

static int push_21(lua_State *L) {
    for (int i = 0; i < LUA_MINSTACK + 1; i++)
        lua_pushinteger(L, i);
    return 0;
}

MISUSE(push_without_checkstack,
       "lua_pushinteger: no room for 1 more value (the stack of this C function holds 23 values, "
       "lua_checkstack has not reserved more)" IN_SCRIPT) {
    run_in_function(L, push_21);
}

MISUSE(push_beyond_checkstack, "lua_pushnil: no room for 1 more value (the stack holds 25 values, "
                               "lua_checkstack has not reserved more)") {
    lua_checkstack(L, 25);
    for (int i = 0; i < 26; i++)
        lua_pushnil(L);
}

MISUSE(settop_without_checkstack, "lua_settop: no room up to index 21 (the stack holds 0 values, "
                                  "lua_checkstack has not reserved more)") {
    lua_settop(L, 21);
}

MISUSE(results_without_room, "lua_callk: no room for 30 more values (the stack holds 1 value, "
                             "lua_checkstack has not reserved more)") {
    lua_pushcfunction(L, nothing);
    lua_call(L, 0, 31);
}

MISUSE(move_without_room, "lua_xmove: no room for 21 more values (the stack holds 0 values, "
                          "lua_checkstack has not reserved more)") {
    lua_State *const co = lua_newthread(L);
    lua_checkstack(L, 30);
    lua_settop(L, 30);
    lua_xmove(L, co, 21);
}

MISUSE(auxiliary_without_room, "luaL_newmetatable: no room for 2 more values (the stack holds 19 "
                               "values, lua_checkstack has not reserved more)") {
    lua_settop(L, 19);
    luaL_newmetatable(L, "thing");
}

MISUSE(checkstack_negative, "lua_checkstack: 'n' is negative: -1") {
    lua_checkstack(L, -1);
}

/* ---- Too few values -------------------------------------------------------------------------- */

MISUSE(pop_too_much, "lua_settop: cannot pop 2 values (the stack holds 1 value)") {
    lua_pushnil(L);
    lua_pop(L, 2);
}

MISUSE(setfield_without_value, "lua_setfield: needs 1 value on top (the stack holds 0 values)") {
    lua_setfield(L, LUA_REGISTRYINDEX, "key");
}

MISUSE(settable_without_key, "lua_settable: needs 2 values on top (the stack holds 1 value)") {
    lua_pushnil(L);
    lua_settable(L, LUA_REGISTRYINDEX);
}

MISUSE(setglobal_without_value, "lua_setglobal: needs 1 value on top (the stack holds 0 values)") {
    lua_setglobal(L, "x");
}

MISUSE(concat_too_much, "lua_concat: needs 3 values on top (the stack holds 2 values)") {
    lua_pushliteral(L, "a");
    lua_pushliteral(L, "b");
    lua_concat(L, 3);
}

MISUSE(concat_negative, "lua_concat: -1 is no number of values") {
    lua_concat(L, -1);
}

MISUSE(arithmetic_without_operand, "lua_arith: needs 2 values on top (the stack holds 1 value)") {
    lua_pushinteger(L, 1);
    lua_arith(L, LUA_OPADD);
}

MISUSE(error_without_value, "lua_error: needs 1 value on top (the stack holds 0 values)") {
    lua_error(L);
}

MISUSE(call_without_arguments,
       "lua_callk: needs a function and 2 arguments on top (the stack holds "
       "2 values)") {
    lua_pushcfunction(L, nothing);
    lua_pushnil(L);
    lua_call(L, 2, 0);
}

MISUSE(call_with_bad_count, "lua_pcallk: -2 is no number of results") {
    lua_pushcfunction(L, nothing);
    lua_pcall(L, 0, -2, 0);
}

MISUSE(closure_without_upvalues,
       "lua_pushcclosure: needs 1 value on top (the stack holds 0 values)") {
    lua_pushcclosure(L, nothing, 1);
}

MISUSE(next_without_key, "lua_next: needs 1 value on top (the stack holds 0 values)") {
    lua_next(L, LUA_REGISTRYINDEX);
}

MISUSE(dump_without_function, "lua_dump: needs 1 value on top (the stack holds 0 values)") {
    lua_dump(L, NULL, NULL, 0);
}

static int three_results(lua_State *L) {
    lua_settop(L, 1);
    return 3;
}

MISUSE(too_many_results,
       "return: 3 results, but the stack of this C function holds 1 value" IN_SCRIPT) {
    run_in_function(L, three_results);
}

static int negative_result(lua_State *L) {
    (void)L;
    return -3;
}

MISUSE(negative_results, "return: -3 is no number of results, in a C function") {
    lua_pushcfunction(L, negative_result);
    lua_call(L, 0, 0);
}

static int continue_badly(lua_State *L, int status, lua_KContext context) {
    (void)status, (void)context;
    return lua_gettop(L) + 1;
}

static int yield_and_continue(lua_State *L) {
    return lua_yieldk(L, 0, 0, continue_badly);
}

MISUSE(continuation_returns_too_much,
       "return: 1 results, but the stack of this C function holds 0 values, in a C function") {
    lua_State *const co = lua_newthread(L);
    int n;
    lua_pushcfunction(co, yield_and_continue);
    lua_resume(co, L, 0, &n);
    lua_resume(co, L, 0, &n);
}

/* ---- Indexes --------------------------------------------------------------------------------- */

static int rawset_beyond(lua_State *L) {
    lua_rawset(L, 5);
    return 0;
}

MISUSE(table_at_invalid_index, "lua_rawset: index 5 is not valid (the stack of this C function "
                               "holds 3 values)" IN_SCRIPT) {
    run_in_function(L, rawset_beyond);
}

static int find_mistake(lua_State *L) {
    lua_pushvalue(L, -7);
    return 1;
}

MISUSE(name_from_module,
       "lua_pushvalue: index -7 is not valid (the stack of this C function holds 0 "
       "values), in function 'store.find' called from [string \"store = ......\"]:2") {
    static const luaL_Reg store[] = {{"find", find_mistake}, {NULL, NULL}};
    lua_getfield(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
    luaL_newlib(L, store);
    lua_pushvalue(L, -1);
    lua_setfield(L, -3, "store");
    luaL_loadstring(L, "store = ...\nstore.find()");
    lua_rotate(L, -2, 1);
    lua_call(L, 1, 0);
}

MISUSE(index_zero, "lua_type: 0 is no index") {
    lua_type(L, 0);
}

MISUSE(index_not_acceptable, "lua_tointegerx: index 30 is not acceptable (the stack holds 1 value, "
                             "with room for 19 more)") {
    lua_pushnil(L);
    lua_tointeger(L, 30);
}

MISUSE(negative_index_too_low,
       "luaL_checklstring: index -2 is not valid (the stack holds 1 value)") {
    lua_pushnil(L);
    luaL_checkstring(L, -2);
}

static int far_upvalue(lua_State *L) {
    return lua_toboolean(L, lua_upvalueindex(300));
}

MISUSE(upvalue_beyond_255, "lua_toboolean: upvalue index 300 is not valid (this C function has 2 "
                           "upvalues), in a C function") {
    run_in_closure(L, far_upvalue);
}

static int absent_upvalue(lua_State *L) {
    lua_pushnil(L);
    lua_replace(L, lua_upvalueindex(3));
    return 0;
}

MISUSE(write_absent_upvalue, "lua_copy: upvalue index 3 is not valid (this C function has 2 "
                             "upvalues), in a C function") {
    run_in_closure(L, absent_upvalue);
}

MISUSE(replace_beyond_top, "lua_copy: index 3 is not valid (the stack holds 1 value)") {
    lua_pushnil(L);
    lua_replace(L, 3);
}

MISUSE(replace_registry, "lua_copy: the value at index -1 must be a table, but is a nil") {
    lua_pushnil(L);
    lua_replace(L, LUA_REGISTRYINDEX);
}

MISUSE(insert_at_pseudo_index, "lua_rotate: a pseudo-index is no place on the stack") {
    lua_pushnil(L);
    lua_insert(L, LUA_REGISTRYINDEX);
}

MISUSE(remove_beyond_top, "lua_rotate: index 2 is not valid (the stack holds 1 value)") {
    lua_pushnil(L);
    lua_remove(L, 2);
}

MISUSE(rotate_too_far, "lua_rotate: cannot rotate 2 values by 3") {
    lua_settop(L, 2);
    lua_rotate(L, 1, 3);
}

MISUSE(settop_at_pseudo_index, "lua_settop: the top cannot be a pseudo-index") {
    lua_settop(L, LUA_REGISTRYINDEX);
}

MISUSE(handler_at_invalid_index, "lua_pcallk: index 4 is not valid (the stack holds 1 value)") {
    lua_pushcfunction(L, nothing);
    lua_pcall(L, 0, 0, 4);
}

MISUSE(handler_not_a_function,
       "lua_pcallk: the value at index 1 must be a function, but is a number") {
    lua_pushinteger(L, 1);
    lua_pushcfunction(L, nothing);
    lua_pcall(L, 0, 0, 1);
}

/* ---- Types of values ------------------------------------------------------------------------- */

MISUSE(rawget_of_string, "lua_rawget: the value at index 1 must be a table, but is a string") {
    lua_pushliteral(L, "text");
    lua_pushnil(L);
    lua_rawget(L, 1);
}

MISUSE(rawgeti_of_nothing, "lua_rawgeti: index 1 is not valid (the stack holds 0 values)") {
    lua_rawgeti(L, 1, 1);
}

MISUSE(rawseti_of_number, "lua_rawseti: the value at index -2 must be a table, but is a number") {
    lua_pushinteger(L, 1);
    lua_pushnil(L);
    lua_rawseti(L, -2, 1);
}

MISUSE(next_of_userdata, "lua_next: the value at index 1 must be a table, but is a userdata") {
    lua_newuserdatauv(L, 1, 0);
    lua_pushnil(L);
    lua_next(L, 1);
}

MISUSE(metatable_is_string,
       "lua_setmetatable: the value at index -1 must be a table or nil, but is a string") {
    lua_newtable(L);
    lua_pushliteral(L, "meta");
    lua_setmetatable(L, 1);
}

MISUSE(user_value_of_table,
       "lua_getiuservalue: the value at index 1 must be a full userdata, but is a table") {
    lua_newtable(L);
    lua_getiuservalue(L, 1, 1);
}

MISUSE(user_value_of_light_userdata,
       "lua_setiuservalue: the value at index 1 must be a full userdata, but is a light userdata") {
    lua_pushlightuserdata(L, L);
    lua_pushnil(L);
    lua_setiuservalue(L, 1, 1);
}

MISUSE(join_absent_upvalue,
       "lua_upvaluejoin: the function at index 1 has 1 upvalue, none with number 2") {
    luaL_loadstring(L, "return print");
    lua_upvaluejoin(L, 1, 2, 1, 1);
}

MISUSE(join_of_c_function, "lua_upvaluejoin: the value at index 1 must be a Lua function") {
    lua_pushcfunction(L, nothing);
    lua_upvaluejoin(L, 1, 1, 1, 1);
}

/* ---- Arguments of C -------------------------------------------------------------------------- */

MISUSE(null_key, "lua_getfield: 'k' is NULL") {
    lua_getfield(L, LUA_REGISTRYINDEX, NULL);
}

MISUSE(null_global, "lua_getglobal: 'name' is NULL") {
    lua_getglobal(L, NULL);
}

MISUSE(null_bytes, "lua_pushlstring: 's' is NULL") {
    lua_pushlstring(L, NULL, 3);
}

MISUSE(null_function, "lua_pushcclosure: 'fn' is NULL") {
    lua_pushcfunction(L, NULL);
}

MISUSE(null_type_name, "luaL_checkudata: 'tname' is NULL") {
    luaL_checkudata(L, 1, NULL);
}

MISUSE(null_metafield, "luaL_getmetafield: 'e' is NULL") {
    lua_newtable(L);
    luaL_getmetafield(L, 1, NULL);
}

MISUSE(null_reader, "lua_load: 'reader' is NULL") {
    lua_load(L, NULL, NULL, "chunk", NULL);
}

MISUSE(null_chunk, "luaL_loadstring: 's' is NULL") {
    luaL_loadstring(L, NULL);
}

MISUSE(unknown_format, "lua_pushfstring: the format has '%x', which it does not know") {
    lua_pushfstring(L, "%x", 1);
}

MISUSE(unknown_error_format, "luaL_error: the format has '%5', which it does not know") {
    luaL_error(L, "only %5d left", 1);
}

MISUSE(unfinished_format, "lua_pushfstring: the format ends with '%'") {
    lua_pushfstring(L, "100%");
}

MISUSE(too_many_upvalues, "lua_pushcclosure: 'n' is 256, not between 0 and 255") {
    lua_checkstack(L, 300);
    lua_settop(L, 300);
    lua_pushcclosure(L, nothing, 256);
}

MISUSE(too_many_user_values, "lua_newuserdatauv: 'nuvalue' is 70000, not between 0 and 65534") {
    lua_newuserdatauv(L, 1, 70000);
}

MISUSE(unknown_operator, "lua_arith: 'op' is 14, not between 0 and 13") {
    lua_settop(L, 2);
    lua_arith(L, 14);
}

MISUSE(unknown_comparison, "lua_compare: 'op' is 3, not between 0 and 2") {
    lua_settop(L, 2);
    lua_compare(L, 1, 2, 3);
}

MISUSE(unknown_type, "lua_typename: 'tp' is 9, not between -1 and 8") {
    lua_typename(L, 9);
}

MISUSE(empty_pattern, "luaL_gsub: 'p' is empty") {
    luaL_gsub(L, "text", "", "more");
}

/* ---- Debug interface ------------------------------------------------------------------------- */

static lua_Debug remembered;

static int remember(lua_State *L) {
    lua_getstack(L, 0, &remembered);
    return 0;
}

MISUSE(activation_that_ended,
       "lua_getinfo: 'ar' is no activation of this coroutine, or its function has returned") {
    lua_pushcfunction(L, remember);
    lua_call(L, 0, 0);
    lua_getinfo(L, "n", &remembered);
}

MISUSE(local_without_activation, "lua_setlocal: 'ar' is NULL") {
    lua_pushnil(L);
    lua_setlocal(L, NULL, 1);
}

MISUSE(info_about_no_function,
       "lua_getinfo: the value at index -1 must be a function, but is a boolean") {
    lua_Debug ar;
    lua_pushboolean(L, 1);
    lua_getinfo(L, ">S", &ar);
}

/* ---- Values to be closed --------------------------------------------------------------------- */

/* Pushes a value with a __close method. */
static void push_closable(lua_State *L) {
    lua_newtable(L);
    lua_createtable(L, 0, 1);
    lua_pushcfunction(L, nothing);
    lua_setfield(L, -2, "__close");
    lua_setmetatable(L, -2);
}

MISUSE(mark_twice, "lua_toclose: slot 1 is marked already") {
    push_closable(L);
    lua_toclose(L, 1);
    lua_toclose(L, -1);
}

MISUSE(mark_below, "lua_toclose: slot 1 lies below slot 2, which is marked already") {
    push_closable(L);
    push_closable(L);
    lua_toclose(L, 2);
    lua_toclose(L, 1);
}

MISUSE(close_unmarked, "lua_closeslot: slot 1 is not marked by lua_toclose") {
    push_closable(L);
    lua_closeslot(L, 1);
}

MISUSE(close_out_of_order,
       "lua_closeslot: slot 2 was marked after slot 1 and has to be closed first") {
    push_closable(L);
    lua_toclose(L, 1);
    push_closable(L);
    lua_toclose(L, 2);
    lua_closeslot(L, 1);
}

MISUSE(pop_marked_slot, "lua_setglobal: slot 1 is marked by lua_toclose; only lua_settop, lua_pop "
                        "and lua_closeslot may remove it") {
    push_closable(L);
    lua_toclose(L, 1);
    lua_setglobal(L, "x");
}

MISUSE(move_marked_slot,
       "lua_rotate: slot 1 is marked by lua_toclose; only lua_settop, lua_pop and "
       "lua_closeslot may remove it") {
    push_closable(L);
    lua_toclose(L, 1);
    lua_pushnil(L);
    lua_insert(L, 1);
}

/* ---- Buffers --------------------------------------------------------------------------------- */

MISUSE(buffer_below_value, "luaL_addlstring: 1 value too many above the buffer's slot") {
    luaL_Buffer buffer;
    luaL_buffinit(L, &buffer);
    lua_pushnil(L);
    luaL_addlstring(&buffer, "text", 4);
}

MISUSE(large_buffer_below_values, "luaL_prepbuffsize: 2 values too many above the buffer's slot") {
    luaL_Buffer buffer;
    luaL_buffinitsize(L, &buffer, 100000);
    lua_settop(L, 3);
    luaL_prepbuffsize(&buffer, 1);
}

MISUSE(buffer_popped, "luaL_addstring: the buffer is not in use: its slot has left the stack, or "
                      "luaL_pushresult has ended it") {
    luaL_Buffer buffer;
    luaL_buffinit(L, &buffer);
    lua_pop(L, 1);
    luaL_addstring(&buffer, "text");
}

MISUSE(buffer_after_pushresult, "luaL_addlstring: the buffer is not in use: its slot has left the "
                                "stack, or luaL_pushresult has ended it") {
    luaL_Buffer buffer;
    luaL_buffinit(L, &buffer);
    luaL_pushresult(&buffer);
    luaL_addlstring(&buffer, "text", 4);
}

MISUSE(addvalue_without_value,
       "luaL_addvalue: needs a value above the buffer's slot, which is on top") {
    luaL_Buffer buffer;
    luaL_buffinit(L, &buffer);
    luaL_addvalue(&buffer);
}

MISUSE(addvalue_of_table,
       "luaL_addvalue: the value at index -1 must be a string or number, but is a table") {
    luaL_Buffer buffer;
    luaL_buffinit(L, &buffer);
    lua_newtable(L);
    luaL_addvalue(&buffer);
}

MISUSE(buffer_overrun,
       "luaL_pushresultsize: 101 bytes were added to a buffer that had room for 100") {
    luaL_Buffer buffer;
    luaL_buffinit(L, &buffer);
    buffer.size = 100;
    luaL_pushresultsize(&buffer, 101);
}

/* ---- References ------------------------------------------------------------------------------ */

MISUSE(unref_twice, "luaL_unref: reference 5 has been freed already") {
    lua_newtable(L);
    for (int i = 1; i <= 5; i++) {
        lua_pushinteger(L, i);
        lua_rawseti(L, 1, i);
    }
    lua_pushnil(L);
    lua_rawseti(L, 1, 3);
    lua_pushnil(L);
    lua_rawseti(L, 1, 5);
    lua_pushliteral(L, "value");
    const int reference = luaL_ref(L, 1);
    luaL_unref(L, 1, reference);
    luaL_unref(L, 1, reference);
}

MISUSE(unref_of_globals, "luaL_unref: 2 is no reference that luaL_ref gave") {
    luaL_unref(L, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
}

MISUSE(ref_without_table, "luaL_ref: the value at index 1 must be a table, but is a nil") {
    lua_pushnil(L);
    lua_pushliteral(L, "value");
    luaL_ref(L, 1);
}

/* ---- Every function with a state that is none ------------------------------------------------ */

static va_list no_arguments;

#define CALLS(name, ...)                      \
    static void null_##name(lua_State *L) {   \
        (void)L;                              \
        (void)name(NULL, ##__VA_ARGS__);      \
    }                                         \
    static void closed_##name(lua_State *L) { \
        lua_close(L);                         \
        (void)name(L, ##__VA_ARGS__);         \
    }
FUNCTIONS(CALLS)

#define CALLS_NULL(name, ...)               \
    static void null_##name(lua_State *L) { \
        (void)L;                            \
        (void)name(NULL, ##__VA_ARGS__);    \
    }
BUFFER_FUNCTIONS(CALLS_NULL)

static const Case without_state[] = {
#define CASES(name, ...)                                                 \
    {"null_" #name, null_##name, #name ": the lua_State is NULL", NULL}, \
        {"closed_" #name, closed_##name, #name ": used after lua_close", NULL},
    FUNCTIONS(CASES)
#define CASES_NULL(name, ...) {"null_" #name, null_##name, #name ": 'B' is NULL", NULL},
        BUFFER_FUNCTIONS(CASES_NULL)};

static bool is_wanted(const Case *c, int count, char **names) {
    for (int i = 1; i < count; i++)
        if (strcmp(names[i], c->name) == 0) return true;
    return count == 1;
}

int main(int count, char **names) {
    for (const Case *c = cases; c != NULL; c = c->next) {
        if (is_wanted(c, count, names)) run_case(c);
    }
    for (size_t i = 0; i < sizeof without_state / sizeof without_state[0]; i++)
        if (is_wanted(&without_state[i], count, names)) run_case(&without_state[i]);
    return check_result();
}
