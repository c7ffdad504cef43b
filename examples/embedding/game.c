/* A game in which every player is a script: 60 ticks a second, and no script can slow them down.
 *
 *     cc game.c $(pkg-config --cflags --libs orrery) -o game && ./game          # as fast as it can
 *                                                               ./game --watch   # in real time
 *
 * Each player has a State of its own, a cap on memory, and a *budget* of work for each tick. A script
 * that has spent it is suspended wherever it is, and goes on in the next tick: who thinks long acts
 * late, and harms nobody else. The States are deterministic. So the whole game is a function of its
 * seed: it is played twice here, and the run hashes of all players must agree, as a server and its
 * clients, or a replay, would compare them. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "orrery.h"

#define SIZE       24 /* of the field, in both directions */
#define TICKS      300
#define TICK_NS    (1000000000 / 60)
#define BUDGET     3000 /* of each player, for each tick */
#define PATIENCE   120  /* ticks that a player may think about one move: then it is out */
#define COIN_COUNT 12

/* ---- The scripts --------------------------------------------------------------------------------- */

/* What a script is offered: where() and coin(n) answer with x and y; go(dx, dy) moves one step. It defines turn(), which is called when the last call has
 * returned. */

static const char nearest[] = "-- Goes for the nearest coin.\n"
                              "function turn()\n"
                              "    local x, y = where()\n"
                              "    local best, to_x, to_y = math.huge\n"
                              "    for n = 1, coins do\n"
                              "        local cx, cy = coin(n)\n"
                              "        local far = math.abs(cx - x) + math.abs(cy - y)\n"
                              "        if far < best then best, to_x, to_y = far, cx, cy end\n"
                              "    end\n"
                              "    if to_x == x then go(0, to_y > y and 1 or -1)\n"
                              "    else go(to_x > x and 1 or -1, 0) end\n"
                              "end\n";

static const char planner[] =
    "-- Looks for the shortest way through all coins: that takes many ticks.\n"
    "local function plan()\n"
    "    local x, y = where()\n"
    "    local left = {}\n"
    "    for n = 1, coins do\n"
    "        local cx, cy = coin(n)\n"
    "        left[#left + 1] = {cx, cy}\n"
    "    end\n"
    "    local best, order\n"
    "    local function try(at_x, at_y, sofar, list, depth)\n"
    "        if best and sofar >= best then return end\n"
    "        if depth == 5 or #list == #left then\n"
    "            best, order = sofar, {table.unpack(list)}\n"
    "            return\n"
    "        end\n"
    "        for _, c in ipairs(left) do\n"
    "            if not c.used then\n"
    "                c.used = true\n"
    "                list[#list + 1] = c\n"
    "                local far = math.abs(c[1] - at_x) + math.abs(c[2] - at_y)\n"
    "                try(c[1], c[2], sofar + far, list, depth + 1)\n"
    "                list[#list] = nil\n"
    "                c.used = nil\n"
    "            end\n"
    "        end\n"
    "    end\n"
    "    try(x, y, 0, {}, 0)\n"
    "    return order\n"
    "end\n"
    "local way\n"
    "function turn()\n"
    "    if not way or #way == 0 then way = plan() end\n"
    "    local x, y = where()\n"
    "    while way and way[1] and way[1][1] == x and way[1][2] == y do\n"
    "        table.remove(way, 1)\n"
    "    end\n"
    "    local c = way and way[1]\n"
    "    if not c then way = nil\n"
    "    elseif c[1] == x then go(0, c[2] > y and 1 or -1)\n"
    "    else go(c[1] > x and 1 or -1, 0) end\n"
    "end\n";

static const char drunk[] = "-- Goes anywhere, and stumbles over its own feet now and then.\n"
                            "function turn()\n"
                            "    if math.random(50) == 1 then local feet = nil + 1 end\n"
                            "    local d = math.random(2) * 2 - 3\n"
                            "    if math.random(2) == 1 then go(d, 0) else go(0, d) end\n"
                            "end\n";

static const char stuck[] = "-- Never comes to a decision.\n"
                            "function turn()\n"
                            "    while true do pcall(function() while true do end end) end\n"
                            "end\n";

static const char greedy[] =
    "-- Remembers everything.\n"
    "local memory = {}\n"
    "function turn()\n"
    "    for n = 1, 20 do memory[#memory + 1] = ('x'):rep(1000) .. #memory end\n"
    "    go(1, 0)\n"
    "end\n";

static const struct {
    const char *name, *text;
} entries[] = {{"nearest", nearest},
               {"planner", planner},
               {"drunk", drunk},
               {"stuck", stuck},
               {"greedy", greedy}};
#define PLAYERS (int)(sizeof entries / sizeof entries[0])

/* ---- The game ------------------------------------------------------------------------------------ */

typedef struct Player {
    const char *name;
    struct Game *game;
    orr_State *state;
    orr_Value turn; /* the script's function */
    int x, y;
    bool out, moved; /* moved: in this turn */
    int coins, turns, errors, suspensions;
    int thinking; /* ticks since this turn began */
    char reason[80];
    uint8_t hash[ORR_HASH_SIZE];
} Player;

typedef struct Game {
    orr_Engine *engine;
    Player players[PLAYERS];
    struct {
        int x, y;
    } coins[COIN_COUNT]; /* one that is taken comes back elsewhere */
    uint64_t dice;
    double longest_tick; /* milliseconds */
} Game;

static void place_coin(Game *game, int n) {
    game->dice = game->dice * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    game->coins[n].x = (int)(game->dice >> 33) % SIZE;
    game->coins[n].y = (int)(game->dice >> 45) % SIZE;
}

static orr_Status where(void *data, orr_State *state, const orr_Value *arguments, size_t count) {
    const Player *const p = orr_host_data(state);
    const orr_Value place[] = {orr_integer(p->x), orr_integer(p->y)};
    (void)data, (void)arguments, (void)count;
    return orr_return(state, place, 2);
}

static orr_Status coin(void *data, orr_State *state, const orr_Value *arguments, size_t count) {
    const Game *const game = ((Player *)orr_host_data(state))->game;
    (void)data;
    if (count < 1 || arguments[0].type != ORR_INTEGER || arguments[0].as.integer < 1 ||
        arguments[0].as.integer > COIN_COUNT)
        return orr_fail(state, "no such coin", 12);
    const int n = (int)arguments[0].as.integer - 1;
    const orr_Value place[] = {orr_integer(game->coins[n].x), orr_integer(game->coins[n].y)};
    return orr_return(state, place, 2);
}

static int step_of(const orr_Value *v) {
    return v->type != ORR_INTEGER ? 0 : (v->as.integer > 0) - (v->as.integer < 0);
}

static orr_Status go(void *data, orr_State *state, const orr_Value *arguments, size_t count) {
    Player *const p = orr_host_data(state);
    Game *const game = p->game;
    (void)data;
    if (p->moved || count < 2) return orr_fail(state, "one step in each turn", 21);
    const int x = p->x + step_of(arguments), y = p->y + step_of(arguments + 1);
    p->moved = true;
    if (x < 0 || x >= SIZE || y < 0 || y >= SIZE) return ORR_OK;
    p->x = x;
    p->y = y;
    for (int n = 0; n < COIN_COUNT; n++) {
        if (game->coins[n].x != x || game->coins[n].y != y) continue;
        place_coin(game, n);
        p->coins++;
    }
    return ORR_OK;
}

static void put_out(Player *p, const char *reason) {
    p->out = true;
    snprintf(p->reason, sizeof p->reason, "%s", reason);
}

/* Makes a player's State and runs its script, which defines `turn`. */
static orr_Status enter(Game *game, Player *p, const char *name, const char *text, uint64_t seed) {
    const orr_CompileOptions compile_options = {
        .size = sizeof compile_options, .chunk_name = "=player", .metered = ORR_METERED};
    const orr_StateOptions options = {.size = sizeof options,
                                      .host_data = p,
                                      .memory = 1 << 20,
                                      .protect_libraries = 1,
                                      .call_depth = 200,
                                      .metered = ORR_METERED,
                                      .deterministic = 1,
                                      .seed = seed};
    orr_Program *program;
    orr_Anchor chunk;
    p->name = name;
    p->game = game;
    orr_Status status =
        orr_compile(game->engine, text, strlen(text), &compile_options, &program, NULL);
    if (status != ORR_OK) return status;
    status = orr_state_new(game->engine, &options, &p->state);
    if (status == ORR_OK) status = orr_open_libraries(p->state, ORR_LIBRARIES_SAFE);
    if (status == ORR_OK) status = orr_register(p->state, "where", where, NULL);
    if (status == ORR_OK) status = orr_register(p->state, "coin", coin, NULL);
    if (status == ORR_OK) status = orr_register(p->state, "go", go, NULL);
    const orr_Value coin_count = orr_integer(COIN_COUNT);
    if (status == ORR_OK) status = orr_set_global(p->state, "coins", &coin_count);
    if (status == ORR_OK) status = orr_set_budget(p->state, BUDGET, ORR_TERMINATE);
    if (status == ORR_OK) status = orr_load(p->state, program, &chunk);
    if (status == ORR_OK) status = orr_call(p->state, chunk, NULL, 0, NULL, 0, NULL);
    if (status == ORR_OK) status = orr_get_global(p->state, "turn", &p->turn);
    orr_program_release(program);
    return status;
}

/* One tick of one player: begins its next turn, or goes on with the one that it is in. */
static void tick(Player *p, int64_t now) {
    orr_Status status;
    orr_set_budget(p->state, BUDGET, ORR_SUSPEND);
    if (orr_is_suspended(p->state)) {
        status = orr_resume(p->state, NULL, 0, NULL);
    } else {
        p->moved = false;
        p->thinking = 0;
        p->turns++;
        orr_set_time(p->state, now, (uint64_t)now);
        status = orr_call(p->state, p->turn.as.anchor, NULL, 0, NULL, 0, NULL);
    }
    if (status == ORR_OK) return;
    if (status == ORR_SUSPENDED) {
        p->suspensions++;
        if (++p->thinking < PATIENCE) return;
        orr_cancel(p->state); /* no pcall of the script stops that */
        put_out(p, "thought for too long");
    } else if (status == ORR_RUNTIME) {
        p->errors++; /* the State is whole: it may try again */
    } else {
        put_out(p, orr_error(p->state)->message);
    }
}

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static void draw(const Game *game) {
    char field[SIZE][SIZE + 1];
    for (int y = 0; y < SIZE; y++) {
        memset(field[y], '.', SIZE);
        field[y][SIZE] = '\0';
    }
    for (int n = 0; n < COIN_COUNT; n++)
        field[game->coins[n].y][game->coins[n].x] = '$';
    for (int n = 0; n < PLAYERS; n++) {
        const Player *const p = game->players + n;
        if (!p->out) field[p->y][p->x] = p->name[0];
    }
    printf("\033[H\033[J");
    for (int y = 0; y < SIZE; y++)
        puts(field[y]);
}

static bool play(Game *game, uint64_t seed, bool watch) {
    memset(game, 0, sizeof *game);
    if (orr_engine_new(NULL, &game->engine) != ORR_OK) return false;
    game->dice = seed;
    for (int n = 0; n < COIN_COUNT; n++)
        place_coin(game, n);
    for (int n = 0; n < PLAYERS; n++) {
        game->players[n].x = game->players[n].y = SIZE / 2;
        if (enter(game, game->players + n, entries[n].name, entries[n].text, seed + (uint64_t)n) !=
            ORR_OK)
            return false;
    }
    const double began = seconds();
    for (int t = 0; t < TICKS; t++) {
        const double tick_began = seconds();
        for (int n = 0; n < PLAYERS; n++)
            if (!game->players[n].out) tick(game->players + n, (int64_t)t * TICK_NS);
        const double took = (seconds() - tick_began) * 1e3;
        if (took > game->longest_tick) game->longest_tick = took;
        if (!watch) continue;
        draw(game);
        const double rest = began + (t + 1) / 60.0 - seconds();
        const struct timespec pause = {0, (long)(rest * 1e9)};
        if (rest > 0) nanosleep(&pause, NULL);
    }
    for (int n = 0; n < PLAYERS; n++) {
        Player *const p = game->players + n;
        if (orr_is_suspended(p->state)) orr_cancel(p->state);
        orr_run_hash(p->state, p->hash);
        orr_state_close(p->state);
    }
    orr_engine_release(game->engine);
    return true;
}

static void report(const Game *game) {
    for (int n = 0; n < PLAYERS; n++) {
        const Player *const p = game->players + n;
        printf("%-8s %2d coins %3d turns %2d errors %3d times suspended  %02x%02x%02x%02x  %s\n",
               p->name, p->coins, p->turns, p->errors, p->suspensions, p->hash[0], p->hash[1],
               p->hash[2], p->hash[3], p->reason);
    }
    printf("longest tick: %.2f ms of %.2f\n", game->longest_tick, TICK_NS * 1e-6);
}

/* ---- What must have happened --------------------------------------------------------------------- */

static int failures;
static void expect(bool truth, const char *what) {
    if (truth) return;
    printf("NOT SO: %s\n", what);
    failures++;
}

static void check(const Game *game, const Game *again) {
    const Player *const p = game->players;
    expect(p[0].turns == TICKS && p[0].suspensions == 0, "who thinks little moves in every tick");
    expect(p[0].coins > 0 && p[1].coins > 0, "the first two find coins");
    expect(p[1].suspensions > 0 && !p[1].out, "who thinks long is suspended, and goes on");
    expect(p[2].errors > 0 && p[2].turns == TICKS, "an error ends a turn only");
    expect(p[3].out && p[3].turns == 1 && p[3].suspensions == PATIENCE, "who never ends is out");
    expect(p[4].out && strstr(p[4].reason, "memory") != NULL, "who takes all memory is out");
    for (int n = 0; n < PLAYERS; n++)
        expect(memcmp(p[n].hash, again->players[n].hash, ORR_HASH_SIZE) == 0,
               "the same game has the same hashes");
}

int main(int argc, char **argv) {
    static Game game, again, other;
    const bool watch = argc > 1 && strcmp(argv[1], "--watch") == 0;
    if (!play(&game, 2024, watch) || !play(&again, 2024, false) || !play(&other, 2025, false)) {
        fprintf(stderr, "no game\n");
        return 1;
    }
    report(&game);
    check(&game, &again);
    expect(memcmp(game.players[2].hash, other.players[2].hash, ORR_HASH_SIZE) != 0,
           "another seed is another game");
    return failures > 0;
}
