/* Strings and shapes: interning, hashing, comparison; transitions, prototypes, metatables. */
#include <locale.h>

#include "object_fixture.h"

static Fixture f;
static Objects *const o = &f.objects;

static String *push_string(const char *text) {
    return as_string(fixture_push(&f, fixture_string(&f, text)));
}
static Table *push_table(void) {
    return as_table(fixture_push(&f, value_cell(table_new(o))));
}
static void set(Table *t, const char *key, Value v) {
    fixture_push(&f, v);
    String *k = push_string(key);
    table_set_field(o, t, k, &f.stack[f.top - 2]);
    f.top -= 2;
}

static void strings_are_interned(void) {
    fixture_open(&f);
    char text[64];
    const int n = FIXTURE_ROUNDS(3000);
    for (int i = 0; i < n; i++) {
        snprintf(text, sizeof(text), "s%d", i);
        fixture_push(&f, fixture_string(&f, text));
    }
    for (int i = 0; i < n; i++) {
        snprintf(text, sizeof(text), "s%d", i);
        CHECK(string_from_c(o, text) == as_string(&f.stack[i]));
    }
    f.top = 0;
    heap_collect(&o->heap, false);
    CHECK(o->strings.count < 64);
    fixture_close(&f);
}

static void every_length_every_byte(void) {
    fixture_open(&f);
    char text[100] = {0};
    for (size_t length = 0; length < 80; length++) {
        String *a = string_new(o, text, length);
        fixture_push(&f, value_cell(a));
        CHECK_EQUAL(a->length, length);
        CHECK_EQUAL(a->own_bytes[length], 0);
        CHECK(string_is_short(a) == (length <= STRING_SHORT_MAX));
        for (size_t at = 0; at < length; at++) { /* one byte more makes another string */
            text[at] = 1;
            String *b = string_new(o, text, length);
            fixture_push(&f, value_cell(b));
            CHECK(!string_equal(a, b) && string_equal(b, string_new(o, text, length)));
            CHECK(string_hash(o, b) != string_hash(o, a));
            CHECK(string_compare(o, a, b) < 0 && string_compare(o, b, a) > 0);
            text[at] = 0;
            f.top--;
        }
        f.top--;
    }
    fixture_close(&f);
}

/* Keys that differ in few bits must spread over the table. */
static void hashes_spread(void) {
    fixture_open(&f);
    static uint32_t buckets[4096];
    uint32_t worst = 0;
    char text[64];
    memset(buckets, 0, sizeof(buckets));
    for (int i = 0; i < 4096; i++) {
        snprintf(text, sizeof(text), "%08x%08x%08x%08x%08x%08x", i, 0, i << 16, 0, 0, i << 8);
        String *s = string_new(o, text, strlen(text));
        const uint32_t n = ++buckets[string_hash(o, s) & 4095];
        if (n > worst) worst = n;
    }
    CHECK(worst < 12);
    memset(buckets, 0, sizeof(buckets));
    worst = 0;
    for (uint64_t i = 0; i < 4096; i++) {
        const uint32_t n = ++buckets[dictionary_hash_bits((uint32_t)o->seed, i << 40) & 4095];
        if (n > worst) worst = n;
    }
    CHECK(worst < 12);
    fixture_close(&f);
}

static void compares_past_zeros(void) {
    fixture_open(&f);
    for (int round = 0; round < 2; round++) {
        String *a = string_new(o, "a\0b", 3);
        fixture_push(&f, value_cell(a));
        String *b = string_new(o, "a\0c", 3);
        fixture_push(&f, value_cell(b));
        String *c = string_new(o, "a", 1);
        fixture_push(&f, value_cell(c));
        CHECK(string_compare(o, a, b) < 0 && string_compare(o, c, a) < 0 &&
              string_compare(o, a, c) > 0);
        CHECK(string_compare(o, a, a) == 0);
        if (setlocale(LC_COLLATE, "C.UTF-8") == NULL) break; /* now by strcoll */
    }
    setlocale(LC_COLLATE, "C");
    fixture_close(&f);
}

static void shapes_are_shared(void) {
    fixture_open(&f);
    Table *a = push_table(), *b = push_table(), *c = push_table();
    const Value one = value_integer(1);
    set(a, "x", one), set(a, "y", one);
    set(b, "x", one), set(b, "y", one);
    set(c, "y", one), set(c, "x", one);
    CHECK(a->shape == b->shape && a->shape != c->shape);
    Table *m = push_table();
    table_set_metatable(o, a, m);
    table_set_metatable(o, b, m);
    table_set_metatable(o, c, m);
    CHECK(a->shape == b->shape && a->shape != c->shape);
    CHECK(table_metatable(a) == m && shape_is_prototype(m->shape));
    table_set_metatable(o, b, NULL);
    set(b, "z", one);
    CHECK(table_metatable(b) == NULL);
    heap_collect(&o->heap, false);
    Table *d = push_table();
    table_set_metatable(o, d, m);
    set(d, "x", one), set(d, "y", one);
    CHECK(d->shape == a->shape);
    fixture_close(&f);
}

static uint32_t count_shapes(void) {
    uint32_t n = 0;
    for (const Shape *s = o->shapes; s != NULL; s = s->next)
        n++;
    return n;
}

static void unused_shapes_are_collected(void) {
    fixture_open(&f);
    char text[32];
    heap_collect(&o->heap, false);
    const uint32_t before = count_shapes();
    const int n = FIXTURE_ROUNDS(200);
    for (int i = 0; i < n; i++) {
        Table *t = push_table();
        for (int k = 0; k < 10; k++) {
            snprintf(text, sizeof(text), "k%d_%d", i, k);
            set(t, text, value_integer(k));
        }
        Table *m = push_table();
        table_set_metatable(o, t, m);
    }
    CHECK(count_shapes() >= (uint32_t)n * (SHAPE_MAX_SLOTS < 10 ? SHAPE_MAX_SLOTS : 10));
    f.top = 0;
    heap_collect(&o->heap, false);
    heap_collect(&o->heap, false);
    CHECK(count_shapes() <= before + 1); /* the root's dictionary shape stays */
    fixture_close(&f);
}

/* Many keys by assignment to fields stay slots; by computed access they become a dictionary. */
static void many_keys(void) {
    fixture_open(&f);
    char text[32];
    Table *a = push_table(), *b = push_table();
    for (int i = 0; i < 300; i++) {
        snprintf(text, sizeof(text), "k%d", i);
        String *key = push_string(text);
        const Value v = value_integer(i);
        table_set_field(o, a, key, &v);
        table_set_string(o, b, key, &v);
        if (i == 100 && SHAPE_MAX_SLOTS > 100) CHECK(!shape_is_dictionary(a->shape));
        if (i == 20) CHECK(shape_is_dictionary(b->shape));
        CHECK_STRING(table_check(a), NULL);
    }
    CHECK(shape_is_dictionary(a->shape) && a->shape == b->shape);
    uint64_t pa = 0, pb = 0;
    Value ka, kb, va, vb;
    for (int i = 0; i < 300; i++) {
        CHECK(table_next_at(a, &pa, &ka, &va) && table_next_at(b, &pb, &kb, &vb));
        CHECK(ka.u.cell == kb.u.cell && va.u.i == i && vb.u.i == i);
        CHECK(table_find(a, as_string(&ka)).kind == PLACE_ENTRY);
    }
    fixture_close(&f);
}

static void metamethods_are_found(void) {
    fixture_open(&f);
    Table *t = push_table(), *m = push_table();
    Value v;
    table_set_metatable(o, t, m);
    CHECK(!table_metamethod(o, NULL, EVENT_INDEX, &v));
    for (int dictionary = 0; dictionary < 2; dictionary++) {
        CHECK(!table_metamethod(o, m, EVENT_INDEX, &v));
        CHECK(m->shape->absent & 1u << EVENT_INDEX);
        uint32_t epoch = o->epoch;
        set(m, "__index", value_integer(5));
        CHECK(o->epoch != epoch);
        CHECK(table_metamethod(o, m, EVENT_INDEX, &v) && v.u.i == 5);
        epoch = o->epoch;
        set(m, "__index", value_nil());
        CHECK(o->epoch != epoch && !table_metamethod(o, m, EVENT_INDEX, &v));
        set(m, "__index", value_integer(6));
        CHECK(table_metamethod(o, m, EVENT_INDEX, &v) && v.u.i == 6);
        epoch = o->epoch;
        const char *const method = dictionary ? "other method" : "method";
        set(m, method, value_integer(1));
        CHECK(o->epoch != epoch);
        epoch = o->epoch;
        set(m, method, value_integer(2)); /* a value replaced: caches hold the place only */
        CHECK(o->epoch == epoch);
        set(m, "__index", value_nil());
        char text[16];
        for (int i = 0; i < 200; i++) {
            snprintf(text, sizeof(text), "k%d", i);
            set(m, text, value_integer(i));
        }
        CHECK(shape_is_dictionary(m->shape) && shape_is_prototype(m->shape));
        CHECK(shape_root(o, m) == t->shape);
    }
    fixture_close(&f);
}

int main(void) {
    RUN(strings_are_interned);
    RUN(every_length_every_byte);
    RUN(hashes_spread);
    RUN(compares_past_zeros);
    RUN(shapes_are_shared);
    RUN(unused_shapes_are_collected);
    RUN(many_keys);
    RUN(metamethods_are_found);
    return check_result();
}
