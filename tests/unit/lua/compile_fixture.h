/* Compiling a text in a C test, under an allocator that counts and can fail. */
#ifndef COMPILE_FIXTURE_H
#define COMPILE_FIXTURE_H

#include "check.h"
#include "compile.h"

#include <stdlib.h>
#include <string.h>

/* Requests that may still succeed; below 0: all. */
static long requests_left = -1;

static void *counting_allocate(void *ud, void *block, size_t old_size, size_t new_size) {
    (void)ud;
    (void)old_size;
    if (new_size == 0) {
        free(block);
        return NULL;
    }
    if (new_size > old_size && requests_left >= 0 && requests_left-- == 0) {
        requests_left = 0;
        return NULL;
    }
    return realloc(block, new_size);
}

typedef struct Compilation {
    Allocator allocator;
    CompileStatus status;
    CompileResult result;
} Compilation;

static inline void compile_bytes(Compilation *c, const char *text, size_t size,
                                 const char *chunk_name) {
    c->allocator = (Allocator){.allocate = counting_allocate, .cap = SIZE_MAX};
    const CompileRequest request = {
        .text = text, .size = size, .chunk_name = chunk_name, .allocator = &c->allocator};
    c->status = lua_language.compile(&request, &c->result);
}

static inline void compile_text(Compilation *c, const char *text) {
    compile_bytes(c, text, strlen(text), "=t");
}

/* Gives everything back; whatever is held after that has leaked. */
static inline void compile_end(Compilation *c) {
    if (c->result.program != NULL) program_release(c->result.program);
    allocator_free(&c->allocator, c->result.message, c->result.message_size);
    CHECK_EQUAL(c->allocator.held, 0);
}

/* The text must fail with this message. */
static inline void check_error(const char *text, const char *message) {
    Compilation c;
    compile_text(&c, text);
    CHECK_EQUAL(c.status, COMPILE_SYNTAX_ERROR);
    CHECK_STRING(c.result.message, message);
    compile_end(&c);
}

/* The text must compile. */
static inline void check_compiles(const char *text) {
    Compilation c;
    compile_text(&c, text);
    CHECK_EQUAL(c.status, COMPILE_OK);
    if (c.status != COMPILE_OK) fprintf(stderr, "    %s\n", c.result.message);
    compile_end(&c);
}

/* `times` copies of `part` between `head` and `tail`; the caller frees it. */
static inline char *repeated(const char *head, const char *part, size_t times, const char *tail) {
    const size_t length = strlen(part);
    char *text = malloc(strlen(head) + length * times + strlen(tail) + 1);
    char *p = stpcpy(text, head);
    for (size_t i = 0; i < times; i++)
        p = stpcpy(p, part);
    strcpy(p, tail);
    return text;
}

#endif
