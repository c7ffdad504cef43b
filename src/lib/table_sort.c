/* table.sort.
**
** A stable merge sort over a permutation. The elements stay where they are, in the table (for an
** object with metamethods: in a copy, made before); what is merged are two arrays of their
** positions, and the elements move only once, at the end. Therefore
**
**   - a comparison function may do anything, to the table too: positions stay valid whatever it
**     answers, and an error in it leaves the table as it was;
**   - the number of comparisons is n log2 n - n at most and near the optimum, which is what counts
**     when each is a call of a Lua function. (Quicksort makes a fifth more, and needs a defence
**     against its quadratic case and against functions that lie.)
**
** Two machines do the merging:
**
** 1. Keys. If no function is given and all elements are numbers, or all strings, each gets an
**    unsigned 64-bit key whose order is theirs: for an integer its bits with the sign flipped, for
**    a float its bits made monotone, for a string its first eight bytes. A C loop sorts pairs of
**    key and position; only strings with equal keys look at the text. Integers and floats together
**    are compared as floats if that is exact, that is for integers up to 2^53; else machine 2 does
**    it.
**
** 2. Questions. Otherwise the merge is turned inside out: `sorter_ask` runs until it has to know
**    whether one element is less than another, the driver finds out, maybe by a request to call a
**    function (so comparison functions and __lt may yield), and `sorter_answer` goes on.
**
** An order that contradicts itself gives some permutation. As a courtesy the last question asks
** whether the greatest element is less than the smallest: a function that says so, such as one that
** always answers true, is reported as "invalid order function for sorting".
*/

#include "table_sort.h"

#include "lauxlib.h"
#include "native.h"
#include "meter.h"
#include "table_indirect.h"

#include <limits.h>
#include <locale.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* Slots of the native. */
enum {
    TABLE = 1,
    FUNCTION, /* comparison function or nil */
    TARGET,   /* object that gets the result, or nil: the table itself is what the script sees */
    WORK      /* userdata: the sorter or the keys */
};

/* Positions of elements, 0 for the element 1. */
typedef uint32_t Position;

/* ---- Moving the elements --------------------------------------------------------------------- */

/* Replaces the sequence by its permutation: element i becomes the one at order[i]. Follows each
** cycle with one element in hand; clears `order` into the identity on the way. */
static void permute_in_place(lua_State *L, Position *order, size_t count) {
    for (size_t start = 0; start < count; start++) {
        vm_check_poll(L);
        if (order[start] == start) continue;
        lua_rawgeti(L, TABLE, (lua_Integer)start + 1);
        size_t hole = start;
        while (order[hole] != start) {
            vm_work(L, 2 * COST_ELEMENT);
            const size_t source = order[hole];
            lua_rawgeti(L, TABLE, (lua_Integer)source + 1);
            lua_rawseti(L, TABLE, (lua_Integer)hole + 1);
            order[hole] = (Position)hole;
            hole = source;
        }
        order[hole] = (Position)hole;
        lua_rawseti(L, TABLE, (lua_Integer)hole + 1);
    }
}

/* All is in order: the end. */
static int sorted(lua_State *L, size_t count) {
    return lua_isnil(L, TARGET) ? 0 : indirect_store(L, (lua_Integer)count, TARGET);
}

/* ---- Machine 1: keys ------------------------------------------------------------------------- */

typedef struct SortItem {
    uint64_t key;  /* order of the keys is the order of the elements, but for ties of strings */
    uint64_t home; /* position of the element */
} SortItem;

/* The text of a string element; the table owns it. */
typedef struct SortText {
    const char *bytes;
    size_t length; /* in bytes */
} SortText;

/* What the elements are; decides how keys are made. */
typedef enum KeyKind { KEYS_NONE, KEYS_INTEGER, KEYS_FLOAT, KEYS_MIXED, KEYS_STRING } KeyKind;

static const uint64_t sign_bit = UINT64_C(1) << 63;
static const lua_Integer exact_limit = (lua_Integer)1 << 53; /* floats hold integers up to here */

static uint64_t integer_key(lua_Integer value) {
    return (uint64_t)value ^ sign_bit;
}

static lua_Integer integer_of_key(uint64_t key) {
    return (lua_Integer)(key ^ sign_bit);
}

/* IEEE floats order like sign-and-magnitude integers. Of the two zeros, which are equal, the
** negative one gets the smaller key. */
static uint64_t float_key(lua_Number value) {
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits & sign_bit ? ~bits : bits | sign_bit;
}

static lua_Number float_of_key(uint64_t key) {
    const uint64_t bits = key & sign_bit ? key ^ sign_bit : ~key;
    lua_Number value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static uint64_t string_key(SortText text) {
    unsigned char head[8] = {0};
    memcpy(head, text.bytes, text.length < 8 ? text.length : 8);
    uint64_t key = 0;
    for (int i = 0; i < 8; i++)
        key = key << 8 | head[i];
    return key;
}

static bool text_less(SortText a, SortText b) {
    const int order = memcmp(a.bytes, b.bytes, a.length < b.length ? a.length : b.length);
    return order < 0 || (order == 0 && a.length < b.length);
}

/* `texts` is NULL for numbers. */
static inline bool item_less(SortItem a, SortItem b, const SortText *texts) {
    if (a.key != b.key || texts == NULL) return a.key < b.key;
    return text_less(texts[a.home], texts[b.home]);
}

static void insertion_sort(SortItem *items, size_t count, const SortText *texts) {
    for (size_t i = 1; i < count; i++) {
        const SortItem item = items[i];
        size_t j = i;
        for (; j > 0 && item_less(item, items[j - 1], texts); j--)
            items[j] = items[j - 1];
        items[j] = item;
    }
}

/* Merges the sorted halves of `from` into `to`. */
static void merge_items(lua_State *L, const SortItem *from, size_t middle, size_t count,
                        SortItem *to, const SortText *texts) {
    size_t left = 0, right = middle;
    while (left < middle && right < count) {
        const bool take_right = item_less(from[right], from[left], texts);
        *to++ = from[take_right ? right : left];
        right += take_right;
        left += !take_right;
        if (((left + right) & 0xfff) == 0) vm_check_poll(L);
    }
    memcpy(to, from + left, (middle - left) * sizeof *to);
    memcpy(to + (middle - left), from + right, (count - right) * sizeof *to);
}

/* Sorts `items`; `scratch` has room for as many. Recursion is log2 of the count deep. */
static void merge_sort(lua_State *L, SortItem *items, SortItem *scratch, size_t count,
                       const SortText *texts) {
    vm_charge(L, (uint64_t)count * COST_COMPARISON);
    if (count <= 12) { /* measured: below this, insertion wins */
        insertion_sort(items, count, texts);
        return;
    }
    const size_t middle = count / 2;
    vm_check_poll(L);
    merge_sort(L, items, scratch, middle, texts);
    merge_sort(L, items + middle, scratch + middle, count - middle, texts);
    if (!item_less(items[middle], items[middle - 1], texts))
        return; /* the halves are in order already */
    vm_copy(L, scratch, items, count * sizeof *items);
    merge_items(L, scratch, middle, count, items, texts);
}

/* Kind of the element on top. NaN is not ordered, so it has no key. */
static KeyKind element_kind(lua_State *L) {
    switch (lua_type(L, -1)) {
    case LUA_TSTRING: return KEYS_STRING;
    case LUA_TNUMBER: {
        const lua_Number value = lua_tonumber(L, -1);
        if (lua_isinteger(L, -1)) return KEYS_INTEGER;
        return value == value ? KEYS_FLOAT : KEYS_NONE;
    }
    default: return KEYS_NONE;
    }
}

/* What keys elements of these two kinds can have in common. */
static KeyKind join_kinds(KeyKind a, KeyKind b) {
    if (a == b) return a;
    if (a == KEYS_NONE || a == KEYS_STRING || b == KEYS_NONE || b == KEYS_STRING) return KEYS_NONE;
    return KEYS_MIXED;
}

static KeyKind find_kind(lua_State *L, size_t count) {
    KeyKind kind = KEYS_NONE;
    bool all_exact = true; /* every integer is one among floats too */
    for (size_t i = 1; i <= count; i++) {
        vm_work(L, COST_ELEMENT);
        lua_rawgeti(L, TABLE, (lua_Integer)i);
        const KeyKind element = element_kind(L);
        const lua_Integer value = element == KEYS_INTEGER ? lua_tointeger(L, -1) : 0;
        lua_pop(L, 1);
        all_exact = all_exact && -exact_limit <= value && value <= exact_limit;
        kind = i == 1 ? element : join_kinds(kind, element);
        if (kind == KEYS_NONE) return KEYS_NONE;
    }
    return kind == KEYS_MIXED && !all_exact ? KEYS_NONE : kind;
}

/* Strings compare bytewise in these locales only. */
static bool locale_is_plain(void) {
    const char *name = setlocale(LC_COLLATE, NULL);
    return name == NULL || strcmp(name, "C") == 0 || strcmp(name, "POSIX") == 0;
}

/* How often an element takes part in merging, about. */
static unsigned rounds(size_t count) {
    unsigned n = 1;
    while (count >>= 1)
        n++;
    return n;
}

static void make_keys(lua_State *L, KeyKind kind, SortItem *items, SortText *texts, size_t count) {
    for (size_t i = 0; i < count; i++) {
        vm_work(L, COST_ELEMENT);
        lua_rawgeti(L, TABLE, (lua_Integer)i + 1);
        items[i].home = i;
        if (kind == KEYS_STRING) {
            texts[i].bytes = lua_tolstring(L, -1, &texts[i].length);
            vm_charge(L, cost_of_bytes(texts[i].length) * rounds(count));
            items[i].key = string_key(texts[i]);
        } else if (kind == KEYS_INTEGER)
            items[i].key = integer_key(lua_tointeger(L, -1));
        else
            items[i].key = float_key(lua_tonumber(L, -1));
        lua_pop(L, 1);
    }
}

/* Stores sorted elements: numbers of one kind from their keys, others by moving them. */
static void store_items(lua_State *L, KeyKind kind, const SortItem *items, Position *order,
                        size_t count) {
    if (kind == KEYS_INTEGER || kind == KEYS_FLOAT) {
        for (size_t i = 0; i < count; i++) {
            vm_work(L, COST_ELEMENT);
            if (kind == KEYS_INTEGER)
                lua_pushinteger(L, integer_of_key(items[i].key));
            else
                lua_pushnumber(L, float_of_key(items[i].key));
            lua_rawseti(L, TABLE, (lua_Integer)i + 1);
        }
        return;
    }
    for (size_t i = 0; i < count; i++)
        order[i] = (Position)items[i].home;
    permute_in_place(L, order, count);
}

/* Sorts by keys if there are any, and says whether it did. */
static bool sort_by_keys(lua_State *L, size_t count) {
    const KeyKind kind = find_kind(L, count);
    if (kind == KEYS_NONE || (kind == KEYS_STRING && !locale_is_plain())) return false;
    const size_t text_bytes = kind == KEYS_STRING ? count * sizeof(SortText) : 0;
    SortItem *items = lua_newuserdatauv(L, 2 * count * sizeof *items + text_bytes, 0);
    SortText *texts = kind == KEYS_STRING ? (SortText *)(items + 2 * count) : NULL;
    make_keys(L, kind, items, texts, count);
    merge_sort(L, items, items + count, count, texts);
    store_items(L, kind, items, (Position *)(items + count), count);
    return true;
}

/* ---- Machine 2: questions -------------------------------------------------------------------- */

/* What the pending question is for. */
typedef enum Question {
    ASK_NOTHING,
    ASK_RUNS,    /* do the two runs have to be merged, or are they in order? */
    ASK_MERGE,   /* is the head of the right run less than the head of the left? */
    ASK_EXTREMES /* is the last element less than the first? */
} Question;

/* A bottom-up merge sort between two questions. Runs of `width` positions in `from` are sorted;
** [left, middle) and [right, end) are what remains of the two being merged into `to` at `out`. */
typedef struct Sorter {
    Position *from, *to; /* `count` positions each, swapped after each round */
    size_t count;
    size_t width;
    size_t left, middle, right, end, out;
    Position candidate, reference; /* the question: candidate < reference? */
    Question question;
    Position storage[]; /* both arrays */
} Sorter;

/* Runs shorter than this are merged without asking first whether they are in order: the question
** would cost more than it saves. */
static const size_t worth_asking = 8;

static void sorter_start(Sorter *sorter, size_t count) {
    *sorter = (Sorter){.count = count, .width = 1};
    sorter->from = sorter->storage;
    sorter->to = sorter->storage + count;
    for (size_t i = 0; i < count; i++)
        sorter->from[i] = (Position)i;
}

static void sorter_pose(Sorter *sorter, Question question, size_t candidate, size_t reference) {
    sorter->question = question;
    sorter->candidate = sorter->from[candidate];
    sorter->reference = sorter->from[reference];
}

static size_t at_most(size_t value, size_t limit) {
    return value < limit ? value : limit;
}

/* Copies what remains of both runs. Correct only when one of them is empty or all of the left one
** precedes the right one. */
static void copy_rest(Sorter *sorter) {
    const size_t lefts = sorter->middle - sorter->left, rights = sorter->end - sorter->right;
    memcpy(sorter->to + sorter->out, sorter->from + sorter->left, lefts * sizeof(Position));
    sorter->out += lefts;
    memcpy(sorter->to + sorter->out, sorter->from + sorter->right, rights * sizeof(Position));
    sorter->out += rights;
    sorter->left = sorter->middle;
    sorter->right = sorter->end;
}

/* Goes on to the next two runs of this round. */
static void next_runs(Sorter *sorter) {
    sorter->left = sorter->end;
    sorter->middle = at_most(sorter->left + sorter->width, sorter->count);
    sorter->right = sorter->middle;
    sorter->end = at_most(sorter->middle + sorter->width, sorter->count);
}

static void next_round(Sorter *sorter) {
    Position *sorted = sorter->to;
    sorter->to = sorter->from;
    sorter->from = sorted;
    sorter->width *= 2;
    sorter->left = sorter->middle = sorter->right = sorter->end = sorter->out = 0;
}

/* Works until a question arises, and returns true; or returns false at the end, with the sorted
** order in `from`. */
static bool sorter_ask(Sorter *sorter) {
    while (sorter->width < sorter->count) {
        if (sorter->left < sorter->middle && sorter->right < sorter->end) {
            sorter_pose(sorter, ASK_MERGE, sorter->right, sorter->left);
            return true;
        }
        copy_rest(sorter);
        if (sorter->end == sorter->count) {
            next_round(sorter);
            continue;
        }
        next_runs(sorter);
        if (sorter->width >= worth_asking && sorter->right < sorter->end) {
            sorter_pose(sorter, ASK_RUNS, sorter->right, sorter->middle - 1);
            return true;
        }
    }
    if (sorter->question == ASK_EXTREMES || sorter->count < 4) return false;
    sorter_pose(sorter, ASK_EXTREMES, sorter->count - 1, 0);
    return true;
}

/* Takes the answer to the pending question. False: the order contradicts itself. */
static bool sorter_answer(Sorter *sorter, bool less) {
    switch (sorter->question) {
    case ASK_RUNS:
        if (!less) copy_rest(sorter);
        return true;
    case ASK_MERGE:
        sorter->to[sorter->out++] = sorter->from[less ? sorter->right++ : sorter->left++];
        return true;
    case ASK_EXTREMES: return !less;
    default: return true;
    }
}

/* Two strings or two numbers compare without calling anything. */
static bool compares_directly(lua_State *L) {
    const int type = lua_type(L, -1);
    return type == lua_type(L, -2) && (type == LUA_TNUMBER || type == LUA_TSTRING);
}

/* Puts the metamethod that compares the two elements on top below them; false if there is none, as
** for two numbers. */
static bool insert_metamethod(lua_State *L) {
    if (compares_directly(L)) return false;
    if (luaL_getmetafield(L, -2, "__lt") == LUA_TNIL &&
        luaL_getmetafield(L, -1, "__lt") == LUA_TNIL)
        return false;
    lua_insert(L, -3);
    return true;
}

static void take_answer(lua_State *L, Sorter *sorter, bool less) {
    if (!sorter_answer(sorter, less)) luaL_error(L, "invalid order function for sorting");
}

static int question_answered(lua_State *L, int status, lua_KContext context);

/* Answers questions until one needs a call, or the elements are sorted. */
static int run_sorter(lua_State *L, Sorter *sorter) {
    while (sorter_ask(sorter)) {
        vm_work(L, COST_COMPARISON + 2 * COST_ELEMENT);
        if (!lua_isnil(L, FUNCTION)) lua_pushvalue(L, FUNCTION);
        lua_rawgeti(L, TABLE, (lua_Integer)sorter->candidate + 1);
        lua_rawgeti(L, TABLE, (lua_Integer)sorter->reference + 1);
        if (!lua_isnil(L, FUNCTION) || insert_metamethod(L))
            return native_callback(L, 2, 1, (lua_KContext)sorter, question_answered);
        const bool less = lua_compare(L, -2, -1, LUA_OPLT);
        lua_pop(L, 2);
        take_answer(L, sorter, less);
    }
    permute_in_place(L, sorter->from, sorter->count);
    return sorted(L, sorter->count);
}

static int question_answered(lua_State *L, int status, lua_KContext context) {
    (void)status;
    Sorter *sorter = (Sorter *)context; /* the slot WORK keeps it */
    const bool less = lua_toboolean(L, -1);
    lua_pop(L, 1);
    take_answer(L, sorter, less);
    return run_sorter(L, sorter);
}

/* ---- Entry ----------------------------------------------------------------------------------- */

void table_sort_check(lua_State *L, lua_Integer count) {
    luaL_argcheck(L, count < INT_MAX, 1, "array too big");
    if (!lua_isnoneornil(L, FUNCTION)) luaL_checktype(L, FUNCTION, LUA_TFUNCTION);
    lua_settop(L, FUNCTION);
}

int table_sort(lua_State *L, lua_Integer count) {
    const size_t size = (size_t)count;
    luaL_checkstack(L, 8, "too many elements to sort");
    lua_settop(L, TARGET);
    if (lua_isnil(L, FUNCTION) && sort_by_keys(L, size)) return sorted(L, size);
    Sorter *sorter = lua_newuserdatauv(L, sizeof *sorter + 2 * size * sizeof(Position), 0);
    sorter_start(sorter, size);
    return run_sorter(L, sorter);
}
