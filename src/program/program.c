/* References to a Program, and reading access to its parts. */
#include "program.h"

#include <assert.h>
#include <string.h>

#include "image.h"
#include "opcode_info.h"

Program *program_adopt(Allocator *a, uint8_t *image, size_t size) {
    Program *const p = allocator_new(a, sizeof *p);
    if (p == NULL) return NULL;
    atomic_init(&p->references, 1);
    p->image = image;
    p->size = size;
    p->allocator = a;
    p->function_count = image_header(image)->function_count;
    p->released = NULL;
    p->owner = NULL;
    return p;
}

void program_retain(Program *p) {
    atomic_fetch_add_explicit(&p->references, 1, memory_order_relaxed);
}

void program_release(Program *p) {
    if (p == NULL) return;
    if (atomic_fetch_sub_explicit(&p->references, 1, memory_order_acq_rel) != 1) return;
    Allocator *const a = p->allocator;
    void (*const released)(void *owner) = p->released;
    void *const owner = p->owner;
    allocator_free(a, (void *)p->image, p->size);
    allocator_free(a, p, sizeof *p);
    if (released != NULL) released(owner);
}

const ProgramFunction *program_function(const Program *p, uint32_t index) {
    assert(index < p->function_count);
    const ProgramFunction *const functions = program_at(p, image_header(p->image)->functions);
    return functions + index;
}

const char *program_string(const Program *p, uint32_t index, size_t *length) {
    const ImageHeader *const header = image_header(p->image);
    if (index == NO_STRING) {
        if (length != NULL) *length = 0;
        return NULL;
    }
    assert(index < header->string_count);
    const ImageString *const strings = program_at(p, header->strings);
    if (length != NULL) *length = strings[index].length;
    return (const char *)p->image + header->string_bytes + strings[index].start;
}

/* Order of the names of a function. */
static int compare_place(const ProgramName *name, uint32_t pc, unsigned operand) {
    if (name->pc != pc) return name->pc < pc ? -1 : 1;
    return (int)name->operand - (int)operand;
}

const ProgramName *program_name(const Program *p, const ProgramFunction *f, uint32_t pc,
                                NameOperand operand) {
    const ProgramName *const names = program_at(p, f->names);
    uint32_t low = 0, high = f->name_count;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        const int order = compare_place(&names[middle], pc, operand);
        if (order == 0) return &names[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

void image_write_check(ImageHeader *header) {
    const int64_t integer = IMAGE_INTEGER_CHECK;
    const double number = IMAGE_FLOAT_CHECK;
    memcpy(header->signature, IMAGE_SIGNATURE, sizeof header->signature);
    header->version = IMAGE_VERSION;
    header->format = IMAGE_FORMAT;
    memcpy(header->damage_check, IMAGE_DAMAGE_CHECK, sizeof header->damage_check);
    header->instruction_size = sizeof(Instruction);
    header->integer_size = sizeof integer;
    header->float_size = sizeof number;
    memcpy(header->integer_check, &integer, sizeof integer);
    memcpy(header->float_check, &number, sizeof number);
    header->zero = 0;
    memcpy(header->tag, IMAGE_TAG, sizeof header->tag);
    header->instruction_set = instruction_set_fingerprint();
}
