/* Calls, errors, loading and dumping. */
#include <string.h>

#include "api_check.h"
#include "api_stack.h"
#include "error.h"
#include "load.h"

/* ---- Calls and errors ------------------------------------------------------------------------ */

void lua_callk(lua_State *L, int nargs, int nresults, lua_KContext ctx, lua_KFunction k) {
    require(call, L, nargs, nresults, k != NULL);
    Value *const func = L->top - (nargs + 1);
    if (k == NULL)
        vm_call_noyield(L, func, nresults);
    else
        vm_call_k(L, func, nresults, ctx, k);
}

int lua_pcallk(lua_State *L, int nargs, int nresults, int errfunc, lua_KContext ctx,
               lua_KFunction k) {
    require(call, L, nargs, nresults, k != NULL);
    require(handler, L, errfunc);
    const ptrdiff_t handler = errfunc == 0 ? 0 : stack_save(L, api_slot(L, errfunc));
    Value *const func = L->top - (nargs + 1);
    vm_bound_depth(L, func);
    if (k == NULL) return vm_protected_call(L, func, nresults, handler);
    return vm_protected_call_k(L, func, nresults, handler, ctx, k);
}

int lua_error(lua_State *L) {
    require(running, L);
    require(values, L, 1);
    const Value *const error = L->top - 1;
    if (error->tag == TAG_STRING && as_string(error) == objects(L)->memory_message)
        vm_throw(L, LUA_ERRMEM);
    vm_raise(L);
}

/* ---- Loading --------------------------------------------------------------------------------- */

/* A chunk as a reader delivers it, in memory of the State's allocator. */
typedef struct Chunk {
    lua_Reader reader;
    void *data;
    char *bytes;
    size_t size, capacity;
} Chunk;

static bool chunk_reserve(lua_State *L, Chunk *c, size_t more) {
    Allocator *const a = &L->state->allocator;
    if (more <= c->capacity - c->size) return true;
    if (more > SIZE_MAX / 4 - c->size) return false;
    size_t capacity = c->size + more;
    if (capacity < 2 * c->capacity) capacity = 2 * c->capacity;
    char *bytes = allocator_resize(a, c->bytes, c->capacity, capacity);
    if (bytes == NULL) {
        heap_collect(heap(L), true);
        bytes = allocator_resize(a, c->bytes, c->capacity, capacity);
    }
    if (bytes == NULL) return false;
    c->bytes = bytes;
    c->capacity = capacity;
    return true;
}

static void read_pieces(lua_State *L, Chunk *c) {
    const char *piece;
    size_t size;
    while ((piece = c->reader(L, c->data, &size)) != NULL && size > 0) {
        if (!chunk_reserve(L, c, size)) vm_throw_memory(L);
        memcpy(c->bytes + c->size, piece, size);
        c->size += size;
    }
}

/* Runs protected, since readers may raise errors. But a reader expects to see the stack of the
** function that called lua_load: for the time of reading, that is what this frame shows. */
static void read_chunk(lua_State *L, void *context) {
    Frame *const f = L->frame;
    const ptrdiff_t own = stack_save(L, f->func);
    L->top = f->func;
    f->func = f->previous->func;
    read_pieces(L, context);
    f->func = stack_restore(L, own);
    L->top = f->func + 1;
}

#define PROTECTED_ROOM (LUA_MINSTACK + 3)

static int ask_for_room(lua_State *L) {
    stack_check(L, PROTECTED_ROOM);
    return 0;
}

/* vm_protect, which pushes nothing when even its own call finds no room. Then another call tells
** why: the stack is as large as it may be, or memory is short. */
static int protect(lua_State *L, void (*body)(lua_State *L, void *context), void *context) {
    if (stack_try_grow(L, PROTECTED_ROOM)) return vm_protect(L, body, context);
    Value *const func = L->top++;
    *func = value_native(ask_for_room);
    const int status = vm_protected_call(L, func, 0, 0);
    if (status != LUA_OK) return status;
    api_push_cell(L, objects(L)->memory_message, TAG_STRING);
    return LUA_ERRMEM;
}

int lua_load(lua_State *L, lua_Reader reader, void *dt, const char *chunkname, const char *mode) {
    require(room, L, 1);
    require(given, L, reader != NULL, "reader");
    Chunk chunk = {.reader = reader, .data = dt};
    int status = protect(L, read_chunk, &chunk);
    if (status == LUA_OK)
        status = vm_load(L, chunk.bytes != NULL ? chunk.bytes : "", chunk.size,
                         chunkname != NULL ? chunkname : "?", mode);
    allocator_free(&L->state->allocator, chunk.bytes, chunk.capacity);
    return status;
}

/* ---- Dumping --------------------------------------------------------------------------------- */

/* Copies a Program's image into a userdata, so that it is freed whatever the writer does. */
static void copy_image(lua_State *L, void *context) {
    const Program *const p = context;
    memcpy(lua_newuserdatauv(L, p->size, 0), p->image, p->size);
}

/* The image of the function as a userdata that nothing refers to yet; NULL when memory is short. */
static Userdata *image_of(lua_State *L, const Closure *closure, bool strip) {
    uint32_t index;
    const Program *const whole = closure_program(closure, &index);
    Program *const p = program_extract(&L->state->allocator, whole, index, strip);
    if (p == NULL) return NULL;
    const ptrdiff_t top = stack_save(L, L->top);
    const bool copied = protect(L, copy_image, p) == LUA_OK;
    program_release(p);
    Userdata *const image = copied ? as_userdata(L->top - 1) : NULL;
    L->top = stack_restore(L, top); /* an error left its message */
    return image;
}

int lua_dump(lua_State *L, lua_Writer writer, void *data, int strip) {
    require(values, L, 1);
    require(given, L, writer != NULL, "writer");
    const Value *const function = L->top - 1;
    if (function->tag != TAG_CLOSURE) return 1;
    Userdata *const image = image_of(L, as_closure(function), strip != 0);
    if (image == NULL) return LUA_ERRMEM;
    heap_push_root(heap(L), &image->cell); /* the writer expects the stack as it was */
    const int result = writer(L, userdata_memory(image), image->size, data);
    heap_pop_root(heap(L));
    return result;
}
