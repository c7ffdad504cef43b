/* A rules server: every tenant brings a script, all of them run on a few threads.
 *
 *     cc rules.c $(pkg-config --cflags --libs orrery) -pthread -o rules && ./rules
 *
 * Shown here: a Program compiled once and loaded into a State for each tenant; States that any
 * worker thread serves; a host function and the host's data of a State; a cap on memory and a time
 * limit, and that a tenant which breaks them harms nobody else. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "orrery.h"

#define TENANTS 1000
#define WORKERS 4
#define ORDERS  3 /* for each tenant */

/* What most tenants run. Globals are the tenant's own. */
static const char usual_rules[] = "total = 0\n"
                                  "function price(amount)\n"
                                  "    total = total + amount\n"
                                  "    local rate = total > 250 and 0.9 or 1.0\n"
                                  "    return math.floor(amount * rate) + fee()\n"
                                  "end\n";

/* What a few of them run. */
static const char endless_rules[] = "function price(amount)\n"
                                    "    while true do pcall(price, amount) end\n"
                                    "end\n";
static const char greedy_rules[] = "function price(amount)\n"
                                   "    local t = {}\n"
                                   "    while true do t[#t + 1] = ('x'):rep(1000) .. #t end\n"
                                   "end\n";

typedef struct Tenant {
    int number;
    int64_t fee;
    orr_State *state;
    orr_Value price;    /* the script's function */
    orr_Status outcome; /* of the last order */
    int64_t charged;    /* sum of all prices */
} Tenant;

typedef struct Server {
    orr_Engine *engine;
    orr_Program *usual, *endless, *greedy;
    Tenant tenants[TENANTS];
    pthread_mutex_t lock;
    int next; /* tenant to be served next */
} Server;

/* fee(): the tenant's, known to the host alone. */
static orr_Status fee(void *data, orr_State *state, const orr_Value *arguments, size_t count) {
    const Tenant *const tenant = orr_host_data(state);
    const orr_Value result = orr_integer(tenant->fee);
    (void)data, (void)arguments, (void)count;
    return orr_return(state, &result, 1);
}

static orr_Program *compile(orr_Engine *engine, const char *text) {
    const orr_CompileOptions options = {.size = sizeof options, .chunk_name = "=rules"};
    orr_Program *program;
    orr_Error *error;
    if (orr_compile(engine, text, strlen(text), &options, &program, &error) == ORR_OK)
        return program;
    fprintf(stderr, "%s\n", error != NULL ? error->message : "not enough memory");
    exit(1);
}

/* Makes the tenant's State and runs the script once, which defines `price`. */
static orr_Status open_tenant(Server *server, Tenant *tenant) {
    const orr_StateOptions options = {
        .size = sizeof options, .host_data = tenant, .memory = 1 << 20};
    orr_Program *program = server->usual;
    orr_Anchor chunk;
    if (tenant->number % 100 == 7) program = server->endless;
    if (tenant->number % 100 == 8) program = server->greedy;
    orr_Status status = orr_state_new(server->engine, &options, &tenant->state);
    if (status != ORR_OK) return status;
    orr_State *const s = tenant->state;
    status = orr_open_libraries(s, ORR_LIBRARIES_SAFE);
    if (status == ORR_OK) status = orr_register(s, "fee", fee, NULL);
    if (status == ORR_OK) status = orr_set_timeout(s, 200000000); /* 0.2 s a call */
    if (status == ORR_OK) status = orr_load(s, program, &chunk);
    if (status == ORR_OK) status = orr_call(s, chunk, NULL, 0, NULL, 0, NULL);
    if (status == ORR_OK) status = orr_release(s, chunk);
    if (status == ORR_OK) status = orr_get_global(s, "price", &tenant->price);
    return status;
}

static orr_Status serve(Tenant *tenant, int64_t amount) {
    const orr_Value argument = orr_integer(amount);
    orr_Value result;
    const orr_Status status =
        orr_call(tenant->state, tenant->price.as.anchor, &argument, 1, &result, 1, NULL);
    if (status == ORR_OK && result.type == ORR_INTEGER) tenant->charged += result.as.integer;
    return status;
}

static Tenant *next_tenant(Server *server) {
    pthread_mutex_lock(&server->lock);
    Tenant *const tenant = server->next < TENANTS ? &server->tenants[server->next++] : NULL;
    pthread_mutex_unlock(&server->lock);
    return tenant;
}

/* Takes one tenant after the other. */
static void *worker(void *data) {
    Server *const server = data;
    Tenant *tenant;
    while ((tenant = next_tenant(server)) != NULL) {
        tenant->outcome = open_tenant(server, tenant);
        for (int n = 1; n <= ORDERS && tenant->outcome == ORR_OK; n++)
            tenant->outcome = serve(tenant, 100);
    }
    return NULL;
}

int main(void) {
    static Server server = {.lock = PTHREAD_MUTEX_INITIALIZER};
    pthread_t workers[WORKERS];
    int count[ORR_MISUSE + 1] = {0}, wrong = 0;
    if (orr_engine_new(NULL, &server.engine) != ORR_OK) return 1;
    server.usual = compile(server.engine, usual_rules);
    server.endless = compile(server.engine, endless_rules);
    server.greedy = compile(server.engine, greedy_rules);
    for (int n = 0; n < TENANTS; n++)
        server.tenants[n] = (Tenant){.number = n, .fee = n % 5};
    for (int n = 0; n < WORKERS; n++)
        pthread_create(&workers[n], NULL, worker, &server);
    for (int n = 0; n < WORKERS; n++)
        pthread_join(workers[n], NULL);
    for (int n = 0; n < TENANTS; n++) {
        const Tenant *const tenant = &server.tenants[n];
        count[tenant->outcome]++;
        if (tenant->outcome == ORR_OK)
            wrong += tenant->charged != 100 + 100 + 90 + ORDERS * tenant->fee;
        else if (n % 100 == 7)
            printf("tenant %d: %s\n", n, orr_error(tenant->state)->message);
        orr_state_close(tenant->state);
    }
    orr_program_release(server.usual);
    orr_program_release(server.endless);
    orr_program_release(server.greedy);
    orr_engine_release(server.engine);
    for (int status = ORR_OK; status <= ORR_MISUSE; status++)
        if (count[status] > 0) printf("%4d tenants: %s\n", count[status], orr_status_name(status));
    /* On a busy machine the time limit may hit a tenant that did nothing wrong. */
    return wrong == 0 && count[ORR_OK] > TENANTS / 2 && count[ORR_LIMIT] >= 10 &&
                   count[ORR_LIMIT] + count[ORR_MEMORY] >= 20
               ? 0
               : 1;
}
