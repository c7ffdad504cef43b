/* Operators: one list each for binary and unary ones.
**
** A binary row: name, token, left and right precedence (the manual, 3.4.8; the larger binds
** tighter, right below left makes an operator right associative), and its sort:
**   ARITHMETIC   works on two numbers; has an opcode of the same name,
**   COMPARISON   gives a boolean by way of a jump,
**   CONCATENATION, LOGICAL.
*/
#ifndef ORRERY_LUA_OPERATORS_H
#define ORRERY_LUA_OPERATORS_H

#include <stdbool.h>

/* clang-format off */
#define BINARY_OPERATOR_LIST(B) \
    B(ADD,           PLUS,          10, 10, ARITHMETIC) \
    B(SUB,           MINUS,         10, 10, ARITHMETIC) \
    B(MUL,           STAR,          11, 11, ARITHMETIC) \
    B(MOD,           PERCENT,       11, 11, ARITHMETIC) \
    B(POW,           CARET,         14, 13, ARITHMETIC) \
    B(DIV,           SLASH,         11, 11, ARITHMETIC) \
    B(IDIV,          DOUBLE_SLASH,  11, 11, ARITHMETIC) \
    B(BAND,          AMPERSAND,      6,  6, ARITHMETIC) \
    B(BOR,           BAR,            4,  4, ARITHMETIC) \
    B(BXOR,          TILDE,          5,  5, ARITHMETIC) \
    B(SHL,           SHIFT_LEFT,     7,  7, ARITHMETIC) \
    B(SHR,           SHIFT_RIGHT,    7,  7, ARITHMETIC) \
    B(CONCAT,        CONCAT,         9,  8, CONCATENATION) \
    B(EQUAL,         EQUAL,          3,  3, COMPARISON) \
    B(NOT_EQUAL,     NOT_EQUAL,      3,  3, COMPARISON) \
    B(LESS,          LESS,           3,  3, COMPARISON) \
    B(LESS_EQUAL,    LESS_EQUAL,     3,  3, COMPARISON) \
    B(GREATER,       GREATER,        3,  3, COMPARISON) \
    B(GREATER_EQUAL, GREATER_EQUAL,  3,  3, COMPARISON) \
    B(AND,           AND,            2,  2, LOGICAL) \
    B(OR,            OR,             1,  1, LOGICAL)

#define UNARY_OPERATOR_LIST(U) \
    U(NEGATE,        MINUS) \
    U(COMPLEMENT,    TILDE) \
    U(NOT,           NOT) \
    U(LENGTH,        HASH)
/* clang-format on */

#define UNARY_PRECEDENCE 12

typedef enum Operator {
#define B(name, token, left, right, sort) OPERATOR_##name,
    BINARY_OPERATOR_LIST(B)
#undef B
#define U(name, token) OPERATOR_##name,
        UNARY_OPERATOR_LIST(U)
#undef U
            OPERATOR_NONE
} Operator;

static inline bool operator_is_arithmetic(Operator op) {
    return op <= OPERATOR_SHR;
}
static inline bool operator_is_comparison(Operator op) {
    return op >= OPERATOR_EQUAL && op <= OPERATOR_GREATER_EQUAL;
}

#endif
