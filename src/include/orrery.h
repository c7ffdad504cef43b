/* orrery.h: run other people's scripts, many at once, each in a box of its own.
**
** Three things:
**
**   Engine    what States and Programs share: where memory comes from, the languages. Any number of
**             threads may use one at the same time.
**   Program   a compiled script. It never changes, so one Program serves any number of States in
**             any number of threads. It can be saved as bytes and loaded again.
**   State     one isolated world: its own values, globals, collector and limits. One thread at a
**             time may use it; which one may change between two calls.
**
** A host compiles each script once, makes a State for each tenant, loads the Program there and
** calls what it defines:
**
**   orr_Engine *engine;     orr_engine_new(NULL, &engine);
**   orr_Program *program;   orr_compile(engine, text, size, NULL, &program, NULL);
**   orr_State *state;       orr_state_new(engine, NULL, &state);
**   orr_Anchor chunk;       orr_open_libraries(state, ORR_LIBRARIES_SAFE);
**                           orr_load(state, program, &chunk);
**                           orr_call(state, chunk, NULL, 0, NULL, 0, NULL);
**
** Rules that hold for all functions:
**
**   Status    Every function that can fail returns an orr_Status, ORR_OK (0) when it succeeded.
**             None leaves by longjmp and none calls exit. When one fails, what it was to store is
**             not stored. What went wrong in a State tells orr_error; compiling and loading bytes,
**             which need no State, hand out an orr_Error of their own.
**   Owning    What `_new`, `orr_compile` and the like store belongs to the caller, who ends it with
**             the function named there. Engines and Programs count references: whoever retains
**             releases. A State and a Program keep what they need of their Engine and of each other
**             alive; hosts may release in any order.
**   Strings   are bytes with a length, in both directions, and may hold anything, also zeros. Those
**             that are handed out end in a zero as well. How long they stay is said at orr_Value.
**   Threads   Functions that take an Engine or a Program: any thread, at the same time. Functions
**             that take a State: one thread at a time, except orr_interrupt and
**             orr_clear_interrupt. Using a State in two threads at once is noticed as a rule, and
**             is ORR_MISUSE in the second one; orr_error must not be asked there.
**   Structs   of options and limits begin with their size, which the host sets to sizeof; fields
**             that later releases add have the value 0 then, which always means the default. So
**             `orr_StateOptions o = {sizeof o};` is a good start.
**
** "Entering" a State below means: calling a function that may run code of the script. Those are
** orr_call, and orr_get, orr_set, orr_length, orr_text and orr_collect, since a metamethod or a
** finalizer may run. A host function that a script calls may enter its own State again, 150 levels
** deep or so.
*/
#ifndef ORRERY_H
#define ORRERY_H

#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#define ORR_API extern __attribute__((visibility("default")))
#else
#define ORR_API extern
#endif

#ifdef __cplusplus
extern "C" {
#endif

struct lua_State;

typedef struct orr_Engine orr_Engine;
typedef struct orr_Program orr_Program;
typedef struct orr_State orr_State;

/* ---- Outcomes -------------------------------------------------------------------------------- */

/* What a function returns, and the kind of an error. */
typedef int32_t orr_Status;
enum {
    ORR_OK = 0,
    ORR_SYNTAX = 1,      /* text that is no program, or bytes that are no Program */
    ORR_RUNTIME = 2,     /* an error that the script raised, or a host function for it */
    ORR_MEMORY = 3,      /* the host's allocator or the State's cap refused */
    ORR_LIMIT = 4,       /* another limit was reached: orr_Error says which */
    ORR_INTERRUPTED = 5, /* orr_interrupt ended it */
    ORR_MISUSE = 6,      /* the host did what it must not; nothing happened */
    ORR_SUSPENDED = 7    /* no failure: the budget is spent, orr_resume goes on */
};

/* Which limit ended a call. */
typedef int32_t orr_Limit;
enum {
    ORR_LIMIT_NONE = 0,
    ORR_LIMIT_DEPTH = 1,  /* calls inside each other: of the script, or through C */
    ORR_LIMIT_TIME = 2,   /* orr_set_timeout, orr_set_deadline */
    ORR_LIMIT_COST = 3,   /* orr_set_budget; orr_cancel */
    ORR_LIMIT_STRING = 4, /* orr_StateOptions.string_limit */
    ORR_LIMIT_TABLE = 5   /* orr_StateOptions.table_limit */
};

/* An error, taken apart. Pointers are never NULL: what is not known is "" or 0. */
typedef struct orr_Error {
    size_t size;         /* of this struct, as the library knows it */
    orr_Status kind;     /* ORR_SYNTAX ... ORR_MISUSE */
    orr_Limit limit;     /* ORR_LIMIT: which */
    const char *message; /* all of it, as Lua words it: "rules:3: attempt to ..." */
    size_t message_length;
    const char *detail;    /* the message without the place in front: a pointer into it */
    const char *chunk;     /* where it happened, as messages show it: "rules" */
    int32_t line;          /* there, from 1 */
    int32_t column;        /* syntax errors: the byte in the line, from 1 */
    const char *traceback; /* the calls that were active, as luaL_traceback lists them. Of an end by
                           ** time or by an interrupt it may lack the outer calls of a deep stack, and
                           ** be "" when memory is full */
} orr_Error;

/* "ok", "syntax", "runtime" ...; "unknown" for numbers that are none. Static. Any thread. */
ORR_API const char *orr_status_name(orr_Status status);

/* Frees an error that orr_compile or orr_program_load stored; NULL is nothing to do. */
ORR_API void orr_error_free(orr_Error *error);

/* ---- Engine ---------------------------------------------------------------------------------- */

/* Where memory comes from. `new_size` 0 frees `block` (never fails); otherwise resizes it from
** `old_size` bytes (0 with NULL) to `new_size`, or returns NULL and leaves it as it is. Called from
** every thread that uses the Engine, a State or a Program of it, so it must be safe for that. */
typedef void *(*orr_Allocate)(void *ud, void *block, size_t old_size, size_t new_size);

typedef struct orr_EngineOptions {
    size_t size;           /* sizeof(orr_EngineOptions) */
    orr_Allocate allocate; /* NULL: realloc and free of the C library */
    void *allocate_ud;     /* its first argument; must outlive the Engine */
} orr_EngineOptions;

/* Makes an Engine with one reference. `options` may be NULL. Errors: MEMORY, MISUSE. */
ORR_API orr_Status orr_engine_new(const orr_EngineOptions *options, orr_Engine **engine);

/* One reference more; one less, NULL being nothing to do. The Engine ends with its last reference;
** each State and each Program holds one. */
ORR_API void orr_engine_retain(orr_Engine *engine);
ORR_API void orr_engine_release(orr_Engine *engine);

/* ---- Program --------------------------------------------------------------------------------- */

typedef struct orr_CompileOptions {
    size_t size;            /* sizeof(orr_CompileOptions) */
    const char *chunk_name; /* for messages: "=rules" shows as rules, "@file.lua" as file.lua,
                            ** anything else as text in [string "..."]. NULL: "=script" */
    int32_t strip;          /* not 0: without lines and names, which messages then lack */
    int32_t metered;        /* ORR_METERED or ORR_METERED_LINES: the code pays for what it does */
} orr_CompileOptions;

/* See "What a script costs". */
enum {
    ORR_UNMETERED = 0,
    ORR_METERED = 1,
    ORR_METERED_LINES =
        2 /* each line apart, to find out what it costs; slower, the sums are equal */
};

/* Compiles source text in Lua 5.4. Stores a Program with one reference or, on failure, an error for
** orr_error_free (`error` may be NULL, and receives NULL on success). `options` may be NULL.
** Errors: SYNTAX, MEMORY, MISUSE. */
ORR_API orr_Status orr_compile(orr_Engine *engine, const char *text, size_t length,
                               const orr_CompileOptions *options, orr_Program **program,
                               orr_Error **error);

/* The Program as bytes that orr_program_load reads, in this release on this kind of machine. They
** are the Program's own memory: valid as long as it is. */
ORR_API const void *orr_program_bytes(const orr_Program *program, size_t *length);

/* Makes a Program of bytes, which are copied and verified: whatever they are, a Program that was
** loaded cannot break the runtime, though it may do whatever a script may. Binary chunks of
** PUC-Rio's Lua 5.4 are accepted too. Stores as orr_compile does. Errors: SYNTAX, MEMORY,
** MISUSE. */
ORR_API orr_Status orr_program_load(orr_Engine *engine, const void *bytes, size_t length,
                                    orr_Program **program, orr_Error **error);

/* One reference more; one less, NULL being nothing to do. A State that loaded it holds some. */
ORR_API void orr_program_retain(orr_Program *program);
ORR_API void orr_program_release(orr_Program *program);

/* ---- State ----------------------------------------------------------------------------------- */

typedef struct orr_StateOptions {
    size_t size;               /* sizeof(orr_StateOptions) */
    void *host_data;           /* what orr_host_data returns: the tenant, say */
    uint64_t memory;           /* cap in bytes over everything that the State allocates; 0: none */
    int32_t bytecode;          /* not 0: the script itself may `load` binary chunks */
    int32_t protect_libraries; /* not 0: libraries opened by orr_open_libraries are protected */
    int32_t deterministic;     /* not 0: the deterministic profile, see below */
    uint32_t call_depth;   /* calls inside each other in one coroutine; 0: as the stack allows */
    uint32_t c_depth;      /* calls through C inside each other, 20 to 200; 0: 200 */
    uint32_t table_limit;  /* elements of a table, from 256 on; 0: none. See below */
    uint64_t string_limit; /* bytes of a string, from 1024 on; 0: none */
    int32_t metered;       /* ORR_METERED ...: the State keeps account of what scripts cost */
    uint64_t seed;         /* deterministic: where the random numbers begin */
} orr_StateOptions;

/* Protected libraries. The tables of the libraries (`string`, `math` ...) and the metatable of
** strings cannot be changed by anybody, C code and rawset included: the attempt is the error
** "attempt to change a protected table". getmetatable("") is false. Globals, _G itself among them,
** stay the script's: it may put a function of its own in the place of `print`, or a table in that
** of `string`. What other scripts in the State call as a method of a string stays the library's.
**
** Limits. call_depth, string_limit and table_limit end what passes them with an error that the
** script can catch; if it does not, its kind is ORR_LIMIT. They hold in coroutines, finalizers,
** __close methods and loaded chunks as well. call_depth counts library functions too, and leaves
** some room to message handlers beyond it; coroutines count each for itself, and have the room of
** one stack together. A table holds at most table_limit elements with keys 1, 2, 3 ..., and as many
** with other keys; where keys come and go, it may refuse more from half of that on.
**
** The deterministic profile. Two States with equal options do the same when the host does the same
** with them, in every run: the same results, the same errors, the same output. What a script might
** notice of the machine is replaced:
**
**   random numbers   math.random and math.randomseed() begin a sequence at `seed`
**   clocks           os.time, os.date and os.clock show what orr_set_time said last, first 0; local
**                    time is UTC
**   addresses        tostring shows numbers, given in the order in which objects are first asked
**                    for; "%p" in string.format is an error
**   collections      finalizers run, and weak references are cleared, in orr_collect,
**                    collectgarbage() and collectgarbage("step"), both of which collect all, and
**                    when the State closes: at no other time. collectgarbage("count") is 0
**   strings          are ordered by their bytes, whatever the locale
**
** pairs and next have a defined order in all States. Not under its control, and so an input like
** the arguments of functions: what the host answers, files, the environment; where a time limit, an
** interrupt or the memory cap hits; and the last digits of sin, exp, pow and their like, which are
** those of the C library. Equal runs have equal hashes: orr_run_hash. */

/* Makes a State without any library: a script in it has no globals but what the host grants.
** `options` may be NULL. Errors: MEMORY, MISUSE. */
ORR_API orr_Status orr_state_new(orr_Engine *engine, const orr_StateOptions *options,
                                 orr_State **state);

/* Ends a State: runs the finalizers that are left, frees its memory. All its Anchors are void.
** MISUSE while it runs (from a host function that it called). NULL is ORR_OK. */
ORR_API orr_Status orr_state_close(orr_State *state);

ORR_API void *orr_host_data(const orr_State *state);
ORR_API orr_Engine *orr_engine_of(const orr_State *state); /* takes no reference */

/* The libraries of Lua 5.4, one bit each. */
enum {
    ORR_LIBRARY_BASE = 0x0001,     /* without what the next two bits grant */
    ORR_LIBRARY_PRINT = 0x0002,    /* print: writes to standard output */
    ORR_LIBRARY_LOADFILE = 0x0004, /* loadfile and dofile */
    ORR_LIBRARY_COROUTINE = 0x0008,
    ORR_LIBRARY_TABLE = 0x0010,
    ORR_LIBRARY_STRING = 0x0020,
    ORR_LIBRARY_MATH = 0x0040,
    ORR_LIBRARY_UTF8 = 0x0080,
    ORR_LIBRARY_OS = 0x0100,      /* processes, files, environment, clock */
    ORR_LIBRARY_IO = 0x0200,      /* files and processes */
    ORR_LIBRARY_PACKAGE = 0x0400, /* require; loads compiled modules too */
    ORR_LIBRARY_DEBUG = 0x0800,   /* can break the isolation of functions from each other */
    ORR_LIBRARY_TIME = 0x1000,    /* os with clock, date, difftime and time alone */
    /* Nothing that reaches beyond the State: */
    ORR_LIBRARIES_SAFE = 0x00f9,
    ORR_LIBRARIES_ALL = 0x1fff
};

/* Makes libraries known as globals. May be called again to add some. Errors: MEMORY, MISUSE (bits
** that mean nothing). */
ORR_API orr_Status orr_open_libraries(orr_State *state, uint32_t libraries);

/* The State as the C API of lua.h sees it, to do what this header has no function for: the running
** coroutine inside of a host function, the main one otherwise. Leave its stack as it was. A
** function of lua.h that raises an error must be under lua_pcall, as always: an error that nothing
** catches ends the process, and one that leaves a host function skips what called that. */
ORR_API struct lua_State *orr_lua(orr_State *state);

/* Bytes that the State holds now. */
ORR_API uint64_t orr_memory_used(const orr_State *state);

/* Sets the cap over everything that the State allocates, 0 for none. A request beyond it is refused
** before it is made, after an emergency collection: the script gets the error "not enough memory",
** which it can catch, and can go on with less. A cap below what is held makes every request for
** more fail until enough was freed. */
ORR_API orr_Status orr_set_memory_cap(orr_State *state, uint64_t bytes);

/* ---- Ending what runs ------------------------------------------------------------------------ */

/* An interrupt and the end of a time limit *terminate*: the outermost entry returns, with the
** status ORR_INTERRUPTED or ORR_LIMIT, and nothing that the script does stops that. No pcall
** catches it, no message handler sees it, coroutines that are active die, pending __close methods
** are not called, and finalizers wait for the next entry. A host function is not cut short: it
** returns, and whatever it calls in the State meanwhile fails with the same status. Afterwards the
** State is whole. The host may use it further, knowing that the script was left in the middle of
** something, or close it.
**
** It is seen at the next call or loop of the script, and in the loops of library functions and of
** the compiler. Not in host functions, nor in what waits in `io` and `os`. */

/* Terminates what runs in the State or, if nothing does, what runs next. Any thread, any time until
** orr_state_close is called; safe in a signal handler. */
ORR_API void orr_interrupt(orr_State *state);
/* Takes back an interrupt that has not been seen yet. Any thread, as orr_interrupt. */
ORR_API void orr_clear_interrupt(orr_State *state);

/* Wall-clock time for each outermost entry from now on, orr_state_close included (whose finalizers
** it bounds: then the remaining ones of tables are left out, and only those of userdata, the host's
** objects among them, are called, without script code); 0: none. The Engine starts a
** thread of its own when the first State gets a time limit. Errors: MEMORY (no thread), MISUSE. */
ORR_API orr_Status orr_set_timeout(orr_State *state, uint64_t nanoseconds);
/* The same for all entries together: `nanoseconds` from now on entries terminate; 0: none. */
ORR_API orr_Status orr_set_deadline(orr_State *state, uint64_t nanoseconds);

/* ---- Determinism ----------------------------------------------------------------------------- */

/* Sets the clocks of the State, which stand still from then on (but in a metered State the one of
** os.clock goes on by a nanosecond for each unit of cost): `time` in nanoseconds since
** 1970-01-01 00:00 UTC for os.time and os.date, `clock` in nanoseconds for os.clock. Any State may
** have such clocks. Errors: MISUSE. */
ORR_API orr_Status orr_set_time(orr_State *state, int64_t time, uint64_t clock);

/* Stores the SHA-256 of all that has passed between the host and a deterministic State so far, in
** order: its options and libraries; arguments, results and errors of orr_call and of the other
** functions that take or hand out values; calls of host functions with arguments, results and
** errors; settings of the clocks; collections asked for; the bytes that print and io wrote; and, if
** it is metered, the cost at each of these and where it was suspended. Of
** tables, functions and other values that live in the State only the type is counted: what the host
** reads of them counts when it does so. Different runs have different hashes, for all that anybody
** knows; runs with equal hashes were equal, as far as anybody outside could see. Errors: MISUSE (a
** State that is not deterministic). */
#define ORR_HASH_SIZE 32
ORR_API orr_Status orr_run_hash(orr_State *state, uint8_t hash[ORR_HASH_SIZE]);

/* Collects all garbage and runs the finalizers that are due. Errors: as orr_call. */
ORR_API orr_Status orr_collect(orr_State *state);

/* What the last function that failed with this State ran into; NULL when none has yet. The strings
** are valid until another function fails. */
ORR_API const orr_Error *orr_error(const orr_State *state);

/* ---- Values ---------------------------------------------------------------------------------- */

/* A handle that keeps a value of a State alive: a table, a function, an object ... A plain struct
** to be copied at will; the fields are the library's. Every use is checked: an Anchor that was
** released, or belongs to another State, is ORR_MISUSE, also when its slot has a new owner. All
** zeros is no Anchor. */
typedef struct orr_Anchor {
    uint64_t state;
    uint32_t slot;
    uint32_t generation;
} orr_Anchor;

enum {
    ORR_NIL = 0,
    ORR_BOOLEAN = 1, /* as.boolean */
    ORR_INTEGER = 2, /* as.integer */
    ORR_NUMBER = 3,  /* as.number: a float */
    ORR_STRING = 4,  /* as.string */
    ORR_POINTER = 5, /* as.pointer: a light userdata */
    ORR_TABLE = 6,   /* from here on: as.anchor */
    ORR_FUNCTION = 7,
    ORR_OBJECT = 8, /* orr_object_new made it, or some userdata */
    ORR_COROUTINE = 9
};

typedef struct orr_String {
    const char *bytes;
    size_t length;
} orr_String;

/* A value on its way between host and script.
**
** Into the library: the value is copied; strings and Anchors stay the host's.
** Out of the library: a string is the State's, and valid until the next function that takes this
** State and hands out values. A table, function, object or coroutine comes as a new Anchor that the
** host must release (orr_value_release does it for whatever value). What differs for the arguments
** of host functions is said there. */
typedef struct orr_Value {
    int32_t type; /* ORR_NIL ... */
    int32_t reserved;
    union {
        int32_t boolean;
        int64_t integer;
        double number;
        void *pointer;
        orr_String string;
        orr_Anchor anchor;
    } as;
} orr_Value;

/* One more handle to the same value, with a life of its own. Errors: MEMORY, MISUSE. */
ORR_API orr_Status orr_anchor_copy(orr_State *state, orr_Anchor anchor, orr_Anchor *copy);
/* Ends a handle. Errors: MISUSE, when it was none any more. */
ORR_API orr_Status orr_release(orr_State *state, orr_Anchor anchor);
/* Releases the Anchor in a value that was handed out, if it has one, and makes the value nil. */
ORR_API orr_Status orr_value_release(orr_State *state, orr_Value *value);
/* The value behind a handle, its type at least: `value` gets the same Anchor, not a new one. */
ORR_API orr_Status orr_anchor_value(orr_State *state, orr_Anchor anchor, orr_Value *value);

/* A global variable, by name; metamethods of the globals table are not asked. `name` ends in a
** zero. Errors: MEMORY, MISUSE. */
ORR_API orr_Status orr_get_global(orr_State *state, const char *name, orr_Value *value);
ORR_API orr_Status orr_set_global(orr_State *state, const char *name, const orr_Value *value);

/* A new, empty table. Errors: MEMORY, MISUSE. */
ORR_API orr_Status orr_table_new(orr_State *state, orr_Anchor *table);
/* object[key], object[key] = value, #object: with metamethods, as a script does it. Enter the
** State. Errors: as orr_call. */
ORR_API orr_Status orr_get(orr_State *state, orr_Anchor object, const orr_Value *key,
                           orr_Value *value);
ORR_API orr_Status orr_set(orr_State *state, orr_Anchor object, const orr_Value *key,
                           const orr_Value *value);
ORR_API orr_Status orr_length(orr_State *state, orr_Anchor object, int64_t *length);
/* One step through a table, without metamethods: from *key to the next key and its value. Begin
** with a *key of nil; at the end it is nil again. An Anchor in *key is released when it is
** replaced. The order is that of `pairs`. Errors: MEMORY, MISUSE, RUNTIME (a key that is not
** there). */
ORR_API orr_Status orr_next(orr_State *state, orr_Anchor table, orr_Value *key, orr_Value *value);
/* The value as `tostring` shows it; enters the State. Errors: as orr_call. */
ORR_API orr_Status orr_text(orr_State *state, const orr_Value *value, orr_String *text);

/* ---- Loading and calling --------------------------------------------------------------------- */

/* Loads a Program into a State, and stores its main function, whose globals are the State's:
** calling it runs the script. Errors: MEMORY, MISUSE. */
ORR_API orr_Status orr_load(orr_State *state, orr_Program *program, orr_Anchor *function);

/* Calls a function with `argument_count` values. Of the results the first `capacity` are stored and
** *result_count (may be NULL) receives how many there were; values that do not fit are dropped.
** Enters the State. Errors: RUNTIME, MEMORY, LIMIT, INTERRUPTED, MISUSE; after each the State is
** whole, and may be used again. ORR_SUSPENDED: nothing was stored, orr_resume brings the
** results. */
ORR_API orr_Status orr_call(orr_State *state, orr_Anchor function, const orr_Value *arguments,
                            size_t argument_count, orr_Value *results, size_t capacity,
                            size_t *result_count);

/* ---- What a script costs --------------------------------------------------------------------- */

/* A *metered* State counts what its scripts do: operations of the language and work of the library,
** in units of docs/cost-model.md, which are the same in every run, on every machine and in every
** build of this version of the model. It takes metered Programs only, and `load` compiles metered.
** Metered Programs run in other States too.
**
** A *budget* is what may still be spent. Everything is paid before it is done; what is dear is paid
** in instalments. So orr_cost_used never exceeds what was granted. Work of the host is free: host
** functions, and the functions of this header and of lua.h but for the scripts that they call. */
#define ORR_COST_MODEL 3              /* version of the model that this header was written for */
ORR_API int32_t orr_cost_model(void); /* that of the library */

/* What happens when a budget is spent. */
enum {
    ORR_TERMINATE = 0, /* what runs ends, as by an interrupt, with ORR_LIMIT and ORR_LIMIT_COST */
    ORR_SUSPEND = 1    /* orr_call returns ORR_SUSPENDED in the middle of what it does */
};

#define ORR_NO_BUDGET UINT64_MAX

/* Sets what all entries from now on may spend together, ORR_NO_BUDGET for no bound, and what
** happens then. In host functions and while suspended, too. Errors: MISUSE (not metered). */
ORR_API orr_Status orr_set_budget(orr_State *state, uint64_t cost, int32_t when_spent);
/* Adds to it. */
ORR_API orr_Status orr_add_budget(orr_State *state, uint64_t cost);
/* Sets the budget anew, to `cost`, whenever the State is entered from outside (not when resumed);
** ORR_NO_BUDGET: no longer. */
ORR_API orr_Status orr_set_entry_budget(orr_State *state, uint64_t cost, int32_t when_spent);
/* What is left; ORR_NO_BUDGET without one. What was spent since the State was made. */
ORR_API uint64_t orr_budget_left(const orr_State *state);
ORR_API uint64_t orr_cost_used(const orr_State *state);

/* Suspending. An orr_call from outside (not from within a host function) of a State whose budget
** suspends runs on a stack of its own, 1 MiB of address space, which the host functions that it
** calls use too. Wherever the budget is spent, be it in a comparator of a sort, in a pattern match,
** in `load` or in a host function that called back, orr_call returns ORR_SUSPENDED there. The other
** functions that enter a State do not suspend but terminate, and so do finalizers when it closes.
**
** A suspended State is in the middle of something, and must be left alone: functions with it are
** ORR_MISUSE until it is resumed or cancelled, but for those about budgets, memory caps, time
** limits, interrupts, errors and the release of Anchors. Any thread may resume it. A time limit for
** each entry begins anew with each orr_resume. */

/* Goes on with what was suspended; the results of the call come as in orr_call. Returns as that
** does: ORR_SUSPENDED again, if the budget (add to it first) does not last. */
ORR_API orr_Status orr_resume(orr_State *state, orr_Value *results, size_t capacity,
                              size_t *result_count);
/* Terminates what was suspended; orr_error tells where that was. Errors: MISUSE. */
ORR_API orr_Status orr_cancel(orr_State *state);
/* Is it suspended? */
ORR_API int32_t orr_is_suspended(const orr_State *state);

/* The account of a function before it runs. */
typedef struct orr_BlockCost {
    int32_t line;        /* where it begins; 0: unknown */
    uint32_t loop_depth; /* loops around it, those of gotos included */
    uint64_t cost;       /* each time that it is entered */
} orr_BlockCost;

typedef struct orr_FunctionCost {
    size_t size;             /* of this struct, as the library knows it */
    const char *chunk;       /* its chunk's name, as given to orr_compile; "": unknown */
    int32_t line, last_line; /* of its definition; 0 for a main function */
    uint32_t loops;          /* places that something jumps back to */
    uint32_t block_count;
    uint64_t cost;               /* of all blocks once: without loops, a call costs no more */
    const orr_BlockCost *blocks; /* [block_count], the first is what each call pays */
} orr_FunctionCost;

/* Calls `visit` for each function of a metered Program, the main one first, until it returns
** something else than 0. What it is given lives as long as it runs. Calls of the library, and what
** depends on values, is not in the account. Errors: MEMORY, MISUSE (not metered). */
ORR_API orr_Status orr_analyze_cost(const orr_Program *program,
                                    int (*visit)(void *data, const orr_FunctionCost *function),
                                    void *data);

/* ---- What the host offers to scripts --------------------------------------------------------- */

/* A function of the host. It runs in the thread that entered the State, may use all functions with
** the State, and hands over its results by orr_return before it returns ORR_OK. An error is
** orr_fail and its status, or the status of a function that failed: then that one's error is raised
** in the script. It must return; longjmp and exceptions must not leave it.
** `arguments`: strings and Anchors in them are borrowed, valid until the function returns; an
** Anchor that shall live longer is copied, and none is released here. */
typedef orr_Status (*orr_HostFunction)(void *data, orr_State *state, const orr_Value *arguments,
                                       size_t argument_count);

/* Makes a function that scripts can call; `data` is handed to it each time, and must outlive the
** State. Errors: MEMORY, MISUSE. */
ORR_API orr_Status orr_function_new(orr_State *state, orr_HostFunction function, void *data,
                                    orr_Anchor *result);
/* orr_function_new, and a global variable of that name. */
ORR_API orr_Status orr_register(orr_State *state, const char *name, orr_HostFunction function,
                                void *data);

/* Sets the results of the host function that runs, replacing earlier ones. The values are copied.
** Errors: MEMORY, MISUSE (no host function runs). */
ORR_API orr_Status orr_return(orr_State *state, const orr_Value *values, size_t count);
/* Sets the error of the host function that runs: `return orr_fail(state, "no such player", 14);`.
** The script sees the text with the place of its call in front. Returns ORR_RUNTIME. */
ORR_API orr_Status orr_fail(orr_State *state, const char *message, size_t length);

/* A kind of objects: pointers of the host with methods. The struct is the host's, static as a rule;
** its address is the type's identity, in all States. */
typedef struct orr_ObjectType {
    size_t size;                   /* sizeof(orr_ObjectType) */
    const char *name;              /* as `type` of luaL_typename and messages show it */
    void (*release)(void *object); /* or NULL. Called when the script has no use for the object any
                                   ** more, at the latest when the State closes, in the thread that
                                   ** uses the State then; must not use the State */
} orr_ObjectType;

/* A value that stands for a pointer of the host. Errors: MEMORY, MISUSE; `release` is not called
** then. */
ORR_API orr_Status orr_object_new(orr_State *state, const orr_ObjectType *type, void *object,
                                  orr_Anchor *result);
/* The pointer behind an object of that type. Errors: MISUSE for any other value. */
ORR_API orr_Status orr_object_of(orr_State *state, orr_Anchor anchor, const orr_ObjectType *type,
                                 void **object);
/* The table in which `object.name` and `object:name()` look, for all objects of the type in this
** State. Errors: MEMORY, MISUSE. */
ORR_API orr_Status orr_object_methods(orr_State *state, const orr_ObjectType *type,
                                      orr_Anchor table);

/* ---- Short ways for C ------------------------------------------------------------------------ */

static inline orr_Value orr_nil(void) {
    orr_Value v = {ORR_NIL, 0, {0}};
    return v;
}
static inline orr_Value orr_boolean(int truth) {
    orr_Value v = orr_nil();
    v.type = ORR_BOOLEAN;
    v.as.boolean = truth != 0;
    return v;
}
static inline orr_Value orr_integer(int64_t integer) {
    orr_Value v = orr_nil();
    v.type = ORR_INTEGER;
    v.as.integer = integer;
    return v;
}
static inline orr_Value orr_number(double number) {
    orr_Value v = orr_nil();
    v.type = ORR_NUMBER;
    v.as.number = number;
    return v;
}
static inline orr_Value orr_string(const char *bytes, size_t length) {
    orr_Value v = orr_nil();
    v.type = ORR_STRING;
    v.as.string.bytes = bytes;
    v.as.string.length = length;
    return v;
}
/* A value that an Anchor stands for; its type is looked up by the function that takes it. */
static inline orr_Value orr_anchored(orr_Anchor anchor) {
    orr_Value v = orr_nil();
    v.type = ORR_TABLE;
    v.as.anchor = anchor;
    return v;
}

#ifdef __cplusplus
}
#endif

#endif
