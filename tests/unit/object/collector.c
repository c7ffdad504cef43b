/* The collector: a graph of tables mutated at random against a model, in every mode. */
#include "object_fixture.h"

static Fixture f;

#define NODES 400
#define EDGES 6
#define ROOTS 12

/* The model: node i is in use if it has an id; edges[i][k] is a node or -1. The id tells whether
** the table found at the end of an edge is the one that was stored. */
typedef struct Node {
    Table *table;
    int64_t id;
    int edges[EDGES];
    int kind; /* where the edges stand: slots, array, dictionary, upvalues of closures */
} Node;

static Node nodes[NODES];
static int roots[ROOTS]; /* node or -1; the stack holds the same */
static int64_t next_id;
static String *edge_names[EDGES], *id_name;

static Value edge_key(const Node *n, int k) {
    if (n->kind == 0) return value_cell(edge_names[k]);
    if (n->kind == 1) return value_integer(k + 1);
    if (n->kind == 2) return value_float(k + 0.5);
    return value_integer((int64_t)(EDGES - k) * 1000);
}

static void mark_reachable(int i, bool *reached) {
    if (i < 0 || reached[i]) return;
    reached[i] = true;
    for (int k = 0; k < EDGES; k++)
        mark_reachable(nodes[i].edges[k], reached);
}

static void forget_unreachable(void) {
    bool reached[NODES] = {false};
    for (int r = 0; r < ROOTS; r++)
        mark_reachable(roots[r], reached);
    for (int i = 0; i < NODES; i++)
        if (!reached[i]) nodes[i].id = 0;
}

static void check_node(int i) {
    const Node *n = &nodes[i];
    Value v;
    table_get_short(n->table, id_name, &v);
    if (!CHECK(v.tag == TAG_INTEGER && v.u.i == n->id)) return;
    for (int k = 0; k < EDGES; k++) {
        const Value key = edge_key(n, k);
        table_get(&f.objects, n->table, &key, &v);
        if (n->edges[k] < 0)
            CHECK(is_nil(&v));
        else
            CHECK(v.tag == TAG_TABLE && as_table(&v) == nodes[n->edges[k]].table);
    }
}

static void check_all(void) {
    forget_unreachable();
    for (int i = 0; i < NODES; i++)
        if (nodes[i].id != 0) check_node(i);
    CHECK_STRING(heap_check(&f.objects.heap), NULL);
}

static int random_node(void) { /* a reachable one, or -1: found by walking from a root */
    int i = roots[fixture_random(ROOTS)];
    for (uint32_t steps = fixture_random(8); steps > 0 && i >= 0; steps--) {
        const int next = nodes[i].edges[fixture_random(EDGES)];
        if (next < 0) break;
        i = next;
    }
    return i;
}

static void set_edge(int from, int k, int to) {
    const Value key = edge_key(&nodes[from], k);
    const Value v = to < 0 ? value_nil() : value_cell(nodes[to].table);
    table_set(&f.objects, nodes[from].table, &key, &v);
    nodes[from].edges[k] = to;
}

static void new_node(int root) {
    forget_unreachable();
    int i = 0;
    while (i < NODES && nodes[i].id != 0)
        i++;
    if (i == NODES) { /* full: drop something */
        roots[root] = -1;
        f.stack[root] = value_nil();
        return;
    }
    Table *t = table_new_sized(&f.objects, fixture_random(3), fixture_random(4), 0);
    f.stack[root] = value_cell(t);
    roots[root] = i;
    nodes[i] = (Node){.table = t, .id = ++next_id, .kind = (int)fixture_random(4)};
    for (int k = 0; k < EDGES; k++)
        nodes[i].edges[k] = -1;
    const Value id = value_integer(next_id);
    table_set_field(&f.objects, t, id_name, &id);
}

static void mutate_nodes(int root, int a, int b) {
    switch (fixture_random(8)) {
    case 0:
    case 1:
    case 2: /* a new node, linked to the one that it replaces as root */
    {
        const int old = roots[root];
        new_node(root);
        if (a >= 0 && nodes[a].id != 0 && roots[root] >= 0 && fixture_random(3) > 0)
            set_edge(a, (int)fixture_random(EDGES), roots[root]);
        forget_unreachable();
        if (old >= 0 && nodes[old].id != 0 && roots[root] >= 0)
            set_edge(roots[root], (int)fixture_random(EDGES), old);
        break;
    }
    case 3:
    case 4:
    case 5:
        if (a >= 0 && b >= 0) set_edge(a, (int)fixture_random(EDGES), b);
        break;
    case 6:
        if (a >= 0) set_edge(a, (int)fixture_random(EDGES), -1);
        break;
    default: /* root moves */
        if (b >= 0) {
            f.stack[root] = value_cell(nodes[b].table);
            roots[root] = b;
        }
    }
}

/* Both nodes are anchored meanwhile. */
static void mutate(void) {
    const int a = random_node(), b = random_node();
    fixture_push(&f, a < 0 ? value_nil() : value_cell(nodes[a].table));
    fixture_push(&f, b < 0 ? value_nil() : value_cell(nodes[b].table));
    mutate_nodes((int)fixture_random(ROOTS), a, b);
    f.top -= 2;
}

static void mutate_a_while(int rounds, uint32_t step_chance, uint32_t full_chance) {
    Heap *h = &f.objects.heap;
    for (int n = 0; n < FIXTURE_ROUNDS(rounds); n++) {
        mutate();
        if (step_chance > 0 && fixture_random(step_chance) == 0) {
            h->debt = 1; /* a step is due now */
            heap_step(h);
        }
        if (full_chance > 0 && fixture_random(full_chance) == 0) heap_collect(h, false);
        if (n % 50 == 0) check_all();
    }
    check_all();
}

static void open_graph(void) {
    fixture_open(&f);
    memset(nodes, 0, sizeof(nodes));
    f.objects.heap.tuning.step_size_log2 = 6; /* tiny steps: marking interleaves with mutation */
    for (int r = 0; r < ROOTS; r++) {
        roots[r] = -1;
        fixture_push(&f, value_nil());
    }
    for (int k = 0; k < EDGES; k++) {
        const char name[2] = {(char)('a' + k), 0};
        edge_names[k] = as_string(fixture_push(&f, fixture_string(&f, name)));
    }
    id_name = as_string(fixture_push(&f, fixture_string(&f, "id")));
}

static void incremental_graph(void) {
    open_graph();
    heap_set_mode(&f.objects.heap, HEAP_INCREMENTAL);
    mutate_a_while(20000, 2, 0);
    fixture_close(&f);
}

static void generational_graph(void) {
    open_graph();
    mutate_a_while(20000, 20, 0);
    fixture_close(&f);
}

static void generational_with_full_cycles(void) {
    open_graph();
    for (int i = 0; i < 20; i++) {
        f.objects.heap.force_full = true; /* the next step begins a full cycle */
        mutate_a_while(1000, 3, 0);
    }
    fixture_close(&f);
}

static void modes_change(void) {
    open_graph();
    for (int i = 0; i < 60; i++) {
        heap_set_mode(&f.objects.heap, fixture_random(2) ? HEAP_INCREMENTAL : HEAP_GENERATIONAL);
        mutate_a_while(300, 1 + fixture_random(10), 50);
        if (fixture_random(3) == 0) heap_manual_step(&f.objects.heap, fixture_random(3));
    }
    fixture_close(&f);
}

/* Lists of the collector cannot grow: everything must still be found. */
static void no_memory_for_marking(void) {
    open_graph();
    for (int i = 0; i < 40; i++) {
        mutate_a_while(200, 0, 0);
        f.fail_at = 0;
        heap_collect(&f.objects.heap, false);
        f.fail_at = -1;
        check_all();
    }
    fixture_close(&f);
}

/* Every node up to this one is in the weak table, by its id, and some have finalizers. */
static int64_t noted_id;

static void note_nodes(Table *weak) {
    forget_unreachable();
    noted_id = next_id;
    for (int i = 0; i < NODES; i++) {
        if (nodes[i].id == 0) continue;
        const Value key = value_integer(nodes[i].id), v = value_cell(nodes[i].table);
        table_set(&f.objects, weak, &key, &v);
        if (nodes[i].id % 3 == 0) heap_register_finalizer(&f.objects.heap, &nodes[i].table->cell);
    }
}

static void check_noted(const Table *weak) {
    uint64_t position = 0;
    Value key, v, id;
    while (table_next_at(weak, &position, &key, &v)) {
        table_get_short(as_table(&v), id_name, &id);
        if (!CHECK(id.tag == TAG_INTEGER && id.u.i == key.u.i)) return;
    }
    for (int i = 0; i < NODES; i++) {
        if (nodes[i].id == 0 || nodes[i].id > noted_id) continue;
        const Value wanted = value_integer(nodes[i].id);
        table_get(&f.objects, weak, &wanted, &v);
        if (!CHECK(v.tag == TAG_TABLE && as_table(&v) == nodes[i].table)) return;
    }
}

/* So that it must grow. */
static void forget_room(CellList *list) {
    if (list->count > 0) return;
    allocator_free(&f.allocator, list->items, list->capacity * sizeof(Cell *));
    *list = (CellList){0};
}

/* Collections are given up wherever they look whether to, gone on with by steps or by others, and
** memory is short for some. */
static void stopped_anywhere(void) {
    open_graph();
    Objects *o = &f.objects;
    Table *weak = as_table(fixture_push(&f, value_cell(table_new(o))));
    Table *m = as_table(fixture_push(&f, value_cell(table_new(o))));
    const Value *mode = fixture_push(&f, fixture_string(&f, "v"));
    table_set_field(o, m, o->events[EVENT_MODE], mode);
    table_set_metatable(o, weak, m);
    o->heap.slice = 1; /* it asks whenever it can */
    for (int i = 0; i < FIXTURE_ROUNDS(3000); i++) {
        f.stop_in = i % 5 == 0 ? 1 + (long)fixture_random(300) : -1;
        mutate_a_while(20, fixture_random(2) * 5, 0);
        if (i % 4 == 0) note_nodes(weak);
        f.stop_in = 1 + (long)fixture_random(i % 2 == 0 ? 20 : 1000);
        if (fixture_random(3) == 0) {
            forget_room(&o->heap.gray);
            f.fail_at = (long)fixture_random(3);
        }
        heap_collect(&o->heap, false);
        f.fail_at = f.stop_in = -1;
        while (heap_has_pending(&o->heap))
            heap_take_pending(&o->heap);
        while (i % 3 == 0 &&
               o->heap.phase != PHASE_IDLE) { /* the one that was given up, to its end */
            o->heap.debt = 1;
            heap_step(&o->heap);
        }
        check_noted(weak);
        check_all();
    }
    heap_collect(&o->heap, false);
    check_noted(weak);
    fixture_close(&f);
}

/* A long list and a wide array, with tiny gray stack increments. */
static void deep_and_wide(void) {
    open_graph();
    Objects *o = &f.objects;
    Value *list = fixture_push(&f, value_nil());
    Value *array = fixture_push(&f, value_cell(table_new(o)));
    const int n = FIXTURE_ROUNDS(20000);
    for (int i = 0; i < n; i++) {
        Table *t = table_new_sized(o, 0, 2, 0);
        const Value old = *list;
        *list = value_cell(t);
        table_set_field(o, t, edge_names[0], &old);
        table_set_integer(o, as_table(array), i + 1, list);
        fixture_safe_point(&f);
    }
    heap_set_mode(&o->heap, HEAP_INCREMENTAL);
    bool ended = false;
    for (int i = 0; !ended && i < 1000000; i++) {
        ended = heap_manual_step(&o->heap, 0);
        const int at = 1 + (int)fixture_random((uint32_t)n);
        if (i % 100 == 0) table_set_integer(o, as_table(array), at, list);
        if (i % 1000 == 0) CHECK_STRING(heap_check(&o->heap), NULL);
    }
    CHECK(ended);
    CHECK_EQUAL(table_length(as_table(array)), n);
    int length = 0;
    for (Value v = *list; v.tag == TAG_TABLE; length++)
        table_get_short(as_table(&v), edge_names[0], &v);
    CHECK_EQUAL(length, n);
    fixture_close(&f);
}

/* Tables that are traced in slices change meanwhile: elements move, parts are rebuilt, array
** elements go to the dictionary and back. Every element is a table that holds its own number. */
static void large_tables_change_while_marked(void) {
    open_graph();
    Objects *o = &f.objects;
    const int n = FIXTURE_ROUNDS(20000);
    Table *t = as_table(fixture_push(&f, value_cell(table_new(o))));
    Value *v = fixture_push(&f, value_nil());
    const Value nil = value_nil();
    heap_set_mode(&o->heap, HEAP_INCREMENTAL);
    int64_t next = 1, first = 1;
    for (int round = 0; round < n * 3; round++) {
        const uint32_t choice = fixture_random(10);
        *v = value_cell(table_new_sized(o, 1, 0, 0));
        const Value id = value_integer(next);
        table_set_integer(o, as_table(v), 1, &id);
        if (round < n || choice < 4) { /* append */
            table_set_integer(o, t, next++, v);
        } else if (choice < 6) { /* float keys: the dictionary grows and is rebuilt */
            const Value key = value_float((double)fixture_random((uint32_t)n) + 0.5);
            table_set(o, t, &key, choice == 4 ? &nil : v);
        } else if (choice < 9) { /* the front goes: the array gets holes, and may be given up */
            for (int i = 0; i < 3 && first < next; i++)
                table_set_integer(o, t, first++, &nil);
        } else { /* elements change places */
            const int64_t a = first + fixture_random((uint32_t)(next - first) + 1);
            Value x;
            table_get_integer(t, a, &x);
            *v = x;
            if (a < next) table_set_integer(o, t, a, &nil);
            table_set_integer(o, t, next++, v);
        }
        if (fixture_random(2) == 0) heap_manual_step(&o->heap, 0);
        if (round % 2000 == 0) CHECK_STRING(heap_check(&o->heap), NULL);
    }
    Value key, value;
    for (uint64_t position = 0; table_next_at(t, &position, &key, &value);) {
        CHECK(value.tag == TAG_TABLE && value.u.cell->type == TAG_TABLE);
        CHECK(table_length(as_table(&value)) == 1);
    }
    CHECK_STRING(table_check(t), NULL);
    fixture_close(&f);
}

static void garbage_is_freed(void) {
    open_graph();
    Objects *o = &f.objects;
    size_t most = 0;
    heap_collect(&o->heap, false);
    const size_t before = heap_used(&o->heap);
    for (int mode = 0; mode < 2; mode++) {
        heap_set_mode(&o->heap, mode == 0 ? HEAP_INCREMENTAL : HEAP_GENERATIONAL);
        for (int i = 0; i < FIXTURE_ROUNDS(200000); i++) {
            const Value v = value_cell(table_new_sized(o, 10, 0, 0));
            f.stack[0] = v;
            fixture_safe_point(&f);
            if (heap_used(&o->heap) > most) most = heap_used(&o->heap);
        }
        CHECK(most < 2500000);
    }
    f.stack[0] = value_nil();
    heap_collect(&o->heap, false);
    CHECK_EQUAL(heap_used(&o->heap), before);
    fixture_close(&f);
}

static void stopped_collector_rests(void) {
    open_graph();
    Objects *o = &f.objects;
    heap_stop(&o->heap);
    for (int i = 0; i < FIXTURE_ROUNDS(20000); i++) {
        f.stack[0] = value_cell(table_new(o));
        CHECK(!heap_wants_step(&o->heap));
    }
    heap_restart(&o->heap);
    CHECK(heap_is_running(&o->heap));
#ifndef STRESS_GC
    CHECK(heap_wants_step(&o->heap));
#endif
    fixture_close(&f);
}

int main(void) {
    RUN(incremental_graph);
    RUN(generational_graph);
    RUN(generational_with_full_cycles);
    RUN(modes_change);
    RUN(no_memory_for_marking);
    RUN(stopped_anywhere);
    RUN(deep_and_wide);
    RUN(large_tables_change_while_marked);
    RUN(garbage_is_freed);
    RUN(stopped_collector_rests);
    return check_result();
}
