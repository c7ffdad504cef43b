/* Memory and messages of a compilation. */
#include "compiler.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void *compiler_new(Compiler *c, size_t size) {
    void *block = arena_new(&c->arena, size);
    if (block == NULL) compiler_no_memory(c);
    return block;
}

void *compiler_grow(Compiler *c, void *array, size_t count, size_t *capacity, size_t element_size) {
    if (count < *capacity) return array;
    const size_t larger = *capacity < 8 ? 8 : *capacity * 2;
    if (larger > SIZE_MAX / 2 / element_size) compiler_no_memory(c);
    void *copy = compiler_new(c, larger * element_size);
    if (count > 0) memcpy(copy, array, count * element_size);
    *capacity = larger;
    return copy;
}

uint32_t compiler_string(Compiler *c, Name *name) {
    if (name->string == NO_STRING) {
        name->string = builder_string(c->builder, name->text, name->length);
        if (name->string == NO_STRING) compiler_no_memory(c);
    }
    return name->string;
}

/* ---- Messages --------------------------------------------------------------------------------
**
** A message is built twice: once to learn its length, once into a block of exactly that size. A
** Writer without a block only counts. */

#define SHOWN_NAME_SIZE 60 /* bytes of a chunk's name in messages, the NUL included (LUA_IDSIZE) */

typedef struct Writer {
    char *bytes;   /* NULL while counting */
    size_t length; /* bytes written or counted */
} Writer;

static void put(Writer *w, const char *bytes, size_t length) {
    if (w->bytes != NULL && length > 0) memcpy(w->bytes + w->length, bytes, length);
    w->length += length;
}

static void put_text(Writer *w, const char *text) {
    put(w, text, strlen(text));
}

/* "@file": the file's name, its beginning replaced by "..." when too long. */
static void put_file_name(Writer *w, const char *file) {
    const size_t room = SHOWN_NAME_SIZE - 1, length = strlen(file);
    if (length <= room) {
        put(w, file, length);
        return;
    }
    put_text(w, "...");
    put(w, file + length - (room - 3), room - 3);
}

/* Any other name is source text: its first line in `[string "..."]`. */
static void put_source_name(Writer *w, const char *text) {
    static const char head[] = "[string \"", dots[] = "...", tail[] = "\"]";
    const size_t room = SHOWN_NAME_SIZE - (sizeof head - 1) - (sizeof dots - 1) - sizeof tail;
    const size_t line = strcspn(text, "\n"), all = strlen(text);
    put_text(w, head);
    if (line == all && line <= room) {
        put(w, text, line);
    } else {
        put(w, text, line < room ? line : room);
        put_text(w, dots);
    }
    put_text(w, tail);
}

static void put_chunk_name(Writer *w, const char *name) {
    if (*name == '=') {
        const size_t length = strlen(name + 1);
        put(w, name + 1, length < SHOWN_NAME_SIZE ? length : SHOWN_NAME_SIZE - 1);
    } else if (*name == '@') {
        put_file_name(w, name + 1);
    } else {
        put_source_name(w, name);
    }
}

/* The parts of a message after its place. */
typedef struct Complaint {
    const char *text;
    const char *near; /* NULL: none */
    size_t near_length;
    bool quoted;
} Complaint;

/* "chunk:line: " */
static void put_place(Writer *w, const Compiler *c, uint32_t line) {
    char number[16];
    put_chunk_name(w, c->request->chunk_name);
    snprintf(number, sizeof number, ":%u: ", (unsigned)line);
    put_text(w, number);
}

static void put_message(Writer *w, const Compiler *c, uint32_t line, const Complaint *complaint) {
    put_place(w, c, line);
    put_text(w, complaint->text);
    if (complaint->near == NULL) return;
    put_text(w, complaint->quoted ? " near '" : " near ");
    put(w, complaint->near, complaint->near_length);
    if (complaint->quoted) put_text(w, "'");
}

static _Noreturn void leave(Compiler *c, CompileStatus status) {
    c->status = status;
    longjmp(c->escape, 1);
}

_Noreturn void compiler_no_memory(Compiler *c) {
    leave(c, COMPILE_NO_MEMORY);
}

_Noreturn void compiler_stop(Compiler *c) {
    leave(c, COMPILE_STOPPED);
}

/* Where in its line a token of the source stands; 0 for other texts. */
static uint32_t column_of(const CompileRequest *request, const char *token) {
    const uintptr_t start = (uintptr_t)request->text, at = (uintptr_t)token;
    if (token == NULL || at < start || at > start + request->size) return 0;
    const char *line = token;
    while (line > request->text && line[-1] != '\n' && line[-1] != '\r')
        line--;
    return (uint32_t)(token - line) + 1;
}

static _Noreturn void complain(Compiler *c, uint32_t line, const Complaint *complaint) {
    Writer w = {NULL, 0};
    put_message(&w, c, line, complaint);
    const size_t size = w.length + 1;
    char *message = allocator_new(c->request->allocator, size);
    if (message == NULL) compiler_no_memory(c);
    w = (Writer){message, 0};
    put_message(&w, c, line, complaint);
    message[w.length] = '\0';
    c->result->message = message;
    c->result->message_size = size;
    c->result->line = line;
    c->result->column = column_of(c->request, complaint->near);
    w = (Writer){NULL, 0};
    put_place(&w, c, line);
    c->result->place_size = w.length;
    leave(c, COMPILE_SYNTAX_ERROR);
}

_Noreturn void compiler_error_near(Compiler *c, uint32_t line, const char *text, const char *near,
                                   size_t near_length, bool quoted) {
    const Complaint complaint = {text, near, near_length, quoted};
    complain(c, line, &complaint);
}

_Noreturn void compiler_error(Compiler *c, uint32_t line, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    const int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length < 0) compiler_no_memory(c);
    char *text = compiler_new(c, (size_t)length + 1);
    va_start(arguments, format);
    vsnprintf(text, (size_t)length + 1, format, arguments);
    va_end(arguments);
    const Complaint complaint = {text, NULL, 0, false};
    complain(c, line, &complaint);
}
