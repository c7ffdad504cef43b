/* Source lines of code words, encoded as image.h describes. */
#include "image.h"

#include <limits.h>
#include <string.h>

static bool needs_checkpoint(const uint32_t *lines, uint32_t pc, uint32_t last_checkpoint) {
    if (pc == 0 || pc - last_checkpoint >= LINE_GAP) return true;
    const int64_t difference = (int64_t)lines[pc] - lines[pc - 1];
    return difference < INT8_MIN || difference > INT8_MAX;
}

static uint32_t count_checkpoints(const uint32_t *lines, uint32_t count) {
    uint32_t checkpoints = 0, last = 0;
    for (uint32_t pc = 0; pc < count; pc++) {
        if (!needs_checkpoint(lines, pc, last)) continue;
        last = pc;
        checkpoints++;
    }
    return checkpoints;
}

uint64_t lines_encoded_size(const uint32_t *lines, uint32_t count) {
    const uint64_t checkpoints = count_checkpoints(lines, count);
    return sizeof(uint32_t) + checkpoints * sizeof(LineCheckpoint) + count;
}

void lines_encode(const uint32_t *lines, uint32_t count, uint8_t *out, uint32_t size) {
    const uint32_t checkpoint_count =
        (size - (uint32_t)sizeof(uint32_t) - count) / (uint32_t)sizeof(LineCheckpoint);
    LineCheckpoint *checkpoint = (LineCheckpoint *)(void *)(out + sizeof(uint32_t));
    uint8_t *differences = (uint8_t *)(checkpoint + checkpoint_count);
    uint32_t last = 0;
    memcpy(out, &checkpoint_count, sizeof checkpoint_count);
    for (uint32_t pc = 0; pc < count; pc++) {
        if (needs_checkpoint(lines, pc, last)) {
            last = pc;
            *checkpoint++ = (LineCheckpoint){.pc = pc, .line = lines[pc]};
            differences[pc] = 0;
        } else {
            differences[pc] = (uint8_t)(lines[pc] - lines[pc - 1]);
        }
    }
}

const char *lines_check(const uint8_t *bytes, uint32_t size, uint32_t code_count) {
    static const char bad[] = "bad binary format (malformed line table)";
    uint32_t count;
    if (size < sizeof count) return bad;
    memcpy(&count, bytes, sizeof count);
    if (count == 0) return bad;
    if (size != sizeof count + (uint64_t)count * sizeof(LineCheckpoint) + code_count) return bad;
    const LineCheckpoint *next = (const LineCheckpoint *)(const void *)(bytes + sizeof count);
    const LineCheckpoint *const end = next + count;
    const int8_t *const differences = (const int8_t *)end;
    int64_t line = 0;
    uint32_t last = 0;
    if (next->pc != 0) return bad;
    for (uint32_t pc = 0; pc < code_count; pc++) {
        if (next < end && next->pc == pc) {
            line = next++->line;
            last = pc;
        } else {
            line += differences[pc];
        }
        if (line < 0 || line > INT_MAX || pc - last >= LINE_GAP) return bad;
    }
    return next == end ? NULL : bad;
}

/* The last of `count` checkpoints at or before `pc`. */
static const LineCheckpoint *find_checkpoint(const LineCheckpoint *checkpoints, uint32_t count,
                                             uint32_t pc) {
    uint32_t low = 0, high = count; /* checkpoints[low].pc <= pc < checkpoints[high].pc */
    while (high - low > 1) {
        const uint32_t middle = low + (high - low) / 2;
        if (checkpoints[middle].pc <= pc)
            low = middle;
        else
            high = middle;
    }
    return checkpoints + low;
}

int program_line(const Program *p, const ProgramFunction *f, uint32_t pc) {
    if (f->line_bytes == 0 || pc >= f->code_count) return -1;
    const uint32_t *const table = program_at(p, f->lines);
    const LineCheckpoint *const checkpoints = (const LineCheckpoint *)(const void *)(table + 1);
    const int8_t *const differences = (const int8_t *)(checkpoints + table[0]);
    const LineCheckpoint *const checkpoint = find_checkpoint(checkpoints, table[0], pc);
    int64_t line = checkpoint->line;
    for (uint32_t i = checkpoint->pc + 1; i <= pc; i++)
        line += differences[i];
    return (int)line;
}
