/* What a script pays: the cost model, as docs/cost-model.md publishes it.
**
** A metered Program pays for what it does in units of cost. What is paid for are operations of the
** source text and work of the library, never instructions, so that the account is the same however
** the code is executed: quickened, by whatever caches, compiled to machine code. The compiler adds
** up the costs of the statements of a block and puts the sum into one CHARGE at its beginning
** (lua/generate_meter.h); library functions pay by the amount of their work, before they do it
** (vm/meter.h).
**
** One unit is about a nanosecond on a machine of 2020. The numbers are wrong for any other one, and
** that is no harm: they bound work, they do not measure time. What must hold is that nothing is
** much cheaper than the time it takes, else a script would do that.
**
** Rows: name, cost, what it is paid for. Whoever changes one raises COST_MODEL_VERSION: accounts of
** different versions cannot be compared. A test compares the list with the page.
*/
#ifndef ORRERY_COST_MODEL_H
#define ORRERY_COST_MODEL_H

#include <stddef.h>
#include <stdint.h>

#define COST_MODEL_VERSION 3

/* clang-format off */
#define COST_LIST(COST) \
    /* Operations of the language */ \
    COST(ENTRY,      5, "entering a Lua function, whoever calls it") \
    COST(CALL,       5, "a call") \
    COST(METHOD,     2, "the `:` of a method call, beside its call and its index") \
    COST(ARGUMENT,   1, "each argument of a call, as written") \
    COST(RETURN,     1, "`return`") \
    COST(INDEX,      2, "reading a field or a global variable") \
    COST(STORE,      3, "assigning to a field or a global variable") \
    COST(ASSIGN,     1, "declaring a local variable or assigning to it") \
    COST(UPVALUE,    1, "reading or assigning a variable of an enclosing function") \
    COST(OPERATOR,   1, "each operator but those below; comparisons, `not` and `#` too") \
    COST(POWER,      5, "`^`") \
    COST(CONCAT,     5, "`..`") \
    COST(LOGIC,      1, "`and`, `or`") \
    COST(VARARG,     1, "`...`") \
    COST(CLOSURE,   20, "a function expression or declaration") \
    COST(TABLE,     20, "a table constructor") \
    COST(ITEM,       2, "each field of one, as written") \
    COST(CONDITION,  1, "the condition of `if`, `elseif`, `while` and `until`") \
    COST(TURN,       1, "each turn of a loop") \
    COST(ITERATE,    5, "each call of the iterator of a generic `for`") \
    COST(LABEL,      1, "passing a label") \
    /* Work */ \
    COST(VALUES,     1, "each 8 values that are passed on by an open list") \
    COST(BYTES,      1, "each 16 bytes that are copied, compared or searched") \
    COST(CHARACTER,  1, "each byte that is looked at one by one") \
    COST(STEP,       2, "each step of a pattern matcher") \
    COST(ELEMENT,    2, "each element that a library function reads or writes") \
    COST(NUMBER,    30, "each float that `string.format` shows, each `\\ddd` of its `%q`, each number in `table.concat`") \
    COST(COMPARISON, 5, "each comparison that `table.sort` makes itself") \
    COST(COROUTINE, 100, "making a coroutine") \
    COST(COLLECT, 10000, "a collection that a script asks for") \
    COST(TOKEN,     50, "each token that the compiler reads") \
    COST(LOAD,     500, "a text that is compiled, beside its tokens")
/* clang-format on */

enum {
#define COST(name, cost, what) COST_##name = (cost),
    COST_LIST(COST)
#undef COST
};

#define COST_BYTES_SHIFT  4  /* of bytes: 16 of them */
#define COST_VALUES_SHIFT 3  /* of values: 8 of them */
#define COST_PASSED_FREE  64 /* places without a value that a traversal may pass for nothing */
#define COST_CHAIN_FREE   32 /* __index tables on the way to a key: as many as caches see through */

static inline uint64_t cost_of_bytes(size_t count) {
    return ((uint64_t)count >> COST_BYTES_SHIFT) * COST_BYTES;
}
static inline uint64_t cost_of_values(size_t count) {
    return ((uint64_t)count >> COST_VALUES_SHIFT) * COST_VALUES;
}

#endif
