/* The image of a Program, byte for byte: shared by those who write images (program_builder.c), read
** them (program.c) and distrust them (verifier.c).
**
**   +0    signature      \x1b L u a          \
**   +4    version        0x54                 |
**   +5    format         0                    |  what any Lua 5.4 puts first, so that tools know
**   +6    damage check   19 93 0d 0a 1a 0a    |  a binary chunk, and an image from another kind of
**   +12   sizes          instruction, integer,|  machine is told apart
**   +14                  float                |
**   +15   integer        0x5678               |
**   +23   float          370.5               /
**   +31   0
**   +32   "Orrery image 1\n\0"               another Lua reads this as a number beyond its range
**   +48   eight words, see ImageHeader
**   +80   functions      ProgramFunction[function_count]
**         parts of function 0, of function 1, ...  each in the order of FUNCTION_PARTS
**         string table   ImageString[string_count]
**         string bytes   each string followed by a NUL
**
** The layout is canonical: every part lies at the first properly aligned offset behind its
** predecessor. So parts never overlap, and the work of a reader is bounded by the image's size.
*/
#ifndef ORRERY_IMAGE_H
#define ORRERY_IMAGE_H

#include "program.h"

#define IMAGE_SIGNATURE     "\x1bLua"
#define IMAGE_VERSION       0x54
#define IMAGE_FORMAT        0
#define IMAGE_DAMAGE_CHECK  "\x19\x93\r\n\x1a\n"
#define IMAGE_INTEGER_CHECK 0x5678
#define IMAGE_FLOAT_CHECK   370.5
#define IMAGE_TAG           "Orrery image 1\n" /* with its NUL; its number goes with the layout */

typedef struct ImageHeader {
    uint8_t signature[4];
    uint8_t version;
    uint8_t format;
    uint8_t damage_check[6];
    uint8_t instruction_size, integer_size, float_size;
    uint8_t integer_check[8]; /* lua_Integer, not aligned */
    uint8_t float_check[8];   /* lua_Number, not aligned */
    uint8_t zero;
    uint8_t tag[16];
    uint32_t size;            /* of the whole image */
    uint32_t instruction_set; /* instruction_set_fingerprint of the writer */
    uint32_t function_count;  /* at least 1 */
    uint32_t functions;       /* offset */
    uint32_t string_count;
    uint32_t strings;      /* offset of the string table */
    uint32_t string_bytes; /* offset of the first string's first byte */
    uint32_t string_size;  /* of all bytes, NULs included */
} ImageHeader;

typedef struct ImageString {
    uint32_t start; /* offset from string_bytes */
    uint32_t length;
} ImageString;

/* The parts of a function in their order: field with the offset, field with the number of items,
** type of an item. */
#define FUNCTION_PARTS(PART)                         \
    PART(constants, constant_count, ProgramConstant) \
    PART(code, code_count, Instruction)              \
    PART(children, child_count, uint32_t)            \
    PART(upvalues, upvalue_count, ProgramUpvalue)    \
    PART(templates, template_count, ProgramTemplate)

/* Behind the templates stand their keys, then these. */
#define FUNCTION_DEBUG_PARTS(PART)          \
    PART(locals, local_count, ProgramLocal) \
    PART(names, name_count, ProgramName)    \
    PART(lines, line_bytes, uint8_t)

_Static_assert(offsetof(ImageHeader, integer_check) == 15, "as in any Lua 5.4 header");
_Static_assert(offsetof(ImageHeader, tag) == 32, "header layout");
_Static_assert(offsetof(ImageHeader, size) == 48, "header layout");
_Static_assert(sizeof(ImageHeader) == 80, "header layout");
_Static_assert(sizeof(ProgramFunction) == 84, "no hidden padding in an image");
_Static_assert(sizeof(ProgramConstant) == 16, "no hidden padding in an image");
_Static_assert(sizeof(ProgramUpvalue) == 8, "no hidden padding in an image");
_Static_assert(sizeof(ProgramTemplate) == 16, "no hidden padding in an image");
_Static_assert(sizeof(ProgramLocal) == 16, "no hidden padding in an image");
_Static_assert(sizeof(ProgramName) == 12, "no hidden padding in an image");
_Static_assert(sizeof(double) == 8, "IEEE 754 double");

/* Offset rounded up to a multiple of `alignment`, a power of two. */
static inline uint64_t image_align(uint64_t offset, size_t alignment) {
    return (offset + alignment - 1) & ~(uint64_t)(alignment - 1);
}

/* Fills what a header has before its sizes and offsets. */
void image_write_check(ImageHeader *header);

/* NULL when the header is one that image_write_check made on such a machine and `size` bytes hold
** the whole image; else a static text. */
const char *image_check(const uint8_t *bytes, size_t size);

static inline const ImageHeader *image_header(const uint8_t *image) {
    return (const ImageHeader *)(const void *)image;
}

/* Makes a Program of an image, which it then owns; one reference. NULL: out of memory, the image is
** still the caller's. */
Program *program_adopt(Allocator *a, uint8_t *image, size_t size);

/* ---- Lines -----------------------------------------------------------------------------------
**
** Each word of code has a source line, stored as the difference to its predecessor in one byte.
** Checkpoints with absolute lines stand at least every LINE_GAP words, and where a difference does
** not fit: a look-up is a binary search and a short sum.
**
**   uint32_t checkpoint_count | LineCheckpoint[checkpoint_count] | int8_t difference[code_count]
*/
#define LINE_GAP 64 /* longest distance of checkpoints: 8 bytes in 64 are an eighth more */

typedef struct LineCheckpoint {
    uint32_t pc;   /* ascending; the first is 0 */
    uint32_t line; /* of that word; its difference byte is not used */
} LineCheckpoint;

/* Bytes that `count` lines need. */
uint64_t lines_encoded_size(const uint32_t *lines, uint32_t count);
/* Fills `size` bytes, which lines_encoded_size gave. */
void lines_encode(const uint32_t *lines, uint32_t count, uint8_t *out, uint32_t size);

/* NULL when `size` bytes at `bytes` are the lines of `code_count` words; else a static text. */
const char *lines_check(const uint8_t *bytes, uint32_t size, uint32_t code_count);

#endif
