/* Weak tables, ephemerons, finalizers: manual 2.5.3 and 2.5.4. */
#include "object_fixture.h"

static Fixture f;
static Objects *const o = &f.objects;

static Table *push_table(void) {
    return as_table(fixture_push(&f, value_cell(table_new(o))));
}

/* A table on the stack whose metatable has this __mode. */
static Table *push_weak(const char *mode) {
    Table *t = push_table(), *m = push_table();
    const Value *v = fixture_push(&f, fixture_string(&f, mode));
    table_set_field(o, m, o->events[EVENT_MODE], v);
    table_set_metatable(o, t, m);
    f.top -= 2;
    return t;
}

static int entries(const Table *t) {
    uint64_t position = 0;
    Value key, value;
    int n = 0;
    while (table_next_at(t, &position, &key, &value))
        n++;
    return n;
}

static void set(Table *t, Value key, Value value) {
    fixture_push(&f, key);
    fixture_push(&f, value);
    table_set(o, t, &f.stack[f.top - 2], &f.stack[f.top - 1]);
    f.top -= 2;
}

/* A new table as the value of a string key. */
static void set_field(Table *t, const char *name) {
    const Value key = *fixture_push(&f, fixture_string(&f, name));
    set(t, key, value_cell(table_new(o)));
    f.top--;
}

/* Collects: all at once, by young collections, or by increments. */
static void collect(int how) {
    Heap *h = &o->heap;
#ifdef STRESS_GC
    if (how == 1) how = 0; /* everything is old at once */
#endif
    if (how == 0) heap_collect(h, false);
    if (how == 1) {
        heap_set_mode(h, HEAP_GENERATIONAL);
        heap_manual_step(h, 0);
    }
    if (how == 2) {
        heap_set_mode(h, HEAP_INCREMENTAL);
        while (!heap_manual_step(h, 0))
            continue;
    }
    CHECK_STRING(heap_check(h), NULL);
}

static Value new_key(void) {
    return *fixture_push(&f, value_cell(table_new(o)));
}

static void values_disappear(void) {
    for (int how = 0; how < 3; how++) {
        fixture_open(&f);
        Table *t = push_weak("v");
        const Value kept = new_key();
        for (int i = 1; i <= 10; i++) {
            const Value v = value_cell(table_new(o));
            set(t, value_integer(i), i == 4 ? kept : v);
        }
        set(t, value_integer(100), fixture_string(&f, "strings are values"));
        set(t, value_integer(101), value_integer(5));
        set_field(t, "field");
        const Value key = new_key();
        set(t, key, value_cell(table_new(o)));
        f.top--;
        collect(how);
        CHECK_EQUAL(entries(t), 3);
#ifndef STRESS_GC /* elements went while others came: they are in the dictionary */
        CHECK_EQUAL(table_length(t), 4);
#endif
        CHECK_STRING(table_check(t), NULL);
        fixture_close(&f);
    }
}

static void keys_disappear(void) {
    for (int how = 0; how < 3; how++) {
        fixture_open(&f);
        Table *t = push_weak("k");
        const Value kept = new_key();
        set(t, kept, value_cell(table_new(o)));
        for (int i = 0; i < 10; i++)
            set(t, value_cell(table_new(o)), value_integer(i));
        set(t, value_integer(1), value_cell(table_new(o)));
        set_field(t, "a");
        collect(how);
        CHECK_EQUAL(entries(t), 3);
        fixture_close(&f);
    }
}

/* Chains of ephemerons: the value of one is the key of the next; some are only held by
** themselves. */
static void ephemerons_do_not_hold_themselves(void) {
    for (int how = 0; how < 3; how++) {
        fixture_open(&f);
        Table *t = push_weak("k"), *second = push_weak("k");
        Value key = new_key();
        for (int i = 0; i < 50; i++) {
            const Value next = *fixture_push(&f, value_cell(table_new(o)));
            set(i % 2 ? t : second, key, next);
            f.top--;
            key = next;
        }
        for (int i = 0; i < 20; i++) { /* self reference: the value leads back to the key */
            const Value self = *fixture_push(&f, value_cell(table_new(o)));
            set(as_table(&self), value_integer(1), self);
            set(t, self, self);
            f.top--;
        }
        collect(how);
        CHECK_EQUAL(entries(t) + entries(second), 50);
        f.top--; /* the first key goes */
        collect(0);
        CHECK_EQUAL(entries(t) + entries(second), 0);
        fixture_close(&f);
    }
}

static void both_disappear(void) {
    for (int how = 0; how < 3; how++) {
        fixture_open(&f);
        Table *t = push_weak("kv");
        const Value kept = new_key(), other = new_key();
        set(t, kept, other);
        set(t, kept, kept);
        set(t, other, value_cell(table_new(o)));
        set(t, value_cell(table_new(o)), other);
        collect(how);
        CHECK_EQUAL(entries(t), 1);
        fixture_close(&f);
    }
}

/* A string is a value, but the key of an entry that goes does not hold it. */
static void strings_of_cleared_entries_go(void) {
    fixture_open(&f);
    Table *t = push_weak("kv");
    for (int i = 0; i < 2; i++) {
        String *key = string_new_long(o, 1 << 20);
        memset(key->own_bytes, 'a' + i, key->length);
        const Value k = *fixture_push(&f, value_cell(key));
        set(t, k, i == 0 ? value_integer(1) : value_cell(table_new(o)));
        f.top--;
    }
    heap_collect(&o->heap, false);
    CHECK_EQUAL(entries(t), 1);
    CHECK(heap_used(&o->heap) > (1 << 20) && heap_used(&o->heap) < (2 << 20));
    fixture_close(&f);
}

/* Old weak tables with young contents. */
static void young_contents_of_old_tables(void) {
    fixture_open(&f);
    Table *v = push_weak("v"), *k = push_weak("k");
    heap_collect(&o->heap, false);
    for (int round = 0; round < FIXTURE_ROUNDS(50); round++) {
        const Value kept = new_key();
        set(v, value_integer(round * 2 + 1), value_cell(table_new(o)));
        set(v, value_integer(round * 2 + 2), kept);
        set(k, value_cell(table_new(o)), kept);
        set(k, kept, kept);
        collect(1);
        CHECK_EQUAL(entries(v), round + 1);
        CHECK_EQUAL(entries(k), round + 1);
    }
    fixture_close(&f);
}

static void finalizers_come_in_reverse(void) {
    for (int how = 0; how < 3; how++) {
        fixture_open(&f);
        for (int i = 0; i < 20; i++) {
            Table *t = push_table();
            set(t, value_integer(1), value_integer(i));
            set(t, value_integer(2), value_cell(table_new(o)));
            heap_register_finalizer(&o->heap, &t->cell);
            heap_register_finalizer(&o->heap, &t->cell);
        }
        f.top -= 10;
        collect(how);
        f.top -= 10;
        collect(0); /* the other ten are old by now */
        for (int i = 0; i < 20; i++) {
            Cell *c = heap_take_pending(&o->heap);
            if (!CHECK(c != NULL)) break;
            Value id, inner;
            table_get_integer((Table *)c, 1, &id);
            table_get_integer((Table *)c, 2, &inner);
            CHECK_EQUAL(id.u.i, i < 10 ? 19 - i : 9 - (i - 10));
            CHECK(inner.tag == TAG_TABLE && as_table(&inner)->cell.type == TAG_TABLE);
        }
        CHECK(!heap_has_pending(&o->heap));
        const size_t before = heap_used(&o->heap);
        collect(0);
        CHECK(heap_used(&o->heap) < before);
        fixture_close(&f);
    }
}

/* Values are removed before finalizers run, keys of resurrected objects after. */
static void resurrection(void) {
    for (int how = 0; how < 3; how++) {
        fixture_open(&f);
        Table *values = push_weak("v"), *keys = push_weak("k");
        Table *t = push_table();
        heap_register_finalizer(&o->heap, &t->cell);
        set(values, value_integer(1), value_cell(t));
        set(keys, value_cell(t), value_integer(1));
        f.top--;
        collect(how);
        CHECK_EQUAL(entries(values), 0);
        CHECK_EQUAL(entries(keys), 1);
        Cell *c = heap_take_pending(&o->heap);
        CHECK(c == &t->cell);
        fixture_push(&f, value_cell(c)); /* it is back, and may be registered again */
        heap_register_finalizer(&o->heap, c);
        collect(0);
        CHECK_EQUAL(entries(keys), 1);
        CHECK(!heap_has_pending(&o->heap));
        f.top--;
        collect(0);
        CHECK(heap_take_pending(&o->heap) == c);
        collect(0);
        CHECK_EQUAL(entries(keys), 0);
        fixture_close(&f);
    }
}

static void closing_finalizes_all(void) {
    fixture_open(&f);
    for (int i = 0; i < 5; i++)
        heap_register_finalizer(&o->heap, &push_table()->cell);
    heap_finalize_all(&o->heap);
    for (int i = 5; i > 0; i--)
        CHECK(heap_take_pending(&o->heap) == f.stack[i - 1].u.cell);
    CHECK(heap_take_pending(&o->heap) == NULL);
    fixture_close(&f);
}

/* Strings that died are found again by their content before they are swept. */
static void doomed_strings_revive(void) {
    fixture_open(&f);
    char text[32];
    for (int round = 0; round < FIXTURE_ROUNDS(100); round++) {
        for (int i = 0; i < 200; i++) {
            snprintf(text, sizeof(text), "string %d", i);
            fixture_string(&f, text);
            if (i % 4 == 0) {
                o->heap.debt = 1;
                heap_step(&o->heap);
            }
        }
        const Value a = *fixture_push(&f, fixture_string(&f, "string 7"));
        const Value b = *fixture_push(&f, fixture_string(&f, "string 7"));
        CHECK(a.u.cell == b.u.cell);
        CHECK_STRING(heap_check(&o->heap), NULL);
        f.top -= 2;
    }
    fixture_close(&f);
}

int main(void) {
    RUN(values_disappear);
    RUN(keys_disappear);
    RUN(ephemerons_do_not_hold_themselves);
    RUN(both_disappear);
    RUN(strings_of_cleared_entries_go);
    RUN(young_contents_of_old_tables);
    RUN(finalizers_come_in_reverse);
    RUN(resurrection);
    RUN(closing_finalizes_all);
    RUN(doomed_strings_revive);
    return check_result();
}
