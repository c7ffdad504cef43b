/* The auxiliary library: chunks from files and buffers. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "api_check.h"
#include "lauxlib.h"
#include "lua.h"

/* ---- Buffers --------------------------------------------------------------------------------- */

/* A chunk in memory that is still to be handed out. */
typedef struct TextSource {
    const char *text; /* owned by the caller of the load */
    size_t length;    /* 0 once it has been handed out */
} TextSource;

static const char *read_text(lua_State *L, void *ud, size_t *size) {
    TextSource *source = (TextSource *)ud;
    (void)L;
    *size = source->length;
    source->length = 0;
    return *size > 0 ? source->text : NULL;
}

int luaL_loadbufferx(lua_State *L, const char *buff, size_t sz, const char *name,
                     const char *mode) {
    require(room, L, 1);
    require(bytes, L, buff, sz);
    TextSource source = {buff, sz};
    return lua_load(L, read_text, &source, name, mode);
}

int luaL_loadstring(lua_State *L, const char *s) {
    require(room, L, 1);
    require(given, L, s != NULL, "s");
    return luaL_loadbuffer(L, s, strlen(s), s);
}

/* ---- Files ----------------------------------------------------------------------------------- */

/* A chunk in a file. Files are always opened in binary mode: the scanner takes any kind of line
** end, and a binary chunk needs its bytes as they are, so there is nothing to reopen. */
typedef struct FileSource {
    FILE *file;          /* owned; standard input is not closed */
    size_t pending;      /* bytes at `buffer`, read while the start was examined */
    int error;           /* errno of a failed read, else 0 */
    char buffer[BUFSIZ]; /* what the reader hands out */
} FileSource;

static const char *read_file(lua_State *L, void *ud, size_t *size) {
    FileSource *source = (FileSource *)ud;
    (void)L;
    if (source->pending > 0) {
        *size = source->pending;
        source->pending = 0;
        return source->buffer;
    }
    if (feof(source->file)) /* not again: a terminal would ask for more input */
        return NULL;
    errno = 0;
    *size = fread(source->buffer, 1, sizeof(source->buffer), source->file);
    if (ferror(source->file)) source->error = errno;
    return source->buffer;
}

/* Skips a byte order mark and gives the first character after it. Of something that only begins
** like a mark the bytes are kept. */
static int skip_byte_order_mark(FileSource *source) {
    static const unsigned char mark[] = {0xEF, 0xBB, 0xBF};
    int c = getc(source->file);
    for (size_t i = 0; i < sizeof(mark); i++) {
        if (c != mark[i]) return c;
        source->buffer[source->pending++] = (char)c;
        c = getc(source->file);
    }
    source->pending = 0;
    return c;
}

/* Skips what the scanner shall not see: a byte order mark and a first line that starts with '#'.
** That line leaves its line end behind, so that lines keep their numbers; unless a binary chunk
** follows, which must start with its signature. */
static void skip_prologue(FileSource *source) {
    int c = skip_byte_order_mark(source);
    if (source->pending == 0 && c == '#') {
        do {
            c = getc(source->file);
        } while (c != EOF && c != '\n');
        c = getc(source->file);
        if (c != LUA_SIGNATURE[0]) source->buffer[source->pending++] = '\n';
    }
    if (c != EOF) source->buffer[source->pending++] = (char)c;
}

/* Replaces the chunk name at `name_index` by a message; the value is LUA_ERRFILE. */
static int file_error(lua_State *L, const char *action, int name_index, int code) {
    const char *name = lua_tostring(L, name_index) + 1;
    if (code != 0)
        lua_pushfstring(L, "cannot %s %s: %s", action, name, strerror(code));
    else
        lua_pushfstring(L, "cannot %s %s", action, name);
    lua_replace(L, name_index);
    lua_settop(L, name_index);
    return LUA_ERRFILE;
}

int luaL_loadfilex(lua_State *L, const char *filename, const char *mode) {
    require(room, L, 3);
    FileSource source;
    const int name_index = lua_gettop(L) + 1;
    source.pending = 0;
    source.error = 0;
    if (filename == NULL) {
        source.file = stdin;
        lua_pushliteral(L, "=stdin");
    } else {
        lua_pushfstring(L, "@%s", filename);
        errno = 0;
        source.file = fopen(filename, "rb");
        if (source.file == NULL) return file_error(L, "open", name_index, errno);
    }
    errno = 0;
    skip_prologue(&source);
    if (ferror(source.file)) source.error = errno;
    const int status = lua_load(L, read_file, &source, lua_tostring(L, name_index), mode);
    const int failed = ferror(source.file);
    if (filename != NULL) fclose(source.file);
    if (failed) return file_error(L, "read", name_index, source.error);
    lua_remove(L, name_index);
    return status;
}
