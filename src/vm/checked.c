/* Checked builds: the directory of coroutines, the report of a misuse.
**
** The directory is a hash table of all addresses that ever were coroutines, open addressing, never
** shrunk: an address that is used again becomes alive again. Readers take no lock, since
** lua_sethook is called from signal handlers: entries are atomic, and a directory that is too small
** is replaced by a larger copy and kept. Its memory belongs to the process, not to a State, and so
** does not come from a host's lua_Alloc, whose books stay those of a normal build.
*/
#include "checked.h"

#ifdef ORRERY_CHECKED

#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "debug_info.h"
#include "error.h"
#include "run.h"

/* ---- The directory --------------------------------------------------------------------------- */

typedef struct Entry {
    atomic_uintptr_t address; /* 0: free; never changes afterwards */
    atomic_int fate;          /* Fate */
} Entry;

typedef struct Directory {
    struct Directory *older; /* the one this replaced; a reader may still be in it */
    size_t capacity;         /* power of two */
    size_t used;             /* at most half of it; for writers */
    Entry entries[];
} Directory;

static _Atomic(Directory *) directory;
static atomic_flag writing = ATOMIC_FLAG_INIT; /* held by who changes the directory */
static atomic_bool incomplete;                 /* memory for it ran out: unknown may be alive */

/* The entry of an address, or the free one where it belongs. */
static Entry *find_entry(Directory *d, uintptr_t address) {
    size_t at = (size_t)((address >> 4) * 0x9e3779b97f4a7c15u >> 20);
    for (;; at++) {
        Entry *const e = &d->entries[at & (d->capacity - 1)];
        const uintptr_t found = atomic_load(&e->address);
        if (found == address || found == 0) return e;
    }
}

static bool directory_grow(Directory *old) {
    const size_t capacity = old != NULL ? 2 * old->capacity : 256;
    Directory *const d = calloc(1, sizeof *d + capacity * sizeof(Entry));
    if (d == NULL) return false;
    d->older = old;
    d->capacity = capacity;
    d->used = old != NULL ? old->used : 0;
    for (size_t n = 0; old != NULL && n < old->capacity; n++) {
        const Entry *const from = &old->entries[n];
        if (from->address == 0) continue;
        Entry *const to = find_entry(d, from->address);
        atomic_store(&to->fate, from->fate);
        atomic_store(&to->address, from->address);
    }
    atomic_store(&directory, d);
    return true;
}

static void set_fate(const lua_State *L, Fate fate) {
    while (atomic_flag_test_and_set(&writing)) {}
    Directory *d = directory;
    if ((d == NULL || d->used == d->capacity / 2) && !directory_grow(d)) {
        incomplete = true;
    } else {
        d = directory;
        Entry *const e = find_entry(d, (uintptr_t)L);
        if (e->address == 0) d->used++;
        atomic_store(&e->fate, fate);
        atomic_store(&e->address, (uintptr_t)L);
    }
    atomic_flag_clear(&writing);
}

void checked_coroutine_made(const lua_State *L) {
    set_fate(L, FATE_ALIVE);
}

void checked_coroutine_gone(const lua_State *L, bool closing) {
    set_fate(L, closing ? FATE_CLOSED : FATE_COLLECTED);
}

Fate coroutine_fate(const lua_State *L) {
    Directory *const d = atomic_load(&directory);
    const Entry *const e = d != NULL ? find_entry(d, (uintptr_t)L) : NULL;
    if (e != NULL && atomic_load(&e->address) != 0) return (Fate)atomic_load(&e->fate);
    return incomplete ? FATE_ALIVE : FATE_UNKNOWN;
}

/* ---- The report ------------------------------------------------------------------------------ */

static void write_line(const char *line) {
    fprintf(stderr, "%s\n", line);
    fflush(stderr);
}

void (*misuse_sink)(const char *line) = write_line;

/* A line under construction; what does not fit is cut. */
typedef struct Line {
    size_t length;
    char text[1024];
} Line;

static void add_v(Line *line, const char *format, va_list arguments) {
    const size_t room = sizeof line->text - line->length;
    const int length = vsnprintf(line->text + line->length, room, format, arguments);
    if (length > 0) line->length += (size_t)length < room ? (size_t)length : room - 1;
}

static void add(Line *line, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void add(Line *line, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    add_v(line, format, arguments);
    va_end(arguments);
}

/* From here on, everything reads the heap and allocates nothing: the host's mistake may have left
** little that can be relied on. */

static bool is_name(const String *s, const char *name) {
    return string_is_short(s) && strcmp(s->own_bytes, name) == 0;
}

/* The table that stands in `t` under a short string key, or NULL. */
static const Table *table_under(const Table *t, const char *name) {
    uint64_t position = 0;
    Value key, value;
    while (table_next_at(t, &position, &key, &value)) {
        if (key.tag == TAG_STRING && is_name(as_string(&key), name))
            return value.tag == TAG_TABLE ? as_table(&value) : NULL;
    }
    return NULL;
}

/* The short string key under which `t` has the function, or NULL. */
static const char *key_of(const Table *t, const Value *function) {
    uint64_t position = 0;
    Value key, value;
    while (table_next_at(t, &position, &key, &value)) {
        if (key.tag == TAG_STRING && string_is_short(as_string(&key)) &&
            value_raw_equal(&value, function))
            return as_string(&key)->own_bytes;
    }
    return NULL;
}

/* Adds "function 'module.name'" for a function that a loaded module has. */
static bool add_module_name(Line *line, const lua_State *L, const Value *function) {
    const Table *const loaded = table_under(as_table(&L->state->registry), "_LOADED");
    uint64_t position = 0;
    Value module, content;
    while (loaded != NULL && table_next_at(loaded, &position, &module, &content)) {
        if (module.tag != TAG_STRING || !string_is_short(as_string(&module)) ||
            content.tag != TAG_TABLE)
            continue;
        const char *const name = key_of(as_table(&content), function);
        if (name == NULL) continue;
        const char *const prefix = as_string(&module)->own_bytes;
        const bool global = strcmp(prefix, "_G") == 0;
        add(line, "function '%s%s%s'", global ? "" : prefix, global ? "" : ".", name);
        return true;
    }
    return false;
}

static void add_function_name(Line *line, lua_State *L, const Frame *f) {
    const char *name = NULL;
    if (add_module_name(line, L, f->func)) return;
    const char *const kind = frame_function_name(L, f, &name);
    if (kind != NULL && name != NULL)
        add(line, "%s '%s'", kind, name);
    else
        add(line, "a C function");
}

/* Adds the nearest line of a script outside of f. */
static void add_caller(Line *line, const lua_State *L, const Frame *f) {
    while (f != &L->base_frame && !frame_is_lua(f))
        f = f->previous;
    if (f == &L->base_frame) return;
    const Code *const c = frame_closure(f)->code;
    size_t length = 0;
    const char *const source = program_string(c->program, c->info->source, &length);
    char chunk[LUA_IDSIZE];
    chunk_id(chunk, source != NULL ? source : "=?", source != NULL ? length : 2);
    add(line, " called from %s:%d", chunk, frame_line(f));
}

/* Adds which C function runs on L, if any. */
static void add_place(Line *line, lua_State *L) {
    const Frame *f = L->frame;
    if (vm_is_internal(f)) f = f->previous; /* a reader: runs for the function that loads */
    if (f == &L->base_frame) return;
    add(line, ", in ");
    if (f->status & FRAME_HOOK) {
        add(line, "a hook");
    } else if (frame_is_lua(f)) {
        add(line, "C code");
    } else {
        add_function_name(line, L, f);
        f = f->previous;
    }
    add_caller(line, L, f);
}

void misuse(const lua_State *L, const char *api, const char *format, ...) {
    Line line = {0};
    va_list arguments;
    va_start(arguments, format);
    add(&line, "orrery: %s: ", api);
    add_v(&line, format, arguments);
    va_end(arguments);
    if (L != NULL && !is_nil(&L->state->registry)) add_place(&line, (lua_State *)(uintptr_t)L);
    misuse_sink(line.text);
    abort();
}

/* ---- Natives, hooks, runs ------------------------------------------------------------------- */

/* So that a stray negative result is not taken for a request of native.h. */
void checked_native_begins(lua_State *L) {
    L->request_arguments = -1;
}

void checked_native_returned(lua_State *L, int n) {
    const int held = (int)(L->top - (L->frame->func + 1));
    if (n < 0 && (n > REQUEST_CALL || n < REQUEST_CLOSE || L->request_arguments < 0))
        misuse(L, "return", "%d is no number of results", n);
    if (n > held)
        misuse(L, "return", "%d results, but the stack of this C function holds %d value%s", n,
               held, held == 1 ? "" : "s");
}

/* In other events the yield would wait for a later one. */
void checked_hook_returned(lua_State *L, int event) {
    if (L->status == LUA_YIELD && event != LUA_HOOKLINE && event != LUA_HOOKCOUNT)
        misuse(L, "lua_yieldk", "hooks can yield in line and count events only");
}

static _Thread_local char this_thread; /* its address stands for the thread */

void checked_run_begins(State *s) {
    s->thread = &this_thread;
}

bool runs_elsewhere(const lua_State *L) {
    return L->state->run != NULL && L->state->thread != &this_thread;
}

#endif
