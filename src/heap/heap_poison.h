/* Free memory inside our blocks, made visible to AddressSanitizer; no code otherwise. */
#ifndef ORRERY_HEAP_POISON_H
#define ORRERY_HEAP_POISON_H

#include <stddef.h>

#if defined(__SANITIZE_ADDRESS__)
#define HEAP_POISON 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HEAP_POISON 1
#endif
#endif

#ifdef HEAP_POISON
#include <sanitizer/asan_interface.h>
#endif

static inline void poison(void *at, size_t size) {
#ifdef HEAP_POISON
    __asan_poison_memory_region(at, size);
#else
    (void)at, (void)size;
#endif
}
static inline void unpoison(void *at, size_t size) {
#ifdef HEAP_POISON
    __asan_unpoison_memory_region(at, size);
#else
    (void)at, (void)size;
#endif
}

#endif
