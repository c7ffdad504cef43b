/* Text buffers: growing. */
#include "text_buffer.h"

#include <stdint.h>

#include "lauxlib.h"
#include "lua.h"

/* Longest text: its length must fit into a lua_Integer. */
static const size_t length_limit =
    sizeof(size_t) < sizeof(lua_Integer) ? SIZE_MAX : (size_t)LUA_MAXINTEGER;

char *text_grow(TextBuffer *buffer, size_t extra) {
    lua_State *L = buffer->L;
    if (luai_unlikely(extra > length_limit - buffer->length))
        luaL_error(L, "resulting string too large");
    const size_t needed = buffer->length + extra;
    size_t capacity = buffer->capacity <= length_limit / 2 ? buffer->capacity * 2 : length_limit;
    if (capacity < needed) capacity = needed;
    char *block = (char *)lua_newuserdatauv(L, capacity, 0);
    vm_copy(L, block, buffer->bytes, buffer->length);
    lua_replace(L, buffer->slot);
    buffer->bytes = block;
    buffer->capacity = capacity;
    return block + buffer->length;
}

char *text_start_sized(TextBuffer *buffer, lua_State *L, int slot, char *memory, size_t capacity,
                       size_t size) {
    text_start(buffer, L, slot, memory, capacity);
    vm_charge_bytes(L, size);
    return text_reserve(buffer, size);
}

void text_add_value(TextBuffer *buffer, int index) {
    size_t length;
    const char *text = lua_tolstring(buffer->L, index, &length);
    text_add_bytes(buffer, text, length);
}

void text_push(TextBuffer *buffer) {
    vm_charge_bytes(buffer->L, buffer->length);
    lua_pushlstring(buffer->L, buffer->bytes, buffer->length);
}

void text_add_integer(TextBuffer *buffer, lua_Integer value) {
    char digits[24];
    char *const end = digits + sizeof(digits);
    const lua_Unsigned magnitude = value < 0 ? 0u - (lua_Unsigned)value : (lua_Unsigned)value;
    char *first = text_digits_before(end, magnitude);
    if (value < 0) *--first = '-';
    text_add_bytes(buffer, first, (size_t)(end - first));
}
