/* Memory that is counted, and that runs out when told to.
**
** Each State has an Account, the `ud` of its lua_Alloc. Two kinds of requests are asked about:
** what the State wants besides its heap (compiler, Programs, the collector's lists) comes to
** `counted_allocate`; single cells and buffers of the heap come to `audit` before the heap looks for
** room. The blocks and slabs that the heap then wants for that are always granted, since their size
** says nothing about the program.
**
** Every piece carries its size in front and a mark behind; whoever gives it back with another size,
** or wrote beyond it, ends the process.
*/
#include "internals.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HEAD_BYTES 16 /* in front of a piece: its size; keeps the alignment of malloc */
#define MARK_BYTES 8  /* behind it */
#define MARK       0x6b
#define FREED      0x5a

typedef struct Account {
    struct Account *next; /* of all Accounts */
    State *state;         /* its first piece of memory, and so all zero at first; NULL: none yet */
    size_t held;          /* bytes, heap's blocks included */
} Account;

static Account *accounts;
static size_t limit;              /* of memory_in_use; 0: none */
static size_t pieces, most_bytes; /* pieces now, most bytes in use ever */

/* Which request is to be refused, counted from now on. */
static struct {
    long due;     /* 1: the next one; 0: none, or it has been refused */
    bool onwards; /* then all that follow, too */
    bool host;    /* only requests to the host count, blocks and slabs of the heap among them */
    bool again;   /* the heap has collected and asks a second time for what was refused */
    bool refused; /* some request was */
} refusal;

static size_t account_in_use(const Account *a) {
    if (a->state == NULL || a->state->objects.heap.client == NULL) return a->held;
    const Heap *const h = &a->state->objects.heap;
    return a->held - h->backing + heap_used(h);
}

size_t memory_in_use(void) {
    size_t sum = 0;
    for (const Account *a = accounts; a != NULL; a = a->next)
        sum += account_in_use(a);
    return sum;
}

size_t memory_set_limit(size_t bytes) {
    const size_t before = limit;
    limit = bytes;
    return before;
}

size_t memory_pieces(void) {
    return pieces;
}

void memory_refuse(long n, bool onwards, bool host) {
    refusal.due = n;
    refusal.onwards = onwards;
    refusal.host = host;
    refusal.again = refusal.refused = false;
}

long memory_refusal_due(void) {
    return refusal.refused ? 0 : refusal.due;
}

static bool must_refuse(bool is_cell) {
    if (refusal.again && is_cell) {
        refusal.again = false;
        return true;
    }
    if (refusal.due == 0 || --refusal.due > 0) return false;
    refusal.refused = true;
    refusal.due = refusal.onwards ? 1 : 0;
    refusal.again = is_cell && !refusal.onwards;
    return true;
}

static bool granted(size_t more, bool is_cell) {
    const size_t after = memory_in_use() + more;
    if (limit != 0 && after > limit) return false;
    if (!refusal.host && must_refuse(is_cell)) return false;
    if (after > most_bytes) most_bytes = after;
    return true;
}

/* Cells and buffers: refused ones are asked for once more. */
static bool audit(Heap *h, size_t more) {
    return granted(more, !h->busy);
}

static void die(const char *why) {
    fprintf(stderr, "orrery_t: memory: %s\n", why);
    abort();
}

static char *piece_base(void *piece, size_t size) {
    char *const base = (char *)piece - HEAD_BYTES;
    size_t noted;
    memcpy(&noted, base, sizeof noted);
    if (noted != size) die("given back with another size than it was asked for");
    for (int i = 0; i < MARK_BYTES; i++)
        if ((unsigned char)base[HEAD_BYTES + size + i] != MARK) die("written beyond its end");
    return base;
}

static void piece_free(void *piece, size_t size) {
    char *const base = piece_base(piece, size);
    memset(base, FREED, HEAD_BYTES + size);
    free(base);
    pieces--;
}

static void *piece_new(size_t size) {
    if (size > PTRDIFF_MAX - HEAD_BYTES - MARK_BYTES) return NULL;
    char *const base = malloc(HEAD_BYTES + size + MARK_BYTES);
    if (base == NULL) return NULL;
    memcpy(base, &size, sizeof size);
    memset(base + HEAD_BYTES + size, MARK, MARK_BYTES);
    pieces++;
    return base + HEAD_BYTES;
}

static void account_close(Account *a) {
    Account **link = &accounts;
    while (*link != a)
        link = &(*link)->next;
    *link = a->next;
    free(a);
}

/* Pieces always move, so that a stale pointer is found out. */
static void *piece_resize(void *piece, size_t old_size, size_t new_size) {
    char *const made = piece_new(new_size);
    if (made == NULL) return NULL;
    if (piece != NULL) {
        memcpy(made, piece, old_size < new_size ? old_size : new_size);
        piece_free(piece, old_size);
    }
    return made;
}

static void *counted_allocate(void *ud, void *piece, size_t old_size, size_t new_size) {
    Account *const a = ud;
    if (piece == NULL) old_size = 0;
    if (new_size == 0) {
        if (piece == NULL) return NULL;
        a->held -= old_size;
        piece_free(piece, old_size);
        if (a->held == 0) account_close(a);
        return NULL;
    }
    Heap *const h = a->state == NULL ? NULL : &a->state->objects.heap;
    if (h != NULL && h->client != NULL && h->audit == NULL) heap_set_audit(h, audit);
    const bool is_backing = h != NULL && h->backing_due;
    if (new_size > old_size) {
        if (refusal.host && must_refuse(false)) return NULL;
        if (!is_backing && !granted(new_size - old_size, false)) return NULL;
    }
    void *const made = piece_resize(piece, old_size, new_size);
    if (made == NULL) return NULL;
    a->held = a->held - old_size + new_size;
    if (a->state == NULL) a->state = memset(made, 0, new_size);
    return made;
}

lua_State *counted_state_new(void) {
    Account *const a = calloc(1, sizeof *a);
    if (a == NULL) return NULL;
    a->next = accounts;
    accounts = a;
    lua_State *const L = lua_newstate(counted_allocate, a);
    for (Account *left = L == NULL ? accounts : NULL; left != NULL; left = left->next) {
        if (left != a) continue; /* else it went with the State's last piece */
        account_close(a);
        break;
    }
    return L;
}

/* ---- T.totalmem, T.alloccount ---------------------------------------------------------------- */

typedef struct Count {
    unsigned types; /* bit t: cells of type t count */
    lua_Integer cells;
} Count;

static void count_cell(Heap *h, Cell *c, void *context) {
    (void)h;
    Count *const count = context;
    count->cells += count->types >> c->type & 1u;
}

static unsigned types_of(lua_State *L, const char *name) {
    static const struct {
        const char *name;
        unsigned types;
    } names[] = {{"string", 1u << TAG_STRING},
                 {"table", 1u << TAG_TABLE},
                 {"function", 1u << TAG_CLOSURE | 1u << TAG_NATIVE_CLOSURE},
                 {"userdata", 1u << TAG_USERDATA},
                 {"thread", 1u << TAG_COROUTINE},
                 {"upvalue", 1u << CELL_UPVALUE},
                 {"code", 1u << CELL_CODE},
                 {"shape", 1u << CELL_SHAPE}};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strcmp(names[i].name, name) == 0) return names[i].types;
    return (unsigned)luaL_error(L, "unknown type '%s'", name);
}

/* () -> bytes in use, pieces, most bytes; (type) -> number of cells; (bytes): sets the limit. */
int memory_totalmem(lua_State *L) {
    if (lua_isnoneornil(L, 1)) {
        lua_pushinteger(L, (lua_Integer)memory_in_use());
        lua_pushinteger(L, (lua_Integer)pieces);
        lua_pushinteger(L, (lua_Integer)most_bytes);
        return 3;
    }
    if (lua_type(L, 1) == LUA_TNUMBER) {
        memory_set_limit((size_t)luaL_checkinteger(L, 1));
        return 0;
    }
    Count count = {types_of(L, luaL_checkstring(L, 1)), 0};
    heap_each_cell(heap(L), count_cell, &count);
    lua_pushinteger(L, count.cells);
    return 1;
}

/* (n): n more requests are granted; (): all are. */
int memory_alloccount(lua_State *L) {
    memory_refuse(lua_isnoneornil(L, 1) ? 0 : (long)luaL_checkinteger(L, 1) + 1, true, false);
    return 0;
}
