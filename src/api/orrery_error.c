/* Errors of orrery.h: from what a script raised to a struct.
**
** The message handler runs on top of the frames that failed and notes where that was; the message
** itself is taken when the operation has ended. Memory may be short the whole time: texts then are
** cut to what fits a spare buffer. */
#include <string.h>

#include "api_levels.h"
#include "lauxlib.h"
#include "orrery_state.h"
#include "poll.h"

#define PLACE_LEVELS 100 /* activations that are asked whether the message names their place */

const char *orr_status_name(orr_Status status) {
    static const char *const names[] = {"ok",    "syntax",      "runtime", "memory",
                                        "limit", "interrupted", "misuse",  "suspended"};
    return status >= ORR_OK && status <= ORR_SUSPENDED ? names[status] : "unknown";
}

const orr_Error *orr_error(const orr_State *o) {
    return o->error.kind != ORR_OK ? &o->error : NULL;
}

/* ---- Texts ----------------------------------------------------------------------------------- */

static bool text_set(orr_State *o, Text *t, const char *bytes, size_t length) {
    if (length >= t->capacity) {
        char *const larger = allocator_resize(&o->vm->allocator, t->bytes, t->capacity, length + 1);
        if (larger == NULL) return false;
        t->bytes = larger;
        t->capacity = length + 1;
    }
    memcpy(t->bytes, bytes, length);
    t->bytes[length] = '\0';
    return true;
}

/* Begins a new error: its message; all else is unknown. */
static void begin(orr_State *o, orr_Status kind, const char *message, size_t length) {
    const char *kept;
    if (text_set(o, &o->message, message, length)) {
        kept = o->message.bytes;
    } else {
        if (length >= SPARE_SIZE) length = SPARE_SIZE - 1;
        memcpy(o->spare, message, length);
        o->spare[length] = '\0';
        kept = o->spare;
    }
    o->error = (orr_Error){.size = sizeof o->error,
                           .kind = kind,
                           .message = kept,
                           .message_length = length,
                           .detail = kept,
                           .chunk = "",
                           .traceback = ""};
}

/* ---- Where it happened ----------------------------------------------------------------------- */

/* Does the message begin with the place of this activation? Its length then, else 0. */
static size_t place_in(const lua_Debug *info, const char *message) {
    char place[LUA_IDSIZE + 16];
    const int length = snprintf(place, sizeof place, "%s:%d: ", info->short_src, info->currentline);
    return strncmp(message, place, (size_t)length) == 0 ? (size_t)length : 0;
}

/* The place that the message names or, if it names none, the innermost line of the script. */
static void note_place(orr_State *o, lua_State *L, const char *message) {
    lua_Debug info;
    int found = lua_getstack(L, 0, &info);
    for (int n = 0; found && n < PLACE_LEVELS; n++) {
        lua_getinfo(L, "Sl", &info);
        if (info.currentline > 0) {
            const size_t size = message != NULL ? place_in(&info, message) : 0;
            if (size > 0 || o->placed_line == 0) {
                o->placed_line = info.currentline;
                o->place_size = size;
                memcpy(o->chunk, info.short_src, sizeof o->chunk);
            }
            if (size > 0 || message == NULL) return;
        }
        found = api_level_outwards(L, &info, 1);
    }
}

static void push_traceback(lua_State *L, void *context) {
    (void)context;
    luaL_traceback(L, L, NULL, 0);
}

static void note(lua_State *L, const char *message) {
    orr_State *const o = orrery_of(L);
    o->placed = true;
    o->placed_line = 0;
    o->place_size = 0;
    o->chunk[0] = '\0';
    note_place(o, L, message);
    if (!text_set(o, &o->traceback, "", 0)) return;
    if (!stack_try_grow(L, LUA_MINSTACK)) return;
    const ptrdiff_t top = stack_save(L, L->top);
    if (vm_protect(L, push_traceback, NULL) == LUA_OK) {
        const String *const text = as_string(L->top - 1);
        text_set(o, &o->traceback, string_bytes(text), text->length);
    }
    L->top = stack_restore(L, top);
}

int orrery_handler(lua_State *L) {
    const Value *const error = L->frame->func + 1;
    L->frame->status |= FRAME_INTERNAL;
    note(L, error->tag == TAG_STRING ? vm_text(L, as_string(error)) : NULL);
    return 1;
}

void orrery_terminating(lua_State *L) {
    note(L, NULL);
}

/* ---- Recording ------------------------------------------------------------------------------- */

/* Keeps the error object. Never nil: the element must stay there. */
static void keep_error(orr_State *o, const Value *error) {
    Table *const kept = o->vm->host_values[KEPT];
    const Value none = value_boolean(false);
    if (kept == NULL || table_length(kept) == 0) return; /* the State is being made */
    table_set_integer(&o->vm->objects, kept, KEPT_ERROR, is_nil(error) ? &none : error);
}

orr_Status orrery_misuse(orr_State *o, const char *message) {
    keep_error(o, &(Value){.tag = TAG_NIL});
    begin(o, ORR_MISUSE, message, strlen(message));
    return ORR_MISUSE;
}

orr_Status orrery_no_memory(orr_State *o) {
    const Value message = value_cell(o->vm->objects.memory_message);
    return orrery_record(o, LUA_ERRMEM, &message);
}

/* What has ended the operation that was just performed. */
static Termination termination_of(const orr_State *o) {
    return o->vm->termination != TERMINATION_NONE ? o->vm->termination : o->vm->ended;
}

/* Leaves a text on top for an error object: its own, or what it is. */
static void push_text(lua_State *L, void *context) {
    const Value *const error = context;
    push_value(L, error);
    if (luaL_getmetafield(L, 1, "__tostring") != LUA_TNIL) {
        lua_pop(L, 1);
        luaL_tolstring(L, 1, NULL);
    } else if (lua_isnumber(L, 1)) {
        lua_tostring(L, 1);
    } else {
        lua_pushfstring(L, "(error object is a %s value)", luaL_typename(L, 1));
    }
}

static bool ends_with(const char *text, size_t length, const char *end) {
    const size_t size = strlen(end);
    return length >= size && memcmp(text + length - size, end, size) == 0;
}

/* The limit that an error was raised for: one that was hit, and that the message names. */
static orr_Limit limit_of(const orr_State *o, int status, const String *message) {
    static const struct {
        uint8_t bit;
        const char *text;
        orr_Limit limit;
    } known[] = {{LIMIT_DEPTH, "stack overflow", ORR_LIMIT_DEPTH},
                 {LIMIT_STRING, "string too long", ORR_LIMIT_STRING},
                 {LIMIT_TABLE, "table too large", ORR_LIMIT_TABLE}};
    const uint8_t hit = o->vm->limits_hit;
    if (termination_of(o) == TERMINATION_TIME) return ORR_LIMIT_TIME;
    if (termination_of(o) == TERMINATION_BUDGET) return ORR_LIMIT_COST;
    if (status == LUA_ERRERR && hit & LIMIT_DEPTH) return ORR_LIMIT_DEPTH;
    for (size_t n = 0; n < sizeof known / sizeof known[0]; n++) {
        if (hit & known[n].bit && ends_with(string_bytes(message), message->length, known[n].text))
            return known[n].limit;
    }
    return ORR_LIMIT_NONE;
}

static orr_Status kind_of(const orr_State *o, int status, const String *message) {
    switch (termination_of(o)) {
    case TERMINATION_INTERRUPT: return ORR_INTERRUPTED;
    case TERMINATION_TIME:
    case TERMINATION_BUDGET: return ORR_LIMIT;
    default: break;
    }
    if (status == LUA_ERRMEM) return ORR_MEMORY;
    return limit_of(o, status, message) != ORR_LIMIT_NONE ? ORR_LIMIT : ORR_RUNTIME;
}

orr_Status orrery_record(orr_State *o, int status, const Value *value) {
    lua_State *const L = o->L;
    const bool placed = o->placed && status != LUA_ERRMEM;
    const size_t place_size = o->place_size;
    Value error = *value;
    keep_error(o, &error);
    const ptrdiff_t top = stack_save(L, L->top);
    if (error.tag != TAG_STRING) {
        if (vm_protect(L, push_text, &error) != LUA_OK || L->top[-1].tag != TAG_STRING) {
            const Termination ended = termination_of(o);
            error = value_cell(ended != TERMINATION_NONE ? o->vm->termination_texts[ended]
                                                         : o->vm->objects.memory_message);
        } else {
            error = L->top[-1];
        }
    }
    const String *const message = as_string(&error);
    const orr_Status kind = kind_of(o, status, message);
    begin(o, kind, string_bytes(message), message->length);
    L->top = stack_restore(L, top);
    if (kind == ORR_LIMIT) o->error.limit = limit_of(o, status, message);
    if (orrery_is_hashed(o)) {
        orrery_note(o, RUN_ERROR, (uint64_t)kind, L, 0, 0);
        run_hash_bytes(&o->run_hash, string_bytes(message), message->length);
    }
    if (placed) {
        o->error.line = o->placed_line;
        o->error.chunk = o->chunk;
        if (place_size < o->error.message_length) o->error.detail += place_size;
        if (o->traceback.bytes != NULL) o->error.traceback = o->traceback.bytes;
    }
    o->placed = false;
    return kind;
}
