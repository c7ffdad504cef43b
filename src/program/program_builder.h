/* ProgramBuilder: how a code generator makes a Program.
**
** One builder makes one Program. Functions are opened in source order (a function's number is its
** place in that order, 0 the main function) and may be open at the same time, nested: each has its
** own FunctionBuilder with growing parts. Closing a function lays out its parts, and builder_finish
** puts all of them together into one image.
** Nothing raises: calls return false (or UINT32_MAX) when memory is short and the caller gives up
** and frees the builder.
*/
#ifndef ORRERY_PROGRAM_BUILDER_H
#define ORRERY_PROGRAM_BUILDER_H

#include "program.h"

typedef struct ProgramBuilder ProgramBuilder;
typedef struct FunctionBuilder FunctionBuilder;

ProgramBuilder *builder_new(Allocator *a);
void builder_set_metered(ProgramBuilder *b); /* the functions closed from now on are */
void builder_free(ProgramBuilder *b);        /* also after builder_finish; frees open functions */

/* Index of a string in the table; the same bytes give the same index. UINT32_MAX: out of memory. */
uint32_t builder_string(ProgramBuilder *b, const char *bytes, size_t length);

/* Opens a function; `parent` NULL only for the main one. It becomes the parent's next child.
** builder_child_index: its index among the parent's children (for CLOSURE's extra word). */
FunctionBuilder *builder_open(ProgramBuilder *b, FunctionBuilder *parent, uint32_t source,
                              uint32_t line_defined);
uint32_t builder_child_index(const FunctionBuilder *f);

/* Ends a function whose children have all been opened. Its FunctionBuilder must not be used any
** more, unless memory was short. */
bool builder_close(FunctionBuilder *f, unsigned parameter_count, bool is_vararg,
                   unsigned register_count, uint32_t last_line_defined);

/* Code: words are appended with their source line and may be patched. */
bool builder_emit(FunctionBuilder *f, Instruction word, uint32_t line);
uint32_t builder_pc(const FunctionBuilder *f); /* number of words so far */
Instruction builder_get(const FunctionBuilder *f, uint32_t pc);
void builder_patch(FunctionBuilder *f, uint32_t pc, Instruction word);
void builder_truncate(FunctionBuilder *f, uint32_t pc); /* removes the words from pc on */
void builder_set_line(FunctionBuilder *f, uint32_t pc, uint32_t line);

/* Constants: the same kind and bits give the same index. UINT32_MAX: out of memory. */
uint32_t builder_constant(FunctionBuilder *f, ConstantKind kind, uint64_t bits);

/* Upvalue descriptions in order; index returned. */
bool builder_upvalue(FunctionBuilder *f, uint32_t name, bool from_stack, unsigned index,
                     unsigned kind);

/* Table templates (keys: indexes of string constants). UINT32_MAX: out of memory. */
uint32_t builder_template(FunctionBuilder *f, uint32_t array_size, uint32_t hash_size,
                          const uint32_t *keys, uint32_t key_count);

/* Debug information. Locals may come in any order and are sorted by (start_pc, order of call). */
bool builder_local(FunctionBuilder *f, uint32_t name, unsigned reg, uint32_t start_pc,
                   uint32_t end_pc);
bool builder_name(FunctionBuilder *f, uint32_t pc, NameOperand operand, NameKind kind,
                  uint32_t string);

/* Lays out the image. In debug builds the result is verified. NULL: out of memory or an image
** beyond 4 GiB (*too_large tells). */
Program *builder_finish(ProgramBuilder *b, bool *too_large);

#endif
