/* Loading chunks: which loader, what the messages say, and the first closure of a Program. The
** Program is held by one reference until its Code has its own, whatever fails in between. */
#include "load.h"

#include <string.h>

#include "code.h"
#include "collect.h"
#include "error.h"
#include "meter.h"
#include "poll.h"
#include "run.h"

void vm_push_program(lua_State *L, Program *p) {
    stack_check(L, 1);
    Code *const code = code_new(L, p);
    heap_push_root(heap(L), &code->cell);
    const uint32_t count = code->info->upvalue_count;
    Closure *const c = closure_new(objects(L), code, count);
    heap_pop_root(heap(L));
    set_cell(L->top, c, TAG_CLOSURE);
    L->top++;
    for (uint32_t n = 0; n < count; n++) {
        UpValue *const u = upvalue_new(objects(L));
        c->upvalues[n] = u;
        heap_barrier(heap(L), &c->cell);
    }
}

const Program *closure_program(const Closure *c, uint32_t *index) {
    *index = c->code->index;
    return c->code->program;
}

/* A Program on its way into a closure: released whatever happens. */
typedef struct Loading {
    Program *program;
} Loading;

void vm_push_main(lua_State *L, Program *p) {
    vm_push_program(L, p);
    const Closure *const c = as_closure(L->top - 1);
    if (c->code->info->upvalue_count > 0) {
        Value globals;
        table_get_integer(as_table(&L->state->registry), LUA_RIDX_GLOBALS, &globals);
        set_value(c->upvalues[0]->v, &globals);
        heap_barrier(heap(L), &c->upvalues[0]->cell);
    }
    vm_safe_point(L);
}

static void instantiate(lua_State *L, void *context) {
    const Loading *const loading = context;
    vm_push_main(L, loading->program);
}

typedef struct Message {
    const char *text;
    const char *source;
    const char *found, *mode;
} Message;

static void push_message(lua_State *L, void *context) {
    const Message *const m = context;
    if (m->mode != NULL) {
        vm_push_format(L, "attempt to load a %s chunk (mode is '%s')", m->found, m->mode);
    } else if (m->source != NULL) {
        const char *const name = *m->source == '@' || *m->source == '=' ? m->source + 1 : m->source;
        vm_push_format(L, "%s: %s", *m->source == '\x1b' ? "binary string" : name, m->text);
    } else {
        vm_push_format(L, "%s", m->text);
    }
}

static int fail(lua_State *L, int status, const Message *m) {
    if (status != LUA_ERRMEM) {
        const int made = vm_protect(L, push_message, (void *)(uintptr_t)m);
        return made == LUA_OK ? status : made;
    }
    set_string(L->top, L->state->objects.memory_message);
    L->top++;
    return LUA_ERRMEM;
}

static int load_binary(lua_State *L, const char *bytes, size_t size, const char *chunk_name,
                       Program **p) {
    const char *problem = NULL;
    if (program_load(&L->state->allocator, bytes, size, p, &problem)) return LUA_OK;
    if (problem == NULL) return fail(L, LUA_ERRMEM, NULL);
    return fail(L, LUA_ERRSYNTAX, &(Message){.text = problem, .source = chunk_name});
}

static bool must_stop(void *state) {
    return vm_must_stop(state);
}

static bool pay(void *state, uint64_t cost) {
    State *const s = state;
    return (s->fuel -= (int64_t)cost) >= 0 || vm_settle(s);
}

static int load_text(lua_State *L, const char *bytes, size_t size, const char *chunk_name,
                     Program **p) {
    Allocator *const a = &L->state->allocator;
    const CompileRequest request = {.text = bytes,
                                    .size = size,
                                    .chunk_name = chunk_name,
                                    .allocator = a,
                                    .poll = &L->state->poll,
                                    .must_stop = must_stop,
                                    .metering = (CompileMetering)L->state->metering,
                                    .pay = L->state->metered ? pay : NULL,
                                    .asked = L->state};
    CompileResult result = {0};
    switch (L->state->language->compile(&request, &result)) {
    case COMPILE_OK: *p = result.program; return LUA_OK;
    case COMPILE_SYNTAX_ERROR: {
        const int status = fail(L, LUA_ERRSYNTAX, &(Message){.text = result.message});
        allocator_free(a, result.message, result.message_size);
        return status;
    }
    case COMPILE_STOPPED: /* what runs is about to end: the next look at State.poll does it */
        vm_poll_again(L->state);
        return fail(L, LUA_ERRRUN, &(Message){.text = "interrupted"});
    default: return fail(L, LUA_ERRMEM, NULL);
    }
}

static int load_program(lua_State *L, const char *bytes, size_t size, const char *chunk_name,
                        Program **p) {
    return size > 0 && bytes[0] == LUA_SIGNATURE[0] ? load_binary(L, bytes, size, chunk_name, p)
                                                    : load_text(L, bytes, size, chunk_name, p);
}

int vm_load(lua_State *L, const char *bytes, size_t size, const char *chunk_name,
            const char *mode) {
    const bool binary = size > 0 && bytes[0] == LUA_SIGNATURE[0];
    if (binary && L->state->text_only) mode = "t";
    if (mode != NULL && strchr(mode, binary ? 'b' : 't') == NULL) {
        return fail(L, LUA_ERRSYNTAX,
                    &(Message){.found = binary ? "binary" : "text", .mode = mode});
    }
    Loading loading = {NULL};
    int status = load_program(L, bytes, size, chunk_name, &loading.program);
    if (status == LUA_ERRMEM) { /* compilers do not collect: this may have made room */
        L->top--;
        heap_collect(heap(L), true);
        status = load_program(L, bytes, size, chunk_name, &loading.program);
    }
    if (status != LUA_OK) return status;
    if (L->state->metered && !program_is_metered(loading.program)) {
        program_release(loading.program);
        return fail(L, LUA_ERRSYNTAX,
                    &(Message){.text = "chunk is not metered", .source = chunk_name});
    }
    const int made = vm_protect(L, instantiate, &loading);
    program_release(loading.program);
    return made;
}
