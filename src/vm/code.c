/* Instantiating functions. */
#include "code.h"

#include <string.h>

#include "opcode_info.h"
#include "quicken.h"
#include "run.h"

/* Equal long strings are not one object by nature, as short ones are, but the constants of one
** Program are, so that comparing them takes no time and they take no memory twice. */

static bool has_long_string(const Program *p, const ProgramFunction *f) {
    const ProgramConstant *const constants = program_constants(p, f);
    for (uint32_t n = 0; n < f->constant_count; n++) {
        size_t length;
        if (constants[n].kind != CONSTANT_STRING) continue;
        program_string(p, (uint32_t)constants[n].bits, &length);
        if (length > STRING_SHORT_MAX) return true;
    }
    return false;
}

/* Within one function each constant is there once. */
static bool shares_long_strings(const Program *p) {
    unsigned holders = 0;
    for (uint32_t n = 0; n < p->function_count && holders < 2; n++) {
        holders += has_long_string(p, program_function(p, n));
    }
    return holders == 2;
}

static void string_constant(lua_State *L, Code *c, uint32_t index, Value *out) {
    size_t length;
    const char *const bytes = program_string(c->program, index, &length);
    const bool shared = c->long_strings != NULL && length > STRING_SHORT_MAX;
    if (shared) {
        table_get_integer(c->long_strings, index, out);
        if (out->tag == TAG_STRING) return;
    }
    set_string(out, string_new(objects(L), bytes, length));
    if (shared) table_set_integer(objects(L), c->long_strings, index, out);
}

static void make_constants(lua_State *L, Code *c) {
    const ProgramFunction *const f = c->info;
    const ProgramConstant *const from = program_constants(c->program, f);
    if (f->constant_count == 0) return;
    Value *const made = heap_buffer(heap(L), NULL, 0, f->constant_count * sizeof(Value));
    for (uint32_t n = 0; n < f->constant_count; n++)
        set_nil(made + n);
    c->constants = made;
    for (uint32_t n = 0; n < f->constant_count; n++) {
        switch ((ConstantKind)from[n].kind) {
        case CONSTANT_NIL: break;
        case CONSTANT_FALSE: set_boolean(made + n, false); break;
        case CONSTANT_TRUE: set_boolean(made + n, true); break;
        case CONSTANT_INTEGER: set_integer(made + n, (int64_t)from[n].bits); break;
        case CONSTANT_FLOAT:
            made[n].u.bits = from[n].bits;
            made[n].tag = TAG_FLOAT;
            break;
        case CONSTANT_STRING:
            string_constant(L, c, (uint32_t)from[n].bits, made + n);
            heap_barrier(heap(L), &c->cell);
            break;
        }
    }
}

static bool is_place(unsigned kind) {
    return kind == KIND_W || kind == KIND_R || kind == KIND_RW || kind == KIND_K || kind == KIND_F;
}

static uint32_t widen_operand(uint32_t operand, unsigned kind) {
    return is_place(kind) ? operand * (uint32_t)sizeof(Value) : operand;
}

Word word_widen(Instruction i) {
    const OpcodeInfo *const info = &opcode_info[instruction_op(i)];
    Word w = {.op = instruction_op(i)};
    switch ((OpcodeFormat)info->format) {
    case FORMAT_ABC:
        w.b = (uint16_t)widen_operand(instruction_b(i), info->b);
        w.c = (uint16_t)widen_operand(instruction_c(i), info->c);
        if (w.op == OP_CALL) w.b = (uint16_t)(w.b * sizeof(Value)), w.c--;
        break;
    case FORMAT_ABX:
        w.x = info->b == KIND_K ? (int32_t)widen_operand(instruction_bx(i), KIND_K)
                                : instruction_sbx(i);
        break;
    case FORMAT_E:
        w.x = info->a == KIND_S ? instruction_e(i) * (int32_t)sizeof(Word) : instruction_e(i);
        return w;
    }
    w.a = (uint16_t)widen_operand(instruction_a(i), info->a);
    return w;
}

/* Widens the instructions and gives each that needs one its cache. */
static void make_code(lua_State *L, Code *c) {
    const ProgramFunction *const f = c->info;
    const Instruction *const from = program_code(c->program, f);
    InlineCache *cache = NULL;
    c->code = heap_buffer(heap(L), NULL, 0, f->code_count * sizeof(Word));
    if (f->key_count > 0) {
        cache = heap_buffer(heap(L), NULL, 0, f->key_count * sizeof(InlineCache));
        memset(cache, 0, f->key_count * sizeof(InlineCache));
        c->caches = cache;
    }
    for (uint32_t pc = 0; pc < f->code_count; pc++) {
        const OpcodeInfo *const info = &opcode_info[instruction_op(from[pc])];
        c->code[pc] = word_widen(from[pc]);
        if (info->extra == EXTRA_NONE || info->extra == EXTRA_JUMP) continue;
        pc++;
        if (info->extra == EXTRA_KEY) {
            cache->key = as_string(&c->constants[from[pc]]);
            c->code[pc].cache = cache++;
        } else {
            c->code[pc].number = from[pc];
        }
    }
}

static void make_templates(lua_State *L, Code *c) {
    const ProgramFunction *const f = c->info;
    if (f->template_count == 0) return;
    const ProgramTemplate *const from = program_templates(c->program, f);
    Template *const made = heap_buffer(heap(L), NULL, 0, f->template_count * sizeof(Template));
    for (uint32_t n = 0; n < f->template_count; n++) {
        made[n].shape = objects(L)->root_shape;
        made[n].array_size = from[n].array_size;
        made[n].hash_size = from[n].hash_size;
    }
    c->templates = made;
    for (uint32_t n = 0; n < f->template_count; n++) {
        const uint32_t *const keys = program_at(c->program, from[n].keys);
        for (uint32_t k = 0; k < from[n].key_count; k++) {
            String *const key = as_string(&c->constants[keys[k]]);
            made[n].shape = shape_add(objects(L), made[n].shape, key);
            heap_barrier(heap(L), &c->cell);
        }
    }
}

static Code *instantiate(lua_State *L, Program *p, uint32_t index, const Code *parent) {
    Code *const c = (Code *)heap_allocate(heap(L), sizeof(Code), CELL_CODE);
    memset((char *)c + sizeof(Cell), 0, sizeof(Code) - sizeof(Cell));
    c->info = program_function(p, index);
    c->index = index;
    c->parameter_count = c->info->parameter_count;
    c->is_vararg = c->info->is_vararg;
    c->register_count = c->info->register_count;
    c->register_distance = (uint16_t)(c->register_count * sizeof(Value));
    c->parameter_distance = (uint16_t)((c->parameter_count + 1u) * sizeof(Value));
    program_retain(p);
    c->program = p;
    if (parent == NULL) heap_count_other(heap(L), 0, p->size);
    c->next = L->state->codes;
    L->state->codes = c;
    heap_push_root(heap(L), &c->cell);
    if (parent != NULL) {
        c->long_strings = parent->long_strings;
    } else if (shares_long_strings(p)) {
        c->long_strings = table_new(objects(L));
        heap_barrier(heap(L), &c->cell);
    }
    make_constants(L, c);
    make_code(L, c);
    make_templates(L, c);
    if (c->info->child_count > 0) {
        Code **const children =
            heap_buffer(heap(L), NULL, 0, c->info->child_count * sizeof *children);
        memset(children, 0, c->info->child_count * sizeof *children);
        c->children = children;
    }
    heap_pop_root(heap(L));
    return c;
}

Code *code_new(lua_State *L, Program *p) {
    return instantiate(L, p, 0, NULL);
}

Code *code_child(lua_State *L, Code *code, uint32_t i) {
    if (code->children[i] == NULL) {
        const uint32_t index = program_children(code->program, code->info)[i];
        Code *const child = instantiate(L, code->program, index, code);
        code->children[i] = child;
        heap_barrier(heap(L), &code->cell);
    }
    return code->children[i];
}

void code_trace(Heap *h, Cell *cell) {
    const Code *const c = (const Code *)cell;
    if (c->constants != NULL) {
        for (uint32_t n = 0; n < c->info->constant_count; n++)
            heap_mark_value(h, c->constants + n);
    }
    if (c->templates != NULL) {
        for (uint32_t n = 0; n < c->info->template_count; n++) {
            heap_mark(h, &c->templates[n].shape->cell);
        }
    }
    if (c->long_strings != NULL) heap_mark(h, &c->long_strings->cell);
    if (c->children != NULL) {
        for (uint32_t n = 0; n < c->info->child_count; n++) {
            if (c->children[n] != NULL) heap_mark(h, &c->children[n]->cell);
        }
    }
}

void code_destroy(Heap *h, Cell *cell) {
    Code *const c = (Code *)cell;
    if (c->program == NULL) return;
    const ProgramFunction *const f = c->info;
    if (c->caches != NULL) {
        for (uint32_t n = 0; n < f->key_count; n++) {
            heap_free_buffer(h, c->caches[n].many, sizeof(CacheSet));
        }
        heap_free_buffer(h, c->caches, f->key_count * sizeof(InlineCache));
    }
    heap_free_buffer(h, c->code, f->code_count * sizeof(Word));
    heap_free_buffer(h, c->constants, f->constant_count * sizeof(Value));
    heap_free_buffer(h, c->templates, f->template_count * sizeof(Template));
    heap_free_buffer(h, c->children, f->child_count * sizeof *c->children);
    if (c->index == 0) heap_count_other(h, c->program->size, 0);
    program_release(c->program);
}

/* Forgets shapes and holders that are about to be freed. */
static void clear_caches(Heap *h, Code *c) {
    if (c->caches == NULL) return;
    for (uint32_t n = 0; n < c->info->key_count; n++) {
        InlineCache *const cache = c->caches + n;
        const bool alive = cache->shape == NULL || heap_is_marked(h, &cache->shape->cell);
        const Cell *const other = (const Cell *)cache->u.holder; /* or next: both are cells */
        if (!alive || (other != NULL && !heap_is_marked(h, other))) {
            cache->shape = NULL;
            cache->u.holder = NULL;
            cache->epoch = 0;
        }
        CacheSet *const many = cache->many;
        if (many == NULL) continue;
        uint32_t kept = 0;
        for (uint32_t k = 0; k < many->count; k++) {
            const CacheEntry *const e = many->entries + k;
            const Cell *const place = (const Cell *)e->u.holder;
            if (!heap_is_marked(h, &e->shape->cell)) continue;
            if (place != NULL && !heap_is_marked(h, place)) continue;
            many->entries[kept++] = *e;
        }
        if (kept < many->count) many->full = false;
        many->count = kept;
    }
}

void codes_after_mark(State *s, bool full) {
    Heap *const h = &s->objects.heap;
    Code **link = &s->codes;
    while (*link != NULL && (full || *link != s->old_codes)) {
        Code *const c = *link;
        if (!heap_is_marked(h, &c->cell)) {
            *link = c->next;
            continue;
        }
        if (full) clear_caches(h, c);
        link = &c->next;
    }
    s->old_codes = s->codes;
}
