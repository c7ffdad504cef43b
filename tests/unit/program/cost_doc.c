/* The table of prices in docs/cost-model.md must be what the cost model says. With the argument --update
** the program rewrites it. */
#include "check.h"
#include "cost_model.h"

#include <stdlib.h>

#define BEGIN \
    "<!-- costs: made from src/program/cost_model.h, see tests/unit/program/cost_doc.c -->\n"
#define END "<!-- end of costs -->\n"

/* docs/cost-model.md, found from where this file is. */
static const char *document_path(void) {
    static char path[4096];
    const char *const here = "tests/unit/program/cost_doc.c";
    const size_t length = strlen(__FILE__) - strlen(here);
    snprintf(path, sizeof path, "%.*sdocs/cost-model.md", (int)length, __FILE__);
    return path;
}

/* The table, allocated. */
static char *make_table(void) {
    static const struct {
        const char *name, *what;
        int cost;
    } rows[] = {
#define COST(name, cost, what) {#name, what, cost},
        COST_LIST(COST)
#undef COST
    };
    char *table;
    size_t size;
    FILE *const out = open_memstream(&table, &size);
    fputs("| name | cost | for |\n|---|---|---|\n", out);
    for (size_t n = 0; n < sizeof rows / sizeof rows[0]; n++)
        fprintf(out, "| %s | %d | %s |\n", rows[n].name, rows[n].cost, rows[n].what);
    fclose(out);
    return table;
}

static char *read_document(void) {
    FILE *const in = fopen(document_path(), "rb");
    char *const text = calloc(1, 1 << 20);
    if (in == NULL || text == NULL) return text;
    if (fread(text, 1, (1 << 20) - 1, in) == 0) text[0] = '\0';
    fclose(in);
    return text;
}

static void document_is_up_to_date(void) {
    char *const table = make_table(), *const text = read_document();
    const char *const begin = strstr(text, BEGIN);
    if (CHECK(begin != NULL)) {
        const char *const seen = begin + strlen(BEGIN);
        CHECK(strncmp(seen, table, strlen(table)) == 0);
        CHECK(strncmp(seen + strlen(table), END, strlen(END)) == 0);
    }
    char version[64];
    snprintf(version, sizeof version, "version %d of the model", COST_MODEL_VERSION);
    CHECK(strstr(text, version) != NULL);
    free(table);
    free(text);
}

static int update(void) {
    char *const table = make_table(), *const text = read_document();
    char *const begin = strstr(text, BEGIN), *const end = strstr(text, END);
    FILE *const out = begin != NULL && end != NULL ? fopen(document_path(), "wb") : NULL;
    if (out == NULL) return 1;
    *begin = '\0';
    fprintf(out, "%s" BEGIN "%s%s", text, table, end);
    fclose(out);
    free(table);
    free(text);
    return 0;
}

int main(int argc, char **argv) {
    if (argc > 1 && strcmp(argv[1], "--update") == 0) return update();
    RUN(document_is_up_to_date);
    return check_result();
}
