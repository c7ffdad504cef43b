/* Precompiled chunks of PUC-Rio Lua 5.4: what `luac5.4` and that Lua's string.dump write.
**
** Their header is the same as ours up to our tag, so `load` can tell the two apart and take both:
** scripts that users have compiled keep running. The chunk is translated, instruction by
** instruction, and then verified like any other Program.
*/
#ifndef ORRERY_FOREIGN_CHUNK_H
#define ORRERY_FOREIGN_CHUNK_H

#include "program.h"

#define FOREIGN_HEADER_SIZE 31 /* bytes before the number of upvalues of the main function */

/* Translates a chunk whose first FOREIGN_HEADER_SIZE bytes have been checked. On failure NULL, and
** *error is a static text, or NULL when memory is short. The result is not verified. */
Program *foreign_chunk_translate(Allocator *a, const uint8_t *bytes, size_t size,
                                 const char **error);

#endif
