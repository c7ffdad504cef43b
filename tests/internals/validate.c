/* The heap validator behind T.checkmemory: walks every cell and checks what must hold of it.
**
** heap_check (heap/) knows blocks, colors and the collector's invariant, and that no reference
** leads to a freed cell; table_check and shape_check (object/) know tables and shapes. Here stands
** what needs to see several types at once: values have the type their tag says, short strings are
** interned once, open upvalues and stacks agree, frames lie in their stack in order, quickened code
** still says what its Program says, and the bytes in use are the sum of all cells and buffers.
*/
#include "internals.h"

#include <string.h>

#include "heap_internal.h"
#include "opcode_info.h"
#include "quicken.h"
#include "table_internal.h"

typedef struct Validation {
    State *s;
    const char *fault;  /* the first one; NULL: none */
    const Cell *where;  /* the cell that it was found at */
    size_t buffers;     /* bytes of buffers that cells own */
    double shared;      /* and of those that strings share, by halves, thirds and so on */
    size_t finalizable; /* cells with MARK_FINALIZER */
    size_t strings;     /* short ones */
    size_t codes;
} Validation;

/* ---- Values and small cells ------------------------------------------------------------------ */

static const char *value_fault(const Value *v) {
    if (v->tag > TAG_COROUTINE) return "value with an unknown tag";
    if (tag_is_cell(v->tag) && v->u.cell->type != v->tag) return "value's cell has another type";
    return NULL;
}

static const char *values_fault(const Value *values, size_t count) {
    const char *fault = NULL;
    for (size_t i = 0; fault == NULL && i < count; i++)
        fault = value_fault(values + i);
    return fault;
}

/* How often a short string, or one like it, is in a table; *fault is set when that is not the string
** itself. */
static int times_in(const StringBuckets *b, const String *s, const char **fault) {
    int times = 0;
    if (b->capacity == 0) return 0;
    for (uint32_t i = s->cell.own & (b->capacity - 1); b->hashes[i] != 0;
         i = (i + 1) & (b->capacity - 1)) {
        const String *const other = b->strings[i];
        if (other == NULL || other->length != s->length) continue;
        if (memcmp(other->own_bytes, s->own_bytes, s->length) != 0) continue;
        if (other != s) *fault = "short string is there twice";
        if (b->hashes[i] != s->cell.own) *fault = "string's hash is wrong";
        times++;
    }
    return times;
}

static const char *text_fault(Validation *v, const GrowingText *text, size_t length) {
    if (text->views == 0) return "text of no string";
    if (length > text->used || text->used > text->capacity) return "text with a wrong length";
    if (text->bytes[text->used] != '\0') return "text without its NUL";
    v->shared += (double)(sizeof *text + text->capacity + 1) / (double)text->views;
    return NULL;
}

static const char *sharing_fault(Validation *v, const SharingString *s) {
    if (s->text == NULL) return s->cell.flags & STRING_GROWS ? "text of a string missing" : NULL;
    const char *const fault = text_fault(v, s->text, s->length);
    if (fault != NULL) return fault;
    if ((s->cell.flags & STRING_GROWS) && s->text->used != s->length)
        return "string that grows is not the last of its text";
    if (s->copy == NULL) return NULL;
    if (s->copy->views != 1 || s->copy->used != s->length) return "copy is no copy";
    return text_fault(v, s->copy, s->length);
}

static const char *string_fault(Validation *v, const String *s) {
    if (s->cell.flags & STRING_SHARES) return sharing_fault(v, (const SharingString *)s);
    if (s->own_bytes[s->length] != '\0') return "string without its NUL";
    if (string_is_short(s) != (s->length <= STRING_SHORT_MAX)) return "string with a wrong length";
    if (!string_is_short(s)) return NULL;
    v->strings++;
    const StringTable *const t = &v->s->objects.strings;
    const char *fault = NULL;
    const int times = times_in(&t->now, s, &fault) + times_in(&t->old, s, &fault);
    if (fault == NULL && times == 0) fault = "short string is not interned";
    if (fault == NULL && times > 1) fault = "short string is interned twice";
    return fault;
}

static const char *closure_fault(const Closure *c) {
    if (c->code == NULL || c->code->cell.type != CELL_CODE) return "closure without code";
    if (c->cell.own != c->code->info->upvalue_count) return "closure with wrong upvalues";
    for (uint32_t i = 0; i < c->cell.own; i++) /* NULL: its making failed, nobody has it */
        if (c->upvalues[i] != NULL && c->upvalues[i]->cell.type != CELL_UPVALUE)
            return "closure's upvalue is none";
    return NULL;
}

static const char *native_closure_fault(const NativeClosure *c) {
    if (c->function == NULL || c->cell.own > 255) return "bad native closure";
    return values_fault(c->upvalues, c->cell.own);
}

static const char *userdata_fault(Validation *v, Userdata *u) {
    if (u->cell.flags & USERDATA_BOX) v->buffers += ((const Box *)userdata_memory(u))->size;
    if (u->metatable != NULL && u->metatable->cell.type != TAG_TABLE)
        return "metatable is no table";
    if (u->metatable != NULL && !shape_is_prototype(u->metatable->shape))
        return "userdata's metatable is no prototype";
    return values_fault(u->user_values, u->cell.own);
}

static bool has_open(const lua_State *L, const UpValue *wanted) {
    for (const UpValue *u = L->open_upvalues; u != NULL; u = u->u.open.next)
        if (u == wanted) return true;
    return false;
}

static const char *upvalue_fault(const UpValue *u) {
    if (!upvalue_is_open(u)) return value_fault(u->v);
    if (u->u.open.coroutine->type != TAG_COROUTINE) return "open upvalue without coroutine";
    const lua_State *const L = &((const Coroutine *)u->u.open.coroutine)->thread;
    return has_open(L, u) ? NULL : "open upvalue is not in its coroutine's list";
}

/* ---- Tables ---------------------------------------------------------------------------------- */

static const char *table_values_fault(const Table *t) {
    const char *fault = NULL;
    Value v;
    for (uint32_t i = 0; fault == NULL && i < t->cell.own; i++) {
        array_get(t, i, &v);
        fault = value_fault(&v);
    }
    for (uint32_t i = 0; fault == NULL && i < shape_count(t->shape); i++) {
        slot_get(t, i, &v);
        fault = value_fault(&v);
    }
    return fault;
}

/* Every key with a value is found where it stands. */
static const char *entries_fault(const Objects *o, const Table *t) {
    const Dictionary *const d = t->dictionary;
    for (uint32_t e = 0; d != NULL && e < d->count; e++) {
        Value key, value;
        dictionary_value(d, e, &value);
        if (is_nil(&value)) continue;
        dictionary_key(d, e, &key);
        if (value_fault(&key) != NULL || value_fault(&value) != NULL) return "bad entry";
        if (dictionary_find(o, d, &key) != (int64_t)e) return "key is not found at its entry";
    }
    return NULL;
}

static const char *table_fault(Validation *v, const Table *t) {
    if (t->shape == NULL || t->shape->cell.type != CELL_SHAPE) return "table without a shape";
    if (t->array != NULL && !array_is_inline(t)) v->buffers += array_bytes(table_array_capacity(t));
    if (t->slots != NULL && !slots_are_inline(t)) v->buffers += slots_bytes(t->cell.aux);
    if (t->dictionary != NULL) v->buffers += dictionary_bytes(t->dictionary->capacity);
    const char *fault = table_check(t);
    if (fault == NULL) fault = table_values_fault(t);
    return fault != NULL ? fault : entries_fault(&v->s->objects, t);
}

/* ---- Coroutines ------------------------------------------------------------------------------ */

static const char *frame_fault(const lua_State *L, const Frame *f) {
    if (f->func < L->stack || f->func >= L->top) return "frame's function is outside of the stack";
    if (f->previous != NULL && f->func <= f->previous->func) return "frames out of order";
    if (!frame_is_lua(f)) return NULL;
    if (f->func->tag != TAG_CLOSURE) return "frame's function is none";
    const Code *const code = frame_closure(f)->code;
    if (f->top > L->stack + L->stack_size) return "frame's registers are outside of the stack";
    const bool saved = f != L->frame || L->status == LUA_YIELD;
    if (saved && (f->u.lua.pc < code->code || f->u.lua.pc > code->code + code->info->code_count))
        return "frame's pc is outside of its code";
    return NULL;
}

static const char *frames_fault(Validation *v, const lua_State *L) {
    uint32_t count = 0;
    const char *fault = NULL;
    bool active = true;
    for (const Frame *f = &L->base_frame; f != NULL; f = f->next) {
        if (active && f != &L->base_frame && fault == NULL) fault = frame_fault(L, f);
        if (f->next != NULL && f->next->previous != f) return "frames are not linked";
        if (f == L->frame) active = false;
        count++;
    }
    if (active) return "topmost frame is not in the chain";
    if (count - 1 != L->frame_count) return "frames miscounted";
    v->buffers += L->frame_count * sizeof(Frame);
    return fault;
}

static const char *lists_fault(const lua_State *L) {
    const Value *above = L->stack + L->stack_size;
    for (const UpValue *u = L->open_upvalues; u != NULL; u = u->u.open.next) {
        if (u->cell.type != CELL_UPVALUE || !upvalue_is_open(u)) return "closed upvalue in a list";
        if (u->v >= above || u->v < L->stack) return "open upvalues out of order";
        if (u->u.open.coroutine != coroutine_cell(L)) return "upvalue of another coroutine";
        above = u->v;
    }
    for (uint32_t i = 0; i < L->to_close_count; i++) {
        if (L->stack + L->to_close[i] >= L->top) return "variable to be closed is above the top";
        if (i > 0 && L->to_close[i] <= L->to_close[i - 1]) return "to-be-closed out of order";
    }
    return NULL;
}

static const char *coroutine_fault(Validation *v, const lua_State *L) {
    if (L->state != v->s) return "coroutine of another State";
    if (L->stack == NULL) return NULL; /* its making failed */
    v->buffers += L->stack_size * sizeof(Value) + L->to_close_capacity * sizeof *L->to_close;
    if (L->stack_limit != L->stack + L->stack_size - EXTRA_STACK) return "stack's limit is wrong";
    if (L->top <= L->stack || L->top > L->stack + L->stack_size) return "stack's top is wrong";
    const char *fault = values_fault(L->stack, (size_t)(L->top - L->stack));
    if (fault == NULL) fault = frames_fault(v, L);
    return fault != NULL ? fault : lists_fault(L);
}

/* ---- Code ------------------------------------------------------------------------------------ */

static bool extra_is_good(const Code *c, const Word *extra, Instruction original, ExtraKind kind) {
    switch (kind) {
    case EXTRA_NONE: return true;
    case EXTRA_KEY:
        return extra->cache >= c->caches && extra->cache < c->caches + c->info->key_count;
    case EXTRA_JUMP: return extra->op == OP_JMP && extra->x == word_widen(original).x;
    default: return extra->number == original;
    }
}

/* Quickening changes opcodes only, and only within one instruction; B of TFORCALL is a guess. */
static const char *instructions_fault(const Code *c) {
    const Instruction *const original = program_code(c->program, c->info);
    for (uint32_t pc = 0; pc < c->info->code_count;) {
        const unsigned words = instruction_words(original[pc]);
        const unsigned op = c->code[pc].op;
        Word expected = word_widen(original[pc]);
        if (op >= ALL_OPCODE_COUNT || opcode_base(op) != opcode_base(instruction_op(original[pc])))
            return "instruction became another one";
        expected.op = (uint16_t)op;
        if (op == OP_TFORCALL) expected.b = c->code[pc].b;
        if (memcmp(&c->code[pc], &expected, sizeof expected) != 0)
            return "instruction's operands changed";
        if (words == 2 &&
            !extra_is_good(c, &c->code[pc + 1], original[pc + 1],
                           (ExtraKind)opcode_info[instruction_op(original[pc])].extra)) {
            return "instruction's extra word changed";
        }
        pc += words;
    }
    return NULL;
}

static const char *caches_fault(Validation *v, const Code *c) {
    for (uint32_t n = 0; n < c->info->key_count; n++) {
        const InlineCache *const cache = c->caches + n;
        if (cache->key->cell.type != TAG_STRING) return "cache's key is no string";
        if (cache->shape != NULL && cache->shape->cell.type != CELL_SHAPE) return "cache's shape";
        if (cache->many == NULL) continue;
        v->buffers += sizeof(CacheSet);
        if (cache->many->count > CACHE_SHAPES) return "cache with too many shapes";
        for (uint32_t i = 0; i < cache->many->count; i++)
            if (cache->many->entries[i].shape->cell.type != CELL_SHAPE) return "cache's shapes";
    }
    return NULL;
}

static void count_code(Validation *v, const Code *c) {
    const ProgramFunction *const f = c->info;
    if (c->code != NULL) v->buffers += f->code_count * sizeof(Word);
    if (c->constants != NULL) v->buffers += f->constant_count * sizeof(Value);
    if (c->caches != NULL) v->buffers += f->key_count * sizeof(InlineCache);
    if (c->templates != NULL) v->buffers += f->template_count * sizeof(Template);
    if (c->children != NULL) v->buffers += f->child_count * sizeof *c->children;
    if (c->index == 0) v->buffers += c->program->size;
    v->codes++;
}

static const char *code_fault(Validation *v, const Code *c) {
    if (c->program == NULL) return NULL; /* its making failed */
    count_code(v, c);
    const char *fault = NULL;
    if (c->constants != NULL) fault = values_fault(c->constants, c->info->constant_count);
    for (uint32_t i = 0; fault == NULL && c->children != NULL && i < c->info->child_count; i++)
        if (c->children[i] != NULL && c->children[i]->cell.type != CELL_CODE) fault = "child";
    if (fault == NULL && c->code != NULL && (c->caches != NULL || c->info->key_count == 0))
        fault = instructions_fault(c);
    return fault != NULL || c->caches == NULL ? fault : caches_fault(v, c);
}

/* ---- All ------------------------------------------------------------------------------------- */

static const char *cell_fault(Validation *v, const Cell *c) {
    switch (c->type) {
    case TAG_STRING: return string_fault(v, (const String *)c);
    case TAG_TABLE: return table_fault(v, (const Table *)c);
    case TAG_CLOSURE: return closure_fault((const Closure *)c);
    case TAG_NATIVE_CLOSURE: return native_closure_fault((const NativeClosure *)c);
    case TAG_USERDATA: return userdata_fault(v, (Userdata *)c);
    case TAG_COROUTINE: return coroutine_fault(v, &((const Coroutine *)c)->thread);
    case CELL_UPVALUE: return upvalue_fault((const UpValue *)c);
    case CELL_CODE: return code_fault(v, (const Code *)c);
    case CELL_SHAPE: v->buffers += shape_buffer_bytes(c); return shape_check((const Shape *)c);
    case CELL_SHAPE_KEYS: v->buffers += shape_buffer_bytes(c); return NULL;
    default: return "cell of an unknown type";
    }
}

static void check_cell(Heap *h, Cell *c, void *context) {
    (void)h;
    Validation *const v = context;
    if (v->fault != NULL) return;
    v->finalizable += (c->mark & MARK_FINALIZER) != 0;
    v->fault = cell_fault(v, c);
    if (v->fault != NULL) v->where = c;
}

static size_t list_bytes(const BlockList *list) {
    size_t sum = 0;
    for (Block *b = list->head; b != NULL; b = b->next)
        sum += (size_t)(block_end(b) - block_cells(b)) - b->free_bytes;
    return sum;
}

static size_t large_bytes(const LargeBlock *b) {
    size_t sum = 0;
    for (; b != NULL; b = b->next)
        sum += b->bytes;
    return sum;
}

/* Bytes of all cells, the rest of the runs in use included, as heap->used has them. */
static size_t cells_bytes(const Heap *h) {
    size_t sum = large_bytes(h->large_nursery) + large_bytes(h->large_unswept);
    sum += large_bytes(h->large_old);
    for (uint32_t i = 0; i < CELL_CLASSES; i++) {
        const CellClass *const k = &h->classes[i];
        Block *const b = k->current;
        if (b != NULL) sum += (size_t)(block_end(b) - block_cells(b)) - b->free_bytes;
        sum += list_bytes(&k->nursery) + list_bytes(&k->unswept);
        sum += list_bytes(&k->available) + list_bytes(&k->full);
    }
    return sum;
}

/* What only adds up while no dead cell waits for the sweep. */
static const char *sums_fault(const Validation *v) {
    const Objects *const o = &v->s->objects;
    const Heap *const h = &o->heap;
    if (h->phase == PHASE_SWEEP) return NULL;
    if (v->strings != o->strings.count) return "interned strings miscounted";
    const size_t tables = string_buckets_bytes(&o->strings.now) +
                          string_buckets_bytes(&o->strings.old) +
                          (o->literals != &literal_no_cache ? sizeof *o->literals : 0);
    const size_t shared = (size_t)(v->shared + 0.5);
    if (cells_bytes(h) + v->buffers + shared + tables != h->used)
        return "bytes in use do not add up";
    return NULL;
}

static const char *finalizers_fault(const Validation *v) {
    const Heap *const h = &v->s->objects.heap;
    const size_t listed = h->finalizers.count + h->pending.count - h->pending_head;
    return listed == v->finalizable ? NULL : "cells with finalizers miscounted";
}

const char *heap_validate(State *s, const Cell **where) {
    Heap *const h = &s->objects.heap;
    h->fault_at = NULL;
    Validation v = {
        .s = s,
        .fault = heap_check(h),
    };
    v.where = h->fault_at;
    if (v.fault == NULL) {
        v.where = NULL;
        heap_each_cell(h, check_cell, &v);
    }
    if (v.fault == NULL) v.fault = finalizers_fault(&v);
    if (v.fault == NULL) v.fault = sums_fault(&v);
    if (where != NULL) *where = v.where;
    return v.fault;
}
