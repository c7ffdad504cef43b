/* The string library: pack, packsize, unpack.
**
** The three share one reader of formats: it turns the next option into a kind, a size in bytes, and
** the padding that alignment puts before it.
*/
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "arguments.h"
#include "lauxlib.h"
#include "lua.h"
#include "meter.h"
#include "string_library.h"
#include "text_buffer.h"

/* Largest size of an integer option, in bytes. */
enum { MAX_INTEGER_SIZE = 16 };

/* Bytes of a lua_Integer. */
enum { INTEGER_SIZE = (int)sizeof(lua_Integer) };

/* The alignment that a bare '!' asks for: the machine's strictest. */
struct Aligned {
    char first;
    union {
        LUAI_MAXALIGN;
    } strictest;
};
enum { NATIVE_ALIGNMENT = offsetof(struct Aligned, strictest) };

#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
#define NATIVE_IS_LITTLE false
#else
#define NATIVE_IS_LITTLE true
#endif

typedef enum OptionKind {
    OPTION_SIGNED,
    OPTION_UNSIGNED,
    OPTION_FLOAT,
    OPTION_DOUBLE,
    OPTION_FIXED_STRING,   /* c */
    OPTION_COUNTED_STRING, /* s: its length stands before it, in `size` bytes */
    OPTION_ZERO_STRING,    /* z */
    OPTION_PADDING,        /* x */
    OPTION_ALIGN,          /* X */
    OPTION_NONE            /* changes the state, or nothing */
} OptionKind;

/* Where reading a format stands. */
typedef struct FormatReader {
    lua_State *L;
    const char *at; /* zero-terminated */
    bool little;    /* bytes in little-endian order */
    int alignment;  /* at most this one is observed; 1 to MAX_INTEGER_SIZE */
} FormatReader;

typedef struct Option {
    OptionKind kind;
    int size;    /* bytes that the option itself takes, without a string's text */
    int padding; /* bytes before it */
} Option;

/* ---- Formats --------------------------------------------------------------------------------- */

static void reader_init(FormatReader *reader, lua_State *L) {
    reader->L = L;
    reader->at = luaL_checkstring(L, 1);
    reader->little = NATIVE_IS_LITTLE;
    reader->alignment = 1;
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* Reads a number, if there is one; stops before it could overflow. */
static int read_number(FormatReader *reader, int otherwise) {
    const int limit = ((int)STRING_RESULT_LIMIT - 9) / 10;
    int value = 0;
    if (!is_digit(*reader->at)) return otherwise;
    do {
        value = value * 10 + (*reader->at++ - '0');
    } while (is_digit(*reader->at) && value <= limit);
    return value;
}

static int read_integer_size(FormatReader *reader, int otherwise) {
    const int size = read_number(reader, otherwise);
    if (luai_unlikely(size > MAX_INTEGER_SIZE || size <= 0))
        luaL_error(reader->L, "integral size (%d) out of limits [1,%d]", size, MAX_INTEGER_SIZE);
    return size;
}

static Option make_option(OptionKind kind, int size) {
    return (Option){.kind = kind, .size = size};
}

static Option fixed_string(FormatReader *reader) {
    const int size = read_number(reader, -1);
    if (luai_unlikely(size == -1)) luaL_error(reader->L, "missing size for format option 'c'");
    return make_option(OPTION_FIXED_STRING, size);
}

/* Options that set how the following ones are read. */
static Option read_setting(FormatReader *reader, char letter) {
    switch (letter) {
    case ' ': break;
    case '<': reader->little = true; break;
    case '>': reader->little = false; break;
    case '=': reader->little = NATIVE_IS_LITTLE; break;
    case '!': reader->alignment = read_integer_size(reader, NATIVE_ALIGNMENT); break;
    default: luaL_error(reader->L, "invalid format option '%c'", letter);
    }
    return make_option(OPTION_NONE, 0);
}

/* Reads an option without regard to alignment. */
static Option read_option(FormatReader *reader) {
    const char letter = *reader->at++;
    switch (letter) {
    case 'b': return make_option(OPTION_SIGNED, sizeof(char));
    case 'B': return make_option(OPTION_UNSIGNED, sizeof(char));
    case 'h': return make_option(OPTION_SIGNED, sizeof(short));
    case 'H': return make_option(OPTION_UNSIGNED, sizeof(short));
    case 'l': return make_option(OPTION_SIGNED, sizeof(long));
    case 'L': return make_option(OPTION_UNSIGNED, sizeof(long));
    case 'j': return make_option(OPTION_SIGNED, INTEGER_SIZE);
    case 'J': return make_option(OPTION_UNSIGNED, INTEGER_SIZE);
    case 'T': return make_option(OPTION_UNSIGNED, sizeof(size_t));
    case 'i': return make_option(OPTION_SIGNED, read_integer_size(reader, sizeof(int)));
    case 'I': return make_option(OPTION_UNSIGNED, read_integer_size(reader, sizeof(int)));
    case 'f': return make_option(OPTION_FLOAT, sizeof(float));
    case 'd':
    case 'n': return make_option(OPTION_DOUBLE, sizeof(double));
    case 's': return make_option(OPTION_COUNTED_STRING, read_integer_size(reader, sizeof(size_t)));
    case 'c': return fixed_string(reader);
    case 'z': return make_option(OPTION_ZERO_STRING, 0);
    case 'x': return make_option(OPTION_PADDING, 1);
    case 'X': return make_option(OPTION_ALIGN, 0);
    default: return read_setting(reader, letter);
    }
}

/* Reads the next option, whose data starts at offset `offset`, and its padding. */
static Option next_option(FormatReader *reader, size_t offset) {
    Option option = read_option(reader);
    int alignment = option.size;
    bool is_aligned = option.kind != OPTION_FIXED_STRING;
    if (option.kind == OPTION_ALIGN) {
        const bool has_next = *reader->at != '\0';
        const Option model = has_next ? read_option(reader) : option;
        alignment = model.size;
        if (model.kind == OPTION_FIXED_STRING || alignment == 0)
            luaL_argerror(reader->L, 1, "invalid next option for option 'X'");
    }
    if (alignment > reader->alignment) alignment = reader->alignment;
    if (!is_aligned || alignment <= 1) return option;
    if (luai_unlikely((alignment & (alignment - 1)) != 0))
        luaL_argerror(reader->L, 1, "format asks for alignment not power of 2");
    const int misplaced = (int)(offset & (size_t)(alignment - 1));
    option.padding = (alignment - misplaced) & (alignment - 1);
    return option;
}

/* ---- Integers and floats as bytes ------------------------------------------------------------ */

/* Appends the low `size` bytes of an integer, beyond its own filled with its sign. */
static void add_integer_bytes(TextBuffer *output, lua_Unsigned value, bool little, int size,
                              bool negative) {
    char *bytes = text_reserve(output, (size_t)size);
    for (int i = 0; i < size; i++) {
        const unsigned char byte = i < INTEGER_SIZE ? (unsigned char)(value >> (8 * i))
                                   : negative       ? 0xFF
                                                    : 0;
        bytes[little ? i : size - 1 - i] = (char)byte;
    }
    output->length += (size_t)size;
}

/* Reads an integer of `size` bytes; what a lua_Integer cannot hold is an error. */
static lua_Integer read_integer_bytes(lua_State *L, const char *bytes, bool little, int size,
                                      bool is_signed) {
    lua_Unsigned value = 0;
    const int low = size < INTEGER_SIZE ? size : INTEGER_SIZE;
    for (int i = low - 1; i >= 0; i--)
        value = value << 8 | (unsigned char)bytes[little ? i : size - 1 - i];
    if (size < INTEGER_SIZE && is_signed) {
        const lua_Unsigned sign = (lua_Unsigned)1 << (8 * size - 1);
        return (lua_Integer)((value ^ sign) - sign);
    }
    const int filler = is_signed && (lua_Integer)value < 0 ? 0xFF : 0;
    for (int i = low; i < size; i++) {
        if (luai_unlikely((unsigned char)bytes[little ? i : size - 1 - i] != filler))
            luaL_error(L, "%d-byte integer does not fit into Lua Integer", size);
    }
    return (lua_Integer)value;
}

/* Copies bytes into the machine's order, or from it. */
static void copy_ordered(char *to, const char *from, int size, bool little) {
    for (int i = 0; i < size; i++)
        to[i] = from[little == NATIVE_IS_LITTLE ? i : size - 1 - i];
}

static void add_float_bytes(TextBuffer *output, lua_Number value, const Option *option,
                            bool little) {
    char *bytes = text_reserve(output, (size_t)option->size);
    if (option->kind == OPTION_FLOAT) {
        const float narrow = (float)value;
        copy_ordered(bytes, (const char *)&narrow, option->size, little);
    } else {
        const double wide = (double)value;
        copy_ordered(bytes, (const char *)&wide, option->size, little);
    }
    output->length += (size_t)option->size;
}

static lua_Number read_float_bytes(const char *bytes, const Option *option, bool little) {
    if (option->kind == OPTION_FLOAT) {
        float narrow;
        copy_ordered((char *)&narrow, bytes, option->size, little);
        return (lua_Number)narrow;
    }
    double wide;
    copy_ordered((char *)&wide, bytes, option->size, little);
    return (lua_Number)wide;
}

/* ---- pack ------------------------------------------------------------------------------------ */

static void pack_integer(FormatReader *reader, TextBuffer *output, const Option *option,
                         int argument) {
    lua_State *L = reader->L;
    const lua_Integer value = argument_integer(L, argument);
    const int bits = option->size * 8;
    if (option->kind == OPTION_SIGNED) {
        if (option->size < INTEGER_SIZE) {
            const lua_Integer limit = (lua_Integer)1 << (bits - 1);
            luaL_argcheck(L, -limit <= value && value < limit, argument, "integer overflow");
        }
    } else if (option->size < INTEGER_SIZE) {
        luaL_argcheck(L, (lua_Unsigned)value < (lua_Unsigned)1 << bits, argument,
                      "unsigned overflow");
    }
    /* An unsigned option wider than a lua_Integer extends negative values too: no bits are lost. */
    const bool negative = value < 0 && option->kind == OPTION_SIGNED;
    add_integer_bytes(output, (lua_Unsigned)value, reader->little, option->size, negative);
}

static void pack_string(FormatReader *reader, TextBuffer *output, const Option *option,
                        int argument) {
    lua_State *L = reader->L;
    size_t length;
    const char *text = argument_string(L, argument, &length);
    const size_t size = (size_t)option->size;
    switch (option->kind) {
    case OPTION_FIXED_STRING:
        luaL_argcheck(L, length <= size, argument, "string longer than given size");
        text_add_bytes(output, text, length);
        text_add_fill(output, '\0', size - length);
        break;
    case OPTION_COUNTED_STRING:
        luaL_argcheck(L, size >= sizeof(size_t) || length < (size_t)1 << (size * 8), argument,
                      "string length does not fit in given size");
        add_integer_bytes(output, length, reader->little, option->size, false);
        text_add_bytes(output, text, length);
        break;
    default:
        luaL_argcheck(L, strlen(text) == length, argument, "string contains zeros");
        text_add_bytes(output, text, length + 1);
    }
}

/* Packs one option; the value is whether that took the argument. */
static bool pack_option(FormatReader *reader, TextBuffer *output, const Option *option,
                        int argument) {
    switch (option->kind) {
    case OPTION_SIGNED:
    case OPTION_UNSIGNED: pack_integer(reader, output, option, argument); return true;
    case OPTION_FLOAT:
    case OPTION_DOUBLE:
        add_float_bytes(output, luaL_checknumber(reader->L, argument), option, reader->little);
        return true;
    case OPTION_FIXED_STRING:
    case OPTION_COUNTED_STRING:
    case OPTION_ZERO_STRING: pack_string(reader, output, option, argument); return true;
    case OPTION_PADDING: text_add_byte(output, '\0'); return false;
    default: return false;
    }
}

int strlib_pack(lua_State *L) {
    FormatReader reader;
    TextBuffer output;
    char memory[TEXT_BUFFER_LOCAL];
    int argument = 2;
    reader_init(&reader, L);
    lua_pushnil(L); /* an argument beyond the last one would be this slot: it must be no number */
    lua_pushnil(L);
    text_start(&output, L, lua_gettop(L), memory, sizeof(memory));
    while (*reader.at != '\0') {
        vm_work(L, COST_ELEMENT);
        const Option option = next_option(&reader, output.length);
        text_add_fill(&output, '\0', (size_t)option.padding);
        argument += pack_option(&reader, &output, &option, argument);
    }
    text_push(&output);
    return 1;
}

/* ---- packsize -------------------------------------------------------------------------------- */

int strlib_packsize(lua_State *L) {
    FormatReader reader;
    size_t total = 0;
    reader_init(&reader, L);
    while (*reader.at != '\0') {
        vm_work(L, COST_ELEMENT);
        const Option option = next_option(&reader, total);
        const size_t size = (size_t)option.size + (size_t)option.padding;
        luaL_argcheck(L, option.kind != OPTION_COUNTED_STRING && option.kind != OPTION_ZERO_STRING,
                      1, "variable-length format");
        luaL_argcheck(L, total <= STRING_RESULT_LIMIT - size, 1, "format result too large");
        total += size;
    }
    lua_pushinteger(L, (lua_Integer)total);
    return 1;
}

/* ---- unpack ---------------------------------------------------------------------------------- */

/* Pushes the string of a counted or zero-terminated option, whose data starts at `bytes` with
** `available` bytes; returns how many of them follow the option's own size. */
static size_t unpack_string(FormatReader *reader, const Option *option, const char *bytes,
                            size_t available) {
    lua_State *L = reader->L;
    if (option->kind == OPTION_ZERO_STRING) {
        const char *end = (const char *)memchr(bytes, '\0', available);
        vm_charge_bytes(L, end != NULL ? (size_t)(end - bytes) : available);
        luaL_argcheck(L, end != NULL, 2, "unfinished string for format 'z'");
        lua_pushlstring(L, bytes, (size_t)(end - bytes));
        return (size_t)(end - bytes) + 1;
    }
    const size_t length = (size_t)read_integer_bytes(L, bytes, reader->little, option->size, false);
    luaL_argcheck(L, length <= available - (size_t)option->size, 2, "data string too short");
    vm_charge_bytes(L, length);
    lua_pushlstring(L, bytes + option->size, length);
    return length;
}

/* Pushes the value of one option, if it has one; returns the bytes beyond the option's size. */
static size_t unpack_option(FormatReader *reader, const Option *option, const char *bytes,
                            size_t available) {
    lua_State *L = reader->L;
    switch (option->kind) {
    case OPTION_SIGNED:
    case OPTION_UNSIGNED:
        lua_pushinteger(L, read_integer_bytes(L, bytes, reader->little, option->size,
                                              option->kind == OPTION_SIGNED));
        return 0;
    case OPTION_FLOAT:
    case OPTION_DOUBLE:
        lua_pushnumber(L, read_float_bytes(bytes, option, reader->little));
        return 0;
    case OPTION_FIXED_STRING:
        vm_charge_bytes(L, (size_t)option->size);
        lua_pushlstring(L, bytes, (size_t)option->size);
        return 0;
    case OPTION_COUNTED_STRING:
    case OPTION_ZERO_STRING: return unpack_string(reader, option, bytes, available);
    default: return 0;
    }
}

int strlib_unpack(lua_State *L) {
    FormatReader reader;
    size_t length;
    reader_init(&reader, L);
    const char *data = argument_string(L, 2, &length);
    size_t offset = start_position(argument_optional_integer(L, 3, 1), length) - 1;
    luaL_argcheck(L, offset <= length, 3, "initial position out of string");
    lua_settop(L, 2);
    while (*reader.at != '\0') {
        vm_work(L, COST_ELEMENT);
        const Option option = next_option(&reader, offset);
        const size_t size = (size_t)option.size + (size_t)option.padding;
        luaL_argcheck(L, size <= length - offset, 2, "data string too short");
        luaL_checkstack(L, 2, "too many results");
        offset += (size_t)option.padding;
        offset +=
            (size_t)option.size + unpack_option(&reader, &option, data + offset, length - offset);
    }
    lua_pushinteger(L, (lua_Integer)offset + 1);
    return lua_gettop(L) - 2;
}
