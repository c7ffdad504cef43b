/* Preconditions of the API's functions; see api_check.h. */
#ifdef ORRERY_CHECKED

#include "api_check.h"

#include <limits.h>

#include "api_stack.h"
#include "checked.h"
#include "error.h"

#define UPVALUES_MAX 255 /* of a C function */
#define ERROR_ROOM   4   /* slots that a function of lauxlib.h needs to raise an error */
_Static_assert(2 * ERROR_ROOM <= EXTRA_STACK, "they may lie beyond the limit of the stack");

/* ---- Coroutines and States ------------------------------------------------------------------- */

void check_alive(const char *api, const lua_State *L) {
    if (L == NULL) misuse(NULL, api, "the lua_State is NULL");
    switch (coroutine_fate(L)) {
    case FATE_ALIVE: return;
    case FATE_CLOSED: misuse(NULL, api, "used after lua_close");
    case FATE_COLLECTED:
        misuse(NULL, api,
               "the coroutine has been collected; while in use it must be on a stack, in "
               "the registry or the like");
    case FATE_UNKNOWN: misuse(NULL, api, "%p is no lua_State", (const void *)L);
    }
}

void check_state(const char *api, const lua_State *L) {
    check_alive(api, L);
    if (runs_elsewhere(L))
        misuse(NULL, api, "the state is running in another thread of the system");
}

/* Has the topmost frame a stack of C code? Not while a script runs in it, which only an allocation
** or warning function can notice: a yield, a death or a panic has left it else. */
static bool stack_is_open(const lua_State *L) {
    const Frame *const f = L->frame;
    return !frame_is_lua(f) || f->status & FRAME_HOOK || L->status != LUA_OK ||
           L->state->run == NULL;
}

void check_stack(const char *api, lua_State *L) {
    check_state(api, L);
    if (!stack_is_open(L))
        misuse(L, api, "called from an allocation or warning function while a script is running");
}

/* Has calls in progress and is not suspended: it runs, or waits for one that it has resumed. */
static bool is_busy(const lua_State *L) {
    return L->status == LUA_OK && L->frame != &L->base_frame;
}

void check_running(const char *api, lua_State *L) {
    check_stack(api, L);
    if (L == L->state->current) return;
    misuse(L->state->current, api, "the coroutine is not the running one");
}

void check_callable(const char *api, lua_State *L) {
    check_stack(api, L);
    if (L->status == LUA_OK || L == L->state->main)
        return; /* a panic function may have left by a jump */
    misuse(L, api, "the coroutine %s; lua_resume or lua_closethread is all that can follow",
           L->status == LUA_YIELD ? "is suspended" : "has died by an error");
}

void check_stopped(const char *api, lua_State *L) {
    check_state(api, L);
    if (is_busy(L))
        misuse(L, api, "the coroutine %s",
               L == L->state->current ? "is running" : "has resumed another");
}

void check_caller(const char *api, lua_State *L, const lua_State *from) {
    check_state(api, L);
    if (from != NULL) check_state(api, from);
}

void check_siblings(const char *api, const lua_State *L, const lua_State *other) {
    check_state(api, L);
    check_state(api, other);
    if (L->state != other->state) misuse(L, api, "the coroutines belong to different states");
}

/* ---- The stack ------------------------------------------------------------------------------- */

/* A piece of a message. */
typedef struct Text {
    char bytes[160];
} Text;

static const char *plural(int count) {
    return count == 1 ? "" : "s";
}

static int value_count(const lua_State *L) {
    return (int)(L->top - (L->frame->func + 1));
}

/* "the stack of this C function holds 3 values" */
static Text holds(const lua_State *L) {
    Text text;
    const int count = value_count(L);
    snprintf(text.bytes, sizeof text.bytes, "the stack%s holds %d value%s",
             L->frame == &L->base_frame ? "" : " of this C function", count, plural(count));
    return text;
}

/* Up to here C code may push. Where no native has reserved slots, what there is counts. */
static const Value *room_end(const lua_State *L) {
    const Frame *const f = L->frame;
    return frame_is_lua(f) && !(f->status & FRAME_HOOK) ? L->stack_limit : f->top;
}

static int room_left(const lua_State *L) {
    return (int)(room_end(L) - L->top);
}

void check_room(const char *api, lua_State *L, int count) {
    check_stack(api, L);
    if (room_left(L) >= count) return;
    misuse(L, api, "no room for %d more value%s (%s, lua_checkstack has not reserved more)", count,
           plural(count), holds(L).bytes);
}

void check_raising(const char *api, lua_State *L) {
    check_running(api, L);
    Frame *const f = L->frame;
    if (f->top < L->top + ERROR_ROOM) f->top = L->top + ERROR_ROOM;
}

/* The lowest marked slot at or above a place, as an index; 0 if there is none. */
static int marked_from(const lua_State *L, const Value *place) {
    for (uint32_t n = 0; n < L->to_close_count; n++) {
        const Value *const slot = L->stack + L->to_close[n];
        if (slot >= place) return (int)(slot - L->frame->func);
    }
    return 0;
}

static void check_unmarked(const char *api, lua_State *L, const Value *from) {
    const int marked = marked_from(L, from);
    if (marked != 0)
        misuse(L, api,
               "slot %d is marked by lua_toclose; only lua_settop, lua_pop and lua_closeslot "
               "may remove it",
               marked);
}

void check_values(const char *api, lua_State *L, int count) {
    check_stack(api, L);
    if (count < 0) misuse(L, api, "%d is no number of values", count);
    if (count > value_count(L))
        misuse(L, api, "needs %d value%s on top (%s)", count, plural(count), holds(L).bytes);
    check_unmarked(api, L, L->top - count);
}

void check_top(const char *api, lua_State *L, int idx) {
    check_stack(api, L);
    const int count = value_count(L);
    if (index_is_pseudo(idx)) misuse(L, api, "the top cannot be a pseudo-index");
    if (idx < 0 && -(idx + 1) > count)
        misuse(L, api, "cannot pop %d value%s (%s)", -(idx + 1), plural(-(idx + 1)),
               holds(L).bytes);
    if (idx > count && idx - count > room_left(L))
        misuse(L, api, "no room up to index %d (%s, lua_checkstack has not reserved more)", idx,
               holds(L).bytes);
}

/* A continuation becomes that of the running function. Hooks are none. */
static void check_continuation(const char *api, lua_State *L, bool has_k) {
    if (!has_k) return;
    check_running(api, L);
    if (L->frame->status & FRAME_HOOK) misuse(L, api, "hooks cannot have a continuation");
}

void check_call(const char *api, lua_State *L, int nargs, int nresults, bool has_k) {
    check_callable(api, L);
    if (nargs < 0) misuse(L, api, "%d is no number of arguments", nargs);
    if (nresults < LUA_MULTRET) misuse(L, api, "%d is no number of results", nresults);
    if (nargs >= value_count(L))
        misuse(L, api, "needs a function and %d argument%s on top (%s)", nargs, plural(nargs),
               holds(L).bytes);
    check_values(api, L, nargs + 1);
    if (nresults > nargs + 1) check_room(api, L, nresults - (nargs + 1));
    check_continuation(api, L, has_k);
}

void check_yield(const char *api, lua_State *L, int nresults, bool has_k) {
    check_running(api, L);
    check_values(api, L, nresults);
    const Frame *const f = L->frame;
    if (f->status & FRAME_HOOK && nresults != 0) misuse(L, api, "hooks cannot yield values");
    if (f->status & FRAME_HOOK && !frame_is_lua(f))
        misuse(L, api, "hooks can yield in line and count events only");
    check_continuation(api, L, has_k);
}

/* ---- Indexes --------------------------------------------------------------------------------- */

/* The number of upvalues of the running C function. */
static int upvalue_count(const lua_State *L) {
    const Value *const func = L->frame->func;
    return func->tag == TAG_NATIVE_CLOSURE ? (int)func->u.cell->own : 0;
}

static void not_valid(const char *api, lua_State *L, int idx) __attribute__((noreturn));
static void not_valid(const char *api, lua_State *L, int idx) {
    if (index_is_pseudo(idx)) {
        const int count = upvalue_count(L);
        misuse(L, api, "upvalue index %d is not valid (this C function has %d upvalue%s)",
               LUA_REGISTRYINDEX - idx, count, plural(count));
    }
    misuse(L, api, "index %d is not valid (%s)", idx, holds(L).bytes);
}

void check_index(const char *api, lua_State *L, int idx) {
    check_stack(api, L);
    if (idx == 0) misuse(L, api, "0 is no index");
    if (idx > 0 && L->frame->func + idx >= L->top && L->frame->func + idx >= room_end(L))
        misuse(L, api, "index %d is not acceptable (%s, with room for %d more)", idx,
               holds(L).bytes, room_left(L));
    if (idx > 0) return;
    const bool found =
        index_is_pseudo(idx) ? LUA_REGISTRYINDEX - idx <= UPVALUES_MAX + 1 : -idx <= value_count(L);
    if (!found) not_valid(api, L, idx);
}

void check_valid(const char *api, lua_State *L, int idx) {
    check_index(api, L, idx);
    if (!slot_is_valid(api_slot(L, idx))) not_valid(api, L, idx);
}

void check_copy(const char *api, lua_State *L, int from, int idx) {
    check_index(api, L, from);
    check_valid(api, L, idx);
    if (idx == LUA_REGISTRYINDEX) check_table(api, L, from);
    if (index_is_pseudo(idx)) return;
    const Value *const slot = api_slot(L, idx);
    if (marked_from(L, slot) == slot - L->frame->func) check_unmarked(api, L, slot);
}

/* A valid index of the stack itself. */
static void check_slot(const char *api, lua_State *L, int idx) {
    check_valid(api, L, idx);
    if (index_is_pseudo(idx)) misuse(L, api, "a pseudo-index is no place on the stack");
}

void check_rotation(const char *api, lua_State *L, int idx, int n) {
    check_slot(api, L, idx);
    const Value *const first = api_slot(L, idx);
    const ptrdiff_t count = L->top - first;
    if (n > count || n < -count)
        misuse(L, api, "cannot rotate %d value%s by %d", (int)count, plural(count), n);
    check_unmarked(api, L, first);
}

void check_to_close(const char *api, lua_State *L, int idx) {
    check_slot(api, L, idx);
    const Value *const slot = api_slot(L, idx);
    const int number = (int)(slot - L->frame->func), marked = marked_from(L, slot);
    if (marked == number) misuse(L, api, "slot %d is marked already", number);
    if (marked != 0)
        misuse(L, api, "slot %d lies below slot %d, which is marked already", number, marked);
}

void check_closeslot(const char *api, lua_State *L, int idx) {
    check_slot(api, L, idx);
    const Value *const slot = api_slot(L, idx);
    const int number = (int)(slot - L->frame->func), later = marked_from(L, slot + 1);
    if (marked_from(L, slot) != number)
        misuse(L, api, "slot %d is not marked by lua_toclose", number);
    if (later != 0)
        misuse(L, api, "slot %d was marked after slot %d and has to be closed first", later,
               number);
}

/* ---- Values ---------------------------------------------------------------------------------- */

/* "index 2 holds a string, not a table" */
static void wrong_type(const char *api, lua_State *L, int idx, const char *wanted)
    __attribute__((noreturn));
static void wrong_type(const char *api, lua_State *L, int idx, const char *wanted) {
    const Value *const v = api_slot(L, idx);
    const char *const seen =
        v->tag == TAG_LIGHTUSERDATA ? "light userdata" : vm_basic_type_name(value_type(v));
    misuse(L, api, "the value at index %d must be a %s, but is a %s", idx, wanted, seen);
}

void check_table(const char *api, lua_State *L, int idx) {
    check_valid(api, L, idx);
    if (api_slot(L, idx)->tag != TAG_TABLE) wrong_type(api, L, idx, "table");
}

void check_metatable(const char *api, lua_State *L) {
    check_values(api, L, 1);
    if (!is_nil(L->top - 1) && L->top[-1].tag != TAG_TABLE) wrong_type(api, L, -1, "table or nil");
}

void check_userdata(const char *api, lua_State *L, int idx) {
    check_valid(api, L, idx);
    if (api_slot(L, idx)->tag != TAG_USERDATA) wrong_type(api, L, idx, "full userdata");
}

void check_function(const char *api, lua_State *L, int idx) {
    check_valid(api, L, idx);
    if (!tag_is_function(api_slot(L, idx)->tag)) wrong_type(api, L, idx, "function");
}

void check_handler(const char *api, lua_State *L, int errfunc) {
    if (errfunc == 0) return;
    check_slot(api, L, errfunc);
    check_function(api, L, errfunc);
}

void check_upvalue(const char *api, lua_State *L, int idx, int n) {
    check_valid(api, L, idx);
    const Value *const v = api_slot(L, idx);
    if (v->tag != TAG_CLOSURE) misuse(L, api, "the value at index %d must be a Lua function", idx);
    if (n < 1 || (uint32_t)n > v->u.cell->own)
        misuse(L, api, "the function at index %d has %d upvalue%s, none with number %d", idx,
               (int)v->u.cell->own, plural((int)v->u.cell->own), n);
}

void check_reference(const char *api, lua_State *L, int idx, int reference, int list) {
    if (reference < 0) return; /* LUA_REFNIL, LUA_NOREF */
    check_table(api, L, idx);
    const Table *const t = as_table(api_slot(L, idx));
    const bool reserved = idx == LUA_REGISTRYINDEX && reference <= LUA_RIDX_LAST;
    if (reference == 0 || reference == list || reserved)
        misuse(L, api, "%d is no reference that luaL_ref gave", reference);
    /* Under a freed reference stands the one that was freed before it, 0 at the end. */
    Value next;
    table_get_integer(t, reference, &next);
    if (next.tag != TAG_INTEGER) return;
    table_get_integer(t, list, &next);
    for (int n = 0; n < INT_MAX && next.tag == TAG_INTEGER && next.u.i != 0; n++) {
        if (next.u.i == reference) misuse(L, api, "reference %d has been freed already", reference);
        table_get_integer(t, next.u.i, &next);
    }
}

/* ---- Arguments of C -------------------------------------------------------------------------- */

void check_present(const char *api, bool given, const char *name) {
    if (!given) misuse(NULL, api, "'%s' is NULL", name);
}

void check_given(const char *api, const lua_State *L, bool given, const char *name) {
    check_state(api, L);
    if (!given) misuse(L, api, "'%s' is NULL", name);
}

void check_bytes(const char *api, const lua_State *L, const char *s, size_t length) {
    check_given(api, L, s != NULL || length == 0, "s");
    if (length > (size_t)LUA_MAXINTEGER) misuse(L, api, "%zu is no length of a string", length);
}

void check_count(const char *api, const lua_State *L, int value, const char *name) {
    check_state(api, L);
    if (value < 0) misuse(L, api, "'%s' is negative: %d", name, value);
}

void check_range(const char *api, const lua_State *L, int value, int least, int most,
                 const char *name) {
    check_state(api, L);
    if (value < least || value > most)
        misuse(L, api, "'%s' is %d, not between %d and %d", name, value, least, most);
}

void check_pattern(const char *api, const lua_State *L, const char *p) {
    check_given(api, L, p != NULL, "p");
    if (*p == '\0') misuse(L, api, "'p' is empty");
}

void check_format(const char *api, const lua_State *L, const char *format) {
    check_given(api, L, format != NULL, "fmt");
    for (const char *p = format; (p = strchr(p, '%')) != NULL; p += 2) {
        if (p[1] == '\0') misuse(L, api, "the format ends with '%%'");
        if (strchr("%cdfIpsU", p[1]) == NULL)
            misuse(L, api, "the format has '%%%c', which it does not know", p[1]);
    }
}

void check_activation(const char *api, lua_State *L, const lua_Debug *ar) {
    check_given(api, L, ar != NULL, "ar");
    const Frame *const wanted = (const Frame *)ar->i_ci;
    for (const Frame *f = L->frame; f != NULL; f = f->previous)
        if (f == wanted) return;
    misuse(L, api, "'ar' is no activation of this coroutine, or its function has returned");
}

void check_info(const char *api, lua_State *L, const char *what, const lua_Debug *ar) {
    check_given(api, L, what != NULL, "what");
    check_given(api, L, ar != NULL, "ar");
    if (*what == '>') {
        check_values(api, L, 1);
        check_function(api, L, -1);
    } else {
        check_activation(api, L, ar);
    }
    /* Lines are collected while the function is on the stack. */
    const int pushed = strchr(what, 'L') != NULL ? 2 : strchr(what, 'f') != NULL;
    if (pushed > 0) check_room(api, L, pushed - (*what == '>'));
}

/* ---- Buffers --------------------------------------------------------------------------------- */

/* Is this the slot of the buffer: a mark while the text is in the struct, else the text's home? */
static bool is_slot_of(const luaL_Buffer *B, const Value *v) {
    if (v->tag == TAG_LIGHTUSERDATA) return v->u.p == B && B->b == B->init.b;
    const Box *const box = userdata_box(v);
    return box != NULL && box->block == B->b;
}

void check_buffer(const char *api, const luaL_Buffer *B, int above) {
    check_present(api, B != NULL, "B");
    lua_State *const L = B->L;
    check_stack(api, L);
    const Value *const bottom = L->frame->func, *const expected = L->top - 1 - above;
    const Value *slot = L->top - 1;
    while (slot > bottom && !is_slot_of(B, slot))
        slot--;
    if (slot <= bottom)
        misuse(L, api,
               "the buffer is not in use: its slot has left the stack, or luaL_pushresult "
               "has ended it");
    if (slot > expected) misuse(L, api, "needs a value above the buffer's slot, which is on top");
    const int found = (int)(expected - slot);
    if (found > 0)
        misuse(L, api, "%d value%s too many above the buffer's slot", found, plural(found));
    check_buffer_room(api, B, 0);
    check_room(api, L, 1);
    if (above > 0 && L->top[-1].tag != TAG_STRING && !is_number(L->top - 1))
        wrong_type(api, L, -1, "string or number");
}

void check_buffer_room(const char *api, const luaL_Buffer *B, size_t more) {
    check_present(api, B != NULL, "B");
    check_state(api, B->L);
    if (B->n > B->size || more > B->size - B->n)
        misuse(B->L, api, "%zu bytes were added to a buffer that had room for %zu", B->n + more,
               B->size);
}

#endif
