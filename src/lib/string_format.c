/* The string library: format.
**
** Conversions are read into a FormatSpec and rendered here; snprintf does the floats that the exact
** path for %.nf cannot. What `%s` gets from a __tostring metamethod is asked for by a request
** (native.h). The text so far then becomes a string on the stack, a *piece*, and formatting goes on
** in the continuation; in the end the pieces are concatenated. Stack while that is so, with `base`
** the number of arguments, which is also the request's ctx:
**
**     1 .. base    arguments
**     base + 1     the text buffer's slot
**     base + 2     offset in the format of the conversion that waits for its string
**     base + 3     number of its argument
**     base + 4 ..  pieces
*/
#include <locale.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "arguments.h"
#include "lauxlib.h"
#include "lua.h"
#include "native.h"
#include "meter.h"
#include "profile.h"
#include "string_library.h"
#include "text_buffer.h"

/* Longest conversion, from '%' to its letter, that is looked at; valid ones are shorter. */
enum { MAX_SPEC = 22 };

/* A plain %s argument that is longer than this is not padded or cut; as in the reference. */
enum { MAX_PADDED = 100 };

/* Bytes enough for any float: %.99f of the largest has 309 digits before the point. */
enum { MAX_FLOAT_TEXT = 512 };

typedef struct Formatter {
    lua_State *L;
    int base;           /* number of arguments */
    int argument;       /* the one that was used last */
    const char *format; /* the whole format, a zero at its end */
    const char *at;     /* next character to handle */
    const char *end;
    TextBuffer output;
} Formatter;

/* A conversion: "%[flags][width][.precision]letter". */
typedef struct FormatSpec {
    const char *text; /* from the '%' on */
    size_t length;    /* up to the letter, included */
    char letter;
    bool left;      /* '-' */
    bool plus;      /* '+' */
    bool space;     /* ' ' */
    bool alternate; /* '#' */
    bool zero;      /* '0' */
    int width;      /* 0 to 99 */
    int precision;  /* 0 to 99, or -1 for none */
} FormatSpec;

/* ---- Reading conversions --------------------------------------------------------------------- */

/* Pushes the conversion's text, for messages. */
static const char *push_spec(lua_State *L, const FormatSpec *spec) {
    return lua_pushlstring(L, spec->text, spec->length);
}

static int invalid_conversion(lua_State *L, const FormatSpec *spec) {
    return luaL_error(L, "invalid conversion '%s' to 'format'", push_spec(L, spec));
}

/* Finds the extent of the conversion whose '%' is at `at`. */
static void find_spec(lua_State *L, FormatSpec *spec, const char *at) {
    const size_t modifiers = strspn(at + 1, "-+#0 123456789.");
    if (modifiers + 1 >= MAX_SPEC) luaL_error(L, "invalid format (too long)");
    spec->text = at;
    spec->letter = at[1 + modifiers];
    spec->length = modifiers + 1 + (spec->letter != '\0');
}

/* Reads at most two digits. */
static const char *read_two_digits(const char *at, int *value) {
    *value = 0;
    for (int i = 0; i < 2 && *at >= '0' && *at <= '9'; i++)
        *value = *value * 10 + (*at++ - '0');
    return at;
}

static const char *read_flags(const char *at, const char *allowed, FormatSpec *spec) {
    for (; *at != '\0' && strchr(allowed, *at) != NULL; at++) {
        spec->left |= *at == '-';
        spec->plus |= *at == '+';
        spec->space |= *at == ' ';
        spec->alternate |= *at == '#';
        spec->zero |= *at == '0';
    }
    return at;
}

/* Reads the modifiers, of which the letter must allow these flags and perhaps a precision. */
static void read_modifiers(lua_State *L, FormatSpec *spec, const char *flags, bool precision) {
    spec->left = spec->plus = spec->space = spec->alternate = spec->zero = false;
    spec->width = 0;
    spec->precision = -1;
    if (luai_likely(spec->length == 2)) return;
    const char *at = read_flags(spec->text + 1, flags, spec);
    if (*at != '0') { /* a '0' here is a flag that is not allowed */
        at = read_two_digits(at, &spec->width);
        if (*at == '.' && precision) at = read_two_digits(at + 1, &spec->precision);
    }
    if (at != spec->text + spec->length - 1)
        luaL_error(L, "invalid conversion specification: '%s'", push_spec(L, spec));
}

/* ---- Text and integers ----------------------------------------------------------------------- */

/* Appends text, padded with spaces to the width. */
static void add_padded(TextBuffer *output, const FormatSpec *spec, const char *text,
                       size_t length) {
    const size_t width = (size_t)spec->width;
    const size_t padding = width > length ? width - length : 0;
    if (!spec->left) text_add_fill(output, ' ', padding);
    text_add_bytes(output, text, length);
    if (spec->left) text_add_fill(output, ' ', padding);
}

/* Appends the digits of an integer behind `sign`, with all modifiers observed. */
static void add_number_parts(TextBuffer *output, const FormatSpec *spec, const char *sign,
                             const char *digits, size_t digit_count) {
    const size_t sign_length = strlen(sign);
    const size_t width = (size_t)spec->width;
    size_t zeros = 0;
    if (spec->precision >= 0) {
        if ((size_t)spec->precision > digit_count) zeros = (size_t)spec->precision - digit_count;
    } else if (spec->zero && !spec->left && width > sign_length + digit_count) {
        zeros = width - sign_length - digit_count;
    }
    const size_t length = sign_length + zeros + digit_count;
    const size_t padding = width > length ? width - length : 0;
    if (!spec->left) text_add_fill(output, ' ', padding);
    text_add_bytes(output, sign, sign_length);
    text_add_fill(output, '0', zeros);
    text_add_bytes(output, digits, digit_count);
    if (spec->left) text_add_fill(output, ' ', padding);
}

static void add_decimal(TextBuffer *output, const FormatSpec *spec, lua_Integer value) {
    if (luai_likely(spec->length == 2)) {
        text_add_integer(output, value);
        return;
    }
    char digits[24];
    char *const end = digits + sizeof(digits);
    const lua_Unsigned magnitude = value < 0 ? 0u - (lua_Unsigned)value : (lua_Unsigned)value;
    const char *sign = value < 0 ? "-" : spec->plus ? "+" : spec->space ? " " : "";
    const char *first =
        value == 0 && spec->precision == 0 ? end : text_digits_before(end, magnitude);
    add_number_parts(output, spec, sign, first, (size_t)(end - first));
}

/* %u, %o, %x and %X: the integer's bits as an unsigned number. */
static void add_unsigned(TextBuffer *output, const FormatSpec *spec, lua_Unsigned value) {
    const char *const symbols = spec->letter == 'X' ? "0123456789ABCDEF" : "0123456789abcdef";
    const unsigned base = spec->letter == 'u' ? 10 : spec->letter == 'o' ? 8 : 16;
    const char *prefix = "";
    char digits[32];
    char *const end = digits + sizeof(digits);
    char *first = end;
    for (lua_Unsigned rest = value; rest != 0; rest /= base)
        *--first = symbols[rest % base];
    if (value == 0 && spec->precision != 0) *--first = '0';
    if (spec->alternate && base == 16 && value != 0) prefix = spec->letter == 'X' ? "0X" : "0x";
    if (spec->alternate && base == 8 && (first == end || *first != '0') &&
        spec->precision <= (int)(end - first))
        *--first = '0';
    add_number_parts(output, spec, prefix, first, (size_t)(end - first));
}

/* ---- Floats ---------------------------------------------------------------------------------- */

/* Appends a float by the C library's rules. */
static void add_by_c_library(TextBuffer *output, const FormatSpec *spec, lua_Number value) {
    char format[MAX_SPEC + 2];
    memcpy(format, spec->text, spec->length);
    format[spec->length] = '\0';
    char *text = text_reserve(output, MAX_FLOAT_TEXT);
    output->length += (size_t)snprintf(text, MAX_FLOAT_TEXT, format, (LUAI_UACNUMBER)value);
}

#if defined(__SIZEOF_INT128__)
__extension__ typedef unsigned __int128 Wide;

/* Splits |value| = mantissa * 2^-shift, with 0 < shift < 64; false for values of another size. */
static bool split_float(lua_Number value, uint64_t *mantissa, int *shift) {
    uint64_t bits;
    memcpy(&bits, &value, sizeof(bits));
    const int exponent = (int)((bits >> 52) & 0x7FF);
    *mantissa = (bits & (((uint64_t)1 << 52) - 1)) | (uint64_t)1 << 52;
    *shift = 1075 - exponent;
    return *shift > 0 && *shift < 64;
}

/* Appends a float for %.nf with n up to 15 by exact arithmetic, and so correctly rounded: the float
** times 10^n is a 53-bit number times at most 2^50, over a power of two. False, and nothing
** appended, for values it does not do: integers beyond 2^52, and those below about 2^-11. */
static bool add_fixed_exactly(TextBuffer *output, const FormatSpec *spec, lua_Number value) {
    static const uint64_t powers[] = {
        1u,
        10u,
        100u,
        1000u,
        10000u,
        100000u,
        1000000u,
        10000000u,
        100000000u,
        1000000000u,
        10000000000u,
        100000000000u,
        1000000000000u,
        10000000000000u,
        100000000000000u,
        1000000000000000u,
    };
    uint64_t mantissa;
    int shift;
    const int decimals = spec->precision < 0 ? 6 : spec->precision;
    if (decimals > 15 || spec->alternate || !split_float(value, &mantissa, &shift)) return false;
    const Wide scaled = (Wide)mantissa * powers[decimals];
    const uint64_t rest = (uint64_t)scaled & (((uint64_t)1 << shift) - 1);
    const uint64_t half = (uint64_t)1 << (shift - 1);
    const Wide cut = scaled >> shift;
    if (cut > UINT64_MAX / 2) return false;
    const uint64_t units = (uint64_t)cut + (rest > half || (rest == half && ((uint64_t)cut & 1)));
    char digits[32];
    char *const end = digits + sizeof(digits);
    char *first = text_digits_before(end, units);
    while (end - first <= decimals)
        *--first = '0';
    if (decimals > 0) { /* make room for the point */
        memmove(first - 1, first, (size_t)(end - first - decimals));
        first--;
        end[-decimals - 1] = '.';
    }
    const char *sign = signbit(value) ? "-" : spec->plus ? "+" : spec->space ? " " : "";
    FormatSpec padding = *spec;
    padding.precision = -1;
    add_number_parts(output, &padding, sign, first, (size_t)(end - first));
    return true;
}
#else
static bool add_fixed_exactly(TextBuffer *output, const FormatSpec *spec, lua_Number value) {
    (void)output;
    (void)spec;
    (void)value;
    return false;
}
#endif

static void add_float(TextBuffer *output, const FormatSpec *spec, lua_Number value) {
    const size_t before = output->length;
    vm_charge(output->L, COST_NUMBER);
    const bool is_fixed = spec->letter == 'f' && lua_getlocaledecpoint() == '.';
    if (!is_fixed || !add_fixed_exactly(output, spec, value)) add_by_c_library(output, spec, value);
    vm_charge(output->L, (uint64_t)(output->length - before) * COST_CHARACTER);
}

/* ---- %q -------------------------------------------------------------------------------------- */

static void add_quoted_string(TextBuffer *output, const char *text, size_t length) {
    const char *const end = text + length;
    text_add_byte(output, '"');
    for (; text < end; text++) {
        vm_work(output->L, COST_CHARACTER);
        const unsigned char byte = (unsigned char)*text;
        if (byte == '"' || byte == '\\' || byte == '\n') {
            text_add_byte(output, '\\');
            text_add_byte(output, (char)byte);
        } else if (byte < 0x20 || byte == 0x7F) {
            vm_charge(output->L, COST_NUMBER);
            const bool digit_follows = text + 1 < end && text[1] >= '0' && text[1] <= '9';
            char *to = text_reserve(output, 8);
            output->length += (size_t)snprintf(to, 8, digit_follows ? "\\%03d" : "\\%d", byte);
        } else {
            text_add_byte(output, (char)byte);
        }
    }
    text_add_byte(output, '"');
}

/* A float in hexadecimal, which loses nothing; infinities and nan as expressions. */
static void add_quoted_float(TextBuffer *output, lua_Number value) {
    char text[64];
    if (value == (lua_Number)HUGE_VAL) {
        strcpy(text, "1e9999");
    } else if (value == -(lua_Number)HUGE_VAL) {
        strcpy(text, "-1e9999");
    } else if (value != value) {
        strcpy(text, "(0/0)");
    } else {
        const int length = lua_number2strx(NULL, text, sizeof(text), "%a", value);
        char *point = (char *)memchr(text, lua_getlocaledecpoint(), (size_t)length);
        if (point != NULL) *point = '.';
    }
    text_add_bytes(output, text, strlen(text));
}

static void add_quoted_integer(TextBuffer *output, lua_Integer value) {
    if (value == LUA_MININTEGER) /* its decimal form would be read as a float */
        text_add_bytes(output, "0x8000000000000000", 18);
    else
        text_add_integer(output, value);
}

static void add_literal(lua_State *L, TextBuffer *output, int argument) {
    size_t length;
    const char *text;
    switch (lua_type(L, argument)) {
    case LUA_TSTRING:
        text = lua_tolstring(L, argument, &length);
        add_quoted_string(output, text, length);
        break;
    case LUA_TNUMBER:
        if (lua_isinteger(L, argument))
            add_quoted_integer(output, lua_tointeger(L, argument));
        else
            add_quoted_float(output, lua_tonumber(L, argument));
        break;
    case LUA_TNIL: text_add_bytes(output, "nil", 3); break;
    case LUA_TBOOLEAN:
        text = lua_toboolean(L, argument) ? "true" : "false";
        text_add_bytes(output, text, strlen(text));
        break;
    default: luaL_argerror(L, argument, "value has no literal form");
    }
}

/* ---- Other conversions ----------------------------------------------------------------------- */

static void add_pointer(TextBuffer *output, const FormatSpec *spec, const void *pointer) {
    char text[32] = "(null)";
    if (pointer != NULL) lua_pointer2str(text, sizeof(text), pointer);
    add_padded(output, spec, text, strlen(text));
}

/* Appends the string at `index` for a %s that belongs to `argument`. */
static void add_string(lua_State *L, TextBuffer *output, FormatSpec *spec, int index,
                       int argument) {
    size_t length;
    const char *text = lua_tolstring(L, index, &length);
    if (spec->length == 2) {
        text_add_bytes(output, text, length);
        return;
    }
    luaL_argcheck(L, length == strlen(text), argument, "string contains zeros");
    read_modifiers(L, spec, "-", true);
    if (spec->precision >= 0 && (size_t)spec->precision < length)
        length = (size_t)spec->precision;
    else if (spec->precision < 0 && length >= MAX_PADDED)
        spec->width = 0;
    add_padded(output, spec, text, length);
}

/* Appends the argument for %s; false, with the metamethod pushed, if it has a __tostring. */
static bool add_readable(Formatter *f, FormatSpec *spec) {
    lua_State *L = f->L;
    const int argument = f->argument;
    if (luaL_getmetafield(L, argument, "__tostring") != LUA_TNIL) return false;
    if (lua_type(L, argument) == LUA_TSTRING) {
        add_string(L, &f->output, spec, argument, argument);
    } else if (spec->length == 2 && lua_isinteger(L, argument)) {
        text_add_integer(&f->output, lua_tointeger(L, argument));
    } else {
        luaL_tolstring(L, argument, NULL); /* calls nothing, as there is no __tostring */
        add_string(L, &f->output, spec, -1, argument);
        lua_pop(L, 1);
    }
    return true;
}

/* Handles a conversion that reads the current argument, other than %s. */
static void add_conversion(Formatter *f, FormatSpec *spec) {
    lua_State *L = f->L;
    TextBuffer *output = &f->output;
    const int argument = f->argument;
    lua_Integer integer;
    lua_Number number;
    char byte;
    switch (spec->letter) {
    case 'c':
        read_modifiers(L, spec, "-", false);
        byte = (char)argument_integer(L, argument);
        add_padded(output, spec, &byte, 1);
        break;
    case 'd':
    case 'i':
        integer = argument_integer(L, argument);
        read_modifiers(L, spec, "-+0 ", true);
        add_decimal(output, spec, integer);
        break;
    case 'u':
    case 'o':
    case 'x':
    case 'X':
        integer = argument_integer(L, argument);
        read_modifiers(L, spec, spec->letter == 'u' ? "-0" : "-#0", true);
        add_unsigned(output, spec, (lua_Unsigned)integer);
        break;
    case 'a':
    case 'A':
        read_modifiers(L, spec, "-+#0 ", true);
        add_by_c_library(output, spec, luaL_checknumber(L, argument));
        break;
    case 'e':
    case 'E':
    case 'f':
    case 'g':
    case 'G':
        number = luaL_checknumber(L, argument);
        read_modifiers(L, spec, "-+#0 ", true);
        add_float(output, spec, number);
        break;
    case 'p':
        read_modifiers(L, spec, "-", false);
        if (vm_is_deterministic(L)) luaL_error(L, "'%%p' to 'format' would show an address");
        add_pointer(output, spec, lua_topointer(L, argument));
        break;
    case 'q':
        if (spec->length != 2) luaL_error(L, "specifier '%%q' cannot have modifiers");
        add_literal(L, output, argument);
        break;
    default: invalid_conversion(L, spec);
    }
}

/* ---- The loop -------------------------------------------------------------------------------- */

static int format_on(Formatter *f);

/* Starts, or goes on, in a new run of the native. `memory` is the caller's, for the output. */
static void formatter_init(Formatter *f, lua_State *L, int base, char *memory, size_t size) {
    size_t length;
    f->L = L;
    f->base = base;
    f->format = lua_tolstring(L, 1, &length);
    f->at = f->format;
    f->end = f->format + length;
    f->argument = 1;
    text_start(&f->output, L, base + 1, memory, size);
}

/* Continues with what a __tostring returned, on top. */
static int take_string(lua_State *L, int status, lua_KContext ctx) {
    Formatter f;
    FormatSpec spec;
    char memory[TEXT_BUFFER_LOCAL];
    const int base = (int)ctx;
    (void)status;
    if (!lua_isstring(L, -1)) return luaL_error(L, "'__tostring' must return a string");
    formatter_init(&f, L, base, memory, sizeof(memory));
    f.argument = (int)lua_tointeger(L, base + 3);
    find_spec(L, &spec, f.format + lua_tointeger(L, base + 2));
    f.at = spec.text + spec.length;
    if (spec.length == 2) {
        lua_tostring(L, -1); /* the result itself is a piece */
    } else {
        add_string(L, &f.output, &spec, -1, f.argument);
        lua_pop(L, 1);
    }
    return format_on(&f);
}

/* With a __tostring on top, asks for the string of the current argument. */
static int request_string(Formatter *f, const FormatSpec *spec) {
    lua_State *L = f->L;
    const int base = f->base;
    luaL_checkstack(L, 8, "too many pieces");
    if (lua_gettop(L) == base + 2) { /* the first time: no places for the state yet */
        lua_pushnil(L);
        lua_pushnil(L);
        lua_rotate(L, base + 2, 2);
    }
    lua_pushinteger(L, spec->text - f->format);
    lua_replace(L, base + 2);
    lua_pushinteger(L, f->argument);
    lua_replace(L, base + 3);
    text_push(&f->output);
    lua_insert(L, -2);
    lua_pushvalue(L, f->argument);
    return native_call(L, 1, 1, base, take_string);
}

/* Pushes the result: the output, behind the pieces if there are any. */
static int finish(Formatter *f) {
    lua_State *L = f->L;
    text_push(&f->output);
    const int pieces = lua_gettop(L) - (f->base + 3);
    if (pieces > 1) lua_concat(L, pieces);
    return 1;
}

/* Formats from f->at on, until the end or a request. */
static int format_on(Formatter *f) {
    lua_State *L = f->L;
    for (;;) {
        vm_work(L, COST_ELEMENT);
        const char *percent = (const char *)memchr(f->at, '%', (size_t)(f->end - f->at));
        if (percent == NULL) break;
        text_add_bytes(&f->output, f->at, (size_t)(percent - f->at));
        if (percent[1] == '%') {
            text_add_byte(&f->output, '%');
            f->at = percent + 2;
            continue;
        }
        FormatSpec spec;
        if (++f->argument > f->base) return luaL_argerror(L, f->argument, "no value");
        find_spec(L, &spec, percent);
        f->at = percent + spec.length;
        if (spec.letter != 's')
            add_conversion(f, &spec);
        else if (!add_readable(f, &spec))
            return request_string(f, &spec);
    }
    text_add_bytes(&f->output, f->at, (size_t)(f->end - f->at));
    return finish(f);
}

int strlib_format(lua_State *L) {
    Formatter f;
    char memory[TEXT_BUFFER_LOCAL];
    const int base = lua_gettop(L);
    luaL_checkstring(L, 1);
    lua_pushnil(L);
    formatter_init(&f, L, base, memory, sizeof(memory));
    return format_on(&f);
}
