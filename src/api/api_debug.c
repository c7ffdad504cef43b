/* The debug interface. Manual, section 4.7. */
#include <string.h>

#include "api_levels.h"
#include "api_check.h"
#include "api_stack.h"
#include "code.h"
#include "debug_info.h"
#include "error.h"

/* ---- Activations ----------------------------------------------------------------------------- */

/* lua_Debug has a frame under another type's name. */
static Frame *frame_of(const lua_Debug *ar) {
    return (Frame *)ar->i_ci;
}

/* Sets ar to the activation that is `level` levels out of f. */
static int find_level(const lua_State *L, Frame *f, int level, lua_Debug *ar) {
    while (f != &L->base_frame && (level > 0 || vm_is_internal(f))) {
        if (!vm_is_internal(f)) level--;
        f = f->previous;
    }
    if (f == &L->base_frame) return 0;
    ar->i_ci = (struct CallInfo *)f;
    return 1;
}

int lua_getstack(lua_State *L, int level, lua_Debug *ar) {
    require(given, L, ar != NULL, "ar");
    return level >= 0 && find_level(L, L->frame, level, ar);
}

int api_level_count(const lua_State *L, int most) {
    int count = 0;
    for (const Frame *f = L->frame; f != &L->base_frame && count < most; f = f->previous)
        count += !vm_is_internal(f);
    return count;
}

int api_level_outwards(const lua_State *L, lua_Debug *info, int steps) {
    return find_level(L, frame_of(info), steps, info);
}

/* ---- lua_getinfo ----------------------------------------------------------------------------- */

/* The code of a function of the language, or NULL. */
static const Code *code_of(const Value *function) {
    return function->tag == TAG_CLOSURE ? as_closure(function)->code : NULL;
}

static void fill_source(lua_Debug *ar, const Code *c) {
    if (c == NULL) {
        ar->source = "=[C]";
        ar->srclen = strlen(ar->source);
        ar->linedefined = ar->lastlinedefined = -1;
        ar->what = "C";
    } else {
        ar->source = program_string(c->program, c->info->source, &ar->srclen);
        if (ar->source == NULL) { /* stripped */
            ar->source = "=?";
            ar->srclen = strlen(ar->source);
        }
        ar->linedefined = (int)c->info->line_defined;
        ar->lastlinedefined = (int)c->info->last_line_defined;
        ar->what = ar->linedefined == 0 ? "main" : "Lua";
    }
    chunk_id(ar->short_src, ar->source, ar->srclen);
}

static void fill_counts(lua_Debug *ar, const Value *function, const Code *c) {
    const bool has_upvalues = c != NULL || function->tag == TAG_NATIVE_CLOSURE;
    ar->nups = has_upvalues ? (unsigned char)function->u.cell->own : 0;
    ar->nparams = c != NULL ? c->parameter_count : 0;
    ar->isvararg = c == NULL || c->is_vararg;
}

static void fill_name(lua_State *L, lua_Debug *ar, const Frame *f) {
    ar->namewhat = f != NULL ? frame_function_name(L, f, &ar->name) : NULL;
    if (ar->namewhat == NULL) {
        ar->namewhat = "";
        ar->name = NULL;
    }
}

static void fill_transfer(lua_Debug *ar, const Frame *f) {
    const bool transfers = f != NULL && (f->status & FRAME_TRANSFER);
    ar->ftransfer = transfers ? f->transfer_first : 0;
    ar->ntransfer = transfers ? (unsigned short)f->transfer_count : 0;
}

/* Fills the fields for one letter; false when it means nothing. */
static bool fill(lua_State *L, char letter, lua_Debug *ar, const Value *function, const Frame *f) {
    const Code *const c = code_of(function);
    switch (letter) {
    case 'S': fill_source(ar, c); return true;
    case 'l': ar->currentline = f != NULL && c != NULL ? frame_line(f) : -1; return true;
    case 'u': fill_counts(ar, function, c); return true;
    case 't': ar->istailcall = f != NULL && (f->status & FRAME_TAIL); return true;
    case 'n': fill_name(L, ar, f); return true;
    case 'r': fill_transfer(ar, f); return true;
    case 'L':
    case 'f': return true; /* pushed in the end */
    default: return false;
    }
}

/* Marks the lines that have code in the table on top. */
static void add_lines(lua_State *L, const Code *c) {
    const ProgramFunction *const info = c->info;
    const Instruction *const code = program_code(c->program, info);
    const Value marked = value_boolean(true);
    /* The instruction that prepares varargs has no line of its own. */
    for (uint32_t pc = c->is_vararg ? 1 : 0; pc < info->code_count;
         pc += instruction_words(code[pc])) {
        const int line = program_line(c->program, info, pc);
        if (line >= 0) table_set_integer(objects(L), as_table(L->top - 1), line, &marked);
    }
}

static void push_lines(lua_State *L, const Code *c) {
    if (c == NULL) {
        lua_pushnil(L);
        return;
    }
    lua_createtable(L, 0, 0);
    add_lines(L, c);
}

int lua_getinfo(lua_State *L, const char *what, lua_Debug *ar) {
    require(info, L, what, ar);
    const bool about_function = *what == '>';
    const Frame *const f = about_function ? NULL : frame_of(ar);
    const Value function = about_function ? L->top[-1] : *f->func;
    int good = 1;
    if (about_function) what++;
    for (const char *letter = what; *letter != '\0'; letter++)
        if (!fill(L, *letter, ar, &function, f)) good = 0;
    if (about_function) L->top--;
    /* The function stays on the stack while the table of lines is made. */
    const bool wants_function = strchr(what, 'f') != NULL;
    const bool wants_lines = strchr(what, 'L') != NULL;
    if (!wants_function && !wants_lines) return good; /* also where scripts own the stack */
    api_push(L, &function);
    if (wants_lines) {
        push_lines(L, code_of(&function));
        if (!wants_function) lua_remove(L, -2);
    }
    return good;
}

/* ---- Local variables ------------------------------------------------------------------------- */

/* Name of parameter n of a function that does not run. */
static const char *parameter_name(const Code *c, int n) {
    const ProgramLocal *const locals = program_locals(c->program, c->info);
    if (n < 1 || n > c->parameter_count) return NULL;
    for (uint32_t i = 0; i < c->info->local_count; i++)
        if (locals[i].reg == (uint32_t)n - 1)
            return program_string(c->program, locals[i].name, NULL);
    return NULL;
}

const char *lua_getlocal(lua_State *L, const lua_Debug *ar, int n) {
    if (ar == NULL) {
        require(values, L, 1);
        const Code *const c = code_of(L->top - 1);
        return c != NULL ? parameter_name(c, n) : NULL;
    }
    require(activation, L, ar);
    require(room, L, 1);
    Value *slot;
    const char *const name = frame_local(L, frame_of(ar), n, &slot);
    if (name != NULL) api_push(L, slot);
    return name;
}

const char *lua_setlocal(lua_State *L, const lua_Debug *ar, int n) {
    require(activation, L, ar);
    require(values, L, 1);
    Value *slot;
    const char *const name = frame_local(L, frame_of(ar), n, &slot);
    if (name == NULL) return NULL;
    L->top--;
    set_value(slot, L->top);
    coroutine_touch(L);
    return name;
}

/* ---- Upvalues -------------------------------------------------------------------------------- */

typedef struct UpvaluePlace {
    const char *name; /* NULL: there is none */
    Value *value;
    Cell *holder; /* what a barrier is for */
} UpvaluePlace;

static UpvaluePlace closure_upvalue(Closure *closure, uint32_t n) {
    const Code *const c = closure->code;
    if (n >= closure->cell.own) return (UpvaluePlace){0};
    UpValue *const u = closure->upvalues[n];
    const char *const name =
        program_string(c->program, program_upvalues(c->program, c->info)[n].name, NULL);
    return (UpvaluePlace){name != NULL ? name : "(no name)", u->v, &u->cell};
}

static UpvaluePlace native_upvalue(NativeClosure *closure, uint32_t n) {
    if (n >= closure->cell.own) return (UpvaluePlace){0};
    return (UpvaluePlace){"", &closure->upvalues[n], &closure->cell};
}

/* Upvalue number n, counted from 1, of the function at an index. */
static UpvaluePlace find_upvalue(lua_State *L, int idx, int n) {
    const Value *const function = api_slot(L, idx);
    const uint32_t number = (uint32_t)n - 1;
    switch (function->tag) {
    case TAG_CLOSURE: return closure_upvalue(as_closure(function), number);
    case TAG_NATIVE_CLOSURE: return native_upvalue(as_native_closure(function), number);
    default: return (UpvaluePlace){0};
    }
}

const char *lua_getupvalue(lua_State *L, int funcindex, int n) {
    require(index, L, funcindex);
    require(room, L, 1);
    const UpvaluePlace place = find_upvalue(L, funcindex, n);
    if (place.name != NULL) api_push(L, place.value);
    return place.name;
}

const char *lua_setupvalue(lua_State *L, int funcindex, int n) {
    require(index, L, funcindex);
    require(values, L, 1);
    const UpvaluePlace place = find_upvalue(L, funcindex, n);
    if (place.name == NULL) return NULL;
    L->top--;
    set_value(place.value, L->top);
    heap_barrier(heap(L), place.holder);
    return place.name;
}

void *lua_upvalueid(lua_State *L, int fidx, int n) {
    require(function, L, fidx);
    const UpvaluePlace place = find_upvalue(L, fidx, n);
    if (place.name == NULL) return NULL;
    return api_slot(L, fidx)->tag == TAG_CLOSURE ? (void *)place.holder : (void *)place.value;
}

void lua_upvaluejoin(lua_State *L, int fidx1, int n1, int fidx2, int n2) {
    require(upvalue, L, fidx1, n1);
    require(upvalue, L, fidx2, n2);
    Closure *const to = as_closure(api_slot(L, fidx1));
    const Closure *const from = as_closure(api_slot(L, fidx2));
    to->upvalues[n1 - 1] = from->upvalues[n2 - 1];
    heap_barrier(heap(L), &to->cell);
}

/* ---- Hooks ----------------------------------------------------------------------------------- */

void lua_sethook(lua_State *L, lua_Hook func, int mask, int count) {
    require(alive, L);
    hook_set(L, func, mask, count);
}

lua_Hook lua_gethook(lua_State *L) {
    require(state, L);
    return L->hook;
}

int lua_gethookmask(lua_State *L) {
    require(state, L);
    return L->hook_mask;
}

int lua_gethookcount(lua_State *L) {
    require(state, L);
    return L->hook_base_count;
}
