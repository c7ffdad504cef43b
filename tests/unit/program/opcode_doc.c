/* The table of instructions in docs/bytecode.md must be what the opcode list says. With the
** argument --update the program rewrites it. */
#include "check.h"
#include "opcode_info.h"

#include <stdlib.h>

#define BEGIN                                                                                  \
    "<!-- instructions: made from src/program/opcodes.h, see tests/unit/program/opcode_doc.c " \
    "-->\n"
#define END "<!-- end of instructions -->\n"

/* docs/bytecode.md, found from where this file is. */
static const char *document_path(void) {
    static char path[4096];
    const char *const here = "tests/unit/program/opcode_doc.c";
    const size_t length = strlen(__FILE__) - strlen(here);
    snprintf(path, sizeof path, "%.*sdocs/bytecode.md", (int)length, __FILE__);
    return path;
}

static const char *operand(uint8_t kind) {
    static const char *const names[] = {"", "W", "R", "RW", "K", "U", "I", "S", "N", "F"};
    return names[kind];
}

static void print_effects(unsigned effects, FILE *out) {
    static const char *const names[] = {"read",  "write", "call", "raise",
                                        "alloc", "jump",  "end",  "private"};
    const char *separator = "";
    if ((effects & FX_ANY) == FX_ANY) {
        fputs("any", out);
        effects &= ~FX_ANY;
        separator = ", ";
    }
    for (unsigned bit = 0; bit < 8; bit++) {
        if (!(effects & 1u << bit)) continue;
        fprintf(out, "%s%s", separator, names[bit]);
        separator = ", ";
    }
}

/* Text for a table's cell: bars would end it. */
static void print_cell(const char *text, FILE *out) {
    for (; *text != '\0'; text++) {
        if (*text == '|') fputc('\\', out);
        fputc(*text, out);
    }
}

static void print_row(const OpcodeInfo *info, FILE *out) {
    static const char *const formats[] = {"ABC", "ABX", "E"};
    static const char *const extras[] = {"",       "constant", "key",     "template",
                                         "number", "jump",     "function"};
    fprintf(out, "| %s | %s | %s | %s | %s | %s | ", info->name, formats[info->format],
            operand(info->a), operand(info->b), operand(info->c), extras[info->extra]);
    print_cell(info->synopsis, out);
    fputs(" | ", out);
    print_effects(info->effects, out);
    fputs(" |\n", out);
}

/* The table, allocated. */
static char *make_table(void) {
    char *table;
    size_t size;
    FILE *const out = open_memstream(&table, &size);
    fputs("| name | format | A | B | C | extra word | effect on the frame | effects |\n", out);
    fputs("|---|---|---|---|---|---|---|---|\n", out);
    for (int op = 0; op < OPCODE_COUNT; op++)
        print_row(&opcode_info[op], out);
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
