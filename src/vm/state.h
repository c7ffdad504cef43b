/* The State and its coroutines: what the VM runs on.
**
** Glossary
**   State      one isolated universe: heap, registry, string table. What hosts of orrery.h call a
**              State; the C API has no name for it (it sees only lua_State).
**   lua_State  one coroutine ("thread" in the manual's C API), the main one included: a stack of
**              values, a chain of frames. The C API's handle.
**   Frame      one active call. Frames form a doubly linked chain per coroutine and are reused.
**   run        one activation of the interpreter on the C stack, see run.h.
**
** A coroutine's stack:
**
**   stack                                                       top           limit
**   | nil | func | args, registers ... | func | registers ...   |   free      | EXTRA_STACK |
**           ^ frame->func                ^ next frame->func
**
** Registers of a Lua frame start at func + 1. The stack may move at any growth: pointers into it
** live only in frames, open upvalues, and locals between two calls that cannot grow it; elsewhere
** offsets (stack_save, stack_restore) are used.
**
** `top` is the first free slot while a native runs. While Lua code runs it is meaningful only
** between an instruction with open results and its consumer; before calling out the interpreter
** sets it to frame->top.
*/
#ifndef ORRERY_STATE_H
#define ORRERY_STATE_H

#include <string.h>

#include <signal.h>
#include <stdatomic.h>

#include "direct.h"
#include "language.h"
#include "lua.h"
#include "objects.h"
#include "word.h"

struct Code;
struct Run;

#define BASIC_STACK_SIZE 40  /* slots of a new coroutine: twice LUA_MINSTACK */
#define EXTRA_STACK      8   /* slots beyond the limit that metamethod calls may use unchecked */
#define ERROR_STACK      200 /* slots beyond LUAI_MAXSTACK for handling a stack overflow */
/* Metamethods and library callbacks inside each other. They take no C stack, but a runaway
** recursion through them should end before it has filled memory. */
#define NESTED_MAX 12000
/* Coroutines resumed inside each other. Fewer, since each adds to the message of an error that
** passes it. Their stacks together have LUAI_MAXSTACK slots, like one stack. */
#define RESUME_DEPTH_MAX 4000
#define CLOSE_DEPTH_MAX  200 /* coroutines closed by __close methods inside each other */
#define C_DEPTH_MAX      200 /* nested runs on the C stack; about 1 KiB each: 256 KiB do */
#define ERROR_DEPTH      20  /* levels beyond the limits of depth, for handling the error */

/* Frame status bits. How the frame was entered, and so what its return leads to: */
#define FRAME_NATIVE  0x0001u /* the function is a native */
#define FRAME_FRESH   0x0002u /* entered by a run: returning from it ends that run */
#define FRAME_META    0x0004u /* called for an instruction of the caller, which is then finished */
#define FRAME_AGAIN   0x0008u /* __close, for an instruction of the caller, then executed again */
#define FRAME_UNWIND  0x0010u /* __close, while an error unwinds: unwinding then goes on */
#define FRAME_HANDLER 0x0020u /* a message handler: its result replaces the error */
#define FRAME_BASE    0x0040u /* first frame of a coroutine: returning ends the coroutine */
/* Any of these on a returning frame leaves the interpreter's fast path. */
#define FRAME_SLOW_RETURN 0x007eu
/* What else is to be known of it: */
#define FRAME_FINALIZER  0x0080u   /* a finalizer is running on top of it */
#define FRAME_PROTECTED  0x0100u   /* a native that catches errors of the call it requested */
#define FRAME_TAIL       0x0200u   /* entered by a tail call */
#define FRAME_HOOK       0x0400u   /* a hook is running on top of it */
#define FRAME_HOOKED     0x0800u   /* Lua: interrupted by a hook that yielded */
#define FRAME_ALLOW_HOOK 0x1000u   /* saved allow_hook, with FRAME_PROTECTED */
#define FRAME_WAITING    0x2000u   /* a native that waits for a call it requested */
#define FRAME_TRANSFER   0x4000u   /* transfer_first and _count are valid (call and return hooks) */
#define FRAME_BOUNDARY   0x8000u   /* a native in whose callback Lua 5.4 could not yield */
#define FRAME_NESTED     0x10000u  /* a waiting native counted in L->nested */
#define FRAME_INTERNAL   0x40000u  /* vm_protect's own: hooks and levels do not show it */
#define FRAME_PASS       0x80000u  /* a waiting native whose results are those it waits for, */
#define FRAME_PASS_TRUE  0x100000u /* with true before them (native_pass) */
#define FRAME_SWAPPED    0x20000u  /* its `a <= b` waits for __lt(b, a), whose truth is negated */

typedef struct Frame {
    Value *func;            /* slot of the called function */
    Value *top;             /* Lua: end of the registers; native: limit of its stack */
    struct Frame *previous; /* caller; NULL for base_frame */
    struct Frame *next;     /* called by it or, beyond L->frame, unused; NULL: none yet */
    union {
        struct {
            Word *pc;               /* next word to execute while another frame runs */
            const Value *constants; /* of its function */
            uint32_t extra_count;   /* vararg function: number of extra arguments, below func */
        } lua;
        struct {
            lua_KFunction k; /* continuation or NULL */
            lua_KContext ctx;
            /* FRAME_PROTECTED: what to restore in L: */
            ptrdiff_t old_handler;
            uint32_t old_handler_depth;
            uint32_t old_nested;
        } native;
    } u;
    ptrdiff_t results_at;    /* FRAME_PROTECTED: stack offset of the function called, where its
                              ** results or the error will be. FRAME_PASS: of the results */
    int result_count;        /* wanted results, LUA_MULTRET (-1) for all */
    uint32_t status;         /* FRAME_ bits */
    uint16_t transfer_first; /* hooks: first value transferred, relative to func */
    uint32_t transfer_count; /* hooks: how many */
    uint32_t yielded;        /* values on top that a suspended native frame yielded */
} Frame;

/* A plain frame is one without FRAME_ bits. Its two fields are set and compared as one word. */
_Static_assert(offsetof(Frame, status) == offsetof(Frame, result_count) + 4, "one word");
static inline void frame_set_plain(Frame *f, int result_count) {
    const uint64_t word = (uint32_t)result_count;
    memcpy(&f->result_count, &word, sizeof word);
}
static inline bool frame_is_plain(const Frame *f, int result_count) {
    uint64_t word;
    memcpy(&word, &f->result_count, sizeof word);
    return word == (uint32_t)result_count;
}

/* A coroutine. `status` is LUA_OK (running, normal, not started, or finished), LUA_YIELD or an
** error. */
struct lua_State {
    struct State *state;    /* the one it belongs to */
    Frame *frame;           /* of the running function; &base_frame when none */
    Value *top;             /* first free slot; see above */
    Value *stack_limit;     /* end of what may be used: stack + stack_size - EXTRA_STACK */
    Value *stack;           /* buffer; slot 0 is nil, the base frame's function */
    UpValue *open_upvalues; /* sorted from the top of the stack down */
    uint8_t status;
    uint8_t allow_hook; /* 0 while a hook or a finalizer runs: hooks are not called inside */
    volatile sig_atomic_t hook_mask; /* LUA_MASK bits; 0: no hook */
    lua_Hook hook;                   /* NULL: none */
    int hook_base_count;             /* instructions between count events */
    int hook_count;                  /* instructions left until the next one */
    uint32_t hook_pc;                /* word of the last line event's check, for the line hook */
    uint32_t nonyieldable;  /* C calls in progress that yields cannot cross; main: 1 more */
    uint32_t stack_size;    /* slots allocated, EXTRA_STACK included */
    uint32_t frame_count;   /* frames allocated, without base_frame */
    uint32_t nested;        /* metamethods and library callbacks running inside each other */
    uint32_t handler_depth; /* message handlers running inside each other */
    uint32_t *to_close;     /* stack offsets of variables to be closed, ascending; buffer */
    uint32_t to_close_count, to_close_capacity;
    ptrdiff_t handler;               /* stack offset of the message handler in force; 0: none */
    struct lua_State *resumer;       /* who resumed this one (NULL: nobody or C) */
    struct Run *run;                 /* the run in which it was resumed */
    int request_arguments;           /* values on top, of the request that a native just returned */
    int request_results;             /* results wanted, or for a yield the number of values */
    struct lua_State *request_other; /* coroutine to resume or close */
    Value error;                     /* error object on its way, while unwinding; else nil */
    int error_status;                /* LUA_OK when no error is on its way */
    bool handler_due;                /* the error on its way has yet to pass the message handler */
    bool closing;                    /* unwinding for coroutine.close: to the very base */
    bool managed;          /* a script resumed it at least once: see is_volatile in collect.c */
    uint32_t resume_depth; /* coroutines resumed inside each other, up to this one */
    uint32_t close_depth;  /* how many of these were resumed to be closed */
    uint32_t outer_slots;  /* stack slots that the others had in use */
    Frame base_frame;      /* the C code that made this coroutine */
};

/* The cell: the handle that C code holds points behind header and extra space, where the ABI
** expects the extra space just before the handle. */
typedef struct Coroutine {
    Cell cell;
    char extra_space[LUA_EXTRASPACE];
    struct lua_State thread;
} Coroutine;

_Static_assert(offsetof(Coroutine, thread) - offsetof(Coroutine, extra_space) == LUA_EXTRASPACE,
               "lua_getextraspace points just before the handle");

static inline Coroutine *coroutine_of(const lua_State *L) {
    return (Coroutine *)((char *)(uintptr_t)L - offsetof(Coroutine, thread));
}
static inline Cell *coroutine_cell(const lua_State *L) {
    return &coroutine_of(L)->cell;
}
static inline lua_State *as_coroutine(const Value *v) {
    return &((Coroutine *)v->u.cell)->thread;
}
static inline void set_coroutine(Value *v, const lua_State *L) {
    set_cell(v, coroutine_of(L), TAG_COROUTINE);
}

/* Limits of a State that make errors of a kind of their own for hosts of orrery.h, one bit each. */
enum { LIMIT_DEPTH = 1, LIMIT_STRING = 2, LIMIT_TABLE = 4 };

/* What the scripts of a State can notice of the machine: profile.h. */
typedef struct Profile {
    bool deterministic;
    bool has_clocks;      /* the clocks are these: */
    int64_t time;         /* nanoseconds since 1970-01-01 UTC */
    uint64_t clock;       /* nanoseconds; to which a metered State adds one for each unit of cost */
    uint64_t cost;        /* used when the clocks were set */
    uint64_t seed;        /* deterministic: where the sequence of random numbers is */
    uint64_t next_number; /* of objects that were asked for their address, so far */
    Table *numbers;       /* object -> its number; NULL: none yet */
    void (*output)(lua_State *L, const char *bytes, size_t length); /* sees what is written; NULL */
} Profile;

/* Why everything that runs in a State is being ended, past all that catches errors; see poll.h. */
typedef enum Termination {
    TERMINATION_NONE,
    TERMINATION_INTERRUPT, /* State.interrupt */
    TERMINATION_TIME,      /* State.deadline */
    TERMINATION_BUDGET     /* State.broke */
} Termination;
#define TERMINATION_COUNT 4

typedef struct State {
    Objects objects; /* first: Heap*, Objects* and State* are the same address */
    /* What signals and other threads set: poll.h. */
    atomic_int poll;               /* nonzero: look at hooks and at what follows before going on */
    atomic_int interrupt;          /* nonzero: end what runs */
    atomic_uint_fast64_t deadline; /* os_monotonic_ns from which on to end what runs; 0: none */
    int64_t fuel;                  /* cost that may still be spent (meter.h) */
    uint64_t granted;              /* fuel and what was spent */
    bool (*when_spent)(struct State *s); /* asked for more; false: terminate. NULL: always */
    bool broke;                          /* it said so */
    bool metered;                        /* only metered code is loaded, and text compiled so */
    uint8_t metering;                    /* CompileMetering for text, of a metered State */
    uint8_t termination;                 /* Termination under way */
    uint8_t ended;                       /* the last one that has reached the outermost run */
    bool deaf;         /* no termination begins now: its traceback is being made, or the like */
    bool hurried;      /* and it is late: a traceback is made of what can be had quickly */
    bool natives_only; /* closing, and terminated while doing so: no more script code runs */
    void (*terminating)(lua_State *L); /* called when one begins, on top of what runs; or NULL */
    String *termination_texts[TERMINATION_COUNT]; /* error objects; made with the State; strong */
    Allocator allocator;
    lua_State *main;                 /* its cell is a root */
    lua_State *current;              /* the coroutine that runs */
    struct Run *run;                 /* innermost run, NULL outside */
    int c_depth;                     /* nested runs and natives called from C; see C_DEPTH_MAX */
    uint64_t seed;                   /* of string hashes */
    const Language *language;        /* for lua_load of text */
    Value registry;                  /* a table; nil while the State is being made */
    Table *metatables[LUA_NUMTYPES]; /* of the basic types, by LUA_T number; no tables, userdata */
    struct Code *codes;              /* all instantiated functions, newest first; weak */
    struct Code *old_codes;          /* first of those that survived a collection */
    NativeFunction direct[DIRECT_COUNT]; /* direct.h; NULL while not registered */
    String *type_names[LUA_NUMTYPES];    /* made with the State; strong */
    lua_CFunction panic;                 /* called when no run catches an error, or NULL */
    lua_WarnFunction warn;               /* or NULL: warnings go nowhere */
    void *warn_ud;                       /* its first argument */
    bool closing;                        /* lua_close is under way */
    bool finalizing;                     /* a __gc call is running: no nested ones start */
    bool text_only;                      /* scripts and C code may not load binary chunks */
    uint8_t limits_hit;                  /* LIMIT_ bits, since the host last reset them */
    uint32_t frame_limit;                /* frames of a coroutine: calls inside each other */
    int c_depth_limit;                   /* most of c_depth, up to C_DEPTH_MAX */
    Profile profile;
    void *host;            /* what orrery.h hangs on the State (api/orrery_state.h) */
    Table *host_values[2]; /* and values it keeps alive; NULL: none yet */
#ifdef ORRERY_CHECKED
    const void *thread; /* of the system, in which the outermost run began; see checked.h */
#endif
} State;

static inline Objects *objects(const lua_State *L) {
    return &L->state->objects;
}
static inline Heap *heap(const lua_State *L) {
    return &L->state->objects.heap;
}

/* Stack ---------------------------------------------------------------------------------------- */

static inline ptrdiff_t stack_save(const lua_State *L, const Value *slot) {
    return slot - L->stack;
}
static inline Value *stack_restore(const lua_State *L, ptrdiff_t offset) {
    return L->stack + offset;
}
/* Is there room for n more slots above top? Operands of metamethods may stand beyond the limit. */
static inline bool stack_has_room(const lua_State *L, size_t n) {
    return L->stack_limit - L->top > (ptrdiff_t)n;
}
/* Makes room for n more slots above top; may move the stack. Raises "stack overflow" or a memory
** error; stack_try_grow returns false instead. */
void stack_grow(lua_State *L, size_t n);
bool stack_try_grow(lua_State *L, size_t n);
/* Has stack_grow to be called for n slots? */
static inline bool stack_is_short(const lua_State *L, size_t n) {
#ifdef STRESS_STACK
    (void)L, (void)n;
    return true;
#else
    return !stack_has_room(L, n);
#endif
}
/* The same for the slots before `end`. */
static inline bool stack_ends_before(const lua_State *L, const Value *end) {
#ifdef STRESS_STACK
    (void)L, (void)end;
    return true;
#else
    return L->stack_limit <= end;
#endif
}
static inline void stack_check(lua_State *L, size_t n) {
    if (__builtin_expect(stack_is_short(L, n), 0)) stack_grow(L, n);
}
/* The same while a pointer into the stack is kept: returns where it points to now. */
static inline Value *stack_check_keeping(lua_State *L, size_t n, Value *kept) {
    if (__builtin_expect(!stack_is_short(L, n), 1)) return kept;
    const ptrdiff_t saved = stack_save(L, kept);
    stack_grow(L, n);
    return stack_restore(L, saved);
}
void stack_shrink(lua_State *L); /* gives back what is not used; with each collection step */
/* After an error: takes back the extra room that a stack overflow was granted. */
static inline void stack_recover(lua_State *L) {
    if (L->stack_size > LUAI_MAXSTACK + EXTRA_STACK || L->frame_count > L->state->frame_limit)
        stack_shrink(L);
}
Frame *frame_new(lua_State *L); /* extends the chain behind L->frame; may raise an error */
static inline Frame *frame_next(lua_State *L) {
    Frame *f = L->frame->next;
    return f != NULL ? f : frame_new(L);
}
void frames_shrink(lua_State *L);

/* Pushes; the caller made room. */
static inline void push_value(lua_State *L, const Value *v) {
    set_value(L->top, v);
    L->top++;
}

/* Life ----------------------------------------------------------------------------------------- */

/* A new State with its main coroutine; NULL when memory is short. `seed` for string hashes, `cap`
** of its allocator. */
State *state_new(AllocateFunction f, void *ud, const Language *language, uint64_t seed, size_t cap);
/* state_close in two halves: what may run code of the script, and what frees. */
void state_end(State *s);
void state_free(State *s);
void state_close(State *s); /* closes pending variables, runs all finalizers, frees everything */
lua_State *coroutine_new(lua_State *L); /* not anchored */

static inline bool frame_is_lua(const Frame *f) {
    return (f->status & FRAME_NATIVE) == 0;
}
static inline Closure *frame_closure(const Frame *f) { /* Lua frames */
    return as_closure(f->func);
}

#endif
