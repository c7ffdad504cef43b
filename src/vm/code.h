/* Code: a Program's function as instantiated in one State (DESIGN 3 and 6).
**
** Program functions are shared and never change. All that changes while running lives here: a
** private copy of the instructions (widened, whose KEY words are addresses of caches and whose
** opcodes quicken in place), the constants as values, the inline caches, the children instantiated
** so far.
*/
#ifndef ORRERY_CODE_H
#define ORRERY_CODE_H

#include "state.h"

/* What a cache knows, by the opcode that reads it (quicken.h):
**   *_SLOT    tables of `shape` have the key at slot `index`. If the slot is empty: nothing along
**             __index or __newindex has the key as long as objects->epoch is `epoch`
**   *_HOLDER  tables of `shape` lack the key; following __index it is in slot or entry `index` of
**             `holder`, as long as objects->epoch is `epoch`
**   *_ENTRY   a dictionary-mode table may have the key at entry `index` (the key is checked)
**   *_ADD     tables of `shape` get the key as their next slot and become `next`, as long as
**             objects->epoch is `epoch`
**   *_MANY    `many`: up to CACHE_SHAPES shapes, each as one of the above, or known to lack the key
**   *_NAMED   more shapes than that; the key may be at slot `index` (the key is checked)
** Shapes and holders are weak: a full collection clears them. */
#ifdef TINY_LIMITS
#define CACHE_SHAPES 1
#else
#define CACHE_SHAPES 6
#endif
#define CACHE_ABSENT UINT32_MAX /* index of an entry: the key is nowhere, while epoch holds */

typedef struct CacheEntry {
    Shape *shape; /* weak */
    union {
        Table *holder; /* reads: *_HOLDER, else NULL; weak */
        Shape *next;   /* stores: *_ADD, else NULL; weak */
    } u;
    uint32_t index; /* as in InlineCache, or CACHE_ABSENT */
    uint32_t epoch;
} CacheEntry;

typedef struct CacheSet {
    uint32_t count;
    bool full;                        /* more shapes than fit were seen: megamorphic */
    CacheEntry entries[CACHE_SHAPES]; /* [count] */
} CacheSet;

typedef struct InlineCache {
    String *key;  /* a constant of the function, which keeps it alive */
    Shape *shape; /* weak; NULL: nothing known */
    union {
        Table *holder; /* *_HOLDER and METHOD_STRING; weak */
        Shape *next;   /* *_ADD; weak */
    } u;
    CacheSet *many; /* buffer; NULL until a second shape was seen */
    uint32_t index; /* slot, or entry with CACHE_ENTRY_BIT (cache.h) where either is possible */
    uint32_t epoch; /* objects->epoch when that was found; 0, which never is one: no guess */
} InlineCache;

_Static_assert(TEMPLATE_KEY_LIMIT <= SHAPE_MAX_SLOTS, "a template's keys fit a shape");
_Static_assert(TEMPLATE_KEY_LENGTH_MAX <= STRING_SHORT_MAX, "a template's keys are short");

/* A table constructor's start, resolved. */
typedef struct Template {
    Shape *shape; /* strong; made at instantiation */
    uint32_t array_size, hash_size;
} Template;

typedef struct Code {
    Cell cell;
    Program *program;            /* one reference; number 0 answers for its size */
    const ProgramFunction *info; /* in the Program's image */
    uint32_t index;              /* number of the function in the Program */
    uint8_t parameter_count, is_vararg, register_count; /* copied from info, for speed */
    uint16_t register_distance;                         /* bytes of all registers */
    uint16_t parameter_distance; /* from the function's slot to behind its last parameter */
    Word *code;                  /* private copy; info->code_count words; buffer */
    Value *constants;            /* info->constant_count; buffer */
    Table *long_strings;         /* number in the Program -> long string constant; one for all Codes
                               ** of an instantiated Program. NULL: no two functions have any */
    InlineCache *caches;         /* info->key_count; buffer */
    Template *templates;         /* info->template_count; buffer */
    struct Code **children;      /* info->child_count, NULL until instantiated; buffer */
    struct Code *next;           /* State.codes */
} Code;

/* Instantiates the main function of a Program. Raises memory errors; the result is not anchored. */
Code *code_new(lua_State *L, Program *p);
/* The Code of child number `i`, instantiated now if need be. `code` must be anchored. */
Code *code_child(lua_State *L, Code *code, uint32_t i);

void code_trace(Heap *h, Cell *c);
void code_destroy(Heap *h, Cell *c);
void codes_after_mark(State *s, bool full);

/* Slot where the frame of a vararg function was called: its function's original place, below the
** extra arguments and the parameters' first copy. */
static inline Value *frame_origin(const Frame *f) {
    const Code *const code = as_closure(f->func)->code;
    if (!code->is_vararg) return f->func;
    return f->func - (f->u.lua.extra_count + code->parameter_count + 1u);
}

static inline uint32_t code_pc(const Code *c, const Word *pc) {
    return (uint32_t)(pc - c->code);
}

#endif
