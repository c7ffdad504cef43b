/* States: making and closing them, what a host sets in them, the collector. */
#include "api_check.h"
#include "api_stack.h"

#include "compile.h"
#include "os.h"
#include "profile.h"

/* As long as in liblua5.4.so.0: programs linked against that one may hold a copy of this size. */
const char lua_ident[129] = "$LuaVersion: " LUA_COPYRIGHT " $"
                            "$LuaAuthors: " LUA_AUTHORS " $";

lua_State *lua_newstate(lua_Alloc f, void *ud) {
    require(present, f != NULL, "f");
    State *const s = state_new(f, ud, &lua_language, os_entropy64(), SIZE_MAX);
    return s != NULL ? s->main : NULL;
}

void lua_close(lua_State *L) {
    require(state, L);
    state_close(L->state);
}

lua_Number lua_version(lua_State *L) {
    (void)L;
    return LUA_VERSION_NUM;
}

lua_CFunction lua_atpanic(lua_State *L, lua_CFunction panicf) {
    require(state, L);
    const lua_CFunction old = L->state->panic;
    L->state->panic = panicf;
    return old;
}

lua_Alloc lua_getallocf(lua_State *L, void **ud) {
    require(state, L);
    const Allocator *const a = &L->state->allocator;
    if (ud != NULL) *ud = a->ud;
    return a->allocate;
}

void lua_setallocf(lua_State *L, lua_Alloc f, void *ud) {
    require(given, L, f != NULL, "f");
    L->state->allocator.allocate = f;
    L->state->allocator.ud = ud;
}

void lua_setwarnf(lua_State *L, lua_WarnFunction f, void *ud) {
    require(state, L);
    L->state->warn = f;
    L->state->warn_ud = ud;
}

void lua_warning(lua_State *L, const char *msg, int tocont) {
    require(given, L, msg != NULL, "msg");
    vm_warn(L, msg, tocont != 0);
}

int lua_setcstacklimit(lua_State *L, unsigned int limit) {
    require(state, L);
    (void)L;
    (void)limit;
    return C_DEPTH_MAX;
}

/* ---- The collector --------------------------------------------------------------------------- */

/* Sets a parameter unless the new value is 0, which means "as it is". */
static void tune(uint32_t *parameter, int value) {
    if (value > 0) *parameter = (uint32_t)value;
}

static int replace_parameter(uint32_t *parameter, int value) {
    const int old = (int)*parameter;
    if (value >= 0) *parameter = (uint32_t)value;
    return old;
}

static int change_mode(Heap *h, HeapMode mode) {
    const int old = h->mode == HEAP_GENERATIONAL ? LUA_GCGEN : LUA_GCINC;
    if (h->mode != mode) heap_set_mode(h, mode);
    return old;
}

/* A deterministic State asks for a whole collection: what a step finds depends on the steps
** before. */
static inline size_t visible_bytes(const lua_State *L) {
    return __builtin_expect(vm_is_deterministic(L), 0) ? 0 : heap_used(heap(L));
}

static int collector_step(lua_State *L, int kilobytes) {
    if (vm_is_deterministic(L)) {
        vm_full_collect(L);
        return true;
    }
    const bool cycle_ended = heap_manual_step(heap(L), kilobytes > 0 ? (size_t)kilobytes : 0);
    vm_run_finalizers(L, false);
    return cycle_ended;
}

static int generational(Heap *h, va_list arguments) {
    tune(&h->tuning.minor_multiplier, va_arg(arguments, int));
    tune(&h->tuning.major_multiplier, va_arg(arguments, int));
    return change_mode(h, HEAP_GENERATIONAL);
}

static int incremental(Heap *h, va_list arguments) {
    tune(&h->tuning.pause, va_arg(arguments, int));
    tune(&h->tuning.step_multiplier, va_arg(arguments, int));
    tune(&h->tuning.step_size_log2, va_arg(arguments, int));
    return change_mode(h, HEAP_INCREMENTAL);
}

static int control(lua_State *L, int what, va_list arguments) __attribute__((noinline));
static int control(lua_State *L, int what, va_list arguments) {
    Heap *const h = heap(L);
    switch (what) {
    case LUA_GCSTOP: heap_stop(h); return 0;
    case LUA_GCRESTART: heap_restart(h); return 0;
    case LUA_GCCOLLECT: vm_full_collect(L); return 0;
    case LUA_GCSTEP: return collector_step(L, va_arg(arguments, int));
    case LUA_GCSETPAUSE: return replace_parameter(&h->tuning.pause, va_arg(arguments, int));
    case LUA_GCSETSTEPMUL:
        return replace_parameter(&h->tuning.step_multiplier, va_arg(arguments, int));
    case LUA_GCISRUNNING: return heap_is_running(h);
    case LUA_GCGEN: return generational(h, arguments);
    case LUA_GCINC: return incremental(h, arguments);
    default: return -1;
    }
}

int lua_gc(lua_State *L, int what, ...) {
    require(state, L);
    if (L->state->finalizing || L->state->closing) return -1; /* not from finalizers */
    if (what == LUA_GCCOUNT) return (int)(visible_bytes(L) >> 10);
    if (what == LUA_GCCOUNTB) return (int)(visible_bytes(L) & 0x3ff);
    va_list arguments;
    va_start(arguments, what);
    const int result = control(L, what, arguments);
    va_end(arguments);
    return result;
}
