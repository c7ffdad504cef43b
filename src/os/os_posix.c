/* os.h for Linux and other POSIX systems. */

#define _GNU_SOURCE

#include "os.h"

#include <dlfcn.h>
#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#if defined(__linux__)
#include <sys/random.h>
#endif

_Static_assert(sizeof(off_t) == 8, "file offsets have 64 bits");
_Static_assert(sizeof(time_t) == 8, "times have 64 bits");
_Static_assert(sizeof(void *) == sizeof(OsFunction), "a symbol's address fits a data pointer");

/* ---- Time ------------------------------------------------------------------------------------ */

double os_cpu_time(void) {
    struct timespec used;
    if (clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used) != 0) return -1.0;
    return (double)used.tv_sec + (double)used.tv_nsec * 1e-9;
}

int64_t os_wall_time(void) {
    return (int64_t)time(NULL);
}

uint64_t os_monotonic_ns(void) {
    struct timespec now = {0, 0};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

bool os_calendar(int64_t seconds, bool utc, struct tm *fields) {
    const time_t moment = (time_t)seconds;
    if (utc) return gmtime_r(&moment, fields) != NULL;
    tzset(); /* localtime_r need not notice a changed TZ by itself */
    return localtime_r(&moment, fields) != NULL;
}

/* ---- Entropy --------------------------------------------------------------------------------- */

/* Finalizer of splitmix64: every input bit changes half of the output bits. */
static uint64_t mix(uint64_t x) {
    x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
    return x ^ (x >> 31);
}

static uint64_t weak_entropy64(void) {
    static uint64_t counter;
    const uint64_t step = __atomic_add_fetch(&counter, 1, __ATOMIC_RELAXED);
    uint64_t bits = mix((uint64_t)os_wall_time());
    bits = mix(bits ^ os_monotonic_ns());
    bits = mix(bits ^ (uint64_t)(uintptr_t)&bits);
    return mix(bits ^ (uint64_t)getpid() ^ (step << 32));
}

uint64_t os_entropy64(void) {
#if defined(__linux__)
    uint64_t bits;
    if (getrandom(&bits, sizeof bits, GRND_NONBLOCK) == (ssize_t)sizeof bits) return bits;
#endif
    return weak_entropy64();
}

/* ---- Files ----------------------------------------------------------------------------------- */

bool os_file_readable(const char *name) {
    FILE *file = fopen(name, "r");
    if (file == NULL) return false;
    fclose(file);
    return true;
}

bool os_seek(FILE *stream, int64_t offset, int whence) {
    return fseeko(stream, (off_t)offset, whence) == 0;
}

int64_t os_tell(FILE *stream) {
    return (int64_t)ftello(stream);
}

bool os_temp_name(char name[OS_TEMP_NAME_SIZE]) {
    static const char pattern[] = "/tmp/lua_XXXXXX";
    _Static_assert(sizeof pattern <= OS_TEMP_NAME_SIZE, "the name fits");
    memcpy(name, pattern, sizeof pattern);
    const int descriptor = mkstemp(name);
    if (descriptor == -1) return false;
    close(descriptor);
    return true;
}

/* ---- Processes ------------------------------------------------------------------------------- */

FILE *os_process_open(const char *command, const char *mode) {
    fflush(NULL);
    return popen(command, mode);
}

int os_process_close(FILE *stream) {
    return pclose(stream);
}

int os_run(const char *command) {
    return system(command);
}

/* ---- Threads --------------------------------------------------------------------------------- */

uintptr_t os_thread_id(void) {
    return (uintptr_t)pthread_self();
}

void os_lock_init(OsLock *lock) {
    pthread_mutex_init(lock, NULL);
}

void os_lock_close(OsLock *lock) {
    pthread_mutex_destroy(lock);
}

void os_lock(OsLock *lock) {
    pthread_mutex_lock(lock);
}

void os_unlock(OsLock *lock) {
    pthread_mutex_unlock(lock);
}

/* The alarm's lock is held. */
static void wait_until(OsAlarm *a, uint64_t time) {
    const struct timespec at = {.tv_sec = (time_t)(time / 1000000000),
                                .tv_nsec = (long)(time % 1000000000)};
    if (time == UINT64_MAX) {
        pthread_cond_wait(&a->changed, &a->lock);
    } else {
        pthread_cond_timedwait(&a->changed, &a->lock, &at);
    }
}

static void *alarm_thread(void *ud) {
    OsAlarm *const a = ud;
    os_lock(&a->lock);
    while (!a->stop) {
        const uint64_t now = os_monotonic_ns();
        if (now < atomic_load(&a->next)) {
            wait_until(a, atomic_load(&a->next));
            continue;
        }
        /* Forgotten before `ring` looks, so that whoever comes later than its look sets it anew. */
        atomic_store(&a->next, UINT64_MAX);
        os_unlock(&a->lock);
        const uint64_t next = a->ring(a->ud, now);
        os_lock(&a->lock);
        if (next < atomic_load(&a->next)) atomic_store(&a->next, next);
    }
    os_unlock(&a->lock);
    return NULL;
}

bool os_alarm_start(OsAlarm *a, uint64_t (*ring)(void *ud, uint64_t now), void *ud) {
    pthread_condattr_t clock;
    sigset_t all, before;
    a->ring = ring;
    a->ud = ud;
    a->stop = false;
    atomic_init(&a->next, UINT64_MAX);
    os_lock_init(&a->lock);
    pthread_condattr_init(&clock);
    pthread_condattr_setclock(&clock, CLOCK_MONOTONIC);
    pthread_cond_init(&a->changed, &clock);
    pthread_condattr_destroy(&clock);
    sigfillset(&all); /* signals are for the host's threads */
    pthread_sigmask(SIG_SETMASK, &all, &before);
    const bool started = pthread_create(&a->thread, NULL, alarm_thread, a) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (!started) {
        pthread_cond_destroy(&a->changed);
        os_lock_close(&a->lock);
    }
    return started;
}

void os_alarm_stop(OsAlarm *a) {
    os_lock(&a->lock);
    a->stop = true;
    pthread_cond_signal(&a->changed);
    os_unlock(&a->lock);
    pthread_join(a->thread, NULL);
    pthread_cond_destroy(&a->changed);
    os_lock_close(&a->lock);
}

void os_alarm_set(OsAlarm *a, uint64_t time) {
    if (time >= atomic_load(&a->next)) return;
    os_lock(&a->lock);
    if (time < atomic_load(&a->next)) {
        atomic_store(&a->next, time);
        pthread_cond_signal(&a->changed);
    }
    os_unlock(&a->lock);
}

/* ---- Dynamic loading ------------------------------------------------------------------------- */

static void copy_dl_error(char *error, size_t size) {
    const char *text = dlerror();
    snprintf(error, size, "%s", text != NULL ? text : "unknown error");
}

void *os_dl_open(const char *path, bool global, char *error, size_t size) {
    void *library = dlopen(path, RTLD_NOW | (global ? RTLD_GLOBAL : RTLD_LOCAL));
    if (library == NULL) copy_dl_error(error, size);
    return library;
}

OsFunction os_dl_symbol(void *library, const char *name, char *error, size_t size) {
    void *address = dlsym(library, name);
    OsFunction function = NULL;
    if (address == NULL)
        copy_dl_error(error, size);
    else
        memcpy(&function, &address, sizeof function);
    return function;
}

void *os_dl_variable(void *library, const char *name) {
    return dlsym(library, name);
}

void os_dl_close(void *library) {
    dlclose(library);
}
