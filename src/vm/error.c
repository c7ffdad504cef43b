/* Error messages, in Lua's words. Texts are put together in a fixed buffer, so that most need one
** string only; names of values come from debug_info.c. */
#include "error.h"

#include <stdio.h>
#include <string.h>

#include "code.h"
#include "debug_info.h"
#include "meta.h"
#include "poll.h"
#include "run.h"

/* Formatting ----------------------------------------------------------------------------------- */

/* Text under construction: a fixed buffer, then pieces on the stack that are concatenated at the
** end. */
typedef struct Text {
    lua_State *L;
    int pieces;
    size_t used;
    char buffer[512];
} Text;

static void text_flush(Text *t) {
    if (t->used == 0) return;
    stack_check(t->L, 2);
    set_string(t->L->top, string_new(objects(t->L), t->buffer, t->used));
    t->L->top++;
    t->used = 0;
    if (++t->pieces == 2) {
        vm_concat(t->L, 2);
        t->pieces = 1;
    }
}

static void text_add(Text *t, const char *bytes, size_t length) {
    while (length > 0) {
        if (t->used == sizeof t->buffer) text_flush(t);
        const size_t room = sizeof t->buffer - t->used;
        const size_t n = length < room ? length : room;
        memcpy(t->buffer + t->used, bytes, n);
        t->used += n;
        bytes += n;
        length -= n;
    }
}

static void text_add_number(Text *t, Value v) {
    char number[NUMBER_TEXT_MAX];
    text_add(t, number, number_format(&v, number));
}

/* UTF-8, up to 2^31, as the `utf8` library encodes. */
static void text_add_utf8(Text *t, unsigned long code) {
    char bytes[8];
    int n = 1;
    if (code < 0x80) {
        bytes[7] = (char)code;
    } else {
        unsigned long first_max = 0x3f;
        do {
            bytes[8 - n++] = (char)(0x80 | (code & 0x3f));
            code >>= 6;
            first_max >>= 1;
        } while (code > first_max);
        bytes[8 - n] = (char)((~first_max << 1) | code);
    }
    text_add(t, bytes + 8 - n, (size_t)n);
}

const char *vm_push_vformat(lua_State *L, const char *format, va_list arguments) {
    Text t = {.L = L};
    const char *e;
    while ((e = strchr(format, '%')) != NULL) {
        text_add(&t, format, (size_t)(e - format));
        switch (e[1]) {
        case 's': {
            const char *s = va_arg(arguments, const char *);
            if (s == NULL) s = "(null)";
            text_add(&t, s, strlen(s));
            break;
        }
        case 'c': {
            const char c = (char)va_arg(arguments, int);
            text_add(&t, &c, 1);
            break;
        }
        case 'd': text_add_number(&t, value_integer(va_arg(arguments, int))); break;
        case 'I':
            text_add_number(&t, value_integer((int64_t)va_arg(arguments, lua_Integer)));
            break;
        case 'f': text_add_number(&t, value_float(va_arg(arguments, lua_Number))); break;
        case 'p': {
            char pointer[32];
            const int n = snprintf(pointer, sizeof pointer, "%p", va_arg(arguments, void *));
            text_add(&t, pointer, (size_t)n);
            break;
        }
        case 'U': text_add_utf8(&t, va_arg(arguments, unsigned long)); break;
        case '%': text_add(&t, "%", 1); break;
        default: vm_error(L, "invalid option '%%%c' to 'lua_pushfstring'", e[1]);
        }
        format = e + 2;
    }
    text_add(&t, format, strlen(format));
    text_flush(&t);
    if (t.pieces == 0) {
        stack_check(L, 1);
        set_string(L->top, objects(L)->empty_string);
        L->top++;
    }
    return string_text(objects(L), as_string(L->top - 1));
}

const char *vm_push_format(lua_State *L, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    const char *const s = vm_push_vformat(L, format, arguments);
    va_end(arguments);
    return s;
}

/* Keeps the start of a file name out when it is too long, the rest of a text behind its first
** line. */
void chunk_id(char *out, const char *source, size_t length) {
    size_t room = LUA_IDSIZE;
    if (*source == '=') {
        const size_t n = length < room ? length - 1 : room - 1;
        memcpy(out, source + 1, n);
        out[n] = '\0';
    } else if (*source == '@') {
        if (length <= room) {
            memcpy(out, source + 1, length - 1);
            out[length - 1] = '\0';
        } else {
            memcpy(out, "...", 3);
            memcpy(out + 3, source + 1 + (length - room) + 3, room - 3);
        }
    } else {
        static const char open[] = "[string \"", dots[] = "...", close[] = "\"]";
        const char *const newline = memchr(source, '\n', length);
        memcpy(out, open, sizeof open - 1);
        out += sizeof open - 1;
        room -= sizeof open - 1 + sizeof dots - 1 + sizeof close; /* the last counts the NUL */
        if (length < room && newline == NULL) {
            memcpy(out, source, length);
            out += length;
        } else {
            if (newline != NULL) length = (size_t)(newline - source);
            if (length > room) length = room;
            memcpy(out, source, length);
            out += length;
            memcpy(out, dots, sizeof dots - 1);
            out += sizeof dots - 1;
        }
        memcpy(out, close, sizeof close);
    }
}

/* Raising -------------------------------------------------------------------------------------- */

/* Puts "chunk:line: " in front of the message on top, if that is a Lua function's frame. */
static void add_position(lua_State *L, const Frame *f) {
    if (f == NULL || !frame_is_lua(f)) return;
    const Code *const code = frame_closure(f)->code;
    char id[LUA_IDSIZE];
    if (code->info->source != NO_STRING) {
        size_t length;
        const char *const source = program_string(code->program, code->info->source, &length);
        chunk_id(id, source, length);
    } else {
        strcpy(id, "?");
    }
    const int line = frame_line(f);
    const String *const message = as_string(L->top - 1);
    vm_push_format(L, "%s:%d: ", id, line);
    set_string(L->top, message);
    L->top++;
    vm_concat(L, 2);
    set_value(L->top - 2, L->top - 1);
    L->top--;
}

void vm_native_error(lua_State *L, const char *text) {
    if (frame_is_lua(L->frame) && L->top < L->frame->top) L->top = L->frame->top;
    vm_push_format(L, "%s", text);
    vm_raise(L);
}

void vm_error(lua_State *L, const char *format, ...) {
    if (frame_is_lua(L->frame) && L->top < L->frame->top) L->top = L->frame->top;
    va_list arguments;
    va_start(arguments, format);
    vm_push_vformat(L, format, arguments);
    va_end(arguments);
    add_position(L, L->frame);
    vm_raise(L);
}

void vm_refuse(lua_State *L, const char *text) {
    const bool in_lua = frame_is_lua(L->frame);
    if (in_lua && L->top < L->frame->top) L->top = L->frame->top;
    vm_push_format(L, "%s", text);
    add_position(L, in_lua ? L->frame : L->frame->previous);
    vm_raise(L);
}

void vm_error_in_handling(lua_State *L) {
    set_string(L->top, string_from_c(objects(L), "error in error handling"));
    L->top++;
    vm_throw(L, LUA_ERRERR);
}

const char *vm_basic_type_name(int type) {
    static const char *const names[LUA_NUMTYPES] = {"nil",      "boolean",  "userdata",
                                                    "number",   "string",   "table",
                                                    "function", "userdata", "thread"};
    return names[type];
}

const char *vm_type_name(lua_State *L, const Value *v) {
    const Table *const m = v->tag == TAG_TABLE      ? table_metatable(as_table(v))
                           : v->tag == TAG_USERDATA ? as_userdata(v)->metatable
                                                    : NULL;
    if (m != NULL) {
        Value name;
        table_get_short(m, objects(L)->events[EVENT_NAME], &name);
        if (name.tag == TAG_STRING) return vm_text(L, as_string(&name));
    }
    return vm_basic_type_name(value_type(v));
}

#define INFO_SIZE 128

void vm_type_error(lua_State *L, const Value *v, const char *operation) {
    char info[INFO_SIZE];
    value_variable_info(L, v, info, sizeof info);
    vm_error(L, "attempt to %s a %s value%s", operation, vm_type_name(L, v), info);
}

void vm_index_error(lua_State *L, const Value *object, const Value *key) {
    (void)key;
    vm_type_error(L, object, "index");
}

void vm_call_error(lua_State *L, const Value *v) {
    const char *name;
    const char *const kind = running_call_name(L, L->frame, &name);
    if (kind == NULL) vm_type_error(L, v, "call");
    vm_error(L, "attempt to call a %s value (%s '%s')", vm_type_name(L, v), kind, name);
}

void vm_for_error(lua_State *L, const Value *v, const char *what) {
    vm_error(L, "bad 'for' %s (number expected, got %s)", what, vm_type_name(L, v));
}

void vm_concat_error(lua_State *L, const Value *a, const Value *b) {
    vm_type_error(L, a->tag == TAG_STRING || is_number(a) ? b : a, "concatenate");
}

static bool is_bitwise(Event e) {
    return (e >= EVENT_BAND && e <= EVENT_SHR) || e == EVENT_BNOT;
}

void vm_arithmetic_error(lua_State *L, Event e, const Value *a, const Value *b) {
    if (!is_bitwise(e)) vm_type_error(L, is_number(a) ? b : a, "perform arithmetic on");
    if (!is_number(a) || !is_number(b)) {
        vm_type_error(L, is_number(a) ? b : a, "perform bitwise operation on");
    }
    int64_t unused;
    char info[INFO_SIZE];
    value_variable_info(L, value_to_integer(a, ROUND_EXACT, &unused) ? b : a, info, sizeof info);
    vm_error(L, "number%s has no integer representation", info);
}

void vm_compare_error(lua_State *L, const Value *a, const Value *b) {
    const char *const x = vm_type_name(L, a), *const y = vm_type_name(L, b);
    if (strcmp(x, y) == 0) vm_error(L, "attempt to compare two %s values", x);
    vm_error(L, "attempt to compare %s with %s", x, y);
}
