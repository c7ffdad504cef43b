/* Finishing instructions whose metamethod was called on the Lua stack.
**
** Such a call leaves nothing behind but the caller's saved pc, which points behind the first word
** of the instruction that waits. When the metamethod returns, the instruction is decoded again: it
** says where the result goes, which jump it decides, and where execution goes on. So a frame that
** waits can be suspended, and an instruction needs no code of its own for coming back. */
#include "meta.h"
#include "quicken.h"
#include "run.h"

Opcode opcode_base(unsigned op) {
    static const uint8_t base[] = {
#define QUICK(name, general, synopsis) OP_##general,
        QUICKENED_LIST(QUICK)
#undef QUICK
    };
    return op < OPCODE_COUNT ? (Opcode)op : (Opcode)base[op - OPCODE_COUNT];
}

/* The jumps that are taken when their comparison is false. */
static bool is_negated(Opcode op) {
    switch (op) {
    case OP_JNE:
    case OP_JNLT:
    case OP_JNLE:
    case OP_JNLTK:
    case OP_JNLEK:
    case OP_JNGTK:
    case OP_JNGEK: return true;
    default: return false;
    }
}

static void finish_jump(Frame *frame, Opcode op, bool truth) {
    Word *const pc = frame->u.lua.pc;
    frame->u.lua.pc = truth != is_negated(op) ? word_target(pc) : pc + 1;
}

/* op_concat called a metamethod right behind its right operand. Its result takes the left operand's
** place, and what stands before that is still to be concatenated. */
static int finish_concat(lua_State *L, Frame *frame, const Word *at) {
    Value *const first = value_at(frame->func + 1, at->b);
    Value *const left = L->top - 3; /* left operand, right operand, result */
    set_value(left, L->top - 1);
    L->top = left + 1;
    const ptrdiff_t first_offset = stack_save(L, first);
    const int remaining = (int)(left - first) + 1;
    if (remaining > 1) {
        const int nargs = op_concat(L, left, remaining);
        if (nargs != OP_DONE) return nargs;
    }
    set_value(value_at(frame->func + 1, at->a), stack_restore(L, first_offset));
    return OP_DONE;
}

int instruction_finish(lua_State *L, Frame *frame) {
    Word *const pc = frame->u.lua.pc;
    const Word *const at = pc - 1;
    const Opcode op = opcode_base(at->op);
    Value *const base = frame->func + 1;
    const Value *const result = L->top - 1;
    switch (op) {
    case OP_SETINDEX:
    case OP_SETINDEXI: break;
    case OP_SETENV:
    case OP_SETFIELD: frame->u.lua.pc = pc + 1; break;
    case OP_GETENV:
    case OP_GETFIELD:
    case OP_METHOD:
        set_value(value_at(base, at->a), result);
        frame->u.lua.pc = pc + 1;
        break;
    case OP_JEQ:
    case OP_JNE:
    case OP_JLT:
    case OP_JNLT:
    case OP_JLE:
    case OP_JNLE:
    case OP_JLTK:
    case OP_JNLTK:
    case OP_JLEK:
    case OP_JNLEK:
    case OP_JGTK:
    case OP_JNGTK:
    case OP_JGEK:
    case OP_JNGEK: finish_jump(frame, op, meta_truth(frame, result)); break;
    case OP_CONCAT: return finish_concat(L, frame, at);
    default: /* arithmetic, indexing, length */ set_value(value_at(base, at->a), result); break;
    }
    return OP_DONE;
}
