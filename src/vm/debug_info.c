/* Names, lines, locals; hooks.
**
** Names come from three places: the Program's table of names, by instruction and operand; its list
** of local variables, by register and pc; and for what C code calls, nowhere. A frame's saved pc
** points behind the first word of the running instruction; before the first one it is the start. */
#include "debug_info.h"

#include <stdio.h>
#include <string.h>

#include "checked.h"
#include "error.h"
#include "meta.h"
#include "quicken.h"
#include "run.h"

/* Positions ------------------------------------------------------------------------------------ */

uint32_t frame_pc(const Frame *f) {
    const Code *const code = frame_closure(f)->code;
    const Word *const pc = f->u.lua.pc;
    return pc == code->code ? 0 : (uint32_t)(pc - code->code) - 1;
}

int frame_line(const Frame *f) {
    const Code *const code = frame_closure(f)->code;
    return program_line(code->program, code->info, frame_pc(f));
}

/* Names ---------------------------------------------------------------------------------------- */

static const char *const kind_names[] = {
    [NAME_LOCAL] = "local",
    [NAME_UPVALUE] = "upvalue",
    [NAME_GLOBAL] = "global",
    [NAME_FIELD] = "field",
    [NAME_METHOD] = "method",
    [NAME_CONSTANT] = "constant",
    [NAME_FOR_ITERATOR] = "for iterator",
};

static const char *string_at(const Code *c, uint32_t index) {
    size_t length;
    return index == NO_STRING ? NULL : program_string(c->program, index, &length);
}

/* Name of the local variable that lives in a register at pc, or NULL. */
static const char *local_at_register(const Code *c, uint32_t pc, unsigned reg) {
    const ProgramLocal *const locals = program_locals(c->program, c->info);
    const char *found = NULL;
    for (uint32_t n = 0; n < c->info->local_count && locals[n].start_pc <= pc; n++) {
        if (pc < locals[n].end_pc && locals[n].reg == reg) found = string_at(c, locals[n].name);
    }
    return found;
}

const char *frame_slot_name(lua_State *L, Frame *f, const Value *slot) {
    Value *unused;
    if (!frame_is_lua(f)) return frame_local(L, f, (int)(slot - f->func), &unused);
    return local_at_register(frame_closure(f)->code, frame_pc(f), (unsigned)(slot - f->func) - 1);
}

/* Name recorded for an operand, or that of the local variable in its register. */
static const char *operand_name(const Code *c, uint32_t pc, unsigned operand, int reg,
                                const char **name) {
    const ProgramName *const recorded = program_name(c->program, c->info, pc, (NameOperand)operand);
    if (recorded != NULL) {
        *name = string_at(c, recorded->string);
        return kind_names[recorded->kind];
    }
    if (reg < 0) return NULL;
    *name = local_at_register(c, pc, (unsigned)reg);
    return *name != NULL ? "local" : NULL;
}

const char *frame_local(lua_State *L, Frame *f, int n, Value **slot) {
    Value *const base = f->func + 1;
    if (frame_is_lua(f)) {
        const Code *const c = frame_closure(f)->code;
        if (n < 0) { /* extra arguments */
            const int extra = c->is_vararg ? (int)f->u.lua.extra_count : 0;
            if (n < -extra) return NULL;
            *slot = f->func - extra - (n + 1);
            return "(vararg)";
        }
        const ProgramLocal *const locals = program_locals(c->program, c->info);
        const uint32_t pc = frame_pc(f);
        int left = n;
        if (n == 0) return NULL;
        for (uint32_t k = 0; k < c->info->local_count && locals[k].start_pc <= pc; k++) {
            if (pc >= locals[k].end_pc || --left > 0) continue;
            *slot = base + locals[k].reg;
            return string_at(c, locals[k].name);
        }
    } else if (n < 0) {
        return NULL;
    }
    const Value *const limit = f == L->frame ? L->top : f->next->func;
    if (n <= 0 || limit - base < n) return NULL;
    *slot = base + (n - 1);
    return frame_is_lua(f) ? "(temporary)" : "(C temporary)";
}

/* The event that an instruction may call a metamethod for, or -1. */
static int instruction_event(Opcode op) {
    switch (op) {
    case OP_GETENV:
    case OP_GETFIELD:
    case OP_GETINDEX:
    case OP_GETINDEXI:
    case OP_METHOD: return EVENT_INDEX;
    case OP_SETENV:
    case OP_SETFIELD:
    case OP_SETINDEX:
    case OP_SETINDEXI: return EVENT_NEWINDEX;
    case OP_ADD:
    case OP_ADDK:
    case OP_ADDI: return EVENT_ADD;
    case OP_SUB:
    case OP_SUBK:
    case OP_SUBI:
    case OP_KSUB: return EVENT_SUB;
    case OP_MUL:
    case OP_MULK: return EVENT_MUL;
    case OP_MOD:
    case OP_MODK: return EVENT_MOD;
    case OP_POW:
    case OP_POWK: return EVENT_POW;
    case OP_DIV:
    case OP_DIVK:
    case OP_KDIV: return EVENT_DIV;
    case OP_IDIV:
    case OP_IDIVK: return EVENT_IDIV;
    case OP_BAND:
    case OP_BANDK: return EVENT_BAND;
    case OP_BOR:
    case OP_BORK: return EVENT_BOR;
    case OP_BXOR:
    case OP_BXORK: return EVENT_BXOR;
    case OP_SHL:
    case OP_SHLK: return EVENT_SHL;
    case OP_SHR:
    case OP_SHRK: return EVENT_SHR;
    case OP_UNM: return EVENT_UNM;
    case OP_BNOT: return EVENT_BNOT;
    case OP_LEN: return EVENT_LEN;
    case OP_CONCAT: return EVENT_CONCAT;
    case OP_JEQ:
    case OP_JNE: return EVENT_EQ;
    case OP_JLT:
    case OP_JNLT:
    case OP_JLTK:
    case OP_JNLTK:
    case OP_JGTK:
    case OP_JNGTK: return EVENT_LT;
    case OP_JLE:
    case OP_JNLE:
    case OP_JLEK:
    case OP_JNLEK:
    case OP_JGEK:
    case OP_JNGEK: return EVENT_LE;
    case OP_CLOSE:
    case OP_RETURN: return EVENT_CLOSE;
    default: return -1;
    }
}

/* How the instruction that a Lua frame is executing names the function it calls. */
static const char *called_name(lua_State *L, const Frame *f, const char **name) {
    const Code *const c = frame_closure(f)->code;
    const uint32_t pc = frame_pc(f);
    const Instruction i = program_code(c->program, c->info)[pc];
    const Opcode op = instruction_op(i);
    switch (op) {
    case OP_CALL:
    case OP_TAILCALL: return operand_name(c, pc, OPERAND_CALLEE, (int)instruction_a(i), name);
    case OP_TFORCALL: *name = "for iterator"; return "for iterator";
    default: {
        const int event = instruction_event(op);
        if (event < 0) return NULL;
        *name = objects(L)->events[event]->own_bytes + 2;
        return "metamethod";
    }
    }
}

const char *running_call_name(lua_State *L, const Frame *f, const char **name) {
    if (f->status & FRAME_HOOK) {
        *name = "?";
        return "hook";
    }
    if (f->status & FRAME_FINALIZER) {
        *name = "__gc";
        return "metamethod";
    }
    return frame_is_lua(f) ? called_name(L, f, name) : NULL;
}

const char *frame_function_name(lua_State *L, const Frame *f, const char **name) {
    if (f == &L->base_frame || (f->status & FRAME_TAIL) || f->previous == NULL) return NULL;
    return running_call_name(L, f->previous, name);
}

/* Which operand of the running instruction is the value at `v`? */
static const char *variable_of(const Frame *f, const Value *v, const char **name) {
    const Closure *const closure = frame_closure(f);
    const Code *const c = closure->code;
    const uint32_t pc = frame_pc(f);
    const Instruction i = program_code(c->program, c->info)[pc];
    const Opcode op = instruction_op(i);
    if (op == OP_GETENV || op == OP_SETENV) {
        const ProgramUpvalue *const up = program_upvalues(c->program, c->info) + instruction_b(i);
        if (v != closure->upvalues[instruction_b(i)]->v) return NULL;
        *name = string_at(c, up->name);
        return *name != NULL ? "upvalue" : NULL;
    }
    const uint32_t constants = c->info->constant_count; /* without any there is no array */
    if (constants > 0 && v >= c->constants && v < c->constants + constants) {
        if (v->tag != TAG_STRING) return NULL;
        *name = as_string(v)->own_bytes; /* constants share nothing */
        return "constant";
    }
    const Value *const base = f->func + 1;
    if (v < base || v >= base + c->register_count) return NULL;
    const int reg = (int)(v - base);
    if (op == OP_CONCAT) {
        return operand_name(c, pc, OPERAND_RUN + (unsigned)(reg - (int)instruction_b(i)), reg,
                            name);
    }
    if (op == OP_METHOD && reg == (int)instruction_a(i) + 1) { /* the object's copy */
        return operand_name(c, pc, OPERAND_B, (int)instruction_b(i), name);
    }
    const OpcodeInfo *const info = &opcode_info[op];
    const unsigned operands[] = {instruction_a(i), instruction_b(i), instruction_c(i)};
    const uint8_t kinds[] = {info->a, info->b, info->c};
    for (unsigned n = 0; n < 3; n++) {
        if ((int)operands[n] == reg && kinds[n] == KIND_R) {
            return operand_name(c, pc, n, reg, name);
        }
    }
    *name = local_at_register(c, pc, (unsigned)reg);
    return *name != NULL ? "local" : NULL;
}

void value_variable_info(lua_State *L, const Value *v, char *buffer, size_t size) {
    const char *name = NULL;
    const char *const kind = frame_is_lua(L->frame) ? variable_of(L->frame, v, &name) : NULL;
    if (kind == NULL || name == NULL) {
        buffer[0] = '\0';
    } else {
        snprintf(buffer, size, " (%s '%s')", kind, name);
    }
}

/* Hooks ---------------------------------------------------------------------------------------- */

void hook_set(lua_State *L, lua_Hook hook, int mask, int count) {
    if (hook == NULL || mask == 0) {
        hook = NULL;
        mask = 0;
    }
    L->hook = hook;
    L->hook_base_count = count;
    L->hook_count = count;
    L->hook_mask = mask;
    if (mask != 0) atomic_store_explicit(&L->state->poll, 1, memory_order_relaxed);
}

void hook_run(lua_State *L, int event, int line, int transfer_first, int transfer_count) {
    const lua_Hook hook = L->hook;
    if (hook == NULL || !L->allow_hook) return;
    Frame *const f = L->frame;
    const ptrdiff_t top = stack_save(L, L->top), frame_top = stack_save(L, f->top);
    uint32_t mask = FRAME_HOOK;
    lua_Debug ar;
    ar.event = event;
    ar.currentline = line;
    ar.i_ci = (struct CallInfo *)f;
    if (transfer_count != 0) {
        mask |= FRAME_TRANSFER;
        f->transfer_first = (uint16_t)transfer_first;
        f->transfer_count = (uint32_t)transfer_count;
    }
    if (frame_is_lua(f) && L->top < f->top) L->top = f->top;
    stack_check(L, LUA_MINSTACK);
    if (f->top < L->top + LUA_MINSTACK) f->top = L->top + LUA_MINSTACK;
    L->allow_hook = 0;
    f->status |= mask;
    hook(L, &ar);
    checked_hook_returned(L, event);
    L->allow_hook = 1;
    f->status &= ~mask;
    f->top = stack_restore(L, frame_top);
    L->top = stack_restore(L, top);
}

static void run_call_hook(lua_State *L, Frame *f) {
    const int event = f->status & FRAME_TAIL ? LUA_HOOKTAILCALL : LUA_HOOKCALL;
    const int parameters =
        frame_is_lua(f) ? frame_closure(f)->code->parameter_count : (int)(L->top - f->func) - 1;
    hook_run(L, event, -1, 1, parameters);
}

void hook_call(lua_State *L, Frame *f) {
    const bool is_vararg = frame_is_lua(f) && frame_closure(f)->code->is_vararg;
    if (vm_is_internal(f)) return;
    if (L->hook_mask & LUA_MASKCALL) {
        if (is_vararg) f->u.lua.pc++; /* VARARGPREP has no line of its own */
        run_call_hook(L, f);
        if (is_vararg) f->u.lua.pc--;
    }
    /* The function begins with a line: after VARARGPREP, for which no hook runs, if there is one.
    ** (Functions that the hook called have changed hook_pc.) */
    L->hook_pc = is_vararg;
}

void hook_return(lua_State *L, Frame *f, Value *first, int count) {
    if (L->hook_mask & LUA_MASKRET && !vm_is_internal(f)) {
        const ptrdiff_t top = stack_save(L, L->top);
        if (L->top < first + count) L->top = first + count;
        hook_run(L, LUA_HOOKRET, -1, (int)(first - f->func), count);
        L->top = stack_restore(L, top);
    }
    const Frame *const caller = f->previous;
    if (caller != NULL && caller != &L->base_frame && frame_is_lua(caller)) {
        L->hook_pc = frame_pc(caller);
    }
}

/* Does an instruction consume open results, so that L->top matters? */
static bool uses_top(Instruction i) {
    switch (instruction_op(i)) {
    case OP_CALL:
    case OP_TAILCALL:
    case OP_RETURN:
    case OP_SETLIST: return instruction_b(i) == 0;
    default: return false;
    }
}

void hook_instruction(lua_State *L, Word *pc) {
    Frame *const f = L->frame;
    const int mask = L->hook_mask;
    const Code *const code = frame_closure(f)->code;
    const Instruction i = program_code(code->program, code->info)[code_pc(code, pc) - 1];
    if (instruction_op(i) == OP_VARARGPREP) { /* its call hook comes first */
        L->hook_pc = 1;                       /* the instruction behind it begins a line */
        return;
    }
    bool count_due = false;
    if ((mask & LUA_MASKCOUNT) && --L->hook_count == 0) {
        L->hook_count = L->hook_base_count;
        count_due = true;
    } else if ((mask & LUA_MASKLINE) == 0) {
        return;
    }
    if (f->status & FRAME_HOOKED) { /* the hook yielded before this very instruction */
        f->status &= ~FRAME_HOOKED;
        return;
    }
    if (!uses_top(i)) L->top = f->top;
    if (count_due) hook_run(L, LUA_HOOKCOUNT, -1, 0, 0);
    if (mask & LUA_MASKLINE) {
        const uint32_t now = code_pc(code, pc) - 1;
        const uint32_t before = L->hook_pc < code->info->code_count ? L->hook_pc : 0;
        const int line = program_line(code->program, code->info, now);
        if (now <= before || line != program_line(code->program, code->info, before)) {
            hook_run(L, LUA_HOOKLINE, line, 0, 0);
        }
        L->hook_pc = now;
    }
    if (L->status == LUA_YIELD) { /* the hook yielded: come back to this instruction */
        if (count_due) L->hook_count = 1;
        f->u.lua.pc = pc; /* until then the function is seen at it */
        f->status |= FRAME_HOOKED;
        L->request_results = 0;
        vm_yield_now(L);
    }
}
