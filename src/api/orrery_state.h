/* Behind orrery.h: what an Engine and a State consist of, and the way into a State.
**
** An orr_State hangs on a VM State (State.host) and has three cares of its own. *Entering*: who may
** use the State now. *Performing*: every operation that may raise runs as a native inside of one
** protected call, orrery_perform, so that nothing ever jumps past a host's frame. *Keeping*: values
** that the host refers to live in two tables that the VM State marks as roots:
**
**   host_values[ANCHORED]   slot number + 1 -> the value of an Anchor; false while the slot is free
**   host_values[KEPT]       1 -> the value of the last error; from 2 on the strings that the last
**                           operation handed out
**
** Storing over an existing element never allocates. So room is made first, by functions that may
** raise while there is nothing to undo yet, and what follows cannot fail.
**
** Words: a native's `L` is the coroutine it runs in; `o` is always an orr_State.
*/
#ifndef ORRERY_ORRERY_STATE_H
#define ORRERY_ORRERY_STATE_H

#include <stdatomic.h>

#include "api_stack.h"
#include "orrery.h"
#include "os.h"
#include "program.h"
#include "run_hash.h"

struct orr_Engine {
    atomic_uint references;
    AllocateFunction allocate; /* the host's; safe in any thread */
    void *allocate_ud;
    const Language *language;
    atomic_uint_fast64_t next_state; /* number of the next State: Anchors name it */
    OsLock lock;                     /* for what follows */
    struct orr_State *timed;         /* States that have a time limit, linked by next_timed */
    bool alarm_started;              /* with the first of them */
    OsAlarm alarm;                   /* sets the poll of those whose deadline is over */
};

enum { ANCHORED, KEPT };

#define KEPT_ERROR   1 /* places in host_values[KEPT] */
#define KEPT_STRINGS 2

/* A handle's place. Generations count its owners; odd: it has one now. So a handle, whose number is
** odd, fits no free slot. */
typedef struct AnchorSlot {
    uint32_t generation; /* 0: never used */
    uint32_t next_free;  /* while free: the next free one + 1, or 0 */
} AnchorSlot;

/* Bytes that grow as needed, in memory of the State. */
typedef struct Text {
    char *bytes; /* NULL: none yet */
    size_t capacity;
} Text;

/* A host function on its way. */
typedef struct HostCall {
    struct HostCall *outer; /* the one in which the State was entered again; NULL: none */
    lua_State *L;           /* where it runs */
    int base;               /* values in its frame that are not results: these follow */
    int result_count;
    bool failed; /* the value behind base is the message that orr_fail was given */
} HostCall;

/* A call that the host makes. */
typedef struct Call {
    orr_Value function;
    const orr_Value *arguments;
    size_t argument_count;
    orr_Value *results;
    size_t capacity, result_count;
} Call;

#define SPARE_SIZE 200 /* bytes of a message that are kept when memory is short */

struct orr_State {
    State *vm;
    lua_State *L; /* where operations happen: the running host function's, or the main one */
    orr_Engine *engine;
    uint64_t number; /* what Anchors name */
    void *host_data;
    atomic_uintptr_t owner; /* thread that uses the State now; 0: none */
    uint32_t depth;         /* entries inside each other, of the owner */
    HostCall *call;         /* the host function that runs; NULL: none */
    AnchorSlot *slots;      /* [slot_capacity]; buffer of the allocator */
    uint32_t slot_capacity;
    uint32_t slot_count; /* used at any time */
    uint32_t free_slot;  /* first free one + 1; 0: none */
    uint32_t free_count;
    uint64_t timeout;  /* nanoseconds for each entry; 0: none */
    uint64_t deadline; /* os_monotonic_ns, for all entries; 0: none */
    bool is_timed;     /* is in the Engine's list: */
    orr_State *next_timed;
    bool protects;             /* libraries are protected when they are opened */
    RunHash run_hash;          /* deterministic: of the run so far */
    uint64_t function_count;   /* host functions made: they have numbers */
    int32_t when_spent;        /* ORR_TERMINATE, ORR_SUSPEND */
    uint64_t entry_budget;     /* for each entry; ORR_NO_BUDGET: none */
    OsFiber *fiber;            /* what suspends runs there; NULL: none yet */
    bool on_fiber;             /* the outermost entry does */
    bool suspended, cancelled; /* it is in the middle of something; and shall end */
    uint32_t suspended_depth;  /* entries then */
    orr_Status fiber_status;   /* of the call, when it has ended */
    Call call_suspended;       /* it */
    uint32_t kept;             /* strings in host_values[KEPT] */
    orr_Error error;           /* kind 0: none yet */
    Text message, traceback;
    char spare[SPARE_SIZE];
    char chunk[LUA_IDSIZE];
    bool placed; /* the message handler has seen the error of the running operation: */
    int32_t placed_line;
    size_t place_size; /* bytes of "chunk:line: " in the message; 0: it does not begin so */
};

/* That of a Program that orrery.h made. */
const orr_Engine *orrery_engine_of_program(const Program *p);

static inline orr_State *orrery_of(const lua_State *L) {
    return L->state->host;
}

/* ---- The way in ------------------------------------------------------------------------------ */

/* Takes the State for this thread. False: another one has it. Pairs with orrery_leave. */
bool orrery_enter(orr_State *o);
void orrery_leave(orr_State *o);
/* The same while the State is suspended, for what touches nothing of its inside. */
bool orrery_enter_suspended(orr_State *o);

/* Runs `body` as a native under protection, with one light userdata, `context`, on its stack, and
** records its error. `result_count`: LUA_MULTRET leaves what it returned on o->L's stack, 0
** nothing. Entered. */
orr_Status orrery_perform(orr_State *o, NativeFunction body, void *context, int result_count);

/* orrery_perform without beginning or ending an entry; and what begins and ends one. */
orr_Status orrery_perform_inside(orr_State *o, NativeFunction body, void *context,
                                 int result_count);
void orrery_begin_entry(orr_State *o, bool resumed);
void orrery_end_entry(orr_State *o);

/* A call from outside, in a State whose budget suspends. Entered. */
orr_Status orrery_call_suspending(orr_State *o, NativeFunction body, const Call *call);
/* Ends it, if it is suspended. */
void orrery_cancel(orr_State *o);
/* State.when_spent. */
bool orrery_when_spent(State *s);

/* The context of a body, whose stack is empty then. To be called first. */
void *orrery_context(lua_State *L);

/* ---- The run hash ---------------------------------------------------------------------------- */

static inline bool orrery_is_hashed(const orr_State *o) {
    return o->vm->profile.deterministic;
}
/* Takes an event with a number, and `count` values at stack index `first` of L; does nothing when
** the State is not hashed. */
void orrery_note(orr_State *o, RunEvent e, uint64_t number, lua_State *L, int first, int count);

/* ---- Errors ---------------------------------------------------------------------------------- */

orr_Status orrery_misuse(orr_State *o, const char *message); /* records it; returns ORR_MISUSE */
orr_Status orrery_no_memory(orr_State *o);

/* The native that sees errors first: notes place and traceback. */
int orrery_handler(lua_State *L);
/* State.terminating: notes the same where a termination hits. */
void orrery_terminating(lua_State *L);
/* Records the error that ended an operation with `status` (of lua.h); `value` is the error object,
** in a slot of o->L's stack. Returns its kind. */
orr_Status orrery_record(orr_State *o, int status, const Value *value);

/* ---- Values ---------------------------------------------------------------------------------- */

/* Makes room for `count` more Anchors, or for `count` kept strings in place of those there. May
** raise memory errors in L. */
void orrery_reserve_anchors(lua_State *L, orr_State *o, size_t count);
void orrery_reserve_kept(lua_State *L, orr_State *o, size_t count);
/* Whether a value leaves as an Anchor (room for it is needed), or as a string. */
static inline bool value_needs_anchor(const Value *v) {
    return v->tag == TAG_NATIVE || v->tag >= TAG_TABLE;
}
/* Hands a value out: a new Anchor (room was made); a string is kept if `keep` (room was made), else
** it must be alive otherwise. Does not raise. */
void orrery_give(orr_State *o, const Value *v, bool keep, orr_Value *out);
/* Makes room and hands `count` values at stack index `first` of L out. May raise, then nothing is
** changed. */
void orrery_give_all(lua_State *L, int first, size_t count, orr_Value *out);
/* Whether all of these may be taken in: types and Anchors. If not, records misuse. */
bool orrery_acceptable(orr_State *o, const orr_Value *values, size_t count);
/* Pushes an acceptable value. May raise; the stack has room. */
void orrery_take(lua_State *L, const orr_Value *v);
/* The value of an Anchor; NULL when it is none of this State. */
bool orrery_anchored(const orr_State *o, orr_Anchor anchor, Value *out);
void orrery_drop(orr_State *o, orr_Anchor anchor); /* a valid one */

#endif
