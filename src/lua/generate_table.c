/* Table constructors.
**
** Constant string keys make a template: the table starts with the shape and size that it will have,
** and their values are stored by slot. Values without a key collect in registers and are stored in
** batches. All other fields, and constant keys beyond the template's limit, are ordinary
** assignments.
*/
#include <string.h>

#include "emit.h"

#define BATCH 50u /* positional values held in registers before they are stored */

/* A constructor being generated. */
typedef struct Construction {
    unsigned table;                    /* its register; batched values stand right behind it */
    uint32_t stored;                   /* positional values stored so far */
    unsigned batched;                  /* positional values in registers */
    uint32_t template;                 /* index of the template */
    uint32_t keys[TEMPLATE_KEY_LIMIT]; /* the template's, constants in slot order */
    uint32_t key_count;
} Construction;

/* Gives the key of an item its slot; a key that comes twice has one slot. False: the template is
** full, or the key too long. */
static bool assign_slot(Generator *g, Construction *c, Expression *key, uint64_t serial) {
    Name *name = key->name;
    if (name->table_serial != serial) {
        if (c->key_count == TEMPLATE_KEY_LIMIT) return false;
        if (name->length > TEMPLATE_KEY_LENGTH_MAX) return false;
        name->table_serial = serial;
        name->table_slot = c->key_count;
        c->keys[c->key_count++] = constant_name(g, name);
    }
    key->template_slot = (uint16_t)(name->table_slot + 1);
    return true;
}

static uint32_t new_template(Generator *g, const Construction *c, size_t array_size,
                             size_t hash_size) {
    const uint32_t index = builder_template(g->builder, (uint32_t)array_size, (uint32_t)hash_size,
                                            c->keys, c->key_count);
    if (index == UINT32_MAX) compiler_no_memory(g->compiler);
    return index;
}

/* `{}` is frequent; a function needs one template for all of them. */
static uint32_t empty_template(Generator *g, const Construction *c) {
    if (g->empty_template == UINT32_MAX) g->empty_template = new_template(g, c, 0, 0);
    return g->empty_template;
}

/* How many elements to make room for when `count` values are followed by one expression that may
** have any number. A call behind other values mostly has one; a vararg expression, and a call
** alone, can have many: then SETLIST makes the room for what there is. */
static size_t open_array_size(size_t count, const Expression *last) {
    if (count == 0 || last->kind == EXPRESSION_VARARG) return 0;
    return count + 1;
}

/* Decides about slots and sizes. Storing under a computed key may change the table's form, so that
** constant keys behind one get no slots. */
static void plan(Generator *g, Construction *c, const TableConstructor *table) {
    if (table->count == 0) {
        c->template = empty_template(g, c);
        return;
    }
    const uint64_t serial = ++g->shared->serial;
    size_t array_size = 0, hash_size = 0;
    bool has_slots = true;
    for (size_t i = 0; i < table->count; i++) {
        const TableItem *item = &table->items[i];
        if (item->key == NULL) {
            if (i + 1 < table->count || !expression_is_open(item->value)) {
                array_size++;
            } else {
                array_size = open_array_size(array_size, item->value);
            }
            continue;
        }
        has_slots = has_slots && item->key->kind == EXPRESSION_STRING;
        hash_size += !has_slots || !assign_slot(g, c, item->key, serial);
    }
    if (array_size > UINT32_MAX || hash_size > UINT32_MAX)
        compiler_error(g->compiler, g->line, "table constructor too long");
    c->template = new_template(g, c, array_size, hash_size);
}

/* Stores the values in registers; `count` 0: up to the top. */
static void store_batch(Generator *g, Construction *c, unsigned count, uint32_t line) {
    emit_abc_extra(g, OP_SETLIST, c->table, count, 0, c->stored, line);
    c->stored += c->batched;
    c->batched = 0;
    g->free = c->table + 1;
}

static void positional_item(Generator *g, Construction *c, Expression *value, bool is_last) {
    if (c->batched == BATCH) store_batch(g, c, BATCH, value->line);
    if (is_last && expression_is_open(value)) {
        values_open(g, value);
        store_batch(g, c, 0, value->line);
    } else {
        value_push(g, value);
        c->batched++;
    }
}

static void keyed_item(Generator *g, const Construction *c, const TableItem *item) {
    const unsigned mark = g->free;
    Expression *key = item->key;
    const uint32_t line = item->value->line;
    if (key->kind == EXPRESSION_STRING) {
        const unsigned value = operand(g, item->value, NO_REGISTER);
        if (key->template_slot > 0)
            emit_abc(g, OP_INITFIELD, c->table, value, key->template_slot - 1u, line);
        else
            emit_abc_extra(g, OP_SETFIELD, c->table, value, 0, constant_name(g, key->name), line);
    } else if (key->kind == EXPRESSION_INTEGER && key->integer >= 0 && key->integer <= 255) {
        const unsigned value = operand(g, item->value, NO_REGISTER);
        emit_abc(g, OP_SETINDEXI, c->table, (unsigned)key->integer, value, line);
    } else {
        const unsigned index = operand(g, key, NO_REGISTER);
        const unsigned value = operand(g, item->value, NO_REGISTER);
        emit_abc(g, OP_SETINDEX, c->table, index, value, line);
    }
    g->free = mark;
}

void table_to(Generator *g, Expression *e, unsigned target) {
    const TableConstructor *table = e->table;
    const unsigned mark = g->free;
    Construction c;
    c.table = newest_register(g, target);
    c.stored = c.batched = c.key_count = 0;
    plan(g, &c, table);
    emit_abc_extra(g, OP_NEWTABLE, c.table, live_registers(g, c.table), 0, c.template, e->line);
    for (size_t i = 0; i < table->count; i++) {
        const TableItem *item = &table->items[i];
        if (item->key == NULL)
            positional_item(g, &c, item->value, i + 1 == table->count);
        else
            keyed_item(g, &c, item);
    }
    if (c.batched > 0) store_batch(g, &c, c.batched, table->end_line);
    if (c.table != target) emit_abc(g, OP_MOVE, target, c.table, 0, e->line);
    g->free = mark;
}
