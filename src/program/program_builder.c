/* Building a Program: growing parts for each function, and one string table. What becomes of them
** is in builder_layout.c.
**
** Strings are interned by an open-addressing hash over the whole builder, constants by one for each
** function that has more than a few. Both tables hold indexes plus one (0: free), have a power of
** two of places and stay at most half full. Hash values never decide an order, so the image is the
** same in every run although the seed is not.
*/
#include "program_builder.h"

#include <assert.h>
#include <limits.h>
#include <string.h>

#include "builder_parts.h"

#define SMALL_CONSTANT_COUNT 8 /* up to so many constants are searched one by one */

/* ---- Growing arrays -------------------------------------------------------------------------- */

bool vector_reserve(Allocator *a, Vector *v, uint32_t extra, size_t item_size) {
    if (extra <= v->capacity - v->count) return true;
    uint64_t capacity = v->capacity < 8 ? 16 : (uint64_t)v->capacity * 2;
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

void builder_set_metered(ProgramBuilder *b) {
    b->metered = true;
}

static void free_constant_index(FunctionBuilder *f) {
    HashIndex *const h = &f->constant_index;
    allocator_free(f->builder->allocator, h->places, h->size * sizeof *h->places);
    *h = (HashIndex){0};
}

static void function_free(FunctionBuilder *f) {
    Allocator *const a = f->builder->allocator;
#define FREE(vector, Type) vector_free(a, &f->vector, sizeof(Type));
    FUNCTION_VECTORS(FREE)
#undef FREE
    free_constant_index(f);
    allocator_free(a, f, sizeof *f);
}

static void functions_free(FunctionBuilder *list) {
    while (list != NULL) {
        FunctionBuilder *const next = list->next;
        function_free(list);
        list = next;
    }
}

void builder_free(ProgramBuilder *b) {
    if (b == NULL) return;
    Allocator *const a = b->allocator;
    functions_free(b->open);
    functions_free(b->spare);
    vector_free(a, &b->functions, sizeof(BuiltFunction));
    vector_free(a, &b->parts, 1);
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

/* ---- Functions ------------------------------------------------------------------------------- */

/* A FunctionBuilder that was used before, its parts empty, or a new one. */
static FunctionBuilder *take_function(ProgramBuilder *b) {
    FunctionBuilder *f = b->spare;
    if (f != NULL) {
        b->spare = f->next;
        return f;
    }
    f = allocator_new(b->allocator, sizeof *f);
    if (f != NULL) *f = (FunctionBuilder){.builder = b};
    return f;
}

FunctionBuilder *builder_open(ProgramBuilder *b, FunctionBuilder *parent, uint32_t source,
                              uint32_t line_defined) {
    Allocator *const a = b->allocator;
    assert((parent == NULL) == (b->functions.count == 0));
    if (!vector_reserve(a, &b->functions, 1, sizeof(BuiltFunction))) return NULL;
    if (parent != NULL && !vector_reserve(a, &parent->children, 1, sizeof(uint32_t))) return NULL;
    FunctionBuilder *const f = take_function(b);
    if (f == NULL) return NULL;
    f->has_lines = true;
    f->number = b->functions.count++;
    ((BuiltFunction *)b->functions.items)[f->number] =
        (BuiltFunction){.f = {.source = source, .line_defined = line_defined}};
    f->child_index = 0;
    if (parent != NULL) {
        f->child_index = parent->children.count;
        ((uint32_t *)parent->children.items)[parent->children.count++] = f->number;
    }
    f->next = b->open;
    f->previous = NULL;
    if (f->next != NULL) f->next->previous = f;
    b->open = f;
    return f;
}

uint32_t builder_child_index(const FunctionBuilder *f) {
    return f->child_index;
}

/* Empties a function's parts for the next function; the arrays keep their memory. */
static void recycle(FunctionBuilder *f) {
    ProgramBuilder *const b = f->builder;
#define EMPTY(vector, Type) f->vector.count = 0;
    FUNCTION_VECTORS(EMPTY)
#undef EMPTY
    free_constant_index(f);
    if (f->next != NULL) f->next->previous = f->previous;
    *(f->previous != NULL ? &f->previous->next : &b->open) = f->next;
    f->next = b->spare;
    b->spare = f;
}

bool builder_close(FunctionBuilder *f, unsigned parameter_count, bool is_vararg,
                   unsigned register_count, uint32_t last_line_defined) {
    BuiltFunction *const built = (BuiltFunction *)f->builder->functions.items + f->number;
    assert(register_count <= REGISTER_LIMIT && parameter_count <= REGISTER_LIMIT);
    built->f.parameter_count = (uint8_t)parameter_count;
    built->f.is_vararg = is_vararg;
    built->f.register_count = (uint8_t)register_count;
    built->f.metered = f->builder->metered;
    built->f.last_line_defined = last_line_defined;
    if (!builder_lay_out(f, built)) return false;
    recycle(f);
    return true;
}

/* ---- Code ------------------------------------------------------------------------------------ */

static bool grow_code(FunctionBuilder *f) {
    Allocator *const a = f->builder->allocator;
    return vector_reserve(a, &f->lines, 1, sizeof(uint32_t)) &&
           vector_reserve(a, &f->code, 1, sizeof(Instruction));
}

bool builder_emit(FunctionBuilder *f, Instruction word, uint32_t line) {
    const uint32_t pc = f->code.count;
    if ((pc == f->code.capacity || pc == f->lines.capacity) && !grow_code(f)) return false;
    ((Instruction *)f->code.items)[pc] = word;
    ((uint32_t *)f->lines.items)[pc] = line <= INT_MAX ? line : INT_MAX;
    f->code.count = f->lines.count = pc + 1;
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

uint32_t builder_template(FunctionBuilder *f, uint32_t array_size, uint32_t hash_size,
                          const uint32_t *keys, uint32_t key_count) {
    Allocator *const a = f->builder->allocator;
    if (!vector_reserve(a, &f->templates, 1, sizeof(ProgramTemplate)) ||
        !vector_reserve(a, &f->keys, key_count, sizeof *keys))
        return UINT32_MAX;
    if (key_count > 0)
        memcpy((uint32_t *)f->keys.items + f->keys.count, keys, key_count * sizeof *keys);
    f->keys.count += key_count;
    ((ProgramTemplate *)f->templates.items)[f->templates.count] =
        (ProgramTemplate){array_size, hash_size, 0, key_count};
    return f->templates.count++;
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
