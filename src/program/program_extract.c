/* Programs of inner functions, for string.dump: a function and all those inside of it are copied
** into a fresh ProgramBuilder, whose layout does the rest. Numbers change, but a parent still comes
** before its children, and a child keeps its place among them, by which CLOSURE names it. */
#include <string.h>

#include "builder_parts.h"

typedef struct Extraction {
    const Program *from;
    ProgramBuilder *to;
    FunctionBuilder **built; /* by number in `from`: the copy, or NULL */
    bool strip;
} Extraction;

/* A string of `from` as a string of `to`. False: out of memory. */
static bool copy_string(const Extraction *x, uint32_t index, uint32_t *copy) {
    size_t length;
    const char *const bytes = program_string(x->from, index, &length);
    *copy = bytes == NULL ? NO_STRING : builder_string(x->to, bytes, length);
    return bytes == NULL || *copy != UINT32_MAX;
}

/* The same for a string that is debug information. */
static bool copy_debug_string(const Extraction *x, uint32_t index, uint32_t *copy) {
    return copy_string(x, x->strip ? NO_STRING : index, copy);
}

static bool copy_code(const Extraction *x, const ProgramFunction *f, FunctionBuilder *to) {
    const Instruction *const code = program_code(x->from, f);
    for (uint32_t pc = 0; pc < f->code_count; pc++) {
        const int line = to->has_lines ? program_line(x->from, f, pc) : 0;
        if (!builder_emit(to, code[pc], (uint32_t)line)) return false;
    }
    return true;
}

static bool copy_constants(const Extraction *x, const ProgramFunction *f, FunctionBuilder *to) {
    const ProgramConstant *const constants = program_constants(x->from, f);
    for (uint32_t i = 0; i < f->constant_count; i++) {
        uint64_t bits = constants[i].bits;
        uint32_t string;
        if (constants[i].kind == CONSTANT_STRING) {
            if (!copy_string(x, (uint32_t)bits, &string)) return false;
            bits = string;
        }
        if (builder_append_constant(to, (ConstantKind)constants[i].kind, bits) == UINT32_MAX)
            return false;
    }
    return true;
}

static bool copy_upvalues(const Extraction *x, const ProgramFunction *f, FunctionBuilder *to) {
    const ProgramUpvalue *const upvalues = program_upvalues(x->from, f);
    uint32_t name;
    for (uint32_t i = 0; i < f->upvalue_count; i++) {
        const ProgramUpvalue *const u = &upvalues[i];
        if (!copy_debug_string(x, u->name, &name) ||
            !builder_upvalue(to, name, u->from_stack, u->index, u->kind))
            return false;
    }
    return true;
}

static bool copy_templates(const Extraction *x, const ProgramFunction *f, FunctionBuilder *to) {
    const ProgramTemplate *const templates = program_templates(x->from, f);
    for (uint32_t i = 0; i < f->template_count; i++) {
        const ProgramTemplate *const t = &templates[i];
        if (builder_template(to, t->array_size, t->hash_size, program_at(x->from, t->keys),
                             t->key_count) == UINT32_MAX)
            return false;
    }
    return true;
}

static bool copy_debug(const Extraction *x, const ProgramFunction *f, FunctionBuilder *to) {
    const ProgramLocal *const locals = program_locals(x->from, f);
    const ProgramName *const names = program_at(x->from, f->names);
    uint32_t string;
    if (x->strip) return true;
    for (uint32_t i = 0; i < f->local_count; i++) {
        const ProgramLocal *const l = &locals[i];
        if (!copy_string(x, l->name, &string) ||
            !builder_local(to, string, l->reg, l->start_pc, l->end_pc))
            return false;
    }
    for (uint32_t i = 0; i < f->name_count; i++) {
        const ProgramName *const n = &names[i];
        if (!copy_string(x, n->string, &string) ||
            !builder_name(to, n->pc, (NameOperand)n->operand, (NameKind)n->kind, string))
            return false;
    }
    return true;
}

/* Copies function `index` into a builder below that of `parent` (NULL: as the main function). It
** stays open for its children. */
static bool copy_function(Extraction *x, uint32_t index, FunctionBuilder *parent) {
    const ProgramFunction *const f = program_function(x->from, index);
    uint32_t source;
    if (!copy_debug_string(x, f->source, &source)) return false;
    FunctionBuilder *const to = builder_open(x->to, parent, source, f->line_defined);
    if (to == NULL) return false;
    x->built[index] = to;
    to->has_lines = !x->strip && f->line_bytes > 0;
    return copy_constants(x, f, to) && copy_code(x, f, to) && copy_upvalues(x, f, to) &&
           copy_templates(x, f, to) && copy_debug(x, f, to);
}

/* Copies the functions below those that were copied, which all come behind the first. */
static bool copy_descendants(Extraction *x, uint32_t root) {
    for (uint32_t parent = root; parent < x->from->function_count; parent++) {
        if (x->built[parent] == NULL) continue;
        const ProgramFunction *const f = program_function(x->from, parent);
        const uint32_t *const children = program_children(x->from, f);
        for (uint32_t i = 0; i < f->child_count; i++)
            if (!copy_function(x, children[i], x->built[parent])) return false;
        if (!builder_close(x->built[parent], f->parameter_count, f->is_vararg, f->register_count,
                           f->last_line_defined))
            return false;
    }
    return true;
}

static Program *extract_with(Extraction *x, uint32_t index) {
    bool too_large;
    if (!copy_function(x, index, NULL) || !copy_descendants(x, index)) return NULL;
    return builder_finish(x->to, &too_large);
}

/* The whole of `p` as it is. */
static Program *copy_program(Allocator *a, const Program *p) {
    uint8_t *const image = allocator_new(a, p->size);
    if (image == NULL) return NULL;
    memcpy(image, p->image, p->size);
    Program *const copy = program_adopt(a, image, p->size);
    if (copy == NULL) allocator_free(a, image, p->size);
    return copy;
}

Program *program_extract(Allocator *a, const Program *p, uint32_t index, bool strip) {
    if (index == 0 && !strip) return copy_program(a, p);
    const size_t built_size = p->function_count * sizeof(FunctionBuilder *);
    Extraction x = {.from = p, .strip = strip, .to = builder_new(a)};
    x.built = allocator_new(a, built_size);
    Program *result = NULL;
    if (x.to != NULL && x.built != NULL) {
        if (program_is_metered(p)) builder_set_metered(x.to);
        memset(x.built, 0, built_size);
        result = extract_with(&x, index);
    }
    allocator_free(a, x.built, built_size);
    builder_free(x.to);
    return result;
}
