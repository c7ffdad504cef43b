/* The table functions for objects with metamethods.
**
** Any access may turn out to be a call, so each function is a machine that runs until it has to
** request one and goes on in a continuation. Two machines do all: one fetches a sequence of
** elements (to a plain table or onto the stack), the other copies elements one by one. Their state
** is a userdata on the native's stack.
*/
#include "table_indirect.h"

#include "element_access.h"
#include "lauxlib.h"
#include "native.h"
#include "meter.h"
#include "table_sort.h"

#include <limits.h>
#include <stdbool.h>

/* Requests the length of argument 1, or goes on at once. */
static int measure(lua_State *L, lua_KFunction k) {
    if (!access_length(L, 1)) return native_callback(L, ACCESS_LENGTH_ARGUMENTS, 1, 0, k);
    return k(L, LUA_OK, 0);
}

/* ---- Copying --------------------------------------------------------------------------------- */

typedef struct Copy {
    lua_Integer from, to; /* elements to copy next */
    lua_Unsigned left;    /* how many are still to be copied */
    int step;             /* 1 or -1 */
    int source, target;   /* slots */
    lua_CFunction finish; /* goes on when all are copied */
} Copy;

/* The slot of a Copy must keep it until its end. */
static Copy *push_copy(lua_State *L) {
    Copy *c = lua_newuserdatauv(L, sizeof *c, 0);
    *c = (Copy){.step = 1, .source = 1, .target = 1};
    return c;
}

static void copied(Copy *c) {
    c->left--;
    if (c->left > 0) {
        c->from += c->step;
        c->to += c->step;
    }
}

static int copy_got(lua_State *L, int status, lua_KContext context);
static int copy_stored(lua_State *L, int status, lua_KContext context);

static int copy_run(lua_State *L, Copy *c) {
    const lua_KContext context = (lua_KContext)c;
    while (c->left > 0) {
        vm_work(L, 2 * COST_ELEMENT);
        if (!access_get(L, c->source, c->from))
            return native_callback(L, ACCESS_GET_ARGUMENTS, 1, context, copy_got);
        if (!access_set(L, c->target, c->to))
            return native_callback(L, ACCESS_SET_ARGUMENTS, 0, context, copy_stored);
        copied(c);
    }
    return c->finish(L);
}

static int copy_stored(lua_State *L, int status, lua_KContext context) {
    (void)status;
    copied((Copy *)context);
    return copy_run(L, (Copy *)context);
}

static int copy_got(lua_State *L, int status, lua_KContext context) {
    const Copy *c = (Copy *)context;
    if (!access_set(L, c->target, c->to))
        return native_callback(L, ACCESS_SET_ARGUMENTS, 0, context, copy_stored);
    return copy_stored(L, status, context);
}

/* ---- Insertion and removal ------------------------------------------------------------------- */

/* Ends with what is on the stack: `results` values. */
static int done(lua_State *L, int status, lua_KContext results) {
    (void)L, (void)status;
    return (int)results;
}

/* Stores the value on top into argument 1; then the native ends with `results` values. */
static int store_last(lua_State *L, lua_Integer position, int results) {
    if (!access_set(L, 1, position))
        return native_callback(L, ACCESS_SET_ARGUMENTS, 0, results, done);
    return results;
}

/* Slots while elements make room: object, Copy, value or removed element. */
enum { COPY = 2 };

static int insert_into_room(lua_State *L) {
    const Copy *c = lua_touserdata(L, COPY);
    return store_last(L, c->from, 0);
}

static int insert_measured(lua_State *L, int status, lua_KContext context) {
    (void)status, (void)context;
    const lua_Integer end = luaL_intop(+, access_take_length(L), 1);
    const int arguments = lua_gettop(L);
    if (arguments == 2) return store_last(L, end, 0);
    if (arguments != 3) return luaL_error(L, "wrong number of arguments to 'insert'");
    const lua_Integer position = luaL_checkinteger(L, 2);
    luaL_argcheck(L, (lua_Unsigned)position - 1u < (lua_Unsigned)end, 2, "position out of bounds");
    Copy *c = push_copy(L);
    lua_replace(L, COPY);
    c->left = (lua_Unsigned)end - (lua_Unsigned)position;
    if (c->left == 0) return store_last(L, end, 0);
    c->step = -1;
    c->from = end - 1;
    c->to = end;
    c->finish = insert_into_room;
    return copy_run(L, c);
}

int indirect_insert(lua_State *L) {
    return measure(L, insert_measured);
}

/* The elements behind the removed one have moved: the last one goes. */
static int clear_last(lua_State *L) {
    const Copy *c = lua_touserdata(L, COPY);
    lua_pushnil(L);
    return store_last(L, c->from, 1);
}

static int removed_got(lua_State *L, int status, lua_KContext context) {
    (void)status;
    return copy_run(L, (Copy *)context);
}

static int remove_measured(lua_State *L, int status, lua_KContext context) {
    (void)status, (void)context;
    const lua_Integer length = access_take_length(L);
    const lua_Integer position = luaL_optinteger(L, 2, length);
    if (position != length) /* in [1, length + 1] */
        luaL_argcheck(L, (lua_Unsigned)position - 1u <= (lua_Unsigned)length, 2,
                      "position out of bounds");
    lua_settop(L, 1);
    Copy *c = push_copy(L);
    c->left = position < length ? (lua_Unsigned)length - (lua_Unsigned)position : 0;
    c->to = position;
    c->from = c->left > 0 ? position + 1 : position;
    c->finish = clear_last;
    if (!access_get(L, 1, position))
        return native_callback(L, ACCESS_GET_ARGUMENTS, 1, (lua_KContext)c, removed_got);
    return copy_run(L, c);
}

int indirect_remove(lua_State *L) {
    return measure(L, remove_measured);
}

/* ---- Moving ---------------------------------------------------------------------------------- */

static int push_target(lua_State *L) {
    const Copy *c = lua_touserdata(L, -1);
    lua_pushvalue(L, c->target);
    return 1;
}

int indirect_move(lua_State *L, lua_Integer first, lua_Integer last, lua_Integer to, int target,
                  int upwards) {
    Copy *c = push_copy(L);
    const lua_Integer steps = last - first;
    c->left = (lua_Unsigned)steps + 1;
    c->step = upwards ? 1 : -1;
    c->from = upwards ? first : last;
    c->to = upwards ? to : to + steps;
    c->target = target;
    c->finish = push_target;
    return copy_run(L, c);
}

static int no_results(lua_State *L) {
    (void)L;
    return 0;
}

int indirect_store(lua_State *L, lua_Integer count, int target) {
    Copy *c = push_copy(L);
    c->from = c->to = 1;
    c->left = (lua_Unsigned)count;
    c->target = target;
    c->finish = no_results;
    return copy_run(L, c);
}

/* ---- Fetching -------------------------------------------------------------------------------- */

typedef struct Fetch {
    lua_Integer first;  /* element of argument 1 to begin with */
    lua_Unsigned count; /* elements wanted */
    lua_Unsigned done;  /* elements fetched */
    int slot;           /* gets them as elements 1 to count; 0: they stay on top */
    void (*check)(lua_State *L, lua_Integer i); /* raises if it does not like the element on top */
    lua_CFunction finish;
} Fetch;

static Fetch *push_fetch(lua_State *L) {
    Fetch *f = lua_newuserdatauv(L, sizeof *f, 0);
    *f = (Fetch){.first = 1};
    return f;
}

/* Takes the element on top. */
static void fetched(lua_State *L, Fetch *f) {
    if (f->check != NULL) f->check(L, luaL_intop(+, f->first, f->done));
    f->done++;
    if (f->slot != 0) lua_rawseti(L, f->slot, (lua_Integer)f->done);
}

static int fetch_got(lua_State *L, int status, lua_KContext context);

static int fetch_run(lua_State *L, Fetch *f) {
    while (f->done < f->count) {
        vm_work(L, COST_ELEMENT);
        if (!access_get(L, 1, luaL_intop(+, f->first, f->done)))
            return native_callback(L, ACCESS_GET_ARGUMENTS, 1, (lua_KContext)f, fetch_got);
        fetched(L, f);
    }
    return f->finish(L);
}

static int fetch_got(lua_State *L, int status, lua_KContext context) {
    (void)status;
    Fetch *f = (Fetch *)context;
    fetched(L, f);
    return fetch_run(L, f);
}

/* ---- Concatenation --------------------------------------------------------------------------- */

/* Slots: object, separator, table of the elements, Fetch. */
enum { ELEMENTS = 3 };

static void check_text(lua_State *L, lua_Integer i) {
    if (!lua_isstring(L, -1))
        luaL_error(L, "invalid value (%s) at index %I in table for 'concat'", luaL_typename(L, -1),
                   (LUAI_UACINT)i);
}

static int concat_fetched(lua_State *L) {
    lua_settop(L, ELEMENTS);
    lua_replace(L, 1);
    return concat_plain(L);
}

static int concat_measured(lua_State *L, int status, lua_KContext context) {
    (void)status, (void)context;
    const lua_Integer length = access_take_length(L);
    luaL_optstring(L, 2, "");
    const lua_Integer first = luaL_optinteger(L, 3, 1);
    const lua_Integer last = luaL_optinteger(L, 4, length);
    lua_settop(L, 2);
    lua_createtable(L, 0, 0);
    Fetch *f = push_fetch(L);
    f->first = first;
    if (first <= last) f->count = (lua_Unsigned)last - (lua_Unsigned)first + 1;
    f->slot = ELEMENTS;
    f->check = check_text;
    f->finish = concat_fetched;
    return fetch_run(L, f);
}

int indirect_concat(lua_State *L) {
    return measure(L, concat_measured);
}

/* ---- Unpacking ------------------------------------------------------------------------------- */

/* Slots: object, Fetch, elements. */
enum { FETCH = 2 };

static int unpack_fetched(lua_State *L) {
    return lua_gettop(L) - FETCH;
}

static int unpack_range(lua_State *L, lua_Integer first, lua_Integer last) {
    if (first > last) return 0;
    const lua_Unsigned steps = (lua_Unsigned)last - (lua_Unsigned)first;
    if (steps >= (lua_Unsigned)INT_MAX - 8 || !lua_checkstack(L, (int)steps + 8))
        return luaL_error(L, "too many results to unpack");
    lua_settop(L, 1);
    Fetch *f = push_fetch(L);
    f->first = first;
    f->count = steps + 1;
    f->finish = unpack_fetched;
    return fetch_run(L, f);
}

static int unpack_measured(lua_State *L, int status, lua_KContext context) {
    (void)status, (void)context;
    const lua_Integer length = access_take_length(L);
    return unpack_range(L, luaL_optinteger(L, 2, 1), length);
}

int indirect_unpack(lua_State *L) {
    const lua_Integer first = luaL_optinteger(L, 2, 1);
    if (!lua_isnoneornil(L, 3)) return unpack_range(L, first, luaL_checkinteger(L, 3));
    return measure(L, unpack_measured);
}

/* ---- Sorting --------------------------------------------------------------------------------- */

/* Without a function, nil raises now what it would raise later. (The length may be a lie: then
** there may be very many of them.) */
static void check_comparable(lua_State *L, lua_Integer i) {
    (void)i;
    if (lua_isnil(L, -1) && lua_isnil(L, 2)) lua_compare(L, -1, -1, LUA_OPLT);
}

/* Slots: object, function, table of the elements, Fetch. Sorts the latter and then stores it. */
static int sort_fetched(lua_State *L) {
    const Fetch *f = lua_touserdata(L, -1);
    const lua_Integer count = (lua_Integer)f->count;
    lua_settop(L, ELEMENTS);
    lua_pushvalue(L, 1);
    lua_insert(L, ELEMENTS);
    lua_replace(L, 1);
    return table_sort(L, count);
}

static int sort_measured(lua_State *L, int status, lua_KContext context) {
    (void)status, (void)context;
    const lua_Integer length = access_take_length(L);
    if (length < 2) return 0;
    table_sort_check(L, length);
    lua_createtable(L, 0, 0); /* grows with what is really there */
    Fetch *f = push_fetch(L);
    f->count = (lua_Unsigned)length;
    f->slot = ELEMENTS;
    f->check = check_comparable;
    f->finish = sort_fetched;
    return fetch_run(L, f);
}

int indirect_sort(lua_State *L) {
    return measure(L, sort_measured);
}
