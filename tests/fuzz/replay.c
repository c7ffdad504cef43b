/* The main of a target in builds without libFuzzer: runs each file named, and each file of each
** folder named, through the target once. A file that is a finding stops the process; its name has
** been printed before. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"

#define PATH_ROOM 4096

static int replayed;

/* Only custom mutators call it, and only libFuzzer calls those. */
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t room) {
    (void)data, (void)room;
    return size;
}

/* The whole file, in a block of exactly its size so that reads beyond it are seen. */
static uint8_t *read_file(FILE *f, size_t *size) {
    fseek(f, 0, SEEK_END);
    const long length = ftell(f);
    rewind(f);
    if (length < 0) return NULL;
    uint8_t *const data = malloc(length > 0 ? (size_t)length : 1);
    *size = data != NULL ? fread(data, 1, (size_t)length, f) : 0;
    return data;
}

static void replay_file(const char *path) {
    FILE *const f = fopen(path, "rb");
    size_t size = 0;
    uint8_t *const data = f != NULL ? read_file(f, &size) : NULL;
    if (data == NULL) {
        perror(path);
        exit(2);
    }
    fclose(f);
    printf("%s\n", path);
    fflush(stdout);
    LLVMFuzzerTestOneInput(data, size);
    free(data);
    replayed++;
}

static void replay(const char *path) {
    DIR *const folder = opendir(path);
    if (folder == NULL) {
        replay_file(path);
        return;
    }
    for (const struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        char inner[PATH_ROOM];
        if (entry->d_name[0] == '.') continue;
        snprintf(inner, sizeof inner, "%s/%s", path, entry->d_name);
        replay(inner);
    }
    closedir(folder);
}

int main(int argc, char **argv) {
    for (int i = 1; i < argc; i++)
        replay(argv[i]);
    printf("%d inputs replayed\n", replayed);
    return 0;
}
