/* The collector: when to do what.
**
** Algorithm
**
** Marking is tri-color. White cells have not been reached; black ones have; of the black ones the
** gray (in h->gray or h->remembered) have references not yet looked at. Cells are never gray by
** color.
**
**      IDLE --- young: trace all at once ---------------------------> SWEEP ---> IDLE
**           \-- full: MARK, by steps, then the atomic end ---------/
**
** *Sticky marks.* Survivors stay black after a collection: black means old. A young collection thus
** only traces white cells: its roots are the roots and the remembered cells (old cells that were
** stored into; heap_barrier), and the blocks to sweep are those allocated into since the last
** collection. One collection survived makes a cell old; that promotes the few cells that happen to
** be in use at that moment, and in return needs no ages and no second set of lists.
**
** *Full cycles.* The two blacks swap, which makes every cell unmarked at once. Marking goes on in
** steps while the program runs. New cells are white also then: those that die before the end are
** freed by this cycle, and those that live are found from the roots, which are traced again at the
** end. A store into a cell already traced remembers it for a second visit. Remembered cells are not
** visited again at once, since a table in use would be traced over and over, but when nothing else
** is gray; after ROUNDS such rounds, each with less to do than the one before, the program is
** stopped and the end is done atomically: the rest of marking, weak tables, finalizers
** (mark_finish). Where the client may want to stop a collection, that is given up on demand: all
** stays marked, marking goes on, and ends another time.
**
** *Lazy sweep.* When marking ends the two whites swap. From then on white cells made before are
** recognized as doomed by their color, wherever they are met (heap_is_doomed); they are freed block
** by block, by the allocation that wants the room or by steps. The next collection first finishes
** that.
**
** *Pacing.* `debt` counts bytes allocated beyond an allowance; at safe points the VM tests it
** against 0. Young collections come after minor_multiplier per cent of the live heap (clamped, see
** NURSERY_MIN; above some MiB pauses would grow). A full cycle begins when what survives has grown
** by half of major_multiplier per cent over the last full cycle's survivors, so that the rest is
** left for what is allocated while it marks; in incremental mode, when used
** memory has grown to `pause` per cent. Steps of marking do step_multiplier * MARK_RATE per cent of
** the bytes allocated meanwhile.
**
** Invariants
** - Outside of MARK in generational mode: no black cell with MARK_BARRIER refers to a white cell,
**   unless it is volatile (heap_trace_again) or force_full is set. In MARK: the same for what is
**   black now.
** - In incremental mode nothing is remembered outside of MARK: switching to generational mode
**   starts with a full collection.
** - IDLE: nothing is doomed, so there are one white and one black.
*/
#include "heap_internal.h"

#define ROUNDS     2 /* of roots and remembered cells before the atomic end */
#define MARK_RATE  4 /* bytes traced for each byte allocated, at step_multiplier 100 */
#define SWEEP_RATE 16
#define SLICE_MAX  ((int64_t)32 << 10) /* bytes allocated that one step does the work for */
/* With less, fixed costs of a collection would show; with more, the dead strings of a nursery push
** the table of interned strings out of the second-level cache (measured from 64 KiB to 1 MiB). */
#define NURSERY_MIN  ((int64_t)128 << 10)
#define NURSERY_MAX  ((int64_t)16 << 20)
#define PAUSE_MIN    ((int64_t)32 << 10) /* incremental: bytes between two cycles, at least */
#define DEBT_STOPPED (INT64_MIN / 2)

/* ---- Pacing ---------------------------------------------------------------------------------- */

static int64_t percent_of(size_t bytes, uint32_t percent) {
    const double n = (double)bytes * percent / 100.0;
    return n > 1e15 ? (int64_t)1e15 : (int64_t)n;
}

/* Bytes that may be allocated between two collections. */
static int64_t allowance(const Heap *h) {
    if (h->mode == HEAP_GENERATIONAL) {
        const int64_t nursery = percent_of(h->live, h->tuning.minor_multiplier);
        return nursery < NURSERY_MIN ? NURSERY_MIN : nursery > NURSERY_MAX ? NURSERY_MAX : nursery;
    }
    const uint32_t pause = h->tuning.pause;
    const int64_t rest = pause > 100 ? percent_of(h->live, pause - 100) : 0;
    return rest < PAUSE_MIN ? PAUSE_MIN : rest;
}

static int64_t step_bytes(const Heap *h) {
    const uint32_t log2 = h->tuning.step_size_log2;
    return (int64_t)1 << (log2 > 40 ? 40 : log2);
}

static void set_debt(Heap *h, int64_t debt) {
    h->debt = h->stopped ? DEBT_STOPPED : debt;
}

static size_t mark_work(const Heap *h, int64_t bytes) {
    const double work = (double)bytes * MARK_RATE * h->tuning.step_multiplier / 100.0;
    return work > 1e15 ? SIZE_MAX : work < 1024 ? 1024 : (size_t)work;
}

/* ---- Phases ---------------------------------------------------------------------------------- */

static void begin_full(Heap *h) {
    assert(h->phase == PHASE_IDLE);
    mark_forget(h);
    h->black ^= 1;
    h->phase = PHASE_MARK;
    h->round = 0;
    h->work = 0;
    mark_roots(h);
}

static bool end_marking(Heap *h, bool full, bool may_stop) {
    if (!mark_finish(h, full, may_stop)) return false;
    blocks_begin_sweep(h, full);
    h->white ^= 1;
    h->phase = PHASE_SWEEP;
    h->sweeping_full = full;
    h->allocated = 0;
    return true;
}

static void end_sweep(Heap *h) {
    h->phase = PHASE_IDLE;
    const int64_t live = (int64_t)h->used - h->allocated;
    h->live = live > 0 ? (size_t)live : 0;
    if (h->sweeping_full) {
        h->major_base = h->live;
        buffers_trim(h);
    }
    mark_trim(h);
    set_debt(h, h->allocated - allowance(h));
}

static void finish_sweep(Heap *h) {
    if (h->phase != PHASE_SWEEP) return;
    blocks_sweep(h, SIZE_MAX);
    end_sweep(h);
}

static void collect_young(Heap *h) {
    assert(h->phase == PHASE_IDLE && !h->force_full);
    h->phase = PHASE_MARK;
    h->work = 0;
    end_marking(h, false, false);
    set_debt(h, -allowance(h));
}

/* Goes on until nothing is under way. False if it was stopped: what is left goes on in steps. */
static bool finish_cycle(Heap *h) {
    while (h->phase != PHASE_IDLE) {
        if (heap_must_stop(h)) {
            set_debt(h, -step_bytes(h));
            return false;
        }
        if (h->phase == PHASE_MARK) {
            if (mark_drain(h, h->slice)) end_marking(h, true, true);
        } else if (blocks_sweep(h, h->slice)) {
            end_sweep(h);
        }
    }
    return true;
}

/* ---- Steps ----------------------------------------------------------------------------------- */

static bool full_is_due(const Heap *h) {
    if (h->mode == HEAP_INCREMENTAL || h->force_full) return true;
    return (int64_t)(h->live - (h->live < h->major_base ? h->live : h->major_base)) >
           percent_of(h->major_base, h->tuning.major_multiplier) / 2 + NURSERY_MIN;
}

/* Marks `work` bytes' worth; true if marking has ended. */
static bool mark_step(Heap *h, size_t work) {
    if (!mark_drain(h, work)) return false;
    if (h->round < ROUNDS) {
        h->round++;
        mark_roots(h);
        mark_remembered(h);
        return false;
    }
    return end_marking(h, true, true);
}

static void start(Heap *h) {
    if (full_is_due(h)) {
        begin_full(h);
        set_debt(h, -step_bytes(h));
    } else {
        collect_young(h);
    }
}

/* Work is due for all that was allocated since the last step: memory is counted by whole runs of
** cells and whole buffers, which can be far more than a step's worth. But no more than SLICE_MAX at
** once; the rest stays in the debt, for the next safe point. */
static int64_t take_slice(Heap *h) {
    const int64_t due = h->debt + step_bytes(h);
    const int64_t least = step_bytes(h), most = least < SLICE_MAX ? SLICE_MAX : least;
    const int64_t slice = due < least ? least : due > most ? most : due;
    set_debt(h, h->debt - slice);
    return slice;
}

static void step(Heap *h) {
    switch ((HeapPhase)h->phase) {
    case PHASE_IDLE: start(h); break;
    case PHASE_MARK: mark_step(h, mark_work(h, take_slice(h))); break;
    case PHASE_SWEEP:
        if (!h->sweeping_full) {
            finish_sweep(h);
            if (h->debt > 0) start(h);
        } else if (blocks_sweep(h, (size_t)take_slice(h) * SWEEP_RATE)) {
            end_sweep(h);
        }
        break;
    }
}

void heap_step(Heap *h) {
    if (h->stopped) h->debt = DEBT_STOPPED;
    if (h->busy || h->stopped) return;
    h->busy = true;
    step(h);
    h->busy = false;
}

#ifdef STRESS_GC
#define STRESS_SMALL_LOG2 19 /* bytes: collected in some 20 microseconds */

bool heap_stress_is_due(Heap *h) {
    if (h->busy) return false;
    if (h->stress_wait > 0) {
        h->stress_wait--;
        return false;
    }
    const size_t large = h->used >> STRESS_SMALL_LOG2;
    h->stress_wait = large * large;
    return true;
}
#endif

void heap_collect(Heap *h, bool emergency) {
    if (h->busy) return;
    h->busy = true;
    if (finish_cycle(h)) {
        h->asked = !emergency; /* no other difference: finalizers wait for a safe point anyway */
        begin_full(h);
        finish_cycle(h);
        h->asked = false;
    }
    h->busy = false;
}

void heap_be_discreet(Heap *h) {
    h->discreet = true;
}

/* Incremental: steps worth `bytes` of allocation, until the cycle ends. */
static bool manual_increments(Heap *h, int64_t bytes) {
    if (h->phase == PHASE_IDLE) begin_full(h);
    while (bytes > 0) {
        const int64_t slice = step_bytes(h) < bytes ? step_bytes(h) : bytes;
        if (h->phase == PHASE_MARK) {
            mark_step(h, mark_work(h, slice));
        } else if (blocks_sweep(h, (size_t)slice * SWEEP_RATE)) {
            end_sweep(h);
            return true;
        }
        bytes -= slice;
    }
    return false;
}

bool heap_manual_step(Heap *h, size_t kilobytes) {
    if (h->busy) return false;
    bool ended = true;
    h->busy = true;
    if (h->mode == HEAP_GENERATIONAL) {
        const bool in_cycle = h->phase == PHASE_MARK;
        const bool finished = finish_cycle(h);
        if (finished && !in_cycle && full_is_due(h))
            begin_full(h);
        else if (finished && !in_cycle)
            collect_young(h);
        ended = finish_cycle(h);
    } else {
        const int64_t least = step_bytes(h);
        const int64_t bytes = kilobytes > (1u << 30) ? (int64_t)1 << 40 : (int64_t)kilobytes << 10;
        ended = manual_increments(h, bytes < least ? least : bytes);
        if (!ended) set_debt(h, -least);
    }
    h->busy = false;
    return ended;
}

void heap_advance(Heap *h, HeapPhase phase) {
    if (h->busy) return;
    h->busy = true;
    if (h->phase == PHASE_SWEEP && (phase != PHASE_SWEEP || !h->sweeping_full)) finish_sweep(h);
    if (h->phase == PHASE_IDLE && phase != PHASE_IDLE) begin_full(h);
    if (h->phase == PHASE_MARK) {
        mark_drain(h, SIZE_MAX);
        mark_roots(h);
        mark_remembered(h);
        mark_drain(h, SIZE_MAX);
        if (phase != PHASE_MARK) end_marking(h, true, false);
    }
    if (phase == PHASE_IDLE) finish_sweep(h);
    h->busy = false;
}

/* ---- Modes ----------------------------------------------------------------------------------- */

void heap_set_mode(Heap *h, HeapMode mode) {
    if (h->mode == mode) return;
    h->mode = (uint8_t)mode;
    if (mode == HEAP_GENERATIONAL) {
        h->force_full = true; /* should this one be stopped */
        heap_collect(h, true);
    } else if (h->phase == PHASE_IDLE) {
        set_debt(h, h->allocated - allowance(h));
    }
}

void heap_stop(Heap *h) {
    h->stopped = true;
    h->debt = DEBT_STOPPED;
}

void heap_restart(Heap *h) {
    const bool between = h->phase == PHASE_IDLE || (h->phase == PHASE_SWEEP && !h->sweeping_full);
    h->stopped = false;
    set_debt(h, between ? h->allocated - allowance(h) : 0);
}

bool heap_is_running(const Heap *h) {
    return !h->stopped;
}

void heap_set_audit(Heap *h, HeapAudit audit) {
    h->audit = audit;
    h->quick_buffer = audit == NULL ? BUFFER_SMALL_MAX : 0;
    blocks_retire(h);
}

/* ---- Start and end --------------------------------------------------------------------------- */

bool heap_init(Heap *h, Allocator *a, const HeapClient *client, void *owner) {
    *h = (Heap){.allocator = a, .client = client, .ops = client->ops, .owner = owner};
    h->white = COLOR_WHITE;
    h->black = COLOR_BLACK;
    h->mode = HEAP_GENERATIONAL;
    h->tuning = (HeapTuning){.pause = 200,
                             .step_multiplier = 100,
                             .step_size_log2 = 13,
                             .minor_multiplier = 20,
                             .major_multiplier = 100};
    h->debt = -NURSERY_MIN;
    h->slice = (size_t)1 << 20;
    blocks_init(h);
    buffers_init(h);
    return true;
}

void heap_close(Heap *h) {
    h->busy = true;
    blocks_close(h);
    mark_close(h);
    finalizers_close(h);
    buffers_close(h);
}
