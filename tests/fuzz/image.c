/* Program images (string.dump): loaded, listed, dumped again and run.
**
** Whatever the header of an input says, it becomes that of this build, so that inputs outlive changes
** of the instruction set. The mutator knows the layout: it changes fields of the parts, and it
** inserts and removes code words and lays the image out anew, so that the damage gets past the layout
** check to the rules behind it.
*/
#include <stdlib.h>
#include <string.h>

#include "disassemble.h"
#include "fuzz.h"
#include "image.h"
#include "mutate.h"
#include "opcode_info.h"

#define LISTED_MAX 20000 /* bytes: larger images are not listed */

/* ---- The target ---- */

static void fix_header(uint8_t *image, size_t size) {
    ImageHeader header;
    if (size < sizeof header) return;
    memcpy(&header, image, sizeof header);
    image_write_check(&header);
    header.size = (uint32_t)size;
    memcpy(image, &header, sizeof header);
}

/* Lists what the verifier accepts, to nowhere. */
static void list(const uint8_t *image, size_t size) {
    static FILE *nowhere;
    Allocator allocator = {.allocate = allocator_default, .cap = SIZE_MAX};
    Program *program;
    const char *error;
    if (nowhere == NULL) nowhere = fopen("/dev/null", "w");
    if (size > LISTED_MAX || !program_load(&allocator, image, size, &program, &error)) return;
    if (nowhere != NULL) program_disassemble(program, nowhere);
    program_release(program);
    FUZZ_CHECK(allocator.held == 0);
}

static int count_bytes(lua_State *L, const void *bytes, size_t length, void *ud) {
    (void)L, (void)bytes;
    *(size_t *)ud += length;
    return 0;
}

/* What may be asked of a function that has not run: where its lines are, its upvalues, its dump. */
static int inspect(lua_State *L) {
    lua_Debug info;
    size_t length = 0;
    lua_pushvalue(L, 1);
    lua_getinfo(L, ">SlnurL", &info);
    lua_settop(L, 1);
    for (int i = 1; lua_getupvalue(L, 1, i) != NULL; i++)
        lua_pop(L, 1);
    for (int i = 1; lua_getlocal(L, NULL, i) != NULL; i++) {}
    lua_settop(L, 1);
    FUZZ_CHECK(lua_dump(L, count_bytes, &length, 1) != LUA_OK || length > 0);
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    lua_State *const L = fuzz_open(FUZZ_SCRIPT, fuzz_choose_failure(data, size));
    if (L == NULL) return 0;
    uint8_t *const image = malloc(size > 0 ? size : 1);
    if (size > 0) memcpy(image, data, size);
    fix_header(image, size);
    if (luaL_loadbufferx(L, (const char *)image, size, "=image", "b") == LUA_OK) {
        list(image, size);
        lua_pushcfunction(L, inspect);
        lua_pushvalue(L, -2);
        lua_pcall(L, 1, 0, 0);
        fuzz_run(L);
    }
    free(image);
    fuzz_close(L);
    return 0;
}

/* ---- The mutator ---- */

/* A walk through an image that copies it part by part, with another code for one function. */
typedef struct Copier {
    const uint8_t *in;
    size_t size;
    uint8_t *out;
    size_t room;
    uint64_t at; /* where the next part of the copy starts at the earliest */
    bool good;   /* all parts lay inside, and the copy has room */
} Copier;

/* Copies `bytes` bytes at `from`; their offset in the copy. */
static uint32_t copy_part(Copier *c, uint32_t from, uint64_t bytes, size_t alignment) {
    const uint64_t start = image_align(c->at, alignment);
    c->good = c->good && from + bytes <= c->size && start + bytes <= c->room;
    if (!c->good) return 0;
    memset(c->out + c->at, 0, start - c->at);
    memcpy(c->out + start, c->in + from, bytes);
    c->at = start + bytes;
    return (uint32_t)start;
}

/* The same for code that stands elsewhere. */
static uint32_t put_code(Copier *c, const Instruction *code, uint32_t count) {
    const uint64_t start = image_align(c->at, sizeof *code), bytes = count * sizeof *code;
    c->good = c->good && start + bytes <= c->room;
    if (!c->good) return 0;
    memset(c->out + c->at, 0, start - c->at);
    memcpy(c->out + start, code, bytes);
    c->at = start + bytes;
    return (uint32_t)start;
}

static void copy_templates(Copier *c, const ProgramFunction *f) {
    for (uint32_t i = 0; i < f->template_count && c->good; i++) {
        ProgramTemplate t;
        memcpy(&t, c->out + f->templates + i * sizeof t, sizeof t);
        t.keys = copy_part(c, t.keys, (uint64_t)t.key_count * sizeof(uint32_t), sizeof(uint32_t));
        if (c->good) memcpy(c->out + f->templates + i * sizeof t, &t, sizeof t);
    }
}

/* Copies a function's parts and updates *f to where they are; `code` unless NULL replaces its code,
** and then its debug information is left out, which would not fit. */
static void copy_function(Copier *c, ProgramFunction *f, const Instruction *code, uint32_t count) {
    const ProgramFunction old = *f;
    if (code != NULL) f->line_bytes = f->local_count = f->name_count = 0;
#define PART(offset, items, Type) \
    f->offset = copy_part(c, f->offset, (uint64_t)f->items * sizeof(Type), _Alignof(Type));
    PART(constants, constant_count, ProgramConstant)
    if (code != NULL) {
        f->code_count = count;
        f->code = put_code(c, code, count);
    } else {
        f->code = copy_part(c, old.code, (uint64_t)f->code_count * sizeof *code, sizeof *code);
    }
    PART(children, child_count, uint32_t)
    PART(upvalues, upvalue_count, ProgramUpvalue)
    PART(templates, template_count, ProgramTemplate)
    copy_templates(c, f);
    FUNCTION_DEBUG_PARTS(PART)
#undef PART
}

/* Copies an image; function `edited` (UINT32_MAX: none) gets other code. Returns the copy's size, or
** 0 when the layout is broken or there is no room. */
static size_t copy_image(const uint8_t *in, size_t size, uint32_t edited, const Instruction *code,
                         uint32_t count, uint8_t *out, size_t room) {
    Copier c = {.in = in, .size = size, .out = out, .room = room, .good = true};
    ImageHeader h;
    if (size < sizeof h) return 0;
    copy_part(&c, 0, sizeof h, 1);
    memcpy(&h, in, sizeof h);
    if (!c.good || h.function_count > size / sizeof(ProgramFunction)) return 0;
    h.functions = copy_part(&c, h.functions, (uint64_t)h.function_count * sizeof(ProgramFunction),
                            _Alignof(ProgramFunction));
    for (uint32_t i = 0; i < h.function_count && c.good; i++) {
        ProgramFunction f;
        memcpy(&f, out + h.functions + i * sizeof f, sizeof f);
        copy_function(&c, &f, i == edited ? code : NULL, count);
        memcpy(out + h.functions + i * sizeof f, &f, sizeof f);
    }
    h.strings = copy_part(&c, h.strings, (uint64_t)h.string_count * sizeof(ImageString),
                          _Alignof(ImageString));
    h.string_bytes = copy_part(&c, h.string_bytes, h.string_size, 1);
    if (!c.good) return 0;
    memcpy(out, &h, sizeof h);
    fix_header(out, c.at);
    return c.at;
}

static ImageHeader header_of(const uint8_t *image) {
    ImageHeader h;
    memcpy(&h, image, sizeof h);
    return h;
}

static ProgramFunction *function_at(uint8_t *image, uint32_t index) {
    return (ProgramFunction *)(void *)(image + header_of(image).functions) + index;
}

/* An operand that is likely to mean something. */
static uint32_t small_operand(Random *r) {
    return random_below(r, 4) == 0 ? random_next(r) & 0xff : random_below(r, 8);
}

/* Another opcode with operands of the same format and the same number of words. */
static Instruction other_opcode(Random *r, Instruction i) {
    const uint32_t op = i & 0xff;
    if (op >= OPCODE_COUNT) return i ^ random_next(r);
    for (int tries = 0; tries < 50; tries++) {
        const uint32_t other = random_below(r, OPCODE_COUNT);
        if (other != op && opcode_info[other].extra == opcode_info[op].extra)
            return (i & ~0xffu) | other;
    }
    return i;
}

static void change_word(Random *r, Instruction *code, uint32_t count) {
    Instruction *const word = &code[random_below(r, count)];
    const uint32_t shift = 8 * random_below(r, 4);
    switch (random_below(r, 6)) {
    case 0: *word = other_opcode(r, *word); break;
    case 1: *word = code[random_below(r, count)]; break;
    case 2: *word += (random_below(r, 2) ? 1u : UINT32_MAX) << shift; break;
    case 3: *word = random_interesting(r); break;
    default: *word = (*word & ~(0xffu << shift)) | small_operand(r) << shift; break;
    }
}

/* The number of inline caches that code needs; most mutants should have it right. */
static uint32_t count_keys(const Instruction *code, uint32_t count) {
    uint32_t keys = 0;
    for (uint32_t pc = 0; pc < count; pc += instruction_words(code[pc])) {
        const uint32_t op = code[pc] & 0xff;
        keys += op < OPCODE_COUNT && opcode_info[op].extra == EXTRA_KEY;
    }
    return keys;
}

/* Changes a field of some part of the function in place. */
static void change_function(Random *r, uint8_t *image, ProgramFunction *f) {
    Instruction *const code = (Instruction *)(void *)(image + f->code);
    const uint32_t kind = random_below(r, 24);
    uint8_t *part = NULL;
    uint64_t bytes = 0;
    if (kind < 12 && f->code_count > 0) {
        change_word(r, code, f->code_count);
        if (random_below(r, 8) != 0) f->key_count = count_keys(code, f->code_count);
        return;
    }
    switch (kind) {
    case 12: f->register_count = (uint8_t)random_interesting(r); return;
    case 13: f->parameter_count = (uint8_t)small_operand(r); return;
    case 14: f->is_vararg ^= 1; return;
    case 15: f->key_count += random_below(r, 3) - 1; return;
    case 16:
        part = image + f->constants, bytes = f->constant_count * sizeof(ProgramConstant);
        break;
    case 17: part = image + f->children, bytes = f->child_count * sizeof(uint32_t); break;
    case 18: part = image + f->upvalues, bytes = f->upvalue_count * sizeof(ProgramUpvalue); break;
    case 19:
        part = image + f->templates, bytes = f->template_count * sizeof(ProgramTemplate);
        break;
    case 20: part = image + f->locals, bytes = f->local_count * sizeof(ProgramLocal); break;
    case 21: part = image + f->names, bytes = f->name_count * sizeof(ProgramName); break;
    case 22: part = image + f->lines, bytes = f->line_bytes; break;
    default: part = (uint8_t *)f, bytes = sizeof *f; break;
    }
    random_damage(r, part, bytes);
}

/* Inserts words copied from another function, or removes some, and lays the image out anew. */
static size_t change_code(Random *r, const uint8_t *image, size_t size, uint8_t *out, size_t room) {
    const ImageHeader h = header_of(image);
    uint8_t *const in = (uint8_t *)(uintptr_t)image;
    const uint32_t edited = random_below(r, h.function_count);
    const ProgramFunction *const f = function_at(in, edited);
    const ProgramFunction *const giver = function_at(in, random_below(r, h.function_count));
    Instruction *const code = malloc((f->code_count + 16) * sizeof *code);
    const Instruction *const old = (const Instruction *)(const void *)(image + f->code);
    const Instruction *const given = (const Instruction *)(const void *)(image + giver->code);
    const uint32_t place = random_below(r, f->code_count + 1);
    uint32_t count = 0, skip = 0, from = 0, more = 0;
    if (random_below(r, 2) == 0) {
        skip = random_below(r, 4) + 1;
        if (skip > f->code_count - place) skip = f->code_count - place;
    } else if (giver->code_count > 0) {
        from = random_below(r, giver->code_count);
        more = random_below(r, 8) + 1;
        if (more > giver->code_count - from) more = giver->code_count - from;
    }
    for (; count < place; count++)
        code[count] = old[count];
    for (uint32_t i = 0; i < more; i++)
        code[count++] = given[from + i];
    for (uint32_t i = place + skip; i < f->code_count; i++)
        code[count++] = old[i];
    const size_t result = copy_image(image, size, edited, code, count, out, room);
    if (result > 0) function_at(out, edited)->key_count = count_keys(code, count);
    free(code);
    return result;
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t room, unsigned seed) {
    Random r = random_start(seed);
    uint8_t *const copy = malloc(room);
    size_t result =
        random_below(&r, 10) == 0 ? 0 : copy_image(data, size, UINT32_MAX, NULL, 0, copy, room);
    if (result == 0 || header_of(copy).function_count == 0) {
        free(copy);
        return LLVMFuzzerMutate(data, size, room);
    }
    memcpy(data, copy, result);
    for (uint32_t changes = random_below(&r, 4) + 1; changes > 0; changes--) {
        const ImageHeader h = header_of(data);
        const uint32_t kind = random_below(&r, 16);
        if (kind == 0) {
            random_damage(&r, data + h.string_bytes, h.string_size);
        } else if (kind < 4) {
            const size_t edited = change_code(&r, data, result, copy, room);
            if (edited > 0) memcpy(data, copy, result = edited);
        } else {
            change_function(&r, data, function_at(data, random_below(&r, h.function_count)));
        }
        /* What was damaged may be the layout: bring it in order, or let it be. */
        const size_t again =
            changes > 1 ? copy_image(data, result, UINT32_MAX, NULL, 0, copy, room) : 0;
        if (again == 0) break;
        memcpy(data, copy, result = again);
    }
    free(copy);
    return result;
}
