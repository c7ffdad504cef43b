/* The os layer links alone. */
#include "os.h"

int main(void) {
    uint64_t before = os_monotonic_ns();
    return os_monotonic_ns() >= before ? 0 : 1;
}
