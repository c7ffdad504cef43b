/* Listings. Operands are printed by their kinds in the opcode list, so a new row needs nothing
** here. */
#include "disassemble.h"

#include <ctype.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "opcode_info.h"

#define STRING_SHOWN 60 /* bytes of a string constant that a listing shows: keeps lines readable */

/* ---- Constants ------------------------------------------------------------------------------- */

static void print_byte(unsigned char c, FILE *out) {
    if (c == '\n')
        fputs("\\n", out);
    else if (c == '"' || c == '\\')
        fprintf(out, "\\%c", c);
    else if (isprint(c))
        fputc(c, out);
    else
        fprintf(out, "\\x%02x", c);
}

static void print_string(const Program *p, uint32_t index, FILE *out) {
    size_t length;
    const char *const bytes = program_string(p, index, &length);
    fputc('"', out);
    for (size_t i = 0; i < length && i < STRING_SHOWN; i++)
        print_byte((unsigned char)bytes[i], out);
    fputs(length > STRING_SHOWN ? "\"..." : "\"", out);
}

/* Shortest of 15 to 17 digits that reads back as the same number, marked as a float. */
static void print_float(double number, FILE *out) {
    char text[40];
    for (int digits = 15; digits <= 17; digits++) {
        double back;
        snprintf(text, sizeof text, "%.*g", digits, number);
        if (sscanf(text, "%lf", &back) == 1 && back == number) break;
    }
    fputs(text, out);
    if (isfinite(number) && strpbrk(text, ".e") == NULL) fputs(".0", out);
}

static void print_constant(const Program *p, const ProgramFunction *f, uint32_t index, FILE *out) {
    const ProgramConstant *const k = program_constants(p, f) + index;
    double number;
    switch ((ConstantKind)k->kind) {
    case CONSTANT_NIL: fputs("nil", out); break;
    case CONSTANT_FALSE: fputs("false", out); break;
    case CONSTANT_TRUE: fputs("true", out); break;
    case CONSTANT_INTEGER: fprintf(out, "%" PRId64, (int64_t)k->bits); break;
    case CONSTANT_FLOAT:
        memcpy(&number, &k->bits, sizeof number);
        print_float(number, out);
        break;
    case CONSTANT_STRING: print_string(p, (uint32_t)k->bits, out); break;
    }
}

/* A string of debug information as bare text, "?" when stripped. */
static const char *name_text(const Program *p, uint32_t index) {
    return index == NO_STRING ? "?" : program_string(p, index, NULL);
}

/* ---- Instructions ---------------------------------------------------------------------------- */

static void print_operand(const Program *p, const ProgramFunction *f, uint8_t kind, int value,
                          FILE *out) {
    switch ((OperandKind)kind) {
    case KIND__: return;
    case KIND_W:
    case KIND_R:
    case KIND_RW:
    case KIND_F: fprintf(out, " R%d", value); return;
    case KIND_K:
        fputc(' ', out);
        print_constant(p, f, (uint32_t)value, out);
        return;
    case KIND_U: fprintf(out, " U%d", value); return;
    case KIND_I:
    case KIND_S: fprintf(out, " %d", value); return;
    case KIND_N:
        if (value == 0)
            fputs(" open", out);
        else
            fprintf(out, " *%d", value - 1);
        return;
    }
}

static void print_template(const Program *p, const ProgramFunction *f, uint32_t index, FILE *out) {
    const ProgramTemplate *const t = program_templates(p, f) + index;
    const uint32_t *const keys = program_at(p, t->keys);
    fprintf(out, " array %" PRIu32 " hash %" PRIu32 " {", t->array_size, t->hash_size);
    for (uint32_t i = 0; i < t->key_count; i++) {
        if (i > 0) fputs(", ", out);
        print_constant(p, f, keys[i], out);
    }
    fputc('}', out);
}

static int64_t jump_target(uint32_t next, Instruction jump) {
    return (int64_t)next + instruction_e(jump);
}

static void print_extra(const Program *p, const ProgramFunction *f, ExtraKind kind, uint32_t pc,
                        FILE *out) {
    if (kind == EXTRA_NONE) return;
    const Instruction word = program_code(p, f)[pc + 1];
    switch (kind) {
    case EXTRA_NONE: return;
    case EXTRA_CONSTANT:
    case EXTRA_KEY:
        fputc(' ', out);
        print_constant(p, f, word, out);
        return;
    case EXTRA_TEMPLATE: print_template(p, f, word, out); return;
    case EXTRA_NUMBER: fprintf(out, " %" PRIu32, word); return;
    case EXTRA_JUMP: fprintf(out, " -> %" PRId64, jump_target(pc + 2, word)); return;
    case EXTRA_FUNCTION: fprintf(out, " function %" PRIu32, program_children(p, f)[word]); return;
    }
}

static void print_operands(const Program *p, const ProgramFunction *f, uint32_t pc, FILE *out) {
    const Instruction i = program_code(p, f)[pc];
    const OpcodeInfo *const info = &opcode_info[instruction_op(i)];
    switch ((OpcodeFormat)info->format) {
    case FORMAT_ABC:
        print_operand(p, f, info->a, (int)instruction_a(i), out);
        print_operand(p, f, info->b, (int)instruction_b(i), out);
        print_operand(p, f, info->c, (int)instruction_c(i), out);
        break;
    case FORMAT_ABX:
        print_operand(p, f, info->a, (int)instruction_a(i), out);
        print_operand(p, f, info->b,
                      info->b == KIND_S ? instruction_sbx(i) : (int)instruction_bx(i), out);
        break;
    case FORMAT_E:
        if (info->a == KIND_S) {
            fprintf(out, " -> %" PRId64, jump_target(pc + 1, i));
        } else {
            fprintf(out, " %" PRId32, instruction_e(i));
        }
        break;
    }
    print_extra(p, f, (ExtraKind)info->extra, pc, out);
}

/* What the listing calls an operand that has a name: its letter, or its register in a run. */
static void print_place(Instruction i, unsigned operand, FILE *out) {
    static const char *const places[] = {"A", "B", "C", "callee"};
    if (instruction_op(i) == OP_CONCAT)
        fprintf(out, "R%u", instruction_b(i) + operand - OPERAND_RUN);
    else
        fputs(places[operand], out);
}

static void print_names(const Program *p, const ProgramFunction *f, uint32_t pc, FILE *out) {
    static const char *const kinds[] = {"local",  "upvalue",  "global",      "field",
                                        "method", "constant", "for iterator"};
    const Instruction i = program_code(p, f)[pc];
    const unsigned limit =
        instruction_op(i) == OP_CONCAT ? OPERAND_RUN + instruction_c(i) : OPERAND_CALLEE + 1u;
    const char *separator = "  ; ";
    for (unsigned operand = 0; f->name_count > 0 && operand < limit; operand++) {
        const ProgramName *const name = program_name(p, f, pc, (NameOperand)operand);
        if (name == NULL) continue;
        fputs(separator, out);
        print_place(i, operand, out);
        fprintf(out, ": %s '%s'", kinds[name->kind], name_text(p, name->string));
        separator = ", ";
    }
}

void program_disassemble_instruction(const Program *p, const ProgramFunction *f, uint32_t pc,
                                     FILE *out) {
    const int line = program_line(p, f, pc);
    fprintf(out, "%6" PRIu32 "  ", pc);
    if (line >= 0)
        fprintf(out, "[%d]", line);
    else
        fputs("[?]", out);
    fprintf(out, "\t%-13s", opcode_info[instruction_op(program_code(p, f)[pc])].name);
    print_operands(p, f, pc, out);
    print_names(p, f, pc, out);
    fputc('\n', out);
}

/* ---- Functions ------------------------------------------------------------------------------- */

static void print_count(uint32_t count, const char *what, FILE *out) {
    fprintf(out, ", %" PRIu32 " %s%s", count, what, count == 1 ? "" : "s");
}

/* Chunk name without the mark that says what kind of name it is; of source text the first line. */
static void print_source(const Program *p, const ProgramFunction *f, FILE *out) {
    const char *const source = name_text(p, f->source);
    if (*source == '@' || *source == '=')
        fputs(source + 1, out);
    else
        fprintf(out, "[%.*s]", (int)strcspn(source, "\n"), source);
}

static void print_header(const Program *p, uint32_t index, FILE *out) {
    const ProgramFunction *const f = program_function(p, index);
    fprintf(out, "function %" PRIu32 " <", index);
    print_source(p, f, out);
    fprintf(out, ":%" PRIu32 "-%" PRIu32 ">  %u parameter%s%s", f->line_defined,
            f->last_line_defined, f->parameter_count, f->parameter_count == 1 ? "" : "s",
            f->is_vararg ? " and varargs" : "");
    print_count(f->register_count, "register", out);
    print_count(f->constant_count, "constant", out);
    print_count(f->key_count, "cache", out);
    fputc('\n', out);
}

static void print_upvalues(const Program *p, const ProgramFunction *f, FILE *out) {
    static const char *const kinds[] = {"", " const", " close", " compile-time constant"};
    const ProgramUpvalue *const upvalues = program_upvalues(p, f);
    for (uint32_t i = 0; i < f->upvalue_count; i++)
        fprintf(out, "  U%-4" PRIu32 " %-16s outer %s%u%s\n", i, name_text(p, upvalues[i].name),
                upvalues[i].from_stack ? "R" : "U", upvalues[i].index, kinds[upvalues[i].kind]);
}

static void print_locals(const Program *p, const ProgramFunction *f, FILE *out) {
    const ProgramLocal *const locals = program_locals(p, f);
    for (uint32_t i = 0; i < f->local_count; i++)
        fprintf(out, "  R%-4" PRIu32 " %-16s pc %" PRIu32 " to %" PRIu32 "\n", locals[i].reg,
                name_text(p, locals[i].name), locals[i].start_pc, locals[i].end_pc);
}

void program_disassemble_function(const Program *p, uint32_t index, FILE *out) {
    const ProgramFunction *const f = program_function(p, index);
    const Instruction *const code = program_code(p, f);
    print_header(p, index, out);
    print_upvalues(p, f, out);
    print_locals(p, f, out);
    for (uint32_t pc = 0; pc < f->code_count; pc += instruction_words(code[pc]))
        program_disassemble_instruction(p, f, pc, out);
}

void program_disassemble(const Program *p, FILE *out) {
    for (uint32_t i = 0; i < p->function_count; i++) {
        if (i > 0) fputc('\n', out);
        program_disassemble_function(p, i, out);
    }
}
