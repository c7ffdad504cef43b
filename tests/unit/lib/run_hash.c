/* SHA-256 against the examples of FIPS 180-4 and some lengths around a block. */
#include "check.h"
#include "run_hash.h"

/* run_hash_bytes writes a count first; this takes the bytes alone. */
static void hash_of(const char *text, size_t length, char *hex) {
    RunHash h;
    uint8_t hash[32];
    run_hash_begin(&h);
    for (size_t n = 0; n < length; n++)
        run_hash_event(&h, (RunEvent)(unsigned char)text[n]);
    run_hash_result(&h, hash);
    for (int n = 0; n < 32; n++)
        snprintf(hex + 2 * n, 3, "%02x", hash[n]);
}

static void known_answers(void) {
    char hex[65], text[200];
    hash_of("", 0, hex);
    CHECK_STRING(hex, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    hash_of("abc", 3, hex);
    CHECK_STRING(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    hash_of("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 56, hex);
    CHECK_STRING(hex, "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    memset(text, 'a', sizeof text);
    hash_of(text, 55, hex);
    CHECK_STRING(hex, "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318");
    hash_of(text, 64, hex);
    CHECK_STRING(hex, "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb");
    hash_of(text, 200, hex);
    CHECK_STRING(hex, "c2a908d98f5df987ade41b5fce213067efbcc21ef2240212a41e54b5e7c28ae5");
}

static void values_keep_apart(void) {
    const Value values[] = {value_nil(),      value_boolean(false), value_boolean(true),
                            value_integer(0), value_float(0),       value_float(-0.0),
                            value_integer(1), value_light(NULL)};
    uint8_t hashes[8][32];
    for (int n = 0; n < 8; n++) {
        RunHash h;
        run_hash_begin(&h);
        run_hash_value(&h, values + n);
        run_hash_result(&h, hashes[n]);
        for (int i = 0; i < n; i++)
            CHECK(memcmp(hashes[i], hashes[n], 32) != 0);
    }
}

int main(void) {
    RUN(known_answers);
    RUN(values_keep_apart);
    return check_result();
}
