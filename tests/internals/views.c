/* T's functions that show what is inside: collector, tables, strings, stacks, code. */
#include "internals.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "opcode_info.h"
#include "quicken.h"
#include "table_internal.h"

/* ---- The collector --------------------------------------------------------------------------- */

int views_checkmemory(lua_State *L) {
    const Cell *where = NULL;
    const char *const fault = heap_validate(L->state, &where);
    if (fault == NULL) return 0;
    fprintf(stderr, "orrery_t: the heap is not valid: %s (cell %p, type %d)\n", fault,
            (const void *)where, where == NULL ? -1 : where->type);
    abort();
}

static Cell *check_cell(lua_State *L) {
    luaL_checkany(L, 1);
    const Value *const v = L->frame->func + 1;
    luaL_argcheck(L, tag_is_cell(v->tag), 1, "object expected");
    return v->u.cell;
}

static bool is_traced(const Heap *h, const Cell *c) {
    return (c->mark & MARK_BARRIER) != 0 || h->ops[c->type].trace == NULL;
}

/* (object) -> "white" (not reached in this cycle), "gray" (reached, to be looked at again) or
** "black". */
int views_gccolor(lua_State *L) {
    const Heap *const h = heap(L);
    const Cell *const c = check_cell(L);
    lua_pushstring(L, !heap_is_marked(h, c) ? "white" : is_traced(h, c) ? "black" : "gray");
    return 1;
}

/* (object) -> "new", "old" or "touched" (old, stored into since the last collection). There are no
** other ages: one collection survived makes old. */
int views_gcage(lua_State *L) {
    const Heap *const h = heap(L);
    const Cell *const c = check_cell(L);
    lua_pushstring(L, !heap_is_marked(h, c) ? "new" : is_traced(h, c) ? "old" : "touched");
    return 1;
}

/* () -> "pause", "propagate", "atomic" (all reached is traced; the end of marking is due) or
** "sweep"; (state): goes on to it, through a full cycle. */
int views_gcstate(lua_State *L) {
    static const char *const names[] = {"pause", "atomic", "sweep", "sweepallgc", NULL};
    static const HeapPhase phases[] = {PHASE_IDLE, PHASE_MARK, PHASE_SWEEP, PHASE_SWEEP};
    Heap *const h = heap(L);
    if (lua_isnoneornil(L, 1)) {
        const bool all_traced = h->gray.count == 0 && h->part_count == 0;
        lua_pushstring(L, h->phase == PHASE_IDLE    ? "pause"
                          : h->phase == PHASE_SWEEP ? "sweep"
                          : all_traced              ? "atomic"
                                                    : "propagate");
        return 1;
    }
    heap_advance(h, phases[luaL_checkoption(L, 1, NULL, names)]);
    return 0;
}

/* ---- Tables and strings ---------------------------------------------------------------------- */

static const Table *check_table(lua_State *L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    return as_table(L->frame->func + 1);
}

/* (table) -> capacity of the array, of slots, of the dictionary, border in the array */
int views_querytab(lua_State *L) {
    const Table *const t = check_table(L);
    lua_pushinteger(L, table_array_capacity(t));
    lua_pushinteger(L, t->cell.aux);
    lua_pushinteger(L, t->dictionary == NULL ? 0 : t->dictionary->capacity);
    lua_pushinteger(L, table_array_count(t));
    return 4;
}

/* (table) -> kind of its shape, number of its keys, a value that is the same for the same shape */
int views_shape(lua_State *L) {
    const Shape *const s = check_table(L)->shape;
    lua_pushstring(L, shape_is_dictionary(s)  ? "dictionary"
                      : shape_is_prototype(s) ? "prototype"
                                              : "shared");
    lua_pushinteger(L, shape_count(s));
    lua_pushlightuserdata(L, (void *)(uintptr_t)s);
    return 3;
}

/* () -> capacity of the table of short strings, strings in it */
int views_querystr(lua_State *L) {
    const StringTable *const t = &objects(L)->strings;
    lua_pushinteger(L, t->now.capacity);
    lua_pushinteger(L, t->count);
    return 2;
}

/* (string) -> its hash, whether it is interned */
int views_hash(lua_State *L) {
    luaL_checktype(L, 1, LUA_TSTRING);
    String *const s = as_string(L->frame->func + 1);
    lua_pushinteger(L, string_hash(objects(L), s));
    lua_pushboolean(L, string_is_short(s));
    return 2;
}

/* ---- Stacks ---------------------------------------------------------------------------------- */

/* () -> slots in use, slots there are, runs on the C stack, frames that the coroutine has */
int views_stacklevel(lua_State *L) {
    lua_pushinteger(L, L->top - L->stack);
    lua_pushinteger(L, L->stack_size - EXTRA_STACK);
    lua_pushinteger(L, L->state->c_depth);
    lua_pushinteger(L, L->frame_count);
    return 4;
}

/* ---- Code ------------------------------------------------------------------------------------ */

static const Code *check_code(lua_State *L) {
    const Value *const v = L->frame->func + 1;
    luaL_argcheck(L, lua_isfunction(L, 1) && v->tag == TAG_CLOSURE, 1, "Lua function expected");
    return as_closure(v)->code;
}

static const char *opcode_name(unsigned op) {
    static const char *const quickened[] = {
#define QUICK(name, base, synopsis) #name,
        QUICKENED_LIST(QUICK)
#undef QUICK
    };
    return op < OPCODE_COUNT ? opcode_info[op].name : quickened[op - OPCODE_COUNT];
}

/* (function) -> names of its instructions as they are now, quickened ones too, in order */
int views_listcode(lua_State *L) {
    const Code *const c = check_code(L);
    lua_newtable(L);
    lua_Integer n = 0;
    for (uint32_t pc = 0; pc < c->info->code_count;) {
        const unsigned op = c->code[pc].op;
        lua_pushstring(L, opcode_name(op));
        lua_rawseti(L, -2, ++n);
        pc += opcode_info[opcode_base(op)].extra == EXTRA_NONE ? 1 : 2;
    }
    return 1;
}

/* (function) -> its constants */
int views_listk(lua_State *L) {
    const Code *const c = check_code(L);
    lua_createtable(L, (int)c->info->constant_count, 0);
    for (uint32_t n = 0; n < c->info->constant_count; n++) {
        set_value(L->top, c->constants + n);
        L->top++;
        lua_rawseti(L, -2, (lua_Integer)n + 1);
    }
    return 1;
}
