/* Loading and calling, host functions and host objects of orrery.h. */
#include <string.h>

#include "error.h"
#include "lauxlib.h"
#include "load.h"
#include "orrery_state.h"
#include "poll.h"

/* ---- Loading --------------------------------------------------------------------------------- */

typedef struct Load {
    Program *program;
    orr_Value out;
} Load;

static int load_body(lua_State *L) {
    Load *const load = orrery_context(L);
    vm_push_main(L, load->program);
    orrery_give_all(L, 1, 1, &load->out);
    return 0;
}

orr_Status orr_load(orr_State *o, orr_Program *program, orr_Anchor *function) {
    Load load = {.program = (Program *)program};
    if (!orrery_enter(o)) return ORR_MISUSE;
    orr_Status status;
    if (program == NULL || function == NULL) {
        status = orrery_misuse(o, "orr_load: program or function missing");
    } else if (o->vm->metered && !program_is_metered(load.program)) {
        status = orrery_misuse(o, "orr_load: the State is metered, the Program is not");
    } else {
        status = orrery_perform(o, load_body, &load, 0);
    }
    orrery_leave(o);
    if (status == ORR_OK) *function = load.out.as.anchor;
    return status;
}

/* ---- Calling --------------------------------------------------------------------------------- */

static int called(lua_State *L, int status, lua_KContext context) {
    Call *const call = (Call *)context;
    (void)status;
    call->result_count = (size_t)lua_gettop(L);
    orrery_note(orrery_of(L), RUN_RESULTS, 0, L, 1, lua_gettop(L));
    const size_t given = call->result_count < call->capacity ? call->result_count : call->capacity;
    orrery_give_all(L, 1, given, call->results);
    return 0;
}

static int call_body(lua_State *L) {
    Call *const call = orrery_context(L);
    State *const s = L->state;
    const bool finalizing = s->finalizing;
    /* The arguments are the host's, who must not get control back before they are taken. */
    if (orrery_of(L)->on_fiber) s->finalizing = true;
    if (call->argument_count > LUAI_MAXSTACK) vm_native_error(L, "too many arguments");
    luaL_checkstack(L, (int)call->argument_count + 1, "too many arguments");
    orrery_take(L, &call->function);
    for (size_t n = 0; n < call->argument_count; n++)
        orrery_take(L, call->arguments + n);
    s->finalizing = finalizing;
    orrery_note(orrery_of(L), RUN_CALL, 0, L, 2, (int)call->argument_count);
    return native_call(L, (int)call->argument_count, LUA_MULTRET, (lua_KContext)call, called);
}

orr_Status orr_call(orr_State *o, orr_Anchor function, const orr_Value *arguments,
                    size_t argument_count, orr_Value *results, size_t capacity,
                    size_t *result_count) {
    Call call = {.function = orr_anchored(function),
                 .arguments = arguments,
                 .argument_count = argument_count,
                 .results = results,
                 .capacity = capacity};
    if (!orrery_enter(o)) return ORR_MISUSE;
    orr_Status status = ORR_MISUSE;
    if (results == NULL && capacity > 0) {
        orrery_misuse(o, "orr_call: results missing");
    } else if (orrery_acceptable(o, &call.function, 1) &&
               orrery_acceptable(o, arguments, argument_count)) {
        const bool suspends = o->when_spent == ORR_SUSPEND && o->depth == 1;
        status = suspends ? orrery_call_suspending(o, call_body, &call)
                          : orrery_perform(o, call_body, &call, 0);
        if (suspends) call.result_count = o->call_suspended.result_count;
    }
    orrery_leave(o);
    if (status == ORR_OK && result_count != NULL) *result_count = call.result_count;
    return status;
}

/* ---- Host functions -------------------------------------------------------------------------- */

#define FEW_ARGUMENTS 8 /* more are put into a userdata on the stack */

typedef struct HostFunction {
    orr_HostFunction function;
    void *data;
    uint64_t number; /* of this one among those of the State, from 1 */
} HostFunction;

/* Raises what the host function reported. */
static int raise_failure(lua_State *L, orr_State *o, const HostCall *call, orr_Status status) {
    if (status == ORR_MEMORY && !call->failed) vm_throw_memory(L);
    if (call->failed) {
        luaL_where(L, 1);
        lua_pushvalue(L, call->base + 1);
        lua_concat(L, 2);
        return lua_error(L);
    }
    Value error;
    table_get_integer(o->vm->host_values[KEPT], KEPT_ERROR, &error);
    if (status == o->error.kind && error.tag != TAG_FALSE) {
        push_value(L, &error);
        return lua_error(L);
    }
    return luaL_error(L, "%s",
                      status == o->error.kind ? o->error.message : orr_status_name(status));
}

/* The arguments as the host sees them, with borrowed Anchors. */
static orr_Value *lend_arguments(lua_State *L, orr_State *o, int count, orr_Value *few) {
    orr_Value *given = few;
    size_t anchors = 0;
    if (count > FEW_ARGUMENTS) given = lua_newuserdatauv(L, (size_t)count * sizeof *given, 0);
    for (int n = 1; n <= count; n++) {
        const Value *const v = L->frame->func + n;
        anchors += value_needs_anchor(v);
        if (v->tag == TAG_STRING) vm_prepare_text(L, as_string(v));
    }
    orrery_reserve_anchors(L, o, anchors);
    for (int n = 1; n <= count; n++)
        orrery_give(o, L->frame->func + n, false, given + n - 1);
    return given;
}

static void take_back(orr_State *o, const orr_Value *given, int count) {
    for (int n = 0; n < count; n++) {
        Value v;
        if (given[n].type >= ORR_TABLE && orrery_anchored(o, given[n].as.anchor, &v))
            orrery_drop(o, given[n].as.anchor);
    }
}

/* What scripts call: a closure whose upvalue is a HostFunction. */
static int host_function(lua_State *L) {
    const HostFunction *const f = lua_touserdata(L, lua_upvalueindex(1));
    orr_State *const o = orrery_of(L);
    const int count = lua_gettop(L);
    orr_Value few[FEW_ARGUMENTS];
    const orr_Value *const given = lend_arguments(L, o, count, few);
    if (!orrery_enter(o)) return luaL_error(L, "State in use by another thread");
    lua_State *const outer = o->L;
    HostCall call = {.outer = o->call, .L = L, .base = lua_gettop(L)};
    o->call = &call;
    o->L = L;
    orrery_note(o, RUN_HOST_CALL, f->number, L, 1, count);
    const orr_Status status = f->function(f->data, o, given, (size_t)count);
    o->L = outer;
    o->call = call.outer;
    orrery_note(o, RUN_HOST_RESULT, (uint64_t)(uint32_t)status, L, call.base + 1,
                call.failed ? 1 : call.result_count);
    take_back(o, given, count);
    orrery_leave(o);
    if (status != ORR_OK) return raise_failure(L, o, &call, status);
    return call.failed ? 0 : call.result_count;
}

typedef struct NewFunction {
    HostFunction made;
    const char *name; /* of a global to be set, or NULL */
    orr_Value out;
} NewFunction;

static int function_body(lua_State *L) {
    NewFunction *const new_function = orrery_context(L);
    HostFunction *const f = lua_newuserdatauv(L, sizeof *f, 0);
    *f = new_function->made;
    f->number = ++orrery_of(L)->function_count;
    lua_pushcclosure(L, host_function, 1);
    if (new_function->name == NULL) {
        orrery_give_all(L, 1, 1, &new_function->out);
        return 0;
    }
    lua_pushglobaltable(L);
    lua_pushstring(L, new_function->name);
    lua_pushvalue(L, 1);
    lua_rawset(L, 2);
    return 0;
}

static orr_Status new_function(orr_State *o, NewFunction *f) {
    if (!orrery_enter(o)) return ORR_MISUSE;
    const orr_Status status = f->made.function == NULL ? orrery_misuse(o, "the function is missing")
                                                       : orrery_perform(o, function_body, f, 0);
    orrery_leave(o);
    return status;
}

orr_Status orr_function_new(orr_State *o, orr_HostFunction function, void *data,
                            orr_Anchor *result) {
    NewFunction f = {.made = {result != NULL ? function : NULL, data, 0}};
    const orr_Status status = new_function(o, &f);
    if (status == ORR_OK) *result = f.out.as.anchor;
    return status;
}

orr_Status orr_register(orr_State *o, const char *name, orr_HostFunction function, void *data) {
    NewFunction f = {.made = {name != NULL ? function : NULL, data, 0}, .name = name};
    return new_function(o, &f);
}

/* ---- Results and errors of host functions ---------------------------------------------------- */

typedef struct Return {
    const orr_Value *values;
    size_t count;
} Return;

static int return_body(lua_State *L) {
    const Return *const given = orrery_context(L);
    if (given->count > LUAI_MAXSTACK) vm_native_error(L, "too many results");
    luaL_checkstack(L, (int)given->count, "too many results");
    for (size_t n = 0; n < given->count; n++)
        orrery_take(L, given->values + n);
    return (int)given->count;
}

/* Replaces the results of the running host function. */
static orr_Status set_results(orr_State *o, const orr_Value *values, size_t count, bool failed) {
    HostCall *const call = o->call;
    const Return given = {values, count};
    lua_settop(call->L, call->base);
    call->result_count = 0;
    call->failed = false;
    const orr_Status status =
        orrery_perform(o, return_body, (void *)(uintptr_t)&given, LUA_MULTRET);
    if (status != ORR_OK) return status;
    call->result_count = (int)count;
    call->failed = failed;
    return ORR_OK;
}

static orr_Status return_from(orr_State *o, const orr_Value *values, size_t count, bool failed) {
    if (!orrery_enter(o)) return ORR_MISUSE;
    orr_Status status = ORR_MISUSE;
    if (o->call == NULL) {
        orrery_misuse(o, "no host function runs");
    } else if (orrery_acceptable(o, values, count)) {
        status = set_results(o, values, count, failed);
    }
    orrery_leave(o);
    return status;
}

orr_Status orr_return(orr_State *o, const orr_Value *values, size_t count) {
    return return_from(o, values, count, false);
}

orr_Status orr_fail(orr_State *o, const char *message, size_t length) {
    const orr_Value text = orr_string(message, length);
    const orr_Status status = return_from(o, &text, 1, true);
    return status == ORR_OK ? ORR_RUNTIME : status;
}

/* ---- Host objects ---------------------------------------------------------------------------- */

typedef struct HostObject {
    const orr_ObjectType *type;
    void *object; /* the host's */
    bool alive;   /* not yet released */
} HostObject;

static int object_released(lua_State *L) {
    HostObject *const made = lua_touserdata(L, 1);
    if (made == NULL || !made->alive) return 0;
    made->alive = false;
    if (made->type->release != NULL) made->type->release(made->object);
    return 0;
}

/* Pushes the metatable of a type, which is made when it is first asked for. */
static void push_type(lua_State *L, const orr_ObjectType *type) {
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, type) == LUA_TTABLE) return;
    lua_pop(L, 1);
    lua_createtable(L, 0, 4);
    lua_pushstring(L, type->name != NULL ? type->name : "object");
    lua_setfield(L, -2, "__name");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_pushcfunction(L, object_released);
    lua_setfield(L, -2, "__gc");
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, type);
}

typedef struct ObjectOperation {
    const orr_ObjectType *type;
    void *object;
    const orr_Value *table;
    orr_Value out;
} ObjectOperation;

static int object_body(lua_State *L) {
    ObjectOperation *const op = orrery_context(L);
    push_type(L, op->type);
    HostObject *const made = lua_newuserdatauv(L, sizeof *made, 0);
    *made = (HostObject){op->type, op->object, false};
    lua_pushvalue(L, 1);
    lua_setmetatable(L, 2);
    orrery_give_all(L, 2, 1, &op->out);
    made->alive = true; /* from here on nothing fails */
    return 0;
}

static bool is_type(const orr_ObjectType *type) {
    return type != NULL && type->size >= sizeof *type;
}

orr_Status orr_object_new(orr_State *o, const orr_ObjectType *type, void *object,
                          orr_Anchor *result) {
    ObjectOperation op = {.type = type, .object = object};
    if (!orrery_enter(o)) return ORR_MISUSE;
    const orr_Status status = !is_type(type) || result == NULL
                                  ? orrery_misuse(o, "orr_object_new: type or result missing")
                                  : orrery_perform(o, object_body, &op, 0);
    orrery_leave(o);
    if (status == ORR_OK) *result = op.out.as.anchor;
    return status;
}

/* The host object in a userdata, if it is one: those have the metatable that their type made. */
static const HostObject *host_object(const orr_State *o, const Value *v,
                                     const orr_ObjectType *type) {
    Value metatable;
    if (v->tag != TAG_USERDATA || as_userdata(v)->size != sizeof(HostObject)) return NULL;
    const Value key = value_light((void *)(uintptr_t)type);
    table_get(&o->vm->objects, as_table(&o->vm->registry), &key, &metatable);
    if (metatable.tag != TAG_TABLE || as_table(&metatable) != as_userdata(v)->metatable)
        return NULL;
    const HostObject *const made = userdata_memory(as_userdata(v));
    return made->type == type && made->alive ? made : NULL;
}

orr_Status orr_object_of(orr_State *o, orr_Anchor anchor, const orr_ObjectType *type,
                         void **object) {
    const orr_Value given = orr_anchored(anchor);
    if (!orrery_enter(o)) return ORR_MISUSE;
    orr_Status status = ORR_MISUSE;
    Value v;
    if (!is_type(type) || object == NULL) {
        orrery_misuse(o, "orr_object_of: type or object missing");
    } else if (orrery_acceptable(o, &given, 1)) {
        orrery_anchored(o, anchor, &v);
        const HostObject *const found = host_object(o, &v, type);
        if (found == NULL) {
            orrery_misuse(o, "no object of that type");
        } else {
            *object = found->object;
            status = ORR_OK;
        }
    }
    orrery_leave(o);
    return status;
}

static int methods_body(lua_State *L) {
    ObjectOperation *const op = orrery_context(L);
    push_type(L, op->type);
    orrery_take(L, op->table);
    lua_setfield(L, 1, "__index");
    return 0;
}

orr_Status orr_object_methods(orr_State *o, const orr_ObjectType *type, orr_Anchor table) {
    const orr_Value given = orr_anchored(table);
    ObjectOperation op = {.type = type, .table = &given};
    if (!orrery_enter(o)) return ORR_MISUSE;
    orr_Status status = ORR_MISUSE;
    if (!is_type(type)) {
        orrery_misuse(o, "orr_object_methods: type missing");
    } else if (orrery_acceptable(o, &given, 1)) {
        status = orrery_perform(o, methods_body, &op, 0);
    }
    orrery_leave(o);
    return status;
}
