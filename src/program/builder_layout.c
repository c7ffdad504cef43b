/* Laying out: what becomes of the parts of a Program in the making.
**
** A function that is closed leaves its parts, in the order and with the gaps that the image will
** have, in the builder's `parts`, with offsets that count from its own first byte. That first byte
** is aligned for everything in the image, so that finishing is copying, and adding to offsets. So
** there are as many FunctionBuilders as functions nest, and not as there are functions.
*/
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "builder_parts.h"
#include "opcode_info.h"

#define PARTS_ALIGNMENT _Alignof(ProgramConstant) /* of the first part, the strictest of all */

/* ---- Sorting --------------------------------------------------------------------------------- */

static int compare_names(const void *left, const void *right) {
    const ProgramName *const l = left, *const r = right;
    if (l->pc != r->pc) return l->pc < r->pc ? -1 : 1;
    return (int)l->operand - (int)r->operand;
}

/* Sorts the names; of several for the same operand one stays. Code generators record nearly in
** order, so the usual work is one look at each. */
static void sort_names(FunctionBuilder *f) {
    ProgramName *const names = f->names.items;
    const uint32_t count = f->names.count;
    uint32_t kept = 0, sorted = 1;
    while (sorted < count && compare_names(&names[sorted - 1], &names[sorted]) < 0)
        sorted++;
    if (sorted >= count) return;
    qsort(names, count, sizeof *names, compare_names);
    for (uint32_t i = 0; i < count; i++)
        if (i + 1 == count || compare_names(&names[i], &names[i + 1]) != 0)
            names[kept++] = names[i];
    f->names.count = kept;
}

static void merge_locals(ProgramLocal *to, const ProgramLocal *left, const ProgramLocal *middle,
                         const ProgramLocal *end) {
    const ProgramLocal *right = middle;
    while (left < middle || right < end) {
        const bool take_left = right == end || (left < middle && left->start_pc <= right->start_pc);
        *to++ = take_left ? *left++ : *right++;
    }
}

/* Stable merge sort, bottom up, by start_pc. False: out of memory. */
static bool sort_locals(FunctionBuilder *f) {
    Allocator *const a = f->builder->allocator;
    const uint32_t count = f->locals.count;
    const size_t size = f->locals.capacity * sizeof(ProgramLocal);
    ProgramLocal *from = f->locals.items;
    uint32_t sorted = 1;
    while (sorted < count && from[sorted - 1].start_pc <= from[sorted].start_pc)
        sorted++;
    if (sorted >= count) return true;
    ProgramLocal *to = allocator_new(a, size);
    if (to == NULL) return false;
    for (uint64_t run = 1; run < count; run *= 2) {
        for (uint64_t at = 0; at < count; at += 2 * run) {
            const uint64_t middle = at + run < count ? at + run : count;
            const uint64_t end = at + 2 * run < count ? at + 2 * run : count;
            merge_locals(to + at, from + at, from + middle, from + end);
        }
        ProgramLocal *const swap = from;
        from = to;
        to = swap;
    }
    f->locals.items = from;
    allocator_free(a, to, size);
    return true;
}

/* ---- One function ---------------------------------------------------------------------------- */

/* Gives a part of `count` items the next place; false beyond 4 GiB. */
static bool place_part(uint64_t *cursor, uint64_t count, size_t item_size, size_t alignment,
                       uint32_t *offset, uint32_t *stored_count) {
    const uint64_t start = image_align(*cursor, alignment);
    *cursor = start + count * item_size;
    if (*cursor > UINT32_MAX || count > UINT32_MAX) return false;
    *offset = (uint32_t)start;
    *stored_count = (uint32_t)count;
    return true;
}

static uint32_t count_keys(const FunctionBuilder *f) {
    const Instruction *const code = f->code.items;
    uint32_t keys = 0;
    for (uint32_t pc = 0; pc < f->code.count; pc++) {
        const unsigned extra = opcode_info[instruction_op(code[pc])].extra;
        keys += extra == EXTRA_KEY;
        pc += extra != EXTRA_NONE;
    }
    return keys;
}

static bool place_templates(FunctionBuilder *f, uint64_t *cursor, ProgramFunction *out) {
    ProgramTemplate *const templates = f->templates.items;
    if (!place_part(cursor, f->templates.count, sizeof *templates, _Alignof(ProgramTemplate),
                    &out->templates, &out->template_count))
        return false;
    for (uint32_t i = 0; i < f->templates.count; i++)
        if (!place_part(cursor, templates[i].key_count, sizeof(uint32_t), _Alignof(uint32_t),
                        &templates[i].keys, &templates[i].key_count))
            return false;
    return true;
}

static bool place_function(FunctionBuilder *f, uint64_t *cursor, ProgramFunction *out) {
#define PART(offset, total, Type) \
    place_part(cursor, f->offset.count, sizeof(Type), _Alignof(Type), &out->offset, &out->total)
    const uint64_t line_bytes =
        f->has_lines ? lines_encoded_size(f->lines.items, f->lines.count) : 0;
    return PART(constants, constant_count, ProgramConstant) &&
           PART(code, code_count, Instruction) && PART(children, child_count, uint32_t) &&
           PART(upvalues, upvalue_count, ProgramUpvalue) && place_templates(f, cursor, out) &&
           PART(locals, local_count, ProgramLocal) && PART(names, name_count, ProgramName) &&
           place_part(cursor, line_bytes, 1, _Alignof(uint32_t), &out->lines, &out->line_bytes);
#undef PART
}

static void write_part(uint8_t *image, uint32_t offset, const void *items, size_t size) {
    if (size > 0) memcpy(image + offset, items, size);
}

static void write_parts(const FunctionBuilder *f, const ProgramFunction *placed, uint8_t *out) {
#define PART(offset, count, Type) \
    write_part(out, placed->offset, f->offset.items, placed->count * sizeof(Type));
    FUNCTION_PARTS(PART)
    PART(locals, local_count, ProgramLocal)
    PART(names, name_count, ProgramName)
#undef PART
    if (f->keys.count > 0) { /* they follow each other as in the vector */
        const ProgramTemplate *const templates = f->templates.items;
        write_part(out, templates[0].keys, f->keys.items, f->keys.count * sizeof(uint32_t));
    }
    if (placed->line_bytes > 0)
        lines_encode(f->lines.items, f->lines.count, out + placed->lines, placed->line_bytes);
}

bool builder_lay_out(FunctionBuilder *f, BuiltFunction *built) {
    ProgramBuilder *const b = f->builder;
    uint64_t size = 0;
    sort_names(f);
    if (!sort_locals(f)) return false;
    built->f.key_count = count_keys(f);
    const bool fits = place_function(f, &size, &built->f);
    const uint64_t start = image_align(b->parts.count, PARTS_ALIGNMENT);
    if (!fits || start + size > UINT32_MAX) {
        b->too_large = true;
        return true;
    }
    if (!vector_reserve(b->allocator, &b->parts, (uint32_t)(start + size) - b->parts.count, 1))
        return false;
    write_parts(f, &built->f, (uint8_t *)b->parts.items + start);
    built->start = (uint32_t)start;
    built->size = (uint32_t)size;
    b->parts.count = (uint32_t)(start + size);
    return true;
}

/* ---- The image ------------------------------------------------------------------------------- */

/* Lets a function's offsets count from the image's start, its parts beginning at `place`. */
static void move_offsets(ProgramFunction *f, uint32_t place) {
#define PART(offset, count, Type) f->offset += place;
    FUNCTION_PARTS(PART)
    FUNCTION_DEBUG_PARTS(PART)
#undef PART
}

/* Decides the place of everything; false beyond 4 GiB. */
static bool lay_out_image(ProgramBuilder *b, ImageHeader *header) {
    BuiltFunction *const functions = b->functions.items;
    uint64_t cursor = sizeof *header;
    uint32_t place, count;
    if (!place_part(&cursor, b->functions.count, sizeof(ProgramFunction), _Alignof(ProgramFunction),
                    &header->functions, &header->function_count))
        return false;
    for (uint32_t i = 0; i < b->functions.count; i++) {
        if (!place_part(&cursor, functions[i].size, 1, PARTS_ALIGNMENT, &place, &count))
            return false;
        move_offsets(&functions[i].f, place);
    }
    return place_part(&cursor, b->strings.count, sizeof(ImageString), _Alignof(ImageString),
                      &header->strings, &header->string_count) &&
           place_part(&cursor, b->bytes.count, 1, 1, &header->string_bytes, &header->string_size) &&
           place_part(&cursor, 0, 1, 1, &header->size, &count);
}

/* Writes a function and its parts, which begin at the first one's offset. */
static void write_function(const ProgramBuilder *b, const BuiltFunction *built, uint8_t *image) {
    const uint32_t place = built->f.constants;
    ProgramTemplate *const templates = (ProgramTemplate *)(void *)(image + built->f.templates);
    memcpy(image + place, (const uint8_t *)b->parts.items + built->start, built->size);
    for (uint32_t i = 0; i < built->f.template_count; i++)
        templates[i].keys += place;
}

static void write_image(const ProgramBuilder *b, const ImageHeader *header, uint8_t *image) {
    const BuiltFunction *const functions = b->functions.items;
    const BuilderString *const strings = b->strings.items;
    ProgramFunction *const function_table = (ProgramFunction *)(void *)(image + header->functions);
    ImageString *const string_table = (ImageString *)(void *)(image + header->strings);
    memcpy(image, header, sizeof *header);
    uint32_t end = header->functions + header->function_count * (uint32_t)sizeof *function_table;
    for (uint32_t i = 0; i < header->function_count; i++) {
        function_table[i] = functions[i].f;
        memset(image + end, 0, functions[i].f.constants - end);
        write_function(b, &functions[i], image);
        end = functions[i].f.constants + functions[i].size;
    }
    memset(image + end, 0, header->strings - end);
    for (uint32_t i = 0; i < header->string_count; i++)
        string_table[i] = strings[i].place;
    write_part(image, header->string_bytes, b->bytes.items, header->string_size);
}

Program *builder_finish_unchecked(ProgramBuilder *b, bool *too_large) {
    ImageHeader header = {0};
    assert(b->functions.count > 0 && b->open == NULL);
    image_write_check(&header);
    *too_large = b->too_large || !lay_out_image(b, &header);
    if (*too_large) return NULL;
    uint8_t *const image = allocator_new(b->allocator, header.size);
    if (image == NULL) return NULL;
    write_image(b, &header, image);
    Program *const p = program_adopt(b->allocator, image, header.size);
    if (p == NULL) allocator_free(b->allocator, image, header.size);
    return p;
}

/* A code generator's mistake should stop here and not in the interpreter. */
static void check_result(const Program *p) {
#ifdef NDEBUG
    (void)p;
#else
    const char *error = NULL;
    if (program_verify(p->allocator, p->image, p->size, &error) || error == NULL) return;
    fprintf(stderr, "builder_finish: %s\n", error);
    abort();
#endif
}

Program *builder_finish(ProgramBuilder *b, bool *too_large) {
    Program *const p = builder_finish_unchecked(b, too_large);
    if (p != NULL) check_result(p);
    return p;
}
