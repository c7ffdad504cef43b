/* What the opcode list says of each opcode, as tables that code can look at. */
#ifndef ORRERY_OPCODE_INFO_H
#define ORRERY_OPCODE_INFO_H

#include "opcodes.h"

typedef enum OpcodeFormat { FORMAT_ABC, FORMAT_ABX, FORMAT_E } OpcodeFormat;

/* Named as in the list. */
typedef enum OperandKind {
    KIND__,  /* not used */
    KIND_W,  /* register that is written */
    KIND_R,  /* register that is read */
    KIND_RW, /* register that is both */
    KIND_K,  /* constant index */
    KIND_U,  /* upvalue index */
    KIND_I,  /* unsigned number */
    KIND_S,  /* signed number */
    KIND_N,  /* a count plus one, 0: open */
    KIND_F   /* first of a run of registers */
} OperandKind;

typedef enum ExtraKind {
    EXTRA_NONE,     /* the instruction is one word */
    EXTRA_CONSTANT, /* constant index */
    EXTRA_KEY,      /* index of a string constant */
    EXTRA_TEMPLATE, /* index of a table template */
    EXTRA_NUMBER,   /* any 32-bit number */
    EXTRA_JUMP,     /* a whole JMP instruction */
    EXTRA_FUNCTION  /* index of a child function */
} ExtraKind;

typedef struct OpcodeInfo {
    const char *name;
    uint8_t format;  /* OpcodeFormat */
    uint8_t a, b, c; /* OperandKind; b is the kind of Bx in format ABX, a that of E in format E */
    uint8_t extra;   /* ExtraKind */
    uint8_t effects; /* set of FX_ */
    const char *synopsis;
} OpcodeInfo;

extern const OpcodeInfo opcode_info[OPCODE_COUNT];

/* A number that changes when a row's name, format, kinds or the order of rows change. */
uint32_t instruction_set_fingerprint(void);

#endif
