/* Input and output (manual 6.8).
**
** A file is a userdata with the block luaL_Stream and the metatable LUA_FILEHANDLE, both fixed by
** the ABI: foreign modules make such files too, with a `closef` of their own. A file is open while
** `closef` is set, and counts as closed before that and after.
**
** The default input and output are user values of one userdata that is the upvalue of the functions
** that need it.
*/

#define _GNU_SOURCE

#include "lauxlib.h"
#include "lua.h"
#include "lualib.h"
#include "library.h"
#include "os.h"
#include "profile.h"

#include <errno.h>
#include <limits.h>
#include <locale.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* ---- Files ----------------------------------------------------------------------------------- */

typedef luaL_Stream Stream;

static Stream *check_stream(lua_State *L) {
    return luaL_checkudata(L, 1, LUA_FILEHANDLE);
}

/* The open file that is argument 1. */
static FILE *check_file(lua_State *L) {
    const Stream *stream = check_stream(L);
    if (stream->closef == NULL) luaL_error(L, "attempt to use a closed file");
    return stream->f;
}

/* Pushes a file in closed state, so that nothing is closed if opening it fails. */
static Stream *new_stream(lua_State *L) {
    Stream *stream = lua_newuserdatauv(L, sizeof *stream, 0);
    stream->f = NULL;
    stream->closef = NULL;
    luaL_setmetatable(L, LUA_FILEHANDLE);
    return stream;
}

/* Closes argument 1, which is open, whatever kind of file it is. The file counts as closed from the
** start, so that an error in closing is not followed by a second attempt. */
static int close_stream(lua_State *L) {
    Stream *stream = check_stream(L);
    const lua_CFunction close = stream->closef;
    stream->closef = NULL;
    return close(L);
}

static int close_regular(lua_State *L) {
    const Stream *stream = check_stream(L);
    errno = 0;
    return luaL_fileresult(L, fclose(stream->f) == 0, NULL);
}

static int close_process(lua_State *L) {
    const Stream *stream = check_stream(L);
    errno = 0;
    return luaL_execresult(L, os_process_close(stream->f));
}

/* Standard files stay open. */
static int close_standard(lua_State *L) {
    check_stream(L)->closef = close_standard;
    luaL_pushfail(L);
    lua_pushliteral(L, "cannot close standard file");
    return 2;
}

/* Pushes a file opened by name, or raises. */
static void open_or_raise(lua_State *L, const char *name, const char *mode) {
    Stream *stream = new_stream(L);
    stream->f = fopen(name, mode);
    stream->closef = close_regular;
    if (stream->f == NULL) {
        stream->closef = NULL;
        luaL_error(L, "cannot open file '%s' (%s)", name, strerror(errno));
    }
}

/* ---- Default files --------------------------------------------------------------------------- */

/* Numbers of the user values that hold the default files. */
enum { DEFAULT_INPUT = 1, DEFAULT_OUTPUT = 2 };

static const char *const default_names[] = {NULL, "input", "output"};

static void push_default(lua_State *L, int which) {
    lua_getiuservalue(L, lua_upvalueindex(1), which);
}

/* Makes the value on top a default file, and pops it. */
static void set_default(lua_State *L, int which) {
    lua_setiuservalue(L, lua_upvalueindex(1), which);
}

/* Pushes a default file, which must be open. */
static FILE *push_open_default(lua_State *L, int which) {
    push_default(L, which);
    const Stream *stream = lua_touserdata(L, -1);
    if (stream->closef == NULL) luaL_error(L, "default %s file is closed", default_names[which]);
    return stream->f;
}

/* io.input and io.output. */
static int get_or_set_default(lua_State *L, int which, const char *mode) {
    if (!lua_isnoneornil(L, 1)) {
        const char *name = lua_tostring(L, 1);
        if (name != NULL)
            open_or_raise(L, name, mode);
        else {
            check_file(L);
            lua_pushvalue(L, 1);
        }
        set_default(L, which);
    }
    push_default(L, which);
    return 1;
}

static int io_input(lua_State *L) {
    return get_or_set_default(L, DEFAULT_INPUT, "r");
}

static int io_output(lua_State *L) {
    return get_or_set_default(L, DEFAULT_OUTPUT, "w");
}

/* ---- Opening and closing --------------------------------------------------------------------- */

/* [rwa]%+?b* */
static bool is_file_mode(const char *mode) {
    if (*mode == '\0' || strchr("rwa", *mode) == NULL) return false;
    mode++;
    if (*mode == '+') mode++;
    return mode[strspn(mode, "b")] == '\0';
}

static int io_open(lua_State *L) {
    const char *name = luaL_checkstring(L, 1);
    const char *mode = luaL_optstring(L, 2, "r");
    Stream *stream = new_stream(L);
    luaL_argcheck(L, is_file_mode(mode), 2, "invalid mode");
    errno = 0;
    stream->f = fopen(name, mode);
    if (stream->f == NULL) return luaL_fileresult(L, 0, name);
    stream->closef = close_regular;
    return 1;
}

static int io_popen(lua_State *L) {
    const char *command = luaL_checkstring(L, 1);
    const char *mode = luaL_optstring(L, 2, "r");
    Stream *stream = new_stream(L);
    luaL_argcheck(L, (mode[0] == 'r' || mode[0] == 'w') && mode[1] == '\0', 2, "invalid mode");
    errno = 0;
    stream->f = os_process_open(command, mode);
    if (stream->f == NULL) return luaL_fileresult(L, 0, command);
    stream->closef = close_process;
    return 1;
}

static int io_tmpfile(lua_State *L) {
    Stream *stream = new_stream(L);
    errno = 0;
    stream->f = tmpfile();
    if (stream->f == NULL) return luaL_fileresult(L, 0, NULL);
    stream->closef = close_regular;
    return 1;
}

static int file_close(lua_State *L) {
    check_file(L);
    return close_stream(L);
}

static int io_close(lua_State *L) {
    if (lua_isnone(L, 1)) push_default(L, DEFAULT_OUTPUT);
    return file_close(L);
}

static int io_type(lua_State *L) {
    luaL_checkany(L, 1);
    const Stream *stream = luaL_testudata(L, 1, LUA_FILEHANDLE);
    if (stream == NULL)
        luaL_pushfail(L);
    else
        lua_pushstring(L, stream->closef == NULL ? "closed file" : "file");
    return 1;
}

static int file_tostring(lua_State *L) {
    const Stream *stream = check_stream(L);
    if (stream->closef == NULL) {
        lua_pushliteral(L, "file (closed)");
    } else {
        vm_push_address(L, 1, stream->f);
        lua_pushfstring(L, "file (%s)", lua_tostring(L, -1));
    }
    return 1;
}

/* __gc and __close. */
static int file_collect(lua_State *L) {
    const Stream *stream = check_stream(L);
    if (stream->closef != NULL && stream->f != NULL) close_stream(L);
    return 0;
}

/* ---- Reading numerals ------------------------------------------------------------------------ */

/* Longest numeral that is read. */
#define NUMERAL_SIZE 200

/* A numeral being read from a file: the longest prefix of the input that can begin a number. */
typedef struct NumeralReader {
    FILE *file;
    int next;                    /* character looked at, or EOF */
    int count;                   /* characters in `text` */
    char text[NUMERAL_SIZE + 1]; /* accepted characters */
} NumeralReader;

/* Accepts the next character. A numeral that gets too long is none. */
static bool take(NumeralReader *reader) {
    if (reader->count >= NUMERAL_SIZE) {
        reader->text[0] = '\0';
        return false;
    }
    reader->text[reader->count++] = (char)reader->next;
    reader->next = getc_unlocked(reader->file);
    return true;
}

static bool take_either(NumeralReader *reader, char first, char second) {
    return (reader->next == first || reader->next == second) && take(reader);
}

static bool is_space(int c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool is_digit(int c, bool hexadecimal) {
    if (c >= '0' && c <= '9') return true;
    c |= 0x20;
    return hexadecimal && c >= 'a' && c <= 'f';
}

static int take_digits(NumeralReader *reader, bool hexadecimal) {
    int count = 0;
    while (is_digit(reader->next, hexadecimal) && take(reader))
        count++;
    return count;
}

/* Sign, digits with point, exponent. */
static void take_numeral(NumeralReader *reader) {
    int digits = 0;
    bool hexadecimal = false;
    take_either(reader, '+', '-');
    if (take_either(reader, '0', '0')) {
        hexadecimal = take_either(reader, 'x', 'X');
        digits = !hexadecimal;
    }
    digits += take_digits(reader, hexadecimal);
    if (take_either(reader, lua_getlocaledecpoint(), '.'))
        digits += take_digits(reader, hexadecimal);
    if (digits > 0 && take_either(reader, hexadecimal ? 'p' : 'e', hexadecimal ? 'P' : 'E')) {
        take_either(reader, '+', '-');
        take_digits(reader, false);
    }
}

/* Pushes a number, or fail if the input does not begin with one. */
static bool read_number(lua_State *L, FILE *file) {
    NumeralReader reader = {.file = file};
    flockfile(file);
    do
        reader.next = getc_unlocked(file);
    while (is_space(reader.next));
    take_numeral(&reader);
    ungetc(reader.next, file);
    funlockfile(file);
    if (reader.text[0] != '\0') {
        reader.text[reader.count] = '\0';
        if (lua_stringtonumber(L, reader.text) != 0) return true;
    }
    luaL_pushfail(L);
    return false;
}

/* ---- Reading text ---------------------------------------------------------------------------- */

/* Pushes "" and tells whether there is something left to read. */
static bool test_end(lua_State *L, FILE *file) {
    const int c = getc(file);
    ungetc(c, file);
    lua_pushliteral(L, "");
    return c != EOF;
}

/* Reads up to `size` bytes of a line; `*last` is the last character read, '\n' at the line's end
** (which is not stored) or EOF. */
static size_t read_line_piece(FILE *file, char *to, size_t size, int *last) {
    size_t count = 0;
    int c = 0;
    flockfile(file);
    while (count < size && (c = getc_unlocked(file)) != EOF && c != '\n')
        to[count++] = (char)c;
    funlockfile(file);
    *last = c;
    return count;
}

/* Pushes the next line, with its end or without. */
static bool read_line(lua_State *L, FILE *file, bool with_end) {
    luaL_Buffer buffer;
    int last;
    luaL_buffinit(L, &buffer);
    do {
        char *to = luaL_prepbuffer(&buffer);
        luaL_addsize(&buffer, read_line_piece(file, to, LUAL_BUFFERSIZE, &last));
    } while (last != EOF && last != '\n');
    if (with_end && last == '\n') luaL_addchar(&buffer, '\n');
    luaL_pushresult(&buffer);
    return last == '\n' || lua_rawlen(L, -1) > 0;
}

/* Pushes up to `size` bytes. Asks for memory in growing pieces, as there is something to put into
** it: the size may be any number. */
static bool read_bytes(lua_State *L, FILE *file, size_t size) {
    luaL_Buffer buffer;
    size_t piece = LUAL_BUFFERSIZE, wanted, got;
    luaL_buffinit(L, &buffer);
    do {
        wanted = size < piece ? size : piece;
        got = fread(luaL_prepbuffsize(&buffer, wanted), 1, wanted, file);
        luaL_addsize(&buffer, got);
        size -= got;
        piece = piece < ((size_t)1 << 24) ? piece * 2 : piece;
    } while (got == wanted && size > 0);
    luaL_pushresult(&buffer);
    return lua_rawlen(L, -1) > 0;
}

/* Reads by one format of argument `index`, and pushes what was read. */
static bool read_format(lua_State *L, FILE *file, int index) {
    if (lua_type(L, index) == LUA_TNUMBER) {
        const size_t size = (size_t)luaL_checkinteger(L, index);
        return size == 0 ? test_end(L, file) : read_bytes(L, file, size);
    }
    const char *format = luaL_checkstring(L, index);
    if (*format == '*') format++; /* as in earlier versions */
    switch (*format) {
    case 'n': return read_number(L, file);
    case 'l': return read_line(L, file, false);
    case 'L': return read_line(L, file, true);
    case 'a': read_bytes(L, file, SIZE_MAX); return true; /* even an empty rest is a success */
    default: return luaL_argerror(L, index, "invalid format") != 0;
    }
}

/* Reads by the formats from index `first` to the top; returns the number of results. */
static int read_formats(lua_State *L, FILE *file, int first) {
    const int count = lua_gettop(L) - first + 1;
    bool success = true;
    clearerr(file);
    errno = 0;
    if (count <= 0)
        success = read_line(L, file, false);
    else {
        luaL_checkstack(L, count + LUA_MINSTACK, "too many arguments");
        for (int i = 0; i < count && success; i++)
            success = read_format(L, file, first + i);
    }
    if (ferror(file)) return luaL_fileresult(L, 0, NULL);
    if (!success) {
        lua_pop(L, 1);
        luaL_pushfail(L);
    }
    return lua_gettop(L) - (first + (count > 0 ? count : 0)) + 1;
}

static int file_read(lua_State *L) {
    FILE *file = check_file(L);
    return read_formats(L, file, 2);
}

static int io_read(lua_State *L) {
    FILE *file = push_open_default(L, DEFAULT_INPUT);
    lua_pop(L, 1); /* the upvalue keeps it */
    return read_formats(L, file, 1);
}

/* ---- Lines ----------------------------------------------------------------------------------- */

/* Most formats that `lines` takes: they have to be upvalues, of which there are 255. */
#define MAX_FORMATS 250

/* Upvalues of the iterator. */
enum {
    LINES_FILE = 1,
    LINES_COUNT,  /* number of formats */
    LINES_CLOSES, /* boolean: close the file at its end */
    LINES_FORMATS /* the first of the formats */
};

static int lines_next(lua_State *L) {
    const Stream *stream = lua_touserdata(L, lua_upvalueindex(LINES_FILE));
    const int count = (int)lua_tointeger(L, lua_upvalueindex(LINES_COUNT));
    if (stream->closef == NULL) return luaL_error(L, "file is already closed");
    lua_settop(L, 1);
    luaL_checkstack(L, count, "too many arguments");
    for (int i = 0; i < count; i++)
        lua_pushvalue(L, lua_upvalueindex(LINES_FORMATS + i));
    const int results = read_formats(L, stream->f, 2);
    if (lua_toboolean(L, -results)) return results;
    if (results > 1) /* fail and a message */
        return luaL_error(L, "%s", lua_tostring(L, -results + 1));
    if (lua_toboolean(L, lua_upvalueindex(LINES_CLOSES))) {
        lua_settop(L, 0);
        lua_pushvalue(L, lua_upvalueindex(LINES_FILE));
        close_stream(L);
    }
    return 0;
}

/* Replaces file (argument 1) and formats by the iterator. */
static void push_lines(lua_State *L, bool closes) {
    const int count = lua_gettop(L) - 1;
    luaL_argcheck(L, count <= MAX_FORMATS, MAX_FORMATS + 2, "too many arguments");
    lua_pushvalue(L, 1);
    lua_pushinteger(L, count);
    lua_pushboolean(L, closes);
    lua_rotate(L, 2, 3);
    lua_pushcclosure(L, lines_next, LINES_FORMATS - 1 + count);
}

static int file_lines(lua_State *L) {
    check_file(L);
    push_lines(L, false);
    return 1;
}

static int io_lines(lua_State *L) {
    if (lua_isnone(L, 1)) lua_pushnil(L);
    if (lua_isnil(L, 1)) {
        push_default(L, DEFAULT_INPUT);
        lua_replace(L, 1);
        check_file(L);
        push_lines(L, false);
        return 1;
    }
    open_or_raise(L, luaL_checkstring(L, 1), "r");
    lua_replace(L, 1);
    push_lines(L, true);
    lua_pushnil(L);
    lua_pushnil(L);
    lua_pushvalue(L, 1); /* the loop closes the file when it is left early */
    return 4;
}

/* ---- Writing --------------------------------------------------------------------------------- */

static bool write_number(lua_State *L, FILE *file, int index) {
    char text[64];
    const int length =
        lua_isinteger(L, index)
            ? snprintf(text, sizeof text, LUA_INTEGER_FMT, (LUAI_UACINT)lua_tointeger(L, index))
            : snprintf(text, sizeof text, LUA_NUMBER_FMT, (LUAI_UACNUMBER)lua_tonumber(L, index));
    vm_note_output(L, text, (size_t)length);
    return fwrite(text, 1, (size_t)length, file) == (size_t)length;
}

/* Writes arguments `first` to `last`; the file is on top and becomes the result. */
static int write_values(lua_State *L, FILE *file, int first, int last) {
    bool success = true;
    errno = 0;
    for (int i = first; i <= last; i++) {
        if (lua_type(L, i) == LUA_TNUMBER)
            success = write_number(L, file, i) && success;
        else {
            size_t length;
            const char *text = luaL_checklstring(L, i, &length);
            vm_note_output(L, text, length);
            success = success && fwrite(text, 1, length, file) == length;
        }
    }
    return success ? 1 : luaL_fileresult(L, 0, NULL);
}

static int file_write(lua_State *L) {
    FILE *file = check_file(L);
    const int last = lua_gettop(L);
    lua_pushvalue(L, 1);
    return write_values(L, file, 2, last);
}

static int io_write(lua_State *L) {
    const int last = lua_gettop(L);
    FILE *file = push_open_default(L, DEFAULT_OUTPUT);
    return write_values(L, file, 1, last);
}

/* ---- Position and buffer --------------------------------------------------------------------- */

static int file_seek(lua_State *L) {
    static const char *const names[] = {"set", "cur", "end", NULL};
    static const int origins[] = {SEEK_SET, SEEK_CUR, SEEK_END};
    FILE *file = check_file(L);
    const int origin = origins[luaL_checkoption(L, 2, "cur", names)];
    const lua_Integer offset = luaL_optinteger(L, 3, 0);
    errno = 0;
    if (!os_seek(file, offset, origin)) return luaL_fileresult(L, 0, NULL);
    lua_pushinteger(L, os_tell(file));
    return 1;
}

static int file_setvbuf(lua_State *L) {
    static const char *const names[] = {"no", "full", "line", NULL};
    static const int modes[] = {_IONBF, _IOFBF, _IOLBF};
    FILE *file = check_file(L);
    const int mode = modes[luaL_checkoption(L, 2, NULL, names)];
    const lua_Integer size = luaL_optinteger(L, 3, LUAL_BUFFERSIZE);
    errno = 0;
    return luaL_fileresult(L, setvbuf(file, NULL, mode, (size_t)size) == 0, NULL);
}

static int file_flush(lua_State *L) {
    FILE *file = check_file(L);
    errno = 0;
    return luaL_fileresult(L, fflush(file) == 0, NULL);
}

static int io_flush(lua_State *L) {
    FILE *file = push_open_default(L, DEFAULT_OUTPUT);
    errno = 0;
    return luaL_fileresult(L, fflush(file) == 0, NULL);
}

/* ---- Registration ---------------------------------------------------------------------------- */

static const luaL_Reg io_functions[] = {
    {"close", io_close},     {"flush", io_flush},   {"input", io_input}, {"lines", io_lines},
    {"open", io_open},       {"output", io_output}, {"popen", io_popen}, {"read", io_read},
    {"tmpfile", io_tmpfile}, {"type", io_type},     {"write", io_write}, {"stdin", NULL},
    {"stdout", NULL},        {"stderr", NULL},      {NULL, NULL},
};

static const luaL_Reg file_methods[] = {
    {"close", file_close}, {"flush", file_flush},     {"lines", file_lines}, {"read", file_read},
    {"seek", file_seek},   {"setvbuf", file_setvbuf}, {"write", file_write}, {NULL, NULL},
};

static const luaL_Reg file_metamethods[] = {
    {"__close", file_collect},
    {"__gc", file_collect},
    {"__tostring", file_tostring},
    {NULL, NULL},
};

static void create_metatable(lua_State *L) {
    luaL_newmetatable(L, LUA_FILEHANDLE);
    luaL_setfuncs(L, file_metamethods, 0);
    library_new(L, file_methods);
    lua_setfield(L, -2, "__index");
    lua_pop(L, 1);
}

/* Adds a standard file to the library on top; `which` default file it is, or 0. The userdata of the
** default files is at `defaults`. */
static void add_standard_file(lua_State *L, int defaults, FILE *file, const char *name, int which) {
    Stream *stream = new_stream(L);
    stream->f = file;
    stream->closef = close_standard;
    if (which != 0) {
        lua_pushvalue(L, -1);
        lua_setiuservalue(L, defaults, which);
    }
    lua_setfield(L, -2, name);
}

LUAMOD_API int luaopen_io(lua_State *L) {
    create_metatable(L);
    lua_newuserdatauv(L, 0, 2);
    const int defaults = lua_gettop(L);
    library_table(L, io_functions);
    add_standard_file(L, defaults, stdin, "stdin", DEFAULT_INPUT);
    add_standard_file(L, defaults, stdout, "stdout", DEFAULT_OUTPUT);
    add_standard_file(L, defaults, stderr, "stderr", 0);
    lua_pushvalue(L, defaults);
    library_functions(L, io_functions, 1);
    return 1;
}
