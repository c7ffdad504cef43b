/* Building a Program: growing parts for each function, one string table, and the layout of the
** image.
**
** Strings are interned by an open-addressing hash over the whole builder, constants by one for each
** function that has more than a few. Both tables hold indexes plus one (0: free), have a power of
** two of places and stay at most half full. Hash values never decide an order, so the image is the
** same in every run although the seed is not.
*/
#include "program_builder.h"

#include <assert.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "builder_parts.h"
#include "image.h"
#include "opcode_info.h"

#define SMALL_CONSTANT_COUNT 8 /* up to so many constants are searched one by one */

/* ---- Growing arrays -------------------------------------------------------------------------- */

static bool vector_reserve(Allocator *a, Vector *v, uint32_t extra, size_t item_size) {
    if (extra <= v->capacity - v->count) return true;
    uint64_t capacity = v->capacity < 4 ? 8 : (uint64_t)v->capacity * 2;
    if (capacity < (uint64_t)v->count + extra) capacity = (uint64_t)v->count + extra;
    if (capacity > UINT32_MAX) return false;
    void *const items =
        allocator_resize(a, v->items, v->capacity * item_size, (size_t)capacity * item_size);
    if (items == NULL) return false;
    v->items = items;
    v->capacity = (uint32_t)capacity;
    return true;
}

/* Room for one more item at the end, which then counts; NULL: out of memory. */
static void *vector_push(Allocator *a, Vector *v, size_t item_size) {
    if (!vector_reserve(a, v, 1, item_size)) return NULL;
    return (char *)v->items + item_size * v->count++;
}

static void vector_free(Allocator *a, Vector *v, size_t item_size) {
    allocator_free(a, v->items, v->capacity * item_size);
    *v = (Vector){0};
}

/* ---- Hash indexes ---------------------------------------------------------------------------- */

static uint64_t hash_mix(uint64_t hash, uint64_t word) {
    hash = (hash ^ word) * 0x9e3779b97f4a7c15u; /* 2^64 divided by the golden ratio, made odd */
    return hash ^ hash >> 29;
}

static uint32_t hash_bytes(uint64_t seed, const char *bytes, size_t length) {
    uint64_t hash = hash_mix(seed, length), word;
    for (; length >= sizeof word; bytes += sizeof word, length -= sizeof word) {
        memcpy(&word, bytes, sizeof word);
        hash = hash_mix(hash, word);
    }
    word = 0;
    memcpy(&word, bytes, length);
    return (uint32_t)(hash_mix(hash, word) >> 16);
}

/* The free place that a search for `hash` ends at. */
static uint32_t *hash_free_place(const HashIndex *h, uint32_t hash) {
    uint32_t at = hash & (h->size - 1);
    while (h->places[at] != 0)
        at = (at + 1) & (h->size - 1);
    return &h->places[at];
}

/* Replaces the index by an empty one with room for `count` entries, old places freed. */
static bool hash_resize(Allocator *a, HashIndex *h, uint32_t count) {
    uint32_t size = 16;
    while (size / 2 < count) {
        if (size > UINT32_MAX / 4) return false;
        size *= 2;
    }
    uint32_t *const places = allocator_new(a, size * sizeof *places);
    if (places == NULL) return false;
    memset(places, 0, size * sizeof *places);
    allocator_free(a, h->places, h->size * sizeof *places);
    *h = (HashIndex){.places = places, .size = size};
    return true;
}

/* ---- Builder --------------------------------------------------------------------------------- */

ProgramBuilder *builder_new(Allocator *a) {
    ProgramBuilder *const b = allocator_new(a, sizeof *b);
    if (b == NULL) return NULL;
    *b = (ProgramBuilder){.allocator = a};
    b->seed = (uintptr_t)b;
    return b;
}

static void function_free(FunctionBuilder *f) {
    Allocator *const a = f->builder->allocator;
    const ProgramTemplate *const templates = f->templates.items;
    uint32_t **const keys = f->template_keys.items;
    for (uint32_t i = 0; i < f->template_keys.count; i++)
        allocator_free(a, keys[i], templates[i].key_count * sizeof(uint32_t));
    vector_free(a, &f->template_keys, sizeof(uint32_t *));
    vector_free(a, &f->code, sizeof(Instruction));
    vector_free(a, &f->lines, sizeof(uint32_t));
    vector_free(a, &f->constants, sizeof(ProgramConstant));
    vector_free(a, &f->children, sizeof(uint32_t));
    vector_free(a, &f->upvalues, sizeof(ProgramUpvalue));
    vector_free(a, &f->templates, sizeof(ProgramTemplate));
    vector_free(a, &f->locals, sizeof(ProgramLocal));
    vector_free(a, &f->names, sizeof(ProgramName));
    allocator_free(a, f->constant_index.places, f->constant_index.size * sizeof(uint32_t));
    allocator_free(a, f, sizeof *f);
}

void builder_free(ProgramBuilder *b) {
    if (b == NULL) return;
    Allocator *const a = b->allocator;
    FunctionBuilder **const functions = b->functions.items;
    for (uint32_t i = 0; i < b->functions.count; i++)
        function_free(functions[i]);
    vector_free(a, &b->functions, sizeof(FunctionBuilder *));
    vector_free(a, &b->strings, sizeof(BuilderString));
    vector_free(a, &b->bytes, 1);
    allocator_free(a, b->string_index.places, b->string_index.size * sizeof(uint32_t));
    allocator_free(a, b, sizeof *b);
}

static bool rehash_strings(ProgramBuilder *b) {
    const BuilderString *const strings = b->strings.items;
    if (!hash_resize(b->allocator, &b->string_index, b->strings.count * 2 + 1)) return false;
    for (uint32_t i = 0; i < b->strings.count; i++)
        *hash_free_place(&b->string_index, strings[i].hash) = i + 1;
    return true;
}

/* The place that names the string, or the free one where it belongs. */
static uint32_t *find_string(const ProgramBuilder *b, const char *bytes, size_t length,
                             uint32_t hash) {
    const HashIndex *const h = &b->string_index;
    const BuilderString *const strings = b->strings.items;
    uint32_t at = hash & (h->size - 1);
    for (; h->places[at] != 0; at = (at + 1) & (h->size - 1)) {
        const BuilderString *const s = &strings[h->places[at] - 1];
        if (s->hash == hash && s->place.length == length &&
            memcmp((const char *)b->bytes.items + s->place.start, bytes, length) == 0)
            break;
    }
    return &h->places[at];
}

uint32_t builder_string(ProgramBuilder *b, const char *bytes, size_t length) {
    const uint32_t hash = hash_bytes(b->seed, bytes, length);
    if (b->strings.count >= b->string_index.size / 2 && !rehash_strings(b)) return UINT32_MAX;
    uint32_t *const place = find_string(b, bytes, length, hash);
    if (*place != 0) return *place - 1;
    if (length >= UINT32_MAX || b->strings.count >= INT_MAX) {
        b->too_large = true;
        return UINT32_MAX;
    }
    if (!vector_reserve(b->allocator, &b->bytes, (uint32_t)length + 1, 1)) return UINT32_MAX;
    BuilderString *const s = vector_push(b->allocator, &b->strings, sizeof *s);
    if (s == NULL) return UINT32_MAX;
    *s = (BuilderString){.place = {b->bytes.count, (uint32_t)length}, .hash = hash};
    char *const end = (char *)b->bytes.items + b->bytes.count;
    memcpy(end, bytes, length);
    end[length] = '\0';
    b->bytes.count += (uint32_t)length + 1;
    *place = b->strings.count;
    return b->strings.count - 1;
}

FunctionBuilder *builder_open(ProgramBuilder *b, FunctionBuilder *parent, uint32_t source,
                              uint32_t line_defined) {
    Allocator *const a = b->allocator;
    assert((parent == NULL) == (b->functions.count == 0));
    if (!vector_reserve(a, &b->functions, 1, sizeof(FunctionBuilder *))) return NULL;
    if (parent != NULL && !vector_reserve(a, &parent->children, 1, sizeof(uint32_t))) return NULL;
    FunctionBuilder *const f = allocator_new(a, sizeof *f);
    if (f == NULL) return NULL;
    *f = (FunctionBuilder){.builder = b,
                           .source = source,
                           .line_defined = line_defined,
                           .last_line_defined = line_defined,
                           .register_count = 1,
                           .has_lines = true};
    if (parent != NULL) {
        f->child_index = parent->children.count;
        ((uint32_t *)parent->children.items)[parent->children.count++] = b->functions.count;
    }
    ((FunctionBuilder **)b->functions.items)[b->functions.count++] = f;
    return f;
}

uint32_t builder_child_index(const FunctionBuilder *f) {
    return f->child_index;
}

void builder_close(FunctionBuilder *f, unsigned parameter_count, bool is_vararg,
                   unsigned register_count, uint32_t last_line_defined) {
    assert(register_count <= REGISTER_LIMIT && parameter_count <= REGISTER_LIMIT);
    f->parameter_count = (uint8_t)parameter_count;
    f->is_vararg = is_vararg;
    f->register_count = (uint8_t)register_count;
    f->last_line_defined = last_line_defined;
}

/* ---- Code ------------------------------------------------------------------------------------ */

bool builder_emit(FunctionBuilder *f, Instruction word, uint32_t line) {
    Allocator *const a = f->builder->allocator;
    if (!vector_reserve(a, &f->lines, 1, sizeof(uint32_t))) return false;
    Instruction *const end = vector_push(a, &f->code, sizeof *end);
    if (end == NULL) return false;
    *end = word;
    ((uint32_t *)f->lines.items)[f->lines.count++] = line <= INT_MAX ? line : INT_MAX;
    return true;
}

uint32_t builder_pc(const FunctionBuilder *f) {
    return f->code.count;
}

Instruction builder_get(const FunctionBuilder *f, uint32_t pc) {
    assert(pc < f->code.count);
    return ((const Instruction *)f->code.items)[pc];
}

void builder_patch(FunctionBuilder *f, uint32_t pc, Instruction word) {
    assert(pc < f->code.count);
    ((Instruction *)f->code.items)[pc] = word;
}

void builder_truncate(FunctionBuilder *f, uint32_t pc) {
    assert(pc <= f->code.count);
    const ProgramName *const names = f->names.items;
    f->code.count = f->lines.count = pc;
    while (f->names.count > 0 && names[f->names.count - 1].pc >= pc)
        f->names.count--;
}

void builder_set_line(FunctionBuilder *f, uint32_t pc, uint32_t line) {
    assert(pc < f->code.count);
    ((uint32_t *)f->lines.items)[pc] = line <= INT_MAX ? line : INT_MAX;
}

/* ---- Constants ------------------------------------------------------------------------------- */

static uint32_t hash_constant(const FunctionBuilder *f, uint32_t kind, uint64_t bits) {
    return (uint32_t)(hash_mix(hash_mix(f->builder->seed, kind), bits) >> 16);
}

static bool same_constant(const ProgramConstant *k, uint32_t kind, uint64_t bits) {
    return k->kind == kind && k->bits == bits;
}

static bool rehash_constants(FunctionBuilder *f) {
    const ProgramConstant *const constants = f->constants.items;
    const uint32_t count = f->constants.count;
    if (!hash_resize(f->builder->allocator, &f->constant_index, count * 2 + 1)) return false;
    for (uint32_t i = 0; i < count; i++) {
        const uint32_t hash = hash_constant(f, constants[i].kind, constants[i].bits);
        *hash_free_place(&f->constant_index, hash) = i + 1;
    }
    return true;
}

uint32_t builder_append_constant(FunctionBuilder *f, ConstantKind kind, uint64_t bits) {
    ProgramConstant *const k = vector_push(f->builder->allocator, &f->constants, sizeof *k);
    if (k == NULL) return UINT32_MAX;
    *k = (ProgramConstant){.bits = bits, .kind = kind};
    return f->constants.count - 1;
}

/* For functions with few constants: looks at each. */
static uint32_t add_to_few(FunctionBuilder *f, ConstantKind kind, uint64_t bits) {
    const ProgramConstant *const constants = f->constants.items;
    for (uint32_t i = 0; i < f->constants.count; i++)
        if (same_constant(&constants[i], kind, bits)) return i;
    return builder_append_constant(f, kind, bits);
}

uint32_t builder_constant(FunctionBuilder *f, ConstantKind kind, uint64_t bits) {
    HashIndex *const h = &f->constant_index;
    if (f->constants.count < SMALL_CONSTANT_COUNT) return add_to_few(f, kind, bits);
    if (f->constants.count >= h->size / 2 && !rehash_constants(f)) return UINT32_MAX;
    const ProgramConstant *const constants = f->constants.items;
    uint32_t at = hash_constant(f, kind, bits) & (h->size - 1);
    for (; h->places[at] != 0; at = (at + 1) & (h->size - 1))
        if (same_constant(&constants[h->places[at] - 1], kind, bits)) return h->places[at] - 1;
    const uint32_t index = builder_append_constant(f, kind, bits);
    if (index != UINT32_MAX) h->places[at] = index + 1;
    return index;
}

/* ---- Upvalues and templates ------------------------------------------------------------------ */

bool builder_upvalue(FunctionBuilder *f, uint32_t name, bool from_stack, unsigned index,
                     unsigned kind) {
    ProgramUpvalue *const u = vector_push(f->builder->allocator, &f->upvalues, sizeof *u);
    if (u == NULL) return false;
    *u = (ProgramUpvalue){
        .name = name, .from_stack = from_stack, .index = (uint8_t)index, .kind = (uint8_t)kind};
    return true;
}

/* A copy of the keys; *ok is false when there is no memory for it. */
static uint32_t *copy_keys(Allocator *a, const uint32_t *keys, uint32_t count, bool *ok) {
    *ok = true;
    if (count == 0) return NULL;
    uint32_t *const copy = allocator_new(a, count * sizeof *copy);
    *ok = copy != NULL;
    if (*ok) memcpy(copy, keys, count * sizeof *copy);
    return copy;
}

uint32_t builder_template(FunctionBuilder *f, uint32_t array_size, uint32_t hash_size,
                          const uint32_t *keys, uint32_t key_count) {
    Allocator *const a = f->builder->allocator;
    bool ok;
    if (!vector_reserve(a, &f->templates, 1, sizeof(ProgramTemplate)) ||
        !vector_reserve(a, &f->template_keys, 1, sizeof(uint32_t *)))
        return UINT32_MAX;
    uint32_t *const copy = copy_keys(a, keys, key_count, &ok);
    if (!ok) return UINT32_MAX;
    ((uint32_t **)f->template_keys.items)[f->template_keys.count++] = copy;
    ((ProgramTemplate *)f->templates.items)[f->templates.count] =
        (ProgramTemplate){array_size, hash_size, 0, key_count};
    return f->templates.count++;
}

bool builder_template_replace(FunctionBuilder *f, uint32_t index, uint32_t array_size,
                              uint32_t hash_size, const uint32_t *keys, uint32_t key_count) {
    Allocator *const a = f->builder->allocator;
    assert(index < f->templates.count);
    ProgramTemplate *const t = (ProgramTemplate *)f->templates.items + index;
    uint32_t **const old = (uint32_t **)f->template_keys.items + index;
    bool ok;
    uint32_t *const copy = copy_keys(a, keys, key_count, &ok);
    if (!ok) return false;
    allocator_free(a, *old, t->key_count * sizeof(uint32_t));
    *old = copy;
    *t = (ProgramTemplate){array_size, hash_size, 0, key_count};
    return true;
}

/* ---- Debug information ----------------------------------------------------------------------- */

bool builder_local(FunctionBuilder *f, uint32_t name, unsigned reg, uint32_t start_pc,
                   uint32_t end_pc) {
    ProgramLocal *const local = vector_push(f->builder->allocator, &f->locals, sizeof *local);
    if (local == NULL) return false;
    *local = (ProgramLocal){.name = name, .start_pc = start_pc, .end_pc = end_pc, .reg = reg};
    return true;
}

bool builder_name(FunctionBuilder *f, uint32_t pc, NameOperand operand, NameKind kind,
                  uint32_t string) {
    ProgramName *const name = vector_push(f->builder->allocator, &f->names, sizeof *name);
    if (name == NULL) return false;
    *name = (ProgramName){
        .pc = pc, .string = string, .operand = (uint8_t)operand, .kind = (uint8_t)kind};
    return true;
}

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

/* ---- Layout ---------------------------------------------------------------------------------- */

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
    for (uint32_t pc = 0; pc < f->code.count; pc += instruction_words(code[pc]))
        keys += opcode_info[instruction_op(code[pc])].extra == EXTRA_KEY;
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
    *out = (ProgramFunction){.source = f->source,
                             .line_defined = f->line_defined,
                             .last_line_defined = f->last_line_defined,
                             .parameter_count = f->parameter_count,
                             .is_vararg = f->is_vararg,
                             .register_count = f->register_count,
                             .key_count = count_keys(f)};
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

/* Decides the place of everything, `placed` receiving the functions; false beyond 4 GiB. */
static bool lay_out(ProgramBuilder *b, ImageHeader *header, ProgramFunction *placed) {
    FunctionBuilder **const functions = b->functions.items;
    uint64_t cursor = sizeof *header;
    uint32_t count;
    if (!place_part(&cursor, b->functions.count, sizeof *placed, _Alignof(ProgramFunction),
                    &header->functions, &header->function_count))
        return false;
    for (uint32_t i = 0; i < b->functions.count; i++)
        if (!place_function(functions[i], &cursor, &placed[i])) return false;
    return place_part(&cursor, b->strings.count, sizeof(ImageString), _Alignof(ImageString),
                      &header->strings, &header->string_count) &&
           place_part(&cursor, b->bytes.count, 1, 1, &header->string_bytes, &header->string_size) &&
           place_part(&cursor, 0, 1, 1, &header->size, &count);
}

/* ---- Writing the image ----------------------------------------------------------------------- */

static void write_part(uint8_t *image, uint32_t offset, const void *items, size_t size) {
    if (size > 0) memcpy(image + offset, items, size);
}

static void write_function(const FunctionBuilder *f, const ProgramFunction *placed,
                           uint8_t *image) {
#define PART(offset, count, Type) \
    write_part(image, placed->offset, f->offset.items, placed->count * sizeof(Type));
    FUNCTION_PARTS(PART)
#undef PART
    const ProgramTemplate *const templates = f->templates.items;
    uint32_t **const keys = f->template_keys.items;
    for (uint32_t i = 0; i < f->templates.count; i++)
        write_part(image, templates[i].keys, keys[i], templates[i].key_count * sizeof(uint32_t));
    write_part(image, placed->locals, f->locals.items, placed->local_count * sizeof(ProgramLocal));
    write_part(image, placed->names, f->names.items, placed->name_count * sizeof(ProgramName));
    if (placed->line_bytes > 0) lines_encode(f->lines.items, f->lines.count, image + placed->lines);
}

static void write_image(const ProgramBuilder *b, const ImageHeader *header,
                        const ProgramFunction *placed, uint8_t *image) {
    FunctionBuilder **const functions = b->functions.items;
    const BuilderString *const strings = b->strings.items;
    memset(image, 0, header->size);
    memcpy(image, header, sizeof *header);
    write_part(image, header->functions, placed, header->function_count * sizeof *placed);
    for (uint32_t i = 0; i < header->function_count; i++)
        write_function(functions[i], &placed[i], image);
    for (uint32_t i = 0; i < header->string_count; i++)
        write_part(image, header->strings + i * (uint32_t)sizeof(ImageString), &strings[i].place,
                   sizeof(ImageString));
    write_part(image, header->string_bytes, b->bytes.items, header->string_size);
}

static Program *build_image(ProgramBuilder *b, ProgramFunction *placed) {
    Allocator *const a = b->allocator;
    ImageHeader header = {0};
    image_write_check(&header);
    if (!lay_out(b, &header, placed)) {
        b->too_large = true;
        return NULL;
    }
    uint8_t *const image = allocator_new(a, header.size);
    if (image == NULL) return NULL;
    write_image(b, &header, placed, image);
    Program *const p = program_adopt(a, image, header.size);
    if (p == NULL) allocator_free(a, image, header.size);
    return p;
}

Program *builder_finish_unchecked(ProgramBuilder *b, bool *too_large) {
    Allocator *const a = b->allocator;
    FunctionBuilder **const functions = b->functions.items;
    const uint32_t count = b->functions.count;
    assert(count > 0);
    *too_large = b->too_large;
    for (uint32_t i = 0; i < count; i++) {
        sort_names(functions[i]);
        if (!sort_locals(functions[i])) return NULL;
    }
    ProgramFunction *const placed = allocator_new(a, count * sizeof *placed);
    if (placed == NULL) return NULL;
    Program *const p = build_image(b, placed);
    allocator_free(a, placed, count * sizeof *placed);
    *too_large = b->too_large;
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
