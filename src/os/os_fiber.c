/* Stacks of their own, by the ucontext functions of POSIX. Sanitizers keep books on stacks and have
** to be told of each switch. */
#define _GNU_SOURCE /* MAP_ANONYMOUS, MAP_NORESERVE, MAP_STACK */

#include <sys/mman.h>
#include <ucontext.h>
#include <unistd.h>

#include "os.h"

#if defined(__SANITIZE_ADDRESS__)
#define TELL_ADDRESS_SANITIZER 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define TELL_ADDRESS_SANITIZER 1
#endif
#if __has_feature(thread_sanitizer)
#define TELL_THREAD_SANITIZER 1
#endif
#endif
#if defined(__SANITIZE_THREAD__)
#define TELL_THREAD_SANITIZER 1
#endif

#ifdef TELL_ADDRESS_SANITIZER
#include <sanitizer/common_interface_defs.h>
#endif
#ifdef TELL_THREAD_SANITIZER
#include <sanitizer/tsan_interface.h>
#endif

#if defined(TELL_ADDRESS_SANITIZER) || defined(TELL_THREAD_SANITIZER)
#define STACK_SIZE (8 * OS_FIBER_STACK) /* frames are larger there */
#elif !defined(NDEBUG)
#define STACK_SIZE (4 * OS_FIBER_STACK)
#else
#define STACK_SIZE OS_FIBER_STACK
#endif

/* Lies at the upper end of its pages, above the stack. */
struct OsFiber {
    ucontext_t host; /* who started or resumed it */
    ucontext_t own;  /* where it left */
    void (*body)(void *ud);
    void *ud;
    bool ended;
    char *pages; /* guard page, stack, this */
    size_t size;
    char *stack;
    size_t stack_size;
    const void *host_stack; /* what the sanitizers want to know */
    size_t host_stack_size;
    void *host_fake, *own_fake;
    void *host_fiber, *own_fiber;
};

#define RECORD_SIZE ((sizeof(OsFiber) + 63) / 64 * 64)

OsFiber *os_fiber_new(void) {
    const size_t page = (size_t)sysconf(_SC_PAGESIZE);
    const size_t size = page + STACK_SIZE;
    char *const pages = mmap(NULL, size, PROT_READ | PROT_WRITE,
                             MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK, -1, 0);
    if (pages == MAP_FAILED) return NULL;
    if (mprotect(pages, page, PROT_NONE) != 0) {
        munmap(pages, size);
        return NULL;
    }
    OsFiber *const f = (OsFiber *)(void *)(pages + size - RECORD_SIZE);
    *f = (OsFiber){.pages = pages, .size = size, .stack = pages + page};
    f->stack_size = STACK_SIZE - RECORD_SIZE;
#ifdef TELL_THREAD_SANITIZER
    f->own_fiber = __tsan_create_fiber(0);
#endif
    return f;
}

void os_fiber_free(OsFiber *f) {
    if (f == NULL) return;
#ifdef TELL_THREAD_SANITIZER
    __tsan_destroy_fiber(f->own_fiber);
#endif
    munmap(f->pages, f->size);
}

/* From the host's stack to the fiber's, and back again. */
static bool enter(OsFiber *f) {
#ifdef TELL_ADDRESS_SANITIZER
    __sanitizer_start_switch_fiber(&f->host_fake, f->stack, f->stack_size);
#endif
#ifdef TELL_THREAD_SANITIZER
    f->host_fiber = __tsan_get_current_fiber();
    __tsan_switch_to_fiber(f->own_fiber, 0);
#endif
    swapcontext(&f->host, &f->own);
#ifdef TELL_ADDRESS_SANITIZER
    __sanitizer_finish_switch_fiber(f->host_fake, NULL, NULL);
#endif
    return f->ended;
}

/* The fiber has been entered. */
static void entered(OsFiber *f) {
#ifdef TELL_ADDRESS_SANITIZER
    __sanitizer_finish_switch_fiber(f->own_fake, &f->host_stack, &f->host_stack_size);
#else
    (void)f;
#endif
}

static void go_back(OsFiber *f) {
#ifdef TELL_ADDRESS_SANITIZER
    __sanitizer_start_switch_fiber(f->ended ? NULL : &f->own_fake, f->host_stack,
                                   f->host_stack_size);
#endif
#ifdef TELL_THREAD_SANITIZER
    __tsan_switch_to_fiber(f->host_fiber, 0);
#endif
    swapcontext(&f->own, &f->host);
}

/* makecontext hands over numbers of type int only. */
static void first_frame(unsigned high, unsigned low) {
    OsFiber *const f = (OsFiber *)(((uintptr_t)high << 32) | low);
    entered(f);
    f->body(f->ud);
    f->ended = true;
    go_back(f);
}

bool os_fiber_start(OsFiber *f, void (*body)(void *ud), void *ud) {
    const uint64_t address = (uintptr_t)f;
    f->body = body;
    f->ud = ud;
    f->ended = false;
    f->own_fake = NULL;
    getcontext(&f->own);
    f->own.uc_stack.ss_sp = f->stack;
    f->own.uc_stack.ss_size = f->stack_size;
    f->own.uc_link = NULL;
    makecontext(&f->own, (void (*)(void))first_frame, 2, (unsigned)(address >> 32),
                (unsigned)address);
    return enter(f);
}

bool os_fiber_resume(OsFiber *f) {
    return enter(f);
}

void os_fiber_leave(OsFiber *f) {
    go_back(f);
    entered(f);
}
