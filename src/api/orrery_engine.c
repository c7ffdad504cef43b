/* Engines and Programs of orrery.h.
**
** An orr_Program is a Program. One that orrery.h made has a home: an Allocator of its own, for the
** counts in an Allocator are not safe in several threads, and a reference to the Engine. Nobody
** uses that Allocator between the making and the end, which the last reference brings about. */
#include <string.h>

#include "compile.h"
#include "orrery_state.h"
#include "os.h"

/* ---- Engine ---------------------------------------------------------------------------------- */

orr_Status orr_engine_new(const orr_EngineOptions *options, orr_Engine **engine) {
    orr_EngineOptions o = {0};
    if (engine == NULL) return ORR_MISUSE;
    if (options != NULL) {
        if (options->size < sizeof options->size) return ORR_MISUSE;
        memcpy(&o, options, options->size < sizeof o ? options->size : sizeof o);
    }
    if (o.allocate == NULL) o.allocate = allocator_default;
    orr_Engine *const made = o.allocate(o.allocate_ud, NULL, 0, sizeof *made);
    if (made == NULL) return ORR_MEMORY;
    atomic_init(&made->references, 1);
    made->allocate = o.allocate;
    made->allocate_ud = o.allocate_ud;
    made->language = &lua_language;
    /* From anywhere, so that States of two Engines have different numbers. */
    atomic_init(&made->next_state, os_entropy64());
    os_lock_init(&made->lock);
    made->timed = NULL;
    made->alarm_started = false;
    *engine = made;
    return ORR_OK;
}

void orr_engine_retain(orr_Engine *engine) {
    atomic_fetch_add_explicit(&engine->references, 1, memory_order_relaxed);
}

void orr_engine_release(orr_Engine *engine) {
    if (engine == NULL) return;
    if (atomic_fetch_sub_explicit(&engine->references, 1, memory_order_acq_rel) != 1) return;
    if (engine->alarm_started) os_alarm_stop(&engine->alarm);
    os_lock_close(&engine->lock);
    engine->allocate(engine->allocate_ud, engine, sizeof *engine, 0);
}

/* ---- Errors of their own --------------------------------------------------------------------- */

/* One block: the struct, then the texts it points to. */
typedef struct FreeError {
    orr_Error error; /* first: what the host sees */
    orr_Engine *engine;
    size_t size; /* of the block */
    char text[]; /* message, chunk */
} FreeError;

void orr_error_free(orr_Error *error) {
    if (error == NULL) return;
    FreeError *const e = (FreeError *)error;
    orr_Engine *const engine = e->engine;
    engine->allocate(engine->allocate_ud, e, e->size, 0);
    orr_engine_release(engine);
}

/* Stores an error, if the host wants one and there is memory. `place_size` bytes of the message are
** "chunk:line: ". */
static orr_Status fail(orr_Engine *engine, orr_Status kind, const char *message,
                       const CompileResult *result, orr_Error **error) {
    if (error == NULL) return kind;
    const size_t length = strlen(message);
    const size_t place_size = result != NULL ? result->place_size : 0;
    const size_t size = sizeof(FreeError) + length + 1 + place_size + 1;
    FreeError *const e = engine->allocate(engine->allocate_ud, NULL, 0, size);
    if (e == NULL) return kind;
    char *const chunk = e->text + length + 1;
    memcpy(e->text, message, length + 1);
    size_t chunk_length = place_size; /* without the line */
    for (int colons = 0; chunk_length > 0 && colons < 2;)
        colons += message[--chunk_length] == ':';
    memcpy(chunk, message, chunk_length);
    chunk[chunk_length] = '\0';
    e->error = (orr_Error){.size = sizeof(orr_Error),
                           .kind = kind,
                           .message = e->text,
                           .message_length = length,
                           .detail = e->text + place_size,
                           .chunk = chunk,
                           .line = result != NULL ? (int32_t)result->line : 0,
                           .column = result != NULL ? (int32_t)result->column : 0,
                           .traceback = ""};
    e->engine = engine;
    e->size = size;
    orr_engine_retain(engine);
    *error = &e->error;
    return kind;
}

/* ---- Program --------------------------------------------------------------------------------- */

typedef struct Home {
    Allocator allocator; /* of the one Program that lives here */
    orr_Engine *engine;  /* one reference */
} Home;

static Home *home_new(orr_Engine *engine) {
    Home *const home = engine->allocate(engine->allocate_ud, NULL, 0, sizeof *home);
    if (home == NULL) return NULL;
    home->allocator =
        (Allocator){.allocate = engine->allocate, .ud = engine->allocate_ud, .cap = SIZE_MAX};
    home->engine = engine;
    orr_engine_retain(engine);
    return home;
}

static void home_free(void *owner) {
    Home *const home = owner;
    orr_Engine *const engine = home->engine;
    engine->allocate(engine->allocate_ud, home, sizeof *home, 0);
    orr_engine_release(engine);
}

static orr_Program *settle(Program *p, Home *home) {
    p->released = home_free;
    p->owner = home;
    return (orr_Program *)p;
}

/* Replaces a Program by one without debug information. */
static bool strip(Home *home, Program **p) {
    Program *const bare = program_extract(&home->allocator, *p, 0, true);
    program_release(*p);
    *p = bare;
    return bare != NULL;
}

static bool take_options(const orr_CompileOptions *options, orr_CompileOptions *out) {
    *out = (orr_CompileOptions){0};
    if (options != NULL) {
        if (options->size < sizeof options->size) return false;
        memcpy(out, options, options->size < sizeof *out ? options->size : sizeof *out);
    }
    if (out->chunk_name == NULL) out->chunk_name = "=script";
    return out->metered >= ORR_UNMETERED && out->metered <= ORR_METERED_LINES;
}

orr_Status orr_compile(orr_Engine *engine, const char *text, size_t length,
                       const orr_CompileOptions *options, orr_Program **program,
                       orr_Error **error) {
    orr_CompileOptions o;
    if (error != NULL) *error = NULL;
    if (engine == NULL) return ORR_MISUSE;
    if ((text == NULL && length > 0) || program == NULL || !take_options(options, &o))
        return fail(engine, ORR_MISUSE, "orr_compile: text, program or options missing", NULL,
                    error);
    Home *const home = home_new(engine);
    if (home == NULL) return fail(engine, ORR_MEMORY, "not enough memory", NULL, error);
    const CompileRequest request = {.text = text,
                                    .size = length,
                                    .chunk_name = o.chunk_name,
                                    .allocator = &home->allocator,
                                    .metering = (CompileMetering)o.metered};
    CompileResult result = {0};
    CompileStatus status = engine->language->compile(&request, &result);
    if (status == COMPILE_OK && o.strip && !strip(home, &result.program))
        status = COMPILE_NO_MEMORY;
    if (status == COMPILE_OK) {
        *program = settle(result.program, home);
        return ORR_OK;
    }
    const orr_Status kind = status == COMPILE_SYNTAX_ERROR
                                ? fail(engine, ORR_SYNTAX, result.message, &result, error)
                                : fail(engine, ORR_MEMORY, "not enough memory", NULL, error);
    allocator_free(&home->allocator, result.message, result.message_size);
    home_free(home);
    return kind;
}

const orr_Engine *orrery_engine_of_program(const Program *p) {
    const Home *const home = p->owner;
    return home->engine;
}

orr_Status orr_program_load(orr_Engine *engine, const void *bytes, size_t length,
                            orr_Program **program, orr_Error **error) {
    if (error != NULL) *error = NULL;
    if (engine == NULL) return ORR_MISUSE;
    if (bytes == NULL || program == NULL)
        return fail(engine, ORR_MISUSE, "orr_program_load: bytes or program missing", NULL, error);
    Home *const home = home_new(engine);
    if (home == NULL) return fail(engine, ORR_MEMORY, "not enough memory", NULL, error);
    Program *p;
    const char *problem = NULL;
    if (program_load(&home->allocator, bytes, length, &p, &problem)) {
        *program = settle(p, home);
        return ORR_OK;
    }
    home_free(home);
    return problem != NULL ? fail(engine, ORR_SYNTAX, problem, NULL, error)
                           : fail(engine, ORR_MEMORY, "not enough memory", NULL, error);
}

const void *orr_program_bytes(const orr_Program *program, size_t *length) {
    const Program *const p = (const Program *)program;
    if (length != NULL) *length = p->size;
    return p->image;
}

void orr_program_retain(orr_Program *program) {
    program_retain((Program *)program);
}

void orr_program_release(orr_Program *program) {
    program_release((Program *)program);
}
