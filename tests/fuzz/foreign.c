/* Chunks of PUC-Rio's Lua 5.4: loaded and run.
**
** The mutator finds the code in a chunk and changes operands and opcodes there, or repeats and
** removes whole instructions; anything else it leaves to libFuzzer.
**
** A chunk behind its header: number of upvalues of the main function, then the function: source,
** two lines, three bytes, and lists that start with their length, see skip_function. Numbers are
** groups of seven bits, most significant first, the last with its top bit set. Strings start with
** their length plus one.
*/
#include <stdlib.h>
#include <string.h>

#include "foreign_chunk.h"
#include "fuzz.h"
#include "mutate.h"

#define OPCODES 83 /* of Lua 5.4 */

static const char header[FOREIGN_HEADER_SIZE + 1] =
    "\x1bLua\x54\0\x19\x93\r\n\x1a\n\x04\x08\x08\x78\x56\0\0\0\0\0\0\0\0\0\0\0\x28\x77\x40";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    lua_State *const L = fuzz_open(FUZZ_SCRIPT, fuzz_choose_failure(data, size));
    if (L == NULL) return 0;
    char *const chunk = malloc(size + FOREIGN_HEADER_SIZE);
    memcpy(chunk, header, FOREIGN_HEADER_SIZE);
    if (size > 0) memcpy(chunk + FOREIGN_HEADER_SIZE, data, size);
    const int status = luaL_loadbufferx(L, chunk, size + FOREIGN_HEADER_SIZE, "=foreign", "b");
    FUZZ_CHECK(status == LUA_OK || status == LUA_ERRSYNTAX || status == LUA_ERRMEM);
    if (status == LUA_OK) fuzz_run(L);
    free(chunk);
    fuzz_close(L);
    return 0;
}

/* ---- The mutator ---- */

#define SPANS_MAX 64

/* The code of one function. */
typedef struct Span {
    size_t count_at; /* where the number of instructions stands */
    size_t code_at;
    size_t count;
} Span;

typedef struct Reader {
    const uint8_t *data;
    size_t size, at;
    bool good;
    Span spans[SPANS_MAX];
    size_t span_count;
} Reader;

static size_t read_number(Reader *r) {
    size_t number = 0;
    for (int bytes = 0; bytes < 9 && r->at < r->size; bytes++) {
        const uint8_t byte = r->data[r->at++];
        number = number << 7 | (byte & 0x7f);
        if (byte & 0x80) return number;
    }
    r->good = false;
    return 0;
}

static void skip(Reader *r, size_t bytes) {
    r->good = r->good && bytes <= r->size - r->at;
    if (r->good) r->at += bytes;
}

static void skip_string(Reader *r) {
    const size_t size = read_number(r);
    if (size > 1) skip(r, size - 1);
}

static void skip_constants(Reader *r) {
    for (size_t n = read_number(r); n > 0 && r->good; n--) {
        const uint8_t type = r->at < r->size ? r->data[r->at] : 0;
        skip(r, 1);
        if ((type & 0x0f) == 3) skip(r, 8);
        if ((type & 0x0f) == 4) skip_string(r);
    }
}

static void skip_code(Reader *r) {
    const size_t count_at = r->at, count = read_number(r);
    if (r->span_count < SPANS_MAX) r->spans[r->span_count++] = (Span){count_at, r->at, count};
    skip(r, count > r->size ? r->size : 4 * count);
}

static void skip_function(Reader *r, int depth) {
    skip_string(r);
    read_number(r);
    read_number(r);
    skip(r, 3);
    skip_code(r);
    skip_constants(r);
    skip(r, 3 * read_number(r));
    for (size_t n = read_number(r); n > 0 && r->good && depth < 50; n--)
        skip_function(r, depth + 1);
    skip(r, read_number(r));
    for (size_t n = 2 * read_number(r); n > 0 && r->good; n--)
        read_number(r);
    for (size_t n = read_number(r); n > 0 && r->good; n--) {
        skip_string(r);
        read_number(r);
        read_number(r);
    }
    for (size_t n = read_number(r); n > 0 && r->good; n--)
        skip_string(r);
}

static size_t write_number(uint8_t *out, size_t number) {
    uint8_t groups[10];
    size_t count = 0;
    do
        groups[count++] = number & 0x7f;
    while ((number >>= 7) != 0);
    for (size_t i = 0; i < count; i++)
        out[i] = groups[count - 1 - i];
    out[count - 1] |= 0x80;
    return count;
}

static void change_instruction(Random *r, uint8_t *code, size_t count) {
    uint8_t *const at = code + 4 * random_below(r, (uint32_t)count);
    uint32_t word;
    memcpy(&word, at, sizeof word);
    const uint32_t shift = (const uint32_t[]){7, 15, 16, 24}[random_below(r, 4)];
    switch (random_below(r, 6)) {
    case 0: word = (word & ~0x7fu) | random_below(r, OPCODES); break;
    case 1: memcpy(&word, code + 4 * random_below(r, (uint32_t)count), sizeof word); break;
    case 2: word += (random_below(r, 2) ? 1u : UINT32_MAX) << shift; break;
    case 3: word ^= 1u << random_below(r, 32); break;
    default: word = (word & ~(0xffu << shift)) | random_below(r, 8) << shift; break;
    }
    memcpy(at, &word, sizeof word);
}

/* Repeats some instructions at another place, or removes some. */
static size_t splice(uint8_t *data, size_t size, size_t room, const Span *span, Random *r) {
    const size_t place = random_below(r, (uint32_t)span->count);
    const bool repeat = random_below(r, 2) == 0;
    const size_t from = random_below(r, (uint32_t)span->count);
    const size_t most = span->count - (repeat ? from : place);
    size_t changed = random_below(r, 4) + 1;
    if (changed > most) changed = most;
    const size_t count = repeat ? span->count + changed : span->count - changed;
    if (size + 4 * changed + 10 > room) return size;
    uint8_t *const out = malloc(room), *p = out;
    memcpy(p, data, span->count_at), p += span->count_at;
    p += write_number(p, count);
    memcpy(p, data + span->code_at, 4 * place), p += 4 * place;
    if (repeat) memcpy(p, data + span->code_at + 4 * from, 4 * changed), p += 4 * changed;
    const size_t rest = span->code_at + 4 * (place + (repeat ? 0 : changed));
    memcpy(p, data + rest, size - rest), p += size - rest;
    const size_t result = (size_t)(p - out);
    memcpy(data, out, result);
    free(out);
    return result;
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t room, unsigned seed) {
    Random r = random_start(seed);
    Reader *const reader = &(Reader){.data = data, .size = size, .good = true};
    if (size > 1) {
        skip(reader, 1);
        skip_function(reader, 0);
    }
    if (!reader->good || reader->span_count == 0 || random_below(&r, 5) == 0)
        return LLVMFuzzerMutate(data, size, room);
    const Span *const span = &reader->spans[random_below(&r, (uint32_t)reader->span_count)];
    if (span->count == 0) return LLVMFuzzerMutate(data, size, room);
    for (uint32_t changes = random_below(&r, 4); changes > 0; changes--)
        change_instruction(&r, data + span->code_at, span->count);
    return random_below(&r, 4) == 0 ? splice(data, size, room, span, &r) : size;
}
