/* Budgets of orrery.h: the account, suspending and resuming, and what a Program will cost.
**
** A call that can be suspended runs on a stack of its own (os.h: OsFiber). So it stops exactly
** where the account ran dry, whatever C code is on the way there, and nothing in the VM or the
** library has to know of it. The alternative, to unwind to the host and continue from the frames of
** the coroutine, works between two instructions of a script only: library functions would have to
** be able to stop in all their loops, and foreign C functions never could.
**
** While it is suspended the VM State is in the middle of an operation. Library code may hold
** pointers into tables and strings, so nobody else may touch it: orrery_enter refuses.
*/
#include <string.h>

#include "checked.h"
#include "meter.h"
#include "opcode_info.h"
#include "orrery_state.h"
#include "poll.h"

int32_t orr_cost_model(void) {
    return COST_MODEL_VERSION;
}

/* ---- The account ----------------------------------------------------------------------------- */

static bool is_way_to_end(int32_t when_spent) {
    return when_spent == ORR_TERMINATE || when_spent == ORR_SUSPEND;
}

/* Whether a budget may be set; if not, records misuse. */
static bool may_budget(orr_State *o, int32_t when_spent) {
    if (o->vm->metered && is_way_to_end(when_spent)) return true;
    orrery_misuse(o, o->vm->metered ? "no way to end a budget" : "the State is not metered");
    return false;
}

orr_Status orr_set_budget(orr_State *o, uint64_t cost, int32_t when_spent) {
    if (!orrery_enter_suspended(o)) return ORR_MISUSE;
    const bool possible = may_budget(o, when_spent);
    if (possible) {
        vm_set_fuel(o->vm, cost);
        o->when_spent = when_spent;
    }
    orrery_leave(o);
    return possible ? ORR_OK : ORR_MISUSE;
}

orr_Status orr_add_budget(orr_State *o, uint64_t cost) {
    if (!orrery_enter_suspended(o)) return ORR_MISUSE;
    const bool possible = may_budget(o, ORR_TERMINATE);
    const uint64_t left = orr_budget_left(o);
    if (possible && left != ORR_NO_BUDGET)
        vm_set_fuel(o->vm, cost < ORR_NO_BUDGET - left ? left + cost : ORR_NO_BUDGET);
    orrery_leave(o);
    return possible ? ORR_OK : ORR_MISUSE;
}

orr_Status orr_set_entry_budget(orr_State *o, uint64_t cost, int32_t when_spent) {
    if (!orrery_enter_suspended(o)) return ORR_MISUSE;
    const bool possible = may_budget(o, when_spent);
    if (possible) {
        o->entry_budget = cost;
        o->when_spent = when_spent;
    }
    orrery_leave(o);
    return possible ? ORR_OK : ORR_MISUSE;
}

uint64_t orr_budget_left(const orr_State *o) {
    /* Nobody spends half of what lasts for centuries. */
    return o->vm->fuel > FUEL_MAX / 2 ? ORR_NO_BUDGET : (uint64_t)o->vm->fuel;
}

uint64_t orr_cost_used(const orr_State *o) {
    return vm_cost_used(o->vm);
}

/* ---- Suspending ------------------------------------------------------------------------------ */

bool orrery_when_spent(State *s) {
    orr_State *const o = s->host;
    if (o->when_spent != ORR_SUSPEND || !o->on_fiber || o->cancelled) return false;
    os_fiber_leave(o->fiber);
    return !o->cancelled;
}

typedef struct Start {
    orr_State *o;
    NativeFunction body;
} Start;

static void run_call(void *ud) {
    const Start start = *(const Start *)ud;
    orr_State *const o = start.o;
    o->fiber_status = orrery_perform_inside(o, start.body, &o->call_suspended, 0);
    o->vm->finalizing = false; /* an error may have kept the body from saying so */
}

/* Control has come back from the fiber. */
static orr_Status came_back(orr_State *o, bool ended) {
    orrery_end_entry(o);
    if (ended) {
        o->on_fiber = false;
        o->cancelled = false;
        return o->fiber_status;
    }
    orrery_note(o, RUN_SUSPENDED, 0, o->L, 0, 0);
    o->suspended = true;
    o->suspended_depth = o->depth;
    o->depth = 1;
    return ORR_SUSPENDED;
}

orr_Status orrery_call_suspending(orr_State *o, NativeFunction body, const Call *call) {
    const Start start = {o, body};
    if (o->fiber == NULL) o->fiber = os_fiber_new();
    if (o->fiber == NULL) return orrery_no_memory(o);
    o->call_suspended = *call;
    o->on_fiber = true;
    orrery_begin_entry(o, false);
    return came_back(o, os_fiber_start(o->fiber, run_call, (void *)(uintptr_t)&start));
}

static orr_Status go_on(orr_State *o) {
    o->suspended = false;
    o->depth = o->suspended_depth;
    checked_run_begins(o->vm);
    orrery_begin_entry(o, true);
    return came_back(o, os_fiber_resume(o->fiber));
}

/* Takes a State that is suspended; if it is none, ORR_MISUSE is what to return. */
static bool enter_to_resume(orr_State *o) {
    if (!orrery_enter_suspended(o)) return false;
    if (o->suspended) return true;
    orrery_misuse(o, "nothing is suspended");
    orrery_leave(o);
    return false;
}

orr_Status orr_resume(orr_State *o, orr_Value *results, size_t capacity, size_t *result_count) {
    if ((results == NULL && capacity > 0) || !enter_to_resume(o)) return ORR_MISUSE;
    o->call_suspended.results = results;
    o->call_suspended.capacity = capacity;
    const orr_Status status = go_on(o);
    if (status == ORR_OK && result_count != NULL) *result_count = o->call_suspended.result_count;
    orrery_leave(o);
    return status;
}

void orrery_cancel(orr_State *o) {
    if (!o->suspended) return;
    o->cancelled = true;
    go_on(o);
}

orr_Status orr_cancel(orr_State *o) {
    if (!enter_to_resume(o)) return ORR_MISUSE;
    orrery_cancel(o);
    orrery_leave(o);
    return ORR_OK;
}

int32_t orr_is_suspended(const orr_State *o) {
    return o->suspended;
}

/* ---- What a Program will cost ---------------------------------------------------------------- */

/* The account of one function. Room for all of its words, in one block. */
typedef struct Account {
    orr_FunctionCost function;
    orr_BlockCost *blocks;
    uint32_t *ends;   /* for each word: the last one that jumps back to it + 1, or 0 */
    uint32_t *ending; /* and how many of those are the word before it */
} Account;

static void note_jump(Account *a, const Instruction *code, uint32_t pc) {
    const Instruction i = code[pc];
    const OpcodeInfo *const info = &opcode_info[instruction_op(i)];
    int64_t target;
    if (instruction_op(i) == OP_JMP) {
        target = (int64_t)pc + 1 + instruction_e(i);
    } else if (info->extra == EXTRA_JUMP) {
        target = (int64_t)pc + 2 + instruction_e(code[pc + 1]);
    } else {
        return;
    }
    if (target > pc) return;
    a->function.loops += a->ends[target] == 0;
    if (a->ends[target] <= pc) a->ends[target] = pc + 1;
}

static void note_block(Account *a, uint64_t cost, int line, uint32_t loop_depth) {
    a->blocks[a->function.block_count++] =
        (orr_BlockCost){.line = line > 0 ? line : 0, .loop_depth = loop_depth, .cost = cost};
    a->function.cost += cost;
}

/* The loops around a word begin there or before, and end behind it. */
static void account(Account *a, const Program *p, const ProgramFunction *f) {
    const Instruction *const code = program_code(p, f);
    uint32_t depth = 0;
    for (uint32_t pc = 0; pc < f->code_count; pc += instruction_words(code[pc]))
        note_jump(a, code, pc);
    for (uint32_t pc = 0; pc < f->code_count; pc++)
        if (a->ends[pc] != 0) a->ending[a->ends[pc]]++;
    for (uint32_t pc = 0, counted = 0; pc < f->code_count; pc += instruction_words(code[pc])) {
        for (; counted <= pc; counted++)
            depth += (a->ends[counted] != 0) - a->ending[counted];
        if (instruction_op(code[pc]) == OP_CHARGE)
            note_block(a, (uint64_t)instruction_e(code[pc]), program_line(p, f, pc), depth);
    }
}

static orr_Status visit_function(const orr_Engine *engine, const Program *p, uint32_t index,
                                 int (*visit)(void *data, const orr_FunctionCost *function),
                                 void *data, bool *stopped) {
    const ProgramFunction *const f = program_function(p, index);
    const size_t words = f->code_count + (size_t)1;
    const size_t size = words * (sizeof(orr_BlockCost) + 2 * sizeof(uint32_t));
    orr_BlockCost *const room = engine->allocate(engine->allocate_ud, NULL, 0, size);
    if (room == NULL) return ORR_MEMORY;
    memset(room, 0, size);
    const char *const chunk = program_string(p, f->source, NULL);
    Account a = {.blocks = room, .ends = (uint32_t *)(void *)(room + words)};
    a.ending = a.ends + words;
    a.function = (orr_FunctionCost){.size = sizeof a.function,
                                    .chunk = chunk != NULL ? chunk : "",
                                    .line = (int32_t)f->line_defined,
                                    .last_line = (int32_t)f->last_line_defined,
                                    .blocks = room};
    account(&a, p, f);
    *stopped = visit(data, &a.function) != 0;
    engine->allocate(engine->allocate_ud, room, size, 0);
    return ORR_OK;
}

orr_Status orr_analyze_cost(const orr_Program *program,
                            int (*visit)(void *data, const orr_FunctionCost *function),
                            void *data) {
    const Program *const p = (const Program *)program;
    if (p == NULL || visit == NULL || !program_is_metered(p)) return ORR_MISUSE;
    const orr_Engine *const engine = orrery_engine_of_program(p);
    bool stopped = false;
    orr_Status status = ORR_OK;
    for (uint32_t n = 0; n < p->function_count && status == ORR_OK && !stopped; n++)
        status = visit_function(engine, p, n, visit, data, &stopped);
    return status;
}
