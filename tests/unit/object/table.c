/* Tables against a model: every kind of key, growth, traversal, order. */
#include <time.h>

#include "object_fixture.h"

static Fixture f;

#define POOL 300
static Value pool[POOL]; /* keys, anchored on the stack */
static Value model[POOL];

static void make_pool(void) {
    char text[100];
    for (int i = 0; i < POOL; i++) {
        Value v;
        switch (i % 6) {
        case 0: v = value_integer(i / 6 + 1); break;
        case 1: v = value_integer((int64_t)i * 1000003 - 100); break;
        case 2:
            snprintf(text, sizeof(text), "key%d", i);
            v = fixture_string(&f, text);
            break;
        case 3:
            snprintf(text, sizeof(text), "a long key, longer than what is interned: number %d", i);
            v = fixture_string(&f, text);
            break;
        case 4: v = value_float(i + 0.5); break;
        default:
            v = i < 20 ? value_boolean(i % 4 == 1) : value_light((void *)(uintptr_t)(i * 16));
            break;
        }
        pool[i] = v;
        fixture_push(&f, v);
        model[i] = value_nil();
    }
    for (int i = 0; i < POOL; i++) /* the model wants distinct keys */
        for (int k = 0; k < i; k++)
            if (value_raw_equal(&pool[i], &pool[k])) pool[i] = pool[0];
}

static int index_of(const Value *key) {
    for (int i = 0; i < POOL; i++)
        if (value_raw_equal(&pool[i], key)) return i;
    return -1;
}

static void compare_with_model(Table *t) {
    Value key, value, out;
    int live = 0, seen = 0;
    uint64_t position = 0, after;
    for (int i = 0; i < POOL; i++) {
        const int first = index_of(&pool[i]);
        table_get(&f.objects, t, &pool[i], &out);
        CHECK(out.tag == model[first].tag && (is_nil(&out) || out.u.i == model[first].u.i));
        if (first == i) live += !is_nil(&model[i]);
    }
    while (table_next_at(t, &position, &key, &value)) {
        const int i = index_of(&key);
        seen++;
        CHECK(i >= 0 && value.u.i == model[i].u.i);
        CHECK(table_position_after(&f.objects, t, &key, &after) && after == position);
    }
    CHECK_EQUAL(seen, live);
    const uint64_t n = table_length(t);
    table_get_integer(t, (int64_t)n, &out);
    CHECK(n == 0 || !is_nil(&out));
    table_get_integer(t, (int64_t)n + 1, &out);
    CHECK(is_nil(&out));
}

static void random_stores(Table *t, int stores, uint32_t key_range, uint32_t deletions) {
    for (int n = 0; n < stores; n++) {
        const int i = index_of(&pool[fixture_random(key_range)]);
        const Value v = fixture_random(100) < deletions ? value_nil() : value_integer(n);
        table_set(&f.objects, t, &pool[i], &v);
        model[i] = v;
        fixture_safe_point(&f);
        const char *fault = table_check(t);
        if (!CHECK_STRING(fault, NULL)) return;
    }
    compare_with_model(t);
}

static void agrees_with_model(void) {
    fixture_open(&f);
    make_pool();
    for (int round = 0; round < FIXTURE_ROUNDS(60); round++) {
        for (int i = 0; i < POOL; i++)
            model[i] = value_nil();
        Table *t =
            table_new_sized(&f.objects, fixture_random(20), fixture_random(5), fixture_random(5));
        fixture_push(&f, value_cell(t));
        random_stores(t, 50, 20 + fixture_random(280), 20);
        random_stores(t, 400, POOL, 10 + fixture_random(80));
        random_stores(t, 200, 40, 50);
        CHECK_STRING(heap_check(&f.objects.heap), NULL);
        f.top--;
    }
    fixture_close(&f);
}

/* Fills 1..n in the order that `key_at` gives; all must end up in the array. */
static void fill(uint32_t n, uint32_t (*key_at)(uint32_t i, uint32_t n)) {
    Table *t = table_new(&f.objects);
    fixture_push(&f, value_cell(t));
    for (uint32_t i = 0; i < n; i++) {
        const Value v = value_integer((int64_t)i);
        table_set_integer(&f.objects, t, key_at(i, n), &v);
    }
    CHECK_EQUAL(table_length(t), n);
    CHECK_EQUAL(table_array_count(t), n);
    CHECK_STRING(table_check(t), NULL);
    for (uint32_t i = 0; i < n; i++) {
        Value v;
        table_get_integer(t, key_at(i, n), &v);
        if (!CHECK(v.tag == TAG_INTEGER && v.u.i == (int64_t)i)) break;
    }
    f.top--;
}
static uint32_t upwards(uint32_t i, uint32_t n) {
    (void)n;
    return i + 1;
}
static uint32_t downwards(uint32_t i, uint32_t n) {
    return n - i;
}
/* 7919 is prime: for an n that is no multiple of it every number comes once. */
static uint32_t scattered(uint32_t i, uint32_t n) {
    return (uint32_t)((uint64_t)i * 7919 % n) + 1;
}

static void arrays_fill_in_any_order(void) {
    fixture_open(&f);
    const uint32_t sizes[] = {1, 2, 3, 5, 10, 100, 1000, 4097};
    for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
        fill(sizes[i], upwards);
        fill(sizes[i], downwards);
        fill(sizes[i], scattered);
    }
#ifndef STRESS_GC
    fill(1000000, upwards);
    fill(1000000, downwards);
    fill(1000000, scattered);
#endif
    fixture_close(&f);
}

static void queue_does_not_grow(void) {
    fixture_open(&f);
    Table *t = table_new(&f.objects);
    fixture_push(&f, value_cell(t));
    const int n = FIXTURE_ROUNDS(200000);
    const size_t before = f.allocator.held;
    for (int i = 1; i <= n; i++) {
        const Value v = value_integer(i), nil = value_nil();
        table_set_integer(&f.objects, t, i, &v);
        if (i > 10) table_set_integer(&f.objects, t, i - 10, &nil);
    }
    CHECK(f.allocator.held < before + 30000);
    CHECK_STRING(table_check(t), NULL);
    fixture_close(&f);
}

static void hostile_keys_stay_sparse(void) {
    fixture_open(&f);
    Table *t = table_new(&f.objects);
    fixture_push(&f, value_cell(t));
    const int64_t keys[] = {INT64_MAX, INT64_MIN,        (int64_t)1 << 62, 0,
                            -1,        (int64_t)1 << 31, 4000000000};
    for (int k = 0; k < 7; k++) {
        const Value v = value_integer(k);
        table_set_integer(&f.objects, t, keys[k], &v);
    }
    for (int64_t i = 1; i < (int64_t)1 << 40; i *= 2) { /* one key in every power of two */
        const Value v = value_integer(i);
        table_set_integer(&f.objects, t, i * 2 - i / 2, &v);
    }
    for (int k = 0; k < 7; k++) {
        Value v;
        table_get_integer(t, keys[k], &v);
        CHECK_EQUAL(v.u.i, k);
    }
    CHECK(table_array_capacity(t) < 64);
    CHECK(f.allocator.held < 200000);
    CHECK_STRING(table_check(t), NULL);
    fixture_close(&f);
}

/* A long run of neighbours in the index, and keys that land in it from everywhere: going along the
** run for each of them would take minutes. */
static void runs_of_keys_are_left_at_once(void) {
    fixture_open(&f);
    Objects *o = &f.objects;
    Table *t = table_new(o);
    fixture_push(&f, value_cell(t));
    const int64_t n = 400000;
    const clock_t start = clock();
    Value out;
    for (int64_t i = 0; i < n; i++) {
        const Value below = value_integer(-i), apart = value_integer(i << 40 | 1);
        const Value fraction = value_float((double)i + 0.5);
        table_set(o, t, &below, &below);
        table_set(o, t, i % 2 == 0 ? &apart : &fraction, &below);
    }
    for (int64_t i = 0; i < n; i++) {
        table_get_integer(t, -i, &out);
        if (!CHECK(out.tag == TAG_INTEGER && out.u.i == -i)) break;
        table_get_integer(t, -n - i, &out);
        if (!CHECK(is_nil(&out))) break;
        table_get_integer(t, i << 40 | 1, &out);
        if (!CHECK(i % 2 == 0 ? out.tag == TAG_INTEGER && out.u.i == -i : is_nil(&out))) break;
    }
    CHECK(clock() - start < 20 * CLOCKS_PER_SEC);
    CHECK_STRING(table_check(t), NULL);
    fixture_close(&f);
}

/* Two runs of keys that want the same places, the keys of the second with the worst hashes there
** are: all of them would begin to search with the same small step, whoever makes steps of the upper
** bits only. */
static void runs_of_keys_do_not_move_together(void) {
    fixture_open(&f);
    Objects *o = &f.objects;
    Table *t = table_new(o);
    fixture_push(&f, value_cell(t));
    const int64_t n = 24000, first = (int64_t)1 << 40;
    for (int64_t i = 0; i < n; i++) {
        const Value key = value_integer(first + i), spare = value_float((double)i + 0.5);
        table_set(o, t, &key, &key);
        if (i < 1000) table_set(o, t, &spare, &key); /* makes room for the second run */
    }
    Dictionary wanted = {.index_mask = UINT16_MAX, .seed = t->dictionary->seed};
    int64_t second = first;
    uint32_t distance, step;
    do {
        second += UINT16_MAX + 1;
        const uint32_t hash = dictionary_hash_integer(&wanted, second);
        distance = (hash - dictionary_hash_integer(&wanted, first)) & UINT16_MAX;
        step = hash >> 16 | 1;
    } while (distance > 4000 || step > 3);
    for (int64_t i = 0; i < n; i++) {
        const Value key = value_integer(second + i);
        table_set(o, t, &key, &key);
    }
    const clock_t start = clock();
    for (int64_t i = 0; i < n * 20; i++) {
        Value out;
        table_get_integer(t, second + i % n, &out);
        if (!CHECK(out.tag == TAG_INTEGER && out.u.i == second + i % n)) break;
    }
    CHECK(clock() - start < 2 * CLOCKS_PER_SEC);
    CHECK(t->dictionary->index_mask == UINT16_MAX);
    CHECK_STRING(table_check(t), NULL);
    fixture_close(&f);
}

static void float_keys_are_normalized(void) {
    fixture_open(&f);
    Table *t = table_new(&f.objects);
    fixture_push(&f, value_cell(t));
    const Value one = value_float(1.0), two = value_integer(2), v = value_integer(7);
    const Value big = value_float(9007199254740992.0);
    Value out;
    table_set(&f.objects, t, &one, &v);
    table_set(&f.objects, t, &two, &v);
    table_set(&f.objects, t, &big, &v);
    CHECK_EQUAL(table_length(t), 2);
    table_get_integer(t, (int64_t)1 << 53, &out);
    CHECK_EQUAL(out.u.i, 7);
    const Value minus_zero = value_float(-0.0);
    table_set(&f.objects, t, &minus_zero, &v);
    table_get_integer(t, 0, &out);
    CHECK_EQUAL(out.u.i, 7);
    fixture_close(&f);
}

/* Deleting everything while traversing, with collections in between. */
static void traversal_may_delete(void) {
    fixture_open(&f);
    make_pool();
    Table *t = table_new(&f.objects);
    fixture_push(&f, value_cell(t));
    int stored = 0;
    for (int i = 0; i < POOL; i++) {
        const Value v = value_integer(i);
        if (index_of(&pool[i]) != i) continue;
        table_set(&f.objects, t, &pool[i], &v);
        stored++;
    }
    f.top -= POOL + 1; /* only the table keeps the keys now */
    fixture_push(&f, value_cell(t));
    Value *control = fixture_push(&f, value_nil());
    Value value;
    uint64_t position;
    int seen = 0;
    for (;;) {
        if (!CHECK(table_position_after(&f.objects, t, control, &position))) break;
        if (!table_next_at(t, &position, control, &value)) break;
        const Value nil = value_nil();
        table_set(&f.objects, t, control, &nil);
        if (seen++ % 7 == 0) heap_collect(&f.objects.heap, false);
    }
    CHECK_EQUAL(seen, stored);
    fixture_close(&f);
}

static void order_is_insertion_order(void) {
    fixture_open(&f);
    Table *t = table_new(&f.objects);
    fixture_push(&f, value_cell(t));
    char text[16];
    const Value v = value_integer(1), nil = value_nil();
    for (int i = 0; i < 100; i++) {
        snprintf(text, sizeof(text), "k%02d", i);
        const Value *key = fixture_push(&f, fixture_string(&f, text));
        table_set(&f.objects, t, key, &v);
    }
    for (int i = 0; i < 100; i += 2) { /* every second goes and comes back: to the end */
        const Value *key = &f.stack[1 + i];
        table_set(&f.objects, t, key, &nil);
        if (i % 4 == 0) heap_collect(&f.objects.heap, false);
    }
    for (int i = 0; i < 100; i += 2)
        table_set(&f.objects, t, &f.stack[1 + i], &v);
    uint64_t position = 0;
    Value key, value;
    int n = 0;
    while (table_next_at(t, &position, &key, &value)) {
        const int expected = n < 50 ? n * 2 + 1 : (n - 50) * 2;
        snprintf(text, sizeof(text), "k%02d", expected);
        CHECK_STRING(as_string(&key)->own_bytes, text);
        n++;
    }
    CHECK_EQUAL(n, 100);
    fixture_close(&f);
}

static void small_objects_are_small(void) {
    fixture_open(&f);
    Objects *o = &f.objects;
    Shape *s = shape_add(o, o->root_shape, as_string(fixture_push(&f, fixture_string(&f, "x"))));
    Table *t = table_new_shaped(o, s, 0, 0);
    fixture_push(&f, value_cell(t));
    String *y = as_string(fixture_push(&f, fixture_string(&f, "y")));
    s = shape_add(o, t->shape, y);
    const size_t before = heap_used(&o->heap);
    for (int i = 0; i < 100; i++)
        fixture_push(&f, value_cell(table_new_shaped(o, s, 0, 0)));
    CHECK_EQUAL(heap_used(&o->heap) - before, 6400);
    fixture_close(&f);
}

static void runs_and_moves(void) {
    fixture_open(&f);
    Objects *o = &f.objects;
    Table *t = table_new_sized(o, 3, 0, 0);
    fixture_push(&f, value_cell(t));
    Value v[4] = {value_nil(), value_nil(), value_integer(3), value_nil()}, out;
    table_set_run(o, t, 1, v, 4);
    CHECK_EQUAL(table_length(t), 3);
    for (int i = 0; i < 4; i++)
        v[i] = value_integer(10 + i);
    table_set_run(o, t, 4, v, 4);
    CHECK_EQUAL(table_length(t), 7);
    CHECK(table_move_run(o, t, 4, 3, 4));
    table_get_integer(t, 3, &out);
    CHECK_EQUAL(out.u.i, 10);
    table_get_integer(t, 6, &out);
    CHECK_EQUAL(out.u.i, 13);
    CHECK(!table_move_run(o, t, 4, 5, 4));
    CHECK(table_move_run(o, t, 1, 6, 2)); /* nils to the end */
    CHECK_EQUAL(table_length(t), 5);
    CHECK_STRING(table_check(t), NULL);
    fixture_close(&f);
}

int main(void) {
    RUN(agrees_with_model);
    RUN(arrays_fill_in_any_order);
    RUN(queue_does_not_grow);
    RUN(hostile_keys_stay_sparse);
    RUN(runs_of_keys_are_left_at_once);
    RUN(runs_of_keys_do_not_move_together);
    RUN(float_keys_are_normalized);
    RUN(traversal_may_delete);
    RUN(order_is_insertion_order);
    RUN(small_objects_are_small);
    RUN(runs_and_moves);
    return check_result();
}
