/*
 * check.h: what a C test needs, and no more.
 *
 * A test program is a list of functions without parameters, run one after the other:
 *
 *     static void adds(void) { CHECK_EQUAL(1 + 1, 2); }
 *     int main(void) {
 *         RUN(adds);
 *         return check_result();
 *     }
 *
 * A failed check prints its place and what it saw, and the test goes on; the program's exit code
 * says whether any check failed. No framework is needed, so these tests run wherever we build.
 */
#ifndef CHECK_H
#define CHECK_H

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* Checks made and checks failed so far in this program. */
static int check_count;
static int check_failures;

/* Counts one check; prints `what` when it failed. Returns `ok`. */
static inline bool check_that(bool ok, const char *file, int line, const char *what) {
    check_count++;
    if (!ok) {
        check_failures++;
        fprintf(stderr, "%s:%d: failed: %s\n", file, line, what);
    }
    return ok;
}

static inline bool check_equal(long long seen, long long wanted, const char *file, int line,
                               const char *what) {
    bool ok = check_that(seen == wanted, file, line, what);
    if (!ok) fprintf(stderr, "    got %lld, expected %lld\n", seen, wanted);
    return ok;
}

/* NULL equals only NULL. */
static inline bool check_string(const char *seen, const char *wanted, const char *file, int line,
                                const char *what) {
    bool same = seen == wanted || (seen != NULL && wanted != NULL && strcmp(seen, wanted) == 0);
    bool ok = check_that(same, file, line, what);
    if (!ok)
        fprintf(stderr, "    got '%s', expected '%s'\n", seen ? seen : "(null)",
                wanted ? wanted : "(null)");
    return ok;
}

#define CHECK(condition) check_that((condition), __FILE__, __LINE__, #condition)
#define CHECK_EQUAL(seen, wanted) \
    check_equal((long long)(seen), (long long)(wanted), __FILE__, __LINE__, #seen " == " #wanted)
#define CHECK_STRING(seen, wanted) \
    check_string((seen), (wanted), __FILE__, __LINE__, #seen " == " #wanted)

static inline void check_run(const char *name, void (*test)(void)) {
    int before = check_failures;
    test();
    printf("%s %s\n", check_failures == before ? "ok  " : "FAIL", name);
}
#define RUN(test) check_run(#test, test)

/* The exit code of the program: 0 when something was checked and nothing failed. */
static inline int check_result(void) {
    printf("%d checks, %d failed\n", check_count, check_failures);
    return check_failures == 0 && check_count > 0 ? 0 : 1;
}

#endif
