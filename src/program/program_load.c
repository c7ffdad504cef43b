/* From bytes to a Program. */
#include <string.h>

#include "foreign_chunk.h"
#include "image.h"

#define TRUNCATED "bad binary format (truncated chunk)"

/* A field of the header that must be what this machine writes. */
typedef struct HeaderField {
    uint8_t start, length;
    const char *error;
} HeaderField;

#define FIELD(field, text)                                               \
    {                                                                    \
        offsetof(ImageHeader, field), sizeof(((ImageHeader *)0)->field), \
            "bad binary format (" text ")"                               \
    }

static const HeaderField header_fields[] = {
    FIELD(signature, "not a binary chunk"),
    FIELD(version, "version mismatch"),
    FIELD(format, "format mismatch"),
    FIELD(damage_check, "corrupted chunk"),
    FIELD(instruction_size, "Instruction size mismatch"),
    FIELD(integer_size, "lua_Integer size mismatch"),
    FIELD(float_size, "lua_Number size mismatch"),
    FIELD(integer_check, "integer format mismatch"),
    FIELD(float_check, "float format mismatch"),
    FIELD(zero, "format mismatch"),
    FIELD(tag, "format mismatch"),
    FIELD(instruction_set, "version mismatch"),
};

#define FIELD_COUNT (sizeof header_fields / sizeof header_fields[0])

const char *image_check(const uint8_t *bytes, size_t size) {
    ImageHeader expected = {0}, header;
    image_write_check(&expected);
    for (size_t i = 0; i < FIELD_COUNT; i++) {
        const HeaderField *const field = &header_fields[i];
        if (size <= field->start) return TRUNCATED;
        const size_t left = size - field->start;
        const size_t length = left < field->length ? left : field->length;
        if (memcmp(bytes + field->start, (uint8_t *)&expected + field->start, length) != 0)
            return field->error;
        if (length < field->length) return TRUNCATED;
    }
    if (size < sizeof header) return TRUNCATED;
    memcpy(&header, bytes, sizeof header);
    if (header.size < sizeof header) return "bad binary format (malformed layout)";
    return header.size <= size ? NULL : TRUNCATED;
}

/* Verifies and adopts an image, or frees it. */
static Program *take_image(Allocator *a, uint8_t *image, size_t size, const char **error) {
    Program *p = NULL;
    if (program_verify(a, image, size, error)) p = program_adopt(a, image, size);
    if (p == NULL) allocator_free(a, image, size);
    return p;
}

/* A chunk of PUC-Rio's Lua has the same header, up to our tag. */
static bool is_foreign(const uint8_t *bytes, size_t size) {
    ImageHeader expected = {0};
    image_write_check(&expected);
    const size_t same = offsetof(ImageHeader, zero);
    _Static_assert(offsetof(ImageHeader, zero) == FOREIGN_HEADER_SIZE, "what both headers share");
    if (size <= same || memcmp(bytes, &expected, same) != 0) return false;
    const size_t left = size - offsetof(ImageHeader, tag);
    const size_t compared = left < sizeof expected.tag ? left : sizeof expected.tag;
    return size > offsetof(ImageHeader, tag) &&
           memcmp(bytes + offsetof(ImageHeader, tag), expected.tag, compared) != 0;
}

/* Translates a foreign chunk and verifies the result, which the translation alone does not make
** safe. */
static bool load_foreign(Allocator *a, const uint8_t *bytes, size_t size, Program **result,
                         const char **error) {
    Program *const p = foreign_chunk_translate(a, bytes, size, error);
    if (p == NULL) return false;
    if (!program_verify(a, p->image, p->size, error)) {
        program_release(p);
        return false;
    }
    *result = p;
    return true;
}

bool program_load(Allocator *a, const void *bytes, size_t size, Program **result,
                  const char **error) {
    ImageHeader header;
    *result = NULL;
    if (is_foreign(bytes, size)) return load_foreign(a, bytes, size, result, error);
    *error = image_check(bytes, size);
    if (*error != NULL) return false;
    memcpy(&header, bytes, sizeof header);
    uint8_t *const image = allocator_new(a, header.size);
    if (image == NULL) return false;
    memcpy(image, bytes, header.size);
    *result = take_image(a, image, header.size, error);
    return *result != NULL;
}
