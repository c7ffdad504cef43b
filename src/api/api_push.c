/* C values as values on the stack. */
#include <string.h>

#include "api_check.h"
#include "api_stack.h"
#include "error.h"
#include "poll.h"

void lua_pushnil(lua_State *L) {
    require(room, L, 1);
    set_nil(L->top++);
}

void lua_pushnumber(lua_State *L, lua_Number n) {
    require(room, L, 1);
    set_float(L->top++, n);
}

void lua_pushinteger(lua_State *L, lua_Integer n) {
    require(room, L, 1);
    set_integer(L->top++, n);
}

void lua_pushboolean(lua_State *L, int b) {
    require(room, L, 1);
    set_boolean(L->top++, b != 0);
}

void lua_pushlightuserdata(lua_State *L, void *p) {
    require(room, L, 1);
    const Value v = value_light(p);
    set_value(L->top++, &v);
}

int lua_pushthread(lua_State *L) {
    require(room, L, 1);
    set_coroutine(L->top, L);
    api_pushed(L);
    return L->state->main == L;
}

const char *lua_pushlstring(lua_State *L, const char *s, size_t len) {
    require(room, L, 1);
    require(bytes, L, s, len);
    Objects *const o = objects(L);
    String *made;
    if (__builtin_expect(len > POLL_BYTES, 0)) {
        made = string_new_long(o, len);
        vm_copy(L, made->own_bytes, s, len);
    } else {
        made = len == 0 ? o->empty_string : string_new(o, s, len);
    }
    api_push_cell(L, made, TAG_STRING);
    vm_safe_point(L);
    return made->own_bytes;
}

const char *lua_pushstring(lua_State *L, const char *s) {
    require(room, L, 1);
    if (__builtin_expect(s == NULL, 0)) {
        set_nil(L->top++);
        return NULL;
    }
    const Literal *const l = literal_get(objects(L), objects(L)->literals, s);
    if (l == NULL) return lua_pushlstring(L, s, strlen(s));
    const String *const string = l->string;
    api_push_cell(L, string, TAG_STRING);
    vm_safe_point(L);
    return string->own_bytes;
}

const char *lua_pushvfstring(lua_State *L, const char *fmt, va_list argp) {
    require(room, L, 1);
    require(format, L, fmt);
    const char *const s = vm_push_vformat(L, fmt, argp);
    coroutine_touch(L);
    vm_safe_point(L);
    return s;
}

const char *lua_pushfstring(lua_State *L, const char *fmt, ...) {
    require(room, L, 1);
    require(format, L, fmt);
    va_list arguments;
    va_start(arguments, fmt);
    const char *const s = lua_pushvfstring(L, fmt, arguments);
    va_end(arguments);
    return s;
}

static void push_closure(lua_State *L, lua_CFunction fn, int n) __attribute__((noinline));
static void push_closure(lua_State *L, lua_CFunction fn, int n) {
    NativeClosure *const closure = native_closure_new(objects(L), fn, (uint32_t)n);
    L->top -= n;
    /* NOBARRIER: nothing was allocated since the closure. */
    for (int i = 0; i < n; i++)
        set_value(&closure->upvalues[i], L->top + i);
    api_push_cell(L, closure, TAG_NATIVE_CLOSURE);
    vm_safe_point(L);
}

void lua_pushcclosure(lua_State *L, lua_CFunction fn, int n) {
    require(range, L, n, 0, 255, "n");
    require(values, L, n);
    require(room, L, n == 0);
    require(given, L, fn != NULL, "fn");
    if (n != 0) {
        push_closure(L, fn, n);
        return;
    }
    const Value v = value_native(fn);
    set_value(L->top++, &v);
}

void *lua_newuserdatauv(lua_State *L, size_t sz, int nuvalue) {
    require(room, L, 1);
    require(range, L, nuvalue, 0, 0xfffe, "nuvalue");
    if (sz > (size_t)LUA_MAXINTEGER / 2) vm_error(L, "memory allocation error: block too big");
    Userdata *const u = userdata_new(objects(L), sz, (uint32_t)nuvalue);
    api_push_cell(L, u, TAG_USERDATA);
    vm_safe_point(L);
    return userdata_memory(u);
}

size_t lua_stringtonumber(lua_State *L, const char *s) {
    require(room, L, 1);
    require(given, L, s != NULL, "s");
    const size_t length = strlen(s);
    if (!number_parse(s, length, L->top)) return 0;
    L->top++;
    return length + 1;
}
