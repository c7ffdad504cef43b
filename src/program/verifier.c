/* The verifier: what a Program promises to those who run it.
**
** An image may come from anybody. The interpreter checks nothing at run time that can be checked
** here once, so every promise below is load-bearing: whoever weakens one has to look at src/vm.
**
** Rules when editing this file: work stays linear in the image's size; no recursion; offsets and
** counts from the image are added as 64-bit numbers; nothing of the image is looked at before the
** layout of all of it has been accepted (check_layout); tests/unit/program/verifier.c executes what
** passes here against the promises, so a new promise gets a new check there.
**
** Promises
**
** Layout. All parts lie inside, aligned, in canonical order, without overlap (image.h).
**
** References. Every index of a string, constant, upvalue, template, child or register that can be
** reached from a function is in range, in runs of registers too; keys are string constants,
** operands of K arithmetic and comparison are numbers. Children have greater numbers than their
** parent, and each function but the main one has exactly one parent, whose registers and upvalues
** its upvalues name. Template keys are distinct short strings.
**
** Control. Instructions are known ones; a jump goes to the start of an instruction of the function;
** the last instruction never falls through; VARARGPREP stands first in functions with varargs and
** nowhere else; VARARG only occurs in them, RETURN0 and RETURN1 only in the others.
**
** Open results. An instruction that leaves a variable number of values from R[p] on is followed by
** one that consumes them, from R[a] on with a <= p (for calls and SETLIST, which have something of
** their own in R[a]: a < p), and that cannot be reached in any other way.
**
** Loops. FORPREP and FORLOOP, and TFORPREP, TFORCALL and TFORLOOP, come as nested pairs or triples
** with the same A and C that jump to each other; the body lies between; nothing else jumps into it.
** In the body no instruction writes the loop's state registers (R[A .. A+2]; for generic loops also
** R[A+3]) and no closure captures them. Registers from where a call is made up count as written by
** the call; so do the dead registers (from R[B] up) at NEWTABLE and CLOSURE, and those behind the
** run of CONCAT, where a collection clears them and calls finalizers.
**
** Open variables. A register is open when a closure may hold it or it may be marked to be closed.
** On every path: what returns without closing (RETURN0, RETURN1, C = 0) has nothing open; a call's
** frame, a loop's state and a register that TBC or TFORPREP marks lie above all open registers.
** The check carries the set of open registers along all paths to a fixed point, in rounds over the
** code. Loops nested n deep need at most n + 2 rounds, usual code two; code that needs more than
** ROUND_LIMIT is refused. Compilers close variables where their scope ends, which satisfies this.
**
** Metering. In a metered Program the first instruction of a function (in one with varargs the
** second) and whatever a jump goes back to are CHARGE instructions of a cost above 0; so nothing
** runs for ever without paying. In other Programs there are none.
**
** Not promised: that a register was written before it is read; that INITFIELD and SETLIST find a
** table, with so many slots, in R[A]. The library function debug.setlocal reaches any register, and
** debug.getlocal hands out tables under construction, so no analysis could promise that, nor the
** tags in a loop's state: the interpreter has to look in any case.
*/
#include <assert.h>
#include <limits.h>
#include <string.h>

#include "image.h"
#include "opcode_info.h"

#define BAD(what) "bad binary format (" what ")"

/* An error when memory was short; told apart by its address. */
static const char out_of_memory[] = "not enough memory";

/* Marks of a code word: bits, and above them the pc of the innermost loop's first instruction plus
** one, or 0 outside of loops. */
#define MARK_START  1u /* first word of an instruction */
#define MARK_TARGET 2u /* something jumps here */
#define MARK_BITS   2
_Static_assert((UINT32_MAX / sizeof(Instruction)) <= UINT32_MAX >> MARK_BITS, "a pc fits");

/* A set of registers. */
typedef struct RegisterSet {
    uint64_t words[4];
} RegisterSet;

_Static_assert(REGISTER_LIMIT == UINT8_MAX, "register counts fit; a set holds all registers");

#define ROUND_LIMIT 500 /* the Lua front end nests at most 200 levels */

#define LOOP_DEPTH (REGISTER_LIMIT / 3) /* a loop keeps at least three registers for itself */

typedef struct Loop {
    uint32_t head;  /* pc of FORPREP or TFORPREP */
    uint32_t tail;  /* pc of FORLOOP or TFORCALL */
    uint32_t end;   /* first word behind the loop */
    uint8_t a;      /* its first state register */
    uint8_t states; /* how many */
} Loop;

typedef struct Verifier {
    Allocator *allocator;
    const uint8_t *image;
    size_t size;
    const ImageHeader *header;
    const ProgramFunction *functions;
    const ImageString *strings;

    uint8_t *claimed;        /* one for each function: 1 when it has a parent */
    uint64_t *string_hashes; /* of all strings, or NULL until templates need them */
    uint32_t *marks;         /* one for each word of the longest function */
    uint32_t *places;        /* likewise: number of the place, of words that are jumped to */
    uint32_t longest;        /* words of the longest function */

    /* Of the function that is being checked. */
    const ProgramFunction *f;
    const Instruction *code;
    bool may_open;        /* it has instructions that open variables */
    uint32_t place_count; /* words that are jumped to */
    RegisterSet *open;    /* one for each place: what may be open there; NULL between functions */

    /* Loops around the current instruction, innermost last. */
    Loop loops[LOOP_DEPTH];
    unsigned loop_count;
    RegisterSet locked; /* their states */
} Verifier;

static const void *part(const Verifier *v, uint32_t offset) {
    return v->image + offset;
}

/* ---- Layout ---------------------------------------------------------------------------------- */

static bool part_fits(const Verifier *v, uint64_t *cursor, uint32_t offset, uint32_t count,
                      size_t item_size, size_t alignment) {
    const uint64_t start = image_align(*cursor, alignment);
    *cursor = start + (uint64_t)count * item_size;
    return offset == start && *cursor <= v->size;
}

static bool templates_fit(const Verifier *v, uint64_t *cursor, const ProgramFunction *f) {
    const ProgramTemplate *const templates = part(v, f->templates);
    for (uint32_t i = 0; i < f->template_count; i++)
        if (!part_fits(v, cursor, templates[i].keys, templates[i].key_count, sizeof(uint32_t),
                       _Alignof(uint32_t)))
            return false;
    return true;
}

static bool function_fits(const Verifier *v, uint64_t *cursor, const ProgramFunction *f) {
#define PART(offset, count, Type) \
    if (!part_fits(v, cursor, f->offset, f->count, sizeof(Type), _Alignof(Type))) return false;
    FUNCTION_PARTS(PART)
    if (!templates_fit(v, cursor, f)) return false;
    FUNCTION_DEBUG_PARTS(PART)
#undef PART
    return true;
}

static bool strings_fit(const Verifier *v, uint64_t *cursor) {
    const ImageHeader *const h = v->header;
    if (!part_fits(v, cursor, h->strings, h->string_count, sizeof(ImageString),
                   _Alignof(ImageString)))
        return false;
    if (!part_fits(v, cursor, h->string_bytes, h->string_size, 1, 1) || *cursor != v->size)
        return false;
    const ImageString *const strings = part(v, h->strings);
    const uint8_t *const bytes = part(v, h->string_bytes);
    uint64_t next = 0;
    for (uint32_t i = 0; i < h->string_count; i++) {
        const uint64_t end = next + strings[i].length;
        if (strings[i].start != next || end >= h->string_size || bytes[end] != 0) return false;
        next = end + 1;
    }
    return next == h->string_size;
}

static const char *check_layout(Verifier *v) {
    static const char bad[] = BAD("malformed layout");
    const ImageHeader *const h = v->header;
    uint64_t cursor = sizeof *h;
    if (h->size != v->size || h->function_count == 0) return bad;
    if (!part_fits(v, &cursor, h->functions, h->function_count, sizeof(ProgramFunction),
                   _Alignof(ProgramFunction)))
        return bad;
    v->functions = part(v, h->functions);
    for (uint32_t i = 0; i < h->function_count; i++) {
        if (!function_fits(v, &cursor, &v->functions[i])) return bad;
        if (v->functions[i].code_count > v->longest) v->longest = v->functions[i].code_count;
    }
    if (!strings_fit(v, &cursor)) return bad;
    v->strings = part(v, h->strings);
    return NULL;
}

/* ---- Parts of a function other than code ----------------------------------------------------- */

static bool is_string(const Verifier *v, uint32_t index) {
    return index < v->header->string_count;
}

static bool is_string_or_none(const Verifier *v, uint32_t index) {
    return index == NO_STRING || is_string(v, index);
}

static const char *check_frame(const Verifier *v) {
    const ProgramFunction *const f = v->f;
    if (!is_string_or_none(v, f->source)) return BAD("string out of range");
    if (f->line_defined > INT_MAX || f->last_line_defined > INT_MAX)
        return BAD("line out of range");
    if (f->is_vararg > 1 || f->register_count <= f->parameter_count) return BAD("malformed frame");
    if (f->metered > 1 || f->metered != v->functions[0].metered) return BAD("malformed frame");
    if (f->upvalue_count > UINT8_MAX) return BAD("too many upvalues");
    return NULL;
}

static const char *check_constants(const Verifier *v) {
    const ProgramConstant *const constants = part(v, v->f->constants);
    for (uint32_t i = 0; i < v->f->constant_count; i++) {
        if (constants[i].kind > CONSTANT_STRING) return BAD("unknown constant");
        if (constants[i].kind != CONSTANT_STRING) continue;
        if (constants[i].bits >= v->header->string_count) return BAD("string out of range");
    }
    return NULL;
}

/* The upvalues of `child`, which `v->f` makes closures of. */
static const char *check_upvalues(const Verifier *v, const ProgramFunction *child) {
    const ProgramUpvalue *const upvalues = part(v, child->upvalues);
    for (uint32_t i = 0; i < child->upvalue_count; i++) {
        const unsigned limit = upvalues[i].from_stack ? v->f->register_count : v->f->upvalue_count;
        if (upvalues[i].index >= limit) return BAD("upvalue out of range");
    }
    return NULL;
}

static const char *check_upvalue_names(const Verifier *v) {
    const ProgramUpvalue *const upvalues = part(v, v->f->upvalues);
    for (uint32_t i = 0; i < v->f->upvalue_count; i++)
        if (!is_string_or_none(v, upvalues[i].name) || upvalues[i].from_stack > 1 ||
            upvalues[i].kind > 3)
            return BAD("malformed upvalue");
    return NULL;
}

static const char *check_children(Verifier *v) {
    const uint32_t *const children = part(v, v->f->children);
    const uint32_t self = (uint32_t)(v->f - v->functions);
    for (uint32_t i = 0; i < v->f->child_count; i++) {
        const uint32_t child = children[i];
        if (child <= self || child >= v->header->function_count) return BAD("child out of range");
        if (v->claimed[child]++ != 0) return BAD("function with two parents");
        const char *const error = check_upvalues(v, &v->functions[child]);
        if (error != NULL) return error;
    }
    return NULL;
}

static uint64_t hash_string(const uint8_t *bytes, uint32_t length) {
    uint64_t hash = length;
    for (uint32_t i = 0; i < length; i++) {
        hash = (hash ^ bytes[i]) * 0x9e3779b97f4a7c15u;
        hash ^= hash >> 31;
    }
    return hash;
}

static bool hash_strings(Verifier *v) {
    const uint32_t count = v->header->string_count;
    const uint8_t *const bytes = part(v, v->header->string_bytes);
    v->string_hashes = allocator_new(v->allocator, count * sizeof *v->string_hashes);
    if (v->string_hashes == NULL) return false;
    for (uint32_t i = 0; i < count; i++)
        v->string_hashes[i] = hash_string(bytes + v->strings[i].start, v->strings[i].length);
    return true;
}

/* Keys with the same hash count as equal: a chance of one in 2^64 to refuse a good image, and no
** way to make comparisons long. */
static const char *check_template(Verifier *v, const ProgramTemplate *t) {
    const uint32_t *const keys = part(v, t->keys);
    const ProgramConstant *const constants = part(v, v->f->constants);
    uint64_t hashes[TEMPLATE_KEY_LIMIT];
    if (t->key_count > TEMPLATE_KEY_LIMIT) return BAD("too many keys");
    if (t->key_count > 0 && v->string_hashes == NULL && !hash_strings(v)) return out_of_memory;
    for (uint32_t i = 0; i < t->key_count; i++) {
        if (keys[i] >= v->f->constant_count || constants[keys[i]].kind != CONSTANT_STRING)
            return BAD("key is no string");
        hashes[i] = v->string_hashes[constants[keys[i]].bits];
        if (v->strings[constants[keys[i]].bits].length > TEMPLATE_KEY_LENGTH_MAX)
            return BAD("key too long");
        for (uint32_t j = 0; j < i; j++)
            if (hashes[i] == hashes[j]) return BAD("key given twice");
    }
    return NULL;
}

static const char *check_templates(Verifier *v) {
    const ProgramTemplate *const templates = part(v, v->f->templates);
    const char *error = NULL;
    for (uint32_t i = 0; i < v->f->template_count && error == NULL; i++)
        error = check_template(v, &templates[i]);
    return error;
}

static const char *check_locals(const Verifier *v) {
    const ProgramFunction *const f = v->f;
    const ProgramLocal *const locals = part(v, f->locals);
    for (uint32_t i = 0; i < f->local_count; i++) {
        const ProgramLocal *const l = &locals[i];
        if (!is_string(v, l->name) || l->reg >= f->register_count || l->start_pc > l->end_pc ||
            l->end_pc > f->code_count || (i > 0 && l->start_pc < locals[i - 1].start_pc))
            return BAD("malformed local variable");
    }
    return NULL;
}

static bool name_is_good(const Verifier *v, const ProgramName *name, const ProgramName *previous) {
    if (!is_string(v, name->string) || name->kind > NAME_FOR_ITERATOR) return false;
    if (name->pc >= v->f->code_count || !(v->marks[name->pc] & MARK_START)) return false;
    const Instruction i = v->code[name->pc];
    const bool run = instruction_op(i) == OP_CONCAT;
    if (run ? name->operand - OPERAND_RUN >= instruction_c(i) : name->operand > OPERAND_CALLEE)
        return false;
    return previous == NULL || previous->pc < name->pc ||
           (previous->pc == name->pc && previous->operand < name->operand);
}

static const char *check_names(const Verifier *v) {
    const ProgramName *const names = part(v, v->f->names);
    for (uint32_t i = 0; i < v->f->name_count; i++)
        if (!name_is_good(v, &names[i], i > 0 ? &names[i - 1] : NULL)) return BAD("malformed name");
    return NULL;
}

static const char *check_debug(const Verifier *v) {
    const char *error = check_locals(v);
    if (error == NULL) error = check_names(v);
    if (error == NULL && v->f->line_bytes > 0)
        error = lines_check(part(v, v->f->lines), v->f->line_bytes, v->f->code_count);
    return error;
}

/* ---- Operands -------------------------------------------------------------------------------- */

static unsigned max(unsigned x, unsigned y) {
    return x > y ? x : y;
}

#define BAD_COUNT UINT_MAX

/* How many registers the frame needs for the instruction's run (KIND_F); BAD_COUNT when its length
** is not allowed. An empty run may begin behind the last register. */
static unsigned run_end(Opcode op, Instruction i) {
    const unsigned a = instruction_a(i), b = instruction_b(i), c = instruction_c(i);
    switch (op) {
    case OP_LOADNIL: return a + b + 1;
    case OP_METHOD: return a + 2;
    case OP_SETLIST: return a + b + 1;
    case OP_CONCAT: return c >= 2 ? b + c : BAD_COUNT;
    case OP_FORPREP:
    case OP_FORLOOP: return a + (c == 0 ? 4 : 3);
    case OP_TFORPREP: return a + 4;
    case OP_TFORCALL: return c >= 1 ? a + 4 + max(c, 3) : BAD_COUNT;
    case OP_TFORLOOP: return a + 5;
    case OP_CALL: return a + max(max(1, b), c == 0 ? 1 : c - 1);
    case OP_TAILCALL: return a + max(1, b);
    case OP_RETURN: return b == 0 ? a + 1 : a + b - 1;
    case OP_VARARG: return c == 0 ? a + 1 : a + c - 1;
    case OP_CLOSE: return a;
    default: return BAD_COUNT;
    }
}

/* Whether the constants of an instruction must be numbers. */
static bool wants_number(Opcode op) {
    return op != OP_LOADK && op != OP_JEQK && op != OP_JNEK;
}

static const char *check_constant(const Verifier *v, Opcode op, unsigned index) {
    const ProgramConstant *const constants = part(v, v->f->constants);
    if (index >= v->f->constant_count) return BAD("constant out of range");
    const uint32_t kind = constants[index].kind;
    if (wants_number(op) && kind != CONSTANT_INTEGER && kind != CONSTANT_FLOAT)
        return BAD("constant is no number");
    return NULL;
}

static const char *check_operand(const Verifier *v, Instruction i, uint8_t kind, unsigned value) {
    const Opcode op = instruction_op(i);
    unsigned end;
    switch ((OperandKind)kind) {
    case KIND__: return value == 0 ? NULL : BAD("unused operand is not zero");
    case KIND_W:
    case KIND_R:
    case KIND_RW: return value < v->f->register_count ? NULL : BAD("register out of range");
    case KIND_F:
        end = run_end(op, i);
        if (end == BAD_COUNT) return BAD("count out of range");
        return end <= v->f->register_count ? NULL : BAD("register out of range");
    case KIND_K: return check_constant(v, op, value);
    case KIND_U: return value < v->f->upvalue_count ? NULL : BAD("upvalue out of range");
    case KIND_I:
    case KIND_S:
    case KIND_N: return NULL;
    }
    return NULL;
}

static const char *check_operands(const Verifier *v, Instruction i, const OpcodeInfo *info) {
    if (info->format == FORMAT_E) return NULL;
    const char *error = check_operand(v, i, info->a, instruction_a(i));
    if (error != NULL) return error;
    if (info->format == FORMAT_ABX) return check_operand(v, i, info->b, instruction_bx(i));
    error = check_operand(v, i, info->b, instruction_b(i));
    return error != NULL ? error : check_operand(v, i, info->c, instruction_c(i));
}

/* Operands of kind I that are flags or slots. */
static const char *check_number(const Verifier *v, Opcode op, Instruction i) {
    switch (op) {
    case OP_FORPREP:
    case OP_FORLOOP:
    case OP_TAILCALL:
    case OP_RETURN: return instruction_c(i) <= 1 ? NULL : BAD("unknown flag");
    case OP_NEWTABLE:
    case OP_CLOSURE:
        return instruction_b(i) > instruction_a(i) && instruction_b(i) <= v->f->register_count
                   ? NULL
                   : BAD("register out of range");
    case OP_INITFIELD:
        return instruction_c(i) < TEMPLATE_KEY_LIMIT ? NULL : BAD("slot out of range");
    case OP_VARARGPREP:
        return instruction_a(i) == v->f->parameter_count ? NULL : BAD("malformed vararg function");
    default: return NULL;
    }
}

static const char *check_extra(const Verifier *v, ExtraKind kind, uint32_t word) {
    const ProgramConstant *const constants = part(v, v->f->constants);
    switch (kind) {
    case EXTRA_NONE:
    case EXTRA_NUMBER: return NULL;
    case EXTRA_CONSTANT: return word < v->f->constant_count ? NULL : BAD("constant out of range");
    case EXTRA_KEY:
        return word < v->f->constant_count && constants[word].kind == CONSTANT_STRING
                   ? NULL
                   : BAD("key is no string");
    case EXTRA_TEMPLATE: return word < v->f->template_count ? NULL : BAD("template out of range");
    case EXTRA_FUNCTION: return word < v->f->child_count ? NULL : BAD("child out of range");
    case EXTRA_JUMP: return instruction_op(word) == OP_JMP ? NULL : BAD("jump expected");
    }
    return NULL;
}

static const char *check_varargs(const Verifier *v, uint32_t pc, Opcode op) {
    const bool wrong = v->f->is_vararg ? op == OP_RETURN0 || op == OP_RETURN1
                                       : op == OP_VARARG || op == OP_VARARGPREP;
    if (wrong || (pc == 0 && v->f->is_vararg) != (op == OP_VARARGPREP))
        return BAD("malformed vararg function");
    return NULL;
}

static const char *check_charge(const Verifier *v, uint32_t pc, Opcode op) {
    if (op == OP_CHARGE && (!v->f->metered || instruction_e(v->code[pc]) <= 0))
        return BAD("malformed charge");
    if (v->f->metered && pc == v->f->is_vararg && op != OP_CHARGE) return BAD("missing charge");
    return NULL;
}

static const char *check_instruction(const Verifier *v, uint32_t pc, const OpcodeInfo *info) {
    const Instruction i = v->code[pc];
    const Opcode op = instruction_op(i);
    const char *error = check_operands(v, i, info);
    if (error == NULL) error = check_number(v, op, i);
    if (error == NULL) error = check_varargs(v, pc, op);
    if (error == NULL) error = check_charge(v, pc, op);
    if (error == NULL && info->extra != EXTRA_NONE)
        error = check_extra(v, (ExtraKind)info->extra, v->code[pc + 1]);
    return error;
}

/* ---- Loops ----------------------------------------------------------------------------------- */

/* Where the jump word of the instruction at `pc` goes, whether or not that is inside the code. */
static int64_t extra_target(const Verifier *v, uint32_t pc) {
    return (int64_t)pc + 2 + instruction_e(v->code[pc + 1]);
}

/* Bits first..last of word number `word` of a set of registers. */
static uint64_t range_mask(unsigned word, unsigned first, unsigned last) {
    const unsigned low = word * 64, high = low + 63;
    if (last < low || first > high) return 0;
    const unsigned from = first > low ? first - low : 0, to = last < high ? last - low : 63;
    return (UINT64_MAX >> (63 - to)) & (UINT64_MAX << from);
}

static bool set_meets(const RegisterSet *set, unsigned first, unsigned last) {
    for (unsigned w = first / 64; w <= last / 64; w++)
        if (set->words[w] & range_mask(w, first, last)) return true;
    return false;
}

static void set_add(RegisterSet *set, unsigned first, unsigned last) {
    for (unsigned w = first / 64; w <= last / 64; w++)
        set->words[w] |= range_mask(w, first, last);
}

static void set_remove(RegisterSet *set, unsigned first, unsigned last) {
    for (unsigned w = first / 64; w <= last / 64; w++)
        set->words[w] &= ~range_mask(w, first, last);
}

static bool any_locked(const Verifier *v, unsigned first, unsigned last) {
    return set_meets(&v->locked, first, last);
}

#define LAST_REGISTER UINT8_MAX /* no register has a greater number */

/* Whether the instruction writes, or may leave anything in, a state register of a loop around it;
** loop instructions write only their own state, apart from what this looks at. */
static bool writes_locked(const Verifier *v, Opcode op, Instruction i, const OpcodeInfo *info) {
    const unsigned a = instruction_a(i), b = instruction_b(i), c = instruction_c(i);
    switch (op) {
    case OP_LOADNIL: return any_locked(v, a, a + b);
    case OP_METHOD: return any_locked(v, a, a + 1);
    case OP_CONCAT: return any_locked(v, a, a) || any_locked(v, b, LAST_REGISTER);
    case OP_NEWTABLE:
    case OP_CLOSURE: return any_locked(v, a, a) || any_locked(v, b, LAST_REGISTER);
    case OP_CALL: return any_locked(v, a, LAST_REGISTER);
    case OP_VARARG:
        if (c == 1) return false;
        return any_locked(v, a, c == 0 ? LAST_REGISTER : a + c - 2);
    case OP_FORPREP: return any_locked(v, a, a + (c == 0 ? 3 : 2));
    case OP_FORLOOP: return c == 0 && any_locked(v, a + 3, a + 3);
    case OP_TFORPREP: return any_locked(v, a, a + 3);
    case OP_TFORCALL: return any_locked(v, a + 4, LAST_REGISTER);
    default: return (info->a == KIND_W || info->a == KIND_RW) && any_locked(v, a, a);
    }
}

static const char *enter_loop(Verifier *v, uint32_t pc, Opcode op) {
    static const char bad[] = BAD("malformed loop");
    const bool numeric = op == OP_FORPREP;
    const int64_t target = extra_target(v, pc);
    const int64_t tail = numeric ? target - 2 : target, end = numeric ? target : target + 3;
    if (v->loop_count == LOOP_DEPTH || tail < (int64_t)pc + 2 || end > v->f->code_count) return bad;
    if (v->loop_count > 0 && end > v->loops[v->loop_count - 1].tail) return bad;
    Loop *const loop = &v->loops[v->loop_count++];
    *loop = (Loop){.head = pc,
                   .tail = (uint32_t)tail,
                   .end = (uint32_t)end,
                   .a = (uint8_t)instruction_a(v->code[pc]),
                   .states = numeric ? 3 : 4};
    set_add(&v->locked, loop->a, loop->a + loop->states - 1u);
    return NULL;
}

static void leave_loop(Verifier *v) {
    const Loop *const loop = &v->loops[--v->loop_count];
    set_remove(&v->locked, loop->a, loop->a + loop->states - 1u);
}

/* Checks that the instruction is where the innermost loop has it. */
static const char *check_loop_end(Verifier *v, uint32_t pc, Opcode op) {
    static const char bad[] = BAD("malformed loop");
    if (v->loop_count == 0) return bad;
    const Loop *const loop = &v->loops[v->loop_count - 1];
    const Instruction head = v->code[loop->head], i = v->code[pc];
    const bool numeric = instruction_op(head) == OP_FORPREP;
    if (instruction_a(i) != loop->a || numeric != (op == OP_FORLOOP)) return bad;
    if (pc != loop->tail + (op == OP_TFORLOOP)) return bad;
    if (op == OP_TFORCALL) return NULL;
    if (extra_target(v, pc) != (int64_t)loop->head + 2) return bad;
    if (numeric && instruction_c(i) != instruction_c(head)) return bad;
    leave_loop(v);
    return NULL;
}

/* The ends of the innermost loop are instructions of its kind. Other instructions must not stand
** there: then the loop would not be closed. */
static const char *check_not_past_end(const Verifier *v, uint32_t pc) {
    if (v->loop_count == 0 || pc < v->loops[v->loop_count - 1].end) return NULL;
    return BAD("malformed loop");
}

static const char *check_captures(Verifier *v, uint32_t pc) {
    const uint32_t *const children = part(v, v->f->children);
    const ProgramFunction *const child = &v->functions[children[v->code[pc + 1]]];
    const ProgramUpvalue *const upvalues = part(v, child->upvalues);
    for (uint32_t i = 0; i < child->upvalue_count; i++) {
        if (!upvalues[i].from_stack) continue;
        v->may_open = true;
        if (upvalues[i].index >= instruction_b(v->code[pc]))
            return BAD("dead register is captured");
        if (any_locked(v, upvalues[i].index, upvalues[i].index))
            return BAD("loop state is captured");
    }
    return NULL;
}

static const char *check_loops(Verifier *v, uint32_t pc, const OpcodeInfo *info) {
    const Opcode op = instruction_op(v->code[pc]);
    const char *const error = check_not_past_end(v, pc);
    if (error != NULL) return error;
    if (v->loop_count > 0 && writes_locked(v, op, v->code[pc], info))
        return BAD("loop state is overwritten");
    switch (op) {
    case OP_TFORPREP: v->may_open = true; return enter_loop(v, pc, op);
    case OP_FORPREP: return enter_loop(v, pc, op);
    case OP_FORLOOP:
    case OP_TFORCALL:
    case OP_TFORLOOP: return check_loop_end(v, pc, op);
    case OP_TBC: v->may_open = true; return NULL;
    case OP_CLOSURE: return check_captures(v, pc);
    default: return NULL;
    }
}

/* ---- Jumps ----------------------------------------------------------------------------------- */

/* Whether the instruction at `pc` may jump, and where. */
static bool jumps(const Verifier *v, uint32_t pc, int64_t *target) {
    const Opcode op = instruction_op(v->code[pc]);
    if (op == OP_JMP)
        *target = (int64_t)pc + 1 + instruction_e(v->code[pc]);
    else if (op == OP_LOADFALSESKIP)
        *target = (int64_t)pc + 2;
    else if (opcode_info[op].extra == EXTRA_JUMP)
        *target = extra_target(v, pc);
    else
        return false;
    return true;
}

/* A loop's body is entered through its first instruction only. */
static bool enters_loop(const Verifier *v, uint32_t from, uint32_t target) {
    const uint32_t loop = v->marks[target] >> MARK_BITS;
    if (loop == 0) return false;
    const uint32_t head = loop - 1;
    const bool numeric = instruction_op(v->code[head]) == OP_FORPREP;
    if (from == head && !numeric) return false; /* TFORPREP to TFORCALL, checked before */
    const int64_t end = extra_target(v, head) + (numeric ? 0 : 3);
    return from < head + 2 || from >= end;
}

static const char *check_jump(Verifier *v, uint32_t pc) {
    int64_t target;
    if (!jumps(v, pc, &target)) return NULL;
    if (target < 0 || target >= v->f->code_count) return BAD("jump out of range");
    if (!(v->marks[target] & MARK_START)) return BAD("jump into an instruction");
    if (enters_loop(v, pc, (uint32_t)target)) return BAD("jump into a loop");
    if (v->f->metered && target <= pc && instruction_op(v->code[target]) != OP_CHARGE)
        return BAD("missing charge");
    if (v->marks[target] & MARK_TARGET) return NULL;
    v->marks[target] |= MARK_TARGET;
    v->places[target] = v->place_count++;
    return NULL;
}

/* ---- Open results ---------------------------------------------------------------------------- */

static bool leaves_open(Opcode op, Instruction i) {
    return (op == OP_CALL || op == OP_VARARG) && instruction_c(i) == 0;
}

static bool takes_open(Opcode op, Instruction i) {
    return (op == OP_CALL || op == OP_TAILCALL || op == OP_RETURN || op == OP_SETLIST) &&
           instruction_b(i) == 0;
}

/* `previous` is the instruction before the one at `pc`, NULL at the start. */
static const char *check_open_results(const Verifier *v, uint32_t pc, const Instruction *previous) {
    const Instruction i = v->code[pc];
    const Opcode op = instruction_op(i);
    const bool open = previous != NULL && leaves_open(instruction_op(*previous), *previous);
    if (open != takes_open(op, i)) return BAD("open results are not consumed");
    if (!open) return NULL;
    if (v->marks[pc] & MARK_TARGET) return BAD("jump between open results and their use");
    const unsigned first = instruction_a(*previous), needed = instruction_a(i) + (op != OP_RETURN);
    return needed <= first ? NULL : BAD("open results are not consumed");
}

/* ---- Open variables -------------------------------------------------------------------------- */

/* Adds the members of `more`; true when `set` grew. */
static bool set_join(RegisterSet *set, const RegisterSet *more) {
    uint64_t grown = 0;
    for (unsigned w = 0; w < 4; w++) {
        grown |= more->words[w] & ~set->words[w];
        set->words[w] |= more->words[w];
    }
    return grown != 0;
}

static bool set_is_empty(const RegisterSet *set) {
    return (set->words[0] | set->words[1] | set->words[2] | set->words[3]) == 0;
}

static void add_captures(const Verifier *v, uint32_t pc, RegisterSet *open) {
    const uint32_t *const children = part(v, v->f->children);
    const ProgramFunction *const child = &v->functions[children[v->code[pc + 1]]];
    const ProgramUpvalue *const upvalues = part(v, child->upvalues);
    for (uint32_t i = 0; i < child->upvalue_count; i++)
        if (upvalues[i].from_stack) set_add(open, upvalues[i].index, upvalues[i].index);
}

/* Changes what is open before the instruction at `pc` to what is open when it goes on or jumps. */
static void pass_open(const Verifier *v, uint32_t pc, RegisterSet *open) {
    const unsigned a = instruction_a(v->code[pc]);
    switch (instruction_op(v->code[pc])) {
    case OP_CLOSURE: add_captures(v, pc, open); break;
    case OP_TBC: set_add(open, a, a); break;
    case OP_TFORPREP: set_add(open, a + 3, a + 3); break;
    case OP_CLOSE: set_remove(open, a, LAST_REGISTER); break;
    default: break;
    }
}

static bool never_falls_through(const Verifier *v, uint32_t pc) {
    return (opcode_info[instruction_op(v->code[pc])].effects & FX_END) != 0;
}

/* One round over the code: carries open registers to the places that are jumped to. The value is
** whether a place behind us got more of them, so that another round is needed. */
static bool propagate_open(Verifier *v) {
    RegisterSet open = {0};
    bool again = false;
    for (uint32_t pc = 0; pc < v->f->code_count; pc += instruction_words(v->code[pc])) {
        int64_t target;
        if (v->marks[pc] & MARK_TARGET) {
            RegisterSet *const place = &v->open[v->places[pc]];
            set_join(place, &open);
            open = *place;
        }
        pass_open(v, pc, &open);
        if (jumps(v, pc, &target) && set_join(&v->open[v->places[target]], &open))
            again |= target <= pc;
        if (never_falls_through(v, pc)) open = (RegisterSet){0};
    }
    return again;
}

/* Whether the instruction may be executed while these registers are open. */
static bool open_is_good(Instruction i, const RegisterSet *open) {
    const unsigned a = instruction_a(i);
    switch (instruction_op(i)) {
    case OP_RETURN0:
    case OP_RETURN1: return set_is_empty(open);
    case OP_RETURN:
    case OP_TAILCALL: return instruction_c(i) != 0 || set_is_empty(open);
    case OP_FORPREP:
    case OP_TFORPREP:
    case OP_TBC:
    case OP_CALL: return !set_meets(open, a, LAST_REGISTER);
    case OP_NEWTABLE:
    case OP_CLOSURE:
    case OP_CONCAT: return !set_meets(open, instruction_b(i), LAST_REGISTER);
    case OP_TFORCALL: return !set_meets(open, a + 4, LAST_REGISTER);
    default: return true;
    }
}

/* The last round, when nothing changes any more. */
static const char *check_open(const Verifier *v) {
    RegisterSet open = {0};
    for (uint32_t pc = 0; pc < v->f->code_count; pc += instruction_words(v->code[pc])) {
        if (v->marks[pc] & MARK_TARGET) open = v->open[v->places[pc]];
        if (!open_is_good(v->code[pc], &open)) return BAD("variable left open");
        pass_open(v, pc, &open);
        if (never_falls_through(v, pc)) open = (RegisterSet){0};
    }
    return NULL;
}

static const char *check_open_variables(Verifier *v) {
    const char *error = NULL;
    unsigned rounds = 0;
    if (!v->may_open) return NULL;
    const size_t size = (v->place_count + (size_t)1) * sizeof *v->open;
    v->open = allocator_new(v->allocator, size);
    if (v->open == NULL) return out_of_memory;
    memset(v->open, 0, size);
    while (error == NULL && propagate_open(v))
        if (++rounds > ROUND_LIMIT) error = BAD("jumps too entangled");
    if (error == NULL) error = check_open(v);
    allocator_free(v->allocator, v->open, size);
    v->open = NULL;
    return error;
}

/* ---- Code ------------------------------------------------------------------------------------ */

/* First walk: instructions one by one, and the structure of loops. */
static const char *check_instructions(Verifier *v) {
    const uint32_t count = v->f->code_count;
    uint32_t keys = 0, pc = 0;
    const OpcodeInfo *info = NULL;
    memset(v->marks, 0, count * sizeof *v->marks);
    v->locked = (RegisterSet){0};
    v->loop_count = 0;
    v->place_count = 0;
    v->may_open = false;
    while (pc < count) {
        const Opcode op = instruction_op(v->code[pc]);
        if (op >= OPCODE_COUNT) return BAD("unknown instruction");
        info = &opcode_info[op];
        const uint32_t words = info->extra == EXTRA_NONE ? 1 : 2;
        if (words > count - pc) return BAD("instruction cut off");
        const unsigned outer = v->loop_count;
        const char *error = check_instruction(v, pc, info);
        const uint32_t around = outer > 0 ? v->loops[outer - 1].head + 1 : 0;
        if (error == NULL) error = check_loops(v, pc, info);
        if (error != NULL) return error;
        v->marks[pc] = MARK_START | around << MARK_BITS;
        keys += info->extra == EXTRA_KEY;
        pc += words;
    }
    if (v->loop_count > 0) return BAD("malformed loop");
    if (info == NULL || !(info->effects & FX_END)) return BAD("code without end");
    return keys == v->f->key_count ? NULL : BAD("wrong number of keys");
}

/* Second walk: jumps, which need the marks of what they jump to. */
static const char *check_jumps(Verifier *v) {
    const char *error = NULL;
    for (uint32_t pc = 0; pc < v->f->code_count && error == NULL;
         pc += instruction_words(v->code[pc]))
        error = check_jump(v, pc);
    return error;
}

/* Third walk: open results, which need to know all that is jumped to. */
static const char *check_results(Verifier *v) {
    const Instruction *previous = NULL;
    const char *error = NULL;
    for (uint32_t pc = 0; pc < v->f->code_count && error == NULL;
         pc += instruction_words(v->code[pc])) {
        error = check_open_results(v, pc, previous);
        previous = &v->code[pc];
    }
    return error;
}

static const char *check_code(Verifier *v) {
    v->code = part(v, v->f->code);
    const char *error = check_instructions(v);
    if (error == NULL) error = check_jumps(v);
    if (error == NULL) error = check_results(v);
    if (error == NULL) error = check_open_variables(v);
    return error;
}

/* ---- All of it ------------------------------------------------------------------------------- */

static const char *check_function(Verifier *v) {
    const char *error = check_frame(v);
    if (error == NULL) error = check_constants(v);
    if (error == NULL) error = check_upvalue_names(v);
    if (error == NULL) error = check_children(v);
    if (error == NULL) error = check_templates(v);
    if (error == NULL) error = check_code(v);
    if (error == NULL) error = check_debug(v);
    return error;
}

static const char *check_functions(Verifier *v) {
    const char *error = NULL;
    for (uint32_t i = 0; i < v->header->function_count && error == NULL; i++) {
        if (i > 0 && v->claimed[i] == 0) return BAD("function without a parent");
        v->f = &v->functions[i];
        error = check_function(v);
    }
    return error;
}

static bool make_room(Verifier *v) {
    v->claimed = allocator_new(v->allocator, v->header->function_count);
    v->marks = allocator_new(v->allocator, (v->longest + (size_t)1) * sizeof *v->marks);
    v->places = allocator_new(v->allocator, (v->longest + (size_t)1) * sizeof *v->places);
    if (v->claimed != NULL) memset(v->claimed, 0, v->header->function_count);
    return v->claimed != NULL && v->marks != NULL && v->places != NULL;
}

static void free_room(Verifier *v) {
    Allocator *const a = v->allocator;
    allocator_free(a, v->claimed, v->header->function_count);
    allocator_free(a, v->marks, (v->longest + (size_t)1) * sizeof *v->marks);
    allocator_free(a, v->places, (v->longest + (size_t)1) * sizeof *v->places);
    allocator_free(a, v->string_hashes, v->header->string_count * sizeof *v->string_hashes);
}

bool program_verify(Allocator *a, const uint8_t *image, size_t size, const char **error) {
    Verifier v = {.allocator = a, .image = image, .size = size, .header = image_header(image)};
    assert(size >= sizeof(ImageHeader));
    *error = check_layout(&v);
    if (*error != NULL) return false;
    *error = make_room(&v) ? check_functions(&v) : out_of_memory;
    free_room(&v);
    const bool good = *error == NULL;
    if (*error == out_of_memory) *error = NULL;
    return good;
}
