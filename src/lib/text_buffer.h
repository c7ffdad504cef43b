/* A string under construction, at a fixed stack slot.
**
** luaL_Buffer wants its slot on top of the stack whenever it is used, which a library function that
** pushes captures, calls back, or keeps several things on its stack can only arrange by moving
** values around. A TextBuffer names its slot once. It starts in memory that its user provides
** (a local array, part of a userdata); when that is full, the text moves into a userdata in the
** slot, so the collector owns it and an error needs no clean-up.
*/
#ifndef ORRERY_TEXT_BUFFER_H
#define ORRERY_TEXT_BUFFER_H

#include <string.h>

#include "lua.h"
#include "meter.h"

/* Pays for the bytes that are added, and again for those of the string that is made of them. */

/* Bytes that a function typically provides from its own frame. */
enum { TEXT_BUFFER_LOCAL = 1024 };

/* length <= capacity. */
typedef struct TextBuffer {
    char *bytes;     /* the text: the user's memory, or the block of the userdata in the slot */
    size_t length;   /* bytes used */
    size_t capacity; /* bytes at `bytes` */
    lua_State *L;    /* in whose running function the slot lies */
    int slot;        /* absolute index; its value is overwritten */
} TextBuffer;

/* Starts a buffer on `capacity` bytes of the user's. */
static inline void text_start(TextBuffer *buffer, lua_State *L, int slot, char *memory,
                              size_t capacity) {
    buffer->bytes = memory;
    buffer->length = 0;
    buffer->capacity = capacity;
    buffer->L = L;
    buffer->slot = slot;
}

/* Out of line part of text_reserve. [-0, +0, m] */
char *text_grow(TextBuffer *buffer, size_t extra);

/* Where `extra` more bytes may be written; they count once they are added to `length`. Needs one
** free stack slot. Raises "resulting string too large" or an error for lack of memory. */
static inline char *text_reserve(TextBuffer *buffer, size_t extra) {
    if (luai_likely(buffer->capacity - buffer->length >= extra))
        return buffer->bytes + buffer->length;
    return text_grow(buffer, extra);
}

static inline void text_add_byte(TextBuffer *buffer, char byte) {
    *text_reserve(buffer, 1) = byte;
    buffer->length++;
}

static inline void text_add_bytes(TextBuffer *buffer, const char *bytes, size_t count) {
    vm_charge_bytes(buffer->L, count);
    vm_copy(buffer->L, text_reserve(buffer, count), bytes, count);
    buffer->length += count;
}

static inline void text_add_fill(TextBuffer *buffer, char byte, size_t count) {
    vm_charge_bytes(buffer->L, count);
    char *to = text_reserve(buffer, count);
    buffer->length += count;
    for (; count > POLL_BYTES; count -= POLL_BYTES, to += POLL_BYTES) {
        memset(to, byte, POLL_BYTES);
        vm_check_poll(buffer->L);
    }
    memset(to, byte, count);
}

/* Appends the string or number at `index`; a number's slot becomes a string. */
void text_add_value(TextBuffer *buffer, int index);

/* Pushes the text as a string; the buffer is done. [-0, +1, m] */
void text_push(TextBuffer *buffer);

/* Starts a buffer that will hold `size` bytes in all, in `memory` if that is large enough, and
** returns where they go. The user sets the length by text_push_sized. */
char *text_start_sized(TextBuffer *buffer, lua_State *L, int slot, char *memory, size_t capacity,
                       size_t size);

static inline void text_push_sized(TextBuffer *buffer, size_t size) {
    buffer->length = size;
    text_push(buffer);
}

/* Writes the decimal digits of `value` so that they end before `end`; returns the first one. */
static inline char *text_digits_before(char *end, lua_Unsigned value) {
    do {
        *--end = (char)('0' + value % 10);
        value /= 10;
    } while (value != 0);
    return end;
}

/* Appends an integer in decimal. */
void text_add_integer(TextBuffer *buffer, lua_Integer value);

#endif
