/* Every allocation of a small program fails once, at every place: nothing leaks, nothing is half
** done. */
#include "object_fixture.h"

static Fixture f;
static Objects *const o = &f.objects;

static Table *push_table(void) {
    return as_table(fixture_push(&f, value_cell(table_new(o))));
}

/* What a table holds, to see that a failed operation changed nothing. */
typedef struct Picture {
    uint32_t entries;
    uint64_t sum, length;
    const Table *metatable;
} Picture;

static Picture picture_of(const Table *t) {
    Picture p = {.length = table_length(t), .metatable = table_metatable(t)};
    Value key, value;
    for (uint64_t position = 0; table_next_at(t, &position, &key, &value);) {
        p.entries++;
        p.sum = p.sum * 31 + value.u.bits;
    }
    return p;
}

static bool same(Picture a, Picture b) {
    return a.entries == b.entries && a.sum == b.sum && a.length == b.length &&
           a.metatable == b.metatable;
}

static Table *volatile watched; /* the table being changed, and how it looked before */
static Picture before;

static void store(Table *t, Value key, Value value) {
    fixture_push(&f, key);
    fixture_push(&f, value);
    before = picture_of(t);
    watched = t;
    table_set(o, t, &f.stack[f.top - 2], &f.stack[f.top - 1]);
    watched = NULL;
    f.top -= 2;
}

static void program(void) {
    char text[80];
    Table *t = push_table(), *m = push_table(), *d = push_table();
    for (int i = 0; i < 300; i++) {
        snprintf(text, sizeof(text), "key %d", i);
        store(t, fixture_string(&f, text), value_integer(i));
        store(m, value_integer(300 - i), value_integer(i));
        store(d, value_float(i + 0.25), value_integer(i));
        store(d, value_integer(i + 1), value_integer(i));
    }
    snprintf(text, sizeof(text), "%060d", 7);
    store(t, fixture_string(&f, text), value_integer(1));
    Table *object = as_table(fixture_push(&f, value_cell(table_new_sized(o, 5, 3, 7))));
    for (int i = 0; i < 8; i++) {
        snprintf(text, sizeof(text), "f%d", i);
        String *key = as_string(fixture_push(&f, fixture_string(&f, text)));
        const Value v = value_integer(i);
        before = picture_of(object);
        watched = object;
        table_set_field(o, object, key, &v);
        watched = NULL;
        if (i == 4) {
            before = picture_of(object);
            watched = object;
            table_set_metatable(o, object, m);
            watched = NULL;
        }
    }
    heap_register_finalizer(&o->heap, &object->cell);
    fixture_push(&f, value_cell(userdata_new(o, 5000, 2)));
    fixture_push(&f, value_cell(native_closure_new(o, NULL, 3)));
    fixture_push(&f, value_cell(closure_new(o, NULL, 3)));
}

static void fails_everywhere(bool once) {
    long requests = 0;
    for (volatile long n = 0;; n++) {
        jmp_buf jump;
        volatile bool failed = false;
        fixture_open(&f);
        f.on_no_memory = &jump;
        f.fail_at = n;
        f.fail_once = once;
        watched = NULL;
        if (setjmp(jump) == 0)
            program();
        else
            failed = true;
        const bool used_up = f.fail_at > 0;
        f.fail_at = -1;
        heap_set_root_depth(&o->heap, 0);
        if (failed && watched != NULL) {
            CHECK_STRING(table_check(watched), NULL);
            CHECK(same(picture_of(watched), before));
        }
        fixture_close(&f);
        requests = n;
        if (used_up) break;
    }
    CHECK(requests > 20);
}

static void each_request_fails_once(void) {
    fails_everywhere(true);
}
static void all_requests_fail_from_one_on(void) {
    fails_everywhere(false);
}

/* A cap is kept, and garbage makes room below it. */
static void cap_is_kept(void) {
    fixture_open(&f);
    f.allocator.cap = f.allocator.held + 300000;
    for (int i = 0; i < FIXTURE_ROUNDS(20000); i++) {
        const uint32_t top = f.top;
        fixture_push(&f, value_cell(table_new_sized(o, 100, 0, 0)));
        CHECK(f.allocator.held <= f.allocator.cap);
        f.top = top;
    }
    jmp_buf jump;
    f.on_no_memory = &jump;
    if (setjmp(jump) == 0) {
        for (;;)
            fixture_push(&f, value_cell(table_new_sized(o, 100, 0, 0)));
    }
    heap_set_root_depth(&o->heap, 0);
    CHECK(f.allocator.held <= f.allocator.cap && f.top > 100);
    fixture_close(&f);
}

int main(void) {
    RUN(each_request_fails_once);
    RUN(all_requests_fail_from_one_on);
    RUN(cap_is_kept);
    return check_result();
}
